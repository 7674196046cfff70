//! The engine's own sentences, in one table: Japanese first, English beside it.
//! What a pack says is in the pack.

use alloc::string::String;

use crate::value::digits;

/// The table of the language a person reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words(&'static Table);

impl core::ops::Deref for Words {
    type Target = Table;

    fn deref(&self) -> &Table {
        self.0
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $ja:literal, $en:literal;)*) => {
        /// Every sentence in one language.
        #[derive(Debug)]
        pub(super) struct Table {
            pub(super) ja: bool,
            $($name: &'static str,)*
        }

        static JA: Table = Table { ja: true, $($name: $ja,)* };
        static EN: Table = Table { ja: false, $($name: $en,)* };

        impl Words {
            $($(#[$doc])* pub(super) fn $name(self) -> &'static str {
                self.0.$name
            })*
        }
    };
}

words! {
    begin: "はじめる", "Start";
    next: "次へ", "Next";
    back: "戻る", "Back";
    see_results: "結果を見る", "See results";
    unsure: "わからない", "I don't know";
    yes: "はい", "Yes";
    no: "いいえ", "No";
    none_of_these: "あてはまるものはない", "None of these";
    tick_all: "あてはまるものをすべて選んでください。", "Select all that apply.";
    date_hint: "例：2026-04-01、令和8年4月1日", "For example 2026-04-01";
    comma: "、", ", ";
    or: "、または ", " or ";
    why: "この質問をする理由", "Why we ask this";
    error_summary: "次の答えをご確認ください", "Please check these answers";
    check: "答えの確認", "Check your answers";
    change: "変更", "Change";
    results: "結果", "Results";
    desks: "相談先", "Who to contact";
    facts: "答えからわかること", "What your answers tell";
    answers: "あなたの答え", "Your answers";
    sources: "よりどころ（出典）", "Sources";
    print: "印刷する", "Print";
    fits: "対象になる可能性があります", "May fit you";
    open: "まだわかりません", "Cannot be told yet";
    does_not_fit: "今の答えでは、対象にならないようです", "Does not seem to fit, by these answers";
    because: "理由", "Why";
    missing: "これがわかると決まります", "What would settle it";
    holds: "あてはまります", "applies";
    fails: "あてはまりません", "does not apply";
    undetermined: "まだわかりません", "not known yet";
    not_condition: "次のことがない", "None of this applies";
    all_conditions: "次のすべて", "All of these";
    any_condition: "次のどれか", "Any of these";
    how: "手続き", "How to apply";
    documents: "用意するもの", "Papers to bring";
    decides: "決めるところ", "Who decides";
    look: "ここを見ると書いてあります：", "Where to look: ";
    ask_whom: "聞ける人：", "Who can tell you: ";
    unsure_is_fine: "わからないままでも進めます。", "You can go on without it.";
    guide_only: "これはめやすです。対象になるかどうかは、それぞれの窓口が決めます。", "This is a guide. Each office decides for itself.";
    always_ask: "ここで対象にならないと出ても、相談はいつでもできます。", "Whatever this says, you can always ask for advice.";
    stays_here: "答えはこの画面の中だけで使います。どこにも送りません。保存もしません。", "Your answers stay on this page. Nothing is sent or stored.";
    skip_is_fine: "わからない質問は「わからない」を選べます。", "Any question can be answered “I don't know”.";
    maybe_desk: "まだ答えがそろっていないため、ここになるかもしれません。", "Not certain yet: this may be the one.";
    no_channels: "連絡先は、この規則集では確認できていません。市区町村や県のホームページでご確認ください。", "No contact is confirmed in this rule book. Please look at the office's own page.";
    phone: "電話", "Phone";
    fax: "ファクス", "Fax";
    line: "LINE", "LINE";
    mail: "メール", "Mail";
    form: "フォーム", "Web form";
    visit: "来所", "Visit";
    web: "ホームページ", "Website";
    open_now: "いま受付中です", "Open now";
    closed_now: "いまは受付時間外です", "Closed now";
    opens_next: "次の受付：", "Opens next: ";
    hours_unknown: "受付時間は確認できていません", "Hours are not confirmed";
    every_day: "毎日", "every day";
    all_hours: "24時間", "24 hours";
    except_pause: "を除く", "closed";
    no_holidays: "祝日を除く", "not on national holidays";
    to: "〜", "–";
    or_more: "以上", " or more";
    or_less: "以下", " or less";
    nothing: "なし", "none";
    perhaps: "（かもしれません）", " (perhaps)";
    not_known: "まだわかりません", "not known yet";
    yen: "円", " yen";
    as_of: "時点", "";
    old_source: "時点。ご利用前にご確認ください", ": please confirm before you rely on it.";
    version: "規則集の版", "Rule book version";
    changes: "こう変わると、結果が変わります", "What would change this";
    desk_changes: "こう変わると、相談先が変わります", "What would change whom to contact";
    life: "これから変わること（同じ答えのまま時がたったときの見通し）", "What changes with time, if nothing else does";
    contradictions: "合わない答えがあります。ご確認ください", "Some answers do not go together. Please check";
    then: "なら → ", " → ";
    colon: "：", ": ";
    rules_change: "制度や窓口が変わる日", "Rules or desks change";
    begin_now: "いまから始められます。", "You can begin now.";
    begin_about: "始める目安：", "Begin about ";
}

/// Easy Japanese (`easy`) is Japanese too.
pub(super) fn is_japanese(tag: &str) -> bool {
    tag.starts_with("ja") || tag == "easy"
}

impl Words {
    pub(super) fn for_language(tag: &str) -> Self {
        Self(if is_japanese(tag) { &JA } else { &EN })
    }

    /// "あと最大3問".
    pub(super) fn at_most(self, n: usize) -> String {
        let n = digits(n);
        if self.ja {
            ["あと最大", &n, "問"].concat()
        } else {
            let noun = if n == "1" { " question" } else { " questions" };
            ["At most ", &n, " more", noun].concat()
        }
    }

    /// "「何歳ですか」の答えが「18歳」".
    pub(super) fn if_it_were(self, question: &str, answer: &str) -> String {
        if self.ja {
            ["「", question, "」の答えが「", answer, "」"].concat()
        } else {
            ["If “", question, "” were “", answer, "”"].concat()
        }
    }

    /// "18歳になる".
    pub(super) fn reaches(self, age: i32) -> String {
        let age = digits(age);
        if self.ja {
            [&age, "歳になる"].concat()
        } else {
            ["Turns ", &age].concat()
        }
    }

    pub(super) fn desk_shift(self, name: &str, comes: bool) -> String {
        let (before, after) = match (self.ja, comes) {
            (true, true) => ("", "が相談先に加わります"),
            (true, false) => ("", "は相談先ではなくなります"),
            (false, true) => ("A new contact: ", ""),
            (false, false) => ("No longer a contact: ", ""),
        };
        [before, name, after].concat()
    }

    /// The change link when it is read on its own.
    pub(super) fn change_of(self, label: &str) -> String {
        if self.ja {
            ["「", label, "」の答えを変更"].concat()
        } else {
            ["Change the answer to “", label, "”"].concat()
        }
    }

    pub(super) fn weekday(self, weekday: u8) -> &'static str {
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
        name.map_or("", |(ja, en)| if self.ja { ja } else { en })
    }
}
