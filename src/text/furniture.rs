//! Lines that are no one's text: page numbers, and the rule below a Markdown header (`|---|---|`). Their
//! dashes and digits would pass for cells, so they are blanked out before anything is read.

use super::{is_in, lines, trim, trim_end};
use crate::sort::sort;
use std::ops::Range;

/// Fills those lines with spaces.
pub(crate) fn blank(chars: &mut [char]) {
    let lines = lines(chars);
    // Furniture is short or made of dashes only; most lines are neither.
    let is_page = |text: &[char]| {
        let begins = text.iter().find(|c| **c != ' ').is_some_and(begins_page_number);
        begins && text.len() <= 24 && is_page_number(text)
    };
    let mut pages: Vec<Range<usize>> = lines.iter().filter(|line| is_page(&chars[(*line).clone()])).cloned().collect();
    // (22) and (8), the totals of rows: pages count on.
    let counts_on = |two: &[Range<usize>]| {
        let number = |line: &Range<usize>| {
            let digits: String = chars[line.clone()].iter().filter(|c| c.is_ascii_digit()).collect();
            digits.parse::<u32>().ok()
        };
        number(&two[0]).zip(number(&two[1])).is_some_and(|(one, next)| next == one + 1)
    };
    let is_bracketed =
        |line: &Range<usize>| chars[line.clone()].iter().find(|c| **c != ' ').is_some_and(|c| is_in(*c, "(["));
    let bracketed: Vec<Range<usize>> = pages.iter().filter(|line| is_bracketed(line)).cloned().collect();
    if !bracketed.windows(2).all(counts_on) {
        pages.retain(|line| !is_bracketed(line));
    }
    // Pages are numbered in one way: beside - 4 - and - 11 - a 1 and a 2 are cells.
    let bare = if pages.len() < 2 { bare_page_numbers(chars, &lines) } else { Vec::new() };
    // More of them than pages: [12] is a cell.
    if pages.len() <= lines.len() / SHORTEST_PAGE + 1 {
        pages.into_iter().for_each(|line| chars[line].fill(' '));
    }
    let is_wiki = lines.iter().any(|line| chars[line.clone()].starts_with(&['{', '|']));
    for line in &lines {
        let text = &chars[line.clone()];
        if is_markdown_rule(text) || is_comment(text) || (is_wiki && *text == ['|', '-']) {
            chars[line.clone()].fill(' ');
        }
    }
    running_heads(chars, &lines);
    sent(chars, &lines);
    for i in bare {
        chars[lines[i].clone()].fill(' ');
    }
}

/// A page has more lines than this.
const SHORTEST_PAGE: usize = 8;

/// Lines of a bare number that count the pages: all those below an empty line, if there are two or more,
/// each one more than the last and a page further on. A single one may be a cell.
fn bare_page_numbers(chars: &[char], lines: &[Range<usize>]) -> Vec<usize> {
    let is_empty = |i: usize| chars[lines[i].clone()].iter().all(|c| *c == ' ');
    let number = |i: usize| -> Option<u32> {
        let text = &chars[lines[i].clone()];
        let digits: String = text.iter().filter(|c| **c != ' ').take(4).collect();
        digits.parse().ok().filter(|_| text.len() <= 24 && digits.len() < 4 && !digits.starts_with('0'))
    };
    let set_apart = (1..lines.len()).filter(|&i| is_empty(i - 1));
    let found: Vec<(usize, u32)> = set_apart.filter_map(|i| Some((i, number(i)?))).collect();
    let next = |pair: &[(usize, u32)]| pair[1].1 == pair[0].1 + 1 && pair[1].0 > pair[0].0 + SHORTEST_PAGE;
    let counts = found.len() > 1 && found.windows(2).all(next);
    if counts { found.into_iter().map(|(line, _)| line).collect() } else { Vec::new() }
}

/// `- 5 -`, `- V -`, `第5页,共8页`, `第五页`, `5 / 8`, `Page 5 of 8`. A bare number is none: it may be a cell.
fn is_page_number(line: &[char]) -> bool {
    let compact: Vec<char> = line.iter().copied().filter(|c| *c != ' ').map(|c| c.to_ascii_lowercase()).collect();
    let digits = |s: &[char]| !s.is_empty() && s.len() <= 4 && s.iter().all(char::is_ascii_digit);
    let pages = |s: &[char]| {
        s.split(|c| matches!(c, '/' | '页' | '共' | ',' | 'o' | 'f')).filter(|p| !p.is_empty()).all(digits)
    };
    let roman = |s: &[char]| !s.is_empty() && s.iter().all(|c| matches!(c, 'i' | 'v' | 'x'));
    // (— 0 —, and —    5    —, are three cells.)
    match compact.as_slice() {
        ['-', '0', ..] => false,
        ['-', inner @ .., '-'] => !is_apart(line) && (digits(inner) || roman(inner)),
        ['[', inner @ .., ']'] | ['(', inner @ .., ')'] => digits(inner),
        [sign, inner @ .., other] if sign == other && is_ornament(*sign) => digits(inner),
        ['第', inner @ .., '页'] if inner.iter().all(|c| is_in(*c, "一二三四五六七八九十百")) => {
            !inner.is_empty()
        }
        ['第', inner @ .., '页'] | ['p', 'a', 'g', 'e', inner @ ..] => {
            pages(inner) && inner.iter().any(char::is_ascii_digit)
        }
        [first, .., last] if first.is_ascii_digit() && last.is_ascii_digit() => {
            compact.iter().filter(|c| **c == '/').count() == 1 && compact.split(|c| *c == '/').all(digits)
        }
        _ => false,
    }
}

