//! Tables without lines down: columns told by numbers that stand below each other.
//!
//! A line with several numbers apart is a row. Where the numbers of all rows of a block lie in strips of the page, one strip a
//! column, each is written as a row of cells, blank ones too, and the heads above by the strips they stand over. Where two numbers
//! of a row share a strip, nothing is told: the lines stay as they are, gaps and all.
//!
//! A label may have several lines, its numbers beside any of them, or between two. Which lines are one label is told by the lines
//! drawn across, or the edges of shaded rows; where there are none, by what begins with a number (`2.其他法律行政法规禁` and
//! below it `止公开`).

use crate::intake::page::{self, Area, Line, Sign};
use crate::sort::sort_by_key;
use std::ops::Range;

/// Numbers that a row must have for its block to be a table.
const FEWEST: usize = 3;
/// Lines without numbers that may stand between two rows: labels in several lines.
const MOST_BETWEEN: usize = 6;
/// Lines of heads above the first row.
const MOST_HEADS: usize = 6;
/// What has more columns is none of a report's tables.
const MOST_COLUMNS: usize = 60;
/// A gap of so many times the size of the signs parts numbers; and heads, where columns part as well; and a label from one that
/// begins with a number.
const APART: f64 = 0.9;
const NEAR: f64 = 0.4;
const HEADS_APART: f64 = 0.15;
const HEADS_NEAR: f64 = 0.05;
const LABELS_APART: f64 = 0.1;
/// So much room may be between the lines of a label, in sizes of the signs.
const MOST_LEADING: f64 = 2.0;
/// Places are the same up to so many points.
const SAME_PLACE: f64 = 1.0;

/// Signs of a line without a gap.
#[derive(Clone, Copy)]
struct Run<'a> {
    signs: &'a [Sign],
    left: f64,
    right: f64,
}

impl<'a> Run<'a> {
    fn new(signs: &'a [Sign]) -> Option<Run<'a>> {
        let (first, last) = (signs.first()?, signs.last()?);
        Some(Run { signs, left: first.area.left, right: last.area.right })
    }

    /// A number, or a mark for none; a date or an ordinal is none.
    fn is_number(&self) -> bool {
        let mut signs = self.signs.iter().map(|sign| sign.c);
        let digits = signs.clone().filter(char::is_ascii_digit).count();
        let alone = self.signs.len() == 1 && signs.clone().all(|c| "/-—–".contains(c));
        alone || (digits > 0 && signs.all(|c| c.is_ascii_digit() || ",.-－增减".contains(c)))
    }

    fn text(&self) -> String {
        page::text(self.signs, None)
    }

    fn width(&self) -> f64 {
        self.right - self.left
    }

    fn middle(&self) -> f64 {
        (self.left + self.right) / 2.0
    }

    fn size(&self) -> f64 {
        self.signs[0].area.height()
    }

    /// Whether most of the narrower of two stands above or below the other.
    fn shares_column(&self, other: &Run<'_>) -> bool {
        let common = self.right.min(other.right) - self.left.max(other.left);
        common * 2.0 > self.width().min(other.width())
    }
}

fn runs(signs: &[Sign], apart: f64) -> Vec<Run<'_>> {
    let parts = |a: &Sign, b: &Sign| b.area.left - a.area.right <= apart * a.area.height();
    signs.chunk_by(parts).filter_map(Run::new).collect()
}

/// The heads of a line. Where columns are narrow, heads nearly touch: there is a little more room between them than in them.
fn heads_of(signs: &[Sign]) -> Vec<Run<'_>> {
    let mut gaps: Vec<i64> =
        signs.windows(2).map(|pair| page::rounded(pair[1].area.left - pair[0].area.right)).collect();
    sort_by_key(&mut gaps, |gap| *gap);
    let usual = gaps.get(gaps.len() / 2).map_or(0.0, |gap| *gap as f64 / 100.0);
    let size = signs.first().map_or(1.0, |sign| sign.area.height());
    runs(signs, (usual / size + HEADS_NEAR).min(HEADS_APART))
}

/// What a label begins with: `1.`, `（一）`, `一、`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Enumerator {
    Digit,
    InParentheses,
    Ideograph,
}

