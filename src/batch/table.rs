//! Decision tables: the rows that fit as bits of a word.
//!
//! A column that is an entry of a dictionary is one look-up, whatever the number of
//! rows; of the others each distinct test is worked out once.

use std::collections::BTreeMap;

use super::compile::Compiler;
use super::emit::Truth;
use super::list::whole;
use super::op::{Op, Reg, Source, TRUE};
use super::symbol::{Code, Item, List, Symbol};
use crate::book::{Builtin, DecisionId, DecisionTable, HitPolicy, QuestionId, Row, Test};
use crate::value::{Fault, Value};

/// Entries times rows that are tried beforehand.
const MAX_TRIED: usize = 1 << 20;
const BITS: usize = 64;
const MAX_ROWS: usize = 4096;

/// A table whose rows are watched for being reached.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    pub decision: DecisionId,
    /// What the table hangs on.
    pub questions: Vec<QuestionId>,
    /// Places in the table of the rows in force.
    pub rows: Vec<usize>,
    /// Bits of the rows that fit.
    pub words: Vec<Source<i64>>,
    /// Only the first that fits counts.
    pub is_first: bool,
}

impl Compiler<'_> {
    pub(super) fn table(
        &mut self,
        table: &DecisionTable,
        decision: Option<DecisionId>,
    ) -> Option<Symbol> {
        let day = self.day;
        let in_force = table.rows.iter().enumerate();
        let in_force = in_force.filter(|(_, it)| it.period.contains(day));
        let (places, rows): (Vec<usize>, Vec<&Row>) = in_force.unzip();
        if rows.len() > MAX_ROWS {
            return None;
        }
        let mut words = self.all_rows(rows.len());
        for (column, input) in table.inputs.iter().enumerate() {
            let input = self.expr(*input)?;
            let tests: Vec<Option<&Test>> = rows
                .iter()
                .map(|it| it.tests.get(column).and_then(Option::as_ref))
                .collect();
            self.column(&input, &tests, &mut words)?;
        }
        let mut outputs = Vec::new();
        for row in &rows {
            outputs.push(self.output(table, row)?);
        }
        let is_first = table.hit == HitPolicy::First
            || (table.hit == HitPolicy::Unique && table.is_disjoint());
        let graph = self.graph;
        self.watches.extend(decision.map(|decision| Watch {
            questions: super::questions(graph, graph.decision(decision)),
            decision,
            rows: places,
            words: words.clone(),
            is_first,
        }));
        match table.hit {
            HitPolicy::First => self.first(&words, &outputs),
            HitPolicy::Unique if table.is_disjoint() => self.first(&words, &outputs),
            HitPolicy::Unique => {
                let first = self.first(&words, &outputs)?;
                let words = self.registers(&words);
                let several = self.emit.push(Op::Several(words));
                let several = self.emit.truth_of(several, false);
                let clash = Symbol::Const(Value::fault(Fault::Rows));
                self.choose(&several, &clash, &first)
            }
            HitPolicy::RuleOrder | HitPolicy::Collect => {
                Some(whole(self.collected(&words, outputs)))
            }
            HitPolicy::CollectSum | HitPolicy::CollectCount => {
                let all = whole(self.collected(&words, outputs));
                let by = if table.hit == HitPolicy::CollectSum {
                    Builtin::Sum
                } else {
                    Builtin::Count
                };
                self.call(by, &[all])
            }
            _ => None,
        }
    }

    fn output(&mut self, table: &DecisionTable, row: &Row) -> Option<Symbol> {
        if let [only] = row.outputs.as_slice() {
            return self.expr(*only);
        }
        let mut entries = Vec::new();
        for (name, it) in table.outputs.iter().zip(&row.outputs) {
            entries.push((name.clone(), self.expr(*it)?));
        }
        let context = Symbol::Context(entries);
        // A context that is the same for every row is a value.
        Some(context.at(&[]).map_or(context, Symbol::Const))
    }

    fn all_rows(&self, n: usize) -> Vec<Source<i64>> {
        (0..n.div_ceil(BITS))
            .map(|word| {
                let left = n - word * BITS;
                Source::Const(if left >= BITS { -1 } else { (1 << left) - 1 })
            })
            .collect()
    }

    /// Takes out the rows that this column's tests refuse.
    fn column(
        &mut self,
        input: &Symbol,
        tests: &[Option<&Test>],
        words: &mut [Source<i64>],
    ) -> Option<()> {
        if tests.iter().all(Option::is_none) {
            return Some(());
        }
        if let Symbol::Code(code) = input
            && code.values.len() * tests.len() <= MAX_TRIED
            && let Some(masks) = self.masks(code, tests)
        {
            for (word, masks) in words.iter_mut().zip(masks) {
                *word = Source::Reg(self.emit.push(Op::Gather(code.reg, masks, *word)));
            }
            return Some(());
        }
        let mut distinct: Vec<(&Test, Vec<usize>)> = Vec::new();
        for (row, test) in tests.iter().enumerate() {
            let Some(test) = test else { continue };
            match distinct.iter_mut().find(|it| it.0 == *test) {
                Some((_, rows)) => rows.push(row),
                None => distinct.push((test, vec![row])),
            }
        }
        for (test, rows) in distinct {
            let passes = self.test(input, test)?;
            let passes = self.holds_reg(&passes);
            for (at, word) in words.iter_mut().enumerate() {
                let own = rows.iter().filter(|it| **it / BITS == at);
                let own = own.fold(0, |bits: i64, it| bits | 1 << (it % BITS));
                if own == 0 {
                    continue;
                }
                *word = match (passes, *word) {
                    (Truth::Const(TRUE), it) => it,
                    (Truth::Const(_), Source::Const(it)) => Source::Const(it & !own),
                    (Truth::Const(_), Source::Reg(it)) => {
                        Source::Reg(self.emit.push(Op::Mask(it, !own)))
                    }
                    (Truth::Reg(test, _), of) => Source::Reg(self.emit.push(Op::Keep {
                        test,
                        without: !own,
                        of,
                    })),
                };
            }
        }
        Some(())
    }

    /// For each word of rows and each entry of the dictionary the rows that let it
    /// pass; `None` where a test hangs on something else as well.
    fn masks(&mut self, code: &Code, tests: &[Option<&Test>]) -> Option<Vec<Vec<i64>>> {
        let mut masks = vec![vec![0_i64; code.values.len()]; tests.len().div_ceil(BITS)];
        for (row, test) in tests.iter().enumerate() {
            for (entry, value) in code.values.iter().enumerate() {
                let passes = match test {
                    None => true,
                    Some(test) => {
                        let told = self.test(&Symbol::Const(value.clone()), test)?;
                        *told.settled()? == Value::Boolean(true)
                    }
                };
                if passes {
                    masks[row / BITS][entry] |= 1 << (row % BITS);
                }
            }
        }
        Some(masks)
    }

    fn first(&mut self, words: &[Source<i64>], outputs: &[Symbol]) -> Option<Symbol> {
        let fixed: Option<Vec<i64>> = words.iter().map(constant).collect();
        if let Some(fixed) = fixed {
            let bit = |row: &usize| fixed[row / BITS] >> (row % BITS) & 1 == 1;
            let found = (0..outputs.len()).find(bit);
            return Some(found.map_or(Symbol::NULL, |it| outputs[it].clone()));
        }
        let words = self.registers(words);
        let n = u16::try_from(outputs.len()).ok()?;
        let row = self.emit.push(Op::Lowest(words, n));
        let whole: Option<Vec<Value>> = outputs.iter().map(|it| it.settled().cloned()).collect();
        if let Some(mut values) = whole {
            values.push(Value::NULL);
            return Some(self.emit.code(row, values));
        }
        let mut found = Symbol::NULL;
        for (at, output) in outputs.iter().enumerate().rev() {
            let here = (0..=outputs.len()).map(|it| Value::Boolean(it == at));
            let here = self.emit.code(row, here.collect());
            found = self.choose(&here, output, &found)?;
        }
        Some(found)
    }

    fn registers(&mut self, words: &[Source<i64>]) -> Vec<Reg> {
        words.iter().map(|it| self.word(*it)).collect()
    }

    fn word(&mut self, source: Source<i64>) -> Reg {
        match source {
            Source::Reg(it) => it,
            Source::Const(it) => self.emit.push(Op::Fill(it)),
        }
    }

    fn collected(&mut self, words: &[Source<i64>], outputs: Vec<Symbol>) -> List {
        let mut items = Vec::new();
        for (row, value) in outputs.into_iter().enumerate() {
            let bit = u32::try_from(row % BITS).unwrap_or(0);
            let there = match words[row / BITS] {
                Source::Const(it) => Symbol::boolean(it >> bit & 1 == 1),
                Source::Reg(word) => {
                    let reg = self.emit.push(Op::Bit(word, bit));
                    self.emit.truth_of(reg, false)
                }
            };
            items.push(Item { there, value });
        }
        List::of(items)
    }
}

fn constant(source: &Source<i64>) -> Option<i64> {
    match source {
        Source::Const(it) => Some(*it),
        Source::Reg(_) => None,
    }
}

impl Watch {
    pub(super) fn registers(&self) -> impl Iterator<Item = Reg> {
        self.words.iter().filter_map(|it| match it {
            Source::Reg(it) => Some(*it),
            Source::Const(_) => None,
        })
    }

    /// Registers by their places once they are laid out.
    pub(super) fn renamed(&mut self, places: &BTreeMap<Reg, usize>) {
        for word in &mut self.words {
            if let Source::Reg(it) = word {
                *it = places.get(it).copied().unwrap_or_default();
            }
        }
    }
}
