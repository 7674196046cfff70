//! Programmes as a CSV with the columns of DS-451-4.
//!
//! The columns are those of 表1「行政サービス・制度のデータ項目定義」 of the
//! Digital Agency's 実装データモデル（行政） 行政サービス・制度 (DS-451-4, edition of
//! 2022-03-31), in its order and spelling, as published in the agency's
//! repository `JDA-DM/GIF`, `451_実装データモデル_行政/md/451-4_ad_rule.md`. An
//! edition of 2025-03-25 was not at hand; it is said to write 添付ファイルの名称 where
//! this one has 添付ファイル名称, a column we leave empty either way.
//! A column for which a pack has nothing stays empty: nothing is made up. The
//! set 支援制度（給付金）情報 of municipalities has further columns, whose list we
//! have not seen; it is not written.

use super::Remark;
use crate::book::{Book, Cite, ConditionId, ConditionTest, Expr, Literal, Phrase, Program};

/// All columns of the standard, those it requires first named by `REQUIRED`.
pub const COLUMNS: [&str; 52] = [
    "制度所管組織",
    "タイトル（制度名）",
    "サブタイトル（通称）",
    "制度番号",
    "元制度番号",
    "制度変更区分",
    "根拠法令",
    "地域群",
    "地域",
    "概要",
    "内容",
    "対象者",
    "用途・対象物",
    "収入条件",
    "家族構成条件",
    "対象者条件",
    "従業員条件",
    "資本金条件",
    "創業年条件",
    "給付上限額",
    "最大金利",
    "借入限度額",
    "償還期限",
    "最大補助率",
    "費用",
    "予算枠の有無",
    "申請届出方法",
    "募集時期",
    "公募開始日",
    "公募終了日",
    "公募備考",
    "手続書類",
    "電子申請の有無",
    "添付ファイル名称",
    "添付ファイル名",
    "詳細参照先",
    "詳細URL",
    "標準産業分類",
    "ステージとアクション",
    "事業ステージ",
    "お困りごと",
    "サービス種別",
    "災害名",
    "キーワード",
    "実施組織・支援機関",
    "お問い合わせ先",
    "お問合わせ先一覧",
    "連絡先情報",
    "公開開始日",
    "公開終了日",
    "最終更新日",
    "表示優先度",
];

/// Marked 必 in the standard. 連絡先情報, the fifth, is told of apart.
const REQUIRED: [&str; 4] = ["制度所管組織", "タイトル（制度名）", "概要", "内容"];

/// Characters the standard asks for at most.
const LIMITS: [(&str, usize); 3] = [("タイトル（制度名）", 40), ("概要", 100), ("内容", 500)];

/// UTF-8 with a mark and CRLF, as the government's files are and Excel expects.
pub fn csv(book: &Book) -> (Vec<u8>, Vec<Remark>) {
    let mut remarks = Vec::new();
    let mut text = String::from("\u{FEFF}");
    line(&mut text, COLUMNS.iter().copied());
    for program in &book.programs {
        let row = Row::of(book, program, &mut remarks);
        line(&mut text, COLUMNS.iter().map(|it| row.get(it)));
    }
    if !book.programs.is_empty() {
        let names: Vec<&str> = book.programs.iter().map(|it| &*it.name).collect();
        let names = super::super::messages::list(&names);
        remarks.push(Remark::new("programme-contact", "", &[&names]));
    }
    (text.into_bytes(), remarks)
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    let quoted = cells.map(|it| {
        if it.contains([',', '"', '\n', '\r']) {
            ["\"", &it.replace('"', "\"\""), "\""].concat()
        } else {
            it.to_owned()
        }
    });
    text.push_str(&quoted.collect::<Vec<_>>().join(","));
    text.push_str("\r\n");
}

