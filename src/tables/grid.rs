//! Tables whose text tells their cells apart, by tabs, pipes or a line each: read whole.
//!
//! A row alone cannot say what its ninth cell is; the table can. Each row is the cells of its line after its label. How many
//! there are in most rows, what the header says, and which columns make the sums of the form hold tell which of them are
//! the form's, and in which order; the others (备注, 上年数, 占比, a grand total) are left out of every row alike. A blank
//! between two separators stays the blank of its column.

use super::readings::{Slot, SlotState, slot_of_kind};
use super::{cells, two_years};
use crate::forms::{CellIndex, Column, Equation, Group, Relation, Shape, Table};
use crate::number::Number;
use crate::sort::sort_by_key;
use crate::text::{begins, find, holds, ink_in, is_cjk, is_in, rfind};
use std::ops::Range;

/// A row's label in the text: which row, and where, in folded characters.
pub(crate) struct Label {
    pub(crate) row: usize,
    /// Without its ordinal.
    pub(crate) range: Range<usize>,
    /// With it.
    pub(crate) start: usize,
    /// The cells of its line, where nothing but gaps tells them apart; none where that is not known.
    pub(crate) line: Vec<Range<usize>>,
}

/// What the cells of a row are, by [`Label`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Row {
    /// Those of the form's columns, in the form's order.
    Cells(Vec<Slot>),
    /// It has cells that belong to no column, and nothing tells which.
    Unknown(Vec<Slot>),
    /// Its text does not tell its cells apart, or has fewer than the form.
    Other,
}

/// A heading has no more behind the form's: 其他组织, 自然人(件).
pub(super) const LONGEST_TAIL: usize = 2;
/// A row has no more cells than this beside the form's.
const MOST_OTHERS: usize = 4;
/// A cell is no longer than this.
const LONGEST_CELL: usize = 300;
/// A label's text goes on for so long after the word it was found by.
const LONGEST_REST: usize = 80;
/// A row is no longer than this.
const LONGEST_ROW: usize = 2000;
/// The header stands in so many characters above the first row.
const HEADER: usize = 600;

/// A row as its text tells its cells apart.
struct Line {
    divider: Divider,
    /// How many cells stand before the last of its labels.
    before: usize,
    /// Those after it.
    cells: Vec<Range<usize>>,
    /// A closing pipe ends it: a blank before the line's end is no cell.
    closed: bool,
    /// More of its numbers stand on the line below, in a frame whose cells wrap.
    goes_on: bool,
}

impl Line {
    fn new(divider: Divider, before: usize, cells: Vec<Range<usize>>) -> Line {
        Line { divider, before, cells, closed: false, goes_on: false }
    }

    /// How many dividers it has.
    fn all(&self) -> usize {
        self.before + self.cells.len() + usize::from(self.closed)
    }
}

/// What tells cells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Divider {
    Tab,
    Pipe,
    /// A pipe on a line of its own, or at the end of each: a cell a line.
    LonePipe,
    /// A line's end, with nothing else to show a blank by.
    LineEnd,
    /// A gap, or where they stand on their line.
    Gap,
}

impl Divider {
    fn char(self) -> char {
        match self {
            Divider::Tab => '\t',
            Divider::Pipe | Divider::LonePipe => '|',
            Divider::LineEnd => '\n',
            Divider::Gap => ' ',
        }
    }
}

/// The cells of a row whose label has the ink `words` and which ends before the next row's label; `None` where its text does
/// not tell them apart.
fn divided(chars: &[char], words: &[char], label: &Range<usize>, limit: usize) -> Option<Line> {
    let rest = &chars[label.end..limit.min(label.end + LONGEST_REST)];
    let is_of_label = |part: &[char]| holds(words, &ink_in(part));
    let blank = |c: &char| matches!(c, ' ' | '\n');
    // No label ends the last row: as far as its cells go.
    let near = limit.min(label.end + LONGEST_ROW);
    let Some(first) = rest.iter().position(|c| matches!(c, '\t' | '|')) else {
        return Some(by_lines(chars, label.end..near, &is_of_label));
    };
    let after = label.end + first + 1;
    let line_ends = |from: usize| chars[from..limit].iter().find(|c| **c != ' ').is_none_or(|c| *c == '\n');
    // Over a line's end goes a label that is wrapped, and nothing else; or each cell has its line.
    let over = rest[..first].contains(&'\n');
    let lone = rest[first] == '|'
        && line_ends(after)
        && (!over || rest[..first].iter().all(blank) || is_of_label(&rest[..first]));
    if lone {
        let mut cells = split(chars, after..near, '|');
        // What stands before the next row's label are headings of groups; after the last row, another table's.
        let is_word = |cell: &Range<usize>| chars[cell.clone()].iter().any(|c| is_cjk(*c) && !is_in(*c, "无空零〇"));
        if near < limit || limit == chars.len() {
            cells.truncate(cells.iter().position(is_word).unwrap_or(cells.len()));
        }
        while cells.last().is_some_and(|cell| is_word(cell) || cell.end == near) {
            cells.pop();
        }
        return Some(Line::new(Divider::LonePipe, 0, cells));
    }
    if over && !is_of_label(&rest[..first]) {
        return Some(by_lines(chars, label.end..near, &is_of_label));
    }
    let divider = if rest[first] == '\t' { Divider::Tab } else { Divider::Pipe };
    let end = chars[after..limit].iter().position(|c| *c == '\n').map_or(limit, |n| after + n);
    let above = chars[..label.start].iter().rev().take(LONGEST_CELL).take_while(|c| **c != '\n');
    let before = above.filter(|c| **c == divider.char()).count();
    let cells = split(chars, after..end, divider.char());
    let closed = divider == Divider::Pipe && cells.last().is_none_or(|last| last.end < end);
    let goes_on = has_digits(&chars[after..end]) && goes_on(chars, end..limit, divider.char());
    Some(Line { closed, goes_on, ..Line::new(divider, before, cells) })
}

fn has_digits(chars: &[char]) -> bool {
    chars.iter().any(char::is_ascii_digit)
}

/// Whether the lines below a row's, up to the next label, hold rests of its cells: digits behind blanks, and no words.
fn goes_on(chars: &[char], below: Range<usize>, divider: char) -> bool {
    // What stands before the next label on its own line is that row's.
    let whole = chars[below.clone()].iter().rposition(|c| *c == '\n').unwrap_or(0);
    let mut lines = chars[below.start..below.start + whole].split(|c| *c == '\n').skip(1);
    let rest = lines.find(|line| line.iter().any(|c| !matches!(c, ' ' | '|' | '-' | '+' | '=' | '\t')));
    rest.is_some_and(|line| {
        let mut cells = line.split(|c| *c == divider).filter(|cell| cell.iter().any(|c| *c != ' '));
        let first = line.iter().find(|c| **c != ' ');
        let number = |cell: &[char]| cell.iter().all(|c| *c == ' ' || c.is_ascii_digit());
        first == Some(&divider) && has_digits(line) && cells.all(number)
    })
}

