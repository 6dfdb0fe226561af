//! A table taken out of its page column by column: all labels, one below the other, and behind them each column's name with as many
//! numbers as there are labels.

use super::labels::Occurrence;
use super::readings::{Slot, SlotState};
use super::{LineCells, Reader, TableCells, grid};
use crate::forms::{Shape, Table};
use crate::text::{holds, ink_in, lines};
use std::ops::Range;

/// All lines of such a table behind its labels are no longer.
const LONGEST_TABLE: usize = 4000;

impl Reader<'_> {
    /// Such a table; `None` where not every column is there with a number for each label.
    pub(super) fn by_columns(&self, table: &'static Table, labels: &[Occurrence]) -> Option<TableCells> {
        let chars = &self.folded.chars;
        let label = |label: &Occurrence| self.ink.folded(label.ink.clone());
        let end = label(labels.last()?).end;
        let is_apart = |two: &[Occurrence]| {
            let (from, to) = (label(&two[0]).end, label(&two[1]).start);
            let between = lines(chars.get(from..to).unwrap_or_default());
            // The last of them is the next label's, with its ordinal.
            let whole = &between[..between.len() - 1];
            !whole.iter().any(|line| is_number(&grid::slot(chars, &(from + line.start..from + line.end))))
        };
        if table.shape != Shape::Rows || !labels.windows(2).all(is_apart) {
            return None;
        }
        let start = end + chars[end..].iter().position(|c| *c == '\n')?;
        let behind = start..chars.len().min(start + LONGEST_TABLE);
        let at = |line: Range<usize>| behind.start + line.start..behind.start + line.end;
        let mut rest = lines(&chars[behind.clone()]).into_iter().map(at).filter(|line| !ink_in(&chars[line.clone()]).is_empty());
        let mut columns: Vec<Vec<Slot>> = Vec::new();
        for column in table.rows.first()?.columns {
            let named = |line: &Range<usize>, word: &[char]| holds(&ink_in(&chars[line.clone()]), word);
            let mut head = rest.next()?;
            // 法人或其他组织, and below it its first column.
            if column.groups.iter().any(|group| named(&head, group.ink)) && !named(&head, column.ink) {
                head = rest.next()?;
            }
            if !named(&head, column.ink) {
                return None;
            }
            let numbers: Vec<Slot> = rest.by_ref().take(labels.len()).map(|line| grid::slot(chars, &line)).collect();
            if numbers.len() < labels.len() || !numbers.iter().all(is_number) {
                return None;
            }
            columns.push(numbers);
        }
        let row = |(at, own): (usize, &Occurrence)| LineCells {
            rows: own.row..own.row + 1,
            label: label(own),
            tokens: Vec::new(),
            ordinal: None,
            row: grid::Row::Cells(columns.iter().map(|numbers| numbers[at].clone()).collect()),
        };
        let lines: Vec<LineCells> = labels.iter().enumerate().map(row).collect();
        let range = label(labels.first()?).start..columns.last()?.last()?.range.end;
        Some(TableCells { table, lines, subtotal: false, padding: 0, range, others: 0, doubtful: false })
    }
}

fn is_number(slot: &Slot) -> bool {
    matches!(slot.state, SlotState::Value(..))
}
