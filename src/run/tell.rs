//! Plain data as JSON text.
//!
//! `view` and `report` have some fifty shapes. Each lists its fields once, and
//! they are written straight into the text: deriving serde's code would bring it
//! once a serializer and shape, 20 KB in the browser. Programs that want more
//! than text read it back (`tree`).

use alloc::{string::String, vec::Vec};

use super::change::{Becomes, Change};
use super::contradiction::Contradiction;
use super::reason::Reason;
use super::report::{
    ChannelReport, DeskReport, Explanation, Next, Report, ResultReport, SetView, SourceReport,
};
use super::session::{Saved, SavedAnswer};
use super::timeline::{EventKind, LifeEvent, Shift, Timeline};
use super::view;
use crate::value::{Date, Set, digits};

/// JSON being written.
#[derive(Debug, Default)]
pub struct Json {
    text: String,
}

/// Something that can be told as JSON.
pub trait Tell {
    fn tell(&self, out: &mut Json);

    /// Nothing to tell: such an entry may be left out.
    fn is_nothing(&self) -> bool {
        false
    }

    /// The text of it.
    fn json(&self) -> String
    where
        Self: Sized,
    {
        let mut out = Json::default();
        self.tell(&mut out);
        out.text()
    }
}

impl Json {
    /// What was written.
    pub fn text(self) -> String {
        self.text
    }

    pub(super) fn null(&mut self) {
        self.text.push_str("null");
    }

    pub(super) fn quoted(&mut self, text: &str) {
        self.text.push('"');
        for it in text.chars() {
            match it {
                '"' | '\\' => {
                    self.text.push('\\');
                    self.text.push(it);
                }
                '\0'..='\x1f' => {
                    let code = u32::from(it);
                    let head = if code < 16 { "\\u000" } else { "\\u001" };
                    self.text.push_str(head);
                    self.text.extend(char::from_digit(code % 16, 16));
                }
                _ => self.text.push(it),
            }
        }
        self.text.push('"');
    }

    /// `{` or `[`, entries, `}` or `]`.
    pub(super) fn open(&mut self, bracket: char) {
        self.text.push(bracket);
    }

    pub(super) fn close(&mut self, bracket: char) {
        self.text.push(bracket);
    }

    /// Before an item of a list.
    pub(super) fn item(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
    }

    /// Before the value of an entry.
    pub(super) fn key(&mut self, name: &str) {
        self.item();
        self.quoted(name);
        self.text.push(':');
    }

    #[inline(never)]
    pub(super) fn put(&mut self, name: &str, value: &dyn Tell) {
        self.key(name);
        value.tell(self);
    }

    /// An entry left out when there is nothing to tell.
    #[inline(never)]
    fn put_some(&mut self, name: &str, value: &dyn Tell) {
        if !value.is_nothing() {
            self.put(name, value);
        }
    }

    pub(super) fn list<'a, T: Tell + 'a>(&mut self, items: impl Iterator<Item = &'a T>) {
        self.open('[');
        for it in items {
            self.put_item(it);
        }
        self.close(']');
    }

    #[inline(never)]
    fn put_item(&mut self, value: &dyn Tell) {
        self.item();
        value.tell(self);
    }
}

impl Tell for String {
    fn tell(&self, out: &mut Json) {
        out.quoted(self);
    }
}

impl Tell for &'static str {
    fn tell(&self, out: &mut Json) {
        out.quoted(self);
    }
}

impl Tell for bool {
    fn tell(&self, out: &mut Json) {
        out.text.push_str(if *self { "true" } else { "false" });
    }

    fn is_nothing(&self) -> bool {
        !*self
    }
}

impl Tell for usize {
    fn tell(&self, out: &mut Json) {
        out.text.push_str(&digits(*self));
    }
}

impl<T: Tell> Tell for Option<T> {
    fn tell(&self, out: &mut Json) {
        match self {
            Some(it) => it.tell(out),
            None => out.null(),
        }
    }

