//! The laws of evaluating over sets of possible values, on random packs.
//!
//! No expected values are written here: a law compares the engine with the
//! oracle (`oracle/`, plain FEEL with everything answered), or with itself
//! after the answers changed. `laws/recipe.rs` makes packs, `laws/write.rs`
//! writes them as text, so each case goes the whole way from YAML and CSV to a
//! report. A failure shows the smallest pack it could find.
//!
//! Seeds are fixed; `laws/law.rs` tells how to try more.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

#[path = "laws/answer.rs"]
mod answer;
#[cfg(feature = "batch")]
#[path = "laws/columns.rs"]
mod columns;
#[path = "laws/law.rs"]
mod law;
#[path = "laws/narrower.rs"]
mod narrower;
mod oracle;
#[path = "laws/recipe.rs"]
mod recipe;
#[path = "laws/told.rs"]
mod told;
#[path = "laws/world.rs"]
mod world;
#[path = "laws/write.rs"]
mod write;

use std::cell::Cell;
use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use tsunagu::run::view::Status;
use tsunagu::run::{Event, Given, Raw, SavedAnswer};
#[cfg(feature = "batch")]
use tsunagu::value::Moment;

use answer::State;
use law::law;
use oracle::Plain;
use recipe::{Recipe, recipe};
use told::{Told, Truths};
use world::World;
#[cfg(feature = "batch")]
use write::TODAY;

/// Combinations of answers tried one by one, in most books and in the largest.
const FEW: usize = 48;
const MANY: usize = 480;
/// More questions than any recipe has.
const MAX_QUESTIONS: usize = 7;

fn states(open: u32) -> impl Strategy<Value = Vec<State>> {
    let state = prop_oneof![
        open => Just(State::Open),
        3 => (0..480_u64).prop_map(State::Given),
        1 => Just(State::Unsure),
    ];
    vec(state, MAX_QUESTIONS)
}

fn families() -> impl Strategy<Value = Vec<u64>> {
    vec(0..480_u64, MAX_QUESTIONS)
}

#[test]
fn conservative() {
    law(
        "conservative",
        1000,
        (recipe(MANY), vec(families(), 4)),
        |(recipe, families)| {
            let world = World::new(&recipe)?;
            for family in &families {
                let family = &family[..world.n_questions()];
                let given: Vec<State> = family.iter().map(|it| State::Given(*it)).collect();
                let told = Told::new(&world.book, &world.session_in(&given));
                let outcome = told
                    .agrees(&world.truths(family))
                    .and_then(|()| told.is_settled());
                prop_assert!(outcome.is_ok(), "{}: {outcome:?}", world.told(family));
            }
            Ok(())
        },
    );
}

#[test]
fn sound() {
    let check = |(recipe, families): (Recipe, Vec<Vec<State>>)| {
        let world = World::new(&recipe)?;
        let all = world.completions(&[State::Open; MAX_QUESTIONS]);
        let truths: BTreeMap<Vec<u64>, Truths> = all
            .into_iter()
            .map(|it| (it.clone(), world.truths(&it)))
            .collect();
        for states in &families {
            let states = &states[..world.n_questions()];
            let told = Told::new(&world.book, &world.session_in(states));
            let named = told.names_what_is_missing();
            prop_assert!(named.is_ok(), "{states:?}: {named:?}");
            for full in world.completions(states) {
                let outcome = told.agrees(&truths[&full]);
                prop_assert!(
                    outcome.is_ok(),
                    "{states:?}, then {}: {outcome:?}",
                    world.told(&full)
                );
            }
        }
        Ok(())
    };
    law("sound", 700, (recipe(FEW), vec(states(3), 3)), check);
    law(
        "sound in large books",
        40,
        (recipe(MANY), vec(states(6), 2)),
        check,
    );
}

