//! The compiled rule book: inert data, ready to run, with where each piece
//! came from.
//!
//! Nothing in here nests without end: expressions and conditions are lists
//! whose parts stand before the whole, so a book can be read and checked in one
//! pass and can hold no circle within an expression. Names, texts and sources
//! of the pack are kept, spans are not.

#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::get_unwrap,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::unimplemented,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects
)]

mod bytes;
mod codec;
mod expr;
#[cfg(feature = "feel-full")]
mod function;
#[cfg(feature = "feel-full")]
mod further;
mod graph;
mod hours;
mod phrase;
mod walk;
mod words;

use alloc::{string::String, sync::Arc, vec::Vec};

use crate::value::{Date, Number, Text, ToList, cut};

#[cfg(feature = "author")]
pub(crate) use codec::bytes_of;

pub use bytes::{FORMAT, LoadError, MAX_BYTES, SIGNATURE_BYTES};
pub use expr::{Builtin, Comparand, ConditionId, Expr, ExprId, FactsId, Literal, Test};
#[cfg(feature = "feel-full")]
pub use function::Function;
#[cfg(feature = "feel-full")]
pub use further::{Further, Limit, TypeOf};
pub use graph::{Cuts, Graph, MAX_ISLAND, Node, NodeInfo, NodeKind};
pub use hours::{Hours, MonthDay};
pub use phrase::Phrase;
use words::Spoken;
pub(crate) use words::{Words, fill, is_japanese};

/// A book that sessions hold together. What a page has loaded it keeps until it is
/// left: the code that takes a book apart is never run there, and weighs 1 KB.
#[cfg(feature = "web")]
pub(crate) type Shared = core::mem::ManuallyDrop<Arc<Book>>;
#[cfg(not(feature = "web"))]
pub(crate) type Shared = Arc<Book>;

#[cfg(feature = "web")]
pub(crate) fn shared(book: Arc<Book>) -> Shared {
    core::mem::ManuallyDrop::new(book)
}

#[cfg(not(feature = "web"))]
pub(crate) fn shared(book: Arc<Book>) -> Shared {
    book
}

/// A pack compiled together with what it imports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// The pack's folder name, such as `kanagawa`.
    pub pack: String,
    pub version: String,
    pub title: Phrase,
    /// BCP 47 tags; every [`Phrase`] has its texts in this order.
    pub languages: Vec<String>,
    pub period: Period,
    pub sources: Vec<Source>,
    pub exprs: Vec<Expr>,
    pub conditions: Vec<Condition>,
    pub facts: Vec<Facts>,
    pub questions: Vec<Question>,
    pub decisions: Vec<Decision>,
    pub programs: Vec<Program>,
    pub wizards: Vec<Wizard>,
    pub constraints: Vec<Constraint>,
    pub milestones: Vec<Milestone>,
    pub desks: Vec<Desk>,
    pub channels: Vec<Channel>,
    pub graph: Graph,
    /// The engine's own sentences in its languages.
    spoken: Spoken,
    /// SHA-256 of the whole book with all its languages.
    hash: [u8; 32],
}

pub type QuestionId = usize;
pub type DecisionId = usize;
pub type ProgramId = usize;

/// From and until, both days included; no bound is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Period {
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|it| it <= day) && self.until.is_none_or(|it| day <= it)
    }
}

/// A document rules rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub name: String,
    pub title: Phrase,
    pub publisher: Option<String>,
    /// The day its content describes.
    pub date: Option<Date>,
    /// `https:` only.
    pub url: Option<String>,
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// Index into [`Book::sources`].
    pub source: usize,
    pub place: String,
    pub quote: Option<String>,
    /// The day the statement was true; the source's own date if `None`.
    pub as_of: Option<Date>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub name: Text,
    /// Former names; saved answers follow.
    pub was: Vec<Text>,
    pub ask: Phrase,
    pub why: Phrase,
    pub help: Option<Phrase>,
    pub kind: Kind,
    /// Where this is false the answer is null: not applicable.
    pub when: Option<ExprId>,
    /// Where this is false the question is not put and stays open.
    pub ask_when: Option<ExprId>,
    /// How another answer can come true; `None` where it cannot.
    pub can_change: Option<CanChange>,
    /// A number of full years: one more each year.
    pub grows: bool,
    pub look: Option<Phrase>,
    pub ask_whom: Option<Phrase>,
    pub cites: Vec<Cite>,
}

