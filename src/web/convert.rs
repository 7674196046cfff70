//! Values from JavaScript and back.
//!
//! What goes out goes as JSON text: one crossing and the browser's own parser,
//! where serde-wasm-bindgen made one object after another.

use alloc::string::String;

use js_sys::{Array, Date};
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

/// How to begin: without `wizard` it is the book's first, without `at` now.
pub(super) fn start(wizard: String, lang: String, at: Option<&str>) -> Result<Start, JsValue> {
    let at = match at {
        Some(at) => moment(at)?,
        None => now(),
    };
    Ok(Start { wizard, lang, at })
}

pub(super) fn moment(text: &str) -> Result<Moment, JsValue> {
    Moment::parse(text)
        .ok_or_else(|| fault("`at` is not a date and time in Japan such as 2026-11-20T12:30"))
}

/// Now, as a clock on a wall in Japan shows it: nine hours ahead of UTC all
/// year (明治19年勅令第51号), so no time zone database is needed.
#[inline(never)]
pub(super) fn now() -> Moment {
    let minutes = (Date::now() / 60_000.0) as i32 + 9 * 60;
    let date = crate::value::Date::from_days(minutes.div_euclid(1440));
    let minute = minutes.rem_euclid(1440) as u16;
    match date.and_then(|date| Moment::new(date, minute)) {
        Some(now) => now,
        None => wasm_bindgen::throw_str("the clock shows no date"),
    }
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
