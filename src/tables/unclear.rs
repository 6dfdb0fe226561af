//! What is blank and what was not read: a row without cells is blank only where no numbers are left over that may be its own.
//!
//! Numbers may stand far from their labels (a block of labels, and then the numbers), on another line than the row's blank cells
//! (行政强制 | | | and below it 375 | | |), or under labels side by side (a table on its side). Cells may be named, each with its
//! column (自然人:5件); where all are, that is how they are read.

use super::cells::{Content, Token, is_numeral, is_separator};
use super::labels::{Hit, Occurrence};
use super::readings::{self, Slot, SlotState};
use super::{LONGEST_LAST_ROW, Reader, grid};
use crate::forms::{Kind, Shape, Table};
use crate::text::is_cjk;

/// The rows of a table as they were found.
pub(super) struct Rows<'a> {
    pub(super) labels: &'a [Occurrence],
    /// By label: what are its cells.
    pub(super) tokens: &'a [Vec<Token>],
    /// By label: how many numbers stand after it that are none of its cells.
    pub(super) left: &'a [usize],
    /// By label: how many cells it should have.
    pub(super) widths: &'a [usize],
}

impl Rows<'_> {
    /// As many numbers as a row has are left over below the last label.
    fn has_numbers_below(&self) -> bool {
        let last = |last: usize| {
            self.left[last] >= self.widths[last] || readings::count_cells(&self.tokens[last]) >= 2 * self.widths[last]
        };
        self.labels.len().checked_sub(1).is_some_and(last)
    }

    /// The labels stand in a block, and the numbers below it.
    fn are_apart(&self) -> bool {
        let empty = self.tokens.iter().filter(|tokens| readings::count_cells(tokens) == 0).count();
        self.has_numbers_below() && empty * 2 > self.labels.len()
    }

    /// A row has no cells, and numbers right before or after its label, or below the last, are no one's.
    fn may_be_elsewhere(&self, i: usize) -> bool {
        let near = self.left[i.saturating_sub(1)..=i].iter().sum::<usize>();
        let is_number = |token: &Token| matches!(token.content, Content::Number(..) | Content::Digits);
        (self.tokens[i].is_empty() && (self.has_numbers_below() || near > 0))
            // 行政许可, and below it a bullet, a name and its number: - 本年处理决定数量:84.
            || (self.left[i] > 0 && !self.tokens[i].is_empty() && !self.tokens[i].iter().any(is_number))
    }

    /// Its last cells stand behind words that end it: 1 2 0 0 1 1, a watermark, and then 5.
    fn is_cut(&self, table: &Table, i: usize) -> bool {
        // (校对稿(第3稿): the words may have one of their own.)
        const OF_WORDS: usize = 1;
        let missing = self.widths[i].saturating_sub(readings::count_cells(&self.tokens[i]));
        table.shape == Shape::Rows && missing > 0 && (missing..=missing + OF_WORDS).contains(&self.left[i])
    }

    /// Numbers stand after its label, whosever they are.
    fn has_numbers(&self, i: usize) -> bool {
        let is_number = |token: &Token| matches!(token.content, Content::Number(..));
        self.left[i] > 0 || self.tokens[i].iter().any(is_number)
    }
}

