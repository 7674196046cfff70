//! Every sentence the command line says by itself, in Japanese and English.
//!
//! What is wrong with a pack is said by `author`, what a family is told by
//! `run`; neither is repeated here. `{0}`, `{1}` … are filled in;
//! `{0:place|places}` is the form that goes with a number.

use tsunagu::author::Lang;

macro_rules! words {
    ($($name:ident: $ja:literal, $en:literal;)*) => {
        /// A sentence of ours.
        #[derive(Clone, Copy)]
        #[allow(dead_code, reason = "some are said with the feature `columns` only, some without")]
        pub(super) enum Word { $($name),* }

        const fn both(word: Word) -> (&'static str, &'static str) {
            match word { $(Word::$name => ($ja, $en)),* }
        }
    };
}

words! {
    // The words in front of a message.
    Error: "エラー", "error";
    Warning: "注意", "warning";
    Info: "お知らせ", "note";
    Help: "直し方", "help";

    // Many households.
    Drawn: "くじで作った{0}世帯（くじの番号 {1}、{2} 時点）。実際の人口ではありません。数は、このくじの中での数です。", "{0} {0:household|households} drawn at random (seed {1}, as of {2}). This is not a population: the counts are of this draw.";
    Counted: "{0}世帯（{1} 時点）", "{0} {0:household|households} (as of {1})";
    Contradictory: "答えどうしが合わないので数えなかった世帯: {0}", "not counted, since their answers cannot be together: {0}";
    FitsCounts: "合う {0}　合わない {1}　まだ分からない {2}", "fits {0}, does not fit {1}, cannot be told yet {2}";
    YenCounts: "{0}円〜{1}円、合計 {2}円", "{0} to {1} yen, {2} yen in total";
    NumbersFromTo: "{0}世帯で {1}〜{2}", "{1} to {2}, of {0} {0:household|households}";
    Nothing: "（なし）", "(nothing)";
    AndMore: "ほか{0}種類", "and {0} more";
    UnreachedRows: "どの世帯も届かなかった表の行", "rows of tables no household reached";
    UnreachedRow: "{0}　{1}行目", "{0}, row {1}";
    HouseholdsASecond: "{0}世帯を {1} で計算しました（毎秒{2}世帯）", "{0} {0:household|households} in {1} ({2} a second)";
    NoSuchColumns: "`{0}` に、質問の名前でない列があります: {1}", "`{0}` has columns that are no question's name: {1}";
    NoSuchColumnsHelp: "列の名前を質問の名前にするか、計算に使わない列なら名前の前に _ を付けてください", "name columns after questions, or begin with _ the names of those that are not to be read";
    ColumnTwice: "`{0}` に、質問 `{1}` の列が二つあります", "`{0}` has two columns for the question `{1}`";
    ColumnKinds: "`{0}` に、読めない型の列があります: {1}", "`{0}` has columns of kinds that are not read: {1}";
    ColumnKindsHelp: "文字・真偽・整数・日付のどれかにしてください（小数は文字で）", "make them texts, booleans, whole numbers or days (decimals as texts)";
    RowTooLong: "`{0}` の{1}行目が長すぎます。引用符が閉じていないかもしれません", "row {1} of `{0}` is too long: a quote may be left open";
    AnswersRefused: "受け取れない答えが {0} か所あります（上に {1} か所）。直すまで計算しません", "{0} {0:answer was|answers were} not taken (shown above: {1}); nothing is counted until {0:it is|they are} mended";
    NoParquet: "`{0}`: このプログラムは Parquet を扱えません", "`{0}`: this program was built without Parquet";
    NoParquetHelp: "CSV を使うか、`cargo build --release --features columns` で作りなおしてください", "use CSV, or build with `cargo build --release --features columns`";

    // Reading a pack.
    NoSuchFolder: "規則集のフォルダー `{0}` がありません", "there is no folder `{0}`";
    NoSuchFolderHelp: "規則集のフォルダーを書いてください（例: `rules/kanagawa`）", "give the folder of a pack, such as `rules/kanagawa`";
    NotAFolder: "`{0}` はフォルダーではありません", "`{0}` is not a folder";
    NoPackYaml: "`{0}` に pack.yaml がありません", "there is no pack.yaml in `{0}`";
    NoPackYamlHelp: "規則集のフォルダーには pack.yaml が要ります（例: `rules/kanagawa`）", "a pack is a folder with a pack.yaml, such as `rules/kanagawa`";
    DidYouMean: "`{0}` のことですか", "did you mean `{0}`?";
    CannotRead: "`{0}` を読めません: {1}", "cannot read `{0}`: {1}";
    NotFound: "ありません", "not found";
    PermissionDenied: "権限がありません", "permission denied";
    IsADirectory: "フォルダーです", "it is a folder";
    AlreadyExists: "同じ名前のファイルがあります", "a file of that name is in the way";
    NotADirectory: "途中がフォルダーではありません", "part of the path is not a folder";
    NameNotUtf8: "`{0}` の名前を読めません", "the name of `{0}` is not Unicode text";
    TooManyFiles: "`{0}` のファイルが多すぎます（{1} 個まで）", "too many files in `{0}` (at most {1})";
    TooManyBytes: "`{0}` のファイルが大きすぎます（合わせて {1} MiB まで）", "the files in `{0}` are too large (at most {1} MiB together)";
    TooDeep: "`{0}` のフォルダーが深すぎます（{1} 段まで）", "the folders in `{0}` are nested too deeply (at most {1} levels)";
    BookForeign: "`{0}` は規則集のファイル（.book）ではありません", "`{0}` is not a book";
    BookFormat: "`{0}` は別の版の tsunagu のものです（形式 {1}。この tsunagu の形式は {2}）", "`{0}` is for another version of tsunagu (format {1}; this one has {2})";
    BookDamaged: "`{0}` は途中で切れているか、変わっています", "`{0}` is cut off or was changed";
    BookInconsistent: "`{0}` の中身が正しくありません", "the content of `{0}` makes no sense";
    BookTooLarge: "`{0}` が大きすぎます（{1} MiB まで）", "`{0}` is too large (at most {1} MiB)";
    NotABookHelp: "規則集のフォルダーか、`tsunagu build` で作った .book を書いてください", "give the folder of a pack, or a .book made by `tsunagu build`";
    SameName: "`{0}` という規則集が二つあります", "two packs are named `{0}`";
    SameNameHelp: "別々の出力先（-o）に、一つずつ変換してください", "build them one at a time, each to its own -o";

    // check, build, test
    Clean: "{0}: 問題ありません", "{0}: no problems";
    Found: "{0}: エラー {1} 件、注意 {2} 件", "{0}: {1}, {2}";
    Errors: "{0}", "{0} {0:error|errors}";
    Warnings: "{0}", "{0} {0:warning|warnings}";
    Fixable: "（このうち {0} 件は `tsunagu check --fix` で直せます）", " ({0} of them can be mended with `tsunagu check --fix`)";
    Infos: "、お知らせ {0} 件", ", {0} {0:note|notes}";
    CannotWrite: "`{0}` に書けません: {1}", "cannot write `{0}`: {1}";
    CannotPrint: "出力できません: {0}", "cannot write the output: {0}";
    Built: "{0}  {1} バイト  {2}", "{0}  {1} bytes  {2}";
    Signed: "署名しました。ページの要素に書く公開鍵: key=\"{0}\"", "signed; the public key for the page's element: key=\"{0}\"";
    NotAKey: "`{0}` は Ed25519 の秘密鍵（PKCS#8 の PEM）ではありません", "`{0}` is not an Ed25519 private key (PKCS#8, PEM)";
    NotAKeyHelp: "鍵を作るには: openssl genpkey -algorithm ed25519 -out key.pem", "to make one: openssl genpkey -algorithm ed25519 -out key.pem";
    KeyLocked: "`{0}` はパスワードで暗号化されています", "`{0}` is encrypted with a password";
    KeyLockedHelp: "署名するときだけ開いてください: openssl pkey -in {0} -out open.pem", "open it only to sign: openssl pkey -in {0} -out open.pem";
    CaseFailed: "例「{0}」が期待どおりになりません", "case `{0}` fails";
    Written: "{0} を書きました", "wrote {0}";
    SiteWritten: "{0} から始まる {1} ページを書きました", "wrote {1} {1:page|pages}, beginning with {0}";
    PagesRemoved: "規則集にもうないもののページを消しました（{0} ページ）", "removed pages of what the pack no longer has: {0}";
    NotOurs: "`{0}` は tsunagu docs が作ったファイルではないので、書きかえません", "`{0}` was not made by tsunagu docs and is not replaced";
    Records: "記録 {0} 件", "{0} {0:record|records}";
    TallySum: "計 {0}、分からない {1}、書かれていない {2}", "{0} in all, {1} not known, {2} not written";
    Reaches: "規則の {0}/{1} に例が届いています（表の行 {2}、事実の行 {3}、条件 {4}、制度の結果 {5}、選択肢 {6}）", "the cases reach {0} of {1} parts (table rows {2}, fact rows {3}, conditions {4}, results {5}, options {6})";
    NothingToSuggest: "例はすべてに届いています", "the cases reach everything";
    ReachedByNobody: "どの家族も届かないところ（確かめました）", "reached by no family (proven)";
    NotFoundForParts: "家族を見つけられなかったところ", "no family was found for";
    CasesRun: "例 {0} 件、失敗 {1} 件", "{0}, {1} failed";
    Cases: "{0}", "{0} {0:case|cases}";

    Mended: "{0}:{1} を直しました [{2}]", "{0}:{1} mended [{2}]";
    NoSuchCode: "`{0}` という知らせはありません", "there is no code `{0}`";
    NoSuchCodeHelp: "`tsunagu check --explain` で一覧が出ます", "`tsunagu check --explain` lists all of them";

    // rename
    Renamed: "`{0}` を `{1}` に変えました（{2} か所）", "renamed `{0}` to `{1}` in {2} {2:place|places}";
    WouldRename: "`{0}` を `{1}` に変えると、{2} か所が変わります。まだ何も変えていません", "renaming `{0}` to `{1}` would change {2} {2:place|places}; nothing is changed yet";
    RenameUnknown: "`{0}` という名前の質問・決定・表・制度・案内・選択肢はありません", "no question, decision, table, programme, wizard or option is called `{0}`";
    RenameElsewhere: "`{0}` は、取りこんだ規則集 `{1}` の名前です", "`{0}` is declared by the imported pack `{1}`";
    RenameElsewhereHelp: "`{0}` のフォルダーを指定してください。こちらの規則集でも変わります", "name the folder of `{0}`; this pack changes along with it";
    RenameSeveral: "`{0}` という名前のものが、いくつかあります", "several things are called `{0}`";
    RenameSeveralHelp: "`--kind {0}` のどれかをつけてください", "add one of `--kind {0}`";
    RenameUnplaced: "{0} の `{1}` を、書きかえられません（引用符や改行のため、名前だけを取り出せません）", "`{1}` at {0} cannot be changed: quotes or line breaks hide where the name is";
    RenameUnplacedHelp: "その場所の式を一行に書きなおしてから、もう一度どうぞ。何も変えていません", "write the expression there on one line and try again; nothing was changed";
    RenameOptions: "`{0}` という選択肢は、関わりのないいくつかの質問にあります", "several questions that have nothing to do with one another have an option `{0}`";
    RenameOptionsHelp: "`{0}` のどれかの形で、質問も書いてください", "name the question as well: one of `{0}`";
    RenameNoOption: "`{0}` は、選択肢の名前にできません", "`{0}` cannot be the name of an option";
    RenameNoOptionHelp: "文字・数字と `_ ・ （ ） ー 〜 「 」` だけの、数でない名前にしてください。何も変えていません", "use letters, digits and `_ ・ （ ） ー 〜 「 」`, and no plain number; nothing was changed";
    RenameTaken: "{0} では、くらべられる相手がもう `{1}` という名前です", "at {0}, what the option is compared with is called `{1}` already";
    RenameLost: "{0} で、`{1}` の文字が、つないだり並べたりする式に入るので、どこに出るかを追えません", "at {0} the letters of `{1}` go into an expression that joins or orders texts, so where they show cannot be followed";
    RenameLostHelp: "その式を、選択肢を `=` か `in` でくらべる形に書きなおしてから、もう一度どうぞ。何も変えていません", "rewrite the expression so that it compares options by `=` or `in`, and try again; nothing was changed";
    RenameNoRoom: "{0} の行に、前の名前 `{1}` を残す場所がありません", "the row at {0} has no room to keep the old name `{1}`";
    RenameNoRoomHelp: "前の名前を書く列（例：`旧名`）を表に足し、`options:` の `also-called:` に加えてから、もう一度どうぞ。何も変えていません", "add a column for former names, such as `旧名`, list it under `also-called:` of `options:`, and try again; nothing was changed";
    RenameHidden: "`{0}` は、使われている場所のどこかで、表の列や式の中の名前と重なります", "where it is used, `{0}` is also the name of a column or of something inside the expression";
    RenameHiddenHelp: "別の名前にしてください。何も変えていません", "choose another name; nothing was changed";
    RenameWrong: "`{0}` にすると、次のまちがいになるので、何も変えていません", "nothing was changed, because with `{0}` this would be wrong";

    // eval
    BadMoment: "`{0}` は日時として読めません", "`{0}` is not a date or a time we can read";
    BadMomentHelp: "`2026-11-20` か `2026-11-20T12:30` のように書いてください", "write it like `2026-11-20` or `2026-11-20T12:30`";
    ClockBroken: "この機械の時計が合っていません。`--at` で日時を書いてください", "this machine's clock is wrong; give the time with `--at`";
    NotUtf8: "`{0}` は UTF-8 の文字ではありません", "`{0}` is not UTF-8 text";
    NotUtf8Help: "文字コード UTF-8 で保存しなおしてください", "save it as UTF-8";
    AnswersTooLarge: "`{0}` が大きすぎます（{1} MiB まで）", "`{0}` is too large (at most {1} MiB)";
    BadJson: "JSON として読めません", "this is not JSON";
    BadJsonEnd: "JSON が途中で終わっています", "the JSON ends too early";
    NotAnObject: "答えのファイルは `{ \"質問\": 答え }` の形です", "the answers must be an object, `{ \"question\": answer }`";
    DuplicateKey: "`{0}` の答えが二つあります", "`{0}` is answered twice";
    FirstHere: "一つめはここです", "the first one is here";
    DuplicateKeyHelp: "どちらか一つを消してください", "take one of them out";
    NotAnAnswer: "`{0}` の答えとして読めません", "this is no answer to `{0}`";
    NotAnAnswerHelp: "文字、数、true / false、その並び、または `{ \"unsure\": true }` を書いてください", "write a text, a number, true or false, a list of these, or `{ \"unsure\": true }`";
    NothingAhead: "この答えから分かる、これからの変化はありません", "nothing is known to change ahead, from these answers";
    Refused: "受け付けられない答えがあります（{0} 件）", "{0} refused";
    Answers: "{0}", "{0} {0:answer|answers}";

    // ask
    BeginPrompt: "Enter で始めます", "press Enter to begin";
    NextPrompt: "Enter: {0}", "Enter: {0}";
    BackHint: "<: {0}", "<: {0}";
    AskHints: "?: {0} / why: {1}", "?: {0} / why: {1}";
    ChangeHint: "番号: 答えを変える", "number: change that answer";
    ChooseOne: "番号", "number";
    ChooseSeveral: "番号（いくつでも。例: 1,3）", "numbers (any, such as 1,3)";
    KeepHint: "Enter: 今の答え（{0}）のまま", "Enter: keep {0}";
    NumberOutOfRange: "{0} から {1} までの番号を入れてください", "type a number from {0} to {1}";
    NoSuchOption: "`{0}` という選択肢はありません。番号を入れてください", "there is no option `{0}`; type its number";
    SeveralMatch: "`{0}` に当てはまる選択肢がいくつかあります: {1}", "several options contain `{0}`: {1}";
    OnlyOne: "一つだけ選んでください", "choose only one";
    NeedsAnswer: "答えを入れてください。分からないときは ? を入れてください", "type an answer, or ? if you do not know";
    InputEnded: "入力が終わったので、ここまでの答えで結果を出します", "the input has ended; these are the results of the answers so far";
    Stuck: "先へ進めませんでした", "could not go on from here";

    // diff
    DiffTitle: "規則集の変更: {0} {1} → {2} {3}", "change of rules: {0} {1} → {2} {3}";
    DiffPage: "規則集の変更の説明書", "What a change of rules does";
    DiffOld: "旧", "old";
    DiffNew: "新", "new";
    DiffDays: "比べた日: {0}", "compared on: {0}";
    DiffMoreDays: "規則が始まる日・終わる日はこのあともありますが、比べていません", "rules begin or end on more days than these; they were not compared";
    DiffDaysMean: "はじめの日と、そのあと規則が始まる日・終わる日です。たずねることにすべて答えた家族について比べています", "The first day, and later ones on which rules begin or end. Families here have answered all they are asked";
    DiffNothing: "どの家族の結果も、文も、変わりません", "nothing changes, for any family or in any text";
    DiffNobody: "どの家族の結果も変わりません（比べた日について、すべての場合を確かめました）", "no family's results change (shown for every case on the days compared)";
    DiffBehaviour: "結果が変わる家族", "Families whose results change";
    DiffUnproven: "確かめきれなかったもの（ほかにも変わる家族がいるかもしれません）", "Not told for certain (more families may be affected)";
    DiffListed: "片方にしかないもの", "Only in one of the two";
    DiffTexts: "新旧対照表", "The texts side by side";
    DiffNoTexts: "規則の文の変更はありません", "no texts of rules differ";
    DiffBooksOnly: ".book には規則の文がないので、新旧対照表はありません", "a .book has no rule texts, so none are compared";
    DiffOmitted: "（略）", "(…)";
    DiffEverybody: "すべての家族", "every family";
    DiffWho: "だれ", "who";
    DiffAll: "すべてにあてはまる家族", "families of whom all of this holds";
    DiffAny: "次のどれか（それぞれ、すべてにあてはまる家族）", "any of these (in each, all of it holds)";
    DiffSome: "次の中の、一部の家族", "some of the families in this";
    DiffMoreBoxes: "ほか {0} とおりの条件", "{0} more";
    DiffCombinations: "答えの組み合わせ {0} とおり", "{0} {0:combination|combinations} of these values";
    DiffWitness: "例", "for example";
    DiffAnybody: "だれでも（答えによらない）", "anybody, whatever is answered";
    DiffFrom: "{0} から", "from {0}";
    DiffFromTo: "{0} から {1} まで", "from {0} to {1}";
    DiffOnlyOld: "なくなる", "goes";
    DiffOnlyNew: "ふえる", "comes";
    DiffStamp: "決裁欄", "Approval";
    DiffStamps: "起案,係長,課長,部長", "Drafted,Section chief,Division chief,Director";
    DiffDrafted: "起案日　　　　年　　月　　日", "Drafted on";
    DiffDecided: "決裁日　　　　年　　月　　日", "Approved on";
    DiffSummary: "まとめ", "Summary";
    DiffPlace: "ところ", "place";
    RankLosesFit: "対象でなくなる", "no longer fits";
    RankAmountFalls: "額が下がる", "amount falls";
    RankDeskChanges: "窓口が変わる", "desks change";
    RankCannotBeTold: "決まらなくなる", "can no longer be told";
    RankAmountRises: "額が上がる", "amount rises";
    RankGains: "対象になる", "newly fits";
    RankValueChanges: "示す値が変わる", "a value shown changes";
    RankQuestionChanges: "たずねる人が変わる", "asked of others";
    KindProgram: "制度", "programme";
    KindDesks: "窓口", "desks";
    KindDecision: "求める値", "value";
    KindQuestion: "質問", "question";
    KindWizard: "案内", "wizard";
    KindChoice: "選択肢", "option";

    // new, export, import
    FolderExists: "`{0}` はもうあります", "`{0}` is already there";
    FolderExistsHelp: "書きかえないように、別の名前にしてください", "nothing is replaced; choose another name";
    BadPackName: "`{0}` は規則集の名前に使えません", "`{0}` cannot be the name of a pack";
    BadPackNameHelp: "半角の英小文字で始め、英小文字・数字・`-` で書いてください（例: `rules/my-pack`）", "begin with a lower-case letter; use lower-case letters, digits and `-`, as in `rules/my-pack`";
    NoSuchTemplate: "`{0}` というひな型はありません", "there is no template `{0}`";
    NoSuchDecision: "`{0}` という決定はありません", "there is no decision `{0}`";
    NoSuchWizard: "`{0}` という案内はありません", "there is no wizard `{0}`";
    OneOfThese: "あるのは: {0}", "there are: {0}";
    NewNext: "次は `tsunagu check {0}` で確かめます", "next, look for mistakes with `tsunagu check {0}`";
    NeedsFile: "{0} は画面に出せません", "{0} cannot be shown here";
    NeedsFileHelp: "`-o ファイル名` を書いてください", "name a file with `-o`";
    NoTableDiffers: "ちがう表はありません", "no table differs";
    WouldWrite: "{0} を書くことになります（--dry-run なので書いていません）", "would write {0} (not written: --dry-run)";

    // serve
    NoSite: "見せるサイトがまだありません", "there is no built site yet";
    NoSiteHelp: "`cargo xtask serve` を使うか、`--dir` でフォルダーを書いてください", "run `cargo xtask serve`, or give a folder with `--dir`";
    PortTaken: "ポート {0} は使われています", "port {0} is taken";
    PortTakenHelp: "`tsunagu serve --port {0}`、または空いている番号にまかせる `--port 0` を試してください", "type `tsunagu serve --port {0}`, or `--port 0` for any free one";
    CannotServe: "ポート {0} で待ち受けられません: {1}", "cannot listen on port {0}: {1}";
    Serving: "{0} を見せています。Ctrl+C で終わります", "serving {0}; stop with Ctrl+C";
}

