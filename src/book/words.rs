//! The engine's own sentences, in one table: Japanese, easy Japanese with its
//! readings, English. What a pack says is in the pack.
//!
//! The table is for whoever makes books. A book carries the sentences of its
//! languages among its texts, so that a page loads those it shows and no others;
//! there they are read once, when the book is, and stay.

use alloc::{string::String, vec::Vec};

use super::codec::{Code, Reader, Writer};
use crate::value::digits;

/// The sentences of one language.
#[derive(Debug, PartialEq)]
pub(crate) struct Table([&'static str; N]);

/// By the book's languages; sentences are empty for those it has no texts in.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Spoken(Vec<&'static Table>);

/// The table of the language a person reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words(&'static Table);

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $ja:literal, $easy:literal, $en:literal;)*) => {
        #[allow(non_camel_case_types)]
        enum At { $($name,)* End }

        const N: usize = At::End as usize;

        #[cfg(feature = "author")]
        static JA: Table = Table([$($ja,)*]);
        #[cfg(feature = "author")]
        static EASY: Table = Table([$($easy,)*]);
        #[cfg(feature = "author")]
        static EN: Table = Table([$($en,)*]);

        impl Words {
            $($(#[$doc])* pub(crate) fn $name(self) -> &'static str {
                // In bounds, as the compiler can see.
                #[allow(clippy::indexing_slicing)]
                self.0.0[At::$name as usize]
            })*
        }
    };
}

