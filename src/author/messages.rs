//! All sentences of all diagnostics, Japanese and English side by side.
//!
//! `{0}`, `{1}` … are the person's own words, or a phrase of ours (`@type-number`),
//! or a [`list`] of them; `{0:row|rows}` is the form that goes with a number. A message says what is wrong in one line without a
//! full stop; help says what to type.

mod codes;
mod phrases;

use super::{Lang, Severity};
use codes::CODES;
use phrases::PHRASES;

pub(super) struct Row {
    pub(super) code: &'static str,
    severity: Severity,
    ja: &'static str,
    en: &'static str,
    help_ja: &'static str,
    help_en: &'static str,
}

/// A constructor for each severity: a row of the table is a call of one.
macro_rules! rows_of {
    ($($name:ident $severity:ident),+) => {$(
        pub(super) const fn $name(
            code: &'static str,
            ja: &'static str,
            en: &'static str,
            help_ja: &'static str,
            help_en: &'static str,
        ) -> Row {
            Row {
                code,
                severity: Severity::$severity,
                ja,
                en,
                help_ja,
                help_en,
            }
        }
    )+};
}

rows_of!(error Error, warning Warning, info Info);

pub(super) fn severity(code: &str) -> Severity {
    row(code).map_or(Severity::Error, |it| it.severity)
}

pub(super) fn message(code: &str, lang: Lang, args: &[String]) -> String {
    let template = row(code).map_or(code, |it| if lang == Lang::Ja { it.ja } else { it.en });
    fill(template, lang, args)
}

pub(super) fn help(code: &str, lang: Lang, args: &[String]) -> Option<String> {
    let it = row(code)?;
    let template = if lang == Lang::Ja {
        it.help_ja
    } else {
        it.help_en
    };
    (!template.is_empty()).then(|| fill(template, lang, args))
}

pub(super) fn phrase(key: &str, lang: Lang, args: &[String]) -> String {
    let found = PHRASES.iter().find(|(it, _, _)| *it == key);
    let template = found.map_or(key, |(_, ja, en)| if lang == Lang::Ja { ja } else { en });
    fill(template, lang, args)
}

/// Every code, for the documents and for `tests/tidy.rs`.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|it| it.code)
}

fn row(code: &str) -> Option<&'static Row> {
    #[cfg(feature = "exchange")]
    let remarks = super::exchange::REMARKS;
    #[cfg(not(feature = "exchange"))]
    let remarks: &[Row] = &[];
    CODES.iter().chain(remarks).find(|it| it.code == code)
}

/// Stands between the items of one argument.
const BETWEEN: char = '\u{1F}';

/// Several words as one argument, joined as the language joins them.
pub(super) fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let mut out = String::new();
    for item in items {
        if !out.is_empty() {
            out.push(BETWEEN);
        }
        out.push_str(item.as_ref());
    }
    out
}

/// Puts the arguments in.
fn fill(template: &str, lang: Lang, args: &[String]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let gap = after.split_once('}');
        let filled = gap.and_then(|(gap, rest)| Some((filled(gap, lang, args)?, rest)));
        rest = match filled {
            Some((filled, rest)) => {
                text.push_str(&filled);
                rest
            }
            None => {
                text.push('{');
                after
            }
        };
    }
    text + rest
}

/// What goes into `{0}`, or into `{0:place|places}`: the first where there is one.
fn filled(gap: &str, lang: Lang, args: &[String]) -> Option<String> {
    let (at, forms) = gap.split_once(':').unwrap_or((gap, ""));
    let arg = args.get(at.parse::<usize>().ok()?)?;
    Some(match forms.split_once('|') {
        Some((one, _)) if arg == "1" => one.to_owned(),
        Some((_, more)) => more.to_owned(),
        None => words(arg, lang),
    })
}

/// An argument in words; what is a phrase of ours is translated.
fn words(arg: &str, lang: Lang) -> String {
    let one = |it: &str| match it.strip_prefix('@') {
        Some(key) if PHRASES.iter().any(|(it, _, _)| *it == key) => phrase(key, lang, &[]),
        _ => on_one_line(it),
    };
    let all: Vec<String> = arg.split(BETWEEN).map(one).collect();
    all.join(if lang == Lang::Ja { "、" } else { ", " })
}

/// Longer words are cut: a message is one line.
const MAX_SHOWN: usize = 80;

fn on_one_line(word: &str) -> String {
    let mut shown: String = word
        .chars()
        .take(MAX_SHOWN)
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect();
    if word.chars().nth(MAX_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
