//! Lists that say that they are of all: 解读98篇,其中文字41篇、图解29篇、视频28篇,没有别的形式; 426条:工程118条、运输97条,除这两类外还有211条.
//!
//! Of another list (其中甲3件、乙2件) nobody knows what it leaves out; what these say leaves nothing out, so the number before them is their sum.

use super::View;
use super::figures::{self, Figure, ONE, Of};
use super::totals::Sum;
use crate::findings::Finding;
use crate::text::{ends, is_in, place_of, says, says_any};
use std::ops::Range;

/// What says behind a list that nothing else there is.
const NOTHING_ELSE: &[&str] = &[
    "没有别的",
    "没有其他",
    "没有其它",
    "无其他",
    "无其它",
    "别无",
    "再无",
    "之分",
    "只有这",
    "仅有这",
    "只分",
    "仅分",
    "只此",
    "仅此",
];
/// And before its last number, that this is all the rest.
const THE_REST: &[&str] = &["还有", "另有", "尚有", "均为", "都是", "全为", "全是"];
/// The words between two numbers of a list are no longer.
const NAME: usize = 16;
/// So far behind the list.
const BEHIND: usize = 24;

pub(super) fn check(view: &View<'_>, sentence: usize) -> Vec<Finding> {
    // A whole and two parts at least.
    if view.figures(sentence).len() < 3 {
        return Vec::new();
    }
    // 三类, 除这三种外: how many kinds there are is no part of the list.
    let chars = &view.prose.chars;
    let is_kinds = |figure: &&Figure| {
        let counts_kinds = match figure.of {
            Of::Counts('种' | '类' | '项' | '块', _) => true,
            Of::Counts('部', _) => chars.get(figure.range.end) == Some(&'分'),
            _ => false,
        };
        counts_kinds && figure.value < 10 * ONE
    };
    let figures: Vec<&Figure> = view.figures(sentence).iter().filter(|figure| !is_kinds(figure)).collect();
    let list = List { view, figures, end: view.sentences[sentence].range.end };
    let closed = (2..list.figures.len()).filter(|at| list.is_last(*at)).filter_map(|at| list.wrong(at));
    let kinds = kinds(chars, view.sentences[sentence].range.clone());
    closed.chain(kinds.filter_map(|(kinds, count)| list.counted(kinds, count))).collect()
}

/// How many kinds of things a text speaks of, and where: 四种.
fn kinds(chars: &[char], sentence: Range<usize>) -> impl Iterator<Item = (Range<usize>, usize)> {
    let count = |at: usize| match chars[at] {
        '两' => Some(2),
        c @ '2'..='9' => Some(c as usize - '0' as usize),
        c => "一二三四五六七八九".chars().position(|numeral| numeral == c).filter(|at| *at > 0).map(|at| at + 1),
    };
    let is_kind = |at: usize| is_in(chars[at], "种类项块");
    let at = sentence.start..sentence.end.saturating_sub(1);
    // (第二类, 十三类: no count of kinds, or another.)
    let alone = |at: usize| at == 0 || !(chars[at - 1].is_ascii_digit() || is_in(chars[at - 1], "第十百"));
    at.filter(move |at| is_kind(at + 1) && alone(*at)).filter_map(move |at| Some((at..at + 2, count(at)?)))
}

/// The numbers of a sentence, those aside that count the list itself.
struct List<'v> {
    view: &'v View<'v>,
    figures: Vec<&'v Figure>,
    end: usize,
}

