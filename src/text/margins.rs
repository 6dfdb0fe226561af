//! What begins or ends every line of a text and is none of it: marks of quoted mail (`> `), bullets, the signs of an editor (`¶`), a
//! shell's backslash, numbers that count the lines. Beside a cell they would pass for a part of it, so they are blanked out.

use super::{is_cjk, is_in, lines, programs, trim_end};
use crate::sort::sort_by_key;
use std::ops::Range;

/// Fewer lines may have something in common by chance.
const FEWEST_LINES: usize = 30;
/// Ordinals of rows count to eight; a longer run of lines that are counted is counted by a program.
const FEWEST_COUNTED: usize = 12;
/// The number of a line is no longer than this.
const MOST_DIGITS: usize = 5;
/// A program's marks are no deeper: a mail quoted four times.
const DEEPEST: usize = 4;

/// Fills them with spaces.
pub(crate) fn blank(chars: &mut [char]) {
    let mut lines = lines(chars);
    lines.retain(|line| chars[line.clone()].iter().any(|c| *c != ' '));
    escapes(chars);
    programs::undo(chars, &lines);
    before_numbers(chars);
    behind_numbers(chars);
    before_tabs(chars);
    mixed_gaps(chars, &lines);
    differences(chars, &lines);
    headings(chars, &lines);
    colons(chars, &lines);
    count(chars, &lines);
    attributes(chars, &lines);
    if lines.len() < FEWEST_LINES {
        return;
    }
    sureness(chars, &lines);
    stamps(chars, &lines, false);
    stamps(chars, &lines, true);
    for _ in 0..DEEPEST {
        let first = |chars: &[char], line: &Range<usize>| {
            chars[line.clone()].iter().position(|c| *c != ' ').map(|n| line.start + n)
        };
        let last = |chars: &[char], line: &Range<usize>| {
            chars[line.clone()].iter().rposition(|c| *c != ' ').map(|n| line.start + n)
        };
        let begun = side(chars, &lines, first, "|\t(\"[");
        let ended = side(chars, &lines, last, "|\t)\"]%");
        if !begun && !ended {
            return;
        }
    }
}

/// Blanks the sign that stands on one side of nearly all lines; whether there was one.
fn side(
    chars: &mut [char],
    lines: &[Range<usize>],
    place: fn(&[char], &Range<usize>) -> Option<usize>,
    of_text: &str,
) -> bool {
    // The one that more than half of the lines may have, by counting each other one against it.
    let sign_of = |line: &Range<usize>| place(chars, line).map(|at| chars[at]).filter(|c| !c.is_alphanumeric());
    let vote = |(sign, count): (Option<char>, usize), own: Option<char>| match count {
        0 => (own, 1),
        _ if own == sign => (sign, count + 1),
        _ => (sign, count - 1),
    };
    let (Some(sign), _) = lines.iter().map(sign_of).fold((None, 0), vote) else { return false };
    if lines.iter().filter(|line| sign_of(line) == Some(sign)).count() * 20 < lines.len() * 17 {
        return false;
    }
    if is_in(sign, of_text) {
        return false;
    }
    for line in lines {
        let Some(at) = place(chars, line) else { continue };
        // A sentence's own point stays.
        let is_sentence = is_in(sign, ".,;:!?、") && chars[line.clone()].iter().any(|c| is_cjk(*c));
        if chars[at] == sign && !is_sentence {
            chars[at] = ' ';
        }
    }
    true
}

/// Blanks the sign that stands before nearly all numbers that have a cell or line of their own: what a non-breaking space became in an
/// encoding that has none (聽5, ?5).
fn before_numbers(chars: &mut [char]) {
    let divides = |c: &char| matches!(c, '\t' | '\n' | '|');
    let is_gap = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_none_or(|c| *c == ' ' || divides(c));
    // (3 ;5 ;8: behind a gap alone a sign may be what divides them.)
    let begins = |sign: usize| chars[..sign].iter().rev().find(|c| **c != ' ').is_none_or(divides);
    let mut bare = 0;
    let mut signed: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let digits = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        if digits > 0 && is_gap(Some(at + digits)) {
            let before = at.checked_sub(1);
            match before {
                _ if is_gap(before) => bare += 1,
                Some(sign) if begins(sign) => signed.push(sign..at),
                _ => {}
            }
        }
        at += digits.max(1);
    }
    // (A minus, a comparison and a currency say something.)
    signed.retain(|sign| !is_in(chars[sign.start], "+-<>=$¥￥.,"));
    blank_most(chars, signed, bare);
}

