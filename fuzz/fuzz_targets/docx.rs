//! A Word file: its document, its lists, its styles.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [document, numbering, styles] = gouji_fuzz::parts(data);
    let parts = [("word/document.xml", document), ("word/numbering.xml", numbering), ("word/styles.xml", styles)];
    gouji_fuzz::file(&gouji_fuzz::zipped(&parts));
});
