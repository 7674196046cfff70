//! What a compiled book does to a batch of rows: one small loop an operation.
//!
//! Two kinds of registers. *Codes* number the entries of a dictionary; a truth is
//! the code 0 false, 1 null, 2 true, so that `and` is the smaller and `or` the
//! larger. *Words* are numbers scaled to whole ones, days, or 64 bits of a list.
//!
//! Nothing here can overflow: who builds the operations has shown their bounds.

use super::columns::{Answers, is_plain};
use crate::value::{Comparison, Date};

/// The result of one operation, by its place.
pub(super) type Reg = usize;

/// Rows that go through at once: registers of a large book stay near the processor.
pub(super) const BATCH: usize = 1024;

pub(super) const FALSE: u16 = 0;
pub(super) const NULL: u16 = 1;
pub(super) const TRUE: u16 = 2;

/// A register, or the same for every row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source<T> {
    Reg(Reg),
    Const(T),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Op {
    /// Codes: yes or no, as a truth.
    YesNo(usize),
    /// Codes: the option chosen, of so many; or a whole number counted from `low`.
    Choice {
        question: usize,
        low: i64,
        n: i64,
    },
    /// Codes: another number for each entry.
    Recode(Reg, Vec<u16>),
    /// Codes: the entries of two dictionaries together.
    Pair(Reg, Reg, u16),
    And(Vec<Reg>),
    Or(Vec<Reg>),
    /// Codes: one of two; the second's entries stand after `offset` others.
    Choose {
        test: Reg,
        then: Source<u16>,
        otherwise: Source<u16>,
        offset: u16,
    },
    /// Codes: a truth that is never null.
    Compare(Order, Reg, Source<i64>),
    /// Codes: whether the bit is set.
    Bit(Reg, u32),
    /// Codes: the place of the first bit set in words of 64, or how many places there are.
    Lowest(Vec<Reg>, u16),
    /// Codes: whether more than one bit is set.
    Several(Vec<Reg>),
    /// Words: a number or day, kept between its limits.
    Number {
        question: usize,
        low: i64,
        high: i64,
    },
    /// Words: the options ticked.
    Ticks {
        question: usize,
        all: i64,
    },
    /// Words: a number for each entry.
    Spread(Reg, Vec<i64>),
    Add(Reg, Source<i64>),
    Subtract(Reg, Source<i64>),
    Multiply(Reg, Source<i64>),
    Least(Reg, Source<i64>),
    Most(Reg, Source<i64>),
    /// Words: divided and rounded down (or up).
    Divide {
        number: Reg,
        by: i64,
        up: bool,
    },
    ChooseWord {
        test: Reg,
        then: Source<i64>,
        otherwise: Source<i64>,
    },
    /// Words: 満年齢.
    Age(Source<i64>, Source<i64>),
    /// Words: 年度.
    FiscalYear(Reg),
    /// Words: bits for each entry, and those of another word.
    Gather(Reg, Vec<i64>, Source<i64>),
    /// Words: all bits where the test holds, else these; and those of another word.
    Keep {
        test: Reg,
        without: i64,
        of: Source<i64>,
    },
    /// Words: the same for every row.
    Fill(i64),
    /// Words: only these bits.
    Mask(Reg, i64),
    /// Words: sums of weights, a table for each eight bits.
    Weigh(Reg, Vec<(u32, Vec<i64>)>),
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
}

impl Order {
    pub(super) fn of(comparison: Comparison) -> Self {
        match comparison {
            Comparison::Less => Self::Less,
            Comparison::LessOrEqual => Self::LessOrEqual,
            Comparison::Greater => Self::Greater,
            Comparison::GreaterOrEqual => Self::GreaterOrEqual,
        }
    }
}

