//! A recipe as the files of a pack, in the words a maintainer would use.

use std::collections::BTreeSet;
use std::fmt;

use tsunagu::author::Files;

use super::recipe::{
    Asked, AskedKind, Column, Cond, Gives, How, Num, Pick, Recipe, Row, RowCond, Table, Tree, Txt,
    Worked,
};

/// Options of every question with options, and names in the table of facts.
const OPTIONS: [&str; 3] = ["甲", "乙", "丙"];
const ALL: [usize; 3] = [0, 1, 2];
/// Days of every question about a day; the last is a birthday's eve on the day of the answer.
const DAYS: [&str; 4] = ["2008-03-31", "2008-04-01", "2008-04-02", "2008-04-03"];
/// The day all answers are given on.
pub const TODAY: &str = "2026-04-01";

/// What a name in an expression is.
#[derive(Clone, PartialEq)]
enum Kind {
    Boolean,
    Number,
    /// One of these options; `None` where any text may come.
    Text(Option<Vec<usize>>),
    Several(usize),
    /// A list of texts worked out.
    Names,
    Date,
    Other,
}

#[derive(Clone)]
struct Known {
    name: String,
    kind: Kind,
    is_question: bool,
}

/// Everything that can be named at one place.
#[derive(Clone, Default)]
struct Scope(Vec<Known>);

impl Scope {
    fn pick(&self, at: Pick, wanted: impl Fn(&Known) -> bool) -> Option<&Known> {
        let fitting: Vec<&Known> = self.0.iter().filter(|it| wanted(it)).collect();
        (!fitting.is_empty()).then(|| fitting[at % fitting.len()])
    }

    fn named(&self, at: Pick, kind: &Kind) -> Option<&str> {
        self.pick(at, |it| it.kind == *kind)
            .map(|it| it.name.as_str())
    }

    /// A name that is one of some options.
    fn choice(&self, at: Pick) -> Option<(&str, &[usize])> {
        let found = self.pick(at, |it| matches!(it.kind, Kind::Text(Some(_))))?;
        let Kind::Text(Some(options)) = &found.kind else {
            return None;
        };
        Some((&found.name, options))
    }

    fn several(&self, at: Pick) -> Option<(&str, usize)> {
        let found = self.pick(at, |it| matches!(it.kind, Kind::Several(_)))?;
        let Kind::Several(n) = found.kind else {
            return None;
        };
        Some((&found.name, n))
    }

    fn num(&self, it: &Num) -> String {
        match it {
            Num::Given(at) => self.named(*at, &Kind::Number).unwrap_or("1").to_owned(),
            Num::Literal(it) if *it < 0 => format!("({it})"),
            Num::Literal(it) => it.to_string(),
            Num::Operation(op, it) => format!("({} {op} {})", self.num(&it.0), self.num(&it.1)),
            Num::Shared(it, by) => format!("({} / {by})", self.num(it)),
            Num::OverChoice(it, by) => format!(
                "({} / (if {} then {by} else 2))",
                self.num(&it.0),
                self.cond(&it.1)
            ),
            Num::Negate(it) => format!("-({})", self.num(it)),
            Num::If(it) => format!(
                "(if {} then {} else {})",
                self.cond(&it.0),
                self.num(&it.1),
                self.num(&it.2)
            ),
            Num::Facts("count", _, it) => format!("count(表[{}])", self.row(it, "")),
            Num::Facts(of, true, it) => {
                format!("{of}(concatenate([0], 表[{}].点))", self.row(it, ""))
            }
            Num::Facts(of, false, it) => format!("{of}(表[{}].点)", self.row(it, "")),
            Num::Listed(of, parts) => {
                let parts: Vec<String> = parts.iter().map(|it| self.num(it)).collect();
                format!("{of}([{}])", parts.join(", "))
            }
            Num::Ticked(at) => self
                .several(*at)
                .map_or("0".to_owned(), |(it, _)| format!("count({it})")),
            Num::Rounded(how, it) => format!("{how}({})", self.num(it)),
            Num::Age(at) => self
                .named(*at, &Kind::Date)
                .map_or("18".to_owned(), |it| format!("満年齢({it}, 基準日)")),
            Num::Year(at) => self
                .named(*at, &Kind::Date)
                .map_or("2008".to_owned(), |it| format!("年度({it})")),
            Num::Length(at) => self.choice(*at).map_or("1".to_owned(), |(it, _)| {
                format!("string length({it} + \"月\")")
            }),
            Num::FactAt(at) => format!("表[{at}].点"),
        }
    }

