//! A page of paper: signs and lines at their places, as PDF and OFD files hold them, and what it reads as.
//!
//! Lines that cross are tables ([`grid`]); the signs in their cells are the cells' text, all others lines of
//! text from top to bottom. Lengths are points, from the page's upper left corner.

use crate::intake::aligned;
use crate::intake::flow::Flow;
use crate::intake::grid::{self, Grid};
use crate::intake::{Document, PageState, Refusal};
use crate::sort::sort_by_key;
use crate::text::radical;

/// A sign with the box it stands in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sign {
    pub(crate) c: char,
    pub(crate) area: Area,
    pub(crate) runs: Runs,
}

/// Which way a line of signs runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Runs {
    Right,
    /// Signs stand upright, one below the other.
    Down,
    /// Signs lie on their side.
    TurnedDown,
    TurnedUp,
    UpsideDown,
}

/// A rectangle, or a line as a thin one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Area {
    pub(crate) fn around(points: &[(f64, f64)]) -> Area {
        let least = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        Area { left: least(|p| p.0), top: least(|p| p.1), right: most(|p| p.0), bottom: most(|p| p.1) }
    }

    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(crate) fn centre(&self) -> (f64, f64) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    pub(crate) fn holds(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// What two have in common.
    pub(crate) fn within(&self, other: &Area) -> Area {
        Area {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// The least area that holds both.
    pub(crate) fn with(&self, other: &Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// What is seen of it where all outside of `clip` is cut off.
    fn seen(&self, clip: &Area) -> Option<Area> {
        let common = self.within(clip);
        // (Half of a line on the edge of what is cut off is seen.)
        (common.width() > -THIN && common.height() > -THIN).then_some(Area {
            left: common.left.min(common.right),
            top: common.top.min(common.bottom),
            right: common.right.max(common.left),
            bottom: common.bottom.max(common.top),
        })
    }
}

/// Where nothing is cut off.
pub(crate) const EVERYWHERE: Area =
    Area { left: f64::NEG_INFINITY, top: f64::NEG_INFINITY, right: f64::INFINITY, bottom: f64::INFINITY };
/// A line in a colour as light as this is none on paper; an area is as white as the paper.
const LIGHT: f64 = 0.93;
const WHITE: f64 = 0.99;
/// A filled area that is thinner is a line.
pub(crate) const THIN: f64 = 2.5;

/// What stands on a page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) signs: Vec<Sign>,
    /// Lines drawn, across and down.
    pub(crate) rulings: Vec<Area>,
    /// Areas filled with a colour: each other row of a table, or every cell.
    pub(crate) shades: Vec<Area>,
    /// Boxes that text is cut off at: WPS cuts each cell of a table.
    pub(crate) clips: Vec<Area>,
}

/// A piece of a page, in the order of reading.
#[derive(Debug)]
enum Piece {
    Line(String),
    Table(Grid),
}

impl Sign {
    /// Whether it is of the same word as the one before it.
    fn follows(&self, before: &Sign) -> bool {
        let (size, is_word) = (self.area.height(), |c: char| !c.is_ascii_digit() && !c.is_whitespace());
        let near = |gap: f64, part: f64| gap.abs() < part * size;
        self.runs == Runs::Right
            && before.runs == Runs::Right
            && is_word(self.c)
            && is_word(before.c)
            && near(self.area.left - before.area.right, 0.15)
            && near(self.area.top - before.area.top, 0.3)
    }
}

impl Page {
    /// An area filled in a colour as light as that, from 0 to 1: a line where it is thin, or the shade of a cell. Outside of
    /// `clip` nothing is seen.
    pub(crate) fn fill(&mut self, area: Area, clip: &Area, lightness: f64) {
        let thin = area.width().min(area.height()) < THIN;
        if lightness < if thin { LIGHT } else { WHITE } {
            if thin { &mut self.rulings } else { &mut self.shades }.extend(area.seen(clip));
        }
    }

    /// A line drawn in a colour as light as that.
    pub(crate) fn stroke(&mut self, area: Area, clip: &Area, lightness: f64) {
        // (A slanting line is none of a table's.)
        if lightness < LIGHT && area.width().min(area.height()) < 1.0 {
            self.rulings.extend(area.seen(clip));
        }
    }

    /// Turns the page so that most of its signs stand upright: some are printed sideways.
    fn upright(&mut self) {
        let count = |runs: Runs| self.signs.iter().filter(|sign| sign.runs == runs).count();
        let most = [Runs::TurnedDown, Runs::TurnedUp, Runs::UpsideDown].into_iter().max_by_key(|runs| count(*runs));
        let Some(runs) = most.filter(|runs| count(*runs) * 2 > self.signs.len()) else { return };
        // (Where it stands on the sheet is of no matter.)
        let turned = |area: &mut Area| *area = turn(*area, runs);
        self.rulings.iter_mut().chain(&mut self.shades).chain(&mut self.clips).for_each(turned);
        for sign in &mut self.signs {
            sign.area = turn(sign.area, runs);
            sign.runs = if sign.runs == runs { Runs::Right } else { Runs::Down };
        }
    }

    /// The pages that are printed on the sheet: two beside each other on a wide one, where nothing stands between them.
    fn pages(mut self) -> Vec<Page> {
        self.upright();
        let areas = || self.signs.iter().map(|sign| &sign.area).chain(&self.rulings);
        let Some(whole) = areas().copied().reduce(|whole, area| whole.with(&area)) else { return vec![self] };
        // (A page that stands alone may be wide and low as well: a few lines of text at its top.)
        let wide = whole.width() > whole.height();
        if !wide || self.width.max(self.height) >= 1.6 * self.width.min(self.height) {
            return vec![self];
        }
        let third = whole.width() / 3.0;
        let mut spans: Vec<(f64, f64)> = areas().map(|area| (area.left, area.right)).collect();
        sort_by_key(&mut spans, |span| rounded(span.0));
        let mut reached = whole.left;
        let mut gap = (0.0, 0.0);
        for (from, to) in spans {
            let middle = (from + reached) / 2.0;
            if from - reached > gap.1 && middle > whole.left + third && middle < whole.right - third {
                gap = (middle, from - reached);
            }
            reached = reached.max(to);
        }
        // Both have text, and not one the labels and the other the numbers of a table without lines.
        let words = |half: &dyn Fn(f64) -> bool| {
            self.signs.iter().filter(|sign| half(sign.area.left) && sign.c.is_alphabetic()).count()
        };
        let (at, width) = gap;
        if width < FEWEST_BETWEEN || words(&|x| x < at) < FEWEST_SIGNS || words(&|x| x > at) < FEWEST_SIGNS {
            return vec![self];
        }
        let on = |area: &Area, second: bool| (area.left > at) == second;
        let half = |second: bool| {
            // As if they lay on each other: a table goes on where its columns stand.
            let by = if second { self.width.max(self.height) / 2.0 } else { 0.0 };
            let moved = |area: &Area| Area { left: area.left - by, right: area.right - by, ..*area };
            let of = |all: &[Area]| all.iter().filter(|area| on(area, second)).map(moved).collect();
            Page {
                width: self.width / 2.0,
                height: self.height,
                signs: (self.signs.iter().filter(|sign| on(&sign.area, second)))
                    .map(|sign| Sign { area: moved(&sign.area), ..*sign })
                    .collect(),
                rulings: of(&self.rulings),
                shades: of(&self.shades),
                clips: of(&self.clips),
            }
        };
        vec![half(false), half(true)]
    }

    /// The pieces of the page, which is upright, from top to bottom.
    fn pieces(&self) -> Vec<Piece> {
        let mut grids = grid::grids(&self.rulings);
        if grids.is_empty() {
            grids = grid::of_clips(&self.clips, &self.signs);
        }
        // A sign belongs to the smallest table around it.
        sort_by_key(&mut grids, |grid| rounded(grid.area.width() * grid.area.height()));
        if grids.len() > MOST_TABLES {
            // A drawing.
            grids.clear();
        }
        let mut outside = Vec::new();
        let mut inside: Vec<Vec<Vec<Sign>>> = grids.iter().map(|grid| vec![Vec::new(); grid.cells.len()]).collect();
        let mut last: Option<(&Sign, Option<(usize, usize)>)> = None;
        for sign in &self.signs {
            let centre = sign.area.centre();
            let mut cell = grids.iter().enumerate().find_map(|(at, grid)| Some((at, grid.cell_at(centre)?)));
            // A comma at a label's end that hangs over the edge of its cell is none of the next one's.
            if let Some((before, Some((grid, of_word)))) = last
                && cell != Some((grid, of_word))
                && sign.follows(before)
                && sign.area.left < grids[grid].right_edge(of_word) - 0.5
            {
                cell = Some((grid, of_word));
            }
            last = Some((sign, cell));
            match cell {
                Some((grid, cell)) => inside[grid][cell].push(*sign),
                None => outside.push(*sign),
            }
        }
        let mut pieces: Vec<(i64, Piece)> = Vec::new();
        for (mut grid, cells) in grids.into_iter().zip(inside) {
            for (cell, signs) in grid.cells.iter_mut().zip(cells) {
                cell.lines =
                    lines(signs).iter().map(|line| line.text(None)).filter(|line| !line.trim().is_empty()).collect();
            }
            pieces.push((rounded(grid.area.top), Piece::Table(grid)));
        }
        let mut lines = lines(outside);
        sort_by_key(&mut lines, |line| rounded(line.area.top));
        let across = self.rulings.iter().filter(|area| area.width() > area.height()).chain(&self.shades);
        for (top, text) in aligned::texts(&lines, across) {
            if !text.trim().is_empty() {
                pieces.push((rounded(top), Piece::Line(text)));
            }
        }
        sort_by_key(&mut pieces, |piece| piece.0);
        pieces.into_iter().map(|(_, piece)| piece).collect()
    }
}

/// A decimal at the beginning of bytes, and how many of them it has. (The standard library's reading of them is 10 KB of
/// WebAssembly.)
pub(crate) fn decimal(bytes: &[u8]) -> (f64, usize) {
    let (mut value, mut scale, mut negative) = (0.0, 0.0, false);
    let mut read = 0;
    for byte in bytes {
        match byte {
            // Some writers put --5, or 5-3 for 5.
            b'-' if value == 0.0 => negative = true,
            b'+' | b'-' => {}
            b'.' if scale == 0.0 => scale = 1.0,
            // (Further digits than these change nothing.)
            b'0'..=b'9' if scale >= 1e12 => {}
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(byte - b'0');
                scale *= 10.0;
            }
            _ => break,
        }
        read += 1;
    }
    let value = if scale > 1.0 { value / scale } else { value };
    (if negative { -value } else { value }, read)
}

/// A length in hundredths of a point: what can be sorted by.
pub(crate) fn rounded(length: f64) -> i64 {
    (length * 100.0) as i64
}

/// Signs side by side.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) signs: Vec<Sign>,
    pub(crate) area: Area,
}

