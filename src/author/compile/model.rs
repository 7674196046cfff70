//! Expressions and models of other tools to a book: inputs become questions,
//! boxed expressions become expressions.

use super::super::feel::{self, TypeAst};
use super::super::model::{Boxed, Expression, Input, Model, Named, Table, TypeDecl, Unreadable};
use super::super::pack::At;
use super::super::source::{Files, Sources};
use super::super::{Diagnostic, Place};
use super::decision::empty_decision;
use super::lower::Scope;
use super::wide::Wide;
use super::{Compiler, Symbol};
use crate::book::{
    self, Book, DecisionTable, Expr, ExprId, Fitting, Further, HitPolicy, Kind, Literal, Logic,
    Period, Phrase, Question, Row, Test, TypeOf,
};
use crate::value::Text;

/// The book of one expression.
pub(in crate::author) fn expression(expression: &Expression) -> Result<Book, Unreadable> {
    let files = Files::new();
    let mut compiler = Compiler::new(&files, Sources::default(), Vec::new());
    compiler.widen(&expression.inputs, &expression.types);
    if let Some(wide) = &mut compiler.wide {
        for name in &expression.entries {
            wide.names.add(name);
        }
    }
    compiler.book.decisions = vec![empty_decision("")];
    let text = compiler.nowhere(&expression.text);
    let parsed = {
        let names = compiler.wide.as_ref().map(|it| &it.names);
        feel::expression(&text.it, names)
    };
    let ast = match parsed {
        Ok(ast) => ast,
        Err(error) => return Err(compiler.unreadable(&error)),
    };
    let source = compiler.text(&text);
    let found = compiler.out.len();
    let (mut expr, _) = compiler.lower(&ast, &mut Scope::default(), &source);
    if let Some(deep) = compiler.too_deep(found) {
        return Err(deep);
    }
    if let Some(of) = &expression.result {
        let of = compiler.type_declared(of, 0);
        expr = compiler.push(Expr::Further(Further::Coerce(expr, of)));
    }
    compiler.set_decision(0, expr);
    Ok(done(compiler.book))
}

/// The book of a model, and what could not be read.
pub(in crate::author) fn model(model: &Model) -> (Book, Vec<Unreadable>) {
    let files = Files::new();
    let mut compiler = Compiler::new(&files, Sources::default(), Vec::new());
    compiler.widen(&model.inputs, &model.types);
    let all: Vec<&Named> = model.decisions.iter().chain(&model.functions).collect();
    for (at, it) in all.iter().enumerate() {
        compiler
            .symbols
            .insert(it.name.clone(), Symbol::Decision(at));
        compiler.know(&it.name);
        compiler.names_in(&it.logic);
    }
    compiler.book.decisions = all.iter().map(|it| empty_decision(&it.name)).collect();
    let mut unreadable = Vec::new();
    for (at, it) in all.iter().enumerate() {
        if let Some(wide) = &mut compiler.wide {
            wide.visible = Some(it.requires.iter().cloned().collect());
        }
        let mut expr = compiler.boxed(&it.logic, &mut Scope::default(), &mut unreadable);
        if let Some(of) = it
            .of
            .as_ref()
            .filter(|_| !matches!(it.logic, Boxed::Function(..)))
        {
            let of = compiler.type_declared(of, 0);
            expr = compiler.push(Expr::Further(Further::Coerce(expr, of)));
        }
        compiler.set_decision(at, expr);
    }
    (done(compiler.book), unreadable)
}

fn done(mut book: Book) -> Book {
    book.graph = super::graph::graph(&book);
    book
}

