//! Files and web pages as text: what a desk has, told by its content.
//!
//! [`read_file`] and [`text_of_html`] give the text that [`check`](crate::check) reads, with tables as
//! lines and a tab between cells. A file of another kind gives the reason, and with it a sentence
//! ([`crate::say`]) on what to do instead.

#[allow(clippy::disallowed_types, reason = "lengths on paper are no counts")]
mod aligned;
mod bytes;
mod csv;
mod doc;
mod docx;
mod flow;
#[allow(clippy::disallowed_types, reason = "lengths on paper are no counts")]
mod grid;
mod html;
mod markup;
#[allow(clippy::disallowed_types, reason = "lengths on paper are no counts")]
mod ofd;
mod ole;
#[allow(clippy::disallowed_types, reason = "lengths on paper are no counts")]
mod page;
#[allow(clippy::disallowed_types, reason = "lengths on paper are no counts")]
mod pdf;
mod sheet;
#[allow(clippy::disallowed_types, reason = "Excel keeps numbers as floats")]
mod xls;
mod xlsx;
mod zip;

use flow::{Flow, Overfull};
use markup::{Piece, Scanner};
use ole::Ole;
use std::borrow::Cow;
use zip::{Trouble, Zip};

pub(crate) use flow::MOST_TEXT;

/// A larger file is not read. 64 MiB.
pub const MAX_FILE_BYTES: usize = 64 << 20;
/// More than this never comes out of a Word or Excel file, in bytes of its parts.
const MOST_UNPACKED: usize = 32 << 20;

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It is larger than [`MAX_FILE_BYTES`], or holds more text or cells than a hundred reports.
    TooLarge,
    /// A picture.
    Picture,
    /// Its pages are pictures.
    Scan,
    /// Its letters are drawings.
    Outlines,
    /// Its fonts do not tell what their signs mean.
    HiddenFonts,
    /// There is nothing written in it.
    NoText,
    /// A Word file of before 1997.
    OldWord,
    /// An office file of before 2007 that holds neither a document nor a workbook.
    OldOffice,
    /// Rich text, a web archive, OpenDocument, slides: kinds that Word and WPS open.
    OtherDocument,
    /// It needs a password.
    Encrypted,
    /// An archive with files in it.
    Archive,
    /// It ends early or its checksum is wrong.
    Damaged,
    /// No kind that holds text.
    Unknown,
    /// The system could not open it.
    Unopened,
    /// Reading or checking it failed: a mistake of this program, which costs this one report.
    Failed,
}

impl Refusal {
    /// All there are, with the ids that programs know them by.
    pub const IDS: [(Refusal, &str); 15] = [
        (Refusal::TooLarge, "too-large"),
        (Refusal::Picture, "picture"),
        (Refusal::Scan, "scan"),
        (Refusal::Outlines, "outlines"),
        (Refusal::HiddenFonts, "hidden-fonts"),
        (Refusal::NoText, "no-text"),
        (Refusal::OldWord, "old-word"),
        (Refusal::OldOffice, "old-office"),
        (Refusal::OtherDocument, "other-document"),
        (Refusal::Encrypted, "encrypted"),
        (Refusal::Archive, "archive"),
        (Refusal::Damaged, "damaged"),
        (Refusal::Unopened, "unopened"),
        (Refusal::Failed, "failed"),
        (Refusal::Unknown, "unknown"),
    ];

    /// Its id.
    pub fn id(self) -> &'static str {
        Refusal::IDS.iter().find(|(refusal, _)| *refusal == self).map_or("failed", |(_, id)| id)
    }
}

/// A file as text, and where in it its pages begin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// What it reads as: paragraphs and rows of tables as lines, a tab between cells.
    pub text: String,
    /// Its pages, in order; none where the kind of file has none.
    pub pages: Vec<Page>,
}

/// A page of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Where its text begins, in bytes.
    pub start: usize,
    /// Whether it could be read.
    pub state: PageState,
}

impl Page {
    /// Which of some pages a place in their text, in bytes, stands on.
    pub(crate) fn at(pages: &[Page], place: usize) -> Option<usize> {
        pages.iter().rposition(|page| page.start <= place)
    }
}

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageState {
    /// It was read.
    Read,
    /// It is a picture, with the text that a machine recognised on it. That text was read.
    Recognised,
    /// It is a picture.
    Scan,
    /// Its letters are drawings.
    Outlines,
    /// Its fonts do not tell what their signs mean.
    HiddenFonts,
    /// Part of it is lost.
    Damaged,
    /// It stands beyond the pages that are read.
    TooMany,
}

