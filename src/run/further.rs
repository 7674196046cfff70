//! Expressions that only the whole of FEEL has, on sets.
//!
//! Scopes, loops and functions work on sets as all else does. Operations on
//! single values are lifted by trying each pair of members; where members cannot
//! be named, anything may come out. That is wide and never wrong.
//!
//! The functions are in the files below, one family each, on plain values.

mod context;
mod japan;
mod kind;
mod list;
mod number;
mod order;
mod pattern;
mod property;
mod temporal;
mod text;

use alloc::{sync::Arc, vec, vec::Vec};
use core::mem;

use super::eval::{Evaluator, Outcome};
use super::lists::{field, item, items};
use super::mask::Mask;
use crate::book::{Comparand, ExprId, Function, Further, Limit, Test};
use crate::value::{
    self, Body, End, Fault, Function as Lambda, Item, Items, Many, Other, Range, Set, Text, ToList,
    Truth, Value, civil,
};

use property::property;

/// Members of all arguments together, before anything may come out.
const MAX_TRIED: usize = 256;
/// A list made by a loop is no longer than this.
const MAX_LIST: usize = 65_536;

impl Evaluator<'_> {
    pub(super) fn further(&mut self, further: &Further) -> Outcome {
        match further {
            Further::Let(entries, body) => {
                let before = self.locals.len();
                for entry in entries {
                    let entry = self.expr(*entry);
                    self.hold(entry);
                }
                let body = self.expr(*body);
                self.locals.truncate(before);
                body
            }
            Further::Lambda(parameters, body) => self.lambda(parameters, *body),
            Further::BuiltIn(function) => Outcome::value(lambda_value(Lambda {
                parameters: Vec::new(),
                captured: Vec::new(),
                body: Body::BuiltIn(function.number()),
            })),
            Further::Invoke(function, arguments) => {
                let function = self.expr(*function);
                let arguments = arguments
                    .iter()
                    .map(|(name, it)| (name.clone(), self.expr(*it)))
                    .to_list();
                self.invoke(&function, &arguments)
            }
            Further::Range(low, high) => self.range(low.as_ref(), high.as_ref()),
            Further::Steps(from, to) => {
                let parts = [self.expr(*from), self.expr(*to)];
                each(&parts, |it| match it {
                    [from, to] => steps(from, to),
                    _ => None,
                })
            }
            Further::Iterate(sources, body, partial) => {
                let mut walk = Walk {
                    body: *body,
                    partial: *partial,
                    results: Vec::new(),
                    open: Mask::default(),
                };
                match self.iterate(sources, true, &mut walk) {
                    Ok(()) => Outcome::new(Set::from_items(Items(walk.results)), walk.open),
                    Err(instead) => {
                        walk.open.union(&instead.open);
                        Outcome::new(instead.set, walk.open)
                    }
                }
            }
            Further::Pick(list, condition) => self.pick(*list, *condition),
            Further::EntryOr(context, name, otherwise) => self.entry_or(*context, name, *otherwise),
            Further::Instance(value, of) => {
                let value = self.expr(*value);
                self.each_member(&value, |it, value| {
                    Value::Boolean(it.is_instance(value, *of))
                })
            }
            Further::Coerce(value, to) => {
                let value = self.expr(*value);
                self.each_member(&value, |it, value| it.coerced(value, *to))
            }
            Further::Type(_) => Outcome::fault(Fault::Kinds),
            Further::Call(function, arguments) => {
                let arguments: Vec<Outcome> = arguments.iter().map(|it| self.expr(*it)).to_list();
                self.call_function(*function, &arguments)
            }
            Further::Table(table, default) => self.table_or(table, *default),
            Further::Some(list, body) => self.some_or_every(*list, *body, false),
            Further::Every(list, body) => self.some_or_every(*list, *body, true),
            Further::Operate(op, a, b) => {
                let (a, b) = (self.expr(*a), self.expr(*b));
                let mut open = a.open;
                open.union(&b.open);
                Outcome::new(value::operate(*op, &a.set, &b.set), open)
            }
            Further::Opposite(it) => {
                let it = self.expr(*it);
                Outcome::new(value::opposite(&it.set), it.open)
            }
            Further::Property(of, name) => {
                let of = self.expr(*of);
                Outcome::new(property_of(&of.set, name), of.open)
            }
            Further::In(value, test) => {
                let value = self.expr(*value);
                self.fits_test(&value, test)
            }
        }
    }

    /// A value that has a name now may stand in others many times: its size counts
    /// as steps, or a few lines could grow without bound.
    fn hold(&mut self, outcome: Outcome) {
        self.pay_for(&outcome.set);
        self.locals.push(outcome);
    }

    fn pay_for(&mut self, set: &Set) {
        let limit = self.steps_left();
        let size = match set {
            Set::One(value) => size(value, limit),
            Set::Many(many) => many
                .items
                .as_ref()
                .map_or(1, |it| it.0.len())
                .try_into()
                .unwrap_or(limit),
        };
        self.spend(size);
    }

    /// The function on each member of a set.
    fn each_member(
        &mut self,
        value: &Outcome,
        function: impl Fn(&mut Self, &Value) -> Value,
    ) -> Outcome {
        let Some(members) = value.set.members(MAX_TRIED) else {
            return Outcome::new(Set::any(), value.open);
        };
        let mut out = Many::default();
        for member in members {
            let value = function(self, &member);
            out.join(&Set::One(value));
        }
        Outcome::new(out.into(), value.open)
    }

    fn lambda(&mut self, parameters: &[(Text, Option<ExprId>)], body: ExprId) -> Outcome {
        let mut captured = Vec::new();
        let mut open = Mask::default();
        let mut settled = true;
        for local in &self.locals {
            open.union(&local.open);
            match local.set.settled() {
                Some(value) => captured.push(value.clone()),
                None => settled = false,
            }
        }
        // A function over what is not known is not known itself.
        if !settled {
            return Outcome::new(Set::any(), open);
        }
        Outcome::value(lambda_value(Lambda {
            parameters: parameters.to_vec(),
            captured,
            body: Body::Expr(body),
        }))
    }

    fn invoke(&mut self, function: &Outcome, arguments: &[(Text, Outcome)]) -> Outcome {
        let Some(members) = function.set.members(MAX_TRIED) else {
            return Outcome::new(Set::any(), all_open(arguments, &function.open));
        };
        let mut out = Many::default();
        let mut open = all_open(arguments, &function.open);
        for member in members {
            let Value::Other(Other::Function(lambda)) = member else {
                out.join(&Set::One(Value::fault(Fault::Kinds)));
                continue;
            };
            let result = self.apply(&lambda, arguments);
            open.union(&result.open);
            out.join(&result.set);
        }
        Outcome::new(out.into(), open)
    }

    fn apply(&mut self, lambda: &Lambda, arguments: &[(Text, Outcome)]) -> Outcome {
        let body = match lambda.body {
            Body::Expr(body) => body,
            Body::BuiltIn(number) => {
                let values = arguments.iter().map(|(_, it)| it.clone()).to_list();
                return match Function::from_number(number) {
                    Some(function) => self.call_function(function, &values),
                    None => Outcome::fault(Fault::NoEntry),
                };
            }
        };
        let Some(arguments) = in_order(&lambda.parameters, arguments) else {
            return Outcome::fault(Fault::Kinds);
        };
        let mut frame: Vec<Outcome> = Vec::new();
        for value in &lambda.captured {
            frame.push(Outcome::value(value.clone()));
        }
        for ((_, of), argument) in lambda.parameters.iter().zip(arguments) {
            let coerced = match of {
                Some(of) => self.each_member(&argument, |it, value| it.coerced(value, *of)),
                None => argument.clone(),
            };
            let refused = coerced.set.null().is_some() && argument.set.null().is_none();
            if refused && coerced.set.is_settled() {
                return Outcome::fault(Fault::Kinds);
            }
            self.pay_for(&coerced.set);
            frame.push(coerced);
        }
        let outer = mem::replace(&mut self.locals, frame);
        let result = self.expr(body);
        self.locals = outer;
        result
    }

    /// A function of FEEL: on plain values, but for those that take functions.
    fn call_function(&mut self, function: Function, arguments: &[Outcome]) -> Outcome {
        match (function, arguments) {
            (Function::Sort, [list, precedes]) => self.sorted(list, precedes),
            (Function::ListReplace, [list, at, new]) => self.list_replaced(list, at, new),
            _ => {
                let result = each(arguments, |it| plain_call(function, it));
                self.pay_for(&result.set);
                result
            }
        }
    }

    fn sorted(&mut self, list: &Outcome, precedes: &Outcome) -> Outcome {
        let mut open = list.open;
        open.union(&precedes.open);
        let (Some(list), Some(precedes)) = (list.set.settled(), precedes.set.settled()) else {
            return Outcome::new(Set::any(), open);
        };
        let (Value::List(items), Value::Other(Other::Function(precedes))) = (list, precedes) else {
            return Outcome::fault(Fault::Kinds);
        };
        // Each goes behind the last one it does not precede: stable.
        let mut sorted: Vec<Value> = Vec::new();
        for item in items.iter() {
            let (mut low, mut high) = (0, sorted.len());
            while low < high {
                let middle = low.saturating_add(high) / 2;
                let Some(other) = sorted.get(middle) else {
                    break;
                };
                let pair = [item, other].map(|it| (Text::from(""), Outcome::value(it.clone())));
                let before = self.apply(precedes, &pair);
                match before.set.settled() {
                    Some(Value::Boolean(true)) => high = middle,
                    Some(Value::Boolean(false)) => low = middle.saturating_add(1),
                    Some(_) => return Outcome::fault(Fault::Kinds),
                    None => return Outcome::new(Set::any(), before.open),
                }
            }
            sorted.insert(low, item.clone());
        }
        Outcome::value(Value::List(sorted.into()))
    }

    fn list_replaced(&mut self, list: &Outcome, at: &Outcome, new: &Outcome) -> Outcome {
        let Some(Value::Other(Other::Function(matches))) = at.set.settled() else {
            let parts = [list.clone(), at.clone(), new.clone()];
            return each(&parts, list::replace_at);
        };
        let (Some(Value::List(items)), Some(new)) = (list.set.settled(), new.set.settled()) else {
            let given = [list.clone(), new.clone()].map(|it| (Text::from(""), it));
            return Outcome::new(Set::any(), all_open(&given, &at.open));
        };
        let mut replaced = Vec::new();
        for item in items.iter() {
            let pair = [item, new].map(|it| (Text::from(""), Outcome::value(it.clone())));
            let fits = self.apply(matches, &pair);
            match fits.set.settled() {
                Some(Value::Boolean(true)) => replaced.push(new.clone()),
                Some(Value::Boolean(false)) => replaced.push(item.clone()),
                Some(_) => return Outcome::fault(Fault::Kinds),
                None => return Outcome::new(Set::any(), fits.open),
            }
        }
        Outcome::value(Value::List(replaced.into()))
    }

    fn range(&mut self, low: Option<&Limit>, high: Option<&Limit>) -> Outcome {
        let ends =
            [low, high].map(|it| it.map_or(Outcome::value(Value::NULL), |it| self.expr(it.at)));
        let end = |limit: Option<&Limit>, value: &Value| match limit {
            None => Some(End::Open),
            Some(_) if value.is_null() => None,
            Some(it) if it.closed => Some(End::Included(value.clone())),
            Some(_) => Some(End::Excluded(value.clone())),
        };
        each(&ends, |it| match it {
            [a, b] => order::range(end(low, a)?, end(high, b)?),
            _ => None,
        })
    }

    /// The items a loop goes through; what comes out instead where it cannot.
    fn source(&mut self, source: Outcome) -> Result<(Items, Mask), Outcome> {
        let open = source.open;
        match &source.set {
            Set::One(Value::Null(null)) => Err(Outcome::value(Value::Null(*null))),
            Set::One(Value::Other(Other::Range(range))) => match order::all_of(range) {
                Some(Value::List(list)) => Ok((Items::sure(&list), open)),
                _ => Err(Outcome::fault(Fault::Kinds)),
            },
            Set::One(_) => match items(&source.set) {
                Some(items) => Ok((items.into_owned(), open)),
                None => Err(Outcome::fault(Fault::Kinds)),
            },
            Set::Many(many) if many.null.is_none() && many.others.is_empty() => {
                match items(&source.set) {
                    Some(items) => Ok((items.into_owned(), open)),
                    None => Err(Outcome::new(Set::any(), open)),
                }
            }
            Set::Many(_) => Err(Outcome::new(Set::any(), open)),
        }
    }

    fn iterate(&mut self, sources: &[ExprId], sure: bool, walk: &mut Walk) -> Result<(), Outcome> {
        let Some((first, rest)) = sources.split_first() else {
            return self.one_round(sure, walk);
        };
        let source = self.expr(*first);
        let (items, open) = self.source(source)?;
        walk.open.union(&open);
        for item in items.0 {
            self.hold(Outcome::new(item.value, open));
            let done = self.iterate(rest, sure && item.sure, walk);
            self.locals.pop();
            done?;
        }
        Ok(())
    }

    fn one_round(&mut self, sure: bool, walk: &mut Walk) -> Result<(), Outcome> {
        if walk.results.len() >= MAX_LIST {
            return Err(Outcome::fault(Fault::TooLarge));
        }
        if self.steps_left() == 0 {
            return Err(self.given_up());
        }
        if walk.partial {
            let so_far = Items(walk.results.clone());
            self.hold(Outcome::new(Set::from_items(so_far), walk.open));
        }
        let result = self.expr(walk.body);
        if walk.partial {
            self.locals.pop();
        }
        walk.open.union(&result.open);
        walk.results.push(Item {
            sure,
            value: result.set,
        });
        Ok(())
    }

    fn some_or_every(&mut self, list: ExprId, body: ExprId, every: bool) -> Outcome {
        let list = self.expr(list);
        match self.source(list) {
            Ok((items, open)) => {
                let list = Outcome::new(Set::from_items(items), open);
                self.quantify_over(&list, body, every).into()
            }
            Err(instead) => instead,
        }
    }

    fn pick(&mut self, list: ExprId, condition: ExprId) -> Outcome {
        let list = self.expr(list);
        let Some(source) =
            items(&list.set).filter(|_| list.set.is_settled() || list.set.null().is_none())
        else {
            return Outcome::new(Set::any(), list.open);
        };
        let mut open = list.open;
        let mut kept = Vec::new();
        let mut may_fail = false;
        let first = source
            .0
            .first()
            .map_or(Set::One(Value::NULL), |it| it.value.clone());
        let at = self.expr_on(Outcome::new(first, list.open), condition);
        match &at.set {
            Set::One(Value::Number(_)) => {
                open.union(&at.open);
                return Outcome::new(item(&list.set, &at.set), open);
            }
            Set::Many(many) if !many.numbers.is_empty() => {
                open.union(&at.open);
                return Outcome::new(Set::any(), open);
            }
            _ => {}
        }
        for item in &source.0 {
            let condition = self.expr_on(Outcome::new(item.value.clone(), list.open), condition);
            match &condition.set {
                Set::One(Value::Boolean(_) | Value::Null(_)) => {}
                Set::One(_) if item.sure => return Outcome::fault(Fault::Kinds),
                _ => may_fail = true,
            }
            open.union(&condition.open);
            let truth = condition.set.truth();
            if truth.never() {
                continue;
            }
            kept.push(Item {
                sure: item.sure && truth.is_true(),
                value: item.value.clone(),
            });
        }
        let kept = Set::from_items(Items(kept));
        if may_fail {
            return Outcome::new(kept.join(&Set::One(Value::fault(Fault::Kinds))), open);
        }
        Outcome::new(kept, open)
    }

    fn entry_or(&mut self, context: ExprId, name: &str, otherwise: ExprId) -> Outcome {
        let context = self.expr(context);
        match &context.set {
            Set::One(Value::Context(it)) if it.get(name).is_some() => {
                Outcome::new(field(&context.set, name), context.open)
            }
            Set::One(_) => self.expr(otherwise),
            Set::Many(_) => {
                let otherwise = self.expr(otherwise);
                let mut open = context.open;
                open.union(&otherwise.open);
                Outcome::new(field(&context.set, name).join(&otherwise.set), open)
            }
        }
    }

    /// A unary test whose parts may be lists or ranges.
    fn fits_test(&mut self, value: &Outcome, test: &Test) -> Outcome {
        let comparands = match test {
            Test::One(it) => core::slice::from_ref(it),
            Test::AnyOf(parts) => parts.as_slice(),
            Test::OneOf(_) | Test::Not(_) => return self.test(value, test).into(),
        };
        let mut open = value.open;
        let mut truth = Truth::of(false);
        for comparand in comparands {
            let fits = match comparand {
                Comparand::Equal(with) => {
                    let with = self.expr(*with);
                    each(&[value.clone(), with], |it| match it {
                        [value, with] => Some(truth_value(fits(value, with))),
                        _ => None,
                    })
                }
                comparand => self.comparand(value, comparand).into(),
            };
            open.union(&fits.open);
            truth = value::junction(false, truth, fits.set.truth());
        }
        Outcome::new(Set::from_truth(truth), open)
    }
}

