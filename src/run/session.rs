//! One person's way through a wizard: what they answered, where they are, what
//! is worked out.
//!
//! An event goes in, the next session comes out. Only what depends on the
//! changed answer is worked out again; the rest is kept in `memo`. The order
//! of answers never matters, and an answer that does not apply just now is kept
//! for when it does again.

#[cfg(any(feature = "author", feature = "bare"))]
mod direct;
mod way;

use alloc::{borrow::ToOwned, string::String, sync::Arc, vec, vec::Vec};
use core::ops::Range;

use super::answer::{Given, Raw, Refusal, Why, read_given, read_raw};
use super::eval::{Evaluator, Input, Memo};
use super::graph::Graph;
use super::plan::{self, Plan};
use crate::book::{Book, DecisionId, Kind, ProgramId, QuestionId, Shared, Wizard, shared};
use crate::value::{Moment, Set, ToList, ToText, Value, joined};

#[cfg(any(feature = "author", feature = "bare"))]
pub use direct::Pick;

/// How a session begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The wizard's name; empty for the book's first, or for the whole book
    /// where it has none.
    pub wizard: String,
    /// BCP 47 tag.
    pub lang: String,
    /// Now, in Japan. The engine has no clock.
    pub at: Moment,
}

/// Why a session cannot begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartError {
    /// The wizard asked for and those there are.
    NoSuchWizard(String, Vec<String>),
    /// Saved answers of another pack.
    OtherPack(String),
}

impl StartError {
    #[inline(never)]
    pub fn message(&self, lang: &str) -> String {
        let ja = crate::book::is_japanese(lang);
        match self {
            Self::NoSuchWizard(name, known) if ja => [
                "「",
                name,
                "」という案内はありません。あるのは：",
                &joined(known, "、"),
            ]
            .to_text(),
            Self::NoSuchWizard(name, known) => [
                "There is no wizard “",
                name,
                "”. There are: ",
                &joined(known, ", "),
            ]
            .to_text(),
            Self::OtherPack(pack) if ja => {
                ["保存された答えは、別の規則集（", pack, "）のものです。"].to_text()
            }
            Self::OtherPack(pack) => [
                "The saved answers belong to another rule book (",
                pack,
                ").",
            ]
            .to_text(),
        }
    }
}

impl core::fmt::Display for StartError {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str(&self.message("en"))
    }
}

/// What a person does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// From the start to the first page.
    Begin,
    Answer {
        name: String,
        given: Given,
    },
    /// "I don't know".
    Unsure {
        name: String,
    },
    Clear {
        name: String,
    },
    /// On from a page, from the check, or nowhere while something cannot be read.
    Next,
    Back,
    /// From the check or the results to the page of a question.
    Change {
        name: String,
    },
    Language(String),
    At(Moment),
}

/// Where the person is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Start,
    /// A page of the wizard and the questions that were put on it.
    Page {
        page: usize,
        questions: Vec<QuestionId>,
    },
    Check,
    Results,
}

/// Something typed that could not be read, kept as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) refusal: Refusal,
}

/// The state of one run of a book.
#[derive(Clone)]
pub struct Session {
    pub(super) book: Shared,
    /// The same book in other languages.
    others: Vec<Shared>,
    pub(super) graph: Arc<Graph>,
    pub(super) at: Moment,
    pub(super) language: usize,
    wizard: Option<usize>,
    pub(super) inputs: Vec<Input>,
    pub(super) memo: Memo,
    pub(super) plan: Plan,
    pub(super) place: Place,
    pub(super) drafts: Vec<(QuestionId, Draft)>,
    /// Pages gone through, for the way back.
    history: Vec<Place>,
    /// Pages gone back from, for the way forward.
    ahead: Vec<usize>,
    /// The check or the results, where one answer was to be changed from there.
    returning: Option<Place>,
    pub(super) show_errors: bool,
}

/// Answers to be kept: by name, so that they outlive a new version of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The book's hash.
    pub book: String,
    pub pack: String,
    pub version: String,
    pub wizard: String,
    /// By question, in the book's order.
    pub answers: Vec<(String, SavedAnswer)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedAnswer {
    /// `{"unsure": true}`.
    Unsure,
    Yes(bool),
    Many(Vec<String>),
    /// Numbers and dates as well, in digits.
    Text(String),
}

impl SavedAnswer {
    #[cfg(feature = "author")]
    pub(crate) fn of(value: &Value) -> Self {
        saved(value)
    }

    /// As `give` takes it.
    #[inline(never)]
    pub fn raw(&self) -> Raw {
        match self {
            Self::Unsure => Raw::Unsure,
            Self::Yes(value) => Raw::Bool(*value),
            Self::Many(values) => Raw::List(values.iter().cloned().map(Raw::Text).to_list()),
            Self::Text(text) => Raw::Text(text.clone()),
        }
    }
}

