//! Works out the book's graph: what depends on what, what stands in what more
//! than once, and between which constants (`book::graph` says what for).

mod rows;

use std::collections::BTreeMap;

use crate::book::{
    Book, Comparand, ConditionId, ConditionTest, Cuts, DecisionTable, Expr, ExprId, Graph, Kind,
    Literal, Logic, Node, NodeInfo, NodeKind, Row, Test,
};
use crate::value::{Comparison, Number, insert_sorted};

/// The graph of a book that is otherwise done.
pub(super) fn graph(book: &Book) -> Graph {
    let mut layout = Layout::default();
    let graph = layout.graph(book);
    let n_nodes = layout.kinds.len();
    let mut walk = Walk {
        book,
        graph: &graph,
        direct: vec![Counts::new(); n_nodes],
        cuts: vec![Cuts::default(); n_nodes],
        node: 0,
    };
    walk.all(&layout.kinds);
    let Walk { direct, cuts, .. } = walk;
    let (islands, n_islands) = islands(&graph, &direct);
    // Few members first: they settle most for the fewest cases.
    let key = |target: &Node| {
        (
            *target >= book.questions.len(),
            domain_size(book, *target),
            *target,
        )
    };
    let totals = Totals::new(&direct).all();
    let direct = &direct;
    let nodes = totals.iter().zip(cuts).enumerate();
    let nodes = nodes.map(|(node, (reached, cuts))| {
        let mut repeated: Vec<Node> = reached
            .iter()
            .filter(|(_, times)| **times > 1)
            .map(|(it, _)| *it)
            .collect();
        rows::without_those_of_other_rows(&mut repeated, node, book, &graph, &totals);
        without_those_inside(&mut repeated, &direct[node], &totals, book);
        repeated.sort_by_key(key);
        let repeated = upstream_first(repeated, &totals);
        NodeInfo {
            kind: layout.kinds[node],
            island: islands[node],
            parts: reached.keys().copied().collect(),
            repeated,
            cuts,
        }
    });
    let mut by_name: Vec<usize> = (0..book.questions.len()).collect();
    by_name.sort_by_key(|it| &book.questions[*it].name);
    Graph {
        nodes: nodes.collect(),
        n_islands,
        by_name,
        ..graph
    }
}

/// Where there are too many cases to go through, what stands inside of one part
/// only is left to that part: it was told apart when the part was worked out, and
/// the part's own values tell the cases here. A class of a score needs the score's
/// four ranges, not the twenty answers it is added up from.
///
/// Only for parts with plain values: of lists and contexts a set knows less.
fn without_those_inside(repeated: &mut Vec<Node>, direct: &Counts, totals: &[Counts], book: &Book) {
    // Sixteen times as many as are ever tried (`run`'s number of cases a goal).
    const TOO_MANY: usize = 16 * 2048;
    let questions = repeated.iter().filter(|it| **it < book.questions.len());
    let n_cases = questions.fold(1_usize, |n, it| n.saturating_mul(domain_size(book, *it)));
    if n_cases <= TOO_MANY {
        return;
    }
    repeated.retain(|it| {
        let mut within = direct.keys().filter(|part| totals[**part].contains_key(it));
        let (part, more) = (within.next(), within.next());
        let is_inside = more.is_none() && !direct.contains_key(it);
        !(is_inside && part.is_some_and(|part| is_plain(book, *part)))
    });
}

/// Whether a decision's values are numbers, texts or truths.
fn is_plain(book: &Book, node: Node) -> bool {
    let Some(decision) = node.checked_sub(book.questions.len()) else {
        return true;
    };
    match book.decisions.get(decision).map(|it| &it.logic) {
        Some(Logic::Expr(expr)) => is_plain_expr(book, *expr, 0),
        _ => false,
    }
}