impl Reader<'_> {
    /// The rows, those of which nothing tells which numbers are theirs as unknown.
    pub(super) fn told_apart(&self, table: &'static Table, rows: Vec<grid::Row>, found: &Rows<'_>) -> Vec<grid::Row> {
        let (apart, on_its_side) = (found.are_apart(), self.is_on_its_side(found));
        let unknown = || grid::Row::Unknown(Vec::new());
        let is_blank = |slots: &[Slot]| slots.iter().all(|slot| slot.state == SlotState::Blank);
        (rows.into_iter().enumerate())
            .map(|(i, row)| match row {
                grid::Row::Cells(slots) if is_blank(&slots) && self.has_numbers_elsewhere(table, found, i, &slots) => {
                    unknown()
                }
                grid::Row::Other if !found.has_numbers(i) && self.has_numerals(found, i) => unknown(),
                grid::Row::Other if apart || self.is_named_in_part(table, found, i) => unknown(),
                _ if on_its_side => unknown(),
                _ if self.has_amount_below(table, found, i) => unknown(),
                grid::Row::Other if found.may_be_elsewhere(i) || found.is_cut(table, i) => unknown(),
                row => row,
            })
            .collect()
    }

    /// Numbers stand after a row whose cells are blank, and not on the line of those: 行政强制 | | |, and below it 375 | | |. (What stands on
    /// that line in other columns than the form's is none of the row's: / | / | / | 3 of last year.)
    fn has_numbers_elsewhere(&self, table: &Table, found: &Rows<'_>, i: usize, slots: &[Slot]) -> bool {
        let chars = &self.folded.chars;
        let start = self.ink.folded(found.labels[i].ink.clone()).end;
        let end = start + chars[start..].iter().take_while(|c| **c != '\n').count();
        // (Which columns they are all rows of the table tell, where all have the same.)
        if table.shape != Shape::Rows || slots.iter().any(|slot| slot.range.end > end) {
            return found.has_numbers(i);
        }
        let all = found.left[i] + self.count_numbers(&found.tokens[i]);
        all > 0 && all > self.count_numbers(&self.tokens(start..end))
    }

    /// What stands after a row's label is written in words or in signs of its own: 七七, ⑦. (三、 is an ordinal.)
    fn has_numerals(&self, found: &Rows<'_>, i: usize) -> bool {
        let chars = &self.folded.chars;
        let start = self.ink.folded(found.labels[i].ink.clone()).end;
        let next = found.labels.get(i + 1).map(|next| self.ink.at[next.ink.start] as usize);
        let end = next.unwrap_or(chars.len()).min(start + LONGEST_LAST_ROW).max(start);
        let mut count = 0;
        let mut at = start;
        // →O→o→O: letters for noughts, whatever divides them.
        let letters = chars[start..end].split(|c| !c.is_alphanumeric() && !is_cjk(*c));
        if letters.filter(|piece| matches!(piece, ['O' | 'o' | 'Q' | 'l' | 'I'])).count() > 1 {
            return true;
        }
        for piece in chars[start..end].split(|c| is_separator(*c)) {
            let ordinal = chars.get(at + piece.len()).is_some_and(|c| matches!(c, '、' | ')' | '.'));
            at += piece.len() + 1;
            if !ordinal && !piece.is_empty() && piece.iter().all(|c| is_numeral(*c)) {
                count += piece.len();
            }
        }
        // (One may be a label's, that a page wrote from top to bottom.)
        count > 1
    }

    /// Between pipes an amount goes on below, in a row without a label: |1229.6| over |2万元 |. (Counts that do are told by the sums.)
    fn has_amount_below(&self, table: &'static Table, found: &Rows<'_>, i: usize) -> bool {
        let columns = table.rows[found.labels[i].row].columns;
        if !columns.iter().any(|column| column.kind == Kind::Amount) {
            return false;
        }
        let chars = &self.folded.chars;
        let is_blank = |cell: &[char]| cell.iter().all(|c| *c == ' ');
        let goes_on = |token: &Token| {
            let end = chars[token.range.end..].iter().take(LONGEST_LAST_ROW).position(|c| *c == '\n');
            let Some(end) = end.map(|at| token.range.end + at) else { return false };
            let start = chars[..token.range.start].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
            let cell = chars[start..token.range.start].iter().filter(|c| **c == '|').count();
            let below = chars[end + 1..].split(|c| *c == '\n').next().unwrap_or_default();
            let cells: Vec<&[char]> = below.split(|c| *c == '|').collect();
            cell > 1
                && cells.len() > cell
                && is_blank(cells[0])
                && is_blank(cells[1])
                && cells[cell].iter().any(char::is_ascii_digit)
        };
        let is_number = |token: &&Token| matches!(token.content, Content::Number(..) | Content::Digits);
        found.tokens[i].iter().filter(is_number).any(goes_on)
    }

    /// Behind a row's label stands the name of one of its columns, and not all of them with their cells. (Where all rows have the
    /// same columns, that is a header.)
    fn is_named_in_part(&self, table: &'static Table, found: &Rows<'_>, i: usize) -> bool {
        let label = &found.labels[i];
        let start = self.ink.folded(label.ink.clone()).end;
        let is_number = |token: &&Token| matches!(token.content, Content::Number(..) | Content::Digits);
        let first = found.tokens[i].iter().find(is_number);
        let until = self.ink.index_of(first.map_or(start, |token| token.range.start));
        let columns = table.rows[label.row].columns;
        let from = self.hits.partition_point(|hit| hit.start < label.ink.end);
        let is_column = |hit: &Hit| columns.iter().any(|column| self.ink.chars[hit.start..hit.end] == *column.ink);
        table.shape == Shape::Blocks && self.hits[from..].iter().take_while(|hit| hit.end <= until).any(is_column)
    }

    /// Most labels stand side by side with no number between them, and there are numbers somewhere.
    fn is_on_its_side(&self, found: &Rows<'_>) -> bool {
        let is_cell = |t: &Token| !matches!(t.content, Content::Empty | Content::Text | Content::Word);
        let beside = |pair: &[Occurrence], tokens: &Vec<Token>| {
            let between = self.ink.folded(pair[0].ink.clone()).end..self.ink.folded(pair[1].ink.clone()).start;
            let on_one_line = self.folded.chars.get(between).is_some_and(|between| !between.contains(&'\n'));
            on_one_line && !tokens.iter().any(is_cell)
        };
        let pairs = found.labels.windows(2).zip(found.tokens);
        let count = pairs.filter(|(pair, tokens)| beside(pair, tokens)).count();
        count * 2 > found.labels.len() && found.left.iter().sum::<usize>() > 0
    }
}
