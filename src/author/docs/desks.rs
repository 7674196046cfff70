//! The list of desks: channels, hours, and how long each has been or will be there.

use std::fmt::Write;

use super::html::{Html, el};
use super::section::{View, pair, pairs, period};
use crate::book::{Channel, Hours};

impl View<'_, '_> {
    pub(super) fn desks(&self) -> Html {
        let book = self.model.book;
        let mut out = Html::default();
        for desk in &book.desks {
            let channels = book.channels.iter().filter(|it| it.desk == desk.id);
            let channels: Html = channels.map(|it| self.channel(it)).collect();
            let mut rows = pair("名前（規則の中で）", &*desk.id);
            rows.push(self.pair("説明", desk.description.as_ref()));
            rows.push(pair("所在地", desk.place.as_deref().unwrap_or("")));
            rows.push(pair("ページ", desk.url.as_deref().unwrap_or("")));
            rows.push(pair("いつ", period(desk.period)));
            if !channels.is_empty() {
                rows.push(pair("連絡のしかた", el("ul", channels)));
            }
            rows.push(pair(
                "出典",
                desk.cite
                    .as_ref()
                    .map(|it| self.cite(it))
                    .unwrap_or_default(),
            ));
            out.push(self.heading(2, self.model.text(&desk.name)));
            out.push(pairs(rows));
        }
        out
    }

    fn channel(&self, channel: &Channel) -> Html {
        let mut words = [channel.kind.name(), "：", &channel.value].concat();
        if let Some(it) = &channel.hours {
            words.push_str(&["。", &hours(it)].concat());
        }
        if let Some(note) = &channel.note {
            words.push_str(&["。", note.get(self.model.book.language("ja"))].concat());
        }
        let when = period(channel.period);
        if !when.is_empty() {
            words.push_str(&["（", &when, "）"].concat());
        }
        let mut out = Html::from(words);
        if let Some(cite) = &channel.cite {
            out.push("　出典：");
            out.push(self.cite(cite));
        }
        el("li", out)
    }
}

/// `月火水木金 8:30〜17:15（12:00〜13:00は休み、祝日は休み）`
fn hours(hours: &Hours) -> String {
    let clock = |minutes: u16| format!("{}:{:02}", minutes / 60, minutes % 60);
    let days = "月火水木金土日".chars().enumerate();
    let days = days.filter(|(day, _)| hours.days & (1 << day) != 0);
    let days: String = days.map(|(_, it)| it).collect();
    let mut out = format!("{days} {}〜{}", clock(hours.open), clock(hours.close));
    let mut except = Vec::new();
    if let Some((from, until)) = hours.pause {
        except.push(format!("{}〜{}は休み", clock(from), clock(until)));
    }
    except.push(
        if hours.on_holidays {
            "祝日も"
        } else {
            "祝日は休み"
        }
        .to_owned(),
    );
    if let Some((from, until)) = hours.closed {
        except.push(format!(
            "{}月{}日〜{}月{}日は休み",
            from.month, from.day, until.month, until.day
        ));
    }
    let _ = write!(out, "（{}）", except.join("、"));
    out
}
