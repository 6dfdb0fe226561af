//! Fonts: what the bytes of a string stand for, and how wide each sign is (PDF 32000-1, 9.5 to 9.8).

use super::cmap::{CMap, code};
use super::file::File;
use super::object::{Dict, Lexer, Object};
use super::{names, truetype};
use crate::intake::Decode;
use std::collections::BTreeMap;

/// Widths that a font may list, in all its ranges.
const MOST_WIDTHS: usize = 300_000;

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    codes: Codes,
    /// What the file says its codes mean; comes before everything else.
    told: Option<CMap>,
    /// Otherwise.
    meaning: Meaning,
    widths: BTreeMap<u32, f64>,
    width: f64,
    /// Text runs from top to bottom.
    pub(super) upright: bool,
    decode: Decode,
}

/// How a string is cut into codes.
#[derive(Debug)]
enum Codes {
    One,
    Two,
    /// Of GB18030 and its ancestors: one, two or four bytes.
    Gb,
    Own(CMap),
}

/// What codes, or the signs they stand for, mean.
#[derive(Debug)]
enum Meaning {
    Nothing,
    /// Two bytes are UTF-16.
    Utf16,
    Gb,
    /// By code.
    Table(Vec<Option<char>>),
    /// By sign.
    Signs(BTreeMap<u32, char>),
}

/// A piece of a string.
#[derive(Debug)]
pub(super) struct Sign {
    /// Empty: it has no meaning.
    pub(super) text: Vec<char>,
    /// In parts of the font's size.
    pub(super) width: f64,
    /// The single byte 32, which word spacing widens.
    pub(super) is_space: bool,
}

impl Font {
    pub(super) fn read(file: &File<'_>, dict: &Dict, decode: Decode) -> Font {
        let told = match file.get(dict, b"ToUnicode") {
            Object::Stream(stream) => file.unpacked(&stream).ok().map(|(bytes, _)| CMap::read(&bytes)),
            _ => None,
        };
        let kind = file.get(dict, b"Subtype");
        let mut font = Font {
            codes: Codes::One,
            told,
            meaning: Meaning::Nothing,
            widths: BTreeMap::new(),
            width: 0.5,
            upright: false,
            decode,
        };
        if kind.is(b"Type0") {
            font.read_composite(file, dict);
        } else {
            font.read_simple(file, dict, kind.is(b"Type3"));
        }
        font
    }

    fn read_composite(&mut self, file: &File<'_>, dict: &Dict) {
        let descendants = file.get(dict, b"DescendantFonts");
        let descendant = descendants.array().and_then(<[Object]>::first).map(|first| file.resolved(first));
        let none = Dict::new();
        let descendant = descendant.as_ref().and_then(Object::dict).map_or(&none, |dict| dict);
        let encoding = file.get(dict, b"Encoding");
        let name = encoding.name().unwrap_or(b"");
        let holds = |word: &[u8]| name.windows(word.len()).any(|w| w == word);
        self.upright = name.ends_with(b"-V");
        (self.codes, self.meaning) = match &encoding {
            Object::Stream(stream) => {
                let own = file.unpacked(stream).map(|(bytes, _)| CMap::read(&bytes)).unwrap_or_default();
                self.upright = own.upright || file.get(&stream.dict, b"WMode").number() == Some(1.0);
                (Codes::Own(own), self.meaning_of_signs(file, descendant))
            }
            _ if holds(b"UCS2") || holds(b"UTF16") => (Codes::Two, Meaning::Utf16),
            _ if name.starts_with(b"GB") => (Codes::Gb, Meaning::Gb),
            _ => (Codes::Two, self.meaning_of_signs(file, descendant)),
        };
        self.width = file.get(descendant, b"DW").number().unwrap_or(1000.0) / 1000.0;
        if matches!(self.meaning, Meaning::Gb | Meaning::Utf16) {
            // Widths are by signs of Adobe's collection, of which only those of ASCII are told by their codes.
            return;
        }
        let widths = file.get(descendant, b"W");
        let mut rest = widths.array().unwrap_or_default();
        let mut left = MOST_WIDTHS;
        while let [first, second, further @ ..] = rest
            && left > 0
        {
            let Some(first) = file.resolved(first).count() else { break };
            match file.resolved(second) {
                Object::Array(each) => {
                    for (at, width) in each.iter().enumerate() {
                        self.set_width(first + at, file.resolved(width).number());
                    }
                    rest = further;
                }
                second => {
                    let [width, further @ ..] = further else { break };
                    let width = file.resolved(width).number();
                    for sign in (first..=second.count().unwrap_or(0)).take(left) {
                        left -= 1;
                        self.set_width(sign, width);
                    }
                    rest = further;
                }
            }
        }
    }

    fn set_width(&mut self, sign: usize, width: Option<f64>) {
        if sign <= 0xffff {
            self.widths.extend(width.map(|width| (sign as u32, width / 1000.0)));
        }
    }

    /// Where nothing tells what signs mean, an embedded font may know.
    fn meaning_of_signs(&self, file: &File<'_>, descendant: &Dict) -> Meaning {
        if self.told.is_some() {
            return Meaning::Nothing;
        }
        let descriptor = file.get(descendant, b"FontDescriptor");
        let program = descriptor.dict().map(|descriptor| file.get(descriptor, b"FontFile2"));
        let Some(Object::Stream(program)) = program else { return Meaning::Nothing };
        let glyphs = file.unpacked(&program).map(|(bytes, _)| truetype::characters(&bytes)).unwrap_or_default();
        let of_sign = match file.get(descendant, b"CIDToGIDMap") {
            Object::Stream(map) => {
                let bytes = file.unpacked(&map).map(|(bytes, _)| bytes).unwrap_or_default();
                let glyph = |(sign, pair): (usize, &[u8])| Some((sign as u32, *glyphs.get(&code(pair))?));
                bytes.chunks_exact(2).enumerate().filter_map(glyph).collect()
            }
            _ => glyphs,
        };
        Meaning::Signs(of_sign)
    }

