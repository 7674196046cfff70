//! The book's graph with what a session needs beside it: who changes with whom,
//! and every value each question can have.

use alloc::{sync::Arc, vec, vec::Vec};
use core::ops::Bound;

use crate::book::{
    self, Book, Cuts, Kind, MAX_ISLAND, Node, NodeInfo, NodeKind, QuestionId, Shared, shared,
};
use crate::value::{Date, Item, Items, Numbers, Set, Span, Text, Texts, ToList, Truth, Value};

#[derive(Clone, Debug)]
pub struct Graph {
    book: Shared,
    /// Nodes that change with a node, itself not included, in order.
    dependents: Vec<Vec<Node>>,
    /// By question.
    domains: Vec<Set>,
    /// By question: options that go with no other.
    alone: Vec<Vec<Text>>,
    /// The questions of each island, in the book's order.
    islands: Vec<Vec<QuestionId>>,
    /// By question: its place in its island.
    places: Vec<usize>,
}

impl Graph {
    #[inline(never)]
    pub fn new(book: &Arc<Book>) -> Self {
        let n_nodes = book.graph.nodes.len();
        // Each has a node; a broken book may say anything.
        let n_islands = book.graph.n_islands.min(n_nodes);
        let mut it = Self {
            book: shared(Arc::clone(book)),
            dependents: vec![Vec::new(); n_nodes],
            domains: Vec::new(),
            alone: Vec::new(),
            islands: vec![Vec::new(); n_islands],
            places: Vec::new(),
        };
        for (node, info) in book.graph.nodes.iter().enumerate() {
            for part in &info.parts {
                if let Some(list) = it.dependents.get_mut(*part) {
                    list.push(node);
                }
            }
        }
        for (question, asked) in book.questions.iter().enumerate() {
            it.domains.push(domain(&asked.kind));
            it.alone.push(alone(&asked.kind));
            let island = it.island(question);
            if let Some(list) = it.islands.get_mut(island) {
                it.places.push(list.len());
                list.push(question);
            }
        }
        it
    }

    #[inline(never)]
    pub fn question(&self, question: QuestionId) -> Node {
        question
    }

    #[inline(never)]
    pub fn decision(&self, decision: usize) -> Node {
        self.domains.len().saturating_add(decision)
    }

    #[inline(never)]
    pub fn fits(&self, program: usize) -> Node {
        self.inner()
            .programs
            .get(program)
            .map_or(usize::MAX, |(fits, _)| *fits)
    }

    /// `None` where nothing is paid.
    #[inline(never)]
    pub fn amount(&self, program: usize) -> Option<Node> {
        self.inner().programs.get(program).and_then(|(_, it)| *it)
    }

    /// The nodes of a question's `when:` and `ask-when:`.
    #[inline(never)]
    pub fn gates(&self, question: QuestionId) -> (Option<Node>, Option<Node>) {
        self.inner()
            .gates
            .get(question)
            .copied()
            .unwrap_or_default()
    }

    #[inline(never)]
    pub fn constraints(&self) -> &[Node] {
        &self.inner().constraints
    }

    #[inline(never)]
    pub fn n_nodes(&self) -> usize {
        self.inner().nodes.len()
    }

    #[inline(never)]
    fn inner(&self) -> &book::Graph {
        &self.book.graph
    }

    #[inline(never)]
    fn info(&self, node: Node) -> Option<&NodeInfo> {
        self.inner().nodes.get(node)
    }

    /// What a node index stands for.
    #[inline(never)]
    pub fn kind(&self, node: Node) -> Option<NodeKind> {
        self.info(node).map(|it| it.kind)
    }

    #[inline(never)]
    pub fn n_islands(&self) -> usize {
        self.islands.len()
    }

    #[inline(never)]
    pub fn island(&self, node: Node) -> usize {
        self.info(node).map_or(0, |it| it.island)
    }

    /// Where a question stands in its island; masks hold places.
    #[inline(never)]
    pub fn place(&self, question: QuestionId) -> usize {
        self.places.get(question).copied().unwrap_or(MAX_ISLAND)
    }

    #[inline(never)]
    pub fn questions_of(&self, island: usize) -> &[QuestionId] {
        self.islands.get(island).map_or(&[], Vec::as_slice)
    }

    #[inline(never)]
    pub fn dependents(&self, node: Node) -> &[Node] {
        self.dependents.get(node).map_or(&[], Vec::as_slice)
    }

    /// What `node` is made of, down to the questions, in order.
    #[inline(never)]
    pub fn parts(&self, node: Node) -> &[Node] {
        self.info(node).map_or(&[], |it| &it.parts)
    }

    /// Parts of `node` that change with `with`, in order.
    #[inline(never)]
    pub fn between(&self, node: Node, with: Node) -> impl Iterator<Item = Node> + '_ {
        let parts = self.parts(node);
        let changing = self.dependents(with).iter();
        changing
            .filter(|it| parts.binary_search(it).is_ok())
            .copied()
    }

    #[inline(never)]
    pub fn repeated(&self, node: Node) -> &[Node] {
        self.info(node).map_or(&[], |it| &it.repeated)
    }

    #[inline(never)]
    pub fn cuts(&self, node: Node) -> Option<&Cuts> {
        self.info(node).map(|it| &it.cuts)
    }

    /// Every value a question can have; shared, not built anew.
    #[inline(never)]
    pub fn domain(&self, question: QuestionId) -> Set {
        self.domains.get(question).cloned().unwrap_or_else(Set::any)
    }

    /// Options of a question that go with no other.
    #[inline(never)]
    pub fn alone(&self, node: Node) -> &[Text] {
        self.alone.get(node).map_or(&[], Vec::as_slice)
    }
}

#[inline(never)]
fn alone(kind: &Kind) -> Vec<Text> {
    let Kind::Several(choices) = kind else {
        return Vec::new();
    };
    let alone = choices.iter().filter(|it| it.only);
    alone.map(|it| it.value.clone()).to_list()
}

/// Every value a question of this kind can have.
#[inline(never)]
fn domain(kind: &Kind) -> Set {
    match kind {
        Kind::YesNo => Set::from_truth(Truth::BOTH),
        Kind::Choice(choices) => {
            Set::from_texts(choices.iter().map(|it| it.value.clone()).collect())
        }
        Kind::Several(choices) => Set::from_items(Items(
            choices
                .iter()
                .map(|it| Item {
                    sure: false,
                    value: Set::One(Value::Text(it.value.clone())),
                })
                .to_list(),
        )),
        Kind::Number {
            min, max, whole, ..
        } => {
            let span = Span::new(Bound::Included(*min), Bound::Included(*max));
            Set::from_numbers(Numbers::new(span.into_iter().collect(), *whole))
        }
        Kind::Date { min, max } => {
            let end =
                |it: &Option<Date>| it.map_or(Bound::Unbounded, |it| Bound::Included(it.number()));
            Set::from_dates(Span::new(end(min), end(max)).into_iter().collect())
        }
        Kind::Text => Set::from_texts(Texts::Any),
    }
}
