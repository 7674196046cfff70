//! A map of a YAML file read key by key: what is missing and what is not known
//! is told at the end, with the nearest key there is.

use super::check::flow_comma::{flow_comma, is_rest};
use super::keys::{self, Map};
use super::pack::{At, CiteDecl, Texts};
use super::yaml::{Key, Node, NodeKind};
use super::{Diagnostic, Place, messages};
use crate::value::Date;

pub(super) struct Fields<'a> {
    place: Place,
    entries: &'a [(Key, Node)],
    /// What may stand here. Editors are told of the same (`exchange::schema`).
    map: &'static Map,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// `None` (and a word about it) where the node is no map.
    pub(super) fn of(node: &'a Node, map: &'static Map, out: &mut Vec<Diagnostic>) -> Option<Self> {
        match &node.kind {
            NodeKind::Map(entries) => Some(Self {
                place: node.place.clone(),
                entries,
                map,
                known: Vec::new(),
            }),
            _ => {
                out.push(Diagnostic::new(
                    "wrong-shape",
                    node.place.clone(),
                    &["@a-map"],
                ));
                None
            }
        }
    }

    /// What is written under `key`; a key with nothing behind it is as good as none.
    pub(super) fn get(&mut self, key: &'static str) -> Option<&'a Node> {
        debug_assert!(self.map.key(key).is_some(), "`{key}` is not in `keys`");
        self.known.push(key);
        let found = self.entries.iter().find(|(it, _)| it.text == key);
        found.map(|(_, node)| node).filter(|it| !it.is_empty())
    }

    pub(super) fn need(
        &mut self,
        key: &'static str,
        out: &mut Vec<Diagnostic>,
    ) -> Option<&'a Node> {
        let found = self.get(key);
        debug_assert!(self.map.key(key).is_some_and(|it| it.needed), "`{key}`");
        if found.is_none() {
            out.push(Diagnostic::new("missing-key", self.head(key), &[key]));
        }
        found
    }

    /// Where a missing key is told: at the key if it is there and empty, else
    /// at the map's first line.
    fn head(&self, key: &str) -> Place {
        let empty = self.entries.iter().find(|(it, _)| it.text == key);
        let told_at = empty
            .or(self.entries.first())
            .map(|(it, _)| it.place.clone());
        told_at.unwrap_or_else(|| self.place.clone())
    }

    pub(super) fn text(
        &mut self,
        key: &'static str,
        out: &mut Vec<Diagnostic>,
    ) -> Option<At<String>> {
        self.get(key).and_then(|it| scalar(it, out))
    }

    pub(super) fn need_text(
        &mut self,
        key: &'static str,
        out: &mut Vec<Diagnostic>,
    ) -> Option<At<String>> {
        self.need(key, out).and_then(|it| scalar(it, out))
    }

    pub(super) fn texts(&mut self, key: &'static str, out: &mut Vec<Diagnostic>) -> Texts {
        self.get(key).map_or_else(Vec::new, |it| texts(it, out))
    }

    pub(super) fn need_texts(&mut self, key: &'static str, out: &mut Vec<Diagnostic>) -> Texts {
        let Some(node) = self.need(key, out) else {
            return Vec::new();
        };
        let found = texts(node, out);
        if found.is_empty() && matches!(node.kind, NodeKind::Map(_)) {
            out.push(Diagnostic::new("missing-key", self.head(key), &[key]));
        }
        found
    }

    pub(super) fn date(&mut self, key: &'static str, out: &mut Vec<Diagnostic>) -> Option<Date> {
        let text = self.text(key, out)?;
        let date = Date::parse(&text.it);
        if date.is_none() {
            out.push(Diagnostic::new("bad-date", text.place, &[&text.it]));
        }
        date
    }

    /// A list of texts, or one text alone.
    pub(super) fn list(&mut self, key: &'static str, out: &mut Vec<Diagnostic>) -> Vec<At<String>> {
        self.get(key).map_or_else(Vec::new, |it| scalars(it, out))
    }

    pub(super) fn cites(&mut self, key: &'static str, out: &mut Vec<Diagnostic>) -> Vec<CiteDecl> {
        self.get(key).map_or_else(Vec::new, |it| cites(it, out))
    }

    /// The entries of a map below `key`, in order.
    pub(super) fn entries(
        &mut self,
        key: &'static str,
        out: &mut Vec<Diagnostic>,
    ) -> &'a [(Key, Node)] {
        match self.get(key).map(|it| (&it.kind, &it.place)) {
            Some((NodeKind::Map(entries), _)) => entries,
            Some((_, place)) => {
                out.push(Diagnostic::new("wrong-shape", place.clone(), &["@a-map"]));
                &[]
            }
            None => &[],
        }
    }

    /// Tells of keys nobody asked for.
    pub(super) fn finish(self, out: &mut Vec<Diagnostic>) {
        if cfg!(debug_assertions) {
            for key in self.map.keys {
                let is_read = self.known.contains(&key.name) || key.rarely;
                assert!(is_read, "nobody reads `{}`, which is in `keys`", key.name);
            }
        }
        flow_comma(self.entries, out);
        for (key, node) in self.entries {
            if !is_rest(key, node) && !self.known.contains(&key.text.as_str()) {
                let known = messages::list(&self.known);
                let diagnostic =
                    Diagnostic::new("unknown-key", key.place.clone(), &[&key.text, &known]);
                out.push(with_guess(
                    diagnostic,
                    &key.text,
                    self.known.iter().copied(),
                ));
            }
        }
    }
}

