//! Finds texts in `{ }` that a comma cuts in two: `{ ja: 1,000円 }` is the text
//! `1` and an entry `000円` with nothing behind it.

use std::ops::Range;

use super::Reference;
use crate::author::diagnostic::{Edit, Fix};
use crate::author::yaml::{Key, Node, NodeKind, is_wide_quote};
use crate::author::{Diagnostic, Place};

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：`{ ja: 1,000円 }` のように、`{ }` の中の文がカンマで切れて、残りが見出しだけになっているもの。
なぜ：YAML の `{ }` の中では、カンマは次の項目の始まりです。「1,000円」のつもりが「1」になります。
よくない例：gives: { ja: 月に1,000円, en: … }
よい例：gives: { ja: \"月に1,000円\", en: … }
もとになるもの：YAML の flow mapping（`{ }` の中では `,` が区切り）。`--fix` は、引用符で囲みます。",
    en: "What is looked at: texts in `{ }` cut by a comma, as in `{ ja: 1,000円 }`, with the rest left as a key with nothing behind it.
Why: inside `{ }` YAML takes a comma as the beginning of the next entry. What was meant as 1,000円 becomes 1.
Wrong: gives: { ja: 月に1,000円, en: … }
Right: gives: { ja: \"月に1,000円\", en: … }
Where it comes from: flow mappings of YAML, in which `,` ends an entry. `--fix` puts it in quotes.",
};

/// Whether an entry is the rest of a text: no colon, and nothing behind it.
pub(in crate::author) fn is_rest(key: &Key, node: &Node) -> bool {
    key.is_alone && node.is_empty()
}

/// Tells of the entries of a map that are rests of the text before them.
pub(in crate::author) fn flow_comma(entries: &[(Key, Node)], out: &mut Vec<Diagnostic>) {
    let mut before: Option<&Node> = None;
    let mut at = 0;
    while let Some((key, node)) = entries.get(at) {
        if !is_rest(key, node) {
            before = Some(node);
            at += 1;
            continue;
        }
        let mut last = key;
        while let Some((key, _)) = entries.get(at).filter(|(key, node)| is_rest(key, node)) {
            last = key;
            at += 1;
        }
        let told = Diagnostic::new("flow-comma", key.place.clone(), &[&key.text]);
        out.push(match before.map(|it| (&it.kind, &it.place)) {
            Some((NodeKind::Scalar(text, false), place)) if !text.contains('"') => told.fixed_by(
                in_quotes((text.as_str(), place), (last.text.as_str(), &last.place)),
            ),
            _ => told,
        });
    }
}

/// From the first part of a text to its last; full-width quotes around it were
/// meant for these.
fn in_quotes((first, from): (&str, &Place), (last, to): (&str, &Place)) -> Fix {
    let quote = |file: usize, span: Range<usize>| Edit {
        place: Place { file, span },
        text: "\"".to_owned(),
    };
    let wide = |it: Option<char>| it.filter(|it| is_wide_quote(*it)).map_or(0, char::len_utf8);
    let [open, close] = [first.chars().next(), last.chars().next_back()].map(wide);
    let [open, close] = if open > 0 && close > 0 {
        [open, close]
    } else {
        [0, 0]
    };
    let (start, end) = (from.span.start, to.span.end);
    Fix {
        edits: vec![
            quote(from.file, start..start + open),
            quote(to.file, end - close..end),
        ],
        is_certain: true,
    }
}
