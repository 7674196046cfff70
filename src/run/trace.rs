//! What a node came to before, and what it looked at for that.
//!
//! A node worked out once, its parts taken as independent, hangs on nothing but
//! the nodes it looks at (and the day). So where all those are the same again, so
//! is the outcome; and the first that is not would have been looked at next, for
//! up to there nothing was otherwise. Case by case (`refine`) a table sees the
//! same few truths over and over, whichever of thirty devices they are due to.

use alloc::{sync::Arc, vec::Vec};
use core::mem;

use super::eval::{Evaluator, Outcome};
use crate::book::{Node, NodeKind};
use crate::value::ToList;

/// Kept of a node, before it begins anew.
const MAX_TRACES: usize = 16;

#[derive(Debug)]
pub(super) struct Trace {
    looked_at: Vec<(Node, Outcome)>,
    outcome: Outcome,
}

/// By node.
pub(super) type Traces = Vec<Vec<Arc<Trace>>>;

impl Evaluator<'_> {
    /// A node worked out once, its parts taken as independent.
    pub(super) fn plain(&mut self, node: Node) -> Outcome {
        // Outside of cases next to nothing comes again. Of a question the inputs are
        // looked at, of a group its terms.
        if self.n_asides == 0
            || self.terms.is_some()
            || matches!(self.graph.kind(node), Some(NodeKind::Question(_)))
        {
            return self.plain_anew(node);
        }
        let outer = mem::take(&mut self.looked_at);
        let outcome = self.as_before(node).unwrap_or_else(|| self.traced(node));
        self.looked_at = outer;
        outcome
    }

    fn as_before(&mut self, node: Node) -> Option<Outcome> {
        // Taken out meanwhile: nobody comes by here for a node being worked out.
        let traces = mem::take(self.memo.traces.get_mut(node)?);
        let found = traces.iter().rev().find(|trace| {
            trace.looked_at.iter().all(|(node, then)| {
                let now = self.node(*node);
                now.open == then.open && now.set == then.set
            })
        });
        let outcome = found.map(|it| it.outcome.clone());
        if let Some(slot) = self.memo.traces.get_mut(node) {
            *slot = traces;
        }
        outcome
    }

    fn traced(&mut self, node: Node) -> Outcome {
        self.looked_at.clear();
        let before = mem::take(&mut self.out_of_cases);
        let outcome = self.plain_anew(node);
        let nodes = mem::take(&mut self.looked_at);
        // What was given up is nothing to go by.
        if !self.out_of_cases && !nodes.is_empty() {
            let looked_at = nodes.into_iter().map(|it| (it, self.node(it))).to_list();
            let outcome = outcome.clone();
            if let Some(traces) = self.memo.traces.get_mut(node) {
                if traces.len() >= MAX_TRACES {
                    traces.clear();
                }
                traces.push(Arc::new(Trace { looked_at, outcome }));
            }
        }
        self.out_of_cases |= before;
        outcome
    }
}
