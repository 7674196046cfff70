//! Values of plain FEEL, apart from the engine's own.

use std::cmp::Ordering;
use std::sync::Arc;

use tsunagu::value::{Context, Date, Number, Text, Value};

use super::Fraction;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plain {
    Null,
    Boolean(bool),
    Number(Fraction),
    Text(Text),
    Date(Date),
    List(Vec<Plain>),
    Context(Vec<(Text, Plain)>),
}

impl Plain {
    pub const TRUE: Self = Self::Boolean(true);
    pub const FALSE: Self = Self::Boolean(false);

    pub fn kind(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Boolean(_) => 1,
            Self::Number(_) => 2,
            Self::Text(_) => 3,
            Self::Date(_) => 4,
            Self::List(_) => 5,
            Self::Context(_) => 6,
        }
    }

    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Some(a.cmp(b)),
            (Self::Text(a), Self::Text(b)) => Some(a.chars().cmp(b.chars())),
            (Self::Date(a), Self::Date(b)) => Some(a.civil().cmp(&b.civil())),
            _ => None,
        }
    }

    /// A list's items; one value alone is a list of it, null is no item.
    pub fn into_items(self) -> Vec<Self> {
        match self {
            Self::Null => Vec::new(),
            Self::List(items) => items,
            other => vec![other],
        }
    }

    pub fn field(&self, name: &str) -> Self {
        match self {
            Self::Context(entries) => {
                let found = entries.iter().find(|(key, _)| **key == *name);
                found.map_or(Self::Null, |(_, it)| it.clone())
            }
            Self::List(items) => Self::List(items.iter().map(|it| it.field(name)).collect()),
            _ => Self::Null,
        }
    }

    /// As the engine writes it, to ask whether a set has it.
    pub fn value(&self) -> Value {
        match self {
            Self::Null => Value::NULL,
            Self::Boolean(it) => Value::Boolean(*it),
            Self::Number(it) => Value::Number(Number::parse(&it.decimal()).expect("few digits")),
            Self::Text(it) => Value::Text(it.clone()),
            Self::Date(it) => Value::Date(*it),
            Self::List(items) => Value::List(items.iter().map(Self::value).collect()),
            Self::Context(entries) => Value::Context(Arc::new(Context(
                entries
                    .iter()
                    .map(|(name, it)| (name.clone(), it.value()))
                    .collect(),
            ))),
        }
    }
}

impl From<&Value> for Plain {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null(_) => Self::Null,
            Value::Boolean(it) => Self::Boolean(*it),
            Value::Number(it) => Self::Number(Fraction::parse(&it.to_string())),
            Value::Text(it) => Self::Text(it.clone()),
            Value::Date(it) => Self::Date(*it),
            Value::List(list) => Self::List(list.iter().map(Self::from).collect()),
            Value::Other(it) => panic!("no pack of the laws has {it:?}"),
            Value::Context(it) => Self::Context(
                it.0.iter()
                    .map(|(name, it)| (name.clone(), Self::from(it)))
                    .collect(),
            ),
        }
    }
}
