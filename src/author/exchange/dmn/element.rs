//! XML to a tree of elements, under limits.
//!
//! No document type is accepted and no entity but XML's own five and numbers,
//! so nothing in a file can grow while it is read.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use super::super::Remark;

/// Deeper nesting than this is no model; the deepest of the public ones has 22.
const MAX_DEPTH: usize = 64;
const MAX_ELEMENTS: usize = 500_000;

/// An element without its prefix.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Element>,
    pub(super) text: String,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|it| it.name == name)
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |it| it.name == name)
    }

    /// What stands in `<text>` below it.
    pub(super) fn written(&self) -> Option<&str> {
        self.child("text").map(|it| it.text.trim())
    }

    /// Its id, else its name: how remarks call it.
    pub(super) fn id(&self) -> &str {
        self.attribute("id")
            .or(self.attribute("name"))
            .unwrap_or(&self.name)
    }
}

pub(super) fn parse(bytes: &[u8], remarks: &mut Vec<Remark>) -> Option<Element> {
    let refuse = |remarks: &mut Vec<Remark>, code, why: &str| {
        remarks.push(Remark::new(code, "", &[why]));
        None
    };
    if bytes.len() > super::MAX_BYTES {
        let limit = format!("{} MiB", super::MAX_BYTES >> 20);
        return refuse(remarks, "dmn-too-large", &limit);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return refuse(remarks, "dmn-syntax", "UTF-8");
    };
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    let mut open: Vec<Element> = vec![Element::default()];
    let mut n_elements = 0;
    loop {
        let event = match reader.read_event() {
            Ok(it) => it,
            Err(error) => {
                let why = format!("{error} ({})", reader.error_position());
                return refuse(remarks, "dmn-syntax", &why);
            }
        };
        match event {
            Event::Start(ref it) | Event::Empty(ref it) => {
                n_elements += 1;
                if open.len() > MAX_DEPTH || n_elements > MAX_ELEMENTS {
                    let limit = format!("{MAX_DEPTH}, {MAX_ELEMENTS}");
                    return refuse(remarks, "dmn-too-large", &limit);
                }
                let mut element = Element {
                    name: it.local_name().as_ref().to_owned(),
                    ..Element::default()
                };
                for attribute in it.attributes() {
                    let Ok(attribute) = attribute else {
                        return refuse(remarks, "dmn-syntax", &element.name);
                    };
                    let name = attribute.key.local_name().as_ref().to_owned();
                    let raw = attribute.value.as_ref();
                    let Ok(value) = quick_xml::escape::unescape(raw) else {
                        return refuse(remarks, "dmn-syntax", raw);
                    };
                    element.attributes.push((name, value.into_owned()));
                }
                if matches!(event, Event::Start(_)) {
                    open.push(element);
                } else if let Some(parent) = open.last_mut() {
                    parent.children.push(element);
                }
            }
            Event::End(_) => {
                if let (Some(element), Some(parent)) = (open.pop(), open.last_mut()) {
                    parent.children.push(element);
                }
            }
            Event::Text(it) => put(&mut open, &it),
            Event::CData(it) => put(&mut open, &it),
            Event::GeneralRef(it) => {
                let number = it.resolve_char_ref().ok().flatten();
                let named = resolve_predefined_entity(&it);
                match (number, named) {
                    (Some(one), _) => put(&mut open, one.encode_utf8(&mut [0; 4])),
                    (None, Some(text)) => put(&mut open, text),
                    (None, None) => return refuse(remarks, "dmn-syntax", &format!("&{};", &*it)),
                }
            }
            Event::DocType(_) => return refuse(remarks, "dmn-syntax", "<!DOCTYPE>"),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    if open.len() > 1 {
        let name = open.last().map(|it| it.name.clone()).unwrap_or_default();
        return refuse(remarks, "dmn-syntax", &format!("</{name}>"));
    }
    match open.pop().map(|it| it.children) {
        Some(mut all) if !all.is_empty() => Some(all.swap_remove(0)),
        _ => refuse(remarks, "dmn-syntax", "–"),
    }
}

fn put(open: &mut [Element], text: &str) {
    if let Some(it) = open.last_mut() {
        it.text.push_str(text);
    }
}
