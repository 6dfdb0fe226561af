//! Reading the tables of a report out of its text, whatever the layout.
//!
//! [`read`] finds each table of each form by its labels (`labels`), takes the tokens between two
//! labels as the row's cells (`cells`), and lists for every row the ways its cells may stand in the
//! columns (`readings`): one way where no blank was lost, several where some were. Which of them is
//! meant, the equations decide (`resolve`), not this module.

mod cells;
mod cuts;
mod fused;
mod grid;
mod labels;
mod readings;

use crate::forms::{Form, SUBTOTAL, Shape, Table};
use crate::outline::{LONGEST_NAME, is_body};
use crate::sort::{sort, sort_by_key};
use crate::text::{Folded, Ink, ink_of, is_cjk};
use cells::{Content, Token};
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

/// Reads every table of the forms; where several forms have a table of that id, as the one that fits
/// best, and of those that fit equally the one whose form fits the other tables best, then that of the year. Where the text has
/// several of a table, the one captioned with `year`, and not with another body than `agency`.
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
    let mut found: Vec<(usize, TableCells)> = Vec::new();
    // Rows of numbers first: where they start, the table before them ends.
    for shape in [Shape::Rows, Shape::Blocks, Shape::Line] {
        for form in forms {
            for table in form.tables.iter().filter(|table| table.shape == shape) {
                found.extend(reader.table(form, table, &found));
            }
        }
    }
    let fit_of_form =
        |form: &str| -> usize { found.iter().filter(|(_, t)| t.form == form).map(|(score, _)| score).sum() };
    let is_of_year = |form: &str| {
        forms
            .iter()
            .any(|other| other.id == form && year.is_some_and(|year| (other.years.0..=other.years.1).contains(&year)))
    };
    let mut ranked: Vec<((usize, usize, bool), TableCells)> = Vec::new();
    let fits: Vec<usize> = found.iter().map(|(_, text)| fit_of_form(text.form)).collect();
    for ((score, text), form_fit) in found.into_iter().zip(fits) {
        let fit = (score, form_fit, is_of_year(text.form));
        match ranked.iter_mut().find(|(_, known)| known.table.id == text.table.id) {
            Some((best, _)) if *best >= fit => {}
            Some(known) => *known = (fit, text),
            None => ranked.push((fit, text)),
        }
    }
    // One line tells little of how its digits stand: tables of many lines tell it first.
    let (of_line, of_rows): (Vec<_>, Vec<_>) =
        ranked.into_iter().map(|(_, cells)| cells).partition(|cells| cells.table.shape == Shape::Line);
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

/// Where a table's headers and rows stand.
struct Region {
    /// How many of its form's headers.
    headers: usize,
    /// In the ink.
    within: Range<usize>,
    others: usize,
    doubtful: bool,
}

/// A table whose labels are everyday words has so many headers at least.
const FEWEST_HEADERS: usize = 6;

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

/// Fewer labelled rows than this are a mention in prose, not a table.
const FEWEST_ROWS: usize = 3;

/// The cells of a row, in folded characters, separators included; what lies further on is cut off.
const LONGEST_ROW: usize = 4000;
/// The same for the last row, which no label ends.
const LONGEST_LAST_ROW: usize = 400;
/// The same for a table in one line.
const LONGEST_LINE: usize = 3000;

