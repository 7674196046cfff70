//! A text in the languages of its book.

use alloc::{string::String, vec::Vec};

/// One text a language, in the book's order of languages; an empty one is missing.
///
/// It is plain text: no markup is ever read into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase(pub Vec<String>);

impl Phrase {
    /// The text in that language, else the first there is.
    pub fn get(&self, language: usize) -> &str {
        let wanted = self.0.get(language).filter(|it| !it.is_empty());
        let text = wanted.or_else(|| self.0.iter().find(|it| !it.is_empty()));
        text.map_or("", String::as_str)
    }
}
