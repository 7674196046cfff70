//! The place of a session between two calls from JavaScript.
//!
//! `run::Session::send` takes a session and gives the next one; JavaScript
//! holds one object all along. The seat is where the two meet.

use alloc::string::String;

use wasm_bindgen::JsValue;

use super::convert::given;
use crate::run::{Event, Session};

/// INVARIANT: taken only while `send` runs.
pub(super) struct Seat(Option<Session>);

impl Seat {
    pub(super) fn new(session: Session) -> Self {
        Self(Some(session))
    }

    pub(super) fn send(&mut self, event: Event) {
        self.step(|session| session.send(event));
    }

    pub(super) fn step(&mut self, step: impl FnOnce(Session) -> Session) {
        self.0 = self.0.take().map(step);
    }

    /// A saved answer; in words why it could not be carried over.
    pub(super) fn give(&mut self, name: &str, value: &JsValue) -> Option<String> {
        self.0.as_mut()?.accept(name, given(value).ok()).err()
    }

    pub(super) fn session(&self) -> &Session {
        match &self.0 {
            Some(session) => session,
            None => wasm_bindgen::throw_str("this session has ended"),
        }
    }
}
