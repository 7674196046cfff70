//! Another name for a question, decision, table, programme, wizard or option,
//! wherever it is used. Options are told by the strands on which texts may meet
//! (`option`); the rest as follows.
//!
//! Where a name is used is what the compiler wrote down when it resolved it
//! ([`Use`]); no text is searched. Afterwards everything is checked again: the
//! new name must be used in exactly as many places as the old one was, so that
//! a column or a local name that hides it is noticed, and nothing new may be
//! wrong. A question keeps its old name under `was:`, so that saved answers follow.

mod option;

use std::collections::{BTreeMap, BTreeSet};

use super::fix::written;
use super::pack::{At, QuestionDecl};
use super::source::{Files, Sources};
use super::{Checked, Diagnostic, Edit, Place, Severity, check, read};

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    Question,
    Decision,
    Table,
    Program,
    Wizard,
    /// Of a question: `選択肢`, or `質問/選択肢` where several have it.
    Option,
}

/// A place where a name was resolved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub(super) kind: Named,
    pub(super) name: String,
    /// Of the name itself, perhaps in quotes or behind `→`.
    pub(super) place: Place,
    pub(super) is_declaration: bool,
}

/// What a renaming changes.
pub struct Renamed {
    pub kind: Named,
    /// The files as they are to be written.
    pub files: Files,
    /// Each place that changes, by path and line from 1, in order.
    pub places: Vec<(String, usize)>,
    /// The pack with those files, checked.
    pub now: Box<Checked>,
}

/// Why nothing is renamed.
pub enum Refused {
    /// No pack declares the name; the nearest that it could be.
    Unknown(Option<String>),
    /// Another pack declares it.
    Elsewhere(String),
    /// It is the name of several things.
    Several(Vec<Named>),
    /// A pack has errors, so that not all places are known.
    Errors(String),
    /// The name cannot be told apart from what is around it here.
    Unplaced { path: String, line: usize },
    /// With the new name this would be wrong.
    Wrong {
        pack: String,
        found: Vec<Diagnostic>,
        checked: Box<Checked>,
    },
    /// Somewhere the new name already means something else.
    Hidden,
    /// Options that have nothing to do with one another read like this: `質問/選択肢`.
    Options(Vec<String>),
    /// What an option may not be called.
    NoOption,
    /// What the option may meet has the new name already here.
    Taken { path: String, line: usize },
    /// Here the option's text goes on where it is not followed.
    Lost { path: String, line: usize },
    /// No column of other spellings takes the old name in this row of a table.
    NoRoom { path: String, line: usize },
}

/// Gives what `old` is the name of the name `new`, in `pack` and in those of
/// `others` that import it.
pub fn rename(
    files: &Files,
    pack: &str,
    others: &BTreeSet<String>,
    old: &str,
    new: &str,
    kind: Option<Named>,
) -> Result<Renamed, Refused> {
    let all = read_all(files, pack, others)?;
    let Some((_, checked)) = all.first() else {
        return Err(Refused::Unknown(None));
    };
    let kind = which(checked, pack, old, kind)?;
    if kind == Named::Option {
        return option::rename(files, pack, &all, old, new);
    }
    let mut edits = Edits::default();
    for (name, checked) in &all {
        for it in uses(checked, kind, old) {
            edits.note(checked, &instead(checked, &it.place, old, new)?);
        }
        if kind == Named::Question && name == pack {
            let questions = checked.packs.iter().flat_map(|it| &it.questions);
            for question in questions.filter(|it| it.name.it == old) {
                edits.note(checked, &former(checked, question, old));
            }
        }
    }
    let changed = edits.written(files, &all);
    let mut after = files.clone();
    after.extend(changed.clone());
    let mut packs = Vec::new();
    for (name, before) in &all {
        let now = right(&after, name, before, old, new)?;
        if uses(&now, kind, new).count() != uses(before, kind, old).count() {
            return Err(Refused::Hidden);
        }
        packs.push(now);
    }
    Ok(Renamed {
        kind,
        files: changed,
        places: edits.places.into_iter().collect(),
        // The pack itself is the first of all.
        now: Box::new(packs.swap_remove(0)),
    })
}

/// The pack, and after it those that import it.
fn read_all(files: &Files, pack: &str, others: &BTreeSet<String>) -> Result<All, Refused> {
    let others = others.iter().filter(|it| *it != pack);
    let others = others.filter(|it| imports(files, it, pack));
    let mut all = All::new();
    for name in [&pack.to_owned()].into_iter().chain(others) {
        let checked = check(files, name);
        if has_errors(&checked) {
            return Err(Refused::Errors(name.clone()));
        }
        all.push((name.clone(), checked));
    }
    Ok(all)
}

