//! A part of a book that is loaded by itself: some wizards in some languages,
//! and of everything else what they lead to. A family's phone is not sent what
//! only offices read.

use std::collections::BTreeMap;

use super::table::text_outputs;
use super::{graph, share};
use crate::book::{Book, Cite, Condition, ConditionTest, Expr, Literal, Logic, Phrase, Wizard};
use crate::value::Text;

/// The wizards by their names, the languages by their tags, both known to the book.
pub(super) fn part(book: &Book, wizards: &[String], languages: &[String]) -> Book {
    let wizards: Vec<Wizard> = wizards
        .iter()
        .filter_map(|it| book.wizard(it).cloned())
        .collect();
    let reach = Reach::of(book, &wizards);
    let mut part = book.clone();
    part.wizards = wizards;
    reach.keep(&mut part);
    let columns: Vec<usize> = languages
        .iter()
        .filter_map(|it| book.languages.iter().position(|tag| tag == it))
        .collect();
    part.languages = languages.to_vec();
    for phrase in phrases(&mut part) {
        let text = |at: &usize| phrase.0.get(*at).cloned().unwrap_or_default();
        phrase.0 = columns.iter().map(text).collect();
    }
    share::share(&mut part);
    part.graph = graph::graph(&part);
    part
}

/// Every text of a book.
pub(super) fn phrases(book: &mut Book) -> Vec<&mut Phrase> {
    use crate::book::Kind;
    let mut out = vec![&mut book.title];
    out.extend(book.sources.iter_mut().map(|it| &mut it.title));
    for it in &mut book.questions {
        out.extend([&mut it.ask, &mut it.why]);
        let some = [&mut it.help, &mut it.look, &mut it.ask_whom];
        out.extend(some.into_iter().flatten());
        match &mut it.kind {
            Kind::Choice(choices) | Kind::Several(choices) => {
                for choice in choices {
                    out.push(&mut choice.label);
                    out.extend([&mut choice.help, &mut choice.group].into_iter().flatten());
                }
            }
            Kind::Number { unit, .. } => out.extend(unit),
            Kind::YesNo | Kind::Date { .. } | Kind::Text => {}
        }
    }
    for it in &mut book.decisions {
        out.push(&mut it.label);
        out.extend([&mut it.unit, &mut it.note].into_iter().flatten());
        out.extend(it.labels.iter_mut().map(|(_, it)| it));
    }
    for it in &mut book.programs {
        out.push(&mut it.label);
        let some = [&mut it.summary, &mut it.gives, &mut it.how, &mut it.decides];
        out.extend(some.into_iter().flatten());
        out.extend(&mut it.documents);
    }
    out.extend(book.conditions.iter_mut().filter_map(|it| it.say.as_mut()));
    for it in &mut book.wizards {
        out.push(&mut it.title);
        out.extend(&mut it.intro);
        out.extend(&mut it.say);
        out.extend(it.pages.iter_mut().map(|it| &mut it.title));
    }
    out.extend(book.constraints.iter_mut().map(|it| &mut it.say));
    for it in &mut book.milestones {
        out.push(&mut it.label);
        out.extend(&mut it.prepare);
    }
    for it in &mut book.desks {
        out.push(&mut it.name);
        out.extend(&mut it.description);
    }
    out.extend(book.channels.iter_mut().filter_map(|it| it.note.as_mut()));
    out
}

/// By id: something the wizards lead to.
struct Reach<'b> {
    book: &'b Book,
    exprs: Vec<bool>,
    questions: Vec<bool>,
    decisions: Vec<bool>,
    facts: Vec<bool>,
    programs: Vec<bool>,
    conditions: Vec<bool>,
    desks: Vec<Text>,
    stack: Vec<usize>,
}