words! {
    /// Empty where dates, weekdays and brackets are not written the Japanese way.
    japanese: "日本語", "日本語", "";
    begin: "はじめる", "はじめる", "Start";
    next: "次へ", "つぎへ", "Next";
    back: "戻る", "もどる", "Back";
    see_results: "結果を見る", "｜結果《けっか》を ｜見《み》る", "See results";
    unsure: "わからない", "わからない", "I don't know";
    yes: "はい", "はい", "Yes";
    no: "いいえ", "いいえ", "No";
    none_of_these: "あてはまるものはない", "どれも ない", "None of these";
    tick_all: "あてはまるものをすべて選んでください。", "あてはまるものを ぜんぶ ｜選《えら》んでください。", "Select all that apply.";
    date_hint: "例：2026-04-01、令和8年4月1日", "｜例《れい》：2026-04-01、｜令和《れいわ》8｜年《ねん》4｜月《がつ》1｜日《にち》", "For example 2026-04-01";
    comma: "、", "、", ", ";
    or: "、または ", "、または ", " or ";
    why: "この質問をする理由", "どうして ｜聞《き》くか", "Why we ask this";
    error_summary: "次の答えをご確認ください", "つぎの ｜答《こた》えを ｜見《み》てください", "Please check these answers";
    check: "答えの確認", "｜答《こた》えを たしかめる", "Check your answers";
    change: "変更", "なおす", "Change";
    results: "結果", "｜結果《けっか》", "Results";
    desks: "相談先", "｜相談《そうだん》するところ", "Who to contact";
    facts: "答えからわかること", "｜答《こた》えから わかったこと", "What your answers tell";
    answers: "あなたの答え", "あなたの ｜答《こた》え", "Your answers";
    sources: "よりどころ（出典）", "もとに した ｜資料《しりょう》", "Sources";
    print: "印刷する", "｜印刷《いんさつ》する", "Print";
    fits: "対象になる可能性があります", "｜使《つか》えるかもしれません", "May fit you";
    open: "まだわかりません", "まだ わかりません", "Cannot be told yet";
    does_not_fit: "今の答えでは、対象にならないようです", "｜今《いま》の ｜答《こた》えでは、｜使《つか》えないようです", "Does not seem to fit, by these answers";
    because: "理由", "どうして", "Why";
    missing: "これがわかると決まります", "これが わかると ｜決《き》まります", "What would settle it";
    holds: "あてはまります", "あてはまります", "applies";
    fails: "あてはまりません", "あてはまりません", "does not apply";
    undetermined: "まだわかりません", "まだ わかりません", "not known yet";
    not_condition: "次のことがない", "つぎのことが ない", "None of this applies";
    all_conditions: "次のすべて", "つぎの ぜんぶ", "All of these";
    any_condition: "次のどれか", "つぎの どれか", "Any of these";
    how: "手続き", "｜申《もう》しこみかた", "How to apply";
    documents: "用意するもの", "｜用意《ようい》するもの", "Papers to bring";
    decides: "決めるところ", "｜決《き》める ところ", "Who decides";
    look: "ここを見ると書いてあります：", "ここを ｜見《み》ると ｜書《か》いてあります：", "Where to look: ";
    ask_whom: "聞ける人：", "｜聞《き》ける｜人《ひと》：", "Who can tell you: ";
    unsure_is_fine: "わからないままでも進めます。", "わからなくても ｜進《すす》めます。", "You can go on without it.";
    guide_only: "これはめやすです。対象になるかどうかは、それぞれの窓口が決めます。", "これは めやすです。｜使《つか》えるかどうかは、｜窓口《まどぐち》が ｜決《き》めます。", "This is a guide. Each office decides for itself.";
    always_ask: "ここで対象にならないと出ても、相談はいつでもできます。", "ここで 「｜使《つか》えない」と ｜出《で》ても、いつでも ｜相談《そうだん》できます。", "Whatever this says, you can always ask for advice.";
    stays_here: "答えはこの画面の中だけで使います。どこにも送りません。ご自分で選ばないかぎり、保存もしません。", "｜答《こた》えは この ｜画面《がめん》の ｜中《なか》だけで ｜使《つか》います。どこにも ｜送《おく》りません。あなたが ｜選《えら》ばなければ、｜残《のこ》しません。", "Your answers stay on this page. Nothing is sent, and nothing is stored unless you choose to.";
    skip_is_fine: "わからない質問は「わからない」を選べます。", "わからない ときは 「わからない」を ｜選《えら》べます。", "Any question can be answered “I don't know”.";
    maybe_desk: "まだ答えがそろっていないため、ここになるかもしれません。", "まだ ｜答《こた》えが たりないので、ここに なるかもしれません。", "Not certain yet: this may be the one.";
    no_channels: "連絡先は、この規則集では確認できていません。市区町村や県のホームページでご確認ください。", "｜電話番号《でんわばんごう》などは、まだ たしかめて いません。｜市《し》や ｜町《まち》や ｜県《けん》の ホームページを ｜見《み》てください。", "No contact is confirmed in this rule book. Please look at the office's own page.";
    phone: "電話", "｜電話《でんわ》", "Phone";
    fax: "ファクス", "ファクス", "Fax";
    line: "LINE", "LINE", "LINE";
    mail: "メール", "メール", "Mail";
    form: "フォーム", "フォーム", "Web form";
    visit: "来所", "｜行《い》って ｜話《はな》す", "Visit";
    web: "ホームページ", "ホームページ", "Website";
    open_now: "いま受付中です", "｜今《いま》 ｜受《う》けつけて います", "Open now";
    closed_now: "いまは受付時間外です", "｜今《いま》は ｜休《やす》みです", "Closed now";
    opens_next: "次の受付：", "つぎに あく ｜時《とき》：", "Opens next: ";
    hours_unknown: "受付時間は確認できていません", "あいている ｜時間《じかん》は、まだ たしかめて いません", "Hours are not confirmed";
    every_day: "毎日", "｜毎日《まいにち》", "every day";
    all_hours: "24時間", "24｜時間《じかん》", "24 hours";
    except_pause: "を除く", "は ｜休《やす》み", "closed";
    no_holidays: "祝日を除く", "｜祝日《しゅくじつ》は ｜休《やす》み", "not on national holidays";
    to: "〜", "〜", "–";
    or_more: "以上", "か それより ｜上《うえ》", " or more";
    or_less: "以下", "か それより ｜下《した》", " or less";
    nothing: "なし", "なし", "none";
    perhaps: "（かもしれません）", "（かもしれません）", " (perhaps)";
    not_known: "まだわかりません", "まだ わかりません", "not known yet";
    yen: "円", "｜円《えん》", " yen";
    as_of: "時点", "の もの", "";
    old_source: "時点。ご利用前にご確認ください", "の もの。｜使《つか》う ｜前《まえ》に たしかめて ください", ": please confirm before you rely on it.";
    version: "規則集の版", "きまりの ｜版《はん》", "Rule book version";
    changes: "こう変わると、結果が変わります", "こう なると、｜結果《けっか》が かわります", "What would change this";
    desk_changes: "こう変わると、相談先が変わります", "こう なると、｜相談《そうだん》するところが かわります", "What would change whom to contact";
    life: "これから変わること（同じ答えのまま時がたったときの見通し）", "これから かわること（｜答《こた》えが ｜同《おな》じまま ｜時《とき》が たったら）", "What changes with time, if nothing else does";
    contradictions: "合わない答えがあります。ご確認ください", "｜合《あ》わない ｜答《こた》えが あります。｜見《み》てください", "Some answers do not go together. Please check";
    then: "なら → ", " なら → ", " → ";
    colon: "：", "：", ": ";
    rules_change: "制度や窓口が変わる日", "きまりや ｜窓口《まどぐち》が かわる ｜日《ひ》", "Rules or desks change";
    begin_now: "いまから始められます。", "｜今《いま》から はじめられます。", "You can begin now.";
    next_steps: "次にすること", "つぎに すること", "What to do next";
    first_words: "電話では、こう言えば伝わります", "｜電話《でんわ》で こう ｜言《い》って ください", "What to say on the phone";
    other_desks: "ほかの相談先", "ほかの ｜相談《そうだん》するところ", "Others you can contact";
    more: "くわしく（理由・手続き・出典）", "もっと ｜見《み》る（どうして・｜申《もう》しこみかた・｜資料《しりょう》）", "More (why, how to apply, sources)";
    answer_it: "答える", "｜答《こた》える", "Answer";
    one_by_one: "一つずつ読む", "ひとつずつ ｜読《よ》む", "Read them one by one";
    left: "あと最大%問", "あと %｜問《もん》まで", "At most % more questions";
    left_one: "あと最大%問", "あと %｜問《もん》まで", "At most % more question";
    if_it_were: "「%」の答えが「%」", "「%」の ｜答《こた》えが 「%」", "If “%” were “%”";
    reaches: "%歳になる", "%｜歳《さい》に なる", "Turns %";
    desk_comes: "%が相談先に加わります", "%が ｜相談《そうだん》するところに なります", "A new contact: %";
    desk_goes: "%は相談先ではなくなります", "%は ｜相談《そうだん》するところで なくなります", "No longer a contact: %";
    change_of: "「%」の答えを変更", "「%」の ｜答《こた》えを なおす", "Change the answer to “%”";
    answer_lost: "「%」という質問は、いまの規則集にありません。この答えは使いませんでした。", "「%」という ｜質問《しつもん》は、｜今《いま》は ありません。この ｜答《こた》えは ｜使《つか》いませんでした。", "There is no question “%” in this rule book. The answer was not used.";
    empty: "答えを選ぶか入れてください。わからないときは「わからない」を選べます。", "｜答《こた》えを ｜選《えら》ぶか ｜書《か》いてください。わからない ときは 「わからない」を ｜選《えら》べます。", "Choose or enter an answer. If you do not know, choose “I don't know”.";
    not_an_option: "「%」は選択肢にありません。", "「%」は ｜選《えら》べません。", "“%” is not one of the options.";
    did_you_mean: "もしかして：%", "もしかして：%", " Did you mean: %?";
    not_a_number: "数字で入れてください（例：12）。いまは「%」です。", "｜数字《すうじ》で ｜書《か》いてください（｜例《れい》：12）。｜今《いま》は 「%」です。", "Enter a number, such as 12. Now it says “%”.";
    not_whole: "小数のない数で入れてください。いまは「%」です。", "｜点《てん》（.）の ない ｜数字《すうじ》で ｜書《か》いてください。｜今《いま》は 「%」です。", "Enter a whole number. Now it says “%”.";
    out_of_range: "%から%の間で入れてください。いまは「%」です。", "%から %までの ｜数《かず》を ｜書《か》いてください。｜今《いま》は 「%」です。", "Enter a value from % to %. Now it says “%”.";
    not_a_date: "ある日付を入れてください（例：2026-04-01、令和8年4月1日）。いまは「%」です。", "｜日《ひ》を ｜書《か》いてください（｜例《れい》：2026-04-01）。｜今《いま》は 「%」です。", "Enter a date that exists, such as 2026-04-01. Now it says “%”.";
    together: "「%」は、ほかの答えといっしょには選べません。", "「%」は、ほかの ｜答《こた》えと いっしょに ｜選《えら》べません。", "“%” cannot be chosen together with others.";
    too_long: "長すぎます。4,000字までで入れてください。", "｜長《なが》すぎます。4,000｜字《じ》までで ｜書《か》いてください。", "This is too long. Please keep to 4,000 characters.";
    shape: "「%」の答えの形が合いません（一つか、並びか）。", "「%」の ｜答《こた》えの ｜形《かたち》が ちがいます。", "The answer to “%” has the wrong shape (one value or a list).";
    begin_about: "始める目安：", "はじめる ころ：", "Begin about ";
}

