//! The results as the JSON object others build on (design.md §7, `eval --json`).
//!
//! Names here are the pack's own; nothing is translated. What a person reads is
//! in `view`.

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::ops::Bound;

use super::change::Change;
use super::contradiction::Contradiction;
use super::eval::{Evaluator, Input, Outcome};
use super::hours::service;
use super::reason::{Reason, of_decision, reason};
use super::session::Session;
use super::tell::{Json, Tell};
use super::view::{Openness, Status};
use crate::book::{Channel, Cite, DecisionId, Desk, Expr, Literal, Logic, Node, QuestionId, Row};
use crate::value::{Date, Item, Many, Null, Number, Set, Spans, ToList, Truth, Value, sort_by};

#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub pack: String,
    pub version: String,
    pub at: String,
    pub decisions: Vec<(String, SetView)>,
    pub results: Vec<ResultReport>,
    pub desks: Vec<DeskReport>,
    pub next: Next,
    /// Answers that cannot be together; left out where there are none.
    pub contradictions: Vec<Contradiction>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ResultReport {
    pub name: String,
    pub status: Status,
    /// Yen.
    pub amount: Option<SetView>,
    pub because: Vec<Reason>,
    /// Questions whose answers would settle it.
    pub missing: Vec<String>,
    pub sources: Vec<SourceReport>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceReport {
    pub doc: String,
    pub at: String,
    pub as_of: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DeskReport {
    pub name: String,
    pub id: String,
    /// Present where it is not certain yet that this is the desk.
    pub maybe: bool,
    pub channels: Vec<ChannelReport>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChannelReport {
    pub kind: String,
    pub value: String,
    /// `null`: the hours are not known.
    pub open: Option<bool>,
    pub opens_next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    pub questions: Vec<String>,
    pub at_least: usize,
    pub at_most: usize,
}

/// A set in JSON, with the `fault` where it can be null because something cannot
/// be worked out: `{"settled": v}`, `{"min": "10", "max": "123"}`,
/// `{"any_of": […]}` (`"any"` where that is no list), or for lists `{"sure": […], "perhaps": […]}`.
#[derive(Clone, Debug, PartialEq)]
pub struct SetView(pub Set);

/// More members than this are told by their bounds.
const MAX_LISTED: usize = 256;

impl Tell for SetView {
    #[inline(never)]
    fn tell(&self, out: &mut Json) {
        out.open('{');
        match &self.0 {
            Set::One(value) => out.put("settled", value),
            Set::Many(many) => self.unsettled(many, out),
        }
        if let Some(Null::Fault(fault)) = self.0.null() {
            out.put("fault", &fault.name());
        }
        out.close('}');
    }
}

impl SetView {
    #[inline(never)]
    fn unsettled(&self, many: &Many, out: &mut Json) {
        let scalars = many.truth == Truth::default()
            && many.texts.is_empty()
            && many.contexts.is_empty()
            && !many.other;
        if let Some(items) = &many.items {
            for (name, sure) in [("sure", true), ("perhaps", false)] {
                out.key(name);
                let of_kind = items.0.iter().filter(|it| it.sure == sure);
                out.list(of_kind.map(|it| &it.value));
            }
        } else if scalars && many.dates.is_empty() && !many.numbers.is_empty() {
            ends(&many.numbers.spans, out, |it| Some(Value::Number(it)));
        } else if scalars && many.numbers.is_empty() && !many.dates.is_empty() {
            ends(&many.dates, out, |it| {
                Date::from_number(it).map(Value::Date)
            });
        } else {
            match self.0.members(MAX_LISTED) {
                Some(members) => out.put("any_of", &members),
                None => out.put("any_of", &"any"),
            }
            return;
        }
        if many.null.is_some() {
            out.put("null", &true);
        }
    }
}

#[inline(never)]
fn ends(spans: &Spans<Number>, out: &mut Json, value: fn(Number) -> Option<Value>) {
    for (name, end) in [("min", spans.low()), ("max", spans.high())] {
        let number = match end {
            Some(Bound::Included(it) | Bound::Excluded(it)) => value(*it),
            _ => None,
        };
        out.put(name, &number.unwrap_or(Value::NULL));
    }
}

impl Tell for Value {
    /// Numbers as decimal texts, so that no reader rounds them.
    #[inline(never)]
    fn tell(&self, out: &mut Json) {
        match self {
            Self::Null(_) => out.null(),
            Self::Boolean(it) => it.tell(out),
            Self::Number(it) => out.quoted(&it.text()),
            Self::Text(it) => out.quoted(it),
            Self::Date(it) => it.tell(out),
            #[cfg(feature = "feel-full")]
            Self::Other(it) => out.quoted(&it.text()),
            Self::List(list) => out.list(list.iter()),
            Self::Context(it) => {
                out.open('{');
                for (key, it) in &it.0 {
                    out.put(key, it);
                }
                out.close('}');
            }
        }
    }
}

/// Why something came out as it did (`explain`).
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    pub name: String,
    pub value: SetView,
    /// Questions still open that show in it.
    pub open: Vec<String>,
    pub because: Vec<Reason>,
    pub sources: Vec<SourceReport>,
    /// The number of cases ran out: the bounds may be wider than need be.
    pub out_of_cases: bool,
    /// What would turn a programme's result, or lead to other desks.
    pub changes: Vec<Change>,
}

impl Session {
    /// Everything there is to know now.
    #[inline(never)]
    pub fn results(&self) -> Report {
        let book = &self.book;
        let mut evaluator = self.evaluator(self.memo.clone());
        let decisions = book
            .decisions
            .iter()
            .enumerate()
            .map(|(at, it)| {
                (
                    String::from(&*it.name),
                    SetView(evaluator.goal(self.graph.decision(at)).set),
                )
            })
            .to_list();
        Report {
            pack: book.pack.clone(),
            version: book.version.clone(),
            at: self.at.text(),
            decisions,
            results: self
                .programs()
                .into_iter()
                .filter_map(|it| self.result(&mut evaluator, it))
                .to_list(),
            desks: self.desks().iter().map(|it| self.desk_report(it)).to_list(),
            next: self.next_questions(),
            contradictions: self.contradictions(),
        }
    }

    /// The value, openness and reasons of a decision or a programme.
    #[inline(never)]
    pub fn explain(&self, name: &str) -> Option<Explanation> {
        let book = &self.book;
        let mut evaluator = self.evaluator(self.memo.clone());
        let program = book.programs.iter().position(|it| &*it.name == name);
        let (node, outcome, because, cites) = if let Some(program) = program {
            let node = self.graph.fits(program);
            let outcome = evaluator.goal(node);
            let it = book.programs.get(program)?;
            let because = reason(self, &mut evaluator, it.fits, outcome.set.truth());
            (node, outcome, because, it.cites.as_slice())
        } else {
            let decision = book.decision(name)?;
            let node = self.graph.decision(decision);
            let outcome = evaluator.goal(node);
            let because = of_decision(self, &mut evaluator, decision, 0);
            let it = book.decisions.get(decision)?;
            (node, outcome, because, it.cites.as_slice())
        };
        Some(Explanation {
            name: name.to_owned(),
            open: self.names(self.questions_in(node, &outcome)),
            value: SetView(outcome.set),
            because,
            sources: self.sources(cites),
            out_of_cases: evaluator.is_limited(node),
            changes: if program.is_some() {
                self.changes(name)
            } else {
                let decision = book.decision(name).unwrap_or(usize::MAX);
                if self.desk_decisions().contains(&decision) {
                    self.desk_changes(decision)
                } else {
                    Vec::new()
                }
            },
        })
    }

    #[inline(never)]
    pub(super) fn result(
        &self,
        evaluator: &mut Evaluator<'_>,
        program: usize,
    ) -> Option<ResultReport> {
        let it = self.book.programs.get(program)?;
        let fits = evaluator.goal(self.graph.fits(program));
        let truth = fits.set.truth();
        let status = status(truth);
        let amount = self.graph.amount(program);
        let amount = amount.filter(|_| status != Status::DoesNotFit);
        Some(ResultReport {
            name: String::from(&*it.name),
            status,
            amount: amount.map(|it| SetView(evaluator.goal(it).set)),
            because: reason(self, evaluator, it.fits, truth),
            missing: self.names(self.questions_in(self.graph.fits(program), &fits)),
            sources: self.sources(&it.cites),
        })
    }

    /// What is to be asked next, and how much more at least and at most.
    #[inline(never)]
    pub fn next_questions(&self) -> Next {
        let (at_least, at_most) = self.plan.bounds();
        Next {
            questions: self.names(self.plan.now()),
            at_least,
            at_most,
        }
    }

    /// The questions an outcome of `node` hangs on.
    fn questions_in(&self, node: Node, outcome: &Outcome) -> Vec<QuestionId> {
        let island = self.graph.questions_of(self.graph.island(node)).iter();
        let open = island
            .enumerate()
            .filter(|(place, _)| outcome.open.contains(*place));
        open.map(|(_, question)| *question).to_list()
    }

    fn names(&self, questions: Vec<QuestionId>) -> Vec<String> {
        questions
            .into_iter()
            .filter_map(|it| self.book.questions.get(it))
            .map(|it| String::from(&*it.name))
            .to_list()
    }

    #[inline(never)]
    pub(super) fn sources(&self, cites: &[Cite]) -> Vec<SourceReport> {
        let source = |cite: &Cite| {
            let source = self.book.sources.get(cite.source)?;
            Some(SourceReport {
                doc: source.name.clone(),
                at: cite.place.clone(),
                as_of: cite.as_of.or(source.date).map(|it| it.text()),
            })
        };
        cites.iter().filter_map(source).to_list()
    }

    /// The decisions of the wizard that give desks.
    pub(super) fn desk_decisions(&self) -> &[DecisionId] {
        self.wizard().map_or(&[], |it| it.desks.as_slice())
    }

    /// Desks, each once, with whether it is certain; those that are come first: nobody is
    /// to call a city they may not live in before the desk that is there for all.
    #[inline(never)]
    pub(super) fn desks(&self) -> Vec<(&Desk, bool)> {
        let mut all = Vec::new();
        for decision in self.desk_decisions() {
            for (desk, sure) in self.desks_of(*decision) {
                put(&mut all, desk, sure);
            }
        }
        sort_by(&mut all, |a, b| b.1.cmp(&a.1));
        all
    }

    #[inline(never)]
    fn desks_of(&self, decision: DecisionId) -> Vec<(&Desk, bool)> {
        let mut found: Vec<(&Desk, bool)> = Vec::new();
        let set = self.decision(decision);
        let list = super::lists::items(&set);
        // A decision may give one desk, not a list: then one of those it can be.
        let one = [Item {
            sure: true,
            value: set.clone(),
        }];
        for item in list.as_ref().map_or(&one[..], |it| &it.0) {
            for id in item.value.members(MAX_LISTED).unwrap_or_default() {
                let sure = item.sure && item.value.is_settled();
                let desk =
                    self.book.desks.iter().find(|it| {
                        id.as_text() == Some(&it.id) && it.period.contains(self.at.date)
                    });
                if let Some(desk) = desk {
                    put(&mut found, desk, sure);
                }
            }
        }
        if !set.is_settled() {
            // Cases are joined in no particular order; the table's is the one meant.
            let place = |it: &(&Desk, bool)| self.place_in_table(decision, &it.0.id);
            sort_by(&mut found, |a, b| place(a).cmp(&place(b)));
        }
        found
    }

    /// The first row of a decision's table that gives `id`.
    #[inline(never)]
    fn place_in_table(&self, decision: usize, id: &str) -> usize {
        let Some(Logic::Table(table)) = self.book.decisions.get(decision).map(|it| &it.logic)
        else {
            return 0;
        };
        let gives = |row: &Row| {
            let mut outputs = row.outputs.iter().filter_map(|it| self.book.exprs.get(*it));
            outputs.any(|it| matches!(it, Expr::Literal(Literal::Text(text)) if **text == *id))
        };
        let here = |row: &Row| row.period.contains(self.at.date) && gives(row);
        table.rows.iter().position(here).unwrap_or(table.rows.len())
    }

    #[inline(never)]
    pub(super) fn channels(&self, desk: &Desk) -> impl Iterator<Item = &Channel> {
        let id = desk.id.clone();
        let day = self.at.date;
        self.book
            .channels
            .iter()
            .filter(move |it| it.desk == id && it.period.contains(day))
    }

    #[inline(never)]
    fn desk_report(&self, (desk, sure): &(&Desk, bool)) -> DeskReport {
        let channels = self.channels(desk).map(|it| {
            let service = service(it.hours.as_ref(), self.at);
            ChannelReport {
                kind: it.kind.name().to_owned(),
                value: it.value.clone(),
                open: match service.now {
                    Openness::Open => Some(true),
                    Openness::Closed => Some(false),
                    Openness::Unknown => None,
                },
                opens_next: service.opens_next.map(|it| it.text()),
            }
        });
        DeskReport {
            name: desk.name.get(self.language).to_owned(),
            id: String::from(&*desk.id),
            maybe: !sure,
            channels: channels.to_list(),
        }
    }

    /// The person's own answer to a question, if there is one.
    pub(super) fn given(&self, question: usize) -> Option<&Value> {
        match self.inputs.get(question)? {
            Input::Given(value) => Some(value),
            _ => None,
        }
    }
}

#[inline(never)]
pub(super) fn status(truth: Truth) -> Status {
    if truth.is_true() {
        Status::Fits
    } else if truth.never() {
        Status::DoesNotFit
    } else {
        Status::Open
    }
}

/// Certain if it is anywhere.
#[inline(never)]
fn put<'d>(desks: &mut Vec<(&'d Desk, bool)>, desk: &'d Desk, sure: bool) {
    match desks.iter_mut().find(|(it, _)| it.id == desk.id) {
        Some((_, certain)) => *certain |= sure,
        None => desks.push((desk, sure)),
    }
}
