//! What a number that differs from the table's may mean otherwise.
//!
//! A clause is read in one way and may be meant in another: 没有掌握或需另行制作的13件 are two rows together, 答复中公开7件 were
//! disclosed, not answered. Where the number is exactly that of another cell which the clause names, or of the cell it was read
//! as and another that it is joined with, nothing is said of it.

use super::claims::{Claim, Said};
use super::fits::SMALL;
use super::label::{self, Label};
use super::measures::{self as m, Cells, Measure};
use super::tokens::{Kind, Token};
use super::words::Word;
use super::{View, compare, everyday};
use crate::forms::{Part, Row};
use crate::number::Number;
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

/// So many words to either side of a number are looked at.
const NEAR: usize = 48;

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
    // 自然人仍是主体,新收470件: what is named in a clause before it, behind the number before; small numbers agree by chance.
    let since = if value < SMALL { Vec::new() } else { pairs(&without_matter(since_number(chars, claim.range.start))) };
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
        let named_before = || names.iter().any(|pair| since.contains(pair) && other(pair));
        let alone = *number == value && (named(&|pair| is_part || other(pair)) || named_before());
        let with_own = *number > 0 && own_value.is_some_and(|own| own + number == value) && !is_part;
        alone || (with_own && (named(&other) || shares(names, &own_names, &said)))
    })
}

/// 本年新收的38件均已答复,另有1件未答复; 本局上年跨年2件,工信局上年跨年2件,因此结转数为4件: whether a number and the one that is told beside
/// it make what the tables have.
pub(super) fn is_with_another(view: &View<'_>, i: usize, held: &[Option<Held>]) -> bool {
    let (claim, own) = (&view.claims()[i], &held[i]);
    let Some(own) = own.as_ref().and_then(|own| own.value.as_whole()) else { return false };
    let numbers = view.numbers();
    let at = numbers.partition_point(|said| said.quantity.range.start <= claim.range.start);
    let mut behind = numbers[at..].iter().take(REACH).take_while(|next| next.sentence == claim.sentence);
    let Some(next) = behind.next().filter(|next| next.is_count()) else { return false };
    let value = |said: &Said<'_>| said.quantity.value.as_whole();
    let sum = value(next).zip(claim.value.as_whole()).and_then(|(next, claim)| next.checked_add(claim));
    let is_named = view.words_before(next).text().contains(&'另');
    sum == Some(own) && (is_named || behind.any(|said| said.is_count() && value(said) == Some(own)))
}

/// Whether a number is exactly what the tables give where its words are put together in another way ([`Words::ways`]).
pub(super) fn is_of_other_words(view: &View<'_>, i: usize, held: &[Option<Held>]) -> bool {
    let claims = view.claims();
    let claim = &claims[i];
    let is_of_disputes = |measure: &&Measure| measure.table() == Some("disputes");
    let narrowed = claim.within.is_some_and(|within| !is_of_disputes(&within));
    let Some(words) = Words::of(view, claim).filter(|_| !narrowed) else { return false };
    if claim.measures.len() > 1 && claim.measures.iter().all(is_of_disputes) {
        // 复议和诉讼已有结论的共35件: of both, those that are over.
        return compare::is_told(view, claim, &Cells { columns: ENDED, ..ALL_DISPUTES }, &[]);
    }
    let [measure] = claim.measures[..] else {
        // 公开、部分公开、不掌握三类之和为110件: and the first of them.
        let measures = claim.measures.iter().copied().chain([&m::GRANTED]).collect();
        return words.own.has(Word::Published) && compare::agrees(view, &Claim { measures, ..claim.clone() });
    };
    // 应答复52件,按期答复52件: those that were due.
    if *measure == m::IN_HAND && compare::agrees(view, &Claim { measures: vec![&m::HANDLED], ..claim.clone() }) {
        return true;
    }
    let beside =
        (i.saturating_sub(REACH)..claims.len().min(i + REACH)).filter(|&j| claims[j].sentence == claim.sentence);
    let given: Vec<&[Place]> =
        beside.filter_map(|j| held[j].as_ref()).filter(|held| held.agrees).map(|held| &held.cells[..]).collect();
    words.ways(claim, measure).iter().any(|cells| compare::is_told(view, claim, cells, &given))
}

