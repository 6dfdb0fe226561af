//! The same made-up reports as web pages, as Word, WPS and Excel put them on the clipboard, as .docx and
//! .xlsx files.

use crate::generate::{Figures, labels, year_of};
use fastrand::Rng;
use gouji::forms::{Group, Table};
use std::fmt::Write as _;
use std::io::Write as _;
use zip::write::SimpleFileOptions;

/// A cell of a table as it is drawn: its text, how many columns and rows it spans.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub text: String,
    pub columns: usize,
    pub rows: usize,
}

fn drawn(text: &str, columns: usize, rows: usize) -> Drawn {
    Drawn { text: text.to_owned(), columns, rows }
}

/// Part of a report.
#[derive(Debug, Clone)]
pub enum Block {
    Heading(&'static str),
    Paragraph(String),
    Table(Vec<Vec<Drawn>>),
}

/// A report as the form draws it. With `subtotal` a 小计 stands before the 总计.
pub fn blocks(figures: &Figures, subtotal: bool) -> Vec<Block> {
    let year = year_of(figures.form);
    let mut blocks = vec![
        Block::Paragraph(format!("示例县人民政府{year}年政府信息公开工作年度报告")),
        Block::Paragraph(format!("本报告由示例县人民政府办公室编制,统计期限为{year}年1月1日至{year}年12月31日。")),
        Block::Heading("一、总体情况"),
        Block::Paragraph("全年按时公开各类信息,共举办培训3次。".into()),
        Block::Heading("二、主动公开政府信息情况"),
    ];
    for (table, cells) in figures.form.tables.iter().zip(&figures.cells) {
        let drawn = match table.id {
            "requests" => {
                blocks.push(Block::Heading("三、收到和处理政府信息公开申请情况"));
                requests(table, cells, subtotal)
            }
            "disputes" => {
                blocks.push(Block::Heading("四、政府信息公开行政复议、行政诉讼情况"));
                disputes(table, cells)
            }
            _ => disclosure(table, cells),
        };
        blocks.push(Block::Table(drawn));
    }
    blocks.push(Block::Heading("五、存在的主要问题及改进情况"));
    blocks.push(Block::Paragraph("解读形式还不够丰富,下一步将改进。".into()));
    blocks.push(Block::Heading("六、其他需要报告的事项"));
    blocks.push(Block::Paragraph("本年度没有收取信息处理费。".into()));
    blocks
}

fn disclosure(table: &Table, cells: &[Vec<String>]) -> Vec<Vec<Drawn>> {
    let mut rows = Vec::new();
    let mut groups: &[Group] = &[];
    for (row, numbers) in table.rows.iter().zip(cells) {
        // The last cell reaches to the table's edge.
        let line = |first: &str, rest: Vec<&str>| {
            let mut line = vec![drawn(first, 1, 1)];
            let last = rest.len() - 1;
            line.extend(rest.iter().enumerate().map(|(i, text)| drawn(text, if i == last { 3 - last } else { 1 }, 1)));
            line
        };
        if row.groups != groups {
            rows.push(vec![drawn(row.groups[0].label.0, 4, 1)]);
            rows.push(line(table.corner.0, labels(row.columns)));
        }
        groups = row.groups;
        rows.push(line(row.label.0, numbers.iter().map(String::as_str).collect()));
    }
    rows
}

fn requests(table: &Table, cells: &[Vec<String>], subtotal: bool) -> Vec<Vec<Drawn>> {
    let wide = usize::from(subtotal);
    let columns = table.rows[0].columns;
    let organisations = 1..columns.len() - 1;
    let count = organisations.len() + wide;
    let mut header: Vec<Drawn> =
        labels(&columns[organisations.clone()]).into_iter().map(|label| drawn(label, 1, 1)).collect();
    if subtotal {
        header.push(drawn("小计", 1, 1));
    }
    let mut rows = vec![
        vec![drawn(table.corner.0, 3, 3), drawn("申请人情况", count + 2, 1)],
        vec![drawn("自然人", 1, 2), drawn("法人或其他组织", count, 1), drawn("总计", 1, 2)],
        header,
    ];
    let mut groups: &[Group] = &[];
    for (row, numbers) in table.rows.iter().zip(cells) {
        let mut line = Vec::new();
        for group in row.groups.iter().filter(|group| !groups.contains(group)) {
            line.push(drawn(group.label.0, 1, table.rows.iter().filter(|other| other.groups.contains(group)).count()));
        }
        groups = row.groups;
        line.push(drawn(row.label.0, 3 - row.groups.len(), 1));
        let mut numbers = numbers.clone();
        if subtotal {
            let sum: i64 = numbers[organisations.clone()].iter().map(|n| n.parse::<i64>().unwrap_or(0)).sum();
            numbers.insert(organisations.end, sum.to_string());
        }
        line.extend(numbers.iter().map(|number| drawn(number, 1, 1)));
        rows.push(line);
    }
    rows
}

fn disputes(table: &Table, cells: &[Vec<String>]) -> Vec<Vec<Drawn>> {
    let results: Vec<Drawn> = labels(table.rows[0].columns).into_iter().map(|label| drawn(label, 1, 1)).collect();
    let tall: Vec<Drawn> = results.iter().map(|cell| Drawn { rows: 2, ..cell.clone() }).collect();
    vec![
        vec![drawn("行政复议", 5, 1), drawn("行政诉讼", 10, 1)],
        [tall, vec![drawn("未经复议直接起诉", 5, 1), drawn("复议后起诉", 5, 1)]].concat(),
        [results.clone(), results].concat(),
        cells.iter().flatten().map(|number| drawn(number, 1, 1)).collect(),
    ]
}

/// Whose HTML it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// Clean markup.
    Plain,
    /// Word: paragraphs in cells, conditional comments, a grid that does not line up.
    Word,
    /// WPS: settings among the text.
    Wps,
    /// Excel: a range, one table for everything.
    Excel,
    /// A portal: tables that lay out the page around it all, labels broken.
    Portal,
    /// No end tags.
    Unclosed,
    /// Each table in two, the header repeated, as pages cut it.
    Cut,
    /// The numbers of each row in a table of their own.
    Nested,
}

