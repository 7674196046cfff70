//! 国民の祝日に関する法律, as it stands since 2022: which days are holidays.
//!
//! The equinoxes are fixed each February for the next year (暦要項). The formula
//! used here agrees with every date announced so far and is good to 2099; the
//! years before 2022 had one-off changes and are not worked out.

use crate::value::Date;

/// The years this knows.
const YEARS: core::ops::RangeInclusive<i32> = 2022..=2099;

/// Whether the day is a 国民の祝日, a 振替休日 or a 国民の休日; `None` where not known.
pub fn is_holiday(day: Date) -> Option<bool> {
    if !YEARS.contains(&day.year()) {
        return None;
    }
    Some(is_national_holiday(day) || is_substitute(day) || is_sandwiched(day))
}

/// 第2条.
fn is_national_holiday(day: Date) -> bool {
    let (year, month, date) = day.civil();
    let monday = |nth: u32| day.weekday() == 1 && date.div_ceil(7) == nth;
    match (month, date) {
        // 元日, 建国記念の日, 天皇誕生日, 昭和の日, 憲法記念日, みどりの日, こどもの日,
        // 山の日, 文化の日, 勤労感謝の日.
        (1, 1) | (2, 11 | 23) | (4, 29) | (5, 3..=5) | (8, 11) | (11, 3 | 23) => true,
        // 成人の日, スポーツの日: the second Monday. 海の日, 敬老の日: the third.
        (1 | 10, _) => monday(2),
        (7, _) => monday(3),
        (9, _) => monday(3) || date == equinox(year, 232_488),
        (3, _) => date == equinox(year, 208_431),
        _ => false,
    }
}

/// Day of the month; `base` is the equinox of 1980 in ten-thousandths of a day.
fn equinox(year: i32, base: i64) -> u32 {
    let years = i64::from(year).saturating_sub(1980);
    // 0.242194 days a year, in millionths.
    let drift = base
        .saturating_mul(100)
        .saturating_add(years.saturating_mul(242_194));
    let day = drift
        .div_euclid(1_000_000)
        .saturating_sub(years.div_euclid(4));
    u32::try_from(day).unwrap_or(0)
}

/// 第3条2項: the first day after a holiday on a Sunday that is none itself.
fn is_substitute(day: Date) -> bool {
    if is_national_holiday(day) {
        return false;
    }
    let mut before = day.previous();
    while let Some(it) = before.filter(|it| is_national_holiday(*it)) {
        if it.weekday() == 7 {
            return true;
        }
        before = it.previous();
    }
    false
}

/// 第3条3項: a day between two holidays.
fn is_sandwiched(day: Date) -> bool {
    let holiday = |it: Option<Date>| it.is_some_and(is_national_holiday);
    !is_national_holiday(day) && holiday(day.previous()) && holiday(day.next())
}
