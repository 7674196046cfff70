//! Input data as questions, one for each entry of a context.

use std::fmt::Write as _;

use super::super::DAY;
use super::cell::texts;
use super::{Making, SOURCE, string};
use crate::author::model::TypeDecl;
use crate::value::Number;

/// Types within types.
const MAX_DEPTH: usize = 8;

impl Making<'_> {
    pub(super) fn questions(&mut self) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for input in &self.definitions.model.inputs {
            if input.name == DAY {
                continue;
            }
            let parts = input.of.as_ref().map_or(Vec::new(), |it| self.parts(it, 0));
            if parts.is_empty() {
                out.push(self.question(&input.name, input.of.as_ref()));
            }
            for (path, of) in parts {
                out.push(self.question(&[&input.name, ".", &path].concat(), Some(&of)));
            }
        }
        out
    }

    fn question(&mut self, name: &str, of: Option<&TypeDecl>) -> (String, String) {
        let here = self.here(name);
        let ask = self.definitions.notes.get(name).filter(|it| !it.is_empty());
        if ask.is_none() {
            self.remark("dmn-text", name, &[name]);
        }
        let ask = ask.map_or(name, String::as_str);
        let kind = self.kind(name, of);
        let id = self.definitions.ids.get(name).map_or(name, String::as_str);
        let text = format!(
            "  {here}:\n    ask: {{ ja: {} }}\n    why: {{ ja: {} }}\n{kind}    source: {{ doc: {SOURCE}, at: {} }}\n",
            string(ask),
            string(&format!("{name}によって、結果が変わります")),
            string(id)
        );
        (here, text)
    }

    /// `kind:` and what goes with it.
    fn kind(&mut self, name: &str, of: Option<&TypeDecl>) -> String {
        let of = of.map(|it| self.resolved(it).clone());
        let (is_list, of) = match of {
            Some(TypeDecl::List(it)) => (true, Some(self.resolved(&it).clone())),
            other => (false, other),
        };
        let (base, allowed) = match of {
            Some(TypeDecl::Allowed(base, allowed)) => (self.resolved(&base).clone(), Some(allowed)),
            Some(it) => (it, None),
            None => (TypeDecl::Text("Any".to_owned()), None),
        };
        let base = match base {
            TypeDecl::Text(it) => it,
            _ => String::new(),
        };
        let options = allowed.as_deref().map(texts).unwrap_or_default();
        match base.as_str() {
            "string" if !options.is_empty() => {
                let kind = if is_list { "several" } else { "choice" };
                let mut out = format!("    kind: {kind}\n    options:\n");
                for it in options {
                    let _ = writeln!(out, "      {}: {{ ja: {} }}", string(&it), string(&it));
                }
                out
            }
            "boolean" if !is_list => "    kind: yes-no\n".to_owned(),
            "date" if !is_list => "    kind: date\n".to_owned(),
            "number" if !is_list => {
                let range = allowed.as_deref().and_then(range);
                let (min, max) = range.unwrap_or(("0".to_owned(), "1000000000".to_owned()));
                let is_whole = |it: &str| Number::parse(it).is_some_and(Number::is_integer);
                let step = if range_is_whole(allowed.as_deref(), &is_whole) {
                    "1"
                } else {
                    "0.01"
                };
                self.remark("dmn-range", name, &[name, &min, &max, step]);
                format!("    kind: number\n    min: {min}\n    max: {max}\n    step: {step}\n")
            }
            _ => {
                if is_list || !matches!(base.as_str(), "string") {
                    let base = if base.is_empty() { "–" } else { &base };
                    self.remark("dmn-kind", name, &[name, base]);
                }
                "    kind: text\n".to_owned()
            }
        }
    }

    /// The type behind its name.
    fn resolved<'t>(&'t self, of: &'t TypeDecl) -> &'t TypeDecl {
        let mut of = of;
        for _ in 0..MAX_DEPTH {
            let TypeDecl::Text(name) = of else { break };
            match self
                .definitions
                .model
                .types
                .iter()
                .find(|(it, _)| it == name)
            {
                Some((_, it)) => of = it,
                None => break,
            }
        }
        of
    }

    /// The entries of a context, and theirs: each becomes a question.
    pub(super) fn parts(&self, of: &TypeDecl, depth: usize) -> Vec<(String, TypeDecl)> {
        let TypeDecl::Context(entries) = self.resolved(of) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, of) in entries {
            let inner = if depth < MAX_DEPTH {
                self.parts(of, depth + 1)
            } else {
                Vec::new()
            };
            if inner.is_empty() {
                out.push((name.clone(), of.clone()));
            }
            out.extend(
                inner
                    .into_iter()
                    .map(|(it, of)| ([name, ".", &it].concat(), of)),
            );
        }
        out
    }
}

/// `[0..120]`.
fn range(allowed: &str) -> Option<(String, String)> {
    let (low, high) = allowed
        .trim()
        .strip_prefix('[')?
        .strip_suffix(']')?
        .split_once("..")?;
    let number = |it: &str| Number::parse(it.trim()).map(|it| it.text());
    Some((number(low)?, number(high)?))
}

fn range_is_whole(allowed: Option<&str>, is_whole: &impl Fn(&str) -> bool) -> bool {
    let range = allowed.and_then(range);
    range.is_some_and(|(min, max)| is_whole(&min) && is_whole(&max))
}
