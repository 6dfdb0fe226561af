//! The prose against the tables, and against itself.

use super::claims::Claim;
use super::measures::{self as m, Cells, Measure};
use super::slips::Likeness;
use super::tokens::Token;
use super::words::Word;
use super::{View, counted, finding};
use crate::findings::{self, Cause, Finding, Place, Severity};
use crate::forms::{Kind, Table};
use crate::number::Number;
use crate::report::{Held, Relation, Scope};
use crate::resolve::{Known, Resolved};
use crate::tables::{Slot, SlotState};
use crate::text::{Span, ends, is_in, says};

/// What a claim was held against, and what is to be said of it.
pub(crate) fn against_table(view: &View<'_>, claim: &Claim) -> (Option<Held>, Option<Finding>) {
    let comparable =
        claim.relation == Relation::Count && claim.scope != Scope::Other && !is_on_another_basis(view, claim);
    if !comparable || claim.approximate || !view.is_this_year(claim.year) {
        return (None, None);
    }
    let ways = ways(view, claim);
    let known: Vec<&Sum> = ways.iter().flatten().collect();
    let agreeing = known.iter().find(|sum| sum.is(claim));
    // It differs only where every way to count it is known.
    let differing = known.iter().rev().max_by_key(|sum| Likeness::of(claim.value, sum.value));
    let differing = differing.filter(|_| known.len() == ways.len());
    let Some(nearest) = agreeing.or(differing) else { return (None, None) };
    let some = |sum: &&Sum| claim.at_most && claim.value.as_whole() <= sum.value.as_whole();
    if agreeing.is_none() && (is_of_new_requests_alone(view, claim) || known.iter().any(some)) {
        return (None, None);
    }
    let held = Held { value: nearest.value, cells: nearest.places.clone(), agrees: agreeing.is_some() };
    if agreeing.is_some() {
        return (Some(held), None);
    }
    let mut holds: Vec<findings::Sum> = known.iter().filter(|sum| sum.plain).map(|sum| sum.told()).collect();
    holds.dedup_by(|a, b| a.value == b.value);
    let quoted = claim.is_implied().then(|| view.quote(claim.range.clone()));
    let cause =
        Cause::ContradictsTable { what: counted(claim), said: format!("{}{}", claim.value, claim.unit), quoted, holds };
    let severity = if is_perhaps_of_others(view, claim) { Severity::Info } else { Severity::Warning };
    let mut spans = vec![view.span(claim.range.clone())];
    spans.extend(&nearest.spans);
    (Some(held), Some(finding("prose.contradicts-table", severity, cause, spans)))
}

/// 按原口径新收30件: not as the tables count. 复议6件对8件: one of two years, and not said which.
fn is_on_another_basis(view: &View<'_>, claim: &Claim) -> bool {
    const REACH: usize = 24;
    let chars = &view.prose.chars;
    let before = &chars[claim.range.start.saturating_sub(REACH)..claim.range.start];
    let clause = before.iter().rposition(|c| is_in(*c, ",.;\n")).map_or(before, |at| &before[at + 1..]);
    let against = chars[claim.range.end..].strip_prefix(&['对']);
    let of_two = against.and_then(|rest| rest.first()).is_some_and(char::is_ascii_digit);
    // 与2022年相比(新收712件),减少94件: of that year.
    let bracket = before.iter().rposition(|c| *c == '(').map_or(&[][..], |open| &before[..open]);
    if ["相比", "比较", "对比"].iter().any(|word| ends(bracket, word)) {
        return true;
    }
    (says(clause, "口径") && !says(clause, "同口径")) || of_two
}

/// Whether one number is many times another.
fn is_far(one: Number, other: Number) -> bool {
    const TIMES: i64 = 10;
    let whole = |number: Number| number.as_whole().filter(|value| *value > 0);
    whole(one).zip(whole(other)).is_some_and(|(one, other)| one.max(other) >= one.min(other).saturating_mul(TIMES))
}

/// What the tables count in all: requests in and out, each group of outcomes, disputes.
pub(crate) fn totals(view: &View<'_>) -> Vec<i64> {
    let measures = [
        &m::PROCESSED,
        &m::CARRIED_OUT,
        &m::DENIED,
        &m::UNAVAILABLE,
        &m::REJECTED,
        &m::NATURAL_PERSON,
        &m::RECONSIDERED,
        &m::SUED,
    ];
    let cells = measures.iter().flat_map(|measure| measure.cells);
    cells.filter_map(|cells| sum(view, cells)??.value.as_whole()).collect()
}

