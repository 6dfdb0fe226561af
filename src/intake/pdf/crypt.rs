//! Files that anyone may open and that are encrypted all the same (PDF 32000-1, 7.6; ISO 32000-2, 7.6.4): the password is
//! empty, and only printing or copying is forbidden. Reading needs all versions: 1 to 5, revisions 2 to 6.

use super::object::{Dict, Object};
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128Dec, Aes128Enc, Aes256Dec};
use md5::{Digest, Md5};
use sha2::{Sha256, Sha384, Sha512};

/// Stands for what is missing of a password.
const PADDING: [u8; 32] = *b"\x28\xbf\x4e\x5e\x4e\x75\x8a\x41\x64\x00\x4e\x56\xff\xfa\x01\x08\x2e\x2e\x00\xb6\xd0\x68\x3e\x80\x2f\x0c\xa9\xfe\x64\x53\x69\x7a";

/// How the streams of a file are encrypted.
#[derive(Debug)]
pub(super) struct Crypt {
    key: Vec<u8>,
    method: Method,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    None,
    Rc4,
    /// AES with a key of the object's own.
    Aes,
    /// AES with the file's key.
    AesV3,
}

impl Crypt {
    /// From the file's `Encrypt` and the first half of its `ID`; `None` where a password is needed, or the way is unknown.
    pub(super) fn new(dict: &Dict, id: &[u8]) -> Option<Crypt> {
        let number = |name: &[u8]| dict.get(name).and_then(Object::number);
        if !dict.get(&b"Filter"[..]).is_some_and(|filter| filter.is(b"Standard")) {
            return None;
        }
        let (version, revision) = (number(b"V").unwrap_or(0.0) as u32, number(b"R")? as u32);
        let length = (number(b"Length").unwrap_or(40.0) / 8.0) as usize;
        let (method, length) = match version {
            1 => (Method::Rc4, 5),
            2 | 3 => (Method::Rc4, length),
            4 | 5 => {
                let filter = dict.get(&b"StmF"[..]).and_then(Object::name).unwrap_or(b"Identity");
                let filters = dict.get(&b"CF"[..]).and_then(Object::dict);
                let found = filters.and_then(|filters| filters.get(filter)).and_then(Object::dict);
                let method = found.and_then(|found| found.get(&b"CFM"[..])).and_then(Object::name);
                match method {
                    _ if filter == b"Identity" => (Method::None, 16),
                    Some(b"V2") => (Method::Rc4, 16),
                    Some(b"AESV2") => (Method::Aes, 16),
                    Some(b"AESV3") => (Method::AesV3, 32),
                    _ => (Method::None, 16),
                }
            }
            _ => return None,
        };
        let string = |name: &[u8]| dict.get(name).and_then(Object::string).unwrap_or(b"");
        let key = if revision >= 5 {
            key_of_revision_5(string(b"U"), string(b"UE"), revision)?
        } else {
            let open = matches!(dict.get(&b"EncryptMetadata"[..]), Some(Object::Bool(false)));
            let rights = number(b"P")? as i64 as u32;
            key_of_revision_4(string(b"O"), string(b"U"), rights, id, revision, length.clamp(5, 16), open)?
        };
        Some(Crypt { key, method })
    }

    /// The bytes of a stream of the object with this number and generation.
    pub(super) fn decrypted(&self, bytes: &[u8], (number, generation): (u32, u16)) -> Vec<u8> {
        if self.method == Method::None {
            return bytes.to_vec();
        }
        if self.method == Method::AesV3 {
            return aes_cbc(&self.key, bytes);
        }
        let mut hash = Md5::new();
        hash.update(&self.key);
        hash.update(&number.to_le_bytes()[..3]);
        hash.update(generation.to_le_bytes());
        if self.method == Method::Aes {
            hash.update(b"sAlT");
        }
        let key = &hash.finalize()[..(self.key.len() + 5).min(16)];
        if self.method == Method::Aes { aes_cbc(key, bytes) } else { rc4(key, bytes) }
    }
}

