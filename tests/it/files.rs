//! Web pages, clipboard pieces and files: every kind a desk has, read like the text itself.

use crate::before2007::{Doc, doc, xls};
use crate::generate::{Figures, Layout, Style, write};
use crate::office::{self, Draft, HANDS, blocks, csv, docx, html, xlsx, zipped};
use crate::ole::ole;
use crate::paper::{OPEN, WRITERS, Writer, ofd, pdf, pdf_and, plain, unreadable};
use crate::properties::{assert_cells_as_written, cells_as_written, show};
use fastrand::Rng;
use gouji::intake::gb18030;
use gouji::intake::{PageState, Refusal, read_file, text_of_html};
use gouji::{Checked, Options, check_file, check_html};

fn read(bytes: &[u8]) -> Checked {
    check_file(bytes, &Options::default())
}

/// What is said of a report and of its cells, wherever it stands in the text: a line each.
fn said(checked: &Checked) -> Vec<String> {
    let report = &checked.report;
    let finding = |f: &gouji::report::Finding| {
        format!("{} {:?} {} {}", f.id, f.severity, f.message(gouji::Lang::Zh), f.fixes.len())
    };
    let mut lines: Vec<String> = report.findings.iter().map(finding).collect();
    for table in &report.tables {
        let cell =
            |c: &gouji::report::Cell| format!("{} {} {:?} {:?} {:?}", table.id, c.row, c.column, c.state, c.value);
        lines.extend(table.cells.iter().map(cell));
    }
    lines
}

/// A report as every kind of page and file.
pub fn every_kind(figures: &Figures, rng: &mut Rng) -> Vec<(String, Checked)> {
    let drawn = blocks(figures, false);
    let mut kinds: Vec<(String, Checked)> = Vec::new();
    for hand in HANDS {
        let page = html(&drawn, hand, rng);
        kinds.push((format!("{hand:?} HTML"), check_html(&page)));
        kinds.push((format!("{hand:?} HTML file"), read(page.as_bytes())));
    }
    let subtotals = html(&blocks(figures, true), office::Hand::Plain, rng);
    kinds.push(("HTML with subtotals".into(), check_html(&subtotals)));
    for draft in [
        Draft::default(),
        Draft { tracked: true, ..Draft::default() },
        Draft { numbered: true, boxes: true, ..Draft::default() },
    ] {
        kinds.push((format!("{draft:?}"), read(&docx(&drawn, draft))));
    }
    for how in [Doc::default(), Doc { far: true, ..Doc::default() }, Doc { tracked: true, pieces: true, far: true }] {
        kinds.push((format!("{how:?}"), read(&doc(&drawn, how))));
    }
    for writer in WRITERS {
        kinds.push((format!("{writer:?} PDF"), read(&pdf(&drawn, writer))));
    }
    kinds.push(("OFD".into(), read(&ofd(&drawn))));
    kinds.push(("xlsx".into(), read(&xlsx(&drawn))));
    kinds.push(("xls".into(), read(&xls(&drawn))));
    kinds.push(("csv".into(), read(csv(&drawn).as_bytes())));
    let text = write(figures, Layout::Tabs, Style::default(), rng);
    let (gbk, _, _) = encoding_rs::GB18030.encode(&text);
    kinds.push(("GB18030".into(), read(&gbk)));
    kinds.push(("UTF-8 with BOM".into(), read(format!("\u{feff}{text}").as_bytes())));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    kinds.push(("UTF-16".into(), read(&utf16)));
    kinds.push(("UTF-16 with BOM".into(), read(&[&[0xff, 0xfe], &utf16[..]].concat())));
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    kinds.push(("UTF-16BE".into(), read(&big)));
    kinds
}

#[test]
fn a_consistent_report_is_clean_as_any_kind_of_file() {
    for seed in 0..60 {
        let mut rng = Rng::with_seed(100_000 + seed);
        let figures = Figures::consistent(&mut rng);
        for (kind, checked) in every_kind(&figures, &mut rng) {
            let context = format!("seed {seed} {kind}\n{}\n{}", show(&checked.report), checked.text);
            assert!(checked.report.findings.is_empty(), "{context}");
            assert_cells_as_written(&figures, &checked.report, &context);
        }
    }
}

