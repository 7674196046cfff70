//! The book's pieces as bytes, one after another: no names, no tags but those
//! of choices, numbers as variable-length integers.
//!
//! Written by hand because every page carries the reader: serde and postcard
//! came to 27 KB of wasm for the same shapes (ARCHITECTURE.md has the figures).
//! A reader that meets nonsense notes it and goes on with empty values, so the
//! code has no early exits; `bytes` looks at `failed` once, at the end.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use super::bytes::SIGNATURE_BYTES;
use super::{
    Book, Builtin, CanChange, Cell, Channel, ChannelKind, Choice, Cite, Comparand, Condition,
    ConditionTest, Constraint, Cuts, Decision, DecisionTable, Desk, Expr, FactRow, Facts, Fitting,
    Graph, HitPolicy, Hours, Kind, Literal, Logic, Milestone, MonthDay, NodeInfo, NodeKind, Page,
    Period, Phrase, Program, Question, Row, Source, Test, Turn, Wizard,
};
use crate::value::{Arithmetic, Comparison, Date, Number, Text};

/// The bytes of a book: what it is made of, and beside it the texts of each
/// language one after the other. Kept apart they weigh a tenth less once a server
/// has compressed them.
pub(super) struct Writer {
    bytes: Vec<u8>,
    texts: Vec<Vec<u8>>,
    only: Option<usize>,
}

impl Writer {
    fn push(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn text(&mut self, language: usize, text: &str) {
        if self.only.is_some_and(|it| it != language) {
            return;
        }
        if let Some(texts) = self.texts.get_mut(language) {
            texts.extend(text.bytes().filter(|it| *it != END));
            texts.push(END);
        }
    }

    /// For a book of so many languages.
    pub(super) fn new(n_languages: usize) -> Self {
        Self {
            bytes: Vec::new(),
            texts: vec![Vec::new(); n_languages],
            only: None,
        }
    }

    /// With the texts of one language alone.
    pub(super) fn only(mut self, language: Option<usize>) -> Self {
        self.only = language;
        self
    }

    pub(super) fn n_languages(&self) -> usize {
        self.texts.len()
    }

    pub(super) fn finish(self) -> Vec<u8> {
        let mut out = Self::new(0);
        self.texts.len().write(&mut out);
        for texts in &self.texts {
            texts.len().write(&mut out);
            out.bytes.extend_from_slice(texts);
        }
        out.bytes.extend_from_slice(&self.bytes);
        out.bytes
    }
}

/// Ends a text of a phrase.
const END: u8 = 0;

pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    /// Bytes there were at first.
    all: usize,
    /// By language: the texts not read yet; `None` where it has none at all.
    texts: Vec<Option<&'a str>>,
    failed: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let mut reader = Self {
            bytes,
            all: bytes.len(),
            texts: Vec::new(),
            failed: false,
        };
        for _ in 0..reader.length() {
            let length = reader.length();
            let texts = reader.take(length);
            let texts = reader.utf8(texts);
            reader.texts.push((length > 0).then_some(texts));
        }
        reader
    }

    /// Nothing was wrong and nothing is left, but for a signature.
    pub(super) fn is_done(&self) -> bool {
        let is_end = matches!(self.bytes.len(), 0 | SIGNATURE_BYTES);
        !self.failed && is_end && self.texts.iter().flatten().all(|it| it.is_empty())
    }

    pub(super) fn n_languages(&self) -> usize {
        self.texts.len()
    }

    pub(super) fn fail(&mut self) {
        self.failed = true;
        self.bytes = &[];
    }

    fn byte(&mut self) -> u8 {
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.bytes = rest;
                *first
            }
            None => {
                self.fail();
                0
            }
        }
    }

    fn integer(&mut self) -> u64 {
        let byte = self.byte();
        if byte < 128 {
            return u64::from(byte);
        }
        self.long_integer(byte)
    }

    /// Seldom: most lengths and places are below 128.
    #[inline(never)]
    fn long_integer(&mut self, first: u8) -> u64 {
        let mut value = u64::from(first & 127);
        for shift in [7, 14, 21, 28, 35, 42, 49, 56, 63] {
            let byte = self.byte();
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return value;
            }
        }
        self.fail();
        0
    }

    /// A length, never more than there were bytes: each piece takes one, here or
    /// among the texts.
    fn length(&mut self) -> usize {
        match usize::try_from(self.integer()) {
            Ok(length) if length <= self.all => length,
            _ => {
                self.fail();
                0
            }
        }
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let Some((taken, rest)) = self.bytes.split_at_checked(length) else {
            self.fail();
            return &[];
        };
        self.bytes = rest;
        taken
    }

    fn utf8(&mut self, text: &'a [u8]) -> &'a str {
        core::str::from_utf8(text).unwrap_or_else(|_| {
            self.fail();
            ""
        })
    }

    fn text(&mut self) -> &'a str {
        let length = self.length();
        let text = self.take(length);
        self.utf8(text)
    }

    /// The next text in a language.
    pub(super) fn phrase(&mut self, language: usize) -> &'a str {
        let Some(Some(texts)) = self.texts.get_mut(language) else {
            return "";
        };
        let next = Some(texts).and_then(|texts| {
            let end = texts.bytes().position(|it| it == END)?;
            let (text, rest) = texts.split_at_checked(end)?;
            *texts = rest.get(1..)?;
            Some(text)
        });
        match next {
            Some(text) => text,
            None => {
                self.fail();
                ""
            }
        }
    }
}