    fn is_nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T: Tell> Tell for Vec<T> {
    fn tell(&self, out: &mut Json) {
        out.list(self.iter());
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Tell> Tell for Vec<(String, T)> {
    /// Named things are a map.
    fn tell(&self, out: &mut Json) {
        out.open('{');
        for (name, it) in self {
            out.put(name, it);
        }
        out.close('}');
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl Tell for Date {
    fn tell(&self, out: &mut Json) {
        out.quoted(&self.text());
    }
}

/// Each shape's fields in order; those after `;` are left out when empty.
macro_rules! shapes {
    ($($name:path { $($field:ident),* $(; $($maybe:ident),*)? })*) => {$(
        impl Tell for $name {
            fn tell(&self, out: &mut Json) {
                out.open('{');
                self.fields(out);
                out.close('}');
            }
        }

        impl Fields for $name {
            fn fields(&self, out: &mut Json) {
                $(out.put(stringify!($field), &self.$field);)*
                $($(out.put_some(stringify!($maybe), &self.$maybe);)*)?
            }
        }
    )*};
}

/// The entries alone, for a map with something in front of them.
trait Fields {
    fn fields(&self, out: &mut Json);
}

shapes! {
    Report { pack, version, at, decisions, results, desks, next; contradictions }
    Contradiction { name, text, answers, sources }
    Change { answers, becomes }
    Timeline { pack, version, at, events }
    LifeEvent { kind, from, until, changes; label, prepare, begin, sources }
    ResultReport { name, status, because, missing, sources; amount }
    SourceReport { doc, at; as_of }
    DeskReport { name, id, channels; maybe }
    ChannelReport { kind, value, open; opens_next }
    Next { questions, at_least, at_most }
    Explanation { name, value, open, because, sources, out_of_cases; changes }
    Reason { text, status; answers, sources, parts }
    Saved { book, pack, version, wizard, answers }
    view::View { title, lang, screen, progress, so_far }
    view::Progress { screen, asked, at_least, at_most, depth, text }
    view::Start { intro, notices, begin }
    view::Page { heading, questions, next, back, errors_heading }
    view::Question { name, label, help, why, why_heading, input, unsure, error }
    view::Unsure { label, chosen, advice }
    view::Group { heading, options }
    view::Choice { value, label, help, chosen, only }
    view::Check { heading, contradictions_heading, contradictions, rows, next, back }
    view::CheckRow { name, label, answer, change, change_label }
    view::Results {
        heading, notices, contradictions_heading, contradictions, next_heading, say_heading, say, desks_heading, desks, first_desks,
        other_desks_heading, desk_changes_heading, desk_changes, groups, facts_heading, facts, life_heading, life, life_list, answers_heading, answers, sources_heading, sources,
        print, back, as_of
    }
    view::ResultGroup { status, heading, missing_heading, missing, results }
    view::ResultView {
        name, label, summary, status, verdict, more, amount, because_heading, because, missing_heading, missing, changes_heading, changes, gives,
        apply, sources
    }
    view::Life { when, from, until, begin, title, lines, sources }
    view::ReasonView { text, state, status, answers, source, parts }
    view::Missing { name, label, change, change_label, advice }
    view::Fact { label, value, note }
    view::Desk { id, name, description, place, maybe, channels, no_channels, sources }
    view::ChannelView { kind, value, link, hours, open, state, note }
}

impl Tell for view::Status {
    fn tell(&self, out: &mut Json) {
        out.quoted(self.name());
    }
}

impl Tell for view::Openness {
    fn tell(&self, out: &mut Json) {
        out.quoted(match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        });
    }
}

/// The entries of a shape with its kind in front.
fn tagged(out: &mut Json, kind: &'static str, fields: &dyn Fields) {
    out.open('{');
    out.put("kind", &kind);
    fields.fields(out);
    out.close('}');
}

impl Tell for view::Screen {
    fn tell(&self, out: &mut Json) {
        match self {
            Self::Start(it) => tagged(out, "start", it),
            Self::Page(it) => tagged(out, "page", it),
            Self::Check(it) => tagged(out, "check", it),
            Self::Results(it) => tagged(out, "results", &**it),
        }
    }
}

impl Tell for view::Input {
    fn tell(&self, out: &mut Json) {
        out.open('{');
        match self {
            Self::Choice { groups, long } => {
                out.put("kind", &"choice");
                out.put("groups", groups);
                out.put("long", long);
            }
            Self::Several { groups, hint } => {
                out.put("kind", &"several");
                out.put("groups", groups);
                out.put("hint", hint);
            }
            Self::Number { text, unit } => {
                out.put("kind", &"number");
                out.put("text", text);
                out.put("unit", unit);
            }
            Self::Date { text, hint } => {
                out.put("kind", &"date");
                out.put("text", text);
                out.put("hint", hint);
            }
            Self::Text { text } => {
                out.put("kind", &"text");
                out.put("text", text);
            }
        }
        out.close('}');
    }
}

impl Tell for SavedAnswer {
    fn tell(&self, out: &mut Json) {
        match self {
            Self::Unsure => {
                out.open('{');
                out.put("unsure", &true);
                out.close('}');
            }
            Self::Yes(it) => it.tell(out),
            Self::Many(it) => it.tell(out),
            Self::Text(it) => it.tell(out),
        }
    }
}

impl Tell for Becomes {
    fn tell(&self, out: &mut Json) {
        match self {
            Self::Result(it) => it.tell(out),
            Self::Desks(it) => it.tell(out),
        }
    }
}

impl Tell for EventKind {
    /// `{"age": 18}`, `{"milestone": "小学校入学"}`, `{"rules": true}`.
    fn tell(&self, out: &mut Json) {
        out.open('{');
        match self {
            Self::Age(it) => out.put("age", &usize::try_from(*it).unwrap_or(0)),
            Self::Milestone(it) => out.put("milestone", it),
            Self::Rules => out.put("rules", &true),
        }
        out.close('}');
    }
}

impl Tell for Set {
    fn tell(&self, out: &mut Json) {
        SetView(self.clone()).tell(out);
    }
}

impl Tell for Shift {
    fn tell(&self, out: &mut Json) {
        let there = matches!(self, Self::Desk { comes: true, .. });
        let gone = !there;
        let (kind, name, before, after): (&'static str, &String, &dyn Tell, &dyn Tell) = match self
        {
            Self::Result {
                name,
                before,
                after,
            } => ("result", name, before, after),
            Self::Decision {
                name,
                before,
                after,
            } => ("decision", name, before, after),
            Self::Desk { id, .. } => ("desk", id, &gone, &there),
        };
        out.open('{');
        out.put("kind", &kind);
        out.put("name", name);
        out.put("before", before);
        out.put("after", after);
        out.close('}');
    }
}