impl Op {
    /// Whether it fills a register of words.
    pub(super) fn is_word(&self) -> bool {
        !matches!(
            self,
            Self::YesNo(_)
                | Self::Choice { .. }
                | Self::Recode(..)
                | Self::Pair(..)
                | Self::And(_)
                | Self::Or(_)
                | Self::Choose { .. }
                | Self::Compare(..)
                | Self::Bit(..)
                | Self::Lowest(..)
                | Self::Several(_)
        )
    }

    /// The registers it reads, to look at or to rename.
    pub(super) fn each_source(&mut self, each: &mut dyn FnMut(&mut Reg)) {
        fn source<T>(it: &mut Source<T>, each: &mut dyn FnMut(&mut Reg)) {
            if let Source::Reg(it) = it {
                each(it);
            }
        }
        match self {
            Self::YesNo(_)
            | Self::Choice { .. }
            | Self::Number { .. }
            | Self::Ticks { .. }
            | Self::Fill(_) => {}
            Self::Recode(it, _)
            | Self::Bit(it, _)
            | Self::Spread(it, _)
            | Self::FiscalYear(it)
            | Self::Weigh(it, _)
            | Self::Mask(it, _)
            | Self::Divide { number: it, .. } => each(it),
            Self::Pair(a, b, _) => [a, b].into_iter().for_each(each),
            Self::And(all) | Self::Or(all) | Self::Lowest(all, _) | Self::Several(all) => {
                all.iter_mut().for_each(each);
            }
            Self::Choose {
                test,
                then,
                otherwise,
                ..
            } => {
                each(test);
                source(then, each);
                source(otherwise, each);
            }
            Self::ChooseWord {
                test,
                then,
                otherwise,
            } => {
                each(test);
                source(then, each);
                source(otherwise, each);
            }
            Self::Compare(_, a, b)
            | Self::Add(a, b)
            | Self::Subtract(a, b)
            | Self::Multiply(a, b)
            | Self::Least(a, b)
            | Self::Most(a, b)
            | Self::Gather(a, _, b)
            | Self::Keep { test: a, of: b, .. } => {
                each(a);
                source(b, each);
            }
            Self::Age(a, b) => {
                source(a, each);
                source(b, each);
            }
        }
    }
}

/// The registers of one thread.
#[derive(Clone, Debug)]
pub(super) struct Registers {
    pub(super) codes: Vec<Vec<u16>>,
    pub(super) words: Vec<Vec<i64>>,
}

impl Registers {
    pub(super) fn new(n_codes: usize, n_words: usize) -> Self {
        Self {
            codes: vec![vec![0; BATCH]; n_codes],
            words: vec![vec![0; BATCH]; n_words],
        }
    }

