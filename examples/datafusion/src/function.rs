//! The scalar function: the very evaluator of `tsunagu simulate`, on the batches
//! that DataFusion hands out, on as many threads as it likes.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex};

use datafusion::arrow::array::StringArray;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};
use tsunagu::batch::{Batch, ROWS};
use tsunagu::book::Book;
use tsunagu::run::{Graph, Tell};
use tsunagu::value::{Date, Set, Value};

use crate::answers::answers;

#[derive(Debug)]
pub struct Rules {
    signature: Signature,
    shared: Arc<Shared>,
}

struct Shared {
    book: Arc<Book>,
    day: Date,
    /// By name; each is made ready once.
    goals: Mutex<BTreeMap<String, Arc<Goal>>>,
}

struct Goal {
    is_program: bool,
    batch: Batch,
}

impl Rules {
    pub fn new(book: Arc<Book>, day: Date) -> Self {
        Self {
            signature: Signature::variadic_any(Volatility::Immutable),
            shared: Arc::new(Shared {
                book,
                day,
                goals: Mutex::default(),
            }),
        }
    }
}

impl Shared {
    fn goal(&self, name: &str) -> Result<Arc<Goal>> {
        let mut goals = self.goals.lock().expect("no thread panics while it holds it");
        if let Some(known) = goals.get(name) {
            return Ok(Arc::clone(known));
        }
        let graph = Graph::new(&self.book);
        let program = self.book.programs.iter().position(|it| *it.name == *name);
        let node = match (program, self.book.decision(name)) {
            (Some(program), _) => graph.fits(program),
            (None, Some(decision)) => graph.decision(decision),
            (None, None) => {
                return Err(plan(format!("the book has no programme or decision `{name}`")));
            }
        };
        let goal = Arc::new(Goal {
            is_program: program.is_some(),
            batch: Batch::new(&self.book, self.day, &[node]),
        });
        goals.insert(name.to_owned(), Arc::clone(&goal));
        Ok(goal)
    }
}

impl ScalarUDFImpl for Rules {
    fn name(&self) -> &str {
        "tsunagu"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let Some((name, pairs)) = args.args.split_first() else {
            return Err(plan("tsunagu(NAME, QUESTION, COLUMN, …)".to_owned()));
        };
        let goal = self.shared.goal(literal(name)?)?;
        let mut columns = Vec::new();
        for pair in pairs.chunks(2) {
            let [question, column] = pair else {
                return Err(plan("a question without its column".to_owned()));
            };
            columns.push((literal(question)?, column.to_array(args.number_rows)?));
        }
        let answers = answers(&self.shared.book, &columns, args.number_rows)?;
        let mut worker = goal.batch.worker();
        let mut out: Vec<Option<String>> = Vec::with_capacity(args.number_rows);
        for first in (0..args.number_rows).step_by(ROWS) {
            let mut rows = worker.run(&answers, first);
            for row in 0..rows.len() {
                let set = rows.set(0, row);
                out.push(if goal.is_program {
                    Some(status(&set).to_owned())
                } else {
                    text(&set)
                });
            }
        }
        Ok(ColumnarValue::Array(Arc::new(StringArray::from(out))))
    }
}

fn status(set: &Set) -> &'static str {
    let truth = set.truth();
    if truth.is_true() {
        "fits"
    } else if truth.never() {
        "does-not-fit"
    } else {
        "open"
    }
}

/// What is not certain is null.
fn text(set: &Set) -> Option<String> {
    match set.settled()? {
        Value::Null(_) => None,
        Value::Text(it) => Some(it.to_string()),
        Value::Number(it) => Some(it.text()),
        other => Some(other.json()),
    }
}

fn literal(value: &ColumnarValue) -> Result<&str> {
    match value {
        ColumnarValue::Scalar(ScalarValue::Utf8(Some(it)) | ScalarValue::Utf8View(Some(it))) => {
            Ok(it)
        }
        _ => Err(plan("names are written as texts".to_owned())),
    }
}

pub fn plan(message: String) -> DataFusionError {
    DataFusionError::Plan(message)
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} as of {}", self.book.pack, self.day)
    }
}

// Two functions are one where they are of the same book, which is never copied.
impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl Eq for Rules {}

impl Hash for Rules {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.shared.book.pack.hash(state);
    }
}
