//! Where in a PDF its objects stand (PDF 32000-1, 7.5): tables and streams of places, objects packed into streams, and, where
//! those are lost or lie, a search through the whole file.

use super::crypt::Crypt;
use super::filter::{Kept, unpack};
use super::object::{Dict, Lexer, Object, Stream};
use crate::intake::Refusal;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// No file of reports has more objects.
const MOST_OBJECTS: usize = 1 << 20;
/// Filters one after another.
const MOST_FILTERS: usize = 8;
/// Objects that may need each other in a chain.
const DEEPEST: usize = 32;
/// Older states of a file, each in a table of its own.
const MOST_TABLES: usize = 512;

/// A PDF.
#[derive(Debug)]
pub(super) struct File<'a> {
    bytes: &'a [u8],
    places: BTreeMap<u32, Place>,
    trailer: Dict,
    crypt: Option<Crypt>,
    kept: RefCell<BTreeMap<u32, Object>>,
    /// Objects that are being read: one that needs itself is none.
    open: RefCell<BTreeSet<u32>>,
    packs: RefCell<BTreeMap<u32, Option<Rc<Pack>>>>,
    /// Where a search through the file finds objects, and then, in its streams, further ones.
    found: OnceCell<BTreeMap<u32, Place>>,
    found_packed: OnceCell<BTreeMap<u32, Place>>,
    /// The search goes on: what it needs itself must not wait for it.
    searching: Cell<bool>,
    /// Where streams may end.
    ends: OnceCell<Vec<usize>>,
    /// Bytes that may still be unpacked.
    allowance: Cell<usize>,
    /// Bytes that may still be read as objects: those of a sound file are read once or twice.
    reads: Cell<usize>,
    /// More was to be unpacked than may be.
    overfull: Cell<bool>,
}

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    At(usize),
    /// In a stream of objects, by its number.
    In(u32),
}

/// A stream of objects.
#[derive(Debug)]
struct Pack {
    bytes: Vec<u8>,
    /// Where each begins.
    starts: BTreeMap<u32, usize>,
}

