//! FEEL's operators on sets: `f(A, B)` holds `f(a, b)` for every `a` in A and
//! `b` in B (law 2, *sound*). On two settled sets they are the plain operators.
//!
//! Each function treats its operands as independent. Where the same input
//! stands on both sides, `run` splits on it first.

use alloc::vec::Vec;
use core::ops::Bound;

#[cfg(feature = "feel-full")]
use super::kinds::OTHER;
use super::kinds::{BOOLEAN, CONTEXT, DATE, LIST, NULL, NUMBER, TEXT};
use super::{
    Arithmetic, Comparison, Fault, Item, Items, Many, Null, Number, Numbers, Set, Span, Spans,
    Text, Texts, ToText, Value, ops,
};

/// What a condition can still be.
#[derive(Clone, Copy, Debug, Default)]
pub struct Truth {
    pub can_true: bool,
    pub can_false: bool,
    pub can_null: Option<Null>,
}

impl PartialEq for Truth {
    fn eq(&self, other: &Self) -> bool {
        self.can_true == other.can_true
            && self.can_false == other.can_false
            && self.can_null.is_some() == other.can_null.is_some()
    }
}

impl Eq for Truth {}

impl Truth {
    pub const BOTH: Self = Self {
        can_true: true,
        can_false: true,
        can_null: None,
    };

    pub fn of(value: bool) -> Self {
        Self {
            can_true: value,
            can_false: !value,
            can_null: None,
        }
    }

    /// Only one of the three is left.
    pub fn is_settled(self) -> bool {
        match self.can_null {
            None => self.can_true != self.can_false,
            Some(_) => !self.can_true && !self.can_false,
        }
    }

    /// True whatever comes.
    pub fn is_true(self) -> bool {
        self.can_true && !self.can_false && self.can_null.is_none()
    }

    /// False or null whatever comes: the condition will not hold.
    pub fn never(self) -> bool {
        !self.can_true
    }

    /// Any of both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self {
            can_true: self.can_true || other.can_true,
            can_false: self.can_false || other.can_false,
            can_null: Null::either(self.can_null, other.can_null),
        }
    }
}

/// FEEL's three-valued `and` of two, or their `or` (DMN 1.5, table 50): one false,
/// or one true, decides. Of more than two it is that of the first ones and the last.
#[inline(never)]
pub fn junction(is_and: bool, left: Truth, right: Truth) -> Truth {
    if !is_and {
        return not(junction(true, not(left), not(right)));
    }
    let is_false = |it: Truth| !it.can_true && it.can_null.is_none();
    Truth {
        can_true: left.can_true && right.can_true,
        can_false: left.can_false || right.can_false,
        can_null: if is_false(left) || is_false(right) {
            None
        } else {
            Null::either(left.can_null, right.can_null)
        },
    }
}

pub fn not(truth: Truth) -> Truth {
    Truth {
        can_true: truth.can_false,
        can_false: truth.can_true,
        can_null: truth.can_null,
    }
}

/// Whether members of two different kinds among `left` and `right` can meet.
fn clash(left: u8, right: u8) -> bool {
    left != 0 && right != 0 && (left != right || left.count_ones() > 1)
}

/// Whether values of the other kinds, or days and they, can stand on both sides.
#[cfg(feature = "feel-full")]
fn others_meet(left: u8, right: u8) -> bool {
    const DATED: u8 = DATE | OTHER;
    (left | right) & OTHER != 0 && left & DATED != 0 && right & DATED != 0
}

/// `left + right` and its kin with days, times and durations (DMN 1.5, tables 55
/// to 60), and powers that are no whole number.
#[cfg(feature = "feel-full")]
pub fn operate(op: Arithmetic, left: &Set, right: &Set) -> Set {
    let wider = (left.kinds() | right.kinds()) & (DATE | OTHER) != 0;
    if wider || op == Arithmetic::Power {
        return by_pairs(left, right, |a, b| super::mixed::arithmetic(op, a, b));
    }
    arithmetic(op, left, right)
}

