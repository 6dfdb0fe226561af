//! Comma-separated values: enough commas to be taken for them.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| gouji_fuzz::file(&[data, &b"\n0,0,0,0,0,0,0".repeat(10)].concat()));
