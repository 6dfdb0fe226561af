//! Reading the tables of a report out of its text, whatever the layout.
//!
//! [`read`] finds each table of each form by its labels (`labels`), takes the tokens between two
//! labels as the row's cells (`cells`), and lists for every row the ways its cells may stand in the
//! columns (`readings`): one way where no blank was lost, several where some were. Which of them is
//! meant, the equations decide (`resolve`), not this module.

mod abreast;
mod after_label;
mod align;
mod by_columns;
mod cells;
mod cuts;
mod find;
mod fused;
mod grid;
mod halves;
mod labels;
mod names;
mod readings;
mod sideways;
mod two_years;
mod unclear;

use crate::forms::{Form, SUBTOTAL, Shape, Table};
use crate::sort::sort_by_key;
use crate::text::{Folded, Ink, holds, ink_of};
use cells::{Content, Token};
use find::{At, Found};
use fused::Digits;
use labels::{Hit, Occurrence};
use std::ops::Range;

pub(crate) use labels::Vocabulary;
pub(crate) use readings::{Reading, Slot, SlotState, is_blank};

/// A table as it stands in the text.
#[derive(Debug)]
pub(crate) struct TableText {
    /// The table of the form it was read as.
    pub(crate) table: &'static Table,
    /// The lines that were found, as they stand.
    pub(crate) lines: Vec<Line>,
    /// Folded characters from the first label to the last cell.
    pub(crate) range: Range<usize>,
    /// Other tables like it in the text, perhaps another year's, that were not read.
    pub(crate) others: usize,
    /// Nothing tells which of them is the report's.
    pub(crate) doubtful: bool,
    /// How its digits stand.
    pub(crate) digits: Digits,
}

/// Cells that arrive together: a row, or several rows side by side ([`Shape::Line`]).
#[derive(Debug)]
pub(crate) struct Line {
    /// Row and column, as indices in the form, of each place in the line.
    pub(crate) places: Vec<(usize, usize)>,
    /// What was found.
    pub(crate) text: LineText,
}

/// A line as it stands in the text.
#[derive(Debug)]
pub(crate) struct LineText {
    /// The label, ordinal left out; for several rows side by side their headers.
    pub(crate) label: Range<usize>,
    /// The ways the cells may stand in the places. Never empty unless `loose` is all there is to say.
    pub(crate) readings: Vec<Reading>,
    /// The sums within the line hold in its readings, blanks read as 0; in all of them or in none.
    pub(crate) balanced: bool,
    /// The cells in the order they stand in, for when no reading is certain.
    pub(crate) loose: Vec<Slot>,
    /// Why there is no reading, if there is none.
    pub(crate) trouble: Option<Trouble>,
    /// Its digits stood together and were cut.
    pub(crate) cut: bool,
    /// Those digits, where they were.
    pub(crate) digits: String,
    /// Of digits that add up in none of too many ways: the reading that comes nearest.
    pub(crate) nearest: Option<Reading>,
    /// They were, and no cell was lost: one of the readings is what was written.
    pub(crate) whole: bool,
}

impl LineText {
    /// With nothing known of it yet.
    pub(crate) fn new(label: Range<usize>) -> LineText {
        LineText {
            label,
            readings: Vec::new(),
            balanced: true,
            loose: Vec::new(),
            trouble: None,
            cut: false,
            digits: String::new(),
            nearest: None,
            whole: false,
        }
    }

    /// From the first cell to the last; the label where there are none.
    pub(crate) fn range(&self) -> Range<usize> {
        match (self.loose.first(), self.loose.last()) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => self.label.clone(),
        }
    }
}

/// Why a line's cells cannot be put in their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// More numbers than places.
    Overfull,
    /// Cells that belong to no column, or stand in an order that nothing tells.
    Unclear,
    /// Digits that stand without gaps, and cannot be cut or in too many ways.
    Fused,
    /// The same, and in none of those ways do they add up.
    NoCut,
}

