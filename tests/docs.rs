//! The sites of the packs we ship: every page well made, every link leading
//! somewhere, and everything in the book on a page and to be found.
//!
//! What stands on a page is read in `tests/cli/docs.md`; how it looks is
//! `tests/e2e/docs.test.mjs`'s.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

mod shipped;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use tsunagu::author::{Checked, check, docs};
use tsunagu::book::Book;
use tsunagu::value::Date;

struct Site {
    pack: String,
    checked: Checked,
    pages: BTreeMap<String, String>,
}

impl Site {
    fn book(&self) -> &Book {
        self.checked.book.as_ref().unwrap()
    }
}

/// Made once for all tests.
static SITES: LazyLock<Vec<Site>> = LazyLock::new(sites);

fn sites() -> Vec<Site> {
    let files = shipped::files();
    let day = Date::parse("2026-11-25").unwrap();
    let packs = files.keys().filter_map(|it| it.strip_suffix("/pack.yaml"));
    let sites = packs.map(|pack| {
        let checked = check(&files, pack);
        let book = checked.book.as_ref().expect("shipped packs pass");
        let made = docs::site(&checked, book, day);
        let n_files = made.len();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let pages: BTreeMap<_, _> = made.into_iter().map(|(it, to)| (it, text(to))).collect();
        assert_eq!(pages.len(), n_files, "{pack}: two files of one name");
        Site {
            pack: pack.to_owned(),
            checked,
            pages,
        }
    });
    let sites: Vec<_> = sites.collect();
    assert_eq!(sites.len(), 4);
    sites
}

#[test]
fn every_link_leads_somewhere() {
    for site in SITES.iter() {
        let ids: BTreeMap<&str, BTreeSet<&str>> = site
            .pages
            .iter()
            .map(|(name, text)| (name.as_str(), values(text, "id").collect()))
            .collect();
        let mut n_links = 0;
        for (name, text) in site.pages.iter().filter(|(it, _)| it.ends_with(".html")) {
            let links = ["href", "src", "action"].into_iter();
            for link in links.flat_map(|it| values(text, it)) {
                if link.starts_with("https://") {
                    continue;
                }
                let (file, id) = link.split_once('#').unwrap_or((link, ""));
                let file = if file.is_empty() { name } else { file };
                let there = ids.get(file);
                let found = there.is_some_and(|it| id.is_empty() || it.contains(id));
                assert!(found, "{}: {name} leads to {link}", site.pack);
                n_links += 1;
            }
        }
        assert!(n_links > 1000, "{}: {n_links} links", site.pack);
    }
}

#[test]
fn everything_has_a_page_and_can_be_found() {
    for site in SITES.iter() {
        let book = site.book();
        let mut wanted = BTreeSet::new();
        wanted.extend(book.wizards.iter().map(|it| ("案内", &*it.name)));
        wanted.extend(book.programs.iter().map(|it| ("制度", &*it.name)));
        wanted.extend(
            book.decisions
                .iter()
                .map(|it| ("答えから求めること", &*it.name)),
        );
        wanted.extend(book.facts.iter().map(|it| ("事実の表", &*it.name)));
        wanted.extend(book.questions.iter().map(|it| ("質問", &*it.name)));
        wanted.extend(
            book.milestones
                .iter()
                .map(|it| ("時がたつと変わること", &*it.name)),
        );
        wanted.extend(
            book.constraints
                .iter()
                .map(|it| ("同時にはありえない答え", &*it.name)),
        );
        wanted.insert(("相談先", "相談先の一覧"));
        wanted.extend(book.sources.iter().map(|it| ("出典", &*it.name)));
        let doubts = site.checked.undecided.iter().map(|it| &*it.name);
        let doubts = doubts.chain(site.checked.settled.iter().map(|it| &*it.name));
        wanted.extend(doubts.map(|it| ("未決事項、食いちがい", it)));

        let index = index(&site.pages["search.html"]);
        let found = index.iter().map(|[_, kind, name, ..]| (&**kind, &**name));
        assert_eq!(found.collect::<BTreeSet<_>>(), wanted, "{}", site.pack);
        for [href, _, name, title, _] in &index {
            let page = href.split('#').next().unwrap();
            let text = &site.pages[page];
            let heading = if title.is_empty() { name } else { title };
            assert!(text.contains(&escaped(heading)), "{}: {page}", site.pack);
        }
    }
}

