//! What a change of rules does: two books compared over all families, and two
//! packs compared word by word (新旧対照表).
//!
//! Behaviour is compared over sets. What is made of the same parts in both books
//! is the same (`alike`); for the rest, cases are told apart until both books are
//! sure (`cases`), and every region gets a family for which they really differ
//! (`witness`). "No difference" is only said where it was shown: what ran out of
//! cases is in [`Diff::unproven`].
//!
//! Families here have answered all they are asked. "I don't know" is not compared:
//! what it gives follows from the answers it stands for.

mod aim;
mod alike;
mod cases;
mod say;
mod texts;
mod witness;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::compile::share;
use super::turns::turns;
use super::{Checked, Lang};
use crate::book::{
    Book, ConditionId, ConditionTest, DecisionId, Expr, ExprId, Kind, Logic, QuestionId,
};
use crate::run::SavedAnswer;
use crate::run::compare::Held;
use crate::value::{Date, Number, Set, Value};
use aim::{Aim, Told};
use alike::{Known, Marks};
use cases::{Cells, Differs, MAX_CASES, Pair, Search, Subject};
use say::Say;
pub use texts::{Line, Passage, Piece};
use witness::{Look, MAX_STEPS, MAX_STEPS_OF_GOAL, Witness};

/// Later days on which rules begin or end that are compared as well.
pub const MAX_DAYS: usize = 24;
/// More changes of one goal than this are told together.
const MAX_CHANGES: usize = 12;
/// Boxes of one goal in which a family is looked for; the rest are taken as they are.
const MAX_LOOKS: usize = 200;

/// A pack, or a book alone: then there are no texts to compare.
#[derive(Clone, Copy)]
pub struct Side<'s> {
    pub book: &'s Arc<Book>,
    pub checked: Option<&'s Checked>,
}

/// All that differs, in words.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// The day asked for, and later ones on which rules begin or end.
    pub days: Vec<Date>,
    /// There are more such days than were compared.
    pub has_more_days: bool,
    /// The worst first.
    pub regions: Vec<Region>,
    /// Where it could not be told, and on which days.
    pub unproven: Vec<Unproven>,
    /// What only one of the two has.
    pub listed: Vec<Listed>,
    pub passages: Vec<Passage>,
    /// How many cases were told apart.
    pub cases: usize,
}

impl Diff {
    /// Shown to be the same, for every family and word by word.
    pub fn is_empty(&self) -> bool {
        self.is_same_for_all() && self.listed.is_empty() && self.passages.is_empty()
    }

    /// Shown to be the same for every family on the days compared.
    pub fn is_same_for_all(&self) -> bool {
        self.regions.is_empty() && self.unproven.is_empty() && !self.has_more_days
    }
}

/// The worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    LosesFit,
    AmountFalls,
    DeskChanges,
    CannotBeTold,
    AmountRises,
    Gains,
    ValueChanges,
    QuestionChanges,
}

impl Rank {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::LosesFit => "loses-fit",
            Self::AmountFalls => "amount-falls",
            Self::DeskChanges => "desk-changes",
            Self::CannotBeTold => "cannot-be-told",
            Self::AmountRises => "amount-rises",
            Self::Gains => "gains",
            Self::ValueChanges => "value-changes",
            Self::QuestionChanges => "question-changes",
        }
    }
}

/// What a goal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GoalKind {
    Program,
    Desks,
    Decision,
    Question,
}

impl GoalKind {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Desks => "desks",
            Self::Decision => "decision",
            Self::Question => "question",
        }
    }
}

/// Families for whom a goal comes out otherwise, all in the same way.
#[derive(Clone, Debug)]
pub struct Region {
    pub rank: Rank,
    pub kind: GoalKind,
    pub name: String,
    pub label: String,
    /// The wizards that show it, in either book.
    pub wizards: Vec<String>,
    pub before: String,
    pub after: String,
    /// The days compared on which it is so.
    pub days: Vec<Date>,
    /// Any of these; in each, all of what is named. An empty one is every family.
    pub boxes: Vec<Vec<Limit>>,
    /// All families in the boxes; else some of them.
    pub is_exact: bool,
    /// How many combinations of the values named, where they can be counted.
    pub combinations: Option<u64>,
    pub witness: Vec<Answer>,
    /// What the witness is told.
    pub told: (String, String),
}

