//! The same made-up reports on paper: as PDF, as WPS, Word and Chromium write them, and as OFD.

use crate::office::{Block, Drawn, zipped};
use gouji::intake::PageState;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Whose PDF it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    /// A sign a piece, each cell of a table cut off at its edges, lines stroked cell by cell, none where a page ends; upright
    /// words in narrow cells.
    Wps,
    /// Objects packed into streams; lines as thin areas in several pieces; digits of a font of the West, without a table of
    /// what they mean.
    Word,
    /// Radicals where characters are meant; the heads of tables again on each page.
    Chromium,
    /// Two pages beside each other on each sheet.
    TwoUp,
    /// A page whose tables have lines across, and none down.
    Across,
    /// A page whose tables have no lines.
    Bare,
}

pub const WRITERS: [Writer; 4] = [Writer::Wps, Writer::Word, Writer::Chromium, Writer::TwoUp];
/// Those who do not tell columns by lines.
pub const OPEN: [Writer; 2] = [Writer::Across, Writer::Bare];

const WIDTH: f64 = 595.0;
const HEIGHT: f64 = 842.0;
const MARGIN: f64 = 60.0;
const SIZE: f64 = 9.0;
const LINE: f64 = 13.0;

/// Words on a page: left, baseline from the top, text, upright.
type Words = (f64, f64, String, bool);

#[derive(Debug, Default)]
struct Sheet {
    words: Vec<Words>,
    /// Lines of tables: x, y, x, y.
    lines: Vec<[f64; 4]>,
    /// Cells, to cut words off: left, top, width, height; with the words in them.
    cells: Vec<([f64; 4], Vec<Words>)>,
}

/// A report, laid out on pages.
fn sheets(blocks: &[Block], writer: Writer) -> Vec<Sheet> {
    let mut sheets = vec![Sheet::default()];
    let mut y = MARGIN;
    for block in blocks {
        match block {
            Block::Heading(_) | Block::Paragraph(_) => {
                let text = match block {
                    Block::Heading(text) => (*text).to_owned(),
                    Block::Paragraph(text) => text.clone(),
                    Block::Table(_) => unreachable!(),
                };
                for line in wrapped(&text, WIDTH - 2.0 * MARGIN) {
                    if y + LINE > HEIGHT - MARGIN {
                        sheets.push(Sheet::default());
                        y = MARGIN;
                    }
                    sheets.last_mut().unwrap().words.push((MARGIN, y + SIZE, line, false));
                    y += LINE;
                }
                y += LINE / 2.0;
            }
            Block::Table(rows) => {
                table(rows, writer, &mut sheets, &mut y);
                y += LINE;
            }
        }
    }
    let count = sheets.len();
    for (at, sheet) in sheets.iter_mut().enumerate() {
        sheet.words.push((WIDTH / 2.0, HEIGHT - 30.0, format!("— {} —", at + 1), false));
        if writer == Writer::Word {
            sheet.words.push((MARGIN, 30.0, format!("第{}页共{count}页", at + 1), false));
        }
    }
    sheets
}

fn width_of(c: char) -> f64 {
    if c.is_ascii() { SIZE / 2.0 } else { SIZE }
}

/// A text in lines no wider than this.
fn wrapped(text: &str, width: f64) -> Vec<String> {
    let (mut lines, mut open) = (vec![String::new()], 0.0);
    for c in text.chars() {
        // (A number is never cut.)
        if open + width_of(c) > width && !c.is_ascii_digit() {
            lines.push(String::new());
            open = 0.0;
        }
        open += width_of(c);
        lines.last_mut().unwrap().push(c);
    }
    lines
}

