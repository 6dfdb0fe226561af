//! Shares of a whole that stands in the same sentence: 31460件,其中有效4719件,占15.0%; 5.0万亩,实际完成4.6万亩,完成率92%.
//!
//! The sentence says which is the part (the number before the share) and of what (其中, 中, 里有, or the base's own name again: 占接诉总量 after
//! 接诉31460件). Whatever they count they divide. Shares of what the form counts are read by [`shares`](super::shares), with its tables.

use super::figures::{Figure, ONE, Of, words_before};
use super::slips::Likeness;
use super::{View, finding};
use crate::findings::{Cause, Finding};
use crate::number::Number;
use crate::text::{is_cjk, says, says_any, starts};

/// What the whole may be called behind 占, and says no more than that it is one.
const WHOLES: &[&str] =
    &["比为", "比例", "比", "总数", "总量", "总数量", "总额", "全部", "其", "约", "为", "达", "到", "的", "了"];

/// So many numbers before it may excuse it.
const REACH: usize = 12;

pub(super) fn check(view: &View<'_>, sentence: usize) -> Vec<Finding> {
    let figures = view.figures(sentence);
    (1..figures.len()).filter_map(|at| portion(view, figures, at)).collect()
}

fn portion(view: &View<'_>, figures: &[Figure], index: usize) -> Option<Finding> {
    let said = &figures[index];
    let words = words_before(view, figures, index);
    let share = words.iter().rposition(|c| *c == '占');
    let again = named_part(view, figures, index, share.map_or(&[][..], |share| &words[..share]));
    let part_at = again.or(index.checked_sub(1))?;
    let part = &figures[part_at];
    if said.of != Of::Percent || said.about || part.about || !part.is_counted() {
        return None;
    }
    let own = words_before(view, figures, part_at);
    // 网上40.5万件,占全部54万件的78%: of the number between.
    if words == ['的'] && own.starts_with(&[',', '占']) && index >= 2 {
        let (part, whole) = (&figures[index - 2], part);
        let is_part = part.is_alike(whole) && part.value <= whole.value && !part.about && whole.value > 0;
        return (is_part && !excuses(view, figures, index)).then(|| told(view, said, part, whole, false)).flatten();
    }
    // 占随手拍总数的37%, 听众中老人3024人次: the whole by its name.
    let base = share.map_or(&[][..], |share| named(&words[share + 1..]));
    let name = if base.is_empty() && share.is_some() { name_of_part(own) } else { base };
    let is_whole = |at: &usize| figures[*at].is_alike(part) && figures[*at].value >= part.value;
    let called = |at: &usize| !name.is_empty() && is_told(name, words_before(view, figures, *at));
    let mut wholes = (0..part_at).rev().take(REACH).filter(is_whole);
    let by_name = wholes.clone().find(called);
    let whole_at = by_name.or_else(|| wholes.next())?;
    let whole = &figures[whole_at];
    let between = &view.prose.chars[whole.range.end..part.range.start];
    // 95件中57件占60%,上年66件占65%: of that year's.
    const OF_ANOTHER_YEAR: &[&str] = &["上年", "去年", "年前", "同期", "年为"];
    if says_any(own, OF_ANOTHER_YEAR) || says_any(words, OF_ANOTHER_YEAR) {
        return None;
    }
    let is_part = says_any(between, &["其中", "中", "里有", "里"]);
    // 发布1860条,房地产市场类651条,占38.5%: of the number right before it, if the share is nearly that.
    let is_next = whole_at + 1 == part_at && says(words, ",占") && between.contains(&',');
    let is_of = match share {
        Some(_) => (is_part || is_next || again.is_some()) && (base.is_empty() || by_name.is_some()),
        // 完成率 of what was 完成.
        None => {
            let stem = words.iter().rposition(|c| *c == '率').and_then(|end| words.get(end.checked_sub(2)?..end));
            let is_named = |words: &[char]| stem.is_some_and(|stem| words.windows(2).any(|two| two == stem));
            // 覆盖160个村中的120个,覆盖率85%: the whole is named by it, and the part stands within.
            let beside = whole_at + 1 == part_at;
            let within = is_part && beside && is_named(words_before(view, figures, whole_at));
            (is_named(own) && part.step > 0 || within) && !words.contains(&';')
        }
    };
    let goes_on = !words.contains(&';') && !says(words, "分别") && words.iter().filter(|c| **c == ',').count() <= 1;
    if !is_of
        || !goes_on
        || (between.contains(&';') && by_name.is_none())
        || whole.about
        || excuses(view, figures, index)
    {
        return None;
    }
    let right = right(said, part, whole)?;
    if !is_part && by_name.is_none() && Likeness::of_rate(said.printed, right) < Likeness::Near {
        return None;
    }
    told(view, said, part, whole, by_name.is_some())
}

