//! Other formats, in and out, by what must stay the same on the way.
//!
//! What is printed is read in `tests/cli/export.md`, `import.md` and `new.md`;
//! validators of the formats' own makers run in `tests/exchange/*.test.mjs`.

#![cfg(all(feature = "exchange", not(target_arch = "wasm32")))]

mod chance;
mod shipped;

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};
use std::sync::{Arc, OnceLock};

use chance::Chance;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::{Map, Value as Json, json};
use tsunagu::author::exchange::{Remark, dmn, fhir, programmes, remark_codes, template, xlsx};
use tsunagu::author::{Checked, Files, Lang, check};
use tsunagu::book::{Book, Kind, Question};
use tsunagu::run::{Evaluator, Graph, Input, Memo, Raw, find};
use tsunagu::value::{Date, Number, Set, Value};

const PACKS: [&str; 4] = ["national", "kanagawa", "kumamoto", "saga"];

/// The shipped packs are checked once: that is most of the time.
fn shipped_pack(pack: &str) -> &'static Checked {
    static ALL: OnceLock<Vec<Checked>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let files = shipped::files();
        PACKS.iter().map(|it| check(&files, it)).collect()
    });
    &all[PACKS.iter().position(|it| *it == pack).unwrap()]
}

fn book(checked: &Checked) -> Arc<Book> {
    let found: Vec<_> = checked
        .diagnostics
        .iter()
        .map(|it| it.message(Lang::En))
        .collect();
    Arc::new(checked.book.clone().unwrap_or_else(|| panic!("{found:?}")))
}

fn codes(remarks: &[Remark]) -> Vec<(&str, &str)> {
    remarks
        .iter()
        .map(|it| (it.code(), it.at.as_str()))
        .collect()
}

#[test]
fn every_remark_has_its_words_and_a_place_in_the_tests() {
    let all: Vec<_> = remark_codes().collect();
    let mut sorted = all.clone();
    sorted.sort_unstable();
    assert_eq!(all, sorted);
    let mut texts = include_str!("exchange.rs").to_owned();
    for file in ["export.md", "import.md", "new.md"] {
        texts += &std::fs::read_to_string(format!("tests/cli/{file}")).unwrap();
    }
    for code in all {
        assert!(texts.contains(code), "no test meets `{code}`");
    }
}

// Templates

#[test]
fn a_template_is_a_pack_without_a_fault() {
    for it in template::ALL {
        let files = it.files("mine");
        let checked = check(&files, "mine");
        let found: Vec<_> = checked
            .diagnostics
            .iter()
            .map(|it| it.message(Lang::Ja))
            .collect();
        assert!(found.is_empty(), "{}: {found:?}", it.name);
        assert!(!checked.cases.is_empty());
    }
    for bad in ["", "A", "a/b", "..", "9", "あ", "-a"] {
        assert!(!template::is_name(bad), "{bad}");
    }
}

// Excel

#[test]
fn every_shipped_table_comes_back_as_it_was() {
    let files = shipped::files();
    for pack in PACKS {
        let (book, remarks) = xlsx::export(&files, pack);
        assert_eq!(codes(&remarks), []);
        let back = xlsx::import(&book, &files, pack);
        assert_eq!(codes(&back.remarks), []);
        assert!(back.files.is_empty(), "{pack}: {:?}", back.changes);
    }
}

fn one(csv: &[u8]) -> Files {
    Files::from([("p/tables/t.csv".to_owned(), csv.to_vec())])
}

/// The table of `new`, taken into `old` by way of a workbook.
fn through_excel(old: &[u8], new: &[u8]) -> xlsx::Import {
    let (book, remarks) = xlsx::export(&one(new), "p");
    assert_eq!(codes(&remarks), []);
    xlsx::import(&book, &one(old), "p")
}

