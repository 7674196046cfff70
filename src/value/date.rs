//! Civil days and minutes, and the two Japanese counts that rules need:
//! full years of age and the fiscal year.
//!
//! There is no clock and no time zone here. A day is a number of days since
//! 1970-01-01 in the proleptic Gregorian calendar; a moment is a day and a
//! minute, both as read off a wall in Japan.

use alloc::string::String;
use core::fmt;

use super::list::cut;
use super::number::{Number, digits, parse_digits};

/// A day from 0001-01-01 to 9999-12-31.
///
/// INVARIANT: inside that range; the constructors keep it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// Monday is 1, as in FEEL, ISO 8601 and the government's DS-445.
pub type Weekday = u8;

impl Date {
    pub const MIN: Self = Self(-719_162);
    pub const MAX: Self = Self(2_932_896);

    /// Days since 1970-01-01.
    pub fn days(self) -> i32 {
        self.0
    }

    /// The day as a number: sets of days are intervals of these.
    pub fn number(self) -> Number {
        Number::from(i64::from(self.0))
    }

    pub fn from_number(number: Number) -> Option<Self> {
        Self::from_days(i32::try_from(number.to_i64()?).ok()?)
    }

    pub fn from_days(days: i32) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0)
            .contains(&days)
            .then_some(Self(days))
    }

    /// `None` for 30 February and its kind.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let valid = (1..=9999).contains(&year) && (1..=12).contains(&month);
        if !valid || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms":
        // years begin in March, so the leap day comes last.
        let year = i64::from(year).saturating_sub(i64::from(month <= 2));
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = i64::from(month);
        let shifted = if month > 2 {
            month.saturating_sub(3)
        } else {
            month.saturating_add(9)
        };
        let of_year = shifted
            .saturating_mul(153)
            .saturating_add(2)
            .div_euclid(5)
            .saturating_add(i64::from(day))
            .saturating_sub(1);
        let of_era = of_era
            .saturating_mul(365)
            .saturating_add(of_era.div_euclid(4))
            .saturating_sub(of_era.div_euclid(100))
            .saturating_add(of_year);
        let days = era
            .saturating_mul(146_097)
            .saturating_add(of_era)
            .saturating_sub(719_468);
        Self::from_days(i32::try_from(days).ok()?)
    }

    /// Reads `2026-04-01`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = cut(text, '-')?;
        let (month, day) = cut(rest, '-')?;
        let year = i32::try_from(exactly(year, 4)?).ok()?;
        Self::new(year, exactly(month, 2)?, exactly(day, 2)?)
    }

    /// `2026-04-01`. `Display` says the same and brings `format!` along.
    pub fn text(self) -> String {
        let (year, month, day) = self.civil();
        let mut out = String::new();
        push_padded(&mut out, year.unsigned_abs(), 4);
        out.push('-');
        push_padded(&mut out, month, 2);
        out.push('-');
        push_padded(&mut out, day, 2);
        out
    }

    /// Year, month and day.
    pub fn civil(self) -> (i32, u32, u32) {
        let shifted = i64::from(self.0).saturating_add(719_468);
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = of_era
            .saturating_sub(of_era.div_euclid(1460))
            .saturating_add(of_era.div_euclid(36_524))
            .saturating_sub(of_era.div_euclid(146_096))
            .div_euclid(365);
        let of_year = of_era.saturating_sub(
            year_of_era
                .saturating_mul(365)
                .saturating_add(year_of_era.div_euclid(4))
                .saturating_sub(year_of_era.div_euclid(100)),
        );
        let shifted_month = of_year.saturating_mul(5).saturating_add(2).div_euclid(153);
        let day = of_year
            .saturating_sub(
                shifted_month
                    .saturating_mul(153)
                    .saturating_add(2)
                    .div_euclid(5),
            )
            .saturating_add(1);
        let month = if shifted_month < 10 {
            shifted_month.saturating_add(3)
        } else {
            shifted_month.saturating_sub(9)
        };
        let year = era
            .saturating_mul(400)
            .saturating_add(year_of_era)
            .saturating_add(i64::from(month <= 2));
        (
            i32::try_from(year).unwrap_or(0),
            u32::try_from(month).unwrap_or(0),
            u32::try_from(day).unwrap_or(0),
        )
    }

    pub fn year(self) -> i32 {
        self.civil().0
    }

    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        u8::try_from(self.0.saturating_add(3).rem_euclid(7).saturating_add(1)).unwrap_or(1)
    }

    pub fn plus_days(self, days: i32) -> Option<Self> {
        Self::from_days(self.0.checked_add(days)?)
    }

    /// So many months on, or back; the month's last day where it has no such day.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let (year, month, day) = self.civil();
        let count = year
            .checked_mul(12)?
            .checked_add(i32::try_from(month).ok()?.checked_sub(1)?)?
            .checked_add(months)?;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12));
        let month = u32::try_from(month).ok()?.checked_add(1)?;
        Self::new(year, month, day.min(days_in_month(year, month)))
    }

    pub fn next(self) -> Option<Self> {
        self.plus_days(1)
    }

    pub fn previous(self) -> Option<Self> {
        self.plus_days(-1)
    }

    /// 満年齢 on `day` of a person born on `self`: full years, where a year is
    /// full at the end of the day *before* the birthday (年齢計算ニ関スル法律,
    /// 民法143条2項). Negative before birth.
    pub fn age_on(self, day: Self) -> Option<i32> {
        // At the end of `day` the person is as old as at the start of the next.
        let (year, month, date) = day.next()?.civil();
        let (birth_year, birth_month, birth_date) = self.civil();
        let years = year.checked_sub(birth_year)?;
        let before_birthday = (month, date) < (birth_month, birth_date);
        years.checked_sub(i32::from(before_birthday))
    }

    /// 年度: the year that begins on 1 April.
    pub fn fiscal_year(self) -> i32 {
        let (year, month, _) = self.civil();
        year.saturating_sub(i32::from(month < 4))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// A day and a minute of it, on a wall clock in Japan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Moment {
    pub date: Date,
    /// Minutes since midnight, below 1440.
    minute: u16,
}