    fn txt(&self, it: &Txt) -> String {
        self.txt_among(it, &ALL).0
    }

    /// The text, and the options it can be; a literal is one of `among`.
    fn txt_among(&self, it: &Txt, among: &[usize]) -> (String, Option<Vec<usize>>) {
        let literal = |at: Pick| {
            let option = among[at % among.len()];
            (quoted(option), Some(vec![option]))
        };
        match it {
            Txt::Given(at) => match self.choice(*at) {
                Some((name, options)) => (name.to_owned(), Some(options.to_vec())),
                None => literal(*at),
            },
            Txt::Literal(at) => literal(*at),
            Txt::If(it) => {
                let (condition, a, b) = &**it;
                let ((a, of_a), (b, of_b)) = (self.txt_among(a, among), self.txt_among(b, among));
                let both = of_a.zip(of_b).map(|(a, b)| [a, b].concat());
                (
                    format!("(if {} then {a} else {b})", self.cond(condition)),
                    both,
                )
            }
            Txt::Join(it) => (
                format!(
                    "({} + {})",
                    self.txt_among(&it.0, among).0,
                    self.txt_among(&it.1, among).0
                ),
                None,
            ),
        }
    }

    /// Two texts to compare. A literal must be an option of the other side.
    fn txt_pair(&self, a: &Txt, b: &Txt) -> (String, String) {
        let (text, options) = self.txt_among(a, &ALL);
        let (other, other_options) = self.txt_among(b, options.as_deref().unwrap_or(&ALL));
        let text = if text.starts_with('"') {
            self.txt_among(a, other_options.as_deref().unwrap_or(&ALL))
                .0
        } else {
            text
        };
        (text, other)
    }

    fn cond(&self, it: &Cond) -> String {
        let nothing = || "true".to_owned();
        match it {
            Cond::Yes(at) => self.named(*at, &Kind::Boolean).unwrap_or("true").to_owned(),
            Cond::IsNull(at) => self
                .pick(*at, |it| it.kind != Kind::Other)
                .map_or_else(nothing, |it| format!("({} = null)", it.name)),
            Cond::Compare(op, a, b) => format!("({} {op} {})", self.num(a), self.num(b)),
            Cond::Within(it, from, to, how) => {
                let it = self.num(it);
                match how % 5 {
                    0 => format!("({it} between {from} and {to})"),
                    1 => format!("({it} in [{from}..{to}])"),
                    2 => format!("({it} in ({from}..{to}])"),
                    3 => format!("({it} in (< {from}, {to}))"),
                    _ => format!("({it} in (> {to}))"),
                }
            }
            Cond::Same(same, a, b) => {
                let (a, b) = self.txt_pair(a, b);
                format!("({a} {} {b})", if *same { "=" } else { "!=" })
            }
            Cond::Before(op, a, b) => {
                let (a, b) = self.txt_pair(a, b);
                format!("({a} {op} {b})")
            }
            Cond::OneOf(at, options) => self.choice(*at).map_or_else(nothing, |(it, among)| {
                format!("({it} in ({}))", listed(options, among))
            }),
            Cond::Holds(at, option) => {
                match self.pick(*at, |it| matches!(it.kind, Kind::Several(_) | Kind::Names)) {
                    Some(Known {
                        name,
                        kind: Kind::Several(n),
                        ..
                    }) => format!("({} in {name})", quoted(option % n)),
                    Some(Known { name, .. }) => {
                        format!("list contains({name}, {})", quoted(option % OPTIONS.len()))
                    }
                    None => nothing(),
                }
            }
            Cond::Shares(a, b) => match (
                self.pick(*a, |it| it.is_question && matches!(it.kind, Kind::Text(_))),
                self.several(*b),
            ) {
                (Some(a), Some((b, _))) => format!("({} in {b})", a.name),
                _ => nothing(),
            },
            Cond::Since(at, op, day) => self
                .named(*at, &Kind::Date)
                .map_or_else(nothing, |it| format!("({it} {op} {})", date(*day))),
            Cond::Between(at, from, to) => {
                let between =
                    |it: &str| format!("({it} between {} and {})", date(*from), date((*to).min(3)));
                self.named(*at, &Kind::Date).map_or_else(nothing, between)
            }
            Cond::All(parts) => format!("({})", self.conds(parts, " and ")),
            Cond::Any(parts) => format!("({})", self.conds(parts, " or ")),
            Cond::Not(it) => format!("not({})", self.cond(it)),
            Cond::If(it) => format!(
                "(if {} then {} else {})",
                self.cond(&it.0),
                self.cond(&it.1),
                self.cond(&it.2)
            ),
            Cond::SomeRow(every, it) => {
                format!(
                    "({} 行 in 表 satisfies {})",
                    quantifier(*every),
                    self.row(it, "行.")
                )
            }
            Cond::SomeTicked(every, at, options) => {
                self.several(*at).map_or_else(nothing, |(it, n)| {
                    format!(
                        "({} 印 in {it} satisfies 印 in ({}))",
                        quantifier(*every),
                        listed(options, &ALL[..n])
                    )
                })
            }
            Cond::Listed(all, parts) => format!(
                "{}([{}])",
                if *all { "all" } else { "any" },
                self.conds(parts, ", ")
            ),
        }
    }

