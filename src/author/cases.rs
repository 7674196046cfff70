//! Examples kept in a pack: a family, and what must come out for it.

mod sheet;

pub(super) use sheet::answer_in_cell;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::{Fields, scalar, scalars, with_guess};
use super::keys;
use super::pack::At;
use super::rename::{Named, Use};
use super::source::{Files, Sources};
use super::strand::Hung;
use super::types::Type;
use super::yaml::{Node, NodeKind};
use super::{Checked, Diagnostic, Lang, Place, messages, read};
use crate::book::Book;
use crate::run::{DeskReport, Raw, Reason, Report, Session, SetView, Start};
use crate::value::{Item, Moment, Number, Set, Value};

/// One example.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    pub place: Place,
    pub wizard: String,
    pub at: Moment,
    pub answers: Vec<(String, Raw)>,
    expected: Vec<Expected>,
}

impl Case {
    /// One that nobody wrote yet.
    pub(super) fn drawn(wizard: &str, at: Moment, answers: Vec<(String, Raw)>) -> Self {
        Self {
            name: String::new(),
            place: Place {
                file: 0,
                span: 0..0,
            },
            wizard: wizard.to_owned(),
            at,
            answers,
            expected: Vec::new(),
        }
    }
}

/// Something that must come out, and where it is written.
#[derive(Clone, Debug)]
struct Expected {
    place: Place,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Decision(String, SetText),
    Result(String, String),
    Amount(String, SetText),
    Missing(String, Vec<String>),
    /// The questions whose answers the reasons of a programme name.
    Because(String, Vec<String>),
    /// Ids in order; the flag tells that it is certain.
    Desks(Vec<(String, bool)>),
    Open(String, String, String),
    Opens(String, String, String),
}

/// How a case writes what became of a programme.
const STATUSES: [&str; 3] = ["fits", "does-not-fit", "open"];

/// A set as a case writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SetText {
    Settled(String),
    Bounds(String, String),
    AnyOf(Vec<String>),
    /// A settled list.
    List(Vec<String>),
    /// Members that are there for certain, and those that may be.
    Parts(Vec<String>, Vec<String>),
}

/// A case that did not come out as written.
#[derive(Clone, Debug)]
pub struct Mismatch {
    pub place: Place,
    what: String,
    expected: String,
    found: String,
}

impl Mismatch {
    pub fn message(&self, lang: Lang) -> String {
        let Self {
            what,
            expected,
            found,
            ..
        } = self;
        match lang {
            Lang::Ja => [what, "：期待は `", expected, "`、結果は `", found, "`"].concat(),
            Lang::En => [what, ": expected `", expected, "`, found `", found, "`"].concat(),
        }
    }
}

/// What `cases/*.yaml` and `cases/*.csv` of a pack are read with, and what they add to it.
pub(super) struct Reading<'r> {
    pub(super) files: &'r Files,
    pub(super) pack: &'r str,
    pub(super) book: &'r Book,
    /// The kinds of questions and decisions.
    pub(super) types: BTreeMap<String, Type>,
    pub(super) uses: &'r mut Vec<Use>,
    pub(super) hung: &'r mut Vec<Hung>,
}

impl Reading<'_> {
    pub(super) fn all(&mut self, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Vec<Case> {
        let names = Names::of(self.book, &self.types);
        let prefix = [self.pack, "/cases/"].concat();
        let mut cases = Vec::new();
        for (path, bytes) in self.files.range(prefix.clone()..) {
            if !path.starts_with(&prefix) {
                break;
            }
            let is_table = path.ends_with(".csv");
            if !is_table && !path.ends_with(".yaml") && !path.ends_with(".yml") {
                continue;
            }
            let file = sources.add(path, bytes, out);
            if is_table {
                cases.extend(sheet::read(file, self.book, &names, sources, out));
                continue;
            }
            let Some(root) = read::document(file, sources, out) else {
                continue;
            };
            let Some(mut fields) = Fields::of(&root, &keys::CASES, out) else {
                continue;
            };
            match fields.need("cases", out).map(|it| (&it.kind, &it.place)) {
                Some((NodeKind::List(items), _)) => {
                    cases.extend(items.iter().filter_map(|it| case(it, &names, out)))
                }
                Some((_, place)) => {
                    out.push(Diagnostic::new("wrong-shape", place.clone(), &["@a-list"]))
                }
                None => {}
            }
            fields.finish(out);
        }
        self.uses.extend(names.uses.into_inner());
        self.hung.extend(names.hung.into_inner());
        cases
    }
}

