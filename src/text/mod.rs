//! Text as it was pasted, made uniform for matching, with the exact way back.
//!
//! Two views, each character knowing where it came from:
//! - [`Folded`]: full-width, traditional and typographic variants folded to one form, page numbers
//!   and Markdown rules blanked out. Cells are read from it, since separators matter to them.
//! - [`Ink`]: the letters, digits and characters of `Folded` alone. Labels are found in it, since
//!   they may be wrapped, spaced, piped or punctuated in any way.

mod furniture;
mod margins;
mod nil;
mod programs;
mod separators;

use std::ops::Range;
use std::sync::OnceLock;

/// A range of bytes `[start, end)` of the text as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Markup that some converters leave in a text; it stands for a gap.
const LEFT_OVER: [&str; 7] = ["&nbsp;", "&ensp;", "&emsp;", "&#160;", "<br>", "<br/>", "<br />"];

/// The text, one folded character for each character that counts.
#[derive(Debug)]
pub(crate) struct Folded {
    /// The folded characters.
    pub(crate) chars: Vec<char>,
    /// The bytes each one stands for.
    bytes: Vec<(u32, u32)>,
    /// The length of the text in bytes.
    len: usize,
}

impl Folded {
    /// Folds a text of less than 4 GiB.
    pub(crate) fn new(text: &str) -> Folded {
        // Exactly as much room as is needed: of a long text these two are half of what a check holds.
        let count = text.chars().count();
        let mut chars = Vec::with_capacity(count);
        let mut bytes = Vec::with_capacity(count);
        let is_escaped = has_escaped_lines(text);
        let is_broken = has_soft_breaks(text);
        let mut source = text.char_indices().peekable();
        while let Some((start, c)) = source.next() {
            // What a program wrote for the end of a line, or between cells: \n, \t.
            if is_escaped
                && c == '\\'
                && let Some(meant) = escaped(text.as_bytes().get(start + 1))
            {
                chars.push(meant);
                bytes.push((start as u32, start as u32 + 2));
                source.next();
                continue;
            }
            // 19 =, and on the next line 111: the mail's program broke the line, and nobody's.
            if is_broken && c == '=' && text[start + 1..].trim_start_matches('\r').starts_with('\n') {
                while source.peek().is_some_and(|&(_, next)| next == '\r') {
                    source.next();
                }
                source.next();
                continue;
            }
            if matches!(c, '&' | '<')
                && let Some(left) = LEFT_OVER.iter().find(|left| text[start..].starts_with(*left))
            {
                // As wide as it is, a gap.
                chars.push(' ');
                bytes.push((start as u32, (start + left.len()) as u32));
                source.by_ref().nth(left.len() - 2);
                continue;
            }
            let end = source.peek().map_or(text.len(), |&(next, _)| next);
            if c == '\r' && source.peek().is_some_and(|&(_, next)| next == '\n') {
                continue;
            }
            // Word's own text: a sign ends each cell. Where each has its line, the cells of a row are one after the other.
            if c == '\n' && ends_a_lone_cell(&text[..start]) {
                continue;
            }
            // A page ends where its last line does.
            if c == '\u{c}' && chars.last() == Some(&'\n') {
                continue;
            }
            if let Some(folded) = fold_char(c) {
                chars.push(folded);
                bytes.push((start as u32, end as u32));
            }
        }
        margins::blank(&mut chars);
        furniture::blank(&mut chars);
        separators::divide(&mut chars);
        nil::mark(&mut chars);
        Folded { chars, bytes, len: text.len() }
    }

    /// Where a range of folded characters stands in the text.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let start = self.bytes.get(range.start).map_or(self.len, |b| b.0 as usize);
        let end = if range.is_empty() { start } else { self.bytes[range.end - 1].1 as usize };
        Span { start, end }
    }

    /// Where ranges of one line stand on it, in the widths of characters: a Chinese one is as wide as two digits.
    pub(crate) fn places_on_line(&self, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
        let first = ranges.first().map_or(0, |range| range.start);
        let mut at = self.chars[..first].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        let mut width = 0;
        let mut to = |end: usize| {
            width += self.bytes[at..end].iter().map(|(start, end)| if end - start > 2 { 2 } else { 1 }).sum::<usize>();
            at = end;
            width
        };
        ranges.iter().map(|range| to(range.start)..to(range.end)).collect()
    }

    /// The folded characters of a range as a string.
    pub(crate) fn string(&self, range: Range<usize>) -> String {
        self.chars[range].iter().collect()
    }
}

