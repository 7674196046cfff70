//! The files of a pack as they were read: bytes in, text out, with what had to
//! be said about the encoding.
//!
//! Text comes out in NFC, so that が typed on a Mac and が typed elsewhere are
//! one name. Nothing here touches a disk. `cli` and `web` bring the bytes.

use std::collections::BTreeMap;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Diagnostic, Place};

/// Files by path below `rules/`, with `/`: `kanagawa/pack.yaml`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A file's path and decoded text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

/// All files a pack was read from; a [`Place`] points in here.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    pub files: Vec<SourceFile>,
}

/// Longer files are refused: 8 MiB is far past the largest table we know.
pub const MAX_FILE_BYTES: usize = 8 << 20;

impl Sources {
    /// Decodes one file and keeps it. CSV may be CP932, as Excel writes it.
    pub(super) fn add(&mut self, path: &str, bytes: &[u8], out: &mut Vec<Diagnostic>) -> usize {
        let file = self.files.len();
        let start = Place { file, span: 0..0 };
        let text = if bytes.len() > MAX_FILE_BYTES {
            out.push(Diagnostic::new("file-too-large", start, &[path, "8 MiB"]));
            String::new()
        } else {
            composed(decode(path, bytes, start, out))
        };
        self.files.push(SourceFile {
            path: path.to_owned(),
            text,
        });
        file
    }

    pub fn get(&self, file: usize) -> Option<&SourceFile> {
        self.files.get(file)
    }

    /// Line and column, both from 1; a column counts characters.
    pub fn line_column(&self, place: &Place) -> (usize, usize) {
        let text = self.get(place.file).map_or("", |it| it.text.as_str());
        let mut at = place.span.start.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &text[..at];
        let line_start = before.rfind('\n').map_or(0, |it| it + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}

/// The text as bytes, encoded as the file was: with its byte order mark, and CSV
/// in CP932 where it was that. A character CP932 lacks makes it UTF-8 with a
/// byte order mark, which Excel reads as well. YAML is always UTF-8.
pub(super) fn encode(path: &str, before: &[u8], text: &str) -> Vec<u8> {
    const BOM: &[u8] = b"\xEF\xBB\xBF";
    let without_bom = before.strip_prefix(BOM);
    let was_utf8 = std::str::from_utf8(without_bom.unwrap_or(before)).is_ok();
    if was_utf8 || !path.ends_with(".csv") {
        let mark = if without_bom.is_some() { BOM } else { b"" };
        return [mark, text.as_bytes()].concat();
    }
    let (bytes, _, lacks) = encoding_rs::SHIFT_JIS.encode(text);
    if lacks {
        [BOM, text.as_bytes()].concat()
    } else {
        bytes.into_owned()
    }
}

fn decode(path: &str, bytes: &[u8], start: Place, out: &mut Vec<Diagnostic>) -> String {
    let without_bom = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(without_bom) {
        return text.to_owned();
    }
    let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(without_bom);
    if broken {
        out.push(Diagnostic::new("unknown-encoding", start, &[path]));
        return String::new();
    }
    if !path.ends_with(".csv") {
        out.push(Diagnostic::new("cp932-yaml", start, &[path]));
    }
    text.into_owned()
}

/// Letters and the marks that belong to them as one character (NFC).
fn composed(text: String) -> String {
    if is_nfc(&text) {
        text
    } else {
        text.nfc().collect()
    }
}
