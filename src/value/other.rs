//! Kinds of value that no shipped book uses: times, dates with times, both
//! durations, far days, ranges and functions (DMN 1.5, §10.3.2.3).
//!
//! They stand behind the feature `feel-full`, so that a family does not load
//! them. A set holds them one by one, or as "any"; no intervals here.

use alloc::{borrow::ToOwned, string::String, sync::Arc, vec::Vec};
use core::cmp::Ordering;

use super::{Date, Nanos, Stamp, Text, Time, Value, day_text, months_text, nanos_text, ops};

#[derive(Clone, Debug)]
pub enum Other {
    /// A day before year 1 or after 9999, counted from 1970-01-01.
    FarDay(i64),
    Time(Time),
    Stamp(Stamp),
    /// Years and months duration.
    Months(i64),
    /// Days and time duration.
    Nanos(Nanos),
    Range(Arc<Range>),
    Function(Arc<Function>),
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    Open,
    Included(Value),
    Excluded(Value),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    pub low: End,
    pub high: End,
    pub written: Written,
}

/// `(= 10)` and `[10..10]` have the same members and are not equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    Ends,
    Equal,
    /// Everything but the one value, which stands at both ends.
    NotEqual,
}

/// A function and what it saw where it was written.
#[derive(Clone, Debug)]
pub struct Function {
    /// Names, and the expression that is the type, if one is written.
    pub parameters: Vec<(Text, Option<usize>)>,
    pub captured: Vec<Value>,
    pub body: Body,
}

/// What a function does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// An expression of the book.
    Expr(usize),
    /// A function of the language, by its number.
    BuiltIn(usize),
}

impl End {
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Open => None,
            Self::Included(it) | Self::Excluded(it) => Some(it),
        }
    }

    pub fn is_included(&self) -> bool {
        matches!(self, Self::Included(_))
    }
}

impl Range {
    /// Whether `value` lies within; `None` where it cannot be compared.
    pub fn holds(&self, value: &Value) -> Option<bool> {
        if self.written == Written::NotEqual {
            return Some(ops::order(self.low.value()?, value)?.is_ne());
        }
        let above = match &self.low {
            End::Open => true,
            End::Included(low) => ops::order(low, value)?.is_le(),
            End::Excluded(low) => ops::order(low, value)?.is_lt(),
        };
        let below = match &self.high {
            End::Open => true,
            End::Included(high) => ops::order(value, high)?.is_le(),
            End::Excluded(high) => ops::order(value, high)?.is_lt(),
        };
        Some(above && below)
    }
}

impl PartialEq for Other {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::FarDay(a), Self::FarDay(b)) => a == b,
            (Self::Time(a), Self::Time(b)) => a.order(b) == Some(Ordering::Equal),
            (Self::Stamp(a), Self::Stamp(b)) => a.order(b) == Some(Ordering::Equal),
            (Self::Months(a), Self::Months(b)) => a == b,
            (Self::Nanos(a), Self::Nanos(b)) => a == b,
            (Self::Range(a), Self::Range(b)) => a == b,
            (Self::Function(a), Self::Function(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Other {
    /// Of two values of one ordered kind.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::FarDay(a), Self::FarDay(b)) => Some(a.cmp(b)),
            (Self::Time(a), Self::Time(b)) => a.order(b),
            (Self::Stamp(a), Self::Stamp(b)) => a.order(b),
            (Self::Months(a), Self::Months(b)) => Some(a.cmp(b)),
            (Self::Nanos(a), Self::Nanos(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

impl Value {
    /// The day so many days after 1970-01-01, near or far.
    pub fn day(days: i64) -> Self {
        let near = i32::try_from(days).ok().and_then(Date::from_days);
        near.map_or(Self::Other(Other::FarDay(days)), Self::Date)
    }

    /// Days since 1970-01-01, of a date.
    pub fn as_day(&self) -> Option<i64> {
        match self {
            Self::Date(it) => Some(i64::from(it.days())),
            Self::Other(Other::FarDay(it)) => Some(*it),
            _ => None,
        }
    }
}

impl Other {
    /// As FEEL's `string` writes it.
    pub fn text(&self) -> String {
        match self {
            Self::FarDay(it) => day_text(*it),
            Self::Time(it) => it.text(),
            Self::Stamp(it) => it.text(),
            Self::Months(it) => months_text(*it),
            Self::Nanos(it) => nanos_text(*it),
            Self::Range(it) => it.text(),
            Self::Function(_) => "function".to_owned(),
        }
    }
}

impl Range {
    fn text(&self) -> String {
        let end = |it: &End| it.value().map_or(String::new(), Value::written);
        match self.written {
            Written::Ends => {}
            Written::Equal => return ["(= ", &end(&self.low), ")"].concat(),
            Written::NotEqual => return ["(!= ", &end(&self.low), ")"].concat(),
        }
        let mut out = String::from(if self.low.is_included() { "[" } else { "(" });
        out.push_str(&end(&self.low));
        out.push_str("..");
        out.push_str(&end(&self.high));
        out.push(if self.high.is_included() { ']' } else { ')' });
        out
    }
}

impl Value {
    /// As it would stand in an expression: texts in quotes.
    pub fn written(&self) -> String {
        match self {
            Self::Null(_) => "null".to_owned(),
            Self::Boolean(it) => if *it { "true" } else { "false" }.to_owned(),
            Self::Number(it) => it.written(),
            Self::Text(it) => quoted(it),
            Self::Date(it) => it.text(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::written).collect();
                ["[", &items.join(", "), "]"].concat()
            }
            Self::Context(it) => {
                let entries: Vec<String> =
                    it.0.iter()
                        .map(|(name, value)| [name, ": ", &value.written()].concat())
                        .collect();
                ["{", &entries.join(", "), "}"].concat()
            }
            Self::Other(it) => it.text(),
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for it in text.chars() {
        if matches!(it, '"' | '\\') {
            out.push('\\');
        }
        out.push(it);
    }
    out.push('"');
    out
}
