//! Times of day and dates with times, as FEEL has them (DMN 1.5, §10.3.2.3.4 to
//! 6): to the nanosecond, with an offset from UTC, a zone's name, or neither.
//!
//! There is no database of zones here. A zone's name is kept; its offset is
//! known only where it never changes. Days are counted as in [`super::Date`],
//! but up to the year 999,999,999 on both sides.

use alloc::string::String;
use core::cmp::Ordering;

use super::{Text, days_in_month, digits, parse_digits};

/// Nanoseconds: exact, and wide enough for a thousand million years.
pub type Nanos = i128;

pub const SECOND: Nanos = 1_000_000_000;
pub const DAY: Nanos = 86_400_000_000_000;
/// The last second of a day that can be written `24:00:00` is the next day's first.
const MAX_OFFSET: i32 = 14 * 3600;
pub const MAX_YEAR: i64 = 999_999_999;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offset {
    /// Read off a wall, nobody says where.
    Local,
    /// Seconds east of Greenwich.
    Fixed(i32),
    Zone(Text),
}

/// A time of day.
///
/// INVARIANT: `nanos` is below [`DAY`] and not negative.
#[derive(Clone, Debug)]
pub struct Time {
    nanos: Nanos,
    pub offset: Offset,
}

/// A date and a time.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// Since 1970-01-01.
    pub day: i64,
    pub time: Time,
}

impl Offset {
    /// Seconds, where known without asking for the day.
    pub fn seconds(&self) -> Option<i32> {
        match self {
            Self::Local => None,
            Self::Fixed(it) => Some(*it),
            Self::Zone(name) => match &**name {
                "UTC" | "Etc/UTC" | "GMT" | "Etc/GMT" | "Z" => Some(0),
                // 日本標準時, without summer time since 1951.
                "Asia/Tokyo" | "Japan" => Some(9 * 3600),
                _ => None,
            },
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Local);
        }
        if text == "Z" || text == "z" {
            return Some(Self::Fixed(0));
        }
        if let Some(zone) = text.strip_prefix('@') {
            return is_zone(zone).then(|| Self::Zone(Text::from(zone)));
        }
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+')?),
        };
        let mut parts = rest.split(':');
        let hours = two_digits(parts.next()?, 14)?;
        let minutes = two_digits(parts.next()?, 59)?;
        let seconds = parts.next().map_or(Some(0), |it| two_digits(it, 59))?;
        if parts.next().is_some() {
            return None;
        }
        let total = hours
            .saturating_mul(3600)
            .saturating_add(minutes.saturating_mul(60))
            .saturating_add(seconds);
        let total = i32::try_from(total).ok().filter(|it| *it <= MAX_OFFSET)?;
        Some(Self::Fixed(if negative {
            total.saturating_neg()
        } else {
            total
        }))
    }

    fn push(&self, out: &mut String) {
        match self {
            Self::Local => {}
            Self::Fixed(0) => out.push('Z'),
            Self::Fixed(seconds) => {
                out.push(if *seconds < 0 { '-' } else { '+' });
                let total = seconds.unsigned_abs();
                push_two(out, total / 3600);
                out.push(':');
                push_two(out, total / 60 % 60);
                if !total.is_multiple_of(60) {
                    out.push(':');
                    push_two(out, total % 60);
                }
            }
            Self::Zone(name) => {
                out.push('@');
                out.push_str(name);
            }
        }
    }
}

/// The areas of the IANA database; the places in them are taken on trust.
fn is_zone(name: &str) -> bool {
    const AREAS: [&str; 11] = [
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Etc",
        "Europe",
        "Indian",
        "Pacific",
    ];
    let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '+' | '/');
    let place = |it: &str| !it.is_empty() && it.chars().all(plain);
    match name.split_once('/') {
        Some((area, rest)) => AREAS.contains(&area) && place(rest),
        None => matches!(name, "UTC" | "GMT" | "Japan" | "Z"),
    }
}

impl Time {
    pub fn new(nanos: Nanos, offset: Offset) -> Option<Self> {
        (0..DAY).contains(&nanos).then_some(Self { nanos, offset })
    }

    pub fn midnight(offset: Offset) -> Self {
        Self { nanos: 0, offset }
    }

    /// Nanoseconds since midnight.
    pub fn nanos(&self) -> Nanos {
        self.nanos
    }

