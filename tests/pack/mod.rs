//! The pack a fixture describes: its files, and what every pack must have.
//!
//! Paths are below the pack's own folder; `../other/…` is a pack beside it. A
//! fixture says only what it is about: a `pack.yaml` with one source is added
//! where there is none. Words after a fence's language change the bytes:
//! `cp932`, `bom` and `utf16` as Excel saves, `crlf` as Windows ends lines,
//! `cut` without the last line feed, `times N` repeats the last line. `absent`
//! takes the file away.

use tsunagu::author::Files;

use crate::fixture::{Part, Test};

/// The folder the pack is in, and its name.
pub const NAME: &str = "pack";

const MANIFEST: &str = "\
pack: pack
version: 1.0.0
name: ためしの規則集
sources:
  要綱: { title: ためしの要綱, date: 2026-04-01 }
";

pub fn files(shared: &[Part], test: &Test) -> Files {
    let mut files = Files::new();
    files.insert(path("pack.yaml"), MANIFEST.as_bytes().to_vec());
    for part in shared.iter().chain(&test.parts) {
        if let Part::Fence(fence) = part
            && let Some(name) = &fence.name
        {
            match bytes(&fence.info, &fence.content) {
                Some(bytes) => files.insert(path(name), bytes),
                None => files.remove(&path(name)),
            };
        }
    }
    files
}

fn path(name: &str) -> String {
    match name.strip_prefix("../") {
        Some(other) => other.to_owned(),
        None => format!("{NAME}/{name}"),
    }
}

fn bytes(info: &str, content: &str) -> Option<Vec<u8>> {
    let mut content = content.to_owned();
    let mut words = info.split_whitespace().skip(1);
    let mut encoding = None;
    while let Some(word) = words.next() {
        match word {
            "times" => {
                let n: usize = words.next().unwrap().parse().unwrap();
                let last = content.trim_end().rfind('\n').map_or(0, |it| it + 1);
                let line = content.split_off(last);
                content.push_str(&line.repeat(n));
            }
            "cut" => drop(content.pop()),
            "absent" => return None,
            "crlf" => content = content.replace('\n', "\r\n"),
            "cp932" | "bom" | "utf16" => encoding = Some(word),
            other => panic!("a fence knows no `{other}`"),
        }
    }
    Some(match encoding {
        Some("cp932") => encoding_rs::SHIFT_JIS.encode(&content).0.into_owned(),
        Some("utf16") => content.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Some(_) => [b"\xEF\xBB\xBF", content.as_bytes()].concat(),
        None => content.into_bytes(),
    })
}