    /// Carries out one operation on the rows from `first`.
    pub(super) fn run(&mut self, op: &Op, slot: usize, answers: &Answers, first: usize, n: usize) {
        if op.is_word() {
            let mut out = core::mem::take(&mut self.words[slot]);
            self.word(op, &mut out[..n], answers, first);
            self.words[slot] = out;
        } else {
            let mut out = core::mem::take(&mut self.codes[slot]);
            self.code(op, &mut out[..n], answers, first);
            self.codes[slot] = out;
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "kept between 0 and the number of entries"
    )]
    fn code(&self, op: &Op, out: &mut [u16], answers: &Answers, first: usize) {
        let n = out.len();
        match op {
            Op::YesNo(question) => match answers.cells(*question, first, n) {
                Some(cells) => each(out, cells, |it| u16::from(it == 1) * TRUE),
                None => out.fill(0),
            },
            Op::Choice {
                question,
                low,
                n: size,
            } => match answers.cells(*question, first, n) {
                Some(cells) => each(out, cells, |it| {
                    let place = it.wrapping_sub(*low);
                    if (0..*size).contains(&place) {
                        place as u16
                    } else {
                        0
                    }
                }),
                None => out.fill(0),
            },
            Op::Recode(from, to) => each(out, &self.codes[*from], |it| to[usize::from(it)]),
            Op::Pair(a, b, width) => two(out, &self.codes[*a], &self.codes[*b], |a, b| {
                a.wrapping_mul(*width).wrapping_add(b)
            }),
            Op::And(parts) => self.all(out, parts, u16::min),
            Op::Or(parts) => self.all(out, parts, u16::max),
            Op::Choose {
                test,
                then,
                otherwise,
                offset,
            } => {
                let offset = *offset;
                let pick = |test: u16, then: u16, otherwise: u16| {
                    if test == TRUE {
                        then
                    } else {
                        otherwise.wrapping_add(offset)
                    }
                };
                choose(
                    out,
                    &self.codes[*test],
                    [then, otherwise],
                    &self.codes,
                    pick,
                );
            }
            Op::Compare(order, a, b) => {
                let truth = |it: bool| u16::from(it) * TRUE;
                match order {
                    Order::Less => self.with(out, *a, b, |a, b| truth(a < b)),
                    Order::LessOrEqual => self.with(out, *a, b, |a, b| truth(a <= b)),
                    Order::Greater => self.with(out, *a, b, |a, b| truth(a > b)),
                    Order::GreaterOrEqual => self.with(out, *a, b, |a, b| truth(a >= b)),
                    Order::Equal => self.with(out, *a, b, |a, b| truth(a == b)),
                }
            }
            Op::Bit(word, bit) => each(out, &self.words[*word], |it| {
                (((it >> bit) & 1) as u16) * TRUE
            }),
            Op::Lowest(words, places) => {
                out.fill(*places);
                for (at, word) in words.iter().enumerate().rev() {
                    let base = (at as u16).wrapping_mul(64);
                    for (out, word) in out.iter_mut().zip(&self.words[*word]) {
                        if *word != 0 {
                            *out = base.wrapping_add(word.trailing_zeros() as u16);
                        }
                    }
                }
            }
            Op::Several(words) => {
                for (row, out) in out.iter_mut().enumerate() {
                    let bits = words.iter().map(|it| self.words[*it][row].count_ones());
                    *out = u16::from(bits.sum::<u32>() > 1) * TRUE;
                }
            }
            _ => {}
        }
    }

    fn all(&self, out: &mut [u16], parts: &[Reg], by: impl Fn(u16, u16) -> u16) {
        let Some((first, rest)) = parts.split_first() else {
            return;
        };
        out.copy_from_slice(&self.codes[*first][..out.len()]);
        for part in rest {
            for (out, it) in out.iter_mut().zip(&self.codes[*part]) {
                *out = by(*out, *it);
            }
        }
    }

    fn with<T>(&self, out: &mut [T], a: Reg, b: &Source<i64>, by: impl Fn(i64, i64) -> T) {
        let a = &self.words[a];
        match b {
            Source::Const(b) => each(out, a, |a| by(a, *b)),
            Source::Reg(b) => two(out, a, &self.words[*b], by),
        }
    }

