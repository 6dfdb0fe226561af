//! The container of .doc and .xls files, and what a .doc holds, of what a test puts in them.

/// Entries that say nothing follows, or that a sector holds the table itself.
const END: u32 = 0xffff_fffe;
const FREE: u32 = 0xffff_ffff;
const TABLE: u32 = 0xffff_fffd;

/// A container with these streams, small ones in its small sectors. Beside them stands a document within the document, with a
/// stream of each of the names.
pub fn ole(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut sectors: Vec<u8> = Vec::new();
    let mut next: Vec<u32> = Vec::new();
    let mut add = |bytes: &[u8]| -> u32 {
        let first = next.len() as u32;
        for (i, chunk) in bytes.chunks(512).enumerate() {
            sectors.extend(chunk);
            sectors.resize(sectors.len().next_multiple_of(512), 0);
            next.push(first + i as u32 + 1);
        }
        match next.last_mut() {
            Some(last) if !bytes.is_empty() => {
                *last = END;
                first
            }
            _ => END,
        }
    };
    let (mut small, mut next_small): (Vec<u8>, Vec<u32>) = (Vec::new(), Vec::new());
    // Root, the streams, a storage, its streams.
    let mut entries: Vec<[u8; 128]> = Vec::new();
    let entry = |name: &str, kind: u8, right: u32, child: u32, first: u32, size: usize| {
        let mut entry = [0; 128];
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry[..name.len()].copy_from_slice(&name);
        entry[64..66].copy_from_slice(&(name.len() as u16).to_le_bytes());
        entry[66] = kind;
        for (at, value) in [(68, FREE), (72, right), (76, child), (116, first), (120, size as u32)] {
            entry[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        entry
    };
    let storage = streams.len() as u32 + 1;
    for (i, (name, bytes)) in streams.iter().enumerate() {
        let first = if bytes.len() < 4096 {
            let first = next_small.len() as u32;
            for chunk in bytes.chunks(64) {
                small.extend(chunk);
                small.resize(small.len().next_multiple_of(64), 0);
                next_small.push(next_small.len() as u32 + 1);
            }
            if let Some(last) = next_small.last_mut() {
                *last = END;
            }
            first
        } else {
            add(bytes)
        };
        entries.push(entry(name, 2, i as u32 + 2, FREE, first, bytes.len()));
    }
    entries.push(entry("ObjectPool", 1, FREE, storage + 1, 0, 0));
    let decoy = add(&[b'?'; 5000]);
    for (i, (name, _)) in streams.iter().enumerate() {
        let right = if i + 1 < streams.len() { storage + 2 + i as u32 } else { FREE };
        entries.push(entry(name, 2, right, FREE, decoy, 5000));
    }
    let table: Vec<u8> = next_small.iter().flat_map(|next| next.to_le_bytes()).collect();
    let (small_first, table_first) = (add(&small), add(&table));
    entries.insert(0, entry("Root Entry", 5, FREE, 1, small_first, small.len()));
    let directory = add(&entries.concat());
    // The table of sectors names its own as well.
    let tables = (1..).find(|tables| tables * 128 >= next.len() + tables).expect("a size");
    let first_table = next.len() as u32;
    next.extend(std::iter::repeat_n(TABLE, tables));
    next.resize(tables * 128, FREE);
    sectors.extend(next.iter().flat_map(|next| next.to_le_bytes()));
    let mut head = vec![0; 512];
    head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    head[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    let words = [
        (44, tables as u32),
        (48, directory),
        (56, 4096),
        (60, table_first),
        (64, table.len().div_ceil(512) as u32),
        (68, END),
    ];
    for (at, value) in words {
        head[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    for i in 0..109u32 {
        let sector = if (i as usize) < tables { first_table + i } else { FREE };
        head[76 + 4 * i as usize..80 + 4 * i as usize].copy_from_slice(&sector.to_le_bytes());
    }
    [head, sectors].concat()
}

/// A property with a value of one byte.
pub fn property(code: u16) -> Vec<u8> {
    [&code.to_le_bytes()[..], &[1]].concat()
}

/// The document and the tables of a .doc file: its text, of which so much is the body, where paragraphs end and with which
/// properties, which signs were deleted; in several pieces, some of them of bytes, or in one.
pub fn document(
    text: &[u16],
    body: usize,
    ends: &[(usize, Vec<u8>)],
    deleted: &[(usize, usize)],
    in_pieces: bool,
) -> [Vec<u8>; 2] {
    const TEXT: usize = 2048;
    let mut main = vec![0; TEXT];
    // Where each sign stands: a piece of bytes may come between two of signs.
    let ascii = text.iter().position(|sign| *sign == u16::from(b'H'));
    let cuts = match ascii {
        Some(at) if in_pieces => vec![(0, at, false), (at, at + 13, true), (at + 13, text.len(), false)],
        _ => vec![(0, text.len(), false)],
    };
    let mut places = Vec::new();
    let mut pieces: Vec<(usize, u32)> = Vec::new();
    for &(from, to, bytes) in &cuts {
        let start = main.len() as u32;
        pieces.push((from, if bytes { (start * 2) | 0x4000_0000 } else { start }));
        for sign in &text[from..to] {
            places.push(main.len() as u32);
            if bytes { main.push(*sign as u8) } else { main.extend(sign.to_le_bytes()) }
        }
    }
    places.push(main.len() as u32);
    let mut table = Vec::new();
    let mut parts: Vec<(usize, usize, usize)> = Vec::new();
    // What signs are like: pages of runs.
    let mut looks: Vec<(u32, u32, Vec<u8>)> = Vec::new();
    let mut at = 0;
    for &(from, to) in deleted {
        looks.push((places[at], places[from], Vec::new()));
        looks.push((places[from], places[to], property(0x0800)));
        at = to;
    }
    looks.push((places[at], places[text.len()], Vec::new()));
    let mut paragraphs: Vec<(u32, u32, Vec<u8>)> = Vec::new();
    let mut at = 0;
    for (end, properties) in ends {
        // (The number of a style comes first.)
        paragraphs.push((places[at], places[*end], [&[0, 0][..], properties].concat()));
        at = *end;
    }
    for (index, runs, each) in [(12, looks, 1), (13, paragraphs, 13)] {
        let start = table.len();
        let (mut firsts, mut numbers) = (Vec::new(), Vec::new());
        for page in pages(&runs, each) {
            main.resize(main.len().next_multiple_of(512), 0);
            numbers.push(main.len() as u32 / 512);
            firsts.push(u32::from_le_bytes(page[..4].try_into().expect("four")));
            main.extend(page);
        }
        firsts.push(runs.last().map_or(0, |run| run.1));
        table.extend(firsts.iter().chain(&numbers).flat_map(|n| n.to_le_bytes()));
        parts.push((index, start, table.len() - start));
    }
    let start = table.len();
    // A change of no consequence, and the table of pieces.
    table.extend([1, 2, 0, 0, 0, 2]);
    table.extend((4 * (pieces.len() as u32 + 1) + 8 * pieces.len() as u32).to_le_bytes());
    table.extend(pieces.iter().map(|piece| piece.0).chain([text.len()]).flat_map(|at| (at as u32).to_le_bytes()));
    for (_, place) in &pieces {
        table.extend([0, 0]);
        table.extend(place.to_le_bytes());
        table.extend([0, 0]);
    }
    parts.push((33, start, table.len() - start));

    main[..2].copy_from_slice(&0xa5ecu16.to_le_bytes());
    main[32..34].copy_from_slice(&14u16.to_le_bytes());
    main[62..64].copy_from_slice(&22u16.to_le_bytes());
    main[76..80].copy_from_slice(&(body as u32).to_le_bytes());
    main[152..154].copy_from_slice(&0x5du16.to_le_bytes());
    for (index, start, length) in parts {
        main[154 + 8 * index..158 + 8 * index].copy_from_slice(&(start as u32).to_le_bytes());
        main[158 + 8 * index..162 + 8 * index].copy_from_slice(&(length as u32).to_le_bytes());
    }
    [main, table]
}

/// Runs on pages of 512 bytes: how many, where they begin, and their properties from the end backwards.
fn pages(runs: &[(u32, u32, Vec<u8>)], each: usize) -> Vec<Vec<u8>> {
    let mut pages = Vec::new();
    let mut rest = runs;
    while !rest.is_empty() {
        let mut page = vec![0; 512];
        let mut free = 510usize;
        let mut offsets = Vec::new();
        for (_, _, properties) in rest {
            let length = properties.len() + if each > 1 { 2 } else { 1 };
            let at = if properties.is_empty() { 0 } else { free.saturating_sub(length) & !1 };
            let head = 4 * (offsets.len() + 2) + each * (offsets.len() + 1);
            if head > if at == 0 { free } else { at } || (at == 0 && !properties.is_empty()) {
                break;
            }
            if at > 0 {
                free = at;
                // Of paragraphs pairs of bytes are counted, less one.
                if each == 1 {
                    page[at] = properties.len() as u8;
                    page[at + 1..at + 1 + properties.len()].copy_from_slice(properties);
                } else if properties.len() % 2 == 1 {
                    page[at] = properties.len().div_ceil(2) as u8;
                    page[at + 1..at + 1 + properties.len()].copy_from_slice(properties);
                } else {
                    page[at + 1] = (properties.len() / 2) as u8;
                    page[at + 2..at + 2 + properties.len()].copy_from_slice(properties);
                }
            }
            offsets.push((at / 2) as u8);
        }
        assert!(!offsets.is_empty(), "properties too long for a page");
        let (these, others) = rest.split_at(offsets.len());
        rest = others;
        page[511] = offsets.len() as u8;
        let places = these.iter().map(|run| run.0).chain(these.last().map(|run| run.1));
        for (i, place) in places.enumerate() {
            page[4 * i..4 * i + 4].copy_from_slice(&place.to_le_bytes());
        }
        for (i, offset) in offsets.iter().enumerate() {
            page[4 * (offsets.len() + 1) + each * i] = *offset;
        }
        pages.push(page);
    }
    pages
}
