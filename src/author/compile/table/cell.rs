//! Cells of a decision table: tests of what is asked, and results.

use std::collections::BTreeMap;

use super::super::lower::{Local, Scope};
use super::super::sheet::at;
use super::super::{Compiler, NOTHING};
use crate::author::check::Formula;
use crate::author::csv;
use crate::author::feel::{self, Kind, TestAst};
use crate::author::pack::At;
use crate::author::strand::{Hung, Strand};
use crate::author::types::{Options, Type};
use crate::author::{Diagnostic, Place, messages};
use crate::book::{Literal, Test};
use crate::value::Text;

/// Tests of one column by the text of their cells: tables say the same many times.
/// Of the places of these, nothing is told but that an option is named there.
pub(super) type KnownTests = BTreeMap<String, Test>;

impl Compiler<'_> {
    /// A test cell; `None` is "anything".
    pub(super) fn test_cell(
        &mut self,
        cell: &csv::Cell,
        column: &str,
        ty: &Type,
        known: &mut KnownTests,
    ) -> Option<Test> {
        let text = cell.text.as_str();
        if text.is_empty() || text == "-" {
            return None;
        }
        if let Some(test) = known.get(text) {
            let test = test.clone();
            if let Test::OneOf(words) = &test {
                self.named_again(words, cell, ty);
            }
            return Some(test);
        }
        // An option's name is that option, even where it looks like something else.
        let is_option = |it: &&str| matches!(ty, Type::Text(Some(options), _) if options.has(it));
        let words: Vec<&str> = if is_option(&text) || feel::is_bare_word(text) {
            vec![text]
        } else {
            text.split(',').map(str::trim).collect()
        };
        let is_words = words.iter().all(is_option) || words.iter().all(|it| feel::is_bare_word(it));
        if is_words {
            let n_told = self.out.len();
            let test = self.words_test(&words, cell, ty);
            if self.out.len() == n_told {
                known.insert(text.to_owned(), test.clone());
            }
            return Some(test);
        }
        let told = |it: &Self| [it.out.len(), it.seen.len(), it.uses.len(), it.hung.len()];
        let before = told(self);
        let text = at(cell);
        let source = self.text(&text);
        match feel::unary_tests(&text.it, None) {
            Ok((tests, negated)) => {
                let mut scope = Scope {
                    locals: Vec::<Local>::new(),
                };
                let test = self.tests(&tests, negated, ty, &mut scope, &source);
                // Ranges and plain values stay out: tables may have thousands of them.
                let is_plain = tests.iter().all(|it| match it {
                    TestAst::Compared(..) => false,
                    TestAst::Value(ast) => !matches!(ast.kind, Kind::Binary(..)),
                    TestAst::Range(..) => true,
                });
                if negated || !is_plain {
                    let what = Formula::Cell {
                        column: column.to_owned(),
                        tests,
                        negated,
                        beside: Vec::new(),
                    };
                    self.see(&source, what);
                }
                // Where nothing was to be told of its place, another cell is the same.
                if told(self) == before {
                    known.insert(text.it.clone(), test.clone());
                }
                Some(test)
            }
            Err(mut error) => {
                if error.code == "feel-syntax" {
                    error.help.get_or_insert(("test-like", String::new()));
                }
                self.feel_error(&error, &source);
                None
            }
        }
    }

    /// A cell that names options as one before it did.
    fn named_again(&mut self, literals: &[Literal], cell: &csv::Cell, ty: &Type) {
        let Some(strand) = ty.strand() else { return };
        let words = cell.text.split(',').map(str::trim);
        for (word, literal) in words.zip(literals) {
            if let Literal::Text(text) = literal {
                let place = match literals {
                    [_] => cell.place.clone(),
                    _ => cell.place_of(word, &self.sources),
                };
                self.hung.push(Hung {
                    strand: strand.clone(),
                    text: text.clone(),
                    place,
                });
            }
        }
    }

    /// Words without quotes are options' names.
    fn words_test(&mut self, words: &[&str], cell: &csv::Cell, ty: &Type) -> Test {
        match ty {
            Type::Text(options, _) => {
                for word in words {
                    self.hangs(ty, word, &cell.place_of(word, &self.sources));
                    if let Some(options) = options {
                        self.check_word(word, options, &cell.place);
                    }
                }
            }
            ty if ty.is_unknown() => {}
            ty => {
                let clash = Diagnostic::new(
                    "type-clash",
                    cell.place.clone(),
                    &[ty.phrase(), Type::TEXT.phrase(), "="],
                );
                self.out.push(match (ty, words) {
                    (Type::Boolean, _) => clash.help_with("yes-or-no", &[]),
                    (Type::List(_), [only]) => clash.help_with("in-list", &[only]),
                    _ => clash.help_with("test-like", &[]),
                });
            }
        }
        Test::OneOf(
            words
                .iter()
                .map(|it| Literal::Text(Text::from(*it)))
                .collect(),
        )
    }

    /// One word that is several options with a Japanese comma is a usual slip.
    fn check_word(&mut self, word: &str, options: &Options, place: &Place) {
        let parts: Vec<&str> = word.split('、').collect();
        let are_options = parts.iter().all(|it| options.has(it));
        if parts.len() > 1 && are_options {
            let unknown = Diagnostic::new(
                "unknown-option",
                place.clone(),
                &[word, &messages::list(&parts)],
            );
            self.out
                .push(unknown.help_with("separate-words", &[&parts.join(", ")]));
        } else {
            self.check_option(word, options, place);
        }
    }

    /// `column` is the strand of all its texts.
    pub(super) fn output_cell(&mut self, cell: &csv::Cell, column: &Strand) -> (usize, Type) {
        let text = cell.text.as_str();
        if let Some(formula) = text.strip_prefix('=') {
            let trimmed = formula.trim_start();
            let mut place = cell.place.clone();
            // As it is written, `＝` and a full-width space are longer.
            let n_skipped = text.chars().count() - trimmed.chars().count();
            let file = self.sources.get(place.file);
            let written = file.and_then(|it| it.text.get(place.span.clone()));
            let skipped = written.unwrap_or("").chars().take(n_skipped);
            place.span.start += skipped.map(char::len_utf8).sum::<usize>();
            let lowered = self.expression(
                &At {
                    it: trimmed.to_owned(),
                    place,
                },
                &mut Scope::default(),
            );
            return lowered.unwrap_or((NOTHING, Type::Any));
        }
        let (literal, ty) = if text.is_empty() || text == "null" || text == "-" {
            (Literal::Null, Type::Null)
        } else if let Some(number) = csv::number(text) {
            (Literal::Number(number), Type::Number)
        } else if let Some(date) = csv::date(text) {
            (Literal::Date(date), Type::Date)
        } else if text == "true" || text == "false" {
            (Literal::Boolean(text == "true"), Type::Boolean)
        } else {
            let bare = text
                .strip_prefix('"')
                .and_then(|it| it.strip_suffix('"'))
                .unwrap_or(text);
            let text = Text::from(bare);
            let ty = Type::written(text.clone(), column.clone());
            self.hangs(&ty, bare, &cell.place_of(bare, &self.sources));
            (Literal::Text(text), ty)
        };
        let is_text = matches!(literal, Literal::Text(_));
        let expr = self.literal(literal);
        if is_text {
            self.cells.insert(expr, cell.place.clone());
        }
        (expr, ty)
    }
}
