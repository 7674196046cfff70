//! What makes the time of one answer flat however many programmes a book has.
//!
//! `benches/growth.rs` shows the times; here is what they rest on, without a
//! clock: copies with questions of their own are islands of their own, and an
//! answer works out its island only; copies about the same questions share what
//! is worked out for them.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

use std::collections::BTreeSet;
use std::sync::Arc;

use tsunagu::author::{self, Files};
use tsunagu::book::Book;
use tsunagu::run::{Event, Given, Json, Session, Start, Tell};
use tsunagu::value::{Moment, Value};

#[path = "../benches/country/pack.rs"]
mod country;
mod shipped;

const PACK: &str =
    "pack: growth\nversion: 1\nname: 試し\nsources: { 要綱: { title: 要綱, date: 2026-04-01 } }\n";
const QUESTIONS: &str = "questions:
  年齢K: { ask: 何歳ですか, why: 年齢で変わります, kind: number, min: 0, max: 99 }
  在宅K: { ask: 家にいますか, why: 家で変わります, kind: yes-no }
";
const PROGRAMS: &str = "programs:
  手当P: { fits: { all: ['年齢K < 18', 在宅K] }, amount: 'if 年齢K < 6 then 20000 else 10000', source: { doc: 要綱 } }
  支援P: { fits: { any: ['年齢K >= 18', { not: 在宅K }] }, source: { doc: 要綱 } }
";

fn book(copies: usize, own: bool) -> Book {
    let mut files = Files::new();
    let mut put = |path: String, text: String| {
        files.insert(format!("growth/{path}"), text.into_bytes());
    };
    put("pack.yaml".to_owned(), PACK.to_owned());
    for copy in 0..copies {
        let k = if own { copy.to_string() } else { String::new() };
        if own || copy == 0 {
            put(format!("questions/{copy}.yaml"), QUESTIONS.replace('K', &k));
        }
        let programs = PROGRAMS.replace('P', &copy.to_string()).replace('K', &k);
        put(format!("programs/{copy}.yaml"), programs);
    }
    author::check(&files, "growth")
        .book
        .expect("a pack without errors")
}

#[test]
fn copies_with_their_own_questions_are_islands() {
    let one = book(1, true).graph;
    let many = book(20, true).graph;
    assert_eq!((one.n_islands, many.n_islands), (1, 20));
    // Nothing in one island is made of anything in another.
    for node in &many.nodes {
        for part in &node.parts {
            assert_eq!(many.nodes[*part].island, node.island);
        }
    }
}

#[test]
fn copies_about_the_same_questions_are_worked_out_once() {
    let one = book(1, false);
    let many = book(20, false);
    assert_eq!(many.programs.len(), 20 * one.programs.len());
    assert_eq!(many.graph.nodes.len(), one.graph.nodes.len());
    let fits: BTreeSet<_> = many.graph.programs.iter().map(|(fits, _)| fits).collect();
    assert_eq!(fits.len(), one.programs.len());
    assert_eq!(
        many.exprs.len(),
        one.exprs.len(),
        "equal expressions are one"
    );
}

/// All 1,741 municipalities and 47 prefectures in one book: it loads, somebody at
/// the far end of it is sent to the right desks, and it grows as its rows do.
#[test]
fn a_country_fits_into_one_book() {
    let [tenth, all] = [country::MUNICIPALITIES / 10, country::MUNICIPALITIES].map(|n| {
        let mut files = shipped::files();
        country::add(&mut files, n);
        let checked = author::check(&files, "country");
        let found: Vec<_> = checked.diagnostics.iter().map(|it| it.code()).collect();
        let book = checked.book.unwrap_or_else(|| panic!("{found:?}"));
        (n, book.to_bytes())
    });
    let a_row = |(n, bytes): &(usize, Vec<u8>)| bytes.len() / n;
    assert!(
        a_row(&all) <= a_row(&tenth),
        "more than linear: {} bytes for {}, {} for {}",
        tenth.1.len(),
        tenth.0,
        all.1.len(),
        all.0
    );

    let book = Book::from_bytes(&all.1).expect("it loads");
    let start = Start {
        wizard: "家族".to_owned(),
        lang: "ja".to_owned(),
        at: Moment::parse("2026-11-26T12:30").expect("a moment"),
    };
    let session = Session::start(Arc::new(book), &start).expect("a session");
    let session = session.send(Event::Answer {
        name: "市区町村".to_owned(),
        given: Given::Text("模擬1740市".to_owned()),
    });
    let told = session.results();
    let desks: Vec<&str> = told.desks.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        desks,
        ["模擬1740市障害福祉課", "模擬46県医療的ケア児支援センター"]
    );
    let channel = &told.desks[0].channels[0];
    assert_eq!(channel.value, "066-246-1740");
}