/// What the share of a part should be, as it is printed.
fn right(said: &Figure, part: &Figure, whole: &Figure) -> Option<Number> {
    said.in_print(part.value.checked_mul(100 * ONE)?.checked_div(whole.value)?)
}

/// A share that is not that of a part in its whole; `named`: nothing else can be meant.
fn told(view: &View<'_>, said: &Figure, part: &Figure, whole: &Figure, named: bool) -> Option<Finding> {
    let right = right(said, part, whole)?;
    let cause = Cause::Share {
        of: None,
        part: part.text(view.prose),
        said: said.printed.to_string(),
        whole: whole.text(view.prose),
        should: right.to_string(),
    };
    let spans = [said, part, whole].map(|figure| view.span(figure.range.clone())).to_vec();
    let likeness = if named { Likeness::Slip } else { Likeness::of_rate(said.printed, right) };
    Some(finding("prose.share", likeness.severity(Likeness::Near), cause, spans))
}

/// The number of what is named again before its share: 网上信访1982件,来信307件,来访1129批次,网上信访占登记总数的58.0%.
fn named_part(view: &View<'_>, figures: &[Figure], index: usize, words: &[char]) -> Option<usize> {
    const LEAST: usize = 3;
    let name = words.strip_prefix(&[',']).or_else(|| words.strip_prefix(&[';']))?;
    let is_name = name.len() >= LEAST && name.iter().all(|c| is_cjk(*c));
    let mut named = (index.saturating_sub(REACH)..index).filter(|at| words_before(view, figures, *at).ends_with(name));
    named.next().filter(|_| is_name && named.next().is_none())
}

/// What a part is said to be of: 听众 of 听众中60岁以上老人.
fn name_of_part(words: &[char]) -> &[char] {
    let end = words.iter().rposition(|c| matches!(c, '中' | '里')).unwrap_or(0);
    let start = words[..end].iter().rposition(|c| !is_cjk(*c)).map_or(0, |at| at + 1);
    &words[start..end]
}

/// Whether the share is that of any numbers before it, or of several of them together, or of what the tables count.
fn excuses(view: &View<'_>, figures: &[Figure], index: usize) -> bool {
    let said = &figures[index];
    let before: Vec<&Figure> =
        figures[index.saturating_sub(REACH)..index].iter().filter(|figure| figure.is_counted()).collect();
    let mut values: Vec<(i128, i128)> = before.iter().map(|figure| (figure.value, figure.step)).collect();
    for from in 0..before.len() {
        let mut sum = before[from].value;
        for figure in before[from + 1..].iter().filter(|figure| figure.is_alike(before[from])) {
            sum += figure.value;
            values.push((sum, figure.step));
        }
    }
    let parts = values.clone();
    values.extend(view.totals().iter().map(|total| (i128::from(*total) * ONE, 0)));
    let rate = |part: i128, whole: i128| part.saturating_mul(100 * ONE) / whole.max(1);
    let step = said.last_digit();
    let fits = |(part, of_part): (i128, i128), (whole, of_whole): (i128, i128)| {
        let (of_part, of_whole) = (of_part / 2, of_whole / 2);
        let (least, most) = (rate(part - of_part, whole + of_whole), rate(part + of_part, whole - of_whole));
        (least - step / 2 - 1..=most + step / 2 + 1).contains(&said.value)
            || (rate(part, whole) - said.value).abs() < step
    };
    parts.iter().any(|part| values.iter().any(|whole| whole.0 > 0 && fits(*part, *whole)))
}

/// What the words behind 占 name, beyond that it is a whole.
fn named(words: &[char]) -> &[char] {
    let mut rest = words;
    while let Some(word) = WHOLES.iter().find(|word| starts(rest, word)) {
        rest = &rest[word.chars().count()..];
    }
    rest
}

/// Whether a base is named in the words of the whole: 接诉 of 占接诉总量 before 31460件.
fn is_told(base: &[char], of_whole: &[char]) -> bool {
    base.windows(2).any(|two| two.iter().all(|c| is_cjk(*c)) && of_whole.windows(2).any(|own| own == two))
}
