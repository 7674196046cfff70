//! Says that names were not looked at while a file is missing.
//!
//! One missing file would make a mistake of each name it declares. These are
//! left out, and here it is told that they were.

use super::Reference;
use crate::author::{Diagnostic, Place};

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：ファイルがない、または読めないときに、知らせるのをやめた「名前がない」の数。
なぜ：ないファイルが決めている名前かもしれないので、ファイルが直るまで、まちがいとは言えません。黙っていると、直したあとで急に増えたように見えます。
もとになるもの：この道具の決まり。",
    en: "What is looked at: how many unknown names were not told of because a file is missing or cannot be read.
Why: the missing file may declare them, so until it is there they are no mistakes. Left unsaid, they would seem to come from nowhere once it is mended.
Where it comes from: a rule of this tool.",
};

pub(in crate::author) fn names_unchecked(at: &Place, n_names: usize) -> Diagnostic {
    Diagnostic::new("names-unchecked", at.clone(), &[&n_names.to_string()])
}
