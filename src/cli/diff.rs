//! `tsunagu diff OLD NEW`: whose results change, and the texts side by side.

mod page;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use tsunagu::author::diff::{
    self, Diff, GoalKind, Limit, Line, ListedKind, Passage, Piece, Rank, Region, Side,
};
use tsunagu::book::Book;
use tsunagu::run::SavedAnswer;
use tsunagu::value::Date;

use super::console::{Console, harmless};
use super::folder::reason;
use super::pack::{self, Pack};
use super::words::Word;
use super::{FINE, Trouble, clock};

#[derive(clap::Args)]
pub(super) struct Args {
    /// The older pack's folder, or a .book / 前の規則集のフォルダーか .book
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// The newer pack's folder, or a .book / 後の規則集のフォルダーか .book
    #[arg(value_name = "NEW")]
    new: PathBuf,

    /// The first day to compare; today if absent / 比べる日（例 2026-11-20）
    #[arg(long, value_name = "DAY")]
    at: Option<String>,

    /// Write a page to print and approve / 決裁に回せるページを書く
    #[arg(short, long, value_name = "FILE.html")]
    out: Option<PathBuf>,
}

/// One of the two, read.
struct Given {
    path: String,
    book: Arc<Book>,
    pack: Option<Pack>,
}

impl Given {
    fn side(&self) -> Side<'_> {
        Side {
            book: &self.book,
            checked: self.pack.as_ref().map(|it| &it.checked),
        }
    }
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let today = clock::at(args.at.as_deref(), console)?.date;
    let (old, new) = (given(&args.old, console)?, given(&args.new, console)?);
    let found = diff::diff(old.side(), new.side(), today, console.lang);
    let mut file = None;
    if let Some(path) = &args.out {
        let shown = path.display().to_string();
        let text = page::page(&old, &new, &found, console);
        fs::write(path, text)
            .map_err(|it| console.wrong(Word::CannotWrite, &[&shown, &reason(&it, console)]))?;
        file = Some(shown);
    }
    if console.json {
        console.out_json(&output(&old, &new, &found, file.as_deref()));
    } else if let Some(file) = &file {
        console.out_line(&console.word(Word::Written, &[file]));
    } else {
        console.out(&harmless(&text(&old, &new, &found, console)));
    }
    Ok(FINE)
}

fn given(path: &Path, console: &Console) -> Result<Given, Trouble> {
    let shown = path.display().to_string();
    if !path.is_dir() {
        return Ok(Given {
            book: pack::book(path, console)?,
            path: shown,
            pack: None,
        });
    }
    let pack = Pack::read(path, console)?;
    match &pack.checked.book {
        Some(book) if !pack.has_errors() => Ok(Given {
            path: shown,
            book: Arc::new(book.clone()),
            pack: Some(pack),
        }),
        _ => Err(Trouble::Errors(vec![pack])),
    }
}

const RANKS: [Rank; 8] = [
    Rank::LosesFit,
    Rank::AmountFalls,
    Rank::DeskChanges,
    Rank::CannotBeTold,
    Rank::AmountRises,
    Rank::Gains,
    Rank::ValueChanges,
    Rank::QuestionChanges,
];

fn rank(it: Rank) -> Word {
    match it {
        Rank::LosesFit => Word::RankLosesFit,
        Rank::AmountFalls => Word::RankAmountFalls,
        Rank::DeskChanges => Word::RankDeskChanges,
        Rank::CannotBeTold => Word::RankCannotBeTold,
        Rank::AmountRises => Word::RankAmountRises,
        Rank::Gains => Word::RankGains,
        Rank::ValueChanges => Word::RankValueChanges,
        Rank::QuestionChanges => Word::RankQuestionChanges,
    }
}

fn kind(it: GoalKind) -> Word {
    match it {
        GoalKind::Program => Word::KindProgram,
        GoalKind::Desks => Word::KindDesks,
        GoalKind::Decision => Word::KindDecision,
        GoalKind::Question => Word::KindQuestion,
    }
}