/// What a case can speak of.
struct Names<'b> {
    /// Where it does.
    uses: RefCell<Vec<Use>>,
    hung: RefCell<Vec<Hung>>,
    types: &'b BTreeMap<String, Type>,
    questions: Vec<&'b str>,
    decisions: Vec<&'b str>,
    programs: Vec<&'b str>,
    wizards: Vec<&'b str>,
    desks: Vec<&'b str>,
}

impl<'b> Names<'b> {
    fn of(book: &'b Book, types: &'b BTreeMap<String, Type>) -> Self {
        Self {
            uses: RefCell::default(),
            hung: RefCell::default(),
            types,
            questions: book
                .questions
                .iter()
                .flat_map(|it| it.was.iter().chain([&it.name]))
                .map(|it| &**it)
                .collect(),
            decisions: book.decisions.iter().map(|it| &*it.name).collect(),
            programs: book.programs.iter().map(|it| &*it.name).collect(),
            wizards: book.wizards.iter().map(|it| &*it.name).collect(),
            desks: book.desks.iter().map(|it| &*it.id).collect(),
        }
    }
}

impl Names<'_> {
    /// Writes down that `name` stands at `place`.
    fn note(&self, kind: Named, name: &str, place: &Place) {
        self.uses.borrow_mut().push(Use {
            kind,
            name: name.to_owned(),
            place: place.clone(),
            is_declaration: false,
        });
    }

    /// Writes down a text that is a value, or part of one, of a question or decision.
    fn hangs(&self, name: &str, text: &str, place: &Place) {
        if let Some(strand) = self.types.get(name).and_then(Type::strand) {
            self.hung.borrow_mut().push(Hung {
                strand: strand.clone(),
                text: text.into(),
                place: place.clone(),
            });
        }
    }

    /// All texts of a value as YAML has it.
    fn hang_all(&self, name: &str, node: &Node) {
        match &node.kind {
            NodeKind::Scalar(text, _) => self.hangs(name, text, &node.place),
            NodeKind::List(items) => items.iter().for_each(|it| self.hang_all(name, it)),
            NodeKind::Map(entries) => {
                let parts = entries.iter();
                let parts =
                    parts.filter(|(key, _)| ["any_of", "sure", "perhaps"].contains(&&*key.text));
                parts.for_each(|(_, it)| self.hang_all(name, it));
            }
        }
    }

    /// Tells of a name that is not among those of its kind, a phrase of ours.
    fn must_know(&self, name: &str, place: &Place, kind: &str, out: &mut Vec<Diagnostic>) {
        let (known, named) = match kind {
            "@name-question" => (&self.questions, Some(Named::Question)),
            "@name-decision" => (&self.decisions, Some(Named::Decision)),
            "@name-program" => (&self.programs, Some(Named::Program)),
            "@name-wizard" => (&self.wizards, Some(Named::Wizard)),
            _ => (&self.desks, None),
        };
        if let Some(named) = named {
            self.note(named, name, place);
        }
        if !known.contains(&name) {
            let unknown = Diagnostic::new("case-unknown", place.clone(), &[name, kind]);
            out.push(with_guess(unknown, name, known.iter().copied()));
        }
    }
}

fn case(node: &Node, names: &Names<'_>, out: &mut Vec<Diagnostic>) -> Option<Case> {
    let mut fields = Fields::of(node, &keys::CASE, out)?;
    let name = fields.need_text("name", out)?;
    let at_text = fields.need_text("at", out)?;
    let at = Moment::parse(&at_text.it);
    if at.is_none() {
        out.push(Diagnostic::new("bad-date", at_text.place, &[&at_text.it]));
    }
    let answers = fields.entries("answers", out);
    for (key, it) in answers {
        names.must_know(&key.text, &key.place, "@name-question", out);
        names.hang_all(&key.text, it);
    }
    let answers = answers
        .iter()
        .map(|(key, it)| (key.text.clone(), raw(it)))
        .collect();
    let wizard = fields.text("wizard", out);
    if let Some(wizard) = &wizard {
        names.must_know(&wizard.it, &wizard.place, "@name-wizard", out);
    }
    let wizard = wizard.map(|it| it.it).unwrap_or_default();
    let expected = fields
        .need("expect", out)
        .map(|it| expectations(it, names, out))
        .unwrap_or_default();
    fields.get("why");
    fields.finish(out);
    Some(Case {
        name: name.it,
        place: name.place,
        wizard,
        at: at?,
        answers,
        expected,
    })
}

