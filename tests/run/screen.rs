//! A view as short plain text, for fixtures: what a person would read, and in
//! which state the controls are.

use std::fmt::Write as _;

use tsunagu::run::view::{
    Desk, Fact, Group, Input, Missing, Question, ReasonView, ResultView, Results, Screen, View,
};
use tsunagu::run::{Json, Tell};

pub fn page(view: &View) -> String {
    let mut out = String::new();
    match &view.screen {
        Screen::Start(it) => {
            let _ = writeln!(out, "# {}", view.title);
            it.intro.iter().for_each(|it| line(&mut out, 0, it));
            it.notices
                .iter()
                .for_each(|it| line(&mut out, 0, &format!("・{it}")));
            let _ = writeln!(out, "[{}]", it.begin);
        }
        Screen::Page(it) => {
            let _ = writeln!(out, "# {}", it.heading);
            if it.questions.iter().any(|it| it.error.is_some()) {
                let _ = writeln!(out, "! {}", it.errors_heading);
            }
            it.questions.iter().for_each(|it| question(&mut out, it));
            let back = it.back.as_ref().map(|it| format!(" [{it}]"));
            let _ = writeln!(out, "[{}]{}", it.next, back.unwrap_or_default());
        }
        Screen::Check(it) => {
            let _ = writeln!(out, "# {}", it.heading);
            lines(&mut out, 0, it.contradictions_heading, &it.contradictions);
            for row in &it.rows {
                let _ = writeln!(out, "{}: {}", row.label, row.answer);
            }
            let back = it.back.as_ref().map(|it| format!(" [{it}]"));
            let _ = writeln!(out, "[{}]{}", it.next, back.unwrap_or_default());
        }
        Screen::Results(it) => out = results(it),
    }
    if !view.progress.text.is_empty() {
        let _ = writeln!(out, "-- {}", view.progress.text);
    }
    facts(&mut out, &view.so_far);
    out
}

fn question(out: &mut String, it: &Question) {
    let _ = writeln!(out, "{}", it.label);
    if let Some(help) = &it.help {
        line(out, 2, help);
    }
    if let Some(error) = &it.error {
        line(out, 2, &format!("! {error}"));
    }
    match &it.input {
        Input::Choice { groups, .. } => options(out, groups, ["( )", "(x)"]),
        Input::Several { groups, .. } => options(out, groups, ["[ ]", "[x]"]),
        Input::Number { text, unit } => {
            let unit = unit.as_ref().map_or("", String::as_str);
            line(out, 2, &format!("|{text}| {unit}"));
        }
        Input::Date { text, .. } | Input::Text { text } => line(out, 2, &format!("|{text}|")),
    }
    let mark = if it.unsure.chosen { "(x)" } else { "( )" };
    line(out, 2, &format!("{mark} {}", it.unsure.label));
    if it.unsure.chosen {
        it.unsure.advice.iter().for_each(|it| line(out, 6, it));
    }
}

fn options(out: &mut String, groups: &[Group], marks: [&str; 2]) {
    for group in groups {
        if let Some(heading) = &group.heading {
            line(out, 2, heading);
        }
        for it in &group.options {
            let mark = marks[usize::from(it.chosen)];
            line(out, 2, &format!("{mark} {}", it.label));
        }
    }
}

pub fn results(it: &Results) -> String {
    let mut out = format!("# {}\n", it.heading);
    lines(&mut out, 0, it.contradictions_heading, &it.contradictions);
    if !it.desks.is_empty() {
        let _ = writeln!(out, "## {}", it.desks_heading);
        it.desks.iter().for_each(|it| desk(&mut out, it));
    }
    lines(&mut out, 0, it.desk_changes_heading, &it.desk_changes);
    for group in &it.groups {
        let _ = writeln!(out, "## {}", group.heading);
        group.results.iter().for_each(|it| result(&mut out, it));
    }
    if !it.facts.is_empty() {
        let _ = writeln!(out, "## {}", it.facts_heading);
        facts(&mut out, &it.facts);
    }
    if !it.life.is_empty() {
        let _ = writeln!(out, "## {}", it.life_heading);
    }
    for it in &it.life {
        lines(
            &mut out,
            0,
            &format!("{} ({})", it.title, it.when),
            &it.lines,
        );
    }
    let _ = writeln!(out, "{}", it.as_of);
    out
}

