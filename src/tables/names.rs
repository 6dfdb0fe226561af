//! Tables whose cells are named one by one, as records of a database, narrow screens, programs, screen readers and chats show them:
//! `一、本年新收,自然人,5`, or below a row's label 自然人 447, 商业企业 186, …, 总计 891.
//!
//! A number belongs to the column that is named right before it, and to the row that was named last. So it does not matter whether the row
//! is named once or with each of its cells, nor what stands between. It is read so only where nearly all of a table's cells are. Lists of
//! rows, each below the name of one column (申请人:自然人, 一、本年新收 31, …), are the same the other way round.

use super::cells::{self, Content, Token};
use super::find::{At, Found};
use super::grid::{self, LONGEST_TAIL};
use super::labels::Hit;
use super::readings::{self, Slot, slot_of_kind};
use super::{LineCells, Reader, TableCells};
use crate::forms::{Column, Shape, Table};
use crate::text::{find, is_cjk, is_in};
use std::ops::Range;

/// A table's words stand no further apart than this, in ink.
const APART: usize = 120;
/// A line of cells is no longer than this.
const LONGEST_LINE: usize = 200;
/// Between a name and its number stands no more than this: `">`, `": "`, a line's end.
const LONGEST_GAP: usize = 40;
/// Nor is a mark for nothing longer.
const LONGEST_MARK: usize = 3;
/// No number of the form is longer.
const LONGEST_NUMBER: usize = 16;

/// Of more tables of one kind the first are looked at.
const MOST_TABLES: usize = 4;
/// What a name may end with: 其他组织, 其他(组织).
const TAILS: &str = "(组织机构数量人件)";

/// How much a row tells for the form: as much as a label with its ordinal, before a cell.
const FIT: usize = 5;

/// A row as far as its cells were named.
struct Row {
    label: Range<usize>,
    cells: Vec<Option<Slot>>,
}

