//! The pack as one Markdown file, which can be read as it is and compared line
//! by line.

use std::fmt::Write;

use super::super::csv;
use super::super::{Checked, Said};
use super::is_old;
use crate::book::{Book, Cite, Condition, ConditionId, ConditionTest, Kind, Phrase};
use crate::value::Date;

/// The document of the pack in folder `pack`, on the day `today`.
pub fn markdown(checked: &Checked, pack: &str, book: &Book, today: Date) -> String {
    let mut doc = Doc {
        book,
        language: book.language("ja"),
        today,
        out: String::new(),
    };
    doc.line(&[
        "# ",
        doc.text(&book.title),
        "（",
        &book.pack,
        " ",
        book.version(),
        "）",
    ]);
    doc.line(&["", &today.to_string(), " の時点でまとめました。"]);
    doc.undecided(checked);
    doc.settled(checked);
    doc.sources();
    doc.wizards();
    doc.programs();
    doc.decisions();
    doc.questions();
    doc.desks();
    doc.tables(checked, pack);
    doc.out
}

struct Doc<'b> {
    book: &'b Book,
    language: usize,
    today: Date,
    out: String,
}

impl<'b> Doc<'b> {
    fn text(&self, phrase: &'b Phrase) -> &'b str {
        phrase.get(self.language)
    }

    fn line(&mut self, parts: &[&str]) {
        self.out.push_str(&parts.concat());
        self.out.push('\n');
    }

    fn heading(&mut self, level: usize, text: &str) {
        let marks = "#".repeat(level);
        self.line(&["\n", &marks, " ", text, "\n"]);
    }

    /// `- label: text`, where there is one.
    fn item(&mut self, label: &str, phrase: Option<&'b Phrase>) {
        if let Some(text) = phrase.map(|it| self.text(it)).filter(|it| !it.is_empty()) {
            self.line(&["- ", label, "：", text]);
        }
    }

    /// The place in the source, its date, and a word of caution where it is old.
    fn cite(&self, cite: &Cite) -> String {
        let Some(source) = self.book.sources.get(cite.source) else {
            return String::new();
        };
        let date = cite.as_of.or(source.date);
        let mut out = format!("{} {}", source.name, cite.place);
        if let Some(date) = date {
            let _ = write!(out, "（{}）", self.as_of(date));
        }
        if let Some(quote) = &cite.quote {
            let _ = write!(out, "「{quote}」");
        }
        out
    }

    fn as_of(&self, date: Date) -> String {
        let (year, month, _) = date.civil();
        if self.is_old(date) {
            format!("{year}年{month}月時点。ご利用前にご確認ください")
        } else {
            format!("{year}年{month}月時点")
        }
    }

    fn is_old(&self, date: Date) -> bool {
        is_old(date, self.today)
    }

    fn cites(&mut self, cites: &[Cite]) {
        for cite in cites {
            let cite = self.cite(cite);
            self.line(&["- 出典：", &cite]);
        }
    }

    fn undecided(&mut self, checked: &'b Checked) {
        if checked.undecided.is_empty() {
            return;
        }
        self.heading(2, "出典が決めていないこと");
        for it in &checked.undecided {
            self.heading(3, &it.name);
            self.line(&[self.text(&it.about), "\n"]);
            self.item("窓口に聞くこと", Some(&it.ask));
            self.cites(&it.cites);
        }
    }

    fn settled(&mut self, checked: &'b Checked) {
        if checked.settled.is_empty() {
            return;
        }
        self.heading(2, "出典が食いちがうこと、読み方が分かれること");
        for it in &checked.settled {
            self.heading(3, &it.name);
            self.line(&[self.text(&it.about), "\n"]);
            for Said { text, cites } in &it.says {
                let cites: Vec<String> = cites.iter().map(|it| self.cite(it)).collect();
                self.line(&["- ", self.text(text), " ― ", &cites.join("、")]);
            }
            self.item("この規則集の読み", Some(&it.reading));
            self.cites(&it.cites);
        }
    }

    fn sources(&mut self) {
        self.heading(2, "出典");
        self.line(&["| 名前 | 題 | 発行 | いつの内容か | |\n|---|---|---|---|---|"]);
        for it in &self.book.sources {
            let date = it.date.map(|it| it.to_string()).unwrap_or_default();
            let old = it.date.is_some_and(|it| self.is_old(it));
            let caution = if old { "1年より前" } else { "" };
            let publisher = it.publisher.as_deref().unwrap_or("");
            let title = match &it.url {
                Some(url) => format!("[{}]({url})", self.text(&it.title)),
                None => self.text(&it.title).to_owned(),
            };
            let cells = [it.name.as_str(), &title, publisher, &date, caution];
            self.row(&cells);
        }
    }

    fn row(&mut self, cells: &[&str]) {
        let cells: Vec<String> = cells
            .iter()
            .map(|it| it.replace('|', "\\|").replace('\n', " "))
            .collect();
        self.line(&["| ", &cells.join(" | "), " |"]);
    }

    fn wizards(&mut self) {
        for wizard in &self.book.wizards {
            self.heading(2, &format!("案内：{}", wizard.name));
            self.line(&[self.text(&wizard.title), "\n"]);
            for page in &wizard.pages {
                let names = page
                    .questions
                    .iter()
                    .filter_map(|it| self.book.questions.get(*it));
                let names: Vec<&str> = names.map(|it| &*it.name).collect();
                self.line(&["- ", self.text(&page.title), "：", &names.join("、")]);
            }
        }
    }

    fn programs(&mut self) {
        if !self.book.programs.is_empty() {
            self.heading(2, "制度");
        }
        for it in &self.book.programs {
            self.heading(3, &it.name);
            self.line(&[self.text(&it.label), "\n"]);
            self.item("あらまし", it.summary.as_ref());
            let period = [it.period.from, it.period.until].map(|it| it.map(|it| it.to_string()));
            if let [Some(from), _] = &period {
                self.line(&["- 始まり：", from]);
            }
            if let [_, Some(until)] = &period {
                self.line(&["- 終わり：", until]);
            }
            self.line(&["- 条件"]);
            self.condition(it.fits, 1);
            self.item("受けられるもの", it.gives.as_ref());
            self.item("手続き", it.how.as_ref());
            self.item("決めるところ", it.decides.as_ref());
            for document in &it.documents {
                self.item("用意するもの", Some(document));
            }
            self.cites(&it.cites);
        }
    }

    fn condition(&mut self, id: ConditionId, depth: usize) {
        let Some(Condition { test, say, cites }) = self.book.conditions.get(id) else {
            return;
        };
        let said = say.as_ref().map(|it| self.text(it)).unwrap_or_default();
        let (words, parts): (String, &[ConditionId]) = match test {
            ConditionTest::All(parts) => ([said, "（次のすべて）"].concat(), parts),
            ConditionTest::Any(parts) => ([said, "（次のどれか）"].concat(), parts),
            ConditionTest::Not(part) => (
                [said, "（次のことがない）"].concat(),
                std::slice::from_ref(part),
            ),
            ConditionTest::Is(_, text) => (format!("{said} `{text}`"), &[]),
        };
        let cites: Vec<String> = cites.iter().map(|it| self.cite(it)).collect();
        let cites = cites.join("、");
        let source = if cites.is_empty() { "" } else { " ― " };
        self.line(&[&"  ".repeat(depth), "- ", words.trim(), source, &cites]);
        for part in parts {
            self.condition(*part, depth + 1);
        }
    }

    fn decisions(&mut self) {
        if !self.book.decisions.is_empty() {
            self.heading(2, "答えから求めること");
        }
        for it in &self.book.decisions {
            self.heading(3, &it.name);
            self.line(&[self.text(&it.label), "\n"]);
            self.item("添え書き", it.note.as_ref());
            for (value, label) in &it.labels {
                self.line(&["- `", value, "`：", self.text(label)]);
            }
            self.cites(&it.cites);
        }
    }

    fn questions(&mut self) {
        if !self.book.questions.is_empty() {
            self.heading(2, "質問");
        }
        for it in &self.book.questions {
            self.heading(3, &it.name);
            self.line(&[self.text(&it.ask), "\n"]);
            self.item("なぜ聞くか", Some(&it.why));
            self.item("補足", it.help.as_ref());
            if let Kind::Choice(choices) | Kind::Several(choices) = &it.kind {
                let labels: Vec<&str> = choices.iter().map(|it| self.text(&it.label)).collect();
                self.line(&["- 選択肢：", &labels.join("／")]);
            }
            self.item("分からないとき見るもの", it.look.as_ref());
            self.item("分からないとき聞くところ", it.ask_whom.as_ref());
            self.cites(&it.cites);
        }
    }

    fn desks(&mut self) {
        if !self.book.desks.is_empty() {
            self.heading(2, "相談先");
        }
        for desk in &self.book.desks {
            self.heading(3, self.text(&desk.name));
            self.item("説明", desk.description.as_ref());
            let bounds = [desk.period.from, desk.period.until];
            let [from, until] = bounds.map(|it| it.map(|it| it.to_string()).unwrap_or_default());
            if !from.is_empty() || !until.is_empty() {
                self.line(&["- 期間：", &from, " から ", &until]);
            }
            let channels = self.book.channels.iter().filter(|it| it.desk == desk.id);
            for it in channels {
                self.line(&["- ", it.kind.name(), "：", &it.value]);
                self.item("　注意", it.note.as_ref());
            }
            self.cites(desk.cite.as_slice());
        }
    }

    /// The tables of the pack as they are written.
    fn tables(&mut self, checked: &Checked, pack: &str) {
        let folder = [pack, "/tables/"].concat();
        for at in 0.. {
            let Some(file) = checked.sources.get(at) else {
                break;
            };
            let Some(name) = file.path.strip_prefix(&folder) else {
                continue;
            };
            self.heading(2, &format!("表：{name}"));
            let records = csv::parse(at, &file.text, &mut Vec::new());
            let mut records = records.iter().filter(|it| !it.is_blank()).peekable();
            // The hit policy stands alone above the headings.
            let policy = records.next_if(|it| it.cells.iter().skip(1).all(|it| it.text.is_empty()));
            if let Some(word) = policy.and_then(|it| it.cells.first()) {
                self.line(&["当たり方：", &word.text, "\n"]);
            }
            for (row, record) in records.enumerate() {
                let cells: Vec<&str> = record.cells.iter().map(|it| it.text.as_str()).collect();
                self.row(&cells);
                if row == 0 {
                    self.line(&["|", &"---|".repeat(cells.len())]);
                }
            }
        }
    }
}
