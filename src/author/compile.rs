//! Packs to a book: names resolved, kinds checked, every source known.
//!
//! Declarations come first, so that order in files never matters. Each kind of
//! declaration has its file: `question`, `decision`, `program` (and wizards),
//! `desk`, `facts` and `table` (each of a `sheet`); `life` has what time does to
//! answers, and what cannot be together; `lower` compiles expressions, `words`
//! texts and sources.
//! `order` looks for circles through `when:`, `depth` for what is too deep to run.

mod apart;
mod decision;
mod depth;
mod desk;
mod facts;
mod graph;
mod life;
mod lower;
mod model;
mod order;
mod part;
mod program;
mod question;
mod reading;
pub(super) mod share;
mod sheet;
mod table;
mod wide;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::check::names_unchecked::names_unchecked;
use super::check::{Seen, Written, as_written};
use super::coverage::Places;
use super::fields::with_guess;
use super::pack::{At, BookDecl, DecisionDecl, Pack, QuestionDecl};
use super::rename::{Named, Use};
use super::source::{Files, Sources};
use super::strand::{Hung, Strands};
use super::types::Type;
use super::{
    Checked, Diagnostic, Place, Said, Settled, Severity, Undecided, cases, feel, fix, messages,
    read,
};
use crate::book::{
    self, Book, Decision, FactsId, Literal, Logic, MAX_ISLAND, NodeKind, Period, Phrase, QuestionId,
};
use crate::value::Text;

#[cfg(feature = "exchange")]
pub(super) use lower::plain_literal;
pub(super) use model::{expression, model};

/// More packs in one book than this are a circle of imports.
const MAX_PACKS: usize = 16;

/// The expression that is null.
const NOTHING: usize = 0;

/// Decisions that wait for one another; the longest chain of ours is 9.
const MAX_CHAIN: usize = 64;

