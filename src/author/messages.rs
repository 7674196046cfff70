//! All sentences of all diagnostics, Japanese and English side by side.
//!
//! `{0}`, `{1}` … are the person's own words, or a phrase of ours (`@type-number`),
//! or a [`list`] of them. A message says what is wrong in one line without a
//! full stop; help says what to type.

use super::{Lang, Severity};

pub(super) struct Row {
    pub(super) code: &'static str,
    severity: Severity,
    ja: &'static str,
    en: &'static str,
    help_ja: &'static str,
    help_en: &'static str,
}

pub(super) const fn error(
    code: &'static str,
    ja: &'static str,
    en: &'static str,
    help_ja: &'static str,
    help_en: &'static str,
) -> Row {
    Row {
        code,
        severity: Severity::Error,
        ja,
        en,
        help_ja,
        help_en,
    }
}

pub(super) const fn warning(
    code: &'static str,
    ja: &'static str,
    en: &'static str,
    help_ja: &'static str,
    help_en: &'static str,
) -> Row {
    Row {
        code,
        severity: Severity::Warning,
        ja,
        en,
        help_ja,
        help_en,
    }
}

const fn info(
    code: &'static str,
    ja: &'static str,
    en: &'static str,
    help_ja: &'static str,
    help_en: &'static str,
) -> Row {
    Row {
        code,
        severity: Severity::Info,
        ja,
        en,
        help_ja,
        help_en,
    }
}