/// The sentence with its `{0}`, `{1}` … filled in, each once: what an argument
/// holds is never read as a place to fill.
pub(super) fn text(word: Word, lang: Lang, args: &[&str]) -> String {
    let (ja, en) = both(word);
    let mut rest = match lang {
        Lang::Ja => ja,
        Lang::En => en,
    };
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let gap = after.split_once('}');
        match gap.and_then(|(gap, rest)| Some((filled(gap, args)?, rest))) {
            Some((filled, after)) => {
                out.push_str(filled);
                rest = after;
            }
            // A brace that is part of the sentence: `{ "unsure": true }`.
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// What goes into `{0}`, or into `{0:place|places}`: the first where there is one.
fn filled<'a>(gap: &'a str, args: &[&'a str]) -> Option<&'a str> {
    let (at, forms) = gap.split_once(':').unwrap_or((gap, ""));
    let arg = args.get(at.parse::<usize>().ok()?)?;
    Some(match forms.split_once('|') {
        Some((one, _)) if *arg == "1" => one,
        Some((_, more)) => more,
        None => arg,
    })
}

/// "1 error", "2 errors"; in Japanese just the number.
pub(super) fn count(n: usize, word: Word, lang: Lang) -> String {
    text(word, lang, &[&n.to_string()])
}

/// The language of the environment: the first of these that is set decides
/// (POSIX, Environment Variables §8.2).
pub(super) fn locale(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|it| !it.is_empty())
        .unwrap_or_default();
    if locale.starts_with("ja") {
        Lang::Ja
    } else {
        Lang::En
    }
}
