//! Word files: paragraphs with their automatic numbers, tables, text boxes; changes as accepted.

use crate::intake::flow::{CellShape, Flow, Overfull};
use crate::intake::markup::{Piece, Scanner, Skipped, Tag, decoded, local};
use std::collections::HashMap;

/// The text of a Word document: of its main part, with those of its lists and its styles.
pub(crate) fn text_of(document: &str, numbering: Option<&str>, styles: Option<&str>) -> Result<String, Overfull> {
    let numbering = Numbering::read(numbering, styles);
    let mut reader = Reader { numbering, ..Reader::default() };
    for piece in Scanner::xml(document) {
        match piece {
            Piece::Open(tag) => {
                reader.open(tag);
                if tag.empty {
                    reader.close(local(tag.name));
                }
            }
            Piece::Close(name) => reader.close(local(name)),
            Piece::Text(text) => reader.text(&decoded(text)),
            Piece::Literal(text) => reader.text(text),
        }
        if reader.flow.is_full() {
            break;
        }
    }
    reader.flow.finish()
}

#[derive(Debug, Default)]
struct Reader {
    flow: Flow,
    numbering: Numbering,
    /// An element that is no part of the text.
    hidden: Skipped,
    /// Inside `w:t`: what is written.
    writing: bool,
    /// The run's text is no part of the report.
    vanished: bool,
    paragraph: Paragraph,
    /// Paragraphs that text boxes stand in.
    around: Vec<Paragraph>,
    /// The end of the paragraph was deleted: the next goes on in it.
    joined: bool,
    /// Which properties are being read.
    within: Within,
    cell: CellShape,
    row_skips: usize,
    row_dropped: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Paragraph {
    list: Option<usize>,
    level: usize,
    /// Something of it was written, its number first.
    begun: bool,
}

/// Whose properties an element belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Within {
    #[default]
    Nothing,
    Paragraph,
    Row,
    Cell,
}

/// Deleted or moved away, said twice for old programs, field codes, notes of what was before a change.
const NOT_TEXT: &[&str] = &[
    "del",
    "moveFrom",
    "Fallback",
    "instrText",
    "delText",
    "delInstrText",
    "rt",
    "sectPr",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "tblGrid",
    "binData",
];

