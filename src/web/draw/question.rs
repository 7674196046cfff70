//! One question: its label, why it is asked, its control, and "I don't know".
//!
//! The Digital Agency's form rules are the model: every question is a `fieldset`
//! with its `legend`, a field has a `label for`, support text and error are tied
//! to the control by `aria-describedby`, an error starts with 「＊」.
//!
//! `aria-invalid` stands where ARIA 1.2 allows it: on the radio group, on each
//! tick box, on the field.

use alloc::string::String;

use crate::run::view::{Choice, Group, Input, Question, Unsure};
use crate::value::digits;

use super::super::dom::{Document, Element};
use super::super::pen::{Pen, bare};

/// `id` is a prefix of its own for the ids inside.
#[inline(never)]
pub(in super::super) fn question(document: &Document, question: &Question, id: &str) -> Element {
    let asked = Asked { question, id };
    let mut pen = Pen::new(document, "div", "question");
    pen.set("data-name", &question.name);
    pen.set("part", "question");
    pen.inside("fieldset", "", |pen| match &question.input {
        Input::Choice {
            groups,
            long: false,
        } => asked.radios(pen, groups),
        Input::Choice { groups, long: true } => asked.select(pen, groups),
        Input::Several { groups, hint } => asked.ticks(pen, groups, hint),
        Input::Number { text, unit } => asked.field(pen, text, Some("numeric"), unit.as_ref()),
        Input::Date { text, .. } | Input::Text { text } => asked.field(pen, text, None, None),
    });
    pen.finish()
}

/// Where to look and whom to ask, once "I don't know" is chosen.
#[inline(never)]
pub(in super::super) fn advice(pen: &mut Pen, unsure: &Unsure) {
    if unsure.chosen {
        for line in &unsure.advice {
            pen.text("p", "", line);
        }
    }
}

struct Asked<'a> {
    question: &'a Question,
    id: &'a str,
}

