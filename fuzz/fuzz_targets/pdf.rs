//! A PDF: what a page draws, what its font's codes mean, the font, and whatever else stands in the file.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| gouji_fuzz::file(&gouji_fuzz::pdf(gouji_fuzz::parts(data))));
