//! Reads a form from the file it is written in.
//!
//! A line says one thing: a keyword, perhaps an id, a colon, and what is said; what belongs to it is indented below.
//! `#` begins a line that is a comment; after ` | ` stands the English.
//!
//! ```text
//! form 2021                                  its id
//! document 国办公开办函〔2021〕30号             what prescribes it
//! years 2021–                                from and to; the end may be open
//!
//! section problems: 五、存在的主要问题及改进情况 | 5. Problems and improvements
//!   begins: 存在的 主要问题                     how its heading begins in practice
//!   contains: 问题 不足                        and what stands in it; `without:` what does not
//!   not empty                                无 alone is not enough
//!   at most: 1000                            characters
//!   states: 信息处理费                         a word of these stands in the report,
//!   or here: 收费 免费                         or one of these in the section
//!
//! table requests: 表三 | Table 3
//!   layout: rows                             rows, blocks or line
//!   corner: 信息内容 | Content
//!   over applicants: 申请人情况 | Applicants    a heading over columns
//!     count total: 总计 | total               a column: count, change or amount
//!   row new_received: 一、本年新收 | 1. New      a row, of the columns that stand above it
//!     also: 新收申请                           other ways its label is written
//!     counted only here
//!   under outcomes: 三、办理结果 | 3. Outcomes   a heading over rows, and over their own columns where they have such
//!     row granted: (一)予以公开 | Granted
//!   words: 本年收费金额                         other words that are printed between the rows
//!   law requests.balance: new_received + carried_in = outcome_total + carried_out
//! ```
//!
//! A law names rows or columns; a group stands for its rows but those that the law names. `last` before a name means last
//! year's report. `=` and `>=` divide the sides; a side may be `0`. Of several laws that one cause breaks the last is named
//! first: it tells most.

use super::equations::{CellIndex, equations};
use super::{
    Column, Form, Group, Kind, Law, Name, Over, Part, Relation, Row, Section, Shape, Table, Term, split_ordinal,
};
use crate::sort::sort_by_key;
use crate::text::ink_of;
use std::fmt;

/// What a form's file cannot mean, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FormError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub trouble: &'static str,
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.trouble)
    }
}

impl std::error::Error for FormError {}

impl Form {
    /// Reads a form. What it holds lives as long as the program: a form is read once and used for every report.
    ///
    /// ```
    /// let form = gouji::forms::Form::read(
    ///     "form 2031\ndocument 示例〔2031〕1号\nyears 2031–\n\
    ///      table requests: 表三 | Table 3\n  layout: rows\n  count total: 合计 | total\n  row new: 甲、新收申请数量 | New\n",
    /// )?;
    /// assert_eq!((form.id, form.tables[0].rows[0].label.0), ("2031", "甲、新收申请数量"));
    /// # Ok::<(), gouji::forms::FormError>(())
    /// ```
    pub fn read(text: &str) -> Result<Form, FormError> {
        let mut reader = Reader::default();
        for (i, line) in text.lines().enumerate() {
            reader.line(line).map_err(|trouble| FormError { line: i + 1, trouble })?;
        }
        let lines = text.lines().count();
        reader.finish().map_err(|trouble| FormError { line: lines, trouble })
    }
}

/// One heading that is open, or the table itself: what is indented below it belongs to it.
struct Level {
    indent: usize,
    over: Option<Group>,
    under: Option<Group>,
    columns: Vec<Column>,
}

/// A row as it is read; its columns have their part when the laws are known.
struct Draft {
    row: Row,
    columns: Vec<Column>,
    variants: Vec<&'static str>,
}

/// A law's rule, its sides as they are written, and the line.
type Written = (&'static str, String);

#[derive(Default)]
struct Reader {
    id: &'static str,
    citation: &'static str,
    years: (u16, u16),
    sections: Vec<Section>,
    tables: Vec<Table>,
    /// The table that is being read.
    table: Option<(&'static str, Name)>,
    shape: Option<Shape>,
    corner: Name,
    words: Vec<&'static str>,
    laws: Vec<Written>,
    rows: Vec<Draft>,
    levels: Vec<Level>,
}

type Read<T> = Result<T, &'static str>;

fn keep(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// The ink of a word of the form, made once: it is looked for in every report.
fn ink(word: &str) -> &'static [char] {
    keep_all(ink_of(word))
}

fn keep_all<T>(list: Vec<T>) -> &'static [T] {
    Box::leak(list.into_boxed_slice())
}

fn words(text: &str) -> &'static [&'static str] {
    keep_all(text.split(' ').filter(|word| !word.is_empty()).map(keep).collect())
}

