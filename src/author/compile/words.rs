//! Texts in the book's languages, and the sources they rest on.

use super::super::fields::with_guess;
use super::super::pack::{At, CiteDecl, Pack, Texts};
use super::super::{Diagnostic, messages};
use super::{Compiler, is_web_address};
use crate::book::{Cite, Phrase, Source};
use crate::value::Date;

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
            found.map(|(_, it)| it.it.clone())
        };
        for (tag, text) in texts {
            if !tag.is_empty() && !self.tags.contains(tag) {
                let known = messages::list(&languages);
                self.report("unknown-key", &text.place, &[tag, &known]);
            }
        }
        for language in &languages {
            if text_in(language).is_none() {
                self.report("missing-language", &place, &[language]);
            }
        }
        Phrase(
            languages
                .iter()
                .map(|it| text_in(it).unwrap_or_default())
                .collect(),
        )
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
            let source = self.source_id(&it.doc)?;
            self.check_date(source, it.as_of, &it.doc);
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
    pub(super) fn check_date(&mut self, source: usize, as_of: Option<Date>, doc: &At<String>) {
        let dated = as_of.is_some()
            || self
                .book
                .sources
                .get(source)
                .is_some_and(|it| it.date.is_some());
        if !dated {
            self.report("no-as-of", &doc.place, &[&doc.it]);
        }
    }

    pub(super) fn source_id(&mut self, doc: &At<String>) -> Option<usize> {
        let found = self.book.sources.iter().position(|it| it.name == doc.it);
        if found.is_none() {
            let unknown = Diagnostic::new("unknown-source", doc.place.clone(), &[&doc.it]);
            let known = self.book.sources.iter().map(|it| it.name.as_str());
            self.out.push(with_guess(unknown, &doc.it, known));
        }
        found
    }

    pub(super) fn needs_source(&mut self, name: &At<String>, cites: &[CiteDecl]) {
        if cites.is_empty() {
            self.report("missing-source", &name.place, &[&name.it]);
        }
    }
}
