//! `tsunagu eval PACK --answers FILE`: what these answers lead to.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use tsunagu::book::Book;
use tsunagu::run::{Explanation, Report, Session, Start};

use super::console::Console;
use super::snippet::Snippet;
use super::words::{Word, count};
use super::{FINE, HAS_ERRORS, Trouble, answers, clock, pack, results};

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    family: FamilyArgs,

    /// Show every step of each reason / 理由をすべて示す
    #[arg(long)]
    explain: bool,
}

/// A pack and somebody's answers; the same for `timeline`.
#[derive(clap::Args)]
pub(super) struct FamilyArgs {
    /// Folder of a pack, or a .book / 規則集のフォルダーか .book
    #[arg(value_name = "PACK")]
    pack: PathBuf,

    /// JSON file of answers, `-` for standard input / 答えの JSON
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,

    #[command(flatten)]
    start: StartArgs,
}

impl FamilyArgs {
    /// The session with what was taken of the answers, and what was not.
    pub(super) fn session(&self, console: &Console) -> Result<(Session, Vec<Refused>), Trouble> {
        let book = pack::book(&self.pack, console)?;
        let mut session = self.start.session(book, console)?;
        let answers = answers::read(&self.answers, console)?;
        let refused = give(&mut session, answers, console);
        Ok((session, refused))
    }
}

/// What a session starts from; the same for `ask`.
#[derive(clap::Args)]
pub(super) struct StartArgs {
    /// Day or time of the answer, in Japan; now if absent / いつの時点か（例 2026-11-20T12:30）
    #[arg(long, value_name = "TIME")]
    at: Option<String>,

    /// The wizard; the first one if absent / どの wizard か
    #[arg(long, value_name = "WIZARD")]
    wizard: Option<String>,
}

impl StartArgs {
    pub fn session(&self, book: Arc<Book>, console: &Console) -> Result<Session, Trouble> {
        let start = Start {
            wizard: self.wizard.clone().unwrap_or_default(),
            lang: console.lang_tag().to_owned(),
            at: clock::at(self.at.as_deref(), console)?,
        };
        Session::start(book, &start)
            .map_err(|it| Snippet::error(it.message(console.lang_tag())).into())
    }
}

#[derive(Serialize)]
struct Output {
    #[serde(flatten)]
    report: Report,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<Refused>,
    /// With `--explain`: how each programme and decision came out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    explain: Vec<Explained>,
}

#[derive(Serialize)]
struct Explained {
    #[serde(flatten)]
    explanation: Explanation,
    /// The value in words.
    said: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Refused {
    question: String,
    code: String,
    message: String,
    #[serde(skip)]
    snippet: Snippet,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let (session, refused) = args.family.session(console)?;
    let code = show_refused(&refused, console).unwrap_or(FINE);
    if console.json {
        let report = session.results();
        let explain = if args.explain {
            explain(&session, &report)
        } else {
            Vec::new()
        };
        console.out_json(&Output {
            report,
            refused,
            explain,
        });
    } else if refused.is_empty() {
        console.out(&results::text(&session.results_view(), args.explain));
    }
    Ok(code)
}

fn explain(session: &Session, report: &Report) -> Vec<Explained> {
    let results = report.results.iter().map(|it| &it.name);
    let names = results.chain(report.decisions.iter().map(|(name, _)| name));
    let explained = |name: &String| {
        Some(Explained {
            explanation: session.explain(name)?,
            said: session.said(name),
        })
    };
    names.filter_map(explained).collect()
}

/// Gives all of them, and keeps what was refused.
fn give(session: &mut Session, answers: answers::Answers, console: &Console) -> Vec<Refused> {
    let mut refused = Vec::new();
    for entry in answers.entries {
        if let Err(refusal) = session.give(&entry.question, entry.raw) {
            let message = refusal.message(console.lang_tag());
            let label = Some(entry.question.clone());
            let snippet = Snippet::error(message.clone()).code(refusal.code()).mark(
                &answers.path,
                &answers.text,
                &entry.span,
                label,
            );
            refused.push(Refused {
                question: entry.question,
                code: refusal.code().to_owned(),
                message,
                snippet,
            });
        }
    }
    refused
}

/// The exit code where something was refused.
pub(super) fn show_refused(refused: &[Refused], console: &Console) -> Option<u8> {
    for it in refused {
        console.err_line(&format!(
            "{}\n",
            it.snippet.render(console.err_color, console)
        ));
    }
    if refused.is_empty() {
        return None;
    }
    let n = count(refused.len(), Word::Answers, console.lang);
    console.err_line(&console.word(Word::Refused, &[&n]));
    Some(HAS_ERRORS)
}