impl Session {
    #[inline(never)]
    pub fn start(book: Arc<Book>, start: &Start) -> Result<Self, StartError> {
        let inputs = vec![Input::Open; book.questions.len()];
        Self::start_at(book, start, inputs)
    }

    /// As if the answers had been given one by one, and worked out once: for many
    /// families in a row. Those refused change nothing.
    #[cfg(feature = "author")]
    pub fn start_with(
        book: Arc<Book>,
        start: &Start,
        answers: &[(String, Raw)],
    ) -> Result<(Self, Vec<Refusal>), StartError> {
        let mut inputs = vec![Input::Open; book.questions.len()];
        let mut refused = Vec::new();
        let language = book.language(&start.lang);
        for (name, raw) in answers {
            match input(&book, name, raw, language) {
                Ok((question, input)) => put(&mut inputs, question, input),
                Err(refusal) => refused.push(refusal),
            }
        }
        Ok((Self::start_at(book, start, inputs)?, refused))
    }

    fn start_at(book: Arc<Book>, start: &Start, inputs: Vec<Input>) -> Result<Self, StartError> {
        let mut it = Self::seated(book, start, inputs)?;
        it.begin_day();
        Ok(it)
    }

    /// Nothing worked out yet.
    #[inline(never)]
    fn seated(book: Arc<Book>, start: &Start, inputs: Vec<Input>) -> Result<Self, StartError> {
        let book = shared(book);
        let wizard = if start.wizard.is_empty() {
            (!book.wizards.is_empty()).then_some(0)
        } else {
            let found = book.wizards.iter().position(|it| *it.name == *start.wizard);
            let known = || {
                book.wizards
                    .iter()
                    .map(|it| String::from(&*it.name))
                    .to_list()
            };
            Some(found.ok_or_else(|| StartError::NoSuchWizard(start.wizard.clone(), known()))?)
        };
        let graph = Arc::new(Graph::new(&book));
        let language = book.language(&start.lang);
        Ok(Self::made(book, graph, language, wizard, start.at, inputs))
    }

    /// The same book with other answers at another time.
    pub(super) fn then(&self, at: Moment, inputs: Vec<Input>) -> Self {
        let (book, graph) = (self.book.clone(), self.graph.clone());
        let mut it = Self::made(book, graph, self.language, self.wizard, at, inputs);
        it.begin_day();
        it
    }

    #[inline(never)]
    fn made(
        book: Shared,
        graph: Arc<Graph>,
        language: usize,
        wizard: Option<usize>,
        at: Moment,
        inputs: Vec<Input>,
    ) -> Self {
        Self {
            book,
            others: Vec::new(),
            graph,
            at,
            language,
            wizard,
            inputs,
            memo: Memo::default(),
            plan: Plan::default(),
            place: Place::Start,
            drafts: Vec::new(),
            history: Vec::new(),
            ahead: Vec::new(),
            returning: None,
            show_errors: false,
        }
    }

    /// Tags of the languages and what each calls itself.
    #[inline(never)]
    pub fn languages(&self) -> Vec<(String, String)> {
        let own_name = |tag: &str| match tag {
            "ja" => "日本語".to_owned(),
            "easy" => "やさしい日本語".to_owned(),
            "en" => "English".to_owned(),
            other => other.to_owned(),
        };
        self.book
            .languages
            .iter()
            .map(|it| (it.clone(), own_name(it)))
            .to_list()
    }

    pub fn lang(&self) -> &str {
        self.book
            .languages
            .get(self.language)
            .map_or("ja", String::as_str)
    }

    pub(super) fn wizard(&self) -> Option<&Wizard> {
        self.wizard.and_then(|it| self.book.wizards.get(it))
    }

    /// The next session. An event that makes no sense here changes nothing.
    #[must_use]
    #[inline(never)]
    pub fn send(mut self, event: Event) -> Self {
        match event {
            Event::Begin => {
                self.history.clear();
                self.go_on();
            }
            Event::Answer { name, given } => {
                if let Some(question) = self.book.question(&name) {
                    self.answer(question, &given);
                }
            }
            Event::Unsure { name } => self.set_by_name(&name, Input::Unsure),
            Event::Clear { name } => self.set_by_name(&name, Input::Open),
            Event::Next => self.next(),
            Event::Back => self.back(),
            Event::Change { name } => self.change(&name),
            Event::Language(tag) => self.speak(&tag),
            Event::At(at) => {
                let other_day = at.date != self.at.date;
                self.at = at;
                if other_day {
                    self.begin_day();
                }
            }
        }
        self
    }

