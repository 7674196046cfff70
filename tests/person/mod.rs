//! Somebody who goes through a wizard any way at all, and what must hold at each
//! step: `draw` says what they do, `model` what they have said so far in the
//! plainest way there is, `laws` what the session owes them.
//!
//! Where choices come from is the caller's: numbers that look random
//! (`walks.rs`) or the bytes of a fuzzer (`fuzz/src/session.rs`).

mod draw;
mod laws;
mod model;
#[path = "../laws/narrower.rs"]
mod narrower;

use std::sync::Arc;

use tsunagu::book::Book;
use tsunagu::run::{Event, Raw, SavedAnswer, Session, Start};
use tsunagu::value::Moment;

use draw::Typed;
use laws::Told;
use model::Model;

/// One of so many.
pub trait Choices {
    fn below(&mut self, limit: usize) -> usize;
}

/// Moments a person comes back at: an hour later, the next fiscal year, years on.
const MOMENTS: [&str; 5] = [
    "2026-11-20T12:30",
    "2026-11-20T20:00",
    "2026-11-21T08:30",
    "2027-04-01T00:00",
    "2031-01-01T09:00",
];

pub struct Person {
    book: Arc<Book>,
    wizard: String,
    session: Session,
    model: Model,
    /// The screen. To write the results takes longest, so this is kept, not asked.
    screen: &'static str,
    /// For a failure's report.
    way: Vec<String>,
}

impl Person {
    /// `apart`: with a book for each language, as a page loads them.
    pub fn new(book: &Arc<Book>, wizard: &str, at: &str, apart: bool) -> Self {
        let model = Model::new(book, at);
        let mut session = begin(book, wizard, &model);
        if apart {
            let read = |it| Arc::new(Book::from_bytes(&book.to_bytes_in(it)).expect("a book"));
            let first = book
                .languages
                .iter()
                .position(|it| *it == model.lang)
                .expect("a language of the book");
            session = begin(&read(first), wizard, &model);
            for other in (0..book.languages.len()).filter(|it| *it != first) {
                session.learn(read(other));
            }
        }
        Self {
            book: Arc::clone(book),
            wizard: wizard.to_owned(),
            session,
            model,
            screen: "start",
            way: Vec::new(),
        }
    }

    /// One step, and what must hold after it.
    pub fn step(&mut self, choices: &mut impl Choices) {
        let before = self.session.clone();
        let next = before.next_questions();
        match choices.below(20) {
            0..=5 => self.answer(&next.questions, choices),
            6..=9 => {
                self.send("next", Event::Next);
                if self.screen == "check" || self.screen == "results" {
                    self.screen = "results";
                } else {
                    laws::after_next(&before, &self.session, &self.model);
                    self.look();
                }
            }
            10 | 11 => {
                self.send("back", Event::Back);
                laws::after_back(&before, &self.session);
                self.look();
            }
            12 => self.unsure(choices),
            13 => {
                let name = self.any_question(choices);
                self.send(
                    &format!("clear {name}"),
                    Event::Clear { name: name.clone() },
                );
                self.model.forget(&name);
            }
            14 => {
                let name = self.any_question(choices);
                self.send(&format!("change {name}"), Event::Change { name });
                self.look();
            }
            15 => {
                self.begin_or_leap(choices);
                self.look();
            }
            16 => {
                let lang = self.book.languages[choices.below(self.book.languages.len())].clone();
                self.send(&format!("language {lang}"), Event::Language(lang.clone()));
                self.model.lang = lang;
            }
            17 => {
                let at = MOMENTS[choices.below(MOMENTS.len())];
                let at = Moment::parse(at).expect("a moment");
                self.send("another time", Event::At(at));
                self.model.at = at;
            }
            18 => self.mistype(choices),
            _ => {
                self.come_back_later(choices);
                self.look();
            }
        }
        self.hold(choices);
    }

    fn look(&mut self) {
        self.screen = self.session.view().progress.screen;
    }

    fn send(&mut self, what: &str, event: Event) {
        self.way.push(what.to_owned());
        self.session = self.session.clone().send(event);
    }

    /// What is asked just now, or any question of the book.
    fn answer(&mut self, asked: &[String], choices: &mut impl Choices) {
        let by_page = choices.below(4) > 0 && !asked.is_empty();
        let name = if by_page {
            asked[choices.below(asked.len())].clone()
        } else {
            self.any_question(choices)
        };
        let kind = &self.book.questions[self.id(&name)].kind;
        let Typed { given, raw, means } = draw::answer(kind, choices);
        // Another answer may turn results; a first one may not.
        let is_first = !self.model.knows(&name) && choices.below(3) == 0;
        let before = is_first.then(|| Told::new(&self.session));
        self.way.push(format!("answer {name} {given:?}"));
        if choices.below(2) == 0 {
            let event = Event::Answer {
                name: name.clone(),
                given,
            };
            self.session = self.session.clone().send(event);
        } else {
            let taken = self.session.give(&name, raw);
            assert!(taken.is_ok(), "{taken:?}");
        }
        self.model.answer(&name, means);
        if let Some(before) = before {
            let after = Told::new(&self.session);
            laws::narrower(&before, &after, asked.contains(&name));
        }
    }