/// Easy Japanese (`easy`) is Japanese too.
pub(crate) fn is_japanese(tag: &str) -> bool {
    tag.starts_with("ja") || tag == "easy"
}

static NONE: Table = Table([""; N]);

impl Spoken {
    /// The sentences for languages by their tags.
    #[cfg(feature = "author")]
    pub(super) fn by_tags(tags: &[String]) -> Self {
        Self(tags.iter().map(|it| Words::for_language(it).0).collect())
    }

    /// Whether there are texts in a language.
    pub(super) fn has(&self, language: usize) -> bool {
        let table = self.0.get(language);
        table.is_some_and(|it| it.0.last().is_some_and(|it| !it.is_empty()))
    }

    pub(super) fn words(&self, language: usize) -> Words {
        Words(self.0.get(language).copied().unwrap_or(&NONE))
    }
}

impl Code for Spoken {
    fn write(&self, out: &mut Writer) {
        for word in 0..N {
            for language in 0..out.n_languages() {
                let table = self.0.get(language);
                out.text(language, table.and_then(|it| it.0.get(word)).unwrap_or(&""));
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let mut tables = Vec::new();
        for _ in 0..from.n_languages() {
            tables.push([""; N]);
        }
        for word in 0..N {
            for (language, table) in tables.iter_mut().enumerate() {
                if let Some(it) = table.get_mut(word) {
                    *it = from.phrase(language);
                }
            }
        }
        let mut spoken = Vec::new();
        for texts in tables {
            spoken.push(kept(texts).unwrap_or_else(|| {
                from.fail();
                &NONE
            }));
        }
        Self(spoken)
    }
}

/// A page keeps what it has loaded.
#[cfg(not(feature = "author"))]
fn kept(texts: [&str; N]) -> Option<&'static Table> {
    use alloc::boxed::Box;
    let mut table = NONE.0;
    for (it, text) in table.iter_mut().zip(texts) {
        *it = Box::leak(Box::from(text));
    }
    Some(Box::leak(Box::new(Table(table))))
}

/// Whoever has the table knows it: other sentences are those of another version.
#[cfg(feature = "author")]
fn kept(texts: [&str; N]) -> Option<&'static Table> {
    let known = [&JA, &EASY, &EN, &NONE];
    known.into_iter().find(|it| it.0 == texts)
}

