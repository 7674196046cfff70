//! Keys of questions, tables, decisions, programmes and wizards.

use super::manifest::{CITES, SETTLED_KEY, SOURCES, UNDECIDED_KEY};
use super::{FROM, Key, Map, Shape, UNTIL, may, must, rarely};

/// What each of these means in a row of `KINDS`, `COLUMNS` … is in rules/README.md.
const KINDS: &[&str] = &["yes-no", "choice", "several", "number", "date", "text"];

const COLUMN: Shape = Shape::Word(&["list", "number", "date", "boolean", "text"]);

const LABEL: Key = may(
    "label",
    Shape::Texts,
    "人に見せる名前",
    "the name people see",
);

pub(in crate::author) static DECLARATIONS: Map = Map {
    name: "rules",
    keys: &[
        may(
            "questions",
            Shape::Each(&QUESTION),
            "たずねること",
            "what is asked",
        ),
        may("tables", Shape::Each(&FACTS), "事実の表", "tables of facts"),
        may(
            "decisions",
            Shape::Each(&DECISION),
            "答えから求める値",
            "values worked out of answers",
        ),
        may("programs", Shape::Each(&PROGRAM), "制度", "programmes"),
        may(
            "wizards",
            Shape::Each(&WIZARD),
            "案内：だれが、どの順に答えるか",
            "who answers what, in which order",
        ),
        may(
            "constraints",
            Shape::Each(&CONSTRAINT),
            "同時にはありえない答え",
            "answers that cannot be together",
        ),
        may(
            "milestones",
            Shape::Each(&MILESTONE),
            "時がたつと変わること",
            "what changes with time",
        ),
        SOURCES,
        UNDECIDED_KEY,
        SETTLED_KEY,
    ],
};

pub(in crate::author) static QUESTION: Map = Map {
    name: "question",
    keys: &[
        may(
            "unsure",
            Shape::Map(&UNSURE),
            "分からないとき、どこを見て、だれに聞くか",
            "where to look and whom to ask",
        ),
        may("was", Shape::List, "前の名前", "former names"),
        must("ask", Shape::Texts, "聞く文", "the question"),
        must("why", Shape::Texts, "なぜ聞くか", "why it is asked"),
        may("help", Shape::Texts, "補足", "more about it"),
        must(
            "kind",
            Shape::Word(KINDS),
            "答えの種類",
            "the kind of answer",
        ),
        may("options", Shape::Options, "選択肢", "the options"),
        may("min", Shape::Text, "最小", "the smallest"),
        may("max", Shape::Text, "最大", "the largest"),
        may(
            "step",
            Shape::Number,
            "刻み。1 なら整数",
            "the step; 1 for whole numbers",
        ),
        may("unit", Shape::Texts, "単位", "the unit"),
        may(
            "when",
            Shape::Feel,
            "偽なら「あてはまらない」",
            "where false it does not apply",
        ),
        may(
            "ask-when",
            Shape::Feel,
            "偽なら、たずねない",
            "where false it is not put",
        ),
        may(
            "can-change",
            Shape::Word(&["by-choice", "with-time", "by-moving"]),
            "この答えが変わりうるか",
            "how the answer can change",
        ),
        may(
            "grows",
            Shape::Word(&["yearly"]),
            "一年に一つ増える数",
            "one more each year",
        ),
        CITES,
    ],
};

pub(in crate::author) static UNSURE: Map = Map {
    name: "unsure",
    keys: &[
        may("look", Shape::Texts, "どこを見るか", "where to look"),
        may("ask", Shape::Texts, "だれに聞くか", "whom to ask"),
    ],
};

/// Options taken from a table.
pub(in crate::author) static OPTIONS_TABLE: Map = Map {
    name: "options-table",
    keys: &[
        must("table", Shape::Text, "事実の表の名前", "a table of facts"),
        must("value", Shape::Text, "値の列", "the column of values"),
        may(
            "label",
            Shape::Texts,
            "見せる名前の列",
            "the column of labels",
        ),
        may("group", Shape::Texts, "見出しの列", "the column of groups"),
        may("reading", Shape::Text, "よみの列", "the column of readings"),
        may(
            "also-called",
            Shape::List,
            "別の書き方の列",
            "columns of other spellings",
        ),
        may(
            "also",
            Shape::Each(&OPTION),
            "表のあとに足す選択肢",
            "options after those of the table",
        ),
    ],
};

/// An option with more than its text. What is not listed here is a language.
pub(in crate::author) static OPTION: Map = Map {
    name: "option",
    keys: &[
        may("help", Shape::Texts, "補足", "more about it"),
        may("group", Shape::Texts, "見出し", "the group it is in"),
        may(
            "only",
            Shape::Word(&["true", "false"]),
            "ほかと同時に選べない",
            "not together with others",
        ),
        may("also-called", Shape::List, "別の書き方", "other spellings"),
    ],
};

