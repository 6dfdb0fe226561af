//! An OFD file: its document, a template, a page.
#![no_main]
#![allow(missing_docs)]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [document, template, page] = gouji_fuzz::parts(data);
    let root = b"<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>";
    let parts = [
        ("OFD.xml", &root[..]),
        ("Doc_0/Document.xml", document),
        ("Doc_0/Tpls/Tpl_0/Content.xml", template),
        ("Doc_0/Pages/Page_0/Content.xml", page),
        ("Doc_0/Pages/Page_1/Content.xml", page),
    ];
    gouji_fuzz::file(&gouji_fuzz::zipped(&parts));
});
