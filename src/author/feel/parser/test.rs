//! Tests of a value: a table's cell, what follows `in`, ranges.

use super::{Parsed, Parser};
use crate::author::feel::ast::{Ast, BinaryOp, TestAst};
use crate::author::feel::lexer::Token;

impl Parser<'_> {
    pub(super) fn tests(&mut self) -> Parsed<(Vec<TestAst>, bool)> {
        let negated = matches!(self.peek(), Token::Name(it) if it == "not")
            && self.peek_at(1) == &Token::Sign("(");
        if negated {
            self.next();
            self.next();
        }
        let mut tests = vec![self.test()?];
        while self.take(",") {
            tests.push(self.test()?);
        }
        if negated {
            self.expect(")")?;
        }
        Ok((tests, negated))
    }

    /// What follows `in`: one test, or several in brackets.
    pub(super) fn in_tests(&mut self) -> Parsed<Vec<TestAst>> {
        if self.peek() == &Token::Sign("(") && !self.is_range_here() {
            self.next();
            let mut tests = vec![self.test()?];
            while self.take(",") {
                tests.push(self.test()?);
            }
            self.expect(")")?;
            return Ok(tests);
        }
        // Without brackets the test ends where a comparison's operand would.
        Ok(vec![self.test_of(Self::sum)?])
    }

    /// Whether the bracket here opens a range: `..` stands inside it.
    pub(super) fn is_range_here(&self) -> bool {
        let mut depth = 0;
        for (token, _) in self.tokens.iter().skip(self.at) {
            match token {
                Token::Sign("(" | "[" | "{") => depth += 1,
                // `]1..5[` opens with a closing bracket.
                Token::Sign("]") if depth == 0 => depth += 1,
                Token::Sign(")" | "]" | "}") => {
                    depth -= 1;
                    if depth <= 0 {
                        return false;
                    }
                }
                Token::Sign("..") if depth == 1 => return true,
                Token::Sign(",") if depth <= 1 => return false,
                Token::End => return false,
                _ => {}
            }
        }
        false
    }

    /// `(> 10)` is a range.
    pub(super) fn opens_comparison(&self) -> bool {
        let signs = ["<", "<=", ">", ">=", "=", "!="];
        self.is_wide() && matches!(self.peek(), Token::Sign(it) if signs.contains(it))
    }

    pub(super) fn test(&mut self) -> Parsed<TestAst> {
        self.test_of(Self::expression)
    }

    fn test_of(&mut self, value: fn(&mut Self) -> Parsed<Ast>) -> Parsed<TestAst> {
        let ops = [
            ("<", true, false),
            ("<=", true, true),
            (">", false, false),
            (">=", false, true),
        ];
        for (sign, is_high, closed) in ops {
            if self.peek() == &Token::Sign(sign) {
                self.next();
                let end = Some((self.sum()?, closed));
                return Ok(if is_high {
                    TestAst::Range(None, end)
                } else {
                    TestAst::Range(end, None)
                });
            }
        }
        for (sign, op) in [("=", BinaryOp::Equal), ("!=", BinaryOp::NotEqual)] {
            if self.is_wide() && self.take(sign) {
                return Ok(TestAst::Compared(op, self.sum()?));
            }
        }
        if self.is_range_here() && matches!(self.peek(), Token::Sign("(" | "[" | "]")) {
            return self.deeper(Self::range);
        }
        Ok(TestAst::Value(value(self)?))
    }

    pub(super) fn range(&mut self) -> Parsed<TestAst> {
        let low_closed = self.next() == Token::Sign("[");
        let low = self.sum()?;
        self.expect("..")?;
        let high = self.sum()?;
        let high_closed = match self.peek() {
            Token::Sign("]") => true,
            Token::Sign(")" | "[") => false,
            _ => return Err(self.unexpected("]")),
        };
        self.next();
        Ok(TestAst::Range(
            Some((low, low_closed)),
            Some((high, high_closed)),
        ))
    }
}