fn property_of(set: &Set, name: &str) -> Set {
    match set {
        Set::One(Value::Date(_) | Value::Other(_)) => {
            let value = set.settled().map(|it| property(it, name));
            Set::One(value.unwrap_or(Value::NULL))
        }
        Set::One(Value::List(list)) => {
            let entries = list
                .iter()
                .map(|it| property_of(&Set::One(it.clone()), name));
            let sure = |value| Item { sure: true, value };
            Set::from_items(Items(entries.map(sure).to_list()))
        }
        Set::Many(many)
            if !many.dates.is_empty() || !many.others.is_empty() || many.items.is_some() =>
        {
            Set::any()
        }
        _ => field(set, name),
    }
}

/// How many values it is made of, all that stand in it counted again each time,
/// and how long its texts are; `limit` is large enough.
fn size(value: &Value, limit: u32) -> u32 {
    let mut total: u32 = 0;
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        total = total.saturating_add(1);
        if total >= limit {
            return limit;
        }
        match value {
            Value::Text(text) => {
                let length = u32::try_from(text.len() / 16).unwrap_or(u32::MAX);
                total = total.saturating_add(length);
            }
            Value::List(items) => waiting.extend(items.iter()),
            Value::Context(it) => waiting.extend(it.0.iter().map(|(_, it)| it)),
            _ => {}
        }
    }
    total.min(limit)
}

