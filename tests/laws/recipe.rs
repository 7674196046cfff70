//! Random packs, before they have names. A recipe says "a comparison of some
//! number question with 2"; `write` decides which question that is, from those
//! in reach. So a recipe always makes a pack that passes the checks, and what
//! proptest shrinks stays one.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

/// One of whatever there is, by its place modulo their number.
pub type Pick = usize;

#[derive(Clone)]
pub struct Recipe {
    pub questions: Vec<Asked>,
    pub facts: Vec<Fact>,
    pub decisions: Vec<Worked>,
    pub programs: Vec<Scheme>,
    /// Without one the whole book is asked.
    pub has_wizard: bool,
    /// No more combinations of answers than this.
    pub limit: usize,
}

#[derive(Clone, Debug)]
pub struct Asked {
    pub kind: AskedKind,
    pub when: Option<Cond>,
    pub ask_when: Option<Cond>,
}

#[derive(Clone, Debug)]
pub enum AskedKind {
    YesNo,
    /// With this many options.
    Choice(usize),
    /// The flag: the last option goes with no other.
    Several(usize, bool),
    /// From, and how many steps more.
    Number(i32, i32),
    /// Steps of a half.
    Decimal(i32, i32),
    /// Days from the first.
    Date(i32),
}

#[derive(Clone, Debug)]
pub struct Fact {
    pub name: Pick,
    pub points: Option<i32>,
    pub mark: Option<bool>,
    pub words: Vec<Pick>,
    pub is_past: bool,
}

/// A decision that looks at the first few questions only, so that a later
/// question's `when:` may look at it.
#[derive(Clone, Debug)]
pub struct Worked {
    pub reach: Pick,
    pub how: How,
}

#[derive(Clone, Debug)]
pub enum How {
    Number(Num),
    Condition(Cond),
    Text(Txt),
    /// Names of the facts that fit.
    Names(RowCond),
    /// A number for each fact that fits.
    Points(RowCond, Num),
    Table(Table),
}

#[derive(Clone, Debug)]
pub struct Table {
    pub hit: &'static str,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub gives: Gives,
    /// Rows that differ in their first column, one for each value it can have.
    pub is_split: bool,
    /// A row for each combination of the values of one or two columns with a few.
    pub is_whole: bool,
}

#[derive(Clone, Debug)]
pub enum Column {
    Question(Pick),
    Decision(Pick),
    Number(Num),
}

