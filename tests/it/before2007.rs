//! The same made-up reports as Word and Excel before 2007 and WPS write them.

use crate::office::{Block, Drawn};
use crate::ole::{document, ole, property};

/// Whose .doc it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doc {
    /// Numbers were changed with the changes tracked: the old ones are in the file as well.
    pub tracked: bool,
    /// The properties of rows are too long for their page, and lie in a stream of their own.
    pub far: bool,
    /// The text is in several pieces, some of them of bytes.
    pub pieces: bool,
}

/// A .doc file.
pub fn doc(blocks: &[Block], how: Doc) -> Vec<u8> {
    let [main, table, data] = streams(blocks, how);
    ole(&[("WordDocument", &main), ("0Table", &table), ("Data", &data)])
}

/// The streams of a .doc file: the document, its tables, what lies far from both.
pub fn streams(blocks: &[Block], how: Doc) -> [Vec<u8>; 3] {
    // Signs; where paragraphs end, with their properties; which signs were deleted.
    let mut text: Vec<u16> = Vec::new();
    let mut ends: Vec<(usize, Vec<u8>)> = Vec::new();
    let mut deleted: Vec<(usize, usize)> = Vec::new();
    let mut data: Vec<u8> = vec![0; 4];
    for block in blocks {
        match block {
            Block::Heading(line) => {
                text.extend(line.encode_utf16().chain([13]));
                ends.push((text.len(), Vec::new()));
            }
            Block::Paragraph(line) => {
                // A field: its instruction is none of the text, its result is.
                text.push(0x13);
                text.extend("HYPERLINK 999".encode_utf16());
                text.push(0x14);
                text.extend(line.encode_utf16().chain([0x15, 13]));
                ends.push((text.len(), Vec::new()));
            }
            Block::Table(rows) => {
                for row in placed(rows) {
                    for (_, _, cell, _) in &row {
                        if how.tracked && cell.parse::<u32>().is_ok() {
                            deleted.push((text.len(), text.len() + 1));
                            text.push(u16::from(b'2'));
                        }
                        text.extend(cell.encode_utf16().chain([7]));
                        ends.push((text.len(), property(0x2416)));
                    }
                    text.push(7);
                    ends.push((text.len(), row_end(&row, how.far, &mut data)));
                }
            }
        }
    }
    // Behind the body stands a footer, which is none of it.
    let body = text.len();
    text.extend("第999页\r".encode_utf16());
    let [main, table] = document(&text, body, &ends, &deleted, how.pieces);
    [main, table, data]
}

/// From column, to column, text, flags of merging.
type Placed = (usize, usize, String, u16);

/// The cells of each row; one that a merged one above covers stands there again, without text.
fn placed(rows: &[Vec<Drawn>]) -> Vec<Vec<Placed>> {
    // By column: so many rows it is still covered, and how wide the cell is.
    let mut covered: Vec<(usize, usize)> = vec![(0, 1); 64];
    rows.iter()
        .map(|row| {
            let mut out = Vec::new();
            let mut at = 0;
            let mut cells = row.iter();
            loop {
                if covered[at].0 > 0 {
                    let columns = covered[at].1;
                    covered[at].0 -= 1;
                    out.push((at, at + columns, String::new(), 0x20));
                    at += columns;
                    continue;
                }
                let Some(cell) = cells.next() else { break };
                covered[at] = (cell.rows - 1, cell.columns);
                let merged = if cell.rows > 1 { 0x60 } else { 0 };
                out.push((at, at + cell.columns, cell.text.clone(), merged));
                at += cell.columns;
            }
            out
        })
        .collect()
}

fn row_end(row: &[Placed], far: bool, data: &mut Vec<u8>) -> Vec<u8> {
    let edge = |column: usize| (column as i16 * 900 - 108).to_le_bytes();
    let mut define = vec![row.len() as u8];
    define.extend(row.iter().flat_map(|cell| edge(cell.0)));
    define.extend(row.last().map(|cell| edge(cell.1)).into_iter().flatten());
    for (_, _, _, merged) in row {
        define.extend(merged.to_le_bytes());
        define.extend([0; 18]);
    }
    let define = [&0xd608u16.to_le_bytes()[..], &(define.len() as u16 + 1).to_le_bytes(), &define].concat();
    let properties = [property(0x2416), property(0x2417), define].concat();
    if !far {
        return properties;
    }
    let at = data.len() as u32;
    data.extend((properties.len() as u16).to_le_bytes());
    data.extend(properties);
    [&0x6646u16.to_le_bytes()[..], &at.to_le_bytes()].concat()
}

/// An .xls file: the first sheet the text and table 2, the second the other tables; a third, hidden, holds something else.
pub fn xls(blocks: &[Block]) -> Vec<u8> {
    ole(&[("Workbook", &workbook(blocks))])
}

