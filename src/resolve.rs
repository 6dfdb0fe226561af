//! Deciding which reading of each line is meant: the equations across lines weigh them.
//!
//! Lines that lost blanks come with several readings (`tables::readings`). A reading survives if it is
//! part of some choice, one reading a line, that satisfies every equation. Where one survives the
//! cells are read; where several do, what they agree on is read and the rest stays unplaced. The
//! search is bounded: past the bound nothing is ruled out.

use crate::equations::{CellIndex, Equation, Relation, equations};
use crate::forms::Table;
use crate::tables::{LineText, Reading, Slot, SlotState, TableText, Trouble};
use std::ops::Range;

/// A table with its cells in place, as far as they can be placed.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) table: &'static Table,
    pub(crate) form: &'static str,
    pub(crate) index: CellIndex,
    pub(crate) equations: Vec<Equation>,
    /// By [`CellIndex`].
    pub(crate) cells: Vec<Cell>,
    /// Cells whose column is not known, with their row.
    pub(crate) unplaced: Vec<(usize, Slot)>,
    /// Lines with several readings in none of which their own sums hold: the readings nearest to it.
    pub(crate) unbalanced: Vec<UnbalancedLine>,
    /// Equations that fail in every reading, found only where no choice of readings satisfies them all.
    pub(crate) contradictions: Vec<usize>,
    /// No choice of readings satisfies all equations together.
    pub(crate) impossible: bool,
    /// The range of each row's label in the folded text; `None` where the row was not found.
    pub(crate) labels: Vec<Option<Range<usize>>>,
    /// Rows with more numbers than columns.
    pub(crate) overfull: Vec<usize>,
    /// Rows whose digits stand without gaps.
    pub(crate) fused: Vec<usize>,
    /// Other tables like it in the text that were not read.
    pub(crate) others: usize,
}

/// A line that some filling of its lost blanks would balance, in several ways.
#[derive(Debug)]
pub(crate) struct UnbalancedLine {
    pub(crate) places: Vec<(usize, usize)>,
    pub(crate) readings: Vec<Reading>,
}

/// One cell as the equations see it.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) known: Known,
    /// What stands there; `None` where the row is missing or the cell unplaced.
    pub(crate) slot: Option<Slot>,
}

/// What is known of a cell's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    Value(i64),
    /// Blank: reads as 0, may be filled.
    Blank,
    /// A number, or a blank read as 0, of a line that lost blanks: the likeliest reading, not certain.
    Loose(i64),
    /// Nothing: unreadable, missing, or unplaced with different numbers in different readings.
    Unknown,
}

impl Known {
    pub(crate) fn value(self) -> Option<i64> {
        match self {
            Known::Value(value) | Known::Loose(value) => Some(value),
            Known::Blank => Some(0),
            Known::Unknown => None,
        }
    }

    /// Whether another number may be meant than the one it reads as.
    pub(crate) fn is_free(self) -> bool {
        matches!(self, Known::Blank | Known::Loose(_))
    }
}

/// Steps the search over readings may take; about a millisecond's worth.
const MOST_STEPS: usize = 8_000;
/// Choices kept: enough to tell what they agree on.
const MOST_CHOICES: usize = 256;

/// Places the cells of a table.
pub(crate) fn resolve(text: TableText) -> Resolved {
    let index = CellIndex::new(text.table);
    let equations = equations(text.table, &index);
    let mut resolved = Resolved {
        table: text.table,
        form: text.form,
        cells: vec![Cell { known: Known::Unknown, slot: None }; index.len()],
        labels: vec![None; text.table.rows.len()],
        index,
        equations,
        unplaced: Vec::new(),
        unbalanced: Vec::new(),
        contradictions: Vec::new(),
        impossible: false,
        overfull: Vec::new(),
        fused: Vec::new(),
        others: text.others,
    };
    let mut open: Vec<(Vec<(usize, usize)>, LineText)> = Vec::new();
    for line in text.lines {
        let Some(text) = line.text else { continue };
        for &(row, _) in &line.places {
            resolved.labels[row] = Some(text.label.clone());
        }
        match text.readings.len() {
            0 => {
                let row = line.places[0].0;
                match text.trouble {
                    Some(Trouble::Overfull) => resolved.overfull.push(row),
                    Some(Trouble::Fused) => resolved.fused.push(row),
                    None => {}
                }
                resolved.loosen(&line.places, &text.loose);
            }
            1 => resolved.place(&line.places, &text.readings),
            _ if !text.balanced => {
                resolved.loosen(&line.places, &text.loose);
                resolved.unbalanced.push(UnbalancedLine { places: line.places, readings: text.readings });
            }
            _ => open.push((line.places, text)),
        }
    }
    if !open.is_empty() {
        resolved.choose(&open);
    }
    resolved
}