impl Asked<'_> {
    #[inline(never)]
    fn radios(&self, pen: &mut Pen, groups: &[Group]) {
        pen.set("role", "radiogroup");
        self.describe(pen, None);
        self.invalid(pen);
        self.legend(pen);
        self.support(pen, None);
        self.groups(pen, groups, "radio");
        self.unsure(pen, "radio");
    }

    fn ticks(&self, pen: &mut Pen, groups: &[Group], hint: &str) {
        self.describe(pen, Some(hint));
        self.legend(pen);
        self.support(pen, Some(hint));
        self.groups(pen, groups, "checkbox");
        self.unsure(pen, "checkbox");
    }

    /// A list to pick from. Its first entry is "nothing picked yet".
    #[inline(never)]
    fn select(&self, pen: &mut Pen, groups: &[Group]) {
        self.legend_for_control(pen);
        self.support(pen, None);
        pen.inside("select", "control", |pen| {
            self.control(pen, None);
            option(
                pen,
                "",
                "―",
                !groups
                    .iter()
                    .any(|it| it.options.iter().any(|it| it.chosen)),
            );
            for group in groups {
                match &group.heading {
                    Some(heading) => pen.inside("optgroup", "", |pen| {
                        pen.set("label", &bare(heading));
                        options(pen, &group.options);
                    }),
                    None => options(pen, &group.options),
                }
            }
        });
        self.unsure(pen, "checkbox");
    }

    /// A field. Numbers and dates are text fields too, so that what a person
    /// types in full width or by era (令和8年) reaches the engine as it is.
    #[inline(never)]
    fn field(&self, pen: &mut Pen, text: &str, mode: Option<&str>, unit: Option<&String>) {
        let hint = match &self.question.input {
            Input::Date { hint, .. } => Some(*hint),
            _ => None,
        };
        self.legend_for_control(pen);
        self.support(pen, hint);
        pen.inside("div", "field", |pen| {
            pen.inside(
                "input",
                if mode.is_some() {
                    "control short"
                } else {
                    "control"
                },
                |pen| {
                    pen.set("type", "text");
                    pen.set("autocomplete", "off");
                    pen.set("value", text);
                    if let Some(mode) = mode {
                        pen.set("inputmode", mode);
                    }
                    self.control(pen, hint);
                },
            );
            if let Some(unit) = unit {
                pen.inside("span", "unit", |pen| {
                    pen.set("id", &self.sub("unit"));
                    pen.words(unit);
                });
            }
        });
        self.unsure(pen, "checkbox");
    }

    /// What a select and a field have in common.
    fn control(&self, pen: &mut Pen, hint: Option<&str>) {
        pen.set("id", self.id);
        pen.set("part", "control");
        self.describe(pen, hint);
        self.invalid(pen);
    }

    fn legend(&self, pen: &mut Pen) {
        pen.inside("legend", "label", |pen| self.label_text(pen));
    }

    /// The field's label is the legend too: on its own, the "I don't know"
    /// beside the field would not say what is not known.
    #[inline(never)]
    fn legend_for_control(&self, pen: &mut Pen) {
        pen.inside("legend", "label", |pen| {
            pen.inside("label", "", |pen| {
                pen.set("for", self.id);
                self.label_text(pen);
            });
        });
    }

    fn label_text(&self, pen: &mut Pen) {
        pen.words(&self.question.label);
    }

    /// Help, hint, why and error, between the label and the control.
    #[inline(never)]
    fn support(&self, pen: &mut Pen, hint: Option<&str>) {
        if let Some(help) = &self.question.help {
            self.described(pen, "help", help);
        }
        if let Some(hint) = hint {
            self.described(pen, "hint", hint);
        }
        pen.inside("details", "why", |pen| {
            pen.text("summary", "", self.question.why_heading);
            pen.text("p", "", &self.question.why);
        });
        if let Some(error) = &self.question.error {
            let mut marked = String::from("＊");
            marked.push_str(error);
            self.described(pen, "error", &marked);
        }
    }

    fn described(&self, pen: &mut Pen, class: &str, text: &str) {
        pen.inside("p", class, |pen| {
            pen.set("id", &self.sub(class));
            pen.words(text);
        });
    }

    #[inline(never)]
    fn groups(&self, pen: &mut Pen, groups: &[Group], kind: &str) {
        for (n, group) in groups.iter().enumerate() {
            let Some(heading) = &group.heading else {
                self.choices(pen, group, kind, n);
                continue;
            };
            pen.inside("div", "group", |pen| {
                let id = self.sub(&digits(n));
                pen.set("role", "group");
                pen.set("aria-labelledby", &id);
                pen.inside("h3", "group-heading", |pen| {
                    pen.set("id", &id);
                    pen.words(heading);
                });
                self.choices(pen, group, kind, n);
            });
        }
    }

    #[inline(never)]
    fn choices(&self, pen: &mut Pen, group: &Group, kind: &str, n_group: usize) {
        for (n, choice) in group.options.iter().enumerate() {
            let mut help_id = self.sub(&digits(n_group));
            help_id.push('-');
            help_id.push_str(&digits(n));
            pen.inside("label", "choice", |pen| {
                pen.set("part", "choice");
                pen.inside("input", "", |pen| {
                    self.radio_or_tick(pen, kind, choice.chosen);
                    pen.set("value", &choice.value);
                    if choice.only {
                        pen.set("data-only", "");
                    }
                    if kind == "checkbox" {
                        self.invalid(pen);
                    }
                    if choice.help.is_some() {
                        pen.set("aria-describedby", &help_id);
                    }
                });
                pen.inside("span", "choice-text", |pen| {
                    pen.words(&choice.label);
                    if let Some(help) = &choice.help {
                        pen.inside("span", "choice-help", |pen| {
                            pen.set("id", &help_id);
                            pen.words(help);
                        });
                    }
                });
            });
        }
    }

    /// "I don't know": one more radio button, or a tick box beside the rest.
    #[inline(never)]
    fn unsure(&self, pen: &mut Pen, kind: &str) {
        let unsure = &self.question.unsure;
        pen.inside("label", "choice unsure", |pen| {
            pen.set("part", "choice");
            pen.inside("input", "", |pen| {
                self.radio_or_tick(pen, kind, unsure.chosen);
                pen.set("data-unsure", "");
            });
            pen.text("span", "choice-text", unsure.label);
        });
        pen.inside("div", "advice", |pen| {
            pen.set("role", "status");
            pen.set("part", "advice");
            advice(pen, unsure);
        });
    }

    #[inline(never)]
    fn radio_or_tick(&self, pen: &mut Pen, kind: &str, chosen: bool) {
        pen.set("type", kind);
        if kind == "radio" {
            pen.set("name", self.id);
        }
        if chosen {
            pen.set("checked", "");
        }
    }

    fn invalid(&self, pen: &mut Pen) {
        if self.question.error.is_some() {
            pen.set("aria-invalid", "true");
        }
    }

    #[inline(never)]
    fn describe(&self, pen: &mut Pen, hint: Option<&str>) {
        let mut ids = String::new();
        let there = [
            ("help", self.question.help.is_some()),
            ("hint", hint.is_some()),
            ("error", self.question.error.is_some()),
            (
                "unit",
                matches!(self.question.input, Input::Number { unit: Some(_), .. }),
            ),
        ];
        for (name, _) in there.iter().filter(|(_, there)| *there) {
            if !ids.is_empty() {
                ids.push(' ');
            }
            ids.push_str(&self.sub(name));
        }
        if !ids.is_empty() {
            pen.set("aria-describedby", &ids);
        }
    }

    fn sub(&self, name: &str) -> String {
        let mut id = String::from(self.id);
        id.push('-');
        id.push_str(name);
        id
    }
}

fn options(pen: &mut Pen, choices: &[Choice]) {
    for choice in choices {
        option(pen, &choice.value, &choice.label, choice.chosen);
    }
}

#[inline(never)]
fn option(pen: &mut Pen, value: &str, label: &str, chosen: bool) {
    pen.inside("option", "", |pen| {
        pen.set("value", value);
        if chosen {
            pen.set("selected", "");
        }
        pen.bare(label);
    });
}