fn listed_kind(it: ListedKind) -> Word {
    match it {
        ListedKind::Wizard => Word::KindWizard,
        ListedKind::Question => Word::KindQuestion,
        ListedKind::Program => Word::KindProgram,
        ListedKind::Decision => Word::KindDecision,
        ListedKind::Choice => Word::KindChoice,
    }
}

/// How many regions of each rank there are.
fn counts(found: &Diff) -> impl Iterator<Item = (Rank, usize)> + '_ {
    let count = |rank: Rank| found.regions.iter().filter(|it| it.rank == rank).count();
    RANKS.into_iter().map(move |it| (it, count(it)))
}

/// Stretches of the days compared: from, and the last day before one on which it is not so.
fn stretches(days: &[Date], all: &[Date], console: &Console) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut from: Option<Date> = None;
    for day in all {
        match (from, days.contains(day)) {
            (None, true) => from = Some(*day),
            (Some(first), false) => {
                let last = day.previous().unwrap_or(*day);
                out.push(console.word(Word::DiffFromTo, &[&first.text(), &last.text()]));
                from = None;
            }
            _ => {}
        }
    }
    out.extend(from.map(|it| console.word(Word::DiffFrom, &[&it.text()])));
    out.join("、")
}

/// More ways to be in a region than this are counted, not told.
const MAX_BOXES: usize = 12;

/// `label（name）: values`, the name where it says more.
fn limit(it: &Limit) -> String {
    format!("{}: {}", it.label, it.values)
}

fn text(old: &Given, new: &Given, found: &Diff, console: &Console) -> String {
    let mut out = Lines::default();
    let say = |word: Word| console.word(word, &[]);
    let title = [
        old.path.as_str(),
        old.book.version(),
        new.path.as_str(),
        new.book.version(),
    ];
    out.line(0, &format!("# {}", console.word(Word::DiffTitle, &title)));
    let days: Vec<String> = found.days.iter().map(|it| it.text()).collect();
    out.line(0, &console.word(Word::DiffDays, &[&days.join("、")]));
    if found.has_more_days {
        out.line(0, &say(Word::DiffMoreDays));
    }
    if found.is_empty() {
        out.line(0, &say(Word::DiffNothing));
        return out.0;
    }
    if found.is_same_for_all() {
        out.line(0, &say(Word::DiffNobody));
    }
    if !found.regions.is_empty() {
        out.heading(&say(Word::DiffBehaviour));
    }
    for (at, it) in found.regions.iter().enumerate() {
        region(at + 1, it, found, console, &mut out);
    }
    if !found.unproven.is_empty() {
        out.heading(&say(Word::DiffUnproven));
    }
    for it in &found.unproven {
        let days = stretches(&it.days, &found.days, console);
        out.line(0, &format!("- {} {} ({days})", say(kind(it.kind)), it.name));
    }
    if !found.listed.is_empty() {
        out.heading(&say(Word::DiffListed));
    }
    for it in &found.listed {
        let change = say(if it.is_new {
            Word::DiffOnlyNew
        } else {
            Word::DiffOnlyOld
        });
        let of = if it.of.is_empty() {
            String::new()
        } else {
            format!(" ({})", it.of)
        };
        out.line(
            0,
            &format!("- {change}: {} {}{of}", say(listed_kind(it.kind)), it.name),
        );
    }
    if !found.passages.is_empty() {
        out.heading(&say(Word::DiffTexts));
    }
    if old.pack.is_none() || new.pack.is_none() {
        out.line(0, "");
        out.line(0, &say(Word::DiffBooksOnly));
    }
    for it in &found.passages {
        passage(it, console, &mut out);
    }
    out.0
}

