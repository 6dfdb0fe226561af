//! Deciding which reading of each line is meant: the equations across lines weigh them.
//!
//! Lines that lost blanks come with several readings (`tables::readings`). A reading survives if it is
//! part of some choice, one reading a line, that satisfies every equation. Where one survives the
//! cells are read; where several do, what they agree on is read and the rest stays unplaced. Digits
//! without gaps are one more reason for several readings. The search is bounded: past the bound
//! nothing is ruled out.

use crate::forms::{CellIndex, Equation, Relation, Table};
use crate::number::Number;
use crate::tables::{LineText, Reading, Slot, SlotState, TableText, Trouble};
use std::ops::Range;

/// A table with its cells in place, as far as they can be placed.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) table: &'static Table,
    pub(crate) index: &'static CellIndex,
    pub(crate) equations: &'static [Equation],
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
    /// The same, and no blank was lost: the digits stand together and cannot be cut so that all hold.
    pub(crate) nowhere: bool,
    /// By cell: its line had several readings, none of which fits; nothing certain is known of it.
    pub(crate) open: Vec<bool>,
    /// Where digits can be cut in no way that fits: by cell, the numbers of the way that comes nearest.
    pub(crate) nearest: Option<Vec<i64>>,
    /// Digits that stood together were cut, here and there at least.
    pub(crate) cut: bool,
    /// The range of each row's label in the folded text; `None` where the row was not found.
    pub(crate) labels: Vec<Option<Range<usize>>>,
    /// Rows with more numbers than columns.
    pub(crate) overfull: Vec<usize>,
    /// Rows of which nothing tells which number belongs to which column.
    pub(crate) unclear: Vec<usize>,
    /// Rows whose digits stand without gaps and were not told apart.
    pub(crate) fused: Vec<usize>,
    /// Folded characters from the first label to the last cell.
    pub(crate) range: Range<usize>,
    /// Other tables like it in the text that were not read.
    pub(crate) others: usize,
    /// Nothing tells which of them is the report's.
    pub(crate) doubtful: bool,
}

