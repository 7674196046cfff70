//! The packs we ship: nothing to complain about, every case as written, and the
//! laws on real wizards with families made up at random.
//!
//! The care score is worked out a second time from a table typed here by hand
//! from the ministry's outline (page 112–113), not from the pack's.
//!
//! `target/native-results.json` is left behind, a line a case, for the test in
//! the browser to compare with.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

#[path = "laws/answer.rs"]
mod answer;
#[path = "packs/grant.rs"]
mod grant;
#[path = "laws/law.rs"]
mod law;
#[path = "laws/narrower.rs"]
mod narrower;
mod oracle;
#[path = "packs/record.rs"]
mod record;
mod shipped;
#[path = "shipped/wizards.rs"]
mod shipped_wizards;
#[path = "packs/suggest.rs"]
mod suggest;
#[path = "laws/told.rs"]
mod told;
#[path = "packs/words.rs"]
mod words;

use std::cell::Cell;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;
use tsunagu::author::coverage::coverage;
use tsunagu::author::{Checked, Lang, cases, check};
use tsunagu::book::{Book, Kind};
use tsunagu::run::view::Status;
use tsunagu::run::{Becomes, EventKind, Raw, SavedAnswer, Session, Shift, Start};
use tsunagu::value::{Moment, Set};

use answer::{State, answer};
use law::law;
use oracle::{Fraction, Plain};
use shipped_wizards::{ShippedWizard, wizards};
use told::{Told, Truths};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Every folder in `rules/` with a `pack.yaml`, checked.
fn packs() -> Vec<(String, Checked)> {
    let files = shipped::files();
    let names = files.keys().filter_map(|it| it.strip_suffix("/pack.yaml"));
    names.map(|it| (it.to_owned(), check(&files, it))).collect()
}

#[test]
fn packs_have_no_findings() {
    let mut found = String::new();
    for (pack, checked) in packs() {
        for it in &checked.diagnostics {
            let (line, column) = checked.sources.line_column(&it.place);
            let path = checked.sources.get(it.place.file).map_or("", |it| &it.path);
            writeln!(
                found,
                "{pack}: {path}:{line}:{column}: {} {}",
                it.code(),
                it.message(Lang::En)
            )
            .unwrap();
        }
    }
    assert!(found.is_empty(), "{found}");
}

/// Each row, each condition met and not met, each programme fitting, not fitting
/// and not to be told.
#[test]
fn cases_reach_every_rule() {
    let mut missed = String::new();
    let mut n_cases = 0;
    for (pack, checked) in packs() {
        n_cases += checked.cases.len();
        let shelf = cases::Shelf::of(&checked).expect("no errors");
        for it in coverage(&checked, &pack, &shelf).missed {
            let (line, _) = checked.sources.line_column(&it.place);
            let path = checked.sources.get(it.place.file).map_or("", |it| &it.path);
            writeln!(missed, "{path}:{line}: {}", it.kind.message(Lang::En)).unwrap();
        }
    }
    assert!(missed.is_empty(), "{missed}");
    assert!(n_cases >= 200, "only {n_cases} cases");
}

