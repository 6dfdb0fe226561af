//! Word files before 2007, which .wps files are as well ([MS-DOC]): the text in pieces, and beside it what paragraphs, signs
//! and rows of tables are like.

use crate::intake::Refusal;
use crate::intake::bytes::{long, short};
use crate::intake::flow::{CellShape, Flow};
use crate::intake::ole::Ole;
use crate::intake::pdf::cp1252;
use crate::sort::{sort, sort_by_key};
use std::cell::Cell;

/// More signs than a hundred reports have.
const MOST_SIGNS: usize = 4 << 20;
/// Properties of rows and paragraphs that are read, in bytes and edges of cells.
const MOST_PROPERTIES: usize = 8 << 20;
/// Tables within tables.
const DEEPEST: usize = 24;
/// Edges of columns that lie so near each other are one, in twentieths of a point.
const SAME_EDGE: i32 = 30;

/// The text of a document.
pub(crate) fn text_of(ole: &Ole<'_>) -> Result<String, Refusal> {
    let main = ole.stream("WordDocument").ok_or(Refusal::Damaged)?;
    let flags = short(&main, 10).ok_or(Refusal::Damaged)?;
    match short(&main, 0) {
        Some(0xa5ec) => {}
        Some(0xa5dc) => return Err(Refusal::OldWord),
        _ => return Err(Refusal::Damaged),
    }
    if flags & 0x0100 != 0 {
        return Err(Refusal::Encrypted);
    }
    let table = ole.stream(if flags & 0x0200 != 0 { "1Table" } else { "0Table" }).ok_or(Refusal::Damaged)?;
    let data = ole.stream("Data").unwrap_or_default();
    let document = Document::read(&main, &table, &data).ok_or(Refusal::Damaged)?;
    document.text()
}

