//! The workbench's engine: packs as they are being written, in a worker of an
//! officer's browser. Text of JSON goes in and out.
//!
//! `author::bench` is what is being worked on, and knows nothing of JavaScript; the
//! exports here are convert, call, convert.

use js_sys::Uint8Array;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use crate::author::Lang;
use crate::author::bench::Bench;

/// One pack on the bench, with what it imports.
#[wasm_bindgen]
#[derive(Default)]
pub struct Workbench {
    bench: Bench,
}

#[wasm_bindgen]
impl Workbench {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file on the bench, by its path below the folder of packs.
    pub fn set(&mut self, path: String, bytes: Vec<u8>) {
        self.bench.set(path, bytes);
    }

    pub fn remove(&mut self, path: &str) {
        self.bench.remove(path);
    }

    pub fn clear(&mut self) {
        self.bench = Bench::default();
    }

    /// What lies there now is what later changes are compared with.
    pub fn keep(&mut self) {
        self.bench.keep();
    }

    /// Compare with a published book instead; in words why that cannot be.
    pub fn compare_with(&mut self, bytes: &[u8]) -> Option<String> {
        self.bench.compare_with(bytes).err()
    }

    pub fn check(&mut self, pack: &str, lang: &str) -> String {
        self.bench.check(pack, self::lang(lang)).to_string()
    }

    /// The keys of a kind of file, for completion.
    pub fn keys(&self, kind: &str, lang: &str) -> String {
        Bench::keys(kind, self::lang(lang)).to_string()
    }

    /// Gaps, overlaps and what else is shown over all families, as of a day.
    pub fn prove(&self, day: &str, lang: &str) -> String {
        self.bench.prove(day, self::lang(lang)).to_string()
    }

    pub fn book(&self, name: &str) -> Option<Uint8Array> {
        let bytes = self.bench.book(name)?;
        Some(Uint8Array::from(bytes.as_slice()))
    }

    pub fn cases(&self, lang: &str) -> String {
        self.bench.cases(self::lang(lang)).to_string()
    }

    /// Families for what no case reaches; `now` like `2026-11-20T12:00`.
    pub fn suggest(&self, now: &str, lang: &str) -> String {
        self.bench.suggest(now, self::lang(lang)).to_string()
    }

    pub fn diff(&self, day: &str, lang: &str) -> String {
        self.bench.diff(day, self::lang(lang)).to_string()
    }

    /// `family`: `{ wizard, lang, at, answers }`, the answers as a session saves them.
    pub fn explain(&self, family: &str, name: &str) -> String {
        let family: Value = serde_json::from_str(family).unwrap_or_default();
        self.bench.explain(&family, name).to_string()
    }
}

fn lang(tag: &str) -> Lang {
    if tag == "en" { Lang::En } else { Lang::Ja }
}
