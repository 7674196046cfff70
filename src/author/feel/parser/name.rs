//! Names, which may be of more than one word: those of FEEL's own everywhere,
//! others where the text may have such names.

use super::{Parsed, Parser};
use crate::author::feel::lexer::Token;
use crate::author::feel::names::{long_words, normal};

impl<'t> Parser<'t> {
    /// The text of the token so far ahead.
    pub(super) fn word(&self, ahead: usize) -> &'t str {
        let span = self
            .tokens
            .get(self.at + ahead)
            .map_or(0..0, |(_, it)| it.clone());
        self.text.get(span).unwrap_or("")
    }

    /// Takes the longest name in scope that stands here.
    pub(super) fn take_long_name(&mut self) -> Option<String> {
        let names = self.names.as_ref()?;
        let length = names.longest(|ahead| self.word(ahead))?;
        let start = self.span().start;
        self.at += length;
        Some(normal(self.text.get(start..self.last_end())?))
    }

    /// Takes everything up to the word or sign as one new name.
    pub(super) fn take_new_name(&mut self, ends: &[&str]) -> Parsed<String> {
        let start = self.span().start;
        let Token::Name(first) = self.next() else {
            self.at -= 1;
            return Err(self.misplaced());
        };
        if !self.is_wide() {
            return Ok(first);
        }
        while !ends.contains(&self.word(0)) {
            match self.peek() {
                Token::Name(_)
                | Token::Number(_)
                | Token::Sign("+" | "-" | "*" | "/" | "'" | ".") => {
                    self.next();
                }
                _ => return Err(self.misplaced()),
            }
        }
        let name = normal(self.text.get(start..self.last_end()).unwrap_or(""));
        if let Some(names) = &mut self.names {
            names.add(&name);
        }
        Ok(name)
    }

    /// What follows a dot.
    pub(super) fn entry_name(&mut self) -> Parsed<String> {
        if let Some(name) = self.take_long_name() {
            return Ok(name);
        }
        let Token::Name(name) = self.peek().clone() else {
            return Err(self.misplaced());
        };
        self.next();
        if let Some(long) = self.long_word(&name) {
            return Ok(long.to_owned());
        }
        Ok(name)
    }

    /// Takes in the rest of a name of FEEL's own that has spaces.
    pub(super) fn long_word(&mut self, first: &str) -> Option<&'static str> {
        let long = long_words(first).iter().find(|long| {
            let mut rest = long.split(' ').skip(1).enumerate();
            rest.all(|(ahead, word)| matches!(self.peek_at(ahead), Token::Name(it) if it == word))
        })?;
        self.at += long.split(' ').count() - 1;
        Some(long)
    }
}
