//! `instance of`, and values as a declared type wants them (DMN 1.5,
//! §10.3.2.9): one alone becomes a list of one, a list of one its item.

use alloc::sync::Arc;

use super::super::eval::{Evaluator, Outcome};
use crate::book::{Expr, ExprId, Further, TypeOf};
use crate::value::{Fault, Offset, Other, Stamp, Time, Value};

impl Evaluator<'_> {
    fn type_of(&self, of: ExprId) -> &TypeOf {
        match self.book_expr(of) {
            Some(Expr::Further(Further::Type(of))) => of,
            _ => &TypeOf::Unknown,
        }
    }

    fn book_expr(&self, expr: ExprId) -> Option<&Expr> {
        self.book.exprs.get(expr)
    }

    /// Null is an instance of `Null` only.
    pub(super) fn is_instance(&mut self, value: &Value, of: ExprId) -> bool {
        match self.type_of(of) {
            TypeOf::Null => value.is_null(),
            _ if value.is_null() => false,
            // What is allowed of a type does not make it another.
            TypeOf::Allowed(inner, _) if *inner < of => {
                let inner = *inner;
                self.is_instance(value, inner)
            }
            _ => self.conforms(value, of),
        }
    }

    /// Whether the value can stand where the type is wanted; null can anywhere.
    fn conforms(&mut self, value: &Value, of: ExprId) -> bool {
        let of = self.type_of(of).clone();
        match (&of, value) {
            (TypeOf::Unknown, _) => false,
            (TypeOf::Any, _) | (_, Value::Null(_)) => true,
            (TypeOf::Boolean, Value::Boolean(_))
            | (TypeOf::Number, Value::Number(_))
            | (TypeOf::Text, Value::Text(_))
            | (TypeOf::Date, Value::Date(_) | Value::Other(Other::FarDay(_)))
            | (TypeOf::Time, Value::Other(Other::Time(_)))
            | (TypeOf::Stamp, Value::Other(Other::Stamp(_)))
            | (TypeOf::Months, Value::Other(Other::Months(_)))
            | (TypeOf::Nanos, Value::Other(Other::Nanos(_)))
            | (TypeOf::AnyContext, Value::Context(_)) => true,
            (TypeOf::List(of), Value::List(items)) => items.iter().all(|it| self.conforms(it, *of)),
            (TypeOf::Context(entries), Value::Context(context)) => entries
                .iter()
                .all(|(name, of)| context.get(name).is_some_and(|it| self.conforms(it, *of))),
            (TypeOf::Range(of), Value::Other(Other::Range(range))) => {
                let ends = [range.low.value(), range.high.value()];
                ends.into_iter().flatten().all(|it| self.conforms(it, *of))
            }
            (TypeOf::Function(parameters, _), Value::Other(Other::Function(it))) => {
                matches!(it.body, crate::value::Body::BuiltIn(_))
                    || it.parameters.len() == parameters.len()
            }
            (TypeOf::Allowed(of, test), value) => {
                self.conforms(value, *of) && {
                    // The test was written with no names around it.
                    let frame = core::mem::take(&mut self.locals);
                    let value = Outcome::value(value.clone());
                    let passes = self.test(&value, test).truth.is_true();
                    self.locals = frame;
                    passes
                }
            }
            _ => false,
        }
    }

    /// The value as `to` wants it, or null.
    pub(super) fn coerced(&mut self, value: &Value, to: ExprId) -> Value {
        if self.conforms(value, to) {
            return value.clone();
        }
        let wanted = self.bare(to);
        match (value, &wanted) {
            (Value::List(items), of) if !matches!(of, TypeOf::List(_)) => {
                if let [only] = &**items
                    && self.conforms(only, to)
                {
                    return only.clone();
                }
            }
            (value, TypeOf::List(of))
                if !matches!(value, Value::List(_)) && self.conforms(value, *of) =>
            {
                return Value::List(Arc::from([value.clone()]));
            }
            (value, TypeOf::Stamp) => {
                if let Some(day) = value.as_day() {
                    let time = Time::midnight(Offset::Fixed(0));
                    return Value::Other(Other::Stamp(Stamp { day, time }));
                }
            }
            _ => {}
        }
        Value::fault(Fault::Kinds)
    }

    /// The type without what is allowed of it.
    fn bare(&self, of: ExprId) -> TypeOf {
        match self.type_of(of) {
            TypeOf::Allowed(inner, _) if *inner < of => self.bare(*inner),
            it => it.clone(),
        }
    }
}