fn enumerator(signs: &[Sign]) -> Option<Enumerator> {
    let mut signs = signs.iter().map(|sign| sign.c).take(4);
    let (first, second) = (signs.next()?, signs.next()?);
    let is_ideograph = |c: char| "一二三四五六七八九十".contains(c);
    match () {
        () if first.is_ascii_digit() && ".、．".contains(second) && !signs.next()?.is_ascii_digit() => {
            Some(Enumerator::Digit)
        }
        () if "（(".contains(first) && is_ideograph(second) => Some(Enumerator::InParentheses),
        () if is_ideograph(first) && second == '、' => Some(Enumerator::Ideograph),
        () => None,
    }
}

/// The texts of lines that stand below each other, each with its top; `across` are the lines drawn across, and shades.
pub(crate) fn texts<'a>(lines: &[Line], across: impl Iterator<Item = &'a Area>) -> Vec<(f64, String)> {
    let mut edges: Vec<(f64, &Area)> = across.flat_map(|area| [(area.top, area), (area.bottom, area)]).collect();
    sort_by_key(&mut edges, |edge| page::rounded(edge.0));
    let margin = lines.iter().map(|line| line.area.left).fold(f64::INFINITY, f64::min);
    let ink: Vec<Vec<Sign>> =
        lines.iter().map(|line| line.signs.iter().filter(|sign| !sign.c.is_whitespace()).copied().collect()).collect();
    let rows: Vec<Vec<Run<'_>>> = ink.iter().map(|signs| runs(signs, APART)).collect();
    let as_they_are = |range: Range<usize>| lines[range].iter().map(|line| (line.area.top, line.text(Some(margin))));
    let block = Block { lines, ink: &ink, rows: &rows, edges: &edges };
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = (at..lines.len()).find(|line| is_row(&rows[*line])) {
        let (first, last) = block.around(first, at);
        // (A number is none of the heads: the table above ends there.)
        let is_head = |line: &usize| !rows[*line].iter().any(Run::is_number);
        let begin = first - (at..first).rev().take(MOST_HEADS).take_while(is_head).count();
        out.extend(as_they_are(at..begin));
        // Digits of a number may be set wide, or columns stand near each other: the latter is tried second.
        let read = block.read(begin, first, last).or_else(|| {
            let ink = &ink[begin..=last];
            let rows: Vec<Vec<Run<'_>>> = ink.iter().map(|signs| runs(signs, NEAR)).collect();
            let block = Block { lines: &lines[begin..=last], ink, rows: &rows, edges: &edges };
            block.read(0, first - begin, last - begin)
        });
        out.extend(read.unwrap_or_else(|| as_they_are(begin..last + 1).collect()));
        at = last + 1;
    }
    out.extend(as_they_are(at..lines.len()));
    out
}

/// Whether there are enough numbers for a row of a table.
fn is_row(runs: &[Run<'_>]) -> bool {
    runs.iter().filter(|run| run.is_number()).count() >= FEWEST
}

/// The left edge of the first number of a row.
fn left_of_numbers(runs: &[Run<'_>]) -> f64 {
    runs.iter().filter(|run| run.is_number()).map(|run| run.left).fold(f64::INFINITY, f64::min)
}

/// Lines of which some are rows of a table: their signs, and these as runs.
struct Block<'a> {
    lines: &'a [Line],
    ink: &'a [Vec<Sign>],
    rows: &'a [Vec<Run<'a>>],
    /// The places of lines drawn across and of the edges of shades, from above.
    edges: &'a [(f64, &'a Area)],
}

/// The columns of a table, from left to right.
struct Columns {
    strips: Vec<(f64, f64)>,
    /// Between two strips the columns part in the middle.
    parts: Vec<f64>,
}

/// The numbers of a line, each in its column.
struct Cells {
    line: usize,
    texts: Vec<String>,
}

/// A label: the runs of its lines.
struct Label<'a> {
    runs: Vec<(usize, Run<'a>)>,
    enumerator: Option<Enumerator>,
}

