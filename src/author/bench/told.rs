//! What crosses to the page, as JSON. Lines are counted from 1 and columns from
//! 0 in UTF-16 units, as the browser's own texts are.

use serde_json::{Value, json};

use crate::author::diff::{Diff, Limit, Line, Passage, Piece, Region, Unproven};
use crate::author::{Diagnostic, Lang, Place, Sources};
use crate::book::{Book, Kind};
use crate::run::SavedAnswer;
use crate::value::Date;

/// Line starts of one file: findings of one file come together.
struct Lines<'s> {
    sources: &'s Sources,
    file: usize,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    fn new(sources: &'s Sources) -> Self {
        Self {
            sources,
            file: usize::MAX,
            starts: Vec::new(),
        }
    }

    fn spot(&mut self, place: &Place) -> Value {
        let Some(source) = self.sources.get(place.file) else {
            return json!({ "file": "", "line": 1, "column": 0, "end_line": 1, "end_column": 0 });
        };
        if self.file != place.file {
            self.file = place.file;
            let ends = source.text.match_indices('\n').map(|(at, _)| at + 1);
            self.starts = [0].into_iter().chain(ends).collect();
        }
        let starts = &self.starts;
        let at = |byte: usize| {
            let line = starts.partition_point(|it| *it <= byte);
            let start = starts.get(line.wrapping_sub(1)).copied().unwrap_or(0);
            let before = source.text.get(start..byte).unwrap_or("");
            (line, before.encode_utf16().count())
        };
        let (line, column) = at(place.span.start);
        let (end_line, end_column) = at(place.span.end);
        json!({ "file": source.path, "line": line, "column": column,
            "end_line": end_line, "end_column": end_column })
    }
}

/// `fields` with a place beside them.
pub(super) fn at(place: &Place, sources: &Sources, fields: Value) -> Value {
    with_spot(&mut Lines::new(sources), place, fields)
}

fn with_spot(lines: &mut Lines<'_>, place: &Place, fields: Value) -> Value {
    let mut out = lines.spot(place);
    if let (Value::Object(out), Value::Object(fields)) = (&mut out, fields) {
        out.extend(fields);
    }
    out
}

pub(super) fn diagnostics(found: &[Diagnostic], sources: &Sources, lang: Lang) -> Value {
    let mut lines = Lines::new(sources);
    let mut out = Vec::new();
    for it in found {
        let notes: Vec<Value> = it
            .notes
            .iter()
            .map(|it| {
                with_spot(
                    &mut lines,
                    &it.place,
                    json!({ "message": it.message(lang) }),
                )
            })
            .collect();
        let edits: Vec<Value> = it
            .fix
            .iter()
            .flat_map(|it| &it.edits)
            .map(|it| with_spot(&mut lines, &it.place, json!({ "text": it.text })))
            .collect();
        let fields = json!({
            "code": it.code(), "severity": it.severity.name(),
            "message": it.message(lang), "help": it.help(lang), "notes": notes, "edits": edits,
        });
        out.push(with_spot(&mut lines, &it.place, fields));
    }
    Value::Array(out)
}

/// For completion: what can be named, and the options of questions.
pub(super) fn names(book: &Book) -> Value {
    let questions: Vec<Value> = book
        .questions
        .iter()
        .map(|it| {
            let options: Vec<&str> = match &it.kind {
                Kind::Choice(options) | Kind::Several(options) => {
                    options.iter().map(|it| &*it.value).collect()
                }
                _ => Vec::new(),
            };
            json!({ "name": &*it.name, "options": options })
        })
        .collect();
    json!({
        "questions": questions,
        "decisions": book.decisions.iter().map(|it| &*it.name).collect::<Vec<_>>(),
        "tables": book.facts.iter().map(|it| &*it.name).collect::<Vec<_>>(),
        "programs": book.programs.iter().map(|it| &*it.name).collect::<Vec<_>>(),
        "sources": book.sources.iter().map(|it| &*it.name).collect::<Vec<_>>(),
        "desks": book.desks.iter().map(|it| &*it.id).collect::<Vec<_>>(),
    })
}

/// All that differs; the page has the words around it.
pub(super) fn diff(found: &Diff) -> Value {
    json!({
        "days": days(&found.days), "more_days": found.has_more_days,
        "nothing": found.is_empty(), "same_for_all": found.is_same_for_all(),
        "regions": found.regions.iter().map(region).collect::<Vec<_>>(),
        "unproven": found.unproven.iter().map(unproven).collect::<Vec<_>>(),
        "listed": found.listed.iter().map(|it| json!({
            "kind": it.kind.name(), "name": it.name, "of": it.of, "new": it.is_new,
        })).collect::<Vec<_>>(),
        "texts": found.passages.iter().map(passage).collect::<Vec<_>>(),
    })
}

fn days(days: &[Date]) -> Vec<String> {
    days.iter().map(|it| it.text()).collect()
}

fn region(it: &Region) -> Value {
    let limit = |it: &Limit| json!({ "label": it.label, "values": it.values });
    let boxes = it.boxes.iter().map(|it| it.iter().map(limit).collect());
    let witness = it.witness.iter().map(
        |it| json!({ "name": it.name, "label": it.label, "text": it.text, "given": given(&it.given) }),
    );
    json!({
        "rank": it.rank.name(), "kind": it.kind.name(), "name": it.name, "label": it.label,
        "wizards": it.wizards, "before": it.before, "after": it.after, "days": days(&it.days),
        "boxes": boxes.collect::<Vec<Vec<_>>>(), "exact": it.is_exact,
        "witness": witness.collect::<Vec<_>>(), "told": [it.told.0, it.told.1],
    })
}

fn given(it: &SavedAnswer) -> Value {
    match it {
        SavedAnswer::Unsure => json!({ "unsure": true }),
        SavedAnswer::Yes(it) => json!(it),
        SavedAnswer::Many(it) => json!(it),
        SavedAnswer::Text(it) => json!(it),
    }
}

fn unproven(it: &Unproven) -> Value {
    json!({ "kind": it.kind.name(), "name": it.name, "days": days(&it.days) })
}

fn passage(it: &Passage) -> Value {
    let place = |it: &Option<(String, usize)>| {
        it.as_ref()
            .map(|(file, line)| json!({ "file": file, "line": line }))
    };
    let pieces = |it: &Option<Vec<Piece>>| {
        let piece = |it: &Piece| json!([it.text, it.is_changed]);
        it.as_ref()
            .map(|it| it.iter().map(piece).collect::<Vec<_>>())
    };
    let line = |it: &Line| match it {
        Line::Omitted => Value::Null,
        Line::Changed { old, new } => json!({ "old": pieces(old), "new": pieces(new) }),
    };
    json!({
        "part": it.part, "name": it.name, "old": place(&it.old), "new": place(&it.new),
        "heading": it.heading, "lines": it.lines.iter().map(line).collect::<Vec<_>>(),
    })
}
