//! What was counted, as JSON and in words.

use serde::Serialize;
use tsunagu::batch::{Numbers, Told};
use tsunagu::run::SetView;
use tsunagu::value::{Set, Value};

use super::super::console::{Console, harmless};
use super::super::words::Word;
use super::cells;
use super::goals::Goals;
use super::work::Done;

/// Outcomes of a decision that are shown in words; the others are counted.
const MAX_SHOWN: usize = 12;

#[derive(Serialize)]
pub(super) struct Output {
    pack: String,
    version: String,
    wizard: String,
    at: String,
    pub households: u64,
    /// The seed, where they were drawn: they are no population then.
    #[serde(skip_serializing_if = "Option::is_none")]
    drawn: Option<u64>,
    /// Whose answers cannot be together; counted nowhere else.
    contradictory: u64,
    programs: Vec<ProgramCount>,
    decisions: Vec<DecisionCount>,
    desks: Vec<DecisionCount>,
    /// Rows of decision tables no household reached, counted from 1.
    unreached: Vec<Unreached>,
    /// Results the evaluator was asked for, one household at a time.
    evaluated: u64,
}

#[derive(Serialize)]
struct ProgramCount {
    name: String,
    fits: u64,
    does_not_fit: u64,
    open: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Amount>,
}

/// Yen, of those whom the programme fits.
#[derive(Serialize)]
struct Amount {
    households: u64,
    min: String,
    max: String,
    total: Option<String>,
    /// Of whom the amount is not certain.
    open: u64,
}

#[derive(Serialize)]
struct DecisionCount {
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outcomes: Vec<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    numbers: Option<Range>,
    /// Households with a list, and how often each member is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    lists: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<Member>,
}

#[derive(Serialize)]
struct Outcome {
    is: SetView,
    households: u64,
}

#[derive(Serialize)]
struct Member {
    value: String,
    households: u64,
}

#[derive(Serialize)]
struct Range {
    households: u64,
    min: String,
    max: String,
    total: Option<String>,
}

#[derive(Serialize)]
struct Unreached {
    decision: String,
    row: usize,
}

impl Output {
    pub(super) fn new(goals: &Goals, done: &Done, drawn: Option<u64>) -> Self {
        let book = &goals.book;
        let told = |goal: usize| match done.tallies.get(goal) {
            Some(it) => it.told(&goals.batch, goal),
            None => Told::default(),
        };
        let programs = goals.programs.iter().map(|program| {
            let (mut fits, mut does_not_fit, mut open) = (0, 0, 0);
            for (set, n) in told(program.fits).outcomes {
                let truth = set.truth();
                *if truth.is_true() {
                    &mut fits
                } else if truth.never() {
                    &mut does_not_fit
                } else {
                    &mut open
                } += n;
            }
            ProgramCount {
                name: book.programs[program.id].name.to_string(),
                fits,
                does_not_fit,
                open,
                amount: program.amount.and_then(|it| amount(&told(it))),
            }
        });
        let counts = |decisions: &[(usize, usize)]| {
            let counts = decisions.iter().map(|(id, goal)| {
                DecisionCount::new(book.decisions[*id].name.to_string(), told(*goal))
            });
            counts.collect()
        };
        Self {
            programs: programs.collect(),
            decisions: counts(&goals.decisions),
            desks: counts(&goals.desks),
            pack: book.pack.clone(),
            version: book.version.clone(),
            wizard: goals.wizard.clone(),
            at: goals.day.text(),
            households: done.households,
            drawn,
            contradictory: done.contradictory,
            unreached: unreached(goals, done),
            evaluated: done.evaluated,
        }
    }