/// Tables whose columns no line tells, some zeros left blank: a cell is read as it is written, or not at all.
#[test]
fn tables_without_lines_down_are_read_or_said_to_be_undecided() {
    let (mut read_cells, mut all) = (0, 0);
    for seed in 0..60 {
        let mut rng = Rng::with_seed(120_000 + seed);
        let mut figures = Figures::consistent(&mut rng);
        if seed % 2 == 1 {
            figures.blank_zeros(&mut rng);
        }
        let drawn = blocks(&figures, false);
        for writer in OPEN {
            let checked = read(&pdf(&drawn, writer));
            let context = format!("seed {seed} {writer:?}\n{}\n{}", show(&checked.report), checked.text);
            assert!(checked.report.findings.iter().all(|f| f.severity == gouji::report::Severity::Info), "{context}");
            for table in figures.form.tables {
                read_cells += cells_as_written(&figures, &checked.report, table.id, &context);
                all += figures.cells[figures.table(table.id)].iter().map(Vec::len).sum::<usize>();
            }
        }
    }
    assert!(read_cells * 100 > all * 90, "{read_cells} of {all} cells read");
}

/// One slip, some zeros left blank: the same findings and the same cells from every kind of file.
#[test]
fn every_kind_of_file_says_the_same() {
    for seed in 0..60 {
        let mut rng = Rng::with_seed(110_000 + seed);
        let mut figures = Figures::consistent(&mut rng);
        figures.blank_zeros(&mut rng);
        let table = figures.table("requests");
        let row = rng.usize(0..figures.cells[table].len());
        let value = figures.number(table, row, 1) + 3;
        figures.cells[table][row][1] = value.to_string();
        let text = write(&figures, Layout::Tabs, Style::default(), &mut rng);
        let expected = said(&read(text.as_bytes()));
        for (kind, checked) in every_kind(&figures, &mut rng) {
            // A sum of its own follows the slip.
            if kind.contains("subtotals") {
                continue;
            }
            let said = said(&checked);
            let differing: Vec<_> = said.iter().zip(&expected).filter(|(a, b)| a != b).take(5).collect();
            assert!(said == expected, "seed {seed} {kind}\n{differing:#?}\n{}", checked.text);
        }
    }
}

fn refusal(bytes: &[u8]) -> Option<Refusal> {
    read_file(bytes, gb18030, &mut |_, _| {}).err()
}

#[test]
fn what_cannot_be_read_is_said() {
    let mut rng = Rng::with_seed(1);
    let word = docx(&blocks(&Figures::consistent(&mut rng), false), Draft::default());
    let cases: Vec<(&str, Vec<u8>, Refusal)> = vec![
        ("a PDF of nothing", b"%PDF-1.7\n%\xe2\xe3".to_vec(), Refusal::Damaged),
        ("PNG", b"\x89PNG\r\n\x1a\n".to_vec(), Refusal::Picture),
        ("JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), Refusal::Picture),
        ("WEBP", b"RIFF\x24\0\0\0WEBPVP8 ".to_vec(), Refusal::Picture),
        ("HEIC", b"\0\0\0\x18ftypheic".to_vec(), Refusal::Picture),
        ("BMP", b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), Refusal::Picture),
        (".doc, cut off", [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 600]].concat(), Refusal::Damaged),
        (".docx with a password", ole(&[("EncryptedPackage", b"?")]), Refusal::Encrypted),
        (".ppt", ole(&[("PowerPoint Document", b"?")]), Refusal::OldOffice),
        ("Word 95", ole(&[("WordDocument", &[0xdc, 0xa5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])]), Refusal::OldWord),
        ("RTF", b"{\\rtf1\\ansi}".to_vec(), Refusal::OtherDocument),
        ("web archive", b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec(), Refusal::OtherDocument),
        ("OFD with a password", zipped(&[("OFD.xml", b"<ofd/>")]), Refusal::Encrypted),
        ("ODT", zipped(&[("mimetype", b"x"), ("content.xml", b"<x/>")]), Refusal::OtherDocument),
        ("slides", zipped(&[("ppt/presentation.xml", b"<x/>")]), Refusal::OtherDocument),
        ("zip", zipped(&[("a.txt", b"x")]), Refusal::Archive),
        ("7z", b"7z\xbc\xaf\x27\x1c".to_vec(), Refusal::Archive),
        ("half a .docx", word[..word.len() / 2].to_vec(), Refusal::Damaged),
        (".docx without its end", word[..word.len() - 8].to_vec(), Refusal::Damaged),
        ("noise", (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect(), Refusal::Unknown),
        ("zip bomb", zipped(&[("word/document.xml", &vec![b' '; 40 << 20])]), Refusal::TooLarge),
        ("large file", vec![b' '; (64 << 20) + 1], Refusal::TooLarge),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(refusal(&bytes), Some(expected), "{name}");
        let checked = read(&bytes);
        assert_eq!(checked.report.findings.len(), 1, "{name}");
        assert_eq!(checked.report.findings[0].rule, "structure.not-a-report", "{name}");
    }
    assert_eq!(read(b"").report.findings[0].rule, "structure.not-a-report");
}

