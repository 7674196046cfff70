//! FEEL's operators and functions on plain values, for those who look at many
//! households at once (`batch`): the evaluator's own, on sets of one.

use std::sync::Arc;
use std::vec::Vec;

use super::answer::{Raw, Refusal};
use super::eval::{Evaluator, Input, Memo, Outcome};
use super::graph::Graph;
use super::lists;
use crate::book::{Book, Builtin, FactsId, QuestionId};
use crate::value::{Date, Set, Value};

pub fn call(function: Builtin, arguments: &[Value]) -> Option<Value> {
    let arguments: Vec<Outcome> = arguments.iter().cloned().map(Outcome::value).collect();
    super::call::call(function, &arguments)
        .set
        .settled()
        .cloned()
}

/// `of.name`.
pub fn field(of: &Value, name: &str) -> Option<Value> {
    lists::field(&Set::One(of.clone()), name).settled().cloned()
}

/// `list[at]`, where 1 is the first.
pub fn item(list: &Value, at: &Value) -> Option<Value> {
    let (list, at) = (Set::One(list.clone()), Set::One(at.clone()));
    lists::item(&list, &at).settled().cloned()
}

/// The items of a list, and the list of one of what is none.
pub fn items(of: &Value) -> Option<Vec<Value>> {
    let of = Set::One(of.clone());
    let items = lists::items(&of)?;
    items
        .0
        .iter()
        .map(|it| it.value.settled().cloned())
        .collect()
}

/// The rows of a table of facts that hold on the day.
pub fn facts(book: &Arc<Book>, graph: &Graph, day: Date, facts: FactsId) -> Value {
    let inputs: [Input; 0] = [];
    Evaluator::new(book, graph, day, &inputs, Memo::default()).facts(facts)
}

/// An answer as a file gives it: the question it is to, and what is known of it.
pub fn input(
    book: &Book,
    name: &str,
    raw: &Raw,
    lang: &str,
) -> Result<(QuestionId, Input), Refusal> {
    super::session::input(book, name, raw, book.language(lang))
}