/// What a character behind a backslash stands for.
fn escaped(byte: Option<&u8>) -> Option<char> {
    match byte? {
        b'n' => Some('\n'),
        b't' => Some('\t'),
        b'"' => Some('"'),
        _ => None,
    }
}

/// Whether a text has its line ends written as `\n`, and hardly any of its own; or its tabs as `\t`, and none of its own.
fn has_escaped_lines(text: &str) -> bool {
    const FEWEST: usize = 30;
    let written = text.matches("\\n").count();
    let tabs = || !text.contains('\t') && text.matches("\\t").count() >= FEWEST;
    written >= FEWEST && (written >= text.lines().count() || tabs())
}

/// Whether a mail's program broke long lines, as it does where it writes them for others of its kind: with `=` at their ends.
fn has_soft_breaks(text: &str) -> bool {
    const FEWEST: usize = 5;
    // (== 一、总体情况 == is a wiki's heading.)
    let is_broken = |line: &&str| line.ends_with('=') && !line.ends_with("==");
    text.contains('=') && text.lines().filter(is_broken).take(FEWEST).count() == FEWEST
}

/// Whether the last line of some text is one cell, as Word ends them.
fn ends_a_lone_cell(text: &str) -> bool {
    let Some(line) = text.trim_end_matches('\r').strip_suffix('\u{7}') else { return false };
    line.rsplit(['\n', '\r', '\u{7}']).next().is_none_or(|cell| !line[..line.len() - cell.len()].ends_with('\u{7}'))
}

/// Where the lines of some characters stand, their ends aside.
pub(crate) fn lines(chars: &[char]) -> Vec<Range<usize>> {
    pieces(chars, 0..chars.len(), |c| *c == '\n').collect()
}

/// What stands between the characters that divide a range of some, empty pieces too.
fn pieces<'a>(
    chars: &'a [char],
    range: Range<usize>,
    divides: impl FnMut(&char) -> bool + 'a,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut at = range.start;
    chars[range].split(divides).map(move |piece| {
        let range = at..at + piece.len();
        at = range.end + 1;
        range
    })
}

/// Some characters without the blanks around them.
fn trim(chars: &[char]) -> &[char] {
    let chars = trim_end(chars);
    &chars[chars.iter().take_while(|c| **c == ' ').count()..]
}

/// Some characters without the blanks at their end.
fn trim_end(chars: &[char]) -> &[char] {
    &chars[..chars.len() - chars.iter().rev().take_while(|c| **c == ' ').count()]
}

/// The letters, digits and characters of a folded text.
#[derive(Debug)]
pub(crate) struct Ink {
    pub(crate) chars: Vec<char>,
    /// Index in [`Folded::chars`] of each.
    pub(crate) at: Vec<u32>,
}

impl Ink {
    pub(crate) fn new(folded: &Folded) -> Ink {
        let mut chars = Vec::with_capacity(folded.chars.len());
        let mut at = Vec::with_capacity(folded.chars.len());
        for (index, &c) in folded.chars.iter().enumerate() {
            if is_ink(c) {
                chars.push(c);
                at.push(index as u32);
            }
        }
        Ink { chars, at }
    }

    /// The folded range that a range of ink covers.
    pub(crate) fn folded(&self, range: Range<usize>) -> Range<usize> {
        self.at[range.start] as usize..self.at[range.end - 1] as usize + 1
    }

    /// The first ink character at or after a folded index.
    pub(crate) fn index_of(&self, folded: usize) -> usize {
        self.at.partition_point(|&at| (at as usize) < folded)
    }
}