/// A document, taken apart.
#[derive(Debug)]
struct Document<'a> {
    data: &'a [u8],
    /// How much of properties may still be read.
    left: Cell<usize>,
    /// Each sign with the place in the file that its properties go by.
    signs: Vec<(u16, u32)>,
    /// Properties of paragraphs and of signs: from, to, where in the file.
    paragraphs: Vec<(u32, u32, &'a [u8])>,
    looks: Vec<(u32, u32, &'a [u8])>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Default)]
struct Paragraph {
    /// How many tables it stands in.
    depth: usize,
    /// Its mark ends a row; that of a table within a table looks otherwise.
    ends_row: bool,
    ends_inner_row: bool,
    ends_inner_cell: bool,
    row: Row,
}

/// A row's cells.
#[derive(Debug, Clone, Default)]
struct Row {
    /// The edges of its cells, from the left.
    edges: Vec<i32>,
    /// Of each cell: how it is merged.
    merged: Vec<u16>,
    cells: Vec<Vec<Content>>,
}

/// What a cell holds.
#[derive(Debug, Clone)]
enum Content {
    Line(String),
    Table(Vec<Row>),
}

/// A table that is being read.
#[derive(Debug, Default)]
struct Open {
    rows: Vec<Row>,
    cells: Vec<Vec<Content>>,
    cell: Vec<Content>,
}

/// A property: what it is, and its value.
fn properties<'a>(mut bytes: &'a [u8], mut take: impl FnMut(u16, &'a [u8])) {
    const DEFINE_TABLE: u16 = 0xd608;
    while let Some(code) = short(bytes, 0) {
        let rest = &bytes[2..];
        let (skip, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if code == DEFINE_TABLE => (2, usize::from(short(rest, 0).unwrap_or(1)).saturating_sub(1)),
            _ => (1, rest.first().map_or(0, |length| usize::from(*length))),
        };
        let end = (skip + length).min(rest.len());
        take(code, &rest[skip.min(end)..end]);
        bytes = &rest[end..];
    }
}

impl<'a> Document<'a> {
    fn read(main: &'a [u8], table: &'a [u8], data: &'a [u8]) -> Option<Document<'a>> {
        // The head's parts tell their own lengths.
        let at = 34 + 2 * usize::from(short(main, 32)?);
        let body = long(main, at + 2 + 12)? as usize;
        let at = at + 2 + 4 * usize::from(short(main, at)?);
        let pairs = usize::from(short(main, at)?);
        let part = |index: usize| -> Option<&'a [u8]> {
            let (start, length) = (long(main, at + 2 + 8 * index)? as usize, long(main, at + 6 + 8 * index)? as usize);
            table.get(start..start.checked_add(length)?).filter(|_| index < pairs)
        };
        Some(Document {
            data,
            left: Cell::new(MOST_PROPERTIES),
            signs: signs(main, pieces(part(33)?)?, body.min(MOST_SIGNS)),
            looks: runs(main, part(12).unwrap_or_default(), 1),
            paragraphs: runs(main, part(13).unwrap_or_default(), 13),
        })
    }

    /// Where what stands at a place in the file stops being alike, and its properties.
    fn at(runs: &[(u32, u32, &'a [u8])], place: u32) -> (u32, &'a [u8]) {
        let before = runs.partition_point(|run| run.0 <= place).checked_sub(1).map(|at| runs[at]);
        before.filter(|run| place < run.1).map_or((place + 1, &[]), |run| (run.1, run.2))
    }

    fn paragraph(&self, place: u32) -> Paragraph {
        let mut paragraph = Paragraph::default();
        // (The number of its style comes first.)
        let own = Document::at(&self.paragraphs, place).1.get(2..).unwrap_or_default();
        let mut far = None;
        properties(own, |code, value| {
            // Properties too long for their page lie in a stream of their own.
            if matches!(code, 0x6645 | 0x6646) {
                far = long(value, 0);
            }
            paragraph.set(code, value);
        });
        if let Some(far) = far.map(|far| far as usize)
            && let Some(length) = short(self.data, far)
            && let Some(further) = self.data.get(far + 2..far + 2 + usize::from(length))
            && self.left.get() > 0
        {
            self.left.set(self.left.get().saturating_sub(further.len()));
            properties(further, |code, value| paragraph.set(code, value));
        }
        paragraph
    }

    /// Whether signs from a place on are shown (not deleted, hidden, struck out, or the mark of a note), and up to where.
    fn is_shown(&self, place: u32) -> (u32, bool) {
        let (end, look) = Document::at(&self.looks, place);
        let mut shown = true;
        properties(look, |code, value| {
            let value = value.first().copied().unwrap_or(0);
            match code {
                0x0800 | 0x083c | 0x0837 | 0x2a53 => shown &= value & 1 == 0,
                0x2a48 => shown &= value != 1,
                _ => {}
            }
        });
        (end, shown)
    }

    fn text(&self) -> Result<String, Refusal> {
        let mut flow = Flow::default();
        let mut open: Vec<Open> = Vec::new();
        let mut line: Vec<u16> = Vec::new();
        // Fields within fields: whether each shows its result yet; and how many do not.
        let mut fields: Vec<bool> = Vec::new();
        let mut hiding = 0;
        let mut shown = (0..0, true);
        for &(sign, place) in &self.signs {
            if flow.is_full() {
                break;
            }
            match sign {
                0x13 => {
                    fields.push(false);
                    hiding += 1;
                }
                0x14 => {
                    if let Some(shows) = fields.last_mut() {
                        hiding -= usize::from(!std::mem::replace(shows, true));
                    }
                }
                0x15 => hiding -= usize::from(fields.pop() == Some(false)),
                7 | 12 | 13 => {
                    let text = String::from_utf16_lossy(&line);
                    line.clear();
                    let paragraph = self.paragraph(place);
                    self.left.set(self.left.get().saturating_sub(paragraph.row.edges.len()));
                    if self.left.get() == 0 {
                        return Err(Refusal::TooLarge);
                    }
                    end(&mut open, text, sign == 7, paragraph, &mut flow);
                }
                _ if hiding > 0 => {}
                _ => {
                    if !shown.0.contains(&place) {
                        let (end, is_shown) = self.is_shown(place);
                        shown = (place..end, is_shown);
                    }
                    match sign {
                        _ if !shown.1 => {}
                        9 => line.push(9),
                        11 => line.push(u16::from(b'\n')),
                        0x1e => line.push(u16::from(b'-')),
                        0..32 => {}
                        _ => line.push(sign),
                    }
                }
            }
        }
        end(&mut open, String::from_utf16_lossy(&line), false, Paragraph::default(), &mut flow);
        Ok(flow.finish()?)
    }
}

impl Paragraph {
    fn set(&mut self, code: u16, value: &[u8]) {
        let is_on = value.first().is_some_and(|value| *value != 0);
        let byte = |at: usize| value.get(at).map(|byte| usize::from(*byte));
        match code {
            0x2416 if is_on => self.depth = self.depth.max(1),
            0x2417 => self.ends_row = is_on,
            0x6649 => self.depth = long(value, 0).map_or(0, |depth| depth as usize).min(DEEPEST),
            0x244b => self.ends_inner_cell = is_on,
            0x244c => self.ends_inner_row = is_on,
            0xd608 => {
                let Some(count) = byte(0) else { return };
                let edge = |i: usize| short(value, 1 + 2 * i).map(|edge| i32::from(edge as i16));
                self.row.edges = (0..=count).map_while(edge).collect();
                let flags = 1 + 2 * (count + 1);
                self.row.merged = (0..count).map(|i| short(value, flags + 20 * i).unwrap_or(0)).collect();
            }
            // Cells merged after the row was defined: side by side, or with those above.
            0x5624 => {
                let (Some(first), Some(limit)) = (byte(0), byte(1)) else { return };
                for (at, merged) in self.row.merged.iter_mut().enumerate().take(limit).skip(first) {
                    *merged |= if at == first { FIRST } else { BESIDE };
                }
            }
            0xd62b => {
                let Some(merged) = byte(0).and_then(|at| self.row.merged.get_mut(at)) else { return };
                *merged = *merged & !(BELOW | TOP) | (byte(1).unwrap_or(0) as u16) << 5;
            }
            _ => {}
        }
    }
}

/// A cell is the first of several merged side by side, or a further one; it goes on with the one above; but for a first one.
const FIRST: u16 = 1;
const BESIDE: u16 = 2;
const BELOW: u16 = 0x20;
const TOP: u16 = 0x40;

/// A paragraph, a cell or a row ends.
fn end(open: &mut Vec<Open>, line: String, cell_mark: bool, paragraph: Paragraph, flow: &mut Flow) {
    let depth = paragraph.depth.max(usize::from(cell_mark)).min(DEEPEST);
    while open.len() > depth {
        close_table(open, flow);
    }
    open.resize_with(depth.max(open.len()), Open::default);
    let Some(table) = open.last_mut() else {
        flow.exact(&line);
        return flow.line_break();
    };
    let inner = depth > 1;
    if (cell_mark && paragraph.ends_row) || (inner && paragraph.ends_inner_row) {
        let cells = std::mem::take(&mut table.cells);
        table.rows.push(Row { cells, ..paragraph.row });
        return;
    }
    table.cell.push(Content::Line(line));
    if cell_mark || (inner && paragraph.ends_inner_cell) {
        table.cells.push(std::mem::take(&mut table.cell));
    }
}

fn close_table(open: &mut Vec<Open>, flow: &mut Flow) {
    let Some(mut table) = open.pop() else { return };
    // A row whose end was lost.
    if !table.cell.is_empty() {
        table.cells.push(std::mem::take(&mut table.cell));
    }
    if !table.cells.is_empty() {
        table.rows.push(Row { cells: table.cells, ..Row::default() });
    }
    match open.last_mut() {
        Some(around) => around.cell.push(Content::Table(table.rows)),
        None => write_table(&table.rows, flow),
    }
}

/// Writes a table by the grid that all its rows' edges make.
fn write_table(rows: &[Row], flow: &mut Flow) {
    let mut edges: Vec<i32> = rows.iter().flat_map(|row| row.edges.iter().copied()).collect();
    sort(&mut edges);
    edges.dedup_by(|next, edge| *next - *edge <= SAME_EDGE);
    let column = |edge: i32| edges.partition_point(|known| *known <= edge).saturating_sub(1);
    flow.open_table();
    for row in rows {
        flow.open_row();
        let merged = |at: usize| row.merged.get(at).copied().unwrap_or(0);
        let place = |at: usize| row.edges.get(at).map(|edge| column(*edge));
        for (at, cell) in row.cells.iter().enumerate() {
            let goes_on = |at: usize| merged(at) & (BESIDE | FIRST) == BESIDE;
            if goes_on(at) && at > 0 {
                continue;
            }
            let mut end = at + 1;
            while end < row.cells.len() && goes_on(end) {
                end += 1;
            }
            let columns = place(at).zip(place(end)).map_or(1, |(from, to)| to.saturating_sub(from));
            let skipped = if at == 0 { place(0).unwrap_or(0) } else { 0 };
            let covered = merged(at) & BELOW != 0 && merged(at) & TOP == 0;
            flow.open_cell(CellShape { columns, skipped, covered, ..CellShape::default() });
            for content in cell {
                match content {
                    Content::Line(line) => {
                        flow.exact(line);
                        flow.block();
                    }
                    Content::Table(rows) => write_table(rows, flow),
                }
            }
            flow.close_cell();
        }
        flow.close_row();
    }
    flow.close_table();
}

/// A piece of the text: how many signs, where in the file, and whether they are bytes.
type PieceOfText = (usize, u32, bool);

fn pieces(part: &[u8]) -> Option<Vec<PieceOfText>> {
    let mut at = 0;
    while *part.get(at)? == 1 {
        at += 3 + usize::from(short(part, at + 1)?);
    }
    let length = long(part, at + 1)? as usize;
    let table = part.get(at + 5..).filter(|_| part[at] == 2)?;
    let table = &table[..length.min(table.len())];
    let count = table.len().checked_sub(4)? / 12;
    let piece = |i: usize| {
        let signs = long(table, 4 * i + 4)?.checked_sub(long(table, 4 * i)?)? as usize;
        let place = long(table, 4 * (count + 1) + 8 * i + 2)?;
        let bytes = place & 0x4000_0000 != 0;
        let place = place & 0x3fff_ffff;
        Some((signs, if bytes { place / 2 } else { place }, bytes))
    };
    Some((0..count).map_while(piece).collect())
}

fn signs(main: &[u8], pieces: Vec<PieceOfText>, most: usize) -> Vec<(u16, u32)> {
    let mut signs = Vec::new();
    for (count, start, bytes) in pieces {
        let width = if bytes { 1 } else { 2 };
        for i in 0..count.min(main.len()) {
            let place = start as usize + width * i;
            let sign = match bytes {
                true => main.get(place).map(|byte| cp1252(*byte).map_or(u16::from(*byte), |c| c as u16)),
                false => short(main, place),
            };
            let Some(sign) = sign.filter(|_| signs.len() < most) else { return signs };
            signs.push((sign, place as u32));
        }
    }
    signs
}

/// The properties of all paragraphs (`each` is 13) or signs (1), by their places in the file.
fn runs<'a>(main: &'a [u8], part: &[u8], each: usize) -> Vec<(u32, u32, &'a [u8])> {
    const PAGE: usize = 512;
    let count = part.len().saturating_sub(4) / 8;
    let mut runs = Vec::new();
    for i in 0..count {
        let Some(number) = long(part, 4 * (count + 1) + 4 * i).map(|number| (number & 0x3f_ffff) as usize) else {
            break;
        };
        let Some(page) = main.get(number * PAGE..number * PAGE + PAGE) else { continue };
        let of_page = usize::from(page[PAGE - 1]);
        for run in 0..of_page {
            let (Some(from), Some(to)) = (long(page, 4 * run), long(page, 4 * run + 4)) else { break };
            let Some(&offset) = page.get(4 * (of_page + 1) + each * run) else { break };
            let at = 2 * usize::from(offset);
            let properties = match (offset, page.get(at), page.get(at + 1)) {
                (0, ..) => None,
                // For paragraphs in pairs of bytes, less one; or, after a nought, in pairs.
                (_, Some(0), Some(&pairs)) if each > 1 => page.get(at + 2..at + 2 + 2 * usize::from(pairs)),
                (_, Some(&length), _) => {
                    let length =
                        if each > 1 { (2 * usize::from(length)).saturating_sub(1) } else { usize::from(length) };
                    page.get(at + 1..at + 1 + length)
                }
                _ => None,
            };
            runs.push((from, to, properties.unwrap_or_default()));
        }
    }
    sort_by_key(&mut runs, |run| run.0);
    runs
}
