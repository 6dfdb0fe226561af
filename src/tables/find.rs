//! Where the tables stand in the text, and which of several is the report's own: by the labels of their rows, or by the
//! headings above them. What stands in their cells is not looked at here.

use super::labels::{Hit, Occurrence};
use super::{LONGEST_LAST_ROW, Reader, TableCells, labels};
use crate::forms::{Form, Shape, Table};
use crate::sort::sort_by_key;
use crate::text::{holds, is_cjk, rfind, says_any, year_at};
use crate::titles::{LONGEST_NAME, is_body};
use std::ops::Range;

/// A table of a form as it seems to stand in the text.
pub(super) struct Found {
    pub(super) table: &'static Table,
    pub(super) at: At,
    /// Folded characters, from the first label or heading to the last.
    pub(super) range: Range<usize>,
    /// Other tables like it in the text, perhaps another year's.
    pub(super) others: usize,
    /// Nothing tells which of them is the report's.
    pub(super) doubtful: bool,
    /// How well the text fits the table of this form.
    pub(super) fit: usize,
}

/// What it was found by.
pub(super) enum At {
    /// The names of its cells, each with its number, or the parts of it that stand in several tables: read already.
    Read(Box<TableCells>),
    /// The labels of its rows.
    Rows(Vec<Occurrence>),
    /// The first of the headings over its cells, which all stand in one line.
    Line(usize),
}

/// Where headings stand, in the ink.
struct Region {
    /// How many of the form's own columns.
    headers: usize,
    within: Range<usize>,
    others: usize,
    doubtful: bool,
}

/// The caption of a table stands in so much ink before its rows.
const CAPTION: usize = 150;

/// A table whose labels are everyday words has so many headers at least.
const FEWEST_HEADERS: usize = 6;

/// Fewer labelled rows than this are a mention in prose, not a table.
const FEWEST_ROWS: usize = 3;

/// The headings of one table stand no further apart than this, in ink.
const HEADINGS_APART: usize = 120;

/// The headings of the columns of one row stand within so much ink.
const LONGEST_SET: usize = 60;

/// The rows of a table under a heading go on for so long after the last of the headings, in ink.
const ROWS_AFTER: usize = 160;

