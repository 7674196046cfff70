//! A person's steps through the wizard of the small pack, a byte a choice.

#[path = "../../tests/person/mod.rs"]
mod person;

use super::pack;
use person::{Choices, Person};

/// More steps than a byte or two each come to nothing new.
const MAX: usize = 512;

struct Bytes<'a>(&'a [u8]);

impl Choices for Bytes<'_> {
    fn below(&mut self, limit: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        // One byte does for nearly all; a second where there are more to choose from.
        let mut number = usize::from(*first);
        if limit > 256
            && let Some((second, rest)) = self.0.split_first()
        {
            self.0 = rest;
            number = number * 256 + usize::from(*second);
        }
        number % limit.max(1)
    }
}

pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data.get(..MAX).unwrap_or(data));
    let apart = bytes.below(2) == 1;
    let mut person = Person::new(pack::book(), "家族", "2026-11-20T12:30", apart);
    while !bytes.0.is_empty() {
        person.step(&mut bytes);
    }
}
