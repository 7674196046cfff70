//! Kinds of values as the checker knows them. A text may know its options, so
//! that a misspelt one is found where it is written.

use std::rc::Rc;

use crate::value::Text;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type {
    /// Not known: no complaint is made.
    Any,
    Null,
    Boolean,
    Number,
    /// A text, one of these where they are known.
    Text(Option<Rc<Vec<Text>>>),
    Date,
    /// Times, durations, ranges: known to be of another kind, not which.
    Other,
    List(Rc<Type>),
    Context(Rc<Vec<(Text, Type)>>),
}

impl Type {
    pub(super) const TEXT: Self = Self::Text(None);

    pub(super) fn list(of: Self) -> Self {
        Self::List(Rc::new(of))
    }

    /// The phrase that names it, for messages.
    pub(super) fn phrase(&self) -> &'static str {
        match self {
            Self::Any | Self::Other => "@type-any",
            Self::Null => "@type-null",
            Self::Boolean => "@type-boolean",
            Self::Number => "@type-number",
            Self::Text(_) => "@type-text",
            Self::Date => "@type-date",
            Self::List(_) => "@type-list",
            Self::Context(_) => "@type-context",
        }
    }

    pub(super) fn is_unknown(&self) -> bool {
        matches!(self, Self::Any | Self::Null | Self::Other)
    }

    /// Whether the two can be compared.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        self.is_unknown()
            || other.is_unknown()
            || std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// What holds both.
    pub(super) fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Null, it) | (it, Self::Null) => it,
            (Self::Text(Some(a)), Self::Text(Some(b))) => {
                let mut both = (*a).clone();
                both.extend(b.iter().filter(|it| !a.contains(it)).cloned());
                Self::Text(Some(Rc::new(both)))
            }
            (Self::Text(_), Self::Text(_)) => Self::TEXT,
            (Self::List(a), Self::List(b)) => Self::list((*a).clone().join((*b).clone())),
            (a, b) if a == b => a,
            _ => Self::Any,
        }
    }

    /// The kind of an item; a value alone is a list of itself.
    pub(super) fn item(&self) -> Self {
        match self {
            Self::List(of) => (**of).clone(),
            other => other.clone(),
        }
    }
}