/// `-value` of durations too.
#[cfg(feature = "feel-full")]
pub fn opposite(value: &Set) -> Set {
    if value.kinds() & OTHER == 0 {
        return negate(value);
    }
    by_pairs(value, &Set::One(Value::NULL), |it, _| {
        super::mixed::negated(it)
    })
}

/// The operator on each pair, where there are few; anything where there are many.
#[cfg(feature = "feel-full")]
fn by_pairs(left: &Set, right: &Set, function: impl Fn(&Value, &Value) -> Value) -> Set {
    let (Some(a), Some(b)) = (left.members(MAX_TRIED), right.members(MAX_TRIED)) else {
        return Set::any();
    };
    let mut out = Many::default();
    for a in &a {
        for b in &b {
            out.join(&Set::One(function(a, b)));
        }
    }
    out.into()
}

/// `left = right`.
pub fn equal(left: &Set, right: &Set) -> Truth {
    if let (Set::One(a), Set::One(b)) = (left, right) {
        return Set::One(ops::equal(a, b)).truth();
    }
    let (left_kinds, right_kinds) = (left.kinds(), right.kinds());
    // One text against several, as most comparisons are.
    if left_kinds == right_kinds
        && let (Set::One(Value::Text(one)), Set::Many(many))
        | (Set::Many(many), Set::One(Value::Text(one))) = (left, right)
    {
        return Truth {
            can_true: many.texts.contains(one),
            ..Truth::BOTH
        };
    }
    let (a, b) = (left.to_many(), right.to_many());
    let mut truth = Truth::default();
    let mut meet = |overlap: bool, same_single: bool| {
        truth.can_true |= overlap;
        truth.can_false |= !same_single;
    };
    if a.null.is_some() && b.null.is_some() {
        meet(true, true);
    }
    let null_against_other = (a.null.is_some() && right_kinds & !NULL != 0)
        || (b.null.is_some() && left_kinds & !NULL != 0);
    if null_against_other {
        meet(false, false);
    }
    if left_kinds & right_kinds & BOOLEAN != 0 {
        let overlap =
            (a.truth.can_true && b.truth.can_true) || (a.truth.can_false && b.truth.can_false);
        let differ =
            (a.truth.can_true && b.truth.can_false) || (a.truth.can_false && b.truth.can_true);
        meet(overlap, !differ);
    }
    if left_kinds & right_kinds & NUMBER != 0 {
        meet(
            numbers_overlap(&a.numbers, &b.numbers),
            same(a.numbers.spans.single(), b.numbers.spans.single()),
        );
    }
    if left_kinds & right_kinds & TEXT != 0 {
        let (overlap, same) = texts_meet(&a.texts, &b.texts);
        meet(overlap, same);
    }
    if left_kinds & right_kinds & DATE != 0 {
        meet(
            a.dates.overlaps(&b.dates),
            same(a.dates.single(), b.dates.single()),
        );
    }
    if left_kinds & right_kinds & (LIST | CONTEXT) != 0 {
        meet(true, false);
    }
    #[cfg(feature = "feel-full")]
    if others_meet(left_kinds, right_kinds) {
        meet(true, false);
        truth.can_null = Some(Null::Fault(Fault::Kinds));
    }
    if clash(left_kinds & !NULL, right_kinds & !NULL) {
        truth.can_null = Some(Null::Fault(Fault::Kinds));
    }
    truth
}

fn same<T: PartialEq>(left: Option<&T>, right: Option<&T>) -> bool {
    matches!((left, right), (Some(a), Some(b)) if a == b)
}

fn numbers_overlap(left: &Numbers, right: &Numbers) -> bool {
    if !left.whole && !right.whole {
        return left.spans.overlaps(&right.spans);
    }
    let common = left.spans.intersect(&right.spans);
    !Numbers::new(common, true).is_empty()
}

/// Whether two sets of texts share one, and whether both are the same single text.
fn texts_meet(left: &Texts, right: &Texts) -> (bool, bool) {
    match (left, right) {
        (Texts::Of(a), Texts::Of(b)) => {
            let overlap = a.iter().any(|it| right.contains(it));
            (overlap, a.len() == 1 && b.len() == 1 && overlap)
        }
        _ => (true, false),
    }
}

