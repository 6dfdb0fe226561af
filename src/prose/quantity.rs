//! Numbers as prose writes them: 33, 1,937, 三百余, 1.2万, 33.9%, each with its unit.

use crate::number::Number;
use crate::text::{ends, is_in, starts};
use std::ops::Range;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    pub(crate) value: Number,
    /// Said to be about, more or less than that, or rounded to tens of thousands: no equality.
    pub(crate) approximate: bool,
    pub(crate) unit: Unit,
    /// The number and its unit, in prose.
    pub(crate) range: Range<usize>,
}

impl Quantity {
    /// The number with its unit.
    pub(crate) fn text(&self) -> String {
        format!("{}{}", self.value, self.unit.text())
    }
}

/// What a number counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// 件、宗、起: cases and documents.
    Case(char),
    /// Anything else that is counted, by its measure word.
    Piece(char),
    /// Shares and changes.
    Percent,
    /// 年: not a quantity, but the year that others are of.
    Year,
    Money(&'static str),
}

impl Unit {
    /// As printed.
    pub(crate) fn text(self) -> String {
        match self {
            Unit::Case(c) | Unit::Piece(c) => c.to_string(),
            Unit::Percent => "%".to_owned(),
            Unit::Year => "年".to_owned(),
            Unit::Money(name) => name.to_owned(),
        }
    }
}

/// 件 and what is counted like it.
pub(super) fn is_case(c: char) -> bool {
    matches!(c, '件' | '宗' | '起' | '份')
}

/// Other measure words.
const PIECES: &str = "封条篇期次个项场名人家部例类批案笔处倍所座套户台通只辆支款门册张组栏间栋幅枚课节档轮版集块";

/// The quantity at a place of the prose; otherwise how many characters are none, so that nobody looks into the
/// middle of a number.
pub(crate) fn at(chars: &[char], start: usize, end: usize) -> Result<Quantity, usize> {
    if !chars[start].is_ascii_digit() && !is_numeral(chars[start]) {
        return Err(1);
    }
    quantity(chars, start, end).ok_or_else(|| {
        let rest = &chars[start..end];
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        let numerals = rest.iter().take_while(|c| is_numeral(**c)).count();
        digits.max(numerals).max(1)
    })
}

/// 百分之三十三点三, 百分之12.5.
fn per_cent(chars: &[char], start: usize, end: usize) -> Option<Quantity> {
    let rest = chars[start..end].strip_prefix(&['百', '分', '之'])?;
    let from = end - rest.len();
    if rest.first()?.is_ascii_digit() {
        let (value, end) = digits(chars, from, end)?;
        return Some(Quantity { value, approximate: false, unit: Unit::Percent, range: start..end });
    }
    let (whole, mut i) = numeral(chars, from, end)?;
    let mut text = whole.to_string();
    if chars.get(i) == Some(&'点') && i < end {
        text.push('.');
        i += 1;
        while let Some(digit) = chars.get(i).filter(|_| i < end).and_then(|c| digit(*c)) {
            text.push_str(&digit.to_string());
            i += 1;
        }
    }
    let value = Number::parse(false, text.trim_end_matches('.').chars())?;
    Some(Quantity { value, approximate: false, unit: Unit::Percent, range: start..i })
}

/// What a character of a number stands for: 零 to 九, 两.
fn digit(c: char) -> Option<usize> {
    let of = |d: char| d == c || (d == '〇' && matches!(c, '零' | '○')) || (d == '二' && c == '两');
    "〇一二三四五六七八九".chars().position(of)
}

