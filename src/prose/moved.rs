//! From one number to another, and by how much: 由63%提高到88%,提高25个百分点; 年初2.6万,年末3.9万,净增1.3万; 9640件,是上年2410件的4倍.
//!
//! The words leave no doubt of what is meant: 由 or 年初 before the first, 至 or 年末 right before the second, and nothing but words for a
//! change between it and the third. So it holds for whatever is counted, fractions and rates, too.

use super::figures::{self, Figure, ONE, Of};
use super::slips::Likeness;
use super::{View, finding};
use crate::findings::{Cause, Finding, Severity};
use crate::number::Number;
use crate::text::{self, ends, holds, is_cjk, is_in, says, says_any, starts};
use std::ops::Range;

/// So far before the first number stands its 由, and so far apart are the two.
const REACH: usize = 16;
/// And so far before a number the year that it is of.
const DATED: usize = 40;
/// Nothing longer stands behind a measure word: 个工作日.
const LONGEST_UNIT: usize = 6;
/// What changes are told with, and what may stand beside those words: 同比增长幅度为.
const CHANGES: &str = "增减升降提缩压扩多少涨跌加";
const BESIDE: &str = "高短大净同比环上下长幅率度为达出了约";
/// Those that say in which direction.
pub(super) const RISES: &str = "增升提扩涨多长";
pub(super) const FALLS: &str = "减降缩压跌少";
/// What a multiple of the year before is told with.
const MULTIPLES: &str = "是为达到了上年去一度同期的约)(,相当于";

/// What is told of a number: that it is a change or a multiple of two others; and what is wrong with it, if anything is.
pub(super) struct Told {
    pub(super) by: Range<usize>,
    pub(super) finding: Option<Finding>,
}

/// What is told of the numbers of a sentence in this way.
pub(super) fn check(view: &View<'_>, sentence: usize) -> Vec<Told> {
    let figures = view.figures(sentence);
    let told = |at: usize| {
        let by = &figures[at];
        let finding = if by.of == Of::Times { multiple(view, figures, at)? } else { change(view, figures, at)? };
        Some(Told { by: by.range.clone(), finding })
    };
    (0..figures.len()).filter_map(told).collect()
}

/// What a change is held against: the numbers before and after it.
struct Move<'v> {
    from: &'v Figure,
    to: &'v Figure,
    /// What stands behind the measure words of all of them.
    rest: &'v [char],
    /// The second is told first: 6.82万人,比上一年度的6.15万人.
    is_compared: bool,
    /// Nothing but their years says that one became the other.
    is_dated: bool,
}

fn change(view: &View<'_>, figures: &[Figure], index: usize) -> Option<Option<Finding>> {
    let by = &figures[index];
    let Move { from, to, rest, is_compared, is_dated } = told_before(view, figures, index)?;
    let behind = &view.prose.chars[by.range.end..];
    let of_rates = from.of == Of::Percent;
    let percent = by.of == Of::Percent;
    // A rate of rates may be meant in points, or not.
    let same = by.is_alike(to) && behind.starts_with(rest);
    if of_rates != (by.of == Of::Points) || !(of_rates || percent || same) {
        return None;
    }
    let apart = (to.value - from.value).abs();
    // Fractions are rounded, each of them: of 1.36亿 and 1.12亿 more than one rate may be right, and 1.9 may lie between 11.3 and 9.5.
    let rounded = from.step.max(to.step);
    // 75件,比上年的68件减少7件: the other way.
    let before = &view.prose.chars[by.range.start.saturating_sub(LONGEST_UNIT)..by.range.start];
    let said =
        before.iter().rev().find_map(|c| if is_in(*c, FALLS) { Some(false) } else { is_in(*c, RISES).then_some(true) });
    // Which of the two is the later one is told: so a rise is one.
    let is_told = is_compared || is_dated;
    let follows = |to: &Figure| {
        if said.is_some_and(|up| up != (to.value >= from.value)) && is_told && to.value != from.value {
            return false;
        }
        let apart = (to.value - from.value).abs();
        match percent {
            true => is_rate(by, apart, from.value, rounded),
            false => (by.value - apart).abs() <= rounded.max(by.step),
        }
    };
    // 600件,较2020年的660件减少60件,较2019年的575件增加25件: of what was counted first.
    let mut earlier = figures[index.saturating_sub(figures::NEAR)..index].iter().filter(|figure| figure.is_alike(to));
    let follows = view.is_gross(&by.range) || follows(to) || (is_told && earlier.any(follows));
    if follows || [from, to, by].iter().any(|figure| figure.about) {
        return Some(None);
    }
    let right = if percent { apart.checked_mul(100 * ONE)?.checked_div(from.value)? } else { apart };
    let rises = to.value >= from.value;
    let up = said.filter(|_| is_told).unwrap_or(rises);
    let sign = if rises { "+" } else { "-" };
    let cause = Cause::Change {
        to: to.text(view.prose),
        said: by.text(view.prose),
        up,
        from: Some(from.text(view.prose)),
        last_report: false,
        should: Some(format!("{sign}{}", by.likewise(right, view.prose)?)),
    };
    let likeness = || {
        let of = if percent { Likeness::of_rate } else { Likeness::of };
        by.in_print(right).map_or(Likeness::Far, |right| of(by.printed, right))
    };
    let severity = if is_dated { likeness().severity(Likeness::Near) } else { Severity::Warning };
    Some(Some(told_wrong(view, cause, severity, [by, to, from])))
}

