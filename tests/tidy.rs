//! House rules a machine can check, each with its reason. `clippy.toml` and
//! `[lints]` hold those that need types; these need only text.

#![cfg(all(feature = "author", not(target_arch = "wasm32")))]

use std::fs;
use std::path::{Path, PathBuf};

/// Runs in a citizen's browser.
const CITIZENS_HALF: [&str; 3] = ["value", "book", "run"];

#[test]
fn the_citizens_half_is_exact_and_cannot_panic() {
    let reasons = [
        (
            ["f32", "f64"].as_slice(),
            "0.1 yen is somebody's benefit: numbers are decimals",
        ),
        (
            &[
                ".unwrap(",
                ".expect(",
                "panic!",
                "todo!",
                "unimplemented!",
                "unreachable!",
                "assert!",
                "assert_eq!",
                "unsafe",
            ],
            "nothing here may panic: say what happens instead",
        ),
        (
            &["HashMap", "HashSet"],
            "the same input prints the same bytes: BTreeMap or a sorted Vec",
        ),
    ];
    for file in sources().iter().filter(|it| it.is_in(&CITIZENS_HALF)) {
        for (words, reason) in reasons {
            file.has_none_of(words, reason);
        }
    }
    for module in CITIZENS_HALF {
        let text = read(&format!("src/{module}.rs"));
        for lint in [
            "unwrap_used",
            "expect_used",
            "get_unwrap",
            "panic",
            "unreachable",
            "todo",
            "unimplemented",
            "indexing_slicing",
            "string_slice",
            "arithmetic_side_effects",
        ] {
            let denied = text.contains(&format!("clippy::{lint}"));
            assert!(denied, "src/{module}.rs must deny clippy::{lint}");
        }
    }
}

/// Lints hold what is called by name. These stop a program all the same where the
/// place they are given is outside; each use was read, and says why it is inside.
#[test]
fn what_takes_a_place_is_given_one_inside() {
    let at_a_place = [
        ".split_at(",
        ".split_at_mut(",
        ".split_off(",
        ".copy_from_slice(",
        ".clone_from_slice(",
        ".insert_str(",
        ".swap(",
        ".swap_remove(",
        ".remove(",
        ".drain(",
        ".chunks(",
        ".chunks_exact(",
        ".step_by(",
        ".borrow_mut(",
    ];
    // (file, call, why)
    let read = [
        ("src/run/apart.rs", ".drain(", "the whole list"),
        ("src/value/span.rs", ".drain(", "the whole list"),
        (
            "src/value/span.rs",
            ".split_off(",
            "a list longer than MAX_SPANS",
        ),
        (
            "src/run/refine.rs",
            ".swap_remove(",
            "the place was just found",
        ),
        ("src/run/split.rs", ".remove(", "the place was just found"),
        ("src/run/plan.rs", ".remove(", "a mask knows every place"),
        (
            "src/run/further/list.rs",
            ".remove(",
            "`index` gives places inside",
        ),
    ];
    for mut file in sources().into_iter().filter(|it| it.is_in(&CITIZENS_HALF)) {
        for (path, call, _) in read {
            if path == file.path {
                assert!(file.code.contains(call), "{path} has no `{call}` any more");
                file.code = file.code.replace(call, "");
            }
        }
        file.has_none_of(&at_a_place, "it panics where the place is outside");
    }
}

/// The compiler forbids it where we write all of the code. In `web` the bindings
/// are generated, and what they come to is not ours to write.
#[test]
fn nothing_of_ours_is_unsafe() {
    for file in sources() {
        file.has_none_of(&["unsafe"], "memory is the compiler's business");
    }
    for module in ["value", "book", "run", "author", "cli"] {
        let forbidden = read(&format!("src/{module}.rs")).contains("#![forbid(unsafe_code)]");
        assert!(forbidden, "src/{module}.rs must forbid unsafe code");
    }
}

/// The page's engine may make any element and set any attribute
/// (`xtask/imports.txt`), so those by which a browser loads something are not named.
#[test]
fn the_page_makes_nothing_that_loads() {
    let loads = [
        "src",
        "srcset",
        "img",
        "image",
        "script",
        "iframe",
        "frame",
        "object",
        "embed",
        "style",
        "video",
        "audio",
        "source",
        "track",
        "action",
        "formaction",
        "background",
        "ping",
        "poster",
        "manifest",
        "srcdoc",
        "http-equiv",
    ];
    for path in files("src/web").iter().filter(|it| it.ends_with(".rs")) {
        let text = read(path);
        for name in loads {
            let named = text.contains(&format!("\"{name}\""));
            assert!(
                !named,
                "{path} names `{name}`, by which a browser loads something"
            );
        }
    }
}