impl PageState {
    /// All there are, with the ids that programs know them by.
    pub const IDS: [(PageState, &str); 7] = [
        (PageState::Read, "read"),
        (PageState::Recognised, "recognised"),
        (PageState::Scan, "scan"),
        (PageState::Outlines, "outlines"),
        (PageState::HiddenFonts, "hidden-fonts"),
        (PageState::Damaged, "damaged"),
        (PageState::TooMany, "too-many"),
    ];

    /// Its id.
    pub fn id(self) -> &'static str {
        PageState::IDS.iter().find(|(state, _)| *state == self).map_or("read", |(_, id)| id)
    }

    /// By the signs on it, whether pictures cover most of it, and its curves.
    fn of(signs: usize, picture: bool, curves: usize) -> PageState {
        const HARDLY_ANY: usize = 30;
        const MANY_CURVES: usize = 1500;
        match () {
            () if signs >= HARDLY_ANY => PageState::Read,
            () if picture => PageState::Scan,
            () if curves > MANY_CURVES => PageState::Outlines,
            () => PageState::Read,
        }
    }

    /// Whether the page's text is part of the document's.
    pub fn is_read(self) -> bool {
        matches!(self, PageState::Read | PageState::Recognised)
    }
}

impl Document {
    /// Without pages.
    pub(crate) fn plain(text: String) -> Document {
        Document { text, pages: Vec::new() }
    }

    /// With the pages that were told as the text was written.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooLarge`]; and where no page has a sign that could be read, the reason.
    fn of_pages(flow: Flow, states: Vec<PageState>, signs: usize) -> Result<Document, Refusal> {
        if signs == 0 {
            return Err(match states.iter().find(|state| !state.is_read()) {
                Some(PageState::Scan) => Refusal::Scan,
                Some(PageState::Outlines) => Refusal::Outlines,
                Some(PageState::HiddenFonts) => Refusal::HiddenFonts,
                Some(_) => Refusal::Damaged,
                None => Refusal::NoText,
            });
        }
        let (text, starts) = flow.finish_pages()?;
        let start = |page: usize| {
            let next = starts.iter().find(|(_, number)| *number >= page);
            next.map_or(text.len(), |(start, _)| *start)
        };
        let pages = states.into_iter().enumerate().map(|(at, state)| Page { start: start(at + 1), state }).collect();
        Ok(Document { text, pages })
    }
}

/// Decodes GB18030 (and so GBK and GB2312), with U+FFFD for what it cannot.
pub type Decode = fn(&[u8]) -> String;

/// The decoder there is: with the feature `gb18030` a whole one. Without it only ASCII comes out: its tables are larger than
/// this crate, and every platform has them already.
pub fn gb18030(bytes: &[u8]) -> String {
    #[cfg(feature = "gb18030")]
    return encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned();
    #[cfg(not(feature = "gb18030"))]
    return String::from_utf8_lossy(bytes).into_owned();
}

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Refusal {
        match trouble {
            Trouble::Damaged => Refusal::Damaged,
            Trouble::Encrypted => Refusal::Encrypted,
            Trouble::TooLarge => Refusal::TooLarge,
        }
    }
}

impl From<Overfull> for Refusal {
    fn from(_: Overfull) -> Refusal {
        Refusal::TooLarge
    }
}

/// Reads a file, its kind told from the content: PDF, OFD, .docx, .doc, .wps, .xlsx, .xls, .et; text, HTML or comma-separated
/// values in UTF-8, UTF-16 or GB18030.
///
/// `gb18030` decodes what is no Unicode: [`gb18030`], or what the platform has. `progress` hears, before each page of a
/// file that has pages, how many are read and how many there are.
///
/// # Errors
///
/// A file of any other kind, damaged, encrypted or enormous, or one of pictures.
pub fn read_file(bytes: &[u8], gb18030: Decode, progress: &mut dyn FnMut(usize, usize)) -> Result<Document, Refusal> {
    if let Some(refusal) = refused(bytes, bytes.len()) {
        return Err(refusal);
    }
    if is_pdf(bytes) {
        return pdf::read(bytes, gb18030, progress);
    }
    // (Some programs put something before the zip.)
    let text = match Zip::open(bytes, MOST_UNPACKED) {
        Ok(mut zip) if zip.has("OFD.xml") => return ofd::read(&mut zip, progress),
        _ if Ole::is(bytes) => of_ole(bytes, gb18030),
        Ok(zip) => of_zip(zip),
        Err(trouble) if bytes.starts_with(b"PK") => Err(trouble.into()),
        Err(_) => of_text(bytes, gb18030),
    };
    text.map(Document::plain)
}

