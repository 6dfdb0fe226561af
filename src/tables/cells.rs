//! What stands between a row's label and the next one: numbers, blanks and other text.

use crate::number::Number;
use crate::text::{Folded, Ink, is_cjk, is_in, starts};
use std::ops::Range;

/// One thing between two labels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub(crate) content: Content,
    /// Folded characters.
    pub(crate) range: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Number(Number, Option<&'static str>),
    /// More digits than any number of the form has.
    Digits,
    /// A mark for nil: "/", "-", "—", 无.
    Mark,
    /// A cell with nothing in it, between two pipes or tabs.
    Empty,
    /// Words of the form: a heading between two rows, half of one before a page break.
    Word,
    /// Anything else.
    Text,
}

/// Longest first. A count's own classifier says nothing; an amount's unit does.
const UNITS: &[&str] = &[
    "(亿元)", "(万元)", "(元)", "(亿)", "(万)", "亿元", "万元", "元", "亿", "万", "件", "条", "宗", "项", "份", "次",
    "个",
];

/// Characters that stand for numbers without being digits: 七, 叁, ⑦.
pub(super) fn is_numeral(c: char) -> bool {
    is_in(c, "〇零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟")
        || (c.is_numeric() && !c.is_ascii() && !is_cjk(c))
}

/// The separators of cells.
pub(crate) fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '|')
}

/// Splits a range of the text into tokens. `own_words` tells whether a range of ink is made of the
/// form's own words (a group heading between two rows, half of one before a page break), `in_word`
/// whether a range lies within one word found whole.
pub(crate) fn tokens(
    folded: &Folded,
    ink: &Ink,
    range: Range<usize>,
    own_words: impl Fn(Range<usize>) -> bool,
    in_word: impl Fn(Range<usize>) -> bool,
) -> Vec<Token> {
    let chars = &folded.chars[..range.end];
    let mut out = Vec::new();
    let mut i = range.start;
    while i < range.end {
        match chars[i] {
            '|' | '\t' => {
                if let Some(end) = empty_cell(chars, i) {
                    out.push(Token { content: Content::Empty, range: i + 1..end });
                }
                i += 1;
            }
            ' ' | '\n' => i += 1,
            _ => {
                let end = chars[i..].iter().position(|&c| is_separator(c)).map_or(range.end, |n| i + n);
                let from = out.len();
                atom(chars, i..end, &mut out);
                if out.len() > from && fills_cell(folded, i..end) {
                    one_cell(chars, i..end, from, &mut out);
                }
                i = end;
            }
        }
    }
    attach_units(chars, &mut out);
    out.retain_mut(|token| match token.content {
        Content::Text => {
            let words = ink.index_of(token.range.start)..ink.index_of(token.range.end);
            let is_digit = |c: &char| c.is_numeric() && !is_cjk(*c);
            if words.is_empty() && !chars[token.range.clone()].iter().any(is_digit) {
                // A sign of its own in a cell's place (○, ×) stands for nil, whatever it is; punctuation that
                // wrapping left alone does not.
                let signs = &chars[token.range.clone()];
                token.content = Content::Mark;
                // (… between two pipes is no ellipsis.)
                if signs.iter().all(|c| is_in(*c, "…*·")) && fills_cell(folded, token.range.clone()) {
                    return true;
                }
                return signs.len() <= 2 && !signs.iter().any(|c| is_in(*c, "()[]<>{}《》#*`=\"',.;:!?、…"));
            }
            // A cell that says 三 holds no word of the form.
            let word = &chars[token.range.clone()];
            let numeral = word.len() <= 4 && word.iter().all(|c| is_in(*c, "一二三四五六七八九十百千两"));
            if !(numeral && fills_cell(folded, token.range.clone())) && own_words(words) {
                token.content = Content::Word;
            }
            true
        }
        // The 无 of a wrapped 无法提供 is no mark for nil, nor the stroke of 本年增/减.
        Content::Mark => {
            let at = ink.index_of(token.range.start);
            let first = if is_cjk(chars[token.range.start]) { at } else { at.saturating_sub(1) };
            !in_word(first..at + 1)
        }
        _ => true,
    });
    out
}

