//! Tightness: of the goals of every shipped wizard, how many have a set in
//! which everything can really come out.

use std::collections::{BTreeMap, BTreeSet};

use tsunagu::value::{Moment, Set};

use super::answer::State;
use super::asking::{Asking, Limits, Seen};
use super::chance::Chance;
use super::claims::{holes, left_out, told, unseen};
use super::family::draw;
use super::oracle::Plain;
use super::subject::{Goal, Subject, sets, subjects, words};
use super::table::{head, per_mille, percent, row};

/// The day of the answer; the last is before most programmes began.
pub const DAYS: [&str; 3] = ["2026-11-21T12:30", "2023-04-03T09:00", "2022-12-30T23:59"];
/// Examples shown of each goal that is not tight.
const SHOWN: u64 = 2;

#[derive(Default)]
pub struct Found {
    lines: BTreeMap<String, Line>,
    goals: BTreeMap<String, Line>,
    examples: Vec<String>,
    pub unsound: Vec<String>,
}

/// Goals in some state of the answers, counted.
#[derive(Clone, Default)]
struct Line {
    measured: u64,
    settled: u64,
    tight: u64,
    /// Compared with completions drawn by chance, not with all.
    drawn: u64,
    /// Tight at both ends, but not every number between them can come out.
    with_holes: u64,
}

impl Line {
    fn add(&mut self, other: &Self) {
        self.measured += other.measured;
        self.settled += other.settled;
        self.tight += other.tight;
        self.drawn += other.drawn;
        self.with_holes += other.with_holes;
    }

    fn cells(&self, name: &str) -> String {
        let loose = self.measured - self.tight;
        let open = self.measured - self.settled;
        let share = percent(self.tight, self.measured);
        let share_of_open = percent(self.tight - self.settled, open);
        row(&[
            &name,
            &self.measured,
            &self.settled,
            &self.tight,
            &loose,
            &share,
            &share_of_open,
            &self.drawn,
            &self.with_holes,
        ])
    }
}

pub fn measure(days: &[&str], n_states: usize, limits: Limits) -> Found {
    let mut found = Found::default();
    let subjects = subjects();
    // Wizards of one book share what was worked out.
    for wizards in subjects.chunk_by(|a, b| a.pack == b.pack) {
        let mut chance = Chance::seeded(0);
        for day in days {
            let date = Moment::parse(day).unwrap().date;
            let mut asking = Asking::new(&wizards[0].book, date, limits);
            for subject in wizards {
                let line = found.wizard(subject, day, n_states, &mut asking, &mut chance);
                let name = format!("{} {}", subject.pack, subject.wizard);
                found.lines.entry(name).or_default().add(&line);
            }
        }
    }
    found
}

/// From nothing answered to nearly everything; of ten answers one is "I don't know".
fn states(subject: &Subject, nth: usize, n_states: usize, chance: &mut Chance) -> Vec<State> {
    let book = &subject.book;
    let mut states = vec![State::Open; book.questions.len()];
    for question in subject.questions() {
        if chance.below(n_states) < nth {
            states[question] = if chance.below(10) == 0 {
                State::Unsure
            } else {
                State::Given(draw(&book.questions[question].kind, chance))
            };
        }
    }
    states
}

struct Place<'a> {
    subject: &'a Subject,
    goal: Goal,
    day: &'a str,
    states: &'a [State],
}

impl Place<'_> {
    fn told(&self) -> String {
        let subject = self.subject;
        format!(
            "{} {} {}: {}: {}",
            subject.pack,
            subject.wizard,
            self.day,
            subject.name(self.goal),
            subject.told(self.states)
        )
    }
}

impl Found {
    fn wizard(
        &mut self,
        subject: &Subject,
        day: &str,
        n_states: usize,
        asking: &mut Asking<'_>,
        chance: &mut Chance,
    ) -> Line {
        let at = Moment::parse(day).unwrap();
        let goals = subject.goals(at.date);
        let mut line = Line::default();
        for nth in 0..n_states {
            let states = states(subject, nth, n_states, chance);
            let mut session = subject.session(at);
            for (question, state) in states.iter().enumerate() {
                subject.give(&mut session, question, *state);
            }
            for (goal, set) in sets(subject, &session, &goals) {
                let is_enough = |it: &BTreeSet<Plain>| unseen(&set, it).is_empty();
                let seen = asking.seen(goal, &states, chance, is_enough);
                let place = Place {
                    subject,
                    goal,
                    day,
                    states: &states,
                };
                line.add(&self.compare(&place, &set, seen));
            }
        }
        line
    }

    fn compare(&mut self, place: &Place<'_>, set: &Set, seen: &Seen) -> Line {
        if let Some(it) = left_out(set, &seen.values) {
            let it = words(it);
            self.unsound.push(format!(
                "{}: {it} is not in {}",
                place.told(),
                some([told(set)].into_iter())
            ));
        }
        let unseen = unseen(set, &seen.values);
        let n_holes = match set {
            Set::Many(many) if seen.is_all && unseen.is_empty() => holes(many, &seen.values),
            _ => 0,
        };
        let line = Line {
            measured: 1,
            settled: u64::from(set.is_settled()),
            tight: u64::from(unseen.is_empty()),
            drawn: u64::from(!seen.is_all),
            with_holes: u64::from(n_holes > 0),
        };
        let name = format!("{} {}", place.subject.pack, place.subject.name(place.goal));
        let of_goal = self.goals.entry(name).or_default();
        of_goal.add(&line);
        if !unseen.is_empty() && of_goal.measured - of_goal.tight <= SHOWN {
            let how = if seen.is_all { "all" } else { "drawn" };
            self.examples.push(format!(
                "- {}\n  - set: {}\n  - {} completions ({how}) give: {}\n  - never seen: {}\n",
                place.told(),
                some([told(set)].into_iter()),
                seen.n_completions,
                some(seen.values.iter().map(words)),
                some(unseen.into_iter()),
            ));
        }
        line
    }

    pub fn per_mille(&self) -> u64 {
        let sum = |of: fn(&Line) -> u64| self.lines.values().map(of).sum();
        per_mille(sum(|it| it.tight), sum(|it| it.measured))
    }

    pub fn table(&self) -> String {
        let titles = |what| {
            head(&[
                what,
                "measured",
                "settled",
                "tight",
                "not tight",
                "tight",
                "of unsettled",
                "drawn",
                "with holes",
            ])
        };
        let mut out = "## Tightness\n".to_owned();
        out += &titles("pack, wizard");
        for (name, line) in &self.lines {
            out += &line.cells(name);
        }
        let loose = self.goals.iter().filter(|(_, it)| it.tight < it.measured);
        out += "\nGoals that are not always tight:\n";
        out += &titles("goal");
        for (name, line) in loose {
            out += &line.cells(name);
        }
        out += "\nThe first examples of each:\n\n";
        out += &self.examples.concat();
        out
    }
}

/// The first few, and how many more there are.
fn some(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    let text = all.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
    let text: String = text.chars().take(300).collect();
    match all.len().checked_sub(9) {
        Some(more) => format!("{text}, … and {} more", more + 1),
        None => text,
    }
}
