//! What has a page of its own, and what depends on what.
//!
//! The book's graph knows what is worked out from what. Here it is told as it
//! was written: tables of facts, wizards and sources count too, and only what
//! something names itself, not what that comes down to.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::super::csv;
use super::super::{Checked, Place};
use super::is_old;
use crate::book::{
    Book, Cite, Comparand, ConditionId, ConditionTest, DecisionTable, Expr, ExprId, Logic, Phrase,
    Test,
};
use crate::value::Date;

/// Something with a page; the number is its place in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    Wizard(usize),
    Program(usize),
    Decision(usize),
    Facts(usize),
    Question(usize),
    Milestone(usize),
    Constraint(usize),
    /// All desks together.
    Desks,
    Source(usize),
}

/// The kinds of things, in the order they are shown: the first part of a file's
/// name, and the word for people.
pub(super) const KINDS: [(&str, &str); 9] = [
    ("wizard", "案内"),
    ("program", "制度"),
    ("decision", "答えから求めること"),
    ("facts", "事実の表"),
    ("question", "質問"),
    ("milestone", "時がたつと変わること"),
    ("constraint", "同時にはありえない答え"),
    ("desks", "相談先"),
    ("source", "出典"),
];

impl Item {
    fn kind(self) -> usize {
        match self {
            Self::Wizard(_) => 0,
            Self::Program(_) => 1,
            Self::Decision(_) => 2,
            Self::Facts(_) => 3,
            Self::Question(_) => 4,
            Self::Milestone(_) => 5,
            Self::Constraint(_) => 6,
            Self::Desks => 7,
            Self::Source(_) => 8,
        }
    }

    pub(super) fn kind_id(self) -> &'static str {
        KINDS[self.kind()].0
    }

    pub(super) fn kind_name(self) -> &'static str {
        KINDS[self.kind()].1
    }
}

/// A short name of ASCII letters for a file or an anchor. A number would change
/// with every rule put in before it and links into the site would lead elsewhere;
/// the name itself would be percent signs in an address, and が as a Mac spells it
/// another file. So: the kind, and the first 12 digits of the name's SHA-256.
pub(super) fn slug(kind: &str, name: &str) -> String {
    use std::fmt::Write;
    let mut out = [kind, "-"].concat();
    for byte in Sha256::digest(name.as_bytes()).iter().take(6) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

pub(super) struct Model<'b> {
    pub(super) checked: &'b Checked,
    pub(super) book: &'b Book,
    pub(super) today: Date,
    language: usize,
    uses: BTreeMap<Item, BTreeSet<Item>>,
    used_by: BTreeMap<Item, BTreeSet<Item>>,
}

impl<'b> Model<'b> {
    pub(super) fn new(checked: &'b Checked, book: &'b Book, today: Date) -> Self {
        let mut model = Self {
            checked,
            book,
            today,
            language: book.language("ja"),
            uses: BTreeMap::new(),
            used_by: BTreeMap::new(),
        };
        for item in model.items() {
            let mut uses = model.named_in(item);
            uses.remove(&item);
            let sources = model.cites(item).into_iter();
            let sources = sources.map(|it| Item::Source(it.source));
            for it in uses.iter().copied().chain(sources) {
                model.used_by.entry(it).or_default().insert(item);
            }
            model.uses.insert(item, uses);
        }
        model
    }

    /// Everything with a page, kind by kind.
    pub(super) fn items(&self) -> Vec<Item> {
        let book = self.book;
        let mut items = Vec::new();
        items.extend((0..book.wizards.len()).map(Item::Wizard));
        items.extend((0..book.programs.len()).map(Item::Program));
        items.extend((0..book.decisions.len()).map(Item::Decision));
        items.extend((0..book.facts.len()).map(Item::Facts));
        items.extend((0..book.questions.len()).map(Item::Question));
        items.extend((0..book.milestones.len()).map(Item::Milestone));
        items.extend((0..book.constraints.len()).map(Item::Constraint));
        items.extend((!book.desks.is_empty()).then_some(Item::Desks));
        items.extend((0..book.sources.len()).map(Item::Source));
        items
    }

    pub(super) fn text(&self, phrase: &'b Phrase) -> &'b str {
        phrase.get(self.language)
    }

    /// The name in the pack's files.
    pub(super) fn name(&self, item: Item) -> &'b str {
        let book = self.book;
        match item {
            Item::Wizard(it) => &book.wizards[it].name,
            Item::Program(it) => &book.programs[it].name,
            Item::Decision(it) => &book.decisions[it].name,
            Item::Facts(it) => &book.facts[it].name,
            Item::Question(it) => &book.questions[it].name,
            Item::Milestone(it) => &book.milestones[it].name,
            Item::Constraint(it) => &book.constraints[it].name,
            Item::Desks => "相談先の一覧",
            Item::Source(it) => &book.sources[it].name,
        }
    }

