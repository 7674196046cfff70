//! The page of one family: a session, what is drawn of it, and its listener.
//!
//! State goes one way: an event on the page becomes a `run::Event`, the session
//! moves on, its view is drawn. After an answer the page is patched, after a
//! step the screen is drawn anew and takes the focus.
//!
//! Loading the book, style sheets and the element's attributes are JavaScript's
//! (`www/element/intake.js`).

use alloc::{rc::Rc, string::String};
use core::cell::{Cell, RefCell};

use js_sys::{Array, Function, Object};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::Node;

use crate::run::Event;
use crate::run::view::{Progress, Screen, View};

use super::convert::{given, moment, now, option, plain, text};
use super::dom;
use super::draw::shows_errors;
use super::frame::{Focus, Frame};
use super::headless::RuleBook;
use super::listen::{self, Intent};
use super::seat::Seat;

/// What a family sees, for as long as it is on the page. `free` takes it away.
#[wasm_bindgen]
pub struct Intake {
    live: Rc<Live>,
    listener: Closure<dyn FnMut(dom::Event)>,
}

struct Live {
    /// Borrowed while an event is carried out. Drawing can set off further
    /// events (a field that is removed may still say `change`); those find the
    /// state taken and are let go, since the view they belong to is gone.
    state: RefCell<State>,
    changed: Option<Function>,
    /// The portal fixed the time; otherwise each step looks at the clock.
    at_fixed: Cell<bool>,
}

struct State {
    seat: Seat,
    frame: Frame,
    drawn: View,
}

#[wasm_bindgen]
impl Intake {
    /// Draws the first screen at the end of `root`.
    ///
    /// `{ wizard, lang, at, answers, changed }`: answers known already, and
    /// `changed(screen, progress)`, called after everything the person does.
    #[wasm_bindgen(constructor)]
    pub fn new(root: &Node, book: &RuleBook, options: &JsValue) -> Result<Intake, JsValue> {
        let mut seat = book.seat(options)?;
        if let Some(answers) = option(options, "answers") {
            for entry in Object::entries(&answers.into()).iter() {
                let entry = Array::from(&entry);
                if let Some(name) = entry.get(0).as_string() {
                    seat.send(Event::Answer {
                        name,
                        given: given(&entry.get(1))?,
                    });
                }
            }
        }
        let drawn = seat.session().view();
        let mut frame = Frame::new(root)?;
        frame.draw(&drawn, &seat.session().languages());
        let live = Rc::new(Live {
            state: RefCell::new(State { seat, frame, drawn }),
            at_fixed: Cell::new(text(options, "at").is_some()),
            changed: option(options, "changed").and_then(|it| it.dyn_into().ok()),
        });
        let listener = Closure::new({
            let live = live.clone();
            move |event: dom::Event| {
                // There is nobody to tell but the console.
                if let Err(error) = live.hear(&event) {
                    wasm_bindgen::throw_val(error);
                }
            }
        });
        let intake = Intake { live, listener };
        intake.listen();
        Ok(intake)
    }

    /// The language of the sentences from now on; answers stay.
    pub fn language(&self, lang: String) -> Result<(), JsValue> {
        self.live.change(Intent::Told(Event::Language(lang)))
    }

    /// The time the answers are for, in Japan; without one it is now.
    pub fn at(&self, at: Option<String>) -> Result<(), JsValue> {
        let fixed = at.filter(|it| !it.is_empty());
        let at = match &fixed {
            Some(at) => moment(at)?,
            None => now(),
        };
        self.live.at_fixed.set(fixed.is_some());
        self.live.change(Intent::Told(Event::At(at)))
    }

    /// An answer the portal knows already.
    pub fn answer(&self, name: String, value: &JsValue) -> Result<(), JsValue> {
        let given = given(value)?;
        self.live
            .change(Intent::Told(Event::Answer { name, given }))
    }

    /// The answers, for a portal that asks for them and says so to the person.
    pub fn save(&self) -> JsValue {
        plain(&self.live.state.borrow().seat.session().save())
    }
}

impl Intake {
    fn listen(&self) {
        let state = self.live.state.borrow();
        for event in listen::EVENTS {
            let listener = self.listener.as_ref().unchecked_ref();
            state.frame.all().listen(event, listener);
        }
    }
}

impl Drop for Intake {
    /// The listener goes with the element it stands on, the session with us.
    fn drop(&mut self) {
        let Ok(state) = self.live.state.try_borrow() else {
            return;
        };
        for event in listen::EVENTS {
            let listener = self.listener.as_ref().unchecked_ref();
            state.frame.all().unlisten(event, listener);
        }
        state.frame.all().remove();
    }
}

impl Live {
    fn hear(&self, event: &dom::Event) -> Result<(), JsValue> {
        match listen::intent(event) {
            Some(intent) => self.change(intent),
            None => Ok(()),
        }
    }

    /// Changes the state, then tells the portal, which may well take the whole
    /// intake away in answer: nothing of ours is borrowed by then.
    fn change(&self, intent: Intent) -> Result<(), JsValue> {
        let news = {
            let Ok(mut state) = self.state.try_borrow_mut() else {
                return Ok(());
            };
            state.carry_out(intent, self.at_fixed.get());
            self.changed
                .as_ref()
                .map(|changed| (changed.clone(), state.news()))
        };
        if let Some((changed, (screen, progress))) = news {
            changed.call2(&JsValue::NULL, &screen.into(), &plain(&progress))?;
        }
        Ok(())
    }
}

impl State {
    fn carry_out(&mut self, intent: Intent, at_fixed: bool) {
        match intent {
            Intent::Answer(event) => self.answer(event),
            Intent::Step(event) => {
                // Whether a desk is open is asked of the hour the person reads it.
                if !at_fixed {
                    self.seat.send(Event::At(now()));
                }
                self.step(event);
            }
            Intent::Told(event) => self.redraw_after(event),
            Intent::Language(tag) => {
                self.redraw_after(Event::Language(tag.clone()));
                self.frame.focus(&Focus::Language(tag));
            }
            Intent::Focus(name) => self.frame.focus(&Focus::Question(name)),
            Intent::Print => {
                if let Some(window) = self.frame.document().window() {
                    window.print();
                }
            }
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
        let asked_for = match &event {
            Event::Change { name } => Some(name.clone()),
            _ => None,
        };
        self.redraw_after(event);
        self.frame.focus(&match (&self.drawn.screen, asked_for) {
            (Screen::Page(page), None) if goes_on && shows_errors(page) => Focus::Errors,
            (_, Some(name)) => Focus::Question(name),
            _ => Focus::Heading,
        });
    }

    #[inline(never)]
    fn redraw_after(&mut self, event: Event) {
        self.seat.send(event);
        let session = self.seat.session();
        let view = session.view();
        self.frame.draw(&view, &session.languages());
        self.drawn = view;
    }

    fn news(&self) -> (&'static str, Progress) {
        let screen = match self.drawn.screen {
            Screen::Start(_) => "start",
            Screen::Page(_) => "page",
            Screen::Check(_) => "check",
            Screen::Results(_) => "results",
        };
        (screen, self.drawn.progress.clone())
    }
}
