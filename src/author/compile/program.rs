//! Programmes with their conditions, and the wizards that lead to them.

use super::super::pack::{At, ConditionDecl, ConditionKind, ProgramDecl, WizardDecl};
use super::super::rename::Named;
use super::super::types::Type;
use super::lower::Scope;
use super::{Compiler, Symbol};
use crate::book::{Condition, ConditionTest, Page, Period, Program, Wizard};
use crate::value::Text;

impl Compiler<'_> {
    pub(super) fn program(&mut self, it: &ProgramDecl) {
        self.needs_source(&it.name, &it.cites);
        let fits = match &it.fits {
            Some(fits) => self.condition(fits),
            // Told already; the wizards that name the programme are right.
            None => self.push_condition(Condition {
                test: ConditionTest::All(Vec::new()),
                say: None,
                cites: Vec::new(),
            }),
        };
        let amount = it.amount.as_ref().and_then(|text| {
            let (expr, ty) = self.expression(text, &mut Scope::default())?;
            if !ty.agrees(&Type::Number) {
                self.report(
                    "wrong-arguments",
                    &text.place,
                    &["amount", Type::Number.phrase()],
                );
            }
            Some(expr)
        });
        let program = Program {
            name: Text::from(it.name.it.as_str()),
            label: self.label(&it.label, &it.name.it),
            summary: self.phrase_some(&it.summary),
            audience: it
                .audience
                .iter()
                .map(|it| Text::from(it.as_str()))
                .collect(),
            period: Period {
                from: it.from,
                until: it.until,
            },
            fits,
            amount,
            gives: self.phrase_some(&it.gives),
            how: self.phrase_some(&it.how),
            decides: self.phrase_some(&it.decides),
            documents: it.documents.iter().map(|it| self.phrase(it)).collect(),
            cites: self.cites(&it.cites),
        };
        self.book.programs.push(program);
    }

    pub(super) fn condition(&mut self, it: &ConditionDecl) -> usize {
        let test = match &it.test {
            ConditionKind::All(parts) => {
                ConditionTest::All(parts.iter().map(|it| self.condition(it)).collect())
            }
            ConditionKind::Any(parts) => {
                ConditionTest::Any(parts.iter().map(|it| self.condition(it)).collect())
            }
            ConditionKind::Not(part) => ConditionTest::Not(self.condition(part)),
            ConditionKind::Is(text) => match self.condition_expr(text) {
                Some(expr) => ConditionTest::Is(expr, text.it.clone()),
                None => ConditionTest::All(Vec::new()),
            },
        };
        let condition = Condition {
            test,
            say: self.phrase_some(&it.say),
            cites: self.cites(&it.cites),
        };
        self.push_condition(condition)
    }

    pub(super) fn push_condition(&mut self, condition: Condition) -> usize {
        self.book.conditions.push(condition);
        self.book.conditions.len() - 1
    }

    pub(super) fn wizard(&mut self, it: &WizardDecl) {
        let pages: Vec<Page> = it
            .pages
            .iter()
            .map(|(title, questions)| Page {
                title: self.phrase(title),
                questions: questions
                    .iter()
                    .filter_map(|it| self.question_id(it))
                    .collect(),
            })
            .collect();
        for name in &it.results {
            self.uses_name(Named::Program, &name.it, name.place.clone());
        }
        let results = it.results.iter().filter_map(|name| {
            let found = self
                .book
                .programs
                .iter()
                .position(|it| *it.name == *name.it);
            if found.is_none() {
                self.unknown_name(name, "@name-program");
            }
            found
        });
        let results = results.collect();
        let show = it
            .show
            .iter()
            .filter_map(|it| self.decision_id(it))
            .collect();
        let mut desks = Vec::new();
        for name in &it.desks {
            if let Some(decision) = self.decision_id(name) {
                self.check_desk_ids(decision, &name.place);
                desks.push(decision);
            }
        }
        let wizard = Wizard {
            name: Text::from(it.name.it.as_str()),
            title: self.phrase(&it.title),
            intro: self.phrase_some(&it.intro),
            say: self.phrase_some(&it.say),
            pages,
            results,
            show,
            desks,
        };
        self.book.wizards.push(wizard);
    }

    pub(super) fn question_id(&mut self, name: &At<String>) -> Option<usize> {
        match self.symbols.get(&name.it) {
            Some(Symbol::Question(it)) => {
                let it = *it;
                self.uses_name(Named::Question, &name.it, name.place.clone());
                Some(it)
            }
            _ => {
                self.unknown_name(name, "@name-question");
                None
            }
        }
    }

    pub(super) fn decision_id(&mut self, name: &At<String>) -> Option<usize> {
        match self.symbols.get(&name.it) {
            Some(Symbol::Decision(it)) => {
                let it = *it;
                self.uses_name(Named::Decision, &name.it, name.place.clone());
                Some(it)
            }
            _ => {
                self.unknown_name(name, "@name-decision");
                None
            }
        }
    }
}