    /// What people read of it; the name where there is nothing else.
    pub(super) fn title(&self, item: Item) -> &'b str {
        let book = self.book;
        match item {
            Item::Wizard(it) => self.text(&book.wizards[it].title),
            Item::Program(it) => self.text(&book.programs[it].label),
            Item::Decision(it) => self.text(&book.decisions[it].label),
            Item::Question(it) => self.text(&book.questions[it].ask),
            Item::Milestone(it) => self.text(&book.milestones[it].label),
            Item::Source(it) => self.text(&book.sources[it].title),
            Item::Facts(_) | Item::Constraint(_) | Item::Desks => self.name(item),
        }
    }

    pub(super) fn slug(&self, item: Item) -> String {
        match item {
            Item::Desks => item.kind_id().to_owned(),
            _ => slug(item.kind_id(), self.name(item)),
        }
    }

    pub(super) fn uses(&self, item: Item) -> Vec<Item> {
        self.uses
            .get(&item)
            .into_iter()
            .flatten()
            .copied()
            .collect()
    }

    pub(super) fn used_by(&self, item: Item) -> Vec<Item> {
        self.used_by
            .get(&item)
            .into_iter()
            .flatten()
            .copied()
            .collect()
    }

    pub(super) fn is_old(&self, date: Date) -> bool {
        is_old(date, self.today)
    }

    /// The day a statement was true.
    pub(super) fn date(&self, cite: &Cite) -> Option<Date> {
        let source = self.book.sources.get(cite.source);
        cite.as_of.or(source.and_then(|it| it.date))
    }

    /// Every place in a source that it rests on, rows and conditions included.
    pub(super) fn cites(&self, item: Item) -> Vec<&'b Cite> {
        let book = self.book;
        match item {
            Item::Wizard(_) | Item::Source(_) => Vec::new(),
            Item::Program(it) => {
                let program = &book.programs[it];
                let mut cites: Vec<&Cite> = program.cites.iter().collect();
                for condition in self.conditions(program.fits) {
                    cites.extend(&book.conditions[condition].cites);
                }
                cites
            }
            Item::Decision(it) => {
                let decision = &book.decisions[it];
                let mut cites: Vec<&Cite> = decision.cites.iter().collect();
                if let Logic::Table(table) = &decision.logic {
                    cites.extend(table.rows.iter().filter_map(|it| it.cite.as_ref()));
                }
                cites
            }
            Item::Facts(it) => {
                let facts = &book.facts[it];
                let rows = facts.rows.iter().filter_map(|it| it.cite.as_ref());
                facts.cites.iter().chain(rows).collect()
            }
            Item::Question(it) => book.questions[it].cites.iter().collect(),
            Item::Milestone(it) => book.milestones[it].cites.iter().collect(),
            Item::Constraint(it) => book.constraints[it].cites.iter().collect(),
            Item::Desks => {
                let desks = book.desks.iter().filter_map(|it| it.cite.as_ref());
                let channels = book.channels.iter().filter_map(|it| it.cite.as_ref());
                desks.chain(channels).collect()
            }
        }
    }

    /// A condition and all its parts.
    fn conditions(&self, whole: ConditionId) -> Vec<ConditionId> {
        let mut stack = vec![whole];
        let mut out = Vec::new();
        while let Some(id) = stack.pop() {
            match &self.book.conditions[id].test {
                ConditionTest::All(parts) | ConditionTest::Any(parts) => stack.extend(parts),
                ConditionTest::Not(part) => stack.push(*part),
                ConditionTest::Is(..) => {}
            }
            out.push(id);
        }
        out
    }

    /// What it names itself.
    fn named_in(&self, item: Item) -> BTreeSet<Item> {
        let book = self.book;
        let mut out = BTreeSet::new();
        match item {
            Item::Wizard(it) => {
                let wizard = &book.wizards[it];
                out.extend(wizard.questions().into_iter().map(Item::Question));
                out.extend(wizard.results.iter().copied().map(Item::Program));
                let decisions = wizard.show.iter().chain(&wizard.desks);
                out.extend(decisions.copied().map(Item::Decision));
            }
            Item::Program(it) => {
                let program = &book.programs[it];
                for condition in self.conditions(program.fits) {
                    if let ConditionTest::Is(expr, _) = &book.conditions[condition].test {
                        self.in_expr(*expr, &mut out);
                    }
                }
                program
                    .amount
                    .iter()
                    .for_each(|it| self.in_expr(*it, &mut out));
            }
            Item::Decision(it) => {
                match &book.decisions[it].logic {
                    Logic::Expr(expr) => self.in_expr(*expr, &mut out),
                    Logic::Table(table) => self.in_table(table, &mut out),
                }
                if book.wizards.iter().any(|wizard| wizard.desks.contains(&it)) {
                    out.insert(Item::Desks);
                }
            }
            Item::Question(it) => {
                let question = &book.questions[it];
                let gates = question.when.iter().chain(&question.ask_when);
                gates.for_each(|it| self.in_expr(*it, &mut out));
                let tables = self.checked.option_tables.iter();
                let tables = tables.filter(|(question, _)| *question == it);
                out.extend(tables.map(|(_, facts)| Item::Facts(*facts)));
            }
            Item::Milestone(it) => {
                let milestone = &book.milestones[it];
                out.insert(Item::Question(milestone.of));
                milestone
                    .when
                    .iter()
                    .for_each(|it| self.in_expr(*it, &mut out));
                out.extend(milestone.sets.iter().map(|(it, _)| Item::Question(*it)));
            }
            Item::Constraint(it) => self.in_expr(book.constraints[it].must, &mut out),
            Item::Facts(_) | Item::Desks | Item::Source(_) => {}
        }
        out
    }

    fn in_expr(&self, expr: ExprId, out: &mut BTreeSet<Item>) {
        // An explicit stack: parts may be shared, but never lead back.
        let mut stack = vec![expr];
        while let Some(expr) = stack.pop() {
            match self.book.exprs.get(expr) {
                Some(Expr::Question(it)) => {
                    out.insert(Item::Question(*it));
                }
                Some(Expr::Decision(it)) => {
                    out.insert(Item::Decision(*it));
                }
                Some(Expr::Facts(it)) => {
                    out.insert(Item::Facts(*it));
                }
                _ => stack.extend(self.book.parts(expr)),
            }
        }
    }

    fn in_table(&self, table: &DecisionTable, out: &mut BTreeSet<Item>) {
        table.inputs.iter().for_each(|it| self.in_expr(*it, out));
        for row in &table.rows {
            row.outputs.iter().for_each(|it| self.in_expr(*it, out));
            for test in row.tests.iter().flatten() {
                exprs_of(test).iter().for_each(|it| self.in_expr(*it, out));
            }
        }
    }

    /// Where the rows of a table stand in its file; empty where that is not known.
    pub(super) fn rows(&self, item: Item) -> &'b [Place] {
        let places = &self.checked.places;
        match item {
            Item::Decision(_) => places.rows_of(self.name(item)),
            Item::Facts(_) => places.facts_of(self.name(item)),
            _ => &[],
        }
    }

    /// The remarks (備考) beside rows. They are for readers, so the book has none.
    pub(super) fn remarks(&self, rows: &[Place]) -> Vec<String> {
        let Some(file) = rows.first().map(|it| it.file) else {
            return Vec::new();
        };
        let text = self.checked.sources.get(file).map_or("", |it| &it.text);
        let records = csv::parse(file, text, &mut Vec::new());
        let column = records.iter().find_map(|record| {
            let mut cells = record.cells.iter();
            cells.position(|it| it.text == "備考")
        });
        let Some(column) = column else {
            return Vec::new();
        };
        let by_start: BTreeMap<usize, &csv::Record> = records
            .iter()
            .map(|it| (it.place().span.start, it))
            .collect();
        let remark = |row: &Place| {
            let record = by_start.get(&row.span.start)?;
            Some(record.cells.get(column)?.text.clone())
        };
        rows.iter()
            .map(|it| remark(it).unwrap_or_default())
            .collect()
    }
}

fn exprs_of(test: &Test) -> Vec<ExprId> {
    let comparands = match test {
        Test::One(it) => std::slice::from_ref(it),
        Test::OneOf(_) => &[],
        Test::AnyOf(parts) | Test::Not(parts) => parts,
    };
    let mut out = Vec::new();
    for it in comparands {
        match it {
            Comparand::Equal(it) | Comparand::Member(it) | Comparand::Holds(it) => out.push(*it),
            Comparand::Range(low, high) => {
                out.extend(low.iter().chain(high).map(|(it, _)| *it));
            }
        }
    }
    out
}
