//! What `author::prove` says of a decision table, against a table this file makes
//! up and goes through itself: every family, every row, by comparing plain values.
//! No code is shared with the engine; only the text of the pack goes over.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

mod chance;

use std::collections::BTreeSet;

use chance::Chance;
use tsunagu::author::{self, Diagnostic, Files, Lang};
use tsunagu::value::Date;

const CITIES: [&str; 3] = ["藤沢市", "鎌倉市", "逗子市"];
const AGES: std::ops::RangeInclusive<usize> = 0..=9;

/// One family of the 3 × 10 × 2 there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Family {
    city: usize,
    age: usize,
    at_home: bool,
}

fn families() -> impl Iterator<Item = Family> {
    (0..CITIES.len()).flat_map(|city| {
        AGES.flat_map(move |age| [false, true].map(|at_home| Family { city, age, at_home }))
    })
}

#[derive(Debug)]
struct Row {
    /// Cities that pass; none written is all.
    cities: Option<Vec<usize>>,
    /// From and to, both included.
    ages: Option<(usize, usize)>,
    at_home: Option<bool>,
    result: usize,
}

impl Row {
    fn drawn(chance: &mut Chance) -> Self {
        let cities = (chance.below(2) == 0).then(|| {
            let mut some: Vec<usize> = (0..CITIES.len()).filter(|_| chance.below(2) == 0).collect();
            if some.is_empty() {
                some.push(chance.below(CITIES.len()));
            }
            some
        });
        let ages = (chance.below(3) > 0).then(|| {
            let from = chance.below(11);
            // Past the oldest now and then: such a row is for nobody.
            (from, from + chance.below(6))
        });
        Self {
            cities,
            ages,
            at_home: (chance.below(3) == 0).then(|| chance.below(256).is_multiple_of(2)),
            result: chance.below(3),
        }
    }

    fn meets(&self, it: Family) -> bool {
        self.cities
            .as_ref()
            .is_none_or(|all| all.contains(&it.city))
            && self
                .ages
                .is_none_or(|(from, to)| (from..=to).contains(&it.age))
            && self.at_home.is_none_or(|at_home| at_home == it.at_home)
    }

    fn written(&self) -> String {
        let any = || "-".to_owned();
        let cities = self.cities.as_ref().map_or_else(any, |all| {
            let names: Vec<&str> = all.iter().map(|it| CITIES[*it]).collect();
            format!("\"{}\"", names.join(", "))
        });
        let ages = self
            .ages
            .map_or_else(any, |(from, to)| format!("[{from}..{to}]"));
        let at_home = self.at_home.map_or_else(any, |it| it.to_string());
        format!("{cities},{ages},{at_home},結果{}", self.result)
    }
}

fn pack(policy: &str, rows: &[Row]) -> Files {
    let table: Vec<String> = rows.iter().map(Row::written).collect();
    let text = |path: &str, text: String| (format!("pack/{path}"), text.into_bytes());
    Files::from([
        text("pack.yaml", "pack: pack\nversion: 1.0.0\nname: 試し\nsources:\n  要綱: { title: 要綱, date: 2026-04-01 }\n".into()),
        text(
            "questions/a.yaml",
            format!(
                "questions:\n  市: {{ ask: 市, why: 市, kind: choice, options: {{ {} }} }}\n  年齢: {{ ask: 年齢, why: 年齢, kind: number, min: 0, max: 9, step: 1 }}\n  在宅: {{ ask: 在宅, why: 在宅, kind: yes-no }}\n",
                CITIES.map(|it| format!("{it}: {it}")).join(", "),
            ),
        ),
        text(
            "decisions/a.yaml",
            "decisions:\n  区分:\n    table: tables/a.csv\n    source: { doc: 要綱, at: 別表 }\n".into(),
        ),
        text("tables/a.csv", format!("{policy}\n市,年齢,在宅,→\n{}\n", table.join("\n"))),
    ])
}

/// The family a sentence ends with: `市 = 藤沢市, 年齢 = 3`. What is not named may be anything.
fn named(sentence: &str) -> Vec<Family> {
    let value = |name: &str| {
        let (_, rest) = sentence.split_once(&format!("{name} = "))?;
        Some(rest.split(", ").next().unwrap().to_owned())
    };
    families()
        .filter(|it| {
            value("市").is_none_or(|city| city == CITIES[it.city])
                && value("年齢").is_none_or(|age| age == it.age.to_string())
                && value("在宅").is_none_or(|home| home == it.at_home.to_string())
        })
        .collect()
}

