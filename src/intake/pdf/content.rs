//! What a page's contents draw: signs at their places, lines, pictures (PDF 32000-1, 8 and 9).

use super::file::File;
use super::font::Font;
use super::object::{Dict, Lexer, Object, Stream};
use crate::intake::Decode;
use crate::intake::page::{Area, Page, Runs, Sign, THIN};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Forms within forms.
const DEEPEST_FORM: usize = 10;
/// States put aside.
const DEEPEST_STATE: usize = 256;
/// Operators of a whole file; an annual report has 50,000.
const MOST_OPERATORS: usize = 3_000_000;
/// Signs and lines of a whole file.
const MOST_SIGNS: usize = 1_000_000;
/// Lines of one page.
const MOST_RULINGS: usize = 100_000;
/// Operands of one operator.
const MOST_OPERANDS: usize = 1 << 16;

/// What takes a point to another place: a b c d e f.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matrix([f64; 6]);

impl Matrix {
    pub(super) fn new(numbers: [f64; 6]) -> Matrix {
        Matrix(numbers)
    }

    fn from(operands: &[f64]) -> Option<Matrix> {
        operands.last_chunk::<6>().map(|numbers| Matrix(*numbers))
    }

    /// First this, then that.
    fn then(self, that: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, that.0);
        Matrix([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }

    fn of(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    fn of_area(self, [left, bottom, right, top]: [f64; 4]) -> Area {
        Area::around(&[(left, bottom), (right, bottom), (left, top), (right, top)].map(|point| self.of(point)))
    }
}

/// What a page shows, and what it says of how it was made.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) page: Page,
    /// Signs that no reader sees: a machine's text under a scan.
    pub(super) unseen: usize,
    /// Signs without meaning.
    pub(super) meaningless: usize,
    /// Signs in all.
    pub(super) signs: usize,
    /// The part of the page that pictures cover.
    pub(super) picture: f64,
    /// Curves: letters may be drawn as such.
    pub(super) curves: usize,
    /// Something that was to be drawn is missing.
    pub(super) damaged: bool,
}

/// Draws pages; keeps their fonts.
pub(super) struct Painter<'a, 'b> {
    file: &'a File<'b>,
    decode: Decode,
    fonts: BTreeMap<u32, Rc<Font>>,
    operators: usize,
    marks: usize,
}

#[derive(Debug, Clone)]
struct State {
    matrix: Matrix,
    clip: Area,
    /// How light what is filled and what is stroked is, from 0 to 1.
    fill: f64,
    stroke: f64,
    line_width: f64,
    font: Option<Rc<Font>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
    mode: usize,
}

/// Lines between points, begun and not painted yet.
#[derive(Debug, Default)]
struct Path {
    /// Each part: its points, and whether all its lines are straight.
    parts: Vec<(Vec<(f64, f64)>, bool)>,
    /// It is to cut off what comes after.
    clips: bool,
}

impl<'a, 'b> Painter<'a, 'b> {
    pub(super) fn new(file: &'a File<'b>, decode: Decode) -> Painter<'a, 'b> {
        Painter { file, decode, fonts: BTreeMap::new(), operators: 0, marks: 0 }
    }

    /// Whether more was to be drawn than any report has.
    pub(super) fn is_overfull(&self) -> bool {
        self.operators > MOST_OPERATORS || self.marks > MOST_SIGNS
    }

