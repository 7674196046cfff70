//! All goals: what either book shows to families, and where it stands in both.

use super::aim::Aim;
use super::alike::{Known, Marks};
use crate::book::Book;
use crate::value::Date;

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

pub(super) struct Goal {
    pub(super) kind: GoalKind,
    pub(super) name: String,
    pub(super) wizards: Vec<String>,
    pub(super) aims: (Aim, Aim),
}

/// By question: the name it has in the newer book, where that has it.
pub(super) fn names(old: &Book, new: &Book) -> (Vec<String>, Vec<String>) {
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

pub(super) fn goals(
    old: &Book,
    new: &Book,
    day: Date,
    names: &(Vec<String>, Vec<String>),
) -> Vec<Goal> {
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
pub(super) fn mark(
    book: &Book,
    aim: Aim,
    marks: &mut Marks<'_>,
    known: &mut Known,
) -> Vec<Option<usize>> {
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