    pub(super) fn show(&self, console: &Console) {
        if console.json {
            return console.out_json(self);
        }
        let line = |text: &str| console.out_line(&harmless(text));
        let households = self.households.to_string();
        match self.drawn {
            Some(seed) => {
                let words = [&households, &seed.to_string(), &self.at];
                line(&console.word(Word::Drawn, &words.map(String::as_str)));
            }
            None => line(&console.word(Word::Counted, &[&households, &self.at])),
        }
        if self.contradictory > 0 {
            let n = self.contradictory.to_string();
            line(&console.word(Word::Contradictory, &[&n]));
        }
        for it in &self.programs {
            let (a, b, c) = (it.fits, it.does_not_fit, it.open);
            let counts = [a, b, c].map(|it| it.to_string());
            let counts: Vec<&str> = counts.iter().map(String::as_str).collect();
            let counts = console.word(Word::FitsCounts, &counts);
            line(&format!("\n{}\n  {counts}", it.name));
            if let Some(it) = &it.amount {
                let total = it.total.as_deref().unwrap_or("–");
                let words = [&it.min, &it.max, total];
                line(&format!("  {}", console.word(Word::YenCounts, &words)));
            }
        }
        for it in self.decisions.iter().chain(&self.desks) {
            it.show(console);
        }
        if !self.unreached.is_empty() {
            line(&format!("\n{}", console.word(Word::UnreachedRows, &[])));
            for it in &self.unreached {
                let row = it.row.to_string();
                line(&format!(
                    "  {}",
                    console.word(Word::UnreachedRow, &[&it.decision, &row])
                ));
            }
        }
    }
}

impl DecisionCount {
    fn new(name: String, told: Told) -> Self {
        let numbers = told.numbers.as_ref().map(|it| Range {
            households: it.n,
            min: it.least.text(),
            max: it.most.text(),
            total: it.total.map(|it| it.text()),
        });
        let outcomes = told.outcomes.into_iter();
        let outcomes = outcomes.map(|(set, households)| Outcome {
            is: SetView(set),
            households,
        });
        let lists = told.lists.as_ref().map(|it| it.n);
        let members = told.lists.into_iter().flat_map(|it| it.members);
        let members = members.map(|(value, households)| Member {
            value: cells::text(&value),
            households,
        });
        let mut members: Vec<Member> = members.collect();
        members.sort_by_key(|it| std::cmp::Reverse(it.households));
        Self {
            name,
            outcomes: outcomes.collect(),
            numbers,
            lists,
            members,
        }
    }

    fn show(&self, console: &Console) {
        let line = |text: &str| console.out_line(&harmless(text));
        line(&format!("\n{}", self.name));
        let mut counts: Vec<(String, u64)> = Vec::new();
        // Numbers are told by their range, where there are many.
        let is_many = self.outcomes.len() > MAX_SHOWN && self.numbers.is_some();
        for it in &self.outcomes {
            let value = match &it.is.0 {
                Set::One(Value::Null(_)) => console.word(Word::Nothing, &[]),
                Set::One(Value::Number(_)) if is_many => continue,
                Set::One(value) => cells::text(value),
                Set::Many(_) => cells::UNSURE.to_owned(),
            };
            match counts.iter_mut().find(|(known, _)| *known == value) {
                Some((_, n)) => *n += it.households,
                None => counts.push((value, it.households)),
            }
        }
        let members = self.members.iter();
        counts.extend(members.map(|it| (it.value.clone(), it.households)));
        counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        for (value, n) in counts.iter().take(MAX_SHOWN) {
            line(&format!("  {n:>12}  {value}"));
        }
        let left = counts.len().saturating_sub(MAX_SHOWN);
        if left > 0 {
            line(&format!(
                "  {}",
                console.word(Word::AndMore, &[&left.to_string()])
            ));
        }
        if let (Some(it), true) = (&self.numbers, is_many || counts.is_empty()) {
            let n = it.households.to_string();
            let words = [n.as_str(), &it.min, &it.max];
            line(&format!("  {}", console.word(Word::NumbersFromTo, &words)));
        }
    }
}

fn amount(told: &Told) -> Option<Amount> {
    let certain = |it: &&(Set, u64)| it.0.is_settled();
    let open: u64 = told
        .outcomes
        .iter()
        .filter(|it| !certain(it))
        .map(|it| it.1)
        .sum();
    let Numbers {
        n,
        least,
        most,
        total,
    } = told.numbers.clone()?;
    Some(Amount {
        households: n,
        min: least.text(),
        max: most.text(),
        total: total.map(|it| it.text()),
        open,
    })
}

fn unreached(goals: &Goals, done: &Done) -> Vec<Unreached> {
    let mut out = Vec::new();
    for ((decision, rows), reached) in goals.batch.watched().zip(&done.reached) {
        for (row, _) in rows.iter().zip(reached).filter(|(_, it)| !**it) {
            out.push(Unreached {
                decision: goals.book.decisions[decision].name.to_string(),
                row: row + 1,
            });
        }
    }
    out
}
