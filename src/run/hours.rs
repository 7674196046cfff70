//! Is a desk's channel served at a given moment, and when next?

use super::holiday::is_holiday;
use super::view::Openness;
use crate::book::{Hours, MonthDay};
use crate::value::{Date, Moment};

/// Now, and if closed, when it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    pub now: Openness,
    pub opens_next: Option<Moment>,
}

/// The longest closure we look past: a year and a day.
const MAX_DAYS_AHEAD: i32 = 366;

/// `None` hours are not known, which is neither open nor closed.
pub fn service(hours: Option<&Hours>, at: Moment) -> Service {
    let unknown = Service {
        now: Openness::Unknown,
        opens_next: None,
    };
    let Some(hours) = hours else { return unknown };
    let Some(today) = served_on(hours, at.date) else {
        return unknown;
    };
    if today && intervals(hours).any(|(from, until)| (from..until).contains(&at.minute())) {
        return Service {
            now: Openness::Open,
            opens_next: None,
        };
    }
    Service {
        now: Openness::Closed,
        opens_next: next_opening(hours, at),
    }
}

/// Whether the channel is served on that day at all; `None` where the calendar is unknown.
fn served_on(hours: &Hours, day: Date) -> Option<bool> {
    let weekday = hours.days >> day.weekday().saturating_sub(1) & 1 == 1;
    let in_closure = hours
        .closed
        .is_some_and(|(from, until)| in_season(day, from, until));
    if !weekday || in_closure {
        return Some(false);
    }
    if hours.on_holidays {
        return Some(true);
    }
    is_holiday(day).map(|it| !it)
}

fn in_season(day: Date, from: MonthDay, until: MonthDay) -> bool {
    let (_, month, date) = day.civil();
    let today = MonthDay {
        month: u8::try_from(month).unwrap_or(0),
        day: u8::try_from(date).unwrap_or(0),
    };
    if from <= until {
        from <= today && today <= until
    } else {
        // Across New Year.
        today >= from || today <= until
    }
}

/// The served stretches of a day: before and after the break.
fn intervals(hours: &Hours) -> impl Iterator<Item = (u16, u16)> {
    let parts = match hours.pause {
        Some((from, until)) => [(hours.open, from), (until, hours.close)],
        None => [(hours.open, hours.close), (0, 0)],
    };
    parts.into_iter().filter(|(from, until)| from < until)
}

fn next_opening(hours: &Hours, at: Moment) -> Option<Moment> {
    for ahead in 0..=MAX_DAYS_AHEAD {
        let day = at.date.plus_days(ahead)?;
        if !served_on(hours, day)? {
            continue;
        }
        let from = intervals(hours)
            .map(|(from, _)| from)
            .find(|from| ahead > 0 || *from > at.minute());
        if let Some(from) = from {
            return Moment::new(day, from);
        }
    }
    None
}
