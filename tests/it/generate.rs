//! Reports made up from random figures that agree, written in any layout.
//!
//! The body is invented, the sentences are our own, the forms are the official ones.

use fastrand::Rng;
use gouji::forms::{self, Column, Form, Group, Over, Relation, Row, Table, Term};
use gouji::report::Report;
use std::sync::OnceLock;

/// The forms that reports are made up for: those in force, and one of some later year.
pub fn all_forms() -> &'static [Form] {
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let read = |text: &str| Form::read(text).unwrap_or_else(|error| panic!("{error}"));
        [read(&invented())].into_iter().chain(forms::standard().iter().copied()).collect()
    })
}

/// The form of a year to come: one more outcome, one more kind of applicant, one more kind of document.
pub fn invented() -> String {
    let changes = [
        (
            "form 2021\ndocument 国办公开办函〔2021〕30号\nyears 2021–\n",
            "form 2031\ndocument 示例〔2031〕1号\nyears 2031–\n",
        ),
        ("      count other_org", "      count media: 新闻媒体机构 | news media\n      count other_org"),
        ("legal_service + other_org", "legal_service + media + other_org"),
        (
            "    under unavailable:",
            "      row denied_negotiation: 9.属于正在磋商的涉外事项 | Denied: under negotiation\n    under unavailable:",
        ),
        ("  under article_20_5:", "    row interpretations: 政策文件解读 | Interpretations\n\n  under article_20_5:"),
    ];
    changes.iter().fold(include_str!("../../src/forms/2021.form").to_owned(), |form, (old, new)| {
        assert_eq!(form.matches(old).count(), 1, "{old}");
        form.replace(old, new)
    })
}

/// The figures of one report, as the cells are to be written.
#[derive(Debug, Clone)]
pub struct Figures {
    pub form: &'static Form,
    /// By table, row, column: a number in plain ASCII, or empty for a blank.
    pub cells: Vec<Vec<Vec<String>>>,
}

impl Figures {
    /// Figures of which every equation holds.
    pub fn consistent(rng: &mut Rng) -> Figures {
        Figures::consistent_of(&all_forms()[if rng.bool() { 1 } else { 2 }], rng)
    }

    /// Leaves a third of the zeros blank.
    pub fn blank_zeros(&mut self, rng: &mut Rng) {
        for cell in self.cells.iter_mut().flatten().flatten() {
            if cell == "0" && rng.u8(0..3) == 0 {
                cell.clear();
            }
        }
    }

    /// The same on a form.
    pub fn consistent_of(form: &'static Form, rng: &mut Rng) -> Figures {
        let cells = form
            .tables
            .iter()
            .map(|table| match table.id {
                "requests" => requests(rng, table),
                "disputes" => disputes(rng, table),
                _ => disclosure(rng, table),
            })
            .collect();
        Figures { form, cells }
    }

    /// The figures that a report was read to have.
    pub fn of(report: &Report) -> Figures {
        let form = all_forms().iter().find(|form| report.template == Some(form.id)).expect("a form");
        let value = |table: &str, row: &Row, column: &str| -> String {
            let table = report.tables.iter().find(|t| t.id == table).expect("every table is listed");
            let cell = table.cells.iter().find(|cell| cell.row == row.id && cell.column == Some(column));
            cell.and_then(|cell| cell.value).map(|value| value.to_string()).unwrap_or_default()
        };
        let row = |table: &Table, row: &Row| row.columns.iter().map(|column| value(table.id, row, column.id)).collect();
        let cells = form.tables.iter().map(|table| table.rows.iter().map(|r| row(table, r)).collect()).collect();
        Figures { form, cells }
    }

    pub fn table(&self, id: &str) -> usize {
        self.form.tables.iter().position(|table| table.id == id).expect("a table of the form")
    }

    pub fn number(&self, table: usize, row: usize, column: usize) -> i64 {
        self.cells[table][row][column].parse().unwrap_or(0)
    }

