//! A pack as its maintainer wrote it: names and texts with their places,
//! nothing resolved yet. `read` fills it, `compile` checks it into a book.

use super::Place;
use crate::value::Date;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    pub(super) it: T,
    pub(super) place: Place,
}

/// A text by language; the empty tag is the pack's first language.
pub(super) type Texts = Vec<(String, At<String>)>;

#[derive(Clone, Debug)]
pub(super) struct Pack {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) title: Texts,
    pub(super) languages: Vec<String>,
    pub(super) imports: Vec<At<String>>,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) sources: Vec<SourceDecl>,
    pub(super) desks: Option<At<String>>,
    pub(super) channels: Option<At<String>>,
    pub(super) undecided: Vec<UndecidedDecl>,
    pub(super) settled: Vec<SettledDecl>,
    /// The books to build; one of everything if none is named.
    pub(super) books: Vec<BookDecl>,
    /// Table of words and how they are read, for the easy texts.
    pub(super) readings: Option<At<String>>,
    /// Abbreviations that everybody knows; easy texts need not explain them.
    pub(super) terms: Vec<At<String>>,
    pub(super) questions: Vec<QuestionDecl>,
    pub(super) facts: Vec<FactsDecl>,
    pub(super) decisions: Vec<DecisionDecl>,
    pub(super) programs: Vec<ProgramDecl>,
    pub(super) wizards: Vec<WizardDecl>,
    pub(super) constraints: Vec<ConstraintDecl>,
    pub(super) milestones: Vec<MilestoneDecl>,
}

#[derive(Clone, Debug)]
pub(super) struct SourceDecl {
    pub(super) name: At<String>,
    pub(super) title: Texts,
    pub(super) publisher: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) url: Option<At<String>>,
}

#[derive(Clone, Debug)]
pub(super) struct CiteDecl {
    pub(super) doc: At<String>,
    pub(super) at: String,
    pub(super) quote: Option<String>,
    pub(super) as_of: Option<Date>,
}

#[derive(Clone, Debug)]
pub(super) struct UndecidedDecl {
    pub(super) name: At<String>,
    pub(super) about: Texts,
    pub(super) ask: Texts,
    pub(super) cites: Vec<CiteDecl>,
}

/// Where sources disagree or can be read in two ways: what each says, and how
/// this pack reads it.
#[derive(Clone, Debug)]
pub(super) struct SettledDecl {
    pub(super) name: At<String>,
    pub(super) about: Texts,
    pub(super) says: Vec<SaidDecl>,
    pub(super) reading: Texts,
    pub(super) cites: Vec<CiteDecl>,
}

#[derive(Clone, Debug)]
pub(super) struct SaidDecl {
    pub(super) text: Texts,
    pub(super) cites: Vec<CiteDecl>,
}

/// A part of the pack that is loaded by itself.
#[derive(Clone, Debug)]
pub(super) struct BookDecl {
    pub(super) name: At<String>,
    pub(super) wizards: Vec<At<String>>,
    pub(super) languages: Vec<At<String>>,
}

#[derive(Clone, Debug)]
pub(super) struct QuestionDecl {
    pub(super) name: At<String>,
    pub(super) was: Vec<At<String>>,
    pub(super) ask: Texts,
    pub(super) why: Texts,
    pub(super) help: Texts,
    pub(super) kind: At<String>,
    pub(super) options: Options,
    pub(super) min: Option<At<String>>,
    pub(super) max: Option<At<String>>,
    pub(super) step: Option<At<String>>,
    pub(super) unit: Texts,
    pub(super) when: Option<At<String>>,
    pub(super) ask_when: Option<At<String>>,
    pub(super) can_change: Option<At<String>>,
    pub(super) grows: Option<At<String>>,
    pub(super) look: Texts,
    pub(super) ask_whom: Texts,
    pub(super) cites: Vec<CiteDecl>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) listed: Vec<OptionDecl>,
    pub(super) table: Option<OptionsTable>,
}

