//! Sums of numbers that are rounded, or counted in what the form knows nothing of: 访问量412万次,手机端287万次、电脑端125万次; 三类2.16亿元、
//! 0.87亿元、0.45亿元,总额3.48亿元. What the form counts is added up by [`parts`](super::parts) and [`derived`](super::derived).

use super::figures::{self, Figure, ONE, Of, words_before};
use super::near::{NEAR, NEAR_OF_SOME};
use super::slips::{self, Likeness};
use super::{View, finding};
use crate::findings::{Cause, Finding};
use crate::text::{self, is_cjk, is_in, place_of, says, says_any};
use std::ops::Range;

/// A whole and its parts.
pub(super) struct Sum<'v> {
    pub(super) whole: &'v Figure,
    pub(super) parts: Vec<&'v Figure>,
}

impl Sum<'_> {
    fn of_parts(&self) -> i128 {
        self.parts.iter().map(|part| part.value).sum()
    }

    /// How far it may be off, each of its numbers rounded.
    fn rounded(&self) -> i128 {
        (self.whole.step + self.parts.iter().map(|part| part.step).sum::<i128>()) / 2
    }

    pub(super) fn holds(&self) -> bool {
        (self.whole.value - self.of_parts()).abs() <= self.rounded()
    }

    /// How much a value is in the smallest unit of all of them.
    fn in_units(&self, value: i128) -> i64 {
        let unit = self.parts.iter().chain([&self.whole]).map(|figure| figure.last_digit()).min().unwrap_or(1);
        i64::try_from(value / unit).unwrap_or(i64::MAX)
    }

    /// Whether one digit written otherwise would make it hold.
    fn is_slip(&self) -> bool {
        let parts: Vec<i64> = self.parts.iter().map(|part| self.in_units(part.value)).collect();
        slips::is_slip_in_sum(self.in_units(self.whole.value), &parts)
    }

    pub(super) fn finding(&self, view: &View<'_>) -> Option<Finding> {
        let unit = self.whole.last_digit();
        let digits = |value: i128| i64::try_from(value / unit).ok();
        let parts: Vec<i64> = self.parts.iter().map(|part| digits(part.value)).collect::<Option<_>>()?;
        let severity = slips::of_sum(digits(self.whole.value)?, &parts).severity(Likeness::Slip);
        let printed = |value: i128| Some(self.whole.in_print(value)?.to_string());
        let cause = Cause::PartsTotal {
            whole: self.whole.text(view.prose),
            parts: self.parts.iter().map(|part| printed(part.value)).collect::<Option<_>>()?,
            sum: printed(self.of_parts())?,
        };
        let spans = [self.whole].into_iter().chain(self.parts.iter().copied());
        let spans = spans.map(|figure| view.span(figure.range.clone())).collect();
        Some(finding("prose.parts-total", severity, cause, spans))
    }
}

pub(super) fn check(view: &View<'_>, sentence: usize) -> Vec<Finding> {
    let figures = view.figures(sentence);
    let wrong = |at| {
        let sum = before(view, figures, at).or_else(|| behind(view, figures, at));
        sum.or_else(|| in_pairs(view, figures, at)).or_else(|| left(view, figures, at))
    };
    (0..figures.len()).filter_map(wrong).collect()
}

