//! How the time of one answer grows with the rule book: 1, 10 and 100 copies of
//! the same programmes, each with questions of its own or all about the same ones.
//!
//! `cargo bench --bench growth` prints the medians; `cargo xtask bench` runs it.
//! Aim: 100 copies within 1.5 times one copy. Times are shown, never judged:
//! `tests/growth.rs` asserts what makes them flat.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tsunagu::author::{Files, check};
use tsunagu::book::Book;
use tsunagu::run::{Event, Given, Session, Start};
use tsunagu::value::Moment;

const COPIES: [usize; 3] = [1, 10, 100];
const ANSWERS: usize = 2_000;

fn main() {
    println!("one answer, bounds and plan included (median of {ANSWERS}, native)");
    println!(
        "{:>7}  {:>14}  {:>14}",
        "copies", "own questions", "same questions"
    );
    let mut first = [Duration::ZERO; 2];
    for copies in COPIES {
        let times = [true, false].map(|own| median(copies, own));
        if copies == 1 {
            first = times;
        }
        let cell = |at: usize| {
            let ratio = times[at].as_nanos() * 100 / first[at].as_nanos().max(1);
            format!("{:>5.1?} {}.{:02}×", times[at], ratio / 100, ratio % 100)
        };
        println!("{copies:>7}  {:>14}  {:>14}", cell(0), cell(1));
    }
}

fn median(copies: usize, own: bool) -> Duration {
    let book = Arc::new(book(copies, own));
    let start = Start {
        wizard: String::new(),
        lang: "ja".to_owned(),
        at: Moment::parse("2026-11-20T12:30").expect("a moment"),
    };
    let mut session = Session::start(Arc::clone(&book), &start).expect("a session");
    // The last copy: whatever comes before it should not matter.
    let suffix = if own {
        (copies - 1).to_string()
    } else {
        String::new()
    };
    let steps: [(&str, [Given; 2]); 6] = [
        ("年齢", ["4", "19"].map(|it| Given::Text(it.to_owned()))),
        ("町", ["町3", "町20"].map(|it| Given::Text(it.to_owned()))),
        (
            "在宅",
            ["true", "false"].map(|it| Given::Text(it.to_owned())),
        ),
        (
            "機器",
            [
                Given::Many(vec!["呼吸器".to_owned(), "吸引".to_owned()]),
                Given::Many(vec!["栄養".to_owned()]),
            ],
        ),
        ("使用", ["常時", "夜"].map(|it| Given::Text(it.to_owned()))),
        (
            "費用",
            ["400000", "9000000"].map(|it| Given::Text(it.to_owned())),
        ),
    ];
    let mut times = Vec::with_capacity(ANSWERS);
    for at in 0..ANSWERS {
        let (name, given) = &steps[at % steps.len()];
        let event = Event::Answer {
            name: format!("{name}{suffix}"),
            given: given[at / steps.len() % 2].clone(),
        };
        let begun = Instant::now();
        session = session.send(event);
        times.push(begun.elapsed());
    }
    assert!(
        session.results().results.len() == copies * 3,
        "all programmes are there"
    );
    times.sort();
    times[times.len() / 2]
}

/// Three programmes, a score, a class and desks, so many times.
fn book(copies: usize, own: bool) -> Book {
    let mut files = Files::new();
    let mut put = |path: &str, text: String| {
        files.insert(format!("growth/{path}"), text.into_bytes());
    };
    put(
        "pack.yaml",
        "pack: growth\nversion: 1\nname: 試し\nsources: { 要綱: { title: 要綱, date: 2026-04-01 } }\n".to_owned(),
    );
    let mut points = String::from("ケア,点,出典,出典箇所,確認日\n");
    for (name, value) in [
        ("呼吸器", 10),
        ("吸引", 8),
        ("栄養", 8),
        ("注射", 5),
        ("導尿", 3),
    ] {
        let _ = writeln!(points, "{name},{value},要綱,別表,2026-04-01");
    }
    put("tables/points.csv", points);
    put(
        "decisions/points.yaml",
        "tables: { 点数表: { file: tables/points.csv } }\n".to_owned(),
    );
    let towns: Vec<String> = (0..33).map(|it| format!("町{it}: 町{it}")).collect();
    let towns = towns.join(", ");
    for copy in 0..copies {
        let program = copy.to_string();
        let k = if own { program.as_str() } else { "" };
        if own || copy == 0 {
            put(&format!("questions/q{copy}.yaml"), questions(k, &towns));
            put(&format!("decisions/d{copy}.yaml"), decisions(k));
            let mut rows = format!("点{k},→,出典,出典箇所,確認日\n");
            for (test, class) in [("< 3", "なし"), ("[3..16)", "1"), (">= 16", "2")] {
                let _ = writeln!(rows, "{test},{class},要綱,別表,2026-04-01");
            }
            put(&format!("tables/class{k}.csv"), rows);
        }
        put(&format!("programs/p{copy}.yaml"), programs(k, &program));
    }
    let checked = check(&files, "growth");
    checked.book.unwrap_or_else(|| {
        let found = checked.diagnostics.iter().take(5);
        let found: Vec<_> = found
            .map(|it| it.message(tsunagu::author::Lang::En))
            .collect();
        panic!("{found:?}")
    })
}

fn questions(k: &str, towns: &str) -> String {
    format!(
        "questions:
  年齢{k}: {{ ask: 何歳, why: 年, kind: number, min: 0, max: 120, grows: yearly }}
  町{k}: {{ ask: どの町, why: 町, kind: choice, options: {{ {towns} }} }}
  在宅{k}: {{ ask: 在宅, why: 家, kind: yes-no }}
  機器{k}: {{ ask: 機器, why: ケア, kind: several, options: {{ 呼吸器: 呼吸器, 吸引: 吸引, 栄養: 栄養, 注射: 注射, 導尿: 導尿 }} }}
  使用{k}: {{ ask: 使用, why: 電源, kind: choice, options: {{ 常時: 常時, 夜: 夜 }}, when: '\"呼吸器\" in 機器{k}' }}
  費用{k}: {{ ask: 費用, why: 額, kind: number, min: 0, max: 20000000 }}
"
    )
}

fn decisions(k: &str) -> String {
    format!(
        "decisions:
  点{k}: {{ value: 'sum(concatenate([0], 点数表[ケア in 機器{k}].点))', source: {{ doc: 要綱 }} }}
  区分{k}: {{ table: tables/class{k}.csv, source: {{ doc: 要綱 }} }}
"
    )
}

fn programs(k: &str, p: &str) -> String {
    format!(
        "programs:
  電源{p}: {{ fits: {{ all: [在宅{k}, '使用{k} = \"常時\"', '町{k} in (\"町1\", \"町2\", \"町3\")'] }}, amount: 'min(費用{k} * 3 / 4, 5250000)', source: {{ doc: 要綱 }} }}
  通所{p}: {{ fits: {{ all: ['点{k} >= 3', {{ any: ['年齢{k} < 18', '区分{k} = \"2\"'] }}] }}, source: {{ doc: 要綱 }} }}
  手当{p}: {{ fits: {{ any: [{{ all: ['年齢{k} < 20', '区分{k} != \"なし\"'] }}, {{ not: 在宅{k} }}] }}, amount: 'if 区分{k} = \"2\" then 20000 else 10000', source: {{ doc: 要綱 }} }}
"
    )
}
