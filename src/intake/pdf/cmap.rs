//! Tables inside a PDF that say what codes stand for: characters (`ToUnicode`), or the signs of a font (an encoding of the
//! file's own). PDF 32000-1, 9.7.5 and 9.10.3.

use super::object::{Lexer, Object};
use crate::sort::sort_by_key;

/// No font has more entries.
const MOST: usize = 70_000;

/// Ranges of codes, and what each begins with.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// How codes are cut: their length, from, to.
    lengths: Vec<(usize, u32, u32)>,
    /// From, to, the characters or the sign of the first.
    ranges: Vec<(u32, u32, Meaning)>,
    /// Text runs from top to bottom.
    pub(super) upright: bool,
}

/// What a code stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Meaning {
    Text(Vec<char>),
    Sign(u32),
}

impl CMap {
    pub(super) fn read(bytes: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut lexer = Lexer::of_content(bytes);
        let mut held: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            let Object::Word(word) = &object else {
                held.push(object);
                if held.len() > MOST {
                    break;
                }
                continue;
            };
            match &**word {
                b"endcodespacerange" => map.lengths.extend(held.chunks_exact(2).filter_map(|pair| {
                    let (from, to) = (pair[0].string()?, pair[1].string()?);
                    Some((from.len().min(4), code(from), code(to)))
                })),
                b"endbfchar" => map.ranges.extend(held.chunks_exact(2).filter_map(|pair| {
                    let from = code(pair[0].string()?);
                    Some((from, from, Meaning::Text(utf16(pair[1].string()?))))
                })),
                b"endbfrange" => {
                    for range in held.chunks_exact(3) {
                        let (Some(from), Some(to)) = (range[0].string().map(code), range[1].string().map(code)) else {
                            continue;
                        };
                        match &range[2] {
                            Object::Array(each) => map.ranges.extend(
                                each.iter()
                                    .zip(from..=to)
                                    .filter_map(|(one, code)| Some((code, code, Meaning::Text(utf16(one.string()?))))),
                            ),
                            first => map.ranges.extend(first.string().map(|s| (from, to, Meaning::Text(utf16(s))))),
                        }
                    }
                }
                b"endcidchar" => map.ranges.extend(held.chunks_exact(2).filter_map(|pair| {
                    let from = code(pair[0].string()?);
                    Some((from, from, Meaning::Sign(pair[1].count()? as u32)))
                })),
                b"endcidrange" => map.ranges.extend(held.chunks_exact(3).filter_map(|range| {
                    let (from, to) = (code(range[0].string()?), code(range[1].string()?));
                    Some((from, to, Meaning::Sign(range[2].count()? as u32)))
                })),
                b"def" => {
                    if let [.., name, value] = &held[..]
                        && name.is(b"WMode")
                    {
                        map.upright = value.number() == Some(1.0);
                    }
                }
                _ => {}
            }
            held.clear();
            if map.ranges.len() > MOST {
                break;
            }
        }
        sort_by_key(&mut map.ranges, |range| range.0);
        map
    }

    fn meaning(&self, code: u32) -> Option<(&Meaning, u32)> {
        let end = self.ranges.partition_point(|range| range.0 <= code);
        // Ranges may overlap; no more than a few do.
        let found = self.ranges[end.saturating_sub(8)..end].iter().rev().find(|range| code <= range.1)?;
        Some((&found.2, code - found.0))
    }

    /// The characters that a code stands for.
    pub(super) fn text(&self, code: u32) -> Option<Vec<char>> {
        let (Meaning::Text(text), further) = self.meaning(code)? else { return None };
        let mut text = text.clone();
        let last = text.last_mut()?;
        *last = char::from_u32(u32::from(*last) + further)?;
        Some(text)
    }

    /// The sign of the font that a code stands for.
    pub(super) fn sign(&self, code: u32) -> Option<u32> {
        let (Meaning::Sign(sign), further) = self.meaning(code)? else { return None };
        sign.checked_add(further)
    }

    /// How many bytes the next code has.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        (1..=4.min(bytes.len())).find(|length| {
            let part = &bytes[..*length];
            self.lengths.iter().any(|(l, from, to)| {
                // Each byte lies between its own bounds.
                let within = |(at, byte): (usize, &u8)| {
                    let shift = 8 * (length - 1 - at);
                    ((from >> shift & 0xff)..=(to >> shift & 0xff)).contains(&u32::from(*byte))
                };
                l == length && part.iter().enumerate().all(within)
            })
        })
    }
}

pub(super) fn code(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> Vec<char> {
    if let [byte] = bytes {
        return vec![char::from(*byte)];
    }
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

#[cfg(test)]
mod tests {
    use super::CMap;

    #[test]
    fn codes_become_characters() {
        let map = CMap::read(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange
              2 beginbfchar <0003> <5E74> <0010> <00660069> endbfchar
              2 beginbfrange <0020> <0029> <0030> <0040> <0041> [<4E00> <4E8C>] endbfrange",
        );
        let text = |code| map.text(code).map(|text| text.into_iter().collect::<String>());
        assert_eq!(text(3).as_deref(), Some("年"));
        assert_eq!(text(0x10).as_deref(), Some("fi"));
        assert_eq!(text(0x25).as_deref(), Some("5"));
        assert_eq!(text(0x41).as_deref(), Some("二"));
        assert_eq!(text(0x42), None);
        assert_eq!(map.length(&[0, 3, 0]), Some(2));
    }
}