/// Every code there is, in order of the alphabet.
const CODES: &[Row] = &[
    warning(
        "always-fits",
        "制度 `{0}` は、だれにでも当てはまります（当てはまらない家族がありません）",
        "the programme `{0}` fits everybody: there is no family it does not fit",
        "条件が抜けていないか、`fits:` を見直してください",
        "look at `fits:` again: a condition may be missing",
    ),
    error(
        "bad-cell",
        "`{0}` を読めません",
        "cannot read `{0}`",
        "`true` か `false` を書いてください",
        "write `true` or `false`",
    ),
    error(
        "bad-date",
        "`{0}` という日付はありません",
        "there is no date `{0}`",
        "`2026-04-01` の形で、暦にある日付を書いてください",
        "write a date of the calendar like `2026-04-01`",
    ),
    error(
        "bad-hours",
        "受付時間の `{0}` を読めません",
        "cannot read `{0}` in the hours",
        "時刻は `09:30`、曜日は `月火水木金`、休業期間は `12-29/01-03` の形です",
        "times are like `09:30`, days like `月火水木金`, closures like `12-29/01-03`",
    ),
    error(
        "bad-link",
        "`{0}` はリンクとして使えません",
        "`{0}` cannot be used as a link",
        "`https://` で始まるアドレスを書いてください",
        "write an address that begins with `https://`",
    ),
    warning(
        "bad-mail",
        "`{0}` はメールアドレスではありません",
        "`{0}` is no mail address",
        "`soudan@example.jp` のように、半角で書いてください",
        "write it like `soudan@example.jp`, in half-width letters",
    ),
    error(
        "bad-name",
        "`{0}` は名前に使えません",
        "`{0}` cannot be a name",
        "文字と数字と `_` で書き、数字で始めないでください。例：`{1}`",
        "use letters, digits and `_`, and begin with a letter, for example `{1}`",
    ),
    error(
        "bad-number",
        "`{0}` は数ではありません",
        "`{0}` is not a number",
        "半角の数字で書いてください。例：`12`",
        "write digits, for example `12`",
    ),
    warning(
        "bad-phone",
        "`{0}` は電話番号として掛けられません",
        "`{0}` is no telephone number",
        "市外局番から書いてください。例：`045-123-4567`、`0120-123-456`、`#7119`",
        "write it with its area code, as in `045-123-4567`, `0120-123-456` or `#7119`",
    ),
    error(
        "bad-range",
        "最小の {0} が、最大の {1} より大きいです",
        "the smallest, {0}, is larger than the largest, {1}",
        "`min` と `max` を見直してください",
        "look at `min` and `max` again",
    ),
    error(
        "bad-reading",
        "よみ `{0}` に漢字があります",
        "the reading `{0}` has kanji in it",
        "かなだけで書いてください",
        "write it in kana only",
    ),
    error(
        "bad-value",
        "`{0}` は `{1}` に書けません",
        "`{0}` is not allowed for `{1}`",
        "使えるのは：{2}",
        "use one of: {2}",
    ),
    error(
        "case-unknown",
        "例に出てくる `{0}` という{1}は、この規則集にありません",
        "the case names `{0}`, and there is no such {1}",
        "名前を確かめてください",
        "check the name",
    ),
    error(
        "circular",
        "`{0}` が、めぐりめぐって自分自身で決まります（{1}）",
        "`{0}` depends on itself ({1})",
        "どこか一か所で、ほかの答えか値を使ってください",
        "use another answer or a value in one of these places",
    ),
    warning(
        "cp932-yaml",
        "`{0}` が Shift_JIS（CP932）で保存されています",
        "`{0}` is saved as Shift_JIS (CP932)",
        "文字コードを UTF-8 にして保存しなおしてください",
        "save it again as UTF-8",
    ),
    error(
        "csv-quote",
        "引用符 `\"` が閉じていません",
        "a quote is not closed",
        "終わりに `\"` を足してください。文の中の `\"` は `\"\"` と書きます",
        "add `\"` at its end; a quote within the text is written `\"\"`",
    ),
    warning(
        "dead-row",
        "`{0}` のこの行は、だれにも当たりません：`{1}` は {2} にしかなりません",
        "no family meets this row of `{0}`: `{1}` can only be {2}",
        "`{1}` の欄を見直してください",
        "look at the cell for `{1}` again",
    ),
    info(
        "double-negative",
        "「{0}」は、打ち消しが二つ重なっています",
        "“{0}” denies twice",
        "「〜ます」「〜こともあります」のように、打ち消さない形で書いてください",
        "say it without denying, as in “it may be”",
    ),
    error(
        "duplicate-key",
        "`{0}` が二度書かれています",
        "`{0}` is written twice",
        "一つにしてください",
        "keep one of them",
    ),
    error(
        "duplicate-name",
        "`{0}` という名前が二度使われています",
        "the name `{0}` is used twice",
        "どちらかの名前を変えてください。取りこんだ規則集の名前も使えません",
        "rename one of them; names of imported packs are taken as well",
    ),
    error(
        "duplicate-row",
        "`{0}` の期間が重なっています",
        "the periods of `{0}` overlap",
        "`適用開始` と `適用終了` を見直してください",
        "look at `適用開始` and `適用終了` again",
    ),
    error(
        "either-or",
        "`{0}` と `{1}` の両方が書かれています",
        "both `{0}` and `{1}` are written",
        "どちらか一つにしてください",
        "keep one of them",
    ),
    error(
        "feel-syntax",
        "式を読めません：{0}",
        "cannot read the expression at {0}",
        "式の例：`年齢 >= 18 and 区分 = \"A\"`",
        "an expression looks like `年齢 >= 18 and 区分 = \"A\"`",
    ),
    error(
        "file-too-large",
        "`{0}` が大きすぎます（{1} まで）",
        "`{0}` is too large (up to {1})",
        "ファイルを分けてください",
        "split the file",
    ),
    error(
        "flow-comma",
        "`{0}` は、前の文からカンマで切り離されています",
        "a comma cuts `{0}` off from the text before it",
        "`{ }` の中でカンマの入る文は、`\"` で囲んでください",
        "inside `{ }` a text with a comma stands in `\"`",
    ),
    error(
        "full-width",
        "式の中に全角の `{0}` があります",
        "the expression has a full-width `{0}`",
        "半角の `{1}` にしてください",
        "use the half-width `{1}`",
    ),
    error(
        "grows-kind",
        "`{0}` は、年ごとに増える数ではありません",
        "`{0}` is not a number that grows each year",
        "`grows` は、`kind: number` で `step: 1` の質問に書けます",
        "`grows` goes with `kind: number` and `step: 1`",
    ),
    info(
        "hard-word",
        "「{0}」は、ご家族には難しい言葉です",
        "“{0}” is a hard word for families",
        "「{1}」のように言いかえてください",
        "say “{1}”",
    ),
    error(
        "import-missing",
        "取りこむ規則集 `{0}` が見つかりません",
        "the imported pack `{0}` is not there",
        "となりのフォルダーの名前を書いてください",
        "write the name of a folder beside this one",
    ),
    info(
        "later-days",
        "{0} より後に変わる日は、確かめていません",
        "days after {0} on which rules change were not looked at",
        "`--at` に後の日を書くと、その日から確かめます",
        "with `--at` a later day, those from it on are looked at",
    ),
    info(
        "long-sentence",
        "この文は {0} 字あります（やさしい日本語では {1} 字まで）",
        "this sentence has {0} characters; easy Japanese has up to {1}",
        "「。」で二つに分けてください",
        "make two sentences of it",
    ),
    warning(
        "masked-row",
        "`{0}` のこの行には順番が回りません（先に当たる行が、この行の分をすべて取ります）",
        "this row of `{0}` never comes to its turn: rows that go first take all of it",
        "行の順番か、先の行の条件を見直してください",
        "look at the order of rows, or at the conditions of the rows before",
    ),
    warning(
        "misleading-row",
        "`{0}` のこの行より、下の行が優先される家族がいます：{1}",
        "there is a family for which a row below this one of `{0}` goes first: {1}",
        "`P` では行の順ではなく `labels:` の順で決まります。`F` にするか、行を優先順に並べてください",
        "with `P` the order of `labels:` counts, not that of rows; use `F`, or put rows in the order of priority",
    ),
    error(
        "missing-cell",
        "`{0}` の欄が空です",
        "the cell for `{0}` is empty",
        "値を入れてください",
        "fill it in",
    ),
    error(
        "missing-column",
        "表に `{0}` の列がありません",
        "the table has no column `{0}`",
        "1行目の見出しに `{0}` を足してください",
        "add `{0}` to the first row",
    ),
    error(
        "missing-file",
        "ファイル `{0}` がありません",
        "there is no file `{0}`",
        "ファイル名を確かめてください。規則集のフォルダーからの道すじで書きます",
        "check the name; paths start at the pack's folder",
    ),
    error(
        "missing-heading",
        "見出しのない列があります",
        "a column has no heading",
        "見出しを書くか、列を消してください",
        "write a heading, or take the column out",
    ),
    error(
        "missing-key",
        "`{0}` がありません",
        "`{0}` is missing",
        "`{0}:` を書いてください",
        "add `{0}:`",
    ),
    warning(
        "missing-language",
        "`{0}` の文がありません",
        "there is no text in `{0}`",
        "`{0}: …` を足してください",
        "add `{0}: …`",
    ),
    error(
        "missing-output",
        "決定表に答えの列がありません",
        "the decision table has no output column",
        "見出しを `→` で始めた列を足してください",
        "add a column whose heading begins with `→`",
    ),
    error(
        "missing-pack",
        "`pack.yaml` がありません",
        "there is no `pack.yaml`",
        "規則集のフォルダーを指定してください",
        "name the folder of a pack",
    ),
    error(
        "missing-source",
        "`{0}` に出典がありません",
        "`{0}` has no source",
        "`source: { doc: …, at: … }` を書いてください。表なら `出典` と `出典箇所` の列です",
        "add `source: { doc: …, at: … }`; in a table, the columns `出典` and `出典箇所`",
    ),
    warning(
        "name-in-not",
        "`not({0})` の `{0}` は選択肢ではなく、{1}の名前です",
        "`{0}` in `not({0})` is not an option but a {1}",
        "選択肢のつもりなら `not(\"{0}\")` と書いてください",
        "if you mean the option, write `not(\"{0}\")`",
    ),
    info(
        "names-unchecked",
        "読めないファイルがあるので、まだ確かめていない名前が {0} か所あります",
        "a file is missing; names that were not looked at yet: {0}",
        "先にこれを直して、もう一度確かめてください",
        "mend this first, then check again",
    ),
    warning(
        "negated-absent",
        "`{0}` は、`{1}` があてはまらない人（値のない人）にも当てはまります",
        "`{0}` also holds for those whom `{1}` does not concern",
        "値のある人だけのことなら、`{1} != null` か、`{1}` を聞く条件（`when:`）も書いてください",
        "if only they are meant, add `{1} != null`, or the condition on which `{1}` is asked",
    ),
    warning(
        "never-asked",
        "質問 `{0}` は、だれにも聞かれません",
        "nobody is ever asked `{0}`",
        "`when:` と `ask-when:` を見直してください",
        "look at `when:` and `ask-when:` again",
    ),
    warning(
        "never-fits",
        "制度 `{0}` に当てはまる家族がありません",
        "there is no family that the programme `{0}` fits",
        "`fits:` の条件が、たがいに打ち消していないか見直してください",
        "look whether the conditions of `fits:` contradict one another",
    ),
    warning(
        "never-given",
        "`{0}` が `{1}` になることはありません",
        "`{0}` never gives `{1}`",
        "`labels:` の書きまちがいか、値を出す行の抜けです",
        "it is misspelt in `labels:`, or the row that gives it is missing",
    ),
    error(
        "no-age",
        "`{0}` から年齢は分かりません",
        "`{0}` does not tell an age",
        "`grows: yearly` のある質問か、`kind: date` の質問を書いてください",
        "name a question with `grows: yearly` or of `kind: date`",
    ),
    warning(
        "no-as-of",
        "`{0}` がいつの時点の内容か分かりません",
        "it is not known at what date `{0}` was true",
        "`確認日` か `as_of:`、または出典の `date:` を書いてください",
        "write `確認日`, `as_of:`, or the source's `date:`",
    ),
    warning(
        "no-desk",
        "案内 `{0}` で、窓口が一つも出ない家族がいます（{1}）：{2}",
        "the wizard `{0}` names no desk to this family ({1}): {2}",
        "`desks:` の決定のどれかに、この家族に当たる行を足してください",
        "add a row for this family to one of the decisions of `desks:`",
    ),
    info(
        "no-desk-unproven",
        "案内 `{0}` でどの家族にも窓口が出るかは、確かめきれませんでした",
        "it could not be shown that the wizard `{0}` names a desk to every family",
        "どの家族にも出る窓口が一つあれば確かです",
        "with one desk for everybody it is certain",
    ),
    warning(
        "no-reading",
        "`{0}` のよみがありません",
        "`{0}` has no reading",
        "`readings:` の表に足すか、`｜漢字《かんじ》` の形で書いてください",
        "add it to the table of `readings:`, or write `｜漢字《かんじ》`",
    ),
    error(
        "not-a-condition",
        "ここには真偽（`true` か `false` になる式）が要りますが、{0}になります",
        "a condition is needed here, but this gives {0}",
        "`=` や `>` で比べてください",
        "compare it with `=` or `>`",
    ),
    warning(
        "null-when",
        "この `when:` は、`{0}` があてはまらない人では値がなく、「あてはまらない」になりません",
        "for those whom `{0}` does not concern this `when:` has no value, and the question stays open",
        "`{0} = true` のように比べるか、`{0} != null and …` と書いてください",
        "compare it, as in `{0} = true`, or write `{0} != null and …`",
    ),
    warning(
        "odd-link",
        "`{0}` は、リンクとして開けないかもしれません：{1}",
        "`{0}` may not open as a link: {1}",
        "ブラウザーのアドレス欄から写してください",
        "copy it from the address bar of a browser",
    ),
    info(
        "old-source",
        "`{0}` による内容のうち {2} か所は、1年以上前（もっとも古いもので {1}）のものです",
        "{2} places that rest on `{0}` are more than a year old (the oldest is of {1})",
        "今も同じか確かめて、`as_of:` か `確認日` を新しくしてください",
        "look whether it still holds, and bring `as_of:` or `確認日` up to date",
    ),
    warning(
        "option-never",
        "質問 `{1}` の `{0}` は、`constraints:` によりだれも選べません",
        "no family can choose `{0}` for `{1}`: `constraints:` rule it out",
        "`constraints:` の条件を見直すか、選択肢を消してください",
        "look at `constraints:` again, or take the option out",
    ),
    warning(
        "outside-period",
        "制度 `{0}` の期間（{1}）は、規則集の期間（{2}）と重なりません",
        "the period of the programme `{0}` ({1}) lies outside that of the pack ({2})",
        "`from:` と `until:` を見直してください",
        "look at `from:` and `until:` again",
    ),
    warning(
        "page-lacks",
        "`{0}` は、家族が使うページにはありません",
        "the page that families use does not have `{0}`",
        "`check`・`test`・`eval` では計算できますが、`build` はこの規則集を断ります",
        "`check`, `test` and `eval` work it out, but `build` will refuse this pack",
    ),
    info(
        "period-hole",
        "`{0}` には、{1} から {2} までの行がありません",
        "`{0}` has no row from {1} to {2}",
        "間の行を足すか、`適用開始` と `適用終了` を見直してください",
        "add a row for that time, or look at `適用開始` and `適用終了` again",
    ),
    info(
        "policy-too-wide",
        "`{0}` の行は、どの二つも同時に当たらないので、当たり方は `U` で足ります",
        "no two rows of `{0}` can fit at once, so the hit policy `U` says more",
        "1行目の `{1}` を `U` にすると、重なる行を足したとき知らせが出ます",
        "with `U` for `{1}` in the first row, a row that overlaps is told of",
    ),
    warning(
        "priority-unlisted",
        "`{0}` は優先順（`{1}`）で決めますが、順番のない値 `{2}` があります",
        "`{0}` goes by priority (`{1}`), and its value `{2}` has none",
        "`labels:` に、優先する順にすべての値を書いてください",
        "list all values under `labels:`, the first one first",
    ),
    info(
        "redundant-row",
        "`{0}` のこの行がなくても、結果は変わりません（次の行が同じ値でこの行をふくみます）",
        "without this row of `{0}` nothing would change: the next row has all of it, with the same result",
        "消すか、値を見直してください",
        "take it out, or look at its result again",
    ),
    error(
        "row-length",
        "この行は {0} 列ですが、見出しは {1} 列です",
        "this row has {0} cells, the heading has {1}",
        "カンマの数を見直してください。カンマの入った文は `\"` で囲みます",
        "count the commas; a text with a comma in it stands in `\"`",
    ),
    warning(
        "same-link",
        "窓口 `{0}` のリンクが二度出ます",
        "the link of the desk `{0}` is shown twice",
        "`URL` の欄か、連絡方法の行の、どちらかを消してください",
        "take out the `URL` or the row among the channels",
    ),
    warning(
        "same-sides",
        "`{0}` の両側は同じものです。比べても、いつも同じ結果になります",
        "both sides of `{0}` are the same thing, so the result is always the same",
        "表の列と同じ名前の質問や決定は、`[ ]` の中では使えません。列の名前を変えてください",
        "inside `[ ]` a question or decision named like a column cannot be seen; rename the column",
    ),
    warning(
        "sum-of-nothing",
        "`{0}` は、当てはまる行がないとき値がなくなります（0 にはなりません）",
        "`{0}` has no value when no row fits; it is not 0",
        "0 にしたいなら `{0}(concatenate([0], …))` と書いてください",
        "write `{0}(concatenate([0], …))` if it should be 0",
    ),
    warning(
        "sum-of-texts",
        "`{0}` は `{1}` で数を合わせる表ですが、`{2}` は数ではありません",
        "`{0}` adds up numbers (`{1}`), and `{2}` is none",
        "数を書くか、並びにする `C` か `R` にしてください",
        "write a number, or use `C` or `R`, which give a list",
    ),
    error(
        "table-empty",
        "表に行がありません",
        "the table has no rows",
        "行を足してください",
        "add a row",
    ),
    warning(
        "table-gap",
        "`{0}` に、当てはまる行のない組み合わせがあります：{1}",
        "no row of `{0}` is for: {1}",
        "行を足してください。例えばこの家族です：{2}",
        "add a row; for example for this family: {2}",
    ),
    warning(
        "table-overlap",
        "`{0}` のこの行は、ほかの行と同時に当てはまります。例えば：{1}",
        "this row of `{0}` fits together with another one, for example for: {1}",
        "`U` の表では結果がなくなります。条件を分けるか、上から順に見る `F` にしてください",
        "a `U` table then has no result; set the conditions apart, or use `F`, which takes the first",
    ),
    error(
        "table-too-large",
        "表が大きすぎます（{0} 行、{1} 列まで）",
        "the table is too large (up to {0} rows and {1} columns)",
        "表を分けてください",
        "split the table",
    ),
    error(
        "too-connected",
        "`{0}` は、たがいに関わりあう質問の {1} 個をこえた一つめです",
        "`{0}` is one more than {1} questions that hang together",
        "関わりのない制度は、別の規則集に分けてください",
        "move programmes that have nothing to do with the others to a pack of their own",
    ),
    error(
        "too-deep",
        "式が長すぎるか、入れ子が深すぎます",
        "the expression is too long or nested too deeply",
        "途中までの値に名前をつけて、別の決定に分けてください",
        "name a part of it as a decision of its own",
    ),
    error(
        "type-clash",
        "{0}と{1}は、`{2}` でいっしょに使えません",
        "`{2}` does not work on {0} and {1}",
        "同じ種類どうしにしてください",
        "make both of the same kind",
    ),
    warning(
        "unasked-question",
        "`{0}` は案内 `{1}` の結果に関わりますが、`pages:` にありません",
        "results of the wizard `{1}` hang on `{0}`, which is not on its `pages:`",
        "`pages:` に足してください。聞かなければ、いつまでも「まだ分からない」のままです",
        "put it on `pages:`; unasked, it leaves results open for good",
    ),
    info(
        "unexplained-term",
        "`{0}` の説明がありません",
        "`{0}` is not explained",
        "`{0}（…）` のように説明を足すか、だれでも知っている言葉なら `pack.yaml` の `terms:` に書いてください",
        "explain it, as in `{0}（…）`, or list it under `terms:` in `pack.yaml` if everybody knows it",
    ),
    error(
        "unknown-column",
        "`{0}` という列はありません",
        "there is no column `{0}`",
        "あるのは：{1}",
        "there are: {1}",
    ),
    error(
        "unknown-desk",
        "窓口 `{0}` がありません",
        "there is no desk `{0}`",
        "窓口の表に ID を足すか、ID を直してください",
        "add the ID to the table of desks, or correct it",
    ),
    error(
        "unknown-encoding",
        "`{0}` の文字コードが分かりません",
        "the encoding of `{0}` is not known",
        "UTF-8 で保存しなおしてください（Excel なら「CSV UTF-8」）",
        "save it again as UTF-8 (“CSV UTF-8” in Excel)",
    ),
    error(
        "unknown-function",
        "`{0}` という関数はありません",
        "there is no function `{0}`",
        "使えるのは：{1}",
        "there are: {1}",
    ),
    error(
        "unknown-key",
        "`{0}` という見出しは、ここでは使えません",
        "`{0}` is not known here",
        "使えるのは：{1}",
        "use one of: {1}",
    ),
    error(
        "unknown-name",
        "`{0}` という名前の{1}はありません",
        "no {1} is called `{0}`",
        "名前を確かめてください",
        "check the name",
    ),
    error(
        "unknown-option",
        "`{0}` という選択肢はありません",
        "there is no option `{0}`",
        "あるのは：{1}",
        "there are: {1}",
    ),
    error(
        "unknown-source",
        "出典 `{0}` がありません",
        "there is no source `{0}`",
        "`sources:` に足すか、名前を直してください",
        "add it to `sources:`, or correct the name",
    ),
    warning(
        "unneeded-question",
        "`{0}` は案内 `{1}` のどの結果にも関わらないので、聞かれません",
        "`{0}` matters to no result of the wizard `{1}`, so it is never asked",
        "`pages:` から消すか、規則で使ってください",
        "take it off `pages:`, or use it in a rule",
    ),
    info(
        "unproven",
        "`{0}` のすべての組み合わせは確かめきれませんでした",
        "not all combinations of `{0}` could be gone through",
        "表を分けると確かめられます",
        "the table can be proven when it is split",
    ),
    warning(
        "unreachable-desk",
        "窓口 `{0}` は、どの案内でも出ません",
        "no wizard ever names the desk `{0}`",
        "案内の `desks:` の決定に足すか、表から消してください",
        "give it in a decision of `desks:`, or take it out of the table",
    ),
    error(
        "unsupported",
        "`{0}` はここでは使えません",
        "`{0}` cannot be used here",
        "範囲は `in` のあとに書きます。例：`年齢 in [3..15]`",
        "a range goes after `in`, for example `年齢 in [3..15]`",
    ),
    info(
        "wide-digits",
        "`{0}` は全角で書かれています",
        "`{0}` is written in full-width characters",
        "半角の `{1}` にしてください",
        "use the half-width `{1}`",
    ),
    warning(
        "wizard-unbooked",
        "案内 `{0}` は、どのファイル（`books:`）にも入りません",
        "the wizard `{0}` is in none of the `books:`",
        "`books:` のどれかの `wizards` に足してください",
        "add it to the `wizards` of one of the `books:`",
    ),
    error(
        "wrong-arguments",
        "`{0}` に渡すものが合いません",
        "`{0}` is given the wrong things",
        "渡すのは：{1}",
        "it takes: {1}",
    ),
    error(
        "wrong-shape",
        "ここには{0}を書きます",
        "{0} is needed here",
        "",
        "",
    ),
    error(
        "yaml-anchor",
        "`&`、`*`、`!` で始まる書き方は使えません",
        "anchors (`&`), aliases (`*`) and tags (`!`) are not used in packs",
        "内容をそれぞれの場所に書くか、文字なら `\"` で囲んでください",
        "write the content out in each place, or put a text in `\"`",
    ),
    error(
        "yaml-key",
        "見出しが一行の文字ではありません",
        "the key is not a single text",
        "`見出し: 内容` の形で書いてください",
        "write `key: content`",
    ),
    error(
        "yaml-syntax",
        "YAML として読めません：{0}",
        "this is not YAML: {0}",
        "この場所とすぐ前の行の、字下げ・引用符・かっこ・`: ` を見直してください",
        "look at the indentation, quotes, brackets and `: ` here and in the line before",
    ),
    error(
        "yaml-tab",
        "タブがあります",
        "there is a tab",
        "タブを半角の空白にしてください",
        "use spaces instead of tabs",
    ),
    error(
        "yaml-too-deep",
        "入れ子が深すぎます（{0} 段まで）",
        "this is nested too deeply (up to {0} levels)",
        "内側のものを、名前のついた別の決定に分けてください",
        "move the inner part to a decision of its own",
    ),
];

