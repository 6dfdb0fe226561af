//! The answer as JSON: it parses, and its spans in UTF-16 are those in bytes.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;

use gouji::json::{Shape, json};
use gouji::{Span, check};
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    let text = gouji_fuzz::edited(data);
    let report = check(&text);
    let shape = Shape { with_text: true, ..Shape::default() };
    let written = serde_json::to_string(&json(&report, &text, shape)).expect("JSON");
    let value: Value = serde_json::from_str(&written).expect("JSON");
    assert_eq!(value["text"], text.as_str());
    let units: Vec<u16> = text.encode_utf16().collect();
    let same = |span: Span, json: &Value| {
        let at = |i: usize| json[i].as_u64().expect("a number") as usize;
        let slice = String::from_utf16(&units[at(0)..at(1)]).expect("whole characters");
        assert_eq!(slice, text[span.start..span.end]);
    };
    for (table, json) in report.tables.iter().zip(value["tables"].as_array().expect("tables")) {
        for (cell, json) in table.cells.iter().zip(json["cells"].as_array().expect("cells")) {
            same(cell.span, &json["span"]);
        }
    }
    for (finding, json) in report.findings.iter().zip(value["findings"].as_array().expect("findings")) {
        for (span, json) in finding.spans.iter().zip(json["spans"].as_array().expect("spans")) {
            same(*span, json);
        }
    }
});
