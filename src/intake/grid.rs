//! Tables by the lines drawn around their cells.
//!
//! Programs draw a line in many pieces, as thin rectangles, twice, or cell by cell. Pieces on one line are joined; lines that
//! cross belong to one table; where most of the line between two cells is missing, they are one cell.

use crate::intake::flow::{CellShape, Flow};
use crate::intake::page::{Area, Sign, rounded};
use crate::sort::{sort, sort_by_key};
use std::ops::Range;

/// Pieces of a line may lie so far beside each other, in points; and so far apart.
const BESIDE: f64 = 1.5;
const APART: f64 = 2.6;
/// A column or row that is narrower holds no sign: it is the room between the frames of two cells.
const NARROWEST: f64 = 5.0;
/// What is shorter, when all its pieces are joined, is no line of a table.
const SHORTEST: f64 = 4.0;
/// A page with more lines is a drawing.
const MOST_LINES: usize = 3000;
/// More cells than a page of any report has.
const MOST_CELLS: usize = 20_000;
/// The edges of two halves of a table are the same up to so many points.
const SAME_EDGE: f64 = 3.0;

/// A table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    pub(crate) area: Area,
    /// Edges of columns and rows.
    xs: Vec<f64>,
    ys: Vec<f64>,
    pub(crate) cells: Vec<Cell>,
    /// Which cell covers each place, row by row.
    covers: Vec<usize>,
    /// No line closes it there: a page's end may cut it.
    open_above: bool,
    open_below: bool,
    /// The page of each row.
    pages: Vec<usize>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    rows: Range<usize>,
    columns: Range<usize>,
    pub(crate) lines: Vec<String>,
}

/// A line across or down: where it lies, from where to where.
#[derive(Debug, Clone, Copy)]
struct Line {
    at: f64,
    from: f64,
    to: f64,
}

/// The tables that lines make.
pub(crate) fn grids(rulings: &[Area]) -> Vec<Grid> {
    let line = |area: &Area, down: bool| {
        let (x, y) = area.centre();
        if down {
            Line { at: x, from: area.top, to: area.bottom }
        } else {
            Line { at: y, from: area.left, to: area.right }
        }
    };
    // A dot may be of a line either way.
    let is_dot = |area: &Area| area.width().max(area.height()) <= 2.0 * BESIDE;
    let is_down = |area: &&Area| area.height() > area.width() || is_dot(area);
    let is_across = |area: &&Area| area.height() <= area.width() || is_dot(area);
    let down = joined(rulings.iter().filter(is_down).map(|area| line(area, true)).collect());
    let across = joined(rulings.iter().filter(is_across).map(|area| line(area, false)).collect());
    if down.len() + across.len() > MOST_LINES {
        return Vec::new();
    }
    // Lines that hang together.
    let mut groups = Groups::new(across.len() + down.len());
    for (i, a) in across.iter().enumerate() {
        for (j, d) in down.iter().enumerate() {
            let meets = |line: &Line, at: f64| (line.from - APART..=line.to + APART).contains(&at);
            if meets(a, d.at) && meets(d, a.at) {
                groups.join(i, across.len() + j);
            }
        }
    }
    let mut of_group: Vec<(usize, usize)> = (0..across.len() + down.len()).map(|i| (groups.of(i), i)).collect();
    sort(&mut of_group);
    let grid = |group: &[(usize, usize)]| {
        let lines = |all: &[Line], first: usize| -> Vec<Line> {
            group.iter().filter_map(|(_, i)| i.checked_sub(first).and_then(|i| all.get(i)).copied()).collect()
        };
        // (Those across come first: what is past them is none of theirs.)
        Grid::new(&lines(&across, 0), &lines(&down, across.len()))
    };
    of_group.chunk_by(|a, b| a.0 == b.0).filter_map(grid).collect()
}