pub const HANDS: [Hand; 8] =
    [Hand::Plain, Hand::Word, Hand::Wps, Hand::Excel, Hand::Portal, Hand::Unclosed, Hand::Cut, Hand::Nested];

/// Writes a report as HTML.
pub fn html(blocks: &[Block], hand: Hand, rng: &mut Rng) -> String {
    let mut out = String::new();
    out.push_str(match hand {
        Hand::Word => "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta charset=utf-8><style><!-- td {color:red} --></style><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head><body lang=ZH-CN><!--StartFragment-->",
        Hand::Wps => "<html><head><title>x</title></head><body><w:WordDocument><w:View>Print 100</w:View></w:WordDocument><w:LatentStyles><w:LsdException Locked=\"false\" Name=\"Normal\"/></w:LatentStyles>",
        Hand::Excel => "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><body><!--StartFragment--><table border=0><colgroup><col width=72><col width=72></colgroup>",
        Hand::Portal => "<!DOCTYPE html><html><head><title>页面标题</title><script>var n = '<td>9</td>';</script></head><body><div style=\"display:none\">字体:[大 中 小]</div><table width=\"100%\"><tr><td>首页</td><td>政务公开</td></tr><tr><td colspan=\"2\"><div class=\"content\">",
        _ => "<!DOCTYPE html><html><body>",
    });
    for block in blocks {
        match block {
            Block::Heading(text) if hand == Hand::Excel => write!(out, "<tr><td colspan=10>{text}</td></tr>").unwrap(),
            Block::Paragraph(text) if hand == Hand::Excel => {
                write!(out, "<tr><td colspan=10>{text}</td></tr>").unwrap();
            }
            Block::Heading(text) => paragraph(&mut out, text, hand),
            Block::Paragraph(text) => paragraph(&mut out, text, hand),
            Block::Table(rows) => table(&mut out, rows, hand, rng),
        }
    }
    out.push_str(match hand {
        Hand::Word => "<!--EndFragment--></body></html>",
        Hand::Excel => "</table></body></html>",
        Hand::Portal => "</div></td></tr><tr><td>扫一扫在手机打开当前页</td><td>打印</td></tr></table></body></html>",
        Hand::Unclosed => "",
        _ => "</body></html>",
    });
    out
}

fn paragraph(out: &mut String, text: &str, hand: Hand) {
    match hand {
        Hand::Word => write!(
            out,
            "<p class=MsoNormal><span\nstyle='font-family:仿宋'>{text}<span lang=EN-US><o:p></o:p></span></span></p>\n"
        )
        .unwrap(),
        Hand::Wps => write!(out, "<p class=\"p\"><span style=\"x\">{text}</span><o:p></o:p></p>").unwrap(),
        Hand::Unclosed => writeln!(out, "<p>{text}").unwrap(),
        _ => writeln!(out, "<p>{text}</p>").unwrap(),
    }
}