/// A cell a line: the lines of numbers and marks, up to one of words.
fn by_lines(chars: &[char], range: Range<usize>, is_of_label: &impl Fn(&[char]) -> bool) -> Line {
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut lines = split(chars, range, '\n');
    // The line of the next label: its ordinal.
    lines.pop();
    for (i, line) in lines.iter().enumerate() {
        let line = trimmed(chars, line);
        // Punctuation that wrapping left alone: the end of this label, or the point of the next.
        let point = chars[line.clone()].iter().all(|c| is_in(*c, ".、,:;()\"'"));
        // What the row counts in, in a column of its own.
        let unit = || matches!(chars[line.clone()], ['件' | '个' | '份' | '宗']);
        if line.is_empty() || (cells.is_empty() && (i == 0 || point || unit() || is_of_label(&chars[line.clone()]))) {
            continue;
        }
        if point || cells::whole(&chars[..line.end], line.start).is_none() {
            break;
        }
        cells.push(line);
    }
    Line::new(Divider::LineEnd, 0, cells)
}

/// Where the labels of merged cells stand in columns of their own, rows have as many cells in all, and those of the form
/// begin after the last column of labels: what stands between is blank, and no cell of theirs.
fn align(chars: &[char], lines: &mut [Option<Line>]) {
    let Some(width) = width(lines.iter().flatten().map(Line::all), lines.len()) else { return };
    let of_width = || lines.iter().flatten().filter(|line| line.all() == width);
    let last = of_width().map(|line| line.before).max().unwrap_or(0);
    let between = |line: &Line| (last - line.before).min(line.cells.len());
    let is_blank = |cell: &Range<usize>| is_blank(chars, cell);
    if of_width().any(|line| !line.cells[..between(line)].iter().all(is_blank)) {
        return;
    }
    for line in lines.iter_mut().flatten().filter(|line| line.all() == width) {
        line.cells.drain(..between(line));
        line.before = last;
    }
}

/// The cells of a line. What follows a closing pipe is none.
pub(super) fn split(chars: &[char], line: Range<usize>, divider: char) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut from = line.start;
    for at in line.clone() {
        if chars[at] == divider {
            cells.push(from..at);
            from = at + 1;
        }
    }
    if divider != '|' || chars[from..line.end].iter().any(|c| !matches!(c, ' ' | '\n')) {
        cells.push(from..line.end);
    }
    cells
}

pub(super) fn trimmed(chars: &[char], range: &Range<usize>) -> Range<usize> {
    let is_gap = |c: &&char| matches!(**c, ' ' | '\n');
    let start = range.start + chars[range.clone()].iter().take_while(is_gap).count();
    let end = range.end - chars[start.min(range.end)..range.end].iter().rev().take_while(is_gap).count();
    start.min(range.end)..end.max(start.min(range.end))
}

/// Whether nothing stands in a cell, or what a program writes for nothing: `""`, `None`.
fn is_blank(chars: &[char], cell: &Range<usize>) -> bool {
    let inner = &chars[trimmed(chars, cell)];
    inner.iter().all(|c| matches!(c, '"' | '\'')) || cells::is_programs_nil(inner)
}

/// Reads the rows of a table whose lines tell their cells apart.
pub(crate) fn rows(table: &Table, chars: &[char], labels: &[Label], year: Option<u16>) -> Vec<Row> {
    let mut lines: Vec<Option<Line>> = labels
        .iter()
        .enumerate()
        .map(|(i, label)| {
            let next = labels.get(i + 1).map_or(chars.len(), |next| next.start);
            let words = table.rows[label.row].ink;
            let line = match label.line.is_empty() {
                true => divided(chars, words, &label.range, next.max(label.range.end))?,
                false => Line::new(Divider::Gap, 0, label.line.clone()),
            };
            line.cells.iter().all(|cell| cell.len() <= LONGEST_CELL).then_some(line)
        })
        .collect();
    if stand_before(chars, labels, &lines) {
        return labels.iter().map(|_| Row::Unknown(Vec::new())).collect();
    }
    of_frame(chars, labels, &mut lines);
    part(chars, labels, &mut lines);
    without_line_ends(chars, labels, table.rows[0].columns.len(), &mut lines);
    keep_alike(&mut lines);
    align(chars, &mut lines);
    for (line, label) in lines.iter_mut().zip(labels) {
        line.take_if(|line| line.cells.len() < table.rows[label.row].columns.len());
    }
    match table.shape {
        Shape::Rows | Shape::Line => alike(table, chars, labels, &lines, year),
        Shape::Blocks => by_header(table, chars, labels, &lines),
    }
}

/// Whether the numbers of most rows stand on their lines before the labels, and nothing but blanks behind: | 5 | 3 | 8 | 本年新收 | |.
fn stand_before(chars: &[char], labels: &[Label], lines: &[Option<Line>]) -> bool {
    const FEWEST: usize = 3;
    let is_turned = |(label, line): (&Label, &Option<Line>)| {
        let Some(line) = line.as_ref().filter(|line| matches!(line.divider, Divider::Tab | Divider::Pipe)) else {
            return false;
        };
        let start = chars[..label.start].iter().rev().take(LONGEST_ROW).position(|c| *c == '\n').unwrap_or(0);
        let before = chars[label.start - start..label.start].split(|c| *c == line.divider.char());
        let numbers = before.filter(|cell| has_digits(cell) && !cell.iter().any(|c| is_cjk(*c))).count();
        numbers >= FEWEST && !line.cells.is_empty() && line.cells.iter().all(|cell| is_blank(chars, cell))
    };
    labels.iter().zip(lines).filter(|row| is_turned(*row)).count() * 2 > labels.len()
}

