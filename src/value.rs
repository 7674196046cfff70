//! Values of the rule language, and sets of values a thing could still have.
//!
//! [`Value`] is what FEEL computes with. [`Set`] is the one idea of this
//! project: an answer not given yet is not null and not zero but the set of all
//! it could be, and every operation maps sets to sets. A set may be too large,
//! never too small; with one member it is *settled*.
//!
//! `ops` works on values as FEEL says; `lift` does the same on sets.

#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::get_unwrap,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::unimplemented,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects
)]

mod date;
#[cfg(feature = "feel-full")]
mod duration;
pub mod kinds;
mod lift;
mod list;
#[cfg(feature = "feel-full")]
mod mixed;
mod number;
mod ops;
#[cfg(feature = "feel-full")]
mod other;
mod same;
#[cfg(feature = "feel-full")]
mod series;
mod set;
mod sorted;
mod span;
#[cfg(feature = "feel-full")]
mod time;
mod wide;

use alloc::{sync::Arc, vec::Vec};

#[cfg(feature = "feel-full")]
pub use duration::{months_text, nanos_text, parse_duration};
#[cfg(feature = "feel-full")]
pub use mixed::{from_nanos, whole};
#[cfg(feature = "feel-full")]
pub use other::{Body, End, Function, Other, Range, Written};
#[cfg(feature = "feel-full")]
pub use series::{exp, ln};
#[cfg(feature = "feel-full")]
pub use time::{
    DAY, Nanos, Offset, SECOND, Stamp, Time, civil, day_of, day_text, parse_day, plus_months,
};

pub use date::{Date, Moment, Weekday, days_in_month, parse_minute};
pub use lift::{
    Truth, arithmetic, between, compare, count, equal, extreme, junction, member, negate, not, sum,
};
#[cfg(feature = "feel-full")]
pub use lift::{operate, opposite};
pub use list::{ToList, ToText, cut, joined};
pub use number::{Number, Rounding, digits, parse_digits};
pub use ops::{Arithmetic, Comparison};
pub use set::{Item, Items, Many, Numbers, Set, Texts};
pub use sorted::{insert as insert_sorted, sort_by};
pub use span::{Span, Spans};

/// A shared text; cloning costs nothing.
pub type Text = Arc<str>;

/// Whether a text has more than `most` characters. `chars().count()` looks at
/// sixteen bytes at a time, which is half a kilobyte.
#[inline(never)]
pub fn is_longer(text: &str, most: usize) -> bool {
    let mut left = most;
    for _ in text.chars() {
        match left.checked_sub(1) {
            Some(fewer) => left = fewer,
            None => return true,
        }
    }
    false
}

/// A value of FEEL.
#[derive(Clone, Debug)]
pub enum Value {
    Null(Null),
    Boolean(bool),
    Number(Number),
    Text(Text),
    Date(Date),
    List(Arc<[Value]>),
    Context(Arc<Context>),
    #[cfg(feature = "feel-full")]
    Other(Other),
}

/// Where a null comes from. All nulls are equal to FEEL; people are told the
/// difference.
#[derive(Clone, Copy, Debug)]
pub enum Null {
    /// Written as `null`, what a table gives when nothing fits, or null for a
    /// reason that is not known yet: one of several.
    Plain,
    /// The question does not apply (`when:` is false).
    NotApplicable,
    /// It could not be worked out.
    Fault(Fault),
}

/// Why a value could not be worked out. FEEL makes these null; we keep the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    DivisionByZero,
    /// Past 34 digits or the year 9999.
    TooLarge,
    /// An operation on kinds it does not know, such as a text plus a number.
    Kinds,
    /// No entry of that name, or no item at that place.
    NoEntry,
    /// Two rows of a `U` table, or two different results of an `A` table.
    Rows,
}

impl Null {
    /// The reason for a null that comes from either. Where they differ none is told,
    /// as no reason told early may turn out to be another.
    #[inline(never)]
    pub(crate) fn either(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(a), Some(b)) if !a.is_same(b) => Some(Self::Plain),
            _ => one.or(other),
        }
    }
}

impl Fault {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::DivisionByZero => "division-by-zero",
            Self::TooLarge => "too-large",
            Self::Kinds => "kinds",
            Self::NoEntry => "no-entry",
            Self::Rows => "rows",
        }
    }
}

/// Named values in the order they were written.
#[derive(Clone, Debug, Default)]
pub struct Context(pub Vec<(Text, Value)>);

impl Context {
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(key, _)| &**key == name)
            .map(|(_, value)| value)
    }
}

impl PartialEq for Context {
    /// The order of entries does not matter.
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|(key, it)| other.get(key) == Some(it))
    }
}

impl PartialEq for Null {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl PartialEq for Value {
    /// Equality as a person sees it: nulls are all alike, `1.10` is `1.1`.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null(_), Self::Null(_)) => true,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Context(a), Self::Context(b)) => a == b,
            #[cfg(feature = "feel-full")]
            (Self::Other(a), Self::Other(b)) => a == b,
            _ => false,
        }
    }
}

impl Value {
    pub const NULL: Self = Self::Null(Null::Plain);

    pub fn text(text: &str) -> Self {
        Self::Text(Text::from(text))
    }

    pub fn fault(fault: Fault) -> Self {
        Self::Null(Null::Fault(fault))
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<Option<Number>> for Value {
    /// A number that did not fit is a fault.
    fn from(number: Option<Number>) -> Self {
        number.map_or(Self::fault(Fault::TooLarge), Self::Number)
    }
}
