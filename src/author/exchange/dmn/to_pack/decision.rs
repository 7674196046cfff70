//! Decisions as expressions, decision tables and tables of facts.

use std::fmt::Write as _;

use super::super::quoted;
use super::cell::{csv, facts, letter, result, texts};
use super::{Making, SOURCE, string};
use crate::author::feel::is_name;
use crate::author::model::{Boxed, Named, Table};
use crate::book::HitPolicy;

#[derive(Default)]
pub(super) struct Decisions {
    pub(super) tables: String,
    pub(super) text: String,
    pub(super) shown: Vec<String>,
}

impl Making<'_> {
    pub(super) fn decisions(&mut self) -> Decisions {
        let mut out = Decisions::default();
        let model = &self.definitions.model;
        for function in &model.functions {
            let args = [function.name.as_str(), "businessKnowledgeModel"];
            self.remark("dmn-logic", &function.name, &args);
        }
        let mut n_tables = 0;
        let (mut tables, mut values) = (String::new(), String::new());
        for decision in &model.decisions {
            // A table of facts and its filter by day are one table here.
            if self.filtered_by(&decision.name).is_some() {
                continue;
            }
            let named = self.here(&decision.name);
            let id = self
                .definitions
                .ids
                .get(&decision.name)
                .unwrap_or(&decision.name);
            let source = format!("    source: {{ doc: {SOURCE}, at: {} }}\n", string(id));
            let logic = self.whole(decision).unwrap_or(&decision.logic).clone();
            if let Some((columns, csv)) = facts(&logic) {
                n_tables += 1;
                let path = format!("tables/table-{n_tables}.csv");
                let _ = write!(tables, "  {named}:\n    file: {path}\n{columns}{source}");
                self.put(&path, &csv);
                continue;
            }
            let body = match &logic {
                Boxed::Table(table) => {
                    n_tables += 1;
                    let path = format!("tables/table-{n_tables}.csv");
                    let (csv, labels) = self.table(&decision.name, table);
                    self.put(&path, &csv);
                    format!("    table: {path}\n{labels}")
                }
                logic => match self.feel(logic) {
                    Some(it) => format!("    value: {}\n", string(&it)),
                    None => {
                        self.remark(
                            "dmn-logic",
                            &decision.name,
                            &[&decision.name, kind_of(logic)],
                        );
                        continue;
                    }
                },
            };
            let label = string(&decision.name);
            let _ = write!(
                values,
                "  {named}:\n    label: {{ ja: {label} }}\n{body}{source}"
            );
            out.shown.push(named);
        }
        if !tables.is_empty() {
            out.tables = ["tables:\n", &tables].concat();
        }
        if !values.is_empty() {
            out.text = ["decisions:\n", &values].concat();
        }
        out
    }

    /// The decision that is `name` filtered by the day, as `of_pack` writes it.
    fn filtered_by(&self, name: &str) -> Option<&Named> {
        let short = name.strip_suffix("_全期間")?;
        let decisions = &self.definitions.model.decisions;
        let found = decisions.iter().find(|it| it.name == short)?;
        let is_filter =
            matches!(&found.logic, Boxed::Literal(it) if it.starts_with(&[name, "["].concat()));
        is_filter.then_some(found)
    }

    /// The table of facts behind such a filter.
    fn whole(&self, decision: &Named) -> Option<&Boxed> {
        let name = [&decision.name, "_全期間"].concat();
        self.filtered_by(&name)?;
        let mut decisions = self.definitions.model.decisions.iter();
        decisions.find(|it| it.name == name).map(|it| &it.logic)
    }

    fn table(&mut self, name: &str, table: &Table) -> (String, String) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        if table.hit != HitPolicy::Unique {
            rows.push(vec![letter(table.hit).to_owned()]);
        }
        let mut heading: Vec<String> = table.inputs.iter().map(|it| self.text(it)).collect();
        heading.extend(table.outputs.iter().map(|it| ["→", &it.name].concat()));
        rows.push(heading);
        for (tests, results) in &table.rows {
            let mut row: Vec<String> = tests.iter().map(|it| self.text(it)).collect();
            row.extend(results.iter().map(|it| result(&self.text(it))));
            rows.push(row);
        }
        if table.outputs.iter().any(|it| it.default.is_some()) {
            if table.hit == HitPolicy::First {
                let mut row = vec!["-".to_owned(); table.inputs.len()];
                row.extend(table.outputs.iter().map(|it| {
                    it.default
                        .as_ref()
                        .map_or(String::new(), |it| result(&self.text(it)))
                }));
                rows.push(row);
            } else {
                self.remark("dmn-dropped", name, &["defaultOutputEntry"]);
            }
        }
        let values = table.outputs.first().and_then(|it| it.values.as_deref());
        let values = values.map(texts).unwrap_or_default();
        let mut labels = String::new();
        if matches!(table.hit, HitPolicy::Priority | HitPolicy::OutputOrder) && !values.is_empty() {
            labels.push_str("    labels:\n");
            for it in values {
                let _ = writeln!(labels, "      {}: {{ ja: {} }}", string(&it), string(&it));
            }
        }
        (csv(&rows), labels)
    }

    /// A box as one expression.
    fn feel(&self, boxed: &Boxed) -> Option<String> {
        let all = |them: &[Boxed]| -> Option<Vec<String>> {
            them.iter().map(|it| self.feel(it)).collect()
        };
        Some(match boxed {
            Boxed::Literal(text) => self.text(text),
            Boxed::List(items) => ["[", &all(items)?.join(", "), "]"].concat(),
            Boxed::Context(entries, None) => {
                let parts = entries.iter().map(|(name, it)| {
                    let key = if is_name(name) {
                        name.clone()
                    } else {
                        quoted(name)
                    };
                    Some([&key, ": ", &*self.feel(it)?].concat())
                });
                ["{", &parts.collect::<Option<Vec<_>>>()?.join(", "), "}"].concat()
            }
            Boxed::Relation(columns, rows) => {
                let row = |cells: &Vec<Boxed>| {
                    let entries = columns.iter().cloned().zip(cells.iter().cloned()).collect();
                    self.feel(&Boxed::Context(entries, None))
                };
                let rows = rows.iter().map(row).collect::<Option<Vec<_>>>()?;
                ["[", &rows.join(", "), "]"].concat()
            }
            Boxed::If(a, b, c) => {
                format!(
                    "if {} then {} else {}",
                    self.feel(a)?,
                    self.feel(b)?,
                    self.feel(c)?
                )
            }
            Boxed::Filter(list, test) => format!("({})[{}]", self.feel(list)?, self.feel(test)?),
            Boxed::For(name, list, body) => {
                format!(
                    "for {name} in {} return {}",
                    self.feel(list)?,
                    self.feel(body)?
                )
            }
            Boxed::Some(name, list, test) => {
                format!(
                    "some {name} in {} satisfies {}",
                    self.feel(list)?,
                    self.feel(test)?
                )
            }
            Boxed::Every(name, list, test) => {
                format!(
                    "every {name} in {} satisfies {}",
                    self.feel(list)?,
                    self.feel(test)?
                )
            }
            Boxed::Typed(inner, _) => self.feel(inner)?,
            Boxed::Context(_, Some(_))
            | Boxed::Function(..)
            | Boxed::Invocation(..)
            | Boxed::Table(_) => {
                return None;
            }
        })
    }
}

/// As DMN calls it.
fn kind_of(boxed: &Boxed) -> &'static str {
    match boxed {
        Boxed::Context(..) => "context",
        Boxed::Function(..) => "functionDefinition",
        Boxed::Invocation(..) => "invocation",
        _ => "expression",
    }
}
