//! Tables without lines: columns told by numbers that stand below each other.
//!
//! A line with several numbers apart is a row. Where the numbers of all rows of a block lie in strips of the page, one strip a
//! column, each is written as a row of cells, blank ones too, and the heads above by the strips they stand over. Where two numbers
//! of a row share a strip, nothing is told: the lines stay as they are, gaps and all.

use crate::intake::page::{self, Line, Sign};
use crate::sort::sort_by_key;
use std::ops::Range;

/// Numbers that a row must have for its block to be a table.
const FEWEST: usize = 3;
/// Lines without numbers that may stand between two rows: a label in several lines.
const MOST_BETWEEN: usize = 6;
/// Lines of heads above the first row.
const MOST_HEADS: usize = 6;
/// A gap of so many times the size of the signs parts numbers; and heads, where columns part as well.
const APART: f64 = 0.9;
const HEADS_APART: f64 = 0.15;

/// Signs of a line without a gap.
struct Run<'a> {
    signs: &'a [Sign],
    left: f64,
    right: f64,
}

impl Run<'_> {
    /// A number, or a mark for none; a date or an ordinal is none.
    fn is_number(&self) -> bool {
        let mut signs = self.signs.iter().map(|sign| sign.c);
        let digits = signs.clone().filter(char::is_ascii_digit).count();
        let alone = self.signs.len() == 1 && signs.clone().all(|c| "/-—–".contains(c));
        alone || (digits > 0 && signs.all(|c| c.is_ascii_digit() || ",.-－增减".contains(c)))
    }

    fn text(&self) -> String {
        page::text(self.signs, None)
    }
}

fn runs(signs: &[Sign], apart: f64) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let parts = |a: &Sign, b: &Sign| b.area.left - a.area.right <= apart * a.area.height();
    for signs in signs.chunk_by(parts) {
        if let (Some(first), Some(last)) = (signs.first(), signs.last()) {
            runs.push(Run { signs, left: first.area.left, right: last.area.right });
        }
    }
    runs
}

/// The texts of lines that stand below each other, each with its top.
pub(crate) fn texts(lines: &[Line]) -> Vec<(f64, String)> {
    let margin = lines.iter().map(|line| line.area.left).fold(f64::INFINITY, f64::min);
    let ink: Vec<Vec<Sign>> =
        lines.iter().map(|line| line.signs.iter().filter(|sign| !sign.c.is_whitespace()).copied().collect()).collect();
    let rows: Vec<Vec<Run<'_>>> = ink.iter().map(|signs| runs(signs, APART)).collect();
    let as_they_are = |range: Range<usize>| lines[range].iter().map(|line| (line.area.top, line.text(Some(margin))));
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        // The next block: rows with not too much between them.
        let first = (at..lines.len()).find(|line| is_row(&rows[*line]));
        let Some(first) = first else { break };
        let (mut last, mut next) = (first, first + 1);
        while next < lines.len() && next - last <= MOST_BETWEEN + 1 {
            if is_row(&rows[next]) {
                last = next;
            }
            next += 1;
        }
        let begin = first.saturating_sub(MOST_HEADS).max(at);
        out.extend(as_they_are(at..begin));
        match block(&lines[begin..=last], &ink[begin..=last], &rows[begin..=last], first - begin) {
            Some(texts) => out.extend(texts),
            None => out.extend(as_they_are(begin..last + 1)),
        }
        at = last + 1;
    }
    out.extend(as_they_are(at..lines.len()));
    out
}