/// A question or a decision, and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    pub name: String,
    pub label: String,
    pub values: String,
}

/// An answer of a family.
#[derive(Clone, Debug)]
pub struct Answer {
    pub name: String,
    pub label: String,
    pub text: String,
    /// As `tsunagu eval` takes it.
    pub given: SavedAnswer,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unproven {
    pub kind: GoalKind,
    pub name: String,
    pub days: Vec<Date>,
}

/// Something one of the two books does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub kind: ListedKind,
    pub name: String,
    /// What it is a part of: the question of an option, the wizard of a programme.
    pub of: String,
    /// In the newer one; else in the older one.
    pub is_new: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedKind {
    Wizard,
    /// In a wizard.
    Question,
    Program,
    Decision,
    /// Of a question.
    Choice,
}

impl ListedKind {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wizard => "wizard",
            Self::Question => "question",
            Self::Program => "program",
            Self::Decision => "decision",
            Self::Choice => "option",
        }
    }
}

/// Compares on `day` and on later days on which rules begin or end.
pub fn diff(old: Side<'_>, new: Side<'_>, day: Date, lang: Lang) -> Diff {
    let mut out = Diff {
        listed: listed(old.book, new.book),
        passages: texts::passages(old.checked, new.checked),
        ..Diff::default()
    };
    let mut days: BTreeSet<Date> = turns(old.book, day).into_iter().collect();
    days.extend(turns(new.book, day));
    out.has_more_days = days.len() > MAX_DAYS;
    out.days = [day]
        .into_iter()
        .chain(days.into_iter().take(MAX_DAYS))
        .collect();
    for day in out.days.clone() {
        on_day(old.book, new.book, day, lang, &mut out);
    }
    out.regions.sort_by(|a, b| {
        (a.rank, &a.days[0], a.kind, &a.name).cmp(&(b.rank, &b.days[0], b.kind, &b.name))
    });
    out
}

struct Goal {
    kind: GoalKind,
    name: String,
    wizards: Vec<String>,
    aims: (Aim, Aim),
}

fn on_day(old: &Arc<Book>, new: &Arc<Book>, day: Date, lang: Lang, out: &mut Diff) {
    let names = names(old, new);
    let mut known = Known::default();
    let mut marks = (
        Marks::new(old, day, &names.0),
        Marks::new(new, day, &names.1),
    );
    let start = Pair {
        old: Held::new(old, day),
        new: Held::new(new, day),
    };
    // Decisions that are the same in both, by their mark.
    let mut alike: BTreeMap<usize, (Option<DecisionId>, Option<DecisionId>)> = BTreeMap::new();
    for at in 0..old.decisions.len() {
        let mark = marks.0.decision(at, &mut known);
        alike.entry(mark).or_default().0.get_or_insert(at);
    }
    for at in 0..new.decisions.len() {
        let mark = marks.1.decision(at, &mut known);
        alike.entry(mark).or_default().1.get_or_insert(at);
    }
    for goal in goals(old, new, day, &names) {
        let before = mark(old, goal.aims.0, &mut marks.0, &mut known);
        let after = mark(new, goal.aims.1, &mut marks.1, &mut known);
        if before == after {
            continue;
        }
        let shared = |mark: usize| match alike.get(&mark) {
            Some((Some(old), Some(new))) => Some((*old, *new)),
            _ => None,
        };
        let mut subjects = |is_deep: bool| {
            subjects(
                &start,
                goal.aims,
                &names,
                is_deep,
                &mut |is_new, question, decision| {
                    let (mine, theirs) = &mut marks;
                    match (question, decision) {
                        (Some(it), _) if is_new => theirs.question(it, &mut known),
                        (Some(it), _) => mine.question(it, &mut known),
                        (_, Some(it)) if is_new => theirs.decision(it, &mut known),
                        (_, Some(it)) => mine.decision(it, &mut known),
                        (None, None) => usize::MAX,
                    }
                },
                &shared,
            )
        };
        let (plain, questions) = (subjects(false), subjects(true));
        let mut search = Search {
            subjects: &plain,
            aims: goal.aims,
            found: Vec::new(),
            cases_left: MAX_CASES,
            is_unproven: false,
        };
        search.explore(&mut start.clone(), &vec![None; plain.len()]);
        let (mut found, mut is_unproven, left) =
            (search.found, search.is_unproven, search.cases_left);
        out.cases += MAX_CASES - left;
        let mut cut_by = &plain;
        // Down to single answers, where what the books share cannot be cut.
        if is_unproven && found.is_empty() && questions != plain {
            let mut deep = Search {
                subjects: &questions,
                aims: goal.aims,
                found: Vec::new(),
                cases_left: MAX_CASES,
                is_unproven: false,
            };
            deep.explore(&mut start.clone(), &vec![None; questions.len()]);
            out.cases += MAX_CASES - deep.cases_left;
            (found, is_unproven) = (deep.found, deep.is_unproven);
            cut_by = &questions;
        }
        let say = Say {
            pair: &start,
            day,
            lang,
        };
        let mut look = Look {
            start: &start,
            aims: goal.aims,
            questions: &questions,
            steps_left: 0,
            is_partial: false,
        };
        is_unproven |= regions(&goal, found, cut_by, &mut look, &say, out);
        if is_unproven {
            unproven(&goal, day, out);
        }
    }
}

