//! The sign that stands between a table's numbers, where it is neither tab nor pipe: a program's (`0 & 0`, `0^0`, `0[/td][td]0`,
//! `[0][0]`, `0 || 0`) or a hand's (`0、0、22`, `0 / 0`, `0；0`). None of them is known by itself. A sign that stands between the
//! numbers of many lines, as often in each, divides cells; it becomes a tab, and so all layouts are read as one.
//!
//! A sign for nil between numbers (`3 / 5`, `3 - 5`) does not stand there as often in each line, and no line has it between all.

use super::{find, is_cjk, is_in, lines, trim, trim_end};
use crate::sort::{sort, sort_by_key};
use std::ops::Range;

/// Fewer lines that a sign divides may be a list: table 3 has more than twenty.
const FEWEST_ROWS: usize = 8;
/// A row of table 3 has seven cells. Some may not be read, or be apart.
const FEWEST_CELLS: usize = 5;
/// A dash that stands apart: not that of a number.
const DASH: [char; 3] = [' ', '-', ' '];
/// Were dashes cells, a row with them between its numbers would have more than the form has.
const FEWEST_BY_DASHES: usize = 7;
/// So many fields behind the cells of a row are a remark.
const MOST_REMARKS: usize = 2;
/// A remark is no longer than this.
const LONGEST_REMARK: usize = 40;
/// A longer one is words.
const LONGEST_SIGN: usize = 16;
/// Blank cells and marks for nil between two numbers are no longer than this.
const LONGEST_GAP: usize = 64;
/// So many texts are tried.
const MOST_CANDIDATES: usize = 6;
/// A number and its unit are no longer than this.
const LONGEST_CELL: usize = 16;

/// Makes tabs of the signs that divide cells, and blanks of what begins and ends their lines (`\\`, `[/td][/tr]`). Rows between
/// pipes that were run together into one line get lines of their own again.
pub(crate) fn divide(chars: &mut [char]) {
    leaders(chars);
    joints(chars);
    for line in lines(chars) {
        unfold(&mut chars[line]);
    }
    let lines = lines(chars);
    let Some(signs) = Signs::of(chars, &lines) else {
        runs(chars, &lines);
        return;
    };
    let counts: Vec<usize> = lines.iter().map(|line| signs.count(&chars[line.clone()])).collect();
    let mut divided: Vec<bool> = lines.iter().map(|line| signs.divide(&mut chars[line.clone()])).collect();
    // Lines of as many next to them: headings, rows of none but words.
    let mut divide_beside = |at: usize, beside: usize, divided: &mut [bool]| {
        if !divided[at] && divided[beside] && counts[at] > 0 && counts[at] == counts[beside] {
            divided[at] = true;
            signs.divide_all(&mut chars[lines[at].clone()]);
        }
    };
    (1..lines.len()).for_each(|at| divide_beside(at, at - 1, &mut divided));
    (1..lines.len()).rev().for_each(|at| divide_beside(at - 1, at, &mut divided));
}

/// Ends the lines that a program joined with a sign into one: …运行平稳。 / 一、总体情况 / …规章 / 0 / 0 / 0 / …. (The sign ends sentences,
/// too; a mark for nil ends none.)
fn joints(chars: &mut [char]) {
    let is_joint = |chars: &[char], at: usize| {
        matches!(chars[at], '/' | '\\' | '¶')
            && at.checked_sub(1).is_some_and(|before| chars[before] == ' ')
            && chars.get(at + 1) == Some(&' ')
    };
    for line in lines(chars) {
        let text = &chars[line.clone()];
        let joints: Vec<usize> = (0..text.len()).filter(|at| is_joint(text, *at)).collect();
        let Some(sign) = joints.first().map(|at| text[*at]) else { continue };
        let ends_sentence = |at: &usize| at.checked_sub(2).is_some_and(|end| text[end] == '.');
        let alike = joints.iter().all(|at| text[*at] == sign);
        if alike && joints.len() >= FEWEST_PIPES && joints.iter().any(ends_sentence) {
            joints.iter().for_each(|at| chars[line.start + at] = '\n');
        }
    }
}

/// So many numbers in a run are a row's of the widest table; in a shorter one a row's of another table.
const LONGEST_RUN: usize = 7;
const SHORTEST_RUN: usize = 3;