/// Whether a run of characters is all there is between two tabs or pipes.
fn fills_cell(folded: &Folded, range: Range<usize>) -> bool {
    let chars = &folded.chars;
    let before = chars[..range.start].iter().rev().find(|c| **c != ' ');
    let after = chars[range.end..].iter().find(|c| **c != ' ');
    let divides = |c: Option<&char>| c.is_some_and(|c| matches!(c, '|' | '\t'));
    divides(before) && (divides(after) || after.is_none_or(|c| *c == '\n'))
}

/// What fills a cell and is no number (约3, 3(含1件撤回), 三) is one thing that cannot be read. A label or
/// a date is left as it is.
fn one_cell(chars: &[char], range: Range<usize>, from: usize, out: &mut Vec<Token>) {
    let word = &chars[range.clone()];
    let approximate = matches!(word.first(), Some('约' | '近' | '共' | '超'));
    let explained = word.first().is_some_and(char::is_ascii_digit) && word.last() == Some(&')') && word.contains(&'(');
    let numbers = out[from..].iter().filter(|token| matches!(token.content, Content::Number(..))).count();
    let mixed = numbers > 0 && out.len() - from > 1;
    if mixed && (approximate || explained) {
        out.truncate(from);
        out.push(Token { content: Content::Text, range });
    }
}

/// Where the cell that starts after the separator at `i` ends, if there is nothing in it.
fn empty_cell(chars: &[char], i: usize) -> Option<usize> {
    let skip = |mut k: usize| {
        while chars.get(k) == Some(&' ') {
            k += 1;
        }
        k
    };
    let next = skip(i + 1);
    match (chars[i], chars.get(next)) {
        ('\t', Some('\t' | '\n') | None) | ('|', Some('|')) => Some(next),
        // At the end of a line of cells: nothing, unless every row ends so (`Layout::padding`).
        ('|', Some('\n') | None) if chars[..i].iter().rev().take_while(|c| **c != '\n').any(|c| *c == '|') => {
            Some(next)
        }
        // A pipe alone on its line, and the next line again a pipe alone: a cell a line.
        ('|', Some('\n')) => {
            let below = skip(next + 1);
            let alone = |k: usize| {
                let before = chars[..k].iter().rev().find(|c| **c != ' ');
                let after = chars[k + 1..].iter().find(|c| **c != ' ');
                before.is_none_or(|c| *c == '\n') && after.is_none_or(|c| *c == '\n')
            };
            (chars.get(below) == Some(&'|') && alone(i) && alone(below)).then_some(next)
        }
        _ => None,
    }
}

