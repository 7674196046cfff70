//! Every key of every YAML file, what may stand behind it, and what it is for.
//!
//! The reader looks keys up here (`fields`), editors are told of them here
//! (`exchange::schema`). While tests run, reading a key that is not listed, or
//! listing one that is not read, stops the program: neither can grow alone.

/// A map with keys of ours.
pub(super) struct Map {
    /// Its name among the schemas.
    pub(super) name: &'static str,
    pub(super) keys: &'static [Key],
}

pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) needed: bool,
    /// Read only where some other key is not written.
    pub(super) rarely: bool,
    pub(super) shape: Shape,
    pub(super) ja: &'static str,
    pub(super) en: &'static str,
}

/// What may stand behind a key.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// A text, a number, `true` or `false`: taken as its text.
    Text,
    /// A FEEL expression.
    Feel,
    /// One of these words.
    Word(&'static [&'static str]),
    Number,
    /// `2026-04-01`.
    Date,
    /// `2026-04-01` or `2026-04-01T12:30`.
    Moment,
    /// A text, or one by language.
    Texts,
    /// A text or a list of them.
    List,
    /// A list of texts by language, or one alone.
    TextsList,
    Cites,
    Map(&'static Map),
    /// A map whose keys are the person's own names.
    Each(&'static Map),
    /// The same with these behind the names.
    EachOf(&'static Shape),
    Maps(&'static Map),
    /// `fits:` and what is in it.
    Condition,
    Conditions,
    Options,
    /// What a case expects of a value.
    Set,
    /// Anything an answer can be.
    Answer,
    DeskList,
}

/// A key that may be written, and what it is for.
pub struct KeyHelp {
    pub name: &'static str,
    pub ja: &'static str,
    pub en: &'static str,
}

/// What a file is for, which tells the keys it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `pack.yaml`.
    Manifest,
    /// Questions, decisions, programmes and wizards share their keys.
    Rules,
    Cases,
}

/// Every key that may stand somewhere in a file, each once, outer ones first.
pub fn keys_of(kind: FileKind) -> Vec<KeyHelp> {
    let mut maps = vec![match kind {
        FileKind::Manifest => &MANIFEST,
        FileKind::Rules => &DECLARATIONS,
        FileKind::Cases => &CASES,
    }];
    let mut out: Vec<KeyHelp> = Vec::new();
    let mut at = 0;
    while let Some(map) = maps.get(at).copied() {
        at += 1;
        for key in map.keys {
            if !out.iter().any(|it| it.name == key.name) {
                out.push(KeyHelp {
                    name: key.name,
                    ja: key.ja,
                    en: key.en,
                });
            }
            for inner in inside(&key.shape) {
                if !maps.iter().any(|it| it.name == inner.name) {
                    maps.push(inner);
                }
            }
        }
    }
    out
}

/// The maps that may stand behind a key.
fn inside(shape: &'static Shape) -> Vec<&'static Map> {
    match shape {
        Shape::Map(map) | Shape::Each(map) | Shape::Maps(map) => vec![map],
        Shape::EachOf(shape) => inside(shape),
        Shape::Cites => vec![&CITE],
        Shape::Condition | Shape::Conditions => vec![&CONDITION],
        Shape::Options => vec![&OPTIONS_TABLE, &OPTION],
        Shape::DeskList => vec![&MAYBE_DESK],
        Shape::Text
        | Shape::Feel
        | Shape::Word(_)
        | Shape::Number
        | Shape::Date
        | Shape::Moment
        | Shape::Texts
        | Shape::List
        | Shape::TextsList
        | Shape::Set
        | Shape::Answer => Vec::new(),
    }
}

impl Map {
    pub(super) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|it| it.name == name)
    }
}

const fn may(name: &'static str, shape: Shape, ja: &'static str, en: &'static str) -> Key {
    Key {
        name,
        needed: false,
        rarely: false,
        shape,
        ja,
        en,
    }
}

const fn must(name: &'static str, shape: Shape, ja: &'static str, en: &'static str) -> Key {
    Key {
        needed: true,
        ..may(name, shape, ja, en)
    }
}

const fn rarely(key: Key) -> Key {
    Key {
        rarely: true,
        ..key
    }
}

/// What each of these means in a row of `KINDS`, `COLUMNS` … is in rules/README.md.
pub(super) const KINDS: &[&str] = &["yes-no", "choice", "several", "number", "date", "text"];
const COLUMN: Shape = Shape::Word(&["list", "number", "date", "boolean", "text"]);
const STATUS: Shape = Shape::Word(&["fits", "does-not-fit", "open"]);

const SOURCES: Key = may("sources", Shape::Each(&SOURCE), "出典の一覧", "the sources");
const UNDECIDED_KEY: Key = may(
    "undecided",
    Shape::Each(&UNDECIDED),
    "出典が決めていないこと",
    "what the sources leave open",
);
const SETTLED_KEY: Key = may(
    "settled",
    Shape::Each(&SETTLED),
    "出典の食いちがいを、どう読んだか",
    "how disagreeing sources are read",
);
const CITES: Key = may("source", Shape::Cites, "出典", "where it is written");
const LABEL: Key = may(
    "label",
    Shape::Texts,
    "人に見せる名前",
    "the name people see",
);
const FROM: Key = may("from", Shape::Date, "この日から", "from this day");
const UNTIL: Key = may("until", Shape::Date, "この日まで", "until this day");

pub(super) static MANIFEST: Map = Map {
    name: "pack",
    keys: &[
        must(
            "pack",
            Shape::Text,
            "フォルダーと同じ名前",
            "the name of its folder",
        ),
        must(
            "version",
            Shape::Text,
            "版。例：2026.11.1",
            "version, such as 2026.11.1",
        ),
        must(
            "name",
            Shape::Texts,
            "人に見せる名前",
            "the name people see",
        ),
        may(
            "languages",
            Shape::List,
            "文を書く言語（ja、easy、en）",
            "languages of its texts (ja, easy, en)",
        ),
        may(
            "imports",
            Shape::List,
            "取りこむ規則集（となりのフォルダー）",
            "packs it builds on, folders beside it",
        ),
        FROM,
        UNTIL,
        may(
            "books",
            Shape::Each(&BOOK),
            "別々に読みこむ部分",
            "parts that are loaded by themselves",
        ),
        may(
            "readings",
            Shape::Text,
            "よみの表（CSV）",
            "table of readings (CSV)",
        ),
        may(
            "terms",
            Shape::List,
            "説明しなくてよい言葉",
            "terms that need no explanation",
        ),
        SOURCES,
        UNDECIDED_KEY,
        SETTLED_KEY,
        may("desks", Shape::Map(&DESKS), "窓口の表", "tables of desks"),
    ],
};

pub(super) static DESKS: Map = Map {
    name: "desks",
    keys: &[
        must("file", Shape::Text, "窓口の CSV", "CSV of desks"),
        may(
            "channels",
            Shape::Text,
            "連絡方法の CSV",
            "CSV of the ways to reach them",
        ),
    ],
};

pub(super) static BOOK: Map = Map {
    name: "book",
    keys: &[
        must(
            "wizards",
            Shape::List,
            "入れる案内（wizard）",
            "wizards in it",
        ),
        may("languages", Shape::List, "入れる言語", "languages in it"),
    ],
};

pub(super) static SOURCE: Map = Map {
    name: "source",
    keys: &[
        must("title", Shape::Texts, "文書の題名", "title of the document"),
        may("publisher", Shape::Text, "出した所", "who published it"),
        may(
            "date",
            Shape::Date,
            "いつの時点の内容か",
            "the day its content describes",
        ),
        may(
            "url",
            Shape::Text,
            "https:// で始まるアドレス",
            "an address that begins with https://",
        ),
    ],
};

pub(super) static CITE: Map = Map {
    name: "cite",
    keys: &[
        must(
            "doc",
            Shape::Text,
            "出典の名前（sources にあるもの）",
            "a name under sources",
        ),
        may(
            "at",
            Shape::Text,
            "箇所。例：第2条第2項",
            "the place in it, such as 第2条第2項",
        ),
        may("quote", Shape::Text, "引用", "its words"),
        may("as_of", Shape::Date, "確かめた日", "the day it was true"),
    ],
};

pub(super) static UNDECIDED: Map = Map {
    name: "undecided",
    keys: &[
        must(
            "about",
            Shape::Texts,
            "何が決まっていないか",
            "what is open",
        ),
        must(
            "ask",
            Shape::Texts,
            "窓口に聞くこと",
            "the question to put to the office",
        ),
        CITES,
    ],
};

pub(super) static SETTLED: Map = Map {
    name: "settled",
    keys: &[
        may(
            "says",
            Shape::Maps(&SAID),
            "それぞれの出典が言うこと",
            "what each source says",
        ),
        must("about", Shape::Texts, "何についてか", "what it is about"),
        must(
            "reading",
            Shape::Texts,
            "どう読んだか、なぜか",
            "how it is read, and why",
        ),
        CITES,
    ],
};

pub(super) static SAID: Map = Map {
    name: "said",
    keys: &[
        must("text", Shape::Texts, "言っていること", "its words"),
        CITES,
    ],
};

pub(super) static DECLARATIONS: Map = Map {
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

pub(super) static QUESTION: Map = Map {
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

pub(super) static UNSURE: Map = Map {
    name: "unsure",
    keys: &[
        may("look", Shape::Texts, "どこを見るか", "where to look"),
        may("ask", Shape::Texts, "だれに聞くか", "whom to ask"),
    ],
};

/// Options taken from a table.
pub(super) static OPTIONS_TABLE: Map = Map {
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
pub(super) static OPTION: Map = Map {
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

pub(super) static FACTS: Map = Map {
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

pub(super) static DECISION: Map = Map {
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

pub(super) static PROGRAM: Map = Map {
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

pub(super) static APPLY: Map = Map {
    name: "apply",
    keys: &[
        may("how", Shape::Texts, "どうやって申し込むか", "how to apply"),
        may("decides", Shape::Texts, "だれが決めるか", "who decides"),
        may("documents", Shape::TextsList, "要る書類", "papers needed"),
    ],
};

pub(super) static CONDITION: Map = Map {
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

pub(super) static CONSTRAINT: Map = Map {
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

pub(super) static MILESTONE: Map = Map {
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

pub(super) static WIZARD: Map = Map {
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

pub(super) static PAGE: Map = Map {
    name: "page",
    keys: &[
        must("title", Shape::Texts, "見出し", "heading"),
        must("questions", Shape::List, "質問", "questions"),
    ],
};

pub(super) static CASES: Map = Map {
    name: "cases",
    keys: &[must("cases", Shape::Maps(&CASE), "例", "examples")],
};

pub(super) static CASE: Map = Map {
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

pub(super) static EXPECT: Map = Map {
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

pub(super) static MAYBE_DESK: Map = Map {
    name: "maybe-desk",
    keys: &[must(
        "maybe",
        Shape::Text,
        "まだ決まらない窓口",
        "a desk not certain yet",
    )],
};