/// The words about a number.
struct Words<'v> {
    /// From its sentence's beginning to it, as far as that is near, and its clause.
    before: Label<'v>,
    clause: Label<'v>,
    /// Those that stand before it and after the number before it.
    own: Label<'v>,
    /// The characters of `before`.
    said: &'v [char],
}

/// Disputes of all kinds, and those of them that are over.
const ALL_DISPUTES: Cells = Cells { rows: &["reconsideration", "suits"], ..m::RECONSIDERED.cells[0] };
const ENDED: &[&str] = &["upheld", "corrected", "other"];

/// What counts disputes of one kind.
static COURSES: [&Measure; 4] = [&m::RECONSIDERED, &m::SUED, &m::DIRECT_SUIT, &m::LATER_SUIT];

impl<'v> Words<'v> {
    fn of(view: &'v View<'_>, claim: &Claim) -> Option<Words<'v>> {
        let tokens = &view.sentences[claim.sentence].tokens;
        let at = tokens.partition_point(|token| token.range.start < claim.range.start);
        let divides = |token: &Token| token.is_mark(",;:");
        let near = at.saturating_sub(NEAR)..tokens.len().min(at + NEAR);
        let start = tokens[near.start..at].iter().rposition(divides).map_or(near.start, |mark| near.start + mark + 1);
        let end = tokens[at..near.end].iter().position(divides).map_or(near.end, |mark| at + mark);
        let from = tokens[0].range.start.max(claim.range.start.saturating_sub(LONGEST));
        Some(Words {
            before: view.label(claim.sentence, near.start..at),
            clause: view.label(claim.sentence, start..end),
            own: view.label(claim.sentence, label::before(tokens, at)),
            said: view.prose.chars.get(from..claim.range.start)?,
        })
    }

    /// The cells that they may mean, where they are not those of the measure that they were read as.
    fn ways(&self, claim: &Claim, measure: &'static Measure) -> Vec<Cells> {
        let mut found = Vec::new();
        for own in measure.cells {
            match own.table {
                "disputes" if !claim.is_implied() => {
                    // 复议8件:维持5件; 诉讼22件里直接起诉9件: what stands before a number may be all that is said of it.
                    let named = courses(self.own.tokens);
                    found.extend(named.iter().copied());
                    let spoken = courses(self.before.tokens);
                    let has = |of: &Measure| spoken.iter().any(|cells| cells.rows == of.cells[0].rows);
                    // 纠正率偏高,对被纠正的26件逐件复盘: of both, where neither is named with them.
                    let large = claim.value >= Number::whole(SMALL);
                    // (三类纠正合计9件: though it is a small number.)
                    let together = large || self.own.has(Word::Total);
                    found.extend((named.is_empty() && together).then_some(Cells { rows: ALL_DISPUTES.rows, ..*own }));
                    if has(&m::RECONSIDERED) && has(&m::SUED) {
                        // 复议6件、诉讼5件;未结共2件: of both. 诉讼16件:…经过复议的6件: suits after one.
                        let rows = if named.is_empty() { ALL_DISPUTES.rows } else { m::LATER_SUIT.cells[0].rows };
                        let is_later = named.iter().all(|cells| cells.rows == m::RECONSIDERED.cells[0].rows);
                        found.extend(is_later.then_some(Cells { rows, ..*own }));
                    }
                    if self.clause.has_any(&[Word::Decided, Word::Closed, Word::Handled]) {
                        found.push(Cells { columns: ENDED, ..*own });
                    }
                    // 诉讼9件,其中败诉2件; 被纠正的1件,源于超期答复: of what was spoken of before.
                    let is_own = |cells: &Cells| cells.rows == own.rows;
                    if !named.iter().any(is_own) {
                        let spoken =
                            if spoken.is_empty() { COURSES.map(|course| course.cells[0]).to_vec() } else { spoken };
                        found.extend(spoken.iter().map(|course| Cells { rows: course.rows, ..*own }));
                    }
                    // 被纠正案件(复议2件、诉讼1件): of those that ended so.
                    let ended = self.before.endings();
                    let columns = ended.iter().map(|ending| ending.measure(true).cells[0].columns);
                    found.extend(columns.map(|columns| Cells { columns, ..*own }));
                }
                "requests" if measure.is_applicant() => {
                    // 还有1件为自然人申请,结转下年; 上年结转3件,包括自然人2件: of those.
                    let rows = flows(&self.before).into_iter().chain(flows(&self.clause));
                    found.extend(rows.map(|rows| Cells { columns: own.columns, ..rows }));
                }
                "requests" => {
                    // 律所连上年结转2件应办28件: of those of one kind.
                    let kinds = everyday::named(self.said).filter(|kind| kind.is_applicant());
                    found.extend(kinds.map(|kind| Cells { columns: kind.cells[0].columns, ..*own }));
                    // 旧存加新收115件; 办出的452件当中: what else is said of it.
                    if m::kin(measure) == m::Kin::Flow {
                        found.extend(flows(&self.own));
                        // (收到38件,办结38件: 办结 is not what is in hand.)
                        let is_closed = *measure == m::HANDLED && self.own.has_any(&[Word::Closed, Word::Handled]);
                        found.extend(m::IN_HAND.cells.iter().copied().filter(|_| !is_closed));
                    }
                    // 全部或部分公开44件: both.
                    if *measure == m::PARTIALLY_GRANTED {
                        found.extend(m::GRANTED.cells);
                    }
                }
                _ => {}
            }
        }
        found
    }
}