/// Reads every table of the forms. Where the text has several of a table, the one captioned with `year`, and not with another
/// body than `agency`.
pub(crate) fn read(
    vocabulary: &Vocabulary,
    forms: &'static [Form],
    folded: &Folded,
    ink: &Ink,
    year: Option<u16>,
    agency: Option<&str>,
) -> Vec<TableText> {
    let hits = vocabulary.hits(ink);
    let reader = Reader { vocabulary, folded, ink, hits: &hits, year, agency };
    let found = reader.find(forms);
    // What stands after the next table's beginning is no cell of this one.
    let starts: Vec<usize> = found.iter().map(|found| found.range.start).collect();
    let next = |start: usize| starts.iter().copied().filter(|at| *at > start).min().unwrap_or(folded.chars.len());
    let limits: Vec<usize> = starts.iter().map(|start| next(*start)).collect();
    let cells: Vec<TableCells> =
        found.into_iter().zip(limits).filter_map(|(found, limit)| reader.cells(found, limit)).collect();
    // One line tells little of how its digits stand: tables of many lines tell it first.
    let (of_line, of_rows): (Vec<_>, Vec<_>) = cells.into_iter().partition(|cells| cells.table.shape == Shape::Line);
    let mut texts: Vec<TableText> = of_rows.into_iter().map(|cells| reader.lines(cells, None)).collect();
    let beside: Vec<Digits> =
        texts.iter().filter(|text| text.table.shape == Shape::Rows).map(|text| text.digits.clone()).collect();
    texts.extend(of_line.into_iter().map(|cells| reader.lines(cells, Some(&beside))));
    sort_by_key(&mut texts, |text| text.range.start);
    texts
}

/// The cells of a table before they are put in their places.
struct TableCells {
    table: &'static Table,
    lines: Vec<LineCells>,
    /// A 小计 stands before the last column.
    subtotal: bool,
    /// So many empty cells at a row's end say nothing.
    padding: usize,
    /// As in [`TableText`].
    range: Range<usize>,
    others: usize,
    doubtful: bool,
}

impl TableCells {
    /// The only one of its kind in the text, and without a 小计.
    fn new(table: &'static Table, lines: Vec<LineCells>, range: Range<usize>) -> TableCells {
        TableCells { table, lines, subtotal: false, padding: 0, range, others: 0, doubtful: false }
    }
}

/// The cells of a line.
struct LineCells {
    rows: Range<usize>,
    label: Range<usize>,
    tokens: Vec<Token>,
    /// The ordinal of the next label, should it be stuck to the last cell.
    ordinal: Option<char>,
    /// What the whole table tells of its cells.
    row: grid::Row,
}

impl LineCells {
    /// A row of the form that is read already.
    fn of_row(row: usize, label: Range<usize>, cells: grid::Row) -> LineCells {
        LineCells { rows: row..row + 1, label, tokens: Vec::new(), ordinal: None, row: cells }
    }

    fn end(&self) -> usize {
        if let grid::Row::Cells(slots) | grid::Row::Unknown(slots) = &self.row {
            return slots.iter().map(|slot| slot.range.end).max().unwrap_or(self.label.end);
        }
        self.tokens.iter().rfind(|t| t.content != Content::Empty).map_or(self.label.end, |t| t.range.end)
    }
}

struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    folded: &'a Folded,
    ink: &'a Ink,
    hits: &'a [Hit],
    year: Option<u16>,
    agency: Option<&'a str>,
}

/// Fewer rows that do not add up are slips.
const FEWEST_OFF: usize = 4;

/// Behind a row's label stand no more columns of labels than this: 三、本年度办理结果, (三)不予公开, 1.属于国家秘密.
const LABEL_COLUMNS: usize = 2;
/// The cells of a row, in folded characters, separators included; what lies further on is cut off.
const LONGEST_ROW: usize = 4000;
/// The same for the last row, which no label ends.
const LONGEST_LAST_ROW: usize = 400;