fn table(rows: &[Vec<Drawn>], writer: Writer, sheets: &mut Vec<Sheet>, y: &mut f64) {
    let columns = rows.iter().map(|row| row.iter().map(|cell| cell.columns).sum::<usize>()).max().unwrap_or(1);
    let inner = WIDTH - 2.0 * MARGIN;
    // Columns of labels, where there are any, are of their own widths.
    let widths: Vec<f64> = match columns {
        10 => [30.0, 60.0, 133.0].into_iter().chain([36.0; 7]).collect(),
        _ => vec![inner / columns as f64; columns],
    };
    let edge = |column: usize| MARGIN + widths[..column.min(widths.len())].iter().sum::<f64>();
    // Each cell at its place.
    let mut covered = vec![0usize; columns + 1];
    let mut placed: Vec<(usize, usize, &Drawn)> = Vec::new();
    let mut heights = vec![LINE + 4.0; rows.len()];
    for (at, row) in rows.iter().enumerate() {
        let mut column = 0;
        let mut next = row.iter();
        while column < columns {
            if covered[column] > 0 {
                covered[column] -= 1;
                column += 1;
                continue;
            }
            let Some(cell) = next.next() else { break };
            let end = (column + cell.columns).min(columns);
            covered[column..end].fill(cell.rows - 1);
            placed.push((at, column, cell));
            if cell.rows == 1 {
                let lines = wrapped(&cell.text, edge(end) - edge(column) - 4.0).len();
                heights[at] = heights[at].max(lines as f64 * LINE + 4.0);
            }
            column = end;
        }
        // Those that go on below end where the row ends.
        for left in &mut covered[column..] {
            *left = left.saturating_sub(1);
        }
    }
    let heads = rows.iter().take_while(|row| !row.iter().any(|cell| cell.text.parse::<f64>().is_ok())).count();
    let mut from = 0;
    while from < rows.len() {
        let repeated = if from > 0 && writer == Writer::Chromium && rows[0].len() > 1 { heads.min(from) } else { 0 };
        let mut page_rows: Vec<usize> = (0..repeated).collect();
        let mut bottom = *y + page_rows.iter().map(|row| heights[*row]).sum::<f64>();
        let mut to = from;
        while to < rows.len() && bottom + heights[to] <= HEIGHT - MARGIN {
            bottom += heights[to];
            page_rows.push(to);
            to += 1;
        }
        if to == from {
            sheets.push(Sheet::default());
            *y = MARGIN;
            continue;
        }
        let sheet = sheets.last_mut().unwrap();
        let ends = to < rows.len();
        let mut tops = vec![*y];
        for row in &page_rows {
            tops.push(tops.last().unwrap() + heights[*row]);
        }
        for &(row, column, cell) in &placed {
            let Some(first) = page_rows.iter().position(|at| (row..row + cell.rows).contains(at)) else { continue };
            let last = page_rows.iter().rposition(|at| (row..row + cell.rows).contains(at)).unwrap();
            // The text of a cell that two pages share stands on the first.
            let text = if page_rows[first] == row { cell.text.as_str() } else { "" };
            let end = (column + cell.columns).min(columns);
            let area = [edge(column), tops[first], edge(end) - edge(column), tops[last + 1] - tops[first]];
            let long = text.chars().count();
            let room = area[3] > long as f64 * SIZE + 4.0;
            let upright = writer == Writer::Wps && area[2] < 40.0 && long > 3 && room && !text.is_ascii();
            let mut words = Vec::new();
            if upright {
                words.push((area[0] + area[2] / 2.0, area[1] + 2.0, text.to_owned(), true));
            } else {
                let lines = wrapped(text, area[2] - 4.0);
                let middle = area[1] + (area[3] - lines.len() as f64 * LINE) / 2.0;
                for (i, line) in lines.into_iter().enumerate() {
                    let wide: f64 = line.chars().map(width_of).sum();
                    let left = area[0] + 2.0 + ((area[2] - 4.0 - wide) / 2.0).max(0.0);
                    words.push((left, middle + i as f64 * LINE + SIZE, line, false));
                }
            }
            let [left, top, width, height] = area;
            let (right, below) = (left + width, top + height);
            let down = [[left, top, left, below], [right, top, right, below]];
            if writer != Writer::Bare {
                sheet.lines.push([left, top, right, top]);
            }
            if !OPEN.contains(&writer) {
                sheet.lines.extend(down);
            }
            // WPS draws no line where a page ends.
            if writer != Writer::Bare && !(ends && writer == Writer::Wps && last + 1 == page_rows.len()) {
                sheet.lines.push([left, below, right, below]);
            }
            sheet.cells.push((area, words));
        }
        *y = *tops.last().unwrap();
        from = to;
        if ends {
            sheets.push(Sheet::default());
            *y = MARGIN;
        }
    }
}

/// Radicals that stand for characters in Chromium's PDFs.
const RADICALS: [(char, char); 6] =
    [('民', '⺠'), ('门', '⻔'), ('一', '⼀'), ('人', '⼈'), ('工', '⼯'), ('用', '⽤')];

/// Codes of signs, as a font of the file's own has them.
#[derive(Debug, Default)]
struct Codes {
    of: BTreeMap<char, u16>,
}

impl Codes {
    fn hexadecimal(&mut self, text: &str) -> String {
        text.chars()
            .map(|c| {
                let next = self.of.len() as u16 + 3;
                format!("{:04X}", self.of.entry(c).or_insert(next))
            })
            .collect()
    }

