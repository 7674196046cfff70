//! All sentences of all diagnostics, Japanese and English side by side.
//!
//! `{0}`, `{1}` … are the person's own words. A message says what is wrong in
//! one line without a full stop; help says what to type.

use super::{Lang, Severity};

struct Row {
    code: &'static str,
    severity: Severity,
    ja: &'static str,
    en: &'static str,
    help_ja: &'static str,
    help_en: &'static str,
}

const fn error(code: &'static str, ja: &'static str, en: &'static str, help_ja: &'static str, help_en: &'static str) -> Row {
    Row { code, severity: Severity::Error, ja, en, help_ja, help_en }
}

const fn warning(code: &'static str, ja: &'static str, en: &'static str, help_ja: &'static str, help_en: &'static str) -> Row {
    Row { code, severity: Severity::Warning, ja, en, help_ja, help_en }
}

/// Every code there is, in order of the alphabet.
const CODES: &[Row] = &[
    error("bad-cell", "`{0}` を読めません", "cannot read `{0}`", "例：`>= 3`、`[3..15]`、`\"藤沢市\"`、`-`（なんでも）", "for example `>= 3`, `[3..15]`, `\"Fujisawa\"`, `-` for anything"),
    error("bad-date", "`{0}` という日付はありません", "there is no date `{0}`", "`2026-04-01` の形で、ある日付を書いてください", "write an existing date like `2026-04-01`"),
    error("bad-hours", "受付時間 `{0}` を読めません", "cannot read the hours `{0}`", "時刻は `09:30`、終わりは始まりより後、曜日は `月火水木金`、休業期間は `12-29/01-03` の形です", "times like `09:30`, end after start, days like `月火水木金`, closures like `12-29/01-03`"),
    error("bad-link", "`{0}` はリンクとして使えません", "`{0}` cannot be used as a link", "`https://` で始まるアドレスを書いてください", "write an address that begins with `https://`"),
    error("bad-number", "`{0}` は数ではありません", "`{0}` is not a number", "半角の数字で書いてください。例：`12`", "write digits, for example `12`"),
    error("bad-range", "最小 {0} が最大 {1} より大きいです", "the smallest, {0}, is larger than the largest, {1}", "`min` と `max` を入れかえてください", "swap `min` and `max`"),
    error("bad-value", "`{0}` は `{1}` に書けません", "`{0}` is not allowed for `{1}`", "使えるのは：{2}", "use one of: {2}"),
    error("case-unknown", "例が使う `{0}` は、この規則集にありません", "the case uses `{0}`, which this pack does not have", "名前を確かめてください", "check the name"),
    error("circular", "`{0}` が自分自身をもとに決まっています（{1}）", "`{0}` depends on itself ({1})", "どこかで、別の答えか値を使ってください", "use another answer or value somewhere in the circle"),
    warning("cp932-yaml", "`{0}` は Shift_JIS（CP932）で保存されています", "`{0}` is saved as Shift_JIS (CP932)", "UTF-8 で保存しなおしてください", "save it again as UTF-8"),
    error("duplicate-key", "`{0}` が二度書かれています", "`{0}` is written twice", "一つにしてください", "keep one of them"),
    error("duplicate-name", "`{0}` という名前が二度使われています", "the name `{0}` is used twice", "どちらかの名前を変えてください。取りこんだ規則集の名前も使えません", "rename one of them; names of imported packs are taken as well"),
    error("duplicate-row", "`{0}` の期間が重なっています", "the periods of `{0}` overlap", "`適用開始` と `適用終了` を見直してください", "look at `適用開始` and `適用終了` again"),
    error("feel-syntax", "式のここが読めません：{0}", "cannot read the expression here: {0}", "", ""),
    error("file-too-large", "`{0}` が大きすぎます（{1} まで）", "`{0}` is too large (up to {1})", "ファイルを分けてください", "split the file"),
    error("full-width", "式の中に全角の `{0}` があります", "the expression has a full-width `{0}`", "半角の `{1}` にしてください", "use the half-width `{1}`"),
    error("import-missing", "取りこむ規則集 `{0}` が見つかりません", "the imported pack `{0}` is not there", "`rules/` の下のフォルダー名を書いてください", "write the name of a folder beside this one"),
    error("missing-column", "表に `{0}` の列がありません", "the table has no column `{0}`", "1行目の見出しに `{0}` を足してください", "add `{0}` to the first row"),
    error("missing-file", "ファイル `{0}` がありません", "there is no file `{0}`", "ファイル名を確かめてください。規則集のフォルダーからの道すじで書きます", "check the name; paths start at the pack's folder"),
    error("missing-key", "`{0}` がありません", "`{0}` is missing", "`{0}:` を書いてください", "add `{0}:`"),
    warning("missing-language", "{0} の文がありません", "there is no text in `{0}`", "`{0}: …` を足してください", "add `{0}: …`"),
    error("missing-output", "決定表に答えの列がありません", "the decision table has no output column", "見出しを `→` で始めた列を足してください", "add a column whose heading begins with `→`"),
    error("missing-pack", "`pack.yaml` がありません", "there is no `pack.yaml`", "規則集のフォルダーを指定してください", "name the folder of a pack"),
    error("missing-source", "`{0}` に出典がありません", "`{0}` has no source", "`source: { doc: …, at: … }` を書いてください。表なら `出典` と `出典箇所` の列です", "add `source: { doc: …, at: … }`; in a table, the columns `出典` and `出典箇所`"),
    warning("no-as-of", "`{0}` がいつの時点の内容か分かりません", "it is not known at what date `{0}` was true", "`確認日` か `as_of:`、または出典の `date:` を書いてください", "write `確認日`, `as_of:`, or the source's `date:`"),
    error("not-a-condition", "ここには真か偽になる式が要りますが、{0}になります", "a condition is needed here, but this gives {0}", "`=` や `>` で比べてください", "compare it with `=` or `>`"),
    error("row-length", "この行は {0} 列ですが、見出しは {1} 列です", "this row has {0} cells, the heading has {1}", "カンマの数を見直してください", "count the commas"),
    warning("sum-of-nothing", "`{0}` は、当てはまる行がないとき値がなくなります（0 にはなりません）", "`{0}` has no value when no row fits; it is not 0", "0 にしたいなら `{0}(concatenate([0], …))` と書いてください", "write `{0}(concatenate([0], …))` if it should be 0"),
    error("table-empty", "表に行がありません", "the table has no rows", "行を足してください", "add a row"),
    error("table-too-large", "表が大きすぎます（{0} 行、{1} 列まで）", "the table is too large (up to {0} rows and {1} columns)", "表を分けてください", "split the table"),
    error("too-deep", "式が深すぎます", "the expression is nested too deeply", "途中の値に名前をつけて分けてください", "name a part of it as a decision of its own"),
    error("type-clash", "{0}と{1}は、`{2}` でいっしょに使えません", "`{2}` does not work on {0} and {1}", "どちらかの種類を合わせてください", "make both the same kind"),
    error("unknown-column", "`{0}` という列はありません", "there is no column `{0}`", "あるのは：{1}", "there are: {1}"),
    error("unknown-desk", "窓口 `{0}` がありません", "there is no desk `{0}`", "窓口の表に ID を足すか、名前を直してください", "add the ID to the table of desks, or correct it"),
    error("unknown-encoding", "`{0}` の文字コードが分かりません", "the encoding of `{0}` is not known", "UTF-8 で保存しなおしてください", "save it again as UTF-8"),
    error("unknown-function", "`{0}` という関数はありません", "there is no function `{0}`", "使える関数は rules/README.md にあります", "see rules/README.md for the functions there are"),
    error("unknown-key", "`{0}` という見出しはここにはありません", "`{0}` is not known here", "使えるのは：{1}", "use one of: {1}"),
    error("unknown-name", "`{0}` という名前の質問・決定・表はありません", "no question, decision or table is called `{0}`", "名前を確かめてください。文字として書くなら `\"{0}\"` です", "check the name; to mean the text itself write `\"{0}\"`"),
    error("unknown-option", "`{0}` という選択肢はありません", "there is no option `{0}`", "あるのは：{1}", "there are: {1}"),
    error("unknown-source", "出典 `{0}` は pack.yaml にありません", "the source `{0}` is not in pack.yaml", "`sources:` に足すか、名前を直してください", "add it to `sources:`, or correct the name"),
    error("unsupported", "`{0}` はまだ使えません", "`{0}` is not supported yet", "別の書き方にしてください", "write it another way"),
    error("wrong-arguments", "`{0}` には {1} を渡します", "`{0}` takes {1}", "", ""),
    error("wrong-shape", "ここには{0}が要ります", "{0} is needed here", "", ""),
    error("yaml-anchor", "`&`、`*`、`!` は使えません", "anchors, aliases and tags are not used in packs", "同じ内容でも、それぞれに書いてください", "write the content out in each place"),
    error("yaml-key", "見出しは一行の文字でなければなりません", "a key must be a single text", "", ""),
    error("yaml-syntax", "YAML として読めません（{0}）", "this is not YAML ({0})", "すぐ前の行の字下げ、引用符、`: ` を見直してください", "look at the indentation, the quotes and the `: ` just before"),
    error("yaml-tab", "字下げにタブがあります", "the indentation has a tab", "半角の空白にしてください", "use spaces"),
    error("yaml-too-deep", "入れ子が深すぎます", "this is nested too deeply", "", ""),
];

