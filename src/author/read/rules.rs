//! Keys of what is worked out of answers: tables of facts, decisions, constraints
//! and milestones.

use super::super::fields::{Fields, scalar, scalars, texts};
use super::super::pack::{ConstraintDecl, DecisionDecl, FactsDecl, MilestoneDecl};
use super::super::yaml::{Key, Node};
use super::super::{Diagnostic, keys};
use super::named;

pub(super) fn facts(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<FactsDecl> {
    let mut fields = Fields::of(node, &keys::FACTS, out)?;
    let columns = fields.entries("columns", out);
    let columns = columns
        .iter()
        .filter_map(|(key, it)| Some((named(key), scalar(it, out)?)));
    let columns = columns.collect();
    let facts = FactsDecl {
        name: named(key),
        file: fields.need_text("file", out)?,
        columns,
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(facts)
}

pub(super) fn decision(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<DecisionDecl> {
    let mut fields = Fields::of(node, &keys::DECISION, out)?;
    let labels = fields.entries("labels", out);
    let decision = DecisionDecl {
        name: named(key),
        label: fields.texts("label", out),
        unit: fields.texts("unit", out),
        note: fields.texts("note", out),
        labels: labels
            .iter()
            .map(|(key, it)| (named(key), texts(it, out)))
            .collect(),
        table: fields.text("table", out),
        value: None,
        cites: fields.cites("source", out),
    };
    let value = if decision.table.is_some() {
        fields.text("value", out)
    } else {
        fields.need_text("value", out)
    };
    if decision.table.is_some() && value.is_some() {
        out.push(Diagnostic::new(
            "either-or",
            key.place.clone(),
            &["table", "value"],
        ));
    }
    fields.finish(out);
    Some(DecisionDecl { value, ..decision })
}

pub(super) fn constraint(
    key: &Key,
    node: &Node,
    out: &mut Vec<Diagnostic>,
) -> Option<ConstraintDecl> {
    let mut fields = Fields::of(node, &keys::CONSTRAINT, out)?;
    let constraint = ConstraintDecl {
        name: named(key),
        must: fields.need_text("must", out),
        say: fields.need_texts("say", out),
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(constraint)
}

pub(super) fn milestone(
    key: &Key,
    node: &Node,
    out: &mut Vec<Diagnostic>,
) -> Option<MilestoneDecl> {
    let mut fields = Fields::of(node, &keys::MILESTONE, out)?;
    let sets = fields.entries("sets", out);
    let milestone = MilestoneDecl {
        name: named(key),
        label: fields.texts("label", out),
        of: fields.need_text("of", out),
        age: fields.need_text("age", out),
        at: fields.text("at", out),
        when: fields.text("when", out),
        sets: sets
            .iter()
            .map(|(key, it)| (named(key), scalars(it, out)))
            .collect(),
        prepare: fields.texts("prepare", out),
        early: fields.text("early", out),
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(milestone)
}
