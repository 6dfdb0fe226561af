//! Finding the forms' words in the text: row labels, column headers, group headings.

use crate::forms::{Form, Row, SUBTOTAL, Shape, Table, split_ordinal};
use crate::sort::{sort, sort_by_key};
use crate::tables::Reader;
use crate::tables::cells::{after_name, cell_follows, cells_on_line, is_separator, remark_end, sentence_follows};
use crate::text::{Folded, Ink, YEAR, begins, holds, ink_of, is_cjk, is_in, year_at};
use std::ops::Range;

/// All words of a set of forms, ready to be searched for.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// Each word's ink, without ordinal.
    words: Vec<Vec<char>>,
    /// The characters that words begin with, in order, each with its words, the longest first.
    by_first: Vec<(char, Vec<u16>)>,
    /// By character from [`FIRST`] on: its place in `by_first`, counted from 1. Most characters of a text begin no word.
    index: Vec<u16>,
    /// The characters of all words, in order: others begin no search.
    characters: Vec<char>,
    /// Of each table of the forms: its own words.
    tables: Vec<(&'static Table, TableWords)>,
}

/// The first of the characters that the forms are written in.
const FIRST: usize = 0x4e00;
/// How many of them there are.
const CHARACTERS: usize = 0x5200;

/// The words of a table, by their index.
#[derive(Debug)]
pub(crate) struct TableWords {
    /// The rows it may label.
    rows: Vec<Vec<usize>>,
    /// It heads columns or groups of rows.
    is_heading: Vec<bool>,
    /// It is the name of one of its columns.
    is_column: Vec<bool>,
}

impl TableWords {
    /// Whether a word heads columns or groups of rows of the table.
    pub(crate) fn is_heading(&self, hit: Hit) -> bool {
        self.is_heading[usize::from(hit.word)]
    }

    /// Whether a word labels a row of the table.
    pub(crate) fn is_label(&self, hit: Hit) -> bool {
        !self.rows[usize::from(hit.word)].is_empty()
    }

    /// The rows that a word may label, in the form's order.
    pub(crate) fn rows_of(&self, hit: Hit) -> &[usize] {
        &self.rows[usize::from(hit.word)]
    }

    /// Whether a word is the name of one of the table's columns.
    pub(crate) fn is_column(&self, hit: Hit) -> bool {
        self.is_column[usize::from(hit.word)]
    }
}

/// No word of a form is longer, in ink.
const LONGEST: usize = 60;