fn table(out: &mut String, rows: &[Vec<Drawn>], hand: Hand, rng: &mut Rng) {
    // A page ends between two rows of table 3, and its header is repeated.
    let headers = 3;
    let cut = (hand == Hand::Cut && rows.len() > 20).then(|| headers + 2);
    if hand != Hand::Excel {
        out.push_str("<table border=\"1\"><tbody>");
    }
    for (r, row) in rows.iter().enumerate() {
        if Some(r) == cut {
            out.push_str("</tbody></table><p>- 5 -</p><table><tbody>");
            for header in &rows[1..headers] {
                tr(out, header, hand, rng);
            }
        }
        tr(out, row, hand, rng);
    }
    if hand == Hand::Word {
        // What Word writes for a grid that does not line up.
        out.push_str("<![if !supportMisalignedColumns]><tr height=0><td width=40 style='border:none'></td><td width=30 style='border:none'></td></tr><![endif]>");
    }
    if hand != Hand::Excel {
        out.push_str("</tbody></table>\n");
    }
}

fn tr(out: &mut String, row: &[Drawn], hand: Hand, rng: &mut Rng) {
    out.push_str("<tr>");
    let numbers = row.iter().rev().take_while(|cell| is_number(&cell.text) || cell.text.is_empty()).count();
    for (i, cell) in row.iter().enumerate() {
        let nested = hand == Hand::Nested && numbers > 2 && numbers < row.len() && i >= row.len() - numbers;
        if nested {
            if i == row.len() - numbers {
                write!(out, "<td colspan=\"{numbers}\"><table><tr>").unwrap();
            }
            write!(out, "<td>{}</td>", cell.text).unwrap();
            if i == row.len() - 1 {
                out.push_str("</tr></table></td>");
            }
            continue;
        }
        let text = match hand {
            Hand::Word if cell.text.is_empty() => {
                "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>".to_owned()
            }
            Hand::Word => format!("<p class=MsoNormal align=center><span lang=EN-US>{}</span></p>\r\n  ", cell.text),
            Hand::Wps if cell.text.is_empty() => "<p><span><o:p> </o:p></span></p>".to_owned(),
            Hand::Wps => format!("\n<p><span>{}</span><span><o:p></o:p></span></p>\n", spans(&cell.text, rng)),
            Hand::Portal if cell.text.is_empty() => "&nbsp;".to_owned(),
            Hand::Portal => broken(&cell.text, rng),
            _ => cell.text.clone(),
        };
        let mut attributes = String::new();
        if cell.columns > 1 {
            write!(attributes, " colspan=\"{}\"", cell.columns).unwrap();
        }
        if cell.rows > 1 {
            write!(attributes, " rowspan={}", cell.rows).unwrap();
        }
        let end = if hand == Hand::Unclosed { "" } else { "</td>" };
        write!(out, "<td{attributes}>{text}{end}").unwrap();
    }
    if hand == Hand::Word {
        out.push_str("<td width=0 style='mso-cell-special:placeholder'></td>");
    }
    if hand != Hand::Unclosed {
        out.push_str("</tr>\n");
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || "+-−增减".contains(c)) && !text.contains(['.', '、'])
        || text.parse::<f64>().is_ok()
        || text.ends_with("万元")
}

/// A number in several spans, as editors leave it.
fn spans(text: &str, rng: &mut Rng) -> String {
    let at = text.char_indices().map(|(at, _)| at).nth(rng.usize(0..text.chars().count())).unwrap_or(0);
    format!("{}</span><span lang=\"EN-US\">{}", &text[..at], &text[at..])
}

/// A label broken over lines.
fn broken(text: &str, rng: &mut Rng) -> String {
    if is_number(text) || text.chars().count() < 4 {
        return text.to_owned();
    }
    let at = text.char_indices().map(|(at, _)| at).nth(rng.usize(2..text.chars().count())).unwrap_or(0);
    format!("{}{}{}", &text[..at], ["<br>", "<br/>\n", "\n", "<p>"][rng.usize(0..4)], &text[at..])
}

fn zipped_text(parts: &[(&str, String)]) -> Vec<u8> {
    zipped(&parts.iter().map(|(name, content)| (*name, content.as_bytes())).collect::<Vec<_>>())
}

/// A zip file of these parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("a file").into_inner()
}

/// How a Word file came about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Draft {
    /// Numbers were changed with the changes tracked: the old ones are in the file as well.
    pub tracked: bool,
    /// Headings are numbered by the program.
    pub numbered: bool,
    /// Section 5 and 6 stand in text boxes.
    pub boxes: bool,
}

