//! `author::diff` against the plain evaluator: what it says of one family is so,
//! and no family drawn by chance is told otherwise where it says nothing changes.
//!
//! What it prints is read in `tests/cli/diff.md`.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

mod chance;
mod shipped;

use std::sync::Arc;

use chance::Chance;
use tsunagu::author::diff::{Diff, GoalKind, Side, diff};
use tsunagu::author::{Checked, Lang, check};
use tsunagu::book::{Book, Choice, Kind, Question};
use tsunagu::run::{Raw, Session, Start};
use tsunagu::value::{Date, Moment};

const DAY: &str = "2026-11-25";
const FAMILIES: usize = 1500;

#[test]
fn what_is_said_of_a_family_is_so() {
    let changed = Changed::pack();
    assert!(changed.diff.unproven.is_empty(), "all of it is told");
    let kinds = [GoalKind::Program, GoalKind::Decision];
    for kind in kinds {
        let told = changed.diff.regions.iter().any(|it| it.kind == kind);
        assert!(told, "a {} changes", kind.name());
    }
    for region in &changed.diff.regions {
        let answers = region.witness.iter();
        let answers = answers.map(|it| (it.name.clone(), it.given.raw()));
        let answers: Vec<_> = answers.collect();
        let wizard = region.wizards.first().map_or("", String::as_str);
        for day in &region.days {
            let [before, after] = changed.told(wizard, *day, &answers);
            let (kind, name) = (region.kind.name(), &region.name);
            assert_ne!(
                Changed::of(&before, region.kind, name),
                Changed::of(&after, region.kind, name),
                "{kind} {name} on {day:?}: {answers:?}"
            );
        }
    }
}

#[test]
fn where_nothing_is_said_nothing_changes() {
    let changed = Changed::pack();
    let day = Date::parse(DAY).unwrap();
    let mut chance = Chance::seeded(0);
    let mut n_differ = 0;
    for _ in 0..FAMILIES {
        let answers = family(&changed.old, &mut chance);
        let [before, after] = changed.told("家族", day, &answers);
        for kind in [GoalKind::Program, GoalKind::Decision] {
            for name in changed.names(kind) {
                let same = Changed::of(&before, kind, &name) == Changed::of(&after, kind, &name);
                let mut regions = changed.diff.regions.iter();
                let told =
                    regions.any(|it| it.kind == kind && it.name == name && it.days.contains(&day));
                // What no wizard shows is nobody's result.
                let shown = kind == GoalKind::Program || changed.shown.contains(&name);
                n_differ += usize::from(!same);
                assert!(
                    same || told || !shown,
                    "{} {name} changes for {answers:?}",
                    kind.name()
                );
            }
        }
    }
    assert!(
        n_differ > 20,
        "{n_differ} of the families drawn are touched"
    );
}

/// Kanagawa, and the same where a programme ends at 20 and class 3 begins at 30.
struct Changed {
    old: Arc<Book>,
    new: Arc<Book>,
    shown: Vec<String>,
    diff: Diff,
}

impl Changed {
    fn pack() -> Self {
        let mut files = shipped::files();
        let old = check(&files, "kanagawa");
        for (path, from, to) in CHANGES {
            let text = String::from_utf8(files[path].clone()).unwrap();
            assert_eq!(text.matches(from).count(), 1, "{path}: {from}");
            files.insert(path.to_owned(), text.replace(from, to).into_bytes());
        }
        let new = check(&files, "kanagawa");
        let (before, after) = (book(&old), book(&new));
        let side = |book, checked| Side {
            book,
            checked: Some(checked),
        };
        let day = Date::parse(DAY).unwrap();
        let diff = diff(side(&before, &old), side(&after, &new), day, Lang::Ja);
        let shown = before.wizard("家族").unwrap().show.iter();
        let shown = shown.map(|it| before.decisions[*it].name.to_string());
        Self {
            shown: shown.collect(),
            old: before,
            new: after,
            diff,
        }
    }

    fn names(&self, kind: GoalKind) -> Vec<String> {
        match kind {
            GoalKind::Program => self
                .old
                .programs
                .iter()
                .map(|it| it.name.to_string())
                .collect(),
            _ => self
                .old
                .decisions
                .iter()
                .map(|it| it.name.to_string())
                .collect(),
        }
    }

    /// The results of both books, as JSON.
    fn told(&self, wizard: &str, day: Date, answers: &[(String, Raw)]) -> [serde_json::Value; 2] {
        [&self.old, &self.new].map(|book| {
            let start = Start {
                wizard: wizard.to_owned(),
                lang: "ja".to_owned(),
                at: Moment::new(day, 0).unwrap(),
            };
            let (session, _) = Session::start_with(Arc::clone(book), &start, answers).unwrap();
            serde_json::to_value(session.results()).unwrap()
        })
    }

    /// What they say of one goal: status and amount, or the value.
    fn of(results: &serde_json::Value, kind: GoalKind, name: &str) -> serde_json::Value {
        match kind {
            GoalKind::Program => {
                let all = results["results"].as_array().unwrap();
                let found = all.iter().find(|it| it["name"] == name);
                found.map_or(serde_json::Value::Null, |it| {
                    serde_json::json!([it["status"], it.get("amount")])
                })
            }
            GoalKind::Decision => results["decisions"][name].clone(),
            GoalKind::Desks => results["desks"].clone(),
            GoalKind::Question => results["next"]["questions"].clone(),
        }
    }
}

const CHANGES: [(&str, &str, &str); 3] = [
    (
        "national/programs/day-support.yaml",
        "年齢 < 18",
        "年齢 < 20",
    ),
    (
        "national/tables/care-class.csv",
        ">= 32,区分3",
        ">= 30,区分3",
    ),
    (
        "national/tables/care-class.csv",
        "[16..32),区分2",
        "[16..30),区分2",
    ),
];

fn book(checked: &Checked) -> Arc<Book> {
    Arc::new(checked.book.clone().expect("the pack has no errors"))
}

/// All questions answered, as anybody might.
fn family(book: &Book, chance: &mut Chance) -> Vec<(String, Raw)> {
    let answered = book.questions.iter().filter_map(|it| {
        let raw = answer(it, chance)?;
        Some((it.name.to_string(), raw))
    });
    answered.collect()
}

fn answer(question: &Question, chance: &mut Chance) -> Option<Raw> {
    let text = |it: &Choice| Raw::Text(it.value.to_string());
    match &question.kind {
        Kind::YesNo => Some(Raw::Bool(chance.below(256).is_multiple_of(2))),
        Kind::Choice(choices) => Some(text(&choices[chance.below(choices.len())])),
        Kind::Several(choices) => {
            let free = choices.iter().filter(|it| !it.only);
            let ticked = free.filter(|_| chance.below(3) == 0).map(text).collect();
            Some(Raw::List(ticked))
        }
        Kind::Number { min, .. } => {
            let low: usize = min.text().parse().unwrap_or(0);
            Some(Raw::Number((low + chance.below(40)).to_string()))
        }
        Kind::Date { .. } | Kind::Text => None,
    }
}
