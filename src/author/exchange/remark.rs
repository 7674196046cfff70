//! What a format cannot carry, or a foreign file does not say as we can read it.

use super::super::{Lang, Severity, messages};

/// One finding about a foreign file. It has no place in a pack's files, so it
/// names one in the words of the format: `表!B12` of a workbook, the id of an
/// element, a `linkId`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    code: &'static str,
    /// Where, in the format's own way of naming places; may be empty.
    pub at: String,
    args: Vec<String>,
}

impl Remark {
    /// `code` is a row of `REMARKS`; `args` fill its `{0}`, `{1}` ….
    pub(super) fn new(code: &'static str, at: impl Into<String>, args: &[&str]) -> Self {
        Self {
            code,
            at: at.into(),
            args: args.iter().map(|it| (*it).to_owned()).collect(),
        }
    }

    /// The stable name, such as `xlsx-merged`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// An error: the part it is about was not taken. A warning: it was, with a loss.
    pub fn severity(&self) -> Severity {
        messages::severity(self.code)
    }

    /// One line, no full stop.
    pub fn message(&self, lang: Lang) -> String {
        messages::message(self.code, lang, &self.args)
    }

    /// What to do about it.
    pub fn help(&self, lang: Lang) -> Option<String> {
        messages::help(self.code, lang, &self.args)
    }
}
