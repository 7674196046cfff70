//! Every key of every YAML file, what may stand behind it, and what it is for.
//!
//! The reader looks keys up here (`fields`), editors are told of them here
//! (`exchange::schema`). While tests run, reading a key that is not listed, or
//! listing one that is not read, stops the program: neither can grow alone.
//!
//! The keys themselves are in `manifest`, `rules` and `cases`, by the kind of file.

mod cases;
mod manifest;
mod rules;

pub(super) use cases::{CASE, CASES, EXPECT, MAYBE_DESK};
pub(super) use manifest::{BOOK, CITE, DESKS, MANIFEST, SAID, SETTLED, SOURCE, UNDECIDED};
pub(super) use rules::{
    APPLY, CONDITION, CONSTRAINT, DECISION, DECLARATIONS, FACTS, MILESTONE, OPTION, OPTIONS_TABLE,
    PAGE, PROGRAM, QUESTION, UNSURE, WIZARD,
};

/// A map with keys of ours.
pub(super) struct Map {
    /// Its name among the schemas.
    pub(super) name: &'static str,
    pub(super) keys: &'static [Key],
}

pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) needed: bool,
    /// Read only where some other key is not written.
    pub(super) rarely: bool,
    pub(super) shape: Shape,
    pub(super) ja: &'static str,
    pub(super) en: &'static str,
}

/// What may stand behind a key.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// A text, a number, `true` or `false`: taken as its text.
    Text,
    /// A FEEL expression.
    Feel,
    /// One of these words.
    Word(&'static [&'static str]),
    Number,
    /// `2026-04-01`.
    Date,
    /// `2026-04-01` or `2026-04-01T12:30`.
    Moment,
    /// A text, or one by language.
    Texts,
    /// A text or a list of them.
    List,
    /// A list of texts by language, or one alone.
    TextsList,
    Cites,
    Map(&'static Map),
    /// A map whose keys are the person's own names.
    Each(&'static Map),
    /// The same with these behind the names.
    EachOf(&'static Shape),
    Maps(&'static Map),
    /// `fits:` and what is in it.
    Condition,
    Conditions,
    Options,
    /// What a case expects of a value.
    Set,
    /// Anything an answer can be.
    Answer,
    DeskList,
}

/// A key that may be written, and what it is for.
pub struct KeyHelp {
    pub name: &'static str,
    pub ja: &'static str,
    pub en: &'static str,
}

/// What a file is for, which tells the keys it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `pack.yaml`.
    Manifest,
    /// Questions, decisions, programmes and wizards share their keys.
    Rules,
    Cases,
}

/// Every key that may stand somewhere in a file, each once, outer ones first.
pub fn keys_of(kind: FileKind) -> Vec<KeyHelp> {
    let mut maps = vec![match kind {
        FileKind::Manifest => &MANIFEST,
        FileKind::Rules => &DECLARATIONS,
        FileKind::Cases => &CASES,
    }];
    let mut out: Vec<KeyHelp> = Vec::new();
    let mut at = 0;
    while let Some(map) = maps.get(at).copied() {
        at += 1;
        for key in map.keys {
            if !out.iter().any(|it| it.name == key.name) {
                out.push(KeyHelp {
                    name: key.name,
                    ja: key.ja,
                    en: key.en,
                });
            }
            for inner in inside(&key.shape) {
                if !maps.iter().any(|it| it.name == inner.name) {
                    maps.push(inner);
                }
            }
        }
    }
    out
}

/// The maps that may stand behind a key.
fn inside(shape: &'static Shape) -> Vec<&'static Map> {
    match shape {
        Shape::Map(map) | Shape::Each(map) | Shape::Maps(map) => vec![map],
        Shape::EachOf(shape) => inside(shape),
        Shape::Cites => vec![&CITE],
        Shape::Condition | Shape::Conditions => vec![&CONDITION],
        Shape::Options => vec![&OPTIONS_TABLE, &OPTION],
        Shape::DeskList => vec![&MAYBE_DESK],
        Shape::Text
        | Shape::Feel
        | Shape::Word(_)
        | Shape::Number
        | Shape::Date
        | Shape::Moment
        | Shape::Texts
        | Shape::List
        | Shape::TextsList
        | Shape::Set
        | Shape::Answer => Vec::new(),
    }
}

impl Map {
    pub(super) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|it| it.name == name)
    }
}

const fn may(name: &'static str, shape: Shape, ja: &'static str, en: &'static str) -> Key {
    Key {
        name,
        needed: false,
        rarely: false,
        shape,
        ja,
        en,
    }
}

const fn must(name: &'static str, shape: Shape, ja: &'static str, en: &'static str) -> Key {
    Key {
        needed: true,
        ..may(name, shape, ja, en)
    }
}

const fn rarely(key: Key) -> Key {
    Key {
        rarely: true,
        ..key
    }
}

const FROM: Key = may("from", Shape::Date, "この日から", "from this day");
const UNTIL: Key = may("until", Shape::Date, "この日まで", "until this day");
