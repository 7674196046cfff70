//! The two Kumamoto grants, worked out a second time from the document's own
//! words with whole numbers of quarter yen: every amount over a grid.
//!
//! Ⅳ 3 ①: three quarters by the prefecture; standard amount 7,000 thousand yen
//! with a vehicle, 2,000 thousand without. ②: ten tenths, 20 thousand a helper and
//! day, at most 960 thousand; within a year of opening.

use std::sync::Arc;

use tsunagu::book::Book;
use tsunagu::run::view::Status;
use tsunagu::run::{Raw, Session, Start};
use tsunagu::value::{Moment, Set, Value};

use super::shipped_wizards::wizards;

fn office() -> Arc<Book> {
    let mut all = wizards().into_iter();
    let found = all.find(|it| it.wizard == "事業所");
    found.expect("a wizard for facilities").book
}

fn session(book: &Arc<Book>, answers: &[(&str, Raw)]) -> Session {
    let start = Start {
        wizard: "事業所".to_owned(),
        lang: "ja".to_owned(),
        at: Moment::parse("2026-11-20T10:00").unwrap(),
    };
    let answers: Vec<(String, Raw)> = answers
        .iter()
        .map(|(name, it)| ((*name).to_owned(), it.clone()))
        .collect();
    let (session, refused) = Session::start_with(Arc::clone(book), &start, &answers).unwrap();
    assert!(refused.is_empty(), "{refused:?}");
    session
}

fn text(it: &str) -> Raw {
    Raw::Text(it.to_owned())
}

fn number(it: i64) -> Raw {
    Raw::Number(it.to_string())
}

/// The lowest and the highest yen the programme may give; `None` where it does not fit.
fn amount(session: &Session, program: &str) -> Option<(i64, i64)> {
    let report = session.results();
    let result = report.results.iter().find(|it| it.name == program).unwrap();
    assert_ne!(result.status, Status::Open, "{program}");
    if result.status == Status::DoesNotFit {
        return None;
    }
    let set = &result.amount.as_ref().expect("an amount").0;
    Some(match set {
        Set::One(Value::Number(it)) => (it.to_i64().unwrap(), it.to_i64().unwrap()),
        Set::Many(many) => {
            use std::ops::Bound::Included;
            assert!(!set.contains(&Value::NULL), "{program} may be null");
            match (many.numbers.spans.low(), many.numbers.spans.high()) {
                (Some(Included(low)), Some(Included(high))) => {
                    (low.to_i64().unwrap(), high.to_i64().unwrap())
                }
                _ => panic!("{set:?}"),
            }
        }
        Set::One(_) => panic!("{set:?}"),
    })
}

const ROUNDING: [&str; 4] = [
    "1円未満切り捨て",
    "1円未満四捨五入",
    "1円未満切り上げ",
    "千円未満切り捨て",
];

/// Yen of a number of quarter yen.
fn rounded(quarters: i64, rule: &str) -> i64 {
    match rule {
        "1円未満切り捨て" => quarters / 4,
        "1円未満四捨五入" => (quarters + 2) / 4,
        "1円未満切り上げ" => (quarters + 3) / 4,
        _ => quarters / 4000 * 1000,
    }
}

/// Quarter yen of ①.
fn equipment(cost: i64, base: i64, caps_cost: bool) -> i64 {
    if caps_cost {
        3 * cost.min(base)
    } else {
        (3 * cost).min(4 * base)
    }
}

const COSTS: [i64; 9] = [
    1, 999, 1_333_334, 2_000_000, 2_000_001, 2_666_667, 7_000_001, 9_333_334, 30_000_000,
];

#[test]
fn equipment_grants() {
    let book = office();
    let mut n = 0;
    for cost in COSTS {
        // Bought; cost of the vehicle and of the rest; may the higher standard be used?
        for (bought, car, rest, higher) in [
            ("車だけ", cost, 0, true),
            ("車だけ", cost, 0, false),
            ("機器だけ", 0, cost, false),
            ("車と機器", cost, 54_321, true),
        ] {
            for (reading, caps_cost) in [("費用の上限", true), ("補助金の上限", false)] {
                for rule in ROUNDING {
                    let mut answers = vec![
                        ("事業所の種類", text("児童発達支援")),
                        ("市区町村", text("八代市")),
                        ("新たな受け入れ", text("今年度")),
                        ("買うもの", text(bought)),
                        ("基準額の読み方", text(reading)),
                        ("端数の扱い", text(rule)),
                        ("前に受けた備品の助成", number(0)),
                    ];
                    if bought != "機器だけ" {
                        answers.push(("車の費用", number(car)));
                        answers.push(("車の基準の確認", Raw::Bool(higher)));
                    }
                    if bought != "車だけ" {
                        answers.push(("機器の費用", number(rest)));
                    }
                    let base = if higher { 7_000_000 } else { 2_000_000 };
                    let yen = rounded(equipment(car + rest, base, caps_cost), rule);
                    let found = amount(&session(&book, &answers), "備品購入費助成");
                    assert_eq!(
                        found,
                        Some((yen, yen)),
                        "{bought} {cost} {reading} {rule} {higher}"
                    );
                    n += 1;
                }
            }
        }
    }
    assert_eq!(n, 9 * 4 * 2 * 4);
}

