//! The objects a PDF is made of, and how they are written (PDF 32000-1, 7.2 and 7.3).

use crate::intake::page::decimal;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// Arrays and dictionaries nested deeper than this are none.
const DEEPEST: usize = 48;

/// A value. Copies share what they hold.
#[derive(Debug, Clone, Default)]
pub(super) enum Object {
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    String(Rc<[u8]>),
    Name(Rc<[u8]>),
    Array(Rc<[Object]>),
    Dict(Rc<Dict>),
    Stream(Rc<Stream>),
    /// An object by its number.
    Ref(u32),
    /// An operator, or a word of the file's structure.
    Word(Rc<[u8]>),
}

/// A dictionary, by its names without the slash.
pub(super) type Dict = BTreeMap<Rc<[u8]>, Object>;

/// A stream: its dictionary, and where its bytes stand.
#[derive(Debug)]
pub(super) struct Stream {
    pub(super) dict: Rc<Dict>,
    pub(super) bytes: Range<usize>,
    /// The number of the object, which encryption goes by, and its generation.
    pub(super) id: (u32, u16),
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        if let Object::Number(number) = self { Some(*number) } else { None }
    }

    /// A number that counts something.
    pub(super) fn count(&self) -> Option<usize> {
        self.number().filter(|number| (0.0..1e15).contains(number)).map(|number| number as usize)
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Object::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn is(&self, name: &[u8]) -> bool {
        self.name() == Some(name)
    }

    pub(super) fn string(&self) -> Option<&[u8]> {
        if let Object::String(string) = self { Some(string) } else { None }
    }

    pub(super) fn array(&self) -> Option<&[Object]> {
        if let Object::Array(array) = self { Some(array) } else { None }
    }

    /// A dictionary, a stream's too.
    pub(super) fn dict(&self) -> Option<&Rc<Dict>> {
        match self {
            Object::Dict(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }
}

/// Reads objects one after the other.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// Whether `5 0 R` is a reference: in files, not in the contents of pages.
    refers: bool,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    pub(super) fn of_file(bytes: &'a [u8], at: usize) -> Lexer<'a> {
        Lexer { bytes, at, refers: true }
    }

    pub(super) fn of_content(bytes: &'a [u8]) -> Lexer<'a> {
        Lexer { bytes, at: 0, refers: false }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes past white space and comments.
    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                        self.at += 1;
                    }
                }
                byte if is_space(byte) => self.at += 1,
                _ => return,
            }
        }
    }

    /// The next object, or a word where none is; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Object> {
        self.object(0)
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.skip_space();
        let start = self.at;
        match self.peek()? {
            b'(' => Some(Object::String(self.literal().into())),
            b'<' if self.bytes.get(start + 1) == Some(&b'<') => {
                self.at += 2;
                let mut dict = Dict::new();
                while let Some(key) = self.item(b">>", depth) {
                    // A value without a name, or a name without its value, costs itself only.
                    if let Object::Name(key) = key {
                        let value = self.item(b">>", depth);
                        let ended = value.is_none();
                        dict.insert(key, value.unwrap_or_default());
                        if ended {
                            break;
                        }
                    }
                }
                Some(Object::Dict(dict.into()))
            }
            b'<' => {
                let (string, length) = hexadecimal(&self.bytes[start + 1..]);
                self.at += 1 + length;
                Some(Object::String(string.into()))
            }
            b'[' => {
                self.at += 1;
                let mut array = Vec::new();
                while let Some(item) = self.item(b"]", depth) {
                    array.push(item);
                }
                Some(Object::Array(array.into()))
            }
            b'/' => Some(Object::Name(self.name().into())),
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number_or_reference()),
            byte if is_delimiter(byte) => {
                self.at += 1;
                Some(Object::Word([byte].as_slice().into()))
            }
            _ => {
                while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
                    self.at += 1;
                }
                Some(match &self.bytes[start..self.at] {
                    b"true" => Object::Bool(true),
                    b"false" => Object::Bool(false),
                    b"null" => Object::Null,
                    word => Object::Word(word.into()),
                })
            }
        }
    }

    /// The next object of an array or a dictionary; `None` at its end, which may be that of the object around it.
    fn item(&mut self, end: &[u8], depth: usize) -> Option<Object> {
        self.skip_space();
        if self.bytes[self.at.min(self.bytes.len())..].starts_with(end) {
            self.at += end.len();
            return None;
        }
        if depth >= DEEPEST {
            self.at = self.bytes.len();
            return None;
        }
        let before = self.at;
        match self.object(depth + 1)? {
            Object::Word(word) if matches!(&*word, b"endobj" | b"stream" | b"endstream" | b"obj") => {
                // Its end was lost.
                self.at = before;
                None
            }
            Object::Word(_) => Some(Object::Null),
            object => Some(object),
        }
    }

    fn number_or_reference(&mut self) -> Object {
        let (number, length) = decimal(&self.bytes[self.at..]);
        self.at += length;
        let whole = (0.0..1e8).contains(&number) && number.fract() == 0.0;
        if !self.refers || !whole {
            return Object::Number(number);
        }
        let after = self.at;
        self.skip_space();
        let digits = self.at;
        while self.at < digits + 6 && self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > digits {
            self.skip_space();
            let apart = self.bytes.get(self.at + 1).is_none_or(|byte| is_space(*byte) || is_delimiter(*byte));
            if self.peek() == Some(b'R') && apart {
                self.at += 1;
                return Object::Ref(number as u32);
            }
        }
        self.at = after;
        Object::Number(number)
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| !is_space(*byte) && !is_delimiter(*byte)) {
            self.at += 1;
            let code = |at: usize| self.bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
            match (byte, code(self.at), code(self.at + 1)) {
                (b'#', Some(high), Some(low)) => {
                    name.push((high * 16 + low) as u8);
                    self.at += 2;
                }
                _ => name.push(byte),
            }
        }
        name
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut string, mut open) = (Vec::new(), 1);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    let Some(escaped) = self.peek() else { break };
                    self.at += 1;
                    match escaped {
                        b'n' => string.push(b'\n'),
                        b'r' => string.push(b'\r'),
                        b't' => string.push(b'\t'),
                        b'b' => string.push(8),
                        b'f' => string.push(12),
                        b'\r' if self.peek() == Some(b'\n') => self.at += 1,
                        b'\r' | b'\n' => {}
                        b'0'..=b'7' => {
                            let mut code = u32::from(escaped - b'0');
                            for _ in 0..2 {
                                match self.peek() {
                                    Some(digit @ b'0'..=b'7') => code = code * 8 + u32::from(digit - b'0'),
                                    _ => break,
                                }
                                self.at += 1;
                            }
                            string.push(code as u8);
                        }
                        other => string.push(other),
                    }
                    continue;
                }
                _ => {}
            }
            string.push(byte);
        }
        string
    }
}