    fn conds(&self, parts: &[Cond], between: &str) -> String {
        parts
            .iter()
            .map(|it| self.cond(it))
            .collect::<Vec<_>>()
            .join(between)
    }

    /// `of` is empty in a filter, where columns go by their own names.
    fn row(&self, it: &RowCond, of: &str) -> String {
        let joined = |parts: &[RowCond], between: &str| {
            parts
                .iter()
                .map(|it| self.row(it, of))
                .collect::<Vec<_>>()
                .join(between)
        };
        match it {
            RowCond::Marked => format!("{of}印"),
            RowCond::NameIs(it) => format!("({of}名 = {})", self.txt(it)),
            RowCond::NameIn(at) => self
                .several(*at)
                .map_or(format!("{of}印"), |(it, _)| format!("({of}名 in {it})")),
            RowCond::Points(op, it) => format!("({of}点 {op} {})", self.num(it)),
            RowCond::Words(at) => match self.several(*at) {
                Some((it, _)) => format!("(some 語一つ in {of}語 satisfies 語一つ in {it})"),
                None => format!("(\"甲\" in {of}語)"),
            },
            RowCond::Not(it) => format!("not({})", self.row(it, of)),
            RowCond::All(parts) => format!("({})", joined(parts, " and ")),
            RowCond::Any(parts) => format!("({})", joined(parts, " or ")),
            RowCond::Outer(it) => self.cond(it),
        }
    }
}

fn quantifier(every: bool) -> &'static str {
    if every { "every" } else { "some" }
}

fn quoted(option: usize) -> String {
    format!("\"{}\"", OPTIONS[option])
}

fn listed(options: &[Pick], among: &[usize]) -> String {
    options
        .iter()
        .map(|it| quoted(among[it % among.len()]))
        .collect::<Vec<_>>()
        .join(", ")
}

fn date(day: i32) -> String {
    format!(
        "date(\"{}\")",
        DAYS[usize::try_from(day).unwrap() % DAYS.len()]
    )
}

/// A scalar of YAML in quotes.
fn yaml(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn csv(cells: &[String]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|it| format!("\"{}\"", it.replace('"', "\"\"")))
        .collect();
    cells.join(",") + "\n"
}

impl Recipe {
    /// How many questions, from the first, keep within the limit of combinations.
    fn n_questions(&self) -> usize {
        let mut combinations = 1;
        let fits = |it: &&Asked| {
            combinations *= it.kind.n_values();
            combinations <= self.limit
        };
        self.questions.iter().take_while(fits).count().max(1)
    }

