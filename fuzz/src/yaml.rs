//! A YAML file of a pack. The first line names the file; without one it is a
//! further file of rules.

use super::pack;

const FILES: [&str; 4] = [
    "pack.yaml",
    "questions/a.yaml",
    "decisions/a.yaml",
    "cases/a.yaml",
];

pub fn run(data: &[u8]) {
    let named = FILES.iter().find_map(|it| {
        let rest = data.strip_prefix(b"# ")?.strip_prefix(it.as_bytes())?;
        Some((*it, rest.strip_prefix(b"\n")?))
    });
    let (path, bytes) = named.unwrap_or(("programs/more.yaml", data));
    pack::checked(&pack::with(path, bytes));
}
