//! The place of a session between two calls from JavaScript.
//!
//! `run::Session::send` takes a session and gives the next one; JavaScript
//! holds one object all along. The seat is where the two meet.

use wasm_bindgen::prelude::*;

use crate::run::{Event, Session};

use super::convert::fault;

/// INVARIANT: taken only while `send` runs.
pub(super) struct Seat(Option<Session>);

impl Seat {
    pub(super) fn new(session: Session) -> Self {
        Self(Some(session))
    }

    pub(super) fn send(&mut self, event: Event) {
        self.0 = self.0.take().map(|session| session.send(event));
    }

    pub(super) fn session(&self) -> Result<&Session, JsValue> {
        self.0
            .as_ref()
            .ok_or_else(|| fault("this session has ended"))
    }
}