#[test]
fn tables_have_all_their_rows() {
    for site in SITES.iter() {
        let book = site.book();
        let index = index(&site.pages["search.html"]);
        let page = |kind: &str, wanted: &str| {
            let entry = index
                .iter()
                .find(|[_, of, name, ..]| of == kind && name == wanted);
            &site.pages[&entry.unwrap()[0]]
        };
        for facts in &book.facts {
            let shown = page("事実の表", &facts.name)
                .matches("<th scope=\"row\">")
                .count();
            assert_eq!(shown, facts.rows.len(), "{}", facts.name);
        }
        for decision in &book.decisions {
            if let tsunagu::book::Logic::Table(table) = &decision.logic {
                let text = page("答えから求めること", &decision.name);
                let shown = text.matches("<th scope=\"row\">").count();
                assert_eq!(shown, table.rows.len(), "{}", decision.name);
            }
        }
    }
}

/// The two lists say the same from both ends.
#[test]
fn what_depends_on_it_is_what_it_depends_on_from_the_other_end() {
    for site in SITES.iter() {
        let mut down = BTreeSet::new();
        let mut up = BTreeSet::new();
        for (name, text) in &site.pages {
            if let Some(list) = section(text, "uses") {
                let parts = values(list, "href");
                down.extend(parts.map(|it| (name.as_str(), it)));
            }
            if let Some(list) = section(text, "used-by").filter(|_| !name.starts_with("source-")) {
                let users = values(list, "href");
                up.extend(users.map(|it| (it, name.as_str())));
            }
        }
        assert!(down.len() > 100, "{}", site.pack);
        assert_eq!(down, up, "{}", site.pack);
    }
}

#[test]
fn pages_are_well_made() {
    for site in SITES.iter() {
        for (name, text) in site.pages.iter().filter(|(it, _)| it.ends_with(".html")) {
            let place = format!("{}: {name}", site.pack);
            assert!(
                text.starts_with("<!DOCTYPE html>\n<html lang=\"ja\">"),
                "{place}"
            );
            assert_eq!(text.matches("<h1>").count(), 1, "{place}");
            balanced(text, &place);
            let ids: Vec<_> = values(text, "id").collect();
            let different: BTreeSet<_> = ids.iter().collect();
            assert_eq!(ids.len(), different.len(), "{place} has an id twice");
            // A strict policy would block these.
            for refused in ["<style", " style=", "javascript:", " onclick="] {
                assert!(!text.contains(refused), "{place}: {refused}");
            }
        }
    }
}

const EMPTY: [&str; 3] = ["input", "link", "meta"];

/// Every element that is opened is closed, in order; headings leave out no level.
fn balanced(text: &str, place: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut level = 0;
    for tag in tags(text).filter(|it| !it.starts_with('!')) {
        let name = tag.split([' ', '>']).next().unwrap();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{place} closes {name}");
        } else if !EMPTY.contains(&name) {
            open.push(name);
        }
        if let Some(next) = name.strip_prefix('h').and_then(|it| it.parse::<u8>().ok()) {
            assert!(next <= level + 1, "{place}: h{next} after h{level}");
            level = next;
        }
    }
    assert!(open.is_empty(), "{place} leaves {open:?} open");
}

/// The values of an attribute.
fn values<'t>(text: &'t str, name: &str) -> impl Iterator<Item = &'t str> {
    let start = format!(" {name}=\"");
    tags(text).filter_map(move |tag| {
        let (_, after) = tag.split_once(&start)?;
        after.split('"').next()
    })
}

/// What stands between `<` and `>`.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split('<').skip(1);
    parts
        .filter_map(|it| it.split_once('>'))
        .map(|(tag, _)| tag)
}

fn section<'t>(text: &'t str, id: &str) -> Option<&'t str> {
    let start = format!("<section id=\"{id}\">");
    let (_, after) = text.split_once(&start)?;
    after.split("</section>").next()
}

/// Address, kind, name, title, text.
fn index(page: &str) -> Vec<[String; 5]> {
    let start = "<script type=\"application/json\" id=\"index\">";
    let (_, after) = page.split_once(start).unwrap();
    let json = after.split("</script>").next().unwrap();
    serde_json::from_str(json).unwrap()
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
