//! Lists, contexts and tables of facts on sets: each item is there for certain, or
//! perhaps.

use alloc::{borrow::Cow, sync::Arc, vec::Vec};

use super::eval::{Evaluator, Outcome, Verdict};
use super::mask::Mask;
use crate::book::{Cell, ExprId, FactsId, Literal};
use crate::value::{
    self, Context, Fault, Item, Items, Many, Null, Set, Text, ToList, Truth, Value, kinds,
};

impl Evaluator<'_> {
    #[inline(never)]
    pub(super) fn filter(&mut self, list: ExprId, condition: ExprId) -> Outcome {
        let list = self.expr(list);
        let Some(source) = items(&list.set) else {
            return Outcome::new(Set::any(), list.open);
        };
        let mut open = list.open;
        let mut kept = Vec::new();
        for item in &source.0 {
            let value = Outcome::new(item.value.clone(), list.open);
            let condition = self.verdict_on(value, condition);
            let truth = condition.truth;
            if truth.never() {
                continue;
            }
            open.union(&condition.open);
            kept.push(Item {
                sure: item.sure && truth.is_true(),
                value: item.value.clone(),
            });
        }
        Outcome::new(Set::from_items(Items(kept)), open)
    }

    /// A condition on a value, which it knows as its innermost local.
    pub(super) fn verdict_on(&mut self, value: Outcome, condition: ExprId) -> Verdict {
        self.locals.push(value);
        let verdict = self.verdict(condition);
        self.locals.pop();
        verdict
    }

    /// An expression over a value, likewise.
    #[cfg(feature = "feel-full")]
    pub(super) fn expr_on(&mut self, value: Outcome, expr: ExprId) -> Outcome {
        self.locals.push(value);
        let outcome = self.expr(expr);
        self.locals.pop();
        outcome
    }

    /// The rows of a table of facts that hold on the day, for the coverage of cases.
    #[cfg(feature = "author")]
    pub(super) fn fact_items(&mut self, facts: FactsId) -> Vec<Value> {
        match self.facts(facts) {
            Value::List(list) => list.iter().cloned().collect(),
            _ => Vec::new(),
        }
    }

    #[cfg(feature = "feel-full")]
    pub(super) fn map(&mut self, list: ExprId, body: ExprId) -> Outcome {
        let list = self.expr(list);
        let Some(source) = items(&list.set) else {
            return Outcome::new(Set::any(), list.open);
        };
        let mut open = list.open;
        let mut mapped = Vec::new();
        for item in &source.0 {
            let body = self.expr_on(Outcome::new(item.value.clone(), list.open), body);
            open.union(&body.open);
            mapped.push(Item {
                sure: item.sure,
                value: body.set,
            });
        }
        Outcome::new(Set::from_items(Items(mapped)), open)
    }

    /// `some` and `every`: an `or` and an `and` over the items that are there,
    /// and null as soon as one of them gives neither true nor false.
    pub(super) fn quantify(&mut self, list: ExprId, body: ExprId, every: bool) -> Verdict {
        let list = self.expr(list);
        self.quantify_over(&list, body, every)
    }

    #[inline(never)]
    pub(super) fn quantify_over(&mut self, list: &Outcome, body: ExprId, every: bool) -> Verdict {
        let Some(source) = items(&list.set) else {
            return Verdict::new(Set::any().truth(), list.open);
        };
        let mut open = list.open;
        let mut so_far = Truth::of(every);
        let mut can_null = None;
        for item in &source.0 {
            let body = self.verdict_on(Outcome::new(item.value.clone(), list.open), body);
            let is_null = !body.truth.can_true && !body.truth.can_false;
            can_null = Null::either(can_null, body.truth.can_null);
            if is_null && item.sure && body.truth.can_null.is_some() {
                let truth = Truth {
                    can_null,
                    ..body.truth
                };
                return Verdict::new(truth, body.open);
            }
            open.union(&body.open);
            let mut told = Truth {
                can_null: None,
                ..body.truth
            };
            if !item.sure {
                told = told.join(Truth::of(every));
            }
            so_far = value::junction(every, so_far, told);
        }
        Verdict::new(Truth { can_null, ..so_far }, open)
    }

    /// The rows of a table of facts that hold on the day.
    #[inline(never)]
    pub(super) fn facts(&mut self, facts: FactsId) -> Value {
        let Some(table) = self.book.facts.get(facts) else {
            return Value::fault(Fault::NoEntry);
        };
        if let Some(Some(known)) = self.memo.facts.get(facts) {
            return known.clone();
        }
        let rows = table.rows.iter().filter(|it| it.period.contains(self.day));
        let rows = rows.map(|row| {
            let cells = row.cells.iter().map(cell);
            let entries = table.columns.iter().cloned().zip(cells).to_list();
            Value::Context(Arc::new(Context(entries)))
        });
        let value = Value::List(rows.to_list().into());
        if let Some(slot) = self.memo.facts.get_mut(facts) {
            *slot = Some(value.clone());
        }
        value
    }
}

