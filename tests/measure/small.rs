//! The engine's questions on small books made up at random, beside the fewest.

use std::collections::BTreeMap;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use tsunagu::run::Session;
use tsunagu::value::Moment;

use super::answer::State;
use super::claims;
use super::fewest::{Families, Group};
use super::oracle::{Oracle, Plain, facts_on};
use super::recipe::{Recipe, recipe};
use super::table::{head, per_mille, ratio, row};
use super::told::Truths;
use super::world::World;
use super::write::TODAY;

/// One book: sums over all its families.
struct Book {
    recipe: Recipe,
    n_families: u64,
    asked: u64,
    in_order: u64,
    fewest: u64,
    needless: Option<Needless>,
}

/// The first question that cannot matter.
struct Needless {
    why: &'static str,
    /// What the engine knew then.
    told: String,
}

pub struct Found {
    books: Vec<Book>,
}

/// `n_books` books whose questions can be answered in up to `most` ways.
pub fn measure(n_books: usize, most: usize) -> Found {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let recipes = recipe(most);
    let books = (0..n_books).map(|_| {
        let recipe = recipes.new_tree(&mut runner).unwrap().current();
        book(recipe)
    });
    Found {
        books: books.collect(),
    }
}

fn book(recipe: Recipe) -> Book {
    let world = World::new(&recipe).unwrap();
    let families = families(&world);
    let all = families.all();
    let mut needless = None;
    Book {
        n_families: all.members.len() as u64,
        asked: asked(&world, &families, &world.session(), &all, &mut needless),
        needless,
        in_order: families.in_order(&all),
        fewest: families.fewest(&all, &mut BTreeMap::new()),
        recipe,
    }
}

fn families(world: &World) -> Families {
    let book = &world.book;
    let n_questions = world.n_questions();
    let answers = world.completions(&vec![State::Open; n_questions]);
    let order = match book.wizards.first() {
        Some(wizard) => wizard.questions(),
        None => (0..n_questions).collect(),
    };
    let may = answers.iter().map(|it| may(world, it)).collect();
    let mut numbers: BTreeMap<Plain, usize> = BTreeMap::new();
    let told = answers
        .iter()
        .map(|family| {
            let told = told(&world.truths(family));
            let number = |it: Plain| {
                let next = numbers.len();
                *numbers.entry(it).or_insert(next)
            };
            told.into_iter().map(number).collect()
        })
        .collect();
    Families::new(order, answers, may, told)
}

fn may(world: &World, family: &[u64]) -> Vec<bool> {
    let book = &world.book;
    let answers = &|it: usize| world.answer(it, family[it]).plain;
    let day = Moment::parse(TODAY).unwrap().date;
    let oracle = Oracle {
        book,
        day,
        facts: &facts_on(book, day),
        answers,
    };
    let may = book.questions.iter().map(|it| {
        let mut gates = [it.when, it.ask_when].into_iter().flatten();
        gates.all(|it| oracle.holds(it))
    });
    may.collect()
}

/// A programme that does not fit has no amount to tell.
fn told(truths: &Truths) -> Vec<Plain> {
    let programs = truths.programs.iter().flat_map(|(fits, amount)| {
        let fits = *fits == Plain::TRUE;
        let amount = amount.clone().filter(|_| fits).unwrap_or(Plain::Null);
        [Plain::Boolean(fits), amount]
    });
    truths.decisions.iter().cloned().chain(programs).collect()
}

/// Questions the engine puts to all members together, the first each time.
fn asked(
    world: &World,
    families: &Families,
    session: &Session,
    group: &Group,
    needless: &mut Option<Needless>,
) -> u64 {
    let next = session.results().next;
    let Some(name) = next.questions.first() else {
        return 0;
    };
    let question = world.book.question(name).unwrap();
    if needless.is_none() && !families.matters(group, question) {
        *needless = Some(Needless {
            why: why(world, families, session, group, name),
            told: told_of(world, session, name),
        });
    }
    let rest: u64 = families
        .parts(group, question)
        .iter()
        .map(|part| {
            let mut session = session.clone();
            let answer = families.answers[part.members[0]][question];
            world.give(&mut session, question, State::Given(answer));
            asked(world, families, &session, part, needless)
        })
        .sum();
    group.members.len() as u64 + rest
}

/// Decisions and programmes by name, in the order of `told`, amounts left out.
fn goals(world: &World) -> impl Iterator<Item = (usize, &str)> {
    let n_decisions = world.book.decisions.len();
    let decisions = world.book.decisions.iter().map(|it| &*it.name).enumerate();
    let programs = world.book.programs.iter().enumerate();
    decisions.chain(programs.map(move |(at, it)| (n_decisions + 2 * at, &*it.name)))
}

