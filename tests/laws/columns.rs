//! Columns beside the evaluator: every goal of a book, for a few households.

use std::sync::Arc;

use proptest::test_runner::TestCaseError;
use tsunagu::batch::{Answers, Batch};
use tsunagu::run::{Evaluator, Graph, Input, Memo, plain};
use tsunagu::value::{Date, Set};

use super::answer::State;
use super::world::World;

/// Goals of a book that have operations, and all of them.
pub struct Compiled {
    pub goals: usize,
    pub all: usize,
}

/// Whether each goal is the same set either way; else which is not.
pub fn agree(
    world: &World,
    day: Date,
    households: &[Vec<State>],
) -> Result<Compiled, TestCaseError> {
    let book = &world.book;
    let graph = Graph::new(book);
    let nodes: Vec<usize> = (book.questions.len()..graph.n_nodes()).collect();
    let batch = Batch::new(book, day, &nodes);
    let mut answers = Answers::new(book, households.len());
    let mut inputs = Vec::new();
    for (row, states) in households.iter().enumerate() {
        let states = states.iter().take(world.n_questions()).enumerate();
        let states = states.map(|(question, state)| input(world, question, *state));
        let household: Vec<Input> = states.collect();
        for (question, it) in household.iter().enumerate() {
            let kind = &book.questions[question].kind;
            answers.column(question).put(kind, row, it);
        }
        inputs.push(household);
    }
    let mut worker = batch.worker();
    let mut rows = worker.run(&answers, 0);
    for (row, household) in inputs.iter().enumerate() {
        let mut evaluator = Evaluator::new(book, &graph, day, household, Memo::default());
        for (goal, node) in nodes.iter().enumerate() {
            let (wanted, found) = (evaluator.goal(*node).set, rows.set(goal, row));
            if !same(&found, &wanted) {
                let kind = graph.kind(*node);
                return Err(TestCaseError::fail(format!(
                    "{kind:?} of {household:?} is {found:?} in columns, else {wanted:?}"
                )));
            }
        }
    }
    Ok(Compiled {
        goals: (0..nodes.len()).filter(|it| batch.is_compiled(*it)).count(),
        all: nodes.len(),
    })
}

/// The same value, or sets that reach as far: into how many stretches a set falls
/// hangs on which goals were worked out before.
fn same(a: &Set, b: &Set) -> bool {
    match (a, b) {
        (Set::One(a), Set::One(b)) => a == b,
        (Set::Many(_), Set::Many(_)) => {
            a == b || (a.is_within_ends_of(b) && b.is_within_ends_of(a))
        }
        _ => false,
    }
}

fn input(world: &World, question: usize, state: State) -> Input {
    match state {
        State::Open => Input::Open,
        State::Unsure => Input::Unsure,
        State::Given(at) => {
            let raw = world.answer(question, at).raw;
            let book = Arc::clone(&world.book);
            let read = plain::input(&book, world.name(question), &raw, "ja");
            read.expect("one of the question's own answers").1
        }
    }
}
