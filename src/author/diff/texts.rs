//! The texts of two packs beside one another (新旧対照表): named things by their
//! names wherever they stand, tables row by row. What is the same is left out, and
//! within a changed line the changed characters are marked.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::super::yaml::{self, NodeKind};
use super::super::{Checked, csv};

/// Something named that is worded differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The key it stands under, such as `programs`; `tables` for a CSV file.
    pub part: String,
    pub name: String,
    /// File and line.
    pub old: Option<(String, usize)>,
    pub new: Option<(String, usize)>,
    /// The columns of a table.
    pub heading: Option<String>,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Some that are the same.
    Omitted,
    Changed {
        old: Option<Vec<Piece>>,
        new: Option<Vec<Piece>>,
    },
}

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub is_changed: bool,
}

/// In this order, then the rest.
const PARTS: [&str; 6] = [
    "programs",
    "decisions",
    "tables",
    "questions",
    "wizards",
    "milestones",
];

struct Entry {
    place: (String, usize),
    heading: Option<String>,
    lines: Vec<String>,
}

/// By order of its part, part and name.
type Entries = BTreeMap<(usize, String, String), Entry>;

pub(super) fn passages(old: Option<&Checked>, new: Option<&Checked>) -> Vec<Passage> {
    let (Some(old), Some(new)) = (old, new) else {
        return Vec::new();
    };
    let (mut old, mut new) = (entries(old), entries(new));
    let mut keys: Vec<_> = old.keys().chain(new.keys()).cloned().collect();
    keys.sort();
    keys.dedup();
    let mut out = Vec::new();
    for key in keys {
        let (old, new) = (old.remove(&key), new.remove(&key));
        let lines_of = |it: &Option<Entry>| it.as_ref().map_or(Vec::new(), |it| it.lines.clone());
        let lines = lines(&lines_of(&old), &lines_of(&new));
        if lines.iter().all(|it| *it == Line::Omitted) {
            continue;
        }
        let heading = new.iter().chain(&old).find_map(|it| it.heading.clone());
        out.push(Passage {
            part: key.1,
            name: key.2,
            old: old.map(|it| it.place),
            new: new.map(|it| it.place),
            heading,
            lines,
        });
    }
    out
}

fn entries(checked: &Checked) -> Entries {
    let pack = checked.book.as_ref().map_or("", |it| it.pack.as_str());
    let mut out = Entries::new();
    for (file, source) in checked.sources.files.iter().enumerate() {
        // Examples are no rules.
        if source.path.contains("/cases/") {
            continue;
        }
        // The pack itself may be in a folder of another name.
        let below = source
            .path
            .split_once('/')
            .filter(|(folder, _)| *folder == pack);
        let path = below.map_or(source.path.as_str(), |(_, below)| below);
        if path.ends_with(".csv") {
            let mut records = csv::parse(file, &source.text, &mut Vec::new()).into_iter();
            let row = |it: &csv::Record| {
                let cells: Vec<&str> = it.cells.iter().map(|it| it.text.as_str()).collect();
                cells.join(" | ")
            };
            let heading = records.next().map(|it| row(&it));
            let entry = Entry {
                place: (path.to_owned(), 1),
                lines: heading
                    .iter()
                    .cloned()
                    .chain(records.map(|it| row(&it)))
                    .collect(),
                heading,
            };
            out.insert(key("tables", path), entry);
        } else {
            named(file, path, &source.text, &mut out);
        }
    }
    out
}

fn key(part: &str, name: &str) -> (usize, String, String) {
    let rank = PARTS.iter().position(|it| *it == part);
    (
        rank.unwrap_or(PARTS.len()),
        part.to_owned(),
        name.to_owned(),
    )
}

/// The named things of a YAML file, each with its lines.
fn named(file: usize, path: &str, text: &str, out: &mut Entries) {
    let Some(root) = yaml::parse(file, text, &mut Vec::new()) else {
        return;
    };
    let NodeKind::Map(sections) = &root.kind else {
        return;
    };
    for (at, (section, node)) in sections.iter().enumerate() {
        let end = sections
            .get(at + 1)
            .map_or(text.len(), |(it, _)| it.place.span.start);
        let mut add = |name: &str, span: Range<usize>| {
            let entry = Entry {
                place: (path.to_owned(), line(text, span.start)),
                heading: None,
                lines: lines_in(text, span),
            };
            out.insert(key(&section.text, name), entry);
        };
        let is_alone = |at: usize| text[line_start(text, at)..at].trim().is_empty();
        match &node.kind {
            NodeKind::Map(entries)
                if entries.iter().all(|(it, _)| is_alone(it.place.span.start)) =>
            {
                for (at, (name, _)) in entries.iter().enumerate() {
                    let end = entries
                        .get(at + 1)
                        .map_or(end, |(it, _)| it.place.span.start);
                    add(&name.text, name.place.span.start..end);
                }
            }
            _ => {
                let name = if path == "pack.yaml" {
                    "pack.yaml"
                } else {
                    path
                };
                add(name, section.place.span.start..end);
            }
        }
    }
}

fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |it| it + 1)
}

/// Whole lines without the indentation they share, and without remarks on what
/// comes after them.
fn lines_in(text: &str, span: Range<usize>) -> Vec<String> {
    let end = if span.end == text.len() {
        span.end
    } else {
        line_start(text, span.end)
    };
    let text = text.get(line_start(text, span.start)..end).unwrap_or("");
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    while lines
        .last()
        .is_some_and(|it| it.is_empty() || it.trim_start().starts_with('#'))
    {
        lines.pop();
    }
    let indent = |it: &&str| it.len() - it.trim_start_matches(' ').len();
    let shared = lines
        .iter()
        .filter(|it| !it.is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    lines
        .iter()
        .map(|it| it.get(shared..).unwrap_or("").to_owned())
        .collect()
}

fn lines(old: &[String], new: &[String]) -> Vec<Line> {
    let mut out = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        let (was, now) = (op.old_range(), op.new_range());
        if matches!(op, DiffOp::Equal { .. }) {
            out.push(Line::Omitted);
            continue;
        }
        for at in 0..was.len().max(now.len()) {
            let (was, now) = (old[was.clone()].get(at), new[now.clone()].get(at));
            let (old, new) = match (was, now) {
                (Some(was), Some(now)) => {
                    let (was, now) = pieces(was, now);
                    (Some(was), Some(now))
                }
                (was, now) => (was.map(|it| whole(it)), now.map(|it| whole(it))),
            };
            out.push(Line::Changed { old, new });
        }
    }
    out
}

fn whole(text: &str) -> Vec<Piece> {
    vec![Piece {
        text: text.to_owned(),
        is_changed: true,
    }]
}

/// Two lines, what differs marked in each.
fn pieces(old: &str, new: &str) -> (Vec<Piece>, Vec<Piece>) {
    let chars = |text: &str| text.chars().collect::<Vec<char>>();
    let (old, new) = (chars(old), chars(new));
    let (mut was, mut now) = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let is_changed = !matches!(op, DiffOp::Equal { .. });
        for (out, text) in [
            (&mut was, &old[op.old_range()]),
            (&mut now, &new[op.new_range()]),
        ] {
            if !text.is_empty() {
                out.push(Piece {
                    text: text.iter().collect(),
                    is_changed,
                });
            }
        }
    }
    (was, now)
}
