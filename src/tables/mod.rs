//! Reading the tables of a report out of its text, whatever the layout.
//!
//! [`read`] finds each table of each form by its labels (`labels`), takes the tokens between two
//! labels as the row's cells (`cells`), and lists for every row the ways its cells may stand in the
//! columns (`readings`): one way where no blank was lost, several where some were. Which of them is
//! meant, the equations decide (`resolve`), not this module.

mod cells;
mod cuts;
mod find;
mod fused;
mod grid;
mod labels;
mod readings;

use crate::forms::{Form, SUBTOTAL, Shape, Table};
use crate::sort::sort_by_key;
use crate::text::{Folded, Ink, ink_of, is_cjk};
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
    /// The id of the form.
    pub(crate) form: &'static str,
    /// The lines that were found, in the form's order.
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
    form: &'static str,
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

/// The headings of a table in one line begin no further before the first that was found.
const LONGEST_HEAD: usize = 60;

/// The cells of a row, in folded characters, separators included; what lies further on is cut off.
const LONGEST_ROW: usize = 4000;
/// The same for the last row, which no label ends.
const LONGEST_LAST_ROW: usize = 400;
/// The same for a table in one line.
const LONGEST_LINE: usize = 3000;

impl Reader<'_> {
    /// The cells of a table; none stands from `limit` on.
    fn cells(&self, found: Found, limit: usize) -> Option<TableCells> {
        let Found { table, form, at, others, doubtful, .. } = found;
        let cells = match at {
            At::Rows(labels) => self.rows(table, &labels, limit)?,
            At::Line(start) => self.one_line(table, start, limit)?,
        };
        Some(TableCells { form, others, doubtful, ..cells })
    }

    fn rows(&self, table: &'static Table, labels: &[Occurrence], limit: usize) -> Option<TableCells> {
        let of_grid: Vec<grid::Label> = labels
            .iter()
            .map(|label| grid::Label {
                row: label.row,
                range: self.ink.folded(label.ink.clone()),
                start: labels::label_start(table, label.row, self.folded, self.ink, label.ink.start),
            })
            .collect();
        let rows = grid::rows(table, &self.folded.chars, &of_grid);
        let subtotal = self.has_subtotal(table, labels);
        let width = |i: usize| table.rows[labels[i].row].columns.len() + usize::from(subtotal);
        let tokens: Vec<Vec<Token>> =
            (0..labels.len()).map(|i| self.row_tokens(table, labels, i, width(i), limit)).collect();
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
        Some(TableCells { table, form: table.form, lines, subtotal, padding, range, others: 0, doubtful: false })
    }

    /// Puts the cells of a table in their places. `beside` tells of a table of one line how the digits of
    /// the other tables stand.
    fn lines(&self, cells: TableCells, beside: Option<&[Digits]>) -> TableText {
        let TableCells { table, form, lines: found, subtotal, padding, range, others, doubtful } = cells;
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
        TableText { table, form, lines, range, others, doubtful, digits }
    }

    /// The tokens between a label and the next one; none from `limit` on.
    fn row_tokens(&self, table: &Table, labels: &[Occurrence], i: usize, columns: usize, limit: usize) -> Vec<Token> {
        let start = self.ink.folded(labels[i].ink.clone()).end;
        let next = labels.get(i + 1);
        let end = match next {
            Some(next) => {
                self.row_end(start, labels::label_start(table, next.row, self.folded, self.ink, next.ink.start))
            }
            // The last row: its cells, and no prose after them.
            None => start + LONGEST_LAST_ROW,
        };
        let end = end.clamp(start, limit.min(start + LONGEST_ROW).max(start));
        let label = table.rows[labels[i].row].label.0;
        let mut tokens = self.own_cells(label, columns, start, self.tokens(start..end), next.is_none());
        if next.is_none() {
            self.end_of_run(table, start, &mut tokens);
        }
        tokens
    }

    /// Where a row's cells end that stands before a label: what shares the label's line, divided from it by
    /// tabs or pipes, is no cell of the line above (a serial number, a heading, a blank).
    fn row_end(&self, start: usize, label: usize) -> usize {
        let before = &self.folded.chars[start.min(label)..label];
        let Some(line) = before.iter().rposition(|c| *c == '\n') else { return label };
        let divided = |part: &[char]| part.iter().any(|c| matches!(c, '\t' | '|'));
        if divided(&before[line..]) && divided(&before[..line]) { label - (before.len() - line) } else { label }
    }

    /// Of the tokens after a label those that are the row's. Words end it, unless they are the label's
    /// own, stand in a cell, or were put between two cells by a page or a portal; what follows them
    /// belongs to a row of no form, or is prose.
    fn own_cells(&self, label: &str, columns: usize, start: usize, tokens: Vec<Token>, last: bool) -> Vec<Token> {
        let is_cell = |t: &Token| matches!(t.content, Content::Number(..) | Content::Digits | Content::Mark);
        let is_short = |t: &Token| t.content == Content::Text && t.range.len() <= readings::LONGEST_WORD;
        let numbers = tokens.iter().filter(|t| is_cell(t)).count();
        let shorts = tokens.iter().filter(|t| is_short(t)).count();
        let near = |t: &Token| !last || self.on_row_line(start, t) || is_cell(t);
        if shorts > 0 && numbers + shorts == columns && tokens.iter().filter(|t| is_short(t)).all(near) {
            // Cells of which some cannot be read.
            return tokens.into_iter().filter(|t| is_cell(t) || is_short(t)).collect();
        }
        let mut own: Vec<Token> = Vec::new();
        let (mut cells, mut after_word) = (0, false);
        for (i, token) in tokens.iter().enumerate() {
            match token.content {
                // Cells with nothing in them after a heading are the heading's.
                Content::Empty if after_word => {}
                Content::Empty => own.push(token.clone()),
                Content::Word | Content::Text => {
                    let after = tokens[i + 1..].iter().skip_while(|t| !is_cell(t) && t.content != Content::Empty);
                    let run = after.take_while(|t| is_cell(t)).count();
                    let set_apart =
                        self.folded.chars[start..token.range.start].iter().any(|c| matches!(c, '\n' | '|' | '\t'));
                    let of_label = cells == 0 && (!set_apart || self.is_part_of(label, token));
                    // A stamp is long and no label; a short word or one of ours may be another row's.
                    let worded = self.folded.chars[token.range.clone()].iter().any(|c| is_cjk(*c));
                    let label_like = (worded && is_short(token)) || self.follows_ordinal(token);
                    let stamp = token.content == Content::Text && !label_like;
                    let between_cells = stamp && run > 0 && cells + run == columns;
                    if cells >= columns || (run > 0 && !of_label && !between_cells) || (run == 0 && last && !of_label) {
                        break;
                    }
                    after_word = run == 0;
                }
                _ => {
                    own.push(token.clone());
                    cells += 1;
                }
            }
        }
        own
    }

    /// Whether a word carries an ordinal: `7.属于…`.
    fn follows_ordinal(&self, token: &Token) -> bool {
        let chars = &self.folded.chars;
        let at = token.range.start;
        let point = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| matches!(c, '.' | '、' | ')'));
        point(Some(at)) || point(at.checked_sub(1)) || (chars[at].is_ascii_digit() && point(Some(at + 1)))
    }

    /// Whether a word is part of a row's label: what wrapping or a lost character left of it.
    fn is_part_of(&self, label: &str, token: &Token) -> bool {
        let label = ink_of(label);
        let word = &self.ink.chars[self.ink.index_of(token.range.start)..self.ink.index_of(token.range.end)];
        !word.is_empty() && label.windows(word.len()).any(|part| part == word)
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

    /// Whether a token stands on the same line as the label before it, cells divided by pipes or tabs.
    fn on_row_line(&self, label_end: usize, token: &Token) -> bool {
        let between = &self.folded.chars[label_end..token.range.start];
        !between.contains(&'\n') && between.iter().any(|c| matches!(c, '|' | '\t'))
    }

    /// Cuts the last row's cells where another heading begins, whose words are our own.
    fn end_of_run(&self, table: &Table, start: usize, tokens: &mut Vec<Token>) {
        let from = self.ink.index_of(start);
        let next = self.hits[self.hits.partition_point(|hit| hit.start < from)..].first();
        if let Some(hit) = next {
            let end = labels::label_start(table, 0, self.folded, self.ink, hit.start);
            let cut = tokens.iter().position(|token| token.range.start >= end);
            tokens.truncate(cut.unwrap_or(tokens.len()));
        }
    }

    /// Whether the header has a 小计 column after the organisations.
    fn has_subtotal(&self, table: &Table, labels: &[Occurrence]) -> bool {
        let (Shape::Rows, Some(first)) = (table.shape, labels.first()) else { return false };
        let word = ink_of(SUBTOTAL);
        let first = first.ink.start;
        self.ink.chars[first.saturating_sub(120)..first].windows(word.len()).any(|part| part == word)
    }

    /// A table whose rows stand side by side: one run of numbers under its headers, or a run a row.
    fn one_line(&self, table: &'static Table, start: usize, limit: usize) -> Option<TableCells> {
        let whole = |lines: Vec<LineCells>, padding: usize| {
            let range = start..lines.iter().map(LineCells::end).max()?;
            let form = table.form;
            Some(TableCells { table, form, lines, subtotal: false, padding, range, others: 0, doubtful: false })
        };
        let limit = limit.min(start + LONGEST_LINE);
        let line_start = self.folded.chars[..start].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        // A line as long as that is the whole text's.
        let head = if start - line_start < LONGEST_HEAD { line_start } else { start };
        let heads = &self.folded.chars[head..limit.max(start)];
        let row = match grid::in_form_order(heads, table.rows[0].columns) {
            true => grid::line(table, &self.folded.chars, start..limit.max(start)),
            // Nothing is known of a table whose columns stand in another order.
            false => Some(grid::Row::Unknown(Vec::new())),
        };
        if let Some(row) = row {
            let cells =
                LineCells { rows: 0..table.rows.len(), label: start..start, tokens: Vec::new(), ordinal: None, row };
            return whole(vec![cells], 0);
        }
        let runs = self.runs(table, start, limit);
        let rows = table.rows.len();
        let columns = table.rows[0].columns.len();
        let a_run_a_row = runs.len() == rows && runs.iter().all(|(_, run)| readings::count_cells(run) <= columns);
        // One run: every row in it. Broken runs that are not a run a row are one run cut by a page.
        let runs = if a_run_a_row {
            runs.into_iter().enumerate().map(|(row, run)| (row..row + 1, run)).collect()
        } else {
            // Headers without a number below them: a table left blank.
            let label = runs.first().map_or(start..start, |(label, _)| label.clone());
            vec![(0..rows, (label, runs.into_iter().flat_map(|(_, run)| run).collect()))]
        };
        let first_cell = runs.iter().find_map(|(_, (_, run))| run.first()).map_or(start, |cell| cell.range.start);
        let padding = if self.ends_in_separator(first_cell) { usize::MAX } else { 0 };
        let line = |(rows, (label, tokens))| LineCells { rows, label, tokens, ordinal: None, row: grid::Row::Other };
        whole(runs.into_iter().map(line).collect(), padding)
    }

    /// Whether the last line with anything in it above a place ends in a tab or pipe: then so do all, and
    /// an empty cell at the end of a line says nothing.
    fn ends_in_separator(&self, at: usize) -> bool {
        let mut above = self.folded.chars[..at].iter().rev().skip_while(|c| **c != '\n');
        above.find(|c| !matches!(c, ' ' | '\n')).is_some_and(|c| matches!(c, '\t' | '|'))
    }

    /// Whether lines of numbers alone follow: what stands before them was a stamp of the portal's.
    fn numbers_go_on(&self, rest: &[Token]) -> bool {
        let chars = &self.folded.chars;
        rest.iter().take(3).find(|token| !matches!(token.content, Content::Text | Content::Word)).is_some_and(|token| {
            let before = chars[..token.range.start].iter().rev().take_while(|c| **c != '\n');
            let after = chars[token.range.end..].iter().take_while(|c| **c != '\n');
            !before.chain(after).any(|c| is_cjk(*c))
        })
    }

    /// Whether a token stands on a line of numbers: blanks before the first of them are cells too.
    fn on_number_line(&self, token: &Token) -> bool {
        // No line of a table is longer.
        let (before, after) = self.folded.chars.split_at(token.range.start);
        let in_line = |c: &&char| **c != '\n';
        let line = || {
            let before = before.iter().rev().take(LONGEST_LINE).take_while(in_line);
            before.chain(after.iter().take(LONGEST_LINE).take_while(in_line))
        };
        line().any(char::is_ascii_digit) && !line().any(|c| is_cjk(*c))
    }

    /// The blank cell before the first tab of a line of numbers.
    fn blank_before(&self, token: &Token) -> Option<Token> {
        let before = &self.folded.chars[..token.range.start];
        let indent = before.iter().rev().take_while(|c| matches!(c, ' ' | '\t')).count();
        let start = token.range.start - indent;
        let at_line_start = start == 0 || before[start - 1] == '\n';
        let blank = at_line_start && before[start..].iter().filter(|c| **c == '\t').count() == 1;
        blank.then_some(Token { content: Content::Empty, range: start..start })
    }

    /// The runs of cells from a header on, each with the words before it. Prose ends the table, and so does another.
    fn runs(&self, table: &Table, start: usize, limit: usize) -> Vec<(Range<usize>, Vec<Token>)> {
        let all = table.rows.len() * table.rows[0].columns.len();
        let end = limit.min(start + LONGEST_LINE);
        let tokens = self.tokens(start..end);
        let mut runs: Vec<(Range<usize>, Vec<Token>)> = Vec::new();
        let mut words = start..start;
        let mut cells = 0;
        for (i, token) in tokens.iter().enumerate() {
            match token.content {
                Content::Text | Content::Word if cells >= all => break,
                Content::Text if cells > 0 => {
                    // A stamp of the portal's, if lines of numbers go on below it; else prose.
                    if !self.numbers_go_on(&tokens[i + 1..]) {
                        break;
                    }
                }
                Content::Text | Content::Word => words = token.range.clone(),
                Content::Empty
                    if words.end > runs.last().map_or(start, |(_, run)| end_of(run)) && !self.on_number_line(token) => {
                }
                content => {
                    let blank = self.blank_before(token).into_iter();
                    match runs.last_mut() {
                        Some((label, run)) if *label == words => run.extend(blank.chain([token.clone()])),
                        _ => runs.push((words.clone(), blank.chain([token.clone()]).collect())),
                    }
                    cells += usize::from(content != Content::Empty);
                }
            }
        }
        runs
    }
}

fn end_of(run: &[Token]) -> usize {
    run.last().map_or(0, |token| token.range.end)
}

/// The places of some rows side by side.
fn places(table: &Table, rows: Range<usize>) -> Vec<(usize, usize)> {
    rows.flat_map(|row| (0..table.rows[row].columns.len()).map(move |column| (row, column))).collect()
}
