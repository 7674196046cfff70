//! Tables in Markdown, figures as whole numbers.

use std::fmt::Display;
use std::fs;
use std::path::Path;

/// Leaves a section for `cargo xtask measure` to put together.
pub fn leave(name: &str, text: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/measure");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{name}.md")), text).unwrap();
}

pub fn row(cells: &[&dyn Display]) -> String {
    let cells: Vec<String> = cells.iter().map(|it| it.to_string()).collect();
    format!("| {} |\n", cells.join(" | "))
}

pub fn head(cells: &[&str]) -> String {
    let line = "|---".repeat(cells.len());
    format!("\n| {} |\n{line}|\n", cells.join(" | "))
}

/// How many of a thousand; nothing of nothing is all of it.
pub fn per_mille(part: u64, whole: u64) -> u64 {
    (part * 1000).checked_div(whole).unwrap_or(1000)
}

/// `98.7 %`, rounded down: only all is 100 %.
pub fn percent(part: u64, whole: u64) -> String {
    let it = per_mille(part, whole);
    format!("{}.{} %", it / 10, it % 10)
}

/// `1.04`.
pub fn ratio(part: u64, whole: u64) -> String {
    let it = (part * 100 + whole / 2).checked_div(whole).unwrap_or(100);
    format!("{}.{:02}", it / 100, it % 100)
}

/// The value below which half, or nine tenths, of `sorted` lie.
pub fn quantile(sorted: &[u64], tenths: usize) -> u64 {
    sorted
        .get((sorted.len() * tenths / 10).min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or(0)
}
