//! Our native rows beside the peers: the harness's workload on the same book as the
//! adapters', one answer at a time and many families in a row.
//!
//! `cargo xtask bench --peers` writes the folder this reads (`benches/peers/native.mjs`):
//! books of 1, 10 and 100 copies, answer sets with what the harness's oracle says of
//! them, and changes of single answers. Everything is compared before it is timed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value as Json, json};
use tsunagu::book::Book;
use tsunagu::run::{Pick, Session, Start};
use tsunagu::value::{Moment, Set, Value};

fn main() {
    let Some(folder) = std::env::var_os("TSUNAGU_PEERS").map(PathBuf::from) else {
        println!("not run: `cargo xtask bench --peers` says where the workload is (TSUNAGU_PEERS)");
        return;
    };
    let workload = read(&folder.join("native.json"));
    let mut out = json!({ "copies": {} });
    for copies in [1_usize, 10, 100] {
        let work = &workload[&*copies.to_string()];
        let bytes = std::fs::read(folder.join(format!("{copies}.book"))).expect("a book");
        let mut it = Form::new(&bytes, work);
        it.compare(work);
        out["copies"][&*copies.to_string()] = json!({
            "load_us": micros(load(&bytes)),
            "book_bytes": bytes.len(),
            "answer_us": micros(it.answers(work)),
        });
        if copies == 1 {
            out["sets_per_s"] = json!(it.sets(work));
        }
    }
    println!("{out}");
}

fn read(file: &Path) -> Json {
    let text = std::fs::read_to_string(file).expect("the workload");
    serde_json::from_str(&text).expect("JSON")
}

/// Time on the processor where the system tells it (Linux), else time that passed: a
/// busy machine is not ours to answer for.
struct Clock(Duration);

impl Clock {
    fn start() -> Self {
        Self(Self::now())
    }

    fn elapsed(&self) -> Duration {
        Self::now().saturating_sub(self.0)
    }

    fn now() -> Duration {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat");
        let nanos = text.ok().and_then(|it| it.split(' ').next()?.parse().ok());
        nanos.map_or_else(
            || std::time::UNIX_EPOCH.elapsed().expect("a clock after 1970"),
            Duration::from_nanos,
        )
    }
}

fn micros(time: Duration) -> String {
    let nanos = time.as_nanos();
    format!("{}.{:03}", nanos / 1000, nanos % 1000)
}

/// Reading a book, the mean over a quarter of a second: the processor's clock ticks
/// in thousandths.
fn load(bytes: &[u8]) -> Duration {
    let clock = Clock::start();
    let mut n = 0;
    while n < 3 || clock.elapsed() < Duration::from_millis(250) {
        let book = Book::from_bytes(bytes).expect("a book");
        assert!(!book.questions.is_empty(), "a whole book");
        n += 1;
    }
    clock.elapsed() / n
}

type Answer = (usize, Pick);

/// What a form holds: a session and where outputs and questions stand in it.
struct Form {
    session: Session,
    outputs: Vec<Output>,
    /// Which outputs are in an island.
    of_island: Vec<Vec<usize>>,
}

struct Output {
    name: String,
    decision: usize,
    /// Known to us earlier than the workload has it: told when these are answered.
    rests_on: Vec<usize>,
}

impl Form {
    fn new(bytes: &[u8], work: &Json) -> Self {
        let book = Arc::new(Book::from_bytes(bytes).expect("a book"));
        let start = Start {
            wizard: String::new(),
            lang: "ja".to_owned(),
            at: Moment::parse("2026-11-20T12:30").expect("a moment"),
        };
        let session = Session::start(Arc::clone(&book), &start).expect("a session");
        let outputs = list(&work["outputs"]).iter().map(|it| {
            let name = it[0].as_str().expect("a name").to_owned();
            let decision = book.decision(&name).expect("a decision");
            let question = |it: &Json| {
                book.question(it.as_str().unwrap_or(""))
                    .expect("it is there")
            };
            Output {
                decision,
                rests_on: it[1]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(question)
                    .collect(),
                name,
            }
        });
        let outputs: Vec<Output> = outputs.collect();
        let mut of_island = vec![Vec::new(); session.n_islands()];
        for (at, output) in outputs.iter().enumerate() {
            of_island[session.island_of(output.decision)].push(at);
        }
        Self {
            session,
            outputs,
            of_island,
        }
    }