/// What runs the books it is about: cases and what they reach, records of a desk,
/// two books compared, proofs over all families, answers read as a session reads them.
const RUNNING: [&str; 27] = [
    "src/author/bench.rs",
    "src/author/bench/told.rs",
    "src/author/cases.rs",
    "src/author/cases/file.rs",
    "src/author/cases/outcome.rs",
    "src/author/cases/set.rs",
    "src/author/cases/sheet.rs",
    "src/author/check/prove.rs",
    "src/author/check/prove/atoms.rs",
    "src/author/check/prove/desks.rs",
    "src/author/check/prove/outcomes.rs",
    "src/author/check/prove/questions.rs",
    "src/author/check/prove/rows.rs",
    "src/author/check/prove/sweep.rs",
    "src/author/families.rs",
    "src/author/suggest.rs",
    "src/author/suggest/study.rs",
    "src/author/suggest/write.rs",
    "src/author/coverage.rs",
    "src/author/diff.rs",
    "src/author/diff/aim.rs",
    "src/author/diff/cases.rs",
    "src/author/diff/region.rs",
    "src/author/diff/say.rs",
    "src/author/diff/witness.rs",
    "src/author/exchange/fhir/response.rs",
    "src/author/tally.rs",
];

#[test]
fn arrows_between_modules_point_one_way() {
    let may_use = |file: &Source| -> &[&str] {
        match file.module() {
            "value" => &[],
            "book" => &["value"],
            "run" => &["book", "value"],
            "author" if RUNNING.contains(&file.path.as_str()) => &["book", "value", "run"],
            "author" => &["book", "value"],
            // For those who write packs, in a module of their own.
            "web" if file.path.starts_with("src/web/workbench") => {
                &["run", "book", "value", "author"]
            }
            // Many households at once; what is not the page's.
            "batch" => &["run", "book", "value"],
            "web" => &["run", "book", "value"],
            // The library's own front, and the programs, which see all of it.
            _ => &["value", "book", "run", "batch", "author", "web", "cli"],
        }
    };
    for file in sources() {
        let allowed = may_use(&file);
        for arrow in file.code.split("crate::").skip(1) {
            let to = arrow
                .split(|it: char| !it.is_alphanumeric())
                .next()
                .unwrap();
            let known = ["value", "book", "run", "batch", "author", "web", "cli"].contains(&to);
            let is_fine = !known || to == file.module() || allowed.contains(&to);
            assert!(is_fine, "{} may not use `crate::{to}`", file.path);
        }
    }
}

#[test]
fn the_world_is_kept_at_the_rim() {
    let world = [
        "std::fs",
        "std::net",
        "std::time",
        "std::env",
        "std::process",
        "std::thread",
        "println!",
        "eprintln!",
        "print!",
        "eprint!",
        "dbg!",
        "SystemTime",
        "Instant",
        "rand::",
    ];
    let page = ["wasm_bindgen", "js_sys", "web_sys", "JsValue"];
    for file in sources() {
        if !matches!(file.module(), "cli" | "main") {
            file.has_none_of(
                &world,
                "files, clock and terminal live in `cli`; the day is an argument",
            );
        }
        if file.module() != "web" {
            file.has_none_of(&page, "JavaScript lives in `web`");
        }
        file.has_none_of(
            &["inner_html", "set_inner_html", ".forget()"],
            "texts are text, and listeners go with the page",
        );
    }
}

#[test]
fn a_file_says_what_it_is_for() {
    for file in sources() {
        let text = read(&file.path);
        assert!(text.starts_with("//! "), "{} has no header", file.path);
        let name = Path::new(&file.path).file_stem().unwrap().to_str().unwrap();
        let says_nothing = ["mod", "util", "utils", "helpers", "common", "manager"].contains(&name);
        assert!(!says_nothing, "{}: name it after what is in it", file.path);
    }
}

#[test]
fn messages_are_in_order() {
    let codes: Vec<_> = tsunagu::author::codes().collect();
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(
        codes, sorted,
        "the table of messages is in alphabetical order"
    );
}

/// A failure is named by its heading.
#[test]
fn headings_of_fixtures_differ() {
    for path in files("tests").iter().filter(|it| it.ends_with(".md")) {
        let text = read(path);
        let mut in_fence = false;
        let mut headings: Vec<_> = text
            .lines()
            .filter(|it| {
                in_fence ^= it.starts_with("```");
                !in_fence && it.starts_with("## ")
            })
            .collect();
        headings.sort_unstable();
        let n_headings = headings.len();
        headings.dedup();
        assert_eq!(headings.len(), n_headings, "{path} has a heading twice");
    }
}