impl Reader<'_> {
    /// The cells of a table; none stands from `limit` on.
    fn cells(&self, found: Found, limit: usize) -> Option<TableCells> {
        let Found { table, at, others, doubtful, .. } = found;
        let cells = match at {
            At::Read(cells) => *cells,
            At::Rows(labels) => self.rows(table, &labels, limit)?,
            At::Line(start) => self.abreast(table, start, limit)?,
        };
        Some(TableCells { others, doubtful, ..cells })
    }

    fn rows(&self, table: &'static Table, labels: &[Occurrence], limit: usize) -> Option<TableCells> {
        if let Some(cells) = self.on_its_side(table, labels).or_else(|| self.by_columns(table, labels.first()?)) {
            return Some(cells);
        }
        let labels = &self.by_order(table, labels, limit);
        let of_grid: Vec<grid::Label> = labels
            .iter()
            .map(|label| grid::Label {
                row: label.row,
                range: self.ink.folded(label.ink.clone()),
                start: labels::label_start(table, label.row, self.folded, self.ink, label.ink.start),
                line: label.line.clone(),
            })
            .collect();
        let rows = grid::rows(table, &self.folded.chars, &of_grid, self.year);
        let subtotal = self.has_subtotal(table, labels);
        let width = |i: usize| table.rows[labels[i].row].columns.len() + usize::from(subtotal);
        let starts = self.past_headings(table, labels);
        let own = |i: usize| {
            let (mut tokens, left) = self.row_tokens(table, labels, i, starts[i], width(i), limit);
            // Blanks behind the cells of a row that has fewer columns than others are no cells of it.
            let is_empty = |token: &Token| token.content == Content::Empty;
            while table.shape == Shape::Blocks
                && readings::count_cells(&tokens) >= width(i)
                && tokens.len() > width(i)
                && tokens.last().is_some_and(is_empty)
            {
                tokens.pop();
            }
            // Nor is what a program writes for nothing in the labels' own columns: 一、本年新收 NaN NaN 1818 6 124.
            let text = |token: &Token| &self.folded.chars[token.range.clone()];
            let is_nil = |token: &&Token| text(token) == ['.'] || cells::is_programs_nil(text(token));
            let is_gap = |token: &Token| text(token).iter().all(|c| *c == ' ');
            let past = tokens.len().saturating_sub(width(i));
            if past <= LABEL_COLUMNS && tokens.iter().take_while(is_nil).count() >= past && !tokens.iter().any(is_gap) {
                tokens.drain(..past);
            }
            (tokens, left)
        };
        let (tokens, left): (Vec<Vec<Token>>, Vec<usize>) = (0..labels.len()).map(own).unzip();
        let widths: Vec<usize> = (0..labels.len()).map(width).collect();
        let found = unclear::Rows { labels, tokens: &tokens, left: &left, widths: &widths };
        let rows = self.told_apart(table, rows, &found);
        let full = labels
            .iter()
            .zip(&tokens)
            .filter(|(label, tokens)| readings::count_cells(tokens) >= table.rows[label.row].columns.len());
        let padding = full.map(|(_, tokens)| readings::padding(tokens)).min().unwrap_or(0);
        let lines: Vec<LineCells> = labels
            .iter()
            .zip(tokens)
            .enumerate()
            .zip(rows)
            .map(|((i, (label, tokens)), row)| LineCells {
                row,
                rows: label.row..label.row + 1,
                label: self.ink.folded(label.ink.clone()),
                tokens,
                ordinal: labels.get(i + 1).and_then(|next| labels::stuck_ordinal(table, next, self.folded, self.ink)),
            })
            .collect();
        let start = lines.first()?.label.start;
        let range = start..lines.iter().map(LineCells::end).max().unwrap_or(start);
        Some(TableCells { subtotal, padding, ..TableCells::new(table, lines, range) })
    }

    /// Puts the cells of a table in their places. `beside` tells of a table of one line how the digits of
    /// the other tables stand.
    fn lines(&self, cells: TableCells, beside: Option<&[Digits]>) -> TableText {
        let TableCells { table, lines: found, subtotal, padding, range, others, doubtful } = cells;
        let width = |rows: &Range<usize>| -> usize {
            table.rows[rows.clone()].iter().map(|row| row.columns.len() + usize::from(subtotal)).sum()
        };
        let chars = &self.folded.chars;
        let open = found.iter().filter(|line| line.row == grid::Row::Other);
        let mut digits = Digits::of(table, chars, &open.map(|line| (&line.tokens, width(&line.rows))));
        if let Some(beside) = beside {
            digits = digits.beside(beside);
        }
        let read = |line: &LineCells, digits: &Digits, off_balance: bool| {
            let places = places(table, line.rows.clone());
            let ordinal = line.ordinal;
            let layout = readings::Layout { table, places: &places, subtotal, digits, padding, ordinal, off_balance };
            let label = line.label.clone();
            let text = match &line.row {
                grid::Row::Cells(slots) => readings::exact(&layout, slots.clone(), label),
                grid::Row::Unknown(slots) => readings::unknown(slots.clone(), label),
                grid::Row::Other => readings::line(&layout, chars, line.tokens.clone(), label),
            };
            Line { places, text }
        };
        let mut lines: Vec<Line> = found.iter().map(|line| read(line, &digits, false)).collect();
        // One line that no cut balances is a slip; several, and it is the blanks between them that are lost.
        let off: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].text.whole && !lines[i].text.balanced).collect();
        match off.as_slice() {
            [] => {}
            &[i] => lines[i] = read(&found[i], &digits, true),
            _ => {
                digits.doubt();
                lines = found.iter().map(|line| read(line, &digits, false)).collect();
            }
        }
        // Where most rows do not add up, the columns are not the form's, or stand in another order.
        let says = |line: &&Line| {
            let slots = line.text.readings.first().map_or(&[][..], |reading| &reading.slots);
            slots.iter().any(|slot| slot.state.count().is_some_and(|count| count != 0))
        };
        let off = lines.iter().filter(says).filter(|line| !line.text.balanced).count();
        let are_off = off >= FEWEST_OFF && off * 2 > lines.iter().filter(says).count();
        // And where many rows have more numbers than the form has columns, other columns (上年, 增减) stand beside them: a row in
        // which blanks were lost may have as many numbers as the form by chance.
        let is_overfull = |line: &&Line| line.text.trouble == Some(Trouble::Overfull);
        let overfull = lines.iter().filter(is_overfull).count();
        let has_others = overfull >= FEWEST_OFF && overfull * 3 > lines.len();
        for (line, found) in lines.iter_mut().zip(&found) {
            let is_in_doubt = are_off || (has_others && found.row == grid::Row::Other);
            if table.shape == Shape::Rows && is_in_doubt {
                line.text = readings::unknown(std::mem::take(&mut line.text.loose), line.text.label.clone());
            }
        }
        TableText { table, lines, range, others, doubtful, digits }
    }

    /// Tokens of a range.
    fn tokens(&self, range: Range<usize>) -> Vec<Token> {
        cells::tokens(
            self.folded,
            self.ink,
            range,
            |words| self.vocabulary.is_own(self.ink, self.hits, words),
            |ink| labels::in_word(self.hits, ink),
        )
    }

    /// Whether the header has a 小计 column after the organisations.
    fn has_subtotal(&self, table: &Table, labels: &[Occurrence]) -> bool {
        let (Shape::Rows, Some(first)) = (table.shape, labels.first()) else { return false };
        let word = ink_of(SUBTOTAL);
        let first = first.ink.start;
        holds(&self.ink.chars[first.saturating_sub(120)..first], &word)
    }
}

/// The places of some rows side by side.
fn places(table: &Table, rows: Range<usize>) -> Vec<(usize, usize)> {
    rows.flat_map(|row| (0..table.rows[row].columns.len()).map(move |column| (row, column))).collect()
}
