//! Packs into one book, in an order in which each part finds what it needs; then
//! the books that a pack names, each a part of the whole.

use super::super::pack::{Pack, QuestionDecl};
use super::super::rename::Named;
use super::super::{Said, Settled, Undecided, messages};
use super::decision::empty_decision;
use super::names::Symbol;
use super::{Compiler, Progress, graph, part, share};
use crate::book::{Book, MAX_ISLAND, NodeKind, Period};

impl Compiler<'_> {
    pub(super) fn packs(&mut self, packs: &[Pack]) {
        let Some(root) = packs.last() else { return };
        self.tags
            .extend(packs.iter().flat_map(|it| it.languages.iter().cloned()));
        self.book.pack = root.name.clone();
        self.book.version = root.version.clone();
        self.book.languages = root.languages.clone();
        self.book.period = Period {
            from: root.from,
            until: root.until,
        };
        self.books = root.books.clone();
        for pack in packs {
            self.reading_list(pack);
        }
        self.book.title = self.phrase(&root.title);
        for pack in packs {
            self.source_list(pack);
        }
        // Facts before questions, whose options may come from them.
        self.declare_facts(packs);
        let questions = self.declare_questions(packs);
        self.declare_decisions(packs);
        for question in &questions {
            self.question(question);
        }
        self.book.decisions = self
            .decisions
            .iter()
            .map(|(_, it)| empty_decision(&it.name.it))
            .collect();
        for at in 0..self.decisions.len() {
            self.decision(at);
        }
        self.gates(&questions);
        for program in packs.iter().flat_map(|it| &it.programs) {
            if self.declare("program", &program.name) {
                self.declares(Named::Program, &program.name);
                self.program(program);
                self.places.program(program);
            }
        }
        for pack in packs {
            self.desks(pack);
        }
        // Not those of imported packs: they lead to other desks and programmes.
        for wizard in packs.last().into_iter().flat_map(|it| &it.wizards) {
            if self.declare("wizard", &wizard.name) {
                self.declares(Named::Wizard, &wizard.name);
                self.wizard(wizard);
            }
        }
        for constraint in packs.iter().flat_map(|it| &it.constraints) {
            if self.declare("constraint", &constraint.name) {
                self.constraint(constraint);
            }
        }
        for milestone in packs.iter().flat_map(|it| &it.milestones) {
            if self.declare("milestone", &milestone.name) {
                self.milestone(milestone);
            }
        }
        self.doubts(packs);
        for question in &questions {
            self.former_names(question);
        }
        self.circles_through_when(&questions);
        self.too_deep_to_run(&questions);
    }

    fn declare_facts(&mut self, packs: &[Pack]) {
        for pack in packs {
            for facts in &pack.facts {
                if self.declare_name(&facts.name) {
                    let id = self.book.facts.len();
                    self.declares(Named::Table, &facts.name);
                    self.symbols
                        .insert(facts.name.it.clone(), Symbol::Facts(id));
                    self.facts(&pack.name, facts);
                }
            }
        }
    }

    fn declare_questions<'p>(&mut self, packs: &'p [Pack]) -> Vec<&'p QuestionDecl> {
        let mut questions = Vec::new();
        for question in packs.iter().flat_map(|it| &it.questions) {
            if self.declare_name(&question.name) {
                self.declares(Named::Question, &question.name);
                self.symbols
                    .insert(question.name.it.clone(), Symbol::Question(questions.len()));
                questions.push(question);
            }
        }
        questions
    }

    fn declare_decisions(&mut self, packs: &[Pack]) {
        for pack in packs {
            for decision in &pack.decisions {
                if self.declare_name(&decision.name) {
                    self.declares(Named::Decision, &decision.name);
                    self.symbols.insert(
                        decision.name.it.clone(),
                        Symbol::Decision(self.decisions.len()),
                    );
                    self.decisions.push((pack.name.clone(), decision.clone()));
                    self.progress.push(Progress::Waiting);
                }
            }
        }
    }

    /// When questions apply and when they are put, which may look at any decision.
    fn gates(&mut self, questions: &[&QuestionDecl]) {
        for (at, question) in questions.iter().enumerate() {
            let when = question
                .when
                .as_ref()
                .and_then(|it| self.condition_expr(it));
            let ask_when = question
                .ask_when
                .as_ref()
                .and_then(|it| self.condition_expr(it));
            if let Some(it) = self.book.questions.get_mut(at) {
                it.when = when;
                it.ask_when = ask_when;
            }
        }
    }

    /// What the sources leave open, and how they are read where they disagree.
    fn doubts(&mut self, packs: &[Pack]) {
        for undecided in packs.iter().flat_map(|it| &it.undecided) {
            let undecided = Undecided {
                name: undecided.name.it.clone(),
                about: self.phrase_as_is(&undecided.about),
                ask: self.phrase_as_is(&undecided.ask),
                cites: self.cites(&undecided.cites),
            };
            self.undecided.push(undecided);
        }
        for settled in packs.iter().flat_map(|it| &it.settled) {
            let says = settled.says.iter().map(|it| Said {
                text: self.phrase_as_is(&it.text),
                cites: self.cites(&it.cites),
            });
            let says = says.collect();
            let settled = Settled {
                name: settled.name.it.clone(),
                about: self.phrase_as_is(&settled.about),
                says,
                reading: self.phrase_as_is(&settled.reading),
                cites: self.cites(&settled.cites),
            };
            self.settled.push(settled);
        }
    }

    /// The books the pack names, each with what it needs.
    pub(super) fn parts(&mut self) -> Vec<(String, Book)> {
        let mut parts = Vec::new();
        for book in self.books.clone() {
            if !self.declare("book", &book.name) {
                continue;
            }
            for wizard in &book.wizards {
                if self.book.wizard(&wizard.it).is_none() {
                    self.unknown_name(wizard, "@name-wizard");
                }
                self.uses_name(Named::Wizard, &wizard.it, wizard.place.clone());
            }
            let mut languages = Vec::new();
            for language in &book.languages {
                if self.book.languages.contains(&language.it) {
                    languages.push(language.it.clone());
                } else {
                    let known = messages::list(&self.book.languages);
                    self.report(
                        "bad-value",
                        &language.place,
                        &[&language.it, "languages", &known],
                    );
                }
            }
            if languages.is_empty() {
                languages = self.book.languages.clone();
            }
            let wizards: Vec<String> = book.wizards.iter().map(|it| it.it.clone()).collect();
            let part = part::part(&self.book, &wizards, &languages);
            parts.push((book.name.it.clone(), part));
        }
        parts
    }

    /// What is worked out from the book as a whole.
    pub(super) fn finish(&mut self) {
        share::share(&mut self.book);
        self.book.graph = graph::graph(&self.book);
        for island in 0..self.book.graph.n_islands {
            let nodes = self.book.graph.nodes.iter().enumerate();
            let mut questions = nodes
                .filter(|(_, it)| it.island == island && matches!(it.kind, NodeKind::Question(_)));
            // The first one too many.
            let Some((question, _)) = questions.nth(MAX_ISLAND) else {
                continue;
            };
            let name = self.book.questions[question].name.to_string();
            if let Some(place) = self.declared.get(&("name", name.clone())).cloned() {
                self.report("too-connected", &place, &[&name, &MAX_ISLAND.to_string()]);
            }
        }
    }
}
