//! Brings the questions on the page in line with a new view, node by node.
//!
//! A question whose controls are the same keeps its nodes: ticks and advice are
//! set where they differ. Questions that came or went are put in or
//! taken out between the others. Errors stay as drawn until the next step: to
//! tell somebody off in the middle of a word helps nobody.

use alloc::vec::Vec;

use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Document, Element, HtmlInputElement, HtmlSelectElement};

use crate::run::view::{Choice, Group, Input, Page, Question};
use crate::value::ToList;

use super::draw::{self, Ids};

pub(super) fn questions(
    document: &Document,
    screen: &Element,
    old: &Page,
    new: &Page,
    ids: &mut Ids,
) -> Result<(), JsValue> {
    let Some(list) = screen.query_selector(".questions")? else {
        return Ok(());
    };
    let mut before = list.first_element_child();
    for question in &new.questions {
        // Whatever stands before this question's own node has gone.
        if let Some(kept) = named(&list, ".question", "data-name", &question.name)? {
            while let Some(gone) = before.take().filter(|it| *it != kept) {
                before = gone.next_element_sibling();
                // A question that only moved is drawn again at its place.
                gone.remove();
            }
            before = kept.next_element_sibling();
            let was = old.questions.iter().find(|it| it.name == question.name);
            match was {
                Some(was) if same_controls(was, question) => sync(document, &kept, was, question)?,
                _ => {
                    let made = draw::question(document, question, &ids.next())?;
                    kept.replace_with_with_node_1(&made)?;
                }
            }
        } else {
            let made = draw::question(document, question, &ids.next())?;
            list.insert_before(&made, before.as_deref())?;
        }
    }
    while let Some(gone) = before {
        before = gone.next_element_sibling();
        gone.remove();
    }
    Ok(())
}

/// The element among `all` whose attribute is exactly `name`. Names are the
/// pack's own words, so they never go into a selector.
pub(super) fn named(
    within: &Element,
    all: &str,
    attribute: &str,
    name: &str,
) -> Result<Option<Element>, JsValue> {
    let found = within.query_selector_all(all)?;
    Ok((0..found.length())
        .filter_map(|n| found.item(n)?.dyn_into::<Element>().ok())
        .find(|it| it.get_attribute(attribute).as_deref() == Some(name)))
}

fn same_controls(was: &Question, is: &Question) -> bool {
    was.label == is.label
        && was.help == is.help
        && match (&was.input, &is.input) {
            (Input::Choice { groups: was, .. }, Input::Choice { groups: is, .. })
            | (Input::Several { groups: was, .. }, Input::Several { groups: is, .. }) => {
                same_groups(was, is)
            }
            (Input::Number { .. }, Input::Number { .. })
            | (Input::Date { .. }, Input::Date { .. })
            | (Input::Text { .. }, Input::Text { .. }) => true,
            _ => false,
        }
}

fn same_groups(was: &[Group], is: &[Group]) -> bool {
    let same_option =
        |(was, is): (&Choice, &Choice)| was.value == is.value && was.label == is.label;
    let same_group = |(was, is): (&Group, &Group)| {
        was.heading == is.heading
            && was.options.len() == is.options.len()
            && was.options.iter().zip(&is.options).all(same_option)
    };
    was.len() == is.len() && was.iter().zip(is).all(same_group)
}

fn sync(document: &Document, node: &Element, was: &Question, is: &Question) -> Result<(), JsValue> {
    match &is.input {
        Input::Choice { groups, .. } | Input::Several { groups, .. } => {
            let choices: Vec<&Choice> = groups.iter().flat_map(|it| &it.options).to_list();
            if let Some(list) = control::<HtmlSelectElement>(node)? {
                let chosen = choices.iter().find(|it| it.chosen);
                list.set_value(chosen.map_or("", |it| it.value.as_str()));
            }
            ticks(node, &choices, is.unsure.chosen)?;
        }
        Input::Number { .. } | Input::Date { .. } | Input::Text { .. } => {
            // What is in the field was typed there, perhaps half a date as yet:
            // the engine's reading of it must not jump in between. Only "I
            // don't know" takes it away.
            if let Some(field) = control::<HtmlInputElement>(node)?.filter(|_| is.unsure.chosen) {
                field.set_value("");
            }
            ticks(node, &[], is.unsure.chosen)?;
        }
    }
    if was.unsure != is.unsure
        && let Some(advice) = node.query_selector(".advice")?
    {
        // The region stays, its lines change: only then are they read out.
        advice.set_text_content(None);
        let lines = draw::written_advice(document, &is.unsure)?;
        while let Some(line) = lines.first_child() {
            advice.append_child(&line)?;
        }
    }
    Ok(())
}

fn control<T: JsCast>(node: &Element) -> Result<Option<T>, JsValue> {
    Ok(node
        .query_selector(".control")?
        .and_then(|it| it.dyn_into().ok()))
}

fn ticks(node: &Element, choices: &[&Choice], unsure: bool) -> Result<(), JsValue> {
    let boxes = node.query_selector_all(".choice input")?;
    for n in 0..boxes.length() {
        let Some(tick) = boxes
            .item(n)
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
        else {
            continue;
        };
        let chosen = if tick.has_attribute("data-unsure") {
            unsure
        } else {
            let value = tick.value();
            choices.iter().any(|it| it.value == value && it.chosen)
        };
        if tick.checked() != chosen {
            tick.set_checked(chosen);
        }
    }
    Ok(())
}