/// Whether a rate in per cent is that of a change to what it was before, each of both rounded by so much.
fn is_rate(by: &Figure, change: i128, before: i128, rounded: i128) -> bool {
    let rate = |change: i128, before: i128| change * 100 * ONE / before.max(1);
    let step = by.last_digit();
    if rounded == 0 {
        // Rounded or cut off to the digits it is printed with.
        let exact = rate(change, before);
        return (exact - by.value).abs() < step && (by.value <= exact || (by.value - exact) * 2 <= step);
    }
    let half = rounded / 2;
    let least = rate(change - half, before + half);
    let most = rate(change + half, before - half);
    (least - step..=most + step).contains(&by.value)
}

/// 9640件,是上年2410件的4倍; 由86万升至215万,是上年的2.5倍: of the two numbers before it.
fn multiple(view: &View<'_>, figures: &[Figure], index: usize) -> Option<Option<Finding>> {
    let chars = &view.prose.chars;
    let [first, second] = figures.get(index.checked_sub(2)?..index)? else { return None };
    let by = &figures[index];
    let between = &chars[first.range.end..second.range.start];
    let said = &chars[second.range.end..by.range.start];
    let is_from = is_move(view, first, between);
    // 168条,2022年42条,今年是2022年的4倍.
    let told = said.iter().all(|c| is_in(*c, MULTIPLES) || c.is_ascii_digit() || *c == '今')
        && said.last().is_some_and(|c| matches!(c, '的' | '到' | '约'));
    let dated = |words: &[char]| says_any(words, &["上年", "去年", "上一年", "同期"]);
    let years = |words: &[char]| dated(words) || figures::names_a_year(words);
    // The second one is the earlier: 是上年2410件的4倍, 上年为32万次,达到上年的4倍, 是图文阅读33万次的两倍.
    let of_second = !is_from && between.len() <= REACH && {
        let compared = between.iter().any(|c| matches!(c, '是' | '为' | '达')) && said == ['的'];
        years(between) || compared
    };
    // 网上2640条,线下440条,网上是线下的6倍: each by its name.
    let by_name = || {
        let rest = said.strip_prefix(&[',']).and_then(|rest| rest.strip_suffix(&['的']))?;
        let is = rest.iter().position(|c| matches!(c, '是' | '为'))?;
        let (one, other) = (&rest[..is], &rest[is + 1..]);
        let names =
            |words: &[char], at: usize| words.len() >= 2 && holds(figures::words_before(view, figures, at), words);
        let (first, second) = (index - 2, index - 1);
        let forth = names(one, first) && names(other, second);
        let back = names(one, second) && names(other, first);
        (forth != back).then_some(back)
    };
    let by_name = by_name();
    let of_first = (is_from && dated(said)) || by_name == Some(true);
    let of_second = of_second || by_name == Some(false);
    let told = told || by_name.is_some();
    // 渔政33件、动物卫生22件,渔政处罚数是2023年11件的3倍: of what it names.
    let named = between.strip_prefix(&[',']).map_or(&[][..], |rest| {
        &rest[..rest
            .iter()
            .take_while(|c| is_cjk(**c) && !matches!(c, '是' | '为' | '达' | '比' | '较' | '上' | '去'))
            .count()]
    });
    let of_named = is_from
        || by_name.is_some()
        || named.len() < 2
        || holds(figures::words_before(view, figures, index - 2), named);
    let whole =
        of_named && !between.contains(&';') && first.is_alike(second) && !says(said, "增") && said.len() <= REACH;
    if !(told && whole && (of_first || of_second)) {
        return None;
    }
    let (to, from) = if of_first { (second, first) } else { (first, second) };
    if from.value <= 0 {
        return None;
    }
    let times = |to: i128, from: i128| to * ONE / from.max(1);
    let right = times(to.value, from.value);
    let least = times(to.value - to.step / 2, from.value + from.step);
    let most = times(to.value + to.step, from.value - from.step / 2);
    // Rounded or cut off, and up a little where it is told in whole numbers: nearly three times as much.
    let step = if by.step > 0 { by.step } else { ONE * 6 / 10 };
    let follows = (least - step..=most + step).contains(&by.value);
    if follows || [from, to, by].iter().any(|figure| figure.about) {
        return Some(None);
    }
    let likeness = Likeness::of(by.printed, by.in_print(right)?);
    let per_cent = Number::scaled_down(i64::try_from(right / (ONE / 100)).ok()?, 0);
    let cause = Cause::Change {
        to: to.text(view.prose),
        said: by.text(view.prose),
        up: to.value >= from.value,
        from: Some(from.text(view.prose)),
        last_report: false,
        should: Some(format!("{per_cent}%")),
    };
    Some(Some(told_wrong(view, cause, likeness.severity(Likeness::Near), [by, to, from])))
}

