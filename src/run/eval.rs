//! The evaluator: expressions over sets of possible values.
//!
//! Every result comes with the questions its openness rests on (`open`). A
//! settled result rests on none: whatever is still unanswered cannot change it.
//! That is at once early answers, bounds, and what to ask next.
//!
//! Operands are treated as independent, which is sound and sometimes too wide.
//! Where a node stands more than once in another, `refine` works the other out
//! case by case.
//!
//! Decision tables are in `table`, lists in `lists`, functions in `call`.

use alloc::vec::Vec;
use core::mem;

use super::cases::Cases;
use super::graph::Graph;
use super::lists::{context, field, gather, item, items};
use super::mask::Mask;
use super::trace::Traces;
use crate::book::{
    Book, Comparand, ConditionId, ConditionTest, Expr, ExprId, Literal, Logic, Node, NodeKind,
    QuestionId, Test,
};
use crate::value::ToList;
use crate::value::{self, Date, Fault, Null, Set, Text, Texts, Truth, Value, kinds};

/// A set and what keeps it open.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub set: Set,
    /// Questions without an answer that show in `set`; none if it is settled.
    pub open: Mask,
}

impl Outcome {
    pub(super) fn new(set: Set, open: Mask) -> Self {
        if set.is_settled() {
            Self::settled(set)
        } else {
            Self { set, open }
        }
    }

    fn settled(set: Set) -> Self {
        Self {
            set,
            open: Mask::default(),
        }
    }

    pub(super) fn value(value: Value) -> Self {
        Self::settled(Set::One(value))
    }

    pub(super) fn fault(fault: Fault) -> Self {
        Self::value(Value::fault(fault))
    }
}

/// What a condition can still be and what keeps it open: an [`Outcome`] that is
/// asked for nothing else, and the evaluator's daily bread.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    pub truth: Truth,
    pub open: Mask,
}

impl Verdict {
    pub(super) fn new(truth: Truth, open: Mask) -> Self {
        Self {
            truth,
            open: if truth.is_settled() {
                Mask::default()
            } else {
                open
            },
        }
    }

    fn of(outcome: &Outcome) -> Self {
        Self::new(outcome.set.truth(), outcome.open)
    }
}

/// An expression worked out: what gives true, false or null and nothing else has
/// no set made of it before one is asked for.
enum Worked {
    Out(Outcome),
    Judged(Verdict),
}

impl From<Verdict> for Outcome {
    fn from(it: Verdict) -> Self {
        Self {
            set: Set::from_truth(it.truth),
            open: it.open,
        }
    }
}

/// What is known of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    Open,
    /// Answered "I don't know": closed, and still every value.
    Unsure,
    Given(Value),
    /// Closed, and one of these: what time has made of an answer (`timeline`).
    Among(Set),
}

/// What the evaluators of one day have worked out, handed from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Memo {
    nodes: Vec<Option<Known>>,
    /// Nodes being worked out, for telling a circle.
    busy: Vec<bool>,
    /// Tables of facts as they stand on the day.
    pub(super) facts: Vec<Option<Value>>,
    pub(super) traces: Traces,
}

#[derive(Clone, Debug)]
pub struct Known {
    pub outcome: Outcome,
    /// Cases or steps ran out: it may be wider than need be.
    pub is_limited: bool,
}

impl Memo {
    pub fn node(&self, node: Node) -> Option<&Known> {
        self.nodes.get(node)?.as_ref()
    }

    /// To be worked out anew; what was known of it.
    pub fn forget(&mut self, node: Node) -> Option<Known> {
        self.nodes.get_mut(node)?.take()
    }

    pub(super) fn keep(&mut self, node: Node, known: Option<Known>) {
        set(&mut self.nodes, node, known);
    }
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

/// Expressions nested deeper than this are a broken book. The deepest of ours
/// is under 40; the frames of 160 fit a browser's stack many times.
const MAX_DEPTH: usize = 160;

/// Expressions looked at for one goal before it is given up. Our largest goal
/// takes some ten thousand; a book made to hang us is stopped within a second.
const MAX_STEPS: u32 = 4_000_000;

/// Works out nodes of one book for one state of the answers.
pub struct Evaluator<'a> {
    pub(super) book: &'a Book,
    pub(super) graph: &'a Graph,
    pub(super) day: Date,
    inputs: &'a [Input],
    pub(super) memo: Memo,
    pub(super) locals: Vec<Outcome>,
    /// Nodes that the one at hand has looked at.
    pub(super) looked_at: Vec<Node>,
    depth: usize,
    pub(super) cases: Cases,
    /// Candidates that are cut down to a part of theirs just now.
    pub(super) n_asides: usize,
    /// A sum worked out group by group, and the terms of the group at hand.
    pub(super) terms: Option<(Node, Vec<ExprId>)>,
    steps_left: u32,
    /// Cases or steps ran out since this was last set to false.
    pub(super) out_of_cases: bool,
}

