//! So many each: 36场,1044人次,平均每场29人次; 4.02亿元,38.4万户,户均1047元; 举办9次,每次邀请20名,累计180名.
//!
//! 每 and 均 name by which number of the sentence another is divided. Any two of its numbers that come out excuse it.

use super::figures::{self, Figure, ONE, Of, words_before};
use super::slips::Likeness;
use super::{View, finding};
use crate::findings::{Cause, Finding, Severity};
use crate::text::{holds, is_cjk, is_in, says, says_any};

/// A noun behind a measure word is no longer: 学校.
const LONGEST_NOUN: usize = 2;
/// What an average over time is told by: it goes without its number.
const TIMES: &str = "天日周月季年";
/// A year has so many of them. (Weeks and days of work are counted in many ways.)
const IN_A_YEAR: &[(char, i128)] = &[('月', 12), ('季', 4)];

pub(super) fn check(view: &View<'_>, sentence: usize) -> Vec<Finding> {
    let figures = view.figures(sentence);
    (0..figures.len()).filter_map(|at| average(view, figures, at).or_else(|| product(view, figures, at))).collect()
}

/// 平均每场29人次, 户均1047元: of all there were, divided by how many.
fn average(view: &View<'_>, figures: &[Figure], index: usize) -> Option<Finding> {
    let said = &figures[index];
    let words = words_before(view, figures, index);
    let per = per_of(words)?;
    // 平均每村每月: over two things at once.
    if words.iter().filter(|c| **c == '每').count() > 1 {
        return None;
    }
    if !said.is_counted() {
        return None;
    }
    if is_in(per, TIMES) {
        return over_the_year(view, figures, index, per);
    }
    let before = &figures[index.saturating_sub(figures::NEAR)..index];
    // 发放到52所学校,平均每校600份: where no measure word is meant, by the noun behind one.
    let chars = &view.prose.chars;
    let is_measured = |figure: &Figure| matches!(figure.of, Of::Counts(unit, _) if unit == per);
    let measured = before.iter().any(is_measured);
    let is_named = |figure: &Figure| {
        chars[figure.range.end..].iter().take(LONGEST_NOUN).take_while(|c| is_cjk(**c)).any(|c| *c == per)
    };
    let is_of = |figure: &Figure| if measured { is_measured(figure) } else { is_named(figure) };
    let counts = |figure: &&Figure| is_of(figure) && figure.value > 0;
    // 312家次企业,平均每场39家.
    let same = |figure: &Figure| match (figure.of, said.of) {
        (Of::Counts(of, _), Of::Counts(own, _)) => of == own,
        _ => false,
    };
    let all = |figure: &&Figure| (figure.is_alike(said) || same(figure)) && !counts(figure);
    let (by, total) = (before.iter().rev().find(counts)?, before.iter().rev().find(all)?);
    let first = index - before.len();
    let before_at = |figure: &Figure| Some(first + before.iter().position(|other| std::ptr::eq(other, figure))?);
    // 其中线上6场,平均每场50人: of some of them.
    if says(&chars[total.range.end..said.range.start], "其中") {
        return None;
    }
    // 州局加上9个县市局,平均每个单位1.3人: and one more.
    let ahead = &chars[by.range.start.saturating_sub(3)..by.range.start];
    if ahead.iter().any(|c| is_in(*c, "加和及与")) {
        return None;
    }
    // 授课3讲,听课的分别有58人、64人、71人: of all of them, too.
    let listed = before.iter().filter(all).map(|figure| figure.value).sum();
    let together = Figure { value: listed, range: total.range.clone(), ..*total };
    let fits = |by: &Figure| before.iter().filter(all).chain([&together]).any(|total| is_quotient(said, total, by));
    if before.iter().filter(counts).any(fits) || [by, total].iter().any(|figure| figure.about) {
        return None;
    }
    let right = total.value.checked_mul(ONE)? / by.value;
    // 小区640个,…,平均每个小区200户次: what it is divided by is named again, and nothing else can be meant.
    let noun = words.iter().rposition(|c| *c == '每').and_then(|each| words.get(each + 2..)).unwrap_or_default();
    let noun = &noun[..noun.iter().take_while(|c| is_cjk(**c)).count()];
    let again = noun.len() >= 2 && holds(words_before(view, figures, before_at(by)?), noun);
    let finding = told(view, true, [said, total], by.text(view.prose), right)?;
    Some(if again { Finding { severity: Severity::Warning, ..finding } } else { finding })
}

/// 全年入户1896户,平均每月158户: of what is said to be of all the year, over its twelve months.
fn over_the_year(view: &View<'_>, figures: &[Figure], index: usize, per: char) -> Option<Finding> {
    let said = &figures[index];
    let (_, count) = IN_A_YEAR.iter().find(|(unit, _)| *unit == per)?;
    let before = index.saturating_sub(figures::NEAR)..index;
    let totals: Vec<usize> = before.filter(|at| figures[*at].is_alike(said)).collect();
    let of_year = |at: &&usize| {
        says_any(words_before(view, figures, **at), &["全年", "一年", "年内", "本年", "十二个月", "12个月"])
    };
    let total = &figures[*totals.iter().rev().find(of_year)?];
    let by = Figure { value: count * ONE, step: 0, ..Figure { range: said.range.clone(), ..*said } };
    let sum = Figure { value: totals.iter().map(|at| figures[*at].value).sum(), range: total.range.clone(), ..*total };
    let fits = totals.iter().map(|at| &figures[*at]).chain([&sum]).any(|total| is_quotient(said, total, &by));
    let right = said.in_print(total.value / count)?;
    // (Of far less it is over fewer months, or of something else.)
    let is_near = Likeness::of(said.printed, right) >= Likeness::Near;
    if fits || total.about || said.about || !is_near {
        return None;
    }
    told(view, true, [said, total], format!("{count}个{per}"), total.value / count)
}