/// Where each cell has its line and the labels have columns of their own, blank cells stand before a row's numbers (一、本年新收 | | |
/// 753 | 213 | …) or behind them, before the next row's label. From one label to the next of its column are as many cells as the
/// frame is wide: so each label's column is known, and with it how many of the cells behind it are none of the form's.
fn of_frame(chars: &[char], labels: &[Label], lines: &mut [Option<Line>]) {
    let is_lone = |line: &Line| line.divider == Divider::LonePipe;
    if lines.iter().flatten().filter(|line| is_lone(line)).count() * 2 < lines.len() {
        return;
    }
    let pipes = |two: &[Label]| {
        chars[two[0].range.end..two[1].start.max(two[0].range.end)].iter().filter(|c| **c == '|').count()
    };
    let steps: Vec<usize> = labels.windows(2).map(pipes).collect();
    let Some(frame) = width(steps.iter().copied(), 0) else { return };
    // The label's column in each row, from the first row's on.
    let mut columns = vec![0isize];
    columns.extend(steps.iter().scan(0isize, |column, step| {
        *column += *step as isize - frame as isize;
        Some(*column)
    }));
    let (Some(&first), Some(&last)) = (columns.iter().min(), columns.iter().max()) else { return };
    let deepest = (last - first) as usize;
    if deepest == 0 || deepest + 1 >= frame || deepest > MOST_OTHERS {
        return;
    }
    let is_blank = |cell: &Range<usize>| is_blank(chars, cell);
    let blanks = |column: isize| (last - column) as usize;
    let fits =
        |line: &Line, column: isize| line.cells.get(..blanks(column)).is_some_and(|before| before.iter().all(is_blank));
    let mut framed = lines.iter().zip(&columns).filter_map(|(line, column)| Some((line.as_ref()?, *column)));
    if !framed.all(|(line, column)| !is_lone(line) || fits(line, column)) {
        return;
    }
    for (line, column) in lines.iter_mut().zip(columns) {
        if let Some(own) = line.as_mut().filter(|line| is_lone(line)) {
            own.cells.drain(..blanks(column));
            own.cells.truncate(frame - 1 - deepest);
        }
    }
}

/// Where several labels share a cell, and their numbers as many in each of the cells behind it, one below the other before the text
/// was taken out (1.属于国家秘密2.其他…3.… | 0 17 0 | 0 0 2 | …), each label has its own of them.
fn part(chars: &[char], labels: &[Label], lines: &mut [Option<Line>]) {
    let together = |at: usize| {
        let between = chars.get(labels[at].range.end..labels[at + 1].start.max(labels[at].range.end));
        between.is_some_and(|between| !between.iter().any(|c| matches!(c, '\n' | '\t' | '|')))
    };
    let mut from = 0;
    while from < labels.len() {
        let count = 1 + (from..labels.len() - 1).take_while(|at| together(*at)).count();
        let last = from + count - 1;
        if let Some(line) = lines[last].as_ref().filter(|_| count > 1) {
            let words = |cell: &Range<usize>| -> Vec<Range<usize>> {
                let pieces = split(chars, trimmed(chars, cell), ' ').into_iter();
                pieces.filter(|piece| !piece.is_empty()).collect()
            };
            let parted: Vec<Vec<Range<usize>>> =
                line.cells.iter().map(words).filter(|words| words.len() == count).collect();
            if parted.len() == line.cells.len() && !parted.is_empty() {
                let (divider, before) = (line.divider, line.before);
                for (at, line) in lines[from..=last].iter_mut().enumerate() {
                    let cells = parted.iter().map(|words| words[at].clone()).collect();
                    *line = Some(Line::new(divider, before, cells));
                }
            }
        }
        from = last + 1;
    }
}

/// Where the ends of lines were lost and tabs kept, blank cells of the labels' columns stand behind a row's label, or behind its cells,
/// before the next label: ‘一、本年新收⇥ ⇥ ⇥349⇥…⇥400 二、…’, ‘1.属于国家秘密⇥7⇥…⇥7 ⇥ ⇥2.…’. They are none of its cells, on whichever side they all stand.
fn without_line_ends(chars: &[char], labels: &[Label], least: usize, lines: &mut [Option<Line>]) {
    let goes_on = |two: &&[Label]| {
        let between = chars.get(two[0].range.end..two[1].start.max(two[0].range.end));
        between.is_some_and(|between| between.contains(&'\t') && !between.contains(&'\n'))
    };
    if labels.windows(2).filter(goes_on).count() * 2 <= labels.len() {
        return;
    }
    for own in lines.iter_mut() {
        let Some(line) = own.as_mut().filter(|line| line.divider == Divider::Tab && line.cells.len() > least) else {
            continue;
        };
        let more = line.cells.len() - least;
        let is_blank = |cell: &&Range<usize>| is_blank(chars, cell);
        let (ahead, behind) =
            (line.cells.iter().take_while(is_blank).count(), line.cells.iter().rev().take_while(is_blank).count());
        line.before = 0;
        match (ahead, behind) {
            (ahead, 0) if ahead >= more => drop(line.cells.drain(..more)),
            (0, behind) if behind >= more => line.cells.truncate(least),
            _ => *own = None,
        }
    }
}

/// Cells are told apart in one way in all of a table. Where only the ends of lines do it, nothing shows a blank: then nearly
/// every row must have as many cells as the others, or some were lost.
fn keep_alike(lines: &mut [Option<Line>]) {
    let ways = [Divider::Tab, Divider::Pipe, Divider::LonePipe, Divider::LineEnd, Divider::Gap];
    let count = |way: Divider| lines.iter().flatten().filter(|line| line.divider == way).count();
    let way = ways.into_iter().max_by_key(|way| count(*way)).unwrap_or(Divider::Tab);
    let numbers = |line: &Line| line.cells.len();
    let most = width(lines.iter().flatten().map(numbers), lines.len());
    let full = lines.iter().flatten().filter(|line| Some(numbers(line)) == most).count();
    let shows_no_blank = matches!(way, Divider::LineEnd | Divider::Gap);
    let lost = shows_no_blank && full * 10 < lines.len() * 9;
    for line in lines.iter_mut() {
        line.take_if(|line| line.divider != way || lost || (shows_no_blank && Some(numbers(line)) < most));
    }
    if let (Divider::LonePipe | Divider::LineEnd, Some(most)) = (way, most) {
        // Blank cells of the labels' columns before the next row.
        lines.iter_mut().flatten().for_each(|line| line.cells.truncate(most));
    }
}

