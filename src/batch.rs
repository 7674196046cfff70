//! Many households at once: a book compiled to operations on columns.
//!
//! The evaluator of `run` works on sets and one family; a statistics office has a
//! hundred million with everything answered. Here a book is taken apart once for
//! one day, into loops over batches of rows (`op`), and whatever those cannot
//! decide exactly goes to the evaluator, row by row: open and unsure answers,
//! texts, numbers with too many decimals, parts of a book there is no operation
//! for. So a result is always the one a family would be told.
//!
//! Slices in, slices out: no threads, no files, no clock.

mod columns;
mod compile;
mod emit;
mod list;
mod number;
mod op;
mod rows;
mod scaled;
mod symbol;
mod table;
mod tally;
mod view;

use std::sync::Arc;

pub use columns::{Answers, Column, OPEN, UNSURE, is_plain, scale, value};
pub use rows::{Rows, Worker};
pub use tally::{Lists, Numbers, Tally, Told};

use compile::Compiler;
use emit::Layout;
use op::Reg;
use table::Watch;
use view::View;

use crate::book::{Book, DecisionId, Node, NodeKind, QuestionId};
use crate::run::Graph;
use crate::value::Date;

/// Rows that are worked out at once.
pub const ROWS: usize = op::BATCH;

/// A book made ready for many households on one day.
pub struct Batch {
    book: Arc<Book>,
    graph: Graph,
    day: Date,
    goals: Vec<Goal>,
    layout: Layout,
    watches: Vec<Watch>,
    /// By question: the truth of its applying, where it may not.
    gates: Vec<Option<usize>>,
}

/// Something that is to be known of each household.
struct Goal {
    node: Node,
    /// `None`: for the evaluator.
    view: Option<View>,
    /// What it hangs on.
    questions: Vec<QuestionId>,
}

impl Batch {
    /// The nodes to be worked out, in this order.
    #[must_use]
    pub fn new(book: &Arc<Book>, day: Date, nodes: &[Node]) -> Self {
        let graph = Graph::new(book);
        let mut compiler = Compiler::new(book, &graph, day);
        let symbols: Vec<_> = nodes.iter().map(|it| compiler.node(*it)).collect();
        let gates = gates(&mut compiler, nodes);
        let Compiler {
            emit, mut watches, ..
        } = compiler;
        let mut wanted: Vec<Reg> = Vec::new();
        for symbol in symbols.iter().flatten() {
            view::registers(symbol, &mut wanted);
        }
        wanted.extend(gates.iter().flatten());
        watches.sort_by_key(|it| it.decision);
        wanted.extend(watches.iter().flat_map(Watch::registers));
        let layout = emit.layout(&wanted);
        let goals = nodes.iter().zip(symbols).map(|(node, symbol)| Goal {
            node: *node,
            view: symbol.and_then(|it| View::new(&it, &layout)),
            questions: questions(&graph, *node),
        });
        let goals = goals.collect();
        let place = |it: Option<Reg>| layout.places.get(&it?).copied();
        let gates = gates.into_iter().map(place).collect();
        for watch in &mut watches {
            watch.renamed(&layout.places);
        }
        Self {
            goals,
            gates,
            watches,
            layout,
            day,
            book: Arc::clone(book),
            graph,
        }
    }

    /// Whether there are operations for all of a goal; else it is the evaluator's.
    #[must_use]
    pub fn is_compiled(&self, goal: usize) -> bool {
        self.goals.get(goal).is_some_and(|it| it.view.is_some())
    }

    /// Operations on each batch.
    #[must_use]
    pub fn n_operations(&self) -> usize {
        self.layout.ops.len()
    }

    /// One for each thread.
    #[must_use]
    pub fn worker(&self) -> Worker<'_> {
        Worker::new(self)
    }

    /// The tables whose rows are watched, and how many of each are in force.
    pub fn watched(&self) -> impl Iterator<Item = (DecisionId, &[usize])> {
        self.watches.iter().map(|it| (it.decision, &*it.rows))
    }
}

/// The questions a node is made of, itself included.
fn questions(graph: &Graph, node: Node) -> Vec<QuestionId> {
    let nodes = graph.parts(node).iter().chain([&node]);
    let questions = nodes.filter_map(|it| match graph.kind(*it) {
        Some(NodeKind::Question(it)) => Some(it),
        _ => None,
    });
    questions.collect()
}

/// For each question the goals hang on, the truth of its applying.
fn gates(compiler: &mut Compiler<'_>, nodes: &[Node]) -> Vec<Option<Reg>> {
    let mut gates = vec![None; compiler.book.questions.len()];
    for node in nodes {
        for question in questions(compiler.graph, *node) {
            if gates[question].is_none() {
                gates[question] = compiler.gate(question);
            }
        }
    }
    gates
}