#[test]
fn nothing_is_left_for_later_or_for_one_machine() {
    // Put together, so that this file does not find itself.
    let later = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"]].map(|it| it.concat());
    let machine = ["home", "Users", "root", "work"].map(|it| format!("/{it}/"));
    for path in files(".") {
        let text = read(&path);
        for word in &later {
            assert!(!text.contains(word), "{path}: {word} belongs in an issue");
        }
        for folder in &machine {
            let found = text.lines().find(|it| is_absolute(it, folder));
            assert!(found.is_none(), "{path} names one machine: {found:?}");
        }
        let skipped = ["#[ig", "nore"].concat();
        assert!(
            !path.ends_with(".rs") || !text.contains(&skipped),
            "{path}: what is wrong today is asserted as it is"
        );
    }
}

/// From the root of a disk: not `https://example.jp/home/`, not `./home/`.
fn is_absolute(line: &str, folder: &str) -> bool {
    let mut befores = line
        .match_indices(folder)
        .map(|(at, _)| line[..at].chars().next_back());
    befores.any(|it| {
        !it.is_some_and(|it| it.is_alphanumeric() || matches!(it, '.' | '/' | '-' | '_' | '*'))
    })
}

struct Source {
    path: String,
    /// Without comments and texts.
    code: String,
}

impl Source {
    /// `run` for `src/run.rs` and all below `src/run/`.
    fn module(&self) -> &str {
        let below = self.path.strip_prefix("src/").unwrap();
        below.split(['/', '.']).next().unwrap()
    }

    fn is_in(&self, modules: &[&str]) -> bool {
        modules.contains(&self.module())
    }

    /// A word stands alone: `rand::` is not in `operand::`.
    fn has_none_of(&self, words: &[&str], reason: &str) {
        for word in words {
            let part_of_a_name =
                |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
            let alone = self.code.match_indices(word).any(|(at, _)| {
                let before = self.code[..at].chars().next_back();
                let after = self.code[at + word.len()..].chars().next();
                let starts = !word.starts_with(char::is_alphabetic) || !part_of_a_name(before);
                let ends = !word.ends_with(char::is_alphanumeric) || !part_of_a_name(after);
                starts && ends
            });
            assert!(!alone, "{}: `{word}`: {reason}", self.path);
        }
    }
}

fn sources() -> Vec<Source> {
    let is_ours = |it: &String| it.ends_with(".rs");
    let found: Vec<_> = files("src").into_iter().filter(is_ours).collect();
    assert!(found.len() > 20, "the sources are not where they were");
    let source = |path: String| Source {
        code: code(&read(&path)),
        path,
    };
    found.into_iter().map(source).collect()
}

/// The text without comments and without what stands in quotes.
fn code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if next == '"' {
            quoted(rest)
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            rest[1..].find('\'').unwrap() + 2
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
            continue;
        };
        rest = &rest[skipped..];
    }
    out
}

/// How long a text in quotes is, both quotes included.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, it) in rest.char_indices().skip(1) {
        match it {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn read(path: &str) -> String {
    String::from_utf8_lossy(&fs::read(root().join(path)).unwrap()).into_owned()
}

/// Files below a folder that are kept in git, by their path from the root.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_made = [".git", "target", "dist", "node_modules"].contains(&name)
            || name.ends_with("-lock.json")
            || name.ends_with(".lock");
        if is_made {
            continue;
        }
        if path.is_dir() {
            walk(&path, found);
        } else {
            let below = path.strip_prefix(root()).unwrap_or(&path);
            let below = below.strip_prefix(".").unwrap_or(below);
            found.push(below.to_str().unwrap().replace('\\', "/"));
        }
    }
}

/// A page reads its sentences from the book by their place in the table, so other
/// places are another format: raise `FORMAT`, then write both down here.
#[test]
fn the_table_of_words_belongs_to_the_format() {
    let text = read("src/book/words.rs");
    let (_, table) = text.split_once("\nwords! {\n").unwrap();
    let (table, _) = table.split_once("\n}\n").unwrap();
    let names = table.lines().filter_map(|it| it.trim().split_once(": \""));
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in names.flat_map(|(name, _)| name.bytes().chain([b' '])) {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    assert_eq!((tsunagu::book::FORMAT, sum), (4, 4_482_141_759_750_303_862));
}
