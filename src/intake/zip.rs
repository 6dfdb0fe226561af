//! The parts of a zip file, which .docx and .xlsx files are.
//!
//! What a Word file needs of zip: the directory at its end, and deflate (by `miniz_oxide`, 7 KB
//! compressed; a whole zip library is 75 KB).

use crate::intake::bytes;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// Why a part cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// No zip file, or not all of it.
    Damaged,
    Encrypted,
    /// More would come out of it than anyone writes.
    TooLarge,
}

/// A zip file's directory.
#[derive(Debug)]
pub(crate) struct Zip<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry<'a>>,
    /// What may still come out of it, in bytes.
    allowance: usize,
}

#[derive(Debug, Clone, Copy)]
struct Entry<'a> {
    name: &'a [u8],
    flags: u16,
    method: u16,
    crc: u32,
    packed: usize,
    offset: usize,
}

/// No office file has more parts.
const MOST_ENTRIES: usize = 20_000;

impl<'a> Zip<'a> {
    /// Reads the directory. All parts together may be `allowance` bytes large.
    pub(crate) fn open(bytes: &'a [u8], allowance: usize) -> Result<Zip<'a>, Trouble> {
        // The end record is 22 bytes and a comment of at most 64 KB.
        let from = bytes.len().saturating_sub(22 + 0xffff);
        let end = bytes[from..].windows(4).rposition(|w| w == b"PK\x05\x06").ok_or(Trouble::Damaged)? + from;
        let count = usize::from(short(bytes, end + 10)?);
        // The directory stands right before its end: what is put before the file moves all of it.
        let mut at = end.checked_sub(long(bytes, end + 12)? as usize).ok_or(Trouble::Damaged)?;
        let moved = at.checked_sub(long(bytes, end + 16)? as usize).ok_or(Trouble::Damaged)?;
        let mut entries = Vec::new();
        for _ in 0..count.min(MOST_ENTRIES) {
            if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
                return Err(Trouble::Damaged);
            }
            let name_len = usize::from(short(bytes, at + 28)?);
            let further = usize::from(short(bytes, at + 30)?) + usize::from(short(bytes, at + 32)?);
            let name = bytes.get(at + 46..at + 46 + name_len).ok_or(Trouble::Damaged)?;
            entries.push(Entry {
                name,
                flags: short(bytes, at + 8)?,
                method: short(bytes, at + 10)?,
                crc: long(bytes, at + 16)?,
                packed: long(bytes, at + 20)? as usize,
                offset: long(bytes, at + 42)? as usize + moved,
            });
            at += 46 + name_len + further;
        }
        Ok(Zip { bytes, entries, allowance })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// A part by its name, unpacked; `None` where there is none of that name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(entry) = self.entry(name) else { return Ok(None) };
        if entry.flags & 1 != 0 {
            return Err(Trouble::Encrypted);
        }
        let header = entry.offset;
        if self.bytes.get(header..header + 4) != Some(b"PK\x03\x04") {
            return Err(Trouble::Damaged);
        }
        let skip = usize::from(short(self.bytes, header + 26)?) + usize::from(short(self.bytes, header + 28)?);
        let start = header + 30 + skip;
        let packed =
            start.checked_add(entry.packed).and_then(|end| self.bytes.get(start..end)).ok_or(Trouble::Damaged)?;
        let part = match entry.method {
            0 if packed.len() > self.allowance => return Err(Trouble::TooLarge),
            0 => packed.to_vec(),
            8 => decompress_to_vec_with_limit(packed, self.allowance).map_err(|error| match error.status {
                TINFLStatus::HasMoreOutput => Trouble::TooLarge,
                _ => Trouble::Damaged,
            })?,
            _ => return Err(Trouble::Damaged),
        };
        self.allowance -= part.len();
        if crc(&part) == entry.crc { Ok(Some(part)) } else { Err(Trouble::Damaged) }
    }

    fn entry(&self, name: &str) -> Option<Entry<'a>> {
        let same = |found: &[u8]| {
            // Some programs write the paths of their own system, or from a root.
            let found = found.strip_prefix(b"./").or(found.strip_prefix(b"/")).unwrap_or(found);
            found.len() == name.len()
                && found.iter().zip(name.bytes()).all(|(a, b)| a.eq_ignore_ascii_case(&b) || (*a == b'\\' && b == b'/'))
        };
        self.entries.iter().find(|entry| same(entry.name)).copied()
    }
}

fn short(bytes: &[u8], at: usize) -> Result<u16, Trouble> {
    bytes::short(bytes, at).ok_or(Trouble::Damaged)
}

fn long(bytes: &[u8], at: usize) -> Result<u32, Trouble> {
    bytes::long(bytes, at).ok_or(Trouble::Damaged)
}

/// The checksum of zip: a damaged figure must not pass for a figure.
fn crc(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0u32; 256];
        let mut i = 0;
        while i < 256 {
            let mut value = i as u32;
            let mut bit = 0;
            while bit < 8 {
                value = if value & 1 == 1 { (value >> 1) ^ 0xedb8_8320 } else { value >> 1 };
                bit += 1;
            }
            table[i] = value;
            i += 1;
        }
        table
    };
    !bytes.iter().fold(!0, |crc, byte| (crc >> 8) ^ TABLE[((crc ^ u32::from(*byte)) & 0xff) as usize])
}

#[cfg(test)]
mod tests {
    #[test]
    fn checksum_of_zip() {
        assert_eq!(super::crc(b"123456789"), 0xcbf4_3926);
    }
}
