//! Tokens to a tree, by operator precedence.
//!
//! Here are the doors and the steps from token to token. `operator` is what
//! binds how tightly, `primary` what stands between operators, `test` tests of
//! a value, `name` names of several words; `misplaced` tells what is wrong.

mod misplaced;
mod name;
mod operator;
mod primary;
mod test;
mod type_name;

use std::ops::Range;

use super::ast::{Ast, Kind, TestAst};
use super::lexer::{FeelError, Spanned, Token, tokens};
use super::names::Names;
use super::types::TypeAst;

type Parsed<T> = Result<T, FeelError>;

/// Nested deeper than this is refused; the deepest expression of ours has 9.
const MAX_DEPTH: usize = 64;

/// More operators of one kind in a row than this as well: each one nests.
const MAX_ROW: usize = 64;

/// `names` are those in scope that have spaces or signs in them; without any the
/// text is read as packs have it.
pub(in crate::author) fn expression(text: &str, names: Option<&Names>) -> Parsed<Ast> {
    let mut parser = Parser::new(text, names)?;
    let parsed = parser.expression();
    parser.whole(parsed)
}

/// A type alone, as a model declares it.
pub(in crate::author) fn type_name(text: &str, names: &Names) -> Parsed<TypeAst> {
    let mut parser = Parser::new(text, Some(names))?;
    let found = parser.type_name()?;
    parser.end()?;
    Ok(found)
}

/// A table cell: the tests joined by commas, and whether they are negated.
pub(in crate::author) fn unary_tests(
    text: &str,
    names: Option<&Names>,
) -> Parsed<(Vec<TestAst>, bool)> {
    let mut parser = Parser::new(text, names)?;
    let parsed = parser.tests();
    parser.whole(parsed)
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Spanned>,
    at: usize,
    depth: usize,
    /// Names of more than one word, where there can be any.
    names: Option<Names>,
    /// What was wrong so far; the parts it stood in are left out.
    errors: Vec<FeelError>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, names: Option<&Names>) -> Parsed<Self> {
        Ok(Self {
            text,
            tokens: tokens(text, names.is_some())?,
            names: names.cloned(),
            at: 0,
            depth: 0,
            errors: Vec::new(),
        })
    }

    fn peek(&self) -> &Token {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> &Token {
        self.tokens
            .get(self.at + ahead)
            .map_or(&Token::End, |(it, _)| it)
    }

    fn span(&self) -> Range<usize> {
        self.tokens
            .get(self.at)
            .or(self.tokens.last())
            .map_or(0..0, |(_, it)| it.clone())
    }

    fn last_end(&self) -> usize {
        self.at
            .checked_sub(1)
            .and_then(|it| self.tokens.get(it))
            .map_or(0, |(_, it)| it.end)
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(it) if *it == sign);
        self.at += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Name(it) if it == word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Parsed<()> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(self.unexpected(sign))
        }
    }

    /// The comma before another part. Where the text ends here, what would close the parts
    /// is missing instead.
    fn expect_another(&mut self, close: &str) -> Parsed<()> {
        let is_over = self.peek() == &Token::End;
        self.expect(if is_over { close } else { "," })
    }

    fn expect_word(&mut self, word: &str) -> Parsed<()> {
        if self.take_word(word) {
            Ok(())
        } else {
            Err(self.unexpected(word))
        }
    }

    fn end(&mut self) -> Parsed<()> {
        if let Some(errors) = FeelError::all(std::mem::take(&mut self.errors)) {
            return Err(errors);
        }

        if self.peek() == &Token::End {
            Ok(())
        } else {
            Err(self.misplaced())
        }
    }

    /// What was parsed, if nothing was wrong and nothing is left.
    fn whole<T>(&mut self, parsed: Parsed<T>) -> Parsed<T> {
        let parsed = match parsed {
            Err(error) => {
                self.note(error);
                None
            }
            Ok(it) => Some(it),
        };
        self.end()?;
        parsed.ok_or_else(|| self.misplaced())
    }

    /// A loop that nests was gone through `n` times.
    fn guard(&self, n: usize) -> Parsed<()> {
        if n < MAX_ROW {
            Ok(())
        } else {
            Err(FeelError::new("too-deep", self.span(), &[]))
        }
    }

    fn is_wide(&self) -> bool {
        self.names.is_some()
    }

    fn ast(&self, start: usize, kind: Kind) -> Ast {
        Ast {
            span: start..self.last_end(),
            kind,
        }
    }

    fn expression(&mut self) -> Parsed<Ast> {
        self.deeper(Self::or)
    }

    /// Everything that can hold itself goes through here.
    fn deeper<T>(&mut self, inside: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MAX_DEPTH {
            return Err(FeelError::new("too-deep", self.span(), &[]));
        }
        self.depth += 1;
        let parsed = inside(self);
        self.depth -= 1;
        parsed
    }
}
