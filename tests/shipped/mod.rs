//! The files of all packs in `rules/`.

use std::fs;
use std::path::Path;

use tsunagu::author::Files;

pub fn files() -> Files {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut files = Files::new();
    read(&rules, "", &mut files);
    files
}

fn read(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let key = format!("{prefix}{name}");
        if path.is_dir() {
            read(&path, &format!("{key}/"), files);
        } else {
            files.insert(key, fs::read(&path).unwrap());
        }
    }
}
