//! Tags and text of HTML as it is found, and of XML: a scanner that takes anything.
//!
//! HTML's own tokenizer rules fill a library of 59 KB compressed, a quarter of the whole module; what
//! tables need of them is here: tags, attributes quoted or not, comments of every kind, entities.

use std::borrow::Cow;

/// One piece of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text as written, entities and all.
    Text(&'a str),
    /// Text in which nothing stands for anything else.
    Literal(&'a str),
    Open(Tag<'a>),
    Close(&'a str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// Its name as written, prefix and all.
    pub(crate) name: &'a str,
    attributes: &'a str,
    /// It ends itself: `<br/>`.
    pub(crate) empty: bool,
}

impl<'a> Tag<'a> {
    /// The value of an attribute, by its name without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let name_end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
            let found = local(&rest[..name_end]).eq_ignore_ascii_case(name);
            let after = rest[name_end..].trim_start();
            let Some(value) = after.strip_prefix('=') else {
                if found {
                    return Some(Cow::Borrowed(""));
                }
                // A name of no length is a stray sign.
                rest = &rest[name_end.max(rest.chars().next().map_or(1, char::len_utf8))..];
                continue;
            };
            let value = value.trim_start();
            let (value, end) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let end = value[1..].find(quote).map_or(value.len(), |n| n + 1);
                    (&value[1..end], &value[(end + 1).min(value.len())..])
                }
                _ => {
                    let end = value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len());
                    (&value[..end], &value[end..])
                }
            };
            if found {
                return Some(decoded(value));
            }
            rest = end;
        }
    }

    /// An attribute that is a number.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        let value = self.attribute(name)?;
        let digits = value.trim().bytes().take_while(u8::is_ascii_digit).count();
        // More digits than a number holds is as large as numbers get.
        (digits > 0).then(|| value.trim()[..digits].parse().unwrap_or(usize::MAX))
    }
}

/// Attributes beyond these bytes are a picture's, or no one's.
const LONGEST_ATTRIBUTES: usize = 16 << 10;

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The pieces of a document.
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    rest: &'a str,
    /// HTML: what stands in these elements is no markup.
    literal_elements: &'static [&'static str],
    /// Inside such an element.
    literal: Option<&'a str>,
}