impl<'a> Evaluator<'a> {
    /// `memo` is what an earlier evaluator knew and still holds.
    pub fn new(
        book: &'a Book,
        graph: &'a Graph,
        day: Date,
        inputs: &'a [Input],
        mut memo: Memo,
    ) -> Self {
        memo.nodes.resize(graph.n_nodes(), None);
        memo.busy.resize(graph.n_nodes(), false);
        memo.facts.resize(book.facts.len(), None);
        memo.traces.resize_with(graph.n_nodes(), Default::default);
        Self {
            book,
            graph,
            day,
            inputs,
            memo,
            locals: Vec::new(),
            looked_at: Vec::new(),
            depth: 0,
            cases: Cases::default(),
            n_asides: 0,
            terms: None,
            steps_left: MAX_STEPS,
            out_of_cases: false,
        }
    }

    /// Everything worked out so far.
    pub fn into_memo(self) -> Memo {
        self.memo
    }

    /// A goal: a node with the full number of steps to its name.
    pub fn goal(&mut self, node: Node) -> Outcome {
        self.steps_left = MAX_STEPS;
        self.node(node)
    }

    /// From now on no node is told case by case.
    #[cfg(feature = "author")]
    pub(super) fn take_as_independent(&mut self) {
        self.cases.left = 0;
        self.n_asides = 1;
    }

    /// Whether the bounds of a goal may be wider than need be.
    pub fn is_limited(&self, node: Node) -> bool {
        self.memo.node(node).is_some_and(|it| it.is_limited)
    }

    pub fn node(&mut self, node: Node) -> Outcome {
        if self.n_asides > 0 && !self.looked_at.contains(&node) {
            self.looked_at.push(node);
        }
        if let Some(known) = self.memo.node(node) {
            self.out_of_cases |= known.is_limited;
            return known.outcome.clone();
        }
        if self.memo.busy.get(node).copied().unwrap_or(true) {
            return self.given_up();
        }
        set(&mut self.memo.busy, node, true);
        let frame = mem::take(&mut self.locals);
        let before = mem::take(&mut self.out_of_cases);
        let cases = self.cases;
        if self.n_asides == 0 {
            self.cases = Cases::default();
        }
        let terms = self.terms.take();
        let plain = self.plain(node);
        let outcome = if plain.set.is_settled()
            || matches!(self.graph.kind(node), Some(NodeKind::Question(_)))
        {
            plain
        } else {
            let repeated = self.graph.repeated(node);
            self.refine(node, plain, repeated)
        };
        self.locals = frame;
        self.terms = terms;
        if self.n_asides == 0 {
            self.cases = cases;
        }
        set(&mut self.memo.busy, node, false);
        let known = Known {
            outcome: outcome.clone(),
            is_limited: self.out_of_cases,
        };
        self.memo.keep(node, Some(known));
        self.out_of_cases |= before;
        outcome
    }

    /// Steps that were taken elsewhere.
    #[cfg(feature = "feel-full")]
    pub(super) fn spend(&mut self, steps: u32) {
        self.steps_left = self.steps_left.saturating_sub(steps);
    }

    #[cfg(feature = "feel-full")]
    pub(super) fn steps_left(&self) -> u32 {
        self.steps_left
    }

    /// What was too much to work out could be anything: never a settled "no".
    pub(super) fn given_up(&mut self) -> Outcome {
        self.out_of_cases = true;
        Outcome::new(Set::any(), Mask::default())
    }

