//! What all pages are made of: headings, links, places in sources, and the two
//! lists of what a thing depends on and what depends on it.

use std::fmt::Write;

use super::html::{Html, el, link, with};
use super::model::{Item, KINDS, Model};
use super::words::{self, Piece};
use crate::book::{Cite, Period, Phrase};
use crate::value::Date;

/// How things are written: each on its page, or all on one.
#[derive(Clone, Copy)]
pub(super) struct View<'m, 'b> {
    pub(super) model: &'m Model<'b>,
    /// Everything on one page, for printing: links stay on it, headings are deeper.
    pub(super) in_one: bool,
}

impl<'b> View<'_, 'b> {
    pub(super) fn href(&self, item: Item) -> String {
        let slug = self.model.slug(item);
        if self.in_one {
            ["#", &slug].concat()
        } else {
            [&slug, ".html"].concat()
        }
    }

    /// A heading of a thing's own page; on the page of everything two levels deeper.
    pub(super) fn heading(&self, level: usize, text: &str) -> Html {
        let depth = if self.in_one { level + 2 } else { level };
        el(["h1", "h2", "h3", "h4", "h5"][depth - 1], text)
    }

    pub(super) fn link(&self, item: Item) -> Html {
        link(&self.href(item), self.model.name(item))
    }

    /// The name, and what people read of it.
    pub(super) fn entry(&self, item: Item) -> Html {
        let mut out = self.link(item);
        let title = self.model.title(item);
        if title != self.model.name(item) {
            out.push(" ― ");
            out.push(title);
        }
        el("li", out)
    }

    /// Things under the names of their kinds.
    pub(super) fn by_kind(&self, items: &[Item]) -> Html {
        let mut out = Html::default();
        for (kind, name) in KINDS {
            let of_kind = items.iter().filter(|it| it.kind_id() == kind);
            let entries: Html = of_kind.map(|it| self.entry(*it)).collect();
            if !entries.is_empty() {
                out.push(self.heading(3, name));
                out.push(el("ul", entries));
            }
        }
        out
    }

    pub(super) fn words(&self, words: &[Piece]) -> Html {
        let piece = |it: &Piece| match it {
            Piece::Text(text) => Html::from(text),
            Piece::Item(item) => self.link(*item),
        };
        words.iter().map(piece).collect()
    }

    /// `label` and the text, where there is one.
    pub(super) fn pair(&self, label: &str, phrase: Option<&'b Phrase>) -> Html {
        let text = phrase.map_or("", |it| self.model.text(it));
        pair(label, text)
    }

    /// The place in a source, its date, and a word of caution where it is old.
    pub(super) fn cite(&self, cite: &Cite) -> Html {
        if cite.source >= self.model.book.sources.len() {
            return Html::default();
        }
        let mut out = self.link(Item::Source(cite.source));
        if !cite.place.is_empty() {
            out.push([" ", &cite.place].concat());
        }
        if let Some(date) = self.model.date(cite) {
            out.push("（");
            out.push(self.as_of(date));
            out.push("）");
        }
        if let Some(quote) = &cite.quote {
            out.push(el("q", quote));
        }
        out
    }

    pub(super) fn as_of(&self, date: Date) -> Html {
        let mut out = Html::from([&words::date(date), "時点"].concat());
        if self.model.is_old(date) {
            out.push("。");
            out.push(with("b", &[("class", "old")], "要確認"));
        }
        out
    }

    pub(super) fn cites(&self, cites: &[Cite]) -> Html {
        let cites: Html = cites.iter().map(|it| el("li", self.cite(it))).collect();
        if cites.is_empty() {
            return cites;
        }
        [self.heading(2, "出典"), el("ul", cites)].into()
    }

    /// What it depends on and what depends on it, each as a list.
    pub(super) fn relations(&self, item: Item) -> Html {
        let uses = self.model.uses(item);
        let used_by = self.model.used_by(item);
        let section = |id: &str, title: &str, items: &[Item], none: &str| -> Html {
            let list = if items.is_empty() {
                el("p", none)
            } else {
                self.by_kind(items)
            };
            let inside = [self.heading(2, title), list];
            if self.in_one {
                el("section", inside)
            } else {
                with("section", &[("id", id)], inside)
            }
        };
        let mut out = Html::default();
        if !matches!(item, Item::Source(_)) {
            out.push(section(
                "uses",
                "もとにするもの",
                &uses,
                "ほかの決まりを使いません。",
            ));
        }
        out.push(section(
            "used-by",
            "これを使うもの",
            &used_by,
            "使うものはありません。",
        ));
        out
    }
}

pub(super) fn pair(label: &str, text: impl Into<Html>) -> Html {
    let text = text.into();
    if text.is_empty() {
        return text;
    }
    [el("dt", label), el("dd", text)].into()
}

/// Pairs of a name and a text; nothing where there are none.
pub(super) fn pairs(inside: impl Into<Html>) -> Html {
    let inside = inside.into();
    if inside.is_empty() {
        inside
    } else {
        el("dl", inside)
    }
}

pub(super) fn period(period: Period) -> String {
    let mut out = String::new();
    if let Some(from) = period.from {
        let _ = write!(out, "{}から", words::date(from));
    }
    if let Some(until) = period.until {
        let _ = write!(out, "{}まで", words::date(until));
    }
    out
}
