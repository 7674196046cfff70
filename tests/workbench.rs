//! The workbench's engine without a browser: a pack is put on the bench, changed
//! and asked about.

#![cfg(all(feature = "exchange", not(target_arch = "wasm32")))]

use serde_json::{Value, json};
use tsunagu::author::Lang;
use tsunagu::author::bench::Bench;

const PROGRAM: &str = "programs:
  助成:
    for: [家族]
    fits:
      all:
        - { if: 年齢 < 18, say: 18歳未満, source: { doc: 通知, at: 2 } }
    gives: 助成
    source: { doc: 通知, at: 2 }
";

fn bench() -> Bench {
    let mut bench = Bench::default();
    for (path, text) in [
        (
            "small/pack.yaml",
            "pack: small\nversion: 2026.1.1\nname: 小さな規則集\nlanguages: [ja]\nsources:\n  通知:\n    title: 通知\n    date: 2026-04-01\n",
        ),
        (
            "small/questions/age.yaml",
            "questions:\n  年齢:\n    ask: 何歳ですか\n    why: 対象が決まります\n    kind: number\n    min: 0\n    max: 30\n    source: { doc: 通知, at: 1 }\n",
        ),
        ("small/programs/help.yaml", PROGRAM),
        (
            "small/wizards/family.yaml",
            "wizards:\n  家族:\n    title: 家族\n    pages:\n      - title: お子さん\n        questions: [年齢]\n    results: [助成]\n",
        ),
        (
            "small/cases/first.yaml",
            "cases:\n  - name: 17歳\n    wizard: 家族\n    at: 2026-11-20\n    answers: { 年齢: 17 }\n    expect:\n      results: { 助成: fits }\n    why: 通知2\n",
        ),
    ] {
        bench.set(path.to_owned(), text.as_bytes().to_vec());
    }
    bench
}

fn errors(told: &Value) -> Vec<&Value> {
    let found = told["diagnostics"].as_array().unwrap().iter();
    found.filter(|it| it["severity"] == "error").collect()
}

#[test]
fn a_change_is_found_by_a_case_and_by_the_diff() {
    let mut bench = bench();
    bench.keep();
    let told = bench.check("small", Lang::Ja);
    assert_eq!(errors(&told), Vec::<&Value>::new());
    assert_eq!(told["names"]["questions"][0]["name"], "年齢");
    assert_eq!(bench.cases(Lang::Ja)["cases"][0]["failed"], json!([]));
    assert_eq!(bench.diff("2026-11-20", Lang::Ja)["nothing"], true);

    let changed = PROGRAM.replace("< 18", "< 16");
    bench.set("small/programs/help.yaml".to_owned(), changed.into_bytes());
    bench.check("small", Lang::Ja);
    let failed = &bench.cases(Lang::Ja)["cases"][0]["failed"];
    assert_eq!(failed.as_array().unwrap().len(), 1);
    let diff = bench.diff("2026-11-20", Lang::Ja);
    // 16 and 17 year-olds lose it.
    assert_eq!(diff["regions"][0]["rank"], "loses-fit");
    assert_eq!(diff["regions"].as_array().unwrap().len(), 1);
}

#[test]
fn places_are_lines_and_utf_16_columns() {
    let mut bench = bench();
    let wrong = PROGRAM.replace("年齢 <", "年令 <");
    bench.set("small/programs/help.yaml".to_owned(), wrong.into_bytes());
    let told = bench.check("small", Lang::En);
    let found = errors(&told);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["file"], "small/programs/help.yaml");
    assert_eq!(found[0]["code"], "unknown-name");
    // `        - { if: ` is sixteen units wide.
    assert_eq!(
        (&found[0]["line"], &found[0]["column"]),
        (&json!(6), &json!(16))
    );
}

#[test]
fn a_result_is_explained_for_a_family() {
    let mut bench = bench();
    bench.check("small", Lang::Ja);
    let family = json!({ "wizard": "家族", "lang": "ja", "at": "2026-11-20T12:00", "answers": { "年齢": "17" } });
    let told = bench.explain(&family, "助成");
    assert_eq!(told["value"]["settled"], true);
    assert_eq!(told["said"], "対象になる可能性があります");
    assert!(told["because"].to_string().contains("18歳未満"));
    assert_eq!(bench.explain(&family, "どこにもない"), Value::Null);
}

#[test]
fn what_came_out_is_said_in_the_familys_language() {
    let mut bench = bench();
    let manifest = "pack: small\nversion: 2026.1.1\nname: 小さな規則集\nlanguages: [ja, easy, en]\nsources:\n  通知:\n    title: 通知\n    date: 2026-04-01\n";
    bench.set("small/pack.yaml".to_owned(), manifest.into());
    let told = bench.check("small", Lang::Ja);
    assert_eq!(errors(&told), Vec::<&Value>::new());
    let said = |lang: &str, answers: Value| {
        let family =
            json!({ "wizard": "家族", "lang": lang, "at": "2026-11-20T12:00", "answers": answers });
        bench.explain(&family, "助成")["said"].clone()
    };
    assert_eq!(
        said("ja", json!({ "年齢": "17" })),
        "対象になる可能性があります"
    );
    assert_eq!(
        said("easy", json!({ "年齢": "17" })),
        "｜使《つか》えるかもしれません"
    );
    assert_eq!(said("en", json!({ "年齢": "17" })), "May fit you");
    assert_eq!(
        said("ja", json!({ "年齢": "19" })),
        "今の答えでは、対象にならないようです"
    );
    assert_eq!(said("en", json!({})), "Cannot be told yet");
}

/// What is offered while typing is what the reader knows: those of other kinds
/// of files are not.
#[test]
fn keys_are_those_of_the_reader() {
    let names = |kind: &str, lang| -> Vec<String> {
        let keys = Bench::keys(kind, lang);
        let keys = keys.as_array().unwrap().iter();
        keys.map(|it| it["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let rules = names("rules", Lang::Ja);
    for key in [
        "ask-when",
        "also-called",
        "can-change",
        "as_of",
        "if",
        "table",
    ] {
        assert!(rules.iter().any(|it| it == key), "{key}");
    }
    assert!(!rules.iter().any(|it| it == "expect"));
    for key in ["because", "expect", "maybe"] {
        assert!(names("cases", Lang::En).iter().any(|it| it == key), "{key}");
    }
    assert!(names("pack", Lang::Ja).iter().any(|it| it == "terms"));
    let what = &Bench::keys("pack", Lang::Ja)[0];
    assert_eq!(what["what"], "フォルダーと同じ名前");
}