/// One word found: which, and where in the ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    word: u16,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Vocabulary {
    pub(crate) fn new(forms: &'static [Form]) -> Vocabulary {
        let mut vocabulary = Vocabulary {
            words: Vec::new(),
            by_first: Vec::new(),
            index: vec![0; CHARACTERS],
            characters: Vec::new(),
            tables: Vec::new(),
        };
        vocabulary.add(SUBTOTAL);
        for table in forms.iter().flat_map(|form| form.tables) {
            for row in table.rows {
                vocabulary.add(row.label.0);
                row.variants.iter().for_each(|variant| vocabulary.add(variant));
                row.columns.iter().for_each(|column| vocabulary.add(column.label.0));
            }
            table.headings.iter().for_each(|heading| vocabulary.add(heading));
        }
        for table in forms.iter().flat_map(|form| form.tables) {
            let words = table_words(&vocabulary, table);
            vocabulary.tables.push((table, words));
        }
        let mut characters: Vec<char> = vocabulary.words.iter().flatten().copied().collect();
        sort(&mut characters);
        characters.dedup();
        vocabulary.characters = characters;
        for (place, (first, _)) in vocabulary.by_first.iter().enumerate() {
            if let Some(index) = (*first as usize).checked_sub(FIRST).and_then(|at| vocabulary.index.get_mut(at)) {
                *index = place as u16 + 1;
            }
        }
        vocabulary
    }

    /// The words that begin with a character; none of those that are not Chinese are asked for often.
    fn beginning_with(&self, first: char) -> &[u16] {
        let place = match (first as usize).checked_sub(FIRST).and_then(|at| self.index.get(at)) {
            Some(place) => usize::from(*place).checked_sub(1),
            None => self.by_first.iter().position(|(other, _)| *other == first),
        };
        place.map_or(&[], |place| &self.by_first[place].1)
    }

    /// The words of a table.
    pub(crate) fn of(&self, table: &Table) -> Option<&TableWords> {
        self.tables.iter().find(|(own, _)| std::ptr::eq(*own, table)).map(|(_, words)| words)
    }

    fn add(&mut self, label: &str) {
        let word = core_ink(label);
        if let Some(&first) = word.first()
            && self.find(&word).is_none()
        {
            // The longest first.
            let known = self.by_first.iter().position(|(other, _)| *other == first);
            let place = known.unwrap_or_else(|| {
                self.by_first.push((first, Vec::new()));
                self.by_first.len() - 1
            });
            let words = &mut self.by_first[place].1;
            let longer = words.iter().take_while(|w| self.words[usize::from(**w)].len() >= word.len()).count();
            words.insert(longer, self.words.len() as u16);
            self.words.push(word);
        }
    }

    fn find(&self, word: &[char]) -> Option<u16> {
        let (_, words) = self.by_first.iter().find(|(first, _)| word.first() == Some(first))?;
        words.iter().copied().find(|&w| self.words[usize::from(w)] == word)
    }

    /// Every occurrence of every word, by start; the longest first where several start together.
    pub(crate) fn hits(&self, ink: &Ink) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (start, first) in ink.chars.iter().enumerate() {
            for &word in self.beginning_with(*first) {
                let pattern = &self.words[usize::from(word)];
                if begins(&ink.chars[start..], pattern) {
                    hits.push(Hit { word, start, end: start + pattern.len() });
                }
            }
        }
        hits
    }

    /// Whether a stretch of ink is made of the forms' own words, whole or in part.
    pub(crate) fn is_own(&self, ink: &Ink, hits: &[Hit], range: Range<usize>) -> bool {
        let mut at = range.start;
        while at < range.end {
            // A word may have begun before the range: a label wrapped around a page number.
            let near = hits.partition_point(|hit| hit.start + LONGEST < at);
            let covered =
                hits[near..].iter().take_while(|hit| hit.start <= at).map(|hit| hit.end).max().filter(|end| *end > at);
            match covered {
                Some(end) => at = end,
                None => {
                    let next = hits[hits.partition_point(|hit| hit.start < at)..]
                        .first()
                        .map_or(range.end, |hit| hit.start.min(range.end));
                    let rest = &ink.chars[at..next.max(at + 1)];
                    let ordinal = rest.len() <= 2 && rest.iter().all(|c| is_in(*c, "一二三四五六七八九十"));
                    let part = rest.len() < 20
                        && rest.iter().all(|c| self.characters.binary_search(c).is_ok())
                        && self.words.iter().any(|word| holds(word, rest));
                    if !ordinal && !part {
                        return false;
                    }
                    at = next.max(at + 1);
                }
            }
        }
        true
    }
}

/// Whether a range of ink lies within one word that was found.
pub(crate) fn in_word(hits: &[Hit], range: Range<usize>) -> bool {
    let near = hits.partition_point(|hit| hit.start + LONGEST < range.start);
    hits[near..].iter().take_while(|hit| hit.start <= range.start).any(|hit| range.end <= hit.end)
}

/// The ordinal of a label as a bare character: `（七）总计` → 七.
fn ordinal(label: &str) -> Option<char> {
    split_ordinal(label).0.chars().find(|c| !matches!(c, '（' | '('))
}

/// The ink of a label without its ordinal: `1.属于国家秘密` is found as 属于国家秘密.
fn core_ink(label: &str) -> Vec<char> {
    ink_of(split_ordinal(label).1)
}

