//! Families for what no case of a pack reaches yet: as few as can be found, at
//! the ends of stretches, where rules turn. What comes out for them is written
//! as the engine finds it, for a person to hold against the sources.
//!
//! One family after the other is found for the first part that is left, and
//! stretched to serve others (`study`); then those are dropped whose parts the
//! others reach as well. That is not always the fewest there could be.

mod study;
pub(super) mod write;

use super::cases::{Case, Shelf};
use super::coverage::{Missed, Seen, Target, missed_by};
use super::{Checked, Lang, Place, messages};
use crate::run::view::Status;
use crate::value::Moment;
use study::Study;

/// A family, and what it is there for.
pub struct Suggestion {
    /// The parts it reaches that no case does, nor a family before it.
    pub reaches: Vec<Missed>,
    /// As an entry of `cases:`, with what comes out today.
    pub text: String,
}

impl Suggestion {
    /// The entry with what it is there for above it, as comments; `spot` shows a place.
    pub fn entry(&self, lang: Lang, spot: impl Fn(&Place) -> String) -> String {
        let reached = self.reaches.iter();
        let reached = reached.map(|it| {
            let place = spot(&it.place);
            ["  # ", &place, ": ", it.kind.message(lang), "\n"].concat()
        });
        reached.chain([self.text.clone()]).collect()
    }
}

/// The first lines of a file of suggestions: that they are to be confirmed, and `cases:`.
pub fn heading(lang: Lang) -> String {
    let heading = messages::phrase("suggested-cases", lang, &[]);
    ["# ", &heading, "\ncases:\n"].concat()
}

/// Suggestions, and the parts for which none was found.
pub struct Suggestions {
    pub families: Vec<Suggestion>,
    /// Proven to be reached by no family.
    pub unreachable: Vec<Missed>,
    /// Not found within the steps there are.
    pub not_found: Vec<Missed>,
}

/// A case that is drawn, and what it comes by.
struct Drawn {
    case: Case,
    seen: Seen,
}

/// Families for what the cases of the pack in folder `pack` leave out. `now` is
/// the time of the cases, except where a rule is in force at another.
pub fn suggest(checked: &Checked, pack: &str, shelf: &Shelf, now: Moment) -> Suggestions {
    let mut own = Seen::default();
    for case in &checked.cases {
        own.add(case, shelf.book(case));
    }
    let missed = |seen: &Seen| missed_by(checked, pack, shelf, seen).missed;
    let study = Study::new(checked, shelf.whole(), now);
    let (mut unreachable, mut not_found) = (Vec::new(), Vec::new());
    let mut drawn: Vec<Drawn> = Vec::new();
    let mut seen = own.clone();
    let mut left = missed(&seen);
    while let Some(first) = left.first().cloned() {
        if let Some(case) = study.case_for(&left) {
            let mut alone = Seen::default();
            alone.add(&case, shelf.book(&case));
            seen.join(&alone);
            drawn.push(Drawn { case, seen: alone });
            let still = missed(&seen);
            left.retain(|it| is_among(it, &still));
        }
        // Where it is left all the same, it is not looked for again.
        if left.first().is_some_and(|it| it.target == first.target) {
            left.remove(0);
            if study.is_proven(&first) {
                unreachable.push(first);
            } else {
                not_found.push(first);
            }
        }
    }
    without_needless(&mut drawn, |kept| {
        let mut seen = own.clone();
        kept.iter().for_each(|it| seen.join(&it.seen));
        missed(&seen).len()
    });
    let mut families = Vec::new();
    let mut seen = own;
    for (
        at,
        Drawn {
            mut case,
            seen: alone,
        },
    ) in drawn.into_iter().enumerate()
    {
        let before = missed(&seen);
        seen.join(&alone);
        let after = missed(&seen);
        let reaches: Vec<Missed> = before
            .into_iter()
            .filter(|it| !is_among(it, &after))
            .collect();
        let programs = &shelf.whole().programs;
        let open = reaches.iter().filter_map(|it| match it.target {
            Target::Result(program, Status::Open) => Some(&*programs.get(program)?.name),
            _ => None,
        });
        case.name = format!("確かめる例{}", at + 1);
        let text = write::case(&case, &open.collect::<Vec<&str>>(), shelf.book(&case));
        families.push(Suggestion { reaches, text });
    }
    Suggestions {
        families,
        unreachable,
        not_found,
    }
}

fn is_among(part: &Missed, parts: &[Missed]) -> bool {
    parts.iter().any(|it| it.target == part.target)
}

/// Drops a family whose parts the others reach as well; the earliest first, since
/// later ones were looked for with less left to reach.
fn without_needless(drawn: &mut Vec<Drawn>, n_missed: impl Fn(&[&Drawn]) -> usize) {
    let all: Vec<&Drawn> = drawn.iter().collect();
    let least = n_missed(&all);
    let mut is_needless = vec![false; drawn.len()];
    for at in 0..drawn.len() {
        let others = drawn.iter().enumerate();
        let others = others.filter(|(it, _)| *it != at && !is_needless[*it]);
        let others: Vec<&Drawn> = others.map(|(_, it)| it).collect();
        is_needless[at] = n_missed(&others) == least;
    }
    let mut is_needless = is_needless.into_iter();
    drawn.retain(|_| !is_needless.next().unwrap_or_default());
}
