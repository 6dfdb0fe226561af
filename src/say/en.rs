//! English.

use super::{Language, MOST_NAMES, Reports, Summary, found, gaps, mends, pages_by_state, rows_of, sums};
use crate::findings::{Cause, Counted, Finding, Fix, RollUp, Said, Severity, Sum, Why};
use crate::forms::{Column, Name, Row, Table};
use crate::intake::{PageState, Refusal};
use std::fmt;

pub(super) struct En;

/// `1 error`, `2 errors`.
fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn quote(said: &Said) -> String {
    if said.in_words { format!("“{}”", said.text) } else { said.text.clone() }
}

impl En {
    /// The first of some rows, and whether there are more.
    fn first_of(&self, rows: &[&Row]) -> String {
        let names: Vec<String> = rows.iter().take(4).map(|row| self.of_row(row)).collect();
        format!("{}{}", names.join(", "), if rows.len() > 4 { ", …" } else { "" })
    }
}

impl Language for En {
    fn pick(&self, name: Name) -> &'static str {
        name.1
    }

    fn row(&self, row: &Row) -> String {
        row.label.1.to_owned()
    }

    fn of_row(&self, row: &Row) -> String {
        format!("“{}”", row.label.1)
    }

    fn of_column(&self, column: &Column) -> String {
        format!("column “{}”", column.label.1)
    }

    fn sum_of(&self, anchor: &str, sum: &str) -> String {
        format!("{anchor}: {sum}")
    }

    fn cell(&self, row: &Row, column: &Column) -> String {
        format!("“{}”, {}", row.label.1, column.label.1)
    }

    fn mend(&self, cell: &str, from: Option<i64>, to: i64) -> String {
        match from {
            Some(from) => format!("{cell} should be {to}, not {from}"),
            None => format!("{cell} is blank and should be {to}"),
        }
    }

    fn counted(&self, what: &[Counted]) -> String {
        let name = |counted: &Counted| match counted.within {
            Some((_, within)) => format!("{} ({})", counted.name.1, within.1),
            None => counted.name.1.to_owned(),
        };
        what.iter().map(name).collect::<Vec<_>>().join(" and ")
    }

    fn gap(&self, cell: &str, sum: i64, stands: i64) -> String {
        format!("{cell} {stands}, where they come to {sum}")
    }

    fn why(&self, why: Why) -> &'static str {
        match why {
            Why::NoTable => "the table was not found",
            Why::Unfilled => "the table is not filled in",
            Why::NoRow => "a row was not found",
            Why::Unreadable => "a cell holds no number",
            Why::Unplaced => "blanks were lost in copying, so the columns are not certain",
            Why::Blank => "a blank may be meant to be filled",
        }
    }

    fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        }
    }

    fn should_be(&self, to: i64) -> String {
        format!("should be {to}")
    }

    fn reports(&self, Reports { all, wrong, warned, not_checked }: Reports) -> String {
        format!(
            "{}: {wrong} with errors, {warned} with warnings only, {not_checked} not checked",
            plural(all, "report")
        )
    }

    fn summary(&self, Summary { errors, warnings, infos, equations, undecided }: Summary) -> String {
        let notes = format!("{}, {}", plural(warnings, "warning"), plural(infos, "note"));
        let rest = if undecided == 0 { String::new() } else { format!(", {undecided} could not be checked") };
        match (errors, equations) {
            (0, 0) => format!("no equations to check; {notes}"),
            _ => format!("{}, {notes}; {} checked{rest}", plural(errors, "error"), plural(equations, "equation")),
        }
    }

    fn finding(&self, finding: &Finding) -> String {
        let sums = |table| sums(self, finding, table).join("; ");
        match &finding.cause {
            Cause::Slip { table, certain } => self.slip(finding, table, *certain),
            Cause::LeftOut { table } => {
                let likeliest = finding.fixes.first().map_or(&[][..], |fix| fix);
                format!("Perhaps left out: {}", self.changes(likeliest, table))
            }
            Cause::CountedTwice { table, partial, total } => format!(
                "The outcomes exceed {} by exactly the row {}: {}. Partially granted requests count there and nowhere else: please see whether they were counted twice",
                self.of_row(total),
                self.of_row(partial),
                sums(table)
            ),
            Cause::NoPlacement { table } => match sums(table).as_str() {
                "" => format!(
                    "{} lost blank cells in copying, and no arrangement of its numbers satisfies all equations",
                    table.name.1
                ),
                sums => format!("{} lost blank cells in copying; however they are arranged, {sums}", table.name.1),
            },
            Cause::NoCut { table, row, nearest } => {
                let sums = match (sums(table).as_str(), nearest) {
                    ("", _) => String::new(),
                    (sums, true) => format!("; nearest: {sums}"),
                    (sums, false) => format!(": {sums}"),
                };
                match row {
                    Some(row) => format!(
                        "The digits of row {} stand without gaps, and in no way of splitting them do they add up{sums}",
                        self.of_row(row)
                    ),
                    None => format!(
                        "{}: the digits stand without gaps, and no way to split them satisfies all equations{sums}",
                        table.name.1
                    ),
                }
            }
            Cause::TooSmall { row, .. } => {
                let sum = finding.equations.first().map_or("", |equation| &equation.arithmetic);
                let what = super::rule_name(finding.rule, super::Lang::En);
                format!("{}: {what} is too small: {sum}", self.of_row(row))
            }

            Cause::DoesNotFollow { row, column } => {
                let sum = finding.equations.first().map_or("", |equation| &equation.arithmetic);
                let cell = self.cell(row, column);
                format!("{cell} does not follow from last year's report: {sum} (unless the two differ in scope)")
            }
            Cause::NotAReportToCompare => {
                "The file given as last year's report is none; nothing was compared with it".to_owned()
            }
            Cause::NoTablesToCompare => {
                "The file given as last year's report has no tables; nothing was compared with it".to_owned()
            }
            Cause::NotTheYearBefore { this, last } => {
                let swapped = if *last == this + 1 { "; perhaps they were given the wrong way round" } else { "" };
                format!(
                    "This report is for {this} and the one given as last year's for {last}; they were not compared{swapped}"
                )
            }
            Cause::OtherScope { this, last } => format!(
                "This report is of “{this}” and last year's of “{last}”: they may count different bodies, so what differs between the years is a note only"
            ),
            Cause::PriorFigure { what, said, holds, prose } => {
                let tables = holds.iter().map(|sum| self.table_has(sum));
                let holds: Vec<String> = tables.chain(prose.iter().map(|prose| format!("{prose} in its prose"))).collect();
                let what = self.counted(what);
                format!("The prose gives {said} for {what} of last year; last year's report has {}", holds.join(" or "))
            }
            Cause::BothYears { what, said, this, last } => {
                let what = self.counted(what);
                format!("The prose gives {said} for {what} of both years; last year's {last} and this year's {this} are {}", this + last)
            }
            Cause::PriorNamed { what, said, last } => {
                format!("The prose gives {said} for {what} of last year; last year's report has {last} in its prose")
            }
            Cause::BothYearsNamed { what, said, this, last, sum } => {
                format!("The prose gives {said} for {what} of both years; last year's {last} and this year's {this} are {sum}")
            }
            Cause::CopiedProse { section, share, passages } => format!(
                "{share}% of section “{}” is the same as in last year's report, numbers aside, in {}; the form asks not to repeat it year after year",
                section.title.1,
                plural(passages.len(), "passage")
            ),
            Cause::RollUp { table, row, why } => {
                let whose = match why {
                    RollUp::NotCounted(name) => format!("; the gap is just what “{name}” has: perhaps it was not counted"),
                    RollUp::Twice(name) => format!("; the gap is just what “{name}” has: perhaps it was counted twice"),
                    RollUp::OfItsCell(name) => format!("; this cell of “{name}” is wrong by as much, by its own sums"),
                    RollUp::OfTheWhole => "; this cell is wrong by as much, by the table's own sums".to_owned(),
                    RollUp::OnlyOne(name) => format!("; of the departments only “{name}” has anything there"),
                    RollUp::Unexplained => String::new(),
                };
                let of = match row {
                    Some(row) => self.of_row(row),
                    None => plural(finding.equations.len(), "cell"),
                };
                let gaps = gaps(self, finding, table, row.is_some()).join("; ");
                format!("{}, {of}: not the sum of the departments': {gaps}{whose}", table.name.1)
            }
            Cause::NotAddedUp(names) => {
                let shown = names.iter().take(MOST_NAMES).map(String::as_str).collect::<Vec<_>>().join(", ");
                let rest = if names.len() > MOST_NAMES { format!(" and others, {} in all", names.len()) } else { String::new() };
                format!("The sums lack the reports of these (not given, of another year, or tables not read whole): {shown}{rest}")
            }
            Cause::Undated { this, last } => {
                let whose = match (this, last) {
                    (true, true) => "either report",
                    (true, false) => "this report",
                    _ => "the report given as last year's",
                };
                format!("The year of {whose} was not found; they were compared as those of two years in a row")
            }

            Cause::ContradictsTable { what, said, quoted, holds } => {
                let what = self.counted(what);
                let holds: Vec<String> = holds.iter().map(|sum| self.table_has(sum)).collect();
                let holds = holds.join(" or ");
                match quoted {
                    None => format!("The prose says {said} for {what}, but it is {holds}"),
                    Some(words) => format!("The prose says “{words}”, so {said} for {what}, but it is {holds}"),
                }
            }
            Cause::SelfContradiction { what, first, second } => {
                format!("The prose gives two numbers for {}: {} and {}", self.counted(what), quote(first), quote(second))
            }
            Cause::SaidTwice { what, first, second } => {
                format!("The prose gives two numbers for “{what}”: {first} and {second}")
            }
            Cause::AllBut { quoted, what, number, .. } => {
                format!("The prose says “{quoted}”, but also {number} for {}", self.counted(what))
            }
            Cause::PartsTotal { whole, parts, sum } => {
                format!("The parts do not add up to the whole: {}={sum} ≠ {whole}", parts.join("+"))
            }
            Cause::Share { of, part, said, whole, should } => {
                let of = of.map_or(String::new(), |of| format!("{} ", of.name.1));
                format!("The share does not follow from the numbers: {of}{part} is {should}% of {whole}, not {said}%")
            }
            Cause::Each { average, of, by, said, should } => {
                let (what, sign) = if *average { ("average", "÷") } else { ("total", "×") };
                format!("The {what} does not follow from the numbers: {of} {sign} {by} is {should}, not {said}")
            }
            Cause::Change { to, said, up, from, last_report, should } => {
                let how = if *up { "up" } else { "down" };
                let whose = if *last_report { " (last year's report)" } else { "" };
                match (from, should) {
                    (Some(from), Some(should)) => format!(
                        "The change does not follow from the numbers: {from}{whose} to {to} is {should}, not {how} {said}"
                    ),
                    _ => format!(
                        "The change cannot be right: whatever last year's number was, {to} is not {how} {said}"
                    ),
                }
            }

            Cause::NotAReport { empty: true, .. } => "There is no text: paste the whole report".to_owned(),
            Cause::NotAReport { piece: true, .. } => {
                "Neither the title of a report nor its tables were found; only this passage was checked".to_owned()
            }
            Cause::NotAReport { .. } => "This does not look like an annual report on government information disclosure: neither its title nor its tables were found".to_owned(),
            Cause::Unfilled => {
                "The tables are not filled in: every cell is blank, and there is nothing to check".to_owned()
            }
            Cause::PagesUnread(pages) => format!(
                "Not read, and so not checked ({}); what is missing may stand there. Check the Word or WPS file it was made from",
                pages_by_state(pages, self, ", ").join("; ")
            ),
            Cause::PagesRecognised(pages) => format!(
                "The text was recognised by a machine ({}); numbers may be mistaken: compare with the original",
                pages_by_state(pages, self, ", ").join("; ")
            ),
            Cause::Refused(refusal) => self.refusal(*refusal).to_owned(),
            Cause::TooLarge { limit_mb } => {
                format!("The text is over {limit_mb} MB, far more than one report, and was not checked")
            }
            Cause::NotStandard => {
                "This report does not use the standard tables (2019 on); there are no equations to check".to_owned()
            }
            Cause::SectionMissing(section) => format!("Section “{}” was not found", section.title.1),
            Cause::SectionOrder(section) => format!("Section “{}” is not in the prescribed order", section.title.1),
            Cause::SectionEmpty(section) => format!("Section “{}” says nothing", section.title.1),
            Cause::SectionLength { section, count, longest } => {
                format!("Section “{}” has about {count} characters; the form allows {longest}", section.title.1)
            }
            Cause::FeeStatement => "Section 6 does not state the information processing fees collected (the 2021 form asks for it, even when nothing was collected)".to_owned(),
            Cause::TableMissing { table, .. } => format!("{} was not found", table.name.1),
            Cause::TableRepeated { table, others, doubtful } => {
                let name = table.name.1;
                match doubtful {
                    true => format!(
                        "The text has {} of {name}, nothing tells which is this year's, and only this one was checked: remove the others, or put its year before each",
                        others + 1
                    ),
                    false => format!("The text has {others} more of {name}, of another year, not checked"),
                }
            }
            Cause::RowsMissing { table, rows } => {
                let names = self.first_of(rows);
                match rows.len() {
                    n @ 5.. => {
                        format!("{}: {n} rows were not found ({names}); their equations were not checked", table.name.1)
                    }
                    _ => format!("{}: {names} not found; the equations with it were not checked", table.name.1),
                }
            }
            Cause::Blanks { table, blanks, unplaced_rows } => {
                let unplaced = match unplaced_rows {
                    0 => String::new(),
                    rows => format!(
                        "; in {} blanks were lost in copying and not every number's column is certain",
                        plural(*rows, "row")
                    ),
                };
                format!("{} has {}, read as 0{unplaced}", table.name.1, plural(*blanks, "blank cell"))
            }
            Cause::Unreadable { row, column, text } => {
                format!("{} should be a number but reads “{text}”; its equations were not checked", self.cell(row, column))
            }
            Cause::UnreadableCells { table, cells } => {
                format!("{}: {cells} cells should be numbers and are not; their equations were not checked", table.name.1)
            }
            Cause::Unclear { table, rows } => {
                let (many, names) = (plural(rows.len(), "row"), self.first_of(rows));
                format!("{}: in {many} nothing tells which number belongs to which column; not checked ({names})", table.name.1)
            }
            Cause::Overfull { row } => {
                format!("Row {} has more numbers than columns and was not checked", self.of_row(row))
            }
            Cause::OverfullRows { table, rows } => {
                format!("{}: {rows} rows have more numbers than columns and were not checked", table.name.1)
            }
            Cause::Fused { table, rows } => format!(
                "{}: in {} the digits stand without gaps and can be split in more than one way; not all of them could be checked",
                table.name.1,
                plural(*rows, "row")
            ),
            Cause::TemplateYear { year, form, expected } => {
                format!("A report for {year} should use the {expected} form; this one uses the {form} form")
            }
            Cause::TemplateMixed { disclosure, requests } => format!(
                "Table 2 follows the {disclosure} form, but table 3, “(6) Other handling”, the {requests} form"
            ),
            Cause::YearSlip { title, period: (from, to) } if from == to => {
                format!("The title says {title}, the period {to}")
            }
            Cause::YearSlip { title, period: (from, to) } => {
                format!("The title says {title}, the period runs from {from} to {to}")
            }
            Cause::ProseYear { said, year } => {
                format!("The prose speaks of {said} in a report for {year}; perhaps it was taken over from another year")
            }
        }
    }

    fn pages(&self, numbers: &str, state: PageState) -> String {
        let what = match state {
            PageState::Read => "read",
            PageState::Recognised | PageState::Scan => "a scan",
            PageState::Outlines => "letters drawn as outlines",
            PageState::HiddenFonts => "fonts that do not tell what their signs mean",
            PageState::Damaged => "damaged",
            PageState::TooMany => "beyond the pages that are read",
        };
        format!("page {numbers}: {what}")
    }

    fn page(&self, number: usize) -> String {
        format!("page {number}")
    }

    fn unsure(&self) -> &'static str {
        "; it may count something else, please check"
    }

    fn refusal(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::TooLarge => {
                "The file is far larger than one report and was not read: open the report, select all, copy and paste"
            }
            Refusal::Scan => {
                "This is a scan: its pages are pictures without text. Use the Word or WPS file it was made from, or paste the text from its web page"
            }
            Refusal::NoText => "There is no text in this file",
            Refusal::Outlines => {
                "The letters of this file are drawings, which cannot be read as text: use the Word or WPS file it was made from"
            }
            Refusal::HiddenFonts => {
                "The fonts of this file do not tell what their signs mean: use the Word or WPS file it was made from"
            }
            Refusal::Picture => {
                "This is a picture and holds no text: find the report as a web page or document, select all, copy and paste"
            }
            Refusal::OldWord => {
                "This is a Word file of 1995 or before, which is not read directly: open it in WPS or Word and save it as .docx"
            }
            Refusal::OldOffice => {
                "There is neither a document nor a workbook in this file: if it is a presentation, copy its text and paste it"
            }
            Refusal::OtherDocument => {
                "This kind of file is not read directly: open it in WPS, Word or a browser, select all, copy and paste, or save it as .docx"
            }
            Refusal::Encrypted => {
                "The file needs a password: open it, select all, copy and paste, or save it without one"
            }
            Refusal::Archive => "This is an archive: unpack it and choose the report inside",
            Refusal::Damaged => {
                "The file is incomplete or damaged: download it again, or open it, select all, copy and paste"
            }
            Refusal::Unopened => "The file could not be opened",
            Refusal::Failed => {
                "The check failed unexpectedly and gives no result: try once more, and report it if that does not help"
            }
            Refusal::Unknown => {
                "This file is of no kind that holds a report: open the report, select all, copy and paste"
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(En.refusal(*self))
    }
}

