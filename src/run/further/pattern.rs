//! `matches`, `replace` and `split`: XPath's regular expressions (DMN 1.5, table
//! 76; XPath and XQuery Functions, §5.6) on an engine that needs linear time.
//!
//! What differs is rewritten: subtraction in classes, `\i` and `\c`, the flags
//! `x` and `q`. Back references cannot be had in linear time and give null.

use alloc::{string::String, vec::Vec};

use regex::{Regex, RegexBuilder};

use super::text::MAX_TEXT;
use crate::book::Function;
use crate::value::Value;

/// Compiled patterns larger than this are refused.
const MAX_BYTES: usize = 1 << 20;

pub(super) fn call(function: Function, arguments: &[Value]) -> Option<Value> {
    let mut texts = Vec::new();
    for (at, argument) in arguments.iter().enumerate() {
        let flags_at = if function == Function::Replace { 3 } else { 2 };
        match argument {
            Value::Null(_) if at == flags_at => {}
            other => texts.push(other.as_text()?),
        }
    }
    match (function, texts.as_slice()) {
        (Function::Matches, [input, pattern, flags @ ..]) => {
            let regex = compiled(pattern, flags.first().copied().unwrap_or(""))?;
            Some(Value::Boolean(regex.is_match(input)))
        }
        (Function::Replace, [input, pattern, replacement, flags @ ..]) => {
            let flags = flags.first().copied().unwrap_or("");
            let regex = compiled(pattern, flags).filter(takes_something)?;
            let longest = replacement.len().saturating_add(input.len());
            let found = regex.find_iter(input).count();
            if found.saturating_mul(longest) > MAX_TEXT.saturating_mul(16) {
                return None;
            }
            if flags.contains('q') {
                return Some(Value::text(
                    &regex.replace_all(input, regex::NoExpand(replacement)),
                ));
            }
            let replacement = expanded(replacement, regex.captures_len())?;
            Some(Value::text(&regex.replace_all(input, replacement.as_str())))
        }
        (Function::Split, [input, delimiter]) => {
            let regex = compiled(delimiter, "").filter(takes_something)?;
            let parts: Vec<Value> = regex.split(input).map(Value::text).collect();
            Some(Value::List(parts.into()))
        }
        _ => None,
    }
}

/// What matches nothing is between any two letters: an error (FORX0003).
fn takes_something(regex: &Regex) -> bool {
    !regex.is_match("")
}

fn compiled(pattern: &str, flags: &str) -> Option<Regex> {
    if !flags.chars().all(|it| "smixq".contains(it)) {
        return None;
    }
    let pattern = if flags.contains('q') {
        regex::escape(pattern)
    } else {
        let spaceless = flags.contains('x').then(|| without_space(pattern));
        translated(spaceless.as_deref().unwrap_or(pattern))?
    };
    RegexBuilder::new(&pattern)
        .case_insensitive(flags.contains('i'))
        .multi_line(flags.contains('m'))
        .dot_matches_new_line(flags.contains('s'))
        .size_limit(MAX_BYTES)
        .build()
        .ok()
}

