//! HTML as text: web pages, what Word, WPS and Excel put on the clipboard.

use crate::intake::flow::{CellShape, Flow, Overfull};
use crate::intake::markup::{Piece, Scanner, Skipped, Tag, decoded, local};
use std::collections::BTreeSet;

/// The text of an HTML page or piece, tables as lines with tabs.
///
/// Anything is taken: what is not closed is closed, what is out of place is put somewhere.
pub(crate) fn text_of(html: &str) -> Result<String, Overfull> {
    let mut reader = Reader { flow: Flow::default(), hidden: Skipped::default(), preformatted: 0, in_field: false };
    let mut drafts = drafts(html).into_iter().peekable();
    for (at, piece) in Scanner::html(html).enumerate() {
        match piece {
            Piece::Open(tag) => reader.open(tag, drafts.next_if_eq(&at).is_some()),
            Piece::Close(name) => reader.close(name),
            Piece::Text(text) => reader.text(&decoded(text)),
            // What was typed into a field is text; a script or a style sheet is not.
            Piece::Literal(text) if reader.in_field => reader.text(&decoded(text)),
            Piece::Literal(_) => {}
        }
        if reader.flow.is_full() {
            break;
        }
    }
    reader.flow.finish()
}

struct Reader {
    flow: Flow,
    /// An element that is not shown.
    hidden: Skipped,
    preformatted: usize,
    /// The last tag opened a field of several lines.
    in_field: bool,
}

/// Elements whose content is no part of the text.
const NOT_TEXT: &[&str] = &["template", "noscript", "svg", "object", "iframe", "select", "xml", "rt", "rp"];
/// Struck out, and the marks of notes: no part of a number they stand in.
const NOT_COUNTED: &[&str] = &["del", "s", "strike", "sup"];
/// Elements that have no end tag.
const VOID: &[&str] =
    &["br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "param"];
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "center",
    "blockquote",
    "pre",
    "form",
    "fieldset",
    "address",
    "figure",
    "hr",
    "caption",
    "body",
    "html",
    "summary",
    "details",
    "legend",
    "figcaption",
];

fn is(name: &str, list: &[&str]) -> bool {
    list.iter().any(|element| name.eq_ignore_ascii_case(element))
}

