//! Lists that the calendar closes: four quarters, two halves of a year make it up.
//!
//! 全年发稿530篇,一季度102篇、二季度131篇、三季度148篇、四季度149篇. What is listed in this way is all there was, whether the sentence
//! says so or not: the number before the list, or the one of the year behind it, is its sum.

use super::View;
use super::claims::Said;
use super::parts::{alike, differ};
use super::quantity::Quantity;
use super::words::Word;
use crate::findings::Finding;
use crate::text::holds;

/// The parts of a year, as they are named; each list together is all of it.
static YEARS: &[&[&[&str]]] = &[
    &[&["一季度", "1季度"], &["二季度", "2季度"], &["三季度", "3季度"], &["四季度", "4季度"]],
    &[&["上半年"], &["下半年"]],
];

pub(super) fn check(view: &View<'_>) -> Vec<Finding> {
    (0..view.numbers().len()).filter_map(|first| year(view, first)).collect()
}

/// A list of parts of a year that begins with a number, where its sum is not the number beside it.
fn year(view: &View<'_>, first: usize) -> Option<Finding> {
    let numbers = view.numbers();
    let said = &numbers[first];
    let names = YEARS.iter().find(|names| is_named(view, said, names[0]))?;
    let parts = numbers.get(first..first + names.len())?;
    let listed = parts.iter().zip(*names).all(|(part, name)| {
        let own = part.is_number() && !part.quantity.approximate && part.sentence == said.sentence;
        own && is_named(view, part, name) && alike(part.quantity.unit, said.quantity.unit)
    });
    if !listed {
        return None;
    }
    let sum = parts.iter().try_fold(0i64, |sum, part| sum.checked_add(part.quantity.value.as_whole()?))?;
    // (A number smaller than one of them is the whole of something else.)
    let most = parts.iter().filter_map(|part| part.quantity.value.as_whole()).max();
    let is_whole = |whole: &&Said<'_>| {
        whole.is_number()
            && whole.quantity.value.as_whole() >= most
            && whole.sentence == said.sentence
            && !whole.quantity.approximate
            && alike(whole.quantity.unit, said.quantity.unit)
            && view.is_this_year(whole.year)
    };
    // Behind the list only what is said to be of the year, or a sum.
    let behind = numbers.get(first + names.len()).filter(is_whole);
    let behind = behind.filter(|whole| {
        let label = view.words_before(whole);
        label.has_any(&[Word::Total, Word::InAll]) || holds(label.text(), &['全', '年'])
    });
    let ahead = first.checked_sub(1).map(|at| &numbers[at]).filter(is_whole).filter(|whole| whole.is_count());
    // 共5件,其中涉及土地3件,上半年1件、下半年2件: of which of them?
    let ahead = ahead.filter(|whole| !view.words_before(whole).has_any(&[Word::Among, Word::Including]));
    let wholes: Vec<&Said<'_>> = [ahead, behind].into_iter().flatten().collect();
    if wholes.iter().any(|whole| whole.quantity.value.as_whole() == Some(sum)) {
        return None;
    }
    let parts: Vec<&Quantity> = parts.iter().map(|part| part.quantity).collect();
    differ(view, wholes.last()?.quantity, &parts, sum)
}

fn is_named(view: &View<'_>, said: &Said<'_>, names: &[&str]) -> bool {
    let text = view.words_before(said).text();
    names.iter().any(|name| text.windows(name.chars().count()).any(|words| name.chars().eq(words.iter().copied())))
}