impl Reader<'_> {
    /// A table that is told so; `None` where its cells are told in another way.
    pub(super) fn by_names(&self, table: &'static Table) -> Option<Found> {
        let words = self.vocabulary.of(table)?;
        let is_own = |hit: &&Hit| words.is_label(**hit) || words.is_column(**hit) || words.is_heading(**hit);
        // In other tables each heading stands once, or over each block.
        let all: usize = table.rows.iter().map(|row| row.columns.len()).sum();
        let is_enough = |names: usize| names * 5 >= all * 4;
        if !is_enough(self.hits.iter().filter(|hit| words.is_column(**hit)).count()) {
            return None;
        }
        let hits: Vec<&Hit> = self.hits.iter().filter(is_own).collect();
        // A table ends where its words are far from the next, or where its first row is named behind its last one.
        let mut past_last = false;
        let labels = |hit: &Hit, row: usize| words.rows_of(*hit).contains(&row) && !words.is_column(*hit);
        let runs = hits.chunk_by(|one, next| {
            past_last |= labels(one, table.rows.len() - 1);
            let again = past_last && labels(next, 0);
            past_last &= !again;
            !again && next.start < one.end + APART
        });
        let told =
            runs.filter(|run| is_enough(run.iter().filter(|hit| words.is_column(***hit)).count())).take(MOST_TABLES);
        let mut found: Vec<(usize, Found)> =
            told.filter_map(|run| Some((run[0].start, self.of_run(table, run)?))).collect();
        let starts: Vec<usize> = found.iter().map(|(start, _)| *start).collect();
        let others = starts.len().checked_sub(1)?;
        let (chosen, doubtful) = self.likeliest(&starts);
        Some(Found { others, doubtful, ..found.swap_remove(chosen).1 })
    }

    /// A table that is told column by column, each below its name; `None` where it is told in another way.
    pub(super) fn by_lists(&self, table: &'static Table) -> Option<Found> {
        let words = self.vocabulary.of(table).filter(|_| table.shape == Shape::Rows)?;
        let columns = table.rows[0].columns;
        // The last row names each list once: fewer are none.
        let last = table.rows.len() - 1;
        let is_last = |hit: &&Hit| words.rows_of(**hit).contains(&last) && !words.is_column(**hit);
        if self.hits.iter().filter(is_last).count() < columns.len() {
            return None;
        }
        let mut rows: Vec<Row> =
            table.rows.iter().map(|_| Row { label: 0..0, cells: vec![None; columns.len()] }).collect();
        // Which list, and the row that was named last in it.
        let (mut list, mut row): (Option<usize>, Option<usize>) = (None, None);
        for hit in self.hits {
            let column = columns.iter().position(|column| self.names(hit, column));
            let name = self.ink.folded(hit.start..hit.end);
            if column.is_some() && self.goes_on(name.end) {
                continue;
            }
            let cell = self.cell_after(name.end);
            if let (Some(column), None) = (column, &cell) {
                // (In a header all of them stand, and no rows between.)
                (list, row) = (Some(column), None);
                continue;
            }
            let (Some(list), Some(cell)) = (list, cell) else { continue };
            let next = words.rows_of(*hit).iter().copied().find(|next| row.is_none_or(|row| *next > row));
            let Some(own) = next else { continue };
            row = Some(own);
            let kind = table.rows[own].columns[list].kind;
            let slot = slot_of_kind(&grid::slot(&self.folded.chars, &cell), kind, &self.folded.chars);
            // (Told again: another table's words, behind the last list or before the first.)
            if rows[own].cells[list].is_some() {
                break;
            }
            rows[own].cells[list] = Some(slot);
            if rows[own].label.is_empty() {
                rows[own].label = name;
            }
        }
        let all = table.rows.len() * columns.len();
        let told = rows.iter().flat_map(|row| &row.cells).flatten().count();
        let is_told = |list: usize| rows.iter().any(|row| row.cells[list].is_some());
        if told * 5 < all * 4 || !(0..columns.len()).all(is_told) {
            return None;
        }
        let rows = rows.into_iter().map(|row| Some(row).filter(|row| !row.label.is_empty())).collect();
        self.found(table, rows, told)
    }

    /// A table of one line that is told result by result: 结果维持 1 0 1, below the names of its three groups beside each other.
    pub(super) fn by_results(&self, table: &'static Table) -> Option<Found> {
        let words = self.vocabulary.of(table).filter(|_| table.shape == Shape::Line)?;
        let columns = table.rows[0].columns;
        let is_column = |hit: &&Hit| words.is_column(**hit);
        let hits: Vec<&Hit> = self.hits.iter().filter(is_column).collect();
        hits.windows(columns.len()).find_map(|hits| {
            let begin = |hit: &Hit| self.ink.at[hit.start] as usize;
            let apart = hits.windows(2).all(|two| self.folded.chars[begin(two[0])..begin(two[1])].contains(&'\n'));
            if !apart || !hits.iter().zip(columns).all(|(hit, column)| self.names(hit, column)) {
                return None;
            }
            // As many cells behind each name as there are groups, on its line.
            let cells = |hit: &&Hit| -> Option<Vec<Slot>> {
                let from = self.ink.folded(hit.start..hit.end).end;
                let line = self.folded.chars[from..].iter().take(LONGEST_LINE).take_while(|c| **c != '\n').count();
                let mut tokens = self.tokens(from..from + line);
                // (The last pipe's cell is none.)
                let spare = readings::padding(&tokens).min(tokens.len().saturating_sub(table.rows.len()));
                tokens.truncate(tokens.len() - spare);
                let is_cell =
                    |token: &Token| matches!(token.content, Content::Number(..) | Content::Mark | Content::Empty);
                let slots: Vec<Slot> = tokens.iter().filter(|token| is_cell(token)).map(readings::slot).collect();
                (tokens.iter().all(is_cell) && slots.len() == table.rows.len()).then_some(slots)
            };
            let results: Vec<Vec<Slot>> = hits.iter().map(cells).collect::<Option<_>>()?;
            // The groups stand before it in their order, as the first of the names does not.
            let first = hits[0].start;
            let before = &self.ink.chars[first.saturating_sub(APART)..first];
            let mut from = 0;
            let mut labels = Vec::new();
            for row in table.rows {
                let at = from + find(&before[from..], row.ink)?;
                let start = first - before.len() + at;
                labels.push(self.ink.folded(start..start + row.ink.len()));
                from = at + row.ink.len();
            }
            let row = |(at, label): (usize, Range<usize>)| {
                Some(Row { label, cells: results.iter().map(|result| Some(result[at].clone())).collect() })
            };
            let rows: Vec<Option<Row>> = labels.into_iter().enumerate().map(row).collect();
            self.found(table, rows, columns.len() * table.rows.len())
        })
    }

    /// The cells that a run of a table's words names.
    fn of_run(&self, table: &'static Table, hits: &[&Hit]) -> Option<Found> {
        let words = self.vocabulary.of(table)?;
        let mut rows: Vec<Option<Row>> = table.rows.iter().map(|_| None).collect();
        let mut current: Option<usize> = None;
        let mut covered_to = 0;
        // Rows with a number before the first of their names (62(自然人)): they may be told the other way round.
        let (mut turned, mut begun) = (0, None);
        let is_bare = |hit: &&Hit| {
            let end = self.ink.folded(hit.start..hit.end).end;
            words.is_column(**hit) && !self.goes_on(end) && self.cell_after(end).is_none()
        };
        for (at, hit) in hits.iter().enumerate() {
            // 其他 in 其他处理 is no name.
            if hit.end <= covered_to {
                continue;
            }
            covered_to = hit.end;
            let name = self.ink.folded(hit.start..hit.end);
            // </总计> ends what it names.
            if self.folded.chars[..name.start].ends_with(&['<', '/']) {
                continue;
            }
            let column =
                current.and_then(|row| table.rows[row].columns.iter().position(|column| self.names(hit, column)));
            if let (Some(row), Some(column), Some(cell)) = (current, column, self.cell_after(name.end)) {
                let since =
                    begun.take().map_or(&[][..], |end: usize| &self.folded.chars[end.min(name.start)..name.start]);
                turned += usize::from(since.iter().any(char::is_ascii_digit) && !since.contains(&'\n'));
                let Some(own) = rows[row].as_mut() else { continue };
                let kind = table.rows[row].columns[column].kind;
                let slot = slot_of_kind(&grid::slot(&self.folded.chars, &cell), kind, &self.folded.chars);
                match &own.cells[column] {
                    None => own.cells[column] = Some(slot),
                    // Told again: 本年 and 上年, or of two tables.
                    Some(other) if other.state == slot.state => {}
                    // The next table's words are its own, and so are those of a row whose label was cut short.
                    Some(_) if row + 1 == table.rows.len() => break,
                    Some(_) if own.cells.iter().all(Option::is_some) => current = None,
                    Some(_) => return None,
                }
                continue;
            }
            // 总计 and its number, of a row that is not known: no row of that name.
            if words.is_column(**hit) && (self.goes_on(name.end) || self.cell_after(name.end).is_some()) {
                continue;
            }
            // 自然人 总计 其他 without a number between: headings, and no rows of those names.
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| hits.get(at));
            if words.is_column(**hit) && beside.into_iter().any(is_bare) {
                continue;
            }
            // The row of the form's order: 其他 and 总计 are names of several.
            let from = current.unwrap_or(0);
            let named = words.rows_of(**hit);
            // (总计 in the next table's header is no row further up.)
            let again = named.first().copied().filter(|_| !words.is_column(**hit));
            let Some(row) = named.iter().copied().find(|row| *row >= from).or(again) else { continue };
            (current, begun) = (Some(row), Some(name.end));
            rows[row].get_or_insert_with(|| Row { label: name, cells: vec![None; table.rows[row].columns.len()] });
        }
        let all: usize = table.rows.iter().map(|row| row.columns.len()).sum();
        let told = rows.iter().flatten().flat_map(|row| &row.cells).flatten().count();
        if told * 5 < all * 4 || turned * 2 > rows.iter().flatten().count() {
            return None;
        }
        self.found(table, rows, told)
    }

    /// The table of some rows, of which so many cells were told.
    fn found(&self, table: &'static Table, rows: Vec<Option<Row>>, told: usize) -> Option<Found> {
        let line = |(at, row): (usize, Row)| {
            let whole: Option<Vec<Slot>> = row.cells.iter().cloned().collect();
            let row_of =
                whole.map_or_else(|| grid::Row::Unknown(row.cells.into_iter().flatten().collect()), grid::Row::Cells);
            LineCells::of_row(at, row.label, row_of)
        };
        let lines: Vec<LineCells> =
            rows.into_iter().enumerate().filter_map(|(at, row)| Some((at, row?))).map(line).collect();
        let begin = lines.iter().map(|line| line.label.start).min()?;
        let range = begin..lines.iter().map(LineCells::end).max()?;
        let fit = lines.len() * FIT + told;
        let cells = TableCells::new(table, lines, range.clone());
        Some(Found { table, at: At::Read(Box::new(cells)), range, others: 0, doubtful: false, fit })
    }

    /// Whether a word is a column's name.
    pub(super) fn names(&self, hit: &Hit, column: &Column) -> bool {
        self.ink.chars[hit.start..hit.end] == *column.ink
    }

    /// Whether what ends there goes on, and is no word: 其他 in 其他处理.
    fn goes_on(&self, end: usize) -> bool {
        self.folded.chars.get(end).is_some_and(|c| is_cjk(*c))
    }

    /// The cell that stands right behind a name: a number, with signs and no more than a short word between (其他组织,5; 自然人 列 5).
    fn cell_after(&self, name: usize) -> Option<Range<usize>> {
        let chars = &self.folded.chars;
        // (Signs by which a page lets its columns be sorted, or says which must be filled in: 商业企业 ⇅: 0.)
        let is_gap = |c: &&char| !c.is_alphanumeric() && !is_cjk(**c) && !is_in(**c, "+-<、[]{}");
        let words = |from: usize| chars[from..].iter().take(LONGEST_TAIL + 1).take_while(|c| is_cjk(**c)).count();
        let name = name + chars[name..].iter().take(LONGEST_TAIL + 2).take_while(|c| is_in(**c, TAILS)).count();
        let mut start = name + chars[name..].iter().take(LONGEST_GAP).take_while(is_gap).count();
        // 自然人 列 5: a word set apart.
        let apart = start + words(start);
        if chars.get(start..start + 1) != Some(&['减']) && chars[name..start] == [' '] && chars.get(apart) == Some(&' ')
        {
            start = apart + 1;
        }
        // (其他处理-1.申请人…: an ordinal behind a dash.)
        let signed = start > name && chars.get(start).is_some_and(|c| matches!(c, '+' | '-'));
        let digits = start + usize::from(signed);
        let is_number = |c: &&char| c.is_ascii_digit() || **c == '.';
        let mut end =
            digits + chars[digits.min(chars.len())..].iter().take(LONGEST_NUMBER).take_while(is_number).count();
        // 1,234: groups of three.
        let group = |at: usize| {
            let three = chars.get(at + 1..at + 4).is_some_and(|three| three.iter().all(char::is_ascii_digit));
            three && chars.get(at) == Some(&',') && !chars.get(at + 4).is_some_and(char::is_ascii_digit)
        };
        while end > digits && end - digits < LONGEST_NUMBER && group(end) {
            end += 4;
        }
        // 8,476.41: and what stands behind the point.
        if end > digits && chars.get(end) == Some(&'.') {
            let fraction = chars[end + 1..].iter().take(LONGEST_NUMBER).take_while(|c| c.is_ascii_digit()).count();
            end += if fraction > 0 { fraction + 1 } else { 0 };
        }
        // 社会公益组织无、法律服务机构 -: a mark for nothing.
        let ends = |at: usize| chars.get(at).is_none_or(|c| is_in(*c, " \t\n|,;、.\"')<"));
        let strokes = chars[start..].iter().take(LONGEST_MARK).take_while(|c| is_in(**c, "/-")).count();
        let mark = if chars.get(start) == Some(&'无') { 1 } else { strokes };
        if end == digits && mark > 0 && ends(start + mark) {
            return Some(start..start + mark);
        }
        let is_letter = |c: &&char| c.is_ascii_alphabetic() || **c == '/';
        let letters = chars[start..].iter().take(LONGEST_NUMBER).take_while(is_letter).count();
        if end == digits && letters > 1 && cells::is_mark(&chars[start..start + letters]) && ends(start + letters) {
            return Some(start..start + letters);
        }
        // 总计0. ends a sentence.
        let end = end - usize::from(end > digits && chars[end - 1] == '.');
        // (6.属于… is the next row's ordinal.)
        let begins_word = chars.get(end + 1).is_some_and(|c| is_cjk(*c));
        let begins_line = start.checked_sub(1).is_some_and(|before| chars[before] == '\n');
        if begins_word && begins_line && matches!(chars[end], '.' | '、') {
            return None;
        }
        (end > digits && chars[digits..end].iter().any(char::is_ascii_digit)).then_some(start..end)
    }
}
