//! A book and answers in, pages and results out: the fixtures of `tests/run/*.md`.
//!
//! Named fences are the pack's files. A `do` fence is what happens, a line an
//! event: `pack NAME` for one we ship, `start WIZARD LANG MOMENT`, `begin`,
//! `answer QUESTION WHAT WAS TYPED`, `tick QUESTION A B`, `unsure QUESTION`,
//! `clear QUESTION`, `next`, `back`, `change QUESTION`, `language TAG`, `at
//! MOMENT`. An `answers` fence gives answers as a file does (JSON), a `saved`
//! fence restores what a page has kept. After any of them:
//!
//! - `page` is what the person sees, `results` the results wherever they are;
//! - `along` is what else a sheet to take along says: whom to call, what to say, what is
//!   to be found out, the answers, the sources and the days on which something changes;
//! - `view` is the screen in JSON, as a page of one's own gets it;
//! - `left` is how many questions are answered and left, and which may be put now;
//! - `refused` is what was not taken of the answers, in the words they read;
//! - `saved now` is what would be kept.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

mod answers;
mod chance;
mod fixture;
mod pack;
#[path = "run/screen.rs"]
mod screen;
mod shipped;

use std::sync::Arc;

use chance::Chance;
use fixture::Part;
use tsunagu::author::{self, Files};
use tsunagu::book::{Book, LoadError};
use tsunagu::run::{Event, Given, Json, MAX_TEXT, Raw, Saved, SavedAnswer, Session, Start, Tell};
use tsunagu::value::Moment;

#[test]
fn run() {
    fixture::run("tests/run", |shared, test| {
        let book = compiled(&pack::files(shared, test), pack::NAME);
        let mut person = Person::new(book);
        for part in &mut test.parts {
            let Part::Fence(fence) = part else { continue };
            if fence.name.is_some() {
                continue;
            }
            match fence.info.as_str() {
                "do" => fence.content.lines().for_each(|it| person.act(it)),
                "answers" => person.give(&fence.content),
                "saved" => person.restore(&fence.content),
                "saved now" => fence.content = person.saved(),
                "refused" => fence.content = person.refused.join(""),
                "page" => fence.content = screen::page(&person.session.view()),
                "along" => fence.content = screen::along(&person.session.results_view()),
                "view" => fence.content = screen::json(&person.session.view()),
                "left" => fence.content = person.left(),
                "results" => fence.content = screen::results(&person.session.results_view()),
                other => panic!("what is a `{other}` fence?"),
            }
        }
    });
}

struct Person {
    book: Arc<Book>,
    start: Start,
    session: Session,
    refused: Vec<String>,
}

impl Person {
    fn new(book: Book) -> Self {
        let book = Arc::new(book);
        let start = Start {
            wizard: String::new(),
            lang: "ja".to_owned(),
            at: moment("2026-11-20T12:30"),
        };
        let session = Session::start(Arc::clone(&book), &start).unwrap();
        Self {
            book,
            start,
            session,
            refused: Vec::new(),
        }
    }

    fn act(&mut self, line: &str) {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (name, what) = rest.split_once(' ').unwrap_or((rest, ""));
        let name = name.to_owned();
        let event = match verb {
            "pack" => return *self = Self::new(shipped(rest)),
            "start" => return self.begin_again(rest),
            "begin" => Event::Begin,
            "answer" => {
                let given = Given::Text(what.to_owned());
                Event::Answer { name, given }
            }
            "tick" => {
                let ticked = what.split_whitespace().map(str::to_owned);
                let given = Given::Many(ticked.collect());
                Event::Answer { name, given }
            }
            "unsure" => Event::Unsure { name },
            "clear" => Event::Clear { name },
            "next" => Event::Next,
            "back" => Event::Back,
            "change" => Event::Change { name },
            "language" => Event::Language(name),
            "at" => Event::At(moment(rest)),
            other => panic!("nobody can `{other}`"),
        };
        self.session = self.session.clone().send(event);
    }

    /// A wizard's name, a language and a moment; an unknown one is refused.
    fn begin_again(&mut self, words: &str) {
        let words: Vec<&str> = words.split(' ').collect();
        let [wizard, lang, at] = words[..] else {
            panic!("start WIZARD LANG MOMENT")
        };
        self.start = Start {
            wizard: wizard.to_owned(),
            lang: lang.to_owned(),
            at: moment(at),
        };
        match Session::start(Arc::clone(&self.book), &self.start) {
            Ok(session) => self.session = session,
            Err(error) => self.refused = vec![error.message(lang) + "\n"],
        }
    }

