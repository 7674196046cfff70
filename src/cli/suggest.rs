//! `tsunagu suggest PACK`: families for what no case reaches yet, as entries of
//! `cases:` for a person to confirm.

use std::path::PathBuf;

use serde::Serialize;
use tsunagu::author::cases::Shelf;
use tsunagu::author::coverage::Missed;
use tsunagu::author::suggest::{heading, suggest};

use super::clock;
use super::console::Console;
use super::findings::Spot;
use super::pack::Pack;
use super::words::Word;
use super::{FINE, Trouble};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The folder of a pack / 規則集のフォルダー
    #[arg(value_name = "PACK")]
    pack: PathBuf,
    /// Day or time of the cases, in Japan; now if absent / 例の時点（例 2026-11-20T12:30）
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
}

#[derive(Serialize)]
struct Output {
    suggestions: Vec<Suggested>,
    /// Proven to be reached by no family.
    unreachable: Vec<Part>,
    not_found: Vec<Part>,
}

#[derive(Serialize)]
struct Suggested {
    /// An entry of `cases:` in YAML.
    case: String,
    /// The same with comments.
    #[serde(skip)]
    entry: String,
    reaches: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    #[serde(flatten)]
    place: Spot,
    message: &'static str,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let now = clock::at(args.at.as_deref(), console)?;
    let pack = Pack::read(&args.pack, console)?;
    let Some(shelf) = Shelf::of(&pack.checked) else {
        return Err(Trouble::Errors(vec![pack]));
    };
    let found = suggest(&pack.checked, &pack.name, &shelf, now);
    let parts = |missed: &[Missed]| -> Vec<Part> {
        let part = |it: &Missed| Part {
            place: Spot::new(&it.place, &pack),
            message: it.kind.message(console.lang),
        };
        missed.iter().map(part).collect()
    };
    let output = Output {
        suggestions: found
            .families
            .iter()
            .map(|it| Suggested {
                case: it.text.clone(),
                entry: it.entry(console.lang, |place| {
                    let spot = Spot::new(place, &pack);
                    format!("{}:{}", spot.file, spot.line)
                }),
                reaches: parts(&it.reaches),
            })
            .collect(),
        unreachable: parts(&found.unreachable),
        not_found: parts(&found.not_found),
    };
    if console.json {
        console.out_json(&output);
    } else {
        show(&output, console);
    }
    Ok(FINE)
}

/// YAML on standard output, so that it can go into a file as it is; the rest as comments.
fn show(output: &Output, console: &Console) {
    let list = |word: Word, parts: &[Part]| {
        if parts.is_empty() {
            return;
        }
        console.out_line(&format!("# {}", console.word(word, &[])));
        for Part { place, message } in parts {
            console.out_line(&format!("#   {}:{}: {message}", place.file, place.line));
        }
    };
    if output.suggestions.is_empty() {
        console.out_line(&format!("# {}", console.word(Word::NothingToSuggest, &[])));
    } else {
        console.out(&heading(console.lang));
    }
    for it in &output.suggestions {
        console.out_line(&it.entry);
    }
    list(Word::ReachedByNobody, &output.unreachable);
    list(Word::NotFoundForParts, &output.not_found);
}