fn unproven(goal: &Goal, day: Date, out: &mut Diff) {
    let is_it = |it: &&mut Unproven| it.kind == goal.kind && it.name == goal.name;
    match out.unproven.iter_mut().find(is_it) {
        Some(it) => it.days.push(day),
        None => out.unproven.push(Unproven {
            kind: goal.kind,
            name: goal.name.clone(),
            days: vec![day],
        }),
    }
}

/// Boxes with the same change as one region each; whether some had no family
/// found and none shown to be impossible.
fn regions(
    goal: &Goal,
    found: Vec<Differs>,
    subjects: &[Subject],
    look: &mut Look<'_>,
    say: &Say<'_>,
    out: &mut Diff,
) -> bool {
    let words = |told: &Told, is_new: bool| {
        let aim = if is_new { goal.aims.1 } else { goal.aims.0 };
        let decision = match aim {
            Aim::Decision(it) => Some(it),
            _ => None,
        };
        say.told(told, is_new, decision, goal.kind == GoalKind::Desks)
    };
    let mut groups: BTreeMap<(String, String), (Vec<Differs>, Option<Witness>)> = BTreeMap::new();
    let (mut is_unproven, mut steps_left) = (false, MAX_STEPS_OF_GOAL);
    let in_words = |it: &Differs| (words(&it.before, false), words(&it.after, true));
    let changes: BTreeSet<_> = found.iter().map(in_words).collect();
    for (n, differs) in found.into_iter().enumerate() {
        // Where amounts are reckoned out there may be one for each family, and at
        // single values tried as many as those: then one region of each rank.
        let key = if differs.is_exact && changes.len() <= MAX_CHANGES {
            in_words(&differs)
        } else {
            let rank = rank(goal.kind, &differs.before, &differs.after);
            (rank.name().to_owned(), String::new())
        };
        let group = groups.entry(key).or_default();
        if n < MAX_LOOKS || group.1.is_none() {
            let steps = MAX_STEPS.min(steps_left);
            (look.steps_left, look.is_partial) = (steps, false);
            let witness = look.witness(subjects, &differs.cells);
            steps_left -= steps - look.steps_left;
            if witness.is_none() {
                // Else no family can give these answers together.
                is_unproven |= look.steps_left == 0 || look.is_partial;
                continue;
            }
            group.1 = group.1.take().or(witness);
        }
        group.0.push(differs);
    }
    for (differs, witness) in groups.into_values() {
        let (Some(witness), Some(first)) = (witness, differs.first()) else {
            continue;
        };
        let told = |first: &Told, of: fn(&Differs) -> &Told, is_new: bool| {
            words(
                &differs.iter().fold(first.clone(), |all, it| all.or(of(it))),
                is_new,
            )
        };
        let before = told(&first.before, |it| &it.before, false);
        let after = told(&first.after, |it| &it.after, true);
        let is_exact = differs.iter().all(|it| it.is_exact);
        let rank = rank(goal.kind, &witness.before, &witness.after);
        let mut within: Vec<Cells> = Vec::new();
        for it in differs {
            if !within.contains(&it.within) {
                within.push(it.within);
            }
        }
        let cells = cases::merged(within);
        let start = look.start;
        let boxes: Vec<Vec<Limit>> = cells
            .iter()
            .map(|it| limits(it, subjects, start, say))
            .collect();
        let region = Region {
            rank,
            kind: goal.kind,
            name: goal.name.clone(),
            label: label(goal, say),
            wizards: goal.wizards.clone(),
            told: (words(&witness.before, false), words(&witness.after, true)),
            before,
            after,
            days: vec![say.day],
            boxes,
            is_exact,
            combinations: is_exact.then(|| combinations(&cells)).flatten(),
            witness: answers(&witness, say),
        };
        let is_same = |it: &&mut Region| {
            (it.kind, &it.name, &it.before, &it.after, &it.boxes)
                == (
                    region.kind,
                    &region.name,
                    &region.before,
                    &region.after,
                    &region.boxes,
                )
        };
        match out.regions.iter_mut().find(is_same) {
            Some(it) => it.days.push(say.day),
            None => out.regions.push(region),
        }
    }
    is_unproven
}