/// Rows that all have the same columns: the table's width, the header and the sums tell which.
fn alike(table: &Table, chars: &[char], labels: &[Label], lines: &[Option<Line>], year: Option<u16>) -> Vec<Row> {
    let columns = table.rows[0].columns;
    let widths = lines.iter().flatten().map(|line| line.cells.len());
    let (least, width) = (columns.len(), width(widths, lines.len()));
    let gaps = lines.iter().flatten().any(|line| line.divider == Divider::Gap);
    // Where each heading has its line, the first that is read is not the first column: 法人或其他组织 | 自然人 | 总计 | 商业企业 | ….
    let lone = lines.iter().flatten().any(|line| line.divider == Divider::LonePipe);
    let in_order = labels.first().is_none_or(|label| {
        is_headed_in_order(chars, label.start, columns) && !(lone && has_group_first(chars, label.start, columns))
    });
    let unread = || if in_order { Row::Other } else { Row::Unknown(Vec::new()) };
    let other = || labels.iter().map(|_| unread()).collect();
    let above = |label: &Label| label.start.saturating_sub(HEADER)..label.start;
    let of_year = labels.first().filter(|_| width == Some(2 * least) && in_order);
    let of_year = of_year.and_then(|first| two_years::places(chars, above(first), least, year));
    let is_wide = |width: &usize| *width >= least && (*width <= least + MOST_OTHERS || of_year.is_some());
    let Some(width) = width.filter(is_wide) else { return other() };
    let header = labels.first().map(|label| header(chars, label.range.start, columns)).unwrap_or_default();
    let of_width = lines.iter().flatten().filter(|line| line.cells.len() == width);
    let first = labels.first().zip(of_width.max_by_key(|line| line.before));
    let over = || first.and_then(|(label, line)| headed_over(chars, label.start, line, columns));
    let goes_on: Vec<bool> = lines.iter().map(|line| line.as_ref().is_some_and(|line| line.goes_on)).collect();
    let slots: Vec<Option<Vec<Slot>>> =
        lines.iter().map(|line| Some(line.as_ref()?.cells.iter().map(|cell| slot(chars, cell)).collect())).collect();
    let of_width: Vec<(usize, &[Slot])> = (labels.iter().zip(&slots))
        .filter_map(|(label, row)| Some((label.row, row.as_deref().filter(|row| row.len() == width)?)))
        .collect();
    let kept = within_blanks(&of_width, width, least);
    let inner: Vec<(usize, &[Slot])> = of_width.iter().map(|(row, slots)| (*row, &slots[kept.clone()])).collect();
    // Headings in another order, and nothing tells which column is which.
    let headed = !lone && header.iter().filter_map(Head::column).count() == least;
    let choice = || (in_order || headed).then(|| choose(table, &inner, kept.len(), least, &header, &over)).flatten();
    let chosen =
        of_year.or_else(choice).map(|chosen| chosen.into_iter().map(|at| at + kept.start).collect::<Vec<usize>>());
    labels
        .iter()
        .zip(slots)
        .zip(goes_on)
        .map(|((label, row), goes_on)| {
            let kinds = table.rows[label.row].columns;
            // Among other columns than the form's, or in another order, nothing can be said of a row that does not show its own.
            let plain = width == least && chosen.as_ref().is_none_or(|chosen| chosen.is_sorted()) && in_order;
            let Some(row) = row else { return if plain { Row::Other } else { Row::Unknown(Vec::new()) } };
            // 19 on its line and 46 below is 1946, which no single place in the text holds.
            if goes_on {
                return Row::Unknown(row);
            }
            match &chosen {
                Some(chosen) if row.len() == width => Row::Cells(
                    chosen.iter().zip(kinds).map(|(&at, column)| slot_of_kind(&row[at], column.kind, chars)).collect(),
                ),
                _ if row.len() == least && width == least && in_order => Row::Cells(row),
                // A number in two pieces, or something else: the row's tokens tell.
                _ if gaps && width == least => unread(),
                _ if !in_order => Row::Unknown(row),
                _ if row.len() > least => exception(&row, least),
                _ => Row::Other,
            }
        })
        .collect()
}

/// The lines of a table whose rows stand side by side, below its header, as far as they tell enough cells apart: what stands
/// before the cells, and those. Lines that follow each other.
pub(crate) fn lines(table: &Table, chars: &[char], range: Range<usize>) -> Vec<(Range<usize>, Vec<Slot>)> {
    let least: usize = table.rows.iter().map(|row| row.columns.len()).sum();
    let mut from = range.start;
    let mut found: Vec<(Range<usize>, Vec<Slot>)> = Vec::new();
    for text in chars[range.clone()].split(|c| *c == '\n') {
        let line = from..from + text.len();
        from = line.end + 1;
        let start = line.start;
        let divider = text.iter().find(|c| matches!(c, '\t' | '|'));
        let mut cells = divider.map_or(Vec::new(), |divider| split(chars, line, *divider));
        // A Markdown row begins with its divider; a row may have a label.
        let is_label = |cell: &Range<usize>| {
            let inner = trimmed(chars, cell);
            chars[inner.clone()].iter().any(|c| is_cjk(*c)) && cells::whole(&chars[..inner.end], inner.start).is_none()
        };
        let first_is_nothing = |cells: &[Range<usize>]| trimmed(chars, &cells[0]).is_empty() && cells[0].len() < 2;
        if cells.len() > least && divider == Some(&'|') && first_is_nothing(&cells) {
            cells.remove(0);
        }
        while cells.len() > least && is_label(&cells[0]) {
            cells.remove(0);
        }
        let slots: Vec<Slot> = cells.iter().map(|cell| slot(chars, cell)).collect();
        let count = |is: fn(&SlotState) -> bool| slots.iter().filter(|slot| is(&slot.state)).count();
        let numbers = count(|state| matches!(state, SlotState::Value(..)));
        // Headings share no line with numbers, but a few cells that cannot be read may. 1, 2, 3, … number the columns.
        let words = count(|state| *state == SlotState::Unreadable);
        let serial = (1i64..).zip(&slots).all(|(place, slot)| slot.state.count() == Some(place));
        // 12: |---|---|: a rule of Markdown, its line numbered.
        let is_rule = |slot: &Slot| slot.range.len() >= 3 && chars[slot.range.clone()].iter().all(|c| *c == '-');
        let rule = slots.iter().filter(|slot| is_rule(slot)).count() >= least;
        if !rule && numbers > words && slots.len() >= least && slots.len() <= least + MOST_OTHERS && !serial {
            found.push((start..slots[0].range.start.max(start), slots));
        } else if !found.is_empty() && text.iter().any(|c| !matches!(c, ' ' | '-' | '|')) {
            break;
        }
    }
    found
}

