//! Numbers in whatever they count: 382公里, 2.6万, 4.02亿元, 三倍, 9640件次.
//!
//! What the form counts is asked of the numbers that a [`Said`](super::claims::Said) understands. Equations that a sentence states
//! itself (由2.6万增至3.9万,净增1.3万; 36场,1044人次,平均每场29人次) hold for everything that can be counted, and for numbers that were
//! rounded: those are read here, with so much of the unit as tells alike from unlike.

use super::View;
use super::quantity::{self, Quantity, Unit};
use crate::number::Number;
use crate::stream::Prose;
use crate::text::{is_in, starts};
use std::ops::Range;

/// Values are in so many parts of one.
pub(crate) const ONE: i128 = 1_000_000;

/// So many numbers to either side may belong to one: no sentence of a report has more.
pub(crate) const NEAR: usize = 24;

/// A number of a sentence.
#[derive(Debug)]
pub(crate) struct Figure {
    /// In millionths; money in yuan.
    pub(crate) value: i128,
    /// How much its last digit stands for, in millionths, where it may be rounded: 100 of 1.23万; nothing of 12件.
    pub(crate) step: i128,
    /// As it is printed, before 万 and the unit.
    pub(crate) printed: Number,
    /// 约, 余, 以上.
    pub(crate) about: bool,
    pub(crate) of: Of,
    /// The number and its unit, in prose.
    pub(crate) range: Range<usize>,
    /// How deep in brackets it stands.
    pub(crate) depth: usize,
}

/// What it counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Percent,
    /// 个百分点.
    Points,
    Times,
    Yuan,
    /// 2.6万 and nothing more.
    Bare,
    /// The measure word, and what makes another of it: 人, 人次.
    Counts(char, Option<char>),
}

impl Figure {
    /// Whether two count the same.
    pub(crate) fn is_alike(&self, other: &Figure) -> bool {
        let counts = |of: Of| matches!(of, Of::Counts(..) | Of::Bare);
        let cases = |of: Of| matches!(of, Of::Counts(c, None) if quantity::is_case(c));
        self.of == other.of
            || (cases(self.of) && cases(other.of))
            || (counts(self.of) && counts(other.of) && (self.of == Of::Bare || other.of == Of::Bare))
    }

    /// Whether it is no share, change or multiple.
    pub(crate) fn is_counted(&self) -> bool {
        !matches!(self.of, Of::Percent | Of::Points | Of::Times)
    }

    /// What its last digit stands for.
    pub(crate) fn last_digit(&self) -> i128 {
        if self.step > 0 { self.step } else { ONE }
    }

    /// As it is printed.
    pub(crate) fn text(&self, prose: &Prose) -> String {
        prose.chars[self.range.clone()].iter().collect()
    }

    /// A value, printed in the unit of this one, as precisely.
    pub(crate) fn likewise(&self, value: i128, prose: &Prose) -> Option<String> {
        let right = self.in_print(value)?;
        let digits = right.to_string().chars().filter(|c| *c != '-').collect::<String>();
        let unit: String = prose.chars[self.range.clone()]
            .iter()
            .skip_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.') || quantity::is_numeral(**c))
            .collect();
        Some(format!("{digits}{unit}"))
    }

    /// What stands for a value where this number is printed, without 万 and unit.
    pub(crate) fn in_print(&self, value: i128) -> Option<Number> {
        let scale = 10i128.pow(u32::from(self.printed.decimals()));
        let printed = self.printed.scaled(self.printed.decimals())?;
        let factor = if printed == 0 { ONE } else { self.value * scale / printed };
        let units = value.checked_mul(2 * scale)?.checked_add(factor)? / (2 * factor.max(1));
        Some(Number::scaled_down(i64::try_from(units).ok()?, self.printed.decimals()))
    }
}

/// The numbers of a sentence, in order.
pub(crate) fn figures(prose: &Prose, sentence: Range<usize>) -> Vec<Figure> {
    let chars = &prose.chars;
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut i = sentence.start;
    while i < sentence.end {
        match chars[i] {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if c.is_ascii_digit() => {
                let (end, figure) = in_digits(chars, i, sentence.end);
                found.extend(figure.map(|figure| Figure { depth, ..figure }));
                i = end;
                continue;
            }
            c if quantity::is_numeral(c) => {
                let (end, figure) = in_words(chars, i, sentence.end);
                found.extend(figure.map(|figure| Figure { depth, ..figure }));
                i = end;
                continue;
            }
            _ => {}
        }
        i += 1;
    }
    found
}

