//! Brings the questions on the page in line with a new view, node by node.
//!
//! A question whose controls are the same keeps its nodes: ticks and advice are
//! set where they differ. Questions that came or went are put in or
//! taken out between the others. Errors stay as drawn until the next step: to
//! tell somebody off in the middle of a word helps nobody.

use alloc::vec::Vec;

use crate::run::view::{Choice, Group, Input, Page, Question};
use crate::value::ToList;

use super::dom::{Document, Element};
use super::draw::{self, Ids};
use super::pen::Pen;

#[inline(never)]
pub(super) fn questions(
    document: &Document,
    screen: &Element,
    old: &Page,
    new: &Page,
    ids: &mut Ids,
) {
    let Some(list) = screen.find(".questions") else {
        return;
    };
    let mut before = list.first();
    for question in &new.questions {
        // Whatever stands before this question's own node has gone.
        if let Some(kept) = list.named(".question", "data-name", &question.name) {
            while let Some(gone) = before.take().filter(|it| *it != kept) {
                before = gone.next();
                // A question that only moved is drawn again at its place.
                gone.remove();
            }
            before = kept.next();
            let was = old.questions.iter().find(|it| it.name == question.name);
            match was {
                Some(was) if same_controls(was, question) => sync(document, &kept, was, question),
                _ => kept.replace_with(&draw::question(document, question, &ids.next())),
            }
        } else {
            let made = draw::question(document, question, &ids.next());
            list.insert_before(&made, before.as_ref());
        }
    }
    while let Some(gone) = before {
        before = gone.next();
        gone.remove();
    }
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

fn sync(document: &Document, node: &Element, was: &Question, is: &Question) {
    match &is.input {
        Input::Choice { groups, .. } | Input::Several { groups, .. } => {
            let choices: Vec<&Choice> = groups.iter().flat_map(|it| &it.options).to_list();
            if let Some(list) = node.find(".control") {
                let chosen = choices.iter().find(|it| it.chosen);
                list.set_value(chosen.map_or("", |it| it.value.as_str()));
            }
            ticks(node, &choices, is.unsure.chosen);
        }
        Input::Number { .. } | Input::Date { .. } | Input::Text { .. } => {
            // What is in the field was typed there, perhaps half a date as yet:
            // the engine's reading of it must not jump in between. Only "I
            // don't know" takes it away.
            if let Some(field) = node.find(".control").filter(|_| is.unsure.chosen) {
                field.set_value("");
            }
            ticks(node, &[], is.unsure.chosen);
        }
    }
    if was.unsure != is.unsure
        && let Some(advice) = node.find(".advice")
    {
        // The region stays, its lines change: only then are they read out.
        advice.set_text("");
        draw::advice(&mut Pen::at(document, advice), &is.unsure);
    }
}

fn ticks(node: &Element, choices: &[&Choice], unsure: bool) {
    for tick in node.all(".choice input") {
        let chosen = if tick.has("data-unsure") {
            unsure
        } else {
            let value = tick.value();
            choices.iter().any(|it| it.value == value && it.chosen)
        };
        if tick.checked() != chosen {
            tick.set_checked(chosen);
        }
    }
}
