//! Names that packs may use, for those of the model, and texts with them.

use super::super::DAY;
use super::Making;
use crate::author::feel::{is_name, is_reserved};

impl Making<'_> {
    pub(super) fn name_everything(&mut self) {
        let model = &self.definitions.model;
        for input in model.inputs.iter().filter(|it| it.name != DAY) {
            let parts = input.of.as_ref().map_or(Vec::new(), |it| self.parts(it, 0));
            if parts.is_empty() {
                self.name(&input.name);
            }
            for (path, _) in parts {
                self.name(&[&input.name, ".", &path].concat());
            }
        }
        for decision in &model.decisions {
            self.name(&decision.name);
        }
        self.renamed
            .sort_by_key(|(it, _)| std::cmp::Reverse(it.len()));
    }

    /// Finds a name that packs may use.
    fn name(&mut self, name: &str) {
        let mut plain: String = name
            .chars()
            .map(|it| {
                if it.is_alphanumeric() || it == '_' {
                    it
                } else {
                    '_'
                }
            })
            .collect();
        if plain.starts_with(|it: char| it.is_numeric()) {
            plain.insert_str(0, "n_");
        }
        if is_reserved(&plain) || !is_name(&plain) {
            plain.push_str("の値");
        }
        let mut free = plain.clone();
        let mut n = 2;
        while self.taken.contains(&free) {
            free = format!("{plain}_{n}");
            n += 1;
        }
        self.taken.push(free.clone());
        if free != name {
            self.remark("dmn-renamed", name, &[name, &free]);
            self.renamed.push((name.to_owned(), free));
        }
    }

    pub(super) fn here(&self, name: &str) -> String {
        let found = self.renamed.iter().find(|(it, _)| it == name);
        found.map_or_else(|| name.to_owned(), |(_, it)| it.clone())
    }

    /// An expression with the names of here; what stands in quotes stays.
    pub(super) fn text(&self, text: &str) -> String {
        let parts = text.split('"').enumerate().map(|(n, part)| {
            if n % 2 == 1 {
                return part.to_owned();
            }
            self.renamed
                .iter()
                .fold(part.to_owned(), |it, (from, to)| replace(&it, from, to))
        });
        parts.collect::<Vec<_>>().join("\"")
    }
}

/// Whole names only: what is a part of a longer one stays.
fn replace(text: &str, from: &str, to: &str) -> String {
    let is_part = |it: char| it.is_alphanumeric() || it == '_';
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let (before, found) = rest.split_at(at);
        let after = &found[from.len()..];
        out.push_str(before);
        let stands_alone = !out.ends_with(is_part) && !after.starts_with(is_part);
        out.push_str(if stands_alone { to } else { from });
        rest = after;
    }
    out + rest
}
