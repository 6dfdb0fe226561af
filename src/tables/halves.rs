//! A table whose columns did not fit on one page, and go on in a second table with the same rows: 项目 | 自然人 | 商业企业 | 科研机构,
//! and below its last row 项目 | 社会公益组织 | 法律服务机构 | 其他 | 总计. The headings say which columns are where.

use super::find::{At, Found};
use super::labels::Occurrence;
use super::readings::Slot;
use super::{LONGEST_ROW, LineCells, Reader, TableCells, grid};
use crate::forms::Table;
use crate::sort::{sort, sort_by_key};
use crate::text::is_cjk;
use std::ops::Range;

/// The headings of a part stand in so much ink above its first row.
const HEADER: usize = 120;

/// A part of a table: which of the form's columns it has, and the labels of its rows.
struct Part<'a> {
    columns: Vec<usize>,
    labels: &'a [Occurrence],
}

impl Reader<'_> {
    /// The whole of a table whose columns stand in several of those that were found; `None` where their headings do not
    /// share the form's columns among them.
    pub(super) fn of_parts(&self, table: &'static Table, found: &[Found]) -> Option<TableCells> {
        let mut parts: Vec<Part<'_>> = found.iter().filter_map(|part| self.part(table, part, found)).collect();
        let mut columns: Vec<usize> = parts.iter().flat_map(|part| part.columns.iter().copied()).collect();
        sort(&mut columns);
        let is_whole = parts.len() > 1 && columns.iter().copied().eq(0..table.rows.first()?.columns.len());
        if !is_whole {
            return None;
        }
        sort_by_key(&mut parts, |part| part.columns[0]);
        let lines: Vec<LineCells> = parts[0].labels.iter().map(|label| self.joined(&parts, label)).collect();
        let ends = || found.iter().map(|found| found.range.end).chain(lines.iter().map(LineCells::end));
        let range = found.iter().map(|found| found.range.start).min()?..ends().max()?;
        Some(TableCells::new(table, lines, range))
    }

    /// The form's columns that are named above the first row, behind the last row of any other part, if they are not all.
    fn part<'a>(&self, table: &'static Table, found: &'a Found, all: &[Found]) -> Option<Part<'a>> {
        let At::Rows(labels) = &found.at else { return None };
        let first = labels.first()?.ink.start;
        let ends = all.iter().map(|other| self.ink.index_of(other.range.end)).filter(|end| *end <= first);
        let start = ends.max().unwrap_or(0).max(first.saturating_sub(HEADER));
        let columns = table.rows.first()?.columns;
        let words = grid::words_in_a_row(&self.ink.chars[start..first], columns);
        let mut named: Vec<usize> =
            words.iter().filter_map(|word| columns.iter().position(|column| column.ink == *word)).collect();
        sort(&mut named);
        named.dedup();
        (!named.is_empty() && named.len() < columns.len()).then_some(Part { columns: named, labels })
    }

    /// A row with its cells of all parts; nothing is known of one that has not as many as each part has columns.
    fn joined(&self, parts: &[Part<'_>], label: &Occurrence) -> LineCells {
        let cells = |part: &Part<'_>| -> Option<Vec<Slot>> {
            let at = part.labels.iter().position(|other| other.row == label.row)?;
            let next = part.labels.get(at + 1).map(|next| self.ink.at[next.ink.start] as usize);
            let start = self.ink.folded(part.labels[at].ink.clone()).end;
            let limit = next.unwrap_or(self.folded.chars.len()).min(start + LONGEST_ROW).max(start);
            let cells = cells(&self.folded.chars, start..limit);
            let slots = cells.iter().map(|cell| grid::slot(&self.folded.chars, cell));
            (cells.len() == part.columns.len()).then(|| slots.collect())
        };
        let all: Option<Vec<Vec<Slot>>> = parts.iter().map(cells).collect();
        let placed = |all: Vec<Vec<Slot>>| {
            let columns = parts.iter().flat_map(|part| part.columns.iter().copied());
            let mut cells: Vec<(usize, Slot)> = columns.zip(all.into_iter().flatten()).collect();
            sort_by_key(&mut cells, |(column, _)| *column);
            cells.into_iter().map(|(_, slot)| slot).collect()
        };
        let row = all.map_or(grid::Row::Unknown(Vec::new()), |all| grid::Row::Cells(placed(all)));
        LineCells::of_row(label.row, self.ink.folded(label.ink.clone()), row)
    }
}

/// The cells behind a label, to its line's end: told apart by tabs or pipes, else by gaps.
fn cells(chars: &[char], range: Range<usize>) -> Vec<Range<usize>> {
    let length = chars[range.clone()].iter().position(|c| *c == '\n').unwrap_or(range.len());
    let line = range.start..range.start + length;
    match chars[line.clone()].iter().find(|c| matches!(c, '\t' | '|')) {
        Some(divider) => grid::split(chars, line, *divider).split_off(1),
        None => {
            let is_word = |cell: &Range<usize>| chars[cell.clone()].iter().any(|c| is_cjk(*c));
            let mut cells = grid::split(chars, line, ' ');
            cells.retain(|cell| !cell.is_empty());
            let label = cells.iter().rposition(is_word).map_or(0, |at| at + 1);
            cells.split_off(label)
        }
    }
}