fn told_wrong(view: &View<'_>, cause: Cause, severity: Severity, figures: [&Figure; 3]) -> Finding {
    let spans = figures.map(|figure| view.span(figure.range.clone()));
    finding("prose.change", severity, cause, spans.to_vec())
}

/// Whether what stands between two numbers says that the first became the second: 由86万升至215万; 去年8万次,今年升到24万次.
fn is_move(view: &View<'_>, from: &Figure, between: &[char]) -> bool {
    let changes =
        between.iter().any(|c| is_in(*c, CHANGES)) && between.last().is_some_and(|c| matches!(c, '至' | '到'));
    let of_this_year = changes && says_any(between, &["今年", "本年"]);
    (view.is_said_from(from) || of_this_year) && ends_at(between)
}

/// What stands before the year of a number: 升至 of 升至2024年的.
fn undated(words: &[char]) -> &[char] {
    let of_year = |word: &str| ends(words, word).then(|| &words[..words.len() - word.chars().count()]);
    let named = of_year("今年的").or_else(|| of_year("本年的"));
    let in_figures = || {
        of_year("年的").map(|rest| &rest[..rest.len() - rest.iter().rev().take_while(|c| c.is_ascii_digit()).count()])
    };
    named.or_else(in_figures).unwrap_or(words)
}

/// Whether what stands between two numbers says that one became the other.
fn ends_at(between: &[char]) -> bool {
    let between = undated(between);
    let last_year = says_any(between, &["年末", "年底", "年终", "下半年"]);
    // (下半年较上半年增加53条 is a change of its own.)
    let last_year = last_year && !between.iter().any(|c| matches!(c, '较' | '比' | '增' | '减'));
    between.len() <= REACH && (last_year || between.last().is_some_and(|c| is_in(*c, "至到为成")))
}

/// Whether what stands between two numbers compares the first with the second, last year's or that of a year: ,比2020年的.
fn is_compared(between: &[char]) -> bool {
    let rest = between.strip_prefix(&[',']).unwrap_or(between);
    let compares = rest.first().is_some_and(|c| is_in(*c, "比较与")) && rest.last() == Some(&'的');
    compares && rest.iter().all(|c| c.is_ascii_digit() || is_in(*c, "比较与上去一年度同期的")) && rest.contains(&'年')
}

/// Which of two numbers is the later year's, where what stands before the second dates it and says no more than what stands before the
/// first: 56万次,2022年40万次; 98.6%,去年为95.9%; 2022年播放40万次,2023年播放56万次. Whether it is the first, and the words that are said
/// again (播放); `None` where they are not told so. What is not dated is of the report's year.
fn is_first_later<'v>(view: &View<'_>, from: &Figure, between: &'v [char]) -> Option<(bool, &'v [char])> {
    let own = view.input.year?;
    let rest = between.strip_prefix(&[',']).or_else(|| between.strip_prefix(&['(']))?;
    let (second, past) = year_at(rest, own)?;
    let chars = &view.prose.chars;
    let start = from.range.start.saturating_sub(DATED);
    let before = &chars[start..from.range.start];
    let before = before.iter().rposition(|c| matches!(c, '.' | ';' | '\n')).map_or(before, |at| &before[at + 1..]);
    let is_filler = |c: &&char| is_in(**c, "同期为是的约度只有,");
    let again = &rest[past + rest[past..].iter().take_while(is_filler).count()..];
    let again = &again[..again.len() - again.iter().rev().take_while(is_filler).count()];
    if !again.is_empty() && !holds(before, again) {
        return None;
    }
    let first = (0..before.len()).rev().find_map(|at| year_at(&before[at..], own)).map_or(own, |(year, _)| year);
    (first != second).then_some((first > second, again))
}

