//! The text of an expression: in the whole of FEEL with every kind of input, and
//! as strictly as packs are read.
//!
//! A refusal has a place inside the text. What is taken is worked out with
//! nothing answered, with some and with all: what was settled stays (law 3), and
//! a full answer is one of the values that were possible (law 2).

use std::sync::Arc;

use tsunagu::author::Lang;
use tsunagu::author::model::{Expression, Input, TypeDecl};
use tsunagu::book::Book;
use tsunagu::run::{Raw, Session};
use tsunagu::value::Set;

use super::pack;

/// Longer texts only take longer.
const MAX: usize = 400;

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if text.len() > MAX {
        return;
    }
    // Most of what is made up is no expression at all: a pack around it would only
    // say so once more, a hundred times as slowly.
    if wide(text) {
        strict(text);
    }
}

/// In a pack: the value of a decision.
fn strict(text: &str) {
    let quoted = text.replace('\'', "''").replace(['\n', '\r'], " ");
    let rule = format!("decisions:\n  答え:\n    value: '{quoted}'\n    source: {{ doc: 要綱 }}\n");
    let checked = pack::checked(&pack::with("decisions/b.yaml", rule.as_bytes()));
    let Some(book) = checked.book else {
        return;
    };
    narrows(&Arc::new(book), "答え");
}

/// Whether it is an expression.
fn wide(text: &str) -> bool {
    let input = |(name, of): (&str, Option<&str>)| Input {
        name: name.to_owned(),
        of: of.map(|it| TypeDecl::Text(it.to_owned())),
    };
    let inputs = [
        ("a", Some("number")),
        ("b", Some("boolean")),
        ("full name", Some("string")),
        ("d", Some("date")),
        ("any", None),
    ];
    let expression = Expression {
        text: text.to_owned(),
        inputs: inputs.into_iter().map(input).collect(),
        entries: vec!["one entry".to_owned()],
        ..Expression::default()
    };
    match expression.compile() {
        Ok(book) => {
            pack::runs(&Arc::new(book));
            true
        }
        Err(it) => {
            assert!(text.get(it.span()).is_some(), "{:?}", it.span());
            assert!(!it.message(Lang::Ja).is_empty() && !it.message(Lang::En).is_empty());
            assert_ne!(it.help(Lang::Ja).as_deref(), Some(""));
            false
        }
    }
}

/// Answers one after the other: each leaves no value possible that was not.
fn narrows(book: &Arc<Book>, name: &str) {
    let families = [
        [
            ("年齢", Raw::Number("2".to_owned())),
            ("町", text("東")),
            ("ケア", Raw::List(vec![text("呼吸器"), text("吸引")])),
            ("夜間", Raw::Bool(true)),
            ("誕生日", text("2020-02-29")),
            ("在籍", text("学校")),
            ("費用", Raw::Number("120".to_owned())),
        ],
        [
            ("年齢", Raw::Number("18".to_owned())),
            ("町", text("南")),
            ("ケア", Raw::List(vec![text("なし")])),
            ("夜間", Raw::Unsure),
            ("誕生日", text("2000-01-01")),
            ("在籍", text("園")),
            ("費用", Raw::Number("0".to_owned())),
        ],
    ];
    for family in families {
        let mut session = Session::start(Arc::clone(book), &pack::start("")).expect("a session");
        let mut told = vec![value(&session, name)];
        for (question, answer) in family {
            session.give(question, answer).expect("one of its answers");
            told.push(value(&session, name));
        }
        let last = told.last().expect("the first at least");
        if let Some(settled) = last.settled() {
            for set in &told {
                assert!(set.contains(settled), "{set:?} came to {settled:?}");
            }
        }
    }
}

fn text(it: &str) -> Raw {
    Raw::Text(it.to_owned())
}

fn value(session: &Session, name: &str) -> Set {
    session.explain(name).expect("the decision").value.0
}
