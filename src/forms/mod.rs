//! The official forms, as data: sections, tables, rows, columns, and what binds their numbers.
//!
//! Everything else in the crate reads these: labels are found by them, equations follow from them (`equations`), last
//! year's report is held against this year's by them ([`crate::years`]), findings are worded with them, the page draws
//! its tables from them. A form is a file, `2021.form` beside this one, that a person of the office can read; next
//! year's is one more such file and no code. `read` says how they are written.
//!
//! Sources: 国办公开办函〔2021〕30号 (form `2021`) and 国办公开办函〔2019〕60号 (form `2019`), made under
//! article 50 of 《政府信息公开条例》.

mod equations;
mod read;

pub(crate) use equations::{CellIndex, Equation};
pub use read::FormError;

use std::sync::OnceLock;

/// A name in Chinese and in English.
pub type Name = (&'static str, &'static str);

/// One edition of the annual report.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Form {
    /// The edition's id: the first report year it applies to.
    pub id: &'static str,
    /// The document that prescribes it.
    pub citation: &'static str,
    /// First and last report year it is prescribed for.
    pub years: (u16, u16),
    /// Its sections, in order.
    pub sections: &'static [Section],
    /// Its tables, in order.
    pub tables: &'static [Table],
}

/// One section of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// `overview`, `disclosure`, `requests`, `disputes`, `problems` or `other`; a table's section has the table's id.
    pub id: &'static str,
    /// The official heading, ordinal included.
    pub title: Name,
    /// How headings begin in practice, after their ordinal.
    pub begins: &'static [&'static str],
    /// The ink of those.
    pub(crate) begin_inks: &'static [&'static [char]],
    /// One of these words stands in the heading: its beginning begins many a sentence. None: nothing is asked.
    pub contains: &'static [&'static str],
    /// None of these words stands in the heading: it would be another section's.
    pub without: &'static [&'static str],
    /// It has no more characters than this.
    pub longest: Option<usize>,
    /// 无 alone is not enough.
    pub not_empty: bool,
    /// Something must be stated: a word of these, anywhere in the report, states it. None: nothing must.
    pub states: &'static [&'static str],
    /// So does a word of these in the section itself.
    pub or_here: &'static [&'static str],
}

/// One table of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table {
    /// The id of its form.
    pub form: &'static str,
    /// `disclosure`, `requests` or `disputes`.
    pub id: &'static str,
    /// The plain name used in messages.
    pub name: Name,
    /// How it is printed, and so how its rows arrive in text.
    pub shape: Shape,
    /// What stands in its upper left corner; empty where nothing does.
    pub corner: Name,
    /// The ink of that.
    pub(crate) corner_ink: &'static [char],
    /// Its rows, in the form's order.
    pub rows: &'static [Row],
    /// Words that stand between the rows: group headings, column headers, and others seen there.
    pub headings: &'static [&'static str],
    /// The ink of those and of all columns, the longest first.
    pub(crate) heading_inks: &'static [&'static [char]],
    /// What binds its numbers.
    pub laws: &'static [Law],
    /// The same within one year, an instance for each row or column.
    pub(crate) equations: &'static [Equation],
    /// The numbers of its cells in those.
    pub(crate) index: &'static CellIndex,
}

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One header, and under it each row its label and its numbers; most labels are long enough to be found anywhere.
    Rows,
    /// A header a group of rows. The labels are everyday words: only the headers tell the table from prose.
    Blocks,
    /// All rows stand side by side under their headers, as one line of numbers.
    Line,
}

/// A heading that rows or columns are printed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// Stands for its rows in laws, and in what prose counts.
    pub id: &'static str,
    /// As printed.
    pub label: Name,
    /// What is left of that when only letters, digits and characters count: what is looked for in a text.
    pub(crate) ink: &'static [char],
}

/// One row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The row's id.
    pub id: &'static str,
    /// The official label, ordinal included.
    pub label: Name,
    /// Its ink, without the ordinal.
    pub(crate) ink: &'static [char],
    /// Other ways the label is written; matched like the label.
    pub variants: &'static [&'static str],
    /// The headings it is printed under, the widest first.
    pub groups: &'static [Group],
    /// What it counts is counted in no other row (“只计这一情形,不计其他情形”).
    pub only_here: bool,
    /// The row's columns, in order.
    pub columns: &'static [Column],
}

