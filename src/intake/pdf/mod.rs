//! PDF files (PDF 32000-1): their pages as text and tables.
//!
//! The file's objects ([`mod@file`]) give each page its contents; what these draw ([`mod@content`]) is a page of signs and lines
//! ([`page`]), which is read as any paper is. A page that cannot be read is told, with the reason.
//!
//! A library for the objects (hayro-syntax 0.9) was weighed: 58 KB compressed more than this, and it unpacks without a bound
//! and does not tell what is damaged, so that half a file looks like a report with sections missing.

mod cmap;
mod content;
mod crypt;
mod file;
mod filter;
mod font;
mod names;
mod object;
mod truetype;

use crate::intake::page::{self, MOST_PAGES, Page};
use crate::intake::{Decode, Document, PageState, Refusal};
use content::{Drawn, Matrix, Painter};
use file::File;
use object::{Dict, Object};
use std::collections::BTreeSet;
use std::rc::Rc;

pub(in crate::intake) use names::cp1252;

/// Bytes that are unpacked of one file.
const MOST_UNPACKED: usize = 64 << 20;
/// Pages that are counted.
const MOST_COUNTED: usize = 5000;
/// Fields of forms on one page.
const MOST_WIDGETS: usize = 2000;
/// Nodes above a page.
const DEEPEST: usize = 64;

/// The text of a PDF. `progress` hears how many pages are read, of how many.
pub(crate) fn read(bytes: &[u8], decode: Decode, progress: &mut dyn FnMut(usize, usize)) -> Result<Document, Refusal> {
    let file = File::open(bytes, MOST_UNPACKED)?;
    let pages = pages(&file);
    let mut painter = Painter::new(&file, decode);
    page::read(pages.len(), progress, |at| {
        let (state, page) = match &pages[at] {
            Some(page) if at < MOST_PAGES => {
                let drawn = page.draw(&mut painter, &file);
                (state(&drawn), drawn.page)
            }
            Some(_) => (PageState::TooMany, Page::default()),
            None => (PageState::Damaged, Page::default()),
        };
        if file.is_overfull() || painter.is_overfull() { Err(Refusal::TooLarge) } else { Ok((state, page)) }
    })
}

/// Whether a page is read as what it shows.
fn state(drawn: &Drawn) -> PageState {
    match PageState::of(drawn.signs, drawn.picture > 0.5, drawn.curves) {
        _ if drawn.damaged => PageState::Damaged,
        PageState::Read if drawn.meaningless * 20 > drawn.signs => PageState::HiddenFonts,
        PageState::Read if drawn.unseen * 2 > drawn.signs && drawn.picture > 0.5 => PageState::Recognised,
        state => state,
    }
}

/// A page as the file says it.
struct PageOf {
    dict: Rc<Dict>,
    resources: Object,
    area: [f64; 4],
    turned: i64,
}

impl PageOf {
    fn draw(&self, painter: &mut Painter<'_, '_>, file: &File<'_>) -> Drawn {
        let contents = match file.get(&self.dict, b"Contents") {
            Object::Array(parts) => parts.iter().map(|part| file.resolved(part)).collect(),
            // (A page may have none, but not what was lost.)
            Object::Null if !self.dict.contains_key(&b"Contents"[..]) => Vec::new(),
            one => vec![one],
        };
        let (mut bytes, mut damaged) = (Vec::new(), false);
        for part in contents {
            match part {
                Object::Stream(stream) => match file.unpacked(&stream) {
                    Ok((part, whole)) => {
                        damaged |= !whole;
                        bytes.extend(part);
                        // Words do not run over from one to the next.
                        bytes.push(b'\n');
                    }
                    Err(_) => damaged = true,
                },
                _ => damaged = true,
            }
        }
        let [left, bottom, right, top] = self.area;
        let (width, height) = (right - left, top - bottom);
        let (matrix, width, height) = match self.turned {
            90 => ([0.0, 1.0, 1.0, 0.0, -bottom, -left], height, width),
            180 => ([-1.0, 0.0, 0.0, 1.0, right, -bottom], width, height),
            270 => ([0.0, -1.0, -1.0, 0.0, top, right], height, width),
            _ => ([1.0, 0.0, 0.0, -1.0, -left, top], width, height),
        };
        let none = Dict::new();
        let resources = self.resources.dict().map_or(&none, |dict| dict);
        let widgets = widgets(file, &self.dict);
        let mut drawn = painter.draw(&bytes, resources, Matrix::new(matrix), width, height, &widgets);
        drawn.damaged |= damaged;
        drawn
    }
}

