//! Two reports, one held against the other.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;

use gouji::{Lang, Options, check};

fuzz_target!(|data: &[u8]| {
    let (this, last) = data.split_at(data.len() / 2);
    let (this, last) = (gouji_fuzz::edited(this), gouji_fuzz::edited(last).replace("2024", "2023"));
    let options = Options::in_lang(Lang::Zh);
    let report = gouji::years::compare(&check(&this, &options), &check(&last, &options), Lang::Zh);
    gouji_fuzz::invariants::answers(&this, &report);
    let english = Options::in_lang(Lang::En);
    let english = gouji::years::compare(&check(&this, &english), &check(&last, &english), Lang::En);
    let ids = |report: &gouji::Report| report.findings.iter().map(|finding| finding.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&report), ids(&english));
});