/// `left < right` and its kin.
pub fn compare(op: Comparison, left: &Set, right: &Set) -> Truth {
    if let (Set::One(a), Set::One(b)) = (left, right) {
        return Set::One(ops::compare(op, a, b)).truth();
    }
    let (a, b) = (left.to_many(), right.to_many());
    let (left_kinds, right_kinds) = (left.kinds(), right.kinds());
    let mut truth = Truth::default();
    if left_kinds & right_kinds & NUMBER != 0 {
        truth = truth.join(compare_spans(op, &a.numbers.spans, &b.numbers.spans));
    }
    if left_kinds & right_kinds & DATE != 0 {
        truth = truth.join(compare_spans(op, &a.dates, &b.dates));
    }
    if left_kinds & right_kinds & TEXT != 0 {
        truth = truth.join(compare_texts(op, &a.texts, &b.texts));
    }
    #[cfg(feature = "feel-full")]
    if others_meet(left_kinds, right_kinds) {
        truth = truth.join(Truth::BOTH);
    }
    const COMPARABLE: u8 = NUMBER | TEXT | DATE;
    let incomparable = (left_kinds | right_kinds) & !COMPARABLE != 0;
    if incomparable || clash(left_kinds, right_kinds) {
        truth.can_null = Some(Null::Fault(Fault::Kinds));
    }
    truth
}

fn compare_spans(op: Comparison, left: &Spans<Number>, right: &Spans<Number>) -> Truth {
    let holds = |op: Comparison| -> bool {
        match op {
            Comparison::Less => some_below(left.low(), right.high(), false),
            Comparison::LessOrEqual => some_below(left.low(), right.high(), true),
            Comparison::Greater => some_below(right.low(), left.high(), false),
            Comparison::GreaterOrEqual => some_below(right.low(), left.high(), true),
        }
    };
    let opposite = match op {
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    };
    Truth {
        can_true: holds(op),
        can_false: holds(opposite),
        can_null: None,
    }
}

/// Whether a value from `low` up can lie below (or at) a value up to `high`.
fn some_below(low: Option<&Bound<Number>>, high: Option<&Bound<Number>>, or_equal: bool) -> bool {
    match (low, high) {
        (Some(Bound::Unbounded), Some(_)) | (Some(_), Some(Bound::Unbounded)) => true,
        (Some(Bound::Included(a)), Some(Bound::Included(b))) => a < b || (or_equal && a == b),
        (
            Some(Bound::Included(a) | Bound::Excluded(a)),
            Some(Bound::Included(b) | Bound::Excluded(b)),
        ) => a < b,
        _ => false,
    }
}

fn compare_texts(op: Comparison, left: &Texts, right: &Texts) -> Truth {
    let (Texts::Of(a), Texts::Of(b)) = (left, right) else {
        return Truth::BOTH;
    };
    // Ends decide, for texts are kept in order.
    let (Some(a_low), Some(a_high), Some(b_low), Some(b_high)) =
        (a.first(), a.last(), b.first(), b.last())
    else {
        return Truth::default();
    };
    let (can_true, can_false) = match op {
        Comparison::Less | Comparison::LessOrEqual => {
            (op.holds(a_low.cmp(b_high)), !op.holds(a_high.cmp(b_low)))
        }
        Comparison::Greater | Comparison::GreaterOrEqual => {
            (op.holds(a_high.cmp(b_low)), !op.holds(a_low.cmp(b_high)))
        }
    };
    Truth {
        can_true,
        can_false,
        can_null: None,
    }
}