    /// The pack `試`, all of its files.
    pub fn files(&self) -> Files {
        let mut out = Out::default();
        let questions = &self.questions[..self.n_questions()];
        let mut decisions: Vec<&Worked> = self.decisions.iter().collect();
        decisions.sort_by_key(|it| it.reach % (questions.len() + 1));
        let mut decisions = decisions.into_iter().enumerate().peekable();
        let mut scope = Scope::default();
        out.facts(self);
        for (at, question) in questions.iter().enumerate() {
            while let Some((n, it)) =
                decisions.next_if(|(_, it)| it.reach % (questions.len() + 1) <= at)
            {
                out.decision(n, it, &mut scope);
            }
            out.question(at, question, &mut scope);
        }
        for (n, it) in decisions {
            out.decision(n, it, &mut scope);
        }
        for (at, it) in self.programs.iter().enumerate() {
            out.programs += &format!("  制度{at}:\n    source: {{ doc: 法, at: 条 }}\n    fits:\n");
            out.tree(&it.fits, &scope, 6);
            if let Some(amount) = &it.amount {
                out.programs += &format!("    amount: {}\n", yaml(&scope.num(amount)));
            }
        }
        if self.has_wizard {
            out.wizard(questions, self, &scope);
        }
        out.files()
    }
}

impl AskedKind {
    fn n_values(&self) -> usize {
        let n = |it: i32| usize::try_from(it).unwrap();
        match self {
            Self::YesNo => 2,
            Self::Choice(n) => *n,
            Self::Several(n, _) => 1 << n,
            Self::Number(_, more) => n(*more) + 1,
            Self::Decimal(_, more) => 2 * n(*more) + 1,
            Self::Date(more) => n(*more) + 1,
        }
    }
}

#[derive(Default)]
struct Out {
    questions: String,
    decisions: String,
    programs: String,
    wizards: String,
    tables: Vec<(String, String)>,
}

impl Out {
    fn facts(&mut self, recipe: &Recipe) {
        let mut text = "名,点,印,語,適用終了\n".to_owned();
        for it in &recipe.facts {
            let words: Vec<&str> = it
                .words
                .iter()
                .map(|it| OPTIONS[it % OPTIONS.len()])
                .collect();
            text += &csv(&[
                OPTIONS[it.name % OPTIONS.len()].to_owned(),
                it.points.map_or_else(String::new, |it| it.to_string()),
                it.mark.map_or_else(String::new, |it| it.to_string()),
                words.join("、"),
                if it.is_past { "2026-03-31" } else { "" }.to_owned(),
            ]);
        }
        self.tables.push(("facts".to_owned(), text));
    }

    fn question(&mut self, at: usize, it: &Asked, scope: &mut Scope) {
        let (word, kind) = match &it.kind {
            AskedKind::YesNo => ("真", Kind::Boolean),
            AskedKind::Choice(n) => ("選", Kind::Text(Some(ALL[..*n].to_vec()))),
            AskedKind::Several(n, _) => ("複", Kind::Several(*n)),
            AskedKind::Number(..) => ("数", Kind::Number),
            AskedKind::Decimal(..) => ("量", Kind::Number),
            AskedKind::Date(_) => ("日", Kind::Date),
        };
        let name = format!("{word}{at}");
        let options = |n: usize, only: bool| {
            let option = |at: usize| match only && at + 1 == n {
                true => format!("{}: {{ ja: {0}, only: true }}", OPTIONS[at]),
                false => format!("{}: {0}", OPTIONS[at]),
            };
            (0..n).map(option).collect::<Vec<_>>().join(", ")
        };
        let rest = match &it.kind {
            AskedKind::YesNo => "kind: yes-no".to_owned(),
            AskedKind::Choice(n) => format!("kind: choice, options: {{ {} }}", options(*n, false)),
            AskedKind::Several(n, only) => {
                format!("kind: several, options: {{ {} }}", options(*n, *only))
            }
            AskedKind::Number(min, more) => {
                format!("kind: number, min: {min}, max: {}", min + more)
            }
            AskedKind::Decimal(min, more) => {
                format!("kind: number, min: {min}, max: {}, step: 0.5", min + more)
            }
            AskedKind::Date(more) => format!(
                "kind: date, min: {}, max: {}",
                DAYS[0],
                DAYS[usize::try_from(*more).unwrap()]
            ),
        };
        let gate = |key: &str, it: &Option<Cond>| {
            it.as_ref().map_or_else(String::new, |it| {
                format!(", {key}: {}", yaml(&scope.cond(it)))
            })
        };
        let gates = gate("when", &it.when) + &gate("ask-when", &it.ask_when);
        self.questions += &format!("  {name}: {{ ask: {name}, why: 試す, {rest}{gates} }}\n");
        scope.0.push(Known {
            name,
            kind,
            is_question: true,
        });
    }