    fn give(&mut self, json: &str) {
        self.refused.clear();
        for (name, raw) in answers::read(json) {
            if let Err(refusal) = self.session.give(&name, raw) {
                let message = refusal.message(self.session.lang());
                self.refused
                    .push(format!("{name}: {message} [{}]\n", refusal.code()));
            }
        }
    }

    fn restore(&mut self, json: &str) {
        let kept: serde_json::Value = serde_json::from_str(json).unwrap();
        let text = |key: &str| kept[key].as_str().unwrap().to_owned();
        let answer = |it: &serde_json::Value| match it {
            serde_json::Value::Bool(it) => SavedAnswer::Yes(*it),
            serde_json::Value::String(it) => SavedAnswer::Text(it.clone()),
            serde_json::Value::Array(items) => {
                let texts = items.iter().map(|it| it.as_str().unwrap().to_owned());
                SavedAnswer::Many(texts.collect())
            }
            _ => SavedAnswer::Unsure,
        };
        let answers = kept["answers"].as_object().unwrap().iter();
        let saved = Saved {
            book: String::new(),
            pack: text("pack"),
            version: text("version"),
            wizard: text("wizard"),
            answers: answers
                .map(|(name, it)| (name.clone(), answer(it)))
                .collect(),
        };
        match Session::restore(Arc::clone(&self.book), &self.start, &saved) {
            Ok((session, lost)) => {
                self.session = session;
                self.refused = lost.into_iter().map(|it| it + "\n").collect();
            }
            Err(error) => self.refused = vec![error.message(&self.start.lang) + "\n"],
        }
    }

    fn left(&self) -> String {
        let (next, progress) = (self.session.next_questions(), self.session.view().progress);
        let (least, most) = (next.at_least, next.at_most);
        let now = next.questions.join("、");
        format!(
            "{} answered, {least} to {most} left: {now}\n",
            progress.asked
        )
    }

    /// Without the book's hash, which changes with every book.
    fn saved(&self) -> String {
        let mut json = serde_json::to_value(self.session.save()).unwrap();
        json.as_object_mut().unwrap().remove("book");
        json.to_string() + "\n"
    }
}

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn compiled(files: &Files, name: &str) -> Book {
    let checked = author::check(files, name);
    let found: Vec<_> = checked
        .diagnostics
        .iter()
        .map(|it| it.message(author::Lang::En))
        .collect();
    checked.book.unwrap_or_else(|| panic!("{found:#?}"))
}

/// A pack in `rules/`, with the others beside it.
fn shipped(name: &str) -> Book {
    compiled(&shipped::files(), name)
}

/// Too long to be shown in a fixture.
#[test]
fn an_answer_is_not_a_page_of_writing() {
    let mut session = Person::new(shipped("kanagawa")).session;
    let long = "あ".repeat(MAX_TEXT + 1);
    let refusal = session.give("市区町村", Raw::Text(long)).unwrap_err();
    assert_eq!(refusal.code(), "answer-too-long");
    let message = "長すぎます。4,000字までで入れてください。";
    assert_eq!(refusal.message("ja"), message);
}

#[test]
fn a_book_cut_off_anywhere_is_refused() {
    let bytes = shipped("kanagawa").to_bytes();
    assert!(Book::from_bytes(&bytes).is_ok());
    // Every one near the ends; between them a prime apart, as each is hashed.
    let ends = (0..2000).chain(bytes.len() - 200..bytes.len());
    for length in ends.chain((2000..bytes.len()).step_by(101)) {
        let error = Book::from_bytes(&bytes[..length]).unwrap_err();
        let expected = if length < 8 {
            LoadError::NotABook
        } else {
            LoadError::Damaged
        };
        assert_eq!(error, expected, "cut after {length} bytes");
    }
}

#[test]
fn a_book_with_one_byte_changed_is_refused() {
    let bytes = shipped("kanagawa").to_bytes();
    let mut chance = Chance::seeded(0);
    for _ in 0..2000 {
        let at = chance.below(bytes.len());
        let mut changed = bytes.clone();
        changed[at] ^= u8::try_from(chance.below(256)).unwrap().max(1);
        let error = Book::from_bytes(&changed).unwrap_err();
        let expected = match at {
            0..8 => matches!(error, LoadError::NotABook),
            8..10 => matches!(error, LoadError::OtherFormat(_)),
            _ => error == LoadError::Damaged,
        };
        assert!(expected, "byte {at}: {error:?}");
    }
}

