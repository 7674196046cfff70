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
use super::super::turns::all_turns;
use super::super::{Checked, Diagnostic, Place};
use crate::book::Book;
use crate::run::compare::Held;
use crate::value::Date;

/// Later days on which rules begin or end that are looked at as well.
const MAX_DAYS: usize = 60;
/// Steps for one family; ours take some hundreds.
const MAX_STEPS: usize = 4_000;

/// What a proof may look at.
pub(super) struct Ground<'a> {
    checked: &'a Checked,
    pack: &'a Pack,
    book: Arc<Book>,
    /// The day asked for, and later ones on which rules change.
    days: Vec<Date>,
    /// Days before it on which rules changed: what nobody ever meets, nobody met then.
    past: Vec<Date>,
}

/// Everything that can be shown of a pack without errors, as of `day`.
pub fn prove(checked: &Checked, day: Date) -> Vec<Diagnostic> {
    let (Some(book), Some(pack)) = (&checked.book, checked.packs.last()) else {
        return Vec::new();
    };
    let mut days = all_turns(book);
    days.push(day);
    days.sort();
    days.dedup();
    let today = days.partition_point(|it| *it < day);
    let later = days.split_off(today);
    let (past, mut days) = (days, later);
    let mut out = Vec::new();
    if let Some(last) = days.get(MAX_DAYS - 1).filter(|_| days.len() > MAX_DAYS) {
        out.extend(told_at_manifest(checked, pack, "later-days", &last.text()));
    }
    days.truncate(MAX_DAYS);
    let ground = Ground {
        checked,
        pack,
        book: Arc::new(book.clone()),
        days,
        past,
    };
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

    /// Tells that no family has a property on any of the days, or that it could not
    /// be shown; nothing where there is one. The first argument names what it is about.
    fn nobody(
        &self,
        days: &[Date],
        code: &'static str,
        place: &Place,
        args: &[&str],
        property: &mut dyn FnMut(&mut Held) -> Look,
        out: &mut Vec<Diagnostic>,
    ) {
        let mut is_shown = true;
        for day in days {
            match self.family(*day, property) {
                Found::Family(_) => return,
                Found::None => {}
                Found::Unproven => is_shown = false,
            }
        }
        out.push(if is_shown {
            Diagnostic::new(code, place.clone(), args)
        } else {
            Diagnostic::new("unproven", place.clone(), args.get(..1).unwrap_or_default())
        });
    }

    /// `市区町村 = 藤沢市、年齢 = 5`, an argument of a message.
    fn told(&self, family: &Family) -> String {
        say::family(&self.book, family, None)
    }

    /// The same, with the day where it is not the one asked for.
    fn told_on(&self, day: Date, family: &Family) -> String {
        let later = (day != self.day()).then_some(day);
        say::family(&self.book, family, later)
    }
}

/// Told of the pack as a whole.
fn told_at_manifest(
    checked: &Checked,
    pack: &Pack,
    code: &'static str,
    arg: &str,
) -> Option<Diagnostic> {
    let path = [&pack.name, "/pack.yaml"].concat();
    let file = checked
        .sources
        .files
        .iter()
        .position(|it| it.path == path)?;
    let span = 0..0;
    Some(Diagnostic::new(code, Place { file, span }, &[arg]))
}

/// Where a declaration stands.
fn place_of<T>(declarations: &[T], name: &str, at: impl Fn(&T) -> &At<String>) -> Option<Place> {
    let found = declarations.iter().map(at).find(|it| it.it == name);
    found.map(|it| it.place.clone())
}