/// `value in [low..high]` with open or closed ends. `None` is no end.
pub fn between(value: &Set, low: Option<(&Set, bool)>, high: Option<(&Set, bool)>) -> Truth {
    let exact = |end: Option<(&Set, bool)>| -> Option<Bound<Value>> {
        match end {
            None => Some(Bound::Unbounded),
            Some((set, closed)) => {
                let value = set.settled()?.clone();
                Some(if closed {
                    Bound::Included(value)
                } else {
                    Bound::Excluded(value)
                })
            }
        }
    };
    if let (Set::Many(many), Some(low), Some(high)) = (value, exact(low), exact(high))
        && let Some(truth) = between_exactly(many, value, &low, &high)
    {
        return truth;
    }
    let side = |end: Option<(&Set, bool)>, open: Comparison, closed: Comparison| match end {
        Some((end, is_closed)) => compare(if is_closed { closed } else { open }, value, end),
        None => Truth::of(true),
    };
    junction(
        true,
        side(low, Comparison::Greater, Comparison::GreaterOrEqual),
        side(high, Comparison::Less, Comparison::LessOrEqual),
    )
}

/// With settled ends of one kind the two comparisons are one: is the value's
/// set inside, outside or across the range?
fn between_exactly(
    many: &Many,
    value: &Set,
    low: &Bound<Value>,
    high: &Bound<Value>,
) -> Option<Truth> {
    let kind = value.kinds() & !NULL;
    let (spans, whole) = match kind {
        NUMBER => (&many.numbers.spans, many.numbers.whole),
        DATE => (&many.dates, true),
        _ => return None,
    };
    let range = Span::new(bound_of(low, kind)?, bound_of(high, kind)?);
    let inside = range.map(|it| spans.intersect(&[it].into_iter().collect()));
    let inside = Numbers::new(inside.unwrap_or_default(), whole);
    let can_false = inside.spans != *spans;
    Some(with_null(many.null, !inside.is_empty(), can_false))
}

fn with_null(null: Option<Null>, can_true: bool, can_false: bool) -> Truth {
    Truth {
        can_true,
        can_false,
        can_null: null.map(|_| Null::Fault(Fault::Kinds)),
    }
}

/// The end of a range over numbers or days; `None` for another kind.
fn bound_of(bound: &Bound<Value>, kind: u8) -> Option<Bound<Number>> {
    let number = |value: &Value| match (value, kind) {
        (Value::Number(it), NUMBER) => Some(*it),
        (Value::Date(it), DATE) => Some(it.number()),
        _ => None,
    };
    Some(match bound {
        Bound::Included(it) => Bound::Included(number(it)?),
        Bound::Excluded(it) => Bound::Excluded(number(it)?),
        Bound::Unbounded => Bound::Unbounded,
    })
}

/// `left + right` and its kin.
pub fn arithmetic(op: Arithmetic, left: &Set, right: &Set) -> Set {
    if let (Set::One(a), Set::One(b)) = (left, right) {
        return Set::One(ops::arithmetic(op, a, b));
    }
    arithmetic_of_many(op, left, right)
}

/// A function of its own, as others here: a browser compiles what it meets, and who
/// begins with answers meets single values.
#[inline(never)]
fn arithmetic_of_many(op: Arithmetic, left: &Set, right: &Set) -> Set {
    let (a, b) = (left.to_many(), right.to_many());
    let (left_kinds, right_kinds) = (left.kinds(), right.kinds());
    let mut out = Many::default();
    if left_kinds & right_kinds & NUMBER != 0 {
        arithmetic_numbers(op, &a.numbers, &b.numbers, &mut out);
    }
    let mut known = NUMBER;
    if op == Arithmetic::Add && left_kinds & right_kinds & TEXT != 0 {
        known |= TEXT;
        out.texts = join_texts(&a.texts, &b.texts);
    }
    if (left_kinds | right_kinds) & !known != 0 || clash(left_kinds, right_kinds) {
        out.add_fault(Fault::Kinds);
    }
    out.into()
}

/// More pairs of texts than this become "any text".
const MAX_TEXT_PAIRS: usize = 1024;

fn join_texts(left: &Texts, right: &Texts) -> Texts {
    let (Texts::Of(a), Texts::Of(b)) = (left, right) else {
        return Texts::Any;
    };
    if a.len().saturating_mul(b.len()) > MAX_TEXT_PAIRS {
        return Texts::Any;
    }
    let mut joined = Vec::new();
    for a in a {
        for b in b {
            joined.push(Text::from([&**a, &**b].to_text()));
        }
    }
    joined.into_iter().collect()
}

