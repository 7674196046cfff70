//! What `author` found, for a person and for a program.
//!
//! Packs checked in one call may import the same pack: what is found there is
//! shown once.

use std::collections::BTreeSet;

use serde::Serialize;
use tsunagu::author::{Diagnostic, Place, Severity, Sources};

use super::console::Console;
use super::pack::Pack;
use super::snippet::Snippet;
use super::words::{Word, count};

/// The same in each verb that can meet them.
#[derive(Serialize)]
pub(super) struct Findings {
    diagnostics: Vec<Finding>,
    pub errors: usize,
    pub warnings: usize,
    /// Nothing wrong, worth knowing.
    pub infos: usize,
    /// What `check --fix` would mend in the packs themselves.
    #[serde(skip)]
    fixable: usize,
    #[serde(skip)]
    snippets: Vec<Snippet>,
}

#[derive(Serialize)]
struct Finding {
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    place: Spot,
    message: String,
    help: Option<String>,
    notes: Vec<Remark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Mending>,
}

/// Edits that mend it, all of them together.
#[derive(Serialize)]
struct Mending {
    /// `check --fix` does it unasked.
    certain: bool,
    edits: Vec<Change>,
}

#[derive(Serialize)]
struct Change {
    #[serde(flatten)]
    place: Spot,
    text: String,
}

#[derive(Serialize)]
struct Remark {
    #[serde(flatten)]
    place: Spot,
    message: String,
}

/// Lines and columns from 1, columns in characters; the end is exclusive.
#[derive(Serialize, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub file: String,
    pub line: usize,
    pub column: usize,
    end_line: usize,
    end_column: usize,
}

impl Spot {
    pub fn new(place: &Place, pack: &Pack) -> Self {
        let end = Place {
            file: place.file,
            span: place.span.end..place.span.end,
        };
        let (line, column) = pack.checked.sources.line_column(place);
        let (end_line, end_column) = pack.checked.sources.line_column(&end);
        Self {
            file: pack.path_of(place.file),
            line,
            column,
            end_line,
            end_column,
        }
    }
}

impl Findings {
    pub fn new(packs: &[Pack], console: &Console) -> Self {
        let mut out = Self {
            diagnostics: Vec::new(),
            errors: 0,
            warnings: 0,
            infos: 0,
            fixable: 0,
            snippets: Vec::new(),
        };
        let mut seen = BTreeSet::new();
        for pack in packs {
            for diagnostic in &pack.checked.diagnostics {
                let finding = finding(diagnostic, pack, console);
                if seen.insert((finding.place.clone(), finding.code, finding.message.clone())) {
                    let is_certain = diagnostic.fix.as_ref().is_some_and(|it| it.is_certain);
                    let path = pack.checked.sources.get(diagnostic.place.file);
                    let is_own = path.is_some_and(|it| pack.owns(&it.path));
                    out.fixable += usize::from(is_certain && is_own);
                    match diagnostic.severity {
                        Severity::Error => out.errors += 1,
                        Severity::Warning => out.warnings += 1,
                        Severity::Info => out.infos += 1,
                    }
                    out.diagnostics.push(finding);
                    out.snippets.push(snippet(diagnostic, pack, console));
                }
            }
        }
        out
    }

    /// Snippets with an empty line between them, or nothing.
    pub fn text(&self, color: bool, console: &Console) -> String {
        let drawn = self
            .snippets
            .iter()
            .map(|it| it.render(color, console) + "\n\n");
        drawn.collect()
    }

    /// `kanagawa: 2 errors, 1 warning`.
    pub fn summary(&self, packs: &[Pack], console: &Console) -> String {
        let names: Vec<&str> = packs.iter().map(|it| it.name.as_str()).collect();
        let names = names.join(", ");
        if self.errors + self.warnings + self.infos == 0 {
            return console.word(Word::Clean, &[&names]);
        }
        let errors = count(self.errors, Word::Errors, console.lang);
        let warnings = count(self.warnings, Word::Warnings, console.lang);
        let found = console.word(Word::Found, &[&names, &errors, &warnings]);
        let infos = count(self.infos, Word::Infos, console.lang);
        let mut found = found + if self.infos == 0 { "" } else { &infos };
        if self.fixable > 0 {
            found += &console.word(Word::Fixable, &[&self.fixable.to_string()]);
        }
        found
    }
}

/// For verbs that wanted a book and got none.
pub(super) fn show_errors(packs: &[Pack], console: &Console) {
    let findings = Findings::new(packs, console);
    console.err(&findings.text(console.err_color, console));
    console.err_line(&findings.summary(packs, console));
    if console.json {
        console.out_json(&findings);
    }
}

fn finding(diagnostic: &Diagnostic, pack: &Pack, console: &Console) -> Finding {
    let notes = diagnostic.notes.iter().map(|it| Remark {
        place: Spot::new(&it.place, pack),
        message: it.message(console.lang),
    });
    Finding {
        code: diagnostic.code(),
        severity: diagnostic.severity.name(),
        place: Spot::new(&diagnostic.place, pack),
        message: diagnostic.message(console.lang),
        help: diagnostic.help(console.lang),
        notes: notes.collect(),
        fix: diagnostic.fix.as_ref().map(|it| Mending {
            certain: it.is_certain,
            edits: it
                .edits
                .iter()
                .map(|it| Change {
                    place: Spot::new(&it.place, pack),
                    text: it.text.clone(),
                })
                .collect(),
        }),
    }
}

fn snippet(diagnostic: &Diagnostic, pack: &Pack, console: &Console) -> Snippet {
    drawn(diagnostic, console, |snippet, place, label| {
        mark(snippet, place, pack, label)
    })
}

/// A finding in files that are no pack's, named as they were given.
pub(super) fn told_in(diagnostic: &Diagnostic, sources: &Sources, console: &Console) -> Snippet {
    drawn(diagnostic, console, |snippet, place, label| {
        match sources.get(place.file) {
            Some(it) => snippet.mark(&it.path, &it.text, &place.span, label),
            None => snippet,
        }
    })
}

fn drawn(
    diagnostic: &Diagnostic,
    console: &Console,
    mark: impl Fn(Snippet, &Place, Option<String>) -> Snippet,
) -> Snippet {
    let message = diagnostic.message(console.lang);
    let mut out = Snippet::new(diagnostic.severity, message);
    out = mark(out.code(diagnostic.code()), &diagnostic.place, None);
    for note in &diagnostic.notes {
        out = mark(out, &note.place, Some(note.message(console.lang)));
    }
    match diagnostic.help(console.lang) {
        Some(help) => out.help(help),
        None => out,
    }
}

/// Points at a place of a pack's files.
pub(super) fn mark(snippet: Snippet, place: &Place, pack: &Pack, label: Option<String>) -> Snippet {
    let text = pack
        .checked
        .sources
        .get(place.file)
        .map_or("", |it| it.text.as_str());
    snippet.mark(&pack.path_of(place.file), text, &place.span, label)
}