/// Reads one run of characters without separators.
fn atom(chars: &[char], range: Range<usize>, out: &mut Vec<Token>) {
    let is_opener = |c: char| matches!(c, '(' | '[' | '*' | '_' | '`' | '"' | '\'' | '~');
    let is_closer =
        |c: char| matches!(c, ')' | ']' | '*' | '_' | '`' | '"' | '\'' | '~' | ',' | '.' | ';' | ':' | '、' | '·');
    let mut start = range.start;
    let mut end = range.end;
    if is_programs_nil(&chars[start..end]) {
        out.push(Token { content: Content::Empty, range: start..end });
        return;
    }
    // The point behind a label: 行政许可。
    if chars[start..end] == ['.'] && start > 0 && !is_separator(chars[start - 1]) {
        return;
    }
    if is_mark(&chars[start..end]) {
        out.push(Token { content: Content::Mark, range: start..end });
        return;
    }
    if is_nought(&chars[start..end]) {
        out.push(Token { content: Content::Number(Number::whole(0), None), range: start..end });
        return;
    }
    while start < end && is_opener(chars[start]) {
        start += 1;
    }
    if is_mark(&chars[start..end]) {
        out.push(Token { content: Content::Mark, range: start..end });
        return;
    }
    while end > start && is_closer(chars[end - 1]) && !(chars[end - 1] == ')' && chars[start..end].contains(&'(')) {
        end -= 1;
    }
    let mut i = start;
    let mut text_from = start;
    while i < end {
        let Some((number, after)) = number(&chars[..end], i) else {
            // A word with digits in it that are no number of their own (3O, 1/2) is one unreadable thing.
            i += 1;
            while i < end && !starts_number(chars, i, end) {
                i += 1;
            }
            continue;
        };
        // 1,234000001,234件: thousands in cells that stand together, and a measure word that ends the last of them.
        let run = grouped_run(&chars[..end], i);
        let (number, after) = if run > after {
            let (unit, run) = unit_at(&chars[..end], run).map_or((None, run), |(unit, after)| (Some(unit), after));
            ((None, unit), run)
        } else {
            (number, after)
        };
        // 35-15第二十条: a count and a change, should the row have one.
        if let Some(end) = signed_run(&chars[..end], i) {
            if text_from < i {
                out.push(Token { content: Content::Text, range: text_from..i });
            }
            out.push(Token { content: Content::Text, range: i..end });
            (text_from, i) = (end, end);
            continue;
        }
        if let Some((value, range)) = correction(chars, after, end) {
            out.push(Token { content: Content::Number(value, None), range });
            return;
        }
        // 22(其中修订16件) is 22 with a note.
        let (own_end, after) = (after, note_end(chars, after, end).unwrap_or(after));
        let glued_before = i > start && !is_cjk(chars[i - 1]) && !matches!(chars[i - 1], ')' | '"' | '(');
        // 0件40件116: a measure word ends its cell.
        let ended = number.1.is_some() && chars.get(after).is_some_and(char::is_ascii_digit);
        let glued_after =
            !ended && after < end && !is_cjk(chars[after]) && !matches!(chars[after], '(' | '"' | '.' | '、' | ')');
        if glued_before || glued_after {
            out.push(Token { content: Content::Text, range: text_from..end });
            return;
        }
        // 2024年…: a date, not a cell.
        if after < end && is_date_word(chars[after]) {
            break;
        }
        // An ordinal stuck to the digits before it: 00000002.其他法律 is 0000000 and "2.". Not so where what is left
        // would be no number, or the label has an ordinal of its own: 1,245、二、上年结转.
        let point = after < end && matches!(chars[after], '.' | '、' | ')');
        let label = chars.get(after + 1).is_some_and(|&c| (is_cjk(c) && !is_ordinal(chars, after + 1)) || c == '"');
        let without = || match after - i {
            1 => Some(None),
            _ => self::number(&chars[..after - 1], i).filter(|(_, end)| *end == after - 1).map(Some),
        };
        let shorter = (point && label).then(without).flatten();
        let number_end = if shorter.is_some() { after - 1 } else { own_end };
        let number = shorter.unwrap_or(Some((number, after)));
        if text_from < i && name_before(&chars[text_from..i]) < i - text_from {
            out.push(Token { content: Content::Text, range: text_from..i });
        }
        if let Some(((number, unit), _)) = number {
            let content = number.map_or(Content::Digits, |n| Content::Number(n, unit));
            out.push(Token { content, range: i..number_end });
        }
        text_from = after;
        i = after;
    }
    if text_from < end {
        out.push(Token { content: Content::Text, range: text_from..end });
    }
}

/// How long the name of a number's column is, and its colon, as narrow screens show it before the cell: 自然人:3. Or 0.
fn name_before(text: &[char]) -> usize {
    let name = text.iter().take_while(|c| is_cjk(**c)).count();
    if (1..=LONGEST_HEADING).contains(&name) && text.get(name) == Some(&':') { name + 1 } else { 0 }
}

