//! Findings of the balance edits: equations that fail, each with the cell to mend.

use crate::findings::{Cause, Finding, Fix, Outcome, Place, Severity, Why, WorkedEquation};
use crate::forms::{Equation, Part, Relation, Table};
use crate::localise::{Change, Slip, localise};
use crate::resolve::{Known, Resolved, UnbalancedLine};
use crate::sort::sort_by_key;
use crate::tables::{Slot, SlotState, is_blank};
use crate::text::{Folded, Span, is_cjk};
use std::cmp::Reverse;

/// Checks a table; returns its findings and how many equations were decided.
pub(crate) fn check(table: &Resolved, folded: &Folded) -> (Vec<Finding>, usize) {
    let values: Vec<i64> = table.cells.iter().map(|cell| cell.known.value().unwrap_or(0)).collect();
    let blank: Vec<bool> =
        table.cells.iter().map(|cell| matches!(cell.known, Known::Blank | Known::Loose(0))).collect();
    let loose: Vec<bool> = table.cells.iter().map(|cell| matches!(cell.known, Known::Loose(_))).collect();
    let known = |equation: &Equation| equation.terms().all(|(cell, _)| table.cells[cell].known != Known::Unknown);
    let decided: Vec<(usize, &Equation)> = table.equations.iter().enumerate().filter(|(_, e)| known(e)).collect();
    let maker = Maker { table, folded, values: &values, left_out: &[] };

    let mut findings = Vec::new();
    if table.impossible {
        findings.push(maker.impossible());
    } else {
        let sums: Vec<(usize, &Equation)> =
            decided.iter().copied().filter(|(_, e)| e.relation == Relation::Equal).collect();
        let (double, sums) = double_counts(table, &values, sums);
        if !double.is_empty() {
            findings.push(maker.double_count(&double));
        }
        findings.extend(localise(&sums, &values, &blank, &loose).iter().flat_map(|slip| maker.slips(slip)));
    }
    for &(i, equation) in &decided {
        if equation.relation == Relation::AtLeast && !equation.holds(equation.residual(|cell| values[cell])) {
            findings.push(maker.too_small(i));
        }
    }
    let off_balance = |line: &UnbalancedLine| if line.whole { maker.uncuttable(line) } else { maker.unbalanced(line) };
    findings.extend(table.unbalanced.iter().filter_map(off_balance));
    let decided = (0..table.equations.len()).map(|i| outcome(table, &findings, i));
    let decided = decided.filter(|outcome| !matches!(outcome, Outcome::Undecided(_))).count();
    (findings, decided)
}

/// All equations of a table in the form's order, worked out, and what became of them.
pub(crate) fn equations(table: &Resolved, folded: &Folded) -> Vec<(WorkedEquation, Outcome)> {
    let (findings, _) = check(table, folded);
    let values: Vec<i64> = table.cells.iter().map(|cell| cell.known.value().unwrap_or(0)).collect();
    let maker = Maker { table, folded, values: &values, left_out: &[] };
    (0..table.equations.len()).map(|i| (maker.equation(i), outcome(table, &findings, i))).collect()
}

/// All equations of a table of which no number is known.
pub(crate) fn unchecked(table: &'static Table) -> Vec<WorkedEquation> {
    let places = |cells: &[usize]| cells.iter().map(|&cell| place_of(table, cell)).collect();
    let unknown = |equation: &Equation| WorkedEquation {
        rule: equation.rule,
        anchor: equation.anchor,
        left: 0,
        right: 0,
        arithmetic: String::new(),
        left_cells: places(&equation.left),
        right_cells: places(&[&equation.right[..], &equation.right_minus[..]].concat()),
    };
    table.equations.iter().map(unknown).collect()
}

fn place_of(table: &'static Table, cell: usize) -> Place {
    let (row, column) = table.index.place(cell);
    let row = &table.rows[row];
    Place { table: table.id, row: row.id, column: row.columns[column].id }
}

