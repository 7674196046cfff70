//! What a person sees, as plain data: no HTML, no ids of ours, every sentence
//! already in the chosen language. What the engine itself says is borrowed from
//! its table of words, what the pack says is copied.
//!
//! `web` draws it, `cli` prints it, tests read it. A drawer decides nothing:
//! which questions stand on a page, in which state a result is, and what the
//! sentence says is settled here.

use alloc::{boxed::Box, string::String, vec::Vec};

use crate::value::Date;

/// One screen of a wizard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The wizard's title.
    pub title: String,
    /// BCP 47 tag of the language the sentences are in, such as `ja`.
    pub lang: String,
    pub screen: Screen,
    pub progress: Progress,
    /// What is known already, one line each: "医療的ケアスコア（めやす）: 10〜12点".
    pub so_far: Vec<Fact>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Before the first question: what this is, what it is not, where answers go.
    Start(Start),
    /// One topic: a few questions.
    Page(Page),
    /// Everything answered, to be looked over before the results.
    Check(Check),
    /// Programmes, desks and what to do next.
    Results(Box<Results>),
}

/// How far the person is. Counts are of questions, not of pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// `start`, `page`, `check` or `results`.
    pub screen: &'static str,
    pub asked: usize,
    pub at_least: usize,
    pub at_most: usize,
    /// Steps that lead back to the start.
    pub depth: usize,
    /// "あと最大3問" or an empty text when nothing is left.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    pub intro: Vec<String>,
    /// The notices every wizard begins with: a guide only, nothing is sent.
    pub notices: Vec<&'static str>,
    pub begin: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub heading: String,
    pub questions: Vec<Question>,
    /// Words of the buttons.
    pub next: &'static str,
    /// `None` on the first page.
    pub back: Option<&'static str>,
    /// Shown above the page when an answer was refused; empty otherwise.
    pub errors_heading: &'static str,
}

/// One question, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The question's name in the pack; the key for `answer`.
    pub name: String,
    pub label: String,
    pub help: Option<String>,
    /// Why it is asked, a full sentence.
    pub why: String,
    /// The words in front of `why`: "なぜ聞くか".
    pub why_heading: &'static str,
    pub input: Input,
    /// "わからない", always there.
    pub unsure: Unsure,
    /// What is wrong with what the person typed, in their words.
    pub error: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsure {
    pub label: &'static str,
    pub chosen: bool,
    /// Where to look and whom to ask, once chosen.
    pub advice: Vec<String>,
}

/// The control a question needs and what is in it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Radio buttons, or a list to pick from when there are many.
    Choice { groups: Vec<Group>, long: bool },
    /// Tick boxes.
    Several {
        groups: Vec<Group>,
        hint: &'static str,
    },
    /// A text field for a number; `text` is what the person typed while it
    /// cannot be read, else the answer as it was understood.
    Number { text: String, unit: Option<String> },
    /// A text field for a date, `2026-04-01`.
    Date { text: String, hint: &'static str },
    /// A text field.
    Text { text: String },
}

/// Options under one heading; an empty heading means none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub heading: Option<String>,
    pub options: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value in the pack; the key for `answer`.
    pub value: String,
    pub label: String,
    pub help: Option<String>,
    pub chosen: bool,
    /// Clears the other ticks when ticked (several).
    pub only: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub heading: &'static str,
    /// Answers that cannot be together, a line each; empty where all can.
    pub contradictions_heading: &'static str,
    pub contradictions: Vec<String>,
    pub rows: Vec<CheckRow>,
    pub next: &'static str,
    pub back: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    pub name: String,
    pub label: String,
    pub answer: String,
    /// The word of the link, "変更".
    pub change: &'static str,
    /// The link read out of context: "「年齢」の答えを変更".
    pub change_label: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    pub heading: &'static str,
    /// "これはめやすです…", always first.
    pub notices: Vec<&'static str>,
    pub contradictions_heading: &'static str,
    pub contradictions: Vec<String>,
    pub next_heading: &'static str,
    /// What to say on the phone; the heading is empty where there is nothing.
    pub say_heading: &'static str,
    pub say: Option<String>,
    pub desks_heading: &'static str,
    pub desks: Vec<Desk>,
    /// How many of the desks, from the first on, are whom to contact next.
    pub first_desks: usize,
    pub other_desks_heading: &'static str,
    /// What would lead to other desks.
    pub desk_changes_heading: &'static str,
    pub desk_changes: Vec<String>,
    /// Headings come with their programmes; an empty group is left out.
    pub groups: Vec<ResultGroup>,
    pub facts_heading: &'static str,
    pub facts: Vec<Fact>,
    /// What changes by itself as time goes by.
    pub life_heading: &'static str,
    pub life: Vec<Life>,
    /// Words of the list that says the same as the picture.
    pub life_list: &'static str,
    /// What the person answered, for print and for the desk.
    pub answers_heading: &'static str,
    pub answers: Vec<CheckRow>,
    pub sources_heading: &'static str,
    pub sources: Vec<String>,
    pub print: &'static str,
    pub back: &'static str,
    /// "2026年11月20日 12時30分 時点" and the pack's version.
    pub as_of: String,
}

