//! What stays while screens come and go: header, progress, what is known.
//!
//! The two live regions (progress and known facts) are made once and only
//! their words change. A region that is itself replaced is not read out.

use alloc::{string::String, vec::Vec};

use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Document, Element, HtmlElement, Node};

use crate::run::view::{Fact, Progress, Screen, View};
use crate::value::{ToList, digits};

use super::draw::{self, Ids};
use super::patch;
use super::pen::Pen;

pub(super) struct Frame {
    document: Document,
    /// Everything we drew; the only child we add to the root.
    all: Element,
    header: Element,
    bar: Element,
    left: Element,
    screen: Element,
    so_far: Element,
    ids: Ids,
}

/// Where the focus goes after a step.
pub(super) enum Focus {
    Heading,
    Errors,
    Question(String),
    Language(String),
}

impl Frame {
    #[inline(never)]
    pub(super) fn new(root: &Node) -> Result<Self, JsValue> {
        let document = root
            .owner_document()
            .ok_or_else(|| super::convert::fault("the root is in no document"))?;
        let header = Pen::new(&document, "div", "header")?.finish()?;
        let bar = Pen::new(&document, "progress", "bar")?.finish()?;
        // The sentence beside it says the same, and better.
        bar.set_attribute("aria-hidden", "true")?;
        let left = Pen::new(&document, "p", "left")?.finish()?;
        left.set_attribute("role", "status")?;
        let screen = Pen::new(&document, "section", "screen")?.finish()?;
        let so_far = Pen::new(&document, "ul", "so-far")?.finish()?;
        so_far.set_attribute("aria-live", "polite")?;
        so_far.set_attribute("part", "so-far")?;

        let mut pen = Pen::new(&document, "div", "tsunagu")?;
        pen.set("part", "intake");
        pen.put(&header);
        pen.inside("div", "progress", |pen| {
            pen.set("part", "progress");
            pen.put(&left);
            pen.put(&bar);
        });
        pen.put(&screen);
        pen.put(&so_far);
        let all = pen.finish()?;
        root.append_child(&all)?;
        Ok(Self {
            document,
            all,
            header,
            bar,
            left,
            screen,
            so_far,
            ids: Ids::default(),
        })
    }

    pub(super) fn remove(&self) {
        self.all.remove();
    }

    /// Where events are listened for.
    pub(super) fn all(&self) -> &Element {
        &self.all
    }

    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    /// A new screen in place of the old one.
    #[inline(never)]
    pub(super) fn draw(
        &mut self,
        view: &View,
        languages: &[(String, String)],
    ) -> Result<(), JsValue> {
        self.all.set_attribute("lang", &view.lang)?;
        let header = header(&self.document, view, languages)?;
        let screen = draw::screen(&self.document, view, &mut self.ids)?;
        self.header.replace_with_with_node_1(&header)?;
        self.screen.replace_with_with_node_1(&screen)?;
        self.header = header;
        self.screen = screen;
        self.progress(&view.progress, shows_progress(view))?;
        self.so_far(&[], known(view), true)
    }

    /// The same screen after an answer: only what changed, so that the focus,
    /// the caret and the screen reader stay where they are.
    #[inline(never)]
    pub(super) fn patch(&mut self, old: &View, new: &View) -> Result<(), JsValue> {
        if old.progress != new.progress {
            self.progress(&new.progress, shows_progress(new))?;
        }
        self.so_far(known(old), known(new), false)?;
        if let (Screen::Page(old), Screen::Page(new)) = (&old.screen, &new.screen) {
            patch::questions(&self.document, &self.screen, old, new, &mut self.ids)?;
        }
        Ok(())
    }

    #[inline(never)]
    pub(super) fn focus(&self, focus: &Focus) -> Result<(), JsValue> {
        let found = match focus {
            Focus::Heading => self.screen.query_selector("h2")?,
            Focus::Errors => self.screen.query_selector(".errors")?,
            Focus::Question(name) => {
                match patch::named(&self.screen, ".question", "data-name", name)? {
                    Some(question) => question.query_selector("input:checked, .control, input")?,
                    None => self.screen.query_selector("h2")?,
                }
            }
            Focus::Language(tag) => patch::named(&self.header, "button", "data-for", tag)?,
        };
        if let Some(element) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            element.focus()?;
        }
        Ok(())
    }

    #[inline(never)]
    fn progress(&self, progress: &Progress, shown: bool) -> Result<(), JsValue> {
        let text = if shown { progress.text.as_str() } else { "" };
        if self.left.text_content().as_deref() != Some(text) {
            self.left.set_text_content(Some(text));
        }
        let whole = progress.asked.saturating_add(progress.at_most).max(1);
        self.bar.set_attribute("max", &digits(whole))?;
        self.bar.set_attribute("value", &digits(progress.asked))?;
        self.bar
            .toggle_attribute_with_force("hidden", text.is_empty())?;
        Ok(())
    }

    /// Line by line: a line that did not change is not read out again.
    #[inline(never)]
    fn so_far(&self, old: &[Fact], new: &[Fact], afresh: bool) -> Result<(), JsValue> {
        if afresh {
            self.so_far.set_text_content(None);
        }
        let lines = self.so_far.children();
        for (n, fact) in new.iter().enumerate() {
            if old.get(n) == Some(fact) {
                continue;
            }
            let line = line(&self.document, fact)?;
            match u32::try_from(n).ok().and_then(|n| lines.item(n)) {
                Some(there) => there.replace_with_with_node_1(&line)?,
                None => drop(self.so_far.append_child(&line)?),
            }
        }
        while self.so_far.child_element_count() as usize > new.len() {
            match self.so_far.last_element_child() {
                Some(last) => last.remove(),
                None => break,
            }
        }
        Ok(())
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

#[inline(never)]
fn line(document: &Document, fact: &Fact) -> Result<Element, JsValue> {
    let mut pen = Pen::new(document, "li", "fact")?;
    pen.text("span", "fact-label", &fact.label);
    pen.words(" ");
    pen.text("span", "fact-value", &fact.value);
    if let Some(note) = &fact.note {
        pen.words(" ");
        pen.text("span", "note", note);
    }
    pen.finish()
}

/// The title, and the languages where there is a choice. The start screen has
/// the title as its heading already.
#[inline(never)]
fn header(
    document: &Document,
    view: &View,
    languages: &[(String, String)],
) -> Result<Element, JsValue> {
    let mut pen = Pen::new(document, "div", "header")?;
    pen.set("part", "header");
    if !matches!(view.screen, Screen::Start(_)) {
        pen.text("p", "title", &view.title);
    }
    if languages.len() > 1 {
        pen.inside("nav", "languages", |pen| {
            let names: Vec<&str> = languages.iter().map(|(_, name)| name.as_str()).to_list();
            pen.set("aria-label", &names.join(" / "));
            for (tag, name) in languages {
                pen.inside("button", "language", |pen| {
                    pen.set("type", "button");
                    pen.set("lang", tag);
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