/// A row's label in the text.
#[derive(Debug, Clone)]
pub(crate) struct Occurrence {
    /// Index in [`Table::rows`].
    pub(crate) row: usize,
    /// Ink range of the label, without ordinal.
    pub(crate) ink: Range<usize>,
    /// How sure we are that it labels cells: 4 where a cell follows, 1 where only its place says so.
    weight: i32,
    /// It stands with the form's ordinal.
    pub(crate) ordinal: bool,
    /// Where its cells stand, in folded characters, if the order of the lines says so.
    pub(crate) cells: Option<Range<usize>>,
    /// Its cells, where all stand on one line and nothing but gaps tells them apart.
    pub(crate) line: Vec<Range<usize>>,
    /// It stands elsewhere than in the form's order.
    pub(crate) moved: bool,
}

impl Occurrence {
    fn new(row: usize, ink: Range<usize>, weight: i32, ordinal: bool) -> Occurrence {
        Occurrence { row, ink, weight, ordinal, cells: None, line: Vec::new(), moved: false }
    }

    /// A row whose cells the order of the lines tells.
    pub(crate) fn by_place(row: usize, ink: Range<usize>) -> Occurrence {
        Occurrence::new(row, ink, BEFORE_CELL, false)
    }

    /// A word of the text as the label of a row, if a cell follows it.
    pub(crate) fn before_cell(row: usize, folded: &Folded, ink: &Ink, label: Range<usize>) -> Option<Occurrence> {
        let follows = cell_follows(folded, ink.folded(label.clone()).end);
        follows.then_some(Occurrence::new(row, label, BEFORE_CELL, false))
    }

    /// Whether a cell follows it.
    pub(crate) fn is_before_cell(&self) -> bool {
        self.weight >= BEFORE_CELL
    }

    /// How much it tells for the form.
    pub(crate) fn fit(&self) -> usize {
        self.weight as usize + usize::from(self.ordinal)
    }
}

/// The marks behind a label are no more than this.
const LONGEST_MARKS: usize = 24;
/// The weight of a label before a cell.
const BEFORE_CELL: i32 = 4;

/// The weight of a label with cells behind it on its line.
const BESIDE_CELLS: i32 = 3;

/// Labels of two neighbouring rows stand no further apart than this, in ink: a row of long numbers
/// and a repeated header between them.
const REACH: usize = 400;
/// A row that was moved stands no further outside the others than this.
const NEAR: usize = 150;
/// A label looks back at so many others for the row before it; keeps a hostile text linear.
const LOOK_BACK: usize = 120;

/// Whether a label stands behind 上年 on its line, or another year: (上年:本年新收政府信息公开申请数量), (2023年)一、本年新收.
fn is_of_last_year(reader: &Reader<'_>, start: usize) -> bool {
    let is_sign = |c: char| matches!(c, ' ' | '(' | ')' | ':' | '-' | ',' | '、' | '.');
    let before = reader.folded.chars[..start].iter().rev();
    let before = before.take_while(|c| **c != '\n').filter(|c| !is_sign(**c)).skip_while(|c| is_ordinal(**c));
    // (Most stand behind nothing of the kind.)
    if before.clone().next() != Some(&'年') {
        return false;
    }
    let mut last: Vec<char> = before.take(YEAR).copied().collect();
    last.reverse();
    [['上', '年'], ['去', '年']].iter().any(|word| last.ends_with(word)) || is_another_year(&last, reader.year)
}

/// Whether some characters begin with a year, and not the report's.
pub(super) fn is_another_year(chars: &[char], own: Option<u16>) -> bool {
    year_at(chars).zip(own).is_some_and(|(year, own)| year != own)
}

