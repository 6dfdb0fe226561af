//! The command's work: reports from wherever they are, on all cores, told in the order they were given in.

mod in_order;
mod inputs;
mod text;

use gouji::intake::{self, Refusal};
use gouji::json::{self, Shape};
use gouji::report::{Kind, Report, Severity};
use gouji::rollup::{self, Part};
use gouji::years::{self, Year};
use gouji::{Lang, Options, say};
use in_order::in_order;
use inputs::{Content, Input};
use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use text::{escaped, render, visible};

/// What is asked for.
#[derive(Debug)]
pub(crate) struct Asked {
    /// JSON, a report a line; else text for people.
    pub(crate) json: bool,
    pub(crate) lang: Lang,
    pub(crate) with_text: bool,
    pub(crate) previous: Option<PathBuf>,
    /// The departments' reports, whose sum the reports are held against.
    pub(crate) departments: Vec<PathBuf>,
    /// The files hold a report a line, as JSON.
    pub(crate) lines: bool,
    /// As many reports are checked at a time; else as there are cores.
    pub(crate) jobs: Option<NonZero<usize>>,
    /// The exit status does not say what was found.
    pub(crate) exit_zero: bool,
    pub(crate) files: Vec<PathBuf>,
}

const ERRORS_FOUND: u8 = 1;
pub(crate) const NOT_CHECKED: u8 = 2;

/// What came of a report: lines for standard output, a complaint, an exit status.
struct Told {
    out: String,
    complaint: Option<String>,
    status: u8,
    warned: bool,
}

/// Checks what is asked for, and prints it as it is found.
pub(crate) fn check(mut asked: Asked) -> ExitCode {
    if asked.files.is_empty() {
        asked.files.push("-".into());
    }
    // A check that fails is told in one line, as any other trouble with a file.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        FAILED_AT.with_borrow_mut(|at| *at = place);
    }));
    let mut status = 0;
    let mut beside = |input: Input| {
        let checked = checked(input.content, asked.lang);
        let Some(trouble) = &checked.trouble else { return Some((input.name, checked)) };
        complain(&complaint(&input.name, trouble));
        status = NOT_CHECKED;
        None
    };
    let previous = asked.previous.take().map(|file| inputs::files(vec![file]));
    let others = Others {
        previous: previous.into_iter().flatten().find_map(&mut beside).map(|(_, checked)| checked),
        departments: inputs::files(std::mem::take(&mut asked.departments)).filter_map(beside).collect(),
    };
    let named = std::mem::take(&mut asked.files);
    let inputs: Box<dyn Iterator<Item = Input> + Send> =
        if asked.lines { Box::new(inputs::lines(named)) } else { inputs::files(named) };
    let jobs = asked.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut written = Ok(());
    let mut counts = say::Reports::default();
    let tell = |told: Told| {
        if let Some(complaint) = &told.complaint {
            complain(complaint);
        }
        status = status.max(told.status);
        counts.all += 1;
        counts.wrong += usize::from(told.status == ERRORS_FOUND);
        counts.warned += usize::from(told.status == 0 && told.warned);
        counts.not_checked += usize::from(told.status == NOT_CHECKED);
        // (A pipe hears of each report at once.)
        written = out.write_all(told.out.as_bytes()).and_then(|()| out.flush());
        written.is_ok()
    };
    in_order(jobs, inputs, |input| told(input, &others, &asked), tell);
    if let Err(error) = written {
        // A reader that went away (`| head`) has what it wanted.
        if error.kind() != io::ErrorKind::BrokenPipe {
            complain(&complaint("<stdout>", &error.to_string()));
        }
        return ExitCode::from(NOT_CHECKED);
    }
    if !asked.json && counts.all > 1 {
        complain(&say::reports(counts, asked.lang));
    }
    ExitCode::from(if asked.exit_zero { 0 } else { status })
}

/// What the reports are held against.
struct Others {
    previous: Option<Checked>,
    /// With the names of their files.
    departments: Vec<(String, Checked)>,
}