    /// The equations of `requests` or `disputes` that fail: cells with their sign, and the difference.
    pub fn broken(&self, table: usize) -> Vec<Broken> {
        let spec = &self.form.tables[table];
        let mut equations: Vec<(&'static str, &'static str, Terms)> = Vec::new();
        let sums = spec.laws.iter().filter(|law| law.relation == Relation::Equal && !law.is_between_years());
        for law in sums {
            let sign = |term: &Term, side: i64| if term.minus { -side } else { side };
            let terms =
                || law.left.iter().map(move |t| (t, sign(t, 1))).chain(law.right.iter().map(move |t| (t, sign(t, -1))));
            match law.over {
                Over::Columns => equations.extend(spec.rows.iter().enumerate().map(|(r, row)| {
                    let at = |id: &str| row.columns.iter().position(|column| column.id == id).expect("a column");
                    (law.rule, row.id, terms().map(|(term, sign)| (r, at(term.id), sign)).collect())
                })),
                Over::Rows => equations.extend(spec.rows[0].columns.iter().enumerate().map(|(c, column)| {
                    let at = |id: &str| spec.rows.iter().position(|row| row.id == id).expect("a row");
                    (law.rule, column.id, terms().map(|(term, sign)| (at(term.id), c, sign)).collect())
                })),
            }
        }
        let all: Vec<Broken> = equations
            .into_iter()
            .map(|(rule, anchor, terms)| {
                let difference = terms.iter().map(|&(r, c, sign)| sign * self.number(table, r, c)).sum();
                Broken { rule, anchor, terms, difference }
            })
            .collect();
        all.into_iter().filter(|broken| broken.difference != 0).collect()
    }

    /// The cells whose change alone would mend everything, with the value they should have.
    pub fn single_repairs(&self, table: usize) -> Vec<(usize, usize, i64)> {
        let broken = self.broken(table);
        let spec = &self.form.tables[table];
        let mut repairs = Vec::new();
        for r in 0..spec.rows.len() {
            for c in 0..spec.rows[r].columns.len() {
                let Some(sign) = broken.first().and_then(|b| b.sign(r, c)) else { continue };
                let to = self.number(table, r, c) - sign * broken[0].difference;
                if to < 0 {
                    continue;
                }
                let mut mended = self.clone();
                mended.cells[table][r][c] = to.to_string();
                if mended.broken(table).is_empty() {
                    repairs.push((r, c, to));
                }
            }
        }
        repairs
    }
}

/// Row, column and sign.
type Terms = Vec<(usize, usize, i64)>;

#[derive(Debug, Clone)]
pub struct Broken {
    pub rule: &'static str,
    pub anchor: &'static str,
    terms: Terms,
    difference: i64,
}

impl Broken {
    fn sign(&self, row: usize, column: usize) -> Option<i64> {
        self.terms.iter().find(|term| (term.0, term.1) == (row, column)).map(|term| term.2)
    }
}

/// Whether a row stands under 三、本年度办理结果.
pub fn is_outcome(row: &Row) -> bool {
    row.groups.iter().any(|group| group.id == "outcomes")
}