fn quantity(chars: &[char], start: usize, end: usize) -> Option<Quantity> {
    if let Some(share) = per_cent(chars, start, end) {
        return Some(share);
    }
    let before = start.checked_sub(1).map(|i| chars[i]);
    // 第3件, A4, 3.5 in its middle: no count. (同2023年的7件: a year.)
    let is_dated = || chars[start..end].get(4) == Some(&'年');
    let in_decimal = before == Some('.') && start >= 2 && chars[start - 2].is_ascii_digit();
    if in_decimal
        || before.is_some_and(|c| {
            matches!(c, '第' | '/' | '-' | ' ') || c.is_ascii_alphanumeric() || (c == '同' && !is_dated())
        })
    {
        return None;
    }
    let (mut value, mut i) =
        if chars[start].is_ascii_digit() { digits(chars, start, end)? } else { numeral(chars, start, end)? };
    let mut approximate = false;
    let more = |i: usize| chars.get(i).is_some_and(|c| matches!(c, '余' | '多') && i < end);
    if more(i) {
        approximate = true;
        i += 1;
    }
    // 1.2万条 is rounded, 3万条 may be: equal to nothing.
    if let Some(factor) = chars.get(i).and_then(|c| match c {
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }) && chars.get(i + 1) != Some(&'元')
    {
        approximate = true;
        value = value.times(factor)?;
        i += 1;
    }
    if more(i) {
        approximate = true;
        i += 1;
    }
    // 一件一档, 一事一审: a saying.
    if value == Number::whole(1) && chars[start] == '一' && chars.get(i + 1) == Some(&'一') {
        return None;
    }
    // 与新收件一起办理: together.
    let together = value == Number::whole(1) && chars[start] == '一' && chars.get(i) == Some(&'起');
    if together && chars.get(i + 1).is_some_and(|c| is_in(*c, "办处推纳答合公抓做研参组部检谋开")) {
        return None;
    }
    // 三年一次: how often.
    if before.is_some_and(|c| is_in(c, "年季月周日天度")) && chars[start..end].starts_with(&['一', '次']) {
        return None;
    }
    // 7个工作日: a time.
    if TIMES.iter().any(|time| starts(&chars[i..end], time)) {
        return None;
    }
    let unit = match (*chars.get(i).filter(|_| i < end)?, chars.get(i + 1)) {
        ('%', _) => Unit::Percent,
        ('年', _) if (2000..2100).contains(&value.as_whole()?) => Unit::Year,
        ('万', Some('元')) => Unit::Money("万元"),
        ('亿', Some('元')) => Unit::Money("亿元"),
        ('元', _) => Unit::Money("元"),
        // 36件次 counts visits.
        (c, Some('次')) if is_case(c) => return None,
        (c, _) if is_case(c) => Unit::Case(c),
        (c, _) if is_in(c, PIECES) => Unit::Piece(c),
        _ => return None,
    };
    i += if matches!(unit, Unit::Money(name) if name != "元") { 2 } else { 1 };
    approximate |= is_about(chars, start);
    approximate |= is_about_behind(&chars[i..end]);
    Some(Quantity { value, approximate, unit, range: start..i })
}

/// What time is told in.
const TIMES: &[&str] = &["个工作日", "个自然日", "个小时", "个月", "个季度", "个年度"];

/// Whether the words behind a number say that it is about so much, or a bound.
pub(crate) fn is_about_behind(chars: &[char]) -> bool {
    ["以上", "左右", "以下", "以内"].iter().any(|word| starts(chars, word))
}

/// Whether the words before a number say that it is about so much.
pub(crate) fn is_about(chars: &[char], start: usize) -> bool {
    const ABOUT: &[&str] = &[
        "约",
        "约占",
        "近",
        "近占",
        "超",
        "超过",
        "逾",
        "大约",
        "不到",
        "突破",
        "不少于",
        "不低于",
        "不超过",
        "至少",
        "最多",
        "不足",
    ];
    let before = &chars[..start];
    // (预约18次, 签约1098户 were so many.)
    !matches!(before, [.., '预' | '签' | '续' | '履' | '违' | '解' | '节' | '合', '约'])
        && ABOUT.iter().any(|word| ends(before, word))
}

/// 1937, 1,937, 12.5; and where it ends.
pub(crate) fn digits(chars: &[char], start: usize, end: usize) -> Option<(Number, usize)> {
    let run = |from: usize| chars[from..end].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut i = start + run(start);
    let mut text: Vec<char> = chars[start..i].to_vec();
    // Thousands: groups of three after a group of at most three.
    if text.len() <= 3 {
        while i < end && chars[i] == ',' && run(i + 1) == 3 {
            text.extend(&chars[i + 1..i + 4]);
            i += 4;
        }
    }
    if i + 1 < end && chars[i] == '.' && chars[i + 1].is_ascii_digit() {
        let decimals = run(i + 1);
        text.extend(&chars[i..i + 1 + decimals]);
        i += 1 + decimals;
    }
    Some((Number::parse(false, text.into_iter())?, i))
}

