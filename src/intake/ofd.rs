//! OFD files (GB/T 33190): a zip of XML that says where on each page every sign and line stands, in millimetres.

use crate::intake::markup::{Piece, Scanner, Tag, decoded, local};
use crate::intake::page::{self, Area, EVERYWHERE, MOST_PAGES, Page, Runs, Sign, decimal};
use crate::intake::zip::{Trouble, Zip};
use crate::intake::{Document, PageState, Refusal, xml_text};
use std::collections::BTreeMap;

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// Signs and lines of a whole file.
const MOST_SIGNS: usize = 1_000_000;
/// Templates of one page.
const MOST_TEMPLATES: usize = 16;

/// The text of an OFD file. `progress` hears how many pages are read, of how many.
pub(crate) fn read(zip: &mut Zip<'_>, progress: &mut dyn FnMut(usize, usize)) -> Result<Document, Refusal> {
    let root = part(zip, "OFD.xml")?.ok_or(Refusal::Damaged)?;
    let document = texts(&root, "DocRoot").into_iter().next().ok_or(Refusal::Encrypted)?;
    let document = place("", &document);
    let content = part(zip, &document)?.ok_or(Refusal::Damaged)?;
    let listed = |name: &'static str| {
        let entry = move |tag: Tag<'_>| Some((tag.number("ID")?, tag.attribute("BaseLoc")?.into_owned()));
        Scanner::xml(&content).filter_map(move |piece| match piece {
            Piece::Open(tag) if local(tag.name) == name => entry(tag),
            _ => None,
        })
    };
    let templates: BTreeMap<usize, String> =
        listed("TemplatePage").map(|(id, path)| (id, place(&document, &path))).collect();
    let pages: Vec<String> = listed("Page").map(|(_, path)| place(&document, &path)).collect();
    let whole = texts(&content, "PhysicalBox").first().map(|area| numbers(area));
    let mut marks = 0;
    page::read(pages.len(), progress, |at| {
        if at >= MOST_PAGES {
            return Ok((PageState::TooMany, Page::default()));
        }
        let drawn = draw(zip, &pages[at], &templates, whole.as_deref(), &mut marks)?;
        if marks > MOST_SIGNS {
            return Err(Refusal::TooLarge);
        }
        Ok(drawn.map_or((PageState::Damaged, Page::default()), |drawn| (drawn.state(), drawn.page)))
    })
}

/// What a page shows.
#[derive(Debug, Default)]
struct Drawn {
    page: Page,
    /// The part of the page that pictures cover.
    picture: f64,
    curves: usize,
}

impl Drawn {
    fn state(&self) -> PageState {
        PageState::of(self.page.signs.len(), self.picture > 0.5, self.curves)
    }
}

/// A part as text; `None` where it is missing or damaged.
fn part(zip: &mut Zip<'_>, path: &str) -> Result<Option<String>, Refusal> {
    match zip.part(path) {
        Ok(bytes) => Ok(bytes.map(|bytes| xml_text(&bytes))),
        Err(Trouble::Damaged) => Ok(None),
        Err(trouble) => Err(trouble.into()),
    }
}