    pub(super) fn plain_anew(&mut self, node: Node) -> Outcome {
        if let Some(sum) = self.sum_of_group(node) {
            return sum;
        }
        let book = self.book;
        match self.graph.kind(node) {
            Some(NodeKind::Question(it)) => self.question(it),
            Some(NodeKind::Decision(it)) => match book.decisions.get(it).map(|it| &it.logic) {
                Some(Logic::Expr(expr)) => self.expr(*expr),
                Some(Logic::Table(table)) => self.table(table),
                None => Outcome::fault(Fault::NoEntry),
            },
            Some(NodeKind::Fits(it)) => self.condition(it).into(),
            Some(NodeKind::Is(it)) => self.expr(it),
            None => Outcome::fault(Fault::NoEntry),
        }
    }

    #[inline(never)]
    fn question(&mut self, question: QuestionId) -> Outcome {
        let mut open = Mask::default();
        let mut may_not_apply = false;
        if let (Some(when), _) = self.graph.gates(question) {
            let when = self.node(when);
            let truth = when.set.truth();
            if truth.never() {
                return Outcome::value(Value::Null(Null::NotApplicable));
            }
            may_not_apply = !truth.is_true();
            open = when.open;
        }
        let own = match self.inputs.get(question) {
            Some(Input::Given(value)) => Set::One(value.clone()),
            Some(Input::Among(set)) => {
                open.insert(self.graph.place(question));
                set.clone()
            }
            _ => {
                open.insert(self.graph.place(question));
                self.graph.domain(question)
            }
        };
        if may_not_apply {
            Outcome::new(own.join(&Set::One(Value::Null(Null::NotApplicable))), open)
        } else {
            Outcome::new(own, open)
        }
    }

