//! A message, and where it points into a text: rustc's look.
//!
//! Columns line up under full-width text, which is why the drawing is left to
//! `annotate-snippets`. It also replaces control characters in what it quotes.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet as Drawing};

use tsunagu::author::Severity;

use super::console::{Console, harmless};
use super::words::Word;

/// A message of ours or of `author`, ready to be shown.
pub(super) struct Snippet {
    pub message: String,
    code: Option<String>,
    severity: Severity,
    /// The file it is in comes first; others are notes'.
    files: Vec<Shown>,
    pub help: Option<String>,
}

/// The lines of one file that are worth seeing, from the first mark to the last.
struct Shown {
    path: String,
    /// In bytes of the file.
    range: Range<usize>,
    lines: String,
    first_line: usize,
    marks: Vec<Mark>,
}

struct Mark {
    /// In bytes of the file.
    span: Range<usize>,
    label: Option<String>,
    is_first: bool,
}

impl Snippet {
    pub fn error(message: String) -> Self {
        Self {
            message,
            code: None,
            severity: Severity::Error,
            files: Vec::new(),
            help: None,
        }
    }

    pub fn new(severity: Severity, message: String) -> Self {
        Self {
            severity,
            ..Self::error(message)
        }
    }

    pub fn code(mut self, code: &str) -> Self {
        self.code = Some(code.to_owned());
        self
    }

    pub fn help(mut self, help: String) -> Self {
        self.help = Some(help);
        self
    }

    /// The first one is where it is, the others are notes. `text` is the whole
    /// file, `path` one the person can open.
    pub fn mark(
        mut self,
        path: &str,
        text: &str,
        span: &Range<usize>,
        label: Option<String>,
    ) -> Self {
        let start = text.floor_char_boundary(span.start);
        let end = text.floor_char_boundary(span.end).max(start);
        let mark = Mark {
            span: start..end,
            label,
            is_first: self.files.is_empty(),
        };
        let path = harmless(path);
        match self.files.iter_mut().find(|it| it.path == path) {
            Some(shown) => {
                let around = shown.range.start.min(start)..shown.range.end.max(end);
                shown.show(text, around);
                shown.marks.push(mark);
            }
            None => {
                let mut shown = Shown {
                    path,
                    range: 0..0,
                    lines: String::new(),
                    first_line: 1,
                    marks: vec![mark],
                };
                shown.show(text, start..end);
                self.files.push(shown);
            }
        }
        self
    }

    pub fn render(&self, color: bool, console: &Console) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR.with_name(console.word(Word::Error, &[])),
            Severity::Warning => Level::WARNING.with_name(console.word(Word::Warning, &[])),
            Severity::Info => Level::INFO.with_name(console.word(Word::Info, &[])),
        };
        let mut title = level.primary_title(&self.message);
        if let Some(code) = &self.code {
            title = title.id(code);
        }
        let mut group = Group::with_title(title);
        for shown in &self.files {
            group = group.element(shown.drawing());
        }
        if let Some(help) = &self.help {
            let level = Level::HELP.with_name(console.word(Word::Help, &[]));
            group = group.element(level.message(help));
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.render(&[group])
    }
}

impl Shown {
    /// Takes the whole lines around a range.
    fn show(&mut self, text: &str, around: Range<usize>) {
        let start = text[..around.start].rfind('\n').map_or(0, |it| it + 1);
        let end = text[around.end..]
            .find('\n')
            .map_or(text.len(), |it| around.end + it);
        text[start..end].clone_into(&mut self.lines);
        self.first_line = text[..start].matches('\n').count() + 1;
        self.range = start..end;
    }

    fn drawing(&self) -> Drawing<'_, annotate_snippets::Annotation<'_>> {
        let annotations = self.marks.iter().map(|it| {
            let kind = if it.is_first {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let span = it.span.start - self.range.start..it.span.end - self.range.start;
            let annotation = kind.span(span);
            match &it.label {
                Some(label) => annotation.label(label),
                None => annotation,
            }
        });
        Drawing::source(&self.lines)
            .path(&self.path)
            .line_start(self.first_line)
            .annotations(annotations)
    }
}
