//! Counts of what a goal came out as, over many households.

use std::collections::BTreeMap;

use super::Batch;
use super::op::TRUE;
use super::rows::Rows;
use super::scaled;
use super::view::{NumberView, View};
use crate::run::{SetView, Tell};
use crate::value::{Number, Set, Value};

/// How often each outcome came, and the sum of numbers.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// By entry of the goal's dictionary, until it is told.
    codes: Vec<u64>,
    /// The same for each item a list may have.
    items: Vec<u64>,
    n_lists: u64,
    n_nulls: u64,
    numbers: Sum,
    n_fixed: u64,
    /// By what is written of it in JSON.
    others: BTreeMap<String, (Set, u64)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    n: u64,
    least: i64,
    most: i64,
    total: i128,
}

/// What a goal came out as, in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// How often each, in order of what is written of it. Numbers that no dictionary
    /// has and lists are not among them.
    pub outcomes: Vec<(Set, u64)>,
    pub numbers: Option<Numbers>,
    pub lists: Option<Lists>,
}

/// Of lists: how many, and how often each member was there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lists {
    pub n: u64,
    pub members: Vec<(Value, u64)>,
}

/// Of numbers: how many, from, to, and their sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    pub n: u64,
    pub least: Number,
    pub most: Number,
    /// `None` past 34 digits.
    pub total: Option<Number>,
}

impl Tally {
    /// Counts a goal in the rows of a batch that count.
    pub fn add(&mut self, rows: &mut Rows<'_, '_>, goal: usize, counts: &[bool]) {
        let n = rows.len();
        let has_view = rows.view(goal).is_some();
        if !has_view || rows.has_doubts(goal) {
            for row in (0..n).filter(|it| counts[*it]) {
                if rows.is_for_evaluator(goal, row) {
                    let set = rows.set(goal, row);
                    self.put(&set, 1);
                }
            }
        }
        if !has_view {
            return;
        }
        let mine: Vec<bool> = if rows.has_doubts(goal) {
            (0..n)
                .map(|it| counts[it] && !rows.is_doubtful(goal, it))
                .collect()
        } else {
            counts[..n].to_vec()
        };
        if let Some(view) = rows.view(goal) {
            self.add_view(view, rows, &mine);
        }
    }

    fn add_view(&mut self, view: &View, rows: &Rows<'_, '_>, mine: &[bool]) {
        let registers = &rows.worker.registers;
        match view {
            View::Const(_) => self.n_fixed += count(mine),
            View::Code(place, values) => {
                self.codes.resize(values.len(), 0);
                for (code, counts) in registers.codes[*place].iter().zip(mine) {
                    self.codes[usize::from(*code)] += u64::from(*counts);
                }
            }
            View::Number(it) => self.add_numbers(it, rows, mine),
            View::List(items, null) if items.iter().all(|it| is_simple(&it.1)) => {
                let lists: Vec<bool> = mine
                    .iter()
                    .enumerate()
                    .map(|(row, counts)| *counts && !null.holds(registers, row))
                    .collect();
                self.n_nulls += count(mine) - count(&lists);
                self.n_lists += count(&lists);
                self.items.resize(items.len(), 0);
                for (item, n) in items.iter().zip(&mut self.items) {
                    *n += match &item.0 {
                        View::Code(place, values) if values.len() == 3 => {
                            let there = values[usize::from(TRUE)] == Value::Boolean(true)
                                && values[0] != Value::Boolean(true)
                                && values[1] != Value::Boolean(true);
                            let codes = registers.codes[*place].iter().zip(&lists);
                            if there {
                                codes
                                    .map(|(it, list)| u64::from(*it == TRUE && *list))
                                    .sum()
                            } else {
                                slowly(&item.0, rows, &lists)
                            }
                        }
                        view => slowly(view, rows, &lists),
                    };
                }
            }
            view => {
                for row in (0..mine.len()).filter(|it| mine[*it]) {
                    self.put(&Set::One(view.value(registers, row)), 1);
                }
            }
        }
    }

    fn add_numbers(&mut self, view: &NumberView, rows: &Rows<'_, '_>, mine: &[bool]) {
        let registers = &rows.worker.registers;
        let sum = &mut self.numbers;
        for row in (0..mine.len()).filter(|it| mine[*it]) {
            if view.is_null(registers, row) {
                self.n_nulls += 1;
                continue;
            }
            let it = view.scaled(registers, row);
            (sum.least, sum.most) = if sum.n == 0 {
                (it, it)
            } else {
                (sum.least.min(it), sum.most.max(it))
            };
            sum.n += 1;
            sum.total += i128::from(it);
        }
    }

