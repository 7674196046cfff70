//! Tokens to a tree, by operator precedence. Unary minus binds tighter than
//! `**`, and `**` groups to the left, as FEEL has it (`-5 ** 2` is 25).

use std::ops::Range;

use super::ast::{Argument, Ast, BinaryOp, Kind, Source, TestAst};
use super::lexer::{FeelError, MAX_ERRORS, Spanned, Token, tokens};
use super::names::{Names, long_words, normal};
use super::types::{LONG_TYPES, TypeAst};
use crate::value::{Date, Stamp, Time, parse_duration};

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

impl Parser<'_> {
    fn tests(&mut self) -> Parsed<(Vec<TestAst>, bool)> {
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

    /// The text of the token so far ahead.
    fn word(&self, ahead: usize) -> &'t str {
        let span = self
            .tokens
            .get(self.at + ahead)
            .map_or(0..0, |(_, it)| it.clone());
        self.text.get(span).unwrap_or("")
    }

    /// Takes the longest name in scope that stands here.
    fn take_long_name(&mut self) -> Option<String> {
        let names = self.names.as_ref()?;
        let length = names.longest(|ahead| self.word(ahead))?;
        let start = self.span().start;
        self.at += length;
        Some(normal(self.text.get(start..self.last_end())?))
    }

    /// Takes everything up to the word or sign as one new name.
    fn take_new_name(&mut self, ends: &[&str]) -> Parsed<String> {
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

    /// Keeps a mistake, unless it only follows from the one before.
    fn note(&mut self, error: FeelError) {
        let last = self.errors.last().map(|it| it.span.start);
        if last.is_none_or(|it| it < error.span.start) {
            self.errors.push(error);
        }
    }

    /// To where the next part of an expression would begin.
    fn pass_over(&mut self) {
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

    fn type_name(&mut self) -> Parsed<TypeAst> {
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

    /// What follows a dot.
    fn entry_name(&mut self) -> Parsed<String> {
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
            self.expect(",")?;
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
            self.expect(",")?;
        }
    }

    /// `(> 10)` is a range.
    fn opens_comparison(&self) -> bool {
        let signs = ["<", "<=", ">", ">=", "=", "!="];
        self.is_wide() && matches!(self.peek(), Token::Sign(it) if signs.contains(it))
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

    /// Takes in the rest of a name of FEEL's own that has spaces.
    fn long_word(&mut self, first: &str) -> Option<&'static str> {
        let long = long_words(first).iter().find(|long| {
            let mut rest = long.split(' ').skip(1).enumerate();
            rest.all(|(ahead, word)| matches!(self.peek_at(ahead), Token::Name(it) if it == word))
        })?;
        self.at += long.split(' ').count() - 1;
        Some(long)
    }

    /// Up to the closing bracket; `name: value` or the value alone.
    fn arguments(&mut self) -> Parsed<Vec<Argument>> {
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
            self.expect(",")?;
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
