//! Answers as families give them, drawn by chance.
//!
//! Half of all tick lists have one or two ticks, the rest none, three or more,
//! or the option that stands alone; of ages three in four are under 20; every
//! municipality and every other choice, number and day is as likely as the next.

use tsunagu::book::Kind;

use super::answer::n_answers;
use super::chance::Chance;

/// The number of an answer, as `answer::answer` counts them.
pub fn draw(kind: &Kind, chance: &mut Chance) -> u64 {
    let n = n_answers(kind);
    match kind {
        Kind::Several(choices) => {
            let n_together = choices.iter().filter(|it| !it.only).count();
            let n_alone = choices.len() - n_together;
            if n_alone > 0 && chance.below(8) == 0 {
                return (1 << n_together) + below(chance, n_alone as u64);
            }
            let n_ticks = [0, 1, 1, 1, 2, 2, 3, 5][chance.below(8)];
            (0..n_ticks.min(n_together)).fold(0, |it, _| it | 1 << chance.below(n_together))
        }
        Kind::Number { .. } if is_age(kind) && chance.below(4) > 0 => below(chance, n.min(20)),
        _ => below(chance, n),
    }
}

/// Any answer, each as likely as the next.
pub fn below(chance: &mut Chance, n: u64) -> u64 {
    chance.below(usize::try_from(n).unwrap()) as u64
}

fn is_age(kind: &Kind) -> bool {
    matches!(kind, Kind::Number { unit: Some(unit), .. } if unit.0.iter().any(|it| it == "歳"))
}
