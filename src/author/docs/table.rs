//! Decision tables and tables of facts as tables people can read.

use super::html::{Html, el, with};
use super::model::Item;
use super::section::{View, pairs, period};
use super::words;
use crate::book::{Cell, Cite, DecisionTable, Facts, Period};

impl View<'_, '_> {
    /// Conditions in plain words, results behind an arrow.
    pub(super) fn decision_table(&self, item: Item, table: &DecisionTable) -> Html {
        let book = self.model.book;
        let mut columns: Vec<Html> = Vec::new();
        for input in &table.inputs {
            columns.push(self.words(&words::expr(book, *input)));
        }
        for output in &table.outputs {
            columns.push(["→ ", output].concat().trim().into());
        }
        let rows = table.rows.iter().map(|row| {
            let mut cells: Vec<Html> = Vec::new();
            for test in &row.tests {
                cells.push(match test {
                    Some(it) => self.words(&words::test(book, it)),
                    None => "なんでも".into(),
                });
            }
            for output in &row.outputs {
                cells.push(self.words(&words::expr(book, *output)));
            }
            Line {
                cells,
                period: row.period,
                cite: row.cite.as_ref(),
            }
        });
        [
            el("p", words::hit(table.hit)),
            self.table(item, columns, rows.collect()),
        ]
        .into()
    }

    pub(super) fn facts_table(&self, item: Item, facts: &Facts) -> Html {
        let columns = facts.columns.iter().map(|it| Html::from(&**it));
        let rows = facts.rows.iter().map(|row| Line {
            cells: row.cells.iter().map(|it| cell(it).into()).collect(),
            period: row.period,
            cite: row.cite.as_ref(),
        });
        self.table(item, columns.collect(), rows.collect())
    }

    /// Each row with its number, its source, and what stands beside it.
    fn table(&self, item: Item, mut columns: Vec<Html>, rows: Vec<Line<'_>>) -> Html {
        let places = self.model.rows(item);
        let mut remarks = self.model.remarks(places);
        if remarks.len() != rows.len() || remarks.iter().all(String::is_empty) {
            remarks.clear();
        }
        let has_periods = rows.iter().any(|it| it.period != Period::default());
        let has_cites = rows.iter().any(|it| it.cite.is_some());
        let further = [
            (has_periods, "いつ"),
            (has_cites, "出典"),
            (!remarks.is_empty(), "備考"),
        ];
        let further = further.into_iter().filter(|(is_there, _)| *is_there);
        columns.insert(0, "行".into());
        columns.extend(further.map(|(_, name)| name.into()));
        let head = columns.into_iter();
        let head: Html = head.map(|it| with("th", &[("scope", "col")], it)).collect();
        let mut body = Html::default();
        for (n, row) in rows.into_iter().enumerate() {
            let number = (n + 1).to_string();
            let mut cells = with("th", &[("scope", "row")], number);
            row.cells
                .into_iter()
                .for_each(|it| cells.push(el("td", it)));
            if has_periods {
                cells.push(el("td", period(row.period)));
            }
            if has_cites {
                let cite = row.cite.map(|it| self.cite(it));
                cells.push(el("td", cite.unwrap_or_default()));
            }
            if let Some(remark) = remarks.get(n) {
                cells.push(el("td", remark));
            }
            body.push(el("tr", cells));
        }
        let name = ["表：", self.model.name(item)].concat();
        let table = el(
            "table",
            [
                el("caption", &name),
                el("thead", el("tr", head)),
                el("tbody", body),
            ],
        );
        // A wide table scrolls by itself, with the keyboard too.
        let scrolls = [
            ("class", "wide"),
            ("role", "region"),
            ("aria-label", &*name),
            ("tabindex", "0"),
        ];
        let file = places.first();
        let file = file.and_then(|it| self.model.checked.sources.get(it.file));
        let file = file.map(|it| [el("dt", "ファイル"), el("dd", el("code", &it.path))]);
        [
            with("div", &scrolls, table),
            pairs(file.map(Html::from).unwrap_or_default()),
        ]
        .into()
    }
}

struct Line<'a> {
    cells: Vec<Html>,
    period: Period,
    cite: Option<&'a Cite>,
}

/// Facts are shown as they are written, without the quotes of conditions.
fn cell(cell: &Cell) -> String {
    use crate::book::Literal::{Null, Text};
    let plain = |it: &_| match it {
        Null => String::new(),
        Text(text) => text.to_string(),
        other => words::literal(other),
    };
    match cell {
        Cell::One(it) => plain(it),
        Cell::Many(parts) => parts.iter().map(plain).collect::<Vec<_>>().join("、"),
    }
}