/// Blanks the signs that stand behind nearly all numbers that have a cell or line of their own: the arrows by which a form lets them be
/// stepped, 0▲▼.
fn behind_numbers(chars: &mut [char]) {
    const MOST_SIGNS: usize = 3;
    let is_gap = |at: usize| chars.get(at).is_none_or(|c| matches!(c, ' ' | '\t' | '\n' | '|'));
    // (What divides cells, ends a number, or says something of it.)
    let is_own = |c: &char| !c.is_alphanumeric() && !is_cjk(*c) && !is_in(*c, " \t\n|+-<>=.,;:/、\\()[]{}%\"'…");
    let mut bare = 0;
    let mut signed: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = at + chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        if end > at && at.checked_sub(1).is_none_or(is_gap) {
            let signs = chars[end..].iter().take(MOST_SIGNS).take_while(|c| is_own(c)).count();
            match signs {
                0 => bare += usize::from(is_gap(end)),
                _ if is_gap(end + signs) => signed.push(end..end + signs),
                _ => {}
            }
        }
        at = end.max(at + 1);
    }
    blank_most(chars, signed, bare);
}

/// Blanks the signs that stand beside most numbers, where nearly all have the same; so many have none.
fn blank_most(chars: &mut [char], mut signed: Vec<Range<usize>>, bare: usize) {
    const FEWEST_NUMBERS: usize = 40;
    let signs = |range: &Range<usize>| &chars[range.clone()];
    sort_by_key(&mut signed, signs);
    let most = signed.chunk_by(|a, b| signs(a) == signs(b)).max_by_key(|run| run.len()).unwrap_or_default();
    if most.len() >= FEWEST_NUMBERS && most.len() * 5 >= (most.len() + bare) * 4 {
        most.iter().for_each(|range| chars[range.clone()].fill(' '));
    }
}

/// Blanks the arrow by which a word processor shows a tab, where it was copied before nearly each: 自然人→ 总计→.
fn before_tabs(chars: &mut [char]) {
    const FEWEST_TABS: usize = 40;
    let is_shown = |at: &usize| is_in(chars[*at - 1], "→⇥⟶►▸»");
    let tabs: Vec<usize> = (1..chars.len()).filter(|at| chars[*at] == '\t').collect();
    let shown: Vec<usize> = tabs.iter().copied().filter(is_shown).collect();
    if tabs.len() >= FEWEST_TABS && shown.len() * 20 >= tabs.len() * 19 {
        shown.into_iter().for_each(|at| chars[at - 1] = ' ');
    }
}

/// Blanks the numbers of lines, and the sign behind each: `57: 结果维持`, `6  行政许可`.
fn count(chars: &mut [char], lines: &[Range<usize>]) {
    let number = |line: &Range<usize>| -> Option<(u32, Range<usize>)> {
        let text = &chars[line.clone()];
        let from = text.iter().position(|c| *c != ' ')?;
        let digits = text[from..].iter().take_while(|c| c.is_ascii_digit()).count();
        if !(1..=MOST_DIGITS).contains(&digits) {
            return None;
        }
        let value = text[from..from + digits].iter().fold(0, |value, c| value * 10 + c.to_digit(10).unwrap_or(0));
        let after = text.get(from + digits);
        let sign = usize::from(after.is_some_and(|c| is_in(*c, ":.、)\t|-")));
        let is_apart = after.is_none_or(|c| is_in(*c, " :.、)\t|-"));
        is_apart.then(|| (value, line.start + from..line.start + from + digits + sign))
    };
    let numbers: Vec<Option<(u32, Range<usize>)>> = lines.iter().map(number).collect();
    let follows = |a: &Option<(u32, Range<usize>)>, b: &Option<(u32, Range<usize>)>| match (a, b) {
        (Some((a, _)), Some((b, _))) => *b == a + 1,
        _ => false,
    };
    let runs = numbers.chunk_by(follows).filter(|run| run.len() >= FEWEST_COUNTED);
    for (_, range) in runs.flatten().flatten() {
        chars[range.clone()].fill(' ');
    }
}