/// The labels of columns.
pub fn labels(columns: &'static [Column]) -> Vec<&'static str> {
    columns.iter().map(|column| column.label.0).collect()
}

/// A count as reports have them: mostly 0, rarely large.
fn count(rng: &mut Rng) -> i64 {
    match rng.u8(0..10) {
        0..=5 => 0,
        6..=7 => rng.i64(1..10),
        8 => rng.i64(10..300),
        _ => rng.i64(300..4000),
    }
}

fn requests(rng: &mut Rng, table: &Table) -> Vec<Vec<String>> {
    let columns = table.rows[0].columns.len();
    let mut numbers = vec![vec![0i64; columns]; table.rows.len()];
    for c in 0..columns - 1 {
        let mut outcomes = 0;
        let sparse = c > 0 && rng.bool();
        for (r, row) in table.rows.iter().enumerate() {
            if is_outcome(row) && row.id != "outcome_total" && !sparse {
                numbers[r][c] = count(rng);
                outcomes += numbers[r][c];
            }
        }
        let carried_out = count(rng).min(200);
        let carried_in = count(rng).min(outcomes + carried_out);
        for (r, row) in table.rows.iter().enumerate() {
            match row.id {
                "outcome_total" => numbers[r][c] = outcomes,
                "carried_out" => numbers[r][c] = carried_out,
                "carried_in" => numbers[r][c] = carried_in,
                "new_received" => numbers[r][c] = outcomes + carried_out - carried_in,
                _ => {}
            }
        }
    }
    for row in &mut numbers {
        row[columns - 1] = row[..columns - 1].iter().sum();
    }
    strings(numbers)
}

fn disputes(rng: &mut Rng, table: &Table) -> Vec<Vec<String>> {
    let group = |row: &Row| {
        let mut numbers: Vec<i64> = row.columns[1..].iter().map(|_| count(rng)).collect();
        numbers.push(numbers.iter().sum());
        numbers
    };
    strings(table.rows.iter().map(group).collect())
}

fn disclosure(rng: &mut Rng, table: &Table) -> Vec<Vec<String>> {
    let row = |row: &Row| -> Vec<String> {
        let number = |rng: &mut Rng| count(rng).to_string();
        match row.columns.iter().map(|column| column.id).collect::<Vec<_>>().as_slice() {
            ["issued" | "made", _, _] if row.id == "regulations" => vec!["0".into(), "0".into(), "0".into()],
            ["issued", "repealed", _] => {
                let (issued, repealed) = (count(rng), count(rng));
                vec![issued.to_string(), repealed.to_string(), ((issued - repealed).max(0) + count(rng)).to_string()]
            }
            ["made", ..] => {
                let newly = count(rng);
                vec![newly.to_string(), newly.to_string(), (newly + count(rng)).to_string()]
            }
            ["previous_items", "change", rest @ ..] => {
                let previous = count(rng);
                let change = rng.i64(-previous..=previous.max(1));
                let written = match rng.u8(0..3) {
                    0 if change > 0 => format!("+{change}"),
                    1 if change > 0 => format!("增{change}"),
                    1 if change < 0 => format!("减{}", -change),
                    2 if change < 0 => format!("−{}", -change),
                    _ => change.to_string(),
                };
                let mut cells = vec![previous.to_string(), written];
                cells.extend(rest.iter().map(|_| number(rng)));
                cells
            }
            ["items", _] => vec![number(rng), format!("{}.{:02}万元", count(rng), rng.u8(1..99))],
            ["amount"] => vec![format!("{}.{}", count(rng), rng.u8(1..9))],
            columns => columns.iter().map(|_| number(rng)).collect(),
        }
    };
    table.rows.iter().map(row).collect()
}

fn strings(numbers: Vec<Vec<i64>>) -> Vec<Vec<String>> {
    numbers.into_iter().map(|row| row.into_iter().map(|n| n.to_string()).collect()).collect()
}

/// How the cells are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    CellALine,
    CellALineSpaced,
    Tabs,
    Spaces,
    Pipes,
    Markdown,
    PipeCellALine,
    /// A cell a line, labels broken anywhere, as the text of a PDF.
    Wrapped,
    /// Pipes, with a 小计 before the 总计.
    Subtotal,
    /// Everything on one line without gaps.
    Fused,
    /// The same, with gaps here and there.
    HalfFused,
}

pub const LAYOUTS: [Layout; 9] = [
    Layout::CellALine,
    Layout::CellALineSpaced,
    Layout::Tabs,
    Layout::Spaces,
    Layout::Pipes,
    Layout::Markdown,
    Layout::PipeCellALine,
    Layout::Wrapped,
    Layout::Subtotal,
];

/// Layouts in which the digits of neighbouring cells stand together: what the equations do not tell apart
/// no one can.
pub const FUSED: [Layout; 2] = [Layout::Fused, Layout::HalfFused];

/// How a PDF numbers its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pages {
    Dashed,
    Chinese,
    OfAll,
    /// A bare number between empty lines.
    Bare,
}

pub const PAGES: [Pages; 4] = [Pages::Dashed, Pages::Chinese, Pages::OfAll, Pages::Bare];

/// Where a word first stands in a text, wherever lines break it.
fn wrapped(text: &str, word: &str) -> Option<std::ops::Range<usize>> {
    let whole: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| *c != '\n').collect();
    let word: Vec<char> = word.chars().collect();
    let found = whole.windows(word.len()).find(|w| w.iter().map(|(_, c)| c).eq(word.iter()))?;
    let (last, c) = found[word.len() - 1];
    Some(found[0].0..last + c.len_utf8())
}

/// Writes a report as the text of a PDF: labels broken anywhere, even over pages; words of merged cells one
/// character a line; page numbers between any two lines; headings and headers repeated.
pub fn pdf(figures: &Figures, pages: Pages, rng: &mut Rng) -> String {
    let mut text = write(figures, Layout::Wrapped, Style::default(), rng);
    for word in ["三、本年度办理结果", "(三)不予公开", "(四)无法提供"] {
        if let (Some(range), true) = (wrapped(&text, word), rng.bool()) {
            let vertical: Vec<String> = word.chars().map(String::from).collect();
            text.replace_range(range, &vertical.join("\n"));
        }
    }
    let table = text.find("三、收到和处理").expect("section 3");
    let header =
        "申请人情况\n自然人\n法人或其他组织\n总计\n商业企\n业\n科研机\n构\n社会公益\n组织\n法律服务\n机构\n其他\n";
    let mut out = String::new();
    let (mut page, mut lines, mut length) = (1, 0, rng.usize(15..40));
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        out.push_str(line);
        at += line.len();
        lines += 1;
        if lines < length {
            continue;
        }
        out.push_str(&match pages {
            Pages::Dashed => format!("\n- {page} -\n"),
            Pages::Chinese => format!("第 {page} 页 共 9 页\n"),
            Pages::OfAll => format!("{page} / 9\n"),
            Pages::Bare => format!("\n{page}\n"),
        });
        let before_row = text[at..].starts_with(|c: char| c.is_ascii_digit() && text[at + 1..].starts_with('.'));
        if before_row && at > table && rng.bool() {
            out.push_str(header);
        }
        (page, lines, length) = (page + 1, 0, rng.usize(15..40));
    }
    out
}

