//! How sessions begin: in which languages, and on which screen.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

mod shipped;
#[path = "shipped/wizards.rs"]
mod shipped_wizards;

use std::sync::Arc;

use shipped_wizards::ShippedWizard;
use tsunagu::run::view::Screen;
use tsunagu::run::{Event, Session, Start};
use tsunagu::value::Moment;

fn begun(it: &ShippedWizard) -> Session {
    let start = Start {
        wizard: it.wizard.clone(),
        lang: "ja".to_owned(),
        at: Moment::parse("2026-11-20T12:30").unwrap(),
    };
    Session::start(Arc::clone(&it.book), &start).unwrap()
}

/// Whoever cannot read this page must find their own language on it.
#[test]
fn a_language_is_called_as_it_calls_itself() {
    for it in shipped_wizards::wizards() {
        let languages = begun(&it).languages();
        assert_eq!(languages.len(), it.book.languages.len());
        for (tag, name) in languages {
            let own = match &*tag {
                "ja" => "日本語",
                "easy" => "やさしい日本語",
                "en" => "English",
                other => panic!("{other} is not shipped"),
            };
            assert_eq!(name, own, "{} {}", it.book_name, it.wizard);
            assert!(it.book.languages.contains(&tag));
        }
    }
}

/// Saved answers lead to the results only for whoever asked for them, and only where
/// nothing is left to ask.
#[test]
fn opened_on_the_check_or_on_the_results() {
    for it in shipped_wizards::wizards() {
        let mut session = begun(&it);
        let page = |session: &Session| matches!(session.view().screen, Screen::Page(_));
        for results in [false, true] {
            assert!(page(&session.clone().open(results)), "{}", it.wizard);
        }
        loop {
            let next = session.next_questions().questions;
            let Some(name) = next.first() else { break };
            session = session.send(Event::Unsure { name: name.clone() });
        }
        let check = session.clone().open(false).view().screen;
        assert!(matches!(check, Screen::Check(_)), "{}", it.wizard);
        let results = session.open(true).view().screen;
        assert!(matches!(results, Screen::Results(_)), "{}", it.wizard);
    }
}
