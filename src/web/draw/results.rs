//! Programmes, desks, and what they rest on; also the sheet to print.
//!
//! Desks come before programmes: whom to call tonight matters more than what
//! may fit. Reasons, papers and sources are folded on the screen and in full on
//! paper.

use alloc::string::String;

use crate::run::view::{Life, Missing, ReasonView, ResultGroup, ResultView, Results, Status};

use super::super::pen::Pen;

pub(super) fn results(pen: &mut Pen, results: &Results) {
    super::heading(pen, results.heading);
    pen.text("p", "as-of", &results.as_of);
    super::notices(pen, &results.notices);
    super::check::contradictions(pen, results.contradictions_heading, &results.contradictions);
    if !results.desks.is_empty() {
        pen.inside("div", "desks", |pen| {
            pen.text("h3", "", results.desks_heading);
            for it in &results.desks {
                super::desk::desk(pen, it);
            }
            changes(pen, results.desk_changes_heading, &results.desk_changes);
        });
    }
    for it in &results.groups {
        group(pen, it);
    }
    part(
        pen,
        results.facts_heading,
        !results.facts.is_empty(),
        |pen| {
            super::facts(pen, &results.facts);
        },
    );
    if !results.life.is_empty() {
        super::folded(pen, "h3", results.life_heading, |pen| {
            life(pen, &results.life);
        });
    }
    part(
        pen,
        results.answers_heading,
        !results.answers.is_empty(),
        |pen| {
            super::check::answers(pen, &results.answers);
        },
    );
    if !results.sources.is_empty() {
        super::folded(pen, "h3", results.sources_heading, |pen| {
            pen.lines("sources", &results.sources);
        });
    }
    pen.inside("div", "buttons", |pen| {
        pen.button("button main", "print", results.print);
        pen.button("button", "back", results.back);
    });
}

fn part(pen: &mut Pen, heading: &str, there: bool, body: impl FnOnce(&mut Pen)) {
    if there {
        pen.inside("div", "part", |pen| {
            pen.text("h3", "", heading);
            body(pen);
        });
    }
}

fn group(pen: &mut Pen, group: &ResultGroup) {
    pen.inside("div", "results", |pen| {
        pen.set("data-status", status(group.status));
        pen.text("h3", "", group.heading);
        for it in &group.results {
            result(pen, it, group.heading);
        }
    });
}

fn result(pen: &mut Pen, result: &ResultView, above: &str) {
    pen.inside("article", "result", |pen| {
        pen.set("data-status", status(result.status));
        pen.set("part", "result");
        pen.text("h4", "", &result.label);
        // Not twice in a row where the heading above says it in the same words.
        if result.verdict != above {
            pen.text("p", "verdict", result.verdict);
        }
        pen.maybe("p", "amount", result.amount.as_deref());
        pen.maybe("p", "", result.summary.as_deref());
        pen.maybe("p", "gives", result.gives.as_deref());
        missing(pen, result.missing_heading, &result.missing);
        super::facts(pen, &result.apply);
        changes(pen, result.changes_heading, &result.changes);
        if result.because.is_empty() {
            pen.lines("sources", &result.sources);
        } else {
            super::folded(pen, "span", result.because_heading, |pen| {
                reasons(pen, &result.because);
                pen.lines("sources", &result.sources);
            });
        }
    });
}

/// What would turn it: folded, for it is a second thought.
fn changes(pen: &mut Pen, heading: &str, changes: &[String]) {
    if !changes.is_empty() {
        super::folded(pen, "span", heading, |pen| pen.lines("", changes));
    }
}

fn life(pen: &mut Pen, events: &[Life]) {
    pen.inside("ol", "life", |pen| {
        for it in events {
            pen.inside("li", "", |pen| {
                pen.text("h4", "", &it.title);
                pen.text("p", "note", &it.when);
                pen.lines("", &it.lines);
                pen.lines("sources", &it.sources);
            });
        }
    });
}

fn missing(pen: &mut Pen, heading: &str, missing: &[Missing]) {
    if missing.is_empty() {
        return;
    }
    pen.inside("div", "missing", |pen| {
        pen.text("h5", "", heading);
        pen.inside("ul", "", |pen| {
            for it in missing {
                pen.inside("li", "", |pen| {
                    pen.words(&it.label);
                    pen.lines("", &it.advice);
                });
            }
        });
    });
}

/// The tree of reasons. It is as deep as the rules are, and no deeper: `author`
/// bounds the nesting of a rule.
fn reasons(pen: &mut Pen, reasons: &[ReasonView]) {
    pen.inside("ul", "reasons", |pen| {
        for reason in reasons {
            pen.inside("li", "reason", |pen| {
                pen.set("data-status", status(reason.status));
                pen.words(&reason.text);
                pen.words(" ");
                pen.text("span", "reason-state", reason.state);
                for answer in &reason.answers {
                    pen.text("p", "note", answer);
                }
                pen.maybe("p", "note", reason.source.as_deref());
                if !reason.parts.is_empty() {
                    self::reasons(pen, &reason.parts);
                }
            });
        }
    });
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Fits => "fits",
        Status::Open => "open",
        Status::DoesNotFit => "does-not-fit",
    }
}