/// An answer as YAML has it: what stands in quotes is text.
fn raw(node: &Node) -> Raw {
    match &node.kind {
        NodeKind::Map(entries) if entries.iter().any(|(key, _)| key.text == "unsure") => {
            Raw::Unsure
        }
        NodeKind::Map(_) => Raw::Null,
        NodeKind::List(items) => Raw::List(items.iter().map(raw).collect()),
        NodeKind::Scalar(text, true) => Raw::Text(text.clone()),
        NodeKind::Scalar(text, false) => match text.as_str() {
            "true" => Raw::Bool(true),
            "false" => Raw::Bool(false),
            "" | "null" | "~" => Raw::Null,
            other if Number::parse(other).is_some() => Raw::Number(other.to_owned()),
            other => Raw::Text(other.to_owned()),
        },
    }
}

fn expectations(node: &Node, names: &Names<'_>, out: &mut Vec<Diagnostic>) -> Vec<Expected> {
    let mut expected = Vec::new();
    let Some(mut fields) = Fields::of(node, &keys::EXPECT, out) else {
        return expected;
    };
    for (key, it) in fields.entries("decisions", out) {
        names.must_know(&key.text, &key.place, "@name-decision", out);
        names.hang_all(&key.text, it);
        expected.push(Expected {
            place: key.place.clone(),
            what: What::Decision(key.text.clone(), set_text(it)),
        });
    }
    for (key, it) in fields.entries("results", out) {
        names.must_know(&key.text, &key.place, "@name-program", out);
        if let Some(status) = scalar(it, out) {
            if !STATUSES.contains(&status.it.as_str()) {
                let known = messages::list(STATUSES);
                out.push(Diagnostic::new(
                    "bad-value",
                    status.place,
                    &[&status.it, "results", &known],
                ));
            }
            expected.push(Expected {
                place: key.place.clone(),
                what: What::Result(key.text.clone(), status.it),
            });
        }
    }
    for (key, it) in fields.entries("amounts", out) {
        names.must_know(&key.text, &key.place, "@name-program", out);
        expected.push(Expected {
            place: key.place.clone(),
            what: What::Amount(key.text.clone(), set_text(it)),
        });
    }
    let of_questions: [(_, fn(_, _) -> What); 2] =
        [("missing", What::Missing), ("because", What::Because)];
    for (kind, what) in of_questions {
        for (key, it) in fields.entries(kind, out) {
            names.must_know(&key.text, &key.place, "@name-program", out);
            let questions = scalars(it, out);
            for question in &questions {
                names.must_know(&question.it, &question.place, "@name-question", out);
            }
            let questions = questions.into_iter().map(|it| it.it).collect();
            expected.push(Expected {
                place: key.place.clone(),
                what: what(key.text.clone(), questions),
            });
        }
    }
    if let Some(desks) = fields.get("desks") {
        let ids = match &desks.kind {
            NodeKind::List(items) => items.iter().filter_map(|it| desk(it, names, out)).collect(),
            _ => Vec::new(),
        };
        expected.push(Expected {
            place: desks.place.clone(),
            what: What::Desks(ids),
        });
    }
    for key in ["open", "opens"] {
        for (desk, channels) in fields.entries(key, out) {
            names.must_know(&desk.text, &desk.place, "@name-desk", out);
            let NodeKind::Map(channels) = &channels.kind else {
                continue;
            };
            for (kind, it) in channels {
                let Some(At { it, place }) = scalar(it, out) else {
                    continue;
                };
                let (desk, kind) = (desk.text.clone(), kind.text.clone());
                let what = if key == "open" {
                    What::Open(desk, kind, it)
                } else {
                    What::Opens(desk, kind, it)
                };
                expected.push(Expected { place, what });
            }
        }
    }
    fields.finish(out);
    expected
}

fn desk(node: &Node, names: &Names<'_>, out: &mut Vec<Diagnostic>) -> Option<(String, bool)> {
    let (id, sure) = if let NodeKind::Map(_) = node.kind {
        let mut fields = Fields::of(node, &keys::MAYBE_DESK, out)?;
        let maybe = fields.need_text("maybe", out)?;
        fields.finish(out);
        (maybe, false)
    } else {
        (scalar(node, out)?, true)
    };
    names.must_know(&id.it, &id.place, "@name-desk", out);
    Some((id.it, sure))
}

