//! Collects operations while a book is compiled, each once, and lays them out:
//! what nobody needs goes, and registers are used again.

use std::collections::BTreeMap;

use super::op::{FALSE, NULL, Op, Reg, Source, TRUE};
use super::scaled;
use super::symbol::{Code, Number, Symbol};
use crate::value::{Null, Value};

#[derive(Default)]
pub(super) struct Emit {
    ops: Vec<Op>,
    known: BTreeMap<Op, Reg>,
}

/// The operations in their order, each with the place of its result.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub ops: Vec<(Op, usize)>,
    pub n_codes: usize,
    pub n_words: usize,
    /// Where the result of each operation that was asked for ends up.
    pub places: BTreeMap<Reg, usize>,
}

impl Emit {
    pub(super) fn push(&mut self, op: Op) -> Reg {
        if let Some(reg) = self.known.get(&op) {
            return *reg;
        }
        self.ops.push(op.clone());
        self.known.insert(op, self.ops.len() - 1);
        self.ops.len() - 1
    }

    pub(super) fn op(&self, reg: Reg) -> &Op {
        &self.ops[reg]
    }

    /// What the function makes of its arguments, entry by entry, where they are of
    /// one dictionary, or of some that have few entries together.
    pub(super) fn fold(
        &mut self,
        parts: &[&Symbol],
        limit: usize,
        by: &dyn Fn(&[Value]) -> Option<Value>,
    ) -> Option<Symbol> {
        let mut dictionaries = Vec::new();
        for part in parts {
            part.dictionaries(&mut dictionaries)?;
        }
        let value = |entries: &[(Reg, usize)]| -> Option<Value> {
            let values: Option<Vec<Value>> = parts.iter().map(|it| it.at(entries)).collect();
            by(&values?)
        };
        match dictionaries.as_slice() {
            [] => Some(Symbol::Const(value(&[])?)),
            [(reg, n)] => {
                let values: Option<Vec<Value>> = (0..*n).map(|it| value(&[(*reg, it)])).collect();
                Some(self.code(*reg, values?))
            }
            several => {
                let n = several
                    .iter()
                    .try_fold(1, |n: usize, it| n.checked_mul(it.1))?;
                if n > limit {
                    return None;
                }
                let mut values = Vec::new();
                let mut entries: Vec<(Reg, usize)> =
                    several.iter().map(|(reg, _)| (*reg, 0)).collect();
                for at in 0..n {
                    let mut rest = at;
                    for ((_, entry), (_, n)) in entries.iter_mut().zip(several).rev() {
                        *entry = rest % n;
                        rest /= n;
                    }
                    values.push(value(&entries)?);
                }
                let mut pair = several[0].0;
                for (reg, n) in &several[1..] {
                    pair = self.push(Op::Pair(pair, *reg, u16::try_from(*n).ok()?));
                }
                Some(self.compact(pair, &values))
            }
        }
    }

    /// The same value for all where a dictionary has but one.
    pub(super) fn code(&mut self, reg: Reg, values: Vec<Value>) -> Symbol {
        match values.split_first() {
            Some((first, rest)) if rest.iter().all(|it| same(it, first)) => {
                Symbol::Const(first.clone())
            }
            _ => Symbol::Code(Code {
                reg,
                values: values.into(),
            }),
        }
    }

    /// A dictionary without doubles; truths as truths are.
    fn compact(&mut self, reg: Reg, values: &[Value]) -> Symbol {
        if let Some(to) = truths(values) {
            let reg = self.push(Op::Recode(reg, to));
            let has_null = values.iter().any(Value::is_null);
            return self.code(reg, truth_values(has_null));
        }
        let mut distinct: Vec<Value> = Vec::new();
        let mut to = Vec::new();
        for value in values {
            let known = distinct.iter().position(|it| same(it, value));
            to.push(known.unwrap_or_else(|| {
                distinct.push(value.clone());
                distinct.len() - 1
            }));
        }
        let to = to.into_iter().map(|it| u16::try_from(it).unwrap_or(0));
        let to = to.collect();
        let reg = self.push(Op::Recode(reg, to));
        self.code(reg, distinct)
    }

    /// The register of a truth, and whether it can be null; what is no boolean is null.
    pub(super) fn truth(&mut self, symbol: &Symbol) -> Truth {
        match symbol {
            Symbol::Const(value) => Truth::Const(truth(value)),
            Symbol::Code(code) if code.is_truth() => Truth::Reg(code.reg, !code.is_sure()),
            Symbol::Code(code) => {
                let to: Vec<u16> = code.values.iter().map(truth).collect();
                let has_null = to.contains(&NULL);
                Truth::Reg(self.push(Op::Recode(code.reg, to)), has_null)
            }
            _ => Truth::Const(NULL),
        }
    }

