//! Rows whose cells are named one by one, as narrow screens, programs and chats show them: 自然人 447，商业企业 186，…, 总计 891.
//!
//! A name and one number, in turn, for every column of a table: such a run is one row's, whatever stands between them. The names in
//! it label nothing (总计 is a row's label, too).

use super::grid;
use super::labels::{Hit, Vocabulary};
use super::readings::{Slot, slot_of_kind};
use crate::forms::{Form, Shape, Table};
use crate::text::{Folded, Ink, is_cjk};
use std::ops::Range;

/// Between a name and its number stands no more than this: 其他组织 3, 自然人(件): 3.
const LONGEST_REST: usize = 2;
/// No number of the form is longer.
const LONGEST_NUMBER: usize = 9;

/// The cells of a row, each told by its name.
pub(super) struct Card {
    pub(super) table: &'static Table,
    /// From the first name to the last number, in the ink.
    pub(super) ink: Range<usize>,
    /// The numbers, in folded characters, by column.
    cells: Vec<Range<usize>>,
}

impl Card {
    /// What stands in the cells.
    pub(super) fn slots(&self, chars: &[char]) -> Vec<Slot> {
        let columns = self.table.rows.first().map_or(&[][..], |row| row.columns);
        let slots = self.cells.iter().map(|cell| grid::slot(chars, cell));
        slots.zip(columns).map(|(slot, column)| slot_of_kind(&slot, column.kind, chars)).collect()
    }
}

/// All there are of tables whose rows have the same columns.
pub(super) fn find(
    vocabulary: &Vocabulary,
    forms: &'static [Form],
    folded: &Folded,
    ink: &Ink,
    hits: &[Hit],
) -> Vec<Card> {
    let mut cards = Vec::new();
    for table in forms.iter().flat_map(|form| form.tables).filter(|table| table.shape == Shape::Rows) {
        let (Some(words), Some(row)) = (vocabulary.of(table), table.rows.first()) else { continue };
        let column = |hit: &Hit| row.columns.iter().position(|column| *column.ink == ink.chars[hit.start..hit.end]);
        let mut run: Vec<(usize, Range<usize>)> = Vec::new();
        let mut begins = 0;
        let mut end = 0;
        for hit in hits.iter().filter(|hit| words.is_column(**hit)) {
            let (Some(column), Some(number)) = (column(hit), number_after(folded, ink, hit.end)) else { continue };
            let goes_on = hit.start == end && run.iter().all(|(other, _)| *other != column);
            if !goes_on {
                run.clear();
                begins = hit.start;
            }
            end = number.end;
            run.push((column, number));
            if run.len() == row.columns.len() {
                let cell = |at: usize| {
                    run.iter().find(|(column, _)| *column == at).map(|(_, ink_range)| ink.folded(ink_range.clone()))
                };
                let cells: Option<Vec<Range<usize>>> = (0..row.columns.len()).map(cell).collect();
                cards.extend(cells.map(|cells| Card { table, ink: begins..end, cells }));
                run.clear();
            }
        }
    }
    cards
}

/// The one number that stands behind a name, in the ink.
fn number_after(folded: &Folded, ink: &Ink, name: usize) -> Option<Range<usize>> {
    let rest = &ink.chars[name..];
    let start = name + rest.iter().take(LONGEST_REST).take_while(|c| is_cjk(**c)).count();
    // As far as its digits stand together: the ordinal of the next row's label may follow.
    let at = |i: usize| ink.at.get(i).map(|at| *at as usize);
    let joined = |i: &usize| {
        let between = i.checked_sub(1).and_then(at).zip(at(*i)).map(|(before, own)| &folded.chars[before + 1..own]);
        *i == start || between.is_some_and(|between| between.iter().all(|c| *c == ','))
    };
    let is_digit = |i: &usize| ink.chars.get(*i).is_some_and(char::is_ascii_digit);
    let end = (start..start + LONGEST_NUMBER + 1).take_while(|i| is_digit(i) && joined(i)).count() + start;
    // A measure word ends it.
    let measured = ink.chars.get(end).is_some_and(|c| "件宗个条项次".contains(*c));
    (1..=LONGEST_NUMBER).contains(&(end - start)).then_some(start..end + usize::from(measured))
}