/// Writes a report as a Word file.
pub fn docx(blocks: &[Block], draft: Draft) -> Vec<u8> {
    let mut body = String::new();
    let mut section = 0;
    for block in blocks {
        match block {
            Block::Heading(text) if draft.numbered => {
                let title = text.split_once('、').map_or(*text, |(_, title)| title);
                write!(body, "<w:p><w:pPr><w:pStyle w:val=\"a1\"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>")
                    .unwrap();
                section += 1;
            }
            Block::Heading(text) => {
                write!(body, "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>").unwrap();
                section += 1;
            }
            Block::Paragraph(text) => {
                let (head, tail) = text.split_at(text.char_indices().nth(2).map_or(0, |(at, _)| at));
                let runs = format!(
                    "<w:r><w:t xml:space=\"preserve\">{head}</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:rPr><w:b/></w:rPr><w:t>{tail}</w:t></w:r>"
                );
                if draft.boxes && section >= 5 {
                    write!(body, "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent><w:p>{runs}</w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p>{runs}</w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>").unwrap();
                } else {
                    write!(body, "<w:p>{runs}</w:p>").unwrap();
                }
            }
            Block::Table(rows) => word_table(&mut body, rows, draft),
        }
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
    let styles = "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"a1\"><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style></w:styles>";
    zipped_text(&[
        ("[Content_Types].xml", "<Types/>".into()),
        ("word/document.xml", document),
        ("word/numbering.xml", numbering.into()),
        ("word/styles.xml", styles.into()),
    ])
}

fn word_table(out: &mut String, rows: &[Vec<Drawn>], draft: Draft) {
    out.push_str("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"1\"/></w:tblGrid>");
    // By column: rows still covered, and how wide the cell is that covers them.
    let mut reach: Vec<(usize, usize)> = vec![(0, 1); 40];
    for (r, row) in rows.iter().enumerate() {
        out.push_str("<w:tr><w:trPr/>");
        let mut cells = row.iter();
        let mut column = 0;
        let width: usize = 40;
        let mut left = row.len();
        while column < width && (left > 0 || reach[column].0 > 0) {
            if reach[column].0 > 0 {
                let wide = reach[column].1;
                reach[column].0 -= 1;
                write!(out, "<w:tc><w:tcPr><w:gridSpan w:val=\"{wide}\"/><w:vMerge/></w:tcPr><w:p/></w:tc>").unwrap();
                column += wide;
                continue;
            }
            let Some(cell) = cells.next() else { break };
            left -= 1;
            let merge = if cell.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
            let span =
                if cell.columns > 1 { format!("<w:gridSpan w:val=\"{}\"/>", cell.columns) } else { String::new() };
            reach[column] = (cell.rows - 1, cell.columns);
            let tracked = draft.tracked && is_number(&cell.text) && (r + column).is_multiple_of(3);
            let text = if tracked {
                format!(
                    "<w:del w:id=\"1\"><w:r><w:delText>99</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>77</w:t></w:r></w:moveFrom><w:ins w:id=\"2\"><w:r><w:t>{}</w:t></w:r></w:ins>",
                    cell.text
                )
            } else {
                format!("<w:r><w:rPr><w:lang w:val=\"en-US\"/></w:rPr><w:t>{}</w:t></w:r>", cell.text)
            };
            write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"1\"/>{span}{merge}</w:tcPr><w:p><w:pPr><w:rPr><w:lang/></w:rPr></w:pPr>{text}</w:p></w:tc>").unwrap();
            column += cell.columns;
        }
        out.push_str("</w:tr>");
        if draft.tracked && r == 0 {
            out.push_str("<w:tr><w:trPr><w:del w:id=\"3\"/></w:trPr><w:tc><w:p><w:r><w:t>删除的一行</w:t></w:r></w:p></w:tc></w:tr>");
        }
    }
    out.push_str("</w:tbl>");
}

