//! The start page: what the pack is, and what is not certain in it, first.

use super::super::{Settled, Undecided};
use super::html::{Html, el, link, with};
use super::model::{Item, KINDS, Model, slug};
use super::section::{View, pair, pairs, period};
use super::words;
use crate::book::Cite;

/// What the sources leave open, or where they disagree.
#[derive(Clone, Copy)]
pub(super) enum Doubt<'b> {
    Undecided(&'b Undecided),
    Settled(&'b Settled),
}

impl<'b> Doubt<'b> {
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Undecided(_) => "undecided",
            Self::Settled(_) => "settled",
        }
    }

    pub(super) fn name(self) -> &'b str {
        match self {
            Self::Undecided(it) => &it.name,
            Self::Settled(it) => &it.name,
        }
    }

    /// The sources it is about.
    pub(super) fn sources(self) -> Vec<usize> {
        let of = |cites: &[Cite]| -> Vec<usize> { cites.iter().map(|it| it.source).collect() };
        match self {
            Self::Undecided(it) => of(&it.cites),
            Self::Settled(it) => {
                let says = it.says.iter().flat_map(|it| of(&it.cites));
                says.chain(of(&it.cites)).collect()
            }
        }
    }
}

impl<'b> Model<'b> {
    pub(super) fn doubts(&self) -> Vec<Doubt<'b>> {
        let undecided = self.checked.undecided.iter().map(Doubt::Undecided);
        let settled = self.checked.settled.iter().map(Doubt::Settled);
        undecided.chain(settled).collect()
    }
}

const DOUBTS: [(&str, &str); 2] = [
    ("undecided", "出典が決めていないこと"),
    ("settled", "出典が食いちがうこと、読み方が分かれること"),
];

impl<'b> View<'_, 'b> {
    pub(super) fn about(&self) -> Html {
        let book = self.model.book;
        let mut rows = pair("規則集", el("code", &book.pack));
        rows.push(pair("版", book.version()));
        let languages = book.languages.iter().map(|it| match it.as_str() {
            "ja" => "日本語",
            "easy" => "やさしい日本語",
            "en" => "英語",
            other => other,
        });
        rows.push(pair("言語", languages.collect::<Vec<_>>().join("、")));
        rows.push(pair("期間", period(book.period)));
        rows.push(pair("まとめた日", words::date(self.model.today)));
        pairs(rows)
    }

    pub(super) fn doubts(&self) -> Html {
        let doubts = self.model.doubts();
        let mut out = Html::default();
        for (kind, title) in DOUBTS {
            let of_kind = doubts.iter().filter(|it| it.kind() == kind);
            let told: Html = of_kind.map(|it| self.doubt(*it)).collect();
            if !told.is_empty() {
                out.push(el("h2", title));
                out.push(told);
            }
        }
        out
    }

    fn doubt(&self, doubt: Doubt<'b>) -> Html {
        let cites = |cites: &[Cite]| -> Html {
            let mut out = Html::default();
            for (n, it) in cites.iter().enumerate() {
                out.push(if n > 0 { "、" } else { "" });
                out.push(self.cite(it));
            }
            out
        };
        let mut inside = el("h3", doubt.name());
        match doubt {
            Doubt::Undecided(it) => {
                inside.push(el("p", self.model.text(&it.about)));
                let mut rows = self.pair("窓口に聞くこと", Some(&it.ask));
                rows.push(pair("出典", cites(&it.cites)));
                inside.push(pairs(rows));
            }
            Doubt::Settled(it) => {
                inside.push(el("p", self.model.text(&it.about)));
                let said = it.says.iter().map(|said| {
                    let mut out = Html::from(self.model.text(&said.text));
                    out.push(" ― ");
                    out.push(cites(&said.cites));
                    el("li", out)
                });
                let said: Html = said.collect();
                if !said.is_empty() {
                    inside.push(el("ul", said));
                }
                let mut rows = self.pair("この規則集の読み", Some(&it.reading));
                rows.push(pair("出典", cites(&it.cites)));
                inside.push(pairs(rows));
            }
        }
        let anchor = slug(doubt.kind(), doubt.name());
        with("section", &[("id", &*anchor)], inside)
    }

    /// Sources whose content is older than a year.
    pub(super) fn aged(&self) -> Html {
        let sources = self.model.book.sources.iter().enumerate();
        let aged = sources.filter_map(|(at, it)| Some((at, it.date?)));
        let aged = aged.filter(|(_, date)| self.model.is_old(*date));
        let aged = aged.map(|(at, date)| {
            let mut out = self.link(Item::Source(at));
            out.push(" ― ");
            out.push(self.model.title(Item::Source(at)));
            out.push(["（", &words::date(date), "時点）"].concat());
            el("li", out)
        });
        let aged: Html = aged.collect();
        if aged.is_empty() {
            return aged;
        }
        [
            el("h2", "古い出典（1年より前の内容）"),
            el("p", "いまも同じかを、確かめてから使ってください。"),
            el("ul", aged),
        ]
        .into()
    }

    /// How much there is of each kind, and the way there.
    pub(super) fn contents(&self) -> Html {
        let items = self.model.items();
        let mut out = Html::default();
        for (kind, name) in KINDS {
            let n = items.iter().filter(|it| it.kind_id() == kind).count();
            if n > 0 {
                let href = ["search.html#", kind].concat();
                out.push(el("li", [link(&href, name), format!(" {n}").into()]));
            }
        }
        [el("h2", "中身"), el("ul", out)].into()
    }
}