fn arithmetic_numbers(op: Arithmetic, left: &Numbers, right: &Numbers, out: &mut Many) {
    let whole = left.whole && right.whole && !matches!(op, Arithmetic::Divide | Arithmetic::Power);
    let mut spans = Vec::new();
    for a in left.spans.iter() {
        for b in right.spans.iter() {
            let span = match (op, a.single(), b.single()) {
                (_, Some(x), Some(y)) => match ops::numbers(op, *x, *y) {
                    Value::Number(number) => Some(Span::one(number)),
                    Value::Null(null) => {
                        out.null = Null::either(out.null, Some(null));
                        None
                    }
                    _ => None,
                },
                (Arithmetic::Power, ..) => {
                    out.null = Some(Null::Plain);
                    Some(Span::everything())
                }
                (Arithmetic::Divide, ..) if b.contains(&Number::ZERO) => {
                    out.add_fault(Fault::DivisionByZero);
                    // What is left of the divisor on either side of zero.
                    let (low, high) = (b.low, b.high);
                    let zero = Bound::Excluded(Number::ZERO);
                    let mut sides = Spans::default();
                    sides.join(Span::new(low, zero));
                    sides.join(Span::new(zero, high));
                    // 1 is as near to zero as whole numbers come.
                    for b in Numbers::new(sides, right.whole).spans.iter() {
                        spans.push(corners(op, a, b, out));
                    }
                    None
                }
                _ => Some(corners(op, a, b, out)),
            };
            spans.extend(span);
        }
    }
    out.numbers = Numbers::new(spans.into_iter().collect(), whole);
}

/// One end of an interval, minus and plus infinity included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    MinusInfinity,
    At(Number),
    PlusInfinity,
}

impl End {
    fn low(bound: &Bound<Number>) -> (Self, bool) {
        Self::of(bound, Self::MinusInfinity)
    }

    fn high(bound: &Bound<Number>) -> (Self, bool) {
        Self::of(bound, Self::PlusInfinity)
    }

    fn of(bound: &Bound<Number>, unbounded: Self) -> (Self, bool) {
        match bound {
            Bound::Included(it) => (Self::At(*it), true),
            Bound::Excluded(it) => (Self::At(*it), false),
            Bound::Unbounded => (unbounded, false),
        }
    }

    fn sign(self) -> i8 {
        match self {
            Self::MinusInfinity => -1,
            Self::PlusInfinity => 1,
            Self::At(it) if it.is_zero() => 0,
            Self::At(it) => {
                if it.is_negative() {
                    -1
                } else {
                    1
                }
            }
        }
    }

    fn infinite(negative: bool) -> Self {
        if negative {
            Self::MinusInfinity
        } else {
            Self::PlusInfinity
        }
    }
}

/// The hull of `a op b`: each of the four operations is monotone in each
/// operand on one side of zero, and so is rounding, so ends give ends.
fn corners(op: Arithmetic, a: &Span<Number>, b: &Span<Number>, out: &mut Many) -> Span<Number> {
    let b_is_negative = End::high(&b.high).0 <= End::At(Number::ZERO);
    let a_ends = [End::low(&a.low), End::high(&a.high)];
    let b_ends = [End::low(&b.low), End::high(&b.high)];
    let mut low: Option<(End, bool)> = None;
    let mut high: Option<(End, bool)> = None;
    for (pick_a, (x, x_closed)) in a_ends.into_iter().enumerate() {
        for (pick_b, (y, y_closed)) in b_ends.into_iter().enumerate() {
            // A sum's ends are the sums of like ends, a difference's of unlike ones.
            let skip = match op {
                Arithmetic::Add => pick_a != pick_b,
                Arithmetic::Subtract => pick_a == pick_b,
                _ => false,
            };
            if skip {
                continue;
            }
            let (end, exact) = corner(op, x, y, b_is_negative);
            if !matches!((op, y), (Arithmetic::Divide, End::At(y)) if y.is_zero())
                && matches!(end, End::MinusInfinity | End::PlusInfinity)
                && matches!((x, y), (End::At(_), End::At(_)))
            {
                out.add_fault(Fault::TooLarge);
            }
            // An end that was rounded may be reached from inside: close it.
            let closed = (x_closed && y_closed) || !exact;
            if low.is_none_or(|(it, was)| end < it || (end == it && closed && !was)) {
                low = Some((end, closed));
            }
            if high.is_none_or(|(it, was)| end > it || (end == it && closed && !was)) {
                high = Some((end, closed));
            }
        }
    }
    let bound = |end: Option<(End, bool)>| match end {
        Some((End::At(it), true)) => Bound::Included(it),
        Some((End::At(it), false)) => Bound::Excluded(it),
        _ => Bound::Unbounded,
    };
    Span::new(bound(low), bound(high)).unwrap_or_else(Span::everything)
}

