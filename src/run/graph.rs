//! What depends on what in a book, worked out once when it is loaded.
//!
//! A *node* is a question, a decision, a programme's conditions or its amount.
//! For each we keep who has to be worked out again when it changes, and which
//! nodes stand in it more than once: only on those does splitting into cases
//! gain anything (see `split`). A node also has its *cuts*: the constants it is
//! compared with somewhere, between which no rule tells values apart.

use alloc::{vec, vec::Vec};
use core::ops::Bound;

use crate::book::{
    Book, Comparand, ConditionId, ConditionTest, DecisionTable, Expr, ExprId, Kind, Literal, Logic,
    Row, Test,
};
use crate::value::{
    Comparison, Date, Item, Items, Number, Numbers, Set, Span, Text, Texts, ToList, Truth, Value,
    insert_sorted, sort_by,
};

/// Index of a node: questions, then decisions, conditions of programmes, amounts.
pub type Node = usize;

/// Between which values of a node rules make a difference. Each list is in order.
#[derive(Clone, Debug, Default)]
pub struct Cuts {
    /// The number (or day, as one) and whether it belongs to the lower side.
    pub numbers: Vec<(Number, bool)>,
    /// Members a list is asked for by name.
    pub members: Vec<Text>,
}

#[derive(Clone, Debug, Default)]
pub struct Graph {
    n_questions: usize,
    n_decisions: usize,
    n_programs: usize,
    /// Nodes that change with a node, itself not included.
    dependents: Vec<Vec<Node>>,
    /// Nodes standing more than once in a node, inputs first.
    repeated: Vec<Vec<Node>>,
    cuts: Vec<Cuts>,
    /// Every value each question can have.
    domains: Vec<Set>,
}

impl Graph {
    pub fn new(book: &Book) -> Self {
        let mut it = Self {
            n_questions: book.questions.len(),
            n_decisions: book.decisions.len(),
            n_programs: book.programs.len(),
            domains: book.questions.iter().map(|it| domain(&it.kind)).to_list(),
            ..Self::default()
        };
        let n_nodes = it.amount(it.n_programs);
        let mut walk = Walk {
            book,
            graph: &it,
            direct: vec![Counts::new(); n_nodes],
            cuts: vec![Cuts::default(); n_nodes],
            node: 0,
        };
        walk.book();
        let (direct, cuts) = (walk.direct, walk.cuts);
        let total = Totals::new(&direct).all();
        it.dependents = vec![Vec::new(); n_nodes];
        it.repeated = vec![Vec::new(); n_nodes];
        for (node, reached) in total.iter().enumerate() {
            for (target, times) in reached {
                if let Some(list) = it.dependents.get_mut(*target) {
                    list.push(node);
                }
                if *times > 1
                    && let Some(list) = it.repeated.get_mut(node)
                {
                    list.push(*target);
                }
            }
        }
        for list in &mut it.repeated {
            // Few members first: they settle most for the fewest cases.
            let key = |target: &Node| {
                (
                    *target >= book.questions.len(),
                    domain_size(book, *target),
                    *target,
                )
            };
            sort_by(list, |a, b| key(a).cmp(&key(b)));
        }
        it.cuts = cuts;
        it
    }

    pub fn question(&self, question: usize) -> Node {
        question
    }

    pub fn decision(&self, decision: usize) -> Node {
        self.n_questions.saturating_add(decision)
    }

    pub fn fits(&self, program: usize) -> Node {
        self.decision(self.n_decisions).saturating_add(program)
    }

    pub fn amount(&self, program: usize) -> Node {
        self.fits(self.n_programs).saturating_add(program)
    }

    pub fn n_nodes(&self) -> usize {
        self.dependents.len()
    }

    /// What a node index stands for.
    pub fn kind(&self, node: Node) -> NodeKind {
        if node < self.n_questions {
            NodeKind::Question(node)
        } else if let Some(it) = node
            .checked_sub(self.decision(0))
            .filter(|it| *it < self.n_decisions)
        {
            NodeKind::Decision(it)
        } else if let Some(it) = node
            .checked_sub(self.fits(0))
            .filter(|it| *it < self.n_programs)
        {
            NodeKind::Fits(it)
        } else {
            NodeKind::Amount(node.saturating_sub(self.amount(0)))
        }
    }

