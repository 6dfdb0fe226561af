//! The checker behind two plain functions that an interpreter can call.

#![cfg(target_arch = "wasm32")]

use gouji::Options;
use gouji::rollup::{self, Part};
use gouji::years::{self, Year};

/// Room for so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    Box::leak(vec![0; length].into_boxed_slice()).as_mut_ptr()
}

/// Checks a text (0), HTML (1) or a file (2), or a text (3) as each of two years and as a whole and its part; gives the
/// number of findings. Or does no more than any reader must (4): decodes a text and folds its characters.
///
/// # Safety
///
/// The bytes are those that [`room`] gave.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn run(kind: u32, bytes: *const u8, length: usize) -> usize {
    // SAFETY: the caller's promise.
    let bytes = unsafe { std::slice::from_raw_parts(bytes, length) };
    let text = || std::str::from_utf8(bytes).unwrap_or_default();
    if kind == 4 {
        return gouji::folded(text());
    }
    let report = match kind {
        0 => gouji::check(text()),
        1 => gouji::check_html(text()).report,
        3 => {
            let (report, text) = (gouji::check(text()), text());
            let year = Year { report: &report, text };
            rollup::compare(&years::compare(year, year), &[Part::new(&report, "")], &[])
        }
        _ => gouji::check_file(bytes, &Options::default()).report,
    };
    report.findings.len()
}
