//! All processors on chunks of households, one after the other in any order.
//!
//! Each thread counts for itself; counts are added up at the end, and what is
//! written is put back in order. So nothing that comes out hangs on the threads.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tsunagu::batch::{Answers, ROWS, Rows, Tally, Worker};

use super::super::Trouble;
use super::super::console::Console;
use super::cells::{Heading, Refused};
use super::csv::Broken;
use super::draw::Draw;
use super::goals::Goals;
use super::save::{Save, Saving};

/// Refused answers that are shown; the others are counted.
const MAX_REFUSED: usize = 20;

/// Rows of a file and the number of the first.
pub(super) struct Raw {
    pub first: u64,
    pub rows: Vec<Vec<String>>,
}

type Next<'a> = Box<dyn FnMut() -> Result<Raw, Broken> + Send + 'a>;

/// Where the households come from.
pub(super) enum Source<'a> {
    Drawn(Draw),
    Table {
        path: String,
        heading: Heading,
        next: Mutex<(u64, Next<'a>)>,
    },
}

impl<'a> Source<'a> {
    pub(super) fn drawn(goals: &Goals, n: u64, seed: u64) -> Self {
        Self::Drawn(Draw::new(goals, n, seed))
    }

    pub(super) fn table(path: String, heading: Heading, next: Next<'a>) -> Self {
        Self::Table {
            path,
            heading,
            next: Mutex::new((0, next)),
        }
    }

    /// The next chunk's number, its answers and what of them was refused.
    fn next(&self, counter: &AtomicU64, goals: &Goals) -> Result<Option<Chunk>, Broken> {
        match self {
            Self::Drawn(draw) => {
                let at = counter.fetch_add(1, Ordering::Relaxed);
                let answers = draw.chunk(at, goals);
                Ok(answers.map(|it| (at, it, Vec::new())))
            }
            Self::Table { heading, next, .. } => {
                let (at, raw) = {
                    let mut next = next.lock().expect("no thread panics while it reads");
                    let raw = next.1()?;
                    next.0 += 1;
                    (next.0 - 1, raw)
                };
                if raw.rows.is_empty() {
                    return Ok(None);
                }
                let (answers, refused) = heading.answers(&raw.rows, raw.first);
                Ok(Some((at, answers, refused)))
            }
        }
    }
}

type Chunk = (u64, Answers, Vec<Refused>);

pub(super) struct Job<'a> {
    pub goals: &'a Goals,
    pub source: Source<'a>,
    pub save: Option<Save>,
    pub console: &'a Console,
}

/// What was counted.
#[derive(Default)]
pub(super) struct Done {
    pub households: u64,
    /// Whose answers cannot be together: not counted elsewhere.
    pub contradictory: u64,
    /// By goal; amounts of those only whom the programme fits.
    pub tallies: Vec<Tally>,
    /// By watched table and row.
    pub reached: Vec<Vec<bool>>,
    /// Results that the evaluator was asked for.
    pub evaluated: u64,
    pub refused: Vec<Refused>,
    pub n_refused: u64,
}

impl Job<'_> {
    pub(super) fn run(self) -> Result<Done, Trouble> {
        let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
        let counter = AtomicU64::new(0);
        let bar = self.bar();
        let saving = self.save.map(|it| Mutex::new(Saving::new(it)));
        let (goals, source) = (self.goals, &self.source);
        let parts: Vec<Result<Done, Broken>> = std::thread::scope(|scope| {
            let start = || scope.spawn(|| work(goals, source, &counter, saving.as_ref(), &bar));
            let threads: Vec<_> = (0..n_threads).map(|_| start()).collect();
            let join = |it: std::thread::ScopedJoinHandle<'_, _>| match it.join() {
                Ok(done) => done,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            threads.into_iter().map(join).collect()
        });
        bar.finish_and_clear();
        let mut done = Done::default();
        for part in parts {
            let path = match source {
                Source::Table { path, .. } => path,
                Source::Drawn(_) => "",
            };
            done = done.and(part.map_err(|it| it.trouble(path, self.console))?);
        }
        done.refused.sort_by_key(|it| it.row);
        done.refused.truncate(MAX_REFUSED);
        if let Some(saving) = saving {
            let saving = saving
                .into_inner()
                .expect("no thread panics while it writes");
            saving.finish(self.console)?;
        }
        Ok(done)
    }

    /// Only where somebody looks on.
    fn bar(&self) -> ProgressBar {
        let bar = match &self.source {
            Source::Drawn(draw) => ProgressBar::new(draw.n()),
            Source::Table { .. } => ProgressBar::no_length(),
        };
        let target = if self.console.json {
            ProgressDrawTarget::hidden()
        } else {
            // Hides itself where standard error is no terminal.
            ProgressDrawTarget::stderr()
        };
        bar.set_draw_target(target);
        let style = ProgressStyle::with_template("{bar:40} {human_pos} / {human_len} ({eta})");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar
    }
}

