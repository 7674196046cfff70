//! Tokens to a tree, by operator precedence. Unary minus binds tighter than
//! `**`, and `**` groups to the left, as FEEL has it (`-5 ** 2` is 25).

use std::ops::Range;

use super::ast::{Ast, BinaryOp, Kind, TestAst};
use super::lexer::{FeelError, Spanned, Token, tokens};
use crate::value::Date;

type Parsed<T> = Result<T, FeelError>;

/// Nested deeper than this is refused; the deepest expression of ours has 9.
const MAX_DEPTH: usize = 64;

/// More operators of one kind in a row than this as well: each one nests.
const MAX_ROW: usize = 64;

/// Functions whose names have spaces.
const LONG_NAMES: [&str; 5] = [
    "list contains",
    "starts with",
    "ends with",
    "string length",
    "distinct values",
];

pub(in crate::author) fn expression(text: &str) -> Parsed<Ast> {
    let mut parser = Parser::new(text)?;
    let ast = parser.expression()?;
    parser.end()?;
    Ok(ast)
}

/// A table cell: the tests joined by commas, and whether they are negated.
pub(in crate::author) fn unary_tests(text: &str) -> Parsed<(Vec<TestAst>, bool)> {
    let mut parser = Parser::new(text)?;
    let negated = matches!(parser.peek(), Token::Name(it) if it == "not")
        && parser.peek_at(1) == &Token::Sign("(");
    if negated {
        parser.next();
        parser.next();
    }
    let mut tests = vec![parser.test()?];
    while parser.take(",") {
        tests.push(parser.test()?);
    }
    if negated {
        parser.expect(")")?;
    }
    parser.end()?;
    Ok((tests, negated))
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Spanned>,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Parsed<Self> {
        Ok(Self {
            text,
            tokens: tokens(text)?,
            at: 0,
            depth: 0,
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

    fn expect_word(&mut self, word: &str) -> Parsed<()> {
        if self.take_word(word) {
            Ok(())
        } else {
            Err(self.unexpected(word))
        }
    }

    /// Something else than `wanted` stands here.
    fn unexpected(&self, wanted: &str) -> FeelError {
        self.misplaced().expected(wanted)
    }

    /// What stands here does not belong here.
    fn misplaced(&self) -> FeelError {
        let span = self.span();
        let found = self.text.get(span.clone()).unwrap_or("");
        match found {
            "" => FeelError::new("feel-syntax", span, &["@feel-end"]),
            "=" if self
                .text
                .get(..span.start)
                .is_some_and(|it| it.ends_with('=')) =>
            {
                FeelError::misplaced("==", span).write("=")
            }
            found => FeelError::misplaced(found, span),
        }
    }

    fn end(&self) -> Parsed<()> {
        if self.peek() == &Token::End {
            Ok(())
        } else {
            Err(self.misplaced())
        }
    }

    /// A loop that nests was gone through `n` times.
    fn guard(&self, n: usize) -> Parsed<()> {
        if n < MAX_ROW {
            Ok(())
        } else {
            Err(FeelError::new("too-deep", self.span(), &[]))
        }
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

    fn or(&mut self) -> Parsed<Ast> {
        let start = self.span().start;
        let mut parts = vec![self.and()?];
        while self.take_word("or") {
            parts.push(self.and()?);
        }
        Ok(self.joined(start, parts, Kind::Or))
    }

    fn and(&mut self) -> Parsed<Ast> {
        let start = self.span().start;
        let mut parts = vec![self.comparison()?];
        while self.take_word("and") {
            parts.push(self.comparison()?);
        }
        Ok(self.joined(start, parts, Kind::And))
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
                _ => return Ok(left),
            };
            self.next();
            let right = self.sum()?;
            left = self.ast(start, Kind::Binary(op, Box::new(left), Box::new(right)));
        }
        Ok(left)
    }

    /// What follows `in`: one test, or several in brackets.
    fn in_tests(&mut self) -> Parsed<Vec<TestAst>> {
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
    fn is_range_here(&self) -> bool {
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

    fn test(&mut self) -> Parsed<TestAst> {
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
        if self.is_range_here() && matches!(self.peek(), Token::Sign("(" | "[" | "]")) {
            return self.deeper(Self::range);
        }
        Ok(TestAst::Value(value(self)?))
    }

    fn range(&mut self) -> Parsed<TestAst> {
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

    fn sum(&mut self) -> Parsed<Ast> {
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
                let Token::Name(name) = self.peek().clone() else {
                    return Err(self.misplaced());
                };
                self.next();
                ast = self.ast(start, Kind::Path(Box::new(ast), name));
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

    fn primary(&mut self) -> Parsed<Ast> {
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
                None => Err(FeelError::new("bad-date", span, &[&it])),
            },
            Token::Sign("?") => Ok(self.ast(start, Kind::Input)),
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
            self.expect(",")?;
        }
    }

    fn context(&mut self, start: usize) -> Parsed<Ast> {
        let mut entries = Vec::new();
        if self.take("}") {
            return Ok(self.ast(start, Kind::Context(entries)));
        }
        loop {
            let (Token::Name(key) | Token::Text(key)) = self.peek().clone() else {
                return Err(self.misplaced());
            };
            self.next();
            self.expect(":")?;
            entries.push((key, self.expression()?));
            if self.take("}") {
                return Ok(self.ast(start, Kind::Context(entries)));
            }
            self.expect(",")?;
        }
    }

    fn named(&mut self, name: String, start: usize) -> Parsed<Ast> {
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
            "for" => return self.iteration(start, "return", Kind::For),
            "some" => return self.iteration(start, "satisfies", Kind::Some),
            "every" => return self.iteration(start, "satisfies", Kind::Every),
            _ => {}
        }
        let name = self.long_name(name);
        if self.take("(") {
            let arguments = self.list(")")?;
            return Ok(self.ast(start, Kind::Call(name, arguments)));
        }
        Ok(self.ast(start, Kind::Name(name)))
    }

    /// Takes in the rest of a function's name that has spaces.
    fn long_name(&mut self, first: String) -> String {
        for long in LONG_NAMES {
            let mut words = long.split(' ');
            if words.next() != Some(first.as_str()) {
                continue;
            }
            let rest: Vec<&str> = words.collect();
            let is_here = rest
                .iter()
                .enumerate()
                .all(|(ahead, word)| matches!(self.peek_at(ahead), Token::Name(it) if it == word));
            if is_here && self.peek_at(rest.len()) == &Token::Sign("(") {
                self.at += rest.len();
                return long.to_owned();
            }
        }
        first
    }

    /// `for`, `some` and `every`; several names nest.
    fn iteration(
        &mut self,
        start: usize,
        body_word: &str,
        kind: fn(String, Box<Ast>, Box<Ast>) -> Kind,
    ) -> Parsed<Ast> {
        let Token::Name(name) = self.peek().clone() else {
            return Err(self.misplaced());
        };
        self.next();
        self.expect_word("in")?;
        let list = self.sum()?;
        let comma = self.span();
        let body = if self.take(",") {
            // FEEL makes one flat list of several; the engine has no such operation.
            if body_word == "return" {
                let error = FeelError::new("unsupported", comma, &["for …, …"]);
                return Err(FeelError {
                    help: Some(("one-list", String::new())),
                    ..error
                });
            }
            self.deeper(|it| it.iteration(start, body_word, kind))?
        } else {
            self.expect_word(body_word)?;
            self.expression()?
        };
        Ok(self.ast(start, kind(name, Box::new(list), Box::new(body))))
    }
}