    /// Whole hours, minutes and seconds.
    pub fn clock(&self) -> (u32, u32, u32) {
        let seconds = u32::try_from(self.nanos.div_euclid(SECOND)).unwrap_or(0);
        (seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// Reads `10:30:00`, `10:30:00.25+09:00`, `10:30:00@Asia/Tokyo`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.get(2) != Some(&b':') || bytes.get(5) != Some(&b':') {
            return None;
        }
        let hours = two_digits(text.get(0..2)?, 23)?;
        let minutes = two_digits(text.get(3..5)?, 59)?;
        let seconds = two_digits(text.get(6..8)?, 59)?;
        let mut rest = text.get(8..)?;
        let mut fraction = 0;
        if let Some(after) = rest.strip_prefix('.') {
            let length = after.bytes().take_while(u8::is_ascii_digit).count();
            fraction = parse_fraction(after.get(..length)?)?;
            rest = after.get(length..)?;
        }
        let total = Nanos::from(hours)
            .saturating_mul(3600)
            .saturating_add(Nanos::from(minutes).saturating_mul(60))
            .saturating_add(Nanos::from(seconds))
            .saturating_mul(SECOND)
            .saturating_add(fraction);
        Self::new(total, Offset::parse(rest)?)
    }

    pub fn text(&self) -> String {
        let mut out = String::new();
        self.push(&mut out);
        out
    }

    fn push(&self, out: &mut String) {
        let (hours, minutes, seconds) = self.clock();
        push_two(out, hours);
        out.push(':');
        push_two(out, minutes);
        out.push(':');
        push_two(out, seconds);
        push_fraction(out, self.nanos.rem_euclid(SECOND));
        self.offset.push(out);
    }

    /// Only two with offsets, or two without, have an order.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        let utc = |it: &Self| instant(0, it);
        match (utc(self), utc(other)) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ if self.offset == other.offset => Some(self.nanos.cmp(&other.nanos)),
            _ => None,
        }
    }
}

/// Nanoseconds since 1970 in UTC.
fn instant(day: i64, time: &Time) -> Option<Nanos> {
    let offset = Nanos::from(time.offset.seconds()?).checked_mul(SECOND)?;
    wall(day, time).checked_sub(offset)
}

/// Nanoseconds since 1970 as a clock on the spot counts them.
fn wall(day: i64, time: &Time) -> Nanos {
    Nanos::from(day)
        .saturating_mul(DAY)
        .saturating_add(time.nanos)
}

impl Stamp {
    /// `2026-11-20T12:30:00`; a day alone is its midnight.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((date, time)) = text.split_once('T') else {
            return Some(Self {
                day: parse_day(text)?,
                time: Time::midnight(Offset::Local),
            });
        };
        let day = parse_day(date)?;
        // The end of a day may be written as its 24th hour.
        if let Some(rest) = time.strip_prefix("24:00:00") {
            let offset = Offset::parse(rest)?;
            return Some(Self {
                day: day.checked_add(1)?,
                time: Time::midnight(offset),
            });
        }
        Some(Self {
            day,
            time: Time::parse(time)?,
        })
    }

    pub fn text(&self) -> String {
        let mut out = day_text(self.day);
        out.push('T');
        self.time.push(&mut out);
        out
    }

    /// A wall clock's count back to a date and a time.
    pub fn from_wall(nanos: Nanos, offset: Offset) -> Option<Self> {
        let day = i64::try_from(nanos.div_euclid(DAY)).ok()?;
        checked_day(day)?;
        Some(Self {
            day,
            time: Time::new(nanos.rem_euclid(DAY), offset)?,
        })
    }

    /// Nanoseconds since 1970 on its own clock.
    pub fn wall(&self) -> Nanos {
        wall(self.day, &self.time)
    }

    pub fn order(&self, other: &Self) -> Option<Ordering> {
        self.minus(other).map(|it| it.cmp(&0))
    }

    /// The time between; `None` where one has an offset and the other has none.
    pub fn minus(&self, other: &Self) -> Option<Nanos> {
        match (
            instant(self.day, &self.time),
            instant(other.day, &other.time),
        ) {
            (Some(a), Some(b)) => a.checked_sub(b),
            _ if self.time.offset == other.time.offset => self.wall().checked_sub(other.wall()),
            _ => None,
        }
    }
}