impl Reader<'_> {
    /// A table and how well it fits its form.
    fn table(&self, form: &Form, table: &'static Table, known: &[(usize, TableCells)]) -> Option<(usize, TableCells)> {
        match table.shape {
            Shape::Rows => self.of_year(form, table),
            Shape::Blocks => {
                let region = self.header_region(table, known)?;
                let (score, cells) = self.rows(form, table, region.within, 1, known)?;
                let Region { others, doubtful, .. } = region;
                Some((score + region.headers * 4, TableCells { others, doubtful, ..cells }))
            }
            Shape::Line => self.one_line(form, table, known),
        }
    }

    /// A table that the text may have more than once: the best one, or that of the report's year.
    fn of_year(&self, form: &Form, table: &'static Table) -> Option<(usize, TableCells)> {
        let end = self.ink.chars.len();
        let best = self.rows(form, table, 0..end, FEWEST_ROWS, &[])?;
        let ink = self.ink.index_of(best.1.range.start)..self.ink.index_of(best.1.range.end);
        let whole = table.rows.len().div_ceil(2).max(FEWEST_ROWS);
        let around =
            [0..ink.start, ink.end..end].into_iter().filter_map(|part| self.rows(form, table, part, whole, &[]));
        let mut tables: Vec<(usize, TableCells)> = std::iter::once(best).chain(around).collect();
        let starts = tables.iter().map(|(_, cells)| self.ink.index_of(cells.range.start)).collect::<Vec<_>>();
        let (chosen, doubtful) = self.likeliest(&starts);
        let others = tables.len() - 1;
        let (score, cells) = tables.swap_remove(chosen);
        Some((score, TableCells { others, doubtful, ..cells }))
    }

    /// Of several tables of one kind, by where they start in the ink, the report's: one captioned with its year, else one
    /// captioned with none, the first of those given. And whether another is as likely.
    fn likeliest(&self, starts: &[usize]) -> (usize, bool) {
        // A caption stands before its own table, after the one before it.
        let before = |start: usize| starts.iter().copied().filter(|other| *other < start).max().unwrap_or(0);
        let rank = |start: usize| match self.caption(before(start)..start) {
            Some((_, true)) => 2,
            Some((year, _)) if Some(year) == self.year => 0,
            Some(_) if self.year.is_some() => 2,
            _ => 1,
        };
        let ranks: Vec<u8> = starts.iter().map(|start| rank(*start)).collect();
        let best = ranks.iter().copied().min().unwrap_or(0);
        let chosen = ranks.iter().position(|rank| *rank == best).unwrap_or(0);
        (chosen, ranks.iter().filter(|rank| **rank == best).count() > 1)
    }

    /// The last year named in a range of the ink, shortly before its end, and whether it is another body's than the
    /// report's: 附件:某镇人民政府2022年收到和处理申请情况.
    fn caption(&self, range: Range<usize>) -> Option<(u16, bool)> {
        let from = range.start.max(range.end.saturating_sub(150));
        let caption = &self.ink.chars[from..range.end];
        let is_year = |w: &[char]| w[4] == '年' && w[0] == '2' && w[..4].iter().all(char::is_ascii_digit);
        let at = caption.windows(5).rposition(is_year)?;
        let year = caption[at..at + 4].iter().collect::<String>().parse().ok()?;
        // The name stands before the year, on its line.
        let mut name: Vec<char> = self.folded.chars[..self.ink.at[from + at] as usize]
            .iter()
            .rev()
            .copied()
            .take(LONGEST_NAME)
            .take_while(|c| is_cjk(*c))
            .collect();
        name.reverse();
        let name: String = name.into_iter().collect();
        let others = self.agency.is_some_and(|own| is_body(&name) && !own.contains(&name) && !name.contains(own));
        Some((year, others))
    }

    fn rows(
        &self,
        form: &Form,
        table: &'static Table,
        within: Range<usize>,
        fewest: usize,
        known: &[(usize, TableCells)],
    ) -> Option<(usize, TableCells)> {
        let labels = labels::rows(self.vocabulary, table, self.folded, self.ink, self.hits, within);
        if labels.len() < fewest {
            return None;
        }
        let of_grid: Vec<grid::Label> = labels
            .iter()
            .map(|label| grid::Label {
                row: label.row,
                range: self.ink.folded(label.ink.clone()),
                start: labels::label_start(table, label.row, self.folded, self.ink, label.ink.start),
            })
            .collect();
        let rows = grid::rows(table, &self.folded.chars, &of_grid);
        let subtotal = self.has_subtotal(table, &labels);
        let width = |i: usize| table.rows[labels[i].row].columns.len() + usize::from(subtotal);
        let limit = self.next_table(table, known, self.ink.folded(labels.first()?.ink.clone()).start);
        let tokens: Vec<Vec<Token>> =
            (0..labels.len()).map(|i| self.row_tokens(table, &labels, i, width(i), limit)).collect();
        let filled = tokens.iter().filter(|t| t.iter().any(|t| t.content != Content::Text)).count();
        if filled < fewest {
            return None;
        }
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
        let ordinals = labels.iter().filter(|label| label.ordinal).count();
        let cells = TableCells { table, form: form.id, lines, subtotal, padding, range, others: 0, doubtful: false };
        Some((filled * 4 + ordinals, cells))
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

    /// Where the next table that is known begins: what stands there is no cell of this one.
    fn next_table(&self, table: &Table, known: &[(usize, TableCells)], start: usize) -> usize {
        let others = known.iter().filter(|(_, cells)| cells.table.id != table.id).map(|(_, cells)| cells.range.start);
        others.filter(|at| *at > start).min().unwrap_or(self.folded.chars.len())
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

    /// Where the column headers of a table stand, and how many of this form's there are. The rows'
    /// labels are everyday words, so they count only from the first header to the next table.
    fn header_region(&self, table: &Table, known: &[(usize, TableCells)]) -> Option<Region> {
        let next_table = known
            .iter()
            .filter(|(_, text)| text.table.id != table.id)
            .map(|(_, text)| self.ink.index_of(text.range.start))
            .min()
            .unwrap_or(self.ink.chars.len());
        let headers = self.header_hits(table.headings);
        let own = self.header_hits_of_columns(table);
        let first =
            table.rows.first().and_then(|row| row.groups.first()).map_or(Vec::new(), |group| ink_of(group.label.0));
        // The densest stretch of headers: from the first that has another close by.
        let near = |a: &Hit, b: &Hit| b.start <= a.end + 120;
        let mut stretches: Vec<(usize, Range<usize>)> = Vec::new();
        let mut last: Option<Hit> = None;
        for hit in headers {
            // The first of the headings again begins another table.
            let again = |stretch: &Range<usize>| {
                self.ink.chars[hit.start..hit.end] == first[..] && stretch.start < hit.start && {
                    let within = &self.ink.chars[stretch.clone()];
                    within.windows(first.len()).any(|part| part == first)
                }
            };
            match stretches.last_mut() {
                Some(stretch) if last.is_some_and(|l| near(&l, &hit)) && !again(&stretch.1) => {
                    stretch.0 += 1;
                    stretch.1.end = hit.end;
                }
                _ => stretches.push((1, hit.start..hit.end)),
            }
            last = Some(hit);
        }
        // Others with nearly as many headers are tables too: another year's, perhaps.
        let most = stretches.iter().map(|(count, _)| *count).max()?;
        let is_table = |count: usize| count == most || (count >= FEWEST_HEADERS && count * 3 >= most * 2);
        stretches.retain(|(count, _)| is_table(*count));
        sort_by_key(&mut stretches, |(count, range)| {
            // Of several the one right before the table that is known to follow.
            let before = range.start < next_table;
            std::cmp::Reverse((*count, before, if before { range.start } else { usize::MAX - range.start }))
        });
        let starts: Vec<usize> = stretches.iter().map(|(_, range)| range.start).collect();
        let several = most >= FEWEST_HEADERS && stretches.len() > 1;
        let (chosen, doubtful) = if several { self.likeliest(&starts) } else { (0, false) };
        let others = if several { stretches.len() - 1 } else { 0 };
        let (_, stretch) = stretches.swap_remove(chosen);
        let end = if stretch.start < next_table { next_table.min(stretch.end + 160) } else { stretch.end + 160 };
        let own = own.iter().filter(|hit| stretch.contains(&hit.start)).count();
        Some(Region { headers: own, within: stretch.start..end.min(self.ink.chars.len()), others, doubtful })
    }

    fn header_hits(&self, words: &[&str]) -> Vec<Hit> {
        let words: Vec<Vec<char>> = words.iter().map(|word| ink_of(word)).collect();
        self.hits
            .iter()
            .copied()
            .filter(|hit| words.iter().any(|w| self.ink.chars[hit.start..hit.end] == w[..]))
            .collect()
    }

    fn header_hits_of_columns(&self, table: &Table) -> Vec<Hit> {
        let mut labels: Vec<&str> =
            table.rows.iter().flat_map(|row| row.columns).map(|column| column.label.0).collect();
        sort(&mut labels);
        labels.dedup();
        self.header_hits(&labels)
    }

    /// A table whose rows stand side by side: one run of numbers under its headers, or a run a row.
    fn one_line(
        &self,
        form: &Form,
        table: &'static Table,
        known: &[(usize, TableCells)],
    ) -> Option<(usize, TableCells)> {
        let header = self.full_header(table, known);
        let (others, doubtful) = header.map_or((0, false), |(_, others, doubtful)| (others, doubtful));
        let start = header.map(|(start, ..)| start).or_else(|| self.broken_header(table, known))?;
        let limit = self.next_table(table, known, start).min(start + LONGEST_LINE);
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
            let (range, lines) = (start..cells.end(), vec![cells]);
            return Some((
                1,
                TableCells { table, form: form.id, lines, subtotal: false, padding: 0, range, others, doubtful },
            ));
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
        let lines: Vec<LineCells> = runs
            .into_iter()
            .map(|(rows, (label, tokens))| LineCells { rows, label, tokens, ordinal: None, row: grid::Row::Other })
            .collect();
        let range = start..lines.iter().map(LineCells::end).max()?;
        Some((1, TableCells { table, form: form.id, lines, subtotal: false, padding, range, others, doubtful }))
    }

    /// Whether the last line with anything in it above a place ends in a tab or pipe: then so do all, and
    /// an empty cell at the end of a line says nothing.
    fn ends_in_separator(&self, at: usize) -> bool {
        let mut above = self.folded.chars[..at].iter().rev().skip_while(|c| **c != '\n');
        above.find(|c| !matches!(c, ' ' | '\n')).is_some_and(|c| matches!(c, '\t' | '|'))
    }

    /// Where the first full set of a table's column headers stands, outside the tables already known; how many other
    /// tables have as many sets, and whether one of them is as likely the report's.
    fn full_header(&self, table: &Table, known: &[(usize, TableCells)]) -> Option<(usize, usize, bool)> {
        let columns = table.rows[0].columns;
        let labels: Vec<&str> = columns[..columns.len() - 1].iter().map(|column| column.label.0).collect();
        let headers: Vec<Vec<char>> = labels.iter().map(|label| ink_of(label)).collect();
        let hits = self.header_hits(&labels);
        let sets = hits.windows(headers.len()).filter(|set| {
            // Headers stand side by side; 结果维持2件,结果纠正1件 is prose.
            let between = |pair: &[Hit]| self.ink.chars.get(pair[0].end..pair[1].start).unwrap_or_default();
            set.windows(2).all(|pair| !between(pair).iter().any(char::is_ascii_digit))
                && set[set.len() - 1].end <= set[0].start + 60
                && headers.iter().zip(*set).all(|(word, hit)| self.ink.chars[hit.start..hit.end] == word[..])
                && !known.iter().any(|(_, text)| {
                    text.table.id != table.id && text.range.contains(&(self.ink.at[set[0].start] as usize))
                })
        });
        // A set a row, without a number between them, is a whole table's header.
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for set in sets {
            let (start, end) = (set[0].start, set[set.len() - 1].end);
            let between = |last: usize| self.ink.chars.get(last..start).unwrap_or_default();
            match found.last_mut() {
                Some((_, last, sets)) if !between(*last).iter().any(char::is_ascii_digit) => {
                    (*last, *sets) = (end, *sets + 1);
                }
                _ => found.push((start, end, 1)),
            }
        }
        let whole = found.iter().filter(|(_, _, sets)| *sets == table.rows.len()).count();
        // Of several the one after the table that stands before it.
        let after =
            known.iter().filter(|(_, text)| text.table.shape == Shape::Rows).map(|(_, text)| text.range.end).max();
        let follows = |start: usize| after.is_none_or(|end| self.ink.at[start] as usize >= end);
        let is_table = |sets: usize| whole < 2 || sets == table.rows.len();
        let mut starts: Vec<usize> = found.iter().filter(|found| is_table(found.2)).map(|found| found.0).collect();
        sort_by_key(&mut starts, |&start| (!follows(start), start));
        let (chosen, doubtful) = if whole < 2 { (0, false) } else { self.likeliest(&starts) };
        Some((self.ink.at[*starts.get(chosen)?] as usize, whole.saturating_sub(1), doubtful))
    }

    /// The same where lines run through all headers at once, so that none stands whole: 结果 结果 其他 尚未,
    /// and below it 维持 纠正 结果 审结. After a heading of the table nothing but its headers' characters.
    fn broken_header(&self, table: &Table, known: &[(usize, TableCells)]) -> Option<usize> {
        let columns = table.rows[0].columns;
        let characters: Vec<char> =
            table.headings.iter().copied().chain(columns.iter().map(|c| c.label.0)).flat_map(ink_of).collect();
        let all = table.rows.len() * columns.iter().map(|column| ink_of(column.label.0).len()).sum::<usize>();
        let hits = self.header_hits(table.headings);
        let hit = hits.iter().find(|hit| {
            let run = self.ink.chars[hit.end..].iter().take(2 * all).take_while(|c| characters.contains(c)).count();
            // Two of three groups, should a heading stand between.
            let at = self.ink.at[hit.start] as usize;
            run * 3 >= all * 2
                && !known.iter().any(|(_, cells)| cells.table.id != table.id && cells.range.contains(&at))
        })?;
        Some(self.ink.at[hit.start] as usize)
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
