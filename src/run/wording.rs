//! Values, sets, days and hours in words. No floats, no `format!`: both weigh
//! more in the browser than all of this.

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Bound;

use super::hours::Service;
use super::view::Openness;
use crate::book::Words;
use crate::book::{Channel, ChannelKind, Decision, Hours, Phrase};
use crate::value::{
    Date, Item, Moment, Number, Set, ToList, ToText, Value, cut, digits, is_longer, joined,
};

/// The value as the pack writes it.
#[inline(never)]
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null(_) => String::new(),
        Value::Boolean(it) => if *it { "true" } else { "false" }.to_owned(),
        Value::Number(it) => it.text(),
        Value::Text(it) => String::from(&**it),
        Value::Date(it) => it.text(),
        #[cfg(feature = "feel-full")]
        Value::Other(it) => it.text(),
        Value::List(list) => joined(&list.iter().map(plain).to_list(), "、"),
        Value::Context(_) => String::new(),
    }
}

/// "12点", with thousands set apart.
#[inline(never)]
pub(super) fn number(number: Number, unit: Option<&Phrase>, language: usize) -> String {
    let mut text = grouped(number);
    if let Some(unit) = unit {
        let unit = unit.get(language);
        let latin = unit
            .chars()
            .next()
            .is_some_and(|it| it.is_ascii_alphabetic());
        if latin {
            text.push(' ');
        }
        text.push_str(unit);
    }
    text
}

/// 960000 as 960,000. Four digits stay together: most of them are years.
#[inline(never)]
fn grouped(number: Number) -> String {
    let text = number.text();
    let (whole, fraction) = cut(&text, '.').unwrap_or((&text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |it| ("-", it));
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(at);
        if at > 0 && left % 3 == 0 && digits.len() > 4 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A decision's set: "10〜12点", "区分1 または 区分2", "医療、福祉（かもしれません）".
#[inline(never)]
pub(super) fn set(set: &Set, decision: &Decision, language: usize, words: Words) -> String {
    let unit = decision.unit.as_ref();
    if let Some(value) = set.settled() {
        return value_text(value, decision, language, words);
    }
    if let Some(items) = super::lists::items(set) {
        return list(&items.0, decision, language, words);
    }
    let (mut text, is_one) = match bounds(set) {
        Some((low, high)) => {
            let is_one = low.is_some() && low == high;
            (range(low, high, unit, language, words), is_one)
        }
        None => {
            let members: Vec<String> = set
                .members(MAX_ALTERNATIVES)
                .unwrap_or_default()
                .iter()
                .filter(|it| !it.is_null())
                .map(|it| value_text(it, decision, language, words))
                .to_list();
            // Whole sentences joined by "or" are read by nobody.
            let mut long = members.iter().filter(|it| is_longer(it, MAX_ALTERNATIVE));
            if members.is_empty() || long.next().is_some() {
                return words.not_known().to_owned();
            }
            (joined(&members, words.or()), members.len() == 1)
        }
    };
    // One value or nothing is not that value.
    if is_one {
        text.push_str(words.perhaps());
    }
    text
}

/// Alternatives longer than this are sentences.
const MAX_ALTERNATIVE: usize = 40;
/// More alternatives than this tell nothing: "not known yet".
const MAX_ALTERNATIVES: usize = 6;

#[inline(never)]
fn value_text(value: &Value, decision: &Decision, language: usize, words: Words) -> String {
    match value {
        Value::Number(it) => number(*it, decision.unit.as_ref(), language),
        Value::Boolean(true) => words.yes().to_owned(),
        Value::Boolean(false) => words.no().to_owned(),
        Value::Null(_) => words.nothing().to_owned(),
        Value::Text(text) => {
            let label = decision.labels.iter().find(|(it, _)| it == text);
            label.map_or_else(
                || String::from(&**text),
                |(_, it)| it.get(language).to_owned(),
            )
        }
        Value::List(list) if list.is_empty() => words.nothing().to_owned(),
        Value::List(list) => {
            let texts: Vec<String> = list
                .iter()
                .map(|it| value_text(it, decision, language, words))
                .to_list();
            listed(&texts, words)
        }
        value => plain(value),
    }
}

#[inline(never)]
fn list(items: &[Item], decision: &Decision, language: usize, words: Words) -> String {
    let text = |item: &Item| {
        let value = item.value.settled()?;
        let mut text = value_text(value, decision, language, words);
        if !item.sure {
            text.push_str(words.perhaps());
        }
        Some(text)
    };
    let texts: Vec<String> = items.iter().filter_map(text).to_list();
    // When everything is still possible nothing is known.
    if items.iter().all(|it| !it.sure) {
        return words.not_known().to_owned();
    }
    listed(&texts, words)
}

/// Words side by side, sentences below one another.
#[inline(never)]
fn listed(texts: &[String], words: Words) -> String {
    let are_long = texts.iter().any(|it| is_longer(it, MAX_ALTERNATIVE));
    joined(texts, if are_long { "\n" } else { words.comma() })
}

/// Numbers with bounds to show.
pub(super) fn is_range(set: &Set) -> bool {
    bounds(set).is_some()
}

/// The bounds of a set of numbers (null aside).
#[inline(never)]
fn bounds(set: &Set) -> Option<(Option<Number>, Option<Number>)> {
    let Set::Many(many) = set else { return None };
    let end = |bound: &Bound<Number>| match bound {
        Bound::Included(it) | Bound::Excluded(it) => Some(*it),
        Bound::Unbounded => None,
    };
    Some((
        end(many.numbers.spans.low()?),
        end(many.numbers.spans.high()?),
    ))
}

#[inline(never)]
fn range(
    low: Option<Number>,
    high: Option<Number>,
    unit: Option<&Phrase>,
    language: usize,
    words: Words,
) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => number(low, unit, language),
        (Some(low), Some(high)) => {
            [&grouped(low), words.to(), &number(high, unit, language)].to_text()
        }
        (Some(low), None) => [&number(low, unit, language), words.or_more()].to_text(),
        (None, Some(high)) => [&number(high, unit, language), words.or_less()].to_text(),
        (None, None) => words.not_known().to_owned(),
    }
}

