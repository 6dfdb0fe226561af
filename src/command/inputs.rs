//! What there is to check, one after another: files, what folders and patterns hold, lines of JSON.

use gouji::intake::MAX_FILE_BYTES;
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A report to check, and what it is called.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) content: Content,
}

/// Where a report is.
#[derive(Debug)]
pub(crate) enum Content {
    /// In a file, or `-`: standard input.
    File(PathBuf),
    Text(String),
    /// Nowhere, for that reason.
    Trouble(String),
}

/// The kinds of files that are looked for in folders. (A file that is named is read whatever its name is.)
const ENDINGS: [&str; 16] =
    ["txt", "md", "csv", "tsv", "htm", "html", "docx", "docm", "doc", "wps", "pdf", "ofd", "xlsx", "xlsm", "xls", "et"];

/// The files that are named, those of named folders and of patterns, each when it is asked for: a folder of a whole country is
/// never held as a list.
pub(crate) fn files(named: Vec<PathBuf>) -> Box<dyn Iterator<Item = Input> + Send> {
    Box::new(named.into_iter().flat_map(|path| -> Box<dyn Iterator<Item = Input> + Send> {
        let pattern = path.to_str().filter(|text| text.contains(['*', '?', '[']) && !path.exists());
        match pattern.map(glob::glob) {
            Some(Ok(found)) => {
                let mut found = found.peekable();
                if found.peek().is_none() {
                    return Box::new(std::iter::once(trouble(&path, "no file matches")));
                }
                Box::new(found.flat_map(|entry| match entry {
                    Ok(path) => in_folder(path),
                    Err(error) => Box::new(std::iter::once(trouble(error.path(), &error.error().to_string()))),
                }))
            }
            Some(Err(error)) => Box::new(std::iter::once(trouble(&path, error.msg))),
            None => in_folder(path),
        }
    }))
}

fn trouble(path: &Path, why: &str) -> Input {
    Input { name: path.to_string_lossy().into_owned(), content: Content::Trouble(why.to_owned()) }
}

/// A file itself; of a folder all reports in it and below, by name.
fn in_folder(path: PathBuf) -> Box<dyn Iterator<Item = Input> + Send> {
    let file = |path: PathBuf| Input { name: path.to_string_lossy().into_owned(), content: Content::File(path) };
    if !path.is_dir() {
        return Box::new(std::iter::once(file(path)));
    }
    let walk = walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    Box::new(walk.filter_map(move |entry| match entry {
        Ok(entry) => {
            let name = entry.file_name().to_string_lossy();
            // `~$年报.docx` is what Word leaves beside a file that is open, `._年报.docx` what a Mac does.
            let hidden = name.starts_with(['.', '~']);
            let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
            let is_report = !hidden && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
            (is_report && entry.file_type().is_file()).then(|| file(entry.into_path()))
        }
        Err(error) => Some(trouble(error.path().unwrap_or(Path::new("")), &error.to_string())),
    }))
}

/// A line of `--ndjson`.
#[derive(serde::Deserialize)]
struct Line {
    source: Option<String>,
    text: String,
}

/// A report a line of these files: `{"source": …, "text": …}`. A line that is something else costs itself only.
pub(crate) fn lines(named: Vec<PathBuf>) -> Lines {
    Lines { files: named.into(), open: None }
}

/// See [`lines`].
pub(crate) struct Lines {
    files: VecDeque<PathBuf>,
    open: Option<(PathBuf, Box<dyn BufRead + Send>, usize)>,
}

impl Iterator for Lines {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            let (path, reader, number) = match &mut self.open {
                Some(open) => open,
                None => {
                    let path = self.files.pop_front()?;
                    match opened(&path) {
                        Ok(reader) => self.open.insert((path, reader, 0)),
                        Err(error) => return Some(trouble(&path, &error.to_string())),
                    }
                }
            };
            let line = match line(reader) {
                Ok(None) => {
                    self.open = None;
                    continue;
                }
                Ok(Some(line)) => line,
                Err(error) => {
                    let input = trouble(path, &error.to_string());
                    self.open = None;
                    return Some(input);
                }
            };
            *number += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let place = format!("{}:{number}", path.to_string_lossy());
            return Some(match serde_json::from_slice::<Line>(&line) {
                Ok(Line { source, text }) => Input { name: source.unwrap_or(place), content: Content::Text(text) },
                Err(error) => Input { name: place, content: Content::Trouble(format!("{{source, text}}: {error}")) },
            });
        }
    }
}

/// A file, or for `-` standard input.
pub(super) fn opened(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    Ok(if path == Path::new("-") {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(std::fs::File::open(path)?))
    })
}

/// The next line. One that is longer than any file that is read, written as JSON, is cut off, and then no JSON.
fn line(reader: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let limit = 2 * MAX_FILE_BYTES as u64;
    if reader.take(limit).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') && line.len() as u64 == limit {
        reader.skip_until(b'\n')?;
    }
    Ok(Some(line))
}
