//! The Japanese calendar: 満年齢, 年度, 学年, 和暦, 祝日.
//!
//! 学年 counts from the first year of primary school: 1 to 6 there, 7 to 9 in
//! junior high school, 10 to 12 in high school; 0 and below before school (0 is
//! the last year of kindergarten). 和暦 begins with 明治 6年 (1873), when the calendar in use
//! became the Gregorian one.

use alloc::string::String;

use super::super::holiday::is_holiday;
use crate::book::Function;
use crate::value::{Date, Number, Value, digits, parse_digits};

/// Each era's first day (改元の政令; the day the era began, not the accession).
const ERAS: [(&str, &str, i32, u32, u32); 5] = [
    ("令和", "R", 2019, 5, 1),
    ("平成", "H", 1989, 1, 8),
    ("昭和", "S", 1926, 12, 25),
    ("大正", "T", 1912, 7, 30),
    ("明治", "M", 1868, 1, 25),
];

pub(super) fn call(function: Function, arguments: &[Value]) -> Option<Value> {
    match (function, arguments) {
        (Function::Age, [Value::Date(born), Value::Date(day)]) => whole(born.age_on(*day)?),
        (Function::FiscalYear, [Value::Date(day)]) => whole(day.fiscal_year()),
        (Function::SchoolYear, [Value::Date(born), Value::Date(day)]) => {
            whole(school_year(*born, *day)?)
        }
        (Function::JapaneseDate, [Value::Date(day)]) => Some(Value::text(&japanese(*day)?)),
        (Function::FromJapaneseDate, [Value::Text(text)]) => from_japanese(text).map(Value::Date),
        (Function::IsHoliday, [Value::Date(day)]) => is_holiday(*day).map(Value::Boolean),
        _ => None,
    }
}

fn whole(count: i32) -> Option<Value> {
    Some(Value::Number(Number::from(i64::from(count))))
}

/// 学校教育法17条: school begins with the school year after the day one becomes
/// six; who is born on 1 April becomes six on 31 March.
fn school_year(born: Date, day: Date) -> Option<i32> {
    let becomes_older = born.previous()?;
    day.fiscal_year()
        .checked_sub(becomes_older.fiscal_year())?
        .checked_sub(6)
}

fn japanese(day: Date) -> Option<String> {
    let (year, month, date) = day.civil();
    // Before 1873 another calendar was in use.
    if year < 1873 {
        return None;
    }
    let (name, _, first, _, _) = ERAS.iter().find(|(_, _, year, month, date)| {
        Date::new(*year, *month, *date).is_some_and(|it| it <= day)
    })?;
    let of_era = year.checked_sub(*first)?.checked_add(1)?;
    let mut out = String::from(*name);
    if of_era == 1 {
        out.push('元');
    } else {
        out.push_str(&digits(of_era));
    }
    for (count, unit) in [(None, '年'), (Some(month), '月'), (Some(date), '日')] {
        if let Some(count) = count {
            out.push_str(&digits(count));
        }
        out.push(unit);
    }
    Some(out)
}

/// Reads `令和元年5月1日`, `平成31年4月30日`, `R1.5.1`, `H31/4/30`; full-width
/// digits too. The day must lie in the era.
fn from_japanese(text: &str) -> Option<Date> {
    let plain: String = text
        .chars()
        .filter(|it| !it.is_whitespace())
        .map(half_width)
        .collect();
    let (at, (rest, first)) =
        ERAS.iter()
            .enumerate()
            .find_map(|(at, (name, letter, first, ..))| {
                let rest = plain
                    .strip_prefix(name)
                    .or_else(|| plain.strip_prefix(letter))?;
                Some((at, (rest, *first)))
            })?;
    let rest = rest.strip_suffix('日').unwrap_or(rest);
    let mut parts = rest.split(['年', '月', '.', '/', '-']);
    let year = match parts.next()? {
        "元" => 1,
        digits => parse_digits(digits).filter(|it| *it > 0)?,
    };
    let month = parse_digits(parts.next()?)?;
    let date = parse_digits(parts.next()?)?;
    if parts.next().is_some() {
        return None;
    }
    let year = first
        .checked_add(i32::try_from(year).ok()?)?
        .checked_sub(1)?;
    let day = Date::new(year, month, date).filter(|_| year >= 1873)?;
    let begins =
        |(_, _, year, month, date): &(&str, &str, i32, u32, u32)| Date::new(*year, *month, *date);
    let from = begins(ERAS.get(at)?)?;
    let until = match at.checked_sub(1) {
        Some(next) => begins(ERAS.get(next)?)?.previous()?,
        None => Date::MAX,
    };
    (from..=until).contains(&day).then_some(day)
}

fn half_width(it: char) -> char {
    match it {
        '０'..='９' => char::from_u32(u32::from(it).saturating_sub(0xFEE0)).unwrap_or(it),
        '．' => '.',
        '／' => '/',
        it => it,
    }
}
