//! Decisions, each compiled when first needed: that is how circles are found.

use super::super::pack::{At, DecisionDecl};
use super::super::types::Type;
use super::lower::Scope;
use super::{Compiler, NOTHING, Progress};
use crate::book::{Decision, Logic, Phrase};
use crate::value::Text;

/// Decisions that wait for one another; the longest chain of ours is 9.
const MAX_CHAIN: usize = 64;

impl Compiler<'_> {
    /// Compiles a decision if that is not done yet, and tells its kind.
    pub(super) fn decision(&mut self, at: usize) -> Type {
        match self.progress.get(at) {
            Some(Progress::Done(ty)) => return ty.clone(),
            Some(Progress::Waiting) if self.path.len() < MAX_CHAIN => {}
            Some(Progress::Waiting) => {
                if let Some((_, decl)) = self.decisions.get(at).cloned() {
                    self.report("too-deep", &decl.name.place, &[]);
                }
                return Type::Any;
            }
            Some(Progress::Busy) => {
                self.report_circle(at);
                return Type::Any;
            }
            None => return Type::Any,
        }
        let Some((pack, decl)) = self.decisions.get(at).cloned() else {
            return Type::Any;
        };
        self.set_progress(at, Progress::Busy);
        self.path.push(at);
        self.needs_source(&decl.name, &decl.cites);
        let (logic, ty) = self.logic(&pack, &decl);
        if let Type::Text(Some(options), _) = ty.item() {
            for (value, _) in &decl.labels {
                self.hangs(&ty, &value.it, &value.place);
                self.check_option(&value.it, &options, &value.place);
            }
        }
        let labels = decl
            .labels
            .iter()
            .map(|(value, texts)| (Text::from(value.it.as_str()), self.phrase(texts)));
        let decision = Decision {
            name: Text::from(decl.name.it.as_str()),
            labels: labels.collect(),
            label: self.label(&decl.label, &decl.name.it),
            unit: self.phrase_some(&decl.unit),
            note: self.phrase_some(&decl.note),
            logic,
            cites: self.cites(&decl.cites),
        };
        if let Some(slot) = self.book.decisions.get_mut(at) {
            *slot = decision;
        }
        self.path.pop();
        self.set_progress(at, Progress::Done(ty.clone()));
        ty
    }

    pub(super) fn set_progress(&mut self, at: usize, progress: Progress) {
        if let Some(slot) = self.progress.get_mut(at) {
            *slot = progress;
        }
    }

    pub(super) fn logic(&mut self, pack: &str, decl: &DecisionDecl) -> (Logic, Type) {
        if let Some(file) = &decl.table {
            let (table, ty) = self.decision_table(pack, file, decl);
            return (Logic::Table(table), ty);
        }
        let nothing = || (Logic::Expr(NOTHING), Type::Any);
        let Some(value) = &decl.value else {
            return nothing();
        };
        match self.expression(value, &mut Scope::default()) {
            Some((expr, ty)) => (Logic::Expr(expr), ty),
            None => nothing(),
        }
    }

    pub(super) fn report_circle(&mut self, at: usize) {
        let from = self.path.iter().position(|it| *it == at).unwrap_or(0);
        let names = self.path.iter().skip(from).chain([&at]);
        let names: Vec<String> = names
            .filter_map(|it| self.decisions.get(*it))
            .map(|(_, it)| it.name.it.clone())
            .collect();
        if let Some((_, decl)) = self.decisions.get(at) {
            let place = decl.name.place.clone();
            let name = decl.name.it.clone();
            self.report("circular", &place, &[&name, &names.join(" → ")]);
        }
    }

    /// An expression that must be true or false.
    pub(super) fn condition_expr(&mut self, text: &At<String>) -> Option<usize> {
        let (expr, ty) = self.expression(text, &mut Scope::default())?;
        if !ty.agrees(&Type::Boolean) {
            self.report("not-a-condition", &text.place, &[ty.phrase()]);
        }
        Some(expr)
    }
}

pub(super) fn empty_decision(name: &str) -> Decision {
    Decision {
        name: Text::from(name),
        label: Phrase::default(),
        unit: None,
        note: None,
        labels: Vec::new(),
        logic: Logic::Expr(NOTHING),
        cites: Vec::new(),
    }
}
