//! Which answers and values may be not applicable, and what that hangs on.
//!
//! Not a check. Taken from the text alone: a question with `when:`, and a
//! decision table with a result that is left empty.

use std::collections::{BTreeMap, BTreeSet};

use super::{Formula, Written};
use crate::author::feel::{Ast, Kind};
use crate::book::{Expr, Literal, Logic};

/// By name, the names its being there hangs on.
pub(super) fn absent(written: &Written<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let mut out = BTreeMap::new();
    for question in written.packs.iter().flat_map(|it| &it.questions) {
        let Some(when) = &question.when else { continue };
        let seen = written.seen.iter().find(|it| it.whole == when.place);
        let names = match seen.map(|it| &it.what) {
            Some(Formula::Expression(ast)) => names_in(ast),
            _ => BTreeSet::new(),
        };
        out.insert(question.name.it.clone(), names);
    }
    for decision in &written.book.decisions {
        let Logic::Table(table) = &decision.logic else {
            continue;
        };
        let is_null = |it: &usize| {
            let expr = written.book.exprs.get(*it);
            matches!(expr, Some(Expr::Literal(Literal::Null)))
        };
        if table.outputs.len() == 1 && table.rows.iter().any(|it| it.outputs.iter().any(is_null)) {
            let inputs = table
                .inputs
                .iter()
                .filter_map(|it| written.book.exprs.get(*it));
            let names = inputs.filter_map(|it| name_of(written, it)).collect();
            out.insert(decision.name.to_string(), names);
        }
    }
    out
}

fn name_of(written: &Written<'_>, expr: &Expr) -> Option<String> {
    match expr {
        Expr::Question(it) => Some(written.book.questions.get(*it)?.name.to_string()),
        Expr::Decision(it) => Some(written.book.decisions.get(*it)?.name.to_string()),
        _ => None,
    }
}

/// All names an expression has.
pub(super) fn names_in(ast: &Ast) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    ast.each(&mut |it| {
        if let Kind::Name(name) = &it.kind {
            names.insert(name.clone());
        }
    });
    names
}