/// What stands in the fields of a form, and where.
fn widgets(file: &File<'_>, page: &Dict) -> Vec<(Object, [f64; 4])> {
    let annotations = file.get(page, b"Annots");
    let widget = |annotation: &Object| {
        const HIDDEN: usize = 0b10_0010;
        let annotation = file.resolved(annotation);
        let dict = annotation.dict()?;
        let hidden = file.get(dict, b"F").count().unwrap_or(0) & HIDDEN != 0;
        if hidden || !file.get(dict, b"Subtype").is(b"Widget") {
            return None;
        }
        let shown = file.get(file.get(dict, b"AP").dict()?, b"N");
        // One of several, by the state it is in.
        let shown = match &shown {
            Object::Dict(states) => file.get(states, file.get(dict, b"AS").name()?),
            _ => shown,
        };
        let &[a, b, c, d] = &file.numbers(dict, b"Rect")[..] else { return None };
        Some((shown, [a.min(c), b.min(d), a.max(c), b.max(d)]))
    };
    annotations.array().unwrap_or_default().iter().take(MOST_WIDGETS).filter_map(widget).collect()
}

/// The pages in their order; `None` for one that is lost.
fn pages(file: &File<'_>) -> Vec<Option<PageOf>> {
    let mut found = Vec::new();
    let Some(root) = file.root() else { return found };
    let told = root.dict().map(|dict| file.get(dict, b"Count")).and_then(|count| count.count());
    let mut seen = BTreeSet::new();
    // Kids to come, each with what it inherits.
    let mut waiting: Vec<(Object, Dict, usize)> = vec![(root, Dict::new(), 0)];
    while let Some((node, inherited, depth)) = waiting.pop() {
        if found.len() >= MOST_COUNTED || depth > DEEPEST {
            break;
        }
        if let Object::Ref(number) = node
            && !seen.insert(number)
        {
            continue;
        }
        let node = file.resolved(&node);
        let Some(dict) = node.dict() else {
            found.push(None);
            continue;
        };
        let mut own = inherited;
        for name in [&b"Resources"[..], b"MediaBox", b"CropBox", b"Rotate"] {
            if let Some(value) = dict.get(name) {
                own.insert(name.into(), value.clone());
            }
        }
        match file.get(dict, b"Kids") {
            Object::Array(kids) if !file.get(dict, b"Type").is(b"Page") => {
                waiting.extend(kids.iter().rev().map(|kid| (kid.clone(), own.clone(), depth + 1)));
            }
            _ => found.push(Some(page_of(file, Rc::clone(dict), &own))),
        }
    }
    // A file that lost pages says how many there were.
    let lost = told.unwrap_or(0).min(MOST_PAGES).saturating_sub(found.len());
    found.extend((0..lost).map(|_| None));
    found
}

fn page_of(file: &File<'_>, dict: Rc<Dict>, own: &Dict) -> PageOf {
    let area = |name: &[u8]| {
        let area = file.get(own, name);
        let numbers = area.array()?.iter().map(|one| file.resolved(one).number()).collect::<Option<Vec<f64>>>()?;
        let &[a, b, c, d] = &numbers[..] else { return None };
        let (left, bottom, right, top) = (a.min(c), b.min(d), a.max(c), b.max(d));
        (right - left > 1.0 && top - bottom > 1.0 && right - left < 1e5 && top - bottom < 1e5)
            .then_some([left, bottom, right, top])
    };
    let media = area(b"MediaBox").unwrap_or([0.0, 0.0, 595.0, 842.0]);
    let crop = area(b"CropBox")
        .map(|crop| [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])]);
    let area = crop.filter(|crop| crop[2] - crop[0] > 1.0 && crop[3] - crop[1] > 1.0).unwrap_or(media);
    let turned = file.get(own, b"Rotate").number().map_or(0, |turned| (turned as i64).rem_euclid(360));
    PageOf { resources: file.get(own, b"Resources"), dict, area, turned }
}
