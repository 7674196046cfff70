//! Circles that go through a question's `when:`. Circles among decisions alone
//! are found while compiling them.

use std::collections::BTreeSet;

use super::super::pack::QuestionDecl;
use super::Compiler;

impl Compiler<'_> {
    /// A question may not decide whether it applies itself. Each circle is told
    /// once, at the first of its questions.
    pub(super) fn circles_through_when(&mut self, declared: &[&QuestionDecl]) {
        let looks_at: Vec<BTreeSet<usize>> = self
            .book
            .questions
            .iter()
            .map(|it| {
                let gates = [it.when, it.ask_when].into_iter().flatten();
                gates
                    .flat_map(|gate| self.book.questions_in(gate))
                    .collect()
            })
            .collect();
        let mut told = BTreeSet::new();
        for (at, decl) in declared.iter().enumerate() {
            let Some(circle) = circle(&looks_at, at).filter(|_| !told.contains(&at)) else {
                continue;
            };
            let key = if decl.when.is_some() {
                "when"
            } else {
                "ask-when"
            };
            let names = circle
                .iter()
                .filter_map(|it| declared.get(*it))
                .map(|it| it.name.it.as_str());
            let names: Vec<&str> = names.collect();
            let path = [key, ": ", &names.join(" → ")].concat();
            self.report("circular", &decl.name.place, &[&decl.name.it, &path]);
            told.extend(circle);
        }
    }
}

/// The shortest way from a question back to itself, both ends named.
fn circle(looks_at: &[BTreeSet<usize>], start: usize) -> Option<Vec<usize>> {
    let mut ways = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut next = Vec::new();
        for way in ways {
            let last = way.last().copied().unwrap_or(start);
            for to in looks_at.get(last).into_iter().flatten().copied() {
                if to == start || seen.insert(to) {
                    let mut longer = way.clone();
                    longer.push(to);
                    if to == start {
                        return Some(longer);
                    }
                    next.push(longer);
                }
            }
        }
        ways = next;
    }
    None
}
