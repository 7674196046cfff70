//! From what the person did to what we do.
//!
//! The element listens at its root; what an element does is written on it: `data-act` on buttons and links, `data-name` on questions.

use alloc::{string::String, vec::Vec};

use super::dom::{self, Element};
use crate::run::{Event, Given};

pub(super) enum Intent {
    /// An answer: the screen stays.
    Answer(Event),
    /// A step: another screen, or this one with its errors.
    Step(Event),
    /// Something the portal says: the same screen, drawn anew.
    Told(Event),
    Language(String),
    /// From a link of that kind to the page of a question.
    Change(&'static str, String),
    /// On from the start with answers that were kept, to the results or before.
    Open(bool),
    /// To another screen that one was on already.
    Go(usize),
    /// To a question on this page.
    Focus(String),
}

#[inline(never)]
pub(super) fn intent(event: &dom::Event) -> Option<Intent> {
    let target = event.target();
    let kind = event.kind();
    match kind.as_str() {
        "submit" => {
            event.prevent_default();
            Some(Intent::Step(Event::Next))
        }
        "click" => click(event, &target),
        // A field speaks with every key, so that what is known follows along;
        // its `change` would only repeat that. Everything else speaks once.
        _ if is_field(&target) == (kind == "input") => answer(&target).map(Intent::Answer),
        _ => None,
    }
}

fn click(event: &dom::Event, target: &Element) -> Option<Intent> {
    let actor = target.closest("[data-act]")?;
    let whom = actor.attribute("data-for").unwrap_or_default();
    Some(match actor.attribute("data-act")?.as_str() {
        "begin" => Intent::Step(Event::Begin),
        "next" => Intent::Step(Event::Next),
        "back" => Intent::Step(Event::Back),
        "change" => Intent::Change(change_link(&actor), whom),
        "focus" => {
            event.prevent_default();
            Intent::Focus(whom)
        }
        _ => return None,
    })
}

/// How to find a link to a question's page again once the screen was away.
fn change_link(actor: &Element) -> &'static str {
    match actor.closest(".missing") {
        Some(_) => ".missing [data-act=change]",
        None => ".answers [data-act=change]",
    }
}

fn answer(target: &Element) -> Option<Event> {
    let question = target.closest("[data-name]")?;
    let name = question.attribute("data-name")?;
    let is_tick = target.attribute("type").as_deref() == Some("checkbox");
    Some(if target.has("data-unsure") {
        if !is_tick || target.checked() {
            Event::Unsure { name }
        } else {
            Event::Clear { name }
        }
    } else if is_tick {
        several(name, target, &question)
    } else {
        let text = target.value();
        // A field that is empty again was not answered.
        if text.is_empty() {
            Event::Clear { name }
        } else {
            Event::Answer {
                name,
                given: Given::Text(text),
            }
        }
    })
}

fn is_field(target: &Element) -> bool {
    target.attribute("type").as_deref() == Some("text")
}

/// All ticks of a question, after the newest one has cleared what it excludes:
/// "none of these" the others, the others "none of these".
fn several(name: String, newest: &Element, question: &Element) -> Event {
    let mut given = Vec::new();
    for tick in question.all("input:not([data-unsure])") {
        let only = newest.has("data-only") || tick.has("data-only");
        if newest.checked() && only && tick != *newest {
            tick.set_checked(false);
        }
        if tick.checked() {
            given.push(tick.value());
        }
    }
    // Nothing ticked is no answer: that there is nothing is a tick of its own.
    if given.is_empty() {
        Event::Clear { name }
    } else {
        Event::Answer {
            name,
            given: Given::Many(given),
        }
    }
}
