//! Finds words of offices in texts that families read, and offers plain ones.

use super::family_texts::{family_texts, plain};
use super::{Reference, Written};
use crate::author::Diagnostic;

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：ご家族の読む文（ja と easy）にある、法令や役所の言葉。引用（source: の quote:）は見ません。
なぜ：「当該」「勘案」「速やかに」は、役所の外ではほとんど使われません。何をすればよいかが伝わらなければ、支援は使われません。
よくない例：当該市町村に速やかに提出してください。
よい例：その市町村に、できるだけ早く出してください。
もとになるもの：「公用文作成の考え方」（2022年）は、広く一般に向けた解説や広報では、特別な知識を持たない人の分かりやすさを優先するとしています。言いかえの一覧は、この規則集の道具のものです。",
    en: "What is looked at: words of law and offices in the texts families read (ja and easy). Quotations (quote: of a source) are not.
Why: 当該, 勘案 and 速やかに are hardly used outside offices. Support that is not understood is not used.
Wrong: 当該市町村に速やかに提出してください。
Right: その市町村に、できるだけ早く出してください。
Where it comes from: 公用文作成の考え方 (2022) puts being understood by people without special knowledge first in texts for the general public. The list of words is our own.",
};

/// A hard word and what may be said instead.
const WORDS: [(&str, &str); 22] = [
    ("当該", "その"),
    ("並びに", "と"),
    ("若しくは", "か、または"),
    ("に係る", "についての"),
    ("に係わる", "についての"),
    ("勘案", "考え合わせる"),
    ("速やかに", "できるだけ早く"),
    ("遅滞なく", "すぐに"),
    ("有する", "持つ"),
    ("要する", "必要とする"),
    ("講じる", "行う"),
    ("資する", "役に立つ"),
    ("鑑み", "考えて"),
    ("供する", "使う"),
    ("付する", "付ける"),
    ("準ずる", "同じように扱う"),
    ("所要の", "必要な"),
    ("可及的", "できるだけ"),
    ("逐次", "順に"),
    ("思料", "考える"),
    ("具備", "備える"),
    ("甚だしい", "ひどい"),
];

pub(super) fn hard_word(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    for text in family_texts(written) {
        if !matches!(text.lang.as_str(), "ja" | "easy") {
            continue;
        }
        let plain = plain(&text.said);
        for (word, instead) in WORDS.iter().filter(|(it, _)| plain.contains(it)) {
            let place = text.place.clone();
            out.push(Diagnostic::new("hard-word", place, &[word, instead]));
        }
    }
}
