//! Tables of facts: the kinds of their columns, declared or seen from what is
//! in them, and their cells.

use std::rc::Rc;

use super::super::csv;
use super::super::fields::with_guess;
use super::super::pack::FactsDecl;
use super::super::strand::Strand;
use super::super::types::Type;
use super::super::{Diagnostic, messages};
use super::Compiler;
use super::sheet::{SOURCE, SPECIAL, Sheet};
use crate::book::{Cell, FactRow, Facts, Literal};
use crate::value::{Number, Text};

impl Compiler<'_> {
    /// Compiles a table of facts; always adds one, so that ids stay in step.
    pub(super) fn facts(&mut self, pack: &str, decl: &FactsDecl) {
        let mut facts = Facts {
            name: Text::from(decl.name.it.as_str()),
            cites: self.cites(&decl.cites),
            ..Facts::default()
        };
        let mut fields: Vec<(Text, Type)> = Vec::new();
        if let Some(sheet) = self.sheet(pack, &decl.file) {
            let columns: Vec<usize> = (0..sheet.heading.len())
                .filter(|it| {
                    sheet.heading.get(*it).is_some_and(|it| {
                        !SPECIAL.contains(&it.text.as_str()) && !it.text.is_empty()
                    })
                })
                .collect();
            for (name, kind) in &decl.columns {
                let known: Vec<&str> = sheet.heading.iter().map(|it| it.text.as_str()).collect();
                if sheet.column(&name.it).is_none() {
                    let missing =
                        Diagnostic::new("missing-column", name.place.clone(), &[&name.it]);
                    self.out
                        .push(with_guess(missing, &name.it, known.iter().copied()));
                }
                if !["list", "number", "date", "boolean", "text"].contains(&kind.it.as_str()) {
                    let all = messages::list(["list", "number", "date", "boolean", "text"]);
                    self.report("bad-value", &kind.place, &[&kind.it, "columns", &all]);
                }
            }
            let kinds: Vec<ColumnKind> = columns
                .iter()
                .map(|it| column_kind(&sheet, *it, decl))
                .collect();
            for (column, kind) in columns.iter().zip(&kinds) {
                let is_declared = |name: &str| decl.columns.iter().any(|(it, _)| it.it == name);
                let name = sheet.heading.get(*column).map_or("", |it| it.text.as_str());
                if *kind == ColumnKind::Text && !is_declared(name) {
                    let cells = sheet.rows.iter().filter_map(|it| it.cells.get(*column));
                    self.numbers_as_texts(&cells.collect::<Vec<_>>());
                }
            }
            for (column, kind) in columns.iter().zip(&kinds) {
                let name = sheet.heading.get(*column).map_or("", |it| it.text.as_str());
                facts.columns.push(Text::from(name));
                fields.push((Text::from(name), kind.ty()));
            }
            let types: Vec<Type> = fields.iter().map(|(_, ty)| ty.clone()).collect();
            for row in &sheet.rows {
                let cells = columns.iter().zip(&kinds).zip(&types);
                let cells = cells.map(|((column, kind), ty)| {
                    let cell = row.cells.get(*column);
                    cell.map_or(Cell::One(Literal::Null), |it| self.fact_cell(it, *kind, ty))
                });
                let cells = cells.collect();
                let period = self.period(&sheet, row);
                let cite = self.row_cite(&sheet, row);
                if facts.cites.is_empty() {
                    let name = row.cells.first().map_or("", |it| it.text.as_str());
                    self.row_needs_source(&sheet, row, name);
                }
                self.places.fact(&decl.name.it, row.place());
                facts.rows.push(FactRow {
                    period,
                    cells,
                    cite,
                });
            }
            if facts.cites.is_empty() && sheet.column(SOURCE).is_none() {
                self.needs_source(&decl.name, &[]);
            }
            self.facts_types
                .push(Type::list(Type::Context(Rc::new(fields))));
        } else {
            self.facts_types.push(Type::Any);
        }
        self.book.facts.push(facts);
    }

    fn fact_cell(&mut self, cell: &csv::Cell, kind: ColumnKind, ty: &Type) -> Cell {
        let text = cell.text.as_str();
        if kind == ColumnKind::List {
            let items = text.split('、').map(str::trim).filter(|it| !it.is_empty());
            for item in items.clone() {
                self.hangs(ty, item, &cell.place_of(item, &self.sources));
            }
            return Cell::Many(items.map(|it| Literal::Text(Text::from(it))).collect());
        }
        if text.is_empty() {
            return Cell::One(Literal::Null);
        }
        self.hangs(ty, text, &cell.place);
        let (literal, code) = match kind {
            ColumnKind::Number => (Number::parse(text).map(Literal::Number), "bad-number"),
            ColumnKind::Date => (csv::date(text).map(Literal::Date), "bad-date"),
            ColumnKind::Boolean => (boolean(text).map(Literal::Boolean), "bad-cell"),
            ColumnKind::Text | ColumnKind::List => {
                (Some(Literal::Text(Text::from(text))), "bad-cell")
            }
        };
        Cell::One(literal.unwrap_or_else(|| {
            self.report(code, &cell.place, &[text]);
            Literal::Null
        }))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnKind {
    Number,
    Date,
    Boolean,
    Text,
    List,
}

impl ColumnKind {
    fn ty(self) -> Type {
        let text = || Type::Text(None, Some(Strand::default()));
        match self {
            Self::Number => Type::Number,
            Self::Date => Type::Date,
            Self::Boolean => Type::Boolean,
            Self::Text => text(),
            Self::List => Type::list(text()),
        }
    }
}

/// The declared kind, else what all filled cells can be read as.
fn column_kind(sheet: &Sheet, column: usize, decl: &FactsDecl) -> ColumnKind {
    let name = sheet.heading.get(column).map_or("", |it| it.text.as_str());
    if let Some((_, kind)) = decl.columns.iter().find(|(it, _)| it.it == name) {
        match kind.it.as_str() {
            "number" => return ColumnKind::Number,
            "date" => return ColumnKind::Date,
            "boolean" => return ColumnKind::Boolean,
            "list" => return ColumnKind::List,
            "text" => return ColumnKind::Text,
            _ => {}
        }
    }
    let filled: Vec<&str> = sheet
        .rows
        .iter()
        .filter_map(|it| it.cells.get(column))
        .map(|it| it.text.as_str())
        .filter(|it| !it.is_empty())
        .collect();
    if filled.is_empty() {
        ColumnKind::Text
    } else if filled.iter().all(|it| csv::number(it).is_some()) {
        ColumnKind::Number
    } else if filled.iter().all(|it| csv::date(it).is_some()) {
        ColumnKind::Date
    } else if filled.iter().all(|it| boolean(it).is_some()) {
        ColumnKind::Boolean
    } else {
        ColumnKind::Text
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}
