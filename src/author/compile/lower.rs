//! Expressions: names to ids, operators to the evaluator's, kinds checked on
//! the way. Each mistake is told once, at its own place in the text.
//!
//! Here is the walk over the tree, and how a place in it is found in the file.
//! `name` has what names lead to, `call` functions, `test` what a value is
//! tested by, `operator` whether kinds go together.

mod call;
mod name;
mod operator;
mod test;

use std::ops::Range;
use std::rc::Rc;

use super::super::check::{Formula, Seen};
use super::super::feel::{self, Ast, FeelError, Kind, Source};
use super::super::pack::At;
use super::super::strand::Strand;
use super::super::types::Type;
use super::super::{Diagnostic, Place};
use super::Compiler;
use crate::book::{Comparand, Expr, Function, Further, Literal, Test};
use crate::value::Text;
pub(super) use test::mentions_input;
pub(in crate::author) use test::plain_literal;

/// Names bound inside an expression, outermost first.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) locals: Vec<Local>,
}

#[derive(Clone, Debug)]
pub(super) struct Local {
    pub(super) name: String,
    pub(super) ty: Type,
    /// Its fields can be named without it, as in `表[列 = 1]`.
    pub(super) is_row: bool,
}

/// Where an expression's own text begins, to place what is wrong in it.
pub(super) struct SourceText<'t> {
    pub(super) at: &'t At<String>,
    base: Option<usize>,
}

impl SourceText<'_> {
    fn place(&self, span: &Range<usize>) -> Place {
        let whole = &self.at.place;
        match self.base {
            Some(base) => Place {
                file: whole.file,
                span: base + span.start..base + span.end,
            },
            None => whole.clone(),
        }
    }
}

/// One expression; a book takes no deeper ones.
const MAX_OWN_DEPTH: usize = 80;
const MAX_DEPTH: usize = 400;

/// A compiled expression and its kind.
type Lowered = (usize, Type);