    /// What the codes mean, as the file tells it.
    fn to_unicode(&self, writer: Writer) -> String {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange ",
        );
        for chunk in self.of.iter().collect::<Vec<_>>().chunks(100) {
            let _ = write!(map, "{} beginbfchar ", chunk.len());
            for (c, code) in chunk {
                let radical = RADICALS.iter().find(|(meant, _)| meant == *c && writer == Writer::Chromium);
                let shown = radical.map_or(**c, |(_, radical)| *radical);
                let _ = write!(map, "<{code:04X}> <{:04X}> ", shown as u32);
            }
            map.push_str("endbfchar ");
        }
        map.push_str("endcmap");
        map
    }

    fn widths(&self) -> String {
        let narrow = self.of.iter().filter(|(c, _)| c.is_ascii());
        narrow.map(|(_, code)| format!("{code} [500] ")).collect()
    }
}

/// A report as a PDF.
pub fn pdf(blocks: &[Block], writer: Writer) -> Vec<u8> {
    pdf_and(blocks, writer, &[])
}

/// Further pages that cannot be read, by what they draw.
pub fn unreadable() -> [(PageState, String); 4] {
    let scan = format!("q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im Do Q");
    let recognised = format!("{scan} BT 3 Tr /F3 9 Tf 60 700 Td ({}) Tj ET", "1 2 3 4 5 6 7 8 ".repeat(5));
    let outlines = "0 0 m 1 2 3 4 5 6 c f ".repeat(1600);
    let hidden = format!("BT /F4 9 Tf 60 700 Td ({}) Tj ET", "?".repeat(60));
    [
        (PageState::Scan, scan),
        (PageState::Recognised, recognised),
        (PageState::Outlines, outlines),
        (PageState::HiddenFonts, hidden),
    ]
}

/// A report as a PDF, and further pages of which each draws this.
pub fn pdf_and(blocks: &[Block], writer: Writer, further: &[String]) -> Vec<u8> {
    let mut codes = Codes::default();
    let own = sheets(blocks, writer);
    let own: Vec<String> = own.iter().map(|sheet| content(sheet, writer, &mut codes)).collect();
    let on_sheet: u8 = if writer == Writer::TwoUp { 2 } else { 1 };
    let wide = WIDTH * f64::from(on_sheet);
    let own = own.chunks(on_sheet.into()).map(|pages| pages.join(&format!("\n1 0 0 1 {WIDTH} 0 cm\n")));
    let contents: Vec<String> = own.chain(further.iter().cloned()).collect();
    let mut objects: Vec<Vec<u8>> = Vec::new();
    let count = contents.len();
    let kids: String = (0..count).map(|at| format!("{} 0 R ", 9 + 2 * at)).collect();
    objects.push(b"<</Type/Catalog/Pages 2 0 R>>".to_vec());
    objects.push(
        format!("<</Type/Pages/Count {count}/Kids[{kids}]/MediaBox[0 0 {wide} {HEIGHT}]/Resources<</Font<</F1 3 0 R/F2 5 0 R/F3 7 0 R/F4<</Type/Font/Subtype/Type3>>>>/XObject<</Im 8 0 R>>>>>>")
            .into_bytes(),
    );
    let font = |encoding: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+A/Encoding/{encoding}/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>"
        )
        .into_bytes()
    };
    objects.push(font("Identity-H"));
    objects.push(format!("<</Type/Font/Subtype/CIDFontType2/DW 1000/W[{}]>>", codes.widths()).into_bytes());
    objects.push(font("Identity-V"));
    objects.push(stream(&codes.to_unicode(writer), ""));
    let widths = "500 ".repeat(95);
    objects.push(format!("<</Type/Font/Subtype/TrueType/BaseFont/B/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[{widths}]>>").into_bytes());
    objects.push(b"<</Subtype/Image/Width 1/Height 1/Length 1>>stream\n0\nendstream".to_vec());
    for (at, content) in contents.iter().enumerate() {
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 10 + 2 * at).into_bytes());
        objects.push(stream(content, ""));
    }
    match writer {
        Writer::Word => packed(&objects),
        _ => plain(&objects),
    }
}

/// What the first page of a PDF draws, and what the codes in it mean.
pub fn first_page(blocks: &[Block], writer: Writer) -> (String, String) {
    let mut codes = Codes::default();
    let content = sheets(blocks, writer).first().map(|sheet| content(sheet, writer, &mut codes));
    (content.unwrap_or_default(), codes.to_unicode(writer))
}

