//! CSV tables: facts and decision tables.
//!
//! Both share the special columns (source, date, period). A decision table may
//! name its hit policy in a first row of its own; headings that begin with `→`
//! are results, all others are what is asked.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::check::Formula;
use super::super::csv::{self, Record};
use super::super::feel::{self, TestAst};
use super::super::fields::with_guess;
use super::super::pack::{At, DecisionDecl, FactsDecl};
use super::super::strand::{Hung, Strand};
use super::super::types::{Options, Type};
use super::super::{Diagnostic, Place, messages};
use super::apart::are_apart;
use super::lower::{Local, Scope};
use super::{Compiler, NOTHING};
use crate::book::{
    self, Cell, Cite, DecisionTable, Expr, FactRow, Facts, HitPolicy, Literal, Period, Row, Test,
};
use crate::value::{Date, Number, Text};

const SOURCE: &str = "出典";
const SOURCE_PLACE: &str = "出典箇所";
const AS_OF: &str = "確認日";
const FROM: &str = "適用開始";
const UNTIL: &str = "適用終了";
const REMARK: &str = "備考";
const SPECIAL: [&str; 6] = [SOURCE, SOURCE_PLACE, AS_OF, FROM, UNTIL, REMARK];
const RESULT: char = '→';

/// A table's heading and rows.
pub(super) struct Sheet {
    pub(super) heading: Vec<csv::Cell>,
    pub(super) rows: Vec<Record>,
}

impl Sheet {
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.heading.iter().position(|it| it.text == name)
    }

    /// The cell of a row in a named column, if it is there and not empty.
    pub(super) fn cell<'r>(&self, row: &'r Record, name: &str) -> Option<&'r csv::Cell> {
        let cell = row.cells.get(self.column(name)?)?;
        (!cell.text.is_empty()).then_some(cell)
    }
}

/// Tests of one column by the text of their cells: tables say the same many times.
/// Of the places of these, nothing is told but that an option is named there.
type KnownTests = BTreeMap<String, Test>;

pub(super) fn at(cell: &csv::Cell) -> At<String> {
    At {
        it: cell.text.clone(),
        place: cell.place.clone(),
    }
}

