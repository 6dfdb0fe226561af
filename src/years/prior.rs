//! What this year's prose says of last year (2023年收到申请33件, in a report of 2024), held against last year's tables.

use crate::findings::{Cause, Counted, Finding, Severity, Sum};
use crate::forms::{Kind, Row};
use crate::number::Number;
use crate::prose::measures::{self, Cells};
use crate::report::{Claim, Place, Relation, Report, Scope};

/// Numbers of last year that last year's report has otherwise.
pub(super) fn check(report: &Report, previous: &Report) -> Vec<Finding> {
    report.claims.iter().filter_map(|claim| otherwise(claim, previous)).collect()
}

fn otherwise(claim: &Claim, previous: &Report) -> Option<Finding> {
    let of_last_year = claim.year.is_some() && claim.year == previous.year;
    let exact = claim.relation == Relation::Count && !claim.approximate && !claim.unit.is_empty();
    if !of_last_year || !exact || claim.scope == Scope::Other {
        return None;
    }
    let holds = counted_in(previous, &claim.counts)?;
    // Last year's own prose may count it in another way.
    let said = |other: &Claim| {
        let of_its_year = other.year.is_none() || other.year == previous.year;
        of_its_year && other.counts == claim.counts && other.relation == Relation::Count && other.value == claim.value
    };
    if holds.iter().any(|sum| sum.value == claim.value) || previous.claims.iter().any(said) {
        return None;
    }
    let said = format!("{}{}", claim.value, claim.unit);
    let cause = Cause::PriorFigure { what: claim.counts.clone(), said, holds };
    Some(Finding::new("years.prior-figures", "", Severity::Warning, cause, vec![claim.span]))
}

/// Every number that a report's tables give for something; `None` where one of them is not known for certain, or the form
/// has no place for it.
pub(super) fn counted_in(report: &Report, counts: &[Counted]) -> Option<Vec<Sum>> {
    // (Of some applicants, or one course of suits, alone: another cell than the measure's.)
    if counts.iter().any(|counted| counted.within.is_some()) {
        return None;
    }
    let cells = |counted: &Counted| measures::by_id(counted.id).map(|measure| measure.cells);
    match counts {
        [one] => {
            let ways = cells(one)?.iter().filter(|way| exists(report, way));
            let sums: Vec<Sum> = ways.map(|way| sum(report, way)).collect::<Option<_>>()?;
            (!sums.is_empty()).then_some(sums)
        }
        // Counted together: the first of each.
        several => {
            let each: Vec<Sum> = several.iter().map(|one| sum(report, cells(one)?.first()?)).collect::<Option<_>>()?;
            let total = each.iter().try_fold(0i64, |total, sum| total.checked_add(sum.value.as_whole()?))?;
            let cells = each.iter().flat_map(|sum| sum.cells.iter().copied()).collect();
            Some(vec![Sum { table: each.first()?.table, cells, value: Number::whole(total) }])
        }
    }
}

/// The places of some cells in a report's form, each with its sign.
fn places(report: &Report, cells: &Cells) -> Vec<(Place, Kind, i64)> {
    let Some(form) = report.tables.iter().filter_map(|table| table.form).find(|form| form.id == cells.table) else {
        return Vec::new();
    };
    let sign = |row: &Row| {
        if cells.less.contains(&row.id) { Some(-1) } else { cells.rows.iter().any(|name| row.is_of(name)).then_some(1) }
    };
    let rows = form.rows.iter().filter_map(|row| Some((row, sign(row)?)));
    rows.flat_map(|(row, sign)| {
        let columns = row.columns.iter().filter(|column| cells.columns.contains(&column.id));
        columns.map(move |column| (Place { table: form.id, row: row.id, column: column.id }, column.kind, sign))
    })
    .collect()
}

fn exists(report: &Report, cells: &Cells) -> bool {
    places(report, cells).iter().any(|(.., sign)| *sign > 0)
}

fn sum(report: &Report, cells: &Cells) -> Option<Sum> {
    let places = places(report, cells);
    let mut fixes = report.findings.iter().flat_map(|finding| finding.fixes.iter().flatten());
    // Money has units of its own, and a number that is to be changed says nothing.
    if places.iter().any(|(_, kind, _)| *kind == Kind::Amount)
        || fixes.any(|fix| places.iter().any(|(place, ..)| *place == fix.place))
    {
        return None;
    }
    let mut total = 0i64;
    for (place, _, sign) in &places {
        total = total.checked_add(sign * report.number(*place)?)?;
    }
    let table = report.tables.iter().find(|table| table.id == cells.table)?.form?;
    let cells = places.into_iter().map(|(place, ..)| place).collect();
    Some(Sum { table, cells, value: Number::whole(total) })
}