/// The tables that the boxes around their cells make, where no lines are drawn.
pub(crate) fn of_clips(clips: &[Area], signs: &[Sign]) -> Vec<Grid> {
    const FEWEST: usize = 6;
    if clips.len() < FEWEST || clips.len() > MOST_LINES || signs.is_empty() {
        return Vec::new();
    }
    let edges = |area: &Area| {
        let Area { left, top, right, bottom } = *area;
        [
            Area { bottom: top, ..*area },
            Area { top: bottom, ..*area },
            Area { left, right: left, top, bottom },
            Area { left: right, right, top, bottom },
        ]
    };
    let mut grids = grids(&clips.iter().flat_map(edges).collect::<Vec<_>>());
    grids.retain(|grid| grid.cells.len() >= FEWEST);
    grids
}

/// Pieces of lines as whole lines.
fn joined(mut pieces: Vec<Line>) -> Vec<Line> {
    sort_by_key(&mut pieces, |line| rounded(line.at));
    let mut out = Vec::new();
    let mut rest = &pieces[..];
    while let Some(first) = rest.first() {
        let (beside, further) = rest.split_at(rest.partition_point(|line| line.at - first.at <= BESIDE));
        rest = further;
        let at = beside.iter().map(|line| line.at).sum::<f64>() / beside.len() as f64;
        let mut beside = beside.to_vec();
        sort_by_key(&mut beside, |line| rounded(line.from));
        let mut open: Option<Line> = None;
        for line in beside {
            match &mut open {
                Some(open) if line.from - open.to <= APART => open.to = open.to.max(line.to),
                _ => out.extend(open.replace(Line { at, ..line })),
            }
        }
        out.extend(open);
    }
    // Dots are lines as far as they follow each other.
    out.retain(|line| line.to - line.from > SHORTEST);
    out
}

/// Places that are the same up to a few points, in order.
fn edges(mut places: Vec<f64>) -> Vec<f64> {
    sort_by_key(&mut places, |place| rounded(*place));
    places.dedup_by(|next, place| *next - *place < NARROWEST);
    places
}

/// Things that hang together.
struct Groups(Vec<usize>);

impl Groups {
    fn new(len: usize) -> Groups {
        Groups((0..len).collect())
    }

    fn of(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
    }
}

impl Grid {
    /// `None`: lines that are no table, a frame or a rule under a heading.
    fn new(across: &[Line], down: &[Line]) -> Option<Grid> {
        let bound = |lines: &[Line], of: fn(&Line) -> f64, pick: fn(f64, f64) -> f64, from: f64| {
            lines.iter().map(of).fold(from, pick)
        };
        let ends = |lines: &[Line]| {
            (bound(lines, |l| l.from, f64::min, f64::INFINITY), bound(lines, |l| l.to, f64::max, f64::NEG_INFINITY))
        };
        let mut xs = edges(down.iter().map(|line| line.at).collect());
        let mut ys = edges(across.iter().map(|line| line.at).collect());
        if xs.len() + ys.len() < 3 || across.is_empty() || down.is_empty() {
            return None;
        }
        // A side without a line: the lines that run up to it end there.
        let open = |places: &mut Vec<f64>, (from, to): (f64, f64)| {
            const FAR: f64 = 6.0;
            let (first, last) = (places[0], places[places.len() - 1]);
            let (before, after) = (first - from > FAR, to - last > FAR);
            if before {
                places.insert(0, from);
            }
            if after {
                places.push(to);
            }
            (before, after)
        };
        let (open_above, open_below) = open(&mut ys, ends(down));
        open(&mut xs, ends(across));
        let (rows, columns) = (ys.len() - 1, xs.len() - 1);
        if columns < 2 || rows == 0 || rows * columns > MOST_CELLS {
            return None;
        }
        let area = Area { left: xs[0], top: ys[0], right: xs[columns], bottom: ys[rows] };
        let mut grid = Grid { area, xs, ys, open_above, open_below, pages: vec![0; rows], ..Grid::default() };
        grid.find_cells(across, down);
        (grid.cells.len() > 1).then_some(grid)
    }

