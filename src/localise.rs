//! Error localisation: the fewest cells whose change satisfies every equation.
//!
//! After Fellegi and Holt (1976). A change of a cell is tried only by amounts that mend one of the
//! broken equations it stands in, so the search is a short tree; filling a blank is free, changing a
//! number costs one. Slips that touch no common equation are kept apart as causes of their own.

use crate::forms::Equation;
use crate::sort::{sort, sort_by_key};
use std::cmp::Reverse;

/// What is wrong, and what mends it.
#[derive(Debug, Clone)]
pub(crate) struct Slip {
    /// Indices of the broken equations it explains.
    pub(crate) equations: Vec<usize>,
    /// The smallest repairs, likeliest first. Empty where too much is wrong to tell.
    pub(crate) fixes: Vec<Vec<Change>>,
    /// Every one of the equations may hold after all, once blanks are filled: not certainly wrong.
    pub(crate) excusable: bool,
}

/// A new value for a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Change {
    pub(crate) cell: usize,
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// The cell is blank.
    pub(crate) fills: bool,
}

/// Steps a search may take; a few milliseconds' worth in a browser.
const MOST_STEPS: usize = 30_000;
/// Repairs kept.
const MOST_REPAIRS: usize = 400;
/// Numbers changed at once in the exhaustive search.
const MOST_CHANGES: usize = 5;

/// Explains the broken ones of some equations. `values` and `blank` are by cell; every cell of every
/// equation given has a value.
///
/// `loose` cells have a likely number and no certain one: an equation they stand in is never certain to
/// be broken.
pub(crate) fn localise(equations: &[(usize, &Equation)], values: &[i64], blank: &[bool], loose: &[bool]) -> Vec<Slip> {
    let mut search = Search::new(equations, values, blank, loose);
    let broken: Vec<usize> = search.broken().collect();
    if broken.is_empty() {
        return Vec::new();
    }
    let initial = search.residual.clone();
    let mut causes = search.certain();
    let mut repairs = search.smallest();
    if search.steps > MOST_STEPS || repairs.is_empty() {
        repairs.clear();
    }
    let left: Vec<usize> = search.broken().collect();
    causes.extend(search.causes(&left, &repairs, &initial));
    for cause in &mut causes {
        sort_by_key(&mut cause.fixes, |fix| unlikelihood(fix, values));
        cause.fixes.dedup();
        for equation in &mut cause.equations {
            *equation = equations[*equation].0;
        }
    }
    causes
}

struct Search<'a> {
    equations: &'a [(usize, &'a Equation)],
    /// By cell: the equations it stands in, with its sign.
    stands_in: Vec<Vec<(usize, i64)>>,
    values: Vec<i64>,
    blank: &'a [bool],
    loose: &'a [bool],
    /// left − right, by equation.
    residual: Vec<i64>,
    /// Cells not to be changed (again).
    closed: Vec<bool>,
    steps: usize,
    stack: Vec<Change>,
    found: Vec<Vec<Change>>,
}