fn is_plain_expr(book: &Book, expr: ExprId, depth: usize) -> bool {
    const DEEP_ENOUGH: usize = 24;
    match book.exprs.get(expr) {
        Some(Expr::Compare(..) | Expr::Equal(..) | Expr::In(..) | Expr::And(_) | Expr::Or(_)) => {
            true
        }
        Some(Expr::Not(_) | Expr::Negate(_) | Expr::Arithmetic(..)) => true,
        Some(Expr::Literal(it)) => !matches!(it, Literal::Null),
        Some(Expr::Question(it)) => {
            let kind = book.questions.get(*it).map(|it| &it.kind);
            !matches!(kind, None | Some(Kind::Several(_)))
        }
        Some(Expr::Decision(it)) if depth < DEEP_ENOUGH => {
            matches!(book.decisions.get(*it).map(|it| &it.logic), Some(Logic::Expr(it)) if is_plain_expr(book, *it, depth + 1))
        }
        Some(Expr::If(_, a, b)) if depth < DEEP_ENOUGH => {
            is_plain_expr(book, *a, depth + 1) && is_plain_expr(book, *b, depth + 1)
        }
        _ => false,
    }
}

/// In the same order, but none before what it depends on: what a case says of a
/// question is forgotten when that which opens the question is varied after it.
fn upstream_first(mut left: Vec<Node>, totals: &[Counts]) -> Vec<Node> {
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_free = |it: &Node| {
            let mut others = left.iter().filter(|other| *other != it);
            !others.any(|other| totals[*it].contains_key(other))
        };
        // A circle is told elsewhere.
        let at = left.iter().position(is_free).unwrap_or(0);
        ordered.push(left.remove(at));
    }
    ordered
}

/// One node for each thing worked out; what is the same shares one.
#[derive(Default)]
struct Layout {
    kinds: Vec<NodeKind>,
    known: BTreeMap<NodeKind, Node>,
}

impl Layout {
    fn graph(&mut self, book: &Book) -> Graph {
        let questions = (0..book.questions.len()).map(NodeKind::Question);
        let decisions = (0..book.decisions.len()).map(NodeKind::Decision);
        self.kinds = questions.chain(decisions).collect();
        let programs = book.programs.iter().map(|it| {
            let fits = self.node(NodeKind::Fits(it.fits));
            (fits, it.amount.map(|it| self.node(NodeKind::Is(it))))
        });
        let programs = programs.collect();
        let mut gate = |it: Option<ExprId>| it.map(|it| self.node(NodeKind::Is(it)));
        let gates = book.questions.iter();
        let gates = gates.map(|it| (gate(it.when), gate(it.ask_when))).collect();
        let constraints = book.constraints.iter();
        let constraints = constraints.map(|it| self.node(NodeKind::Is(it.must)));
        Graph {
            programs,
            gates,
            constraints: constraints.collect(),
            ..Graph::default()
        }
    }

    fn node(&mut self, kind: NodeKind) -> Node {
        *self.known.entry(kind).or_insert_with(|| {
            self.kinds.push(kind);
            self.kinds.len() - 1
        })
    }
}

/// The island of each node, and how many there are.
fn islands(graph: &Graph, direct: &[Counts]) -> (Vec<usize>, usize) {
    let mut leads_to: Vec<Node> = (0..direct.len()).collect();
    for (node, parts) in direct.iter().enumerate() {
        for part in parts.keys() {
            unite(&mut leads_to, node, *part);
        }
    }
    // What is asked when hangs together as well, and what is paid if it fits.
    for (question, (when, ask)) in graph.gates.iter().enumerate() {
        for gate in [when, ask].into_iter().flatten() {
            unite(&mut leads_to, question, *gate);
        }
    }
    for (fits, amount) in &graph.programs {
        if let Some(amount) = amount {
            unite(&mut leads_to, *fits, *amount);
        }
    }
    let mut numbers = BTreeMap::new();
    let mut number = |node: Node| {
        let next = numbers.len();
        *numbers.entry(top_of(&mut leads_to, node)).or_insert(next)
    };
    let islands = (0..direct.len()).map(&mut number).collect();
    (islands, numbers.len())
}

