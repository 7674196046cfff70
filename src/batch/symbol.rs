//! What a part of a book is while it is being compiled: the same value for every
//! row, an entry of a dictionary, a number, or a list whose items may be there.
//!
//! A dictionary holds values of any kind. Whatever is worked out from one register
//! alone is worked out once an entry, by the evaluator's own operators, and is
//! the same register with another dictionary: it costs a row nothing.

use std::sync::Arc;

use super::op::Reg;
use crate::value::{Context, Null, Text, Value};

#[derive(Clone, Debug)]
pub(super) enum Symbol {
    Const(Value),
    Code(Code),
    Number(Number),
    List(List),
    Context(Vec<(Text, Symbol)>),
}

/// An entry of a dictionary.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub reg: Reg,
    pub values: Arc<[Value]>,
}

/// A number scaled to a whole one, or a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// None where it is the same for every row: `low`.
    pub reg: Option<Reg>,
    pub scale: u32,
    pub low: i64,
    pub high: i64,
    pub is_day: bool,
    /// A truth: where there is none.
    pub null: Option<Reg>,
}

#[derive(Clone, Debug)]
pub(super) struct List {
    pub items: Vec<Item>,
    /// Whether it is null, which is not an empty list.
    pub null: Box<Symbol>,
}

/// Something that is in a list where `there` is true; it is never null.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub there: Symbol,
    pub value: Symbol,
}

impl Symbol {
    pub(super) const NULL: Self = Self::Const(Value::NULL);

    pub(super) fn boolean(value: bool) -> Self {
        Self::Const(Value::Boolean(value))
    }

    pub(super) fn settled(&self) -> Option<&Value> {
        match self {
            Self::Const(value) => Some(value),
            _ => None,
        }
    }

    /// The dictionaries it is made of and how long they are; `None` if not of those alone.
    pub(super) fn dictionaries(&self, out: &mut Vec<(Reg, usize)>) -> Option<()> {
        match self {
            Self::Const(_) => {}
            Self::Code(code) => {
                if !out.iter().any(|(reg, _)| *reg == code.reg) {
                    out.push((code.reg, code.values.len()));
                }
            }
            Self::Number(_) => return None,
            Self::List(list) => {
                list.null.dictionaries(out)?;
                for item in &list.items {
                    item.there.dictionaries(out)?;
                    item.value.dictionaries(out)?;
                }
            }
            Self::Context(entries) => {
                for (_, it) in entries {
                    it.dictionaries(out)?;
                }
            }
        }
        Some(())
    }

    /// The value where the dictionaries stand at these entries.
    pub(super) fn at(&self, entries: &[(Reg, usize)]) -> Option<Value> {
        match self {
            Self::Const(value) => Some(value.clone()),
            Self::Code(code) => {
                let (_, at) = entries.iter().find(|(reg, _)| *reg == code.reg)?;
                code.values.get(*at).cloned()
            }
            Self::Number(_) => None,
            Self::List(list) => {
                if list.null.at(entries)? == Value::Boolean(true) {
                    return Some(Value::Null(Null::NotApplicable));
                }
                let mut items = Vec::new();
                for item in &list.items {
                    if item.there.at(entries)? == Value::Boolean(true) {
                        items.push(item.value.at(entries)?);
                    }
                }
                Some(Value::List(items.into()))
            }
            Self::Context(named) => {
                let mut out = Vec::new();
                for (name, it) in named {
                    out.push((name.clone(), it.at(entries)?));
                }
                Some(Value::Context(Arc::new(Context(out))))
            }
        }
    }
}

impl Code {
    pub(super) fn map(&self, by: impl Fn(&Value) -> Option<Value>) -> Option<Symbol> {
        let values: Option<Vec<Value>> = self.values.iter().map(by).collect();
        Some(Symbol::Code(Self {
            reg: self.reg,
            values: values?.into(),
        }))
    }

    /// Whether its codes are those of a truth.
    pub(super) fn is_truth(&self) -> bool {
        matches!(
            &*self.values,
            [
                Value::Boolean(false),
                Value::Boolean(false) | Value::Null(_),
                Value::Boolean(true)
            ]
        )
    }

    pub(super) fn is_sure(&self) -> bool {
        !self.values.iter().any(Value::is_null)
    }
}

impl List {
    pub(super) fn of(items: Vec<Item>) -> Self {
        Self {
            items,
            null: Box::new(Symbol::boolean(false)),
        }
    }

    pub(super) fn sure(values: impl IntoIterator<Item = Symbol>) -> Self {
        let sure = |value| Item {
            there: Symbol::boolean(true),
            value,
        };
        Self::of(values.into_iter().map(sure).collect())
    }
}
