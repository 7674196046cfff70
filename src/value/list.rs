//! Lists made item by item, texts made part by part.

use alloc::{string::String, vec::Vec};

/// `collect` for lists, without its preparations for the list's length: those
/// are 50 to 150 bytes a caller in the browser, and there are a hundred.
pub trait ToList: Iterator + Sized {
    fn to_list(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        for item in self {
            list.push(item);
        }
        list
    }
}

impl<I: Iterator> ToList for I {}

/// `concat` for texts, without its copying in five ways, one for each length of
/// what stands between.
pub trait ToText {
    fn to_text(&self) -> String;
}

/// `split_once`, without its search through blocks of bytes.
pub fn cut(text: &str, sign: char) -> Option<(&str, &str)> {
    let (at, _) = text.char_indices().find(|(_, it)| *it == sign)?;
    let (before, rest) = text.split_at_checked(at)?;
    let mut rest = rest.chars();
    rest.next();
    Some((before, rest.as_str()))
}

impl ToText for [&str] {
    fn to_text(&self) -> String {
        let mut text = String::new();
        for part in self {
            text.push_str(part);
        }
        text
    }
}

/// `join`, likewise.
#[inline(never)]
pub fn joined<T: AsRef<str>>(texts: &[T], between: &str) -> String {
    let mut out = String::new();
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        out.push_str(text.as_ref());
    }
    out
}
