//! A family for one part of a pack, made to serve as many others as it can.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::Checked;
use super::super::cases::Case;
use super::super::coverage::{Missed, Target};
use super::super::families::{Family, Found, Look, Search, fewest, given};
use super::super::turns::all_turns;
use crate::book::{
    Book, ConditionTest, DecisionId, Expr, ExprId, FactsId, HitPolicy, Kind, Logic, Period,
    QuestionId,
};
use crate::run::compare::Held;
use crate::run::view::Status;
use crate::run::{Input, Raw, SavedAnswer, Session, Start, leaves};
use crate::value::{Date, Moment, Set, Value};

/// Steps for one family, and for making one family serve one more part.
const MAX_STEPS: usize = 4_000;
const MAX_MERGE_STEPS: usize = 60;

pub(super) struct Study<'s> {
    checked: &'s Checked,
    book: &'s Arc<Book>,
    now: Moment,
    /// Days on which rules change, past ones too.
    turns: Vec<Date>,
}

impl<'s> Study<'s> {
    pub(super) fn new(checked: &'s Checked, book: &'s Arc<Book>, now: Moment) -> Self {
        let turns = all_turns(book);
        Self {
            checked,
            book,
            now,
            turns,
        }
    }

    /// A family for the first of the parts that serves as many others as it can.
    pub(super) fn case_for(&self, left: &[Missed]) -> Option<Case> {
        let (first, rest) = left.split_first()?;
        let target = first.target.clone();
        let (day, start, mut family) = self.days_for(&target).into_iter().find_map(|day| {
            let start = Held::new(self.book, day);
            match self.find(&start, MAX_STEPS, &target) {
                Found::Family(family) => Some((day, start, family)),
                _ => None,
            }
        })?;
        let wizard = self.wizard_for(&target);
        let mut served = vec![target.clone()];
        for other in rest {
            let other = &other.target;
            if self.wizard_for(other) != wizard || !self.days_for(other).contains(&day) {
                continue;
            }
            let held = given(&start, &family);
            if let Found::Family(more) = self.find(&held, MAX_MERGE_STEPS, other) {
                let mut held = given(&start, &more);
                if served
                    .iter()
                    .all(|it| matches!(self.look(&mut held, it), Look::Yes))
                {
                    family = more;
                    served.push(other.clone());
                }
            }
        }
        let family = fewest(&start, family, &mut |held| {
            let mut served = served.iter();
            yes_or_no(served.all(|it| matches!(self.look(held, it), Look::Yes)))
        });
        self.case(&wizard, day, &family, &target)
    }

    pub(super) fn is_proven(&self, missed: &Missed) -> bool {
        let is_open = matches!(missed.target, Target::Result(_, Status::Open));
        let mut days = self.days_for(&missed.target).into_iter();
        !is_open
            && days.all(|day| {
                let start = Held::new(self.book, day);
                matches!(self.find(&start, MAX_STEPS, &missed.target), Found::None)
            })
    }

    fn find(&self, held: &Held, steps: usize, target: &Target) -> Found {
        let mut held = held.clone();
        if let Target::Option(question, option) = target {
            let text = Value::Text(option.clone());
            let value = match (
                &self.book.questions[*question].kind,
                held.narrowed(*question),
            ) {
                (Kind::Several(_), Set::One(Value::List(list))) => {
                    let is_alone = |it: &Value| {
                        held.graph
                            .alone(*question)
                            .iter()
                            .any(|alone| it == &Value::Text(alone.clone()))
                    };
                    if is_alone(&text) || list.iter().any(is_alone) {
                        return Found::Unproven;
                    }
                    Value::List(
                        list.iter()
                            .cloned()
                            .chain([text])
                            .collect::<Vec<_>>()
                            .into(),
                    )
                }
                (Kind::Several(_), _) => Value::List([text].into()),
                _ if held.is_answered(*question) => return Found::Unproven,
                _ => text,
            };
            held.answer(*question, Input::Given(value));
        }
        Search::new(steps).find(&held, &mut |held| self.look(held, target))
    }

