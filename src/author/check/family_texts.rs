//! The texts that families read, with their language: those that are there in
//! easy Japanese too. Where a pack has no easy Japanese, all of them.
//!
//! Not a check: the checks of texts look at what this finds.

use super::Written;
use crate::author::pack::{At, ConditionDecl, ConditionKind, Options, Pack, Texts};

const EASY: &str = "easy";

/// One text in one language.
pub(super) struct Text<'a> {
    pub(super) lang: &'a str,
    pub(super) it: &'a At<String>,
    /// All texts of the same declaration and language, where a word may be explained.
    pub(super) around: Vec<&'a str>,
}

pub(super) fn family_texts<'a>(written: &Written<'a>) -> Vec<Text<'a>> {
    let mut out = Vec::new();
    for pack in written.packs {
        for group in groups(pack) {
            take(pack, &group, &mut out);
        }
    }
    out
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

fn take<'a>(pack: &'a Pack, group: &[&'a Texts], out: &mut Vec<Text<'a>>) {
    let has_easy = pack.languages.iter().any(|it| it == EASY);
    let first = pack.languages.first().map_or("ja", String::as_str);
    let tag = |it: &'a str| if it.is_empty() { first } else { it };
    let texts: Vec<(&str, &At<String>)> = group
        .iter()
        .filter(|it| !has_easy || it.iter().any(|(tag, _)| tag == EASY))
        .flat_map(|it| it.iter())
        .map(|(lang, it)| (tag(lang), it))
        .collect();
    for (lang, it) in &texts {
        let around = texts.iter().filter(|(other, _)| other == lang);
        out.push(Text {
            lang,
            it,
            around: around.map(|(_, it)| it.it.as_str()).collect(),
        });
    }
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
