//! The two streams of the terminal, and what may be written to them.
//!
//! Texts of a pack are somebody's data: a control character in one must not
//! steer the terminal, so everything but our own colours passes [`harmless`].

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};

use serde::Serialize;
use tsunagu::author::Lang;

use super::snippet::Snippet;
use super::words::{Word, text};

pub(super) struct Console {
    pub lang: Lang,
    pub json: bool,
    /// Colours on standard output, and on standard error.
    pub out_color: bool,
    pub err_color: bool,
    /// The reader of our output went away (`tsunagu check … | head`).
    closed: Cell<bool>,
}

impl Console {
    pub fn new(lang: Lang, json: bool) -> Self {
        // https://no-color.org: any value but the empty one.
        let allowed = std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty())
            && std::env::var_os("TERM").is_none_or(|it| it != "dumb");
        Self {
            lang,
            json,
            out_color: allowed && io::stdout().is_terminal(),
            err_color: allowed && io::stderr().is_terminal(),
            closed: Cell::new(false),
        }
    }

    /// The language as the engine wants it.
    pub fn lang_tag(&self) -> &'static str {
        match self.lang {
            Lang::Ja => "ja",
            Lang::En => "en",
        }
    }

    /// Our own words, in the person's language.
    pub fn word(&self, word: Word, args: &[&str]) -> String {
        text(word, self.lang, args)
    }

    /// A message in our own words, to point at a place or to stop with.
    pub fn wrong(&self, word: Word, args: &[&str]) -> Snippet {
        Snippet::error(self.word(word, args))
    }

    /// Writes to standard output and flushes. The text may hold our colours.
    pub fn out(&self, text: &str) {
        let mut stream = io::stdout().lock();
        self.written(
            stream
                .write_all(text.as_bytes())
                .and_then(|()| stream.flush()),
        );
    }

    pub fn out_line(&self, text: &str) {
        self.out(&format!("{text}\n"));
    }

    pub fn out_json(&self, value: &impl Serialize) {
        let text = serde_json::to_string_pretty(value).expect("our own types have string keys");
        self.out_line(&text);
    }

    /// Writes to standard error. The text may hold our colours.
    pub fn err(&self, text: &str) {
        let mut stream = io::stderr().lock();
        // Nobody is left to tell when standard error is gone.
        let _ = stream
            .write_all(text.as_bytes())
            .and_then(|()| stream.flush());
    }

    pub fn err_line(&self, text: &str) {
        self.err(&format!("{text}\n"));
    }

    /// The reader left: there is no use in going on.
    pub fn is_closed(&self) -> bool {
        self.closed.get()
    }

    /// A reader who left is no mistake; the verb's own exit code still counts
    /// (`set -o pipefail`). A full disk is one.
    fn written(&self, outcome: io::Result<()>) {
        match outcome {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.closed.set(true),
            Err(error) => {
                self.err_line(&self.word(Word::CannotPrint, &[&error.to_string()]));
                std::process::exit(super::CALLED_WRONGLY.into());
            }
        }
    }
}

/// The text without what could steer a terminal: control characters but line
/// feed and tab, and the marks that reorder a line (Unicode TR 36 §2.10).
pub(super) fn harmless(text: &str) -> String {
    text.chars()
        .map(|it| match it {
            '\n' | '\t' => it,
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
            _ if it.is_control() => '\u{FFFD}',
            _ => it,
        })
        .collect()
}
