//! Tsunagu (つなぐ): a rule book engine that portals embed so that families of
//! children who need medical care find which support fits and who handles it.
//!
//! `value` ← `book` ← `run` is what a citizen's browser loads; `author` makes
//! books from packs; `web` alone knows JavaScript, `cli` alone files, clock and
//! terminal. ARCHITECTURE.md is the map.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "author")]
pub mod author;
#[cfg(feature = "batch")]
pub mod batch;
pub mod book;
pub mod run;
pub mod value;
#[cfg(any(feature = "web", feature = "bare-web", feature = "workbench"))]
pub mod web;