    /// An answer as a file gives it. Refused answers change nothing.
    #[inline(never)]
    pub fn give(&mut self, name: &str, raw: Raw) -> Result<(), Refusal> {
        let (question, input) = input(&self.book, name, &raw, self.language)?;
        self.set(question, input);
        Ok(())
    }

    /// An answer that was kept, as a page has it; without one it is "I don't know".
    /// Refused answers change nothing; in words why.
    #[inline(never)]
    pub fn accept(&mut self, name: &str, given: Option<Given>) -> Result<(), String> {
        let book = self.book.clone();
        let found = book.question(name);
        let found = found.and_then(|it| Some((it, book.questions.get(it)?)));
        let input = match (found, given) {
            (None, _) => Err(Refusal::new(name, Why::NoSuchQuestion, "")),
            (Some((id, _)), None) => Ok((id, Input::Unsure)),
            (Some((id, question)), Some(given)) => {
                read_given(question, &given, self.language).map(|it| (id, Input::Given(it)))
            }
        };
        let words = self.words();
        match (input, found) {
            (Ok((id, input)), _) => {
                self.set(id, input);
                Ok(())
            }
            (Err(refusal), None) => Err(refusal.in_words(words)),
            (Err(refusal), Some((_, question))) => {
                let label = question.ask.get(self.language);
                Err([label, words.colon(), &refusal.in_words(words)].to_text())
            }
        }
    }

    /// The same book in further languages, to be there when one of them is asked
    /// for. Another book changes nothing.
    pub fn learn(&mut self, book: Arc<Book>) {
        let book = shared(book);
        if book.is_same(&self.book) {
            self.others.push(book);
        }
    }

    /// The language of the sentences from now on, if there are texts in it.
    #[inline(never)]
    fn speak(&mut self, tag: &str) {
        let knows = |book: &Shared| {
            book.languages
                .get(book.language(tag))
                .is_some_and(|it| it == tag)
        };
        if !knows(&self.book)
            && let Some(other) = self.others.iter_mut().find(|it| knows(it))
        {
            core::mem::swap(&mut self.book, other);
        }
        self.language = self.book.language(tag);
    }

    /// The answers, to be kept.
    #[inline(never)]
    pub fn save(&self) -> Saved {
        let answers = self.saved_answers((0..self.inputs.len()).to_list());
        Saved {
            book: self.book.hash(),
            pack: self.book.pack.clone(),
            version: self.book.version.clone(),
            wizard: self
                .wizard()
                .map(|it| String::from(&*it.name))
                .unwrap_or_default(),
            answers,
        }
    }

    /// The answers there are to some questions, by name.
    #[inline(never)]
    pub(super) fn saved_answers(&self, questions: Vec<QuestionId>) -> Vec<(String, SavedAnswer)> {
        let mut answers = Vec::new();
        for question in questions {
            let answer = match self.inputs.get(question) {
                None | Some(Input::Open | Input::Among(_)) => continue,
                Some(Input::Unsure) => SavedAnswer::Unsure,
                Some(Input::Given(value)) => saved(value),
            };
            if let Some(it) = self.book.questions.get(question) {
                answers.push((String::from(&*it.name), answer));
            }
        }
        answers
    }

    /// A session with saved answers, and in words what could not be kept.
    #[inline(never)]
    pub fn restore(
        book: Arc<Book>,
        start: &Start,
        saved: &Saved,
    ) -> Result<(Self, Vec<String>), StartError> {
        Self::start(book, start)?.with(saved)
    }

    /// The same wizard at the same time with saved answers in place of these.
    #[inline(never)]
    pub fn with(&self, saved: &Saved) -> Result<(Self, Vec<String>), StartError> {
        if saved.pack != self.book.pack {
            return Err(StartError::OtherPack(saved.pack.clone()));
        }
        let mut inputs = vec![Input::Open; self.inputs.len()];
        let mut lost = Vec::new();
        for (name, answer) in &saved.answers {
            match input(&self.book, name, &answer.raw(), self.language) {
                Ok((question, input)) => put(&mut inputs, question, input),
                Err(refusal) => lost.push(refusal.in_words(self.words())),
            }
        }
        Ok((self.then(self.at, inputs), lost))
    }

    fn set_by_name(&mut self, name: &str, input: Input) {
        if let Some(question) = self.book.question(name) {
            self.set(question, input);
        }
    }

