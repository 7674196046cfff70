//! Keys of `cases/*.yaml`.

use super::{Map, Shape, may, must};

const STATUS: Shape = Shape::Word(&["fits", "does-not-fit", "open"]);

pub(in crate::author) static CASES: Map = Map {
    name: "cases",
    keys: &[must("cases", Shape::Maps(&CASE), "例", "examples")],
};

pub(in crate::author) static CASE: Map = Map {
    name: "case",
    keys: &[
        must("name", Shape::Text, "例の名前", "its name"),
        must("at", Shape::Moment, "いつの時点か", "the day or moment"),
        may("answers", Shape::EachOf(&Shape::Answer), "答え", "answers"),
        may("wizard", Shape::Text, "案内", "the wizard"),
        must(
            "expect",
            Shape::Map(&EXPECT),
            "期待する結果",
            "what must come out",
        ),
        may("why", Shape::Text, "なぜこの結果か", "why"),
    ],
};

pub(in crate::author) static EXPECT: Map = Map {
    name: "expect",
    keys: &[
        may(
            "decisions",
            Shape::EachOf(&Shape::Set),
            "決定の値",
            "values of decisions",
        ),
        may(
            "results",
            Shape::EachOf(&STATUS),
            "制度の結果",
            "what became of programmes",
        ),
        may("amounts", Shape::EachOf(&Shape::Set), "額", "amounts"),
        may(
            "because",
            Shape::EachOf(&Shape::List),
            "理由に挙がる答え",
            "answers its reasons name",
        ),
        may(
            "missing",
            Shape::EachOf(&Shape::List),
            "あと何が分かればよいか",
            "what is still needed",
        ),
        may("desks", Shape::DeskList, "窓口", "desks"),
        may(
            "open",
            Shape::EachOf(&Shape::EachOf(&Shape::Text)),
            "開いているか",
            "whether open",
        ),
        may(
            "opens",
            Shape::EachOf(&Shape::EachOf(&Shape::Text)),
            "次に開く時刻",
            "when it opens next",
        ),
    ],
};

pub(in crate::author) static MAYBE_DESK: Map = Map {
    name: "maybe-desk",
    keys: &[must(
        "maybe",
        Shape::Text,
        "まだ決まらない窓口",
        "a desk not certain yet",
    )],
};
