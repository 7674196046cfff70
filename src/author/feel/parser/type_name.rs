//! Types, behind `instance of` and `:`, or alone.

use super::{Parsed, Parser};
use crate::author::feel::lexer::Token;
use crate::author::feel::types::{LONG_TYPES, TypeAst};

impl Parser<'_> {
    pub(super) fn type_name(&mut self) -> Parsed<TypeAst> {
        self.deeper(Self::type_inside)
    }

    fn type_inside(&mut self) -> Parsed<TypeAst> {
        for long in LONG_TYPES {
            let words = long.split(' ').enumerate();
            if words.clone().all(|(at, it)| self.word(at) == it) {
                self.at += words.count();
                return Ok(TypeAst::Named(long.to_owned()));
            }
        }
        if let Some(name) = self.take_long_name() {
            return Ok(TypeAst::Named(name));
        }
        let Token::Name(name) = self.next() else {
            self.at -= 1;
            return Err(self.misplaced());
        };
        if self.peek() != &Token::Sign("<") {
            return Ok(TypeAst::Named(name));
        }
        let of = match name.as_str() {
            "list" | "range" => {
                self.next();
                let of = Box::new(self.type_name()?);
                if name == "list" {
                    TypeAst::List(of)
                } else {
                    TypeAst::Range(of)
                }
            }
            "context" => {
                self.next();
                let mut entries = Vec::new();
                while self.peek() != &Token::Sign(">") {
                    let key = self.take_new_name(&[":"])?;
                    self.expect(":")?;
                    entries.push((key, self.type_name()?));
                    if !self.take(",") {
                        break;
                    }
                }
                TypeAst::Context(entries)
            }
            "function" => {
                self.next();
                let mut parameters = Vec::new();
                while self.peek() != &Token::Sign(">") {
                    parameters.push(self.type_name()?);
                    if !self.take(",") {
                        break;
                    }
                }
                self.expect(">")?;
                self.expect("->")?;
                return Ok(TypeAst::Function(parameters, Box::new(self.type_name()?)));
            }
            _ => return Ok(TypeAst::Named(name)),
        };
        self.expect(">")?;
        Ok(of)
    }
}