/// What counts a row: 一 of 一、本年新收, 1 of 1.属于国家秘密.
fn is_ordinal(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Whether a word stands in a row of column names, with nothing between them but what divides cells: 法律服务机构 | 其他 | 总计.
fn is_in_header(reader: &Reader<'_>, words: &TableWords, hit: Hit) -> bool {
    const FEWEST: usize = 3;
    let Reader { folded, ink, hits, .. } = *reader;
    if !words.is_column(hit) {
        return false;
    }
    let divides = |before: usize, after: usize| {
        let start = ink.at.get(before.wrapping_sub(1)).map_or(0, |at| *at as usize + 1);
        let between = ink.at.get(after).and_then(|at| folded.chars.get(start..*at as usize));
        between.is_some_and(|between| !between.is_empty() && between.iter().all(|c| matches!(c, ' ' | '|' | '\t')))
    };
    let at = hits.partition_point(|other| other.start < hit.start);
    let is_column = |other: &&Hit| words.is_column(**other);
    // Backwards from it, and on from it.
    let mut run = 1;
    let mut first = hit;
    for other in hits[..at].iter().rev().take(4 * FEWEST).filter(is_column) {
        if other.end <= first.start && divides(other.end, first.start) {
            (first, run) = (*other, run + 1);
        }
    }
    let mut last = hit;
    for other in hits[at..].iter().take(4 * FEWEST).filter(is_column) {
        if other.start >= last.end && divides(last.end, other.start) {
            (last, run) = (*other, run + 1);
        }
    }
    run >= FEWEST
}

/// The rows of a table in the text, as they stand there: the likeliest chain of labels in the form's order, and those moved.
pub(super) fn rows(reader: &Reader<'_>, table: &Table, within: Range<usize>) -> Vec<Occurrence> {
    let Reader { vocabulary, folded, ink, hits, .. } = *reader;
    let Some(words) = vocabulary.of(table) else { return Vec::new() };
    let mut found: Vec<Occurrence> = Vec::new();
    let (mut covered_to, mut last_year_to) = (0, 0);
    let first = hits.partition_point(|hit| hit.start < within.start);
    let inside = hits[first..].iter().take_while(|hit| hit.start < within.end);
    for hit in inside.filter(|hit| hit.end <= within.end) {
        // A word inside a longer one is not that word: 其他 in 其他处理, 重复申请 after 反复.
        let shadowed = hit.end < covered_to;
        covered_to = covered_to.max(hit.end);
        if shadowed {
            continue;
        }
        // Words of other tables label no row here; those of last year say so of what stands within them.
        let of_last_year = is_of_last_year(reader, ink.at[hit.start] as usize);
        if !of_last_year && words.rows_of(*hit).is_empty() {
            continue;
        }
        // 总计:3 names the column of a cell, as narrow screens show it.
        let names_cell = |hit: &Hit| {
            let end = ink.folded(hit.start..hit.end).end;
            // 总计3 after 其他1, does the same.
            let before = folded.chars[..ink.at[hit.start] as usize].iter().rev().find(|c| **c != ' ');
            let in_list = matches!(before, Some(',' | ';'));
            let is_named = words.is_column(*hit) && (in_list || folded.chars.get(end) == Some(&':'));
            is_named && after_name(&folded.chars, end).is_some()
        };
        if names_cell(hit) || hit.start < last_year_to || is_in_header(reader, words, *hit) {
            continue;
        }
        // (Its shorter variants are last year's, too.)
        if of_last_year {
            last_year_to = hit.end;
            continue;
        }
        let next = hits.partition_point(|other| other.start < hit.end);
        let before_named = hits.get(next).is_some_and(|next| next.start <= hit.end + 1 && names_cell(next));
        for &row in &words.rows[usize::from(hit.word)] {
            // The shorter variant of a label that was found whole.
            if found.iter().rev().take(4).any(|o| o.row == row && hit.end <= o.ink.end && o.ink.start <= hit.start) {
                continue;
            }
            let ordinal = label_start(table, row, folded, ink, hit.start) < ink.at[hit.start] as usize;
            // Words of the form right before and after it, or a cell before: so stands a row of lost blanks.
            let close = |i: usize| {
                let between = i
                    .checked_sub(1)
                    .and_then(|before| folded.chars.get(*ink.at.get(before)? as usize + 1..*ink.at.get(i)? as usize));
                between.is_some_and(|between| between.iter().all(|c| *c == ' '))
            };
            let near = hits.partition_point(|other| other.start + LONGEST < hit.start);
            let mut before = hits[near..].iter().take_while(|other| other.start < hit.start);
            let neighbours = [
                close(hit.start)
                    && (ink.chars[hit.start - 1].is_ascii_digit() || before.any(|other| other.end == hit.start)),
                close(hit.end) && hits.binary_search_by_key(&hit.end, |other| other.start).is_ok(),
            ];
            let weight = match before_named {
                true => BEFORE_CELL,
                false => weight(table, ordinal, neighbours, folded, ink, hit.start..hit.end),
            };
            if weight > 0 {
                found.push(Occurrence::new(row, hit.start..hit.end, weight, ordinal));
            }
        }
    }
    without_next_headings(table, ink, &mut found);
    let mut chain = chain(&found);
    let moved = if table.shape == Shape::Rows { moved(&found, &chain) } else { Vec::new() };
    chain.retain(|own| !moved.iter().any(|moved| moved.row == own.row));
    unwrap_from_cells(table, folded, ink, &mut chain);
    add_damaged(table, folded, ink, &mut chain, &moved);
    if !moved.is_empty() {
        chain.extend(moved);
        sort_by_key(&mut chain, |label| label.ink.start);
    }
    chain
}

/// (七)总计 and a later row have been: the 总计 below them is a heading of the next table, whatever follows it.
fn without_next_headings(table: &Table, ink: &Ink, found: &mut Vec<Occurrence>) {
    // By row: whether it was there with its ordinal, and another row after it.
    let mut been = vec![(false, false); table.rows.len()];
    let is_column = |one: &Occurrence| {
        let own = &ink.chars[one.ink.clone()];
        table.rows[one.row].columns.iter().any(|column| column.ink == own)
    };
    found.retain(|one| {
        let (with_ordinal, passed) = been[one.row];
        if with_ordinal && passed && !one.ordinal && is_column(one) {
            return false;
        }
        been[..one.row].iter_mut().for_each(|(with_ordinal, passed)| *passed |= *with_ordinal);
        been[one.row].0 |= one.ordinal;
        true
    });
}

/// Rows that stand elsewhere than in the form's order: with their ordinal, before a cell, once and among the others.
fn moved(found: &[Occurrence], chain: &[Occurrence]) -> Vec<Occurrence> {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return Vec::new() };
    let within = first.ink.start.saturating_sub(NEAR)..last.ink.end + NEAR;
    // 总计 of another table's header labels no row, where a row is so labelled in full.
    let is_strong = |own: &Occurrence| own.ordinal || own.is_before_cell();
    let of_chain = |row: usize| chain.iter().any(|own| own.row == row && is_strong(own));
    let is_certain = |one: &&Occurrence| one.ordinal && one.is_before_cell() && within.contains(&one.ink.start);
    let certain: Vec<&Occurrence> = found.iter().filter(is_certain).filter(|one| !of_chain(one.row)).collect();
    let overlaps =
        |one: &Occurrence| chain.iter().any(|own| own.ink.start < one.ink.end && one.ink.start < own.ink.end);
    let once = |one: &Occurrence| certain.iter().filter(|other| other.row == one.row).count() == 1;
    let moved = certain.iter().filter(|one| once(one) && !overlaps(one));
    moved.map(|one| Occurrence { moved: true, ..(*one).clone() }).collect()
}