    /// A truth that is false where it would be null.
    pub(super) fn holds(&mut self, symbol: &Symbol) -> Symbol {
        let holds = |it: &Value| Some(Value::Boolean(truth(it) == TRUE));
        match symbol {
            Symbol::Const(value) => Symbol::boolean(truth(value) == TRUE),
            Symbol::Code(code) => code.map(holds).unwrap_or(Symbol::NULL),
            _ => Symbol::boolean(false),
        }
    }

    pub(super) fn truth_of(&mut self, reg: Reg, may_be_null: bool) -> Symbol {
        self.code(reg, truth_values(may_be_null))
    }

    /// FEEL's `and` (or `or`) of conditions.
    pub(super) fn junction(&mut self, is_and: bool, parts: &[Symbol]) -> Symbol {
        let (neutral, deciding) = if is_and { (TRUE, FALSE) } else { (FALSE, TRUE) };
        // Those of one register are one truth, entry by entry.
        let mut by_register: Vec<(Reg, Vec<u16>)> = Vec::new();
        let mut fixed = neutral;
        let join = |a: u16, b: u16| if is_and { a.min(b) } else { a.max(b) };
        for part in parts {
            match part {
                Symbol::Code(code) => {
                    let truths: Vec<u16> = code.values.iter().map(truth).collect();
                    match by_register.iter_mut().find(|(reg, _)| *reg == code.reg) {
                        Some((_, known)) => {
                            for (known, it) in known.iter_mut().zip(truths) {
                                *known = join(*known, it);
                            }
                        }
                        None => by_register.push((code.reg, truths)),
                    }
                }
                Symbol::Const(value) => fixed = join(fixed, truth(value)),
                _ => fixed = join(fixed, NULL),
            }
        }
        if fixed == deciding {
            return Symbol::boolean(!is_and);
        }
        if fixed != neutral {
            for (_, truths) in &mut by_register {
                truths.iter_mut().for_each(|it| *it = join(*it, fixed));
            }
        }
        let symbols: Vec<Symbol> = by_register
            .into_iter()
            .map(|(reg, truths)| self.code(reg, truths.into_iter().map(truth_value).collect()))
            .collect();
        match symbols.as_slice() {
            [] => Symbol::Const(truth_value(fixed)),
            [only] => only.clone(),
            // One that came out the same for all decides, or is for the others to take in.
            several if several.iter().any(|it| it.settled().is_some()) => {
                self.junction(is_and, several)
            }
            several => {
                let mut regs = Vec::new();
                let mut may_be_null = false;
                for symbol in several {
                    if let Truth::Reg(reg, null) = self.truth(symbol) {
                        regs.push(reg);
                        may_be_null |= null;
                    }
                }
                regs.sort_unstable();
                regs.dedup();
                let op = if is_and { Op::And(regs) } else { Op::Or(regs) };
                let reg = self.push(op);
                self.truth_of(reg, may_be_null)
            }
        }
    }

    pub(super) fn not(&mut self, part: &Symbol) -> Symbol {
        let not = |it: u16| truth_value(TRUE - it);
        match part {
            Symbol::Const(value) => Symbol::Const(not(truth(value))),
            Symbol::Code(code) => {
                let values = code.values.iter().map(|it| not(truth(it))).collect();
                match self.code(code.reg, values) {
                    // Codes of a truth, so that `and` need not turn them again.
                    Symbol::Code(it) => match self.truth(&Symbol::Code(it)) {
                        Truth::Reg(reg, null) => self.truth_of(reg, null),
                        Truth::Const(it) => Symbol::Const(truth_value(it)),
                    },
                    other => other,
                }
            }
            _ => Symbol::NULL,
        }
    }

    /// As a number, or as a day.
    pub(super) fn number(&mut self, symbol: &Symbol) -> Option<Number> {
        match symbol {
            Symbol::Number(it) => Some(*it),
            Symbol::Const(value) => {
                let (it, scale, is_day) = constant(value)?;
                Some(Number {
                    reg: None,
                    scale,
                    low: it,
                    high: it,
                    is_day,
                    null: None,
                })
            }
            Symbol::Code(code) => {
                let known = code.values.iter().filter(|it| !it.is_null());
                let known: Option<Vec<_>> = known.map(constant).collect();
                let known = known?;
                let (_, _, is_day) = *known.first()?;
                let scale = known.iter().map(|it| it.1).max()?;
                let mut to = Vec::new();
                for value in code.values.iter() {
                    to.push(if value.is_null() {
                        // Any number will do where there is none.
                        rescaled(known[0], scale)?
                    } else {
                        let it = constant(value)?;
                        (it.2 == is_day).then_some(())?;
                        rescaled(it, scale)?
                    });
                }
                let null = if code.is_sure() {
                    None
                } else {
                    let null = |it: &Value| u16::from(it.is_null()) * TRUE;
                    let to = code.values.iter().map(null).collect();
                    Some(self.push(Op::Recode(code.reg, to)))
                };
                Some(Number {
                    low: *to.iter().min()?,
                    high: *to.iter().max()?,
                    reg: Some(self.push(Op::Spread(code.reg, to))),
                    scale,
                    is_day,
                    null,
                })
            }
            Symbol::List(_) | Symbol::Context(_) => None,
        }
    }