/// Every number that the tables give for something; none where one is not known.
pub(crate) fn numbers(view: &View<'_>, measure: &'static Measure) -> Vec<i64> {
    let known = measure.cells.iter().filter_map(|cells| sum(view, cells));
    known.map(|sum| sum?.value.as_whole()).collect::<Option<_>>().unwrap_or_default()
}

/// Those of them that are known.
pub(crate) fn known_numbers(view: &View<'_>, measure: &'static Measure) -> Vec<i64> {
    measure.cells.iter().filter_map(|cells| sum(view, cells)??.value.as_whole()).collect()
}

/// Whether a claim gives one of the numbers that the tables give, whatever year it names.
pub(crate) fn agrees(view: &View<'_>, claim: &Claim) -> bool {
    ways(view, claim).iter().flatten().any(|sum| sum.is(claim))
}

/// Whether some cells, other than what is `given` already, are exactly what a claim says.
pub(crate) fn is_told(view: &View<'_>, claim: &Claim, cells: &Cells, given: &[&[Place]]) -> bool {
    sum(view, cells).flatten().is_some_and(|sum| sum.is(claim) && !given.contains(&&sum.places[..]))
}

/// The number that the tables give for a claim, the first where there are several.
pub(crate) fn value(view: &View<'_>, claim: &Claim) -> Option<i64> {
    ways(view, claim).into_iter().flatten().next()?.value.as_whole()
}

/// Whether another scope than the table's may explain a difference.
fn is_perhaps_of_others(view: &View<'_>, claim: &Claim) -> bool {
    !matches!(
        (claim.scope, is_government(view)),
        (Scope::Unsaid, _) | (Scope::All, Some(true)) | (Scope::One, Some(false))
    )
}

/// Whether the body that the report is of is a government; `None` where it names none.
fn is_government(view: &View<'_>) -> Option<bool> {
    view.input.agency.map(|name| {
        // 荆河市2022年…: a place is its government.
        ["政府", "管委会", "管理委员会", "行政公署", "实验区", "开发区"].iter().any(|end| name.ends_with(end))
            || name.ends_with(['省', '市', '县', '区', '旗', '州', '盟', '镇', '乡'])
    })
}

/// Whether a claim stands in a list of the outcomes of this year's requests alone: none is more than the table's,
/// and together they are all that came in this year but what is carried over.
fn is_of_new_requests_alone(view: &View<'_>, claim: &Claim) -> bool {
    let outcome = |claim: &Claim| match claim.measures[..] {
        [measure] if claim.relation == Relation::Count => m::outcome(measure).map(|group| (measure, group)),
        _ => None,
    };
    let whole = |cells: &Cells| sum(view, cells)??.value.as_whole();
    let listed = || {
        let mut listed = 0i64;
        let others = view.claims().iter().filter(|other| other.sentence == claim.sentence);
        for (other, (measure, group)) in others.filter_map(|other| Some((other, outcome(other)?))) {
            let value = other.value.as_whole().filter(|&value| Some(value) <= whole(&measure.cells[0]))?;
            if measure == group {
                listed = listed.checked_add(value)?;
            }
        }
        Some(listed)
    };
    outcome(claim).is_some() && listed().is_some_and(|listed| Some(listed) == whole(&m::HANDLED.cells[1]))
}

/// Cells added up, and where they stand.
struct Sum {
    table: &'static Table,
    value: Number,
    /// In yuan where it is money, else 1.
    unit: i64,
    places: Vec<Place>,
    spans: Vec<Span>,
    /// Nothing is taken away: it can be named in a sentence.
    plain: bool,
}

impl Sum {
    fn told(&self) -> findings::Sum {
        findings::Sum { table: self.table, cells: self.places.clone(), value: self.value }
    }

    /// Whether a claim gives this number, as far as the one with the coarser digits tells.
    fn is(&self, claim: &Claim) -> bool {
        is_same((claim.value, yuan(&claim.unit).unwrap_or(1)), (self.value, self.unit))
    }
}