/// The value at one corner and whether it was exact. A divisor that comes near
/// zero does so from one side: `y_is_negative`.
fn corner(op: Arithmetic, x: End, y: End, y_is_negative: bool) -> (End, bool) {
    if let (Arithmetic::Divide, End::At(divisor)) = (op, y)
        && divisor.is_zero()
    {
        return match x.sign() {
            0 => (End::At(Number::ZERO), true),
            sign => (End::infinite((sign < 0) != y_is_negative), true),
        };
    }
    if let (End::At(x), End::At(y)) = (x, y) {
        return match ops::numbers(op, x, y) {
            Value::Number(it) => (End::At(it), is_exact(op, x, y, it)),
            _ => {
                let negative = match op {
                    Arithmetic::Add => x.is_negative(),
                    Arithmetic::Subtract => x.is_negative(),
                    _ => x.is_negative() != y.is_negative(),
                };
                (End::infinite(negative), false)
            }
        };
    }
    let end = match op {
        Arithmetic::Add => {
            if matches!(x, End::At(_)) {
                y
            } else {
                x
            }
        }
        Arithmetic::Subtract => match (x, y) {
            (End::At(_), End::PlusInfinity) => End::MinusInfinity,
            (End::At(_), _) => End::PlusInfinity,
            (x, _) => x,
        },
        Arithmetic::Divide if !matches!(y, End::At(_)) => return (End::At(Number::ZERO), false),
        _ => match x.sign().saturating_mul(y.sign()) {
            0 => return (End::At(Number::ZERO), false),
            sign => End::infinite(sign < 0),
        },
    };
    (end, true)
}

fn is_exact(op: Arithmetic, x: Number, y: Number, result: Number) -> bool {
    match op {
        Arithmetic::Add => result.subtract(y) == Some(x) && result.subtract(x) == Some(y),
        Arithmetic::Subtract => result.add(y) == Some(x),
        _ => false,
    }
}

/// `-value`.
pub fn negate(value: &Set) -> Set {
    arithmetic(
        Arithmetic::Subtract,
        &Set::One(Value::Number(Number::ZERO)),
        value,
    )
}

/// How many items a list can have.
pub fn count(items: &Items) -> Set {
    let sure = items.0.iter().filter(|it| it.sure).count();
    let range = |it: usize| Number::from(i64::try_from(it).unwrap_or(i64::MAX));
    let span = Span::new(
        Bound::Included(range(sure)),
        Bound::Included(range(items.0.len())),
    );
    Set::from_numbers(Numbers {
        spans: span.into_iter().collect(),
        whole: true,
    })
}

/// FEEL's `sum`; null for an empty list (DMN 1.5, table 77).
pub fn sum(items: &Items) -> Set {
    let zero = Set::One(Value::Number(Number::ZERO));
    let mut total = zero.clone();
    for item in &items.0 {
        let term = if item.sure {
            item.value.clone()
        } else {
            item.value.clone().join(&zero)
        };
        total = arithmetic(Arithmetic::Add, &total, &term);
    }
    or_null_when_empty(total, items)
}

