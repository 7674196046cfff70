//! The consultation record of Kanagawa, counted: the published figures of 48
//! cases come out again, the places one short of them.

use std::sync::Arc;

use tsunagu::author::tally::tally;
use tsunagu::author::{Sources, check};
use tsunagu::run::Start;
use tsunagu::value::Moment;

use super::shipped;

/// As published (end of February 2023). The kinds were counted apart: who called
/// how and about what is not known, so the rows below pair them as they come.
const PLACES: [(&str, usize); 20] = [
    ("横浜市", 5),
    ("相模原市", 2),
    ("横須賀市", 1),
    ("藤沢市", 4),
    ("平塚市", 1),
    ("小田原市", 5),
    ("秦野市", 6),
    ("鎌倉市", 5),
    ("茅ケ崎市", 2),
    ("綾瀬市", 1),
    ("大和市", 1),
    ("逗子市", 2),
    ("厚木市", 1),
    ("海老名市", 2),
    ("座間市", 1),
    ("伊勢原市", 2),
    ("愛川町", 2),
    ("大井町", 1),
    ("県外", 2),
    // 不明
    ("?", 1),
];
const WAYS: [(&str, usize); 4] = [
    ("電話", 38),
    ("LINE", 6),
    ("フォームメール", 3),
    ("訪問", 1),
];
const PEOPLE: [(&str, usize); 2] = [("親・親族", 28), ("支援者", 20)];
const TOPICS: [(&str, usize); 8] = [
    ("診療、医療機関", 8),
    ("手当、補助制度", 1),
    ("保育園、幼稚園", 9),
    ("障害福祉サービス", 11),
    ("養護学校等", 12),
    ("移行期医療", 1),
    ("就労", 1),
    ("その他", 5),
];
const STATES: [(&str, usize); 3] = [("完了", 28), ("継続", 16), ("経過観察", 4)];
const RECORDS: usize = 48;

/// One cell a record; the rest is blank.
fn column(counts: &[(&str, usize)]) -> Vec<String> {
    let cells = counts.iter().flat_map(|(it, n)| vec![(*it).to_owned(); *n]);
    let mut cells: Vec<String> = cells.collect();
    cells.resize(RECORDS, String::new());
    cells
}

#[test]
fn the_published_48_cases_are_counted_again() {
    let checked = check(&shipped::files(), "kanagawa");
    let book = Arc::new(checked.book.expect("no errors"));
    let columns = [&PLACES[..], &WAYS, &PEOPLE, &TOPICS, &STATES].map(column);
    let mut records = "市区町村,記録_相談方法,記録_相談種別,記録_相談内容,記録_状況\n".to_owned();
    for row in 0..RECORDS {
        let cells: Vec<String> = columns
            .iter()
            .map(|it| format!("\"{}\"", it[row]))
            .collect();
        records.push_str(&cells.join(","));
        records.push('\n');
    }
    let start = Start {
        wizard: "相談記録".to_owned(),
        lang: "ja".to_owned(),
        at: Moment::parse("2023-02-28").unwrap(),
    };
    let mut found = Vec::new();
    let mut sources = Sources::default();
    let tally = tally(
        &book,
        &start,
        "records.csv",
        records.as_bytes(),
        &mut sources,
        &mut found,
    );
    let told: Vec<String> = found
        .iter()
        .map(|it| it.message(tsunagu::author::Lang::En))
        .collect();
    assert!(told.is_empty(), "{told:#?}");
    assert_eq!(tally.records, 48);
    let of = |name: &str| {
        tally
            .questions
            .iter()
            .find(|it| it.question == name)
            .unwrap()
    };
    let places = of("市区町村");
    assert_eq!((places.chosen(), places.unsure, places.blank), (46, 1, 1));
    assert_eq!(
        places.chosen() + places.unsure,
        47,
        "one short, as published"
    );
    let chigasaki = places.options.iter().find(|(it, _)| it == "茅ヶ崎市");
    assert_eq!(chigasaki.unwrap().1, 2);
    for (name, counts) in [
        ("記録_相談方法", &WAYS[..]),
        ("記録_相談種別", &PEOPLE),
        ("記録_相談内容", &TOPICS),
        ("記録_状況", &STATES),
    ] {
        let question = of(name);
        assert_eq!((question.chosen(), question.blank), (RECORDS, 0), "{name}");
        let n_of = |option: &str| question.options.iter().find(|(it, _)| it == option);
        for (option, n) in counts {
            assert_eq!(n_of(option).map(|it| it.1), Some(*n), "{option}");
        }
    }
}