    /// Draws a page, and over it the fields of forms in their areas: `matrix` takes its points to ours.
    pub(super) fn draw(
        &mut self,
        contents: &[u8],
        resources: &Dict,
        matrix: Matrix,
        width: f64,
        height: f64,
        widgets: &[(Object, [f64; 4])],
    ) -> Drawn {
        let mut drawn = Drawn { page: Page { width, height, ..Page::default() }, ..Drawn::default() };
        let state = State {
            matrix,
            clip: Area { left: 0.0, top: 0.0, right: width, bottom: height },
            fill: 0.0,
            stroke: 0.0,
            line_width: 1.0,
            font: None,
            size: 1.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        };
        self.run(contents, resources, state.clone(), &mut drawn, 0);
        for (shown, [left, bottom, right, top]) in widgets {
            let Object::Stream(form) = shown else { continue };
            // What the field shows is fitted to its area.
            let numbers = |name: &[u8]| self.file.numbers(&form.dict, name);
            let own = Matrix::from(&numbers(b"Matrix")).unwrap_or(Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
            let Some(area) = numbers(b"BBox").first_chunk::<4>().map(|area| own.of_area(*area)) else { continue };
            let scale = |to: f64, from: f64| if from > 0.0 { to / from } else { 1.0 };
            let (x, y) = (scale(right - left, area.width()), scale(top - bottom, area.height()));
            let fit = Matrix([x, 0.0, 0.0, y, left - area.left * x, bottom - area.top * y]);
            let state = State { matrix: fit.then(state.matrix), ..state.clone() };
            self.place(form, resources, &state, &mut drawn, 0);
        }
        drawn
    }

    fn run(&mut self, contents: &[u8], resources: &Dict, mut state: State, drawn: &mut Drawn, depth: usize) {
        let mut lexer = Lexer::of_content(contents);
        let mut operands: Vec<Object> = Vec::new();
        let mut states: Vec<State> = Vec::new();
        let mut path = Path::default();
        let start = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        let (mut text, mut line) = (start, start);
        let mut fonts: BTreeMap<Rc<[u8]>, Option<Rc<Font>>> = BTreeMap::new();
        while let Some(object) = lexer.next() {
            let Object::Word(word) = &object else {
                if operands.len() < MOST_OPERANDS {
                    operands.push(object);
                }
                continue;
            };
            self.operators += 1;
            if self.is_overfull() {
                return;
            }
            let numbers: Vec<f64> = operands.iter().take(8).filter_map(Object::number).collect();
            let last = numbers.last().copied().unwrap_or(0.0);
            match &**word {
                b"q" if states.len() < DEEPEST_STATE => states.push(state.clone()),
                b"Q" => state = states.pop().unwrap_or(state),
                b"cm" => {
                    if let Some(matrix) = Matrix::from(&numbers) {
                        state.matrix = matrix.then(state.matrix);
                    }
                }
                b"w" => state.line_width = last,
                b"g" | b"rg" | b"k" | b"sc" | b"scn" => state.fill = lightness(&numbers).unwrap_or(state.fill),
                b"G" | b"RG" | b"K" | b"SC" | b"SCN" => state.stroke = lightness(&numbers).unwrap_or(state.stroke),
                b"cs" => state.fill = 0.0,
                b"CS" => state.stroke = 0.0,

                b"m" | b"l" => {
                    if let Some(point) = numbers.last_chunk::<2>() {
                        path.to(&**word == b"m", state.matrix.of((point[0], point[1])));
                    }
                }
                b"c" | b"v" | b"y" => {
                    drawn.curves += 1;
                    if let Some(point) = numbers.last_chunk::<2>() {
                        path.to(false, state.matrix.of((point[0], point[1])));
                        path.parts.last_mut().into_iter().for_each(|part| part.1 = false);
                    }
                }
                b"re" => {
                    if let Some(&[x, y, width, height]) = numbers.last_chunk::<4>()
                        && path.parts.len() < MOST_RULINGS
                    {
                        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
                        path.parts.push((corners.map(|point| state.matrix.of(point)).to_vec(), true));
                    }
                }
                b"h" => path.close(),
                b"W" | b"W*" => path.clips = true,
                b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                    if matches!(word[0], b's' | b'b') {
                        path.close();
                    }
                    let fills = matches!(word[0], b'f' | b'F' | b'B' | b'b');
                    let strokes = matches!(word[0], b'S' | b's' | b'B' | b'b');
                    self.paint(&std::mem::take(&mut path), &mut state, drawn, fills, strokes);
                }

                b"BT" => (text, line) = (start, start),
                b"Tf" => {
                    state.size = last;
                    if let Some(Object::Name(name)) = operands.first() {
                        let font = fonts.entry(Rc::clone(name)).or_insert_with(|| self.font(resources, name));
                        state.font.clone_from(font);
                    }
                }
                b"Tc" => state.spacing = last,
                b"Tw" => state.word_spacing = last,
                b"Tz" => state.scale = last / 100.0,
                b"TL" => state.leading = last,
                b"Ts" => state.rise = last,
                b"Tr" => state.mode = last as usize,
                b"Td" | b"TD" => {
                    if let [x, y] = numbers[..] {
                        line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(line);
                        text = line;
                        if word[1] == b'D' {
                            state.leading = -y;
                        }
                    }
                }
                b"Tm" => {
                    if let Some(matrix) = Matrix::from(&numbers) {
                        (text, line) = (matrix, matrix);
                    }
                }
                b"T*" | b"'" | b"\"" => {
                    line = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading]).then(line);
                    text = line;
                    if let [word_spacing, spacing] = numbers[..]
                        && word[0] == b'"'
                    {
                        (state.word_spacing, state.spacing) = (word_spacing, spacing);
                    }
                    if let Some(string) = operands.last().and_then(Object::string) {
                        self.show(string, &state, &mut text, drawn);
                    }
                }
                b"Tj" => {
                    if let Some(string) = operands.last().and_then(Object::string) {
                        self.show(string, &state, &mut text, drawn);
                    }
                }
                b"TJ" => {
                    for piece in operands.last().and_then(Object::array).unwrap_or_default() {
                        if let Some(string) = piece.string() {
                            self.show(string, &state, &mut text, drawn);
                        } else if let Some(back) = piece.number() {
                            let upright = state.font.as_ref().is_some_and(|font| font.upright);
                            let by = -back / 1000.0 * state.size;
                            let by = if upright { (0.0, by) } else { (by * state.scale, 0.0) };
                            text = Matrix([1.0, 0.0, 0.0, 1.0, by.0, by.1]).then(text);
                        }
                    }
                }

                b"Do" => {
                    if let Some(Object::Name(name)) = operands.last() {
                        let object = self.file.get(resources, b"XObject").dict().map(|dict| self.file.get(dict, name));
                        if let Some(Object::Stream(stream)) = object {
                            self.place(&stream, resources, &state, drawn, depth);
                        }
                    }
                }
                b"BI" => {
                    lexer.at += length_of_inline_picture(&lexer.bytes[lexer.at..]);
                    drawn.picture += part_of_page(&drawn.page, state.matrix.of_area([0.0, 0.0, 1.0, 1.0]));
                }
                b"gs" => {
                    let states = self.file.get(resources, b"ExtGState");
                    let named = operands.last().and_then(Object::name).zip(states.dict());
                    let set = named.map(|(name, states)| self.file.get(states, name));
                    if let Some(width) = set.as_ref().and_then(Object::dict).map(|set| self.file.get(set, b"LW")) {
                        state.line_width = width.number().unwrap_or(state.line_width);
                    }
                    if let Some(font) = set.as_ref().and_then(Object::dict).map(|set| self.file.get(set, b"Font"))
                        && let Some([font, size]) = font.array()
                    {
                        state.font = self.font_of(font);
                        state.size = size.number().unwrap_or(state.size);
                    }
                }
                _ => {}
            }
            operands.clear();
        }
    }

    fn font(&mut self, resources: &Dict, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = self.file.get(resources, b"Font");
        self.font_of(fonts.dict()?.get(name)?)
    }

    fn font_of(&mut self, font: &Object) -> Option<Rc<Font>> {
        let number = if let Object::Ref(number) = font { Some(*number) } else { None };
        if let Some(known) = number.and_then(|number| self.fonts.get(&number)) {
            return Some(Rc::clone(known));
        }
        let read = Rc::new(Font::read(self.file, self.file.resolved(font).dict()?, self.decode));
        self.fonts.extend(number.map(|number| (number, Rc::clone(&read))));
        Some(read)
    }

    /// A form, or a picture.
    fn place(&mut self, stream: &Stream, around: &Dict, state: &State, drawn: &mut Drawn, depth: usize) {
        let get = |name: &[u8]| self.file.get(&stream.dict, name);
        if get(b"Subtype").is(b"Image") {
            drawn.picture += part_of_page(&drawn.page, state.matrix.of_area([0.0, 0.0, 1.0, 1.0]));
            return;
        }
        // (What a field shows need not say that it is a form.)
        let is_form = get(b"Subtype").is(b"Form") || matches!(get(b"Subtype"), Object::Null);
        if !is_form || depth >= DEEPEST_FORM {
            return;
        }
        let numbers = |name: &[u8]| self.file.numbers(&stream.dict, name);
        let mut state = state.clone();
        if let Some(matrix) = Matrix::from(&numbers(b"Matrix")) {
            state.matrix = matrix.then(state.matrix);
        }
        if let Some(area) = numbers(b"BBox").first_chunk::<4>() {
            state.clip = state.clip.within(&state.matrix.of_area(*area));
        }
        let resources = get(b"Resources");
        let resources = resources.dict().map_or(around, |own| own);
        match self.file.unpacked(stream) {
            Ok((contents, whole)) => {
                drawn.damaged |= !whole;
                self.run(&contents, resources, state, drawn, depth + 1);
            }
            Err(_) => drawn.damaged = true,
        }
    }

    fn paint(&mut self, path: &Path, state: &mut State, drawn: &mut Drawn, fills: bool, strokes: bool) {
        self.marks += path.parts.len();
        // (A page with more is a drawing, and no table is looked for on it.)
        if drawn.page.rulings.len().max(drawn.page.shades.len()) > MOST_RULINGS {
            return;
        }
        for (points, _) in path.parts.iter().filter(|(points, straight)| *straight && points.len() > 1) {
            if fills {
                drawn.page.fill(Area::around(points), &state.clip, state.fill);
            }
            for pair in points.windows(2).filter(|_| strokes) {
                drawn.page.stroke(Area::around(pair), &state.clip, state.stroke);
            }
        }
        if path.clips {
            let areas =
                path.parts.iter().filter(|(points, _)| points.len() > 1).map(|(points, _)| Area::around(points));
            let whole = areas.clone().reduce(|whole, area| whole.with(&area));
            if let Some(whole) = whole {
                let clip = state.clip.within(&whole);
                if path.parts.len() == 1 && clip.width() > 2.0 * THIN && clip.height() > 2.0 * THIN {
                    drawn.page.clips.push(clip);
                }
                state.clip = clip;
            }
        }
    }

    fn show(&mut self, string: &[u8], state: &State, text: &mut Matrix, drawn: &mut Drawn) {
        let Some(font) = &state.font else {
            drawn.meaningless += string.len();
            drawn.signs += string.len();
            return;
        };
        let marks = &mut self.marks;
        font.signs(string, |sign| {
            *marks += 1;
            let advance = if font.upright { -1.0 } else { sign.width };
            let spacing = state.spacing + if sign.is_space { state.word_spacing } else { 0.0 };
            let by = advance * state.size + if font.upright { -spacing } else { spacing };
            if *marks <= MOST_SIGNS {
                let place = Matrix([state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise])
                    .then(*text)
                    .then(state.matrix);
                // Upright signs hang from their middle.
                let (x, y) = if font.upright { (-sign.width / 2.0, -0.88) } else { (0.0, 0.0) };
                put(&sign.text, place, (x, y, sign.width), state, font.upright, drawn);
            }
            let by = if font.upright { (0.0, by) } else { (by * state.scale, 0.0) };
            *text = Matrix([1.0, 0.0, 0.0, 1.0, by.0, by.1]).then(*text);
        });
    }
}