pub(in crate::author) static FACTS: Map = Map {
    name: "facts",
    keys: &[
        may(
            "columns",
            Shape::EachOf(&COLUMN),
            "列の種類",
            "kinds of columns",
        ),
        must("file", Shape::Text, "CSV ファイル", "a CSV file"),
        CITES,
    ],
};

pub(in crate::author) static DECISION: Map = Map {
    name: "decision",
    keys: &[
        may(
            "labels",
            Shape::EachOf(&Shape::Texts),
            "値の見せ方",
            "how values are shown",
        ),
        LABEL,
        may("unit", Shape::Texts, "単位", "the unit"),
        may(
            "note",
            Shape::Texts,
            "結果のそばに出す文",
            "shown beside the result",
        ),
        may(
            "table",
            Shape::Text,
            "決定表の CSV",
            "CSV of a decision table",
        ),
        CITES,
        // Needed where there is no `table`.
        Key {
            needed: true,
            ..may("value", Shape::Feel, "FEEL の式", "a FEEL expression")
        },
    ],
};

pub(in crate::author) static PROGRAM: Map = Map {
    name: "program",
    keys: &[
        must("fits", Shape::Condition, "だれが対象か", "whom it fits"),
        may("apply", Shape::Map(&APPLY), "申し込み", "how to apply"),
        LABEL,
        may("summary", Shape::Texts, "どういう制度か", "what it is"),
        may(
            "for",
            Shape::List,
            "どの案内の人か",
            "for people of which wizards",
        ),
        FROM,
        UNTIL,
        may("amount", Shape::Feel, "額（円）", "the amount in yen"),
        may("gives", Shape::Texts, "何が受けられるか", "what one gets"),
        CITES,
    ],
};

pub(in crate::author) static APPLY: Map = Map {
    name: "apply",
    keys: &[
        may("how", Shape::Texts, "どうやって申し込むか", "how to apply"),
        may("decides", Shape::Texts, "だれが決めるか", "who decides"),
        may("documents", Shape::TextsList, "要る書類", "papers needed"),
    ],
};

pub(in crate::author) static CONDITION: Map = Map {
    name: "condition",
    keys: &[
        may("all", Shape::Conditions, "すべて", "all of these"),
        rarely(may("any", Shape::Conditions, "どれか", "any of these")),
        rarely(may("not", Shape::Condition, "でないこと", "not this")),
        rarely(must("if", Shape::Feel, "FEEL の条件", "a FEEL condition")),
        may("say", Shape::Texts, "条件の文", "the condition in words"),
        CITES,
    ],
};

pub(in crate::author) static CONSTRAINT: Map = Map {
    name: "constraint",
    keys: &[
        must("must", Shape::Feel, "必ず成り立つこと", "what must hold"),
        must(
            "say",
            Shape::Texts,
            "成り立たないときの文",
            "what to say where it does not",
        ),
        CITES,
    ],
};

pub(in crate::author) static MILESTONE: Map = Map {
    name: "milestone",
    keys: &[
        may(
            "sets",
            Shape::EachOf(&Shape::List),
            "その日からの答え",
            "answers from then on",
        ),
        LABEL,
        must(
            "of",
            Shape::Text,
            "年齢か生年月日の質問",
            "a question about age or birthday",
        ),
        must("age", Shape::Number, "満年齢", "full years"),
        may(
            "at",
            Shape::Word(&["birthday", "school-year"]),
            "その年齢になる日か、その後の4月1日か",
            "that birthday, or the 1 April after",
        ),
        may(
            "when",
            Shape::Feel,
            "偽なら来ない",
            "where false it does not come",
        ),
        may("prepare", Shape::Texts, "何を準備するか", "what to prepare"),
        may("early", Shape::Number, "何か月前から", "months before"),
        CITES,
    ],
};

pub(in crate::author) static WIZARD: Map = Map {
    name: "wizard",
    keys: &[
        must("pages", Shape::Maps(&PAGE), "ページ", "pages"),
        must("title", Shape::Texts, "題", "title"),
        may("intro", Shape::Texts, "はじめの文", "how it begins"),
        may(
            "say",
            Shape::Texts,
            "電話で最初に言えること",
            "what to say first on the telephone",
        ),
        may("results", Shape::List, "見せる制度", "programmes shown"),
        may("show", Shape::List, "見せる決定", "decisions shown"),
        may(
            "desks",
            Shape::List,
            "窓口 ID を返す決定",
            "decisions that give ids of desks",
        ),
    ],
};

pub(in crate::author) static PAGE: Map = Map {
    name: "page",
    keys: &[
        must("title", Shape::Texts, "見出し", "heading"),
        must("questions", Shape::List, "質問", "questions"),
    ],
};