/// Makes tabs of a sign that stands alone between the numbers of a whole row, 数量/0/3/0/0/1/0/4/二、上年结转…, in all lines that have
/// three numbers so.
fn runs(chars: &mut [char], lines: &[Range<usize>]) {
    for sign in ['/', '、', ';', ','] {
        let is_long = |line: &Range<usize>| {
            let line = &chars[line.clone()];
            line.iter().filter(|c| **c == sign).count() + 1 >= LONGEST_RUN && longest_run(line, sign) >= LONGEST_RUN
        };
        if !lines.iter().any(is_long) {
            continue;
        }
        for line in lines {
            if longest_run(&chars[line.clone()], sign) >= SHORTEST_RUN {
                chars[line.clone()].iter_mut().filter(|c| **c == sign).for_each(|c| *c = '\t');
            }
        }
    }
}

/// How many numbers stand in a row with nothing but a sign between. (1,234,567 is one number, and 1,6801,4557,938 several that lost the
/// gaps between them.)
fn longest_run(line: &[char], sign: char) -> usize {
    let (mut longest, mut run, mut is_grouped) = (0, 0, true);
    for part in line.split(|c| *c == sign) {
        // The first ends with its number, and the last begins so.
        let behind = part.iter().rev().take_while(|c| c.is_ascii_digit()).count();
        let before = part.iter().take_while(|c| c.is_ascii_digit()).count();
        if run > 0 && before > 0 {
            run += 1;
            is_grouped &= sign == ',' && before >= 3;
            longest = longest.max(if is_grouped { 0 } else { run });
        }
        if before != part.len() || before == 0 {
            (run, is_grouped) = (usize::from(behind > 0), true);
        }
    }
    longest
}

/// Blanks what leads from a label to its number: 政府集中采购……………0.
fn leaders(chars: &mut [char]) {
    const FEWEST: usize = 3;
    let mut at = 0;
    while at < chars.len() {
        if !matches!(chars[at], '…' | '.' | '·' | '_') {
            at += 1;
            continue;
        }
        let run = chars[at..].iter().take_while(|c| **c == chars[at]).count();
        // (Of an ellipsis each sign is three points.)
        let leads = run >= FEWEST || chars[at] == '…';
        let from_label = at > 0 && (is_cjk(chars[at - 1]) || matches!(chars[at - 1], ')' | '"'));
        if leads && from_label && chars.get(at + run).is_some_and(char::is_ascii_digit) {
            chars[at..at + run].fill(' ');
        }
        at += run;
    }
}

/// A table of fewer cells is a row.
const FEWEST_PIPES: usize = 36;
/// A row has no more cells than this.
const MOST_CELLS: usize = 20;
/// So many rows at least are joined on one line.
const FEWEST_JOINTS: usize = 8;

/// Ends the rows of a line that holds a whole table, `| 新收 | 3 | 3 | | 结转 | 0 | 0 |`: between the last pipe of a row and the
/// first of the next nothing stands, after every so many cells, and each row has its label.
fn unfold(line: &mut [char]) {
    let pipes: Vec<usize> = line.iter().enumerate().filter(|(_, c)| **c == '|').map(|(at, _)| at).collect();
    if pipes.len() < FEWEST_PIPES {
        return;
    }
    let is_blank = |from: usize, to: usize| line[from + 1..to].iter().all(|c| *c == ' ');
    // Of a row its first pipe and its last, should all have so many.
    let rows = |width: usize| -> Option<Vec<(usize, usize)>> {
        let rows = pipes.chunks_exact(width + 1);
        let all = rows.remainder().is_empty();
        let rows: Vec<(usize, usize)> = rows.map(|row| (row[0], row[width])).collect();
        let joined = rows.windows(2).all(|two| two[0].1 + 1 < two[1].0 && is_blank(two[0].1, two[1].0));
        let labelled =
            rows.iter().filter(|(first, last)| line[*first..*last].iter().any(|c| is_cjk(*c) || *c == '-')).count();
        (all && joined && labelled * 5 >= rows.len() * 4).then_some(rows)
    };
    // A blank cell is wider than what joins two rows: | 规章 | 0 |  |  | | 行政许可 | 622 |  |  |.
    let gaps = || pipes.windows(2).filter(|two| is_blank(two[0], two[1])).map(|two| two[1] - two[0] - 1);
    let ends: Vec<usize> = match (2..=MOST_CELLS).find_map(rows) {
        Some(rows) => rows.into_iter().map(|(_, last)| last).collect(),
        None if gaps().any(|gap| gap > 1) && gaps().filter(|gap| *gap == 1).count() >= FEWEST_JOINTS => {
            pipes.windows(2).filter(|two| two[1] - two[0] == 2 && line[two[0] + 1] == ' ').map(|two| two[0]).collect()
        }
        None => return,
    };
    for last in ends {
        if let Some(end) = line.get_mut(last + 1) {
            *end = '\n';
        }
    }
}