impl Compiler<'_> {
    /// Parses and compiles; `None` where the text is no expression.
    pub(super) fn expression(&mut self, text: &At<String>, scope: &mut Scope) -> Option<Lowered> {
        let source = self.text(text);
        let names = self.wide.as_ref().map(|it| &it.names);
        match feel::expression(&text.it, names) {
            Ok(ast) => {
                let outer = std::mem::replace(&mut self.own_depth, 0);
                let lowered = self.lower(&ast, scope, &source);
                self.own_depth = outer;
                self.see(&source, Formula::Expression(ast));
                Some(lowered)
            }
            Err(error) => {
                self.feel_error(&error, &source);
                None
            }
        }
    }

    pub(super) fn text<'t>(&self, text: &'t At<String>) -> SourceText<'t> {
        // Quotes around a plain text shift it by one; anything folded or escaped
        // cannot be told apart and is placed as a whole.
        let file = self
            .sources
            .get(text.place.file)
            .map_or("", |it| it.text.as_str());
        let start = text.place.span.start;
        let base = [start, start + 1].into_iter().find(|it| {
            file.get(*it..)
                .is_some_and(|rest| rest.starts_with(&text.it))
        });
        SourceText { at: text, base }
    }

    /// Keeps what was read for the checks of its text.
    pub(super) fn see(&mut self, source: &SourceText<'_>, what: Formula) {
        let whole = source.at.place.clone();
        if self.wide.is_none() {
            let file = self.sources.get(whole.file);
            self.seen.push(Seen {
                is_in_csv: file.is_some_and(|it| it.path.ends_with(".csv")),
                whole,
                base: source.base,
                text: source.at.it.clone(),
                what,
            });
        }
    }

    pub(super) fn feel_error(&mut self, error: &FeelError, source: &SourceText<'_>) {
        let args: Vec<&str> = error.args.iter().map(String::as_str).collect();
        let mut diagnostic = Diagnostic::new(error.code, source.place(&error.span), &args);
        if let Some((key, word)) = &error.help {
            diagnostic = diagnostic.help_with(key, &[word]);
        }
        self.out.push(diagnostic);
        for also in &error.also {
            self.feel_error(also, source);
        }
    }

    /// The kind of a text as it is written.
    fn written(&mut self, text: Text, place: &Place) -> Type {
        let ty = Type::written(text.clone(), Strand::default());
        self.hangs(&ty, &text, place);
        ty
    }

    fn any(&mut self) -> Lowered {
        (self.literal(Literal::Null), Type::Any)
    }

    /// Compiles a tree. Too deep a one, alone or with the decisions that wait
    /// for it, is refused before it exhausts our own stack.
    pub(super) fn lower(
        &mut self,
        ast: &Ast,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Lowered {
        if self.own_depth >= MAX_OWN_DEPTH || self.depth >= MAX_DEPTH {
            self.report("too-deep", &source.place(&ast.span), &[]);
            return self.any();
        }
        self.own_depth += 1;
        self.depth += 1;
        let lowered = if self.wide.is_some() {
            // Kinds are found out when it runs.
            let expr = match self.lower_wide(ast, scope, source) {
                Some(expr) => expr,
                None => self.lower_inside(ast, scope, source).0,
            };
            (expr, Type::Any)
        } else {
            self.lower_inside(ast, scope, source)
        };
        self.depth -= 1;
        self.own_depth -= 1;
        lowered
    }

    fn lower_inside(&mut self, ast: &Ast, scope: &mut Scope, source: &SourceText<'_>) -> Lowered {
        match &ast.kind {
            Kind::Null => (self.literal(Literal::Null), Type::Null),
            Kind::Boolean(it) => (self.literal(Literal::Boolean(*it)), Type::Boolean),
            Kind::Number(it) => (self.literal(Literal::Number(*it)), Type::Number),
            Kind::Text(it) => {
                let text = Text::from(it.as_str());
                let ty = self.written(text.clone(), &source.place(&ast.span));
                (self.literal(Literal::Text(text)), ty)
            }
            Kind::Date(it) => (self.literal(Literal::Date(*it)), Type::Date),
            Kind::Name(name) => self.name(name, ast, scope, source),
            Kind::Input => self.name("?", ast, scope, source),
            Kind::Negate(inner) => {
                let (expr, ty) = self.lower(inner, scope, source);
                self.expect_number(&ty, "-", inner, source);
                (self.push(Expr::Negate(expr)), Type::Number)
            }
            Kind::Binary(op, left, right) => self.binary(*op, left, right, ast, scope, source),
            Kind::And(parts) => self.connective(parts, Expr::And, scope, source),
            Kind::Or(parts) => self.connective(parts, Expr::Or, scope, source),
            Kind::Between(value, low, high) => {
                let (value, ty) = self.lower(value, scope, source);
                let low = self.end(low, &ty, scope, source);
                let high = self.end(high, &ty, scope, source);
                let test = Test::One(Comparand::Range(Some((low, true)), Some((high, true))));
                (self.push(Expr::In(value, test)), Type::Boolean)
            }
            Kind::In(value, tests) => {
                let (value, ty) = self.lower(value, scope, source);
                let test = self.tests(tests, false, &ty, scope, source);
                (self.push(Expr::In(value, test)), Type::Boolean)
            }
            Kind::If(condition, then, otherwise) => {
                let (condition_expr, ty) = self.lower(condition, scope, source);
                self.expect_condition(&ty, condition, source);
                let (then, then_type) = self.lower(then, scope, source);
                let (otherwise, otherwise_type) = self.lower(otherwise, scope, source);
                (
                    self.push(Expr::If(condition_expr, then, otherwise)),
                    then_type.join(otherwise_type, &source.place(&ast.span)),
                )
            }
            Kind::For(sources, body) => match sources.as_slice() {
                [(name, Source::List(list))] if self.wide.is_none() => {
                    self.page_lacks("for", ast, source);
                    let (list, item) = self.list_of(list, scope, source);
                    let (body, ty) = self.within(name, item, false, body, scope, source);
                    (self.push(Expr::For(list, body)), Type::list(ty))
                }
                sources => {
                    self.page_lacks("for …, …", ast, source);
                    self.iterate(sources, body, scope, source)
                }
            },
            Kind::Some(name, list, body) => {
                let (list, item) = self.list_of(list, scope, source);
                let (condition, ty) = self.within(name, item, false, body, scope, source);
                self.expect_condition(&ty, body, source);
                (self.push(Expr::Some(list, condition)), Type::Boolean)
            }
            Kind::Every(name, list, body) => {
                let (list, item) = self.list_of(list, scope, source);
                let (condition, ty) = self.within(name, item, false, body, scope, source);
                self.expect_condition(&ty, body, source);
                (self.push(Expr::Every(list, condition)), Type::Boolean)
            }
            Kind::Path(inner, field) => self.path(inner, field, ast, scope, source),
            Kind::Filter(list, condition) => self.filter(list, condition, scope, source),
            Kind::List(items) => {
                let mut ty = Type::Null;
                let mut exprs = Vec::new();
                for item in items {
                    let (expr, item_type) = self.lower(item, scope, source);
                    exprs.push(expr);
                    ty = ty.join(item_type, &source.place(&ast.span));
                }
                (
                    self.push(Expr::List(exprs)),
                    Type::list(if ty == Type::Null { Type::Any } else { ty }),
                )
            }
            Kind::Context(entries) => {
                let mut types = Vec::new();
                let mut exprs = Vec::new();
                for (name, entry) in entries {
                    let (expr, ty) = self.lower(entry, scope, source);
                    exprs.push((Text::from(name.as_str()), expr));
                    types.push((Text::from(name.as_str()), ty));
                }
                (
                    self.push(Expr::Context(exprs)),
                    Type::Context(Rc::new(types)),
                )
            }
            Kind::Call(name, arguments) => {
                let plain: Vec<Ast> = arguments.iter().map(|(_, it)| it.clone()).collect();
                if arguments.iter().any(|(name, _)| name.is_some()) {
                    return self.further_call(name, arguments, ast, scope, source);
                }
                self.call(name, &plain, ast, scope, source)
            }
            Kind::At(text) => {
                self.page_lacks("@", ast, source);
                let text = self.literal(Literal::Text(Text::from(text.as_str())));
                let call = Further::Call(Function::At, vec![text]);
                (self.push(Expr::Further(call)), Type::Other)
            }
            Kind::Instance(value, of) => {
                self.page_lacks("instance of", ast, source);
                let value = self.lower(value, scope, source).0;
                let of = self.type_ast(of, 0);
                let it = Further::Instance(value, of);
                (self.push(Expr::Further(it)), Type::Boolean)
            }
            Kind::Invoke(..) | Kind::Function(..) => self.any(),
            Kind::Range(_) => {
                self.report("unsupported", &source.place(&ast.span), &["[ .. ]"]);
                self.any()
            }
        }
    }

    fn within(
        &mut self,
        name: &str,
        ty: Type,
        is_row: bool,
        body: &Ast,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Lowered {
        scope.locals.push(Local {
            name: name.to_owned(),
            ty,
            is_row,
        });
        let lowered = self.lower(body, scope, source);
        scope.locals.pop();
        lowered
    }

    fn list_of(&mut self, list: &Ast, scope: &mut Scope, source: &SourceText<'_>) -> Lowered {
        let (expr, ty) = self.lower(list, scope, source);
        (expr, ty.item())
    }

    /// A pack may have it; a book for the page may not.
    fn page_lacks(&mut self, what: &str, ast: &Ast, source: &SourceText<'_>) {
        if self.wide.is_none() {
            self.report("page-lacks", &source.place(&ast.span), &[what]);
        }
    }
}
