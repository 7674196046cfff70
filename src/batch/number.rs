//! Arithmetic and comparisons of numbers and days, with bounds shown beforehand.

use super::compile::{Compiler, plain_truth};
use super::op::{Op, Order, Reg, Source, TRUE};
use super::scaled;
use super::symbol::{Number, Symbol};
use crate::book::Builtin;
use crate::run::plain;
use crate::value::{self, Arithmetic, Comparison, Date, Set, Value};

/// Entries of two dictionaries together that are worked out one by one.
pub(super) const MAX_FOLDED: usize = 4096;

/// Of those of which numbers could also be made: looking up costs as much as that.
const MAX_FOLDED_NUMBERS: usize = 64;

/// No number gets past this, so that the next operation can look before it acts.
const LIMIT: i64 = 1 << 60;

impl Compiler<'_> {
    pub(super) fn compare(&mut self, op: Comparison, a: &Symbol, b: &Symbol) -> Option<Symbol> {
        let compare = |it: &[Value]| {
            let [a, b] = it else { return None };
            plain_truth(value::compare(
                op,
                &Set::One(a.clone()),
                &Set::One(b.clone()),
            ))
        };
        if let Some(folded) = self.emit.fold(&[a, b], MAX_FOLDED_NUMBERS, &compare) {
            return Some(folded);
        }
        let Some((a, b)) = self.same_scale(a, b) else {
            return self.emit.fold(&[a, b], MAX_FOLDED, &compare);
        };
        let truth = self.ordered(Order::of(op), &a, &b);
        match self.either(a.null, b.null) {
            Some(null) => {
                let null = self.emit.truth_of(null, false);
                self.choose(&null, &Symbol::NULL, &truth)
            }
            None => Some(truth),
        }
    }

    /// Null is equal to null and to nothing else.
    pub(super) fn equal_numbers(&mut self, a: &Symbol, b: &Symbol) -> Option<Symbol> {
        for (one, other) in [(a, b), (b, a)] {
            if let (Symbol::Const(Value::Null(_)), Symbol::Number(it)) = (one, other) {
                return Some(match it.null {
                    Some(null) => self.emit.truth_of(null, false),
                    None => Symbol::boolean(false),
                });
            }
        }
        let (a, b) = self.same_scale(a, b)?;
        let truth = self.ordered(Order::Equal, &a, &b);
        let no = Symbol::boolean(false);
        match (a.null, b.null) {
            (None, None) => Some(truth),
            (Some(null), None) | (None, Some(null)) => {
                let null = self.emit.truth_of(null, false);
                self.choose(&null, &no, &truth)
            }
            (Some(a), Some(b)) => {
                let (a, b) = (self.emit.truth_of(a, false), self.emit.truth_of(b, false));
                let known = self.choose(&b, &no, &truth)?;
                self.choose(&a, &b, &known)
            }
        }
    }

    fn ordered(&mut self, order: Order, a: &Number, b: &Number) -> Symbol {
        // Where the bounds tell, no row need be looked at.
        let (always, never) = match order {
            Order::Less => (a.high < b.low, a.low >= b.high),
            Order::LessOrEqual => (a.high <= b.low, a.low > b.high),
            Order::Greater => (a.low > b.high, a.high <= b.low),
            Order::GreaterOrEqual => (a.low >= b.high, a.high < b.low),
            Order::Equal => (
                a.low == a.high && b.low == b.high && a.low == b.low,
                a.high < b.low || b.high < a.low,
            ),
        };
        if always || never {
            return Symbol::boolean(always);
        }
        let (first, second, order) = match (a.reg, b.reg) {
            (Some(reg), _) => (reg, b.source(), order),
            (None, Some(reg)) => (reg, a.source(), flipped(order)),
            (None, None) => return Symbol::boolean(false),
        };
        let reg = self.emit.push(Op::Compare(order, first, second));
        self.emit.truth_of(reg, false)
    }

    /// Two numbers, or two days, of one scale.
    fn same_scale(&mut self, a: &Symbol, b: &Symbol) -> Option<(Number, Number)> {
        let (a, b) = (self.emit.number(a)?, self.emit.number(b)?);
        if a.is_day != b.is_day {
            return None;
        }
        let scale = a.scale.max(b.scale);
        Some((self.rescaled(&a, scale)?, self.rescaled(&b, scale)?))
    }

    fn rescaled(&mut self, it: &Number, scale: u32) -> Option<Number> {
        if it.scale == scale {
            return Some(*it);
        }
        let by = scaled::power(scale.checked_sub(it.scale)?)?;
        let out = self.times(it, by)?;
        Some(Number { scale, ..out })
    }

    /// Each number times a whole one.
    fn times(&mut self, it: &Number, by: i64) -> Option<Number> {
        let ends = [it.low.checked_mul(by)?, it.high.checked_mul(by)?];
        let (low, high) = limited(&ends)?;
        let reg = it
            .reg
            .map(|it| self.emit.push(Op::Multiply(it, Source::Const(by))));
        Some(Number {
            reg,
            low,
            high,
            ..*it
        })
    }

    /// True where one of two truths is.
    pub(super) fn either(&mut self, a: Option<Reg>, b: Option<Reg>) -> Option<Reg> {
        match (a, b) {
            (Some(a), Some(b)) if a != b => Some(self.emit.push(Op::Or(vec![a.min(b), a.max(b)]))),
            (a, b) => a.or(b),
        }
    }

    pub(super) fn negate(&mut self, it: &Symbol) -> Option<Symbol> {
        let negate = |it: &[Value]| {
            let [it] = it else { return None };
            value::negate(&Set::One(it.clone())).settled().cloned()
        };
        if let Some(folded) = self.emit.fold(&[it], 0, &negate) {
            return Some(folded);
        }
        let number = self.emit.number(it).filter(|it| !it.is_day)?;
        Some(Symbol::Number(self.times(&number, -1)?))
    }

    pub(super) fn arithmetic(&mut self, op: Arithmetic, a: &Symbol, b: &Symbol) -> Option<Symbol> {
        let plainly = |it: &[Value]| {
            let [a, b] = it else { return None };
            let (a, b) = (Set::One(a.clone()), Set::One(b.clone()));
            value::arithmetic(op, &a, &b).settled().cloned()
        };
        if let Some(folded) = self.emit.fold(&[a, b], MAX_FOLDED_NUMBERS, &plainly) {
            return Some(folded);
        }
        let numbers = self.emit.number(a).zip(self.emit.number(b));
        match numbers.filter(|(a, b)| !a.is_day && !b.is_day) {
            Some((a, b)) => self.reckon(op, a, b).map(Symbol::Number),
            None => self.emit.fold(&[a, b], MAX_FOLDED, &plainly),
        }
    }

    fn reckon(&mut self, op: Arithmetic, a: Number, b: Number) -> Option<Number> {
        let null = self.either(a.null, b.null);
        let out = match op {
            Arithmetic::Add | Arithmetic::Subtract => {
                let scale = a.scale.max(b.scale);
                let (a, b) = (self.rescaled(&a, scale)?, self.rescaled(&b, scale)?);
                self.added(&a, &b, op == Arithmetic::Subtract)?
            }
            Arithmetic::Multiply => self.product(&a, &b)?,
            Arithmetic::Divide => self.quotient(&a, &b)?,
            Arithmetic::Power => return None,
        };
        Some(Number { null, ..out })
    }

    fn added(&mut self, a: &Number, b: &Number, minus: bool) -> Option<Number> {
        let ends = if minus {
            [a.low.checked_sub(b.high)?, a.high.checked_sub(b.low)?]
        } else {
            [a.low.checked_add(b.low)?, a.high.checked_add(b.high)?]
        };
        let (low, high) = limited(&ends)?;
        let reg = match (a.reg, b.reg, minus) {
            (None, None, _) => None,
            (Some(a), _, false) => Some(Op::Add(a, b.source())),
            (None, Some(b), false) => Some(Op::Add(b, a.source())),
            (Some(a), _, true) => Some(Op::Subtract(a, b.source())),
            (None, Some(b), true) => {
                let opposite = self.emit.push(Op::Multiply(b, Source::Const(-1)));
                Some(Op::Add(opposite, a.source()))
            }
        };
        Some(Number {
            reg: reg.map(|it| self.emit.push(it)),
            low,
            high,
            ..*a
        })
    }

    fn product(&mut self, a: &Number, b: &Number) -> Option<Number> {
        let scale = a.scale.checked_add(b.scale)?;
        if scale > scaled::MAX_SCALE {
            return None;
        }
        let ends = [
            a.low.checked_mul(b.low)?,
            a.low.checked_mul(b.high)?,
            a.high.checked_mul(b.low)?,
            a.high.checked_mul(b.high)?,
        ];
        let (low, high) = limited(&ends)?;
        let reg = match (a.reg, b.reg) {
            (None, None) => None,
            (Some(a), _) => Some(Op::Multiply(a, b.source())),
            (None, Some(b)) => Some(Op::Multiply(b, a.source())),
        };
        Some(Number {
            reg: reg.map(|it| self.emit.push(it)),
            scale,
            low,
            high,
            is_day: false,
            null: None,
        })
    }

    /// Only by what goes into a power of ten: the quotient is exact then.
    fn quotient(&mut self, a: &Number, b: &Number) -> Option<Number> {
        if b.reg.is_some() || b.low == 0 {
            return None;
        }
        let more = (0..=scaled::MAX_SCALE)
            .find(|more| scaled::power(more + b.scale).is_some_and(|it| it % b.low == 0))?;
        let by = scaled::power(more + b.scale)? / b.low;
        let out = self.times(a, by)?;
        let scale = a.scale.checked_add(more)?;
        (scale <= scaled::MAX_SCALE).then_some(Number { scale, ..out })
    }

    /// `floor` and `ceiling`.
    pub(super) fn rounded(&mut self, function: Builtin, it: &Symbol) -> Option<Symbol> {
        let number = self.emit.number(it).filter(|it| !it.is_day)?;
        let by = scaled::power(number.scale)?;
        let up = function == Builtin::Ceiling;
        let round = |it: i64| it.div_euclid(by) + i64::from(up && it.rem_euclid(by) != 0);
        let op = |number| Op::Divide { number, by, up };
        Some(Symbol::Number(Number {
            reg: number.reg.map(|it| self.emit.push(op(it))),
            scale: 0,
            low: round(number.low),
            high: round(number.high),
            ..number
        }))
    }

    /// The smaller (or larger) of some numbers that are all there.
    pub(super) fn extreme(&mut self, values: &[Symbol], largest: bool) -> Option<Symbol> {
        let (first, rest) = values.split_first()?;
        let mut so_far = self.emit.number(first)?;
        for it in rest {
            let (a, b) = self.same_scale(&Symbol::Number(so_far), it)?;
            let null = self.either(a.null, b.null);
            let pick = |a: i64, b: i64| if largest { a.max(b) } else { a.min(b) };
            let op = |a: Reg, b: Source<i64>| {
                if largest {
                    Op::Most(a, b)
                } else {
                    Op::Least(a, b)
                }
            };
            let reg = match (a.reg, b.reg) {
                (None, None) => None,
                (Some(a), _) => Some(self.emit.push(op(a, b.source()))),
                (None, Some(b)) => Some(self.emit.push(op(b, a.source()))),
            };
            so_far = Number {
                reg,
                low: pick(a.low, b.low),
                high: pick(a.high, b.high),
                null,
                ..a
            };
        }
        Some(Symbol::Number(so_far))
    }

    /// 満年齢 and 年度.
    pub(super) fn count_of_years(&mut self, function: Builtin, of: &[Symbol]) -> Option<Symbol> {
        let call = |it: &[Value]| plain::call(function, it);
        let parts: Vec<&Symbol> = of.iter().collect();
        if let Some(folded) = self.emit.fold(&parts, MAX_FOLDED_NUMBERS, &call) {
            return Some(folded);
        }
        let days: Option<Vec<Number>> = of.iter().map(|it| self.emit.number(it)).collect();
        let days = days?;
        // The day after the last one there is no age on.
        let last = i64::from(Date::MAX.days());
        if days.iter().any(|it| !it.is_day || it.high >= last) {
            return None;
        }
        let date = |it: i64| Date::from_days(i32::try_from(it).ok()?);
        let (op, low, high) = match days.as_slice() {
            [born, day] => (
                Op::Age(born.source(), day.source()),
                date(born.high)?.age_on(date(day.low)?)?,
                date(born.low)?.age_on(date(day.high)?)?,
            ),
            [day] => (
                Op::FiscalYear(day.reg?),
                date(day.low)?.fiscal_year(),
                date(day.high)?.fiscal_year(),
            ),
            _ => return None,
        };
        let nulls: Vec<Reg> = days.iter().filter_map(|it| it.null).collect();
        Some(Symbol::Number(Number {
            reg: Some(self.emit.push(op)),
            scale: 0,
            low: low.into(),
            high: high.into(),
            is_day: false,
            null: self.either(nulls.first().copied(), nulls.last().copied()),
        }))
    }

    pub(super) fn choose_number(
        &mut self,
        test: Reg,
        then: &Symbol,
        otherwise: &Symbol,
    ) -> Option<Symbol> {
        // Null on one side: any number will do there.
        let (is_null, not_null) = (
            then.settled().is_some_and(Value::is_null),
            otherwise.settled().is_some_and(Value::is_null),
        );
        let (a, b) = match (is_null, not_null) {
            (true, _) => {
                let it = self.emit.number(otherwise)?;
                (it, it)
            }
            (_, true) => {
                let it = self.emit.number(then)?;
                (it, it)
            }
            _ => self.same_scale(then, otherwise)?,
        };
        let op = Op::ChooseWord {
            test,
            then: a.source(),
            otherwise: b.source(),
        };
        let reg = if is_null || not_null {
            a.reg
        } else {
            Some(self.emit.push(op))
        };
        let null_of = |it: &Number, all: bool| match (all, it.null) {
            (true, _) => Source::Const(TRUE),
            (false, Some(reg)) => Source::Reg(reg),
            (false, None) => Source::Const(0),
        };
        let (then, otherwise) = (null_of(&a, is_null), null_of(&b, not_null));
        let null = (then != Source::Const(0) || otherwise != Source::Const(0)).then(|| {
            self.emit.push(Op::Choose {
                test,
                then,
                otherwise,
                offset: 0,
            })
        });
        Some(Symbol::Number(Number {
            reg,
            low: a.low.min(b.low),
            high: a.high.max(b.high),
            null,
            ..a
        }))
    }
}

fn flipped(order: Order) -> Order {
    match order {
        Order::Less => Order::Greater,
        Order::LessOrEqual => Order::GreaterOrEqual,
        Order::Greater => Order::Less,
        Order::GreaterOrEqual => Order::LessOrEqual,
        Order::Equal => Order::Equal,
    }
}

/// The ends of what lies between these, if it is within the limit.
fn limited(ends: &[i64]) -> Option<(i64, i64)> {
    let (low, high) = (*ends.iter().min()?, *ends.iter().max()?);
    (low > -LIMIT && high < LIMIT).then_some((low, high))
}
