//! Texts in the book's languages, and the sources they rest on.

use std::collections::BTreeSet;

use super::super::fields::with_guess;
use super::super::pack::{At, CiteDecl, Pack, Texts};
use super::super::{Diagnostic, Place, messages};
use super::Compiler;
use super::part::phrases;
use crate::book::{Book, Cite, Phrase, Source};
use crate::value::Date;

/// The language of easy Japanese, やさしい日本語.
pub(super) const EASY: &str = "easy";
/// No text of a pack begins like this.
const HOLE: &str = "\u{0}";

impl Compiler<'_> {
    /// The texts in the book's languages; a missing one is told of.
    pub(super) fn phrase(&mut self, texts: &Texts) -> Phrase {
        let languages = self.book.languages.clone();
        let Some((_, any)) = texts.first() else {
            return Phrase::default();
        };
        let place = any.place.clone();
        let first = languages.first().cloned().unwrap_or_default();
        let text_in = |language: &String| {
            let found = texts
                .iter()
                .find(|(tag, _)| tag == language || (tag.is_empty() && *language == first));
            found.map(|(_, it)| it)
        };
        for (tag, text) in texts {
            if !tag.is_empty() && !self.tags.contains(tag) {
                let known = messages::list(&languages);
                self.report("unknown-key", &text.place, &[tag, &known]);
            }
        }
        let text = |language: &String| match text_in(language) {
            Some(it) if language == EASY => self.easy(&it.it, &it.place),
            Some(it) => it.it.clone(),
            None => self.hole(&place, language),
        };
        Phrase(languages.iter().map(text).collect())
    }

    /// Stands for a text that is not there, until it is known who would miss it.
    pub(super) fn hole(&mut self, place: &Place, language: &str) -> String {
        self.holes.push((place.clone(), language.to_owned()));
        [HOLE, &(self.holes.len() - 1).to_string()].concat()
    }

    /// Tells of the texts missing in one of the books, and leaves them empty.
    pub(super) fn fill_holes(&mut self, parts: &mut [(String, Book)]) {
        let hole = |text: &String| text.strip_prefix(HOLE)?.parse::<usize>().ok();
        let mut missed: BTreeSet<usize> = BTreeSet::new();
        if parts.is_empty() {
            missed.extend(0..self.holes.len());
        }
        for (_, book) in parts.iter_mut() {
            let texts = phrases(book).into_iter().flat_map(|it| &it.0);
            missed.extend(texts.filter_map(hole));
        }
        for at in missed {
            let (place, language) = self.holes[at].clone();
            self.report("missing-language", &place, &[&language]);
        }
        let books = parts.iter_mut().map(|(_, it)| it).chain([&mut self.book]);
        for book in books {
            let texts = phrases(book).into_iter().flat_map(|it| &mut it.0);
            texts
                .filter(|it| it.starts_with(HOLE))
                .for_each(String::clear);
        }
    }

    /// A text for the documents: in the languages it is written in, without furigana.
    pub(super) fn phrase_as_is(&self, texts: &Texts) -> Phrase {
        let first = self.book.languages.first();
        let text_in = |language: &String| {
            let found = texts
                .iter()
                .find(|(tag, _)| tag == language || (tag.is_empty() && Some(language) == first));
            found.map(|(_, it)| it.it.clone()).unwrap_or_default()
        };
        Phrase(self.book.languages.iter().map(text_in).collect())
    }

    pub(super) fn phrase_some(&mut self, texts: &Texts) -> Option<Phrase> {
        (!texts.is_empty()).then(|| self.phrase(texts))
    }

    /// The texts, or the name itself where nothing is written.
    pub(super) fn label(&mut self, texts: &Texts, name: &str) -> Phrase {
        if texts.is_empty() {
            return Phrase(
                self.book
                    .languages
                    .iter()
                    .map(|_| name.to_owned())
                    .collect(),
            );
        }
        self.phrase(texts)
    }

    pub(super) fn source_list(&mut self, pack: &Pack) {
        for source in &pack.sources {
            if !self.declare("source", &source.name) {
                continue;
            }
            if let Some(url) = source.url.as_ref().filter(|it| !is_web_address(&it.it)) {
                self.report("bad-link", &url.place, &[&url.it]);
            }
            let source = Source {
                name: source.name.it.clone(),
                title: self.phrase(&source.title),
                publisher: source.publisher.clone(),
                date: source.date,
                url: source.url.as_ref().map(|it| it.it.clone()),
            };
            self.book.sources.push(source);
        }
    }

    pub(super) fn cites(&mut self, cites: &[CiteDecl]) -> Vec<Cite> {
        let cites = cites.iter().filter_map(|it| {
            let source = self.source_id(&it.doc.it, &it.doc.place)?;
            self.check_date(source, it.as_of, &it.doc.it, &it.doc.place);
            Some(Cite {
                source,
                place: it.at.clone(),
                quote: it.quote.clone(),
                as_of: it.as_of,
            })
        });
        cites.collect()
    }

    /// A statement whose date nobody knows cannot be shown with one.
    pub(super) fn check_date(
        &mut self,
        source: usize,
        as_of: Option<Date>,
        doc: &str,
        place: &Place,
    ) {
        let dated = as_of.is_some()
            || self
                .book
                .sources
                .get(source)
                .is_some_and(|it| it.date.is_some());
        if !dated {
            self.report("no-as-of", place, &[doc]);
        }
    }

    pub(super) fn source_id(&mut self, doc: &str, place: &Place) -> Option<usize> {
        let found = self.book.sources.iter().position(|it| it.name == doc);
        if found.is_none() {
            let unknown = Diagnostic::new("unknown-source", place.clone(), &[doc]);
            let known = self.book.sources.iter().map(|it| it.name.as_str());
            self.out.push(with_guess(unknown, doc, known));
        }
        found
    }

    pub(super) fn needs_source(&mut self, name: &At<String>, cites: &[CiteDecl]) {
        if cites.is_empty() {
            self.report("missing-source", &name.place, &[&name.it]);
        }
    }
}

/// Only `https:`, with somewhere to go.
pub(super) fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").unwrap_or("");
    let plain =
        |it: char| !it.is_whitespace() && !it.is_control() && !matches!(it, '"' | '<' | '>' | '\\');
    rest.starts_with(|it: char| it.is_alphanumeric()) && rest.chars().all(plain)
}