#[test]
fn only_rows_that_differ_are_written_anew() {
    let old = "\u{FEFF}a,b\r\n\"x\", 01\r\n\r\n３/4,\"=b * \"\"2\"\"\"\r\nlast,1".as_bytes();
    let new = "a,b\nx, 01\n３/4,\"=b * \"\"2\"\"\"\nlast,\"1,5\"\nmore,007\n".as_bytes();
    let back = through_excel(old, new);
    let expected =
        "\u{FEFF}a,b\r\n\"x\", 01\r\n\r\n３/4,\"=b * \"\"2\"\"\"\r\nlast,\"1,5\"\r\nmore,007";
    let text = String::from_utf8(back.files["p/tables/t.csv"].clone()).unwrap();
    assert_eq!(text, expected);
    assert_eq!(back.changes.len(), 2, "{:?}", back.changes);
}

#[test]
fn the_encoding_of_a_file_stays() {
    let cp932 = |it: &str| encoding_rs::SHIFT_JIS.encode(it).0.into_owned();
    let old = cp932("名,値\n髙,1\n");
    let back = through_excel(&old, "名,値\n髙,２\n".as_bytes());
    assert_eq!(back.files["p/tables/t.csv"], cp932("名,値\n髙,２\n"));
    // What CP932 lacks is no reason to lose it.
    let back = through_excel(&old, "名,値\n𠮷,1\n".as_bytes());
    assert_eq!(codes(&back.remarks), [("xlsx-unencodable", "t")]);
    assert_eq!(
        back.files["p/tables/t.csv"],
        "\u{FEFF}名,値\n𠮷,1\n".as_bytes()
    );
}

/// What people and Excel do to cells.
fn nasty() -> impl Strategy<Value = String> {
    let known = [
        "",
        "01",
        "3/4",
        "=1+1",
        "=SUM(A1)",
        "+1",
        "-",
        "1e5",
        "１２",
        " x ",
        "\u{3000}",
        "\t",
        "'x",
        "TRUE",
        "2026/4/1",
        "2026-04-01",
        "a,b",
        "\"",
        "\"\"",
        "a\nb",
        "a\r\nb",
        "\n",
        "#REF!",
        "_x000D_",
        "_x0041_",
        "<b>&amp;",
        "]]>",
        "𠮷",
        "が",
        "か\u{3099}",
        "\u{FEFF}",
        "\u{200B}",
        "0.1",
        "100000000000000000001",
        "@x",
        "→",
        "\u{7f}",
        "\u{1}",
    ];
    prop_oneof![3 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => ".{0,12}"]
}

fn csv(rows: &[Vec<String>]) -> String {
    let cell = |it: &String| format!("\"{}\"", it.replace('"', "\"\""));
    let line = |it: &Vec<String>| it.iter().map(cell).collect::<Vec<_>>().join(",") + "\n";
    rows.iter().map(line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48, rng_seed: prop::test_runner::RngSeed::Fixed(1), failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_cell_is_lost_in_excel(
        old in prop::collection::vec(prop::collection::vec(nasty(), 3), 1..6),
        new in prop::collection::vec(prop::collection::vec(nasty(), 3), 1..6),
    ) {
        let heading = vec!["a".to_owned(), "b".to_owned(), "c".to_owned()];
        let with = |rows: Vec<Vec<String>>| csv(&[vec![heading.clone()], rows].concat());
        let (old, new) = (with(old), with(new));
        let same = through_excel(old.as_bytes(), old.as_bytes());
        prop_assert!(same.files.is_empty() && same.remarks.is_empty(), "{:?} {:?}", same.changes, codes(&same.remarks));
        let changed = through_excel(old.as_bytes(), new.as_bytes());
        let now = changed.files.get("p/tables/t.csv").map_or(old.as_bytes(), Vec::as_slice).to_vec();
        // The other way round nothing is left to change.
        let again = through_excel(&now, new.as_bytes());
        prop_assert!(again.files.is_empty(), "{:?}", again.changes);
    }
}

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("t").unwrap();
    sheet.write_row(0, 0, ["a", "b"]).unwrap();
    fill(sheet);
    book.save_to_buffer().unwrap()
}

fn into_t(book: &[u8]) -> xlsx::Import {
    xlsx::import(book, &one(b"a,b\nx,1\n"), "p")
}

fn t(import: &xlsx::Import) -> &str {
    import
        .files
        .get("p/tables/t.csv")
        .map_or("", |it| std::str::from_utf8(it).unwrap())
}