    fn decision(&mut self, at: usize, it: &Worked, scope: &mut Scope) {
        let name = format!("決{at}");
        let (kind, value) = match &it.how {
            How::Number(it) => (Kind::Number, scope.num(it)),
            How::Condition(it) => (Kind::Boolean, scope.cond(it)),
            How::Text(it) => {
                let (text, options) = scope.txt_among(it, &ALL);
                (Kind::Text(options), text)
            }
            How::Names(it) => (Kind::Names, format!("表[{}].名", scope.row(it, ""))),
            How::Points(it, plus) => (
                Kind::Other,
                format!(
                    "for 行 in 表[{}] return 行.点 + {}",
                    scope.row(it, ""),
                    scope.num(plus)
                ),
            ),
            How::Table(it) => {
                let (kind, text) = table(it, scope);
                self.tables.push((name.clone(), text));
                let labels: Vec<String> = priorities(it)
                    .into_iter()
                    .map(|it| format!("{}: {0}", OPTIONS[it]))
                    .collect();
                let labels = labels.join(", ");
                self.decisions += &format!(
                    "  {name}: {{ table: tables/{name}.csv, labels: {{ {labels} }}, source: {{ doc: 法, at: 条 }} }}\n"
                );
                scope.0.push(Known {
                    name,
                    kind,
                    is_question: false,
                });
                return;
            }
        };
        self.decisions += &format!(
            "  {name}: {{ value: {}, source: {{ doc: 法, at: 条 }} }}\n",
            yaml(&value)
        );
        scope.0.push(Known {
            name,
            kind,
            is_question: false,
        });
    }

    fn tree(&mut self, it: &Tree, scope: &Scope, indent: usize) {
        let pad = " ".repeat(indent);
        match it {
            Tree::Is(it) => self.programs += &format!("{pad}if: {}\n", yaml(&scope.cond(it))),
            Tree::Not(it) => {
                self.programs += &format!("{pad}not:\n");
                self.tree(it, scope, indent + 2);
            }
            Tree::All(parts) | Tree::Any(parts) => {
                let word = if matches!(it, Tree::All(_)) {
                    "all"
                } else {
                    "any"
                };
                self.programs += &format!("{pad}{word}:\n");
                for part in parts {
                    self.programs += &format!("{pad}  -\n");
                    self.tree(part, scope, indent + 4);
                }
            }
        }
    }

    /// Two questions a page; every programme and every decision is wanted.
    fn wizard(&mut self, questions: &[Asked], recipe: &Recipe, scope: &Scope) {
        let names: Vec<&str> = scope
            .0
            .iter()
            .filter(|it| it.is_question)
            .map(|it| it.name.as_str())
            .collect();
        let decisions: Vec<&str> = scope
            .0
            .iter()
            .filter(|it| !it.is_question)
            .map(|it| it.name.as_str())
            .collect();
        let programs: Vec<String> = (0..recipe.programs.len())
            .map(|it| format!("制度{it}"))
            .collect();
        let pages: String = names
            .chunks(2)
            .map(|it| format!("      - {{ title: 頁, questions: [{}] }}\n", it.join(", ")))
            .collect();
        assert_eq!(names.len(), questions.len());
        self.wizards = format!(
            "  家族:\n    title: 家族\n    pages:\n{pages}    results: [{}]\n    show: [{}]\n",
            programs.join(", "),
            decisions.join(", ")
        );
    }