/// Writes a report as a workbook: the first sheet the text and table 2, the second the other tables; a
/// third, hidden, holds something else.
pub fn xlsx(blocks: &[Block]) -> Vec<u8> {
    let tables = blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
    let mut strings: Vec<String> = Vec::new();
    let mut sheets = [Sheet::default(), Sheet::default()];
    let mut seen = 0;
    for block in blocks {
        let sheet = &mut sheets[usize::from(seen > 0 && seen < tables + 1)];
        match block {
            Block::Heading(text) => sheet.row(&[drawn(text, 1, 1)], &mut strings),
            Block::Paragraph(text) => sheet.row(&[drawn(text, 1, 1)], &mut strings),
            Block::Table(rows) => {
                rows.iter().for_each(|row| sheet.row(row, &mut strings));
                seen += 1;
            }
        }
    }
    let shared: String =
        strings.iter().map(|s| format!("<si><t>{s}</t><rPh sb=\"0\" eb=\"1\"><t>音</t></rPh></si>")).collect();
    let mut hidden = Sheet::default();
    hidden.row(&[drawn("一、本年新收政府信息公开申请数量", 1, 1), drawn("999", 1, 1)], &mut Vec::new());
    zipped_text(&[
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"二\" sheetId=\"2\" r:id=\"rId2\"/><sheet name=\"三\" sheetId=\"3\" state=\"hidden\" r:id=\"rId3\"/></sheets></workbook>".into(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" Target=\"worksheets/sheet3.xml\"/></Relationships>".into(),
        ),
        ("xl/sharedStrings.xml", format!("<sst>{shared}</sst>")),
        ("xl/worksheets/sheet1.xml", sheets[0].xml()),
        ("xl/worksheets/sheet2.xml", sheets[1].xml()),
        ("xl/worksheets/sheet3.xml", hidden.xml()),
    ])
}

#[derive(Debug, Default)]
struct Sheet {
    rows: String,
    count: usize,
    /// By column: rows still covered.
    reach: Vec<usize>,
    merged: String,
}

impl Sheet {
    fn row(&mut self, row: &[Drawn], strings: &mut Vec<String>) {
        self.count += 1;
        let r = self.count;
        write!(self.rows, "<row r=\"{r}\">").unwrap();
        self.reach.resize(40, 0);
        let mut column = 0;
        for cell in row {
            while self.reach[column] > 0 {
                self.reach[column] -= 1;
                column += 1;
            }
            let name = |column: usize, row: usize| format!("{}{row}", char::from(b'A' + column as u8));
            let place = name(column, r);
            if cell.rows > 1 || cell.columns > 1 {
                let last = name(column + cell.columns - 1, r + cell.rows - 1);
                write!(self.merged, "<mergeCell ref=\"{place}:{last}\"/>").unwrap();
                self.reach[column..column + cell.columns].fill(cell.rows - 1);
            }
            let text = &cell.text;
            if text.parse::<i64>().is_ok() && (r + column).is_multiple_of(4) {
                write!(self.rows, "<c r=\"{place}\"><f>SUM(A1:B1)</f><v>{text}</v></c>").unwrap();
            } else if text.parse::<f64>().is_ok() {
                write!(self.rows, "<c r=\"{place}\" s=\"3\"><v>{text}</v></c>").unwrap();
            } else if text.is_empty() {
                // Blank cells are left out, or written without a value.
                if (r + column).is_multiple_of(2) {
                    write!(self.rows, "<c r=\"{place}\" s=\"3\"/>").unwrap();
                }
            } else if column % 2 == 0 {
                write!(self.rows, "<c r=\"{place}\" t=\"s\"><v>{}</v></c>", strings.len()).unwrap();
                strings.push(text.clone());
            } else {
                write!(self.rows, "<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>").unwrap();
            }
            column += cell.columns;
        }
        while let Some(reach) = self.reach.get_mut(column) {
            *reach = reach.saturating_sub(1);
            column += 1;
        }
        self.rows.push_str("</row>");
    }

    fn xml(&self) -> String {
        format!("<worksheet><sheetData>{}</sheetData><mergeCells>{}</mergeCells></worksheet>", self.rows, self.merged)
    }
}

/// Writes a report as a spreadsheet exports it: comma-separated, a blank for every cell that a merged one
/// covers.
pub fn csv(blocks: &[Block]) -> String {
    const WIDTH: usize = 15;
    let mut out = String::new();
    let mut line = |cells: &[String]| {
        let quoted = |cell: &String| {
            if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
        };
        out.push_str(&cells.iter().map(quoted).collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    };
    let padded = |first: &str| {
        let mut cells = vec![String::new(); WIDTH];
        cells[0] = first.to_owned();
        cells
    };
    for block in blocks {
        match block {
            Block::Heading(text) => line(&padded(text)),
            Block::Paragraph(text) => line(&padded(text)),
            Block::Table(rows) => {
                let mut reach = [0usize; 40];
                for row in rows {
                    let mut cells = vec![String::new(); WIDTH];
                    let mut column = 0;
                    for cell in row {
                        while reach[column] > 0 {
                            reach[column] -= 1;
                            column += 1;
                        }
                        cells[column] = cell.text.clone();
                        reach[column..column + cell.columns].fill(cell.rows - 1);
                        column += cell.columns;
                    }
                    for left in &mut reach[column..] {
                        *left = left.saturating_sub(1);
                    }
                    line(&cells);
                }
            }
        }
    }
    out
}
