//! How the bytes of streams are packed (PDF 32000-1, 7.4). Pictures stay as they are.

use super::object::{Dict, Object, hexadecimal};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

/// What came out of a stream.
#[derive(Debug)]
pub(super) struct Unpacked {
    pub(super) bytes: Vec<u8>,
    /// Nothing is missing.
    pub(super) whole: bool,
}

/// Why nothing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// It is packed as pictures are.
    Picture,
    /// More would come out than is left to come.
    TooLarge,
    Unknown,
}

/// Undoes one filter. At most `limit` bytes come out.
pub(super) fn unpack(name: &[u8], parameters: Option<&Dict>, bytes: &[u8], limit: usize) -> Result<Unpacked, Kept> {
    let unpacked = match name {
        b"FlateDecode" | b"Fl" => flate(bytes, limit)?,
        b"LZWDecode" | b"LZW" => {
            let early = parameters.and_then(|p| p.get(&b"EarlyChange"[..])).and_then(Object::number) != Some(0.0);
            lzw(bytes, early, limit)?
        }
        b"ASCIIHexDecode" | b"AHx" => return Ok(Unpacked { bytes: hexadecimal(bytes).0, whole: true }),
        b"ASCII85Decode" | b"A85" => return Ok(ascii85(bytes)),
        b"RunLengthDecode" | b"RL" => return run_lengths(bytes, limit),
        b"DCTDecode" | b"DCT" | b"JPXDecode" | b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode" => {
            return Err(Kept::Picture);
        }
        b"Crypt" => return Ok(Unpacked { bytes: bytes.to_vec(), whole: true }),
        _ => return Err(Kept::Unknown),
    };
    let number = |name: &[u8], otherwise: usize| {
        parameters.and_then(|p| p.get(name)).and_then(Object::count).unwrap_or(otherwise)
    };
    let predictor = number(b"Predictor", 1);
    if predictor < 2 {
        return Ok(unpacked);
    }
    let bits = number(b"Colors", 1).clamp(1, 64) * number(b"BitsPerComponent", 8).clamp(1, 16);
    let row = number(b"Columns", 1).clamp(1, 1 << 20) * bits;
    let (pixel, row) = (bits.div_ceil(8), row.div_ceil(8));
    let bytes = if predictor == 2 { tiff(unpacked.bytes, pixel, row) } else { png(&unpacked.bytes, pixel, row) };
    Ok(Unpacked { bytes, ..unpacked })
}

/// Of a damaged stream what comes before the damage.
fn flate(bytes: &[u8], limit: usize) -> Result<Unpacked, Kept> {
    let error = match decompress_to_vec_zlib_with_limit(bytes, limit) {
        Ok(bytes) => return Ok(Unpacked { bytes, whole: true }),
        Err(error) => error,
    };
    match error.status {
        TINFLStatus::HasMoreOutput => Err(Kept::TooLarge),
        // The checksum speaks of other bytes than these.
        TINFLStatus::Adler32Mismatch => Ok(Unpacked { bytes: error.output, whole: false }),
        // Without its checksum, or without a head, it may be whole.
        _ => {
            let has_head = bytes.len() >= 2
                && bytes[0] & 15 == 8
                && (usize::from(bytes[0]) * 256 + usize::from(bytes[1])) % 31 == 0;
            match decompress_to_vec_with_limit(&bytes[if has_head { 2 } else { 0 }..], limit) {
                Ok(bytes) => Ok(Unpacked { bytes, whole: true }),
                Err(raw) if raw.status == TINFLStatus::HasMoreOutput => Err(Kept::TooLarge),
                Err(raw) => {
                    // What it had room for and never wrote is noughts.
                    let written = |mut bytes: Vec<u8>| {
                        bytes.truncate(bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1));
                        bytes
                    };
                    let (headed, bare) = (written(error.output), written(raw.output));
                    Ok(Unpacked { bytes: if bare.len() > headed.len() { bare } else { headed }, whole: false })
                }
            }
        }
    }
}

fn lzw(bytes: &[u8], early: bool, limit: usize) -> Result<Unpacked, Kept> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    // Of each code: the code it lengthens, its last byte, its length.
    let mut codes: Vec<(u16, u8, usize)> = Vec::with_capacity(4096);
    let start = |codes: &mut Vec<(u16, u8, usize)>| {
        codes.clear();
        codes.extend((0..258).map(|byte: u16| (0, byte as u8, 1)));
    };
    start(&mut codes);
    let mut out: Vec<u8> = Vec::new();
    let (mut held, mut bits, mut width) = (0usize, 0, 9);
    let mut last: Option<usize> = None;
    for byte in bytes {
        held = (held << 8 | usize::from(*byte)) & 0xff_ffff;
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = held >> bits & ((1 << width) - 1);
        match code {
            END => return Ok(Unpacked { bytes: out, whole: true }),
            CLEAR => {
                start(&mut codes);
                (width, last) = (9, None);
                continue;
            }
            _ => {}
        }
        let known = code < codes.len();
        let Some(shown) = (if known { Some(code) } else { last.filter(|_| code == codes.len()) }) else {
            return Ok(Unpacked { bytes: out, whole: false });
        };
        let (begin, length) = (out.len(), codes[shown].2);
        if begin + length + 1 > limit {
            return Err(Kept::TooLarge);
        }
        out.resize(begin + length, 0);
        let mut at = shown;
        for place in (begin..begin + length).rev() {
            out[place] = codes[at].1;
            at = usize::from(codes[at].0);
        }
        let first = out[begin];
        if !known {
            out.push(first);
        }
        if let Some(last) = last
            && codes.len() < 4096
        {
            codes.push((last as u16, first, codes[last].2 + 1));
        }
        last = Some(code.min(codes.len() - 1));
        let next = codes.len() + usize::from(early);
        width = if next >= 2048 {
            12
        } else if next >= 1024 {
            11
        } else if next >= 512 {
            10
        } else {
            9
        };
    }
    Ok(Unpacked { bytes: out, whole: false })
}

