//! What is worked out for each household: what a wizard tells a family.

use std::sync::Arc;

use tsunagu::batch::Batch;
use tsunagu::book::{Book, DecisionId, Node, ProgramId, QuestionId};
use tsunagu::run::Graph;
use tsunagu::value::Date;

pub(super) struct Goals {
    pub book: Arc<Book>,
    pub wizard: String,
    pub day: Date,
    pub questions: Vec<QuestionId>,
    pub batch: Batch,
    pub programs: Vec<Program>,
    pub decisions: Vec<(DecisionId, usize)>,
    /// Decisions that give ids of desks.
    pub desks: Vec<(DecisionId, usize)>,
    pub constraints: Vec<usize>,
    /// The constraints by themselves: what is drawn is held against these first.
    pub possible: Batch,
}

/// By their places among the goals.
pub(super) struct Program {
    pub id: ProgramId,
    pub fits: usize,
    pub amount: Option<usize>,
}

impl Goals {
    /// Of a wizard the book has; of the whole book where it has none.
    pub(super) fn new(book: &Arc<Book>, graph: &Graph, wizard: &str, day: Date) -> Self {
        let wizard = book.wizard(wizard).or(book.wizards.first());
        let all_programs = || (0..book.programs.len()).collect();
        let all_decisions = || (0..book.decisions.len()).collect();
        let programs: Vec<ProgramId> = wizard.map_or_else(all_programs, |it| it.results.clone());
        let show: Vec<DecisionId> = wizard.map_or_else(all_decisions, |it| it.show.clone());
        let desks = wizard.map_or_else(Vec::new, |it| it.desks.clone());
        let mut nodes: Vec<Node> = Vec::new();
        let mut goal = |node: Node| {
            nodes.push(node);
            nodes.len() - 1
        };
        let in_force = programs.into_iter();
        let in_force = in_force.filter(|it| book.programs[*it].period.contains(day));
        let programs = in_force.map(|id| Program {
            id,
            fits: goal(graph.fits(id)),
            amount: graph.amount(id).map(&mut goal),
        });
        let programs = programs.collect();
        let mut of = |decisions: Vec<DecisionId>| -> Vec<(DecisionId, usize)> {
            let goals = decisions.into_iter();
            goals.map(|it| (it, goal(graph.decision(it)))).collect()
        };
        let (decisions, desks) = (of(show), of(desks));
        let constraints = graph.constraints();
        let places = constraints.iter().map(|it| goal(*it)).collect();
        Self {
            questions: wizard.map_or_else(
                || (0..book.questions.len()).collect(),
                tsunagu::book::Wizard::questions,
            ),
            wizard: wizard.map(|it| it.name.to_string()).unwrap_or_default(),
            day,
            batch: Batch::new(book, day, &nodes),
            possible: Batch::new(book, day, constraints),
            programs,
            decisions,
            desks,
            constraints: places,
            book: Arc::clone(book),
        }
    }
}
