//! Operators, the loosest first: `or`, `and`, comparisons, sums, products,
//! powers, signs. Unary minus binds tighter than `**`, and `**` groups to the
//! left, as FEEL has it (`-5 ** 2` is 25).

use super::{Parsed, Parser};
use crate::author::feel::ast::{Ast, BinaryOp, Kind};
use crate::author::feel::lexer::{MAX_ERRORS, Token};

impl Parser<'_> {
    pub(super) fn or(&mut self) -> Parsed<Ast> {
        let start = self.span().start;
        let mut parts = vec![self.and()?];
        while self.take_word("or") {
            parts.push(self.and()?);
        }
        Ok(self.joined(start, parts, Kind::Or))
    }

    fn and(&mut self) -> Parsed<Ast> {
        let start = self.span().start;
        let mut parts = vec![self.operand()?];
        while self.take_word("and") {
            parts.push(self.operand()?);
        }
        Ok(self.joined(start, parts, Kind::And))
    }

    /// A comparison; one that cannot be read is noted and passed over, so that
    /// what is wrong behind it is told at once too.
    fn operand(&mut self) -> Parsed<Ast> {
        let start = self.span().start;
        let error = match self.comparison() {
            Err(error) if error.code != "too-deep" && self.errors.len() < MAX_ERRORS => error,
            parsed => return parsed,
        };
        self.note(error);
        self.pass_over();
        Ok(self.ast(start, Kind::Null))
    }

    fn joined(&self, start: usize, mut parts: Vec<Ast>, kind: fn(Vec<Ast>) -> Kind) -> Ast {
        match parts.pop() {
            Some(only) if parts.is_empty() => only,
            Some(last) => {
                parts.push(last);
                self.ast(start, kind(parts))
            }
            None => self.ast(start, Kind::Null),
        }
    }

    fn comparison(&mut self) -> Parsed<Ast> {
        let start = self.span().start;
        let mut left = self.sum()?;
        for n in 0.. {
            self.guard(n)?;
            let op = match self.peek() {
                Token::Sign("=") => BinaryOp::Equal,
                Token::Sign("!=") => BinaryOp::NotEqual,
                Token::Sign("<") => BinaryOp::Less,
                Token::Sign("<=") => BinaryOp::LessOrEqual,
                Token::Sign(">") => BinaryOp::Greater,
                Token::Sign(">=") => BinaryOp::GreaterOrEqual,
                Token::Name(it) if it == "between" => {
                    self.next();
                    let low = self.sum()?;
                    self.expect_word("and")?;
                    let high = self.sum()?;
                    left = self.ast(
                        start,
                        Kind::Between(Box::new(left), Box::new(low), Box::new(high)),
                    );
                    continue;
                }
                Token::Name(it) if it == "in" => {
                    self.next();
                    let tests = self.in_tests()?;
                    left = self.ast(start, Kind::In(Box::new(left), tests));
                    continue;
                }
                Token::Name(it) if it == "instance" && self.word(1) == "of" => {
                    self.next();
                    self.next();
                    let of = self.type_name()?;
                    left = self.ast(start, Kind::Instance(Box::new(left), of));
                    continue;
                }
                _ => return Ok(left),
            };
            self.next();
            let right = self.sum()?;
            left = self.ast(start, Kind::Binary(op, Box::new(left), Box::new(right)));
        }
        Ok(left)
    }

    pub(super) fn sum(&mut self) -> Parsed<Ast> {
        let start = self.span().start;
        let mut left = self.product()?;
        for n in 0.. {
            self.guard(n)?;
            let op = match self.peek() {
                Token::Sign("+") => BinaryOp::Add,
                Token::Sign("-") => BinaryOp::Subtract,
                _ => return Ok(left),
            };
            self.next();
            let right = self.product()?;
            left = self.ast(start, Kind::Binary(op, Box::new(left), Box::new(right)));
        }
        Ok(left)
    }

    fn product(&mut self) -> Parsed<Ast> {
        let start = self.span().start;
        let mut left = self.power()?;
        for n in 0.. {
            self.guard(n)?;
            let op = match self.peek() {
                Token::Sign("*") => BinaryOp::Multiply,
                Token::Sign("/") => BinaryOp::Divide,
                _ => return Ok(left),
            };
            self.next();
            let right = self.power()?;
            left = self.ast(start, Kind::Binary(op, Box::new(left), Box::new(right)));
        }
        Ok(left)
    }

    fn power(&mut self) -> Parsed<Ast> {
        let start = self.span().start;
        let mut left = self.unary()?;
        for n in 0.. {
            self.guard(n)?;
            if !self.take("**") {
                break;
            }
            let right = self.unary()?;
            left = self.ast(
                start,
                Kind::Binary(BinaryOp::Power, Box::new(left), Box::new(right)),
            );
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed<Ast> {
        let start = self.span().start;
        let mut n_signs = 0;
        while self.take("-") {
            n_signs += 1;
        }
        let inner = self.postfix()?;
        Ok(if n_signs % 2 == 1 {
            self.ast(start, Kind::Negate(Box::new(inner)))
        } else {
            inner
        })
    }

    fn postfix(&mut self) -> Parsed<Ast> {
        let start = self.span().start;
        let mut ast = self.primary()?;
        for n in 0.. {
            self.guard(n)?;
            if self.take(".") {
                let name = self.entry_name()?;
                ast = self.ast(start, Kind::Path(Box::new(ast), name));
            } else if self.is_wide() && self.take("(") {
                let arguments = self.arguments()?;
                ast = self.ast(start, Kind::Invoke(Box::new(ast), arguments));
            } else if !self.closes_range() && self.take("[") {
                let inside = self.expression()?;
                self.expect("]")?;
                ast = self.ast(start, Kind::Filter(Box::new(ast), Box::new(inside)));
            } else {
                break;
            }
        }
        Ok(ast)
    }

    /// Whether a `[` here ends a range such as `[1..5[`: nothing it could hold follows.
    fn closes_range(&self) -> bool {
        match self.peek_at(1) {
            Token::End | Token::Sign(")" | "]" | "}" | ",") => true,
            Token::Name(it) => {
                ["and", "or", "then", "else", "return", "satisfies"].contains(&it.as_str())
            }
            _ => false,
        }
    }
}
