//! What a session owes the person, whatever they did. No expected value is
//! written here: each law holds a session to the model, or to itself after
//! something that must not matter.

use tsunagu::book::Book;
use tsunagu::run::view::{Input, Screen, Status, View};
use tsunagu::run::{Event, Json, Raw, Report, Session, Tell};

use super::model::Model;
use super::narrower::is_narrower;

/// What was told at one moment.
pub struct Told {
    report: Report,
    asked: usize,
}

impl Told {
    pub fn new(session: &Session) -> Self {
        Self {
            report: session.results(),
            asked: session.save().answers.len(),
        }
    }
}

/// Early answers never reverse (law 3), and what is said of the way only closes in.
pub fn narrower(before: &Told, after: &Told, was_asked: bool) {
    for ((name, old), (_, new)) in before.report.decisions.iter().zip(&after.report.decisions) {
        assert!(
            is_narrower(&new.0, &old.0),
            "{name}: {old:?} became {new:?}"
        );
    }
    for (old, new) in before.report.results.iter().zip(&after.report.results) {
        let name = &old.name;
        let is_kept = old.status == Status::Open || old.status == new.status;
        assert!(is_kept, "{name}: {:?} became {:?}", old.status, new.status);
        if let (Some(old), Some(new)) = (&old.amount, &new.amount) {
            assert!(
                is_narrower(&new.0, &old.0),
                "{name}: {old:?} became {new:?}"
            );
        }
    }
    if was_asked {
        let (old, new) = (&before.report.next, &after.report.next);
        let least = after.asked + new.at_least >= before.asked + old.at_least;
        let most = after.asked + new.at_most <= before.asked + old.at_most;
        assert!(least && most, "{old:?} became {new:?}");
    }
}

/// "I don't know" turns no result into its opposite (law 6).
pub fn unsure_is_safe(before: &Told, after: &Told) {
    for (old, new) in before.report.results.iter().zip(&after.report.results) {
        let turned = old.status != Status::Open && new.status != Status::Open;
        assert!(!turned || old.status == new.status, "{} turned", old.name);
    }
}

/// The results as they are handed out. The same whole numbers may stand in a set as
/// one stretch or as two that meet, by the way there; they are told alike.
pub fn told(session: &Session) -> String {
    text(&session.results())
}

fn text(it: &dyn Tell) -> String {
    let mut json = Json::default();
    it.tell(&mut json);
    json.text()
}

/// Two sessions with the same answers tell the same.
pub fn the_same(one: &Session, other: &Session) {
    assert!(told(one) == told(other), "the way here matters");
    assert_eq!(one.save(), other.save(), "the way here matters");
    for result in one.results().results {
        let name = &result.name;
        let text = |it: &Session| it.explain(name).map(|it| text(&it));
        assert!(text(one) == text(other), "{name}: the way here matters");
    }
}

/// In another language and back again: the same screen, what was typed included;
/// and in each of them the same results, but for the words.
pub fn languages_change_nothing(session: &Session, book: &Book) {
    let lang = session.lang().to_owned();
    let (view, results) = (session.view(), session.results());
    let mut other = session.clone();
    for tag in &book.languages {
        other = other.send(Event::Language(tag.clone()));
        assert_eq!(other.lang(), tag);
        assert!(without_words(&other) == without_words(session), "in {tag}");
        assert_eq!(names(&other.view()), names(&view), "in {tag}");
    }
    let back = other.send(Event::Language(lang));
    assert!(back.view() == view, "in other languages and back");
    assert!(back.results() == results, "in other languages and back");
}

/// What is told, without the texts that reasons and desks have in one language.
fn without_words(session: &Session) -> Report {
    let mut report = session.results();
    for result in &mut report.results {
        result.because.clear();
    }
    for desk in &mut report.desks {
        desk.name.clear();
    }
    for it in &mut report.contradictions {
        it.text.clear();
    }
    report
}

/// One step back and one forward is where one was.
pub fn back_and_forward(session: &Session) {
    let depth = session.depth();
    if depth == 0 {
        return;
    }
    let back = session.clone().go(depth - 1);
    assert_eq!(back.depth(), depth - 1, "one step back");
    assert_eq!(back.save(), session.save(), "back loses nothing");
}

