//! Consistent tables in the surroundings that desks put them in: other columns beside the form's, other rows between its own,
//! other tables, marks and notes. The oracle is the figures that were written: an error is false, a cell read as another
//! number, or called blank where a number stands, is misread; not read is counted.

use crate::generate::{Figures, all_forms, labels, year_of};
use fastrand::Rng;
use gouji::check;
use gouji::forms::{Group, Shape, Table};
use gouji::report::{Report, Severity, State};

/// A line of a table before it is written.
#[derive(Debug, Clone)]
enum Line {
    /// Words alone: a page's header, a note.
    Text(String),
    /// Headings.
    Header(Vec<String>),
    /// A row: its labels, and its numbers.
    Row(Vec<String>, Vec<String>),
}

/// How lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    Tabs,
    Pipes,
    Markdown,
    LonePipes,
    CellALine,
    Semicolons,
    /// The marks at the ends of cells in Word's own text.
    WordMarks,
    /// "规章";"0";"'3"
    Quoted,
    /// 第2行 第3列 0
    Places,
    Spaces,
    /// Numbers one below the other, labels wrapped around them.
    PdfPlaces,
    NumbersFirst,
    /// The labels of table 3 in a block, and its numbers in another.
    LabelsApart,
    /// 自然人:3
    Named,
}

/// The text tells cells apart, and shows the blank ones.
pub const DIVIDED: [Layout; 9] = [
    Layout::Tabs,
    Layout::Pipes,
    Layout::Markdown,
    Layout::LonePipes,
    Layout::CellALine,
    Layout::Semicolons,
    Layout::WordMarks,
    Layout::Quoted,
    Layout::Places,
];
pub const UNDIVIDED: [Layout; 5] =
    [Layout::Spaces, Layout::PdfPlaces, Layout::NumbersFirst, Layout::LabelsApart, Layout::Named];

/// What is around the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Plain,
    RemarkWords,
    RemarkNumbers,
    LastYearColumn,
    ShareColumn,
    SerialNumbers,
    LineNumbers,
    SubtotalAfter,
    SubtotalBefore,
    TotalFirst,
    OrganisationsFirst,
    NaturalPersonsLast,
    ConfusedLabels,
    PageHeader,
    RepeatedHeader,
    Footnotes,
    NotesInCells,
    NoteBelow,
    AmongThese,
    NilMarks,
    Thousands,
    GrandTotal,
    LastYearsTables,
    AnotherBodysTable,
    LeftOverMarkup,
    RemarkInOneRow,
    MergedLabels,
    MovedRows,
    SuitsFirst,
    TotalsFirstInTable4,
    RowByRowInTable4,
    TwoYearsInTable4,
    EnglishBesideHeadings,
    SumsOfGroups,
    OrnamentedPages,
    LastYearBesideNil,
    SignedNumbers,
    TotalsInBrackets,
    LineEndsLost,
    /// Two more columns than the form's, headed above the others; blank cells of merged headings stand.
    HeadedAbove,
    /// Arrows by which a form lets its numbers be stepped.
    Steppers,
    /// Of who held them against others.
    Ticks,
    /// Several, each of another hand.
    WordsForNothing,
    /// What stood there before.
    Struck,
}

pub const KINDS: [Kind; 44] = [
    Kind::Plain,
    Kind::RemarkWords,
    Kind::RemarkNumbers,
    Kind::LastYearColumn,
    Kind::ShareColumn,
    Kind::SerialNumbers,
    Kind::LineNumbers,
    Kind::SubtotalAfter,
    Kind::SubtotalBefore,
    Kind::TotalFirst,
    Kind::OrganisationsFirst,
    Kind::NaturalPersonsLast,
    Kind::ConfusedLabels,
    Kind::PageHeader,
    Kind::RepeatedHeader,
    Kind::Footnotes,
    Kind::NotesInCells,
    Kind::NoteBelow,
    Kind::AmongThese,
    Kind::NilMarks,
    Kind::Thousands,
    Kind::GrandTotal,
    Kind::LastYearsTables,
    Kind::AnotherBodysTable,
    Kind::LeftOverMarkup,
    Kind::RemarkInOneRow,
    Kind::MergedLabels,
    Kind::MovedRows,
    Kind::SuitsFirst,
    Kind::TotalsFirstInTable4,
    Kind::RowByRowInTable4,
    Kind::TwoYearsInTable4,
    Kind::EnglishBesideHeadings,
    Kind::SumsOfGroups,
    Kind::OrnamentedPages,
    Kind::LastYearBesideNil,
    Kind::SignedNumbers,
    Kind::TotalsInBrackets,
    Kind::LineEndsLost,
    Kind::HeadedAbove,
    Kind::Steppers,
    Kind::Ticks,
    Kind::WordsForNothing,
    Kind::Struck,
];

