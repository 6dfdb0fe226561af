//! What a text writes for nothing: a word or sign that stands in one cell after the other (不涉及, ……, 未发生) and is no number. It is
//! not known by itself; none of the form's words stands beside itself.

use super::{is_cjk, is_in, pieces};
use crate::sort::sort;
use std::ops::Range;

/// So often it stands beside itself.
const FEWEST: usize = 10;
/// A longer one is a sentence.
const LONGEST: usize = 6;
/// Of several ways to say it each stands so often between numbers.
const FEWEST_EACH: usize = 3;

/// Puts a dash for each.
pub(super) fn mark(chars: &mut [char]) {
    let cells = cells(chars);
    mark_one(chars, &cells);
    mark_several(chars, &cells);
}

/// The words by which several hands say it, each in its own way, among numbers and one another: 0 无此项 × 未发生 0.
fn mark_several(chars: &mut [char], cells: &[Range<usize>]) {
    let text = |at: usize| &chars[cells[at].clone()];
    let is_number = |at: usize| text(at).iter().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+'));
    let denies: Vec<bool> = (0..cells.len()).map(|at| denies(text(at))).collect();
    // How many of its neighbours are cells for certain: those of a label's word are labels.
    let company = |at: usize| {
        let beside = [at.checked_sub(1), Some(at + 1).filter(|next| *next < cells.len())];
        beside.into_iter().flatten().filter(|at| denies[*at] || is_number(*at)).count()
    };
    let mut words: Vec<(&[char], usize)> =
        (0..cells.len()).filter(|at| denies[*at]).map(|at| (text(at), company(at))).collect();
    sort(&mut words);
    let among = |same: &[(&[char], usize)], least: usize| same.iter().filter(|(_, beside)| *beside >= least).count();
    let kinds: Vec<&[(&[char], usize)]> = words
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|same| among(same, 2) >= FEWEST_EACH && among(same, 1) * 4 >= same.len() * 3)
        .collect();
    if kinds.iter().map(|same| among(same, 2)).sum::<usize>() < FEWEST {
        return;
    }
    let nils: Vec<Vec<char>> = kinds.iter().map(|same| same[0].0.to_vec()).collect();
    put_dashes(chars, cells, |cell| nils.iter().any(|nil| cell == nil));
}

/// Whether a text denies that there is anything: with a word that denies, or a sign and no more.
fn denies(text: &[char]) -> bool {
    is_nil(text) && (text.iter().any(|c| is_in(*c, "无未空不没")) || !text.iter().any(|c| c.is_alphanumeric()))
}

fn put_dashes(chars: &mut [char], cells: &[Range<usize>], is_nil: impl Fn(&[char]) -> bool) {
    for cell in cells {
        if is_nil(&chars[cell.clone()]) {
            chars[cell.clone()].fill(' ');
            chars[cell.start] = '-';
        }
    }
}

/// The word that stands beside itself again and again.
fn mark_one(chars: &mut [char], cells: &[Range<usize>]) {
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
    put_dashes(chars, cells, |cell| cell == nil);
}

/// What stands between gaps, tabs, pipes and line ends.
fn cells(chars: &[char]) -> Vec<Range<usize>> {
    let divides = |c: &char| matches!(c, ' ' | '\t' | '|' | '\n');
    pieces(chars, 0..chars.len(), divides).filter(|cell| !cell.is_empty()).collect()
}

/// Whether a text may stand for nothing: a word or sign without a digit. (A lone letter O may be a nought.)
fn is_nil(text: &[char]) -> bool {
    text.len() <= LONGEST
        && (text.len() > 1 || is_cjk(text[0]) || text[0] == '×')
        && !text.iter().any(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '零' | '〇'))
        && !text.iter().all(|c| is_in(*c, "一二三四五六七八九十百千万"))
}
