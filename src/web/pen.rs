//! Writes elements one after the other, as one would write them down.
//!
//! A pen stands in an element. `inside` steps into a new child for as long as
//! its body runs, so the shape of the code is the shape of the page and nothing
//! can be left unclosed. Only text and attributes go in; there is no way to
//! write HTML.
//!
//! Texts of the book may say how words are read: `｜相談《そうだん》`. What is
//! written becomes ruby; where there is room for text alone, see `bare`.

use alloc::{string::String, vec::Vec};

use super::dom::{Document, Element};
use crate::value::cut;

pub(super) struct Pen {
    document: Document,
    at: Element,
    /// The elements it stepped in from, the outermost first.
    outer: Vec<Element>,
}

impl Pen {
    /// A new element that stands nowhere yet.
    #[inline(never)]
    pub(super) fn new(document: &Document, tag: &str, class: &str) -> Self {
        let pen = Self::at(document, document.create(tag));
        pen.set("class", class);
        pen
    }

    /// Writes at the end of an element that is there.
    pub(super) fn at(document: &Document, at: Element) -> Self {
        Self {
            document: document.clone(),
            at,
            outer: Vec::new(),
        }
    }

    /// The element with everything written into it.
    #[inline(never)]
    pub(super) fn finish(self) -> Element {
        self.at
    }

    /// A child, and what goes into it.
    pub(super) fn inside(&mut self, tag: &str, class: &str, body: impl FnOnce(&mut Self)) {
        self.open(tag, class);
        body(self);
        self.close();
    }

    /// A child that holds text alone.
    #[inline(never)]
    pub(super) fn text(&mut self, tag: &str, class: &str, text: &str) {
        self.inside(tag, class, |pen| pen.words(text));
    }

    /// The same, where there is a text.
    #[inline(never)]
    pub(super) fn maybe(&mut self, tag: &str, class: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(tag, class, text);
        }
    }

    /// A list, or nothing at all where there are no lines.
    #[inline(never)]
    pub(super) fn lines(&mut self, class: &str, lines: &[String]) {
        if !lines.is_empty() {
            self.inside("ul", class, |pen| {
                for line in lines {
                    pen.text("li", "", line);
                }
            });
        }
    }

    /// A button of ours; `listen` reads what it does from `data-act`.
    #[inline(never)]
    pub(super) fn button(&mut self, class: &str, act: &str, words: &str) {
        self.inside("button", class, |pen| {
            pen.set("type", "button");
            pen.set("data-act", act);
            pen.set("part", "button");
            pen.words(words);
        });
    }

    /// An attribute of the element the pen stands in.
    #[inline(never)]
    pub(super) fn set(&self, name: &str, value: &str) {
        self.at.set(name, value);
    }

    /// Text in the element the pen stands in, after what is there.
    #[inline(never)]
    pub(super) fn words(&mut self, text: &str) {
        let mut text = text;
        while let Some((before, base, reading, after)) = reading(text) {
            self.at.append_text(before);
            self.open("ruby", "");
            self.at.append_text(base);
            // In brackets where a browser draws no ruby.
            for (tag, text) in [("rp", "（"), ("rt", reading), ("rp", "）")] {
                self.open(tag, "");
                // The word is heard already.
                self.at.set("aria-hidden", "true");
                self.at.append_text(text);
                self.close();
            }
            self.close();
            text = after;
        }
        self.at.append_text(text);
    }

    /// The same without readings: where there can be text alone, or where it is
    /// heard and not seen.
    pub(super) fn bare(&self, text: &str) {
        self.at.append_text(&bare(text));
    }

    /// An element made elsewhere.
    #[inline(never)]
    pub(super) fn put(&self, element: &Element) {
        self.at.append(element);
    }

    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    #[inline(never)]
    fn open(&mut self, tag: &str, class: &str) {
        let element = self.document.create(tag);
        if !class.is_empty() {
            element.set("class", class);
        }
        self.put(&element);
        self.outer.push(core::mem::replace(&mut self.at, element));
    }

    #[inline(never)]
    fn close(&mut self) {
        if let Some(outer) = self.outer.pop() {
            self.at = outer;
        }
    }
}

/// A text of the book without its readings.
#[inline(never)]
pub(super) fn bare(text: &str) -> String {
    let (mut out, mut text) = (String::new(), text);
    while let Some((before, base, _, after)) = reading(text) {
        out.push_str(before);
        out.push_str(base);
        text = after;
    }
    out.push_str(text);
    out
}

/// The first word with its reading, and what stands before and after it.
#[inline(never)]
fn reading(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, rest) = cut(text, '｜')?;
    let (base, rest) = cut(rest, '《')?;
    let (reading, after) = cut(rest, '》')?;
    Some((before, base, reading, after))
}
