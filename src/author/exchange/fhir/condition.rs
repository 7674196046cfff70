//! Conditions on answers, as `enableWhen` and as FHIRPath.
//!
//! FHIR compares answers with written values and joins that with one "all" or
//! "any"; FHIRPath nests. Decisions that are expressions are opened up, since
//! outside there are only answers.

use serde_json::{Value as Json, json};

use super::questionnaire::number;
use crate::book::{Book, Comparand, Expr, ExprId, Kind, Literal, Logic, QuestionId, Test, Wizard};
use crate::value::Comparison;

/// A condition over answers alone.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Is(Comparing),
}

#[derive(Clone, Debug)]
pub(super) struct Comparing {
    question: String,
    operator: &'static str,
    /// `answerCoding` and so on, with the value, and the value in FHIRPath.
    key: &'static str,
    value: Json,
    path: String,
}

/// Decisions within decisions that are opened up.
const MAX_DEPTH: usize = 24;

/// The condition, or which part cannot be said.
pub(super) fn read(book: &Book, expr: ExprId, wizard: &Wizard) -> Result<Condition, String> {
    let asked = wizard.questions();
    Reading { book, asked }.condition(expr, 0)
}

pub(super) fn all(mut parts: Vec<Condition>) -> Condition {
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        Condition::All(parts)
    }
}

struct Reading<'b> {
    book: &'b Book,
    asked: Vec<QuestionId>,
}

impl Reading<'_> {
    fn condition(&self, expr: ExprId, depth: usize) -> Result<Condition, String> {
        if depth > MAX_DEPTH {
            return Err("…".to_owned());
        }
        let parts = |all: &[ExprId]| -> Result<Vec<Condition>, String> {
            all.iter()
                .map(|it| self.condition(*it, depth + 1))
                .collect()
        };
        match &self.book.exprs[expr] {
            Expr::And(all) => Ok(Condition::All(parts(all)?)),
            Expr::Or(all) => Ok(Condition::Any(parts(all)?)),
            Expr::Not(it) => Ok(Condition::Not(Box::new(self.condition(*it, depth + 1)?))),
            Expr::Decision(it) => match &self.book.decisions[*it].logic {
                Logic::Expr(inner) => self.condition(*inner, depth + 1),
                Logic::Table(_) => Err(self.book.decisions[*it].name.to_string()),
            },
            Expr::Question(it) => self.compare(*it, "=", &Literal::Boolean(true)),
            Expr::Equal(a, b) => self.comparison("=", "=", *a, *b),
            Expr::Compare(op, a, b) => {
                let (operator, turned) = match op {
                    Comparison::Less => ("<", ">"),
                    Comparison::LessOrEqual => ("<=", ">="),
                    Comparison::Greater => (">", "<"),
                    Comparison::GreaterOrEqual => (">=", "<="),
                };
                self.comparison(operator, turned, *a, *b)
            }
            Expr::In(value, test) => self.within(*value, test),
            _ => Err("FEEL".to_owned()),
        }
    }

    fn comparison(
        &self,
        operator: &'static str,
        turned: &'static str,
        a: ExprId,
        b: ExprId,
    ) -> Result<Condition, String> {
        match (&self.book.exprs[a], &self.book.exprs[b]) {
            (Expr::Question(it), Expr::Literal(value)) => self.compare(*it, operator, value),
            (Expr::Literal(value), Expr::Question(it)) => self.compare(*it, turned, value),
            (Expr::Decision(it), Expr::Literal(Literal::Boolean(value))) if operator == "=" => {
                let Logic::Expr(inner) = self.book.decisions[*it].logic else {
                    return Err(self.book.decisions[*it].name.to_string());
                };
                let inner = self.condition(inner, 1)?;
                Ok(if *value {
                    inner
                } else {
                    Condition::Not(Box::new(inner))
                })
            }
            (Expr::Decision(it), _) | (_, Expr::Decision(it)) => {
                Err(self.book.decisions[*it].name.to_string())
            }
            _ => Err("FEEL".to_owned()),
        }
    }

    fn within(&self, value: ExprId, test: &Test) -> Result<Condition, String> {
        // `"人工呼吸器" in 医療的ケア`: the list is the answer.
        if let (Expr::Literal(literal), Test::One(comparand)) = (&self.book.exprs[value], test) {
            return match comparand {
                Comparand::Equal(list) | Comparand::Member(list) => match &self.book.exprs[*list] {
                    Expr::Question(it) => self.compare(*it, "=", literal),
                    Expr::Decision(it) => Err(self.book.decisions[*it].name.to_string()),
                    _ => Err("FEEL".to_owned()),
                },
                _ => Err("FEEL".to_owned()),
            };
        }
        let question = match &self.book.exprs[value] {
            Expr::Question(it) => *it,
            Expr::Decision(it) => return Err(self.book.decisions[*it].name.to_string()),
            _ => return Err("FEEL".to_owned()),
        };
        let any = |them: &[Comparand]| -> Result<Condition, String> {
            let all = them.iter().map(|it| self.comparand(question, it));
            Ok(Condition::Any(all.collect::<Result<_, _>>()?))
        };
        match test {
            Test::OneOf(literals) => {
                let all = literals.iter().map(|it| self.compare(question, "=", it));
                Ok(Condition::Any(all.collect::<Result<_, _>>()?))
            }
            Test::One(it) => self.comparand(question, it),
            Test::AnyOf(all) => any(all),
            Test::Not(all) => Ok(Condition::Not(Box::new(any(all)?))),
        }
    }

    fn comparand(&self, question: QuestionId, it: &Comparand) -> Result<Condition, String> {
        let literal = |at: ExprId| match &self.book.exprs[at] {
            Expr::Literal(it) => Ok(it),
            _ => Err("FEEL".to_owned()),
        };
        match it {
            Comparand::Equal(at) => self.compare(question, "=", literal(*at)?),
            Comparand::Range(low, high) => {
                let mut ends = Vec::new();
                if let Some((at, closed)) = low {
                    let operator = if *closed { ">=" } else { ">" };
                    ends.push(self.compare(question, operator, literal(*at)?)?);
                }
                if let Some((at, closed)) = high {
                    let operator = if *closed { "<=" } else { "<" };
                    ends.push(self.compare(question, operator, literal(*at)?)?);
                }
                Ok(all(ends))
            }
            Comparand::Member(_) | Comparand::Holds(_) => Err("FEEL".to_owned()),
        }
    }

    fn compare(
        &self,
        question: QuestionId,
        operator: &'static str,
        value: &Literal,
    ) -> Result<Condition, String> {
        let asked = &self.book.questions[question];
        // What this wizard does not ask has no answer to look at.
        if !self.asked.contains(&question) {
            return Err(asked.name.to_string());
        }
        let (key, value, path) = match (&asked.kind, value) {
            (Kind::YesNo, Literal::Boolean(it)) => ("answerBoolean", json!(it), it.to_string()),
            (Kind::Choice(_) | Kind::Several(_), Literal::Text(it)) => {
                ("answerCoding", json!({ "code": &**it }), quoted(it))
            }
            (Kind::Text, Literal::Text(it)) => ("answerString", json!(&**it), quoted(it)),
            (Kind::Number { whole, .. }, Literal::Number(it)) => {
                let key = if *whole && it.is_integer() {
                    "answerInteger"
                } else {
                    "answerDecimal"
                };
                (key, number(&it.text()), it.text())
            }
            (Kind::Date { .. }, Literal::Date(it)) => {
                ("answerDate", json!(it.text()), format!("@{}", it.text()))
            }
            (_, Literal::Null) => return Err("null".to_owned()),
            _ => return Err(asked.name.to_string()),
        };
        Ok(Condition::Is(Comparing {
            question: asked.name.to_string(),
            operator,
            key,
            value,
            path,
        }))
    }
}

