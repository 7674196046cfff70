//! Expressions and the conditions in table cells, in plain Japanese.
//!
//! The words come with what they name, so that a page can lead there.

use super::model::Item;
use crate::book::{Book, Builtin, Comparand, Expr, ExprId, HitPolicy, Kind, Literal, Test};
use crate::value::{Arithmetic, Comparison, Date};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Item(Item),
}

pub(super) type Words = Vec<Piece>;

fn text(text: &str) -> Words {
    vec![Piece::Text(text.to_owned())]
}

/// Words one after the other; texts between them.
fn join<const N: usize>(parts: [Words; N]) -> Words {
    parts.concat()
}

fn list(parts: Vec<Words>, between: &str) -> Words {
    let mut out = Words::new();
    for (n, part) in parts.into_iter().enumerate() {
        if n > 0 {
            out.extend(text(between));
        }
        out.extend(part);
    }
    out
}

fn bracketed(words: Words) -> Words {
    join([text("（"), words, text("）")])
}

pub(super) fn date(date: Date) -> String {
    let (year, month, day) = date.civil();
    format!("{year}年{month}月{day}日")
}

pub(super) fn literal(it: &Literal) -> String {
    match it {
        Literal::Null => "値なし".to_owned(),
        Literal::Boolean(true) => "はい".to_owned(),
        Literal::Boolean(false) => "いいえ".to_owned(),
        Literal::Number(it) => it.to_string(),
        Literal::Text(it) => format!("「{it}」"),
        Literal::Date(it) => date(*it),
    }
}

/// How many of a table's rows may hold, and what comes of it.
pub(super) fn hit(policy: HitPolicy) -> &'static str {
    match policy {
        HitPolicy::Unique => "当たる行は一つだけです。",
        HitPolicy::Any => "いくつ当たっても、答えは同じです。",
        HitPolicy::First => "上から見て、最初に当たった行で決まります。",
        HitPolicy::Priority => "当たった行のうち、優先する答えになります。",
        HitPolicy::RuleOrder => "当たった行のすべてが、行の順に答えになります。",
        HitPolicy::OutputOrder => "当たった行のすべてが、優先する順に答えになります。",
        HitPolicy::Collect => "当たった行のすべてが答えになります。",
        HitPolicy::CollectSum => "当たった行を合計します。",
        HitPolicy::CollectMin => "当たった行のうち、いちばん小さい答えになります。",
        HitPolicy::CollectMax => "当たった行のうち、いちばん大きい答えになります。",
        HitPolicy::CollectCount => "当たった行を数えます。",
    }
}

pub(super) fn expr(book: &Book, id: ExprId) -> Words {
    let of = |id: &ExprId| expr(book, *id);
    let all = |ids: &[ExprId]| ids.iter().map(|it| part(book, *it)).collect::<Vec<_>>();
    match book.exprs.get(id) {
        None => Words::new(),
        Some(Expr::Literal(it)) => text(&literal(it)),
        Some(Expr::Question(it)) => vec![Piece::Item(Item::Question(*it))],
        Some(Expr::Decision(it)) => vec![Piece::Item(Item::Decision(*it))],
        Some(Expr::Facts(it)) => vec![Piece::Item(Item::Facts(*it))],
        Some(Expr::Day) => text("基準日"),
        Some(Expr::Local(_)) => text("その値"),
        Some(Expr::And(parts)) => list(all(parts), "、かつ"),
        Some(Expr::Or(parts)) => list(all(parts), "、または"),
        Some(Expr::Not(it)) => not(book, *it),
        Some(Expr::Negate(it)) => join([text("−"), part(book, *it)]),
        Some(Expr::Arithmetic(op, a, b)) => arithmetic(*op, part(book, *a), part(book, *b)),
        Some(Expr::Compare(op, a, b)) => {
            let than = than(*op, is_day(book, *a) || is_day(book, *b));
            join([part(book, *a), text("が"), part(book, *b), text(than)])
        }
        Some(Expr::Equal(a, b)) => equal(book, *a, *b, "である"),
        Some(Expr::In(value, it)) => join([
            part(book, *value),
            text("が、"),
            test(book, it),
            text("である"),
        ]),
        Some(Expr::If(condition, yes, no)) => join([
            part(book, *condition),
            text("なら"),
            part(book, *yes),
            text("、そうでなければ"),
            part(book, *no),
        ]),
        Some(Expr::Field(it, name)) => field(book, *it, name),
        Some(Expr::Filter(rows, condition)) => join([
            part(book, *rows),
            text("のうち、"),
            bracketed(of(condition)),
            text("のもの"),
        ]),
        Some(Expr::Item(rows, at)) => join([part(book, *rows), text("の"), place(book, *at)]),
        Some(Expr::For(rows, body)) => {
            join([part(book, *rows), text("のそれぞれの"), bracketed(of(body))])
        }
        Some(Expr::Some(rows, condition)) => join([
            part(book, *rows),
            text("のどれかで"),
            bracketed(of(condition)),
        ]),
        Some(Expr::Every(rows, condition)) => join([
            part(book, *rows),
            text("のすべてで"),
            bracketed(of(condition)),
        ]),
        Some(Expr::List(parts)) => join([text("［"), list(all(parts), "、"), text("］")]),
        Some(Expr::Context(entries)) => {
            let entry = |(name, it): &(_, ExprId)| join([text(&format!("{name}：")), of(it)]);
            bracketed(list(entries.iter().map(entry).collect(), "、"))
        }
        Some(Expr::Call(function, arguments)) => call(*function, all(arguments)),
        // Not on the page: no shipped pack has any. What it is made of is told.
        Some(Expr::Further(further)) => {
            let parts = further.parts();
            let parts = list(parts.iter().map(of).collect(), "、");
            join([bracketed(parts), text("から計算した値")])
        }
    }
}

