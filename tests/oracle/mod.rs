//! What the rules mean, in the plainest Rust there is: FEEL (DMN 1.5) on one
//! value at a time, with every question answered. Slow and obvious.
//!
//! It reads the compiled `Book` and shares nothing else with the engine: its
//! own values, its own fractions, no sets, no memory, no splitting. Where it
//! and `run` differ, one of them is wrong.
//!
//! Where the letter of FEEL leaves room we follow the conformance suite: `all`
//! and `any` of null are null, a negated test fits null, and `some` and `every`
//! are null as soon as one item gives neither true nor false.

mod call;
mod fraction;
mod plain;
mod table;

use tsunagu::book::{
    Book, Cell, Comparand, ConditionId, ConditionTest, Expr, ExprId, Facts, Literal, Logic, Test,
};
use tsunagu::value::{Arithmetic, Comparison, Date};

pub use fraction::Fraction;
pub use plain::Plain;

/// One family with all questions answered, on one day.
pub struct Oracle<'a> {
    pub book: &'a Book,
    pub day: Date,
    /// Tables of facts as they stand on that day (`facts_on`).
    pub facts: &'a [Plain],
    /// The answer to a question, looked up only when it is needed; what `when:`
    /// makes null is null whatever it is.
    pub answers: &'a dyn Fn(usize) -> Plain,
}

/// Values bound by `some`, `for`, a filter or a test, outermost first.
type Locals = Vec<Plain>;

