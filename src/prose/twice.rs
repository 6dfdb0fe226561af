//! The same thing counted in two sections: 召开新闻发布会5场 in the first, 全年召开的4场新闻发布会中 in the fifth.
//!
//! What the form counts is held against its tables; of everything else the report is the only witness. A later section goes back to a
//! thing by its name, right before or behind the number. Where that was counted once before, and resembles the number it has now
//! ([`slips`](super::slips)), one of the two is a slip. Whatever narrows either of them (其中, 每, 计划, another year's) makes it another thing.

use super::figures::Figure;
use super::slips::Likeness;
use super::tokens::Sentence;
use super::{View, finding};
use crate::findings::{Cause, Finding, Severity};
use crate::outline::Section;
use crate::sort::sort;
use crate::text::{Seen, is_cjk, place_of, says, says_any, without_ends, year_at};
use std::ops::Range;

/// A name is told by so many characters beside its number, and no more.
const NAME: Range<usize> = 3..11;
/// A name of so many is no everyday word.
const LONG_NAME: usize = 5;
/// So far before a number stands what narrows it.
const CLAUSE: usize = 20;
/// More numbers than this are no report's prose.
const MOST: usize = 4_000;
/// So many numbers before it may be meant.
const REACH: usize = 400;

/// What stands between a name and its number: 新闻发布会全年共举办9场.
const BETWEEN: &[&str] = &[
    "共计", "累计", "合计", "总计", "达到", "总数", "数量", "全年", "举办", "召开", "开展", "组织", "发布", "公开",
    "先后", "约", "为", "达", "共", "数", "已", "有", "的", "了", "仅", "近", "虽", "信息",
];

/// What makes another thing of what is named.
const NARROWS: &[&str] = &[
    "其中",
    "部分",
    "本级",
    "上年",
    "去年",
    "明年",
    "下年",
    "年初",
    "同期",
    "计划",
    "目标",
    "力争",
    "至少",
    "不少于",
    "每",
    "各",
    "另",
    "由",
    "被",
    "拟",
    "将",
    "增",
    "新建",
    "新设",
    "未",
    "不",
    "尚",
    "余",
    "剩",
    "应",
    "比",
    "较",
    "修",
    "第",
    "首",
    "前",
    "后",
];

/// What speaks of another time, wherever it stands before it in the sentence.
const TIMES: &[&str] = &[
    "上年",
    "去年",
    "上一年",
    "明年",
    "下年",
    "下一年",
    "来年",
    "计划",
    "拟",
    "将",
    "力争",
    "上半年",
    "下半年",
    "截至上",
];

/// And what comes back to the report's own: 制定年度计划,全年举办培训3期.
const OWN_TIME: &[&str] = &["全年", "本年", "今年", "年内"];

/// A number and the words beside it.
struct Mention<'v> {
    figure: &'v Figure,
    section: usize,
    /// The first sentence of its paragraph.
    paragraph: usize,
    /// Without what names nothing, and with it.
    before: &'v [char],
    ahead: &'v [char],
    after: &'v [char],
}

pub(super) fn check(view: &View<'_>) -> Vec<Finding> {
    let sentences = 0..view.sentences.len();
    let mentions: Vec<Mention<'_>> = sentences.flat_map(|at| mentions(view, at)).take(MOST).collect();
    let named = Named::of(&mentions);
    (0..mentions.len()).filter_map(|at| twice(view, &mentions, &named, at)).collect()
}

/// So much of a name finds the other numbers that stand beside it.
const STEM: usize = NAME.start;

/// Every three characters beside a number, in order, with the number: those that share a name share some of them.
struct Named<'v>(Vec<(&'v [char], usize)>);

