//! `tsunagu ask PACK`: the interview in the terminal.
//!
//! Plain lines in and out, so that it works with a screen reader, over any
//! connection and from a file. Nothing is decided here: what is asked next and
//! what an answer means is the session's.

use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal, Read};
use std::path::PathBuf;

use tsunagu::run::view::{Check, Fact, Group, Input, Page, Question, Screen};
use tsunagu::run::{Event, Given, Session};

use super::console::{Console, harmless};
use super::eval::StartArgs;
use super::reply::{self, Reply};
use super::words::Word;
use super::{FINE, Trouble, pack, results};

/// Nobody types more on one line.
const MAX_LINE_BYTES: u64 = 64 << 10;

#[derive(clap::Args)]
pub(super) struct Args {
    /// Folder of a pack, or a .book / 規則集のフォルダーか .book
    #[arg(value_name = "PACK")]
    pack: PathBuf,

    #[command(flatten)]
    start: StartArgs,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<u8, Trouble> {
    let book = pack::book(&args.pack, console)?;
    let session = args.start.session(book, console)?;
    let mut interview = Interview {
        session,
        console,
        asked: BTreeSet::new(),
        said: Vec::new(),
        echo: !io::stdin().is_terminal(),
    };
    if interview.hold().is_none() && !console.is_closed() {
        interview.say(&format!("\n{}", console.word(Word::InputEnded, &[])));
    }
    let session = interview.session;
    if console.json {
        console.out_json(&session.results());
    } else {
        console.out(&format!(
            "\n{}",
            results::text(&session.results_view(), false)
        ));
    }
    Ok(FINE)
}

struct Interview<'a> {
    session: Session,
    console: &'a Console,
    /// Questions gone through, and not gone back to.
    asked: BTreeSet<String>,
    said: Vec<Fact>,
    /// Answers from a file are shown, so that the record can be read.
    echo: bool,
}

/// How a question was left.
enum Turn {
    Answered,
    Back,
}

