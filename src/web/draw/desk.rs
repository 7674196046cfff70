//! A desk: who it is, every way to reach it, and whether it is open.

use crate::run::view::{ChannelView, Desk, Openness};

use super::super::pen::Pen;

#[inline(never)]
pub(super) fn desk(pen: &mut Pen, desk: &Desk) {
    pen.inside("article", "desk", |pen| {
        pen.set("part", "desk");
        pen.text("h4", "", &desk.name);
        pen.maybe("p", "maybe", desk.maybe);
        pen.maybe("p", "", desk.description.as_deref());
        pen.maybe("p", "place", desk.place.as_deref());
        if !desk.channels.is_empty() {
            pen.inside("ul", "channels", |pen| {
                for it in &desk.channels {
                    channel(pen, it);
                }
            });
        }
        pen.maybe("p", "no-channels", desk.no_channels);
        pen.lines("sources", &desk.sources);
    });
}

#[inline(never)]
fn channel(pen: &mut Pen, channel: &ChannelView) {
    pen.inside("li", "channel", |pen| {
        pen.inside("p", "reach", |pen| {
            pen.text("span", "channel-kind", channel.kind);
            pen.words(" ");
            match channel.link.as_deref().filter(|it| may_link(it)) {
                Some(link) => pen.inside("a", "value", |pen| {
                    pen.set("href", link);
                    // A page that opens in place of this one would take the
                    // answers with it; a referrer would say where they came from.
                    if link.starts_with("https:") {
                        pen.set("target", "_blank");
                        pen.set("rel", "noopener noreferrer");
                    }
                    pen.words(&channel.value);
                }),
                None => pen.text("span", "value", &channel.value),
            }
        });
        // The sentence says it; the shape and colour in front only repeat it.
        if !channel.state.is_empty() {
            pen.inside("p", "state", |pen| {
                pen.set("data-open", openness(channel.open));
                pen.words(&channel.state);
            });
        }
        pen.maybe("p", "hours", channel.hours.as_deref());
        pen.maybe("p", "note", channel.note.as_deref());
    });
}

/// A book is checked when it is made; this is the last door, and it is ours.
fn may_link(link: &str) -> bool {
    ["tel:", "mailto:", "https:"]
        .iter()
        .any(|scheme| link.starts_with(scheme))
}

fn openness(open: Openness) -> &'static str {
    match open {
        Openness::Open => "open",
        Openness::Closed => "closed",
        Openness::Unknown => "unknown",
    }
}