impl Words {
    #[cfg(feature = "author")]
    pub(crate) fn for_language(tag: &str) -> Self {
        Self(match tag {
            "easy" => &EASY,
            _ if is_japanese(tag) => &JA,
            _ => &EN,
        })
    }

    pub(crate) fn ja(self) -> bool {
        !self.japanese().is_empty()
    }

    /// "あと最大3問".
    pub(crate) fn at_most(self, n: usize) -> String {
        fill(
            if n == 1 { self.left_one() } else { self.left() },
            &[&digits(n)],
        )
    }

    pub(crate) fn desk_shift(self, name: &str, comes: bool) -> String {
        let sentence = if comes {
            self.desk_comes()
        } else {
            self.desk_goes()
        };
        fill(sentence, &[name])
    }

    pub(crate) fn weekday(self, weekday: u8) -> &'static str {
        const NAMES: [(&str, &str); 7] = [
            ("月", "Mon"),
            ("火", "Tue"),
            ("水", "Wed"),
            ("木", "Thu"),
            ("金", "Fri"),
            ("土", "Sat"),
            ("日", "Sun"),
        ];
        let name = NAMES.get(usize::from(weekday.saturating_sub(1)));
        name.map_or("", |(ja, en)| if self.ja() { ja } else { en })
    }
}

/// A sentence with a part at each `%`.
#[inline(never)]
pub(crate) fn fill(sentence: &str, parts: &[&str]) -> String {
    let mut out = String::new();
    let mut parts = parts.iter();
    for it in sentence.chars() {
        match it {
            '%' => out.push_str(parts.next().copied().unwrap_or_default()),
            it => out.push(it),
        }
    }
    out
}
