//! From what a person or a file gives to a value of the question, or a refusal
//! in their words. Nothing typed is changed: full-width digits, 和暦 dates and
//! 「2歳」 are understood as they are.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::wording;
use crate::book::{Choice, Kind, Phrase, Question};
use crate::book::{Words, fill};
use crate::value::{
    Date, Number, Text, ToList, Value, cut, is_longer, joined, parse_digits, sort_by,
};

/// An answer as it comes from a page: what was typed or ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A choice's value, or what was typed.
    Text(String),
    /// The values ticked.
    Many(Vec<String>),
}

/// An answer as it comes from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raw {
    Null,
    Bool(bool),
    /// The digits as written; no binary fraction is made of them.
    Number(String),
    Text(String),
    List(Vec<Raw>),
    /// `{"unsure": true}`.
    Unsure,
}

/// An answer that cannot be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub question: String,
    pub why: Why,
    /// What was given, as it was.
    pub given: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// No such question in this book (any more).
    NoSuchQuestion,
    /// Nothing was chosen or typed.
    Empty,
    /// Not among the options; the nearest ones.
    NotAnOption(Vec<String>),
    NotANumber,
    /// Only whole numbers.
    NotWhole,
    /// Below or above; the limits.
    OutOfRange(String, String),
    NotADate,
    /// `only` options do not go with others.
    Together(String),
    TooLong,
    /// A list where one value is meant, or the other way round.
    Shape,
}

/// Longer texts are refused: a page of writing is not an answer.
pub const MAX_TEXT: usize = 4000;

impl Refusal {
    #[inline(never)]
    pub fn new(question: &str, why: Why, given: &str) -> Self {
        Self {
            question: question.to_owned(),
            why,
            given: given.to_owned(),
        }
    }

    /// The stable name.
    #[inline(never)]
    pub fn code(&self) -> &'static str {
        match self.why {
            Why::NoSuchQuestion => "answer-no-such-question",
            Why::Empty => "answer-empty",
            Why::NotAnOption(_) => "answer-not-an-option",
            Why::NotANumber => "answer-not-a-number",
            Why::NotWhole => "answer-not-whole",
            Why::OutOfRange(..) => "answer-out-of-range",
            Why::NotADate => "answer-not-a-date",
            Why::Together(_) => "answer-together",
            Why::TooLong => "answer-too-long",
            Why::Shape => "answer-shape",
        }
    }

    /// In the words of the person who answered.
    #[cfg(feature = "author")]
    pub fn message(&self, lang: &str) -> String {
        self.in_words(Words::for_language(lang))
    }

    #[inline(never)]
    pub(crate) fn in_words(&self, words: Words) -> String {
        let (question, given) = (self.question.as_str(), self.given.as_str());
        let (sentence, parts): (_, &[&str]) = match &self.why {
            Why::NoSuchQuestion => (words.answer_lost(), &[question]),
            Why::Empty => (words.empty(), &[]),
            Why::NotAnOption(near) => {
                let mut text = fill(words.not_an_option(), &[given]);
                if !near.is_empty() {
                    let near = joined(near, words.comma());
                    text.push_str(&fill(words.did_you_mean(), &[&near]));
                }
                return text;
            }
            Why::NotANumber => (words.not_a_number(), &[given]),
            Why::NotWhole => (words.not_whole(), &[given]),
            Why::OutOfRange(min, max) => (words.out_of_range(), &[min, max, given]),
            Why::NotADate => (words.not_a_date(), &[given]),
            Why::Together(only) => (words.together(), &[only]),
            Why::TooLong => (words.too_long(), &[]),
            Why::Shape => (words.shape(), &[question]),
        };
        fill(sentence, parts)
    }
}

/// The value of what a page gives.
#[inline(never)]
pub(super) fn read_given(
    question: &Question,
    given: &Given,
    language: usize,
) -> Result<Value, Refusal> {
    match (&question.kind, given) {
        (Kind::Several(choices), Given::Many(values)) => several(
            question,
            choices,
            &values.iter().map(String::as_str).to_list(),
        ),
        (Kind::Several(choices), Given::Text(value)) => {
            several(question, choices, &[value.as_str()])
        }
        (_, Given::Many(values)) => match values.as_slice() {
            [only] => read_text(question, only, language),
            _ => refuse(question, Why::Shape, ""),
        },
        (_, Given::Text(text)) => read_text(question, text, language),
    }
}

