//! The comparison as one page to print on A4 and to pass round for approval (決裁):
//! no scripts, nothing loaded, every text escaped.

use tsunagu::author::Lang;
use tsunagu::author::diff::{Diff, Line, Passage, Piece, Region};

use super::super::console::Console;
use super::super::words::Word;
use super::{Given, MAX_BOXES, counts, kind, limit, listed_kind, rank, stretches};

const STYLE: &str = "\
@page { size: A4; margin: 18mm 15mm }
body { font: 10.5pt/1.6 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', sans-serif; color: #000; background: #fff; max-width: 180mm; margin: 1em auto }
h1 { font-size: 16pt; margin: 0 0 .5em }
h2 { font-size: 13pt; border-bottom: 1px solid; margin: 1.5em 0 .5em; break-after: avoid }
h3 { font-size: 11pt; margin: 1em 0 .3em; break-after: avoid }
table { border-collapse: collapse; width: 100%; margin: .5em 0 }
th, td { border: 1px solid #555; padding: .2em .5em; text-align: left; vertical-align: top; overflow-wrap: anywhere }
thead { display: table-header-group }
tr { break-inside: avoid }
.stamps { width: auto; margin-left: auto; break-inside: avoid }
.stamps td { width: 22mm; height: 22mm }
.stamps th { text-align: center; font-weight: normal }
.dates { text-align: right }
.texts { table-layout: fixed }
.texts td { white-space: pre-wrap }
.what th { width: 22mm; font-weight: normal }
.number { text-align: right }
u { text-decoration-thickness: 2px; text-underline-offset: 2px; font-weight: bold }
ul { margin: .2em 0; padding-left: 1.5em }
";

struct Page<'p> {
    console: &'p Console,
    out: String,
}

pub(super) fn page(old: &Given, new: &Given, found: &Diff, console: &Console) -> String {
    let mut page = Page {
        console,
        out: String::new(),
    };
    let lang = match console.lang {
        Lang::Ja => "ja",
        Lang::En => "en",
    };
    let title = page.word(Word::DiffPage);
    let name = escaped(new.book.name(console.lang_tag()));
    page.put(&format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title} {name}</title>\n<style>\n{STYLE}</style>\n<h1>{title}：{name}</h1>\n"
    ));
    page.stamps();
    page.compared(old, new, found);
    page.summary(found);
    page.regions(found);
    page.lists(found);
    page.texts(old, new, found);
    page.put("</html>\n");
    page.out
}

