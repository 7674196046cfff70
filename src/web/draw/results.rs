//! Programmes, desks, and what they rest on; also the sheet to print.
//!
//! Whom to call comes before what may fit. Then programmes by their three
//! states, what time brings, and the rest, folded on the screen and in full on
//! paper. Places for what is not ours to draw (`place`) stand in between.

use alloc::string::String;

use crate::run::view::{Life, Missing, ReasonView, ResultGroup, ResultView, Results, Status};

use super::super::pen::Pen;
use crate::value::{ToText, digits};

#[inline(never)]
pub(super) fn results(pen: &mut Pen, results: &Results) {
    super::heading(pen, results.heading);
    pen.text("p", "as-of", &results.as_of);
    super::notices(pen, &results.notices);
    super::check::contradictions(pen, results.contradictions_heading, &results.contradictions);
    next_steps(pen, results);
    for it in &results.groups {
        group(pen, it);
    }
    if !results.life.is_empty() {
        pen.inside("div", "part", |pen| {
            pen.text("h3", "", results.life_heading);
            super::place(pen, "life");
            super::folded(pen, "span", results.life_list, |pen| {
                life(pen, &results.life);
            });
        });
    }
    super::place(pen, "take");
    part(pen, results.facts_heading, results.facts.len(), &|pen| {
        super::facts(pen, &results.facts);
    });
    part(
        pen,
        results.answers_heading,
        results.answers.len(),
        &|pen| {
            super::check::answers(pen, &results.answers);
        },
    );
    part(
        pen,
        results.sources_heading,
        results.sources.len(),
        &|pen| {
            pen.lines("sources", &results.sources);
        },
    );
    pen.inside("div", "buttons", |pen| {
        pen.button("button main", "print", results.print);
        pen.button("button", "back", results.back);
    });
}

/// Whom to contact next and what to say; the others, and what would lead to
/// others, are a second thought.
#[inline(never)]
fn next_steps(pen: &mut Pen, results: &Results) {
    if results.desks.is_empty() {
        return;
    }
    let (first, others) = results
        .desks
        .split_at(results.first_desks.min(results.desks.len()));
    pen.inside("div", "desks", |pen| {
        pen.text("h3", "", results.next_heading);
        if let Some(say) = &results.say {
            pen.inside("div", "say", |pen| {
                pen.text("h4", "", results.say_heading);
                pen.text("p", "", say);
            });
        }
        first.iter().for_each(|it| super::desk::desk(pen, it));
        part(pen, results.other_desks_heading, others.len(), &|pen| {
            others.iter().for_each(|it| super::desk::desk(pen, it));
        });
        changes(pen, results.desk_changes_heading, &results.desk_changes);
    });
}

/// A part of its own, folded: how many are in it is told beforehand.
#[inline(never)]
fn part(pen: &mut Pen, heading: &str, n: usize, body: &dyn Fn(&mut Pen)) {
    if n > 0 {
        let heading = [heading, "（", &digits(n), "）"].to_text();
        super::folded(pen, "h3", &heading, body);
    }
}

/// Programmes in one state. What does not seem to fit can be looked up.
#[inline(never)]
fn group(pen: &mut Pen, group: &ResultGroup) {
    pen.inside("div", "results", |pen| {
        pen.set("data-status", status(group.status));
        if group.status == Status::DoesNotFit {
            part(pen, group.heading, group.results.len(), &|pen| {
                results_of(pen, group);
            });
        } else {
            pen.text("h3", "", group.heading);
            missing(pen, group.missing_heading, &group.missing);
            results_of(pen, group);
        }
    });
}

fn results_of(pen: &mut Pen, group: &ResultGroup) {
    for it in &group.results {
        result(pen, it, group.heading);
    }
}

#[inline(never)]
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
        // Where to find each is said once, above all of them.
        if !result.missing.is_empty() {
            pen.text("h5", "", result.missing_heading);
            pen.inside("ul", "", |pen| {
                for it in &result.missing {
                    pen.text("li", "", &it.label);
                }
            });
        }
        super::folded(pen, "span", result.more, |pen| {
            super::facts(pen, &result.apply);
            if !result.because.is_empty() {
                pen.text("h5", "", result.because_heading);
                reasons(pen, &result.because);
            }
            if !result.changes.is_empty() {
                pen.text("h5", "", result.changes_heading);
                pen.lines("", &result.changes);
            }
            pen.lines("sources", &result.sources);
        });
    });
}

fn changes(pen: &mut Pen, heading: &str, changes: &[String]) {
    if !changes.is_empty() {
        super::folded(pen, "span", heading, |pen| pen.lines("", changes));
    }
}

#[inline(never)]
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

#[inline(never)]
fn missing(pen: &mut Pen, heading: &str, missing: &[Missing]) {
    if missing.is_empty() {
        return;
    }
    pen.inside("div", "missing", |pen| {
        pen.text("h4", "", heading);
        pen.inside("ul", "", |pen| {
            for it in missing {
                pen.inside("li", "", |pen| {
                    pen.words(&it.label);
                    super::check::change(pen, &it.name, it.change, &it.change_label);
                    pen.lines("", &it.advice);
                });
            }
        });
    });
}

/// The tree of reasons. It is as deep as the rules are, and no deeper: `author`
/// bounds the nesting of a rule.
#[inline(never)]
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
