//! Two reports, one held against the other, and against the sum of both.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;

use gouji::check;
use gouji::rollup::{self, Part};
use gouji::years::{self, Year};

fuzz_target!(|data: &[u8]| {
    let (this, last) = data.split_at(data.len() / 2);
    let (this, last) = (gouji_fuzz::edited(this), gouji_fuzz::edited(last).replace("2024", "2023"));
    let (report, previous) = (check(&this), check(&last));
    let year = |report, text| Year { report, text };
    let compared = years::compare(year(&report, &this), year(&previous, &last));
    gouji_fuzz::invariants::answers(&this, &compared);
    let parts = [Part::new(&previous, "a file"), Part::new(&report, "another")];
    gouji_fuzz::invariants::answers(&this, &rollup::compare(&report, &parts, &[]));
});