/// To an answer and on again, from the check and from the results.
pub fn change_returns(session: &Session, pick: impl FnOnce(usize) -> usize) {
    let view = session.view();
    let rows = match &view.screen {
        Screen::Check(check) => &check.rows,
        Screen::Results(results) => &results.answers,
        _ => return,
    };
    if rows.is_empty() {
        return;
    }
    let row = &rows[pick(rows.len())];
    let name = row.name.clone();
    let there = session.clone().send(Event::Change { name });
    let Screen::Page(page) = there.view().screen else {
        panic!("{}: no page to change it on", row.name);
    };
    let is_shown = page.questions.iter().any(|it| it.name == row.name);
    assert!(is_shown, "{} is not on its page", row.name);
    assert_eq!(there.depth(), session.depth() + 1);
    let back = there.send(Event::Back);
    assert!(back.view() == view, "back from {}", row.name);
}

/// At least and at most so many more are asked, whatever is answered.
pub fn the_way_is_as_long_as_told(mut session: Session, mut answer: impl FnMut(&str) -> Raw) {
    let told = session.next_questions();
    let mut n_asked = 0;
    loop {
        let next = session.next_questions();
        let Some(name) = next.questions.first() else {
            assert_eq!(
                next.at_most, 0,
                "nothing is asked, and yet questions are left"
            );
            break;
        };
        session
            .give(name, answer(name))
            .expect("one of its answers");
        n_asked += 1;
    }
    let is_kept = told.at_least <= n_asked && n_asked <= told.at_most;
    assert!(is_kept, "{n_asked} were asked after {told:?}");
}

/// On; but where something on the page is neither answered nor "I don't know", or
/// cannot be read, it stays, and says so at each such question and at no other.
pub fn after_next(before: &Session, after: &Session, model: &Model) {
    assert_eq!(before.save(), after.save(), "going on answers nothing");
    let Screen::Page(page) = before.view().screen else {
        return;
    };
    let asked = before.next_questions().questions;
    let is_missing = |it: &String| asked.contains(it) || model.drafts.contains(it);
    let names: Vec<String> = page.questions.into_iter().map(|it| it.name).collect();
    let stays = names.iter().any(is_missing);
    let Screen::Page(shown) = after.view().screen else {
        assert!(!stays, "{names:?} are left unanswered");
        return;
    };
    for it in shown.questions {
        let says_so = it.error.is_some();
        assert_eq!(says_so, stays && is_missing(&it.name), "{}", it.name);
        assert!(!stays || names.contains(&it.name), "another page");
    }
}

/// One step, and no answer less.
pub fn after_back(before: &Session, after: &Session) {
    assert_eq!(before.save(), after.save(), "going back loses nothing");
    assert_eq!(
        after.depth(),
        before.depth().saturating_sub(1),
        "one step back"
    );
}

/// Where the question stands on the page, what was typed is in its field.
pub fn kept_as_typed(session: &Session, name: &str) {
    let Screen::Page(page) = session.view().screen else {
        return;
    };
    let Some(it) = page.questions.iter().find(|it| it.name == name) else {
        return;
    };
    match &it.input {
        Input::Number { text, .. } | Input::Date { text, .. } | Input::Text { text } => {
            assert!(!text.is_empty(), "{name}: what was typed is gone");
        }
        Input::Choice { groups, .. } | Input::Several { groups, .. } => {
            let mut options = groups.iter().flat_map(|it| &it.options);
            assert!(options.all(|it| !it.chosen), "{name}: something is chosen");
        }
    }
    assert!(!it.unsure.chosen, "{name}: what was typed is no answer");
}

/// What is asked is asked once, and counts are true.
pub fn asks_only_what_is_open(session: &Session, model: &Model) {
    assert_eq!(session.lang(), model.lang);
    let next = session.next_questions();
    assert!(next.at_least <= next.at_most, "{next:?}");
    assert!(next.questions.len() <= next.at_most, "{next:?}");
    assert!(
        next.questions.iter().all(|it| !model.knows(it)),
        "asked again: {next:?}"
    );
    assert_eq!(next.questions.is_empty(), next.at_most == 0, "{next:?}");
}

/// The screen says the same, and puts no question twice.
pub fn screen_is_whole(session: &Session, model: &Model) {
    let next = session.next_questions();
    let view = session.view();
    assert_eq!(
        view.progress.asked,
        model.answers.len(),
        "questions answered"
    );
    assert_eq!(view.progress.depth, session.depth());
    let told = (view.progress.at_least, view.progress.at_most);
    assert_eq!(told, (next.at_least, next.at_most));
    let mut names = names(&view);
    let n = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), n, "a question twice on a screen");
}

/// The questions a screen is about.
fn names(view: &View) -> Vec<String> {
    match &view.screen {
        Screen::Start(_) => Vec::new(),
        Screen::Page(page) => page.questions.iter().map(|it| it.name.clone()).collect(),
        Screen::Check(check) => check.rows.iter().map(|it| it.name.clone()).collect(),
        Screen::Results(results) => results.answers.iter().map(|it| it.name.clone()).collect(),
    }
}