/// How the characters are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    pub traditional: bool,
    pub full_width: bool,
    pub thousands: bool,
    /// 12件
    pub classifier: bool,
    /// 1、 for 1.
    pub comma_ordinals: bool,
    pub no_ordinals: bool,
    pub crlf: bool,
}

impl Style {
    pub fn random(rng: &mut Rng) -> Style {
        let one_in = |rng: &mut Rng, n: u8| rng.u8(0..n) == 0;
        Style {
            traditional: one_in(rng, 4),
            full_width: one_in(rng, 4),
            thousands: one_in(rng, 3),
            classifier: one_in(rng, 6),
            comma_ordinals: one_in(rng, 4),
            no_ordinals: one_in(rng, 6),
            crlf: one_in(rng, 6),
        }
    }
}

/// A year that a form is prescribed for.
pub fn year_of(form: &Form) -> u16 {
    (form.years.0 + 2).min(form.years.1)
}

/// Writes a report.
pub fn write(figures: &Figures, layout: Layout, style: Style, rng: &mut Rng) -> String {
    let year = year_of(figures.form);
    let mut text = format!(
        "示例县人民政府{year}年政府信息公开工作年度报告\n\n本报告由示例县人民政府办公室编制,统计期限为{year}年1月1日至{year}年12月31日。\n\n一、总体情况\n\n全年按时公开各类信息,做好申请办理和平台维护。其他工作有序推进,共举办培训3次。\n\n二、主动公开政府信息情况\n\n"
    );
    for (table, cells) in figures.form.tables.iter().zip(&figures.cells) {
        match table.id {
            "requests" => text.push_str("\n三、收到和处理政府信息公开申请情况\n\n"),
            "disputes" => text.push_str("\n四、政府信息公开行政复议、行政诉讼情况\n\n"),
            _ => {}
        }
        let mut writer = Writer { layout, style, rng, out: String::new() };
        match table.id {
            "requests" => writer.requests(table, cells),
            "disputes" => writer.disputes(table, cells),
            _ => writer.disclosure(table, cells),
        }
        text.push_str(&writer.out);
    }
    text.push_str("\n五、存在的主要问题及改进情况\n\n解读形式还不够丰富,下一步将改进。\n\n六、其他需要报告的事项\n\n本年度没有收取信息处理费。\n");
    if style.traditional {
        text = text.chars().map(traditional).collect();
    }
    if style.crlf {
        text = text.replace('\n', "\r\n");
    }
    text
}

struct Writer<'a> {
    layout: Layout,
    style: Style,
    rng: &'a mut Rng,
    out: String,
}