fn cell(cell: &Cell) -> Value {
    match cell {
        Cell::One(it) => it.value(),
        Cell::Many(list) => Value::List(list.iter().map(Literal::value).to_list().into()),
    }
}

/// The items of a list; one value alone is a list of it (DMN 1.5, §10.3.1.3).
#[inline(never)]
pub(super) fn items(set: &Set) -> Option<Cow<'_, Items>> {
    Some(match set {
        Set::One(Value::List(list)) => Cow::Owned(Items::sure(list)),
        Set::One(Value::Null(_)) => Cow::Owned(Items::default()),
        Set::One(value) => Cow::Owned(Items::sure(core::slice::from_ref(value))),
        // A list or something else: too rare to be precise about.
        Set::Many(_) if !set.is_only(kinds::NULL | kinds::LIST) => return None,
        Set::Many(many) => {
            let items = many.items.as_ref()?;
            if many.null.is_none() {
                return Some(Cow::Borrowed(items));
            }
            // Null is no item, so none of them is sure to be there.
            Cow::Owned(Items(items.0.iter().map(Item::perhaps).to_list()))
        }
    })
}

pub(super) fn field(set: &Set, name: &str) -> Set {
    match set {
        Set::One(Value::Context(context)) => Set::One(
            context
                .get(name)
                .cloned()
                .unwrap_or(Value::fault(Fault::NoEntry)),
        ),
        Set::One(Value::List(list)) => {
            let fields = list.iter().map(|it| match it {
                Value::Context(context) => context
                    .get(name)
                    .cloned()
                    .unwrap_or(Value::fault(Fault::NoEntry)),
                _ => Value::fault(Fault::Kinds),
            });
            Set::One(Value::List(fields.to_list().into()))
        }
        Set::One(Value::Null(null)) => Set::One(Value::Null(*null)),
        Set::One(_) => Set::One(Value::fault(Fault::Kinds)),
        Set::Many(many) if many.other => Set::any(),
        Set::Many(many) => {
            let mut out = Many {
                null: many.null,
                ..Many::default()
            };
            for context in &many.contexts {
                out.join(&field(&Set::One(Value::Context(context.clone())), name));
            }
            if let Some(items) = &many.items {
                let fields = items.0.iter().map(|it| Item {
                    sure: it.sure,
                    value: field(&it.value, name),
                });
                out.join(&Set::from_items(Items(fields.to_list())));
            }
            if !set.is_only(kinds::NULL | kinds::LIST | kinds::CONTEXT) {
                out.add_fault(Fault::Kinds);
            }
            out.into()
        }
    }
}

/// `list[at]`.
#[inline(never)]
pub(super) fn item(list: &Set, at: &Set) -> Set {
    let Some(source) = items(list) else {
        return Set::any();
    };
    let Some(Value::Number(at)) = at.settled() else {
        // Any of the items, or none.
        let mut out = Many {
            null: Some(Null::Fault(Fault::NoEntry)),
            ..Many::default()
        };
        for item in &source.0 {
            out.join(&item.value);
        }
        return out.into();
    };
    let Some(at) = at.to_i64() else {
        return Set::One(Value::fault(Fault::NoEntry));
    };
    let wanted = usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX);
    if wanted == 0 {
        return Set::One(Value::fault(Fault::NoEntry));
    }
    let mut ordered = source.into_owned().0;
    if at < 0 {
        ordered.reverse();
    }
    // The item at place k of all that may be there is the wanted one if k or
    // more may stand before it and fewer than `wanted` are certain to.
    let mut out = Many::default();
    let mut sure_before: usize = 0;
    for (before, item) in ordered.iter().enumerate() {
        if sure_before >= wanted {
            break;
        }
        if before.saturating_add(1) >= wanted {
            out.join(&item.value);
        }
        if item.sure {
            sure_before = sure_before.saturating_add(1);
        }
    }
    if sure_before < wanted {
        out.add_fault(Fault::NoEntry);
    }
    out.into()
}

/// A list of what the parts are.
#[inline(never)]
pub(super) fn gather(parts: Vec<Outcome>) -> Outcome {
    let mut open = Mask::default();
    let items = parts
        .into_iter()
        .map(|it| {
            open.union(&it.open);
            Item {
                sure: true,
                value: it.set,
            }
        })
        .to_list();
    Outcome::new(Set::from_items(Items(items)), open)
}

/// A context of what the parts are. Unless all are settled it is "any context":
/// tables with several results are told case by case, where they are.
#[inline(never)]
pub(super) fn context(parts: Vec<(Text, Outcome)>) -> Outcome {
    let mut open = Mask::default();
    let mut entries = Vec::new();
    let mut unsettled = false;
    for (name, part) in parts {
        open.union(&part.open);
        match part.set {
            Set::One(value) => entries.push((name, value)),
            Set::Many(_) => unsettled = true,
        }
    }
    if unsettled {
        return Outcome::new(Set::any_compound(), open);
    }
    Outcome::value(Value::Context(Arc::new(Context(entries))))
}
