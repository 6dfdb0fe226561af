//! What is read and found, in figures: by layout, by surroundings, by kind of file, and of the passages that were learnt from.
//! `make truth` prints them; the README quotes them. Everything is made up from seeds, so that the figures are the same on every
//! machine; what a checker does at first sight of others' texts stands in `tests/data/README.md`, and beside the passages here.

use crate::files::every_kind;
use crate::generate::{FUSED, Figures, LAYOUTS, PAGES, Style, all_forms, pdf, write};
use crate::properties::slip;
use crate::surroundings::{DIVIDED, KINDS, UNDIVIDED, compared, is_moot, text};
use fastrand::Rng;
use gouji::check;
use gouji::report::{Report, Severity};

/// Reports of each row.
const REPORTS: u64 = 100;

/// What became of some reports, each written right and once more with one number other.
#[derive(Debug, Default)]
struct Score {
    reports: usize,
    cells: usize,
    read: usize,
    misread: usize,
    false_errors: usize,
    equations: usize,
    decided: usize,
    slips: usize,
    found: usize,
    /// Slips that one change alone mends, and those of them that it was named for.
    unique: usize,
    pinpointed: usize,
}

impl Score {
    fn right(&mut self, figures: &Figures, report: &Report) {
        let (read, cells, wrong) = compared(figures, report);
        self.reports += 1;
        self.cells += cells;
        self.read += read;
        self.misread += wrong.len();
        self.false_errors += report.count(Severity::Error);
        self.equations += report.possible;
        self.decided += report.equations;
    }

    fn slipped(&mut self, slipped: &Slipped, report: &Report) {
        let Slipped { figures, table, row, column, was } = slipped;
        let place = figures.form.tables[*table].rows[*row];
        let place = (place.id, place.columns[*column].id);
        let errors: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        self.slips += 1;
        self.found += usize::from(!errors.is_empty());
        if figures.single_repairs(*table).len() == 1 {
            self.unique += 1;
            let named = errors.first().is_some_and(|error| {
                let fix = |fix: &[gouji::report::Fix]| match fix {
                    [one] => (one.place.row, one.place.column) == place && one.to == *was,
                    _ => false,
                };
                errors.len() == 1 && matches!(&error.fixes[..], [only] if fix(only))
            });
            self.pinpointed += usize::from(named);
        }
    }

    fn heads() {
        println!(
            "| | reports | cells read | misread | false errors | equations decided | slips found | slips with one repair, pinpointed |"
        );
        println!("|---|---|---|---|---|---|---|---|");
    }

    fn print(&self, name: &str) {
        let of = |part: usize, all: usize| {
            if all == 0 { String::from("–") } else { format!("{:.1} %", part as f64 * 100.0 / all as f64) }
        };
        let Score { reports, misread, false_errors, .. } = self;
        println!(
            "| {name} | {reports} | {} | {misread} | {false_errors} | {} | {} of {} | {} of {} |",
            of(self.read, self.cells),
            of(self.decided, self.equations),
            self.found,
            self.slips,
            self.pinpointed,
            self.unique
        );
    }
}

/// Figures with one number other than it should be, where.
struct Slipped {
    figures: Figures,
    table: usize,
    row: usize,
    column: usize,
    was: i64,
}

impl Slipped {
    fn new(figures: &Figures, rng: &mut Rng) -> Slipped {
        let mut figures = figures.clone();
        let table = figures.table(if rng.u8(0..4) == 0 { "disputes" } else { "requests" });
        let row = rng.usize(0..figures.cells[table].len());
        let column = rng.usize(0..figures.cells[table][row].len());
        let was = figures.number(table, row, column);
        figures.cells[table][row][column] = slip(rng, was).to_string();
        Slipped { figures, table, row, column, was }
    }
}

/// Scores reports that are written in a way.
fn score(seed: u64, write: &mut dyn FnMut(&Figures, &mut Rng) -> Report) -> Score {
    let mut score = Score::default();
    for report in 0..REPORTS {
        let mut rng = Rng::with_seed(seed * 1_000 + report);
        let figures = Figures::consistent(&mut rng);
        score.right(&figures, &write(&figures, &mut rng));
        let slipped = Slipped::new(&figures, &mut rng);
        score.slipped(&slipped, &write(&slipped.figures, &mut rng));
    }
    score
}

fn layouts() {
    println!("\n## By layout\n");
    Score::heads();
    for (i, layout) in LAYOUTS.into_iter().chain(FUSED).enumerate() {
        // (A 小计 follows the slip: that is a second one.)
        let mut of = |figures: &Figures, rng: &mut Rng| check(&write(figures, layout, Style::random(rng), rng));
        score(500 + i as u64, &mut of).print(&format!("{layout:?}"));
    }
    for (i, pages) in PAGES.into_iter().enumerate() {
        score(530 + i as u64, &mut |figures, rng| check(&pdf(figures, pages, rng)))
            .print(&format!("PDF text, {pages:?}"));
    }
}

