//! The place of a session between two calls from JavaScript.
//!
//! `run::Session::send` takes a session and gives the next one; JavaScript
//! holds one object all along. The seat is where the two meet.

use crate::run::{Event, Session};

/// INVARIANT: taken only while `send` runs.
pub(super) struct Seat(Option<Session>);

impl Seat {
    pub(super) fn new(session: Session) -> Self {
        Self(Some(session))
    }

    pub(super) fn send(&mut self, event: Event) {
        self.0 = self.0.take().map(|session| session.send(event));
    }

    pub(super) fn session(&self) -> &Session {
        match &self.0 {
            Some(session) => session,
            None => wasm_bindgen::throw_str("this session has ended"),
        }
    }
}
