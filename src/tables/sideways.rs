//! A table turned on its side: its labels stand beside each other as headings, and each applicant has a line (自然人 | 3 | 0 | …).
//! What stands below a row's label, on the line that bears a column's name, is that row's cell.

use super::labels::Occurrence;
use super::{LineCells, Reader, TableCells, grid};
use crate::forms::{Column, Shape, Table};
use crate::text::{ink_in, lines};
use std::ops::Range;

/// The headings and the lines of all applicants are no longer than this.
const LONGEST_TABLE: usize = 6000;

/// A line as its separators divide it.
struct Line {
    range: Range<usize>,
    cells: Vec<Range<usize>>,
}

impl Reader<'_> {
    /// Such a table, should the labels stand as its headings; `None` where not all of it can be told.
    pub(super) fn on_its_side(&self, table: &'static Table, labels: &[Occurrence]) -> Option<TableCells> {
        let chars = &self.folded.chars;
        let ranges: Vec<(usize, Range<usize>)> =
            labels.iter().map(|label| (label.row, self.ink.folded(label.ink.clone()))).collect();
        let first = ranges.first()?;
        let beside = |two: &[(usize, Range<usize>)]| {
            chars.get(two[0].1.end..two[1].1.start).is_some_and(|between| !between.contains(&'\n'))
        };
        let columns = table.rows.first()?.columns;
        if table.shape != Shape::Rows || ranges.windows(2).filter(|two| beside(two)).count() * 3 < labels.len() * 2 {
            return None;
        }
        let begin = chars[..first.1.start].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        let lines = divided(chars, begin..chars.len().min(begin + LONGEST_TABLE));
        // Most labels stand on one line, the last of the headings; groups and what they do not contain may stand above it.
        let on = |line: &Line| ranges.iter().filter(|(_, label)| line.range.contains(&label.start)).count();
        let last = (0..lines.len()).max_by_key(|at| (on(&lines[*at]), usize::MAX - at))?;
        let width = lines[last].cells.len();
        let heads: Vec<&Line> = lines[..=last].iter().filter(|line| line.cells.len() == width).collect();
        let known = |row: usize| {
            let label = &ranges.iter().find(|(of, _)| *of == row)?.1;
            let at = heads.iter().find_map(|line| line.cells.iter().position(|cell| cell.contains(&label.start)))?;
            Some((at, label.clone()))
        };
        // (其他 and 总计 are the names of columns, too: their labels may have been found there.)
        let named = |row: usize, from: usize| {
            let is = |cell: &&Range<usize>| ink_in(&chars[(*cell).clone()]).ends_with(table.rows[row].ink);
            let at = |line: &&Line| {
                line.cells
                    .iter()
                    .skip(from)
                    .position(|cell| is(&cell))
                    .map(|at| (from + at, line.cells[from + at].clone()))
            };
            heads.iter().filter_map(at).min_by_key(|(at, _)| *at)
        };
        let mut rows: Vec<(usize, usize, Range<usize>)> = Vec::new();
        for row in 0..table.rows.len() {
            let from = rows.last().map_or(0, |(_, at, _)| at + 1);
            if let Some((at, label)) = known(row).or_else(|| named(row, from)) {
                if at < from {
                    return None;
                }
                rows.push((row, at, label));
            }
        }
        // Each column's line, told by the words before its first cell.
        let names_end = rows.first()?.1;
        let mut of_column: Vec<Option<&Line>> = vec![None; columns.len()];
        for line in lines[last + 1..].iter().filter(|line| line.cells.len() == width) {
            let name = ink_in(&chars[line.range.start..line.cells[names_end].start]);
            let Some(at) = columns.iter().position(|column| is_name(&name, column)) else { continue };
            // Another table's lines follow.
            if of_column[at].is_some() {
                break;
            }
            of_column[at] = Some(line);
        }
        let of_column: Vec<&Line> = of_column.into_iter().collect::<Option<_>>()?;
        let end = of_column.iter().map(|line| line.range.end).max()?;
        let line = |(row, at, label): (usize, usize, Range<usize>)| {
            let slots = of_column.iter().map(|line| grid::slot(chars, &line.cells[at])).collect();
            LineCells::of_row(row, label, grid::Row::Cells(slots))
        };
        let lines: Vec<LineCells> = rows.into_iter().map(line).collect();
        Some(TableCells::new(table, lines, begin..end))
    }
}

/// The lines of a range, their cells told apart by what stands there most, tabs or pipes.
fn divided(chars: &[char], range: Range<usize>) -> Vec<Line> {
    let count = |divider: char| chars[range.clone()].iter().filter(|c| **c == divider).count();
    let divider = if count('|') > count('\t') { '|' } else { '\t' };
    let cells = |line: Range<usize>| {
        let range = range.start + line.start..range.start + line.end;
        Line { cells: grid::split(chars, range.clone(), divider), range }
    };
    lines(&chars[range.clone()]).into_iter().map(cells).collect()
}

/// Whether some ink names a column: its heading, perhaps behind those of its groups (法人或其他组织-商业企业).
fn is_name(name: &[char], column: &Column) -> bool {
    let Some(before) = name.strip_suffix(column.ink) else { return false };
    before.is_empty() || column.groups.iter().any(|group| before == group.ink)
}
