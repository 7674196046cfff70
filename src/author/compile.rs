//! Packs to a book: names resolved, kinds checked, every source known.
//!
//! Declarations come first (`Names`), so that order in files never matters;
//! decisions are compiled when first needed, which is also how circles are
//! found. The parts: `lower` compiles expressions, `table` the CSV tables,
//! `desk` desks and their hours, `order` looks for circles through `when:`,
//! `depth` for what is too deep to run.

mod depth;
mod desk;
mod lower;
mod order;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::fields::with_guess;
use super::pack::{
    At, CiteDecl, ConditionDecl, ConditionKind, DecisionDecl, Options, Pack, ProgramDecl,
    QuestionDecl, Texts, WizardDecl,
};
use super::source::{Files, Sources};
use super::types::Type;
use super::{Checked, Diagnostic, Place, Severity, Undecided, cases, feel, messages, read};
use crate::book::{
    self, Book, Cell, Choice, Cite, Condition, ConditionTest, Decision, Kind, Literal, Logic, Page,
    Period, Phrase, Program, Question, Source, Wizard,
};
use crate::value::{Date, Number, Text};
use lower::Scope;

/// More packs in one book than this are a circle of imports.
const MAX_PACKS: usize = 16;

/// The expression that is null.
const NOTHING: usize = 0;

/// Decisions that wait for one another; the longest chain of ours is 9.
const MAX_CHAIN: usize = 64;

/// Reads, checks and compiles the pack in folder `pack`.
pub fn check(files: &Files, pack: &str) -> Checked {
    let mut sources = Sources::default();
    let mut out = Vec::new();
    let packs = with_imports(files, pack, &mut sources, &mut out);
    let mut compiler = Compiler::new(files, sources, out);
    compiler.packs(packs);
    let cases = cases::read(
        files,
        pack,
        &compiler.book,
        &mut compiler.sources,
        &mut compiler.out,
    );
    let Compiler {
        sources,
        mut out,
        book,
        undecided,
        ..
    } = compiler;
    out.sort();
    out.dedup();
    leave_out_what_follows(&mut out);
    let is_fine = out.iter().all(|it| it.severity != Severity::Error);
    Checked {
        book: is_fine.then(|| book.sealed()),
        diagnostics: out,
        sources,
        undecided,
        cases,
    }
}

/// A file, told at its own place, was not read as a whole.
const CUT_OFF: [&str; 8] = [
    "csv-quote",
    "file-too-large",
    "row-length",
    "table-too-large",
    "unknown-encoding",
    "yaml-syntax",
    "yaml-tab",
    "yaml-too-deep",
];
/// May be all right once that file is read.
const OF_THE_FILE: [&str; 4] = [
    "missing-key",
    "missing-source",
    "table-empty",
    "wrong-shape",
];
/// Names that others declare are not there to be found.
const UNREAD: [&str; 7] = [
    "file-too-large",
    "import-missing",
    "missing-file",
    "unknown-encoding",
    "yaml-syntax",
    "yaml-tab",
    "yaml-too-deep",
];
/// May be all right once they are.
const OF_NAMES: [&str; 4] = [
    "case-unknown",
    "unknown-desk",
    "unknown-name",
    "unknown-source",
];

/// A file that could not be read is one mistake, not one for each name in it.
fn leave_out_what_follows(out: &mut Vec<Diagnostic>) {
    let with_code = |codes: &[&str]| -> Vec<Place> {
        out.iter()
            .filter(|it| codes.contains(&it.code()))
            .map(|it| it.place.clone())
            .collect()
    };
    let cut_off: BTreeSet<usize> = with_code(&CUT_OFF).into_iter().map(|it| it.file).collect();
    let names_are_missing = !with_code(&UNREAD).is_empty();
    let anchors = with_code(&["yaml-anchor"]);
    out.retain(|it| {
        let code = it.code();
        let follows = (names_are_missing && OF_NAMES.contains(&code))
            || (cut_off.contains(&it.place.file) && OF_THE_FILE.contains(&code))
            || (code == "wrong-shape" && anchors.contains(&it.place));
        !follows
    });
}