fn key_of_revision_4(
    owner: &[u8],
    user: &[u8],
    rights: u32,
    id: &[u8],
    revision: u32,
    length: usize,
    open: bool,
) -> Option<Vec<u8>> {
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(owner.get(..32)?);
    hash.update(rights.to_le_bytes());
    hash.update(id);
    if revision >= 4 && open {
        hash.update([0xff; 4]);
    }
    let mut key = hash.finalize().to_vec();
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key[..length]).to_vec();
        }
    }
    key.truncate(if revision == 2 { 5 } else { length });
    // Is the password empty?
    let check = if revision == 2 {
        rc4(&key, &PADDING)
    } else {
        let hash = Md5::digest([&PADDING, id].concat());
        (0..20u8).fold(hash.to_vec(), |bytes, round| {
            let key: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
            rc4(&key, &bytes)
        })
    };
    (user.get(..16)? == &check[..16]).then_some(key)
}

fn key_of_revision_5(user: &[u8], encrypted: &[u8], revision: u32) -> Option<Vec<u8>> {
    let hash = |salt: &[u8]| if revision == 5 { Sha256::digest(salt).to_vec() } else { hash_of_revision_6(salt) };
    if user.get(..32)? != hash(user.get(32..40)?) {
        return None;
    }
    let key = hash(user.get(40..48)?);
    Some(cbc(&key, &[0; 16], encrypted.get(..32)?))
}

/// Algorithm 2.B for an empty password and a user's key.
fn hash_of_revision_6(salt: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest(salt).to_vec();
    let mut round = 0;
    loop {
        let mut block = key.repeat(64);
        let mut last: [u8; 16] = std::array::from_fn(|i| key[16 + i]);
        let Ok(cipher) = Aes128Enc::new_from_slice(&key[..16]) else { return key };
        for chunk in block.chunks_exact_mut(16) {
            last.iter_mut().zip(&*chunk).for_each(|(a, b)| *a ^= b);
            let mut one = last.into();
            cipher.encrypt_block(&mut one);
            last = one.into();
            chunk.copy_from_slice(&last);
        }
        key = match block[..16].iter().map(|byte| u32::from(*byte)).sum::<u32>() % 3 {
            0 => Sha256::digest(&block).to_vec(),
            1 => Sha384::digest(&block).to_vec(),
            _ => Sha512::digest(&block).to_vec(),
        };
        round += 1;
        if round >= 64 && u32::from(block[block.len() - 1]) <= round - 32 {
            key.truncate(32);
            return key;
        }
    }
}

fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|i| i as u8);
    let mut j = 0u8;
    for i in 0..256 {
        j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0u8, 0u8);
    let next = |byte: &u8| {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        byte ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
    };
    bytes.iter().map(next).collect()
}

/// Bytes that begin with their vector and end with a padding.
fn aes_cbc(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let Some((vector, rest)) = bytes.split_first_chunk::<16>() else { return Vec::new() };
    let mut out = cbc(key, vector, rest);
    let padding = out.last().map_or(0, |last| usize::from(*last));
    if (1..=16).contains(&padding) {
        out.truncate(out.len().saturating_sub(padding));
    }
    out
}

fn cbc(key: &[u8], vector: &[u8; 16], bytes: &[u8]) -> Vec<u8> {
    let (short, long) = (Aes128Dec::new_from_slice(key), Aes256Dec::new_from_slice(key));
    let mut out = Vec::with_capacity(bytes.len());
    let mut last = *vector;
    for chunk in bytes.chunks_exact(16) {
        let chunk: [u8; 16] = std::array::from_fn(|i| chunk[i]);
        let mut block = chunk.into();
        match (&short, &long) {
            (Ok(cipher), _) => cipher.decrypt_block(&mut block),
            (_, Ok(cipher)) => cipher.decrypt_block(&mut block),
            _ => return Vec::new(),
        }
        out.extend(block.iter().zip(last).map(|(a, b)| a ^ b));
        last = chunk;
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn rc4_is_undone_by_itself() {
        assert_eq!(super::rc4(b"Key", b"Plaintext"), [0xbb, 0xf3, 0x16, 0xe8, 0xd9, 0x40, 0xaf, 0x0a, 0xd3]);
    }
}