#[test]
fn what_excel_makes_of_values_comes_back_in_our_spelling() {
    let book = workbook(|sheet| {
        let date = Format::new().set_num_format("yyyy/m/d");
        let time = Format::new().set_num_format("h:mm");
        sheet.write_with_format(1, 0, 46113, &date).unwrap();
        sheet.write(1, 1, true).unwrap();
        sheet.write(2, 0, "x").unwrap();
        sheet.write_with_format(2, 1, 0.5, &time).unwrap();
        sheet.write(3, 0, 5_250_000).unwrap();
        sheet.write(3, 1, 0.1).unwrap();
    });
    let back = into_t(&book);
    // 46113 is 1 April 2026: 2026-04-01 − 1899-12-30 in days.
    let lines: Vec<&str> = t(&back).lines().collect();
    assert_eq!(lines[1], "2026-04-01,true");
    assert!(lines[2].ends_with(",12:00"), "{}", lines[2]);
    assert_eq!(lines[3], "5250000,0.1");
}

#[test]
fn what_cannot_be_taken_names_sheet_and_cell() {
    let merged = workbook(|it| {
        it.merge_range(1, 0, 2, 0, "x", &Format::new()).unwrap();
    });
    assert_eq!(codes(&into_t(&merged).remarks), [("xlsx-merged", "t!A2")]);
    assert!(into_t(&merged).files.is_empty());
    let formula = workbook(|it| {
        it.write(1, 1, Formula::new("=1+1").set_result("2"))
            .unwrap();
    });
    assert_eq!(codes(&into_t(&formula).remarks), [("xlsx-formula", "t!B2")]);
    assert!(t(&into_t(&formula)).ends_with(",2\n"));
    let hidden = workbook(|it| {
        it.write_row(1, 0, ["x", "2"]).unwrap();
        it.set_row_hidden(1).unwrap();
        it.set_column_hidden(1).unwrap();
    });
    let back = into_t(&hidden);
    assert_eq!(
        codes(&back.remarks),
        [("xlsx-hidden", "t"), ("xlsx-hidden", "t")]
    );
    assert_eq!(t(&back), "a,b\nx,2\n", "hidden is not deleted");
    let wide = workbook(|it| {
        it.write(1, 99, "x").unwrap();
    });
    assert_eq!(codes(&into_t(&wide).remarks), [("xlsx-too-wide", "t!CV2")]);
    let far = workbook(|it| {
        it.write(1_048_575, 16_383, "x").unwrap();
    });
    assert_eq!(
        codes(&into_t(&far).remarks),
        [("xlsx-too-wide", "t!XFD1048576")]
    );
    let other = {
        let mut book = Workbook::new();
        book.add_worksheet()
            .set_name("メモ")
            .unwrap()
            .write(0, 0, "x")
            .unwrap();
        book.save_to_buffer().unwrap()
    };
    assert_eq!(
        codes(&into_t(&other).remarks),
        [("xlsx-unknown-sheet", "メモ")]
    );
}

#[test]
fn an_error_of_excel_is_no_value() {
    // As Excel leaves it where a FEEL formula was typed into a cell of numbers.
    let book = rezip(
        &workbook(|it| {
            it.write(1, 1, 77).unwrap();
        }),
        |name, text| {
            (name == "xl/worksheets/sheet1.xml").then(|| {
                text.replace(
                    "<c r=\"B2\"><v>77</v></c>",
                    "<c r=\"B2\" t=\"e\"><v>#REF!</v></c>",
                )
            })
        },
    );
    let back = into_t(&book);
    assert_eq!(codes(&back.remarks), [("xlsx-error", "t!B2")]);
    assert!(back.remarks[0].message(Lang::Ja).contains("#REF!"));
    assert!(back.files.is_empty());
}

#[test]
fn a_heading_that_moved_is_told_and_nothing_is_written() {
    let lower = {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("t").unwrap();
        sheet.write(0, 0, "一覧表").unwrap();
        sheet.write_row(1, 0, ["令和8年", "単位：円"]).unwrap();
        sheet.write_row(2, 0, ["a", "b"]).unwrap();
        sheet.write_row(3, 0, ["x", "2"]).unwrap();
        book.save_to_buffer().unwrap()
    };
    assert_eq!(codes(&into_t(&lower).remarks), [("xlsx-headings", "t!A1")]);
    let gone = {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("t").unwrap();
        sheet.write_row(0, 0, ["x", "2"]).unwrap();
        book.save_to_buffer().unwrap()
    };
    let back = into_t(&gone);
    assert_eq!(codes(&back.remarks), [("xlsx-heading", "t!A1")]);
    assert!(back.files.is_empty());
}