/// A loop under way.
struct Walk {
    body: ExprId,
    partial: bool,
    results: Vec<Item>,
    open: Mask,
}

fn lambda_value(lambda: Lambda) -> Value {
    Value::Other(Other::Function(Arc::new(lambda)))
}

fn all_open(arguments: &[(Text, Outcome)], function: &Mask) -> Mask {
    let mut open = *function;
    for (_, argument) in arguments {
        open.union(&argument.open);
    }
    open
}

/// The arguments by parameter; `None` where they are not the right ones.
fn in_order(
    parameters: &[(Text, Option<ExprId>)],
    arguments: &[(Text, Outcome)],
) -> Option<Vec<Outcome>> {
    if parameters.len() != arguments.len() {
        return None;
    }
    let mut ordered = Vec::new();
    for (at, (name, _)) in parameters.iter().enumerate() {
        let by_name = arguments.iter().find(|(it, _)| it == name);
        let by_place = arguments.get(at).filter(|(it, _)| it.is_empty());
        ordered.push(by_place.or(by_name)?.1.clone());
    }
    Some(ordered)
}

/// A function of plain values on sets: on every choice of members.
fn each(arguments: &[Outcome], function: impl Fn(&[Value]) -> Option<Value>) -> Outcome {
    let work = |it: &[Value]| function(it).unwrap_or(Value::fault(Fault::Kinds));
    let settled = arguments
        .iter()
        .filter_map(|it| it.set.settled().cloned())
        .to_list();
    if settled.len() == arguments.len() {
        return Outcome::value(work(&settled));
    }
    let mut open = Mask::default();
    let mut choices: Vec<Vec<Value>> = vec![Vec::new()];
    for argument in arguments {
        open.union(&argument.open);
        let members = argument.set.members(MAX_TRIED);
        let few = members.filter(|it| it.len().saturating_mul(choices.len()) <= MAX_TRIED);
        let Some(members) = few else {
            for argument in arguments {
                open.union(&argument.open);
            }
            return Outcome::new(Set::any(), open);
        };
        let mut longer = Vec::new();
        for choice in &choices {
            for member in &members {
                let mut choice = choice.clone();
                choice.push(member.clone());
                longer.push(choice);
            }
        }
        choices = longer;
    }
    let mut out = Many::default();
    for choice in &choices {
        out.join(&Set::One(work(choice)));
    }
    Outcome::new(out.into(), open)
}