impl<'a> File<'a> {
    /// Finds the objects. At most `allowance` bytes are ever unpacked.
    pub(super) fn open(bytes: &'a [u8], allowance: usize) -> Result<File<'a>, Refusal> {
        let head = &bytes[..bytes.len().min(1024)];
        let start = head.windows(5).position(|w| w == b"%PDF-").unwrap_or(0);
        let mut file = File {
            bytes: &bytes[start..],
            places: BTreeMap::new(),
            trailer: Dict::new(),
            crypt: None,
            kept: RefCell::default(),
            open: RefCell::default(),
            packs: RefCell::default(),
            found: OnceCell::new(),
            found_packed: OnceCell::new(),
            searching: Cell::new(false),
            ends: OnceCell::new(),
            allowance: Cell::new(allowance),
            reads: Cell::new(bytes.len().saturating_mul(16).saturating_add(1 << 20)),
            overfull: Cell::new(false),
        };
        if file.read_tables().is_none() || file.root().is_none() {
            file.forget();
            file.trailer = file.searched_trailer();
        }
        file.unlock()?;
        if file.root().is_none() {
            // Its catalogue may lie in a stream that could not be read before.
            file.forget();
            file.trailer = file.searched_trailer();
            file.unlock()?;
        }
        if file.overfull.get() {
            return Err(Refusal::TooLarge);
        }
        if file.root().is_none() { Err(Refusal::Damaged) } else { Ok(file) }
    }

    fn forget(&mut self) {
        self.places.clear();
        self.kept.borrow_mut().clear();
        self.packs.borrow_mut().clear();
    }

    fn unlock(&mut self) -> Result<(), Refusal> {
        let Some(encrypt) = self.trailer.get(&b"Encrypt"[..]).map(|encrypt| self.resolved(encrypt)) else {
            return Ok(());
        };
        let Some(encrypt) = encrypt.dict() else { return Ok(()) };
        // Its own values may stand elsewhere.
        let encrypt: Dict = encrypt.iter().map(|(name, value)| (Rc::clone(name), self.resolved(value))).collect();
        let id = self.trailer.get(&b"ID"[..]).map(|id| self.resolved(id)).unwrap_or_default();
        let first = id.array().and_then(<[Object]>::first).map(|first| self.resolved(first)).unwrap_or_default();
        self.crypt = Some(Crypt::new(&encrypt, first.string().unwrap_or(b"")).ok_or(Refusal::Encrypted)?);
        // What was unpacked before the key was known is not what it is.
        self.packs.borrow_mut().clear();
        self.kept.borrow_mut().clear();
        self.found_packed.take();
        Ok(())
    }

    /// The root of the pages.
    pub(super) fn root(&self) -> Option<Object> {
        let catalogue = self.resolved(self.trailer.get(&b"Root"[..])?);
        let pages = self.get(catalogue.dict()?, b"Pages");
        pages.dict().is_some().then_some(pages)
    }

    /// Whether more was to be unpacked than may be.
    pub(super) fn is_overfull(&self) -> bool {
        self.overfull.get()
    }

    /// An entry of a dictionary, resolved.
    pub(super) fn get(&self, dict: &Dict, name: &[u8]) -> Object {
        dict.get(name).map(|object| self.resolved(object)).unwrap_or_default()
    }

    /// The numbers of an array, an entry of a dictionary.
    pub(super) fn numbers(&self, dict: &Dict, name: &[u8]) -> Vec<f64> {
        let array = self.get(dict, name);
        array.array().unwrap_or_default().iter().filter_map(|one| self.resolved(one).number()).collect()
    }

    /// The object itself, where a number stands for it.
    pub(super) fn resolved(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..16 {
            let Object::Ref(number) = object else { return object };
            object = self.object(number);
        }
        Object::Null
    }

    fn object(&self, number: u32) -> Object {
        if let Some(kept) = self.kept.borrow().get(&number) {
            return kept.clone();
        }
        // (One that needs a long chain of others is none either.)
        if self.open.borrow().len() > DEEPEST || !self.open.borrow_mut().insert(number) {
            return Object::Null;
        }
        let object = self.read(number).unwrap_or_default();
        self.open.borrow_mut().remove(&number);
        if self.kept.borrow().len() < MOST_OBJECTS {
            self.kept.borrow_mut().insert(number, object.clone());
        }
        object
    }

    fn read(&self, number: u32) -> Option<Object> {
        let read = |place: &Place| match *place {
            Place::At(at) => self.object_at(at).filter(|(id, _)| id.0 == number).map(|(_, object)| object),
            Place::In(stream) => self.packed(stream, number),
        };
        let places = self.places.get(&number).and_then(read);
        places
            .or_else(|| self.found().get(&number).and_then(read))
            .or_else(|| self.found_packed()?.get(&number).and_then(read))
    }

    /// The object that is written at a place, with its number and generation.
    fn object_at(&self, at: usize) -> Option<((u32, u16), Object)> {
        let mut lexer = Lexer::of_file(self.bytes, at);
        let number = lexer.next()?.count()? as u32;
        let generation = lexer.next()?.count()? as u16;
        if !matches!(lexer.next()?, Object::Word(word) if &*word == b"obj") {
            return None;
        }
        let object = lexer.next()?;
        // (One that is not closed runs to the file's end: many of them would be read for ever.)
        let left = self.reads.get().checked_sub(lexer.at.saturating_sub(at))?;
        self.reads.set(left);
        let Object::Dict(dict) = &object else {
            return Some(((number, generation), if matches!(object, Object::Word(_)) { Object::Null } else { object }));
        };
        lexer.skip_space();
        let Some(rest) = self.bytes.get(lexer.at..).and_then(|rest| rest.strip_prefix(b"stream")) else {
            return Some(((number, generation), object));
        };
        let line_end =
            if rest.starts_with(b"\r\n") { 2 } else { usize::from(rest.starts_with(b"\n") || rest.starts_with(b"\r")) };
        let start = lexer.at + 6 + line_end;
        let told = self.get(dict, b"Length").count().and_then(|length| start.checked_add(length));
        let is_end = |end: &usize| {
            let after = self.bytes.get(*end..).unwrap_or_default();
            let after = &after[after.iter().take_while(|byte| byte.is_ascii_whitespace()).count().min(after.len())..];
            after.starts_with(b"endstream") || after.starts_with(b"endobj")
        };
        let end = told.filter(is_end).unwrap_or_else(|| self.end_of_stream(start));
        let stream = Stream { dict: Rc::clone(dict), bytes: start.min(end)..end, id: (number, generation) };
        Some(((number, generation), Object::Stream(stream.into())))
    }

    fn end_of_stream(&self, start: usize) -> usize {
        let ends = self.ends.get_or_init(|| positions(self.bytes, b"endstream"));
        let Some(end) = ends.get(ends.partition_point(|end| *end < start)) else { return self.bytes.len() };
        // The line's end before it is none of the stream's.
        let before = &self.bytes[start..*end];
        let without = before.strip_suffix(b"\r\n").or(before.strip_suffix(b"\n")).or(before.strip_suffix(b"\r"));
        start + without.unwrap_or(before).len()
    }

    /// An object of a stream of objects.
    fn packed(&self, stream: u32, number: u32) -> Option<Object> {
        let kept = self.packs.borrow().get(&stream).cloned();
        let pack = match kept {
            Some(pack) => pack,
            None => {
                let pack = self.pack(stream).map(Rc::new);
                self.packs.borrow_mut().insert(stream, pack.clone());
                pack
            }
        }?;
        let object = Lexer::of_file(&pack.bytes, *pack.starts.get(&number)?).next()?;
        (!matches!(object, Object::Word(_))).then_some(object)
    }

    fn pack(&self, stream: u32) -> Option<Pack> {
        let Object::Stream(stream) = self.object(stream) else { return None };
        let first = self.get(&stream.dict, b"First").count()?;
        let count = self.get(&stream.dict, b"N").count()?.min(MOST_OBJECTS);
        let bytes = self.unpacked(&stream).ok()?.0;
        let mut lexer = Lexer::of_content(&bytes);
        let mut starts = BTreeMap::new();
        for _ in 0..count {
            let (Some(number), Some(start)) =
                (lexer.next().and_then(|n| n.count()), lexer.next().and_then(|n| n.count()))
            else {
                break;
            };
            starts.entry(number as u32).or_insert(first.saturating_add(start));
        }
        Some(Pack { bytes, starts })
    }

    /// A stream's bytes, and whether they are whole.
    pub(super) fn unpacked(&self, stream: &Stream) -> Result<(Vec<u8>, bool), Kept> {
        let raw = &self.bytes[stream.bytes.clone()];
        let is = |name: &[u8]| stream.dict.get(&b"Type"[..]).is_some_and(|kind| kind.is(name));
        // The places of objects are never encrypted.
        let crypt = self.crypt.as_ref().filter(|_| !is(b"XRef"));
        let list = |long: &[u8], short: &[u8]| {
            let found = self.get(&stream.dict, long);
            let found = if matches!(found, Object::Null) { self.get(&stream.dict, short) } else { found };
            match &found {
                Object::Array(array) => array.iter().take(MOST_FILTERS + 1).map(|one| self.resolved(one)).collect(),
                Object::Null => Vec::new(),
                _ => vec![found],
            }
        };
        let (filters, parameters) = (list(b"Filter", b"F"), list(b"DecodeParms", b"DP"));
        if filters.len() > MOST_FILTERS {
            return Err(Kept::Unknown);
        }
        let spend = |bytes: usize| {
            let left = self.allowance.get().checked_sub(bytes);
            self.overfull.set(self.overfull.get() || left.is_none());
            self.allowance.set(left.unwrap_or(0));
            left.ok_or(Kept::TooLarge)
        };
        // Some mark a stream as not encrypted.
        let plain = filters.first().is_some_and(|filter| filter.is(b"Crypt"));
        spend(raw.len())?;
        let mut bytes = match crypt.filter(|_| !plain) {
            Some(crypt) => crypt.decrypted(raw, stream.id),
            None => raw.to_vec(),
        };
        let mut whole = true;
        for (at, filter) in filters.iter().enumerate() {
            let parameters = parameters.get(at).and_then(Object::dict).map(|dict| self.plain(dict));
            let name = filter.name().ok_or(Kept::Unknown)?;
            let out = unpack(name, parameters.as_ref(), &bytes, self.allowance.get());
            if out.as_ref().is_err_and(|kept| *kept == Kept::TooLarge) {
                self.overfull.set(true);
            }
            let out = out?;
            spend(out.bytes.len())?;
            (bytes, whole) = (out.bytes, whole && out.whole);
        }
        Ok((bytes, whole))
    }

    /// A dictionary with its values themselves.
    fn plain(&self, dict: &Dict) -> Dict {
        dict.iter().map(|(name, value)| (Rc::clone(name), self.resolved(value))).collect()
    }

    /// Follows the tables of places from the end of the file back; `None` where one is none.
    fn read_tables(&mut self) -> Option<()> {
        let tail = &self.bytes[self.bytes.len().saturating_sub(2048)..];
        let told = tail.windows(9).rposition(|w| w == b"startxref")?;
        let mut next = Lexer::of_content(&tail[told + 9..]).next()?.count();
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<usize> = Vec::new();
        while let Some(at) = next.or_else(|| waiting.pop()) {
            if !seen.insert(at) || seen.len() > MOST_TABLES {
                next = None;
                continue;
            }
            let mut lexer = Lexer::of_file(self.bytes, at);
            lexer.skip_space();
            let dict = if self.bytes.get(lexer.at..)?.starts_with(b"xref") {
                lexer.at += 4;
                self.read_table(lexer)?
            } else {
                self.read_stream_of_places(at)?
            };
            let place = |name: &[u8]| dict.get(name).and_then(Object::count);
            // What a hybrid file hides from old readers comes before what is older.
            waiting.extend(place(b"Prev"));
            next = place(b"XRefStm").or_else(|| waiting.pop());
            for (name, value) in dict {
                self.trailer.entry(name).or_insert(value);
            }
        }
        Some(())
    }

    fn read_table(&mut self, mut lexer: Lexer<'_>) -> Option<Dict> {
        loop {
            match lexer.next()? {
                Object::Word(word) if &*word == b"trailer" => break,
                first => {
                    let (first, count) = (first.count()?, lexer.next()?.count()?);
                    for number in first..first.saturating_add(count.min(MOST_OBJECTS)) {
                        let (at, _) = (lexer.next()?.count()?, lexer.next()?.count()?);
                        let kind = lexer.next()?;
                        if matches!(&kind, Object::Word(kind) if &**kind == b"n") {
                            self.places.entry(number as u32).or_insert(Place::At(at));
                        } else if !matches!(&kind, Object::Word(kind) if &**kind == b"f") {
                            return None;
                        }
                    }
                }
            }
        }
        lexer.next()?.dict().map(|dict| (**dict).clone())
    }

    fn read_stream_of_places(&mut self, at: usize) -> Option<Dict> {
        let (_, Object::Stream(stream)) = self.object_at(at)? else { return None };
        let widths = self.get(&stream.dict, b"W");
        let widths: Vec<usize> = widths.array()?.iter().map(|w| w.count().unwrap_or(0).min(8)).collect();
        let &[kind_width, a_width, b_width, ..] = &widths[..] else { return None };
        let size = self.get(&stream.dict, b"Size").count()?;
        let index = self.get(&stream.dict, b"Index");
        let index: Vec<usize> = match index.array() {
            Some(index) => index.iter().filter_map(Object::count).collect(),
            None => vec![0, size],
        };
        let (bytes, _) = self.unpacked(&stream).ok()?;
        let mut rows = bytes.chunks_exact((kind_width + a_width + b_width).max(1));
        let number = |bytes: &[u8]| bytes.iter().fold(0usize, |n, byte| n << 8 | usize::from(*byte));
        for part in index.chunks_exact(2) {
            for object in part[0]..part[0].saturating_add(part[1].min(MOST_OBJECTS)) {
                let Some(row) = rows.next().filter(|_| self.places.len() < MOST_OBJECTS) else { break };
                let (kind, rest) = row.split_at(kind_width);
                let a = number(&rest[..a_width]);
                match if kind_width == 0 { 1 } else { number(kind) } {
                    1 => drop(self.places.entry(object as u32).or_insert(Place::At(a))),
                    2 => drop(self.places.entry(object as u32).or_insert(Place::In(a as u32))),
                    _ => {}
                }
            }
        }
        Some((*stream.dict).clone())
    }

    /// Where a search finds each object; of two the later one, which replaced the other.
    fn found(&self) -> &BTreeMap<u32, Place> {
        self.found.get_or_init(|| self.searched().into_iter().map(|(number, at)| (number, Place::At(at))).collect())
    }

    /// What the streams of objects hold that a search finds.
    fn found_packed(&self) -> Option<&BTreeMap<u32, Place>> {
        if self.found_packed.get().is_none() && !self.searching.replace(true) {
            let mut packed = BTreeMap::new();
            for (&stream, place) in self.found() {
                let Place::At(at) = *place else { continue };
                let Some((_, Object::Stream(pack))) = self.object_at(at) else { continue };
                if pack.dict.get(&b"Type"[..]).is_some_and(|kind| kind.is(b"ObjStm")) {
                    packed.extend(self.pack_of(&pack).into_iter().flatten().map(|number| (number, Place::In(stream))));
                }
            }
            self.searching.set(false);
            return Some(self.found_packed.get_or_init(|| packed));
        }
        self.found_packed.get()
    }

    /// The numbers of the objects in a stream of them.
    fn pack_of(&self, stream: &Stream) -> Option<Vec<u32>> {
        let count = self.get(&stream.dict, b"N").count()?.min(MOST_OBJECTS);
        let bytes = self.unpacked(stream).ok()?.0;
        let mut lexer = Lexer::of_content(&bytes);
        let numbers = (0..count).map_while(|_| {
            let number = lexer.next()?.count()?;
            lexer.next()?.count()?;
            Some(number as u32)
        });
        Some(numbers.collect())
    }

    /// All places where `5 0 obj` stands, in their order, with the number.
    fn searched(&self) -> Vec<(u32, usize)> {
        let mut found = Vec::new();
        for at in positions(self.bytes, b"obj") {
            // Backwards: a generation, a number.
            let back = |mut at: usize, is: fn(&u8) -> bool| {
                while at > 0 && is(&self.bytes[at - 1]) {
                    at -= 1;
                }
                at
            };
            let space = back(at, u8::is_ascii_whitespace);
            let generation = back(space, u8::is_ascii_digit);
            let space_before = back(generation, u8::is_ascii_whitespace);
            let number = back(space_before, u8::is_ascii_digit);
            if generation < space && space_before < generation && number < space_before && space_before - number < 9 {
                let digits = &self.bytes[number..space_before];
                found.push((digits.iter().fold(0, |n, digit| n * 10 + u32::from(digit - b'0')), number));
            }
            if found.len() >= MOST_OBJECTS {
                break;
            }
        }
        found
    }

    /// What a trailer would say, where it is lost.
    fn searched_trailer(&self) -> Dict {
        let mut trailer = Dict::new();
        for at in positions(self.bytes, b"trailer").into_iter().rev() {
            let dict = Lexer::of_file(self.bytes, at + 7).next();
            for (name, value) in dict.iter().filter_map(Object::dict).flat_map(|dict| dict.iter()) {
                trailer.entry(Rc::clone(name)).or_insert_with(|| value.clone());
            }
        }
        let has_root =
            |trailer: &Dict| trailer.get(&b"Root"[..]).is_some_and(|root| self.resolved(root).dict().is_some());
        if has_root(&trailer) {
            return trailer;
        }
        // (Places of objects tell the root as well; where they are lost, the catalogue is looked for.)
        let packed = self.found_packed().into_iter().flat_map(BTreeMap::keys);
        for &number in self.found().keys().rev().chain(packed) {
            let object = self.object(number);
            let Some(dict) = object.dict() else { continue };
            let kind = self.get(dict, b"Type");
            if kind.is(b"XRef") {
                for name in [&b"Root"[..], b"Encrypt", b"ID"] {
                    if let Some(value) = dict.get(name) {
                        trailer.entry(name.into()).or_insert_with(|| value.clone());
                    }
                }
            } else if kind.is(b"Catalog") && dict.contains_key(&b"Pages"[..]) && !has_root(&trailer) {
                trailer.insert(b"Root"[..].into(), Object::Ref(number));
            }
        }
        trailer
    }
}

/// Where a word stands in bytes.
fn positions(bytes: &[u8], word: &[u8]) -> Vec<usize> {
    let (first, rest) = (word[0], &word[1..]);
    let mut found = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == first && bytes[at + 1..].starts_with(rest) {
            found.push(at);
        }
    }
    found
}
