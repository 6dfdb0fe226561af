//! The ways a line's tokens may stand in its places.
//!
//! As many cells as places: one way. Fewer: blanks were lost on the way, and every placement that
//! keeps the order is possible. Digits without gaps: every way to cut them (`fused`). Only the equations
//! within the line are used here, to drop what cannot be; those across lines come later.

use crate::forms::{Kind, Part, Shape, Table};
use crate::number::Number;
use crate::tables::cells::{Content, Token, extent};
use crate::tables::fused::{self, Digits};
use crate::tables::{LineText, Trouble};
use std::ops::Range;

/// What stands in one place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slot {
    pub(crate) state: SlotState,
    /// Folded characters; empty where a blank was lost.
    pub(crate) range: Range<usize>,
}

/// The state of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlotState {
    Value(Number, Option<&'static str>),
    /// Blank in the text: a mark, or an empty cell.
    Blank,
    /// Blank, and lost: the text has nothing there.
    Lost,
    Unreadable,
}

impl SlotState {
    /// The number an equation reads: a blank is 0.
    pub(crate) fn count(self) -> Option<i64> {
        match self {
            SlotState::Value(number, _) => number.as_whole(),
            SlotState::Blank | SlotState::Lost => Some(0),
            SlotState::Unreadable => None,
        }
    }
}

/// One way to fill the places of a line.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// One slot a place.
    pub(crate) slots: Vec<Slot>,
    /// Which slots other placements with the same numbers fill differently (a 0 here, a lost blank there).
    pub(crate) vague: Vec<bool>,
    /// Every place has its cell in the text, and no other way to take them was open.
    pub(crate) sure: bool,
}

/// The places of a line and how the table around it is written.
#[derive(Debug)]
pub(crate) struct Layout<'a> {
    pub(crate) table: &'static Table,
    pub(crate) places: &'a [(usize, usize)],
    /// A 小计 stands before the last place.
    pub(crate) subtotal: bool,
    /// How the table's digits stand.
    pub(crate) digits: &'a Digits,
    /// So many empty cells at a row's end say nothing: rows that are full have them too.
    pub(crate) padding: usize,
    /// The ordinal of the label that follows, should it be stuck to the line's last cell.
    pub(crate) ordinal: Option<char>,
    /// Digits that stand together are cut even where no way to cut them balances.
    pub(crate) off_balance: bool,
}

impl Layout<'_> {
    /// How many cells stand in the line.
    pub(crate) fn width(&self) -> usize {
        self.places.len() + usize::from(self.subtotal)
    }
}

/// Reads one line.
pub(crate) fn line(layout: &Layout<'_>, chars: &[char], mut tokens: Vec<Token>, label: Range<usize>) -> LineText {
    let places = layout.width();
    fused::split_signed(layout, chars, &mut tokens);
    // Where the cells fill the line, empty ones are what merging left over.
    let full = tokens.iter().filter(|t| !matches!(t.content, Content::Text | Content::Empty)).count() >= places;
    tokens.retain(|t| !full || t.content != Content::Empty);
    let spare = padding(&tokens).min(layout.padding);
    tokens.truncate(tokens.len() - spare);
    let cells = count_cells(&tokens);
    if cells == 0 && tokens.len() < places {
        // All blank, however many of the blanks are left.
        tokens.clear();
    }
    let fused = cells < places && (layout.digits.are_fused() || fused::is_fused(layout.table, chars, &tokens));
    let mut text =
        if fused { fused::line(layout, chars, &tokens, label) } else { spaced(layout, chars, &tokens, label) };
    let divided = || chars[extent(&tokens)].iter().any(|c| matches!(c, '|' | '\t' | '\n'));
    if !fused && !text.balanced && (2..places).contains(&cells) && !divided() {
        // Some cells spaced and some not: 64 0 0 20 4 70. (A number alone is a cell: 1449 is a total, and no 1 4 4 9.)
        let cut = fused::line(layout, chars, &tokens, text.label.clone());
        if cut.balanced && !cut.readings.is_empty() {
            text = LineText { whole: false, ..cut };
            text.readings.iter_mut().for_each(|reading| reading.sure = false);
        }
    }
    text.loose = tokens.iter().filter(|t| t.content != Content::Empty).map(slot).collect();
    text
}

/// A line whose cells stand apart.
fn spaced(layout: &Layout<'_>, chars: &[char], tokens: &[Token], label: Range<usize>) -> LineText {
    let places = layout.width();
    let plain = without_strays(chars, tokens);
    let neat = plain.as_ref().is_some_and(|plain| count_cells(plain) == places);
    let mut readings = if neat { Vec::new() } else { arrange(layout, chars, tokens, places, label.end) };
    readings.extend(plain.iter().flat_map(|plain| arrange(layout, chars, plain, places, label.end)));
    let trouble = readings.is_empty().then_some(Trouble::Overfull);
    keep_balanced(layout, &mut readings);
    // After that all readings are alike in this.
    let balanced = readings.first().is_none_or(|reading| sums(layout, reading) == Sums::Hold);
    LineText { readings, balanced, trouble, ..LineText::new(label) }
}