    fn blocks(&self, question: usize) -> bool {
        self.session.is_open(question) && self.session.applies(question).is_true()
    }

    fn value(&self, output: &Output) -> Option<&Value> {
        if output.rests_on.iter().any(|it| self.blocks(*it)) {
            return None;
        }
        match &self.session.known(output.decision)?.set {
            Set::One(value) => Some(value),
            Set::Many(_) => None,
        }
    }

    /// All of the workload's answers, by what the oracle says.
    fn compare(&mut self, work: &Json) {
        for set in list(&work["sets"]) {
            self.session.put(&answers(&set["answers"]));
            for output in &self.outputs {
                let said = &set["values"][&output.name];
                let same = match self.value(output) {
                    None => said.is_null(),
                    Some(Value::Boolean(it)) => said.as_bool() == Some(*it),
                    Some(Value::Number(it)) => said
                        .as_number()
                        .is_some_and(|said| said.as_str() == it.text()),
                    Some(_) => false,
                };
                assert!(
                    same,
                    "{}: {said}, and we say {:?}",
                    output.name,
                    self.value(output)
                );
            }
        }
    }

    /// One answer, and what it may have changed read again: the mean over all changes.
    fn answers(&mut self, work: &Json) -> Duration {
        let start = answers(&work["start"]);
        let changes = answers(&work["changes"]);
        let (mut time, mut n, mut known) = (Duration::ZERO, 0_u32, 0_usize);
        while time < Duration::from_millis(400) {
            self.session.put(&start);
            let begun = Clock::start();
            for change in &changes {
                self.session.put(std::slice::from_ref(change));
                let island = self.session.island(change.0);
                let touched = self.of_island[island].iter().map(|it| &self.outputs[*it]);
                known += touched.filter(|it| self.value(it).is_some()).count();
            }
            time += begun.elapsed();
            n += u32::try_from(changes.len()).expect("a thousand");
        }
        assert!(known > 0, "results came out");
        time / n
    }

    /// Whole families, one after another, a second.
    fn sets(&mut self, work: &Json) -> u128 {
        let sets: Vec<_> = list(&work["sets"])
            .iter()
            .map(|it| answers(&it["answers"]))
            .collect();
        let begun = Clock::start();
        let (mut n, mut known) = (0_u128, 0_usize);
        while begun.elapsed() < Duration::from_secs(2) {
            for set in &sets {
                self.session.put(set);
                known += self
                    .outputs
                    .iter()
                    .filter(|it| self.value(it).is_some())
                    .count();
                n += 1;
            }
        }
        assert!(known > 0, "results came out");
        n * 1_000_000 / begun.elapsed().as_micros().max(1)
    }
}

fn list(it: &Json) -> &[Json] {
    it.as_array().map_or(&[], Vec::as_slice)
}

/// `[[question, answer], …]`: a place of an option, a truth, `"30"` for a number,
/// `null` for none.
fn answers(it: &Json) -> Vec<Answer> {
    let answer = |it: &Json| {
        let question = usize::try_from(it[0].as_u64().expect("a place")).expect("small");
        let pick = match &it[1] {
            Json::Bool(it) => Pick::Yes(*it),
            Json::Number(it) => Pick::Option(it.to_string().parse().expect("a place")),
            Json::String(it) => Pick::Whole(it.parse().expect("digits")),
            _ => Pick::Nothing,
        };
        (question, pick)
    };
    list(it).iter().map(answer).collect()
}