/// The value of what a file gives.
#[inline(never)]
pub(super) fn read_raw(question: &Question, raw: &Raw, language: usize) -> Result<Value, Refusal> {
    match (&question.kind, raw) {
        (Kind::YesNo, Raw::Bool(value)) => Ok(Value::Boolean(*value)),
        (Kind::Several(choices), Raw::List(values)) => {
            let mut texts = Vec::new();
            for value in values {
                match value {
                    Raw::Text(text) => texts.push(text.as_str()),
                    _ => return refuse(question, Why::Shape, ""),
                }
            }
            several(question, choices, &texts)
        }
        // A choice may be a code.
        (Kind::Several(choices), Raw::Text(text) | Raw::Number(text)) => {
            several(question, choices, &[text.as_str()])
        }
        (_, Raw::Text(text) | Raw::Number(text)) => read_text(question, text, language),
        _ => refuse(question, Why::Shape, ""),
    }
}

#[inline(never)]
fn refuse(question: &Question, why: Why, given: &str) -> Result<Value, Refusal> {
    Err(Refusal::new(&question.name, why, given))
}

#[inline(never)]
fn read_text(question: &Question, text: &str, language: usize) -> Result<Value, Refusal> {
    if is_longer(text, MAX_TEXT) {
        return refuse(question, Why::TooLong, "");
    }
    let folded = fold(text);
    if folded.is_empty() {
        return refuse(question, Why::Empty, "");
    }
    match &question.kind {
        Kind::YesNo => match folded.as_str() {
            "true" | "はい" | "yes" => Ok(Value::Boolean(true)),
            "false" | "いいえ" | "no" => Ok(Value::Boolean(false)),
            _ => refuse(question, Why::NotAnOption(Vec::new()), text),
        },
        Kind::Choice(choices) => match find(choices, text) {
            Some(choice) => Ok(Value::Text(choice.value.clone())),
            None => refuse(question, Why::NotAnOption(nearest(choices, text)), text),
        },
        Kind::Several(choices) => several(question, choices, &[text]),
        Kind::Number {
            min,
            max,
            whole,
            unit,
        } => {
            let Some(number) = number(&folded, unit.as_ref()) else {
                return refuse(question, Why::NotANumber, text);
            };
            if *whole && !number.is_integer() {
                refuse(question, Why::NotWhole, text)
            } else if number < *min || *max < number {
                let said = |it: &Number| wording::number(*it, unit.as_ref(), language);
                refuse(question, Why::OutOfRange(said(min), said(max)), text)
            } else {
                Ok(Value::Number(number))
            }
        }
        Kind::Date { min, max } => {
            let Some(date) = date(&folded) else {
                return refuse(question, Why::NotADate, text);
            };
            let (min, max) = (min.unwrap_or(Date::MIN), max.unwrap_or(Date::MAX));
            if date < min || max < date {
                return refuse(question, Why::OutOfRange(min.text(), max.text()), text);
            }
            Ok(Value::Date(date))
        }
        Kind::Text => Ok(Value::text(text)),
    }
}

#[inline(never)]
fn several(question: &Question, choices: &[Choice], values: &[&str]) -> Result<Value, Refusal> {
    let mut chosen: Vec<&Choice> = Vec::new();
    for value in values {
        if value.is_empty() {
            // "None of these".
            continue;
        }
        match find(choices, value) {
            Some(choice) => chosen.push(choice),
            None => return refuse(question, Why::NotAnOption(nearest(choices, value)), value),
        }
    }
    let only = chosen.iter().find(|it| it.only);
    if let Some(only) = only.filter(|_| values.len() > 1) {
        return refuse(question, Why::Together(String::from(&*only.value)), "");
    }
    // In the order of the options, whatever order they were ticked in.
    let in_order = choices
        .iter()
        .filter(|it| chosen.iter().any(|that| that.value == it.value));
    let values: Vec<Value> = in_order.map(|it| Value::Text(it.value.clone())).to_list();
    Ok(Value::List(values.into()))
}

/// The option meant: its value or one of its labels, spelling variants aside.
#[inline(never)]
pub fn find<'a>(choices: &'a [Choice], text: &str) -> Option<&'a Choice> {
    let folded = fold(text);
    let exact = choices.iter().find(|it| &*it.value == text);
    exact.or_else(|| {
        choices.iter().find(|it| {
            let is_it = |name: &str| fold(name) == folded;
            is_it(&it.value)
                || it.also.iter().any(|it| is_it(it))
                || it.label.0.iter().any(|it| is_it(it))
        })
    })
}