/// The cells of one such line: the form's, in the form's order, where `order` has them as they stand.
pub(crate) fn line(table: &Table, chars: &[char], slots: &[Slot], order: &[usize]) -> Row {
    let kept = within_blanks_of_line(slots, order.len());
    let slots = &slots[kept];
    let in_form = |slots: Vec<Slot>| -> Vec<Slot> {
        let place = |cell: usize| order.iter().position(|other| *other == cell).unwrap_or(cell);
        let kinds = table.rows.iter().flat_map(|row| row.columns);
        kinds.enumerate().map(|(cell, column)| slot_of_kind(&slots[place(cell)], column.kind, chars)).collect()
    };
    if slots.len() == order.len() {
        return Row::Cells(in_form(slots.to_vec()));
    }
    match choose(table, &[(0, slots)], slots.len(), order.len(), &[], &|| None) {
        Some(chosen) if order.is_sorted() => Row::Cells(chosen.into_iter().map(|at| slots[at].clone()).collect()),
        _ => Row::Unknown(slots.to_vec()),
    }
}

/// Whether the lines above such a line, which begins at `start`, name its columns another way than `order` has them, told apart in as
/// many cells: a column is missing, and a blank cell before the first is none of the form's.
pub(crate) fn is_headed_otherwise(
    table: &Table,
    chars: &[char],
    start: usize,
    slots: &[Slot],
    order: &[usize],
) -> bool {
    let kept = within_blanks_of_line(slots, order.len());
    let above = &chars[start.saturating_sub(HEADER)..start];
    let line = chars[start..].split(|c| *c == '\n').next().unwrap_or_default();
    let divider = line.iter().find(|c| matches!(c, '\t' | '|'));
    let Some(divider) = divider.filter(|_| kept.len() == order.len()) else { return false };
    let cells = split(line, 0..line.len(), *divider).len();
    let columns = table.rows[0].columns;
    // By cell of the form: whether the nearest line above that names a column over it names its own, or another.
    let mut named: Vec<Option<bool>> = vec![None; order.len()];
    for line in above.split(|c| *c == '\n').rev() {
        let heads = split(line, 0..line.len(), *divider);
        if heads.len() != cells {
            continue;
        }
        // (Labels before the cells were left out at the line's beginning.)
        let over = heads.iter().skip(cells + kept.start - slots.len());
        for ((head, cell), named) in over.zip(order).zip(&mut named) {
            let ink = ink_in(&line[head.clone()]);
            let column = columns.iter().position(|column| column.ink == ink);
            *named = named.or(column.map(|column| column == cell % columns.len()));
        }
    }
    let count = |name: bool| named.iter().filter(|other| **other == Some(name)).count();
    count(false) > 1 && count(true) + count(false) > columns.len()
}

/// The columns without those at the end that are blank in every row, as far as there are more than the form has: what
/// merging or the separators at the ends of lines left over. (Before the first they may be the form's: nobody applied in person.)
fn within_blanks(rows: &[(usize, &[Slot])], width: usize, least: usize) -> Range<usize> {
    let blank = |at: usize| rows.iter().all(|(_, row)| row[at].state == SlotState::Blank);
    let mut end = width;
    while end > least && blank(end - 1) {
        end -= 1;
    }
    0..end
}

/// The same of one line: its headings have been held against it, and what stands before them is no cell.
fn within_blanks_of_line(slots: &[Slot], least: usize) -> Range<usize> {
    let end = within_blanks(&[(0, slots)], slots.len(), least).end;
    let blanks = slots[..end - least.min(end)].iter().take_while(|slot| slot.state == SlotState::Blank).count();
    blanks..end
}

/// A row with more cells than the table's others: blanks at its end say nothing, and words are no cells of the form.
fn exception(row: &[Slot], least: usize) -> Row {
    let blanks = row[least..].iter().rev().take_while(|slot| slot.state == SlotState::Blank).count();
    let row = &row[..row.len() - blanks];
    if row.len() == least {
        return Row::Cells(row.to_vec());
    }
    let plain: Vec<Slot> = row.iter().filter(|slot| slot.state != SlotState::Unreadable).cloned().collect();
    match plain.len() == least {
        true => Row::Cells(plain),
        false => Row::Unknown(row.to_vec()),
    }
}

/// How many cells most of so many rows have.
fn width(widths: impl Iterator<Item = usize>, rows: usize) -> Option<usize> {
    let widths: Vec<usize> = widths.collect();
    let count = |width: usize| widths.iter().filter(|other| **other == width).count();
    let most = widths.iter().copied().max_by_key(|width| (count(*width), std::cmp::Reverse(*width)))?;
    (count(most) >= 3 && count(most) * 2 >= rows).then_some(most)
}

/// The cells of a row over which the form's columns are headed, in the form's order: in lines above that have as many cells as the
/// row itself, the blank ones of merged headings among them. `None` where a column is headed over none, or two over one.
fn headed_over(chars: &[char], first_row: usize, row: &Line, columns: &[Column]) -> Option<Vec<usize>> {
    if !matches!(row.divider, Divider::Tab | Divider::Pipe) {
        return None;
    }
    let first = row.before + 1;
    let mut places: Vec<Option<usize>> = vec![None; columns.len()];
    for line in chars[first_row.saturating_sub(HEADER)..first_row].split(|c| *c == '\n') {
        let cells: Vec<&[char]> = line.split(|c| *c == row.divider.char()).collect();
        if cells.len() != row.all() + 1 {
            continue;
        }
        for (at, cell) in cells.into_iter().enumerate().skip(first) {
            let ink = heading(cell);
            if let Some(column) = columns.iter().position(|column| column.ink == ink) {
                places[column] = Some(at - first);
            }
        }
    }
    let places: Vec<usize> = places.into_iter().collect::<Option<_>>()?;
    let apart = places.iter().enumerate().all(|(i, at)| *at < row.cells.len() && !places[..i].contains(at));
    apart.then_some(places)
}

