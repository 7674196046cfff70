//! A view becomes elements: one screen at a time, one file a screen.
//!
//! HTML first: real labels, fieldsets, headings and lists, so that what a
//! screen reader says and what print shows is the page itself. Styles are in
//! `www/element/tsunagu.css`; classes here are words for that file, `part`s are
//! the few names a portal may style.
//!
//! What a click or a key does is `listen`'s business: elements only carry
//! `data-act` and `data-for`.

mod check;
mod desk;
mod page;
mod question;
mod results;
mod start;

pub(super) use page::shows_errors;
pub(super) use question::{advice, question};

use alloc::string::String;

use crate::run::view::{Fact, Screen, View};
use crate::value::digits;

use super::dom::{Document, Element};
use super::pen::Pen;

/// Gives every question its own id prefix, for as long as an intake lives:
/// questions come and go on a page, and an id must not come twice.
#[derive(Default)]
pub(super) struct Ids(u32);

impl Ids {
    pub(super) fn next(&mut self) -> String {
        self.0 = self.0.wrapping_add(1);
        let mut id = String::from("q");
        id.push_str(&digits(self.0));
        id
    }
}

/// One screen as a `section`, ready to take the place of the one before.
pub(super) fn screen(document: &Document, view: &View, ids: &mut Ids) -> Element {
    let mut pen = Pen::new(document, "section", "screen");
    pen.set("lang", speech(&view.lang));
    pen.set("part", "screen");
    match &view.screen {
        Screen::Start(start) => start::start(&mut pen, &view.title, start),
        Screen::Page(page) => page::page(&mut pen, page, ids),
        Screen::Check(check) => check::check(&mut pen, check),
        Screen::Results(results) => results::results(&mut pen, results),
    }
    pen.finish()
}

/// The tag a browser knows: easy Japanese is Japanese to it.
pub(super) fn speech(tag: &str) -> &str {
    if tag == "easy" { "ja" } else { tag }
}

/// The heading of a screen. Focus goes there after a step, hence `tabindex`.
fn heading(pen: &mut Pen, text: &str) {
    pen.inside("h2", "heading", |pen| {
        pen.set("id", "heading");
        pen.set("tabindex", "-1");
        pen.set("part", "heading");
        pen.words(text);
    });
}

fn notices(pen: &mut Pen, notices: &[&str]) {
    if notices.is_empty() {
        return;
    }
    pen.inside("div", "notices", |pen| {
        pen.set("part", "notices");
        for notice in notices {
            pen.text("p", "", notice);
        }
    });
}

/// Names and values, one pair a row.
fn facts(pen: &mut Pen, facts: &[Fact]) {
    if facts.is_empty() {
        return;
    }
    pen.inside("dl", "rows", |pen| {
        for fact in facts {
            pen.inside("div", "row", |pen| {
                pen.text("dt", "", &fact.label);
                pen.inside("dd", "", |pen| {
                    pen.words(&fact.value);
                    pen.maybe("p", "note", fact.note.as_deref());
                });
            });
        }
    });
}

/// An empty place for what the page brings besides (`www/element/along/`).
pub(super) fn place(pen: &mut Pen, name: &str) {
    pen.inside("div", "", |pen| pen.set("data-along", name));
}

/// A part that is folded on the screen; print shows it in full. `tag` is the
/// element of its summary: a heading where it is a part of its own.
fn folded(pen: &mut Pen, tag: &str, summary: &str, body: impl FnOnce(&mut Pen)) {
    pen.inside("details", "folded", |pen| {
        pen.inside("summary", "", |pen| pen.text(tag, "", summary));
        pen.inside("div", "folded-body", body);
    });
}
