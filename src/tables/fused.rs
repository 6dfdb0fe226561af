//! Lines whose digits stand together: `140032019` for 14 0 0 3 2 0 19.
//!
//! All cells there: some cut of the digits (`cuts`) must balance. Blanks lost as well: the cut cells are
//! placed like any others. A whole table tells which of the two it is, and one line of it cannot.

use crate::forms::{Kind, Over, Relation, Shape, Table, Term};
use crate::tables::cells::{Content, Token, is_sign};
use crate::tables::cuts::{self, Place, PlacePart, Unit};
use crate::tables::readings::{Layout, Reading, Slot, Sums, certain, check_kinds, drop_subtotal, placements, sums};
use crate::tables::{LineText, Trouble};
use std::cell::Cell;
use std::ops::Range;

/// How the digits of a whole table stand, which no line of it can tell alone.
#[derive(Debug, Clone)]
pub(crate) struct Digits {
    /// Those of neighbouring cells stand together.
    fused: bool,
    /// There are too few of them in some line: blanks were lost.
    blanks_lost: bool,
    /// Steps left for cutting them.
    steps: Cell<usize>,
}

/// Steps for cutting the digits of one table: a few milliseconds' worth.
const MOST_STEPS: usize = 100_000;

impl Digits {
    /// Looks at the lines of a table, each with the number of its places.
    pub(crate) fn of<'a>(
        table: &Table,
        chars: &[char],
        lines: &(impl Iterator<Item = (&'a Vec<Token>, usize)> + Clone),
    ) -> Digits {
        let fused = lines.clone().any(|(tokens, _)| is_fused(table, chars, tokens));
        let lost = |(tokens, places): (&Vec<Token>, usize)| cuts::units(chars, tokens).len() < places;
        Digits { fused, blanks_lost: fused && lines.clone().any(lost), steps: Cell::new(MOST_STEPS) }
    }

    /// Those of neighbouring cells stand together.
    pub(crate) fn are_fused(&self) -> bool {
        self.fused
    }

    /// The digits of a table of one line, as the tables of many lines in the same text stand.
    pub(crate) fn beside(mut self, others: &[Digits]) -> Digits {
        self.fused |= others.iter().any(|other| other.fused);
        self.blanks_lost |= others.is_empty() || others.iter().any(|other| !other.fused || other.blanks_lost);
        self
    }

    /// Blanks may have been lost after all.
    pub(crate) fn doubt(&mut self) {
        self.blanks_lost = true;
    }
}

/// Whether some of a line's cells stand together: 007 is three cells, not seven; and where there is only
/// one long number, it is several short ones.
pub(crate) fn is_fused(table: &Table, chars: &[char], tokens: &[Token]) -> bool {
    let alone = tokens.iter().filter(|token| token.content != Content::Empty).count() == 1;
    tokens.iter().any(|token| {
        let digits = &chars[token.range.clone()];
        let superfluous = digits.len() > 1 && digits[0] == '0' && digits[1].is_ascii_digit();
        let long = alone && table.shape != Shape::Blocks && is_long(digits);
        token.content == Content::Digits || superfluous || long
    })
}

/// Digits enough for a row of cells.
fn is_long(digits: &[char]) -> bool {
    digits.len() >= 7 && digits.iter().all(char::is_ascii_digit)
}

/// More ways than this to cut a line that balance, and nothing is known of it.
const MOST_CUTS: usize = 512;
/// The same for a line that balances in none.
const MOST_UNBALANCED: usize = 4096;

/// A line whose digits stand together.
///
/// If all cells are there, some cut of them must balance; if none does, the line is wrong however it is
/// cut. Where blanks were lost as well, that cannot be said.
pub(crate) fn line(layout: &Layout<'_>, chars: &[char], tokens: &[Token], label: Range<usize>) -> LineText {
    let mut units = cuts::units(chars, tokens);
    let places = cut_places(layout);
    let mut steps = layout.digits.steps.get();
    let mut balanced = cuts::cuts(&units, &places, true, MOST_CUTS, &mut steps);
    // 00000002其他: the point between the next label's ordinal and the last cell is lost.
    let stuck = layout.ordinal.is_some() && units.last().and_then(Unit::digit) == layout.ordinal;
    if stuck && balanced.as_ref().is_some_and(Vec::is_empty) {
        let shorter = &units[..units.len() - 1];
        let cuts = cuts::cuts(shorter, &places, true, MOST_CUTS, &mut steps);
        if cuts.as_ref().is_some_and(|cuts| !cuts.is_empty()) {
            balanced = cuts;
            units.pop();
        }
    }
    let mut whole = units.len() >= places.len() && !layout.digits.blanks_lost;
    let no_balance = balanced.as_ref().is_some_and(Vec::is_empty);
    let mut found = balanced;
    if !whole && !one_sum(layout) && cuts::can_join(&units) {
        // Nothing tells where the blanks were.
        found = None;
    }
    let mut short = Vec::new();
    if found.is_some() && (!whole || no_balance) {
        let fewer = fewer(layout, &units, label.end, &mut steps);
        // A slip, or a blank lost in this line alone: no one can say.
        let undecided = whole && !fewer.as_ref().is_some_and(Vec::is_empty);
        whole &= !undecided;
        short = fewer.filter(|_| !undecided).unwrap_or_default();
    }
    if whole && no_balance && layout.off_balance {
        found = cuts::cuts(&units, &places, false, MOST_UNBALANCED, &mut steps);
    }
    let holds = !(whole && no_balance);
    let only = found.as_ref().is_some_and(|found| found.len() == 1) && whole;
    let digits = units.iter().map(Unit::digits).collect();
    let mut readings: Vec<Reading> = found.into_iter().flatten().map(certain).collect();
    for reading in &mut readings {
        reading.sure = only;
        if layout.subtotal {
            drop_subtotal(reading);
        }
    }
    readings.extend(short);
    layout.digits.steps.set(steps);
    keep_consistent(layout, &mut readings);
    let nearest = if holds || !readings.is_empty() { None } else { nearest(layout, &units, &places) };
    let trouble = match &nearest {
        _ if holds => Trouble::Fused,
        Some(_) => Trouble::NoCut,
        // More zeros than places: no way to cut them at all.
        None => Trouble::Overfull,
    };
    let trouble = readings.is_empty().then_some(trouble);
    LineText { label, balanced: holds, loose: Vec::new(), trouble, whole, cut: true, digits, readings, nearest }
}

/// Of the first ways to cut a line the one that comes nearest to adding up; `None` where there is no way.
fn nearest(layout: &Layout<'_>, units: &[Unit], places: &[Place]) -> Option<Reading> {
    let wrong = |slots: &Vec<Slot>| -> i64 {
        let mut wrong = 0;
        let mut sum = 0;
        for (slot, place) in slots.iter().zip(places) {
            let count = slot.state.count().unwrap_or(0);
            match place.part {
                PlacePart::Addend => sum += count,
                PlacePart::Total => wrong += (std::mem::take(&mut sum) - count).abs(),
                PlacePart::Subtotal | PlacePart::None => {}
            }
        }
        wrong
    };
    let mut reading = certain(cuts::some(units, places, MOST_UNBALANCED).into_iter().min_by_key(wrong)?);
    if layout.subtotal {
        drop_subtotal(&mut reading);
    }
    Some(reading)
}

/// What may stand in the places of a line, its 小计 included.
fn cut_places(layout: &Layout<'_>) -> Vec<Place> {
    let column = |&(row, column): &(usize, usize)| &layout.table.rows[row].columns[column];
    let mut places: Vec<Place> =
        layout.places.iter().map(column).map(|c| Place { kind: c.kind, part: c.part.into() }).collect();
    if layout.subtotal {
        places.insert(places.len() - 1, Place { kind: Kind::Count, part: PlacePart::Subtotal });
    }
    places
}

/// Whether all there is to a line is addends and their total.
fn one_sum(layout: &Layout<'_>) -> bool {
    layout.table.shape == Shape::Rows && !layout.subtotal
}

/// The ways to cut the digits into fewer cells than there are places, and to place those so that the
/// sums hold; `None` where there are too many.
fn fewer(layout: &Layout<'_>, units: &[Unit], at: usize, steps: &mut usize) -> Option<Vec<Reading>> {
    let places = layout.width();
    let addend = Place { kind: Kind::Count, part: PlacePart::Addend };
    let total = Place { part: PlacePart::Total, ..addend };
    let mut cut: Vec<Vec<Slot>> = Vec::new();
    for cells in 1..places.min(units.len() + 1) {
        if one_sum(layout) {
            let mut line = vec![addend; cells - 1];
            line.push(total);
            cut.extend(cuts::cuts(units, &line, true, MOST_CUTS, steps)?);
        } else if cells == units.len() && !cuts::can_join(units) {
            let line = vec![Place { part: PlacePart::None, ..addend }; cells];
            cut.extend(cuts::cuts(units, &line, false, 1, steps)?);
        }
    }
    let mut readings: Vec<Reading> = cut.iter().flat_map(|slots| placements(slots, places, at)).collect();
    for reading in &mut readings {
        if layout.subtotal {
            drop_subtotal(reading);
        }
        check_kinds(layout, reading);
    }
    readings.retain(|reading| sums(layout, reading) == Sums::Hold);
    (readings.len() <= MOST_CUTS).then_some(readings)
}

/// Of several ways to cut a line drops those that its inequalities forbid, unless they forbid all.
fn keep_consistent(layout: &Layout<'_>, readings: &mut Vec<Reading>) {
    let allowed = |reading: &Reading| {
        let count = |column: usize| reading.slots[column].state.count().unwrap_or(0);
        let columns = layout.table.rows[layout.places[0].0].columns;
        let side = |terms: &[Term]| -> Option<i64> {
            let number = |term: &Term| {
                let number = count(columns.iter().position(|column| column.id == term.id)?);
                Some(if term.minus { -number } else { number })
            };
            terms.iter().map(number).sum()
        };
        let laws =
            layout.table.laws.iter().filter(|law| {
                law.over == Over::Columns && law.relation == Relation::AtLeast && !law.is_between_years()
            });
        laws.map(|law| side(law.left).zip(side(law.right))).all(|sides| sides.is_none_or(|(left, right)| left >= right))
    };
    if readings.len() > 1 && readings.iter().any(allowed) {
        readings.retain(allowed);
    }
}

/// 35-15 where a change stands among counts: a number, and another with its sign.
pub(crate) fn split_signed(layout: &Layout<'_>, chars: &[char], tokens: &mut [Token]) {
    let mut columns = layout.places.iter().map(|&(row, column)| layout.table.rows[row].columns[column].kind);
    if !columns.any(|kind| kind == Kind::Change) {
        return;
    }
    for token in tokens.iter_mut().filter(|t| t.content == Content::Text) {
        let word = &chars[token.range.clone()];
        let signs = word.iter().filter(|c| is_sign(**c)).count();
        let ends = [word.first(), word.last()].iter().all(|c| c.is_some_and(char::is_ascii_digit));
        if signs == 1 && ends && word.iter().all(|c| c.is_ascii_digit() || *c == ',' || is_sign(*c)) {
            token.content = Content::Digits;
        }
    }
}