/// The ink of a label.
pub(crate) fn ink_of(label: &str) -> Vec<char> {
    label.chars().filter_map(fold_char).filter(|&c| is_ink(c)).collect()
}

/// The ink among folded characters.
pub(crate) fn ink_in(chars: &[char]) -> Vec<char> {
    chars.iter().copied().filter(|c| is_ink(*c)).collect()
}

/// Whether some characters begin with a word: character by character, since most differ in the first or the second.
pub(crate) fn begins(chars: &[char], word: &[char]) -> bool {
    word.len() <= chars.len() && word.iter().zip(chars).all(|(own, there)| own == there)
}

/// The places among some characters at which a word may begin; none for an empty one.
fn places(chars: &[char], word: &[char]) -> Range<usize> {
    if word.is_empty() { 0..0 } else { 0..(chars.len() + 1).saturating_sub(word.len()) }
}

/// Where a word first stands among some characters; nowhere if it is empty.
pub(crate) fn find(chars: &[char], word: &[char]) -> Option<usize> {
    places(chars, word).find(|&at| begins(&chars[at..], word))
}

/// Where it last stands.
pub(crate) fn rfind(chars: &[char], word: &[char]) -> Option<usize> {
    places(chars, word).rev().find(|&at| begins(&chars[at..], word))
}

/// Whether it stands among them.
pub(crate) fn holds(chars: &[char], word: &[char]) -> bool {
    find(chars, word).is_some()
}

/// Whether a word, as it is written in our own text, stands among them.
pub(crate) fn says(chars: &[char], word: &str) -> bool {
    place_of(chars, word).is_some()
}

/// Whether one of several words does: most of them have none of the characters, which is seen at once.
pub(crate) fn says_any(chars: &[char], words: &[&str]) -> bool {
    Seen::of(chars).says_any(chars, words)
}

/// Which characters some text has, each told from most others.
#[derive(Clone, Copy)]
pub(crate) struct Seen(u64);

impl Seen {
    pub(crate) fn of(chars: &[char]) -> Seen {
        Seen(chars.iter().fold(0, |seen, c| seen | Seen::bit(*c)))
    }

    /// Whether a character may be one of them.
    pub(crate) fn may_hold(self, c: char) -> bool {
        self.0 & Seen::bit(c) != 0
    }

    /// Whether a word may stand there.
    pub(crate) fn may_begin(self, word: &str) -> bool {
        word.chars().next().is_some_and(|first| self.may_hold(first))
    }

    /// [`says_any`] of the characters it was made of.
    pub(crate) fn says_any(self, chars: &[char], words: &[&str]) -> bool {
        words.iter().filter(|word| self.may_begin(word)).any(|word| says(chars, word))
    }

    fn bit(c: char) -> u64 {
        1 << (c as u32 % u64::BITS)
    }
}

/// Where it first stands.
pub(crate) fn place_of(chars: &[char], word: &str) -> Option<usize> {
    let mut rest = word.chars();
    let first = rest.next()?;
    let mut from = 0;
    loop {
        let at = from + chars.get(from..)?.iter().position(|c| *c == first)?;
        let mut behind = chars[at + 1..].iter();
        if rest.clone().all(|c| behind.next() == Some(&c)) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Whether some characters begin with a word, as it is written in our own text.
pub(crate) fn starts(chars: &[char], word: &str) -> bool {
    let mut there = chars.iter();
    word.chars().all(|c| there.next() == Some(&c))
}

/// Whether they end with it.
pub(crate) fn ends(chars: &[char], word: &str) -> bool {
    let mut before = chars.iter().rev();
    word.chars().rev().all(|c| before.next() == Some(&c))
}

/// Some characters without the words they end with, however many.
pub(crate) fn without_ends<'c>(mut chars: &'c [char], words: &[&str]) -> &'c [char] {
    while let Some(word) = words.iter().find(|word| ends(chars, word)) {
        chars = &chars[..chars.len() - word.chars().count()];
    }
    chars
}

/// A year in figures is so long: 2023年.
pub(crate) const YEAR: usize = 5;

