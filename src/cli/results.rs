//! The results of a session as plain text.
//!
//! Headings are `#`, items are `-`, depth is indentation: it reads the same
//! on a screen, through a screen reader, in an e-mail and on paper. Nothing is
//! decided here; which words stand where is `run`'s.

use tsunagu::run::view::{ChannelView, Desk, Fact, Life, Missing, ReasonView, ResultView, Results};

use super::console::harmless;

/// With `explain`, reasons show all their steps; else the first level.
pub(super) fn text(results: &Results, explain: bool) -> String {
    let mut out = Outline::default();
    out.line(0, &format!("# {}", results.heading));
    out.line(0, &results.as_of);
    out.gap();
    for it in &results.notices {
        out.line(0, it);
    }
    out.heading(
        results.contradictions_heading,
        results.contradictions.is_empty(),
    );
    for it in &results.contradictions {
        out.item(0, it);
    }
    out.heading(results.desks_heading, results.desks.is_empty());
    for it in &results.desks {
        desk(it, &mut out);
    }
    changes(
        results.desk_changes_heading,
        &results.desk_changes,
        0,
        &mut out,
    );
    for group in &results.groups {
        out.heading(group.heading, group.results.is_empty());
        for it in &group.results {
            result(it, explain, &mut out);
        }
    }
    out.heading(results.facts_heading, results.facts.is_empty());
    for it in &results.facts {
        fact(it, 0, &mut out);
    }
    out.heading(results.life_heading, results.life.is_empty());
    for it in &results.life {
        life_event(it, explain, &mut out);
    }
    out.heading(results.answers_heading, results.answers.is_empty());
    for it in &results.answers {
        out.item(0, &format!("{}: {}", it.label, it.answer));
    }
    out.heading(results.sources_heading, results.sources.is_empty());
    for it in &results.sources {
        out.item(0, it);
    }
    harmless(&out.text)
}

/// What changes with time, alone; `nothing` says that nothing is known to.
pub(super) fn life(results: &Results, nothing: &str) -> String {
    let mut out = Outline::default();
    out.line(0, &format!("# {}", results.life_heading));
    out.line(0, &results.as_of);
    out.gap();
    for it in &results.notices {
        out.line(0, it);
    }
    out.gap();
    for it in &results.life {
        life_event(it, true, &mut out);
    }
    if results.life.is_empty() {
        out.line(0, nothing);
    }
    harmless(&out.text)
}

fn life_event(event: &Life, explain: bool, out: &mut Outline) {
    out.item(0, &format!("{} ({})", event.title, event.when));
    for it in &event.lines {
        out.item(1, it);
    }
    if explain {
        out.lines(1, &event.sources);
    }
}

fn changes(heading: &str, changes: &[String], depth: usize, out: &mut Outline) {
    if !changes.is_empty() {
        out.item(depth, heading);
        for it in changes {
            out.item(depth + 1, it);
        }
    }
}

fn desk(desk: &Desk, out: &mut Outline) {
    match &desk.maybe {
        Some(maybe) => out.item(0, &format!("{} ({maybe})", desk.name)),
        None => out.item(0, &desk.name),
    }
    out.lines(1, desk.description.iter().chain(&desk.place));
    for it in &desk.channels {
        channel(it, out);
    }
    out.lines(1, desk.no_channels);
    out.lines(1, &desk.sources);
}

fn channel(channel: &ChannelView, out: &mut Outline) {
    out.item(1, &format!("{}: {}", channel.kind, channel.value));
    out.lines(2, [&channel.state]);
    out.lines(2, channel.hours.iter().chain(&channel.note));
}

fn result(result: &ResultView, explain: bool, out: &mut Outline) {
    // The verdict is the heading it stands under.
    out.item(0, &result.label);
    out.lines(
        1,
        result
            .amount
            .iter()
            .chain(&result.summary)
            .chain(&result.gives),
    );
    if !result.because.is_empty() {
        out.item(1, result.because_heading);
        for it in &result.because {
            reason(it, explain, 2, out);
        }
    }
    if !result.missing.is_empty() {
        out.item(1, result.missing_heading);
        for it in &result.missing {
            missing(it, out);
        }
    }
    for it in &result.apply {
        fact(it, 1, out);
    }
    changes(result.changes_heading, &result.changes, 1, out);
    if explain {
        out.lines(1, &result.sources);
    }
}

fn reason(reason: &ReasonView, explain: bool, depth: usize, out: &mut Outline) {
    out.item(depth, &format!("{}: {}", reason.text, reason.state));
    if explain {
        out.lines(depth + 1, reason.answers.iter().chain(&reason.source));
        for it in &reason.parts {
            self::reason(it, explain, depth + 1, out);
        }
    }
}

fn missing(missing: &Missing, out: &mut Outline) {
    out.item(2, &missing.label);
    out.lines(3, &missing.advice);
}

pub(super) fn fact(fact: &Fact, depth: usize, out: &mut Outline) {
    if fact.value.contains('\n') {
        out.item(depth, &format!("{}:", fact.label));
        out.lines(depth + 1, fact.value.lines());
    } else {
        out.item(depth, &format!("{}: {}", fact.label, fact.value));
    }
    out.lines(depth + 1, &fact.note);
}

/// Text that grows downwards.
#[derive(Default)]
pub(super) struct Outline {
    pub text: String,
}

impl Outline {
    fn line(&mut self, depth: usize, text: &str) {
        for line in text.lines() {
            self.text.push_str(&"  ".repeat(depth));
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    fn lines(&mut self, depth: usize, lines: impl IntoIterator<Item = impl AsRef<str>>) {
        for it in lines {
            self.line(depth, it.as_ref());
        }
    }

    fn item(&mut self, depth: usize, text: &str) {
        self.line(depth, &format!("- {text}"));
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }

    fn heading(&mut self, text: &str, is_empty: bool) {
        if !is_empty {
            self.gap();
            self.line(0, &format!("## {text}"));
        }
    }
}