/// Where a note ends that stands in brackets right behind a number, at the end of its run of characters: (其中修订16件).
fn note_end(chars: &[char], after: usize, end: usize) -> Option<usize> {
    let rest = &chars[after..end];
    let close = rest.iter().position(|c| *c == ')')?;
    let inner = rest.first().filter(|c| **c == '(').map(|_| &rest[1..close])?;
    let speaks = inner.first().is_some_and(|c| is_cjk(*c)) && inner.iter().any(char::is_ascii_digit);
    (speaks && close + 1 == rest.len()).then_some(end)
}

/// What a cell says whose text is told apart from all others.
pub(crate) enum Whole {
    /// A number, its unit, and where they stand: what follows is a note on it.
    Number(Number, Option<&'static str>, Range<usize>),
    /// A mark for nil.
    Nil,
}

/// Reads a whole cell, from a place to the end of the characters given; `None` where it is no number: 见表3, 撤回1件, 约3, 1〇.
pub(crate) fn whole(chars: &[char], start: usize) -> Option<Whole> {
    if is_nought(&chars[start..]) {
        return Some(Whole::Number(Number::whole(0), None, start..start + 1));
    }
    let start = start + chars[start..].iter().take_while(|c| is_dress(**c)).count();
    let end = chars.len() - chars[start..].iter().rev().take_while(|c| is_dress(**c)).count();
    let chars = &chars[..end.max(start)];
    // { =SUM(LEFT) }35: the field that a number comes from.
    let field = chars[start..].iter().position(|c| *c == '}').filter(|_| chars.get(start) == Some(&'{'));
    if field.is_some_and(|end| start + end + 1 == chars.len()) {
        return None;
    }
    let start = field.map_or(start, |end| start + end + 1);
    let start = start + chars[start..].iter().take_while(|c| **c == ' ').count();
    let text = &chars[start..];
    // [625], as forms to be filled in show it; [625](#note), [625]{.underline}, as converters write it.
    if let ['[', rest @ ..] = text {
        let gap = rest.iter().take_while(|c| **c == ' ').count();
        let (start, rest) = (start + gap, &rest[gap..]);
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        let behind = rest[digits..].iter().take_while(|c| **c == ' ').count();
        let is_over = matches!(rest[digits + behind..], [']'] | [']', '(', .., ')'] | [']', '{', .., '}']);
        // ([171]{.deletion}[168]{.insertion} is two of them.)
        if digits > 0 && is_over && !rest.contains(&'[') {
            let value = Number::parse(false, rest[..digits].iter().copied())?;
            return Some(Whole::Number(value, None, start + 1..start + 1 + digits));
        }
    }
    let sign = text.len() <= 2 && !text.iter().any(|c| c.is_alphanumeric() || is_in(*c, "()[]<>{}《》#=,.;:!?、…"));
    let is_none = |inner: &[char]| {
        let inner: Vec<char> = inner.iter().copied().filter(|c| *c != ' ').collect();
        inner.is_empty() || is_mark(&inner)
    };
    let bracketed = matches!(text, ['(', inner @ .., ')'] | ['[', inner @ .., ']'] if is_none(inner));
    if text.is_empty() || is_mark(text) || bracketed || sign {
        return Some(Whole::Nil);
    }
    let named = name_before(text);
    let text = &text[named..];
    let start = start + named + text.iter().take_while(|c| **c == ' ').count();
    let open = start + usize::from(chars.get(start) == Some(&'('));
    let ((value, unit), mut end) = number(chars, open)?;
    let spaced = thousands(chars, open);
    let value = match spaced {
        Some((number, after)) if after > end && unit.is_none() => {
            end = after;
            number
        }
        _ => value?,
    };
    let mut unit = unit;
    if unit.is_none() {
        // 22979.87 万元
        let gap = end + chars[end..].iter().take_while(|c| **c == ' ').count();
        let rest = &chars[gap..];
        let is = |word: &&&str| starts(rest, word) && rest.len() == word.chars().count();
        let apart = UNITS.iter().filter(|_| !rest.is_empty()).find(is);
        if let Some(word) = apart {
            (unit, end) = (Some(word.trim_matches(['(', ')'])), chars.len());
        }
    }
    // 6(减): its sign behind it.
    let value = if chars[end..] == ['(', '减', ')'] { value.times(-1)? } else { value };
    if let Some((value, range)) = correction(chars, end, chars.len()) {
        return Some(Whole::Number(value, unit, range));
    }
    is_note(&chars[end..]).then_some(Whole::Number(value, unit, open..end))
}

/// What a number was corrected to, in a bracket behind it that ends its cell, and where that stands: 315(更正为307).
fn correction(chars: &[char], after: usize, end: usize) -> Option<(Number, Range<usize>)> {
    const CORRECTED: &[&str] = &["更正为", "改为", "修正为", "订正为", "应为", "实为"];
    let (before, inner) = (&chars[..end], chars.get(after..end)?.strip_prefix(&['('])?.strip_suffix(&[')'])?);
    let word = CORRECTED.iter().map(|word| word.chars().collect::<Vec<_>>()).find(|word| inner.starts_with(word))?;
    let at = after + 1 + word.len();
    let ((value, _), stop) = number(before, at)?;
    (stop + 1 == end).then_some((value?, at..stop))
}

/// Whether a sign beside a number says nothing about it: what programs and hands dress numbers with (**5**, $5$, ="5", :5, ●5).
/// What says that it is about so much (~, ≈, <, ?), of a hundred, less or more (↓, ▲), or one of several is none.
fn is_dress(c: char) -> bool {
    c != ' '
        && !c.is_alphanumeric()
        && !is_cjk(c)
        && !is_in(c, "()[]{}<>《》-+±.,;、/\\|!?？≈≤≥<>%‰°#&^…※√✓✔☑▲△▼▽↑↓↗↘→←⬆⬇🔺🔻")
        && !matches!(c, '①'..='⑳' | '¹' | '²' | '³' | '⁰'..='⁹' | '†' | '‡')
}

/// Where a formula or a remark in brackets ends that stands behind a label in its own cell or on its line, if there is one:
/// 总计(=(一)+(二)+…+(六)), 总计(件).
pub(crate) fn remark_end(chars: &[char], start: usize) -> usize {
    const LONGEST: usize = 60;
    let near = &chars[start..chars.len().min(start + LONGEST)];
    let end = start + near.iter().position(|c| matches!(c, '\n' | '\t' | '|')).unwrap_or(near.len());
    let remark = &chars[start..end];
    let of_formula = |c: &char| c.is_ascii_digit() || is_in(*c, "=+-*/×÷()[].…、:至 第项列行之和一二三四五六七八九十");
    let is_formula = remark.contains(&'=') && remark.iter().any(|c| is_cjk(*c)) && remark.iter().all(of_formula);
    let is_remark =
        matches!(remark, ['(', inner @ .., ')'] if !inner.is_empty() && !inner.iter().any(char::is_ascii_digit));
    if is_formula || is_remark { end } else { start }
}

/// A column's heading is no longer than this.
const LONGEST_HEADING: usize = 10;

/// Whether what follows a number in its cell leaves it the cell's number: nothing, a closing bracket, a mark for a note at the
/// table's foot, a measure word, or a note in brackets that is more than a number (22(其中修订16件)).
fn is_note(rest: &[char]) -> bool {
    let rest: Vec<char> = rest.iter().copied().filter(|c| *c != ' ').collect();
    let is_mark = |c: char| matches!(c, '①'..='⑳' | '¹' | '²' | '³' | '*' | '※' | '√' | '✓' | '✔' | '☑');
    // 9(2.8%): a share.
    let is_share = |c: &char| c.is_ascii_digit() || matches!(c, '.' | '%');
    match rest.as_slice() {
        [] | [')' | ',' | '.' | ';' | ':' | '、'] => true,
        [one] => is_mark(*one) || (is_cjk(*one) && !is_date_word(*one) && *one != '〇'),
        ['{' | '[', '=', .., '}' | ']'] => true,
        ['[', inner @ .., ']'] => !inner.is_empty() && inner.iter().all(|c| c.is_ascii_digit() || is_cjk(*c)),
        ['(', inner @ .., '%', ')'] if inner.iter().all(is_share) => true,
        ['(', inner @ .., ')'] => inner.iter().any(|c| is_cjk(*c)) || inner.iter().all(|c| is_mark(*c)),
        _ => false,
    }
}

/// A number whose thousands are set apart by spaces: 1 234 567.
fn thousands(chars: &[char], i: usize) -> Option<(Number, usize)> {
    let digits = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let first = digits(i);
    let mut end = i + first;
    while (1..=3).contains(&first) && chars.get(end) == Some(&' ') && digits(end + 1) == 3 {
        end += 4;
    }
    let number = Number::parse(false, chars[i..end].iter().copied().filter(char::is_ascii_digit))?;
    (first > 0 && chars[i] != '0').then_some((number, end))
}

/// Where digits with one sign among them end: 35减15, 216减1,983; or 35-15, before a Chinese character.
fn signed_run(chars: &[char], i: usize) -> Option<usize> {
    let digits_end = |from: usize| {
        let plain = from + chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
        plain.max(grouped_run(chars, from))
    };
    let at = digits_end(i);
    let sign = *chars.get(at).filter(|c| at > i && is_sign(**c))?;
    let end = digits_end(at + 1);
    let alone = end > at + 1 && !chars.get(end).is_some_and(|c| is_sign(*c));
    let apart = is_cjk(sign) || chars.get(end).is_some_and(|c| is_cjk(*c));
    (alone && apart).then_some(end)
}

/// Whether a text is a number with the mark of a note stuck to it: `35[1]`, `5(12%)`, `0¹`. It fills a cell, and cannot be read.
pub(crate) fn is_noted_number(text: &[char]) -> bool {
    let mark = text.iter().find(|c| !c.is_ascii_digit());
    let is_mark = |c: &char| is_in(*c, "[(*'†‡¹²³") || matches!(c, '⁰'..='⁹' | '①'..='⑳');
    text.len() <= LONGEST_NOTED && text.first().is_some_and(char::is_ascii_digit) && mark.is_some_and(is_mark)
}

/// A number and the mark of its note are no longer than this.
const LONGEST_NOTED: usize = 12;

/// The sign of a change.
pub(crate) fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '增' | '减' | '↑' | '↓')
}