/// The year that some words begin with, in a report of the year `own`, and how long they are: 上年, 今年, 2022年.
fn year_at(words: &[char], own: u16) -> Option<(u16, usize)> {
    const NAMED: &[(&str, u16)] = &[("上一年", 1), ("上年", 1), ("去年", 1), ("前年", 2), ("本年", 0), ("今年", 0)];
    let named = NAMED.iter().find(|(word, _)| starts(words, word));
    let digits = || Some((text::year_at(words)?, text::YEAR));
    named.map(|(word, back)| (own.saturating_sub(*back), word.chars().count())).or_else(digits)
}

/// Whether what stands before a change, and before the number before it, says that it is none of that number: 由12件变成20件,本级净增1件 is of
/// some of them; 上年48件加4件减3件 takes away from a sum.
pub(super) fn is_of_some(of_change: &[char], of_number: &[char]) -> bool {
    says(of_change, "本级") || of_number == ['加']
}

/// The two numbers that one stands behind, with no more than another change between: 由46个减至39个,减少7个,下降15.2%.
fn told_before<'v>(view: &'v View<'_>, figures: &'v [Figure], index: usize) -> Option<Move<'v>> {
    let chars = &view.prose.chars;
    let by = &figures[index];
    let words_before = |at: usize| figures::words_before(view, figures, at);
    if is_of_some(words_before(index), words_before(index.checked_sub(1)?)) {
        return None;
    }
    let between = |a: &Figure, b: &Figure| chars.get(a.range.end..b.range.start);
    let pair = |at: usize| {
        let [from, to] = figures.get(at.checked_sub(1)?..=at)? else { return None };
        let said = between(from, to).filter(|_| from.is_alike(to))?;
        // 从上年1506条中扣除公告540条,则同口径为966条: what is taken away.
        if says_any(words_before(at - 1), &["扣除", "剔除", "减去", "除去"]) {
            return None;
        }
        if is_compared(said) {
            // 比2022年的211件多19件,比2021年的236件少6件: the first change is no number that the second is from.
            if chars[..from.range.start].last().is_some_and(|c| is_in(*c, RISES) || is_in(*c, FALLS)) {
                return None;
            }
            // 6.82万人,比上一年度的6.15万人多0.67万人: the other way round.
            if !view.is_said_from(from) {
                return Some((to, from, said, None));
            }
        }
        if is_move(view, from, said) && !said.contains(&';') {
            return Some((from, to, said, None));
        }
        let (later, again) = is_first_later(view, from, said)?;
        Some(if later { (to, from, said, Some(again)) } else { (from, to, said, Some(again)) })
    };
    let is_change = |said: &[char], rest: &[char], again: &[char], first: &[char]| {
        let said = said.strip_prefix(rest).unwrap_or(said);
        let said = said.strip_prefix(&[',', '一', '年']).unwrap_or(said);
        let says = |c: &char| matches!(c, ',' | '(' | ')') || is_in(*c, CHANGES) || is_in(*c, BESIDE);
        // 公布4612条,上一年为3975条,同比多公布657条: what is done is said again.
        let verb = &said[said.iter().take_while(|c| says(c)).count()..];
        let verb = &verb[..verb.len() - verb.iter().rev().take_while(|c| says(c)).count()];
        let is_again = verb.len() >= 2 && holds(first, verb);
        (is_again || said.iter().all(|c| says(c) || again.contains(c))) && said.iter().any(|c| is_in(*c, CHANGES))
    };
    let of = |at: usize| {
        let (from, to, said, dated) = pair(at)?;
        let (is_dated, again) = (dated.is_some(), dated.unwrap_or_default());
        let after = &chars[to.range.end.max(from.range.end)..by.range.start];
        let rest = after.iter().take(LONGEST_UNIT).take_while(|c| !matches!(c, ',' | '(')).count();
        let rest = if said.starts_with(&after[..rest]) { &after[..rest] } else { &[] };
        let first = figures::words_before(view, figures, at - 1);
        let told = (at + 1..=index)
            .all(|i| between(&figures[i - 1], &figures[i]).is_some_and(|said| is_change(said, rest, again, first)));
        told.then_some(Move { from, to, rest, is_compared: from.range.start > to.range.start, is_dated })
    };
    of(index.checked_sub(1)?).or_else(|| of(index.checked_sub(2)?))
}
