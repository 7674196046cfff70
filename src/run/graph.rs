//! What depends on what in a book, worked out once when it is loaded.
//!
//! A *node* is a question, a decision, a programme's conditions or its amount, a
//! question's gate (`when:`, `ask-when:`) or a constraint. For each we keep who
//! has to be worked out again when it changes, and which nodes stand in it more
//! than once: only on those does splitting into cases gain anything (see
//! `split`). A node also has its *cuts*: the constants it is compared with
//! somewhere, between which no rule tells values apart.
//!
//! Nodes that have anything to do with one another are an *island*. An answer
//! touches one island; the others need not even be looked at.

use alloc::{vec, vec::Vec};
use core::ops::Bound;

use crate::book::{
    Book, Comparand, ConditionId, ConditionTest, DecisionTable, Expr, ExprId, Kind, Literal, Logic,
    QuestionId, Row, Test,
};
use crate::value::{
    Comparison, Date, Item, Items, Number, Numbers, Set, Span, Text, Texts, ToList, Truth, Value,
    insert_sorted, sort_by,
};

/// Index of a node: questions, then decisions, then the rest as it comes.
pub type Node = usize;

/// Between which values of a node rules make a difference. Each list is in order.
#[derive(Clone, Debug, Default)]
pub struct Cuts {
    /// The number (or day, as one) and whether it belongs to the lower side.
    pub numbers: Vec<(Number, bool)>,
    /// Members a list is asked for by name.
    pub members: Vec<Text>,
    /// Options that go with no other.
    pub alone: Vec<Text>,
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    Question(usize),
    Decision(usize),
    /// Conditions of programmes; those with the same ones share a node.
    Fits(ConditionId),
    /// Amounts, gates and constraints, likewise.
    Is(ExprId),
}

#[derive(Clone, Debug, Default)]
pub struct Graph {
    n_questions: usize,
    kinds: Vec<NodeKind>,
    /// By programme.
    fits: Vec<Node>,
    amounts: Vec<Option<Node>>,
    /// By question: `when:` and `ask-when:`.
    gates: Vec<[Option<Node>; 2]>,
    constraints: Vec<Node>,
    /// Nodes that change with a node, itself not included.
    dependents: Vec<Vec<Node>>,
    /// What a node is made of, down to the questions, in order.
    parts: Vec<Vec<Node>>,
    /// Of those, what stands in it more than once, inputs first.
    repeated: Vec<Vec<Node>>,
    cuts: Vec<Cuts>,
    /// Every value each question can have.
    domains: Vec<Set>,
    /// By node.
    island_of: Vec<usize>,
    /// The questions of each island, in the book's order.
    islands: Vec<Vec<QuestionId>>,
}

impl Graph {
    pub fn new(book: &Book) -> Self {
        let mut it = Self {
            n_questions: book.questions.len(),
            domains: book.questions.iter().map(|it| domain(&it.kind)).to_list(),
            ..Self::default()
        };
        it.lay_out(book);
        let n_nodes = it.kinds.len();
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
        // Few members first: they settle most for the fewest cases.
        let key = |target: &Node| {
            (
                *target >= book.questions.len(),
                domain_size(book, *target),
                *target,
            )
        };
        for (node, reached) in total.iter().enumerate() {
            for (target, _) in reached {
                if let Some(list) = it.dependents.get_mut(*target) {
                    list.push(node);
                }
            }
            it.parts.push(reached.iter().map(|(it, _)| *it).to_list());
            let more_than_once = reached.iter().filter(|(_, times)| *times > 1);
            let mut repeated = more_than_once.map(|(it, _)| *it).to_list();
            sort_by(&mut repeated, |a, b| key(a).cmp(&key(b)));
            it.repeated.push(repeated);
        }
        it.cuts = cuts;
        it.find_islands(book, &direct);
        it
    }

    /// One node for each thing worked out; what is the same shares one.
    fn lay_out(&mut self, book: &Book) {
        self.kinds = (0..book.questions.len())
            .map(NodeKind::Question)
            .chain((0..book.decisions.len()).map(NodeKind::Decision))
            .to_list();
        let mut known = Vec::new();
        for program in &book.programs {
            let fits = self.shared(&mut known, NodeKind::Fits(program.fits));
            self.fits.push(fits);
        }
        for program in &book.programs {
            let amount = program
                .amount
                .map(|it| self.shared(&mut known, NodeKind::Is(it)));
            self.amounts.push(amount);
        }
        for question in &book.questions {
            let gates = [question.when, question.ask_when]
                .map(|gate| gate.map(|it| self.shared(&mut known, NodeKind::Is(it))));
            self.gates.push(gates);
        }
        for constraint in &book.constraints {
            let node = self.shared(&mut known, NodeKind::Is(constraint.must));
            self.constraints.push(node);
        }
    }

    fn shared(&mut self, known: &mut Vec<(NodeKind, Node)>, kind: NodeKind) -> Node {
        match known.binary_search_by(|(it, _)| it.cmp(&kind)) {
            Ok(at) => known.get(at).map_or(0, |(_, node)| *node),
            Err(at) => {
                let node = self.kinds.len();
                self.kinds.push(kind);
                known.insert(at, (kind, node));
                node
            }
        }
    }