/// How many empty cells stand at a row's end.
pub(crate) fn padding(tokens: &[Token]) -> usize {
    tokens.iter().rev().take_while(|t| t.content == Content::Empty).count()
}

/// How many tokens stand for a cell of their own, empty ones between separators aside.
pub(crate) fn count_cells(tokens: &[Token]) -> usize {
    tokens.iter().filter(|t| t.content != Content::Empty).count()
}

/// A word longer than this is no cell's content: a stamp of the portal's, a line of prose.
pub(crate) const LONGEST_WORD: usize = 8;

/// The tokens without the numbers that stand alone on a line while the row's others share lines: page
/// numbers, perhaps. `None` where there are no such.
fn without_strays(chars: &[char], tokens: &[Token]) -> Option<Vec<Token>> {
    let line_end = |c: Option<&char>| c.is_none_or(|c| *c == '\n');
    let alone = |i: usize| {
        let range = &tokens[i].range;
        matches!(tokens[i].content, Content::Number(..))
            && line_end(chars[..range.start].iter().rev().find(|c| **c != ' '))
            && line_end(chars[range.end..].iter().find(|c| **c != ' '))
    };
    let (strays, others): (Vec<usize>, Vec<usize>) = (0..tokens.len()).partition(|&i| alone(i));
    // A mark for nil alone on its line is a cell like the numbers.
    let share = others.iter().any(|i| matches!(tokens[*i].content, Content::Number(..)));
    (!strays.is_empty() && share && others.len() > 2).then(|| others.into_iter().map(|i| tokens[i].clone()).collect())
}

/// Every way the tokens may stand in the places of a line; none where there are too many.
fn arrange(layout: &Layout<'_>, chars: &[char], tokens: &[Token], places: usize, at: usize) -> Vec<Reading> {
    let cells: Vec<Slot> = tokens.iter().filter(|t| t.content != Content::Empty).map(slot).collect();
    let mut too_many = false;
    let mut readings = if cells.len() == places {
        let numbers: Vec<Token> = tokens.iter().filter(|t| t.content != Content::Text).cloned().collect();
        let divided =
            chars[at.min(cells[0].range.start)..cells[places - 1].range.end].iter().any(|c| matches!(c, '|' | '\t'));
        let mut readings = vec![certain(cells)];
        // Where nothing divides the cells, a word among them may stand in no cell, and a blank be lost.
        if numbers.len() < tokens.len() && !divided {
            readings.extend(placements(&numbers.iter().map(slot).collect::<Vec<_>>(), places, at));
        }
        readings
    } else if cells.len() > places {
        too_many = layout.table.shape != Shape::Blocks;
        let joined = join_thousands(chars, tokens, places);
        let joined = joined.map(|joined| certain(joined.iter().map(slot).collect()));
        if too_many {
            joined.into_iter().chain(without_one(&cells, places)).collect()
        } else {
            joined.into_iter().collect()
        }
    } else if tokens.len() >= places {
        windows(tokens, places)
    } else {
        placements(&tokens.iter().map(slot).collect::<Vec<_>>(), places, at)
    };
    for reading in &mut readings {
        if layout.subtotal {
            drop_subtotal(reading);
        }
        // (7) is -7 where a change stands.
        for (slot, &(row, column)) in reading.slots.iter_mut().zip(layout.places) {
            *slot = slot_of_kind(slot, layout.table.rows[row].columns[column].kind, chars);
        }
        check_kinds(layout, reading);
        reading.sure &= !too_many;
    }
    if too_many {
        // Thousands set apart by a space, or a page number among the cells: only the sums can say.
        readings.retain(|reading| sums(layout, reading) == Sums::Hold);
    }
    readings
}

/// One cell more than there are places: each left out in turn.
fn without_one(cells: &[Slot], places: usize) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    if cells.len() == places + 1 {
        for out in 0..cells.len() {
            // Leaving out either of two equal neighbours is the same.
            if out > 0 && cells[out].state == cells[out - 1].state {
                continue;
            }
            let mut slots = cells.to_vec();
            slots.remove(out);
            readings.push(certain(slots));
        }
    }
    readings
}