impl Columns {
    fn new(mut strips: Vec<(f64, f64)>) -> Columns {
        sort_by_key(&mut strips, |strip| page::rounded(strip.0));
        strips.dedup_by(|next, strip| {
            let common = next.0 <= strip.1;
            strip.1 = strip.1.max(if common { next.1 } else { strip.1 });
            common
        });
        let parts = strips.windows(2).map(|pair| (pair[0].1 + pair[1].0) / 2.0).collect();
        Columns { strips, parts }
    }

    fn left(&self) -> f64 {
        self.strips.first().map_or(f64::INFINITY, |strip| strip.0)
    }

    /// The least distance from the middle of a column to that of the next.
    fn narrowest(&self) -> f64 {
        let distances = self.strips.windows(2).map(|pair| (pair[1].0 + pair[1].1 - pair[0].0 - pair[0].1) / 2.0);
        distances.fold(f64::INFINITY, f64::min)
    }

    fn at(&self, x: f64) -> usize {
        self.parts.partition_point(|part| *part <= x)
    }

    /// The strips that a run shares a place with.
    fn under(&self, run: &Run<'_>) -> usize {
        self.strips.iter().filter(|strip| strip.0 < run.right && run.left < strip.1).count()
    }

    /// Whether it is a number in one of the columns, or between two, and not of a label.
    fn holds(&self, run: &Run<'_>) -> bool {
        run.is_number() && run.right > self.left()
    }

    /// The numbers of a line, each in a column of its own; `None` where they are not, or where a word stands among them.
    fn cells(&self, row: &[Run<'_>]) -> Option<Vec<String>> {
        let mut cells: Vec<String> = vec![String::new(); self.strips.len()];
        for run in row.iter().filter(|run| run.right > self.left()) {
            if run.is_number() {
                let (from, to) = (self.at(run.left), self.at(run.right));
                if from != to || !cells[from].is_empty() {
                    return None;
                }
                cells[from] = run.text();
            } else if run.left > self.left() {
                return None;
            }
        }
        Some(cells)
    }
}

impl<'a> Block<'a> {
    /// The first and the last line with numbers of the table in which the line `row` is one; no line before `begin`.
    fn around(&self, row: usize, begin: usize) -> (usize, usize) {
        let mut left = f64::INFINITY;
        // What stands beside the labels is numbers only; and a line with few of them has a label near by, or is the page's number.
        let mut is_of_table = |line: usize| {
            let (row, area) = (&self.rows[line], self.lines[line].area);
            if is_row(row) {
                left = left.min(left_of_numbers(row));
            }
            let mut beside = row.iter().filter(|run| run.right > left).peekable();
            if beside.peek().is_none() {
                return Some(false);
            }
            let has_label = |line: &usize| {
                let label = self.lines[*line].area;
                let gap = (label.top - area.bottom).max(area.top - label.bottom);
                gap < area.height() && self.rows[*line].iter().any(|run| run.right <= left && !run.is_number())
            };
            let near = || (line.saturating_sub(1)..self.lines.len().min(line + 2)).any(|line| has_label(&line));
            (beside.all(Run::is_number) && (is_row(row) || near())).then_some(true)
        };
        let (mut first, mut last) = (row, row);
        for line in row..self.lines.len() {
            match is_of_table(line) {
                Some(true) => last = line,
                Some(false) if line - last <= MOST_BETWEEN => {}
                _ => break,
            }
        }
        for line in (begin..row).rev() {
            match is_of_table(line) {
                Some(true) => first = line,
                Some(false) if first - line <= MOST_BETWEEN => {}
                _ => break,
            }
        }
        (first, last)
    }