    /// Whether the families that remain reach the part.
    fn look(&self, held: &mut Held, target: &Target) -> Look {
        let book = self.book;
        let by_truth = |held: &Held, node, outcome: crate::run::Outcome, wanted: bool| {
            let truth = outcome.set.truth();
            if truth.is_true() || truth.never() {
                return yes_or_no(truth.is_true() == wanted);
            }
            open(held.graph.island(node), outcome.open)
        };
        match target {
            Target::Row(decision, row) => {
                let Logic::Table(table) = &book.decisions[*decision].logic else {
                    return Look::No;
                };
                let island = held.graph.island(held.graph.decision(*decision));
                let is_first = table.hit == HitPolicy::First;
                let mut masks = Vec::new();
                for (at, state) in held.rows(table).into_iter().enumerate() {
                    let Some((truth, mask)) = state else {
                        if at == *row {
                            return Look::No;
                        }
                        continue;
                    };
                    if at == *row {
                        if truth.never() {
                            return Look::No;
                        }
                        if !truth.is_true() {
                            masks.push((island, mask));
                        }
                        break;
                    }
                    if is_first && truth.is_true() {
                        return Look::No;
                    }
                    if is_first && !truth.never() {
                        masks.push((island, mask));
                    }
                }
                if masks.is_empty() {
                    Look::Yes
                } else {
                    Look::Open(masks)
                }
            }
            Target::Fact(facts, row) => {
                let mut masks = Vec::new();
                for condition in filters(book, *facts) {
                    let Some(found) = held
                        .facts(*facts, condition)
                        .into_iter()
                        .find(|it| it.0 == *row)
                    else {
                        continue;
                    };
                    let truth = found.1.set.truth();
                    if truth.is_true() {
                        return Look::Yes;
                    }
                    if !truth.never() {
                        // A filter stands in one expression; its questions tell where.
                        let questions = book.questions_in(condition);
                        let island = questions.first().map_or(0, |it| held.graph.island(*it));
                        masks.push((island, found.1.open));
                    }
                }
                if masks.is_empty() {
                    Look::No
                } else {
                    Look::Open(masks)
                }
            }
            Target::Condition(program, leaf, met) => {
                let fits = book.programs[*program].fits;
                let Some(condition) = leaves(book, fits).get(*leaf).copied() else {
                    return Look::No;
                };
                let outcome = held.condition(condition);
                by_truth(held, held.graph.fits(*program), outcome, *met)
            }
            Target::Result(program, status) => {
                let node = held.graph.fits(*program);
                let outcome = held.plain(node);
                // What cannot be told has an open question: any family will do to begin with.
                by_truth(held, node, outcome, *status != Status::DoesNotFit)
            }
            Target::Option(question, option) => {
                let text = Value::Text(option.clone());
                let is_chosen = match held.narrowed(*question) {
                    Set::One(Value::List(list)) => list.contains(&text),
                    Set::One(value) => value == text,
                    Set::Many(_) => false,
                };
                if !is_chosen {
                    return Look::No;
                }
                let Some(when) = held.graph.gates(*question).0 else {
                    return Look::Yes;
                };
                let outcome = held.plain(when);
                by_truth(held, when, outcome, true)
            }
        }
    }

    /// The days on which the part is in force and between which rules change, today first.
    fn days_for(&self, target: &Target) -> Vec<Date> {
        let period = match target {
            Target::Row(decision, row) => match &self.book.decisions[*decision].logic {
                Logic::Table(table) => table.rows[*row].period,
                Logic::Expr(_) => Period::default(),
            },
            Target::Fact(facts, row) => self.book.facts[*facts].rows[*row].period,
            Target::Condition(program, ..) | Target::Result(program, _) => {
                self.book.programs[*program].period
            }
            Target::Option(..) => Period::default(),
        };
        let ends = [period.from, period.until].into_iter().flatten();
        let mut days: Vec<Date> = self.turns.iter().copied().chain(ends).collect();
        days.sort();
        days.dedup();
        days.insert(0, self.now.date);
        days.retain(|it| period.contains(*it));
        days
    }