impl Reader {
    fn open(&mut self, tag: Tag<'_>, is_draft: bool) {
        if self.hidden.name().is_some() && (tag.empty || self.hidden.opens(tag.name)) {
            return;
        }
        // HTML knows no <span/>; editors that write XML do, for names with a prefix.
        let empty = is(tag.name, VOID) || (tag.empty && tag.name.contains(':'));
        if !empty && (is_draft || is_hidden(tag)) {
            self.hidden.begin(tag.name);
            if is(tag.name, &["tr", "td", "th"]) {
                // Its place in the table closes what stood before it all the same.
                self.flow.close_cell();
            }
            return;
        }
        self.in_field = tag.name.eq_ignore_ascii_case("textarea");
        match tag.name.to_ascii_lowercase().as_str() {
            "br" => self.flow.line_break(),
            "input" => {
                let kind = tag.attribute("type").unwrap_or_default();
                if is(&kind, &["", "text", "number"]) {
                    self.flow.text(&tag.attribute("value").unwrap_or_default());
                }
            }
            "table" => self.flow.open_table(),
            "tr" => self.flow.open_row(),
            "td" | "th" => self.flow.open_cell(CellShape {
                columns: tag.number("colspan").unwrap_or(1),
                rows: tag.number("rowspan").unwrap_or(1),
                phantom: is_phantom(tag),
                ..CellShape::default()
            }),
            "pre" => {
                self.flow.block();
                self.preformatted += 1;
            }
            name if is(name, BLOCKS) => self.flow.block(),
            // A table that is drawn by other elements: a cell a line where they are blocks, and a tab between them where they are not.
            _ if is_cell(tag) => self.flow.exact("\t"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        // A hidden cell that is never closed does not take the rest of the page with it.
        let unclosed = self.hidden.name().is_some_and(|hidden| {
            (is(hidden, &["td", "th"]) && is(name, &["tr", "table"])) || (is(hidden, &["tr"]) && is(name, &["table"]))
        });
        if unclosed {
            self.hidden.end();
        } else if self.hidden.closes(name) {
            return;
        }
        match name.to_ascii_lowercase().as_str() {
            "table" => self.flow.close_table(),
            "tr" => self.flow.close_row(),
            "td" | "th" => self.flow.close_cell(),
            "pre" => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.flow.block();
            }
            name if is(name, BLOCKS) => self.flow.block(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.preformatted {
            _ if self.hidden.name().is_some() => {}
            0 => self.flow.text(text),
            _ => self.flow.exact(&text.replace("\r\n", "\n")),
        }
    }
}

/// Parts of a page that are not shown (`<div style="display:none">`) and are another version of what is: nearly all
/// their words, if not their numbers, stand there, too. An editor keeps the draft of a table so. Any other part is
/// read: a script may show it, as the sections behind tabs. (Given by the places of their tags among the pieces.)
fn drafts(html: &str) -> Vec<usize> {
    /// Of their words so many in a hundred.
    const NEARLY_ALL: usize = 80;
    if !html.contains("none") && !html.contains("hidden") {
        return Vec::new();
    }
    let mut parts: Vec<(usize, Vec<String>)> = Vec::new();
    let mut shown = BTreeSet::new();
    let (mut unread, mut part) = (Skipped::default(), Skipped::default());
    for (at, piece) in Scanner::html(html).enumerate() {
        match piece {
            Piece::Open(tag) if tag.empty || is(tag.name, VOID) => {}
            Piece::Open(tag) if unread.opens(tag.name) => {}
            Piece::Open(tag) if is_hidden(tag) => unread.begin(tag.name),
            Piece::Open(tag) => {
                if !part.opens(tag.name) && is(tag.name, BLOCKS) && is_unshown(tag, &[]) {
                    part.begin(tag.name);
                    parts.push((at, Vec::new()));
                }
            }
            Piece::Close(name) => {
                let _ = unread.closes(name) || part.closes(name);
            }
            Piece::Text(text) if unread.name().is_none() => {
                let words: String = decoded(text).chars().filter(|c| c.is_alphabetic()).collect();
                match parts.last_mut().filter(|_| part.name().is_some()) {
                    _ if words.is_empty() => {}
                    Some((_, part)) => part.push(words),
                    None => drop(shown.insert(words)),
                }
            }
            Piece::Text(_) | Piece::Literal(_) => {}
        }
    }
    parts.retain(|(_, part)| {
        let also_shown = part.iter().filter(|words| shown.contains(*words)).count();
        also_shown > 0 && also_shown * 100 >= part.len() * NEARLY_ALL
    });
    parts.into_iter().map(|(at, _)| at).collect()
}

/// What a style says that hides a part of a page; and, of a part of a line or table, besides.
const UNSHOWN: &[&str] = &["display:none", "visibility:hidden"];
const UNREAD: &[&str] = &["mso-hide:all", "line-through", "vertical-align:super"];

/// Whether an element's style, or an attribute of its own, hides it.
fn is_unshown(tag: Tag<'_>, besides: &[&str]) -> bool {
    let style = tag.attribute("style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    tag.attribute("hidden").is_some() || UNSHOWN.iter().chain(besides).any(|hides| style.contains(hides))
}

/// Not shown: by its kind, or, where it is part of a line or table, by its style. (Whole sections that
/// are hidden are often shown by a script: their text is kept, but for [`drafts`].)
fn is_hidden(tag: Tag<'_>) -> bool {
    if is(tag.name, NOT_TEXT) || is(tag.name, NOT_COUNTED) {
        return true;
    }
    // What a field to choose from offers, and was not chosen.
    if is(tag.name, &["option"]) {
        return tag.attribute("selected").is_none();
    }
    // Settings that Word and WPS write among the text. A content control is text.
    let of_word = tag.name.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case("w:"));
    if of_word && !local(tag.name).eq_ignore_ascii_case("sdt") {
        return true;
    }
    if is(tag.name, &["span", "font", "table", "tr", "td", "th", "b", "i", "a"]) {
        return is_unshown(tag, UNREAD);
    }
    false
}

/// Whether an element says that it is a table's cell: by its role, its class or its style.
fn is_cell(tag: Tag<'_>) -> bool {
    let says = |attribute: &str, names: &[&str]| {
        tag.attribute(attribute).is_some_and(|said| said.split_whitespace().any(|word| is(word, names)))
    };
    says("role", &["cell", "gridcell", "columnheader", "rowheader"])
        || says("class", &["td", "th", "cell", "table-cell"])
        || tag.attribute("style").is_some_and(|style| style.replace(' ', "").contains("display:table-cell"))
}

/// What Word puts where the grid of a table does not line up.
fn is_phantom(tag: Tag<'_>) -> bool {
    let style = tag.attribute("style").unwrap_or_default();
    tag.number("width") == Some(0) || style.contains("mso-cell-special:placeholder")
}