fn table_words(vocabulary: &Vocabulary, table: &Table) -> TableWords {
    let none = vec![false; vocabulary.words.len()];
    let mut words = TableWords { rows: vec![Vec::new(); none.len()], is_heading: none.clone(), is_column: none };
    for (index, row) in table.rows.iter().enumerate() {
        for label in std::iter::once(&row.label.0).chain(row.variants) {
            if let Some(word) = vocabulary.find(&core_ink(label)) {
                words.rows[usize::from(word)].push(index);
            }
        }
    }
    let mut mark = |label: &str, of: fn(&mut TableWords) -> &mut Vec<bool>| {
        if let Some(word) = vocabulary.find(&ink_of(label)) {
            of(&mut words)[usize::from(word)] = true;
        }
    };
    table.headings.iter().for_each(|heading| mark(heading, |words| &mut words.is_heading));
    let columns = table.rows.iter().flat_map(|row| row.columns);
    columns.for_each(|column| mark(column.label.0, |words| &mut words.is_column));
    words
}

fn weight(table: &Table, ordinal: bool, neighbours: [bool; 2], folded: &Folded, ink: &Ink, label: Range<usize>) -> i32 {
    let at = ink.folded(label.clone());
    // (七)总计②, (七)总计……: the mark of a note, and dots that lead to the cell.
    let is_mark =
        |c: &&char| matches!(**c, '①'..='⑳' | '¹' | '²' | '³' | '⁰'..='⁹' | '†' | '‡' | '*' | '※' | '…' | '·');
    let marks = folded.chars[at.end..].iter().take(LONGEST_MARKS).take_while(is_mark).count();
    let at = at.start..remark_end(&folded.chars, at.end + marks);
    if sentence_follows(folded, at.end) || part_follows(folded, &at) {
        return 0;
    }
    if cell_follows(folded, at.end) {
        return BEFORE_CELL;
    }
    let long = label.len() >= 5 && table.shape == Shape::Rows;
    // (七)总计 | 件 | 878 | 71 | …: a cell of a column beside the form's stands between.
    if (long || ordinal) && cells_on_line(folded, at.end) >= 2 {
        return BESIDE_CELLS;
    }
    // A row may be all blank. Then a long label is enough, a short one must stand in a cell of its own
    // or carry its ordinal.
    let own_cell = {
        let before = folded.chars[..at.start].iter().rev().find(|c| **c != ' ');
        let after = folded.chars[at.end..].iter().find(|c| **c != ' ');
        [before, after].iter().zip(neighbours).all(|(c, word)| word || c.is_none_or(|c| is_separator(*c)))
    };
    i32::from(long || own_cell || ordinal)
}

