//! The books a pack's cases run on, and which of them a case is for.

use std::sync::Arc;

use super::super::Checked;
use super::{Case, Expected, What};
use crate::book::Book;

/// The books a pack's cases run on.
pub struct Shelf {
    whole: Arc<Book>,
    parts: Vec<Arc<Book>>,
}

impl Shelf {
    /// `None` while the pack has errors.
    pub fn of(checked: &Checked) -> Option<Self> {
        let parts = checked.parts.iter().map(|(_, it)| Arc::new(it.clone()));
        Some(Self {
            whole: Arc::new(checked.book.clone()?),
            parts: parts.collect(),
        })
    }

    pub fn whole(&self) -> &Arc<Book> {
        &self.whole
    }

    /// The book a page loads for the case's wizard, unless the case speaks of what
    /// is not in it.
    pub fn book(&self, case: &Case) -> &Arc<Book> {
        let has = |book: &Book, it: &Expected| match &it.what {
            What::Decision(name, _) => book.decision(name).is_some(),
            _ => true,
        };
        let fits = |book: &&Arc<Book>| {
            book.wizard(&case.wizard).is_some()
                && case.expected.iter().all(|it| has(book, it))
                && case
                    .answers
                    .iter()
                    .all(|(it, _)| book.question(it).is_some())
        };
        self.parts.iter().find(fits).unwrap_or(&self.whole)
    }
}