impl<'a> Search<'a> {
    fn new(equations: &'a [(usize, &'a Equation)], values: &[i64], blank: &'a [bool], loose: &'a [bool]) -> Search<'a> {
        let mut stands_in = vec![Vec::new(); values.len()];
        for (i, (_, equation)) in equations.iter().enumerate() {
            for (cell, sign) in equation.terms() {
                stands_in[cell].push((i, sign));
            }
        }
        Search {
            residual: equations.iter().map(|(_, e)| e.residual(|cell| values[cell])).collect(),
            equations,
            stands_in,
            values: values.to_vec(),
            blank,
            loose,
            closed: vec![false; values.len()],
            steps: 0,
            stack: Vec::new(),
            found: Vec::new(),
        }
    }

    fn broken(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.residual.len()).filter(|&e| self.residual[e] != 0)
    }

    fn apply(&mut self, cell: usize, delta: i64) {
        self.values[cell] += delta;
        for &(e, sign) in &self.stands_in[cell] {
            self.residual[e] += sign * delta;
        }
    }

    /// Slips that leave no doubt: a cell all of whose equations (two or more) are broken by the same
    /// amount, the only such cell in any of them. They are mended here and leave the search.
    fn certain(&mut self) -> Vec<Slip> {
        let mends_all = |search: &Self, cell: usize| -> Option<i64> {
            let terms = &search.stands_in[cell];
            let delta = terms.first().map(|&(e, sign)| -sign * search.residual[e])?;
            let all =
                terms.len() >= 2 && delta != 0 && terms.iter().all(|&(e, sign)| search.residual[e] == -sign * delta);
            (all && search.values[cell] + delta >= 0).then_some(delta)
        };
        let perfect: Vec<(usize, i64)> =
            (0..self.values.len()).filter_map(|cell| mends_all(self, cell).map(|d| (cell, d))).collect();
        let alone = |&(cell, _): &(usize, i64)| {
            let shares =
                |other: usize| self.stands_in[other].iter().any(|a| self.stands_in[cell].iter().any(|b| a.0 == b.0));
            !perfect.iter().any(|&(other, _)| other != cell && shares(other))
        };
        let certain: Vec<(usize, i64)> = perfect.iter().copied().filter(alone).collect();
        let mut causes = Vec::new();
        for (cell, delta) in certain {
            let equations: Vec<usize> = self.stands_in[cell].iter().map(|&(e, _)| e).collect();
            let excusable = equations.iter().all(|&e| self.excusable(e));
            let from = self.values[cell];
            self.apply(cell, delta);
            self.closed[cell] = true;
            let fix = vec![Change { cell, from, to: from + delta, fills: self.blank[cell] }];
            causes.push(Slip { equations, fixes: vec![fix], excusable });
        }
        causes
    }

    /// Whether filling a blank could mend an equation.
    fn savable(&self, e: usize) -> bool {
        let residual = self.residual[e];
        self.equations[e].1.terms().any(|(cell, sign)| self.blank[cell] && sign * residual < 0)
    }

    /// Whether an equation may hold after all: a blank may be filled, or a cell may hold another number.
    fn excusable(&self, e: usize) -> bool {
        self.savable(e) || self.equations[e].1.terms().any(|(cell, _)| self.loose[cell])
    }

    /// All repairs that change the fewest numbers, and of those the ones that fill the fewest blanks.
    fn smallest(&mut self) -> Vec<Vec<Change>> {
        for changes in 0..=MOST_CHANGES {
            self.go(changes);
            if !self.found.is_empty() || self.steps > MOST_STEPS {
                break;
            }
        }
        let mut found = std::mem::take(&mut self.found);
        for repair in &mut found {
            sort(repair);
        }
        sort(&mut found);
        found.dedup();
        let fewest = found.iter().map(Vec::len).min().unwrap_or(0);
        found.retain(|repair| repair.len() == fewest);
        found
    }

    /// Mends the broken equation with the fewest ways to do it, each way in turn.
    fn go(&mut self, changes: usize) {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.found.len() >= MOST_REPAIRS {
            return;
        }
        // A number stands in three equations at most; blanks may mend the savable ones.
        let hopeless = self.broken().filter(|&e| !self.savable(e)).count();
        if hopeless > 3 * changes {
            return;
        }
        let ways = |e: usize| {
            let cells = self.equations[e].1.terms();
            cells.filter(|&(cell, _)| !self.closed[cell] && (changes > 0 || self.blank[cell])).count()
        };
        let Some(target) = self.broken().min_by_key(|&e| ways(e)) else {
            self.found.push(self.stack.clone());
            return;
        };
        let cells: Vec<usize> = self.equations[target].1.terms().map(|(cell, _)| cell).collect();
        let mut closed_here = Vec::new();
        for cell in cells {
            let cost = usize::from(!self.blank[cell]);
            if self.closed[cell] || cost > changes {
                continue;
            }
            self.closed[cell] = true;
            closed_here.push(cell);
            let mut deltas: Vec<i64> =
                self.stands_in[cell].iter().map(|&(e, sign)| -sign * self.residual[e]).filter(|d| *d != 0).collect();
            sort(&mut deltas);
            deltas.dedup();
            for delta in deltas {
                let from = self.values[cell];
                if from + delta < 0 {
                    continue;
                }
                self.apply(cell, delta);
                self.stack.push(Change { cell, from, to: from + delta, fills: self.blank[cell] });
                self.go(changes - cost);
                self.stack.pop();
                self.apply(cell, -delta);
            }
        }
        // A cell tried here stays closed below the later siblings, so that no set is found twice.
        for cell in closed_here {
            self.closed[cell] = false;
        }
    }

    /// Groups the broken equations by what mends them together.
    fn causes(&self, broken: &[usize], repairs: &[Vec<Change>], initial: &[i64]) -> Vec<Slip> {
        // Equations in one group share a repaired cell in some repair.
        let mut group: Vec<usize> = (0..self.residual.len()).collect();
        let find = |group: &[usize], mut e: usize| {
            while group[e] != e {
                e = group[e];
            }
            e
        };
        for repair in repairs {
            let changes_of =
                |e: usize| repair.iter().filter(|c| self.stands_in[c.cell].iter().any(|&(x, _)| x == e)).count();
            for change in repair {
                // An equation that held joins two cells of one repair as a broken one does.
                let mut joined = self.stands_in[change.cell]
                    .iter()
                    .map(|&(e, _)| e)
                    .filter(|&e| initial[e] != 0 || changes_of(e) > 1);
                if let Some(first) = joined.next() {
                    for e in joined {
                        let (a, b) = (find(&group, first), find(&group, e));
                        group[b] = a;
                    }
                }
            }
        }
        let mut roots: Vec<usize> = broken.iter().map(|&e| find(&group, e)).collect();
        sort(&mut roots);
        roots.dedup();
        roots
            .into_iter()
            .map(|root| {
                let equations: Vec<usize> = broken.iter().copied().filter(|&e| find(&group, e) == root).collect();
                let in_group =
                    |change: &&Change| self.stands_in[change.cell].iter().any(|&(e, _)| find(&group, e) == root);
                let mut fixes: Vec<Vec<Change>> =
                    repairs.iter().map(|repair| repair.iter().filter(in_group).copied().collect()).collect();
                sort(&mut fixes);
                fixes.dedup();
                let excusable = equations.iter().all(|&e| self.excusable(e));
                Slip { equations, fixes, excusable }
            })
            .collect()
    }
}

