//! The floors of the house: a module uses those below it only. (ARCHITECTURE.md, “How data flows”.)

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// From the ground up. Modules of one line do not use each other, but as listed.
const FLOORS: &[&str] = &[
    "sort",
    "number",
    "patterns",
    "text",
    "forms",
    "intake",
    "stream",
    "titles",
    "outline",
    "tables",
    "resolve",
    "localise",
    "findings",
    "report",
    "rules",
    "say",
    "arithmetic",
    "blocks",
    "structure",
    "pages",
    "prose",
    "years",
    "rollup",
    "json",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|ext| ext == "rs"))
        .collect()
}

/// The modules that a source names, those of its tests and docs aside.
fn used(source: &str) -> BTreeSet<&str> {
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or(source);
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| &rest[..rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len())])
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn no_module_uses_one_above_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = BTreeSet::new();
    for path in sources(&src) {
        let name = path.strip_prefix(&src).expect("within");
        let first = name.components().next().expect("a name").as_os_str().to_str().expect("UTF-8");
        let module = first.trim_end_matches(".rs");
        if ["lib", "main", "command", "web", "files"].contains(&module) {
            continue;
        }
        let floor = FLOORS.iter().position(|floor| *floor == module).unwrap_or_else(|| panic!("{module} has a floor"));
        seen.insert(module.to_owned());
        for used in used(&std::fs::read_to_string(&path).expect("a source")) {
            let below = FLOORS.iter().position(|floor| *floor == used);
            let below = below.unwrap_or_else(|| panic!("{}: crate::{used} is no module", name.display()));
            assert!(below <= floor, "{} uses {used}, which stands above it", name.display());
        }
    }
    assert_eq!(seen.len(), FLOORS.len(), "every floor has its module: {seen:?}");
}

/// Sentences for people stand in `say` and `rules`, the browser in `web`, JSON in `json`.
#[test]
fn what_belongs_to_one_file_is_in_no_other() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&src) {
        let name = path.strip_prefix(&src).expect("within").to_str().expect("UTF-8").to_owned();
        let source = std::fs::read_to_string(&path).expect("a source");
        for (word, home) in [
            ("wasm_bindgen", "web.rs files.rs"),
            ("web_sys", "web.rs files.rs"),
            ("Serialize", "json.rs web.rs files.rs"),
            ("clap", "main.rs"),
        ] {
            assert!(!source.contains(word) || home.split(' ').any(|own| name == own), "{word} in {name}");
        }
        let is_silent = [
            "arithmetic",
            "forms/equations",
            "findings",
            "json",
            "localise",
            "resolve",
            "structure",
            "years/mod",
            "years/copied",
            "rollup",
        ]
        .contains(&name.trim_end_matches(".rs"));
        let code = source.split("#[cfg(test)]").next().unwrap_or_default().lines();
        let mut code = code.filter(|line| !line.trim_start().starts_with("//"));
        let said = code.find(|line| is_silent && line.contains(|c: char| ('\u{4e00}'..'\u{a000}').contains(&c)));
        assert!(said.is_none(), "{name} words nothing: {said:?}");
    }
}

/// The command and the page look for the same kinds of files in a folder.
#[test]
fn folders_are_looked_through_alike() {
    let source = |path: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        std::fs::read_to_string(path).expect("a source")
    };
    let between = |text: &str, from: &str, to: &str| -> BTreeSet<String> {
        let (_, rest) = text.split_once(from).expect("the list");
        let (list, _) = rest.split_once(to).expect("its end");
        list.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let command = between(&source("src/command/inputs.rs"), "const ENDINGS: [&str; 16] =", "];");
    assert_eq!(command.len(), 16);
    assert_eq!(between(&source("www/folder.js"), "const ENDINGS = new Set(\"", "\".split"), command);
}

/// What people read in Chinese is set as mainland offices set it: no ASCII punctuation between Chinese characters, no
/// quotation marks of other places. In the sentences, the rules, and the forms as they are printed.
#[test]
fn chinese_is_set_in_chinese_punctuation() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let is_cjk = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let refuse = |file: &str, said: &str| {
        // What is put in, `{count:?}`, is no punctuation.
        let mut depth = 0;
        let mut own = said.chars().filter(|c| {
            depth += i32::from(*c == '{');
            let own = depth == 0;
            depth -= i32::from(*c == '}');
            own
        });
        let wrong = own.find(|c| ",;:!?()「」".contains(*c));
        assert!(wrong.is_none() || !said.chars().any(is_cjk), "{file}: {wrong:?} in {said}");
    };
    let mut seen = 0;
    for file in ["say/zh.rs", "rules.rs"] {
        let source = std::fs::read_to_string(src.join(file)).expect("a source");
        for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for literal in line.split('"').skip(1).step_by(2) {
                seen += 1;
                refuse(file, literal);
            }
        }
    }
    for form in std::fs::read_dir(src.join("forms")).expect("a folder").flatten() {
        if form.path().extension().is_none_or(|kind| kind != "form") {
            continue;
        }
        let text = std::fs::read_to_string(form.path()).expect("a form");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((chinese, _)) = line.split_once(" | ") else { continue };
            seen += 1;
            refuse("forms", chinese.split_once(": ").map_or("", |(_, printed)| printed));
        }
    }
    assert!(seen > 200, "{seen}");
}
