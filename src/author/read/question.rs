//! Keys of a question and of its options.

use super::super::check::flow_comma::flow_comma;
use super::super::fields::{Fields, scalar, scalars, texts};
use super::super::pack::{At, OptionDecl, Options, OptionsTable, QuestionDecl};
use super::super::yaml::{Key, Node, NodeKind};
use super::super::{Diagnostic, keys, messages};
use super::named;

pub(super) fn question(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<QuestionDecl> {
    let mut fields = Fields::of(node, &keys::QUESTION, out)?;
    let (mut look, mut ask_whom) = (Vec::new(), Vec::new());
    if let Some(mut unsure) = fields
        .get("unsure")
        .and_then(|it| Fields::of(it, &keys::UNSURE, out))
    {
        look = unsure.texts("look", out);
        ask_whom = unsure.texts("ask", out);
        unsure.finish(out);
    }
    let question = QuestionDecl {
        name: named(key),
        was: fields.list("was", out),
        ask: fields.need_texts("ask", out),
        why: fields.need_texts("why", out),
        help: fields.texts("help", out),
        kind: fields.need_text("kind", out).unwrap_or_else(|| At {
            it: String::new(),
            place: key.place.clone(),
        }),
        options: fields
            .get("options")
            .map(|it| options(it, out))
            .unwrap_or_default(),
        min: fields.text("min", out),
        max: fields.text("max", out),
        step: fields.text("step", out),
        unit: fields.texts("unit", out),
        when: fields.text("when", out),
        ask_when: fields.text("ask-when", out),
        can_change: fields.text("can-change", out),
        grows: fields.text("grows", out),
        look,
        ask_whom,
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(question)
}

fn options(node: &Node, out: &mut Vec<Diagnostic>) -> Options {
    let Some(mut fields) = Fields::of(node, &keys::OPTIONS_TABLE, out) else {
        return Options::default();
    };
    // An option may itself be called `table`; then its value is no text alone.
    if let Some(table) = fields
        .get("table")
        .filter(|it| matches!(it.kind, NodeKind::Scalar(..)))
    {
        // All are read, whatever is missing: what nobody read is told as unknown.
        let (table, value) = (scalar(table, out), fields.need_text("value", out));
        let label = fields.texts("label", out);
        let group = fields.texts("group", out);
        let reading = fields.text("reading", out);
        let also_called = fields.list("also-called", out);
        let table = table.zip(value).map(|(table, value)| OptionsTable {
            table,
            value,
            label,
            group,
            reading,
            also_called,
        });
        let listed = fields
            .entries("also", out)
            .iter()
            .filter_map(|(key, it)| option(key, it, out))
            .collect();
        fields.finish(out);
        return Options { listed, table };
    }
    let NodeKind::Map(entries) = &node.kind else {
        return Options::default();
    };
    Options {
        listed: entries
            .iter()
            .filter_map(|(key, it)| option(key, it, out))
            .collect(),
        table: None,
    }
}

/// An option: its text, or texts by language with `group`, `help` and `only`.
fn option(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<OptionDecl> {
    let mut option = OptionDecl {
        value: named(key),
        label: Vec::new(),
        help: Vec::new(),
        group: Vec::new(),
        only: false,
        also_called: Vec::new(),
        content: node.place.clone(),
        is_text: !matches!(node.kind, NodeKind::Map(_)),
    };
    match &node.kind {
        NodeKind::Map(entries) => {
            flow_comma(entries, out);
            for (key, it) in entries {
                match key.text.as_str() {
                    "help" => option.help = texts(it, out),
                    "group" => option.group = texts(it, out),
                    "only" => option.only = truth(it, "only", out),
                    "also-called" => option.also_called = scalars(it, out),
                    language if !it.is_empty() => {
                        debug_assert!(keys::OPTION.key(language).is_none());
                        option.label.push((language.to_owned(), scalar(it, out)?))
                    }
                    _ => {}
                }
            }
        }
        _ => option.label = texts(node, out),
    }
    Some(option)
}

fn truth(node: &Node, key: &str, out: &mut Vec<Diagnostic>) -> bool {
    let Some(text) = scalar(node, out) else {
        return false;
    };
    if !["true", "false"].contains(&text.it.as_str()) {
        out.push(Diagnostic::new(
            "bad-value",
            text.place,
            &[&text.it, key, &messages::list(["true", "false"])],
        ));
    }
    text.it == "true"
}
