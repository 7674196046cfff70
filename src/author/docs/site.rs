//! The files of the site: every page in its frame, style and search.
//!
//! Works from a disk and under a strict content security policy: no style and
//! no script within the pages, nothing fetched.

use super::super::Checked;
use super::html::{Html, el, link, tag, with};
use super::model::{Item, KINDS, Model};
use super::search;
use super::section::View;
use super::words;
use crate::book::Book;
use crate::value::Date;

/// Stands near the beginning of every file of ours, so that no other is replaced.
pub const MARK: &str = "tsunagu docs";

/// Every file of the site by its name, on the day `today`.
pub fn site(checked: &Checked, book: &Book, today: Date) -> Vec<(String, Vec<u8>)> {
    let model = Model::new(checked, book, today);
    let view = View {
        model: &model,
        in_one: false,
    };
    let items = model.items().into_iter();
    let bodies: Vec<(Item, Html)> = items.map(|it| (it, view.body(it))).collect();
    let mut files = vec![
        ("docs.css".to_owned(), include_bytes!("docs.css").to_vec()),
        ("search.js".to_owned(), include_bytes!("search.js").to_vec()),
    ];
    let mut page = |name: &str, title: &str, script: Html, main: Html| {
        let text = view.page(title, script, main);
        files.push((name.to_owned(), text.into_bytes()));
    };
    let title = model.text(&book.title);
    let mut start = el("h1", title);
    start.push(view.about());
    start.push(view.doubts());
    start.push(view.aged());
    start.push(view.contents());
    page("index.html", "はじめに", Html::default(), start);
    let mut list = el("h1", "さがす・一覧");
    list.push(view.search_page(&bodies));
    page("search.html", "さがす・一覧", search::script(), list);
    page(
        "print.html",
        "印刷用（全部）",
        Html::default(),
        all_in_one(&model),
    );
    for (item, body) in bodies {
        let name = [&model.slug(item), ".html"].concat();
        let main = view.thing(item, body);
        page(&name, model.name(item), Html::default(), main);
    }
    files
}

/// The whole pack as one long page.
fn all_in_one(model: &Model<'_>) -> Html {
    let view = View {
        model,
        in_one: true,
    };
    let mut out = el("h1", model.text(&model.book.title));
    out.push(view.about());
    out.push(view.doubts());
    out.push(view.aged());
    let items = model.items();
    for (kind, name) in KINDS {
        let of_kind = items.iter().filter(|it| it.kind_id() == kind);
        let things = of_kind.map(|it| {
            let slug = model.slug(*it);
            let thing = view.thing(*it, view.body(*it));
            with("article", &[("id", &*slug)], thing)
        });
        let things: Html = things.collect();
        if !things.is_empty() {
            out.push(el("h2", name));
            out.push(things);
        }
    }
    out
}

impl View<'_, '_> {
    /// All that is said of one thing.
    fn thing(&self, item: Item, body: Html) -> Html {
        let (name, title) = (self.model.name(item), self.model.title(item));
        let mut kind = Html::from(item.kind_name());
        if name != title {
            kind.push("　名前：");
            kind.push(el("code", name));
        }
        let mut out = self.heading(1, title);
        out.push(with("p", &[("class", "kind")], kind));
        out.push(body);
        out.push(self.sources(item));
        if !self.in_one {
            out.push(self.picture(item));
        }
        out.push(self.relations(item));
        out
    }

    /// The frame around a page.
    fn page(&self, title: &str, script: Html, main: Html) -> String {
        let book = self.model.book;
        let pack = self.model.text(&book.title);
        let head = el(
            "head",
            [
                tag("meta", &[("charset", "utf-8")]),
                tag("meta", &[("name", "generator"), ("content", MARK)]),
                tag(
                    "meta",
                    &[
                        ("name", "viewport"),
                        ("content", "width=device-width, initial-scale=1"),
                    ],
                ),
                el("title", [title, "｜", pack].concat()),
                tag("link", &[("rel", "stylesheet"), ("href", "docs.css")]),
                script,
            ],
        );
        let places = [
            ("index.html", "はじめに"),
            ("search.html", "一覧"),
            ("print.html", "印刷用（全部）"),
        ];
        let places = places
            .iter()
            .map(|(href, name)| el("li", link(href, *name)));
        let places = el("ul", places.collect::<Html>());
        let version = [pack, "（", &book.pack, " ", book.version(), "）"].concat();
        let header = el(
            "header",
            [
                with("p", &[("class", "pack")], version),
                with("nav", &[("aria-label", "文書")], places),
                search::form(),
            ],
        );
        let today = words::date(self.model.today);
        let footer = [
            "規則集から、",
            &today,
            "の時点でまとめました。「要確認」は、1年より前の内容です。決めるのは、それぞれの窓口です。",
        ];
        let footer = footer.concat();
        let body = el(
            "body",
            [
                with("a", &[("class", "skip"), ("href", "#main")], "本文へ"),
                header,
                with("main", &[("id", "main"), ("tabindex", "-1")], main),
                el("footer", el("p", footer)),
            ],
        );
        with("html", &[("lang", "ja")], [head, body]).document()
    }
}