/// Which cells of a row are the form's columns, in the form's order: as the header has them (`over` by their places), else
/// those for which the fewest equations fail. `None` where several choices are as good and give other numbers.
fn choose(
    table: &Table,
    rows: &[(usize, &[Slot])],
    width: usize,
    least: usize,
    header: &[Head],
    over: &dyn Fn() -> Option<Vec<usize>>,
) -> Option<Vec<usize>> {
    let order: Vec<usize> = header.iter().filter_map(Head::column).collect();
    let known = order.len() == least && (0..least).all(|column| order.contains(&column));
    let in_form: Vec<usize> = (0..least).collect();
    let order = if known { order } else { in_form.clone() };
    // What stands at each place, by column of the form.
    let by_form = |places: &[usize], order: &[usize]| -> Vec<usize> {
        in_form.iter().map(|column| places[order.iter().position(|o| o == column).unwrap_or(*column)]).collect()
    };
    let told = (known && header.len() == width).then(|| {
        let places: Vec<usize> = (0..width).filter(|at| header[*at].column().is_some()).collect();
        by_form(&places, &order)
    });
    // In most tables there is nothing to choose.
    if width == least && told.as_ref().is_none_or(|told| *told == in_form) {
        return Some(in_form);
    }
    let sums = Sums::new(table);
    // (小计 headed over the totals, and the other way about: no single slip makes the sums fail so.)
    let over = over().filter(|over| over.iter().all(|at| *at < width) && sums.fail_in_one(rows, over));
    if over.is_some() {
        return over;
    }
    if let Some(told) = told {
        // A header read amiss makes the sums fail.
        let amiss = width == least && sums.failing(rows, &in_form) < sums.failing(rows, &told);
        return Some(if amiss { in_form } else { told });
    }
    // Columns of nothing but 0 satisfy any sum: of choices as good the one that leaves out the fewest cells with
    // something in them. Of those the ones that are not 0 are counted, too.
    let count = |at: usize, is: &dyn Fn(&Slot) -> bool| rows.iter().filter(|(_, row)| is(&row[at])).count();
    let shown_at: Vec<usize> = (0..width).map(|at| count(at, &|slot| slot.state != SlotState::Blank)).collect();
    let is_something = |slot: &Slot| number(slot).is_some_and(|number| number != Number::whole(0));
    let numbers_at: Vec<usize> = (0..width).map(|at| count(at, &is_something)).collect();
    let mut choices: Vec<(usize, LeftOut, Vec<usize>)> = Vec::new();
    for places in subsets(width, least) {
        for order in [&order, &in_form].into_iter().take(if known { 2 } else { 1 }) {
            let choice = by_form(&places, order);
            let others = || (0..width).filter(|at| !places.contains(at));
            let (shown, numbers) = (others().map(|at| shown_at[at]).sum(), others().map(|at| numbers_at[at]).sum());
            choices.push((sums.failing(rows, &choice), LeftOut { shown, numbers }, choice));
        }
    }
    sort_by_key(&mut choices, |(failing, left_out, _)| (*failing, *left_out));
    let numbers = |choice: &[usize]| -> Vec<Option<Number>> {
        rows.iter().flat_map(|(_, row)| choice.iter().map(|at| number(&row[*at]))).collect()
    };
    let (fewest, own, _) = choices.first()?;
    // A slip breaks three equations: another choice of columns that fails in hardly more may be what was meant; so it is where it
    // leaves out fewer cells with something in them. (Without the slip's own column everything may add up. If that column is the form's, all
    // its numbers are slips: of two and more, as 小计 has beside blank columns, it is not.)
    let near = choices.iter().take_while(|(failing, ..)| *failing <= fewest + SLIP);
    let fuller = near
        .filter(|(_, left_out, _)| left_out.shown < own.shown && own.numbers < 2)
        .min_by_key(|(failing, left_out, _)| (*left_out, *failing));
    let (failing, left_out, best) = fuller.or(choices.first())?.clone();
    let mut others = choices.iter().take_while(|(other, ..)| *other <= failing + SLIP);
    let read = numbers(&best);
    let sure = others.all(|(other_failing, other, choice)| {
        // 小计 beside the only column with a number in it is like it: without either all adds up, or all but a slip.
        let is_alike = left_out.numbers > 0 && other.numbers == left_out.numbers;
        let is_worse = if failing == 0 && *other_failing > 0 {
            !is_alike || other.shown != left_out.shown
        } else {
            other.shown > left_out.shown && !is_alike
        };
        is_worse || numbers(choice) == read
    });
    // (Nothing but 0 adds up in any order.)
    (sure && failing * 2 <= sums.telling(rows, &best)).then_some(best)
}

/// What stands in the columns that a choice leaves out: cells with something in them, and those of them that are not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct LeftOut {
    shown: usize,
    numbers: usize,
}

/// One wrong number breaks so many equations at the most.
const SLIP: usize = 3;

fn number(slot: &Slot) -> Option<Number> {
    match slot.state {
        SlotState::Value(number, _) => Some(number),
        SlotState::Blank | SlotState::Lost => Some(Number::whole(0)),
        SlotState::Unreadable => None,
    }
}

/// Every way to take so many of some places, in order.
fn subsets(of: usize, take: usize) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for at in 0..of {
        let with: Vec<Vec<usize>> =
            found.iter().filter(|set| set.len() < take).map(|set| set.iter().copied().chain([at]).collect()).collect();
        // Those that can still get enough.
        found.retain(|set| set.len() + (of - at - 1) >= take);
        found.extend(with);
    }
    found.retain(|set| set.len() == take);
    found
}

/// The equations of a table, to be tried on a choice of columns.
struct Sums {
    index: &'static CellIndex,
    equations: Vec<&'static Equation>,
}

impl Sums {
    fn new(table: &Table) -> Sums {
        let equations = table.equations.iter().filter(|equation| equation.relation == Relation::Equal);
        Sums { index: table.index, equations: equations.collect() }
    }

    /// What stands in the form's cells, should the form's columns be so; of cells that are there.
    fn values(&self, rows: &[(usize, &[Slot])], choice: &[usize]) -> Vec<Option<Option<i64>>> {
        let mut values: Vec<Option<Option<i64>>> = vec![None; self.index.len()];
        for (row, slots) in rows {
            // Where all rows stand in one line, the choice goes on through them.
            for (column, at) in choice.iter().enumerate() {
                values[self.index.cell((*row, 0)) + column] = Some(slots[*at].state.count());
            }
        }
        values
    }

    /// How many equations over the rows that are there have anything but 0 in them.
    fn telling(&self, rows: &[(usize, &[Slot])], choice: &[usize]) -> usize {
        let values = self.values(rows, choice);
        let tells =
            |equation: &&&Equation| equation.terms().any(|(cell, _)| values[cell].is_some_and(|cell| cell != Some(0)));
        self.equations.iter().filter(tells).count()
    }

    /// How many equations over the rows that are there fail, or cannot be worked out.
    fn failing(&self, rows: &[(usize, &[Slot])], choice: &[usize]) -> usize {
        let values = self.values(rows, choice);
        self.fails(&values).count()
    }

    /// Whether one wrong number is enough for all that fails.
    fn fail_in_one(&self, rows: &[(usize, &[Slot])], choice: &[usize]) -> bool {
        let values = self.values(rows, choice);
        let mut fails = self.fails(&values);
        let of = |equation: &Equation| equation.terms().map(|(cell, _)| cell).collect::<Vec<usize>>();
        let Some(mut common) = fails.next().map(of) else { return true };
        fails.for_each(|equation| common.retain(|cell| equation.terms().any(|(other, _)| other == *cell)));
        !common.is_empty()
    }

