//! The book and the session for portals that draw for themselves.
//!
//! Each export is three steps: convert, call, convert. The types that callers
//! see are in `www/element/tsunagu.d.ts`.

use alloc::{string::String, sync::Arc};

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::book::{Book, Shared, shared};
use crate::run::{self, Event};

use super::convert::{fault, given, moment, plain, start};
use super::seat::Seat;

/// A book that has been read and found whole.
#[wasm_bindgen]
pub struct RuleBook {
    book: Shared,
}

#[wasm_bindgen]
impl RuleBook {
    /// Reads a book. The error is a code; the package puts it in words
    /// (`www/element/book.js`).
    pub fn read(bytes: &JsValue) -> Result<RuleBook, JsValue> {
        if !bytes.is_object() {
            return Err(fault(
                "`load` takes the bytes of a book: a Uint8Array or an ArrayBuffer",
            ));
        }
        match Book::from_bytes(&Uint8Array::new(bytes).to_vec()) {
            Ok(book) => Ok(RuleBook {
                book: shared(Arc::new(book)),
            }),
            Err(error) => Err(fault(error.code())),
        }
    }

    /// Begins a session. The element's half of the package (`www/element/book.js`)
    /// makes one object of the arguments, and `restore` of `begin` and `give`.
    pub fn begin(&self, wizard: String, lang: String, at: &str) -> Result<Session, JsValue> {
        Ok(Session {
            seat: self.seat(wizard, lang, at)?,
        })
    }
}

impl RuleBook {
    pub(super) fn teach(&self, seat: &mut Seat) {
        seat.step(|mut session| {
            session.learn(Arc::clone(&self.book));
            session
        });
    }

    pub(super) fn seat(&self, wizard: String, lang: String, at: &str) -> Result<Seat, JsValue> {
        let start = start(wizard, lang, at)?;
        // Rules out of their time must not answer as if they held.
        if !self.book.period.contains(start.at.date) {
            return Err(fault("book-out-of-period"));
        }
        match run::Session::start(Arc::clone(&self.book), &start) {
            Ok(session) => Ok(Seat::new(session)),
            Err(error) => Err(fault(&error.message(&start.lang))),
        }
    }
}

/// One run of a book.
#[wasm_bindgen]
pub struct Session {
    seat: Seat,
}

#[wasm_bindgen]
impl Session {
    /// From the start to the first page that is left to answer; where there is
    /// none, to the check or to the results.
    pub fn open(&mut self, results: bool) {
        self.seat.step(|session| session.open(results));
    }

    pub fn answer(&mut self, name: String, value: &JsValue) -> Result<(), JsValue> {
        self.seat.send(Event::Answer {
            name,
            given: given(value)?,
        });
        Ok(())
    }

    pub fn unsure(&mut self, name: String) {
        self.seat.send(Event::Unsure { name });
    }

    pub fn clear(&mut self, name: String) {
        self.seat.send(Event::Clear { name });
    }

    /// On to the next screen; stays where an answer cannot be read.
    pub fn next(&mut self) {
        self.seat.send(Event::Next);
    }

    pub fn back(&mut self) {
        self.seat.send(Event::Back);
    }

    /// To the page of a question that was answered before.
    pub fn change(&mut self, name: String) {
        self.seat.send(Event::Change { name });
    }

    /// The same book in another language, for when that is asked for.
    pub fn learn(&mut self, book: &RuleBook) {
        book.teach(&mut self.seat);
    }

    /// The language of the sentences from now on; answers stay.
    pub fn language(&mut self, lang: String) {
        self.seat.send(Event::Language(lang));
    }

    /// The day and time the answers are for, in Japan; answers stay.
    pub fn at(&mut self, at: &str) -> Result<(), JsValue> {
        self.seat.send(Event::At(moment(at)?));
        Ok(())
    }

    pub fn results(&self) -> JsValue {
        plain(&self.seat.session().results())
    }

    /// How a decision or a programme came out, or `null` for an unknown name.
    pub fn explain(&self, name: &str) -> JsValue {
        match self.seat.session().explain(name) {
            Some(explanation) => plain(&explanation),
            None => JsValue::NULL,
        }
    }

    /// What changes by itself as time goes by, and what to prepare how early.
    pub fn timeline(&self) -> JsValue {
        plain(&self.seat.session().timeline())
    }

    pub fn save(&self) -> JsValue {
        plain(&self.seat.session().save())
    }

    /// A saved answer; in words why it could not be carried over.
    pub fn give(&mut self, name: &str, value: &JsValue) -> Option<String> {
        self.seat.give(name, value)
    }

    /// The screen the person would see, whichever it is.
    pub fn view(&self) -> JsValue {
        plain(&self.seat.session().view())
    }
}
