//! From what the person did to what we do.
//!
//! One listener stands at the top of everything we drew; what an element does
//! is written on it: `data-act` on buttons and links, `data-name` on questions.

use alloc::{string::String, vec::Vec};

use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use crate::run::{Event, Given};

/// The events we listen for.
pub(super) const EVENTS: [&str; 4] = ["click", "change", "input", "submit"];

pub(super) enum Intent {
    /// An answer: the screen stays.
    Answer(Event),
    /// A step: another screen, or this one with its errors.
    Step(Event),
    /// Something the portal says: the same screen, drawn anew.
    Told(Event),
    Language(String),
    /// To a question on this page.
    Focus(String),
    Print,
}

pub(super) fn intent(event: &web_sys::Event) -> Result<Option<Intent>, JsValue> {
    let Some(target) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else {
        return Ok(None);
    };
    match event.type_().as_str() {
        "submit" => {
            event.prevent_default();
            Ok(Some(Intent::Step(Event::Next)))
        }
        "click" => click(event, &target),
        // A field speaks with every key, so that what is known follows along;
        // its `change` would only repeat that. Everything else speaks once.
        "input" => Ok(if is_field(&target) {
            answer(&target)?
        } else {
            None
        }),
        "change" => Ok(if is_field(&target) {
            None
        } else {
            answer(&target)?
        }),
        _ => Ok(None),
    }
}

fn click(event: &web_sys::Event, target: &Element) -> Result<Option<Intent>, JsValue> {
    let Some(actor) = target.closest("[data-act]")? else {
        return Ok(None);
    };
    let whom = actor.get_attribute("data-for").unwrap_or_default();
    Ok(match actor.get_attribute("data-act").as_deref() {
        Some("begin") => Some(Intent::Step(Event::Begin)),
        Some("next") => Some(Intent::Step(Event::Next)),
        Some("back") => Some(Intent::Step(Event::Back)),
        Some("change") => Some(Intent::Step(Event::Change { name: whom })),
        Some("language") => Some(Intent::Language(whom)),
        Some("print") => Some(Intent::Print),
        Some("focus") => {
            event.prevent_default();
            Some(Intent::Focus(whom))
        }
        _ => None,
    })
}

fn answer(target: &Element) -> Result<Option<Intent>, JsValue> {
    let Some(question) = target.closest("[data-name]")? else {
        return Ok(None);
    };
    let name = question.get_attribute("data-name").unwrap_or_default();
    let event = if let Some(list) = target.dyn_ref::<HtmlSelectElement>() {
        text(name, list.value())
    } else if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        match input.type_().as_str() {
            "checkbox" if input.has_attribute("data-unsure") => {
                if input.checked() {
                    Event::Unsure { name }
                } else {
                    Event::Clear { name }
                }
            }
            "checkbox" => several(name, input, &question)?,
            _ if input.has_attribute("data-unsure") => Event::Unsure { name },
            _ => text(name, input.value()),
        }
    } else {
        return Ok(None);
    };
    Ok(Some(Intent::Answer(event)))
}

fn is_field(target: &Element) -> bool {
    target
        .dyn_ref::<HtmlInputElement>()
        .is_some_and(|it| it.type_() == "text")
}

/// A field that is empty again was not answered.
fn text(name: String, text: String) -> Event {
    if text.is_empty() {
        Event::Clear { name }
    } else {
        Event::Answer {
            name,
            given: Given::Text(text),
        }
    }
}

/// All ticks of a question, after the newest one has cleared what it excludes:
/// "none of these" the others, the others "none of these".
fn several(name: String, newest: &HtmlInputElement, question: &Element) -> Result<Event, JsValue> {
    let boxes = question.query_selector_all("input:not([data-unsure])")?;
    let mut given = Vec::new();
    for n in 0..boxes.length() {
        let Some(tick) = boxes
            .item(n)
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
        else {
            continue;
        };
        let only = newest.has_attribute("data-only") || tick.has_attribute("data-only");
        if newest.checked() && only && tick != *newest {
            tick.set_checked(false);
        }
        if tick.checked() {
            given.push(tick.value());
        }
    }
    // Nothing ticked is no answer: that there is nothing is a tick of its own.
    Ok(if given.is_empty() {
        Event::Clear { name }
    } else {
        Event::Answer {
            name,
            given: Given::Many(given),
        }
    })
}
