//! The container of .doc and .xls files, of what a test puts in it.

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
