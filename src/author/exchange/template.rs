//! A pack to begin with: small, whole and valid, with comments that teach.
//!
//! It is a pack like any other, kept as files under `template/`; here only its
//! name is put in. `check` finds nothing in it and its cases reach everything,
//! which a test holds it to.

use super::super::source::Files;
use super::schema;

/// A template: its name, what it is for in Japanese and English, and its files.
pub struct Template {
    pub name: &'static str,
    pub ja: &'static str,
    pub en: &'static str,
    files: &'static [(&'static str, &'static str)],
}

/// Stands in the files for the new pack's name.
const NAME: &str = "PACK-NAME";

macro_rules! files {
    ($folder:literal: $($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("template/", $folder, "/", $path)))),*]
    };
}

/// Those there are; the first is taken where none is named.
pub const ALL: &[Template] = &[Template {
    name: "basic",
    ja: "質問・決定表・制度・窓口・案内・例が一つずつ",
    en: "a question, table, programme, desk, wizard and case of each kind",
    files: files!("basic":
        "pack.yaml",
        "questions/family.yaml",
        "decisions/care.yaml",
        "programs/support.yaml",
        "wizards/family.yaml",
        "tables/municipalities.csv",
        "tables/class.csv",
        "tables/who.csv",
        "tables/desks.csv",
        "tables/channels.csv",
        "cases/families.yaml",
        "cases/classes.csv",
    ),
}];

/// By its name.
pub fn find(name: &str) -> Option<&'static Template> {
    ALL.iter().find(|it| it.name == name)
}

impl Template {
    /// The files of a new pack in folder `pack`, schemas for editors among them.
    pub fn files(&self, pack: &str) -> Files {
        let mut out = Files::new();
        for (path, text) in self.files {
            let mut text = text.replace(NAME, pack);
            if path.ends_with(".yaml") {
                text.insert_str(0, &schema::comment(path));
            }
            // Excel reads UTF-8 with a mark.
            let mark = if path.ends_with(".csv") {
                "\u{FEFF}"
            } else {
                ""
            };
            out.insert(
                [pack, "/", path].concat(),
                [mark, &text].concat().into_bytes(),
            );
        }
        for it in schema::all() {
            let path = [pack, "/", schema::FOLDER, "/", &it.file].concat();
            out.insert(path, it.text.into_bytes());
        }
        out
    }
}

/// A pack's name is a folder's name, on every disk and in every address.
pub fn is_name(name: &str) -> bool {
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    let begins = name.starts_with(|it: char| it.is_ascii_lowercase());
    begins && name.chars().all(plain) && name.len() <= 64
}
