//! A book on one day with some of its nodes held to sets, for those who look at
//! all families at once: comparing two books, proving things of one. Not in what
//! a family loads.
//!
//! A node that is held is taken as it is: what it is made of is not looked at
//! any more. Cases are told apart by whoever holds, so here each node is worked
//! out plainly, without cases of its own.

use std::string::String;
use std::sync::Arc;
use std::vec::Vec;

use super::eval::{Evaluator, Input, Known, Memo, Outcome};
use super::graph::Graph;
use super::mask::Mask;
use super::{split, wording};
use crate::book::{
    Book, ConditionId, Cuts, Decision, DecisionTable, ExprId, FactsId, Node, Phrase, QuestionId,
    Test, Words,
};
use crate::value::{Date, Number, Set, Spans, Text, Truth};

/// A book, a day, and what is held.
#[derive(Clone)]
pub struct Held {
    pub book: Arc<Book>,
    pub graph: Arc<Graph>,
    pub day: Date,
    inputs: Vec<Input>,
    memo: Memo,
    held: Vec<Node>,
}

impl Held {
    pub fn new(book: &Arc<Book>, day: Date) -> Self {
        Self {
            graph: Arc::new(Graph::new(book)),
            day,
            inputs: std::vec![Input::Open; book.questions.len()],
            memo: Memo::default(),
            held: Vec::new(),
            book: Arc::clone(book),
        }
    }

    /// What is known of a node, its parts taken as independent.
    pub fn plain(&mut self, node: Node) -> Outcome {
        self.worked_out(|it| {
            it.take_as_independent();
            it.node(node)
        })
    }

    /// What a family would be told of a node.
    pub fn goal(&mut self, node: Node) -> Outcome {
        self.worked_out(|it| it.goal(node))
    }

    /// What is known of an expression that is no node, such as a column of a table.
    pub fn expr(&mut self, expr: ExprId) -> Outcome {
        self.worked_out(|it| {
            it.take_as_independent();
            it.expr(expr)
        })
    }

    pub fn condition(&mut self, condition: ConditionId) -> Outcome {
        self.worked_out(|it| {
            it.take_as_independent();
            it.condition(condition).into()
        })
    }

    /// Whether a cell lets a value of `set` pass.
    pub fn passes(&mut self, set: &Set, test: &Test) -> Truth {
        let value = Outcome::new(set.clone(), Mask::default());
        self.worked_out(|it| it.test(&value, test)).truth
    }

    /// Whether each row of a table can fit, whatever the others do, and on what
    /// that hangs; `None` where it is not in force.
    pub fn rows(&mut self, table: &DecisionTable) -> Vec<Option<(Truth, Mask)>> {
        let mut out = Vec::new();
        let inputs: Vec<Outcome> = table.inputs.iter().map(|it| self.expr(*it)).collect();
        for row in &table.rows {
            if !row.period.contains(self.day) {
                out.push(None);
                continue;
            }
            let (mut truth, mut open) = (Truth::of(true), Mask::default());
            for (test, input) in row.tests.iter().zip(&inputs) {
                let Some(test) = test else { continue };
                let passed = self.worked_out(|it| it.test(input, test));
                let one = passed.truth;
                if one.never() {
                    (truth, open) = (Truth::of(false), Mask::default());
                    break;
                }
                if !one.is_true() {
                    truth = one;
                    open.union(&passed.open);
                }
            }
            out.push(Some((truth, open)));
        }
        out
    }

    /// The rows of a table of facts in force, with how a filter's condition comes out.
    pub fn facts(&mut self, facts: FactsId, condition: ExprId) -> Vec<(usize, Outcome)> {
        let book = Arc::clone(&self.book);
        let rows = book.facts.get(facts).map_or(&[][..], |it| &it.rows);
        let day = self.day;
        let today = rows.iter().enumerate();
        let today = today.filter(|(_, it)| it.period.contains(day));
        let mut out = Vec::new();
        let memo = core::mem::take(&mut self.memo);
        let mut evaluator = Evaluator::new(&self.book, &self.graph, day, &self.inputs, memo);
        evaluator.cases.left = 0;
        for ((row, _), item) in today.zip(evaluator.fact_items(facts)) {
            out.push((row, evaluator.expr_on(Outcome::value(item), condition)));
        }
        self.memo = evaluator.into_memo();
        out
    }

    fn worked_out<T>(&mut self, look: impl FnOnce(&mut Evaluator<'_>) -> T) -> T {
        let memo = core::mem::take(&mut self.memo);
        let mut evaluator = Evaluator::new(&self.book, &self.graph, self.day, &self.inputs, memo);
        let found = look(&mut evaluator);
        self.memo = evaluator.into_memo();
        found
    }

    /// Takes a node as one of `set`.
    pub fn hold(&mut self, node: Node, set: Set) {
        let open = self.plain(node).open;
        self.forget(node);
        self.held.push(node);
        let known = Known {
            outcome: Outcome::new(set, open),
            is_limited: false,
        };
        self.memo.keep(node, Some(known));
    }

    /// An answer; a question's `when:` still comes before it.
    pub fn answer(&mut self, question: QuestionId, input: Input) {
        if let Some(slot) = self.inputs.get_mut(question) {
            *slot = input;
        }
        self.memo.forget(question);
        self.forget(question);
    }

    /// What a question was narrowed to, whether it applies or not.
    pub fn narrowed(&self, question: QuestionId) -> Set {
        match self.inputs.get(question) {
            Some(Input::Given(value)) => Set::One(value.clone()),
            Some(Input::Among(set)) => set.clone(),
            _ => self.graph.domain(question),
        }
    }

    pub fn is_answered(&self, question: QuestionId) -> bool {
        !matches!(self.inputs.get(question), None | Some(Input::Open))
    }

    fn forget(&mut self, node: Node) {
        for stale in self.graph.dependents(node) {
            if !self.held.contains(stale) {
                self.memo.forget(*stale);
            }
        }
    }
}

/// Parts of a set that no rule with these cuts tells apart; `None` where nothing is gained.
pub fn parts(set: &Set, cuts: &Cuts, alone: &[Text]) -> Option<Vec<Set>> {
    some(split::parts(set, cuts, alone)?)
}

/// Stretches of numbers or days between neighbouring cuts, which are in order.
pub fn stretches(spans: &Spans<Number>, cuts: &[(Number, bool)]) -> Vec<Spans<Number>> {
    split::cells(spans, cuts)
}

/// A stretch of numbers or days as its ends and two shorter ones.
pub fn halves(set: &Set) -> Option<Vec<Set>> {
    some(split::halves(set)?)
}

/// Without the parts that nothing is in: between two cuts there may be no whole
/// number, and of nobody everything is true.
fn some(mut parts: Vec<Set>) -> Option<Vec<Set>> {
    parts.retain(|it| !is_nothing(it));
    (parts.len() > 1).then_some(parts)
}

/// Whether no value is in the set, however it came to be empty.
pub fn is_nothing(set: &Set) -> bool {
    set.members(0).is_some_and(|it| it.is_empty())
}

/// A decision's set as families read it.
pub fn decision_text(set: &Set, decision: &Decision, language: usize, lang: &str) -> String {
    wording::set(set, decision, language, Words::for_language(lang))
}

/// An amount as families read it.
pub fn yen_text(set: &Set, lang: &str) -> String {
    wording::yen(set, Words::for_language(lang))
}

/// A number with its unit.
pub fn number_text(number: Number, unit: Option<&Phrase>, language: usize) -> String {
    wording::number(number, unit, language)
}
