//! What depends on what in a book, worked out once when it is made.
//!
//! A *node* is a question, a decision, a programme's conditions or its amount, a
//! question's gate (`when:`, `ask-when:`) or a constraint. For each we keep what
//! it is made of, and which of that stands in it more than once: only on those
//! does splitting into cases gain anything. A node also has its *cuts*: the
//! constants it is compared with somewhere, between which no rule tells values
//! apart.
//!
//! Nodes that have anything to do with one another are an *island*. An answer
//! touches one island; the others need not even be looked at.
//!
//! Data only; who made the book worked it out.

use alloc::vec::Vec;

use super::{ConditionId, ExprId, QuestionId};
use crate::value::{Number, Text};

/// More questions that hang together than this are refused when a book is made.
pub const MAX_ISLAND: usize = 128;

/// Index of a node: questions, then decisions, then the rest as it comes.
pub type Node = usize;

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    Question(QuestionId),
    Decision(usize),
    /// Conditions of programmes; those with the same ones share a node.
    Fits(ConditionId),
    /// Amounts, gates and constraints, likewise.
    Is(ExprId),
}

/// Between which values of a node rules make a difference. Each list is in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// The number (or day, as one) and whether it belongs to the lower side.
    pub numbers: Vec<(Number, bool)>,
    /// Members a list is asked for by name.
    pub members: Vec<Text>,
}

/// One node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeInfo {
    pub kind: NodeKind,
    pub island: usize,
    /// What it is made of, down to the questions, in order.
    pub parts: Vec<Node>,
    /// Of those, what stands in it more than once, inputs first.
    pub repeated: Vec<Node>,
    pub cuts: Cuts,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// Questions, then decisions, then the rest.
    pub nodes: Vec<NodeInfo>,
    pub n_islands: usize,
    /// By programme: conditions and amount.
    pub programs: Vec<(Node, Option<Node>)>,
    /// By question: `when:` and `ask-when:`.
    pub gates: Vec<(Option<Node>, Option<Node>)>,
    pub constraints: Vec<Node>,
    /// Questions in order of their names, to be found by them.
    pub by_name: Vec<QuestionId>,
}
