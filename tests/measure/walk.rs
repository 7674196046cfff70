//! How much families are asked by every shipped wizard.

use std::collections::BTreeMap;

use tsunagu::run::{Raw, Session};
use tsunagu::value::Moment;

use super::answer::answer;
use super::chance::Chance;
use super::family::draw;
use super::oracle::{Oracle, Plain, facts_on};
use super::subject::{Subject, subjects};
use super::table::{head, per_mille, percent, quantile, ratio, row};
use super::way::{by_pages, go};

const DAY: &str = "2026-11-21T12:30";

pub struct Found {
    lines: Vec<Line>,
    /// Promises of how many questions are left that were not kept.
    pub untrue: Vec<String>,
}

#[derive(Default)]
struct Line {
    name: String,
    n_questions: u64,
    /// By family: asked one by one, shown on pages, those that apply to it.
    asked: Vec<u64>,
    shown: Vec<u64>,
    applying: Vec<u64>,
    least: u64,
    most: u64,
    /// By question: applies to so many, asked so many.
    questions: BTreeMap<String, (u64, u64)>,
    hindsight: Hindsight,
}

/// Answers that would have done, of those that were given.
#[derive(Default)]
struct Hindsight {
    asked: u64,
    needed: u64,
    /// By question: asked so many, needed so many.
    questions: BTreeMap<String, (u64, u64)>,
}

pub fn measure(n_families: usize, n_hindsight: usize) -> Found {
    let at = Moment::parse(DAY).unwrap();
    let mut found = Found {
        lines: Vec::new(),
        untrue: Vec::new(),
    };
    for subject in subjects() {
        let mut chance = Chance::seeded(0);
        let mut line = Line {
            name: format!("{} {}", subject.pack, subject.wizard),
            n_questions: subject.questions().len() as u64,
            ..Line::default()
        };
        for nth in 0..n_families {
            let questions = subject.book.questions.iter();
            let family: Vec<u64> = questions.map(|it| draw(&it.kind, &mut chance)).collect();
            let (way, session) = go(&subject, at, &family);
            for it in way.broken() {
                let it = format!("{}, family {nth}: {it}: {:?}", line.name, way.promised);
                found.untrue.push(it);
            }
            line.asked.push(way.asked.len() as u64);
            line.least += way.promised[0].0 as u64;
            line.most += way.promised[0].1 as u64;
            line.shown.extend(by_pages(&subject, at, &family));
            line.count(&subject, at, &family, &way.asked);
            if nth < n_hindsight {
                line.hindsight.look(&subject, session, &way.asked);
            }
        }
        found.lines.push(line);
    }
    found
}

impl Line {
    fn count(&mut self, subject: &Subject, at: Moment, family: &[u64], asked: &[usize]) {
        let book = &subject.book;
        let answers: Vec<Plain> = book
            .questions
            .iter()
            .zip(family)
            .map(|(it, at)| answer(&it.kind, *at).plain)
            .collect();
        let oracle = Oracle {
            book,
            day: at.date,
            facts: &facts_on(book, at.date),
            answers: &|it| answers[it].clone(),
        };
        let mut n_applying = 0;
        for question in subject.questions() {
            let it = &book.questions[question];
            let gates = [it.when, it.ask_when].into_iter().flatten();
            let applies = gates.into_iter().all(|it| oracle.holds(it));
            n_applying += u64::from(applies);
            let (n, n_asked) = self.questions.entry(it.name.to_string()).or_default();
            *n += u64::from(applies);
            *n_asked += u64::from(asked.contains(&question));
        }
        self.applying.push(n_applying);
    }

    fn cells(&self) -> String {
        let spread = |of: &[u64]| {
            let mut sorted = of.to_vec();
            sorted.sort_unstable();
            format!("{} / {}", quantile(&sorted, 5), quantile(&sorted, 9))
        };
        let sum = |of: &[u64]| of.iter().sum::<u64>();
        let asked = sum(&self.asked);
        row(&[
            &self.name,
            &self.n_questions,
            &spread(&self.applying),
            &spread(&self.asked),
            &spread(&self.shown),
            &percent(asked, sum(&self.applying)),
            &ratio(self.hindsight.asked, self.hindsight.needed),
            &ratio(self.least, asked),
            &ratio(self.most, asked),
        ])
    }
}

impl Hindsight {
    /// Takes answers back, the last first, as long as nothing more is asked.
    fn look(&mut self, subject: &Subject, session: Session, asked: &[usize]) {
        let mut session = session;
        for question in asked.iter().rev() {
            let name = &subject.book.questions[*question].name;
            let mut without = session.clone();
            without.give(name, Raw::Null).unwrap();
            let is_needed = !without.results().next.questions.is_empty();
            if !is_needed {
                session = without;
            }
            self.asked += 1;
            self.needed += u64::from(is_needed);
            let (n, n_needed) = self.questions.entry(name.to_string()).or_default();
            *n += 1;
            *n_needed += u64::from(is_needed);
        }
    }
}

impl Found {
    pub fn per_mille(&self) -> u64 {
        // A self-check of an office asks all there is to check.
        let families = || self.lines.iter().filter(|it| it.name.ends_with("家族"));
        let sum = |of: fn(&Line) -> &[u64]| families().flat_map(of).sum();
        per_mille(sum(|it| &it.asked), sum(|it| &it.applying))
    }

    pub fn table(&self) -> String {
        let mut out = "## Questions\n\nMedian / nine tenths. \"Apply\" is everything whose `when` and `ask-when` hold. In hindsight a question that only opens another is not needed.\n".to_owned();
        out += &head(&[
            "pack, wizard",
            "questions",
            "apply",
            "asked",
            "shown on pages",
            "asked of those that apply",
            "asked / needed in hindsight",
            "at least / asked",
            "at most / asked",
        ]);
        for line in &self.lines {
            out += &line.cells();
        }
        for line in &self.lines {
            out += &format!("\n{}:\n", line.name);
            out += &head(&[
                "question",
                "applies",
                "asked",
                "asked",
                "needed in hindsight",
            ]);
            for (name, (applies, asked)) in &line.questions {
                let (n, needed) = line.hindsight.questions.get(name).unwrap_or(&(0, 0));
                let needed = if *n == 0 {
                    "".to_owned()
                } else {
                    percent(*needed, *n)
                };
                out += &row(&[name, applies, asked, &percent(*asked, *applies), &needed]);
            }
        }
        out
    }
}