/// Checks a report, and words what was found.
fn told<'a>(Input { name, content }: Input, others: &'a Others, asked: &Asked) -> Told {
    let Checked { mut report, text, trouble } = checked(content, asked.lang);
    if let Some(Checked { report: last, text: of_last, .. }) = &others.previous {
        report = years::compare(Year { report: &report, text: &text }, Year { report: last, text: of_last });
    }
    if !others.departments.is_empty() && report.kind != Kind::Neither {
        let part = |(file, checked): &'a (String, Checked)| Part::new(&checked.report, file);
        let parts: Vec<Part<'_>> = others.departments.iter().map(part).collect();
        report = rollup::compare(&report, &parts, &[]);
    }
    let source = (name != "-").then_some(&*name);
    let out = if asked.json {
        let shape = Shape { source, with_text: asked.with_text, lang: asked.lang };
        // (What a report holds can always be written.)
        let line = serde_json::to_string(&json::json(&report, &text, shape)).unwrap_or_default();
        format!("{}\n", escaped(&line))
    } else if trouble.is_some() {
        String::new()
    } else {
        render(&report, &text, &visible(source.unwrap_or("<stdin>")), asked.lang)
    };
    Told {
        out,
        complaint: trouble.map(|trouble| complaint(&name, &trouble)),
        status: status_of(&report),
        warned: report.count(Severity::Warning) > 0,
    }
}

fn status_of(report: &Report) -> u8 {
    if report.findings.iter().any(|finding| finding.rule == "structure.not-a-report") {
        NOT_CHECKED
    } else if report.count(Severity::Error) > 0 {
        ERRORS_FOUND
    } else {
        0
    }
}

fn complaint(name: &str, error: &str) -> String {
    format!("gouji: {}: {}", visible(name), visible(error))
}

#[allow(clippy::print_stderr)]
fn complain(line: &str) {
    eprintln!("{line}");
}

/// A report, and the text it is of.
struct Checked {
    report: Report,
    text: String,
    /// Why it was not read or not checked, in a sentence.
    trouble: Option<String>,
}

/// Reads and checks a report, in whatever kind of file it is. One that makes the program fail costs itself only.
fn checked(content: Content, lang: Lang) -> Checked {
    let refused = |refusal: Refusal, why: &str| {
        let trouble = Some(format!("{}{why}", say::refusal(refusal, lang)));
        Checked { report: gouji::refuse(refusal).report, text: String::new(), trouble }
    };
    let work = || match content {
        Content::Trouble(why) => refused(Refusal::Unopened, &format!(": {why}")),
        Content::Text(text) => Checked { report: gouji::check(&text), text, trouble: None },
        Content::File(path) => match read(&path) {
            Err(error) => refused(Refusal::Unopened, &format!(": {error}")),
            Ok(bytes) => match intake::read_file(&bytes, Options::default().gb18030, &mut |_, _| {}) {
                Ok(document) => Checked {
                    report: gouji::check_pages(&document.text, &document.pages),
                    text: document.text,
                    trouble: None,
                },
                Err(refusal) => refused(refusal, ""),
            },
        },
    };
    unfailing(work).unwrap_or_else(|| refused(Refusal::Failed, &FAILED_AT.with_borrow(|at| format!(" ({at})"))))
}

thread_local! {
    /// Where in the program a check failed last in this thread: file, line and column.
    static FAILED_AT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What a function gives; `None` where it fails.
fn unfailing<T>(work: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok()
}

/// The bytes of a file, or of standard input.
fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One byte more than is read: then it is too large.
    let limit = intake::MAX_FILE_BYTES as u64 + 1;
    inputs::opened(file)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::unfailing;

    #[test]
    fn a_check_that_fails_is_caught() {
        std::panic::set_hook(Box::new(|_| {}));
        let word: &str = "年";
        assert_eq!(unfailing(|| word[1..].len()), None);
        assert_eq!(unfailing(|| word.len()), Some(3));
    }
}