/// What was learnt of a text's rows.
struct Signs {
    /// What stands between two numbers.
    between: Vec<char>,
    /// What begins a row before its label.
    first: Vec<char>,
    /// What ends it.
    last: Vec<char>,
    /// Lines of signs alone, between the rows: `\hline`, `|-`.
    rules: Vec<Vec<char>>,
    /// How often it stands on a row, should all have as many.
    count: Option<usize>,
}

impl Signs {
    /// The one that divides most rows; `None` where tabs, pipes or gaps do, or nothing.
    fn of(chars: &[char], lines: &[Range<usize>]) -> Option<Signs> {
        let rows = |sign: &[char]| -> Vec<(Row<'_>, usize)> {
            let rows =
                lines.iter().enumerate().filter_map(|(at, line)| Some((Row::of(&chars[line.clone()], sign)?, at)));
            rows.collect()
        };
        let candidates = candidates(chars, lines);
        let (between, rows) = (candidates.into_iter().map(|sign| (sign, rows(sign))))
            .max_by_key(|(sign, rows)| (rows.len(), sign.len()))
            .filter(|(_, rows)| rows.len() >= FEWEST_ROWS)?;
        let count = rows.len();
        let others = lines.iter().filter(|line| is_spaced(&chars[(*line).clone()])).count();
        // As many on every line, where the labels' own columns are divided, too; else as many behind the first number.
        let same = |of: fn(&Row<'_>) -> usize| {
            let mut counts: Vec<usize> = rows.iter().map(|(row, _)| of(row)).collect();
            sort(&mut counts);
            let most = counts.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
            (most.len() * 4 >= count * 3).then(|| most[0])
        };
        let on_line = same(|row| row.count);
        if count < others || (on_line.is_none() && same(|row| row.behind).is_none()) {
            return None;
        }
        let common = |keys: Vec<&[char]>| -> Vec<char> {
            let most = most(keys).into_iter().next().filter(|(_, same)| same * 4 >= count * 3);
            most.map(|(key, _)| key.to_vec()).unwrap_or_default()
        };
        let first = common(rows.iter().map(|(row, _)| row.first).collect());
        let last = common(rows.iter().map(|(row, _)| row.last).collect());
        let (from, to) = (rows.first()?.1, rows.last()?.1);
        let mut bare: Vec<&[char]> = lines[from..to].iter().map(|line| trim(&chars[line.clone()])).collect();
        bare.retain(|line| !line.is_empty() && line.len() <= LONGEST_SIGN && !line.iter().any(says));
        sort(&mut bare);
        let rules = bare.chunk_by(|a, b| a == b).filter(|same| same.len() >= FEWEST_ROWS);
        let between = between.to_vec();
        Some(Signs { between, first, last, rules: rules.map(|same| same[0].to_vec()).collect(), count: on_line })
    }

    /// How often the sign stands on a line.
    fn count(&self, line: &[char]) -> usize {
        split(line, &self.between).len() - 1
    }

    /// Divides a line wherever the sign stands.
    fn divide_all(&self, line: &mut [char]) {
        let length = self.between.len();
        let mut at = 0;
        while at + length <= line.len() {
            if line[at..].starts_with(&self.between) {
                line[at..at + length].fill(' ');
                line[at] = '\t';
                at += length;
            } else {
                at += 1;
            }
        }
    }

