//! Why a programme fits, does not, or cannot be told: its conditions, cut down
//! to those that decided it.
//!
//! Of an *all* that fails only what failed is told, of an *any* that holds only
//! what held, of what is open only what is open; and of the answers a condition
//! looks at, only those without which it could be otherwise.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use super::eval::Evaluator;
use super::report::{SourceReport, status};
use super::session::{SavedAnswer, Session};
use super::view::Status;
use super::what_if::{What, WhatIf};
use crate::book::{ConditionId, ConditionTest, Decision, DecisionId, ExprId, Logic, QuestionId};
use crate::value::{ToList, ToText, Truth, insert_sorted, joined};

/// One condition and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    pub text: String,
    pub status: Status,
    /// The answers that made it so, by question.
    pub answers: Vec<(String, SavedAnswer)>,
    pub sources: Vec<SourceReport>,
    pub parts: Vec<Reason>,
}

/// The parts of `condition` that made it what it is.
#[inline(never)]
pub(super) fn reason(
    session: &Session,
    evaluator: &mut Evaluator<'_>,
    condition: ConditionId,
    truth: Truth,
) -> Vec<Reason> {
    let whole = one(session, evaluator, condition, truth);
    // The outermost list needs no line of its own.
    let is_list = session
        .book
        .conditions
        .get(condition)
        .is_some_and(|it| it.say.is_none() && !whole.parts.is_empty());
    if is_list { whole.parts } else { vec![whole] }
}

#[inline(never)]
fn one(
    session: &Session,
    evaluator: &mut Evaluator<'_>,
    condition: ConditionId,
    truth: Truth,
) -> Reason {
    let book = &session.book;
    let mut text = String::new();
    let mut parts = Vec::new();
    let mut answers = Vec::new();
    let mut sources = Vec::new();
    if let Some(it) = book.conditions.get(condition) {
        sources = session.sources(&it.cites);
        let words = session.words();
        match &it.test {
            ConditionTest::All(inner) | ConditionTest::Any(inner) => {
                let is_all = matches!(it.test, ConditionTest::All(_));
                text = if is_all {
                    words.all_conditions()
                } else {
                    words.any_condition()
                }
                .to_owned();
                for (part, truth) in deciding(evaluator, inner, is_all, truth) {
                    parts.push(one(session, evaluator, part, truth));
                }
                // "All of these" above a single line says nothing.
                if it.say.is_none()
                    && parts.len() == 1
                    && let Some(only) = parts.pop()
                {
                    return only;
                }
            }
            ConditionTest::Not(inner) => {
                text = words.not_condition().to_owned();
                let inner_truth = evaluator.condition(*inner).truth;
                parts.push(one(session, evaluator, *inner, inner_truth));
            }
            ConditionTest::Is(expr, written) => {
                text = written.clone();
                answers = looked_at(session, *expr);
            }
        }
        if let Some(say) = &it.say {
            text = say.get(session.language).to_owned();
        }
    }
    Reason {
        text,
        status: status(truth),
        answers: WhatIf::new(session).needed(answers, What::Condition(condition)),
        sources,
        parts,
    }
}

/// Decisions explained one within another, at most.
const MAX_DEPTH: usize = 6;

/// What a decision was made of: the rows of its table that fit or may, and the
/// decisions and answers it names.
#[inline(never)]
pub(super) fn of_decision(
    session: &Session,
    evaluator: &mut Evaluator<'_>,
    decision: DecisionId,
    depth: usize,
) -> Vec<Reason> {
    let book = &session.book;
    let Some(it) = book.decisions.get(decision).filter(|_| depth < MAX_DEPTH) else {
        return Vec::new();
    };
    let mut reasons = Vec::new();
    let named = match &it.logic {
        Logic::Expr(expr) => vec![*expr],
        Logic::Table(table) => {
            for (row, sure, _) in evaluator.hits(table) {
                let outputs = row.outputs.iter().map(|it| evaluator.expr(*it).set);
                let texts = outputs.map(|set| session.in_words(&set, it)).to_list();
                reasons.push(Reason {
                    text: joined(&texts, session.words().comma()),
                    status: if sure { Status::Fits } else { Status::Open },
                    answers: Vec::new(),
                    sources: session.sources(row.cite.as_slice()),
                    parts: Vec::new(),
                });
            }
            table.inputs.clone()
        }
    };
    let mut seen = Vec::new();
    for expr in named {
        let (_, decisions) = book.named_in(expr);
        for part in decisions {
            if !seen.contains(&part) {
                seen.push(part);
                reasons.extend(decision_line(session, evaluator, part, depth));
            }
        }
    }
    reasons
}

#[inline(never)]
fn decision_line(
    session: &Session,
    evaluator: &mut Evaluator<'_>,
    decision: DecisionId,
    depth: usize,
) -> Option<Reason> {
    let it = session.book.decisions.get(decision)?;
    let set = evaluator.goal(session.graph.decision(decision)).set;
    Some(Reason {
        text: [
            it.label.get(session.language),
            session.words().colon(),
            &session.in_words(&set, it),
        ]
        .to_text(),
        status: if set.is_settled() {
            Status::Fits
        } else {
            Status::Open
        },
        answers: answers_of(session, it),
        sources: session.sources(&it.cites),
        parts: of_decision(session, evaluator, decision, depth.saturating_add(1)),
    })
}

/// The answers a decision names itself.
#[inline(never)]
pub(super) fn answers_of(session: &Session, decision: &Decision) -> Vec<(String, SavedAnswer)> {
    let exprs = match &decision.logic {
        Logic::Expr(expr) => core::slice::from_ref(expr),
        Logic::Table(table) => &table.inputs,
    };
    let mut questions = Vec::new();
    for expr in exprs {
        for question in session.book.named_in(*expr).0 {
            insert_sorted(&mut questions, question);
        }
    }
    session.saved_answers(questions)
}

/// The questions a condition looks at, and those that decide whether they apply.
#[inline(never)]
fn looked_at(session: &Session, expr: ExprId) -> Vec<QuestionId> {
    let book = &session.book;
    let mut questions = book.questions_in(expr);
    for question in questions.clone() {
        let when = book.questions.get(question).and_then(|it| it.when);
        for gate in when.map(|it| book.questions_in(it)).unwrap_or_default() {
            insert_sorted(&mut questions, gate);
        }
    }
    questions
}

/// The parts that made an *all* (or *any*) what it is, with what each is.
#[inline(never)]
fn deciding(
    evaluator: &mut Evaluator<'_>,
    parts: &[ConditionId],
    is_all: bool,
    whole: Truth,
) -> Vec<(ConditionId, Truth)> {
    let wanted = status(whole);
    // An *all* that holds holds in each part, and an *any* that fails fails in
    // each, even where that was seen only case by case.
    let implied = if is_all {
        whole.is_true()
    } else {
        whole == Truth::of(false)
    };
    let told: Vec<(ConditionId, Truth)> = parts
        .iter()
        .map(|it| {
            (
                *it,
                if implied {
                    whole
                } else {
                    evaluator.condition(*it).truth
                },
            )
        })
        .to_list();
    let alone_decides = match wanted {
        Status::Fits => !is_all,
        Status::DoesNotFit => is_all,
        Status::Open => true,
    };
    let like_the_whole = |(_, truth): &(ConditionId, Truth)| status(*truth) == wanted;
    if alone_decides && told.iter().any(like_the_whole) {
        return told.into_iter().filter(like_the_whole).to_list();
    }
    told
}
