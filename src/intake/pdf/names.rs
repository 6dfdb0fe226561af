//! The names of signs that encodings use (Adobe's glyph list, as far as reports go), and cp1252.

/// The signs of ASCII from 32 to 126 by their names; letters and digits are below.
const ASCII: [(&str, char); 33] = [
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
];

const DIGITS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

const OTHERS: [(&str, char); 16] = [
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("endash", '–'),
    ("emdash", '—'),
    ("minus", '−'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("periodcentered", '·'),
    ("degree", '°'),
    ("multiply", '×'),
    ("divide", '÷'),
    ("yen", '¥'),
    ("perthousand", '‰'),
    ("section", '§'),
];

/// The character of a sign with this name.
pub(super) fn character(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    // Variants of a sign: `one.tab`.
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    if let [letter] = name.as_bytes() {
        return letter.is_ascii_alphabetic().then_some(char::from(*letter));
    }
    if let Some(digit) = DIGITS.iter().position(|digit| *digit == name) {
        return char::from_digit(digit as u32, 10);
    }
    let hexadecimal = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let listed = ASCII.iter().chain(&OTHERS).find(|(known, _)| *known == name).map(|(_, c)| *c);
    listed
        .or_else(|| name.strip_prefix("uni").filter(|digits| digits.len() == 4).and_then(hexadecimal))
        .or_else(|| name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())).and_then(hexadecimal))
}

/// A byte in Windows' code page for the West.
pub(in crate::intake) fn cp1252(byte: u8) -> Option<char> {
    const UPPER: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
        '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..0xa0 => Some(UPPER[usize::from(byte - 0x80)]).filter(|c| *c != '\0'),
        0..32 | 127 => None,
        _ => Some(char::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::{character, cp1252};

    #[test]
    fn names_become_characters() {
        for (name, c) in
            [("seven", '7'), ("comma", ','), ("uni5E74", '年'), ("u5E74", '年'), ("one.tab", '1'), ("A", 'A')]
        {
            assert_eq!(character(name.as_bytes()), Some(c), "{name}");
        }
        for name in ["g12", "cid00012", ".notdef", "universe", ""] {
            assert_eq!(character(name.as_bytes()), None, "{name}");
        }
        assert_eq!((cp1252(0x96), cp1252(0x31), cp1252(0x81), cp1252(7)), (Some('–'), Some('1'), None, None));
    }
}
