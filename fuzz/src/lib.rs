//! What the fuzz targets share: the invariants of every answer, files made of a fuzzer's bytes, reports edited by them.

#[path = "../../tests/it/invariants.rs"]
pub mod invariants;
#[path = "../../tests/it/ole.rs"]
mod ole;
mod zipping;

pub use ole::ole;
pub use zipping::zipped;

use gouji::Options;

/// Checks the bytes of a file, and the answer.
pub fn file(bytes: &[u8]) {
    let checked = gouji::check_file(bytes, &Options::default());
    invariants::answers(&checked.text, &checked.report);
    assert_eq!(checked.report, gouji::check_file(bytes, &Options::default()).report);
}

/// The bytes up to each separator line, so many parts; missing ones are empty.
pub fn parts<const N: usize>(data: &[u8]) -> [&[u8]; N] {
    const SEPARATOR: &[u8] = b"\n====\n";
    let mut parts = [&data[..0]; N];
    let mut rest = data;
    for part in &mut parts[..N - 1] {
        let end = rest.windows(SEPARATOR.len()).position(|w| w == SEPARATOR);
        *part = &rest[..end.unwrap_or(rest.len())];
        rest = end.map_or(&[], |end| &rest[end + SEPARATOR.len()..]);
    }
    parts[N - 1] = rest;
    parts
}

/// A PDF of one page, with a form and a font; where its objects stand, it does not say.
pub fn pdf([content, meaning, font, other]: [&[u8]; 4]) -> Vec<u8> {
    let stream = |bytes: &[u8]| {
        let head = format!("<</Subtype/Form/Matrix[0.5 0 0 0.5 0 0]/Length {}>>stream\n", bytes.len());
        [head.as_bytes(), bytes, b"\nendstream"].concat()
    };
    let page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 5 0 R/F3 5 0 R>>/XObject<</X 4 0 R>>>>>>";
    let objects: [Vec<u8>; 6] = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 2/Kids[3 0 R 3 0 R 9 0 R]>>".to_vec(),
        page.to_vec(),
        stream(content),
        font.to_vec(),
        stream(meaning),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    for (at, object) in objects.iter().enumerate() {
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    file.extend(other);
    file
}

/// Reports that are edited: each in another layout.
const BASES: [&str; 4] = [
    include_str!("../../tests/data/slip.txt"),
    include_str!("../seeds/fused.txt"),
    include_str!("../seeds/spaces.txt"),
    include_str!("../seeds/lines-2019.txt"),
];

/// What edits put in: what stands in reports, and what has no business there.
const WORDS: &[&str] = &[
    "0",
    "1",
    "12",
    "007",
    "1,234",
    "1,245、",
    "-3",
    "增5",
    "22（其中3件）",
    "1〇",
    "99999999999999999",
    "3.5",
    "27.0",
    "１２",
    "(5)",
    "=SUM(C5)",
    " ",
    "  ",
    "\t",
    "|",
    " | ",
    "\n",
    "\n\n",
    "\u{3000}",
    "\r\n",
    "/",
    "—",
    "无",
    "-",
    "件",
    "万元",
    "%",
    "。",
    "，",
    "：",
    "；",
    "、",
    "（",
    "）",
    "《",
    "》",
    "“",
    "- 5 -",
    "第5页",
    "（续表）",
    "小计",
    "总计",
    "其他",
    "自然人",
    "一、",
    "二、",
    "(一)",
    "1.",
    "2.",
    "一、总体情况",
    "二、主动公开政府信息情况",
    "五、存在的主要问题及改进情况:无。",
    "六、其他需要报告的事项",
    "二、上年结转政府信息公开申请数量",
    "(二)部分公开",
    "(七)总计",
    "四、结转下年度继续办理",
    "1.属于国家秘密",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
    "行政复议",
    "行政诉讼",
    "规章",
    "行政许可",
    "本年制发件数",
    "24年",
    "2024年",
    "2023年",
    "二〇二四年",
    "示例县财政局政府信息公开工作年度报告",
    "1月1日",
    "12月31日",
    "收到申请",
    "其中",
    "分别为",
    "占",
    "同比增长",
    "较上年减少",
    "均已办结",
    "未收到",
    "办结",
    "结转",
    "予以公开",
    "不予公开",
    "政府信息公开",
    "年度报告",
    "全市",
    "共",
    "\u{0}",
    "\u{1b}",
    "\u{9b}",
    "\u{feff}",
    "\u{200b}",
    "\u{2028}",
    "\u{202e}",
    "😀",
    "⽆",
    "無",
    "𠀀",
];

/// A report with the edits that some bytes say: base, then (operation, place, place, word) each.
pub fn edited(data: &[u8]) -> String {
    let Some((first, rest)) = data.split_first() else { return String::new() };
    let mut text: Vec<char> = BASES[usize::from(*first) % BASES.len()].chars().collect();
    for edit in rest.chunks_exact(4).take(64) {
        let len = text.len().max(1);
        let at = usize::from(u16::from_le_bytes([edit[1], edit[2]])) % len;
        let word = WORDS[usize::from(edit[3]) % WORDS.len()];
        let length = usize::from(edit[3]) * usize::from(edit[0] / 8);
        match edit[0] % 8 {
            0 | 1 => drop(text.splice(at..at, word.chars())),
            2 => drop(text.splice(at..(at + 1).min(text.len()), word.chars())),
            3 => drop(text.drain(at..(at + usize::from(edit[3] % 16)).min(text.len()))),
            4 => drop(text.drain(at..(at + length).min(text.len()))),
            5 => {
                let copy: Vec<char> = text[at.min(text.len())..(at + length).min(text.len())].to_vec();
                let to = (at * 31 + length) % (text.len() + 1);
                text.splice(to..to, copy);
            }
            // A digit of the text, changed.
            6 => {
                let digit = text.iter().enumerate().skip(at).find(|(_, c)| c.is_ascii_digit()).map(|(i, _)| i);
                if let Some(i) = digit {
                    text[i] = char::from(b'0' + edit[3] % 10);
                }
            }
            _ => {
                let from = text[at.min(text.len())..].iter().position(|c| *c == '\n').map_or(0, |n| at + n);
                if let Some(c) = text.get_mut(from) {
                    *c = ' ';
                }
            }
        }
    }
    text.into_iter().collect()
}