/// Signs on one line overlap by more than this part of the lower one.
const OVERLAP: f64 = 0.7;

/// The lines of text that signs make.
fn lines(mut signs: Vec<Sign>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    // (A label that runs down among others that run right is a block of its own.)
    sort_by_key(&mut signs, |sign| sign.runs);
    for run in signs.chunk_by(|a, b| a.runs == b.runs) {
        let turned: Vec<Sign> = run.iter().map(|sign| Sign { area: turn(sign.area, sign.runs), ..*sign }).collect();
        let mut lines = lines_across(turned);
        for line in &mut lines {
            // Where it stands on the page, and not as it was turned.
            let back = |point: (f64, f64)| turn_back(point, run[0].runs);
            line.area =
                Area::around(&[back((line.area.left, line.area.top)), back((line.area.right, line.area.bottom))]);
        }
        out.append(&mut lines);
    }
    out
}

/// As if it ran to the right.
fn turn(area: Area, runs: Runs) -> Area {
    let Area { left, top, right, bottom } = area;
    let turned = |x: fn(f64, f64) -> (f64, f64)| Area::around(&[x(left, top), x(right, bottom)]);
    match runs {
        Runs::Right => area,
        // Columns follow each other from right to left.
        Runs::Down | Runs::TurnedDown => turned(|x, y| (y, -x)),
        Runs::TurnedUp => turned(|x, y| (-y, x)),
        Runs::UpsideDown => turned(|x, y| (-x, -y)),
    }
}

