//! Looks at a workbook before it is read: how much it unpacks to, and what is
//! hidden in it.
//!
//! What a zip file says of its own sizes may be a lie, so everything is unpacked
//! once, counted and thrown away.

use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::Remark;

/// All parts together, unpacked: ten times the largest table of ours in every sheet.
const MAX_UNPACKED: u64 = 128 << 20;
const MAX_PARTS: usize = 2000;

/// False where it must not be read; why is said.
pub(super) fn is_safe(bytes: &[u8], remarks: &mut Vec<Remark>) -> bool {
    let mut refuse = |code, why: &str| {
        remarks.push(Remark::new(code, "", &[why]));
        false
    };
    if bytes.len() > super::MAX_BYTES {
        return refuse("xlsx-too-large", &format!("{} MiB", super::MAX_BYTES >> 20));
    }
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(it) => it,
        // Also a workbook with a password, which is no zip.
        Err(_) => return refuse("xlsx-not-a-workbook", "@no-zip"),
    };
    if archive.len() > MAX_PARTS {
        return refuse("xlsx-too-large", &format!("{MAX_PARTS} parts"));
    }
    let mut left = MAX_UNPACKED;
    for part in 0..archive.len() {
        let unpacked = archive
            .by_index(part)
            .map_err(|it| it.to_string())
            .and_then(|it| {
                std::io::copy(&mut it.take(left + 1), &mut std::io::sink())
                    .map_err(|it| it.to_string())
            });
        match unpacked {
            Ok(size) if size > left => {
                return refuse("xlsx-too-large", &format!("{} MiB", MAX_UNPACKED >> 20));
            }
            Ok(size) => left -= size,
            Err(error) => return refuse("xlsx-not-a-workbook", &error),
        }
    }
    true
}

/// Hidden rows and columns of one sheet's part.
#[derive(Default)]
pub(super) struct Hidden {
    pub(super) rows: bool,
    pub(super) columns: bool,
}

/// Of the part at `path` in the archive.
pub(super) fn hidden(bytes: &[u8], path: &str) -> Hidden {
    let mut out = Hidden::default();
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return out;
    };
    let Ok(part) = archive.by_name(path) else {
        return out;
    };
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(it) | Event::Empty(it) => match it.local_name().as_ref() {
                "row" => out.rows |= is_hidden(&it),
                "col" => out.columns |= is_hidden(&it),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    out
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    let flag = element.try_get_attribute("hidden").ok().flatten();
    flag.is_some_and(|it| matches!(&*it.value, "1" | "true"))
}
