//! Lists taken apart: each item with the truth of its being there.

use super::compile::Compiler;
use super::emit::{Truth, truth};
use super::number::MAX_FOLDED;
use super::op::{Op, Reg, TRUE};
use super::scaled;
use super::symbol::{Code, Item, List, Number, Symbol};
use crate::book::{Builtin, ExprId};
use crate::run::plain;
use crate::value::{self, Fault, Set, Value};

/// Longer lists are left to the evaluator: each item is an operation or more.
const MAX_ITEMS: usize = 4096;

impl Compiler<'_> {
    /// The items of a list, and the list of one of what is none.
    pub(super) fn list(&mut self, of: &Symbol) -> Option<List> {
        Some(match of {
            Symbol::List(list) => list.clone(),
            Symbol::Const(value) => {
                let items = plain::items(value)?;
                let mut list = List::sure(items.into_iter().map(Symbol::Const));
                list.null = Box::new(Symbol::boolean(value.is_null()));
                list
            }
            Symbol::Code(code) => self.list_of_code(code)?,
            Symbol::Number(number) => {
                let null = match number.null {
                    Some(null) => self.emit.truth_of(null, false),
                    None => Symbol::boolean(false),
                };
                let value = Symbol::Number(Number {
                    null: None,
                    ..*number
                });
                let there = self.emit.not(&null);
                List {
                    items: vec![Item { there, value }],
                    null: Box::new(null),
                }
            }
            Symbol::Context(_) => List::sure([of.clone()]),
        })
    }

    /// As many places as the longest entry has.
    fn list_of_code(&mut self, code: &Code) -> Option<List> {
        let lists: Option<Vec<Vec<Value>>> = code.values.iter().map(plain::items).collect();
        let lists = lists?;
        let longest = lists.iter().map(Vec::len).max()?;
        let mut items = Vec::new();
        for at in 0..longest {
            let there = lists.iter().map(|it| Value::Boolean(at < it.len()));
            let value = lists
                .iter()
                .map(|it| it.get(at).cloned().unwrap_or(Value::NULL));
            items.push(Item {
                there: self.emit.code(code.reg, there.collect()),
                value: self.emit.code(code.reg, value.collect()),
            });
        }
        let null = code.values.iter().map(|it| Value::Boolean(it.is_null()));
        Some(List {
            items,
            null: Box::new(self.emit.code(code.reg, null.collect())),
        })
    }

    pub(super) fn field(&mut self, of: &Symbol, name: &str) -> Option<Symbol> {
        match of {
            Symbol::Context(entries) => {
                let found = entries.iter().find(|(key, _)| &**key == name);
                let missing = Symbol::Const(Value::fault(Fault::NoEntry));
                Some(found.map_or(missing, |(_, it)| it.clone()))
            }
            Symbol::List(list) => {
                let mut items = Vec::new();
                for item in &list.items {
                    // A list in a list is not looked into.
                    if matches!(item.value, Symbol::List(_)) {
                        return None;
                    }
                    items.push(Item {
                        there: item.there.clone(),
                        value: self.field(&item.value, name)?,
                    });
                }
                Some(Symbol::List(List {
                    items,
                    null: list.null.clone(),
                }))
            }
            other => self
                .emit
                .fold(&[other], 0, &|it| plain::field(it.first()?, name)),
        }
    }

    pub(super) fn filter(&mut self, list: &Symbol, condition: ExprId) -> Option<Symbol> {
        let list = self.list(list)?;
        if list.items.len() > MAX_ITEMS {
            return None;
        }
        let mut kept = Vec::new();
        for item in list.items {
            let passes = self.with_local(item.value.clone(), condition)?;
            let passes = self.emit.holds(&passes);
            let there = self.emit.junction(true, &[item.there, passes]);
            if there.settled() != Some(&Value::Boolean(false)) {
                kept.push(Item {
                    there,
                    value: item.value,
                });
            }
        }
        Some(whole(List::of(kept)))
    }

    /// `list[at]`.
    pub(super) fn item(&mut self, list: &Symbol, at: &Symbol) -> Option<Symbol> {
        let item = |it: &[Value]| {
            let [list, at] = it else { return None };
            plain::item(list, at)
        };
        if let Some(folded) = self.emit.fold(&[list, at], MAX_FOLDED, &item) {
            return Some(folded);
        }
        let from_the_end = match at.settled()? {
            Value::Number(it) => match it.to_i64()? {
                1 => false,
                -1 => true,
                _ => return None,
            },
            _ => return None,
        };
        let mut items = self.list(list)?.items;
        if !from_the_end {
            items.reverse();
        }
        // The last that is there of those that come before it is the first.
        let mut found = Symbol::Const(Value::fault(Fault::NoEntry));
        for item in items {
            found = self.choose(&item.there, &item.value, &found)?;
        }
        Some(found)
    }

    /// `some` and `every`.
    pub(super) fn quantify(&mut self, list: &Symbol, body: ExprId, every: bool) -> Option<Symbol> {
        let list = self.list(list)?;
        if list.items.len() > MAX_ITEMS {
            return None;
        }
        let mut truths = Vec::new();
        for item in list.items {
            let told = self.with_local(item.value, body)?;
            // One that is there and neither true nor false makes all of it null,
            // which no junction does.
            let is_sure = match &told {
                Symbol::Const(it) => matches!(it, Value::Boolean(_)),
                Symbol::Code(code) => code.values.iter().all(|it| matches!(it, Value::Boolean(_))),
                _ => false,
            };
            if !is_sure {
                return None;
            }
            truths.push(if every {
                let absent = self.emit.not(&item.there);
                self.emit.junction(false, &[absent, told])
            } else {
                self.emit.junction(true, &[item.there, told])
            });
        }
        Some(self.emit.junction(every, &truths))
    }

    /// Whether a list holds the value; never null.
    pub(super) fn member(&mut self, value: &Symbol, list: &Symbol) -> Option<Symbol> {
        let list = self.list(list)?;
        let mut truths = Vec::new();
        for item in list.items {
            let same = self.equal(value, &item.value)?;
            let same = self.emit.holds(&same);
            truths.push(self.emit.junction(true, &[item.there, same]));
        }
        Some(self.emit.junction(false, &truths))
    }

    pub(super) fn call(&mut self, function: Builtin, arguments: &[Symbol]) -> Option<Symbol> {
        let parts: Vec<&Symbol> = arguments.iter().collect();
        let call = |it: &[Value]| plain::call(function, it);
        // A list is taken apart first where it stands in several dictionaries.
        if let Some(folded) = self.emit.fold(&parts, 0, &call) {
            return Some(folded);
        }
        match (function, arguments) {
            (Builtin::Concatenate, lists) => {
                let mut items = Vec::new();
                for it in lists {
                    items.extend(self.list(it)?.items);
                }
                Some(whole(List::of(items)))
            }
            (Builtin::Sum, [list]) => self.over_items(list, Self::sum),
            (Builtin::Count, [list]) => self.over_items(list, Self::count),
            (Builtin::Min | Builtin::Max, [list]) => {
                let list = self.list(list)?;
                let sure = |it: &Item| it.there.settled() == Some(&Value::Boolean(true));
                if list.items.is_empty() || !list.items.iter().all(sure) {
                    return None;
                }
                let values: Vec<Symbol> = list.items.into_iter().map(|it| it.value).collect();
                self.extreme(&values, function == Builtin::Max)
            }
            (Builtin::Floor | Builtin::Ceiling, [number]) => self.rounded(function, number),
            (Builtin::Age, [_, _]) | (Builtin::FiscalYear, [_]) => {
                self.count_of_years(function, arguments)
            }
            _ => self.emit.fold(&parts, MAX_FOLDED, &call),
        }
    }

    /// Null of null, which is no list.
    fn over_items(
        &mut self,
        list: &Symbol,
        function: fn(&mut Self, &[Item]) -> Option<Symbol>,
    ) -> Option<Symbol> {
        let list = self.list(list)?;
        let of_items = function(self, &list.items)?;
        self.choose(&list.null, &Symbol::NULL, &of_items)
    }

    fn count(&mut self, items: &[Item]) -> Option<Symbol> {
        let one = Symbol::Const(Value::Number(value::Number::ONE));
        let ones = items.iter().map(|it| Item {
            there: it.there.clone(),
            value: one.clone(),
        });
        let ones: Vec<Item> = ones.collect();
        self.total(&ones)
    }

    fn sum(&mut self, items: &[Item]) -> Option<Symbol> {
        let total = self.total(items)?;
        let there: Vec<Symbol> = items.iter().map(|it| it.there.clone()).collect();
        let any = self.emit.junction(false, &there);
        self.choose(&any, &total, &Symbol::NULL)
    }

    fn total(&mut self, items: &[Item]) -> Option<Symbol> {
        let zero = Symbol::Const(Value::Number(value::Number::ZERO));
        let mut fixed = zero.clone();
        let mut terms = Vec::new();
        // Bits of one word are weighed eight at a time.
        let mut bits: Vec<(Reg, Vec<(u32, i64)>)> = Vec::new();
        for item in items {
            let weight = match &item.value {
                Symbol::Const(Value::Number(it)) => scaled::to(*it, 0),
                _ => None,
            };
            match (self.bit(&item.there), weight) {
                (Some((word, bit)), Some(weight)) => {
                    match bits.iter_mut().find(|it| it.0 == word) {
                        Some((_, weights)) => weights.push((bit, weight)),
                        None => bits.push((word, vec![(bit, weight)])),
                    }
                }
                _ if item.there.settled() == Some(&Value::Boolean(true)) => {
                    if let (Some(a), Some(b)) = (fixed.settled(), item.value.settled()) {
                        let (a, b) = (Set::One(a.clone()), Set::One(b.clone()));
                        let sum = value::arithmetic(value::Arithmetic::Add, &a, &b);
                        fixed = Symbol::Const(sum.settled()?.clone());
                    } else {
                        terms.push(item.value.clone());
                    }
                }
                _ => terms.push(self.choose(&item.there, &item.value, &zero)?),
            }
        }
        for (word, weights) in bits {
            terms.push(self.weighed(word, &weights)?);
        }
        let mut total = fixed;
        for term in terms {
            total = self.arithmetic(value::Arithmetic::Add, &total, &term)?;
        }
        Some(total)
    }

    /// The bit of a word that a truth is.
    fn bit(&mut self, there: &Symbol) -> Option<(Reg, u32)> {
        let Symbol::Code(code) = there else {
            return None;
        };
        match self.emit.op(code.reg) {
            Op::Bit(word, bit) if code.is_truth() => Some((*word, *bit)),
            _ => None,
        }
    }

    fn weighed(&mut self, word: Reg, weights: &[(u32, i64)]) -> Option<Symbol> {
        let mut tables: Vec<(u32, Vec<i64>)> = Vec::new();
        let (mut low, mut high) = (0_i64, 0_i64);
        for (bit, weight) in weights {
            low = low.checked_add(weight.min(&0).to_owned())?;
            high = high.checked_add(weight.max(&0).to_owned())?;
            let shift = bit / 8 * 8;
            let at = match tables.iter().position(|it| it.0 == shift) {
                Some(at) => at,
                None => {
                    tables.push((shift, vec![0; 256]));
                    tables.len() - 1
                }
            };
            for (byte, sum) in tables[at].1.iter_mut().enumerate() {
                if byte >> (bit - shift) & 1 == 1 {
                    *sum = sum.checked_add(*weight)?;
                }
            }
        }
        Some(Symbol::Number(Number {
            reg: Some(self.emit.push(Op::Weigh(word, tables))),
            scale: 0,
            low,
            high,
            is_day: false,
            null: None,
        }))
    }

    /// The word of bits of a truth that holds, for a table's rows.
    pub(super) fn holds_reg(&mut self, symbol: &Symbol) -> Truth {
        match symbol {
            Symbol::Const(it) => Truth::Const(if truth(it) == TRUE { TRUE } else { 0 }),
            other => self.emit.truth(other),
        }
    }
}

/// A list that is the same for every row is a value.
pub(super) fn whole(list: List) -> Symbol {
    let mut values = Vec::new();
    for item in &list.items {
        match (item.there.settled(), item.value.settled()) {
            (Some(Value::Boolean(true)), Some(value)) => values.push(value.clone()),
            _ => return Symbol::List(list),
        }
    }
    Symbol::Const(Value::List(values.into()))
}
