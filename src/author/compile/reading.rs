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

/// The longest word first, so that 医療的 wins over 医療.
#[derive(Default)]
pub(super) struct Readings {
    words: BTreeMap<String, String>,
    longest: usize,
}

impl Readings {
    fn add(&mut self, word: &str, reading: &str) {
        self.longest = self.longest.max(word.chars().count());
        self.words.insert(word.to_owned(), reading.to_owned());
    }

    /// The text with readings, and the first kanji that has none.
    pub(super) fn annotate(&self, text: &str) -> (String, Option<String>) {
        let chars: Vec<char> = text.chars().collect();
        let (mut out, mut unread) = (String::new(), None);
        let mut at = 0;
        while let Some(it) = chars.get(at) {
            if *it == '｜' {
                let end = chars[at..].iter().position(|it| *it == '》');
                let end = end.map_or(chars.len(), |it| at + it + 1);
                out.extend(&chars[at..end]);
                at = end;
                continue;
            }
            let lengths = (1..=self.longest.min(chars.len() - at)).rev();
            let word = lengths
                .map(|it| chars[at..at + it].iter().collect::<String>())
                .find_map(|word| self.words.get(&word).map(|reading| (word, reading)));
            if let Some((word, reading)) = word {
                at += word.chars().count();
                out.push_str(&ruby(&word, reading));
                continue;
            }
            if is_kanji(*it) && unread.is_none() {
                let run = chars[at..].iter().take_while(|it| is_kanji(**it));
                unread = Some(run.collect());
            }
            out.push(*it);
            at += 1;
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
        if self.readings.longest == 0 {
            return text.to_owned();
        }
        let (text, unread) = self.readings.annotate(text);
        if let Some(word) = unread {
            self.report("no-reading", place, &[&word]);
        }
        text
    }
}