/// The text of a Word or Excel file of before 2007. (A password turns .docx into the same container, with the file in it.)
fn of_ole(bytes: &[u8], gb18030: Decode) -> Result<String, Refusal> {
    let ole = Ole::open(bytes).ok_or(Refusal::Damaged)?;
    match () {
        () if ole.has("EncryptedPackage") => Err(Refusal::Encrypted),
        () if ole.has("WordDocument") => doc::text_of(&ole),
        () if ole.has("Workbook") || ole.has("Book") => xls::text_of(&ole, gb18030),
        () => Err(Refusal::OldOffice),
    }
}

/// A PDF says so in its first kilobyte; some systems put a line of their own before it.
fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-")
}

/// The text of a file that is text, of whatever kind.
fn of_text(bytes: &[u8], gb18030: Decode) -> Result<String, Refusal> {
    let text = decode(bytes, gb18030).ok_or(Refusal::Unknown)?;
    if is_web_archive(&text) {
        return Err(Refusal::OtherDocument);
    }
    if is_word_xml(&text) {
        return Ok(docx::text_of(&text, Some(&text), Some(&text))?);
    }
    if is_html(&text) {
        return text_of_html(&text);
    }
    if csv::is_csv(&text) {
        return Ok(csv::text_of(&text)?);
    }
    Ok(text)
}

/// Why a file is not read, as far as its first few kilobytes and its size tell.
pub fn refused(head: &[u8], size: usize) -> Option<Refusal> {
    refused_kind(head).or((size > MAX_FILE_BYTES).then_some(Refusal::TooLarge))
}

/// The text of HTML, a page or a piece of one.
///
/// # Errors
///
/// [`Refusal::TooLarge`].
pub fn text_of_html(html: &str) -> Result<String, Refusal> {
    if html.len() > MAX_FILE_BYTES {
        return Err(Refusal::TooLarge);
    }
    let html = without_clipboard_header(html);
    let text = html::text_of(&without_soft_breaks(html))?;
    // A page that shows the source of one (&lt;td&gt;), as some systems hand it on.
    Ok(if has_table(&text) || is_escaped(html) { html::text_of(&text)? } else { text })
}

/// Whether a text is HTML rather than text with a few signs of it: it begins like HTML, or has a table.
pub fn is_html(text: &str) -> bool {
    const TAGS: [&str; 10] =
        ["<html", "<!doctype html", "<body", "<table", "<tbody", "<div", "<meta", "<p>", "<p ", "<span"];
    let text = without_clipboard_header(text).trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let head = &text.as_bytes()[..text.len().min(4096)];
    let has = |tag: &str| head.windows(tag.len()).any(|w| w.eq_ignore_ascii_case(tag.as_bytes()));
    (text.starts_with('<') && TAGS.iter().any(|tag| has(tag))) || has_table(text) || is_escaped(text)
}

fn has_table(text: &str) -> bool {
    holds(text, "<table") && holds(text, "</td>")
}

/// Whether it is HTML whose signs were escaped.
fn is_escaped(text: &str) -> bool {
    ["td", "p"].iter().any(|tag| holds(text, &format!("&lt;{tag}")) && holds(text, &format!("&lt;/{tag}&gt;")))
}

/// Whether a text holds a tag, in whatever case.
fn holds(text: &str, tag: &str) -> bool {
    // (Its first sign has no case.)
    let is_tag = |at: usize| {
        text.as_bytes().get(at..at + tag.len()).is_some_and(|there| there.eq_ignore_ascii_case(tag.as_bytes()))
    };
    text.match_indices(&tag[..1]).any(|(at, _)| is_tag(at))
}

/// Without the lines that Windows puts before HTML on the clipboard.
fn without_clipboard_header(html: &str) -> &str {
    let head = html.get(..html.find('<').unwrap_or(0)).unwrap_or_default();
    if head.starts_with("Version:") && head.contains("StartHTML:") { &html[head.len()..] } else { html }
}

/// Without the line ends that mail puts into HTML, an equals sign before each, and with the equals signs that it wrote as =3D.
fn without_soft_breaks(html: &str) -> Cow<'_, str> {
    const FEWEST: usize = 5;
    let broken = html.lines().filter(|line| line.ends_with('=')).take(FEWEST).count();
    if broken < FEWEST {
        return Cow::Borrowed(html);
    }
    Cow::Owned(html.replace("=\r\n", "").replace("=\n", "").replace("=3D", "="))
}