/// How odd a repair is: smaller is likelier. A blank to fill first, then slips of the hand (one digit
/// wrong, two swapped), then a 0 or a digit lost or doubled, then another row's number.
fn unlikelihood(fix: &[Change], values: &[i64]) -> (u32, i64, Reverse<usize>) {
    let odd: u32 = fix.iter().map(|change| oddness(change, values)).sum();
    let distance: i64 = fix.iter().map(|change| (change.to - change.from).abs()).sum();
    // Of equals the one further on: a sum is likelier wrong than what it sums up.
    (odd, distance, Reverse(fix.first().map_or(0, |change| change.cell)))
}

fn oddness(change: &Change, values: &[i64]) -> u32 {
    let (from, to) = (change.from.to_string(), change.to.to_string());
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let differing = || from.iter().zip(to).filter(|(a, b)| a != b).count();
    let shorter_by_one = |long: &[u8], short: &[u8]| {
        long.len() == short.len() + 1 && (0..long.len()).any(|i| long[..i] == short[..i] && long[i + 1..] == short[i..])
    };
    let swapped = || {
        let sorted = |digits: &[u8]| {
            let mut digits = digits.to_vec();
            sort(&mut digits);
            digits
        };
        differing() == 2 && sorted(from) == sorted(to)
    };
    let same_length = from.len() == to.len();
    if change.fills {
        0
    } else if same_length && (differing() == 1 || swapped()) {
        1
    } else if change.from == 0 || shorter_by_one(from, to) || shorter_by_one(to, from) {
        2
    } else if values.iter().enumerate().any(|(cell, v)| cell != change.cell && *v == change.to && *v != 0) {
        // The number of another cell: typed from the wrong row.
        3
    } else if change.to == 0 {
        5
    } else {
        4
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::{CellIndex, Table, standard};

    fn table() -> &'static Table {
        &standard()[0].tables[1]
    }

    fn requests(set: &[(&str, &str, i64)]) -> Vec<i64> {
        let index = table().index;
        let mut values = vec![0; index.len()];
        for &(row, column, value) in set {
            values[cell(index, row, column)] = value;
        }
        values
    }

    fn cell(index: &CellIndex, row: &str, column: &str) -> usize {
        let table = table();
        let row = table.rows.iter().position(|r| r.id == row).expect("a row");
        let column = table.rows[row].columns.iter().position(|c| c.id == column).expect("a column");
        index.cell((row, column))
    }

    fn run(set: &[(&str, &str, i64)], blanks: &[(&str, &str)]) -> (Vec<Slip>, &'static CellIndex) {
        let (index, values) = (table().index, requests(set));
        let mut blank = vec![false; values.len()];
        for (row, column) in blanks {
            blank[cell(index, row, column)] = true;
        }
        let all: Vec<(usize, &Equation)> = table().equations.iter().enumerate().collect();
        (localise(&all, &values, &blank, &vec![false; values.len()]), index)
    }

    const CONSISTENT: &[(&str, &str, i64)] = &[
        ("new_received", "natural_person", 33),
        ("new_received", "total", 33),
        ("carried_in", "natural_person", 4),
        ("carried_in", "total", 4),
        ("granted", "natural_person", 34),
        ("granted", "total", 34),
        ("outcome_total", "natural_person", 34),
        ("outcome_total", "total", 34),
        ("carried_out", "natural_person", 3),
        ("carried_out", "total", 3),
    ];

    fn with(changes: &[(&'static str, &'static str, i64)]) -> Vec<(&'static str, &'static str, i64)> {
        CONSISTENT.iter().chain(changes).copied().collect()
    }

    #[test]
    fn a_consistent_table_has_no_cause() {
        assert!(run(CONSISTENT, &[]).0.is_empty());
    }

    #[test]
    fn one_slip_is_one_cause_and_pinpointed() {
        let (causes, index) = run(&with(&[("carried_in", "total", 0)]), &[]);
        assert_eq!(causes.len(), 1);
        assert_eq!(causes[0].equations.len(), 2);
        assert!(!causes[0].excusable);
        let fix = Change { cell: cell(index, "carried_in", "total"), from: 0, to: 4, fills: false };
        assert_eq!(causes[0].fixes, vec![vec![fix]]);
    }

    #[test]
    fn independent_slips_stay_apart() {
        let (causes, _) = run(&with(&[("granted", "business", 2), ("carried_out", "research", 7)]), &[]);
        assert_eq!(causes.len(), 2);
        assert!(causes.iter().all(|cause| cause.fixes.len() == 1 && cause.fixes[0].len() == 1));
    }

    #[test]
    fn two_slips_in_one_row_are_one_cause() {
        let (causes, _) = run(&with(&[("granted", "business", 2), ("granted", "research", 5)]), &[]);
        assert_eq!(causes.len(), 1);
        assert_eq!(causes[0].fixes[0].len(), 2);
    }

    #[test]
    fn a_blank_total_is_to_be_filled() {
        let (causes, index) = run(&with(&[("carried_in", "total", 0)]), &[("carried_in", "total")]);
        assert_eq!(causes.len(), 1);
        assert!(causes[0].excusable);
        let fix = Change { cell: cell(index, "carried_in", "total"), from: 0, to: 4, fills: true };
        assert_eq!(causes[0].fixes, vec![vec![fix]]);
    }

    #[test]
    fn everything_wrong_still_ends() {
        let wrong: Vec<(&str, &str, i64)> = table()
            .rows
            .iter()
            .enumerate()
            .flat_map(|(i, row)| {
                row.columns.iter().enumerate().map(move |(j, c)| (row.id, c.id, (i * 37 + j * j * 11 + 5) as i64 % 101))
            })
            .collect();
        let (causes, _) = run(&wrong, &[]);
        assert!(!causes.is_empty());
    }
}
