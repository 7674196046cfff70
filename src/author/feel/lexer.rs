//! Text to tokens. A full-width sign is an error that offers the half-width one;
//! elsewhere it would silently become part of a name.

use std::ops::Range;

use crate::value::Number;

/// What is wrong with an expression, as a row of the message table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::author) struct FeelError {
    pub(in crate::author) code: &'static str,
    pub(in crate::author) span: Range<usize>,
    pub(in crate::author) args: Vec<String>,
    /// The phrase that says what to type, where we know, and its word.
    pub(in crate::author) help: Option<(&'static str, String)>,
    /// What else is wrong in the same text, further on.
    pub(in crate::author) also: Vec<FeelError>,
}

/// More mistakes in one expression than this are told once these are mended.
pub(super) const MAX_ERRORS: usize = 8;

impl FeelError {
    pub(super) fn new(code: &'static str, span: Range<usize>, args: &[&str]) -> Self {
        Self {
            code,
            span,
            args: args.iter().map(|it| (*it).to_owned()).collect(),
            help: None,
            also: Vec::new(),
        }
    }

    /// The first of several, with the rest; `None` where there is none.
    pub(super) fn all(errors: Vec<Self>) -> Option<Self> {
        let mut errors = errors.into_iter();
        let mut first = errors.next()?;
        first.also = errors.collect();
        Some(first)
    }

    pub(super) fn expected(self, what: &str) -> Self {
        Self {
            help: Some(("expected", what.to_owned())),
            ..self
        }
    }

    pub(super) fn write(self, what: &str) -> Self {
        Self {
            help: Some(("write", what.to_owned())),
            ..self
        }
    }