/// Words of notes, special helps and the names of shapes.
const PHRASES: &[(&str, &str, &str)] = &[
    ("a-list", "並び（`- …`）", "a list (`- …`)"),
    (
        "a-map",
        "見出しと内容（`見出し: 内容`）",
        "a map (`key: content`)",
    ),
    ("a-text", "一つの文字", "a single text"),
    (
        "also-now",
        "いまの `{0}` はここです",
        "the `{0}` of today is here",
    ),
    (
        "date-as",
        "日付は `date(\"2026-04-01\")` の形で書きます",
        "a date is written as `date(\"2026-04-01\")`",
    ),
    ("anybody", "だれでも", "anybody"),
    ("anything", "なんでも", "anything"),
    ("did-you-mean", "もしかして `{0}`", "did you mean `{0}`?"),
    (
        "end-after-start",
        "終わりは始まりより後、休憩はその間に書いてください",
        "the end comes after the start, and the break between them",
    ),
    (
        "expected",
        "ここに `{0}` が要ります",
        "`{0}` is expected here",
    ),
    ("feel-end", "途中で終わっています", "its end"),
    ("first-here", "一つ目はここです", "the first one is here"),
    (
        "hours-together",
        "曜日・開始時間・終了時間はそろえて書き、分からなければ三つとも空けてください",
        "days, start and end go together; leave all three empty if they are not known",
    ),
    ("hidden-columns", "列", "columns"),
    ("hidden-rows", "行", "rows"),
    ("hit-policy", "当たり方", "hit policy"),
    (
        "in-a-list",
        "並びの中にあるかは `\"…\" in 名前` と書きます",
        "whether a list has it is written as `\"…\" in name`",
    ),
    (
        "in-list",
        "`list contains(?, \"{0}\")` と書いてください",
        "write `list contains(?, \"{0}\")`",
    ),
    (
        "link-end",
        "終わりに余分な文字があります",
        "something is left at its end",
    ),
    (
        "link-host",
        "`.` のある名前がありません",
        "there is no name with a `.`",
    ),
    (
        "link-wide",
        "全角の文字があります",
        "it has full-width characters",
    ),
    ("name-any", "質問・決定・表", "question, decision or table"),
    ("name-decision", "決定", "decision"),
    ("name-desk", "窓口", "desk"),
    ("name-program", "制度", "programme"),
    ("name-question", "質問", "question"),
    ("name-table", "表", "table"),
    (
        "name-taken",
        "式の言葉や関数と同じ名前は使えません。例：`{0}の値`",
        "words of the expression language cannot be names; try `{0}の値`",
    ),
    ("name-wizard", "案内", "wizard"),
    (
        "no-quotes",
        "数は引用符なしで、文字は引用符で囲んで書きます",
        "numbers stand without quotes, texts in quotes",
    ),
    (
        "no-zip",
        "中身が .xlsx の形ではありません。パスワードがかかっていれば、外してください",
        "its content is not in the form of one; take off its password if it has one",
    ),
    (
        "masked-by",
        "この行がすべて取ります",
        "this row takes all of it",
    ),
    (
        "other-row",
        "もう一つの行はここです",
        "the other row is here",
    ),
    (
        "overlap-same",
        "値は同じなので、重なってもよいなら当たり方を `A` にしてください",
        "the results are the same: if they may overlap, use the hit policy `A`",
    ),
    (
        "quote-all",
        "全体を `'` で囲んでください。例：`'\"藤沢市\" = 市区町村'`",
        "put the whole in `'`, as in `'\"藤沢市\" = 市区町村'`",
    ),
    (
        "quote-it",
        "文字として書くなら `\"{0}\"` です",
        "to mean the text itself write `\"{0}\"`",
    ),
    (
        "separate-words",
        "`{0}` のように、半角のカンマで区切ってください",
        "separate them with commas: `{0}`",
    ),
    (
        "test-like",
        "例：`>= 3`、`[3..15]`、`\"藤沢市\"`、`-`（なんでも）",
        "for example `>= 3`, `[3..15]`, `\"藤沢市\"`, `-` for anything",
    ),
    ("type-any", "いろいろな値", "any value"),
    ("type-boolean", "真偽", "a condition"),
    ("type-context", "表の行", "a row of a table"),
    ("type-date", "日付", "a date"),
    ("type-list", "並び", "a list"),
    ("type-null", "値なし", "no value"),
    ("type-number", "数", "a number"),
    ("type-numbers", "数の並び", "a list of numbers"),
    ("type-text", "文字", "a text"),
    (
        "use-day",
        "いつの時点かは `基準日` です",
        "the day of the answer is `基準日`",
    ),
    (
        "whole-step",
        "`1`（整数だけ）か、`0.5` のような刻み",
        "`1` for whole numbers, or a step like `0.5`",
    ),
    ("write", "`{0}` と書いてください", "write `{0}`"),
    (
        "yaml-bracket",
        "かっこの数か組み合わせが合いません",
        "the brackets do not match",
    ),
    (
        "yaml-character",
        "この文字で始まる内容は `\"` で囲みます",
        "text that begins with this character stands in quotes",
    ),
    (
        "yaml-colon",
        "`: ` が余分か、足りません",
        "there is a `: ` too many or too few",
    ),
    (
        "yaml-comma",
        "`,` か閉じかっこが足りません",
        "a `,` or a closing bracket is missing",
    ),
    ("yaml-end", "途中で終わっています", "it ends in the middle"),
    (
        "yaml-indentation",
        "字下げがそろっていません",
        "the indentation does not line up",
    ),
    (
        "yaml-quote",
        "引用符が閉じていないか、後ろに余分なものがあります",
        "a quote is not closed, or something follows it",
    ),
    (
        "yes-or-no",
        "`true` か `false` を書いてください",
        "write `true` or `false`",
    ),
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
    let template = if lang == Lang::Ja {
        it.help_ja
    } else {
        it.help_en
    };
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
    #[cfg(feature = "exchange")]
    let remarks = super::exchange::REMARKS;
    #[cfg(not(feature = "exchange"))]
    let remarks: &[Row] = &[];
    CODES.iter().chain(remarks).find(|it| it.code == code)
}