/// A line whose sums hold in none of its readings.
#[derive(Debug)]
pub(crate) struct UnbalancedLine {
    pub(crate) places: Vec<(usize, usize)>,
    pub(crate) readings: Vec<Reading>,
    /// Its cells, first to last.
    pub(crate) range: Range<usize>,
    /// No blank was lost: something is wrong with it. Otherwise some filling of its blanks would balance it.
    pub(crate) whole: bool,
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

/// Steps the search over readings may take: some milliseconds' worth.
const MOST_STEPS: usize = 40_000;
/// One slip breaks at most so many equations across lines.
const MOST_BROKEN: usize = 2;
/// How often the choice that comes nearest is gone through.
const MOST_ROUNDS: usize = 4;

/// Places the cells of a table.
pub(crate) fn resolve(text: TableText) -> Resolved {
    let (index, equations) = (text.table.index, text.table.equations);
    let mut resolved = Resolved {
        table: text.table,
        cells: vec![Cell { known: Known::Unknown, slot: None }; index.len()],
        labels: vec![None; text.table.rows.len()],
        index,
        equations,
        unplaced: Vec::new(),
        unbalanced: Vec::new(),
        contradictions: Vec::new(),
        impossible: false,
        nowhere: false,
        open: Vec::new(),
        nearest: None,
        cut: false,
        overfull: Vec::new(),
        unclear: Vec::new(),
        fused: Vec::new(),
        range: text.range,
        others: text.others,
        doubtful: text.doubtful,
    };
    resolved.open = vec![false; resolved.index.len()];
    let mut open: Vec<OpenText> = Vec::new();
    // Lines whose digits were cut in the only way that balances, and might have been in others.
    let mut cut: Vec<OpenText> = Vec::new();
    for line in text.lines {
        let text = line.text;
        resolved.cut |= text.cut;
        for &(row, _) in &line.places {
            resolved.labels[row] = Some(text.label.clone());
        }
        match text.readings.len() {
            0 => {
                let row = line.places[0].0;
                match text.trouble {
                    Some(Trouble::Overfull) => resolved.overfull.push(row),
                    Some(Trouble::Unclear) => resolved.unclear.extend(rows_of(&line.places)),
                    Some(Trouble::Fused) => resolved.fused.push(row),
                    Some(Trouble::NoCut) => {
                        resolved.fused.push(row);
                        let places = line.places.clone();
                        let (readings, range) = (text.nearest.iter().cloned().collect(), text.range());
                        resolved.unbalanced.push(UnbalancedLine { places, readings, range, whole: true });
                    }
                    None => {}
                }
                resolved.loosen(&line.places, &text.loose);
            }
            1 => {
                resolved.place(&line.places, &text, &text.readings);
                let one_way = text.readings[0].slots.iter().all(|slot| slot.range.len() < 2);
                if text.cut && text.whole && !one_way {
                    cut.push((line.places, text));
                }
            }
            _ if !text.balanced && !text.whole => {
                resolved.loosen(&line.places, &text.loose);
                let range = text.range();
                let (places, readings) = (line.places, text.readings);
                resolved.unbalanced.push(UnbalancedLine { places, readings, range, whole: false });
            }
            _ => open.push((line.places, text)),
        }
    }
    if !open.is_empty() {
        resolved.choose(&open);
    }
    resolved.recut(&cut);
    resolved
}

/// One slip breaks fewer equations than this; digits cut wrongly break most columns.
const MANY_BROKEN: usize = 4;

impl Resolved {
    /// Takes what a line's remaining readings agree on; the rest is unplaced.
    fn place(&mut self, places: &[(usize, usize)], text: &LineText, readings: &[Reading]) {
        let first = &readings[0];
        let mut placed: Vec<Range<usize>> = Vec::new();
        // Other readings were dropped because of the equations: what is left is likely, not certain. Unless
        // no blank was lost: then the dropped ones break an equation of their own.
        let lost = !text.whole && (readings.len() > 1 || !first.sure);
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
        let standing = |slot: &&Slot| slot.state != SlotState::Lost;
        if text.cut {
            // Several cells in one: as much as is left of each.
            let open = |slot: &&Slot| !placed.contains(&slot.range);
            if first.slots.iter().filter(standing).any(|slot| open(&slot)) {
                self.fused.push(row);
                self.unplaced.extend(left_over(&text.loose, &placed).map(|slot| (row, slot)));
            }
            return;
        }
        for slot in first.slots.iter().filter(standing).filter(|slot| !placed.contains(&slot.range)) {
            self.unplaced.push((row, slot.clone()));
        }
    }

    /// A line with a slip may balance cut in another way than it was meant, and every column contradicts
    /// it. Where the numbers that the columns ask for are its very digits, those were meant.
    fn recut(&mut self, cut: &[OpenText]) {
        if cut.is_empty() {
            return;
        }
        let broken: Vec<&Equation> = self.equations.iter().filter(|equation| self.is_broken(equation)).collect();
        if broken.len() < MANY_BROKEN {
            return;
        }
        let contradicted = |places: &[(usize, usize)]| {
            broken.iter().all(|equation| equation.terms().any(|(cell, _)| places.contains(&self.index.place(cell))))
        };
        let suspects = cut.iter().filter(|(places, _)| contradicted(places));
        let mut fitting = suspects.filter_map(|(places, text)| Some((places, self.as_columns_ask(places, text)?)));
        let (Some((places, slots)), None) = (fitting.next(), fitting.next()) else { return };
        for (&place, slot) in places.iter().zip(slots) {
            let cell = self.index.cell(place);
            let known = slot.state.count().map_or(Known::Unknown, Known::Value);
            self.cells[cell] = Cell { known, slot: Some(slot) };
        }
    }

