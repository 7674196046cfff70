//! Finds `not(名前)` in a cell where the word is the name of a question or a
//! decision: inside brackets words are no longer options.

use super::{Formula, Reference, Written};
use crate::author::Diagnostic;
use crate::author::feel::{Kind, TestAst};

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：決定表の `not(…)` の欄で、引用符のない語が質問・決定・表の名前になっているもの。
なぜ：そのままの語が選択肢になるのは、欄にその語だけがあるときです。`not( )` の中では名前になり、その質問の答えと比べられます。
よくない例：not(県外)（「県外」という質問もあるとき）
よい例：not(\"県外\")
もとになるもの：`not( )` の中は FEEL の式です（DMN 1.5、unary tests の文法）。",
    en: "What is looked at: cells `not(…)` in decision tables where a word without quotes is the name of a question, decision or table.
Why: a bare word is an option only where it is all of the cell. Inside `not( )` it is a name, and the cell is compared with the answer to that question.
Wrong: not(県外) (where a question is called 県外 too)
Right: not(\"県外\")
Where it comes from: what stands in `not( )` is a FEEL expression (DMN 1.5, grammar of unary tests).",
};

pub(super) fn name_in_not(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    for seen in written.seen {
        let Formula::Cell {
            tests,
            negated: true,
            ..
        } = &seen.what
        else {
            continue;
        };
        for test in tests {
            let TestAst::Value(ast) = test else { continue };
            let Kind::Name(name) = &ast.kind else {
                continue;
            };
            let book = written.book;
            let kind = if book.questions.iter().any(|it| *it.name == **name) {
                "@name-question"
            } else if book.decisions.iter().any(|it| *it.name == **name) {
                "@name-decision"
            } else {
                continue;
            };
            let place = seen.place(&ast.span);
            let quoted = ["\"", name, "\""].concat();
            let told = Diagnostic::new("name-in-not", place.clone(), &[name, kind]);
            // Quotes in a cell are doubled, and the cell stands in quotes.
            let is_exact = place != seen.whole;
            out.push(if is_exact && !seen.is_in_csv {
                told.fix_with(&quoted, false)
            } else {
                told
            });
        }
    }
}