    pub fn dependents(&self, node: Node) -> &[Node] {
        self.dependents.get(node).map_or(&[], Vec::as_slice)
    }

    pub fn repeated(&self, node: Node) -> &[Node] {
        self.repeated.get(node).map_or(&[], Vec::as_slice)
    }

    /// Every value a question can have; shared, not built anew.
    pub fn domain(&self, question: usize) -> Set {
        self.domains.get(question).cloned().unwrap_or_else(Set::any)
    }

    pub fn cuts(&self, node: Node) -> Option<&Cuts> {
        self.cuts.get(node)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    Question(usize),
    Decision(usize),
    Fits(usize),
    Amount(usize),
}

fn domain_size(book: &Book, node: Node) -> usize {
    match book.questions.get(node).map(|it| &it.kind) {
        Some(Kind::YesNo) => 2,
        Some(Kind::Choice(choices)) => choices.len(),
        _ => 3,
    }
}

/// How often each node stands in each, decisions opened up; two is "many".
struct Totals<'a> {
    direct: &'a [Counts],
    known: Vec<Option<Counts>>,
    busy: Vec<bool>,
}

/// How often a node stands somewhere, in order of nodes; two is "many".
type Counts = Vec<(Node, u8)>;

fn add_count(counts: &mut Counts, node: Node, times: u8) {
    match counts.binary_search_by_key(&node, |(it, _)| *it) {
        Ok(at) => {
            if let Some((_, count)) = counts.get_mut(at) {
                *count = count.saturating_add(times).min(2);
            }
        }
        Err(at) => counts.insert(at, (node, times.min(2))),
    }
}

impl<'a> Totals<'a> {
    fn new(direct: &'a [Counts]) -> Self {
        Self {
            direct,
            known: vec![None; direct.len()],
            busy: vec![false; direct.len()],
        }
    }

    fn all(mut self) -> Vec<Counts> {
        // Deep chains must not use up the stack: work off an explicit one.
        for start in 0..self.direct.len() {
            let mut stack = vec![start];
            while let Some(node) = stack.last().copied() {
                let wanted = self.wanted(node);
                let was_busy = self
                    .busy
                    .get_mut(node)
                    .is_none_or(|it| core::mem::replace(it, true));
                if wanted.is_empty() || was_busy {
                    stack.pop();
                    self.finish(node);
                } else {
                    stack.extend(wanted);
                }
            }
        }
        self.known
            .into_iter()
            .map(Option::unwrap_or_default)
            .to_list()
    }

    fn direct(&self, node: Node) -> &'a [(Node, u8)] {
        self.direct.get(node).map_or(&[], Vec::as_slice)
    }

    fn wanted(&self, node: Node) -> Vec<Node> {
        if self.known.get(node).is_none_or(Option::is_some) {
            return Vec::new();
        }
        let is_busy = |it: &Node| self.busy.get(*it).copied().unwrap_or(true);
        // A node in work already is a circle; its part is left out.
        let parts = self.direct(node).iter().map(|(it, _)| *it);
        parts
            .filter(|it| self.known.get(*it).is_some_and(Option::is_none) && !is_busy(it))
            .to_list()
    }

    fn finish(&mut self, node: Node) {
        if self.known.get(node).is_none_or(Option::is_some) {
            return;
        }
        let mut total = Counts::new();
        for (part, times) in self.direct(node) {
            add_count(&mut total, *part, *times);
            if let Some(Some(inside)) = self.known.get(*part) {
                for (target, inner) in inside {
                    add_count(&mut total, *target, times.saturating_mul(*inner));
                }
            }
        }
        if let Some(slot) = self.known.get_mut(node) {
            *slot = Some(total);
        }
    }
}

/// One pass over everything a book can evaluate.
struct Walk<'a> {
    book: &'a Book,
    graph: &'a Graph,
    direct: Vec<Counts>,
    cuts: Vec<Cuts>,
    /// The node whose insides are being walked.
    node: Node,
}

