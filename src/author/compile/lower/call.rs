//! Calls of functions: which there are, what they take, and the kind of what
//! they give.

use super::super::Compiler;
use super::{Lowered, Scope, SourceText};
use crate::author::feel::{Ast, Kind};
use crate::author::fields::with_guess;
use crate::author::types::Type;
use crate::author::{Diagnostic, Place, messages};
use crate::book::{Builtin, Comparand, Expr, Function, Further, Literal, Test};
use crate::value::{Date, Text};

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
    pub(super) fn call(
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
            return self.unknown_function(name, place);
        };
        if !builtin.is_on_page() {
            self.page_lacks(name, ast, source);
        }
        let lowered: Vec<Lowered> = arguments
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
            | Builtin::Any => return self.over_a_list(*builtin, name, arguments, lowered, &place),
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

    fn unknown_function(&mut self, name: &str, place: Place) -> Lowered {
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
        self.any()
    }

    /// A function of all items of a list, and of nothing else.
    fn over_a_list(
        &mut self,
        builtin: Builtin,
        name: &str,
        arguments: &[Ast],
        mut lowered: Vec<Lowered>,
        place: &Place,
    ) -> Lowered {
        if lowered.is_empty() {
            self.report("wrong-arguments", place, &[name, "@type-list"]);
            return self.any();
        }
        let items = lowered.iter().map(|(_, ty)| ty.item());
        let item = items.fold(Type::Null, |all, it| all.join(it, place));
        // Several arguments are a list of them.
        if lowered.len() > 1 {
            let items = lowered.iter().map(|(it, _)| *it).collect();
            lowered = vec![(self.push(Expr::List(items)), Type::Any)];
        }
        let sums_a_filter = matches!(arguments, [only] if may_be_empty(only));
        if builtin == Builtin::Sum && sums_a_filter {
            self.report("sum-of-nothing", place, &[name]);
        }
        if matches!(builtin, Builtin::Min | Builtin::Max) {
            item.lose(place);
        }
        let ty = match builtin {
            Builtin::Count | Builtin::Sum => Type::Number,
            Builtin::All | Builtin::Any => Type::Boolean,
            _ => item.clone(),
        };
        if builtin == Builtin::Sum && !item.agrees(&Type::Number) {
            self.report("wrong-arguments", place, &[name, "@type-numbers"]);
        }
        let arguments = lowered.into_iter().map(|(it, _)| it).collect();
        (self.push(Expr::Call(builtin, arguments)), ty)
    }

    /// A function of the whole of FEEL, which the page does without.
    pub(super) fn further_call(
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

/// A filter, or a column of one: nothing may be left.
fn may_be_empty(ast: &Ast) -> bool {
    match &ast.kind {
        Kind::Filter(_, condition) => !matches!(condition.kind, Kind::Number(_)),
        Kind::Path(inner, _) => may_be_empty(inner),
        _ => false,
    }
}
