#![no_main]
//! See `fuzz/src/session.rs`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| tsunagu_fuzz::session::run(data));
