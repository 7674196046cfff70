//! Names with spaces and signs in them, as FEEL allows: the longest one that is
//! in scope wins (DMN 1.5, §10.3.1.2). Packs have no such names.
//!
//! Names are compared word by word, so that the space between words does not
//! matter. What is in scope is taken generously: a name known anywhere.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lexer::tokens;
use crate::book::Function;

/// Names of more than one word, by their words.
#[derive(Clone, Debug, Default)]
pub(in crate::author) struct Names {
    long: Vec<Vec<String>>,
}

impl Names {
    pub(in crate::author) fn add(&mut self, name: &str) {
        let is_one_word = name
            .chars()
            .all(|it| it.is_alphanumeric() || it == '_' || u32::from(it) > 0xFFFF);
        if is_one_word {
            return;
        }
        let Ok(found) = tokens(name, true) else {
            return;
        };
        let words: Vec<String> = found
            .into_iter()
            .map(|(_, span)| name[span].to_owned())
            .filter(|it| !it.is_empty())
            .collect();
        if words.len() > 1 && !self.long.contains(&words) {
            self.long.push(words);
        }
    }

    /// How many of the words that follow make a name, at most; and that name.
    pub(super) fn longest<'t>(&self, word: impl Fn(usize) -> &'t str) -> Option<usize> {
        let fits = |it: &&Vec<String>| it.iter().enumerate().all(|(at, it)| word(at) == it);
        self.long.iter().filter(fits).map(Vec::len).max()
    }
}

/// Functions and properties of FEEL whose names begin so and go on, longest first.
pub(super) fn long_words(first: &str) -> &'static [&'static str] {
    static BY_FIRST: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
        const PROPERTIES: [&str; 3] = ["start included", "end included", "time offset"];
        let functions = Function::ALL.iter().map(|it| it.name());
        let mut by_first: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for name in functions.chain(PROPERTIES) {
            if let Some((first, _)) = name.split_once(' ') {
                by_first.entry(first).or_default().push(name);
            }
        }
        for names in by_first.values_mut() {
            names.sort_by_key(|it| std::cmp::Reverse(it.len()));
        }
        by_first
    });
    BY_FIRST.get(first).map_or(&[], Vec::as_slice)
}

/// The name a sequence of words spells: one space where there was any.
pub(super) fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
