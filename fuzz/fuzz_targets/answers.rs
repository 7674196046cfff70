#![no_main]
//! See `fuzz/src/answers.rs`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| tsunagu_fuzz::answers::run(data));
