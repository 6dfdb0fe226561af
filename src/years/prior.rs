//! What this year's prose says of last year (2023年收到申请33件, in a report of 2024), held against last year's tables.

use super::Year;
use crate::findings::{Cause, Counted, Finding, Sum};
use crate::forms::{Kind, Row};
use crate::number::Number;
use crate::prose::measures::{self, Cells};
use crate::prose::slips::Likeness;
use crate::report::{Cell, Claim, Place, Relation, Report, Scope};
use crate::sort::sort;

/// The exact counts that a report's prose gives of its own year, by what they count.
pub(super) struct Counts<'a> {
    claims: &'a [Claim],
    /// By what is counted, then by their place among the claims.
    sorted: Vec<(Key, usize)>,
}

/// What is counted: ids, each with whom it is counted of.
type Key = Vec<(&'static str, Option<&'static str>)>;

fn key(counts: &[Counted]) -> Key {
    counts.iter().map(|counted| (counted.id, counted.within.map(|(id, _)| id))).collect()
}

/// So many counts of one thing are looked at: no report gives more.
const MOST_COUNTS: usize = 100;

impl<'a> Counts<'a> {
    pub(super) fn new(report: &'a Report) -> Counts<'a> {
        let is_own = |claim: &Claim| {
            let dated = claim.year.is_none() || claim.year == report.year;
            dated && claim.relation == Relation::Count && !claim.approximate && claim.scope != Scope::Other
        };
        let own = report.claims.iter().enumerate().filter(|(_, claim)| is_own(claim) && !claim.unit.is_empty());
        let mut sorted: Vec<(Key, usize)> = own.map(|(i, claim)| (key(&claim.counts), i)).collect();
        sort(&mut sorted);
        Counts { claims: &report.claims, sorted }
    }

    /// The counts of the same as a claim's.
    pub(super) fn like(&self, claim: &Claim) -> impl Iterator<Item = &'a Claim> {
        let key = key(&claim.counts);
        let from = self.sorted.partition_point(|(other, _)| *other < key);
        let same = self.sorted[from..].iter().take_while(move |(other, _)| *other == key).take(MOST_COUNTS);
        same.map(|(_, i)| &self.claims[*i])
    }

    /// The last count of the same as the claim at a place, before it.
    pub(super) fn before(&self, place: usize) -> Option<&'a Claim> {
        let key = key(&self.claims[place].counts);
        let at = self.sorted.partition_point(|(other, i)| (other, *i) < (&key, place)).checked_sub(1)?;
        let (same, i) = &self.sorted[at];
        (*same == key).then(|| &self.claims[*i])
    }
}

/// Numbers of last year that last year's report has otherwise.
pub(super) fn check(this: Year<'_>, previous: &Report, counts: &Counts<'_>) -> Vec<Finding> {
    this.report.claims.iter().filter_map(|claim| otherwise(claim, this, previous, counts)).collect()
}

/// Numbers of both years together (两年合计收到56件) that are no sum of what the two reports have: in their tables, or in their prose.
pub(super) fn both(this: Year<'_>, previous: &Report, counts: [&Counts<'_>; 2]) -> Vec<Finding> {
    let of_both = this.report.claims.iter().filter(|claim| claim.relation == Relation::BothYears && !claim.approximate);
    of_both.filter_map(|claim| is_no_sum(claim, [this.report, previous], counts)).collect()
}