    fn find_islands(&mut self, book: &Book, direct: &[Counts]) {
        let mut leads_to: Vec<Node> = (0..self.kinds.len()).to_list();
        for (node, parts) in direct.iter().enumerate() {
            for (part, _) in parts {
                unite(&mut leads_to, node, *part);
            }
        }
        // What is asked when hangs together as well, and what is paid if it fits.
        for (question, gates) in self.gates.iter().enumerate() {
            for gate in gates.iter().flatten() {
                unite(&mut leads_to, question, *gate);
            }
        }
        for (fits, amount) in self.fits.iter().zip(&self.amounts) {
            if let Some(amount) = amount {
                unite(&mut leads_to, *fits, *amount);
            }
        }
        let mut numbered: Vec<Option<usize>> = vec![None; leads_to.len()];
        for node in 0..leads_to.len() {
            let top = top_of(&mut leads_to, node);
            let Some(slot) = numbered.get_mut(top) else {
                continue;
            };
            let island = *slot.get_or_insert(self.islands.len());
            if island == self.islands.len() {
                self.islands.push(Vec::new());
            }
            self.island_of.push(island);
            if node < book.questions.len()
                && let Some(questions) = self.islands.get_mut(island)
            {
                questions.push(node);
            }
        }
    }

    pub fn question(&self, question: QuestionId) -> Node {
        question
    }

    pub fn decision(&self, decision: usize) -> Node {
        self.n_questions.saturating_add(decision)
    }

    pub fn fits(&self, program: usize) -> Node {
        self.fits.get(program).copied().unwrap_or(usize::MAX)
    }

    /// `None` where nothing is paid.
    pub fn amount(&self, program: usize) -> Option<Node> {
        self.amounts.get(program).copied().flatten()
    }

    /// The nodes of a question's `when:` and `ask-when:`.
    pub fn gates(&self, question: QuestionId) -> [Option<Node>; 2] {
        self.gates.get(question).copied().unwrap_or_default()
    }

    pub fn constraint(&self, constraint: usize) -> Node {
        self.constraints
            .get(constraint)
            .copied()
            .unwrap_or(usize::MAX)
    }

    pub fn n_nodes(&self) -> usize {
        self.kinds.len()
    }

    /// What a node index stands for.
    pub fn kind(&self, node: Node) -> Option<NodeKind> {
        self.kinds.get(node).copied()
    }

    pub fn n_islands(&self) -> usize {
        self.islands.len()
    }

    pub fn island(&self, node: Node) -> usize {
        self.island_of.get(node).copied().unwrap_or(0)
    }

    pub fn questions_of(&self, island: usize) -> &[QuestionId] {
        self.islands.get(island).map_or(&[], Vec::as_slice)
    }

    pub fn dependents(&self, node: Node) -> &[Node] {
        self.dependents.get(node).map_or(&[], Vec::as_slice)
    }

    /// What `node` is made of, down to the questions, in order.
    pub fn parts(&self, node: Node) -> &[Node] {
        self.parts.get(node).map_or(&[], Vec::as_slice)
    }

    /// Parts of `node` that change with `with`, in order.
    pub fn between(&self, node: Node, with: Node) -> impl Iterator<Item = Node> + '_ {
        let parts = self.parts(node);
        let changing = self.dependents(with).iter();
        changing
            .filter(|it| parts.binary_search(it).is_ok())
            .copied()
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

/// Two nodes, and all that hang with either, are one island from now on.
fn unite(leads_to: &mut [Node], a: Node, b: Node) {
    let (a, b) = (top_of(leads_to, a), top_of(leads_to, b));
    if let Some(slot) = leads_to.get_mut(a.max(b)) {
        *slot = a.min(b);
    }
}

/// The node that stands for the island; the way there is shortened.
fn top_of(leads_to: &mut [Node], node: Node) -> Node {
    let mut at = node;
    while let Some(next) = leads_to.get(at).copied().filter(|it| *it != at) {
        let after = leads_to.get(next).copied().unwrap_or(next);
        if let Some(slot) = leads_to.get_mut(at) {
            *slot = after;
        }
        at = next;
    }
    at
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
        for (node, kind) in self.graph.kinds.iter().enumerate() {
            self.node = node;
            match kind {
                NodeKind::Question(it) => {
                    let [when, _] = self.graph.gates(*it);
                    if let Some(when) = when {
                        self.refer(when, 1);
                    }
                    self.alone(*it);
                }
                NodeKind::Decision(it) => match book.decisions.get(*it).map(|it| &it.logic) {
                    Some(Logic::Expr(expr)) => self.expr(*expr, 1),
                    Some(Logic::Table(table)) => self.table(table),
                    None => {}
                },
                NodeKind::Fits(it) => self.condition(*it),
                NodeKind::Is(it) => self.expr(*it, 1),
            }
        }
    }

    fn alone(&mut self, question: QuestionId) {
        if let Some(Kind::Several(choices)) = self.book.questions.get(question).map(|it| &it.kind)
            && let Some(cuts) = self.cuts.get_mut(question)
        {
            let alone = choices.iter().filter(|it| it.only);
            cuts.alone = alone.map(|it| it.value.clone()).to_list();
        }
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
