//! Lines of numbers and rows of the form, matched by their order.
//!
//! A line of numbers belongs to one row. Where a label is damaged, in other words, wrapped around its numbers or in a block
//! apart, it does not say which; but between two rows whose labels stand before their numbers there are as many lines as rows,
//! and then each line is the next row's. Where their numbers differ, nothing is said.

use super::labels::Occurrence;
use super::{Reader, cells};
use crate::forms::Table;
use crate::text::is_cjk;
use std::ops::Range;

/// A line with numbers at its end, or at its beginning.
#[derive(Debug)]
struct NumberLine {
    /// What stands before them on the line, or after; folded characters.
    words: Range<usize>,
    cells: Range<usize>,
    /// Tabs or pipes tell them apart.
    divided: bool,
}

impl NumberLine {
    /// Whether the words stand after the numbers.
    fn is_turned(&self) -> bool {
        self.words.start > self.cells.start
    }
}

/// The first row's numbers stand in so many characters before the first label that is known.
const BEFORE: usize = 400;
/// The last row's in so many after the last.
const AFTER: usize = 1500;

impl Reader<'_> {
    /// The labels of a table, with those rows whose lines their order tells.
    pub(super) fn by_order(&self, table: &'static Table, labels: &[Occurrence], limit: usize) -> Vec<Occurrence> {
        let labels = labels.to_vec();
        let least = table.rows[0].columns.len();
        let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return labels };
        let start = self.ink.folded(first.ink.clone()).start.saturating_sub(BEFORE);
        let end = (self.ink.folded(last.ink.clone()).end + AFTER).min(limit.max(start));
        let mut lines = self.number_lines(start..end, least);
        // Labels stand before their numbers in all of a table, or after them.
        let turned = lines.iter().filter(|line| line.is_turned()).count() * 2 > lines.len();
        lines.retain(|line| line.is_turned() == turned);
        // The line that follows a label, and nothing but gaps between; or whose words it is among.
        let line_of = |label: &Occurrence| {
            let label = self.ink.folded(label.ink.clone());
            if turned {
                return lines.iter().position(|line| line.words.start <= label.start && label.end <= line.words.end);
            }
            let end = label.end;
            let at = lines.partition_point(|line| line.cells.start < end);
            let gap = |c: &char| matches!(c, ' ' | '\n' | '\t' | '|') || !(c.is_alphanumeric() || is_cjk(*c));
            let near =
                |line: &&NumberLine| self.folded.chars[end..line.cells.start].iter().all(gap) || line.words.start < end;
            lines.get(at).filter(near).map(|_| at)
        };
        let mut anchors: Vec<(usize, usize)> = Vec::new();
        for label in &labels {
            if let Some(line) = line_of(label).filter(|line| anchors.last().is_none_or(|(_, last)| last < line)) {
                anchors.push((label.row, line));
            }
        }
        let mut of_row: Vec<Option<usize>> = vec![None; table.rows.len()];
        let ends = [(table.rows.len(), lines.len())];
        if turned {
            anchors.iter().for_each(|(row, line)| of_row[*row] = Some(*line));
        }
        let mut before: Option<(usize, usize)> = None;
        for &(row, line) in anchors.iter().chain(&ends) {
            let (first_row, first_line) = before.map_or((0, 0), |(row, line)| (row + 1, line + 1));
            if row - first_row == line - first_line {
                (first_row..row).zip(first_line..line).for_each(|(row, line)| of_row[row] = Some(line));
            }
            before = Some((row, line));
        }
        self.with_lines(labels, &lines, &of_row)
    }

    fn with_lines(&self, labels: Vec<Occurrence>, lines: &[NumberLine], of_row: &[Option<usize>]) -> Vec<Occurrence> {
        let mut labels = labels;
        for (row, line) in of_row.iter().enumerate() {
            let Some(line) = line.map(|line| &lines[line]) else { continue };
            let own = || (!line.divided).then(|| line.cells.clone());
            let at = labels.partition_point(|label| label.row < row);
            match labels.get_mut(at).filter(|label| label.row == row) {
                Some(label) => label.cells = own(),
                None => {
                    let words = self.ink.index_of(line.words.start)..self.ink.index_of(line.words.end);
                    let cells = self.ink.index_of(line.cells.start)..self.ink.index_of(line.cells.end);
                    let ink = if words.is_empty() { cells } else { words };
                    if !ink.is_empty() {
                        labels.insert(at, Occurrence::by_place(row, ink, own()));
                    }
                }
            }
        }
        labels
    }

    /// The lines with at least so many cells at their end, but for those that number the columns.
    fn number_lines(&self, range: Range<usize>, least: usize) -> Vec<NumberLine> {
        let chars = &self.folded.chars;
        let mut from = range.start;
        let mut lines = Vec::new();
        for text in chars[range].split(|c| *c == '\n') {
            let line = from..from + text.len();
            from = line.end + 1;
            let divider = text.iter().copied().find(|c| matches!(c, '\t' | '|'));
            let pieces = pieces(chars, &line, divider.unwrap_or(' '));
            let is_cell =
                |piece: &&Range<usize>| piece.is_empty() || cells::whole(&chars[..piece.end], piece.start).is_some();
            let at_end = pieces.iter().rev().take_while(is_cell).count();
            let at_start = if divider.is_none() { pieces.iter().take_while(is_cell).count() } else { 0 };
            let (own, turned) = match (at_end >= least, at_start >= least) {
                (true, _) => (&pieces[pieces.len() - at_end..], false),
                (false, true) => (&pieces[..at_start], true),
                _ => continue,
            };
            let digits = |piece: &Range<usize>| chars[piece.clone()].iter().collect::<String>();
            let serial = (1..).zip(own).all(|(place, piece)| digits(piece) == place.to_string());
            if !serial && own.iter().any(|piece| !piece.is_empty()) {
                let cells = own[0].start..own[own.len() - 1].end;
                let words = if turned { cells.end..line.end } else { line.start..cells.start };
                lines.push(NumberLine { words, cells, divided: divider.is_some() });
            }
        }
        lines
    }
}

/// What stands between the dividers of a line, gaps aside; gaps that divide leave nothing between them.
fn pieces(chars: &[char], line: &Range<usize>, divider: char) -> Vec<Range<usize>> {
    let mut from = line.start;
    let mut pieces = Vec::new();
    for text in chars[line.clone()].split(|c| *c == divider) {
        let piece = from..from + text.len();
        from = piece.end + 1;
        let start = piece.start + text.iter().take_while(|c| **c == ' ').count();
        let end = (piece.end - text.iter().rev().take_while(|c| **c == ' ').count()).max(start);
        if divider != ' ' || start < end {
            pieces.push(start..end);
        }
    }
    pieces
}
