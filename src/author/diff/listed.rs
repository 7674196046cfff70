//! What only one of two books has.

use crate::book::{Book, Kind, QuestionId};

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

pub(super) fn listed(old: &Book, new: &Book) -> Vec<Listed> {
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
