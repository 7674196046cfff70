//! Finds conditions that deny something of an answer not everybody is asked
//! for: they also hold for those who were not asked.
//!
//! What is not applicable is null. `null = "A"` is false, so `not(…)` and `!=`
//! are true. That is seldom meant, and it is silent.

use std::collections::{BTreeMap, BTreeSet};

use super::absent::{absent, names_in};
use super::{Formula, Reference, Seen, Written};
use crate::author::feel::{Ast, BinaryOp, Kind, TestAst};
use crate::author::pack::{ConditionDecl, ConditionKind};
use crate::author::{Diagnostic, Place};

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：`!=` と `not(…)`、決定表の `not(…)` の欄で、`when:` のある質問や、値のない行（答えの欄が空）のある表を打ち消しているもの。同じ条件の中で `名前 != null` や、その質問の `when:` に出てくる名前も見ていれば、よしとします。
なぜ：聞かれない人の値は null です。null は \"A\" と等しくないので、`!= \"A\"` も `not(\"A\")` も、聞かれない人に当てはまります。関わりのない家族に、窓口や制度が出ます。
よくない例：人工呼吸器の使用 != \"常時\"
よい例：医療的ケアを受けている and 人工呼吸器の使用 != \"常時\"、または 人工呼吸器の使用 in (\"夜間のみ\", \"ときどき\")
もとになるもの：FEEL の等号は null にも真か偽を返します（DMN 1.5）。あてはまらない答えを null とするのは、この道具の決まりです。",
    en: "What is looked at: `!=`, `not(…)` and cells with `not(…)` about a question with `when:`, or a table with rows that give nothing. It is fine where the same condition also looks at `name != null` or at a name in the question's `when:`.
Why: for those who are not asked the value is null. Null does not equal \"A\", so `!= \"A\"` and `not(\"A\")` hold for them, and families whom it does not concern are shown desks and programmes.
Wrong: 人工呼吸器の使用 != \"常時\"
Right: 医療的ケアを受けている and 人工呼吸器の使用 != \"常時\", or 人工呼吸器の使用 in (\"夜間のみ\", \"ときどき\")
Where it comes from: in FEEL, equality has an answer for null as well (DMN 1.5). That what does not apply is null is a rule of this tool.",
};

pub(super) fn negated(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    let absent = absent(written);
    let siblings = siblings(written);
    // What a constraint says of those it does not concern is no contradiction.
    let constraints: BTreeSet<&Place> = written
        .packs
        .iter()
        .flat_map(|it| &it.constraints)
        .filter_map(|it| Some(&it.must.as_ref()?.place))
        .collect();
    for seen in written
        .seen
        .iter()
        .filter(|it| !constraints.contains(&it.whole))
    {
        let mut look = Look {
            absent: &absent,
            seen,
            out: &mut *out,
        };
        match &seen.what {
            Formula::Expression(ast) => {
                let beside = siblings.get(&seen.whole).into_iter().flatten();
                let mut guards: BTreeSet<String> = beside.cloned().collect();
                look.expression(ast, &mut guards);
            }
            Formula::Cell {
                column,
                tests,
                negated,
                beside,
            } => {
                let denies = *negated && !tests.iter().all(is_null)
                    || tests.iter().any(|it| {
                        matches!(it, TestAst::Compared(BinaryOp::NotEqual, _)) && !is_null(it)
                    });
                let guards = beside.iter().filter(|it| *it != column).cloned().collect();
                if denies {
                    look.denied(column, &seen.text, seen.whole.clone(), &guards);
                }
            }
        }
    }
}

