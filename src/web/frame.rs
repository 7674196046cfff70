//! What stays while screens come and go: header, progress, what is known.
//!
//! The two live regions (progress and known facts) are made once and only
//! their words change. A region that is itself replaced is not read out.

use alloc::{borrow::ToOwned, string::String};

use wasm_bindgen::{JsCast, prelude::*};
use web_sys::Node;

use crate::run::view::{Fact, Progress, Screen, View};
use crate::value::{ToList, digits, joined};

use super::dom::{Document, Element};
use super::draw::{self, Ids, speech};
use super::patch;
use super::pen::{Pen, bare};

pub(super) struct Frame {
    document: Document,
    /// Everything we drew; the only child we add to the root.
    all: Element,
    header: Element,
    bar: Element,
    left: Element,
    /// What `left` says.
    left_text: String,
    screen: Element,
    so_far: Element,
    ids: Ids,
}

/// Where the focus goes after a step.
pub(super) enum Focus {
    Heading,
    Errors,
    Question(String),
    /// The link that leads to a question's page.
    Change(&'static str, String),
    Language(String),
}

impl Frame {
    #[inline(never)]
    pub(super) fn new(root: &Node) -> Result<Self, JsValue> {
        let root: &Element = root.unchecked_ref();
        let document = root
            .document()
            .ok_or_else(|| super::convert::fault("the root is in no document"))?;
        let element = |tag, class| Pen::new(&document, tag, class).finish();
        let header = element("div", "header");
        let bar = element("progress", "bar");
        // The sentence beside it says the same, and better.
        bar.set("aria-hidden", "true");
        let left = element("p", "left");
        left.set("role", "status");
        let screen = element("section", "screen");
        let so_far = element("ul", "so-far");
        so_far.set("aria-live", "polite");
        so_far.set("part", "so-far");

        let mut pen = Pen::new(&document, "div", "tsunagu");
        pen.set("part", "intake");
        pen.put(&header);
        pen.inside("div", "progress", |pen| {
            pen.set("part", "progress");
            pen.put(&left);
            pen.put(&bar);
        });
        pen.put(&screen);
        pen.put(&so_far);
        draw::place(&mut pen, "foot");
        let all = pen.finish();
        root.append(&all);
        Ok(Self {
            document,
            all,
            header,
            bar,
            left,
            left_text: String::new(),
            screen,
            so_far,
            ids: Ids::default(),
        })
    }

    pub(super) fn all(&self) -> &Element {
        &self.all
    }

    /// A new screen in place of the old one.
    #[inline(never)]
    pub(super) fn draw(&mut self, view: &View, languages: &[(String, String)]) {
        self.all.set("lang", speech(&view.lang));
        let header = header(&self.document, view, languages);
        let screen = draw::screen(&self.document, view, &mut self.ids);
        self.header.replace_with(&header);
        self.screen.replace_with(&screen);
        self.header = header;
        self.screen = screen;
        self.progress(&view.progress, shows_progress(view));
        self.so_far.set_text("");
        self.so_far(&[], known(view));
    }

    /// The same screen after an answer: only what changed, so that the focus,
    /// the caret and the screen reader stay where they are.
    #[inline(never)]
    pub(super) fn patch(&mut self, old: &View, new: &View) {
        if old.progress != new.progress {
            self.progress(&new.progress, shows_progress(new));
        }
        self.so_far(known(old), known(new));
        if let (Screen::Page(old), Screen::Page(new)) = (&old.screen, &new.screen) {
            patch::questions(&self.document, &self.screen, old, new, &mut self.ids);
        }
    }

    #[inline(never)]
    pub(super) fn focus(&self, focus: &Focus) {
        let found = match focus {
            Focus::Heading => self.screen.find("h2"),
            Focus::Errors => self.screen.find(".errors"),
            Focus::Question(name) => match self.screen.named(".question", "data-name", name) {
                Some(question) => question.find("input:checked, .control, input"),
                None => self.screen.find("h2"),
            },
            Focus::Change(link, name) => {
                let link = self.screen.named(link, "data-for", name);
                link.or_else(|| self.screen.find("h2"))
            }
            Focus::Language(tag) => self.header.named("button", "data-for", tag),
        };
        if let Some(element) = found {
            // It may be in a part that is folded.
            if let Some(folded) = element.closest("details") {
                folded.set("open", "");
            }
            element.focus();
        }
    }

    /// Said once: words that stay the same are not set again, nor read again.
    #[inline(never)]
    fn progress(&mut self, progress: &Progress, shown: bool) {
        let text = if shown { progress.text.as_str() } else { "" };
        if self.left_text != text {
            self.left.set_text(&bare(text));
            self.left_text = text.to_owned();
        }
        let whole = progress.asked.saturating_add(progress.at_most).max(1);
        self.bar.set("max", &digits(whole));
        self.bar.set("value", &digits(progress.asked));
        self.bar.set_hidden(text.is_empty());
    }

    /// Line by line: a line that did not change is not read out again.
    #[inline(never)]
    fn so_far(&self, old: &[Fact], new: &[Fact]) {
        let mut lines = self.so_far.all("li").into_iter();
        for (n, fact) in new.iter().enumerate() {
            let there = lines.next();
            if old.get(n) == Some(fact) {
                continue;
            }
            let line = line(&self.document, fact);
            match there {
                Some(there) => there.replace_with(&line),
                None => self.so_far.append(&line),
            }
        }
        for gone in lines {
            gone.remove();
        }
    }
}

/// The results say it all themselves, and at the start nothing is known.
fn known(view: &View) -> &[Fact] {
    match view.screen {
        Screen::Page(_) | Screen::Check(_) => &view.so_far,
        Screen::Start(_) | Screen::Results(_) => &[],
    }
}

fn shows_progress(view: &View) -> bool {
    !matches!(view.screen, Screen::Results(_))
}

/// Read out as it changes, hence without readings.
#[inline(never)]
fn line(document: &Document, fact: &Fact) -> Element {
    let mut pen = Pen::new(document, "li", "fact");
    pen.inside("span", "fact-label", |pen| pen.bare(&fact.label));
    for (class, text) in [
        ("fact-value", Some(&fact.value)),
        ("note", fact.note.as_ref()),
    ] {
        if let Some(text) = text {
            pen.bare(" ");
            pen.inside("span", class, |pen| pen.bare(text));
        }
    }
    pen.finish()
}

/// The title, and the languages where there is a choice. The start screen has
/// the title as its heading already.
#[inline(never)]
fn header(document: &Document, view: &View, languages: &[(String, String)]) -> Element {
    let mut pen = Pen::new(document, "div", "header");
    pen.set("part", "header");
    if !matches!(view.screen, Screen::Start(_)) {
        pen.text("p", "title", &view.title);
    }
    if languages.len() > 1 {
        // No landmark: there may be several intakes on a page.
        pen.inside("div", "languages", |pen| {
            pen.set("role", "group");
            let names = languages.iter().map(|(_, name)| name.clone()).to_list();
            pen.set("aria-label", &joined(&names, " / "));
            for (tag, name) in languages {
                pen.inside("button", "language", |pen| {
                    pen.set("type", "button");
                    pen.set("lang", speech(tag));
                    pen.set("data-act", "language");
                    pen.set("data-for", tag);
                    if *tag == view.lang {
                        pen.set("aria-current", "true");
                    }
                    pen.words(name);
                });
            }
        });
    }
    pen.finish()
}