/// Someone may change a book and write the right sum. What it then says is
/// their business; that it does not panic or hang is ours.
#[test]
fn a_book_changed_and_signed_anew_does_no_harm() {
    const SUM: usize = 8 + 2 + 32;
    const PAYLOAD: usize = SUM + 8;
    let bytes = shipped("kanagawa").to_bytes();
    let mut chance = Chance::seeded(0);
    let mut n_loaded = 0;
    for _ in 0..300 {
        let mut changed = bytes.clone();
        for _ in 0..=chance.below(3) {
            let at = PAYLOAD + chance.below(bytes.len() - PAYLOAD);
            changed[at] = u8::try_from(chance.below(256)).unwrap();
        }
        let sum = fnv1a(changed[10..SUM].iter().chain(&changed[PAYLOAD..]));
        changed[SUM..PAYLOAD].copy_from_slice(&sum.to_le_bytes());
        if let Ok(book) = Book::from_bytes(&changed) {
            n_loaded += 1;
            let mut person = Person::new(book);
            person.act("begin");
            person.act("answer 年齢 ２");
            let _ = (person.session.view(), person.session.results_view());
        }
    }
    assert!(n_loaded > 0, "none was close enough to a book");
}

fn fnv1a<'a>(bytes: impl Iterator<Item = &'a u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum: u64, it| {
        (sum ^ u64::from(*it)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A page may load a language at a time: with each, what a person sees is what
/// the whole book would show, in the middle of a page as well.
#[test]
fn a_book_that_comes_apart_by_language_says_the_same() {
    let whole = shipped("kanagawa");
    let part = |tag: &str| {
        let language = whole.languages.iter().position(|it| it == tag).unwrap();
        Book::from_bytes(&whole.to_bytes_in(language)).unwrap()
    };
    let begun = |book: Book| {
        let mut person = Person::new(book);
        for words in ["begin", "answer 相談する人 家族", "unsure 困りごと", "next"] {
            person.act(words);
        }
        person
    };
    let (mut at_once, mut bit_by_bit) = (begun(whole.clone()), begun(part("ja")));
    assert_eq!(bit_by_bit.session.view(), at_once.session.view());
    bit_by_bit.act("language en");
    assert_eq!(bit_by_bit.session.lang(), "ja", "not there yet");
    for tag in ["en", "easy"] {
        bit_by_bit.session.learn(Arc::new(part(tag)));
    }
    bit_by_bit.session.learn(Arc::new(shipped("saga")));
    for words in [
        "language en",
        "answer 年齢 2",
        "language easy",
        "language ja",
        "language easy",
        "back",
        "next",
    ] {
        bit_by_bit.act(words);
        at_once.act(words);
        assert_eq!(bit_by_bit.session.view(), at_once.session.view(), "{words}");
        assert_eq!(bit_by_bit.session.save(), at_once.session.save(), "{words}");
    }
    assert_eq!(bit_by_bit.session.lang(), "easy");
}

#[test]
fn what_is_no_book_is_told_in_words() {
    let mut other = Book::default().to_bytes();
    other[8] = 0xFF;
    let cases: [(&[u8], &str, &str); 4] = [
        (
            b"",
            "読みこんだファイルは、この案内の規則集ではありません。",
            "The file that was loaded is not a rule book.",
        ),
        (
            b"<!DOCTYPE html><title>404</title>",
            "読みこんだファイルは、この案内の規則集ではありません。",
            "The file that was loaded is not a rule book.",
        ),
        (
            b"TSUNAGU\n\x01",
            "規則集が途中で切れているか、変わっています。ページを読みこみ直してください。",
            "The rule book is cut off or was changed. Please reload the page.",
        ),
        (
            &other,
            "規則集の版が、このページの版と合いません。ページを読みこみ直してください。",
            "The rule book does not match this page's version. Please reload the page.",
        ),
    ];
    for (bytes, ja, en) in cases {
        let error = Book::from_bytes(bytes).unwrap_err();
        assert_eq!(error.message("ja"), ja);
        assert_eq!(error.message("en"), en);
    }
}

/// Whatever was typed comes back out of the JSON that a page is given.
#[test]
fn any_text_can_be_told_in_json() {
    let mut json = Json::default();
    let text: String = ('\0'..='\u{ff}')
        .chain("医療的ケア𠮷\u{2028}".chars())
        .collect();
    text.tell(&mut json);
    let read: String = serde_json::from_str(&json.text()).unwrap();
    assert_eq!(read, text);
}