/// How an answer can change, the easiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CanChange {
    /// The person can decide or arrange it.
    ByChoice,
    /// Only as time goes by.
    WithTime,
    /// By moving house.
    ByMoving,
}

/// What answers must be together. Answers that cannot are named as such; nothing
/// is worked out from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    pub name: Text,
    pub must: ExprId,
    /// What is wrong where it fails.
    pub say: Phrase,
    pub cites: Vec<Cite>,
}

/// A day in a life on which answers change by themselves, such as entering school.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    pub name: Text,
    pub label: Phrase,
    /// A question about an age in years that grows, or about a day of birth.
    pub of: QuestionId,
    /// Full years.
    pub age: u16,
    pub turn: Turn,
    /// Where this is false it does not come.
    pub when: Option<ExprId>,
    /// The answers from then on, one of these; any where none is named.
    pub sets: Vec<(QuestionId, Vec<Literal>)>,
    pub prepare: Option<Phrase>,
    /// Months before, to begin preparing.
    pub early: u16,
    pub cites: Vec<Cite>,
}

/// Which day an age is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The day the age is reached, 満年齢.
    Birthday,
    /// The first 1 April after it.
    SchoolYear,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    YesNo,
    Choice(Vec<Choice>),
    Several(Vec<Choice>),
    Number {
        min: Number,
        max: Number,
        whole: bool,
        unit: Option<Phrase>,
    },
    Date {
        min: Option<Date>,
        max: Option<Date>,
    },
    Text,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: Text,
    /// Other ways to write the value, such as a code or a former name.
    pub also: Vec<Text>,
    pub label: Phrase,
    pub help: Option<Phrase>,
    pub group: Option<Phrase>,
    /// Cannot be ticked together with others.
    pub only: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub name: Text,
    pub label: Phrase,
    pub unit: Option<Phrase>,
    pub note: Option<Phrase>,
    /// How single values are shown.
    pub labels: Vec<(Text, Phrase)>,
    pub logic: Logic,
    pub cites: Vec<Cite>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Logic {
    Expr(ExprId),
    Table(DecisionTable),
}

/// How a decision table makes one result of the rows that fit (DMN 1.5, §8.2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitPolicy {
    Unique,
    Any,
    First,
    Priority,
    RuleOrder,
    OutputOrder,
    Collect,
    CollectSum,
    CollectMin,
    CollectMax,
    CollectCount,
}

/// How many rows of a decision table fit at once, as far as the checker has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitting {
    Any,
    AtMostOne,
    /// None only where a column is null.
    One,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DecisionTable {
    pub hit: HitPolicy,
    pub inputs: Vec<ExprId>,
    /// Names of the output columns; one empty name gives bare values.
    pub outputs: Vec<Text>,
    /// Output values in falling priority, for P and O.
    pub priorities: Vec<Literal>,
    pub fitting: Fitting,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub period: Period,
    /// One test an input column; `None` is `-`. The column's value is local 0.
    pub tests: Vec<Option<Test>>,
    pub outputs: Vec<ExprId>,
    pub cite: Option<Cite>,
}

impl DecisionTable {
    /// No two rows fit at once.
    pub fn is_disjoint(&self) -> bool {
        self.fitting != Fitting::Any
    }
}

impl HitPolicy {
    /// Whether every page carries it; `build` refuses the others.
    pub fn is_on_page(self) -> bool {
        use HitPolicy::{Collect, First, RuleOrder, Unique};
        matches!(self, Unique | First | RuleOrder | Collect)
    }
}

/// A table of facts: rows of named values, some only for a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub name: Text,
    pub columns: Vec<Text>,
    pub rows: Vec<FactRow>,
    /// For rows without one of their own.
    pub cites: Vec<Cite>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FactRow {
    pub period: Period,
    pub cells: Vec<Cell>,
    pub cite: Option<Cite>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    One(Literal),
    Many(Vec<Literal>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    pub name: Text,
    pub label: Phrase,
    pub summary: Option<Phrase>,
    /// Whom it is for, in the pack's words.
    pub audience: Vec<Text>,
    pub period: Period,
    pub fits: ConditionId,
    /// Yen.
    pub amount: Option<ExprId>,
    pub gives: Option<Phrase>,
    pub how: Option<Phrase>,
    pub decides: Option<Phrase>,
    pub documents: Vec<Phrase>,
    pub cites: Vec<Cite>,
}

/// The conditions of a programme as its maintainer wrote them, kept apart from
/// plain expressions because people are shown each one.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub test: ConditionTest,
    pub say: Option<Phrase>,
    pub cites: Vec<Cite>,
}

