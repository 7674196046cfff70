//! `tsunagu rename PACK OLD NEW`: another name for a question, decision, table,
//! programme, wizard or option, in the pack and in those beside it that import it.

use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;
use tsunagu::author::rename::{Named, Refused, rename};

use super::console::Console;
use super::findings;
use super::pack::Pack;
use super::words::Word;
use super::{FINE, HAS_ERRORS, Trouble};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folder of the pack that declares the name / その名前を決めている規則集のフォルダー
    #[arg(value_name = "PACK")]
    pack: PathBuf,
    /// The name as it is; of an option `OPTION`, or `QUESTION/OPTION` / いまの名前（選択肢は「選択肢」か「質問/選択肢」）
    #[arg(value_name = "OLD")]
    old: String,
    /// The name as it shall be / 新しい名前
    #[arg(value_name = "NEW")]
    new: String,
    /// Which, where several things have the name / 同じ名前がいくつかあるとき、どれか
    #[arg(
        long,
        value_enum,
        value_name = "question|decision|table|program|wizard|option",
        hide_possible_values = true
    )]
    kind: Option<KindFlag>,
    /// Tell what would change, and change nothing / 変えずに、変わるところだけ知らせる
    #[arg(long)]
    dry_run: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindFlag {
    Question,
    Decision,
    Table,
    Program,
    Wizard,
    Option,
}

#[derive(Serialize)]
struct Output<'a> {
    old: &'a str,
    new: &'a str,
    kind: &'static str,
    written: bool,
    places: Vec<Spot>,
}

#[derive(Serialize)]
struct Spot {
    file: String,
    line: usize,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let (pack, names) = Pack::with_neighbours(&args.pack, console)?;
    let kind = args.kind.map(|it| match it {
        KindFlag::Question => Named::Question,
        KindFlag::Decision => Named::Decision,
        KindFlag::Table => Named::Table,
        KindFlag::Program => Named::Program,
        KindFlag::Wizard => Named::Wizard,
        KindFlag::Option => Named::Option,
    });
    let renamed = match rename(&pack.files, &pack.name, &names, &args.old, &args.new, kind) {
        Ok(renamed) => renamed,
        Err(refused) => return Err(trouble(refused, pack, args, console)),
    };
    if !args.dry_run {
        for (path, bytes) in &renamed.files {
            pack.write(path, bytes, console)?;
        }
    }
    let places = renamed.places.iter().map(|(path, line)| Spot {
        file: pack.path(path).display().to_string(),
        line: *line,
    });
    let output = Output {
        old: &args.old,
        new: &args.new,
        kind: name(renamed.kind),
        written: !args.dry_run,
        places: places.collect(),
    };
    if console.json {
        console.out_json(&output);
        return Ok(FINE);
    }
    for it in &output.places {
        console.out_line(&format!("{}:{}", it.file, it.line));
    }
    let n_places = output.places.len().to_string();
    let done = if args.dry_run {
        Word::WouldRename
    } else {
        Word::Renamed
    };
    console.out_line(&console.word(done, &[&args.old, &args.new, &n_places]));
    Ok(FINE)
}

fn name(kind: Named) -> &'static str {
    match kind {
        Named::Question => "question",
        Named::Decision => "decision",
        Named::Table => "table",
        Named::Program => "program",
        Named::Wizard => "wizard",
        Named::Option => "option",
    }
}

fn trouble(refused: Refused, mut pack: Pack, args: &Args, console: &Console) -> Trouble {
    let old = args.old.as_str();
    match refused {
        Refused::Unknown(near) => {
            let wrong = console.wrong(Word::RenameUnknown, &[old]);
            match near {
                Some(near) => wrong.help(console.word(Word::DidYouMean, &[&near])).into(),
                None => wrong.into(),
            }
        }
        Refused::Elsewhere(other) => {
            let help = console.word(Word::RenameElsewhereHelp, &[&other]);
            console
                .wrong(Word::RenameElsewhere, &[old, &other])
                .help(help)
                .into()
        }
        Refused::Several(kinds) => {
            let kinds: Vec<&str> = kinds.into_iter().map(name).collect();
            let help = console.word(Word::RenameSeveralHelp, &[&kinds.join("`, `--kind ")]);
            console.wrong(Word::RenameSeveral, &[old]).help(help).into()
        }
        Refused::Errors(other) => {
            pack.look_at(&other);
            Trouble::Errors(vec![pack])
        }
        Refused::Unplaced { path, line } => {
            let place = format!("{}:{line}", pack.path(&path).display());
            let help = console.word(Word::RenameUnplacedHelp, &[]);
            console
                .wrong(Word::RenameUnplaced, &[&place, old])
                .help(help)
                .into()
        }
        Refused::Options(names) => {
            let help = console.word(Word::RenameOptionsHelp, &[&names.join("`, `")]);
            console.wrong(Word::RenameOptions, &[old]).help(help).into()
        }
        Refused::NoOption => {
            let help = console.word(Word::RenameNoOptionHelp, &[]);
            let wrong = console.wrong(Word::RenameNoOption, &[&args.new]);
            wrong.help(help).into()
        }
        Refused::Taken { path, line } => {
            let place = format!("{}:{line}", pack.path(&path).display());
            let help = console.word(Word::RenameHiddenHelp, &[]);
            let wrong = console.wrong(Word::RenameTaken, &[&place, &args.new]);
            wrong.help(help).into()
        }
        Refused::Lost { path, line } => {
            let place = format!("{}:{line}", pack.path(&path).display());
            let help = console.word(Word::RenameLostHelp, &[]);
            console
                .wrong(Word::RenameLost, &[&place, old])
                .help(help)
                .into()
        }
        Refused::NoRoom { path, line } => {
            let place = format!("{}:{line}", pack.path(&path).display());
            let help = console.word(Word::RenameNoRoomHelp, &[]);
            console
                .wrong(Word::RenameNoRoom, &[&place, old])
                .help(help)
                .into()
        }
        Refused::Hidden => {
            let help = console.word(Word::RenameHiddenHelp, &[]);
            console
                .wrong(Word::RenameHidden, &[&args.new])
                .help(help)
                .into()
        }
        Refused::Wrong {
            pack: other,
            found,
            checked,
        } => {
            pack.name = other;
            pack.checked = *checked;
            pack.checked.diagnostics = found;
            console.err_line(&console.word(Word::RenameWrong, &[&args.new]));
            findings::show_errors(&[pack], console);
            Trouble::Shown(HAS_ERRORS)
        }
    }
}
