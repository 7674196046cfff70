//! What names lead to: questions, decisions, tables, what is bound around them;
//! then columns of a table and items of a list.

use super::super::{Compiler, Symbol};
use super::{Lowered, Scope, SourceText};
use crate::author::feel::{Ast, Kind};
use crate::author::fields::with_guess;
use crate::author::rename::Named;
use crate::author::types::Type;
use crate::author::{Diagnostic, messages};
use crate::book::Expr;
use crate::value::Text;

impl Compiler<'_> {
    pub(super) fn name(
        &mut self,
        name: &str,
        ast: &Ast,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Lowered {
        for (at, local) in scope.locals.iter().enumerate().rev() {
            if local.name == name {
                let ty = local.ty.clone();
                return (self.push(Expr::Local(at)), ty);
            }
            if let (true, Type::Context(fields)) = (local.is_row, &local.ty)
                && let Some((field, ty)) = fields.iter().find(|(it, _)| **it == *name)
            {
                let (field, ty) = (field.clone(), ty.clone());
                let row = self.push(Expr::Local(at));
                return (self.push(Expr::Field(row, field)), ty);
            }
        }
        if name == "基準日" {
            return (self.push(Expr::Day), Type::Date);
        }
        let found = self.symbols.get(name).copied();
        if let Some(symbol) = found {
            let kind = match symbol {
                Symbol::Question(_) => Named::Question,
                Symbol::Decision(_) => Named::Decision,
                Symbol::Facts(_) => Named::Table,
            };
            self.uses_name(kind, name, source.place(&ast.span));
        }
        match found {
            Some(Symbol::Question(it)) => {
                let ty = self.question_types.get(it).cloned().unwrap_or(Type::Any);
                (self.push(Expr::Question(it)), ty)
            }
            Some(Symbol::Decision(it)) => {
                let ty = self.decision(it);
                (self.push(Expr::Decision(it)), ty)
            }
            Some(Symbol::Facts(it)) => {
                let ty = self.facts_types.get(it).cloned().unwrap_or(Type::Any);
                (self.push(Expr::Facts(it)), ty)
            }
            None => {
                let unknown = Diagnostic::new(
                    "unknown-name",
                    source.place(&ast.span),
                    &[name, "@name-any"],
                );
                let unknown = unknown.help_with("quote-it", &[name]);
                let fields = scope.locals.iter().flat_map(|it| match &it.ty {
                    Type::Context(fields) if it.is_row => {
                        fields.iter().map(|(it, _)| &**it).collect()
                    }
                    _ => vec![it.name.as_str()],
                });
                let known: Vec<&str> = self
                    .symbols
                    .keys()
                    .map(String::as_str)
                    .chain(fields)
                    .collect();
                let unknown = with_guess(unknown, name, known.into_iter());
                self.out.push(unknown);
                self.any()
            }
        }
    }

    pub(super) fn path(
        &mut self,
        inner: &Ast,
        field: &str,
        ast: &Ast,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Lowered {
        let (expr, ty) = self.lower(inner, scope, source);
        let (fields, is_list) = match &ty {
            Type::Context(fields) => (Some(fields.clone()), false),
            Type::List(item) => match &**item {
                Type::Context(fields) => (Some(fields.clone()), true),
                _ => (None, true),
            },
            _ => (None, false),
        };
        let field_type = match (&fields, ty.item().is_unknown()) {
            (Some(fields), _) => match fields.iter().find(|(it, _)| **it == *field) {
                Some((_, ty)) => ty.clone(),
                None => {
                    let known: Vec<&str> = fields.iter().map(|(it, _)| &**it).collect();
                    let span = ast.span.end.saturating_sub(field.len())..ast.span.end;
                    let unknown = Diagnostic::new(
                        "unknown-column",
                        source.place(&span),
                        &[field, &messages::list(&known)],
                    );
                    self.out.push(with_guess(unknown, field, known.into_iter()));
                    Type::Any
                }
            },
            (None, true) => Type::Any,
            (None, false) => {
                self.report(
                    "wrong-arguments",
                    &source.place(&inner.span),
                    &[&[".", field].concat(), "@type-context"],
                );
                Type::Any
            }
        };
        let expr = self.push(Expr::Field(expr, Text::from(field)));
        (
            expr,
            if is_list {
                Type::list(field_type)
            } else {
                field_type
            },
        )
    }

    pub(super) fn filter(
        &mut self,
        list: &Ast,
        condition: &Ast,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Lowered {
        let (list, ty) = self.lower(list, scope, source);
        let item = ty.item();
        if matches!(condition.kind, Kind::Number(_) | Kind::Negate(_)) {
            let (at, _) = self.lower(condition, scope, source);
            return (self.push(Expr::Item(list, at)), item);
        }
        let n_findings = self.out.len();
        let (body, body_type) = self.within("item", item.clone(), true, condition, scope, source);
        if body_type == Type::Number {
            // A number worked out: an item at a place after all, outside the row.
            let (at, _) = self.lower(condition, scope, source);
            return (self.push(Expr::Item(list, at)), item);
        }
        self.expect_condition(&body_type, condition, source);
        // A place for some, a condition for others: which it is must be seen here.
        if body_type == Type::Any && self.out.len() == n_findings {
            let place = source.place(&condition.span);
            self.report("not-a-condition", &place, &[body_type.phrase()]);
        }
        (self.push(Expr::Filter(list, body)), Type::list(item))
    }
}