    /// The pack's own wizard whose results show the part, else its first one.
    fn wizard_for(&self, target: &Target) -> String {
        let own = self.checked.packs.last().map_or(&[][..], |it| &it.wizards);
        let held = Held::new(self.book, self.now.date);
        let graph = &held.graph;
        let shows = |name: &str| {
            let Some(wizard) = self.book.wizard(name) else {
                return false;
            };
            let decisions = wizard.show.iter().chain(&wizard.desks).copied();
            match target {
                Target::Condition(program, ..) | Target::Result(program, _) => {
                    wizard.results.contains(program)
                }
                Target::Option(question, _) => wizard.questions().contains(question),
                Target::Row(decision, _) => {
                    let node = graph.decision(*decision);
                    let is_in =
                        |it: usize| it == node || graph.parts(it).binary_search(&node).is_ok();
                    decisions.map(|it| graph.decision(it)).any(is_in)
                        || wizard.results.iter().any(|it| {
                            is_in(graph.fits(*it)) || graph.amount(*it).is_some_and(is_in)
                        })
                }
                Target::Fact(facts, _) => {
                    let exprs = decisions.flat_map(|it| exprs_of(self.book, it));
                    let amounts = wizard.results.iter();
                    let amounts = amounts.filter_map(|it| self.book.programs[*it].amount);
                    let conditions = wizard.results.iter().flat_map(|it| {
                        let fits = self.book.programs[*it].fits;
                        leaves(self.book, fits).into_iter().filter_map(|it| {
                            match self.book.conditions.get(it).map(|it| &it.test) {
                                Some(ConditionTest::Is(expr, _)) => Some(*expr),
                                _ => None,
                            }
                        })
                    });
                    let all = exprs.chain(amounts).chain(conditions).collect();
                    looks_up(self.book, all, *facts)
                }
            }
        };
        let found = own.iter().map(|it| &it.name.it).find(|it| shows(it));
        let any = own.first().map(|it| &it.name.it);
        found.or(any).cloned().unwrap_or_default()
    }

    /// The family as a case; for what cannot be told, one answer is not known.
    fn case(&self, wizard: &str, day: Date, family: &Family, target: &Target) -> Option<Case> {
        let at = if day == self.now.date {
            self.now
        } else {
            Moment::new(day, 10 * 60)?
        };
        let name = |question: QuestionId| self.book.questions[question].name.to_string();
        let mut answers: Vec<(String, Raw)> = family
            .iter()
            .map(|(question, value)| (name(*question), SavedAnswer::of(value).raw()))
            .collect();
        if let Target::Result(program, Status::Open) = target {
            let start = Start {
                wizard: wizard.to_owned(),
                lang: "ja".to_owned(),
                at,
            };
            let is_open = |answers: &[(String, Raw)]| {
                let session = Session::start_with(Arc::clone(self.book), &start, answers);
                session.is_ok_and(|(it, _)| {
                    let reached = it.reached();
                    reached.results.contains(&(*program, Status::Open))
                })
            };
            let mut asked: Vec<String> = Vec::new();
            for question in self.questions_of(*program) {
                asked.push(name(question));
            }
            let unsure = asked.into_iter().find_map(|question| {
                let mut some = answers.clone();
                some.retain(|(it, _)| *it != question);
                some.push((question, Raw::Unsure));
                is_open(&some).then_some(some)
            });
            answers = unsure?;
        }
        Some(Case::drawn(wizard, at, answers))
    }

    fn questions_of(&self, program: usize) -> Vec<QuestionId> {
        let held = Held::new(self.book, self.now.date);
        let parts = held.graph.parts(held.graph.fits(program)).to_vec();
        let n = self.book.questions.len();
        parts.into_iter().filter(|it| *it < n).collect()
    }
}

/// What a decision is worked out from.
fn exprs_of(book: &Book, decision: DecisionId) -> Vec<ExprId> {
    match &book.decisions[decision].logic {
        Logic::Expr(expr) => vec![*expr],
        Logic::Table(table) => {
            let outputs = table.rows.iter().flat_map(|it| &it.outputs);
            table.inputs.iter().chain(outputs).copied().collect()
        }
    }
}

/// Whether a table of facts shows in any of the expressions, through decisions too.
fn looks_up(book: &Book, mut exprs: Vec<ExprId>, facts: FactsId) -> bool {
    let mut seen = BTreeSet::new();
    while let Some(expr) = exprs.pop() {
        match book.exprs.get(expr) {
            Some(Expr::Facts(it)) if *it == facts => return true,
            Some(Expr::Decision(it)) if seen.insert(*it) => exprs.extend(exprs_of(book, *it)),
            _ => exprs.extend(book.parts(expr)),
        }
    }
    false
}

/// The conditions by which rows of a table of facts are looked up.
fn filters(book: &Book, facts: FactsId) -> impl Iterator<Item = ExprId> + '_ {
    let is_it = move |list: &ExprId| book.exprs.get(*list) == Some(&Expr::Facts(facts));
    book.exprs.iter().filter_map(move |it| match it {
        Expr::Filter(list, condition) if is_it(list) => Some(*condition),
        _ => None,
    })
}

fn yes_or_no(it: bool) -> Look {
    if it { Look::Yes } else { Look::No }
}

fn open(island: usize, mask: crate::run::Mask) -> Look {
    if mask.is_empty() {
        Look::No
    } else {
        Look::Open(vec![(island, mask)])
    }
}