    /// `found` does not belong where it stands.
    pub(super) fn misplaced(found: &str, span: Range<usize>) -> Self {
        Self::new("feel-syntax", span, &[&["`", found, "`"].concat()])
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(Number),
    Text(String),
    /// `@"2026-04-01"`.
    At(String),
    Name(String),
    Sign(&'static str),
    End,
}

pub(super) type Spanned = (Token, Range<usize>);

/// Longer expressions are refused.
pub(super) const MAX_LENGTH: usize = 100_000;

const SIGNS: [&str; 24] = [
    "**", "<=", ">=", "!=", "..", "->", "+", "-", "*", "/", "=", "<", ">", "(", ")", "[", "]", "{",
    "}", ",", ".", ":", "?", "・",
];
/// May stand inside names that packs do not have.
const APOSTROPHE: &str = "'";

/// Full-width signs and what is meant.
const FULL_WIDTH: [(char, &str); 31] = [
    ('＝', "="),
    ('＋', "+"),
    ('－', "-"),
    ('−', "-"),
    ('＊', "*"),
    ('×', "*"),
    ('／', "/"),
    ('÷', "/"),
    ('＜', "<"),
    ('＞', ">"),
    ('≦', "<="),
    ('≧', ">="),
    ('≤', "<="),
    ('≥', ">="),
    ('≠', "!="),
    ('（', "("),
    ('）', ")"),
    ('［', "["),
    ('］', "]"),
    ('｛', "{"),
    ('｝', "}"),
    ('，', ","),
    ('、', ","),
    ('．', "."),
    ('”', "\""),
    ('“', "\""),
    ('＂', "\""),
    ('「', "\""),
    ('」', "\""),
    ('『', "\""),
    ('』', "\""),
];

/// `wide` names are those of FEEL; packs have narrower ones.
pub(super) fn tokens(text: &str, wide: bool) -> Result<Vec<Spanned>, FeelError> {
    if text.len() > MAX_LENGTH {
        return Err(FeelError::new("too-deep", 0..0, &[]));
    }
    let mut tokens = Vec::new();
    // Read on past a character that does not belong, to tell of the next one too.
    let mut errors = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        let start = at;
        if next.is_whitespace() {
            at += next.len_utf8();
            continue;
        }
        if let Some(end) = comment(rest) {
            at += end;
            continue;
        }
        let token = if next == '"' {
            let (value, length) = string(rest, start)?;
            at += length;
            Token::Text(value)
        } else if rest.starts_with("@\"") {
            let (value, length) = string(&rest[1..], start + 1)?;
            at += length + 1;
            Token::At(value)
        } else if next.is_ascii_digit()
            || (next == '.' && rest[1..].starts_with(|it: char| it.is_ascii_digit()))
        {
            let length = number_length(rest);
            at += length;
            let number = Number::parse(&rest[..length]);
            Token::Number(
                number
                    .ok_or_else(|| FeelError::new("bad-number", start..at, &[&rest[..length]]))?,
            )
        } else if let Some(error) = full_width(next, start) {
            errors.push(error);
            at += next.len_utf8();
            continue;
        } else if is_name_start(next) || (wide && is_astral(next)) {
            let length = rest
                .find(|it: char| !(is_name_part(it) || wide && is_astral(it)))
                .unwrap_or(rest.len());
            at += length;
            let name = &rest[..length];
            if let Some((digit_at, digit)) = name
                .char_indices()
                .find(|(_, it)| matches!(it, '０'..='９'))
            {
                errors.push(full_width_digit(digit, start + digit_at));
            }
            Token::Name(name.to_owned())
        } else if wide && next == '\'' {
            at += 1;
            Token::Sign(APOSTROPHE)
        } else if let Some(sign) = SIGNS.iter().find(|it| rest.starts_with(**it)) {
            at += sign.len();
            Token::Sign(sign)
        } else {
            // `&&` and `||` are one sign each.
            let is_double = matches!(next, '&' | '|') && rest[1..].starts_with(next);
            let end = start + next.len_utf8() + usize::from(is_double);
            let misplaced = FeelError::misplaced(&text[start..end], start..end);
            errors.push(match next {
                '&' => misplaced.write("and"),
                '|' => misplaced.write("or"),
                '!' => misplaced.write("not( )"),
                '\'' => misplaced.write("\""),
                '%' => misplaced.write("/ 100"),
                '〜' | '～' | '~' => {
                    let digits = |it: char| it.is_ascii_digit();
                    let low = text[..start].trim_end_matches(digits).len();
                    let high = text[end..].len() - text[end..].trim_start_matches(digits).len();
                    let (low, high) = (&text[low..start], &text[end..end + high]);
                    if low.is_empty() || high.is_empty() {
                        misplaced
                    } else {
                        misplaced.write(&["[", low, "..", high, "]"].concat())
                    }
                }
                _ => misplaced,
            });
            at = end;
            continue;
        };
        tokens.push((token, start..at));
    }
    tokens.push((Token::End, text.len()..text.len()));
    errors.truncate(MAX_ERRORS);
    FeelError::all(errors).map_or(Ok(tokens), Err)
}

/// Whether a table cell is just a word: an option's name without quotes.
pub(in crate::author) fn is_bare_word(text: &str) -> bool {
    let is_word = |it: char| {
        is_name_part(it)
            || matches!(
                it,
                '・' | '、' | '（' | '）' | 'ー' | ' ' | '〜' | '「' | '」'
            )
    };
    let keyword = matches!(text, "true" | "false" | "null" | "not");
    !keyword && text.starts_with(|it: char| is_name_start(it)) && text.chars().all(is_word)
}

/// Whether an expression can use it as a name.
pub(in crate::author) fn is_name(text: &str) -> bool {
    text.starts_with(is_name_start)
        && text
            .chars()
            .all(|it| is_name_part(it) && !matches!(it, '０'..='９'))
}

/// Words that mean something in expressions already.
pub(in crate::author) fn is_reserved(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "and",
        "or",
        "not",
        "if",
        "then",
        "else",
        "for",
        "in",
        "return",
        "some",
        "every",
        "satisfies",
        "between",
        "true",
        "false",
        "null",
        "item",
        "基準日",
    ];
    WORDS.contains(&text)
}

/// A name that resembles the text and can be one.
pub(in crate::author) fn name_like(text: &str) -> String {
    let half_width = |it: char| match it {
        '０'..='９' => char::from_u32(u32::from(it) - 0xFEE0).unwrap_or(it),
        it if is_name_part(it) => it,
        _ => ' ',
    };
    let parts: String = text.chars().map(half_width).collect();
    let name = parts.split_whitespace().collect::<Vec<_>>().join("_");
    match name.chars().next() {
        None => "名前".to_owned(),
        Some(first) if is_name_start(first) => name,
        Some(_) => ["_", &name].concat(),
    }
}

