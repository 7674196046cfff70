//! Texts that may meet one another: an answer and what it is compared with, a column
//! of a table and what is looked up in it, both sides of an `if`. They hang together
//! on a strand. Given another name wherever it stands on a strand, an option is what
//! it was; `rename` does that.
//!
//! Where texts go on in a way that nobody follows (letters joined, kinds mixed), the
//! strand is lost, and the place of that is kept.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Place;
use crate::value::Text;

/// A strand, or a part of one: tied together they are one.
#[derive(Clone, Debug, Default)]
pub(super) struct Strand(Rc<RefCell<Link>>);

#[derive(Debug, Default)]
struct Link {
    /// The strand it was tied to and is now part of.
    into: Option<Strand>,
    lost: Option<Place>,
}

/// What a text can be is not told by where else it shows.
impl PartialEq for Strand {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Strand {
    fn whole(&self) -> Self {
        let mut at = self.clone();
        loop {
            let next = at.0.borrow().into.clone();
            let Some(next) = next else { break };
            at = next;
        }
        if !self.is(&at) {
            self.0.borrow_mut().into = Some(at.clone());
        }
        at
    }

    fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    pub(super) fn tie(&self, other: &Self) {
        let (one, other) = (self.whole(), other.whole());
        if one.is(&other) {
            return;
        }
        let lost = other.0.borrow_mut().lost.take();
        if let Some(place) = lost {
            one.lose(&place);
        }
        other.0.borrow_mut().into = Some(one);
    }

    pub(super) fn lose(&self, place: &Place) {
        let whole = self.whole();
        whole.0.borrow_mut().lost.get_or_insert(place.clone());
    }
}

/// A text on a strand.
#[derive(Clone, Debug)]
pub(super) struct Hung {
    pub(super) strand: Strand,
    pub(super) text: Text,
    pub(super) place: Place,
}

/// Likewise, with the strand as a number.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) strand: usize,
    pub(super) text: Text,
    pub(super) place: Place,
}

/// All strands of a pack once it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Strands {
    pub(super) spots: Vec<Spot>,
    /// Of questions with options, in the book's order.
    pub(super) questions: Vec<Option<usize>>,
    /// Where a strand goes on unfollowed.
    pub(super) lost: BTreeMap<usize, Place>,
}

impl Strands {
    pub(super) fn of(hung: Vec<Hung>, questions: &[Option<Strand>]) -> Self {
        let mut numbers = BTreeMap::new();
        let mut lost = BTreeMap::new();
        let mut number = |it: &Strand| {
            let whole = it.whole();
            let next = numbers.len();
            let number = *numbers.entry(Rc::as_ptr(&whole.0)).or_insert(next);
            if let Some(place) = &whole.0.borrow().lost {
                lost.insert(number, place.clone());
            }
            number
        };
        let questions = questions.iter().map(|it| it.as_ref().map(&mut number));
        let questions = questions.collect();
        let spots = hung.into_iter().map(|it| Spot {
            strand: number(&it.strand),
            text: it.text,
            place: it.place,
        });
        let spots = spots.collect();
        Self {
            spots,
            questions,
            lost,
        }
    }
}
