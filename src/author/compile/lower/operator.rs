//! Operators: whether the kinds of both sides go together, and what is told
//! where they clash.

use super::super::Compiler;
use super::{Lowered, Scope, SourceText};
use crate::author::feel::{Ast, BinaryOp, Kind};
use crate::author::fields::with_guess;
use crate::author::types::{Options, Type};
use crate::author::{Diagnostic, Place, messages};
use crate::book::{Expr, Further};
use crate::value::{Arithmetic, Comparison};

impl Compiler<'_> {
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        left: &Ast,
        right: &Ast,
        ast: &Ast,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Lowered {
        let (a, a_type) = self.lower(left, scope, source);
        let (b, b_type) = self.lower(right, scope, source);
        let arithmetic = match op {
            BinaryOp::Add => Some(Arithmetic::Add),
            BinaryOp::Subtract => Some(Arithmetic::Subtract),
            BinaryOp::Multiply => Some(Arithmetic::Multiply),
            BinaryOp::Divide => Some(Arithmetic::Divide),
            BinaryOp::Power => Some(Arithmetic::Power),
            _ => None,
        };
        if let Some(op) = arithmetic {
            for ty in [&a_type, &b_type] {
                ty.lose(&source.place(&ast.span));
            }
            if op == Arithmetic::Power {
                self.page_lacks("**", ast, source);
            }
            let is_text = op == Arithmetic::Add
                && matches!((&a_type, &b_type), (Type::Text(..), Type::Text(..)));
            let are_numbers = a_type.agrees(&Type::Number) && b_type.agrees(&Type::Number);
            let goes_further = [&a_type, &b_type].into_iter().any(|it| *it == Type::Other);
            if goes_further {
                let it = Further::Operate(op, a, b);
                return (self.push(Expr::Further(it)), Type::Any);
            }
            if !is_text && !are_numbers {
                let place = source.place(&ast.span);
                self.clash(&a_type, &b_type, op_of(ast), &place);
            }
            let ty = if is_text { Type::TEXT } else { Type::Number };
            return (self.push(Expr::Arithmetic(op, a, b)), ty);
        }
        self.comparable(&a_type, &b_type, op.symbol(), left, right, ast, source);
        let expr = match op {
            BinaryOp::Less => Expr::Compare(Comparison::Less, a, b),
            BinaryOp::LessOrEqual => Expr::Compare(Comparison::LessOrEqual, a, b),
            BinaryOp::Greater => Expr::Compare(Comparison::Greater, a, b),
            BinaryOp::GreaterOrEqual => Expr::Compare(Comparison::GreaterOrEqual, a, b),
            BinaryOp::NotEqual => Expr::Not(self.push(Expr::Equal(a, b))),
            _ => Expr::Equal(a, b),
        };
        (self.push(expr), Type::Boolean)
    }

    pub(super) fn connective(
        &mut self,
        parts: &[Ast],
        make: fn(Vec<usize>) -> Expr,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Lowered {
        let mut exprs = Vec::new();
        for part in parts {
            let (expr, ty) = self.lower(part, scope, source);
            self.expect_condition(&ty, part, source);
            exprs.push(expr);
        }
        (self.push(make(exprs)), Type::Boolean)
    }

    /// Kinds must agree, and a text must be one of the other side's options.
    #[expect(clippy::too_many_arguments, reason = "both sides with kind and place")]
    pub(super) fn comparable(
        &mut self,
        a: &Type,
        b: &Type,
        op: &str,
        left: &Ast,
        right: &Ast,
        ast: &Ast,
        source: &SourceText<'_>,
    ) {
        if !a.agrees(b) {
            self.clash(a, b, op, &source.place(&ast.span));
            return;
        }
        match op {
            "=" | "!=" | "in" => a.tie(b, &source.place(&ast.span)),
            _ => [a, b]
                .into_iter()
                .for_each(|it| it.lose(&source.place(&ast.span))),
        }
        // Two texts as they are written are nobody's options.
        let both_written =
            matches!((&left.kind, &right.kind), (Kind::Text(_), Kind::Text(_))) && op != "in";
        for (options, literal) in [(a, right), (b, left)]
            .into_iter()
            .filter(|_| !both_written)
        {
            if let (Type::Text(Some(options), _), Kind::Text(text)) = (options, &literal.kind) {
                self.check_option(text, options, &source.place(&literal.span));
            }
        }
    }

    /// Two kinds that do not go together, with what is usually meant.
    pub(in super::super) fn clash(&mut self, a: &Type, b: &Type, op: &str, place: &Place) {
        let clash = Diagnostic::new("type-clash", place.clone(), &[a.phrase(), b.phrase(), op]);
        let has = |wanted: fn(&Type) -> bool| wanted(a) || wanted(b);
        self.out.push(if has(|it| matches!(it, Type::List(_))) {
            clash.help_with("in-a-list", &[])
        } else if has(|it| matches!(it, Type::Date)) {
            clash.help_with("date-as", &[])
        } else if has(|it| matches!(it, Type::Boolean)) && matches!(op, "=" | "!=") {
            clash.help_with("yes-or-no", &[])
        } else if has(|it| matches!(it, Type::Number)) && has(|it| matches!(it, Type::Text(..))) {
            clash.help_with("no-quotes", &[])
        } else {
            clash
        });
    }

    pub(in super::super) fn check_option(&mut self, text: &str, options: &Options, place: &Place) {
        if options.has(text) {
            return;
        }
        let options = options.in_order();
        let mut some: Vec<&str> = options.iter().take(8).map(|it| &**it).collect();
        if options.len() > some.len() {
            some.push("…");
        }
        let unknown = Diagnostic::new(
            "unknown-option",
            place.clone(),
            &[text, &messages::list(some)],
        );
        self.out
            .push(with_guess(unknown, text, options.iter().map(|it| &**it)));
    }

    pub(super) fn expect_condition(&mut self, ty: &Type, ast: &Ast, source: &SourceText<'_>) {
        if !ty.agrees(&Type::Boolean) {
            self.report("not-a-condition", &source.place(&ast.span), &[ty.phrase()]);
        }
    }

    pub(super) fn expect_number(
        &mut self,
        ty: &Type,
        op: &str,
        ast: &Ast,
        source: &SourceText<'_>,
    ) {
        if !ty.agrees(&Type::Number) {
            self.report(
                "wrong-arguments",
                &source.place(&ast.span),
                &[op, Type::Number.phrase()],
            );
        }
    }
}

fn op_of(ast: &Ast) -> &'static str {
    match &ast.kind {
        Kind::Binary(op, ..) => op.symbol(),
        _ => "",
    }
}