impl<'a> Scanner<'a> {
    pub(crate) fn html(text: &'a str) -> Scanner<'a> {
        let literal_elements = &["script", "style", "textarea", "title", "xmp", "noframes"];
        Scanner { rest: text, literal_elements, literal: None }
    }

    pub(crate) fn xml(text: &'a str) -> Scanner<'a> {
        Scanner { rest: text, literal_elements: &[], literal: None }
    }

    fn tag(&mut self) -> Option<Piece<'a>> {
        let close = self.rest[1..].starts_with('/');
        let name_start = if close { 2 } else { 1 };
        let name_len = self.rest[name_start..]
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/' | '<' | '='))
            .unwrap_or(self.rest.len() - name_start);
        let name = &self.rest[name_start..name_start + name_len];
        let body = &self.rest[name_start + name_len..];
        let end = tag_end(body)?;
        self.rest = &body[(end + 1).min(body.len())..];
        if close {
            return Some(Piece::Close(name));
        }
        let empty = body[..end].ends_with('/');
        let attributes = &body[..body.floor_char_boundary(end.min(LONGEST_ATTRIBUTES))];
        if !empty && self.literal_elements.iter().any(|element| name.eq_ignore_ascii_case(element)) {
            self.literal = Some(name);
        }
        Some(Piece::Open(Tag { name, attributes, empty }))
    }

    /// Up to the end tag of the element that holds no markup.
    fn literal(&mut self, name: &str) -> Piece<'a> {
        let bytes = self.rest.as_bytes();
        let mut at = 0;
        let end = loop {
            match self.rest[at..].find("</") {
                Some(n) => {
                    let after = at + n + 2;
                    let same =
                        bytes.get(after..after + name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()));
                    if same {
                        break at + n;
                    }
                    at = after;
                }
                None => break self.rest.len(),
            }
        };
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Piece::Literal(text)
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(name) = self.literal.take() {
            return Some(self.literal(name));
        }
        while !self.rest.is_empty() {
            let rest = self.rest;
            let Some(opener) = rest.strip_prefix('<') else {
                let end = rest.find('<').unwrap_or(rest.len());
                let (text, after) = rest.split_at(end);
                self.rest = after;
                return Some(Piece::Text(text));
            };
            let skip = |text: &'a str, end: &str| text.find(end).map_or("", |n| &text[n + end.len()..]);
            match opener.chars().next() {
                Some('!') if opener.starts_with("!--") => {
                    // A comment of Word's for old browsers ends like any other; what it hides is not shown.
                    self.rest = skip(&opener[3..], "-->");
                }
                Some('!') if opener.starts_with("![CDATA[") && self.literal_elements.is_empty() => {
                    let body = &opener["![CDATA[".len()..];
                    self.rest = skip(body, "]]>");
                    return Some(Piece::Literal(&body[..body.find("]]>").unwrap_or(body.len())]));
                }
                // <!doctype>, <![if …]> and <![endif]>, <?xml?>: nothing is shown for them.
                Some('!' | '?') => self.rest = skip(opener, ">"),
                Some('/') if !opener[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    self.rest = skip(opener, ">");
                }
                Some(c) if c == '/' || c.is_ascii_alphabetic() => match self.tag() {
                    Some(piece) => return Some(piece),
                    // Cut off in a tag.
                    None => self.rest = "",
                },
                // A < that opens nothing is itself.
                _ => {
                    let end = opener.find('<').map_or(rest.len(), |n| n + 1);
                    let (text, after) = rest.split_at(end);
                    self.rest = after;
                    return Some(Piece::Text(text));
                }
            }
        }
        None
    }
}

/// An element whose content is passed over, if one is open.
#[derive(Debug, Default)]
pub(crate) struct Skipped {
    /// Its name, and how often it was opened in itself.
    open: Option<(String, usize)>,
}

impl Skipped {
    pub(crate) fn begin(&mut self, name: &str) {
        self.open = Some((name.to_owned(), 0));
    }

    pub(crate) fn end(&mut self) {
        self.open = None;
    }

    /// The element being passed over.
    pub(crate) fn name(&self) -> Option<&str> {
        self.open.as_ref().map(|(name, _)| name.as_str())
    }

    /// A start tag that has content: whether it is passed over.
    pub(crate) fn opens(&mut self, name: &str) -> bool {
        if let Some((skipped, depth)) = &mut self.open {
            *depth += usize::from(name.eq_ignore_ascii_case(skipped));
        }
        self.open.is_some()
    }

    /// An end tag: whether it is passed over.
    pub(crate) fn closes(&mut self, name: &str) -> bool {
        let Some((skipped, depth)) = &mut self.open else { return false };
        if name.eq_ignore_ascii_case(skipped) {
            match depth.checked_sub(1) {
                Some(less) => *depth = less,
                None => self.open = None,
            }
        }
        true
    }
}

/// Where the `>` of a tag is, those in quotes aside.
fn tag_end(body: &str) -> Option<usize> {
    let bytes = body.as_bytes();
    let mut i = 0;
    let mut after_equals = false;
    while i < bytes.len() {
        match bytes[i] {
            b'>' => return Some(i),
            quote @ (b'"' | b'\'') if after_equals => {
                i += 1 + bytes[i + 1..].iter().position(|b| *b == quote)?;
                after_equals = false;
            }
            b'=' => after_equals = true,
            b if b.is_ascii_whitespace() => {}
            _ => after_equals = false,
        }
        i += 1;
    }
    None
}