/// A cell as its column takes it: (5) in a column of changes is −5.
pub(crate) fn slot_of_kind(slot: &Slot, kind: Kind, chars: &[char]) -> Slot {
    let bracketed =
        slot.range.start > 0 && chars[slot.range.start - 1] == '(' && chars.get(slot.range.end) == Some(&')');
    match slot.state {
        SlotState::Value(number, unit) if kind == Kind::Change && bracketed && !number.is_negative() => {
            Slot { state: SlotState::Value(number.negated(), unit), range: slot.range.start - 1..slot.range.end + 1 }
        }
        _ => slot.clone(),
    }
}

/// A line whose cells the table's columns tell: one way to read it.
pub(crate) fn exact(layout: &Layout<'_>, slots: Vec<Slot>, label: Range<usize>) -> LineText {
    let loose = slots.clone();
    let mut reading = certain(slots);
    check_kinds(layout, &mut reading);
    let balanced = sums(layout, &reading) == Sums::Hold;
    LineText { readings: vec![reading], balanced, loose, ..LineText::new(label) }
}

/// A line with cells that belong to no column, and nothing tells which.
pub(crate) fn unknown(slots: Vec<Slot>, label: Range<usize>) -> LineText {
    LineText { loose: slots, trouble: Some(Trouble::Unclear), ..LineText::new(label) }
}

/// A token as the slot it fills.
pub(crate) fn slot(token: &Token) -> Slot {
    let state = match token.content {
        Content::Number(number, unit) => SlotState::Value(number, unit),
        Content::Mark | Content::Empty => SlotState::Blank,
        Content::Text | Content::Word | Content::Digits => SlotState::Unreadable,
    };
    Slot { state, range: token.range.clone() }
}

pub(crate) fn certain(slots: Vec<Slot>) -> Reading {
    Reading { vague: vec![false; slots.len()], slots, sure: true }
}

/// Rejoins numbers whose thousands are set apart by a space (`1 234`), if that gives the right number of cells.
fn join_thousands(chars: &[char], tokens: &[Token], places: usize) -> Option<Vec<Token>> {
    let mut joined: Vec<Token> = Vec::new();
    for token in tokens.iter().filter(|t| t.content != Content::Empty) {
        let group = &chars[token.range.clone()];
        let three = group.len() == 3 && group.iter().all(char::is_ascii_digit);
        if let Some(last) = joined.last_mut()
            && three
            && token.range.start == last.range.end + 1
            && chars[last.range.end] == ' '
            && let Content::Number(head, None) = last.content
            && (last.range.len() <= 3 || chars[last.range.clone()].contains(&' '))
            && head.as_whole().is_some_and(|head| head > 0)
        {
            last.range.end = token.range.end;
            let digits = chars[last.range.clone()].iter().copied().filter(char::is_ascii_digit);
            last.content = Content::Number(Number::parse(false, digits)?, None);
        } else {
            joined.push(token.clone());
        }
    }
    (joined.len() == places).then_some(joined)
}

/// Cells with empty ones among them, more than there are places: the spare ones (merged cells leave
/// them) are at the ends.
fn windows(tokens: &[Token], places: usize) -> Vec<Reading> {
    let full = |t: &Token| t.content != Content::Empty;
    let slots: Vec<Slot> = tokens.iter().map(slot).collect();
    // A row with nothing in it is the same at every place.
    let (Some(first), Some(last)) = (tokens.iter().position(full), tokens.iter().rposition(full)) else {
        return vec![certain(slots[..places].to_vec())];
    };
    let starts = (last + 1).saturating_sub(places)..=first.min(slots.len() - places);
    let readings: Vec<Reading> = starts.map(|start| certain(slots[start..start + places].to_vec())).collect();
    if readings.is_empty() {
        // The empty ones are within: only the order of the cells is known.
        let cells: Vec<Slot> = tokens.iter().filter(|t| full(t)).map(slot).collect();
        return placements(&cells, places, tokens[0].range.start);
    }
    readings
}

/// Every way to put fewer cells than places in order, as far as their numbers differ.
///
/// A 0 and a lost blank read alike, so what counts is where the other cells stand: the lost blanks are
/// shared out among the gaps between those. Within a gap that has both, which place is which is vague.
pub(crate) fn placements(cells: &[Slot], places: usize, at: usize) -> Vec<Reading> {
    let nil = |slot: &Slot| slot.state.count() == Some(0);
    let mut gaps: Vec<&[Slot]> = Vec::new();
    let mut rest = cells;
    while let Some(i) = rest.iter().position(|slot| !nil(slot)) {
        gaps.push(&rest[..i]);
        rest = &rest[i + 1..];
    }
    gaps.push(rest);
    let fixed: Vec<&Slot> = cells.iter().filter(|slot| !nil(slot)).collect();

    let mut readings = Vec::new();
    share_out(places - cells.len(), gaps.len(), &mut Vec::new(), &mut |blanks| {
        let mut reading = Reading { slots: Vec::with_capacity(places), vague: Vec::with_capacity(places), sure: false };
        let mut end = at;
        for (i, (gap, &blanks)) in gaps.iter().zip(blanks).enumerate() {
            let vague = !gap.is_empty() && blanks > 0;
            reading.slots.extend(gap.iter().cloned());
            end = gap.last().map_or(end, |slot| slot.range.end);
            reading.slots.extend((0..blanks).map(|_| Slot { state: SlotState::Lost, range: end..end }));
            reading.vague.resize(reading.slots.len(), vague);
            if let Some(slot) = fixed.get(i) {
                reading.slots.push((*slot).clone());
                reading.vague.push(false);
                end = slot.range.end;
            }
        }
        readings.push(reading);
    });
    readings
}