/// A table's lines, as the form prints them: the cell of a merged heading once.
fn lines(table: &Table, cells: &[Vec<String>]) -> Vec<Line> {
    let strings = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut lines = Vec::new();
    match table.shape {
        Shape::Rows => {
            let columns = table.rows[0].columns;
            lines.push(Line::Header(strings(vec![table.corner.0, "申请人情况"])));
            lines.push(Line::Header(strings(vec!["自然人", "法人或其他组织", "总计"])));
            lines.push(Line::Header(strings(labels(&columns[1..columns.len() - 1]))));
        }
        Shape::Line => {
            lines.push(Line::Header(strings(vec!["行政复议", "行政诉讼"])));
            let results = labels(table.rows[0].columns);
            lines.push(Line::Header(strings([results.clone(), vec!["未经复议直接起诉", "复议后起诉"]].concat())));
            lines.push(Line::Header(strings([results.clone(), results].concat())));
            lines.push(Line::Row(Vec::new(), cells.concat()));
            return lines;
        }
        Shape::Blocks => {}
    }
    let mut groups: &[Group] = &[];
    for (row, numbers) in table.rows.iter().zip(cells) {
        if table.shape == Shape::Blocks && row.groups != groups {
            lines.push(Line::Text(row.groups[0].label.0.to_owned()));
            lines.push(Line::Header(strings([vec![table.corner.0], labels(row.columns)].concat())));
        }
        let mut heads: Vec<String> = Vec::new();
        if table.shape == Shape::Rows {
            heads.extend(
                row.groups.iter().filter(|group| !groups.contains(group)).map(|group| group.label.0.to_owned()),
            );
        }
        groups = row.groups;
        heads.push(row.label.0.to_owned());
        lines.push(Line::Row(heads, numbers.clone()));
    }
    lines
}

