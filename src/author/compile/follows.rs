//! What only follows from a file that could not be read: that file is one
//! mistake, not one for each name in it.

use std::collections::BTreeSet;

use super::super::check::names_unchecked::names_unchecked;
use super::super::pack::Pack;
use super::super::{Diagnostic, Place};

/// A file, told at its own place, was not read as a whole.
const CUT_OFF: [&str; 9] = [
    "csv-quote",
    "file-too-large",
    "row-length",
    "table-too-large",
    "unknown-encoding",
    "yaml-syntax",
    "yaml-tab",
    "yaml-too-deep",
    "yaml-wide",
];

/// May be all right once that file is read.
const OF_THE_FILE: [&str; 4] = [
    "missing-key",
    "missing-source",
    "table-empty",
    "wrong-shape",
];

/// Names that others declare are not there to be found.
const UNREAD: [&str; 8] = [
    "file-too-large",
    "import-missing",
    "missing-file",
    "unknown-encoding",
    "yaml-syntax",
    "yaml-tab",
    "yaml-too-deep",
    "yaml-wide",
];

/// May be all right once they are.
const OF_NAMES: [&str; 5] = [
    "case-unknown",
    "unknown-desk",
    "unknown-name",
    "unknown-option",
    "unknown-source",
];

/// Hangs on what a book shows, and so on all that it is made of.
const OF_THE_WHOLE: [&str; 1] = ["missing-language"];

/// A file that could not be read is one mistake, not one for each name in it.
pub(super) fn leave_out_what_follows(packs: &[Pack], out: &mut Vec<Diagnostic>) {
    let with_code = |codes: &[&str]| -> Vec<Place> {
        out.iter()
            .filter(|it| codes.contains(&it.code()))
            .map(|it| it.place.clone())
            .collect()
    };
    let cut_off: BTreeSet<usize> = with_code(&CUT_OFF).into_iter().map(|it| it.file).collect();
    // A table of readings declares no names.
    let declares = |place: &Place| {
        let mut readings = packs.iter().filter_map(|it| it.readings.as_ref());
        !readings.any(|it| it.place == *place)
    };
    let unread = with_code(&UNREAD).into_iter().find(declares);
    let names_are_missing = unread.is_some();
    let anchors = with_code(&["yaml-anchor"]);
    let signs = with_code(&["yaml-wide"]);
    let is_sign = |place: &Place| {
        let mut signs = signs.iter().filter(|it| it.file == place.file);
        signs.any(|it| it.span.contains(&place.span.start))
    };
    let of_names = out.iter().filter(|it| OF_NAMES.contains(&it.code()));
    let left_out = unread.map(|at| (at, of_names.count()));
    out.retain(|it| {
        let code = it.code();
        let is_of_others = OF_NAMES.contains(&code) || OF_THE_WHOLE.contains(&code);
        let follows = (names_are_missing && is_of_others)
            || (cut_off.contains(&it.place.file) && OF_THE_FILE.contains(&code))
            || (code == "wrong-shape" && anchors.contains(&it.place))
            || (code == "unknown-key" && is_sign(&it.place));
        !follows
    });
    if let Some((at, n_names)) = left_out.filter(|(_, n_names)| *n_names > 0) {
        out.push(names_unchecked(&at, n_names));
        out.sort();
    }
}
