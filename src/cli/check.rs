//! `tsunagu check PACK…`: everything we can find wrong, at once; with `--fix`
//! what can only be meant one way is mended first, with `--explain` a code is
//! explained.

use std::path::PathBuf;

use serde::Serialize;
use tsunagu::author::{self, Explanation, fix};

use super::clock;
use super::console::Console;
use super::findings::Findings;
use super::pack::Pack;
use super::words::Word;
use super::{FINE, HAS_ERRORS, Trouble};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folders of packs / 規則集のフォルダー
    #[arg(value_name = "PACK", required_unless_present = "explain")]
    packs: Vec<PathBuf>,
    /// The day to look at, now if left out / いつの時点か（なければ今日）
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
    /// Mend what can only be meant one way, in the pack's own files / 直し方が一つに決まるものを、その規則集のファイルで直す
    #[arg(long)]
    fix: bool,
    /// What a code means and where it comes from; all codes without one / 知らせの意味と、もとになるもの（なければ一覧）
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["packs", "fix"])]
    explain: Option<String>,
}

/// Edits that overlap wait for the next pass; what is left then is left.
const MAX_PASSES: usize = 8;

#[derive(Serialize)]
struct Output<'a> {
    #[serde(flatten)]
    findings: &'a Findings,
    /// With `--fix`: what was mended before.
    #[serde(skip_serializing_if = "Option::is_none")]
    mended: Option<&'a [Mended]>,
}

/// A place that was mended, its line as it was before.
#[derive(Serialize)]
struct Mended {
    file: String,
    line: usize,
    code: &'static str,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    if let Some(code) = &args.explain {
        return explain(code, console);
    }
    let day = clock::at(args.at.as_deref(), console)?.date;
    let mut packs = Pack::read_all(&args.packs, console)?;
    let mut mended = Vec::new();
    for pack in packs.iter_mut().filter(|_| args.fix) {
        mend(pack, &mut mended, console)?;
    }
    for pack in &mut packs {
        let proven = author::prove(&pack.checked, day);
        pack.checked.diagnostics.extend(proven);
        pack.checked.diagnostics.sort();
    }
    let findings = Findings::new(&packs, console);
    if console.json {
        console.out_json(&Output {
            findings: &findings,
            mended: args.fix.then_some(&mended),
        });
    } else {
        for it in &mended {
            let line = it.line.to_string();
            console.out_line(&console.word(Word::Mended, &[&it.file, &line, it.code]));
        }
        console.out(&findings.text(console.out_color, console));
        console.out_line(&findings.summary(&packs, console));
    }
    let failed = packs.iter().any(Pack::has_errors);
    Ok(if failed { HAS_ERRORS } else { FINE })
}

fn mend(pack: &mut Pack, mended: &mut Vec<Mended>, console: &Console) -> Result<(), Trouble> {
    let before = pack.files.clone();
    for _ in 0..MAX_PASSES {
        let (changed, done) = fix::certain(&pack.checked, &pack.name, &pack.files);
        if changed
            .iter()
            .all(|(path, bytes)| pack.files.get(path) == Some(bytes))
        {
            break;
        }
        pack.files.extend(changed);
        mended.extend(done.into_iter().map(|it| Mended {
            file: pack.path(&it.path).display().to_string(),
            line: it.line,
            code: it.code,
        }));
        pack.checked = author::check(&pack.files, &pack.name);
    }
    for (path, bytes) in &pack.files {
        if before.get(path) != Some(bytes) {
            pack.write(path, bytes, console)?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Explained {
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    reference: Option<&'static str>,
}

impl From<Explanation> for Explained {
    fn from(it: Explanation) -> Self {
        Self {
            code: it.code,
            severity: it.severity.name(),
            message: it.message,
            help: it.help,
            reference: it.reference,
        }
    }
}

fn explain(code: &str, console: &Console) -> Result<u8, Trouble> {
    if code.is_empty() {
        let all = author::codes().filter_map(|it| author::explain(it, console.lang));
        let all: Vec<Explained> = all.map(Explained::from).collect();
        if console.json {
            console.out_json(&all);
        } else {
            let lines = all
                .iter()
                .map(|it| format!("{} ({})  {}\n", it.code, it.severity, it.message));
            console.out(&lines.collect::<String>());
        }
        return Ok(FINE);
    }
    let Some(found) = author::explain(code, console.lang) else {
        let help = console.word(Word::NoSuchCodeHelp, &[]);
        return Err(console.wrong(Word::NoSuchCode, &[code]).help(help).into());
    };
    let it = Explained::from(found);
    if console.json {
        console.out_json(&it);
        return Ok(FINE);
    }
    console.out_line(&format!("{} ({})\n{}", it.code, it.severity, it.message));
    if let Some(help) = &it.help {
        console.out_line(&format!("{}: {help}", console.word(Word::Help, &[])));
    }
    if let Some(reference) = it.reference {
        console.out_line(&format!("\n{reference}"));
    }
    Ok(FINE)
}