/// Offers the nearest of `known`, if one is near.
pub(super) fn with_guess<'a>(
    diagnostic: Diagnostic,
    wrong: &str,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    match nearest(wrong, known) {
        Some(guess) => diagnostic.help_with("did-you-mean", &[guess]),
        None => diagnostic,
    }
}

/// Near: at most one slip in three characters, or one a part of the other.
pub(super) fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = wrong.chars().count();
    let ranked = known.filter(|it| !it.is_empty()).map(|it| {
        let distance = strsim::damerau_levenshtein(wrong, it);
        let longest = length.max(it.chars().count());
        (distance, longest, it)
    });
    let best = ranked.min_by_key(|(distance, longest, _)| (*distance, *longest))?;
    let (distance, longest, it) = best;
    let contains =
        length > 1 && (it.contains(wrong) || wrong.contains(it)) && distance * 2 <= longest;
    (distance * 3 <= longest.max(3) || contains).then_some(it)
}

pub(super) fn scalar(node: &Node, out: &mut Vec<Diagnostic>) -> Option<At<String>> {
    match &node.kind {
        NodeKind::Scalar(text, _) => Some(At {
            it: text.clone(),
            place: node.place.clone(),
        }),
        _ => {
            let wrong = Diagnostic::new("wrong-shape", node.place.clone(), &["@a-text"]);
            // `value: [1..3]`: YAML takes the bracket for its own.
            let is_list = matches!(node.kind, NodeKind::List(_));
            out.push(if is_list {
                wrong.help_with("quote-all", &[])
            } else {
                wrong
            });
            None
        }
    }
}

pub(super) fn scalars(node: &Node, out: &mut Vec<Diagnostic>) -> Vec<At<String>> {
    match &node.kind {
        NodeKind::List(items) => items.iter().filter_map(|it| scalar(it, out)).collect(),
        _ => scalar(node, out).into_iter().collect(),
    }
}

/// `{ ja: …, en: … }`, or a text in the pack's first language.
pub(super) fn texts(node: &Node, out: &mut Vec<Diagnostic>) -> Texts {
    match &node.kind {
        NodeKind::Map(entries) => {
            flow_comma(entries, out);
            let filled = entries.iter().filter(|(_, it)| !it.is_empty());
            filled
                .filter_map(|(key, it)| Some((key.text.clone(), scalar(it, out)?)))
                .collect()
        }
        _ if node.is_empty() => Vec::new(),
        _ => scalar(node, out)
            .map(|it| (String::new(), it))
            .into_iter()
            .collect(),
    }
}

pub(super) fn cites(node: &Node, out: &mut Vec<Diagnostic>) -> Vec<CiteDecl> {
    match &node.kind {
        NodeKind::List(items) => items.iter().filter_map(|it| cite(it, out)).collect(),
        _ => cite(node, out).into_iter().collect(),
    }
}

fn cite(node: &Node, out: &mut Vec<Diagnostic>) -> Option<CiteDecl> {
    let mut fields = Fields::of(node, &keys::CITE, out)?;
    let cite = CiteDecl {
        doc: fields.need_text("doc", out)?,
        at: fields.text("at", out).map(|it| it.it).unwrap_or_default(),
        quote: fields.text("quote", out).map(|it| it.it),
        as_of: fields.date("as_of", out),
    };
    fields.finish(out);
    Some(cite)
}
