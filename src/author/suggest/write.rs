//! A case as text, the way a person writes one by hand.

use std::fmt::Write as _;
use std::sync::Arc;

use super::super::cases::{self, Case, SetText};
use crate::book::Book;
use crate::run::Raw;
use crate::run::view::Status;

/// An entry of `cases:`. What is expected is what comes out; who takes it over
/// looks each line up in the sources. `open` are the programmes
/// it is to leave open.
pub(super) fn case(case: &Case, open: &[&str], book: &Arc<Book>) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "  - name: {}", text(&case.name));
    if !case.wizard.is_empty() {
        let _ = writeln!(out, "    wizard: {}", text(&case.wizard));
    }
    let _ = writeln!(out, "    at: {}", case.at.text());
    let _ = writeln!(out, "    answers:");
    for (question, raw) in &case.answers {
        let _ = writeln!(out, "      {}: {}", text(question), answer(raw));
    }
    let Ok(session) = cases::session(case, book, &mut Vec::new()) else {
        return out;
    };
    let report = session.results();
    let _ = writeln!(out, "    expect:");
    let mut block = |name: &str, lines: Vec<(String, String)>| {
        if lines.is_empty() {
            return;
        }
        let _ = writeln!(out, "      {name}:");
        for (key, value) in lines {
            let _ = writeln!(out, "        {}: {value}", text(&key));
        }
    };
    let shown: Vec<&str> = book.wizard(&case.wizard).map_or_else(Vec::new, |it| {
        let all = it.show.iter();
        all.map(|it| &*book.decisions[*it].name).collect()
    });
    let decisions = report.decisions.iter();
    // What other answers would change is not for this case to say.
    let decisions =
        decisions.filter(|(name, it)| shown.contains(&name.as_str()) && it.0.is_settled());
    block(
        "decisions",
        decisions
            .map(|(name, it)| (name.clone(), set(&cases::found(it))))
            .collect(),
    );
    let results = || report.results.iter();
    block(
        "results",
        results()
            .filter(|it| it.status != Status::Open || open.contains(&it.name.as_str()))
            .map(|it| (it.name.clone(), it.status.name().to_owned()))
            .collect(),
    );
    block(
        "amounts",
        results()
            .filter_map(|it| Some((it.name.clone(), set(&cases::found(it.amount.as_ref()?)))))
            .collect(),
    );
    let has_desks = book
        .wizard(&case.wizard)
        .is_some_and(|it| !it.desks.is_empty());
    if has_desks && report.desks.iter().all(|it| !it.maybe) {
        let desks: Vec<String> = report.desks.iter().map(|it| text(&it.id)).collect();
        let _ = writeln!(out, "      desks: [{}]", desks.join(", "));
    }
    out
}

fn answer(raw: &Raw) -> String {
    match raw {
        Raw::Null => "null".to_owned(),
        Raw::Unsure => "{ unsure: true }".to_owned(),
        Raw::Bool(it) => it.to_string(),
        Raw::Number(it) => it.clone(),
        // Else YAML would take the word for something else.
        Raw::Text(it) if matches!(it.as_str(), "true" | "false" | "null") => quoted(it),
        Raw::Text(it) => text(it),
        Raw::List(items) => {
            let items: Vec<String> = items.iter().map(answer).collect();
            format!("[{}]", items.join(", "))
        }
    }
}

fn set(set: &SetText) -> String {
    let list = |items: &[String]| {
        let items: Vec<String> = items.iter().map(|it| text(it)).collect();
        format!("[{}]", items.join(", "))
    };
    match set {
        SetText::Settled(it) => text(it),
        SetText::Bounds(min, max) => format!("{{ min: {}, max: {} }}", text(min), text(max)),
        SetText::AnyOf(members) => format!("{{ any_of: {} }}", list(members)),
        SetText::List(items) => list(items),
        SetText::Parts(sure, perhaps) => {
            format!("{{ sure: {}, perhaps: {} }}", list(sure), list(perhaps))
        }
    }
}

/// Plain where YAML takes it so anywhere, in quotes else.
pub(in crate::author) fn text(it: &str) -> String {
    let is_plain = !it.is_empty()
        && it.trim() == it
        && !it.contains([
            '"', '\'', ':', '#', ',', '[', ']', '{', '}', '\\', '\n', '\t',
        ])
        && !it.starts_with(['-', '?', '&', '*', '!', '|', '>', '%', '@', '`', '~'])
        && !it.chars().any(char::is_control);
    if is_plain {
        return it.to_owned();
    }
    quoted(it)
}

fn quoted(it: &str) -> String {
    let mut out = String::from("\"");
    for character in it.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            it => out.push(it),
        }
    }
    out.push('"');
    out
}
