//! Which kinds of value a set holds, as bits: what can meet what.

use super::{Set, Value};

/// Bits of `Set::kinds`.
pub const NULL: u8 = 1;
pub const BOOLEAN: u8 = 2;
pub const NUMBER: u8 = 4;
pub const TEXT: u8 = 8;
pub const DATE: u8 = 16;
pub const LIST: u8 = 32;
pub const CONTEXT: u8 = 64;
/// Times, durations, ranges and functions.
#[cfg(feature = "feel-full")]
pub const OTHER: u8 = 128;

impl Set {
    /// Any list and any context are both kinds, and the others too.
    #[inline(never)]
    pub fn kinds(&self) -> u8 {
        let many = match self {
            Self::One(value) => {
                return match value {
                    Value::Null(_) => NULL,
                    Value::Boolean(_) => BOOLEAN,
                    Value::Number(_) => NUMBER,
                    Value::Text(_) => TEXT,
                    Value::Date(_) => DATE,
                    Value::List(_) => LIST,
                    Value::Context(_) => CONTEXT,
                    #[cfg(feature = "feel-full")]
                    Value::Other(_) => OTHER,
                };
            }
            Self::Many(many) => many,
        };
        let mut bits = 0;
        let mut add = |bit: u8, there: bool| bits |= if there { bit } else { 0 };
        add(NULL, many.null.is_some());
        add(BOOLEAN, many.truth.can_true || many.truth.can_false);
        add(NUMBER, !many.numbers.is_empty());
        add(TEXT, !many.texts.is_empty());
        add(DATE, !many.dates.is_empty());
        add(LIST, many.items.is_some() || many.other);
        add(CONTEXT, !many.contexts.is_empty() || many.other);
        #[cfg(feature = "feel-full")]
        add(OTHER, !many.others.is_empty() || many.other);
        bits
    }

    /// Whether every member is of one of these kinds.
    #[inline(never)]
    pub fn is_only(&self, kinds: u8) -> bool {
        self.kinds() & !kinds == 0
    }
}