impl<'b> Reach<'b> {
    fn of(book: &'b Book, wizards: &[Wizard]) -> Self {
        let mut reach = Self {
            book,
            exprs: vec![false; book.exprs.len()],
            questions: vec![false; book.questions.len()],
            decisions: vec![false; book.decisions.len()],
            facts: vec![false; book.facts.len()],
            programs: vec![false; book.programs.len()],
            conditions: vec![false; book.conditions.len()],
            desks: Vec::new(),
            stack: Vec::new(),
        };
        for wizard in wizards {
            for question in wizard.questions() {
                reach.question(question);
            }
            for program in &wizard.results {
                reach.program(*program);
            }
            for decision in wizard.show.iter().chain(&wizard.desks) {
                reach.decision(*decision);
            }
        }
        reach.run();
        for desks in wizards.iter().flat_map(|it| &it.desks) {
            reach.desks(*desks);
        }
        reach
    }

    /// Desks the decision can give; all of them where that cannot be seen.
    fn desks(&mut self, decision: usize) {
        match self.book.decisions.get(decision).map(|it| &it.logic) {
            Some(Logic::Table(table)) => {
                let outputs = text_outputs(self.book, table);
                self.desks.extend(outputs.into_iter().map(|(id, _)| id));
            }
            _ => self
                .desks
                .extend(self.book.desks.iter().map(|it| it.id.clone())),
        }
    }

    fn question(&mut self, at: usize) {
        if !std::mem::replace(&mut self.questions[at], true) {
            let it = &self.book.questions[at];
            self.stack
                .extend([it.when, it.ask_when].into_iter().flatten());
        }
    }

    fn decision(&mut self, at: usize) {
        if std::mem::replace(&mut self.decisions[at], true) {
            return;
        }
        match &self.book.decisions[at].logic {
            Logic::Expr(expr) => self.stack.push(*expr),
            Logic::Table(table) => {
                self.stack.extend(&table.inputs);
                for row in &table.rows {
                    for test in row.tests.iter().flatten() {
                        let mut test = test.clone();
                        self.stack.extend(share::of_test(&mut test).map(|it| *it));
                    }
                    self.stack.extend(&row.outputs);
                }
            }
        }
    }

    fn program(&mut self, at: usize) {
        if !std::mem::replace(&mut self.programs[at], true) {
            let it = &self.book.programs[at];
            self.stack.extend(it.amount);
            self.condition(it.fits);
        }
    }

    fn condition(&mut self, at: usize) {
        if std::mem::replace(&mut self.conditions[at], true) {
            return;
        }
        match &self.book.conditions[at].test {
            ConditionTest::All(parts) | ConditionTest::Any(parts) => {
                for part in parts {
                    self.condition(*part);
                }
            }
            ConditionTest::Not(part) => self.condition(*part),
            ConditionTest::Is(expr, _) => self.stack.push(*expr),
        }
    }

    fn run(&mut self) {
        while let Some(at) = self.stack.pop() {
            if std::mem::replace(&mut self.exprs[at], true) {
                continue;
            }
            match &self.book.exprs[at] {
                Expr::Question(it) => self.question(*it),
                Expr::Decision(it) => self.decision(*it),
                Expr::Facts(it) => self.facts[*it] = true,
                _ => self.stack.extend(self.book.parts(at)),
            }
        }
    }

    /// Whether all an expression looks at is kept.
    fn has(&self, expr: usize) -> bool {
        let questions = self.book.questions_in(expr);
        questions.into_iter().all(|it| self.questions[it])
    }

