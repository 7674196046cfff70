#![no_main]
//! See `fuzz/src/yaml.rs`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| tsunagu_fuzz::yaml::run(data));
