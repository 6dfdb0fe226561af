//! Lines of numbers and rows of the form, matched by their order.
//!
//! A line of numbers belongs to one row. Where a label is damaged, in other words, wrapped around its numbers or in a block
//! apart, it does not say which; but between two rows whose labels stand before their numbers there are as many lines as rows,
//! and then each line is the next row's. Where their numbers differ, nothing is said.

use super::labels::{Occurrence, is_another_year};

use super::{Reader, cells, grid};
use crate::forms::{Shape, Table};
use crate::sort::{sort, sort_by_key};
use crate::text::{Folded, ink_in, is_cjk};
use std::ops::Range;

/// A line with numbers at its end, or at its beginning.
#[derive(Debug)]
struct NumberLine {
    /// What stands before them on the line, or after; folded characters.
    words: Range<usize>,
    /// From the first to the last.
    cells: Range<usize>,
    /// One by one; where they stand shows the blanks between them, if anything does.
    each: Vec<Range<usize>>,
    /// Tabs or pipes tell them apart.
    divided: bool,
}

impl NumberLine {
    /// Whether the words stand after the numbers.
    fn is_turned(&self) -> bool {
        self.words.start > self.cells.start
    }
}

/// The first row's numbers stand in so many characters before the first label that is known, or in so much ink where frames and gaps
/// make lines long.
const BEFORE: usize = 400;
const INK_BEFORE: usize = 150;
/// The last row's in so many after the last.
const AFTER: usize = 1500;
/// And a row's own on so much of its line.
const LONGEST_REST: usize = 200;

/// Whether a line's words say that its numbers are none of the form's: 小计 under a group of rows, 上年 or another year under a row.
fn is_beside_the_form(words: &[char], year: Option<u16>) -> bool {
    let last_year = [&['上', '年'][..], &['去', '年']].iter().find_map(|word| words.strip_prefix(*word));
    words == ['小', '计']
        || last_year.is_some_and(|rest| !rest.starts_with(&['结', '转']))
        || is_another_year(words, year)
}