/// Packs named in `imports:` of the packs in `files` that are not there yet.
pub fn wanted(files: &Files) -> BTreeSet<String> {
    let mut sources = Sources::default();
    let mut out = Vec::new();
    let mut wanted = BTreeSet::new();
    for (path, bytes) in files {
        let Some(folder) = path.strip_suffix("/pack.yaml") else {
            continue;
        };
        let manifest: Files = [(path.clone(), bytes.clone())].into();
        if let Some(pack) = read::pack(&manifest, folder, &mut sources, &mut out) {
            wanted.extend(pack.imports.into_iter().map(|it| it.it));
        }
    }
    wanted.retain(|it| !files.contains_key(&[it, "/pack.yaml"].concat()));
    wanted
}

/// The packs, imported ones first, the named one last.
fn with_imports(
    files: &Files,
    pack: &str,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Vec<Pack> {
    let mut order: Vec<Pack> = Vec::new();
    let mut seen = BTreeSet::from([pack.to_owned()]);
    let mut stack: Vec<Pack> = read::pack(files, pack, sources, out).into_iter().collect();
    while let Some(next) = stack.pop() {
        for import in &next.imports {
            if !seen.insert(import.it.clone()) || seen.len() > MAX_PACKS {
                continue;
            }
            if files.contains_key(&[&import.it, "/pack.yaml"].concat()) {
                stack.extend(read::pack(files, &import.it, sources, out));
            } else {
                out.push(Diagnostic::new(
                    "import-missing",
                    import.place.clone(),
                    &[&import.it],
                ));
            }
        }
        order.push(next);
    }
    order.reverse();
    order
}

/// What a name in an expression can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Symbol {
    Question(usize),
    Decision(usize),
    Facts(usize),
}

/// A decision that is not compiled yet, being compiled, or done.
enum Progress {
    Waiting,
    Busy,
    Done(Type),
}

struct Compiler<'a> {
    files: &'a Files,
    sources: Sources,
    out: Vec<Diagnostic>,
    book: Book,
    undecided: Vec<Undecided>,
    symbols: BTreeMap<String, Symbol>,
    question_types: Vec<Type>,
    facts_types: Vec<Type>,
    decisions: Vec<(String, DecisionDecl)>,
    progress: Vec<Progress>,
    /// Decisions being compiled, for telling a circle.
    path: Vec<usize>,
    /// Cells of results, by the expression each became.
    cells: BTreeMap<usize, Place>,
    /// Expressions being compiled inside one another.
    depth: usize,
    /// Of those, within the innermost expression.
    own_depth: usize,
    /// Where each name was declared.
    declared: BTreeMap<(&'static str, String), Place>,
    /// Languages a text may be in: those of all packs.
    tags: BTreeSet<String>,
}

impl<'a> Compiler<'a> {
    fn new(files: &'a Files, sources: Sources, out: Vec<Diagnostic>) -> Self {
        // What stands where nothing could be read. Any other expression could
        // lead back to whoever uses it.
        let mut book = Book::default();
        book.exprs.push(book::Expr::Literal(Literal::Null));
        Self {
            files,
            sources,
            out,
            book,
            undecided: Vec::new(),
            symbols: BTreeMap::new(),
            question_types: Vec::new(),
            facts_types: Vec::new(),
            decisions: Vec::new(),
            progress: Vec::new(),
            path: Vec::new(),
            cells: BTreeMap::new(),
            depth: 0,
            own_depth: 0,
            declared: BTreeMap::new(),
            tags: BTreeSet::from(["easy".to_owned()]),
        }
    }

    fn report(&mut self, code: &'static str, place: &Place, args: &[&str]) {
        self.out.push(Diagnostic::new(code, place.clone(), args));
    }