/// The kinds of disputes that words name.
fn courses(tokens: &[Token]) -> Vec<Cells> {
    let named = tokens.iter().filter_map(|token| match token.kind {
        Kind::Word(Word::Reconsideration) => Some(&m::RECONSIDERED),
        Kind::Word(Word::Suit) => Some(&m::SUED),
        Kind::Word(Word::Counts(measure)) => COURSES.into_iter().find(|course| *course == measure),
        _ => None,
    });
    named.map(|measure| measure.cells[0]).collect()
}

/// What words say came in, was done or is left of requests.
fn flows(words: &Label<'_>) -> Vec<Cells> {
    // 办结25件,结转下年度1件: not those that came from last year; and the other way about.
    let (onward, back) = (words.is_next_year(), words.is_last_year());
    let measures = words.tokens.iter().flat_map(|token| match token.kind {
        Kind::Word(Word::Handled | Word::Closed) => vec![&m::HANDLED],
        Kind::Word(Word::New | Word::Added) => vec![&m::NEW, &m::IN_HAND],
        Kind::Word(Word::Carried | Word::CarriedOn) if onward && !back => vec![&m::CARRIED_OUT],
        Kind::Word(Word::Carried) if back && !onward => vec![&m::CARRIED_IN],
        Kind::Word(Word::Carried | Word::CarriedOn | Word::Rest) => vec![&m::CARRIED_IN, &m::CARRIED_OUT],
        _ => Vec::new(),
    });
    measures.map(|measure| measure.cells[0]).collect()
}

/// What stands between a number and the one before it in its sentence, as far as that is near.
fn since_number(chars: &[char], number: usize) -> &[char] {
    let ends = |at: &usize| matches!(chars[*at], '\n' | '!' | '?' | '.' | ';') || chars[*at].is_ascii_digit();
    let start = (number.saturating_sub(LONGEST)..number).rev().find(ends).map_or(0, |at| at + 1);
    &chars[start.max(number.saturating_sub(LONGEST))..number]
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