/// The bytes that hexadecimal digits up to `>` stand for, and how long these are, with it.
pub(super) fn hexadecimal(digits: &[u8]) -> (Vec<u8>, usize) {
    let end = digits.iter().position(|byte| *byte == b'>');
    let (mut bytes, mut half) = (Vec::new(), None);
    for byte in &digits[..end.unwrap_or(digits.len())] {
        let Some(digit) = char::from(*byte).to_digit(16) else { continue };
        match half.take() {
            None => half = Some(digit),
            Some(high) => bytes.push((high * 16 + digit) as u8),
        }
    }
    bytes.extend(half.map(|high| (high * 16) as u8));
    (bytes, end.map_or(digits.len(), |end| end + 1))
}

#[cfg(test)]
mod tests {
    use super::{Lexer, Object};

    fn first(source: &str) -> Object {
        Lexer::of_file(source.as_bytes(), 0).next().unwrap_or_default()
    }

    #[test]
    fn numbers_are_read_in_any_writing() {
        for (source, number) in [
            ("12", 12.0),
            ("-.5", -0.5),
            ("+7.25", 7.25),
            ("--3", -3.0),
            ("4.", 4.0),
            ("0.000012", 0.000_012),
            ("5-3", 53.0),
        ] {
            assert_eq!(first(source).number(), Some(number), "{source}");
        }
    }

    #[test]
    fn strings_and_names() {
        for (source, string) in [
            (r"(a(b)c)", "a(b)c"),
            (r"(\(\061\62\n)", "(12\n"),
            ("(a\\\nb)", "ab"),
            ("<41 4>", "A@"),
            ("(open", "open"),
        ] {
            assert_eq!(first(source).string(), Some(string.as_bytes()), "{source}");
        }
        assert_eq!(first("/A#20B#").name(), Some(&b"A B#"[..]));
    }

    #[test]
    fn what_is_not_closed_ends_with_its_object() {
        let dict = first("<</A [1 2 0 R 3/B<</C 5>> endobj");
        let array = dict.dict().and_then(|dict| dict.get(&b"A"[..])).and_then(Object::array).map(<[Object]>::len);
        assert_eq!(array, Some(5));
        assert!(first(&"[".repeat(100_000)).array().is_some());
        assert!(first(&"<</A".repeat(100_000)).dict().is_some());
    }
}
