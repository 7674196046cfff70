//! HTML that cannot be put together wrongly: every text is escaped on its way
//! in, and every element that is opened is closed.
//!
//! A hundred lines instead of a template crate: pages are lists of parts here,
//! and a template would only spell the loops a second time.

/// A piece of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Html(String);

pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An element without attributes.
pub(super) fn el(name: &str, inside: impl Into<Html>) -> Html {
    with(name, &[], inside)
}

pub(super) fn with(name: &str, attributes: Attributes<'_>, inside: impl Into<Html>) -> Html {
    let Html(inside) = inside.into();
    let Html(mut out) = tag(name, attributes);
    out.push_str(&inside);
    out.push_str(&["</", name, ">"].concat());
    if !STANDS_IN_A_LINE.contains(&name) {
        out.push('\n');
    }
    Html(out)
}

/// An element that holds nothing and is not closed, such as `meta`.
pub(super) fn tag(name: &str, attributes: Attributes<'_>) -> Html {
    let mut out = ["<", name].concat();
    for (key, value) in attributes {
        out.push_str(&[" ", key, "=\"", &escaped(value), "\""].concat());
    }
    out.push('>');
    Html(out)
}

pub(super) fn link(href: &str, inside: impl Into<Html>) -> Html {
    with("a", &[("href", href)], inside)
}

/// A line break in front of what these close would show as a space.
const STANDS_IN_A_LINE: [&str; 8] = ["a", "b", "code", "q", "span", "text", "title", "tspan"];

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(it),
        }
    }
    out
}

impl Html {
    pub(super) fn push(&mut self, more: impl Into<Html>) {
        self.0.push_str(&more.into().0);
    }

    /// JSON for a `script` that is data: nothing in it may end the element.
    pub(super) fn data(json: &str) -> Self {
        Self(json.replace('<', "\\u003c"))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A whole page.
    pub(super) fn document(self) -> String {
        ["<!DOCTYPE html>\n", &self.0].concat()
    }

    /// What a reader sees, a space where an element ends.
    pub(super) fn plain(&self) -> String {
        let mut out = String::new();
        for (n, part) in self.0.split('<').enumerate() {
            let text = if n == 0 {
                part
            } else {
                out.push(' ');
                part.split_once('>').map_or("", |(_, text)| text)
            };
            out.push_str(text);
        }
        let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
        let out = out.replace("&lt;", "<").replace("&gt;", ">");
        out.replace("&quot;", "\"").replace("&amp;", "&")
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        Self(escaped(text))
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Self {
        Self(escaped(text))
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        Self(escaped(&text))
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<I: IntoIterator<Item = Html>>(parts: I) -> Self {
        Self(parts.into_iter().map(|it| it.0).collect())
    }
}

impl From<Vec<Html>> for Html {
    fn from(parts: Vec<Html>) -> Self {
        parts.into_iter().collect()
    }
}

impl<const N: usize> From<[Html; N]> for Html {
    fn from(parts: [Html; N]) -> Self {
        parts.into_iter().collect()
    }
}
