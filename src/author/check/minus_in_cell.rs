//! Finds `0-6` in a cell of a decision table: FEEL takes one number from the other,
//! whoever wrote it meant from the one to the other.

use super::{Formula, Reference, Written};
use crate::author::Diagnostic;
use crate::author::feel::{Ast, BinaryOp, Kind, TestAst};
use crate::value::Number;

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：決定表の欄で、小さい数から大きい数を引いているもの。
なぜ：`0-6` は「0から6まで」ではなく、0ひく6、つまり −6 です。その行にはだれも当たりません。
よくない例：0-6
よい例：[0..6]
もとになるもの：「−」は引き算、範囲は `[ .. ]` です（DMN 1.5、10.3.1.2 節の文法）。",
    en:
        "What is looked at: cells of decision tables that take a larger number from a smaller one.
Why: `0-6` is not from 0 to 6 but 0 minus 6, which is −6. Nobody comes under that row.
Wrong: 0-6
Right: [0..6]
Where it comes from: `-` subtracts, and a range is `[ .. ]` (DMN 1.5, grammar in section 10.3.1.2).",
};

pub(super) fn minus_in_cell(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    for seen in written.seen {
        let Formula::Cell { tests, .. } = &seen.what else {
            continue;
        };
        for test in tests {
            let TestAst::Value(ast) = test else { continue };
            let Some((low, high, less)) = taken_from_less(ast) else {
                continue;
            };
            let range = format!("[{low}..{high}]");
            let written = seen.text.get(ast.span.clone()).unwrap_or(&seen.text);
            let arguments = [written, &less.to_string(), &range];
            let told = Diagnostic::new("minus-in-cell", seen.place(&ast.span), &arguments);
            // Elsewhere its place is that of the whole cell.
            out.push(match seen.base {
                Some(_) => told.fix_with(&range, false),
                None => told,
            });
        }
    }
}

/// Two numbers, the second larger, and what is left of the first.
fn taken_from_less(ast: &Ast) -> Option<(Number, Number, Number)> {
    let Kind::Binary(BinaryOp::Subtract, low, high) = &ast.kind else {
        return None;
    };
    let (Kind::Number(low), Kind::Number(high)) = (&low.kind, &high.kind) else {
        return None;
    };
    let less = low.subtract(*high)?;
    (low < high).then_some((*low, *high, less))
}
