//! What is wrong with a pack, where, and what to type instead.
//!
//! A diagnostic holds a code and the person's own words as arguments; its
//! sentences come from one table in two languages (`messages`). It is never
//! printed where it is made.

use std::cmp::Ordering;
use std::ops::Range;

use super::messages;

/// The language of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    Ja,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// No book is made.
    Error,
    /// A book is made, but someone should look.
    Warning,
    /// Nothing is wrong; worth knowing.
    Info,
}

impl Severity {
    /// As JSON and the fixtures write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// What to put in the place of a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    pub place: Place,
    pub text: String,
}

/// Edits that mend a finding, all of them together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    pub edits: Vec<Edit>,
    /// It can only be meant like this: `check --fix` does it unasked. Others are
    /// offered where a person picks them.
    pub is_certain: bool,
}

/// A stretch of one file, in bytes of its decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index into [`super::Sources`].
    pub file: usize,
    pub span: Range<usize>,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |it: &Self| (it.file, it.span.start, it.span.end);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A second place worth seeing, with its own words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    pub place: Place,
    key: &'static str,
    args: Vec<String>,
}

impl Note {
    pub fn message(&self, lang: Lang) -> String {
        messages::phrase(self.key, lang, &self.args)
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    pub place: Place,
    pub severity: Severity,
    code: &'static str,
    args: Vec<String>,
    pub notes: Vec<Note>,
    pub fix: Option<Fix>,
    help: Option<(&'static str, Vec<String>)>,
}

impl Diagnostic {
    /// `code` is a row of `messages::CODES`; `args` fill its `{0}`, `{1}` ….
    pub(super) fn new(code: &'static str, place: Place, args: &[&str]) -> Self {
        Self {
            place,
            severity: messages::severity(code),
            code,
            args: args.iter().map(|it| (*it).to_owned()).collect(),
            notes: Vec::new(),
            fix: None,
            help: None,
        }
    }

    pub(super) fn note(mut self, key: &'static str, place: Place, args: &[&str]) -> Self {
        let args = args.iter().map(|it| (*it).to_owned()).collect();
        self.notes.push(Note { place, key, args });
        self
    }

    /// Mends it by writing `text` instead of what stands at its place.
    pub(super) fn fix_with(mut self, text: &str, is_certain: bool) -> Self {
        let place = self.place.clone();
        let text = text.to_owned();
        self.fix = Some(Fix {
            edits: vec![Edit { place, text }],
            is_certain,
        });
        self
    }

    /// Mends it by all of these edits.
    pub(super) fn fixed_by(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Overrides the code's usual help, for when we can guess what was meant.
    pub(super) fn help_with(mut self, key: &'static str, args: &[&str]) -> Self {
        self.help = Some((key, args.iter().map(|it| (*it).to_owned()).collect()));
        self
    }

    pub(super) fn args(&self) -> &[String] {
        &self.args
    }

    /// The special help, where there is one, and what fills it.
    pub(super) fn help_key(&self) -> Option<&'static str> {
        self.help.as_ref().map(|(key, _)| *key)
    }

    pub(super) fn help_args(&self) -> &[String] {
        self.help.as_ref().map_or(&[], |(_, args)| args)
    }

    /// The stable name, such as `unknown-name`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// One line, no full stop.
    pub fn message(&self, lang: Lang) -> String {
        messages::message(self.code, lang, &self.args)
    }

    /// What to type, where we can say it.
    pub fn help(&self, lang: Lang) -> Option<String> {
        match &self.help {
            Some((key, args)) => Some(messages::phrase(key, lang, args)),
            None => messages::help(self.code, lang, &self.args),
        }
    }
}
