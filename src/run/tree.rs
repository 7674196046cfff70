//! JSON text read back as a tree, so that every serializer of serde can take the
//! shapes of `tell`. Only our own text comes here; the page has no use for it.

use alloc::{string::String, vec::Vec};
use std::iter::Peekable;
use std::str::Chars;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::tell::Tell;

/// What JSON can hold, keys in the order they are told.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Tree {
    Null,
    Bool(bool),
    Count(u32),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

/// The shape as a serializer takes it.
fn serialize<S: Serializer>(shape: &impl Tell, serializer: S) -> Result<S::Ok, S::Error> {
    tree(&mut shape.json().chars().peekable()).serialize(serializer)
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(it) => serializer.serialize_bool(*it),
            Self::Count(it) => serializer.serialize_u32(*it),
            Self::Text(it) => serializer.serialize_str(it),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// One value. The text is well formed, for `tell` wrote it.
fn tree(text: &mut Peekable<Chars<'_>>) -> Tree {
    match text.next() {
        Some('{') => {
            let mut entries = Vec::new();
            while !ends(text, '}') {
                text.next();
                let key = string(text);
                text.next();
                entries.push((key, tree(text)));
            }
            Tree::Map(entries)
        }
        Some('[') => {
            let mut items = Vec::new();
            while !ends(text, ']') {
                items.push(tree(text));
            }
            Tree::List(items)
        }
        Some('"') => Tree::Text(string(text)),
        Some(first) => {
            let mut word = String::from(first);
            while let Some(it) = text.next_if(|it| it.is_ascii_alphanumeric()) {
                word.push(it);
            }
            match word.as_str() {
                "true" => Tree::Bool(true),
                "false" => Tree::Bool(false),
                number => number.parse().map_or(Tree::Null, Tree::Count),
            }
        }
        None => Tree::Null,
    }
}

/// At the end of a list or map; a comma before the next entry is left behind.
fn ends(text: &mut Peekable<Chars<'_>>, close: char) -> bool {
    text.next_if_eq(&',');
    text.next_if_eq(&close).is_some() || text.peek().is_none()
}

/// A text after its opening quote, the closing one included.
fn string(text: &mut Peekable<Chars<'_>>) -> String {
    let mut out = String::new();
    while let Some(it) = text.next().filter(|it| *it != '"') {
        if it != '\\' {
            out.push(it);
            continue;
        }
        match text.next() {
            Some('u') => {
                let code: String = text.by_ref().take(4).collect();
                let code = u32::from_str_radix(&code, 16).ok();
                out.extend(code.and_then(char::from_u32));
            }
            it => out.extend(it),
        }
    }
    out
}

macro_rules! serializes {
    ($($name:path,)*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(self, serializer)
            }
        }
    )*};
}

serializes! {
    super::report::Report,
    super::report::SetView,
    super::report::Explanation,
    super::timeline::Timeline,
    super::session::Saved,
    super::view::View,
    super::view::Results,
}
