//! Case by case: what a node is where its parts are *not* independent.
//!
//! Where a question (or a decision) stands more than once in a node, operands
//! taken as independent give too much: `x - x / 4` with x in 0 to 8 is not −2
//! to 8. So x is cut into parts, the node is worked out for each, and what comes
//! out is joined. First between the constants that x is compared with
//! (`by_cases`), which is exact for conditions. Where x is reckoned with,
//! `narrow` halves the part that holds an end of the result not yet proven,
//! until a single value of x proves it.
//!
//! Both draw on one number of cases a node. When it is used up the result stays
//! sound and as wide as it is, and `out_of_cases` says so.

use alloc::vec::Vec;

use super::eval::{Evaluator, Known, Outcome};
use super::lists::items;
use super::mask::Mask;
use super::split;
use crate::book::Node;
use crate::value::{Item, Items, Set, ToList};

/// What was known before a node is worked out for cases of a candidate.
struct Aside {
    node: Node,
    candidate: Node,
    known: Option<Known>,
    /// Between the two.
    between: Vec<(Node, Option<Known>)>,
}

impl Evaluator<'_> {
    /// Tries `candidates` one after another as something to tell cases by.
    pub(super) fn refine(&mut self, node: Node, plain: Outcome, candidates: &[Node]) -> Outcome {
        if let Some(sum) = self.apart(node, &plain, candidates) {
            return sum;
        }
        for (at, candidate) in candidates.iter().enumerate() {
            let Some(current) = self.still_matters(*candidate, &plain) else {
                continue;
            };
            let Some(cuts) = self.graph.cuts(*candidate) else {
                continue;
            };
            let Some(parts) = split::parts(&current.set, cuts, self.graph.alone(*candidate)) else {
                continue;
            };
            self.leave_if_hopeless();
            if !self.can_try(parts.len()) {
                return plain;
            }
            // The same candidate may have more cuts in it (members of a list).
            let rest = candidates.get(at..).unwrap_or_default();
            return self.by_cases(node, plain, *candidate, &current, parts, rest);
        }
        self.narrow(node, plain, candidates)
    }

    /// What is known of a candidate, if the node still hangs on what is open in it.
    fn still_matters(&mut self, candidate: Node, plain: &Outcome) -> Option<Outcome> {
        if plain.set.is_settled() {
            return None;
        }
        let current = self.node(candidate);
        let matters = !current.set.is_settled() && current.open.overlaps(&plain.open);
        matters.then_some(current)
    }

    #[inline(never)]
    fn by_cases(
        &mut self,
        node: Node,
        plain: Outcome,
        candidate: Node,
        current: &Outcome,
        parts: Vec<Set>,
        rest: &[Node],
    ) -> Outcome {
        let saved = self.set_aside(node, candidate);
        let mut joined: Option<Outcome> = None;
        let mut complete = true;
        let n_parts = parts.len();
        let begun = self.cases;
        for (at, part) in parts.into_iter().enumerate() {
            self.at_part(begun, at, n_parts);
            let case = self.case(&saved, current, part, rest);
            joined = Some(match joined {
                None => case,
                Some(so_far) => join(so_far, &case, &plain),
            });
            // Neither a narrower set nor fewer questions that matter.
            let nothing_to_gain = joined.as_ref().is_some_and(|it| {
                let mut open = it.open;
                open.union(&current.open);
                open.intersect(&plain.open);
                it.set == plain.set && open == plain.open
            });
            if nothing_to_gain && at.saturating_add(1) < n_parts {
                complete = false;
                break;
            }
        }
        self.after(begun);
        self.put_back(saved);
        match joined {
            Some(it) if complete => from_cases(it, current, &plain),
            _ => plain,
        }
    }

    /// The node with the candidate cut down to `part`.
    #[inline(never)]
    fn case(&mut self, aside: &Aside, current: &Outcome, part: Set, rest: &[Node]) -> Outcome {
        let known = Known {
            outcome: Outcome::new(part, current.open),
            is_limited: false,
        };
        self.memo.keep(aside.candidate, Some(known));
        let case = self.plain(aside.node);
        let case = if case.set.is_settled() {
            case
        } else {
            self.refine(aside.node, case, rest)
        };
        for (it, _) in &aside.between {
            self.memo.forget(*it);
        }
        case
    }

    /// Halves what holds an unproven end of the result, until all are proven.
    #[inline(never)]
    fn narrow(&mut self, node: Node, plain: Outcome, candidates: &[Node]) -> Outcome {
        for (at, candidate) in candidates.iter().enumerate() {
            let Some(current) = self.still_matters(*candidate, &plain) else {
                continue;
            };
            let Some(halves) = split::halves(&current.set) else {
                continue;
            };
            // Inside a part of this candidate only those after it are left.
            let rest = candidates.get(at.saturating_add(1)..).unwrap_or_default();
            let saved = self.set_aside(node, *candidate);
            let joined = self.closing_in(&saved, &plain, &current, halves, rest);
            self.put_back(saved);
            return from_cases(joined, &current, &plain);
        }
        plain
    }

    #[inline(never)]
    fn closing_in(
        &mut self,
        aside: &Aside,
        plain: &Outcome,
        current: &Outcome,
        mut next: Vec<Set>,
        rest: &[Node],
    ) -> Outcome {
        // What is certain, and the parts that may still reach further. The first
        // `n_inside` do not: what is certain only grows.
        let mut proven = Outcome::new(Set::none(), Mask::default());
        let mut loose: Vec<(Outcome, Set)> = Vec::new();
        let mut n_inside: usize = 0;
        loop {
            if !self.can_try(next.len()) {
                return plain.clone();
            }
            for part in next {
                let case = self.case(aside, current, part.clone(), rest);
                if case.set.is_settled() || part.is_settled() {
                    proven = join(proven, &case, plain);
                } else {
                    loose.push((case, part));
                }
            }
            next = loop {
                let Some((case, part)) = loose.get(n_inside) else {
                    for (case, _) in &loose {
                        proven = join(proven, case, plain);
                    }
                    return proven;
                };
                if case.set.is_within_ends_of(&proven.set) {
                    n_inside = n_inside.saturating_add(1);
                    continue;
                }
                let halves = split::halves(part);
                let (case, _) = loose.swap_remove(n_inside);
                match halves {
                    Some(halves) => break halves,
                    None => proven = join(proven, &case, plain),
                }
            };
        }
    }

    /// Forgets what hangs on the candidate; what was known.
    #[inline(never)]
    fn set_aside(&mut self, node: Node, candidate: Node) -> Aside {
        self.n_asides = self.n_asides.saturating_add(1);
        let between = self.graph.between(node, candidate);
        Aside {
            node,
            candidate,
            known: self.memo.forget(candidate),
            between: between.map(|it| (it, self.memo.forget(it))).to_list(),
        }
    }

    #[inline(never)]
    fn put_back(&mut self, aside: Aside) {
        self.n_asides = self.n_asides.saturating_sub(1);
        self.memo.keep(aside.candidate, aside.known);
        for (node, known) in aside.between {
            self.memo.keep(node, known);
        }
    }
}