/// A text of FHIRPath.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "\\'");
    ["'", &escaped, "'"].concat()
}

/// `enableBehavior` and the conditions, where that says it all.
pub(super) fn enable_when(condition: &Condition) -> Option<(&'static str, Vec<Json>)> {
    let flat = |parts: &[Condition]| parts.iter().map(one).collect::<Option<Vec<Json>>>();
    match simple(condition) {
        Condition::All(parts) => Some(("all", flat(&parts)?)),
        Condition::Any(parts) => Some(("any", flat(&parts)?)),
        it => Some(("all", vec![one(&it)?])),
    }
}

/// Joins of the same kind within one another as one, and joins of one as that.
fn simple(condition: &Condition) -> Condition {
    let join = |parts: &[Condition], is_all: bool| {
        let mut out = Vec::new();
        for part in parts.iter().map(simple) {
            match part {
                Condition::All(inner) if is_all => out.extend(inner),
                Condition::Any(inner) if !is_all => out.extend(inner),
                it => out.push(it),
            }
        }
        out
    };
    let mut parts = match condition {
        Condition::All(parts) => join(parts, true),
        Condition::Any(parts) => join(parts, false),
        other => return other.clone(),
    };
    match (parts.len(), condition) {
        (1, _) => parts.remove(0),
        (_, Condition::All(_)) => Condition::All(parts),
        _ => Condition::Any(parts),
    }
}

fn one(condition: &Condition) -> Option<Json> {
    let (it, operator) = match condition {
        Condition::Is(it) => (it, it.operator),
        Condition::Not(inner) => match &**inner {
            // Of several answers `!=` would be true for any other one.
            Condition::Is(it) if it.operator == "=" && it.key == "answerBoolean" => (it, "!="),
            _ => return None,
        },
        _ => return None,
    };
    Some(json!({ "question": it.question, "operator": operator, it.key: it.value }))
}

/// The same as FHIRPath over the response.
pub(super) fn fhirpath(condition: &Condition) -> String {
    let joined = |parts: &[Condition], between: &str| {
        let parts: Vec<String> = parts.iter().map(fhirpath).collect();
        ["(", &parts.join(between), ")"].concat()
    };
    match condition {
        Condition::All(parts) => joined(parts, " and "),
        Condition::Any(parts) => joined(parts, " or "),
        Condition::Not(it) => [&fhirpath(it), ".not()"].concat(),
        Condition::Is(it) => {
            let code = if it.key == "answerCoding" {
                ".code"
            } else {
                ""
            };
            // `exists` where several may be ticked: any of them will do.
            format!(
                "%resource.descendants().where(linkId = {}).answer.value{code}.where($this {} {}).exists()",
                quoted(&it.question),
                it.operator,
                it.path
            )
        }
    }
}