impl Resolved {
    /// Takes what a line's remaining readings agree on; the rest is unplaced.
    fn place(&mut self, places: &[(usize, usize)], readings: &[Reading]) {
        let first = &readings[0];
        let mut placed: Vec<Range<usize>> = Vec::new();
        // Other readings were dropped because of the equations: what is left is likely, not certain.
        let lost = readings.len() > 1 || !first.sure;
        for (i, &place) in places.iter().enumerate() {
            let slot = &first.slots[i];
            let same_slot = !first.vague[i] && readings.iter().all(|r| !r.vague[i] && r.slots[i] == *slot);
            let same_count = readings.iter().all(|r| r.slots[i].state.count() == slot.state.count());
            let cell = self.index.cell(place);
            let known = match slot.state {
                _ if !same_count => Known::Unknown,
                SlotState::Blank | SlotState::Lost if !lost => Known::Blank,
                SlotState::Blank | SlotState::Lost => Known::Loose(0),
                SlotState::Value(number, _) => match number.as_whole() {
                    Some(value) if lost => Known::Loose(value),
                    Some(value) => Known::Value(value),
                    None => Known::Unknown,
                },
                SlotState::Unreadable => Known::Unknown,
            };
            if same_slot {
                placed.push(slot.range.clone());
            }
            self.cells[cell] = Cell { known, slot: same_slot.then(|| slot.clone()) };
        }
        // What stands in the text but in no certain place, once.
        let row = places[0].0;
        for slot in first.slots.iter().filter(|slot| slot.state != SlotState::Lost && !placed.contains(&slot.range)) {
            self.unplaced.push((row, slot.clone()));
        }
    }

    fn loosen(&mut self, places: &[(usize, usize)], loose: &[Slot]) {
        let row = places[0].0;
        self.unplaced.extend(loose.iter().map(|slot| (row, slot.clone())));
    }

    /// Searches for choices of readings that satisfy every equation across lines.
    fn choose(&mut self, open: &[(Vec<(usize, usize)>, LineText)]) {
        let lines: Vec<OpenLine<'_>> = open
            .iter()
            .map(|(places, text)| OpenLine {
                cells: places.iter().map(|&place| self.index.cell(place)).collect(),
                readings: &text.readings,
            })
            .collect();
        let mut search = Search::new(self, &lines);
        search.go(0);
        if search.steps > MOST_STEPS || search.choices.len() >= MOST_CHOICES {
            // Not all was seen: every reading remains.
            for (places, text) in open {
                self.place(places, &text.readings);
            }
            return;
        }
        let choices = search.choices;
        if choices.is_empty() {
            self.impossible = true;
            self.contradictions = self.never_holding(&lines);
        }
        for (line, (places, text)) in open.iter().enumerate() {
            let survives = |i: usize| choices.is_empty() || choices.iter().any(|choice| choice[line] == i);
            let readings: Vec<Reading> =
                text.readings.iter().enumerate().filter(|(i, _)| survives(*i)).map(|(_, r)| r.clone()).collect();
            self.place(places, &readings);
        }
    }

    /// Equations that fail whichever reading each line takes and however its blanks are filled. A line
    /// that lost blanks can hold any number anywhere, once they are filled.
    fn never_holding(&self, lines: &[OpenLine<'_>]) -> Vec<usize> {
        let open = |cell: usize| lines.iter().any(|line| line.cells.contains(&cell));
        let fails = |equation: &Equation| {
            let mut residual = 0;
            let (mut up, mut down) = (false, false);
            for (cell, sign) in equation.terms() {
                let known = self.cells[cell].known;
                if open(cell) || known.is_free() {
                    (up, down) = (up | (sign > 0), down | (sign < 0));
                }
                match known.value() {
                    Some(value) if !open(cell) => residual += sign * value,
                    None if !open(cell) => return false,
                    _ => {}
                }
            }
            equation.relation == Relation::Equal && ((residual > 0 && !down) || (residual < 0 && !up))
        };
        (0..self.equations.len()).filter(|&i| fails(&self.equations[i])).collect()
    }
}

struct OpenLine<'a> {
    /// The cell of each place.
    cells: Vec<usize>,
    readings: &'a [Reading],
}