fn label(goal: &Goal, say: &Say<'_>) -> String {
    let (old, new) = (&say.pair.old.book, &say.pair.new.book);
    let (aim, book) = match goal.aims {
        (aim, Aim::Absent) => (aim, old),
        (_, aim) => (aim, new),
    };
    let phrase = match aim {
        Aim::Absent => return goal.name.clone(),
        Aim::Program(it) => &book.programs[it].label,
        Aim::Decision(it) => &book.decisions[it].label,
        Aim::Question(it) => &book.questions[it].ask,
    };
    phrase.get(book.language(say.tag())).to_owned()
}

fn limits(cells: &Cells, subjects: &[Subject], start: &Pair, say: &Say<'_>) -> Vec<Limit> {
    let mut out = Vec::new();
    for (subject, cell) in subjects.iter().zip(cells) {
        let Some(cell) = cell else { continue };
        if start.clone().set(*subject) == *cell {
            continue;
        }
        out.push(Limit {
            name: say.name(*subject),
            label: say.label(*subject),
            values: say.set(*subject, cell),
        });
    }
    out
}

/// Of the values of what is named in the boxes; boxes are apart.
fn combinations(cells: &[Cells]) -> Option<u64> {
    let mut sum: u64 = 0;
    for cells in cells {
        let mut product: u64 = 1;
        for set in cells.iter().flatten() {
            product = product.checked_mul(size(set)?)?;
        }
        sum = sum.checked_add(product)?;
    }
    Some(sum)
}

fn size(set: &Set) -> Option<u64> {
    use std::ops::Bound::Included;
    if let Some(members) = set.members(4096) {
        return u64::try_from(members.len()).ok();
    }
    let many = set.to_many();
    if many.items.is_some() || many.other || !many.texts.is_empty() || !many.contexts.is_empty() {
        return None;
    }
    let mut sum = u64::try_from(many.scalars().len()).ok()?;
    let spans = many.numbers.spans.iter().filter(|_| many.numbers.whole);
    if !many.numbers.is_empty() && !many.numbers.whole {
        return None;
    }
    for span in spans.chain(many.dates.iter()) {
        let (Included(low), Included(high)) = (&span.low, &span.high) else {
            return None;
        };
        let size = high.subtract(*low)?.add(Number::from(1))?.to_i64()?;
        sum = sum.checked_add(u64::try_from(size).ok()?)?;
    }
    Some(sum)
}