    /// Takes out what is not reached and gives what stays its new place.
    fn keep(&self, part: &mut Book) {
        let keeps_constraint: Vec<bool> = part
            .constraints
            .iter()
            .map(|it| self.has(it.must))
            .collect();
        // A constraint may rest on decisions that no wizard shows.
        let mut all = Self {
            book: self.book,
            exprs: self.exprs.clone(),
            questions: self.questions.clone(),
            decisions: self.decisions.clone(),
            facts: self.facts.clone(),
            programs: self.programs.clone(),
            conditions: self.conditions.clone(),
            desks: self.desks.clone(),
            stack: Vec::new(),
        };
        for (it, keep) in part.constraints.iter().zip(&keeps_constraint) {
            all.stack.extend(keep.then_some(it.must));
        }
        part.milestones.retain(|it| {
            self.questions[it.of]
                && it.when.is_none_or(|it| self.has(it))
                && it.sets.iter().any(|(it, _)| self.questions[*it])
        });
        all.stack
            .extend(part.milestones.iter().filter_map(|it| it.when));
        all.run();
        keep(&mut part.constraints, &keeps_constraint);

        let questions = keep(&mut part.questions, &all.questions);
        let decisions = keep(&mut part.decisions, &all.decisions);
        let facts = keep(&mut part.facts, &all.facts);
        let programs = keep(&mut part.programs, &all.programs);
        let conditions = keep(&mut part.conditions, &all.conditions);
        for (at, expr) in part.exprs.iter_mut().enumerate() {
            match expr {
                _ if !all.exprs[at] && at > 0 => *expr = Expr::Literal(Literal::Null),
                Expr::Question(it) => *it = questions[it],
                Expr::Decision(it) => *it = decisions[it],
                Expr::Facts(it) => *it = facts[it],
                _ => {}
            }
        }
        for it in &mut part.conditions {
            rename(it, &conditions);
        }
        for it in &mut part.programs {
            it.fits = conditions[&it.fits];
        }
        for it in &mut part.milestones {
            it.of = questions[&it.of];
            it.sets.retain(|(it, _)| questions.contains_key(it));
            it.sets.iter_mut().for_each(|(it, _)| *it = questions[it]);
        }
        for wizard in &mut part.wizards {
            let pages = wizard.pages.iter_mut();
            let asked = pages.flat_map(|it| &mut it.questions);
            asked.for_each(|it| *it = questions[it]);
            wizard.results.iter_mut().for_each(|it| *it = programs[it]);
            let decided = wizard.show.iter_mut().chain(&mut wizard.desks);
            decided.for_each(|it| *it = decisions[it]);
        }
        part.desks.retain(|it| self.desks.contains(&it.id));
        part.channels.retain(|it| self.desks.contains(&it.desk));
        keep_cited(part);
    }
}

fn rename(condition: &mut Condition, now: &BTreeMap<usize, usize>) {
    match &mut condition.test {
        ConditionTest::All(parts) | ConditionTest::Any(parts) => {
            parts.iter_mut().for_each(|it| *it = now[it]);
        }
        ConditionTest::Not(part) => *part = now[part],
        ConditionTest::Is(..) => {}
    }
}

/// Leaves what is marked; where each went.
fn keep<T>(list: &mut Vec<T>, marked: &[bool]) -> BTreeMap<usize, usize> {
    let mut at = 0;
    list.retain(|_| {
        at += 1;
        marked[at - 1]
    });
    let kept = marked.iter().enumerate().filter(|(_, it)| **it);
    kept.enumerate().map(|(now, (was, _))| (was, now)).collect()
}

/// Sources nobody cites any more go.
fn keep_cited(part: &mut Book) {
    let mut marked = vec![false; part.sources.len()];
    for cite in cites(part) {
        marked[cite.source] = true;
    }
    let now = keep(&mut part.sources, &marked);
    for cite in cites(part) {
        cite.source = now[&cite.source];
    }
}

fn cites(book: &mut Book) -> Vec<&mut Cite> {
    let mut out: Vec<&mut Cite> = Vec::new();
    out.extend(book.questions.iter_mut().flat_map(|it| &mut it.cites));
    for it in &mut book.decisions {
        out.extend(&mut it.cites);
        if let Logic::Table(table) = &mut it.logic {
            out.extend(table.rows.iter_mut().filter_map(|it| it.cite.as_mut()));
        }
    }
    for it in &mut book.facts {
        out.extend(&mut it.cites);
        out.extend(it.rows.iter_mut().filter_map(|it| it.cite.as_mut()));
    }
    out.extend(book.programs.iter_mut().flat_map(|it| &mut it.cites));
    out.extend(book.conditions.iter_mut().flat_map(|it| &mut it.cites));
    out.extend(book.constraints.iter_mut().flat_map(|it| &mut it.cites));
    out.extend(book.milestones.iter_mut().flat_map(|it| &mut it.cites));
    out.extend(book.desks.iter_mut().filter_map(|it| it.cite.as_mut()));
    out.extend(book.channels.iter_mut().filter_map(|it| it.cite.as_mut()));
    out
}
