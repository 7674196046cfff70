//! Everything answered, to be looked over before the results.

use alloc::string::String;

use crate::run::view::{Check, CheckRow};

use super::super::pen::Pen;

#[inline(never)]
pub(super) fn check(pen: &mut Pen, check: &Check) {
    super::heading(pen, check.heading);
    contradictions(pen, check.contradictions_heading, &check.contradictions);
    answers(pen, &check.rows);
    pen.inside("div", "buttons", |pen| {
        pen.button("button main", "next", check.next);
        if let Some(back) = &check.back {
            pen.button("button", "back", back);
        }
    });
}

/// Answers that cannot be together.
#[inline(never)]
pub(super) fn contradictions(pen: &mut Pen, heading: &str, lines: &[String]) {
    if !lines.is_empty() {
        pen.inside("div", "missing", |pen| {
            pen.text("h3", "", heading);
            pen.lines("", lines);
        });
    }
}

/// Questions, answers, and a way to change each.
#[inline(never)]
pub(super) fn answers(pen: &mut Pen, rows: &[CheckRow]) {
    pen.inside("dl", "rows answers", |pen| {
        for row in rows {
            pen.inside("div", "row", |pen| {
                pen.text("dt", "", &row.label);
                pen.text("dd", "", &row.answer);
                pen.inside("dd", "change", |pen| {
                    change(pen, &row.name, row.change, &row.change_label);
                });
            });
        }
    });
}

/// A link to a question's page. What is seen is short; what is heard stands alone.
#[inline(never)]
pub(super) fn change(pen: &mut Pen, name: &str, word: &str, heard: &str) {
    pen.inside("button", "link", |pen| {
        pen.set("type", "button");
        pen.set("data-act", "change");
        pen.set("data-for", name);
        pen.inside("span", "", |pen| {
            pen.set("aria-hidden", "true");
            pen.words(word);
        });
        pen.inside("span", "heard", |pen| pen.bare(heard));
    });
}