fn answers(witness: &Witness, say: &Say<'_>) -> Vec<Answer> {
    let answer = |(subject, value): &(Subject, Value)| Answer {
        name: say.name(*subject),
        label: say.label(*subject),
        text: say.answer(*subject, value),
        given: SavedAnswer::of(value),
    };
    witness.answers.iter().map(answer).collect()
}

fn rank(kind: GoalKind, before: &Told, after: &Told) -> Rank {
    match (kind, before, after) {
        (GoalKind::Question, ..) => Rank::QuestionChanges,
        (GoalKind::Desks, ..) => Rank::DeskChanges,
        (GoalKind::Decision, ..) => Rank::ValueChanges,
        (_, Told::Fits(_), Told::DoesNotFit | Told::Absent) => Rank::LosesFit,
        (_, Told::Fits(before), Told::Fits(after)) => {
            let lowest = |it: &Option<Set>| it.as_ref().and_then(aim::lowest);
            if lowest(before) > lowest(after) {
                Rank::AmountFalls
            } else {
                Rank::AmountRises
            }
        }
        (_, _, Told::Fits(_)) => Rank::Gains,
        (_, _, Told::Open) => Rank::CannotBeTold,
        _ => Rank::ValueChanges,
    }
}

/// By question: the name it has in the newer book, where that has it.
fn names(old: &Book, new: &Book) -> (Vec<String>, Vec<String>) {
    let now = |it: &crate::book::Question| {
        let found = new
            .question(&it.name)
            .map(|it| new.questions[it].name.to_string());
        found.unwrap_or_else(|| it.name.to_string())
    };
    let own = |it: &crate::book::Question| it.name.to_string();
    (
        old.questions.iter().map(now).collect(),
        new.questions.iter().map(own).collect(),
    )
}

fn goals(old: &Book, new: &Book, day: Date, names: &(Vec<String>, Vec<String>)) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    let sides = [(old, &names.0, false), (new, &names.1, true)];
    for (book, names, is_new) in sides {
        let mut add = |kind: GoalKind, name: &str, aim: Aim, wizard: Option<&str>| {
            let same = |it: &Goal| {
                let are_decisions = it.kind != GoalKind::Question && it.kind != GoalKind::Program;
                let is_decision = kind != GoalKind::Question && kind != GoalKind::Program;
                it.name == name && (it.kind == kind || are_decisions && is_decision)
            };
            let at = goals.iter().position(same).unwrap_or_else(|| {
                goals.push(Goal {
                    kind,
                    name: name.to_owned(),
                    wizards: Vec::new(),
                    aims: (Aim::Absent, Aim::Absent),
                });
                goals.len() - 1
            });
            let goal = &mut goals[at];
            goal.kind = goal.kind.min(kind);
            let aims = &mut goal.aims;
            *if is_new { &mut aims.1 } else { &mut aims.0 } = aim;
            if let Some(wizard) = wizard
                && !goal.wizards.iter().any(|it| it == wizard)
            {
                goal.wizards.push(wizard.to_owned());
            }
        };
        let exists = |it: usize| book.programs[it].period.contains(day);
        let decision = |it: usize| (&*book.decisions[it].name, Aim::Decision(it));
        for wizard in &book.wizards {
            let from = Some(&*wizard.name);
            for at in wizard.results.iter().copied().filter(|it| exists(*it)) {
                add(
                    GoalKind::Program,
                    &book.programs[at].name,
                    Aim::Program(at),
                    from,
                );
            }
            for at in &wizard.desks {
                let (name, aim) = decision(*at);
                add(GoalKind::Desks, name, aim, from);
            }
            for at in &wizard.show {
                let (name, aim) = decision(*at);
                add(GoalKind::Decision, name, aim, from);
            }
            for at in wizard.questions() {
                add(GoalKind::Question, &names[at], Aim::Question(at), from);
            }
        }
        if book.wizards.is_empty() {
            for at in (0..book.programs.len()).filter(|it| exists(*it)) {
                add(
                    GoalKind::Program,
                    &book.programs[at].name,
                    Aim::Program(at),
                    None,
                );
            }
            for at in 0..book.decisions.len() {
                let (name, aim) = decision(at);
                add(GoalKind::Decision, name, aim, None);
            }
            for (at, name) in names.iter().enumerate() {
                add(GoalKind::Question, name, Aim::Question(at), None);
            }
        }
    }
    // A question or a decision that only one book shows is listed, not compared.
    goals.retain(|it| {
        let is_program = it.kind == GoalKind::Program;
        is_program || it.aims.0 != Aim::Absent && it.aims.1 != Aim::Absent
    });
    goals
}

