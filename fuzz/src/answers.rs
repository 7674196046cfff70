//! A file of answers: read with places, given to a session, kept and restored.

#[path = "../../src/cli/answers/json.rs"]
mod json;

use std::sync::Arc;

use tsunagu::run::{MAX_TEXT, Raw, Session};

use super::pack;
use json::Unreadable;

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let entries = match json::entries(text) {
        Ok(entries) => entries,
        Err(why) => {
            for span in places(text, &why) {
                assert!(text.get(span.clone()).is_some(), "{why:?}");
            }
            return;
        }
    };
    let book = pack::book();
    let begin = || Session::start(Arc::clone(book), &pack::start("")).expect("a session");
    let mut session = begin();
    let mut taken = Vec::new();
    for entry in entries {
        assert!(text.get(entry.span.clone()).is_some(), "{:?}", entry.span);
        let before = session.save();
        match session.give(&entry.question, entry.raw.clone()) {
            Ok(()) => {
                assert!(
                    longest(&entry.raw) <= MAX_TEXT,
                    "a page of writing is taken"
                );
                taken.push((entry.question, entry.raw));
            }
            Err(refusal) => {
                assert!(!refusal.message("ja").is_empty() && !refusal.message("en").is_empty());
                assert_eq!(before, session.save(), "a refused answer changes nothing");
            }
        }
    }
    let results = session.results();
    pack::text(&results);
    // In any order, all at once, or out of what was kept: the same results.
    let mut turned = begin();
    for (question, raw) in taken.iter().rev() {
        turned
            .give(question, raw.clone())
            .expect("it was taken once");
    }
    assert!(results == turned.results(), "the order of answers matters");
    let (at_once, refused) =
        Session::start_with(Arc::clone(book), &pack::start(""), &taken).expect("a session");
    assert!(refused.is_empty() && at_once.save() == session.save());
    assert_eq!(at_once.next_questions(), session.next_questions());
    let (kept, lost) =
        Session::restore(Arc::clone(book), &pack::start(""), &session.save()).expect("our own");
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(kept.save(), session.save(), "kept and restored");
    assert_eq!(kept.next_questions(), session.next_questions());
}

fn places(text: &str, why: &Unreadable) -> Vec<std::ops::Range<usize>> {
    match why {
        Unreadable::Ends(it) | Unreadable::NotAnObject(it) | Unreadable::NotJson(it) => {
            vec![it.clone()]
        }
        Unreadable::Twice(name, it, first) => {
            assert!(first.end < it.start && name.len() <= text.len(), "{why:?}");
            vec![it.clone(), first.clone()]
        }
        Unreadable::NotAnAnswer(name, it) => {
            assert!(name.len() <= text.len(), "{why:?}");
            vec![it.clone()]
        }
    }
}

fn longest(raw: &Raw) -> usize {
    match raw {
        Raw::Text(it) | Raw::Number(it) => it.chars().count(),
        Raw::List(items) => items.iter().map(longest).max().unwrap_or(0),
        Raw::Null | Raw::Bool(_) | Raw::Unsure => 0,
    }
}
