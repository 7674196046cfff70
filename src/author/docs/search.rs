//! The full list of what the site has, and the index the search reads.
//!
//! The index is JSON in the page (a data block, which a strict content security
//! policy lets be and a page opened from a disk can read). Folding of kana and
//! widths is done in `search.js`, where the query has to be folded anyway.

use super::html::{Html, el, link, tag, with};
use super::model::{Item, KINDS, slug};
use super::section::View;
use super::start::Doubt;

impl View<'_, '_> {
    pub(super) fn search_page(&self, bodies: &[(Item, Html)]) -> Html {
        let hidden = [("id", "found"), ("hidden", "")];
        let results = with(
            "section",
            &hidden,
            [
                el("h2", "見つかったもの"),
                with("p", &[("id", "count"), ("role", "status")], ""),
                with("ol", &[("id", "results")], ""),
            ],
        );
        let mut out = results;
        out.push(el("h2", "全部の一覧"));
        for (kind, name) in KINDS {
            let of_kind = bodies.iter().filter(|(it, _)| it.kind_id() == kind);
            let entries: Html = of_kind.map(|(it, _)| self.entry(*it)).collect();
            if !entries.is_empty() {
                out.push(with("h3", &[("id", kind)], name));
                out.push(el("ol", entries));
            }
        }
        let doubts = self.model.doubts().into_iter();
        let doubts: Html = doubts
            .map(|it| el("li", link(&doubt_href(it), it.name())))
            .collect();
        if !doubts.is_empty() {
            out.push(el("h3", "未決事項、食いちがい"));
            out.push(el("ol", doubts));
        }
        let data = [("type", "application/json"), ("id", "index")];
        out.push(with("script", &data, Html::data(&self.index(bodies))));
        out
    }

    /// `[[address, kind, name, title, text], …]`
    fn index(&self, bodies: &[(Item, Html)]) -> String {
        let mut entries = Vec::new();
        for (item, body) in bodies {
            let (name, title) = (self.model.name(*item), self.model.title(*item));
            let title = if name == title { "" } else { title };
            let href = self.href(*item);
            entries.push(entry([&href, item.kind_name(), name, title, &body.plain()]));
        }
        for it in self.model.doubts() {
            let text = match it {
                Doubt::Undecided(it) => [self.model.text(&it.about), self.model.text(&it.ask)],
                Doubt::Settled(it) => [self.model.text(&it.about), self.model.text(&it.reading)],
            };
            let kind = "未決事項、食いちがい";
            entries.push(entry([
                &doubt_href(it),
                kind,
                it.name(),
                "",
                &text.join(" "),
            ]));
        }
        ["[", &entries.join(",\n"), "]"].concat()
    }
}

fn doubt_href(doubt: Doubt<'_>) -> String {
    ["index.html#", &slug(doubt.kind(), doubt.name())].concat()
}

pub(super) fn script() -> Html {
    with("script", &[("src", "search.js"), ("defer", "")], "")
}

/// The form on every page; without scripts it leads to the full list.
pub(super) fn form() -> Html {
    let field = [
        ("id", "q"),
        ("name", "q"),
        ("type", "search"),
        ("autocomplete", "off"),
    ];
    let form = [
        ("role", "search"),
        ("action", "search.html"),
        ("method", "get"),
    ];
    with(
        "form",
        &form,
        [
            with("label", &[("for", "q")], "さがす"),
            tag("input", &field),
            with("button", &[("type", "submit")], "さがす"),
        ],
    )
}

fn entry(texts: [&str; 5]) -> String {
    let texts = texts.map(quoted);
    ["[", &texts.join(","), "]"].concat()
}

/// A JSON text; `serde_json` is the command line's.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for it in text.chars() {
        match it {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            _ if it.is_control() => out.push(' '),
            _ => out.push(it),
        }
    }
    out.push('"');
    out
}
