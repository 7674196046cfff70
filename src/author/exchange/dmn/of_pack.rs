//! A pack's decisions as a model.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::compile::with_imports;
use super::super::super::csv;
use super::super::super::feel::is_bare_word;
use super::super::super::model::{Boxed, Input, Named, Output, Table, TypeDecl};
use super::super::super::pack::{CiteDecl, DecisionDecl, Pack, ProgramDecl};
use super::super::super::source::{Files, Sources};
use super::super::Remark;
use super::{DAY, Definitions, quoted, words};
use crate::book::{
    Book, Cell, Choice, ConditionId, ConditionTest, Facts, HitPolicy, Kind, Literal, Period,
    Question,
};

/// Functions of ours alone.
const JAPANESE: [&str; 6] = ["満年齢", "年度", "学年", "和暦", "和暦の日", "祝日"];
const FROM: &str = "適用開始";
const UNTIL: &str = "適用終了";
/// Columns that say where a row comes from.
const ORIGIN: [&str; 4] = ["出典", "出典箇所", "確認日", "備考"];

pub(super) fn definitions(
    files: &Files,
    book: &Book,
    decision: Option<&str>,
    remarks: &mut Vec<Remark>,
) -> Definitions {
    let packs = with_imports(files, &book.pack, &mut Sources::default(), &mut Vec::new());
    let mut all = Carrying {
        files,
        book,
        packs: &packs,
        decisions: Vec::new(),
        notes: BTreeMap::new(),
        remarks: Vec::new(),
    };
    for facts in &book.facts {
        all.facts(facts);
    }
    for pack in &packs {
        for decl in &pack.decisions {
            all.decision(pack, decl);
        }
        for decl in &pack.programs {
            all.program(decl);
        }
    }
    for question in &book.questions {
        all.notes
            .insert(question.name.to_string(), question.ask.get(0).to_owned());
    }
    let wanted = all.wanted(decision);
    let Carrying {
        mut decisions,
        notes,
        remarks: told,
        ..
    } = all;
    decisions.retain(|it| wanted.contains(&it.name));
    remarks.extend(told.into_iter().filter(|it| wanted.contains(&it.at)));
    let mut out = Definitions {
        name: book.name("ja").to_owned(),
        notes,
        ..Definitions::default()
    };
    for question in book
        .questions
        .iter()
        .filter(|it| wanted.contains(&*it.name))
    {
        out.model.inputs.push(input(question, &mut out.model.types));
        for (key, gate) in [("when", question.when), ("ask-when", question.ask_when)] {
            if gate.is_some() {
                let args = [&*question.name, key];
                remarks.push(Remark::new("dmn-gate", &*question.name, &args));
            }
        }
    }
    if wanted.contains(DAY) {
        out.notes
            .insert(DAY.to_owned(), "いつの時点で答えるか".to_owned());
        out.model.inputs.push(Input {
            name: DAY.to_owned(),
            of: Some(TypeDecl::Text("date".to_owned())),
        });
    }
    if !decisions.is_empty() {
        remarks.push(Remark::new("dmn-source", "", &[]));
    }
    out.model.decisions = decisions;
    out
}

fn input(question: &Question, types: &mut Vec<(String, TypeDecl)>) -> Input {
    let plain = |it: &str| TypeDecl::Text(it.to_owned());
    let mut declare = |of: TypeDecl| {
        let name = ["t", &question.name].concat();
        types.push((name.clone(), of));
        TypeDecl::Text(name)
    };
    let allowed = |choices: &[Choice]| {
        let values: Vec<String> = choices.iter().map(|it| quoted(&it.value)).collect();
        TypeDecl::Allowed(Box::new(plain("string")), values.join(","))
    };
    let of = match &question.kind {
        Kind::YesNo => plain("boolean"),
        Kind::Choice(choices) => declare(allowed(choices)),
        Kind::Several(choices) => declare(TypeDecl::List(Box::new(allowed(choices)))),
        Kind::Number { min, max, .. } => {
            let range = format!("[{}..{}]", min.text(), max.text());
            declare(TypeDecl::Allowed(Box::new(plain("number")), range))
        }
        Kind::Date { .. } => plain("date"),
        Kind::Text => plain("string"),
    };
    Input {
        name: question.name.to_string(),
        of: Some(of),
    }
}