/// Twenty devices, points for each and for watching over it, and a class by the sum.
fn score() -> Book {
    let mut files = Files::new();
    let mut put = |path: &str, text: String| {
        files.insert(format!("growth/{path}"), text.into_bytes());
    };
    let (mut questions, mut decisions) =
        (String::from("questions:\n"), String::from("decisions:\n"));
    let (mut points, mut watch) = (Vec::new(), Vec::new());
    for n in 0..20 {
        questions += &format!("  機器{n}: {{ ask: 使いますか, why: 点, kind: yes-no }}\n");
        questions += &format!(
            "  見守り{n}: {{ ask: 見守り, why: 点, kind: choice, options: {{ 高: 高, 低: 低 }}, when: 機器{n} }}\n"
        );
        decisions += &format!(
            "  点{n}: {{ value: 'if 機器{n} then 8 else 0', source: {{ doc: 要綱 }} }}\n  \
             見守り点{n}: {{ value: 'if 機器{n} then if 見守り{n} = \"高\" then 2 else 0 else 0', source: {{ doc: 要綱 }} }}\n"
        );
        points.push(format!("点{n}"));
        watch.push(format!("見守り点{n}"));
    }
    for (name, value) in [
        ("基本", points.join(" + ")),
        ("見守り", watch.join(" + ")),
        ("合計", "基本 + 見守り".to_owned()),
        (
            "区分",
            "if 合計 >= 32 then 3 else if 合計 >= 16 then 2 else if 合計 >= 3 then 1 else 0"
                .to_owned(),
        ),
    ] {
        decisions += &format!("  {name}: {{ value: '{value}', source: {{ doc: 要綱 }} }}\n");
    }
    put("pack.yaml", PACK.to_owned());
    put("questions/q.yaml", questions);
    put("decisions/d.yaml", decisions);
    let checked = author::check(&files, "growth");
    checked.book.expect("a pack without errors")
}

/// Forty questions in one sum have 10¹² answers and more; no case of them is needed
/// beyond those of one device, and none for the class beyond the sum's four ranges.
#[test]
fn a_score_of_many_terms_falls_apart() {
    let start = Start {
        wizard: String::new(),
        lang: "ja".to_owned(),
        at: Moment::parse("2026-11-20T12:30").unwrap(),
    };
    let mut session = Session::start(Arc::new(score()), &start).unwrap();
    for name in ["合計", "区分"] {
        let explained = session.explain(name).unwrap();
        assert!(!explained.out_of_cases, "{name} ran out of cases");
    }
    let members = |session: &Session, name: &str| -> Vec<i64> {
        let explained = session.explain(name).unwrap();
        let members = explained.value.0.members(64).unwrap();
        let number = |it: &Value| match it {
            Value::Number(it) => it.to_i64(),
            _ => None,
        };
        members.iter().map(|it| number(it).unwrap()).collect()
    };
    assert_eq!(members(&session, "区分"), [0, 1, 2, 3]);
    // Two devices left: 0, 8 or 10 points each, and no number between.
    for n in 2..20 {
        let no = Given::Text("false".to_owned());
        session = session.send(Event::Answer {
            name: format!("機器{n}"),
            given: no,
        });
    }
    assert_eq!(members(&session, "合計"), [0, 8, 10, 16, 18, 20]);
    assert_eq!(members(&session, "区分"), [0, 1, 2]);
}

