//! Every wizard of every pack, in the book that a page would load for it.

use std::collections::BTreeSet;
use std::sync::Arc;

use tsunagu::author::check;
use tsunagu::book::Book;

use super::shipped;

#[derive(Clone)]
pub struct ShippedWizard {
    /// The book's file name, without its ending.
    pub book_name: String,
    pub wizard: String,
    pub book: Arc<Book>,
}

pub fn wizards() -> Vec<ShippedWizard> {
    let files = shipped::files();
    let manifests = files.keys().filter_map(|it| it.strip_suffix("/pack.yaml"));
    let packs: BTreeSet<&str> = manifests.collect();
    let mut wizards = Vec::new();
    for pack in packs {
        let checked = check(&files, pack);
        let mut books = checked.parts;
        if books.is_empty() {
            let book = checked.book.expect("shipped packs pass");
            books.push((pack.to_owned(), book));
        }
        for (book_name, book) in books {
            let book = Arc::new(book);
            for wizard in book.wizard_names() {
                wizards.push(ShippedWizard {
                    book_name: book_name.clone(),
                    wizard: wizard.to_owned(),
                    book: Arc::clone(&book),
                });
            }
        }
    }
    wizards
}
