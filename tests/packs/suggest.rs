//! `author::suggest` on the shipped packs.

use tsunagu::author::coverage::coverage;
use tsunagu::author::suggest::suggest;
use tsunagu::author::{Files, cases, check};
use tsunagu::value::Moment;

use super::shipped;

/// Without a single case, families are found for everything there is, and the
/// text that is printed is a file of cases that come out as it says.
#[test]
fn suggested_families_reach_everything() {
    let files = shipped::files();
    for pack in ["saga", "kanagawa", "national"] {
        let by_hand = check(&files, pack).cases.len();
        let mut files: Files = files.clone();
        files.retain(|path, _| !path.starts_with(&format!("{pack}/cases/")));
        let checked = check(&files, pack);
        let shelf = cases::Shelf::of(&checked).expect("no errors");
        let now = Moment::parse("2026-11-20T10:00").unwrap();
        let found = suggest(&checked, pack, &shelf, now);
        assert!(found.unreachable.is_empty() && found.not_found.is_empty());
        let n = found.families.len();
        assert!(2 * n <= by_hand, "{n} families, {by_hand} by hand");
        let entries: String = found.families.iter().map(|it| it.text.as_str()).collect();
        let text = format!("cases:\n{entries}");
        files.insert(format!("{pack}/cases/suggested.yaml"), text.into_bytes());
        let checked = check(&files, pack);
        assert_eq!(checked.cases.len(), found.families.len());
        for case in &checked.cases {
            assert!(
                cases::run(case, shelf.book(case)).is_empty(),
                "{}",
                case.name
            );
        }
        assert!(coverage(&checked, pack, &shelf).missed.is_empty());
    }
}
