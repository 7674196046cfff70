//! Sums fall apart: terms that share no open question add up as they are.
//!
//! A score of thirty terms hangs on thirty questions, and going through their
//! answers together is hopeless. But each term shares questions with few others
//! (a device's points and the points for watching over it), so only such a group
//! is gone through case by case. What the groups can be is then added: nothing is
//! lost, for groups without a common question are independent.

use alloc::vec::Vec;

use super::eval::{Evaluator, Outcome};
use super::mask::Mask;
use crate::book::{Expr, ExprId, Logic, Node, NodeKind};
use crate::value::{Arithmetic, Number, Value, arithmetic, kinds};

/// Sums in sums deeper than this are taken as they are.
const MAX_DEPTH: usize = 32;

/// Terms that hang on the same open questions.
struct Group {
    open: Mask,
    terms: Vec<ExprId>,
}

impl Evaluator<'_> {
    /// A sum worked out group by group; `None` where it is no sum, or one group.
    #[inline(never)]
    pub(super) fn apart(
        &mut self,
        node: Node,
        plain: &Outcome,
        candidates: &[Node],
    ) -> Option<Outcome> {
        // In a sum of numbers and nothing else the order does not matter.
        if candidates.is_empty() || self.terms.is_some() || plain.set.kinds() != kinds::NUMBER {
            return None;
        }
        let mut terms = Vec::new();
        self.terms_of(self.sum(node)?, 0, &mut terms);
        let mut groups: Vec<Group> = Vec::new();
        for term in terms {
            let outcome = self.expr(term);
            if outcome.set.kinds() != kinds::NUMBER {
                return None;
            }
            put(&mut groups, outcome.open, term);
        }
        if groups.iter().filter(|it| !it.open.is_empty()).count() < 2 {
            return None;
        }
        let begun = self.cases;
        let n_groups = groups.len();
        let mut total = Outcome::value(Value::Number(Number::ZERO));
        for (at, group) in groups.into_iter().enumerate() {
            self.at_part(begun, at, n_groups);
            let alone = group.terms.len() < 2;
            self.terms = Some((node, group.terms));
            let mut part = self.plain(node);
            if !alone && !part.set.is_settled() {
                part = self.refine(node, part, candidates);
            }
            self.terms = None;
            total = added(&total, &part);
        }
        self.after(begun);
        Some(total)
    }

    /// The terms to be added up in place of a node's own, where it is being worked
    /// out group by group.
    #[inline(never)]
    pub(super) fn sum_of_group(&mut self, node: Node) -> Option<Outcome> {
        let (_, terms) = self.terms.take_if(|(of, _)| *of == node)?;
        let mut total: Option<Outcome> = None;
        for term in &terms {
            let it = self.expr(*term);
            total = Some(match total {
                Some(so_far) => added(&so_far, &it),
                None => it,
            });
        }
        self.terms = Some((node, terms));
        total
    }

    /// The expression of a decision or an amount, if it is a sum.
    fn sum(&self, node: Node) -> Option<ExprId> {
        let expr = match self.graph.kind(node)? {
            NodeKind::Decision(it) => match &self.book.decisions.get(it)?.logic {
                Logic::Expr(expr) => *expr,
                Logic::Table(_) => return None,
            },
            NodeKind::Is(it) => it,
            NodeKind::Question(_) | NodeKind::Fits(_) => return None,
        };
        let is_sum = matches!(
            self.book.exprs.get(expr),
            Some(Expr::Arithmetic(Arithmetic::Add, ..))
        );
        is_sum.then_some(expr)
    }

    /// Decisions that are sums are opened up.
    fn terms_of(&self, expr: ExprId, depth: usize, out: &mut Vec<ExprId>) {
        let deeper = depth.saturating_add(1);
        match self.book.exprs.get(expr) {
            Some(Expr::Arithmetic(Arithmetic::Add, a, b)) if depth < MAX_DEPTH => {
                self.terms_of(*a, deeper, out);
                self.terms_of(*b, deeper, out);
            }
            Some(Expr::Decision(it)) if depth < MAX_DEPTH => {
                match self.sum(self.graph.decision(*it)) {
                    Some(sum) => self.terms_of(sum, deeper, out),
                    None => out.push(expr),
                }
            }
            _ => out.push(expr),
        }
    }
}

/// Into the group it shares a question with; those it shares one with become one.
fn put(groups: &mut Vec<Group>, open: Mask, term: ExprId) {
    let mut joined = Group {
        open,
        terms: Vec::new(),
    };
    let mut others = Vec::new();
    for group in groups.drain(..) {
        let together =
            group.open.overlaps(&joined.open) || (group.open.is_empty() && joined.open.is_empty());
        if together {
            joined.open.union(&group.open);
            joined.terms.extend(group.terms);
        } else {
            others.push(group);
        }
    }
    joined.terms.push(term);
    others.push(joined);
    *groups = others;
}

fn added(a: &Outcome, b: &Outcome) -> Outcome {
    let mut open = a.open;
    open.union(&b.open);
    Outcome::new(arithmetic(Arithmetic::Add, &a.set, &b.set), open)
}