/// Stands for all a goal is made of; equal marks come out alike.
fn mark(book: &Book, aim: Aim, marks: &mut Marks<'_>, known: &mut Known) -> Vec<Option<usize>> {
    match aim {
        Aim::Absent => Vec::new(),
        Aim::Program(it) => {
            let program = &book.programs[it];
            let fits = marks.condition(program.fits, known);
            vec![Some(fits), program.amount.map(|it| marks.expr(it, known))]
        }
        Aim::Decision(it) => vec![Some(marks.decision(it, known))],
        Aim::Question(it) => {
            let question = &book.questions[it];
            let gates = [question.when, question.ask_when];
            gates.map(|it| it.map(|it| marks.expr(it, known))).to_vec()
        }
    }
}

/// Expressions that say a goal.
fn roots(book: &Book, aim: Aim) -> Vec<ExprId> {
    match aim {
        Aim::Absent => Vec::new(),
        Aim::Program(it) => {
            let program = &book.programs[it];
            let mut exprs: Vec<ExprId> = program.amount.into_iter().collect();
            of_condition(book, program.fits, &mut exprs);
            exprs
        }
        Aim::Decision(it) => of_decision(book, it),
        Aim::Question(it) => {
            let question = &book.questions[it];
            question.when.into_iter().chain(question.ask_when).collect()
        }
    }
}

fn of_condition(book: &Book, at: ConditionId, out: &mut Vec<ExprId>) {
    match &book.conditions[at].test {
        ConditionTest::All(parts) | ConditionTest::Any(parts) => {
            parts.iter().for_each(|it| of_condition(book, *it, out));
        }
        ConditionTest::Not(part) => of_condition(book, *part, out),
        ConditionTest::Is(expr, _) => out.push(*expr),
    }
}

fn of_decision(book: &Book, at: DecisionId) -> Vec<ExprId> {
    match &book.decisions[at].logic {
        Logic::Expr(expr) => vec![*expr],
        Logic::Table(table) => {
            let mut exprs = table.inputs.clone();
            for row in &table.rows {
                for mut test in row.tests.iter().flatten().cloned() {
                    exprs.extend(share::of_test(&mut test).map(|it| *it));
                }
                exprs.extend(&row.outputs);
            }
            exprs
        }
    }
}

/// The number of a question or a decision, in the older or the newer book.
type MarkOf<'m> = dyn FnMut(bool, Option<QuestionId>, Option<DecisionId>) -> usize + 'm;