    fn packs(&mut self, packs: Vec<Pack>) {
        let Some(root) = packs.last() else { return };
        self.tags
            .extend(packs.iter().flat_map(|it| it.languages.iter().cloned()));
        self.book.pack = root.name.clone();
        self.book.version = root.version.clone();
        self.book.languages = root.languages.clone();
        self.book.period = Period {
            from: root.from,
            until: root.until,
        };
        self.book.title = self.phrase(&root.title);
        for pack in &packs {
            self.source_list(pack);
        }
        // Facts before questions, whose options may come from them.
        for pack in &packs {
            for facts in &pack.facts {
                if self.declare_name(&facts.name) {
                    let id = self.book.facts.len();
                    self.symbols
                        .insert(facts.name.it.clone(), Symbol::Facts(id));
                    self.facts(&pack.name, facts);
                }
            }
        }
        let mut questions = Vec::new();
        for question in packs.iter().flat_map(|it| &it.questions) {
            if self.declare_name(&question.name) {
                self.symbols
                    .insert(question.name.it.clone(), Symbol::Question(questions.len()));
                questions.push(question);
            }
        }
        for pack in &packs {
            for decision in &pack.decisions {
                if self.declare_name(&decision.name) {
                    self.symbols.insert(
                        decision.name.it.clone(),
                        Symbol::Decision(self.decisions.len()),
                    );
                    self.decisions.push((pack.name.clone(), decision.clone()));
                    self.progress.push(Progress::Waiting);
                }
            }
        }
        for question in &questions {
            self.question(question);
        }
        self.book.decisions = self
            .decisions
            .iter()
            .map(|(_, it)| empty_decision(&it.name.it))
            .collect();
        for at in 0..self.decisions.len() {
            self.decision(at);
        }
        for (at, question) in questions.iter().enumerate() {
            let when = question
                .when
                .as_ref()
                .and_then(|it| self.condition_expr(it));
            let ask_when = question
                .ask_when
                .as_ref()
                .and_then(|it| self.condition_expr(it));
            if let Some(it) = self.book.questions.get_mut(at) {
                it.when = when;
                it.ask_when = ask_when;
            }
        }
        for program in packs.iter().flat_map(|it| &it.programs) {
            if self.declare("program", &program.name) {
                self.program(program);
            }
        }
        for pack in &packs {
            self.desks(pack);
        }
        for wizard in packs.iter().flat_map(|it| &it.wizards) {
            if self.declare("wizard", &wizard.name) {
                self.wizard(wizard);
            }
        }
        for undecided in packs.iter().flat_map(|it| &it.undecided) {
            let undecided = Undecided {
                name: undecided.name.it.clone(),
                about: self.phrase(&undecided.about),
                ask: self.phrase(&undecided.ask),
                cites: self.cites(&undecided.cites),
            };
            self.undecided.push(undecided);
        }
        for question in &questions {
            self.former_names(question);
        }
        self.circles_through_when(&questions);
        self.too_deep_to_run(&questions);
    }

    /// A name that expressions use: a letter first, no spaces or signs.
    fn declare_name(&mut self, name: &At<String>) -> bool {
        if feel::is_reserved(&name.it) {
            self.out.push(
                Diagnostic::new("bad-name", name.place.clone(), &[&name.it])
                    .help_with("name-taken", &[&name.it]),
            );
        } else if !feel::is_name(&name.it) {
            self.report(
                "bad-name",
                &name.place,
                &[&name.it, &feel::name_like(&name.it)],
            );
        }
        self.declare("name", name)
    }

    /// Saved answers follow a former name, so it must lead to one question only.
    fn former_names(&mut self, question: &QuestionDecl) {
        for was in &question.was {
            match self.declared.get(&("name", was.it.clone())) {
                Some(now) if self.symbols.contains_key(&was.it) => {
                    let taken = Diagnostic::new("duplicate-name", was.place.clone(), &[&was.it]);
                    self.out
                        .push(taken.note("also-now", now.clone(), &[&was.it]));
                }
                _ => drop(self.declare("name", was)),
            }
        }
    }

