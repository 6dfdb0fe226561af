//! Digits that stand without gaps, cut into cells: `140032019` is 14 0 0 3 2 0 19.
//!
//! A gap in the text is always a cut, a number never starts with a superfluous 0, and the sums of the
//! line must hold; most often that leaves one way. The search is bounded by a number of steps.

use crate::forms::{Kind, Part};
use crate::number::Number;
use crate::tables::cells::{Content, Token, is_sign};
use crate::tables::readings::{Slot, SlotState, slot};
use std::cmp::Ordering;
use std::ops::Range;

/// What may stand in one place of the line being filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) kind: Kind,
    pub(crate) part: PlacePart,
}

/// A place's part in the sums of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlacePart {
    None,
    Addend,
    /// The sum of the addends before it, the first aside: 小计 of the organisations.
    Subtotal,
    /// The sum of the addends before it.
    Total,
}

impl From<Part> for PlacePart {
    fn from(part: Part) -> PlacePart {
        match part {
            Part::None => PlacePart::None,
            Part::Addend => PlacePart::Addend,
            Part::Total => PlacePart::Total,
        }
    }
}

/// The smallest thing a cell can be made of: a digit, with the sign before it or the decimals, the
/// grouped thousands and the unit after it; or a cell that is no number.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    range: Range<usize>,
    /// Its digits, point included; empty for a cell that is no number.
    digits: String,
    negative: bool,
    measure: Option<&'static str>,
    /// May be one number with the unit after it.
    joins: bool,
    /// The cell, if it is not made of digits.
    whole: Option<SlotState>,
}

impl Unit {
    /// Its digits, point included.
    pub(crate) fn digits(&self) -> &str {
        &self.digits
    }

    /// The digit it is, if it is one digit and no more.
    pub(crate) fn digit(&self) -> Option<char> {
        let mut chars = self.digits.chars();
        chars.next().filter(|_| chars.next().is_none() && self.range.len() == 1)
    }
}

/// The units of a line, in order.
pub(crate) fn units(chars: &[char], tokens: &[Token]) -> Vec<Unit> {
    let mut units = Vec::new();
    for token in tokens.iter().filter(|t| t.content != Content::Empty) {
        let measure = match token.content {
            Content::Number(_, measure) => measure,
            Content::Digits => None,
            _ => {
                let whole = Some(slot(token).state);
                let range = token.range.clone();
                units.push(Unit { range, digits: String::new(), negative: false, measure: None, joins: false, whole });
                continue;
            }
        };
        let first = units.len();
        let mut negative = false;
        let mut from = token.range.start;
        let mut grouped = 0;
        for at in token.range.clone() {
            let c = chars[at];
            match c {
                _ if is_sign(c) => {
                    // A sign among digits starts a number.
                    if let Some(last) = units[first..].last_mut() {
                        last.joins = false;
                    }
                    (negative, from) = (matches!(c, '-' | '减'), at);
                }
                // What follows a point is the same cell's to its end.
                '.' => {
                    if let Some(last) = units[first..].last_mut() {
                        let tail = chars[at..token.range.end].iter();
                        last.digits.extend(tail.take_while(|c| **c == '.' || c.is_ascii_digit()));
                    }
                    break;
                }
                // The three digits after a comma belong to the one before it.
                ',' => grouped = 3,
                _ if c.is_ascii_digit() && grouped > 0 => {
                    grouped -= 1;
                    if let Some(last) = units[first..].last_mut() {
                        last.digits.push(c);
                        last.range.end = at + 1;
                        last.joins = false;
                    }
                    from = at + 1;
                }
                _ if c.is_ascii_digit() => {
                    let range = from..at + 1;
                    units.push(Unit {
                        range,
                        digits: c.to_string(),
                        negative,
                        measure: None,
                        joins: true,
                        whole: None,
                    });
                    (negative, from) = (false, at + 1);
                }
                _ => break,
            }
        }
        if let Some(last) = units[first..].last_mut() {
            last.range.end = token.range.end;
            last.measure = measure;
            last.joins = false;
        }
    }
    units
}

