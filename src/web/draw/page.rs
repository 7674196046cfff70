//! A page of questions: a form, with a summary of errors above it.

use crate::run::view::Page;

use super::super::pen::Pen;
use super::Ids;

#[inline(never)]
pub(super) fn page(pen: &mut Pen, page: &Page, ids: &mut Ids) {
    if shows_errors(page) {
        errors(pen, page);
    }
    super::heading(pen, &page.heading);
    pen.inside("form", "page", |pen| {
        pen.set("novalidate", "");
        pen.set("autocomplete", "off");
        // If our listener were ever dead, a plain form would put the answers
        // into the address. `dialog` submits to nowhere.
        pen.set("method", "dialog");
        pen.inside("div", "questions", |pen| {
            for question in &page.questions {
                let made = super::question(pen.document(), question, &ids.next());
                pen.put(&made);
            }
        });
        pen.inside("div", "buttons", |pen| {
            pen.inside("button", "button main", |pen| {
                pen.set("type", "submit");
                pen.set("part", "button");
                pen.words(page.next);
            });
            if let Some(back) = &page.back {
                pen.button("button", "back", back);
            }
        });
    });
}

pub(in super::super) fn shows_errors(page: &Page) -> bool {
    page.questions
        .iter()
        .any(|question| question.error.is_some())
}

/// Each line leads to its question. The links have no address of their own:
/// a fragment would end up in the portal's URL and finds nothing in a shadow
/// root, so `listen` moves the focus.
#[inline(never)]
fn errors(pen: &mut Pen, page: &Page) {
    pen.inside("div", "errors", |pen| {
        pen.set("role", "alert");
        pen.set("tabindex", "-1");
        pen.set("part", "errors");
        pen.text("p", "errors-heading", page.errors_heading);
        pen.inside("ul", "", |pen| {
            for question in &page.questions {
                if let Some(error) = &question.error {
                    pen.inside("li", "", |pen| {
                        pen.inside("a", "", |pen| {
                            pen.set("href", "#");
                            pen.set("data-act", "focus");
                            pen.set("data-for", &question.name);
                            pen.bare(&question.label);
                            pen.words(": ");
                            pen.words(error);
                        });
                    });
                }
            }
        });
    });
}