/// How many of so many are true, and how many are not: always all of them, which only
/// going through all answers shows.
fn all_in_all(n_questions: usize) -> Session {
    let mut files = Files::new();
    let (mut questions, mut names) = (String::from("questions:\n"), Vec::new());
    for n in 0..n_questions {
        questions += &format!("  問{n}: {{ ask: どうですか, why: 数えます, kind: yes-no }}\n");
        names.push(format!("問{n}"));
    }
    let all = names.join(", ");
    let decisions = format!(
        "decisions:\n  \
         総数: {{ value: 'count([{all}][item]) + count([{all}][not(item)])', source: {{ doc: 要綱 }} }}\n  \
         次: {{ value: 総数 + 1, source: {{ doc: 要綱 }} }}\n  \
         別: {{ value: 'count([問0, 問1][item])', source: {{ doc: 要綱 }} }}\n"
    );
    for (path, text) in [
        ("growth/pack.yaml", PACK.to_owned()),
        ("growth/questions/q.yaml", questions),
        ("growth/decisions/d.yaml", decisions),
    ] {
        files.insert(path.to_owned(), text.into_bytes());
    }
    let book = author::check(&files, "growth").book.expect("no errors");
    let start = Start {
        wizard: String::new(),
        lang: "ja".to_owned(),
        at: Moment::parse("2026-11-20T12:30").unwrap(),
    };
    Session::start(Arc::new(book), &start).unwrap()
}

/// Ten questions are 2 + 4 + … + 1,024 cases, below the 2,048 there are for one goal;
/// eleven are twice as many. Then it is as wide as it is and says so, and so does what
/// is made of it, in whatever order they are looked at; what is not is as exact as ever.
#[test]
fn what_is_too_much_to_go_through_says_so() {
    let told = |session: &Session, name: &str| {
        let it = session.explain(name).unwrap();
        let mut json = Json::default();
        it.value.tell(&mut json);
        (json.text(), it.out_of_cases)
    };
    let exactly = |n: usize| (format!("{{\"settled\":\"{n}\"}}"), false);
    let ten = all_in_all(10);
    for (name, n) in [("総数", 10), ("次", 11), ("総数", 10)] {
        assert_eq!(told(&ten, name), exactly(n), "{name} of ten");
    }
    for n in [11, 20] {
        for order in [
            ["総数", "次", "別"],
            ["別", "次", "総数"],
            ["次", "総数", "別"],
        ] {
            let session = all_in_all(n);
            for name in order {
                let (told, is_limited) = told(&session, name);
                assert_eq!(is_limited, name != "別", "{name} of {n}");
                assert!(told.starts_with("{\"min\":"), "{name} of {n}: {told}");
            }
        }
        // With enough answers it is exact again.
        let mut session = all_in_all(n);
        for at in 10..n {
            session = session.send(Event::Answer {
                name: format!("問{at}"),
                given: Given::Text("true".to_owned()),
            });
        }
        assert_eq!(told(&session, "次"), exactly(n + 1), "ten of {n} are open");
    }
}

