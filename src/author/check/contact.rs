//! Finds telephone numbers, mail addresses and links of desks that cannot be
//! used as they stand. Nothing is called or fetched.

use super::sheet::Sheet;
use super::{Reference, Written};
use crate::author::csv::Cell;
use crate::author::pack::Pack;
use crate::author::{Diagnostic, Sources};

pub(super) const REFERENCE: Reference = Reference {
    ja: "見るもの：窓口の表と連絡方法の表の、電話・FAX・メール・リンク。つながるかどうかは確かめません（通信はしません）。
　電話：0 から始まる10けたか11けた（`-` とかっこと空白は、どこにあってもよい。内線は後ろに「内線123」）。または `#7119` のような短い番号、`110` `118` `119` `188` `189` のような3けた。
　メール：`名前@ドメイン`。リンク：`https://`、ドットのあるホスト名、全角文字なし、終わりに 。や ） がない。
　全角で書いた数字や記号は、半角に直します（`--fix`）。
なぜ：一けたの抜けた番号に、夜中に何度も掛けるのはご家族です。
よくない例：045-227-125、０４５−２２７−１２５５、https://www.example.jp/。
よい例：045-227-1255、https://www.example.jp/
もとになるもの：先頭の 0 と番号の種類（0-市外局番-市内局番-加入者番号、0A0 など）は、総務省「電話番号に関するQ&A」によります。けた数は、いま使われている番号（050・070・080・090・0800 などは11けた、そのほかは10けた）によります。",
    en: "What is looked at: telephone, fax, mail and links in the tables of desks and channels. Whether they answer is not: nothing is called or fetched.
  Telephone: ten or eleven digits that begin with 0 (hyphens, brackets and spaces anywhere; an extension behind as 内線123), a short number like #7119, or three digits like 110 118 119 188 189.
  Mail: name@domain. Link: https://, a host with a dot, no full-width characters, no 。 or ） at its end.
  Full-width digits and signs are made half-width (--fix).
Why: it is the family who dials a number with a digit missing, at night, again and again.
Wrong: 045-227-125, ０４５−２２７−１２５５, https://www.example.jp/。
Right: 045-227-1255, https://www.example.jp/
Where it comes from: the leading 0 and the kinds of numbers are those of the Ministry of Internal Affairs and Communications (総務省「電話番号に関するQ&A」). How many digits is taken from the numbers in use: eleven for 050, 070, 080, 090 and 0800, else ten.",
};

pub(super) fn contact(written: &Written<'_>, out: &mut Vec<Diagnostic>) {
    for pack in written.packs {
        let urls = desks(written, pack, out);
        channels(written, pack, &urls, out);
    }
}

/// The links of desks, by id.
fn desks(written: &Written<'_>, pack: &Pack, out: &mut Vec<Diagnostic>) -> Vec<(String, String)> {
    let Some(sheet) = pack
        .desks
        .as_ref()
        .and_then(|it| Sheet::of(written, pack, it))
    else {
        return Vec::new();
    };
    let mut urls = Vec::new();
    for row in &sheet.rows {
        if let Some(url) = sheet.cell(row, "URL") {
            link(url, out);
            let id = sheet.cell(row, "ID").map_or("", |it| it.text.as_str());
            urls.push((id.to_owned(), url.text.clone()));
        }
    }
    urls
}

fn channels(
    written: &Written<'_>,
    pack: &Pack,
    urls: &[(String, String)],
    out: &mut Vec<Diagnostic>,
) {
    let Some(sheet) = pack
        .channels
        .as_ref()
        .and_then(|it| Sheet::of(written, pack, it))
    else {
        return;
    };
    for row in &sheet.rows {
        let (Some(kind), Some(value)) = (sheet.cell(row, "種別"), sheet.cell(row, "値")) else {
            continue;
        };
        let desk = sheet.cell(row, "窓口ID").map_or("", |it| it.text.as_str());
        match kind.text.as_str() {
            "電話" | "FAX" => {
                wide(value, written.sources, out);
                if !is_phone(&half(&value.text)) {
                    out.push(Diagnostic::new(
                        "bad-phone",
                        value.place.clone(),
                        &[&value.text],
                    ));
                }
            }
            "メール" => {
                wide(value, written.sources, out);
                if !is_mail(&half(&value.text)) {
                    out.push(Diagnostic::new(
                        "bad-mail",
                        value.place.clone(),
                        &[&value.text],
                    ));
                }
            }
            "フォーム" | "Web" => link(value, out),
            _ => {}
        }
        let is_twice = kind.text == "Web"
            && urls
                .iter()
                .any(|(id, url)| id == desk && same_page(url, &value.text));
        if is_twice {
            out.push(Diagnostic::new("same-link", value.place.clone(), &[desk]));
        }
    }
}

