//! `tsunagu new FOLDER`: a pack to begin with.

use std::path::PathBuf;

use serde_json::json;
use tsunagu::author::exchange::template;

use super::console::Console;
use super::words::Word;
use super::{FINE, Trouble, exchange};

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folder to make; its name is the pack's / 作るフォルダー。その名前が規則集の名前になる
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,

    /// Template to begin from / ひな型
    #[arg(long, value_name = "TEMPLATE", default_value = template::ALL[0].name)]
    from: String,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let Some(template) = template::find(&args.from) else {
        let known: Vec<&str> = template::ALL.iter().map(|it| it.name).collect();
        return Err(console
            .wrong(Word::NoSuchTemplate, &[&args.from])
            .help(console.word(Word::OneOfThese, &[&known.join(", ")]))
            .into());
    };
    let name = exchange::new_name(&args.folder, console)?;
    let files = template.files(name);
    let written = exchange::write_new(&args.folder, &files, name, console)?;
    if console.json {
        console.out_json(&json!({ "pack": name, "template": template.name, "written": written }));
    } else {
        for it in written.iter().filter(|it| !it.contains("/.")) {
            console.out_line(&console.word(Word::Written, &[it]));
        }
        let shown = args.folder.display().to_string();
        console.out_line(&console.word(Word::NewNext, &[&shown]));
    }
    Ok(FINE)
}
