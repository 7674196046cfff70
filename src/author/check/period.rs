//! Finds times for which a table has no row though it has one before and one
//! after, and programmes whose time is never that of the pack.

use std::collections::BTreeMap;

use super::sheet::Sheet;
use super::{Reference, Written};
use crate::author::csv::{self, Cell};
use crate::author::{Diagnostic, Place};
use crate::value::Date;

pub(super) const HOLE: Reference = Reference {
    ja: "見るもの：事実の表と窓口の表で、同じ名前（先頭の列）の行の `適用開始` と `適用終了`。前の行が終わった次の日から、次の行が始まる前の日までの間に、行のない日があるもの。
なぜ：その間の日には、その窓口や点数が「ない」ことになります。年度の変わり目の書きまちがい（3月31日までと5月1日から）に多く、その月に見た家族だけが困ります。
よくない例：A課 …〜2026-03-31、A課 2026-05-01〜…
よい例：A課 …〜2026-03-31、A課 2026-04-01〜…
もとになるもの：この道具の期間の決まり（`until` はその日まで、`from` はその日から。rules/README.md）。",
    en: "What is looked at: `適用開始` and `適用終了` of rows with the same name (first column) in tables of facts and desks; days between the end of one and the beginning of the next that have no row.
Why: on those days the desk or the score is not there at all. It is a usual slip at the turn of a fiscal year (until March 31, from May 1), and only families who look in that month meet it.
Wrong: A課 …–2026-03-31, A課 2026-05-01–…
Right: A課 …–2026-03-31, A課 2026-04-01–…
Where it comes from: what periods mean here (until that day, from that day; rules/README.md).",
};

pub(super) const OUTSIDE: Reference = Reference {
    ja: "見るもの：制度の `from:`〜`until:` が、規則集の `from:`〜`until:` と一日も重ならないもの。
なぜ：その制度は、この規則集ではだれにも出ません。
よくない例：規則集は 2026-04-01 から、制度は 2026-03-31 まで
よい例：終わった制度は、消すか、前の規則集に置く
もとになるもの：この道具の期間の決まり（rules/README.md）。",
    en: "What is looked at: programmes whose `from:`–`until:` shares no day with that of the pack.
Why: nobody is ever shown the programme.
Wrong: the pack from 2026-04-01, the programme until 2026-03-31
Right: take a programme that has ended out, or leave it in the pack before
Where it comes from: what periods mean here (rules/README.md).",
};

pub(super) fn period_hole(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    for pack in written.packs {
        let files = pack.facts.iter().map(|it| &it.file).chain(&pack.desks);
        for sheet in files.filter_map(|it| Sheet::of(written, pack, it)) {
            holes(&sheet, out);
        }
    }
}

struct Stretch {
    from: Option<Date>,
    until: Option<Date>,
    place: Place,
}

fn holes(sheet: &Sheet, out: &mut Vec<Diagnostic>) {
    let has_periods = ["適用開始", "適用終了"]
        .iter()
        .any(|name| sheet.heading.iter().any(|it| it.text == **name));
    if !has_periods {
        return;
    }
    let mut by_name: BTreeMap<&str, Vec<Stretch>> = BTreeMap::new();
    let date = |cell: Option<&Cell>| cell.and_then(|it| csv::date(&it.text));
    for row in &sheet.rows {
        let Some(name) = row.cells.first().filter(|it| !it.text.is_empty()) else {
            continue;
        };
        let start = sheet.cell(row, "適用開始");
        by_name.entry(&name.text).or_default().push(Stretch {
            from: date(start),
            until: date(sheet.cell(row, "適用終了")),
            place: start.map_or_else(|| name.place.clone(), |it| it.place.clone()),
        });
    }
    for (name, mut stretches) in by_name {
        stretches.sort_by_key(|it| it.from);
        for pair in stretches.windows(2) {
            let [before, after] = pair else { continue };
            let (Some(until), Some(from)) = (before.until, after.from) else {
                continue;
            };
            // Rows of the same name that hold at once are not parts of one time.
            let (Some(first), Some(last)) = (until.next(), from.previous()) else {
                continue;
            };
            let covered = stretches.iter().any(|it| {
                it.from.is_none_or(|it| it <= first) && it.until.is_none_or(|it| it > until)
            });
            if first < from && !covered {
                let words = [first.to_string(), last.to_string()];
                let place = after.place.clone();
                out.push(Diagnostic::new(
                    "period-hole",
                    place,
                    &[name, &words[0], &words[1]],
                ));
            }
        }
    }
}

pub(super) fn outside_period(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    let Some(root) = written.packs.last() else {
        return;
    };
    for program in written.packs.iter().flat_map(|it| &it.programs) {
        let is_before =
            matches!((program.until, root.from), (Some(until), Some(from)) if until < from);
        let is_after =
            matches!((root.until, program.from), (Some(until), Some(from)) if until < from);
        if is_before || is_after {
            let place = program.name.place.clone();
            let own = shown(program.from, program.until);
            let pack = shown(root.from, root.until);
            out.push(Diagnostic::new(
                "outside-period",
                place,
                &[&program.name.it, &own, &pack],
            ));
        }
    }
}

fn shown(from: Option<Date>, until: Option<Date>) -> String {
    let day = |it: Option<Date>| it.map(|it| it.to_string()).unwrap_or_default();
    [&day(from), "–", &day(until)].concat()
}