    /// The texts of the lines from `begin` to `last`, a table whose first row is the line `first`; `None` where its columns cannot
    /// be told.
    fn read(&self, begin: usize, first: usize, last: usize) -> Option<Vec<(f64, String)>> {
        let full = self.rows[first..=last].iter().filter(|row| is_row(row));
        let left = full.map(|row| left_of_numbers(row)).fold(f64::INFINITY, f64::min);
        let numbers = self.rows[first..=last].iter().flatten().filter(|run| run.is_number() && run.right > left);
        let columns = Columns::new(numbers.map(|run| (run.left, run.right)).collect());
        if columns.strips.len() > MOST_COLUMNS {
            return None;
        }
        let labelled = self.rows[first..=last].iter().flatten().any(|run| run.right <= left);
        let columns = self.with_heads(columns, begin..first, labelled);
        let mut rows: Vec<Cells> = Vec::new();
        for line in first..=last {
            let row = &self.rows[line];
            // Two rows so near each other that they were taken for one.
            let middles = row.iter().flat_map(|run| run.signs).map(|sign| sign.area.centre().1);
            let (high, low) =
                (middles.clone().fold(f64::INFINITY, f64::min), middles.fold(f64::NEG_INFINITY, f64::max));
            if low - high > 0.5 * self.lines[line].area.height() {
                return None;
            }
            if row.iter().any(|run| columns.holds(run)) {
                rows.push(Cells { line, texts: columns.cells(row)? });
            }
        }
        let mut out = self.heads(&columns, begin..first);
        out.extend(self.body(&columns, &rows, first..last + 1));
        Some(out)
    }

