//! Lists that say that they are of all: 解读98篇,其中文字41篇、图解29篇、视频28篇,没有别的形式; 426条:工程118条、运输97条,除这两类外还有211条.
//!
//! Of another list (其中甲3件、乙2件) nobody knows what it leaves out; what these say leaves nothing out, so the number before them is their sum.

use super::View;
use super::figures::{self, Figure};
use super::totals::Sum;
use crate::findings::Finding;
use crate::text::{ends, place_of, says, says_any};

/// What says behind a list that nothing else there is.
const NOTHING_ELSE: &[&str] = &[
    "没有别的", "没有其他", "没有其它", "无其他", "无其它", "别无", "再无", "之分", "只有这", "仅有这", "只分", "仅分",
    "只此", "仅此",
];
/// And before its last number, that this is all the rest.
const THE_REST: &[&str] = &["还有", "另有", "尚有", "均为", "都是", "全为", "全是"];
/// What names a list before how much it holds.
const THESE: &[&str] = &["这", "上述", "以上", "除"];
/// So far behind the list.
const BEHIND: usize = 24;

pub(super) fn check(view: &View<'_>, sentence: usize) -> Vec<Finding> {
    // 除这三类外: how many were listed is no part of the list.
    let counts_the_list = |figure: &&Figure| {
        let before = &view.prose.chars[..figure.range.start];
        THESE.iter().any(|word| ends(before, word))
    };
    let figures: Vec<&Figure> = view.figures(sentence).iter().filter(|figure| !counts_the_list(figure)).collect();
    let list = List { view, figures, end: view.sentences[sentence].range.end };
    (2..list.figures.len()).filter(|at| list.is_last(*at)).filter_map(|at| list.wrong(at)).collect()
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
        nothing || (except && THE_REST.iter().any(|word| ends(words, word)))
    }

    /// The list up to a number, if it does not add up to what stands before it.
    fn wrong(&self, last: usize) -> Option<Finding> {
        let first = self.first(last);
        let run = &self.figures[first..=last];
        let (whole, parts) = run.split_first().filter(|(_, parts)| parts.len() >= 2)?;
        let most = parts.iter().map(|figure| figure.value).max()?;
        let sum = |run: &[&'v Figure]| Sum { whole: run[0], parts: run[1..].to_vec() };
        let holds = (0..run.len() - 2).any(|from| sum(&run[from..]).holds());
        let counts = whole.value > most && !holds && run.iter().all(|figure| !figure.about);
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
