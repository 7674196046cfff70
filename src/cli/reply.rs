//! What a person typed at a question.
//!
//! People type with an input method on: `？`, `＜`, `１、３` and an ideographic
//! space mean what their half-width forms mean.

use tsunagu::run::view::{Choice, Group};

use super::console::Console;
use super::words::Word;

/// One line, before we know what the question wants.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// Nothing: go on, or keep what is there.
    Empty,
    Unsure,
    Back,
    Why,
    /// As typed, without the spaces around it.
    Text(String),
}

impl Reply {
    pub fn read(line: &str) -> Self {
        let text = line.trim();
        match folded(text).as_str() {
            "" => Self::Empty,
            "?" => Self::Unsure,
            "<" => Self::Back,
            it if it.eq_ignore_ascii_case("why") => Self::Why,
            _ => Self::Text(text.to_owned()),
        }
    }
}

/// The one option meant, by its number or its words.
pub(super) fn one(groups: &[Group], text: &str, console: &Console) -> Result<String, String> {
    match tokens(text).as_slice() {
        [] => Err(console.word(Word::OnlyOne, &[])),
        [single] => option(groups, single, console),
        // A label may hold a space; several numbers are a mistake.
        several if several.iter().all(|it| it.parse::<usize>().is_ok()) => {
            Err(console.word(Word::OnlyOne, &[]))
        }
        _ => option(groups, text.trim(), console),
    }
}

/// The options meant, each once.
pub(super) fn several(
    groups: &[Group],
    text: &str,
    console: &Console,
) -> Result<Vec<String>, String> {
    let mut chosen: Vec<String> = Vec::new();
    for token in &tokens(text) {
        let value = option(groups, token, console)?;
        if !chosen.contains(&value) {
            chosen.push(value);
        }
    }
    Ok(chosen)
}

/// A number in half-width or full-width digits.
pub(super) fn number(text: &str) -> Option<usize> {
    folded(text.trim()).parse().ok()
}

fn option(groups: &[Group], text: &str, console: &Console) -> Result<String, String> {
    let options: Vec<&Choice> = groups.iter().flat_map(|it| &it.options).collect();
    if let Ok(number) = text.parse::<usize>() {
        let found = number.checked_sub(1).and_then(|it| options.get(it));
        return match found {
            Some(found) => Ok(found.value.clone()),
            None => Err(console.word(Word::NumberOutOfRange, &["1", &options.len().to_string()])),
        };
    }
    let wanted = folded(text);
    let is = |it: &Choice| folded(&it.value) == wanted || folded(&it.label) == wanted;
    if let Some(found) = options.iter().find(|it| is(it)) {
        return Ok(found.value.clone());
    }
    let holding = options
        .iter()
        .enumerate()
        .filter(|(_, it)| folded(&it.label).contains(&wanted));
    match holding.collect::<Vec<_>>().as_slice() {
        [] => Err(console.word(Word::NoSuchOption, &[text])),
        [(_, found)] => Ok(found.value.clone()),
        several => {
            let listed: Vec<String> = several
                .iter()
                .map(|(index, it)| format!("{} {}", index + 1, it.label))
                .collect();
            Err(console.word(Word::SeveralMatch, &[text, &listed.join(", ")]))
        }
    }
}

fn tokens(text: &str) -> Vec<String> {
    folded(text)
        .split([',', ' ', '\t'])
        .filter(|it| !it.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

/// Half-width where there is a half-width form, and lower case.
fn folded(text: &str) -> String {
    text.chars()
        .map(|it| match it {
            '！'..='～' => char::from_u32(u32::from(it) - 0xFEE0).unwrap_or(it),
            '\u{3000}' => ' ',
            '、' => ',',
            _ => it,
        })
        .flat_map(char::to_lowercase)
        .collect()
}
