//! FEEL's functions that make and take apart dates, times and durations
//! (DMN 1.5, tables 75 and 84).

use super::civil_of;
use super::number::place;
use super::order::at_literal;
use crate::book::Function;
use crate::value::{
    self, Nanos, Number, Offset, Other, Rounding, SECOND, Stamp, Time, Value, day_of, parse_day,
    parse_duration,
};

pub(super) fn call(function: Function, arguments: &[Value]) -> Option<Value> {
    match (function, arguments) {
        (Function::Date, [from]) => match from {
            Value::Text(text) => parse_day(text).map(Value::day),
            Value::Other(Other::Stamp(it)) => Some(Value::day(it.day)),
            day => Some(Value::day(day.as_day()?)),
        },
        (Function::Date, [year, month, day]) => {
            let month = u32::try_from(place(month)?).ok()?;
            let day = u32::try_from(place(day)?).ok()?;
            day_of(place(year)?, month, day).map(Value::day)
        }
        (Function::Time, [from]) => time_from(from),
        (Function::Time, [hour, minute, second, rest @ ..]) => {
            time_of(hour, minute, second, rest.first())
        }
        (Function::DateAndTime, [from]) => match from {
            Value::Text(text) => Stamp::parse(text).map(|it| Value::Other(Other::Stamp(it))),
            Value::Other(Other::Stamp(_)) => Some(from.clone()),
            day => Some(stamp(day.as_day()?, Time::midnight(Offset::Local))),
        },
        (Function::DateAndTime, [date, Value::Other(Other::Time(time))]) => {
            let day = match date {
                Value::Other(Other::Stamp(it)) => it.day,
                day => day.as_day()?,
            };
            Some(stamp(day, time.clone()))
        }
        (Function::Duration, [Value::Text(text)]) => parse_duration(text).map(Value::Other),
        (Function::Duration, [it @ Value::Other(Other::Months(_) | Other::Nanos(_))]) => {
            Some(it.clone())
        }
        (Function::YearsAndMonths, [from, to]) => months_between(from, to),
        (function, [date]) => of_date(function, date),
        _ => None,
    }
}

fn stamp(day: i64, time: Time) -> Value {
    Value::Other(Other::Stamp(Stamp { day, time }))
}

fn time_from(from: &Value) -> Option<Value> {
    let time = match from {
        Value::Text(text) => match at_literal(text)? {
            Value::Other(Other::Time(it)) => it,
            Value::Other(Other::Stamp(it)) => it.time,
            _ => return None,
        },
        Value::Other(Other::Time(it)) => it.clone(),
        Value::Other(Other::Stamp(it)) => it.time.clone(),
        // A day's own time is its midnight in UTC.
        day => day.as_day().map(|_| Time::midnight(Offset::Fixed(0)))?,
    };
    Some(Value::Other(Other::Time(time)))
}

fn time_of(hour: &Value, minute: &Value, second: &Value, offset: Option<&Value>) -> Option<Value> {
    let below = |value: &Value, most: i64| place(value).filter(|it| (0..most).contains(it));
    let hour = below(hour, 24)?;
    let minute = below(minute, 60)?;
    let Value::Number(second) = second else {
        return None;
    };
    let nanos = second.multiply(value::from_nanos(SECOND)?)?;
    let nanos = value::whole(nanos.round(0, Rounding::Down)?)?;
    if !(0..60_i128.checked_mul(SECOND)?).contains(&nanos) {
        return None;
    }
    let offset = match offset {
        None | Some(Value::Null(_)) => Offset::Local,
        Some(Value::Other(Other::Nanos(it))) => {
            let seconds = i32::try_from(it / SECOND).ok()?;
            Offset::Fixed(Some(seconds).filter(|it| it.abs() <= 14 * 3600)?)
        }
        Some(_) => return None,
    };
    let minutes = hour.checked_mul(60)?.checked_add(minute)?;
    let total = Nanos::from(minutes)
        .checked_mul(60)?
        .checked_mul(SECOND)?
        .checked_add(nanos)?;
    Time::new(total, offset).map(|it| Value::Other(Other::Time(it)))
}

/// Full months from one day to the other; the time of day does not count.
fn months_between(from: &Value, to: &Value) -> Option<Value> {
    let ((y1, m1, d1), (y2, m2, d2)) = (civil_of(from)?, civil_of(to)?);
    let count = |year: i64, month: u32| year.checked_mul(12)?.checked_add(i64::from(month));
    let mut months = count(y2, m2)?.checked_sub(count(y1, m1)?)?;
    if months > 0 && d2 < d1 {
        months = months.checked_sub(1)?;
    } else if months < 0 && d2 > d1 {
        months = months.checked_add(1)?;
    }
    Some(Value::Other(Other::Months(months)))
}

fn of_date(function: Function, date: &Value) -> Option<Value> {
    const DAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = civil_of(date)?;
    let days = day_of(year, month, day)?;
    let of_year = |days: i64, year: i64| days.checked_sub(day_of(year, 1, 1)?);
    // Monday is 0; 1970-01-01 was a Thursday.
    let weekday = days.checked_add(3)?.rem_euclid(7);
    match function {
        Function::DayOfYear => whole(of_year(days, year)?.checked_add(1)?),
        Function::DayOfWeek => DAYS
            .get(usize::try_from(weekday).ok()?)
            .map(|it| Value::text(it)),
        Function::MonthOfYear => {
            let at = usize::try_from(month.checked_sub(1)?).ok()?;
            MONTHS.get(at).map(|it| Value::text(it))
        }
        // ISO 8601: the week of the Thursday in it.
        Function::WeekOfYear => {
            let thursday = days.checked_sub(weekday)?.checked_add(3)?;
            let (year, _, _) = value::civil(thursday);
            whole(of_year(thursday, year)?.div_euclid(7).checked_add(1)?)
        }
        _ => None,
    }
}

fn whole(count: i64) -> Option<Value> {
    Some(Value::Number(Number::from(count)))
}
