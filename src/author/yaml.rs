//! YAML to a tree in which every value knows its place.
//!
//! A library parses; here its events become nodes, duplicate keys are named and
//! what packs do not need (anchors, tags) is refused in plain words. A file
//! with a syntax error gives what was read up to it.

mod wide;

pub(super) use wide::is_wide_quote;

use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::fix::tabs;
use super::{Diagnostic, Place};

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) kind: NodeKind,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    /// The text and whether it stood in quotes (or in a block).
    Scalar(String, bool),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

impl Node {
    /// Nothing stands there, not even quotes.
    pub(super) fn is_empty(&self) -> bool {
        matches!(&self.kind, NodeKind::Scalar(text, false) if text.is_empty())
    }
}

#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) place: Place,
    /// No colon stands behind it: `{ one, two }`.
    pub(super) is_alone: bool,
}

/// Deeper nesting than this is no pack.
const MAX_DEPTH: usize = 24;

/// The document in `text`, if there is one.
pub(super) fn parse(file: usize, text: &str, out: &mut Vec<Diagnostic>) -> Option<Node> {
    if let Some(at) = tab_in_indentation(text) {
        let span = at..at + 1;
        let tab = Diagnostic::new("yaml-tab", Place { file, span }, &[]);
        out.push(match tabs(file, text) {
            Some(fix) => tab.fixed_by(fix),
            None => tab,
        });
        return None;
    }
    let mut builder = Builder {
        file,
        text,
        offsets: Offsets::new(text),
        stack: Vec::new(),
        root: None,
        out,
    };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                let range = span.start.index()..span.end.index();
                if !builder.event(event, range) {
                    break;
                }
            }
            Err(error) => {
                let at = builder.offsets.byte(error.marker().index());
                let wide = wide::wide_signs(file, text, at);
                if wide.is_empty() {
                    let line = text[..at].rsplit('\n').next().unwrap_or("");
                    let place = Place { file, span: at..at };
                    builder.out.push(syntax_error(error.info(), line, place));
                }
                builder.out.extend(wide);
                break;
            }
        }
    }
    builder.finish()
}

/// The library's words in ours; `line` is what stands before the place.
fn syntax_error(info: &str, line: &str, place: Place) -> Diagnostic {
    let has = |words: &[&str]| words.iter().any(|it| info.contains(it));
    let what = if has(&["anchor", "tag", "handle"]) {
        return Diagnostic::new("yaml-anchor", place, &[]);
    } else if has(&["recursion limit"]) {
        return Diagnostic::new("yaml-too-deep", place, &[&MAX_DEPTH.to_string()]);
    } else if has(&[
        "found a tab",
        "tabs disallowed",
        "tab cannot",
        "valid YAML whitespace",
    ]) {
        return Diagnostic::new("yaml-tab", place, &[]);
    } else if has(&["trailing content"]) && line.contains('{') {
        "@yaml-comma"
    } else if has(&["escape", "hexadecimal"]) {
        "@yaml-escape"
    } else if has(&["quoted"]) {
        "@yaml-quote"
    } else if has(&["bracket"]) {
        "@yaml-bracket"
    } else if has(&["',' or"]) {
        "@yaml-comma"
    } else if has(&["mapping values", "simple key", "':' indicator"]) {
        "@yaml-colon"
    } else if has(&[
        "indent",
        "expected key",
        "'-' indicator",
        "block sequence entries",
        "document start",
        "document-start",
        "block scalar",
    ]) {
        "@yaml-indentation"
    } else if has(&["unexpected character", "cannot start with", "directive"]) {
        "@yaml-character"
    } else if has(&["node content"]) {
        "@yaml-content"
    } else if has(&["unprintable", "byte order mark"]) {
        "@yaml-unseen"
    } else if has(&["eof", "unexpected end"]) {
        "@yaml-end"
    } else {
        "@yaml-rules"
    };
    let diagnostic = Diagnostic::new("yaml-syntax", place, &[what]);
    // `value: "A" in B`: YAML takes the quotes for its own.
    if has(&["trailing content"]) && !line.contains('{') {
        diagnostic.help_with("quote-all", &[])
    } else {
        diagnostic
    }
}

