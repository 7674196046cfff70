//! Tests against a value: those of a table's cells, of `in` and of `between`.

use super::super::Compiler;
use super::{Scope, SourceText};
use crate::author::feel::{Ast, Kind, TestAst};
use crate::author::types::Type;
use crate::book::{Comparand, Literal, Test};
use crate::value::Text;

impl Compiler<'_> {
    /// A unary test against a value of kind `ty`.
    pub(in super::super) fn tests(
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

    pub(super) fn end(
        &mut self,
        ast: &Ast,
        ty: &Type,
        scope: &mut Scope,
        source: &SourceText<'_>,
    ) -> usize {
        let (expr, end_type) = self.lower(ast, scope, source);
        for ty in [ty, &end_type] {
            ty.lose(&source.place(&ast.span));
        }
        if !ty.agrees(&end_type) {
            self.clash(ty, &end_type, "..", &source.place(&ast.span));
        }
        expr
    }
}

/// The literal a test simply is.
pub(in crate::author) fn plain_literal(test: &TestAst) -> Option<Literal> {
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

pub(in super::super) fn mentions_input(ast: &Ast) -> bool {
    let mut found = false;
    ast.each(&mut |it| found |= it.kind == Kind::Input);
    found
}
