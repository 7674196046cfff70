//! The days on which something in a book begins or ends.

use crate::book::{Book, Expr, Literal, Logic};
use crate::value::Date;

/// Days after `from` on which rows, programmes, tables or desks of a book begin,
/// and those after the ones on which they end.
pub(super) fn turns(book: &Book, from: Date) -> Vec<Date> {
    let mut periods = vec![book.period];
    periods.extend(book.programs.iter().map(|it| it.period));
    periods.extend(book.desks.iter().map(|it| it.period));
    periods.extend(
        book.facts
            .iter()
            .flat_map(|it| it.rows.iter().map(|it| it.period)),
    );
    for decision in &book.decisions {
        if let Logic::Table(table) = &decision.logic {
            periods.extend(table.rows.iter().map(|it| it.period));
        }
    }
    let days = periods
        .iter()
        .flat_map(|it| [it.from, it.until.and_then(Date::next)]);
    days.flatten().filter(|it| *it > from).collect()
}

/// Every day before or on which rules of a book tell days apart: where something
/// begins or ends, and what they compare the day with.
pub(super) fn all_turns(book: &Book) -> Vec<Date> {
    let mut days = turns(book, Date::MIN);
    for expr in &book.exprs {
        if let Expr::Literal(Literal::Date(day)) = expr {
            days.extend(
                [Some(*day), day.next(), day.previous()]
                    .into_iter()
                    .flatten(),
            );
        }
    }
    days.extend(days.iter().min().and_then(|it| it.previous()));
    days.sort();
    days.dedup();
    days
}
