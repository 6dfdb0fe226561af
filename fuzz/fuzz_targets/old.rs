//! A Word or an Excel file of before 2007: the streams of its container.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [main, table, far, book] = gouji_fuzz::parts(data);
    let (main, table, far, book) = (main.to_vec(), table.to_vec(), far.to_vec(), book.to_vec());
    let word = gouji_fuzz::ole(&[("WordDocument", &main), ("0Table", &table), ("1Table", &table), ("Data", &far)]);
    gouji_fuzz::file(&word);
    gouji_fuzz::file(&gouji_fuzz::ole(&[("Workbook", &book)]));
});
