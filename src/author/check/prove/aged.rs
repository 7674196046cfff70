//! What was last looked at more than a year before the day asked for.

use super::super::super::Diagnostic;
use super::Ground;
use crate::book::{Book, Cite, Logic};
use crate::value::Date;

pub(super) fn find(ground: &Ground<'_>, out: &mut Vec<Diagnostic>) {
    let Some(limit) = a_year_before(ground.day()) else {
        return;
    };
    let book = &*ground.book;
    let cites = cites(book);
    for declared in &ground.pack.sources {
        let Some(at) = book
            .sources
            .iter()
            .position(|it| it.name == declared.name.it)
        else {
            continue;
        };
        let dated = cites.iter().filter(|it| it.source == at);
        let days = dated.filter_map(|it| it.as_of.or(book.sources[at].date));
        let old: Vec<Date> = days.filter(|it| *it < limit).collect();
        if let Some(oldest) = old.iter().min() {
            let args = [&declared.name.it, &oldest.text(), &old.len().to_string()];
            let args: Vec<&str> = args.iter().map(|it| it.as_str()).collect();
            out.push(Diagnostic::new(
                "old-source",
                declared.name.place.clone(),
                &args,
            ));
        }
    }
}

fn a_year_before(day: Date) -> Option<Date> {
    let text = day.text();
    let (year, rest) = text.split_once('-')?;
    let year = year.parse::<u32>().ok()?.checked_sub(1)?;
    // There is no 29 February the year before: the day before it will do.
    let rest = if rest == "02-29" { "02-28" } else { rest };
    Date::parse(&format!("{year:04}-{rest}"))
}

/// Every place in a source that something in the book rests on.
fn cites(book: &Book) -> Vec<&Cite> {
    let mut out: Vec<&Cite> = Vec::new();
    out.extend(book.questions.iter().flat_map(|it| &it.cites));
    out.extend(book.programs.iter().flat_map(|it| &it.cites));
    out.extend(book.conditions.iter().flat_map(|it| &it.cites));
    out.extend(book.constraints.iter().flat_map(|it| &it.cites));
    out.extend(book.milestones.iter().flat_map(|it| &it.cites));
    out.extend(book.desks.iter().filter_map(|it| it.cite.as_ref()));
    out.extend(book.channels.iter().filter_map(|it| it.cite.as_ref()));
    for facts in &book.facts {
        out.extend(&facts.cites);
        out.extend(facts.rows.iter().filter_map(|it| it.cite.as_ref()));
    }
    for decision in &book.decisions {
        out.extend(&decision.cites);
        if let Logic::Table(table) = &decision.logic {
            out.extend(table.rows.iter().filter_map(|it| it.cite.as_ref()));
        }
    }
    out
}
