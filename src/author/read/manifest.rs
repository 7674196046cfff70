//! Keys of `pack.yaml`, and of sources and what is said of them, which may stand
//! beside rules too.

use super::super::fields::{Fields, scalars};
use super::super::pack::{BookDecl, Pack, SaidDecl, SettledDecl, SourceDecl, UndecidedDecl};
use super::super::yaml::{Key, Node, NodeKind};
use super::super::{Diagnostic, keys};
use super::named;

pub(super) fn read_manifest(root: &Node, pack: &mut Pack, out: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(root, &keys::MANIFEST, out) else {
        return;
    };
    let name = fields.need_text("pack", out);
    if let Some(name) = name.filter(|it| it.it != pack.name) {
        out.push(Diagnostic::new(
            "bad-value",
            name.place,
            &[&name.it, "pack", &pack.name],
        ));
    }
    pack.version = fields
        .need_text("version", out)
        .map(|it| it.it)
        .unwrap_or_default();
    pack.title = fields.need_texts("name", out);
    let languages = fields.list("languages", out);
    if !languages.is_empty() {
        pack.languages = languages.into_iter().map(|it| it.it).collect();
    }
    pack.imports = fields.list("imports", out);
    pack.from = fields.date("from", out);
    pack.until = fields.date("until", out);
    for (key, node) in fields.entries("books", out) {
        pack.books.extend(book(key, node, out));
    }
    pack.readings = fields.text("readings", out);
    pack.terms = fields.list("terms", out);
    documents(&mut fields, pack, out);
    if let Some(mut desks) = fields
        .get("desks")
        .and_then(|it| Fields::of(it, &keys::DESKS, out))
    {
        pack.desks = desks.need_text("file", out);
        pack.channels = desks.text("channels", out);
        desks.finish(out);
    }
    fields.finish(out);
}

/// What the sources are, leave open and disagree about: in `pack.yaml`, or
/// beside the rules that rest on it.
pub(super) fn documents(fields: &mut Fields<'_>, pack: &mut Pack, out: &mut Vec<Diagnostic>) {
    for (key, node) in fields.entries("sources", out) {
        pack.sources.extend(source(key, node, out));
    }
    for (key, node) in fields.entries("undecided", out) {
        pack.undecided.extend(undecided(key, node, out));
    }
    for (key, node) in fields.entries("settled", out) {
        pack.settled.extend(settled(key, node, out));
    }
}

fn book(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<BookDecl> {
    let mut fields = Fields::of(node, &keys::BOOK, out)?;
    let book = BookDecl {
        name: named(key),
        wizards: fields
            .need("wizards", out)
            .map_or_else(Vec::new, |it| scalars(it, out)),
        languages: fields.list("languages", out),
    };
    fields.finish(out);
    Some(book)
}

fn source(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<SourceDecl> {
    let mut fields = Fields::of(node, &keys::SOURCE, out)?;
    let source = SourceDecl {
        name: named(key),
        title: fields.need_texts("title", out),
        publisher: fields.text("publisher", out).map(|it| it.it),
        date: fields.date("date", out),
        url: fields.text("url", out),
    };
    fields.finish(out);
    Some(source)
}

fn undecided(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<UndecidedDecl> {
    let mut fields = Fields::of(node, &keys::UNDECIDED, out)?;
    let undecided = UndecidedDecl {
        name: named(key),
        about: fields.need_texts("about", out),
        ask: fields.need_texts("ask", out),
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(undecided)
}

fn settled(key: &Key, node: &Node, out: &mut Vec<Diagnostic>) -> Option<SettledDecl> {
    let mut fields = Fields::of(node, &keys::SETTLED, out)?;
    let mut says = Vec::new();
    match fields.get("says").map(|it| (&it.kind, &it.place)) {
        Some((NodeKind::List(items), _)) => {
            for item in items {
                let Some(mut said) = Fields::of(item, &keys::SAID, out) else {
                    continue;
                };
                says.push(SaidDecl {
                    text: said.need_texts("text", out),
                    cites: said.cites("source", out),
                });
                said.finish(out);
            }
        }
        Some((_, place)) => out.push(Diagnostic::new("wrong-shape", place.clone(), &["@a-list"])),
        None => {}
    }
    let settled = SettledDecl {
        name: named(key),
        about: fields.need_texts("about", out),
        says,
        reading: fields.need_texts("reading", out),
        cites: fields.cites("source", out),
    };
    fields.finish(out);
    Some(settled)
}
