//! Lists that the calendar closes: four quarters, two halves of a year make it up.
//!
//! 全年发稿530篇,一季度102篇、二季度131篇、三季度148篇、四季度149篇; 点击量上半年14.6万次,下半年19.2万次,全年33.8万次; 一至四季度依次为…. What is
//! listed in this way is all there was, whether the sentence says so or not: the number before the list, or the one of the year behind it,
//! is its sum.

use super::View;
use super::figures::{self, Figure};
use super::totals::Sum;
use crate::findings::Finding;
use crate::text::says_any;
use std::ops::Range;

/// The parts of a year, as they are named; each list together is all of it.
static YEARS: &[&[&[&str]]] = &[
    &[&["一季度", "1季度"], &["二季度", "2季度"], &["三季度", "3季度"], &["四季度", "4季度"]],
    &[&["上半年"], &["下半年"]],
];

/// A list of four quarters in one word.
const ALL_QUARTERS: &[&str] = &["一至四季度", "1至4季度", "1-4季度", "四个季度", "各季度"];

/// And how far before the first of them it stands.
const LONGEST_NAME: usize = 10;

pub(super) fn check(view: &View<'_>, sentence: usize) -> Vec<Finding> {
    let figures = view.figures(sentence);
    let years = (0..figures.len()).filter_map(|first| year(view, sentence, first));
    years.chain(halves(view, figures)).collect()
}

/// 一季度4120户,二季度5230户,三季度4870户,四季度4410户,上半年9350户,下半年9280户: two quarters make a half.
fn halves(view: &View<'_>, figures: &[Figure]) -> Vec<Finding> {
    let named = |names: &[&str]| {
        let is_named = |at: &usize| says_any(figures::words_before(view, figures, *at), names);
        let mut all = (0..figures.len()).filter(is_named);
        all.next().filter(|_| all.next().is_none()).map(|at| &figures[at])
    };
    let [quarters, halves] = YEARS else { return Vec::new() };
    if figures.len() < quarters.len() + halves.len() {
        return Vec::new();
    }
    let wrong = |half: usize| {
        let whole = named(halves[half])?;
        let parts: Vec<&Figure> =
            quarters[2 * half..2 * half + 2].iter().map(|names| named(names)).collect::<Option<_>>()?;
        let exact = parts.iter().all(|part| part.is_alike(whole) && !part.about) && !whole.about;
        let sum = Sum { whole, parts };
        (exact && !sum.holds()).then(|| sum.finding(view)).flatten()
    };
    (0..halves.len()).filter_map(wrong).collect()
}

/// A list of parts of a year that begins with a number, where its sum is not the number beside it.
fn year(view: &View<'_>, sentence: usize, first: usize) -> Option<Finding> {
    let figures = view.figures(sentence);
    let words = |at: usize| figures::words_before(view, figures, at);
    let is_named = |at: usize, names: &[&str]| says_any(words(at), names);
    let parts = listed(view, figures, first, &words).or_else(|| {
        let names = YEARS.iter().find(|names| is_named(first, names[0]))?;
        let parts = first..first + names.len();
        (parts.end <= figures.len() && parts.clone().zip(*names).all(|(at, name)| is_named(at, name))).then_some(parts)
    })?;
    let of_parts = &figures[parts.clone()];
    // (A number smaller than one of them is the whole of something else.)
    let most = of_parts.iter().map(|part| part.value).max()?;
    let is_whole = |whole: &&Figure| whole.value >= most && !whole.about && whole.is_alike(&of_parts[0]);
    if of_parts.iter().any(|part| part.about || !part.is_alike(&of_parts[0])) {
        return None;
    }
    // Behind the list only what is said to be of the year, or a sum.
    let behind = figures.get(parts.end).filter(is_whole);
    let behind = behind.filter(|_| says_any(words(parts.end), &["全年", "合计", "共", "累计", "总"]));
    // 共5件,其中涉及土地3件,上半年1件、下半年2件: of which of them?
    let among = |at: usize| says_any(words(at), &["其中", "含", "包括", "上年", "去年", "同比"]);
    // 四个季度分别为…: how many there are counts something else.
    // (平均每季度305篇,四个季度依次为…: nor is an average.)
    let is_average = |at: usize| says_any(words(at), &["均", "每"]);
    let mut before = (0..first).rev().take(figures::NEAR).filter(|at| !is_average(*at));
    let before = before.find(|at| figures[*at].is_alike(&of_parts[0]));
    let ahead = before.filter(|at| !among(*at)).map(|at| &figures[at]).filter(is_whole);
    let ahead = ahead.or_else(|| before.is_none().then(|| whole_ahead(view, sentence)).flatten().filter(is_whole));
    let wholes: Vec<&Figure> = [ahead, behind].into_iter().flatten().collect();
    let sums: Vec<Sum<'_>> = wholes.into_iter().map(|whole| Sum { whole, parts: of_parts.iter().collect() }).collect();
    if sums.iter().any(Sum::holds) { None } else { sums.last()?.finding(view) }
}

/// 一至四季度依次为298条、344条、320条、366条: the quarters, named together.
fn listed<'v>(
    view: &View<'_>,
    figures: &[Figure],
    first: usize,
    words: &impl Fn(usize) -> &'v [char],
) -> Option<Range<usize>> {
    let start = figures[first].range.start;
    let before = &view.prose.chars[start.saturating_sub(LONGEST_NAME)..start];
    let named = says_any(before, ALL_QUARTERS) && before.ends_with(&['为']);
    let parts = first..first + 4;
    (named
        && parts.end <= figures.len()
        && parts.clone().skip(1).all(|at| matches!(words(at), ['、' | '和' | '及' | '与'])))
    .then_some(parts)
}

/// The number of the sentence before, where it has one and its paragraph goes on: 全年发布2016条。一季度478条,….
fn whole_ahead<'v>(view: &'v View<'_>, sentence: usize) -> Option<&'v Figure> {
    let before = sentence.checked_sub(1).filter(|_| !view.sentences[sentence].opens)?;
    match view.figures(before) {
        [whole] => Some(whole),
        _ => None,
    }
}
