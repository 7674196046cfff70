//! `.year`, `.start included` and the like: what values that are no contexts
//! have in them (DMN 1.5, table 65).

use super::civil_of;
use crate::value::{
    DAY, End, Fault, Nanos, Number, Offset, Other, SECOND, Text, Time, Value, from_nanos,
};

const MINUTE: Nanos = 60_000_000_000;

/// The property, or null.
pub(super) fn property(value: &Value, name: &str) -> Value {
    known(value, name).unwrap_or(Value::fault(Fault::NoEntry))
}

fn known(value: &Value, name: &str) -> Option<Value> {
    match value {
        Value::Other(Other::Months(months)) => match name {
            "years" => whole(*months / 12),
            "months" => whole(*months % 12),
            _ => None,
        },
        Value::Other(Other::Nanos(nanos)) => {
            let seconds = *nanos / SECOND;
            match name {
                "days" => whole(*nanos / DAY),
                "hours" => whole(seconds / 3600 % 24),
                "minutes" => whole(seconds / 60 % 60),
                "seconds" => fraction(*nanos % MINUTE),
                _ => None,
            }
        }
        Value::Other(Other::Range(range)) => match name {
            "start" => Some(end(&range.low)),
            "end" => Some(end(&range.high)),
            "start included" => Some(Value::Boolean(range.low.is_included())),
            "end included" => Some(Value::Boolean(range.high.is_included())),
            _ => None,
        },
        Value::Other(Other::Time(time)) => of_time(time, name),
        Value::Other(Other::Stamp(stamp)) => {
            of_day(value, name).or_else(|| of_time(&stamp.time, name))
        }
        value if matches!(name, "hour" | "minute" | "second") => {
            value.as_day().and_then(|_| whole(0_i64))
        }
        _ => of_day(value, name),
    }
}

fn of_day(value: &Value, name: &str) -> Option<Value> {
    let (year, month, day) = civil_of(value)?;
    match name {
        "year" => whole(year),
        "month" => whole(i64::from(month)),
        "day" => whole(i64::from(day)),
        "weekday" => {
            let days = match value {
                Value::Other(Other::Stamp(it)) => it.day,
                day => day.as_day()?,
            };
            // 1970-01-01 was a Thursday.
            whole(days.checked_add(3)?.rem_euclid(7).checked_add(1)?)
        }
        _ => None,
    }
}

fn of_time(time: &Time, name: &str) -> Option<Value> {
    let (hour, minute, _) = time.clock();
    match name {
        "hour" => whole(i64::from(hour)),
        "minute" => whole(i64::from(minute)),
        "second" => fraction(time.nanos() % MINUTE),
        "time offset" => {
            let seconds = Nanos::from(time.offset.seconds()?);
            Some(Value::Other(Other::Nanos(seconds.checked_mul(SECOND)?)))
        }
        "timezone" => match &time.offset {
            Offset::Zone(name) => Some(Value::Text(Text::clone(name))),
            _ => None,
        },
        _ => None,
    }
}

fn end(end: &End) -> Value {
    end.value().cloned().unwrap_or(Value::NULL)
}

fn whole(count: impl TryInto<i64>) -> Option<Value> {
    Some(Value::Number(Number::from(count.try_into().ok()?)))
}

fn fraction(nanos: Nanos) -> Option<Value> {
    let number = from_nanos(nanos)?.divide(from_nanos(SECOND)?)?;
    Some(Value::Number(number))
}