#[inline(never)]
fn join(so_far: Outcome, case: &Outcome, plain: &Outcome) -> Outcome {
    let mut open = so_far.open;
    open.union(&case.open);
    let set = in_order(&so_far.set, &case.set, &plain.set);
    Outcome {
        set: set.unwrap_or_else(|| so_far.set.join(&case.set)),
        open,
    }
}

/// Lists that are in either of two, their items in the order of `plain`, which
/// holds both: then no item comes twice for standing in another place. `None`
/// where it does not hold them.
#[inline(never)]
fn in_order(a: &Set, b: &Set, plain: &Set) -> Option<Set> {
    if a.null().or(b.null()).or(plain.null()).is_some() {
        return None;
    }
    let (a, b, plain) = (items(a)?, items(b)?, items(plain)?);
    let mut joined = Vec::new();
    let (mut n_a, mut n_b) = (0_usize, 0_usize);
    for it in &plain.0 {
        // The next of each, for it may have an item twice.
        let is_it = |other: &&Item| other.value == it.value;
        let (in_a, in_b) = (a.0.get(n_a).filter(is_it), b.0.get(n_b).filter(is_it));
        n_a = n_a.saturating_add(usize::from(in_a.is_some()));
        n_b = n_b.saturating_add(usize::from(in_b.is_some()));
        if in_a.or(in_b).is_some() {
            joined.push(Item {
                sure: in_a.is_some_and(|it| it.sure) && in_b.is_some_and(|it| it.sure),
                value: it.value.clone(),
            });
        }
    }
    (n_a == a.0.len() && n_b == b.0.len()).then(|| Set::from_items(Items(joined)))
}

/// What tells cases apart shows in the result, unless it did not before.
fn from_cases(joined: Outcome, current: &Outcome, plain: &Outcome) -> Outcome {
    let mut open = joined.open;
    open.union(&current.open);
    open.intersect(&plain.open);
    Outcome::new(joined.set, open)
}