/// Which questions cases of a table would be told by, and what it comes to while all are
/// open. In a list each row is by itself, but for rows that give the same.
#[test]
fn rows_of_a_list_are_told_by_themselves() {
    let told = |table: &str| {
        let mut files = Files::new();
        for (path, text) in [
            ("pack.yaml", PACK.to_owned()),
            (
                "questions/q.yaml",
                "questions:\n  一: { ask: 一, why: 分ける, kind: yes-no }\n  二: { ask: 二, why: 分ける, kind: yes-no }\n"
                    .to_owned(),
            ),
            (
                "decisions/d.yaml",
                "decisions:\n  両方: { value: 一 and 二, source: { doc: 要綱 } }\n  \
                 数: { value: '(if 一 then 1 else 0) + (if 二 then 1 else 0) + (if 一 then 1 else 0)', source: { doc: 要綱 } }\n  \
                 表: { table: t.csv, source: { doc: 要綱 } }\n"
                    .to_owned(),
            ),
            ("t.csv", table.to_owned()),
        ] {
            files.insert(format!("growth/{path}"), text.into_bytes());
        }
        let checked = author::check(&files, "growth");
        let book = checked.book.expect("no errors");
        let id = book.decision("表").unwrap();
        let node = &book.graph.nodes[book.questions.len() + id];
        let names = node
            .repeated
            .iter()
            .map(|it| match book.questions.get(*it) {
                Some(question) => question.name.to_string(),
                None => book.decisions[*it - book.questions.len()].name.to_string(),
            });
        let names: Vec<_> = names.collect();
        let start = Start {
            wizard: String::new(),
            lang: "ja".to_owned(),
            at: Moment::parse("2026-11-20T12:30").unwrap(),
        };
        let session = Session::start(Arc::new(book), &start).unwrap();
        let mut json = Json::default();
        session.explain("表").unwrap().value.tell(&mut json);
        (names.join(" "), json.text())
    };
    let perhaps = |items: &str| format!("{{\"sure\":[],\"perhaps\":[{items}]}}");
    let item = |it: &str| format!("{{\"settled\":\"{it}\"}}");
    // A question in two rows that give something else: nothing to tell by cases.
    let each = [item("甲"), item("乙"), item("丙")].join(",");
    assert_eq!(
        told("R\n一,二,→\ntrue,-,甲\n-,true,乙\nfalse,-,丙\n"),
        (String::new(), perhaps(&each))
    );
    // Both rows give the same: it is there whichever of them holds.
    assert_eq!(
        told("R\n一,→\ntrue,甲\nfalse,甲\n"),
        ("一".to_owned(), "{\"settled\":[\"甲\"]}".to_owned())
    );
    // Twice in one row, the second time inside of a decision: it never holds.
    assert_eq!(
        told("R\n一,両方,→\nfalse,true,甲\n"),
        ("一".to_owned(), "{\"settled\":[]}".to_owned())
    );
    // Twice inside of one number: told apart there, and 3 is among what it can be.
    assert_eq!(
        told("R\n数,→\n>= 3,甲\n"),
        (String::new(), perhaps(&item("甲")))
    );
    // Of a table that gives one of its rows, what two of them look at.
    let (names, _) = told("F\n一,二,→\ntrue,-,甲\n-,true,乙\nfalse,-,丙\n");
    assert_eq!(names, "一");
    // Where a row fits whatever is answered, what may fit is all there can be.
    let one_of = |items: &str| format!("{{\"any_of\":[{items}]}}");
    let both = one_of("\"乙\",\"甲\"");
    assert_eq!(
        told("U\n一,二,→\ntrue,true,甲\ntrue,false,乙\nfalse,true,乙\nfalse,false,甲\n"),
        (String::new(), both.clone())
    );
    assert_eq!(
        told("F\n一,→\ntrue,甲\n-,乙\n"),
        (String::new(), both.clone())
    );
    // For one answer none fits; the second question tells nothing; the last row is for nobody.
    assert_eq!(
        told("U\n一,二,→\ntrue,true,甲\ntrue,false,乙\nfalse,true,乙\n"),
        ("一 二".to_owned(), one_of("null,\"乙\",\"甲\""))
    );
    assert_eq!(
        told("U\n一,二,→\ntrue,-,甲\nfalse,true,乙\nfalse,false,乙\n"),
        ("一 二".to_owned(), both.clone())
    );
    assert_eq!(
        told("F\n一,→\ntrue,甲\nfalse,乙\n-,丙\n"),
        ("一".to_owned(), both)
    );
}