/// Reads, checks and compiles the pack in folder `pack`.
pub fn check(files: &Files, pack: &str) -> Checked {
    let mut sources = Sources::default();
    let mut out = Vec::new();
    let packs = with_imports(files, pack, &mut sources, &mut out);
    let mut compiler = Compiler::new(files, sources, out);
    compiler.packs(&packs);
    let types = compiler.types_by_name();
    let mut read = cases::Reading {
        files,
        pack,
        book: &compiler.book,
        types,
        uses: &mut compiler.uses,
        hung: &mut compiler.hung,
    };
    let cases = read.all(&mut compiler.sources, &mut compiler.out);
    let mut parts = compiler.parts();
    compiler.fill_holes(&mut parts);
    compiler.finish();
    let Compiler {
        sources,
        mut out,
        book,
        undecided,
        settled,
        places,
        option_tables,
        seen,
        mut uses,
        hung,
        question_types,
        ..
    } = compiler;
    let strands = question_types.iter().map(|it| it.strand().cloned());
    let strands = Strands::of(hung, &strands.collect::<Vec<_>>());
    uses.sort();
    uses.dedup();
    let written = Written {
        packs: &packs,
        book: &book,
        sources: &sources,
        seen: &seen,
    };
    as_written(&written, &mut out);
    fix::propose(&mut out, &sources);
    out.sort();
    out.dedup();
    leave_out_what_follows(&packs, &mut out);
    let is_fine = out.iter().all(|it| it.severity != Severity::Error);
    Checked {
        book: is_fine.then(|| book.sealed()),
        parts: parts
            .into_iter()
            .filter(|_| is_fine)
            .map(|(name, it)| (name, it.sealed()))
            .collect(),
        diagnostics: out,
        sources,
        undecided,
        settled,
        cases,
        packs,
        places,
        option_tables,
        uses,
        strands,
    }
}

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
fn leave_out_what_follows(packs: &[Pack], out: &mut Vec<Diagnostic>) {
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

/// Packs named in `imports:` of the packs in `files` that are not there yet.
pub fn wanted(files: &Files) -> BTreeSet<String> {
    let mut sources = Sources::default();
    let mut out = Vec::new();
    let mut wanted = BTreeSet::new();
    for (path, bytes) in files {
        let Some(folder) = path.strip_suffix("/pack.yaml") else {
            continue;
        };
        let manifest: Files = [(path.clone(), bytes.clone())].into();
        if let Some(pack) = read::pack(&manifest, folder, &mut sources, &mut out) {
            wanted.extend(pack.imports.into_iter().map(|it| it.it));
        }
    }
    wanted.retain(|it| !files.contains_key(&[it, "/pack.yaml"].concat()));
    wanted
}

/// The packs, imported ones first, the named one last.
pub(super) fn with_imports(
    files: &Files,
    pack: &str,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Vec<Pack> {
    let mut order: Vec<Pack> = Vec::new();
    let mut seen = BTreeSet::from([pack.to_owned()]);
    let mut stack: Vec<Pack> = read::pack(files, pack, sources, out).into_iter().collect();
    while let Some(next) = stack.pop() {
        for import in &next.imports {
            if !seen.insert(import.it.clone()) || seen.len() > MAX_PACKS {
                continue;
            }
            if files.contains_key(&[&import.it, "/pack.yaml"].concat()) {
                stack.extend(read::pack(files, &import.it, sources, out));
            } else {
                out.push(Diagnostic::new(
                    "import-missing",
                    import.place.clone(),
                    &[&import.it],
                ));
            }
        }
        order.push(next);
    }
    order.reverse();
    order
}

/// What a name in an expression can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Symbol {
    Question(usize),
    Decision(usize),
    Facts(usize),
}

/// A decision that is not compiled yet, being compiled, or done.
enum Progress {
    Waiting,
    Busy,
    Done(Type),
}

struct Compiler<'a> {
    files: &'a Files,
    sources: Sources,
    out: Vec<Diagnostic>,
    book: Book,
    undecided: Vec<Undecided>,
    settled: Vec<Settled>,
    places: Places,
    option_tables: Vec<(QuestionId, FactsId)>,
    /// Expressions and cells as they were read, for the checks of the text.
    seen: Vec<Seen>,
    uses: Vec<Use>,
    /// Texts on strands.
    hung: Vec<Hung>,
    readings: reading::Readings,
    /// Texts that are not there: where, and in which language.
    holes: Vec<(Place, String)>,
    /// The books the pack names.
    books: Vec<BookDecl>,
    symbols: BTreeMap<String, Symbol>,
    question_types: Vec<Type>,
    facts_types: Vec<Type>,
    decisions: Vec<(String, DecisionDecl)>,
    progress: Vec<Progress>,
    /// Decisions being compiled, for telling a circle.
    path: Vec<usize>,
    /// Cells of results, by the expression each became.
    cells: BTreeMap<usize, Place>,
    /// Expressions being compiled inside one another.
    depth: usize,
    /// Of those, within the innermost expression.
    own_depth: usize,
    /// Where each name was declared.
    declared: BTreeMap<(&'static str, String), Place>,
    /// The whole of FEEL instead of what packs may write.
    wide: Option<wide::Wide>,
    /// Languages a text may be in: those of all packs.
    tags: BTreeSet<String>,
}

impl<'a> Compiler<'a> {
    fn new(files: &'a Files, sources: Sources, out: Vec<Diagnostic>) -> Self {
        // What stands where nothing could be read. Any other expression could
        // lead back to whoever uses it.
        let mut book = Book::default();
        book.exprs.push(book::Expr::Literal(Literal::Null));
        Self {
            files,
            sources,
            out,
            book,
            undecided: Vec::new(),
            settled: Vec::new(),
            places: Places::default(),
            option_tables: Vec::new(),
            seen: Vec::new(),
            uses: Vec::new(),
            hung: Vec::new(),
            readings: reading::Readings::default(),
            holes: Vec::new(),
            books: Vec::new(),
            symbols: BTreeMap::new(),
            question_types: Vec::new(),
            facts_types: Vec::new(),
            decisions: Vec::new(),
            progress: Vec::new(),
            path: Vec::new(),
            cells: BTreeMap::new(),
            depth: 0,
            own_depth: 0,
            declared: BTreeMap::new(),
            wide: None,
            tags: BTreeSet::from(["easy".to_owned()]),
        }
    }

    /// Writes down where something gets its name.
    fn declares(&mut self, kind: Named, name: &At<String>) {
        self.uses.push(Use {
            kind,
            name: name.it.clone(),
            place: name.place.clone(),
            is_declaration: true,
        });
    }

    /// Writes down where a name was resolved.
    fn uses_name(&mut self, kind: Named, name: &str, place: Place) {
        self.uses.push(Use {
            kind,
            name: name.to_owned(),
            place,
            is_declaration: false,
        });
    }

    /// Of questions, under former names too, and of decisions.
    fn types_by_name(&self) -> BTreeMap<String, Type> {
        let questions = self.book.questions.iter().zip(&self.question_types);
        let questions = questions.flat_map(|(it, ty)| {
            let names = it.was.iter().chain([&it.name]);
            names.map(move |it| (it.to_string(), ty.clone()))
        });
        let decisions = self.book.decisions.iter().zip(&self.progress);
        let decisions = decisions.filter_map(|(it, progress)| match progress {
            Progress::Done(ty) => Some((it.name.to_string(), ty.clone())),
            _ => None,
        });
        questions.chain(decisions).collect()
    }

    /// Writes down that `text` stands at `place` for one of the texts of this kind.
    fn hangs(&mut self, ty: &Type, text: &str, place: &Place) {
        if let Some(strand) = ty.strand() {
            self.hung.push(Hung {
                strand: strand.clone(),
                text: Text::from(text),
                place: place.clone(),
            });
        }
    }

    fn report(&mut self, code: &'static str, place: &Place, args: &[&str]) {
        self.out.push(Diagnostic::new(code, place.clone(), args));
    }

    fn packs(&mut self, packs: &[Pack]) {
        let Some(root) = packs.last() else { return };
        self.tags
            .extend(packs.iter().flat_map(|it| it.languages.iter().cloned()));
        self.book.pack = root.name.clone();
        self.book.version = root.version.clone();
        self.book.languages = root.languages.clone();
        self.book.period = Period {
            from: root.from,
            until: root.until,
        };
        self.books = root.books.clone();
        for pack in packs {
            self.reading_list(pack);
        }
        self.book.title = self.phrase(&root.title);
        for pack in packs {
            self.source_list(pack);
        }
        // Facts before questions, whose options may come from them.
        for pack in packs {
            for facts in &pack.facts {
                if self.declare_name(&facts.name) {
                    let id = self.book.facts.len();
                    self.declares(Named::Table, &facts.name);
                    self.symbols
                        .insert(facts.name.it.clone(), Symbol::Facts(id));
                    self.facts(&pack.name, facts);
                }
            }
        }
        let mut questions = Vec::new();
        for question in packs.iter().flat_map(|it| &it.questions) {
            if self.declare_name(&question.name) {
                self.declares(Named::Question, &question.name);
                self.symbols
                    .insert(question.name.it.clone(), Symbol::Question(questions.len()));
                questions.push(question);
            }
        }
        for pack in packs {
            for decision in &pack.decisions {
                if self.declare_name(&decision.name) {
                    self.declares(Named::Decision, &decision.name);
                    self.symbols.insert(
                        decision.name.it.clone(),
                        Symbol::Decision(self.decisions.len()),
                    );
                    self.decisions.push((pack.name.clone(), decision.clone()));
                    self.progress.push(Progress::Waiting);
                }
            }
        }
        for question in &questions {
            self.question(question);
        }
        self.book.decisions = self
            .decisions
            .iter()
            .map(|(_, it)| empty_decision(&it.name.it))
            .collect();
        for at in 0..self.decisions.len() {
            self.decision(at);
        }
        for (at, question) in questions.iter().enumerate() {
            let when = question
                .when
                .as_ref()
                .and_then(|it| self.condition_expr(it));
            let ask_when = question
                .ask_when
                .as_ref()
                .and_then(|it| self.condition_expr(it));
            if let Some(it) = self.book.questions.get_mut(at) {
                it.when = when;
                it.ask_when = ask_when;
            }
        }
        for program in packs.iter().flat_map(|it| &it.programs) {
            if self.declare("program", &program.name) {
                self.declares(Named::Program, &program.name);
                self.program(program);
                self.places.program(program);
            }
        }
        for pack in packs {
            self.desks(pack);
        }
        // Not those of imported packs: they lead to other desks and programmes.
        for wizard in packs.last().into_iter().flat_map(|it| &it.wizards) {
            if self.declare("wizard", &wizard.name) {
                self.declares(Named::Wizard, &wizard.name);
                self.wizard(wizard);
            }
        }
        for constraint in packs.iter().flat_map(|it| &it.constraints) {
            if self.declare("constraint", &constraint.name) {
                self.constraint(constraint);
            }
        }
        for milestone in packs.iter().flat_map(|it| &it.milestones) {
            if self.declare("milestone", &milestone.name) {
                self.milestone(milestone);
            }
        }
        for undecided in packs.iter().flat_map(|it| &it.undecided) {
            let undecided = Undecided {
                name: undecided.name.it.clone(),
                about: self.phrase_as_is(&undecided.about),
                ask: self.phrase_as_is(&undecided.ask),
                cites: self.cites(&undecided.cites),
            };
            self.undecided.push(undecided);
        }
        for settled in packs.iter().flat_map(|it| &it.settled) {
            let says = settled.says.iter().map(|it| Said {
                text: self.phrase_as_is(&it.text),
                cites: self.cites(&it.cites),
            });
            let says = says.collect();
            let settled = Settled {
                name: settled.name.it.clone(),
                about: self.phrase_as_is(&settled.about),
                says,
                reading: self.phrase_as_is(&settled.reading),
                cites: self.cites(&settled.cites),
            };
            self.settled.push(settled);
        }
        for question in &questions {
            self.former_names(question);
        }
        self.circles_through_when(&questions);
        self.too_deep_to_run(&questions);
    }

    /// The books the pack names, each with what it needs.
    fn parts(&mut self) -> Vec<(String, Book)> {
        let mut parts = Vec::new();
        for book in self.books.clone() {
            if !self.declare("book", &book.name) {
                continue;
            }
            for wizard in &book.wizards {
                if self.book.wizard(&wizard.it).is_none() {
                    self.unknown_name(wizard, "@name-wizard");
                }
                self.uses_name(Named::Wizard, &wizard.it, wizard.place.clone());
            }
            let mut languages = Vec::new();
            for language in &book.languages {
                if self.book.languages.contains(&language.it) {
                    languages.push(language.it.clone());
                } else {
                    let known = messages::list(&self.book.languages);
                    self.report(
                        "bad-value",
                        &language.place,
                        &[&language.it, "languages", &known],
                    );
                }
            }
            if languages.is_empty() {
                languages = self.book.languages.clone();
            }
            let wizards: Vec<String> = book.wizards.iter().map(|it| it.it.clone()).collect();
            let part = part::part(&self.book, &wizards, &languages);
            parts.push((book.name.it.clone(), part));
        }
        parts
    }

    /// What is worked out from the book as a whole.
    fn finish(&mut self) {
        share::share(&mut self.book);
        self.book.graph = graph::graph(&self.book);
        for island in 0..self.book.graph.n_islands {
            let nodes = self.book.graph.nodes.iter().enumerate();
            let mut questions = nodes
                .filter(|(_, it)| it.island == island && matches!(it.kind, NodeKind::Question(_)));
            // The first one too many.
            let Some((question, _)) = questions.nth(MAX_ISLAND) else {
                continue;
            };
            let name = self.book.questions[question].name.to_string();
            if let Some(place) = self.declared.get(&("name", name.clone())).cloned() {
                self.report("too-connected", &place, &[&name, &MAX_ISLAND.to_string()]);
            }
        }
    }

    /// A name that expressions use: a letter first, no spaces or signs.
    fn declare_name(&mut self, name: &At<String>) -> bool {
        if feel::is_reserved(&name.it) {
            self.out.push(
                Diagnostic::new("bad-name", name.place.clone(), &[&name.it])
                    .help_with("name-taken", &[&name.it]),
            );
        } else if !feel::is_name(&name.it) {
            self.report(
                "bad-name",
                &name.place,
                &[&name.it, &feel::name_like(&name.it)],
            );
        }
        self.declare("name", name)
    }

    /// Saved answers follow a former name, so it must lead to one question only.
    fn former_names(&mut self, question: &QuestionDecl) {
        for was in &question.was {
            match self.declared.get(&("name", was.it.clone())) {
                Some(now) if self.symbols.contains_key(&was.it) => {
                    let taken = Diagnostic::new("duplicate-name", was.place.clone(), &[&was.it]);
                    self.out
                        .push(taken.note("also-now", now.clone(), &[&was.it]));
                }
                _ => drop(self.declare("name", was)),
            }
        }
    }

    /// Takes the name; false where it is taken already.
    fn declare(&mut self, space: &'static str, name: &At<String>) -> bool {
        if let Some(first) = self.declared.get(&(space, name.it.clone())) {
            let double = Diagnostic::new("duplicate-name", name.place.clone(), &[&name.it]);
            self.out.push(double.note("first-here", first.clone(), &[]));
            return false;
        }
        self.declared
            .insert((space, name.it.clone()), name.place.clone());
        true
    }

    /// `kind` is the phrase for what it should be; only those are offered.
    fn unknown_name(&mut self, name: &At<String>, kind: &'static str) {
        let unknown = Diagnostic::new("unknown-name", name.place.clone(), &[&name.it, kind]);
        let fits = |it: &Symbol| match it {
            Symbol::Question(_) => kind == "@name-question",
            Symbol::Decision(_) => kind == "@name-decision",
            Symbol::Facts(_) => kind == "@name-table",
        };
        let programs = self
            .book
            .programs
            .iter()
            .map(|it| &*it.name)
            .filter(|_| kind == "@name-program");
        let known = self
            .symbols
            .iter()
            .filter(|(_, it)| fits(it))
            .map(|(name, _)| name.as_str());
        self.out
            .push(with_guess(unknown, &name.it, known.chain(programs)));
    }

    /// The id of a new expression.
    fn push(&mut self, expr: book::Expr) -> usize {
        self.book.exprs.push(expr);
        self.book.exprs.len() - 1
    }

    fn literal(&mut self, literal: Literal) -> usize {
        self.push(book::Expr::Literal(literal))
    }
}

/// Only `https:`, with somewhere to go.
fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").unwrap_or("");
    let plain =
        |it: char| !it.is_whitespace() && !it.is_control() && !matches!(it, '"' | '<' | '>' | '\\');
    rest.starts_with(|it: char| it.is_alphanumeric()) && rest.chars().all(plain)
}

fn empty_decision(name: &str) -> Decision {
    Decision {
        name: Text::from(name),
        label: Phrase::default(),
        unit: None,
        note: None,
        labels: Vec::new(),
        logic: Logic::Expr(NOTHING),
        cites: Vec::new(),
    }
}
