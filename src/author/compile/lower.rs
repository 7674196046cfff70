//! Expressions: names to ids, operators to the evaluator's, kinds checked on
//! the way. Each mistake is told once, at its own place in the text.

use std::ops::Range;
use std::rc::Rc;

use super::super::check::{Formula, Seen};
use super::super::feel::{self, Ast, BinaryOp, FeelError, Kind, Source, TestAst};
use super::super::fields::with_guess;
use super::super::pack::At;
use super::super::rename::Named;
use super::super::strand::Strand;
use super::super::types::{Options, Type};
use super::super::{Diagnostic, Place, messages};
use super::{Compiler, Symbol};
use crate::book::{Builtin, Comparand, Expr, Function, Further, Literal, Test};
use crate::value::{Arithmetic, Comparison, Date, Text};

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

const FUNCTIONS: [(&str, Builtin); 17] = [
    ("sum", Builtin::Sum),
    ("count", Builtin::Count),
    ("min", Builtin::Min),
    ("max", Builtin::Max),
    ("all", Builtin::All),
    ("any", Builtin::Any),
    ("concatenate", Builtin::Concatenate),
    ("distinct values", Builtin::DistinctValues),
    ("contains", Builtin::Contains),
    ("starts with", Builtin::StartsWith),
    ("ends with", Builtin::EndsWith),
    ("string length", Builtin::StringLength),
    ("floor", Builtin::Floor),
    ("ceiling", Builtin::Ceiling),
    ("abs", Builtin::Abs),
    ("満年齢", Builtin::Age),
    ("年度", Builtin::FiscalYear),
];

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

    fn name(
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

    fn binary(
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

    /// Kinds must agree, and a text must be one of the other side's options.
    #[expect(clippy::too_many_arguments, reason = "both sides with kind and place")]
    fn comparable(
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
    pub(super) fn clash(&mut self, a: &Type, b: &Type, op: &str, place: &Place) {
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

    pub(super) fn check_option(&mut self, text: &str, options: &Options, place: &Place) {
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

    fn connective(
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

    fn expect_condition(&mut self, ty: &Type, ast: &Ast, source: &SourceText<'_>) {
        if !ty.agrees(&Type::Boolean) {
            self.report("not-a-condition", &source.place(&ast.span), &[ty.phrase()]);
        }
    }

    fn expect_number(&mut self, ty: &Type, op: &str, ast: &Ast, source: &SourceText<'_>) {
        if !ty.agrees(&Type::Number) {
            self.report(
                "wrong-arguments",
                &source.place(&ast.span),
                &[op, Type::Number.phrase()],
            );
        }
    }

    fn end(&mut self, ast: &Ast, ty: &Type, scope: &mut Scope, source: &SourceText<'_>) -> usize {
        let (expr, end_type) = self.lower(ast, scope, source);
        for ty in [ty, &end_type] {
            ty.lose(&source.place(&ast.span));
        }
        if !ty.agrees(&end_type) {
            self.clash(ty, &end_type, "..", &source.place(&ast.span));
        }
        expr
    }

    /// A unary test against a value of kind `ty`.
    pub(super) fn tests(
        &mut self,
        tests: &[TestAst],
        negated: bool,
        ty: &Type,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Test {
        let literals: Option<Vec<Literal>> = tests.iter().map(plain_literal).collect();
        let mut comparands: Vec<Comparand> = tests
            .iter()
            .map(|it| self.comparand(it, ty, scope, source))
            .collect();
        match literals {
            Some(literals) if !negated => Test::OneOf(literals),
            _ if negated => Test::Not(comparands),
            _ if comparands.len() == 1 => Test::One(comparands.remove(0)),
            _ => Test::AnyOf(comparands),
        }
    }

    fn comparand(
        &mut self,
        test: &TestAst,
        ty: &Type,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Comparand {
        let mut end = |compiler: &mut Self, it: &Option<(Ast, bool)>| {
            it.as_ref()
                .map(|(ast, closed)| (compiler.end(ast, ty, scope, source), *closed))
        };
        match test {
            TestAst::Range(low, high) => {
                let low = end(self, low);
                let high = end(self, high);
                Comparand::Range(low, high)
            }
            TestAst::Compared(_, ast) => {
                let (expr, value_type) = self.lower(ast, scope, source);
                ty.tie(&value_type, &source.place(&ast.span));
                Comparand::Equal(expr)
            }
            TestAst::Value(ast) if mentions_input(ast) => {
                let (expr, _) = self.within("?", ty.clone(), false, ast, scope, source);
                Comparand::Holds(expr)
            }
            TestAst::Value(Ast {
                kind: Kind::Range(range),
                ..
            }) => self.comparand(range, ty, scope, source),
            TestAst::Value(ast) => {
                let (expr, value_type) = self.lower(ast, scope, source);
                match (&value_type, ty) {
                    (Type::List(item), ty) if !matches!(ty, Type::List(_)) => {
                        self.comparable(ty, &(**item).clone(), "in", ast, ast, ast, source);
                        if let (Type::Text(Some(wanted), _), Type::Text(Some(options), _)) =
                            (ty, &**item)
                        {
                            // A literal on the left must be one of the list's options.
                            if let [only] = wanted.in_order() {
                                self.check_option(only, options, &source.at.place.clone());
                            }
                        }
                        Comparand::Member(expr)
                    }
                    _ => {
                        self.comparable(ty, &value_type, "in", ast, ast, ast, source);
                        Comparand::Equal(expr)
                    }
                }
            }
        }
    }

    fn path(
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

    fn filter(
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
        let (body, body_type) = self.within("item", item.clone(), true, condition, scope, source);
        if body_type == Type::Number {
            // A number worked out: an item at a place after all, outside the row.
            let (at, _) = self.lower(condition, scope, source);
            return (self.push(Expr::Item(list, at)), item);
        }
        self.expect_condition(&body_type, condition, source);
        (self.push(Expr::Filter(list, body)), Type::list(item))
    }

    fn call(
        &mut self,
        name: &str,
        arguments: &[Ast],
        ast: &Ast,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Lowered {
        let place = source.place(&ast.span);
        match (name, arguments) {
            ("not", [only]) => {
                let (expr, ty) = self.lower(only, scope, source);
                self.expect_condition(&ty, only, source);
                return (self.push(Expr::Not(expr)), Type::Boolean);
            }
            (
                "date",
                [
                    Ast {
                        kind: Kind::Text(text),
                        span,
                    },
                ],
            ) => {
                let Some(date) = Date::parse(text) else {
                    self.report("bad-date", &source.place(span), &[text]);
                    return self.any();
                };
                return (self.literal(Literal::Date(date)), Type::Date);
            }
            ("list contains", [list, item]) => {
                let (list, list_type) = self.lower(list, scope, source);
                let (item, item_type) = self.lower(item, scope, source);
                list_type.tie(&item_type, &place);
                return (
                    self.push(Expr::In(item, Test::One(Comparand::Member(list)))),
                    Type::Boolean,
                );
            }
            _ => {}
        }
        let Some((_, builtin)) = FUNCTIONS.iter().find(|(it, _)| *it == name) else {
            if Function::named(name).is_some() {
                let arguments: Vec<_> = arguments.iter().map(|it| (None, it.clone())).collect();
                return self.further_call(name, &arguments, ast, scope, source);
            }
            let known = FUNCTIONS
                .iter()
                .map(|(it, _)| *it)
                .chain(["not", "date", "list contains"]);
            let unknown = Diagnostic::new(
                "unknown-function",
                place,
                &[name, &messages::list(known.clone())],
            );
            self.out.push(match name {
                "now" | "today" => unknown.help_with("use-day", &[]),
                _ => with_guess(unknown, name, known),
            });
            return self.any();
        };
        if !builtin.is_on_page() {
            self.page_lacks(name, ast, source);
        }
        let mut lowered: Vec<Lowered> = arguments
            .iter()
            .map(|it| self.lower(it, scope, source))
            .collect();
        let types: Vec<Type> = lowered.iter().map(|(_, ty)| ty.clone()).collect();
        let (wanted, ty): (&[&Type], Type) = match builtin {
            Builtin::Sum
            | Builtin::Count
            | Builtin::Min
            | Builtin::Max
            | Builtin::All
            | Builtin::Any => {
                if lowered.is_empty() {
                    self.report("wrong-arguments", &place, &[name, "@type-list"]);
                    return self.any();
                }
                // Several arguments are a list of them.
                if lowered.len() > 1 {
                    let items = lowered.iter().map(|(it, _)| *it).collect();
                    lowered = vec![(self.push(Expr::List(items)), Type::Any)];
                }
                let items = types.iter().map(Type::item);
                let item = items.fold(Type::Null, |all, it| all.join(it, &place));
                let sums_a_filter = matches!(arguments, [only] if may_be_empty(only));
                if *builtin == Builtin::Sum && sums_a_filter {
                    self.report("sum-of-nothing", &place, &[name]);
                }
                if matches!(builtin, Builtin::Min | Builtin::Max) {
                    item.lose(&place);
                }
                let ty = match builtin {
                    Builtin::Count | Builtin::Sum => Type::Number,
                    Builtin::All | Builtin::Any => Type::Boolean,
                    _ => item.clone(),
                };
                if *builtin == Builtin::Sum && !item.agrees(&Type::Number) {
                    self.report("wrong-arguments", &place, &[name, "@type-numbers"]);
                }
                let arguments = lowered.into_iter().map(|(it, _)| it).collect();
                return (self.push(Expr::Call(*builtin, arguments)), ty);
            }
            Builtin::Concatenate => {
                let items = types.iter().map(Type::item);
                let item = items.fold(Type::Null, |all, it| all.join(it, &place));
                let arguments = lowered.into_iter().map(|(it, _)| it).collect();
                return (self.push(Expr::Call(*builtin, arguments)), Type::list(item));
            }
            Builtin::DistinctValues => (&[&Type::Any], types.first().cloned().unwrap_or(Type::Any)),
            Builtin::Contains | Builtin::StartsWith | Builtin::EndsWith => {
                (&[&Type::TEXT, &Type::TEXT], Type::Boolean)
            }
            Builtin::StringLength => (&[&Type::TEXT], Type::Number),
            Builtin::Floor | Builtin::Ceiling | Builtin::Abs => (&[&Type::Number], Type::Number),
            Builtin::Age => (&[&Type::Date, &Type::Date], Type::Number),
            Builtin::FiscalYear => (&[&Type::Date], Type::Number),
        };
        if *builtin != Builtin::DistinctValues {
            types.iter().for_each(|it| it.lose(&place));
        }
        let fits = types.len() == wanted.len()
            && types
                .iter()
                .zip(wanted)
                .all(|(it, wanted)| it.agrees(wanted));
        if !fits {
            let phrases = wanted.iter().map(|it| {
                if **it == Type::Any {
                    "@type-list"
                } else {
                    it.phrase()
                }
            });
            self.report("wrong-arguments", &place, &[name, &messages::list(phrases)]);
        }
        let arguments = lowered.into_iter().map(|(it, _)| it).collect();
        (self.push(Expr::Call(*builtin, arguments)), ty)
    }
}

impl Compiler<'_> {
    /// A pack may have it; a book for the page may not.
    fn page_lacks(&mut self, what: &str, ast: &Ast, source: &SourceText<'_>) {
        if self.wide.is_none() {
            self.report("page-lacks", &source.place(&ast.span), &[what]);
        }
    }

    /// A function of the whole of FEEL, which the page does without.
    fn further_call(
        &mut self,
        name: &str,
        arguments: &[(Option<String>, Ast)],
        ast: &Ast,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Lowered {
        let place = source.place(&ast.span);
        let Some(function) = Function::named(name) else {
            return self.any();
        };
        let mut given = Vec::new();
        for (name, argument) in arguments {
            let name = Text::from(name.as_deref().unwrap_or(""));
            let (expr, ty) = self.lower(argument, scope, source);
            ty.lose(&place);
            given.push((name, expr));
        }
        let Some(arguments) = self.by_signature(function, &given) else {
            let wanted = function.signatures().iter().flat_map(|it| it.iter());
            self.report("wrong-arguments", &place, &[name, &messages::list(wanted)]);
            return self.any();
        };
        self.page_lacks(name, ast, source);
        let ty = result_of(function);
        let call = self.push(Expr::Further(Further::Call(function, arguments)));
        (call, ty)
    }
}

/// The kind of what a function gives, where it is always the same.
fn result_of(function: Function) -> Type {
    use Function as F;
    match function {
        F::Decimal
        | F::RoundUp
        | F::RoundDown
        | F::RoundHalfUp
        | F::RoundHalfDown
        | F::Modulo
        | F::Sqrt
        | F::Exp
        | F::Log
        | F::Number
        | F::Mean
        | F::Product
        | F::Median
        | F::Stddev
        | F::DayOfYear
        | F::WeekOfYear
        | F::SchoolYear => Type::Number,
        F::Odd | F::Even | F::Matches | F::Is | F::IsHoliday | F::Before | F::After => {
            Type::Boolean
        }
        F::Text
        | F::Substring
        | F::UpperCase
        | F::LowerCase
        | F::SubstringBefore
        | F::SubstringAfter
        | F::Replace
        | F::StringJoin
        | F::DayOfWeek
        | F::MonthOfYear
        | F::JapaneseDate => Type::TEXT,
        F::Date | F::FromJapaneseDate => Type::Date,
        F::Time | F::DateAndTime | F::Duration | F::YearsAndMonths => Type::Other,
        _ => Type::Any,
    }
}

fn op_of(ast: &Ast) -> &'static str {
    match &ast.kind {
        Kind::Binary(op, ..) => op.symbol(),
        _ => "",
    }
}

/// The literal a test simply is.
pub(in super::super) fn plain_literal(test: &TestAst) -> Option<Literal> {
    let TestAst::Value(ast) = test else {
        return None;
    };
    match &ast.kind {
        Kind::Null => Some(Literal::Null),
        Kind::Boolean(it) => Some(Literal::Boolean(*it)),
        Kind::Number(it) => Some(Literal::Number(*it)),
        Kind::Text(it) => Some(Literal::Text(Text::from(it.as_str()))),
        Kind::Date(it) => Some(Literal::Date(*it)),
        _ => None,
    }
}

/// A filter, or a column of one: nothing may be left.
fn may_be_empty(ast: &Ast) -> bool {
    match &ast.kind {
        Kind::Filter(_, condition) => !matches!(condition.kind, Kind::Number(_)),
        Kind::Path(inner, _) => may_be_empty(inner),
        _ => false,
    }
}

pub(super) fn mentions_input(ast: &Ast) -> bool {
    let mut found = false;
    ast.each(&mut |it| found |= it.kind == Kind::Input);
    found
}
