//! Lists the forms of `src/forms`, newest first, so that next year's is one more file there.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/forms");
    let mut forms: Vec<_> = fs::read_dir("src/forms")?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "form"))
        .collect();
    forms.sort();
    forms.reverse();
    let list: Vec<String> = forms
        .iter()
        .map(|path| Ok(format!("include_str!({:?})", fs::canonicalize(path)?.to_string_lossy())))
        .collect::<io::Result<_>>()?;
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&out).join("forms.rs"), format!("[{}]", list.join(", ")))
}