/// What a goal's cases are told by: decisions that are the same in both books and
/// questions; with `is_deep` questions alone, their gates looked through.
fn subjects(
    start: &Pair,
    aims: (Aim, Aim),
    names: &(Vec<String>, Vec<String>),
    is_deep: bool,
    mark: &mut MarkOf<'_>,
    shared: &dyn Fn(usize) -> Option<(DecisionId, DecisionId)>,
) -> Vec<Subject> {
    let (old, new) = (&start.old.book, &start.new.book);
    let mut out: Vec<Subject> = Vec::new();
    for (book, aim, is_new) in [(old, aims.0, false), (new, aims.1, true)] {
        let mut stack = roots(book, aim);
        let mut seen = BTreeSet::new();
        while let Some(at) = stack.pop() {
            if !seen.insert(at) {
                continue;
            }
            match &book.exprs[at] {
                Expr::Decision(it) => match shared(mark(is_new, None, Some(*it))) {
                    Some((mine, theirs)) if !is_deep => out.push(Subject {
                        old: Some(start.old.graph.decision(mine)),
                        new: Some(start.new.graph.decision(theirs)),
                        is_answer: false,
                    }),
                    _ => stack.extend(of_decision(book, *it)),
                },
                Expr::Question(it) => {
                    let name = if is_new { &names.1[*it] } else { &names.0[*it] };
                    let old = names.0.iter().position(|it| it == name);
                    let new = names.1.iter().position(|it| it == name);
                    let marks = (
                        old.map(|it| mark(false, Some(it), None)),
                        new.map(|it| mark(true, Some(it), None)),
                    );
                    let is_answer = is_deep || marks.0 != marks.1;
                    if is_answer {
                        let question = &book.questions[*it];
                        stack.extend(question.when.into_iter().chain(question.ask_when));
                    }
                    out.push(Subject {
                        old,
                        new,
                        is_answer,
                    });
                }
                _ => stack.extend(book.parts(at)),
            }
        }
    }
    // What decides whether another one applies has fewer parts, and comes first.
    let n_parts = |it: &Subject| {
        let old = it.old.map_or(0, |it| start.old.graph.parts(it).len());
        let new = it.new.map_or(0, |it| start.new.graph.parts(it).len());
        old.max(new)
    };
    out.sort_by_key(|it| (n_parts(it), *it));
    out.dedup();
    out
}

fn listed(old: &Book, new: &Book) -> Vec<Listed> {
    let mut out = Vec::new();
    let sides = [(old, new, false), (new, old, true)];
    for (book, other, is_new) in sides {
        let mut add = |kind: ListedKind, name: &str, of: &str| {
            out.push(Listed {
                kind,
                name: name.to_owned(),
                of: of.to_owned(),
                is_new,
            });
        };
        let renamed = |it: QuestionId| same_question(&book.questions[it], other, is_new);
        for wizard in &book.wizards {
            let Some(there) = other.wizard(&wizard.name) else {
                add(ListedKind::Wizard, &wizard.name, "");
                continue;
            };
            let asked = there.questions();
            for at in wizard.questions() {
                if !renamed(at).is_some_and(|it| asked.contains(&it)) {
                    add(ListedKind::Question, &book.questions[at].name, &wizard.name);
                }
            }
            for at in &wizard.results {
                let name = &book.programs[*at].name;
                if !there
                    .results
                    .iter()
                    .any(|it| other.programs[*it].name == *name)
                {
                    add(ListedKind::Program, name, &wizard.name);
                }
            }
            for at in wizard.show.iter().chain(&wizard.desks) {
                let name = &book.decisions[*at].name;
                let mut shown = there.show.iter().chain(&there.desks);
                if !shown.any(|it| other.decisions[*it].name == *name) {
                    add(ListedKind::Decision, name, &wizard.name);
                }
            }
        }
        for (at, question) in book.questions.iter().enumerate() {
            let Some(there) = renamed(at) else {
                if book.wizards.is_empty() {
                    add(ListedKind::Question, &question.name, "");
                }
                continue;
            };
            for choice in choices(&question.kind) {
                let theirs = choices(&other.questions[there].kind);
                if !theirs.iter().any(|it| it.value == choice.value) {
                    add(ListedKind::Choice, &choice.value, &question.name);
                }
            }
        }
    }
    out
}

fn choices(kind: &Kind) -> &[crate::book::Choice] {
    match kind {
        Kind::Choice(choices) | Kind::Several(choices) => choices,
        _ => &[],
    }
}

/// The same question in the other book, under its name or a former one.
fn same_question(
    question: &crate::book::Question,
    other: &Book,
    is_new: bool,
) -> Option<QuestionId> {
    if !is_new {
        return other.question(&question.name);
    }
    let mut names = [&question.name].into_iter().chain(&question.was);
    names.find_map(|name| other.questions.iter().position(|it| it.name == *name))
}
