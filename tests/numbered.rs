//! Answers by number (`run::Pick`, what `dist/bare/` is made of) do what the same
//! answers do by name, in every shipped wizard, one by one and several at once; what a
//! question cannot have changes nothing.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

mod chance;
mod shipped;
#[path = "shipped/wizards.rs"]
mod shipped_wizards;

use std::sync::Arc;

use chance::Chance;
use shipped_wizards::ShippedWizard;
use tsunagu::book::{Book, Kind, QuestionId};
use tsunagu::run::{Event, Given, Pick, Session, Start};
use tsunagu::value::{Moment, Set, Truth};

const ROUNDS: usize = 12;
const AT_ONCE: usize = 6;

#[test]
fn by_number_and_by_name() {
    let mut chance = Chance::seeded(0);
    for it in shipped_wizards::wizards() {
        let mut by_number = begun(&it);
        let mut by_name = begun(&it);
        let wizards = it.book.wizards.iter();
        let shows = wizards.filter(|that| *that.name == *it.wizard);
        let shows: Vec<_> = shows.flat_map(|it| it.show.clone()).collect();
        assert_eq!(by_number.shown(), shows, "{}", it.wizard);
        for round in 0..ROUNDS {
            let n = 1 + chance.below(AT_ONCE);
            let picks: Vec<_> = (0..n).map(|_| pick(&it.book, &mut chance)).collect();
            by_number.put(&picks);
            for (question, pick) in &picks {
                if let Some(event) = event(&it.book, *question, *pick) {
                    by_name = by_name.send(event);
                }
            }
            let what = format!("{} {} {round}: {picks:?}", it.book_name, it.wizard);
            assert_same(&it.book, &by_number, &by_name, &what);
        }
    }
}

/// Whoever begins with answers is told what those are told who gave them later.
#[test]
fn begun_with_answers() {
    let mut chance = Chance::seeded(1);
    for it in shipped_wizards::wizards() {
        for n in [0, 1, AT_ONCE, 4 * AT_ONCE] {
            let picks: Vec<_> = (0..n).map(|_| pick(&it.book, &mut chance)).collect();
            let mut with = Session::seat(Arc::clone(&it.book), &start(&it)).unwrap();
            with.put_first(&picks);
            let mut later = begun(&it);
            for (question, pick) in &picks {
                if let Some(event) = event(&it.book, *question, *pick) {
                    later = later.send(event);
                }
            }
            let what = format!("{} {} {n}: {picks:?}", it.book_name, it.wizard);
            assert_same(&it.book, &with, &later, &what);
            // And goes on like it.
            let then = pick(&it.book, &mut chance);
            with.put(&[then]);
            if let Some(event) = event(&it.book, then.0, then.1) {
                later = later.send(event);
            }
            assert_same(&it.book, &with, &later, &format!("{what}, then {then:?}"));
        }
    }
}

fn begun(it: &ShippedWizard) -> Session {
    Session::start(Arc::clone(&it.book), &start(it)).unwrap()
}

fn start(it: &ShippedWizard) -> Start {
    Start {
        wizard: it.wizard.clone(),
        lang: "ja".to_owned(),
        at: Moment::parse("2026-11-20T12:30").unwrap(),
    }
}

fn pick(book: &Book, chance: &mut Chance) -> (QuestionId, Pick) {
    let question = chance.below(book.questions.len());
    let pick = match (chance.below(8), &book.questions[question].kind) {
        (0, _) => Pick::Nothing,
        (1, _) => Pick::Unsure,
        (_, Kind::YesNo) => Pick::Yes(chance.below(2) == 0),
        (_, Kind::Choice(choices)) => Pick::Option(chance.below(choices.len())),
        (_, Kind::Number { min, max, .. }) => {
            let (min, max) = (min.to_i64().unwrap(), max.to_i64().unwrap());
            let width = usize::try_from(max - min).unwrap();
            Pick::Whole(min + i64::try_from(chance.below(width + 1)).unwrap())
        }
        _ => Pick::Nothing,
    };
    (question, pick)
}

/// The same by name; `None` where there is nothing to clear.
fn event(book: &Book, question: QuestionId, pick: Pick) -> Option<Event> {
    let name = book.questions[question].name.to_string();
    let text = match (pick, &book.questions[question].kind) {
        (Pick::Nothing, _) => return Some(Event::Clear { name }),
        (Pick::Unsure, _) => return Some(Event::Unsure { name }),
        (Pick::Yes(it), _) => it.to_string(),
        (Pick::Option(at), Kind::Choice(choices)) => choices[at].value.to_string(),
        (Pick::Whole(it), _) => it.to_string(),
        (Pick::Option(_), _) => return None,
    };
    let given = Given::Text(text);
    Some(Event::Answer { name, given })
}

fn assert_same(book: &Book, by_number: &Session, by_name: &Session, what: &str) {
    let report = by_name.results();
    let set = |name: &str| report.decisions.iter().find(|(it, _)| it == name);
    for decision in by_number.shown() {
        let name = &*book.decisions[decision].name;
        let told = &set(name)
            .unwrap_or_else(|| panic!("{what}: {name} is shown"))
            .1
            .0;
        let known: &Set = &by_number.known(decision).expect("it was worked out").set;
        assert_eq!(known, told, "{what}: {name}");
        assert!(by_number.island_of(decision) < by_number.n_islands());
    }
    let asked = by_name.next_questions().questions;
    let answers = by_name.save().answers;
    for (id, question) in book.questions.iter().enumerate() {
        let name = &*question.name;
        let is_in = by_number.questions_of(by_number.island(id)).contains(&id);
        assert!(is_in, "{what}: {name} is in its island");
        let is_asked = asked.iter().any(|it| it == name);
        assert_eq!(by_number.is_asked(id), is_asked, "{what}: {name} is asked");
        let is_open = !answers.iter().any(|(it, _)| it == name);
        assert_eq!(by_number.is_open(id), is_open, "{what}: {name} is open");
        let applies = by_number.applies(id);
        assert!(
            applies != Truth::of(false) || !is_asked,
            "{what}: {name} applies"
        );
        if question.when.is_none() && is_asked {
            assert_eq!(applies, Truth::of(true), "{what}: {name} always applies");
        }
    }
}

/// Another kind, an option there is not, a number past the ends, a question there is not.
#[test]
fn what_a_question_cannot_have_changes_nothing() {
    for it in shipped_wizards::wizards() {
        let mut session = begun(&it);
        let before = session.save();
        for (id, question) in it.book.questions.iter().enumerate() {
            let wrong: Vec<Pick> = match &question.kind {
                Kind::YesNo => vec![Pick::Option(0), Pick::Whole(1)],
                Kind::Choice(choices) => vec![Pick::Option(choices.len()), Pick::Yes(true)],
                Kind::Number { min, max, .. } => vec![
                    Pick::Whole(min.to_i64().unwrap() - 1),
                    Pick::Whole(max.to_i64().unwrap() + 1),
                    Pick::Option(0),
                ],
                _ => vec![Pick::Yes(true), Pick::Option(0), Pick::Whole(0)],
            };
            let wrong: Vec<_> = wrong.into_iter().map(|pick| (id, pick)).collect();
            session.put(&wrong);
        }
        session.put(&[(it.book.questions.len(), Pick::Unsure)]);
        assert_eq!(session.save(), before, "{} {}", it.book_name, it.wizard);
    }
}