fn name(text: &str) -> Read<Name> {
    let (zh, en) = text.split_once(" | ").ok_or("the English is missing: 中文 | English")?;
    Ok((keep(zh.trim()), keep(en.trim())))
}

impl Reader {
    fn line(&mut self, line: &str) -> Read<()> {
        let said = line.trim();
        if said.is_empty() || said.starts_with('#') {
            return Ok(());
        }
        let indent = line.len() - line.trim_start().len();
        let (head, rest) = said.split_once(':').map_or((said, ""), |(head, rest)| (head, rest.trim()));
        let (keyword, id) = head.split_once(' ').map_or((head, ""), |(keyword, id)| (keyword, id.trim()));
        if indent == 0 {
            return self.top(keyword, id, rest);
        }
        if self.table.is_some() {
            return self.in_table(indent, head, keyword, id, rest);
        }
        let section = self.sections.last_mut().ok_or("nothing above it that it belongs to")?;
        match head {
            "begins" => {
                section.begins = words(rest);
                section.begin_inks = keep_all(section.begins.iter().map(|word| ink(word)).collect());
            }
            "contains" => section.contains = words(rest),
            "without" => section.without = words(rest),
            "states" => section.states = words(rest),
            "or here" => section.or_here = words(rest),
            "not empty" => section.not_empty = true,
            "at most" => section.longest = Some(rest.parse().map_err(|_| "a number of characters is missing")?),
            _ => return Err("no such word in a section"),
        }
        Ok(())
    }

    fn top(&mut self, keyword: &str, id: &str, rest: &str) -> Read<()> {
        self.end_table()?;
        match keyword {
            "form" => self.id = keep(id),
            "document" => self.citation = keep(id),
            "years" => {
                let (from, to) = id.split_once('–').unwrap_or((id, id));
                let year = |text: &str| text.parse::<u16>().map_err(|_| "a year is missing: years 2021– or 2019–2020");
                self.years = (year(from)?, if to.is_empty() { u16::MAX } else { year(to)? });
            }
            "section" => self.sections.push(Section {
                id: keep(id),
                title: name(rest)?,
                begins: &[],
                begin_inks: &[],
                contains: &[],
                without: &[],
                longest: None,
                not_empty: false,
                states: &[],
                or_here: &[],
            }),
            "table" => {
                self.table = Some((keep(id), name(rest)?));
                self.levels.push(Level { indent: 0, over: None, under: None, columns: Vec::new() });
            }
            _ => return Err("no such word: form, document, years, section or table"),
        }
        Ok(())
    }

    fn in_table(&mut self, indent: usize, head: &str, keyword: &str, id: &str, rest: &str) -> Read<()> {
        self.levels.retain(|level| level.indent < indent);
        let group = |id: &str| {
            let label = name(rest)?;
            Ok::<_, &'static str>(Group { id: keep(id), label, ink: ink(label.0) })
        };
        match (head, keyword) {
            ("layout", _) => {
                self.shape = Some(match rest {
                    "rows" => Shape::Rows,
                    "blocks" => Shape::Blocks,
                    "line" => Shape::Line,
                    _ => return Err("no such layout: rows, blocks or line"),
                });
            }
            ("corner", _) => self.corner = name(rest)?,
            ("words", _) => self.words.extend(words(rest)),
            ("also", _) => self.rows.last_mut().ok_or("no row above it")?.variants.extend(words(rest)),
            ("counted only here", _) => self.rows.last_mut().ok_or("no row above it")?.row.only_here = true,
            (_, "over") => {
                self.levels.push(Level { indent, over: Some(group(id)?), under: None, columns: Vec::new() });
            }
            (_, "under") => {
                self.levels.push(Level { indent, over: None, under: Some(group(id)?), columns: Vec::new() });
            }
            (_, "count") => self.column(id, rest, Kind::Count)?,
            (_, "change") => self.column(id, rest, Kind::Change)?,
            (_, "amount") => self.column(id, rest, Kind::Amount)?,
            (_, "row") => {
                if self.rows.iter().any(|other| other.row.id == id) {
                    return Err("a row of that id is there already");
                }
                let groups = keep_all(self.levels.iter().filter_map(|level| level.under).collect());
                let columns = self.levels.iter().rev().find(|level| !level.columns.is_empty());
                let columns = columns.ok_or("the row has no columns above it")?.columns.clone();
                let label = name(rest)?;
                let ink = ink(split_ordinal(label.0).1);
                let row = Row { id: keep(id), label, ink, variants: &[], groups, only_here: false, columns: &[] };
                self.rows.push(Draft { row, columns, variants: Vec::new() });
            }
            (_, "law") => self.laws.push((keep(id), rest.to_owned())),
            _ => return Err("no such word in a table"),
        }
        Ok(())
    }

