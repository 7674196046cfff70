//! One thread's work: batches through the operations, and to the evaluator what
//! those cannot know.

use std::collections::BTreeMap;

use super::Batch;
use super::columns::{Answers, is_plain};
use super::op::{BATCH, Registers, Source, TRUE};
use super::view::View;
use crate::book::QuestionId;
use crate::run::{Evaluator, Input, Memo};
use crate::value::{Set, Truth, Value};

/// Results of the evaluator kept for those who answered the same.
const MAX_KEPT: usize = 1 << 16;

pub struct Worker<'a> {
    pub(super) batch: &'a Batch,
    pub(super) registers: Registers,
    /// By watched table: rows that some household reached, as bits.
    reached: Vec<Vec<i64>>,
    kept: BTreeMap<(usize, Vec<i64>), Set>,
    /// Results the evaluator was asked for, kept ones not counted.
    pub n_evaluated: u64,
}

/// A batch that was worked out.
pub struct Rows<'w, 'a> {
    pub(super) worker: &'w mut Worker<'a>,
    answers: &'w Answers,
    first: usize,
    n: usize,
    /// By question: rows where it applies and its answer is none, if there are any.
    unknown: Vec<Option<Vec<bool>>>,
    /// By goal: rows for the evaluator; none of them where it is `None`.
    doubts: Vec<Option<Vec<bool>>>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(batch: &'a Batch) -> Self {
        let reached = batch.watches.iter().map(|it| vec![0; it.words.len()]);
        Self {
            registers: Registers::new(batch.layout.n_codes, batch.layout.n_words),
            reached: reached.collect(),
            kept: BTreeMap::new(),
            n_evaluated: 0,
            batch,
        }
    }

    /// Works out the rows from `first`, [`super::ROWS`] of them or what is left.
    pub fn run<'w>(&'w mut self, answers: &'w Answers, first: usize) -> Rows<'w, 'a> {
        let n = answers.n_rows().saturating_sub(first).min(BATCH);
        for (op, place) in &self.batch.layout.ops {
            self.registers.run(op, *place, answers, first, n);
        }
        let unknown: Vec<Option<Vec<bool>>> = (0..self.batch.gates.len())
            .map(|it| self.unknown(it, answers, first, n))
            .collect();
        let goals = self.batch.goals.iter();
        Rows {
            doubts: goals.map(|it| doubt(&it.questions, &unknown)).collect(),
            unknown,
            worker: self,
            answers,
            first,
            n,
        }
    }

    /// Where a question's answer is none, and the question applies.
    fn unknown(
        &self,
        question: QuestionId,
        answers: &Answers,
        first: usize,
        n: usize,
    ) -> Option<Vec<bool>> {
        let mut unknown = match answers.cells(question, first, n) {
            Some(cells) if cells.iter().all(|it| is_plain(*it)) => return None,
            Some(cells) => cells.iter().map(|it| !is_plain(*it)).collect(),
            None => vec![true; n],
        };
        if let Some(gate) = self.batch.gates[question] {
            for (unknown, gate) in unknown.iter_mut().zip(&self.registers.codes[gate]) {
                *unknown &= *gate == TRUE;
            }
        }
        unknown.contains(&true).then_some(unknown)
    }

    /// Rows of the watched tables that some household reached so far, by table.
    #[must_use]
    pub fn reached(&self) -> Vec<Vec<bool>> {
        let watches = self.batch.watches.iter().zip(&self.reached);
        let reached = watches.map(|(watch, words)| {
            let bit = |row: usize| words[row / 64] >> (row % 64) & 1 == 1;
            (0..watch.rows.len()).map(bit).collect()
        });
        reached.collect()
    }

    fn evaluate(&mut self, goal: usize, answers: &Answers, row: usize) -> Set {
        let batch = self.batch;
        let it = &batch.goals[goal];
        let cells = it.questions.iter().map(|it| answers.cell(*it, row));
        let key = (goal, cells.collect::<Vec<_>>());
        if let Some(known) = self.kept.get(&key) {
            return known.clone();
        }
        let mut inputs = vec![Input::Open; batch.book.questions.len()];
        let mut is_all_in_cells = true;
        for question in &it.questions {
            inputs[*question] = answers.input(&batch.book, *question, row);
            let is_given = matches!(inputs[*question], Input::Given(_));
            is_all_in_cells &= !is_given || is_plain(answers.cell(*question, row));
        }
        let mut evaluator = Evaluator::new(
            &batch.book,
            &batch.graph,
            batch.day,
            &inputs,
            Memo::default(),
        );
        let set = evaluator.goal(it.node).set;
        self.n_evaluated += 1;
        if is_all_in_cells {
            if self.kept.len() >= MAX_KEPT {
                self.kept.clear();
            }
            self.kept.insert(key, set.clone());
        }
        set
    }
}

