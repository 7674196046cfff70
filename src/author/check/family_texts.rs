//! The texts that families read, with their language: those that are there in
//! easy Japanese too. Where a pack has no easy Japanese, all of them.
//!
//! Not a check: the checks of texts look at what this finds.

use super::Written;
use super::sheet::Sheet;
use crate::author::diagnostic::Place;
use crate::author::pack::{At, ConditionDecl, ConditionKind, Options, Pack, Texts};

const EASY: &str = "easy";

/// One text in one language.
pub(super) struct Text {
    pub(super) lang: String,
    pub(super) said: String,
    pub(super) place: Place,
    /// All texts of the same declaration and language, where a word may be explained.
    pub(super) around: Vec<String>,
}

pub(super) fn family_texts(written: &Written<'_>) -> Vec<Text> {
    let mut out = Vec::new();
    for pack in written.packs {
        for group in groups(pack) {
            take(pack, &group, &mut out);
        }
        for file in pack.desks.iter().chain(&pack.channels) {
            of_sheet(written, pack, file, &mut out);
        }
    }
    out
}

/// What is told of a desk and of a way to reach it.
const COLUMNS: [&str; 3] = ["名称", "説明", "利用可能日時特記事項"];

/// Each row is a declaration of its own.
fn of_sheet(written: &Written<'_>, pack: &Pack, file: &At<String>, out: &mut Vec<Text>) {
    let Some(sheet) = Sheet::of(written, pack, file) else {
        return;
    };
    for row in &sheet.rows {
        let cell = |name: &str, lang: &'static str| {
            sheet
                .cell(row, name)
                .map(|it| (lang, it.text.as_str(), &it.place))
        };
        let texts: Vec<_> = COLUMNS
            .iter()
            .filter_map(|name| {
                let easy = cell(&[*name, "_やさしい"].concat(), EASY);
                (easy.is_some() || !has_easy(pack)).then(|| {
                    [
                        cell(name, "ja"),
                        easy,
                        cell(&[*name, "_英字"].concat(), "en"),
                    ]
                })
            })
            .flatten()
            .flatten()
            .collect();
        put(&texts, out);
    }
}

fn put(texts: &[(&str, &str, &Place)], out: &mut Vec<Text>) {
    for (lang, said, place) in texts {
        let around = texts.iter().filter(|(other, ..)| other == lang);
        out.push(Text {
            lang: (*lang).to_owned(),
            said: (*said).to_owned(),
            place: (*place).clone(),
            around: around.map(|(_, it, _)| (*it).to_owned()).collect(),
        });
    }
}

fn has_easy(pack: &Pack) -> bool {
    pack.languages.iter().any(|it| it == EASY)
}

/// The texts of each declaration.
fn groups(pack: &Pack) -> Vec<Vec<&Texts>> {
    let mut groups = Vec::new();
    for it in &pack.questions {
        let mut group = vec![&it.ask, &it.why, &it.help, &it.unit, &it.look, &it.ask_whom];
        of_options(&it.options, &mut group);
        groups.push(group);
    }
    for it in &pack.decisions {
        let labels = it.labels.iter().map(|(_, it)| it);
        groups.push(
            [&it.label, &it.unit, &it.note]
                .into_iter()
                .chain(labels)
                .collect(),
        );
    }
    for it in &pack.programs {
        let mut group = vec![&it.label, &it.summary, &it.gives, &it.how, &it.decides];
        group.extend(&it.documents);
        it.fits.iter().for_each(|it| of_condition(it, &mut group));
        groups.push(group);
    }
    for it in &pack.wizards {
        let pages = it.pages.iter().map(|(title, _)| title);
        groups.push(
            [&it.title, &it.intro, &it.say]
                .into_iter()
                .chain(pages)
                .collect(),
        );
    }
    groups.extend(pack.constraints.iter().map(|it| vec![&it.say]));
    groups.extend(
        pack.milestones
            .iter()
            .map(|it| vec![&it.label, &it.prepare]),
    );
    groups
}

fn of_options<'a>(options: &'a Options, group: &mut Vec<&'a Texts>) {
    for it in &options.listed {
        group.extend([&it.label, &it.help, &it.group]);
    }
}

fn of_condition<'a>(condition: &'a ConditionDecl, group: &mut Vec<&'a Texts>) {
    group.push(&condition.say);
    match &condition.test {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|it| of_condition(it, group));
        }
        ConditionKind::Not(part) => of_condition(part, group),
        ConditionKind::Is(_) => {}
    }
}

fn take<'a>(pack: &'a Pack, group: &[&'a Texts], out: &mut Vec<Text>) {
    let first = pack.languages.first().map_or("ja", String::as_str);
    let tag = |it: &'a str| if it.is_empty() { first } else { it };
    let texts: Vec<_> = group
        .iter()
        .filter(|it| !has_easy(pack) || it.iter().any(|(tag, _)| tag == EASY))
        .flat_map(|it| it.iter())
        .map(|(lang, it)| (tag(lang), it.it.as_str(), &it.place))
        .collect();
    put(&texts, out);
}

/// Without furigana written into the text: `｜方《かた》` is 方.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for it in text.chars() {
        match it {
            '《' => inside = true,
            '》' => inside = false,
            '｜' => {}
            _ if inside => {}
            _ => out.push(it),
        }
    }
    out
}