    /// Lays out what `wanted` needs.
    pub(super) fn layout(mut self, wanted: &[Reg]) -> Layout {
        let n = self.ops.len();
        let mut last_use = vec![None; n];
        for reg in wanted {
            last_use[*reg] = Some(n);
        }
        for at in (0..n).rev() {
            if last_use[at].is_some() {
                self.ops[at].each_source(&mut |it| {
                    let slot: &mut Option<usize> = &mut last_use[*it];
                    *slot = Some(slot.map_or(at, |it| it.max(at)));
                });
            }
        }
        let mut layout = Layout::default();
        let mut place = vec![0; n];
        // Free places of codes and of words.
        let mut free: [Vec<usize>; 2] = Default::default();
        let mut ending: Vec<Vec<Reg>> = vec![Vec::new(); n + 1];
        for (reg, last) in last_use.iter().enumerate() {
            if let Some(last) = last {
                ending[*last].push(reg);
            }
        }
        let is_word: Vec<bool> = self.ops.iter().map(Op::is_word).collect();
        for (at, mut op) in self.ops.into_iter().enumerate() {
            if last_use[at].is_none() {
                continue;
            }
            op.each_source(&mut |it| *it = place[*it]);
            // Its own place first: it must not be one it still reads.
            let kind = usize::from(is_word[at]);
            place[at] = free[kind].pop().unwrap_or_else(|| {
                let count = if is_word[at] {
                    &mut layout.n_words
                } else {
                    &mut layout.n_codes
                };
                *count += 1;
                *count - 1
            });
            layout.ops.push((op, place[at]));
            for ended in &ending[at] {
                free[usize::from(is_word[*ended])].push(place[*ended]);
            }
        }
        layout.places = wanted.iter().map(|it| (*it, place[*it])).collect();
        layout
    }
}

/// A truth as a register.
#[derive(Clone, Copy, Debug)]
pub(super) enum Truth {
    Const(u16),
    Reg(Reg, bool),
}

impl Truth {
    pub(super) fn source(self) -> Source<u16> {
        match self {
            Self::Const(it) => Source::Const(it),
            Self::Reg(it, _) => Source::Reg(it),
        }
    }
}

impl Number {
    pub(super) fn source(&self) -> Source<i64> {
        self.reg.map_or(Source::Const(self.low), Source::Reg)
    }
}

/// Codes of a truth.
pub(super) fn truth_values(may_be_null: bool) -> Vec<Value> {
    let middle = if may_be_null {
        Value::NULL
    } else {
        Value::Boolean(false)
    };
    vec![Value::Boolean(false), middle, Value::Boolean(true)]
}

pub(super) fn truth(value: &Value) -> u16 {
    match value {
        Value::Boolean(true) => TRUE,
        Value::Boolean(false) => FALSE,
        _ => NULL,
    }
}

pub(super) fn truth_value(truth: u16) -> Value {
    match truth {
        TRUE => Value::Boolean(true),
        FALSE => Value::Boolean(false),
        _ => Value::NULL,
    }
}

/// Codes of truths, where all are.
fn truths(values: &[Value]) -> Option<Vec<u16>> {
    let is_truth = |it: &Value| matches!(it, Value::Boolean(_) | Value::Null(_));
    let has_boolean = values.iter().any(|it| matches!(it, Value::Boolean(_)));
    (has_boolean && values.iter().all(is_truth)).then(|| values.iter().map(truth).collect())
}

/// Equal, and null for the same reason.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null(Null::Fault(a)), Value::Null(Null::Fault(b))) => a == b,
        (Value::Null(a), Value::Null(b)) => {
            core::mem::discriminant(a) == core::mem::discriminant(b)
        }
        _ => a == b,
    }
}

fn constant(value: &Value) -> Option<(i64, u32, bool)> {
    match value {
        Value::Number(it) => scaled::least(*it).map(|(it, scale)| (it, scale, false)),
        Value::Date(it) => Some((i64::from(it.days()), 0, true)),
        _ => None,
    }
}

fn rescaled((value, places, _): (i64, u32, bool), scale: u32) -> Option<i64> {
    value.checked_mul(scaled::power(scale.checked_sub(places)?)?)
}
