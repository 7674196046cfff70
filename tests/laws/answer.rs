//! Every answer a question can be given, by number.

use std::fmt;

use tsunagu::book::{Choice, Kind};
use tsunagu::run::Raw;
use tsunagu::value::Date;

use super::oracle::{Fraction, Plain};

/// What is known of each question.
#[derive(Clone, Copy, PartialEq)]
pub enum State {
    Open,
    /// An answer by its number, modulo how many there are.
    Given(u64),
    Unsure,
}

impl fmt::Debug for State {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => out.write_str("open"),
            Self::Given(at) => write!(out, "answer {at}"),
            Self::Unsure => out.write_str("unsure"),
        }
    }
}

/// What is given, and the value it means.
#[derive(Clone, Debug)]
pub struct Answer {
    pub raw: Raw,
    pub plain: Plain,
}

pub fn n_answers(kind: &Kind) -> u64 {
    match kind {
        Kind::YesNo => 2,
        Kind::Choice(choices) => choices.len() as u64,
        Kind::Several(choices) => {
            let (alone, together) = alone(choices);
            alone.len() as u64 + (1 << together.len())
        }
        Kind::Number {
            min, max, whole, ..
        } => {
            let (min, max) = (fraction(min), fraction(max));
            ((max - min) / step(*whole)).floor().whole().unwrap() as u64 + 1
        }
        Kind::Date { min, max } => {
            let (first, last) = days(*min, *max);
            u64::try_from(last.days() - first.days()).unwrap() + 1
        }
        Kind::Text => 1,
    }
}

/// The `at`th answer, modulo how many there are.
pub fn answer(kind: &Kind, at: u64) -> Answer {
    let at = at % n_answers(kind);
    let place = usize::try_from(at).unwrap();
    let text = |it: &str| Raw::Text(it.to_owned());
    match kind {
        Kind::YesNo => Answer {
            raw: Raw::Bool(at == 0),
            plain: Plain::Boolean(at == 0),
        },
        Kind::Choice(choices) => {
            let value = &choices[place].value;
            Answer {
                raw: text(value),
                plain: Plain::Text(value.clone()),
            }
        }
        Kind::Several(choices) => {
            let (alone, together) = alone(choices);
            let ticked: Vec<&Choice> = match at.checked_sub(1 << together.len()) {
                Some(at) => vec![alone[usize::try_from(at).unwrap()]],
                None => together
                    .into_iter()
                    .enumerate()
                    .filter(|(bit, _)| at >> bit & 1 == 1)
                    .map(|(_, it)| it)
                    .collect(),
            };
            Answer {
                raw: Raw::List(ticked.iter().map(|it| text(&it.value)).collect()),
                plain: Plain::List(
                    ticked
                        .iter()
                        .map(|it| Plain::Text(it.value.clone()))
                        .collect(),
                ),
            }
        }
        Kind::Number { min, whole, .. } => {
            let number = fraction(min) + Fraction::from(i128::from(at)) * step(*whole);
            Answer {
                raw: Raw::Number(number.decimal()),
                plain: Plain::Number(number),
            }
        }
        Kind::Date { min, max } => {
            let day = days(*min, *max)
                .0
                .plus_days(i32::try_from(at).unwrap())
                .unwrap();
            Answer {
                raw: text(&day.to_string()),
                plain: Plain::Date(day),
            }
        }
        Kind::Text => Answer {
            raw: text("文"),
            plain: Plain::Text("文".into()),
        },
    }
}

/// Options that go with no other, and the rest.
fn alone(choices: &[Choice]) -> (Vec<&Choice>, Vec<&Choice>) {
    choices.iter().partition(|it| it.only)
}

fn fraction(number: &tsunagu::value::Number) -> Fraction {
    Fraction::parse(&number.to_string())
}

/// Numbers that need not be whole are tried by halves.
fn step(is_whole: bool) -> Fraction {
    if is_whole {
        Fraction::from(1)
    } else {
        Fraction::parse("0.5")
    }
}

fn days(min: Option<Date>, max: Option<Date>) -> (Date, Date) {
    let or = |it: Option<Date>, text: &str| it.or_else(|| Date::parse(text)).unwrap();
    (or(min, "1990-01-01"), or(max, "2030-12-31"))
}
