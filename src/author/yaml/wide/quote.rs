//! Values in full-width quotes, or in one of each: `say: “A: B”`, `ask: "何歳”`.
//!
//! Quotes within a text are the writer's own (`it’s`, `「…」`): only a pair that holds
//! all of a value can be meant for YAML, and only where YAML would need its own.

use super::Sign;
use crate::author::{Edit, Place};

/// YAML's own quote, those typed for it, and what to call it.
struct Family {
    own: char,
    wide: &'static [char],
    meant: &'static str,
}

const FAMILIES: [Family; 2] = [
    Family {
        own: '"',
        wide: &['“', '”', '„', '‟', '＂', '〝', '〟'],
        meant: "@half-quote",
    },
    Family {
        own: '\'',
        wide: &['‘', '’', '‚', '‛', '＇'],
        meant: "@half-apostrophe",
    },
];

/// Whether it is typed for `"`.
pub(in crate::author) fn is_wide_quote(it: char) -> bool {
    FAMILIES[0].wide.contains(&it)
}

pub(super) fn signs_in(file: usize, start: usize, line: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut at = 0;
    while let Some(next) = line[at..].chars().next() {
        let family = FAMILIES.iter().find(|it| it.has(next));
        let family = family.filter(|_| begins_value(&line[..at]));
        let closed = family.and_then(|it| Some((it, it.close(line, at + next.len_utf8())?)));
        let Some((family, close)) = closed else {
            at += next.len_utf8();
            continue;
        };
        let inside = &line[at + next.len_utf8()..close];
        let last = line[close..].chars().next().unwrap_or(next);
        let end = close + last.len_utf8();
        let own = [next, last].map(|it| it == family.own);
        // YAML would take these for the end, or for more than a letter.
        let is_plain = !inside.contains(family.own) && !inside.contains('\\');
        let is_needed = own[0] || is_more_than_letters(inside, &line[..at]);
        if own != [true, true] && is_plain && is_needed {
            let quote = family.own.to_string();
            let (span, text) = if own[0] {
                (start + close..start + end, quote)
            } else {
                (start + at..start + end, [&quote, inside, &quote].concat())
            };
            let place = Place { file, span };
            let edit = Edit { place, text };
            signs.push(Sign {
                shown: "@wide-quote",
                meant: family.meant,
                edit,
                is_quote: true,
            });
        }
        at = end;
    }
    signs
}

impl Family {
    fn has(&self, it: char) -> bool {
        it == self.own || self.wide.contains(&it)
    }

    /// Where the value that began before `from` ends: the first quote with nothing of
    /// a text behind it.
    fn close(&self, line: &str, from: usize) -> Option<usize> {
        let rest = line[from..].char_indices();
        let mut quotes = rest.filter(|(_, it)| self.has(*it));
        let found = quotes.find(|(at, it)| ends_value(&line[from + at + it.len_utf8()..]));
        found.map(|(at, _)| from + at)
    }
}

/// Whether YAML would make more of a text than letters.
fn is_more_than_letters(text: &str, before: &str) -> bool {
    let is_in_brackets = before.contains(['[', '{']);
    text.contains(": ")
        || text.contains(" #")
        || (is_in_brackets && text.contains(['[', ']', '{', '}', ',']))
}

/// Whether a value may begin behind this.
fn begins_value(before: &str) -> bool {
    let before = before.trim_end_matches([' ', super::WIDE_SPACE]);
    before.is_empty() || before.ends_with([':', super::WIDE_COLON, '-', '[', '{', ','])
}

/// Whether a value may end before this.
fn ends_value(after: &str) -> bool {
    let rest = after.trim_start_matches([' ', super::WIDE_SPACE]);
    let is_comment = rest.len() < after.len() && rest.starts_with('#');
    rest.is_empty() || is_comment || rest.starts_with([',', ']', '}', ':', super::WIDE_COLON])
}
