//! Regions and answers in words: with the labels of the book that knows them,
//! the newer one first.

use super::super::Lang;
use super::aim::Told;
use super::cases::{Pair, Subject};
use crate::book::{Book, Choice, Kind, Question};
use crate::run::compare::{Held, decision_text, number_text, yen_text};
use crate::value::{Date, Number, Set, Value};

pub(super) struct Say<'s> {
    pub(super) pair: &'s Pair,
    pub(super) day: Date,
    pub(super) lang: Lang,
}

impl Say<'_> {
    pub(super) fn tag(&self) -> &'static str {
        match self.lang {
            Lang::Ja => "ja",
            Lang::En => "en",
        }
    }

    pub(super) fn word(&self, ja: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    fn language(&self, book: &Book) -> usize {
        book.language(self.tag())
    }

    /// The book that has the subject, and where: the newer one where both do.
    fn home(&self, subject: Subject) -> Option<(&Held, usize)> {
        let new = subject.new.map(|it| (&self.pair.new, it));
        new.or(subject.old.map(|it| (&self.pair.old, it)))
    }

    /// What the question asks or the decision is called.
    pub(super) fn label(&self, subject: Subject) -> String {
        let Some((held, node)) = self.home(subject) else {
            return String::new();
        };
        let (book, n_questions) = (&held.book, held.book.questions.len());
        let phrase = match book.questions.get(node) {
            Some(question) => &question.ask,
            None => &book.decisions[node - n_questions].label,
        };
        phrase.get(self.language(book)).to_owned()
    }

    pub(super) fn name(&self, subject: Subject) -> String {
        let Some((held, node)) = self.home(subject) else {
            return String::new();
        };
        let n_questions = held.book.questions.len();
        match held.book.questions.get(node) {
            Some(question) => question.name.to_string(),
            None => held.book.decisions[node - n_questions].name.to_string(),
        }
    }

    /// A set of answers to a question, or of values of a decision.
    pub(super) fn set(&self, subject: Subject, set: &Set) -> String {
        let Some((held, node)) = self.home(subject) else {
            return String::new();
        };
        let language = self.language(&held.book);
        match held.book.questions.get(node) {
            Some(question) => self.answers(subject, question, set, language),
            None => {
                let decision = &held.book.decisions[node - held.book.questions.len()];
                decision_text(set, decision, language, self.tag())
            }
        }
    }

    fn answers(&self, subject: Subject, question: &Question, set: &Set, language: usize) -> String {
        if let Set::Many(many) = set
            && let Some(items) = &many.items
        {
            let all: Vec<_> = self.choices(subject);
            let named = |value: &str| {
                items
                    .0
                    .iter()
                    .find(|it| matches!(&it.value, Set::One(Value::Text(it)) if **it == *value))
            };
            let mut parts = Vec::new();
            for choice in all {
                let label = choice.label.get(language);
                match named(&choice.value) {
                    Some(item) if item.sure => {
                        parts.push(format!("{label}{}", self.word("を選ぶ", ": chosen")))
                    }
                    Some(_) => {}
                    None => parts.push(format!(
                        "{label}{}",
                        self.word("を選ばない", ": not chosen")
                    )),
                }
            }
            return parts.join(self.word("、", ", "));
        }
        if let Some(members) = set.members(64) {
            let texts: Vec<String> = members.iter().map(|it| self.answer(subject, it)).collect();
            return texts.join(self.word("、", ", "));
        }
        let unit = match &question.kind {
            Kind::Number { unit, .. } => unit.as_ref(),
            _ => None,
        };
        let many = set.to_many();
        let mut parts: Vec<String> = many
            .scalars()
            .iter()
            .map(|it| self.answer(subject, it))
            .collect();
        for span in many.numbers.spans.iter() {
            parts.push(self.stretch((&span.low, &span.high), &|it| {
                number_text(it, unit, language)
            }));
        }
        for span in many.dates.iter() {
            let day = |it: Number| Date::from_number(it).map(Date::text).unwrap_or_default();
            parts.push(self.stretch((&span.low, &span.high), &day));
        }
        if let crate::value::Texts::Of(texts) = &many.texts {
            parts.extend(
                texts
                    .iter()
                    .map(|it| self.answer(subject, &Value::Text(it.clone()))),
            );
        }
        parts.join(self.word("、", ", "))
    }

    fn stretch(
        &self,
        (low, high): (&std::ops::Bound<Number>, &std::ops::Bound<Number>),
        text: &dyn Fn(Number) -> String,
    ) -> String {
        use std::ops::Bound::{Excluded, Included, Unbounded};
        let (from, over) = (
            self.word("以上", " or more"),
            self.word("を超え", " and over"),
        );
        let (to, below) = (
            self.word("以下", " or less"),
            self.word("未満", " and below"),
        );
        match (low, high) {
            (Included(a), Included(b)) if a == b => text(*a),
            (Included(a), Included(b)) => {
                format!("{}{}{}", text(*a), self.word("〜", "–"), text(*b))
            }
            _ => {
                let low = match low {
                    Included(it) => text(*it) + from,
                    Excluded(it) => text(*it) + over,
                    Unbounded => String::new(),
                };
                let high = match high {
                    Included(it) => text(*it) + to,
                    Excluded(it) => text(*it) + below,
                    Unbounded => String::new(),
                };
                [low, high]
                    .into_iter()
                    .filter(|it| !it.is_empty())
                    .collect::<Vec<_>>()
                    .join(self.word("、", ", "))
            }
        }
    }

    /// Options of both books, the newer one's first.
    fn choices(&self, subject: Subject) -> Vec<&Choice> {
        let mut out: Vec<&Choice> = Vec::new();
        for (held, node) in [(&self.pair.new, subject.new), (&self.pair.old, subject.old)] {
            let question = node.and_then(|it| held.book.questions.get(it));
            if let Some(Kind::Choice(choices) | Kind::Several(choices)) =
                question.map(|it| &it.kind)
            {
                for choice in choices {
                    if !out.iter().any(|it| it.value == choice.value) {
                        out.push(choice);
                    }
                }
            }
        }
        out
    }

    /// One answer.
    pub(super) fn answer(&self, subject: Subject, value: &Value) -> String {
        let Some((held, node)) = self.home(subject) else {
            return String::new();
        };
        let language = self.language(&held.book);
        match value {
            Value::Null(_) => self.word("あてはまらない", "not applicable").to_owned(),
            Value::Boolean(it) => if *it {
                self.word("はい", "yes")
            } else {
                self.word("いいえ", "no")
            }
            .to_owned(),
            Value::Date(it) => it.text(),
            Value::Number(it) => match held.book.questions.get(node).map(|it| &it.kind) {
                Some(Kind::Number { unit, .. }) => number_text(*it, unit.as_ref(), language),
                _ => it.text(),
            },
            Value::Text(text) => {
                let choices = self.choices(subject);
                let choice = choices.iter().find(|it| it.value == *text);
                choice.map_or_else(|| text.to_string(), |it| it.label.get(language).to_owned())
            }
            Value::List(list) if list.is_empty() => {
                self.word("どれも選ばない", "none of them").to_owned()
            }
            Value::List(list) => {
                let texts: Vec<String> = list.iter().map(|it| self.answer(subject, it)).collect();
                texts.join(self.word("、", ", "))
            }
            _ => String::new(),
        }
    }

    /// What a book tells, in words.
    pub(super) fn told(
        &self,
        told: &Told,
        is_new: bool,
        decision: Option<usize>,
        are_desks: bool,
    ) -> String {
        match told {
            Told::Absent => self.word("この規則集にない", "not in this book").to_owned(),
            Told::DoesNotFit => self.word("対象外", "does not fit").to_owned(),
            Told::Open => self.word("決まらない", "cannot be told").to_owned(),
            Told::Fits(None) => self.word("対象", "fits").to_owned(),
            Told::Fits(Some(amount)) => {
                let fits = self.word("対象", "fits");
                format!("{fits} {}", yen_text(amount, self.tag()))
            }
            Told::Put(true) => self.word("たずねる", "asked").to_owned(),
            Told::Put(false) => self.word("たずねない", "not asked").to_owned(),
            Told::Is(set) => {
                let held = if is_new {
                    &self.pair.new
                } else {
                    &self.pair.old
                };
                let language = self.language(&held.book);
                let found = decision.and_then(|it| held.book.decisions.get(it));
                match (found, set.settled()) {
                    (_, Some(Value::List(list))) if are_desks => {
                        self.desks(list, &held.book, language)
                    }
                    (Some(decision), _) => decision_text(set, decision, language, self.tag()),
                    (None, _) => String::new(),
                }
            }
        }
    }

    fn desks(&self, ids: &[Value], book: &Book, language: usize) -> String {
        let name = |id: &Value| {
            let id = id.as_text().unwrap_or_default();
            let mut desks = book.desks.iter();
            let desk = desks.find(|it| &*it.id == id && it.period.contains(self.day));
            desk.map_or_else(|| id.to_owned(), |it| it.name.get(language).to_owned())
        };
        let names: Vec<String> = ids.iter().map(name).collect();
        if names.is_empty() {
            return self.word("なし", "none").to_owned();
        }
        names.join(self.word("、", ", "))
    }
}
