//! Across reports: last year's figures against this year's (here), what this year's prose says of last year (`prior`; of what the form has no place for, `named`),
//! prose that was taken over (`copied`), where the prose gives a reason (`explained`), and which report is whose (`body`).
//!
//! These bind only reports of the same scope (a government office's own report and the roll-up of the
//! whole government differ), so every finding is a warning at most. What must follow are the laws of the form that name
//! last year's numbers (《年度报告格式》: 结转下年度继续办理 becomes 上年结转); clean-ups and mergers may break the others.

mod body;
mod copied;
mod explained;
mod named;
mod prior;

pub use body::line_up;

use crate::findings::{self, Cause, Finding, Place, Severity, WorkedEquation};
use crate::forms::{Column, Law, Over, Row, Table, Term};
use crate::number::Number;
use crate::prose::change::Change;
use crate::prose::measures;
use crate::report::{Kind, Report};
use crate::text::Span;
use explained::{Corrections, is_explained, is_from_one_before, is_of_another_scope};
use prior::Counts;

/// A report with the text it is of.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Year<'a> {
    pub report: &'a Report,
    pub text: &'a str,
}

/// Of two reports this year's and last year's, as their years tell; where they do not, in the order given.
pub fn in_order<'a>(one: Year<'a>, other: Year<'a>) -> (Year<'a>, Year<'a>) {
    if one.report.year.zip(other.report.year).is_some_and(|(one, other)| one < other) {
        (other, one)
    } else {
        (one, other)
    }
}

/// A report held against the one of the year before: the same, with what does not follow; or, where the other is no
/// report, not of the year before or without tables, with that it was not compared. Of two bodies, or a government and
/// its office alone, the numbers may differ for good reason: what does not follow is a note then, as it is where the prose
/// gives a reason.
pub fn compare(this: Year<'_>, last: Year<'_>) -> Report {
    let (report, previous) = (this.report, last.report);
    let mut compared = report.clone();
    if report.kind == Kind::Neither {
        return compared;
    }
    let has_tables = previous.tables.iter().any(|table| table.form.is_some());
    let years = report.year.zip(previous.year);
    let not = match years {
        _ if previous.kind != Kind::Report && !has_tables => Some(Cause::NotAReportToCompare),
        Some((this, last)) if this != last + 1 => Some(Cause::NotTheYearBefore { this, last }),
        _ if !has_tables => Some(Cause::NoTablesToCompare),
        _ => None,
    };
    if let Some(not) = not {
        compared.findings.push(Finding::new("years.not-compared", "", Severity::Warning, not, Vec::new()));
        findings::settle(&mut compared.findings);
        return compared;
    }
    let mut found = Vec::new();
    let rescoped = is_of_another_scope(this.text);
    for table in report.tables.iter().filter_map(|table| table.form) {
        for law in table.laws.iter().filter(|law| law.is_between_years()) {
            let mut of_law = Vec::new();
            let mut explained = false;
            for (row, column) in places(table, law) {
                let Some(equation) = between(report, previous, law, table, (row, column)) else { continue };
                if equation.left != equation.right {
                    let numbers = telling(report, &equation, table, row);
                    let numbers = if law.over == Over::Columns { &numbers[..] } else { &[] };
                    let own = is_explained(this.text, &equation, numbers);
                    // What explains the total does its columns.
                    explained |= own && law.over == Over::Rows;
                    of_law.push((own, does_not_follow(report, equation, row, column)));
                }
            }
            found.extend(of_law.into_iter().map(|(own, finding)| match own || explained || rescoped {
                true => Finding { severity: Severity::Info, ..finding },
                false => finding,
            }));
        }
    }
    let (counts, counts_before) = (Counts::new(report), Counts::new(previous));
    let corrections = Corrections::of(this.text);
    let change = |claim: usize| change(this, previous, claim, [&counts, &counts_before], &corrections);
    found.extend((0..report.claims.len()).filter_map(change));
    found.extend(prior::check(this, previous, &counts_before));
    found.extend(prior::both(this, previous, [&counts, &counts_before]));
    if !rescoped {
        // (What the form counts was held against its tables.)
        let told: Vec<Span> = found.iter().filter_map(|finding| finding.spans.first().copied()).collect();
        let named = named::check(this, last, &corrections).into_iter();
        found.extend(named.filter(|finding| !told.contains(&finding.spans[0])));
    }
    let bodies = report.agency.as_deref().zip(previous.agency.as_deref());
    if let Some((this, last)) = bodies.filter(|(this, last)| !body::is_same(this, last)) {
        for finding in &mut found {
            finding.severity = Severity::Info;
        }
        let cause = Cause::OtherScope { this: this.to_owned(), last: last.to_owned() };
        found.push(Finding::new("years.scope", "", Severity::Info, cause, Vec::new()));
    }
    if years.is_none() {
        let undated = Cause::Undated { this: report.year.is_none(), last: previous.year.is_none() };
        found.push(Finding::new("years.undated", "", Severity::Info, undated, Vec::new()));
    }
    found.extend(copied::check(this, last));
    compared.findings.append(&mut found);
    findings::settle(&mut compared.findings);
    compared
}

/// The cells that a law between years says something of: those of the first name on its left.
fn places(table: &'static Table, law: &'static Law) -> Vec<(&'static Row, &'static Column)> {
    let named = |id: &str| law.left.first().is_some_and(|term| term.id == id);
    let cells = table.rows.iter().flat_map(|row| row.columns.iter().map(move |column| (row, column)));
    cells
        .filter(|(row, column)| match law.over {
            Over::Columns => named(column.id),
            Over::Rows => named(row.id),
        })
        .collect()
}

