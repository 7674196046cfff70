//! Numbers that look random and are the same on every machine.

pub struct Chance(u64);

impl Chance {
    pub fn seeded(seed: usize) -> Self {
        Self(1 + seed as u64)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        // Knuth's generator; its high bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}