/// `None` everywhere below: the input has ended.
impl Interview<'_> {
    fn hold(&mut self) -> Option<()> {
        let view = self.session.view();
        self.say(&format!("# {}", view.title));
        loop {
            match self.session.view().screen {
                Screen::Start(start) => {
                    for it in start.intro.iter().map(String::as_str).chain(start.notices) {
                        self.say(it);
                    }
                    self.say("");
                    self.read(&self.console.word(Word::BeginPrompt, &[]))?;
                    self.send(Event::Begin);
                }
                Screen::Page(page) => self.page(&page.heading)?,
                Screen::Check(check) => self.check(&check)?,
                Screen::Results(_) => return Some(()),
            }
        }
    }

    /// Asks what stands on the page, one by one. It is looked at anew after
    /// each, for an answer may add a question or take one away.
    fn page(&mut self, heading: &str) -> Option<()> {
        self.head(heading);
        let mut here: Vec<String> = Vec::new();
        while let Some(page) = self.still_on(heading) {
            let next = page
                .questions
                .iter()
                .find(|it| !self.asked.contains(&it.name));
            match next {
                Some(question) => match self.question(question, page.back)? {
                    Turn::Answered => {
                        here.push(question.name.clone());
                        self.asked.insert(question.name.clone());
                    }
                    Turn::Back => match here.pop() {
                        Some(before) => drop(self.asked.remove(&before)),
                        None => self.back(),
                    },
                },
                None => self.leave(&page)?,
            }
        }
        Some(())
    }

    /// What is known already is said again only where it has changed.
    fn head(&mut self, heading: &str) {
        let view = self.session.view();
        self.say(&format!("\n## {heading}"));
        if view.so_far != self.said {
            for it in &view.so_far {
                self.say(&format!("- {}: {}", it.label, it.value));
            }
            self.said = view.so_far;
        }
        if !view.progress.text.is_empty() {
            self.say(&view.progress.text);
        }
    }

    fn still_on(&self, heading: &str) -> Option<Page> {
        match self.session.view().screen {
            Screen::Page(page) if page.heading == heading => Some(page),
            _ => None,
        }
    }

    /// To the screen before. What stands there is asked again, and may be kept.
    fn back(&mut self) {
        self.send(Event::Back);
        if let Screen::Page(page) = self.session.view().screen {
            self.asked
                .retain(|name| page.questions.iter().all(|it| it.name != *name));
        }
    }

    /// To the next screen, or to what this one does not accept.
    fn leave(&mut self, page: &Page) -> Option<()> {
        self.send(Event::Next);
        let Some(after) = self.still_on(&page.heading) else {
            return Some(());
        };
        let wrong: Vec<&Question> = after
            .questions
            .iter()
            .filter(|it| it.error.is_some())
            .collect();
        for it in &wrong {
            self.asked.remove(&it.name);
            self.say(it.error.as_deref().unwrap_or_default());
        }
        if after
            .questions
            .iter()
            .all(|it| self.asked.contains(&it.name))
        {
            // Nothing to type would ever change this.
            self.say(&self.console.word(Word::Stuck, &[]));
            return None;
        }
        Some(())
    }

    fn question(&mut self, question: &Question, back: Option<&str>) -> Option<Turn> {
        self.show(question, back);
        loop {
            let event = match Reply::read(&self.read(&prompt(&question.input, self.console))?) {
                Reply::Back if back.is_some() => return Some(Turn::Back),
                Reply::Empty if current(question).is_some() => return Some(Turn::Answered),
                Reply::Back | Reply::Empty => {
                    self.say(&self.console.word(Word::NeedsAnswer, &[]));
                    continue;
                }
                Reply::Why => {
                    self.say(&format!("{}: {}", question.why_heading, question.why));
                    continue;
                }
                Reply::Unsure => Event::Unsure {
                    name: question.name.clone(),
                },
                Reply::Text(text) => match given(&question.input, &text, self.console) {
                    Ok(given) => Event::Answer {
                        name: question.name.clone(),
                        given,
                    },
                    Err(words) => {
                        self.say(&words);
                        continue;
                    }
                },
            };
            self.send(event);
            match self.refusal(&question.name) {
                Some(words) => self.say(&words),
                None => {
                    self.advise(&question.name);
                    return Some(Turn::Answered);
                }
            }
        }
    }

    /// What the page would say about the answer if we went on now.
    fn refusal(&self, name: &str) -> Option<String> {
        let ahead = self.session.clone().send(Event::Next);
        on_page(&ahead, name)?.error
    }

    fn advise(&self, name: &str) {
        let unsure = on_page(&self.session, name).map(|it| it.unsure);
        for line in unsure
            .filter(|it| it.chosen)
            .into_iter()
            .flat_map(|it| it.advice)
        {
            self.say(&line);
        }
    }

    fn show(&self, question: &Question, back: Option<&str>) {
        self.say(&format!("\n{}", question.label));
        question.help.iter().for_each(|it| self.say(it));
        match &question.input {
            Input::Choice { groups, .. } => self.options(groups),
            Input::Several { groups, hint } => {
                self.say(hint);
                self.options(groups);
            }
            Input::Date { hint, .. } => self.say(hint),
            Input::Number { .. } | Input::Text { .. } => {}
        }
        let mut hints = vec![self.console.word(
            Word::AskHints,
            &[question.unsure.label, question.why_heading],
        )];
        hints.extend(back.map(|it| self.console.word(Word::BackHint, &[it])));
        hints.extend(current(question).map(|it| self.console.word(Word::KeepHint, &[&it])));
        self.say(&format!("({})", hints.join(" / ")));
    }

    fn options(&self, groups: &[Group]) {
        let mut number = 0;
        for group in groups {
            group
                .heading
                .iter()
                .for_each(|it| self.say(&format!("[{it}]")));
            for option in &group.options {
                number += 1;
                let help = option
                    .help
                    .as_ref()
                    .map(|it| format!(" ({it})"))
                    .unwrap_or_default();
                self.say(&format!("{number:>3}. {}{help}", option.label));
            }
        }
    }

    fn check(&mut self, check: &Check) -> Option<()> {
        self.say(&format!("\n## {}", check.heading));
        for (index, row) in check.rows.iter().enumerate() {
            self.say(&format!("{:>3}. {}: {}", index + 1, row.label, row.answer));
        }
        let mut hints = vec![self.console.word(Word::ChangeHint, &[])];
        hints.extend(
            check
                .back
                .as_ref()
                .map(|it| self.console.word(Word::BackHint, &[it])),
        );
        self.say(&format!("({})", hints.join(" / ")));
        loop {
            match Reply::read(&self.read(&self.console.word(Word::NextPrompt, &[check.next]))?) {
                Reply::Empty => self.send(Event::Next),
                Reply::Back if check.back.is_some() => self.back(),
                Reply::Text(text) if row(check, &text).is_some() => {
                    let name = row(check, &text)?;
                    self.asked.remove(&name);
                    self.send(Event::Change { name });
                }
                _ => {
                    let last = check.rows.len().to_string();
                    self.say(&self.console.word(Word::NumberOutOfRange, &["1", &last]));
                    continue;
                }
            }
            return Some(());
        }
    }

    fn send(&mut self, event: Event) {
        self.session = self.session.clone().send(event);
    }

    /// With `--json` standard output is for the report alone.
    fn say(&self, text: &str) {
        self.write(&format!("{}\n", harmless(text)));
    }

    fn write(&self, text: &str) {
        if self.console.json {
            self.console.err(text);
        } else {
            self.console.out(text);
        }
    }

    /// One line, or `None` at the end of the input.
    fn read(&self, prompt: &str) -> Option<String> {
        self.write(&format!("{prompt}> "));
        let mut bytes = Vec::new();
        let mut input = io::stdin().lock().take(MAX_LINE_BYTES);
        let n = input.read_until(b'\n', &mut bytes).unwrap_or(0);
        if n == 0 || self.console.is_closed() {
            return None;
        }
        let line = String::from_utf8_lossy(&bytes)
            .trim_end_matches(['\r', '\n'])
            .to_owned();
        if self.echo {
            self.say(&line);
        }
        Some(line)
    }
}