/// In brackets where it would run into what stands beside it.
fn part(book: &Book, id: ExprId) -> Words {
    let words = expr(book, id);
    match book.exprs.get(id) {
        Some(
            Expr::And(_)
            | Expr::Or(_)
            | Expr::Arithmetic(..)
            | Expr::Compare(..)
            | Expr::Equal(..)
            | Expr::In(..)
            | Expr::If(..)
            | Expr::Some(..)
            | Expr::Every(..)
            | Expr::Filter(..),
        ) => bracketed(words),
        _ => words,
    }
}

/// A column of the row in question goes by its name alone.
fn field(book: &Book, of: ExprId, name: &str) -> Words {
    match book.exprs.get(of) {
        Some(Expr::Local(_)) => text(name),
        _ => join([part(book, of), text("の"), text(name)]),
    }
}

fn place(book: &Book, at: ExprId) -> Words {
    let number = match book.exprs.get(at) {
        Some(Expr::Literal(Literal::Number(it))) => it.to_i64(),
        _ => None,
    };
    match number {
        Some(1) => text("最初のもの"),
        Some(-1) => text("最後のもの"),
        _ => join([part(book, at), text("番目のもの")]),
    }
}

fn arithmetic(op: Arithmetic, a: Words, b: Words) -> Words {
    let sign = match op {
        Arithmetic::Add => " ＋ ",
        Arithmetic::Subtract => " − ",
        Arithmetic::Multiply => " × ",
        Arithmetic::Divide => " ÷ ",
        Arithmetic::Power => return join([a, text("の"), b, text("乗")]),
    };
    join([a, text(sign), b])
}

fn than(op: Comparison, is_day: bool) -> &'static str {
    match (op, is_day) {
        (Comparison::Less, false) => "より小さい",
        (Comparison::LessOrEqual, false) => "以下である",
        (Comparison::Greater, false) => "より大きい",
        (Comparison::GreaterOrEqual, false) => "以上である",
        (Comparison::Less, true) => "より前である",
        (Comparison::LessOrEqual, true) => "以前である",
        (Comparison::Greater, true) => "より後である",
        (Comparison::GreaterOrEqual, true) => "以後である",
    }
}

/// Days come before and after, numbers are more and less.
fn is_day(book: &Book, id: ExprId) -> bool {
    match book.exprs.get(id) {
        Some(Expr::Day | Expr::Literal(Literal::Date(_))) => true,
        Some(Expr::Question(it)) => matches!(book.questions[*it].kind, Kind::Date { .. }),
        _ => false,
    }
}

