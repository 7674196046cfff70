//! From the expressions of a book to operations on batches.
//!
//! Lists are taken apart while compiling: an item that may be there is a value and
//! the truth of its being there, so a filter over a table of facts is a handful of
//! truths. What there is no operation for is `None`, and so is all that needs it:
//! those rows are for the evaluator (`rows`).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::columns::scale;
use super::emit::{Emit, Truth, truth};
use super::number::MAX_FOLDED;
use super::op::{Op, Reg, Source, TRUE};
use super::scaled;
use super::symbol::{Item, List, Number, Symbol};
use super::table::Watch;
use crate::book::{
    Book, Comparand, ConditionId, ConditionTest, Expr, ExprId, Kind, Logic, Node, NodeKind,
    QuestionId, Test,
};
use crate::run::{Graph, plain};
use crate::value::{self, Date, Null, Set, Value};

/// Whole numbers of a question with no more values than this are entries of a dictionary.
const MAX_COUNTED: i64 = 512;

/// Expressions looked at before a book is left to the evaluator.
const MAX_STEPS: usize = 4_000_000;

/// Deeper than the evaluator goes is not compiled.
const MAX_DEPTH: usize = 150;

pub(super) struct Compiler<'a> {
    pub book: &'a Arc<Book>,
    pub graph: &'a Graph,
    pub day: Date,
    pub emit: Emit,
    nodes: BTreeMap<Node, Option<Symbol>>,
    locals: Vec<Symbol>,
    depth: usize,
    steps_left: usize,
    /// Tables whose rows are watched for being reached.
    pub watches: Vec<Watch>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(book: &'a Arc<Book>, graph: &'a Graph, day: Date) -> Self {
        Self {
            book,
            graph,
            day,
            emit: Emit::default(),
            nodes: BTreeMap::new(),
            locals: Vec::new(),
            depth: 0,
            steps_left: MAX_STEPS,
            watches: Vec::new(),
        }
    }

    pub(super) fn node(&mut self, node: Node) -> Option<Symbol> {
        if let Some(known) = self.nodes.get(&node) {
            return known.clone();
        }
        // Where it leads back to itself, it is for the evaluator to say so.
        self.nodes.insert(node, None);
        let frame = core::mem::take(&mut self.locals);
        let book = Arc::clone(self.book);
        let symbol = match self.graph.kind(node)? {
            NodeKind::Question(it) => self.question(it),
            NodeKind::Decision(it) => match &book.decisions.get(it)?.logic {
                Logic::Expr(expr) => self.expr(*expr),
                Logic::Table(table) => self.table(table, Some(it)),
            },
            NodeKind::Fits(it) => self.condition(it),
            NodeKind::Is(it) => self.expr(it),
        };
        self.locals = frame;
        self.nodes.insert(node, symbol.clone());
        symbol
    }

    fn question(&mut self, question: QuestionId) -> Option<Symbol> {
        let book = Arc::clone(self.book);
        let own = self.answer(question, &book.questions.get(question)?.kind)?;
        let (Some(when), _) = self.graph.gates(question) else {
            return Some(own);
        };
        let when = self.node(when)?;
        let applies = self.emit.holds(&when);
        let nothing = Symbol::Const(Value::Null(Null::NotApplicable));
        self.choose(&applies, &own, &nothing)
    }

    /// The truth of a question's applying; `None` where it always does, or where only
    /// the evaluator can tell.
    pub(super) fn gate(&mut self, question: QuestionId) -> Option<Reg> {
        let when = self.graph.gates(question).0?;
        let when = self.node(when)?;
        match self.emit.truth(&when) {
            Truth::Reg(it, _) => Some(it),
            Truth::Const(_) => None,
        }
    }

    fn answer(&mut self, question: QuestionId, kind: &Kind) -> Option<Symbol> {
        Some(match kind {
            Kind::YesNo => {
                let reg = self.emit.push(Op::YesNo(question));
                self.emit.truth_of(reg, false)
            }
            Kind::Choice(choices) => {
                let n = i64::try_from(choices.len()).ok()?;
                let low = 0;
                let values = choices.iter().map(|it| Value::Text(it.value.clone()));
                let reg = self.emit.push(Op::Choice { question, low, n });
                self.emit.code(reg, values.collect())
            }
            Kind::Several(choices) => {
                let n = u32::try_from(choices.len()).ok().filter(|it| *it < 62)?;
                let all = (1 << n) - 1;
                let word = self.emit.push(Op::Ticks { question, all });
                let mut items = Vec::new();
                for (bit, choice) in (0..).zip(choices) {
                    let bit = self.emit.push(Op::Bit(word, bit));
                    items.push(Item {
                        there: self.emit.truth_of(bit, false),
                        value: Symbol::Const(Value::Text(choice.value.clone())),
                    });
                }
                Symbol::List(List::of(items))
            }
            Kind::Number { min, max, .. } => {
                let scale = scale(kind);
                let (low, high) = (scaled::to(*min, scale)?, scaled::to(*max, scale)?);
                let n = high.checked_sub(low)?.checked_add(1)?;
                if scale == 0 && (1..=MAX_COUNTED).contains(&n) {
                    let reg = self.emit.push(Op::Choice { question, low, n });
                    let values = (low..=high).map(|it| Value::Number(it.into()));
                    return Some(self.emit.code(reg, values.collect()));
                }
                self.kept(question, low, high, scale, false)
            }
            Kind::Date { min, max } => {
                let low = i64::from(min.unwrap_or(Date::MIN).days());
                let high = i64::from(max.unwrap_or(Date::MAX).days());
                self.kept(question, low, high, 0, true)
            }
            Kind::Text => return None,
        })
    }

    fn kept(&mut self, question: QuestionId, low: i64, high: i64, scale: u32, day: bool) -> Symbol {
        let (low, high) = (low.min(high), high.max(low));
        let op = Op::Number {
            question,
            low,
            high,
        };
        Symbol::Number(Number {
            reg: Some(self.emit.push(op)),
            scale,
            low,
            high,
            is_day: day,
            null: None,
        })
    }

    fn enter(&mut self) -> Option<()> {
        self.steps_left = self.steps_left.checked_sub(1)?;
        (self.depth < MAX_DEPTH).then_some(())
    }

    fn condition(&mut self, condition: ConditionId) -> Option<Symbol> {
        self.enter()?;
        self.depth += 1;
        let symbol = self.condition_inside(condition);
        self.depth -= 1;
        symbol
    }

    fn condition_inside(&mut self, condition: ConditionId) -> Option<Symbol> {
        let book = Arc::clone(self.book);
        match &book.conditions.get(condition)?.test {
            ConditionTest::All(parts) => self.junction(true, parts, Self::condition),
            ConditionTest::Any(parts) => self.junction(false, parts, Self::condition),
            ConditionTest::Not(part) => {
                let part = self.condition(*part)?;
                Some(self.emit.not(&part))
            }
            ConditionTest::Is(expr, _) => self.expr(*expr),
        }
    }

    fn junction(
        &mut self,
        is_and: bool,
        parts: &[usize],
        part: fn(&mut Self, usize) -> Option<Symbol>,
    ) -> Option<Symbol> {
        let mut symbols = Vec::new();
        for it in parts {
            symbols.push(part(self, *it)?);
        }
        Some(self.emit.junction(is_and, &symbols))
    }

    pub(super) fn expr(&mut self, expr: ExprId) -> Option<Symbol> {
        self.enter()?;
        self.depth += 1;
        let symbol = self.expr_inside(expr);
        self.depth -= 1;
        symbol
    }

    fn expr_inside(&mut self, expr: ExprId) -> Option<Symbol> {
        let book = Arc::clone(self.book);
        match book.exprs.get(expr)? {
            Expr::Literal(it) => Some(Symbol::Const(it.value())),
            Expr::Question(it) => self.node(self.graph.question(*it)),
            Expr::Decision(it) => self.node(self.graph.decision(*it)),
            Expr::Facts(it) => {
                let facts = plain::facts(self.book, self.graph, self.day, *it);
                Some(Symbol::Const(facts))
            }
            Expr::Day => Some(Symbol::Const(Value::Date(self.day))),
            Expr::Local(at) => self.locals.get(*at).cloned(),
            Expr::And(parts) => self.junction(true, parts, Self::expr),
            Expr::Or(parts) => self.junction(false, parts, Self::expr),
            Expr::Not(part) => {
                let part = self.expr(*part)?;
                Some(self.emit.not(&part))
            }
            Expr::Negate(part) => {
                let part = self.expr(*part)?;
                self.negate(&part)
            }
            Expr::Arithmetic(op, a, b) => {
                let (a, b) = (self.expr(*a)?, self.expr(*b)?);
                self.arithmetic(*op, &a, &b)
            }
            Expr::Compare(op, a, b) => {
                let (a, b) = (self.expr(*a)?, self.expr(*b)?);
                self.compare(*op, &a, &b)
            }
            Expr::Equal(a, b) => {
                let (a, b) = (self.expr(*a)?, self.expr(*b)?);
                self.equal(&a, &b)
            }
            Expr::In(it, test) => {
                let it = self.expr(*it)?;
                self.test(&it, test)
            }
            Expr::If(test, then, otherwise) => {
                let test = self.expr(*test)?;
                let test = self.emit.holds(&test);
                match test.settled() {
                    Some(Value::Boolean(true)) => self.expr(*then),
                    Some(_) => self.expr(*otherwise),
                    None => {
                        let (then, otherwise) = (self.expr(*then)?, self.expr(*otherwise)?);
                        self.choose(&test, &then, &otherwise)
                    }
                }
            }
            Expr::Field(of, name) => {
                let of = self.expr(*of)?;
                self.field(&of, name)
            }
            Expr::Filter(list, condition) => {
                let list = self.expr(*list)?;
                self.filter(&list, *condition)
            }
            Expr::Item(list, at) => {
                let (list, at) = (self.expr(*list)?, self.expr(*at)?);
                self.item(&list, &at)
            }
            Expr::Some(list, body) => {
                let list = self.expr(*list)?;
                self.quantify(&list, *body, false)
            }
            Expr::Every(list, body) => {
                let list = self.expr(*list)?;
                self.quantify(&list, *body, true)
            }
            Expr::List(parts) => {
                let parts: Option<Vec<Symbol>> = parts.iter().map(|it| self.expr(*it)).collect();
                let parts = parts?;
                let whole: Option<Vec<Value>> =
                    parts.iter().map(|it| it.settled().cloned()).collect();
                Some(match whole {
                    Some(values) => Symbol::Const(Value::List(values.into())),
                    None => Symbol::List(List::sure(parts)),
                })
            }
            Expr::Context(entries) => {
                let mut out = Vec::new();
                for (name, it) in entries {
                    out.push((name.clone(), self.expr(*it)?));
                }
                Some(Symbol::Context(out))
            }
            Expr::Call(function, arguments) => {
                let arguments: Option<Vec<Symbol>> =
                    arguments.iter().map(|it| self.expr(*it)).collect();
                self.call(*function, &arguments?)
            }
            Expr::For(..) => None,
            #[cfg(feature = "feel-full")]
            Expr::Further(_) => None,
        }
    }

    pub(super) fn equal(&mut self, a: &Symbol, b: &Symbol) -> Option<Symbol> {
        let equal = |it: &[Value]| {
            let [a, b] = it else { return None };
            plain_truth(value::equal(&Set::One(a.clone()), &Set::One(b.clone())))
        };
        if let Some(folded) = self.emit.fold(&[a, b], MAX_FOLDED, &equal) {
            return Some(folded);
        }
        self.equal_numbers(a, b)
    }

    /// Does `value` pass the unary test?
    pub(super) fn test(&mut self, value: &Symbol, test: &Test) -> Option<Symbol> {
        match test {
            Test::OneOf(literals) => {
                let mut truths = Vec::new();
                for it in literals {
                    truths.push(self.equal(value, &Symbol::Const(it.value()))?);
                }
                Some(self.emit.junction(false, &truths))
            }
            Test::One(it) => self.comparand(value, it),
            Test::AnyOf(parts) => self.any(value, parts),
            Test::Not(parts) => {
                let any = self.any(value, parts)?;
                let not = |it: &Value| Some(Value::Boolean(truth(it) != TRUE));
                match &any {
                    Symbol::Code(code) => code.map(not),
                    other => Some(Symbol::boolean(truth(other.settled()?) != TRUE)),
                }
            }
        }
    }

    fn any(&mut self, value: &Symbol, parts: &[Comparand]) -> Option<Symbol> {
        let mut truths = Vec::new();
        for part in parts {
            truths.push(self.comparand(value, part)?);
        }
        Some(self.emit.junction(false, &truths))
    }

    fn comparand(&mut self, value: &Symbol, comparand: &Comparand) -> Option<Symbol> {
        match comparand {
            Comparand::Equal(with) => {
                let with = self.expr(*with)?;
                self.equal(value, &with)
            }
            Comparand::Range(low, high) => {
                use value::Comparison::{Greater, GreaterOrEqual, Less, LessOrEqual};
                let mut sides = Vec::new();
                for (end, closed_op, open_op) in
                    [(low, GreaterOrEqual, Greater), (high, LessOrEqual, Less)]
                {
                    if let Some((it, closed)) = end {
                        let it = self.expr(*it)?;
                        let op = if *closed { closed_op } else { open_op };
                        sides.push(self.compare(op, value, &it)?);
                    }
                }
                Some(self.emit.junction(true, &sides))
            }
            Comparand::Member(list) => {
                let list = self.expr(*list)?;
                self.member(value, &list)
            }
            Comparand::Holds(condition) => self.with_local(value.clone(), *condition),
        }
    }

    /// The expression with one more local.
    pub(super) fn with_local(&mut self, local: Symbol, expr: ExprId) -> Option<Symbol> {
        self.locals.push(local);
        let symbol = self.expr(expr);
        self.locals.pop();
        symbol
    }

    /// `then` where the test holds, else `otherwise`; the test is never null.
    pub(super) fn choose(
        &mut self,
        test: &Symbol,
        then: &Symbol,
        otherwise: &Symbol,
    ) -> Option<Symbol> {
        let folded = self.emit.fold(&[test, then, otherwise], 0, &|it| {
            let [test, then, otherwise] = it else {
                return None;
            };
            let holds = *test == Value::Boolean(true);
            Some(if holds { then } else { otherwise }.clone())
        });
        if folded.is_some() {
            return folded;
        }
        let test = match self.emit.truth(test) {
            Truth::Const(TRUE) => return Some(then.clone()),
            Truth::Const(_) => return Some(otherwise.clone()),
            Truth::Reg(it, _) => it,
        };
        match (then, otherwise) {
            (Symbol::Const(_) | Symbol::Code(_), Symbol::Const(_) | Symbol::Code(_)) => {
                self.choose_code(test, then, otherwise)
            }
            (Symbol::List(_), _) | (_, Symbol::List(_)) => self.choose_list(test, then, otherwise),
            _ => self.choose_number(test, then, otherwise),
        }
    }

    fn choose_code(&mut self, test: Reg, then: &Symbol, otherwise: &Symbol) -> Option<Symbol> {
        // Two truths stay one.
        let is_truth = |it: &Symbol| match it {
            Symbol::Const(it) => matches!(it, Value::Boolean(_) | Value::Null(_)),
            Symbol::Code(code) => code.is_truth(),
            _ => false,
        };
        let nulls = |it: &Symbol| match it {
            Symbol::Const(it) => it.is_null(),
            Symbol::Code(code) => !code.is_sure(),
            _ => false,
        };
        let both_null = then.settled().is_some_and(Value::is_null)
            && otherwise.settled().is_some_and(Value::is_null);
        if is_truth(then) && is_truth(otherwise) && !both_null {
            let may_be_null = nulls(then) || nulls(otherwise);
            let op = Op::Choose {
                test,
                then: self.emit.truth(then).source(),
                otherwise: self.emit.truth(otherwise).source(),
                offset: 0,
            };
            let reg = self.emit.push(op);
            return Some(self.emit.truth_of(reg, may_be_null));
        }
        let parts = |it: &Symbol| -> Option<(Source<u16>, Vec<Value>)> {
            Some(match it {
                Symbol::Const(it) => (Source::Const(0), vec![it.clone()]),
                Symbol::Code(code) => (Source::Reg(code.reg), code.values.to_vec()),
                _ => return None,
            })
        };
        let (then, mut values) = parts(then)?;
        let (otherwise, others) = parts(otherwise)?;
        let offset = u16::try_from(values.len()).ok()?;
        values.extend(others);
        u16::try_from(values.len()).ok()?;
        let reg = self.emit.push(Op::Choose {
            test,
            then,
            otherwise,
            offset,
        });
        Some(self.emit.code(reg, values))
    }

    fn choose_list(&mut self, test: Reg, then: &Symbol, otherwise: &Symbol) -> Option<Symbol> {
        let holds = self.emit.truth_of(test, false);
        let fails = self.emit.not(&holds);
        let (then, otherwise) = (self.list(then)?, self.list(otherwise)?);
        let null = self.choose(&holds, &then.null, &otherwise.null)?;
        let mut items = Vec::new();
        for (side, list) in [(&holds, then), (&fails, otherwise)] {
            for item in list.items {
                let there = self.emit.junction(true, &[side.clone(), item.there]);
                items.push(Item {
                    there,
                    value: item.value,
                });
            }
        }
        Some(Symbol::List(List {
            items,
            null: Box::new(null),
        }))
    }
}

/// What a truth over settled sets is as a value; kept apart from what is none.
pub(super) fn plain_truth(truth: value::Truth) -> Option<Value> {
    Set::from_truth(truth).settled().cloned()
}
