//! Keys of a programme, of its conditions, and of a wizard.

use super::super::fields::{Fields, cites, scalar, scalars, texts};
use super::super::pack::{At, ConditionDecl, ConditionKind, ProgramDecl, Texts, WizardDecl};
use super::super::yaml::{Key, Node, NodeKind};
use super::super::{Diagnostic, keys};
use super::named;

pub(super) fn program(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<ProgramDecl> {
    let mut fields = Fields::of(node, &keys::PROGRAM, out)?;
    let fits = fields.need("fits", out).and_then(|it| condition(it, out));
    let (mut how, mut decides, mut documents) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(mut apply) = fields
        .get("apply")
        .and_then(|it| Fields::of(it, &keys::APPLY, out))
    {
        how = apply.texts("how", out);
        decides = apply.texts("decides", out);
        documents = match apply.get("documents").map(|it| (&it.kind, it)) {
            Some((NodeKind::List(items), _)) => items.iter().map(|it| texts(it, out)).collect(),
            Some((_, node)) => vec![texts(node, out)],
            None => Vec::new(),
        };
        apply.finish(out);
    }
    let program = ProgramDecl {
        name: named(key),
        label: fields.texts("label", out),
        summary: fields.texts("summary", out),
        audience: fields
            .list("for", out)
            .into_iter()
            .map(|it| it.it)
            .collect(),
        from: fields.date("from", out),
        until: fields.date("until", out),
        fits,
        amount: fields.text("amount", out),
        gives: fields.texts("gives", out),
        how,
        decides,
        documents,
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(program)
}

fn condition(node: &Node, out: &mut Vec<Diagnostic>) -> Option<ConditionDecl> {
    if let NodeKind::Scalar(..) = node.kind {
        let test = ConditionKind::Is(scalar(node, out)?);
        return Some(ConditionDecl {
            test,
            say: Vec::new(),
            cites: Vec::new(),
        });
    }
    let mut fields = Fields::of(node, &keys::CONDITION, out)?;
    let parts = |node: &Node, out: &mut Vec<Diagnostic>| -> Vec<ConditionDecl> {
        match &node.kind {
            NodeKind::List(items) => items.iter().filter_map(|it| condition(it, out)).collect(),
            _ => {
                out.push(Diagnostic::new(
                    "wrong-shape",
                    node.place.clone(),
                    &["@a-list"],
                ));
                Vec::new()
            }
        }
    };
    let test = if let Some(all) = fields.get("all") {
        Some(ConditionKind::All(parts(all, out)))
    } else if let Some(any) = fields.get("any") {
        Some(ConditionKind::Any(parts(any, out)))
    } else if let Some(not) = fields.get("not") {
        condition(not, out).map(|it| ConditionKind::Not(Box::new(it)))
    } else {
        fields.need_text("if", out).map(ConditionKind::Is)
    };
    let written = ["all", "any", "not", "if"]
        .into_iter()
        .filter(|it| fields.get(it).is_some());
    if let [first, second, ..] = written.collect::<Vec<_>>()[..] {
        out.push(Diagnostic::new(
            "either-or",
            node.place.clone(),
            &[first, second],
        ));
    }
    let say = fields.texts("say", out);
    let cites = fields
        .get("source")
        .map_or_else(Vec::new, |it| cites(it, out));
    fields.finish(out);
    Some(ConditionDecl {
        test: test?,
        say,
        cites,
    })
}

pub(super) fn wizard(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<WizardDecl> {
    let mut fields = Fields::of(node, &keys::WIZARD, out)?;
    let mut pages: Vec<(Texts, Vec<At<String>>)> = Vec::new();
    match fields.need("pages", out).map(|it| (&it.kind, &it.place)) {
        Some((NodeKind::List(items), _)) => {
            for item in items {
                let Some(mut page) = Fields::of(item, &keys::PAGE, out) else {
                    continue;
                };
                let title = page.need_texts("title", out);
                let questions = page
                    .need("questions", out)
                    .map_or_else(Vec::new, |it| scalars(it, out));
                page.finish(out);
                pages.push((title, questions));
            }
        }
        Some((_, place)) => out.push(Diagnostic::new("wrong-shape", place.clone(), &["@a-list"])),
        None => {}
    }
    let wizard = WizardDecl {
        name: named(key),
        title: fields.need_texts("title", out),
        intro: fields.texts("intro", out),
        say: fields.texts("say", out),
        pages,
        results: fields.list("results", out),
        show: fields.list("show", out),
        desks: fields.list("desks", out),
    };
    fields.finish(out);
    Some(wizard)
}