struct Row(Vec<(&'static str, String)>);

impl Row {
    fn of(book: &Book, program: &Program, remarks: &mut Vec<Remark>) -> Self {
        let language = book.language("ja");
        let text = |it: &Phrase| it.get(language).to_owned();
        let maybe = |it: &Option<Phrase>| it.as_ref().map(text).unwrap_or_default();
        let sources = || {
            program
                .cites
                .iter()
                .filter_map(|it| book.sources.get(it.source))
        };
        let first = |value: fn(&crate::book::Source) -> Option<&str>| {
            sources().find_map(value).unwrap_or_default().to_owned()
        };
        let how: Vec<String> = [maybe(&program.how), maybe(&program.decides)]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect();
        let documents: Vec<String> = program.documents.iter().map(text).collect();
        let mut row = Self(vec![
            ("制度所管組織", first(|it| it.publisher.as_deref())),
            ("タイトル（制度名）", text(&program.label)),
            ("概要", maybe(&program.summary)),
            ("内容", maybe(&program.gives)),
            ("対象者", whom(book, program.fits, language)),
            ("申請届出方法", how.join("\n")),
            ("手続書類", documents.join("\n")),
            ("詳細参照先", references(book, &program.cites, language)),
            ("詳細URL", first(|it| it.url.as_deref())),
            ("最終更新日", updated(book, &program.cites)),
        ]);
        match program.amount.map(|it| &book.exprs[it]) {
            Some(Expr::Literal(Literal::Number(yen))) => row.0.push(("給付上限額", yen.text())),
            Some(_) => remarks.push(Remark::new(
                "programme-amount",
                &*program.name,
                &[&program.name],
            )),
            None => {}
        }
        row.judge(&program.name, remarks);
        let period = program.period;
        if period.from.is_some() || period.until.is_some() {
            let day = |it: Option<crate::value::Date>| it.map(|it| it.text()).unwrap_or_default();
            let args = [
                &*program.name,
                &[&day(period.from), "〜", &day(period.until)].concat(),
            ];
            remarks.push(Remark::new("programme-period", &*program.name, &args));
        }
        row
    }

    fn get(&self, column: &str) -> &str {
        let found = self.0.iter().find(|(it, _)| *it == column);
        found.map_or("", |(_, text)| text.as_str())
    }

    /// What the standard asks for and is not there, or is longer.
    fn judge(&self, name: &str, remarks: &mut Vec<Remark>) {
        for column in REQUIRED {
            if self.get(column).is_empty() {
                remarks.push(Remark::new("programme-missing", name, &[name, column]));
            }
        }
        for (column, limit) in LIMITS {
            let length = self.get(column).chars().count();
            if length > limit {
                let args = [name, column, &length.to_string(), &limit.to_string()];
                remarks.push(Remark::new("programme-too-long", name, &args));
            }
        }
    }
}

/// The conditions in the words that people are shown.
fn whom(book: &Book, at: ConditionId, language: usize) -> String {
    let condition = &book.conditions[at];
    if let Some(say) = &condition.say {
        return say.get(language).to_owned();
    }
    let parts = |all: &[ConditionId], between: &str| {
        let parts: Vec<String> = all.iter().map(|it| whom(book, *it, language)).collect();
        parts.join(between)
    };
    match &condition.test {
        ConditionTest::All(all) => parts(all, "\n"),
        ConditionTest::Any(all) => ["次のどれか：", &parts(all, "、または、")].concat(),
        ConditionTest::Not(it) => ["次にあてはまらない：", &whom(book, *it, language)].concat(),
        ConditionTest::Is(_, text) => text.clone(),
    }
}

fn references(book: &Book, cites: &[Cite], language: usize) -> String {
    let named = cites.iter().filter_map(|it| {
        let source = book.sources.get(it.source)?;
        Some(
            [source.title.get(language), " ", &it.place]
                .concat()
                .trim_end()
                .to_owned(),
        )
    });
    named.collect::<Vec<_>>().join("\n")
}

/// The latest day any of its sources was looked at.
fn updated(book: &Book, cites: &[Cite]) -> String {
    let day = |it: &Cite| it.as_of.or_else(|| book.sources.get(it.source)?.date);
    let latest = cites.iter().filter_map(day).max();
    latest.map(|it| it.text()).unwrap_or_default()
}