    /// Divides a line, if it is a row; whether it is.
    fn divide(&self, line: &mut [char]) -> bool {
        let whole = trim(line);
        if self.rules.iter().any(|rule| rule == whole) {
            line.fill(' ');
            return false;
        }
        let between = &self.between[..];
        // A sentence has signs that sentences have; in a row they stand among numbers.
        let of_sentences = between.iter().all(|c| is_in(*c, "、,;.:/")) && self.count != Some(self.count(line));
        let mut end = trim_end(line).len();
        let own_end = end;
        if !self.last.is_empty() && line[..end].ends_with(&self.last) {
            end -= self.last.len();
            // (A point ends sentences, too.)
            if self.last.len() > 1 {
                line[end..].fill(' ');
            }
        }
        // From the line's end back: perhaps a remark, and then cells, with signs between them.
        let mut from = end;
        let mut signs: Vec<usize> = Vec::new();
        let mut remarks: Vec<usize> = Vec::new();
        let mut at = end;
        loop {
            let longest = if signs.is_empty() { LONGEST_REMARK } else { LONGEST_CELL };
            let sign = (0..at).rev().take(longest + between.len()).find(|from| line[*from..at].starts_with(between));
            let Some(sign) = sign else { break };
            let field = trim(&line[sign + between.len()..at]);
            if is_cell(field) {
                signs.append(&mut remarks);
                signs.push(sign);
                from = sign;
            } else if signs.is_empty() && remarks.len() < MOST_REMARKS {
                remarks.push(sign);
            } else {
                break;
            }
            at = sign;
        }
        if !line[from..].iter().any(char::is_ascii_digit)
            && !line[..from].iter().rev().take(LONGEST_CELL).any(char::is_ascii_digit)
        {
            signs.clear();
            from = end;
        }
        if signs.is_empty() && (of_sentences || self.count(line) < 2) {
            return false;
        }
        // The first cell, should a colon or a gap and no sign stand before it.
        let before = line[..from].iter().rev().take_while(|c| is_of_number(**c) || **c == ' ').count();
        let start = from - before;
        if !signs.is_empty() && start > 0 && line[start..from].iter().any(char::is_ascii_digit) {
            let gap = if line[start] == ' ' { start } else { start - 1 };
            if matches!(line[gap], ' ' | ':') {
                line[gap] = '\t';
            }
        }
        if !of_sentences {
            self.divide_all(&mut line[..from]);
        }
        for sign in signs {
            line[sign..sign + between.len()].fill(' ');
            line[sign] = '\t';
        }
        line[end..own_end].fill(' ');
        let indent = line.iter().take_while(|c| **c == ' ').count();
        if !self.first.is_empty() && line[indent..].starts_with(&self.first) {
            line[indent..indent + self.first.len()].fill(' ');
        }
        true
    }
}

/// The texts that stand between numbers most often, and the signs they are made of.
fn candidates<'a>(chars: &'a [char], lines: &[Range<usize>]) -> Vec<&'a [char]> {
    let mut found: Vec<&[char]> = Vec::new();
    for line in lines {
        let line = &chars[line.clone()];
        for pair in numbers(line).windows(2) {
            let gap = trim(&line[pair[0].end..pair[1].start]);
            if gap.len() > LONGEST_GAP || gap.iter().any(|c| is_cjk(*c) && *c != '无') || gap.contains(&'\t') {
                continue;
            }
            let apart = &line[pair[0].end..pair[1].start];
            found.extend((apart == DASH).then_some(apart));
            found.extend((gap.len() <= LONGEST_SIGN && is_sign(gap)).then_some(gap));
            found.extend(gap.chunks(1).filter(|sign| gap.len() > 1 && is_sign(sign)));
        }
    }
    let often = most(found).into_iter().take_while(|(_, count)| *count >= FEWEST_ROWS);
    often.take(MOST_CANDIDATES).map(|(sign, _)| sign).collect()
}

/// Each of some texts once, the most frequent first, with how often it is there.
fn most(mut keys: Vec<&[char]>) -> Vec<(&[char], usize)> {
    sort(&mut keys);
    let mut counts: Vec<(&[char], usize)> = keys.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
    sort_by_key(&mut counts, |(_, count)| std::cmp::Reverse(*count));
    counts
}

/// A line that a sign divides into cells.
struct Row<'a> {
    /// How often it stands on the line, and from its first number on.
    count: usize,
    behind: usize,
    first: &'a [char],
    last: &'a [char],
}

