//! `tsunagu export FORMAT PACK`: a pack in the format of others.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json, json};
use tsunagu::author::exchange::{Remark, dmn, fhir, programmes, schema, xlsx};
use tsunagu::book::{Book, Wizard};

use super::console::Console;
use super::pack::Pack;
use super::words::Word;
use super::{FINE, Trouble, answers, exchange, pack};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Format / 形式: xlsx, fhir, fhir-response, dmn, programmes, schema
    #[arg(value_enum, value_name = "FORMAT")]
    format: Format,

    /// Folder of a pack; `schema` needs none / 規則集のフォルダー（schema には要らない）
    #[arg(value_name = "PACK", required_if_eq_any = [("format", "xlsx"), ("format", "fhir"), ("format", "fhir-response"), ("format", "dmn"), ("format", "programmes")])]
    pack: Option<PathBuf>,

    /// File to write, for `schema` a folder; else standard output / 書くファイル（schema はフォルダー）
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// fhir, fhir-response: the wizard; the pack's first if absent / 案内（なければ最初のもの）
    #[arg(long, value_name = "WIZARD")]
    wizard: Option<String>,

    /// fhir-response: JSON file of answers / 答えの JSON
    #[arg(long, value_name = "FILE", required_if_eq("format", "fhir-response"))]
    answers: Option<PathBuf>,

    /// dmn: only this decision and what it needs / この決定と、それに要るものだけ
    #[arg(long, value_name = "NAME")]
    decision: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Tables as an Excel workbook / 表を Excel のブックに
    Xlsx,
    /// A wizard as a FHIR R4 Questionnaire / 案内を FHIR の質問票に
    Fhir,
    /// Answers as a FHIR R4 QuestionnaireResponse / 答えを FHIR の回答に
    FhirResponse,
    /// Decisions as DMN 1.3 / 決定を DMN に
    Dmn,
    /// Programmes as CSV with the columns of DS-451-4 / 制度を DS-451-4 の列の CSV に
    Programmes,
    /// JSON Schemas for editors / エディター用の JSON Schema
    Schema,
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Fhir => "fhir",
            Self::FhirResponse => "fhir-response",
            Self::Dmn => "dmn",
            Self::Programmes => "programmes",
            Self::Schema => "schema",
        }
    }
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let Some(path) = args
        .pack
        .as_deref()
        .filter(|_| args.format != Format::Schema)
    else {
        return schemas(args, console);
    };
    let (bytes, remarks) = match args.format {
        // Tables go out as they are, so that what is wrong with them can be mended there.
        Format::Xlsx => {
            let pack = Pack::read(path, console)?;
            xlsx::export(&pack.files, &pack.name)
        }
        Format::Dmn => {
            let pack = Pack::read(path, console)?;
            let Some(book) = pack.checked.book.as_ref().filter(|_| !pack.has_errors()) else {
                return Err(Trouble::Errors(vec![pack]));
            };
            if let Some(name) = args
                .decision
                .as_deref()
                .filter(|it| book.decision(it).is_none())
            {
                let known: Vec<&str> = book.decisions.iter().map(|it| &*it.name).collect();
                return Err(no_such(Word::NoSuchDecision, name, &known, console));
            }
            let (text, remarks) = dmn::export(&pack.files, book, args.decision.as_deref());
            (text.into_bytes(), remarks)
        }
        Format::Programmes => programmes::csv(&*pack::book(path, console)?),
        Format::Fhir => {
            let book = pack::book(path, console)?;
            let wizard = wizard(&book, args, console)?;
            let (out, remarks) = fhir::questionnaire(&book, wizard, console.lang_tag());
            (pretty(&out), remarks)
        }
        Format::FhirResponse => {
            let book = pack::book(path, console)?;
            let wizard = wizard(&book, args, console)?;
            let file = args.answers.as_deref().unwrap_or(Path::new("-"));
            let given = answers::read(file, console)?;
            let given: Map<String, Json> = serde_json::from_str(&given.text).unwrap_or_default();
            let (out, remarks) = fhir::response(&book, wizard, &given, console.lang_tag());
            (pretty(&out), remarks)
        }
        Format::Schema => return schemas(args, console),
    };
    finish(args, &bytes, &remarks, console)
}

fn pretty(json: &Json) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(json).expect("keys are texts");
    text.push('\n');
    text.into_bytes()
}

fn wizard<'b>(book: &'b Book, args: &Args, console: &Console) -> Result<&'b Wizard, Trouble> {
    let known = book.wizard_names();
    let name = args
        .wizard
        .as_deref()
        .or(known.first().copied())
        .unwrap_or("");
    book.wizard(name)
        .ok_or_else(|| no_such(Word::NoSuchWizard, name, &known, console))
}

fn no_such(word: Word, name: &str, known: &[&str], console: &Console) -> Trouble {
    let known = known.join(if console.lang_tag() == "ja" {
        "、"
    } else {
        ", "
    });
    console
        .wrong(word, &[name])
        .help(console.word(Word::OneOfThese, &[&known]))
        .into()
}

fn finish(args: &Args, bytes: &[u8], remarks: &[Remark], console: &Console) -> Result<u8, Trouble> {
    exchange::show(remarks, console);
    let told = exchange::told(remarks, console);
    let format = args.format.name();
    let text = std::str::from_utf8(bytes).ok();
    match (&args.out, text) {
        (Some(path), _) => {
            let written = exchange::write(path, bytes, console)?;
            if console.json {
                let out = json!({ "format": format, "written": [written], "remarks": told });
                console.out_json(&out);
            } else {
                console.out_line(&console.word(Word::Written, &[&written]));
            }
        }
        (None, Some(text)) if console.json => {
            let out = json!({ "format": format, "content": text, "remarks": told });
            console.out_json(&out);
        }
        (None, Some(text)) => console.out(text),
        (None, None) => {
            return Err(console
                .wrong(Word::NeedsFile, &[format])
                .help(console.word(Word::NeedsFileHelp, &[format]))
                .into());
        }
    }
    Ok(exchange::exit_code(remarks))
}

fn schemas(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let Some(folder) = &args.out else {
        let all = schema::all();
        let texts: Map<String, Json> = all
            .into_iter()
            .map(|it| {
                (
                    it.file,
                    serde_json::from_str(&it.text).expect("we wrote it"),
                )
            })
            .collect();
        console.out_json(&texts);
        return Ok(FINE);
    };
    let mut written = Vec::new();
    for it in schema::all() {
        let path = folder.join(&it.file);
        written.push(exchange::write(&path, it.text.as_bytes(), console)?);
    }
    if console.json {
        console.out_json(&json!({ "format": "schema", "written": written, "remarks": [] }));
    } else {
        for it in &written {
            console.out_line(&console.word(Word::Written, &[it]));
        }
    }
    Ok(FINE)
}