    /// Takes the name; false where it is taken already.
    fn declare(&mut self, space: &'static str, name: &At<String>) -> bool {
        if let Some(first) = self.declared.get(&(space, name.it.clone())) {
            let double = Diagnostic::new("duplicate-name", name.place.clone(), &[&name.it]);
            self.out.push(double.note("first-here", first.clone(), &[]));
            return false;
        }
        self.declared
            .insert((space, name.it.clone()), name.place.clone());
        true
    }

    /// The texts in the book's languages; a missing one is told of.
    fn phrase(&mut self, texts: &Texts) -> Phrase {
        let languages = self.book.languages.clone();
        let Some((_, any)) = texts.first() else {
            return Phrase::default();
        };
        let place = any.place.clone();
        let first = languages.first().cloned().unwrap_or_default();
        let text_in = |language: &String| {
            let found = texts
                .iter()
                .find(|(tag, _)| tag == language || (tag.is_empty() && *language == first));
            found.map(|(_, it)| it.it.clone())
        };
        for (tag, text) in texts {
            if !tag.is_empty() && !self.tags.contains(tag) {
                let known = messages::list(&languages);
                self.report("unknown-key", &text.place, &[tag, &known]);
            }
        }
        for language in &languages {
            if text_in(language).is_none() {
                self.report("missing-language", &place, &[language]);
            }
        }
        Phrase(
            languages
                .iter()
                .map(|it| text_in(it).unwrap_or_default())
                .collect(),
        )
    }

    fn phrase_some(&mut self, texts: &Texts) -> Option<Phrase> {
        (!texts.is_empty()).then(|| self.phrase(texts))
    }

    /// The texts, or the name itself where nothing is written.
    fn label(&mut self, texts: &Texts, name: &str) -> Phrase {
        if texts.is_empty() {
            return Phrase(
                self.book
                    .languages
                    .iter()
                    .map(|_| name.to_owned())
                    .collect(),
            );
        }
        self.phrase(texts)
    }

    fn source_list(&mut self, pack: &Pack) {
        for source in &pack.sources {
            if !self.declare("source", &source.name) {
                continue;
            }
            if let Some(url) = source.url.as_ref().filter(|it| !is_web_address(&it.it)) {
                self.report("bad-link", &url.place, &[&url.it]);
            }
            let source = Source {
                name: source.name.it.clone(),
                title: self.phrase(&source.title),
                publisher: source.publisher.clone(),
                date: source.date,
                url: source.url.as_ref().map(|it| it.it.clone()),
            };
            self.book.sources.push(source);
        }
    }

    fn cites(&mut self, cites: &[CiteDecl]) -> Vec<Cite> {
        let cites = cites.iter().filter_map(|it| {
            let source = self.source_id(&it.doc)?;
            self.check_date(source, it.as_of, &it.doc);
            Some(Cite {
                source,
                place: it.at.clone(),
                quote: it.quote.clone(),
                as_of: it.as_of,
            })
        });
        cites.collect()
    }

    /// A statement whose date nobody knows cannot be shown with one.
    fn check_date(&mut self, source: usize, as_of: Option<Date>, doc: &At<String>) {
        let dated = as_of.is_some()
            || self
                .book
                .sources
                .get(source)
                .is_some_and(|it| it.date.is_some());
        if !dated {
            self.report("no-as-of", &doc.place, &[&doc.it]);
        }
    }

    fn source_id(&mut self, doc: &At<String>) -> Option<usize> {
        let found = self.book.sources.iter().position(|it| it.name == doc.it);
        if found.is_none() {
            let unknown = Diagnostic::new("unknown-source", doc.place.clone(), &[&doc.it]);
            let known = self.book.sources.iter().map(|it| it.name.as_str());
            self.out.push(with_guess(unknown, &doc.it, known));
        }
        found
    }

