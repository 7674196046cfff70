//! Values from JavaScript and back.
//!
//! What goes out goes as JSON text: one crossing and the browser's own parser,
//! where serde-wasm-bindgen made one object after another.

use alloc::string::String;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::run::{Given, Json, Start, Tell};
use crate::value::{Moment, ToList};

#[wasm_bindgen]
extern "C" {
    /// JavaScript's own `String(value)`: a number is written as its author
    /// would see it, and no float crosses into Rust.
    #[wasm_bindgen(js_name = String)]
    fn written(value: &JsValue) -> String;

    /// What we wrote ourselves can be read.
    #[wasm_bindgen(js_namespace = JSON)]
    fn parse(text: &str) -> JsValue;
}

/// An `Error` with plain words.
pub(super) fn fault(message: &str) -> JsValue {
    JsError::new(message).into()
}

/// Plain objects, arrays and strings, as `JSON.parse` would give them.
#[inline(never)]
pub(super) fn plain(value: &dyn Tell) -> JsValue {
    let mut json = Json::default();
    value.tell(&mut json);
    parse(&json.text())
}

/// How to begin: without `wizard` it is the book's first.
pub(super) fn start(wizard: String, lang: String, at: &str) -> Result<Start, JsValue> {
    let at = moment(at)?;
    Ok(Start { wizard, lang, at })
}

pub(super) fn moment(text: &str) -> Result<Moment, JsValue> {
    Moment::parse(text)
        .ok_or_else(|| fault("`at` is not a date and time in Japan such as 2026-11-20T12:30"))
}

/// What a caller passes to `answer` (a string, a number, a boolean, or an array
/// of strings) or finds in what was saved: there an object is "I don't know".
pub(super) fn given(value: &JsValue) -> Result<Given, JsValue> {
    if Array::is_array(value) {
        return Ok(Given::Many(
            Array::from(value).iter().map(|it| written(&it)).to_list(),
        ));
    }
    if value.is_object() || value.is_undefined() || value.is_null() {
        return Err(fault(
            "an answer is a string, a number, a boolean or an array of strings",
        ));
    }
    Ok(Given::Text(written(value)))
}
