//! Every question, decision, table and wizard of a shipped pack gets another
//! name, one after the other: nothing new is wrong, nothing changes for anybody, and
//! given the old name back the files are what they were. At last, with all of them
//! called otherwise, every case still comes out: running them after each would take
//! most of the time and show no more.
//! Options too, and saved answers with the old name are answers as before. With `ALL=1`,
//! every option (else one of every fourth question) and the cases of every pack: minutes.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

mod shipped;

use std::collections::BTreeSet;
use std::sync::Arc;

use tsunagu::author::diff::{Side, diff};
use tsunagu::author::rename::{Named, Refused, rename};
use tsunagu::author::{Checked, Files, Lang, cases, check};
use tsunagu::book::{Book, Kind};
use tsunagu::run::{Raw, SavedAnswer, Session, Start};
use tsunagu::value::{Date, Moment};

/// No pack has such a name.
const NEW: &str = "ためしの新しい名前";

#[test]
fn every_name_of_a_pack_can_be_another() {
    let files = shipped::files();
    let pack = "saga";
    let alone = BTreeSet::from([pack.to_owned()]);
    let first = check(&files, pack);
    let names = own_names(&files, &first);
    let (mut files, mut before) = (files, first);
    for (turn, (kind, name)) in names.iter().enumerate() {
        let new = format!("{NEW}{turn}");
        let renamed = rename(&files, pack, &alone, name, &new, Some(*kind));
        let renamed = renamed.unwrap_or_else(|it| panic!("{pack}: {name}: {}", why(&it)));
        let mut after = files.clone();
        after.extend(renamed.files);
        let now = *renamed.now;
        assert_eq!(
            now.diagnostics.len(),
            before.diagnostics.len(),
            "{pack}: {name}"
        );
        if *kind == Named::Question {
            nothing_changes(&before, &now, name);
            let book = now.book.as_ref().unwrap();
            let question = &book.questions[book.question(&new).expect("the new name")];
            assert!(
                question.was.iter().any(|it| **it == **name),
                "{name} is kept"
            );
        } else {
            let back = rename(&after, pack, &alone, &new, name, Some(*kind));
            let back = back.unwrap_or_else(|it| panic!("{pack}: {name} back: {}", why(&it)));
            let mut again = after.clone();
            again.extend(back.files);
            assert!(again == files, "{pack}: {name}: there and back");
        }
        (files, before) = (after, now);
    }
    // As they were written, not as they were read while renaming.
    cases_come_out(&check(&files, pack), pack);
    assert!(names.len() >= 12, "only {} names", names.len());
}

#[test]
fn options_can_be_called_otherwise() {
    let shipped = shipped::files();
    let mut n_renamed = 0;
    for pack in ["national", "saga", "kumamoto"] {
        let alone = BTreeSet::from([pack.to_owned()]);
        let mut before = check(&shipped, pack);
        let taken = match pack {
            "national" => None,
            _ => check(&shipped, "national").book,
        };
        let mut files = shipped.clone();
        for (question, option) in own_options(before.book.as_ref().unwrap(), taken.as_ref()) {
            let new = format!("{NEW}{n_renamed}");
            let spelled = [&question, "/", &option].concat();
            let renamed = match rename(&files, pack, &alone, &spelled, &new, Some(Named::Option)) {
                Ok(renamed) => renamed,
                // Its codes and kana leave no room for a former name, which is told.
                Err(Refused::NoRoom { path, .. }) if path == "national/tables/prefectures.csv" => {
                    continue;
                }
                Err(it) => panic!("{pack}: {spelled}: {}", why(&it)),
            };
            files.extend(renamed.files);
            let now = *renamed.now;
            let n_found = before.diagnostics.len();
            assert_eq!(now.diagnostics.len(), n_found, "{pack}: {spelled}");
            saved_answers_follow(&before, &now, &question, &option, &new);
            before = now;
            n_renamed += 1;
        }
        cases_come_out(&check(&files, pack), pack);
    }
    assert!(n_renamed >= 6, "only {n_renamed} options");
}