/// An amount: "0円 〜 960,000円".
#[inline(never)]
pub(super) fn yen(set: &Set, words: Words) -> String {
    let amount = |it: Number| [&grouped(it), words.yen()].to_text();
    if let Some(Value::Number(it)) = set.settled() {
        return amount(*it);
    }
    match bounds(set) {
        Some((Some(low), Some(high))) if low == high => amount(low),
        Some((Some(low), Some(high))) => {
            [&amount(low), " ", words.to(), " ", &amount(high)].to_text()
        }
        _ => words.not_known().to_owned(),
    }
}

/// "2026年11月20日（金）".
#[inline(never)]
pub(super) fn day(date: Date, words: Words) -> String {
    let (year, month, day) = date.civil();
    let (year, month, day) = (digits(year), digits(month), digits(day));
    let weekday = words.weekday(date.weekday());
    if words.ja() {
        [&year, "年", &month, "月", &day, "日（", weekday, "）"].to_text()
    } else {
        [weekday, " ", &date.text()].to_text()
    }
}

pub(super) fn moment(at: Moment, words: Words) -> String {
    [&day(at.date, words), " ", &clock(at.minute())].to_text()
}

/// "9:30".
fn clock(minute: u16) -> String {
    let rest = minute % 60;
    let padding = if rest < 10 { "0" } else { "" };
    [&digits(minute / 60), ":", padding, &digits(rest)].to_text()
}

/// "（2023年2月時点）", with a word of caution once it is older than a year.
#[inline(never)]
pub(super) fn as_of(date: Date, today: Date, words: Words) -> String {
    let (year, month, _) = date.civil();
    let (year, month) = (digits(year), digits(month));
    let is_old = date.plus_days(365).is_none_or(|it| it < today);
    if words.ja() {
        let tail = if is_old {
            words.old_source()
        } else {
            words.as_of()
        };
        ["（", &year, "年", &month, "月", tail, "）"].to_text()
    } else {
        let padding = if month.len() < 2 { "0" } else { "" };
        let tail = if is_old { words.old_source() } else { "" };
        [" (as of ", &year, "-", padding, &month, tail, ")"].to_text()
    }
}