/// Every way in which the tables count what is claimed; `None` for one that is not known for certain.
fn ways(view: &View<'_>, claim: &Claim) -> Vec<Option<Sum>> {
    let cells_of = |measure: &'static Measure| -> Vec<Cells> {
        let within = claim.within.and_then(|within| within.cells.first());
        let narrowed = |cells: &Cells| match within {
            // A kind of applicants is a column, a course of suits a row.
            Some(within) if within.table == "requests" => Cells { columns: within.columns, ..*cells },
            Some(within) => Cells { rows: within.rows, ..*cells },
            None => *cells,
        };
        measure.cells.iter().map(narrowed).collect()
    };
    let together = |several: &[&'static Measure]| {
        let each: Vec<Sum> = several.iter().map(|one| sum(view, cells_of(one).first()?)?).collect::<Option<_>>()?;
        let total = each.iter().try_fold(0i64, |total, sum| total.checked_add(sum.value.as_whole()?))?;
        Some(Sum {
            table: each.first()?.table,
            value: Number::whole(total),
            unit: 1,
            places: each.iter().flat_map(|sum| sum.places.iter().copied()).collect(),
            spans: each.iter().flat_map(|sum| sum.spans.iter().copied()).collect(),
            plain: true,
        })
    };
    match claim.measures.as_slice() {
        [one] => {
            // 予以公开5件,部分公开1件: without those.
            // 新收37件,其中自然人32件: of the new ones, not of all that were in hand.
            let apart = (**one == m::GRANTED && is_beside_those_in_part(view, claim))
                || (one.is_applicant() && is_among_new(view, claim));
            let cells = cells_of(one);
            let cells = if apart { &cells[..1] } else { &cells };
            cells.iter().filter_map(|cells| sum(view, cells)).collect()
        }
        // Counted together: the first of each.
        several => vec![together(several)],
    }
}

/// Whether the next number of a sentence counts what was disclosed in part, and is no part of this one: no 其中 or 含 stands between them.
fn is_beside_those_in_part(view: &View<'_>, claim: &Claim) -> bool {
    let next = view.claims().partition_point(|other| other.range.start <= claim.range.start);
    let next = view.claims().get(next).filter(|next| next.sentence == claim.sentence);
    next.is_some_and(|next| {
        let mut between = between(view, claim, next).peekable();
        let is_list =
            between.peek().is_some_and(|first| first.is_mark(",") || first.is_mark("、") || first.is_mark(";"));
        next.measures == [&m::PARTIALLY_GRANTED]
            && next.within.is_none()
            && is_list
            && !between.any(|token| token.is(Word::Among) || token.is(Word::Including) || token.is_mark("("))
    })
}

/// The tokens between two claims of one sentence.
fn between<'v>(view: &'v View<'_>, one: &Claim, other: &Claim) -> impl Iterator<Item = &'v Token> {
    let tokens = &view.sentences[one.sentence].tokens;
    let place = |at: usize| tokens.partition_point(|token| token.range.start < at);
    tokens[place(one.range.end)..place(other.range.start)].iter()
}

/// Whether 其中 stands before a number, and the last flow of requests that was counted before that in its sentence is what came in anew.
fn is_among_new(view: &View<'_>, claim: &Claim) -> bool {
    let claims = view.claims();
    let own = claims.partition_point(|other| other.range.start < claim.range.start);
    let mut before = claims[..own].iter().rev().take_while(|other| other.sentence == claim.sentence);
    let flow = before.find(|other| other.measures.iter().any(|measure| m::kin(measure) == m::Kin::Flow));
    flow.is_some_and(|flow| {
        let among = between(view, flow, claim).any(|token| token.is(Word::Among));
        flow.measures == [&m::NEW] && view.is_this_year(flow.year) && among
    })
}