    /// Whether there is room for one step more, a level deeper.
    fn enter(&mut self) -> bool {
        if self.depth >= MAX_DEPTH || self.steps_left == 0 {
            return false;
        }
        self.steps_left = self.steps_left.saturating_sub(1);
        self.depth = self.depth.saturating_add(1);
        true
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// A programme's conditions, as FEEL's `and`, `or` and `not` have them.
    pub(super) fn condition(&mut self, condition: ConditionId) -> Verdict {
        if !self.enter() {
            return Verdict::of(&self.given_up());
        }
        let book = self.book;
        let verdict = match book.conditions.get(condition).map(|it| &it.test) {
            Some(ConditionTest::All(parts)) => self.junction(true, parts, Self::condition),
            Some(ConditionTest::Any(parts)) => self.junction(false, parts, Self::condition),
            Some(ConditionTest::Not(part)) => opposite(self.condition(*part)),
            Some(ConditionTest::Is(expr, _)) => self.verdict(*expr),
            None => Verdict::of(&Outcome::fault(Fault::NoEntry)),
        };
        self.leave();
        verdict
    }

    /// FEEL's `and` of conditions or expressions, or their `or`: one part can
    /// decide, and those after it are not looked at.
    #[inline(never)]
    fn junction(
        &mut self,
        is_and: bool,
        parts: &[usize],
        part: fn(&mut Self, usize) -> Verdict,
    ) -> Verdict {
        let mut truth = Truth::of(is_and);
        let mut open = Mask::default();
        for it in parts {
            let part = part(self, *it);
            if part.truth == Truth::of(!is_and) {
                return part;
            }
            open.union(&part.open);
            truth = value::junction(is_and, truth, part.truth);
        }
        Verdict::new(truth, open)
    }

    pub(super) fn expr(&mut self, expr: ExprId) -> Outcome {
        match self.step(expr) {
            Worked::Out(outcome) => outcome,
            Worked::Judged(verdict) => verdict.into(),
        }
    }

    /// An expression as a condition.
    pub(super) fn verdict(&mut self, expr: ExprId) -> Verdict {
        match self.step(expr) {
            Worked::Out(outcome) => Verdict::of(&outcome),
            Worked::Judged(verdict) => verdict,
        }
    }

    // What it calls for the rarer expressions stays on its own (`#[inline(never)]` here,
    // in `refine`, `table` and `lists`): a browser counts how long a function is each time
    // it returns, and compiles a long one a second time, at length, while a page begins.
    #[inline(never)]
    fn step(&mut self, expr: ExprId) -> Worked {
        if !self.enter() {
            return Worked::Out(self.given_up());
        }
        let book = self.book;
        let found = match book.exprs.get(expr) {
            Some(expr) => self.work_out(expr),
            None => Worked::Out(Outcome::fault(Fault::NoEntry)),
        };
        self.leave();
        found
    }

    fn work_out(&mut self, expr: &Expr) -> Worked {
        Worked::Out(match expr {
            Expr::And(parts) => {
                return Worked::Judged(self.junction(true, parts, Self::verdict));
            }
            Expr::Or(parts) => {
                return Worked::Judged(self.junction(false, parts, Self::verdict));
            }
            Expr::Not(part) => return Worked::Judged(opposite(self.verdict(*part))),
            Expr::Compare(op, a, b) => {
                let (a, b, open) = self.pair(*a, *b);
                return Worked::Judged(Verdict::new(value::compare(*op, &a, &b), open));
            }
            Expr::Equal(a, b) => {
                let (a, b, open) = self.pair(*a, *b);
                return Worked::Judged(Verdict::new(value::equal(&a, &b), open));
            }
            Expr::In(it, test) => {
                let it = self.expr(*it);
                return Worked::Judged(self.test(&it, test));
            }
            Expr::Some(list, body) => return Worked::Judged(self.quantify(*list, *body, false)),
            Expr::Every(list, body) => return Worked::Judged(self.quantify(*list, *body, true)),
            Expr::Literal(it) => Outcome::value(it.value()),
            Expr::Question(it) => self.node(self.graph.question(*it)),
            Expr::Decision(it) => self.node(self.graph.decision(*it)),
            Expr::Facts(it) => Outcome::value(self.facts(*it)),
            Expr::Day => Outcome::value(Value::Date(self.day)),
            Expr::Local(at) => self
                .locals
                .get(*at)
                .cloned()
                .unwrap_or_else(|| Outcome::fault(Fault::NoEntry)),
            Expr::Negate(part) => {
                let part = self.expr(*part);
                Outcome::new(value::negate(&part.set), part.open)
            }
            Expr::Arithmetic(op, a, b) => {
                let (a, b, open) = self.pair(*a, *b);
                Outcome::new(value::arithmetic(*op, &a, &b), open)
            }
            Expr::If(condition, then, otherwise) => self.choose(*condition, *then, *otherwise),
            Expr::Field(of, name) => {
                let of = self.expr(*of);
                Outcome::new(field(&of.set, name), of.open)
            }
            Expr::Filter(list, condition) => self.filter(*list, *condition),
            Expr::Item(list, at) => {
                let (list, at, open) = self.pair(*list, *at);
                Outcome::new(item(&list, &at), open)
            }
            #[cfg(feature = "feel-full")]
            Expr::For(list, body) => self.map(*list, *body),
            #[cfg(not(feature = "feel-full"))]
            Expr::For(..) => Outcome::fault(Fault::Kinds),
            Expr::List(parts) => {
                let parts: Vec<Outcome> = parts.iter().map(|it| self.expr(*it)).to_list();
                gather(parts)
            }
            Expr::Context(entries) => {
                let parts: Vec<(Text, Outcome)> = entries
                    .iter()
                    .map(|(name, it)| (name.clone(), self.expr(*it)))
                    .to_list();
                context(parts)
            }
            #[cfg(feature = "feel-full")]
            Expr::Further(further) => self.further(further),
            Expr::Call(function, arguments) => {
                let arguments: Vec<Outcome> = arguments.iter().map(|it| self.expr(*it)).to_list();
                super::call::call(*function, &arguments)
            }
        })
    }

    fn pair(&mut self, a: ExprId, b: ExprId) -> (Set, Set, Mask) {
        let a = self.expr(a);
        let b = self.expr(b);
        let mut open = a.open;
        open.union(&b.open);
        (a.set, b.set, open)
    }

    fn choose(&mut self, condition: ExprId, then: ExprId, otherwise: ExprId) -> Outcome {
        let condition = self.verdict(condition);
        let truth = condition.truth;
        if truth.is_true() {
            return self.expr(then);
        }
        // FEEL takes the other branch for null as well (DMN 1.5, table 51).
        if truth.never() {
            return self.expr(otherwise);
        }
        let then = self.expr(then);
        let otherwise = self.expr(otherwise);
        let mut open = condition.open;
        open.union(&then.open);
        open.union(&otherwise.open);
        Outcome::new(then.set.join(&otherwise.set), open)
    }

    /// Does `value` pass the unary test?
    pub(super) fn test(&mut self, value: &Outcome, test: &Test) -> Verdict {
        match test {
            Test::OneOf(literals) => Verdict::new(one_of(&value.set, literals), value.open),
            Test::One(it) => self.comparand(value, it),
            Test::AnyOf(parts) => self.any_of(value, parts),
            Test::Not(parts) => {
                let any = self.any_of(value, parts);
                // A negated test fits null: `not("A")` holds where nothing is known
                // to be "A" (DMN 1.5, §7.3.3, and its conformance suite).
                let certain = Truth {
                    can_true: any.truth.can_false || any.truth.can_null.is_some(),
                    can_false: any.truth.can_true,
                    can_null: None,
                };
                Verdict::new(certain, any.open)
            }
        }
    }

    fn any_of(&mut self, value: &Outcome, parts: &[Comparand]) -> Verdict {
        let mut truth = Truth::of(false);
        let mut open = Mask::default();
        for part in parts {
            let part = self.comparand(value, part);
            open.union(&part.open);
            truth = value::junction(false, truth, part.truth);
        }
        Verdict::new(truth, open)
    }

    pub(super) fn comparand(&mut self, value: &Outcome, comparand: &Comparand) -> Verdict {
        let mut open = value.open;
        let truth = match comparand {
            Comparand::Equal(with) => {
                let with = self.expr(*with);
                open.union(&with.open);
                value::equal(&value.set, &with.set)
            }
            Comparand::Range(low, high) => {
                let mut end = |it: &Option<(ExprId, bool)>| {
                    it.map(|(it, closed)| {
                        let it = self.expr(it);
                        open.union(&it.open);
                        (it.set, closed)
                    })
                };
                let (low, high) = (end(low), end(high));
                value::between(
                    &value.set,
                    low.as_ref().map(|(it, closed)| (it, *closed)),
                    high.as_ref().map(|(it, closed)| (it, *closed)),
                )
            }
            Comparand::Member(list) => {
                let list = self.expr(*list);
                open.union(&list.open);
                match items(&list.set) {
                    Some(items) => value::member(&value.set, &items),
                    None => Truth::BOTH,
                }
            }
            Comparand::Holds(condition) => {
                let condition = self.verdict_on(value.clone(), *condition);
                open.union(&condition.open);
                condition.truth
            }
        };
        Verdict::new(truth, open)
    }
}

fn opposite(it: Verdict) -> Verdict {
    Verdict {
        truth: value::not(it.truth),
        open: it.open,
    }
}

/// More members than this are not looked up one by one.
const MAX_LOOKED_UP: usize = 128;

/// Is the value one of the literals? Member by member where they can be named,
/// so that {A, B} in ("A", "B") is certain.
fn one_of(value: &Set, literals: &[Literal]) -> Truth {
    if let Some(truth) = one_of_texts(value, literals) {
        return truth;
    }
    let equals_any = |value: &Set| {
        literals.iter().fold(Truth::of(false), |so_far, it| {
            let same = value::equal(value, &Set::One(it.value()));
            value::junction(false, so_far, same)
        })
    };
    match value.members(MAX_LOOKED_UP) {
        Some(members) if members.len() > 1 => members
            .into_iter()
            .map(|it| equals_any(&Set::One(it)))
            .fold(Truth::default(), Truth::join),
        _ => equals_any(value),
    }
}

/// The same where all are texts: a cell of a table of towns, of which there are many.
fn one_of_texts(value: &Set, literals: &[Literal]) -> Option<Truth> {
    let texts = match value {
        Set::One(Value::Text(it)) => core::slice::from_ref(it),
        Set::Many(many) if value.kinds() == kinds::TEXT => match &many.texts {
            Texts::Of(texts) => texts,
            Texts::Any => return None,
        },
        _ => return None,
    };
    let mut can_true = false;
    for it in literals {
        let Literal::Text(it) = it else { return None };
        can_true |= texts.binary_search(it).is_ok();
    }
    let is_literal = |text: &Text| {
        let mut literals = literals.iter();
        literals.any(|it| matches!(it, Literal::Text(it) if it == text))
    };
    Some(Truth {
        can_true,
        can_false: !texts.iter().all(is_literal),
        can_null: None,
    })
}