/// Two nodes, and all that hang with either, are one island from now on.
fn unite(leads_to: &mut [Node], a: Node, b: Node) {
    let (a, b) = (top_of(leads_to, a), top_of(leads_to, b));
    leads_to[a.max(b)] = a.min(b);
}

/// The node that stands for the island; the way there is shortened.
fn top_of(leads_to: &mut [Node], node: Node) -> Node {
    let mut at = node;
    while leads_to[at] != at {
        leads_to[at] = leads_to[leads_to[at]];
        at = leads_to[at];
    }
    at
}

fn has_only(book: &Book, question: usize) -> bool {
    let kind = book.questions.get(question).map(|it| &it.kind);
    matches!(kind, Some(Kind::Several(choices)) if choices.iter().any(|it| it.only))
}

fn domain_size(book: &Book, node: Node) -> usize {
    match book.questions.get(node).map(|it| &it.kind) {
        Some(Kind::YesNo) => 2,
        Some(Kind::Choice(choices)) => choices.len(),
        _ => 3,
    }
}

/// How often a node stands somewhere; two is "many".
type Counts = BTreeMap<Node, u8>;

fn add_count(counts: &mut Counts, node: Node, times: u8) {
    let count = counts.entry(node).or_insert(0);
    *count = count.saturating_add(times).min(2);
}

/// With what is inside of those that stand there; `times` says how often that counts, of a
/// part, how often the part stands there, and how often it has this.
fn opened<'c>(
    direct: &Counts,
    inside: impl Fn(Node) -> Option<&'c Counts>,
    times: impl Fn(Node, u8, u8) -> u8,
) -> Counts {
    let mut total = Counts::new();
    for (part, here) in direct {
        add_count(&mut total, *part, *here);
        for (target, inner) in inside(*part).into_iter().flatten() {
            add_count(&mut total, *target, times(*part, *here, *inner));
        }
    }
    total
}

/// How often each node stands in each, decisions opened up.
struct Totals<'a> {
    direct: &'a [Counts],
    known: Vec<Option<Counts>>,
    busy: Vec<bool>,
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
                let was_busy = std::mem::replace(&mut self.busy[node], true);
                if wanted.is_empty() || was_busy {
                    stack.pop();
                    self.finish(node);
                } else {
                    stack.extend(wanted);
                }
            }
        }
        let known = self.known.into_iter();
        known.map(Option::unwrap_or_default).collect()
    }

    fn wanted(&self, node: Node) -> Vec<Node> {
        if self.known[node].is_some() {
            return Vec::new();
        }
        // A node in work already is a circle; its part is left out.
        let parts = self.direct[node].keys().copied();
        parts
            .filter(|it| self.known[*it].is_none() && !self.busy[*it])
            .collect()
    }

    fn finish(&mut self, node: Node) {
        if self.known[node].is_some() {
            return;
        }
        let every = |_, here: u8, inner: u8| here.saturating_mul(inner);
        let total = opened(&self.direct[node], |it| self.known[it].as_ref(), every);
        self.known[node] = Some(total);
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
    fn all(&mut self, kinds: &[NodeKind]) {
        let book = self.book;
        for (node, kind) in kinds.iter().enumerate() {
            self.node = node;
            match kind {
                NodeKind::Question(it) => {
                    if let (Some(when), _) = self.graph.gates[*it] {
                        self.refer(when, 1);
                    }
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
                .collect();
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

    fn decision(&self, decision: usize) -> Node {
        self.book.questions.len() + decision
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
            // An `only:` option makes cases of a list, however often it stands here.
            Some(Expr::Question(it)) if has_only(book, *it) => self.refer(*it, 2),
            Some(Expr::Question(it)) => self.refer(*it, times),
            Some(Expr::Decision(it)) => self.refer(self.decision(*it), times),
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
            Expr::Question(it) => Some(*it),
            Expr::Decision(it) => Some(self.decision(*it)),
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

/// A literal on the line of numbers, or of days.
fn point(literal: &Literal) -> Option<Number> {
    match literal {
        Literal::Number(it) => Some(*it),
        Literal::Date(it) => Some(it.number()),
        _ => None,
    }
}
