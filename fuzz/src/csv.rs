//! A CSV file of a pack: a decision table, a table of facts, desks, or channels,
//! in UTF-8, in CP932 or in neither. The first line names the file.

use super::pack;

const FILES: [&str; 5] = [
    "tables/class.csv",
    "tables/who.csv",
    "tables/points.csv",
    "tables/desks.csv",
    "tables/channels.csv",
];

pub fn run(data: &[u8]) {
    let named = FILES.iter().find_map(|it| {
        let rest = data.strip_prefix(it.as_bytes())?;
        Some((*it, rest.strip_prefix(b"\n")?))
    });
    let (path, bytes) = named.unwrap_or((FILES[0], data));
    pack::checked(&pack::with(path, bytes));
}