/// Where the digits from `i` on end, if there are commas among them, each before three digits or more.
fn grouped_run(chars: &[char], i: usize) -> usize {
    let len = chars[i..].iter().take_while(|c| c.is_ascii_digit() || **c == ',').count();
    let mut groups = chars[i..i + len].split(|c| *c == ',');
    let first = groups.next().map_or(0, <[char]>::len);
    if first > 0 && groups.all(|group| group.len() >= 3) { i + len } else { i }
}

/// Whether a Chinese ordinal stands at a place: 二、 or 三).
fn is_ordinal(chars: &[char], i: usize) -> bool {
    is_in(chars[i], "一二三四五六七八九十") && chars.get(i + 1).is_some_and(|c| matches!(c, '、' | '.' | ')'))
}

fn is_date_word(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '期')
}

/// Whether a text is a mark for nil.
pub(super) fn is_mark(atom: &[char]) -> bool {
    match atom {
        [] => false,
        ['无' | '空' | '~' | '_' | '*' | '.'] | ['暂', '无'] => true,
        ['n' | 'N', '/', 'a' | 'A'] | ['#', 'N', '/', 'A'] => true,
        _ if is_programs_nil(atom) => true,
        _ => atom.len() <= 3 && atom.iter().all(|c| matches!(c, '-' | '/' | '\\')),
    }
}

