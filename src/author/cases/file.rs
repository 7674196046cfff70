//! Cases as YAML has them: a family, and what is expected.

use super::super::fields::{Fields, scalar, scalars};
use super::super::pack::At;
use super::super::yaml::{Node, NodeKind};
use super::super::{Diagnostic, keys, messages};
use super::names::Names;
use super::set::SetText;
use super::{Case, Expected, STATUSES, What};
use crate::run::Raw;
use crate::value::{Moment, Number};

pub(super) fn case(node: &Node, names: &Names<'_>, out: &mut Vec<Diagnostic>) -> Option<Case> {
    let mut fields = Fields::of(node, &keys::CASE, out)?;
    let name = fields.need_text("name", out)?;
    let at_text = fields.need_text("at", out)?;
    let at = Moment::parse(&at_text.it);
    if at.is_none() {
        out.push(Diagnostic::new("bad-date", at_text.place, &[&at_text.it]));
    }
    let answers = fields.entries("answers", out);
    for (key, it) in answers {
        names.must_know(&key.text, &key.place, "@name-question", out);
        names.hang_all(&key.text, it);
    }
    let answers = answers
        .iter()
        .map(|(key, it)| (key.text.clone(), raw(it)))
        .collect();
    let wizard = fields.text("wizard", out);
    if let Some(wizard) = &wizard {
        names.must_know(&wizard.it, &wizard.place, "@name-wizard", out);
    }
    let wizard = wizard.map(|it| it.it).unwrap_or_default();
    let expected = fields
        .need("expect", out)
        .map(|it| expectations(it, names, out))
        .unwrap_or_default();
    fields.get("why");
    fields.finish(out);
    Some(Case {
        name: name.it,
        place: name.place,
        wizard,
        at: at?,
        answers,
        expected,
    })
}

/// An answer as YAML has it: what stands in quotes is text.
fn raw(node: &Node) -> Raw {
    match &node.kind {
        NodeKind::Map(entries) if entries.iter().any(|(key, _)| key.text == "unsure") => {
            Raw::Unsure
        }
        NodeKind::Map(_) => Raw::Null,
        NodeKind::List(items) => Raw::List(items.iter().map(raw).collect()),
        NodeKind::Scalar(text, true) => Raw::Text(text.clone()),
        NodeKind::Scalar(text, false) => match text.as_str() {
            "true" => Raw::Bool(true),
            "false" => Raw::Bool(false),
            "" | "null" | "~" => Raw::Null,
            other if Number::parse(other).is_some() => Raw::Number(other.to_owned()),
            other => Raw::Text(other.to_owned()),
        },
    }
}

fn expectations(node: &Node, names: &Names<'_>, out: &mut Vec<Diagnostic>) -> Vec<Expected> {
    let mut expected = Vec::new();
    let Some(mut fields) = Fields::of(node, &keys::EXPECT, out) else {
        return expected;
    };
    for (key, it) in fields.entries("decisions", out) {
        names.must_know(&key.text, &key.place, "@name-decision", out);
        names.hang_all(&key.text, it);
        expected.push(Expected {
            place: key.place.clone(),
            what: What::Decision(key.text.clone(), set_text(it)),
        });
    }
    for (key, it) in fields.entries("results", out) {
        names.must_know(&key.text, &key.place, "@name-program", out);
        if let Some(status) = scalar(it, out) {
            if !STATUSES.contains(&status.it.as_str()) {
                let known = messages::list(STATUSES);
                out.push(Diagnostic::new(
                    "bad-value",
                    status.place,
                    &[&status.it, "results", &known],
                ));
            }
            expected.push(Expected {
                place: key.place.clone(),
                what: What::Result(key.text.clone(), status.it),
            });
        }
    }
    for (key, it) in fields.entries("amounts", out) {
        names.must_know(&key.text, &key.place, "@name-program", out);
        expected.push(Expected {
            place: key.place.clone(),
            what: What::Amount(key.text.clone(), set_text(it)),
        });
    }
    let of_questions: [(_, fn(_, _) -> What); 2] =
        [("missing", What::Missing), ("because", What::Because)];
    for (kind, what) in of_questions {
        for (key, it) in fields.entries(kind, out) {
            names.must_know(&key.text, &key.place, "@name-program", out);
            let questions = scalars(it, out);
            for question in &questions {
                names.must_know(&question.it, &question.place, "@name-question", out);
            }
            let questions = questions.into_iter().map(|it| it.it).collect();
            expected.push(Expected {
                place: key.place.clone(),
                what: what(key.text.clone(), questions),
            });
        }
    }
    if let Some(desks) = fields.get("desks") {
        let ids = match &desks.kind {
            NodeKind::List(items) => items.iter().filter_map(|it| desk(it, names, out)).collect(),
            _ => Vec::new(),
        };
        expected.push(Expected {
            place: desks.place.clone(),
            what: What::Desks(ids),
        });
    }
    for key in ["open", "opens"] {
        for (desk, channels) in fields.entries(key, out) {
            names.must_know(&desk.text, &desk.place, "@name-desk", out);
            let NodeKind::Map(channels) = &channels.kind else {
                continue;
            };
            for (kind, it) in channels {
                let Some(At { it, place }) = scalar(it, out) else {
                    continue;
                };
                let (desk, kind) = (desk.text.clone(), kind.text.clone());
                let what = if key == "open" {
                    What::Open(desk, kind, it)
                } else {
                    What::Opens(desk, kind, it)
                };
                expected.push(Expected { place, what });
            }
        }
    }
    fields.finish(out);
    expected
}

fn desk(node: &Node, names: &Names<'_>, out: &mut Vec<Diagnostic>) -> Option<(String, bool)> {
    let (id, sure) = if let NodeKind::Map(_) = node.kind {
        let mut fields = Fields::of(node, &keys::MAYBE_DESK, out)?;
        let maybe = fields.need_text("maybe", out)?;
        fields.finish(out);
        (maybe, false)
    } else {
        (scalar(node, out)?, true)
    };
    names.must_know(&id.it, &id.place, "@name-desk", out);
    Some((id.it, sure))
}

fn set_text(node: &Node) -> SetText {
    let list = |node: &Node| -> Vec<String> {
        match &node.kind {
            NodeKind::List(items) => items.iter().map(plain_text).collect(),
            _ => vec![plain_text(node)],
        }
    };
    match &node.kind {
        NodeKind::Scalar(..) => SetText::Settled(plain_text(node)),
        NodeKind::List(_) => SetText::List(list(node)),
        NodeKind::Map(entries) => {
            let get = |name: &str| {
                entries
                    .iter()
                    .find(|(key, _)| key.text == name)
                    .map(|(_, it)| it)
            };
            if let (Some(min), Some(max)) = (get("min"), get("max")) {
                return SetText::Bounds(plain_text(min), plain_text(max));
            }
            if let Some(members) = get("any_of") {
                let mut members = list(members);
                members.sort();
                return if members.len() == 1 {
                    SetText::Settled(members.remove(0))
                } else {
                    SetText::AnyOf(members)
                };
            }
            let part = |name: &str| get(name).map(&list).unwrap_or_default();
            SetText::Parts(part("sure"), part("perhaps"))
        }
    }
}

fn plain_text(node: &Node) -> String {
    match &node.kind {
        NodeKind::Scalar(text, false) if text.is_empty() || text == "~" => "null".to_owned(),
        NodeKind::Scalar(text, _) => text.clone(),
        _ => String::new(),
    }
}