/// What became of an equation, given the findings of its table.
fn outcome(table: &Resolved, findings: &[Finding], i: usize) -> Outcome {
    let equation = &table.equations[i];
    // Where no arrangement fits, what was decided is only what fails in every one.
    if table.impossible {
        return if table.contradictions.contains(&i) { Outcome::Fails } else { Outcome::Undecided(Why::Unplaced) };
    }
    let mut unknown = equation.terms().map(|(cell, _)| cell).filter(|&cell| table.cells[cell].known == Known::Unknown);
    if let Some(cell) = unknown.next() {
        let slot = table.cells[cell].slot.as_ref();
        let row = table.index.place(cell).0;
        return Outcome::Undecided(match slot {
            _ if table.labels[row].is_none() => Why::NoRow,
            Some(slot) if slot.state == SlotState::Unreadable => Why::Unreadable,
            _ => Why::Unplaced,
        });
    }
    // What a filled blank would mend neither holds nor fails.
    let warnings = findings.iter().filter(|finding| finding.severity == Severity::Warning);
    let mut perhaps = warnings.flat_map(|finding| &finding.equations);
    if perhaps.any(|open| (open.rule, open.anchor) == (equation.rule, equation.anchor)) {
        return Outcome::Undecided(Why::Blank);
    }
    let value = |cell: usize| table.cells[cell].known.value().unwrap_or(0);
    if equation.holds(equation.residual(value)) { Outcome::Holds } else { Outcome::Fails }
}

/// Where a number for a cell is to be put into the text, and what to put there; `None` where a blank was lost, or the cell
/// is not in a certain place.
pub(crate) fn place_for(table: &Resolved, folded: &Folded, place: Place, number: &str) -> Option<(Span, String)> {
    let (row, column) = cell_at(table, place)?;
    set(folded, table.cells[table.index.cell((row, column))].slot.as_ref()?, number)
}

/// The row and the column of a place.
fn cell_at(table: &Resolved, place: Place) -> Option<(usize, usize)> {
    let row = table.table.rows.iter().position(|row| row.id == place.row)?;
    Some((row, table.table.rows[row].columns.iter().position(|column| column.id == place.column)?))
}

/// The same, for what stands in a cell.
fn set(folded: &Folded, slot: &Slot, number: &str) -> Option<(Span, String)> {
    if slot.state == SlotState::Lost {
        return None;
    }
    // Of a number with its unit the number alone; a blank keeps the room around what is put there.
    let chars = &folded.chars;
    let written = &chars[slot.range.clone()];
    let length = written.iter().rposition(char::is_ascii_digit).map_or(written.len(), |last| last + 1);
    let range = slot.range.start..slot.range.start + length;
    let is_digit = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let empty = !written.is_empty() && written.iter().all(|c| *c == ' ');
    // It is set apart from digits beside it, and from a point that would make its last digit a label's ordinal.
    let point = matches!(chars.get(range.end..range.end + 2), Some(['.' | '、', next]) if is_cjk(*next));
    let before = if empty || is_digit(range.start.checked_sub(1)) { " " } else { "" };
    let after = if empty || point || is_digit(Some(range.end)) { " " } else { "" };
    Some((folded.span(range), format!("{before}{number}{after}")))
}

