//! Excel files before 2007, which .et files are as well ([MS-XLS]): the cells of every sheet that is shown.

use crate::intake::bytes::{long, short};
use crate::intake::flow::Flow;
use crate::intake::ole::Ole;
use crate::intake::sheet::{COLUMNS, Covered};
use crate::intake::{Decode, Refusal};
use std::collections::BTreeMap;

/// Sheets, strings and cells; no workbook of reports has more.
const MOST_SHEETS: usize = 256;
const MOST_STRINGS: usize = 200_000;
const MOST_CELLS: usize = 200_000;
/// Records of all sheets; and ranges of merged cells of one.
const MOST_RECORDS: usize = 20_000_000;
const MOST_MERGED: usize = 20_000;

/// The text of a workbook.
pub(crate) fn text_of(ole: &Ole<'_>, decode: Decode) -> Result<String, Refusal> {
    let book = ole.stream("Workbook").or_else(|| ole.stream("Book")).ok_or(Refusal::Damaged)?;
    let book = Book::read(&book, decode)?;
    let mut flow = Flow::default();
    let mut left = MOST_RECORDS;
    for start in book.sheets.iter().take(MOST_SHEETS) {
        book.write_sheet(*start, &mut flow, &mut left);
    }
    Ok(flow.finish()?)
}

/// A workbook.
#[derive(Debug)]
struct Book<'a> {
    bytes: &'a [u8],
    decode: Decode,
    /// Strings are of the newest kind: by lengths of two bytes, in Unicode.
    unicode: bool,
    strings: Vec<String>,
    /// Where the sheets that are shown begin.
    sheets: Vec<usize>,
}

/// The records from a place on: kind and contents.
fn records(bytes: &[u8], mut at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (short(bytes, at)?, usize::from(short(bytes, at + 2)?));
        let contents = bytes.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, contents))
    })
}

const BOF: u16 = 0x809;
const END: u16 = 0x0a;
const CONTINUE: u16 = 0x3c;
const STRINGS: u16 = 0xfc;

impl<'a> Book<'a> {
    fn read(bytes: &'a [u8], decode: Decode) -> Result<Book<'a>, Refusal> {
        let mut book = Book { bytes, decode, unicode: true, strings: Vec::new(), sheets: Vec::new() };
        let mut strings: Vec<&[u8]> = Vec::new();
        let mut last = 0;
        for (kind, contents) in records(bytes, 0) {
            match kind {
                BOF => book.unicode = short(contents, 0) == Some(0x600),
                0x2f => return Err(Refusal::Encrypted),
                // A sheet, neither hidden nor a chart.
                0x85 if contents.get(4).is_some_and(|state| state & 3 == 0) && contents.get(5) == Some(&0) => {
                    book.sheets.extend(long(contents, 0).map(|start| start as usize));
                }
                STRINGS => strings = vec![contents],
                CONTINUE if last == STRINGS => strings.push(contents),
                END => break,
                _ => {}
            }
            if kind != CONTINUE {
                last = kind;
            }
        }
        book.strings = shared_strings(&strings);
        if book.sheets.is_empty() { Err(Refusal::Damaged) } else { Ok(book) }
    }

    fn write_sheet(&self, start: usize, flow: &mut Flow, left: &mut usize) {
        let mut cells: BTreeMap<(usize, usize), String> = BTreeMap::new();
        let mut merged = Vec::new();
        // Whose text follows: a formula's.
        let mut waiting = None;
        let mut depth = 0;
        for (kind, contents) in records(self.bytes, start) {
            *left = left.saturating_sub(1);
            if *left == 0 {
                break;
            }
            let at = || Some((usize::from(short(contents, 0)?) + 1, usize::from(short(contents, 2)?) + 1));
            let mut set = |at: Option<(usize, usize)>, text: Option<String>| {
                if let (Some(at), Some(text)) = (at.filter(|at| at.1 <= COLUMNS), text)
                    && cells.len() < MOST_CELLS
                {
                    cells.insert(at, text);
                }
            };
            match kind {
                BOF => depth += 1,
                END => {
                    // (A chart within the sheet ends as well.)
                    depth -= 1;
                    if depth <= 0 {
                        break;
                    }
                }
                _ if depth > 1 => {}
                0xfd => set(at(), long(contents, 6).and_then(|i| self.strings.get(i as usize).cloned())),
                0x204 | 0xd6 => set(at(), self.string(contents.get(6..).unwrap_or_default())),
                0x27e => set(at(), long(contents, 6).map(packed_number)),
                0xbd => {
                    let first = at();
                    for (i, number) in contents.get(4..).unwrap_or_default().chunks_exact(6).enumerate() {
                        set(first.map(|(row, column)| (row, column + i)), long(number, 2).map(packed_number));
                    }
                }
                0x203 => set(at(), contents.get(6..14).map(number)),
                // Blank cells with a look of their own: a border, say.
                0x201 => set(at(), Some(String::new())),
                0xbe => {
                    for i in 0..contents.len().saturating_sub(6) / 2 {
                        set(at().map(|(row, column)| (row, column + i)), Some(String::new()));
                    }
                }
                0x06 => {
                    let value = contents.get(6..14).unwrap_or_default();
                    match value {
                        [0, .., 0xff, 0xff] => waiting = at(),
                        [1, _, truth, .., 0xff, 0xff] => set(at(), Some(truth.to_string())),
                        // An error is no number, and not blank either.
                        [2, .., 0xff, 0xff] => set(at(), Some("#N/A".to_owned())),
                        [3, .., 0xff, 0xff] => {}
                        value if value.len() == 8 => set(at(), Some(number(value))),
                        _ => {}
                    }
                }
                0x207 => set(waiting.take(), self.string(contents)),
                0x205 => {
                    let (value, is_error) = (contents.get(6).copied().unwrap_or(0), contents.get(7) == Some(&1));
                    set(at(), Some(if is_error { "#N/A".to_owned() } else { value.to_string() }));
                }
                0xe5 if merged.len() < MOST_MERGED => {
                    for range in contents.get(2..).unwrap_or_default().chunks_exact(8) {
                        let place = |i: usize| short(range, 2 * i).map_or(0, |place| usize::from(place) + 1);
                        merged.push(((place(0), place(2)), (place(1), place(3))));
                    }
                }
                _ => {}
            }
        }
        let covered = Covered::new(merged.into_iter());
        flow.open_table();
        let (mut row, mut column) = (0, 0);
        for (at, text) in cells {
            if flow.is_full() {
                break;
            }
            if at.0 != row {
                (row, column) = (at.0, 0);
                flow.open_row();
            }
            covered.write_cell(flow, &text, at, &mut column);
        }
        flow.close_table();
        flow.block();
    }

    /// A string that stands in its own record.
    fn string(&self, bytes: &[u8]) -> Option<String> {
        let count = usize::from(short(bytes, 0)?);
        if !self.unicode {
            return Some((self.decode)(bytes.get(2..2 + count)?));
        }
        let wide = bytes.get(2)? & 1 != 0;
        let text = bytes.get(3..)?;
        Some(if wide {
            let units: Vec<u16> = (0..count).map_while(|i| short(text, 2 * i)).collect();
            String::from_utf16_lossy(&units)
        } else {
            text.iter().take(count).map(|byte| char::from(*byte)).collect()
        })
    }
}

/// The strings that cells refer to by number. They may be cut by the end of a record, between two signs, and go on in the next
/// with another width.
fn shared_strings(parts: &[&[u8]]) -> Vec<String> {
    let mut reader = Parts { parts, at: 8 };
    let mut strings = Vec::new();
    while strings.len() < MOST_STRINGS {
        let Some(string) = reader.string() else { break };
        strings.push(string);
    }
    strings
}

/// Bytes in several parts.
struct Parts<'p, 'a> {
    parts: &'p [&'a [u8]],
    at: usize,
}

