//! A case run, and what did not come out as it is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{Lang, Place};
use super::set::{found, show};
use super::{Case, Expected, What};
use crate::book::Book;
use crate::run::{ChannelReport, DeskReport, Reason, Report, Session, SetView, Start};

/// A case that did not come out as written.
#[derive(Clone, Debug)]
pub struct Mismatch {
    pub place: Place,
    what: String,
    expected: String,
    found: String,
}

impl Mismatch {
    pub fn message(&self, lang: Lang) -> String {
        let Self {
            what,
            expected,
            found,
            ..
        } = self;
        match lang {
            Lang::Ja => [what, "：期待は `", expected, "`、結果は `", found, "`"].concat(),
            Lang::En => [what, ": expected `", expected, "`, found `", found, "`"].concat(),
        }
    }
}

/// Runs the case on the book; nothing comes back when all is as written.
pub fn run(case: &Case, book: &Arc<Book>) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    let session = match session(case, book, &mut mismatches) {
        Ok(session) => session,
        Err(mismatch) => return vec![mismatch],
    };
    let report = session.results();
    let results: BTreeMap<&str, _> = report
        .results
        .iter()
        .map(|it| (it.name.as_str(), it))
        .collect();
    for Expected { place, what } in &case.expected {
        let (name, expected, found) = match what {
            What::Decision(name, set) => (
                name.clone(),
                show(set),
                decision(&report, name).map(|it| show(&found(it))),
            ),
            What::Result(name, status) => {
                let found = results
                    .get(name.as_str())
                    .map(|it| it.status.name().to_owned());
                (name.clone(), status.clone(), found)
            }
            What::Amount(name, set) => {
                let amount = results.get(name.as_str()).and_then(|it| it.amount.as_ref());
                (name.clone(), show(set), amount.map(|it| show(&found(it))))
            }
            What::Missing(name, questions) => {
                let missing = results
                    .get(name.as_str())
                    .map(|it| sorted(&it.missing).join("、"));
                (name.clone(), sorted(questions).join("、"), missing)
            }
            What::Because(name, questions) => {
                let mut named = Vec::new();
                let reasons = results.get(name.as_str()).map(|it| &it.because);
                reasons.into_iter().for_each(|it| rests_on(it, &mut named));
                named.sort();
                named.dedup();
                let found = reasons.map(|_| named.join("、"));
                (name.clone(), sorted(questions).join("、"), found)
            }
            What::Desks(ids) => {
                let found = report
                    .desks
                    .iter()
                    .map(|it| desk_text(&it.id, !it.maybe))
                    .collect::<Vec<_>>()
                    .join("、");
                let expected = ids
                    .iter()
                    .map(|(id, sure)| desk_text(id, *sure))
                    .collect::<Vec<_>>()
                    .join("、");
                ("desks".to_owned(), expected, Some(found))
            }
            What::Open(desk, kind, open) => {
                let channel = channel(&report, desk, kind);
                let found =
                    channel.map(|it| it.open.map_or("null".to_owned(), |it| it.to_string()));
                ([desk, "/", kind].concat(), open.clone(), found)
            }
            What::Opens(desk, kind, opens) => {
                let found = channel(&report, desk, kind)
                    .map(|it| it.opens_next.clone().unwrap_or("null".to_owned()));
                ([desk, "/", kind].concat(), opens.clone(), found)
            }
        };
        let found = found.unwrap_or("—".to_owned());
        if expected != found {
            mismatches.push(mismatch(place, &name, &expected, &found));
        }
    }
    mismatches
}

/// The case as a session, its answers given; those refused are told of.
pub(in crate::author) fn session(
    case: &Case,
    book: &Arc<Book>,
    refused: &mut Vec<Mismatch>,
) -> Result<Session, Mismatch> {
    let start = Start {
        wizard: case.wizard.clone(),
        lang: "ja".to_owned(),
        at: case.at,
    };
    let (session, refusals) = Session::start_with(Arc::clone(book), &start, &case.answers)
        .map_err(|it| mismatch(&case.place, "wizard", &case.wizard, &it.message("ja")))?;
    for it in refusals {
        refused.push(mismatch(&case.place, &it.question, "", &it.message("ja")));
    }
    Ok(session)
}

/// The questions that reasons name, down to the last.
fn rests_on(reasons: &[Reason], out: &mut Vec<String>) {
    for reason in reasons {
        out.extend(reason.answers.iter().map(|(question, _)| question.clone()));
        rests_on(&reason.parts, out);
    }
}

fn mismatch(place: &Place, what: &str, expected: &str, found: &str) -> Mismatch {
    Mismatch {
        place: place.clone(),
        what: what.to_owned(),
        expected: expected.to_owned(),
        found: found.to_owned(),
    }
}

fn decision<'r>(report: &'r Report, name: &str) -> Option<&'r SetView> {
    report
        .decisions
        .iter()
        .find(|(it, _)| it == name)
        .map(|(_, set)| set)
}

fn channel<'r>(report: &'r Report, desk: &str, kind: &str) -> Option<&'r ChannelReport> {
    let desk: &DeskReport = report.desks.iter().find(|it| it.id == desk)?;
    desk.channels.iter().find(|it| it.kind == kind)
}

fn desk_text(id: &str, sure: bool) -> String {
    if sure {
        id.to_owned()
    } else {
        ["(", id, ")"].concat()
    }
}

fn sorted(names: &[String]) -> Vec<String> {
    let mut names = names.to_vec();
    names.sort();
    names
}
