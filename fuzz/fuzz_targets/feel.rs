#![no_main]
//! See `fuzz/src/feel.rs`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| tsunagu_fuzz::feel::run(data));