impl<'v> List<'v> {
    /// What stands before a number, behind the one before it.
    fn words_before(&self, at: usize) -> &'v [char] {
        let start = at.checked_sub(1).map_or(0, |before| self.figures[before].range.end);
        &self.view.prose.chars[start..self.figures[at].range.start.max(start)]
    }

    /// Whether a number closes the list that it stands in.
    fn is_last(&self, at: usize) -> bool {
        let from = self.figures[at].range.end;
        let next = self.figures.get(at + 1).map_or(self.end, |next| next.range.start);
        let behind = &self.view.prose.chars[from..next.min(from + BEHIND).max(from)];
        let behind = behind.iter().position(|c| *c == ';').map_or(behind, |end| &behind[..end]);
        // (没有其他问题 denies something else.)
        let nothing = says_any(behind, NOTHING_ELSE) && !says_any(behind, &["问题", "困难", "收费", "费用"]);
        let words = self.words_before(at);
        let except = place_of(words, "除").is_some_and(|except| says(&words[except..], "外"));
        // 由网站1240条、公众号905条、公告栏118条三部分组成.
        let clause = behind.iter().position(|c| is_in(*c, ",.")).map_or(behind, |end| &behind[..end]);
        let made_of = says_any(clause, &["组成", "构成"]) && {
            let first = self.first(at);
            first < at && says(self.words_before(first + 1), "由")
        };
        nothing || made_of || (except && THE_REST.iter().any(|word| ends(words, word)))
    }

    /// A list of as many numbers as its sentence says there are kinds: 13473条,分布在四种载体:…; 三类信息共386条,其中….
    fn counted(&self, kinds: Range<usize>, count: usize) -> Option<Finding> {
        let chars = &self.view.prose.chars;
        let next = self.figures.partition_point(|figure| figure.range.start < kinds.end);
        let behind = chars.get(kinds.end..self.figures.get(next)?.range.start).filter(|words| is_short(words))?;
        let (whole, first) = match behind {
            // 13473条,分布在四种载体:….
            _ if behind.contains(&':') => {
                let before = self.figures[..next].iter().rposition(|figure| figure.range.end <= kinds.start)?;
                (chars[self.figures[before].range.end..kinds.start].starts_with(&[',']).then_some(before)?, next)
            }
            // 三类信息共386条,其中….
            _ if behind.contains(&'共') => (next, next + 1),
            _ => return None,
        };
        let own = self.figures[whole];
        let parts = self.figures.get(first..first + count)?;
        let is_alike = |part: &Figure| part.is_alike(own) && part.depth == own.depth;
        let alike = parts.iter().all(|part| is_alike(part) && !part.about) && !own.about;
        let goes_on = self
            .figures
            .get(first + count)
            .is_some_and(|next| is_alike(next) && !self.words_before(first + count).contains(&';'));
        let listed = (first + 1..first + count).all(|at| is_short(self.words_before(at)));
        let sum = Sum { whole: own, parts: parts.to_vec() };
        (alike && listed && !goes_on && !sum.holds()).then(|| sum.finding(self.view)).flatten()
    }

    /// The list up to a number, if it does not add up to what stands before it.
    fn wrong(&self, last: usize) -> Option<Finding> {
        let first = self.first(last);
        let run = &self.figures[first..=last];
        let (whole, parts) = run.split_first().filter(|(_, parts)| parts.len() >= 2)?;
        let most = parts.iter().map(|figure| figure.value).max()?;
        let sum = |run: &[&'v Figure]| Sum { whole: run[0], parts: run[1..].to_vec() };
        let holds = (0..run.len() - 2).any(|from| sum(&run[from..]).holds());
        let among = says(self.words_before(first + 1), "其中");
        let counts = (whole.value > most || among) && !holds && run.iter().all(|figure| !figure.about);
        counts.then(|| sum(run).finding(self.view)).flatten()
    }

    /// The first of the numbers that count the same one after the other, up to one of them.
    fn first(&self, last: usize) -> usize {
        let own = self.figures[last];
        let is_alike = |at: &usize| self.figures[*at].is_alike(own) && self.figures[*at].depth == own.depth;
        let goes_on = |at: &usize| is_alike(at) && (*at == last || !self.words_before(at + 1).contains(&';'));
        (0..=last).rev().take(figures::NEAR).take_while(goes_on).last().unwrap_or(last)
    }
}

/// Whether words are few enough to stand between two numbers of a list.
fn is_short(words: &[char]) -> bool {
    words.len() <= NAME && !words.iter().any(|c| is_in(*c, ";."))
}