/// Whether there are enough numbers for a row of a table.
fn is_row(runs: &[Run<'_>]) -> bool {
    runs.iter().filter(|run| run.is_number()).count() >= FEWEST
}

/// A table, whose first row is the line `first`; `None` where its columns cannot be told.
fn block(lines: &[Line], ink: &[Vec<Sign>], rows: &[Vec<Run<'_>>], first: usize) -> Option<Vec<(f64, String)>> {
    // The strips in which numbers stand.
    let mut strips: Vec<(f64, f64)> = rows[first..]
        .iter()
        .filter(|row| is_row(row))
        .flatten()
        .filter(|run| run.is_number())
        .map(|run| (run.left, run.right))
        .collect();
    sort_by_key(&mut strips, |strip| page::rounded(strip.0));
    strips.dedup_by(|next, strip| {
        let common = next.0 <= strip.1;
        strip.1 = strip.1.max(if common { next.1 } else { strip.1 });
        common
    });
    // Between two strips the columns part in the middle.
    let parts: Vec<f64> = strips.windows(2).map(|pair| (pair[0].1 + pair[1].0) / 2.0).collect();
    let strip_of = |x: f64| parts.partition_point(|part| *part <= x);
    let left = strips.first()?.0;
    let mut out: Vec<(f64, String)> = Vec::new();
    // Heads, from below: by the strip they stand over. A line above adds to them where it has a piece for most strips, or for
    // one that has none yet (自然人, beside two lines of other heads); any other piece is of a group of columns.
    let mut heads: Vec<String> = vec![String::new(); strips.len()];
    let mut groups: Vec<(usize, usize, String)> = Vec::new();
    for (line, signs) in lines.iter().zip(ink).take(first).rev() {
        let pieces = runs(signs, HEADS_APART);
        let strips_of = |run: &Run<'_>| (strip_of(run.left + 1.0), strip_of(run.right - 1.0));
        let over_one = |run: &&Run<'_>| run.right > left && strips_of(run).0 == strips_of(run).1;
        let most = pieces.iter().filter(over_one).count() * 2 > strips.len();
        let (mut own, mut before) = (vec![String::new(); strips.len()], Vec::new());
        for run in &pieces {
            let (from, to) = strips_of(run);
            match () {
                () if run.right <= left => before.push(run.text()),
                () if from == to && (most || heads[from].is_empty()) => own[from].push_str(&run.text()),
                // (Those that reach further come first.)
                () => groups.push((from, usize::MAX - to, run.text())),
            }
        }
        heads.iter_mut().zip(own).for_each(|(head, own)| head.insert_str(0, &own));
        if !before.is_empty() {
            out.push((line.area.top, before.join(" ")));
        }
    }
    out.reverse();
    if let Some(line) = lines.get(first) {
        sort_by_key(&mut groups, |group| (group.0, group.1));
        let groups: Vec<String> = groups.into_iter().map(|group| group.2).collect();
        for text in [groups.join(" "), format!("\t{}", heads.join("\t"))] {
            if !text.trim().is_empty() {
                out.push((line.area.top, text));
            }
        }
    }
    for ((line, row), signs) in lines.iter().zip(rows).zip(ink).skip(first) {
        // Two rows so near each other that they were taken for one.
        let middles = signs.iter().map(|sign| sign.area.centre().1);
        let (high, low) = (middles.clone().fold(f64::INFINITY, f64::min), middles.fold(f64::NEG_INFINITY, f64::max));
        if low - high > 0.5 * line.area.height() {
            return None;
        }
        let mut cells: Vec<String> = vec![String::new(); strips.len()];
        let mut label = String::new();
        let has_numbers = row.iter().any(Run::is_number);
        for run in row {
            if run.is_number() && run.right > left {
                let (from, to) = (strip_of(run.left), strip_of(run.right));
                if from != to || !cells[from].is_empty() {
                    return None;
                }
                cells[from] = run.text();
            } else {
                // (A word among the numbers: the columns are not what they seem.)
                if has_numbers && run.left > left {
                    return None;
                }
                if !label.is_empty() {
                    label.push(' ');
                }
                label.push_str(&run.text());
            }
        }
        let text = if has_numbers { format!("{label}\t{}", cells.join("\t")) } else { label };
        out.push((line.area.top, text));
    }
    Some(out)
}