    /// A line cut into the numbers that would satisfy every equation over lines, one of them as it may be:
    /// the slip. `None` where its digits are not those.
    fn as_columns_ask(&self, places: &[(usize, usize)], text: &LineText) -> Option<Vec<Slot>> {
        let positions: Vec<usize> = text.loose.iter().flat_map(|slot| slot.range.clone()).collect();
        let asked: Vec<String> = places.iter().map(|&place| self.asked(place)).collect::<Option<_>>()?;
        let mut found: Option<Vec<Slot>> = None;
        for slip in 0..asked.len() {
            let rest = text.digits.strip_prefix(&asked[..slip].concat());
            let Some(odd) = rest.and_then(|rest| rest.strip_suffix(&asked[slip + 1..].concat())) else { continue };
            if odd.is_empty() || (odd.len() > 1 && odd.starts_with('0')) {
                continue;
            }
            let mut at = 0;
            let numbers = asked[..slip].iter().map(String::as_str).chain([odd]);
            let slots = numbers.chain(asked[slip + 1..].iter().map(String::as_str)).map(|digits| {
                let range = *positions.get(at)?..positions.get(at + digits.len() - 1)? + 1;
                at += digits.len();
                Some(Slot { state: SlotState::Value(Number::parse(false, digits.chars())?, None), range })
            });
            let slots: Vec<Slot> = slots.collect::<Option<_>>()?;
            if found.as_ref().is_some_and(|other| *other != slots) {
                return None;
            }
            found = Some(slots);
        }
        found.filter(|_| positions.len() == text.digits.len())
    }

    /// The number at a place that would satisfy every equation over lines that it is in.
    fn asked(&self, place: (usize, usize)) -> Option<String> {
        let cell = self.index.cell(place);
        let known = |cell: usize| self.cells[cell].known.value();
        let value = known(cell)?;
        let mut asked = self.equations.iter().filter_map(|equation| {
            let (_, sign) = equation.terms().find(|&(c, _)| c == cell)?;
            let across = equation.terms().any(|(c, _)| self.index.place(c).0 != place.0);
            let whole = equation.terms().all(|(c, _)| known(c).is_some());
            let residual = equation.residual(|cell| known(cell).unwrap_or(0));
            (across && whole && equation.relation == Relation::Equal).then(|| value - sign * residual)
        });
        let first = asked.next()?;
        (first >= 0 && asked.all(|other| other == first)).then(|| first.to_string())
    }

    /// Whether all of an equation's cells are known, and it does not hold.
    fn is_broken(&self, equation: &Equation) -> bool {
        let known = equation.terms().all(|(cell, _)| self.cells[cell].known.value().is_some());
        known && !equation.holds(equation.residual(|cell| self.cells[cell].known.value().unwrap_or(0)))
    }

    fn loosen(&mut self, places: &[(usize, usize)], loose: &[Slot]) {
        let row = places[0].0;
        self.unplaced.extend(loose.iter().map(|slot| (row, slot.clone())));
    }

    /// Searches for choices of readings that satisfy every equation across lines.
    fn choose(&mut self, open: &[OpenText]) {
        let lines: Vec<OpenLine<'_>> = open
            .iter()
            .map(|(places, text)| OpenLine {
                cells: places.iter().map(|&place| self.index.cell(place)).collect(),
                readings: &text.readings,
            })
            .collect();
        let mut steps = MOST_STEPS;
        let mut outcome = Search::new(self, &lines, &[]).run(&mut steps);
        // Digits cut from text that lost nothing: where no way to cut them satisfies everything, something is
        // wrong, and the ways that leave the fewest equations broken are the nearest to what was meant.
        let whole = open.iter().all(|(_, text)| text.whole);
        let mut broken = 0;
        while let (Outcome::None, true, true) = (&outcome, whole, broken < MOST_BROKEN) {
            broken += 1;
            outcome = self.nearest(&lines, broken, &mut steps);
        }
        if matches!(outcome, Outcome::None) {
            self.impossible = true;
            self.contradictions = self.never_holding(&lines);
            self.nowhere = whole;
            lines.iter().flat_map(|line| &line.cells).for_each(|&cell| self.open[cell] = true);
        }
        for (line, (places, text)) in open.iter().enumerate() {
            let stays = |i: usize| match &outcome {
                Outcome::Supported(supported) => supported[line][i],
                Outcome::None | Outcome::Undecided => true,
            };
            let readings: Vec<Reading> =
                text.readings.iter().enumerate().filter(|(i, _)| stays(*i)).map(|(_, r)| r.clone()).collect();
            self.place(places, text, &readings);
            if text.whole && !text.balanced && readings.len() > 1 {
                self.unbalanced.push(UnbalancedLine {
                    places: places.clone(),
                    readings,
                    range: text.range(),
                    whole: true,
                });
            }
        }
        // Something is wrong, and none of the equations that can be decided shows it.
        if broken > 0
            && !self.impossible
            && self.unbalanced.is_empty()
            && !self.equations.iter().any(|equation| self.is_broken(equation))
        {
            self.impossible = true;
            self.nowhere = true;
        }
        if self.nowhere {
            self.nearest = Some(self.nearest_values(&lines));
        }
    }