/// Puts a sign where it stands, unless nobody sees it there.
fn put(text: &[char], place: Matrix, (x, y, width): (f64, f64, f64), state: &State, upright: bool, drawn: &mut Drawn) {
    let [a, b, c, d, ..] = place.0;
    // Which way lines run; what lies askew is a watermark.
    let runs = match () {
        () if b.abs() < 0.2 * a.abs() && a > 0.0 => Runs::Right,
        () if b.abs() < 0.2 * a.abs() => Runs::UpsideDown,
        () if a.abs() < 0.2 * b.abs() && b > 0.0 => Runs::TurnedDown,
        () if a.abs() < 0.2 * b.abs() => Runs::TurnedUp,
        () => return,
    };
    let runs = if upright && runs == Runs::Right { Runs::Down } else { runs };
    let (below, above) = (-0.12, 0.88);
    let whole = place.of_area([x, y + below, x + width, y + above]);
    // (Signs too small to see: drawn by nobody to be read.)
    if state.size == 0.0 || (c.abs() + d.abs()) < 0.5 {
        return;
    }
    const NEAR: f64 = 4.0;
    let (cx, cy) = whole.centre();
    let clip = &state.clip;
    let seen =
        Area { left: clip.left - NEAR, top: clip.top - NEAR, right: clip.right + NEAR, bottom: clip.bottom + NEAR };
    if !seen.holds((cx, cy)) {
        return;
    }
    drawn.signs += 1;
    if state.mode == 3 {
        drawn.unseen += 1;
    }
    if text.is_empty() {
        drawn.meaningless += 1;
        drawn.page.signs.push(Sign { c: '\u{fffd}', area: whole, runs });
        return;
    }
    // A sign for several characters is as wide as they are together.
    let each = width / text.len() as f64;
    for (at, c) in text.iter().enumerate() {
        let left = x + each * at as f64;
        drawn.page.signs.push(Sign { c: *c, area: place.of_area([left, y + below, left + each, y + above]), runs });
    }
}