/// (六)其他处理1.申请人…, the group's name before each of its rows: what follows is a part of it, and so are the cells. (Behind
/// 3.要求提供公开出版物, whose cells are lost, 4. begins the next row.)
fn part_follows(folded: &Folded, label: &Range<usize>) -> bool {
    let counted = |before: &[char]| before.last().is_some_and(|c| is_in(*c, "一二三四五六七八"));
    let before = &folded.chars[..label.start];
    let of_group = before.strip_suffix(&[')']).or(before.strip_suffix(&['、'])).is_some_and(counted);
    let rest = &folded.chars[label.end..];
    of_group && matches!(rest, ['1'..='9', '.' | '、' | ')', next, ..] if is_cjk(*next))
}

/// The heaviest chain of labels in the form's order, each near the one before.
fn chain(found: &[Occurrence]) -> Vec<Occurrence> {
    let mut best: Vec<(i32, Option<usize>)> = Vec::with_capacity(found.len());
    for (i, this) in found.iter().enumerate() {
        let mut choice = (0, None);
        for j in (i.saturating_sub(LOOK_BACK)..i).rev() {
            let before = &found[j];
            if before.ink.end + REACH < this.ink.start {
                break;
            }
            // Of two readings of equal weight the one with the labels closer together.
            if before.row < this.row && before.ink.end <= this.ink.start && best[j].0 > choice.0 {
                choice = (best[j].0, Some(j));
            }
        }
        best.push((choice.0 + this.weight, choice.1));
    }
    let mut at = (0..best.len()).max_by_key(|&i| (best[i].0, std::cmp::Reverse(i)));
    let mut chain = Vec::new();
    while let Some(i) = at {
        chain.push(found[i].clone());
        at = best[i].1;
    }
    chain.reverse();
    chain
}