/// The stream of an .xls file.
pub fn workbook(blocks: &[Block]) -> Vec<u8> {
    let mut strings: Vec<String> = Vec::new();
    let mut sheets = vec![Vec::new(), Vec::new()];
    let mut lines = [0, 0];
    let mut merged: Vec<Vec<[u16; 4]>> = vec![Vec::new(), Vec::new()];
    let tables = blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
    let mut seen = 0;
    for block in blocks {
        let sheet = usize::from(seen > 0 && seen < tables + 1);
        let rows = match block {
            Block::Heading(text) => vec![vec![Drawn { text: (*text).to_owned(), columns: 1, rows: 1 }]],
            Block::Paragraph(text) => vec![vec![Drawn { text: text.clone(), columns: 1, rows: 1 }]],
            Block::Table(rows) => {
                seen += 1;
                rows.clone()
            }
        };
        for row in placed(&rows) {
            let line = lines[sheet];
            for (from, to, text, flags) in row {
                if flags & 0x20 == 0 || flags & 0x40 != 0 {
                    sheets[sheet].extend(cell(line, from as u16, &text, &mut strings));
                }
                if to - from > 1 {
                    merged[sheet].push([line, line, from as u16, to as u16 - 1]);
                }
                if flags & 0x60 == 0x20 {
                    merged[sheet].push([line - 1, line, from as u16, to as u16 - 1]);
                }
            }
            lines[sheet] += 1;
        }
    }
    sheets.push(cell(0, 0, "999", &mut strings));
    merged.push(Vec::new());
    let bof = |kind: u16| record(0x809, &[&0x600u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let listed = |start: usize, i: usize| {
        let name = [&[1, 0][..], &[b'a' + i as u8]].concat();
        record(0x85, &[&(start as u32).to_le_bytes()[..], &[u8::from(i == 2), 0], &name].concat())
    };
    let head = bof(5);
    let shared = shared(&strings);
    let length = head.len() + 3 * listed(0, 0).len() + shared.len() + 4;
    let bodies: Vec<Vec<u8>> = sheets
        .iter()
        .zip(&merged)
        .map(|(cells, merged)| {
            let ranges = merged.iter().flatten().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
            let merges = record(0xe5, &[&(merged.len() as u16).to_le_bytes()[..], &ranges].concat());
            [bof(0x10), cells.clone(), merges, record(0x0a, &[])].concat()
        })
        .collect();
    let mut book = head;
    let mut start = length;
    for (i, body) in bodies.iter().enumerate() {
        book.extend(listed(start, i));
        start += body.len();
    }
    book.extend(shared);
    book.extend(record(0x0a, &[]));
    [book, bodies.concat()].concat()
}

fn record(kind: u16, contents: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(contents.len() as u16).to_le_bytes(), contents].concat()
}

/// A number as Excel keeps it: packed, as a fraction, or what a formula gave; anything else as a string.
fn cell(row: u16, column: u16, text: &str, strings: &mut Vec<String>) -> Vec<u8> {
    let at = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    match text.parse::<f64>() {
        Ok(number) if number.fract() != 0.0 => record(0x203, &[&at[..], &number.to_le_bytes()].concat()),
        Ok(number) if row.is_multiple_of(3) => record(0x06, &[&at[..], &number.to_le_bytes(), &[0; 8]].concat()),
        Ok(number) if number.abs() < 1e8 => {
            record(0x27e, &[&at[..], &((number as i32) << 2 | 2).to_le_bytes()].concat())
        }
        Ok(number) => record(0x203, &[&at[..], &number.to_le_bytes()].concat()),
        Err(_) if text.is_empty() => record(0x201, &at),
        Err(_) => {
            strings.push(text.to_owned());
            record(0xfd, &[&at[..], &(strings.len() as u32 - 1).to_le_bytes()].concat())
        }
    }
}

/// The strings, cut wherever a record is full: also between the signs of one, which then begins with its width again.
fn shared(strings: &[String]) -> Vec<u8> {
    const FULL: usize = 900;
    let count = (strings.len() as u32).to_le_bytes();
    let mut parts = vec![[count, count].concat()];
    for string in strings {
        let units: Vec<u16> = string.encode_utf16().collect();
        let head = [&(units.len() as u16).to_le_bytes()[..], &[1]].concat();
        if parts.last().is_some_and(|part| part.len() + head.len() > FULL) {
            parts.push(Vec::new());
        }
        parts.last_mut().expect("one").extend(head);
        for unit in units {
            if parts.last().is_some_and(|part| part.len() + 2 > FULL) {
                parts.push(vec![1]);
            }
            parts.last_mut().expect("one").extend(unit.to_le_bytes());
        }
    }
    let kind = |i: usize| if i == 0 { 0xfc } else { 0x3c };
    parts.iter().enumerate().flat_map(|(i, part)| record(kind(i), part)).collect()
}
