//! What is the same in two books, seen without trying any answer.
//!
//! Every decision, condition and expression of a book gets a number that stands
//! for all it is made of, on one day: names of questions, values, rows that are
//! in force. Numbers come from one list for both books, so equal numbers mean
//! that nothing below differs, whatever is answered.

use std::collections::BTreeMap;

use super::super::compile::share;
use crate::book::{
    Book, ConditionId, ConditionTest, DecisionId, Expr, ExprId, Kind, Logic, QuestionId,
};
use crate::value::Date;

/// Texts that were met, each with its number.
#[derive(Default)]
pub(super) struct Known(BTreeMap<String, usize>);

impl Known {
    fn number(&mut self, text: String) -> usize {
        let next = self.0.len();
        *self.0.entry(text).or_insert(next)
    }
}

/// The numbers of one book.
pub(super) struct Marks<'b> {
    book: &'b Book,
    day: Date,
    /// By question: what it is called in both books.
    names: &'b [String],
    exprs: BTreeMap<ExprId, usize>,
    decisions: BTreeMap<DecisionId, usize>,
    questions: BTreeMap<QuestionId, usize>,
}

impl<'b> Marks<'b> {
    pub(super) fn new(book: &'b Book, day: Date, names: &'b [String]) -> Self {
        Self {
            book,
            day,
            names,
            exprs: BTreeMap::new(),
            decisions: BTreeMap::new(),
            questions: BTreeMap::new(),
        }
    }

    pub(super) fn decision(&mut self, at: DecisionId, known: &mut Known) -> usize {
        if let Some(mark) = self.decisions.get(&at) {
            return *mark;
        }
        let book = self.book;
        let text = match &book.decisions[at].logic {
            Logic::Expr(expr) => format!("is {}", self.expr(*expr, known)),
            Logic::Table(table) => {
                let mut text =
                    format!("{:?} {:?} {:?}", table.hit, table.outputs, table.priorities);
                for input in &table.inputs {
                    text += &format!(" {}", self.expr(*input, known));
                }
                let day = self.day;
                for row in table.rows.iter().filter(|it| it.period.contains(day)) {
                    text += "\n";
                    for test in &row.tests {
                        let mut test = test.clone();
                        for part in test.iter_mut().flat_map(share::of_test) {
                            *part = self.expr(*part, known);
                        }
                        text += &format!(" {test:?}");
                    }
                    for output in &row.outputs {
                        text += &format!(" = {}", self.expr(*output, known));
                    }
                }
                text
            }
        };
        let mark = known.number(text);
        self.decisions.insert(at, mark);
        mark
    }

    pub(super) fn condition(&mut self, at: ConditionId, known: &mut Known) -> usize {
        let book = self.book;
        let text = match &book.conditions[at].test {
            ConditionTest::All(parts) => {
                let marks: Vec<usize> = parts.iter().map(|it| self.condition(*it, known)).collect();
                format!("all {marks:?}")
            }
            ConditionTest::Any(parts) => {
                let marks: Vec<usize> = parts.iter().map(|it| self.condition(*it, known)).collect();
                format!("any {marks:?}")
            }
            ConditionTest::Not(part) => format!("not {}", self.condition(*part, known)),
            ConditionTest::Is(expr, _) => return self.expr(*expr, known),
        };
        known.number(text)
    }

    pub(super) fn expr(&mut self, at: ExprId, known: &mut Known) -> usize {
        if let Some(mark) = self.exprs.get(&at) {
            return *mark;
        }
        let book = self.book;
        let text = match &book.exprs[at] {
            Expr::Question(it) => format!("question {}", self.question(*it, known)),
            Expr::Decision(it) => format!("decision {}", self.decision(*it, known)),
            Expr::Facts(it) => {
                let facts = &book.facts[*it];
                let rows = facts.rows.iter().filter(|it| it.period.contains(self.day));
                let rows: Vec<_> = rows.map(|it| &it.cells).collect();
                format!("facts {:?} {rows:?}", facts.columns)
            }
            expr => {
                let mut expr = expr.clone();
                share::parts(&mut expr, &mut |it| *it = self.expr(*it, known));
                format!("{expr:?}")
            }
        };
        let mark = known.number(text);
        self.exprs.insert(at, mark);
        mark
    }

    /// Its name, what may be answered, and when it is put.
    pub(super) fn question(&mut self, at: QuestionId, known: &mut Known) -> usize {
        if let Some(mark) = self.questions.get(&at) {
            return *mark;
        }
        let book = self.book;
        let question = &book.questions[at];
        let kind = match &question.kind {
            Kind::Choice(choices) | Kind::Several(choices) => {
                let values: Vec<_> = choices.iter().map(|it| (&it.value, it.only)).collect();
                let several = matches!(question.kind, Kind::Several(_));
                format!("{several} {values:?}")
            }
            Kind::Number {
                min, max, whole, ..
            } => format!("{min} {max} {whole}"),
            Kind::Date { min, max } => format!("{min:?} {max:?}"),
            Kind::YesNo => "yes-no".to_owned(),
            Kind::Text => "text".to_owned(),
        };
        let gates =
            [question.when, question.ask_when].map(|gate| gate.map(|it| self.expr(it, known)));
        let mark = known.number(format!("{} {kind} {gates:?}", self.names[at]));
        self.questions.insert(at, mark);
        mark
    }
}