impl Walk<'_> {
    fn book(&mut self) {
        let book = self.book;
        for (at, question) in book.questions.iter().enumerate() {
            self.node = self.graph.question(at);
            if let Some(when) = question.when {
                self.expr(when, 1);
            }
        }
        for (at, decision) in book.decisions.iter().enumerate() {
            self.node = self.graph.decision(at);
            match &decision.logic {
                Logic::Expr(expr) => self.expr(*expr, 1),
                Logic::Table(table) => self.table(table),
            }
        }
        for (at, program) in book.programs.iter().enumerate() {
            self.node = self.graph.fits(at);
            self.condition(program.fits);
            self.node = self.graph.amount(at);
            if let Some(amount) = program.amount {
                self.expr(amount, 1);
            }
        }
        // `ask-when` decides what is asked, never what comes out: its constants
        // are no cuts and its questions no parts of any result.
    }

    fn condition(&mut self, condition: ConditionId) {
        match self.book.conditions.get(condition).map(|it| &it.test) {
            Some(ConditionTest::All(parts) | ConditionTest::Any(parts)) => {
                for part in parts {
                    self.condition(*part);
                }
            }
            Some(ConditionTest::Not(part)) => self.condition(*part),
            Some(ConditionTest::Is(expr, _)) => self.expr(*expr, 1),
            None => {}
        }
    }

    fn table(&mut self, table: &DecisionTable) {
        for (column, input) in table.inputs.iter().enumerate() {
            let tests: Vec<&Test> = table
                .rows
                .iter()
                .filter_map(|it: &Row| it.tests.get(column)?.as_ref())
                .to_list();
            let times = if tests.len() > 1 { 2 } else { 1 };
            self.expr(*input, times);
            for test in tests {
                self.test(test, Some(*input));
            }
        }
        for row in &table.rows {
            for output in &row.outputs {
                self.expr(*output, 1);
            }
        }
    }

    fn refer(&mut self, node: Node, times: u8) {
        if let Some(direct) = self.direct.get_mut(self.node) {
            add_count(direct, node, times);
        }
    }

    fn expr(&mut self, expr: ExprId, times: u8) {
        let book = self.book;
        match book.exprs.get(expr) {
            None | Some(Expr::Literal(_) | Expr::Day | Expr::Local(_) | Expr::Facts(_)) => {}
            Some(Expr::Question(it)) => self.refer(self.graph.question(*it), times),
            Some(Expr::Decision(it)) => self.refer(self.graph.decision(*it), times),
            Some(Expr::And(parts) | Expr::Or(parts) | Expr::List(parts) | Expr::Call(_, parts)) => {
                for part in parts {
                    self.expr(*part, times);
                }
            }
            Some(Expr::Context(entries)) => {
                for (_, part) in entries {
                    self.expr(*part, times);
                }
            }
            Some(Expr::Not(part) | Expr::Negate(part) | Expr::Field(part, _)) => {
                self.expr(*part, times)
            }
            Some(Expr::Compare(op, a, b)) => {
                self.compare(*op, *a, *b);
                self.compare(op.flipped(), *b, *a);
                self.expr(*a, times);
                self.expr(*b, times);
            }
            Some(Expr::Equal(a, b)) => {
                self.equal(*a, *b);
                self.equal(*b, *a);
                self.expr(*a, times);
                self.expr(*b, times);
            }
            Some(Expr::Arithmetic(_, a, b) | Expr::Item(a, b)) => {
                self.expr(*a, times);
                self.expr(*b, times);
            }
            Some(Expr::In(value, test)) => {
                self.expr(*value, times);
                self.test(test, Some(*value));
            }
            Some(Expr::If(a, b, c)) => {
                for part in [a, b, c] {
                    self.expr(*part, times);
                }
            }
            #[cfg(feature = "feel-full")]
            Some(Expr::Further(further)) => {
                for part in further.parts() {
                    self.expr(part, 2);
                }
            }
            // The body stands once for every item.
            Some(
                Expr::Filter(list, body)
                | Expr::For(list, body)
                | Expr::Some(list, body)
                | Expr::Every(list, body),
            ) => {
                self.expr(*list, times);
                self.expr(*body, 2);
            }
        }
    }

    fn test(&mut self, test: &Test, value: Option<ExprId>) {
        match test {
            Test::OneOf(literals) => {
                for literal in literals {
                    self.cut_literal(value, literal);
                }
            }
            Test::One(it) => self.comparand(it, value),
            Test::AnyOf(parts) | Test::Not(parts) => {
                for part in parts {
                    self.comparand(part, value);
                }
            }
        }
    }

    fn comparand(&mut self, comparand: &Comparand, value: Option<ExprId>) {
        match comparand {
            Comparand::Equal(it) => {
                if let Some(value) = value {
                    self.equal(value, *it);
                }
                self.expr(*it, 1);
            }
            Comparand::Range(low, high) => {
                for (end, op) in [
                    (low, Comparison::GreaterOrEqual),
                    (high, Comparison::LessOrEqual),
                ] {
                    if let Some((end, closed)) = end {
                        if let Some(value) = value {
                            let op = match (op, closed) {
                                (op, true) => op,
                                (Comparison::GreaterOrEqual, false) => Comparison::Greater,
                                (_, false) => Comparison::Less,
                            };
                            self.compare(op, value, *end);
                        }
                        self.expr(*end, 1);
                    }
                }
            }
            Comparand::Member(list) => {
                if let (Some(value), Some(target)) = (value, self.target(*list))
                    && let Some(Expr::Literal(Literal::Text(text))) = self.book.exprs.get(value)
                    && let Some(cuts) = self.cuts.get_mut(target)
                {
                    insert_sorted(&mut cuts.members, text.clone());
                }
                self.expr(*list, 1);
            }
            Comparand::Holds(it) => self.expr(*it, 2),
        }
    }

    /// The node an expression simply is.
    fn target(&self, expr: ExprId) -> Option<Node> {
        match self.book.exprs.get(expr)? {
            Expr::Question(it) => Some(self.graph.question(*it)),
            Expr::Decision(it) => Some(self.graph.decision(*it)),
            _ => None,
        }
    }

    fn equal(&mut self, value: ExprId, with: ExprId) {
        if let Some(Expr::Literal(literal)) = self.book.exprs.get(with) {
            self.cut_literal(Some(value), literal);
        }
    }

    fn cut_literal(&mut self, value: Option<ExprId>, literal: &Literal) {
        let Some(cuts) = value
            .and_then(|it| self.target(it))
            .and_then(|it| self.cuts.get_mut(it))
        else {
            return;
        };
        if let Some(it) = point(literal) {
            insert_sorted(&mut cuts.numbers, (it, false));
            insert_sorted(&mut cuts.numbers, (it, true));
        }
    }

    fn compare(&mut self, op: Comparison, value: ExprId, with: ExprId) {
        let book = self.book;
        let Some(cuts) = self.target(value).and_then(|it| self.cuts.get_mut(it)) else {
            return;
        };
        // `<` and `>=` part just below the constant, `<=` and `>` just above.
        let constant_is_low = matches!(op, Comparison::LessOrEqual | Comparison::Greater);
        if let Some(Expr::Literal(literal)) = book.exprs.get(with)
            && let Some(it) = point(literal)
        {
            insert_sorted(&mut cuts.numbers, (it, constant_is_low));
        }
    }
}