impl Oracle<'_> {
    pub fn question(&self, at: usize) -> Plain {
        if self.book.questions[at].when.is_none_or(|it| self.holds(it)) {
            (self.answers)(at)
        } else {
            Plain::Null
        }
    }

    /// Whether `when:` or `ask-when:` is true.
    pub fn holds(&self, condition: ExprId) -> bool {
        self.expr(condition, &mut Locals::new()) == Plain::TRUE
    }

    pub fn decision(&self, at: usize) -> Plain {
        match &self.book.decisions[at].logic {
            Logic::Expr(it) => self.expr(*it, &mut Locals::new()),
            Logic::Table(it) => self.table(it),
        }
    }

    /// What the programme's conditions come to; it fits where that is true.
    pub fn fits(&self, program: usize) -> Plain {
        self.condition(self.book.programs[program].fits)
    }

    pub fn amount(&self, program: usize) -> Option<Plain> {
        let amount = self.book.programs[program].amount?;
        Some(self.expr(amount, &mut Locals::new()))
    }

    fn condition(&self, at: ConditionId) -> Plain {
        match &self.book.conditions[at].test {
            ConditionTest::All(parts) => and(parts.iter().map(|it| self.condition(*it))),
            ConditionTest::Any(parts) => or(parts.iter().map(|it| self.condition(*it))),
            ConditionTest::Not(part) => not(&self.condition(*part)),
            ConditionTest::Is(it, _) => self.expr(*it, &mut Locals::new()),
        }
    }

    fn expr(&self, at: ExprId, locals: &mut Locals) -> Plain {
        match &self.book.exprs[at] {
            Expr::Literal(it) => literal(it),
            Expr::Question(it) => self.question(*it),
            Expr::Decision(it) => self.decision(*it),
            Expr::Facts(it) => self.facts[*it].clone(),
            Expr::Day => Plain::Date(self.day),
            Expr::Local(it) => locals[*it].clone(),
            Expr::And(parts) => and(parts.iter().map(|it| self.expr(*it, locals))),
            Expr::Or(parts) => or(parts.iter().map(|it| self.expr(*it, locals))),
            Expr::Not(part) => not(&self.expr(*part, locals)),
            Expr::Negate(part) => match self.expr(*part, locals) {
                Plain::Number(it) => Plain::Number(Fraction::ZERO - it),
                _ => Plain::Null,
            },
            Expr::Arithmetic(op, a, b) => {
                arithmetic(*op, self.expr(*a, locals), self.expr(*b, locals))
            }
            Expr::Compare(op, a, b) => compare(*op, &self.expr(*a, locals), &self.expr(*b, locals)),
            Expr::Equal(a, b) => equal(&self.expr(*a, locals), &self.expr(*b, locals)),
            Expr::In(value, test) => {
                let value = self.expr(*value, locals);
                self.test(&value, test, locals)
            }
            Expr::If(condition, then, otherwise) => {
                let holds = self.expr(*condition, locals) == Plain::TRUE;
                self.expr(if holds { *then } else { *otherwise }, locals)
            }
            Expr::Field(of, name) => self.expr(*of, locals).field(name),
            Expr::Filter(list, condition) => {
                let items = self.expr(*list, locals).into_items();
                let holds = |it: &Plain| self.within(it, *condition, locals) == Plain::TRUE;
                Plain::List(items.into_iter().filter(holds).collect())
            }
            Expr::Item(list, place) => item(self.expr(*list, locals), &self.expr(*place, locals)),
            Expr::For(list, body) => {
                let items = self.expr(*list, locals).into_items();
                Plain::List(
                    items
                        .iter()
                        .map(|it| self.within(it, *body, locals))
                        .collect(),
                )
            }
            Expr::Some(list, body) => self.quantified(*list, *body, locals, or),
            Expr::Every(list, body) => self.quantified(*list, *body, locals, and),
            Expr::List(parts) => Plain::List(self.all_of(parts, locals)),
            Expr::Context(entries) => Plain::Context(
                entries
                    .iter()
                    .map(|(name, it)| (name.clone(), self.expr(*it, locals)))
                    .collect(),
            ),
            // No pack of the laws has it: the vectors of the suite are its oracle.
            Expr::Further(it) => panic!("{it:?}"),
            Expr::Call(function, parts) => call::call(*function, &self.all_of(parts, locals)),
        }
    }

    fn all_of(&self, parts: &[ExprId], locals: &mut Locals) -> Vec<Plain> {
        parts.iter().map(|it| self.expr(*it, locals)).collect()
    }

    /// `body` with `item` as the next local.
    fn within(&self, item: &Plain, body: ExprId, locals: &mut Locals) -> Plain {
        locals.push(item.clone());
        let value = self.expr(body, locals);
        locals.pop();
        value
    }

    fn quantified(
        &self,
        list: ExprId,
        body: ExprId,
        locals: &mut Locals,
        join: fn(Vec<Plain>) -> Plain,
    ) -> Plain {
        let items = self.expr(list, locals).into_items();
        let values: Vec<Plain> = items
            .iter()
            .map(|it| self.within(it, body, locals))
            .collect();
        let all_told = values.iter().all(|it| matches!(it, Plain::Boolean(_)));
        if all_told { join(values) } else { Plain::Null }
    }

    fn test(&self, value: &Plain, test: &Test, locals: &mut Locals) -> Plain {
        match test {
            Test::One(it) => self.comparand(value, it, locals),
            Test::OneOf(literals) => or(literals.iter().map(|it| equal(value, &literal(it)))),
            Test::AnyOf(parts) => or(parts.iter().map(|it| self.comparand(value, it, locals))),
            Test::Not(parts) => {
                let any = or(parts.iter().map(|it| self.comparand(value, it, locals)));
                Plain::Boolean(any != Plain::TRUE)
            }
        }
    }

    fn comparand(&self, value: &Plain, comparand: &Comparand, locals: &mut Locals) -> Plain {
        match comparand {
            Comparand::Equal(it) => equal(value, &self.expr(*it, locals)),
            Comparand::Range(low, high) => {
                let mut parts = Vec::new();
                if let Some((end, closed)) = low {
                    let op = if *closed {
                        Comparison::GreaterOrEqual
                    } else {
                        Comparison::Greater
                    };
                    parts.push(compare(op, value, &self.expr(*end, locals)));
                }
                if let Some((end, closed)) = high {
                    let op = if *closed {
                        Comparison::LessOrEqual
                    } else {
                        Comparison::Less
                    };
                    parts.push(compare(op, value, &self.expr(*end, locals)));
                }
                and(parts)
            }
            Comparand::Member(list) => {
                let items = self.expr(*list, locals).into_items();
                Plain::Boolean(items.iter().any(|it| equal(value, it) == Plain::TRUE))
            }
            Comparand::Holds(condition) => self.within(value, *condition, locals),
        }
    }
}