    fn put(&mut self, set: &Set, n: u64) {
        if n == 0 {
            return;
        }
        let key = SetView(set.clone()).json();
        self.others.entry(key).or_insert((set.clone(), 0)).1 += n;
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        for (mine, theirs) in [
            (&mut self.codes, &other.codes),
            (&mut self.items, &other.items),
        ] {
            mine.resize(mine.len().max(theirs.len()), 0);
            mine.iter_mut().zip(theirs).for_each(|(a, b)| *a += b);
        }
        self.n_lists += other.n_lists;
        self.n_nulls += other.n_nulls;
        self.n_fixed += other.n_fixed;
        self.numbers = match (self.numbers.n, other.numbers.n) {
            (0, _) => other.numbers,
            (_, 0) => self.numbers,
            _ => Sum {
                n: self.numbers.n + other.numbers.n,
                least: self.numbers.least.min(other.numbers.least),
                most: self.numbers.most.max(other.numbers.most),
                total: self.numbers.total + other.numbers.total,
            },
        };
        for (set, n) in other.others.values() {
            self.put(set, *n);
        }
        self
    }
}

impl Tally {
    /// The counts with what they are counts of.
    #[must_use]
    pub fn told(&self, batch: &Batch, goal: usize) -> Told {
        let view = batch.goals.get(goal).and_then(|it| it.view.as_ref());
        let mut all = Self {
            codes: Vec::new(),
            ..self.clone()
        };
        let null = Set::One(Value::NULL);
        all.put(&null, self.n_nulls);
        let mut lists = Lists {
            n: self.n_lists,
            ..Lists::default()
        };
        let mut members: BTreeMap<String, (Value, u64)> = BTreeMap::new();
        let mut member = |it: &Value, n: u64| {
            members.entry(it.json()).or_insert((it.clone(), 0)).1 += n;
        };
        let mut numbers: Option<Numbers> = None;
        match view {
            Some(View::Const(value)) => all.put(&Set::One(value.clone()), self.n_fixed),
            Some(View::Code(_, values)) => {
                for (value, n) in values.iter().zip(&self.codes) {
                    all.put(&Set::One(value.clone()), *n);
                }
            }
            Some(View::Number(it)) if self.numbers.n > 0 && !it.is_day => {
                let sum = self.numbers;
                let number = |value: i64| scaled::from(value, it.scale);
                let total = i64::try_from(sum.total).ok().and_then(number);
                if let (Some(least), Some(most)) = (number(sum.least), number(sum.most)) {
                    numbers = Some(Numbers {
                        n: sum.n,
                        least,
                        most,
                        total,
                    });
                }
            }
            Some(View::List(items, _)) => {
                for ((_, value), n) in items.iter().zip(&self.items) {
                    if let (View::Const(value), true) = (value, *n > 0) {
                        member(value, *n);
                    }
                }
            }
            _ => {}
        }
        let mut outcomes = Vec::new();
        for (set, n) in all.others.into_values() {
            match set.settled() {
                Some(Value::List(list)) => {
                    lists.n += n;
                    list.iter().for_each(|it| member(it, n));
                    continue;
                }
                Some(Value::Number(it)) => numbers = Some(with(numbers, *it, n)),
                _ => {}
            }
            outcomes.push((set, n));
        }
        lists.members = members.into_values().collect();
        Told {
            outcomes,
            numbers,
            lists: (lists.n > 0).then_some(lists),
        }
    }
}

fn with(numbers: Option<Numbers>, it: Number, n: u64) -> Numbers {
    let times = i64::try_from(n).ok().and_then(|n| it.multiply(n.into()));
    match numbers {
        None => Numbers {
            n,
            least: it,
            most: it,
            total: times,
        },
        Some(so_far) => Numbers {
            n: so_far.n + n,
            least: so_far.least.min(it),
            most: so_far.most.max(it),
            total: so_far.total.zip(times).and_then(|(a, b)| a.add(b)),
        },
    }
}

/// A list's members that are the same for all households.
fn is_simple(view: &View) -> bool {
    matches!(view, View::Const(_))
}

fn count(rows: &[bool]) -> u64 {
    rows.iter().map(|it| u64::from(*it)).sum()
}

fn slowly(there: &View, rows: &Rows<'_, '_>, mine: &[bool]) -> u64 {
    let holds = |row: &usize| mine[*row] && there.holds(&rows.worker.registers, *row);
    (0..mine.len()).filter(holds).map(|_| 1).sum()
}
