//! What does not belong where it stands: what is told of it, with what was
//! probably meant, and where reading goes on behind it.

use super::Parser;
use crate::author::feel::lexer::{FeelError, Token};

impl Parser<'_> {
    /// Something else than `wanted` stands here.
    pub(super) fn unexpected(&self, wanted: &str) -> FeelError {
        self.misplaced().expected(wanted)
    }

    /// What stands here does not belong here.
    pub(super) fn misplaced(&self) -> FeelError {
        let span = self.span();
        let found = self.text.get(span.clone()).unwrap_or("");
        let before = self.text.get(..span.start).unwrap_or("");
        let after = self.text.get(span.end..).unwrap_or("");
        let misplaced = |it: &str| FeelError::misplaced(it, span.clone());
        match found {
            "" => FeelError::new("feel-syntax", span, &["@feel-end"]),
            "=" if before.ends_with('=') => misplaced("==").write("="),
            ">" | "<" if before.ends_with('=') => {
                let both = span.start - 1..span.end;
                let found = ["=", found].concat();
                let meant: String = found.chars().rev().collect();
                FeelError::misplaced(&found, both).write(&meant)
            }
            "かつ" => misplaced(found).write("and"),
            "または" => misplaced(found).write("or"),
            "," if !number_at_end(before).is_empty() => {
                let digits = [number_at_end(before), found, after].concat();
                match without_separators(&digits) {
                    Some(number) => misplaced(found).write(&number),
                    None => misplaced(found),
                }
            }
            _ if matches!(self.peek(), Token::Name(_)) && !number_at_end(before).is_empty() => {
                let number = number_at_end(before);
                let limit = LIMITS.iter().find(|(word, _)| found.ends_with(word));
                if let Some((_, sign)) = limit {
                    return misplaced(found).write(&[sign, " ", number].concat());
                }
                let mut error = misplaced(found);
                error.help = Some(("no-unit", number.to_owned()));
                error
            }
            _ => misplaced(found),
        }
    }

    /// Keeps a mistake, unless it only follows from the one before.
    pub(super) fn note(&mut self, error: FeelError) {
        let last = self.errors.last().map(|it| it.span.start);
        if last.is_none_or(|it| it < error.span.start) {
            self.errors.push(error);
        }
    }

    /// To where the next part of an expression would begin.
    pub(super) fn pass_over(&mut self) {
        const ENDS: [&str; 6] = ["and", "or", "then", "else", "return", "satisfies"];
        let mut depth = 0;
        loop {
            match self.peek() {
                Token::End => return,
                Token::Sign("," | ")" | "]" | "}") if depth == 0 => return,
                Token::Name(word) if depth == 0 && ENDS.contains(&word.as_str()) => return,
                Token::Sign("(" | "[" | "{") => depth += 1,
                Token::Sign(")" | "]" | "}") => depth -= 1,
                _ => {}
            }
            self.next();
        }
    }
}

/// Behind a number in Japanese, before it in an expression.
const LIMITS: [(&str, &str); 5] = [
    ("以上", ">="),
    ("以下", "<="),
    ("未満", "<"),
    ("超", ">"),
    ("より大きい", ">"),
];

/// The digits that a text ends with.
fn number_at_end(text: &str) -> &str {
    let before = text.trim_end_matches(|it: char| it.is_ascii_digit());
    text.get(before.len()..).unwrap_or("")
}

/// `7,000,000円` as a number that can be written: three digits behind each comma.
fn without_separators(text: &str) -> Option<String> {
    let is_part = |it: char| it.is_ascii_digit() || it == ',';
    let end = text.find(|it| !is_part(it)).unwrap_or(text.len());
    let mut parts = text.get(..end)?.split(',');
    let first = parts.next()?;
    let mut all = first.to_owned();
    for part in parts {
        if part.len() != 3 {
            return None;
        }
        all.push_str(part);
    }
    Some(all)
}