    /// Joins the places between which no line is drawn.
    fn find_cells(&mut self, across: &[Line], down: &[Line]) {
        let (rows, columns) = (self.ys.len() - 1, self.xs.len() - 1);
        let near = |places: &[f64], at: f64| {
            let after = places.partition_point(|place| *place < at);
            let distance = |i: &usize| rounded((places[*i] - at).abs());
            [after.saturating_sub(1), after.min(places.len() - 1)].into_iter().min_by_key(distance).unwrap_or(0)
        };
        let by_edge = |lines: &[Line], places: &[f64]| {
            let mut by_edge = vec![Vec::new(); places.len()];
            lines.iter().for_each(|line| by_edge[near(places, line.at)].push(*line));
            by_edge
        };
        let (down, across) = (by_edge(down, &self.xs), by_edge(across, &self.ys));
        let parted = |lines: &[Line], from: f64, to: f64| {
            let drawn: f64 = lines.iter().map(|line| (line.to.min(to) - line.from.max(from)).max(0.0)).sum();
            drawn * 2.0 > to - from
        };
        let mut groups = Groups::new(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                let place = row * columns + column;
                if column + 1 < columns && !parted(&down[column + 1], self.ys[row], self.ys[row + 1]) {
                    groups.join(place, place + 1);
                }
                if row + 1 < rows && !parted(&across[row + 1], self.xs[column], self.xs[column + 1]) {
                    groups.join(place, place + columns);
                }
            }
        }
        // A cell is a rectangle: what hangs together otherwise stays parted.
        let mut of_group: Vec<(usize, usize)> = (0..rows * columns).map(|place| (groups.of(place), place)).collect();
        sort(&mut of_group);
        self.covers = vec![0; rows * columns];
        for group in of_group.chunk_by(|a, b| a.0 == b.0) {
            let range = |of: fn((usize, usize)) -> usize| {
                let all = || group.iter().map(|(_, place)| of((place / columns, place % columns)));
                all().min().unwrap_or(0)..all().max().map_or(0, |last| last + 1)
            };
            let whole = Cell { rows: range(|(row, _)| row), columns: range(|(_, column)| column), lines: Vec::new() };
            if whole.rows.len() * whole.columns.len() == group.len() {
                group.iter().for_each(|(_, place)| self.covers[*place] = self.cells.len());
                self.cells.push(whole);
                continue;
            }
            for (_, place) in group {
                self.covers[*place] = self.cells.len();
                let (row, column) = (place / columns, place % columns);
                self.cells.push(Cell { rows: row..row + 1, columns: column..column + 1, lines: Vec::new() });
            }
        }
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn rows(&self) -> usize {
        self.pages.len()
    }

    /// The cell that holds a point.
    pub(crate) fn cell_at(&self, (x, y): (f64, f64)) -> Option<usize> {
        if !self.area.holds((x, y)) {
            return None;
        }
        let between = |places: &[f64], at: f64| places[1..places.len() - 1].partition_point(|place| *place <= at);
        Some(self.covers[between(&self.ys, y) * self.columns() + between(&self.xs, x)])
    }

    /// Where a cell ends.
    pub(crate) fn right_edge(&self, cell: usize) -> f64 {
        self.xs[self.cells[cell].columns.end]
    }

    /// All of it stands on this page.
    pub(crate) fn on_page(mut self, page: usize) -> Grid {
        self.pages.fill(page);
        self
    }

    /// Whether another table, at the top of the next page, is the rest of this one: it has the same columns.
    pub(crate) fn goes_on_in(&self, next: &Grid) -> bool {
        self.xs.len() == next.xs.len() && self.xs.iter().zip(&next.xs).all(|(a, b)| (a - b).abs() <= SAME_EDGE)
    }

    /// The cells of a row, by their columns, that begin in it.
    fn row(&self, row: usize) -> Vec<&Cell> {
        let mut cells: Vec<&Cell> = self.cells.iter().filter(|cell| cell.rows.start == row).collect();
        sort_by_key(&mut cells, |cell| cell.columns.start);
        cells
    }

