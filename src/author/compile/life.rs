//! What answers can become: how they change, on which days of a life, and which
//! cannot be together.

use super::super::messages;
use super::super::pack::{At, ConstraintDecl, MilestoneDecl, QuestionDecl};
use super::super::types::Type;
use super::Compiler;
use crate::book::{CanChange, Constraint, Kind, Literal, Milestone, Turn};
use crate::value::{Date, Number, Text};

const WAYS: [(&str, CanChange); 3] = [
    ("by-choice", CanChange::ByChoice),
    ("with-time", CanChange::WithTime),
    ("by-moving", CanChange::ByMoving),
];

const TURNS: [(&str, Turn); 2] = [
    ("birthday", Turn::Birthday),
    ("school-year", Turn::SchoolYear),
];

/// No age and no time to prepare is longer.
const MAX_YEARS: u16 = 130;
const MAX_MONTHS: u16 = 240;

impl Compiler<'_> {
    /// `can-change:` and `grows:`; what grows changes with time.
    pub(super) fn changes(&mut self, it: &QuestionDecl, kind: &Kind) -> (Option<CanChange>, bool) {
        let way = self.one_of("can-change", it.can_change.as_ref(), &WAYS);
        let grows = self.one_of("grows", it.grows.as_ref(), &[("yearly", ())]);
        if let (Some(written), Some(()), false) = (
            &it.grows,
            grows,
            matches!(kind, Kind::Number { whole: true, .. }),
        ) {
            self.report("grows-kind", &written.place, &[&it.name.it]);
        }
        let way = way.or(grows.map(|()| CanChange::WithTime));
        // Written wrongly it is told once, here; milestones may still name it.
        (way, it.grows.is_some())
    }

    /// One of the words that may stand behind `key`.
    fn one_of<T: Copy>(
        &mut self,
        key: &'static str,
        written: Option<&At<String>>,
        known: &[(&str, T)],
    ) -> Option<T> {
        let written = written?;
        let found = known.iter().find(|(word, _)| *word == written.it);
        if found.is_none() {
            let words = messages::list(known.iter().map(|(word, _)| *word));
            self.report("bad-value", &written.place, &[&written.it, key, &words]);
        }
        found.map(|(_, it)| *it)
    }

    pub(super) fn constraint(&mut self, it: &ConstraintDecl) {
        self.needs_source(&it.name, &it.cites);
        let Some(must) = it.must.as_ref().and_then(|it| self.condition_expr(it)) else {
            return;
        };
        let constraint = Constraint {
            name: Text::from(it.name.it.as_str()),
            must,
            say: self.phrase(&it.say),
            cites: self.cites(&it.cites),
        };
        self.book.constraints.push(constraint);
    }

    pub(super) fn milestone(&mut self, it: &MilestoneDecl) {
        self.needs_source(&it.name, &it.cites);
        let age = self.count("age", it.age.as_ref(), MAX_YEARS);
        let early = self.count("early", it.early.as_ref(), MAX_MONTHS);
        let turn = self.one_of("at", it.at.as_ref(), &TURNS);
        let when = it.when.as_ref().and_then(|it| self.condition_expr(it));
        let mut sets = Vec::new();
        for (name, values) in &it.sets {
            if let Some(question) = self.question_id(name) {
                let values = values.iter();
                let values = values.filter_map(|it| self.answer(question, it)).collect();
                sets.push((question, values));
            }
        }
        let Some(of) = it.of.as_ref().and_then(|it| self.age_question(it)) else {
            return;
        };
        let milestone = Milestone {
            name: Text::from(it.name.it.as_str()),
            label: self.label(&it.label, &it.name.it),
            of,
            age,
            turn: turn.unwrap_or(Turn::Birthday),
            when,
            sets,
            prepare: self.phrase_some(&it.prepare),
            early,
            cites: self.cites(&it.cites),
        };
        self.book.milestones.push(milestone);
    }

    fn age_question(&mut self, name: &At<String>) -> Option<usize> {
        let question = self.question_id(name)?;
        let it = self.book.questions.get(question)?;
        let tells_age = it.grows || matches!(it.kind, Kind::Date { .. });
        if !tells_age {
            self.report("no-age", &name.place, &[&name.it]);
        }
        tells_age.then_some(question)
    }

    /// A whole number up to `most`; nothing written is 0.
    fn count(&mut self, key: &'static str, written: Option<&At<String>>, most: u16) -> u16 {
        let Some(written) = written else { return 0 };
        let count = written.it.parse().ok().filter(|it| *it <= most);
        if count.is_none() {
            let known = ["0–", &most.to_string()].concat();
            self.report("bad-value", &written.place, &[&written.it, key, &known]);
        }
        count.unwrap_or(0)
    }

    /// A value that an answer to the question can have.
    fn answer(&mut self, question: usize, written: &At<String>) -> Option<Literal> {
        let ty = self.question_types.get(question)?.clone();
        let text = written.it.as_str();
        let value = match &ty {
            Type::Text(Some(options), _) => {
                self.hangs(&ty, text, &written.place);
                self.check_option(text, options, &written.place);
                Some(Literal::Text(Text::from(text)))
            }
            Type::Text(None, _) => Some(Literal::Text(Text::from(text))),
            Type::Boolean if ["true", "false"].contains(&text) => {
                Some(Literal::Boolean(text == "true"))
            }
            Type::Number => Number::parse(text).map(Literal::Number),
            Type::Date => Date::parse(text).map(Literal::Date),
            _ => None,
        };
        if value.is_none() {
            self.report("bad-value", &written.place, &[text, "sets", ty.phrase()]);
        }
        value
    }
}
