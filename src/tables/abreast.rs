//! Tables whose rows stand side by side under their headings, as one line of numbers; or, after all, one below the other.
//!
//! The headings say in which order rows and columns stand. Of several lines of numbers (this year's, last year's) the one that
//! is named after the report's year is the report's.

use super::cells::{self, Content, Token};
use super::labels::{Hit, Occurrence};
use super::{LineCells, Reader, TableCells, grid, readings};
use crate::forms::Table;
use crate::sort::{sort, sort_by_key};
use crate::text::{find, ink_in, is_cjk, is_in, rfind, says_any};
use std::ops::Range;

/// The headings begin no further before the first that was found.
const LONGEST_HEAD: usize = 60;

/// The cells of a table are no longer than this, in folded characters.
const LONGEST_LINE: usize = 3000;

impl Reader<'_> {
    /// The cells of a table whose headings begin at a place; none stands from `limit` on.
    pub(super) fn abreast(&self, table: &'static Table, start: usize, limit: usize) -> Option<TableCells> {
        let limit = limit.min(start + LONGEST_LINE).max(start);
        if let Some(labels) = self.one_below_the_other(table, start, limit) {
            return self.rows(table, &labels, limit);
        }
        let whole = |lines: Vec<LineCells>, padding: usize| {
            let range = start..lines.iter().map(LineCells::end).max()?;
            Some(TableCells { padding, ..TableCells::new(table, lines, range) })
        };
        let all = |row: grid::Row| {
            let (rows, label) = (0..table.rows.len(), start..start);
            whole(vec![LineCells { rows, label, tokens: Vec::new(), ordinal: None, row }], 0)
        };
        let unclear = || all(grid::Row::Unknown(Vec::new()));
        let lines = grid::lines(table, &self.folded.chars, start..limit);
        if !lines.is_empty() {
            let years: Vec<Range<usize>> = lines.iter().map(|(label, _)| label.clone()).collect();
            let order = self.order(table, start, lines[0].0.start);
            let chosen = self.of_this_year(&years);
            let chars = &self.folded.chars;
            return match (order, chosen.map(|chosen| &lines[chosen])) {
                (Some(order), Some((label, slots)))
                    if !grid::is_headed_otherwise(table, chars, label.start, slots, &order) =>
                {
                    all(grid::line(table, chars, slots, &order))
                }
                // Nothing is known of cells whose columns, or whose year, nobody can tell.
                _ => unclear(),
            };
        }
        let runs = self.runs(table, start, limit);
        if runs.is_empty() && self.has_numbers_of_no_cell(table, start..limit) {
            return unclear();
        }
        // 总计= 2, and above the headings, or in words: numbers that were not read are not blank.
        let is_read = |token: &Token| matches!(token.content, Content::Number(..) | Content::Digits);
        if !runs.iter().any(|(_, run)| run.iter().any(is_read)) && self.has_unread_numbers(start, limit) {
            return unclear();
        }
        let first = runs.iter().find_map(|(_, run)| run.first()).map_or(limit, |cell| cell.range.start);
        let in_order = self.order(table, start, first).is_some_and(|order| order.is_sorted());
        let years: Vec<Range<usize>> = runs.iter().map(|(label, _)| label.clone()).collect();
        let named = years.iter().any(|label| self.year_of(label).is_some());
        let runs = match (in_order, named, self.of_this_year(&years)) {
            (true, true, Some(chosen)) => vec![runs[chosen].clone()],
            (true, false, _) => runs,
            _ => return unclear(),
        };
        let rows = table.rows.len();
        let columns = table.rows[0].columns.len();
        let a_run_a_row = runs.len() == rows && runs.iter().all(|(_, run)| readings::count_cells(run) <= columns);
        let row_named = |words: &Range<usize>| {
            let ink = ink_in(&self.folded.chars[words.clone()]);
            table.rows.iter().position(|row| row.ink == ink)
        };
        let misplaced =
            |(at, (words, _)): (usize, &(Range<usize>, Vec<Token>))| row_named(words).is_some_and(|row| row != at);
        if a_run_a_row && runs.iter().enumerate().any(misplaced) {
            return unclear();
        }
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

    /// The labels of the rows, where each has its cells after it: in any order, before the first number.
    fn one_below_the_other(&self, table: &Table, start: usize, limit: usize) -> Option<Vec<Occurrence>> {
        let within = self.ink.index_of(start)..self.ink.index_of(limit);
        let first = |row: usize| {
            let is_label = |hit: &&Hit| self.ink.chars[hit.start..hit.end] == *table.rows[row].ink;
            let inside = self.hits.iter().filter(|hit| within.start <= hit.start && hit.end <= within.end);
            // Not one that stands after its cells.
            let is_first = |hit: &&Hit| {
                let before = self.folded.chars[..self.ink.at[hit.start] as usize].iter().rev();
                !before.clone().find(|c| **c != ' ').is_some_and(char::is_ascii_digit)
            };
            let occurrence = |hit: &Hit| Occurrence::before_cell(row, self.folded, self.ink, hit.start..hit.end);
            inside.filter(is_label).filter(is_first).find_map(occurrence)
        };
        let mut labels: Vec<Occurrence> = (0..table.rows.len()).map(first).collect::<Option<_>>()?;
        sort_by_key(&mut labels, |label| label.ink.start);
        let begin = labels.first()?.ink.start;
        let headed = self.ink.chars[within.start..begin].iter().any(char::is_ascii_digit);
        (!headed).then_some(labels)
    }

    /// Row and column of the cells from left to right, numbered as in the form, as the headings up to `end` have them; `None`
    /// where they stand in an order that cannot be told.
    fn order(&self, table: &Table, start: usize, end: usize) -> Option<Vec<usize>> {
        // The section's own heading, which names the groups as well, ends in 情况.
        let from = start.saturating_sub(LONGEST_HEAD);
        let above = self.folded.chars[from..start].iter().rposition(|c| matches!(c, '.' | '!' | '况'));
        let head = above.map_or(from, |at| from + at + 1);
        let ink = &self.ink.chars[self.ink.index_of(head)..self.ink.index_of(end.max(start))];
        let columns = table.rows[0].columns;
        // (行政复议 | 行政诉讼, and below it 行政复议决定 | 未经复议直接起诉 | …: named before the other group, and behind it.)
        let (rows, at_first) = (rows_as_headed(table, ink, rfind), rows_as_headed(table, ink, find));
        if rows != at_first {
            return None;
        }
        let rows = rows.unwrap_or_else(|| (0..table.rows.len()).collect());
        // The last heading, which is everywhere, may stand first.
        let from = self.ink.index_of(start);
        let total = columns.last()?.ink;
        let from = if self.ink.chars[..from].ends_with(total) { from - total.len() } else { from };
        let headings = grid::words_in_a_row(&self.ink.chars[from..self.ink.index_of(end).max(from)], columns);
        let of_column = |word: &&[char]| columns.iter().position(|column| column.ink == *word);
        let heads: Vec<usize> = headings.iter().filter_map(of_column).collect();
        let mut first: Vec<usize> = Vec::new();
        for head in &heads {
            if !first.contains(head) {
                first.push(*head);
            }
        }
        let in_order = first.is_sorted();
        let blocks: Vec<&[usize]> = heads.chunks(columns.len()).collect();
        let alike = blocks.len() == rows.len() && blocks.iter().all(|block| *block == &first[..]);
        let columns: Vec<usize> = match (in_order, alike && first.len() == columns.len()) {
            (true, _) => (0..columns.len()).collect(),
            (false, true) => first,
            (false, false) => return None,
        };
        let wide = columns.len();
        Some(rows.iter().flat_map(|row| columns.iter().map(move |column| row * wide + column)).collect())
    }

    /// Of several lines of cells, each with what stands before it, the one that is the report's.
    fn of_this_year(&self, labels: &[Range<usize>]) -> Option<usize> {
        let years: Vec<Option<Year>> = labels.iter().map(|label| self.year_of(label)).collect();
        let own = |year: &Option<Year>| *year == Some(Year::This);
        match (years.iter().filter(|year| own(year)).count(), years.iter().filter(|year| year.is_none()).count()) {
            (1, _) => years.iter().position(own),
            // Nothing but last year's is named: the other is this year's. No names: the first is the table's.
            (0, 1..) => years.iter().position(Option::is_none),
            _ => None,
        }
    }

    /// The year that words name: 2024年, 本年, 上年.
    fn year_of(&self, label: &Range<usize>) -> Option<Year> {
        let words = &self.folded.chars[label.clone()];
        // 打印时间:2025-01-20 names no year's line.
        if words.iter().any(|c| !c.is_ascii_digit() && !is_in(*c, " \t|()年度本上去今一期数")) {
            return None;
        }
        let digits: String = words.iter().filter(|c| c.is_ascii_digit()).collect();
        let year: Option<u16> = digits.parse().ok().filter(|year| (1990..2100).contains(year));
        match (year, self.year) {
            (Some(year), Some(own)) => Some(if year == own { Year::This } else { Year::Other }),
            _ if says_any(words, &["本年", "今年"]) => Some(Year::This),
            _ if says_any(words, &["上年", "去年", "上一年"]) => Some(Year::Other),
            _ => None,
        }
    }

    /// Whether the last line with anything in it above a place ends in a tab or pipe: then so do all, and
    /// an empty cell at the end of a line says nothing.
    fn ends_in_separator(&self, at: usize) -> bool {
        let mut above = self.folded.chars[..at].iter().rev().skip_while(|c| **c != '\n');
        above.find(|c| !matches!(c, ' ' | '\n')).is_some_and(|c| matches!(c, '\t' | '|'))
    }

    /// Whether lines without words hold as many things as a row has cells, however they are told apart and whatever they are:
    /// `0，5，22，0，27`, `[0][5][22]`, `O o O O 3`.
    fn has_numbers_of_no_cell(&self, table: &Table, range: Range<usize>) -> bool {
        let lines = self.folded.chars[range].split(|c| *c == '\n').filter(|line| !line.iter().any(|c| is_cjk(*c)));
        let things =
            |line: &[char]| line.split(|c| !c.is_ascii_alphanumeric()).filter(|thing| !thing.is_empty()).count();
        lines.map(things).sum::<usize>() >= table.rows[0].columns.len()
    }

    /// Whether numbers stand among the headings, right above them or below them, before prose goes on.
    fn has_unread_numbers(&self, start: usize, limit: usize) -> bool {
        const PROSE: usize = 10;
        let chars = &self.folded.chars;
        let line = |at: usize| chars[..at].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        // The headings stand on up to three lines.
        let mut above = line(start);
        for _ in 0..3 {
            let next = above.checked_sub(1).map_or(0, line);
            let is_prose = chars[next..above].split(|c| !is_cjk(*c)).any(|piece| piece.len() >= PROSE);
            above = if is_prose { above } else { next };
        }
        let pieces =
            chars[above..limit].split(|c| !is_cjk(*c) && !c.is_alphanumeric()).filter(|piece| !piece.is_empty());
        let is_number = |piece: &&[char]| piece.iter().all(|c| c.is_ascii_digit() || cells::is_numeral(*c));
        let named = |piece: &&[char]| piece.len() < PROSE;
        let found: Vec<&[char]> = pieces.take_while(named).filter(is_number).collect();
        // (The ordinal of the next heading is one.)
        found.len() > 1
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
        let mut line = self.line_around(token);
        line.clone().any(char::is_ascii_digit) && !line.any(|c| is_cjk(*c))
    }

    /// What stands on a token's line, in no order: no line of a table is longer.
    fn line_around(&self, token: &Token) -> impl Iterator<Item = &char> + Clone {
        let (before, after) = self.folded.chars.split_at(token.range.start);
        let in_line = |c: &&char| **c != '\n';
        let before = before.iter().rev().take(LONGEST_LINE).take_while(in_line);
        before.chain(after.iter().take(LONGEST_LINE).take_while(in_line))
    }

    /// Whether the line above a line begins with a pipe.
    fn begins_in_pipe(&self, line: usize) -> bool {
        let above = &self.folded.chars[..line.saturating_sub(1)];
        let start = above.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        above[start..].iter().find(|c| **c != ' ') == Some(&'|')
    }

    /// Whether a token stands on a line of at least so many cells with nothing in them.
    fn is_on_blank_line(&self, token: &Token, least: usize) -> bool {
        let mut line = self.line_around(token);
        let dividers = line.clone().filter(|c| **c != ' ').count();
        line.all(|c| matches!(c, ' ' | '\t' | '|')) && dividers >= least
    }

    /// The blank cell before the first tab of a line of numbers.
    fn blank_before(&self, token: &Token) -> Option<Token> {
        let before = &self.folded.chars[..token.range.start];
        let indent = before.iter().rev().take_while(|c| matches!(c, ' ' | '\t')).count();
        let start = token.range.start - indent;
        let at_line_start = start == 0 || before[start - 1] == '\n';
        let blank = at_line_start && before[start..].iter().filter(|c| **c == '\t').count() == 1;
        // So does a pipe, unless every line begins with one.
        let indent = before.iter().rev().take_while(|c| matches!(c, ' ' | '|')).count();
        let piped = before.len() - indent;
        if (piped == 0 || before[piped - 1] == '\n')
            && before[piped..].iter().filter(|c| **c == '|').count() == 1
            && !self.begins_in_pipe(piped)
        {
            return Some(Token { content: Content::Empty, range: piped..piped });
        }
        blank.then_some(Token { content: Content::Empty, range: start..start })
    }

    /// The runs of cells from a header on, each with the words before it. Prose ends the table, and so does another.
    fn runs(&self, table: &Table, start: usize, limit: usize) -> Vec<(Range<usize>, Vec<Token>)> {
        let all = table.rows.len() * table.rows[0].columns.len();
        let tokens = self.tokens(start..limit);
        let mut runs: Vec<(Range<usize>, Vec<Token>)> = Vec::new();
        let mut words = start..start;
        let mut count = 0;
        let mut is_blank = false;
        for (i, token) in tokens.iter().enumerate() {
            // A cell like the others, though it cannot be read.
            let noted = count > 0 && cells::is_noted_number(&self.folded.chars[token.range.clone()]);
            match token.content {
                // Another year's line.
                Content::Text if self.year_of(&token.range).is_some() => words = token.range.clone(),
                // (A line of blanks is the table's too: numbers in the prose below it are none of its cells.)
                Content::Text | Content::Word if count >= all || (count == 0 && is_blank) => break,
                Content::Text if count > 0 && !noted => {
                    // A stamp of the portal's, if lines of numbers go on below it; else prose.
                    if !self.numbers_go_on(&tokens[i + 1..]) {
                        break;
                    }
                }
                Content::Text | Content::Word if !noted => words = token.range.clone(),
                Content::Empty
                    if words.end > runs.last().map_or(start, |(_, run)| end_of(run)) && !self.on_number_line(token) =>
                {
                    is_blank |= self.is_on_blank_line(token, all * 2 / 3);
                }
                content => {
                    let blank = self.blank_before(token).into_iter();
                    match runs.last_mut() {
                        Some((label, run)) if *label == words => run.extend(blank.chain([token.clone()])),
                        _ => runs.push((words.clone(), blank.chain([token.clone()]).collect())),
                    }
                    count += usize::from(content != Content::Empty);
                }
            }
        }
        runs
    }
}

/// Of which year a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    This,
    Other,
}

/// The rows as the headings of their groups, and their own, have them from left to right; `None` where one has none.
fn rows_as_headed(table: &Table, ink: &[char], find: fn(&[char], &[char]) -> Option<usize>) -> Option<Vec<usize>> {
    let place_of = |word: &[char]| find(ink, word);
    let place = |row: usize| {
        let spec = &table.rows[row];
        let own = place_of(spec.ink)?;
        let group = spec.groups.first().and_then(|group| place_of(group.ink));
        Some(((group.unwrap_or(own), own), row))
    };
    let mut places: Vec<((usize, usize), usize)> = (0..table.rows.len()).map(place).collect::<Option<_>>()?;
    sort(&mut places);
    Some(places.into_iter().map(|(_, row)| row).collect())
}

fn end_of(run: &[Token]) -> usize {
    run.last().map_or(0, |token| token.range.end)
}
