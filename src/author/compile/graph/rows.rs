//! Tables that list what their rows give, row by row.
//!
//! Whether an item is in such a list hangs on its own row and on no other. So a node is
//! worth telling cases by only where it stands twice within a row, or within the rows
//! that give the same item: of a table whose rows look at a question each there are no
//! cases to go through at all.

use std::collections::{BTreeMap, BTreeSet};

use super::super::grid::is_told_by_rows;
use super::{Counts, Walk, is_plain, opened};
use crate::book::{Book, Cuts, DecisionTable, Expr, Graph, HitPolicy, Literal, Logic, Node, Row};

/// Leaves of a table's repeated nodes those that stand twice in rows of one item.
pub(super) fn without_those_of_other_rows(
    repeated: &mut Vec<Node>,
    node: Node,
    book: &Book,
    graph: &Graph,
    totals: &[Counts],
) {
    let decision = node.checked_sub(book.questions.len());
    let decision = decision.and_then(|it| book.decisions.get(it));
    let Some(Logic::Table(table)) = decision.map(|it| &it.logic) else {
        return;
    };
    if repeated.is_empty() {
        return;
    }
    let groups: Vec<Vec<&Row>> = match table.hit {
        HitPolicy::RuleOrder | HitPolicy::Collect => match by_item(table, book) {
            Some(by_item) => by_item.into_values().collect(),
            None => return,
        },
        _ if is_told_by_rows(book, table) => table.rows.iter().map(|it| vec![it]).collect(),
        _ => return,
    };
    let mut kept = BTreeSet::new();
    for rows in groups {
        let counts = counts(table, &rows, book, graph);
        // What stands in one plain value only was told apart when that was worked out.
        let times = |part, here: u8, inner: u8| match here {
            1 if is_plain(book, part) => 1,
            _ => here.saturating_mul(inner),
        };
        let total = opened(&counts, |it| totals.get(it), times);
        kept.extend(total.iter().filter(|(_, it)| **it > 1).map(|(it, _)| *it));
    }
    repeated.retain(|it| kept.contains(it));
}

/// Rows by the item they give; `None` where one gives what is not known beforehand.
fn by_item<'t>(
    table: &'t DecisionTable,
    book: &'t Book,
) -> Option<BTreeMap<&'t str, Vec<&'t Row>>> {
    let mut by_item: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &table.rows {
        let [output] = row.outputs.as_slice() else {
            return None;
        };
        let Some(Expr::Literal(Literal::Text(item))) = book.exprs.get(*output) else {
            return None;
        };
        by_item.entry(item).or_default().push(row);
    }
    Some(by_item)
}

/// How often each node stands in the columns that these rows test.
fn counts(table: &DecisionTable, rows: &[&Row], book: &Book, graph: &Graph) -> Counts {
    let mut walk = Walk {
        book,
        graph,
        direct: vec![Counts::new()],
        cuts: Vec::<Cuts>::new(),
        node: 0,
    };
    for row in rows {
        for (input, test) in table.inputs.iter().zip(&row.tests) {
            if let Some(test) = test {
                walk.expr(*input, 1);
                walk.test(test, Some(*input));
            }
        }
    }
    walk.direct.pop().unwrap_or_default()
}