/// 访问量412万次,其中手机端287万次、电脑端125万次: a list that exceeds the number before it, or misses it by a digit.
fn before(view: &View<'_>, figures: &[Figure], at: usize) -> Option<Finding> {
    let whole = &figures[at];
    let is_listed = |part: &&Figure| part.is_alike(whole) && part.depth == whole.depth;
    let parts: Vec<&Figure> = figures[at + 1..].iter().take(figures::NEAR).take_while(is_listed).collect();
    if parts.len() < 2 || !is_ours(view, &Sum { whole, parts: parts.clone() }) {
        return None;
    }
    // 42万元,其中运维25万元、培训6万元、宣传11万元; 800万元、1200万元、600万元: the first of those is a part itself.
    let own = words_before(view, figures, at);
    // 分三批:180万元、150万元、90万元.
    let is_listed = words_before(view, figures, at + 1).starts_with(&['、']);
    let planned = says_any(own, &["任务", "目标", "计划", "预算"]);
    if planned || is_listed || says(own, "其中") || own.starts_with(&['、']) {
        return None;
    }
    let end = (1..=parts.len()).find(|count| ends(view, figures, at + count));
    let parts = &parts[..end.map_or(parts.len(), |count| count - 1)];
    let first = words_before(view, figures, at + 1);
    let among = says(first, "其中");
    let sum = Sum { whole, parts: parts.to_vec() };
    // 3.77亿元,中央1.90亿元,省1.02亿元,市县0.85亿元: of what stands before it they are all parts.
    let is_part = at.checked_sub(1).is_some_and(|before| {
        let all = [whole].into_iter().chain(parts.iter().copied()).collect();
        figures[before].is_alike(whole) && Sum { whole: &figures[before], parts: all }.holds()
    });
    if is_part {
        return None;
    }
    let many = parts.len() >= 2 && parts.iter().all(|part| part.value <= whole.value && !part.about) && !whole.about;
    let exceeds = among && sum.of_parts() > whole.value;
    // Of few digits one is easily another: a list that leaves something out misses its whole by anything.
    let labels: Vec<&[char]> = (at + 1..=at + parts.len()).map(|part| words_before(view, figures, part)).collect();
    let enough = if among && !are_parallel(&labels) { NEAR_OF_SOME } else { NEAR };
    let near = sum.is_slip() && sum.in_units(whole.value) >= enough;
    (many && is_ours(view, &sum) && !sum.holds() && (exceeds || near)).then(|| sum.finding(view)).flatten()
}

/// What says that a number is the sum of those before it.
const TOTALS: &[&str] = &["合计", "共计", "总计", "总额", "总量", "累计", "共"];

/// 技改37家2160万元、专精特新21家630万元,共58家2790万元: a list of pairs, and what they come to in both units. Where one of the two sums
/// holds, the list is what it is of, and the other holds, too, or is wrong.
fn in_pairs(view: &View<'_>, figures: &[Figure], at: usize) -> Option<Finding> {
    const NEXT: usize = 6;
    let total = at.checked_sub(1)?;
    let (one, other) = (&figures[total], &figures[at]);
    let beside = words_before(view, figures, at);
    let is_said = says_any(words_before(view, figures, total), TOTALS);
    if !is_said || one.is_alike(other) || beside.len() > NEXT || says_any(beside, OTHERWISE) {
        return None;
    }
    // 两项共58家: how many are added up is none of them.
    let mut end = total;
    let last = figures.get(total.checked_sub(1)?)?;
    if last.value < 10 * ONE && !last.is_alike(other) {
        end -= 1;
    }
    let is_pair = |first: usize| figures[first].is_alike(one) && figures[first + 1].is_alike(other);
    let pairs = (1..=figures::NEAR.min(end / 2)).take_while(|pair| is_pair(end - 2 * pair)).count();
    let start = end - 2 * pairs;
    // (What says of a number that it is no part may stand before the list.)
    let is_plain = |at: usize| !figures[at].about && figures[at].depth == one.depth && !ends(view, figures, at);
    if pairs < 2 || !(start + 1..end).all(is_plain) || one.about || other.about {
        return None;
    }
    let sum = |whole, first: usize| Sum { whole, parts: figures[first..end].iter().step_by(2).collect() };
    let (first, second) = (sum(one, start), sum(other, start + 1));
    match (first.holds(), second.holds()) {
        (true, false) => second.finding(view),
        (false, true) => first.finding(view),
        _ => None,
    }
}

