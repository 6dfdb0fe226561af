//! Excel files: the cells of every sheet that is shown, in order; formulas by the value they had.

use crate::intake::flow::{CellShape, Flow};
use crate::intake::markup::{Piece, Scanner, decoded, local};
use crate::intake::zip::{Trouble, Zip};
use std::collections::HashMap;

/// The text of a workbook.
pub(crate) fn text_of(zip: &mut Zip<'_>) -> Result<String, Trouble> {
    let text = |bytes: Vec<u8>| crate::intake::xml_text(&bytes);
    let workbook = zip.part("xl/workbook.xml")?.map(text).ok_or(Trouble::Damaged)?;
    let relations = zip.part("xl/_rels/workbook.xml.rels")?.map(text).unwrap_or_default();
    let shared = zip.part("xl/sharedStrings.xml")?.map(text).unwrap_or_default();
    let shared = shared_strings(&shared);
    let mut flow = Flow::default();
    for path in sheets(&workbook, &relations) {
        if let Some(sheet) = zip.part(&path)?.map(text) {
            write_sheet(&sheet, &shared, &mut flow);
        }
    }
    Ok(flow.finish())
}

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
    shown.collect()
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
    formula: String,
}

impl Cell {
    fn shown(&self, shared: &[String]) -> String {
        match self.kind.as_str() {
            "s" => self.value.trim().parse().ok().and_then(|i: usize| shared.get(i).cloned()).unwrap_or_default(),
            "n" | "" if !self.value.is_empty() => number(self.value.trim()),
            _ if !self.value.is_empty() => self.value.clone(),
            // A formula that was never worked out: no number, and not blank either.
            _ if !self.formula.is_empty() => format!("={}", self.formula),
            _ => String::new(),
        }
    }
}

/// A number without what binary fractions add: 22979.869999999999 was typed as 22979.87.
fn number(value: &str) -> String {
    match value.parse::<f64>() {
        Ok(number) if number.is_finite() && number.abs() < 1e15 => {
            let rounded = format!("{number:.9}");
            let short = rounded.trim_end_matches('0').trim_end_matches('.');
            if short == "-0" { "0".to_owned() } else { short.to_owned() }
        }
        _ => value.to_owned(),
    }
}

/// Excel's own limits.
const COLUMNS: usize = 16_384;
const ROWS: usize = 1_048_576;

fn write_sheet(sheet: &str, shared: &[String], flow: &mut Flow) {
    let spans = merged(sheet);
    flow.open_table();
    let mut row = 0;
    let mut column = 0;
    let mut at = (0, 0);
    let mut cell: Option<Cell> = None;
    let mut part = None;
    for piece in Scanner::xml(sheet) {
        match piece {
            Piece::Open(tag) => match local(tag.name) {
                "row" => {
                    row = tag.number("r").unwrap_or(row + 1);
                    column = 0;
                    flow.open_row();
                }
                "c" => {
                    let place = tag.attribute("r").and_then(|r| reference(&r)).unwrap_or((row, column + 1));
                    at = place;
                    if tag.empty {
                        write_cell(flow, "", at, &mut column, &spans);
                    } else {
                        let kind = tag.attribute("t").unwrap_or_default().into_owned();
                        cell = Some(Cell { kind, ..Cell::default() });
                    }
                }
                "v" | "t" if !tag.empty => part = Some(false),
                "f" if !tag.empty => part = Some(true),
                "rPh" => part = None,
                "sheetData" if tag.empty => break,
                _ => {}
            },
            Piece::Close(name) => match local(name) {
                "v" | "t" | "f" => part = None,
                "c" => {
                    if let Some(cell) = cell.take() {
                        write_cell(flow, &cell.shown(shared), at, &mut column, &spans);
                    }
                }
                "row" => flow.close_row(),
                "sheetData" => break,
                _ => {}
            },
            Piece::Text(text) => match (&mut cell, part) {
                (Some(cell), Some(true)) => cell.formula.push_str(&decoded(text)),
                (Some(cell), Some(false)) => cell.value.push_str(&decoded(text)),
                _ => {}
            },
            Piece::Literal(_) => {}
        }
    }
    flow.close_table();
    flow.block();
}

/// Writes a cell where it stands; cells left out before it are blank.
fn write_cell(flow: &mut Flow, text: &str, at: (usize, usize), column: &mut usize, spans: &Spans) {
    // A cell out of order stands where it is found.
    let blank = at.1.min(COLUMNS).saturating_sub(*column + 1);
    if blank > 0 {
        (1..=blank).for_each(|n| {
            let covered = spans.covered.contains_key(&(at.0, *column + n));
            flow.open_cell(CellShape { covered, ..CellShape::default() });
        });
    }
    *column += blank + 1;
    let covered = spans.covered.contains_key(&at);
    flow.open_cell(CellShape { covered, ..CellShape::default() });
    flow.exact(text);
}

/// Cells that a merged one covers.
#[derive(Debug, Default)]
struct Spans {
    covered: HashMap<(usize, usize), ()>,
}

/// More covered cells than any form has: further ones count as blank.
const MOST_COVERED: usize = 20_000;

/// The cells that merged ones cover: below their first row no cells at all, beside it blank ones.
fn merged(sheet: &str) -> Spans {
    let mut spans = Spans::default();
    for piece in Scanner::xml(sheet) {
        let Piece::Open(tag) = piece else { continue };
        let Some(range) = tag.attribute("ref").filter(|_| local(tag.name) == "mergeCell") else { continue };
        let Some((first, last)) = range.split_once(':') else { continue };
        let (Some(first), Some(last)) = (reference(first), reference(last)) else { continue };
        for row in first.0..=last.0 {
            for column in first.1..=last.1 {
                if (row, column) != first && spans.covered.len() < MOST_COVERED {
                    spans.covered.insert((row, column), ());
                }
            }
            if spans.covered.len() >= MOST_COVERED {
                break;
            }
        }
    }
    spans
}

/// Row and column of `AB12`, from 1.
fn reference(text: &str) -> Option<(usize, usize)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = text.bytes().take(letters.min(4)).fold(0, |n, c| n * 26 + usize::from(c.to_ascii_uppercase() - b'A') + 1);
    let row: usize = text[letters..].parse().ok()?;
    ((1..=ROWS).contains(&row) && (1..=COLUMNS).contains(&column)).then_some((row, column))
}
