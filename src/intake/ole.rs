//! The container of .doc, .xls and .wps files: a file system within a file ([MS-CFB]).

use crate::intake::bytes::{long, short};
use std::ops::Range;

/// Entries of a directory that are looked at.
const MOST_ENTRIES: usize = 1 << 16;
/// Ends a chain of sectors, or stands for none.
const NONE: u32 = 0xffff_fff0;

/// A container.
#[derive(Debug)]
pub(crate) struct Ole<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// Which sector follows each, and which small one each small one.
    next: Vec<u32>,
    next_small: Vec<u32>,
    directory: Vec<u8>,
    /// What small streams are kept in.
    small: Vec<u8>,
    /// A stream of fewer bytes is small.
    cutoff: usize,
}

impl<'a> Ole<'a> {
    /// Whether these are the first bytes of one.
    pub(crate) fn is(bytes: &[u8]) -> bool {
        bytes.starts_with(b"\xd0\xcf\x11\xe0")
    }

    /// `None`: it is damaged.
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Ole<'a>> {
        let shift = u32::from(short(bytes, 30)?);
        if !Ole::is(bytes) || !(7..=16).contains(&shift) {
            return None;
        }
        let mut ole = Ole {
            bytes,
            sector: 1 << shift,
            next: Vec::new(),
            next_small: Vec::new(),
            directory: Vec::new(),
            small: Vec::new(),
            cutoff: long(bytes, 56)? as usize,
        };
        // The sectors of the table of sectors: a hundred and nine are named here, further ones in a chain of their own.
        let mut tables: Vec<u32> = (0..109).filter_map(|i| long(bytes, 76 + 4 * i)).collect();
        let (mut further, mut left) = (long(bytes, 68)?, bytes.len() / ole.sector + 1);
        while further < NONE && left > 0 {
            let Some(names) = ole.of_sector(further) else { break };
            let names = &bytes[names];
            tables.extend((0..ole.sector / 4 - 1).filter_map(|i| long(names, 4 * i)));
            further = long(names, ole.sector - 4)?;
            left -= 1;
        }
        // (A file holds no more sectors than it has bytes for.)
        let most = bytes.len() / ole.sector + 1;
        for table in tables.into_iter().filter(|table| *table < NONE).take(most / (ole.sector / 4) + 2) {
            let Some(entries) = ole.of_sector(table) else { continue };
            ole.next.extend((0..ole.sector / 4).filter_map(|i| long(&bytes[entries.clone()], 4 * i)));
        }
        ole.directory = ole.chain(long(bytes, 48)?, usize::MAX);
        let small = ole.chain(long(bytes, 60)?, usize::MAX);
        ole.next_small = (0..small.len() / 4).filter_map(|i| long(&small, 4 * i)).collect();
        ole.small = ole.chain(long(&ole.directory, 116)?, usize::MAX);
        Some(ole)
    }

    fn of_sector(&self, sector: u32) -> Option<Range<usize>> {
        let start = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        // The last sector may be cut short.
        (start < self.bytes.len()).then(|| start..(start + self.sector).min(self.bytes.len()))
    }

    /// The bytes of a chain of sectors, `most` of them.
    fn chain(&self, mut sector: u32, most: usize) -> Vec<u8> {
        let mut out = Vec::new();
        let mut left = self.next.len();
        while sector < NONE && out.len() < most && left > 0 {
            let Some(bytes) = self.of_sector(sector) else { break };
            out.extend_from_slice(&self.bytes[bytes]);
            sector = self.next.get(sector as usize).copied().unwrap_or(NONE);
            left -= 1;
        }
        out.truncate(most);
        out
    }

    fn small_chain(&self, mut sector: u32, most: usize) -> Vec<u8> {
        const SMALL: usize = 64;
        let mut out = Vec::new();
        let mut left = self.next_small.len();
        while sector < NONE && out.len() < most && left > 0 {
            let start = sector as usize * SMALL;
            let Some(bytes) = self.small.get(start..(start + SMALL).min(self.small.len())) else { break };
            out.extend_from_slice(bytes);
            sector = self.next_small.get(sector as usize).copied().unwrap_or(NONE);
            left -= 1;
        }
        out.truncate(most);
        out
    }

    /// A stream of the outermost storage.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        let (first, size) = (long(entry, 116)?, long(entry, 120)? as usize);
        Some(if size < self.cutoff { self.small_chain(first, size) } else { self.chain(first, size) })
    }

    /// Whether there is such a stream.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// What the directory says of it. (Documents within it have streams of the same names.)
    fn entry(&self, name: &str) -> Option<&[u8]> {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let entry = |index: u32| self.directory.get(index as usize * 128..index as usize * 128 + 128);
        let mut waiting = vec![long(entry(0)?, 76)?];
        let mut left = MOST_ENTRIES.min(self.directory.len() / 128);
        while let Some(index) = waiting.pop() {
            let Some(entry) = entry(index).filter(|_| left > 0) else { continue };
            left -= 1;
            let length = usize::from(short(entry, 64)?).saturating_sub(2).min(64);
            if entry[66] == 2 && entry[..length].eq_ignore_ascii_case(&name) {
                return Some(entry);
            }
            waiting.extend([long(entry, 68)?, long(entry, 72)?]);
        }
        None
    }
}
