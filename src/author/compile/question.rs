//! Questions and their options, written out or taken from a table of facts.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::fields::with_guess;
use super::super::pack::{At, Options, OptionsTable, QuestionDecl, Texts};
use super::super::rename::Named;
use super::super::strand::Strand;
use super::super::types::Type;
use super::super::{Diagnostic, messages};
use super::reading::ruby;
use super::words::EASY;
use super::{Compiler, Symbol};
use crate::book::{self, Cell, Choice, Kind, Literal, Phrase, Question};
use crate::value::{Date, Number, Text};

impl Compiler<'_> {
    pub(super) fn question(&mut self, it: &QuestionDecl) {
        let choices = self.choices(&it.options);
        if let Some(from) = &it.options.table
            && let Some(Symbol::Facts(facts)) = self.symbols.get(&from.table.it)
        {
            let question = self.book.questions.len();
            self.option_tables.push((question, *facts));
        }
        let number =
            |out: &mut Vec<Diagnostic>, text: Option<&At<String>>, key: &str| -> Option<Number> {
                let Some(text) = text else {
                    out.push(Diagnostic::new(
                        "missing-key",
                        it.kind.place.clone(),
                        &[key],
                    ));
                    return None;
                };
                let number = Number::parse(&text.it);
                if number.is_none() {
                    out.push(Diagnostic::new(
                        "bad-number",
                        text.place.clone(),
                        &[&text.it],
                    ));
                }
                number
            };
        let date = |out: &mut Vec<Diagnostic>, text: Option<&At<String>>| -> Option<Date> {
            let text = text?;
            let date = Date::parse(&text.it);
            if date.is_none() {
                out.push(Diagnostic::new("bad-date", text.place.clone(), &[&text.it]));
            }
            date
        };
        if let Some(step) = it
            .step
            .as_ref()
            .filter(|it| Number::parse(&it.it).is_none_or(|it| it <= Number::ZERO))
        {
            self.report("bad-value", &step.place, &[&step.it, "step", "@whole-step"]);
        }
        let text = || {
            let values = choices.iter().map(|it| it.value.clone()).collect();
            Type::Text(Some(Rc::new(values)), Some(Strand::default()))
        };
        let (kind, ty) = match it.kind.it.as_str() {
            "yes-no" => (Kind::YesNo, Type::Boolean),
            "choice" => (Kind::Choice(choices.clone()), text()),
            "several" => (Kind::Several(choices.clone()), Type::list(text())),
            "number" => {
                let min = number(&mut self.out, it.min.as_ref(), "min").unwrap_or(Number::ZERO);
                let max = number(&mut self.out, it.max.as_ref(), "max").unwrap_or(Number::ZERO);
                if min > max {
                    self.report(
                        "bad-range",
                        &it.kind.place,
                        &[&min.to_string(), &max.to_string()],
                    );
                }
                let whole = it.step.as_ref().is_none_or(|it| it.it == "1");
                (
                    Kind::Number {
                        min,
                        max,
                        whole,
                        unit: self.phrase_some(&it.unit),
                    },
                    Type::Number,
                )
            }
            "date" => {
                let min = date(&mut self.out, it.min.as_ref());
                let max = date(&mut self.out, it.max.as_ref());
                (Kind::Date { min, max }, Type::Date)
            }
            "text" => (Kind::Text, Type::TEXT),
            // Told already.
            "" => (Kind::Text, Type::Any),
            other => {
                let known =
                    messages::list(["yes-no", "choice", "several", "number", "date", "text"]);
                self.report("bad-value", &it.kind.place, &[other, "kind", &known]);
                (Kind::Text, Type::Any)
            }
        };
        if matches!(it.kind.it.as_str(), "choice" | "several")
            && choices.is_empty()
            && it.options.table.is_none()
        {
            self.report("missing-key", &it.kind.place, &["options"]);
        }
        self.hang_options(it, &ty);
        let (can_change, grows) = self.changes(it, &kind);
        let question = Question {
            name: Text::from(it.name.it.as_str()),
            was: it.was.iter().map(|it| Text::from(it.it.as_str())).collect(),
            ask: self.phrase(&it.ask),
            why: self.phrase(&it.why),
            help: self.phrase_some(&it.help),
            kind,
            when: None,
            ask_when: None,
            can_change,
            grows,
            look: self.phrase_some(&it.look),
            ask_whom: self.phrase_some(&it.ask_whom),
            cites: self.cites(&it.cites),
        };
        self.book.questions.push(question);
        self.question_types.push(ty);
    }

    /// Options stand where they are written, or in the column they come from.
    fn hang_options(&mut self, it: &QuestionDecl, ty: &Type) {
        for option in &it.options.listed {
            self.hangs(ty, &option.value.it, &option.value.place);
        }
        let Some(from) = &it.options.table else {
            return;
        };
        if let Some(Symbol::Facts(facts)) = self.symbols.get(&from.table.it)
            && let Some(Type::Context(fields)) = self.facts_types.get(*facts).map(Type::item)
            && let Some((_, column)) = fields.iter().find(|(it, _)| **it == *from.value.it)
        {
            ty.tie(column, &from.value.place);
        }
    }

    pub(super) fn choices(&mut self, options: &Options) -> Vec<Choice> {
        let mut choices = Vec::new();
        if let Some(from) = &options.table {
            choices.extend(self.choices_from_table(from));
        }
        for option in &options.listed {
            let value = Text::from(option.value.it.as_str());
            if options.table.is_some() && choices.iter().any(|it: &Choice| it.value == value) {
                self.report("duplicate-key", &option.value.place, &[&value]);
            }
            let choice = Choice {
                label: self.label(&option.label, &value),
                help: self.phrase_some(&option.help),
                group: self.phrase_some(&option.group),
                only: option.only,
                also: texts(&option.also_called),
                value,
            };
            choices.push(choice);
        }
        choices
    }

    pub(super) fn choices_from_table(&mut self, from: &OptionsTable) -> Vec<Choice> {
        let Some(Symbol::Facts(id)) = self.symbols.get(&from.table.it).copied() else {
            self.unknown_name(&from.table, "@name-table");
            return Vec::new();
        };
        self.uses_name(Named::Table, &from.table.it, from.table.place.clone());
        let Some(facts) = self.book.facts.get(id).cloned() else {
            return Vec::new();
        };
        let column = |compiler: &mut Self, name: &At<String>| -> Option<usize> {
            let at = facts.columns.iter().position(|it| **it == *name.it);
            if at.is_none() {
                let unknown = Diagnostic::new(
                    "unknown-column",
                    name.place.clone(),
                    &[&name.it, &messages::list(&facts.columns)],
                );
                compiler.out.push(with_guess(
                    unknown,
                    &name.it,
                    facts.columns.iter().map(|it| &**it),
                ));
            }
            at
        };
        let languages = self.book.languages.clone();
        let columns = |compiler: &mut Self, texts: &Texts| -> Vec<Option<usize>> {
            let of = |tag: &String| texts.iter().find(|(it, _)| it == tag || it.is_empty());
            languages
                .iter()
                .map(|tag| of(tag).and_then(|(_, name)| column(compiler, name)))
                .collect()
        };
        let Some(value) = column(self, &from.value) else {
            return Vec::new();
        };
        let label = columns(self, &from.label);
        let group = columns(self, &from.group);
        let reading = from.reading.as_ref().and_then(|it| column(self, it));
        let also: Vec<usize> = from
            .also_called
            .iter()
            .filter_map(|it| column(self, it))
            .collect();
        let easy = languages.iter().position(|it| it == EASY);
        let text = |row: &book::FactRow, at: usize| match row.cells.get(at) {
            Some(Cell::One(it)) => it.value().as_text().unwrap_or("").to_owned(),
            _ => String::new(),
        };
        let phrase = |row: &book::FactRow, columns: &[Option<usize>]| {
            Phrase(
                columns
                    .iter()
                    .map(|it| it.map_or_else(String::new, |it| text(row, it)))
                    .collect(),
            )
        };
        let mut choice = |row: &book::FactRow| {
            let value = text(row, value);
            let written = phrase(row, &label);
            let mut label = if written.get(0).is_empty() {
                Phrase(vec![value.clone(); languages.len()])
            } else {
                written
            };
            let mut group = Some(phrase(row, &group)).filter(|it| !it.get(0).is_empty());
            if let Some(it) = easy.and_then(|it| label.0.get_mut(it)) {
                match reading.map(|it| text(row, it)).filter(|it| !it.is_empty()) {
                    Some(reading) => *it = ruby(it, &reading),
                    None => *it = self.easy(it, &from.table.place),
                }
            }
            if let Some(it) = easy
                .zip(group.as_mut())
                .and_then(|(at, it)| it.0.get_mut(at))
            {
                *it = self.easy(it, &from.table.place);
            }
            let also = also.iter().flat_map(|it| cells(row, *it));
            let also = also.flat_map(|it| codes(&it)).collect();
            Choice {
                value: Text::from(value),
                also,
                label,
                help: None,
                group,
                only: false,
            }
        };
        // The same value in a row for another time is the same option.
        let mut seen = BTreeSet::new();
        let choices = facts.rows.iter().map(&mut choice);
        choices
            .filter(|it| !it.value.is_empty() && seen.insert(it.value.clone()))
            .collect()
    }
}

fn texts(list: &[At<String>]) -> Vec<Text> {
    list.iter().map(|it| Text::from(it.it.as_str())).collect()
}

/// The texts in a cell.
fn cells(row: &book::FactRow, at: usize) -> Vec<String> {
    let text = |it: &Literal| it.value().as_text().map(str::to_owned);
    match row.cells.get(at) {
        Some(Cell::One(it)) => text(it).into_iter().collect(),
        Some(Cell::Many(list)) => list.iter().filter_map(text).collect(),
        None => Vec::new(),
    }
}

/// A code of a municipality is also written without its check digit.
fn codes(text: &str) -> Vec<Text> {
    let is_code = text.len() == 6 && text.bytes().all(|it| it.is_ascii_digit());
    let short = is_code.then(|| Text::from(&text[..5]));
    let long = (!text.is_empty()).then(|| Text::from(text));
    long.into_iter().chain(short).collect()
}