/// Splits off the outcome totals that are exceeded by exactly the 部分公开 row (“只计这一情形”).
fn double_counts<'a>(
    table: &Resolved,
    values: &[i64],
    sums: Vec<(usize, &'a Equation)>,
) -> (Vec<usize>, Vec<(usize, &'a Equation)>) {
    let Some(partial) = table.table.rows.iter().position(|row| row.only_here) else {
        return (Vec::new(), sums);
    };
    // Equations over rows that count the row as one of several.
    let exclusive = |equation: &Equation| {
        let mut rows = equation.left.iter().map(|&cell| table.index.place(cell).0);
        let over_rows = rows.clone().any(|row| row != partial);
        rows.position(|row| row == partial).filter(|_| over_rows).map(|at| equation.left[at])
    };
    let of_partial: Vec<(usize, i64, i64)> = sums
        .iter()
        .filter_map(|&(i, e)| exclusive(e).map(|cell| (i, e.residual(|cell| values[cell]), values[cell])))
        .collect();
    let exceeded = of_partial.iter().all(|&(_, residual, partial)| residual == partial)
        && of_partial.iter().any(|&(_, residual, _)| residual > 0);
    // A row that does not add up is itself the suspect.
    let sound = sums.iter().all(|(_, equation)| {
        let within = equation.terms().all(|(cell, _)| table.index.place(cell).0 == partial);
        !within || equation.residual(|cell| values[cell]) == 0
    });
    let exceeded = exceeded && sound;
    if !exceeded {
        return (Vec::new(), sums);
    }
    let double: Vec<usize> = of_partial.iter().filter(|(_, residual, _)| *residual != 0).map(|&(i, _, _)| i).collect();
    let rest = sums.into_iter().filter(|(i, _)| !double.contains(i)).collect();
    (double, rest)
}

/// Makes findings of what fails.
struct Maker<'a> {
    table: &'a Resolved,
    folded: &'a Folded,
    values: &'a [i64],
    /// By cell: nothing certain is known of it, and equations are worked out without it.
    left_out: &'a [bool],
}