impl Compiler<'_> {
    fn widen(&mut self, inputs: &[Input], types: &[(String, TypeDecl)]) {
        self.wide = Some(Wide {
            types: types.iter().cloned().collect(),
            ..Wide::default()
        });
        for (name, of) in types {
            self.know(name);
            self.names_of_type(of);
        }
        for (at, input) in inputs.iter().enumerate() {
            self.know(&input.name);
            self.symbols
                .insert(input.name.clone(), Symbol::Question(at));
            self.book.questions.push(question(&input.name));
        }
        let mut input_types = Vec::new();
        for input in inputs {
            input_types.push(input.of.as_ref().map(|of| {
                self.names_of_type(of);
                self.type_declared(of, 0)
            }));
        }
        if let Some(wide) = &mut self.wide {
            wide.input_types = input_types;
        }
    }

    fn know(&mut self, name: &str) {
        if let Some(wide) = &mut self.wide {
            wide.names.add(name);
        }
    }

    fn names_of_type(&mut self, of: &TypeDecl) {
        match of {
            TypeDecl::Text(_) => {}
            TypeDecl::List(of) | TypeDecl::Allowed(of, _) => self.names_of_type(of),
            TypeDecl::Context(entries) => {
                for (name, of) in entries {
                    self.know(name);
                    self.names_of_type(of);
                }
            }
            TypeDecl::Function(parameters, result) => {
                parameters.iter().for_each(|it| self.names_of_type(it));
                self.names_of_type(result);
            }
        }
    }

    /// Names that the boxes declare anywhere.
    fn names_in(&mut self, boxed: &Boxed) {
        match boxed {
            Boxed::Literal(_) => {}
            Boxed::Context(entries, result) => {
                for (name, entry) in entries {
                    self.know(name);
                    self.names_in(entry);
                }
                result.iter().for_each(|it| self.names_in(it));
            }
            Boxed::Function(parameters, body) => {
                parameters.iter().for_each(|it| self.know(&it.name));
                self.names_in(body);
            }
            Boxed::Invocation(function, bindings) => {
                self.names_in(function);
                bindings.iter().for_each(|(_, it)| self.names_in(it));
            }
            Boxed::Relation(columns, rows) => {
                columns.iter().for_each(|it| self.know(it));
                rows.iter().flatten().for_each(|it| self.names_in(it));
            }
            Boxed::List(items) => items.iter().for_each(|it| self.names_in(it)),
            Boxed::If(a, b, c) => [a, b, c].into_iter().for_each(|it| self.names_in(it)),
            Boxed::Filter(a, b) => [a, b].into_iter().for_each(|it| self.names_in(it)),
            Boxed::For(name, a, b) | Boxed::Some(name, a, b) | Boxed::Every(name, a, b) => {
                self.know(name);
                self.names_in(a);
                self.names_in(b);
            }
            Boxed::Table(table) => table.outputs.iter().for_each(|it| self.know(&it.name)),
            Boxed::Typed(inner, of) => {
                self.names_of_type(of);
                self.names_in(inner);
            }
        }
    }

    fn set_decision(&mut self, at: usize, expr: ExprId) {
        if let Some(decision) = self.book.decisions.get_mut(at) {
            decision.logic = Logic::Expr(expr);
        }
    }

    /// A text that is in no file.
    fn nowhere(&self, text: &str) -> At<String> {
        At {
            it: text.to_owned(),
            place: Place {
                file: 0,
                span: 0..0,
            },
        }
    }

    fn unreadable(&self, error: &feel::FeelError) -> Unreadable {
        let args: Vec<&str> = error.args.iter().map(String::as_str).collect();
        let place = Place {
            file: 0,
            span: error.span.clone(),
        };
        let found = Diagnostic::new(error.code, place, &args);
        Unreadable::new(match &error.help {
            Some((key, word)) => found.help_with(key, &[word]),
            None => found,
        })
    }

    /// Of the findings since, the one that leaves no expression at all.
    fn too_deep(&mut self, since: usize) -> Option<Unreadable> {
        let found = self.out.drain(since..).find(|it| it.code() == "too-deep")?;
        Some(Unreadable::new(found))
    }

    fn literal_text(
        &mut self,
        text: &str,
        scope: &mut Scope,
        unreadable: &mut Vec<Unreadable>,
    ) -> ExprId {
        let text = self.nowhere(text);
        let parsed = {
            let names = self.wide.as_ref().map(|it| &it.names);
            feel::expression(&text.it, names)
        };
        match parsed {
            Ok(ast) => {
                let source = self.text(&text);
                let found = self.out.len();
                let outer = std::mem::replace(&mut self.own_depth, 0);
                let (expr, _) = self.lower(&ast, scope, &source);
                self.own_depth = outer;
                unreadable.extend(self.too_deep(found));
                expr
            }
            Err(error) => {
                unreadable.push(self.unreadable(&error));
                self.literal(Literal::Null)
            }
        }
    }

    fn boxed(
        &mut self,
        boxed: &Boxed,
        scope: &mut Scope,
        unreadable: &mut Vec<Unreadable>,
    ) -> ExprId {
        let further = match boxed {
            Boxed::Literal(text) => return self.literal_text(text, scope, unreadable),
            Boxed::Context(entries, None) => {
                return self.context_of(entries, scope, |it, entry, scope| {
                    it.boxed(entry, scope, unreadable)
                });
            }
            Boxed::Context(entries, Some(result)) => {
                let before = scope.locals.len();
                let mut exprs = Vec::new();
                for (name, entry) in entries {
                    exprs.push(self.boxed(entry, scope, unreadable));
                    scope.locals.push(super::wide::local(name, false));
                }
                let result = self.boxed(result, scope, unreadable);
                scope.locals.truncate(before);
                Further::Let(exprs, result)
            }
            Boxed::Function(parameters, body) => {
                let mut lowered = Vec::new();
                for it in parameters {
                    let of = it.of.as_ref().map(|of| self.type_declared(of, 0));
                    lowered.push((Text::from(it.name.as_str()), of));
                }
                let names: Vec<(String, Option<TypeAst>)> = parameters
                    .iter()
                    .map(|it| (it.name.clone(), None))
                    .collect();
                let function =
                    self.function(&names, scope, |it, scope| it.boxed(body, scope, unreadable));
                match self.book.exprs.get_mut(function) {
                    Some(Expr::Further(Further::Lambda(parameters, _))) => *parameters = lowered,
                    _ => return function,
                }
                return function;
            }
            Boxed::Invocation(function, bindings) => {
                let function = self.boxed(function, scope, unreadable);
                let mut arguments = Vec::new();
                for (name, it) in bindings {
                    let it = self.boxed(it, scope, unreadable);
                    arguments.push((Text::from(name.as_str()), it));
                }
                Further::Invoke(function, arguments)
            }
            Boxed::Relation(columns, rows) => {
                let mut contexts = Vec::new();
                for row in rows {
                    let cells: Vec<(String, Boxed)> =
                        columns.iter().cloned().zip(row.iter().cloned()).collect();
                    let mut entries = Vec::new();
                    for (name, cell) in &cells {
                        let cell = self.boxed(cell, scope, unreadable);
                        entries.push((Text::from(name.as_str()), cell));
                    }
                    contexts.push(self.push(Expr::Context(entries)));
                }
                return self.push(Expr::List(contexts));
            }
            Boxed::List(items) => {
                let items = items.iter().map(|it| self.boxed(it, scope, unreadable));
                let items = items.collect();
                return self.push(Expr::List(items));
            }
            Boxed::If(condition, then, otherwise) => {
                let condition = self.boxed(condition, scope, unreadable);
                // Anything but a boolean or null is an error here, and gives null.
                let here = scope.locals.len();
                scope.locals.push(super::wide::local("", false));
                let then = self.boxed(then, scope, unreadable);
                let otherwise = self.boxed(otherwise, scope, unreadable);
                scope.locals.pop();
                let value = self.push(Expr::Local(here));
                let null = self.literal(Literal::Null);
                let of = self.push(Expr::Further(Further::Type(TypeOf::Boolean)));
                let is_boolean = self.push(Expr::Further(Further::Instance(value, of)));
                let is_null = self.push(Expr::Equal(value, null));
                let is_condition = self.push(Expr::Or(vec![is_boolean, is_null]));
                let chosen = self.push(Expr::If(value, then, otherwise));
                let checked = self.push(Expr::If(is_condition, chosen, null));
                Further::Let(vec![condition], checked)
            }
            Boxed::Filter(list, condition) => {
                let list = self.boxed(list, scope, unreadable);
                let condition = self.boxed_in("item", true, condition, scope, unreadable);
                Further::Pick(list, condition)
            }
            Boxed::For(name, list, body) => {
                let list = self.boxed(list, scope, unreadable);
                let body = self.boxed_in(name, false, body, scope, unreadable);
                Further::Iterate(vec![list], body, false)
            }
            Boxed::Some(name, list, body) => {
                let list = self.boxed(list, scope, unreadable);
                Further::Some(list, self.boxed_in(name, false, body, scope, unreadable))
            }
            Boxed::Every(name, list, body) => {
                let list = self.boxed(list, scope, unreadable);
                Further::Every(list, self.boxed_in(name, false, body, scope, unreadable))
            }
            Boxed::Table(table) => return self.boxed_table(table, scope, unreadable),
            Boxed::Typed(inner, of) => {
                let inner = self.boxed(inner, scope, unreadable);
                Further::Coerce(inner, self.type_declared(of, 0))
            }
        };
        self.push(Expr::Further(further))
    }

    fn boxed_in(
        &mut self,
        name: &str,
        is_row: bool,
        body: &Boxed,
        scope: &mut Scope,
        unreadable: &mut Vec<Unreadable>,
    ) -> ExprId {
        scope.locals.push(super::wide::local(name, is_row));
        let body = self.boxed(body, scope, unreadable);
        scope.locals.pop();
        body
    }

    fn boxed_table(
        &mut self,
        table: &Table,
        scope: &mut Scope,
        unreadable: &mut Vec<Unreadable>,
    ) -> ExprId {
        let mut inputs = Vec::new();
        for input in &table.inputs {
            inputs.push(self.literal_text(input, scope, unreadable));
        }
        let mut rows = Vec::new();
        for (tests, results) in &table.rows {
            let mut row = Row {
                period: Period::default(),
                tests: Vec::new(),
                outputs: Vec::new(),
                cite: None,
            };
            for test in tests {
                let is_any = matches!(test.trim(), "" | "-");
                row.tests.push(match self.wide_cell(test, scope) {
                    _ if is_any => None,
                    Some(test) => Some(test),
                    // What cannot be read fits nothing.
                    None => Some(Test::OneOf(Vec::new())),
                });
            }
            for result in results {
                row.outputs
                    .push(self.literal_text(result, scope, unreadable));
            }
            rows.push(row);
        }
        let default = self.default(table, scope, unreadable);
        let first = table.outputs.first();
        let table = DecisionTable {
            hit: table.hit,
            inputs,
            outputs: table
                .outputs
                .iter()
                .map(|it| Text::from(it.name.as_str()))
                .collect(),
            priorities: first.map_or(Vec::new(), |it| literals(it.values.as_deref())),
            fitting: Fitting::Any,
            rows,
        };
        self.push(Expr::Further(Further::Table(Box::new(table), default)))
    }

    /// What stands where no row fits: nothing, one value, or an entry a column.
    fn default(
        &mut self,
        table: &Table,
        scope: &mut Scope,
        unreadable: &mut Vec<Unreadable>,
    ) -> Option<ExprId> {
        if table.outputs.iter().all(|it| it.default.is_none()) {
            return None;
        }
        let mut entries = Vec::new();
        for output in &table.outputs {
            let text = output.default.as_deref().unwrap_or("null");
            let value = self.literal_text(text, scope, unreadable);
            entries.push((Text::from(output.name.as_str()), value));
        }
        let whole = match entries.as_slice() {
            [(_, only)] => *only,
            _ => self.push(Expr::Context(entries)),
        };
        let lists = matches!(
            table.hit,
            HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect
        );
        Some(if lists {
            self.push(Expr::List(vec![whole]))
        } else {
            whole
        })
    }

    /// The unary tests of a cell; `None` where they cannot be read.
    pub(super) fn wide_cell(&mut self, text: &str, scope: &mut Scope) -> Option<Test> {
        let text = self.nowhere(text);
        let parsed = {
            let names = self.wide.as_ref().map(|it| &it.names);
            feel::unary_tests(&text.it, names)
        };
        let (tests, negated) = parsed.ok()?;
        let source = self.text(&text);
        Some(self.wide_tests(&tests, negated, scope, &source))
    }
}

/// Literals separated by commas.
fn literals(values: Option<&str>) -> Vec<Literal> {
    let Some((tests, _)) = values.and_then(|it| feel::unary_tests(it, None).ok()) else {
        return Vec::new();
    };
    tests
        .iter()
        .filter_map(super::lower::plain_literal)
        .collect()
}

/// A question that is only an input.
fn question(name: &str) -> Question {
    Question {
        name: Text::from(name),
        was: Vec::new(),
        ask: Phrase::default(),
        why: Phrase::default(),
        help: None,
        kind: Kind::Text,
        when: None,
        ask_when: None,
        look: None,
        ask_whom: None,
        can_change: None,
        grows: false,
        cites: Vec::<book::Cite>::new(),
    }
}