impl Reader<'_> {
    /// The labels of a table, with those rows whose lines their order tells.
    pub(super) fn by_order(&self, table: &'static Table, labels: &[Occurrence], limit: usize) -> Vec<Occurrence> {
        let (moved, labels): (Vec<Occurrence>, Vec<Occurrence>) = labels.iter().cloned().partition(|label| label.moved);
        let least = table.rows.iter().map(|row| row.columns.len()).min().unwrap_or(1);
        let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return labels };
        let of_ink = self.ink.at.get(first.ink.start.saturating_sub(INK_BEFORE)).map_or(0, |at| *at as usize);
        let start = self.ink.folded(first.ink.clone()).start.saturating_sub(BEFORE).min(of_ink);
        let end = (self.ink.folded(last.ink.clone()).end + AFTER).min(limit.max(start));
        let mut lines = self.number_lines(start..end, least);
        lines.retain(|line| !is_beside_the_form(&ink_in(&self.folded.chars[line.words.clone()]), self.year));
        // Labels stand before their numbers in all of a table, or after them.
        let (after, mut lines): (Vec<NumberLine>, Vec<NumberLine>) = lines.into_iter().partition(NumberLine::is_turned);
        let turned = self.anchors(&labels, &after).len();
        if turned > 1 && turned > self.anchors(&labels, &lines).len() {
            return self.behind_numbers(table, [labels, moved].concat(), &after);
        }
        if table.shape != Shape::Rows {
            // Too few rows to go by their order.
            return labels;
        }
        let is_of_moved = |line: &NumberLine| {
            let start = |label: &Occurrence| self.ink.folded(label.ink.clone()).start;
            moved.iter().any(|label| line.words.contains(&start(label)))
        };
        lines.retain(|line| !is_of_moved(line));
        let anchors = self.anchors(&labels, &lines);
        // What stands above or below has columns of its own.
        let own = match (anchors.first(), anchors.last()) {
            (Some((_, first)), Some((_, last))) => *first..*last + 1,
            _ => 0..lines.len(),
        };
        if let Some(columns) = columns(self.folded, &lines[own.clone()], least) {
            lines[own].iter_mut().for_each(|line| line.each = in_columns(self.folded, &line.each, &columns));
        }
        lines.retain(|line| line.each.len() >= least);
        let mut anchors = self.anchors(&labels, &lines);
        if anchors.len() == 1 && lines.len() == table.rows.len() && labels.len() + moved.len() == lines.len() {
            // A block of labels, and the first line below the last of them.
            anchors.clear();
            if !moved.is_empty() {
                return as_they_stand([labels, moved].concat());
            }
        }
        if moved.is_empty() && self.stand_above(table, &labels, &lines) {
            let of_row: Vec<Option<usize>> = (0..lines.len()).map(Some).collect();
            return self.with_lines(labels, &lines, &of_row, &[]);
        }
        let mut of_row: Vec<Option<usize>> = vec![None; table.rows.len()];
        let ends = [(table.rows.len(), lines.len())];
        // A row with numbers after its label, and a remark after those, is no line of numbers and needs none; nor does one whose
        // cells are divided from its label, though the first and last of them cannot be read (| l | 0 | 0 | l |) or nothing stands in
        // any (8.属于行政查询事项 | | | | | | | |).
        let has_own = |label: &Occurrence| {
            let row = &table.rows[label.row];
            let own = self.ink.folded(label.ink.clone());
            // (A label that is wrapped has its cells on its first line.)
            let is_whole = label.ink.len() >= row.ink.len() && !self.folded.chars[own.clone()].contains(&'\n');
            let rest = self.folded.chars[own.end..].iter().take_while(|c| **c != '\n').take(LONGEST_REST);
            let dividers = rest.clone().filter(|c| matches!(**c, '\t' | '|')).count();
            let has_numbers = rest.clone().any(char::is_ascii_digit);
            has_numbers && (label.is_before_cell() || dividers > 0) || (is_whole && dividers >= row.columns.len())
        };
        let mut before: Option<(usize, usize)> = None;
        for &(row, line) in anchors.iter().chain(&ends) {
            let (first_row, first_line) = before.map_or((0, 0), |(row, line)| (row + 1, line + 1));
            // A row that stands elsewhere has its line there.
            let is_moved = |row: &usize| moved.iter().any(|moved| moved.row == *row);
            let open: Vec<usize> = (first_row..row).filter(|row| !is_moved(row)).collect();
            let own = labels.iter().any(|label| open.contains(&label.row) && has_own(label));
            if open.len() == line - first_line && !own {
                open.into_iter().zip(first_line..line).for_each(|(row, line)| of_row[row] = Some(line));
            }
            before = Some((row, line));
        }
        let labels = self.with_lines(labels, &lines, &of_row, &anchors);
        if moved.is_empty() { labels } else { as_they_stand([labels, moved].concat()) }
    }

    /// Each row's numbers stand on the line above its label: one before the first, none after the last.
    fn stand_above(&self, table: &Table, labels: &[Occurrence], lines: &[NumberLine]) -> bool {
        let start = |label: &Occurrence| self.ink.folded(label.ink.clone()).start;
        let whole = labels.len() == table.rows.len() && lines.len() == labels.len();
        let mut pairs = labels.iter().zip(lines);
        let above = pairs.all(|(label, line)| line.cells.end <= start(label) && line.words.is_empty());
        whole && above && lines.iter().skip(1).zip(labels).all(|(next, label)| next.cells.start > start(label))
    }

    /// The labels that stand behind their numbers, each with those of its line; of others nothing is known.
    fn behind_numbers(&self, table: &Table, labels: Vec<Occurrence>, lines: &[NumberLine]) -> Vec<Occurrence> {
        let anchor = |label: &Occurrence| Some((label.row, self.line_of(label, lines)?));
        let anchors: Vec<(usize, usize)> = labels.iter().filter_map(anchor).collect();
        let mut labels = self.with_lines(labels, lines, &vec![None; table.rows.len()], &anchors);
        labels.retain(|label| label.cells.is_some());
        as_they_stand(labels)
    }

    /// Labels and their lines: row and line, both ascending.
    fn anchors(&self, labels: &[Occurrence], lines: &[NumberLine]) -> Vec<(usize, usize)> {
        let mut anchors: Vec<(usize, usize)> = Vec::new();
        for (i, label) in labels.iter().enumerate() {
            // Two rows on one line: the numbers at its end are the second's.
            let next = labels.get(i + 1).map(|next| self.ink.folded(next.ink.clone()).start);
            let line = self.line_of(label, lines);
            let line =
                line.filter(|&line| lines[line].is_turned() || next.is_none_or(|next| next > lines[line].cells.start));
            if let Some(line) = line.filter(|line| anchors.last().is_none_or(|(_, last)| last < line)) {
                anchors.push((label.row, line));
            }
        }
        anchors
    }

    /// The line that follows a label, and nothing but gaps between; or whose words it is among.
    fn line_of(&self, label: &Occurrence, lines: &[NumberLine]) -> Option<usize> {
        let label = self.ink.folded(label.ink.clone());
        if lines.first()?.is_turned() {
            return lines.iter().position(|line| line.words.start <= label.start && label.end <= line.words.end);
        }
        let at = lines.partition_point(|line| line.cells.start < label.end);
        let gap = |c: &char| matches!(c, ' ' | '\n' | '\t' | '|') || !(c.is_alphanumeric() || is_cjk(*c));
        let line = lines.get(at)?;
        let between = &self.folded.chars[label.end..line.cells.start];
        (line.words.start < label.end || between.iter().all(gap)).then_some(at)
    }

    fn with_lines(
        &self,
        labels: Vec<Occurrence>,
        lines: &[NumberLine],
        of_row: &[Option<usize>],
        anchors: &[(usize, usize)],
    ) -> Vec<Occurrence> {
        let mut labels = labels;
        for (row, line) in of_row.iter().enumerate() {
            let anchor = anchors.iter().find(|(anchored, _)| *anchored == row).map(|(_, line)| *line);
            let Some(line) = line.or(anchor).map(|line| &lines[line]) else { continue };
            let known = labels.iter().position(|label| label.row == row);
            let at = known.unwrap_or_else(|| labels.partition_point(|label| label.row < row));
            let ink_of = |range: &Range<usize>| self.ink.index_of(range.start)..self.ink.index_of(range.end);
            let words = ink_of(&line.words);
            if known.is_none() {
                let ink = if words.is_empty() { ink_of(&line.cells) } else { words.clone() };
                if ink.is_empty() {
                    continue;
                }
                labels.insert(at, Occurrence::by_place(row, ink));
            }
            if !line.divided || line.is_turned() {
                labels[at].line = line.each.clone();
                labels[at].cells = (line.is_turned() || anchor.is_none()).then(|| line.cells.clone());
            } else if anchor.is_none() && !words.is_empty() {
                // The label as its cells have it beside them.
                labels[at].ink = words;
            }
        }
        labels
    }

    /// The lines with cells at their end, or with at least so many at their beginning, but for those that number the columns.
    fn number_lines(&self, range: Range<usize>, least: usize) -> Vec<NumberLine> {
        let chars = &self.folded.chars;
        let mut from = range.start;
        let mut lines = Vec::new();
        for text in chars[range].split(|c| *c == '\n') {
            let line = from..from + text.len();
            from = line.end + 1;
            let divider = text.iter().copied().find(|c| matches!(c, '\t' | '|'));
            let pieces = pieces(chars, &line, divider.unwrap_or(' '));
            let is_cell =
                |piece: &&Range<usize>| piece.is_empty() || cells::whole(&chars[..piece.end], piece.start).is_some();
            let at_end = pieces.iter().rev().take_while(is_cell).count();
            let before_words = pieces.iter().take_while(is_cell).count();
            // 1.属于…, 1 . 属于…: begins with its ordinal.
            let ends_ordinal = |c: &char| matches!(c, '.' | '、' | ')');
            let is_apart = pieces.get(1).is_some_and(|next| next.len() == 1 && ends_ordinal(&chars[next.start]));
            let last = before_words.checked_sub(1).and_then(|last| chars[pieces[last].clone()].last());
            let is_plain = !is_apart && (before_words > 1 || last.is_some_and(|c| !ends_ordinal(c)));
            let is_first = if divider.is_none() { is_plain } else { before_words >= least };
            // (A bullet before a label is no cell.)
            let counts =
                pieces[..before_words].iter().any(|piece| chars[piece.clone()].iter().any(char::is_ascii_digit));
            let at_start = if is_first && counts { before_words } else { 0 };
            // One number alone on its line is a page's, perhaps.
            let some = |count: usize| count > 1 || (count == 1 && pieces.len() > 1);
            let (own, turned) = match (some(at_end), at_start > 0) {
                (true, _) if divider.is_none() || at_end >= least => (&pieces[pieces.len() - at_end..], false),
                (false, true) if at_start < pieces.len() => (&pieces[..at_start], true),
                _ => continue,
            };
            let digits = |piece: &Range<usize>| chars[piece.clone()].iter().collect::<String>();
            let serial = own.len() > 2 && (1..).zip(own).all(|(place, piece)| digits(piece) == place.to_string());
            if !serial && own.iter().any(|piece| !piece.is_empty()) {
                let cells = own[0].start..own[own.len() - 1].end;
                let words = if turned { cells.end..line.end } else { line.start..cells.start };
                lines.push(NumberLine { words, cells, each: own.to_vec(), divided: divider.is_some() });
            }
        }
        lines
    }
}

