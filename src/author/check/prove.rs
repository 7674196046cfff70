//! What holds for every family there can be, or the family for whom it does not.
//!
//! The evaluator is asked about all families at once; where that leaves something
//! open, cases are told apart. A finding names a family it is true of (worked out,
//! not guessed); silence means that there is none, unless `unproven` says that it
//! could not be shown. Only the pack's own parts are looked at: what it imports
//! is proven where it lives.

mod aged;
mod atoms;
mod desks;
mod outcomes;
mod questions;
mod rows;
mod say;
mod sweep;

use std::sync::Arc;

use super::super::coverage::Places;
use super::super::families::{self, Family, Found, Look, Search};
use super::super::pack::{At, Pack};
use super::super::{Checked, Diagnostic, Place};
use crate::book::Book;
use crate::run::compare::Held;
use crate::value::Date;

/// Later days on which rules begin or end that are looked at as well.
const MAX_DAYS: usize = 24;
/// Steps for one family; ours take some hundreds.
const MAX_STEPS: usize = 4_000;

/// What a proof may look at.
pub(super) struct Ground<'a> {
    checked: &'a Checked,
    pack: &'a Pack,
    book: Arc<Book>,
    /// The day asked for, and later ones on which rules change.
    days: Vec<Date>,
}

/// Everything that can be shown of a pack without errors, as of `day`.
pub fn prove(checked: &Checked, day: Date) -> Vec<Diagnostic> {
    let (Some(book), Some(pack)) = (&checked.book, checked.packs.last()) else {
        return Vec::new();
    };
    let mut days = super::super::turns::turns(book, day);
    days.push(day);
    days.sort();
    days.dedup();
    days.truncate(MAX_DAYS);
    let ground = Ground {
        checked,
        pack,
        book: Arc::new(book.clone()),
        days,
    };
    let mut out = Vec::new();
    for find in [
        rows::find,
        outcomes::find,
        questions::find,
        desks::find,
        aged::find,
    ] {
        find(&ground, &mut out);
    }
    out.sort();
    out.dedup();
    out
}

impl Ground<'_> {
    fn held(&self, day: Date) -> Held {
        Held::new(&self.book, day)
    }

    fn day(&self) -> Date {
        self.days.first().copied().unwrap_or(Date::MIN)
    }

    fn places(&self) -> &Places {
        &self.checked.places
    }

    /// Whether a place is in a file of the pack itself.
    fn is_own(&self, place: &Place) -> bool {
        let file = self.checked.sources.get(place.file);
        file.is_some_and(|it| {
            let rest = it.path.strip_prefix(self.pack.name.as_str());
            rest.is_some_and(|it| it.starts_with('/'))
        })
    }

    /// A family with a property, with no more answers than it takes.
    fn family(&self, day: Date, property: &mut dyn FnMut(&mut Held) -> Look) -> Found {
        self.family_from(&self.held(day), property)
    }

    /// Likewise, with what is answered already.
    fn family_from(&self, held: &Held, property: &mut dyn FnMut(&mut Held) -> Look) -> Found {
        match Search::new(MAX_STEPS).find(held, property) {
            Found::Family(family) => Found::Family(families::fewest(held, family, property)),
            other => other,
        }
    }

    /// `市区町村 = 藤沢市、年齢 = 5`, an argument of a message.
    fn told(&self, family: &Family) -> String {
        say::family(&self.book, family)
    }
}

/// Where a declaration stands.
fn place_of<T>(declarations: &[T], name: &str, at: impl Fn(&T) -> &At<String>) -> Option<Place> {
    let found = declarations.iter().map(at).find(|it| it.it == name);
    found.map(|it| it.place.clone())
}