/// Blanks the colon between a row's label and its numbers, where they touch: 规章:0 0 0.
fn colons(chars: &mut [char], lines: &[Range<usize>]) {
    const FEWEST_ROWS: usize = 8;
    let colon = |line: &Range<usize>| -> Option<usize> {
        let text = &chars[line.clone()];
        let at = text.iter().rposition(|c| *c == ':')?;
        let label = at.checked_sub(1).is_some_and(|before| is_cjk(text[before]) || is_in(text[before], ")\""));
        let rest = &text[at + 1..];
        let is_cells = rest.iter().all(|c| c.is_ascii_digit() || is_in(*c, " .,-+/增减"));
        (label && is_cells && rest.first().is_some_and(char::is_ascii_digit)).then_some(line.start + at)
    };
    let found: Vec<usize> = lines.iter().filter_map(colon).collect();
    if found.len() >= FEWEST_ROWS {
        found.into_iter().for_each(|at| chars[at] = ' ');
    }
}

/// Makes blanks of the tabs of a text that puts both between its cells, as it comes: 23 →0→→0 →4    0. Two of them are no blank cell.
fn mixed_gaps(chars: &mut [char], lines: &[Range<usize>]) {
    const FEWEST_ROWS: usize = 4;
    const GAP: usize = 2;
    let is_number =
        |piece: &[char]| !piece.is_empty() && piece.iter().all(|c| c.is_ascii_digit() || is_in(*c, ".,-+/"));
    // Two numbers between two tabs, and a wide gap between them.
    let holds_two = |field: &[char]| {
        let pieces: Vec<&[char]> = field.split(|c| *c == ' ').collect();
        let numbers = pieces.iter().filter(|piece| is_number(piece)).count();
        let blank = pieces.iter().filter(|piece| piece.is_empty()).count();
        numbers > 1 && numbers + blank == pieces.len() && field.windows(GAP).any(|gap| gap.iter().all(|c| *c == ' '))
    };
    let is_mixed = |line: &&Range<usize>| {
        let text = &chars[(*line).clone()];
        text.contains(&'\t') && text.split(|c| *c == '\t').any(holds_two)
    };
    if lines.iter().filter(is_mixed).take(FEWEST_ROWS).count() == FEWEST_ROWS {
        chars.iter_mut().filter(|c| **c == '\t').for_each(|c| *c = ' ');
    }
}

