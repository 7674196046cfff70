//! A decision table of 5,000 rows: how long reading and checking it takes, which
//! an officer waits for at each key, and how long what is proven of it.
//!
//! `cargo bench --bench rows` prints medians for the hit policies whose rows are
//! held against one another, and for a table in which one row of the middle is
//! missing. Times are shown, never judged.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use tsunagu::author::{Checked, Files, Lang, check, prove};
use tsunagu::value::Date;

const RUNS: usize = 7;
const TOWNS: usize = 250;
const AGES: [&str; 4] = ["[0..2]", "[3..5]", "[6..11]", "[12..18]"];
const CLASSES: [&str; 5] = ["区分0", "区分1", "区分2", "区分3", "対象外"];
/// Left out of the table with a gap.
const MISSING: usize = 2_345;

fn main() {
    println!("a decision table of 5,000 rows, native (median of {RUNS})");
    println!("{:>8}  {:>10}  {:>10}  found", "policy", "check", "prove");
    for (policy, has_gap) in [("U", false), ("F", false), ("P", false), ("U", true)] {
        let files = files(policy, has_gap);
        let (check_time, checked) = median(|| check(&files, "rows"));
        let day = Date::parse("2026-11-26").expect("a day");
        let (prove_time, found) = median(|| prove(&checked, day));
        let name = [policy, if has_gap { " gap" } else { "" }].concat();
        println!(
            "{name:>8}  {check_time:>10.1?}  {prove_time:>10.1?}  {}",
            told(&checked, found)
        );
    }
}

fn told(checked: &Checked, proven: Vec<tsunagu::author::Diagnostic>) -> String {
    let all = checked.diagnostics.iter().chain(&proven);
    let all: Vec<String> = all.map(|it| it.message(Lang::En)).collect();
    all.join("; ")
}

fn median<T>(mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..RUNS {
        let begun = Instant::now();
        last = Some(run());
        times.push(begun.elapsed());
        // Seconds are seconds at the first look.
        if begun.elapsed() > Duration::from_secs(2) {
            break;
        }
    }
    times.sort();
    (times[times.len() / 2], last.expect("it ran"))
}

fn files(policy: &str, has_gap: bool) -> Files {
    let mut towns = "名称,コード,出典,確認日\n".to_owned();
    let mut rows = Vec::new();
    for town in 0..TOWNS {
        let _ = writeln!(towns, "第{town}町,{},通知,2026-04-01", 100_000 + town);
        for age in AGES {
            for (at, class) in CLASSES.iter().enumerate() {
                let yen = 1_000 * (at + 1) + town;
                rows.push(format!("第{town}町,{age},{class},{yen},通知,2026-04-01\n"));
            }
        }
    }
    if has_gap {
        rows.remove(MISSING);
    }
    let amounts = [
        policy,
        "\n市区町村,年齢,区分,→,出典,確認日\n",
        &rows.concat(),
    ]
    .concat();
    let all = [
        ("rows/tables/towns.csv", towns.as_str()),
        ("rows/tables/amounts.csv", &amounts),
        ("rows/pack.yaml", PACK),
        ("rows/questions/all.yaml", QUESTIONS),
        ("rows/decisions/all.yaml", DECISIONS),
    ];
    let file = |(path, text): (&str, &str)| (path.to_owned(), text.as_bytes().to_vec());
    all.into_iter().map(file).collect()
}

const PACK: &str = "
pack: rows
version: 1.0.0
name: 大きな表
languages: [ja]
sources:
  通知: { title: 通知, date: 2026-04-01 }
";

const QUESTIONS: &str = "
questions:
  市区町村:
    ask: どこにお住まいですか
    why: 額が決まります
    kind: choice
    options: { table: 市区町村表, value: 名称 }
    source: { doc: 通知, at: 1 }
  年齢: { ask: 何歳ですか, why: 額が決まります, kind: number, min: 0, max: 18, source: { doc: 通知, at: 1 } }
  区分:
    ask: どの区分ですか
    why: 額が決まります
    kind: choice
    options: { 区分0: 区分0, 区分1: 区分1, 区分2: 区分2, 区分3: 区分3, 対象外: 対象外 }
    source: { doc: 通知, at: 1 }
";

const DECISIONS: &str = "
tables:
  市区町村表: { file: tables/towns.csv }
decisions:
  月額: { table: tables/amounts.csv, source: { doc: 通知, at: 2 } }
programs:
  助成:
    for: [家族]
    fits: { if: 月額 > 1500, say: 対象の区分, source: { doc: 通知, at: 3 } }
    amount: 月額
    gives: 助成
    source: { doc: 通知, at: 3 }
wizards:
  家族:
    title: ご家族へ
    pages: [{ title: お子さん, questions: [市区町村, 年齢, 区分] }]
    results: [助成]
    show: [月額]
";