/// A law between years at a cell, worked out; `None` where one of its numbers is not known, or last year's form has no
/// place for it. Its left side is what should stand, its right what does.
fn between(
    report: &Report,
    previous: &Report,
    law: &'static Law,
    table: &'static Table,
    (row, column): (&'static Row, &'static Column),
) -> Option<WorkedEquation> {
    let number = |term: &Term| {
        let (row, column) = match law.over {
            Over::Columns => (row.id, term.id),
            Over::Rows => (term.id, column.id),
        };
        let number = (if term.last { previous } else { report }).number(Place { table: table.id, row, column })?;
        Some(if term.minus { -number } else { number })
    };
    let terms: Vec<i64> = law.right.iter().map(number).collect::<Option<_>>()?;
    let stands = law.left.iter().map(number).sum::<Option<i64>>()?;
    let expected: i64 = terms.iter().sum();
    Some(WorkedEquation {
        rule: law.rule,
        anchor: match law.over {
            Over::Columns => row.id,
            Over::Rows => column.id,
        },
        left: expected,
        right: stands,
        arithmetic: format!("{} ≠ {stands}", sum(&terms, expected)),
        left_cells: Vec::new(),
        right_cells: vec![Place { table: table.id, row: row.id, column: column.id }],
    })
}

/// The numbers that say why an equation fails where they are told: what it should be, and by how much it is not. Those that
/// stand in its row are told anyway.
fn telling(report: &Report, equation: &WorkedEquation, table: &'static Table, row: &'static Row) -> Vec<i64> {
    let place = |column: &Column| Place { table: table.id, row: row.id, column: column.id };
    let printed: Vec<Option<i64>> = row.columns.iter().map(|column| report.number(place(column))).collect();
    let apart = equation.left.abs_diff(equation.right).try_into().unwrap_or(0);
    [equation.left, apart].into_iter().filter(|number| *number > 0 && !printed.contains(&Some(*number))).collect()
}

fn does_not_follow(report: &Report, equation: WorkedEquation, row: &'static Row, column: &'static Column) -> Finding {
    let spans = report.spans_of(&equation.right_cells);
    let cause = Cause::DoesNotFollow { row, column };
    Finding::new(equation.rule, "", Severity::Warning, cause, spans).with(vec![equation], Vec::new())
}

/// So many claims before a change may be what it is told of.
const NEAR: usize = 100;

/// 同比增长1.05%, where last year's prose gives the count that this year's is held against.
fn change(
    this: Year<'_>,
    previous: &Report,
    index: usize,
    [counts, before]: [&Counts<'_>; 2],
    corrections: &Corrections,
) -> Option<Finding> {
    let Year { report, text } = this;
    let said = &report.claims[index];
    let up = Change::is_up(said.relation)?;
    // It is told of the count just before it, and that count's own findings are not repeated.
    let to = counts.before(index).filter(|to| to.scope == said.scope)?;
    if said.approximate || (said.unit != "%" && said.unit != to.unit) {
        return None;
    }
    let change = Change { up, said: said.value, unit: &said.unit, to: to.value.as_whole()? };
    let prose = before.like(said).filter(|claim| claim.scope == said.scope).map(|claim| claim.value);
    // Where this year's count is the table's, last year's table counts the same thing.
    let is_of_table = to.held.as_ref().is_some_and(|held| held.agrees);
    let counted = |counts: &[findings::Counted]| prior::counted_in(previous, counts, &to.unit).unwrap_or_default();
    let mut tables = if is_of_table { counted(&to.counts) } else { Vec::new() };
    // 上年结转4件,比上年年报的结转数多2件: of what last year's report carried on.
    if to.counts == [measures::CARRIED_IN.counted()] {
        tables.extend(counted(&[measures::CARRIED_OUT.counted()]));
    }
    let counts: Vec<Number> = prose.chain(tables.into_iter().map(|sum| sum.value)).collect();
    let from = counts.first()?.as_whole()?;
    if counts.iter().any(|count| count.as_whole().is_none_or(|from| change.follows(from))) {
        return None;
    }
    // 新收686件,较2022年580件上升18.3%: of another year that this year's prose gives itself.
    let mut dated = report.claims[index.saturating_sub(NEAR)..index].iter().filter(|claim| claim.counts == said.counts);
    if dated.any(|claim| {
        claim.year.is_some()
            && claim.year != report.year
            && claim.value.as_whole().is_some_and(|from| change.follows(from))
    }) {
        return None;
    }
    // 上年转来16件;未办完的10件结转下年,比上年转来的减少6件: of what stands right before it.
    if said.unit != "%"
        && is_from_one_before(text, said.span, |number| {
            i64::try_from(number.abs_diff(change.to)) == Ok(change.said.as_whole().unwrap_or(0))
        })
    {
        return None;
    }
    if corrections.tell(said.span, |number| number != change.to && change.follows(number)) {
        return None;
    }
    let cause = Cause::Change {
        to: format!("{}{}", to.value, to.unit),
        said: format!("{}{}", said.value, said.unit),
        up,
        from: Some(format!("{from}{}", to.unit)),
        last_report: true,
        should: change.should_be(from).map(|right| change.text(right)),
    };
    Some(Finding::new("years.change", "", Severity::Warning, cause, vec![said.span, to.span]))
}

fn sum(terms: &[i64], total: i64) -> String {
    let text = terms.iter().map(|term| format!("{term:+}")).collect::<String>();
    let text = text.trim_start_matches('+');
    if terms.len() == 1 { text.to_owned() } else { format!("{text}={total}") }
}
