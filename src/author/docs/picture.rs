//! The drawn picture of what a thing depends on and what depends on it: three
//! columns, joined from left to right.
//!
//! A shortcut for eyes and pointers. The two lists on the same page say all of
//! it, so the picture is hidden from screen readers and from the Tab key.

use super::html::{Html, el, with};
use super::model::Item;
use super::section::View;

/// In pixels: a picture wider than the screen scrolls and is not made small.
const BOX_WIDTH: usize = 210;
const BOX_HEIGHT: usize = 46;
const STEP: usize = BOX_HEIGHT + 10;
/// Between two columns.
const GAP: usize = 70;
const MARGIN: usize = 2;

/// More in a column than this and nobody sees anything; the list has them all.
const MOST: usize = 12;

/// Half-width characters that fit into a box.
const MOST_WIDTH: usize = 27;

impl View<'_, '_> {
    /// Nothing where it stands alone.
    pub(super) fn picture(&self, item: Item) -> Html {
        let left = self.column(&self.model.uses(item), "#uses");
        let right = self.column(&self.model.used_by(item), "#used-by");
        if left.is_empty() && right.is_empty() {
            return Html::default();
        }
        let own = Label {
            kind: item.kind_name(),
            name: self.model.name(item).to_owned(),
            href: String::new(),
        };
        let height = left.len().max(right.len()).max(1) * STEP - 10 + 2 * MARGIN;
        // An empty column takes no room: on a phone it would be all one sees.
        let own_column = usize::from(!left.is_empty());
        let n_columns = own_column + 1 + usize::from(!right.is_empty());
        let width = n_columns * (BOX_WIDTH + GAP) - GAP + 2 * MARGIN;
        let mut lines = Html::default();
        let mut boxes = Html::default();
        let middle = Spot {
            column: own_column,
            y: (height - BOX_HEIGHT) / 2,
        };
        for (column, labels) in [(0, &left), (own_column + 1, &right)] {
            // A short column stands beside the middle of a long one.
            let free = height - (labels.len() * STEP).saturating_sub(10);
            for (n, label) in labels.iter().enumerate() {
                let spot = Spot {
                    column,
                    y: free / 2 + n * STEP,
                };
                lines.push(if column < own_column {
                    line(spot, middle)
                } else {
                    line(middle, spot)
                });
                boxes.push(label.draw(spot));
            }
        }
        boxes.push(own.draw(middle));
        let (width, height) = (width.to_string(), height.to_string());
        let drawn = with(
            "svg",
            &[
                ("class", "picture"),
                ("width", &*width),
                ("height", &*height),
                ("viewBox", &*["0 0 ", &width, " ", &height].concat()),
                ("aria-hidden", "true"),
            ],
            [lines, boxes],
        );
        let scrolls = [
            ("class", "wide"),
            ("role", "region"),
            (
                "aria-label",
                "つながりの図。同じことが、下の二つの一覧にあります",
            ),
            ("tabindex", "0"),
        ];
        [
            self.heading(2, "つながり"),
            el("p", "左がもとにするもの、右がこれを使うものです。同じことを、下の一覧にも書いています。"),
            with("div", &scrolls, drawn),
        ]
        .into()
    }

    fn column(&self, items: &[Item], list: &str) -> Vec<Label> {
        let shown = if items.len() > MOST {
            MOST - 1
        } else {
            items.len()
        };
        let label = |it: &Item| Label {
            kind: it.kind_name(),
            name: self.model.name(*it).to_owned(),
            href: self.href(*it),
        };
        let mut labels: Vec<Label> = items.iter().take(shown).map(label).collect();
        if shown < items.len() {
            labels.push(Label {
                kind: "一覧を見る",
                name: format!("ほか{}件", items.len() - shown),
                href: list.to_owned(),
            });
        }
        labels
    }
}

/// The upper left corner of a box.
#[derive(Clone, Copy)]
struct Spot {
    column: usize,
    y: usize,
}

impl Spot {
    fn x(self) -> usize {
        MARGIN + self.column * (BOX_WIDTH + GAP)
    }
}

struct Label {
    kind: &'static str,
    name: String,
    /// Empty for the thing itself.
    href: String,
}

impl Label {
    fn draw(&self, spot: Spot) -> Html {
        let (x, y) = (spot.x().to_string(), spot.y.to_string());
        let (width, height) = (BOX_WIDTH.to_string(), BOX_HEIGHT.to_string());
        let text = |class: &str, down: usize, text: &str| {
            let (x, y) = ((spot.x() + 10).to_string(), (spot.y + down).to_string());
            with("text", &[("class", class), ("x", &*x), ("y", &*y)], text)
        };
        let drawn: Html = [
            el("title", &self.name),
            with(
                "rect",
                &[
                    ("x", &*x),
                    ("y", &*y),
                    ("width", &*width),
                    ("height", &*height),
                    ("rx", "6"),
                ],
                "",
            ),
            text("kind", 17, self.kind),
            text("name", 36, &shortened(&self.name)),
        ]
        .into();
        if self.href.is_empty() {
            with("g", &[("class", "own")], drawn)
        } else {
            with("a", &[("href", &*self.href), ("tabindex", "-1")], drawn)
        }
    }
}

/// From the right side of one box to the left side of the other.
fn line(from: Spot, to: Spot) -> Html {
    let (x1, x2) = (from.x() + BOX_WIDTH, to.x());
    let (y1, y2) = (from.y + BOX_HEIGHT / 2, to.y + BOX_HEIGHT / 2);
    let turn = usize::midpoint(x1, x2);
    let tip = x2 - 7;
    let path = format!(
        "M{x1} {y1}C{turn} {y1} {turn} {y2} {tip} {y2}M{tip} {}L{x2} {y2}L{tip} {}",
        y2 - 4,
        y2 + 4
    );
    with("path", &[("d", &*path)], "")
}

/// As much as fits into a box; a pointer resting on it shows the rest.
fn shortened(name: &str) -> String {
    let mut width = 0;
    for (at, it) in name.char_indices() {
        width += if it.is_ascii() { 1 } else { 2 };
        if width > MOST_WIDTH {
            return [&name[..at], "…"].concat();
        }
    }
    name.to_owned()
}