/// A path that stands in a file, from the root: `../Res/a.xml`, `/Doc_0/a.xml`, `Pages\Page_0\Content.xml`.
fn place(from: &str, path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    let folder = if path.starts_with('/') { "" } else { from.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = Vec::new();
    for name in folder.split('/').chain(path.split('/')) {
        match name {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// What elements of a name hold.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let (mut found, mut inside) = (Vec::new(), false);
    for piece in Scanner::xml(xml) {
        match piece {
            Piece::Open(tag) => inside = local(tag.name) == name && !tag.empty,
            Piece::Text(text) if inside => found.push(decoded(text).trim().to_owned()),
            _ => inside = false,
        }
    }
    found
}

/// Numbers that stand one after the other.
fn numbers(text: &str) -> Vec<f64> {
    text.split(|c: char| c.is_ascii_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .map(|word| decimal(word.as_bytes()).0)
        .collect()
}

fn draw(
    zip: &mut Zip<'_>,
    path: &str,
    templates: &BTreeMap<usize, String>,
    whole: Option<&[f64]>,
    marks: &mut usize,
) -> Result<Option<Drawn>, Refusal> {
    let Some(content) = part(zip, path)? else { return Ok(None) };
    let own = texts(&content, "PhysicalBox").first().map(|area| numbers(area));
    let area = own.as_deref().or(whole).filter(|area| area.len() == 4).unwrap_or(&[0.0, 0.0, 210.0, 297.0]);
    let page = Page { width: area[2] * POINTS, height: area[3] * POINTS, ..Page::default() };
    let mut drawn = Drawn { page, ..Drawn::default() };
    let of_page = Scanner::xml(&content).filter_map(|piece| match piece {
        Piece::Open(tag) if local(tag.name) == "Template" => templates.get(&tag.number("TemplateID")?),
        _ => None,
    });
    for template in of_page.take(MOST_TEMPLATES) {
        match part(zip, template)? {
            Some(content) => draw_content(&content, &mut drawn, marks),
            None => return Ok(None),
        }
    }
    draw_content(&content, &mut drawn, marks);
    Ok(Some(drawn))
}

/// An object with a place of its own.
#[derive(Debug, Default)]
struct Object {
    boundary: [f64; 4],
    matrix: Option<[f64; 6]>,
    visible: bool,
    fills: bool,
    strokes: bool,
    /// How light what is filled and what is stroked is, from 0 to 1.
    fill: f64,
    stroke: f64,
    /// Of text: the size of its signs, how wide they are, which way their line runs.
    size: f64,
    wide: f64,
    turned: usize,
    /// Where the last piece of text began.
    begun: (f64, f64),
    deltas: [Vec<f64>; 2],
}

impl Object {
    fn new(tag: &Tag<'_>, is_text: bool) -> Object {
        let list = |name: &str| tag.attribute(name).map(|text| numbers(&text)).unwrap_or_default();
        let is = |name: &str, otherwise: bool| {
            tag.attribute(name).map_or(otherwise, |value| matches!(&*value, "true" | "1"))
        };
        let one = |name: &str, otherwise: f64| list(name).first().copied().unwrap_or(otherwise);
        let boundary = list("Boundary");
        Object {
            boundary: std::array::from_fn(|i| boundary.get(i).copied().unwrap_or(0.0)),
            matrix: list("CTM").try_into().ok(),
            visible: is("Visible", true),
            fills: is("Fill", is_text),
            strokes: is("Stroke", !is_text),
            size: one("Size", 3.5),
            wide: one("HScale", 1.0),
            turned: tag.number("ReadDirection").unwrap_or(0) % 360,
            ..Object::default()
        }
    }

    /// A point of the object on the page, in points.
    fn on_page(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (x, y) = match self.matrix {
            Some([a, b, c, d, e, f]) => (a * x + c * y + e, b * x + d * y + f),
            None => (x, y),
        };
        ((x + self.boundary[0]) * POINTS, (y + self.boundary[1]) * POINTS)
    }
}

fn draw_content(content: &str, drawn: &mut Drawn, marks: &mut usize) {
    let mut object: Option<Object> = None;
    let (mut in_text, mut in_path) = (false, false);
    for piece in Scanner::xml(content) {
        if *marks > MOST_SIGNS {
            return;
        }
        match piece {
            Piece::Open(tag) => match local(tag.name) {
                "TextObject" => object = Some(Object::new(&tag, true)),
                "PathObject" => object = Some(Object::new(&tag, false)),
                "ImageObject" => {
                    let [.., width, height] = Object::new(&tag, false).boundary;
                    drawn.picture += width * height * POINTS * POINTS / (drawn.page.width * drawn.page.height).max(1.0);
                }
                "TextCode" => {
                    in_text = !tag.empty;
                    if let Some(object) = &mut object {
                        let one = |name: &str| tag.attribute(name).and_then(|text| numbers(&text).first().copied());
                        object.begun = (one("X").unwrap_or(object.begun.0), one("Y").unwrap_or(object.begun.1));
                        let deltas = |name: &str| tag.attribute(name).map(|text| deltas(&text)).unwrap_or_default();
                        object.deltas = [deltas("DeltaX"), deltas("DeltaY")];
                    }
                }
                "AbbreviatedData" => in_path = !tag.empty,
                name @ ("FillColor" | "StrokeColor") => {
                    let value = tag.attribute("Value").map(|value| numbers(&value)).unwrap_or_default();
                    // (Of four parts, which are ink, none is told to be light.)
                    let parts = if value.len() < 4 { &value[..] } else { &[] };
                    let lightness = parts.iter().copied().reduce(f64::min).map_or(0.0, |part| part / 255.0);
                    match &mut object {
                        Some(object) if name == "StrokeColor" => object.stroke = lightness,
                        Some(object) => object.fill = lightness,
                        None => {}
                    }
                }
                _ => {}
            },
            Piece::Close(name) => match local(name) {
                "TextObject" | "PathObject" => object = None,
                "TextCode" => in_text = false,
                "AbbreviatedData" => in_path = false,
                _ => {}
            },
            Piece::Text(text) | Piece::Literal(text) => {
                if let Some(object) = object.as_ref().filter(|object| object.visible) {
                    if in_text {
                        write(object, &decoded(text), drawn, marks);
                    } else if in_path {
                        line(object, text, drawn, marks);
                    }
                }
            }
        }
    }
}

/// Steps from sign to sign; `g 5 3.9` is five of 3.9.
fn deltas(text: &str) -> Vec<f64> {
    const MOST: usize = 1 << 16;
    let mut words = text.split_ascii_whitespace();
    let mut steps = Vec::new();
    while let Some(word) = words.next() {
        let number = |word: Option<&str>| word.map_or(0.0, |word| decimal(word.as_bytes()).0);
        if word == "g" {
            let (times, step) = (number(words.next()), number(words.next()));
            steps.extend(std::iter::repeat_n(step, (times as usize).min(MOST)));
        } else {
            steps.push(number(Some(word)));
        }
        if steps.len() >= MOST {
            break;
        }
    }
    steps.truncate(MOST);
    steps
}

fn write(object: &Object, text: &str, drawn: &mut Drawn, marks: &mut usize) {
    let (mut x, mut y) = object.begun;
    let runs = match (object.turned, object.matrix) {
        (90, _) => Runs::TurnedDown,
        (180, _) => Runs::UpsideDown,
        (270, _) => Runs::TurnedUp,
        (_, Some([a, b, ..])) if b.abs() > a.abs() => {
            if b > 0.0 {
                Runs::TurnedDown
            } else {
                Runs::TurnedUp
            }
        }
        // Signs below each other are upright.
        _ if object.deltas[0].is_empty() && object.deltas[1].iter().any(|step| *step > 0.0) => Runs::Down,
        _ => Runs::Right,
    };
    let (above, below) = (0.88 * object.size, 0.12 * object.size);
    // Where a step is missing, the sign's own width is one.
    let none = object.deltas.iter().all(Vec::is_empty);
    let mut steps = 0;
    for c in text.chars() {
        if matches!(c, '\n' | '\r') {
            continue;
        }
        *marks += 1;
        let step = |axis: usize| object.deltas[axis].get(steps).copied();
        let natural = object.size * object.wide * if c.is_ascii() { 0.5 } else { 1.0 };
        let width = step(0).filter(|step| *step > 0.0).map_or(natural, |step| step.min(natural * 1.3));
        let corners = match object.turned {
            90 => [(x - below, y), (x + above, y + width)],
            180 => [(x - width, y - below), (x, y + above)],
            270 => [(x - above, y - width), (x + below, y)],
            _ => [(x, y - above), (x + width, y + below)],
        };
        drawn.page.signs.push(Sign { c, area: Area::around(&corners.map(|point| object.on_page(point))), runs });
        x += step(0).unwrap_or(if none { natural } else { 0.0 });
        y += step(1).unwrap_or(0.0);
        steps += 1;
    }
}

/// Lines of a path: `M 0 0 L 5 0 C`.
fn line(object: &Object, path: &str, drawn: &mut Drawn, marks: &mut usize) {
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut straight = true;
    let mut words = path.split_ascii_whitespace();
    let mut finish = |points: &mut Vec<(f64, f64)>, straight: bool, drawn: &mut Drawn| {
        let path = std::mem::take(points);
        *marks += 1;
        if !straight || path.len() < 2 {
            return;
        }
        if object.fills {
            drawn.page.fill(Area::around(&path), &EVERYWHERE, object.fill);
        }
        for pair in path.windows(2).filter(|_| object.strokes) {
            drawn.page.stroke(Area::around(pair), &EVERYWHERE, object.stroke);
        }
    };
    while let Some(word) = words.next() {
        let count = match word {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            "C" => 0,
            _ => continue,
        };
        let numbers: Vec<f64> = words.by_ref().take(count).map(|word| decimal(word.as_bytes()).0).collect();
        let end = numbers.last_chunk::<2>().map(|end| object.on_page((end[0], end[1])));
        match word {
            "S" | "M" => {
                finish(&mut points, straight, drawn);
                straight = true;
                points.extend(end);
            }
            "C" => points.extend(points.first().copied()),
            _ => {
                if word != "L" {
                    straight = false;
                    drawn.curves += 1;
                }
                points.extend(end);
            }
        }
    }
    finish(&mut points, straight, drawn);
}

#[cfg(test)]
mod tests {
    use super::{deltas, numbers, place};

    #[test]
    fn paths_are_found_from_where_they_stand() {
        for (from, path, found) in [
            ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
            ("Doc_0/Document.xml", "/Doc_0/Tpls/a.xml", "Doc_0/Tpls/a.xml"),
            ("Doc_0/Pages/Page_0/Content.xml", "..\\..\\Res\\a.xml", "Doc_0/Res/a.xml"),
            ("", "Doc_0/Document.xml", "Doc_0/Document.xml"),
            ("a.xml", "../../b.xml", "b.xml"),
        ] {
            assert_eq!(place(from, path), found);
        }
    }

    #[test]
    fn steps_may_be_repeated() {
        assert_eq!(deltas("3.5 g 3 4 5"), [3.5, 4.0, 4.0, 4.0, 5.0]);
        assert_eq!(deltas("g 2"), [0.0, 0.0]);
        assert_eq!(deltas("g 9999999999 1").len(), 1 << 16);
        assert_eq!(numbers("0 0  210 297"), [0.0, 0.0, 210.0, 297.0]);
    }
}