fn stream(text: &str, more: &str) -> Vec<u8> {
    let bytes = miniz_oxide::deflate::compress_to_vec_zlib(text.as_bytes(), 6);
    [format!("<</Length {}/Filter/FlateDecode{more}>>stream\n", bytes.len()).as_bytes(), &bytes, b"\nendstream"]
        .concat()
}

/// With a table of where objects stand.
pub fn plain(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).as_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.len() + 1;
    out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").as_bytes()));
    out.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").as_bytes());
    out
}

/// With objects in a stream, and the places in another one.
fn packed(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let is_stream = |object: &[u8]| object.ends_with(b"endstream");
    let pack = objects.len() + 1;
    let mut rows = vec![[0u8, 0, 0, 0, 0, 0]];
    let row = |kind: u8, a: usize, b: usize| [kind, (a >> 16) as u8, (a >> 8) as u8, a as u8, (b >> 8) as u8, b as u8];
    let (mut head, mut body) = (String::new(), String::new());
    let mut inside = 0;
    for (at, object) in objects.iter().enumerate() {
        if is_stream(object) {
            rows.push(row(1, out.len(), 0));
            out.extend(format!("{} 0 obj\n", at + 1).as_bytes());
            out.extend(object);
            out.extend(b"\nendobj\n");
        } else {
            rows.push(row(2, pack, inside));
            let _ = write!(head, "{} {} ", at + 1, body.len());
            body.push_str(std::str::from_utf8(object).expect("words"));
            body.push(' ');
            inside += 1;
        }
    }
    rows.push(row(1, out.len(), 0));
    out.extend(format!("{pack} 0 obj\n").as_bytes());
    out.extend(stream(&format!("{head}{body}"), &format!("/Type/ObjStm/N {inside}/First {}", head.len())));
    out.extend(b"\nendobj\n");
    let start = out.len();
    rows.push(row(1, start, 0));
    // Each row less the one above, as writers do.
    let mut above = [0; 6];
    let filtered: Vec<u8> = rows
        .iter()
        .flat_map(|row| {
            let line: Vec<u8> =
                std::iter::once(2).chain(row.iter().zip(above).map(|(a, b)| a.wrapping_sub(b))).collect();
            above = *row;
            line
        })
        .collect();
    let bytes = miniz_oxide::deflate::compress_to_vec_zlib(&filtered, 6);
    out.extend(
        format!(
            "{} 0 obj\n<</Type/XRef/Size {}/W[1 3 2]/Root 1 0 R/Length {}/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 6>>>>stream\n",
            pack + 1,
            pack + 2,
            bytes.len()
        )
        .as_bytes(),
    );
    out.extend(bytes);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF").as_bytes());
    out
}

fn content(sheet: &Sheet, writer: Writer, codes: &mut Codes) -> String {
    let mut out = String::from("0 g 0 G 0.5 w\n");
    // Behind it all a coloured ground.
    let _ = writeln!(out, "q 1 1 0.9 rg 0 0 {WIDTH} {HEIGHT} re f Q");
    for [x, y, to_x, to_y] in &sheet.lines {
        let (top, bottom) = (HEIGHT - y, HEIGHT - to_y);
        if writer == Writer::Word {
            // In two pieces.
            let (dx, dy) = ((to_x - x) / 2.0, (top - bottom) / 2.0);
            for i in 0..2 {
                let (left, below) = (x + dx * f64::from(i), bottom + dy * f64::from(i));
                let _ = writeln!(out, "{left:.2} {below:.2} {:.2} {:.2} re f", dx.max(0.48), dy.max(0.48));
            }
        } else {
            let _ = writeln!(out, "{x:.2} {top:.2} m {to_x:.2} {bottom:.2} l S");
        }
    }
    for words in &sheet.words {
        say(words, writer, codes, &mut out);
    }
    for ([left, top, width, height], words) in &sheet.cells {
        if writer == Writer::Wps {
            let _ = writeln!(out, "q {left:.2} {:.2} {width:.2} {height:.2} re W* n", HEIGHT - top - height);
        }
        words.iter().for_each(|words| say(words, writer, codes, &mut out));
        if writer == Writer::Wps {
            out.push_str("Q\n");
        }
    }
    out
}

