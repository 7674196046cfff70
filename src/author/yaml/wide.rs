//! Full-width signs where YAML wants its own: `ask：何歳`, `ask:　何歳`, indentation by
//! full-width spaces, and quotes (`quote`). To YAML they are letters like any other,
//! so it finds fault with the line after; here they are named where they stand.

mod quote;

pub(in crate::author) use quote::is_wide_quote;

use saphyr_parser::Parser;

use super::super::diagnostic::Fix;
use super::super::{Diagnostic, Edit, Place, fix};

const WIDE_COLON: char = '：';
const WIDE_SPACE: char = '\u{3000}';
/// So many lines above the place of an error may have caused it.
const LINES_ABOVE: usize = 3;

/// A full-width sign and what is to be typed instead.
#[derive(Clone)]
struct Sign {
    shown: &'static str,
    meant: &'static str,
    edit: Edit,
    is_quote: bool,
}

/// The signs that led to an error at `at`: the nearest one, or all near it where that
/// is not enough, and those behind English keys. None where something else is wrong.
pub(super) fn wide_signs(file: usize, text: &str, at: usize) -> Vec<Diagnostic> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push((start, line.trim_end()));
        start += line.len();
    }
    let n_read = lines.partition_point(|(start, _)| *start <= at);
    let filled = lines[..n_read].iter().rev().filter(|it| !it.1.is_empty());
    let near = filled.take(1 + LINES_ABOVE);
    let near: Vec<Vec<Sign>> = near
        .map(|(start, line)| signs_in(file, *start, line))
        .filter(|it| !it.is_empty())
        .collect();
    let is_key = |line: &str| {
        line.trim_start()
            .starts_with(|it: char| it.is_ascii_lowercase())
    };
    let apart = lines.iter().flat_map(|(start, line)| {
        let signs = signs_in(file, *start, line).into_iter();
        signs.filter(|it| it.is_quote || is_key(line))
    });
    let apart: Vec<Sign> = apart.collect();
    // Where a quote was to end is looked for to the end of the file.
    let open: Vec<Sign> = apart.iter().filter(|it| it.is_quote).cloned().collect();
    let nearest = near.first().unwrap_or(&open);
    if nearest.is_empty() {
        return Vec::new();
    }
    let few = [nearest, &apart[..]].concat();
    let all = [near.concat(), apart].concat();
    // With them mended it must be YAML, else something else is wrong as well.
    let is_yaml = |signs: &[Sign]| {
        let (mended, _) = fix::apply(text, signs.iter().map(|it| &it.edit));
        Parser::new_from_str(&mended).all(|it| it.is_ok())
    };
    let (signs, is_certain) = match (is_yaml(&few), is_yaml(&all)) {
        (true, _) => (few, true),
        (false, true) => (all, true),
        // Quotes may be the writer's own.
        (false, false) => (few.into_iter().filter(|it| !it.is_quote).collect(), false),
    };
    let told = signs.into_iter().map(|it| {
        let place = it.edit.place.clone();
        let edits = vec![it.edit];
        Diagnostic::new("yaml-wide", place, &[it.shown, it.meant])
            .fixed_by(Fix { edits, is_certain })
    });
    told.collect()
}

/// The full-width signs of a line that YAML could have read.
fn signs_in(file: usize, start: usize, line: &str) -> Vec<Sign> {
    let first = sign_in(file, start, line);
    first
        .into_iter()
        .chain(quote::signs_in(file, start, line))
        .collect()
}

/// The first of them that is no quote.
fn sign_in(file: usize, start: usize, line: &str) -> Option<Sign> {
    let sign = |from: usize, to: usize, shown, meant, text: String| {
        let span = start + from..start + to;
        let place = Place { file, span };
        Some(Sign {
            shown,
            meant,
            edit: Edit { place, text },
            is_quote: false,
        })
    };
    let indentation = line.len() - line.trim_start_matches([' ', WIDE_SPACE]).len();
    let indent = &line[..indentation];
    if indent.contains(WIDE_SPACE) {
        // As wide as two others on the screen.
        let text = indent.replace(WIDE_SPACE, "  ");
        return sign(0, indentation, "@wide-space", "@two-spaces", text);
    }
    let key = line[indentation..]
        .strip_prefix("- ")
        .unwrap_or(&line[indentation..]);
    let key_start = line.len() - key.len();
    let colon = key.find([WIDE_COLON, ':'])?;
    let is_word = |it: char| !it.is_whitespace() && !"\"'{}[],#&*!|>".contains(it);
    if colon == 0 || !key[..colon].chars().all(is_word) {
        return None;
    }
    let rest = &key[colon..];
    let value = rest.trim_start_matches([WIDE_COLON, ':', ' ', WIDE_SPACE]);
    let from = key_start + colon;
    let to = line.len() - value.len();
    let text = if value.is_empty() { ":" } else { ": " };
    if rest.starts_with(WIDE_COLON) {
        sign(from, to, "@wide-colon", "@half-colon", text.to_owned())
    } else if rest[1..].starts_with(WIDE_SPACE) {
        sign(from, to, "@wide-space", "@one-space", text.to_owned())
    } else {
        None
    }
}
