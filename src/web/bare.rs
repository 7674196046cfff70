//! The book and the session for forms that draw for themselves and want numbers:
//! an answer goes in by its place, and what it has changed comes out as words in
//! the module's memory. No text crosses, nothing is parsed.
//!
//! A module of its own (feature `bare`, `dist/bare/`); the page's has none of it.
//! `www/bare/index.js` puts names to the places.

use alloc::{string::String, sync::Arc, vec, vec::Vec};

use wasm_bindgen::prelude::*;

use crate::book::{Book, Kind};
use crate::run::{self, Json, Pick, SetView, Start, Tell};
use crate::value::{Moment, Set, Value};

/// How a decision stands, as `index.js` reads it.
const OPEN: i32 = 0;
const NULL: i32 = 1;
const FALSE: i32 = 2;
const TRUE: i32 = 3;
/// A whole number, in the two words that follow.
const WHOLE: i32 = 4;
/// Anything else: its text is asked for by itself.
const OTHER: i32 = 5;

/// Larger whole numbers are not all numbers of JavaScript.
const MOST: u64 = 1 << 53;

/// Of a question: it applies and is not answered; it is what is asked now.
const UNANSWERED: i32 = 1;
const ASKED: i32 = 2;

/// A decision shown, and how it was told last.
struct Shown {
    decision: usize,
    told: [i32; 3],
    /// Where that was [`OTHER`]: one text is not the next.
    other: Option<Value>,
}

/// A session, and what its last answers have changed.
#[wasm_bindgen]
pub struct Bare {
    session: run::Session,
    book: Arc<Book>,
    /// What the wizard shows, by island.
    shown: Vec<Vec<Shown>>,
    /// How each question was told last.
    questions: Vec<i32>,
    /// Whether anything has been worked out.
    is_begun: bool,
    /// Answers that wait to be worked out together.
    waiting: Vec<(usize, Pick)>,
    /// How many decisions have changed; for each its number, how it stands, and two
    /// words. Then how many questions, for each its number and how it stands.
    words: Vec<i32>,
}

#[wasm_bindgen]
impl Bare {
    /// Reads a book. Nothing is worked out before the first [`Bare::work`], so that a
    /// form that has answers begins with them.
    pub fn begin(bytes: &[u8], wizard: String, lang: String, at: &str) -> Result<Bare, JsError> {
        let book = Book::from_bytes(bytes).map_err(|it| JsError::new(it.code()))?;
        let book = Arc::new(book);
        let at = Moment::parse(at);
        let at =
            at.ok_or_else(|| JsError::new("`at` is a date and time such as 2026-11-20T12:30"))?;
        let start = Start { wizard, lang, at };
        let session = run::Session::seat(Arc::clone(&book), &start);
        let session = session.map_err(|it| JsError::new(&it.message(&start.lang)))?;
        Ok(Self {
            shown: shown(&session),
            questions: vec![0; book.questions.len()],
            session,
            book,
            is_begun: false,
            waiting: Vec::new(),
            words: Vec::new(),
        })
    }

    /// The questions, each with its kind and options; after a form feed the decisions.
    /// Each ends its line.
    pub fn names(&self) -> String {
        let mut names = String::new();
        for question in &self.book.questions {
            names += &question.name;
            match &question.kind {
                Kind::YesNo => names += "\tyes-no",
                Kind::Choice(choices) => {
                    names += "\tchoice";
                    for choice in choices {
                        names.push('\t');
                        names += &choice.value;
                    }
                }
                _ => names += "\tother",
            }
            names.push('\n');
        }
        names.push('\x0c');
        for decision in &self.book.decisions {
            names += &decision.name;
            names.push('\n');
        }
        names
    }

    /// The place of an option, or 1 and 0 for yes and no; −1 for no answer, −2 for
    /// "I don't know". Worked out with the next [`Bare::work`].
    pub fn pick(&mut self, question: usize, place: i32) {
        let kind = self.book.questions.get(question).map(|it| &it.kind);
        let pick = match (usize::try_from(place), kind) {
            (Ok(place), Some(Kind::YesNo)) => Pick::Yes(place == 1),
            (Ok(place), _) => Pick::Option(place),
            (Err(_), _) if place == -2 => Pick::Unsure,
            _ => Pick::Nothing,
        };
        self.waiting.push((question, pick));
    }