impl Compiler<'_> {
    /// Reads a CSV file of a pack; the policy of its first row, if it has one.
    fn sheet_with_policy(
        &mut self,
        pack: &str,
        file: &At<String>,
    ) -> Option<(Sheet, Option<HitPolicy>)> {
        let path = [pack, "/", &file.it].concat();
        let Some(bytes) = self.files.get(&path) else {
            self.report("missing-file", &file.place, &[&file.it]);
            return None;
        };
        let id = self.sources.add(&path, bytes, &mut self.out);
        let text = self
            .sources
            .get(id)
            .map(|it| it.text.clone())
            .unwrap_or_default();
        let mut records = csv::parse(id, &text, &mut self.out).into_iter().peekable();
        let mut policy = None;
        if let Some(word) = records.peek().and_then(alone) {
            policy = hit_policy(&word.text);
            let word = word.clone();
            // A row with one word above a wider heading can only be meant as one.
            let is_one = policy.is_some() || {
                let mut ahead = records.clone();
                ahead
                    .nth(1)
                    .is_some_and(|it| it.cells.iter().skip(1).any(|it| !it.text.is_empty()))
            };
            if policy.is_none() && is_one {
                let all =
                    messages::list(["U", "A", "F", "P", "R", "O", "C", "C+", "C<", "C>", "C#"]);
                self.report("bad-value", &word.place, &[&word.text, "@hit-policy", &all]);
            }
            if policy.is_some_and(|it| !it.is_on_page()) {
                self.report("page-lacks", &word.place, &[&word.text]);
            }
            if is_one {
                records.next();
            }
        }
        let Some(heading) = records.next() else {
            self.report(
                "table-empty",
                &Place {
                    file: id,
                    span: 0..0,
                },
                &[],
            );
            return None;
        };
        let mut heading = heading.cells;
        while heading.last().is_some_and(|it| it.text.is_empty()) {
            heading.pop();
        }
        let mut rows = Vec::new();
        for mut record in records {
            while record.cells.len() > heading.len()
                && record.cells.last().is_some_and(|it| it.text.is_empty())
            {
                record.cells.pop();
            }
            if record.cells.len() == heading.len() {
                rows.push(record);
            } else {
                let counts = [record.cells.len().to_string(), heading.len().to_string()];
                self.report("row-length", &record.place(), &[&counts[0], &counts[1]]);
            }
        }
        for (at, cell) in heading.iter().enumerate() {
            let double = heading
                .iter()
                .take(at)
                .find(|it| it.text == cell.text && !cell.text.is_empty());
            if let Some(first) = double {
                let diagnostic =
                    Diagnostic::new("duplicate-key", cell.place.clone(), &[&cell.text]);
                self.out
                    .push(diagnostic.note("first-here", first.place.clone(), &[]));
            }
        }
        Some((Sheet { heading, rows }, policy))
    }

    pub(super) fn sheet(&mut self, pack: &str, file: &At<String>) -> Option<Sheet> {
        self.sheet_with_policy(pack, file).map(|(sheet, _)| sheet)
    }

    /// Tells of columns that must be there and are not.
    pub(super) fn need_columns(&mut self, sheet: &Sheet, columns: &[&str]) {
        let place = sheet.heading.first().map(|it| it.place.clone());
        for column in columns {
            if let (None, Some(place)) = (sheet.column(column), &place) {
                self.report("missing-column", place, &[column]);
            }
        }
    }

    pub(super) fn cell_date(&mut self, sheet: &Sheet, row: &Record, column: &str) -> Option<Date> {
        let cell = sheet.cell(row, column)?;
        let date = csv::date(&cell.text);
        if date.is_none() {
            self.report("bad-date", &cell.place, &[&cell.text]);
        }
        date
    }

    pub(super) fn period(&mut self, sheet: &Sheet, row: &Record) -> Period {
        let from = self.cell_date(sheet, row, FROM);
        let until = self.cell_date(sheet, row, UNTIL);
        if let (Some(from), Some(until)) = (from, until)
            && from > until
        {
            let place = sheet
                .cell(row, UNTIL)
                .map_or_else(|| row.place(), |it| it.place.clone());
            self.report(
                "bad-range",
                &place,
                &[&from.to_string(), &until.to_string()],
            );
        }
        Period { from, until }
    }

    /// The row's own source.
    pub(super) fn row_cite(&mut self, sheet: &Sheet, row: &Record) -> Option<Cite> {
        let doc = sheet.cell(row, SOURCE)?;
        let source = self.source_id(&doc.text, &doc.place)?;
        let as_of = self.cell_date(sheet, row, AS_OF);
        self.check_date(source, as_of, &doc.text, &doc.place);
        let place = sheet
            .cell(row, SOURCE_PLACE)
            .map_or_else(String::new, |it| it.text.clone());
        Some(Cite {
            source,
            place,
            quote: None,
            as_of,
        })
    }

    /// Where the column is missing that is told once, not in each row.
    pub(super) fn row_needs_source(&mut self, sheet: &Sheet, row: &Record, name: &str) {
        if sheet.column(SOURCE).is_some() && sheet.cell(row, SOURCE).is_none() {
            self.report("missing-source", &row.place(), &[name]);
        }
    }

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
            disjoint: false,
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
        table.disjoint = are_apart(&self.book, &table);
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

    /// Tells of `1,000` and `1000円` among numbers: nothing else would, until a sum
    /// or a family's amount comes to nothing.
    fn numbers_as_texts(&mut self, cells: &[&csv::Cell]) {
        if !cells.iter().any(|it| csv::number(&it.text).is_some()) {
            return;
        }
        for cell in cells {
            if let Some(number) = csv::number_meant(&cell.text) {
                self.report("number-as-text", &cell.place, &[&cell.text, &number]);
            }
        }
    }

    /// A test cell; `None` is "anything".
    fn test_cell(
        &mut self,
        cell: &csv::Cell,
        column: &str,
        ty: &Type,
        known: &mut KnownTests,
    ) -> Option<Test> {
        let text = cell.text.as_str();
        if text.is_empty() || text == "-" {
            return None;
        }
        if let Some(test) = known.get(text) {
            let test = test.clone();
            if let Test::OneOf(words) = &test {
                self.named_again(words, cell, ty);
            }
            return Some(test);
        }
        // An option's name is that option, even where it looks like something else.
        let is_option = |it: &&str| matches!(ty, Type::Text(Some(options), _) if options.has(it));
        let words: Vec<&str> = if is_option(&text) || feel::is_bare_word(text) {
            vec![text]
        } else {
            text.split(',').map(str::trim).collect()
        };
        let is_words = words.iter().all(is_option) || words.iter().all(|it| feel::is_bare_word(it));
        if is_words {
            let n_told = self.out.len();
            let test = self.words_test(&words, cell, ty);
            if self.out.len() == n_told {
                known.insert(text.to_owned(), test.clone());
            }
            return Some(test);
        }
        let told = |it: &Self| [it.out.len(), it.seen.len(), it.uses.len(), it.hung.len()];
        let before = told(self);
        let text = at(cell);
        let source = self.text(&text);
        match feel::unary_tests(&text.it, None) {
            Ok((tests, negated)) => {
                let mut scope = Scope {
                    locals: Vec::<Local>::new(),
                };
                let test = self.tests(&tests, negated, ty, &mut scope, &source);
                // Ranges and plain values stay out: tables may have thousands of them.
                let is_plain = tests.iter().all(|it| !matches!(it, TestAst::Compared(..)));
                if negated || !is_plain {
                    let what = Formula::Cell {
                        column: column.to_owned(),
                        tests,
                        negated,
                        beside: Vec::new(),
                    };
                    self.see(&source, what);
                }
                // Where nothing was to be told of its place, another cell is the same.
                if told(self) == before {
                    known.insert(text.it.clone(), test.clone());
                }
                Some(test)
            }
            Err(mut error) => {
                if error.code == "feel-syntax" {
                    error.help.get_or_insert(("test-like", String::new()));
                }
                self.feel_error(&error, &source);
                None
            }
        }
    }

    /// A cell that names options as one before it did.
    fn named_again(&mut self, literals: &[Literal], cell: &csv::Cell, ty: &Type) {
        let Some(strand) = ty.strand() else { return };
        let words = cell.text.split(',').map(str::trim);
        for (word, literal) in words.zip(literals) {
            if let Literal::Text(text) = literal {
                let place = match literals {
                    [_] => cell.place.clone(),
                    _ => cell.place_of(word, &self.sources),
                };
                self.hung.push(Hung {
                    strand: strand.clone(),
                    text: text.clone(),
                    place,
                });
            }
        }
    }

    /// Words without quotes are options' names.
    fn words_test(&mut self, words: &[&str], cell: &csv::Cell, ty: &Type) -> Test {
        match ty {
            Type::Text(options, _) => {
                for word in words {
                    self.hangs(ty, word, &cell.place_of(word, &self.sources));
                    if let Some(options) = options {
                        self.check_word(word, options, &cell.place);
                    }
                }
            }
            ty if ty.is_unknown() => {}
            ty => {
                let clash = Diagnostic::new(
                    "type-clash",
                    cell.place.clone(),
                    &[ty.phrase(), Type::TEXT.phrase(), "="],
                );
                self.out.push(match (ty, words) {
                    (Type::Boolean, _) => clash.help_with("yes-or-no", &[]),
                    (Type::List(_), [only]) => clash.help_with("in-list", &[only]),
                    _ => clash.help_with("test-like", &[]),
                });
            }
        }
        Test::OneOf(
            words
                .iter()
                .map(|it| Literal::Text(Text::from(*it)))
                .collect(),
        )
    }

    /// One word that is several options with a Japanese comma is a usual slip.
    fn check_word(&mut self, word: &str, options: &Options, place: &Place) {
        let parts: Vec<&str> = word.split('、').collect();
        let are_options = parts.iter().all(|it| options.has(it));
        if parts.len() > 1 && are_options {
            let unknown = Diagnostic::new(
                "unknown-option",
                place.clone(),
                &[word, &messages::list(&parts)],
            );
            self.out
                .push(unknown.help_with("separate-words", &[&parts.join(", ")]));
        } else {
            self.check_option(word, options, place);
        }
    }

    /// `column` is the strand of all its texts.
    fn output_cell(&mut self, cell: &csv::Cell, column: &Strand) -> (usize, Type) {
        let text = cell.text.as_str();
        if let Some(formula) = text.strip_prefix('=') {
            let trimmed = formula.trim_start();
            let mut place = cell.place.clone();
            // As it is written, `＝` and a full-width space are longer.
            let n_skipped = text.chars().count() - trimmed.chars().count();
            let file = self.sources.get(place.file);
            let written = file.and_then(|it| it.text.get(place.span.clone()));
            let skipped = written.unwrap_or("").chars().take(n_skipped);
            place.span.start += skipped.map(char::len_utf8).sum::<usize>();
            let lowered = self.expression(
                &At {
                    it: trimmed.to_owned(),
                    place,
                },
                &mut Scope::default(),
            );
            return lowered.unwrap_or((NOTHING, Type::Any));
        }
        let (literal, ty) = if text.is_empty() || text == "null" || text == "-" {
            (Literal::Null, Type::Null)
        } else if let Some(number) = csv::number(text) {
            (Literal::Number(number), Type::Number)
        } else if let Some(date) = csv::date(text) {
            (Literal::Date(date), Type::Date)
        } else if text == "true" || text == "false" {
            (Literal::Boolean(text == "true"), Type::Boolean)
        } else {
            let bare = text
                .strip_prefix('"')
                .and_then(|it| it.strip_suffix('"'))
                .unwrap_or(text);
            let text = Text::from(bare);
            let ty = Type::written(text.clone(), column.clone());
            self.hangs(&ty, bare, &cell.place_of(bare, &self.sources));
            (Literal::Text(text), ty)
        };
        let is_text = matches!(literal, Literal::Text(_));
        let expr = self.literal(literal);
        if is_text {
            self.cells.insert(expr, cell.place.clone());
        }
        (expr, ty)
    }
}