/// The year that some characters begin with: 2023 of 2023年底. (No report is of one before 2000.)
pub(crate) fn year_at(chars: &[char]) -> Option<u16> {
    let [digits @ .., '年'] = chars.get(..YEAR)? else { return None };
    let year = digits.iter().try_fold(0, |year, c| Some(year * 10 + c.to_digit(10)? as u16))?;
    (2000..2100).contains(&year).then_some(year)
}

/// Whether a character is one of a few, as they are written in our own text. (`str::contains` writes it as bytes and searches for those:
/// that took a tenth of all the time.)
pub(crate) fn is_in(c: char, set: &str) -> bool {
    set.chars().any(|own| own == c)
}

/// Whether a folded character is a CJK character.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

fn is_ink(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_cjk(c) }
}

/// The folded form of a character; `None` where it has no width and says nothing.
fn fold_char(c: char) -> Option<char> {
    if c.is_ascii() {
        return match c {
            '\r' | '\u{b}' | '\u{c}' => Some('\n'),
            // The end of a cell in Word's own text.
            '\u{7}' => Some('\t'),
            // What ASCII has to divide the fields of a record.
            '\u{1f}' => Some('\t'),
            '\0'..='\u{8}' | '\u{e}'..='\u{1e}' | '\u{7f}' => Some(' '),
            _ => Some(c),
        };
    }
    Some(match c {
        '丨' => '|',
        // Word's marks for the end of a cell and a paragraph, where they are shown.
        '¤' | '¶' | '↵' => ' ',
        // Letters in circles, as pages show them to be asked: ⓘ.
        '\u{24b6}'..='\u{24e9}' => ' ',
        // By hand, of who held a number against another: 11√.
        '√' | '✓' | '✔' | '☑' => ' ',
        '\u{4e00}'..='\u{9fff}' => simplified(c),
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{ad}' => {
            return None;
        }
        '\u{fe0e}' | '\u{fe0f}' => return None,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{80}'..='\u{9f}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{fe63}' | '\u{fe58}' | '\u{2500}' | '\u{2501}' => '-',
        '。' | '．' => '.',
        '“' | '”' | '„' | '「' | '」' | '『' | '』' | '＂' | '〝' | '〞' => '"',
        '‘' | '’' | '＇' => '\'',
        '【' | '〔' | '［' => '[',
        '】' | '〕' | '］' => ']',
        '﹙' | '⟨' => '(',
        '﹚' | '⟩' => ')',
        '﹐' => ',',
        '∕' | '⁄' | '╱' => '/',
        '│' | '┃' | '┆' | '┊' | '║' | '¦' | '∣' | '︱' | '︳' | '❘' | '❙' | '❚' | '⎮' | '⏐' | 'ǀ' => {
            '|'
        }
        // Digits of mathematics: 𝟏, 𝟷.
        '\u{1d7ce}'..='\u{1d7ff}' => char::from(b'0' + ((c as u32 - 0x1d7ce) % 10) as u8),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2e80}'..='\u{2ef3}' | '\u{2f00}'..='\u{2fd5}' => radical(c),
        _ => c,
    })
}

/// The simplified form of a character of U+4E00–U+9FFF: looked up, since most characters of a report are asked for.
fn simplified(c: char) -> char {
    const FIRST: u32 = 0x4e00;
    static MAP: OnceLock<Vec<u16>> = OnceLock::new();
    let map = MAP.get_or_init(|| {
        let mut map: Vec<u16> = (FIRST as u16..=0x9fff).collect();
        for (from, to) in TRADITIONAL.chars().zip(SIMPLIFIED.chars()) {
            map[(from as u32 - FIRST) as usize] = to as u16;
        }
        map
    });
    let code = (c as u32).checked_sub(FIRST).and_then(|at| map.get(at as usize));
    code.and_then(|code| char::from_u32(u32::from(*code))).unwrap_or(c)
}

/// The character that a radical stands for: some programs print ⺠ and ⽆ where 民 and 无 are meant.
pub(crate) fn radical(c: char) -> char {
    let meant = match c {
        '\u{2e80}'..='\u{2ef3}' => MORE_RADICALS.chars().nth(c as usize - 0x2e80),
        '\u{2f00}'..='\u{2fd5}' => RADICALS.chars().nth(c as usize - 0x2f00),
        _ => return c,
    };
    simplified(meant.unwrap_or(c))
}

