//! The fewest questions that tell every family of a small book what it is told,
//! found by going through all ways of asking.
//!
//! Nothing here asks the engine. A way of asking is over when nothing that may
//! still be put could narrow what any goal can be. A question may be put once
//! its `when:` and `ask-when:` hold for every family that answered alike so far.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A book with all its families, by number.
pub struct Families {
    /// In the order of the wizard.
    pub order: Vec<usize>,
    /// By family, by question: the answer's number.
    pub answers: Vec<Vec<u64>>,
    /// By family, by question: whether it may be put to that family.
    pub may: Vec<Vec<bool>>,
    /// By family, by goal: what comes out, by number.
    pub told: Vec<Vec<usize>>,
    /// By family: what it knows when it was asked all there is.
    know: Vec<Vec<BTreeSet<usize>>>,
}

/// Families that answered alike so far, and what they were asked.
#[derive(Clone)]
pub struct Group {
    asked: Vec<Option<u64>>,
    pub members: Vec<usize>,
}

impl Families {
    pub fn new(
        order: Vec<usize>,
        answers: Vec<Vec<u64>>,
        may: Vec<Vec<bool>>,
        told: Vec<Vec<usize>>,
    ) -> Self {
        let mut it = Self {
            order,
            know: vec![Vec::new(); answers.len()],
            answers,
            may,
            told,
        };
        it.ask_all(it.all());
        it
    }

    pub fn all(&self) -> Group {
        Group {
            asked: vec![None; self.answers[0].len()],
            members: (0..self.answers.len()).collect(),
        }
    }

    /// Asks everything that may be put, for what is known in the end.
    fn ask_all(&mut self, group: Group) {
        let next = self.may_be_put(&group).next();
        if let Some(question) = next {
            for part in self.parts(&group, question) {
                self.ask_all(part);
            }
            return;
        }
        let known = self.can_be(&group);
        for member in group.members {
            self.know[member].clone_from(&known);
        }
    }

    fn may_be_put<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = usize> + 'a {
        self.order.iter().copied().filter(|it| {
            group.asked[*it].is_none() && group.members.iter().all(|member| self.may[*member][*it])
        })
    }

    /// By goal: what can come out.
    fn can_be(&self, group: &Group) -> Vec<BTreeSet<usize>> {
        let n_goals = self.told[0].len();
        let of = |goal: usize| {
            group
                .members
                .iter()
                .map(|it| self.told[*it][goal])
                .collect()
        };
        (0..n_goals).map(of).collect()
    }

    /// The group after one more question, by answer.
    pub fn parts(&self, group: &Group, question: usize) -> Vec<Group> {
        let mut parts: BTreeMap<u64, Group> = BTreeMap::new();
        for member in &group.members {
            let answer = self.answers[*member][question];
            let part = parts.entry(answer).or_insert_with(|| {
                let mut asked = group.asked.clone();
                asked[question] = Some(answer);
                Group {
                    asked,
                    members: Vec::new(),
                }
            });
            part.members.push(*member);
        }
        parts.into_values().collect()
    }

    fn is_over(&self, group: &Group) -> bool {
        let can_be = self.can_be(group);
        group.members.iter().all(|it| self.know[*it] == can_be)
    }

    /// The least sum of questions over the members, by any way of asking.
    pub fn fewest(&self, group: &Group, known: &mut BTreeMap<Vec<Option<u64>>, u64>) -> u64 {
        if let Some(it) = known.get(&group.asked) {
            return *it;
        }
        let mut fewest = 0;
        if !self.is_over(group) {
            let questions: Vec<usize> = self.may_be_put(group).collect();
            let ways = questions.into_iter().map(|question| {
                let parts = self.parts(group, question);
                let rest: u64 = parts.iter().map(|it| self.fewest(it, known)).sum();
                group.members.len() as u64 + rest
            });
            fewest = ways.min().expect("what is not over can be asked on");
        }
        known.insert(group.asked.clone(), fewest);
        fewest
    }

    /// The sum where the book's order is kept and a question is put only if two
    /// families that differ in nothing else are told, or may be asked, different things.
    pub fn in_order(&self, group: &Group) -> u64 {
        if self.is_over(group) {
            return 0;
        }
        let matters = |it: &usize| self.matters(group, *it);
        let Some(question) = self.may_be_put(group).find(matters) else {
            return 0;
        };
        let parts = self.parts(group, question);
        let rest: u64 = parts.iter().map(|it| self.in_order(it)).sum();
        group.members.len() as u64 + rest
    }

    /// Whether two members that differ in nothing but this are told different things.
    pub fn matters(&self, group: &Group, question: usize) -> bool {
        let mut alike: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
        group.members.iter().any(|member| {
            let mut rest = self.answers[*member].clone();
            rest[question] = 0;
            let first = *alike.entry(rest).or_insert(*member);
            self.told[first] != self.told[*member] || self.know[first] != self.know[*member]
        })
    }
}