struct Found<'a> {
    all: &'a [Diagnostic],
    checked: &'a author::Checked,
}

impl Found<'_> {
    fn of<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Diagnostic> {
        self.all.iter().filter(move |it| it.code() == code)
    }

    /// Rows as this file counts them: the third line is the first one.
    fn row(&self, place: &author::Place) -> usize {
        self.checked.sources.line_column(place).0 - 3
    }

    fn rows(&self, code: &str) -> BTreeSet<usize> {
        self.of(code).map(|it| self.row(&it.place)).collect()
    }
}

#[test]
fn findings_about_tables_are_what_going_through_all_families_shows() {
    let mut chance = Chance::seeded(0);
    let (mut n_gaps, mut n_overlaps, mut n_masked, mut n_dead, mut n_fine) = (0, 0, 0, 0, 0);
    for round in 0..400 {
        let policy = ["U", "F"][round % 2];
        let n_rows = 1 + chance.below(6);
        let rows: Vec<Row> = (0..n_rows).map(|_| Row::drawn(&mut chance)).collect();
        let files = pack(policy, &rows);
        let checked = author::check(&files, "pack");
        let all = author::prove(&checked, Date::parse("2026-11-25").unwrap());
        let found = Found {
            all: &all,
            checked: &checked,
        };
        let told = || {
            let text: Vec<String> = rows.iter().map(Row::written).collect();
            format!("{policy}\n{}\n{all:#?}", text.join("\n"))
        };

        let gaps: Vec<Family> = families()
            .filter(|it| !rows.iter().any(|row| row.meets(*it)))
            .collect();
        assert_eq!(
            found.of("table-gap").next().is_some(),
            !gaps.is_empty(),
            "{}",
            told()
        );
        for gap in found.of("table-gap") {
            let family = named(&gap.help(Lang::En).unwrap());
            assert!(
                family.iter().any(|it| gaps.contains(it)),
                "{family:?}\n{}",
                told()
            );
            assert!(
                family.iter().all(|it| gaps.contains(it)),
                "{family:?}\n{}",
                told()
            );
        }
        n_gaps += gaps.len().min(1);

        let dead: BTreeSet<usize> = (0..n_rows)
            .filter(|it| !families().any(|family| rows[*it].meets(family)))
            .collect();
        assert_eq!(found.rows("dead-row"), dead, "{}", told());
        n_dead += dead.len();

        if policy == "U" {
            let both =
                |a: usize, b: usize| families().any(|it| rows[a].meets(it) && rows[b].meets(it));
            let pairs: BTreeSet<(usize, usize)> = (0..n_rows)
                .flat_map(|a| (a + 1..n_rows).map(move |b| (a, b)))
                .filter(|(a, b)| both(*a, *b))
                .collect();
            let named_pairs: BTreeSet<(usize, usize)> = found
                .of("table-overlap")
                .map(|it| (found.row(&it.notes[0].place), found.row(&it.place)))
                .collect();
            assert!(named_pairs.is_subset(&pairs), "{}", told());
            // Five of a kind are told.
            assert_eq!(named_pairs.len(), pairs.len().min(5), "{}", told());
            for it in found.of("table-overlap") {
                let (a, b) = (found.row(&it.notes[0].place), found.row(&it.place));
                let family = named(&it.message(Lang::En));
                assert!(!family.is_empty());
                assert!(
                    family
                        .iter()
                        .all(|it| rows[a].meets(*it) && rows[b].meets(*it)),
                    "{}",
                    told()
                );
            }
            n_overlaps += pairs.len();
        } else {
            let reaches = |row: usize| {
                families().any(|it| {
                    rows[row].meets(it) && !rows[..row].iter().any(|above| above.meets(it))
                })
            };
            let masked: BTreeSet<usize> = (0..n_rows)
                .filter(|it| !dead.contains(it) && !reaches(*it))
                .collect();
            assert_eq!(found.rows("masked-row"), masked, "{}", told());
            n_masked += masked.len();
        }
        n_fine += usize::from(all.is_empty());
    }
    // The draw must have had all of them.
    for (what, n) in [
        ("gaps", n_gaps),
        ("overlaps", n_overlaps),
        ("masked", n_masked),
        ("dead", n_dead),
        ("fine", n_fine),
    ] {
        assert!(n > 5, "only {n} of {what}");
    }
}
