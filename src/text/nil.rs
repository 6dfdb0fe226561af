//! What a text writes for nothing: a word or sign that stands in one cell after the other (不涉及, ……, 未发生) and is no number. It is
//! not known by itself; none of the form's words stands beside itself.

use super::{is_cjk, is_in};
use crate::sort::sort;
use std::ops::Range;

/// So often it stands beside itself.
const FEWEST: usize = 10;
/// A longer one is a sentence.
const LONGEST: usize = 6;

/// Puts a dash for each.
pub(super) fn mark(chars: &mut [char]) {
    let cells = cells(chars);
    let mut beside: Vec<&[char]> = Vec::new();
    for pair in cells.windows(2) {
        let (one, next) = (&chars[pair[0].clone()], &chars[pair[1].clone()]);
        if one == next && is_nil(one) {
            beside.push(one);
        }
    }
    sort(&mut beside);
    let most = beside.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
    let Some(nil) = most.filter(|same| same.len() >= FEWEST).map(|same| same[0].to_vec()) else { return };
    for cell in cells {
        if chars[cell.clone()] == nil[..] {
            chars[cell.clone()].fill(' ');
            chars[cell.start] = '-';
        }
    }
}

/// What stands between gaps, tabs, pipes and line ends.
fn cells(chars: &[char]) -> Vec<Range<usize>> {
    let divides = |c: &char| matches!(c, ' ' | '\t' | '|' | '\n');
    let mut at = 0;
    let cells = chars.split(divides).map(|cell| {
        let range = at..at + cell.len();
        at = range.end + 1;
        range
    });
    cells.filter(|cell| !cell.is_empty()).collect()
}

/// Whether a text may stand for nothing: a word or sign without a digit. (A lone letter O may be a nought.)
fn is_nil(text: &[char]) -> bool {
    text.len() <= LONGEST
        && (text.len() > 1 || is_cjk(text[0]))
        && !text.iter().any(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '零' | '〇'))
        && !text.iter().all(|c| is_in(*c, "一二三四五六七八九十百千万"))
}