/// Where the prefecture has not been asked, the amount runs from the lowest to the
/// highest of the readings.
#[test]
fn equipment_grants_while_the_reading_is_open() {
    let book = office();
    for cost in COSTS {
        let answers = [
            ("事業所の種類", text("生活介護")),
            ("市区町村", text("合志市")),
            ("新たな受け入れ", text("今年度")),
            ("買うもの", text("機器だけ")),
            ("機器の費用", number(cost)),
            ("前に受けた備品の助成", number(0)),
            ("基準額の読み方", Raw::Unsure),
            ("端数の扱い", Raw::Unsure),
        ];
        let all = ROUNDING.iter().flat_map(|rule| {
            [true, false].map(|caps_cost| rounded(equipment(cost, 2_000_000, caps_cost), rule))
        });
        let (low, high) = (all.clone().min().unwrap(), all.max().unwrap());
        let found = amount(&session(&book, &answers), "備品購入費助成");
        assert_eq!(found, Some((low, high)), "{cost}");
    }
}

#[test]
fn running_grants() {
    let book = office();
    for days in [1, 7, 47, 48, 49, 100] {
        for cost in [
            1_i64, 19_999, 20_000, 140_001, 959_999, 960_000, 960_001, 3_000_000,
        ] {
            for rule in ROUNDING {
                // The day before a year is over, and a week after.
                for (day, fits) in [("2026-09-28", true), ("2026-10-08", false)] {
                    let answers = [
                        ("事業所の種類", text("医療型短期入所")),
                        ("市区町村", text("天草市")),
                        ("新たな受け入れ", text("今年度")),
                        ("買うもの", text("買わない")),
                        ("特別な支援", Raw::Bool(true)),
                        ("開設日", text("2025-10-01")),
                        ("特別な支援の日", text(day)),
                        ("ヘルパーの延べ日数", number(days)),
                        ("実際の費用", number(cost)),
                        ("前に受けた運営費の助成", number(0)),
                        ("端数の扱い", text(rule)),
                    ];
                    let yen = rounded(4 * cost.min(days * 20_000).min(960_000), rule);
                    let found = amount(&session(&book, &answers), "運営費助成");
                    let expected = fits.then_some((yen, yen));
                    assert_eq!(found, expected, "{days} {cost} {rule} {day}");
                }
            }
        }
    }
}

/// Only the five kinds of facility, and only 医療型短期入所 for running costs.
#[test]
fn kinds_of_facility() {
    let book = office();
    for (kind, equipment, running) in [
        ("医療型短期入所", true, true),
        ("児童発達支援", true, false),
        ("放課後等デイサービス", true, false),
        ("生活介護", true, false),
        ("日中一時支援", true, false),
        ("ほか", false, false),
    ] {
        let mut answers = vec![
            ("事業所の種類", text(kind)),
            ("市区町村", text("荒尾市")),
            ("新たな受け入れ", text("今年度")),
            ("買うもの", text("機器だけ")),
            ("機器の費用", number(1_000_000)),
            ("前に受けた備品の助成", number(0)),
            ("基準額の読み方", text("費用の上限")),
            ("端数の扱い", text("1円未満切り捨て")),
        ];
        if running {
            answers.extend([
                ("特別な支援", Raw::Bool(true)),
                ("開設日", text("2026-04-01")),
                ("特別な支援の日", text("2026-11-01")),
                ("ヘルパーの延べ日数", number(10)),
                ("実際の費用", number(500_000)),
                ("前に受けた運営費の助成", number(0)),
            ]);
        }
        let session = session(&book, &answers);
        assert_eq!(
            amount(&session, "備品購入費助成"),
            equipment.then_some((750_000, 750_000)),
            "{kind}"
        );
        assert_eq!(
            amount(&session, "運営費助成"),
            running.then_some((200_000, 200_000)),
            "{kind}"
        );
    }
}