fn is_all() -> bool {
    std::env::var_os("ALL").is_some()
}

/// Options of the pack's own questions, without those `taken` over.
fn own_options(book: &Book, taken: Option<&Book>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (turn, question) in book.questions.iter().enumerate() {
        let is_own = taken.is_none_or(|it| it.question(&question.name).is_none());
        let (Kind::Choice(options) | Kind::Several(options), true) = (&question.kind, is_own)
        else {
            continue;
        };
        let some = options.iter().enumerate();
        let some = some.filter(|(at, _)| is_all() || (*at == 0 && turn % 4 == 0));
        out.extend(some.map(|(_, it)| (question.name.to_string(), it.value.to_string())));
    }
    out
}

/// What was saved with the book before, the book of now takes for the same option.
fn saved_answers_follow(before: &Checked, now: &Checked, question: &str, option: &str, new: &str) {
    let [old, after] = [before, now].map(|it| Arc::new(it.book.clone().unwrap()));
    let start = Start {
        wizard: old.wizards[0].name.to_string(),
        lang: "ja".to_owned(),
        at: Moment::parse("2026-11-26T12:00").unwrap(),
    };
    let several = matches!(
        old.questions[old.question(question).unwrap()].kind,
        Kind::Several(_)
    );
    let text = Raw::Text(option.to_owned());
    let raw = if several { Raw::List(vec![text]) } else { text };
    let answers = [(question.to_owned(), raw)];
    let (session, refused) = Session::start_with(old, &start, &answers).unwrap();
    assert!(refused.is_empty(), "{question}: {option}");
    let (session, dropped) = Session::restore(after, &start, &session.save()).unwrap();
    assert_eq!(dropped, Vec::<String>::new(), "{question}: {option}");
    let expected = if several {
        SavedAnswer::Many(vec![new.into()])
    } else {
        SavedAnswer::Text(new.into())
    };
    let expected = vec![(question.to_owned(), expected)];
    assert_eq!(session.save().answers, expected, "{option}");
}

/// What is taken over from another pack changes there too.
#[test]
fn packs_that_import_it_follow() {
    let files = shipped::files();
    let all: BTreeSet<String> = ["kanagawa", "kumamoto", "national", "saga"]
        .map(str::to_owned)
        .into();
    let renamed = rename(&files, "national", &all, "年齢", NEW, None);
    let renamed = renamed.unwrap_or_else(|it| panic!("{}", why(&it)));
    let folders: BTreeSet<&str> = renamed
        .files
        .keys()
        .filter_map(|it| it.split('/').next())
        .collect();
    assert!(folders.len() > 1, "only {folders:?} change");
    let mut after = files.clone();
    after.extend(renamed.files);
    for pack in &all {
        let now = check(&after, pack);
        assert!(now.diagnostics.is_empty(), "{pack}");
        // Each use was counted; that cases come out where it is taken over is seen in one.
        if pack == "saga" || is_all() {
            cases_come_out(&now, "年齢");
        }
    }
    let national = check(&files, "national");
    let programs = &national.book.as_ref().unwrap().programs;
    let program = programs.first().map_or("", |it| &*it.name);
    let alone = BTreeSet::from(["national".to_owned()]);
    let renamed = rename(
        &files,
        "national",
        &alone,
        program,
        NEW,
        Some(Named::Program),
    );
    let renamed = renamed.unwrap_or_else(|it| panic!("{}", why(&it)));
    let mut after = files.clone();
    after.extend(renamed.files);
    cases_come_out(&check(&after, "national"), program);
    let elsewhere = rename(&files, "kanagawa", &all, "年齢", NEW, None);
    assert!(matches!(elsewhere, Err(Refused::Elsewhere(it)) if it == "national"));
}