fn turn_back((x, y): (f64, f64), runs: Runs) -> (f64, f64) {
    match runs {
        Runs::Right => (x, y),
        Runs::Down | Runs::TurnedDown => (-y, x),
        Runs::TurnedUp => (y, -x),
        Runs::UpsideDown => (-x, -y),
    }
}

fn lines_across(mut signs: Vec<Sign>) -> Vec<Line> {
    sort_by_key(&mut signs, |sign| rounded(sign.area.centre().1));
    let mut lines: Vec<Line> = Vec::new();
    for sign in signs {
        let open = lines.last_mut().filter(|line| {
            let common = line.area.within(&sign.area).height();
            common > OVERLAP * line.area.height().min(sign.area.height())
        });
        match open {
            Some(line) => {
                // The line is as high as its signs are: one that stands a little lower must not open it for the next.
                let weight = line.signs.len() as f64;
                let mean = |of_line: f64, of_sign: f64| (of_line * weight + of_sign) / (weight + 1.0);
                line.area.top = mean(line.area.top, sign.area.top);
                line.area.bottom = mean(line.area.bottom, sign.area.bottom);
                line.area.left = line.area.left.min(sign.area.left);
                line.area.right = line.area.right.max(sign.area.right);
                line.signs.push(sign);
            }
            None => lines.push(Line { signs: vec![sign], area: sign.area }),
        }
    }
    for line in &mut lines {
        sort_by_key(&mut line.signs, |sign| rounded(sign.area.left));
        // Bold may be the same sign twice, a hair's breadth apart. (Half a narrow 1 is another 1.)
        line.signs.dedup_by(|next, sign| {
            next.c == sign.c && next.area.left - sign.area.left < 0.4 * sign.area.width().max(next.area.width())
        });
    }
    lines
}