/// An expression as it stands in a book: two that are the same in all they hold
/// have the same bytes.
#[cfg(feature = "author")]
pub(crate) fn bytes_of(expr: &Expr) -> Vec<u8> {
    let mut out = Writer::new(0);
    expr.write(&mut out);
    out.bytes
}

/// A piece of a book.
pub(super) trait Code {
    fn write(&self, out: &mut Writer);
    fn read(from: &mut Reader<'_>) -> Self;
}

fn write_integer(mut value: u64, out: &mut Writer) {
    while value >= 128 {
        out.push(u8::try_from(value & 127).unwrap_or(0) | 128);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap_or(0));
}

macro_rules! integers {
    ($($kind:ty),*) => {$(
        impl Code for $kind {
            fn write(&self, out: &mut Writer) {
                write_integer(u64::try_from(*self).unwrap_or(u64::MAX), out);
            }

            fn read(from: &mut Reader<'_>) -> Self {
                <$kind>::try_from(from.integer()).unwrap_or_else(|_| {
                    from.fail();
                    0
                })
            }
        }
    )*};
}

integers!(u8, u16, u64, usize);

impl Code for bool {
    fn write(&self, out: &mut Writer) {
        out.push(u8::from(*self));
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.byte() == 1
    }
}

impl Code for i32 {
    /// Zigzag: small negative numbers stay short.
    fn write(&self, out: &mut Writer) {
        let bits = (*self << 1) ^ (*self >> 31);
        write_integer(u64::from(bits.cast_unsigned()), out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let bits = u32::try_from(from.integer()).unwrap_or(0);
        (bits >> 1).cast_signed() ^ (bits & 1).cast_signed().wrapping_neg()
    }
}

impl Code for Phrase {
    fn write(&self, out: &mut Writer) {
        for language in 0..out.n_languages() {
            out.text(language, self.0.get(language).map_or("", String::as_str));
        }
    }

    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        // In no language it would take no byte, and there could be any number.
        if from.texts.iter().flatten().next().is_none() {
            from.fail();
        }
        let mut texts = Vec::new();
        for language in 0..from.n_languages() {
            texts.push(from.phrase(language).to_owned());
        }
        Self(texts)
    }
}

impl Code for String {
    fn write(&self, out: &mut Writer) {
        self.len().write(out);
        out.bytes.extend_from_slice(self.as_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.text().to_owned()
    }
}

impl Code for Text {
    fn write(&self, out: &mut Writer) {
        self.len().write(out);
        out.bytes.extend_from_slice(self.as_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Self::from(from.text())
    }
}

impl Code for Number {
    fn write(&self, out: &mut Writer) {
        let (high, low, exponent, negative) = self.parts();
        high.write(out);
        low.write(out);
        exponent.write(out);
        negative.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let parts = (
            Code::read(from),
            Code::read(from),
            Code::read(from),
            Code::read(from),
        );
        Self::from_parts(parts).unwrap_or_else(|| {
            from.fail();
            Self::ZERO
        })
    }
}

impl Code for Date {
    fn write(&self, out: &mut Writer) {
        self.days().write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let days = Code::read(from);
        Self::from_days(days).unwrap_or_else(|| {
            from.fail();
            Self::MIN
        })
    }
}

impl<T: Code> Code for Option<T> {
    fn write(&self, out: &mut Writer) {
        self.is_some().write(out);
        if let Some(it) = self {
            it.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        bool::read(from).then(|| T::read(from))
    }
}

impl<T: Code> Code for Vec<T> {
    fn write(&self, out: &mut Writer) {
        self.len().write(out);
        for it in self {
            it.write(out);
        }
    }