/// Where what hangs on these questions cannot be known.
fn doubt(questions: &[QuestionId], unknown: &[Option<Vec<bool>>]) -> Option<Vec<bool>> {
    let mut doubt: Option<Vec<bool>> = None;
    for question in questions {
        let Some(Some(unknown)) = unknown.get(*question) else {
            continue;
        };
        match &mut doubt {
            None => doubt = Some(unknown.clone()),
            Some(known) => known.iter_mut().zip(unknown).for_each(|(a, b)| *a |= b),
        }
    }
    doubt
}

impl Rows<'_, '_> {
    #[must_use]
    pub fn len(&self) -> usize {
        self.n
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// Whether the evaluator is asked for this goal in this row.
    #[must_use]
    pub fn is_for_evaluator(&self, goal: usize, row: usize) -> bool {
        self.view(goal).is_none() || self.is_doubtful(goal, row)
    }

    pub(super) fn is_doubtful(&self, goal: usize, row: usize) -> bool {
        self.doubts[goal].as_ref().is_some_and(|it| it[row])
    }

    pub(super) fn has_doubts(&self, goal: usize) -> bool {
        self.doubts[goal].is_some()
    }

    pub(super) fn view(&self, goal: usize) -> Option<&View> {
        self.worker.batch.goals[goal].view.as_ref()
    }

    /// What a goal is in a row of the batch: what the evaluator says of it.
    pub fn set(&mut self, goal: usize, row: usize) -> Set {
        if !self.is_doubtful(goal, row)
            && let Some(view) = self.view(goal)
        {
            return Set::One(view.value(&self.worker.registers, row));
        }
        self.worker.evaluate(goal, self.answers, self.first + row)
    }

    /// The same, where it is certain.
    pub fn value(&mut self, goal: usize, row: usize) -> Option<Value> {
        self.set(goal, row).settled().cloned()
    }

    /// Where a goal is certainly true.
    pub fn holding(&mut self, goal: usize) -> Vec<bool> {
        (0..self.n)
            .map(|row| match self.view(goal) {
                Some(view) if !self.is_doubtful(goal, row) => {
                    view.holds(&self.worker.registers, row)
                }
                _ => self.set(goal, row).truth().is_true(),
            })
            .collect()
    }

    /// Where one of these goals is certainly false: constraints that do not hold.
    pub fn contradictory(&mut self, goals: impl IntoIterator<Item = usize>) -> Vec<bool> {
        let mut found = vec![false; self.n];
        for goal in goals {
            for (row, found) in found.iter_mut().enumerate() {
                *found |= match self.view(goal) {
                    Some(view) if !self.is_doubtful(goal, row) => {
                        view.fails(&self.worker.registers, row)
                    }
                    _ => self.set(goal, row).truth() == Truth::of(false),
                };
            }
        }
        found
    }

    /// Whether a question that some goal hangs on applies to a household.
    #[must_use]
    pub fn applies(&self, question: QuestionId, row: usize) -> bool {
        let gate = self.worker.batch.gates.get(question).copied().flatten();
        gate.is_none_or(|it| self.worker.registers.codes[it][row] == TRUE)
    }

    /// Notes which rows of tables the households that count have reached, of those
    /// with all the answers a table hangs on.
    pub fn note_reached(&mut self, counts: &[bool]) {
        let Worker {
            batch,
            registers,
            reached,
            ..
        } = &mut *self.worker;
        for (watch, reached) in batch.watches.iter().zip(reached) {
            let doubt = doubt(&watch.questions, &self.unknown);
            let is_known = |row: usize| doubt.as_ref().is_none_or(|it| !it[row]);
            for row in (0..self.n).filter(|it| counts[*it] && is_known(*it)) {
                for (word, reached) in watch.words.iter().zip(reached.iter_mut()) {
                    let bits = match word {
                        Source::Const(it) => *it,
                        Source::Reg(it) => registers.words[*it][row],
                    };
                    if watch.is_first {
                        // Nothing below a row that fits is looked at.
                        *reached |= bits & bits.wrapping_neg();
                        if bits != 0 {
                            break;
                        }
                    } else {
                        *reached |= bits;
                    }
                }
            }
        }
    }
}