impl Writer<'_> {
    fn requests(&mut self, table: &Table, cells: &[Vec<String>]) {
        let subtotal = self.layout == Layout::Subtotal;
        self.row(&[table.corner.0, "申请人情况"]);
        self.row(&["", "自然人", "法人或其他组织", "总计"]);
        let columns = table.rows[0].columns;
        let organisations = 1..columns.len() - 1;
        let mut header = vec![""];
        header.extend(labels(&columns[organisations.clone()]));
        if subtotal {
            header.push("小计");
        }
        self.row(&header);
        let mut groups: &[Group] = &[];
        for (row, numbers) in table.rows.iter().zip(cells) {
            let mut line = Vec::new();
            let new = row.groups.iter().filter(|group| !groups.contains(group));
            line.extend(new.map(|group| group.label.0.to_owned()));
            groups = row.groups;
            line.push(self.label(row.label.0));
            let mut numbers = numbers.clone();
            if subtotal {
                let sum: i64 = numbers[organisations.clone()].iter().map(|n| n.parse::<i64>().unwrap_or(0)).sum();
                numbers.insert(organisations.end, sum.to_string());
            }
            line.extend(numbers.iter().map(|number| self.number(number)));
            self.row(&line);
        }
    }

    fn disputes(&mut self, table: &Table, cells: &[Vec<String>]) {
        self.row(&["行政复议", "行政诉讼"]);
        let results = labels(table.rows[0].columns);
        let mut header = results.clone();
        header.extend(["未经复议直接起诉", "复议后起诉"]);
        self.row(&header);
        let header: Vec<&str> = results.iter().chain(&results).copied().collect();
        self.row(&header);
        let numbers: Vec<String> = cells.iter().flatten().map(|number| self.number(number)).collect();
        self.row(&numbers);
    }

    fn disclosure(&mut self, table: &Table, cells: &[Vec<String>]) {
        let mut groups: &[Group] = &[];
        for (row, numbers) in table.rows.iter().zip(cells) {
            if row.groups != groups {
                self.row(&[row.groups[0].label.0]);
                let header: Vec<&str> = std::iter::once(table.corner.0).chain(labels(row.columns)).collect();
                self.row(&header);
            }
            groups = row.groups;
            let mut line = vec![row.label.0.to_owned()];
            line.extend(numbers.iter().map(|number| self.number(number)));
            self.row(&line);
        }
    }

    fn label(&mut self, label: &str) -> String {
        let label = match label.split_once('.') {
            Some((_, rest)) if self.style.no_ordinals => rest.to_owned(),
            Some((ordinal, rest)) if self.style.comma_ordinals => format!("{ordinal}、{rest}"),
            _ => label.to_owned(),
        };
        if self.style.full_width { label.chars().map(full_width).collect() } else { label }
    }

    fn number(&mut self, number: &str) -> String {
        let mut written = number.to_owned();
        if written.bytes().all(|b| b.is_ascii_digit()) && !written.is_empty() {
            if self.style.thousands && written.len() > 3 {
                written.insert(written.len() - 3, ',');
            }
            if self.style.classifier && self.rng.bool() {
                written.push('件');
            }
        }
        if self.style.full_width {
            written = written.chars().map(full_width).collect();
        }
        written
    }

    fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        let line = match self.layout {
            Layout::CellALine => cells.iter().filter(|c| !c.is_empty()).map(|c| format!("{c}\n")).collect(),
            Layout::CellALineSpaced => cells.iter().filter(|c| !c.is_empty()).map(|c| format!("{c}\n\n")).collect(),
            Layout::Tabs => format!("{}\n", cells.join("\t")),
            Layout::Spaces => format!("{}\n", cells.join(if self.rng.bool() { " " } else { "  " })),
            Layout::Pipes | Layout::Subtotal => format!("{} |\n", cells.join(" | ")),
            Layout::Markdown => format!("| {} |\n|{}\n", cells.join(" | "), "---|".repeat(cells.len())),
            Layout::PipeCellALine => cells.iter().map(|c| format!("{c} |\n")).collect(),
            Layout::Fused => cells.concat(),
            Layout::HalfFused => {
                cells.iter().map(|c| if self.rng.u8(0..3) == 0 { format!("{c} ") } else { (*c).to_owned() }).collect()
            }
            Layout::Wrapped => cells.iter().filter(|c| !c.is_empty()).map(|c| format!("{}\n", self.wrap(c))).collect(),
        };
        self.out.push_str(&line);
    }

    /// Breaks a label anywhere; numbers stay whole.
    fn wrap(&mut self, cell: &str) -> String {
        if cell.chars().any(|c| c.is_numeric() && cell.chars().count() < 12) {
            return cell.to_owned();
        }
        let mut wrapped = String::new();
        for c in cell.chars() {
            if !wrapped.is_empty() && self.rng.u8(0..6) == 0 {
                wrapped.push('\n');
            }
            wrapped.push(c);
        }
        wrapped
    }
}

/// The full-width form of an ASCII character.
fn full_width(c: char) -> char {
    if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c }
}

/// The characters of the form that differ in traditional script.
fn traditional(c: char) -> char {
    const PAIRS: &str = "条條项項规規制製发發废廢现現总總数數处處决決许許对對开開务務罚罰强強单單万萬业業费費集集采採购購额額结結转轉请請办辦属屬国國机機关關组組织織构構会會计計见見补補后後内內访訪举舉报報类類获獲据據无無当當级級实實执執稳穩护護权權过過询詢创創没沒维維纠糾复復议議诉訴讼訟审審经經标標县縣团團题題问問进進与與应應续續继繼门門时時间間认認总總说說减減书書统統动動项項况況证證";
    let pairs: Vec<char> = PAIRS.chars().collect();
    pairs.chunks(2).find(|pair| pair[0] == c).map_or(c, |pair| pair[1])
}