fn region(at: usize, it: &Region, found: &Diff, console: &Console, out: &mut Lines) {
    let say = |word: Word| console.word(word, &[]);
    let name = if it.label == it.name || it.label.is_empty() {
        it.name.clone()
    } else {
        format!("{} ({})", it.label, it.name)
    };
    out.line(
        0,
        &format!(
            "{at}. {}: {} {name}",
            say(rank(it.rank)),
            say(kind(it.kind))
        ),
    );
    out.line(1, &format!("{} → {}", it.before, it.after));
    out.line(1, &stretches(&it.days, &found.days, console));
    if !it.wizards.is_empty() {
        out.line(
            1,
            &format!("{}: {}", say(Word::KindWizard), it.wizards.join("、")),
        );
    }
    who(it, console, out);
    out.line(
        1,
        &format!("{}: {}", say(Word::DiffWitness), witness(it, console)),
    );
    if (&it.told.0, &it.told.1) != (&it.before, &it.after) {
        out.line(2, &format!("{} → {}", it.told.0, it.told.1));
    }
}

fn witness(it: &Region, console: &Console) -> String {
    if it.witness.is_empty() {
        return console.word(Word::DiffAnybody, &[]);
    }
    let answers = it
        .witness
        .iter()
        .map(|it| format!("{}: {}", it.label, it.text));
    answers.collect::<Vec<_>>().join(" / ")
}

fn who(it: &Region, console: &Console, out: &mut Lines) {
    let say = |word: Word| console.word(word, &[]);
    let is_everybody = it.is_exact && it.boxes.iter().any(Vec::is_empty);
    if is_everybody {
        return out.line(
            1,
            &format!("{}: {}", say(Word::DiffWho), say(Word::DiffEverybody)),
        );
    }
    let how = match (it.is_exact, it.boxes.len()) {
        (false, _) => Word::DiffSome,
        (_, 1) => Word::DiffAll,
        _ => Word::DiffAny,
    };
    out.line(1, &format!("{}: {}", say(Word::DiffWho), say(how)));
    for limits in it.boxes.iter().take(MAX_BOXES) {
        let limits: Vec<String> = limits.iter().map(limit).collect();
        out.line(2, &format!("- {}", limits.join(" / ")));
    }
    if let Some(more) = it.boxes.len().checked_sub(MAX_BOXES).filter(|it| *it > 0) {
        out.line(2, &console.word(Word::DiffMoreBoxes, &[&more.to_string()]));
    }
    if let Some(n) = it.combinations {
        out.line(2, &console.word(Word::DiffCombinations, &[&n.to_string()]));
    }
}

fn passage(it: &Passage, console: &Console, out: &mut Lines) {
    let say = |word: Word| console.word(word, &[]);
    let place = |it: &Option<(String, usize)>| match it {
        Some((file, line)) => format!("{file}:{line}"),
        None => "–".to_owned(),
    };
    out.line(0, "");
    out.line(0, &format!("### {} {}", it.part, it.name));
    out.line(0, &format!("{} → {}", place(&it.old), place(&it.new)));
    out.lines(1, it.heading.iter());
    for line in &it.lines {
        match line {
            Line::Omitted => out.line(1, &say(Word::DiffOmitted)),
            Line::Changed { old, new } => {
                for (word, side) in [(Word::DiffOld, old), (Word::DiffNew, new)] {
                    if let Some(pieces) = side {
                        out.line(1, &format!("{}: {}", say(word), plain(pieces)));
                    }
                }
            }
        }
    }
}

fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|it| it.text.as_str()).collect()
}

/// Text that grows downwards.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, depth: usize, text: &str) {
        for (at, text) in text.split('\n').enumerate() {
            let indent = if text.is_empty() {
                0
            } else {
                depth + usize::from(at > 0)
            };
            self.0 += &"   ".repeat(indent);
            self.0 += text;
            self.0.push('\n');
        }
    }

    fn lines(&mut self, depth: usize, lines: impl Iterator<Item = impl AsRef<str>>) {
        lines.for_each(|it| self.line(depth, it.as_ref()));
    }

    fn heading(&mut self, text: &str) {
        self.line(0, "");
        self.line(0, &format!("## {text}"));
    }
}