/// Blanks the letters over a sheet's columns and the numbers before its rows, where they were printed or copied with it: A B C D, and
/// below it 1, 2, 3.
fn headings(chars: &mut [char], lines: &[Range<usize>]) {
    const FEWEST_COLUMNS: usize = 3;
    let is_letters = |line: &Range<usize>| {
        let letters: Vec<char> = chars[line.clone()].iter().copied().filter(|c| !is_in(*c, " \t|")).collect();
        letters.len() >= FEWEST_COLUMNS && letters.iter().zip('A'..='Z').all(|(own, letter)| *own == letter)
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in (0..lines.len()).filter(|at| is_letters(&lines[*at])) {
        found.push(lines[at].clone());
        for (line, row) in lines[at + 1..].iter().zip(1u32..) {
            let text = &chars[line.clone()];
            let from = text.iter().take_while(|c| is_in(**c, " |")).count();
            let digits = text[from..].iter().take(MOST_DIGITS).take_while(|c| c.is_ascii_digit()).count();
            let number = text[from..from + digits].iter().fold(0, |value, c| value * 10 + c.to_digit(10).unwrap_or(0));
            if digits == 0 || number != row || !text.get(from + digits).is_some_and(|c| is_in(*c, " \t|")) {
                break;
            }
            found.push(line.start..line.start + from + digits + 1);
        }
    }
    found.into_iter().for_each(|range| chars[range].fill(' '));
}

/// Blanks the measure of how sure a reader of pictures is, behind a tab or a gap at the end of nearly every line, words and cells alike:
/// `信息内容  0.967`.
fn sureness(chars: &mut [char], lines: &[Range<usize>]) {
    const FEWEST_DECIMALS: usize = 2;
    let measure = |line: &Range<usize>| -> Option<Range<usize>> {
        let text = &chars[line.clone()];
        let end = trim_end(text).len();
        let decimals = text[..end].iter().rev().take_while(|c| c.is_ascii_digit()).count();
        let point = (end - decimals).checked_sub(1).filter(|at| text[*at] == '.' && decimals >= FEWEST_DECIMALS)?;
        let whole = point.checked_sub(1).filter(|at| matches!(text[*at], '0' | '1'))?;
        let apart = whole.checked_sub(1).is_some_and(|at| matches!(text[at], ' ' | '\t'));
        apart.then_some(line.start + whole..line.start + end)
    };
    let found: Vec<Range<usize>> = lines.iter().filter_map(measure).collect();
    if found.len() * 20 >= lines.len() * 19 {
        found.into_iter().for_each(|range| chars[range].fill(' '));
    }
}

/// A stamp is no longer than this.
const LONGEST_STAMP: usize = 40;
/// So many lines with words must bear it: numbers alone are cells.
const FEWEST_WORDED: usize = 5;
/// So many lines, evenly apart, are looked at for what stamps there may be.
const SAMPLES: usize = 8;

/// Blanks what a program put before every line, or behind it: `[10:14] 张敏: `, `2024-01-20 09:30 INFO `, a place on the page, a
/// measure of how sure it is. It is the same on all lines but for its digits.
fn stamps(chars: &mut [char], lines: &[Range<usize>], behind: bool) {
    // (On the stack: every line is asked for each pattern.)
    let edge = |line: &Range<usize>| -> ([char; LONGEST_STAMP], usize) {
        let mut edge = ['\0'; LONGEST_STAMP];
        let length = line.len().min(LONGEST_STAMP);
        if behind {
            let text = chars[line.end - length..line.end].iter().rev();
            edge.iter_mut().zip(text).for_each(|(own, c)| *own = *c);
        } else {
            edge[..length].copy_from_slice(&chars[line.start..line.start + length]);
        }
        (edge, length)
    };
    let worded = |line: &Range<usize>| chars[line.clone()].iter().any(|c| is_cjk(*c));
    // (自然人:4484 is a name and its number: a stamp behind a line is set apart from its words.)
    let stamp = |line: &Range<usize>, pattern: &[char]| {
        let (text, length) = edge(line);
        let text = &text[..length];
        stamp(text, pattern).filter(|length| !behind || !text.get(*length).is_some_and(|c| is_cjk(*c)))
    };
    // Lines one after the other that bear it, labels among them: a table's, or the whole text's.
    let runs = |pattern: &[char]| -> Vec<Range<usize>> {
        let bears: Vec<bool> = lines.iter().map(|line| stamp(line, pattern).is_some()).collect();
        let mut from = 0;
        let mut runs: Vec<Range<usize>> = Vec::new();
        for run in bears.chunk_by(|a, b| a == b) {
            let range = from..from + run.len();
            from = range.end;
            let words = lines[range.clone()].iter().filter(|line| worded(line)).count();
            if run[0] && run.len() >= FEWEST_LINES && words >= FEWEST_WORDED {
                runs.push(range);
            }
        }
        runs
    };
    // What some lines begin with, up to a sign.
    let samples = (1..SAMPLES).map(|part| lines.len() * part / SAMPLES);
    let mut patterns: Vec<Vec<char>> = Vec::new();
    for sample in samples {
        let (text, length) = edge(&lines[sample]);
        let pattern = pattern(&text[..length]);
        let ends = (2..=pattern.len()).filter(|end| is_end(pattern[end - 1]));
        patterns.extend(ends.map(|end| pattern[..end].to_vec()).filter(|pattern| is_stamp(pattern)));
    }
    sort_by_key(&mut patterns, |pattern| std::cmp::Reverse(pattern.len()));
    let Some(stamped) = patterns.iter().map(|pattern| (pattern, runs(pattern))).find(|(_, runs)| !runs.is_empty())
    else {
        return;
    };
    let (pattern, runs) = stamped;
    let range = |line: &Range<usize>| {
        let length = stamp(line, pattern)?;
        Some(if behind { line.end - length..line.end } else { line.start..line.start + length })
    };
    let stamps: Vec<Range<usize>> = runs.into_iter().flatten().filter_map(|at| range(&lines[at])).collect();
    stamps.into_iter().for_each(|range| chars[range].fill(' '));
}

/// Whether what a pattern ends with may end a stamp.
fn is_end(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '#' | '|' | '(' | '"' | '\'')
}