impl Line {
    /// Its text; with the page's left margin, gaps as wide as they are.
    pub(crate) fn text(&self, margin: Option<f64>) -> String {
        text(&self.signs, margin)
    }
}

/// The text of signs side by side; with the page's left margin, gaps as wide as they are, so that columns stay below each other.
///
/// Where words are parted is told by their places: spaces are drawn over gaps or not at all. Between letters of the West
/// and digits, a gap of a space is narrow, and the space itself is believed.
pub(crate) fn text(signs: &[Sign], margin: Option<f64>) -> String {
    let ink: Vec<&Sign> = signs.iter().filter(|sign| !sign.c.is_whitespace()).collect();
    let size = |sign: &Sign| if sign.runs == Runs::Right { sign.area.height() } else { sign.area.width() };
    let mut out = String::new();
    let gaps = || ink.windows(2).map(|pair| (pair[1].area.left - pair[0].area.right, size(pair[0])));
    let half = |gap: f64, size: f64| (gap / (size / 2.0).max(0.5) + 0.5).clamp(0.0, 100.0) as usize;
    if let (Some(margin), Some(first)) = (margin, ink.first())
        && gaps().any(|(gap, size)| gap > WIDE * size)
    {
        out.extend(std::iter::repeat_n(' ', half(first.area.left - margin, size(first))));
    }
    let mut before: Option<&Sign> = None;
    let mut spaced = false;
    for sign in signs {
        if sign.c.is_whitespace() {
            spaced = true;
            continue;
        }
        if let Some(before) = before {
            let (gap, size) = (sign.area.left - before.area.right, size(before));
            let latin = before.c.is_ascii_alphanumeric() && sign.c.is_ascii_alphanumeric();
            // The digits of a number may be set wide.
            let digits = before.c.is_ascii_digit() && sign.c.is_ascii_digit();
            let spaces = match () {
                () if margin.is_some() && gap > WIDE * size => half(gap, size).max(3),
                () if latin && !digits && gap > 0.3 * size => 1,
                () if latin && spaced && gap > 0.1 * size => 1,
                () if gap > 0.75 * size => 1,
                () => 0,
            };
            out.extend(std::iter::repeat_n(' ', spaces));
        }
        out.push(radical(sign.c));
        (before, spaced) = (Some(sign), false);
    }
    out
}