fn truth_value(truth: Truth) -> Value {
    match truth {
        it if it.is_true() => Value::Boolean(true),
        it if it.can_false => Value::Boolean(false),
        _ => Value::fault(Fault::Kinds),
    }
}

/// Whether a value passes a test that is a value: a range holds it, a list has
/// it or a range that holds it, anything else is equal to it.
fn fits(value: &Value, with: &Value) -> Truth {
    let set = |it: &Value| Set::One(it.clone());
    match with {
        Value::Other(Other::Range(range)) if !matches!(value, Value::Other(Other::Range(_))) => {
            match range.holds(value) {
                Some(it) => Truth::of(it),
                None => set(&Value::fault(Fault::Kinds)).truth(),
            }
        }
        Value::List(list) => {
            let whole = value::equal(&set(value), &set(with));
            if whole.is_true() {
                return whole;
            }
            Truth::of(list.iter().any(|it| fits(value, it).is_true()))
        }
        with => value::equal(&set(value), &set(with)),
    }
}

/// From one number or day to the other, both included.
fn steps(from: &Value, to: &Value) -> Option<Value> {
    let (a, b, is_day) = match (from, to) {
        (Value::Number(a), Value::Number(b)) => (whole_number(a)?, whole_number(b)?, false),
        (a, b) => (a.as_day()?, b.as_day()?, true),
    };
    let length = usize::try_from(a.abs_diff(b)).ok()?;
    if length >= MAX_LIST {
        return Some(Value::fault(Fault::TooLarge));
    }
    let mut list = Vec::new();
    let mut at = a;
    loop {
        list.push(if is_day {
            Value::day(at)
        } else {
            Value::Number(value::Number::from(at))
        });
        if at == b {
            return Some(Value::List(list.into()));
        }
        at = at.saturating_add(if a < b { 1 } else { -1 });
    }
}