/// Labels in the order they stand in.
fn as_they_stand(mut labels: Vec<Occurrence>) -> Vec<Occurrence> {
    sort_by_key(&mut labels, |label| label.ink.start);
    labels
}

/// What stands between the dividers of a line, gaps aside; gaps that divide leave nothing between them.
fn pieces(chars: &[char], line: &Range<usize>, divider: char) -> Vec<Range<usize>> {
    let cells = grid::split(chars, line.clone(), divider).into_iter().map(|cell| grid::trimmed(chars, &cell));
    cells.filter(|piece| divider != ' ' || !piece.is_empty()).collect()
}

/// Where cells stand on their lines, in the widths of characters, if that tells the columns of a table apart: in each column
/// one below the other, and wide gaps between them.
fn columns(folded: &Folded, lines: &[NumberLine], least: usize) -> Option<Vec<Range<usize>>> {
    let lines = lines.iter().filter(|line| !line.divided);
    let places: Vec<Vec<Range<usize>>> = lines.map(|line| folded.places_on_line(&line.each)).collect();
    let mut all: Vec<(usize, usize)> = places.iter().flatten().map(|place| (place.start, place.end)).collect();
    sort(&mut all);
    let mut columns: Vec<Range<usize>> = Vec::new();
    for (start, end) in all {
        match columns.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => columns.push(start..end),
        }
    }
    let full = places.iter().filter(|places| places.len() == columns.len()).count();
    let one_each = |places: &Vec<Range<usize>>| {
        let at = |place: &Range<usize>| columns.partition_point(|column| column.end < place.end);
        places.windows(2).all(|pair| at(&pair[0]) < at(&pair[1]))
    };
    let clear = columns.windows(2).all(|pair| pair[0].end + 1 < pair[1].start);
    ((columns.len() == least || (columns.len() > least && full >= 2)) && clear && places.iter().all(one_each))
        .then_some(columns)
}

/// The cells of a line by column, the blank ones among them.
fn in_columns(folded: &Folded, cells: &[Range<usize>], columns: &[Range<usize>]) -> Vec<Range<usize>> {
    let places = folded.places_on_line(cells);
    let mut end = cells.first().map_or(0, |cell| cell.start);
    let cell_of = |column: &Range<usize>| {
        let at = places.iter().position(|place| column.start <= place.start && place.end <= column.end);
        end = at.map_or(end, |at| cells[at].end);
        at.map_or(end..end, |at| cells[at].clone())
    };
    columns.iter().map(cell_of).collect()
}