/// A label whose second half stands after its cells (`5.要求行政机关确认或 1 0 0 0 0 0 1 重新出具已获取信息`):
/// the cells follow the first half.
fn unwrap_from_cells(table: &Table, folded: &Folded, ink: &Ink, chain: &mut [Occurrence]) {
    for i in 0..chain.len() {
        let from = if i == 0 { chain[0].ink.start.saturating_sub(LONGEST) } else { chain[i - 1].ink.end };
        let this = &mut chain[i];
        let label = table.rows[this.row].ink;
        let Some(head) = label.strip_suffix(&ink.chars[this.ink.clone()]) else { continue };
        if this.weight > 1 || head.is_empty() {
            continue;
        }
        let starts = from..(this.ink.start + 1).saturating_sub(head.len());
        let place = starts.map(|at| at..at + head.len()).find(|place| {
            ink.chars[place.clone()] == *head && cell_follows(folded, ink.at[place.end - 1] as usize + 1)
        });
        if let Some(place) = place {
            *this = Occurrence { ink: place, weight: BEFORE_CELL, ..this.clone() };
        }
    }
}

/// Finds labels that lost characters (政许可, 其他法律行政止公开): between two rows that were found, a
/// word before a cell that is nearly the label of a row that was not.
fn add_damaged(table: &Table, folded: &Folded, ink: &Ink, chain: &mut Vec<Occurrence>, moved: &[Occurrence]) {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return };
    if chain.len() == table.rows.len() {
        return;
    }
    // (So long, in ink, are the label and the cells of a row: of one, or of the two before the results.)
    const ROW: usize = 60;
    let before = if first.row == 2 { 2 * ROW } else { ROW };
    let reach = first.ink.start.saturating_sub(before)..(last.ink.end + 100).min(ink.chars.len());
    let mut row = 0;
    let mut next = 0;
    let mut from = reach.start;
    while row < table.rows.len() {
        if chain.get(next).is_some_and(|o| o.row == row) {
            from = chain[next].ink.end;
            next += 1;
            row += 1;
            continue;
        }
        if moved.iter().any(|moved| moved.row == row) {
            row += 1;
            continue;
        }
        let (to, found) = chain.get(next).map_or((reach.end, table.rows.len()), |o| (o.ink.start, o.row));
        let missing = &table.rows[row..found.max(row + 1)];
        if let Some(place) = nearly(missing, folded, ink, from..to) {
            from = place.end;
            chain.insert(next, Occurrence::new(row, place, BEFORE_CELL, false));
            next += 1;
        }
        row += 1;
    }
}

/// The best place in a range of ink, right before a cell, whose end is nearly the label of the first of the rows that are missing, and no
/// nearer to that of another: 上年结转政府信息公开申清数量 is nearly the row of 本年新收 as well.
fn nearly(missing: &[Row], folded: &Folded, ink: &Ink, within: Range<usize>) -> Option<Range<usize>> {
    let (row, others) = missing.split_first()?;
    let label = row.ink;
    let allowed = label.len() / 3;
    if label.len() < 4 || within.is_empty() {
        return None;
    }
    let mut best: Option<(usize, Range<usize>)> = None;
    for end in within.start + 1..=within.end.min(ink.chars.len()) {
        let before_cell = is_cjk(ink.chars[end - 1])
            && ink.chars.get(end).is_none_or(|c| !is_cjk(*c))
            && cell_follows(folded, ink.at[end - 1] as usize + 1);
        if !before_cell {
            continue;
        }
        let word_start = (within.start..end).rev().take_while(|&i| is_cjk(ink.chars[i])).last().unwrap_or(end);
        // So much shorter that it cannot be near.
        if end - word_start + allowed < label.len() {
            continue;
        }
        let word = &ink.chars[word_start..end];
        let (distance, start) = suffix_distance(label, word);
        let is_best = distance <= allowed && best.as_ref().is_none_or(|b| distance < b.0);
        if is_best && others.iter().all(|other| suffix_distance(other.ink, word).0 >= distance) {
            best = Some((distance, word_start + start..end));
        }
    }
    best.map(|b| b.1)
}