/// Whether two units may be one number: a 0 starts none.
pub(crate) fn can_join(units: &[Unit]) -> bool {
    units.iter().any(|unit| unit.joins && unit.digits != "0")
}

/// Every way to cut the units into just these places; `None` where the steps do not suffice or there
/// are more than `most`. With `sums` only the ways in which the sums of the line hold.
pub(crate) fn cuts(
    units: &[Unit],
    places: &[Place],
    sums: bool,
    most: usize,
    steps: &mut usize,
) -> Option<Vec<Vec<Slot>>> {
    let found = Cutter::cut(units, places, sums, most, steps);
    (*steps > 0 && found.len() <= most).then_some(found)
}

/// The first ways to cut the units into just these places, whatever their sums: so many of them at most.
pub(crate) fn some(units: &[Unit], places: &[Place], most: usize) -> Vec<Vec<Slot>> {
    Cutter::cut(units, places, false, most, &mut (most * places.len() * 2))
}

struct Cutter<'a> {
    units: &'a [Unit],
    /// Each unit's digit, where it is nothing but one.
    digits: Vec<Option<i64>>,
    places: &'a [Place],
    sums: bool,
    most: usize,
    steps: &'a mut usize,
    /// The units of each place filled so far.
    picked: Vec<Range<usize>>,
    found: Vec<Vec<Slot>>,
}

/// A sum being made up.
#[derive(Debug, Clone, Copy)]
struct Sum {
    /// Of the addends so far.
    addends: i64,
    /// The same without the first.
    further: Option<i64>,
    /// The total, where it is known beforehand, and where it begins.
    total: Option<(i64, usize)>,
}