    fn fails<'s>(&'s self, values: &'s [Option<Option<i64>>]) -> impl Iterator<Item = &'static Equation> + 's {
        let fails = |equation: &&Equation| {
            if equation.terms().any(|(cell, _)| values[cell].is_none()) {
                return false;
            }
            let known = equation.terms().all(|(cell, _)| values[cell].flatten().is_some());
            !known || equation.residual(|cell| values[cell].flatten().unwrap_or(0)) != 0
        };
        self.equations.iter().copied().filter(fails)
    }
}

/// A heading of a column: the form's, or another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Column(usize),
    Other,
}

impl Head {
    fn column(&self) -> Option<usize> {
        match self {
            Head::Column(column) => Some(*column),
            Head::Other => None,
        }
    }
}

/// How many headings stand above every column of a table.
fn depth(columns: &[Column]) -> usize {
    columns.iter().map(|column| column.groups.len()).min().unwrap_or(0)
}

/// A column's heading with those of its groups before it: 法人或其他组织-商业企业.
fn full_name(column: &Column, depth: usize) -> Vec<char> {
    let groups = column.groups.iter().skip(depth).map(|group| group.ink);
    groups.chain([column.ink]).flatten().copied().collect()
}

/// The columns in the order in which their full names stand last in a text, where every column of a group has its group's name:
/// such headings stand in one line, and no heading is of several columns.
fn by_full_names(ink: &[char], columns: &[Column]) -> Option<Vec<usize>> {
    let depth = depth(columns);
    // A group that is named once, as in most headers, is so before its first column: its last has no full name then.
    let grouped = columns.iter().rev().find(|column| column.groups.len() > depth)?;
    rfind(ink, &full_name(grouped, depth))?;
    let place = |(at, column): (usize, &Column)| Some((rfind(ink, &full_name(column, depth))?, at));
    let mut places: Vec<(usize, usize)> = columns.iter().enumerate().map(place).collect::<Option<_>>()?;
    sort_by_key(&mut places, |(place, _)| *place);
    Some(places.into_iter().map(|(_, at)| at).collect())
}

/// The headings above a table, left to right: where a heading stands for several columns, those that stand below it.
fn header(chars: &[char], first_row: usize, columns: &[Column]) -> Vec<Head> {
    let start = first_row.saturating_sub(HEADER);
    let line_start = chars[..first_row].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1).max(start);
    let lines: Vec<Vec<Vec<char>>> = chars[start..line_start]
        .split(|c| *c == '\n')
        .map(|line| line.split(|c| matches!(c, '\t' | '|')).map(heading).filter(|ink| !ink.is_empty()).collect())
        .collect();
    let depth = depth(columns);
    let full_names: Vec<Vec<char>> = columns.iter().map(|column| full_name(column, depth)).collect();
    // 其他组织, 自然人(件): the form's heading, and a little more.
    let begins_with = |ink: &[char]| {
        let is = |column: &Column| column.ink.len() >= 2 && begins(ink, column.ink);
        let near = |column: &Column| is(column) && ink.len() <= column.ink.len() + LONGEST_TAIL;
        columns.iter().position(near)
    };
    let column = |ink: &[char]| {
        let own = columns.iter().position(|column| column.ink == ink);
        own.or_else(|| full_names.iter().position(|name| name == ink)).or_else(|| begins_with(ink))
    };
    let group = |ink: &[char]| -> Option<&Group> {
        let groups = columns.iter().flat_map(|column| column.groups.iter().skip(depth));
        groups.into_iter().find(|group| group.ink == ink)
    };
    let own = |group: &Group, at: usize| columns[at].groups.iter().any(|other| other.id == group.id);
    // The line of the outermost columns; or, a heading a line, all that stands there.
    let outer =
        |line: &Vec<Vec<char>>| line.iter().filter_map(|ink| column(ink)).any(|at| columns[at].groups.len() == depth);
    let of_line = lines.iter().rposition(|line| outer(line) && line.len() > 1);
    let is_flat = of_line.is_none();
    let ink = lines.concat().concat();
    if let Some(order) = is_flat.then(|| by_full_names(&ink, columns)).flatten() {
        return order.into_iter().map(Head::Column).collect();
    }
    // The last words above the rows.
    let length: usize = columns.iter().map(|column| column.ink.len()).sum();
    let near = &ink[ink.len().saturating_sub(2 * length)..];
    let flat = if is_flat { words_in_a_row(near, columns) } else { Vec::new() };
    let flat: Vec<Vec<char>> = flat.into_iter().map(<[char]>::to_vec).collect();
    let (top, below) = match of_line {
        Some(top) => (&lines[top], &lines[top + 1..]),
        None => (&flat, std::slice::from_ref(&flat)),
    };
    let inner = |group: &Group| -> Vec<Head> {
        let line = below.iter().find(|line| line.iter().filter_map(|ink| column(ink)).any(|at| own(group, at)));
        let heads = line.into_iter().flatten().map(|ink| column(ink).map_or(Head::Other, Head::Column));
        // A heading a line, only the group's own are known to be its.
        heads.filter(|head| !is_flat || head.column().is_some_and(|at| own(group, at))).collect()
    };
    let mut heads = Vec::new();
    for ink in top {
        match (column(ink), group(ink)) {
            (Some(at), _) if !is_flat || columns[at].groups.len() == depth => heads.push(Head::Column(at)),
            (None, Some(group)) => heads.extend(inner(group)),
            (None, None) if !is_flat => heads.push(Head::Other),
            _ => {}
        }
    }
    // Where a group's heading stands on a line by itself, a little above 自然人 and 总计 and well above all it is of, it does not
    // say that its columns come first.
    if is_flat && is_headed_in_order(chars, first_row, columns) {
        let in_line = |line: &[char]| words_in_a_row(&heading(line), columns);
        let is_outer = |ink: &[char]| column(ink).is_some_and(|at| columns[at].groups.len() == depth);
        let storeys = chars[start..line_start].split(|c| *c == '\n').map(in_line).any(|words| {
            words.iter().filter(|ink| is_outer(ink)).count() > 1 && !words.iter().any(|ink| group(ink).is_some())
        });
        if storeys {
            return (0..columns.len()).map(Head::Column).collect();
        }
    }
    // What stands before the first column is the labels' own heading.
    let first = heads.iter().position(|head| head.column().is_some()).unwrap_or(heads.len());
    heads.split_off(first)
}