impl Parts<'_, '_> {
    /// What is left of this part; the next one, where nothing is. Whether it is the next.
    fn rest(&mut self) -> Option<(&[u8], bool)> {
        let mut next = false;
        while self.at >= self.parts.first()?.len() {
            self.at -= self.parts[0].len();
            self.parts = &self.parts[1..];
            next = true;
        }
        Some((&self.parts[0][self.at..], next))
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        let mut number = 0;
        for i in 0..bytes {
            number |= usize::from(*self.rest()?.0.first()?) << (8 * i);
            self.at += 1;
        }
        Some(number)
    }

    fn string(&mut self) -> Option<String> {
        let count = self.number(2)?;
        let flags = self.number(1)?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let phonetic = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        while units.len() < count {
            let (rest, next) = self.rest()?;
            if next {
                wide = rest[0] & 1 != 0;
                self.at += 1;
                continue;
            }
            let width = if wide { 2 } else { 1 };
            let here = (count - units.len()).min(rest.len() / width);
            if here == 0 {
                // Half a sign: the file is damaged.
                return None;
            }
            for i in 0..here {
                units.push(if wide { short(rest, 2 * i)? } else { u16::from(rest[i]) });
            }
            self.at += here * width;
        }
        self.at += 4 * runs + phonetic;
        Some(String::from_utf16_lossy(&units))
    }
}

/// A number in four bytes: a whole one, or the upper half of a fraction; perhaps a hundred times as large.
fn packed_number(bits: u32) -> String {
    let value = if bits & 2 != 0 { f64::from(bits as i32 >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    decimal(if bits & 1 != 0 { value / 100.0 } else { value })
}

fn number(bytes: &[u8]) -> String {
    bytes.try_into().map_or(String::new(), |bytes| decimal(f64::from_le_bytes(bytes)))
}

/// A number as it was typed: with the fewest digits that tell it.
fn decimal(value: f64) -> String {
    const MOST: f64 = 9e15;
    let mut scale = 1.0;
    for places in 0..=9 {
        let scaled = value * scale;
        if scaled.abs() > MOST {
            break;
        }
        let whole = if scaled < 0.0 { scaled - 0.5 } else { scaled + 0.5 } as i64;
        let off = (whole as f64 / scale - value).abs();
        if off <= value.abs() * 1e-13 || places == 9 {
            let digits = format!("{:0>width$}", whole.unsigned_abs(), width = places + 1);
            let (before, after) = digits.split_at(digits.len() - places);
            let sign = if whole < 0 { "-" } else { "" };
            return if after.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}.{after}") };
        }
        scale *= 10.0;
    }
    // No count of anything.
    "#NUM!".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{decimal, packed_number};

    #[test]
    fn numbers_are_as_they_were_typed() {
        for (value, typed) in
            [(33.0, "33"), (0.0, "0"), (1207.55, "1207.55"), (-18.0, "-18"), (0.1 + 0.2, "0.3"), (0.05, "0.05")]
        {
            assert_eq!(decimal(value), typed);
        }
        assert_eq!(packed_number(33 << 2 | 2), "33");
        assert_eq!(packed_number(120_755 << 2 | 3), "1207.55");
        assert_eq!(packed_number((2.5f64.to_bits() >> 32) as u32), "2.5");
        assert_eq!(decimal(1e300), "#NUM!");
    }
}
