//! Finds hit policies that cannot mean what the table says.
//!
//! `priority-unlisted`: by priority, and a value without one. `sum-of-texts`:
//! adding up what is no number. `policy-too-wide`: `F` or `A` where no two rows
//! can fit together anyway.

use super::sheet::Sheet;
use super::{Reference, Written};
use crate::author::csv::Cell;
use crate::author::pack::{DecisionDecl, Pack};
use crate::author::{Diagnostic, Place};
use crate::book::{DecisionTable, Expr, HitPolicy, Literal, Logic};

pub(super) const PRIORITY: Reference = Reference {
    ja: "見るもの：当たり方が `P` か `O` の決定表で、`labels:` にない値を返す行。
なぜ：`P` は、当たった行の値のうち、`labels:` で先にあるものを選びます。そこにない値は順番がなく、いつも負けます。
よくない例：P の表に「軽い」を返す行があるのに、labels: は「重い」だけ
よい例：labels: { 重い: …, 軽い: … }
もとになるもの：DMN 1.5 の Priority は、output values の並びの順で選びます。",
    en: "What is looked at: decision tables by `P` or `O` with rows that give a value not listed under `labels:`.
Why: `P` takes, of all rows that fit, the value that comes first under `labels:`. A value that is not there has no place and always loses.
Wrong: a row of a `P` table gives 軽い, and `labels:` has only 重い
Right: labels: { 重い: …, 軽い: … }
Where it comes from: Priority in DMN 1.5 goes by the order of the output values.",
};

pub(super) const SUM: Reference = Reference {
    ja: "見るもの：当たり方が `C+` の決定表で、数でない値を返す行。
なぜ：文字は足せません。その行が当たった家族では、合計に値がなくなります。
よくない例：C+ の表の答えに「3点」
よい例：答えは 3、単位は decisions の `unit: 点`
もとになるもの：DMN 1.5 の C+ は、答えの数の合計です（hit policy の Collect）。",
    en: "What is looked at: decision tables by `C+` with rows that give something other than a number.
Why: texts cannot be added. For a family such a row fits, the sum has no value at all.
Wrong: 3点 as a result in a `C+` table
Right: 3 as the result, and `unit: 点` in the decision
Where it comes from: C+ in DMN 1.5 is the sum of all results (Collect).",
};

pub(super) const WIDE: Reference = Reference {
    ja: "見るもの：当たり方が `F` か `A` なのに、どの二つの行も同時に当たらないことが欄から分かる決定表。
なぜ：結果は `U` と同じです。`U` なら、あとで行を足して重なったときに知らせが出ます。`F` と `A` では、黙って先の行（か同じ値）になります。
よくない例：F の表で、行が「< 18」と「>= 18」
よい例：同じ表を U（1行目を U にするか、消す）
もとになるもの：DMN 1.5 は Unique を既定とし、First は行の順で意味が変わるので注意して使うとしています。",
    en: "What is looked at: decision tables by `F` or `A` whose cells show that no two rows ever fit together.
Why: the result is that of `U`. But `U` tells when a row added later overlaps; `F` and `A` silently take the first row, or expect the same value.
Wrong: a table by `F` with the rows `< 18` and `>= 18`
Right: the same table by `U` (put `U` in the first row, or take that row out)
Where it comes from: Unique is the default of DMN 1.5.",
};

pub(super) fn hit_policy(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    for pack in written.packs {
        for decl in &pack.decisions {
            let found = written
                .book
                .decisions
                .iter()
                .find(|it| *it.name == *decl.name.it);
            if let Some(Logic::Table(table)) = found.map(|it| &it.logic)
                && table.hit != HitPolicy::Unique
                && table.hit != HitPolicy::RuleOrder
            {
                look(written, pack, decl, table, out);
            }
        }
    }
}

fn look(
    written: &Written<'_>,
    pack: &Pack,
    decl: &DecisionDecl,
    table: &DecisionTable,
    out: &mut Vec<Diagnostic>,
) {
    let Some(sheet) = decl
        .table
        .as_ref()
        .and_then(|it| Sheet::of(written, pack, it))
    else {
        return;
    };
    let Some(policy) = &sheet.policy else { return };
    let name = decl.name.it.as_str();
    match table.hit {
        HitPolicy::Priority | HitPolicy::OutputOrder => {
            for (literal, place) in results(written, table, &sheet) {
                if let Literal::Text(value) = literal
                    && !table.priorities.contains(literal)
                {
                    let args = [name, policy.text.as_str(), value];
                    out.push(Diagnostic::new("priority-unlisted", place, &args));
                }
            }
        }
        HitPolicy::CollectSum => {
            for (literal, place) in results(written, table, &sheet) {
                if let Literal::Text(value) = literal {
                    let args = [name, policy.text.as_str(), value];
                    out.push(Diagnostic::new("sum-of-texts", place, &args));
                }
            }
        }
        HitPolicy::First | HitPolicy::Any if table.is_disjoint() && table.rows.len() > 1 => {
            too_wide(name, policy, out);
        }
        _ => {}
    }
}

fn too_wide(name: &str, policy: &Cell, out: &mut Vec<Diagnostic>) {
    let told = Diagnostic::new(
        "policy-too-wide",
        policy.place.clone(),
        &[name, &policy.text],
    );
    out.push(told.fix_with("U", false));
}

/// What rows give as it stands, with its cell.
fn results<'a>(
    written: &'a Written<'_>,
    table: &'a DecisionTable,
    sheet: &'a Sheet,
) -> Vec<(&'a Literal, Place)> {
    let columns: Vec<usize> = (0..sheet.heading.len())
        .filter(|it| sheet.heading[*it].text.starts_with('→'))
        .collect();
    let mut out = Vec::new();
    // Rows that are too short or too long were told of and left out.
    let rows = sheet
        .rows
        .iter()
        .filter(|it| it.cells.len() >= sheet.heading.len());
    for (row, written_row) in table.rows.iter().zip(rows) {
        for (expr, column) in row.outputs.iter().zip(&columns) {
            if let (Some(Expr::Literal(literal)), Some(cell)) = (
                written.book.exprs.get(*expr),
                written_row.cells.get(*column),
            ) {
                out.push((literal, cell.place.clone()));
            }
        }
    }
    out
}
