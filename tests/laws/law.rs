//! Tries a law on many cases with a seed of its own. `LAWS=20` in the
//! environment tries twenty times as many, `LAWS_SEED=7` others. `LAWS_SHRINK=0`
//! looks for no smaller case of what fails.

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestRng, TestRunner};

pub fn law<S: Strategy>(
    name: &str,
    cases: u32,
    strategy: S,
    holds: impl Fn(S::Value) -> TestCaseResult,
) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|it| it.parse::<u32>().ok())
    };
    let mut seed = [0; 32];
    seed[..name.len()].copy_from_slice(name.as_bytes());
    seed[28..].copy_from_slice(&number("LAWS_SEED").unwrap_or(0).to_be_bytes());
    let config = Config {
        cases: cases * number("LAWS").unwrap_or(1),
        failure_persistence: None,
        max_shrink_iters: number("LAWS_SHRINK").unwrap_or(20_000),
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    if let Err(error) = runner.run(&strategy, holds) {
        panic!("{name}: {error}");
    }
}