fn full_width(next: char, start: usize) -> Option<FeelError> {
    if matches!(next, '０'..='９') {
        return Some(full_width_digit(next, start));
    }
    let (_, meant) = FULL_WIDTH.iter().find(|(it, _)| *it == next)?;
    let span = start..start + next.len_utf8();
    Some(FeelError::new(
        "full-width",
        span,
        &[&next.to_string(), meant],
    ))
}

fn full_width_digit(digit: char, start: usize) -> FeelError {
    let meant = char::from_u32(u32::from(digit) - 0xFEE0).unwrap_or(digit);
    let span = start..start + digit.len_utf8();
    FeelError::new(
        "full-width",
        span,
        &[&digit.to_string(), &meant.to_string()],
    )
}

fn is_name_start(it: char) -> bool {
    it.is_alphabetic() || it == '_' || it == '〇'
}

fn is_name_part(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '_' | '〇' | '々') || is_combining(it)
}

/// Beyond the first plane: emoji and rare characters, which FEEL has in names.
fn is_astral(it: char) -> bool {
    u32::from(it) > 0xFFFF
}

fn is_combining(it: char) -> bool {
    // Combining dakuten and variation selectors, which belong to the letter before.
    matches!(it, '\u{3099}' | '\u{309A}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    let inside = rest.strip_prefix("/*")?;
    Some(inside.find("*/").map_or(rest.len(), |it| it + 4))
}

fn number_length(rest: &str) -> usize {
    let mut seen_point = false;
    let mut length = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, it)) = chars.next() {
        let digit_follows = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if it.is_ascii_digit() {
            length = at + 1;
        } else if it == '.' && !seen_point && digit_follows {
            seen_point = true;
            length = at + 1;
        } else {
            break;
        }
    }
    length + exponent_length(&rest[length..])
}

/// `e+4` after a number, or nothing.
fn exponent_length(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix(['e', 'E']) else {
        return 0;
    };
    let digits = after.strip_prefix(['+', '-']).unwrap_or(after);
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 {
        return 0;
    }
    rest.len() - digits.len() + count
}

/// The text inside quotes and how many bytes it took.
fn string(rest: &str, start: usize) -> Result<(String, usize), FeelError> {
    let mut value = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, it)) = chars.next() {
        match it {
            '"' => return Ok((value, at + 1)),
            '\\' => match chars.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 't')) => value.push('\t'),
                Some((_, 'r')) => value.push('\r'),
                Some((_, other @ ('"' | '\\' | '\''))) => value.push(other),
                Some((at, 'u' | 'U')) => {
                    let error = || FeelError::misplaced("\\u", start + at..start + at + 1);
                    let (code, length) = escaped(&rest[at..]).ok_or_else(error)?;
                    value.push(code);
                    for _ in 1..length {
                        chars.next();
                    }
                }
                Some((_, other)) => value.extend(['\\', other]),
                None => value.push('\\'),
            },
            _ => value.push(it),
        }
    }
    Err(FeelError::misplaced(rest, start..start + rest.len()).expected("\""))
}

/// `u3042`, `U01F40E`, or a pair of surrogates, and how long it is.
fn escaped(text: &str) -> Option<(char, usize)> {
    let hex = |from: usize, width: usize| {
        let digits = text.get(from..from + width)?;
        let plain = digits.bytes().all(|it| it.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| plain)
    };
    if text.starts_with('U') {
        return Some((char::from_u32(hex(1, 6)?)?, 7));
    }
    let high = hex(1, 4)?;
    if !(0xD800..0xDC00).contains(&high) {
        return Some((char::from_u32(high)?, 5));
    }
    let low = hex(7, 4).filter(|it| (0xDC00..0xE000).contains(it))?;
    let pair = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    text.get(5..7).filter(|it| *it == "\\u")?;
    Some((char::from_u32(pair)?, 11))
}