impl<'v> Named<'v> {
    fn of(mentions: &[Mention<'v>]) -> Named<'v> {
        let stems = |(at, mention): (usize, &Mention<'v>)| {
            let ahead = &mention.ahead[mention.ahead.len().saturating_sub(2 * NAME.end)..];
            let behind = &mention.after[..mention.after.len().min(NAME.end)];
            ahead.windows(STEM).chain(behind.windows(STEM)).map(move |stem| (stem, at))
        };
        let mut all: Vec<(&[char], usize)> = mentions.iter().enumerate().flat_map(stems).collect();
        sort(&mut all);
        Named(all)
    }

    /// The numbers before one, of those near it, that have the beginning of the name behind it beside them, or the end of that before
    /// it; in order.
    fn beside(&self, mentions: &[Mention<'_>], at: usize) -> Vec<usize> {
        let own = &mentions[at];
        let stems = [own.after.get(..STEM), own.before.len().checked_sub(STEM).map(|from| &own.before[from..])];
        let of_stem = |stem: &[char]| {
            let from = self.0.partition_point(|(other, of)| (*other, *of) < (stem, at.saturating_sub(REACH)));
            let to = self.0.partition_point(|(other, of)| (*other, *of) < (stem, at));
            self.0[from..to].iter().map(|(_, of)| *of)
        };
        let mut found: Vec<usize> = stems.into_iter().flatten().flat_map(of_stem).collect();
        sort(&mut found);
        found.dedup();
        found
    }
}

/// The numbers of a sentence that nothing narrows.
fn mentions<'v>(view: &'v View<'_>, at: usize) -> impl Iterator<Item = Mention<'v>> {
    let sentence = &view.sentences[at];
    let figures = view.figures(at);
    let times = if figures.is_empty() { Vec::new() } else { times(view, sentence) };
    // 上年报告指出的问题,通过2023年举办的5期培训已有好转: what dates a number is the last time that is named before it.
    let is_dated = move |figure: &&Figure| {
        let place = figure.range.start - sentence.range.start;
        let before = times.partition_point(|(at, _)| *at < place);
        before.checked_sub(1).is_some_and(|last| !times[last].1)
    };
    figures.iter().filter(move |figure| !is_dated(figure)).filter_map(|figure| mention(view, sentence.opening, figure))
}

/// Where a sentence speaks of a time, in order, and whether that is the report's year.
fn times(view: &View<'_>, sentence: &Sentence) -> Vec<(usize, bool)> {
    let chars = &view.prose.chars[sentence.range.clone()];
    let years = (0..chars.len()).filter_map(|at| Some((at, year_at(&chars[at..])?)));
    let years = years.map(|(at, year)| (at, Some(year) == view.input.year));
    let seen = Seen::of(chars);
    let words = |words: &'static [&'static str], own: bool| {
        let may_be = move |word: &&&str| seen.may_begin(word);
        words.iter().filter(may_be).filter_map(move |word| Some((place_of(chars, word)?, own)))
    };
    let mut times: Vec<(usize, bool)> = words(TIMES, false).chain(words(OWN_TIME, true)).chain(years).collect();
    sort(&mut times);
    times
}

fn mention<'v>(view: &'v View<'_>, paragraph: usize, figure: &'v Figure) -> Option<Mention<'v>> {
    if figure.about || !figure.is_counted() || figure.value == 0 || view.is_claimed(&figure.range) {
        return None;
    }
    let folded = view.prose.folded(figure.range.clone()).start;
    let section = view.input.sections.iter().position(|section: &Section| section.body.contains(&folded))?;
    let chars = &view.prose.chars;
    let Range { start, end } = figure.range;
    let divides = |c: &char| matches!(c, ',' | ';' | ':' | '.' | '、' | '(' | ')' | '\n');
    let ahead = &chars[start.saturating_sub(CLAUSE)..start];
    let ahead = ahead.iter().rposition(divides).map_or(ahead, |at| &ahead[at + 1..]);
    let behind = &chars[end..chars.len().min(end + NAME.end)];
    let behind = behind.iter().position(divides).map_or(behind, |at| &behind[..at]);
    // 救助公示有1次把金额写错: of some of those there were.
    let some = ahead.last() == Some(&'有') && behind.first().is_some_and(|c| is_cjk(*c));
    // Up to the name it goes with.
    let before = without_ends(ahead, BETWEEN);
    // (先后举办 is no 后.)
    let narrows = |word: &&&str| **word != "后" || !says_any(before, &["先后"]);
    let narrowed = NARROWS.iter().filter(narrows).any(|word| says(before, word))
        || says_any(&ahead[before.len()..], &["每", "各", "另"])
        || some;
    (!narrowed).then(|| Mention {
        figure,
        section,
        paragraph,
        before,
        ahead,
        after: behind.strip_prefix(&['的']).unwrap_or(behind),
    })
}

fn twice(view: &View<'_>, mentions: &[Mention<'_>], named: &Named<'_>, at: usize) -> Option<Finding> {
    let own = &mentions[at];
    let mut earlier: Option<(&Mention<'_>, &[char])> = None;
    let beside = named.beside(mentions, at).into_iter().map(|other| &mentions[other]);
    for other in beside.filter(|other| other.figure.is_alike(own.figure)) {
        let Some(name) = name_of_both(own, other) else { continue };
        // Said before as it is now, or several times otherwise: which of them is meant?
        if other.figure.value == own.figure.value || earlier.is_some() {
            return None;
        }
        earlier = Some((other, name));
    }
    // In one section a long name behind its number goes back to it: 26个政务公开专区全部….
    let goes_back = |other: &Mention<'_>, name: &[char]| {
        other.section < own.section
            || (name.len() >= LONG_NAME && own.after.starts_with(name) && other.paragraph < own.paragraph)
    };
    let (other, name) = earlier.filter(|(other, name)| goes_back(other, name))?;
    let like = Likeness::of(own.figure.printed, other.figure.printed) >= Likeness::Near;
    if !like || own.figure.text(view.prose).contains('万') != other.figure.text(view.prose).contains('万') {
        return None;
    }
    let cause = Cause::SaidTwice {
        what: name.iter().collect(),
        first: other.figure.text(view.prose),
        second: own.figure.text(view.prose),
    };
    let spans = [own, other].map(|mention| view.span(mention.figure.range.clone()));
    Some(finding("prose.self-contradiction", Severity::Warning, cause, spans.to_vec()))
}

/// The name that two numbers have beside them, the longest.
fn name_of_both<'v>(own: &Mention<'v>, other: &Mention<'_>) -> Option<&'v [char]> {
    let of_other =
        |name: &&[char]| other.before.ends_with(name) || other.ahead.ends_with(name) || other.after.starts_with(name);
    // (“执法体验日”活动: names may be quoted.)
    let is_name = |name: &&[char]| {
        let signs = name.iter().filter(|c| !is_cjk(**c)).count();
        name.iter().all(|c| is_cjk(*c) || *c == '"') && name.len() - signs >= NAME.start && of_other(name)
    };
    let lengths = || NAME.rev();
    let behind = lengths().filter_map(|length| own.after.get(..length)).find(is_name);
    let ahead = lengths().filter_map(|length| Some(&own.before[own.before.len().checked_sub(length)?..])).find(is_name);
    // 7个工作日: a measure of time.
    let time = |name: &&[char]| name.starts_with(&['工', '作', '日']);
    behind.or(ahead).filter(|name| !time(name))
}