/// Up to three options that share the most characters with what was given.
#[inline(never)]
fn nearest(choices: &[Choice], text: &str) -> Vec<String> {
    let folded = fold(text);
    let shared = |name: &Text| {
        let name = fold(name);
        let mut n: usize = 0;
        for it in folded.chars() {
            if name.chars().any(|that| that == it) {
                n = n.saturating_add(1);
            }
        }
        n
    };
    let mut ranked: Vec<(usize, &Text)> = Vec::new();
    for it in choices {
        let mut most = shared(&it.value);
        for also in &it.also {
            most = most.max(shared(also));
        }
        if most > 0 {
            ranked.push((most, &it.value));
        }
    }
    sort_by(&mut ranked, |(a, a_value), (b, b_value)| {
        b.cmp(a).then(a_value.len().cmp(&b_value.len()))
    });
    let nearest = ranked.iter().take(3);
    nearest.map(|(_, value)| String::from(&***value)).to_list()
}

/// Half-width katakana, in the order of their code points.
const HALF_WIDTH: &str = "をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん";

/// What people type in different ways and mean alike: full-width letters,
/// digits and signs become half-width, all kana full-width hiragana, spaces go,
/// ヶ and ケ are one.
#[inline(never)]
pub fn fold(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        let code = u32::from(it);
        let (code, shift) = match it {
            '！'..='～' => (code, 0xFEE0),
            'ヶ' | 'ゖ' => (u32::from('け'), 0),
            'ァ'..='ヵ' => (code, 0x60),
            // Voiced marks of half-width kana follow the letter they change.
            'ﾞ' | 'ﾟ' => {
                let mark = if it == 'ﾞ' { 1 } else { 2 };
                (out.pop().map_or(code, u32::from).saturating_add(mark), 0)
            }
            'ｦ'..='ﾝ' => {
                let place = code.saturating_sub(u32::from('ｦ')) as usize;
                // Each takes three bytes.
                let rest = HALF_WIDTH.get(place.saturating_mul(3)..);
                let kana = rest.and_then(|it| it.chars().next());
                (kana.map_or(code, u32::from), 0)
            }
            '−' | '‐' | '‑' | '–' | '―' => (u32::from('-'), 0),
            _ => (code, 0),
        };
        if !it.is_whitespace() {
            out.extend(char::from_u32(code.saturating_sub(shift)));
        }
    }
    out
}

#[inline(never)]
fn number(folded: &str, unit: Option<&Phrase>) -> Option<Number> {
    let mut bare = folded;
    if let Some(unit) = unit {
        for unit in &unit.0 {
            bare = bare.strip_suffix(fold(unit).as_str()).unwrap_or(bare);
        }
    }
    let mut digits = String::new();
    for it in bare.chars() {
        // A comma between digits only, and no exponents: nobody types those on purpose.
        match it {
            ',' => {}
            '0'..='9' | '.' | '-' | '+' => digits.push(it),
            _ => return None,
        }
    }
    Number::parse(&digits)
}

/// First years of the eras, as 和暦 counts them.
const ERAS: [(&str, u32); 8] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("R", 2018),
    ("H", 1988),
    ("S", 1925),
    ("T", 1911),
];

/// `2026-04-01`, `2026/4/1`, `2026年4月1日`, `令和8年4月1日`, `R8.4.1`.
#[inline(never)]
fn date(folded: &str) -> Option<Date> {
    let era = ERAS
        .iter()
        .find_map(|(name, before)| Some((folded.strip_prefix(name)?, *before)));
    let (rest, before_first_year) = era.unwrap_or((folded, 0));
    let mut spaced = String::new();
    for it in rest.trim_end_matches('日').chars() {
        spaced.push(match it {
            '年' | '月' | '/' | '.' => '-',
            other => other,
        });
    }
    let (year, rest) = cut(&spaced, '-')?;
    let (month, day) = cut(rest, '-')?;
    let year = match year {
        "元" => 1,
        digits => parse_digits(digits)?,
    };
    if before_first_year == 0 && year < 1000 {
        return None;
    }
    Date::new(
        i32::try_from(year.checked_add(before_first_year)?).ok()?,
        parse_digits(month)?,
        parse_digits(day)?,
    )
}
