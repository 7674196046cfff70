//! How a goal is read from the registers once the operations are done.

use std::sync::Arc;

use super::emit::Layout;
use super::op::{Reg, Registers, TRUE};
use super::scaled;
use super::symbol::Symbol;
use crate::value::{Context, Date, Text, Value};

#[derive(Clone, Debug)]
pub(super) enum View {
    Const(Value),
    /// A place among the codes, and the dictionary.
    Code(usize, Arc<[Value]>),
    Number(NumberView),
    List(Vec<(View, View)>, Box<View>),
    Context(Vec<(Text, View)>),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct NumberView {
    /// A place among the words; `low` for all where there is none.
    pub place: Option<usize>,
    pub low: i64,
    pub scale: u32,
    pub is_day: bool,
    pub null: Option<usize>,
}

/// The registers a symbol is read from.
pub(super) fn registers(symbol: &Symbol, out: &mut Vec<Reg>) {
    match symbol {
        Symbol::Const(_) => {}
        Symbol::Code(code) => out.push(code.reg),
        Symbol::Number(it) => out.extend([it.reg, it.null].into_iter().flatten()),
        Symbol::List(list) => {
            registers(&list.null, out);
            for item in &list.items {
                registers(&item.there, out);
                registers(&item.value, out);
            }
        }
        Symbol::Context(entries) => entries.iter().for_each(|(_, it)| registers(it, out)),
    }
}

impl View {
    pub(super) fn new(symbol: &Symbol, layout: &Layout) -> Option<Self> {
        let place = |it: Reg| layout.places.get(&it).copied();
        Some(match symbol {
            Symbol::Const(value) => Self::Const(value.clone()),
            Symbol::Code(code) => Self::Code(place(code.reg)?, Arc::clone(&code.values)),
            Symbol::Number(it) => Self::Number(NumberView {
                place: it.reg.map(place).map_or(Some(None), |it| it.map(Some))?,
                low: it.low,
                scale: it.scale,
                is_day: it.is_day,
                null: it.null.map(place).map_or(Some(None), |it| it.map(Some))?,
            }),
            Symbol::List(list) => {
                let mut items = Vec::new();
                for item in &list.items {
                    let there = Self::new(&item.there, layout)?;
                    items.push((there, Self::new(&item.value, layout)?));
                }
                Self::List(items, Box::new(Self::new(&list.null, layout)?))
            }
            Symbol::Context(entries) => {
                let mut out = Vec::new();
                for (name, it) in entries {
                    out.push((name.clone(), Self::new(it, layout)?));
                }
                Self::Context(out)
            }
        })
    }

    /// The value in a row of the batch.
    pub(super) fn value(&self, registers: &Registers, row: usize) -> Value {
        match self {
            Self::Const(value) => value.clone(),
            Self::Code(place, values) => {
                let code = usize::from(registers.codes[*place][row]);
                values.get(code).cloned().unwrap_or(Value::NULL)
            }
            Self::Number(it) => it.value(registers, row),
            Self::List(items, null) => {
                if null.holds(registers, row) {
                    return Value::NULL;
                }
                let there = items.iter().filter(|it| it.0.holds(registers, row));
                let values = there.map(|it| it.1.value(registers, row));
                Value::List(values.collect::<Vec<_>>().into())
            }
            Self::Context(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(name, it)| (name.clone(), it.value(registers, row)));
                Value::Context(Arc::new(Context(entries.collect())))
            }
        }
    }

    /// Whether it is true in a row.
    pub(super) fn holds(&self, registers: &Registers, row: usize) -> bool {
        self.is(true, registers, row)
    }

    /// Whether it is false in a row, which null is not.
    pub(super) fn fails(&self, registers: &Registers, row: usize) -> bool {
        self.is(false, registers, row)
    }

    fn is(&self, wanted: bool, registers: &Registers, row: usize) -> bool {
        let value = match self {
            Self::Const(value) => Some(value),
            Self::Code(place, values) => values.get(usize::from(registers.codes[*place][row])),
            _ => None,
        };
        matches!(value, Some(Value::Boolean(it)) if *it == wanted)
    }
}

impl NumberView {
    pub(super) fn is_null(&self, registers: &Registers, row: usize) -> bool {
        self.null.is_some_and(|it| registers.codes[it][row] == TRUE)
    }

    /// As it stands in the register.
    pub(super) fn scaled(&self, registers: &Registers, row: usize) -> i64 {
        self.place.map_or(self.low, |it| registers.words[it][row])
    }

    fn value(&self, registers: &Registers, row: usize) -> Value {
        if self.is_null(registers, row) {
            return Value::NULL;
        }
        let it = self.scaled(registers, row);
        if self.is_day {
            let date = i32::try_from(it).ok().and_then(Date::from_days);
            return date.map_or(Value::NULL, Value::Date);
        }
        scaled::from(it, self.scale).map_or(Value::NULL, Value::Number)
    }
}