#[test]
fn two_sheets_for_one_file_are_one_too_many() {
    let mut twice = Workbook::new();
    let contents = twice.add_worksheet();
    contents.set_name("目次").unwrap();
    contents.write_row(0, 0, ["シート", "ファイル"]).unwrap();
    contents.write_row(1, 0, ["甲", "tables/t.csv"]).unwrap();
    contents.write_row(2, 0, ["乙", "tables/t.csv"]).unwrap();
    for name in ["甲", "乙"] {
        let sheet = twice.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.write_row(0, 0, ["a", "b"]).unwrap();
        sheet.write_row(1, 0, ["x", "1"]).unwrap();
    }
    let back = into_t(&twice.save_to_buffer().unwrap());
    assert_eq!(codes(&back.remarks), [("xlsx-duplicate", "乙")]);
}

#[test]
fn what_is_no_workbook_or_too_much_of_one_is_refused() {
    assert_eq!(
        codes(&into_t(b"a,b\n").remarks),
        [("xlsx-not-a-workbook", "")]
    );
    let large = vec![0; xlsx::MAX_BYTES + 1];
    assert_eq!(codes(&into_t(&large).remarks), [("xlsx-too-large", "")]);
    // A zip bomb: 130 MB of nothing in 130 KB, ten times the same part.
    let how = zip::write::SimpleFileOptions::default();
    let mut part = zip::ZipWriter::new(Cursor::new(Vec::new()));
    part.start_file("part", how).unwrap();
    part.write_all(&vec![b' '; 13 << 20]).unwrap();
    let mut part = zip::ZipArchive::new(part.finish().unwrap()).unwrap();
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..10 {
        let same = part.by_index(0).unwrap();
        bomb.raw_copy_file_rename(same, format!("xl/worksheets/sheet{n}.xml"))
            .unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    assert_eq!(codes(&into_t(&bomb).remarks), [("xlsx-too-large", "")]);
    let long = format!("a,b\nx,{}\n", "長".repeat(40_000));
    let (_, remarks) = xlsx::export(&one(long.as_bytes()), "p");
    assert_eq!(codes(&remarks), [("xlsx-cell-too-long", "t!B2")]);
}

/// The same archive with some parts rewritten.
fn rezip(bytes: &[u8], change: impl Fn(&str, &str) -> Option<String>) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        let changed = change(&name, &text);
        if let Some(it) = &changed {
            assert!(
                *it != text || !name.contains("worksheets"),
                "{name} is as it was: {text}"
            );
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        to.write_all(changed.unwrap_or(text).as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

// FHIR

fn raw_json(raw: &Raw) -> Json {
    match raw {
        Raw::Null => Json::Null,
        Raw::Bool(it) => json!(it),
        Raw::Number(it) => serde_json::from_str(it).unwrap(),
        Raw::Text(it) => json!(it),
        Raw::List(all) => all.iter().map(raw_json).collect(),
        Raw::Unsure => json!({ "unsure": true }),
    }
}

#[test]
fn the_answers_of_every_case_come_back_through_fhir() {
    let mut n_answers = 0;
    for pack in PACKS {
        let checked = shipped_pack(pack);
        let book = book(checked);
        for case in &checked.cases {
            let wizard = match case.wizard.as_str() {
                "" => &book.wizards[0],
                name => book.wizard(name).unwrap(),
            };
            let asked: BTreeSet<_> = wizard.questions().into_iter().collect();
            let given = case.answers.iter().filter(|(_, it)| *it != Raw::Null);
            let given: Map<String, Json> = given
                .map(|(name, it)| (name.clone(), raw_json(it)))
                .collect();
            let (response, remarks) = fhir::response(&book, wizard, &given, "ja");
            assert!(
                remarks.iter().all(|it| it.code() == "fhir-outside"),
                "{:?}",
                codes(&remarks)
            );
            let (back, remarks) = fhir::answers(&book, &response.to_string());
            assert_eq!(codes(&remarks), [], "{}", case.name);
            for (name, value) in given {
                let at = book.question(&name).unwrap();
                if asked.contains(&at) {
                    let question = &book.questions[at];
                    assert_eq!(
                        back.get(&*question.name),
                        Some(&canonical(question, value)),
                        "{}: {name}",
                        case.name
                    );
                    n_answers += 1;
                } else {
                    assert!(!back.contains_key(&name));
                }
            }
        }
    }
    assert!(n_answers > 2000, "{n_answers}");
}

/// As the engine understands it: other spellings of an option are that option, one
/// of several is a list of one.
fn canonical(question: &Question, value: Json) -> Json {
    let option = |it: &Json| match (&question.kind, it) {
        (Kind::Choice(all) | Kind::Several(all), Json::String(text)) => {
            json!(find(all, text).map_or(text.as_str(), |it| &it.value))
        }
        _ => it.clone(),
    };
    match (&question.kind, &value) {
        (_, Json::Object(_)) => value,
        (_, Json::Array(all)) => all.iter().map(option).collect(),
        (Kind::Several(_), it) => json!([option(it)]),
        (Kind::YesNo, Json::String(it)) => json!(it == "true"),
        (Kind::Number { .. }, it) => {
            let text = it.as_str().map_or_else(|| it.to_string(), str::to_owned);
            serde_json::from_str(&Number::parse(&text).unwrap().text()).unwrap()
        }
        (_, it) => option(it),
    }
}

#[test]
fn answers_of_other_tools_are_read_or_refused() {
    let files = template::ALL[0].files("mine");
    let book = book(&check(&files, "mine"));
    let answers = |item: Json| {
        let response = json!({ "resourceType": "QuestionnaireResponse", "status": "completed", "item": [item] });
        let (answers, remarks) = fhir::answers(&book, &response.to_string());
        (
            json!(answers),
            codes(&remarks)
                .iter()
                .map(|it| it.0.to_owned())
                .collect::<Vec<_>>(),
        )
    };
    let choice =
        |coding: Json| json!({ "linkId": "市区町村", "answer": [{ "valueCoding": coding }] });
    assert_eq!(
        answers(choice(json!({ "display": "東市" }))),
        (json!({ "市区町村": "東市" }), vec![])
    );
    assert_eq!(
        answers(choice(json!({ "code": "南市" }))).1,
        ["fhir-answer"]
    );
    let unknown = json!({ "code": "unknown", "system": "http://terminology.hl7.org/CodeSystem/data-absent-reason" });
    assert_eq!(
        answers(choice(unknown)).0,
        json!({ "市区町村": { "unsure": true } })
    );
    let age = |value: Json| json!({ "linkId": "年齢", "answer": [value] });
    assert_eq!(
        answers(age(json!({ "valueDecimal": 3.0 }))).0,
        json!({ "年齢": 3 })
    );
    assert_eq!(
        answers(age(json!({ "valueQuantity": { "value": 3 } }))).0,
        json!({ "年齢": 3 })
    );
    assert_eq!(
        answers(age(json!({ "valueString": "三" }))).1,
        ["fhir-answer"]
    );
    assert_eq!(
        answers(json!({ "linkId": "知らない", "answer": [{ "valueBoolean": true }] })).1,
        ["fhir-link"]
    );
    let nested = json!({ "linkId": "page-1", "item": [age(json!({ "valueInteger": 4 }))] });
    assert_eq!(answers(nested).0, json!({ "年齢": 4 }));
    for bad in ["", "[", "{}", "{\"resourceType\":\"Patient\"}"] {
        assert_eq!(
            codes(&fhir::answers(&book, bad).1),
            [("fhir-json", "")],
            "{bad}"
        );
    }
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(codes(&fhir::answers(&book, &deep).1), [("fhir-json", "")]);
}

#[test]
fn conditions_of_fhir_say_what_ours_say() {
    let files = template::ALL[0].files("mine");
    let mut files = files;
    let path = "mine/questions/family.yaml";
    let more = "
  夜間:
    ask: 夜も使いますか
    why: 時間で変わります
    kind: yes-no
    when: '\"人工呼吸器\" in 医療的ケア'
    ask-when: 年齢 >= 3 or 在宅 = true
    source: { doc: 要綱, at: 別表 }
  昼間:
    ask: 昼も使いますか
    why: 時間で変わります
    kind: yes-no
    when: 年齢 < 18 and 市区町村 = \"東市\"
    source: { doc: 要綱, at: 別表 }
";
    let text = String::from_utf8(files[path].clone()).unwrap() + more;
    files.insert(path.to_owned(), text.into_bytes());
    let wizard = "mine/wizards/family.yaml";
    let text = String::from_utf8(files[wizard].clone()).unwrap();
    files.insert(
        wizard.to_owned(),
        text.replace("医療的ケア, 在宅]", "医療的ケア, 在宅, 夜間, 昼間]")
            .into_bytes(),
    );
    let book = book(&check(&files, "mine"));
    let (out, remarks) = fhir::questionnaire(&book, &book.wizards[0], "ja");
    let items = out["item"][1]["item"].as_array().unwrap();
    let item = |name: &str| items.iter().find(|it| it["linkId"] == name).unwrap();
    assert_eq!(item("昼間")["enableBehavior"], "all");
    assert_eq!(
        item("昼間")["enableWhen"],
        json!([
            { "question": "年齢", "operator": "<", "answerInteger": 18 },
            { "question": "市区町村", "operator": "=", "answerCoding": { "code": "東市" } },
        ])
    );
    let expression = &item("夜間")["extension"][0]["valueExpression"]["expression"];
    let answer =
        |name: &str| format!("%resource.descendants().where(linkId = '{name}').answer.value");
    let expected = format!(
        "({}.code.where($this = '人工呼吸器').exists() and ({}.where($this >= 3).exists() or {}.where($this = true).exists()))",
        answer("医療的ケア"),
        answer("年齢"),
        answer("在宅")
    );
    assert_eq!(expression, &json!(expected));
    // `count(…) > 0` cannot be said, and is told.
    assert!(item("在宅").get("enableWhen").is_none());
    let told = codes(&remarks);
    for expected in [
        ("fhir-condition", "在宅"),
        ("fhir-expression", "夜間"),
        ("fhir-intro", "家族"),
        ("fhir-nothing", ""),
    ] {
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
    let kanagawa = self::book(shipped_pack("kanagawa"));
    let (_, remarks) = fhir::questionnaire(&kanagawa, &kanagawa.wizards[0], "ja");
    let told: BTreeSet<_> = remarks.iter().map(Remark::code).collect();
    for expected in ["fhir-language", "fhir-option"] {
        assert!(told.contains(expected), "{expected} in {told:?}");
    }
    let outside = Map::from_iter([
        ("在宅".to_owned(), json!(true)),
        ("知らない".to_owned(), json!(1)),
    ]);
    let mut office = kanagawa.wizards[0].clone();
    office.pages.clear();
    let (response, remarks) = fhir::response(&kanagawa, &office, &outside, "ja");
    assert!(response.get("item").is_none());
    assert!(
        remarks
            .iter()
            .all(|it| ["fhir-link", "fhir-outside"].contains(&it.code()))
    );
}

// DMN

/// All decisions of a book for a family, as text; null where not applicable.
fn results(book: &Arc<Book>, inputs: &[Input], day: Date) -> Vec<(String, String)> {
    let graph = Graph::new(book);
    let mut evaluator = Evaluator::new(book, &graph, day, inputs, Memo::default());
    let mut out = Vec::new();
    for (at, decision) in book.decisions.iter().enumerate() {
        let text = match evaluator.goal(graph.decision(at)).set {
            Set::One(value) => shown(&value),
            Set::Many(_) => "many".to_owned(),
        };
        out.push((decision.name.to_string(), text));
    }
    out
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null(_) => "null".to_owned(),
        Value::Boolean(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::Text(it) => format!("{it:?}"),
        Value::Date(it) => it.to_string(),
        Value::List(all) => format!("[{}]", all.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Context(entries) => {
            let entry = |(name, it): &(_, _)| format!("{name}: {}", shown(it));
            format!(
                "{{{}}}",
                entries.0.iter().map(entry).collect::<Vec<_>>().join(", ")
            )
        }
        Value::Other(it) => it.text(),
    }
}

fn drawn(question: &Question, chance: &mut Chance) -> Value {
    let text = |it: &tsunagu::book::Choice| Value::Text(it.value.clone());
    match &question.kind {
        Kind::YesNo => Value::Boolean(chance.below(2) == 0),
        Kind::Choice(all) => text(&all[chance.below(all.len())]),
        Kind::Several(all) => {
            let ticked = all.iter().filter(|it| !it.only && chance.below(3) == 0);
            Value::List(ticked.map(text).collect::<Vec<_>>().into())
        }
        Kind::Number { min, max, .. } => {
            let some = Number::parse(&chance.below(60).to_string()).unwrap();
            Value::Number(min.add(some).unwrap().min(*max))
        }
        Kind::Date { .. } => {
            Value::Date(Date::new(2010 + i32::try_from(chance.below(16)).unwrap(), 4, 1).unwrap())
        }
        Kind::Text => Value::Text("x".into()),
    }
}

#[test]
fn decisions_come_back_through_dmn_with_the_same_results() {
    let files = shipped::files();
    let mut chance = Chance::seeded(0);
    let mut n_compared = 0;
    for pack in PACKS {
        let old = book(shipped_pack(pack));
        let (xml, _) = dmn::export(&files, &old, None);
        let (imported, remarks) = dmn::import(xml.as_bytes(), "imported", "x.dmn");
        let told: BTreeSet<_> = remarks.iter().map(Remark::code).collect();
        assert_eq!(told, BTreeSet::from(["dmn-range"]), "{pack}");
        let new = book(&check(&imported, "imported"));
        let (definitions, _) = dmn::read(xml.as_bytes());
        let model = definitions.unwrap().model;
        let (whole, unreadable) = model.compile();
        let whole = Arc::new(whole);
        assert_eq!(unreadable.len(), 0, "{pack}");
        for n in 0..16 {
            let day = Date::new(2021 + n % 6, 4, 1 + u32::try_from(n % 3).unwrap()).unwrap();
            let given: Vec<Input> = old
                .questions
                .iter()
                .map(|it| Input::Given(drawn(it, &mut chance)))
                .collect();
            // What does not apply is null to us; who asks elsewhere must know that.
            let graph = Graph::new(&old);
            let mut evaluator = Evaluator::new(&old, &graph, day, &given, Memo::default());
            let mut value = |name: &str| {
                let at = old.question(name).unwrap();
                match evaluator.goal(graph.question(at)).set {
                    Set::One(it) => it,
                    Set::Many(_) => panic!("{name} was answered"),
                }
            };
            let to_new = new.questions.iter().map(|it| Input::Given(value(&it.name)));
            let to_new: Vec<Input> = to_new.collect();
            let to_whole = model.inputs.iter().map(|it| {
                Input::Given(if it.name == "基準日" {
                    Value::Date(day)
                } else {
                    value(&it.name)
                })
            });
            let to_whole: Vec<Input> = to_whole.collect();
            let expected = results(&old, &given, day);
            for (label, found) in [
                ("pack", results(&new, &to_new, day)),
                ("model", results(&whole, &to_whole, day)),
            ] {
                for (name, expected) in &expected {
                    let found = found.iter().find(|(it, _)| it == name);
                    let found = found.map(|(_, it)| it);
                    assert_eq!(found, Some(expected), "{pack}, {label}: {name}");
                    n_compared += 1;
                }
            }
        }
    }
    assert!(n_compared > 5_000, "{n_compared}");
}

const LOAN: &str = include_str!("exchange/loan.dmn");

#[test]
fn a_model_of_another_tool_becomes_a_pack() {
    let (files, remarks) = dmn::import(LOAN.as_bytes(), "loan", "loan.dmn");
    let found = codes(&remarks);
    for expected in [
        ("dmn-renamed", "in_credit"),
        ("dmn-text", "in_credit"),
        ("dmn-dropped", "ks"),
        ("dmn-logic", "bkm"),
        ("dmn-logic", "d_context"),
        ("dmn-kind", "in_any"),
        ("dmn-dropped", "d_default"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    let checked = check(&files, "loan");
    let book = book(&checked);
    let at = |name: &str| book.decision(name).unwrap_or_else(|| panic!("{name}"));
    let graph = Graph::new(&book);
    let risk = |score: &str, kind: &str| {
        let inputs: Vec<Input> = book
            .questions
            .iter()
            .map(|it| match &*it.name {
                "Credit_Score" => Input::Given(Value::Number(Number::parse(score).unwrap())),
                "Applicant_Kind" => Input::Given(Value::Text(kind.into())),
                _ => Input::Open,
            })
            .collect();
        let day = Date::new(2026, 4, 1).unwrap();
        let mut evaluator = Evaluator::new(&book, &graph, day, &inputs, Memo::default());
        match evaluator.goal(graph.decision(at("Risk_Rating"))).set {
            Set::One(it) => shown(&it),
            Set::Many(it) => format!("{it:?}"),
        }
    };
    assert_eq!(risk("700", "private"), "\"low\"");
    assert_eq!(risk("699", "private"), "\"high\"");
    assert_eq!(risk("900", "company"), "\"01\"");
    assert_eq!(risk("10", "company"), "null", "no rule fits");
}

#[test]
fn what_is_no_model_or_grows_is_refused() {
    let told = |xml: &str| {
        codes(&dmn::import(xml.as_bytes(), "p", "x").1)
            .iter()
            .map(|it| it.0.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(told("<html/>"), ["dmn-version"]);
    assert_eq!(told("no elements"), ["dmn-syntax"]);
    assert_eq!(told("<a><b></a>"), ["dmn-syntax"]);
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>";
    assert_eq!(told(bomb), ["dmn-syntax"]);
    assert_eq!(told("<x>&unheard;</x>"), ["dmn-syntax"]);
    let deep = format!("{}{}", "<a>".repeat(1000), "</a>".repeat(1000));
    assert_eq!(told(&deep), ["dmn-too-large"]);
    let large = " ".repeat(dmn::MAX_BYTES + 1);
    assert_eq!(told(&large), ["dmn-too-large"]);
}

#[test]
fn what_dmn_cannot_say_is_told() {
    let files = shipped::files();
    let kumamoto = book(shipped_pack("kumamoto"));
    let (_, remarks) = dmn::export(&files, &kumamoto, None);
    let told: BTreeSet<_> = remarks.iter().map(Remark::code).collect();
    assert_eq!(
        told,
        BTreeSet::from(["dmn-gate", "dmn-japanese", "dmn-period", "dmn-source"])
    );
}

// Programmes

#[test]
fn programmes_have_the_columns_of_the_standard() {
    let kumamoto = book(shipped_pack("kumamoto"));
    let (bytes, remarks) = programmes::csv(&kumamoto);
    let text = std::str::from_utf8(&bytes)
        .unwrap()
        .strip_prefix('\u{FEFF}')
        .unwrap();
    assert!(text.lines().all(|it| !it.is_empty()));
    let heading = text.lines().next().unwrap();
    assert_eq!(heading, programmes::COLUMNS.join(","));
    assert_eq!(programmes::COLUMNS.len(), 52);
    for program in &kumamoto.programs {
        assert!(text.contains(program.label.get(0)), "{}", program.name);
    }
    let told: BTreeSet<_> = remarks.iter().map(Remark::code).collect();
    for code in ["programme-amount", "programme-contact", "programme-period"] {
        assert!(told.contains(code), "{code} in {told:?}");
    }
    // A programme with nothing to show for itself.
    let mut poor = template::ALL[0].files("mine");
    let path = "mine/programs/support.yaml";
    let text = String::from_utf8(poor[path].clone()).unwrap();
    let long = "長".repeat(101);
    let text = text
        .replace("看護師などが家を訪ねて、ケアを手伝う制度です", &long)
        .replace("    gives: { ja: 訪問看護の費用の一部が出ます }\n", "");
    poor.insert(path.to_owned(), text.into_bytes());
    let (_, remarks) = programmes::csv(&book(&check(&poor, "mine")));
    let found = codes(&remarks);
    for code in ["programme-missing", "programme-too-long"] {
        assert!(
            found.contains(&(code, "訪問支援事業")),
            "{code} in {found:?}"
        );
    }
}
