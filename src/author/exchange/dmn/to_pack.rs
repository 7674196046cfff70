//! A model as the files of a new pack.
//!
//! What a pack needs and a model has not (texts for families, sources) is made
//! of names and of the file, and told; what the pack's own compiler cannot take
//! `check` tells afterwards, at its place in these files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::super::feel::{is_name, is_reserved, unary_tests};
use super::super::super::model::{Boxed, Named, Table, TypeDecl};
use super::super::super::source::Files;
use super::super::{Remark, schema};
use super::{DAY, Definitions};
use crate::book::HitPolicy;
use crate::value::{Date, Number};

/// The name of the one source of such a pack.
const SOURCE: &str = "取りこみ元";
const PERIOD: [&str; 2] = ["適用開始", "適用終了"];
/// Types within types.
const MAX_DEPTH: usize = 8;

pub(super) fn files(
    definitions: &Definitions,
    pack: &str,
    file: &str,
    remarks: &mut Vec<Remark>,
) -> Files {
    let mut all = Making {
        definitions,
        renamed: Vec::new(),
        taken: Vec::new(),
        files: BTreeMap::new(),
        remarks,
    };
    all.name_everything();
    let questions = all.questions();
    let decisions = all.decisions();
    let title = if definitions.name.is_empty() {
        pack
    } else {
        &definitions.name
    };
    let manifest = format!(
        "pack: {pack}\nversion: 1.0.0\nname: {{ ja: {} }}\nlanguages: [ja]\nsources:\n  \
         {SOURCE}:\n    # いつの時点の内容か（date）と、もとの要綱などを書き足してください\n    \
         title: {{ ja: {} }}\n",
        string(title),
        string(file)
    );
    all.put("pack.yaml", &manifest);
    if !questions.is_empty() {
        let listed: Vec<&str> = questions.iter().map(|(name, _)| name.as_str()).collect();
        let texts: String = questions.iter().map(|(_, text)| text.as_str()).collect();
        all.put(
            "questions/imported.yaml",
            &["questions:\n", &texts].concat(),
        );
        let wizard = format!(
            "wizards:\n  すべて:\n    title: {{ ja: すべての質問 }}\n    pages:\n      \
             - title: {{ ja: 質問 }}\n        questions: [{}]\n    show: [{}]\n",
            listed.join(", "),
            decisions.shown.join(", ")
        );
        all.put("wizards/imported.yaml", &wizard);
    }
    let text = [&*decisions.tables, &*decisions.text].concat();
    all.put("decisions/imported.yaml", &text);
    for it in schema::all() {
        all.put(&[schema::FOLDER, "/", &it.file].concat(), &it.text);
    }
    let files = std::mem::take(&mut all.files);
    let below = |(path, bytes): (String, Vec<u8>)| ([pack, "/", &path].concat(), bytes);
    files.into_iter().map(below).collect()
}

/// A YAML scalar: JSON's strings are among them.
fn string(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

struct Making<'a> {
    definitions: &'a Definitions,
    /// How it is written in the model, how it is here; the longest first.
    renamed: Vec<(String, String)>,
    taken: Vec<String>,
    files: BTreeMap<String, Vec<u8>>,
    remarks: &'a mut Vec<Remark>,
}

#[derive(Default)]
struct Decisions {
    tables: String,
    text: String,
    shown: Vec<String>,
}