#[test]
fn what_cannot_be_a_name_is_refused_and_told() {
    let files = shipped::files();
    let alone = BTreeSet::from(["kanagawa".to_owned()]);
    let to = |new: &str| match rename(&files, "kanagawa", &alone, "市区町村", new, None) {
        Err(Refused::Wrong { found, .. }) => found.first().map_or("", |it| it.code()),
        Err(Refused::Hidden) => "hidden",
        Err(it) => panic!("{new}: {}", why(&it)),
        Ok(_) => panic!("{new} is no name"),
    };
    assert_eq!(to("年 齢"), "bad-name");
    assert_eq!(to("if"), "bad-name");
    assert_eq!(to("年齢"), "duplicate-name");
}

fn own_names(files: &Files, checked: &Checked) -> Vec<(Named, String)> {
    let national = check(files, "national");
    let names = |checked: &Checked| -> BTreeSet<(Named, String)> {
        let book = checked.book.as_ref().unwrap();
        let questions = book
            .questions
            .iter()
            .map(|it| (Named::Question, it.name.to_string()));
        let decisions = book
            .decisions
            .iter()
            .map(|it| (Named::Decision, it.name.to_string()));
        let tables = book
            .facts
            .iter()
            .map(|it| (Named::Table, it.name.to_string()));
        let programs = book
            .programs
            .iter()
            .map(|it| (Named::Program, it.name.to_string()));
        questions
            .chain(decisions)
            .chain(tables)
            .chain(programs)
            .collect()
    };
    let others = names(&national);
    let wizards = checked.book.as_ref().unwrap().wizards.iter();
    let wizards = wizards.map(|it| (Named::Wizard, it.name.to_string()));
    names(checked)
        .into_iter()
        .filter(|it| !others.contains(it))
        .chain(wizards)
        .collect()
}

fn cases_come_out(checked: &Checked, name: &str) {
    let shelf = cases::Shelf::of(checked).unwrap_or_else(|| panic!("errors after {name}"));
    for case in &checked.cases {
        let wrong = cases::run(case, shelf.book(case));
        let wrong: Vec<_> = wrong.iter().map(|it| it.message(Lang::En)).collect();
        assert!(wrong.is_empty(), "{name}: {}: {wrong:?}", case.name);
    }
}

fn nothing_changes(before: &Checked, now: &Checked, name: &str) {
    let book = |it: &Checked| -> Arc<Book> { Arc::new(it.book.clone().unwrap()) };
    let (old, new) = (book(before), book(now));
    let sides = [(&old, before), (&new, now)].map(|(book, checked)| Side {
        book,
        checked: Some(checked),
    });
    let [old, new] = sides;
    let diff = diff(old, new, Date::parse("2026-11-25").unwrap(), Lang::Ja);
    assert!(diff.is_same_for_all(), "{name}: {:?}", diff.regions);
}

fn why(refused: &Refused) -> String {
    match refused {
        Refused::Unknown(near) => format!("unknown, near {near:?}"),
        Refused::Elsewhere(pack) => format!("of {pack}"),
        Refused::Several(kinds) => format!("{kinds:?}"),
        Refused::Errors(pack) => format!("errors in {pack}"),
        Refused::Unplaced { path, line } => format!("cannot be placed at {path}:{line}"),
        Refused::Wrong { found, .. } => {
            let found = found.iter().map(|it| it.message(Lang::En));
            found.collect::<Vec<_>>().join("; ")
        }
        Refused::Hidden => "hidden".to_owned(),
        Refused::Options(names) => format!("one of {names:?}"),
        Refused::NoOption => "no option".to_owned(),
        Refused::Taken { path, line } => format!("taken at {path}:{line}"),
        Refused::Lost { path, line } => format!("lost at {path}:{line}"),
        Refused::NoRoom { path, line } => format!("no room at {path}:{line}"),
    }
}