/// What makes the engine think that a question matters.
fn why(
    world: &World,
    families: &Families,
    session: &Session,
    group: &Group,
    question: &str,
) -> &'static str {
    let mut why = "only a gate or an amount rests on it";
    for (goal, name) in goals(world) {
        let told = session.explain(name).unwrap();
        if !told.open.iter().any(|it| it == question) {
            continue;
        }
        let first = families.told[group.members[0]][goal];
        let is_one = group
            .members
            .iter()
            .all(|it| families.told[*it][goal] == first);
        let can_fit = told.value.0.contains(&tsunagu::value::Value::Boolean(true));
        let is_program = goal >= world.book.decisions.len();
        why = match (is_program, can_fit, is_one) {
            (true, false, _) => "a programme that cannot fit any more: null or false",
            (_, _, true) => "a set too wide: all completions agree",
            _ => "the set is open, but not because of this question",
        };
    }
    why
}

fn told_of(world: &World, session: &Session, name: &str) -> String {
    let sets = goals(world).map(|(_, it)| {
        let told = session.explain(it).unwrap();
        let set = claims::told(&told.value.0);
        format!("{it} is {set} and rests on {:?}", told.open)
    });
    let sets: Vec<String> = sets.collect();
    let answers = session.save().answers;
    format!("{name} after {answers:?}; {}", sets.join("; "))
}

impl Found {
    /// Asked by the engine, of all books together, where 1000 would do.
    pub fn per_mille(&self) -> u64 {
        per_mille(self.sum(|it| it.asked), self.sum(|it| it.fewest))
    }

    fn sum(&self, of: impl Fn(&Book) -> u64) -> u64 {
        self.books.iter().map(of).sum()
    }

    pub fn table(&self) -> String {
        let n_books = self.books.len() as u64;
        let asking = || self.books.iter().filter(|it| it.fewest > 0);
        let mean = |of: fn(&Book) -> u64| {
            let all = asking().map(|it| per_mille(of(it), it.fewest));
            ratio(all.sum(), asking().count() as u64 * 1000)
        };
        let at_one = |of: fn(&Book) -> u64| self.sum(|it| u64::from(of(it) == it.fewest));
        let mut out = "## The fewest possible\n".to_owned();
        out += &format!(
            "\n{n_books} books, {} families; sums over all families of a book. \"In order\" keeps the book's order and puts only what can matter.\n",
            self.sum(|it| it.n_families)
        );
        out += &head(&[
            "",
            "questions",
            "of the fewest",
            "mean of books",
            "books at 1.00",
        ]);
        type Line = (&'static str, fn(&Book) -> u64);
        let lines: [Line; 3] = [
            ("asked by the engine", |it| it.asked),
            ("in order", |it| it.in_order),
            ("fewest", |it| it.fewest),
        ];
        for (name, of) in lines {
            out += &row(&[
                &name,
                &self.sum(of),
                &ratio(self.sum(of), self.sum(|it| it.fewest)),
                &mean(of),
                &at_one(of),
            ]);
        }
        out += &self.reasons();
        out += &self.examples("put although it cannot matter", |it| {
            (it.asked, it.in_order)
        });
        out += &self.examples("put in a worse order", |it| (it.in_order, it.fewest));
        out
    }

    /// Why a question was put that cannot matter, by the first of each book.
    fn reasons(&self) -> String {
        let mut reasons: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for book in &self.books {
            if let Some(it) = &book.needless {
                let (n_books, n_more) = reasons.entry(it.why).or_default();
                *n_books += 1;
                *n_more += book.asked.saturating_sub(book.in_order);
            }
        }
        let mut out = head(&[
            "first needless question rests on",
            "books",
            "questions too many",
        ]);
        for (why, (n_books, n_more)) in reasons {
            out += &row(&[&why, &n_books, &n_more]);
        }
        out
    }

    /// The shortest books where the first figure is above the second.
    fn examples(&self, what: &str, of: fn(&Book) -> (u64, u64)) -> String {
        let above = |it: &&Book| of(it).0 > of(it).1;
        let mut books: Vec<&Book> = self.books.iter().filter(above).collect();
        books.sort_by_key(|it| format!("{:?}", it.recipe).len());
        let mut out = format!("\n### Questions {what}: {} books\n", books.len());
        for it in books.iter().take(6) {
            let (more, less) = of(it);
            let n_families = it.n_families;
            out += &format!("\n{more} questions instead of {less} over {n_families} families");
            if let Some(it) = &it.needless {
                out += &format!(": {}: {}", it.why, it.told);
            }
            out += &format!("\n\n```{:?}```\n", it.recipe);
        }
        out
    }
}