/// What a condition asks. Parts stand before the whole.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionTest {
    All(Vec<ConditionId>),
    Any(Vec<ConditionId>),
    Not(ConditionId),
    /// An expression and its text, shown where nothing better is written.
    Is(ExprId, String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wizard {
    pub name: Text,
    pub title: Phrase,
    pub intro: Option<Phrase>,
    /// What one can say first when calling a desk.
    pub say: Option<Phrase>,
    pub pages: Vec<Page>,
    pub results: Vec<ProgramId>,
    pub show: Vec<DecisionId>,
    /// Decisions that give ids of desks, in the order to show them.
    pub desks: Vec<DecisionId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub title: Phrase,
    pub questions: Vec<QuestionId>,
}

/// A desk in one period of its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    pub id: Text,
    pub period: Period,
    pub name: Phrase,
    pub description: Option<Phrase>,
    pub place: Option<String>,
    pub url: Option<String>,
    pub cite: Option<Cite>,
}

/// A way to reach a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    pub desk: Text,
    pub kind: ChannelKind,
    pub value: String,
    /// `None`: not known, which is not "always".
    pub hours: Option<Hours>,
    pub note: Option<Phrase>,
    pub period: Period,
    pub cite: Option<Cite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    Phone,
    Fax,
    Line,
    Mail,
    Form,
    Visit,
    Web,
}

impl ChannelKind {
    /// The word for it in packs and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Phone => "電話",
            Self::Fax => "FAX",
            Self::Line => "LINE",
            Self::Mail => "メール",
            Self::Form => "フォーム",
            Self::Visit => "来所",
            Self::Web => "Web",
        }
    }
}

impl Wizard {
    /// The questions of all pages, in their order.
    pub fn questions(&self) -> Vec<QuestionId> {
        let mut questions = Vec::new();
        for page in &self.pages {
            questions.extend_from_slice(&page.questions);
        }
        questions
    }
}

impl Book {
    /// By its name, or by a former one.
    pub fn question(&self, name: &str) -> Option<QuestionId> {
        let named = |it: &QuestionId| self.questions.get(*it).map(|it| &*it.name);
        let order = |it: &QuestionId| named(it).cmp(&Some(name));
        if let Ok(at) = self.graph.by_name.binary_search_by(order) {
            return self.graph.by_name.get(at).copied();
        }
        let is_former = |it: &Question| *it.name == *name || it.was.iter().any(|it| **it == *name);
        self.questions.iter().position(is_former)
    }

    pub fn decision(&self, name: &str) -> Option<DecisionId> {
        self.decisions.iter().position(|it| &*it.name == name)
    }

    pub fn wizard(&self, name: &str) -> Option<&Wizard> {
        self.wizards.iter().find(|it| &*it.name == name)
    }

    pub fn wizard_names(&self) -> Vec<&str> {
        self.wizards.iter().map(|it| &*it.name).to_list()
    }

    /// The pack's title in `lang`.
    pub fn name(&self, lang: &str) -> &str {
        self.title.get(self.language(lang))
    }

    pub fn version(&self) -> &str {
        &self.version
    }

    /// Which of the book's languages serves someone who asked for `lang`: of those
    /// it has texts in, the same tag, else the same primary tag, else the first.
    pub fn language(&self, lang: &str) -> usize {
        let primary = |tag| cut(tag, '-').map_or(tag, |it: (&str, &str)| it.0);
        let (mut same, mut first) = (None, None);
        for (language, tag) in self.languages.iter().enumerate().rev() {
            if !self.speaks(language) {
                continue;
            }
            if tag == lang {
                return language;
            }
            if primary(tag) == primary(lang) {
                same = Some(language);
            }
            first = Some(language);
        }
        same.or(first).unwrap_or(0)
    }

    /// Whether the book has its texts in one of its languages.
    pub(crate) fn speaks(&self, language: usize) -> bool {
        self.spoken.has(language)
    }

    pub(crate) fn words(&self, language: usize) -> Words {
        self.spoken.words(language)
    }
}