fn surroundings() {
    println!(
        "\n## By surroundings\n\nIn {} layouts that tell cells apart, and in {} that do not.\n",
        DIVIDED.len(),
        UNDIVIDED.len()
    );
    Score::heads();
    for (i, kind) in KINDS.into_iter().enumerate() {
        for (name, layouts) in [("", &DIVIDED[..]), (", not told apart", &UNDIVIDED[..])] {
            let mut score = Score::default();
            for report in 0..REPORTS / 5 {
                for &layout in layouts.iter().filter(|layout| !is_moot(kind, **layout)) {
                    let mut rng = Rng::with_seed(600_000 + i as u64 * 1_000 + report);
                    let figures = Figures::consistent_of(&all_forms()[1 + report as usize % 2], &mut rng);
                    score.right(&figures, &check(&text(kind, &figures, layout, &mut rng)));
                    let slipped = Slipped::new(&figures, &mut rng);
                    score.slipped(&slipped, &check(&text(kind, &slipped.figures, layout, &mut rng)));
                }
            }
            score.print(&format!("{kind:?}{name}"));
        }
    }
}

fn files() {
    println!("\n## By kind of file\n");
    Score::heads();
    let mut kinds: Vec<(String, Score)> = Vec::new();
    for report in 0..REPORTS / 2 {
        let mut rng = Rng::with_seed(700_000 + report);
        let figures = Figures::consistent(&mut rng);
        let slipped = Slipped::new(&figures, &mut rng);
        let right = every_kind(&figures, &mut rng);
        for ((kind, right), (_, wrong)) in right.into_iter().zip(every_kind(&slipped.figures, &mut rng)) {
            if !kinds.iter().any(|(known, _)| *known == kind) {
                kinds.push((kind.clone(), Score::default()));
            }
            let score = kinds.iter_mut().find(|(known, _)| *known == kind).map(|(_, score)| score);
            if let Some(score) = score {
                score.right(&figures, &right.report);
                score.slipped(&slipped, &wrong.report);
            }
        }
    }
    kinds.iter().for_each(|(kind, score)| score.print(kind));
}

/// The passages that are read as they were meant, by batch; and how the whole batches fared at first sight, as it was noted.
fn passages() {
    println!(
        "\n## Prose, by batch\n\nAt first sight of the whole batch, by the reader of that day; and now, of the passages kept.\n"
    );
    println!(
        "| batch | reports with false warnings, first sight | contradictions in the passage, first sight | kept: numbers read | false warnings | contradictions found |"
    );
    println!("|---|---|---|---|---|---|");
    let noted = include_str!("../data/README.md");
    let prose = noted.split_once("\n## Prose\n").map_or("", |(_, prose)| prose);
    let mut batches: Vec<(String, [usize; 4])> = Vec::new();
    for line in include_str!("../data/passages.txt").lines() {
        if let Some(name) = line.strip_prefix("# Batch ").and_then(|rest| rest.split(['.', ',', ' ']).next()) {
            batches.push((name.to_owned(), [0; 4]));
        }
        let (Some((mark, passage)), Some((_, [facts, loud, found, slips]))) =
            (line.split_once(' '), batches.last_mut())
        else {
            continue;
        };
        if !matches!(mark, "=" | "!") {
            continue;
        }
        let report = check(&format!("示例县人民政府2024年政府信息公开工作年度报告\n一、总体情况\n{passage}\n"));
        let warned = report.findings.iter().any(|f| f.rule.starts_with("prose.") && f.severity != Severity::Info);
        *facts += report.claims.len();
        match mark {
            "=" => *loud += usize::from(warned),
            _ => (*slips, *found) = (*slips + 1, *found + usize::from(warned)),
        }
    }
    for (batch, [facts, loud, found, slips]) in batches {
        let row = format!("| {batch} |");
        let first = prose.lines().rfind(|line| line.starts_with(&row) && line.contains("first sight"));
        let first = first.unwrap_or("||||||");
        let column = |n: usize| first.split('|').nth(n).unwrap_or_default().trim();
        println!("| {batch} | {} | {} | {facts} | {loud} | {found} of {slips} |", column(5), column(6));
    }
}

#[test]
#[ignore = "prints tables and asserts nothing: make truth"]
fn truth() {
    println!("# What is read and found");
    layouts();
    surroundings();
    files();
    passages();
}