/// Two pages on a sheet have so much room between them, in points, and each so many letters.
const FEWEST_BETWEEN: f64 = 18.0;
const FEWEST_SIGNS: usize = 60;
/// A page has no more tables.
const MOST_TABLES: usize = 100;
/// A gap of so many times the size of the signs parts columns.
const WIDE: f64 = 1.4;

/// Reads the pages of a file: `draw` gives each with what became of it, those past [`MOST_PAGES`] as [`PageState::TooMany`].
/// `progress` hears how many pages are read, of how many.
///
/// # Errors
///
/// Those of `draw`; and what [`Document::of_pages`] says.
pub(crate) fn read(
    count: usize,
    progress: &mut dyn FnMut(usize, usize),
    mut draw: impl FnMut(usize) -> Result<(PageState, Page), Refusal>,
) -> Result<Document, Refusal> {
    let mut writer = Writer::default();
    let mut states = Vec::with_capacity(count);
    let mut signs = 0;
    for at in 0..count {
        progress(at, count);
        let (state, page) = draw(at)?;
        states.push(state);
        let page = if state.is_read() { page } else { Page::default() };
        signs += page.signs.len();
        writer.sheet(page.pages().iter().map(Page::pieces));
    }
    progress(count, count);
    Document::of_pages(writer.finish(), states, signs)
}

/// Pages that are read of a file; further ones are named as not read.
pub(crate) const MOST_PAGES: usize = 300;

/// Pages one after the other, written down.
#[derive(Debug, Default)]
struct Writer {
    flow: Flow,
    page: usize,
    /// A table that may go on with the next page.
    table: Option<Grid>,
    /// What stood below it: a page's number.
    below: Vec<(usize, String)>,
}

/// Lines below and above a table that a page's end cuts: a number, a running title, 续表.
const MOST_BETWEEN: usize = 2;

impl Writer {
    /// The next sheet with the pages on it; one without pieces is empty, or was not read.
    fn sheet(&mut self, pages: impl Iterator<Item = Vec<Piece>>) {
        self.page += 1;
        pages.for_each(|pieces| self.pieces(pieces));
    }

    fn pieces(&mut self, pieces: Vec<Piece>) {
        // Lines at the top of the page, as long as a table may follow that was begun before it.
        let mut above: Vec<String> = Vec::new();
        let mut begins = self.table.is_some();
        for piece in pieces {
            match piece {
                Piece::Line(line) if begins && above.len() < MOST_BETWEEN => above.push(line),
                Piece::Line(line) if self.table.is_some() && !begins && self.below.len() < MOST_BETWEEN => {
                    self.below.push((self.page, line));
                }
                Piece::Line(line) => {
                    self.settle(&mut above);
                    begins = false;
                    self.line(self.page, &line);
                }
                Piece::Table(grid) => {
                    let grid = grid.on_page(self.page);
                    match self.table.as_mut().filter(|table| begins && table.goes_on_in(&grid)) {
                        Some(table) => {
                            table.append(grid);
                            // Of what stood between, nothing is text of the report.
                            above.clear();
                            self.below.clear();
                        }
                        None => {
                            self.settle(&mut above);
                            self.table = Some(grid);
                        }
                    }
                    begins = false;
                }
            }
        }
        if begins {
            self.settle(&mut above);
        }
    }

    /// The table that was open ends; what stood below it, and above on this page, follows.
    fn settle(&mut self, above: &mut Vec<String>) {
        if let Some(table) = self.table.take() {
            table.write(&mut self.flow);
        }
        for (page, line) in std::mem::take(&mut self.below) {
            self.line(page, &line);
        }
        for line in above.drain(..) {
            self.line(self.page, &line);
        }
    }

    fn line(&mut self, page: usize, line: &str) {
        // (Then there is no use in going on: the file is refused.)
        if self.flow.is_full() {
            return;
        }
        self.flow.set_page(page);
        self.flow.exact(line);
        self.flow.block();
    }

    fn finish(mut self) -> Flow {
        self.settle(&mut Vec::new());
        self.flow
    }
}