pub(crate) fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '零' | '○'
            | '〇'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
    )
}

/// 十二, 两, 三百; and where it ends. Years in figures (二〇二四) are read too.
fn numeral(chars: &[char], start: usize, end: usize) -> Option<(Number, usize)> {
    let scale = |c: char| match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    };
    let run = |from: usize| chars[from..end].iter().take_while(|&&c| digit(c).is_some() || scale(c).is_some()).count();
    // 一万二千六百四十: exact, where more follows.
    if chars.get(start + run(start)) == Some(&'万') && start + run(start) < end {
        let at = start + run(start) + 1;
        let rest = if at < end { run(at) } else { 0 };
        if rest > 0 && run(start) > 0 {
            let (thousands, _) = numeral(&chars[..at - 1], start, at - 1)?;
            let (ones, end) = numeral(chars, at, end)?;
            let value = thousands.times(10_000)?.as_whole()?.checked_add(ones.as_whole()?)?;
            return Some((Number::whole(value), end));
        }
    }
    let run = run(start);
    let word = &chars[start..start + run];
    let value = match word {
        [] => return None,
        _ if run > 1 && word.iter().all(|&c| digit(c).is_some()) => {
            if run != 4 {
                return None;
            }
            word.iter().fold(0, |value, &c| value * 10 + digit(c).unwrap_or(0) as i64)
        }
        _ => {
            let (mut total, mut last) = (0, None);
            for &c in word {
                match (digit(c), scale(c)) {
                    (Some(d), _) => last = Some(d as i64),
                    (None, Some(s)) => {
                        total += last.take().unwrap_or(1) * s;
                    }
                    (None, None) => return None,
                }
            }
            total + last.unwrap_or(0)
        }
    };
    Some((Number::whole(value), start + run))
}

#[cfg(test)]
mod tests {
    use super::{Quantity, Unit, at};

    fn quantities(chars: &[char]) -> Vec<Quantity> {
        let (mut found, mut i) = (Vec::new(), 0);
        while i < chars.len() {
            match at(chars, i, chars.len()) {
                Ok(quantity) => {
                    i = quantity.range.end;
                    found.push(quantity);
                }
                Err(past) => i += past,
            }
        }
        found
    }

    #[test]
    fn numbers_are_read_with_their_units() {
        type Read<'a> = (&'a str, bool, &'a str);
        let cases: &[(&str, &[Read<'_>])] = &[
            ("收到申请33件,办结1,937件", &[("33", false, "件"), ("1937", false, "件")]),
            ("收到5,办结3件", &[("3", false, "件")]),
            (
                "三百余件,十二件,两件,一百零五条",
                &[("300", true, "件"), ("12", false, "件"), ("2", false, "件"), ("105", false, "条")],
            ),
            (
                "1.2万条,3万余条,约40件,200件以上",
                &[("12000", true, "条"), ("30000", true, "条"), ("40", true, "件"), ("200", true, "件")],
            ),
            ("占33.9%,收费1207.55万元", &[("33.9", false, "%"), ("1207.55", false, "万元")]),
            ("2024年收到5件", &[("2024", false, "年"), ("5", false, "件")]),
            ("第3件,12345热线,3日", &[]),
            ("二〇二四年办结2件", &[("2024", false, "年"), ("2", false, "件")]),
        ];
        for (text, expected) in cases {
            let chars: Vec<char> = text.chars().collect();
            let found = quantities(&chars);
            let found: Vec<_> = found.iter().map(|q| (q.value.to_string(), q.approximate, q.unit.text())).collect();
            let expected: Vec<_> = expected.iter().map(|&(v, a, u)| (v.to_owned(), a, u.to_owned())).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(quantities(&['三', '件'])[0].unit, Unit::Case('件'));
    }
}