impl Reader {
    fn open(&mut self, tag: Tag<'_>) {
        let name = local(tag.name);
        if self.hidden.opens(name) {
            return;
        }
        match (self.within, name) {
            // In properties `del` marks the end of the paragraph, the row or the cell itself as deleted.
            (Within::Paragraph, "del" | "moveFrom") => self.joined = true,
            (Within::Row, "del") => self.row_dropped = true,
            (Within::Cell, "cellDel") => self.cell.covered = true,
            (Within::Paragraph, "pStyle") => {
                let of_style = tag.attribute("val").and_then(|style| self.numbering.styles.get(&*style));
                if let Some(&(list, level)) = of_style {
                    (self.paragraph.list, self.paragraph.level) = (Some(list), level);
                }
            }
            (Within::Paragraph, "numId") => self.paragraph.list = tag.number("val"),
            (Within::Paragraph, "ilvl") => self.paragraph.level = tag.number("val").unwrap_or(0),
            (Within::Row, "gridBefore") => self.row_skips = tag.number("val").unwrap_or(0),
            (Within::Cell, "gridSpan") => self.cell.columns = tag.number("val").unwrap_or(1),
            (Within::Cell, "vMerge") => self.cell.covered |= tag.attribute("val").is_none_or(|val| val != "restart"),
            (_, "pPr") => self.within = Within::Paragraph,
            (_, "trPr") => self.within = Within::Row,
            (_, "tcPr") => self.within = Within::Cell,
            (_, name) if NOT_TEXT.contains(&name) => self.hidden.begin(name),
            (_, "p") => {
                if !std::mem::take(&mut self.joined) {
                    self.flow.block();
                }
                self.paragraph = Paragraph::default();
            }
            (_, "r") => self.vanished = false,
            // Hidden or struck out.
            (_, "vanish" | "strike" | "dstrike") => {
                self.vanished |= tag.attribute("val").is_none_or(|val| !matches!(&*val, "0" | "false"));
            }
            // The mark of a note.
            (_, "vertAlign") => self.vanished |= tag.attribute("val").is_some_and(|val| val == "superscript"),
            (_, "t") => self.writing = true,
            (_, "tab") if self.within == Within::Nothing => self.write("\t"),
            (_, "br" | "cr") => self.flow.line_break(),
            (_, "noBreakHyphen") => self.write("-"),
            (_, "tbl") => self.flow.open_table(),
            (_, "tr") => {
                self.flow.open_row();
                (self.row_skips, self.row_dropped) = (0, false);
            }
            (_, "tc") => {
                self.cell = CellShape { skipped: std::mem::take(&mut self.row_skips), ..CellShape::default() };
                self.flow.open_cell(self.cell);
            }
            (_, "txbxContent") => {
                self.around.push(self.paragraph);
                self.flow.block();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.hidden.closes(name) {
            return;
        }
        match name {
            "t" => self.writing = false,
            "pPr" | "trPr" => self.within = Within::Nothing,
            "tcPr" => {
                self.within = Within::Nothing;
                self.flow.reshape_cell(self.cell);
            }
            "p" if !self.joined => self.flow.block(),
            "txbxContent" => {
                self.paragraph = self.around.pop().unwrap_or_default();
                self.flow.block();
            }
            "tc" => self.flow.close_cell(),
            "tr" => {
                if std::mem::take(&mut self.row_dropped) {
                    self.flow.drop_row();
                }
                self.flow.close_row();
            }
            "tbl" => self.flow.close_table(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.writing {
            self.write(text);
        }
    }

    fn write(&mut self, text: &str) {
        if self.vanished || self.hidden.name().is_some() {
            return;
        }
        if !std::mem::replace(&mut self.paragraph.begun, true)
            && let Some(list) = self.paragraph.list
            && let Some(number) = self.numbering.next(list, self.paragraph.level)
        {
            self.flow.exact(&number);
        }
        self.flow.exact(text);
    }
}

/// The automatic numbers of lists: 一、 before a heading is often one.
#[derive(Debug, Default)]
struct Numbering {
    /// The levels that lists share.
    abstracts: HashMap<usize, Vec<Level>>,
    lists: HashMap<usize, List>,
    /// By paragraph style: the list and level it puts a paragraph in.
    styles: HashMap<String, (usize, usize)>,
}

/// A list.
#[derive(Debug, Default)]
struct List {
    /// Whose levels it has.
    levels: usize,
    /// The last number given at each level, down to the deepest that was numbered last.
    given: Vec<Option<usize>>,
}

/// A list's number is no longer than this, in characters.
const LONGEST_PATTERN: usize = 64;
/// Word's lists have nine levels.
const LEVELS: usize = 9;

#[derive(Debug, Clone, Default)]
struct Level {
    start: usize,
    format: String,
    /// `第%1章`: the numbers of levels among other signs.
    pattern: String,
}

impl Numbering {
    fn read(part: Option<&str>, styles: Option<&str>) -> Numbering {
        let mut numbering = Numbering::default();
        let (mut of_abstract, mut of_list) = (None, None);
        for piece in part.into_iter().flat_map(Scanner::xml) {
            let Piece::Open(tag) = piece else { continue };
            let levels = of_abstract.and_then(|id| numbering.abstracts.get_mut(&id));
            let level = levels.and_then(|levels: &mut Vec<Level>| levels.last_mut());
            match (local(tag.name), level) {
                ("abstractNum", _) => {
                    (of_abstract, of_list) = (tag.number("abstractNumId"), None);
                    numbering.abstracts.extend(of_abstract.map(|id| (id, Vec::new())));
                }
                ("num", _) => (of_list, of_abstract) = (tag.number("numId"), None),
                ("abstractNumId", _) => {
                    let list = |levels: usize| List { levels, given: Vec::new() };
                    numbering.lists.extend(of_list.zip(tag.number("val").map(list)));
                }
                ("lvl", _) => {
                    let levels = of_abstract.and_then(|id| numbering.abstracts.get_mut(&id));
                    if let Some(levels) = levels.filter(|levels| levels.len() < LEVELS) {
                        levels.push(Level { start: 1, ..Level::default() });
                    }
                }
                ("start", Some(level)) => level.start = tag.number("val").unwrap_or(1),
                ("numFmt", Some(level)) => level.format = tag.attribute("val").unwrap_or_default().into_owned(),
                ("lvlText", Some(level)) => {
                    level.pattern = tag.attribute("val").unwrap_or_default().chars().take(LONGEST_PATTERN).collect();
                }
                _ => {}
            }
        }
        let (mut style, mut level) = (None, 0);
        for piece in styles.into_iter().flat_map(Scanner::xml) {
            let Piece::Open(tag) = piece else { continue };
            match local(tag.name) {
                "style" => (style, level) = (tag.attribute("styleId"), 0),
                "ilvl" => level = tag.number("val").unwrap_or(0),
                "numId" => {
                    let list = style.as_ref().zip(tag.number("val"));
                    numbering.styles.extend(list.map(|(style, list)| (style.to_string(), (list, level))));
                }
                _ => {}
            }
        }
        numbering
    }

    /// The next number of a list at a level, as it is shown.
    fn next(&mut self, list: usize, level: usize) -> Option<String> {
        let List { levels, given } = self.lists.get_mut(&list)?;
        let levels = self.abstracts.get(levels)?;
        let this = levels.get(level)?;
        if matches!(this.format.as_str(), "bullet" | "none") {
            return None;
        }
        given.resize(level + 1, None);
        given[level] = Some(given[level].map_or(this.start, |last| last.saturating_add(1)));
        let mut shown = this.pattern.clone();
        for (at, (of_level, given)) in levels.iter().zip(given.iter()).enumerate() {
            shown = shown.replace(&format!("%{}", at + 1), &written(given.unwrap_or(of_level.start), &of_level.format));
        }
        Some(shown)
    }
}

/// A number as a list shows it.
fn written(number: usize, format: &str) -> String {
    let letter = |first: u8| char::from(first + (number.saturating_sub(1) % 26) as u8).to_string();
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "chineseLegalSimplified"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital" => chinese(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32(0x2460 + number as u32 - 1).into_iter().collect()
        }
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        _ => number.to_string(),
    }
}

/// 1 to 99 in Chinese; lists of reports have no more.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        1..=9 => DIGITS[number].to_owned(),
        10..=99 => {
            let tens = if number < 20 { "" } else { DIGITS[number / 10] };
            format!("{tens}十{}", DIGITS[number % 10])
        }
        _ => number.to_string(),
    }
}
