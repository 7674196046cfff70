//! Writes elements one after the other, as one would write them down.
//!
//! A pen stands in an element. `inside` steps into a new child for as long as
//! its body runs, so the shape of the code is the shape of the page and nothing
//! can be left unclosed. Only text and attributes go in; there is no way to
//! write HTML.
//!
//! A DOM call with our own constant names does not fail. If one did, the pen
//! stops writing and `finish` tells, so callers need no `?` on every line.

use alloc::{string::String, vec::Vec};

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

pub(super) struct Pen {
    document: Document,
    at: Element,
    /// The elements it stepped in from, the outermost first.
    outer: Vec<Element>,
    failed: Option<JsValue>,
}

impl Pen {
    /// A new element that stands nowhere yet.
    pub(super) fn new(document: &Document, tag: &str, class: &str) -> Result<Self, JsValue> {
        let at = document.create_element(tag)?;
        at.set_class_name(class);
        Ok(Self {
            document: document.clone(),
            at,
            outer: Vec::new(),
            failed: None,
        })
    }

    /// The element with everything written into it.
    pub(super) fn finish(self) -> Result<Element, JsValue> {
        match self.failed {
            Some(error) => Err(error),
            None => Ok(self.at),
        }
    }

    /// A child, and what goes into it.
    pub(super) fn inside(&mut self, tag: &str, class: &str, body: impl FnOnce(&mut Self)) {
        self.open(tag, class);
        body(self);
        self.close();
    }

    /// A child that holds text alone.
    pub(super) fn text(&mut self, tag: &str, class: &str, text: &str) {
        self.inside(tag, class, |pen| pen.at.set_text_content(Some(text)));
    }

    /// The same, where there is a text.
    pub(super) fn maybe(&mut self, tag: &str, class: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(tag, class, text);
        }
    }

    /// A list, or nothing at all where there are no lines.
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
    pub(super) fn button(&mut self, class: &str, act: &str, words: &str) {
        self.inside("button", class, |pen| {
            pen.set("type", "button");
            pen.set("data-act", act);
            pen.set("part", "button");
            pen.words(words);
        });
    }

    /// An attribute of the element the pen stands in.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        if self.failed.is_none() {
            self.failed = self.at.set_attribute(name, value).err();
        }
    }

    /// Text in the element the pen stands in, after what is there.
    pub(super) fn words(&mut self, text: &str) {
        let node = self.document.create_text_node(text);
        self.put(&node);
    }

    /// An element made elsewhere.
    pub(super) fn put(&mut self, node: &web_sys::Node) {
        if self.failed.is_none() {
            self.failed = self.at.append_child(node).err();
        }
    }

    pub(super) fn put_made(&mut self, made: Result<Element, JsValue>) {
        match made {
            Ok(element) => self.put(&element),
            Err(error) => self.failed = self.failed.take().or(Some(error)),
        }
    }

    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    #[inline(never)]
    fn open(&mut self, tag: &str, class: &str) {
        if self.failed.is_some() {
            return;
        }
        match self.document.create_element(tag) {
            Ok(element) => {
                if !class.is_empty() {
                    element.set_class_name(class);
                }
                self.put(&element);
                self.outer.push(core::mem::replace(&mut self.at, element));
            }
            Err(error) => self.failed = Some(error),
        }
    }

    /// Where a child failed to open this leads one too far out, where nothing is
    /// written any more.
    #[inline(never)]
    fn close(&mut self) {
        if let Some(outer) = self.outer.pop() {
            self.at = outer;
        }
    }
}