fn equal(book: &Book, a: ExprId, b: ExprId, end: &str) -> Words {
    let is_condition = !matches!(
        book.exprs.get(a),
        Some(Expr::Question(_) | Expr::Decision(_) | Expr::Field(..))
    );
    match book.exprs.get(b) {
        // `(a <= b) = true`: packs write it so that what is null does not hold.
        Some(Expr::Literal(Literal::Boolean(true))) if is_condition && end == "である" => {
            expr(book, a)
        }
        Some(Expr::Literal(Literal::Null)) => {
            let is_there = if end == "である" {
                "に値がない"
            } else {
                "に値がある"
            };
            join([part(book, a), text(is_there)])
        }
        Some(Expr::Literal(it @ Literal::Boolean(_))) => {
            let value = ["が「", &literal(it), "」", end].concat();
            join([part(book, a), text(&value)])
        }
        _ => join([part(book, a), text("が"), part(book, b), text(end)]),
    }
}

fn not(book: &Book, id: ExprId) -> Words {
    match book.exprs.get(id) {
        Some(Expr::Equal(a, b)) => equal(book, *a, *b, "ではない"),
        Some(Expr::In(value, it)) => join([
            part(book, *value),
            text("が、"),
            test(book, it),
            text("ではない"),
        ]),
        _ => join([bracketed(expr(book, id)), text("ということがない")]),
    }
}

fn call(function: Builtin, arguments: Vec<Words>) -> Words {
    let after = |words: Vec<Words>, end: &str| join([list(words, "、"), text(end)]);
    match function {
        Builtin::Sum => after(arguments, "の合計"),
        Builtin::Count => after(arguments, "の件数"),
        Builtin::Min => after(arguments, "のうち、いちばん小さいもの"),
        Builtin::Max => after(arguments, "のうち、いちばん大きいもの"),
        Builtin::All => after(arguments, "のすべてがはい"),
        Builtin::Any => after(arguments, "のどれかがはい"),
        Builtin::Concatenate => after(arguments, "をつないだもの"),
        Builtin::DistinctValues => after(arguments, "から重なりをのぞいたもの"),
        Builtin::StringLength => after(arguments, "の文字数"),
        Builtin::Floor => after(arguments, "の端数を切り捨てた数"),
        Builtin::Ceiling => after(arguments, "の端数を切り上げた数"),
        Builtin::Abs => after(arguments, "の絶対値"),
        Builtin::FiscalYear => after(arguments, "の年度"),
        // Of anything, not only of people: packs count a year since opening with it.
        Builtin::Age if arguments.len() == 2 => {
            join([list(arguments, "から"), text("までの満の年数")])
        }
        Builtin::Age => after(arguments, "の満年齢"),
        Builtin::Contains => in_it(arguments, "がふくまれる"),
        Builtin::StartsWith => in_it(arguments, "で始まる"),
        Builtin::EndsWith => in_it(arguments, "で終わる"),
    }
}

fn in_it(arguments: Vec<Words>, end: &str) -> Words {
    join([list(arguments, "が"), text(end)])
}

/// What a value has to be: `3以上15以下`, `「藤沢市」か「茅ヶ崎市」`.
pub(super) fn test(book: &Book, it: &Test) -> Words {
    let all = |parts: &[Comparand]| -> Vec<Words> {
        parts.iter().map(|it| comparand(book, it)).collect()
    };
    match it {
        Test::One(it) => comparand(book, it),
        Test::OneOf(parts) => text(&parts.iter().map(literal).collect::<Vec<_>>().join("か")),
        Test::AnyOf(parts) => list(all(parts), "か"),
        Test::Not(parts) => join([list(all(parts), "か"), text("のほか")]),
    }
}

fn comparand(book: &Book, it: &Comparand) -> Words {
    match it {
        Comparand::Equal(it) => expr(book, *it),
        Comparand::Member(it) => join([expr(book, *it), text("のどれか")]),
        Comparand::Holds(it) => expr(book, *it),
        Comparand::Range(low, high) => {
            let end = |it: ExprId, number: &str, day: &str| {
                let word = if is_day(book, it) { day } else { number };
                join([expr(book, it), text(word)])
            };
            let low = low.map(|(it, closed)| match (closed, high.is_some()) {
                (true, _) => end(it, "以上", "以後"),
                (false, true) => end(it, "を超えて", "より後"),
                (false, false) => end(it, "より大きい値", "より後"),
            });
            let high = high.map(|(it, closed)| match closed {
                true => end(it, "以下", "以前"),
                false => end(it, "未満", "より前"),
            });
            list(low.into_iter().chain(high).collect(), " ")
        }
    }
}