    /// Columns in which no number stands are told by their heads: there is room for a column, and other heads stand beside. What
    /// stands left of the first number may be one where the rows have no label.
    fn with_heads(&self, mut columns: Columns, lines: Range<usize>, labelled: bool) -> Columns {
        let left = if labelled { columns.left() } else { f64::NEG_INFINITY };
        let width = columns.narrowest();
        let heads: Vec<(Area, Run<'_>)> = lines
            .rev()
            .flat_map(|line| heads_of(&self.ink[line]).into_iter().map(move |run| (self.lines[line].area, run)))
            .filter(|(_, run)| run.right > left && !run.is_number())
            .collect();
        if heads.len() > MOST_HEADS * MOST_COLUMNS {
            return columns;
        }
        for (area, head) in &heads {
            let has_room = columns.strips.iter().all(|strip| {
                let distance = ((strip.0 + strip.1) / 2.0 - head.middle()).abs();
                distance > 0.6 * width && (strip.0 > head.right || strip.1 < head.left)
            });
            let beside = heads.iter().any(|(other_area, other)| {
                let distance = (other.middle() - head.middle()).abs();
                let same_height =
                    area.bottom.min(other_area.bottom) - area.top.max(other_area.top) > 0.25 * area.height();
                same_height && distance > 0.6 * width && distance < 1.6 * width && columns.under(other) < 2
            });
            if has_room && beside {
                columns = Columns::new(columns.strips.into_iter().chain([(head.left, head.right)]).collect());
            }
        }
        columns
    }

    /// The heads of the columns, each with what stands above the first row.
    fn heads(&self, columns: &Columns, range: Range<usize>) -> Vec<(f64, String)> {
        let left = columns.left();
        let count = columns.strips.len();
        let mut out: Vec<(f64, String)> = Vec::new();
        // Heads, from below: by the strip they stand over. A line above adds to them where it has pieces for strips side by side, or for
        // one that has none yet (自然人, beside two lines of other heads); any other piece is of a group of columns.
        let mut heads: Vec<String> = vec![String::new(); count];
        let mut groups: Vec<(usize, usize, String)> = Vec::new();
        for (line, signs) in self.lines[range.clone()].iter().zip(&self.ink[range.clone()]).rev() {
            let pieces = heads_of(signs);
            let strips_of = |run: &Run<'_>| (columns.at(run.left + 1.0), columns.at(run.right - 1.0));
            let mut over_one = vec![false; count];
            for (from, to) in pieces.iter().filter(|run| run.right > left).map(strips_of) {
                over_one[from] |= from == to;
            }
            // (A group stands over several columns, so that no other stands over the next.)
            let beside =
                |at: usize| over_one.get(at.wrapping_sub(1)) == Some(&true) || over_one.get(at + 1) == Some(&true);
            let (mut own, mut before) = (vec![String::new(); count], Vec::new());
            for run in &pieces {
                let (from, to) = strips_of(run);
                match () {
                    () if run.right <= left => before.push(run.text()),
                    () if from == to && (beside(from) || heads[from].is_empty()) => own[from].push_str(&run.text()),
                    // (Those that reach further come first.)
                    () => groups.push((from, usize::MAX - to, run.text())),
                }
            }
            heads.iter_mut().zip(own).for_each(|(head, own)| head.insert_str(0, &own));
            if !before.is_empty() {
                out.push((line.area.top, before.join(" ")));
            }
        }
        out.reverse();
        sort_by_key(&mut groups, |group| (group.0, group.1));
        let groups: Vec<String> = groups.into_iter().map(|group| group.2).collect();
        for text in [groups.join(" "), format!("\t{}", heads.join("\t"))] {
            if !text.trim().is_empty() {
                out.push((self.lines[range.end].area.top, text));
            }
        }
        out
    }

    /// The rows, each with its label.
    fn body(&self, columns: &Columns, rows: &[Cells], range: Range<usize>) -> Vec<(f64, String)> {
        let labels: Vec<(usize, Run<'a>)> = range
            .flat_map(|line| self.rows[line].iter().map(move |run| (line, *run)))
            .filter(|(_, run)| !columns.holds(run))
            .collect();
        let begins = begins(&labels);
        let labels: Vec<(usize, Run<'a>)> = labels
            .into_iter()
            .flat_map(|(line, run)| labels_apart(run, &begins).into_iter().map(move |run| (line, run)))
            .collect();
        let labels = match self.bands(columns, rows) {
            Some(bands) => in_bands(&labels, |line| bands.partition_point(|y| *y < self.lines[line].area.centre().1)),
            None => self.enumerated(&labels),
        };
        // The label of a row: that beside whose lines its numbers stand, and of several the nearest to them.
        let reaches = |label: &Label<'_>, line: usize| {
            let centre = self.lines[line].area.centre().1;
            let span = label.runs.iter().map(|(line, _)| self.lines[*line].area);
            let top = span.clone().map(|area| area.top).fold(f64::INFINITY, f64::min);
            let bottom = span.map(|area| area.bottom).fold(f64::NEG_INFINITY, f64::max);
            (top..=bottom).contains(&centre)
        };
        let mut of_label: Vec<Option<&Cells>> = vec![None; labels.len()];
        let mut out: Vec<(usize, usize, String)> = Vec::new();
        for row in rows {
            // (Labels stand in the order of their first lines.)
            let from = labels.partition_point(|label| label.first_line() + 2 * MOST_BETWEEN < row.line);
            let to = labels.partition_point(|label| label.first_line() <= row.line + 1);
            let nearest = (from..to)
                .filter(|at| of_label[*at].is_none() && reaches(&labels[*at], row.line))
                .max_by_key(|at| page::rounded(labels[*at].left()));
            match nearest {
                Some(at) => of_label[at] = Some(row),
                None => out.push((row.line, 1, format!("\t{}", row.texts.join("\t")))),
            }
        }
        for (at, label) in labels.iter().enumerate() {
            let text: String = label.runs.iter().map(|(_, run)| run.text()).collect();
            out.push(match of_label[at] {
                Some(row) => (label.first_line(), 1, format!("{text}\t{}", row.texts.join("\t"))),
                None => (label.first_line(), 0, text),
            });
        }
        sort_by_key(&mut out, |(line, order, _)| (*line, *order));
        out.into_iter().map(|(line, _, text)| (self.lines[line].area.top, text)).collect()
    }

    /// The places where lines drawn across, or the edges of shades, part the rows; `None` where they do not part them all.
    fn bands(&self, columns: &Columns, rows: &[Cells]) -> Option<Vec<f64>> {
        let (first, last) = (columns.strips.first()?, columns.strips.last()?);
        // (What lies above or below them all parts nothing.)
        let place = |row: &Cells| self.lines[row.line].area;
        let (top, bottom) = (place(rows.first()?).top, place(rows.last()?).bottom);
        let from = self.edges.partition_point(|edge| edge.0 < top);
        let to = self.edges.partition_point(|edge| edge.0 <= bottom);
        let over = |area: &Area| area.right.min(last.1) - area.left.max(first.0) > 0.5 * (first.1 - first.0);
        let within = self.edges.get(from..to).unwrap_or_default().iter();
        let bands: Vec<f64> = within.filter(|(_, area)| over(area)).map(|(y, _)| *y).collect();
        let band = |row: &Cells| bands.partition_point(|y| *y < self.lines[row.line].area.centre().1);
        let parted = rows.windows(2).all(|pair| band(&pair[0]) < band(&pair[1]));
        (parted && rows.len() > 1).then_some(bands)
    }

    /// Labels told by the numbers they begin with.
    fn enumerated(&self, runs: &[(usize, Run<'a>)]) -> Vec<Label<'a>> {
        // Only a line as long as others of its kind is broken: `3.其他` goes on with nothing.
        let mut widest = [0.0_f64; 3];
        for (_, run) in runs {
            if let Some(kind) = enumerator(run.signs) {
                widest[kind as usize] = widest[kind as usize].max(run.width());
            }
        }
        let mut labels: Vec<Label<'a>> = Vec::new();
        for (line, run) in runs {
            let top = self.lines[*line].area.top;
            let begun = enumerator(run.signs);
            // (The last label of its column: further up are those whose lines stand beside it.)
            let open =
                labels.iter_mut().rev().take(MOST_BETWEEN).find(|label| label.shares_column(run)).filter(|label| {
                    let (before, last) = label.runs[label.runs.len() - 1];
                    let full =
                        label.enumerator.is_some_and(|kind| last.width() + 2.5 * last.size() > widest[kind as usize]);
                    begun.is_none()
                        && full
                        && before < *line
                        && top - self.lines[before].area.bottom < MOST_LEADING * run.size()
                });
            match open {
                Some(label) => label.runs.push((*line, *run)),
                None => labels.push(Label { runs: vec![(*line, *run)], enumerator: begun }),
            }
        }
        labels
    }
}

impl<'a> Label<'a> {
    fn first_line(&self) -> usize {
        self.runs.first().map_or(0, |(line, _)| *line)
    }

    fn left(&self) -> f64 {
        self.runs.iter().map(|(_, run)| run.left).fold(f64::INFINITY, f64::min)
    }

    fn shares_column(&self, run: &Run<'_>) -> bool {
        self.runs.iter().any(|(_, own)| own.shares_column(run))
    }
}

/// The places where labels of a column begin, from the left.
fn begins(labels: &[(usize, Run<'_>)]) -> Vec<f64> {
    let mut places: Vec<f64> =
        labels.iter().filter(|(_, run)| enumerator(run.signs).is_some()).map(|(_, run)| run.left).collect();
    sort_by_key(&mut places, |place| page::rounded(*place));
    places.chunk_by(|a, b| b - a < SAME_PLACE).filter(|same| same.len() >= FEWEST).map(|same| same[0]).collect()
}

/// A label beside another, with next to no room between them: `不予公 4.保护第三方合法权益`, and below it `开 的信息`.
fn labels_apart<'a>(run: Run<'a>, columns: &[f64]) -> Vec<Run<'a>> {
    let begins = |at: &usize| {
        let (before, sign) = (&run.signs[at - 1], &run.signs[*at]);
        let begins_column = || {
            let nearest = columns.partition_point(|left| *left <= sign.area.left - SAME_PLACE);
            columns.get(nearest).is_some_and(|left| *left < sign.area.left + SAME_PLACE)
        };
        sign.area.left - before.area.right > LABELS_APART * run.size()
            && (enumerator(&run.signs[*at..]).is_some() || begins_column())
    };
    match (1..run.signs.len()).find(begins) {
        Some(at) => [&run.signs[..at], &run.signs[at..]].into_iter().filter_map(Run::new).collect(),
        None => vec![run],
    }
}

/// Labels told by the bands they stand in; those of a band that stand beside each other are several.
fn in_bands<'a>(runs: &[(usize, Run<'a>)], band: impl Fn(usize) -> usize) -> Vec<Label<'a>> {
    let mut labels: Vec<Label<'a>> = Vec::new();
    for of_band in runs.chunk_by(|a, b| band(a.0) == band(b.0)) {
        let begin = labels.len();
        for (line, run) in of_band {
            match labels[begin..].iter_mut().rev().take(MOST_COLUMNS).find(|label| label.shares_column(run)) {
                Some(label) => label.runs.push((*line, *run)),
                None => labels.push(Label { runs: vec![(*line, *run)], enumerator: None }),
            }
        }
    }
    labels
}
