//! What `cargo xtask counts` counts the instructions of: reading a book, the first
//! look with everything open, one answer, the results, a page, the last page.
//! `counts STEP BOOK TIMES` does a step so many times and checks that something came
//! of it.

use std::sync::Arc;

use tsunagu::book::{Book, Kind};
use tsunagu::run::{Event, Given, Json, Session, Start, Tell};
use tsunagu::value::Moment;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [step, book, times] = args.as_slice() else {
        println!("not run: `cargo xtask counts` says what to count");
        return;
    };
    let bytes = std::fs::read(book).expect("a book");
    let times: usize = times.parse().expect("a number");
    let came: usize = match step.as_str() {
        "load" => (0..times).map(|_| read(&bytes).questions.len()).sum(),
        "start" => (0..times)
            .map(|_| begun(&bytes).0.next_questions().at_most)
            .sum(),
        "answer" => {
            let (mut session, answers) = begun(&bytes);
            for answer in answers.iter().cycle().take(times) {
                session = session.send(answer.clone());
            }
            session.next_questions().at_most
        }
        "results" => {
            let session = answered(&bytes);
            (0..times).map(|_| told(&session.results())).sum()
        }
        "page" => {
            let session = answered(&bytes).send(Event::Begin);
            (0..times).map(|_| told(&session.view())).sum()
        }
        "end" => {
            let session = through(&read(&bytes), begun(&bytes).0);
            (0..times).map(|_| told(&session.view())).sum()
        }
        other => panic!("no such step: {other}"),
    };
    assert!(came > 0, "nothing came of {step}");
}

fn read(bytes: &[u8]) -> Book {
    Book::from_bytes(bytes).expect("a book")
}

fn told(it: &dyn Tell) -> usize {
    let mut json = Json::default();
    it.tell(&mut json);
    json.text().len()
}

/// A session and answers to all its yes-no questions and choices, one value after
/// the other.
fn begun(bytes: &[u8]) -> (Session, Vec<Event>) {
    let book = Arc::new(read(bytes));
    let start = Start {
        wizard: String::new(),
        lang: "ja".to_owned(),
        at: Moment::parse("2026-11-20T12:30").expect("a moment"),
    };
    let mut answers = Vec::new();
    for round in 0..2 {
        for question in &book.questions {
            let values = match &question.kind {
                Kind::YesNo => vec!["true", "false"],
                Kind::Choice(choices) => choices.iter().map(|it| &*it.value).collect(),
                _ => continue,
            };
            answers.push(Event::Answer {
                name: question.name.to_string(),
                given: Given::Text(values[round % values.len()].to_owned()),
            });
        }
    }
    (Session::start(book, &start).expect("a session"), answers)
}

/// At the results, every question answered with the first there is to say to it.
fn through(book: &Book, mut session: Session) -> Session {
    while let [first, ..] = session.next_questions().questions.as_slice() {
        let id = book.question(first).expect("a question");
        let given = match &book.questions[id].kind {
            Kind::YesNo => Given::Text("true".to_owned()),
            Kind::Choice(choices) => Given::Text(choices[0].value.to_string()),
            Kind::Several(choices) => Given::Many(vec![choices[0].value.to_string()]),
            Kind::Number { min, .. } => Given::Text(min.text()),
            Kind::Date { .. } => Given::Text("2024-04-01".to_owned()),
            Kind::Text => Given::Text("…".to_owned()),
        };
        let name = first.clone();
        session = session.send(Event::Answer { name, given });
    }
    session = session.send(Event::Begin);
    while session.view().progress.screen != "results" {
        session = session.send(Event::Next);
    }
    session
}

/// Half of the questions answered: something is settled, something open.
fn answered(bytes: &[u8]) -> Session {
    let (session, answers) = begun(bytes);
    answers
        .iter()
        .take(answers.len() / 4)
        .cloned()
        .fold(session, Session::send)
}
