//! Sums that a single digit would mend. A list that leaves something out (其中A、B、C) misses its whole by anything; one that misses it
//! by one digit of one of its numbers, or by two neighbours that changed places, was meant to give it.

use super::claims::Said;
use super::parts::differ;
use super::quantity::Quantity;
use super::words::Word;
use super::{View, slips};
use crate::findings::Finding;

/// Of a list that is said to be of some, the whole is no smaller than this where it is told by its nearness alone; of another list.
pub(super) const NEAR_OF_SOME: i64 = 1000;
pub(super) const NEAR: i64 = 100;

/// Whether one digit of a whole or of one of its parts written otherwise makes the sum ([`slips`]).
pub(super) fn is_slip(whole: i64, parts: &[&Quantity]) -> bool {
    let values: Option<Vec<i64>> = parts.iter().map(|part| part.value.as_whole()).collect();
    values.is_some_and(|values| slips::is_slip_in_sum(whole, &values))
}

/// 受理意见1508条,线上渠道1072条,线下渠道426条: numbers that no word says are parts, and that miss the one before them by one digit.
pub(super) fn unopened(view: &View<'_>, index: usize) -> Option<Finding> {
    let tokens = &view.sentences[index].tokens;
    let numbers = &view.numbers()[view.numbers_of(index)];
    let value =
        |said: &Said<'_>| said.quantity.value.as_whole().filter(|_| said.is_count() && !said.quantity.approximate);
    let first = (0..numbers.len()).find(|&at| {
        let whole = &numbers[at];
        let Some(total) = value(whole).filter(|total| *total >= NEAR_OF_SOME) else { return false };
        let parts = parts_of(view, numbers, at);
        let quantities: Vec<&Quantity> = parts.iter().map(|part| part.quantity).collect();
        let sum = quantities.iter().filter_map(|part| part.value.as_whole()).fold(0i64, i64::saturating_add);
        let words = |word: Word| {
            parts.last().is_some_and(|last| tokens[whole.token..last.token].iter().any(|token| token.is(word)))
        };
        let some = [
            Word::Among,
            Word::AndSoOn,
            Word::Including,
            Word::Each,
            Word::Rest,
            Word::Compared,
            Word::Total,
            Word::Divided,
        ];
        // 报名21000人,中签8000人,全程3000人、半程5000人: the last divide the one before them.
        let is_nested = || {
            let mut behind = 0i64;
            quantities.iter().rev().filter_map(|part| part.value.as_whole()).any(|value| {
                let nested = behind == value && behind > 0;
                behind = behind.saturating_add(value);
                nested
            })
        };
        parts.len() >= 2
            && sum < total
            && parts.iter().all(|part| value(part) < Some(total))
            && !some.into_iter().any(words)
            && is_slip(total, &quantities)
            && !is_nested()
    })?;
    let parts: Vec<&Quantity> = parts_of(view, numbers, first).iter().map(|part| part.quantity).collect();
    let sum = parts.iter().filter_map(|part| part.value.as_whole()).fold(0i64, i64::saturating_add);
    differ(view, numbers[first].quantity, &parts, sum)
}

/// The counts of a sentence that follow one in the same unit, up to a count in another, or a semicolon.
fn parts_of<'v>(view: &View<'_>, numbers: &'v [Said<'v>], at: usize) -> &'v [Said<'v>] {
    let whole = &numbers[at];
    let tokens = &view.sentences[whole.sentence].tokens;
    let goes_on = |part: &&Said<'_>| {
        part.is_count()
            && part.quantity.unit == whole.quantity.unit
            && view.is_this_year(part.year)
            && tokens[part.token].depth == tokens[whole.token].depth
            && !tokens[whole.token..part.token].iter().any(|token| token.is_mark(";"))
    };
    let count = numbers[at + 1..].iter().take_while(goes_on).count();
    &numbers[at + 1..at + 1 + count]
}
