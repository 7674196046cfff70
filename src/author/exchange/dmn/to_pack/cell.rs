//! CSV files and their cells: plain values as they are, anything else a formula.

use std::fmt::Write as _;

use crate::author::compile::plain_literal;
use crate::author::feel::{is_name, unary_tests};
use crate::author::model::Boxed;
use crate::book::{HitPolicy, Literal};
use crate::value::{Date, Number};

const PERIOD: [&str; 2] = ["適用開始", "適用終了"];

/// The texts in `"a","b"`.
pub(super) fn texts(allowed: &str) -> Vec<String> {
    let Ok((tests, _)) = unary_tests(allowed, None) else {
        return Vec::new();
    };
    let texts = tests
        .iter()
        .filter_map(plain_literal)
        .filter_map(|it| match it {
            Literal::Text(it) => Some(it.to_string()),
            _ => None,
        });
    texts.collect()
}

/// A literal as a cell of a pack has it; anything else as a formula.
pub(super) fn result(text: &str) -> String {
    let text = text.trim();
    let inside = text.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let date = text
        .strip_prefix("date(\"")
        .and_then(|it| it.strip_suffix("\")"));
    if text.is_empty() || text == "null" {
        return String::new();
    }
    if let Some(inside) = inside.filter(|it| !it.contains(['"', '\\'])) {
        // In quotes where a cell would be read as something else.
        let is_other = Number::parse(inside).is_some()
            || Date::parse(inside).is_some()
            || inside.is_empty()
            || inside.trim() != inside
            || ["true", "false", "null", "-"].contains(&inside)
            || inside.starts_with('=');
        return if is_other {
            text.to_owned()
        } else {
            inside.to_owned()
        };
    }
    if let Some(date) = date.filter(|it| Date::parse(it).is_some()) {
        return date.to_owned();
    }
    if Number::parse(text).is_some() || text == "true" || text == "false" {
        return text.to_owned();
    }
    ["= ", text].concat()
}

pub(super) fn letter(hit: HitPolicy) -> &'static str {
    match hit {
        HitPolicy::Unique => "U",
        HitPolicy::Any => "A",
        HitPolicy::First => "F",
        HitPolicy::Priority => "P",
        HitPolicy::RuleOrder => "R",
        HitPolicy::OutputOrder => "O",
        HitPolicy::Collect => "C",
        HitPolicy::CollectSum => "C+",
        HitPolicy::CollectMin => "C<",
        HitPolicy::CollectMax => "C>",
        HitPolicy::CollectCount => "C#",
    }
}

/// A relation of plain values as a table of facts: its `columns:` and its CSV.
pub(super) fn facts(boxed: &Boxed) -> Option<(String, String)> {
    let Boxed::Relation(columns, rows) = boxed else {
        return None;
    };
    if rows.is_empty() || !columns.iter().all(|it| is_name(it)) {
        return None;
    }
    let mut out = vec![columns.clone()];
    let mut kinds: Vec<Option<&'static str>> = vec![None; columns.len()];
    for row in rows {
        let mut cells = Vec::new();
        for (cell, kind) in row.iter().zip(&mut kinds) {
            let Boxed::Literal(text) = cell else {
                return None;
            };
            let (text, found) = fact(text)?;
            if found.is_some() && kind.is_some() && *kind != found {
                return None;
            }
            *kind = kind.or(found);
            cells.push(text);
        }
        out.push(cells);
    }
    let mut declared = String::from("    columns:\n");
    for (column, kind) in columns.iter().zip(kinds) {
        if !PERIOD.contains(&column.as_str()) {
            let _ = writeln!(declared, "      {column}: {}", kind.unwrap_or("text"));
        }
    }
    Some((declared, csv(&out)))
}

/// A value as a cell of facts, and its kind; null has none.
fn fact(text: &str) -> Option<(String, Option<&'static str>)> {
    let text = text.trim();
    if let Some(inside) = text.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        let items = texts(inside);
        return Some((items.join("、"), Some("list")));
    }
    if let [only] = texts(text).as_slice() {
        // An empty cell would be null.
        return (!only.is_empty()).then(|| (only.clone(), Some("text")));
    }
    if text == "null" {
        return Some((String::new(), None));
    }
    let date = text
        .strip_prefix("date(\"")
        .and_then(|it| it.strip_suffix("\")"));
    if let Some(date) = date {
        return Some((date.to_owned(), Some("date")));
    }
    if text == "true" || text == "false" {
        return Some((text.to_owned(), Some("boolean")));
    }
    Number::parse(text).map(|it| (it.text(), Some("number")))
}

pub(super) fn csv(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().map(|it| {
            if it.contains([',', '"', '\n', '\r']) {
                ["\"", &it.replace('"', "\"\""), "\""].concat()
            } else {
                it.clone()
            }
        });
        out.push_str(&cells.collect::<Vec<_>>().join(","));
        out.push('\n');
    }
    out
}