    fn files(self) -> Files {
        let manifest = "pack: 試\nversion: 1\nname: 試\nlanguages: [ja]\nsources:\n  法: { title: 法, publisher: 国, date: 2020-01-01 }\n";
        let tables = "tables:\n  表:\n    file: tables/facts.csv\n    columns: { 名: text, 点: number, 印: boolean, 語: list }\n    source: { doc: 法, at: 表 }\n";
        let mut files = Files::from([("試/pack.yaml".to_owned(), manifest.into())]);
        let mut add = |folder: &str, head: &str, body: &str| {
            if !body.is_empty() {
                files.insert(
                    format!("試/{folder}/all.yaml"),
                    format!("{head}{folder}:\n{body}").into(),
                );
            }
        };
        add("questions", tables, &self.questions);
        add("decisions", "", &self.decisions);
        add("programs", "", &self.programs);
        add("wizards", "", &self.wizards);
        files.extend(
            self.tables
                .into_iter()
                .map(|(name, text)| (format!("試/tables/{name}.csv"), text.into())),
        );
        files
    }
}

/// A decision table's CSV and the kind of what it gives.
fn table(it: &Table, scope: &Scope) -> (Kind, String) {
    let mut columns: Vec<(String, Kind)> = it
        .columns
        .iter()
        .filter_map(|it| column(it, scope))
        .collect();
    let mut names = BTreeSet::new();
    columns.retain(|(name, _)| names.insert(name.clone()));
    let whole = it
        .is_whole
        .then(|| whole(&mut columns))
        .filter(|it| !it.is_empty());
    let is_sum = matches!(it.hit, "C+" | "C<" | "C>");
    let gives = if is_sum { Gives::Number } else { it.gives };
    let mut text = format!("{}\n", it.hit);
    let mut heading: Vec<String> = columns.iter().map(|(name, _)| name.clone()).collect();
    heading.extend(match gives {
        Gives::Both => vec!["→語".to_owned(), "→数".to_owned()],
        _ => vec!["→".to_owned()],
    });
    heading.push("適用終了".to_owned());
    text += &csv(&heading);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (cells, row) in whole.iter().flatten().zip(it.rows.iter().cycle()) {
        let row = Row {
            is_formula: false,
            ..row.clone()
        };
        let mut cells = cells.clone();
        cells.extend(outputs(&row, gives, scope));
        cells.push(String::new());
        rows.push(cells);
    }
    let drawn = if whole.is_some() { &[][..] } else { &it.rows };
    for (at, row) in drawn.iter().enumerate() {
        let mut cells: Vec<String> = columns
            .iter()
            .zip(&row.cells)
            .map(|((_, kind), it)| it.map_or("-".to_owned(), |it| cell(kind, it)))
            .collect();
        if it.is_split
            && let (Some(first), Some((_, kind))) = (cells.first_mut(), columns.first())
        {
            *first = split_cell(kind, at);
        }
        cells.extend(outputs(row, gives, scope));
        cells.push(if row.is_past { "2026-03-31" } else { "" }.to_owned());
        rows.push(cells);
    }
    text += &rows.iter().map(|it| csv(it)).collect::<String>();
    let kind = match (it.hit, gives) {
        ("R" | "O" | "C", _) | (_, Gives::Both) if it.hit != "C#" => Kind::Other,
        ("C#" | "C+" | "C<" | "C>", _) | (_, Gives::Number) => Kind::Number,
        _ => {
            let n = whole.map_or(it.rows.len(), |it| it.len());
            let texts = it.rows.iter().take(n).map(|it| it.text % OPTIONS.len());
            Kind::Text(Some(texts.collect()))
        }
    };
    (kind, text)
}

/// Leaves one or two columns with a few values each; a row's cells for each
/// combination of them.
fn whole(columns: &mut Vec<(String, Kind)>) -> Vec<Vec<String>> {
    columns.retain(|(_, kind)| matches!(kind, Kind::Boolean | Kind::Text(Some(_))));
    columns.truncate(2);
    let mut rows = vec![Vec::new()];
    for (_, kind) in columns.iter() {
        let values: Vec<&str> = match kind {
            Kind::Text(Some(options)) => {
                let options: BTreeSet<usize> = options.iter().copied().collect();
                options.into_iter().map(|it| OPTIONS[it]).collect()
            }
            _ => vec!["true", "false"],
        };
        let with = |row: &Vec<String>| {
            let row = row.clone();
            let one = move |it: &&str| [row.clone(), vec![(*it).to_owned()]].concat();
            values.iter().map(one).collect::<Vec<_>>()
        };
        rows = rows.iter().flat_map(with).collect();
    }
    if columns.is_empty() { Vec::new() } else { rows }
}