#[derive(Clone, Debug)]
pub struct Row {
    pub cells: Vec<Option<(Pick, i32, i32)>>,
    pub number: Num,
    pub text: Pick,
    pub is_formula: bool,
    pub is_past: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gives {
    Number,
    Text,
    Both,
}

#[derive(Clone, Debug)]
pub struct Scheme {
    pub fits: Tree,
    pub amount: Option<Num>,
}

/// Conditions as a programme has them.
#[derive(Clone, Debug)]
pub enum Tree {
    Is(Cond),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
}

#[derive(Clone, Debug)]
pub enum Cond {
    Yes(Pick),
    IsNull(Pick),
    Compare(&'static str, Num, Num),
    Within(Num, i32, i32, Pick),
    Same(bool, Txt, Txt),
    Before(&'static str, Txt, Txt),
    OneOf(Pick, Vec<Pick>),
    Holds(Pick, Pick),
    Shares(Pick, Pick),
    Since(Pick, &'static str, i32),
    Between(Pick, i32, i32),
    All(Vec<Cond>),
    Any(Vec<Cond>),
    Not(Box<Cond>),
    If(Box<(Cond, Cond, Cond)>),
    SomeRow(bool, Box<RowCond>),
    SomeTicked(bool, Pick, Vec<Pick>),
    Listed(bool, Vec<Cond>),
}

/// A condition on one fact.
#[derive(Clone, Debug)]
pub enum RowCond {
    Marked,
    NameIs(Txt),
    NameIn(Pick),
    Points(&'static str, Num),
    Words(Pick),
    Not(Box<RowCond>),
    All(Vec<RowCond>),
    Any(Vec<RowCond>),
    Outer(Box<Cond>),
}

#[derive(Clone, Debug)]
pub enum Num {
    Given(Pick),
    Literal(i32),
    Operation(&'static str, Box<(Num, Num)>),
    Shared(Box<Num>, i32),
    OverChoice(Box<(Num, Cond)>, i32),
    Negate(Box<Num>),
    If(Box<(Cond, Num, Num)>),
    Facts(&'static str, bool, Box<RowCond>),
    Listed(&'static str, Vec<Num>),
    Ticked(Pick),
    Rounded(&'static str, Box<Num>),
    Age(Pick),
    Year(Pick),
    Length(Pick),
    FactAt(i32),
}

#[derive(Clone, Debug)]
pub enum Txt {
    Given(Pick),
    Literal(Pick),
    If(Box<(Cond, Txt, Txt)>),
    Join(Box<(Txt, Txt)>),
}

fn pick() -> impl Strategy<Value = Pick> {
    0_usize..12
}

fn small() -> impl Strategy<Value = i32> {
    -2..5_i32
}

const ORDERS: [&str; 4] = ["<", "<=", ">", ">="];
const AGGREGATES: [&str; 4] = ["sum", "count", "min", "max"];

fn order() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&ORDERS[..])
}

fn aggregate() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&AGGREGATES[..])
}

/// The four kinds of expression, each made of shallower ones.
#[derive(Clone)]
struct Level {
    num: BoxedStrategy<Num>,
    txt: BoxedStrategy<Txt>,
    cond: BoxedStrategy<Cond>,
    row: BoxedStrategy<RowCond>,
}

fn leaves() -> Level {
    let num = prop_oneof![
        4 => pick().prop_map(Num::Given),
        1 => small().prop_map(Num::Literal),
        1 => pick().prop_map(Num::Ticked),
        1 => pick().prop_map(Num::Age),
        1 => pick().prop_map(Num::Year),
        1 => pick().prop_map(Num::Length),
        1 => small().prop_map(Num::FactAt),
    ]
    .boxed();
    let txt =
        prop_oneof![3 => pick().prop_map(Txt::Given), 1 => pick().prop_map(Txt::Literal)].boxed();
    let cond = prop_oneof![
        4 => pick().prop_map(Cond::Yes),
        1 => pick().prop_map(Cond::IsNull),
        3 => (pick(), pick()).prop_map(|(q, it)| Cond::Holds(q, it)),
        2 => (pick(), vec(pick(), 1..3)).prop_map(|(q, it)| Cond::OneOf(q, it)),
        1 => (pick(), pick()).prop_map(|(a, b)| Cond::Shares(a, b)),
        2 => (pick(), order(), 0..4_i32).prop_map(|(q, op, day)| Cond::Since(q, op, day)),
        1 => (pick(), 0..4_i32, 0..3_i32).prop_map(|(q, from, more)| Cond::Between(q, from, from + more)),
    ]
    .boxed();
    let row = prop_oneof![
        2 => Just(RowCond::Marked),
        3 => pick().prop_map(RowCond::NameIn),
        2 => pick().prop_map(RowCond::Words),
    ]
    .boxed();
    Level {
        num,
        txt,
        cond,
        row,
    }
}

fn deeper(below: &Level) -> Level {
    let Level {
        num,
        txt,
        cond,
        row,
    } = below.clone();
    let nums = vec(num.clone(), 1..4);
    let conds = vec(cond.clone(), 2..4);
    let rows = vec(row.clone(), 2..3);
    let (one, two) = (num.clone().prop_map(Box::new), (num.clone(), num.clone()));
    let deeper_num = prop_oneof![
        4 => num.clone(),
        3 => (proptest::sample::select(&["+", "-", "*"][..]), two.clone()).prop_map(|(op, it)| Num::Operation(op, it.into())),
        1 => (one.clone(), proptest::sample::select(&[2, 4, 5, 10][..])).prop_map(|(it, by)| Num::Shared(it, by)),
        1 => ((num.clone(), cond.clone()), proptest::sample::select(&[0, 2, 4][..])).prop_map(|(it, by)| Num::OverChoice(it.into(), by)),
        1 => one.clone().prop_map(Num::Negate),
        3 => (cond.clone(), num.clone(), num.clone()).prop_map(|it| Num::If(it.into())),
        3 => (aggregate(), any::<bool>(), row.clone()).prop_map(|(f, zero, it)| Num::Facts(f, zero, it.into())),
        2 => (aggregate(), nums).prop_map(|(f, it)| Num::Listed(f, it)),
        1 => (proptest::sample::select(&["floor", "ceiling", "abs"][..]), one).prop_map(|(f, it)| Num::Rounded(f, it)),
    ]
    .boxed();
    let deeper_txt = prop_oneof![
        3 => txt.clone(),
        2 => (cond.clone(), txt.clone(), txt.clone()).prop_map(|it| Txt::If(it.into())),
        1 => (txt.clone(), txt.clone()).prop_map(|it| Txt::Join(it.into())),
    ]
    .boxed();
    let deeper_cond = prop_oneof![
        4 => cond.clone(),
        4 => (order(), num.clone(), num.clone()).prop_map(|(op, a, b)| Cond::Compare(op, a, b)),
        1 => (Just("="), num.clone(), num.clone()).prop_map(|(op, a, b)| Cond::Compare(op, a, b)),
        2 => (num.clone(), small(), 0..3_i32, pick()).prop_map(|(it, from, more, how)| Cond::Within(it, from, from + more, how)),
        2 => (any::<bool>(), txt.clone(), txt.clone()).prop_map(|(same, a, b)| Cond::Same(same, a, b)),
        1 => (order(), txt.clone(), txt.clone()).prop_map(|(op, a, b)| Cond::Before(op, a, b)),
        3 => conds.clone().prop_map(Cond::All),
        3 => conds.clone().prop_map(Cond::Any),
        2 => cond.clone().prop_map(|it| Cond::Not(it.into())),
        1 => (cond.clone(), cond.clone(), cond.clone()).prop_map(|it| Cond::If(it.into())),
        2 => (any::<bool>(), row.clone()).prop_map(|(every, it)| Cond::SomeRow(every, it.into())),
        1 => (any::<bool>(), pick(), vec(pick(), 1..3)).prop_map(|(every, q, it)| Cond::SomeTicked(every, q, it)),
        1 => (any::<bool>(), conds).prop_map(|(all, it)| Cond::Listed(all, it)),
    ]
    .boxed();
    let deeper_row = prop_oneof![
        3 => row.clone(),
        2 => txt.prop_map(RowCond::NameIs),
        2 => (order(), num).prop_map(|(op, it)| RowCond::Points(op, it)),
        1 => row.prop_map(|it| RowCond::Not(it.into())),
        2 => rows.clone().prop_map(RowCond::All),
        2 => rows.prop_map(RowCond::Any),
        1 => cond.prop_map(|it| RowCond::Outer(it.into())),
    ]
    .boxed();
    Level {
        num: deeper_num,
        txt: deeper_txt,
        cond: deeper_cond,
        row: deeper_row,
    }
}

fn asked(level: &Level) -> impl Strategy<Value = Asked> + use<> {
    let kind = prop_oneof![
        3 => Just(AskedKind::YesNo),
        3 => (2..4_usize).prop_map(AskedKind::Choice),
        3 => (1..4_usize, any::<bool>()).prop_map(|(n, only)| AskedKind::Several(n, only)),
        3 => (small(), 1..5_i32).prop_map(|(min, more)| AskedKind::Number(min, more)),
        1 => (small(), 1..3_i32).prop_map(|(min, more)| AskedKind::Decimal(min, more)),
        1 => (1..4_i32).prop_map(AskedKind::Date),
    ];
    let gate = || weighted(0.25, level.cond.clone());
    (kind, gate(), weighted(0.1, level.cond.clone())).prop_map(|(kind, when, ask_when)| Asked {
        kind,
        when,
        ask_when,
    })
}

fn fact() -> impl Strategy<Value = Fact> {
    let points = weighted(0.9, small());
    let mark = weighted(0.9, any::<bool>());
    (
        pick(),
        points,
        mark,
        vec(pick(), 0..3),
        proptest::bool::weighted(0.1),
    )
        .prop_map(|(name, points, mark, words, is_past)| Fact {
            name,
            points,
            mark,
            words,
            is_past,
        })
}

const POLICIES: [&str; 11] = ["U", "F", "A", "P", "R", "O", "C", "C+", "C#", "C<", "C>"];

fn table(level: &Level) -> impl Strategy<Value = Table> + use<> {
    let column = prop_oneof![
        3 => pick().prop_map(Column::Question),
        1 => pick().prop_map(Column::Decision),
        1 => level.num.clone().prop_map(Column::Number),
    ];
    let cells = vec(weighted(0.7, (pick(), small(), 0..3_i32)), 3);
    let row = (
        cells,
        level.num.clone(),
        pick(),
        any::<bool>(),
        proptest::bool::weighted(0.1),
    )
        .prop_map(|(cells, number, text, is_formula, is_past)| Row {
            cells,
            number,
            text,
            is_formula,
            is_past,
        });
    let gives = prop_oneof![Just(Gives::Number), Just(Gives::Text), Just(Gives::Both)];
    (
        proptest::sample::select(&POLICIES[..]),
        vec(column, 1..4),
        vec(row, 1..5),
        gives,
        any::<bool>(),
        proptest::bool::weighted(0.3),
    )
        .prop_map(|(hit, columns, rows, gives, is_split, is_whole)| Table {
            hit,
            columns,
            rows,
            gives,
            is_split,
            is_whole,
        })
}

fn worked(level: &Level) -> impl Strategy<Value = Worked> + use<> {
    let how = prop_oneof![
        3 => level.num.clone().prop_map(How::Number),
        2 => level.cond.clone().prop_map(How::Condition),
        1 => level.txt.clone().prop_map(How::Text),
        1 => level.row.clone().prop_map(How::Names),
        1 => (level.row.clone(), level.num.clone()).prop_map(|(it, plus)| How::Points(it, plus)),
        5 => table(level).prop_map(How::Table),
    ];
    (pick(), how).prop_map(|(reach, how)| Worked { reach, how })
}

fn tree(level: &Level) -> BoxedStrategy<Tree> {
    let leaf = level.cond.clone().prop_map(Tree::Is).boxed();
    let inner = prop_oneof![
        3 => leaf.clone(),
        1 => vec(leaf.clone(), 1..3).prop_map(Tree::All),
        1 => vec(leaf.clone(), 1..3).prop_map(Tree::Any),
        1 => leaf.prop_map(|it| Tree::Not(it.into())),
    ]
    .boxed();
    prop_oneof![
        1 => inner.clone(),
        3 => vec(inner.clone(), 1..4).prop_map(Tree::All),
        2 => vec(inner.clone(), 1..4).prop_map(Tree::Any),
        1 => inner.prop_map(|it| Tree::Not(it.into())),
    ]
    .boxed()
}

/// Packs whose answers can be given in up to `limit` ways.
pub fn recipe(limit: usize) -> impl Strategy<Value = Recipe> {
    let level = deeper(&deeper(&leaves()));
    let scheme = (tree(&level), weighted(0.5, level.num.clone()))
        .prop_map(|(fits, amount)| Scheme { fits, amount });
    let decisions = vec(worked(&level), 0..4);
    (
        vec(asked(&level), 1..7),
        vec(fact(), 1..4),
        decisions,
        vec(scheme, 1..3),
        any::<bool>(),
    )
        .prop_map(
            move |(questions, facts, decisions, programs, has_wizard)| Recipe {
                questions,
                facts,
                decisions,
                programs,
                has_wizard,
                limit,
            },
        )
}
