//! Another name for an option, wherever its text stands for it.
//!
//! Texts that may meet hang together on a strand (`strand`): the option, what it is
//! compared with, cells, cases. All that read like it there get the new name, other
//! questions' options too; what reads like it elsewhere is something else. A strand
//! that is lost, or on which the new name stands already, is left as it is. The old
//! name is kept as one more way to write the option, so that saved answers follow.

use std::collections::BTreeSet;

use super::super::csv;
use super::super::pack::{At, OptionDecl, OptionsTable, QuestionDecl};
use super::super::source::Files;
use super::super::strand::Spot;
use super::super::suggest::write::text as in_yaml;
use super::super::{Checked, Edit, Place};
use super::{All, Edits, Named, Refused, Renamed, folder, instead, kept_under, right, spot};
use crate::book::{Choice, Kind};

/// Between a question and its option, where several questions have one so called.
const BETWEEN: char = '/';

pub(super) fn rename(
    files: &Files,
    pack: &str,
    all: &All,
    spelled: &str,
    new: &str,
) -> Result<Renamed, Refused> {
    let Some((_, checked)) = all.first() else {
        return Err(Refused::Unknown(None));
    };
    let owners = owners(checked, spelled);
    let old = owners.first().map_or(spelled, |(_, option)| *option);
    let strands: BTreeSet<Option<usize>> = owners
        .iter()
        .map(|(it, _)| strand_of(checked, it))
        .collect();
    if strands.len() > 1 {
        let names = owners
            .iter()
            .map(|(question, option)| format!("{question}{BETWEEN}{option}"));
        return Err(Refused::Options(names.collect()));
    }
    if !can_be_called(new) {
        return Err(Refused::NoOption);
    }
    let first = owners.first().map(|(it, _)| (*it).to_owned());
    let questions = that_meet(all, first.into_iter().collect(), old);
    let mut edits = Edits::default();
    for (_, checked) in all {
        for it in spots(checked, &questions, old) {
            // Others may import that pack as well, and would not follow.
            let folder = folder(checked, &it.place).unwrap_or(pack);
            if !all.iter().any(|(name, _)| name == folder) {
                return Err(Refused::Elsewhere(folder.to_owned()));
            }
            match instead(checked, &it.place, old, new) {
                Ok(edit) => edits.note(checked, &edit),
                Err(refused) => {
                    let same =
                        spots(checked, &questions, old).filter(|that| that.place == it.place);
                    let found = in_quotes(checked, &it.place, old, new);
                    if found.len() != same.count() {
                        return Err(refused);
                    }
                    found.iter().for_each(|it| edits.note(checked, it));
                }
            }
        }
        if let Some(it) = spots(checked, &questions, new).next() {
            let (path, line) = spot(checked, &it.place);
            return Err(Refused::Taken { path, line });
        }
        for question in &questions {
            if let Some(place) = lost(checked, question) {
                let (path, line) = spot(checked, place);
                return Err(Refused::Lost { path, line });
            }
        }
        let declared = checked.packs.iter().flat_map(|it| &it.questions);
        for question in declared.filter(|it| questions.contains(&it.name.it)) {
            keep(checked, question, old, &mut edits)?;
        }
    }
    let changed = edits.written(files, all);
    let mut after = files.clone();
    after.extend(changed.clone());
    let mut packs = Vec::new();
    for (name, before) in all {
        let now = right(&after, name, before, old, new)?;
        let n_before = spots(before, &questions, old).count();
        if spots(&now, &questions, new).count() != n_before {
            return Err(Refused::Hidden);
        }
        packs.push(now);
    }
    Ok(Renamed {
        kind: Named::Option,
        files: changed,
        places: edits.places.into_iter().collect(),
        // The pack itself is the first of all.
        now: Box::new(packs.swap_remove(0)),
    })
}

/// Questions with such an option, and the option: `選択肢`, or `質問/選択肢` for one.
pub(super) fn owners<'c>(checked: &'c Checked, spelled: &'c str) -> Vec<(&'c str, &'c str)> {
    let named = |option: &'c str, of: Option<&str>| -> Vec<(&'c str, &'c str)> {
        let questions = choices(checked).filter(|(question, it)| {
            of.is_none_or(|of| of == *question) && it.iter().any(|it| *it.value == *option)
        });
        questions.map(|(question, _)| (question, option)).collect()
    };
    let found = named(spelled, None);
    match spelled.split_once(BETWEEN) {
        Some((question, option)) if found.is_empty() => named(option, Some(question)),
        _ => found,
    }
}

