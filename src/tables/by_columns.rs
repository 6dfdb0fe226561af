//! A table taken out of its page column by column: all labels, one below the other, and behind them each column's name with as many
//! numbers as there are labels.

use super::labels::Occurrence;
use super::readings::{Slot, SlotState};
use super::{LineCells, Reader, TableCells, grid};
use crate::forms::{Shape, Table};
use crate::text::{holds, ink_in, lines};
use std::ops::Range;

/// Such a table is no longer.
const LONGEST_TABLE: usize = 4000;

impl Reader<'_> {
    /// Such a table, which begins with the first label that was found; `None` where not every column is there with a number for each
    /// label. (Other labels may have been found among the columns: 其他 and 总计 are names of both.)
    pub(super) fn by_columns(&self, table: &'static Table, first: &Occurrence) -> Option<TableCells> {
        let chars = &self.folded.chars;
        let columns = table.rows.first().filter(|_| table.shape == Shape::Rows)?.columns;
        let Range { start, end } = self.ink.folded(first.ink.clone());
        // In most tables a row's numbers stand on its label's line.
        if chars[end..].iter().take_while(|c| **c != '\n').any(char::is_ascii_digit) {
            return None;
        }
        let range = start..chars.len().min(start + LONGEST_TABLE);
        let mut rest = lines(&chars[range.clone()])
            .into_iter()
            .map(|line| range.start + line.start..range.start + line.end)
            .filter(|line| !ink_in(&chars[line.clone()]).is_empty())
            .peekable();
        let named = |line: &Range<usize>, word: &[char]| holds(&ink_in(&chars[line.clone()]), word);
        // The labels, a line each, up to the first column's name.
        let mut labels: Vec<(usize, Range<usize>)> = Vec::new();
        while let Some(line) = rest.next_if(|line| !ink_in(&chars[line.clone()]).ends_with(columns[0].ink)) {
            if is_number(&grid::slot(chars, &line)) {
                return None;
            }
            let next = labels.last().map_or(0, |(row, _)| row + 1);
            if let Some(row) = (next..table.rows.len()).find(|row| named(&line, table.rows[*row].ink)) {
                labels.push((row, line));
            }
        }
        if labels.len() * 5 < table.rows.len() * 4 {
            return None;
        }
        let mut cells: Vec<Vec<Slot>> = Vec::new();
        for column in columns {
            // 法人或其他组织, and below it its first column.
            let is_group = |line: &Range<usize>| {
                column.groups.iter().any(|group| named(line, group.ink)) && !named(line, column.ink)
            };
            rest.next_if(is_group);
            rest.next().filter(|head| named(head, column.ink))?;
            let numbers: Vec<Slot> = rest.by_ref().take(labels.len()).map(|line| grid::slot(chars, &line)).collect();
            if numbers.len() < labels.len() || !numbers.iter().all(is_number) {
                return None;
            }
            cells.push(numbers);
        }
        let row = |(at, (row, label)): (usize, &(usize, Range<usize>))| {
            let own = cells.iter().map(|numbers| numbers[at].clone()).collect();
            LineCells::of_row(*row, label.clone(), grid::Row::Cells(own))
        };
        let lines: Vec<LineCells> = labels.iter().enumerate().map(row).collect();
        let range = start..cells.last()?.last()?.range.end;
        Some(TableCells::new(table, lines, range))
    }
}

fn is_number(slot: &Slot) -> bool {
    matches!(slot.state, SlotState::Value(..))
}