fn say((x, y, text, upright): &Words, writer: Writer, codes: &mut Codes, out: &mut String) {
    let y = HEIGHT - y;
    match writer {
        _ if *upright => {
            let _ = writeln!(out, "BT /F2 {SIZE} Tf {x:.2} {y:.2} Td <{}> Tj ET", codes.hexadecimal(text));
        }
        Writer::Wps => {
            let mut x = *x;
            for c in text.chars() {
                let _ = writeln!(
                    out,
                    "BT /F1 {SIZE} Tf 1 0 0 1 {x:.2} {y:.2} Tm <{}> Tj ET",
                    codes.hexadecimal(&c.to_string())
                );
                x += width_of(c);
            }
        }
        Writer::Word => {
            let _ = write!(out, "BT {x:.2} {y:.2} Td ");
            let chars: Vec<char> = text.chars().collect();
            for run in chars.chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
                let run: String = run.iter().collect();
                if run.is_ascii() {
                    let _ = write!(
                        out,
                        "/F3 {SIZE} Tf ({}) Tj ",
                        run.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
                    );
                } else {
                    let _ = write!(out, "/F1 {SIZE} Tf <{}> Tj ", codes.hexadecimal(&run));
                }
            }
            out.push_str("ET\n");
        }
        _ => {
            // The page is upside down, as it draws it.
            let _ = writeln!(
                out,
                "q 1 0 0 -1 0 {HEIGHT} cm BT /F1 {SIZE} Tf 1 0 0 -1 {x:.2} {:.2} Tm <{}> Tj ET Q",
                HEIGHT - y,
                codes.hexadecimal(text)
            );
        }
    }
}

/// A report as an OFD file. The page's number stands in a template; steps are counted or repeated.
pub fn ofd(blocks: &[Block]) -> Vec<u8> {
    const MILLIMETRES: f64 = 25.4 / 72.0;
    let sheets = sheets(blocks, Writer::Chromium);
    let mut parts: Vec<(String, String)> = Vec::new();
    let head = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let pages: String = (0..sheets.len())
        .map(|at| format!("<ofd:Page ID=\"{}\" BaseLoc=\"Pages\\Page_{at}\\Content.xml\"/>", 10 + at))
        .collect();
    let space = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
    parts.push((
        "OFD.xml".into(),
        format!(
            "{head}<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
    ));
    parts.push((
        "Doc_0/Document.xml".into(),
        format!("{head}<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID=\"5\" BaseLoc=\"Tpls/../Tpls/Tpl_0/Content.xml\"/></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"),
    ));
    let words = |(x, y, text, _): &Words| {
        let steps: Vec<String> = text.chars().map(|c| format!("{:.3}", width_of(c) * MILLIMETRES)).collect();
        let alike = steps.iter().all(|step| *step == steps[0]);
        let steps = if alike { format!("g {} {}", steps.len(), steps[0]) } else { steps[..steps.len() - 1].join(" ") };
        let [left, top, size] = [*x, y - SIZE, SIZE].map(|length| length * MILLIMETRES);
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!(
            "<ofd:TextObject ID=\"1\" Boundary=\"{left:.3} {top:.3} 150 {size:.3}\" Font=\"3\" Size=\"{size:.3}\"><ofd:FillColor Value=\"0 0 0\"/><ofd:TextCode X=\"0\" Y=\"{:.3}\" DeltaX=\"{steps}\">{text}</ofd:TextCode></ofd:TextObject>",
            size * 0.88
        )
    };
    parts.push((
        "Doc_0/Tpls/Tpl_0/Content.xml".into(),
        format!(
            "<ofd:Page {space}><ofd:Content><ofd:Layer ID=\"6\">{}</ofd:Layer></ofd:Content></ofd:Page>",
            words(&(MARGIN, 30.0, "内部资料".into(), false))
        ),
    ));
    for (at, sheet) in sheets.iter().enumerate() {
        let mut layer = String::new();
        for [x, y, to_x, to_y] in &sheet.lines {
            let [x, y, width, height] = [*x, *y, to_x - x, to_y - y].map(|length| length * MILLIMETRES);
            let _ = write!(
                layer,
                "<ofd:PathObject ID=\"2\" Boundary=\"{x:.3} {y:.3} {width:.3} {height:.3}\" LineWidth=\"0.18\"><ofd:StrokeColor Value=\"0 0 0\"/><ofd:AbbreviatedData>M 0 0 L {width:.3} {height:.3}</ofd:AbbreviatedData></ofd:PathObject>"
            );
        }
        let inside = sheet.cells.iter().flat_map(|(_, words)| words);
        layer.extend(sheet.words.iter().chain(inside).filter(|words| !words.2.is_empty()).map(words));
        parts.push((
            format!("Doc_0/Pages/Page_{at}/Content.xml"),
            format!("{head}<ofd:Page {space}><ofd:Template TemplateID=\"5\" ZOrder=\"Background\"/><ofd:Content><ofd:Layer ID=\"7\">{layer}</ofd:Layer></ofd:Content></ofd:Page>"),
        ));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zipped(&parts)
}
