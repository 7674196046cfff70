//! How many cases a node may still be told by, and how much of the whole those so
//! far were.

use super::eval::Evaluator;

/// Cases tried for one node before it is left as wide as it is. Each has as many,
/// whatever it is worked out for: else what is known of it would hang on what was
/// looked at first. Within a case of another node it draws on that one's.
const MAX_CASES: usize = 2048;

#[derive(Clone, Copy)]
pub(super) struct Cases {
    pub left: usize,
    /// What was gone through, and the case at hand, in parts of 2^31.
    done: usize,
    share: usize,
}

impl Default for Cases {
    fn default() -> Self {
        Self {
            left: MAX_CASES,
            done: 0,
            share: 1 << 31,
        }
    }
}

impl Evaluator<'_> {
    /// Takes so many cases from what is left.
    pub(super) fn can_try(&mut self, n_cases: usize) -> bool {
        let left = self.cases.left.checked_sub(n_cases);
        self.out_of_cases |= left.is_none();
        self.cases.left = left.unwrap_or(self.cases.left);
        left.is_some()
    }

    /// The case that was at hand when all was as in `begun` falls into `n`, and those
    /// before the `at`th are done.
    pub(super) fn at_part(&mut self, begun: Cases, at: usize, n: usize) {
        let share = begun.share.checked_div(n).unwrap_or(0);
        self.cases.share = share;
        self.cases.done = begun.done.saturating_add(share.saturating_mul(at));
    }

    /// The case that was at hand when all was as in `begun` is done.
    pub(super) fn after(&mut self, begun: Cases) {
        self.at_part(begun, 1, 1);
    }

    /// Where all cases would take sixteen times what there are, by those so far, the
    /// rest is not tried: the result is as wide either way.
    pub(super) fn leave_if_hopeless(&mut self) {
        const FIRST: usize = 64;
        let tried = MAX_CASES.saturating_sub(self.cases.left);
        let done = self.cases.done;
        // `done` of 2^31 is all, and 2^15 cases are sixteen times MAX_CASES.
        if tried >= FIRST && done > 0 && tried > done >> 16 {
            self.cases.left = 0;
        }
    }
}