/// Only what is certain of a number in Japan: how many digits, and how it begins.
fn is_phone(text: &str) -> bool {
    let main = text
        .split_once("内線")
        .map_or(text, |(before, after)| {
            let digits = after.trim_matches([' ', ':', ')', '(']);
            let is_extension = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
            if is_extension { before } else { "" }
        })
        .trim_end_matches([' ', '(']);
    if let Some(short) = main.strip_prefix('#') {
        return (3..=5).contains(&short.len()) && short.bytes().all(|it| it.is_ascii_digit());
    }
    let plain = |it: char| it.is_ascii_digit() || matches!(it, '-' | '(' | ')' | ' ');
    let digits: String = main.chars().filter(char::is_ascii_digit).collect();
    let is_short = digits.len() == 3 && digits.starts_with('1') && main.len() == 3;
    // 0A0: mobile and IP telephones, and 0800. All others are a digit shorter.
    let wanted = if digits.get(2..3) == Some("0") {
        11
    } else {
        10
    };
    let is_long = digits.starts_with('0') && digits.len() == wanted;
    main.chars().all(plain) && !main.contains("--") && (is_short || is_long)
}

fn is_mail(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    let plain = |it: char| it.is_ascii_graphic() && !matches!(it, '@' | ',' | '<' | '>' | '"');
    !name.is_empty()
        && text.matches('@').count() == 1
        && text.chars().all(|it| it == '@' || plain(it))
        && is_host(domain)
}

/// Parts of letters, digits and hyphens, with a dot between them.
fn is_host(text: &str) -> bool {
    let is_part = |it: &str| {
        !it.is_empty()
            && !it.starts_with('-')
            && !it.ends_with('-')
            && it.chars().all(|it| it.is_alphanumeric() || it == '-')
    };
    text.contains('.') && text.split('.').all(is_part)
}

/// What `bad-link` lets pass: beginning with `https://`, without spaces.
fn link(cell: &Cell, out: &mut Vec<Diagnostic>) {
    let Some(rest) = cell.text.strip_prefix("https://") else {
        return;
    };
    let without_end = cell
        .text
        .trim_end_matches(['。', '、', '，', '．', '）', ')', '」', '>', '.', ',']);
    // A closing bracket may belong to it where one opens.
    let is_closed = cell.text.ends_with(')') && cell.text.contains('(');
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = host.split(':').next().unwrap_or("");
    let odd = |what: &str| Diagnostic::new("odd-link", cell.place.clone(), &[&cell.text, what]);
    if without_end.len() < cell.text.len() && !is_closed {
        out.push(odd("@link-end").fix_with(without_end, true));
    } else if cell.text.chars().any(is_wide) {
        out.push(odd("@link-wide"));
    } else if !is_host(host) {
        out.push(odd("@link-host"));
    }
}

/// The same but for a slash at the end.
fn same_page(a: &str, b: &str) -> bool {
    a.trim_end_matches('/') == b.trim_end_matches('/')
}

/// The cell as it stands in the file: reading it has folded the digits.
fn wide(cell: &Cell, sources: &Sources, out: &mut Vec<Diagnostic>) {
    let file = sources.get(cell.place.file);
    let raw = file.and_then(|it| it.text.get(cell.place.span.clone()));
    let Some(raw) = raw.filter(|it| it.chars().any(|it| half_of(it) != it)) else {
        return;
    };
    let meant = half(raw);
    let told = Diagnostic::new("wide-digits", cell.place.clone(), &[raw, &meant]);
    out.push(told.fix_with(&meant, true));
}

fn half(text: &str) -> String {
    text.chars().map(half_of).collect()
}

fn half_of(it: char) -> char {
    match it {
        '−' | '‐' | '―' | 'ー' | '–' | '—' => '-',
        '\u{3000}' => ' ',
        it if is_wide(it) => char::from_u32(u32::from(it) - 0xFEE0).unwrap_or(it),
        it => it,
    }
}

/// The full-width twin of an ASCII character.
fn is_wide(it: char) -> bool {
    matches!(it, '\u{FF01}'..='\u{FF5E}')
}