impl Status {
    /// The word in JSON and in cases.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::Open => "open",
            Self::DoesNotFit => "does-not-fit",
        }
    }
}

/// A day, or a stretch of time on a day of which something changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// "2030年4月〜2031年4月".
    pub when: String,
    pub from: Date,
    pub until: Date,
    /// When to begin preparing, where there is something to prepare.
    pub begin: Option<Date>,
    pub title: String,
    /// What changes, what to prepare and when to begin.
    pub lines: Vec<String>,
    pub sources: Vec<String>,
}

/// Programmes in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultGroup {
    pub status: Status,
    pub heading: &'static str,
    /// What is still to be found out for any of them.
    pub missing_heading: &'static str,
    pub missing: Vec<Missing>,
    pub results: Vec<ResultView>,
}

/// Whether a programme fits. `Open`: the answers so far allow both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Fits,
    Open,
    DoesNotFit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultView {
    pub name: String,
    pub label: String,
    pub summary: Option<String>,
    pub status: Status,
    /// "対象になる可能性があります" and the like.
    pub verdict: &'static str,
    /// Words of the part that holds reasons, papers and sources.
    pub more: &'static str,
    /// "0円 〜 960,000円", when the programme has an amount.
    pub amount: Option<String>,
    pub because_heading: &'static str,
    pub because: Vec<ReasonView>,
    pub missing_heading: &'static str,
    /// What is still to be found out and where.
    pub missing: Vec<Missing>,
    /// What would turn it, a line each, the easiest first.
    pub changes_heading: &'static str,
    pub changes: Vec<String>,
    pub gives: Option<String>,
    /// How to apply, papers, who decides; heading and lines.
    pub apply: Vec<Fact>,
    pub sources: Vec<String>,
}

/// One node of the reason tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonView {
    pub text: String,
    /// "当てはまる", "当てはまらない", "まだわからない".
    pub state: &'static str,
    pub status: Status,
    /// What the person said that decided it.
    pub answers: Vec<String>,
    pub source: Option<String>,
    pub parts: Vec<ReasonView>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub name: String,
    pub label: String,
    /// The word of the link to its page, "答える", and the link out of context.
    pub change: &'static str,
    pub change_label: String,
    pub advice: Vec<String>,
}

/// A heading and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub label: String,
    pub value: String,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub place: Option<String>,
    /// Not certain yet that this is the desk.
    pub maybe: Option<&'static str>,
    pub channels: Vec<ChannelView>,
    /// Said where no channel is known.
    pub no_channels: Option<&'static str>,
    pub sources: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelView {
    /// The kind's word: "電話".
    pub kind: &'static str,
    pub value: String,
    /// `tel:`, `mailto:` or `https:` only.
    pub link: Option<String>,
    /// "月〜金 9:30〜16:00（12:00〜13:00を除く）".
    pub hours: Option<String>,
    pub open: Openness,
    /// "いま受付中" / "受付時間外です。次は11月24日（火）9:30から" / "受付時間は未確認です".
    pub state: String,
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    Open,
    Closed,
    Unknown,
}