/// Whether a pattern is a program's: a number, and a sign that divides it from what it says. (A number and a point may be an ordinal, and
/// numbers and gaps are cells.)
fn is_stamp(pattern: &[char]) -> bool {
    pattern.contains(&'#') && pattern.iter().any(|c| is_in(*c, "[]:>{}()="))
}

/// A text with one sign for each run of digits.
fn pattern(text: &[char]) -> Vec<char> {
    let mut pattern: Vec<char> = text.iter().map(|c| if c.is_ascii_digit() { '#' } else { *c }).collect();
    pattern.dedup_by(|a, b| *a == '#' && *b == '#');
    pattern
}

/// How much of a text a pattern takes, if something follows.
fn stamp(text: &[char], pattern: &[char]) -> Option<usize> {
    let mut at = 0;
    for c in pattern {
        if *c == '#' {
            let digits = text[at..].iter().take_while(|c| c.is_ascii_digit()).count();
            if digits == 0 {
                return None;
            }
            at += digits;
        } else if text.get(at) == Some(c) {
            at += 1;
        } else {
            return None;
        }
    }
    text.get(at).map(|_| at)
}

/// Blanks what a terminal colours by: `[1m135[0m`, its escape folded to a blank, or shown as `^[`.
fn escapes(chars: &mut [char]) {
    let mut at = 0;
    while let Some(next) = chars[at..].iter().position(|c| *c == '[') {
        let start = at + next;
        let digits = chars[start + 1..].iter().take_while(|c| c.is_ascii_digit() || **c == ';').count();
        let end = start + 1 + digits;
        let shown = start >= 2 && chars[start - 2..start] == ['^', '['];
        if chars.get(end) == Some(&'m') && (shown || start.checked_sub(1).is_some_and(|at| chars[at] == ' ')) {
            chars[start - if shown { 2 } else { 0 }..=end].fill(' ');
        }
        at = start + 1;
    }
}

/// Of two versions of a text, held against each other line by line, blanks what only the older has (`-` begins its lines), and the signs
/// before all others.
fn differences(chars: &mut [char], lines: &[Range<usize>]) {
    let first = |line: &Range<usize>| chars[line.start];
    let all = lines.iter().filter(|line| matches!(first(line), ' ' | '+' | '-' | '@')).count();
    let changed = lines.windows(2).any(|two| first(&two[0]) == '-' && first(&two[1]) == '+');
    if !changed || lines.len() < FEWEST_LINES || all * 20 < lines.len() * 19 {
        return;
    }
    for line in lines {
        let end = if chars[line.start] == '-' { line.end } else { line.start + 1 };
        chars[line.start..end].fill(' ');
    }
}

/// Blanks what a wiki says of how a cell is shown: `| style="text-align:center" | 7112`.
fn attributes(chars: &mut [char], lines: &[Range<usize>]) {
    for line in lines {
        let text = &chars[line.clone()];
        let Some(rest) = text.strip_prefix(&['|']).or(text.strip_prefix(&['!'])) else { continue };
        let name = rest.iter().skip_while(|c| **c == ' ').take_while(|c| c.is_ascii_lowercase() || **c == '-').count();
        if name < 2 {
            continue;
        }
        let Some(pipe) = rest.iter().position(|c| *c == '|') else { continue };
        let said = &rest[..pipe];
        if said.windows(2).any(|two| two == ['=', '"']) && !said.iter().any(|c| is_cjk(*c)) {
            chars[line.start + 1..line.start + 1 + pipe + 1].fill(' ');
        }
    }
}