impl Cutter<'_> {
    fn cut(units: &[Unit], places: &[Place], sums: bool, most: usize, steps: &mut usize) -> Vec<Vec<Slot>> {
        let digit = |unit: &Unit| unit.digit().and_then(|digit| digit.to_digit(10)).map(i64::from);
        let digits = units.iter().map(digit).collect();
        let mut cutter = Cutter { units, digits, places, sums, most, steps, picked: Vec::new(), found: Vec::new() };
        if units.len() >= places.len() {
            cutter.sum(0, 0);
        }
        cutter.found
    }

    /// Fills the places of the sum that starts at a place, and all after it.
    fn sum(&mut self, place: usize, from: usize) {
        let open = Sum { addends: 0, further: None, total: None };
        let totals = self.places[place..].iter().filter(|p| p.part == PlacePart::Total).count();
        let last = self.places.len().saturating_sub(1);
        if !self.sums || totals != 1 || self.places[last].part != PlacePart::Total {
            return self.fill(place, from, open);
        }
        // The last number is the total: it bounds the others.
        for begin in (from + (last - place)..self.units.len()).rev() {
            if begin + 1 < self.units.len() && !self.units[begin].joins {
                break;
            }
            if let Some((_, Some(total))) = self.piece(begin..self.units.len(), self.places[last].kind) {
                // Each addend is at most the total: fewer digits than these cannot hold the rest.
                let longest = self.units.len() - begin;
                let addends = self.places[place..last].iter().filter(|p| p.part == PlacePart::Addend).count();
                if self.digits.iter().all(Option::is_some) && !self.subtotals() && begin - from > longest * addends {
                    continue;
                }
                self.fill(place, from, Sum { total: Some((total, begin)), ..open });
            }
        }
    }

    fn subtotals(&self) -> bool {
        self.places.iter().any(|place| place.part == PlacePart::Subtotal)
    }

    fn fill(&mut self, place: usize, from: usize, sum: Sum) {
        *self.steps = self.steps.saturating_sub(1);
        if *self.steps == 0 || self.found.len() > self.most {
            return;
        }
        let Some(spec) = self.places.get(place).copied() else {
            if from == self.units.len() {
                let slot = |(units, place): (&Range<usize>, &Place)| Some(self.piece(units.clone(), place.kind)?.0);
                let slots: Option<Vec<Slot>> = self.picked.iter().zip(self.places).map(slot).collect();
                self.found.extend(slots);
            }
            return;
        };
        // Every later place takes a unit at least; a known total takes its own.
        let later = self.places.len() - place - 1;
        let end = match sum.total {
            Some((_, begin)) if later > 0 => begin + 1 - later,
            _ => self.units.len() - later,
        };
        if let Some((total, begin)) = sum.total {
            let digits = self.units[from.min(begin)..begin].iter().map(|unit| unit.digits.len()).sum();
            let at_total = later == 0 && (from != begin || sum.addends != total);
            if at_total || !within_reach(total - sum.addends, later, digits) {
                return;
            }
        }
        // The last addend ends where a known total begins.
        let forced = sum.total.is_some() && later == 1;
        let mut counted = Some(0);
        for to in from + 1..=end {
            if to > from + 1 && (!self.units[to - 2].joins || self.digits[from] == Some(0)) {
                break;
            }
            counted = counted
                .zip(self.digits[to - 1])
                .and_then(|(before, digit): (i64, i64)| before.checked_mul(10)?.checked_add(digit));
            let value = match counted {
                Some(count) if spec.kind == Kind::Count && count > MOST_COUNTED => break,
                _ if forced && to < end => continue,
                Some(count) if spec.kind == Kind::Count => count,
                _ => match self.piece(from..to, spec.kind) {
                    Some((_, value)) => value.unwrap_or(0),
                    None => continue,
                },
            };
            let mut next = sum;
            match spec.part {
                PlacePart::None => {}
                PlacePart::Addend => {
                    next.addends += value;
                    next.further = Some(sum.further.map_or(0, |further| further + value));
                    if sum.total.is_some_and(|(total, _)| next.addends > total) {
                        break;
                    }
                }
                PlacePart::Subtotal | PlacePart::Total if self.sums => {
                    let expected = if spec.part == PlacePart::Total { Some(sum.addends) } else { sum.further };
                    match value.cmp(&expected.unwrap_or(0)) {
                        Ordering::Less => continue,
                        Ordering::Equal => {}
                        Ordering::Greater => break,
                    }
                }
                PlacePart::Subtotal | PlacePart::Total => {}
            }
            self.picked.push(from..to);
            if spec.part == PlacePart::Total {
                self.sum(place + 1, to);
            } else {
                self.fill(place + 1, to, next);
            }
            self.picked.pop();
        }
    }

    /// Some units as one cell, and the count it is; `None` where they are no cell of that kind.
    fn piece(&self, units: Range<usize>, kind: Kind) -> Option<(Slot, Option<i64>)> {
        let (first, last) = (&self.units[units.start], &self.units[units.end - 1]);
        let range = first.range.start..last.range.end;
        if let Some(state) = first.whole {
            return (units.len() == 1).then(|| (Slot { state, range }, state.count()));
        }
        let digits = || self.units[units.clone()].iter().flat_map(|unit| unit.digits.chars());
        if units.len() > 1 && first.digits == "0" {
            return None;
        }
        let number = Number::parse(first.negative, digits())?;
        let fits = match kind {
            Kind::Count => number.as_whole().is_some_and(|n| (0..=MOST_COUNTED).contains(&n)) && !first.negative,
            Kind::Change => number.as_whole().is_some(),
            Kind::Amount => !number.is_negative(),
        };
        fits.then(|| (Slot { state: SlotState::Value(number, last.measure), range }, number.as_whole()))
    }
}

/// No body counts more of anything.
const MOST_COUNTED: i64 = 999_999_999;

/// Whether a sum can still be reached with some digits shared out among some numbers: the longest takes
/// all the digits that the others leave.
fn within_reach(missing: i64, numbers: usize, digits: usize) -> bool {
    let longest = (digits + 1).saturating_sub(numbers);
    longest >= 10 || missing <= numbers as i64 * 10i64.pow(longest as u32)
}
