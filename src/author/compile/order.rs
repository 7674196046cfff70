//! Circles that go through a question's `when:`. Circles among decisions alone
//! are found while compiling them.

use std::collections::BTreeSet;

use super::super::pack::QuestionDecl;
use super::Compiler;

impl Compiler<'_> {
    /// A question may not decide whether it applies itself.
    pub(super) fn circles_through_when(&mut self, declared: &[&QuestionDecl]) {
        let looks_at: Vec<BTreeSet<usize>> = self
            .book
            .questions
            .iter()
            .map(|it| {
                let mut out = BTreeSet::new();
                for gate in [it.when, it.ask_when].into_iter().flatten() {
                    out.extend(self.book.questions_in(gate));
                }
                out
            })
            .collect();
        for (at, decl) in declared.iter().enumerate() {
            let mut reached = looks_at.get(at).cloned().unwrap_or_default();
            loop {
                let more: BTreeSet<usize> = reached.iter().filter_map(|it| looks_at.get(*it)).flatten().copied().collect();
                let before = reached.len();
                reached.extend(more);
                if reached.len() == before {
                    break;
                }
            }
            if reached.contains(&at) {
                let key = if decl.when.is_some() { "when" } else { "ask-when" };
                self.report("circular", &decl.name.place, &[&decl.name.it, key]);
            }
        }
    }
}