/// All options, for a guess.
pub(super) fn all(checked: &Checked) -> impl Iterator<Item = &str> {
    choices(checked).flat_map(|(_, it)| it.iter().map(|it| &*it.value))
}

fn choices(checked: &Checked) -> impl Iterator<Item = (&str, &[Choice])> {
    let questions = checked.book.iter().flat_map(|it| &it.questions);
    questions.filter_map(|it| match &it.kind {
        Kind::Choice(choices) | Kind::Several(choices) => Some((&*it.name, choices.as_slice())),
        _ => None,
    })
}

/// What a cell, an expression and YAML all take for a text as it stands.
fn can_be_called(new: &str) -> bool {
    let is_plain = |it: char| it.is_alphanumeric() || "_・（）ー 〜～「」".contains(it);
    let is_more = csv::number(new).is_some() || ["true", "false", "null", "not"].contains(&new);
    !new.is_empty() && new.trim() == new && new.chars().all(is_plain) && !is_more
}

fn strand_of(checked: &Checked, question: &str) -> Option<usize> {
    let at = checked.book.as_ref()?.question(question)?;
    *checked.strands.questions.get(at)?
}

/// The questions, and all those with such an option that may meet them in any pack.
fn that_meet(all: &All, mut questions: BTreeSet<String>, option: &str) -> BTreeSet<String> {
    loop {
        let before = questions.len();
        for (_, checked) in all {
            let strands: BTreeSet<usize> = questions
                .iter()
                .filter_map(|it| strand_of(checked, it))
                .collect();
            for (name, choices) in choices(checked) {
                let is_met = strand_of(checked, name).is_some_and(|it| strands.contains(&it));
                if is_met && choices.iter().any(|it| *it.value == *option) {
                    questions.insert(name.to_owned());
                }
            }
        }
        if questions.len() == before {
            return questions;
        }
    }
}

/// In an expression that is placed as a whole: over several lines, or with quotes
/// within quotes (`"not(""県外"")"`). Each is a text of its own.
fn in_quotes(checked: &Checked, whole: &Place, old: &str, new: &str) -> Vec<Edit> {
    let source = checked.sources.get(whole.file);
    let text = source.map_or("", |it| it.text.as_str());
    let (before, rest) = text.split_at_checked(whole.span.start).unwrap_or_default();
    // The place of a cell is without the quotes at its ends.
    let start = before.trim_end_matches('"').len();
    let after = rest.get(whole.span.len()..).unwrap_or("");
    let end = whole.span.end + after.len() - after.trim_start_matches('"').len();
    let is_table = source.is_some_and(|it| it.path.ends_with(".csv"));
    let (open, close) = if is_table {
        ("\"\"", "\"\"")
    } else {
        ("\"", "\"")
    };
    let written = text.get(start..end).unwrap_or("");
    // In a text of YAML that is in quotes itself, each has a sign before it.
    let escaped = ["\\\"", old, "\\\""].concat();
    let plain = [open, old, close].concat();
    let is_escaped = written.contains(&escaped);
    let (quoted, skipped) = if is_escaped {
        (escaped, 2)
    } else {
        (plain, open.len())
    };
    let found = written.match_indices(&quoted).map(|(at, _)| {
        let from = start + at + skipped;
        Edit {
            place: Place {
                file: whole.file,
                span: from..from + old.len(),
            },
            text: new.to_owned(),
        }
    });
    found.collect()
}

/// Where `text` stands on a strand of the questions.
fn spots<'c>(
    checked: &'c Checked,
    questions: &BTreeSet<String>,
    text: &'c str,
) -> impl Iterator<Item = &'c Spot> {
    let strands = questions.iter().filter_map(|it| strand_of(checked, it));
    let strands: BTreeSet<usize> = strands.collect();
    let spots = checked.strands.spots.iter();
    spots.filter(move |it| *it.text == *text && strands.contains(&it.strand))
}

fn lost<'c>(checked: &'c Checked, question: &str) -> Option<&'c Place> {
    checked.strands.lost.get(&strand_of(checked, question)?)
}