/// Whether a cell says what programs write for nothing.
pub(super) fn is_programs_nil(atom: &[char]) -> bool {
    let is =
        |word: &&str| word.len() == atom.len() && word.chars().zip(atom).all(|(c, own)| own.eq_ignore_ascii_case(&c));
    ["nan", "none", "null", "nil", "na", ":::"].iter().any(is)
}

/// From the first of some tokens to the last.
pub(crate) fn extent(tokens: &[Token]) -> Range<usize> {
    tokens.first().zip(tokens.last()).map_or(0..0, |(first, last)| first.range.start..last.range.end)
}

/// Whether a run of characters is a nought in another script: 零, 〇, and the circle that stands for it.
fn is_nought(atom: &[char]) -> bool {
    matches!(atom, ['零' | '〇' | '○'])
}

fn starts_number(chars: &[char], i: usize, end: usize) -> bool {
    chars[i].is_ascii_digit() || (is_sign(chars[i]) && i + 1 < end && chars[i + 1].is_ascii_digit())
}

type Parsed = (Option<Number>, Option<&'static str>);

/// A number at `i`, with its sign and unit, and where it ends. The number is `None` where it is too large.
fn number(chars: &[char], i: usize) -> Option<(Parsed, usize)> {
    let end = chars.len();
    if i >= end || !starts_number(chars, i, end) {
        return None;
    }
    let negative = matches!(chars[i], '-' | '减' | '↓');
    let first = if chars[i].is_ascii_digit() { i } else { i + 1 };
    let digits = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut k = first + digits(first);
    // 1,234,567: groups of exactly three after one to three.
    if k - first <= 3 {
        while k < end && chars[k] == ',' && digits(k + 1) == 3 {
            k += 4;
        }
    }
    if k + 1 < end && chars[k] == '.' && chars[k + 1].is_ascii_digit() {
        k += 1 + digits(k + 1);
    }
    let value = Number::parse(negative, chars[first..k].iter().copied().filter(|c| *c != ','));
    let (unit, after) = unit_at(chars, k).map_or((None, k), |(unit, after)| (Some(unit), after));
    Some(((value, unit), after))
}

/// The measure word of the number that ends at a place, and where it ends.
fn unit_at(chars: &[char], k: usize) -> Option<(&'static str, usize)> {
    // Most numbers end at a gap.
    chars.get(k).filter(|c| **c == '(' || is_cjk(**c))?;
    let unit = UNITS.iter().find(|unit| starts(&chars[k..], unit))?;
    let after = k + unit.chars().count();
    // 12件 is a cell, the 12 of 12个月 is not: the unit must end the word or stand before punctuation.
    chars.get(after).is_none_or(|c| !is_cjk(*c)).then_some((unit.trim_matches(['(', ')']), after))
}

/// A unit that stands apart from its number on the same line: `22979.87 万元`.
fn attach_units(chars: &[char], tokens: &mut Vec<Token>) {
    let mut i = 1;
    while i < tokens.len() {
        let gap = tokens[i - 1].range.end..tokens[i].range.start;
        let word = &chars[tokens[i].range.clone()];
        if word.is_empty() {
            i += 1;
            continue;
        }
        let unit = UNITS.iter().find(|unit| starts(word, unit) && unit.chars().count() == word.len());
        if let (Content::Number(number, None), Some(unit), true) =
            (tokens[i - 1].content, unit, chars[gap].iter().all(|c| *c == ' '))
            && tokens[i].content == Content::Text
        {
            tokens[i - 1].content = Content::Number(number, Some(unit.trim_matches(['(', ')'])));
            tokens[i - 1].range.end = tokens[i].range.end;
            tokens.remove(i);
        } else if matches!(tokens[i - 1].content, Content::Number(..)) && is_date_word(word[0]) {
            // `2024 年`, as PDFs space it.
            tokens[i - 1].content = Content::Text;
            i += 1;
        } else {
            i += 1;
        }
    }
}

/// Whether a cell of the table starts at or after `i`, nothing but separators and closing brackets
/// before it: a number that is neither the ordinal of the next label nor part of a date, or a mark.
pub(crate) fn cell_follows(folded: &Folded, mut i: usize) -> bool {
    let chars = &folded.chars;
    while chars.get(i).is_some_and(|&c| is_separator(c) || matches!(c, ')' | '"' | '\'' | '*' | ':' | ']')) {
        i += 1;
    }
    // | 件 | 1693 |: a column of units stands between.
    let is_unit = |at: usize| {
        chars.get(at).is_some_and(|c| is_in(*c, "件宗")) && is_separator(*chars.get(at + 1).unwrap_or(&'件'))
    };
    if is_unit(i) {
        i += 1 + chars[i + 1..].iter().take_while(|c| is_separator(**c)).count();
    }
    let Some(&c) = chars.get(i) else { return false };
    // No number of the form is longer.
    let near = &chars[i..chars.len().min(i + 40)];
    let atom_end = near.iter().position(|&c| is_separator(c)).map_or(i + near.len(), |n| i + n);
    // ((七)总计 / 〇: nil in Chinese is a cell, too.)
    if is_mark(&chars[i..atom_end]) || is_nought(&chars[i..atom_end]) {
        return true;
    }
    if c == '(' && chars.get(i + 1).is_some_and(char::is_ascii_digit) {
        return false;
    }
    let Some((_, after)) = number(&chars[..atom_end], i) else { return false };
    let digits = after - i;
    match chars.get(after) {
        Some('.' | '、' | ')') => {
            // "2.其他" or "2. 其他": an ordinal, unless digits of the row are stuck to it.
            let next = chars[after + 1..].iter().find(|c| !is_separator(**c));
            digits > 1 || !next.is_some_and(|&c| is_cjk(c) || c == '"')
        }
        Some(&c) => !is_date_word(c),
        None => true,
    }
}

/// How many numbers stand on the rest of a line, each in a cell between tabs or pipes of its own.
pub(crate) fn cells_on_line(folded: &Folded, i: usize) -> usize {
    const LONGEST: usize = 200;
    let rest = &folded.chars[i..folded.chars.len().min(i + LONGEST)];
    let line = &rest[..rest.iter().position(|c| *c == '\n').unwrap_or(rest.len())];
    let is_number = |cell: &[char]| {
        let mut shown = cell.iter().filter(|c| **c != ' ').peekable();
        shown.peek().is_some() && shown.all(char::is_ascii_digit)
    };
    line.split(|c| matches!(c, '\t' | '|')).skip(1).filter(|cell| is_number(cell)).count()
}

/// The number or the mark for nil right behind the name of its column: 自然人:5件, 总计 27.
pub(crate) fn after_name(chars: &[char], i: usize) -> Option<Token> {
    let is_gap = |c: &&char| matches!(**c, ' ' | ':' | '=' | '*' | '_');
    let start = i + chars.get(i..)?.iter().take_while(is_gap).count();
    let end =
        start + chars[start..].iter().take_while(|c| !is_separator(**c) && !matches!(c, ',' | ';' | '、')).count();
    if is_mark(&chars[start..end]) {
        return Some(Token { content: Content::Mark, range: start..end });
    }
    let ((number, unit), end) = number(chars, start)?;
    Some(Token { content: Content::Number(number?, unit), range: start..end })
}

/// Whether a sentence follows from a place on: a number, its measure word, and more words (新收申请71件,上年结转6件).
pub(crate) fn sentence_follows(folded: &Folded, i: usize) -> bool {
    let chars = &folded.chars;
    let Some((_, after)) = number(&chars[..chars.len().min(i + 40)], i) else { return false };
    let is_measure = |c: &char| is_in(*c, "件条宗项份次个");
    let after = after + usize::from(chars.get(after).is_some_and(is_measure));
    let next = after + usize::from(chars.get(after).is_some_and(|c| matches!(c, ',' | ';' | '、' | '(')));
    let ends = chars.get(after).is_some_and(|c| matches!(c, '.' | ';'));
    is_measure(&chars[after - 1]) && (ends || chars.get(next).is_some_and(|c| is_cjk(*c) && !is_ordinal(chars, next)))
}