/// Every value a question of this kind can have.
fn domain(kind: &Kind) -> Set {
    match kind {
        Kind::YesNo => Set::from_truth(Truth::BOTH),
        Kind::Choice(choices) => {
            Set::from_texts(choices.iter().map(|it| it.value.clone()).collect())
        }
        Kind::Several(choices) => Set::from_items(Items(
            choices
                .iter()
                .map(|it| Item {
                    sure: false,
                    value: Set::One(Value::Text(it.value.clone())),
                })
                .to_list(),
        )),
        Kind::Number {
            min, max, whole, ..
        } => {
            let span = Span::new(Bound::Included(*min), Bound::Included(*max));
            Set::from_numbers(Numbers::new(span.into_iter().collect(), *whole))
        }
        Kind::Date { min, max } => {
            let end =
                |it: &Option<Date>| it.map_or(Bound::Unbounded, |it| Bound::Included(it.number()));
            Set::from_dates(Span::new(end(min), end(max)).into_iter().collect())
        }
        Kind::Text => Set::from_texts(Texts::Any),
    }
}

/// A literal on the line of numbers, or of days.
fn point(literal: &Literal) -> Option<Number> {
    match literal {
        Literal::Number(it) => Some(*it),
        Literal::Date(it) => Some(it.number()),
        _ => None,
    }
}