fn set_text(node: &Node) -> SetText {
    let list = |node: &Node| -> Vec<String> {
        match &node.kind {
            NodeKind::List(items) => items.iter().map(plain_text).collect(),
            _ => vec![plain_text(node)],
        }
    };
    match &node.kind {
        NodeKind::Scalar(..) => SetText::Settled(plain_text(node)),
        NodeKind::List(_) => SetText::List(list(node)),
        NodeKind::Map(entries) => {
            let get = |name: &str| {
                entries
                    .iter()
                    .find(|(key, _)| key.text == name)
                    .map(|(_, it)| it)
            };
            if let (Some(min), Some(max)) = (get("min"), get("max")) {
                return SetText::Bounds(plain_text(min), plain_text(max));
            }
            if let Some(members) = get("any_of") {
                let mut members = list(members);
                members.sort();
                return if members.len() == 1 {
                    SetText::Settled(members.remove(0))
                } else {
                    SetText::AnyOf(members)
                };
            }
            let part = |name: &str| get(name).map(&list).unwrap_or_default();
            SetText::Parts(part("sure"), part("perhaps"))
        }
    }
}

fn plain_text(node: &Node) -> String {
    match &node.kind {
        NodeKind::Scalar(text, false) if text.is_empty() || text == "~" => "null".to_owned(),
        NodeKind::Scalar(text, _) => text.clone(),
        _ => String::new(),
    }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Null(_) => "null".to_owned(),
        Value::Boolean(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::Text(it) => it.to_string(),
        Value::Date(it) => it.to_string(),
        Value::Other(it) => it.text(),
        Value::List(list) => list.iter().map(value_text).collect::<Vec<_>>().join("、"),
        Value::Context(_) => "{}".to_owned(),
    }
}

/// What the engine found, in the words a case uses.
pub(super) fn found(view: &SetView) -> SetText {
    let set = &view.0;
    match set {
        Set::One(Value::List(list)) => SetText::List(list.iter().map(value_text).collect()),
        Set::One(value) => SetText::Settled(value_text(value)),
        Set::Many(many) => {
            if let Some(items) = &many.items {
                let members = |sure: bool| {
                    let of_kind = items.0.iter().filter(|it: &&Item| it.sure == sure);
                    of_kind
                        .filter_map(|it| it.value.settled())
                        .map(value_text)
                        .collect()
                };
                return SetText::Parts(members(true), members(false));
            }
            use core::ops::Bound;
            let end = |bound: Option<&Bound<Number>>| match bound {
                Some(Bound::Included(it) | Bound::Excluded(it)) => it.to_string(),
                _ => "∞".to_owned(),
            };
            if !many.numbers.is_empty() {
                return SetText::Bounds(
                    end(many.numbers.spans.low()),
                    end(many.numbers.spans.high()),
                );
            }
            let mut members: Vec<String> = set
                .members(256)
                .unwrap_or_default()
                .iter()
                .map(value_text)
                .collect();
            members.sort();
            SetText::AnyOf(members)
        }
    }
}

/// The books a pack's cases run on.
pub struct Shelf {
    whole: Arc<Book>,
    parts: Vec<Arc<Book>>,
}

impl Shelf {
    /// `None` while the pack has errors.
    pub fn of(checked: &Checked) -> Option<Self> {
        let parts = checked.parts.iter().map(|(_, it)| Arc::new(it.clone()));
        Some(Self {
            whole: Arc::new(checked.book.clone()?),
            parts: parts.collect(),
        })
    }

    pub fn whole(&self) -> &Arc<Book> {
        &self.whole
    }

    /// The book a page loads for the case's wizard, unless the case speaks of what
    /// is not in it.
    pub fn book(&self, case: &Case) -> &Arc<Book> {
        let has = |book: &Book, it: &Expected| match &it.what {
            What::Decision(name, _) => book.decision(name).is_some(),
            _ => true,
        };
        let fits = |book: &&Arc<Book>| {
            book.wizard(&case.wizard).is_some()
                && case.expected.iter().all(|it| has(book, it))
                && case
                    .answers
                    .iter()
                    .all(|(it, _)| book.question(it).is_some())
        };
        self.parts.iter().find(fits).unwrap_or(&self.whole)
    }
}

/// The case as a session, its answers given; those refused are told of.
pub(super) fn session(
    case: &Case,
    book: &Arc<Book>,
    refused: &mut Vec<Mismatch>,
) -> Result<Session, Mismatch> {
    let start = Start {
        wizard: case.wizard.clone(),
        lang: "ja".to_owned(),
        at: case.at,
    };
    let (session, refusals) = Session::start_with(Arc::clone(book), &start, &case.answers)
        .map_err(|it| mismatch(&case.place, "wizard", &case.wizard, &it.message("ja")))?;
    for it in refusals {
        refused.push(mismatch(&case.place, &it.question, "", &it.message("ja")));
    }
    Ok(session)
}

