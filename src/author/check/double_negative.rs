//! Finds texts that deny twice: 「使えないわけではない」, “not impossible”.

use super::family_texts::{family_texts, plain};
use super::{Reference, Written};
use crate::author::Diagnostic;

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：ご家族の読む文の二重否定（「使えないわけではない」「なくはない」「ざるを得ない」など）。英語では not impossible など。
なぜ：使えるのか使えないのかを読みちがえます。日本語を学んでいる人には、反対の意味に読まれることがあります。
よくない例：18歳以上でも、使えないわけではありません。
よい例：18歳以上でも、使えることがあります。
もとになるもの：「在留支援のためのやさしい日本語ガイドライン」（2020年）は、二重否定を使わないよう求めています。",
    en: "What is looked at: texts families read that deny twice (使えないわけではない, なくはない, ざるを得ない; in English “not impossible” and the like).
Why: it is misread. To somebody who is learning the language it may say the opposite.
Wrong: It is not impossible to apply after 18.
Right: Some can apply after 18.
Where it comes from: the guideline 在留支援のためのやさしい日本語ガイドライン (2020) asks not to use double negatives.",
};

const JAPANESE: [&str; 20] = [
    "ないわけではな",
    "ないわけではあり",
    "ないわけでもな",
    "ないわけでもあり",
    "ないわけにはいか",
    "なくはな",
    "なくはあり",
    "なくもな",
    "なくもあり",
    "ないことはな",
    "ないことはあり",
    "ないこともな",
    "ないこともあり得な",
    "ないとはいえ",
    "ないとは言え",
    "ないとは限",
    "ないとはかぎ",
    "ないものでもな",
    "ざるを得",
    "ざるをえ",
];

const ENGLISH: [&str; 12] = [
    "not impossible",
    "not uncommon",
    "not unlikely",
    "not unusual",
    "not unable",
    "not unless",
    "not without",
    "not unreasonable",
    "cannot not",
    "never without",
    "not ineligible",
    "not unnecessary",
];

pub(super) fn double_negative(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    for text in family_texts(written) {
        let plain = plain(&text.said).to_lowercase();
        let words: &[&str] = match text.lang.as_str() {
            "ja" | "easy" => &JAPANESE,
            "en" => &ENGLISH,
            _ => &[],
        };
        if let Some(word) = words.iter().find(|it| plain.contains(**it)) {
            let found = around(&plain, word);
            out.push(Diagnostic::new(
                "double-negative",
                text.place.clone(),
                &[&found],
            ));
        }
    }
}

/// In Japanese with the verb before and the end of it, up to the next mark.
fn around(text: &str, word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let Some((before, after)) = text.split_once(word) else {
        return word.to_owned();
    };
    let n_before = before.chars().count().saturating_sub(2);
    let start: String = before.chars().skip(n_before).collect();
    let end = after
        .chars()
        .take_while(|it| !"。、（".contains(*it))
        .take(4);
    [
        start.trim_start_matches(['、', '。']),
        word,
        &end.collect::<String>(),
    ]
    .concat()
}
