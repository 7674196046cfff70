//! The files of a pack while somebody writes them, and what can be asked of them:
//! the workbench's engine, without JavaScript. What it says is JSON (`told`).

mod told;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::cases::{self, Shelf};
use super::coverage::{self, Count, Missed};
use super::diff::{self, Side};
use super::{Checked, FileKind, Files, Lang, Place, suggest};
use crate::author;
use crate::book::Book;
use crate::run::{Raw, Session, Start};
use crate::value::{Date, Moment};

/// What later changes are compared with.
enum Before {
    Files(Files),
    Book(Arc<Book>),
}

/// A pack being written.
#[derive(Default)]
pub struct Bench {
    files: Files,
    before: Option<Before>,
    pack: String,
    checked: Option<Checked>,
}

impl Bench {
    pub fn set(&mut self, path: String, bytes: Vec<u8>) {
        self.files.insert(path, bytes);
    }

    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    pub fn keep(&mut self) {
        self.before = Some(Before::Files(self.files.clone()));
    }

    /// The error is the book's code.
    pub fn compare_with(&mut self, bytes: &[u8]) -> Result<(), String> {
        let book = Book::from_bytes(bytes).map_err(|it| it.code().to_owned())?;
        self.before = Some(Before::Book(Arc::new(book)));
        Ok(())
    }

    /// Reads the pack anew: findings, the names it knows, and the books it makes.
    pub fn check(&mut self, pack: &str, lang: Lang) -> Value {
        pack.clone_into(&mut self.pack);
        let checked = author::check(&self.files, pack);
        let out = json!({
            "diagnostics": told::diagnostics(&checked.diagnostics, &checked.sources, lang),
            "wanted": author::wanted(&self.files),
            "books": books(pack, &checked),
            "names": checked.book.as_ref().map(told::names),
        });
        self.checked = Some(checked);
        out
    }

    /// The keys of a kind of file (`pack`, `rules`, `cases`), with what each is for.
    pub fn keys(kind: &str, lang: Lang) -> Value {
        let kind = match kind {
            "pack" => FileKind::Manifest,
            "cases" => FileKind::Cases,
            _ => FileKind::Rules,
        };
        let keys = author::keys_of(kind).into_iter().map(|it| {
            let what = if lang == Lang::Ja { it.ja } else { it.en };
            json!({ "name": it.name, "what": what })
        });
        keys.collect()
    }

    /// Proven over all families; nothing while the pack has errors.
    pub fn prove(&self, day: &str, lang: Lang) -> Value {
        match (&self.checked, Date::parse(day)) {
            (Some(checked), Some(day)) => {
                let found = author::prove(checked, day);
                told::diagnostics(&found, &checked.sources, lang)
            }
            _ => json!([]),
        }
    }

    /// The bytes of a book, whole; `None` while the pack has errors.
    pub fn book(&self, name: &str) -> Option<Vec<u8>> {
        let checked = self.checked.as_ref()?;
        let part = checked.parts.iter().find(|(it, _)| it == name);
        match part {
            Some((_, book)) => Some(book.to_bytes()),
            None => checked.book.as_ref().map(Book::to_bytes),
        }
    }

    /// The pack's cases, with what fails, and what none of them reaches.
    pub fn cases(&self, lang: Lang) -> Value {
        let Some((checked, shelf)) = self.shelf() else {
            return Value::Null;
        };
        let cases = checked.cases.iter().map(|case| {
            let failed = cases::run(case, shelf.book(case));
            let failed: Vec<Value> = failed
                .iter()
                .map(|it| {
                    told::at(
                        &it.place,
                        &checked.sources,
                        json!({ "message": it.message(lang) }),
                    )
                })
                .collect();
            told::at(
                &case.place,
                &checked.sources,
                json!({ "name": case.name, "failed": failed }),
            )
        });
        let cases: Vec<Value> = cases.collect();
        let found = coverage::coverage(checked, &self.pack, &shelf);
        let missed = found.missed.iter().map(|it| {
            told::at(
                &it.place,
                &checked.sources,
                json!({ "message": it.kind.message(lang) }),
            )
        });
        let share = |it: Count| json!({ "reached": it.reached, "of": it.of });
        json!({
            "cases": cases,
            "missed": missed.collect::<Vec<_>>(),
            "rows": share(found.rows), "facts": share(found.facts),
            "conditions": share(found.conditions), "results": share(found.results),
        })
    }

