//! What a number that differs from the table's may mean otherwise.
//!
//! A clause is read in one way and may be meant in another: 没有掌握或需另行制作的13件 are two rows together, 答复中公开7件 were
//! disclosed, not answered. Where the number is exactly that of another cell which the clause names, or of the cell it was read
//! as and another that it is joined with, nothing is said of it.

use super::claims::Claim;
use super::{View, compare, everyday};
use crate::forms::{Part, Row};
use crate::report::{Held, Place};
use crate::resolve::Resolved;
use crate::text::is_cjk;
use std::ops::Range;

/// What joins two nouns into one count: 全部或部分公开17件.
const JOINS: &[char] = &['、', '或', '和', '与', '及', '兼'];

/// Words of the form that say nothing of which row is meant.
const COMMON: &[[char; 2]] = &[
    ['政', '府'],
    ['信', '息'],
    ['申', '请'],
    ['行', '政'],
    ['数', '量'],
    ['结', '果'],
    ['本', '年'],
    ['机', '关'],
    ['相', '关'],
    ['属', '于'],
];

/// A number's unit is no longer than this.
const UNIT: usize = 3;

/// A clause is looked through so far to either side of a number.
const LONGEST: usize = 60;

/// So many claims to either side may give a number away.
const REACH: usize = 48;

/// Two characters of a name.
type Pair = [char; 2];

/// Cells that a clause may name.
pub(super) struct Candidate {
    places: Vec<Place>,
    number: i64,
    /// What they are called by.
    names: Vec<Pair>,
}

/// Whether a claim that differs is, read otherwise, the table's.
pub(super) fn fits(view: &View<'_>, i: usize, held: &[Option<Held>], candidates: &[Candidate]) -> bool {
    let claims = view.claims();
    let claim = &claims[i];
    let (Some(own), Some(value)) = (&held[i], claim.value.as_whole().filter(|&value| value > 0)) else { return false };
    if claim.is_implied() {
        return false;
    }
    let chars = &view.prose.chars;
    let clause = clause(chars, &claim.range);
    let said = without_matter(&chars[clause.clone()]);
    let words = pairs(&said);
    // What the other numbers of the sentence give is theirs.
    let beside = claims.iter().zip(held).skip(i.saturating_sub(REACH)).take(2 * REACH);
    let beside = beside.filter(|(other, _)| other.sentence == claim.sentence);
    let given: Vec<&[Place]> =
        beside.filter_map(|(_, held)| Some(&held.as_ref().filter(|held| held.agrees)?.cells[..])).collect();
    let own_names: Vec<Pair> = own.cells.iter().flat_map(|place| all_names(view, place)).collect();
    let joined = claim.measures.len() == 1 && is_joined(&chars[clause.start..claim.range.start]);
    let own_value = compare::value(view, claim).filter(|own| *own > 0 && joined);
    candidates.iter().filter(|candidate| !given.contains(&&candidate.places[..])).any(|candidate| {
        let Candidate { places, number, names } = candidate;
        let is_part = places.iter().all(|place| own.cells.contains(place));
        let other = |pair: &Pair| !own_names.contains(pair);
        let named = |and: &dyn Fn(&Pair) -> bool| names.iter().any(|pair| words.contains(pair) && and(pair));
        let alone = *number == value && named(&|pair| is_part || other(pair));
        let with_own = *number > 0 && own_value.is_some_and(|own| own + number == value) && !is_part;
        alone || (with_own && (named(&other) || shares(names, &own_names, &said)))
    })
}

/// Whether a number of all applicants is exactly that of one kind of them which its sentence names: 律所连上年结转2件应办28件.
pub(super) fn is_of_one_kind(view: &View<'_>, claim: &Claim) -> bool {
    let start = view.sentences[claim.sentence].tokens.first().map_or(0, |token| token.range.start);
    let from = start.max(claim.range.start.saturating_sub(LONGEST));
    let said = view.prose.chars.get(from..claim.range.start).unwrap_or_default();
    let of_kind = |kind| compare::agrees(view, &Claim { within: Some(kind), ..claim.clone() });
    let is_of_some = claim.within.is_some() || claim.measures.iter().any(|measure| measure.is_applicant());
    !is_of_some && everyday::named(said).filter(|kind| kind.is_applicant()).any(of_kind)
}

/// The clause that a number stands in, to the marks around it; 、 behind a number divides, elsewhere it joins.
fn clause(chars: &[char], number: &Range<usize>) -> Range<usize> {
    let counted = |at: usize| chars[at.saturating_sub(UNIT)..at].iter().any(char::is_ascii_digit);
    let ends = |at: &usize| match chars[*at] {
        '\n' | '!' | '?' | '.' | ',' | ';' | ':' => true,
        '、' => *at >= number.end && *at < number.end + UNIT || counted(*at),
        _ => false,
    };
    let start = (number.start.saturating_sub(LONGEST)..number.start).rev().find(ends).map_or(0, |at| at + 1);
    let limit = chars.len().min(number.end + LONGEST);
    start.max(number.start.saturating_sub(LONGEST))..(number.end..limit).find(ends).unwrap_or(limit)
}

