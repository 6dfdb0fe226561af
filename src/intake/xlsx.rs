//! Excel files: the cells of every sheet that is shown, in order; formulas by the value they had.

use crate::intake::Refusal;
use crate::intake::flow::Flow;
use crate::intake::markup::{Piece, Scanner, decoded, local};
use crate::intake::sheet::{COLUMNS, Covered, ROWS};
use crate::intake::zip::Zip;
use std::collections::HashMap;

/// The text of a workbook.
pub(crate) fn text_of(zip: &mut Zip<'_>) -> Result<String, Refusal> {
    let text = |bytes: Vec<u8>| crate::intake::xml_text(&bytes);
    let workbook = zip.part("xl/workbook.xml")?.map(text).ok_or(Refusal::Damaged)?;
    let relations = zip.part("xl/_rels/workbook.xml.rels")?.map(text).unwrap_or_default();
    let shared = zip.part("xl/sharedStrings.xml")?.map(text).unwrap_or_default();
    let shared = shared_strings(&shared);
    let mut flow = Flow::default();
    for path in sheets(&workbook, &relations) {
        if let Some(sheet) = zip.part(&path)?.map(text) {
            write_sheet(&sheet, &shared, &mut flow);
        }
    }
    Ok(flow.finish()?)
}

/// No workbook of reports has more.
const MOST_SHEETS: usize = 256;

/// The paths of the sheets that are shown, in order.
fn sheets(workbook: &str, relations: &str) -> Vec<String> {
    let mut targets: HashMap<String, String> = HashMap::new();
    for piece in Scanner::xml(relations) {
        if let Piece::Open(tag) = piece
            && let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target"))
        {
            let path = match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None => format!("xl/{target}"),
            };
            targets.insert(id.into_owned(), path);
        }
    }
    let shown = Scanner::xml(workbook).filter_map(|piece| match piece {
        Piece::Open(tag) if local(tag.name) == "sheet" => {
            let hidden = tag.attribute("state").is_some_and(|state| state.to_ascii_lowercase().contains("hidden"));
            // `id` is the relation, `sheetId` a number.
            targets.get(&*tag.attribute("id")?).filter(|_| !hidden).cloned()
        }
        _ => None,
    });
    // A sheet that is named twice is there once.
    let mut sheets: Vec<String> = Vec::new();
    for path in shown {
        if !sheets.contains(&path) && sheets.len() < MOST_SHEETS {
            sheets.push(path);
        }
    }
    sheets
}

/// Strings that cells refer to by number. Readings of characters (`rPh`) are none of the text.
fn shared_strings(part: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let (mut open, mut writing, mut phonetic) = (None, false, false);
    for piece in Scanner::xml(part) {
        match piece {
            Piece::Open(tag) => match local(tag.name) {
                "si" if tag.empty => strings.push(String::new()),
                "si" => open = Some(String::new()),
                "t" => writing = !tag.empty,
                "rPh" => phonetic = !tag.empty,
                _ => {}
            },
            Piece::Close(name) => match local(name) {
                "si" => strings.extend(open.take()),
                "t" => writing = false,
                "rPh" => phonetic = false,
                _ => {}
            },
            Piece::Text(text) if writing && !phonetic => {
                if let Some(string) = &mut open {
                    string.push_str(&decoded(text));
                }
            }
            _ => {}
        }
    }
    strings
}

/// A cell as it is read.
#[derive(Debug, Default)]
struct Cell {
    kind: String,
    value: String,
    /// It has a formula.
    formula: bool,
}

impl Cell {
    fn shown(&self, shared: &[String]) -> String {
        match self.kind.as_str() {
            "s" => self.value.trim().parse().ok().and_then(|i: usize| shared.get(i).cloned()).unwrap_or_default(),
            "n" | "" if !self.value.is_empty() => number(self.value.trim()),
            _ if !self.value.is_empty() => self.value.clone(),
            // A formula that was never worked out: no number, and not blank either.
            _ if self.formula => "=公式".to_owned(),
            _ => String::new(),
        }
    }
}