/// The lines with the surroundings of a kind; `of_rows` are those of table 3.
fn surround(kind: Kind, table: &Table, mut lines: Vec<Line>, rng: &mut Rng) -> Vec<Line> {
    let of_rows = table.shape == Shape::Rows;
    let last = lines.len() - 1;
    let number = |text: &str| text.parse::<i64>().unwrap_or(0);
    let mut row = 0;
    let mut outer: Vec<String> = Vec::new();
    for (at, line) in lines.iter_mut().enumerate() {
        match line {
            Line::Row(heads, cells) if of_rows => {
                row += 1;
                let width = cells.len();
                match kind {
                    Kind::RemarkWords => cells.push(["", "无", "已公开", "见附件"][rng.usize(0..4)].to_owned()),
                    Kind::RemarkNumbers => cells.push(["", "见表3", "撤回1件", "附件2"][rng.usize(0..4)].to_owned()),
                    Kind::RemarkInOneRow if row == 5 => cells.push("含补正".to_owned()),
                    Kind::LastYearColumn | Kind::LastYearBesideNil => cells.push(rng.i64(1..90).to_string()),
                    Kind::ShareColumn => cells.push(format!("{}.{}%", rng.u8(0..99), rng.u8(0..9))),
                    Kind::SerialNumbers => heads.insert(0, row.to_string()),
                    Kind::LineNumbers => cells.insert(0, row.to_string()),
                    Kind::SubtotalAfter | Kind::SubtotalBefore => {
                        let sum: i64 = cells[1..width - 1].iter().map(|cell| number(cell)).sum();
                        cells.insert(if kind == Kind::SubtotalAfter { width - 1 } else { 1 }, sum.to_string());
                    }
                    Kind::TotalFirst => cells.rotate_right(1),
                    Kind::OrganisationsFirst | Kind::EnglishBesideHeadings | Kind::NaturalPersonsLast => {
                        cells[..width - 1].rotate_left(1);
                    }
                    // As characters are confused that were read from a picture.
                    Kind::ConfusedLabels if row < 3 => {
                        heads.iter_mut().for_each(|head| *head = head.replace("申请", "申清"));
                    }
                    Kind::MergedLabels => heads.resize(3.max(heads.len()), String::new()),
                    Kind::TotalsInBrackets => cells[width - 1] = format!("（{}）", cells[width - 1]),
                    Kind::LineEndsLost => *heads = in_columns(heads),
                    Kind::HeadedAbove => {
                        *heads = in_columns(heads);
                        cells.extend([cells[width - 1].clone(), "0".to_owned()]);
                    }
                    _ => {}
                }
                for cell in cells.iter_mut().filter(|cell| number(cell) > 0) {
                    match kind {
                        Kind::Footnotes if rng.u8(0..4) == 0 => cell.push_str(["①", "[1]", "*"][rng.usize(0..3)]),
                        Kind::NotesInCells if rng.u8(0..5) == 0 => cell.push_str("（其中修订1件）"),
                        Kind::LeftOverMarkup => cell.push_str("&nbsp;"),
                        Kind::Ticks if rng.u8(0..4) == 0 => cell.push('√'),
                        Kind::Struck if rng.u8(0..5) == 0 => *cell = format!("~~{}~~{cell}", rng.u8(0..90)),
                        Kind::Thousands if cell.len() > 3 => cell.insert(cell.len() - 3, ','),
                        _ => {}
                    }
                }
                if kind == Kind::Steppers {
                    cells.iter_mut().filter(|cell| number(cell) >= 0).for_each(|cell| cell.push_str("▲▼"));
                }
                for cell in cells.iter_mut().filter(|cell| *cell == "0") {
                    match kind {
                        Kind::LastYearBesideNil => *cell = "/".to_owned(),
                        Kind::WordsForNothing if rng.u8(0..4) > 0 => {
                            *cell = ["无此项", "未发生", "（空）", "×"][rng.usize(0..4)].to_owned();
                        }
                        Kind::NilMarks => *cell = ["—", "/", "无", "-"][rng.usize(0..4)].to_owned(),
                        Kind::LeftOverMarkup => *cell = "&nbsp;".to_owned(),
                        Kind::SumsOfGroups => cell.clear(),
                        _ => {}
                    }
                }
            }
            Line::Row(_, cells) if table.shape == Shape::Line && kind == Kind::GrandTotal => {
                let sum: i64 = [4, 9, 14].iter().map(|at| number(&cells[*at])).sum();
                cells.push(sum.to_string());
            }
            Line::Header(words) if of_rows => match kind {
                Kind::RemarkWords | Kind::RemarkNumbers if at == 1 => words.push("备注".to_owned()),
                Kind::LastYearColumn | Kind::LastYearBesideNil if at == 1 => words.push("上年总计".to_owned()),
                Kind::ShareColumn if at == 1 => words.push("占比".to_owned()),
                Kind::SubtotalAfter if at == 2 => words.push("小计".to_owned()),
                Kind::SubtotalBefore if at == 2 => words.insert(0, "小计".to_owned()),
                Kind::TotalFirst if at == 1 => words.rotate_right(1),
                Kind::OrganisationsFirst if at == 1 => words.swap(0, 1),
                // Told with those of the line below.
                Kind::NaturalPersonsLast if at == 1 => {
                    outer = words.drain(..).filter(|word| !word.contains("组织")).collect();
                }
                Kind::NaturalPersonsLast => words.append(&mut outer),
                Kind::HeadedAbove => {
                    let places: &[usize] = [&[0, 3][..], &[3, 4, 9], &[4, 5, 6, 7, 8]][at];
                    let mut grid = vec![String::new(); 12];
                    places.iter().zip(words.drain(..)).for_each(|(place, word)| grid[*place] = word);
                    if at == 0 {
                        (grid[10], grid[11]) = ("线上".to_owned(), "线下".to_owned());
                    }
                    *words = grid;
                }
                Kind::EnglishBesideHeadings => {
                    if at == 1 {
                        words.swap(0, 1);
                    }
                    let columns = table.rows[0].columns.iter().map(|column| column.label);
                    let groups = table.rows[0].columns[1].groups.iter().map(|group| group.label);
                    let names: Vec<(&str, &str)> = columns.chain(groups).collect();
                    for word in words.iter_mut() {
                        let english = names.iter().find(|(name, _)| name == word).map(|(_, english)| *english);
                        *word = [word.as_str(), english.unwrap_or_default()].join(" ").trim_end().to_owned();
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    let middle = 3 + last / 2;
    if table.shape == Shape::Line {
        return surround_line(kind, table, lines, rng);
    }
    match kind {
        Kind::MovedRows if of_rows => lines.swap(3, 4),
        Kind::PageHeader if of_rows => {
            lines.insert(middle, Line::Text("示例县人民政府公报 2024年第3期 第12页".to_owned()));
        }
        Kind::RepeatedHeader if of_rows => {
            let header = lines[1..3].to_vec();
            lines.splice(middle..middle, header);
            lines.insert(middle, Line::Text("（续表）".to_owned()));
        }
        Kind::NoteBelow if of_rows => {
            lines.push(Line::Text("注：1.上表含网上申请12件；2.本年撤回3件。".to_owned()));
        }
        Kind::SumsOfGroups if of_rows => lines = with_sums_of_groups(lines),
        Kind::OrnamentedPages if of_rows => {
            for (page, at) in [(2, middle - 9), (3, middle), (4, middle + 9)] {
                lines.insert(at, Line::Text(format!("· {page} ·")));
            }
        }
        Kind::AmongThese if of_rows => {
            lines.insert(
                4,
                Line::Row(vec!["其中：网上申请".to_owned()], (0..7).map(|_| rng.u8(0..3).to_string()).collect()),
            );
        }
        _ => {}
    }
    lines
}

/// A row's labels in the three columns that merged cells have, the others blank.
fn in_columns(heads: &[String]) -> Vec<String> {
    let label = heads.last().expect("a row has a label");
    let column = match label.chars().next() {
        Some('（') => 1,
        Some(c) if c.is_ascii_digit() => 2,
        _ => 0,
    };
    let mut all = vec![String::new(); 3];
    all[column + 1 - heads.len()..=column].clone_from_slice(heads);
    all
}

/// Each group of rows with a line of its own above them, and what they have together: (四)无法提供 | 3 | 0 | 0 | ….
fn with_sums_of_groups(lines: Vec<Line>) -> Vec<Line> {
    let is_last_label = |line: &Line, number: char| matches!(line, Line::Row(heads, _) if heads.last().is_some_and(|head| head.starts_with(number)));
    let mut all: Vec<Line> = Vec::new();
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        let Line::Row(mut heads, cells) = line else {
            all.push(line);
            continue;
        };
        if heads.len() < 2 || !heads.last().is_some_and(|head| head.starts_with('1')) {
            all.push(Line::Row(heads, cells));
            continue;
        }
        let group = heads.remove(heads.len() - 2);
        let mut members = vec![Line::Row(heads, cells)];
        while let Some(next) = rest.next_if(|next| ('2'..='9').any(|number| is_last_label(next, number))) {
            members.push(next);
        }
        let mut sums = [0i64; 7];
        for member in &members {
            let Line::Row(_, cells) = member else { continue };
            sums.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell.parse().unwrap_or(0));
        }
        all.push(Line::Row(vec![group], sums.iter().map(i64::to_string).collect()));
        all.extend(members);
    }
    all
}

/// The same of table 4, whose rows stand side by side.
fn surround_line(kind: Kind, table: &Table, mut lines: Vec<Line>, rng: &mut Rng) -> Vec<Line> {
    let Some(Line::Row(_, cells)) = lines.last().cloned() else { panic!("table 4 ends in its row") };
    let rows: Vec<&[String]> = cells.chunks(5).collect();
    let results: Vec<String> = labels(table.rows[0].columns).into_iter().map(str::to_owned).collect();
    let all = |results: &[String]| Line::Header([results, results, results].concat());
    let header = |words: &[&str]| Line::Header(words.iter().map(|word| (*word).to_owned()).collect());
    match kind {
        Kind::SuitsFirst => {
            lines[0] = header(&["行政诉讼", "行政复议"]);
            lines[1] = header(&["未经复议直接起诉", "复议后起诉"]);
            lines[2] = all(&results);
            lines[3] = Line::Row(Vec::new(), [rows[1], rows[2], rows[0]].concat());
        }
        Kind::TotalsFirstInTable4 => {
            let turn = |cells: &[String]| -> Vec<String> {
                let mut cells = cells.to_vec();
                cells.rotate_right(1);
                cells
            };
            lines[0] = header(&["行政复议", "未经复议直接起诉", "复议后起诉"]);
            lines[1] = all(&turn(&results));
            lines[2] = Line::Row(Vec::new(), rows.iter().flat_map(|row| turn(row)).collect());
            lines.truncate(3);
        }
        Kind::RowByRowInTable4 => {
            let heads = ["行政复议", "未经复议直接起诉", "复议后起诉"];
            lines = vec![Line::Header([vec!["类型".to_owned()], results].concat())];
            lines.extend(heads.iter().zip(&rows).map(|(head, row)| Line::Row(vec![(*head).to_owned()], row.to_vec())));
            lines.rotate_right(1);
            lines.swap(0, 1);
        }
        Kind::TotalsInBrackets => {
            let bracketed =
                |(at, cell): (usize, &String)| if at % 5 == 4 { format!("（{cell}）") } else { cell.clone() };
            lines[3] = Line::Row(Vec::new(), cells.iter().enumerate().map(bracketed).collect());
        }
        Kind::TwoYearsInTable4 => {
            let before: Vec<String> =
                (0..3).flat_map(|_| [rng.u8(0..9), 0, 0, 0].map(|n| n.to_string())).collect::<Vec<_>>();
            let before: Vec<String> = before.chunks(4).flat_map(|row| [row, &row[..1]].concat()).collect();
            lines[3] = Line::Row(vec!["上年".to_owned()], before);
            lines.push(Line::Row(vec!["本年".to_owned()], cells));
        }
        _ => {}
    }
    lines
}

fn written(lines: &[Line], layout: Layout) -> String {
    let rows = lines.iter().filter(|line| matches!(line, Line::Row(heads, _) if !heads.is_empty())).count();
    if layout == Layout::LabelsApart && rows > 20 {
        // The labels, and then the numbers.
        let first = lines.iter().position(|line| matches!(line, Line::Row(..))).unwrap_or(0);
        let label = |line: &Line| match line {
            Line::Row(heads, _) => format!("{}\n", heads.join("\n")),
            _ => String::new(),
        };
        let numbers = |line: &Line| match line {
            Line::Row(_, cells) => format!("{}\n", cells.join(" ")),
            _ => String::new(),
        };
        let header = written(&lines[..first], Layout::Spaces);
        return header + &lines.iter().map(label).chain(lines.iter().map(numbers)).collect::<String>();
    }
    let at = std::cell::Cell::new(0);
    let row = |cells: &[String]| match layout {
        Layout::Quoted => {
            let fields = cells.iter().map(|cell| match cell.parse::<u64>() {
                Ok(number) => format!("\"'{number}\""),
                Err(_) => format!("\"{cell}\""),
            });
            format!("{}\n", fields.collect::<Vec<_>>().join(";"))
        }
        Layout::Places => {
            at.set(at.get() + 1);
            cells.iter().zip(1..).map(|(cell, column)| format!("第{}行 第{column}列 {cell}\n", at.get())).collect()
        }
        Layout::Semicolons => format!("{}\n", cells.join(";")),
        Layout::WordMarks => format!("{}\u{7}\u{7}\r", cells.join("\u{7}")),
        Layout::Spaces | Layout::PdfPlaces | Layout::NumbersFirst | Layout::LabelsApart | Layout::Named => {
            let cells: Vec<&str> = cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
            format!("{}\n", cells.join(" "))
        }
        Layout::Tabs => format!("{}\n", cells.join("\t")),
        Layout::Pipes => format!("{} |\n", cells.join(" | ")),
        Layout::Markdown => format!("| {} |\n", cells.join(" | ")),
        Layout::LonePipes => cells.iter().map(|cell| format!("{cell}\n|\n")).collect(),
        Layout::CellALine => cells.iter().filter(|cell| !cell.is_empty()).map(|cell| format!("{cell}\n")).collect(),
    };
    let line = |line: &Line| match line {
        Line::Text(text) => format!("{text}\n"),
        Line::Header(cells) => row(cells),
        Line::Row(heads, cells) if layout == Layout::PdfPlaces && !heads.is_empty() => in_places(heads, cells),
        Line::Row(heads, cells) if layout == Layout::NumbersFirst => row(&[cells.as_slice(), heads].concat()),
        Line::Row(heads, cells) if layout == Layout::Named && cells.len() == 7 && !heads.is_empty() => {
            let names = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
            let named: Vec<String> = names.iter().zip(cells).map(|(name, cell)| format!("{name}：{cell}件")).collect();
            format!("{}：{}。\n", heads.join(" "), named.join("，"))
        }
        Line::Row(heads, cells) => row(&[heads.as_slice(), cells].concat()),
    };
    lines.iter().map(line).collect()
}

/// A row as it stands in the text of a PDF: a narrow column of labels, the numbers beside the middle of theirs, each in the
/// middle of its column.
fn in_places(heads: &[String], cells: &[String]) -> String {
    let label: Vec<char> = heads.last().expect("a row has a label").chars().collect();
    let pieces: Vec<String> = label.chunks(12).map(|piece| piece.iter().collect()).collect();
    let numbers = pieces.len() / 2;
    let mut text = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        let mut line = format!("  {piece}");
        if i == numbers {
            // A Chinese character is as wide as two digits.
            let width = |text: &str| text.chars().map(|c| if c.len_utf8() > 2 { 2 } else { 1 }).sum::<usize>();
            for (column, cell) in cells.iter().enumerate() {
                let place = 30 + column * 9 + (7usize.saturating_sub(width(cell))) / 2;
                let at = place.saturating_sub(width(&line)).max(1);
                line.push_str(&" ".repeat(at));
                line.push_str(cell);
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// What a space that does not break became in an encoding that has none, before each number.
fn sign_numbers(lines: &mut [Line]) {
    let cells = lines.iter_mut().filter_map(|line| match line {
        Line::Row(_, cells) => Some(cells),
        _ => None,
    });
    for cell in cells.flatten().filter(|cell| cell.starts_with(|c: char| c.is_ascii_digit())) {
        cell.insert(0, '?');
    }
}

/// A report with its tables in the surroundings of a kind.
pub fn text(kind: Kind, figures: &Figures, layout: Layout, rng: &mut Rng) -> String {
    let year = year_of(figures.form);
    let mut text = format!("示例县人民政府{year}年政府信息公开工作年度报告\n\n一、总体情况\n\n各项工作有序推进。\n\n");
    let titles =
        ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"];
    let before = Figures::consistent_of(figures.form, rng);
    for (i, table) in figures.form.tables.iter().enumerate() {
        text.push_str(&format!("{}\n\n", titles[i]));
        if kind == Kind::LastYearsTables {
            text.push_str(&format!("{}年度：\n{}", year - 1, written(&lines(table, &before.cells[i]), layout)));
            text.push_str(&format!("{year}年度：\n"));
        }
        let mut surrounded = surround(kind, table, lines(table, &figures.cells[i]), rng);
        if kind == Kind::SignedNumbers {
            sign_numbers(&mut surrounded);
        }
        let written = written(&surrounded, layout);
        text.push_str(&if kind == Kind::LineEndsLost { written.replace('\n', " ") } else { written });
        text.push('\n');
    }
    text.push_str("五、存在的主要问题及改进情况\n\n解读形式不够丰富，将予改进。\n\n六、其他需要报告的事项\n\n没有收取信息处理费。\n");
    if kind == Kind::AnotherBodysTable {
        let table = &figures.form.tables[1];
        text.push_str(&format!("\n附件：石桥镇人民政府{year}年收到和处理政府信息公开申请情况\n"));
        text.push_str(&written(&lines(table, &before.cells[1]), layout));
    }
    text
}

/// What became of the cells: read, and those that are not what was written.
pub fn compared(figures: &Figures, report: &Report) -> (usize, usize, Vec<String>) {
    let (mut read, mut all, mut wrong) = (0, 0, Vec::new());
    for (table, rows) in figures.form.tables.iter().zip(&figures.cells) {
        let found = report.tables.iter().find(|found| found.id == table.id).expect("every table is listed");
        for (row, cells) in table.rows.iter().zip(rows) {
            for (column, written) in row.columns.iter().zip(cells) {
                // Amounts and changes are written in words of their own.
                let Ok(number) = written.parse::<i64>() else { continue };
                all += 1;
                let cell = found.cells.iter().find(|cell| cell.row == row.id && cell.column == Some(column.id));
                let value = match cell.map(|cell| (cell.state, cell.value)) {
                    Some((State::Value, Some(value))) => value.as_whole(),
                    Some((State::Blank, _)) => Some(0),
                    _ => continue,
                };
                read += 1;
                if value != Some(number) {
                    wrong.push(format!("{} {} {}: {value:?}, not {number}", table.id, row.id, column.id));
                }
            }
        }
    }
    (read, all, wrong)
}

/// The names would be those of other columns; and a year behind its line is of the next one, too.
pub fn is_moot(kind: Kind, layout: Layout) -> bool {
    match (kind, layout) {
        // Blanks that nothing shows.
        (Kind::SumsOfGroups, _) => !DIVIDED.contains(&layout) || layout == Layout::CellALine,
        // Among gaps a sign may be what divides cells, or one.
        (Kind::SignedNumbers | Kind::LastYearBesideNil, _) => !DIVIDED.contains(&layout),
        (Kind::TotalFirst | Kind::OrganisationsFirst | Kind::EnglishBesideHeadings, Layout::Named) => true,
        (Kind::NaturalPersonsLast, Layout::Named) => true,
        (Kind::TwoYearsInTable4, Layout::NumbersFirst) => true,
        (Kind::LineEndsLost, _) => layout != Layout::Tabs,
        (Kind::HeadedAbove, _) => !DIVIDED.contains(&layout) || layout == Layout::CellALine,
        _ => false,
    }
}

/// Cells read, and all, in some layouts, under each kind of surroundings.
fn read_in(layouts: &[Layout], seed: u64) -> (usize, usize) {
    let mut rng = Rng::with_seed(seed);
    let (mut read, mut all) = (0, 0);
    let mut failed = Vec::new();
    for kind in KINDS {
        for &layout in layouts {
            if is_moot(kind, layout) {
                continue;
            }
            // The forms in force are known to the checker.
            for form in &all_forms()[1..] {
                let figures = Figures::consistent_of(form, &mut rng);
                let text = text(kind, &figures, layout, &mut rng);
                let report = check(&text);
                let (cells, of, wrong) = compared(&figures, &report);
                (read, all) = (read + cells, all + of);
                let errors = report.count(Severity::Error);
                if errors > 0 || !wrong.is_empty() {
                    let first = wrong.first();
                    failed.push(format!("{kind:?} {layout:?} {}: {errors} errors, {first:?}", figures.form.id));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
    (read, all)
}

#[test]
fn no_error_is_false_where_the_text_tells_cells_apart() {
    for seed in 13..23 {
        let (read, all) = read_in(&DIVIDED, seed);
        // Hundredths. (Columns in another order, a heading a line, are not read.)
        assert!(read * 100 >= all * 96, "{read} cells of {all} were read");
    }
}

#[test]
fn no_error_is_false_where_only_places_or_order_tell_cells_apart() {
    for seed in 13..23 {
        let (read, all) = read_in(&UNDIVIDED, seed);
        assert!(read * 100 >= all * 89, "{read} cells of {all} were read");
    }
}

/// A row that was moved has its line where it stands: a line of no row in its old place is not its own.
#[test]
fn a_moved_row_is_read_once() {
    let text = "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3\n小计 9 0 0 0 0 0 9\n(一)予以公开 2 0 0 0 0 0 2\n\
                二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1\n(七)总计 3 0 0 0 0 0 3\n四、结转下年度继续办理 1 0 0 0 0 0 1\n";
    let report = check(text);
    let table = report.tables.iter().find(|table| table.id == "requests").expect("table 3");
    let values = |row: &str| -> Vec<i64> {
        let cells = table.cells.iter().filter(|cell| cell.row == row);
        cells.filter_map(|cell| cell.value?.as_whole()).collect()
    };
    assert_eq!(values("carried_in"), [1, 0, 0, 0, 0, 0, 1]);
    assert_eq!(values("new_received"), [3, 0, 0, 0, 0, 0, 3]);
    assert_eq!(report.count(Severity::Error), 0);
}

/// Nor is what stands below it another table.
#[test]
fn a_table_with_a_moved_row_is_one_table() {
    let mut rng = Rng::with_seed(7);
    let figures = Figures::consistent_of(&all_forms()[1], &mut rng);
    let table = &figures.form.tables[1];
    let mut lines = lines(table, &figures.cells[1]);
    // (七)总计 before (一)予以公开.
    let total = lines.len() - 2;
    lines[5..=total].rotate_right(1);
    let report = check(&format!("三、收到和处理政府信息公开申请情况\n{}", written(&lines, Layout::Tabs)));
    let found = report.tables.iter().find(|found| found.id == table.id).expect("table 3");
    assert_eq!(found.cells.len(), table.rows.len() * 7);
    assert!(report.findings.iter().all(|finding| finding.rule != "structure.table-repeated"), "{:?}", report.findings);
}

/// A label as short as (七)总计 stands before a cell where nil is written 〇: the 总计 of the next table's header is not its row.
#[test]
fn nil_in_chinese_is_a_cell_behind_a_label() {
    let mut rng = Rng::with_seed(9);
    for form in &all_forms()[1..] {
        let mut figures = Figures::consistent_of(form, &mut rng);
        let of = figures.table("requests");
        let rows = form.tables[of].rows.iter().zip(&mut figures.cells[of]);
        for (row, cells) in rows {
            let number = if ["new_received", "granted", "outcome_total"].contains(&row.id) { "3" } else { "0" };
            cells.fill("0".to_owned());
            cells[1] = number.to_owned();
            cells[6] = number.to_owned();
        }
        // (Twice: of two in a row the line between them is the first one's.)
        let text = text(Kind::Plain, &figures, Layout::CellALine, &mut rng);
        let text = text.replace("\n0\n", "\n〇\n").replace("\n0\n", "\n〇\n");
        let report = check(&text);
        let (_, _, wrong) = compared(&figures, &report);
        assert!(wrong.is_empty() && report.count(Severity::Error) == 0, "{wrong:?}");
    }
}

/// A sum of the organisations beside the only one of them with a number in it: which of the two columns is the form's nothing tells but
/// the headings, and where these do not, neither is read; be it that blanks are shown in one of the two alone, or that there is a slip.
#[test]
fn a_subtotal_like_a_column_is_not_taken_for_it() {
    let table = &all_forms()[1].tables[1];
    let numbers = |row: &str| match row {
        "new_received" | "granted" | "outcome_total" => [2, 1],
        _ => [0, 0],
    };
    for (layout, slip) in DIVIDED.into_iter().flat_map(|layout| [(layout, false), (layout, true)]) {
        let mut lines = vec![
            Line::Header(["自然人", "法人或其他组织", "小计", "总计"].map(str::to_owned).to_vec()),
            Line::Header(["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"].map(str::to_owned).to_vec()),
        ];
        let business_of = |row: &str| if slip && row == "granted" { 11 } else { numbers(row)[1] };
        lines.extend(table.rows.iter().map(|row| {
            let [person, business] = numbers(row.id);
            let shown = |cell: i32| if cell == 0 && !slip { "—".to_owned() } else { cell.to_string() };
            let mut cells = [person, business_of(row.id), 0, 0, 0, 0].map(shown).to_vec();
            cells.extend([business, person + business].map(|cell| cell.to_string()));
            Line::Row(vec![row.label.0.to_owned()], cells)
        }));
        let report = check(&format!("三、收到和处理政府信息公开申请情况\n{}", written(&lines, layout)));
        assert!(slip || report.count(Severity::Error) == 0, "{layout:?}");
        let found = report.tables.iter().find(|found| found.id == table.id).expect("table 3");
        for cell in &found.cells {
            let [person, business] = numbers(cell.row);
            let right = match cell.column {
                Some("natural_person") => person,
                Some("business") => business_of(cell.row),
                Some("total") => person + business,
                _ => 0,
            };
            let read = cell.value.and_then(|value| value.as_whole());
            let (row, column) = (cell.row, cell.column);
            assert!(cell.state != State::Value || read == Some(right.into()), "{layout:?} {row} {column:?}: {read:?}");
        }
    }
}

/// Where each heading stands over its cells, a slip does not move the columns: without 自然人 and its slip all would add up.
#[test]
fn columns_are_those_they_are_headed_by() {
    let mut rng = Rng::with_seed(11);
    let form = &all_forms()[1];
    for layout in [Layout::Tabs, Layout::Pipes, Layout::Markdown] {
        let mut figures = Figures::consistent_of(form, &mut rng);
        let of = figures.table("requests");
        for (row, cells) in form.tables[of].rows.iter().zip(&mut figures.cells[of]) {
            let number = if ["new_received", "granted", "outcome_total"].contains(&row.id) { "3" } else { "0" };
            cells.fill("0".to_owned());
            (cells[0], cells[6]) = (number.to_owned(), number.to_owned());
        }
        let slip = form.tables[of].rows.iter().position(|row| row.id == "denied_case_file").expect("its row");
        figures.cells[of][slip][0] = "2".to_owned();
        let report = check(&text(Kind::HeadedAbove, &figures, layout, &mut rng));
        let (_, _, wrong) = compared(&figures, &report);
        assert!(wrong.is_empty() && report.count(Severity::Error) > 0, "{layout:?} {wrong:?}");
    }
}

/// A page's first cell is no number of a page, where pages are numbered otherwise: - 4 -, and 1 below it.
#[test]
fn pages_are_numbered_in_one_way() {
    let mut rng = Rng::with_seed(12);
    let figures = Figures::consistent_of(&all_forms()[1], &mut rng);
    let plain = text(Kind::Plain, &figures, Layout::CellALine, &mut rng);
    let mut lines: Vec<String> = plain.lines().map(str::to_owned).collect();
    let number = |at: usize| lines[at].parse::<u32>().ok();
    let first = lines.iter().position(|line| line.starts_with("一、本年新收")).expect("its row");
    let counts_on = |one: usize| {
        let next = number(one).filter(|own| (1..99).contains(own))? + 1;
        (one + 10..lines.len()).find(|other| number(*other) == Some(next)).map(|other| [one, other])
    };
    let pages = (first..lines.len()).find_map(counts_on).expect("two cells that would count pages");
    for (page, at) in (4..).zip(pages) {
        lines[at] = format!("- {page} -\n\n{}", lines[at]);
    }
    let report = check(&lines.join("\n"));
    let (_, _, wrong) = compared(&figures, &report);
    assert!(wrong.is_empty() && report.count(Severity::Error) == 0, "{wrong:?}");
}
