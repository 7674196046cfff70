//! The whole of FEEL: what `lower` does for packs, for text that promises less.
//!
//! Kinds are found out when it runs, an unknown name is null, items of a list
//! may have entries nobody announced. Where an expression means the same in both,
//! `lower` is asked.

use std::collections::{BTreeMap, BTreeSet};

use super::super::feel::{self, Ast, BinaryOp, Kind, Names, Source, TestAst, TypeAst};
use super::super::model::TypeDecl;
use super::lower::{Local, Scope, SourceText, mentions_input};
use super::{Compiler, Symbol};
use crate::author::types::Type;
use crate::book::{Comparand, Expr, ExprId, Function, Further, Limit, Literal, Test, TypeOf};
use crate::value::{Arithmetic, Text};

/// What text may name that packs may not.
#[derive(Clone, Debug, Default)]
pub(super) struct Wide {
    pub(super) names: Names,
    pub(super) types: BTreeMap<String, TypeDecl>,
    /// By question: its value is taken as this type wants it.
    pub(super) input_types: Vec<Option<ExprId>>,
    /// What the decision at hand says it needs; everything if `None`.
    pub(super) visible: Option<BTreeSet<String>>,
}

/// Types that name one another deeper than this are a circle.
const MAX_TYPES: usize = 16;

