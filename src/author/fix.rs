//! Mends what can only be meant one way, in the texts of files.
//!
//! [`propose`] gives findings their edits where the place and the person's own
//! words say enough; a check may have brought its own. [`apply`] writes edits
//! into a text, [`certain`] those of a whole pack that nobody needs to be asked
//! about. A file keeps its encoding, its byte order mark and its line ends.

use std::collections::BTreeMap;

use super::diagnostic::{Edit, Fix};
use super::source::{self, Files, Sources};
use super::{Checked, Diagnostic};
use crate::value::Date;

/// A stretch that was mended: where it was, and the code of what was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    pub code: &'static str,
    pub path: String,
    /// From 1, before the edit.
    pub line: usize,
}

/// Writes the edits into the text; of two that overlap, the first in the text.
/// Returns how many were left out.
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> (String, usize) {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort();
    edits.dedup();
    let (mut out, mut done, mut left) = (String::new(), 0, 0);
    for edit in edits {
        let span = edit.place.span.clone();
        match text.get(done..span.start) {
            Some(before) if text.get(span.clone()).is_some() => {
                out.push_str(before);
                out.push_str(&edit.text);
                done = span.end;
            }
            _ => left += 1,
        }
    }
    out.push_str(text.get(done..).unwrap_or(""));
    (out, left)
}

/// The files of the pack with the certain edits done, and what they mended.
/// Edits that overlap others wait: ask again with what came back.
pub fn certain(checked: &Checked, pack: &str, files: &Files) -> (Files, Vec<Mended>) {
    let own = [pack, "/"].concat();
    let mut edits: BTreeMap<usize, Vec<&Edit>> = BTreeMap::new();
    let mut mended = Vec::new();
    let is_apart = |fix: &Fix, edits: &BTreeMap<usize, Vec<&Edit>>| {
        fix.edits.iter().all(|new| {
            let mut there = edits.get(&new.place.file).into_iter().flatten();
            there.all(|it| {
                let (a, b) = (&it.place.span, &new.place.span);
                *it != new && (a.end <= b.start || b.end <= a.start)
            })
        })
    };
    for it in &checked.diagnostics {
        let Some(fix) = it.fix.as_ref().filter(|it| it.is_certain) else {
            continue;
        };
        let path = checked.sources.get(it.place.file).map_or("", |it| &it.path);
        if !path.starts_with(&own) || !is_apart(fix, &edits) {
            continue;
        }
        for edit in &fix.edits {
            edits.entry(edit.place.file).or_default().push(edit);
        }
        mended.push(Mended {
            code: it.code(),
            path: path.to_owned(),
            line: checked.sources.line_column(&it.place).0,
        });
    }
    let mut changed = Files::new();
    for (file, edits) in edits {
        if let Some((path, bytes)) = written(&checked.sources, file, files, edits) {
            changed.insert(path, bytes);
        }
    }
    (changed, mended)
}

/// A file with edits, as bytes in its own encoding.
pub(super) fn written<'e>(
    sources: &Sources,
    file: usize,
    files: &Files,
    edits: impl IntoIterator<Item = &'e Edit>,
) -> Option<(String, Vec<u8>)> {
    let source = sources.get(file)?;
    let (text, _) = apply(&source.text, edits);
    let bytes = source::encode(&source.path, files.get(&source.path)?, &text);
    Some((source.path.clone(), bytes))
}

/// Edits for findings that name what is meant.
pub(super) fn propose(found: &mut [Diagnostic], sources: &Sources) {
    for it in found.iter_mut().filter(|it| it.fix.is_none()) {
        it.fix = proposal(it, sources);
    }
}

fn proposal(it: &Diagnostic, sources: &Sources) -> Option<Fix> {
    let source = sources.get(it.place.file)?;
    let is_table = source.path.ends_with(".csv");
    let written = it.args().first()?;
    // What is meant goes where exactly the wrong word stands, quotes or not.
    let mut span = it.place.span.clone();
    let shown = source.text.get(span.clone())?;
    span.end -= shown.len() - shown.trim_end().len();
    let inside = span.start + 1..span.end.saturating_sub(1);
    let place = [span, inside].into_iter().find(|span| {
        source
            .text
            .get(span.clone())
            .is_some_and(|it| it == written)
    });
    let instead = |text: &str, is_certain: bool| {
        let mut place_of = it.place.clone();
        place_of.span = place.clone()?;
        let edits = vec![Edit {
            place: place_of,
            text: text.to_owned(),
        }];
        Some(Fix { edits, is_certain })
    };
    match it.code() {
        // Signs that mean something to YAML or CSV may only be put where it is
        // known what surrounds them.
        "full-width" => {
            let meant = it.args().get(1)?;
            let is_safe = !meant.contains([',', '"', '[', ']', '{', '}', '*', '#', '%']);
            if is_safe { instead(meant, true) } else { None }
        }
        "bad-date" => instead(&loose_date(written)?.to_string(), true),
        "bad-link" => {
            let rest = written.strip_prefix("http://")?;
            instead(&["https://", rest].concat(), false)
        }
        "cp932-yaml" => Some(Fix {
            // YAML is always written as UTF-8; there is nothing else to change.
            edits: vec![Edit {
                place: it.place.clone(),
                text: String::new(),
            }],
            is_certain: true,
        }),
        "unknown-option" if it.help_key() == Some("separate-words") => {
            let words: Vec<&str> = written.split('、').collect();
            let words = words.join(", ");
            let start = place.clone()?.start;
            let is_quoted = source.text.get(..start).is_some_and(|it| it.ends_with('"'));
            if is_table && !is_quoted {
                instead(&["\"", &words, "\""].concat(), true)
            } else {
                None
            }
        }
        _ if it.help_key() == Some("did-you-mean") => instead(it.help_args().first()?, false),
        _ => None,
    }
}

/// `2026/4/1`, `2026.4.1` and `2026年4月1日`, with full-width digits too.
fn loose_date(text: &str) -> Option<Date> {
    let plain: String = text
        .chars()
        .map(|it| match it {
            '０'..='９' => char::from_u32(u32::from(it) - 0xFEE0).unwrap_or(it),
            '年' | '月' | '/' | '／' | '.' | '．' | '－' | '−' => '-',
            it => it,
        })
        .collect();
    let plain = plain.strip_suffix('日').unwrap_or(&plain);
    let parts: Option<Vec<u32>> = plain.split('-').map(|it| it.parse().ok()).collect();
    match parts?[..] {
        [year @ 1000..=9999, month, day] => Date::new(i32::try_from(year).ok()?, month, day),
        _ => None,
    }
}

/// Edits that make indentation by tabs one by spaces, where all of it is tabs.
pub(super) fn tabs(file: usize, text: &str) -> Option<Fix> {
    let mut edits = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        let (indent, rest) = line.split_at(indentation);
        if !rest.trim().is_empty() && !indent.is_empty() {
            if indent.contains(' ') {
                return None;
            }
            let span = start..start + indentation;
            let place = super::Place { file, span };
            let text = "  ".repeat(indentation);
            edits.push(Edit { place, text });
        }
        start += line.len();
    }
    let is_certain = true;
    Some(Fix { edits, is_certain })
}
