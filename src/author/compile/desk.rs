//! Desks and the ways to reach them, from tables with the column names of the
//! government's data sets (DS-451-7, 公共施設一覧).

use super::super::csv::Record;
use super::super::fields::with_guess;
use super::super::pack::{At, Pack};
use super::super::{Diagnostic, Place, messages};
use super::Compiler;
use super::sheet::{Sheet, at};
use super::table::text_outputs;
use super::words::{EASY, is_web_address};
use crate::book::{Channel, ChannelKind, Desk, Hours, Logic, MonthDay, Period, Phrase};
use crate::value::{Text, days_in_month, parse_minute};

const KINDS: [ChannelKind; 7] = [
    ChannelKind::Phone,
    ChannelKind::Fax,
    ChannelKind::Line,
    ChannelKind::Mail,
    ChannelKind::Form,
    ChannelKind::Visit,
    ChannelKind::Web,
];
const WEEKDAYS: &str = "月火水木金土日";

impl Compiler<'_> {
    pub(super) fn desks(&mut self, pack: &Pack) {
        if let Some(sheet) = pack
            .desks
            .as_ref()
            .and_then(|it| self.sheet(&pack.name, it))
        {
            self.need_columns(&sheet, &["ID", "名称", "出典", "確認日"]);
            for row in &sheet.rows {
                self.desk(&sheet, row);
            }
        }
        if let Some(sheet) = pack
            .channels
            .as_ref()
            .and_then(|it| self.sheet(&pack.name, it))
        {
            self.need_columns(&sheet, &["窓口ID", "種別", "値", "出典", "確認日"]);
            for row in &sheet.rows {
                self.channel(&sheet, row);
            }
        }
    }

    /// Columns `NAME`, `NAME_やさしい` and `NAME_英字` as one text, in the book's languages.
    fn columns(&mut self, sheet: &Sheet, row: &Record, name: &str) -> Option<Phrase> {
        let first = sheet.cell(row, name)?;
        let mut texts = Vec::new();
        for tag in self.book.languages.clone() {
            let column = match tag.as_str() {
                "ja" => name.to_owned(),
                "en" => [name, "_英字"].concat(),
                EASY => [name, "_やさしい"].concat(),
                _ => String::new(),
            };
            texts.push(match sheet.cell(row, &column) {
                Some(cell) if tag == EASY => self.easy(&cell.text, &cell.place),
                Some(cell) => cell.text.clone(),
                None => self.hole(&first.place, &tag),
            });
        }
        Some(Phrase(texts))
    }

    fn desk(&mut self, sheet: &Sheet, row: &Record) {
        let Some(id) = sheet.cell(row, "ID").map(at) else {
            self.report("missing-cell", &row.place(), &["ID"]);
            return;
        };
        let period = self.period(sheet, row);
        self.places.desk(&id.it, id.place.clone());
        let twin = self
            .book
            .desks
            .iter()
            .any(|it| *it.id == *id.it && overlap(it.period, period));
        if twin {
            self.report("duplicate-row", &id.place, &[&id.it]);
        }
        let url = sheet.cell(row, "URL").map(at);
        if let Some(url) = url.as_ref().filter(|it| !is_web_address(&it.it)) {
            self.report("bad-link", &url.place, &[&url.it]);
        }
        let cite = self.row_cite(sheet, row);
        self.row_needs_source(sheet, row, &id.it);
        if sheet.column("名称").is_some() && sheet.cell(row, "名称").is_none() {
            self.report("missing-cell", &row.place(), &["名称"]);
        }
        let desk = Desk {
            id: Text::from(id.it.as_str()),
            period,
            name: self.columns(sheet, row, "名称").unwrap_or_default(),
            description: self.columns(sheet, row, "説明"),
            place: sheet.cell(row, "所在地_連結表記").map(|it| it.text.clone()),
            url: url.map(|it| it.it),
            cite,
        };
        self.book.desks.push(desk);
    }

    fn channel(&mut self, sheet: &Sheet, row: &Record) {
        let Some(desk) = sheet.cell(row, "窓口ID").map(at) else {
            self.report("missing-cell", &row.place(), &["窓口ID"]);
            return;
        };
        if !self.book.desks.iter().any(|it| *it.id == *desk.it) {
            self.unknown_desk(&desk.it, &desk.place);
        }
        let kind = sheet.cell(row, "種別").map(at);
        let found = kind
            .as_ref()
            .and_then(|kind| KINDS.iter().find(|it| it.name() == kind.it));
        if kind.is_none() && sheet.column("種別").is_some() {
            self.report("missing-cell", &row.place(), &["種別"]);
        }
        if let (None, Some(kind)) = (found, &kind) {
            let known = messages::list(KINDS.map(ChannelKind::name));
            self.report("bad-value", &kind.place, &[&kind.it, "種別", &known]);
        }
        let Some(value) = sheet.cell(row, "値").map(at) else {
            self.report("missing-cell", &row.place(), &["値"]);
            return;
        };
        let kind = found.copied().unwrap_or(ChannelKind::Visit);
        let is_link = matches!(kind, ChannelKind::Form | ChannelKind::Web);
        if is_link && !is_web_address(&value.it) {
            self.report("bad-link", &value.place, &[&value.it]);
        }
        self.row_needs_source(sheet, row, &value.it);
        let channel = Channel {
            desk: Text::from(desk.it.as_str()),
            kind,
            value: value.it,
            hours: self.hours(sheet, row),
            note: self.columns(sheet, row, "利用可能日時特記事項"),
            period: self.period(sheet, row),
            cite: self.row_cite(sheet, row),
        };
        self.book.channels.push(channel);
    }

    fn unknown_desk(&mut self, id: &str, place: &Place) {
        let unknown = Diagnostic::new("unknown-desk", place.clone(), &[id]);
        let known: Vec<Text> = self.book.desks.iter().map(|it| it.id.clone()).collect();
        self.out
            .push(with_guess(unknown, id, known.iter().map(|it| &**it)));
    }

    /// Every desk a decision can name must be there.
    pub(super) fn check_desk_ids(&mut self, decision: usize, place: &Place) {
        let Some(Logic::Table(table)) = self.book.decisions.get(decision).map(|it| &it.logic)
        else {
            return;
        };
        for (id, expr) in text_outputs(&self.book, table) {
            if !self.book.desks.iter().any(|it| it.id == id) {
                let place = self
                    .cells
                    .get(&expr)
                    .cloned()
                    .unwrap_or_else(|| place.clone());
                self.unknown_desk(&id, &place);
            }
        }
    }

    /// `None` where nothing is written: not known.
    fn hours(&mut self, sheet: &Sheet, row: &Record) -> Option<Hours> {
        let Some(days) = sheet.cell(row, "利用可能曜日").map(at) else {
            let time = ["開始時間", "終了時間"]
                .iter()
                .find_map(|it| sheet.cell(row, it));
            if let Some(time) = time {
                self.hours_apart(&at(time));
            }
            return None;
        };
        let mut bits = 0;
        for day in days.it.chars() {
            match WEEKDAYS.chars().position(|it| it == day) {
                Some(at) => bits |= 1 << at,
                None => {
                    self.report("bad-hours", &days.place, &[&days.it]);
                    break;
                }
            }
        }
        let open = self.minute(sheet, row, "開始時間");
        let close = self.minute(sheet, row, "終了時間");
        let (Some(open), Some(close)) = (open, close) else {
            // A time that is written and cannot be read is told already.
            if sheet.cell(row, "開始時間").is_none() || sheet.cell(row, "終了時間").is_none()
            {
                self.hours_apart(&days);
            }
            return None;
        };
        let pause = (
            self.minute(sheet, row, "休憩開始"),
            self.minute(sheet, row, "休憩終了"),
        );
        let pause_is_inside = match pause {
            (Some(from), Some(until)) => open < from && from < until && until < close,
            (None, None) => true,
            _ => false,
        };
        if open >= close || !pause_is_inside {
            let (from, until) = if open < close {
                ("休憩開始", "休憩終了")
            } else {
                ("開始時間", "終了時間")
            };
            let text = |column: &str| sheet.cell(row, column).map_or("", |it| it.text.as_str());
            let cell = sheet.cell(row, from).or(sheet.cell(row, until));
            let place = cell.map_or(days.place, |it| it.place.clone());
            let span = [text(from), "〜", text(until)].concat();
            self.out.push(
                Diagnostic::new("bad-hours", place, &[&span]).help_with("end-after-start", &[]),
            );
        }
        let pause = pause.0.zip(pause.1);
        let on_holidays = match sheet.cell(row, "祝日").map(at) {
            Some(it) if it.it == "開" => true,
            Some(it) if it.it != "休" => {
                self.report(
                    "bad-value",
                    &it.place,
                    &[&it.it, "祝日", &messages::list(["休", "開"])],
                );
                false
            }
            _ => false,
        };
        let closed = sheet
            .cell(row, "休業期間")
            .map(at)
            .and_then(|it| self.closure(&it));
        Some(Hours {
            days: bits,
            open,
            close,
            pause,
            on_holidays,
            closed,
        })
    }

    fn hours_apart(&mut self, written: &At<String>) {
        let bad = Diagnostic::new("bad-hours", written.place.clone(), &[&written.it]);
        self.out.push(bad.help_with("hours-together", &[]));
    }

    fn minute(&mut self, sheet: &Sheet, row: &Record, column: &str) -> Option<u16> {
        let cell = sheet.cell(row, column)?;
        // Excel drops the zero of 09:30, or adds seconds.
        let text = cell
            .text
            .strip_suffix(":00")
            .filter(|it| it.contains(':'))
            .unwrap_or(&cell.text);
        let padded = if text.len() == 4 {
            ["0", text].concat()
        } else {
            text.to_owned()
        };
        let minute = parse_minute(&padded);
        if minute.is_none() {
            self.report("bad-hours", &cell.place, &[&cell.text]);
        }
        minute
    }

    fn closure(&mut self, text: &At<String>) -> Option<(MonthDay, MonthDay)> {
        let day = |text: &str| -> Option<MonthDay> {
            let (month, day) = text.split_once('-')?;
            let (month, day): (u8, u8) = (month.parse().ok()?, day.parse().ok()?);
            // A leap year, so that 02-29 may be written.
            let exists = (1..=12).contains(&month)
                && day > 0
                && u32::from(day) <= days_in_month(2024, u32::from(month));
            exists.then_some(MonthDay { month, day })
        };
        let closure = text
            .it
            .split_once('/')
            .and_then(|(from, until)| Some((day(from)?, day(until)?)));
        if closure.is_none() {
            self.report("bad-hours", &text.place, &[&text.it]);
        }
        closure
    }
}

fn overlap(a: Period, b: Period) -> bool {
    let starts_in_time =
        |from: Option<crate::value::Date>, until: Option<crate::value::Date>| match (from, until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
    starts_in_time(a.from, b.until) && starts_in_time(b.from, a.until)
}
