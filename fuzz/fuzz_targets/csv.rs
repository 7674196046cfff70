#![no_main]
//! See `fuzz/src/csv.rs`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| tsunagu_fuzz::csv::run(data));