/// FEEL's `max` (`min` when not `largest`) of a list; null for an empty one.
pub fn extreme(items: &Items, largest: bool) -> Set {
    let mut result: Option<Set> = None;
    for item in items.0.iter().filter(|it| it.sure) {
        result = Some(match result {
            None => item.value.clone(),
            Some(so_far) => larger(&so_far, &item.value, largest),
        });
    }
    for item in items.0.iter().filter(|it| !it.sure) {
        result = Some(match result {
            None => item.value.clone(),
            Some(so_far) => {
                let with = larger(&so_far, &item.value, largest);
                // With no sure item, each may be the only one there.
                let alone = items.0.iter().any(|it| it.sure);
                let joined = with.join(&so_far);
                if alone {
                    joined
                } else {
                    joined.join(&item.value)
                }
            }
        });
    }
    or_null_when_empty(result.unwrap_or(Set::One(Value::NULL)), items)
}

fn or_null_when_empty(set: Set, items: &Items) -> Set {
    if items.0.is_empty() {
        Set::One(Value::NULL)
    } else if items.0.iter().any(|it| it.sure) {
        set
    } else {
        set.join(&Set::One(Value::NULL))
    }
}

/// The larger (or smaller) of two.
fn larger(left: &Set, right: &Set, largest: bool) -> Set {
    let op = if largest {
        Comparison::GreaterOrEqual
    } else {
        Comparison::LessOrEqual
    };
    let truth = compare(op, left, right);
    if truth.is_true() {
        return left.clone();
    }
    if truth == Truth::of(false) {
        return right.clone();
    }
    larger_of_many(left, right, largest, truth.can_null)
}

/// Where both can be the larger one, or what they are cannot be compared.
#[inline(never)]
fn larger_of_many(left: &Set, right: &Set, largest: bool, null: Option<Null>) -> Set {
    let (a, b) = (left.to_many(), right.to_many());
    let mut out = Many {
        null,
        ..Many::default()
    };
    let (left_kinds, right_kinds) = (left.kinds(), right.kinds());
    #[cfg(feature = "feel-full")]
    if (left_kinds | right_kinds) & OTHER != 0 {
        let null = Set::One(Value::fault(Fault::Kinds));
        return left.clone().join(right).join(&null);
    }
    if left_kinds & right_kinds & NUMBER != 0 {
        let spans = larger_spans(&a.numbers.spans, &b.numbers.spans, largest);
        out.numbers = Numbers::new(spans, a.numbers.whole && b.numbers.whole);
    }
    if left_kinds & right_kinds & DATE != 0 {
        out.dates = larger_spans(&a.dates, &b.dates, largest);
    }
    if left_kinds & right_kinds & TEXT != 0 {
        let mut texts = Many {
            texts: a.texts.clone(),
            ..Many::default()
        };
        texts.join(&Set::from_texts(b.texts.clone()));
        out.texts = texts.texts;
    }
    out.into()
}

/// What is left of both once values that lose to every value of the other are gone.
fn larger_spans(left: &Spans<Number>, right: &Spans<Number>, largest: bool) -> Spans<Number> {
    let cut = |mine: &Spans<Number>, other: &Spans<Number>| -> Spans<Number> {
        let keep = if largest {
            other
                .low()
                .and_then(|low| Span::new(*low, Bound::Unbounded))
        } else {
            other
                .high()
                .and_then(|high| Span::new(Bound::Unbounded, *high))
        };
        mine.intersect(&keep.into_iter().collect())
    };
    let mut out = cut(left, right);
    out.join(cut(right, left));
    out
}

/// More members than this are not tried one by one.
const MAX_TRIED: usize = 128;

/// Whether a list holds `value`.
pub fn member(value: &Set, items: &Items) -> Truth {
    if let Set::Many(_) = value
        && let Some(members) = value.members(MAX_TRIED)
    {
        return members
            .into_iter()
            .map(|it| member_one(&Set::One(it), items))
            .fold(Truth::default(), Truth::join);
    }
    member_one(value, items)
}

fn member_one(value: &Set, items: &Items) -> Truth {
    let mut truth = Truth::of(false);
    for Item { sure, value: item } in &items.0 {
        let same = equal(value, item);
        truth.can_true |= same.can_true;
        if *sure && same.is_true() {
            return Truth::of(true);
        }
    }
    truth
}