/// Depth-first over lines, one reading each. For every equation the range its residual can still take
/// is kept; a choice that puts 0 outside it is dropped.
struct Search<'a> {
    lines: &'a [OpenLine<'a>],
    /// Lines in the order they are chosen: fewest readings first.
    order: Vec<usize>,
    /// By line, reading: what it adds to the residual of each equation in the line's `bounds`.
    gains: Vec<Vec<Vec<i64>>>,
    /// By line, equation: the least and the most its readings add.
    bounds: Vec<Vec<(usize, i64, i64)>>,
    low: Vec<i64>,
    high: Vec<i64>,
    choice: Vec<usize>,
    choices: Vec<Vec<usize>>,
    steps: usize,
}

impl<'a> Search<'a> {
    fn new(resolved: &Resolved, lines: &'a [OpenLine<'a>]) -> Search<'a> {
        let in_open = |cell: usize| lines.iter().position(|line| line.cells.contains(&cell));
        let usable = |equation: &&Equation| {
            equation.relation == Relation::Equal
                && equation.terms().any(|(cell, _)| in_open(cell).is_some())
                && equation
                    .terms()
                    .all(|(cell, _)| in_open(cell).is_some() || resolved.cells[cell].known.value().is_some())
        };
        let equations: Vec<&Equation> = resolved.equations.iter().filter(usable).collect();
        let fixed = |equation: &Equation| {
            equation.residual(
                |cell| if in_open(cell).is_some() { 0 } else { resolved.cells[cell].known.value().unwrap_or(0) },
            )
        };
        let mut low: Vec<i64> = equations.iter().map(|equation| fixed(equation)).collect();
        let mut high = low.clone();
        let mut gains = Vec::new();
        let mut bounds = Vec::new();
        for line in lines {
            let places: Vec<Vec<(usize, i64)>> = line
                .cells
                .iter()
                .map(|&cell| {
                    let of = |e: &&Equation| e.terms().find(|&(c, _)| c == cell).map(|(_, sign)| sign);
                    equations.iter().enumerate().filter_map(|(i, e)| of(e).map(|sign| (i, sign))).collect()
                })
                .collect();
            let line_gains: Vec<Vec<i64>> = line
                .readings
                .iter()
                .map(|reading| {
                    let mut gain = vec![0; equations.len()];
                    for (slot, terms) in reading.slots.iter().zip(&places) {
                        let count = slot.state.count().unwrap_or(0);
                        terms.iter().for_each(|&(e, sign)| gain[e] += sign * count);
                    }
                    gain
                })
                .collect();
            let line_bounds: Vec<(usize, i64, i64)> = (0..equations.len())
                .map(|e| {
                    let of = line_gains.iter().map(|gain| gain[e]);
                    (e, of.clone().min().unwrap_or(0), of.max().unwrap_or(0))
                })
                .filter(|&(_, least, most)| least != 0 || most != 0)
                .collect();
            for &(e, least, most) in &line_bounds {
                low[e] += least;
                high[e] += most;
            }
            let touched = |gain: Vec<i64>| line_bounds.iter().map(|&(e, _, _)| gain[e]).collect();
            gains.push(line_gains.into_iter().map(touched).collect());
            bounds.push(line_bounds);
        }
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|&line| lines[line].readings.len());
        Search { lines, order, gains, bounds, low, high, choice: vec![0; lines.len()], choices: Vec::new(), steps: 0 }
    }

    fn go(&mut self, depth: usize) {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.choices.len() >= MOST_CHOICES {
            return;
        }
        if (0..self.low.len()).any(|e| self.low[e] > 0 || self.high[e] < 0) {
            return;
        }
        let Some(&line) = self.order.get(depth) else {
            self.choices.push(self.choice.clone());
            return;
        };
        for reading in 0..self.lines[line].readings.len() {
            self.choice[line] = reading;
            self.shift(line, reading, 1);
            self.go(depth + 1);
            self.shift(line, reading, -1);
        }
    }

    /// Narrows the ranges to one reading of a line, or widens them back.
    fn shift(&mut self, line: usize, reading: usize, direction: i64) {
        for (&(e, least, most), &gain) in self.bounds[line].iter().zip(&self.gains[line][reading]) {
            self.low[e] += direction * (gain - least);
            self.high[e] += direction * (gain - most);
        }
    }
}