    /// Families for what no case reaches, each as an entry of `cases:`; `null` while
    /// the pack has errors. `now` is the time of those cases.
    pub fn suggest(&self, now: &str, lang: Lang) -> Value {
        let Some(((checked, shelf), now)) = self.shelf().zip(Moment::parse(now)) else {
            return Value::Null;
        };
        let found = suggest::suggest(checked, &self.pack, &shelf, now);
        let parts = |missed: &[Missed]| -> Value {
            let parts = missed.iter().map(|it| {
                let message = json!({ "message": it.kind.message(lang) });
                told::at(&it.place, &checked.sources, message)
            });
            parts.collect()
        };
        let spot = |place: &Place| {
            let file = checked.sources.get(place.file).map_or("", |it| &it.path);
            format!("{file}:{}", checked.sources.line_column(place).0)
        };
        let families = found.families.iter();
        let families = families.map(|it| json!({ "entry": it.entry(lang, spot), "text": it.text, "reaches": parts(&it.reaches) }));
        json!({
            "heading": suggest::heading(lang), "families": families.collect::<Vec<_>>(),
            "unreachable": parts(&found.unreachable), "not_found": parts(&found.not_found),
        })
    }

    fn shelf(&self) -> Option<(&Checked, Shelf)> {
        let checked = self.checked.as_ref()?;
        Some((checked, Shelf::of(checked)?))
    }

    /// For whom anything changes, against what was kept; `null` where either side
    /// has errors.
    pub fn diff(&self, day: &str, lang: Lang) -> Value {
        let (Some(day), Some(checked)) = (Date::parse(day), &self.checked) else {
            return Value::Null;
        };
        let Some(new) = checked.book.clone().map(Arc::new) else {
            return Value::Null;
        };
        let new = Side {
            book: &new,
            checked: Some(checked),
        };
        let found = match &self.before {
            None => return Value::Null,
            Some(Before::Book(book)) => {
                let old = Side {
                    book,
                    checked: None,
                };
                diff::diff(old, new, day, lang)
            }
            Some(Before::Files(files)) => {
                let before = author::check(files, &self.pack);
                let Some(book) = before.book.clone().map(Arc::new) else {
                    return Value::Null;
                };
                let old = Side {
                    book: &book,
                    checked: Some(&before),
                };
                diff::diff(old, new, day, lang)
            }
        };
        told::diff(&found)
    }

    /// Why something came out as it did for a family; `said` is what came out, in
    /// words. `null` where there is nothing.
    pub fn explain(&self, family: &Value, name: &str) -> Value {
        let text = |key: &str| family[key].as_str().unwrap_or_default().to_owned();
        let Some((checked, at)) = self.checked.as_ref().zip(Moment::parse(&text("at"))) else {
            return Value::Null;
        };
        let part = checked.parts.iter().find(|(it, _)| *it == text("book"));
        let Some(book) = part.map(|(_, it)| it).or(checked.book.as_ref()) else {
            return Value::Null;
        };
        let start = Start {
            wizard: text("wizard"),
            lang: text("lang"),
            at,
        };
        let answers: BTreeMap<&String, Raw> = family["answers"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, it)| (name, raw(it)))
            .collect();
        let answers: Vec<(String, Raw)> =
            answers.into_iter().map(|(a, b)| (a.clone(), b)).collect();
        let Ok((session, _)) = Session::start_with(Arc::new(book.clone()), &start, &answers) else {
            return Value::Null;
        };
        let mut told = json!(session.explain(name));
        if told.is_object() {
            told["said"] = json!(session.said(name));
        }
        told
    }
}

/// A saved answer; an object is "I don't know".
fn raw(it: &Value) -> Raw {
    match it {
        Value::Null => Raw::Null,
        Value::Bool(it) => Raw::Bool(*it),
        Value::Number(it) => Raw::Number(it.to_string()),
        Value::String(it) => Raw::Text(it.clone()),
        Value::Array(items) => Raw::List(items.iter().map(raw).collect()),
        Value::Object(_) => Raw::Unsure,
    }
}

fn books(pack: &str, checked: &Checked) -> Value {
    let shown = |name: &str, book: &Book| {
        let wizards = book.wizards.iter().map(|it| it.name.to_string());
        json!({ "name": name, "wizards": wizards.collect::<Vec<_>>(), "languages": book.languages })
    };
    let parts = checked.parts.iter().map(|(name, it)| shown(name, it));
    let whole = checked.book.iter().filter(|_| checked.parts.is_empty());
    parts.chain(whole.map(|it| shown(pack, it))).collect()
}
