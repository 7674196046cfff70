//! What operators stand between: literals, lists, contexts, names, calls, and
//! what begins with a word of its own, such as `if` and `for`.

use super::{Parsed, Parser};
use crate::author::feel::ast::{Argument, Ast, Kind, Source};
use crate::author::feel::lexer::{FeelError, Token};
use crate::author::feel::names::normal;
use crate::value::{Date, Stamp, Time, parse_duration};

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Parsed<Ast> {
        let span = self.span();
        let start = span.start;
        if matches!(self.peek(), Token::Sign("(" | "[" | "]")) && self.is_range_here() {
            let range = self.deeper(Self::range)?;
            return Ok(self.ast(start, Kind::Range(Box::new(range))));
        }
        match self.next() {
            Token::Number(it) => Ok(self.ast(start, Kind::Number(it))),
            Token::Text(it) => Ok(self.ast(start, Kind::Text(it))),
            Token::At(it) => match Date::parse(&it) {
                Some(date) => Ok(self.ast(start, Kind::Date(date))),
                None if self.is_wide() || is_temporal(&it) => Ok(self.ast(start, Kind::At(it))),
                None => Err(FeelError::new("bad-date", span, &[&it])),
            },
            Token::Sign("?") => Ok(self.ast(start, Kind::Input)),
            Token::Sign("(") if self.opens_comparison() => {
                let test = self.test()?;
                self.expect(")")?;
                Ok(self.ast(start, Kind::Range(Box::new(test))))
            }
            Token::Sign("(") => {
                let inside = self.expression()?;
                self.expect(")")?;
                Ok(Ast {
                    span: start..self.last_end(),
                    ..inside
                })
            }
            Token::Sign("[") => {
                let items = self.list("]")?;
                Ok(self.ast(start, Kind::List(items)))
            }
            Token::Sign("{") => self.context(start),
            Token::Name(name) => self.named(name, start),
            Token::End | Token::Sign(_) => {
                self.at -= 1;
                Err(self.misplaced())
            }
        }
    }

    /// Expressions up to the closing sign.
    fn list(&mut self, close: &str) -> Parsed<Vec<Ast>> {
        let mut items = Vec::new();
        if self.take(close) {
            return Ok(items);
        }
        loop {
            items.push(self.expression()?);
            if self.take(close) {
                return Ok(items);
            }
            self.expect_another(close)?;
        }
    }

    fn context(&mut self, start: usize) -> Parsed<Ast> {
        let mut entries = Vec::new();
        if self.take("}") {
            return Ok(self.ast(start, Kind::Context(entries)));
        }
        loop {
            let key = match self.peek().clone() {
                Token::Text(key) => {
                    self.next();
                    if let Some(names) = &mut self.names {
                        names.add(&key);
                    }
                    key
                }
                _ => self.take_new_name(&[":"])?,
            };
            self.expect(":")?;
            entries.push((key, self.expression()?));
            if self.take("}") {
                return Ok(self.ast(start, Kind::Context(entries)));
            }
            self.expect_another("}")?;
        }
    }

    fn named(&mut self, name: String, start: usize) -> Parsed<Ast> {
        self.at -= 1;
        if let Some(name) = self.take_long_name() {
            return self.name_or_call(name, start);
        }
        self.at += 1;
        match name.as_str() {
            "null" => return Ok(self.ast(start, Kind::Null)),
            "true" => return Ok(self.ast(start, Kind::Boolean(true))),
            "false" => return Ok(self.ast(start, Kind::Boolean(false))),
            "if" => {
                let condition = self.expression()?;
                self.expect_word("then")?;
                let then = self.expression()?;
                self.expect_word("else")?;
                let otherwise = self.expression()?;
                let kind = Kind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
                return Ok(self.ast(start, kind));
            }
            "for" => return self.loops(start),
            "some" => return self.iteration(start, Kind::Some),
            "every" => return self.iteration(start, Kind::Every),
            "function" if self.is_wide() && self.take("(") => return self.function(start),
            _ => {}
        }
        let name = self.long_word(&name).map_or(name, str::to_owned);
        self.name_or_call(name, start)
    }

    fn name_or_call(&mut self, name: String, start: usize) -> Parsed<Ast> {
        if self.take("(") {
            let arguments = self.arguments()?;
            return Ok(self.ast(start, Kind::Call(name, arguments)));
        }
        Ok(self.ast(start, Kind::Name(name)))
    }

    /// Up to the closing bracket; `name: value` or the value alone.
    pub(super) fn arguments(&mut self) -> Parsed<Vec<Argument>> {
        let mut arguments = Vec::new();
        if self.take(")") {
            return Ok(arguments);
        }
        loop {
            let n_words = (0..8)
                .take_while(|ahead| matches!(self.peek_at(*ahead), Token::Name(_)))
                .count();
            let is_named = n_words > 0 && self.peek_at(n_words) == &Token::Sign(":");
            let name = if is_named {
                let start = self.span().start;
                self.at += n_words;
                let name = normal(self.text.get(start..self.last_end()).unwrap_or(""));
                self.next();
                Some(name)
            } else {
                None
            };
            arguments.push((name, self.expression()?));
            if self.take(")") {
                return Ok(arguments);
            }
            self.expect_another(")")?;
        }
    }

    /// What follows `function(`.
    fn function(&mut self, start: usize) -> Parsed<Ast> {
        let mut parameters = Vec::new();
        while !self.take(")") {
            let name = self.take_new_name(&[":", ",", ")"])?;
            let of = if self.take(":") {
                Some(self.type_name()?)
            } else {
                None
            };
            parameters.push((name, of));
            if self.peek() != &Token::Sign(")") {
                self.expect(",")?;
            }
        }
        if self.take_word("external") {
            self.expression()?;
            return Ok(self.ast(start, Kind::Function(parameters, None)));
        }
        let body = Box::new(self.expression()?);
        Ok(self.ast(start, Kind::Function(parameters, Some(body))))
    }

    /// `for x in list, y in 1..3 return …`.
    fn loops(&mut self, start: usize) -> Parsed<Ast> {
        let mut sources = Vec::new();
        loop {
            self.guard(sources.len())?;
            let name = self.take_new_name(&["in"])?;
            self.expect_word("in")?;
            let first = self.sum()?;
            let source = if self.take("..") {
                Source::Steps(first, self.sum()?)
            } else {
                Source::List(first)
            };
            sources.push((name, source));
            if !self.take(",") {
                break;
            }
        }
        self.expect_word("return")?;
        let body = self.expression()?;
        Ok(self.ast(start, Kind::For(sources, Box::new(body))))
    }

    /// `some` and `every`; several names nest.
    fn iteration(
        &mut self,
        start: usize,
        kind: fn(String, Box<Ast>, Box<Ast>) -> Kind,
    ) -> Parsed<Ast> {
        let name = self.take_new_name(&["in"])?;
        self.expect_word("in")?;
        let list = self.sum()?;
        let body = if self.take(",") {
            self.deeper(|it| it.iteration(start, kind))?
        } else {
            self.expect_word("satisfies")?;
            self.expression()?
        };
        Ok(self.ast(start, kind(name, Box::new(list), Box::new(body))))
    }
}

/// Whether `@"…"` can be read as something other than a date.
fn is_temporal(text: &str) -> bool {
    parse_duration(text).is_some() || Time::parse(text).is_some() || Stamp::parse(text).is_some()
}