#[derive(Clone, Debug)]
pub(super) struct OptionDecl {
    pub(super) value: At<String>,
    pub(super) label: Texts,
    pub(super) help: Texts,
    pub(super) group: Texts,
    pub(super) only: bool,
    pub(super) also_called: Vec<At<String>>,
    /// What stands behind its name.
    pub(super) content: Place,
    /// A text alone, not texts by key.
    pub(super) is_text: bool,
}

/// Options taken from a table of facts; label and group name columns by language.
#[derive(Clone, Debug)]
pub(super) struct OptionsTable {
    pub(super) table: At<String>,
    pub(super) value: At<String>,
    pub(super) label: Texts,
    pub(super) group: Texts,
    /// The column with the label's reading in kana.
    pub(super) reading: Option<At<String>>,
    /// Columns with other ways to write the value: codes, kana, former names.
    pub(super) also_called: Vec<At<String>>,
}

#[derive(Clone, Debug)]
pub(super) struct FactsDecl {
    pub(super) name: At<String>,
    pub(super) file: At<String>,
    pub(super) columns: Vec<(At<String>, At<String>)>,
    pub(super) cites: Vec<CiteDecl>,
}

#[derive(Clone, Debug)]
pub(super) struct DecisionDecl {
    pub(super) name: At<String>,
    pub(super) label: Texts,
    pub(super) unit: Texts,
    pub(super) note: Texts,
    pub(super) labels: Vec<(At<String>, Texts)>,
    pub(super) value: Option<At<String>>,
    pub(super) table: Option<At<String>>,
    pub(super) cites: Vec<CiteDecl>,
}

#[derive(Clone, Debug)]
pub(super) struct ProgramDecl {
    pub(super) name: At<String>,
    pub(super) label: Texts,
    pub(super) summary: Texts,
    pub(super) audience: Vec<String>,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) fits: Option<ConditionDecl>,
    pub(super) amount: Option<At<String>>,
    pub(super) gives: Texts,
    pub(super) how: Texts,
    pub(super) decides: Texts,
    pub(super) documents: Vec<Texts>,
    pub(super) cites: Vec<CiteDecl>,
}

#[derive(Clone, Debug)]
pub(super) struct ConditionDecl {
    pub(super) test: ConditionKind,
    pub(super) say: Texts,
    pub(super) cites: Vec<CiteDecl>,
}

#[derive(Clone, Debug)]
pub(super) enum ConditionKind {
    All(Vec<ConditionDecl>),
    Any(Vec<ConditionDecl>),
    Not(Box<ConditionDecl>),
    Is(At<String>),
}

#[derive(Clone, Debug)]
pub(super) struct ConstraintDecl {
    pub(super) name: At<String>,
    pub(super) must: Option<At<String>>,
    pub(super) say: Texts,
    pub(super) cites: Vec<CiteDecl>,
}

#[derive(Clone, Debug)]
pub(super) struct MilestoneDecl {
    pub(super) name: At<String>,
    pub(super) label: Texts,
    pub(super) of: Option<At<String>>,
    pub(super) age: Option<At<String>>,
    pub(super) at: Option<At<String>>,
    pub(super) when: Option<At<String>>,
    pub(super) sets: Vec<(At<String>, Vec<At<String>>)>,
    pub(super) prepare: Texts,
    pub(super) early: Option<At<String>>,
    pub(super) cites: Vec<CiteDecl>,
}

#[derive(Clone, Debug)]
pub(super) struct WizardDecl {
    pub(super) name: At<String>,
    pub(super) title: Texts,
    pub(super) intro: Texts,
    pub(super) say: Texts,
    pub(super) pages: Vec<(Texts, Vec<At<String>>)>,
    pub(super) results: Vec<At<String>>,
    pub(super) show: Vec<At<String>>,
    pub(super) desks: Vec<At<String>>,
}