impl Row {
    /// Whether it has an id, or stands in a group that has.
    pub(crate) fn is_of(&self, id: &str) -> bool {
        self.id == id || self.groups.iter().any(|group| group.id == id)
    }
}

/// One column of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// The column's id.
    pub id: &'static str,
    /// The official header.
    pub label: Name,
    /// Its ink.
    pub(crate) ink: &'static [char],
    /// The headings it is printed under, the widest first.
    pub groups: &'static [Group],
    /// Which numbers may stand there.
    pub kind: Kind,
    /// Its part in the row's sum; follows from the laws.
    pub part: Part,
}

/// Which numbers may stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A count: whole, never negative.
    Count,
    /// A change in a count: whole, with a sign (+17, −688, 增13, 减3).
    Change,
    /// An amount of money: a decimal, perhaps with its unit.
    Amount,
}

/// A column's part in the sum of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// In no sum.
    None,
    /// A summand of the row's total.
    Addend,
    /// The row's total.
    Total,
}

/// What binds the numbers of a table: one equation a row over its columns, or one a column over its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Law {
    /// The id of its rule.
    pub rule: &'static str,
    /// What its terms name.
    pub over: Over,
    /// The left side.
    pub left: &'static [Term],
    /// How the sides must stand.
    pub relation: Relation,
    /// The right side.
    pub right: &'static [Term],
}

impl Law {
    /// Whether it binds this year's numbers to last year's.
    pub fn is_between_years(&self) -> bool {
        self.left.iter().chain(self.right).any(|term| term.last)
    }
}

/// What the terms of a law name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Columns: the law holds in every row that has them.
    Columns,
    /// Rows: the law holds in every column.
    Rows,
}

/// A number in a law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Term {
    /// The row or column.
    pub id: &'static str,
    /// It is taken away.
    pub minus: bool,
    /// It is that of last year's report.
    pub last: bool,
}

/// How two sides must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// left = right
    Equal,
    /// left ≥ right
    AtLeast,
}

/// Some portals add this column after the five organisations; it is read past.
pub(crate) const SUBTOTAL: &str = "小计";

/// The forms in force, newest first: the first that fits as well as any is taken.
pub fn standard() -> &'static [Form] {
    static STANDARD: OnceLock<Vec<Form>> = OnceLock::new();
    const FILES: &[&str] = &include!(concat!(env!("OUT_DIR"), "/forms.rs"));
    // A test reads each of them: none is left out.
    STANDARD.get_or_init(|| FILES.iter().filter_map(|text| Form::read(text).ok()).collect())
}

/// A label's ordinal, as printed, and the rest: `（七）总计` → `（七）`, 总计. The ordinal may be empty.
pub(crate) fn split_ordinal(label: &str) -> (&str, &str) {
    let bare = label.strip_prefix(['（', '(']).unwrap_or(label);
    let rest = bare.chars().next().and_then(|first| bare[first.len_utf8()..].strip_prefix(['）', ')', '.', '、']));
    let rest = rest.unwrap_or(label);
    (&label[..label.len() - rest.len()], rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_in_the_folder_is_read() {
        let files = include!(concat!(env!("OUT_DIR"), "/forms.rs"));
        for text in files {
            if let Err(error) = Form::read(text) {
                panic!("{error}: {}", text.lines().nth(2).unwrap_or_default());
            }
        }
        let ids: Vec<&str> = standard().iter().map(|form| form.id).collect();
        assert_eq!(ids, ["2021", "2019"]);
    }

    /// The counts of the form: 第一项加第二项之和,等于第三项加第四项之和, rows and columns as printed.
    #[test]
    fn the_forms_have_the_rows_that_are_printed() {
        let of = |form: usize, table: usize| {
            let rows = standard()[form].tables[table].rows;
            (rows.len(), rows.iter().map(|row| row.columns.len()).sum::<usize>())
        };
        assert_eq!([of(0, 0), of(0, 1), of(0, 2)], [(6, 10), (25, 175), (3, 15)]);
        assert_eq!([of(1, 0), of(1, 1), of(1, 2)], [(8, 22), (23, 161), (3, 15)]);
    }
}