/// A number without what binary fractions add: 22979.869999999999 was typed as 22979.87. (By its digits:
/// the standard library's floating point is 25 KB of WebAssembly.)
fn number(value: &str) -> String {
    let (mantissa, exponent) = value.split_once(['e', 'E']).unwrap_or((value, "0"));
    let (sign, digits) = mantissa.strip_prefix('-').map_or(("", mantissa), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let Ok(exponent @ -30..=30) = exponent.parse::<i32>() else { return value.to_owned() };
    let mut all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if all.is_empty() || !all.iter().all(u8::is_ascii_digit) {
        return value.to_owned();
    }
    // Where the point stands among all digits.
    let mut point = whole.len() as i32 + exponent;
    while point < 1 {
        all.insert(0, b'0');
        point += 1;
    }
    let mut point = point as usize;
    all.resize(all.len().max(point), b'0');
    // Doubles hold fifteen digits and a little more; what follows is not meant.
    let first = all.iter().position(|digit| *digit != b'0').unwrap_or(0);
    let end = (first + 15).max(point);
    if all.len() > end {
        let up = all[end] >= b'5';
        all.truncate(end);
        let mut at = end;
        while up && at > 0 && all[at - 1] == b'9' {
            at -= 1;
            all[at] = b'0';
        }
        match (up, at) {
            (false, _) => {}
            (true, 0) => {
                all.insert(0, b'1');
                point += 1;
            }
            (true, at) => all[at - 1] += 1,
        }
    }
    let text: String = all.iter().map(|digit| char::from(*digit)).collect();
    let (whole, fraction) = text.split_at(point);
    let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
    let fraction = fraction.trim_end_matches('0');
    match (whole, fraction) {
        ("0", "") => "0".to_owned(),
        (_, "") => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{fraction}"),
    }
}

fn write_sheet(sheet: &str, shared: &[String], flow: &mut Flow) {
    let covered = covered(sheet);
    flow.open_table();
    let mut row = 0;
    let mut column = 0;
    let mut at = (0, 0);
    let mut cell: Option<Cell> = None;
    let mut in_value = false;
    for piece in Scanner::xml(sheet) {
        if flow.is_full() {
            break;
        }
        match piece {
            Piece::Open(tag) => match local(tag.name) {
                "row" => {
                    row = tag.number("r").filter(|row| (1..=ROWS).contains(row)).unwrap_or(row + 1);
                    column = 0;
                    flow.open_row();
                }
                "c" => {
                    let place = tag.attribute("r").and_then(|r| reference(&r)).unwrap_or((row, column + 1));
                    at = place;
                    if tag.empty {
                        covered.write_cell(flow, "", at, &mut column);
                    } else {
                        let kind = tag.attribute("t").unwrap_or_default().into_owned();
                        cell = Some(Cell { kind, ..Cell::default() });
                    }
                }
                "v" | "t" if !tag.empty => in_value = true,
                "f" => cell.iter_mut().for_each(|cell| cell.formula = true),
                "rPh" => in_value = false,
                "sheetData" if tag.empty => break,
                _ => {}
            },
            Piece::Close(name) => match local(name) {
                "v" | "t" => in_value = false,
                "c" => {
                    if let Some(cell) = cell.take() {
                        covered.write_cell(flow, &cell.shown(shared), at, &mut column);
                    }
                }
                "row" => flow.close_row(),
                "sheetData" => break,
                _ => {}
            },
            Piece::Text(text) if in_value => {
                if let Some(cell) = &mut cell {
                    cell.value.push_str(&decoded(text));
                }
            }
            Piece::Text(_) | Piece::Literal(_) => {}
        }
    }
    flow.close_table();
    flow.block();
}

fn covered(sheet: &str) -> Covered {
    let ranges = Scanner::xml(sheet).filter_map(|piece| {
        let Piece::Open(tag) = piece else { return None };
        let range = tag.attribute("ref").filter(|_| local(tag.name) == "mergeCell")?;
        let (first, last) = range.split_once(':')?;
        Some((reference(first)?, reference(last)?))
    });
    Covered::new(ranges)
}

/// Row and column of `AB12`, from 1.
fn reference(text: &str) -> Option<(usize, usize)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column =
        text.bytes().take(letters.min(4)).fold(0, |n, c| n * 26 + usize::from(c.to_ascii_uppercase() - b'A') + 1);
    let row: usize = text[letters..].parse().ok()?;
    ((1..=ROWS).contains(&row) && (1..=COLUMNS).contains(&column)).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::{number, reference};

    #[test]
    fn numbers_are_as_they_were_typed() {
        // (in the file, as typed)
        let cases = [
            ("29", "29"),
            ("0", "0"),
            ("22979.869999999999", "22979.87"),
            ("24252.311081999998", "24252.311082"),
            ("0.10000000000000001", "0.1"),
            ("99.999999999999986", "100"),
            ("1.5E-2", "0.015"),
            ("1E3", "1000"),
            ("-18", "-18"),
            ("-0", "0"),
            ("123456789012345678", "123456789012345678"),
            ("#REF!", "#REF!"),
        ];
        for (written, typed) in cases {
            assert_eq!(number(written), typed);
        }
    }

    #[test]
    fn cells_are_named_by_letters() {
        assert_eq!(reference("A1"), Some((1, 1)));
        assert_eq!(reference("AB12"), Some((12, 28)));
        assert_eq!(reference("XFD1048576"), Some((1_048_576, 16_384)));
        for none in ["XFE1", "A0", "A", "1", "", "A1048577", "A-1"] {
            assert_eq!(reference(none), None, "{none}");
        }
    }
}