fn part_of_page(page: &Page, area: Area) -> f64 {
    let seen = area.within(&Area { left: 0.0, top: 0.0, right: page.width, bottom: page.height });
    seen.width().max(0.0) * seen.height().max(0.0) / (page.width * page.height).max(1.0)
}

/// How light a colour is, by its one (grey), three (light) or four (ink) parts.
fn lightness(parts: &[f64]) -> Option<f64> {
    match parts {
        [grey] => Some(*grey),
        [red, green, blue] => Some(red.min(*green).min(*blue)),
        [cyan, magenta, yellow, black] => Some(1.0 - (cyan.max(*magenta).max(*yellow) + black).min(1.0)),
        _ => None,
    }
}

impl Path {
    fn to(&mut self, begins: bool, point: (f64, f64)) {
        match self.parts.last_mut() {
            Some((points, _)) if !begins => points.push(point),
            _ => self.parts.push((vec![point], true)),
        }
    }

    fn close(&mut self) {
        if let Some((points, _)) = self.parts.last_mut()
            && let Some(first) = points.first().copied()
        {
            points.push(first);
        }
    }
}

/// How long a picture among the operators is, with its end.
fn length_of_inline_picture(bytes: &[u8]) -> usize {
    let after = |from: usize| bytes.get(from).is_none_or(u8::is_ascii_whitespace);
    let data = bytes.windows(2).position(|w| w == b"ID").map_or(bytes.len(), |at| at + 2);
    let mut at = data;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.windows(2).position(|w| w == b"EI")) {
        at += found + 2;
        // (Its bytes may hold the same letters: after the true end come words.)
        let words = bytes[at..(at + 12).min(bytes.len())]
            .iter()
            .all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
        if after(at) && words && bytes[at - 3].is_ascii_whitespace() {
            return at;
        }
    }
    bytes.len()
}