/// Calls back with every way to share a number of blanks out among some gaps, the last gaps first: the
/// cells as far left as they can stand.
fn share_out(blanks: usize, gaps: usize, shares: &mut Vec<usize>, each: &mut impl FnMut(&[usize])) {
    if gaps == 1 {
        shares.push(blanks);
        each(shares);
        shares.pop();
        return;
    }
    for share in 0..=blanks {
        shares.push(share);
        share_out(blanks - share, gaps - 1, shares, each);
        shares.pop();
    }
}

/// Takes out the 小计: the place before the last.
pub(crate) fn drop_subtotal(reading: &mut Reading) {
    let at = reading.slots.len() - 2;
    reading.slots.remove(at);
    reading.vague.remove(at);
}

/// A count is whole and not negative; anything else in its place is unreadable.
pub(crate) fn check_kinds(layout: &Layout<'_>, reading: &mut Reading) {
    for (slot, &(row, column)) in reading.slots.iter_mut().zip(layout.places) {
        let SlotState::Value(number, unit) = slot.state else { continue };
        // 27.0 from a spreadsheet is the count 27.
        let count = number.integral();
        let fits = match layout.table.rows[row].columns[column].kind {
            Kind::Count => count.filter(|count| !count.is_negative()),
            Kind::Change => count,
            Kind::Amount => Some(number).filter(|amount| !amount.is_negative()),
        };
        slot.state = fits.map_or(SlotState::Unreadable, |number| SlotState::Value(number, unit));
    }
}

/// Of several readings keeps those in which every sum within the line holds, blanks read as 0; if
/// there is none, those that some filling of the blanks could save.
fn keep_balanced(layout: &Layout<'_>, readings: &mut Vec<Reading>) {
    if readings.len() < 2 || layout.table.shape == Shape::Blocks {
        return;
    }
    let verdicts: Vec<Sums> = readings.iter().map(|reading| sums(layout, reading)).collect();
    let best = verdicts.iter().copied().min().unwrap_or(Sums::Hold);
    let mut keep = verdicts.iter().map(|verdict| *verdict == best);
    readings.retain(|_| keep.next().unwrap_or(false));
}

/// Whether a place is blank, or may be: a 0 that other placements put elsewhere.
pub(crate) fn is_blank(slot: &Slot, vague: bool) -> bool {
    matches!(slot.state, SlotState::Blank | SlotState::Lost) || (vague && slot.state.count() == Some(0))
}

/// How the sums within a line stand, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sums {
    Hold,
    /// Fail, but so many blanks, filled, would make them hold.
    Fillable(usize),
    Fail,
}

pub(crate) fn sums(layout: &Layout<'_>, reading: &Reading) -> Sums {
    let mut fills = 0;
    let mut at = 0;
    while at < layout.places.len() {
        let row = layout.places[at].0;
        let columns = layout.table.rows[row].columns;
        let slots = &reading.slots[at..at + columns.len()];
        at += columns.len();
        let mut difference = 0i64;
        let mut known = true;
        let (mut blank_addend, mut blank_total) = (false, false);
        for ((slot, vague), column) in slots.iter().zip(&reading.vague[at - columns.len()..]).zip(columns) {
            let blank = is_blank(slot, *vague);
            match (slot.state.count(), column.part) {
                (None, Part::Addend | Part::Total) => known = false,
                (Some(n), Part::Addend) => (difference, blank_addend) = (difference + n, blank_addend | blank),
                (Some(n), Part::Total) => (difference, blank_total) = (difference - n, blank_total | blank),
                (_, Part::None) => {}
            }
        }
        if !known || difference == 0 {
            continue;
        }
        if (difference > 0 && blank_total) || (difference < 0 && blank_addend) {
            fills += 1;
        } else {
            return Sums::Fail;
        }
    }
    if fills == 0 { Sums::Hold } else { Sums::Fillable(fills) }
}
