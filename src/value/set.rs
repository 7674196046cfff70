//! Sets of possible values.
//!
//! A settled set is just its value, so that a fully answered book runs at the
//! speed of a plain evaluator. An unsettled one is a union by kind: intervals
//! of numbers and of days, a list of texts, lists whose items may or may not be
//! there. Joining may lose precision, never members.

use alloc::{sync::Arc, vec, vec::Vec};
use core::ops::Bound;

use super::{
    Context, Date, Fault, Null, Number, Span, Spans, Text, ToList, Truth, Value, insert_sorted,
    kinds, sort_by,
};

/// All values something could still have.
#[derive(Clone, Debug)]
pub enum Set {
    /// Settled.
    One(Value),
    /// Two members or more, or none at all (a contradiction).
    Many(Arc<Many>),
}

/// The union by kind of value.
#[derive(Clone, Debug, Default)]
pub struct Many {
    /// Null is possible, and why.
    pub null: Option<Null>,
    pub truth: Truth,
    pub numbers: Numbers,
    pub texts: Texts,
    /// Days as numbers ([`super::Date::number`]): one kind of interval for both.
    pub dates: Spans<Number>,
    pub items: Option<Items>,
    pub contexts: Vec<Arc<Context>>,
    /// Values of the other kinds, one by one.
    #[cfg(feature = "feel-full")]
    pub others: Vec<super::Other>,
    /// Any list and any context is possible too; no list is named then.
    pub other: bool,
}

/// Intervals of numbers; `whole` where only integers are meant.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    pub spans: Spans<Number>,
    pub whole: bool,
}

/// Texts one by one, or any text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Texts {
    /// In order, without duplicates.
    Of(Vec<Text>),
    Any,
}

/// Lists that hold all sure items and any of the others, in this order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Items(pub Vec<Item>);

#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// In the list for certain.
    pub sure: bool,
    pub value: Set,
}

/// More texts than this are "any text".
const MAX_TEXTS: usize = 2048;
/// More contexts than this are "any context".
const MAX_CONTEXTS: usize = 256;
/// A list possible to be longer is "any list".
pub(super) const MAX_ITEMS: usize = 65_536;

impl Default for Texts {
    fn default() -> Self {
        Self::Of(Vec::new())
    }
}

impl Texts {
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Of(texts) if texts.is_empty())
    }

    pub fn contains(&self, text: &Text) -> bool {
        match self {
            Self::Of(texts) => texts.binary_search(text).is_ok(),
            Self::Any => true,
        }
    }

    fn join(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Self::Any, _) => {}
            (_, Self::Any) => *self = Self::Any,
            (Self::Of(mine), Self::Of(theirs)) => {
                for text in theirs {
                    insert_sorted(mine, text.clone());
                }
                if mine.len() > MAX_TEXTS {
                    *self = Self::Any;
                }
            }
        }
    }
}

impl FromIterator<Text> for Texts {
    fn from_iter<I: IntoIterator<Item = Text>>(texts: I) -> Self {
        let mut texts: Vec<Text> = texts.into_iter().to_list();
        sort_by(&mut texts, Ord::cmp);
        texts.dedup();
        if texts.len() > MAX_TEXTS {
            Self::Any
        } else {
            Self::Of(texts)
        }
    }
}