/// The ink of headings: what stands beside it in another language, or numbers a column, is none of it (自然人 Natural person).
fn heading(chars: &[char]) -> Vec<char> {
    let mut ink = ink_in(chars);
    if ink.iter().any(|c| is_cjk(*c)) {
        ink.retain(|c| is_cjk(*c));
    }
    ink
}

/// Whether the headings of columns stand in the form's order in a part of the text, each where it first stands; so they do
/// where one of them is not there at all.
pub(crate) fn in_form_order(chars: &[char], columns: &[Column]) -> bool {
    let ink = heading(chars);
    let first = |column: &Column| find(&ink, column.ink);
    columns.iter().map(first).collect::<Option<Vec<usize>>>().is_none_or(|places| places.is_sorted())
}

/// Whether nothing above a row says that the columns stand in another order than the form's: the outer ones among each other,
/// those of a group, and the first before that group. (What stands across two lines may be told before, between or with those of
/// the lower line, and the last with or before them; the first behind all of them stands behind them.)
pub(crate) fn is_headed_in_order(chars: &[char], first_row: usize, columns: &[Column]) -> bool {
    let ink = heading(&chars[first_row.saturating_sub(HEADER)..first_row]);
    if let Some(order) = by_full_names(&ink, columns) {
        return order.is_sorted();
    }
    let length: usize = columns.iter().map(|column| column.ink.len()).sum();
    let words = words_in_a_row(&ink[ink.len().saturating_sub(2 * length)..], columns);
    let depth = depth(columns);
    let place = |column: &Column| words.iter().rposition(|word| *word == column.ink);
    let in_order =
        |of: &dyn Fn(&&Column) -> bool| columns.iter().filter(of).filter_map(place).collect::<Vec<usize>>().is_sorted();
    let is_inner = |column: &&Column| column.groups.len() > depth;
    let last_inner = columns.iter().filter(is_inner).filter_map(place).max();
    let first = columns.first().filter(|first| !is_inner(first)).and_then(place);
    in_order(&|column| !is_inner(column))
        && in_order(&is_inner)
        && first.zip(last_inner).is_none_or(|(at, inner)| at < inner)
}

/// Whether a group of columns is named above a row before the form's first column, which is of none.
fn has_group_first(chars: &[char], first_row: usize, columns: &[Column]) -> bool {
    let ink = heading(&chars[first_row.saturating_sub(HEADER)..first_row]);
    let words = words_in_a_row(&ink, columns);
    let place = |is: &[char]| words.iter().rposition(|word| *word == is);
    let inner = columns.iter().filter(|column| column.groups.len() > depth(columns));
    let group = inner.flat_map(|column| column.groups.last()).find_map(|group| place(group.ink));
    columns.first().and_then(|first| place(first.ink)).zip(group).is_some_and(|(first, group)| group < first)
}

/// The columns and groups named in the ink just above the rows, wherever lines break it.
pub(crate) fn words_in_a_row(ink: &[char], columns: &[Column]) -> Vec<&'static [char]> {
    let groups = columns.iter().flat_map(|column| column.groups.iter().map(|group| group.ink));
    let mut words: Vec<&'static [char]> = columns.iter().map(|column| column.ink).chain(groups).collect();
    words.retain(|word| !word.is_empty());
    let mut at = 0;
    let mut found = Vec::new();
    while at < ink.len() {
        let word = words.iter().filter(|word| begins(&ink[at..], word)).max_by_key(|word| word.len());
        at += word.map_or(1, |word| word.len());
        found.extend(word);
    }
    found
}

/// Rows whose columns are those of the header above them.
fn by_header(table: &Table, chars: &[char], labels: &[Label], lines: &[Option<Line>]) -> Vec<Row> {
    let corner = table.corner_ink;
    labels
        .iter()
        .zip(lines)
        .map(|(label, line)| {
            let columns = table.rows[label.row].columns;
            // Under headings in another order nothing can be said of a row that does not show its columns.
            let above = &chars[label.start.saturating_sub(HEADER)..label.start];
            let corner_at = rfind(above, corner);
            let heads = &above[corner_at.unwrap_or(above.len())..];
            let Some(Line { divider, cells, .. }) = line else {
                return if in_form_order(heads, columns) { Row::Other } else { Row::Unknown(Vec::new()) };
            };
            let Some(places) = places_below(chars, label.range.start, divider.char(), columns, corner) else {
                return Row::Other;
            };
            if places.iter().any(|at| *at >= cells.len()) {
                return Row::Other;
            }
            let slot = |(&at, column): (&usize, &Column)| slot_of_kind(&slot(chars, &cells[at]), column.kind, chars);
            Row::Cells(places.iter().zip(columns).map(slot).collect())
        })
        .collect()
}

/// Where the columns stand after a label, by the nearest line above that heads them all.
fn places_below(
    chars: &[char],
    label: usize,
    divider: char,
    columns: &[Column],
    corner: &[char],
) -> Option<Vec<usize>> {
    let start = label.saturating_sub(HEADER);
    let end = chars[..label].iter().rposition(|c| *c == '\n')?.max(start);
    let mut line_end = end;
    loop {
        let line_start = chars[start..line_end].iter().rposition(|c| *c == '\n').map_or(start, |at| start + at + 1);
        let cells: Vec<Vec<char>> =
            split(chars, line_start..line_end, divider).iter().map(|cell| ink_in(&chars[cell.clone()])).collect();
        let at = |column: &Column| cells.iter().position(|cell| *cell == column.ink);
        if let Some(places) = columns.iter().map(at).collect::<Option<Vec<usize>>>() {
            // The cell before the columns heads the labels.
            let first = cells.iter().position(|cell| cell == corner).map_or(*places.iter().min()?, |at| at + 1);
            return places.iter().map(|at| at.checked_sub(first)).collect();
        }
        line_end = line_start.checked_sub(1).filter(|end| *end > start)?;
    }
}

/// What stands in a cell that the text tells apart: all of it is one thing.
pub(super) fn slot(chars: &[char], cell: &Range<usize>) -> Slot {
    let inner = trimmed(chars, cell);
    if inner.is_empty() {
        return Slot { state: SlotState::Blank, range: cell.clone() };
    }
    let (state, range) = match cells::whole(&chars[..inner.end], inner.start) {
        Some(cells::Whole::Number(number, unit, range)) => (SlotState::Value(number, unit), range),
        Some(cells::Whole::Nil) => (SlotState::Blank, inner),
        None => (SlotState::Unreadable, inner),
    };
    Slot { state, range }
}