/// Words of notes, special helps and the names of shapes.
const PHRASES: &[(&str, &str, &str)] = &[
    ("first-here", "一つ目はここです", "the first one is here"),
    ("did-you-mean", "もしかして `{0}`", "did you mean `{0}`?"),
    ("used-here", "ここで使われています", "it is used here"),
    ("a-map", "見出しと値", "keys and values"),
    ("a-list", "並び（`- …`）", "a list (`- …`)"),
    ("a-text", "一つの文字", "a single text"),
    ("type-any", "いろいろな値", "any value"),
    ("type-boolean", "真偽", "a condition"),
    ("type-number", "数", "a number"),
    ("type-text", "文字", "a text"),
    ("type-date", "日付", "a date"),
    ("type-list", "並び", "a list"),
    ("type-context", "表の行", "a row of a table"),
    ("type-null", "値なし", "no value"),
];

pub(super) fn severity(code: &str) -> Severity {
    row(code).map_or(Severity::Error, |it| it.severity)
}

pub(super) fn message(code: &str, lang: Lang, args: &[String]) -> String {
    let template = row(code).map_or(code, |it| if lang == Lang::Ja { it.ja } else { it.en });
    fill(template, lang, args)
}

pub(super) fn help(code: &str, lang: Lang, args: &[String]) -> Option<String> {
    let it = row(code)?;
    let template = if lang == Lang::Ja { it.help_ja } else { it.help_en };
    (!template.is_empty()).then(|| fill(template, lang, args))
}

pub(super) fn phrase(key: &str, lang: Lang, args: &[String]) -> String {
    let found = PHRASES.iter().find(|(it, _, _)| *it == key);
    let template = found.map_or(key, |(_, ja, en)| if lang == Lang::Ja { ja } else { en });
    fill(template, lang, args)
}

/// Every code, for the documents and for `tests/tidy.rs`.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|it| it.code)
}

fn row(code: &str) -> Option<&'static Row> {
    CODES.iter().find(|it| it.code == code)
}

/// Puts the arguments in; one that is a phrase of ours (`@type-number`) is translated.
fn fill(template: &str, lang: Lang, args: &[String]) -> String {
    let mut text = template.to_owned();
    for (at, arg) in args.iter().enumerate() {
        let arg = match arg.strip_prefix('@') {
            Some(key) if PHRASES.iter().any(|(it, _, _)| *it == key) => phrase(key, lang, &[]),
            _ => arg.clone(),
        };
        text = text.replace(&["{", &at.to_string(), "}"].concat(), &arg);
    }
    text
}
