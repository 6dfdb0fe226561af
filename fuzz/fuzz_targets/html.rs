//! HTML, a page or a piece of one.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let html = String::from_utf8_lossy(data);
    let checked = gouji::check_html(&html);
    gouji_fuzz::invariants::answers(&checked.text, &checked.report);
});
