//! A pack as large as the country: every municipality with a desk of its own,
//! two ways to reach it and texts in three languages; every prefecture with a
//! centre and five programmes, as many as Kumamoto's pack has. All of it is made
//! up, and says so; what it imports is the shipped national pack.

use std::fmt::Write as _;

use tsunagu::author::Files;

pub const PREFECTURES: usize = 47;
pub const MUNICIPALITIES: usize = 1741;
pub const PROGRAMMES: usize = 5;

/// `n` municipalities spread over the prefectures, as files beside `shipped`.
pub fn add(files: &mut Files, n: usize) {
    let mut put = |path: &str, text: String| {
        files.insert(format!("country/{path}"), text.into_bytes());
    };
    put("pack.yaml", PACK.to_owned());
    put("questions/home.yaml", HOME.to_owned());
    put("decisions/area.yaml", area());
    put("wizards/family.yaml", wizard());
    put("tables/municipalities.csv", municipalities(n));
    put("tables/family-desks.csv", routes(n));
    put("tables/desks.csv", desks(n));
    put("tables/channels.csv", channels(n));
    for at in 0..PREFECTURES {
        put(&format!("programs/{at}.yaml"), programmes(at));
    }
}

const PACK: &str = "\
pack: country
version: 1
name: { ja: 模擬の全国, easy: 模擬の全国, en: A model country }
languages: [ja, easy, en]
imports: [national]
desks: { file: tables/desks.csv, channels: tables/channels.csv }
sources:
  模擬: { title: { ja: 大きさを測るための作りもの, easy: 大きさを測るための作りもの, en: Made up to measure sizes }, publisher: 模擬, date: 2026-11-26 }
";

const HOME: &str = "\
questions:
  市区町村:
    ask: { ja: どの市区町村にお住まいですか, easy: どの市や町や村に住んでいますか, en: Which municipality do you live in? }
    why: { ja: 最初に話を聞く窓口が決まります, easy: 最初に話を聞くところが決まります, en: It decides which desk listens first }
    kind: choice
    options:
      table: 市区町村表
      value: 名称
      label: { ja: 名称, easy: 名称, en: 英字 }
      group: { ja: 圏域, easy: 圏域, en: 圏域_英字 }
      reading: かな
      also-called: [コード]
    can-change: by-moving
    source: { doc: 模擬 }
";

/// Which prefecture the municipality is in: as many in each, within one.
fn prefecture(municipality: usize, n: usize) -> usize {
    municipality * PREFECTURES / n
}

fn area() -> String {
    let mut text = String::from(
        "tables: { 市区町村表: { file: tables/municipalities.csv, columns: { コード: text }, source: { doc: 模擬 } } }
decisions:
  圏域:
    label: { ja: 圏域, easy: 地域（圏域）, en: Area }
    value: '市区町村表[名称 = 市区町村][1].圏域'
    source: { doc: 模擬 }
    labels:
",
    );
    for at in 0..PREFECTURES {
        let _ = writeln!(
            text,
            "      模擬{at}県: {{ ja: 模擬{at}県, easy: 模擬{at}県, en: Prefecture {at} }}"
        );
    }
    text.push_str(
        "  地域の相談先:
    label: { ja: ご家族の相談先, easy: 家族が相談するところ, en: Desks for families }
    table: tables/family-desks.csv
    source: { doc: 模擬 }
",
    );
    text
}

fn municipalities(n: usize) -> String {
    let mut text = String::from("コード,名称,かな,英字,圏域,圏域_英字,種別,出典,出典箇所,確認日\n");
    for at in 0..n {
        let home = prefecture(at, n);
        let _ = writeln!(
            text,
            "{:06},模擬{at}市,もぎ{at}し,Model City {at},模擬{home}県,Prefecture {home},市,模擬,一覧,2026-11-26",
            10_000 + at
        );
    }
    text
}

fn routes(n: usize) -> String {
    let mut text = String::from("R\n市区町村,圏域,→,出典,出典箇所,確認日\n");
    for at in 0..n {
        let _ = writeln!(text, "模擬{at}市,-,市{at}窓口,模擬,一覧,2026-11-26");
    }
    for at in 0..PREFECTURES {
        let _ = writeln!(text, "-,模擬{at}県,県{at}センター,模擬,一覧,2026-11-26");
    }
    text
}