impl<'a> Row<'a> {
    fn of(line: &'a [char], between: &[char]) -> Option<Row<'a>> {
        // (A dash between some numbers is a cell with nothing in it.)
        let fewest = if between == DASH { FEWEST_BY_DASHES } else { FEWEST_CELLS };
        // Most lines have too few of its signs: so much is seen without dividing them.
        if line.iter().filter(|c| **c == between[0]).count() + 2 < fewest {
            return None;
        }
        let fields = split(line, between);
        // What stands behind the last number on each line ends the rows; a remark is a field of its own.
        let end = fields.last().map_or(&[][..], |field| trim(field));
        let number = end.iter().take_while(|c| is_of_number(**c)).count();
        let last = trim(&end[number..]);
        let is_end = number > 0 && last.len() <= LONGEST_SIGN && !last.iter().any(says);
        let last = if is_end { last } else { &[] };
        let cells = fields.iter().filter(|field| is_cell(trim(field))).count() + usize::from(!last.is_empty());
        let first_number =
            fields.iter().position(|field| is_cell(trim(field)) && field.iter().any(char::is_ascii_digit))?;
        // (Not the blank cells of labels' columns.)
        let first = trim(&fields[0][..fields[0].iter().take_while(|c| !says(c)).count()]);
        let first = &first[..first.len().min(LONGEST_SIGN)];
        let row = Row { count: fields.len() - 1, behind: fields.len() - first_number, first, last };
        (cells >= fewest && cells * 2 > fields.len()).then_some(row)
    }
}

/// What stands between the signs of a line.
fn split<'a>(line: &'a [char], sign: &[char]) -> Vec<&'a [char]> {
    let mut fields = Vec::new();
    let mut rest = line;
    while let Some(at) = find(rest, sign) {
        fields.push(&rest[..at]);
        rest = &rest[at + sign.len()..];
    }
    fields.push(rest);
    fields
}

/// Whether gaps alone stand between a line's numbers, or tabs and pipes.
fn is_spaced(line: &[char]) -> bool {
    let numbers = numbers(line);
    numbers.len() > FEWEST_CELLS
        && numbers.windows(2).all(|pair| line[pair[0].end..pair[1].start].iter().all(|c| matches!(c, ' ' | '\t' | '|')))
}

/// Where the numbers of a line stand; a sign before one is not of it.
fn numbers(line: &[char]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = line[at..].iter().position(char::is_ascii_digit) {
        let start = at + start;
        let mut end = start;
        let digit = |at: usize| line.get(at).is_some_and(char::is_ascii_digit);
        while digit(end) || (line.get(end) == Some(&'.') && digit(end + 1)) {
            end += 1;
        }
        // 3件: of its own.
        end += usize::from(line.get(end).is_some_and(|c| is_in(*c, "件宗条项次个")));
        out.push(start..end);
        at = end;
    }
    out
}

/// Whether a text may be a sign that divides: no tab or pipe, no dash or point, and no words.
fn is_sign(text: &[char]) -> bool {
    !text.is_empty()
        && !text.contains(&'\t')
        && !text.iter().any(|c| is_cjk(*c))
        && (text == DASH || !text.iter().all(|c| is_in(*c, "-+% ")))
        && !matches!(text, ['|' | ':' | '.' | '='])
        && !matches!(text, [one] if one.is_alphanumeric())
}

/// Whether a text between two signs is a cell's: blank, a mark for nil, a number and its unit.
fn is_cell(text: &[char]) -> bool {
    text.len() <= LONGEST_CELL && text.iter().all(|c| is_of_number(*c) || is_in(*c, "/ 元万亿件宗条项次个无○〇*_`'\""))
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+')
}

fn says(c: &char) -> bool {
    c.is_ascii_digit() || is_cjk(*c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        divide(&mut chars);
        chars.into_iter().collect()
    }

    /// Its cells are all blank, and no digit of its ordinal stands near them.
    #[test]
    fn a_blank_row_with_a_long_label_is_divided_like_the_others() {
        let rows = "某项申请数量;3;0;0;1;0;0;4\n".repeat(FEWEST_ROWS);
        let label = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请";
        let last = divided(&format!("{rows}{label};;;;;;;")).lines().last().map(str::to_owned);
        assert_eq!(last, Some(format!("{label}\t\t\t\t\t\t\t")));
    }

    /// Numbers grouped by thousands that lost the gaps between them are no run of numbers with a sign between.
    #[test]
    fn commas_of_thousands_divide_no_cells() {
        let run = |text: &str| longest_run(&text.chars().collect::<Vec<char>>(), ',');
        assert_eq!(run("数量1,6801,4557,9382676,6106,44924,399二"), 0);
        assert_eq!(run("数量1,234,567,890,123,456,789"), 0);
        assert_eq!(run("数量0,3,0,0,1,0,4二、上年结转"), 7);
    }
}