impl Making<'_> {
    fn put(&mut self, path: &str, text: &str) {
        let before = match path.rsplit('.').next() {
            // Excel reads UTF-8 with a mark.
            Some("csv") => "\u{FEFF}".to_owned(),
            Some("yaml") => schema::comment(path),
            _ => String::new(),
        };
        self.files
            .insert(path.to_owned(), [&before, text].concat().into_bytes());
    }

    fn remark(&mut self, code: &'static str, name: &str, args: &[&str]) {
        let at = self.definitions.ids.get(name).map_or(name, String::as_str);
        self.remarks.push(Remark::new(code, at, args));
    }

    fn name_everything(&mut self) {
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

    fn here(&self, name: &str) -> String {
        let found = self.renamed.iter().find(|(it, _)| it == name);
        found.map_or_else(|| name.to_owned(), |(_, it)| it.clone())
    }

    /// An expression with the names of here; what stands in quotes stays.
    fn text(&self, text: &str) -> String {
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
    fn parts(&self, of: &TypeDecl, depth: usize) -> Vec<(String, TypeDecl)> {
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

    fn questions(&mut self) -> Vec<(String, String)> {
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

    fn decisions(&mut self) -> Decisions {
        let mut out = Decisions::default();
        let model = &self.definitions.model;
        for function in &model.functions {
            let args = [function.name.as_str(), "businessKnowledgeModel"];
            self.remark("dmn-logic", &function.name, &args);
        }
        let mut n_tables = 0;
        let (mut tables, mut values) = (String::new(), String::new());
        for decision in &model.decisions {
            // A table of facts and its filter by day are one table here.
            if self.filtered_by(&decision.name).is_some() {
                continue;
            }
            let named = self.here(&decision.name);
            let id = self
                .definitions
                .ids
                .get(&decision.name)
                .unwrap_or(&decision.name);
            let source = format!("    source: {{ doc: {SOURCE}, at: {} }}\n", string(id));
            let logic = self.whole(decision).unwrap_or(&decision.logic).clone();
            if let Some((columns, csv)) = facts(&logic) {
                n_tables += 1;
                let path = format!("tables/table-{n_tables}.csv");
                let _ = write!(tables, "  {named}:\n    file: {path}\n{columns}{source}");
                self.put(&path, &csv);
                continue;
            }
            let body = match &logic {
                Boxed::Table(table) => {
                    n_tables += 1;
                    let path = format!("tables/table-{n_tables}.csv");
                    let (csv, labels) = self.table(&decision.name, table);
                    self.put(&path, &csv);
                    format!("    table: {path}\n{labels}")
                }
                logic => match self.feel(logic) {
                    Some(it) => format!("    value: {}\n", string(&it)),
                    None => {
                        self.remark(
                            "dmn-logic",
                            &decision.name,
                            &[&decision.name, kind_of(logic)],
                        );
                        continue;
                    }
                },
            };
            let label = string(&decision.name);
            let _ = write!(
                values,
                "  {named}:\n    label: {{ ja: {label} }}\n{body}{source}"
            );
            out.shown.push(named);
        }
        if !tables.is_empty() {
            out.tables = ["tables:\n", &tables].concat();
        }
        if !values.is_empty() {
            out.text = ["decisions:\n", &values].concat();
        }
        out
    }

    /// The decision that is `name` filtered by the day, as `of_pack` writes it.
    fn filtered_by(&self, name: &str) -> Option<&Named> {
        let short = name.strip_suffix("_全期間")?;
        let decisions = &self.definitions.model.decisions;
        let found = decisions.iter().find(|it| it.name == short)?;
        let is_filter =
            matches!(&found.logic, Boxed::Literal(it) if it.starts_with(&[name, "["].concat()));
        is_filter.then_some(found)
    }

    /// The table of facts behind such a filter.
    fn whole(&self, decision: &Named) -> Option<&Boxed> {
        let name = [&decision.name, "_全期間"].concat();
        self.filtered_by(&name)?;
        let mut decisions = self.definitions.model.decisions.iter();
        decisions.find(|it| it.name == name).map(|it| &it.logic)
    }

    fn table(&mut self, name: &str, table: &Table) -> (String, String) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        if table.hit != HitPolicy::Unique {
            rows.push(vec![letter(table.hit).to_owned()]);
        }
        let mut heading: Vec<String> = table.inputs.iter().map(|it| self.text(it)).collect();
        heading.extend(table.outputs.iter().map(|it| ["→", &it.name].concat()));
        rows.push(heading);
        for (tests, results) in &table.rows {
            let mut row: Vec<String> = tests.iter().map(|it| self.text(it)).collect();
            row.extend(results.iter().map(|it| result(&self.text(it))));
            rows.push(row);
        }
        if table.outputs.iter().any(|it| it.default.is_some()) {
            if table.hit == HitPolicy::First {
                let mut row = vec!["-".to_owned(); table.inputs.len()];
                row.extend(table.outputs.iter().map(|it| {
                    it.default
                        .as_ref()
                        .map_or(String::new(), |it| result(&self.text(it)))
                }));
                rows.push(row);
            } else {
                self.remark("dmn-dropped", name, &["defaultOutputEntry"]);
            }
        }
        let values = table.outputs.first().and_then(|it| it.values.as_deref());
        let values = values.map(texts).unwrap_or_default();
        let mut labels = String::new();
        if matches!(table.hit, HitPolicy::Priority | HitPolicy::OutputOrder) && !values.is_empty() {
            labels.push_str("    labels:\n");
            for it in values {
                let _ = writeln!(labels, "      {}: {{ ja: {} }}", string(&it), string(&it));
            }
        }
        (csv(&rows), labels)
    }

    /// A box as one expression.
    fn feel(&self, boxed: &Boxed) -> Option<String> {
        let all = |them: &[Boxed]| -> Option<Vec<String>> {
            them.iter().map(|it| self.feel(it)).collect()
        };
        Some(match boxed {
            Boxed::Literal(text) => self.text(text),
            Boxed::List(items) => ["[", &all(items)?.join(", "), "]"].concat(),
            Boxed::Context(entries, None) => {
                let parts = entries.iter().map(|(name, it)| {
                    let key = if is_name(name) {
                        name.clone()
                    } else {
                        super::quoted(name)
                    };
                    Some([&key, ": ", &*self.feel(it)?].concat())
                });
                ["{", &parts.collect::<Option<Vec<_>>>()?.join(", "), "}"].concat()
            }
            Boxed::Relation(columns, rows) => {
                let row = |cells: &Vec<Boxed>| {
                    let entries = columns.iter().cloned().zip(cells.iter().cloned()).collect();
                    self.feel(&Boxed::Context(entries, None))
                };
                let rows = rows.iter().map(row).collect::<Option<Vec<_>>>()?;
                ["[", &rows.join(", "), "]"].concat()
            }
            Boxed::If(a, b, c) => {
                format!(
                    "if {} then {} else {}",
                    self.feel(a)?,
                    self.feel(b)?,
                    self.feel(c)?
                )
            }
            Boxed::Filter(list, test) => format!("({})[{}]", self.feel(list)?, self.feel(test)?),
            Boxed::For(name, list, body) => {
                format!(
                    "for {name} in {} return {}",
                    self.feel(list)?,
                    self.feel(body)?
                )
            }
            Boxed::Some(name, list, test) => {
                format!(
                    "some {name} in {} satisfies {}",
                    self.feel(list)?,
                    self.feel(test)?
                )
            }
            Boxed::Every(name, list, test) => {
                format!(
                    "every {name} in {} satisfies {}",
                    self.feel(list)?,
                    self.feel(test)?
                )
            }
            Boxed::Typed(inner, _) => self.feel(inner)?,
            Boxed::Context(_, Some(_))
            | Boxed::Function(..)
            | Boxed::Invocation(..)
            | Boxed::Table(_) => {
                return None;
            }
        })
    }
}

/// As DMN calls it.
fn kind_of(boxed: &Boxed) -> &'static str {
    match boxed {
        Boxed::Context(..) => "context",
        Boxed::Function(..) => "functionDefinition",
        Boxed::Invocation(..) => "invocation",
        _ => "expression",
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

/// The texts in `"a","b"`.
fn texts(allowed: &str) -> Vec<String> {
    use super::super::super::compile::plain_literal;
    use crate::book::Literal;
    let Ok((tests, _)) = unary_tests(allowed, None) else {
        return Vec::new();
    };
    let texts = tests
        .iter()
        .filter_map(plain_literal)
        .filter_map(|it| match it {
            Literal::Text(it) => Some(it.to_string()),
            _ => None,
        });
    texts.collect()
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

/// A literal as a cell of a pack has it; anything else as a formula.
fn result(text: &str) -> String {
    let text = text.trim();
    let inside = text.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let date = text
        .strip_prefix("date(\"")
        .and_then(|it| it.strip_suffix("\")"));
    if text.is_empty() || text == "null" {
        return String::new();
    }
    if let Some(inside) = inside.filter(|it| !it.contains(['"', '\\'])) {
        // In quotes where a cell would be read as something else.
        let is_other = Number::parse(inside).is_some()
            || Date::parse(inside).is_some()
            || inside.is_empty()
            || inside.trim() != inside
            || ["true", "false", "null", "-"].contains(&inside)
            || inside.starts_with('=');
        return if is_other {
            text.to_owned()
        } else {
            inside.to_owned()
        };
    }
    if let Some(date) = date.filter(|it| Date::parse(it).is_some()) {
        return date.to_owned();
    }
    if Number::parse(text).is_some() || text == "true" || text == "false" {
        return text.to_owned();
    }
    ["= ", text].concat()
}

fn letter(hit: HitPolicy) -> &'static str {
    match hit {
        HitPolicy::Unique => "U",
        HitPolicy::Any => "A",
        HitPolicy::First => "F",
        HitPolicy::Priority => "P",
        HitPolicy::RuleOrder => "R",
        HitPolicy::OutputOrder => "O",
        HitPolicy::Collect => "C",
        HitPolicy::CollectSum => "C+",
        HitPolicy::CollectMin => "C<",
        HitPolicy::CollectMax => "C>",
        HitPolicy::CollectCount => "C#",
    }
}

/// A relation of plain values as a table of facts: its `columns:` and its CSV.
fn facts(boxed: &Boxed) -> Option<(String, String)> {
    let Boxed::Relation(columns, rows) = boxed else {
        return None;
    };
    if rows.is_empty() || !columns.iter().all(|it| is_name(it)) {
        return None;
    }
    let mut out = vec![columns.clone()];
    let mut kinds: Vec<Option<&'static str>> = vec![None; columns.len()];
    for row in rows {
        let mut cells = Vec::new();
        for (cell, kind) in row.iter().zip(&mut kinds) {
            let Boxed::Literal(text) = cell else {
                return None;
            };
            let (text, found) = fact(text)?;
            if found.is_some() && kind.is_some() && *kind != found {
                return None;
            }
            *kind = kind.or(found);
            cells.push(text);
        }
        out.push(cells);
    }
    let mut declared = String::from("    columns:\n");
    for (column, kind) in columns.iter().zip(kinds) {
        if !PERIOD.contains(&column.as_str()) {
            let _ = writeln!(declared, "      {column}: {}", kind.unwrap_or("text"));
        }
    }
    Some((declared, csv(&out)))
}

/// A value as a cell of facts, and its kind; null has none.
fn fact(text: &str) -> Option<(String, Option<&'static str>)> {
    let text = text.trim();
    if let Some(inside) = text.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        let items = texts(inside);
        return Some((items.join("、"), Some("list")));
    }
    if let [only] = texts(text).as_slice() {
        // An empty cell would be null.
        return (!only.is_empty()).then(|| (only.clone(), Some("text")));
    }
    if text == "null" {
        return Some((String::new(), None));
    }
    let date = text
        .strip_prefix("date(\"")
        .and_then(|it| it.strip_suffix("\")"));
    if let Some(date) = date {
        return Some((date.to_owned(), Some("date")));
    }
    if text == "true" || text == "false" {
        return Some((text.to_owned(), Some("boolean")));
    }
    Number::parse(text).map(|it| (it.text(), Some("number")))
}

fn csv(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().map(|it| {
            if it.contains([',', '"', '\n', '\r']) {
                ["\"", &it.replace('"', "\"\""), "\""].concat()
            } else {
                it.clone()
            }
        });
        out.push_str(&cells.collect::<Vec<_>>().join(","));
        out.push('\n');
    }
    out
}