/// Names in the other parts of the `all:` a condition stands in.
fn siblings(written: &Written<'_>) -> BTreeMap<Place, Vec<String>> {
    fn walk(
        it: &ConditionDecl,
        beside: &[String],
        written: &Written<'_>,
        out: &mut BTreeMap<Place, Vec<String>>,
    ) {
        match &it.test {
            ConditionKind::Is(text) => drop(out.insert(text.place.clone(), beside.to_vec())),
            ConditionKind::Not(part) => walk(part, beside, written, out),
            ConditionKind::Any(parts) => {
                parts.iter().for_each(|it| walk(it, beside, written, out));
            }
            ConditionKind::All(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    let others = parts.iter().enumerate().filter(|(it, _)| *it != at);
                    let mut beside = beside.to_vec();
                    others.for_each(|(_, it)| named(it, written, &mut beside));
                    walk(part, &beside, written, out);
                }
            }
        }
    }
    fn named(it: &ConditionDecl, written: &Written<'_>, out: &mut Vec<String>) {
        match &it.test {
            ConditionKind::Is(text) => {
                let seen = written.seen.iter().find(|it| it.whole == text.place);
                if let Some(Seen {
                    what: Formula::Expression(ast),
                    ..
                }) = seen
                {
                    out.extend(names_in(ast));
                }
            }
            ConditionKind::Not(part) => named(part, written, out),
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().for_each(|it| named(it, written, out));
            }
        }
    }
    let mut out = BTreeMap::new();
    let programs = written.packs.iter().flat_map(|it| &it.programs);
    for fits in programs.filter_map(|it| it.fits.as_ref()) {
        walk(fits, &[], written, &mut out);
    }
    out
}

struct Look<'a> {
    absent: &'a BTreeMap<String, BTreeSet<String>>,
    seen: &'a Seen,
    out: &'a mut Vec<Diagnostic>,
}

impl Look<'_> {
    /// `guards` are names that other conditions look at, all of which must hold.
    fn expression(&mut self, ast: &Ast, guards: &mut BTreeSet<String>) {
        match &ast.kind {
            Kind::And(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    let mut more = guards.clone();
                    let others = parts.iter().enumerate().filter(|(it, _)| *it != at);
                    others.for_each(|(_, it)| more.extend(names_in(it)));
                    self.expression(part, &mut more);
                }
            }
            Kind::If(condition, then, otherwise) => {
                self.expression(condition, guards);
                guards.extend(names_in(condition));
                self.expression(then, guards);
                self.expression(otherwise, guards);
            }
            Kind::Binary(BinaryOp::NotEqual, a, b) => {
                for (name, other) in [(a, b), (b, a)] {
                    if let (Kind::Name(name), false) = (&name.kind, other.kind == Kind::Null) {
                        self.denied_at(name, ast, guards);
                    }
                }
            }
            Kind::Call(function, arguments) if function == "not" => {
                for (_, argument) in arguments {
                    match subject(argument) {
                        Some(name) => self.denied_at(name, ast, guards),
                        None => self.expression(argument, guards),
                    }
                }
            }
            _ => ast
                .parts()
                .into_iter()
                .for_each(|it| self.expression(it, &mut guards.clone())),
        }
    }

    fn denied_at(&mut self, name: &str, ast: &Ast, guards: &BTreeSet<String>) {
        let text = self
            .seen
            .text
            .get(ast.span.clone())
            .unwrap_or(&self.seen.text)
            .to_owned();
        self.denied(name, &text, self.seen.place(&ast.span), guards);
    }

    fn denied(&mut self, name: &str, text: &str, place: Place, guards: &BTreeSet<String>) {
        let Some(when) = self.absent.get(name) else {
            return;
        };
        let is_guarded = guards.contains(name) || when.iter().any(|it| guards.contains(it));
        if !is_guarded {
            self.out
                .push(Diagnostic::new("negated-absent", place, &[text, name]));
        }
    }
}

/// The name a comparison is about: `x = "A"`, `x in (…)`, `"A" in x`.
fn subject(ast: &Ast) -> Option<&str> {
    let name = |it: &'_ Ast| matches!(it.kind, Kind::Name(_)).then_some(());
    match &ast.kind {
        Kind::Binary(BinaryOp::Equal, a, b) => match (&a.kind, &b.kind) {
            (Kind::Name(it), other) | (other, Kind::Name(it)) if *other != Kind::Null => Some(it),
            _ => None,
        },
        Kind::In(value, tests) => match (&value.kind, tests.as_slice()) {
            (Kind::Name(it), _) => Some(it),
            (_, [TestAst::Value(list)]) if name(list).is_some() => match &list.kind {
                Kind::Name(it) => Some(it),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

fn is_null(test: &TestAst) -> bool {
    matches!(test, TestAst::Value(ast) | TestAst::Compared(_, ast) if ast.kind == Kind::Null)
}