/// The cells that a clause may name: each, and the rows under one heading together.
pub(super) fn candidates(view: &View<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for table in view.input.tables {
        let spec = table.table;
        let mut add = |cells: &[(usize, usize)], heading: Option<&'static str>| {
            let known = |&cell: &(usize, usize)| table.cells[table.index.cell(cell)].known.value();
            let sum = cells.iter().try_fold(0i64, |sum, cell| sum.checked_add(known(cell)?));
            let names = || names(table, cells[0], heading);
            let places = || cells.iter().map(|&cell| compare::place(table, cell)).collect();
            found.extend(sum.map(|number| Candidate { places: places(), number, names: names() }));
        };
        // 三、本年度办理结果 stands over all outcomes: a sum of some of them is not called by it.
        let depth = spec.rows.iter().map(|row| row.groups.len()).max().unwrap_or(0);
        let heading = |row: &'static Row| row.groups.last().filter(|_| row.groups.len() == depth);
        let mut start = 0;
        for run in
            spec.rows.chunk_by(|a, b| a.groups.iter().map(|group| group.id).eq(b.groups.iter().map(|group| group.id)))
        {
            let rows = start..start + run.len();
            start = rows.end;
            for column in 0..run.iter().map(|row| row.columns.len()).max().unwrap_or(0) {
                let cells: Vec<(usize, usize)> = rows
                    .clone()
                    .filter(|row| column < spec.rows[*row].columns.len())
                    .map(|row| (row, column))
                    .collect();
                cells.iter().for_each(|cell| add(&[*cell], None));
                if let (true, Some(group)) = (cells.len() > 1, heading(&spec.rows[rows.start])) {
                    add(&cells, Some(group.label.0));
                }
            }
        }
    }
    found
}

/// What a cell is called by: its column, or of a total its row; of rows under one heading together the heading, too.
fn names(table: &Resolved, (row, column): (usize, usize), heading: Option<&'static str>) -> Vec<Pair> {
    let spec = &table.table.rows[row];
    match spec.columns[column].part {
        Part::Total => std::iter::once(spec.label.0).chain(heading).flat_map(pairs_of).collect(),
        _ => pairs_of(spec.columns[column].label.0),
    }
}

/// Whatever the cell at a place may be called by.
fn all_names(view: &View<'_>, place: &Place) -> Vec<Pair> {
    let table = view.input.tables.iter().find(|table| table.table.id == place.table);
    let row = table.and_then(|table| table.table.rows.iter().find(|row| row.id == place.row));
    let labels = row.map(|row| {
        let column = row.columns.iter().find(|column| column.id == place.column);
        let headings = row.groups.iter().map(|group| group.label.0);
        std::iter::once(row.label.0).chain(column.map(|column| column.label.0)).chain(headings)
    });
    labels.into_iter().flatten().flat_map(pairs_of).collect()
}

fn pairs_of(label: &str) -> Vec<Pair> {
    pairs(&without_matter(&label.chars().collect::<Vec<char>>()))
}

/// The pairs of characters of some words, but for what says nothing.
fn pairs(chars: &[char]) -> Vec<Pair> {
    let all = chars.windows(2).map(|two| [two[0], two[1]]);
    all.filter(|pair| pair.iter().all(|c| is_cjk(*c)) && !COMMON.contains(pair)).collect()
}

/// A clause without 信息公开: what is spoken of everywhere, and no outcome.
fn without_matter(clause: &[char]) -> Vec<char> {
    const MATTER: [char; 4] = ['信', '息', '公', '开'];
    let mut said = Vec::with_capacity(clause.len());
    let mut rest = clause;
    while let Some((&first, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(&MATTER) {
            said.push(' ');
            rest = after;
        } else {
            said.push(first);
            rest = after;
        }
    }
    said
}

/// 需另制 for 没有现成信息需要另行制作: characters of a name, and not of the other, stand in a clause.
fn shares(named: &[Pair], own: &[Pair], clause: &[char]) -> bool {
    let is_of = |pairs: &[Pair], c: char| pairs.iter().any(|pair| pair.contains(&c));
    let is_new = |&(at, &c): &(usize, &char)| !clause[..at].contains(&c) && is_of(named, c) && !is_of(own, c);
    clause.iter().enumerate().filter(is_new).count() >= 2
}

/// Whether the noun before a number joins two.
fn is_joined(before: &[char]) -> bool {
    before.iter().rev().take_while(|c| !c.is_ascii_digit()).any(|c| JOINS.contains(c))
}
