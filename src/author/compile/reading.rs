//! Furigana for the easy texts: how each word with kanji is read, from tables
//! of the packs, written into the text when the book is made.
//!
//! The form is the one of public-domain books, `｜相談《そうだん》`: readable as
//! it is, and simple to draw as ruby. A word whose reading hangs on what stands
//! around it is written that way in the pack itself, and left alone here.

use std::collections::BTreeMap;

use super::super::Place;
use super::super::pack::Pack;
use super::Compiler;

/// Words and how they are read, by the letter they begin with: the longest word first,
/// so that 医療的 wins over 医療.
#[derive(Default)]
pub(super) struct Readings(BTreeMap<char, Vec<(String, String)>>);

impl Readings {
    fn add(&mut self, word: &str, reading: &str) {
        let Some(first) = word.chars().next() else {
            return;
        };
        let words = self.0.entry(first).or_default();
        words.retain(|(it, _)| it != word);
        // One is longer than another that it begins with, and only those compete.
        let at = words.partition_point(|(it, _)| it.len() > word.len());
        words.insert(at, (word.to_owned(), reading.to_owned()));
    }

    /// The text with readings, and the first kanji that has none.
    pub(super) fn annotate(&self, text: &str) -> (String, Option<String>) {
        let (mut out, mut unread) = (String::new(), None);
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            if next == '｜' {
                let end = rest
                    .find('》')
                    .map_or(rest.len(), |it| it + '》'.len_utf8());
                out.push_str(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
            let mut words = self.0.get(&next).into_iter().flatten();
            if let Some((word, reading)) = words.find(|(it, _)| rest.starts_with(it)) {
                out.push_str(&ruby(word, reading));
                rest = &rest[word.len()..];
                continue;
            }
            if is_kanji(next) && unread.is_none() {
                unread = Some(rest.chars().take_while(|it| is_kanji(*it)).collect());
            }
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
        (out, unread)
    }
}

/// Kana that word and reading share stay outside: `｜聞《き》いて`.
pub(super) fn ruby(word: &str, reading: &str) -> String {
    if !word.chars().any(is_kanji) {
        return word.to_owned();
    }
    let (mut base, mut kana) = (word, reading);
    let mut tail = String::new();
    while let (Some(a), Some(b)) = (base.chars().last(), kana.chars().last()) {
        if a != b || is_kanji(a) {
            break;
        }
        base = &base[..base.len() - a.len_utf8()];
        kana = &kana[..kana.len() - b.len_utf8()];
        tail.insert(0, a);
    }
    ["｜", base, "《", kana, "》", &tail].concat()
}

pub(super) fn is_kanji(it: char) -> bool {
    matches!(it, '\u{3400}'..='\u{9FFF}' | '々' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}')
}

impl Compiler<'_> {
    /// Reads the table a pack names under `readings:`.
    pub(super) fn reading_list(&mut self, pack: &Pack) {
        let Some(sheet) = pack
            .readings
            .as_ref()
            .and_then(|it| self.sheet(&pack.name, it))
        else {
            return;
        };
        self.need_columns(&sheet, &["語", "よみ"]);
        for row in &sheet.rows {
            if let (Some(word), Some(reading)) = (sheet.cell(row, "語"), sheet.cell(row, "よみ"))
            {
                self.readings.add(&word.text, &reading.text);
                if reading.text.chars().any(is_kanji) {
                    self.report("bad-reading", &reading.place, &[&reading.text]);
                }
            }
        }
    }

    /// The easy text with its furigana; kanji without a reading are told of.
    pub(super) fn easy(&mut self, text: &str, place: &Place) -> String {
        if self.readings.0.is_empty() {
            return text.to_owned();
        }
        let (text, unread) = self.readings.annotate(text);
        if let Some(word) = unread {
            self.report("no-reading", place, &[&word]);
        }
        text
    }
}