/// Text with its entities replaced.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (meant, after) = entity(&rest[at..]);
        out.push(meant);
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character an `&` begins, and what follows it.
fn entity(text: &str) -> (char, &str) {
    let body = &text[1..];
    let len = body.bytes().take(12).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let name = &body[..len];
    let after = body[len..].strip_prefix(';').unwrap_or(&body[len..]);
    let code = name.strip_prefix('#').map(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    });
    let meant = match code {
        Some(Ok(code)) => char::from_u32(code),
        Some(Err(_)) => None,
        None => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c),
    };
    meant.map_or(('&', body), |c| (c, after))
}

/// The entities that editors write; any other stands as it is.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("minus", '−'),
    ("plus", '+'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("times", '×'),
    ("divide", '÷'),
    ("permil", '‰'),
    ("percnt", '%'),
    ("yen", '¥'),
    ("sect", '§'),
    ("copy", '©'),
    ("reg", '®'),
    ("deg", '°'),
    ("shy", '\u{ad}'),
    ("lpar", '('),
    ("rpar", ')'),
    ("comma", ','),
    ("period", '.'),
    ("colon", ':'),
    ("semi", ';'),
    ("sol", '/'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(html: &str) -> Vec<String> {
        let show = |piece: Piece<'_>| match piece {
            Piece::Text(text) => decoded(text).into_owned(),
            Piece::Literal(text) => format!("[{text}]"),
            Piece::Open(tag) => format!("+{}", tag.name),
            Piece::Close(name) => format!("-{name}"),
        };
        Scanner::html(html).map(show).collect()
    }

    #[test]
    fn anything_is_taken() {
        // (markup, its pieces)
        let cases: &[(&str, &[&str])] = &[
            ("<td>1</td>", &["+td", "1", "-td"]),
            ("<TD class=x>1<br/>2", &["+TD", "1", "+br", "2"]),
            ("a<!-- <td> -->b", &["a", "b"]),
            ("<!--[if gte mso 9]><xml>x</xml><![endif]-->1", &["1"]),
            ("<![if !supportLists]>1.<![endif]>", &["1."]),
            ("<?xml:namespace prefix = o />1", &["1"]),
            ("<script>if (a < b) '</td>'</script>1", &["+script", "[if (a < b) '</td>']", "-script", "1"]),
            ("<script>never closed", &["+script", "[never closed]"]),
            ("<a title='1 > 0'>x</a>", &["+a", "x", "-a"]),
            ("<a title=it's>x", &["+a", "x"]),
            ("1 < 2 & 3 &lt; 4&nbsp;&#50;&#x33;&unknown;", &["1 ", "< 2 & 3 < 4\u{a0}23&unknown;"]),
            ("cut <td class=\"", &["cut "]),
            ("<!-- never closed", &[]),
            ("</ >1", &["1"]),
            ("", &[]),
        ];
        for (html, expected) in cases {
            assert_eq!(pieces(html), *expected, "{html}");
        }
    }

    #[test]
    fn attributes_are_found_however_they_are_written() {
        let tag = |html: &'static str| match Scanner::html(html).next() {
            Some(Piece::Open(tag)) => tag,
            other => panic!("{other:?}"),
        };
        assert_eq!(tag("<td colspan=3>").number("colspan"), Some(3));
        assert_eq!(tag("<td nowrap COLSPAN = '3' >").number("colspan"), Some(3));
        assert_eq!(tag("<td rowspan=\"2\" colspan=\"3px\"/>").number("colspan"), Some(3));
        assert_eq!(tag("<td colspan=100000000000000000000>").number("colspan"), Some(usize::MAX));
        assert_eq!(tag("<td colspan=x>").number("colspan"), None);
        assert_eq!(tag("<td data-colspan=3>").number("colspan"), None);
        assert_eq!(tag("<w:gridSpan w:val=\"4\"/>").number("val"), Some(4));
        assert_eq!(tag("<td = =\"\" colspan=3>").number("colspan"), Some(3));
        assert_eq!(tag("<p title=\"a&amp;b\">").attribute("title").as_deref(), Some("a&b"));
    }
}