impl Maker<'_> {
    /// Two numbers of one column that are wrong are two slips, whatever they have in common, where each breaks an equation that
    /// the other has no part in: its own row's.
    fn slips(&self, slip: &Slip) -> Vec<Finding> {
        let has = |i: usize, cell: usize| self.table.equations[i].terms().any(|(own, _)| own == cell);
        let part = |fix: &[Change], change: &Change| {
            let equations: Vec<usize> = slip.equations.iter().copied().filter(|&i| has(i, change.cell)).collect();
            let alone = |i: &usize| fix.iter().filter(|other| has(*i, other.cell)).count() == 1;
            let own = equations.iter().any(alone);
            own.then(|| Slip { equations, fixes: vec![vec![*change]], excusable: slip.excusable })
        };
        let parts = match &slip.fixes[..] {
            [fix] if fix.len() > 1 => fix.iter().map(|change| part(fix, change)).collect::<Option<Vec<Slip>>>(),
            _ => None,
        };
        parts.map_or_else(|| vec![self.slip(slip)], |parts| parts.iter().map(|part| self.slip(part)).collect())
    }

    fn slip(&self, slip: &Slip) -> Finding {
        let fixes: Vec<Vec<Fix>> =
            slip.fixes.iter().map(|fix| fix.iter().map(|change| self.fix(change)).collect()).collect();
        let severity = if slip.excusable { Severity::Warning } else { Severity::Error };
        let cause = Cause::Slip { table: self.table.table, certain: !slip.excusable };
        self.finding(&slip.equations, severity, cause, fixes)
    }

    fn double_count(&self, equations: &[usize]) -> Finding {
        let partial = self.table.table.rows.iter().find(|row| row.only_here);
        let total = equations.iter().find_map(|&i| self.table.equations[i].right.first());
        let total = total.map(|&cell| &self.table.table.rows[self.table.index.place(cell).0]);
        let table = self.table.table;
        let cause = match (partial, total) {
            (Some(partial), Some(total)) => Cause::CountedTwice { table, partial, total },
            _ => Cause::Slip { table, certain: true },
        };
        let mut cells = equations.iter().flat_map(|&i| self.table.equations[i].terms());
        let excusable = cells.any(|(cell, _)| self.table.cells[cell].known.is_free());
        let severity = if excusable { Severity::Warning } else { Severity::Error };
        self.finding(equations, severity, cause, Vec::new())
    }

    /// No way to read the table satisfies all its equations: those that fail in every way, counted without the cells
    /// that differ from way to way; of digits without gaps, where none fails in every way, those that fail in the
    /// nearest.
    fn impossible(&self) -> Finding {
        let Resolved { table, contradictions, nearest, open, .. } = self.table;
        let in_nearest = |values: &[i64]| -> Vec<usize> {
            let read = |cell: usize| open[cell] || self.table.cells[cell].known != Known::Unknown;
            let fails = |equation: &Equation| {
                let whole = equation.relation == Relation::Equal && equation.terms().all(|(cell, _)| read(cell));
                whole && equation.residual(|cell| values[cell]) != 0
            };
            (0..self.table.equations.len()).filter(|&i| fails(&self.table.equations[i])).collect()
        };
        let (maker, equations) = match nearest {
            Some(values) if contradictions.is_empty() => (Maker { values, ..*self }, in_nearest(values)),
            _ => (Maker { left_out: open, ..*self }, contradictions.clone()),
        };
        let severity = if equations.is_empty() { Severity::Warning } else { Severity::Error };
        let cause = match self.table.nowhere {
            true => Cause::NoCut { table, row: None, nearest: contradictions.is_empty() },
            false => Cause::NoPlacement { table },
        };
        maker.finding(&equations, severity, cause, Vec::new())
    }

    fn too_small(&self, i: usize) -> Finding {
        let equation = &self.table.equations[i];
        let (row, _) = self.table.index.place(equation.left[0]);
        let row = &self.table.table.rows[row];
        let mut growing = equation.terms().filter(|&(_, sign)| sign > 0);
        let blank = growing.any(|(cell, _)| self.table.cells[cell].known.is_free());
        let severity = if blank { Severity::Warning } else { Severity::Error };
        self.finding(&[i], severity, Cause::TooSmall { table: self.table.table, row }, Vec::new())
    }

    /// A line whose lost blanks can be placed in several ways, each with something left to fill.
    fn unbalanced(&self, line: &UnbalancedLine) -> Option<Finding> {
        // Likeliest: a total left blank, the numbers as far left as they can stand.
        let mut ways: Vec<(usize, usize, Vec<Fix>, usize)> = Vec::new();
        for reading in &line.readings {
            let count = |cell: usize| {
                let at = line.places.iter().position(|&place| self.table.index.cell(place) == cell)?;
                Some((reading.slots[at].state.count()?, is_blank(&reading.slots[at], reading.vague[at])))
            };
            let standing: usize = reading
                .slots
                .iter()
                .enumerate()
                .filter(|(_, s)| s.state.count().is_some_and(|c| c != 0))
                .map(|(at, _)| at)
                .sum();
            for (i, equation) in self.table.equations.iter().enumerate() {
                if equation.relation != Relation::Equal || !equation.terms().all(|(cell, _)| count(cell).is_some()) {
                    continue;
                }
                let residual = equation.residual(|cell| count(cell).map_or(0, |c| c.0));
                for (cell, sign) in equation.terms() {
                    if residual != 0 && sign * residual < 0 && count(cell).is_some_and(|c| c.1) {
                        let (_, column) = self.table.index.place(cell);
                        let total = self.table.table.rows[0].columns[column].part == Part::Total;
                        let change = Change { cell, from: 0, to: residual.abs(), fills: true };
                        ways.push((usize::from(!total), standing, vec![self.fix(&change)], i));
                    }
                }
            }
        }
        sort_by_key(&mut ways, |way| (way.0, way.1));
        let first = ways.first()?.3;
        let mut fixes: Vec<Vec<Fix>> = Vec::new();
        for (_, _, mut fix, _) in ways {
            for change in &mut fix {
                change.span = None;
            }
            if !fixes.contains(&fix) {
                fixes.push(fix);
            }
        }
        let to = fixes[0][0].to;
        // Of the arithmetic only this is certain: the numbers that stand, against a blank.
        let equation = WorkedEquation { left: to, right: 0, arithmetic: format!("{to} ≠ 0"), ..self.equation(first) };
        let (cause, spans) = (Cause::LeftOut { table: self.table.table }, self.line_span(line).into_iter().collect());
        Some(Finding::new(equation.rule, "", Severity::Warning, cause, spans).with(vec![equation], fixes))
    }

    /// Digits without gaps that balance however they are cut in no way: the nearest is shown.
    fn uncuttable(&self, line: &UnbalancedLine) -> Option<Finding> {
        let of_line = |cell: usize| line.places.iter().position(|&place| self.table.index.cell(place) == cell);
        let mut nearest: Option<(i64, WorkedEquation, usize)> = None;
        for reading in &line.readings {
            let count = |cell: usize| of_line(cell).and_then(|at| reading.slots[at].state.count()).unwrap_or(0);
            for (i, equation) in self.table.equations.iter().enumerate() {
                let residual = equation.residual(count);
                let within = equation.terms().all(|(cell, _)| of_line(cell).is_some());
                if within && residual != 0 && nearest.as_ref().is_none_or(|(least, ..)| residual.abs() < *least) {
                    nearest = Some((residual.abs(), self.equation_of(i, count), i));
                }
            }
        }
        let first = self.table.index.cell(*line.places.first()?);
        let of_first = |equation: &Equation| equation.terms().any(|(cell, _)| cell == first);
        let i = nearest.as_ref().map(|(_, _, i)| *i).or_else(|| self.table.equations.iter().position(of_first))?;
        let row = self.table.index.place(self.table.equations[i].left[0]).0;
        let of_row = line.places.iter().all(|place| place.0 == row);
        let row = Some(&self.table.table.rows[row]).filter(|_| of_row || nearest.is_some());
        let cause = Cause::NoCut { table: self.table.table, row, nearest: true };
        let equation = nearest.map_or_else(|| self.equation(i), |(_, broken, _)| broken);
        let spans = vec![self.folded.span(line.range.clone())];
        Some(Finding::new(equation.rule, "", Severity::Error, cause, spans).with(vec![equation], Vec::new()))
    }

    fn line_span(&self, line: &UnbalancedLine) -> Option<Span> {
        let reading = line.readings.first()?;
        let mut standing = reading.slots.iter().filter(|slot| slot.state.count().is_some_and(|c| c != 0));
        let slot = standing.next().or(reading.slots.first())?;
        Some(self.folded.span(slot.range.clone()))
    }

    fn finding(&self, equations: &[usize], severity: Severity, cause: Cause, fixes: Vec<Vec<Fix>>) -> Finding {
        let laws = self.table.table.laws;
        let mut equations: Vec<WorkedEquation> = equations.iter().map(|&i| self.equation(i)).collect();
        // The later a law stands in the form, the more it tells.
        sort_by_key(&mut equations, |equation| Reverse(laws.iter().position(|law| law.rule == equation.rule)));
        let spans = self.spans(&equations, &fixes);
        let (rule, anchor) = match equations.first() {
            Some(equation) => (equation.rule, ""),
            // Without an equation the table tells it from others.
            None => (laws.iter().rfind(|law| !law.is_between_years()).map_or("", |law| law.rule), self.table.table.id),
        };
        Finding::new(rule, anchor, severity, cause, spans).with(equations, fixes)
    }

    fn equation(&self, i: usize) -> WorkedEquation {
        self.equation_of(i, |cell| self.values[cell])
    }

    fn equation_of(&self, i: usize, value: impl Fn(usize) -> i64) -> WorkedEquation {
        let equation = &self.table.equations[i];
        let counted = |cells: &[usize]| -> Vec<usize> {
            cells.iter().copied().filter(|&cell| !self.left_out.get(cell).is_some_and(|out| *out)).collect()
        };
        let [left_cells, right_cells, minus_cells] =
            [&equation.left, &equation.right, &equation.right_minus].map(|cells| counted(cells));
        let side = |cells: &[usize]| cells.iter().map(|&cell| value(cell)).collect::<Vec<i64>>();
        let (left, right, minus) = (side(&left_cells), side(&right_cells), side(&minus_cells));
        let holds = equation.holds(left.iter().sum::<i64>() - right.iter().sum::<i64>() + minus.iter().sum::<i64>());
        let sign = match (equation.relation, holds) {
            (Relation::Equal, true) => "=",
            (Relation::Equal, false) => "≠",
            (Relation::AtLeast, true) => "≥",
            (Relation::AtLeast, false) => "<",
        };
        let place = |&cell: &usize| self.place(cell);
        WorkedEquation {
            rule: equation.rule,
            anchor: equation.anchor,
            left: left.iter().sum(),
            right: right.iter().sum::<i64>() - minus.iter().sum::<i64>(),
            arithmetic: match (side_text(&left, &[]), side_text(&right, &minus)) {
                // 29+3+0+0+1+0=33 says all of a sum that holds.
                (sum, _) if sign == "=" && left.len() > 1 && right.len() + minus.len() == 1 => sum,
                (left, right) => format!("{left} {sign} {right}"),
            },
            left_cells: left_cells.iter().map(place).collect(),
            right_cells: right_cells.iter().chain(&minus_cells).map(place).collect(),
        }
    }

    fn place(&self, cell: usize) -> Place {
        place_of(self.table.table, cell)
    }

    fn fix(&self, change: &Change) -> Fix {
        let slot = self.table.cells[change.cell].slot.as_ref();
        let blank = change.fills || slot.is_some_and(|slot| matches!(slot.state, SlotState::Blank | SlotState::Lost));
        let (place, from, to) = (self.place(change.cell), (!blank).then_some(change.from), change.to);
        match slot.and_then(|slot| set(self.folded, slot, &to.to_string())) {
            Some((span, text)) => Fix { place, from, to, span: Some(span), text },
            None => Fix { place, from, to, span: None, text: to.to_string() },
        }
    }

    /// The cells to mark: those of the repairs, likeliest first; without one, the totals that fail.
    fn spans(&self, equations: &[WorkedEquation], fixes: &[Vec<Fix>]) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut add = |span: Span| {
            if !spans.contains(&span) {
                spans.push(span);
            }
        };
        let fixed = fixes.iter().take(4).flatten().map(|fix| fix.place);
        let failing = equations.iter().flat_map(|equation| match equation.rule.split_once('.') {
            // The side that is too small; of a sum the total.
            Some(("disclosure", _)) => &equation.left_cells,
            _ => &equation.right_cells,
        });
        let places: Vec<Place> = if fixes.is_empty() { failing.copied().collect() } else { fixed.collect() };
        for place in places {
            if let Some(span) = self.span_of(place) {
                add(span);
            }
        }
        spans
    }

    /// Where a cell stands; for a lost or empty one its row's label.
    fn span_of(&self, place: Place) -> Option<Span> {
        let (row, column) = cell_at(self.table, place)?;
        let slot = self.table.cells[self.table.index.cell((row, column))].slot.as_ref();
        let written = slot.filter(|slot| !slot.range.is_empty()).map(|slot| slot.range.clone());
        let range = written.or_else(|| self.table.labels[row].clone())?;
        Some(self.folded.span(range))
    }
}

/// One side worked out: 4+0+0+0+0+0=4. Of a long side the numbers that are not 0.
fn side_text(terms: &[i64], minus: &[i64]) -> String {
    let all = terms.len() + minus.len();
    let shown: Vec<i64> = terms.iter().copied().filter(|term| all <= 7 || *term != 0).collect();
    let sum: i64 = terms.iter().sum::<i64>() - minus.iter().sum::<i64>();
    let mut text = String::new();
    for (i, term) in shown.iter().enumerate() {
        // 5+-7 would puzzle: a negative term carries its own sign.
        if i > 0 && *term >= 0 {
            text.push('+');
        }
        text.push_str(&term.to_string());
    }
    for term in minus {
        text.push('-');
        text.push_str(&term.to_string());
    }
    match (shown.len() + minus.len(), text.is_empty()) {
        (_, true) => "0".to_owned(),
        (1, _) => text,
        _ => format!("{text}={sum}"),
    }
}
