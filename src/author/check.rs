//! What a pack can be asked beyond names and kinds, one file a check.
//!
//! Those *as written* look at texts and cells and run each time a pack is read.
//! Those that *prove* ask the evaluator about all families at once and take
//! longer: `prove`.

mod absent;
mod contact;
mod double_negative;
mod family_texts;
pub(super) mod flow_comma;
mod hard_word;
mod hit_policy;
mod long_sentence;
mod minus_in_cell;
mod name_in_not;
pub(super) mod names_unchecked;
mod negated;
mod null_when;
mod period;
mod prove;
mod same_sides;
mod sheet;
mod unexplained_term;
mod wizard_unbooked;

use std::ops::Range;

use super::feel::{Ast, TestAst};
use super::messages;
use super::pack::Pack;
use super::{Diagnostic, Lang, Place, Severity, Sources};
use crate::book::Book;

pub use prove::prove;

/// What a check as written may look at.
pub(super) struct Written<'a> {
    /// Imported packs first, the pack itself last.
    pub(super) packs: &'a [Pack],
    /// As far as it could be compiled: there may be errors.
    pub(super) book: &'a Book,
    pub(super) sources: &'a Sources,
    /// Each expression, and each cell that is more than words.
    pub(super) seen: &'a [Seen],
}

/// An expression or a cell as it was read.
pub(super) struct Seen {
    /// Of all of the text.
    pub(super) whole: Place,
    /// Where the text begins in its file, if it stands there as it is.
    pub(super) base: Option<usize>,
    pub(super) text: String,
    pub(super) is_in_csv: bool,
    pub(super) what: Formula,
}

pub(super) enum Formula {
    Expression(Ast),
    Cell {
        /// The heading.
        column: String,
        tests: Vec<TestAst>,
        negated: bool,
        /// Headings of the columns with a test in this row.
        beside: Vec<String>,
    },
}

impl Seen {
    /// The place of a part, else of the whole.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        match self.base {
            Some(base) => Place {
                file: self.whole.file,
                span: base + span.start..base + span.end,
            },
            None => self.whole.clone(),
        }
    }
}

/// What a check looks at, why, an example of each kind, and where the rule comes from.
#[derive(Clone, Copy)]
struct Reference {
    ja: &'static str,
    en: &'static str,
}

type Find = fn(&Written<'_>, &mut Vec<Diagnostic>);

const AS_WRITTEN: [Find; 14] = [
    contact::contact,
    double_negative::double_negative,
    hard_word::hard_word,
    hit_policy::hit_policy,
    long_sentence::long_sentence,
    minus_in_cell::minus_in_cell,
    name_in_not::name_in_not,
    negated::negated,
    null_when::null_when,
    period::outside_period,
    period::period_hole,
    same_sides::same_sides,
    unexplained_term::unexplained_term,
    wizard_unbooked::wizard_unbooked,
];

/// Codes with a reference text, in order of the alphabet.
const REFERENCES: [(&str, Reference); 22] = [
    ("bad-mail", contact::REFERENCE),
    ("bad-phone", contact::REFERENCE),
    ("double-negative", double_negative::REFERENCE),
    ("flow-comma", flow_comma::REFERENCE),
    ("hard-word", hard_word::REFERENCE),
    ("long-sentence", long_sentence::REFERENCE),
    ("minus-in-cell", minus_in_cell::REFERENCE),
    ("name-in-not", name_in_not::REFERENCE),
    ("names-unchecked", names_unchecked::REFERENCE),
    ("negated-absent", negated::REFERENCE),
    ("null-when", null_when::REFERENCE),
    ("odd-link", contact::REFERENCE),
    ("outside-period", period::OUTSIDE),
    ("period-hole", period::HOLE),
    ("policy-too-wide", hit_policy::WIDE),
    ("priority-unlisted", hit_policy::PRIORITY),
    ("same-link", contact::REFERENCE),
    ("same-sides", same_sides::REFERENCE),
    ("sum-of-texts", hit_policy::SUM),
    ("unexplained-term", unexplained_term::REFERENCE),
    ("wide-digits", contact::REFERENCE),
    ("wizard-unbooked", wizard_unbooked::REFERENCE),
];

pub(super) fn as_written(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    for find in AS_WRITTEN {
        find(written, out);
    }
}

/// What a code is about, for a person who meets it.
pub struct Explanation {
    pub code: &'static str,
    pub severity: Severity,
    /// `…` stands for the person's own words.
    pub message: String,
    pub help: Option<String>,
    /// At more length, where there is such a text.
    pub reference: Option<&'static str>,
}

/// `None` where there is no such code.
pub fn explain(code: &str, lang: Lang) -> Option<Explanation> {
    let code = messages::codes().find(|it| *it == code)?;
    let gaps = vec!["…".to_owned(); 4];
    let reference = REFERENCES.iter().find(|(it, _)| *it == code);
    Some(Explanation {
        code,
        severity: messages::severity(code),
        message: messages::message(code, lang, &gaps),
        help: messages::help(code, lang, &gaps),
        reference: reference.map(|(_, it)| match lang {
            Lang::Ja => it.ja,
            Lang::En => it.en,
        }),
    })
}