/// White space outside classes means nothing with the flag `x`.
fn without_space(pattern: &str) -> String {
    let mut depth: u32 = 0;
    let mut escaped = false;
    let mut out = String::new();
    for it in pattern.chars() {
        if it.is_whitespace() && depth == 0 {
            continue;
        }
        match it {
            _ if escaped => {}
            '[' => depth = depth.saturating_add(1),
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = it == '\\' && !escaped;
        out.push(it);
    }
    out
}

/// XPath's syntax as the engine reads it.
fn translated(pattern: &str) -> Option<String> {
    let mut out = String::new();
    let mut chars = pattern.chars().peekable();
    let mut class_depth: u32 = 0;
    let mut at_start_of_class = false;
    while let Some(it) = chars.next() {
        let starts_class = at_start_of_class;
        at_start_of_class = false;
        match it {
            '\\' if chars.peek() == Some(&'p') => {
                chars.next();
                property(&mut chars, &mut out)?;
            }
            '\\' => escape(chars.next()?, class_depth > 0, &mut out)?,
            '[' if class_depth == 0 || starts_class => {
                class_depth = class_depth.checked_add(1)?;
                at_start_of_class = true;
                out.push('[');
            }
            // `[a-z-[aeiou]]`: the second class is taken away.
            '-' if class_depth > 0 && chars.peek() == Some(&'[') => {
                chars.next();
                class_depth = class_depth.checked_add(1)?;
                at_start_of_class = true;
                out.push_str("--[");
            }
            '[' => out.push_str("\\["),
            '^' if starts_class => {
                at_start_of_class = true;
                out.push('^');
            }
            // Alone it is nothing.
            ']' => {
                class_depth = class_depth.checked_sub(1)?;
                out.push(']');
            }
            // Set operations the engine has and XPath has not.
            '&' | '~' if class_depth > 0 => {
                out.push('\\');
                out.push(it);
            }
            it => out.push(it),
        }
    }
    Some(out)
}

/// `\p{L}`, or one of the blocks that XPath names `\p{IsHiragana}`.
fn property(
    chars: &mut core::iter::Peekable<core::str::Chars<'_>>,
    out: &mut String,
) -> Option<()> {
    const BLOCKS: [(&str, &str); 6] = [
        ("IsBasicLatin", "[\\x00-\\x7F]"),
        ("IsLatin-1Supplement", "[\\x{80}-\\x{FF}]"),
        ("IsHiragana", "[\\x{3040}-\\x{309F}]"),
        ("IsKatakana", "[\\x{30A0}-\\x{30FF}]"),
        ("IsCJKUnifiedIdeographs", "[\\x{4E00}-\\x{9FFF}]"),
        ("IsHalfwidthandFullwidthForms", "[\\x{FF00}-\\x{FFEF}]"),
    ];
    if chars.next()? != '{' {
        return None;
    }
    let mut name = String::new();
    loop {
        match chars.next()? {
            '}' => break,
            it => name.push(it),
        }
    }
    match BLOCKS.iter().find(|(it, _)| *it == name) {
        Some((_, class)) => out.push_str(class),
        None => {
            out.push_str("\\p{");
            out.push_str(&name);
            out.push('}');
        }
    }
    Some(())
}

fn escape(it: char, in_class: bool, out: &mut String) -> Option<()> {
    match it {
        // Letters that may begin or go on a name in XML.
        'i' if in_class => out.push_str("\\p{L}_:"),
        'i' => out.push_str("[\\p{L}_:]"),
        'I' => out.push_str("[^\\p{L}_:]"),
        'c' if in_class => out.push_str("\\p{L}\\p{N}._:\\-"),
        'c' => out.push_str("[\\p{L}\\p{N}._:\\-]"),
        'C' => out.push_str("[^\\p{L}\\p{N}._:\\-]"),
        'n' | 'r' | 't' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'p' | 'P' | '\\' | '|' | '.'
        | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^' | '$' => {
            out.push('\\');
            out.push(it);
        }
        _ => return None,
    }
    Some(())
}

/// `$1` and `\$` of XPath: groups of one or more digits, as many as there are.
fn expanded(replacement: &str, groups: usize) -> Option<String> {
    let mut out = String::new();
    let mut chars = replacement.chars().peekable();
    while let Some(it) = chars.next() {
        match it {
            '\\' => match chars.next()? {
                '\\' => out.push('\\'),
                '$' => out.push_str("$$"),
                _ => return None,
            },
            '$' => {
                let mut group = chars.next()?.to_digit(10)?;
                // The longest number that is a group; the rest is text.
                while let Some(digit) = chars.peek().and_then(|it| it.to_digit(10)) {
                    let longer = group.checked_mul(10)?.checked_add(digit)?;
                    if usize::try_from(longer).ok()? >= groups {
                        break;
                    }
                    group = longer;
                    chars.next();
                }
                out.push_str("${");
                out.push_str(&crate::value::digits(group));
                out.push('}');
            }
            it => out.push(it),
        }
    }
    Some(out)
}