/// The texts a table gives, last first; of three one stays undeclared.
fn priorities(it: &Table) -> Vec<usize> {
    // A row for each combination may be one row.
    let n = if it.is_whole { 1 } else { it.rows.len() };
    let rows = it.rows.iter().take(n);
    let texts: BTreeSet<usize> = rows.map(|it| it.text % OPTIONS.len()).collect();
    let given = matches!(it.hit, "P" | "O") && it.gives != Gives::Number;
    texts.into_iter().rev().filter(|_| given).take(2).collect()
}

fn column(it: &Column, scope: &Scope) -> Option<(String, Kind)> {
    let usable = |it: &Known| !matches!(it.kind, Kind::Other | Kind::Names);
    match it {
        Column::Question(at) => scope
            .pick(*at, |it| it.is_question && usable(it))
            .map(|it| (it.name.clone(), it.kind.clone())),
        Column::Decision(at) => scope
            .pick(*at, usable)
            .map(|it| (it.name.clone(), it.kind.clone())),
        // A bracket first, so that a heading is never taken for anything else.
        Column::Number(it) => Some((format!("({})", scope.num(it)), Kind::Number)),
    }
}

fn cell(kind: &Kind, (how, n, more): (Pick, i32, i32)) -> String {
    let top = n + more;
    let at = usize::try_from(n + 2).unwrap();
    match kind {
        Kind::Boolean => ["true", "false", "not(true)", "null"][how % 4].to_owned(),
        Kind::Number => match how % 9 {
            0 => n.to_string(),
            1 => format!("< {n}"),
            2 => format!(">= {n}"),
            3 => format!("[{n}..{top}]"),
            4 => format!("({n}..{top})"),
            5 => format!("not({n})"),
            6 => format!("{n}, > {top}"),
            7 => format!("? * 2 > {n}"),
            _ => format!("<= {n}"),
        },
        Kind::Text(options) => {
            let options = options.as_deref().unwrap_or(&ALL);
            let (a, b) = (
                options[at % options.len()],
                options[(at + 1) % options.len()],
            );
            match how % 4 {
                0 => OPTIONS[a].to_owned(),
                1 => format!("{}, {}", OPTIONS[a], OPTIONS[b]),
                2 => format!("not({})", quoted(a)),
                _ => format!("{}, null", quoted(a)),
            }
        }
        Kind::Several(n) => match how % 3 {
            0 => format!("{} in ?", quoted(at % n)),
            1 => format!("not({} in ?)", quoted(at % n)),
            _ => format!("count(?) >= {}", more),
        },
        Kind::Date => match how % 3 {
            0 => format!("< {}", date(n + 2)),
            1 => format!(">= {}", date(n + 2)),
            _ => format!("[{}..{}]", date(more), date(3)),
        },
        Kind::Names | Kind::Other => "-".to_owned(),
    }
}

/// The `at`th of cells that exclude each other.
fn split_cell(kind: &Kind, at: usize) -> String {
    let low = i32::try_from(at).unwrap();
    match kind {
        Kind::Boolean => ["true", "false"].get(at).unwrap_or(&"null").to_string(),
        Kind::Text(Some(options)) if at < options.len() => OPTIONS[options[at]].to_owned(),
        Kind::Number if at == 0 => "< 1".to_owned(),
        Kind::Number => format!("[{low}..{})", low + 1),
        _ => "-".to_owned(),
    }
}

fn outputs(row: &Row, gives: Gives, scope: &Scope) -> Vec<String> {
    let literal = i32::try_from(row.text).unwrap() - 2;
    let number = if row.is_formula {
        format!("= {}", scope.num(&row.number))
    } else {
        literal.to_string()
    };
    let text = OPTIONS[row.text % OPTIONS.len()].to_owned();
    match gives {
        Gives::Number => vec![number],
        Gives::Text => vec![text],
        Gives::Both => vec![text, number],
    }
}

/// A failing recipe is shown as the pack it makes.
impl fmt::Debug for Recipe {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, bytes) in self.files() {
            if !path.ends_with("pack.yaml") {
                write!(out, "\n--- {path}\n{}", String::from_utf8_lossy(&bytes))?;
            }
        }
        Ok(())
    }
}
