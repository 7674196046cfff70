//! Before the first question.

use crate::run::view::Start;

use super::super::pen::Pen;

#[inline(never)]
pub(super) fn start(pen: &mut Pen, title: &str, start: &Start) {
    super::heading(pen, title);
    for paragraph in &start.intro {
        pen.text("p", "intro", paragraph);
    }
    super::notices(pen, &start.notices);
    pen.inside("div", "buttons", |pen| {
        pen.button("button main", "begin", start.begin)
    });
    super::place(pen, "start");
}