fn desks(n: usize) -> String {
    let mut text = String::from(
        "ID,名称,名称_英字,名称_やさしい,説明,説明_英字,説明_やさしい,所在地_連結表記,URL,適用開始,適用終了,出典,出典箇所,確認日\n",
    );
    for at in 0..n {
        let _ = writeln!(
            text,
            "市{at}窓口,模擬{at}市障害福祉課,\"Disability welfare section, Model City {at}\",模擬{at}市の役所（障害福祉の係）,\
             医療的ケア児等コーディネーターが、家での暮らしや園・学校のことを聞いて、合う機関につなぎます。,\
             A coordinator listens and connects you with the bodies that fit.,\
             コーディネーター（相談する人）が話を聞いて、合うところを紹介します。,\
             模擬{}県模擬{at}市中央1-{at},https://www.city.mogi{at}.example/,2026-04-01,,模擬,一覧,2026-11-26",
            prefecture(at, n)
        );
    }
    for at in 0..PREFECTURES {
        let _ = writeln!(
            text,
            "県{at}センター,模擬{at}県医療的ケア児支援センター,Support Centre of Prefecture {at},模擬{at}県医療的ケア児支援センター,\
             どこに聞けばよいか分からないときも、相談できます。,You can consult it even when you do not know whom to ask.,\
             どこに聞けばいいか分からないときも、相談できます。,,https://www.pref.mogi{at}.example/,2026-04-01,,模擬,一覧,2026-11-26"
        );
    }
    text
}

fn channels(n: usize) -> String {
    let mut text = String::from(
        "窓口ID,種別,値,利用可能曜日,開始時間,終了時間,休憩開始,休憩終了,祝日,休業期間,適用開始,適用終了,出典,出典箇所,確認日\n",
    );
    let mut channel = |desk: &str, area: usize, number: usize| {
        let _ = writeln!(
            text,
            "{desk},電話,0{}-{:03}-{number:04},月火水木金,08:30,17:15,12:00,13:00,休,12-29/01-03,2026-04-01,,模擬,一覧,2026-11-26",
            20 + area,
            200 + area
        );
        let _ = writeln!(
            text,
            "{desk},FAX,0{}-{:03}-{number:04},月火水木金土日,00:00,24:00,,,開,,2026-04-01,,模擬,一覧,2026-11-26",
            20 + area,
            300 + area
        );
    };
    for at in 0..n {
        channel(&format!("市{at}窓口"), prefecture(at, n), at);
    }
    for at in 0..PREFECTURES {
        channel(&format!("県{at}センター"), at, 9000);
    }
    text
}

fn programmes(at: usize) -> String {
    let mut text = String::from("programs:\n");
    for n in 0..PROGRAMMES {
        let (age, yen) = (18 + n % 3, 100_000 + 10_000 * n);
        let _ = write!(
            text,
            "  模擬{at}県の助成{n}:
    label: {{ ja: 模擬{at}県の助成{n}, easy: 模擬{at}県のお金の助け{n}, en: Grant {n} of Prefecture {at} }}
    summary: {{ ja: 家で使う機器や、家族が休むための費用を、県が助けます。, easy: 家で使う機械などのお金を、県が助けます。, en: The prefecture helps with the cost of devices at home. }}
    for: [家族]
    fits:
      all:
        - if: '圏域 = \"模擬{at}県\"'
          say: {{ ja: 家が模擬{at}県にある, easy: 家が模擬{at}県にある, en: Home is in Prefecture {at} }}
          source: {{ doc: 模擬 }}
        - if: '\"人工呼吸器\" in 医療的ケア'
          say: {{ ja: 人工呼吸器を使っている, easy: 人工呼吸器を使っている, en: Uses a ventilator }}
          source: {{ doc: 模擬 }}
        - if: 年齢 < {age}
          say: {{ ja: {age}歳になっていない, easy: {age}歳より下, en: Is under {age} }}
          source: {{ doc: 模擬 }}
    amount: '{yen}'
    source: {{ doc: 模擬 }}
"
        );
    }
    text
}

/// The family wizard, without the questions its own pack adds.
fn wizard() -> String {
    let mut text = String::from(
        "wizards:
  家族:
    title: { ja: ご家族の方へ, easy: 家族へ, en: For families }
    intro: { ja: 結果はめやすです。, easy: 結果はめやすです。, en: The result is a guide. }
    pages:
      - title: { ja: お住まい, easy: 住んでいるところ, en: Where you live }
        questions: [市区町村]
      - title: { ja: お子さんのこと, easy: 子どものこと, en: About the child }
        questions: [年齢, 在籍, 学年, 暮らしの場]
      - title: { ja: ケア, easy: ケア, en: Care }
        questions: [医療的ケア]
    results:
      - 医療的ケア区分に応じた障害児通所支援
      - 保育所等での医療的ケア
      - 学校での医療的ケア
",
    );
    for at in 0..PREFECTURES {
        for n in 0..PROGRAMMES {
            let _ = writeln!(text, "      - 模擬{at}県の助成{n}");
        }
    }
    text.push_str("    show: [生活の段階, 医療的ケアスコア, 医療的ケア区分, 圏域]\n    desks: [地域の相談先]\n");
    text
}