/// The one word of a row with nothing else in it.
fn alone(record: &Record) -> Option<&csv::Cell> {
    let (first, rest) = record.cells.split_first()?;
    rest.iter().all(|it| it.text.is_empty()).then_some(first)
}

fn hit_policy(text: &str) -> Option<HitPolicy> {
    Some(match text {
        "U" => HitPolicy::Unique,
        "A" => HitPolicy::Any,
        "F" => HitPolicy::First,
        "P" => HitPolicy::Priority,
        "R" => HitPolicy::RuleOrder,
        "O" => HitPolicy::OutputOrder,
        "C" => HitPolicy::Collect,
        "C+" => HitPolicy::CollectSum,
        "C<" => HitPolicy::CollectMin,
        "C>" => HitPolicy::CollectMax,
        "C#" => HitPolicy::CollectCount,
        _ => return None,
    })
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

/// Literals a table can give, where they are texts; for checking desk ids.
pub(super) fn text_outputs(book: &book::Book, table: &DecisionTable) -> Vec<(Text, usize)> {
    let outputs = table.rows.iter().flat_map(|it| &it.outputs);
    let text = |expr: &usize| match book.exprs.get(*expr) {
        Some(Expr::Literal(Literal::Text(it))) => Some((it.clone(), *expr)),
        _ => None,
    };
    outputs.filter_map(text).collect()
}
