//! The page of one family: a session and what is drawn of it.
//!
//! State goes one way: an event on the page becomes a `run::Event`, the session
//! moves on, its view is drawn. After an answer the page is patched, after a
//! step the screen is drawn anew and takes the focus.
//!
//! Listening, loading the book, style sheets, the element's attributes and the
//! browser's history are JavaScript's (`www/element/intake.js`).

use alloc::string::String;
use core::cell::RefCell;

use wasm_bindgen::prelude::*;
use web_sys::Node;

use crate::run::Event;
use crate::run::view::{Screen, View};
use crate::value::Moment;

use super::convert::{moment, plain};
use super::dom;
use super::draw::shows_errors;
use super::frame::{Focus, Frame};
use super::headless::RuleBook;
use super::listen::{self, Intent};
use super::seat::Seat;

/// What a family sees, for as long as it is on the page. `free` takes it away.
#[wasm_bindgen]
pub struct Intake {
    /// Borrowed while an event is carried out. Drawing can set off further
    /// events (a field that is removed may still say `change`); those find the
    /// state taken and are let go, since the view they belong to is gone.
    state: RefCell<State>,
}

struct State {
    seat: Seat,
    frame: Frame,
    drawn: View,
    /// The link that led to a question's page, to come back to.
    came_from: Option<(&'static str, String)>,
}

#[wasm_bindgen]
impl Intake {
    /// Draws the first screen at the end of `root`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        root: &Node,
        book: &RuleBook,
        wizard: String,
        lang: String,
        at: &str,
    ) -> Result<Intake, JsValue> {
        let seat = book.seat(wizard, lang, at)?;
        let drawn = seat.session().view();
        let mut frame = Frame::new(root)?;
        frame.draw(&drawn, &seat.session().languages());
        Ok(Intake {
            state: RefCell::new(State {
                seat,
                frame,
                drawn,
                came_from: None,
            }),
        })
    }

    /// What was heard inside the root: `click`, `change`, `input` or `submit`.
    pub fn hear(&self, event: &dom::Event) {
        if let Some(intent) = listen::intent(event) {
            self.carry_out(intent);
        }
    }

    /// The language of the sentences from now on; answers stay. `focus` where the
    /// person chose it with our buttons.
    pub fn language(&self, lang: String, focus: bool) {
        self.carry_out(if focus {
            Intent::Language(lang)
        } else {
            Intent::Told(Event::Language(lang))
        });
    }

    /// The same book in another language, for when that is asked for.
    pub fn learn(&self, book: &RuleBook) {
        book.teach(&mut self.state.borrow_mut().seat);
    }

    /// The time the answers are for, in Japan.
    pub fn at(&self, at: &str) -> Result<(), JsValue> {
        self.carry_out(Intent::Told(Event::At(moment(at)?)));
        Ok(())
    }

    /// What time it is by now; drawn with whatever comes next. The engine has no
    /// clock, and whether a desk is open is asked of the hour the person reads it.
    pub fn clock(&self, at: &str) {
        if let (Ok(mut state), Some(at)) = (self.state.try_borrow_mut(), Moment::parse(at)) {
            state.seat.send(Event::At(at));
        }
    }

    /// As many steps back, or forward as far as one gets, as lead to a depth.
    pub fn go(&self, depth: usize) {
        self.carry_out(Intent::Go(depth));
    }

    /// The answers, for whoever the person hands them to.
    pub fn save(&self) -> JsValue {
        plain(&self.state.borrow().seat.session().save())
    }

    /// An answer known already, not drawn yet; in words why it cannot be taken.
    pub fn give(&self, name: &str, value: &JsValue) -> Option<String> {
        self.state.borrow_mut().seat.give(name, value)
    }

    /// To the first page with something left to ask; where there is none, to the
    /// check or to the results.
    pub fn open(&self, results: bool) {
        self.carry_out(Intent::Open(results));
    }

    /// What is drawn, as plain data.
    pub fn view(&self) -> JsValue {
        plain(&self.state.borrow().drawn)
    }

    /// How far the person is; null while an event is being carried out.
    pub fn progress(&self) -> JsValue {
        match self.state.try_borrow() {
            Ok(state) => plain(&state.drawn.progress),
            Err(_) => JsValue::NULL,
        }
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        if let Ok(state) = self.state.try_borrow() {
            state.frame.all().remove();
        }
    }
}

impl Intake {
    fn carry_out(&self, intent: Intent) {
        if let Ok(mut state) = self.state.try_borrow_mut() {
            state.carry_out(intent);
        }
    }
}

impl State {
    fn carry_out(&mut self, intent: Intent) {
        match intent {
            Intent::Answer(event) => self.answer(event),
            Intent::Step(event) => self.step(event),
            Intent::Change(from, name) => {
                self.came_from = Some((from, name.clone()));
                self.redraw_after(Event::Change { name: name.clone() });
                self.frame.focus(&Focus::Question(name));
            }
            Intent::Go(depth) => {
                self.seat.step(|session| session.go(depth));
                self.redraw();
                self.focus(false);
            }
            Intent::Open(results) => {
                self.seat.step(|session| session.open(results));
                self.redraw();
                self.frame.focus(&Focus::Heading);
            }
            Intent::Told(event) => self.redraw_after(event),
            Intent::Language(tag) => {
                self.redraw_after(Event::Language(tag.clone()));
                self.frame.focus(&Focus::Language(tag));
            }
            Intent::Focus(name) => self.frame.focus(&Focus::Question(name)),
        }
    }

    fn answer(&mut self, event: Event) {
        self.seat.send(event);
        let view = self.seat.session().view();
        self.frame.patch(&self.drawn, &view);
        self.drawn = view;
    }

    fn step(&mut self, event: Event) {
        let goes_on = matches!(event, Event::Next);
        self.redraw_after(event);
        self.focus(goes_on);
    }

    /// After a step: to what is wrong, to the link one came from, to the heading.
    #[inline(never)]
    fn focus(&mut self, goes_on: bool) {
        let focus = match &self.drawn.screen {
            Screen::Page(page) if goes_on && shows_errors(page) => Focus::Errors,
            Screen::Check(_) | Screen::Results(_) => match self.came_from.take() {
                Some((from, name)) => Focus::Change(from, name),
                None => Focus::Heading,
            },
            _ => Focus::Heading,
        };
        self.frame.focus(&focus);
    }

    fn redraw_after(&mut self, event: Event) {
        self.seat.send(event);
        self.redraw();
    }

    #[inline(never)]
    fn redraw(&mut self) {
        let session = self.seat.session();
        let view = session.view();
        self.frame.draw(&view, &session.languages());
        self.drawn = view;
    }
}
