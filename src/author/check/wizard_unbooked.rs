//! Finds wizards that no book has: nobody can open them.

use super::{Reference, Written};
use crate::author::Diagnostic;

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：`books:` のある規則集で、どの `wizards:` にも入っていない案内。
なぜ：`build` は `books:` の分だけを作ります。入れ忘れた案内は、だれにも開けません。
よくない例：books に家族だけがあり、支援者の案内がどこにもない
よい例：books: { 県: { wizards: [家族, 支援者] } }
もとになるもの：この道具の `books:` の決まり（rules/README.md）。",
    en: "What is looked at: wizards that are in none of the `wizards:` of a pack with `books:`.
Why: `build` makes what is in `books:`. A wizard that was forgotten there cannot be opened by anybody.
Wrong: the books hold the wizard for families only, and the one for supporters is nowhere
Right: books: { 県: { wizards: [家族, 支援者] } }
Where it comes from: what `books:` means here (rules/README.md).",
};

pub(super) fn wizard_unbooked(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    let Some(pack) = written.packs.last().filter(|it| !it.books.is_empty()) else {
        return;
    };
    for wizard in &pack.wizards {
        let mut named = pack.books.iter().flat_map(|it| &it.wizards);
        if !named.any(|it| it.it == wizard.name.it) {
            let place = wizard.name.place.clone();
            out.push(Diagnostic::new(
                "wizard-unbooked",
                place,
                &[&wizard.name.it],
            ));
        }
    }
}