fn tab_in_indentation(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indentation]
            .find('\t')
            .filter(|_| !line.trim().is_empty())
        {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

/// Character index → byte index.
struct Offsets(Vec<usize>);

impl Offsets {
    fn new(text: &str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at);
        Self(starts.chain([text.len()]).collect())
    }

    fn byte(&self, character: usize) -> usize {
        let last = self.0.last().copied().unwrap_or(0);
        self.0.get(character).copied().unwrap_or(last)
    }
}

enum Open {
    List(usize, Vec<Node>),
    /// Its entries, where each key was first, and the key whose value comes next.
    Map(
        usize,
        Vec<(Key, Node)>,
        BTreeMap<String, Place>,
        Option<Key>,
    ),
}

struct Builder<'a> {
    file: usize,
    text: &'a str,
    offsets: Offsets,
    stack: Vec<Open>,
    root: Option<Node>,
    out: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn place(&self, range: &Range<usize>) -> Place {
        Place {
            file: self.file,
            span: self.offsets.byte(range.start)..self.offsets.byte(range.end),
        }
    }

    /// Takes one event; false where reading must stop.
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> bool {
        let place = self.place(&range);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    self.out
                        .push(Diagnostic::new("yaml-anchor", place.clone(), &[]));
                }
                let quoted = style != ScalarStyle::Plain;
                self.push(Node {
                    place,
                    kind: NodeKind::Scalar(text.into_owned(), quoted),
                });
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if self.stack.len() >= MAX_DEPTH {
                    self.out.push(Diagnostic::new(
                        "yaml-too-deep",
                        place,
                        &[&MAX_DEPTH.to_string()],
                    ));
                    return false;
                }
                self.stack.push(match event {
                    Event::SequenceStart(..) => Open::List(place.span.start, Vec::new()),
                    _ => Open::Map(place.span.start, Vec::new(), BTreeMap::new(), None),
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(place.span.end),
            Event::Alias(_) => {
                self.out
                    .push(Diagnostic::new("yaml-anchor", place.clone(), &[]));
                self.push(Node {
                    place,
                    kind: NodeKind::Scalar(String::new(), true),
                });
            }
            _ => {}
        }
        true
    }

    fn close(&mut self, end: usize) {
        let (start, kind) = match self.stack.pop() {
            Some(Open::List(start, items)) => (start, NodeKind::List(items)),
            Some(Open::Map(start, entries, ..)) => (start, NodeKind::Map(entries)),
            None => return,
        };
        let place = Place {
            file: self.file,
            span: start..end.max(start),
        };
        self.push(Node { place, kind });
    }

    fn push(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = self.root.take().or(Some(node)),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, first, pending)) => match pending.take() {
                // Of two with the same key the first one stays.
                Some(key) if first.get(&key.text) != Some(&key.place) => {}
                Some(key) => entries.push((key, node)),
                None => {
                    let text = match node.kind {
                        NodeKind::Scalar(text, _) => text,
                        // Nothing is first under it, so its value is left out.
                        _ => {
                            self.out
                                .push(Diagnostic::new("yaml-key", node.place.clone(), &[]));
                            *pending = Some(Key {
                                text: String::new(),
                                place: node.place,
                                is_alone: false,
                            });
                            return;
                        }
                    };
                    match first.get(&text) {
                        Some(first) => {
                            let double =
                                Diagnostic::new("duplicate-key", node.place.clone(), &[&text]);
                            self.out.push(double.note("first-here", first.clone(), &[]));
                        }
                        None => drop(first.insert(text.clone(), node.place.clone())),
                    }
                    let rest = self.text.get(node.place.span.end..).unwrap_or("");
                    *pending = Some(Key {
                        text,
                        place: node.place,
                        is_alone: !rest.trim_start_matches(' ').starts_with(':'),
                    });
                }
            },
        }
    }

    fn finish(mut self) -> Option<Node> {
        // After a syntax error, close what is open so that the rest is still read.
        while !self.stack.is_empty() {
            self.close(0);
        }
        self.root
    }
}