impl Numbers {
    pub fn new(spans: Spans<Number>, whole: bool) -> Self {
        if !whole {
            return Self { spans, whole };
        }
        let tight = spans.into_iter().filter_map(whole_span).collect();
        Self {
            spans: tight,
            whole,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    pub fn contains(&self, number: &Number) -> bool {
        self.spans.contains(number) && (!self.whole || number.is_integer())
    }

    fn join(&mut self, other: &Self) {
        let whole = match (self.is_empty(), other.is_empty()) {
            (_, true) => self.whole,
            (true, false) => other.whole,
            (false, false) => self.whole && other.whole,
        };
        self.spans.join(other.spans.iter().cloned());
        self.whole = whole;
    }
}

/// Moves the ends to the integers inside.
fn whole_span(span: Span<Number>) -> Option<Span<Number>> {
    let low = match span.low {
        Bound::Included(low) => Bound::Included(low.ceiling()?),
        Bound::Excluded(low) => Bound::Included(low.floor()?.add(Number::ONE)?),
        Bound::Unbounded => Bound::Unbounded,
    };
    let high = match span.high {
        Bound::Included(high) => Bound::Included(high.floor()?),
        Bound::Excluded(high) => Bound::Included(high.ceiling()?.subtract(Number::ONE)?),
        Bound::Unbounded => Bound::Unbounded,
    };
    Span::new(low, high)
}

impl From<Many> for Set {
    /// Recognises a set with one member.
    fn from(mut many: Many) -> Self {
        if many.numbers.whole && !many.numbers.is_empty() {
            let numbers = core::mem::take(&mut many.numbers);
            many.numbers = Numbers::new(numbers.spans, true);
        }
        // Where any list is possible, what was known of some says nothing any more.
        if many.other {
            many.items = None;
        }
        match many.single() {
            Some(value) => Self::One(value),
            None => Self::Many(Arc::new(many)),
        }
    }
}

impl Many {
    fn single(&self) -> Option<Value> {
        if self.other {
            return None;
        }
        let mut found: Option<Value> = None;
        let mut add = |value: Option<Value>| -> Option<()> {
            match (&found, value) {
                (None, Some(value)) => {
                    found = Some(value);
                    Some(())
                }
                _ => None,
            }
        };
        if let Some(null) = self.null {
            add(Some(Value::Null(null)))?;
        }
        if self.truth.can_true {
            add(Some(Value::Boolean(true)))?;
        }
        if self.truth.can_false {
            add(Some(Value::Boolean(false)))?;
        }
        if !self.numbers.is_empty() {
            add(self.numbers.spans.single().copied().map(Value::Number))?;
        }
        match &self.texts {
            Texts::Of(texts) if texts.is_empty() => {}
            Texts::Of(texts) if texts.len() == 1 => add(texts.first().cloned().map(Value::Text))?,
            _ => return None,
        }
        if !self.dates.is_empty() {
            add(self
                .dates
                .single()
                .and_then(|it| Date::from_number(*it))
                .map(Value::Date))?;
        }
        if let Some(items) = &self.items {
            add(items.settled())?;
        }
        match self.contexts.as_slice() {
            [] => {}
            [only] => add(Some(Value::Context(only.clone())))?,
            _ => return None,
        }
        #[cfg(feature = "feel-full")]
        for other in &self.others {
            add(Some(Value::Other(other.clone())))?;
        }
        found
    }

    /// Null, true and false, as far as they are members.
    pub fn scalars(&self) -> Vec<Value> {
        let mut members = Vec::new();
        if let Some(null) = self.null {
            members.push(Value::Null(null));
        }
        for (value, there) in [(true, self.truth.can_true), (false, self.truth.can_false)] {
            if there {
                members.push(Value::Boolean(value));
            }
        }
        members
    }

    /// Adds every member of `set`.
    pub fn join(&mut self, set: &Set) {
        match set {
            Set::One(value) => self.insert(value),
            Set::Many(other) => {
                self.null = Null::either(self.null, other.null);
                self.truth.can_true |= other.truth.can_true;
                self.truth.can_false |= other.truth.can_false;
                self.numbers.join(&other.numbers);
                self.texts.join(&other.texts);
                self.dates.join(other.dates.iter().cloned());
                if let Some(items) = &other.items {
                    self.join_items(items);
                }
                for context in &other.contexts {
                    self.insert_context(context);
                }
                #[cfg(feature = "feel-full")]
                for it in &other.others {
                    self.insert_other(it);
                }
                self.other |= other.other;
            }
        }
    }

    fn insert(&mut self, value: &Value) {
        match value {
            Value::Null(null) => self.null = Null::either(self.null, Some(*null)),
            Value::Boolean(true) => self.truth.can_true = true,
            Value::Boolean(false) => self.truth.can_false = true,
            Value::Number(number) => self.numbers.join(&Numbers {
                spans: Spans::one(*number),
                whole: number.is_integer(),
            }),
            Value::Text(text) => self.texts.join(&Texts::Of(vec![text.clone()])),
            Value::Date(date) => self.dates.join([Span::one(date.number())]),
            Value::List(list) => self.join_items(&Items::sure(list)),
            Value::Context(context) => self.insert_context(context),
            #[cfg(feature = "feel-full")]
            Value::Other(other) => self.insert_other(other),
        }
    }

    /// It can be null too, for want of a result.
    #[inline(never)]
    pub fn add_fault(&mut self, fault: Fault) {
        self.null = Null::either(self.null, Some(Null::Fault(fault)));
    }

    #[cfg(feature = "feel-full")]
    fn insert_other(&mut self, other: &super::Other) {
        // Equal times may be written with other offsets: each is kept.
        let is_here = |it: &super::Other| it == other && it.text() == other.text();
        if self.other || self.others.iter().any(is_here) {
            return;
        }
        if self.others.len() >= MAX_CONTEXTS {
            self.others.clear();
            self.other = true;
        } else {
            self.others.push(other.clone());
        }
    }

    fn insert_context(&mut self, context: &Arc<Context>) {
        if self.other || self.contexts.contains(context) {
            return;
        }
        if self.contexts.len() >= MAX_CONTEXTS {
            self.contexts.clear();
            self.other = true;
        } else {
            self.contexts.push(context.clone());
        }
    }

    fn join_items(&mut self, items: &Items) {
        self.items = Some(match self.items.take() {
            Some(mine) => mine.join(items),
            None => items.clone(),
        });
    }
}

impl Items {
    pub fn sure(list: &[Value]) -> Self {
        Self(
            list.iter()
                .map(|it| Item {
                    sure: true,
                    value: Set::One(it.clone()),
                })
                .to_list(),
        )
    }

    /// The only list it can be, if all items are there and settled.
    pub fn settled(&self) -> Option<Value> {
        let mut values = Vec::new();
        for item in &self.0 {
            values.push(item.value.settled().filter(|_| item.sure)?.clone());
        }
        Some(Value::List(values.into()))
    }

    /// Lists that are in either: an item of one alone may be there or not.
    fn join(self, other: &Self) -> Self {
        let mut rest = other.0.as_slice();
        let mut joined = Vec::with_capacity(self.0.len().max(rest.len()));
        for mut item in self.0 {
            match rest.iter().position(|it| it.value == item.value) {
                Some(at) => {
                    let (skipped, tail) = rest.split_at_checked(at).unwrap_or((&[], rest));
                    joined.extend(skipped.iter().map(Item::perhaps));
                    item.sure &= tail.first().is_some_and(|it| it.sure);
                    rest = tail.get(1..).unwrap_or(&[]);
                    joined.push(item);
                }
                None => joined.push(item.perhaps()),
            }
        }
        joined.extend(rest.iter().map(Item::perhaps));
        Self(joined)
    }
}

impl Item {
    /// The same, there or not.
    #[must_use]
    pub fn perhaps(&self) -> Self {
        Self {
            sure: false,
            value: self.value.clone(),
        }
    }
}

impl Set {
    /// No value at all: two things that contradict each other.
    pub fn none() -> Self {
        Self::Many(Arc::default())
    }

    /// Any value of any kind, null too.
    pub fn any() -> Self {
        Self::Many(Arc::new(Many {
            null: Some(Null::Plain),
            truth: Truth::BOTH,
            numbers: Numbers {
                spans: Spans::everything(),
                whole: false,
            },
            texts: Texts::Any,
            dates: Spans::everything(),
            items: None,
            contexts: Vec::new(),
            #[cfg(feature = "feel-full")]
            others: Vec::new(),
            other: true,
        }))
    }

    /// Any list and any context.
    pub fn any_compound() -> Self {
        Many {
            other: true,
            ..Many::default()
        }
        .into()
    }

    #[inline(never)]
    pub fn from_truth(truth: Truth) -> Self {
        match truth.can_null {
            None if truth.is_settled() => Self::One(Value::Boolean(truth.can_true)),
            Some(null) if truth.is_settled() => Self::One(Value::Null(null)),
            _ => Self::Many(Arc::new(Many {
                truth: Truth {
                    can_null: None,
                    ..truth
                },
                null: truth.can_null,
                ..Many::default()
            })),
        }
    }

    #[inline(never)]
    pub fn from_numbers(numbers: Numbers) -> Self {
        Many {
            numbers,
            ..Many::default()
        }
        .into()
    }

    #[inline(never)]
    pub fn from_texts(texts: Texts) -> Self {
        Many {
            texts,
            ..Many::default()
        }
        .into()
    }

    /// Days; open ends are moved to the days inside.
    #[inline(never)]
    pub fn from_dates(dates: Spans<Number>) -> Self {
        let dates = Numbers::new(dates, true).spans;
        Many {
            dates,
            ..Many::default()
        }
        .into()
    }

    #[inline(never)]
    pub fn from_items(items: Items) -> Self {
        if items.0.len() > MAX_ITEMS {
            return Self::any_compound();
        }
        Many {
            items: Some(items),
            ..Many::default()
        }
        .into()
    }

    pub fn settled(&self) -> Option<&Value> {
        match self {
            Self::One(value) => Some(value),
            Self::Many(_) => None,
        }
    }

    pub fn is_settled(&self) -> bool {
        matches!(self, Self::One(_))
    }

    /// Allows no null, true or false that the other does not, and reaches no further
    /// up or down.
    #[inline(never)]
    pub fn is_within_ends_of(&self, other: &Self) -> bool {
        let (a, b) = (self.to_many(), other.to_many());
        a.null.is_none_or(|_| b.null.is_some())
            && a.truth.join(b.truth) == b.truth
            && a.numbers.spans.is_within_ends_of(&b.numbers.spans)
            && a.dates.is_within_ends_of(&b.dates)
    }

    /// All members of both.
    #[must_use]
    pub fn join(self, other: &Self) -> Self {
        #[cfg(feature = "feel-full")]
        if let (Self::One(Value::Other(_)), Self::One(_)) = (&self, other) {
            let mut many = self.into_many();
            many.join(other);
            return many.into();
        }
        if self.settled().is_some() && self == *other {
            return self;
        }
        let mut many = self.into_many();
        many.join(other);
        many.into()
    }

    pub fn into_many(self) -> Many {
        match self {
            Self::One(value) => {
                let mut many = Many::default();
                many.insert(&value);
                many
            }
            Self::Many(many) => Arc::unwrap_or_clone(many),
        }
    }

    /// The same as [`Set::into_many`] without giving the set away.
    #[inline(never)]
    pub fn to_many(&self) -> Arc<Many> {
        match self {
            Self::One(_) => Arc::new(self.clone().into_many()),
            Self::Many(many) => many.clone(),
        }
    }

    pub fn is_none(&self) -> bool {
        match self {
            Self::One(_) => false,
            Self::Many(_) => self.kinds() == 0,
        }
    }

    /// Whether `value` is a member.
    pub fn contains(&self, value: &Value) -> bool {
        let many = match self {
            Self::One(one) => return one == value,
            Self::Many(many) => many,
        };
        match value {
            Value::Null(_) => many.null.is_some(),
            Value::Boolean(true) => many.truth.can_true,
            Value::Boolean(false) => many.truth.can_false,
            Value::Number(number) => many.numbers.contains(number),
            Value::Text(text) => many.texts.contains(text),
            Value::Date(date) => many.dates.contains(&date.number()),
            Value::List(list) => {
                many.other || many.items.as_ref().is_some_and(|it| it.contains(list))
            }
            Value::Context(context) => many.other || many.contexts.contains(context),
            #[cfg(feature = "feel-full")]
            Value::Other(other) => many.other || many.others.contains(other),
        }
    }

    /// Every member, where there are at most `limit` and each can be named.
    pub fn members(&self, limit: usize) -> Option<Vec<Value>> {
        let many = match self {
            Self::One(value) => return Some(vec![value.clone()]),
            Self::Many(many) => many,
        };
        let Texts::Of(texts) = &many.texts else {
            return None;
        };
        if many.other || many.items.is_some() || texts.len() > limit {
            return None;
        }
        let mut members = many.scalars();
        for span in many.numbers.spans.iter() {
            members.push(Value::Number(*span.single()?));
        }
        for span in many.dates.iter() {
            members.push(Value::Date(Date::from_number(*span.single()?)?));
        }
        for text in texts {
            members.push(Value::Text(text.clone()));
        }
        for context in &many.contexts {
            members.push(Value::Context(context.clone()));
        }
        #[cfg(feature = "feel-full")]
        for other in &many.others {
            members.push(Value::Other(other.clone()));
        }
        (members.len() <= limit).then_some(members)
    }

    /// The set seen as a condition: what is not a boolean counts as null.
    pub fn truth(&self) -> Truth {
        match self {
            Self::One(Value::Boolean(value)) => Truth::of(*value),
            Self::One(Value::Null(null)) => Truth {
                can_null: Some(*null),
                ..Truth::default()
            },
            Self::One(_) => Truth {
                can_null: Some(Null::Fault(Fault::Kinds)),
                ..Truth::default()
            },
            Self::Many(many) => {
                let other = !self.is_only(kinds::NULL | kinds::BOOLEAN);
                let other = other.then_some(Null::Fault(Fault::Kinds));
                let can_null = Null::either(many.null, other);
                Truth {
                    can_null,
                    ..many.truth
                }
            }
        }
    }

    /// The reason for a null that is certain or possible.
    pub fn null(&self) -> Option<Null> {
        match self {
            Self::One(Value::Null(null)) => Some(*null),
            Self::One(_) => None,
            Self::Many(many) => many.null,
        }
    }
}

impl Items {
    /// Whether `list` is one of the lists meant: all sure items, in order, and
    /// nothing that cannot be there.
    pub fn contains(&self, list: &[Value]) -> bool {
        // `reachable[k]`: the first k values of `list` are accounted for.
        let mut reachable = vec![false; list.len().saturating_add(1)];
        if let Some(first) = reachable.first_mut() {
            *first = true;
        }
        for item in &self.0 {
            let mut next = vec![false; reachable.len()];
            for (at, _) in reachable.iter().enumerate().filter(|(_, it)| **it) {
                if !item.sure
                    && let Some(slot) = next.get_mut(at)
                {
                    *slot = true;
                }
                let matches = list.get(at).is_some_and(|it| item.value.contains(it));
                if matches && let Some(slot) = next.get_mut(at.saturating_add(1)) {
                    *slot = true;
                }
            }
            reachable = next;
        }
        reachable.last().copied().unwrap_or(false)
    }
}
