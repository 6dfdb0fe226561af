//! Makes what is compiled in: the list of the forms in `src/forms`, newest first, so that next year's is one more file there;
//! and the patterns of `src/patterns.rs` as automata, so that no pattern is compiled where the checker runs.

use regex_automata::dfa::{StartKind, dense};
use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// By name. Both are run from a place where they must begin.
const PATTERNS: &[(&str, &str)] = &[
    // What the report is, after whose and of which year it is.
    ("report", r"政府信息公开[ \n]*(工作)?[ \n]*(年度报告|年[ \n]*报)"),
    // 2024年1月1日至2024年12月31日, the second year perhaps left out.
    ("period", r"20[0-9][0-9]年0?1月0?1日[^0-9]{0,8}(20[0-9][0-9]年)?[^0-9]{0,4}12月31日"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/forms");
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var_os("OUT_DIR").ok_or("no OUT_DIR")?;
    let out = Path::new(&out);
    let mut forms = Vec::new();
    for entry in fs::read_dir("src/forms")? {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| kind == "form") {
            forms.push(fs::canonicalize(path)?);
        }
    }
    forms.sort();
    let list: Vec<String> =
        forms.iter().rev().map(|path| format!("include_str!({:?})", path.to_string_lossy())).collect();
    fs::write(out.join("forms.rs"), format!("[{}]", list.join(", ")))?;
    for (name, pattern) in PATTERNS {
        let config = dense::Config::new().start_kind(StartKind::Anchored).minimize(true);
        let dfa = dense::Builder::new().configure(config).build(pattern)?.to_sparse()?;
        fs::write(out.join(format!("{name}.dfa")), dfa.to_bytes_little_endian())?;
    }
    Ok(())
}
