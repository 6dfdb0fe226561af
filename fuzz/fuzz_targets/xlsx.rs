//! An Excel file: its sheet, its shared strings, its workbook.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;

const WORKBOOK: &[u8] = b"<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
const RELATIONS: &[u8] = b"<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";

fuzz_target!(|data: &[u8]| {
    let [sheet, strings, workbook] = gouji_fuzz::parts(data);
    let parts = [
        ("xl/workbook.xml", if workbook.is_empty() { WORKBOOK } else { workbook }),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    gouji_fuzz::file(&gouji_fuzz::zipped(&parts));
});