fn ascii85(bytes: &[u8]) -> Unpacked {
    let mut out = Vec::new();
    let mut group: Vec<u32> = Vec::with_capacity(5);
    let write = |group: &mut Vec<u32>, out: &mut Vec<u8>| {
        let missing = 5 - group.len();
        group.resize(5, 84);
        let value = group.iter().fold(0u32, |value, digit| value.wrapping_mul(85).wrapping_add(*digit));
        out.extend_from_slice(&value.to_be_bytes()[..4usize.saturating_sub(missing)]);
        group.clear();
    };
    for byte in bytes {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => {}
        }
        if group.len() == 5 {
            write(&mut group, &mut out);
        }
    }
    if group.len() > 1 {
        write(&mut group, &mut out);
    }
    Unpacked { bytes: out, whole: true }
}

fn run_lengths(bytes: &[u8], limit: usize) -> Result<Unpacked, Kept> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(length) = bytes.get(at).map(|byte| usize::from(*byte)) {
        at += 1;
        match length {
            128 => return Ok(Unpacked { bytes: out, whole: true }),
            0..128 => {
                let run = &bytes[at.min(bytes.len())..(at + length + 1).min(bytes.len())];
                out.extend_from_slice(run);
                at += length + 1;
            }
            _ => {
                out.extend(bytes.get(at).into_iter().flat_map(|byte| std::iter::repeat_n(*byte, 257 - length)));
                at += 1;
            }
        }
        if out.len() > limit {
            return Err(Kept::TooLarge);
        }
    }
    Ok(Unpacked { bytes: out, whole: true })
}

fn tiff(mut bytes: Vec<u8>, pixel: usize, row: usize) -> Vec<u8> {
    for row in bytes.chunks_mut(row) {
        for at in pixel..row.len() {
            row[at] = row[at].wrapping_add(row[at - pixel]);
        }
    }
    bytes
}

fn png(bytes: &[u8], pixel: usize, row: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0u8; row];
    for line in bytes.chunks(row + 1) {
        let mut this = line[1..].to_vec();
        this.resize(row, 0);
        for at in 0..row {
            let left = if at >= pixel { this[at - pixel] } else { 0 };
            let corner = if at >= pixel { above[at - pixel] } else { 0 };
            let up = above[at];
            let guess = match line[0] {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => {
                    let [a, b, c] = [left, up, corner].map(i16::from);
                    let [from_left, from_up, from_corner] = [b - c, a - c, a + b - 2 * c].map(i16::abs);
                    if from_left <= from_up && from_left <= from_corner {
                        left
                    } else if from_up <= from_corner {
                        up
                    } else {
                        corner
                    }
                }
                _ => 0,
            };
            this[at] = this[at].wrapping_add(guess);
        }
        out.extend_from_slice(&this[..line.len() - 1]);
        above = this;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Kept, png, unpack};

    fn out(name: &str, bytes: &[u8]) -> Vec<u8> {
        unpack(name.as_bytes(), None, bytes, 1 << 20).map(|unpacked| unpacked.bytes).unwrap_or_default()
    }

    #[test]
    fn every_filter_is_undone() {
        assert_eq!(out("ASCIIHexDecode", b"41 42 4>"), b"AB@");
        assert_eq!(out("ASCII85Decode", b"87cURD_*#TDfTZ)~>"), b"Hello, world");
        assert_eq!(out("ASCII85Decode", b"z~>"), [0; 4]);
        assert_eq!(out("RunLengthDecode", &[2, 1, 2, 3, 254, 9, 128]), [1, 2, 3, 9, 9, 9]);
        // PDF 32000-1, 7.4.4.2
        assert_eq!(
            out("LZWDecode", &[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01]),
            [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]
        );
        assert_eq!(png(&[2, 1, 2, 2, 1, 1, 1, 5, 1, 4, 1, 1], 1, 2), [1, 2, 2, 3, 5, 6, 6, 7]);
    }

    #[test]
    fn a_stream_that_ends_early_gives_what_it_has() {
        let text = b"33 37 34 21 ".repeat(50);
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&text, 6);
        let cut = unpack(b"FlateDecode", None, &packed[..packed.len() - 8], 1 << 20).expect("some of it");
        assert!(!cut.whole, "{}", cut.bytes.len());
        assert!(text.starts_with(&cut.bytes), "{:?}", &cut.bytes[cut.bytes.len() - 20..]);
        let without_checksum = unpack(b"Fl", None, &packed[..packed.len() - 4], 1 << 20).expect("all of it");
        assert!(without_checksum.whole && without_checksum.bytes == text);
        assert_eq!(unpack(b"Fl", None, &packed, 100).err(), Some(Kept::TooLarge));
    }
}
