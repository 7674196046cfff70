//! A book on one day with some of its nodes held to sets, for those who compare
//! two books. Not in what a family loads.
//!
//! A node that is held is taken as it is: what it is made of is not looked at
//! any more. Cases are told apart by whoever holds, so here each node is worked
//! out plainly, without cases of its own.

use std::string::String;
use std::sync::Arc;
use std::vec::Vec;

use super::eval::{Evaluator, Input, Known, Memo, Outcome};
use super::graph::Graph;
use super::{split, wording};
use crate::book::{Book, Cuts, Decision, Node, Phrase, QuestionId, Words};
use crate::value::{Date, Number, Set, Text};

/// A book, a day, and what is held.
#[derive(Clone)]
pub struct Held {
    pub book: Arc<Book>,
    pub graph: Arc<Graph>,
    day: Date,
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
            it.cases_left = 0;
            it.node(node)
        })
    }

    /// What a family would be told of a node.
    pub fn goal(&mut self, node: Node) -> Outcome {
        self.worked_out(|it| it.goal(node))
    }

    fn worked_out(&mut self, look: impl FnOnce(&mut Evaluator<'_>) -> Outcome) -> Outcome {
        let memo = core::mem::take(&mut self.memo);
        let mut evaluator = Evaluator::new(&self.book, &self.graph, self.day, &self.inputs, memo);
        let outcome = look(&mut evaluator);
        self.memo = evaluator.into_memo();
        outcome
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
    split::parts(set, cuts, alone)
}

/// A stretch of numbers or days as its ends and two shorter ones.
pub fn halves(set: &Set) -> Option<Vec<Set>> {
    split::halves(set)
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
