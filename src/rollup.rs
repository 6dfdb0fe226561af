//! A government's tables against the sum of its departments' (`rollup.sum`), cell by cell, and which report explains a gap.
//!
//! The form has no such rule: a government may count what no department reports, so every finding is a warning at most.
//! Counts only: amounts come in units of their own from body to body.

use crate::findings::{self, Cause, Finding, Place, RollUp, Severity, WorkedEquation};
use crate::forms::{Kind, Row, Table};
use crate::report::Report;

/// One of the reports that are added up, and what it is called in a sentence.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Part<'a> {
    pub name: &'a str,
    pub report: &'a Report,
}

impl<'a> Part<'a> {
    /// A report under the name of its body; where it names none, under that of its file.
    pub fn new(report: &'a Report, file: &'a str) -> Part<'a> {
        Part { name: report.agency.as_deref().unwrap_or(file), report }
    }
}

/// A report held against the sum of others: the same, with the cells that differ; with who could not be counted, of those
/// given, and with who is `absent`, of whom it is known otherwise that there should be a report.
pub fn compare(whole: &Report, parts: &[Part<'_>], absent: &[String]) -> Report {
    let mut compared = whole.clone();
    let mut found = Vec::new();
    let mut left_out: Vec<String> = absent.to_vec();
    let (of_year, others): (Vec<Part<'_>>, Vec<Part<'_>>) =
        parts.iter().partition(|part| is_of_year(whole, part.report));
    left_out.extend(others.iter().map(|part| part.name.to_owned()));
    for table in whole.tables.iter().filter_map(|table| table.form) {
        let places = places(table);
        let (counted, unread): (Vec<Part<'_>>, Vec<Part<'_>>) =
            of_year.iter().partition(|part| places.iter().all(|(_, place)| part.report.number(*place).is_some()));
        for part in unread {
            if !left_out.iter().any(|name| name == part.name) {
                left_out.push(part.name.to_owned());
            }
        }
        if counted.is_empty() {
            continue;
        }
        let sums = Sums::new(whole, table, &places, &counted);
        found.extend(sums.findings());
    }
    if !left_out.is_empty() {
        // What they have is missing in the sums: whatever differs may be theirs.
        let cause = Cause::NotAddedUp(left_out);
        found.push(Finding::new("rollup.missing", "", Severity::Warning, cause, Vec::new()));
    }
    compared.findings.append(&mut found);
    findings::settle(&mut compared.findings);
    compared
}

/// Whether a report is of the year of another, as far as both say.
fn is_of_year(whole: &Report, part: &Report) -> bool {
    whole.year.zip(part.year).is_none_or(|(whole, part)| whole == part)
}

/// The cells of a table that are counts.
fn places(table: &'static Table) -> Vec<(&'static Row, Place)> {
    let cells = table.rows.iter().flat_map(|row| row.columns.iter().map(move |column| (row, column)));
    let counts = cells.filter(|(_, column)| column.kind == Kind::Count);
    counts.map(|(row, column)| (row, Place { table: table.id, row: row.id, column: column.id })).collect()
}

/// A cell, what stands there, and what the parts come to.
struct Sum {
    row: &'static Row,
    place: Place,
    stands: i64,
    parts: Vec<i64>,
}

impl Sum {
    fn sum(&self) -> i64 {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(*part))
    }

    /// So much more is in the whole than in its parts.
    fn gap(&self) -> i64 {
        self.stands.saturating_sub(self.sum())
    }
}

struct Sums<'a> {
    whole: &'a Report,
    table: &'static Table,
    parts: &'a [Part<'a>],
    cells: Vec<Sum>,
}

impl<'a> Sums<'a> {
    fn new(
        whole: &'a Report,
        table: &'static Table,
        places: &[(&'static Row, Place)],
        parts: &'a [Part<'a>],
    ) -> Sums<'a> {
        let cells = places.iter().filter_map(|(row, place)| {
            let numbers = parts.iter().map(|part| part.report.number(*place)).collect::<Option<_>>()?;
            Some(Sum { row, place: *place, stands: whole.number(*place)?, parts: numbers })
        });
        Sums { whole, table, parts, cells: cells.collect() }
    }

    fn findings(&self) -> Vec<Finding> {
        let open: Vec<&Sum> = self.cells.iter().filter(|cell| cell.gap() != 0).collect();
        if open.is_empty() {
            return Vec::new();
        }
        // One report that is not counted, or counted twice, explains all of it.
        let by_one = self.by_one(-1).map(RollUp::NotCounted).or_else(|| self.by_one(1).map(RollUp::Twice));
        if let Some(why) = by_one {
            return vec![self.finding(None, &open, why)];
        }
        // Else each row by itself; within it what is explained in one way is told together.
        let mut found: Vec<(&'static Row, RollUp, Vec<&Sum>)> = Vec::new();
        for cell in open {
            let why = self.why(cell);
            match found.last_mut() {
                Some((row, same, cells)) if row.id == cell.row.id && *same == why => cells.push(cell),
                _ => found.push((cell.row, why, vec![cell])),
            }
        }
        found.into_iter().map(|(row, why, cells)| self.finding(Some(row), &cells, why)).collect()
    }

    /// The one report that is all of the gap, in every cell; `None` where several say the same, or none does.
    fn by_one(&self, sign: i64) -> Option<String> {
        let explains = |part: &usize| self.cells.iter().all(|cell| cell.gap() == sign * cell.parts[*part]);
        let mut all = (0..self.parts.len()).filter(explains);
        all.next().filter(|_| all.next().is_none()).map(|part| self.parts[part].name.to_owned())
    }

    /// What explains a gap: a cell that its own report's sums show to be wrong by as much, or the only report that has
    /// anything there.
    fn why(&self, cell: &Sum) -> RollUp {
        let by_as_much = |report: &Report, gap: i64| {
            let mut fixes = report.findings.iter().flat_map(|finding| &finding.fixes).flatten();
            fixes.any(|fix| fix.place == cell.place && fix.to - fix.from.unwrap_or(0) == gap)
        };
        if by_as_much(self.whole, -cell.gap()) {
            return RollUp::OfTheWhole;
        }
        let mut wrong = self.parts.iter().filter(|part| by_as_much(part.report, cell.gap()));
        if let (Some(part), None) = (wrong.next(), wrong.next()) {
            return RollUp::OfItsCell(part.name.to_owned());
        }
        let mut filled = self.parts.iter().zip(&cell.parts).filter(|(_, number)| **number != 0);
        match (filled.next(), filled.next()) {
            (Some((part, _)), None) => RollUp::OnlyOne(part.name.to_owned()),
            _ => RollUp::Unexplained,
        }
    }

    fn finding(&self, row: Option<&'static Row>, cells: &[&Sum], why: RollUp) -> Finding {
        let equation = |cell: &&Sum| WorkedEquation {
            rule: "rollup.sum",
            anchor: cell.place.column,
            left: cell.sum(),
            right: cell.stands,
            arithmetic: format!("{} ≠ {}", cell.sum(), cell.stands),
            left_cells: Vec::new(),
            right_cells: vec![cell.place],
        };
        let places: Vec<Place> = cells.iter().map(|cell| cell.place).collect();
        let cause = Cause::RollUp { table: self.table, row, why };
        Finding::new("rollup.sum", self.table.id, Severity::Warning, cause, self.whole.spans_of(&places))
            .with(cells.iter().map(equation).collect(), Vec::new())
    }
}
