//! Keys of `pack.yaml`; sources and what is said of them may stand beside rules too.

use super::{FROM, Key, Map, Shape, UNTIL, may, must};

pub(super) const SOURCES: Key = may("sources", Shape::Each(&SOURCE), "出典の一覧", "the sources");

pub(super) const UNDECIDED_KEY: Key = may(
    "undecided",
    Shape::Each(&UNDECIDED),
    "出典が決めていないこと",
    "what the sources leave open",
);

pub(super) const SETTLED_KEY: Key = may(
    "settled",
    Shape::Each(&SETTLED),
    "出典の食いちがいを、どう読んだか",
    "how disagreeing sources are read",
);

pub(super) const CITES: Key = may("source", Shape::Cites, "出典", "where it is written");

pub(in crate::author) static MANIFEST: Map = Map {
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

pub(in crate::author) static DESKS: Map = Map {
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

pub(in crate::author) static BOOK: Map = Map {
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

pub(in crate::author) static SOURCE: Map = Map {
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

pub(in crate::author) static CITE: Map = Map {
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

pub(in crate::author) static UNDECIDED: Map = Map {
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

pub(in crate::author) static SETTLED: Map = Map {
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

pub(in crate::author) static SAID: Map = Map {
    name: "said",
    keys: &[
        must("text", Shape::Texts, "言っていること", "its words"),
        CITES,
    ],
};