fn whole_number(number: &value::Number) -> Option<i64> {
    number.is_integer().then(|| number.to_i64())?
}

/// A function of FEEL on plain values; `None` for what it is not made for.
fn plain_call(function: Function, arguments: &[Value]) -> Option<Value> {
    use Function as F;
    match function {
        F::Abs
        | F::Floor
        | F::Ceiling
        | F::Decimal
        | F::RoundUp
        | F::RoundDown
        | F::RoundHalfUp
        | F::RoundHalfDown
        | F::Modulo
        | F::Sqrt
        | F::Exp
        | F::Log
        | F::Odd
        | F::Even
        | F::Number => number::call(function, arguments),
        F::Text
        | F::Substring
        | F::StringLength
        | F::UpperCase
        | F::LowerCase
        | F::SubstringBefore
        | F::SubstringAfter
        | F::Contains
        | F::StartsWith
        | F::EndsWith
        | F::StringJoin => text::call(function, arguments),
        F::Matches | F::Replace | F::Split => pattern::call(function, arguments),
        F::GetValue | F::GetEntries | F::Context | F::ContextPut | F::ContextMerge => {
            context::call(function, arguments)
        }
        F::Date
        | F::Time
        | F::DateAndTime
        | F::Duration
        | F::YearsAndMonths
        | F::DayOfYear
        | F::DayOfWeek
        | F::MonthOfYear
        | F::WeekOfYear => temporal::call(function, arguments),
        F::EqualTo
        | F::NotEqualTo
        | F::Is
        | F::Range
        | F::Before
        | F::After
        | F::Meets
        | F::MetBy
        | F::Overlaps
        | F::OverlapsBefore
        | F::OverlapsAfter
        | F::Finishes
        | F::FinishedBy
        | F::Includes
        | F::During
        | F::Starts
        | F::StartedBy
        | F::Coincides => order::call(function, arguments),
        F::Age
        | F::FiscalYear
        | F::SchoolYear
        | F::JapaneseDate
        | F::FromJapaneseDate
        | F::IsHoliday => japan::call(function, arguments),
        F::At => order::at_literal(arguments.first()?.as_text()?),
        _ => list::call(function, arguments),
    }
}

/// Year, month and day of a date or a date and time.
fn civil_of(value: &Value) -> Option<(i64, u32, u32)> {
    match value {
        Value::Other(Other::Stamp(it)) => Some(civil(it.day)),
        day => Some(civil(day.as_day()?)),
    }
}

fn as_range(value: &Value) -> Option<&Range> {
    match value {
        Value::Other(Other::Range(it)) => Some(it),
        _ => None,
    }
}
