//! Plain data as a tree, for every reader of JSON at once.
//!
//! `view` and `report` have some forty shapes. Deriving serde's code for each
//! would bring it once a serializer and shape, 20 KB in the browser; here each
//! shape lists its fields, and only [`Tree`] meets the serializer.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use serde::ser::{Serialize, SerializeMap, Serializer};

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

/// What JSON can hold, keys in the order they are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    Null,
    Bool(bool),
    Count(usize),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

/// Something that can be told as a tree.
pub trait ToTree {
    fn tree(&self) -> Tree;
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(it) => serializer.serialize_bool(*it),
            Self::Count(it) => serializer.serialize_u32(u32::try_from(*it).unwrap_or(u32::MAX)),
            Self::Text(it) => serializer.serialize_str(it),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl Tree {
    /// As JSON text.
    pub fn json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(it) => out.push_str(if *it { "true" } else { "false" }),
            Self::Count(it) => out.push_str(&digits(*it)),
            Self::Text(it) => write_text(it, out),
            Self::List(items) => {
                let mut before = '[';
                for it in items {
                    out.push(before);
                    it.write(out);
                    before = ',';
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Map(entries) => {
                let mut before = '{';
                for (key, it) in entries {
                    out.push(before);
                    write_text(key, out);
                    out.push(':');
                    it.write(out);
                    before = ',';
                }
                out.push_str(if entries.is_empty() { "{}" } else { "}" });
            }
        }
    }

    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// Nothing to tell: such an entry may be left out.
    fn is_empty(&self) -> bool {
        match self {
            Self::Null | Self::Bool(false) => true,
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
            _ => false,
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for it in text.chars() {
        match it {
            '"' | '\\' => {
                out.push('\\');
                out.push(it);
            }
            '\0'..='\x1f' => {
                let code = u32::from(it);
                out.push_str(if code < 16 { "\\u000" } else { "\\u001" });
                out.extend(char::from_digit(code % 16, 16));
            }
            _ => out.push(it),
        }
    }
    out.push('"');
}

impl ToTree for String {
    fn tree(&self) -> Tree {
        Tree::Text(self.clone())
    }
}

impl ToTree for &'static str {
    fn tree(&self) -> Tree {
        Tree::text(self)
    }
}

impl ToTree for bool {
    fn tree(&self) -> Tree {
        Tree::Bool(*self)
    }
}

impl ToTree for usize {
    fn tree(&self) -> Tree {
        Tree::Count(*self)
    }
}

impl<T: ToTree> ToTree for Option<T> {
    fn tree(&self) -> Tree {
        self.as_ref().map_or(Tree::Null, ToTree::tree)
    }
}

impl<T: ToTree> ToTree for Vec<T> {
    fn tree(&self) -> Tree {
        let mut items = Vec::with_capacity(self.len());
        for it in self {
            items.push(it.tree());
        }
        Tree::List(items)
    }
}

impl<T: ToTree> ToTree for Vec<(String, T)> {
    /// Named things are a map.
    fn tree(&self) -> Tree {
        let mut entries = Vec::with_capacity(self.len());
        for (name, it) in self {
            entries.push((name.clone(), it.tree()));
        }
        Tree::Map(entries)
    }
}

/// An entry of a map.
fn put(entries: &mut Vec<(String, Tree)>, name: &str, value: Tree) {
    entries.push((name.to_owned(), value));
}

/// An entry left out when there is nothing to tell.
fn put_some(entries: &mut Vec<(String, Tree)>, name: &str, value: Tree) {
    if !value.is_empty() {
        put(entries, name, value);
    }
}

/// Each shape's fields in order; those after `;` are left out when empty.
macro_rules! shapes {
    ($($name:path { $($field:ident),* $(; $($maybe:ident),*)? })*) => {$(
        impl ToTree for $name {
            fn tree(&self) -> Tree {
                let mut entries = Vec::new();
                $(put(&mut entries, stringify!($field), self.$field.tree());)*
                $($(put_some(&mut entries, stringify!($maybe), self.$maybe.tree());)*)?
                Tree::Map(entries)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.tree().serialize(serializer)
            }
        }
    )*};
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
    view::Progress { asked, at_least, at_most, text }
    view::Start { intro, notices, begin }
    view::Page { heading, questions, next, back, errors_heading }
    view::Question { name, label, help, why, why_heading, input, unsure, error }
    view::Unsure { label, chosen, advice }
    view::Group { heading, options }
    view::Choice { value, label, help, chosen, only }
    view::Check { heading, contradictions_heading, contradictions, rows, next, back }
    view::CheckRow { name, label, answer, change, change_label }
    view::Results {
        heading, notices, contradictions_heading, contradictions, desks_heading, desks, desk_changes_heading, desk_changes, groups,
        facts_heading, facts, life_heading, life, answers_heading, answers, sources_heading, sources,
        print, back, as_of
    }
    view::ResultGroup { status, heading, results }
    view::ResultView {
        name, label, summary, status, verdict, amount, because_heading, because, missing_heading, missing, changes_heading, changes, gives,
        apply, sources
    }
    view::Life { when, title, lines, sources }
    view::ReasonView { text, state, status, answers, source, parts }
    view::Missing { name, label, advice }
    view::Fact { label, value, note }
    view::Desk { id, name, description, place, maybe, channels, no_channels, sources }
    view::ChannelView { kind, value, link, hours, open, state, note }
}

impl ToTree for view::Status {
    fn tree(&self) -> Tree {
        Tree::text(self.name())
    }
}

impl ToTree for view::Openness {
    fn tree(&self) -> Tree {
        Tree::text(match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        })
    }
}

/// The entries of `tree` with its kind in front.
fn tagged(kind: &str, tree: Tree) -> Tree {
    let mut entries = vec![("kind".to_owned(), Tree::text(kind))];
    if let Tree::Map(rest) = tree {
        entries.extend(rest);
    }
    Tree::Map(entries)
}

impl ToTree for view::Screen {
    fn tree(&self) -> Tree {
        match self {
            Self::Start(it) => tagged("start", it.tree()),
            Self::Page(it) => tagged("page", it.tree()),
            Self::Check(it) => tagged("check", it.tree()),
            Self::Results(it) => tagged("results", it.tree()),
        }
    }
}

impl ToTree for view::Input {
    fn tree(&self) -> Tree {
        let mut entries = Vec::new();
        let kind = match self {
            Self::Choice { groups, long } => {
                put(&mut entries, "groups", groups.tree());
                put(&mut entries, "long", long.tree());
                "choice"
            }
            Self::Several { groups, hint } => {
                put(&mut entries, "groups", groups.tree());
                put(&mut entries, "hint", hint.tree());
                "several"
            }
            Self::Number { text, unit } => {
                put(&mut entries, "text", text.tree());
                put(&mut entries, "unit", unit.tree());
                "number"
            }
            Self::Date { text, hint } => {
                put(&mut entries, "text", text.tree());
                put(&mut entries, "hint", hint.tree());
                "date"
            }
            Self::Text { text } => {
                put(&mut entries, "text", text.tree());
                "text"
            }
        };
        tagged(kind, Tree::Map(entries))
    }
}

impl ToTree for SavedAnswer {
    fn tree(&self) -> Tree {
        match self {
            Self::Unsure => Tree::Map(vec![("unsure".to_owned(), Tree::Bool(true))]),
            Self::Yes(it) => it.tree(),
            Self::Many(it) => it.tree(),
            Self::Text(it) => it.tree(),
        }
    }
}

impl ToTree for Date {
    fn tree(&self) -> Tree {
        Tree::Text(self.text())
    }
}

impl ToTree for Becomes {
    fn tree(&self) -> Tree {
        match self {
            Self::Result(it) => it.tree(),
            Self::Desks(it) => it.tree(),
        }
    }
}

impl ToTree for EventKind {
    /// `{"age": 18}`, `{"milestone": "小学校入学"}`, `{"rules": true}`.
    fn tree(&self) -> Tree {
        let (name, it) = match self {
            Self::Age(it) => ("age", Tree::Count(usize::try_from(*it).unwrap_or(0))),
            Self::Milestone(it) => ("milestone", it.tree()),
            Self::Rules => ("rules", Tree::Bool(true)),
        };
        Tree::Map(vec![(name.to_owned(), it)])
    }
}

impl ToTree for Shift {
    fn tree(&self) -> Tree {
        let mut entries = Vec::new();
        let (kind, name, before, after) = match self {
            Self::Result {
                name,
                before,
                after,
            } => ("result", name, before.tree(), after.tree()),
            Self::Decision {
                name,
                before,
                after,
            } => {
                let told = |set: &Set| SetView(set.clone()).tree();
                ("decision", name, told(before), told(after))
            }
            Self::Desk { id, comes } => ("desk", id, Tree::Bool(!comes), Tree::Bool(*comes)),
        };
        put(&mut entries, "name", name.tree());
        put(&mut entries, "before", before);
        put(&mut entries, "after", after);
        tagged(kind, Tree::Map(entries))
    }
}