    fn unsure(&mut self, choices: &mut impl Choices) {
        let name = self.any_question(choices);
        let before = Told::new(&self.session);
        self.send(
            &format!("unsure {name}"),
            Event::Unsure { name: name.clone() },
        );
        let after = Told::new(&self.session);
        laws::unsure_is_safe(&before, &after);
        self.model.answer(&name, SavedAnswer::Unsure);
    }

    /// To the beginning, or over several pages at once, as the browser's history does.
    fn begin_or_leap(&mut self, choices: &mut impl Choices) {
        if choices.below(3) == 0 {
            self.send("begin", Event::Begin);
            return;
        }
        let depth = choices.below(8);
        self.way.push(format!("go {depth}"));
        self.session = self.session.clone().go(depth);
    }

    /// What cannot be read is kept as it was typed, and is no answer.
    fn mistype(&mut self, choices: &mut impl Choices) {
        let name = self.any_question(choices);
        let kind = &self.book.questions[self.id(&name)].kind;
        let given = draw::mistake(kind);
        let before = self.session.save();
        let refused = self.session.accept(&name, Some(given.clone()));
        assert!(refused.is_err_and(|it| !it.is_empty()), "{name}: {given:?}");
        assert_eq!(
            self.session.save(),
            before,
            "refused, and yet something changed"
        );
        let event = Event::Answer {
            name: name.clone(),
            given,
        };
        self.send(&format!("mistype {name}"), event);
        self.model.mistype(&name);
        if self.screen == "page" {
            laws::kept_as_typed(&self.session, &name);
        }
    }

    /// Kept on the device, and opened again: the answers are there, what was only
    /// typed is not.
    fn come_back_later(&mut self, choices: &mut impl Choices) {
        self.way.push("come back later".to_owned());
        let saved = self.session.save();
        let start = self.model.start(&self.wizard);
        let restored = Session::restore(Arc::clone(&self.book), &start, &saved);
        let (restored, lost) = restored.expect("a book of the same pack");
        assert!(lost.is_empty(), "{lost:?}");
        assert_eq!(restored.save(), saved, "kept and restored");
        assert!(
            laws::told(&restored) == laws::told(&self.session),
            "kept and restored"
        );
        self.session = restored.open(choices.below(2) == 0);
        self.model.drafts.clear();
    }

    /// What holds after every step; what takes long, after some.
    fn hold(&mut self, choices: &mut impl Choices) {
        self.model.agrees(&self.session.save(), &self.book);
        laws::asks_only_what_is_open(&self.session, &self.model);
        // The results take longest to write: seldom.
        let sees_results = self.screen == "results";
        if sees_results && choices.below(12) > 0 {
            return;
        }
        match choices.below(48) {
            0 | 1 => {
                // Nothing depends on the way here: answers given one by one, in
                // another order, to the whole book.
                let mut fresh = begin(&self.book, &self.wizard, &self.model);
                for (name, answer) in self.model.answers.iter().rev() {
                    fresh.give(name, answer.raw()).expect("it was taken once");
                }
                laws::the_same(&self.session, &fresh);
            }
            2 => laws::languages_change_nothing(&self.session, &self.book),
            3 => laws::back_and_forward(&self.session),
            4 => self.change_and_change_back(choices),
            5 if self.screen != "page" => {
                laws::change_returns(&self.session, |n| choices.below(n));
            }
            6 => laws::the_way_is_as_long_as_told(self.session.clone(), |name| {
                let kind = &self.book.questions[self.id(name)].kind;
                if choices.below(6) == 0 {
                    Raw::Unsure
                } else {
                    draw::answer(kind, choices).raw
                }
            }),
            7..=18 => laws::screen_is_whole(&self.session, &self.model),
            _ => {}
        }
    }

    /// Whatever another answer hides comes back with the first.
    fn change_and_change_back(&self, choices: &mut impl Choices) {
        let Some(at) = choices.below(self.model.answers.len() + 1).checked_sub(1) else {
            return;
        };
        let (name, answer) = self.model.answers.iter().nth(at).expect("counted");
        let other = draw::answer(&self.book.questions[self.id(name)].kind, choices);
        let mut session = self.session.clone();
        session.give(name, other.raw).expect("one of its answers");
        session.view();
        session.give(name, answer.raw()).expect("it was taken once");
        laws::the_same(&self.session, &session);
        let is_same = self.session.view() == session.view();
        assert!(is_same, "changed and changed back: {name}");
    }

    fn any_question(&self, choices: &mut impl Choices) -> String {
        let at = choices.below(self.book.questions.len());
        self.book.questions[at].name.to_string()
    }

    fn id(&self, name: &str) -> usize {
        self.book.question(name).expect("a question of the book")
    }
}

/// Which way led to a law being broken.
impl Drop for Person {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("the way: {:#?}", self.way);
        }
    }
}

fn begin(book: &Arc<Book>, wizard: &str, model: &Model) -> Session {
    Session::start(Arc::clone(book), &model.start(wizard)).expect("a wizard of the book")
}

impl Model {
    fn start(&self, wizard: &str) -> Start {
        Start {
            wizard: wizard.to_owned(),
            lang: self.lang.clone(),
            at: self.at,
        }
    }
}
