//! What can be said to a question, and what cannot.

use tsunagu::book::{Choice, Kind};
use tsunagu::run::{Given, MAX_TEXT, Raw, SavedAnswer};
use tsunagu::value::{Date, Number};

use super::Choices;

/// The same answer as a page sends it, as a file gives it, and as it is kept.
pub struct Typed {
    pub given: Given,
    pub raw: Raw,
    pub means: SavedAnswer,
}

pub fn answer(kind: &Kind, choices: &mut impl Choices) -> Typed {
    match kind {
        Kind::YesNo => {
            let yes = choices.below(2) == 0;
            Typed {
                given: Given::Text(if yes { "はい" } else { "false" }.to_owned()),
                raw: Raw::Bool(yes),
                means: SavedAnswer::Yes(yes),
            }
        }
        Kind::Choice(options) => {
            let option = &options[choices.below(options.len())];
            // A code or a former name means the same.
            let also = option.also.first().filter(|_| choices.below(2) == 0);
            Typed {
                given: Given::Text(also.unwrap_or(&option.value).to_string()),
                ..text(&option.value)
            }
        }
        Kind::Several(options) => several(options, choices),
        Kind::Number { min, max, .. } => number(*min, *max, choices),
        Kind::Date { min, max } => {
            let day = |it: &str| Date::parse(it).expect("a day");
            let first = min.unwrap_or_else(|| day("1990-01-01"));
            let last = max.unwrap_or_else(|| day("2030-12-31"));
            let days = usize::try_from(last.days() - first.days()).expect("first is before last");
            let day = i32::try_from(choices.below(days + 1)).expect("centuries at most");
            text(&first.plus_days(day).expect("before the last").text())
        }
        Kind::Text => text("文"),
    }
}

fn text(it: &str) -> Typed {
    Typed {
        given: Given::Text(it.to_owned()),
        raw: Raw::Text(it.to_owned()),
        means: SavedAnswer::Text(it.to_owned()),
    }
}

/// One that goes with no other, or any of the rest, ticked from the last to the first.
fn several(options: &[Choice], choices: &mut impl Choices) -> Typed {
    let (alone, together): (Vec<_>, Vec<_>) = options.iter().partition(|it| it.only);
    let at = choices.below(alone.len() * 2 + 4);
    let ticked: Vec<&Choice> = match alone.get(at) {
        Some(only) => vec![only],
        None => {
            let rarely = choices.below(3) + 2;
            let ticked = |_: &&Choice| choices.below(rarely) == 0;
            together.into_iter().filter(ticked).collect()
        }
    };
    let values: Vec<String> = ticked.iter().map(|it| it.value.to_string()).collect();
    let turned: Vec<String> = values.iter().rev().cloned().collect();
    Typed {
        given: Given::Many(turned.clone()),
        raw: Raw::List(turned.into_iter().map(Raw::Text).collect()),
        means: SavedAnswer::Many(values),
    }
}

/// An end of the range or a whole number of it, in full-width digits at times.
fn number(min: Number, max: Number, choices: &mut impl Choices) -> Typed {
    let whole = |it: Number| it.text().parse::<i64>();
    let digits = match (whole(min), whole(max), choices.below(4)) {
        (_, _, 0) => min.text(),
        (_, _, 1) => max.text(),
        (Ok(min), Ok(max), _) => {
            let steps = usize::try_from(max - min).expect("min is not above max");
            let step = i64::try_from(choices.below(steps + 1)).expect("it fits");
            (min + step).to_string()
        }
        _ => min.text(),
    };
    let wide = digits.chars().map(|it| match it.to_digit(10) {
        Some(digit) => char::from_u32(u32::from('０') + digit).expect("a digit"),
        None => it,
    });
    let given = match choices.below(2) {
        0 => wide.collect(),
        _ => digits.clone(),
    };
    Typed {
        given: Given::Text(given),
        raw: Raw::Number(digits.clone()),
        means: SavedAnswer::Text(digits),
    }
}

/// What no question of this kind takes.
pub fn mistake(kind: &Kind) -> Given {
    let text = |it: &str| Given::Text(it.to_owned());
    match kind {
        Kind::YesNo | Kind::Choice(_) => text("どれでもない💧"),
        Kind::Several(_) => Given::Many(vec!["どれでもない💧".to_owned()]),
        Kind::Number { .. } => text("たくさん"),
        Kind::Date { .. } => text("2026-02-30"),
        Kind::Text => Given::Text("あ".repeat(MAX_TEXT + 1)),
    }
}
