//! Finds a `when:` that has no value where what it looks at does not apply.
//!
//! Only false makes a question not applicable. With null it stays open: the
//! family is asked nothing, and the result is never settled.

use std::collections::{BTreeMap, BTreeSet};

use super::absent::{absent, names_in};
use super::{Formula, Reference, Written};
use crate::author::Diagnostic;
use crate::author::feel::{Ast, BinaryOp, Kind};

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：質問の `when:` のうち、あてはまらないことのある答えを、そのまま、または `<` `<=` `>` `>=` で使っているもの。
なぜ：あてはまらない答えは null で、null との大小は真でも偽でもありません。`when:` は偽のときだけ「あてはまらない」になるので、null のままでは、その質問も、それを使う結果も、いつまでも決まりません。
よくない例：when: 通学している（通学している に when: がある）
よい例：when: 通学している = true、または when: 年数 != null and 年数 >= 3
もとになるもの：DMN 1.5 の三値論理（null は真でも偽でもない）と、この道具の `when:` の決まり（ARCHITECTURE.md の Known limits）。",
    en: "What is looked at: a `when:` that uses an answer which may not apply, alone or with `<` `<=` `>` `>=`.
Why: what does not apply is null, and null is neither less nor more than anything. Only false makes a question not applicable, so with null the question, and every result that uses it, stays open for good.
Wrong: when: 通学している (where 通学している has a `when:` of its own)
Right: when: 通学している = true, or when: 年数 != null and 年数 >= 3
Where it comes from: the three-valued logic of DMN 1.5, and what `when:` means here (ARCHITECTURE.md, Known limits).",
};

pub(super) fn null_when(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    let absent = absent(written);
    for question in written.packs.iter().flat_map(|it| &it.questions) {
        let Some(when) = &question.when else { continue };
        for seen in written.seen.iter().filter(|it| it.whole == when.place) {
            let Formula::Expression(ast) = &seen.what else {
                continue;
            };
            if let Some(name) = without_value(ast, &absent, &BTreeSet::new()) {
                let place = seen.place(&ast.span);
                out.push(Diagnostic::new("null-when", place, &[&name]));
            }
        }
    }
}

/// A name without which the condition has no value.
fn without_value(
    ast: &Ast,
    absent: &BTreeMap<String, BTreeSet<String>>,
    guards: &BTreeSet<String>,
) -> Option<String> {
    let may_lack = |it: &Ast| match &it.kind {
        Kind::Name(name) => {
            let when = absent.get(name)?;
            let is_guarded = guards.contains(name) || when.iter().any(|it| guards.contains(it));
            (!is_guarded).then(|| name.clone())
        }
        _ => None,
    };
    match &ast.kind {
        Kind::Name(_) => may_lack(ast),
        Kind::Binary(
            BinaryOp::Less | BinaryOp::LessOrEqual | BinaryOp::Greater | BinaryOp::GreaterOrEqual,
            a,
            b,
        ) => may_lack(a).or_else(|| may_lack(b)),
        Kind::And(parts) => parts.iter().enumerate().find_map(|(at, part)| {
            let mut more = guards.clone();
            let others = parts.iter().enumerate().filter(|(it, _)| *it != at);
            others.for_each(|(_, it)| more.extend(names_in(it)));
            without_value(part, absent, &more)
        }),
        Kind::Or(parts) => parts
            .iter()
            .find_map(|it| without_value(it, absent, guards)),
        _ => None,
    }
}