struct Carrying<'a> {
    files: &'a Files,
    book: &'a Book,
    packs: &'a [Pack],
    decisions: Vec<Named>,
    notes: BTreeMap<String, String>,
    remarks: Vec<Remark>,
}

impl Carrying<'_> {
    fn add(&mut self, name: &str, logic: Boxed, note: String) {
        let mut texts = Vec::new();
        texts_in(&logic, &mut texts);
        for function in JAPANESE {
            if texts.iter().any(|it| words(it).any(|it| it == function)) {
                self.remarks
                    .push(Remark::new("dmn-japanese", name, &[name, function]));
            }
        }
        let mut requires: Vec<String> = Vec::new();
        for word in texts.iter().flat_map(|it| words(it)) {
            let is_name = word == DAY
                || self.book.questions.iter().any(|it| *it.name == *word)
                || self.book.decision(word).is_some()
                || self.book.facts.iter().any(|it| *it.name == *word);
            if is_name && word != name && !requires.iter().any(|it| it == word) {
                requires.push(word.to_owned());
            }
        }
        if !note.is_empty() {
            self.notes.insert(name.to_owned(), note);
        }
        self.decisions.push(Named {
            name: name.to_owned(),
            of: None,
            logic,
            requires,
        });
    }

    /// Everything, or what `decision` needs, itself included.
    fn wanted(&self, decision: Option<&str>) -> BTreeSet<String> {
        let mut wanted = BTreeSet::new();
        let mut open: Vec<String> = match decision {
            Some(it) => vec![it.to_owned()],
            None => self.decisions.iter().map(|it| it.name.clone()).collect(),
        };
        while let Some(name) = open.pop() {
            if wanted.insert(name.clone()) {
                let of_it = self.decisions.iter().filter(|it| it.name == name);
                open.extend(of_it.flat_map(|it| it.requires.clone()));
            }
        }
        wanted
    }

    fn sources(cites: &[CiteDecl]) -> String {
        let one = |it: &CiteDecl| [&it.doc.it, " ", &it.at].concat().trim_end().to_owned();
        let all: Vec<String> = cites.iter().map(one).collect();
        if all.is_empty() {
            String::new()
        } else {
            ["出典：", &all.join("、")].concat()
        }
    }

    fn decision(&mut self, pack: &Pack, decl: &DecisionDecl) {
        let name = decl.name.it.as_str();
        let note = Self::sources(&decl.cites);
        let logic = match (&decl.table, &decl.value) {
            (Some(file), _) => self.table(pack, &file.it, decl),
            (None, Some(value)) => Some(Boxed::Literal(value.it.clone())),
            (None, None) => None,
        };
        if let Some(logic) = logic {
            self.add(name, logic, note);
        }
    }

    fn table(&mut self, pack: &Pack, file: &str, decl: &DecisionDecl) -> Option<Boxed> {
        let name = decl.name.it.as_str();
        let path = [&pack.name, "/", file].concat();
        let mut sources = Sources::default();
        let id = sources.add(&path, self.files.get(&path)?, &mut Vec::new());
        let text = &sources.get(id)?.text;
        let mut records = csv::parse(id, text, &mut Vec::new()).into_iter();
        // The compiled table knows the policy; a row with it may stand first.
        let hit = self.hit(name);
        let mut heading = records.next()?;
        if heading
            .cells
            .iter()
            .filter(|it| !it.text.is_empty())
            .count()
            == 1
        {
            heading = records.next()?;
        }
        let (mut inputs, mut outputs, mut columns) = (Vec::new(), Vec::new(), Vec::new());
        for (column, cell) in heading.cells.iter().enumerate() {
            let word = cell.text.as_str();
            if let Some(output) = word.strip_prefix('→') {
                outputs.push(Output {
                    name: output.trim().to_owned(),
                    values: self.values(hit, decl),
                    default: None,
                });
                columns.push(Column::Output(column));
            } else if !word.is_empty() && ![FROM, UNTIL].contains(&word) && !ORIGIN.contains(&word)
            {
                inputs.push(word.to_owned());
                columns.push(Column::Input(column, self.choices(word)));
            }
        }
        let ends = [FROM, UNTIL].map(|end| heading.cells.iter().position(|it| it.text == end));
        let mut rows = Vec::new();
        let mut has_period = false;
        let records: Vec<_> = records.collect();
        let day = |record: &csv::Record, end: usize| csv::date(&record.cells.get(ends[end]?)?.text);
        for record in &records {
            let text = |at: usize| record.cells.get(at).map_or("", |it| it.text.as_str());
            let (mut tests, mut results) = (Vec::new(), Vec::new());
            for column in &columns {
                match column {
                    Column::Input(at, choices) => tests.push(test(text(*at), choices)),
                    Column::Output(at) => results.push(result(text(*at))),
                }
            }
            let period = Period {
                from: day(record, 0),
                until: day(record, 1),
            };
            has_period |= period.from.is_some() || period.until.is_some();
            tests.push(period_test(period));
            rows.push((tests, results));
        }
        if has_period {
            inputs.push(DAY.to_owned());
            self.remarks.push(Remark::new("dmn-period", name, &[name]));
        } else {
            rows.iter_mut().for_each(|(tests, _)| drop(tests.pop()));
        }
        Some(Boxed::Table(Table {
            hit,
            inputs,
            outputs,
            rows,
        }))
    }

    fn hit(&self, name: &str) -> HitPolicy {
        let found = self
            .book
            .decision(name)
            .map(|it| &self.book.decisions[it].logic);
        match found {
            Some(crate::book::Logic::Table(it)) => it.hit,
            _ => HitPolicy::Unique,
        }
    }

    /// Output values in falling priority, where the policy asks for them.
    fn values(&self, hit: HitPolicy, decl: &DecisionDecl) -> Option<String> {
        let matters = matches!(hit, HitPolicy::Priority | HitPolicy::OutputOrder);
        let values = decl.labels.iter().map(|(it, _)| result(&it.it));
        let values: Vec<String> = values.collect();
        (matters && !values.is_empty()).then(|| values.join(","))
    }

    /// The options of a question, which a cell may name without quotes.
    fn choices(&self, name: &str) -> Vec<String> {
        let found = self
            .book
            .question(name)
            .map(|it| &self.book.questions[it].kind);
        match found {
            Some(Kind::Choice(all) | Kind::Several(all)) => {
                all.iter().map(|it| it.value.to_string()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn facts(&mut self, facts: &Facts) {
        let name = facts.name.to_string();
        let has_period = facts.rows.iter().any(|it| it.period != Period::default());
        let mut columns: Vec<String> = facts.columns.iter().map(|it| it.to_string()).collect();
        if has_period {
            columns.extend([FROM, UNTIL].map(ToOwned::to_owned));
        }
        let rows = facts.rows.iter().map(|row| {
            let mut cells: Vec<String> = row.cells.iter().map(cell).collect();
            if has_period {
                let day = |it: Option<_>| literal(&it.map_or(Literal::Null, Literal::Date));
                cells.extend([day(row.period.from), day(row.period.until)]);
            }
            cells.into_iter().map(Boxed::Literal).collect()
        });
        let relation = Boxed::Relation(columns, rows.collect());
        let cites = self.packs.iter().flat_map(|it| &it.facts);
        let cites = cites
            .filter(|it| it.name.it == name)
            .flat_map(|it| it.cites.clone());
        let cites: Vec<CiteDecl> = cites.collect();
        let note = Self::sources(&cites);
        if has_period {
            let whole = [&name, "_全期間"].concat();
            self.add(&whole, relation, note.clone());
            let now = format!(
                "{whole}[({FROM} = null or {FROM} <= {DAY}) and ({UNTIL} = null or {DAY} <= {UNTIL})]"
            );
            self.add(&name, Boxed::Literal(now), note);
            // `whole` is no name of the pack's, so nobody found it.
            if let Some(it) = self.decisions.last_mut() {
                it.requires.push(whole);
            }
            self.remarks
                .push(Remark::new("dmn-period", &name, &[&name]));
        } else {
            self.add(&name, relation, note);
        }
    }

    fn program(&mut self, decl: &ProgramDecl) {
        let name = decl.name.it.as_str();
        let Some(program) = self.book.programs.iter().find(|it| *it.name == *name) else {
            return;
        };
        let mut test = condition(self.book, program.fits);
        let period = program.period;
        if period != Period::default() {
            test = format!("({test}) and {DAY} in ({})", period_test(period));
        }
        let note = Self::sources(&decl.cites);
        self.add(name, Boxed::Literal(test), note);
        if let Some(amount) = &decl.amount {
            let amount_name = [name, "の額"].concat();
            self.add(
                &amount_name,
                Boxed::Literal(amount.it.clone()),
                "円".to_owned(),
            );
        }
    }
}

enum Column {
    Input(usize, Vec<String>),
    Output(usize),
}

/// A cell of a pack as a unary test of FEEL: there, bare words need no quotes.
fn test(text: &str, choices: &[String]) -> String {
    let is_word = |it: &str| choices.iter().any(|choice| choice == it) || is_bare_word(it);
    if text.is_empty() || text == "-" {
        return "-".to_owned();
    }
    if is_word(text) {
        return quoted(text);
    }
    let words: Vec<&str> = text.split(',').map(str::trim).collect();
    if words.len() > 1 && words.iter().all(|it| is_word(it)) {
        let all: Vec<String> = words.iter().map(|it| quoted(it)).collect();
        return all.join(", ");
    }
    text.to_owned()
}

fn result(text: &str) -> String {
    if let Some(formula) = text.strip_prefix('=') {
        return formula.trim().to_owned();
    }
    if text.is_empty() || text == "null" || text == "-" {
        return "null".to_owned();
    }
    if let Some(number) = csv::number(text) {
        return number.text();
    }
    if let Some(date) = csv::date(text) {
        return literal(&Literal::Date(date));
    }
    if text == "true" || text == "false" {
        return text.to_owned();
    }
    let bare = text.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    quoted(bare.unwrap_or(text))
}

fn period_test(period: Period) -> String {
    let day = |it| literal(&Literal::Date(it));
    match (period.from, period.until) {
        (Some(from), Some(until)) => format!("[{}..{}]", day(from), day(until)),
        (Some(from), None) => format!(">= {}", day(from)),
        (None, Some(until)) => format!("<= {}", day(until)),
        (None, None) => "-".to_owned(),
    }
}

fn literal(it: &Literal) -> String {
    match it {
        Literal::Null => "null".to_owned(),
        Literal::Boolean(it) => it.to_string(),
        Literal::Number(it) => it.text(),
        Literal::Text(it) => quoted(it),
        Literal::Date(it) => format!("date(\"{}\")", it.text()),
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::One(it) => literal(it),
        Cell::Many(all) => {
            let all: Vec<String> = all.iter().map(literal).collect();
            ["[", &all.join(", "), "]"].concat()
        }
    }
}

fn condition(book: &Book, at: ConditionId) -> String {
    let parts = |all: &[ConditionId], between: &str| {
        let parts = all
            .iter()
            .map(|it| ["(", &condition(book, *it), ")"].concat());
        parts.collect::<Vec<_>>().join(between)
    };
    match &book.conditions[at].test {
        ConditionTest::All(all) => parts(all, " and "),
        ConditionTest::Any(all) => parts(all, " or "),
        ConditionTest::Not(it) => ["not(", &condition(book, *it), ")"].concat(),
        ConditionTest::Is(_, text) => text.clone(),
    }
}

fn texts_in(boxed: &Boxed, out: &mut Vec<String>) {
    match boxed {
        Boxed::Literal(text) => out.push(text.clone()),
        Boxed::Relation(_, rows) => rows.iter().flatten().for_each(|it| texts_in(it, out)),
        Boxed::Table(table) => {
            out.extend(table.inputs.iter().cloned());
            let cells = table
                .rows
                .iter()
                .flat_map(|(tests, results)| tests.iter().chain(results));
            out.extend(cells.cloned());
        }
        _ => {}
    }
}