    fn texts(&self, row: usize) -> Vec<(Range<usize>, String)> {
        self.row(row).into_iter().map(|cell| (cell.columns.clone(), cell.lines.concat())).collect()
    }

    /// Adds the rest of it, which stands on the next page.
    pub(crate) fn append(&mut self, mut rest: Grid) {
        // Its heads may be repeated.
        let repeated = (0..self.rows().min(rest.rows() - 1)).take_while(|row| {
            let (a, b) = (self.texts(*row), rest.texts(*row));
            a == b && a.iter().any(|(_, text)| !text.is_empty())
        });
        let repeated = repeated.count();
        let cut = repeated == 0 && self.is_cut_before(&rest);
        rest.cells.retain(|cell| cell.rows.start >= repeated);
        let last = self.rows() - 1;
        // A row that the page's end cuts is one row.
        let base = self.rows() - repeated - usize::from(cut);
        for mut cell in rest.cells {
            cell.rows = cell.rows.start + base..cell.rows.end + base;
            let above = self.cells.iter_mut().find(|above| {
                cut && cell.rows.start == last && above.rows.end == last + 1 && above.columns == cell.columns
            });
            match above {
                Some(above) => {
                    above.rows.end = cell.rows.end;
                    above.lines.append(&mut cell.lines);
                }
                None => self.cells.push(cell),
            }
        }
        self.pages.extend(&rest.pages[repeated + usize::from(cut)..]);
        self.open_below = rest.open_below;
    }

    /// Whether the page's end cuts a row, so that the first one of the rest belongs to the last one here.
    ///
    /// Where a line closes the row, only numbers without a label are told to belong to a label without numbers. Some programs
    /// never draw that line, so its lack alone says nothing: no place may be filled in both halves but that of a label, and
    /// that must not begin anew (`3.补正后…`).
    fn is_cut_before(&self, rest: &Grid) -> bool {
        let (above, below) = (self.texts(self.rows() - 1), rest.texts(0));
        if above.len() != below.len() || above.iter().zip(&below).any(|(a, b)| a.0 != b.0) {
            return false;
        }
        let first = |row: &[(Range<usize>, String)]| row.iter().position(|(_, text)| !text.is_empty());
        let last = |row: &[(Range<usize>, String)]| row.iter().rposition(|(_, text)| !text.is_empty());
        let (Some(end), Some(begin)) = (last(&above), first(&below)) else { return true };
        if end < begin {
            return true;
        }
        let both = above.iter().zip(&below).filter(|(a, b)| !a.1.is_empty() && !b.1.is_empty());
        let is_label = |text: &str| text.chars().any(char::is_alphabetic);
        let begins = |text: &str| {
            let mark = text.trim_start_matches(|c: char| {
                c.is_numeric() || c.is_whitespace() || "一二三四五六七八九十".contains(c)
            });
            text.starts_with(['（', '(']) || (mark.len() < text.len() && mark.starts_with(['.', '、', '．', ')', '）']))
        };
        let mut both = both.peekable();
        (self.open_below || rest.open_above)
            && both.peek().is_some()
            && both.all(|(a, b)| is_label(&a.1) && is_label(&b.1) && !begins(&b.1))
    }

    /// Writes it down, row by row.
    pub(crate) fn write(&self, flow: &mut Flow) {
        // By row, then by column.
        let mut cells: Vec<&Cell> = self.cells.iter().collect();
        sort_by_key(&mut cells, |cell| (cell.rows.start, cell.columns.start));
        let mut cells = cells.into_iter().peekable();
        flow.open_table();
        for (row, page) in self.pages.iter().enumerate() {
            flow.set_page(*page);
            flow.open_row();
            while let Some(cell) = cells.next_if(|cell| cell.rows.start == row) {
                flow.open_cell(CellShape {
                    columns: cell.columns.len(),
                    rows: cell.rows.len(),
                    ..CellShape::default()
                });
                for line in &cell.lines {
                    flow.exact(line);
                    flow.block();
                }
                flow.close_cell();
            }
            flow.close_row();
        }
        flow.close_table();
    }
}