#[test]
fn cases_come_out_as_written() {
    let mut wrong = String::new();
    let mut results = String::new();
    let books = wizards();
    for (pack, checked) in packs() {
        let shelf = cases::Shelf::of(&checked).expect("no errors");
        for case in &checked.cases {
            for it in cases::run(case, shelf.book(case)) {
                writeln!(wrong, "{pack}: {}: {}", case.name, it.message(Lang::En)).unwrap();
            }
            // The page has a part of it.
            let mut parts = books.iter().filter(|it| it.wizard == case.wizard);
            let part = parts
                .find(|it| it.book.pack == pack)
                .expect("a wizard of a book");
            let mut session = start(&part.book, &case.wizard, case.at);
            for (name, raw) in &case.answers {
                session.give(name, raw.clone()).unwrap();
            }
            let answers: Vec<_> = case
                .answers
                .iter()
                .map(|(name, it)| json!([name, told_raw(it)]))
                .collect();
            let line = json!({
                "book": part.book_name,
                "case": case.name,
                "wizard": case.wizard,
                "at": case.at.to_string(),
                "answers": answers,
                "results": serde_json::to_value(session.results()).unwrap(),
            });
            writeln!(results, "{line}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(results.lines().count() > 20, "where are the cases?");
    let target = Path::new(ROOT).join("target");
    fs::create_dir_all(&target).unwrap();
    fs::write(target.join("native-results.json"), results).unwrap();
}

/// An answer as an answers file has it.
fn told_raw(raw: &Raw) -> serde_json::Value {
    match raw {
        Raw::Null => json!(null),
        Raw::Bool(it) => json!(it),
        Raw::Number(it) => serde_json::from_str(it).unwrap(),
        Raw::Text(it) => json!(it),
        Raw::List(items) => items.iter().map(told_raw).collect(),
        Raw::Unsure => json!({ "unsure": true }),
    }
}

fn start(book: &Arc<Book>, wizard: &str, at: Moment) -> Session {
    let start = Start {
        wizard: wizard.to_owned(),
        lang: "ja".to_owned(),
        at,
    };
    Session::start(Arc::clone(book), &start).unwrap()
}

/// A wizard of a pack, or a pack without one, on a day.
struct Desk {
    book: Arc<Book>,
    wizard: String,
    at: Moment,
}

/// Before the pack's programmes began, a holiday, and two days apart by a change of rows.
const DAYS: [&str; 4] = [
    "2026-11-21T12:30",
    "2023-04-03T09:00",
    "2022-12-30T23:59",
    "2026-04-01",
];

impl Desk {
    fn new(wizards: &[ShippedWizard], (wizard, day): (usize, usize)) -> Self {
        let ShippedWizard { book, wizard, .. } = &wizards[wizard % wizards.len()];
        assert!(book.questions.len() <= MAX_QUESTIONS);
        Self {
            book: Arc::clone(book),
            wizard: wizard.clone(),
            at: Moment::parse(DAYS[day]).unwrap(),
        }
    }

    fn session(&self) -> Session {
        start(&self.book, &self.wizard, self.at)
    }

    fn session_in(&self, states: &[State]) -> Session {
        let mut session = self.session();
        for (question, state) in states.iter().enumerate().take(self.book.questions.len()) {
            self.give(&mut session, question, *state);
        }
        session
    }

    fn give(&self, session: &mut Session, question: usize, state: State) {
        let it = &self.book.questions[question];
        let raw = match state {
            State::Open => Raw::Null,
            State::Unsure => Raw::Unsure,
            State::Given(at) => answer(&it.kind, at).raw,
        };
        session.give(&it.name, raw).unwrap();
    }

    /// What plain FEEL says once `rest` answers what is not given.
    fn truths(&self, states: &[State], rest: &[u64]) -> Truths {
        let one = |(at, it): (usize, &tsunagu::book::Question)| match states[at] {
            State::Given(given) => answer(&it.kind, given).plain,
            _ => answer(&it.kind, rest[at]).plain,
        };
        let answers: Vec<Plain> = self.book.questions.iter().enumerate().map(one).collect();
        Truths::new(&self.book, self.at.date, &answers)
    }
}

/// More questions than the pack has; a test tells when it grows past.
const MAX_QUESTIONS: usize = 64;

/// Numbers of answers. Of a list of ticks the number is one bit a tick: a few
/// are more like a family than half of all.
fn number() -> impl Strategy<Value = u64> {
    let bits = any::<u64>;
    prop_oneof![
        bits(),
        (bits(), bits(), bits()).prop_map(|(a, b, c)| a & b & c)
    ]
}

fn states(open: u32) -> impl Strategy<Value = Vec<State>> {
    let state = prop_oneof![
        open => Just(State::Open),
        6 => number().prop_map(State::Given),
        1 => Just(State::Unsure),
    ];
    vec(state, MAX_QUESTIONS)
}

fn families() -> impl Strategy<Value = Vec<u64>> {
    vec(number(), MAX_QUESTIONS)
}

/// A wizard by its number, and a day.
fn place() -> impl Strategy<Value = (usize, usize)> {
    (0..60_usize, 0..DAYS.len())
}

#[test]
fn every_pack_is_sound() {
    let wizards = wizards();
    law(
        "packs: sound",
        120,
        (place(), states(5), vec(families(), 6)),
        |(place, states, rests)| {
            let desk = Desk::new(&wizards, place);
            let told = Told::new(&desk.book, &desk.session_in(&states));
            let named = told.names_what_is_missing();
            prop_assert!(named.is_ok(), "{named:?}");
            for rest in &rests {
                let outcome = told.agrees(&desk.truths(&states, rest));
                prop_assert!(outcome.is_ok(), "{rest:?}: {outcome:?}");
            }
            Ok(())
        },
    );
    law(
        "packs: all answered",
        60,
        (place(), families()),
        |(place, family)| {
            let desk = Desk::new(&wizards, place);
            let states: Vec<State> = family.into_iter().map(State::Given).collect();
            let told = Told::new(&desk.book, &desk.session_in(&states));
            let outcome = told
                .agrees(&desk.truths(&states, &[]))
                .and_then(|()| told.is_settled());
            prop_assert!(outcome.is_ok(), "{outcome:?}");
            Ok(())
        },
    );
}

#[test]
fn every_pack_is_monotone() {
    let wizards = wizards();
    let order = Just((0..MAX_QUESTIONS).collect::<Vec<_>>()).prop_shuffle();
    law(
        "packs: monotone",
        25,
        (place(), states(2), order),
        |(place, states, order)| {
            let desk = Desk::new(&wizards, place);
            let mut session = desk.session();
            let mut before = Told::new(&desk.book, &session);
            let n_questions = desk.book.questions.len();
            for question in order.into_iter().filter(|it| *it < n_questions) {
                desk.give(&mut session, question, states[question]);
                let after = Told::new(&desk.book, &session);
                let outcome = after.keeps(&before);
                prop_assert!(
                    outcome.is_ok(),
                    "at {}: {outcome:?}",
                    desk.book.questions[question].name
                );
                before = after;
            }
            Ok(())
        },
    );
}

#[test]
fn every_pack_is_kind_to_the_unsure() {
    let wizards = wizards();
    law(
        "packs: unsure is safe",
        60,
        (place(), states(1), vec(0..MAX_QUESTIONS, 1..4)),
        |(place, states, unsure)| {
            let desk = Desk::new(&wizards, place);
            let before = Told::new(&desk.book, &desk.session_in(&states)).statuses();
            let mut states = states;
            for question in unsure {
                states[question] = State::Unsure;
            }
            let after = Told::new(&desk.book, &desk.session_in(&states)).statuses();
            for (known, unsure) in before.into_iter().zip(after) {
                prop_assert!(
                    unsure == known || unsure == Status::Open,
                    "{known:?} became {unsure:?}"
                );
            }
            Ok(())
        },
    );
}

/// Asked only what is asked, a family is told what it would be told if it had
/// answered everything.
#[test]
fn every_pack_asks_what_matters() {
    let wizards = wizards();
    law(
        "packs: relevant",
        60,
        (place(), families(), vec(families(), 3)),
        |(place, family, rests)| {
            let desk = Desk::new(&wizards, place);
            let mut session = desk.session();
            let mut states = vec![State::Open; MAX_QUESTIONS];
            let (mut least, mut most) = (0, usize::MAX);
            loop {
                let next = session.next_questions();
                let Some(name) = next.questions.first() else {
                    break;
                };
                let asked = states.iter().filter(|it| **it != State::Open).count();
                prop_assert!(
                    asked + next.at_most <= most,
                    "{asked} asked and {} more, after {most}",
                    next.at_most
                );
                prop_assert!(
                    asked + next.at_least >= least,
                    "{asked} asked and at least {} more, after {least}",
                    next.at_least
                );
                (least, most) = (asked + next.at_least, asked + next.at_most);
                let question = desk.book.question(name).unwrap();
                states[question] = State::Given(family[question]);
                desk.give(&mut session, question, states[question]);
            }
            let told = Told::new(&desk.book, &session);
            for rest in &rests {
                let outcome = told.agrees(&desk.truths(&states, rest));
                prop_assert!(outcome.is_ok(), "{outcome:?}");
            }
            Ok(())
        },
    );
}

/// The answers of a change, put in the place of the family's.
fn changed(desk: &Desk, family: &[u64], answers: &[(String, SavedAnswer)]) -> Vec<Plain> {
    let mut plain = Vec::new();
    for (at, it) in desk.book.questions.iter().enumerate() {
        let given = answers.iter().find(|(name, _)| **name == *it.name);
        plain.push(match given {
            Some((_, SavedAnswer::Yes(it))) => Plain::Boolean(*it),
            Some((_, SavedAnswer::Many(items))) => {
                let items = items.iter().map(|it| Plain::Text(it.as_str().into()));
                Plain::List(items.collect())
            }
            Some((_, SavedAnswer::Text(text))) => match &it.kind {
                Kind::Number { .. } => Plain::Number(Fraction::parse(text)),
                _ => Plain::Text(text.as_str().into()),
            },
            _ => answer(&it.kind, family[at]).plain,
        });
    }
    plain
}

/// What is said to turn a result turns it, says the oracle; and it is nothing
/// that cannot change.
#[test]
fn what_would_change_a_result_does() {
    let mut wizards = wizards();
    wizards.retain(|it| !it.book.programs.is_empty());
    let found = Cell::new(0);
    law(
        "packs: changes",
        40,
        (place(), families()),
        |(place, family)| {
            let desk = Desk::new(&wizards, place);
            let states: Vec<State> = family.iter().map(|it| State::Given(*it)).collect();
            let session = desk.session_in(&states);
            for result in &session.results().results {
                let changes = session.changes(&result.name);
                prop_assert!(changes.len() <= 3);
                let programs = &desk.book.programs;
                let program = programs.iter().position(|it| *it.name == *result.name);
                for change in changes {
                    found.set(found.get() + 1);
                    let n_values = change.answers.iter().map(|(_, it)| it.len()).max().unwrap();
                    for at in 0..n_values {
                        let mut answers = Vec::new();
                        for (name, values) in &change.answers {
                            let question = desk.book.question(name).unwrap();
                            prop_assert!(desk.book.questions[question].can_change.is_some());
                            let value = values.get(at).unwrap_or(&values[0]);
                            answers.push((name.clone(), value.clone()));
                        }
                        let plain = changed(&desk, &family, &answers);
                        let truths = Truths::new(&desk.book, desk.at.date, &plain);
                        let fits = truths.programs[program.unwrap()].0 == Plain::TRUE;
                        let told = change.becomes == Becomes::Result(Status::Fits);
                        prop_assert!(fits == told, "{}: {answers:?}", result.name);
                        prop_assert!(result.status != Status::Open);
                        prop_assert!(fits != (result.status == Status::Fits));
                    }
                }
            }
            Ok(())
        },
    );
    assert!(found.get() > 30, "only {} changes were found", found.get());
}

/// The first thing that time brings, told by an age, is what the oracle says of
/// the family at that age, on that day.
#[test]
fn what_time_changes_it_changes() {
    let mut wizards = wizards();
    wizards.retain(|it| it.book.question("年齢").is_some());
    let found = Cell::new(0);
    law(
        "packs: timeline",
        60,
        (place(), families(), 0..18_u64),
        |(place, mut family, age)| {
            let desk = Desk::new(&wizards, place);
            let question = desk.book.question("年齢").unwrap();
            family[question] = age;
            let states: Vec<State> = family.iter().map(|it| State::Given(*it)).collect();
            let timeline = desk.session_in(&states).timeline();
            let mut last = desk.at.date;
            for event in &timeline.events {
                prop_assert!(last <= event.until && event.from <= event.until);
                last = event.until;
            }
            let Some(event) = timeline.events.first() else {
                return Ok(());
            };
            let EventKind::Age(reached) = event.kind else {
                return Ok(());
            };
            prop_assert!(u64::try_from(reached).unwrap() > age);
            let older = [("年齢".to_owned(), SavedAnswer::Text(reached.to_string()))];
            let plain = changed(&desk, &family, &older);
            let truths = Truths::new(&desk.book, event.until, &plain);
            for shift in &event.changes {
                if let Shift::Result { name, after, .. } = shift {
                    found.set(found.get() + 1);
                    let programs = &desk.book.programs;
                    let program = programs.iter().position(|it| *it.name == **name).unwrap();
                    let fits = truths.programs[program].0 == Plain::TRUE;
                    let told = match after {
                        Some(Status::Fits) => fits,
                        Some(Status::DoesNotFit) => !fits,
                        _ => true,
                    };
                    prop_assert!(told, "{name} at {reached}: {after:?}");
                }
            }
            Ok(())
        },
    );
    assert!(found.get() > 10, "only {} were found", found.get());
}

/// A line of the ministry's table: devices or care, basic points, most watch points.
type Line = (&'static [&'static str], i64, i64);

const SCORE: [Line; 19] = [
    (
        &[
            "人工呼吸器",
            "鼻マスク式補助換気",
            "ハイフローセラピー",
            "間歇的陽圧吸入",
            "排痰補助装置",
            "高頻度胸壁振動装置",
        ],
        10,
        2,
    ),
    (&["気管切開"], 8, 2),
    (&["鼻咽頭エアウェイ"], 5, 1),
    (&["酸素療法"], 8, 1),
    (&["吸引"], 8, 1),
    (&["ネブライザー"], 3, 0),
    (&["経管栄養"], 8, 2),
    (&["持続注入ポンプ"], 3, 1),
    (&["中心静脈カテーテル"], 8, 2),
    (&["皮下注射"], 5, 1),
    (&["持続皮下注射ポンプ"], 3, 1),
    (&["血糖測定"], 3, 1),
    (&["透析"], 8, 2),
    (&["間欠的導尿"], 5, 0),
    (&["持続的導尿"], 3, 1),
    (&["消化管ストーマ"], 5, 1),
    (&["摘便または洗腸"], 5, 0),
    (&["浣腸"], 3, 0),
    (&["けいれん時の処置"], 3, 2),
];

/// Basic points and the most that watching can add.
fn score(care: &[&str]) -> (i64, i64) {
    let has = |it: &&str| care.contains(it);
    let mut basic = 0;
    let mut watch = 0;
    for (devices, points, most) in SCORE {
        if devices.iter().any(has) {
            basic += points;
            watch += most;
        }
    }
    if has(&"人工呼吸器") && has(&"気管切開") {
        watch -= 2;
    }
    (basic, watch)
}

#[test]
fn the_table_adds_up() {
    let all: Vec<&str> = SCORE.iter().flat_map(|it| it.0).copied().collect();
    assert_eq!(score(&all), (104, 19));
    let without_tracheostomy: Vec<&str> =
        all.iter().copied().filter(|it| *it != "気管切開").collect();
    assert_eq!(score(&without_tracheostomy), (96, 19));
}

/// A pack of its own around the score, so that ten thousand profiles are quick.
fn score_book() -> Arc<Book> {
    let mut files = shipped::files();
    let manifest = "pack: score\nversion: '1'\nname: score\nimports: [national]\nbooks: { score: { wizards: [点], languages: [ja] } }\n";
    let wizard = "wizards:\n  点:\n    title: 点\n    pages: [{ title: 点, questions: [医療的ケア, 判定書, 見守りスコア合計] }]\n    show: [医療的ケアスコア, 見守りスコアの上限, 医療的ケア区分]\n";
    files.insert("score/pack.yaml".to_owned(), manifest.into());
    files.insert("score/wizards/score.yaml".to_owned(), wizard.into());
    let (_, book) = check(&files, "score").parts.remove(0);
    Arc::new(book)
}

#[test]
fn care_scores() {
    let book = score_book();
    let all: Vec<&str> = SCORE.iter().flat_map(|it| it.0).copied().collect();
    let question = book.question("医療的ケア").unwrap();
    let tsunagu::book::Kind::Several(choices) = &book.questions[question].kind else {
        panic!("ticks")
    };
    let offered: Vec<&str> = choices
        .iter()
        .filter(|it| !it.only)
        .map(|it| &*it.value)
        .collect();
    assert_eq!(offered, all, "the pack offers what the table has");
    let session = start(&book, "点", Moment::parse(DAYS[0]).unwrap());
    // Watch points: no doctor's sheet, or the total that is written on it.
    let sheet = proptest::option::of(0..22_i64);
    law("care scores", 10_000, (number(), sheet), |(bits, sheet)| {
        let care: Vec<&str> = all
            .iter()
            .enumerate()
            .filter(|(at, _)| bits >> at & 1 == 1)
            .map(|(_, it)| *it)
            .collect();
        let mut session = session.clone();
        session
            .give(
                "医療的ケア",
                Raw::List(care.iter().map(|it| Raw::Text((*it).to_owned())).collect()),
            )
            .unwrap();
        session
            .give(
                "判定書",
                Raw::Text(if sheet.is_some() { "ある" } else { "ない" }.to_owned()),
            )
            .unwrap();
        if let Some(sheet) = sheet {
            session
                .give("見守りスコア合計", Raw::Number(sheet.to_string()))
                .unwrap();
        }
        let (basic, watch) = score(&care);
        let (low, high) = sheet.map_or((basic, basic + watch), |it| {
            (basic + it.min(watch), basic + it.min(watch))
        });
        prop_assert_eq!(bounds(&session, "基本スコア"), (basic, basic), "{:?}", care);
        prop_assert_eq!(
            bounds(&session, "見守りスコアの上限"),
            (watch, watch),
            "{:?}",
            care
        );
        prop_assert_eq!(
            bounds(&session, "医療的ケアスコア"),
            (low, high),
            "{:?}",
            care
        );
        let class = |score: i64| {
            ["区分なし", "区分1", "区分2", "区分3"]
                [usize::from(score >= 3) + usize::from(score >= 16) + usize::from(score >= 32)]
        };
        let classes = session
            .explain("医療的ケア区分")
            .unwrap()
            .value
            .0
            .members(4)
            .unwrap();
        let mut told: Vec<&str> = classes.iter().filter_map(|it| it.as_text()).collect();
        let mut expected: Vec<&str> = (low..=high).map(class).collect();
        expected.sort_unstable();
        expected.dedup();
        told.sort_unstable();
        prop_assert_eq!(told, expected, "{:?}", care);
        Ok(())
    });
}

/// The smallest and the largest whole number a decision can still be.
fn bounds(session: &Session, decision: &str) -> (i64, i64) {
    use std::ops::Bound::Included;
    let set = session.explain(decision).unwrap().value.0;
    assert!(
        !set.contains(&tsunagu::value::Value::NULL),
        "{decision} can be null"
    );
    let Set::Many(many) = &set else {
        let tsunagu::value::Value::Number(it) = set.settled().unwrap() else {
            panic!("{decision} is {set:?}")
        };
        return (it.to_i64().unwrap(), it.to_i64().unwrap());
    };
    match (many.numbers.spans.low(), many.numbers.spans.high()) {
        (Some(Included(low)), Some(Included(high))) => {
            (low.to_i64().unwrap(), high.to_i64().unwrap())
        }
        _ => panic!("{decision} is {set:?}"),
    }
}