/// The smallest edit distance between the label and any suffix of the word, and where that suffix starts.
fn suffix_distance(label: &[char], word: &[char]) -> (usize, usize) {
    let word = &word[word.len().saturating_sub(label.len() * 2)..];
    let skipped = word.len();
    // Both read backwards: row[j] is the distance between the label's last i and the word's last j.
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for (i, l) in label.iter().rev().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, w) in word.iter().rev().enumerate() {
            let change = diagonal + usize::from(l != w);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    let (length, distance) = row.iter().enumerate().min_by_key(|&(_, d)| *d).map_or((0, label.len()), |(j, d)| (j, *d));
    (distance, skipped - length)
}

/// The ordinal of a row whose label stands right after a digit, no point between them: the digit may be
/// that ordinal, or the row's before.
pub(crate) fn stuck_ordinal(table: &Table, row: &Occurrence, folded: &Folded, ink: &Ink) -> Option<char> {
    let start = ink.at[row.ink.start] as usize;
    let before = folded.chars[..start].last().copied();
    ordinal(table.rows[row.row].label.0).filter(|ordinal| before == Some(*ordinal))
}

/// Where a row's label starts in the folded text, its ordinal included: the cells before it end there.
pub(crate) fn label_start(table: &Table, row: usize, folded: &Folded, ink: &Ink, label: usize) -> usize {
    let chars = &folded.chars;
    let core = ink.at[label] as usize;
    let back = |mut i: usize, skip: fn(char) -> bool| {
        while i > 0 && skip(chars[i - 1]) {
            i -= 1;
        }
        i
    };
    let after_opener = back(core, |c| matches!(c, '"' | '\'' | '*' | '_' | '`'));
    let gap = back(after_opener, |c| c == ' ' || c == '\n');
    let at_point = back(gap, |c| matches!(c, '.' | '、' | ')' | ',' | ':'));
    let before_point = back(at_point, |c| c == ' ' || c == '\n');
    let Some(at_ordinal) = before_point.checked_sub(1) else { return core };
    let c = chars[at_ordinal];
    let wrapped = chars[before_point..at_point].contains(&'\n');
    let expected = ordinal(table.rows[row].label.0);
    let pointed = at_point < gap;
    let digit_before = at_ordinal > 0 && chars[at_ordinal - 1].is_ascii_digit();
    let is_ordinal = match expected {
        // The end of a sentence or of a number with its point, not an ordinal.
        None => false,
        // A point on the line below its ordinal, or digits right before it: only the row's own.
        Some(expected) if pointed && (wrapped || digit_before) => c == expected && !(wrapped && digit_before),
        Some(expected) if pointed => {
            if expected.is_ascii_digit() {
                c.is_ascii_digit()
            } else {
                is_in(c, "一二三四五六七八九")
            }
        }
        Some(expected) => {
            // A lost point: only the row's own ordinal, standing apart from the digits before it, and if
            // apart from the label too, at the start of its line.
            let line_start = at_ordinal == 0 || chars[at_ordinal - 1] == '\n';
            let apart = line_start || is_separator(chars[at_ordinal - 1]);
            let close = gap == after_opener || (line_start && !chars[gap..core].contains(&'\n'));
            c == expected && close && (!c.is_ascii_digit() || apart)
        }
    };
    if !is_ordinal {
        return if pointed && gap < core { gap.max(at_point) } else { after_opener };
    }
    back(at_ordinal, |c| matches!(c, '(' | '*'))
}