/// A number in digits at a place, and where to go on.
fn in_digits(chars: &[char], start: usize, end: usize) -> (usize, Option<Figure>) {
    let run = chars[start..end].iter().take_while(|c| c.is_ascii_digit() || matches!(c, '.')).count();
    let Some((printed, mut i)) = quantity::digits(chars, start, end) else { return (start + run, None) };
    let past = i;
    // 第3条, 表1, A4, 2023-12, 12/31: no number of anything.
    let before = start.checked_sub(1).map(|i| chars[i]);
    if before.is_some_and(|c| matches!(c, '第' | '/' | '-' | ' ') || c.is_ascii_alphanumeric()) {
        return (past, None);
    }
    // 3.5 in its middle; not what begins a sentence.
    if before == Some('.') && start >= 2 && chars[start - 2].is_ascii_digit() {
        return (past, None);
    }
    // (代表20名 counts.)
    if before == Some('表') && !chars[..start].ends_with(&['代', '表']) {
        return (past, None);
    }
    let more = |i: usize| i < end && matches!(chars[i], '余' | '多' | '几');
    let mut about = more(i) || quantity::is_about(chars, start);
    i += usize::from(more(i));
    let mut factor = 1i128;
    if i < end && matches!(chars[i], '万' | '亿') {
        factor = if chars[i] == '万' { 10_000 } else { 100_000_000 };
        i += 1;
    }
    about |= more(i);
    i += usize::from(more(i));
    let Some((of, end)) = unit(chars, i, end, factor > 1) else { return (past, None) };
    // (2倍多; 比上年1092处多168处 are more by so many.)
    let rate = matches!(of, Of::Times | Of::Percent);
    about |= quantity::is_about_behind(&chars[end..]) || rate && matches!(chars[end..], ['多' | '余', ..]);
    // A year, and a day.
    if matches!(of, Of::Counts('年' | '月' | '日' | '号' | '时' | '点' | '度', _)) {
        return (past, None);
    }
    let Some(value) = printed.scaled(6) else { return (past, None) };
    let decimals = u32::from(printed.decimals());
    // 网2、信1。1件公开: there is no half of what is counted one by one.
    if decimals > 0
        && factor == 1
        && matches!(of, Of::Counts(c, _) if is_in(c, "件宗起份条篇次场期人名家"))
        && !after_each(chars, start)
    {
        return (past, None);
    }
    let rounded = factor > 1 || decimals > 0;
    let step = if rounded { ONE * factor / 10i128.pow(decimals) } else { 0 };
    (end, Some(Figure { value: value * factor, step, printed, about, of, range: start..end, depth: 0 }))
}

/// Whether an average is told: 平均每个单位1.4人.
fn after_each(chars: &[char], start: usize) -> bool {
    chars[start.saturating_sub(12)..start].iter().any(|c| matches!(c, '均' | '每'))
}

/// The unit at a place, and where it ends; nothing where a number cannot end there.
fn unit(chars: &[char], at: usize, end: usize, bare: bool) -> Option<(Of, usize)> {
    let rest = &chars[at..end];
    Some(match rest.first() {
        Some('%') => (Of::Percent, at + 1),
        Some('倍') => (Of::Times, at + 1),
        Some('元') => (Of::Yuan, at + 1),
        Some(_) if starts(rest, "个百分点") => (Of::Points, at + 4),
        Some(c) if c.is_alphanumeric() && !c.is_ascii() && !quantity::is_numeral(*c) => {
            // 382公里; 65件里废止8件.
            let second = rest.get(1).copied();
            let second = second.filter(|next| is_in(*next, "次方顷斤米月") || (*next == '里' && is_in(*c, "公英海华")));
            // 3.8万增至5.2万: no measure word.
            if bare && is_in(*c, "增到至升上为提和与左降减达净") {
                (Of::Bare, at)
            } else {
                (Of::Counts(*c, second), at + 1 + usize::from(second.is_some()))
            }
        }
        _ if bare => (Of::Bare, at),
        _ => return None,
    })
}

/// A number in words at a place, and where to go on: 三倍, 四十八件, 二成五.
fn in_words(chars: &[char], start: usize, end: usize) -> (usize, Option<Figure>) {
    let of = |quantity: Quantity| {
        let of = match quantity.unit {
            Unit::Percent => Of::Percent,
            Unit::Piece('倍') => Of::Times,
            Unit::Case(c) | Unit::Piece(c) => {
                Of::Counts(c, chars.get(quantity.range.end).copied().filter(|next| *next == '次'))
            }
            Unit::Money(_) | Unit::Year => return None,
        };
        Some(Figure {
            value: quantity.value.scaled(6)?,
            step: 0,
            printed: quantity.value,
            about: quantity.approximate,
            of,
            range: quantity.range,
            depth: 0,
        })
    };
    match quantity::at(chars, start, end) {
        Ok(quantity) => (quantity.range.end, of(quantity)),
        Err(past) => (start + past, None),
    }
}

/// Of how many years together words say that a number is: 两年累计, 三年来共. (Of 历年 nobody knows.)
pub(super) fn how_many_years(words: &[char]) -> Option<usize> {
    let together = |two: &[char]| match two {
        ['历', '年'] => Some(0),
        [many, '年'] => "两三四五六".chars().position(|c| c == *many).map(|at| at + 2),
        _ => None,
    };
    words.windows(2).find_map(together)
}

/// Whether words name a year by its number.
pub(super) fn names_a_year(words: &[char]) -> bool {
    words.windows(2).any(|two| two[0].is_ascii_digit() && two[1] == '年')
}

/// What stands between a number and the one before it, or the beginning of its sentence.
pub(crate) fn words_ahead<'p>(prose: &'p Prose, figures: &[Figure], at: usize) -> &'p [char] {
    const REACH: usize = 24;
    let Some(end) = figures.get(at).map(|figure| figure.range.start) else { return &[] };
    let start = at.checked_sub(1).map_or(0, |before| figures[before].range.end).max(end.saturating_sub(REACH));
    let words = &prose.chars[start..end];
    words.iter().rposition(|c| matches!(c, '.' | '\n')).map_or(words, |at| &words[at + 1..])
}

/// The same in what is being checked.
pub(super) fn words_before<'v>(view: &'v View<'_>, figures: &[Figure], at: usize) -> &'v [char] {
    words_ahead(view.prose, figures, at)
}
