//! What time it is in Japan.
//!
//! The engine has no clock: *now* is an argument, and this is where it comes
//! from when the person gives none. Japan keeps UTC+9 the year round.

use std::time::{SystemTime, UNIX_EPOCH};

use tsunagu::value::{Date, Moment};

use super::Trouble;
use super::console::Console;
use super::words::Word;

const JAPAN: u64 = 9 * 3600;
const DAY: u64 = 24 * 3600;

/// `--at`, or now.
pub(super) fn at(given: Option<&str>, console: &Console) -> Result<Moment, Trouble> {
    let Some(text) = given else {
        return now_in_japan().ok_or_else(|| console.wrong(Word::ClockBroken, &[]).into());
    };
    Moment::parse(text).ok_or_else(|| {
        console
            .wrong(Word::BadMoment, &[text])
            .help(console.word(Word::BadMomentHelp, &[]))
            .into()
    })
}

/// `None` where the machine's clock shows a year before 1970 or past 9999.
fn now_in_japan() -> Option<Moment> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs() + JAPAN;
    let date = Date::from_days(i32::try_from(seconds / DAY).ok()?)?;
    Moment::new(date, u16::try_from(seconds % DAY / 60).ok()?)
}