    pub fn whole(&mut self, question: usize, number: i32) {
        let pick = Pick::Whole(i64::from(number));
        self.waiting.push((question, pick));
    }

    /// Works out the answers that wait, and where in memory is what they changed.
    pub fn work(&mut self) -> *const i32 {
        let mut waiting = core::mem::take(&mut self.waiting);
        match waiting.as_slice() {
            answers if !self.is_begun => {
                self.is_begun = true;
                self.session.put_first(answers);
                self.tell(0..self.shown.len());
            }
            answers @ [(question, _)] => {
                self.session.put(answers);
                let island = self.session.island(*question);
                self.tell([island].into_iter());
            }
            answers => {
                self.session.put(answers);
                self.tell(0..self.shown.len());
            }
        }
        waiting.clear();
        self.waiting = waiting;
        self.words.as_ptr()
    }

    /// A decision as `results()` of the page's module has it: a value, bounds, members.
    pub fn set(&self, decision: usize) -> String {
        let mut json = Json::default();
        SetView(self.session.set_of(decision)).tell(&mut json);
        json.text()
    }
}

impl Bare {
    fn tell(&mut self, islands: impl Iterator<Item = usize> + Clone) {
        self.words.clear();
        self.words.push(0);
        for island in islands.clone() {
            for shown in self.shown.get_mut(island).into_iter().flatten() {
                let set = self.session.known(shown.decision).map(|it| &it.set);
                let now = stands(set);
                let other = match set {
                    Some(Set::One(it)) if now == [OTHER, 0, 0] => Some(it),
                    _ => None,
                };
                if now != shown.told || other != shown.other.as_ref() {
                    shown.told = now;
                    shown.other = other.cloned();
                    self.words.push(shown.decision as i32);
                    self.words.extend_from_slice(&now);
                }
            }
        }
        let decisions = (self.words.len() / 4) as i32;
        let at = self.words.len();
        self.words.push(0);
        for island in islands {
            for question in self.session.questions_of(island) {
                let mut now = 0;
                if self.session.is_open(*question) {
                    if self.session.applies(*question).is_true() {
                        now |= UNANSWERED;
                    }
                    if self.session.is_asked(*question) {
                        now |= ASKED;
                    }
                }
                if let Some(told) = self.questions.get_mut(*question).filter(|it| **it != now) {
                    *told = now;
                    self.words.extend_from_slice(&[*question as i32, now]);
                }
            }
        }
        let questions = ((self.words.len() - at) / 2) as i32;
        for (at, count) in [(0, decisions), (at, questions)] {
            if let Some(it) = self.words.get_mut(at) {
                *it = count;
            }
        }
    }
}

fn stands(set: Option<&Set>) -> [i32; 3] {
    match set {
        Some(Set::One(Value::Null(_))) => [NULL, 0, 0],
        Some(Set::One(Value::Boolean(it))) => [if *it { TRUE } else { FALSE }, 0, 0],
        Some(Set::One(Value::Number(it))) => match it.to_i64() {
            Some(it) if it.unsigned_abs() <= MOST => [WHOLE, it as i32, (it >> 32) as i32],
            _ => [OTHER, 0, 0],
        },
        Some(Set::One(_)) => [OTHER, 0, 0],
        _ => [OPEN, 0, 0],
    }
}

/// By island, the decisions the wizard shows; nothing told of them yet.
fn shown(session: &run::Session) -> Vec<Vec<Shown>> {
    let mut islands = Vec::new();
    islands.resize_with(session.n_islands(), Vec::new);
    for decision in session.shown() {
        let list: Option<&mut Vec<Shown>> = islands.get_mut(session.island_of(decision));
        if let Some(list) = list {
            list.push(Shown {
                decision,
                told: [OPEN, 0, 0],
                other: None,
            });
        }
    }
    islands
}