    #[inline(never)]
    fn answer(&mut self, question: QuestionId, given: &Given) {
        let book = self.book.clone();
        let Some(asked) = book.questions.get(question) else {
            return;
        };
        match read_given(asked, given, self.language) {
            Ok(value) => self.set(question, Input::Given(value)),
            Err(refusal) => {
                let text = match given {
                    Given::Text(text) => text.clone(),
                    Given::Many(values) => joined(values, "、"),
                };
                self.set(question, Input::Open);
                if refusal.why != Why::Empty {
                    self.drafts.push((question, Draft { text, refusal }));
                }
            }
        }
    }

    #[inline(never)]
    fn set(&mut self, question: QuestionId, input: Input) {
        if let Some(island) = self.take(question, input) {
            self.refresh(island..island.saturating_add(1));
        }
    }

    /// Takes an answer; the island to be worked out again, where it is a new one.
    fn take(&mut self, question: QuestionId, input: Input) -> Option<usize> {
        self.drafts.retain(|(it, _)| *it != question);
        let slot = self.inputs.get_mut(question)?;
        if *slot == input {
            return None;
        }
        *slot = input;
        let node = self.graph.question(question);
        for stale in self.graph.dependents(node).iter().chain([&node]) {
            self.memo.forget(*stale);
        }
        Some(self.graph.island(node))
    }

    /// What was typed for a question and could not be read.
    pub(super) fn draft(&self, question: QuestionId) -> Option<&Draft> {
        self.drafts
            .iter()
            .find(|(it, _)| *it == question)
            .map(|(_, draft)| draft)
    }

    /// Programmes of the wizard (or the book) that exist on the day.
    pub(super) fn programs(&self) -> Vec<ProgramId> {
        plan::programs(&self.book, self.wizard(), self.at.date)
    }

    pub(super) fn evaluator(&self, memo: Memo) -> Evaluator<'_> {
        Evaluator::new(&self.book, &self.graph, self.at.date, &self.inputs, memo)
    }

    /// Another day, or the first: everything is worked out anew.
    fn begin_day(&mut self) {
        self.memo = Memo::default();
        self.plan = Plan::new(&self.book, &self.graph, self.wizard(), self.at.date);
        self.refresh(0..self.graph.n_islands());
    }

    /// Works the goals of some islands out again and what is worth asking for them.
    #[inline(never)]
    fn refresh(&mut self, islands: Range<usize>) {
        let memo = core::mem::take(&mut self.memo);
        let mut plan = core::mem::take(&mut self.plan);
        let mut evaluator = self.evaluator(memo);
        for island in islands {
            plan.refresh(island, &mut evaluator, &self.inputs);
        }
        self.memo = evaluator.into_memo();
        self.plan = plan;
    }

    /// What is known of a decision just now.
    pub(super) fn decision(&self, decision: DecisionId) -> Set {
        let node = self.graph.decision(decision);
        match self.memo.node(node) {
            Some(known) => known.outcome.set.clone(),
            _ => self.evaluator(self.memo.clone()).goal(node).set,
        }
    }
}

fn put(inputs: &mut [Input], question: QuestionId, input: Input) {
    if let Some(slot) = inputs.get_mut(question) {
        *slot = input;
    }
}

#[inline(never)]
pub(super) fn saved(value: &Value) -> SavedAnswer {
    match value {
        Value::Boolean(value) => SavedAnswer::Yes(*value),
        Value::List(list) => SavedAnswer::Many(
            list.iter()
                .filter_map(Value::as_text)
                .map(str::to_owned)
                .to_list(),
        ),
        Value::Number(number) => SavedAnswer::Text(number.text()),
        Value::Date(date) => SavedAnswer::Text(date.text()),
        #[cfg(feature = "feel-full")]
        Value::Other(it) => SavedAnswer::Text(it.text()),
        Value::Text(text) => SavedAnswer::Text(String::from(&**text)),
        Value::Null(_) | Value::Context(_) => SavedAnswer::Unsure,
    }
}

/// Whether a kind is answered with one of a few given values.
pub(super) fn choices(kind: &Kind) -> Option<&[crate::book::Choice]> {
    match kind {
        Kind::Choice(choices) | Kind::Several(choices) => Some(choices),
        _ => None,
    }
}

/// The question meant, and what an answer from a file makes of it.
pub(super) fn input(
    book: &Book,
    name: &str,
    raw: &Raw,
    language: usize,
) -> Result<(QuestionId, Input), Refusal> {
    let Some(question) = book.question(name) else {
        return Err(Refusal::new(name, Why::NoSuchQuestion, ""));
    };
    let input = match raw {
        Raw::Unsure => Input::Unsure,
        Raw::Null => Input::Open,
        raw => match book.questions.get(question) {
            Some(it) => Input::Given(read_raw(it, raw, language)?),
            None => Input::Open,
        },
    };
    Ok((question, input))
}