/// Sound is easy: say nothing. So what all completions agree on should be seen
/// to be settled. Seldom it is not: `x < x` over an interval is not cut up.
#[test]
fn sharp() {
    let (agreed, seen) = (Cell::new(0_u32), Cell::new(0_u32));
    law(
        "sharp",
        300,
        (recipe(FEW), states(3)),
        |(recipe, states)| {
            let world = World::new(&recipe)?;
            let states = &states[..world.n_questions()];
            let told = Told::new(&world.book, &world.session_in(states));
            let all: Vec<Truths> = world
                .completions(states)
                .iter()
                .map(|it| world.truths(it))
                .collect();
            let count = |is_seen: bool| {
                agreed.set(agreed.get() + 1);
                seen.set(seen.get() + u32::from(is_seen));
            };
            for (at, decision) in world.book.decisions.iter().enumerate() {
                if all
                    .iter()
                    .all(|it| it.decisions[at] == all[0].decisions[at])
                {
                    count(told.decisions[&*decision.name].is_settled());
                }
            }
            for (at, status) in told.statuses().into_iter().enumerate() {
                if all.iter().all(|it| {
                    (it.programs[at].0 == Plain::TRUE) == (all[0].programs[at].0 == Plain::TRUE)
                }) {
                    count(status != Status::Open);
                }
            }
            Ok(())
        },
    );
    let (agreed, seen) = (agreed.get(), seen.get());
    assert!(
        agreed > 500 && seen * 100 >= agreed * 98,
        "of {agreed} settled outcomes only {seen} are seen to be"
    );
}

#[test]
fn monotone() {
    let order = Just((0..MAX_QUESTIONS).collect::<Vec<_>>()).prop_shuffle();
    law(
        "monotone",
        700,
        (recipe(MANY), states(1), order),
        |(recipe, states, order)| {
            let world = World::new(&recipe)?;
            let mut session = world.session();
            let mut before = Told::new(&world.book, &session);
            for question in order.into_iter().filter(|it| *it < world.n_questions()) {
                world.give(&mut session, question, states[question]);
                let after = Told::new(&world.book, &session);
                let outcome = after.keeps(&before);
                prop_assert!(
                    outcome.is_ok(),
                    "at {} in {states:?}: {outcome:?}",
                    world.name(question)
                );
                before = after;
            }
            Ok(())
        },
    );
}

#[test]
fn order_free() {
    let state = states(2).prop_map(|it| it[0]);
    let change = (0..MAX_QUESTIONS, state, any::<bool>());
    law(
        "order-free",
        700,
        (recipe(MANY), vec(change, 1..14)),
        |(recipe, changes)| {
            let world = World::new(&recipe)?;
            let mut last = vec![State::Open; world.n_questions()];
            let mut session = world.session();
            for (question, state, by_event) in changes {
                let question = question % world.n_questions();
                last[question] = state;
                if by_event {
                    session = session.send(event(&world, question, state));
                } else {
                    world.give(&mut session, question, state);
                }
            }
            let fresh = world.session_in(&last);
            prop_assert_eq!(session.results(), fresh.results(), "after {:?}", last);
            for program in &world.book.programs {
                prop_assert_eq!(session.explain(&program.name), fresh.explain(&program.name));
            }
            prop_assert_eq!(session.save().answers, fresh.save().answers);
            Ok(())
        },
    );
}

/// What a page sends.
fn event(world: &World, question: usize, state: State) -> Event {
    let name = world.name(question).to_owned();
    let State::Given(at) = state else {
        return if state == State::Unsure {
            Event::Unsure { name }
        } else {
            Event::Clear { name }
        };
    };
    let text = |raw: &Raw| match raw {
        Raw::Bool(it) => it.to_string(),
        Raw::Text(it) | Raw::Number(it) => it.clone(),
        _ => String::new(),
    };
    let given = match &world.answer(question, at).raw {
        Raw::List(items) => Given::Many(items.iter().map(text).collect()),
        raw => Given::Text(text(raw)),
    };
    Event::Answer { name, given }
}