impl std::error::Error for Refusal {}

impl En {
    fn changes(&self, fix: &[Fix], table: &'static Table) -> String {
        mends(self, fix, table).join(" and ")
    }

    /// One cause: its likeliest repairs and the arithmetic behind them.
    fn slip(&self, finding: &Finding, table: &'static Table, certain: bool) -> String {
        let sums = sums(self, finding, table).join("; ");
        match finding.fixes.as_slice() {
            [] => format!("{sums}. more than one cell is off; which ones cannot be told from the text"),
            [only] if only.len() > 6 => {
                let first = self.changes(&only[..1], table);
                format!("{first}; and {} cells like it: {sums}", only.len() - 1)
            }
            [only] => {
                let perhaps = match (certain, only.iter().all(|change| change.from.is_none())) {
                    (true, _) => "",
                    (false, true) => "Perhaps left out: ",
                    (false, false) => "Perhaps wrong: ",
                };
                format!("{perhaps}{}: {sums}", self.changes(only, table))
            }
            [one, other] => {
                let [one, other] = [one, other].map(|fix| self.changes(fix, table));
                format!("{sums}: {one}, or {other}; the numbers do not tell which")
            }
            ways if ways.iter().all(|fix| fix.len() == 1) => {
                format!("{sums}: one of {} cells is wrong; the numbers do not tell which", ways.len())
            }
            [first, rest @ ..] => {
                let (first, others) = (self.changes(first, table), rest.len());
                format!("{sums}: {first}, or {others} other ways; the numbers do not tell which")
            }
        }
    }

    /// 33 in Table 3, “1. New requests received”, total.
    fn table_has(&self, sum: &Sum) -> String {
        let Sum { table, cells, value } = sum;
        let (name, count) = (table.name.1, cells.len());
        let rows: Vec<String> = rows_of(table, cells).into_iter().map(|row| self.of_row(row)).collect();
        match (cells.as_slice(), rows.as_slice()) {
            ([one], _) => {
                let cell = found(table, one).map_or(String::new(), |(row, column)| self.cell(row, column));
                format!("{value} in {name}, {cell}")
            }
            (_, [one]) => format!("{value} in {name}, {one}, {count} cells added up"),
            (_, [one, other]) => format!("{value} in {name}, {one} and {other} added up"),
            _ => format!("{value} in {name}, {count} cells added up"),
        }
    }
}
