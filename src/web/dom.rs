//! What we use of the browser's DOM.
//!
//! Declared here, not taken from web-sys: no call with our own names on nodes we
//! made can fail, and glue that catches what is never thrown, with the code that
//! passes it on, took more than 1.4 KB of what a page loads. One type stands for elements of all kinds, since a listener
//! and a patch know theirs by `type` and by class.

use alloc::{string::String, vec::Vec};

use js_sys::Array;
use wasm_bindgen::{JsCast, prelude::*};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    pub(super) type Document;

    #[wasm_bindgen(method, js_name = createElement)]
    pub(super) fn create(this: &Document, tag: &str) -> Element;

    #[derive(Clone, PartialEq)]
    pub(super) type Element;

    #[wasm_bindgen(method, getter, js_name = ownerDocument)]
    pub(super) fn document(this: &Element) -> Option<Document>;

    #[wasm_bindgen(method, js_name = setAttribute)]
    pub(super) fn set(this: &Element, name: &str, value: &str);

    #[wasm_bindgen(method, js_name = getAttribute)]
    pub(super) fn attribute(this: &Element, name: &str) -> Option<String>;

    #[wasm_bindgen(method, js_name = hasAttribute)]
    pub(super) fn has(this: &Element, name: &str) -> bool;

    #[wasm_bindgen(method, setter)]
    pub(super) fn set_hidden(this: &Element, hidden: bool);

    /// Text in place of whatever stands inside.
    #[wasm_bindgen(method, setter, js_name = textContent)]
    pub(super) fn set_text(this: &Element, text: &str);

    #[wasm_bindgen(method, js_name = append)]
    pub(super) fn append_text(this: &Element, text: &str);

    #[wasm_bindgen(method)]
    pub(super) fn append(this: &Element, child: &Element);

    #[wasm_bindgen(method, js_name = insertBefore)]
    pub(super) fn insert_before(this: &Element, child: &Element, before: Option<&Element>);

    #[wasm_bindgen(method, js_name = replaceWith)]
    pub(super) fn replace_with(this: &Element, other: &Element);

    #[wasm_bindgen(method)]
    pub(super) fn remove(this: &Element);

    #[wasm_bindgen(method, getter, js_name = firstElementChild)]
    pub(super) fn first(this: &Element) -> Option<Element>;

    #[wasm_bindgen(method, getter, js_name = nextElementSibling)]
    pub(super) fn next(this: &Element) -> Option<Element>;

    #[wasm_bindgen(method, js_name = querySelector)]
    pub(super) fn find(this: &Element, selector: &str) -> Option<Element>;

    #[wasm_bindgen(method, js_name = querySelectorAll)]
    fn query_all(this: &Element, selector: &str) -> JsValue;

    #[wasm_bindgen(method)]
    pub(super) fn closest(this: &Element, selector: &str) -> Option<Element>;

    #[wasm_bindgen(method)]
    pub(super) fn focus(this: &Element);

    // Of fields, ticks and lists to pick from.

    #[wasm_bindgen(method, getter)]
    pub(super) fn value(this: &Element) -> String;

    #[wasm_bindgen(method, setter)]
    pub(super) fn set_value(this: &Element, value: &str);

    #[wasm_bindgen(method, getter)]
    pub(super) fn checked(this: &Element) -> bool;

    #[wasm_bindgen(method, setter)]
    pub(super) fn set_checked(this: &Element, checked: bool);

    pub type Event;

    /// We listen for events of elements only.
    #[wasm_bindgen(method, getter)]
    pub(super) fn target(this: &Event) -> Element;

    #[wasm_bindgen(method, getter, js_name = type)]
    pub(super) fn kind(this: &Event) -> String;

    #[wasm_bindgen(method, js_name = preventDefault)]
    pub(super) fn prevent_default(this: &Event);
}

impl Element {
    /// All elements inside that fit, in the order of the page.
    #[inline(never)]
    pub(super) fn all(&self, selector: &str) -> Vec<Element> {
        let mut all = Vec::new();
        for it in Array::from(&self.query_all(selector)).iter() {
            all.push(it.unchecked_into());
        }
        all
    }

    /// The element among `all(selector)` whose attribute is exactly `name`.
    /// Names are the pack's own words, so they never go into a selector.
    #[inline(never)]
    pub(super) fn named(&self, selector: &str, attribute: &str, name: &str) -> Option<Element> {
        let mut all = self.all(selector).into_iter();
        all.find(|it| it.attribute(attribute).as_deref() == Some(name))
    }
}