    fn needs_source(&mut self, name: &At<String>, cites: &[CiteDecl]) {
        if cites.is_empty() {
            self.report("missing-source", &name.place, &[&name.it]);
        }
    }

    fn question(&mut self, it: &QuestionDecl) {
        let choices = self.choices(&it.options);
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
        let values = || Some(Rc::new(choices.iter().map(|it| it.value.clone()).collect()));
        let (kind, ty) = match it.kind.it.as_str() {
            "yes-no" => (Kind::YesNo, Type::Boolean),
            "choice" => (Kind::Choice(choices.clone()), Type::Text(values())),
            "several" => (
                Kind::Several(choices.clone()),
                Type::list(Type::Text(values())),
            ),
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
        let question = Question {
            name: Text::from(it.name.it.as_str()),
            was: it.was.iter().map(|it| Text::from(it.it.as_str())).collect(),
            ask: self.phrase(&it.ask),
            why: self.phrase(&it.why),
            help: self.phrase_some(&it.help),
            kind,
            when: None,
            ask_when: None,
            look: self.phrase_some(&it.look),
            ask_whom: self.phrase_some(&it.ask_whom),
            cites: self.cites(&it.cites),
        };
        self.book.questions.push(question);
        self.question_types.push(ty);
    }

    fn choices(&mut self, options: &Options) -> Vec<Choice> {
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
                value,
            };
            choices.push(choice);
        }
        choices
    }

    fn choices_from_table(&mut self, from: &super::pack::OptionsTable) -> Vec<Choice> {
        let Some(Symbol::Facts(id)) = self.symbols.get(&from.table.it).copied() else {
            self.unknown_name(&from.table, "@name-table");
            return Vec::new();
        };
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
        let choice = |row: &book::FactRow| {
            let value = text(row, value);
            let written = phrase(row, &label);
            let label = if written.get(0).is_empty() {
                Phrase(vec![value.clone(); languages.len()])
            } else {
                written
            };
            let group = Some(phrase(row, &group)).filter(|it| !it.get(0).is_empty());
            Choice {
                value: Text::from(value),
                label,
                help: None,
                group,
                only: false,
            }
        };
        // The same value in a row for another time is the same option.
        let mut seen = BTreeSet::new();
        let choices = facts.rows.iter().map(choice);
        choices
            .filter(|it| !it.value.is_empty() && seen.insert(it.value.clone()))
            .collect()
    }

    /// Compiles a decision if that is not done yet, and tells its kind.
    fn decision(&mut self, at: usize) -> Type {
        match self.progress.get(at) {
            Some(Progress::Done(ty)) => return ty.clone(),
            Some(Progress::Waiting) if self.path.len() < MAX_CHAIN => {}
            Some(Progress::Waiting) => {
                if let Some((_, decl)) = self.decisions.get(at).cloned() {
                    self.report("too-deep", &decl.name.place, &[]);
                }
                return Type::Any;
            }
            Some(Progress::Busy) => {
                self.report_circle(at);
                return Type::Any;
            }
            None => return Type::Any,
        }
        let Some((pack, decl)) = self.decisions.get(at).cloned() else {
            return Type::Any;
        };
        self.set_progress(at, Progress::Busy);
        self.path.push(at);
        self.needs_source(&decl.name, &decl.cites);
        let (logic, ty) = self.logic(&pack, &decl);
        if let Type::Text(Some(options)) = ty.item() {
            for (value, _) in &decl.labels {
                self.check_option(&value.it, &options, &value.place);
            }
        }
        let labels = decl
            .labels
            .iter()
            .map(|(value, texts)| (Text::from(value.it.as_str()), self.phrase(texts)));
        let decision = Decision {
            name: Text::from(decl.name.it.as_str()),
            labels: labels.collect(),
            label: self.label(&decl.label, &decl.name.it),
            unit: self.phrase_some(&decl.unit),
            note: self.phrase_some(&decl.note),
            logic,
            cites: self.cites(&decl.cites),
        };
        if let Some(slot) = self.book.decisions.get_mut(at) {
            *slot = decision;
        }
        self.path.pop();
        self.set_progress(at, Progress::Done(ty.clone()));
        ty
    }

    fn set_progress(&mut self, at: usize, progress: Progress) {
        if let Some(slot) = self.progress.get_mut(at) {
            *slot = progress;
        }
    }

    fn logic(&mut self, pack: &str, decl: &DecisionDecl) -> (Logic, Type) {
        if let Some(file) = &decl.table {
            let (table, ty) = self.decision_table(pack, file, decl);
            return (Logic::Table(table), ty);
        }
        let nothing = || (Logic::Expr(NOTHING), Type::Any);
        let Some(value) = &decl.value else {
            return nothing();
        };
        match self.expression(value, &mut Scope::default()) {
            Some((expr, ty)) => (Logic::Expr(expr), ty),
            None => nothing(),
        }
    }

    fn report_circle(&mut self, at: usize) {
        let from = self.path.iter().position(|it| *it == at).unwrap_or(0);
        let names = self.path.iter().skip(from).chain([&at]);
        let names: Vec<String> = names
            .filter_map(|it| self.decisions.get(*it))
            .map(|(_, it)| it.name.it.clone())
            .collect();
        if let Some((_, decl)) = self.decisions.get(at) {
            let place = decl.name.place.clone();
            let name = decl.name.it.clone();
            self.report("circular", &place, &[&name, &names.join(" → ")]);
        }
    }

    /// An expression that must be true or false.
    fn condition_expr(&mut self, text: &At<String>) -> Option<usize> {
        let (expr, ty) = self.expression(text, &mut Scope::default())?;
        if !ty.agrees(&Type::Boolean) {
            self.report("not-a-condition", &text.place, &[ty.phrase()]);
        }
        Some(expr)
    }

    fn program(&mut self, it: &ProgramDecl) {
        self.needs_source(&it.name, &it.cites);
        let fits = match &it.fits {
            Some(fits) => self.condition(fits),
            // Told already; the wizards that name the programme are right.
            None => self.push_condition(Condition {
                test: ConditionTest::All(Vec::new()),
                say: None,
                cites: Vec::new(),
            }),
        };
        let amount = it.amount.as_ref().and_then(|text| {
            let (expr, ty) = self.expression(text, &mut Scope::default())?;
            if !ty.agrees(&Type::Number) {
                self.report(
                    "wrong-arguments",
                    &text.place,
                    &["amount", Type::Number.phrase()],
                );
            }
            Some(expr)
        });
        let program = Program {
            name: Text::from(it.name.it.as_str()),
            label: self.label(&it.label, &it.name.it),
            summary: self.phrase_some(&it.summary),
            audience: it
                .audience
                .iter()
                .map(|it| Text::from(it.as_str()))
                .collect(),
            period: Period {
                from: it.from,
                until: it.until,
            },
            fits,
            amount,
            gives: self.phrase_some(&it.gives),
            how: self.phrase_some(&it.how),
            decides: self.phrase_some(&it.decides),
            documents: it.documents.iter().map(|it| self.phrase(it)).collect(),
            cites: self.cites(&it.cites),
        };
        self.book.programs.push(program);
    }

    fn condition(&mut self, it: &ConditionDecl) -> usize {
        let test = match &it.test {
            ConditionKind::All(parts) => {
                ConditionTest::All(parts.iter().map(|it| self.condition(it)).collect())
            }
            ConditionKind::Any(parts) => {
                ConditionTest::Any(parts.iter().map(|it| self.condition(it)).collect())
            }
            ConditionKind::Not(part) => ConditionTest::Not(self.condition(part)),
            ConditionKind::Is(text) => match self.condition_expr(text) {
                Some(expr) => ConditionTest::Is(expr, text.it.clone()),
                None => ConditionTest::All(Vec::new()),
            },
        };
        let condition = Condition {
            test,
            say: self.phrase_some(&it.say),
            cites: self.cites(&it.cites),
        };
        self.push_condition(condition)
    }

    fn push_condition(&mut self, condition: Condition) -> usize {
        self.book.conditions.push(condition);
        self.book.conditions.len() - 1
    }

    fn wizard(&mut self, it: &WizardDecl) {
        let pages: Vec<Page> = it
            .pages
            .iter()
            .map(|(title, questions)| Page {
                title: self.phrase(title),
                questions: questions
                    .iter()
                    .filter_map(|it| self.question_id(it))
                    .collect(),
            })
            .collect();
        let results = it.results.iter().filter_map(|name| {
            let found = self
                .book
                .programs
                .iter()
                .position(|it| *it.name == *name.it);
            if found.is_none() {
                self.unknown_name(name, "@name-program");
            }
            found
        });
        let results = results.collect();
        let show = it
            .show
            .iter()
            .filter_map(|it| self.decision_id(it))
            .collect();
        let desks = it.desks.as_ref().and_then(|it| self.decision_id(it));
        if let (Some(decision), Some(name)) = (desks, &it.desks) {
            self.check_desk_ids(decision, &name.place);
        }
        let wizard = Wizard {
            name: Text::from(it.name.it.as_str()),
            title: self.phrase(&it.title),
            intro: self.phrase_some(&it.intro),
            pages,
            results,
            show,
            desks,
        };
        self.book.wizards.push(wizard);
    }

    fn question_id(&mut self, name: &At<String>) -> Option<usize> {
        match self.symbols.get(&name.it) {
            Some(Symbol::Question(it)) => Some(*it),
            _ => {
                self.unknown_name(name, "@name-question");
                None
            }
        }
    }

    fn decision_id(&mut self, name: &At<String>) -> Option<usize> {
        match self.symbols.get(&name.it) {
            Some(Symbol::Decision(it)) => Some(*it),
            _ => {
                self.unknown_name(name, "@name-decision");
                None
            }
        }
    }

    /// `kind` is the phrase for what it should be; only those are offered.
    fn unknown_name(&mut self, name: &At<String>, kind: &'static str) {
        let unknown = Diagnostic::new("unknown-name", name.place.clone(), &[&name.it, kind]);
        let fits = |it: &Symbol| match it {
            Symbol::Question(_) => kind == "@name-question",
            Symbol::Decision(_) => kind == "@name-decision",
            Symbol::Facts(_) => kind == "@name-table",
        };
        let programs = self
            .book
            .programs
            .iter()
            .map(|it| &*it.name)
            .filter(|_| kind == "@name-program");
        let known = self
            .symbols
            .iter()
            .filter(|(_, it)| fits(it))
            .map(|(name, _)| name.as_str());
        self.out
            .push(with_guess(unknown, &name.it, known.chain(programs)));
    }

    /// The id of a new expression.
    fn push(&mut self, expr: book::Expr) -> usize {
        self.book.exprs.push(expr);
        self.book.exprs.len() - 1
    }

    fn literal(&mut self, literal: Literal) -> usize {
        self.push(book::Expr::Literal(literal))
    }
}

/// Only `https:`, with somewhere to go.
fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").unwrap_or("");
    let plain =
        |it: char| !it.is_whitespace() && !it.is_control() && !matches!(it, '"' | '<' | '>' | '\\');
    rest.starts_with(|it: char| it.is_alphanumeric()) && rest.chars().all(plain)
}

fn empty_decision(name: &str) -> Decision {
    Decision {
        name: Text::from(name),
        label: Phrase::default(),
        unit: None,
        note: None,
        labels: Vec::new(),
        logic: Logic::Expr(NOTHING),
        cites: Vec::new(),
    }
}
