//! Finds abbreviations in easy Japanese that nothing explains: NICU, IVH.
//!
//! Explained is what stands before `（…）` or inside it, anywhere in the same
//! declaration, and what the pack lists under `terms:`.

use std::collections::BTreeSet;

use super::family_texts::{family_texts, plain};
use super::{Reference, Written};
use crate::author::Diagnostic;

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：やさしい日本語（easy）の中の、大文字二つ以上の略語。同じ質問・制度などのどこかに「NICU（…）」か「…（NICU）」の説明があるか、pack.yaml の terms: にあれば、よしとします。
なぜ：病院の中で毎日聞く言葉でも、初めてのご家族や、支える人には分かりません。
よくない例：NICUから帰る
よい例：NICU（生まれたばかりの子どもの特別な病室）から帰る
もとになるもの：「在留支援のためのやさしい日本語ガイドライン」（2020年）は、やさしい日本語を「難しい言葉を言い換えるなど、相手に配慮したわかりやすい日本語」としています。略語の見つけ方は、この道具のものです。",
    en: "What is looked at: abbreviations of two capitals or more in easy Japanese (easy). NICU（…） or …（NICU） anywhere in the same question or programme explains it, and so does `terms:` in pack.yaml.
Why: what is heard every day on the ward says nothing to a family on its first day, or to those who help them.
Wrong: NICUから帰る
Right: NICU（生まれたばかりの子どもの特別な病室）から帰る
Where it comes from: the guideline 在留支援のためのやさしい日本語ガイドライン (2020) calls easy Japanese one in which hard words are said in other ways, with the reader in mind. How abbreviations are found is our own way.",
};

pub(super) fn unexplained_term(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    let known: BTreeSet<&str> = written
        .packs
        .iter()
        .flat_map(|it| &it.terms)
        .map(|it| it.it.as_str())
        .collect();
    for text in family_texts(written).iter().filter(|it| it.lang == "easy") {
        let mut told = BTreeSet::new();
        for term in terms(&plain(&text.said)) {
            let is_fine =
                known.contains(term.as_str()) || text.around.iter().any(|it| explains(it, &term));
            if !is_fine && told.insert(term.clone()) {
                let place = text.place.clone();
                out.push(Diagnostic::new("unexplained-term", place, &[&term]));
            }
        }
    }
}

/// Runs of Latin letters and digits with two capitals or more.
fn terms(text: &str) -> Vec<String> {
    let words = text.split(|it: char| !it.is_ascii_alphanumeric());
    words
        .filter(|it| it.bytes().filter(u8::is_ascii_uppercase).count() >= 2)
        .map(str::to_owned)
        .collect()
}

fn explains(text: &str, term: &str) -> bool {
    let mut depth = 0_usize;
    text.match_indices(['（', '）']).any(|(at, bracket)| {
        if bracket == "）" {
            depth = depth.saturating_sub(1);
            return false;
        }
        depth += 1;
        let inside = text[at..].split('）').next().unwrap_or("");
        text[..at].ends_with(term) || inside.contains(term)
    })
}