fn work(
    goals: &Goals,
    source: &Source<'_>,
    counter: &AtomicU64,
    saving: Option<&Mutex<Saving>>,
    bar: &ProgressBar,
) -> Result<Done, Broken> {
    let mut worker = goals.batch.worker();
    let mut done = Done {
        tallies: vec![Tally::default(); goals.n()],
        ..Done::default()
    };
    while let Some((at, answers, refused)) = source.next(counter, goals)? {
        let n = answers.n_rows() as u64;
        done.n_refused += refused.len() as u64;
        done.refused.extend(refused);
        done.refused.truncate(4 * MAX_REFUSED);
        let mut written = saving.map(|_| Vec::new());
        count(goals, &mut worker, &answers, &mut done, written.as_mut());
        if let (Some(saving), Some(rows)) = (saving, written) {
            saving
                .lock()
                .expect("no thread panics while it writes")
                .put(at, rows);
        }
        bar.inc(n);
    }
    done.reached = worker.reached();
    done.evaluated = worker.n_evaluated;
    Ok(done)
}

fn count(
    goals: &Goals,
    worker: &mut Worker<'_>,
    answers: &Answers,
    done: &mut Done,
    mut written: Option<&mut Vec<Vec<String>>>,
) {
    for first in (0..answers.n_rows()).step_by(ROWS) {
        let mut rows = worker.run(answers, first);
        done.households += rows.len() as u64;
        let broken = rows.contradictory(goals.constraints.iter().copied());
        let counts: Vec<bool> = broken.iter().map(|it| !it).collect();
        done.contradictory += broken.iter().map(|it| u64::from(*it)).sum::<u64>();
        rows.note_reached(&counts);
        tally(goals, &mut rows, &counts, &mut done.tallies);
        if let Some(written) = written.as_deref_mut() {
            for row in 0..rows.len() {
                written.push(goals.cells(&mut rows, answers, first, row));
            }
        }
    }
}

fn tally(goals: &Goals, rows: &mut Rows<'_, '_>, counts: &[bool], tallies: &mut [Tally]) {
    for program in &goals.programs {
        tallies[program.fits].add(rows, program.fits, counts);
        if let Some(amount) = program.amount {
            let fits = rows.holding(program.fits);
            let paid: Vec<bool> = fits.iter().zip(counts).map(|(a, b)| *a && *b).collect();
            tallies[amount].add(rows, amount, &paid);
        }
    }
    for (_, goal) in goals.decisions.iter().chain(&goals.desks) {
        tallies[*goal].add(rows, *goal, counts);
    }
}

impl Done {
    fn and(mut self, other: Self) -> Self {
        if self.tallies.is_empty() {
            return Self {
                households: self.households + other.households,
                ..other
            };
        }
        let tallies = self.tallies.into_iter().zip(&other.tallies);
        self.tallies = tallies.map(|(a, b)| a.and(b)).collect();
        for (mine, theirs) in self.reached.iter_mut().zip(&other.reached) {
            mine.iter_mut().zip(theirs).for_each(|(a, b)| *a |= b);
        }
        self.households += other.households;
        self.contradictory += other.contradictory;
        self.evaluated += other.evaluated;
        self.n_refused += other.n_refused;
        self.refused.extend(other.refused);
        self
    }
}

/// Rows that wait for those before them.
pub(super) type Waiting = BTreeMap<u64, Vec<Vec<String>>>;