/// Whether one number is another divided by a third, each of them rounded or cut off.
fn is_quotient(said: &Figure, total: &Figure, by: &Figure) -> bool {
    let quotient = |total: i128, by: i128| total.saturating_mul(ONE) / by.max(1);
    let (least, most) = (
        quotient(total.value - total.step, by.value + by.step),
        quotient(total.value + total.step, by.value - by.step),
    );
    let step = said.last_digit().max(if said.about { said.value / 10 } else { 0 });
    // Rounded, or cut off; 不足9人次 of 8.5, too.
    let above = if said.about { step } else { step / 2 };
    (least - step + 1..=most + above).contains(&said.value)
}

/// 举办9次,每次邀请20名,累计180名: how many there were, each with so many, and all of them.
fn product(view: &View<'_>, figures: &[Figure], index: usize) -> Option<Finding> {
    let total = &figures[index];
    let each_at = index.checked_sub(1)?;
    let each = &figures[each_at];
    let words = words_before(view, figures, index);
    let is_sum = says_any(words, &["累计", "合计", "共"]);
    let own = words_before(view, figures, each_at);
    let unit = *own.iter().rposition(|c| *c == '每').and_then(|at| own.get(at + 1))?;
    let mut counts = figures[each_at.saturating_sub(figures::NEAR)..each_at]
        .iter()
        .rev()
        .filter(|by| matches!(by.of, Of::Counts(of, _) if of == unit));
    let by = counts.clone().next()?;
    // 每场邀请企业25家,累计邀请企业300家次.
    let same = match (total.of, each.of) {
        (Of::Counts(of, _), Of::Counts(own, _)) => of == own,
        _ => total.is_alike(each),
    };
    let counted = total.is_counted() && same && each.range.end < total.range.start;
    if !is_sum || !counted || words.contains(&';') || [by, each, total].iter().any(|figure| figure.about) {
        return None;
    }
    let times = |by: &Figure| by.value.saturating_mul(each.value) / ONE;
    // 培训9次,4次线上、5次线下,每次2课时,共18课时: of any of them.
    let fits = |by: &Figure| (times(by) - total.value).abs() <= (by.value / ONE) * each.step + total.step;
    let right = times(by);
    if counts.any(fits) || in_several_rates(view, &figures[each_at.saturating_sub(figures::NEAR)..=index], unit) {
        return None;
    }
    told(view, false, [total, each], by.text(view.prose), right)
}

/// 并乡前3轮每轮16张、并乡后9轮每轮23张,共255张: so many each, once for each of several rates, and all of them as the last number.
fn in_several_rates(view: &View<'_>, figures: &[Figure], unit: char) -> bool {
    let Some((total, before)) = figures.split_last() else { return false };
    let is_each = |at: &usize| words_before(view, figures, *at).windows(2).any(|two| two == ['每', unit]);
    let rates = (1..before.len()).filter(is_each).map(|at| before[at - 1].value.saturating_mul(before[at].value) / ONE);
    rates.fold(0i128, i128::saturating_add) == total.value
}

/// What is said of so many each, or of all of them, of how much and by how many; it should be another.
fn told(view: &View<'_>, average: bool, figures: [&Figure; 2], by: String, right: i128) -> Option<Finding> {
    let [said, of] = figures;
    let should = said.likewise(right, view.prose)?;
    let cause = Cause::Each { average, of: of.text(view.prose), by, said: said.text(view.prose), should };
    let likeness = Likeness::of(said.printed, said.in_print(right)?);
    let spans = figures.map(|figure| view.span(figure.range.clone()));
    Some(finding("prose.share", likeness.severity(Likeness::Near), cause, spans.to_vec()))
}

/// What an average is over: 平均每场, 户均.
fn per_of(words: &[char]) -> Option<char> {
    // 平均每场, 平均下来每月.
    if let Some(at) = words.windows(2).rposition(|two| two == ['平', '均']) {
        let rest = words[at + 2..].strip_prefix(&['下', '来']).unwrap_or(&words[at + 2..]);
        if let ['每', per, ..] = rest {
            return Some(*per);
        }
    }
    // 每期平均140人.
    if let [.., '每', per, '平', '均'] = words {
        return Some(*per);
    }
    let said: &[char] = words.strip_suffix(&['约']).or_else(|| words.strip_suffix(&['为'])).unwrap_or(words);
    match said {
        [.., per, '均'] if is_cjk(*per) && *per != '平' => Some(*per),
        _ => None,
    }
}
