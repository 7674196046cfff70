//! What a person has said, in the plainest way there is: a map.

use std::collections::{BTreeMap, BTreeSet};

use tsunagu::book::Book;
use tsunagu::run::{Saved, SavedAnswer};
use tsunagu::value::Moment;

pub struct Model {
    /// By question. Nothing but `clear`, another answer or a slip of the pen takes
    /// one away: not going back, not another day, not a question that hides it.
    pub answers: BTreeMap<String, SavedAnswer>,
    /// Questions at which something cannot be read.
    pub drafts: BTreeSet<String>,
    pub lang: String,
    pub at: Moment,
}

impl Model {
    pub fn new(book: &Book, at: &str) -> Self {
        Self {
            answers: BTreeMap::new(),
            drafts: BTreeSet::new(),
            lang: book.languages[0].clone(),
            at: Moment::parse(at).expect("a moment"),
        }
    }

    pub fn knows(&self, name: &str) -> bool {
        self.answers.contains_key(name)
    }

    pub fn answer(&mut self, name: &str, answer: SavedAnswer) {
        self.drafts.remove(name);
        self.answers.insert(name.to_owned(), answer);
    }

    pub fn forget(&mut self, name: &str) {
        self.drafts.remove(name);
        self.answers.remove(name);
    }

    pub fn mistype(&mut self, name: &str) {
        self.answers.remove(name);
        self.drafts.insert(name.to_owned());
    }

    /// What would be kept is what was said, in the book's order.
    pub fn agrees(&self, saved: &Saved, book: &Book) {
        let said = book.questions.iter().filter_map(|it| {
            let answer = self.answers.get(&*it.name)?;
            Some((it.name.to_string(), answer.clone()))
        });
        assert_eq!(saved.answers, said.collect::<Vec<_>>(), "what was said");
        assert_eq!((&saved.pack, &saved.book), (&book.pack, &book.hash()));
    }
}
