//! The prose against the tables, and against itself.

use super::Input;
use super::claims::Claim;
use super::measures::{Cells, Measure};
use super::quantity::{Quantity, Sentence, Unit};
use super::sentences::Prose;
use crate::findings;
use crate::forms::Table;
use crate::messages::{self, Lang, Prose as Says};
use crate::number::Number;
use crate::report::{Finding, Place, Scope, Severity};
use crate::resolve::{Known, Resolved};
use crate::tables::{Slot, SlotState};
use crate::text::Span;
use std::ops::Range;

/// What is compared.
pub(crate) struct View<'a> {
    pub(crate) input: &'a Input<'a>,
    pub(crate) prose: &'a Prose,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) claims: &'a [Claim],
}

pub(crate) fn check(view: &View<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for claim in view.claims {
        findings.extend(against_table(view, claim));
    }
    against_itself(view, &mut findings);
    for sentence in view.sentences {
        parts(view, sentence, &mut findings);
    }
    findings
}

fn finding(view: &View<'_>, rule: &'static str, severity: Severity, says: &Says<'_>, spans: Vec<Span>) -> Finding {
    let message = messages::prose(says, view.input.lang);
    Finding {
        // The Chinese sentence names the cause in every language.
        id: findings::id(rule, &[], Some(&messages::prose(says, Lang::Zh))),
        rule,
        anchor: None,
        severity,
        message,
        equations: Vec::new(),
        fixes: Vec::new(),
        spans,
    }
}

impl View<'_> {
    fn span(&self, prose: Range<usize>) -> Span {
        self.input.folded.span(self.prose.folded(prose))
    }

    /// Whether a claim is of the report's year.
    fn is_of_year(&self, claim: &Claim) -> bool {
        claim.year.is_none_or(|year| Some(year) == self.input.year)
    }
}

/// Cells added up, and where they stand.
struct Sum {
    table: &'static Table,
    value: Number,
    spans: Vec<Span>,
}

fn against_table(view: &View<'_>, claim: &Claim) -> Option<Finding> {
    if claim.approximate || !view.is_of_year(claim) {
        return None;
    }
    // Every way to count it must be known.
    let sums: Vec<Sum> = match claim.measures.as_slice() {
        [one] => one.cells.iter().filter_map(|cells| sum(view, cells)).collect::<Option<_>>()?,
        // Counted together: the first of each.
        several => {
            let each = several.iter().map(|one| sum(view, one.cells.first()?)?);
            let each: Vec<Sum> = each.collect::<Option<_>>()?;
            let total = each.iter().try_fold(0i64, |total, sum| total.checked_add(sum.value.as_whole()?))?;
            let table = each.first()?.table;
            vec![Sum {
                table,
                value: Number::whole(total),
                spans: each.into_iter().flat_map(|sum| sum.spans).collect(),
            }]
        }
    };
    if sums.is_empty() || sums.iter().any(|sum| sum.value == claim.value) {
        return None;
    }
    let mut holds: Vec<String> = sums.iter().map(|sum| sum.value.to_string()).collect();
    holds.dedup();
    let scope = softened(view, claim);
    let says = Says::ContradictsTable {
        what: &names(&claim.measures),
        said: &claim.value.to_string(),
        unit: &claim.unit,
        table: sums[0].table,
        holds: &holds,
        scope,
    };
    let severity = if scope { Severity::Info } else { Severity::Warning };
    let mut spans = vec![view.span(claim.range.clone())];
    spans.extend(sums.into_iter().next()?.spans);
    Some(finding(view, "prose.contradicts-table", severity, &says, spans))
}

/// Whether another scope than the table's may explain a difference.
fn softened(view: &View<'_>, claim: &Claim) -> bool {
    let government = view.input.agency.map(|name| {
        ["政府", "管委会", "管理委员会", "行政公署", "实验区", "开发区"].iter().any(|end| name.ends_with(end))
    });
    !matches!((claim.scope, government), (Scope::Unsaid, _) | (Scope::All, Some(true)) | (Scope::One, Some(false)))
}

