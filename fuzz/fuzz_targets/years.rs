//! Two reports, one held against the other.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;

use gouji::check;

fuzz_target!(|data: &[u8]| {
    let (this, last) = data.split_at(data.len() / 2);
    let (this, last) = (gouji_fuzz::edited(this), gouji_fuzz::edited(last).replace("2024", "2023"));
    let report = gouji::years::compare(&check(&this), &check(&last));
    gouji_fuzz::invariants::answers(&this, &report);
});