impl Page<'_> {
    fn put(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn word(&self, word: Word) -> String {
        escaped(&self.console.word(word, &[]))
    }

    fn heading(&mut self, word: Word) {
        let text = self.word(word);
        self.put(&format!("<h2>{text}</h2>\n"));
    }

    fn stamps(&mut self) {
        let names = self.word(Word::DiffStamps);
        let caption = self.word(Word::DiffStamp);
        let cells = |open: &str, close: &str, texts: bool| -> String {
            let cell = |it: &str| format!("{open}{}{close}", if texts { it } else { "" });
            names.split(',').map(cell).collect()
        };
        let html = format!(
            "<table class=\"stamps\" aria-label=\"{caption}\"><tr>{}</tr><tr>{}</tr></table>\n<p class=\"dates\">{}　{}</p>\n",
            cells("<th scope=\"col\">", "</th>", true),
            cells("<td>", "</td>", false),
            self.word(Word::DiffDrafted),
            self.word(Word::DiffDecided),
        );
        self.put(&html);
    }

    fn compared(&mut self, old: &Given, new: &Given, found: &Diff) {
        self.put("<table class=\"what\">\n");
        for (word, it) in [(Word::DiffOld, old), (Word::DiffNew, new)] {
            let side = self.word(word);
            let name = escaped(it.book.name(self.console.lang_tag()));
            let rest = format!("{} {}", it.book.pack, it.book.version());
            self.put(&format!(
                "<tr><th scope=\"row\">{side}</th><td>{name}（{}）<br>{}<br><small>SHA-256 {}</small></td></tr>\n",
                escaped(&rest),
                escaped(&it.path),
                it.book.hash(),
            ));
        }
        self.put("</table>\n");
        let days: Vec<String> = found.days.iter().map(|it| it.text()).collect();
        let days = self.console.word(Word::DiffDays, &[&days.join("、")]);
        let mean = self.word(Word::DiffDaysMean);
        self.put(&format!(
            "<p>{}<br><small>{mean}</small></p>\n",
            escaped(&days)
        ));
        if found.has_more_days {
            let more = self.word(Word::DiffMoreDays);
            self.put(&format!("<p>{more}</p>\n"));
        }
    }

    fn summary(&mut self, found: &Diff) {
        self.heading(Word::DiffSummary);
        if found.is_same_for_all() {
            let nobody = self.word(Word::DiffNobody);
            self.put(&format!("<p>{nobody}</p>\n"));
        }
        self.put("<table class=\"counts\">\n");
        let mut rows: Vec<(Word, usize)> = counts(found)
            .filter(|(_, n)| *n > 0)
            .map(|(it, n)| (rank(it), n))
            .collect();
        rows.push((Word::DiffUnproven, found.unproven.len()));
        rows.push((Word::DiffListed, found.listed.len()));
        rows.push((Word::DiffTexts, found.passages.len()));
        for (word, n) in rows {
            let text = self.word(word);
            self.put(&format!(
                "<tr><th scope=\"row\">{text}</th><td class=\"number\">{n}</td></tr>\n"
            ));
        }
        self.put("</table>\n");
    }

    fn regions(&mut self, found: &Diff) {
        if found.regions.is_empty() {
            return;
        }
        self.heading(Word::DiffBehaviour);
        for (at, it) in found.regions.iter().enumerate() {
            self.region(at + 1, it, found);
        }
    }

    fn region(&mut self, at: usize, it: &Region, found: &Diff) {
        let heading = format!(
            "<h3>{at}. {}：{} {}</h3>\n<table class=\"what\">\n",
            self.word(rank(it.rank)),
            self.word(kind(it.kind)),
            escaped(if it.label.is_empty() {
                &it.name
            } else {
                &it.label
            }),
        );
        self.put(&heading);
        self.row(Word::DiffOld, &lines(&it.before));
        self.row(Word::DiffNew, &lines(&it.after));
        let mut place = escaped(&stretches(&it.days, &found.days, self.console));
        if !it.wizards.is_empty() {
            place += &format!(
                "<br>{}: {}",
                self.word(Word::KindWizard),
                escaped(&it.wizards.join("、"))
            );
        }
        self.row(Word::DiffPlace, &place);
        let who = self.who(it);
        self.row(Word::DiffWho, &who);
        let mut witness = if it.witness.is_empty() {
            self.word(Word::DiffAnybody)
        } else {
            let answers = it.witness.iter();
            let answer = |it: &tsunagu::author::diff::Answer| {
                format!("<li>{}: {}</li>", escaped(&it.label), escaped(&it.text))
            };
            format!("<ul>{}</ul>", answers.map(answer).collect::<String>())
        };
        if (&it.told.0, &it.told.1) != (&it.before, &it.after) {
            witness += &format!("{} → {}", lines(&it.told.0), lines(&it.told.1));
        }
        self.row(Word::DiffWitness, &witness);
        self.put("</table>\n");
    }

    fn row(&mut self, word: Word, html: &str) {
        let text = self.word(word);
        self.put(&format!(
            "<tr><th scope=\"row\">{text}</th><td>{html}</td></tr>\n"
        ));
    }

    fn who(&self, it: &Region) -> String {
        if it.is_exact && it.boxes.iter().any(Vec::is_empty) {
            return self.word(Word::DiffEverybody);
        }
        let how = match (it.is_exact, it.boxes.len()) {
            (false, _) => Word::DiffSome,
            (_, 1) => Word::DiffAll,
            _ => Word::DiffAny,
        };
        let mut html = format!("{}<ul>", self.word(how));
        for limits in it.boxes.iter().take(MAX_BOXES) {
            let limits: Vec<String> = limits.iter().map(|it| escaped(&limit(it))).collect();
            html += &format!("<li>{}</li>", limits.join("<br>"));
        }
        html += "</ul>";
        if it.boxes.len() > MAX_BOXES {
            let more = (it.boxes.len() - MAX_BOXES).to_string();
            html += &escaped(&self.console.word(Word::DiffMoreBoxes, &[&more]));
        }
        if let Some(n) = it.combinations {
            html += &escaped(&self.console.word(Word::DiffCombinations, &[&n.to_string()]));
        }
        html
    }

    fn lists(&mut self, found: &Diff) {
        if !found.unproven.is_empty() {
            self.heading(Word::DiffUnproven);
            self.put("<ul>\n");
            for it in &found.unproven {
                let days = stretches(&it.days, &found.days, self.console);
                let kind = self.word(kind(it.kind));
                self.put(&format!(
                    "<li>{kind} {}（{}）</li>\n",
                    escaped(&it.name),
                    escaped(&days)
                ));
            }
            self.put("</ul>\n");
        }
        if !found.listed.is_empty() {
            self.heading(Word::DiffListed);
            self.put("<ul>\n");
            for it in &found.listed {
                let change = self.word(if it.is_new {
                    Word::DiffOnlyNew
                } else {
                    Word::DiffOnlyOld
                });
                let kind = self.word(listed_kind(it.kind));
                let of = if it.of.is_empty() {
                    String::new()
                } else {
                    format!("（{}）", escaped(&it.of))
                };
                self.put(&format!(
                    "<li>{change}: {kind} {}{of}</li>\n",
                    escaped(&it.name)
                ));
            }
            self.put("</ul>\n");
        }
    }

    fn texts(&mut self, old: &Given, new: &Given, found: &Diff) {
        self.heading(Word::DiffTexts);
        let nothing = if old.pack.is_none() || new.pack.is_none() {
            Some(Word::DiffBooksOnly)
        } else {
            found.passages.is_empty().then_some(Word::DiffNoTexts)
        };
        if let Some(word) = nothing {
            let text = self.word(word);
            self.put(&format!("<p>{text}</p>\n"));
        }
        for it in &found.passages {
            self.passage(it);
        }
    }

    fn passage(&mut self, it: &Passage) {
        let side = |word: Word, place: &Option<(String, usize)>| {
            let place = place.as_ref().map(|(file, line)| format!(" {file}:{line}"));
            format!(
                "<th scope=\"col\">{}<small>{}</small></th>",
                self.word(word),
                escaped(&place.unwrap_or_default())
            )
        };
        let (old, new) = (side(Word::DiffOld, &it.old), side(Word::DiffNew, &it.new));
        let omitted = self.word(Word::DiffOmitted);
        let mut html = format!(
            "<h3>{} {}</h3>\n<table class=\"texts\"><thead><tr>{old}{new}</tr></thead>\n<tbody>\n",
            escaped(&it.part),
            escaped(&it.name),
        );
        if let Some(heading) = &it.heading {
            html += &format!(
                "<tr><td colspan=\"2\"><small>{}</small></td></tr>\n",
                escaped(heading)
            );
        }
        for line in &it.lines {
            html += &match line {
                Line::Omitted => format!("<tr><td>{omitted}</td><td>{omitted}</td></tr>\n"),
                Line::Changed { old, new } => {
                    format!(
                        "<tr><td>{}</td><td>{}</td></tr>\n",
                        marked(old),
                        marked(new)
                    )
                }
            };
        }
        html += "</tbody></table>\n";
        self.put(&html);
    }
}

fn marked(pieces: &Option<Vec<Piece>>) -> String {
    let pieces = pieces.iter().flatten().map(|it| {
        let text = escaped(&it.text);
        if it.is_changed {
            format!("<u>{text}</u>")
        } else {
            text
        }
    });
    pieces.collect()
}

fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(it),
        }
    }
    out
}