fn is_no_sum(claim: &Claim, reports: [&Report; 2], counts: [&Counts<'_>; 2]) -> Option<Finding> {
    if claim.scope == Scope::Other || claim.unit.is_empty() {
        return None;
    }
    let numbers = |year: usize| -> Vec<i64> {
        let tables = counted_in(reports[year], &claim.counts, &claim.unit).unwrap_or_default();
        let prose = counts[year].like(claim).filter(|other| other.unit == claim.unit).map(|other| other.value);
        tables.into_iter().map(|sum| sum.value).chain(prose).filter_map(Number::as_whole).collect()
    };
    let (own, before) = (numbers(0), numbers(1));
    let pairs: Vec<(i64, i64)> = before.iter().flat_map(|last| own.iter().map(move |this| (*this, *last))).collect();
    let sum = |(this, last): &(i64, i64)| Number::whole(this.saturating_add(*last));
    if pairs.iter().any(|pair| sum(pair) == claim.value) {
        return None;
    }
    // Of several as like, the first: as the tables count it.
    let likeness = |pair: &(i64, i64)| Likeness::of(claim.value, sum(pair));
    let nearest = pairs.iter().rev().max_by_key(|pair| likeness(pair))?;
    let &(this, last) = nearest;
    let said = format!("{}{}", claim.value, claim.unit);
    let cause = Cause::BothYears { what: claim.counts.clone(), said, this, last };
    let severity = likeness(nearest).severity(Likeness::Near);
    Some(Finding::new("years.prior-figures", "", severity, cause, vec![claim.span]))
}

/// Whether the clause that a claim stands in names the year before.
fn is_dated(claim: &Claim, this: Year<'_>) -> bool {
    let before = this.text.get(..claim.span.start).unwrap_or_default();
    let clause = before.rsplit(['，', ',', '；', ';', '。', '\n']).next().unwrap_or_default();
    let year = claim.year.map(|year| year.to_string());
    ["上年", "去年", "上一年"].iter().any(|word| clause.contains(word))
        || year.is_some_and(|year| clause.contains(&year))
}

/// Whether it is said to be counted as this year's are: 同口径看,2020年许可为47433件.
fn is_recounted(claim: &Claim, this: Year<'_>) -> bool {
    let before = this.text.get(..claim.span.start).unwrap_or_default();
    before.rsplit(['。', '\n']).next().unwrap_or_default().contains("口径")
}

/// Whether it is told of cases that were open at the year's end, and so what became of them since: 上年末未审结的4件复议,2件维持.
fn is_of_open_cases(claim: &Claim, this: Year<'_>) -> bool {
    let before = this.text.get(..claim.span.start).unwrap_or_default();
    let sentence = before.rsplit(['。', '\n']).next().unwrap_or_default();
    let is_pending =
        claim.counts.iter().any(|counted| counted.id.ends_with(".pending") || counted.id.contains("carried"));
    !is_pending
        && ["未审结", "未结", "未办结", "未决", "在审", "待审", "遗留", "尚在", "还在"]
            .iter()
            .any(|word| sentence.contains(word))
}

fn otherwise(claim: &Claim, this: Year<'_>, previous: &Report, counts: &Counts<'_>) -> Option<Finding> {
    let of_last_year = claim.year.is_some() && claim.year == previous.year;
    let exact = claim.relation == Relation::Count && !claim.approximate && !claim.unit.is_empty();
    if !of_last_year || !exact || claim.scope == Scope::Other {
        return None;
    }
    // 全县有效文件年末为203件,上年末219件: of all bodies, as this year's number is.
    let is_of_all = |other: &Claim| {
        other.scope == Scope::All
            && other.counts == claim.counts
            && other.held.as_ref().is_some_and(|held| !held.agrees)
    };
    if claim.scope == Scope::All && this.report.claims.iter().any(is_of_all) {
        return None;
    }
    // Last year's own prose may count it in another way; what the form has no place for, it alone counts.
    let prose: Vec<&Claim> = counts.like(claim).filter(|other| other.unit == claim.unit).collect();
    let no_place =
        claim.counts.iter().all(|counted| measures::by_id(counted.id).is_some_and(|one| one.cells.is_empty()));
    let holds = if no_place { Vec::new() } else { counted_in(previous, &claim.counts, &claim.unit)? };
    // 结转件数同为4件(上年自然人3件、法律服务机构1件): of those carried over, as the tables have them.
    let is_of_others = || {
        let [one] = claim.counts[..] else { return false };
        let of = |counted: Counted| measures::by_id(counted.id).filter(|measure| measure.is_applicant());
        let rows = [&measures::CARRIED_IN, &measures::CARRIED_OUT].map(|measure| measure.cells[0]);
        let columns = of(one).and_then(|measure| measure.cells.first()).map(|cells| cells.columns);
        let of_rows = |columns| rows.map(|cells| sum(previous, &Cells { columns, ..cells }, &claim.unit));
        columns.is_some_and(|columns| of_rows(columns).into_iter().flatten().any(|sum| sum.value == claim.value))
    };
    // 承接上年2件,办结48件: of this year, as its own tables say, whatever the words before it name.
    let is_own = || {
        let own = counted_in(this.report, &claim.counts, &claim.unit);
        !no_place && !is_dated(claim, this) && own.into_iter().flatten().any(|sum| sum.value == claim.value)
    };
    if holds.iter().any(|sum| sum.value == claim.value)
        || prose.iter().any(|other| other.value == claim.value)
        || (no_place && prose.is_empty())
        || is_own()
        || is_of_others()
        || is_of_open_cases(claim, this)
        || is_recounted(claim, this)
    {
        return None;
    }
    let told = |claim: &Claim| format!("{}{}", claim.value, claim.unit);
    let values = holds.iter().map(|sum| sum.value).chain(prose.iter().map(|other| other.value));
    let likeness = values.map(|value| Likeness::of(claim.value, value)).max().unwrap_or(Likeness::Far);
    let prose = prose.first().filter(|_| no_place).map(|other| told(other));
    let cause = Cause::PriorFigure { what: claim.counts.clone(), said: told(claim), holds, prose };
    Some(Finding::new("years.prior-figures", "", likeness.severity(Likeness::Near), cause, vec![claim.span]))
}

/// Every number that a report's tables give for something, money in the unit asked for; `None` where one of them is not known for certain, or the form
/// has no place for it.
pub(super) fn counted_in(report: &Report, counts: &[Counted], unit: &str) -> Option<Vec<Sum>> {
    // (Of some applicants, or one course of suits, alone: another cell than the measure's.)
    if counts.iter().any(|counted| counted.within.is_some()) {
        return None;
    }
    let cells = |counted: &Counted| measures::by_id(counted.id).map(|measure| measure.cells);
    match counts {
        [one] => {
            let ways = cells(one)?.iter().filter(|way| exists(report, way));
            let sums: Vec<Sum> = ways.map(|way| sum(report, way, unit)).collect::<Option<_>>()?;
            (!sums.is_empty()).then_some(sums)
        }
        // Counted together: the first of each.
        several => {
            let each: Vec<Sum> =
                several.iter().map(|one| sum(report, cells(one)?.first()?, unit)).collect::<Option<_>>()?;
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

fn sum(report: &Report, cells: &Cells, unit: &str) -> Option<Sum> {
    let places = places(report, cells);
    let mut fixes = report.findings.iter().flat_map(|finding| finding.fixes.iter().flatten());
    // A number that is to be changed says nothing.
    if fixes.any(|fix| places.iter().any(|(place, ..)| *place == fix.place)) {
        return None;
    }
    if let [(place, Kind::Amount, _)] = places[..] {
        return amount(report, place, unit);
    }
    let mut total = 0i64;
    for (place, _, sign) in &places {
        total = total.checked_add(sign * report.number(*place)?)?;
    }
    let table = report.tables.iter().find(|table| table.id == cells.table)?.form?;
    let cells = places.into_iter().map(|(place, ..)| place).collect();
    Some(Sum { table, cells, value: Number::whole(total) })
}

/// An amount of money, where it stands in the unit asked for.
fn amount(report: &Report, place: Place, unit: &str) -> Option<Sum> {
    let table = report.tables.iter().find(|table| table.id == place.table)?;
    let of = |cell: &&Cell| cell.row == place.row && cell.column == Some(place.column);
    let cell = table.cells.iter().find(of)?;
    let form = table.form?;
    let column =
        form.rows.iter().find(|row| row.id == place.row)?.columns.iter().find(|column| column.id == place.column)?;
    // 本年收费金额(单位:万元): the heading says it where the cell does not.
    let own = cell.unit.or_else(|| ["万元", "元"].into_iter().find(|unit| column.label.0.contains(unit)))?;
    (own == unit).then_some(Sum { table: form, cells: vec![place], value: cell.value? })
}