fn on_page(session: &Session, name: &str) -> Option<Question> {
    match session.view().screen {
        Screen::Page(page) => page.questions.into_iter().find(|it| it.name == name),
        _ => None,
    }
}

fn prompt(input: &Input, console: &Console) -> String {
    match input {
        Input::Choice { .. } => console.word(Word::ChooseOne, &[]),
        Input::Several { .. } => console.word(Word::ChooseSeveral, &[]),
        Input::Number {
            unit: Some(unit), ..
        } => format!("({}) ", harmless(unit)),
        Input::Number { unit: None, .. } | Input::Date { .. } | Input::Text { .. } => String::new(),
    }
}

fn given(input: &Input, text: &str, console: &Console) -> Result<Given, String> {
    match input {
        Input::Choice { groups, .. } => reply::one(groups, text, console).map(Given::Text),
        Input::Several { groups, .. } => reply::several(groups, text, console).map(Given::Many),
        Input::Number { .. } | Input::Date { .. } | Input::Text { .. } => {
            Ok(Given::Text(text.to_owned()))
        }
    }
}

/// What is answered now, in words; `None` where nothing is.
fn current(question: &Question) -> Option<String> {
    if question.unsure.chosen {
        return Some(question.unsure.label.to_owned());
    }
    let text = match &question.input {
        Input::Choice { groups, .. } | Input::Several { groups, .. } => {
            let options = groups.iter().flat_map(|it| &it.options);
            let chosen: Vec<&str> = options
                .filter(|it| it.chosen)
                .map(|it| it.label.as_str())
                .collect();
            chosen.join(", ")
        }
        Input::Number { text, .. } | Input::Date { text, .. } | Input::Text { text } => {
            text.clone()
        }
    };
    (!text.is_empty()).then_some(text)
}

/// The question of the row with this number.
fn row(check: &Check, text: &str) -> Option<String> {
    let number = reply::number(text)?;
    let row = check.rows.get(number.checked_sub(1)?)?;
    Some(row.name.clone())
}
