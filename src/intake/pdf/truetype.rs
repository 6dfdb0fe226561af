//! What the glyphs of an embedded TrueType font mean, by the font's own table of characters (OpenType, `cmap`).

use std::collections::BTreeMap;

/// Entries of a table that are looked at; one with more is made to keep its reader busy, and told as none.
const MOST: usize = 300_000;

/// Characters by glyph.
pub(super) fn characters(font: &[u8]) -> BTreeMap<u32, char> {
    table(font).unwrap_or_default()
}

fn short(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(2)?).map(|two| u32::from(u16::from_be_bytes([two[0], two[1]])))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(short(bytes, at)? << 16 | short(bytes, at + 2)?)
}

fn table(font: &[u8]) -> Option<BTreeMap<u32, char>> {
    let mut records = (0..short(font, 4)?.min(64) as usize).map(|at| 12 + at * 16);
    let record = records.find(|at| font.get(*at..at + 4) == Some(b"cmap"))?;
    let cmap = font.get(long(font, record + 8)? as usize..)?;
    // Unicode, the whole of it where it is there.
    let rank = |platform, encoding| match (platform, encoding) {
        (3, 10) | (0, 4..) => 3,
        (3, 1) | (0, _) => 2,
        _ => 0,
    };
    let tables = (0..short(cmap, 2)?.min(64) as usize).map(|at| 4 + at * 8);
    let best =
        tables.filter_map(|at| Some((rank(short(cmap, at)?, short(cmap, at + 2)?), long(cmap, at + 4)?))).max()?;
    let table = cmap.get(best.1 as usize..).filter(|_| best.0 > 0)?;
    let mut found = BTreeMap::new();
    let mut left = MOST;
    // Of several characters that look the same the first, so that a space is no other space.
    let mut set = |glyph: u32, code: u32| {
        left -= 1;
        if let Some(c) = char::from_u32(code).filter(|_| glyph > 0) {
            found.entry(glyph).or_insert(c);
        }
        (left > 0).then_some(())
    };
    match short(table, 0)? {
        4 => {
            let segments = short(table, 6)? as usize / 2;
            for segment in 0..segments {
                let at = |part: usize| 14 + 2 * segments * part + 2 * segment + if part > 0 { 2 } else { 0 };
                let (Some(end), Some(start), Some(delta), Some(offset)) =
                    (short(table, at(0)), short(table, at(1)), short(table, at(2)), short(table, at(3)))
                else {
                    break;
                };
                for code in start..=end.min(0xfffe) {
                    let glyph = match offset {
                        0 => code + delta,
                        _ => match short(table, at(3) + offset as usize + 2 * (code - start) as usize) {
                            Some(glyph) if glyph > 0 => glyph + delta,
                            _ => 0,
                        },
                    };
                    set(glyph & 0xffff, code)?;
                }
            }
        }
        6 => {
            let first = short(table, 6)?;
            for at in 0..short(table, 8)? {
                set(short(table, 10 + 2 * at as usize)?, first + at)?;
            }
        }
        12 => {
            for group in 0..long(table, 12)?.min(20_000) as usize {
                let at = 16 + 12 * group;
                let (Some(first), Some(last), Some(glyph)) =
                    (long(table, at), long(table, at + 4), long(table, at + 8))
                else {
                    break;
                };
                for code in first..=last.min(first.saturating_add(0xffff)).min(0x10_ffff) {
                    set(glyph.saturating_add(code - first), code)?;
                }
            }
        }
        _ => return None,
    }
    Some(found)
}