impl Compiler<'_> {
    /// The expression where it is not what `lower` makes of it.
    pub(super) fn lower_wide(
        &mut self,
        ast: &Ast,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Option<ExprId> {
        let further = match &ast.kind {
            Kind::Name(name) => return Some(self.wide_name(name, scope)),
            Kind::Negate(inner) => Further::Opposite(self.lower(inner, scope, source).0),
            Kind::Binary(op, a, b) => {
                let op = arithmetic(*op)?;
                let a = self.lower(a, scope, source).0;
                let b = self.lower(b, scope, source).0;
                Further::Operate(op, a, b)
            }
            Kind::In(value, tests) => {
                let value = self.lower(value, scope, source).0;
                Further::In(value, self.wide_tests(tests, false, scope, source))
            }
            Kind::Some(name, list, body) => {
                let list = self.lower(list, scope, source).0;
                Further::Some(list, self.bound(name, false, body, scope, source))
            }
            Kind::Every(name, list, body) => {
                let list = self.lower(list, scope, source).0;
                Further::Every(list, self.bound(name, false, body, scope, source))
            }
            Kind::Path(inner, name) => {
                let inner = self.lower(inner, scope, source).0;
                Further::Property(inner, Text::from(name.as_str()))
            }
            Kind::Filter(list, condition) => {
                let list = self.lower(list, scope, source).0;
                Further::Pick(list, self.bound("item", true, condition, scope, source))
            }
            Kind::Context(entries) => return Some(self.scoped(entries, scope, source)),
            Kind::Call(name, arguments) => {
                return Some(self.wide_call(name, arguments, scope, source));
            }
            Kind::Invoke(function, arguments) => {
                let function = self.lower(function, scope, source).0;
                Further::Invoke(function, self.given(arguments, scope, source))
            }
            Kind::Function(parameters, body) => {
                let Some(body) = body else {
                    return Some(self.literal(Literal::Null));
                };
                return Some(self.function(parameters, scope, |it, scope| {
                    it.lower(body, scope, source).0
                }));
            }
            Kind::Range(test) => match &**test {
                TestAst::Range(low, high) => {
                    let low = self.limit(low.as_ref(), scope, source);
                    let high = self.limit(high.as_ref(), scope, source);
                    Further::Range(low, high)
                }
                TestAst::Compared(op, at) => {
                    let at = self.lower(at, scope, source).0;
                    let function = match op {
                        BinaryOp::NotEqual => Function::NotEqualTo,
                        _ => Function::EqualTo,
                    };
                    Further::Call(function, vec![at])
                }
                TestAst::Value(ast) => return Some(self.lower(ast, scope, source).0),
            },
            _ => return None,
        };
        Some(self.push(Expr::Further(further)))
    }

    fn bound(
        &mut self,
        name: &str,
        is_row: bool,
        body: &Ast,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> ExprId {
        scope.locals.push(local(name, is_row));
        let body = self.lower(body, scope, source).0;
        scope.locals.pop();
        body
    }

    pub(super) fn wide_name(&mut self, name: &str, scope: &Scope) -> ExprId {
        let mut rows = Vec::new();
        let mut found = None;
        for (at, local) in scope.locals.iter().enumerate().rev() {
            if local.name == name {
                found = Some(at);
                break;
            }
            if local.is_row {
                rows.push(at);
            }
        }
        let mut expr = match (found, name.rsplit_once('.')) {
            (Some(at), _) => self.push(Expr::Local(at)),
            // A name with a dot elsewhere; here, an entry.
            (None, Some((of, entry))) if self.seen(name).is_none() => {
                let of = self.wide_name(of.trim(), scope);
                self.push(Expr::Further(Further::Property(
                    of,
                    Text::from(entry.trim()),
                )))
            }
            (None, _) => self.global(name),
        };
        // The innermost row is asked first.
        for row in rows.into_iter().rev() {
            let row = self.push(Expr::Local(row));
            expr = self.push(Expr::Further(Further::EntryOr(row, Text::from(name), expr)));
        }
        expr
    }

    /// What a name outside the expression means here.
    fn seen(&self, name: &str) -> Option<Symbol> {
        let hidden = self.wide.as_ref().and_then(|it| it.visible.as_ref());
        let symbol = self.symbols.get(name).copied()?;
        hidden.is_none_or(|it| it.contains(name)).then_some(symbol)
    }

    fn global(&mut self, name: &str) -> ExprId {
        match self.seen(name) {
            Some(Symbol::Question(it)) => {
                let question = self.push(Expr::Question(it));
                let of = self
                    .wide
                    .as_ref()
                    .and_then(|wide| *wide.input_types.get(it)?);
                match of {
                    Some(of) => self.push(Expr::Further(Further::Coerce(question, of))),
                    None => question,
                }
            }
            Some(Symbol::Decision(it)) => self.push(Expr::Decision(it)),
            Some(Symbol::Facts(it)) => self.push(Expr::Facts(it)),
            None => match Function::named(name) {
                Some(it) => self.push(Expr::Further(Further::BuiltIn(it))),
                None => self.literal(Literal::Null),
            },
        }
    }

    /// A context: each entry is in scope for those after it.
    fn scoped(
        &mut self,
        entries: &[(String, Ast)],
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> ExprId {
        self.context_of(entries, scope, |it, entry, scope| {
            it.lower(entry, scope, source).0
        })
    }

    pub(super) fn context_of<E>(
        &mut self,
        entries: &[(String, E)],
        scope: &mut Scope,
        mut lower: impl FnMut(&mut Self, &E, &mut Scope) -> ExprId,
    ) -> ExprId {
        let before = scope.locals.len();
        let mut exprs = Vec::new();
        for (name, entry) in entries {
            exprs.push(lower(self, entry, scope));
            scope.locals.push(local(name, false));
        }
        scope.locals.truncate(before);
        let twice = |(at, (name, _)): (usize, &(String, E))| {
            entries.iter().take(at).any(|(it, _)| it == name)
        };
        if entries.iter().enumerate().any(twice) {
            return self.literal(Literal::Null);
        }
        let mut whole = Vec::new();
        for (at, (name, _)) in entries.iter().enumerate() {
            let value = self.push(Expr::Local(before + at));
            whole.push((Text::from(name.as_str()), value));
        }
        let whole = self.push(Expr::Context(whole));
        self.push(Expr::Further(Further::Let(exprs, whole)))
    }

    fn given(
        &mut self,
        arguments: &[(Option<String>, Ast)],
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Vec<(Text, ExprId)> {
        let mut given = Vec::new();
        for (name, argument) in arguments {
            let name = Text::from(name.as_deref().unwrap_or(""));
            given.push((name, self.lower(argument, scope, source).0));
        }
        given
    }

    fn wide_call(
        &mut self,
        name: &str,
        arguments: &[(Option<String>, Ast)],
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> ExprId {
        let is_known = scope.locals.iter().any(|it| it.name == name) || self.seen(name).is_some();
        let function = Function::named(name);
        if is_known || (function.is_none() && name != "not") {
            let function = self.wide_name(name, scope);
            let given = self.given(arguments, scope, source);
            return self.push(Expr::Further(Further::Invoke(function, given)));
        }
        let given = self.given(arguments, scope, source);
        let Some(function) = function else {
            return match given.as_slice() {
                [(name, it)] if matches!(&**name, "" | "negand") => self.push(Expr::Not(*it)),
                _ => self.literal(Literal::Null),
            };
        };
        match self.by_signature(function, &given) {
            Some(arguments) => self.push(Expr::Further(Further::Call(function, arguments))),
            None => self.literal(Literal::Null),
        }
    }

    /// The arguments in the order of a signature they fit.
    pub(super) fn by_signature(
        &mut self,
        function: Function,
        given: &[(Text, ExprId)],
    ) -> Option<Vec<ExprId>> {
        let by_name = given.iter().any(|(name, _)| !name.is_empty());
        for signature in function.signatures() {
            let optional = signature.iter().filter(|it| it.ends_with('?')).count();
            let takes_all = signature.iter().any(|it| it.ends_with('*'));
            let enough = given.len() + optional >= signature.len();
            if !by_name && enough && (given.len() <= signature.len() || takes_all) {
                return Some(given.iter().map(|(_, it)| *it).collect());
            }
            let names = || signature.iter().map(|it| it.trim_end_matches(['?', '*']));
            let all_known = given
                .iter()
                .all(|(name, _)| names().any(|it| it == &**name));
            if !by_name || !enough || !all_known || given.len() > signature.len() {
                continue;
            }
            let mut ordered = Vec::new();
            for name in names() {
                let found = given.iter().find(|(it, _)| &**it == name);
                ordered.push(match found {
                    // `key` is one, `keys` are several.
                    Some((_, it)) if (function, name) == (Function::ContextPut, "key") => {
                        let of = self.push(Expr::Further(Further::Type(TypeOf::Text)));
                        self.push(Expr::Further(Further::Coerce(*it, of)))
                    }
                    Some((_, it)) => *it,
                    None => self.literal(Literal::Null),
                });
            }
            // What is left out at the end is not there at all.
            while given.len() < ordered.len()
                && names()
                    .nth(ordered.len() - 1)
                    .is_some_and(|last| given.iter().all(|(it, _)| &**it != last))
            {
                ordered.pop();
            }
            return Some(ordered);
        }
        None
    }

    pub(super) fn function(
        &mut self,
        parameters: &[(String, Option<TypeAst>)],
        scope: &mut Scope,
        body: impl FnOnce(&mut Self, &mut Scope) -> ExprId,
    ) -> ExprId {
        let mut lowered = Vec::new();
        for (name, of) in parameters {
            let of = of.as_ref().map(|it| self.type_ast(it, 0));
            lowered.push((Text::from(name.as_str()), of));
        }
        let before = scope.locals.len();
        scope
            .locals
            .extend(parameters.iter().map(|(name, _)| local(name, false)));
        let body = body(self, scope);
        scope.locals.truncate(before);
        self.push(Expr::Further(Further::Lambda(lowered, body)))
    }

    fn limit(
        &mut self,
        end: Option<&(Ast, bool)>,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Option<Limit> {
        end.map(|(at, closed)| Limit {
            at: self.lower(at, scope, source).0,
            closed: *closed,
        })
    }

    /// Unary tests whose values may turn out to be lists or ranges.
    pub(super) fn wide_tests(
        &mut self,
        tests: &[TestAst],
        negated: bool,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Test {
        let mut comparands: Vec<Comparand> = tests
            .iter()
            .map(|it| self.wide_comparand(it, scope, source))
            .collect();
        match comparands.len() {
            _ if negated => Test::Not(comparands),
            1 => Test::One(comparands.remove(0)),
            _ => Test::AnyOf(comparands),
        }
    }

    fn wide_comparand(
        &mut self,
        test: &TestAst,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> Comparand {
        let mut end = |compiler: &mut Self, it: &Option<(Ast, bool)>| {
            it.as_ref()
                .map(|(at, closed)| (compiler.lower(at, scope, source).0, *closed))
        };
        match test {
            TestAst::Range(low, high) => {
                let low = end(self, low);
                Comparand::Range(low, end(self, high))
            }
            TestAst::Value(Ast {
                kind: Kind::Range(range),
                ..
            }) if matches!(**range, TestAst::Range(..)) => {
                self.wide_comparand(range, scope, source)
            }
            TestAst::Value(ast) if mentions_input(ast) => {
                Comparand::Holds(self.bound("?", false, ast, scope, source))
            }
            TestAst::Value(ast) => {
                let here = self.push(Expr::Local(scope.locals.len()));
                let with = self.bound("?", false, ast, scope, source);
                let test = Test::One(Comparand::Equal(with));
                Comparand::Holds(self.push(Expr::Further(Further::In(here, test))))
            }
            TestAst::Compared(op, ast) => {
                let here = self.push(Expr::Local(scope.locals.len()));
                let with = self.bound("?", false, ast, scope, source);
                let equal = self.push(Expr::Equal(here, with));
                Comparand::Holds(match op {
                    BinaryOp::NotEqual => self.push(Expr::Not(equal)),
                    _ => equal,
                })
            }
        }
    }

    /// A loop with several names, or over a stretch of numbers.
    pub(super) fn iterate(
        &mut self,
        sources: &[(String, Source)],
        body: &Ast,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> (ExprId, Type) {
        let before = scope.locals.len();
        let mut lists = Vec::new();
        for (name, from) in sources {
            let (list, item) = match from {
                Source::List(list) => {
                    let (list, ty) = self.lower(list, scope, source);
                    (list, ty.item())
                }
                Source::Steps(from, to) => {
                    let (from, ty) = self.lower(from, scope, source);
                    let to = self.lower(to, scope, source).0;
                    (self.push(Expr::Further(Further::Steps(from, to))), ty)
                }
            };
            lists.push(list);
            scope.locals.push(Local {
                ty: item,
                ..local(name, false)
            });
        }
        let asks = mentions(body, "partial");
        if asks {
            scope.locals.push(local("partial", false));
        }
        let (body, ty) = self.lower(body, scope, source);
        scope.locals.truncate(before);
        let all = self.push(Expr::Further(Further::Iterate(lists, body, asks)));
        (all, Type::list(ty))
    }

    pub(super) fn type_ast(&mut self, of: &TypeAst, depth: usize) -> ExprId {
        let of = match of {
            TypeAst::Named(name) => return self.type_named(name, depth),
            TypeAst::List(of) => TypeOf::List(self.type_ast(of, depth)),
            TypeAst::Range(of) => TypeOf::Range(self.type_ast(of, depth)),
            TypeAst::Context(entries) => TypeOf::Context(
                entries
                    .iter()
                    .map(|(name, of)| (Text::from(name.as_str()), self.type_ast(of, depth)))
                    .collect(),
            ),
            TypeAst::Function(parameters, result) => {
                let parameters = parameters
                    .iter()
                    .map(|it| self.type_ast(it, depth))
                    .collect();
                TypeOf::Function(parameters, self.type_ast(result, depth))
            }
        };
        self.push(Expr::Further(Further::Type(of)))
    }

    fn type_named(&mut self, name: &str, depth: usize) -> ExprId {
        let of = match name {
            "Any" => TypeOf::Any,
            "Null" => TypeOf::Null,
            "boolean" => TypeOf::Boolean,
            "number" => TypeOf::Number,
            "string" => TypeOf::Text,
            "date" => TypeOf::Date,
            "time" => TypeOf::Time,
            // The second names are those of DMN 1.1, still in use.
            "date and time" | "dateTime" => TypeOf::Stamp,
            "years and months duration" | "yearMonthDuration" => TypeOf::Months,
            "days and time duration" | "dayTimeDuration" => TypeOf::Nanos,
            "context" => TypeOf::AnyContext,
            "list" => {
                let any = self.type_named("Any", depth);
                TypeOf::List(any)
            }
            name => {
                let declared = self
                    .wide
                    .as_ref()
                    .and_then(|it| it.types.get(name).cloned());
                match declared {
                    Some(it) if depth < MAX_TYPES => return self.type_declared(&it, depth + 1),
                    _ => TypeOf::Unknown,
                }
            }
        };
        self.push(Expr::Further(Further::Type(of)))
    }

    pub(super) fn type_declared(&mut self, of: &TypeDecl, depth: usize) -> ExprId {
        let of = match of {
            TypeDecl::Text(text) => {
                let names = self
                    .wide
                    .as_ref()
                    .map(|it| it.names.clone())
                    .unwrap_or_default();
                let is_declared = self
                    .wide
                    .as_ref()
                    .is_some_and(|it| it.types.contains_key(text));
                if is_declared {
                    return self.type_named(text, depth);
                }
                return match feel::type_name(text, &names) {
                    Ok(ast) => self.type_ast(&ast, depth),
                    Err(_) => self.type_named(text, depth),
                };
            }
            TypeDecl::List(of) => TypeOf::List(self.type_declared(of, depth)),
            TypeDecl::Context(entries) => TypeOf::Context(
                entries
                    .iter()
                    .map(|(name, of)| (Text::from(name.as_str()), self.type_declared(of, depth)))
                    .collect(),
            ),
            TypeDecl::Function(parameters, result) => {
                let parameters = parameters
                    .iter()
                    .map(|it| self.type_declared(it, depth))
                    .collect();
                TypeOf::Function(parameters, self.type_declared(result, depth))
            }
            TypeDecl::Allowed(of, tests) => {
                let of = self.type_declared(of, depth);
                let mut scope = Scope::default();
                match self.wide_cell(tests, &mut scope) {
                    Some(test) => TypeOf::Allowed(of, test),
                    None => return of,
                }
            }
        };
        self.push(Expr::Further(Further::Type(of)))
    }
}

pub(super) fn local(name: &str, is_row: bool) -> Local {
    Local {
        name: name.to_owned(),
        ty: Type::Any,
        is_row,
    }
}

fn arithmetic(op: BinaryOp) -> Option<Arithmetic> {
    Some(match op {
        BinaryOp::Add => Arithmetic::Add,
        BinaryOp::Subtract => Arithmetic::Subtract,
        BinaryOp::Multiply => Arithmetic::Multiply,
        BinaryOp::Divide => Arithmetic::Divide,
        BinaryOp::Power => Arithmetic::Power,
        _ => return None,
    })
}

/// Whether the expression uses the name anywhere.
fn mentions(ast: &Ast, name: &str) -> bool {
    // The tree has no walker; its text has the word or has not.
    let mut found = false;
    ast.each(&mut |it| {
        found |= matches!(&it.kind, Kind::Name(it) if it == name);
    });
    found
}