/// Reads `2026-04-01`, `-0044-03-15`, `12026-04-01`.
pub fn parse_day(text: &str) -> Option<i64> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut parts = rest.split('-');
    let year = parts.next()?;
    let leading_zero = year.len() > 4 && year.starts_with('0');
    if !(4..=9).contains(&year.len()) || leading_zero {
        return None;
    }
    let year = i64::from(parse_digits(year)?);
    let month = two_digits(parts.next()?, 12)?;
    let day = two_digits(parts.next()?, 31)?;
    if parts.next().is_some() {
        return None;
    }
    day_of(
        if negative {
            year.saturating_neg()
        } else {
            year
        },
        month,
        day,
    )
}

pub fn day_text(day: i64) -> String {
    let (year, month, date) = civil(day);
    let mut out = String::new();
    if year < 0 {
        out.push('-');
    }
    let year = digits(year.unsigned_abs());
    for _ in year.len()..4 {
        out.push('0');
    }
    out.push_str(&year);
    out.push('-');
    push_two(&mut out, month);
    out.push('-');
    push_two(&mut out, date);
    out
}

fn checked_day(day: i64) -> Option<i64> {
    (-MAX_YEAR..=MAX_YEAR)
        .contains(&civil(day).0)
        .then_some(day)
}

/// Days since 1970-01-01 of a date that exists; [`super::Date::new`] for all years.
pub fn day_of(year: i64, month: u32, day: u32) -> Option<i64> {
    if !(-MAX_YEAR..=MAX_YEAR).contains(&year) || !(1..=12).contains(&month) || day == 0 {
        return None;
    }
    // The calendar repeats after 400 years.
    let in_cycle = i32::try_from(year.rem_euclid(400))
        .ok()?
        .checked_add(2000)?;
    if day > days_in_month(in_cycle, month) {
        return None;
    }
    let cycles = year.checked_sub(i64::from(in_cycle))?.div_euclid(400);
    let near = super::Date::new(in_cycle, month, day)?;
    cycles
        .checked_mul(146_097)?
        .checked_add(i64::from(near.days()))
}

/// Year, month and day; [`super::Date::civil`] for all years.
pub fn civil(day: i64) -> (i64, u32, u32) {
    let cycles = day.div_euclid(146_097);
    let near = i32::try_from(day.rem_euclid(146_097)).unwrap_or(0);
    let (year, month, date) = super::Date::from_days(near).map_or((1970, 1, 1), super::Date::civil);
    let year = i64::from(year).saturating_add(cycles.saturating_mul(400));
    (year, month, date)
}

/// So many months later, on the month's last day where it is shorter.
pub fn plus_months(day: i64, months: i64) -> Option<i64> {
    let (year, month, date) = civil(day);
    let count = year
        .checked_mul(12)?
        .checked_add(i64::from(month))?
        .checked_sub(1)?
        .checked_add(months)?;
    let year = count.div_euclid(12);
    let month = u32::try_from(count.rem_euclid(12)).ok()?.checked_add(1)?;
    let in_cycle = i32::try_from(year.rem_euclid(400))
        .ok()?
        .checked_add(2000)?;
    day_of(year, month, date.min(days_in_month(in_cycle, month)))
}

/// Exactly two digits, at most `most`.
fn two_digits(text: &str, most: u32) -> Option<u32> {
    parse_digits(text).filter(|it| text.len() == 2 && *it <= most)
}

/// Nine digits after the point; more are cut off.
pub(super) fn parse_fraction(text: &str) -> Option<Nanos> {
    if text.is_empty() || !text.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let mut nanos: Nanos = 0;
    for at in 0..9 {
        let digit = text
            .as_bytes()
            .get(at)
            .map_or(0, |it| it.saturating_sub(b'0'));
        nanos = nanos.saturating_mul(10).saturating_add(Nanos::from(digit));
    }
    Some(nanos)
}

/// `.25`, or nothing.
pub(super) fn push_fraction(out: &mut String, nanos: Nanos) {
    if nanos == 0 {
        return;
    }
    let text = digits(nanos);
    out.push('.');
    for _ in text.len()..9 {
        out.push('0');
    }
    out.push_str(text.trim_end_matches('0'));
}

fn push_two(out: &mut String, value: u32) {
    if value < 10 {
        out.push('0');
    }
    out.push_str(&digits(value));
}