/// Of every table of facts the rows that hold on the day, as contexts.
pub fn facts_on(book: &Book, day: Date) -> Vec<Plain> {
    let table = |facts: &Facts| {
        let here = facts.rows.iter().filter(|it| is_within(it.period, day));
        let row = |cells: &[Cell]| {
            let values = cells.iter().map(|it| match it {
                Cell::One(it) => literal(it),
                Cell::Many(list) => Plain::List(list.iter().map(literal).collect()),
            });
            Plain::Context(facts.columns.iter().cloned().zip(values).collect())
        };
        Plain::List(here.map(|it| row(&it.cells)).collect())
    };
    book.facts.iter().map(table).collect()
}

fn is_within(period: tsunagu::book::Period, day: Date) -> bool {
    period.from.is_none_or(|it| it.civil() <= day.civil())
        && period.until.is_none_or(|it| day.civil() <= it.civil())
}

fn literal(it: &Literal) -> Plain {
    Plain::from(&it.value())
}

/// One part that is false decides; those after it are not looked at.
fn and(parts: impl IntoIterator<Item = Plain>) -> Plain {
    decided(Plain::FALSE, Plain::TRUE, parts)
}

fn or(parts: impl IntoIterator<Item = Plain>) -> Plain {
    decided(Plain::TRUE, Plain::FALSE, parts)
}

fn decided(by: Plain, otherwise: Plain, parts: impl IntoIterator<Item = Plain>) -> Plain {
    let mut all_told = true;
    for part in parts {
        if part == by {
            return by;
        }
        all_told &= part == otherwise;
    }
    if all_told { otherwise } else { Plain::Null }
}

fn not(part: &Plain) -> Plain {
    match part {
        Plain::Boolean(it) => Plain::Boolean(!it),
        _ => Plain::Null,
    }
}

fn equal(a: &Plain, b: &Plain) -> Plain {
    if *a == Plain::Null || *b == Plain::Null || a.kind() == b.kind() {
        Plain::Boolean(a == b)
    } else {
        Plain::Null
    }
}

fn compare(op: Comparison, a: &Plain, b: &Plain) -> Plain {
    let Some(order) = a.order(b) else {
        return Plain::Null;
    };
    Plain::Boolean(match op {
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    })
}

fn arithmetic(op: Arithmetic, a: Plain, b: Plain) -> Plain {
    match (op, a, b) {
        (Arithmetic::Add, Plain::Text(a), Plain::Text(b)) => {
            Plain::Text([&*a, &*b].concat().into())
        }
        (Arithmetic::Add, Plain::Number(a), Plain::Number(b)) => Plain::Number(a + b),
        (Arithmetic::Subtract, Plain::Number(a), Plain::Number(b)) => Plain::Number(a - b),
        (Arithmetic::Multiply, Plain::Number(a), Plain::Number(b)) => Plain::Number(a * b),
        (Arithmetic::Divide, Plain::Number(_), Plain::Number(Fraction::ZERO)) => Plain::Null,
        (Arithmetic::Divide, Plain::Number(a), Plain::Number(b)) => Plain::Number(a / b),
        (Arithmetic::Power, Plain::Number(a), Plain::Number(b)) => {
            let times = b.whole().expect("packs raise to whole powers only");
            Plain::Number((0..times).fold(Fraction::from(1), |it, _| it * a))
        }
        _ => Plain::Null,
    }
}

/// `list[place]`: 1 is the first, −1 the last.
fn item(list: Plain, place: &Plain) -> Plain {
    let items = list.into_items();
    let Plain::Number(place) = place else {
        return Plain::Null;
    };
    let Some(place) = place.whole() else {
        return Plain::Null;
    };
    let n = i128::try_from(items.len()).unwrap();
    let from_start = if place < 0 { n + place } else { place - 1 };
    usize::try_from(from_start)
        .ok()
        .and_then(|it| items.get(it).cloned())
        .unwrap_or(Plain::Null)
}