    fn column(&mut self, id: &str, label: &str, kind: Kind) -> Read<()> {
        let groups = keep_all(self.levels.iter().filter_map(|level| level.over).collect());
        let label = name(label)?;
        let column = Column { id: keep(id), label, ink: ink(label.0), groups, kind, part: Part::None };
        let level = self.levels.iter_mut().rev().find(|level| level.over.is_none());
        level.ok_or("no table above it")?.columns.push(column);
        Ok(())
    }

    fn end_table(&mut self) -> Read<()> {
        let Some((id, name)) = self.table.take() else { return Ok(()) };
        let shape = self.shape.take().ok_or("the table has no layout")?;
        let drafts = std::mem::take(&mut self.rows);
        let mut laws = Vec::new();
        for (rule, written) in self.laws.drain(..) {
            laws.push(law(rule, &written, &drafts)?);
        }
        let mut headings: Vec<&'static str> = std::mem::take(&mut self.words);
        let corner = std::mem::take(&mut self.corner);
        headings.extend((!corner.0.is_empty()).then_some(corner.0));
        let mut rows: Vec<Row> = Vec::new();
        for Draft { row, mut columns, variants } in drafts {
            for column in &mut columns {
                column.part = part(column.id, &laws);
                headings.extend(column.groups.iter().map(|group| group.label.0));
                headings.extend((column.part != Part::Total).then_some(column.label.0));
            }
            headings.extend(row.groups.iter().map(|group| group.label.0));
            headings.extend((shape == Shape::Line).then_some(row.label.0));
            // Rows that have the same columns share them.
            let same = rows.iter().rev().map(|other| other.columns).find(|other| **other == *columns);
            rows.push(Row { columns: same.unwrap_or_else(|| keep_all(columns)), variants: keep_all(variants), ..row });
        }
        let mut once: Vec<&'static str> = Vec::new();
        headings.retain(|word| {
            !once.contains(word) && {
                once.push(word);
                true
            }
        });
        self.levels.clear();
        let index = CellIndex::new(&rows);
        let mut heading_inks: Vec<&'static [char]> = headings.iter().map(|word| ink(word)).collect();
        heading_inks.extend(rows.iter().flat_map(|row| row.columns).map(|column| column.ink));
        heading_inks.retain(|ink| !ink.is_empty());
        sort_by_key(&mut heading_inks, |ink| (std::cmp::Reverse(ink.len()), *ink));
        heading_inks.dedup();
        let equations = keep_all(equations(&rows, &laws, &index));
        self.tables.push(Table {
            form: self.id,
            id,
            name,
            shape,
            corner,
            corner_ink: ink(corner.0),
            rows: keep_all(rows),
            headings: keep_all(headings),
            heading_inks: keep_all(heading_inks),
            laws: keep_all(laws),
            equations,
            index: Box::leak(Box::new(index)),
        });
        Ok(())
    }

    fn finish(mut self) -> Read<Form> {
        self.end_table()?;
        if self.id.is_empty() || self.years.0 == 0 {
            return Err("the form has no id or no years");
        }
        Ok(Form {
            id: self.id,
            citation: self.citation,
            years: self.years,
            sections: keep_all(self.sections),
            tables: keep_all(self.tables),
        })
    }
}

/// A column's part in the sum of its row: of the laws over columns that are equations within a year.
fn part(id: &str, laws: &[Law]) -> Part {
    let sums = laws.iter().filter(|law| {
        law.over == Over::Columns && law.relation == Relation::Equal && law.right.len() == 1 && !law.is_between_years()
    });
    let named = |terms: &[Term]| terms.iter().any(|term| term.id == id);
    sums.fold(Part::None, |part, law| match part {
        Part::None if named(law.left) => Part::Addend,
        Part::None if named(law.right) => Part::Total,
        part => part,
    })
}