/// Packs by name, as they were before.
type All = Vec<(String, Checked)>;

/// The same file is read for several packs; its edits are the same each time but
/// for what each pack's own cases and wizards add.
#[derive(Default)]
struct Edits {
    by_path: BTreeMap<String, BTreeSet<(usize, usize, String)>>,
    places: BTreeSet<(String, usize)>,
}

impl Edits {
    fn note(&mut self, checked: &Checked, edit: &Edit) {
        let Some(source) = checked.sources.get(edit.place.file) else {
            return;
        };
        let span = &edit.place.span;
        let edits = self.by_path.entry(source.path.clone()).or_default();
        edits.insert((span.start, span.end, edit.text.clone()));
        self.places.insert((
            source.path.clone(),
            checked.sources.line_column(&edit.place).0,
        ));
    }

    /// The files that change, with their edits.
    fn written(&self, files: &Files, all: &All) -> Files {
        let mut changed = Files::new();
        for (path, edits) in &self.by_path {
            let mut known = all.iter().flat_map(|(_, checked)| {
                let mut files = checked.sources.files.iter();
                files
                    .position(|it| it.path == *path)
                    .map(|at| (checked, at))
            });
            let Some((checked, file)) = known.next() else {
                continue;
            };
            let edits: Vec<Edit> = edits
                .iter()
                .map(|(start, end, text)| Edit {
                    place: Place {
                        file,
                        span: *start..*end,
                    },
                    text: text.clone(),
                })
                .collect();
            changed.extend(written(&checked.sources, file, files, &edits));
        }
        changed
    }
}

/// The pack as it is now, where nothing is wrong that was right before.
fn right(
    after: &Files,
    name: &str,
    before: &Checked,
    old: &str,
    new: &str,
) -> Result<Checked, Refused> {
    let now = check(after, name);
    let known: BTreeSet<(&str, &[String])> = before
        .diagnostics
        .iter()
        .map(|it| (it.code(), it.args()))
        .collect();
    let is_new = |it: &&Diagnostic| {
        let args: Vec<String> = it.args().iter().map(|it| it.replace(new, old)).collect();
        !known.contains(&(it.code(), it.args())) && !known.contains(&(it.code(), args.as_slice()))
    };
    let mut found: Vec<Diagnostic> = now.diagnostics.iter().filter(is_new).cloned().collect();
    // Where it is no name, or taken, all else only follows from that.
    let is_root = |it: &Diagnostic| matches!(it.code(), "bad-name" | "duplicate-name");
    if found.iter().any(is_root) {
        found.retain(is_root);
    }
    if found.is_empty() {
        return Ok(now);
    }
    let (pack, checked) = (name.to_owned(), Box::new(now));
    Err(Refused::Wrong {
        pack,
        found,
        checked,
    })
}

/// Whether `pack` is among what `name` imports, at whatever remove.
fn imports(files: &Files, name: &str, pack: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![name.to_owned()];
    while let Some(next) = waiting.pop() {
        let path = [&next, "/pack.yaml"].concat();
        let (Some(bytes), true) = (files.get(&path), seen.insert(next.clone())) else {
            continue;
        };
        let manifest: Files = [(path, bytes.clone())].into();
        let read = read::pack(&manifest, &next, &mut Sources::default(), &mut Vec::new());
        waiting.extend(read.into_iter().flat_map(|it| it.imports).map(|it| it.it));
    }
    name != pack && seen.contains(pack)
}

fn uses<'c>(checked: &'c Checked, kind: Named, name: &'c str) -> impl Iterator<Item = &'c Use> {
    checked
        .uses
        .iter()
        .filter(move |it| it.kind == kind && it.name == name)
}

fn has_errors(checked: &Checked) -> bool {
    checked
        .diagnostics
        .iter()
        .any(|it| it.severity == Severity::Error)
}