fn names(measures: &[&'static Measure]) -> Vec<(&'static str, &'static str)> {
    measures.iter().map(|measure| measure.name).collect()
}

/// The cells' places in their table, as rows and columns; `None` where the table was not found, or has none of
/// them in the form it follows.
fn places<'a>(view: &'a View<'_>, cells: &Cells) -> Option<(&'a Resolved, Vec<(usize, usize)>)> {
    let table = view.input.tables.iter().find(|table| table.table.id == cells.table)?;
    let is_named = |id: &str| {
        cells.rows.iter().any(|name| name.strip_suffix('*').map_or(*name == id, |prefix| id.starts_with(prefix)))
    };
    let mut places = Vec::new();
    for (row, spec) in table.table.rows.iter().enumerate().filter(|(_, row)| is_named(row.id)) {
        for (column, _) in spec.columns.iter().enumerate().filter(|(_, column)| cells.columns.contains(&column.id)) {
            places.push((row, column));
        }
    }
    (!places.is_empty()).then_some((table, places))
}

/// The sum of some cells; `None` where there are none of them, `Some(None)` where one of them is not known for
/// certain, or is to be changed.
fn sum(view: &View<'_>, cells: &Cells) -> Option<Option<Sum>> {
    let (table, places) = places(view, cells)?;
    Some(add_up(view, table, &places))
}

fn add_up(view: &View<'_>, table: &Resolved, places: &[(usize, usize)]) -> Option<Sum> {
    let mut total = 0i64;
    let mut spans = Vec::new();
    for &(row, column) in places {
        let spec = &table.table.rows[row];
        let is_here = |place: &Place| {
            place.table == table.table.id && place.row == spec.id && place.column == spec.columns[column].id
        };
        let doubtful = view.input.found.iter().any(|finding| {
            let fixed = finding.fixes.iter().flatten().any(|fix| is_here(&fix.place));
            let broken = finding
                .equations
                .iter()
                .any(|equation| equation.left_cells.iter().chain(&equation.right_cells).any(is_here));
            fixed || (broken && finding.fixes.is_empty())
        });
        let cell = &table.cells[table.index.cell((row, column))];
        if doubtful {
            return None;
        }
        match (cell.known, &cell.slot) {
            (Known::Value(_) | Known::Loose(_), Some(Slot { state: SlotState::Value(number, _), range, .. })) => {
                total = total.checked_add(number.as_whole()?)?;
                spans.push(view.input.folded.span(range.clone()));
            }
            (Known::Blank, _) => {}
            // Its row lost blanks and has nothing but 0: it is 0 wherever they stand.
            _ if is_nil(table, row) => {}
            _ => return None,
        }
    }
    Some(Sum { table: table.table, value: Number::whole(total), spans })
}

/// Whether all numbers of a row whose columns are not known are 0.
fn is_nil(table: &Resolved, row: usize) -> bool {
    let mut unplaced = table.unplaced.iter().filter(|(r, _)| *r == row).map(|(_, slot)| slot.state).peekable();
    unplaced.peek().is_some()
        && unplaced.all(|state| match state {
            SlotState::Value(number, _) => number.as_whole() == Some(0),
            SlotState::Blank | SlotState::Lost => true,
            SlotState::Unreadable => false,
        })
}

/// The same thing counted twice, differently, in two sentences.
fn against_itself(view: &View<'_>, findings: &mut Vec<Finding>) {
    let exact: Vec<&Claim> = view
        .claims
        .iter()
        .filter(|claim| {
            !claim.approximate && claim.measures.len() == 1 && view.is_of_year(claim) && !claim.unit.is_empty()
        })
        .collect();
    let sentence = |claim: &Claim| view.sentences.partition_point(|sentence| sentence.range.end <= claim.range.start);
    for (i, first) in exact.iter().enumerate() {
        let other = exact[i + 1..].iter().find(|second| {
            let scopes = [first.scope, second.scope];
            second.measures[0].id == first.measures[0].id
                && !(scopes.contains(&Scope::All) && scopes.contains(&Scope::One))
                && second.value != first.value
                && sentence(second) != sentence(first)
        });
        // Once a thing, however often it is said.
        let said = exact[..i].iter().any(|before| before.measures[0].id == first.measures[0].id);
        let Some(second) = other.filter(|_| !said) else { continue };
        let says = Says::SelfContradiction {
            what: &names(&first.measures),
            first: &format!("{}{}", first.value, first.unit),
            second: &format!("{}{}", second.value, second.unit),
        };
        let spans = vec![view.span(second.range.clone()), view.span(first.range.clone())];
        findings.push(finding(view, "prose.self-contradiction", Severity::Warning, &says, spans));
    }
}