fn law(rule: &'static str, written: &str, rows: &[Draft]) -> Read<Law> {
    let (relation, sides) = match written.split_once(">=") {
        Some(sides) => (Relation::AtLeast, sides),
        None => (Relation::Equal, written.split_once('=').ok_or("a law has = or >=")?),
    };
    let is_row = |id: &str| rows.iter().any(|draft| draft.row.is_of(id));
    let is_column = |id: &str| rows.iter().any(|draft| draft.columns.iter().any(|column| column.id == id));
    let (left, right) = (terms(sides.0)?, terms(sides.1)?);
    let all = || left.iter().chain(&right);
    let over = match (all().all(|term| is_column(term.id)), all().all(|term| is_row(term.id))) {
        (true, false) => Over::Columns,
        (false, true) => Over::Rows,
        (false, false) => return Err("a law names rows, or columns, of its table"),
        (true, true) => return Err("a law's names are those of rows and of columns"),
    };
    let named: Vec<&str> = all().map(|term| term.id).collect();
    let rows_of = |term: &Term| -> Vec<Term> {
        let is_one = over == Over::Columns || rows.iter().any(|draft| draft.row.id == term.id);
        if is_one {
            return vec![*term];
        }
        let members = rows.iter().filter(|draft| draft.row.is_of(term.id) && !named.contains(&draft.row.id));
        members.map(|draft| Term { id: draft.row.id, ..*term }).collect()
    };
    let side = |terms: &[Term]| keep_all(terms.iter().flat_map(rows_of).collect());
    Ok(Law { rule, over, left: side(&left), relation, right: side(&right) })
}

fn terms(side: &str) -> Read<Vec<Term>> {
    let mut terms = Vec::new();
    let (mut minus, mut last, mut expected) = (false, false, true);
    for word in side.split_whitespace() {
        match word {
            "+" | "-" if !expected => (minus, expected) = (word == "-", true),
            "last" if expected => last = true,
            "0" if expected => expected = false,
            id if expected => {
                terms.push(Term { id: keep(id), minus, last });
                (minus, last, expected) = (false, false, false);
            }
            _ => return Err("a side of a law is names with + or - between them"),
        }
    }
    if expected { Err("a side of a law ends too soon") } else { Ok(terms) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "form 2031\ndocument 示例\nyears 2031–2032\ntable t: 表一 | Table 1\n  layout: rows\n  \
                        over people: 人 | People\n    count a: 甲 | A\n  count total: 计 | total\n  row x: 子 | X\n  \
                        under group: 组 | Group\n    row y: 丑 | Y\n    row z: 寅 | Z\n";

    #[test]
    fn laws_are_read() {
        let form =
            Form::read(&format!("{FORM}  law r.a: a = total\n  law r.b: group >= x - last z\n")).expect("a form");
        let table = &form.tables[0];
        assert_eq!(table.rows[0].columns.iter().map(|c| c.part).collect::<Vec<_>>(), [Part::Addend, Part::Total]);
        assert_eq!(table.rows[0].columns[0].groups[0].id, "people");
        assert_eq!((table.rows[1].groups[0].id, table.rows[0].groups.len()), ("group", 0));
        let law = &table.laws[1];
        // A group is its rows but those that the law names.
        assert_eq!(law.left.iter().map(|term| term.id).collect::<Vec<_>>(), ["y"]);
        assert_eq!((law.over, law.relation, law.is_between_years()), (Over::Rows, Relation::AtLeast, true));
        assert_eq!(
            law.right.iter().map(|t| (t.id, t.minus, t.last)).collect::<Vec<_>>(),
            [("x", false, false), ("z", true, true)]
        );
    }

    #[test]
    fn what_cannot_be_meant_is_said_with_its_line() {
        let cases = [
            ("  law r: a + = total\n", 13, "ends too soon"),
            ("  law r: a = x\n", 13, "rows, or columns"),
            ("  law r: a\n", 13, "= or >="),
            ("  row y: 丑 | Y\n", 13, "already"),
            ("  row w: 卯\n", 13, "English"),
            ("  column b: 乙 | B\n", 13, "no such word"),
            ("wrong\n", 13, "no such word"),
        ];
        for (line, at, trouble) in cases {
            let error = Form::read(&format!("{FORM}{line}table u: 表二 | Table 2\n  layout: rows\n")).expect_err(line);
            // A law is understood when its table is whole: at the line that ends it.
            assert!(error.line == at || error.line == at + 1, "{error}");
            assert!(error.to_string().contains(trouble), "{error}");
        }
    }
}