/// One bit changed anywhere in a Word file: it reads as before or is said to be damaged.
#[test]
fn no_damage_is_read_as_a_figure() {
    let mut rng = Rng::with_seed(2);
    let figures = Figures::consistent(&mut rng);
    let word = docx(&blocks(&figures, false), Draft::default());
    let expected = said(&read(&word));
    let mut refused = 0;
    for _ in 0..400 {
        let mut damaged = word.clone();
        let at = rng.usize(0..damaged.len());
        damaged[at] ^= 1 << rng.u8(0..8);
        match read_file(&damaged, gb18030, &mut |_, _| {}) {
            Ok(_) => assert!(said(&read(&damaged)) == expected, "bit at {at}"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 200, "{refused}");
}

#[test]
fn html_is_read_as_it_is_shown() {
    // (HTML, its text)
    let cases = [
        ("<p>一</p><p>二</p>", "一\n二\n"),
        ("一<br>二<div>三</div>四", "一\n二\n三\n四\n"),
        ("<p>政府\n   信息</p><p>a\n b</p>", "政府信息\na b\n"),
        ("<p>1&nbsp;2</p>", "1\u{a0}2\n"),
        ("<table><tr><td>甲<td>1<tr><td>乙<td>2</table>尾", "甲\t1\n乙\t2\n尾\n"),
        ("<table><tr><td>尚未<br>审结</td><td>1<p>2</td></tr></table>", "尚未审结\t1 2\n"),
        (
            "<table><tr><td rowspan=2>类</td><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>",
            "类\t甲\t1\n乙\t2\n",
        ),
        ("<table><tr><td>甲</td><td>1</td><td></td><td>&nbsp;</td></tr></table>", "甲\t1\t\t\n"),
        ("<table><tr><td></td><td>1</td></tr><tr><td></td><td></td></tr></table>", "\t1\n"),
        // A merged blank is as many blanks as the other rows have columns there.
        (
            "<table><tr><td>甲</td><td>1</td><td>2</td><td>3</td></tr><tr><td>乙</td><td colspan=2></td><td>3</td></tr></table>",
            "甲\t1\t2\t3\n乙\t\t\t3\n",
        ),
        // So is what stands for nothing in all of them.
        (
            "<table><tr><td>甲</td><td>1</td><td>2</td><td>3</td></tr><tr><td>乙</td><td colspan=3>无</td></tr><tr><td>丙</td><td colspan=3>见附件</td></tr></table>",
            "甲\t1\t2\t3\n乙\t无\t无\t无\n丙\t见附件\n",
        ),
        // A grid drawn by hand: the same columns, one of them in two.
        (
            "<table><tr><td>甲</td><td colspan=2></td><td>2</td><td>3</td><td>4</td></tr><tr><td>乙</td><td colspan=2>1</td><td>2</td><td>3</td><td>4</td></tr></table>",
            "甲\t\t2\t3\t4\n乙\t1\t2\t3\t4\n",
        ),
        ("<td>甲</td><td>1</td>", "甲\t1\n"),
        (
            "<table><tr><td>第一段<p>第二段</p><table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table></td></tr></table>",
            "第一段\n第二段\n甲\t1\n乙\t2\n",
        ),
        (
            "<table><tr><td><p>段</p><table><tr><td>甲</td><td>1</td><td>2</td></tr></table></td></tr></table>",
            "段\n甲\t1\t2\n",
        ),
        ("<table><tr><td>甲</td><td><table><tr><td>1</td></tr></table></td><td>2</td></tr></table>", "甲\t1\t2\n"),
        ("<table><tr><td>甲</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>", "甲\t1\t2\n"),
        ("<style>td{}</style><script>x<td>9</script><!-- <td>8 -->甲", "甲\n"),
        ("<span style='display: none'>隐</span>显<span style='mso-hide:all'>隐</span>", "显\n"),
        ("<table><tr style='display:none'><td>隐</td></tr><tr><td>显</td></tr></table>", "显\n"),
        ("<table style='display:none'><tr><td>隐</td></tr></table><table><tr><td>显</td></tr></table>", "显\n"),
        // A draft of what is shown; and what a script may show, kept.
        (
            "<div style='display:none'><table><tr><td>甲</td><td>9</td></tr></table></div><table><tr><td>甲</td><td>1</td></tr></table>",
            "甲\t1\n",
        ),
        (
            "<div hidden><p>乙</p><div><p>丙</p></div></div><p>甲</p><section style='visibility: hidden'><p>甲</p></section>",
            "乙\n丙\n甲\n",
        ),
        ("<o:p></o:p><w:WordDocument><w:View>隐</w:View></w:WordDocument><w:sdt>显</w:sdt>", "显\n"),
        (
            "<table><tr><td>甲</td><td>1<sup>1</sup></td><td><s>3</s>5</td><td><span hidden>3</span>5</td></tr></table>",
            "甲\t1\t5\t5\n",
        ),
        (
            "<table><tr><td>甲</td><td><input value=5></td><td><textarea>6</textarea></td><td><input type=hidden value=7></td></tr></table>",
            "甲\t5\t6\t\n",
        ),
        // Borders that were dragged a little: every row has all its cells.
        (
            "<table><tr><td colspan=4>甲</td><td colspan=4>1</td><td colspan=4>2</td><td colspan=4>3</td></tr><tr><td colspan=4>乙</td><td colspan=5></td><td colspan=3></td><td colspan=4>3</td></tr></table>",
            "甲\t1\t2\t3\n乙\t\t\t3\n",
        ),
        // A first column that is mostly blank is a column all the same.
        (
            "<table><tr><td>甲</td><td></td><td>1</td><td>2</td><td>3</td></tr><tr><td>乙</td><td></td><td>1</td><td>2</td><td>3</td></tr></table>",
            "甲\t\t1\t2\t3\n乙\t\t1\t2\t3\n",
        ),
        // Rows of blanks that a cell further up reaches down to are rows of its table, and no captions of another.
        (
            "<table><tr><td colspan=2>事项</td><td>甲列</td><td>乙列</td><td>丙列</td><td></td></tr><tr><td rowspan=4>类</td><td>一</td><td></td><td></td><td></td><td></td></tr><tr><td>二</td><td></td><td></td><td></td><td></td></tr><tr><td>三</td><td></td><td></td><td></td><td></td></tr><tr><td>四</td><td>1</td><td>2</td><td>3</td><td></td></tr><tr><td colspan=2>五</td><td>1</td><td>2</td><td>3</td><td></td></tr></table>",
            "事项\t甲列\t乙列\t丙列\n类\t一\t\t\t\n二\t\t\t\n三\t\t\t\n四\t1\t2\t3\n五\t1\t2\t3\n",
        ),
        ("<pre>甲  1\n乙  2</pre>", "甲  1\n乙  2\n"),
        ("Version:0.9\r\nStartHTML:0001\r\nEndHTML:0002\r\n<html><body>甲</body></html>", "甲\n"),
        ("&lt;td&gt;&amp;&#20013;", "<td>&中\n"),
        ("", ""),
    ];
    for (html, expected) in cases {
        assert_eq!(text_of_html(html).as_deref(), Ok(expected), "{html}");
    }
}

/// Markup that asks for more than anyone draws is read in bounds.
#[test]
fn no_markup_grows_without_bound() {
    let nested = format!("{}<td>甲</td>{}", "<table><tr><td>".repeat(10_000), "</td></tr></table>".repeat(10_000));
    let unclosed = "<table><tr><td>甲".repeat(100_000);
    let wide = "<table><tr><td colspan=100000000 rowspan=100000000>甲</td><td>1</td></tr></table>".repeat(50);
    let rows = format!("<table>{}</table>", "<tr><td colspan=1000 rowspan=1000000>甲".repeat(20_000));
    for (name, html) in [("nested", nested), ("unclosed", unclosed), ("wide", wide), ("rows", rows)] {
        let text = text_of_html(&html).expect("text");
        assert!(text.contains('甲') && text.len() <= html.len(), "{name}: {} bytes", text.len());
    }
    let quote = format!("<td class=\"{}", "<td>".repeat(1_000_000));
    assert_eq!(text_of_html(&quote).as_deref(), Ok(""));
    let large = "甲".repeat(9 << 20);
    assert_eq!(check_html(&large).report.findings[0].rule, "structure.not-a-report");
}

/// The example's figures in a file of every kind, for the tests of the page; written anew with UPDATE_EXPECT.
#[test]
fn the_files_of_the_page_tests_hold_the_slip() {
    let figures = Figures::of(&gouji::check(include_str!("../data/slip.txt")));
    let drawn = blocks(&figures, false);
    let mut rng = Rng::with_seed(3);
    let text = write(&figures, Layout::Tabs, Style::default(), &mut rng);
    let files: [(&str, Vec<u8>); 10] = [
        ("slip.pdf", pdf(&drawn, Writer::Word)),
        ("slip.doc", doc(&drawn, Doc { tracked: true, far: true, pieces: true })),
        ("slip.xls", xls(&drawn)),
        ("slip.ofd", ofd(&drawn)),
        ("slip.docx", docx(&drawn, Draft { tracked: true, numbered: true, boxes: true })),
        ("slip.xlsx", xlsx(&drawn)),
        ("slip.word.html", html(&drawn, office::Hand::Word, &mut rng).into_bytes()),
        ("slip.excel.html", html(&drawn, office::Hand::Excel, &mut rng).into_bytes()),
        ("slip.gb18030.txt", encoding_rs::GB18030.encode(&text).0.into_owned()),
        ("slip.utf16.txt", [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()),
    ];
    for (name, content) in files {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, content).expect("written");
        }
        let checked = read(&std::fs::read(&path).expect("a file"));
        let fixes = &checked.report.findings.first().expect("the slip").fixes;
        assert_eq!(checked.report.findings.len(), 1, "{name}\n{}", show(&checked.report));
        assert_eq!((fixes.len(), fixes[0][0].place.row, fixes[0][0].to), (1, "carried_in", 4), "{name}");
    }
}

/// However markup is mangled, it gives some text; its parts never turn up in it.
#[test]
fn any_markup_gives_text() {
    for seed in 0..200 {
        let mut rng = Rng::with_seed(120_000 + seed);
        let drawn = blocks(&Figures::consistent(&mut rng), false);
        let mut page: Vec<char> = html(&drawn, HANDS[rng.usize(0..HANDS.len())], &mut rng).chars().collect();
        for _ in 0..rng.usize(1..40) {
            let at = rng.usize(0..page.len());
            match rng.u8(0..4) {
                0 => drop(page.drain(at..(at + rng.usize(0..60)).min(page.len()))),
                1 => page.insert(at, ['<', '>', '"', '\'', '&', '/', '=', '-', '!', '\0'][rng.usize(0..10)]),
                2 => {
                    let tags =
                        ["<table>", "</table>", "<tr>", "<td rowspan=0>", "</td>", "<!--", "<td colspan='", "<xml>"];
                    page.splice(at..at, tags[rng.usize(0..tags.len())].chars()).for_each(drop);
                }
                _ => page.truncate(page.len().max(400) - at.min(200)),
            }
        }
        let page: String = page.into_iter().collect();
        let checked = check_html(&page);
        for span in checked.report.findings.iter().flat_map(|f| &f.spans) {
            assert!(checked.text.get(span.start..span.end).is_some(), "a span of the text: {span:?}");
        }
        // The same pieces in an office file.
        let part = zipped(&[("word/document.xml", page.as_bytes())]);
        assert!(read_file(&part, gb18030, &mut |_, _| {}).is_ok());
    }
}

/// What once took minutes or all the memory, at a small size: the work is counted elsewhere (`tests/growth`).
#[test]
fn hostile_files_are_read_or_refused() {
    let sheet = |rows: &str| {
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        read(&zipped(&[
            ("xl/workbook.xml", b"<workbook><sheets><sheet r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", b"<R><Relationship Id=\"r1\" Target=\"sheet.xml\"/></R>"),
            ("xl/sheet.xml", sheet.as_bytes()),
        ]))
    };
    let huge = sheet("<row r=\"18446744073709551615\"><c><v>1</v></c></row><row><c><v>2</v></c></row>");
    assert_eq!(huge.text, "1\n2\n");
    let again =
        sheet(&format!("<row><c><v>1</v></c></row></sheetData>{}", "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(200)));
    assert_eq!(again.text, "1\n");
    let list = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>".repeat(500);
    let levels =
        "<w:lvl><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>".repeat(500);
    let numbering =
        format!("<w:numbering><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>{list}</w:numbering>");
    let item = |level: usize, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let document = [item(0, "甲"), item(0, "乙"), item(499, "丙"), item(1, "丁"), item(0, "戊")].concat();
    let word =
        read(&zipped(&[("word/document.xml", document.as_bytes()), ("word/numbering.xml", numbering.as_bytes())]));
    // A level that Word does not have is no list.
    assert_eq!(word.text, "1.甲\n2.乙\n丙\n2.丁\n3.戊\n");
}

/// Files of our own that anyone may open and that are encrypted all the same, in every way there is; one linearized, as Acrobat does.
#[test]
fn every_encryption_with_an_empty_password_is_opened() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pdf");
    let expected = said(&read(&std::fs::read(folder.join("../slip.pdf")).expect("a file")));
    let mut seen = 0;
    for file in std::fs::read_dir(folder).expect("a folder").flatten() {
        let bytes = std::fs::read(file.path()).expect("a file");
        seen += 1;
        if file.file_name() == "password.pdf" {
            assert_eq!(refusal(&bytes), Some(Refusal::Encrypted));
            continue;
        }
        assert_eq!(said(&read(&bytes)), expected, "{:?}", file.path());
    }
    assert_eq!(seen, 8);
}

/// A PDF that lost its end, or whose places lie, is put together again from what is there; one that lost pages says which.
#[test]
fn a_damaged_pdf_is_read_as_far_as_it_goes_and_says_so() {
    let mut rng = Rng::with_seed(5);
    let drawn = blocks(&Figures::consistent(&mut rng), false);
    let whole = pdf(&drawn, Writer::Wps);
    let expected = said(&read(&whole));
    // Places that lie; the end cut off within the table of places; something before the file.
    let moved = [b"junk\n", &whole[..]].concat();
    let start = whole.windows(5).rposition(|w| w == b"xref\n").expect("a table");
    let without_table = whole[..start].to_vec();
    let lying = String::from_utf8_lossy(&whole[start..]).replace("00 00000 n", "77 00000 n");
    let lying = [&whole[..start], lying.as_bytes()].concat();
    for (name, bytes) in [("moved", &moved), ("without its table", &without_table), ("with a table that lies", &lying)]
    {
        assert_eq!(said(&read(bytes)), expected, "{name}");
    }
    // The second page's contents are cut: it is named, and nothing on it is said to be missing.
    let pages = read_file(&whole, gb18030, &mut |_, _| {}).expect("a report").pages;
    assert!(pages.len() > 1 && pages.iter().all(|page| page.state == PageState::Read), "{pages:?}");
    let second = whole.windows(8).position(|w| w == b"\n12 0 ob").expect("its contents");
    let length = whole[second..].windows(9).position(|w| w == b"endstream").expect("an end");
    let mut cut = whole.clone();
    cut[second + length / 2..second + length - 4].fill(b'x');
    let checked = read(&cut);
    let states: Vec<_> = checked.report.pages.iter().map(|page| page.state).collect();
    assert_eq!(states[1], PageState::Damaged, "{states:?}");
    let unread = checked.report.findings.iter().find(|finding| finding.rule == "structure.unread-pages");
    assert!(unread.expect("a finding").message(gouji::Lang::Zh).contains("第 2 页已损坏"));
    let graver = checked.report.findings.iter().filter(|finding| finding.severity < gouji::report::Severity::Info);
    assert_eq!(graver.count(), 1, "{}", show(&checked.report));
    // Half a file.
    for length in [whole.len() / 2, whole.len() / 4, 3000] {
        let half = read(&whole[..length]);
        let told = half
            .report
            .findings
            .iter()
            .any(|finding| matches!(finding.rule, "structure.unread-pages" | "structure.not-a-report"));
        assert!(told, "{length} bytes: {}", show(&half.report));
    }
}

/// One bit changed anywhere in a PDF: it reads as before, or pages are said to be damaged. (Where the contents are packed; a digit
/// that stands in the file as itself has no checksum.)
#[test]
fn no_damage_to_a_pdf_is_read_as_a_figure() {
    let mut rng = Rng::with_seed(6);
    let drawn = blocks(&Figures::consistent(&mut rng), false);
    let whole = pdf(&drawn, Writer::Word);
    let expected: std::collections::BTreeSet<String> = said(&read(&whole)).into_iter().collect();
    for _ in 0..300 {
        let mut damaged = whole.clone();
        let at = rng.usize(0..damaged.len());
        damaged[at] ^= 1 << rng.u8(0..8);
        let checked = read(&damaged);
        let wrong = checked.report.findings.iter().any(|finding| finding.severity == gouji::report::Severity::Error);
        assert!(!wrong, "bit at {at}: {}", show(&checked.report));
        let told = !checked.report.findings.is_empty();
        assert!(told || said(&checked).iter().all(|line| expected.contains(line)), "bit at {at}");
    }
}

/// Pages that cannot be read are named with their reason; the others are read, and the report is not called whole. (The first of
/// these files is the tests' of the page; written anew with UPDATE_EXPECT.)
#[test]
fn pages_that_cannot_be_read_are_told_apart() {
    let figures = Figures::of(&gouji::check(include_str!("../data/slip.txt")));
    let drawn = blocks(&figures, false);
    for (state, content) in unreadable() {
        let file = pdf_and(&drawn, Writer::Wps, std::slice::from_ref(&content));
        if state == PageState::Scan {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/scanned-page.pdf");
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                std::fs::write(&path, &file).expect("written");
            }
            assert!(std::fs::read(&path).expect("a file") == file, "written anew with UPDATE_EXPECT=1");
        }
        let checked = read(&file);
        let pages = &checked.report.pages;
        assert_eq!(pages.last().map(|page| page.state), Some(state));
        assert!(pages.iter().rev().skip(1).all(|page| page.state == PageState::Read), "{pages:?}");
        let rules: Vec<&str> = checked.report.findings.iter().map(|finding| finding.rule).collect();
        let told = if state.is_read() { "structure.recognised-text" } else { "structure.unread-pages" };
        assert_eq!(rules, ["requests.balance", told], "{state:?}");
        assert_eq!(checked.report.page_of(checked.report.findings[0].spans[0]), Some(1), "{state:?}");
        // A file of nothing else is refused, with the reason.
        let alone = refusal(&pdf_and(&[], Writer::Chromium, &[content]));
        assert!(alone.is_none(), "the page's number is text");
    }
    let none: [(Refusal, Vec<u8>); 2] = [(Refusal::Scan, only(&unreadable()[0].1)), (Refusal::NoText, only(""))];
    for (expected, file) in none {
        assert_eq!(refusal(&file), Some(expected));
    }
}

/// A PDF of one page that draws this.
fn only(content: &str) -> Vec<u8> {
    let stream = format!("<</Length {}>>stream\n{content}\nendstream", content.len());
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>>>>>";
    let image = "<</Subtype/Image/Width 1/Height 1/Length 1>>stream\n0\nendstream";
    let objects =
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", page, stream.as_str(), image];
    plain(&objects.map(|object| object.as_bytes().to_vec()))
}