pub(super) fn join_lines(parts: &[&str], words: Words) -> String {
    joined(parts, if words.ja() { "　" } else { " · " })
}

/// "月〜金 9:30〜16:00（12:00〜13:00を除く、祝日を除く、12月29日〜1月3日を除く）".
#[inline(never)]
pub(super) fn hours(hours: &Hours, words: Words) -> String {
    let whole_day = hours.open == 0 && hours.close == 1440;
    let span = |from: u16, until: u16| [&clock(from), words.to(), &clock(until)].to_text();
    let time = if whole_day {
        words.all_hours().to_owned()
    } else {
        span(hours.open, hours.close)
    };
    let mut exceptions = Vec::new();
    if let Some((from, until)) = hours.pause {
        exceptions.push(except(&span(from, until), words));
    }
    if !hours.on_holidays {
        exceptions.push(words.no_holidays().to_owned());
    }
    if let Some((from, until)) = hours.closed {
        let day = |it: crate::book::MonthDay| {
            let (month, day) = (digits(it.month), digits(it.day));
            if words.ja() {
                [&month, "月", &day, "日"].to_text()
            } else {
                [&month, "/", &day].to_text()
            }
        };
        exceptions.push(except(
            &[&day(from), words.to(), &day(until)].to_text(),
            words,
        ));
    }
    let mut text = [&days(hours.days, words), " ", &time].to_text();
    if !exceptions.is_empty() {
        let (open, between, close) = if words.ja() {
            ("（", "、", "）")
        } else {
            (" (", ", ", ")")
        };
        text.push_str(open);
        text.push_str(&joined(&exceptions, between));
        text.push_str(close);
    }
    text
}

fn except(what: &str, words: Words) -> String {
    if words.ja() {
        [what, words.except_pause()].to_text()
    } else {
        [words.except_pause(), " ", what].to_text()
    }
}

/// "月〜金", "毎日", "月・水".
#[inline(never)]
fn days(days: u8, words: Words) -> String {
    if days & 127 == 127 {
        return words.every_day().to_owned();
    }
    let served: Vec<u8> = (1_u8..=7)
        .filter(|it| days >> it.saturating_sub(1) & 1 == 1)
        .to_list();
    let neighbours = served
        .windows(2)
        .all(|it| matches!(it, [a, b] if a.saturating_add(1) == *b));
    match (served.first(), served.last()) {
        (Some(first), Some(last)) if served.len() > 2 && neighbours => {
            [words.weekday(*first), words.to(), words.weekday(*last)].to_text()
        }
        _ => {
            let names: Vec<&str> = served.iter().map(|it| words.weekday(*it)).to_list();
            joined(&names, if words.ja() { "・" } else { ", " })
        }
    }
}

/// "いま受付中です" or when it opens next.
#[inline(never)]
pub(super) fn service(service: Service, words: Words) -> String {
    match (service.now, service.opens_next) {
        (Openness::Open, _) => words.open_now().to_owned(),
        (Openness::Unknown, _) => words.hours_unknown().to_owned(),
        (Openness::Closed, None) => words.closed_now().to_owned(),
        (Openness::Closed, Some(next)) => {
            let stop = if words.ja() { "。" } else { ". " };
            [
                words.closed_now(),
                stop,
                words.opens_next(),
                &moment(next, words),
            ]
            .to_text()
        }
    }
}

/// A link a browser may follow: `tel:`, `mailto:` or `https:` and nothing else.
#[inline(never)]
pub(super) fn link(channel: &Channel) -> Option<String> {
    let value = channel.value.trim();
    match channel.kind {
        ChannelKind::Phone => {
            let digits: String = value
                .chars()
                .filter(|it| it.is_ascii_digit() || *it == '+')
                .collect();
            (digits.len() >= 9).then(|| ["tel:", &digits].to_text())
        }
        ChannelKind::Mail => value
            .bytes()
            .any(|it| it == b'@')
            .then(|| ["mailto:", value].to_text()),
        ChannelKind::Form | ChannelKind::Web | ChannelKind::Line => {
            value.starts_with("https://").then(|| value.to_owned())
        }
        ChannelKind::Fax | ChannelKind::Visit => None,
    }
}