/// The sum of some cells; `None` where there are none of them, `Some(None)` where one of them is not known for
/// certain, or is to be changed.
fn sum(view: &View<'_>, cells: &Cells) -> Option<Option<Sum>> {
    let table = view.input.tables.iter().find(|table| table.table.id == cells.table)?;
    let mut places = Vec::new();
    for (row, spec) in
        table.table.rows.iter().enumerate().filter(|(_, row)| cells.rows.iter().any(|name| row.is_of(name)))
    {
        for (column, _) in spec.columns.iter().enumerate().filter(|(_, column)| cells.columns.contains(&column.id)) {
            places.push((row, column));
        }
    }
    let (row, column) = *places.first()?;
    let less: Vec<(usize, usize)> = (cells.less.iter())
        .filter_map(|id| {
            let row = table.table.rows.iter().position(|row| row.id == *id)?;
            let column = table.table.rows[row].columns.iter().position(|column| cells.columns.contains(&column.id))?;
            Some((row, column))
        })
        .collect();
    Some(match table.table.rows[row].columns[column].kind {
        Kind::Amount => amount(view, table, (row, column)),
        Kind::Count | Kind::Change => add_up(view, table, &places, &less),
    })
}

pub(crate) fn place(table: &Resolved, (row, column): (usize, usize)) -> Place {
    let spec = &table.table.rows[row];
    Place { table: table.table.id, row: spec.id, column: spec.columns[column].id }
}

fn add_up(view: &View<'_>, table: &Resolved, cells: &[(usize, usize)], less: &[(usize, usize)]) -> Option<Sum> {
    let mut total = 0i64;
    let mut spans = Vec::new();
    for (&at, sign) in cells.iter().map(|at| (at, 1)).chain(less.iter().map(|at| (at, -1))) {
        let cell = &table.cells[table.index.cell(at)];
        if is_doubtful(view, place(table, at)) {
            return None;
        }
        match (cell.known, &cell.slot) {
            (Known::Value(_) | Known::Loose(_), Some(Slot { state: SlotState::Value(number, _), range, .. })) => {
                total = total.checked_add(sign * number.as_whole()?)?;
                spans.push(view.input.folded.span(range.clone()));
            }
            (Known::Blank, _) => {}
            // Its row lost blanks and has nothing but 0: it is 0 wherever they stand.
            _ if is_nil(table, at.0) => {}
            _ => return None,
        }
    }
    let places = cells.iter().chain(less).map(|&at| place(table, at)).collect();
    Some(Sum { table: table.table, value: Number::whole(total), unit: 1, places, spans, plain: less.is_empty() })
}

/// An amount of money in its own unit; `None` where it is not said which that is.
fn amount(view: &View<'_>, table: &Resolved, at: (usize, usize)) -> Option<Sum> {
    let Some(Slot { state: SlotState::Value(value, unit), range, .. }) = &table.cells[table.index.cell(at)].slot else {
        return None;
    };
    let heading = table.table.rows[at.0].columns[at.1].label.0;
    let unit = yuan((*unit).unwrap_or(if heading.contains("万元") { "万元" } else { "" }))?;
    let spans = vec![view.input.folded.span(range.clone())];
    Some(Sum { table: table.table, value: *value, unit, places: vec![place(table, at)], spans, plain: true })
}

/// A unit of money in yuan.
fn yuan(unit: &str) -> Option<i64> {
    match unit.trim_matches(['(', ')']) {
        "元" => Some(1),
        "万元" | "万" => Some(10_000),
        "亿元" | "亿" => Some(100_000_000),
        _ => None,
    }
}

/// Whether two numbers with their units are the same, as far as the one with the coarser digits tells.
fn is_same(a: (Number, i64), b: (Number, i64)) -> bool {
    const DIGITS: u8 = 8;
    let exact = |(number, unit): (Number, i64)| Some(number.scaled(DIGITS)? * i128::from(unit));
    let step = |(number, unit): (Number, i64)| {
        10i128.pow(u32::from(DIGITS.saturating_sub(number.decimals()))) * i128::from(unit)
    };
    match (exact(a), exact(b)) {
        (Some(left), Some(right)) if step(a) == step(b) || a.1 == 1 && b.1 == 1 => left == right,
        (Some(left), Some(right)) => (left - right).abs() < step(a).max(step(b)),
        _ => false,
    }
}

