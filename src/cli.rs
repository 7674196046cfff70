//! The command line: the only code that knows files, the clock, the terminal
//! and HTTP.
//!
//! A verb is a file: it reads what it was pointed at, calls one function of
//! the library and shows what came back. Whatever stops it early is a
//! [`Trouble`], and is shown here, once, the same way for every verb.
//!
//! Exit codes: 0 fine, 1 the pack has errors (or a case failed, or an answer
//! was refused), 2 we were called wrongly.

#![forbid(unsafe_code)]

mod answers;
mod ask;
mod build;
mod check;
mod clock;
mod console;
mod diff;
mod docs;
mod eval;
mod exchange;
mod export;
mod feel;
mod findings;
mod folder;
mod import;
mod new;
mod pack;
mod rename;
mod reply;
mod results;
mod serve;
mod sign;
mod simulate;
mod snippet;
mod suggest;
mod tally;
mod test;
mod timeline;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use tsunagu::author::Lang;

use console::Console;
use pack::Pack;
use snippet::Snippet;

const FINE: u8 = 0;
const HAS_ERRORS: u8 = 1;
const CALLED_WRONGLY: u8 = 2;

/// A rule book engine for public support / 支援制度の規則集エンジン「つなぐ」
#[derive(Parser)]
#[command(name = "tsunagu", version, after_help = AFTER_HELP)]
struct Command {
    #[command(subcommand)]
    verb: Verb,

    /// Language of messages; the locale decides if absent / 表示のことば
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "ja|en",
        hide_possible_values = true
    )]
    lang: Option<LangFlag>,

    /// Print JSON on standard output / 結果を JSON で標準出力に出す
    #[arg(long, global = true)]
    json: bool,
}

const AFTER_HELP: &str = "\
Exit code / 終了コード: 0 fine / 問題なし, 1 the pack has errors / 規則集に誤り, 2 called wrongly / 使い方の誤り";

#[derive(Subcommand)]
enum Verb {
    /// Look for mistakes in packs / 規則集のまちがいを探す
    Check(check::Args),
    /// Evaluate answers from a file / 答えのファイルから結果を出す
    Eval(eval::Args),
    /// Work out FEEL expressions, a line of JSON each / FEEL の式を一行ずつ計算する
    Feel(feel::Args),
    /// Whose results change from one pack to another / 二つの規則集で、だれの結果が変わるか
    Diff(diff::Args),
    /// A pack as a document, with what is open and what disagrees / 規則集を文書にする
    Docs(docs::Args),
    /// Give a question, decision, table, programme or wizard another name / 質問・決定・表・制度・案内の名前を変える
    Rename(rename::Args),
    /// Interview in the terminal / 端末で質問に答える
    Ask(ask::Args),
    /// Compile packs to .book files / 規則集を .book に変換する
    Build(build::Args),
    /// Begin a new pack from a template / ひな型から規則集を作る
    New(new::Args),
    /// A pack in other formats: Excel, FHIR, DMN … / 規則集をほかの形式で書き出す
    Export(export::Args),
    /// Excel, DMN or FHIR into a pack / ほかの形式から規則集に取りこむ
    Import(import::Args),
    /// Show the built site on this computer only / 組み立てたサイトをこの機械の中だけで見る
    Serve(serve::Args),
    /// Many households at once: counts, amounts, rows none reached / 多くの世帯をまとめて計算する
    Simulate(simulate::Args),
    /// Families for what no case reaches / 例が届いていないところの家族を出す
    Suggest(suggest::Args),
    /// What changes with time / 時がたつと変わること
    Timeline(timeline::Args),
    /// Count the records of a desk / 窓口の記録を数える
    Tally(tally::Args),
    /// Run the cases kept in packs / 規則集の例を確かめる
    Test(test::Args),
}

#[derive(Clone, Copy, ValueEnum)]
enum LangFlag {
    Ja,
    En,
}

/// Why a verb stopped before it was done.
enum Trouble {
    /// Exit 2: a path, a flag or a file that we cannot work with.
    Wrong(Box<Snippet>),
    /// Exit 1: there is no book to work with.
    Errors(Vec<Pack>),
    /// Told already; the exit code.
    Shown(u8),
}

impl From<Snippet> for Trouble {
    fn from(snippet: Snippet) -> Self {
        Self::Wrong(Box::new(snippet))
    }
}

/// What `main` of the binary returns.
pub fn main() -> ExitCode {
    let command = Command::parse();
    let lang = match command.lang {
        Some(LangFlag::Ja) => Lang::Ja,
        Some(LangFlag::En) => Lang::En,
        None => words::locale(|name| std::env::var(name).ok()),
    };
    let console = Console::new(lang, command.json);
    let outcome = match command.verb {
        Verb::Check(args) => check::run(&args, &console),
        Verb::Eval(args) => eval::run(&args, &console),
        Verb::Feel(args) => feel::run(&args, &console),
        Verb::Diff(args) => diff::run(&args, &console),
        Verb::Docs(args) => docs::run(&args, &console),
        Verb::Rename(args) => rename::run(&args, &console),
        Verb::Ask(args) => ask::run(&args, &console),
        Verb::Build(args) => build::run(&args, &console),
        Verb::New(args) => new::run(&args, &console),
        Verb::Export(args) => export::run(&args, &console),
        Verb::Import(args) => import::run(&args, &console),
        Verb::Serve(args) => serve::run(&args, &console),
        Verb::Simulate(args) => simulate::run(&args, &console),
        Verb::Suggest(args) => suggest::run(&args, &console),
        Verb::Timeline(args) => timeline::run(&args, &console),
        Verb::Tally(args) => tally::run(&args, &console),
        Verb::Test(args) => test::run(&args, &console),
    };
    let code = outcome.unwrap_or_else(|trouble| show(&trouble, &console));
    ExitCode::from(code)
}

/// With `--json` the words go to both streams: a program reads the one, a
/// person looking at its log the other.
fn show(trouble: &Trouble, console: &Console) -> u8 {
    match trouble {
        Trouble::Wrong(snippet) => {
            console.err_line(&snippet.render(console.err_color, console));
            if console.json {
                console.out_json(
                    &serde_json::json!({ "error": snippet.message, "help": snippet.help }),
                );
            }
            CALLED_WRONGLY
        }
        Trouble::Shown(code) => *code,
        Trouble::Errors(packs) => {
            findings::show_errors(packs, console);
            HAS_ERRORS
        }
    }
}
