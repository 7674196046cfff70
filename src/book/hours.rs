//! When a channel of a desk is served. Times are minutes since midnight in
//! Japan; whether a day is a holiday is `run`'s business.

/// A day that comes every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    pub month: u8,
    pub day: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Bit 0 is Monday.
    pub days: u8,
    pub open: u16,
    /// Up to 1440, the end of the day; later than `open`.
    pub close: u16,
    /// The lunch break, from and until.
    pub pause: Option<(u16, u16)>,
    /// Served on 国民の祝日, 振替休日 and 国民の休日 as well.
    pub on_holidays: bool,
    /// Closed from the first to the second of these, every year, across New Year if need be.
    pub closed: Option<(MonthDay, MonthDay)>,
}
