//! From one number to another, and by how much: 由63%提高到88%,提高25个百分点; 从11.3个工作日压缩到9.5个工作日,缩短1.8个工作日.
//!
//! The words leave no doubt of what is meant: 由 or 从 before the first, 至, 到 or 为 right before the second, and nothing but words for a
//! change between it and the third. So it holds for whatever is counted, fractions and rates, too.

use super::claims::Said;
use super::quantity::Unit;
use super::{View, finding};
use crate::findings::{Cause, Finding, Severity};
use crate::number::Number;

/// So far before the first number stands its 由.
const REACH: usize = 16;
/// Nothing longer stands behind a measure word: 个工作日.
const LONGEST_UNIT: usize = 6;
/// What changes are told with.
const CHANGES: &str = "增减升降提高缩短压扩大净同比环上下长幅率度为达多少出了加";

/// What a change is held against: the numbers before and after it.
struct Move<'v> {
    from: &'v Said<'v>,
    to: &'v Said<'v>,
    /// What stands behind the measure words of all of them.
    rest: &'v [char],
}

/// Whether a number tells by how much one became another; and if so, what is wrong with it, if anything is.
pub(super) fn check(view: &View<'_>, index: usize) -> Option<Option<Finding>> {
    let by = &view.numbers()[index];
    let Move { from, to, rest } = told_before(view, index)?;
    let chars = &view.prose.chars;
    let behind = &chars[by.quantity.range.end..];
    let alike = |a: &Said<'_>, b: &Said<'_>| a.quantity.unit == b.quantity.unit;
    let of_rates = from.quantity.unit == Unit::Percent;
    let points = behind.starts_with(&['百', '分', '点']) && by.quantity.unit == Unit::Piece('个');
    let percent = by.quantity.unit == Unit::Percent;
    // A rate of rates may be meant in points, or not.
    if of_rates != points || !(of_rates || percent || (alike(by, to) && behind.starts_with(rest))) {
        return None;
    }
    let digits = [from, to, by].map(|said| said.quantity.value.decimals()).into_iter().max()?;
    let scaled = |said: &Said<'_>| said.quantity.value.scaled(digits).and_then(|value| i64::try_from(value).ok());
    let (a, b) = (scaled(from)?, scaled(to)?);
    let apart = (b - a).abs();
    // Fractions are rounded, each of them: of 1.36亿 and 1.12亿 more than one rate may be right, and 1.9 may lie between 11.3 and 9.5.
    let rounded = i64::from(from.quantity.value.decimals().max(to.quantity.value.decimals()) > 0);
    let follows = match percent {
        true => is_rate(by.quantity.value, apart, a, rounded),
        false => (scaled(by)? - apart).abs() <= rounded,
    };
    if follows || [from, to, by].iter().any(|said| said.quantity.approximate) {
        return Some(None);
    }
    let unit = match (percent, points) {
        (true, _) => "%".to_owned(),
        (_, true) => "个百分点".to_owned(),
        _ => by.quantity.unit.text(),
    };
    let right = match percent {
        true => Number::per_cent(apart, a, by.quantity.value.decimals())?,
        false => Number::scaled_down(apart, digits),
    };
    let sign = if b >= a { "+" } else { "-" };
    let cause = Cause::Change {
        to: to.quantity.text(),
        said: format!("{}{unit}", by.quantity.value),
        up: b >= a,
        from: Some(from.quantity.text()),
        last_report: false,
        should: Some(format!("{sign}{right}{unit}")),
    };
    let spans = [by, to, from].map(|said| view.span(said.quantity.range.clone()));
    Some(Some(finding("prose.change", Severity::Warning, cause, spans.to_vec())))
}

/// Whether a rate in per cent is that of a change to what it was before, each of both rounded by so much.
fn is_rate(rate: Number, change: i64, before: i64, rounded: i64) -> bool {
    const HUNDRED: i128 = 100_000_000;
    let Some(said) = rate.scaled(6).filter(|_| rounded > 0) else { return rate.is_per_cent(change, before) };
    let (change, before) = (i128::from(change), i128::from(before));
    let step = 10i128.pow(6 - u32::from(rate.decimals().min(6)));
    let least = (change - i128::from(rounded)) * HUNDRED / (before + 1);
    let most = (change + i128::from(rounded)) * HUNDRED / (before - 1).max(1);
    (least - step..=most + step).contains(&said)
}

/// The two numbers that one stands behind, with no more than another change between: 由46个减至39个,减少7个,下降15.2%.
fn told_before<'v>(view: &'v View<'_>, index: usize) -> Option<Move<'v>> {
    let numbers = view.numbers();
    let chars = &view.prose.chars;
    let by = &numbers[index];
    let between = |a: &Said<'_>, b: &Said<'_>| chars.get(a.quantity.range.end..b.quantity.range.start);
    let pair = |at: usize| {
        let [from, to] = numbers.get(at.checked_sub(1)?..=at)? else { return None };
        let said = between(from, to)?;
        let before = &chars[from.quantity.range.start.saturating_sub(REACH)..from.quantity.range.start];
        let near = before.iter().rev().take_while(|c| !matches!(c, '.' | ';' | '\n'));
        let starts = near.clone().any(|c| matches!(c, '由' | '从'));
        let ends = said.len() <= REACH && said.last().is_some_and(|c| "至到为成".contains(*c));
        let alike =
            from.quantity.unit == to.quantity.unit && from.sentence == to.sentence && by.sentence == to.sentence;
        (starts && ends && alike && !said.contains(&';')).then_some((from, to, said))
    };
    let is_change = |said: &[char], rest: &[char]| {
        let said = said.strip_prefix(rest).unwrap_or(said);
        said.iter().all(|c| *c == ',' || *c == '(' || CHANGES.contains(*c)) && said.iter().any(|c| CHANGES.contains(*c))
    };
    let of = |at: usize| {
        let (from, to, said) = pair(at)?;
        let after = &chars[to.quantity.range.end..by.quantity.range.start];
        let rest = after.iter().take(LONGEST_UNIT).take_while(|c| !matches!(c, ',' | '(')).count();
        let rest = if said.starts_with(&after[..rest]) { &after[..rest] } else { &[] };
        let told = (at + 1..=index).all(|i| {
            let before = &numbers[i - 1];
            between(before, &numbers[i]).is_some_and(|said| is_change(said, rest))
        });
        told.then_some(Move { from, to, rest })
    };
    of(index.checked_sub(1)?).or_else(|| of(index.checked_sub(2)?))
}
