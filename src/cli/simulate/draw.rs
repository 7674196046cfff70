//! Draws households: every question answered, each by itself.
//!
//! A choice is drawn evenly. Of several to tick, few, some or half are; those that
//! go with no other are drawn as one choice among the options. Half of the numbers
//! and days are drawn from all there are, the other half at the ends and at and
//! next to those the rules compare with, since that is where results turn.
//! Answers that cannot be together (`constraints:`) are drawn again.
//!
//! Rows come in chunks, and each chunk has a generator of its own, seeded by the
//! seed and the chunk's number: how many threads there are makes no difference.
//! xoshiro256++ passes the usual batteries and draws a word in a nanosecond;
//! nothing here has to be secret.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use tsunagu::batch::{Answers, OPEN, scale};
use tsunagu::book::{Book, Kind, QuestionId};
use tsunagu::value::Date;

use super::goals::Goals;

/// Households drawn with one generator.
pub(super) const CHUNK: usize = 1 << 14;

/// How often a household with answers that cannot be together is drawn again.
const MAX_REDRAWN: usize = 64;

/// Weyl's step of SplitMix64: neighbouring chunks get seeds far apart.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

pub(super) struct Draw {
    n: u64,
    seed: u64,
    ways: Vec<(QuestionId, Way)>,
}

/// How one question's cells are drawn.
enum Way {
    OneOf(u64),
    Ticks {
        all: i64,
        /// Options that go with no other, as bits.
        alone: Vec<i64>,
        n_options: u64,
    },
    Between {
        low: i64,
        high: i64,
        /// Where results turn.
        turns: Vec<i64>,
    },
    Never,
}

impl Draw {
    pub(super) fn new(goals: &Goals, n: u64, seed: u64) -> Self {
        let ways = goals.questions.iter();
        let ways = ways.map(|it| (*it, way(&goals.book, *it, goals.day)));
        Self {
            n,
            seed,
            ways: ways.collect(),
        }
    }

    pub(super) fn n(&self) -> u64 {
        self.n
    }

    /// The households of a chunk; `None` past the last.
    pub(super) fn chunk(&self, at: u64, goals: &Goals) -> Option<Answers> {
        let left = self.n.checked_sub(at.checked_mul(CHUNK as u64)?)?;
        let rows = usize::try_from(left.min(CHUNK as u64)).ok()?;
        if rows == 0 {
            return None;
        }
        let seed = self
            .seed
            .wrapping_add(at.wrapping_add(1).wrapping_mul(STEP));
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut answers = Answers::new(&goals.book, rows);
        for (question, way) in &self.ways {
            if !matches!(way, Way::Never) {
                let cells = &mut answers.column(*question).cells;
                cells.iter_mut().for_each(|it| *it = way.draw(&mut random));
            }
        }
        for _ in 0..MAX_REDRAWN {
            let again = impossible(&answers, goals);
            if again.is_empty() {
                break;
            }
            for (question, way) in &self.ways {
                if matches!(way, Way::Never) {
                    continue;
                }
                let cells = &mut answers.column(*question).cells;
                for row in &again {
                    cells[*row] = way.draw(&mut random);
                }
            }
        }
        Some(answers)
    }
}

/// Rows with answers that cannot be together.
fn impossible(answers: &Answers, goals: &Goals) -> Vec<usize> {
    let mut found = Vec::new();
    if goals.constraints.is_empty() {
        return found;
    }
    let mut worker = goals.possible.worker();
    for first in (0..answers.n_rows()).step_by(tsunagu::batch::ROWS) {
        let mut rows = worker.run(answers, first);
        let broken = rows.contradictory(0..goals.constraints.len());
        let broken = broken.iter().enumerate().filter(|(_, it)| **it);
        found.extend(broken.map(|(row, _)| first + row));
    }
    found
}

fn way(book: &Book, question: QuestionId, day: Date) -> Way {
    let kind = &book.questions[question].kind;
    match kind {
        Kind::YesNo => Way::OneOf(2),
        Kind::Choice(choices) => Way::OneOf(choices.len() as u64),
        Kind::Several(choices) => {
            let bit = |at: usize| {
                1_i64
                    .checked_shl(u32::try_from(at).unwrap_or(63))
                    .unwrap_or(0)
            };
            let (mut all, mut alone) = (0, Vec::new());
            for (at, choice) in choices.iter().enumerate().take(62) {
                if choice.only {
                    alone.push(bit(at));
                } else {
                    all |= bit(at);
                }
            }
            Way::Ticks {
                all,
                alone,
                n_options: choices.len() as u64,
            }
        }
        Kind::Number { min, max, .. } => {
            let unit = 10_i64.pow(scale(kind));
            let scaled = |it: &tsunagu::value::Number| it.floor()?.to_i64()?.checked_mul(unit);
            match (scaled(min), scaled(max)) {
                (Some(low), Some(high)) => between(book, question, low, high, unit),
                _ => Way::Never,
            }
        }
        Kind::Date { min, max } => {
            // A long life back and a few years ahead, where the question names no limit.
            let (back, ahead) = (day.plus_months(-1200), day.plus_months(60));
            let low = min.or(back).unwrap_or(Date::MIN).days();
            let high = max.or(ahead).unwrap_or(Date::MAX).days();
            between(book, question, low.into(), high.into(), 1)
        }
        Kind::Text => Way::Never,
    }
}

fn between(book: &Book, question: QuestionId, low: i64, high: i64, unit: i64) -> Way {
    let mut turns = vec![low, high];
    let cuts = book.graph.nodes.get(question).map(|it| &it.cuts.numbers);
    for (cut, _) in cuts.into_iter().flatten() {
        let cut = cut.floor().and_then(|it| it.to_i64()?.checked_mul(unit));
        for step in [-unit, 0, unit] {
            turns.extend(cut.and_then(|it| it.checked_add(step)));
        }
    }
    turns.retain(|it| (low..=high).contains(it));
    turns.sort_unstable();
    turns.dedup();
    if turns.is_empty() {
        return Way::Never;
    }
    Way::Between { low, high, turns }
}

impl Way {
    fn draw(&self, random: &mut Xoshiro256PlusPlus) -> i64 {
        match self {
            Self::OneOf(n) => cell(below(random, *n)),
            Self::Ticks {
                all,
                alone,
                n_options,
            } => {
                let one = below(random, *n_options);
                if let Some(bit) = usize::try_from(one).ok().and_then(|it| alone.get(it)) {
                    return *bit;
                }
                let mut bits = random.next_u64();
                for _ in 0..below(random, 3) {
                    bits &= random.next_u64();
                }
                i64::from_ne_bytes(bits.to_ne_bytes()) & all
            }
            Self::Between { low, high, turns } => {
                let turn = below(random, 2 * turns.len() as u64);
                if let Some(it) = usize::try_from(turn).ok().and_then(|it| turns.get(it)) {
                    return *it;
                }
                let n = high.abs_diff(*low).saturating_add(1);
                low.saturating_add_unsigned(below(random, n))
            }
            Self::Never => OPEN,
        }
    }
}

fn cell(it: u64) -> i64 {
    i64::try_from(it).unwrap_or(0)
}

/// Evenly below `n` (Lemire, "Fast Random Integer Generation in an Interval", without
/// the rare second draw: what it would even out is below one in 2^40 here).
fn below(random: &mut Xoshiro256PlusPlus, n: u64) -> u64 {
    let wide = u128::from(random.next_u64()) * u128::from(n);
    u64::try_from(wide >> 64).unwrap_or(0)
}
