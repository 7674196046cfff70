//! `tsunagu test PACK…`: the examples kept in a pack.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use tsunagu::author::cases::{self, Case, Shelf};
use tsunagu::author::coverage::{Count, coverage};
use tsunagu::book::Book;

use super::console::Console;
use super::findings::{Spot, mark};
use super::pack::Pack;
use super::snippet::Snippet;
use super::words::{Word, count};
use super::{FINE, HAS_ERRORS, Trouble};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folders of packs / 規則集のフォルダー
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<PathBuf>,
}

#[derive(Serialize, Default)]
struct Output {
    cases: usize,
    failed: usize,
    failures: Vec<Failure>,
    coverage: Vec<PackCoverage>,
}

/// What the cases of a pack reach of its own rules.
#[derive(Serialize)]
struct PackCoverage {
    pack: String,
    rows: Share,
    facts: Share,
    conditions: Share,
    results: Share,
    options: Share,
    missed: Vec<Gap>,
}

#[derive(Serialize, Clone, Copy)]
struct Share {
    reached: usize,
    of: usize,
}

#[derive(Serialize)]
struct Gap {
    #[serde(flatten)]
    place: Spot,
    message: &'static str,
}

#[derive(Serialize)]
struct Failure {
    pack: String,
    case: String,
    #[serde(flatten)]
    place: Spot,
    differences: Vec<Difference>,
    #[serde(skip)]
    snippet: Snippet,
}

#[derive(Serialize)]
struct Difference {
    #[serde(flatten)]
    place: Spot,
    message: String,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let packs = Pack::read_all(&args.packs, console)?;
    if packs.iter().any(Pack::has_errors) {
        return Err(Trouble::Errors(packs));
    }
    let mut output = Output::default();
    for pack in &packs {
        let Some(shelf) = Shelf::of(&pack.checked) else {
            continue;
        };
        if !pack.checked.cases.is_empty() {
            output.coverage.push(reached(pack, &shelf, console));
        }
        for case in &pack.checked.cases {
            output.cases += 1;
            let book = shelf.book(case);
            output.failures.extend(failure(case, book, pack, console));
        }
    }
    output.failed = output.failures.len();
    show(&output, console);
    Ok(if output.failed > 0 { HAS_ERRORS } else { FINE })
}

fn failure(case: &Case, book: &Arc<Book>, pack: &Pack, console: &Console) -> Option<Failure> {
    let mismatches = cases::run(case, book);
    if mismatches.is_empty() {
        return None;
    }
    let mut snippet = Snippet::error(console.word(Word::CaseFailed, &[&case.name]));
    for it in &mismatches {
        snippet = mark(snippet, &it.place, pack, Some(it.message(console.lang)));
    }
    let differences = mismatches.iter().map(|it| Difference {
        place: Spot::new(&it.place, pack),
        message: it.message(console.lang),
    });
    Some(Failure {
        pack: pack.name.clone(),
        case: case.name.clone(),
        place: Spot::new(&case.place, pack),
        differences: differences.collect(),
        snippet,
    })
}

fn reached(pack: &Pack, shelf: &Shelf, console: &Console) -> PackCoverage {
    let found = coverage(&pack.checked, &pack.name, shelf);
    let share = |it: Count| Share {
        reached: it.reached,
        of: it.of,
    };
    let missed = found.missed.iter().map(|it| Gap {
        place: Spot::new(&it.place, pack),
        message: it.kind.message(console.lang),
    });
    PackCoverage {
        pack: pack.name.clone(),
        rows: share(found.rows),
        facts: share(found.facts),
        conditions: share(found.conditions),
        results: share(found.results),
        options: share(found.options),
        missed: missed.collect(),
    }
}

impl PackCoverage {
    fn show(&self, console: &Console) {
        for it in &self.missed {
            let Spot { file, line, .. } = &it.place;
            console.out_line(&format!("{file}:{line}: {}", it.message));
        }
        let shares = [
            self.rows,
            self.facts,
            self.conditions,
            self.results,
            self.options,
        ];
        let sum = |of: fn(&Share) -> usize| shares.iter().map(of).sum::<usize>().to_string();
        if shares.iter().all(|it| it.of == 0) {
            return;
        }
        let parts = shares.map(|it| format!("{}/{}", it.reached, it.of));
        let words = [
            &sum(|it| it.reached),
            &sum(|it| it.of),
            &parts[0],
            &parts[1],
            &parts[2],
            &parts[3],
            &parts[4],
        ];
        let line = console.word(Word::Reaches, &words.map(String::as_str));
        console.out_line(&format!("{}: {line}", self.pack));
    }
}

fn show(output: &Output, console: &Console) {
    if console.json {
        return console.out_json(output);
    }
    for it in &output.failures {
        console.out_line(&format!(
            "{}\n",
            it.snippet.render(console.out_color, console)
        ));
    }
    for it in &output.coverage {
        it.show(console);
    }
    let n = count(output.cases, Word::Cases, console.lang);
    console.out_line(&console.word(Word::CasesRun, &[&n, &output.failed.to_string()]));
}