/// Kinds of file that are not read, by their first bytes.
fn refused_kind(bytes: &[u8]) -> Option<Refusal> {
    const KINDS: &[(&[u8], Refusal)] = &[
        (b"\x89PNG", Refusal::Picture),
        (b"\xff\xd8\xff", Refusal::Picture),
        (b"GIF8", Refusal::Picture),
        (b"BM", Refusal::Picture),
        (b"II*\0", Refusal::Picture),
        (b"MM\0*", Refusal::Picture),
        (b"{\\rtf", Refusal::OtherDocument),
        (b"Rar!", Refusal::Archive),
        (b"7z\xbc\xaf", Refusal::Archive),
        (b"\x1f\x8b", Refusal::Archive),
    ];
    if bytes.get(8..12) == Some(b"WEBP") || bytes.get(4..8) == Some(b"ftyp") {
        return Some(Refusal::Picture);
    }
    let starts = |(magic, _): &&(&[u8], Refusal)| {
        // Two letters are too few: a bitmap has its own length after them.
        let long_enough = magic.len() > 2 || *magic != b"BM" || bytes.get(6..10) == Some(&[0; 4]);
        bytes.starts_with(magic) && long_enough
    };
    KINDS.iter().find(starts).map(|(_, refusal)| *refusal)
}

fn of_zip(mut zip: Zip<'_>) -> Result<String, Refusal> {
    let main = main_part(&mut zip)?;
    if main.starts_with("word/") && zip.has(&main) {
        let mut part = |name: &str| Ok::<_, Trouble>(zip.part(name)?.map(|bytes| xml_text(&bytes)));
        let document = part(&main)?.unwrap_or_default();
        // Without its lists a document still reads.
        let numbering = part("word/numbering.xml").ok().flatten();
        let styles = part("word/styles.xml").ok().flatten();
        return Ok(docx::text_of(&document, numbering.as_deref(), styles.as_deref())?);
    }
    if zip.has("xl/workbook.xml") {
        return xlsx::text_of(&mut zip);
    }
    Err(if zip.has("content.xml") || zip.has("ppt/presentation.xml") || zip.has("xl/workbook.bin") {
        Refusal::OtherDocument
    } else {
        Refusal::Archive
    })
}

/// Where an office file says its main part is.
fn main_part(zip: &mut Zip<'_>) -> Result<String, Trouble> {
    let relations = zip.part("_rels/.rels")?.map(|bytes| xml_text(&bytes)).unwrap_or_default();
    let target = Scanner::xml(&relations).find_map(|piece| match piece {
        Piece::Open(tag) if tag.attribute("Type")?.ends_with("/officeDocument") => tag.attribute("Target"),
        _ => None,
    });
    let target = target.unwrap_or_else(|| "word/document.xml".into());
    Ok(target.trim_start_matches("./").trim_start_matches('/').to_owned())
}

/// Bytes as text; `None` where they are none.
fn decode(bytes: &[u8], gb18030: Decode) -> Option<String> {
    if let Some(text) = unicode(bytes) {
        return Some(text.into_owned()).filter(|text| is_text(text));
    }
    let wrong = |text: &str| text.chars().filter(|c| *c == '\u{fffd}').count();
    let chinese = gb18030(bytes);
    // A few bytes may be damaged; of two readings the one with fewer signs of it.
    let utf8 = String::from_utf8_lossy(bytes);
    let text = if wrong(&utf8) <= wrong(&chinese) { utf8.into_owned() } else { chinese };
    (wrong(&text) * 50 <= text.chars().count() && is_text(&text)).then_some(text)
}

/// Text has no control characters to speak of, but for those that end cells.
fn is_text(text: &str) -> bool {
    let controls =
        text.chars().filter(|c| c.is_control() && !c.is_whitespace() && !matches!(c, '\u{7}' | '\u{1f}')).count();
    controls * 100 <= text.len()
}

/// UTF-8 or UTF-16, with a byte order mark or without.
fn unicode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        Cow::Owned(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect::<String>())
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => return Some(String::from_utf8_lossy(rest)),
        [0xff, 0xfe, rest @ ..] => return Some(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => return Some(utf16(rest, u16::from_be_bytes)),
        _ => {}
    }
    // Digits and line ends have a zero byte in UTF-16, and text has none in any other encoding.
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = bytes.len() / 100 + 1;
    match () {
        () if odd > many && even * 20 < odd => Some(utf16(bytes, u16::from_le_bytes)),
        () if even > many && odd * 20 < even => Some(utf16(bytes, u16::from_be_bytes)),
        () => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    }
}

/// A part of an office file: XML in UTF-8 or UTF-16.
fn xml_text(bytes: &[u8]) -> String {
    unicode(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes)).into_owned()
}

/// A page saved as one file of many parts.
fn is_web_archive(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(2000)).unwrap_or_default().to_ascii_lowercase();
    head.starts_with("mime-version:") || (head.contains("content-type: multipart/related") && !head.starts_with('<'))
}

/// A Word document in one XML file.
fn is_word_xml(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(4000)).unwrap_or_default();
    let whole =
        head.trim_start().starts_with("<?xml") && (head.contains("wordDocument") || head.contains("pkg:package"));
    // Or its tables alone, within a text.
    whole || (holds(text, "<w:tbl>") && holds(text, "</w:tc>"))
}