/// 2.16亿元、0.87亿元、0.45亿元,总额3.48亿元: a sum behind its parts.
fn behind(view: &View<'_>, figures: &[Figure], at: usize) -> Option<Finding> {
    let whole = &figures[at];
    let words = words_before(view, figures, at);
    let said = says_any(words, TOTALS);
    // 依次为14件、22件、19件、26件,加上本年共111件: with one that is not said there.
    let with_another = says(words, "加") && says_any(words, &["本年", "今年"]);
    // 查询5件,补正4件,其他情形共36件: all of what is left.
    let is_rest = says_any(words, &["其他", "其余", "另"]);
    if !said || with_another || is_rest || says(words, "每") || says(words, "各") {
        return None;
    }
    let run = |end: usize| -> Range<usize> {
        // 第一场126人、第二场98人、第三场143人,共培训357人次: people, however often.
        let people = |figure: &Figure| matches!(figure.of, Of::Counts('人', _));
        let is_alike = |figure: &Figure| figure.is_alike(whole) || people(figure) && people(whole);
        let alike = |i: &usize| is_alike(&figures[*i]) && figures[*i].depth == whole.depth;
        (0..end).rev().take(figures::NEAR).take_while(alike).last().map_or(end..end, |first| first..end)
    };
    // 三个专栏分别发布84条、37条、65条,三个专栏共186条; 公示472项、公告455项,两项共927项: how many are added up is none of them.
    let last = at.checked_sub(1)?;
    let few = figures[last].value < 10 * ONE;
    let counts = few && (!figures[last].is_alike(whole) || figures[last].value == ONE * run(last).len() as i128);
    let listed = run(if counts { last } else { at });
    let sum = Sum { whole, parts: figures[listed.clone()].iter().collect() };
    // 2020年41场,2021年56场,2022年63场,三年累计160场: each of its year.
    let words_of = |i: usize| words_before(view, figures, i);
    let dated = listed.clone().all(|i| figures::names_a_year(words_of(i)));
    let is_apart = |i: usize| if dated { says_any(words_of(i), OTHERWISE) } else { ends(view, figures, i) };
    let apart = listed.clone().skip(1).any(|i| is_apart(i) || says(words_of(i), "其中"));
    let makes = |end: usize| run(end).any(|from| Sum { whole, parts: figures[from..end].iter().collect() }.holds());
    let runs = makes(listed.end) || makes(at);
    let unnumbered = sum.parts.first().map_or(0, |first| i128::from(view.named_before(&first.range)));
    let named = (1..=unnumbered).any(|one| sum.of_parts() + one * ONE == whole.value);
    let exact = sum.parts.len() >= 2
        && !named
        && !whole.about
        && sum.parts.iter().all(|part| !part.about && part.value < whole.value);
    let of_many = sum.parts.len() >= 3 && sum.is_slip();
    // 加装电梯24部,通梯19部;两年累计46部: with what was counted in the other year. (3120件、3388件、3641件,三年共10149件 has all of them.)
    let is_bare = || listed.clone().skip(1).all(|i| words_of(i).len() <= 1);
    let with_others = !dated && figures::how_many_years(words).is_some_and(|years| years != listed.len() || !is_bare());
    (exact && !with_others && !apart && !runs && (is_ours(view, &sum) || of_many)).then(|| sum.finding(view)).flatten()
}