    fn read_simple(&mut self, file: &File<'_>, dict: &Dict, drawn: bool) {
        let scale = match file.get(dict, b"FontMatrix").array() {
            Some([scale, ..]) if drawn => file.resolved(scale).number().unwrap_or(0.001).abs(),
            _ => 0.001,
        };
        let first = file.get(dict, b"FirstChar").count().unwrap_or(0);
        let descriptor = file.get(dict, b"FontDescriptor");
        let of_descriptor = |name: &[u8]| descriptor.dict().map(|dict| file.get(dict, name)).unwrap_or_default();
        self.width = of_descriptor(b"MissingWidth").number().unwrap_or(0.0) * scale;
        match file.get(dict, b"Widths").array() {
            Some(widths) => {
                for (at, width) in widths.iter().take(256).enumerate() {
                    let width = file.resolved(width).number();
                    self.widths.extend(width.map(|width| ((first + at) as u32, width * scale)));
                }
            }
            // One of the fonts that every reader has.
            None => self.width = 0.55,
        }
        let encoding = file.get(dict, b"Encoding");
        let differences = encoding.dict().map(|dict| file.get(dict, b"Differences")).unwrap_or_default();
        let base = match &encoding {
            Object::Dict(dict) => file.get(dict, b"BaseEncoding"),
            other => other.clone(),
        };
        // Without an encoding a font's own codes mean what its maker meant.
        let symbolic = of_descriptor(b"Flags").count().is_some_and(|flags| flags & 4 != 0);
        let known = base.name().is_some() || !symbolic;
        let mut table: Vec<Option<char>> =
            (0..=255).map(|byte| if known && !drawn { names::cp1252(byte) } else { None }).collect();
        // What its maker meant, a font of the first type says in plain words.
        if let Object::Stream(program) = of_descriptor(b"FontFile")
            && !known
            && let Ok((program, _)) = file.unpacked(&program)
        {
            set_own_encoding(&mut table, &program);
        }
        let mut at = 0;
        for one in differences.array().unwrap_or_default() {
            match file.resolved(one) {
                Object::Number(code) => at = code as usize,
                Object::Name(name) => {
                    if let Some(entry) = table.get_mut(at) {
                        *entry = names::character(&name);
                    }
                    at += 1;
                }
                _ => {}
            }
        }
        self.meaning = Meaning::Table(table);
    }

    /// The signs of a string.
    pub(super) fn signs(&self, mut bytes: &[u8], mut take: impl FnMut(Sign)) {
        while !bytes.is_empty() {
            let length = match &self.codes {
                Codes::One => 1,
                Codes::Two => 2,
                Codes::Gb => match bytes {
                    [0..0x81, ..] => 1,
                    [_, b'0'..=b'9', ..] => 4,
                    _ => 2,
                },
                Codes::Own(map) => map.length(bytes).unwrap_or(2),
            };
            let (this, rest) = bytes.split_at(length.min(bytes.len()));
            bytes = rest;
            let code = code(this);
            let sign = match &self.codes {
                Codes::Own(map) => map.sign(code).unwrap_or(code),
                _ => code,
            };
            let told =
                self.told.as_ref().and_then(|told| told.text(code)).filter(|text| text.iter().any(|c| *c != '\0'));
            let text = told.unwrap_or_else(|| self.meant(this, code, sign));
            let narrow = matches!(self.meaning, Meaning::Gb | Meaning::Utf16) && code < 0x80;
            let width = if narrow { 0.5 } else { self.widths.get(&sign).copied().unwrap_or(self.width) };
            take(Sign { text, width, is_space: this == b" " });
        }
    }

    fn meant(&self, bytes: &[u8], code: u32, sign: u32) -> Vec<char> {
        let one = match &self.meaning {
            Meaning::Nothing => None,
            Meaning::Utf16 => char::from_u32(code),
            Meaning::Gb => return (self.decode)(bytes).chars().filter(|c| *c != '\u{fffd}').collect(),
            Meaning::Table(table) => table.get(code as usize).copied().flatten(),
            Meaning::Signs(signs) => signs.get(&sign).copied(),
        };
        one.filter(|c| !c.is_control()).into_iter().collect()
    }
}

/// `dup 49 /one put`, as often as there are signs (Adobe Type 1 Font Format, 2.2).
fn set_own_encoding(table: &mut [Option<char>], program: &[u8]) {
    let Some(start) = program.windows(9).position(|w| w == b"/Encoding") else { return };
    let mut lexer = Lexer::of_content(&program[start + 9..]);
    let mut last = [Object::Null, Object::Null];
    while let Some(object) = lexer.next() {
        match &object {
            Object::Word(word) if &**word == b"StandardEncoding" => {
                table.iter_mut().zip(0..=255).for_each(|(entry, byte)| *entry = names::cp1252(byte));
            }
            Object::Word(word) if &**word == b"put" => {
                if let [Object::Number(code), Object::Name(name)] = &last
                    && let Some(entry) = table.get_mut(*code as usize)
                {
                    *entry = names::character(name);
                }
            }
            Object::Word(word) if matches!(&**word, b"def" | b"readonly" | b"eexec") => return,
            _ => {}
        }
        last.rotate_left(1);
        last[1] = object;
    }
}
