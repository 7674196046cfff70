//! Running a book: answers in, pages and results out, all of it plain data.
//!
//! `eval` is the evaluator over sets; `session` what a person does; `view` what
//! they see, `present` how it is put; `report` the same for programs. Nothing
//! here reads a clock, prints, or can panic.

#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::get_unwrap,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::unimplemented,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects
)]

mod answer;
mod apart;
mod call;
mod cases;
mod change;
#[cfg(feature = "author")]
pub mod compare;
mod contradiction;
#[cfg(feature = "author")]
mod coverage;
mod eval;
#[cfg(feature = "feel-full")]
mod further;
mod graph;
mod holiday;
mod hours;
mod lists;
mod mask;
mod outlook;
#[cfg(feature = "batch")]
pub mod plain;
mod plan;
mod present;
mod reason;
mod refine;
mod report;
mod session;
mod split;
mod table;
mod tell;
mod timeline;
mod trace;
#[cfg(feature = "std")]
mod tree;
pub mod view;
mod what_if;
mod wording;

pub use answer::{Given, MAX_TEXT, Raw, Refusal, Why, find, fold};
pub use change::{Becomes, Change};
pub use contradiction::Contradiction;
#[cfg(feature = "author")]
pub use coverage::{Reached, leaves};
pub use eval::{Evaluator, Input, Memo, Outcome};
pub use graph::Graph;
pub use holiday::is_holiday;
pub use hours::{Service, service};
pub use mask::Mask;
pub use reason::Reason;
pub use report::{
    ChannelReport, DeskReport, Explanation, Next, Report, ResultReport, SetView, SourceReport,
};
#[cfg(any(feature = "author", feature = "bare"))]
pub use session::Pick;
pub use session::{Event, Saved, SavedAnswer, Session, Start, StartError};
pub use tell::{Json, Tell};
pub use timeline::{EventKind, LifeEvent, Shift, Timeline};
