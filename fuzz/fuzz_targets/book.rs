#![no_main]
//! See `fuzz/src/book.rs`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| tsunagu_fuzz::book::run(data));