    fn word(&self, op: &Op, out: &mut [i64], answers: &Answers, first: usize) {
        let n = out.len();
        match op {
            Op::Number {
                question,
                low,
                high,
            } => match answers.cells(*question, first, n) {
                Some(cells) => each(out, cells, |it| it.clamp(*low, *high)),
                None => out.fill(*low),
            },
            Op::Ticks { question, all } => match answers.cells(*question, first, n) {
                Some(cells) => each(out, cells, |it| if is_plain(it) { it & all } else { 0 }),
                None => out.fill(0),
            },
            Op::Spread(from, to) => each(out, &self.codes[*from], |it| to[usize::from(it)]),
            Op::Add(a, b) => self.with(out, *a, b, i64::wrapping_add),
            Op::Subtract(a, b) => self.with(out, *a, b, i64::wrapping_sub),
            Op::Multiply(a, b) => self.with(out, *a, b, i64::wrapping_mul),
            Op::Least(a, b) => self.with(out, *a, b, i64::min),
            Op::Most(a, b) => self.with(out, *a, b, i64::max),
            Op::Divide { number, by, up } => each(out, &self.words[*number], |it| {
                let rest = it.rem_euclid(*by);
                it.div_euclid(*by).wrapping_add(i64::from(*up && rest != 0))
            }),
            Op::ChooseWord {
                test,
                then,
                otherwise,
            } => {
                let pick = |test: u16, a: i64, b: i64| if test == TRUE { a } else { b };
                choose(
                    out,
                    &self.codes[*test],
                    [then, otherwise],
                    &self.words,
                    pick,
                );
            }
            Op::Age(born, day) => {
                let at = |it: &Source<i64>, row: usize| match it {
                    Source::Reg(it) => self.words[*it][row],
                    Source::Const(it) => *it,
                };
                for (row, out) in out.iter_mut().enumerate() {
                    let age = date(at(born, row))
                        .zip(date(at(day, row)))
                        .and_then(|(born, day)| born.age_on(day));
                    *out = age.map_or(0, i64::from);
                }
            }
            Op::FiscalYear(day) => each(out, &self.words[*day], |it| {
                date(it).map_or(0, |it| i64::from(it.fiscal_year()))
            }),
            Op::Gather(code, masks, of) => match of {
                Source::Const(of) => {
                    each(out, &self.codes[*code], |it| masks[usize::from(it)] & of);
                }
                Source::Reg(of) => two(out, &self.codes[*code], &self.words[*of], |it, of| {
                    masks[usize::from(it)] & of
                }),
            },
            Op::Keep { test, without, of } => {
                let kept = |test: u16, of: i64| of & if test == TRUE { -1 } else { *without };
                match of {
                    Source::Const(of) => each(out, &self.codes[*test], |it| kept(it, *of)),
                    Source::Reg(of) => two(out, &self.codes[*test], &self.words[*of], kept),
                }
            }
            Op::Fill(it) => out.fill(*it),
            Op::Mask(word, bits) => each(out, &self.words[*word], |it| it & bits),
            Op::Weigh(word, tables) => {
                out.fill(0);
                for (shift, weights) in tables {
                    for (out, word) in out.iter_mut().zip(&self.words[*word]) {
                        let byte = usize::from((word >> shift).to_le_bytes()[0]);
                        *out = out.wrapping_add(weights[byte]);
                    }
                }
            }
            _ => {}
        }
    }
}

fn date(days: i64) -> Option<Date> {
    Date::from_days(i32::try_from(days).ok()?)
}

/// One of two by a test, each of them a column or the same for every row.
fn choose<T: Copy>(
    out: &mut [T],
    test: &[u16],
    [then, otherwise]: [&Source<T>; 2],
    columns: &[Vec<T>],
    pick: impl Fn(u16, T, T) -> T,
) {
    match (then, otherwise) {
        (Source::Const(a), Source::Const(b)) => each(out, test, |it| pick(it, *a, *b)),
        (Source::Reg(a), Source::Const(b)) => two(out, test, &columns[*a], |it, a| pick(it, a, *b)),
        (Source::Const(a), Source::Reg(b)) => two(out, test, &columns[*b], |it, b| pick(it, *a, b)),
        (Source::Reg(a), Source::Reg(b)) => three(out, test, &columns[*a], &columns[*b], pick),
    }
}

fn each<A: Copy, T>(out: &mut [T], a: &[A], by: impl Fn(A) -> T) {
    for (out, a) in out.iter_mut().zip(a) {
        *out = by(*a);
    }
}

fn two<A: Copy, B: Copy, T>(out: &mut [T], a: &[A], b: &[B], by: impl Fn(A, B) -> T) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = by(*a, *b);
    }
}

fn three<A: Copy, B: Copy, T>(out: &mut [T], a: &[A], b: &[B], c: &[B], by: impl Fn(A, B, B) -> T) {
    for (((out, a), b), c) in out.iter_mut().zip(a).zip(b).zip(c) {
        *out = by(*a, *b, *c);
    }
}