    #[inline(never)]
    fn read(from: &mut Reader<'_>) -> Self {
        let length = from.length();
        let mut list = Self::new();
        for _ in 0..length {
            if from.failed {
                break;
            }
            list.push(T::read(from));
        }
        list
    }
}

impl<A: Code, B: Code> Code for (A, B) {
    fn write(&self, out: &mut Writer) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        (A::read(from), B::read(from))
    }
}

/// Structs: their fields in the order given, and after `;` what is not in the bytes.
macro_rules! records {
    ($($name:ident { $($field:tt),* $(; $rest:ident)? })*) => {$(
        impl Code for $name {
            fn write(&self, out: &mut Writer) {
                $(self.$field.write(out);)*
            }

            #[inline(never)]
            fn read(from: &mut Reader<'_>) -> Self {
                Self { $($field: Code::read(from),)* $($rest: Default::default(),)? }
            }
        }
    )*};
}

/// Choices: a number, then the parts. An unknown number is nonsense.
macro_rules! choices {
    ($($name:ident or $default:expr => { $($(#[$gate:meta])? $tag:literal $variant:ident { $($field:tt: $part:ident),* })* })*) => {$(
        impl Code for $name {
            fn write(&self, out: &mut Writer) {
                match self {
                    $($(#[$gate])? Self::$variant { $($field: $part),* } => {
                        out.push($tag);
                        $($part.write(out);)*
                    })*
                }
            }

            #[inline(never)]
            fn read(from: &mut Reader<'_>) -> Self {
                match from.byte() {
                    $($(#[$gate])? $tag => Self::$variant { $($field: Code::read(from)),* },)*
                    _ => {
                        from.fail();
                        $default
                    }
                }
            }
        }
    )*};
}

records! {
    Book {
        pack, version, title, languages, period, sources, exprs, conditions, facts, questions, decisions, programs, wizards,
        constraints, milestones, desks, channels, graph, spoken; hash
    }
    Period { from, until }
    Source { name, title, publisher, date, url }
    Cite { source, place, quote, as_of }
    Question { name, was, ask, why, help, kind, when, ask_when, can_change, grows, look, ask_whom, cites }
    Choice { value, also, label, help, group, only }
    Decision { name, label, unit, note, labels, logic, cites }
    DecisionTable { hit, inputs, outputs, priorities, fitting, rows }
    Row { period, tests, outputs, cite }
    Facts { name, columns, rows, cites }
    FactRow { period, cells, cite }
    Program { name, label, summary, audience, period, fits, amount, gives, how, decides, documents, cites }
    Condition { test, say, cites }
    Wizard { name, title, intro, say, pages, results, show, desks }
    Page { title, questions }
    Constraint { name, must, say, cites }
    Milestone { name, label, of, age, turn, when, sets, prepare, early, cites }
    Desk { id, period, name, description, place, url, cite }
    Channel { desk, kind, value, hours, note, period, cite }
    Graph { nodes, n_islands, programs, gates, constraints, by_name }
    NodeInfo { kind, island, parts, repeated, cuts }
    Cuts { numbers, members }
    Hours { days, open, close, pause, on_holidays, closed }
    MonthDay { month, day }
}

choices! {
    Kind or Self::Text => {
        0 YesNo {}
        1 Choice { 0: choices }
        2 Several { 0: choices }
        3 Number { min: min, max: max, whole: whole, unit: unit }
        4 Date { min: min, max: max }
        5 Text {}
    }
    Logic or Self::Expr(0) => {
        0 Expr { 0: expr }
        1 Table { 0: table }
    }
    Cell or Self::Many(Vec::new()) => {
        0 One { 0: literal }
        1 Many { 0: literals }
    }
    ConditionTest or Self::All(Vec::new()) => {
        0 All { 0: parts }
        1 Any { 0: parts }
        2 Not { 0: part }
        3 Is { 0: expr, 1: text }
    }
    Literal or Self::Null => {
        0 Null {}
        1 Boolean { 0: it }
        2 Number { 0: it }
        3 Text { 0: it }
        4 Date { 0: it }
    }
    Expr or Self::Day => {
        0 Literal { 0: it }
        1 Question { 0: it }
        2 Decision { 0: it }
        3 Facts { 0: it }
        4 Day {}
        5 Local { 0: it }
        6 And { 0: parts }
        7 Or { 0: parts }
        8 Not { 0: it }
        9 Negate { 0: it }
        10 Arithmetic { 0: op, 1: a, 2: b }
        11 Compare { 0: op, 1: a, 2: b }
        12 Equal { 0: a, 1: b }
        13 In { 0: value, 1: test }
        14 If { 0: a, 1: b, 2: c }
        15 Field { 0: of, 1: name }
        16 Filter { 0: list, 1: condition }
        17 Item { 0: list, 1: at }
        18 For { 0: list, 1: body }
        19 Some { 0: list, 1: body }
        20 Every { 0: list, 1: body }
        21 List { 0: parts }
        22 Context { 0: entries }
        23 Call { 0: function, 1: arguments }
        #[cfg(feature = "feel-full")] 24 Further { 0: it }
    }
    Test or Self::OneOf(Vec::new()) => {
        0 One { 0: it }
        1 OneOf { 0: literals }
        2 AnyOf { 0: parts }
        3 Not { 0: parts }
    }
    Comparand or Self::Equal(0) => {
        0 Equal { 0: it }
        1 Range { 0: low, 1: high }
        2 Member { 0: it }
        3 Holds { 0: it }
    }
    CanChange or Self::WithTime => { 0 ByChoice {} 1 WithTime {} 2 ByMoving {} }
    NodeKind or Self::Question(0) => { 0 Question { 0: it } 1 Decision { 0: it } 2 Fits { 0: it } 3 Is { 0: it } }
    Turn or Self::Birthday => { 0 Birthday {} 1 SchoolYear {} }
    Arithmetic or Self::Add => { 0 Add {} 1 Subtract {} 2 Multiply {} 3 Divide {} 4 Power {} }
    Comparison or Self::Less => { 0 Less {} 1 LessOrEqual {} 2 Greater {} 3 GreaterOrEqual {} }
    Builtin or Self::Sum => {
        0 Sum {} 1 Count {} 2 Min {} 3 Max {} 4 All {} 5 Any {} 6 Concatenate {} 7 DistinctValues {} 8 Contains {}
        9 StartsWith {} 10 EndsWith {} 11 StringLength {} 12 Floor {} 13 Ceiling {} 14 Abs {} 15 Age {} 16 FiscalYear {}
    }
    Fitting or Self::Any => { 0 Any {} 1 AtMostOne {} 2 One {} }
    HitPolicy or Self::Unique => {
        0 Unique {} 1 Any {} 2 First {} 3 Priority {} 4 RuleOrder {} 5 OutputOrder {} 6 Collect {} 7 CollectSum {}
        8 CollectMin {} 9 CollectMax {} 10 CollectCount {}
    }
    ChannelKind or Self::Visit => { 0 Phone {} 1 Fax {} 2 Line {} 3 Mail {} 4 Form {} 5 Visit {} 6 Web {} }
}

#[cfg(feature = "feel-full")]
mod further {
    //! What only the whole of FEEL has.

    use alloc::boxed::Box;

    use super::{Code, Reader, Writer};
    use crate::book::{Function, Further, Limit, TypeOf};

    impl<T: Code> Code for Box<T> {
        fn write(&self, out: &mut Writer) {
            (**self).write(out);
        }

        fn read(from: &mut Reader<'_>) -> Self {
            Self::new(T::read(from))
        }
    }

    impl Code for Function {
        fn write(&self, out: &mut Writer) {
            self.number().write(out);
        }

        fn read(from: &mut Reader<'_>) -> Self {
            Self::from_number(Code::read(from)).unwrap_or_else(|| {
                from.fail();
                Self::Is
            })
        }
    }

    records! {
        Limit { at, closed }
    }

    choices! {
        Further or Self::Instance(0, 0) => {
            0 Let { 0: entries, 1: body }
            1 Lambda { 0: parameters, 1: body }
            2 Invoke { 0: function, 1: arguments }
            3 Range { 0: low, 1: high }
            4 Steps { 0: from, 1: to }
            5 Iterate { 0: sources, 1: body, 2: partial }
            6 Pick { 0: list, 1: condition }
            7 EntryOr { 0: context, 1: name, 2: otherwise }
            8 Instance { 0: value, 1: of }
            9 Coerce { 0: value, 1: to }
            10 Type { 0: of }
            11 Call { 0: function, 1: arguments }
            12 BuiltIn { 0: function }
            13 Table { 0: table, 1: default }
            14 Some { 0: list, 1: body }
            15 Every { 0: list, 1: body }
            16 In { 0: value, 1: test }
            17 Operate { 0: op, 1: a, 2: b }
            18 Opposite { 0: it }
            19 Property { 0: of, 1: name }
        }
        TypeOf or Self::Any => {
            0 Any {}
            1 Null {}
            2 Boolean {}
            3 Number {}
            4 Text {}
            5 Date {}
            6 Time {}
            7 Stamp {}
            8 Months {}
            9 Nanos {}
            10 List { 0: of }
            11 Context { 0: entries }
            12 Range { 0: of }
            13 Function { 0: parameters, 1: result }
            14 Allowed { 0: of, 1: test }
            15 AnyContext {}
            16 Unknown {}
        }
    }
}