/// Whether a cell stands in an equation that fails and may be what is wrong with it.
fn is_doubtful(view: &View<'_>, place: Place) -> bool {
    view.input.found.iter().any(|finding| {
        let fixed = finding.fixes.iter().flatten().any(|fix| fix.place == place);
        let mut equations = finding.equations.iter();
        let broken =
            equations.any(|equation| equation.left_cells.iter().chain(&equation.right_cells).any(|p| *p == place));
        fixed || (broken && finding.fixes.is_empty())
    })
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

/// The same thing counted twice, differently. `held` is what each claim was held against: a claim that contradicts a
/// table was already spoken of, and two that agree with it count the same thing in two ways. `stands`: which claims are
/// believed at all.
pub(crate) fn against_itself(view: &View<'_>, held: &[Option<Held>], stands: &[bool]) -> Vec<Finding> {
    let mut found = Vec::new();
    let agrees = |i: usize| held[i].as_ref().map(|held| held.agrees);
    let exact: Vec<(usize, &Claim)> = view
        .claims()
        .iter()
        .enumerate()
        .filter(|(i, claim)| {
            claim.is_plain()
                && claim.relation == Relation::Count
                && !claim.approximate
                && claim.within.is_none()
                && stands[*i]
                && view.is_this_year(claim.year)
                && claim.scope != Scope::Other
                && !is_on_another_basis(view, claim)
                && agrees(*i) != Some(false)
        })
        .collect();
    let mut seen: Vec<(&str, bool)> = Vec::new();
    for (n, &(i, first)) in exact.iter().enumerate() {
        let measure = first.measures[0];
        // Once a thing, however often it is said; and once more where it is said in words (均获维持).
        if seen.contains(&(measure.id, first.is_implied())) {
            continue;
        }
        let said = seen.iter().any(|(id, _)| *id == measure.id);
        seen.push((measure.id, first.is_implied()));
        let comparable = |second: &Claim| {
            let scopes = [first.scope, second.scope];
            // 收到15件; 全系统收到17件: of a body that is no government its system has more than it.
            let system =
                scopes.contains(&Scope::All) && first.scope != second.scope && is_government(view) != Some(true);
            let apart = system || (scopes.contains(&Scope::All) && scopes.contains(&Scope::One));
            !apart && (scopes != [Scope::One; 2] || second.sentence != first.sentence)
        };
        let other = exact[n + 1..].iter().find(|(j, second)| {
            *second.measures[0] == *measure
                && second.value != first.value
                && comparable(second)
                && !(agrees(i) == Some(true) && agrees(*j) == Some(true))
                // 作为复议机构收到126件; 自身被复议4件: one is the table's, and the other no slip for it.
                && !((agrees(i) == Some(true) || agrees(*j) == Some(true)) && is_far(first.value, second.value))
                && (second.sentence != first.sentence || first.is_implied() || second.is_implied())
        });
        if let Some((_, second)) = other.filter(|_| !said) {
            let said = |claim: &Claim| {
                let in_words = claim.is_implied();
                let number = || format!("{}{}", claim.value, claim.unit);
                findings::Said { text: if in_words { view.quote(claim.range.clone()) } else { number() }, in_words }
            };
            let what = counted(first);
            let cause = Cause::SelfContradiction { what, first: said(first), second: said(second) };
            let spans = vec![view.span(second.range.clone()), view.span(first.range.clone())];
            // 未收取费用; 收取380元: nothing, and something.
            let nothing = [first, second].iter().any(|claim| claim.value == Number::whole(0));
            let likeness = if nothing { Likeness::Slip } else { Likeness::of(second.value, first.value) };
            let severity = likeness.severity(Likeness::Near);
            found.push(finding("prose.self-contradiction", severity, cause, spans));
        }
        // 均获维持: none ended otherwise. (全部审结 says only that none is left.)
        let other = exact.iter().filter(|_| first.value != Number::whole(0)).find(|(_, other)| {
            let ended = m::ended(measure).is_some() && m::ended(measure) == m::ended(other.measures[0]);
            first.is_implied()
                && comparable(other)
                && !other.is_implied()
                && other.value != Number::whole(0)
                && *other.measures[0] != *measure
                && ended
        });
        if let Some((_, other)) = other {
            let number = format!("{}{}", other.value, other.unit);
            let quoted = view.quote(first.range.clone());
            let cause = Cause::AllBut { quoted, all: measure.counted(), what: counted(other), number };
            let spans = vec![view.span(other.range.clone()), view.span(first.range.clone())];
            found.push(finding("prose.self-contradiction", Severity::Warning, cause, spans));
        }
    }
    found
}
