//! Kinds of values as the checker knows them. A text may know its options, so
//! that a misspelt one is found where it is written.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Place;
use super::strand::Strand;
use crate::value::Text;

/// What a text can be, in the order in which it was declared.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Options {
    in_order: Vec<Text>,
    known: BTreeSet<Text>,
}

impl Options {
    pub(super) fn has(&self, text: &str) -> bool {
        self.known.contains(text)
    }

    pub(super) fn in_order(&self) -> &[Text] {
        &self.in_order
    }
}

impl Extend<Text> for Options {
    fn extend<T: IntoIterator<Item = Text>>(&mut self, texts: T) {
        for text in texts {
            if self.known.insert(text.clone()) {
                self.in_order.push(text);
            }
        }
    }
}

impl FromIterator<Text> for Options {
    fn from_iter<T: IntoIterator<Item = Text>>(texts: T) -> Self {
        let mut out = Self::default();
        out.extend(texts);
        out
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type {
    /// Not known: no complaint is made.
    Any,
    Null,
    Boolean,
    Number,
    /// A text, one of these where they are known, and what it may meet.
    Text(Option<Rc<Options>>, Option<Strand>),
    Date,
    /// Times, durations, ranges: known to be of another kind, not which.
    Other,
    List(Rc<Type>),
    Context(Rc<Vec<(Text, Type)>>),
}

impl Type {
    pub(super) const TEXT: Self = Self::Text(None, None);

    /// A text as it is written.
    pub(super) fn written(text: Text, strand: Strand) -> Self {
        let options = [text].into_iter().collect();
        Self::Text(Some(Rc::new(options)), Some(strand))
    }

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
            Self::Text(..) => "@type-text",
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

    /// The strand of a text, or of the texts in a list.
    pub(super) fn strand(&self) -> Option<&Strand> {
        match self {
            Self::Text(_, strand) => strand.as_ref(),
            Self::List(of) => of.strand(),
            _ => None,
        }
    }

    /// At `place` the texts of one may meet those of the other.
    pub(super) fn tie(&self, other: &Self, place: &Place) {
        match (self, other) {
            (Self::Null, _) | (_, Self::Null) => {}
            (Self::Text(_, Some(one)), Self::Text(_, Some(other))) => one.tie(other),
            (Self::List(of), other) | (other, Self::List(of)) => of.tie(other, place),
            (Self::Context(one), Self::Context(other)) => {
                for (name, ty) in one.iter() {
                    match other.iter().find(|(it, _)| it == name) {
                        Some((_, other)) => ty.tie(other, place),
                        None => ty.lose(place),
                    }
                }
            }
            (one, other) => [one, other].into_iter().for_each(|it| it.lose(place)),
        }
    }

    /// At `place` its texts go where they are not followed.
    pub(super) fn lose(&self, place: &Place) {
        match self {
            Self::Text(_, Some(strand)) => strand.lose(place),
            Self::List(of) => of.lose(place),
            Self::Context(fields) => fields.iter().for_each(|(_, it)| it.lose(place)),
            _ => {}
        }
    }

    /// What holds both; there, at `place`, they may meet.
    pub(super) fn join(self, other: Self, place: &Place) -> Self {
        self.tie(&other, place);
        self.joined(other)
    }

    fn joined(self, other: Self) -> Self {
        match (self, other) {
            (Self::Null, it) | (it, Self::Null) => it,
            (Self::Text(Some(mut a), strand), Self::Text(Some(b), other)) => {
                if !b.known.is_subset(&a.known) {
                    // In place, unless another kind shares them: tables join thousands.
                    Rc::make_mut(&mut a).extend(b.in_order.iter().cloned());
                }
                Self::Text(Some(a), strand.or(other))
            }
            (Self::Text(_, strand), Self::Text(_, other)) => Self::Text(None, strand.or(other)),
            (Self::List(a), Self::List(b)) => Self::list((*a).clone().joined((*b).clone())),
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