/// What of the pack the name belongs to.
fn which(checked: &Checked, pack: &str, old: &str, kind: Option<Named>) -> Result<Named, Refused> {
    let declared = checked
        .uses
        .iter()
        .filter(|it| it.is_declaration && kind.is_none_or(|kind| kind == it.kind));
    let found: Vec<&Use> = declared.clone().filter(|it| it.name == old).collect();
    let may_be_option = kind.is_none_or(|it| it == Named::Option);
    let is_option = may_be_option && !option::owners(checked, old).is_empty();
    let mut kinds: BTreeSet<Named> = found.iter().map(|it| it.kind).collect();
    kinds.extend(is_option.then_some(Named::Option));
    if kinds.len() > 1 {
        return Err(Refused::Several(kinds.into_iter().collect()));
    }
    let Some(first) = found.first() else {
        if is_option {
            return Ok(Named::Option);
        }
        let options = option::all(checked).filter(|_| may_be_option);
        let names = declared.map(|it| it.name.as_str()).chain(options);
        return Err(Refused::Unknown(
            super::fields::nearest(old, names).map(str::to_owned),
        ));
    };
    match folder(checked, &first.place) {
        Some(folder) if folder != pack => Err(Refused::Elsewhere(folder.to_owned())),
        _ => Ok(first.kind),
    }
}

/// The pack that a file belongs to.
fn folder<'c>(checked: &'c Checked, place: &Place) -> Option<&'c str> {
    let source = checked.sources.get(place.file)?;
    Some(source.path.split_once('/')?.0)
}

fn spot(checked: &Checked, place: &Place) -> (String, usize) {
    let source = checked.sources.get(place.file);
    let path = source.map(|it| it.path.clone()).unwrap_or_default();
    (path, checked.sources.line_column(place).0)
}

fn instead(checked: &Checked, place: &Place, old: &str, new: &str) -> Result<Edit, Refused> {
    let source = checked.sources.get(place.file);
    let text = source.map_or("", |it| it.text.as_str());
    let span = place.span.clone();
    // What YAML takes for a text in quotes may end behind a space.
    let shown = text.get(span.clone()).unwrap_or("").trim_end();
    // In quotes, or behind the arrow of a column of results.
    let skipped = ["", "\"", "'", "→"].into_iter().find(|it| {
        let rest = shown.strip_prefix(*it).and_then(|it| it.strip_prefix(old));
        rest.is_some_and(|rest| rest.is_empty() || rest == *it)
    });
    let Some(skipped) = skipped else {
        let (path, line) = spot(checked, place);
        return Err(Refused::Unplaced { path, line });
    };
    let start = span.start + skipped.len();
    Ok(Edit {
        place: Place {
            file: place.file,
            span: start..start + old.len(),
        },
        text: new.to_owned(),
    })
}

/// The old name under `was:`.
fn former(checked: &Checked, question: &QuestionDecl, old: &str) -> Edit {
    kept_under(checked, "was", &question.name.place, &question.was, old)
}

/// The old name under a key of what is called `name`, where `listed` are those it
/// keeps already, or as a new first key.
fn kept_under(
    checked: &Checked,
    key: &str,
    name: &Place,
    listed: &[At<String>],
    old: &str,
) -> Edit {
    let file = name.file;
    let text = checked.sources.get(file).map_or("", |it| it.text.as_str());
    let insert = |at: usize, text: String| Edit {
        place: Place { file, span: at..at },
        text,
    };
    if let Some(last) = listed.last() {
        let before = text.get(..last.place.span.start).unwrap_or("");
        let end = last.place.span.end;
        return match before.trim_end_matches(' ').chars().next_back() {
            Some('[' | ',') => insert(end, [", ", old].concat()),
            Some('-') => {
                let line = before.rsplit('\n').next().unwrap_or("");
                let indent: String = line.chars().take_while(|it| *it == ' ').collect();
                insert(end, ["\n", &indent, "- ", old].concat())
            }
            _ => Edit {
                place: last.place.clone(),
                text: [
                    "[",
                    text.get(last.place.span.clone()).unwrap_or(""),
                    ", ",
                    old,
                    "]",
                ]
                .concat(),
            },
        };
    }
    let name_end = name.span.end;
    let rest = text.get(name_end..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    if let Some(brace) = line.find('{') {
        return insert(name_end + brace + 1, [" ", key, ": ", old, ","].concat());
    }
    let below = rest.split('\n').skip(1).find(|it| {
        let it = it.trim_start();
        !it.is_empty() && !it.starts_with('#')
    });
    let indent: String = below
        .unwrap_or("")
        .chars()
        .take_while(|it| *it == ' ')
        .collect();
    let line = line.trim_end_matches('\r');
    let end = if rest
        .get(line.len()..)
        .is_some_and(|it| it.starts_with('\r'))
    {
        "\r\n"
    } else {
        "\n"
    };
    insert(
        name_end + line.len(),
        [end, &indent, key, ": ", old].concat(),
    )
}
