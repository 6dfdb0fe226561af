//! What the fuzz targets start from, written by the generator: `UPDATE_EXPECT=1` writes them anew.

use crate::before2007::{Doc, streams, workbook};
use crate::generate::{Figures, Layout, Style, write};
use crate::invariants::hold_all;
use crate::office::{Draft, blocks, csv, docx, xlsx};
use crate::paper::{WRITERS, Writer, first_page, ofd};
use expect_test::expect_file;
use fastrand::Rng;
use std::io::Read;

/// The parts of an office file as the targets take them: one after the other, a line between them.
fn parts(file: &[u8], names: &[&str]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file)).expect("a zip file");
    let mut part = |name: &str| {
        let mut text = String::new();
        if let Ok(mut part) = zip.by_name(name) {
            part.read_to_string(&mut text).expect("UTF-8");
        }
        text
    };
    names.iter().map(|name| part(name)).collect::<Vec<_>>().join("\n====\n")
}

#[test]
fn fuzzing_starts_from_reports_of_every_kind() {
    let mut rng = Rng::with_seed(4);
    let figures = |id: &str, rng: &mut Rng| loop {
        let figures = Figures::consistent(rng);
        if figures.form.id == id {
            break figures;
        }
    };
    let (new, old) = (figures("2021", &mut rng), figures("2019", &mut rng));
    let fused = write(&new, Layout::Fused, Style::default(), &mut rng);
    let spaces = write(&new, Layout::Spaces, Style::default(), &mut rng);
    let lines = write(&old, Layout::CellALine, Style::default(), &mut rng);
    for text in [&fused, &spaces, &lines] {
        hold_all(text);
    }
    expect_file!["../../fuzz/seeds/fused.txt"].assert_eq(&fused);
    expect_file!["../../fuzz/seeds/spaces.txt"].assert_eq(&spaces);
    expect_file!["../../fuzz/seeds/lines-2019.txt"].assert_eq(&lines);

    let blocks = blocks(&new, false);
    expect_file!["../../fuzz/seeds/csv/report.csv"].assert_eq(&csv(&blocks).replace('\r', ""));
    let document = docx(&blocks, Draft::default());
    let names = ["word/document.xml", "word/numbering.xml", "word/styles.xml"];
    expect_file!["../../fuzz/seeds/docx/report.xml"].assert_eq(&parts(&document, &names));
    let names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"];
    expect_file!["../../fuzz/seeds/xlsx/report.xml"].assert_eq(&parts(&xlsx(&blocks), &names));
    // (What is drawn twice on a sheet is drawn as by the one before.)
    for writer in WRITERS.into_iter().filter(|writer| *writer != Writer::TwoUp) {
        let (content, meaning) = first_page(&blocks, writer);
        let font = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[8 0 R]/ToUnicode 6 0 R>>";
        let other = "8 0 obj<</DW 1000/W[3 50 500]>>endobj";
        let seed = [content.as_str(), &meaning, font, other].join("\n====\n");
        expect_file![format!("../../fuzz/seeds/pdf/{writer:?}.txt").to_lowercase()].assert_eq(&seed);
    }
    let [main, table, far] = streams(&blocks, Doc { tracked: true, far: true, pieces: true });
    let seed = [main, table, far, workbook(&blocks)].join(&b"\n====\n"[..]);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/old/report.bin");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &seed).expect("written");
    }
    assert!(std::fs::read(&path).expect("a seed") == seed, "written anew with UPDATE_EXPECT=1");
    let names = ["Doc_0/Document.xml", "Doc_0/Tpls/Tpl_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"];
    expect_file!["../../fuzz/seeds/ofd/report.xml"].assert_eq(&parts(&ofd(&blocks), &names));
}