/// Stands between the items of one argument.
const BETWEEN: char = '\u{1F}';

/// Several words as one argument, joined as the language joins them.
pub(super) fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let mut out = String::new();
    for item in items {
        if !out.is_empty() {
            out.push(BETWEEN);
        }
        out.push_str(item.as_ref());
    }
    out
}

/// Puts the arguments in.
fn fill(template: &str, lang: Lang, args: &[String]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let arg = after
            .split_once('}')
            .and_then(|(at, rest)| Some((args.get(at.parse::<usize>().ok()?)?, rest)));
        rest = match arg {
            Some((arg, rest)) => {
                text.push_str(&words(arg, lang));
                rest
            }
            None => {
                text.push('{');
                after
            }
        };
    }
    text + rest
}

/// An argument in words; what is a phrase of ours is translated.
fn words(arg: &str, lang: Lang) -> String {
    let one = |it: &str| match it.strip_prefix('@') {
        Some(key) if PHRASES.iter().any(|(it, _, _)| *it == key) => phrase(key, lang, &[]),
        _ => on_one_line(it),
    };
    let all: Vec<String> = arg.split(BETWEEN).map(one).collect();
    all.join(if lang == Lang::Ja { "、" } else { ", " })
}

/// Longer words are cut: a message is one line.
const MAX_SHOWN: usize = 80;

fn on_one_line(word: &str) -> String {
    let mut shown: String = word
        .chars()
        .take(MAX_SHOWN)
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect();
    if word.chars().nth(MAX_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
