//! Finds comparisons of a thing with itself: mostly `表[item.X = X]`, where a
//! column hides the question of the same name.

use super::{Formula, Reference, Written};
use crate::author::Diagnostic;
use crate::author::feel::{Ast, BinaryOp, Kind};

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：両側が同じものになる比較。とくに `表[item.市町村 = 市町村]` のように、`[ ]` の中の名前が表の列と同じもの。
なぜ：`[ ]` の中では列の名前が先です。質問の「市町村」のつもりでも、列どうしを比べて、すべての行が残ります。
よくない例：市区町村表[item.市町村 = 市町村]
よい例：列の名前を「名称」にして、市区町村表[名称 = 市町村]
もとになるもの：FEEL の filter では、要素の項目が外の名前より先に探されます（DMN 1.5、filter の規則）。",
    en: "What is looked at: comparisons whose two sides are one thing, above all `table[item.X = X]`, where X is a column of the table too.
Why: inside `[ ]` columns come first. Meant as the question X, it compares the column with itself, and every row stays.
Wrong: 市区町村表[item.市町村 = 市町村]
Right: call the column 名称, and write 市区町村表[名称 = 市町村]
Where it comes from: in a FEEL filter the entries of an item are found before names outside (DMN 1.5, filters).",
};

pub(super) fn same_sides(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    for seen in written.seen {
        let Formula::Expression(whole) = &seen.what else {
            continue;
        };
        whole.each(&mut |it| {
            let Kind::Binary(op, a, b) = &it.kind else {
                return;
            };
            let compares = matches!(
                op,
                BinaryOp::Equal
                    | BinaryOp::NotEqual
                    | BinaryOp::Less
                    | BinaryOp::LessOrEqual
                    | BinaryOp::Greater
                    | BinaryOp::GreaterOrEqual
            );
            if compares && same(a, b) {
                let text = seen.text.get(it.span.clone()).unwrap_or(&seen.text);
                out.push(Diagnostic::new("same-sides", seen.place(&it.span), &[text]));
            }
        });
    }
}

/// Written alike; in a filter `item.X` is X. Outside of one there is no `item`.
fn same(a: &Ast, b: &Ast) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Name(a), Kind::Name(b)) => a == b,
        (Kind::Path(item, field), Kind::Name(name))
        | (Kind::Name(name), Kind::Path(item, field)) => {
            field == name && item.kind == Kind::Name("item".to_owned())
        }
        (Kind::Path(a, field), Kind::Path(b, other)) => field == other && same(a, b),
        _ => false,
    }
}