/// 37座博物馆中有29座公开了目录,仍有8座未公开; 应公开216次,实际公开209次,未公开7次: those that did not are what is left.
fn left(view: &View<'_>, figures: &[Figure], at: usize) -> Option<Finding> {
    const NOT: &[&str] = &["未", "没有", "尚", "待"];
    const NOT_LONGER: usize = 6;
    const BEHIND: usize = 24;
    // (整改1656条,整改率96.0%,尚有79条未整改: a share may stand between.)
    let rest = figures.get(at)?;
    let mut counted = (0..at).rev().filter(|at| figures[*at].is_counted());
    let (of_part, of_whole) = (counted.next()?, counted.next()?);
    let (whole, part) = (&figures[of_whole], &figures[of_part]);
    let (of_part, of_rest) = (words_before(view, figures, of_part), words_before(view, figures, at));
    let behind = view.prose.chars[rest.range.end..].get(..BEHIND).unwrap_or(&view.prose.chars[rest.range.end..]);
    let behind = behind.iter().position(|c| is_in(*c, ",.;:\n")).map_or(behind, |at| &behind[..at]);
    let is_not = |words: &[char]| says_any(words, NOT);
    // 仍有8座未公开, 未建的还有8个: of the same, which has no other name. (新受理而未结的恰是那1件 has one.)
    let last_clause = |words: &[char]| words.iter().rposition(|c| *c == ',').map_or(0, |at| at + 1);
    let (of_part_behind, clause) = of_rest.split_at(last_clause(of_rest));
    let goes_back = clause.first().is_some_and(|c| is_in(*c, "仍尚还未其剩")) && clause.len() <= NOT_LONGER;
    // 计划签约1150户,已签约1098户,52户尚未签约: the same is said to be done and not to be done.
    let deed = [behind, clause].into_iter().find_map(|words| NOT.iter().find_map(|not| denied(words, not)));
    let same = deed.is_none_or(|deed| deed.iter().any(|c| of_part.contains(c) || of_part_behind.contains(c)));
    let goes_back = same && (goes_back || (clause.is_empty() && deed.is_some()));
    // (复议12件已审结,诉讼5件尚有2件: of another whole.)
    let own = &of_part[last_clause(of_part)..];
    // 问题86个,年内改好79个,9个拟于来年处理: what is done, and what is to be.
    let is_done = ["好", "完", "成", "毕", "改", "结", "到位"].iter().any(|done| text::ends(own, done));
    let is_to_be = clause.is_empty() && is_done && says_any(behind, &["拟", "列入", "推迟", "顺延", "将于", "计划"]);
    let is_part_said = is_done || says_any(own, &["中", "里", "实际", "已"]);
    let told = is_part_said && (is_not(clause) || is_not(behind)) && goes_back || is_to_be;
    let exact = [whole, part, rest].iter().all(|figure| !figure.about && figure.depth == whole.depth);
    let alike = part.is_alike(whole) && rest.is_alike(whole) && part.value <= whole.value;
    // 未公开2座、延期1座: of more kinds than two.
    let goes_on =
        figures.get(at + 1).is_some_and(|next| next.is_alike(rest) && !says(words_before(view, figures, at + 1), ";"));
    let sum = Sum { whole, parts: vec![part, rest] };
    let near = &figures[at.saturating_sub(figures::NEAR)..at];
    // 水库23座,中型2座,小型21座,已做17座,未做6座: of all of them.
    let of_others = near.windows(2).any(|two| two[0].value - two[1].value == rest.value)
        || near.iter().any(|of| of.is_alike(whole) && of.value == part.value + rest.value);
    let other =
        is_not(of_part) || is_not(of_part_behind) || goes_on || of_others || says(of_rest, ";") || says(of_part, ";");
    if !(told && exact && alike) || other || sum.holds() || rest.value > whole.value {
        return None;
    }
    sum.finding(view).map(|finding| {
        let likeness = Likeness::of(rest.printed, rest.in_print(whole.value - part.value).unwrap_or(rest.printed));
        Finding { severity: likeness.severity(Likeness::Near), ..finding }
    })
}

/// The first characters of what some words deny: 签约 of 尚未签约.
fn denied<'w>(words: &'w [char], not: &str) -> Option<&'w [char]> {
    const STEM: usize = 2;
    let deed = &words[place_of(words, not)? + not.chars().count()..];
    // 尚有7个正在整改: there are such.
    let deed = deed.strip_prefix(&['有']).unwrap_or(deed);
    let deed = &deed[..deed.iter().take(STEM).take_while(|c| is_cjk(**c) && **c != '的').count()];
    (!deed.is_empty()).then_some(deed)
}

/// What says that a number is no part of the list before it.
const OTHERWISE: &[&str] = &[
    ";", "含", "另", "到", "至", "升", "降", "缩", "比", "较", "占", "上年", "去年", "年初", "年末", "同期", "增",
    "减", "由", "从", "共", "计", "总", "平均", "每", "最", "余", "预算", "任务", "目标",
];

/// Whether what stands before a number says that it is no part of the list before it.
fn ends(view: &View<'_>, figures: &[Figure], at: usize) -> bool {
    let words = words_before(view, figures, at);
    says_any(words, OTHERWISE) || figures::names_a_year(words)
}

/// Whether the parts of a list are named alike, and so are of one kind: 网上预约…、电话预约….
fn are_parallel(labels: &[&[char]]) -> bool {
    let tail = |label: &&[char]| label.get(label.len().checked_sub(2)?..).map(<[char]>::to_vec);
    let Some(first) = labels.first().and_then(tail) else { return false };
    first.iter().all(|c| is_cjk(*c)) && labels.iter().all(|label| label.ends_with(&first))
}

/// Whether [`parts`](super::parts) would not add it up: its numbers are rounded, or in a unit of no one's.
fn is_ours(view: &View<'_>, sum: &Sum<'_>) -> bool {
    let mut figures = sum.parts.iter().chain([&sum.whole]);
    sum.whole.is_counted() && figures.any(|figure| figure.step > 0 || !view.is_said(&figure.range))
}