/// What a visitor is told, which an unasked question may not change: a
/// programme that does not fit has no amount to tell.
fn told(truths: &Truths) -> Vec<Option<&Plain>> {
    let programs = truths.programs.iter().flat_map(|(fits, amount)| {
        let fits = *fits == Plain::TRUE;
        [
            Some(if fits { &Plain::TRUE } else { &Plain::FALSE }),
            amount.as_ref().filter(|_| fits),
        ]
    });
    truths.decisions.iter().map(Some).chain(programs).collect()
}

#[test]
fn relevant() {
    law(
        "relevant",
        900,
        (recipe(FEW), families(), vec(0..12_usize, MAX_QUESTIONS)),
        |(recipe, family, picks)| {
            let world = World::new(&recipe)?;
            let mut session = world.session();
            let mut states = vec![State::Open; world.n_questions()];
            let mut picks = picks.into_iter();
            loop {
                let next = session.results().next;
                if next.questions.is_empty() {
                    break;
                }
                let name = &next.questions
                    [picks.next().expect("no question is asked twice") % next.questions.len()];
                let question = world.book.question(name).unwrap();
                prop_assert!(states[question] == State::Open, "{name} is asked twice");
                states[question] = State::Given(family[question]);
                world.give(&mut session, question, states[question]);
            }
            // `ask-when:` may keep a question back although it matters. Those apart,
            // what was not asked makes no difference.
            let is_gated = |it: &usize| world.book.questions[*it].ask_when.is_some();
            let mut groups: BTreeMap<Vec<u64>, (Vec<u64>, Truths)> = BTreeMap::new();
            for full in world.completions(&states) {
                let gated = (0..full.len())
                    .filter(is_gated)
                    .map(|it| full[it])
                    .collect();
                let truths = world.truths(&full);
                let (first, expected) = groups
                    .entry(gated)
                    .or_insert_with(|| (full.clone(), truths.clone()));
                prop_assert!(
                    told(expected) == told(&truths),
                    "asked {states:?}; it still matters whether {} or {}",
                    world.told(first),
                    world.told(&full)
                );
            }
            Ok(())
        },
    );
}

#[test]
fn unsure_is_safe() {
    law(
        "unsure is safe",
        700,
        (recipe(MANY), states(1), 0..MAX_QUESTIONS),
        |(recipe, states, question)| {
            let world = World::new(&recipe)?;
            let mut states = states[..world.n_questions()].to_vec();
            let before = Told::new(&world.book, &world.session_in(&states)).statuses();
            states[question % world.n_questions()] = State::Unsure;
            let after = Told::new(&world.book, &world.session_in(&states)).statuses();
            for (known, unsure) in before.into_iter().zip(after) {
                let turned = matches!(
                    (known, unsure),
                    (Status::Fits, Status::DoesNotFit) | (Status::DoesNotFit, Status::Fits)
                );
                prop_assert!(
                    !turned,
                    "unsure of question {question}: {known:?} became {unsure:?}"
                );
            }
            Ok(())
        },
    );
}