/// The old name as one more way to write the option.
fn keep(
    checked: &Checked,
    question: &QuestionDecl,
    old: &str,
    edits: &mut Edits,
) -> Result<(), Refused> {
    for option in question
        .options
        .listed
        .iter()
        .filter(|it| it.value.it == old)
    {
        edits.note(checked, &under_option(checked, option, old));
    }
    if let Some(from) = &question.options.table {
        in_table(checked, from, old, edits)?;
    }
    Ok(())
}

fn under_option(checked: &Checked, option: &OptionDecl, old: &str) -> Edit {
    let old = in_yaml(old);
    let value = &option.value.place;
    if !option.is_text {
        return kept_under(checked, "also-called", value, &option.also_called, &old);
    }
    // A text alone, in the pack's first language, becomes one by its key.
    let place = option.content.clone();
    let source = checked
        .sources
        .get(place.file)
        .map_or("", |it| it.text.as_str());
    let written = source.get(place.span.clone()).unwrap_or("").trim_end();
    let owner = folder(checked, value);
    let pack = checked
        .packs
        .iter()
        .find(|it| Some(it.name.as_str()) == owner);
    let language = pack
        .and_then(|it| it.languages.first())
        .map_or("ja", String::as_str);
    if written.is_empty() {
        // A key alone, with or without a colon.
        let end = value.span.end;
        let rest = source.get(end..).unwrap_or("");
        let (colon, after) = match rest.strip_prefix(':') {
            Some(_) => (1, ""),
            None => (0, ":"),
        };
        let span = end + colon..end + colon;
        let text = [after, " { also-called: ", &old, " }"].concat();
        let file = place.file;
        return Edit {
            place: Place { file, span },
            text,
        };
    }
    let is_plain = !written.starts_with(['"', '\'']);
    let label = if is_plain {
        in_yaml(written)
    } else {
        written.to_owned()
    };
    let span = place.span.start..place.span.start + written.len();
    let file = place.file;
    Edit {
        place: Place { file, span },
        text: ["{ ", language, ": ", &label, ", also-called: ", &old, " }"].concat(),
    }
}

/// In each row of the option, in a column of other spellings: added to a list, or
/// alone where nothing stands yet.
fn in_table(
    checked: &Checked,
    from: &OptionsTable,
    old: &str,
    edits: &mut Edits,
) -> Result<(), Refused> {
    let packs = checked.packs.iter();
    let mut declared = packs.flat_map(|pack| pack.facts.iter().map(move |it| (pack, it)));
    let Some((pack, facts)) = declared.find(|(_, it)| it.name.it == from.table.it) else {
        return Ok(());
    };
    let path = [&pack.name, "/", &facts.file.it].concat();
    let mut files = checked.sources.files.iter().enumerate();
    let Some((file, source)) = files.find(|(_, it)| it.path == path) else {
        return Ok(());
    };
    let records = csv::parse(file, &source.text, &mut Vec::new());
    let Some((heading, rows)) = records.split_first() else {
        return Ok(());
    };
    let column = |name: &At<String>| heading.cells.iter().position(|it| it.text == name.it);
    let Some(value) = column(&from.value) else {
        return Ok(());
    };
    let is_list = |name: &At<String>| {
        let mut kinds = facts.columns.iter();
        kinds.any(|(it, kind)| it.it == name.it && kind.it == "list")
    };
    // A text among numbers or days would make the column one of texts.
    let takes_texts = |at: usize| {
        let cells = rows.iter().filter_map(|it| it.cells.get(at));
        cells
            .filter(|it| !it.text.is_empty())
            .all(|it| csv::number(&it.text).is_none() && csv::date(&it.text).is_none())
    };
    for row in rows
        .iter()
        .filter(|it| it.cells.get(value).is_some_and(|it| it.text == old))
    {
        let mut columns = from
            .also_called
            .iter()
            .filter_map(|it| Some((it, column(it)?)));
        let room = columns.find_map(|(name, at)| {
            let cell = row.cells.get(at)?;
            let is_free = cell.text.is_empty() && takes_texts(at);
            (is_list(name) || is_free).then_some(cell)
        });
        let Some(cell) = room else {
            let (path, line) = spot(checked, &row.place());
            return Err(Refused::NoRoom { path, line });
        };
        let end = cell.place.span.end;
        let text = if cell.text.is_empty() {
            old.to_owned()
        } else {
            ["、", old].concat()
        };
        edits.note(
            checked,
            &Edit {
                place: Place {
                    file,
                    span: end..end,
                },
                text,
            },
        );
    }
    Ok(())
}