/// Whether wide gaps stand between the signs of a line.
fn is_apart(line: &[char]) -> bool {
    trim(line).windows(3).any(|three| three == [' '; 3])
}

/// Whether a page number may begin so: most short lines are cells and labels.
fn begins_page_number(c: &char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '[' | '(' | '第' | 'p' | 'P') || is_ornament(*c)
}

/// Whether a sign stands on both sides of a page's number, and of no cell: · 3 ·, ~ 3 ~. (Those of ASCII mark up cells: **3**, "3".)
fn is_ornament(c: char) -> bool {
    c == '~' || !(c.is_ascii() || c.is_alphanumeric() || c.is_whitespace())
}

fn is_markdown_rule(line: &[char]) -> bool {
    line.contains(&'|')
        && line.iter().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
        // `| -- | 0 |` is no rule, `| -- |` alone in its row might be a blank cell: three dashes make a rule.
        && line.windows(3).any(|w| w == ['-', '-', '-'])
}

/// `<!-- Page 2 -->`: what a converter says of the page.
fn is_comment(line: &[char]) -> bool {
    line.starts_with(&['<', '!', '-', '-']) && line.ends_with(&['-', '-', '>'])
}

/// Blanks lines that say who sent what follows, and when, as a chat's messages begin: 小陈 政务公开  2023/1/9 09:01:58. A day and a time of
/// day stand at their end, and no other number.
fn sent(chars: &mut [char], lines: &[Range<usize>]) {
    const FEWEST_MESSAGES: usize = 3;
    let digits = |text: &[char]| text.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    // Numbers divided by a sign, from the end of a text: how long they are, should there be enough.
    let run = |text: &[char], signs: &str, least: usize| -> Option<usize> {
        let (mut length, mut count) = (0, 0);
        loop {
            let number = digits(&text[..text.len() - length]);
            if number == 0 || number > 4 {
                return None;
            }
            length += number;
            count += 1;
            match text[..text.len() - length].last() {
                Some(sign) if is_in(*sign, signs) => length += 1,
                _ => return (count >= least).then_some(length),
            }
        }
    };
    let is_sent = |line: &&Range<usize>| {
        let text = trim_end(&chars[(*line).clone()]);
        if text.len() > LONGEST_HEAD {
            return false;
        }
        let Some(time) = run(text, ":", 2) else { return false };
        let text = &text[..text.len() - time];
        let before = trim_end(text);
        let day = run(before.strip_suffix(&['日']).unwrap_or(before), "/-.年月", 2);
        before.len() < text.len()
            && day.is_some_and(|day| !before[..before.len() - day].iter().any(char::is_ascii_digit))
    };
    let found: Vec<Range<usize>> = lines.iter().filter(is_sent).cloned().collect();
    if found.len() >= FEWEST_MESSAGES {
        found.into_iter().for_each(|line| chars[line].fill(' '));
    }
}

/// A head or foot is no longer than this.
const LONGEST_HEAD: usize = 40;
/// So many pages have it.
const FEWEST_PAGES: usize = 3;

/// Blanks lines that are the same but for a number that counts on, a page apart: `· 6 · 长荣县公安局`.
fn running_heads(chars: &mut [char], lines: &[Range<usize>]) {
    // By what it says beside its number, then by place.
    let mut heads: Vec<(Vec<char>, usize, u32)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let text = &chars[line.clone()];
        let Some(from) = text.iter().position(char::is_ascii_digit).filter(|_| text.len() <= LONGEST_HEAD) else {
            continue;
        };
        let digits = text[from..].iter().take_while(|c| c.is_ascii_digit()).count();
        let rest = [&text[..from], &text[from + digits..]].concat();
        let number: String = text[from..from + digits].iter().collect();
        let says = rest.iter().any(|c| c.is_alphabetic()) && !rest.iter().any(char::is_ascii_digit);
        if let (true, Ok(number)) = (says, number.parse()) {
            heads.push((rest, at, number));
        }
    }
    sort(&mut heads);
    let goes_on = |a: &(Vec<char>, usize, u32), b: &(Vec<char>, usize, u32)| {
        a.0 == b.0 && a.2.checked_add(1) == Some(b.2) && b.1 > a.1 + SHORTEST_PAGE
    };
    for run in heads.chunk_by(goes_on).filter(|run| run.len() >= FEWEST_PAGES) {
        run.iter().for_each(|(_, at, _)| chars[lines[*at].clone()].fill(' '));
    }
}