/// "At least" and "up to N more" are promises: whatever is answered, the whole
/// way is neither shorter nor longer than it was ever said to be, and what is
/// said only closes in.
#[test]
fn the_way_is_as_long_as_told() {
    let answers = vec(
        (0..12_usize, proptest::option::weighted(0.8, 0..480_u64)),
        MAX_QUESTIONS + 1,
    );
    law(
        "the way is as long as told",
        700,
        (recipe(MANY), answers),
        |(recipe, answers)| {
            let world = World::new(&recipe)?;
            let mut session = world.session();
            let (mut least, mut most) = (0, usize::MAX);
            for (pick, answer) in answers {
                let next = session.next_questions();
                let progress = session.view().progress;
                prop_assert_eq!(
                    (progress.at_least, progress.at_most),
                    (next.at_least, next.at_most)
                );
                prop_assert!(
                    next.at_least <= next.at_most && next.questions.len() <= next.at_most,
                    "{:?}",
                    next
                );
                prop_assert!(
                    progress.asked + next.at_most <= most,
                    "{} asked and {} more, after {most}",
                    progress.asked,
                    next.at_most
                );
                most = progress.asked + next.at_most;
                prop_assert!(
                    progress.asked + next.at_least >= least,
                    "{} asked and at least {} more, after {least}",
                    progress.asked,
                    next.at_least
                );
                least = progress.asked + next.at_least;
                if next.questions.is_empty() {
                    prop_assert_eq!(
                        (next.at_least, next.at_most),
                        (0, 0),
                        "nothing is asked, and yet questions are left"
                    );
                    return Ok(());
                }
                let question = world
                    .book
                    .question(&next.questions[pick % next.questions.len()])
                    .unwrap();
                world.give(
                    &mut session,
                    question,
                    answer.map_or(State::Unsure, State::Given),
                );
            }
            prop_assert!(false, "questions never end");
            Ok(())
        },
    );
}

/// Whatever is clicked and typed in whatever order, there is a page and a
/// result, and it depends on nothing but the answers.
#[test]
fn any_way_through() {
    let typed = prop_oneof![
        Just("１"),
        Just(""),
        Just("甲"),
        Just("２０２６年４月１日"),
        Just("はい"),
        Just("-0.5"),
        Just("💧")
    ];
    let step = (0..9_usize, 0..MAX_QUESTIONS, 0..480_u64, typed);
    law(
        "any way through",
        300,
        (recipe(MANY), vec(step, 1..24)),
        |(recipe, steps)| {
            let world = World::new(&recipe)?;
            let mut session = world.session();
            for (what, question, at, typed) in steps {
                let question = question % world.n_questions();
                let name = world.name(question).to_owned();
                session = session.send(match what {
                    0 => Event::Begin,
                    1 | 2 => event(&world, question, State::Given(at)),
                    3 => Event::Answer {
                        name,
                        given: Given::Text(typed.to_owned()),
                    },
                    4 => Event::Answer {
                        name,
                        given: Given::Many(vec![typed.to_owned(), "甲".to_owned()]),
                    },
                    5 => Event::Unsure { name },
                    6 => Event::Next,
                    7 => Event::Back,
                    _ => Event::Change { name },
                });
                let view = session.view();
                prop_assert!(serde_json::to_string(&view).is_ok());
            }
            let mut fresh = world.session();
            for (name, answer) in session.save().answers {
                fresh.give(&name, raw(answer)).expect("it was taken once");
            }
            prop_assert_eq!(session.results(), fresh.results());
            Ok(())
        },
    );
}

/// Many households at once are told what each would be told.
#[cfg(feature = "batch")]
#[test]
fn in_columns() {
    let (compiled, all) = (Cell::new(0), Cell::new(0));
    law(
        "in columns",
        200,
        (recipe(MANY), vec(states(0), 8), vec(states(2), 8)),
        |(recipe, answered, some)| {
            let world = World::new(&recipe)?;
            let day = Moment::parse(TODAY).unwrap().date;
            let households = [answered, some].concat();
            let it = columns::agree(&world, day, &households)?;
            compiled.set(compiled.get() + it.goals);
            all.set(all.get() + it.all);
            Ok(())
        },
    );
    let (compiled, all) = (compiled.get(), all.get());
    println!("{compiled} of {all} goals have operations, the others are the evaluator's");
    assert!(compiled * 10 > all * 8, "{compiled} of {all}");
}

/// A saved answer as a file would give it.
fn raw(saved: SavedAnswer) -> Raw {
    match saved {
        SavedAnswer::Unsure => Raw::Unsure,
        SavedAnswer::Yes(it) => Raw::Bool(it),
        SavedAnswer::Many(items) => Raw::List(items.into_iter().map(Raw::Text).collect()),
        SavedAnswer::Text(it) => Raw::Text(it),
    }
}
