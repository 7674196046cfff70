//! Finds sentences of easy Japanese that are too long to be taken in at once.

use super::family_texts::{family_texts, plain};
use super::{Reference, Written};
use crate::author::Diagnostic;

/// 新しい「公用文作成の要領」に向けて (2021) asks to look again from 50 to 60 characters on.
const MAX_CHARACTERS: usize = 60;

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：やさしい日本語（easy）の一文の長さ。かっこの中の説明は数えません。
なぜ：長い文は、何がだれのことかを読み手が覚えておかなければなりません。夜中に電話で読むご家族には重すぎます。
よくない例：市役所に行って申請書をもらい、主治医に意見書を書いてもらったあとで、窓口に出すと、県から二か月ほどで結果の手紙が届きます。
よい例：市役所で申請書をもらいます。主治医に意見書を書いてもらいます。窓口に出します。
もとになるもの：「在留支援のためのやさしい日本語ガイドライン」（2020年）は、一文を短くし、一文で言うことを一つにするよう求めています。字数は、文化審議会国語分科会「新しい『公用文作成の要領』に向けて」（2021年）の、一文が50〜60字ほどになったら読みにくくなっていないか見直す、という目安によります。",
    en: "What is looked at: how long each sentence of easy Japanese (easy) is. Explanations in brackets do not count.
Why: a long sentence has to be held in mind as a whole. That is too much for a parent who reads it on a phone at night.
Wrong: 市役所に行って申請書をもらい、主治医に意見書を書いてもらったあとで、窓口に出すと、県から二か月ほどで結果の手紙が届きます。
Right: 市役所で申請書をもらいます。主治医に意見書を書いてもらいます。窓口に出します。
Where it comes from: the guideline 在留支援のためのやさしい日本語ガイドライン (2020) asks for short sentences that say one thing each. The number is that of 新しい「公用文作成の要領」に向けて (文化審議会国語分科会, 2021): look again from 50 to 60 characters on.",
};

pub(super) fn long_sentence(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    for text in family_texts(written).iter().filter(|it| it.lang == "easy") {
        let plain = without_brackets(&plain(&text.said));
        let longest = plain
            .split(['。', '！', '？', '\n'])
            .map(|it| it.trim().chars().count())
            .max();
        if let Some(length) = longest.filter(|it| *it > MAX_CHARACTERS) {
            let counts = [length.to_string(), MAX_CHARACTERS.to_string()];
            let place = text.place.clone();
            out.push(Diagnostic::new(
                "long-sentence",
                place,
                &[&counts[0], &counts[1]],
            ));
        }
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ => out.push(it),
        }
    }
    out
}