    /// By cell, the numbers of a choice of readings that leaves as little as possible wrong: each line's reading is
    /// chosen anew, given the others, until none gets better.
    fn nearest_values(&self, lines: &[OpenLine<'_>]) -> Vec<i64> {
        let search = Search::new(self, lines, &[]);
        let mut chosen = vec![0; lines.len()];
        let mut residual = search.fixed();
        let add = |residual: &mut [i64], gain: &[i64], sign: i64| {
            residual.iter_mut().zip(gain).for_each(|(residual, gain)| *residual += sign * gain);
        };
        for (line, gains) in search.gains.iter().enumerate() {
            add(&mut residual, &gains[chosen[line]], 1);
        }
        for _ in 0..MOST_ROUNDS {
            let before = chosen.clone();
            for (line, gains) in search.gains.iter().enumerate() {
                add(&mut residual, &gains[chosen[line]], -1);
                let wrong =
                    |gain: &Vec<i64>| -> i64 { residual.iter().zip(gain).map(|(r, gain)| (r + gain).abs()).sum() };
                chosen[line] = (0..gains.len()).min_by_key(|&reading| wrong(&gains[reading])).unwrap_or(0);
                add(&mut residual, &gains[chosen[line]], 1);
            }
            if chosen == before {
                break;
            }
        }
        let mut values: Vec<i64> = self.cells.iter().map(|cell| cell.known.value().unwrap_or(0)).collect();
        for (line, reading) in lines.iter().zip(chosen) {
            for (&cell, slot) in line.cells.iter().zip(&line.readings[reading].slots) {
                values[cell] = slot.state.count().unwrap_or(0);
            }
        }
        values
    }

    /// What the choices have in common that break just so many equations across lines, and no fewer.
    fn nearest(&self, lines: &[OpenLine<'_>], broken: usize, steps: &mut usize) -> Outcome {
        let across: Vec<usize> = (0..self.equations.len())
            .filter(|&i| {
                let mut rows = self.equations[i].terms().map(|(cell, _)| self.index.place(cell).0);
                let first = rows.next();
                rows.any(|row| Some(row) != first)
            })
            .collect();
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        for _ in 0..broken {
            sets = sets
                .iter()
                .flat_map(|set| {
                    let later = across.iter().filter(move |i| set.last().is_none_or(|last| *i > last));
                    later.map(move |&i| [set.as_slice(), &[i]].concat())
                })
                .collect();
        }
        let mut together = Outcome::None;
        for set in sets {
            match (Search::new(self, lines, &set).run(steps), &mut together) {
                (Outcome::None, _) => {}
                (Outcome::Undecided, _) => return Outcome::Undecided,
                (Outcome::Supported(more), Outcome::Supported(all)) => {
                    let all = all.iter_mut().flatten();
                    all.zip(more.into_iter().flatten()).for_each(|(all, more)| *all |= more);
                }
                (supported, together) => *together = supported,
            }
        }
        together
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

/// What is left of cells that hold several, after those that were told apart.
fn left_over<'a>(cells: &'a [Slot], placed: &'a [Range<usize>]) -> impl Iterator<Item = Slot> + 'a {
    cells.iter().flat_map(move |cell| {
        let mut rest = vec![cell.range.clone()];
        for part in placed.iter().filter(|part| !part.is_empty()) {
            let split = |range: Range<usize>| {
                let (before, after) = (range.start..range.end.min(part.start), range.start.max(part.end)..range.end);
                [before, after].into_iter().filter(|range| !range.is_empty())
            };
            rest = rest.into_iter().flat_map(split).collect();
        }
        rest.into_iter().map(|range| Slot { state: SlotState::Unreadable, range })
    })
}

/// The rows of some places.
fn rows_of(places: &[(usize, usize)]) -> Vec<usize> {
    let mut rows: Vec<usize> = places.iter().map(|(row, _)| *row).collect();
    rows.dedup();
    rows
}

/// A line with several readings, and its places.
type OpenText = (Vec<(usize, usize)>, LineText);

struct OpenLine<'a> {
    /// The cell of each place.
    cells: Vec<usize>,
    readings: &'a [Reading],
}

/// What a search over readings found.
#[derive(Debug)]
enum Outcome {
    /// By line and reading: whether it is part of a choice that satisfies every equation.
    Supported(Vec<Vec<bool>>),
    /// There is no such choice.
    None,
    /// The steps did not suffice to say.
    Undecided,
}

/// Depth-first over lines, one reading each. For every equation the range its residual can still take
/// is kept; a choice that puts 0 outside it is dropped.
struct Search {
    /// By line, reading: what it adds to the residual of each equation.
    gains: Vec<Vec<Vec<i64>>>,
    /// By line, reading: not ruled out.
    alive: Vec<Vec<bool>>,
    /// By line, equation: the least and the most its readings add.
    bounds: Vec<Vec<(i64, i64)>>,
    /// By equation: the least and the most its residual can be.
    low: Vec<i64>,
    high: Vec<i64>,
    choice: Vec<Option<usize>>,
}

impl Search {
    /// Without the equations in `relaxed`.
    fn new(resolved: &Resolved, lines: &[OpenLine<'_>], relaxed: &[usize]) -> Search {
        let in_open = |cell: usize| lines.iter().position(|line| line.cells.contains(&cell));
        let usable = |equation: &Equation| {
            let mut open = equation.terms().map(|(cell, _)| in_open(cell));
            let first = open.next().flatten();
            // A line's own sums hold in all of its readings or in none: they tell none from another.
            let of_one_line = first.is_some() && open.all(|o| o == first);
            equation.relation == Relation::Equal
                && !of_one_line
                && equation.terms().any(|(cell, _)| in_open(cell).is_some())
                && equation
                    .terms()
                    .all(|(cell, _)| in_open(cell).is_some() || resolved.cells[cell].known.value().is_some())
        };
        let equations: Vec<&Equation> = resolved
            .equations
            .iter()
            .enumerate()
            .filter(|(i, equation)| !relaxed.contains(i) && usable(equation))
            .map(|(_, equation)| equation)
            .collect();
        let fixed: Vec<i64> = equations
            .iter()
            .map(|equation| {
                let known = |cell: usize| resolved.cells[cell].known.value().unwrap_or(0);
                equation.residual(|cell| if in_open(cell).is_some() { 0 } else { known(cell) })
            })
            .collect();
        let mut sign_of = vec![Vec::new(); resolved.index.len()];
        for (i, equation) in equations.iter().enumerate() {
            equation.terms().for_each(|(cell, sign)| sign_of[cell].push((i, sign)));
        }
        let gain = |line: &OpenLine<'_>, reading: &Reading| {
            let mut gain = vec![0; equations.len()];
            for (slot, &cell) in reading.slots.iter().zip(&line.cells) {
                let count = slot.state.count().unwrap_or(0);
                sign_of[cell].iter().for_each(|&(e, sign): &(usize, i64)| gain[e] += sign * count);
            }
            gain
        };
        let gains: Vec<Vec<Vec<i64>>> =
            lines.iter().map(|line| line.readings.iter().map(|reading| gain(line, reading)).collect()).collect();
        Search {
            alive: gains.iter().map(|readings| vec![true; readings.len()]).collect(),
            bounds: gains.iter().map(|_| vec![(0, 0); fixed.len()]).collect(),
            choice: vec![None; gains.len()],
            low: fixed.clone(),
            high: fixed,
            gains,
        }
    }

    /// By equation, the residual of the cells outside the lines.
    fn fixed(&self) -> Vec<i64> {
        self.low.clone()
    }

    fn run(mut self, steps: &mut usize) -> Outcome {
        for line in 0..self.gains.len() {
            self.bound(line);
        }
        if !self.prune(steps) {
            return if *steps == 0 { Outcome::Undecided } else { Outcome::None };
        }
        let mut supported: Vec<Vec<bool>> = self.alive.iter().map(|readings| vec![false; readings.len()]).collect();
        for line in 0..self.gains.len() {
            for reading in 0..self.gains[line].len() {
                if !self.alive[line][reading] || supported[line][reading] {
                    continue;
                }
                let found = self.try_reading(line, reading, steps);
                if *steps == 0 {
                    return Outcome::Undecided;
                }
                match found {
                    Some(choice) => choice.into_iter().enumerate().for_each(|(l, r)| supported[l][r] = true),
                    None => {
                        self.alive[line][reading] = false;
                        self.bound(line);
                    }
                }
            }
            if !supported[line].contains(&true) {
                return Outcome::None;
            }
        }
        Outcome::Supported(supported)
    }

    /// Recomputes what a line's remaining readings can add.
    fn bound(&mut self, line: usize) {
        for e in 0..self.low.len() {
            let alive = self.gains[line].iter().zip(&self.alive[line]).filter(|(_, alive)| **alive);
            let (least, most) =
                alive.fold((i64::MAX, i64::MIN), |(least, most), (gain, _)| (least.min(gain[e]), most.max(gain[e])));
            let (least, most) = if least > most { (0, 0) } else { (least, most) };
            let old = std::mem::replace(&mut self.bounds[line][e], (least, most));
            self.low[e] += least - old.0;
            self.high[e] += most - old.1;
        }
    }

    /// Drops readings that no others can make up for; false where a line has none left.
    fn prune(&mut self, steps: &mut usize) -> bool {
        loop {
            let mut dropped = false;
            for line in 0..self.gains.len() {
                let before = self.alive[line].iter().filter(|alive| **alive).count();
                for reading in 0..self.gains[line].len() {
                    *steps = steps.saturating_sub(1);
                    self.alive[line][reading] &= self.fits(line, reading);
                }
                let left = self.alive[line].iter().filter(|alive| **alive).count();
                if left == 0 || *steps == 0 {
                    return false;
                }
                if left < before {
                    self.bound(line);
                    dropped = true;
                }
            }
            if !dropped {
                return true;
            }
        }
    }

    /// Whether the other lines can still make up for a reading of a line not yet chosen.
    fn fits(&self, line: usize, reading: usize) -> bool {
        self.gains[line][reading].iter().enumerate().all(|(e, gain)| {
            let (least, most) = self.bounds[line][e];
            self.low[e] - least + gain <= 0 && self.high[e] - most + gain >= 0
        })
    }

    /// A choice with that reading in it, one reading a line, that satisfies every equation.
    fn try_reading(&mut self, line: usize, reading: usize, steps: &mut usize) -> Option<Vec<usize>> {
        *steps = steps.saturating_sub(1);
        if *steps == 0 || !self.fits(line, reading) {
            return None;
        }
        self.choice[line] = Some(reading);
        self.shift(line, reading, 1);
        // Next the line with the fewest readings that still fit.
        let mut next: Option<(usize, Vec<usize>)> = None;
        for other in (0..self.gains.len()).filter(|&other| self.choice[other].is_none()) {
            let fitting: Vec<usize> =
                (0..self.gains[other].len()).filter(|&r| self.alive[other][r] && self.fits(other, r)).collect();
            *steps = steps.saturating_sub(self.gains[other].len() / 4);
            if next.as_ref().is_none_or(|(_, fewest)| fitting.len() < fewest.len()) {
                let none = fitting.is_empty();
                next = Some((other, fitting));
                if none {
                    break;
                }
            }
        }
        let found = match next {
            None => self.choice.iter().copied().collect(),
            Some((other, fitting)) => fitting.into_iter().find_map(|r| self.try_reading(other, r, steps)),
        };
        self.shift(line, reading, -1);
        self.choice[line] = None;
        found
    }

    /// Narrows the ranges to one reading of a line, or widens them back.
    fn shift(&mut self, line: usize, reading: usize, direction: i64) {
        for (e, gain) in self.gains[line][reading].iter().enumerate() {
            let (least, most) = self.bounds[line][e];
            self.low[e] += direction * (gain - least);
            self.high[e] += direction * (gain - most);
        }
    }
}