/// Traditional characters of the forms' vocabulary and of the words around them, in code point order.
const TRADITIONAL: &str = "\
    並佔併倉個們備傳僅僑價儀億儘優內兩則剛創動務勞勢區協參員問單嚴國圍圖團執堅報場塊壓夠學實\
    審將專對導屆層屬島師帶幫幾廠廢廣廳張強後從復徵徹態憑應懷戰戶捨掃掛採換擇擊擔據擬擴攜敗數\
    斷於時晉書會條業構樓標樣樹橋機檔檢權歐歷歸殘殺決沒沖況淨減測溝滅滿漢潔濟災為烏無爭爲爾狀\
    獎獨獲現璣環產畢畫異當療發盡監眾矯確礎禮種稱積穩穫竊競筆節範簡簽籌糧糾紀約納純級細終組結\
    統經綜綠維網線編練縣縮總績織繫繳繼續罰罷義習聯聲職聽脈臺與興舉舊艱華萬葉著藝蘇處號蟲術衛\
    補裝裡製複襲覆見規視親覽觀觸訂計訊訓記訟訪設許訴診評詞詢試該詳認語誤說調談請論諮講謝證識\
    譯議護讀變讓豐財貢貧貫責貴買費資賠質賴購贈趕跡較載輔輕輛輪輯輸轄轉辦農這連週進運過達違遞\
    遠適選遺還邊郵鄉鄰醫釋針銀銷錄錢鎮鐘鐵長門閉開間閱關陳陽隊階際隨險隸雙雜難雲電靈靜響頁項\
    順預頒領頭頻題額願類顧顯飛養餘馬駐驗體鬥魚鹽麥黃點黨齊齡\
";

/// The simplified character at the same place.
const SIMPLIFIED: &str = "\
    并占并仓个们备传仅侨价仪亿尽优内两则刚创动务劳势区协参员问单严国围图团执坚报场块压够学实\
    审将专对导届层属岛师带帮几厂废广厅张强后从复征彻态凭应怀战户舍扫挂采换择击担据拟扩携败数\
    断于时晋书会条业构楼标样树桥机档检权欧历归残杀决没冲况净减测沟灭满汉洁济灾为乌无争为尔状\
    奖独获现玑环产毕画异当疗发尽监众矫确础礼种称积稳获窃竞笔节范简签筹粮纠纪约纳纯级细终组结\
    统经综绿维网线编练县缩总绩织系缴继续罚罢义习联声职听脉台与兴举旧艰华万叶着艺苏处号虫术卫\
    补装里制复袭复见规视亲览观触订计讯训记讼访设许诉诊评词询试该详认语误说调谈请论咨讲谢证识\
    译议护读变让丰财贡贫贯责贵买费资赔质赖购赠赶迹较载辅轻辆轮辑输辖转办农这连周进运过达违递\
    远适选遗还边邮乡邻医释针银销录钱镇钟铁长门闭开间阅关陈阳队阶际随险隶双杂难云电灵静响页项\
    顺预颁领头频题额愿类顾显飞养余马驻验体斗鱼盐麦黄点党齐龄\
";

/// What U+2E80–U+2EF3 stand for, by Unicode's list of equivalent ideographs, where there is one character for it.
const MORE_RADICALS: &str = "⺀厂乛乚乙亻冂⺇刀刂卜㔾小小兀尣尢⺑巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛\
犭王⺪目示礻⺮糹纟罓罒㓁冗⺵羊⺷⺸耂肀聿肉⺽艹艹艹虎衤覀西见角⻇讠贝⻊车辶辶辶邑\
钅長镸长门⻕阝雨青韦页风飞食⻞飠饣⻡马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// What U+2F00–U+2FD5 stand for: some PDF fonts give radicals (⽆) where characters (无) are meant.
const RADICALS: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸\
    屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父\
    爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自\
    至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面\
    革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠\
";