impl Reader<'_> {
    /// Every table of the forms; where several forms have a table of that id, as the one that fits best, and of those that fit
    /// equally the one whose form fits the other tables best, then that of the year.
    pub(super) fn find(&self, forms: &'static [Form]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        // Rows of numbers first: where they start, the table before them ends.
        for shape in [Shape::Rows, Shape::Blocks, Shape::Line] {
            for form in forms {
                for table in form.tables.iter().filter(|table| table.shape == shape) {
                    found.extend(self.find_table(table, &found));
                }
            }
        }
        let is_of_year = |id: &str| {
            let form = forms.iter().find(|form| form.id == id);
            form.zip(self.year).is_some_and(|(form, year)| (form.years.0..=form.years.1).contains(&year))
        };
        let fit = |one: &Found| {
            let of_form: usize =
                found.iter().filter(|other| other.table.form == one.table.form).map(|other| other.fit).sum();
            (one.fit, of_form, is_of_year(one.table.form))
        };
        let fits: Vec<(usize, usize, bool)> = found.iter().map(fit).collect();
        let is_best = |i: usize| {
            let better = |other: usize| fits[other] > fits[i] || (fits[other] == fits[i] && other < i);
            !(0..found.len()).any(|other| found[other].table.id == found[i].table.id && better(other))
        };
        let best: Vec<bool> = (0..found.len()).map(is_best).collect();
        found.into_iter().zip(best).filter(|(_, best)| *best).map(|(found, _)| found).collect()
    }

    fn find_table(&self, table: &'static Table, known: &[Found]) -> Option<Found> {
        let told = self.by_names(table).or_else(|| self.by_lists(table)).or_else(|| self.by_results(table));
        told.or_else(|| self.by_shape(table, known))
    }

    /// A table whose cells are told by where they stand.
    fn by_shape(&self, table: &'static Table, known: &[Found]) -> Option<Found> {
        match table.shape {
            Shape::Rows => self.of_year(table),
            Shape::Blocks => {
                let region = self.header_region(table, known)?;
                let found = self.by_labels(table, region.within, 1)?;
                let Region { others, doubtful, .. } = region;
                Some(Found { fit: found.fit + region.headers * 4, others, doubtful, ..found })
            }
            Shape::Line => self.by_headings(table, known),
        }
    }

    /// A table that the text may have more than once: the best one, or that of the report's year.
    fn of_year(&self, table: &'static Table) -> Option<Found> {
        let end = self.ink.chars.len();
        let best = self.by_labels(table, 0..end, FEWEST_ROWS)?;
        let ink = self.ink.index_of(best.range.start)..self.ink.index_of(best.range.end);
        let whole = table.rows.len().div_ceil(2).max(FEWEST_ROWS);
        let around = [0..ink.start, ink.end..end].into_iter().filter_map(|part| self.by_labels(table, part, whole));
        let mut tables: Vec<Found> = std::iter::once(best).chain(around).collect();
        if let Some(cells) = self.of_parts(table, &tables) {
            let fit = tables.iter().map(|found| found.fit).max().unwrap_or(0);
            let (range, at) = (cells.range.clone(), At::Read(Box::new(cells)));
            return Some(Found { table, at, range, others: 0, doubtful: false, fit });
        }
        let others = tables.len() - 1;
        // A form that was never filled in says nothing beside one that was.
        if tables.iter().any(|found| self.has_numbers(found)) {
            tables.retain(|found| self.has_numbers(found));
        }
        let starts = tables.iter().map(|found| self.ink.index_of(found.range.start)).collect::<Vec<_>>();
        let (chosen, doubtful) = self.likeliest(&starts);
        Some(Found { others, doubtful, ..tables.swap_remove(chosen) })
    }

    /// Whether digits stand behind the labels of a table that are no ordinal's.
    fn has_numbers(&self, found: &Found) -> bool {
        let At::Rows(labels) = &found.at else { return true };
        let ends = labels.iter().map(|label| self.ink.folded(label.ink.clone()).end);
        let starts = labels.iter().skip(1).map(|label| self.ink.at[label.ink.start] as usize);
        ends.zip(starts).any(|(end, start)| {
            let between = self.folded.chars.get(end..start).unwrap_or_default();
            let is_ordinal = |at: usize| between.get(at + 1).is_some_and(|c| matches!(c, '.' | '、' | ')'));
            (0..between.len()).any(|at| between[at].is_ascii_digit() && !is_ordinal(at))
        })
    }

    /// The likeliest rows of a table in a part of the ink.
    fn by_labels(&self, table: &'static Table, within: Range<usize>, fewest: usize) -> Option<Found> {
        let labels = labels::rows(self, table, within);
        let fit: usize = labels.iter().map(Occurrence::fit).sum();
        let range = self.ink.folded(labels.first()?.ink.start..labels.last()?.ink.end);
        // A cell follows; or at least, before the next label, what cells are made of or divided by.
        let end =
            |i: usize| labels.get(i + 1).map_or(self.folded.chars.len(), |next| self.ink.at[next.ink.start] as usize);
        let is_filled = |(i, label): (usize, &Occurrence)| {
            let start = self.ink.folded(label.ink.clone()).end;
            let after = &self.folded.chars[start..end(i).clamp(start, start + LONGEST_LAST_ROW)];
            label.is_before_cell() || after.iter().any(|c| c.is_ascii_digit() || matches!(c, '\t' | '|'))
        };
        let filled = labels.iter().enumerate().filter(|label| is_filled(*label)).count();
        (filled >= fewest).then_some(Found { table, at: At::Rows(labels), range, others: 0, doubtful: false, fit })
    }

    /// Of several tables of one kind, by where they start in the ink, the report's: one captioned with its year, else one
    /// captioned with none, the first of those given. And whether another is as likely.
    pub(super) fn likeliest(&self, starts: &[usize]) -> (usize, bool) {
        // A caption stands before its own table, after the one before it.
        let before = |start: usize| starts.iter().copied().filter(|other| *other < start).max().unwrap_or(0);
        let rank = |start: usize| match self.caption(before(start)..start) {
            _ if self.is_void(before(start)..start) || self.is_of_others(before(start)..start) => 2,
            Some((_, true)) => 2,
            Some((year, _)) if Some(year) == self.year => 0,
            Some(_) if self.year.is_some() => 2,
            _ => 1,
        };
        let ranks: Vec<u8> = starts.iter().map(|start| rank(*start)).collect();
        let best = ranks.iter().copied().min().unwrap_or(0);
        let chosen = ranks.iter().position(|rank| *rank == best).unwrap_or(0);
        (chosen, ranks.iter().filter(|rank| **rank == best).count() > 1)
    }

    /// Whether the words before a table say that another one stands for it: 更正前, 初稿, 已作废.
    fn is_void(&self, range: Range<usize>) -> bool {
        let from = range.start.max(range.end.saturating_sub(CAPTION));
        let caption = &self.ink.chars[from..range.end];
        let last =
            |words: &[&str]| words.iter().filter_map(|word| rfind(caption, &word.chars().collect::<Vec<char>>())).max();
        let void = last(&["更正前", "修改前", "修订前", "订正前", "调整前", "作废", "初稿", "草稿"]);
        void.is_some() && void > last(&["更正后", "修改后", "修订后", "订正后", "调整后", "定稿", "终稿", "正式稿"])
    }

    /// What stands between two places of the ink, with all that is no ink.
    fn folded_from(&self, from: usize, to: usize) -> &[char] {
        let start = self.ink.at[from] as usize;
        let end = self.ink.at.get(to).map_or(self.folded.chars.len(), |end| *end as usize);
        &self.folded.chars[start..end.max(start)]
    }

    /// Whether the words before a table say that it is of a body under the report's: 附件:下属某中心…(不计入本报告).
    fn is_of_others(&self, range: Range<usize>) -> bool {
        let from = range.start.max(range.end.saturating_sub(CAPTION));
        let before = self.folded_from(from, range.end);
        let caption = before.iter().rposition(|c| *c == '.').map_or(before, |end| &before[end + 1..]);
        says_any(caption, &["不计入本", "不纳入本", "未计入本", "未纳入本"])
    }

    /// The last year named in a range of the ink, shortly before its end, and whether it is another body's than the
    /// report's: 附件:某镇人民政府2022年收到和处理申请情况.
    fn caption(&self, range: Range<usize>) -> Option<(u16, bool)> {
        let from = range.start.max(range.end.saturating_sub(CAPTION));
        let caption = &self.ink.chars[from..range.end];
        let mut places = (0..caption.len()).rev();
        let (at, year) = places.find_map(|at| Some((at, year_at(&caption[at..])?)))?;
        // 2019年度本机关没有收费。 is prose, and heads no table.
        if self.folded_from(from + at, range.end).windows(2).any(|two| is_cjk(two[0]) && two[1] == '.') {
            return None;
        }
        // The name stands before the year, on its line; between them perhaps a bracket: 某县司法局(下属单位)2020年.
        let mut before = &self.folded.chars[..self.ink.at[from + at] as usize];
        let bracket =
            before.iter().rev().take(LONGEST_NAME).position(|c| *c == '(').filter(|_| before.ends_with(&[')']));
        before = bracket.map_or(before, |open| &before[..before.len() - open - 1]);
        let mut name: Vec<char> = before.iter().rev().copied().take(LONGEST_NAME).take_while(|c| is_cjk(*c)).collect();
        name.reverse();
        let name: String = name.into_iter().collect();
        let others = self.agency.is_some_and(|own| is_body(&name) && !own.contains(&name) && !name.contains(own));
        Some((year, others))
    }

    /// Whether a folded place lies within another table that is known.
    fn is_in_another(&self, table: &Table, known: &[Found], at: usize) -> bool {
        known.iter().any(|other| other.table.id != table.id && other.range.contains(&at))
    }

    /// Where the column headers of a table stand, and how many of this form's there are. The rows'
    /// labels are everyday words, so they count only from the first header to the next table.
    fn header_region(&self, table: &Table, known: &[Found]) -> Option<Region> {
        let others = known.iter().filter(|other| other.table.id != table.id);
        let starts = others.map(|other| self.ink.index_of(other.range.start));
        let next_table = starts.min().unwrap_or(self.ink.chars.len());
        let words = self.vocabulary.of(table)?;
        let first = table.rows.first().and_then(|row| row.groups.first()).map_or(&[][..], |group| group.ink);
        // The densest stretch of headers: from the first that has another close by.
        let near = |a: &Hit, b: &Hit| b.start <= a.end + HEADINGS_APART;
        let mut stretches: Vec<(usize, Range<usize>)> = Vec::new();
        let mut last: Option<Hit> = None;
        for hit in self.hits.iter().copied().filter(|hit| words.is_heading(*hit)) {
            // The first of the headings again begins another table.
            let again = |stretch: &Range<usize>| {
                self.ink.chars[hit.start..hit.end] == *first && stretch.start < hit.start && {
                    holds(&self.ink.chars[stretch.clone()], first)
                }
            };
            match stretches.last_mut() {
                Some(stretch) if last.is_some_and(|l| near(&l, &hit)) && !again(&stretch.1) => {
                    stretch.0 += 1;
                    stretch.1.end = hit.end;
                }
                _ => stretches.push((1, hit.start..hit.end)),
            }
            last = Some(hit);
        }
        // Others with nearly as many headers are tables too: another year's, perhaps.
        let most = stretches.iter().map(|(count, _)| *count).max()?;
        let is_table = |count: usize| count == most || (count >= FEWEST_HEADERS && count * 3 >= most * 2);
        stretches.retain(|(count, _)| is_table(*count));
        sort_by_key(&mut stretches, |(count, range)| {
            // Of several the one right before the table that is known to follow.
            let before = range.start < next_table;
            std::cmp::Reverse((*count, before, if before { range.start } else { usize::MAX - range.start }))
        });
        let starts: Vec<usize> = stretches.iter().map(|(_, range)| range.start).collect();
        let several = most >= FEWEST_HEADERS && stretches.len() > 1;
        let (chosen, doubtful) = if several { self.likeliest(&starts) } else { (0, false) };
        let others = if several { stretches.len() - 1 } else { 0 };
        let (_, stretch) = stretches.swap_remove(chosen);
        let end = stretch.end + ROWS_AFTER;
        let end = if stretch.start < next_table { next_table.min(end) } else { end };
        let headers = self.hits.iter().filter(|hit| stretch.contains(&hit.start) && words.is_column(**hit)).count();
        Some(Region { headers, within: stretch.start..end.min(self.ink.chars.len()), others, doubtful })
    }

    /// A table whose rows stand side by side.
    fn by_headings(&self, table: &'static Table, known: &[Found]) -> Option<Found> {
        let header = self.full_header(table, known);
        let (others, doubtful) = header.map_or((0, false), |(_, others, doubtful)| (others, doubtful));
        let start = header.map(|(start, ..)| start).or_else(|| self.broken_header(table, known))?;
        Some(Found { table, at: At::Line(start), range: start..start, others, doubtful, fit: 1 })
    }

    /// Where the first full set of a table's column headers stands, outside the tables already known; how many other
    /// tables have as many sets, and whether one of them is as likely the report's.
    fn full_header(&self, table: &Table, known: &[Found]) -> Option<(usize, usize, bool)> {
        let columns = table.rows[0].columns;
        let headers: Vec<&[char]> = columns[..columns.len() - 1].iter().map(|column| column.ink).collect();
        let is = |hit: &Hit, word: &[char]| self.ink.chars[hit.start..hit.end] == *word;
        let hits: Vec<Hit> = self.hits.iter().copied().filter(|hit| headers.iter().any(|word| is(hit, word))).collect();
        // In the form's order; in any other only where that is nowhere.
        let in_order = |set: &[Hit]| set.iter().zip(&headers).all(|(hit, word)| is(hit, word));
        let in_any = |set: &[Hit]| headers.iter().all(|word| set.iter().any(|hit| is(hit, word)));
        let sets_of = |is_set: &dyn Fn(&[Hit]) -> bool| -> Vec<Range<usize>> {
            let mut sets: Vec<Range<usize>> = Vec::new();
            for set in hits.windows(headers.len()) {
                let range = set[0].start..set[set.len() - 1].end;
                // Headers stand side by side; 结果维持2件,结果纠正1件 is prose.
                let between = |pair: &[Hit]| self.ink.chars.get(pair[0].end..pair[1].start).unwrap_or_default();
                if sets.last().is_none_or(|last| last.end <= range.start)
                    && range.len() <= LONGEST_SET
                    && is_set(set)
                    && set.windows(2).all(|pair| !between(pair).iter().any(char::is_ascii_digit))
                    && !self.is_in_another(table, known, self.ink.at[range.start] as usize)
                {
                    sets.push(range);
                }
            }
            sets
        };
        let mut sets = sets_of(&in_order);
        if sets.is_empty() {
            sets = sets_of(&in_any);
        }
        // A set a row, without a number between them, is a whole table's header.
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for Range { start, end } in sets {
            let between = |last: usize| self.ink.chars.get(last..start).unwrap_or_default();
            match found.last_mut() {
                Some((_, last, sets)) if !between(*last).iter().any(char::is_ascii_digit) => {
                    (*last, *sets) = (end, *sets + 1);
                }
                _ => found.push((start, end, 1)),
            }
        }
        let whole = found.iter().filter(|(_, _, sets)| *sets == table.rows.len()).count();
        // Of several the one after the table that stands before it.
        let rows = known.iter().filter(|other| other.table.shape == Shape::Rows);
        let after = rows.map(|other| other.range.end).max();
        let follows = |start: usize| after.is_none_or(|end| self.ink.at[start] as usize >= end);
        let is_table = |sets: usize| whole < 2 || sets == table.rows.len();
        let mut starts: Vec<usize> = found.iter().filter(|found| is_table(found.2)).map(|found| found.0).collect();
        sort_by_key(&mut starts, |&start| (!follows(start), start));
        let (chosen, doubtful) = if whole < 2 { (0, false) } else { self.likeliest(&starts) };
        Some((self.ink.at[*starts.get(chosen)?] as usize, whole.saturating_sub(1), doubtful))
    }

    /// The same where lines run through all headers at once, so that none stands whole: 结果 结果 其他 尚未,
    /// and below it 维持 纠正 结果 审结. After a heading of the table nothing but its headers' characters.
    fn broken_header(&self, table: &Table, known: &[Found]) -> Option<usize> {
        let columns = table.rows[0].columns;
        let words = self.vocabulary.of(table)?;
        let is_theirs = |c: &char| table.heading_inks.iter().any(|ink| ink.contains(c));
        let all = table.rows.len() * columns.iter().map(|column| column.ink.len()).sum::<usize>();
        let hit = self.hits.iter().filter(|hit| words.is_heading(**hit)).find(|hit| {
            let run = self.ink.chars[hit.end..].iter().take(2 * all).take_while(|c| is_theirs(c)).count();
            // Two of three groups, should a heading stand between.
            run * 3 >= all * 2 && !self.is_in_another(table, known, self.ink.at[hit.start] as usize)
        })?;
        Some(self.ink.at[hit.start] as usize)
    }
}
