//! Questions nobody is asked, questions nobody needs, and those that results
//! hang on and no page asks.

use std::collections::BTreeSet;

use super::super::super::Diagnostic;
use super::{Found, Ground, Look, place_of};
use crate::book::{Kind, Node, QuestionId, Wizard};
use crate::run::Input;
use crate::run::compare::Held;
use crate::value::Value;

pub(super) fn find(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    never_put(ground, out);
    pages(ground, out);
    options(ground, out);
}

/// Own questions whose gates no family passes.
fn never_put(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    for (at, question) in ground.book.questions.iter().enumerate() {
        let Some(place) = place_of(&ground.pack.questions, &question.name, |it| &it.name) else {
            continue;
        };
        if question.when.is_none() && question.ask_when.is_none() {
            continue;
        }
        let property = &mut |held: &mut Held| is_put(held, at);
        let (code, args) = ("never-asked", [&*question.name]);
        ground.nobody(&ground.days, code, &place, &args, property, out);
    }
}

fn is_put(held: &mut Held, question: QuestionId) -> Look {
    let (when, ask) = held.graph.gates(question);
    let mut open = Vec::new();
    for gate in [when, ask].into_iter().flatten() {
        let outcome = held.plain(gate);
        let truth = outcome.set.truth();
        if truth.never() {
            return Look::No;
        }
        if !truth.is_true() {
            open.push((held.graph.island(gate), outcome.open));
        }
    }
    if open.is_empty() {
        Look::Yes
    } else {
        Look::Open(open)
    }
}

/// What stands on a wizard's pages, against what its results are made of.
fn pages(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    let held = ground.held(ground.day());
    for declared in &ground.pack.wizards {
        let Some(wizard) = ground.book.wizard(&declared.name.it) else {
            continue;
        };
        let needed = needed(&held, wizard);
        // A wizard that only keeps a record has no results to ask for.
        if needed.is_empty() {
            continue;
        }
        let asked: BTreeSet<QuestionId> = wizard.questions().into_iter().collect();
        for name in declared.pages.iter().flat_map(|it| &it.1) {
            if let Some(question) = ground.book.question(&name.it)
                && !needed.contains(&question)
            {
                let args: [&str; 2] = [&name.it, &declared.name.it];
                out.push(Diagnostic::new(
                    "unneeded-question",
                    name.place.clone(),
                    &args,
                ));
            }
        }
        for question in needed.difference(&asked) {
            let name = &ground.book.questions[*question].name;
            let args: [&str; 2] = [name, &declared.name.it];
            out.push(Diagnostic::new(
                "unasked-question",
                declared.name.place.clone(),
                &args,
            ));
        }
    }
}

/// Every question that may show in what a wizard tells, gates included.
fn needed(held: &Held, wizard: &Wizard) -> BTreeSet<QuestionId> {
    let graph = &held.graph;
    let mut nodes: Vec<Node> = Vec::new();
    for program in &wizard.results {
        nodes.push(graph.fits(*program));
        nodes.extend(graph.amount(*program));
    }
    let decisions = wizard.show.iter().chain(&wizard.desks);
    nodes.extend(decisions.map(|it| graph.decision(*it)));
    let n_questions = held.book.questions.len();
    let mut needed = BTreeSet::new();
    while let Some(node) = nodes.pop() {
        let parts = graph.parts(node).iter().copied().chain([node]);
        for question in parts.filter(|it| *it < n_questions) {
            if needed.insert(question) {
                let (when, ask) = graph.gates(question);
                nodes.extend([when, ask].into_iter().flatten());
            }
        }
    }
    needed
}

/// Options that no family can tick without contradicting itself.
fn options(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    let start = ground.held(ground.day());
    let constraints = start.graph.constraints().to_vec();
    for declared in &ground.pack.questions {
        let Some(question) = ground.book.question(&declared.name.it) else {
            continue;
        };
        let is_bound = |it: &Node| start.graph.parts(*it).binary_search(&question).is_ok();
        if !constraints.iter().any(is_bound) {
            continue;
        }
        let (Kind::Choice(choices) | Kind::Several(choices)) =
            &ground.book.questions[question].kind
        else {
            continue;
        };
        let is_list = matches!(&ground.book.questions[question].kind, Kind::Several(_));
        for option in &declared.options.listed {
            if !choices.iter().any(|it| *it.value == *option.value.it) {
                continue;
            }
            let text = Value::Text(option.value.it.as_str().into());
            let value = if is_list {
                Value::List([text].into())
            } else {
                text
            };
            let is_never = ground.days.iter().all(|day| {
                let mut held = ground.held(*day);
                held.answer(question, Input::Given(value.clone()));
                let found = ground.family_from(&held, &mut |_| Look::Yes);
                matches!(found, Found::None)
            });
            if is_never {
                let args: [&str; 2] = [&option.value.it, &declared.name.it];
                out.push(Diagnostic::new(
                    "option-never",
                    option.value.place.clone(),
                    &args,
                ));
            }
        }
    }
}