/// Read and written again, so that it is JSON and can be looked through.
pub fn json(view: &View) -> String {
    let mut json = Json::default();
    view.tell(&mut json);
    let read: serde_json::Value = serde_json::from_str(&json.text()).unwrap();
    serde_json::to_string_pretty(&read).unwrap() + "\n"
}

pub fn along(it: &Results) -> String {
    let mut out = format!("# {}\n", it.next_heading);
    let (first, others) = it.desks.split_at(it.first_desks);
    first.iter().for_each(|it| line(&mut out, 0, &it.name));
    if let Some(say) = &it.say {
        lines(&mut out, 0, it.say_heading, std::slice::from_ref(say));
    }
    let others: Vec<_> = others.iter().map(|it| it.name.clone()).collect();
    lines(&mut out, 0, it.other_desks_heading, &others);
    for group in &it.groups {
        if !group.missing.is_empty() {
            line(&mut out, 0, group.missing_heading);
            group.missing.iter().for_each(|it| missing(&mut out, it));
        }
    }
    for it in &it.life {
        let begin = it.begin.map(|it| format!(", begin {it}"));
        let begin = begin.unwrap_or_default();
        line(
            &mut out,
            0,
            &format!("{}: {} to {}{begin}", it.title, it.from, it.until),
        );
        it.sources.iter().for_each(|it| line(&mut out, 2, it));
    }
    let answers: Vec<_> = it
        .answers
        .iter()
        .map(|it| format!("{}: {}", it.label, it.answer))
        .collect();
    lines(&mut out, 0, it.answers_heading, &answers);
    lines(&mut out, 0, it.sources_heading, &it.sources);
    out
}

/// A heading and what stands under it, where there is something.
fn lines(out: &mut String, depth: usize, heading: &str, lines: &[String]) {
    if !lines.is_empty() {
        line(out, depth, heading);
        lines.iter().for_each(|it| line(out, depth + 2, it));
    }
}

fn desk(out: &mut String, it: &Desk) {
    let _ = writeln!(out, "{}", it.name);
    let about = [
        it.maybe,
        it.description.as_deref(),
        it.place.as_deref(),
        it.no_channels,
    ];
    for text in about.into_iter().flatten() {
        line(out, 2, text);
    }
    for channel in &it.channels {
        let link = channel.link.as_ref().map(|it| format!(" <{it}>"));
        let (kind, value) = (&channel.kind, &channel.value);
        line(
            out,
            2,
            &format!("{kind} {value}{}", link.unwrap_or_default()),
        );
        let about = [
            channel.hours.as_ref(),
            Some(&channel.state),
            channel.note.as_ref(),
        ];
        for text in about {
            if let Some(text) = text.filter(|it| !it.is_empty()) {
                line(out, 4, text);
            }
        }
    }
}

fn result(out: &mut String, it: &ResultView) {
    let amount = it.amount.as_ref().map(|it| format!(": {it}"));
    let _ = writeln!(out, "{}{}", it.label, amount.unwrap_or_default());
    it.because.iter().for_each(|it| reason(out, 2, it));
    if !it.missing.is_empty() {
        line(out, 2, it.missing_heading);
        it.missing.iter().for_each(|it| missing(out, it));
    }
    lines(out, 2, it.changes_heading, &it.changes);
}

fn reason(out: &mut String, depth: usize, it: &ReasonView) {
    let answers = match it.answers.as_slice() {
        [] => String::new(),
        answers => format!(" ({})", answers.join(" / ")),
    };
    line(out, depth, &format!("{} … {}{answers}", it.text, it.state));
    it.parts.iter().for_each(|it| reason(out, depth + 2, it));
}

fn missing(out: &mut String, it: &Missing) {
    line(out, 4, &it.label);
    it.advice.iter().for_each(|it| line(out, 6, it));
}

fn facts(out: &mut String, facts: &[Fact]) {
    for it in facts {
        let _ = writeln!(out, "{} = {}", it.label, it.value);
        if let Some(note) = &it.note {
            line(out, 2, note);
        }
    }
}

fn line(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{:depth$}{text}", "");
}