#[derive(Serialize)]
struct Output<'a> {
    old: Compared<'a>,
    new: Compared<'a>,
    days: Vec<String>,
    more_days: bool,
    /// Shown to be the same for every family on these days.
    same_for_all: bool,
    counts: serde_json::Map<String, serde_json::Value>,
    regions: Vec<serde_json::Value>,
    unproven: Vec<serde_json::Value>,
    only_in: Vec<serde_json::Value>,
    texts: Vec<serde_json::Value>,
    cases: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
}

#[derive(Serialize)]
struct Compared<'a> {
    pack: &'a str,
    version: &'a str,
    hash: String,
    path: &'a str,
}

fn compared(it: &Given) -> Compared<'_> {
    Compared {
        pack: &it.book.pack,
        version: it.book.version(),
        hash: it.book.hash(),
        path: &it.path,
    }
}

fn output<'a>(old: &'a Given, new: &'a Given, found: &Diff, file: Option<&'a str>) -> Output<'a> {
    use serde_json::json;
    let texts = |days: &[Date]| days.iter().map(|it| it.text()).collect::<Vec<_>>();
    let region = |it: &Region| {
        let boxes: Vec<Vec<_>> = it
            .boxes
            .iter()
            .map(|it| {
                it.iter()
                    .map(|it| json!({ "name": it.name, "label": it.label, "values": it.values }))
                    .collect()
            })
            .collect();
        let answers = it
            .witness
            .iter()
            .map(|it| (it.name.clone(), raw(&it.given)));
        let words = it
            .witness
            .iter()
            .map(|it| json!({ "label": it.label, "text": it.text }));
        json!({
            "rank": it.rank.name(), "kind": it.kind.name(), "name": it.name, "label": it.label,
            "wizards": it.wizards, "before": it.before, "after": it.after, "days": texts(&it.days),
            "who": boxes, "exact": it.is_exact, "combinations": it.combinations,
            "witness": {
                "answers": answers.collect::<serde_json::Map<_, _>>(),
                "words": words.collect::<Vec<_>>(),
                "before": it.told.0, "after": it.told.1,
            },
        })
    };
    let passage = |it: &Passage| {
        let place = |it: &Option<(String, usize)>| {
            it.as_ref()
                .map(|(file, line)| json!({ "file": file, "line": line }))
        };
        let lines = it.lines.iter().filter_map(|it| match it {
            Line::Omitted => None,
            Line::Changed { old, new } => {
                let [old, new] = [old, new].map(|it| it.as_ref().map(|it| plain(it)));
                Some(json!({ "old": old, "new": new }))
            }
        });
        json!({
            "part": it.part, "name": it.name, "old": place(&it.old), "new": place(&it.new),
            "heading": it.heading, "lines": lines.collect::<Vec<_>>(),
        })
    };
    let unproven = found
        .unproven
        .iter()
        .map(|it| json!({ "kind": it.kind.name(), "name": it.name, "days": texts(&it.days) }));
    let only_in = found.listed.iter().map(|it| {
        let side = if it.is_new { "new" } else { "old" };
        json!({ "kind": it.kind.name(), "name": it.name, "of": it.of, "in": side })
    });
    Output {
        old: compared(old),
        new: compared(new),
        days: texts(&found.days),
        more_days: found.has_more_days,
        same_for_all: found.is_same_for_all(),
        counts: counts(found)
            .map(|(it, n)| (it.name().to_owned(), json!(n)))
            .collect(),
        regions: found.regions.iter().map(region).collect(),
        unproven: unproven.collect(),
        only_in: only_in.collect(),
        texts: found.passages.iter().map(passage).collect(),
        cases: found.cases,
        file,
    }
}

/// As `tsunagu eval --answers` takes it.
fn raw(it: &SavedAnswer) -> serde_json::Value {
    use serde_json::json;
    match it {
        SavedAnswer::Unsure => json!({ "unsure": true }),
        SavedAnswer::Yes(it) => json!(it),
        SavedAnswer::Many(it) => json!(it),
        SavedAnswer::Text(it) => json!(it),
    }
}