/// How a list of parts begins.
struct Opening {
    words: &'static str,
    /// It claims that the list is complete.
    complete: bool,
}

const OPENINGS: &[Opening] = &[
    Opening { words: "其中", complete: false },
    Opening { words: "分别为", complete: true },
    Opening { words: "分别是", complete: true },
];

/// 共5件,其中网上4件,邮寄2件: parts that exceed the whole, or fall short of it.
fn parts(view: &View<'_>, sentence: &Sentence, findings: &mut Vec<Finding>) {
    let chars = &view.prose.chars;
    let Sentence { range: sentence, quantities: all } = sentence;
    let mut from = sentence.start;
    while let Some((at, opening)) = next_opening(chars, from..sentence.end) {
        let end_of_words = at + opening.words.chars().count();
        let list_end = list_end(chars, at, end_of_words..sentence.end);
        let wholes: Vec<&Quantity> = all.iter().filter(|q| q.range.start >= from && q.range.end <= at).collect();
        if let Some(whole) = wholes.last() {
            let of_unit = |q: &&Quantity| q.unit == whole.unit;
            let listed: Vec<&Quantity> = all
                .iter()
                .filter(|q| q.range.start >= end_of_words && q.range.end <= list_end)
                .filter(of_unit)
                .collect();
            // 33件,上年结转4件,其中办结34件: of all that was counted before.
            let before: i64 = wholes.iter().copied().filter(of_unit).filter_map(|q| q.value.as_whole()).sum();
            findings.extend(judge(view, whole, before, &listed, opening));
        }
        from = list_end.max(end_of_words);
    }
}

fn next_opening(chars: &[char], range: Range<usize>) -> Option<(usize, &'static Opening)> {
    range.clone().find_map(|at| {
        let opening = OPENINGS.iter().find(|opening| {
            let words: Vec<char> = opening.words.chars().collect();
            chars[at..range.end].starts_with(&words)
        });
        opening.map(|opening| (at, opening))
    })
}

/// Where a list of parts ends: with the bracket it stands in, at the next list, or where a new whole is counted.
fn list_end(chars: &[char], opening: usize, range: Range<usize>) -> usize {
    let in_bracket = opening > 0 && chars[opening - 1] == '(';
    let mut depth = 0;
    for i in range.clone() {
        match chars[i] {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' if in_bracket => return i,
            _ => {}
        }
        let starts = |word: &str| chars[i..range.end].iter().take(word.chars().count()).copied().eq(word.chars());
        let breaks = ["其中", "共计", "累计", "总计", "合计", "全年", "同比", "另外", "此外", "同时", "截至", "截止"];
        if breaks.iter().any(|word| starts(word)) {
            return i;
        }
    }
    range.end
}

fn judge(view: &View<'_>, whole: &Quantity, before: i64, listed: &[&Quantity], opening: &Opening) -> Option<Finding> {
    if whole.approximate || listed.len() < 2 || matches!(whole.unit, Unit::Percent | Unit::Year) {
        return None;
    }
    let total = whole.value.as_whole()?;
    let chars = &view.prose.chars;
    // A list may count the same whole several ways, one after the other: by applicant, then by outcome.
    let mut sums = vec![0i64];
    let mut last = listed.first()?.range.start;
    for part in listed {
        let divided = chars[last..part.range.start].contains(&';');
        if sums.last() == Some(&total)
            || (divided && sums.last().is_some_and(|sum| *sum + part.value.as_whole().unwrap_or(0) > total))
        {
            sums.push(0);
        }
        *sums.last_mut()? += part.value.as_whole()?;
        last = part.range.end;
    }
    let exact = listed.iter().all(|part| !part.approximate);
    let exceeding = sums.iter().copied().find(|sum| *sum > before);
    let short = (opening.complete && exact && sums.len() == 1).then(|| sums[0]).filter(|sum| *sum < total);
    let sum = exceeding.or(short)?;
    let unit = whole.unit.text();
    let says = Says::PartsTotal {
        whole: &format!("{total}{unit}"),
        parts: &listed.iter().map(|part| part.value.to_string()).collect::<Vec<_>>(),
        sum: &sum.to_string(),
    };
    let mut spans = vec![view.span(whole.range.clone())];
    spans.extend(listed.iter().map(|part| view.span(part.range.clone())));
    Some(finding(view, "prose.parts-total", Severity::Warning, &says, spans))
}
