//! How exact the engine's sets are, and how much it asks.
//!
//! The laws say what must never happen; here it is counted how good the rest
//! is. Every test has two sizes: a quick one that runs with the others and
//! holds the figure of the day as a floor, and with `MEASURE=full`, which
//! `cargo xtask measure` sets, one that leaves its table in `target/measure/`.
//!
//! What is possible is never asked of the engine: `measure/asking.rs` lets the
//! oracle answer questions one by one as it meets them.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

#[path = "laws/answer.rs"]
mod answer;
#[path = "measure/asking.rs"]
mod asking;
mod chance;
#[path = "measure/claims.rs"]
mod claims;
#[path = "measure/family.rs"]
mod family;
#[path = "measure/fewest.rs"]
mod fewest;
#[path = "laws/narrower.rs"]
mod narrower;
mod oracle;
#[path = "laws/recipe.rs"]
mod recipe;
mod shipped;
#[path = "shipped/wizards.rs"]
mod shipped_wizards;
#[path = "measure/small.rs"]
mod small;
#[path = "measure/subject.rs"]
mod subject;
#[path = "measure/table.rs"]
mod table;
#[path = "measure/tight.rs"]
mod tight;
#[path = "laws/told.rs"]
#[expect(dead_code, reason = "only its truths are wanted")]
mod told;
#[path = "measure/walk.rs"]
mod walk;
#[path = "measure/way.rs"]
mod way;
#[path = "laws/world.rs"]
#[expect(dead_code, reason = "only small books are made of it")]
mod world;
#[path = "laws/write.rs"]
mod write;

use asking::Limits;

/// The full measure, for `cargo xtask measure`.
fn is_full() -> bool {
    std::env::var("MEASURE").is_ok_and(|it| it == "full")
}

/// Of a thousand goals so many are seen to be as tight as they can be. The last is
/// there and too rare to be drawn: a day within two of a year after one given.
const TIGHT: u64 = 999;

#[test]
fn bounds_are_tight() {
    let found = if is_full() {
        let limits = Limits {
            enumerated: 1_000_000,
            sampled: 100_000,
            at_least: 10_000,
        };
        tight::measure(&tight::DAYS, 20, limits)
    } else {
        let limits = Limits {
            enumerated: 2_000,
            sampled: 4_000,
            at_least: 100,
        };
        tight::measure(&tight::DAYS[..1], 6, limits)
    };
    let table = found.table();
    if is_full() {
        table::leave("1-tightness", &table);
    }
    assert!(found.unsound.is_empty(), "{}", found.unsound.join("\n"));
    let reached = found.per_mille();
    assert!(reached >= TIGHT, "{reached} of 1000 are tight\n{table}");
}

/// A family is asked at most so many of a thousand questions that apply to it. Since
/// it is told what to start early, its stage of life always matters.
const ASKED: u64 = 840;

#[test]
fn little_is_asked() {
    let (n_families, n_hindsight) = if is_full() { (2000, 200) } else { (15, 2) };
    let found = walk::measure(n_families, n_hindsight);
    let table = found.table();
    if is_full() {
        table::leave("2-questions", &table);
    }
    assert!(found.untrue.is_empty(), "{}", found.untrue.join("\n"));
    let asked = found.per_mille();
    assert!(asked <= ASKED, "{asked} of 1000 are asked\n{table}");
}

/// On small books so many questions are asked where 1000 would do.
const ABOVE_FEWEST: u64 = 1100;

#[test]
fn few_more_than_the_fewest() {
    let found = if is_full() {
        small::measure(3000, 480)
    } else {
        small::measure(60, 48)
    };
    let table = found.table();
    if is_full() {
        table::leave("3-fewest", &table);
    }
    let asked = found.per_mille();
    assert!(asked <= ABOVE_FEWEST, "{asked} instead of 1000\n{table}");
}
