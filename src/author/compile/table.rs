//! Decision tables. Headings that begin with `→` are results, all others but the
//! special ones are what is asked; a first row of its own may name the hit policy.

mod cell;

use std::rc::Rc;

use super::super::Diagnostic;
use super::super::check::Formula;
use super::super::csv;
use super::super::pack::{At, DecisionDecl};
use super::super::strand::Strand;
use super::super::types::Type;
use super::grid::fitting;
use super::lower::Scope;
use super::sheet::{SPECIAL, at};
use super::{Compiler, NOTHING};
use crate::book::{self, DecisionTable, Expr, Fitting, HitPolicy, Literal, Row, Test};
use crate::value::Text;
use cell::KnownTests;

const RESULT: char = '→';

impl Compiler<'_> {
    pub(super) fn decision_table(
        &mut self,
        pack: &str,
        file: &At<String>,
        decl: &DecisionDecl,
    ) -> (DecisionTable, Type) {
        let mut table = DecisionTable {
            hit: HitPolicy::Unique,
            inputs: Vec::new(),
            outputs: Vec::new(),
            priorities: decl
                .labels
                .iter()
                .map(|(it, _)| Literal::Text(Text::from(it.it.as_str())))
                .collect(),
            fitting: Fitting::Any,
            rows: Vec::new(),
        };
        let Some((sheet, policy)) = self.sheet_with_policy(pack, file) else {
            return (table, Type::Any);
        };
        table.hit = policy.unwrap_or(HitPolicy::Unique);
        let mut inputs: Vec<(usize, Type)> = Vec::new();
        let mut outputs: Vec<(usize, Text)> = Vec::new();
        for (column, heading) in sheet.heading.iter().enumerate() {
            if let Some(name) = heading.text.strip_prefix(RESULT) {
                outputs.push((column, Text::from(name.trim())));
            } else if heading.text.is_empty() {
                self.report("missing-heading", &heading.place, &[]);
                inputs.push((column, Type::Any));
                table.inputs.push(NOTHING);
            } else if !SPECIAL.contains(&heading.text.as_str()) {
                let lowered = self.expression(&at(heading), &mut Scope::default());
                self.help_with_heading();
                let (expr, ty) = lowered.unwrap_or((NOTHING, Type::Any));
                table.inputs.push(expr);
                inputs.push((column, ty));
            }
        }
        if outputs.is_empty() {
            let place = sheet
                .heading
                .first()
                .map_or_else(|| file.place.clone(), |it| it.place.clone());
            self.report("missing-output", &place, &[]);
        }
        table.outputs = outputs.iter().map(|(_, name)| name.clone()).collect();
        if let (Some(first), Some(last)) = (sheet.heading.first(), sheet.heading.last()) {
            let mut place = first.place.clone();
            place.span.end = last.place.span.end;
            let headings = inputs.iter().map(|(at, _)| sheet.heading[*at].text.clone());
            self.places
                .heading(&decl.name.it, place, headings.collect());
        }
        let mut output_types: Vec<Type> = outputs.iter().map(|_| Type::Null).collect();
        let strands: Vec<Strand> = outputs.iter().map(|_| Strand::default()).collect();
        let mut columns: Vec<Vec<&csv::Cell>> = outputs.iter().map(|_| Vec::new()).collect();
        let mut known: Vec<KnownTests> = inputs.iter().map(|_| KnownTests::new()).collect();
        for row in &sheet.rows {
            let n_seen = self.seen.len();
            let tests: Vec<Option<Test>> = inputs
                .iter()
                .zip(&mut known)
                .map(|((column, ty), known)| {
                    let heading = sheet.heading.get(*column).map_or("", |it| it.text.as_str());
                    let cell = row.cells.get(*column);
                    cell.and_then(|it| self.test_cell(it, heading, ty, known))
                })
                .collect();
            for seen in self.seen.iter_mut().skip(n_seen) {
                if let Formula::Cell { beside, .. } = &mut seen.what {
                    let tested = inputs.iter().zip(&tests).filter(|(_, test)| test.is_some());
                    let headings = tested.filter_map(|((at, _), _)| sheet.heading.get(*at));
                    *beside = headings.map(|it| it.text.clone()).collect();
                }
            }
            let mut results = Vec::new();
            let all = outputs.iter().zip(&mut output_types).zip(&strands);
            for ((((column, _), ty), strand), cells) in all.zip(&mut columns) {
                let cell = row.cells.get(*column);
                let (expr, cell_type) =
                    cell.map_or((NOTHING, Type::Any), |it| self.output_cell(it, strand));
                cells.extend(cell);
                results.push(expr);
                *ty = std::mem::replace(ty, Type::Null).join(cell_type, &row.place());
            }
            let period = self.period(&sheet, row);
            let cite = self.row_cite(&sheet, row);
            self.places.row(&decl.name.it, row.place());
            table.rows.push(Row {
                period,
                tests,
                outputs: results,
                cite,
            });
        }
        for cells in &columns {
            self.numbers_as_texts(cells);
        }
        if table.rows.is_empty() {
            let place = sheet
                .heading
                .first()
                .map_or_else(|| file.place.clone(), |it| it.place.clone());
            self.report("table-empty", &place, &[]);
        }
        table.fitting = fitting(&self.book, &table);
        let ty = result_type(&table, output_types);
        (table, ty)
    }

    /// A column that is none of ours is no text to put in quotes.
    fn help_with_heading(&mut self) {
        let is_unknown =
            |it: &mut Diagnostic| it.code() == "unknown-name" && it.help_key() == Some("quote-it");
        let unknown = self.out.pop_if(is_unknown);
        self.out
            .extend(unknown.map(|it| it.help_with("heading-like", &[])));
    }
}

/// The kind of what the table gives.
fn result_type(table: &DecisionTable, types: Vec<Type>) -> Type {
    let one = match (table.outputs.as_slice(), types.as_slice()) {
        ([_], [only]) => only.clone(),
        (names, _) => Type::Context(Rc::new(names.iter().cloned().zip(types).collect())),
    };
    match table.hit {
        HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect => Type::list(one),
        HitPolicy::CollectSum | HitPolicy::CollectCount => Type::Number,
        _ => one,
    }
}

/// Literals a table can give, where they are texts; for checking desk ids.
pub(super) fn text_outputs(book: &book::Book, table: &DecisionTable) -> Vec<(Text, usize)> {
    let outputs = table.rows.iter().flat_map(|it| &it.outputs);
    let text = |expr: &usize| match book.exprs.get(*expr) {
        Some(Expr::Literal(Literal::Text(it))) => Some((it.clone(), *expr)),
        _ => None,
    };
    outputs.filter_map(text).collect()
}