impl Moment {
    pub fn new(date: Date, minute: u16) -> Option<Self> {
        (minute < 1440).then_some(Self { date, minute })
    }

    /// Reads `2026-11-20T12:30`; a day alone is its midnight.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((date, time)) = cut(text, 'T') else {
            return Self::new(Date::parse(text)?, 0);
        };
        let minute = parse_minute(time).filter(|it| *it < 1440)?;
        Self::new(Date::parse(date)?, minute)
    }

    pub fn minute(self) -> u16 {
        self.minute
    }

    /// `2026-11-20T12:30`.
    pub fn text(self) -> String {
        let mut out = self.date.text();
        out.push('T');
        push_padded(&mut out, u32::from(self.minute / 60), 2);
        out.push(':');
        push_padded(&mut out, u32::from(self.minute % 60), 2);
        out
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text())
    }
}

/// `09:30` as minutes since midnight; `24:00` is allowed, for the end of a day.
pub fn parse_minute(text: &str) -> Option<u16> {
    let (hour, minute) = cut(text, ':')?;
    let hour = u16::try_from(exactly(hour, 2)?).ok()?;
    let minute = u16::try_from(exactly(minute, 2)?).ok()?;
    let total = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && total <= 1440).then_some(total)
}

pub fn days_in_month(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28_u32.saturating_add(u32::from(leap)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn exactly(text: &str, length: usize) -> Option<u32> {
    parse_digits(text).filter(|_| text.len() == length)
}

fn push_padded(out: &mut String, value: u32, width: usize) {
    let digits = digits(value);
    for _ in digits.len()..width {
        out.push('0');
    }
    out.push_str(&digits);
}
