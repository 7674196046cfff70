//! `tsunagu import FORMAT FILE PACK`: what others wrote, into a pack.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use tsunagu::author::exchange::{Remark, dmn, fhir, xlsx};

use super::console::{Console, harmless};
use super::folder::{read_file, unreadable};
use super::pack::Pack;
use super::words::Word;
use super::{FINE, Trouble, exchange, pack};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Format / 形式: xlsx, dmn, fhir-response
    #[arg(value_enum, value_name = "FORMAT")]
    format: Format,

    /// The file to read / 読むファイル
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Folder of a pack; for `dmn` one to make / 規則集のフォルダー（dmn は新しく作るフォルダー）
    #[arg(value_name = "PACK")]
    pack: PathBuf,

    /// Only say what would change / 何が変わるかだけを示す
    #[arg(long)]
    dry_run: bool,

    /// fhir-response: file to write the answers to; else standard output / 答えを書くファイル
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Tables from an Excel workbook / Excel のブックから表を
    Xlsx,
    /// A new pack from a DMN model / DMN のモデルから新しい規則集を
    Dmn,
    /// Answers from a FHIR R4 QuestionnaireResponse / FHIR の回答から答えを
    FhirResponse,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    match args.format {
        Format::Xlsx => tables(args, console),
        Format::Dmn => model(args, console),
        Format::FhirResponse => response(args, console),
    }
}

fn bytes(path: &Path, limit: usize, console: &Console) -> Result<Vec<u8>, Trouble> {
    let bytes = read_file(path, limit).map_err(|it| unreadable(path, &it, console))?;
    Ok(bytes)
}

fn tables(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let bytes = bytes(&args.file, xlsx::MAX_BYTES, console)?;
    let pack = Pack::read(&args.pack, console)?;
    let found = xlsx::import(&bytes, &pack.files, &pack.name);
    exchange::show(&found.remarks, console);
    let place = |path: &str| args.pack.join(&path[pack.name.len() + 1..]);
    let changes: Vec<Json> = found
        .changes
        .iter()
        .map(|it| change(it, &place(&it.path)))
        .collect();
    if !console.json {
        for it in &found.changes {
            console.out_line(&harmless(&told_change(it, &place(&it.path))));
        }
        if found.files.is_empty() && exchange::exit_code(&found.remarks) == FINE {
            console.out_line(&console.word(Word::NoTableDiffers, &[]));
        }
    }
    let mut written = Vec::new();
    for (path, bytes) in &found.files {
        let path = place(path);
        if args.dry_run {
            if !console.json {
                let shown = path.display().to_string();
                console.out_line(&console.word(Word::WouldWrite, &[&shown]));
            }
            continue;
        }
        written.push(exchange::write(&path, bytes, console)?);
    }
    if console.json {
        let remarks = exchange::told(&found.remarks, console);
        console.out_json(&json!({
            "format": "xlsx", "changes": changes, "written": written, "remarks": remarks,
        }));
    } else {
        for it in &written {
            console.out_line(&console.word(Word::Written, &[it]));
        }
    }
    Ok(exchange::exit_code(&found.remarks))
}

fn change(it: &xlsx::Change, path: &Path) -> Json {
    json!({
        "file": path.display().to_string(),
        "old_row": it.old_row, "new_row": it.new_row, "old": it.old, "new": it.new,
    })
}

/// `- ` what goes, `+ ` what comes, as in the tables.
fn told_change(it: &xlsx::Change, path: &Path) -> String {
    let mut lines = Vec::new();
    let path = path.display();
    if let Some(row) = it.old_row {
        lines.push(format!("{path}:{row}: - {}", it.old.join(" | ")));
    }
    if let Some(row) = it.new_row {
        lines.push(format!("{path}:{row}: + {}", it.new.join(" | ")));
    }
    lines.join("\n")
}

fn model(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let bytes = bytes(&args.file, dmn::MAX_BYTES, console)?;
    let name = exchange::new_name(&args.pack, console)?;
    let file = args
        .file
        .file_name()
        .and_then(|it| it.to_str())
        .unwrap_or("DMN");
    let (files, remarks) = dmn::import(&bytes, name, file);
    exchange::show(&remarks, console);
    let written = if args.dry_run || files.is_empty() {
        Vec::new()
    } else {
        exchange::write_new(&args.pack, &files, name, console)?
    };
    if console.json {
        let remarks = exchange::told(&remarks, console);
        console.out_json(&json!({ "format": "dmn", "written": written, "remarks": remarks }));
    } else {
        for it in written.iter().filter(|it| !it.contains("/.")) {
            console.out_line(&console.word(Word::Written, &[it]));
        }
        if !written.is_empty() {
            let shown = args.pack.display().to_string();
            console.out_line(&console.word(Word::NewNext, &[&shown]));
        }
    }
    Ok(exchange::exit_code(&remarks))
}

fn response(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let bytes = bytes(&args.file, fhir::MAX_BYTES, console)?;
    let shown = args.file.display().to_string();
    let text = String::from_utf8(bytes).map_err(|_| {
        console
            .wrong(Word::NotUtf8, &[&shown])
            .help(console.word(Word::NotUtf8Help, &[]))
    })?;
    let book = pack::book(&args.pack, console)?;
    let (answers, remarks): (_, Vec<Remark>) = fhir::answers(&book, &text);
    exchange::show(&remarks, console);
    let told = exchange::told(&remarks, console);
    let pretty = serde_json::to_string_pretty(&answers).expect("keys are texts") + "\n";
    match &args.out {
        Some(path) if !args.dry_run => {
            let written = exchange::write(path, pretty.as_bytes(), console)?;
            if console.json {
                console.out_json(&json!({
                    "format": "fhir-response", "written": [written], "remarks": told,
                }));
            } else {
                console.out_line(&console.word(Word::Written, &[&written]));
            }
        }
        _ if console.json => console.out_json(&json!({
            "format": "fhir-response", "answers": answers, "remarks": told,
        })),
        _ => console.out(&pretty),
    }
    Ok(exchange::exit_code(&remarks))
}