/// Runs the case on the book; nothing comes back when all is as written.
pub fn run(case: &Case, book: &Arc<Book>) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    let session = match session(case, book, &mut mismatches) {
        Ok(session) => session,
        Err(mismatch) => return vec![mismatch],
    };
    let report = session.results();
    let results: BTreeMap<&str, _> = report
        .results
        .iter()
        .map(|it| (it.name.as_str(), it))
        .collect();
    for Expected { place, what } in &case.expected {
        let (name, expected, found) = match what {
            What::Decision(name, set) => (
                name.clone(),
                show(set),
                decision(&report, name).map(|it| show(&found(it))),
            ),
            What::Result(name, status) => {
                let found = results
                    .get(name.as_str())
                    .map(|it| it.status.name().to_owned());
                (name.clone(), status.clone(), found)
            }
            What::Amount(name, set) => {
                let amount = results.get(name.as_str()).and_then(|it| it.amount.as_ref());
                (
                    name.clone(),
                    show(set),
                    amount.map(|it| show(&self::found(it))),
                )
            }
            What::Missing(name, questions) => {
                let missing = results
                    .get(name.as_str())
                    .map(|it| sorted(&it.missing).join("、"));
                (name.clone(), sorted(questions).join("、"), missing)
            }
            What::Because(name, questions) => {
                let mut named = Vec::new();
                let reasons = results.get(name.as_str()).map(|it| &it.because);
                reasons.into_iter().for_each(|it| rests_on(it, &mut named));
                named.sort();
                named.dedup();
                let found = reasons.map(|_| named.join("、"));
                (name.clone(), sorted(questions).join("、"), found)
            }
            What::Desks(ids) => {
                let found = report
                    .desks
                    .iter()
                    .map(|it| desk_text(&it.id, !it.maybe))
                    .collect::<Vec<_>>()
                    .join("、");
                let expected = ids
                    .iter()
                    .map(|(id, sure)| desk_text(id, *sure))
                    .collect::<Vec<_>>()
                    .join("、");
                ("desks".to_owned(), expected, Some(found))
            }
            What::Open(desk, kind, open) => {
                let channel = channel(&report, desk, kind);
                let found =
                    channel.map(|it| it.open.map_or("null".to_owned(), |it| it.to_string()));
                ([desk, "/", kind].concat(), open.clone(), found)
            }
            What::Opens(desk, kind, opens) => {
                let found = channel(&report, desk, kind)
                    .map(|it| it.opens_next.clone().unwrap_or("null".to_owned()));
                ([desk, "/", kind].concat(), opens.clone(), found)
            }
        };
        let found = found.unwrap_or("—".to_owned());
        if expected != found {
            mismatches.push(mismatch(place, &name, &expected, &found));
        }
    }
    mismatches
}

/// The questions that reasons name, down to the last.
fn rests_on(reasons: &[Reason], out: &mut Vec<String>) {
    for reason in reasons {
        out.extend(reason.answers.iter().map(|(question, _)| question.clone()));
        rests_on(&reason.parts, out);
    }
}

fn mismatch(place: &Place, what: &str, expected: &str, found: &str) -> Mismatch {
    Mismatch {
        place: place.clone(),
        what: what.to_owned(),
        expected: expected.to_owned(),
        found: found.to_owned(),
    }
}

fn decision<'r>(report: &'r Report, name: &str) -> Option<&'r SetView> {
    report
        .decisions
        .iter()
        .find(|(it, _)| it == name)
        .map(|(_, set)| set)
}

fn channel<'r>(
    report: &'r Report,
    desk: &str,
    kind: &str,
) -> Option<&'r crate::run::ChannelReport> {
    let desk: &DeskReport = report.desks.iter().find(|it| it.id == desk)?;
    desk.channels.iter().find(|it| it.kind == kind)
}

fn desk_text(id: &str, sure: bool) -> String {
    if sure {
        id.to_owned()
    } else {
        ["(", id, ")"].concat()
    }
}

fn sorted(names: &[String]) -> Vec<String> {
    let mut names = names.to_vec();
    names.sort();
    names
}

fn show(set: &SetText) -> String {
    match set {
        SetText::Settled(it) => it.clone(),
        SetText::Bounds(min, max) => [min, "..", max].concat(),
        SetText::AnyOf(members) => ["{", &members.join("、"), "}"].concat(),
        SetText::List(items) => ["[", &items.join("、"), "]"].concat(),
        SetText::Parts(sure, perhaps) => {
            ["[", &sure.join("、"), "] + (", &perhaps.join("、"), ")"].concat()
        }
    }
}
