//! What only the prose counts (发布预警82条,上年发布46条; 微信326条,是上年的1.8倍), held against last year's prose by the name it has there.
//!
//! The form has no place for it, so last year's report is the only witness, and a name the only tie: what bears the same name, counts in
//! the same unit and is said once, is the same thing. Where this year's prose gives another number for it than last year's has, and that
//! stands nowhere in last year's report and resembles the right one ([`slips`](crate::prose::slips)), it is a slip; what is told of the
//! change from one to the other must follow.

use super::Year;
use super::explained::Corrections;
use crate::findings::{Cause, Finding, Severity};
use crate::prose::figures::{Figure, NEAR, ONE, Of, figures, words_ahead};
use crate::prose::measures::by_id;
use crate::prose::slips::Likeness;
use crate::report::{BlockKind, Claim};
use crate::sort::sort;
use crate::stream::Prose;
use crate::text::{Folded, Span, YEAR, ends, is_cjk, is_in, says_any, starts, without_ends, year_at};
use std::ops::Range;

/// A name has at least so many characters.
const SHORTEST: usize = 2;
/// A name of so many is no everyday word.
const LONG: usize = 4;
/// More numbers than this are no report's prose.
const MOST: usize = 4_000;
/// More of last year's that bear one name tell nothing.
const MOST_ALIKE: usize = 40;

/// What stands between a name and its number, and names nothing.
const SAYS_NOTHING: &[&str] = &[
    "共计",
    "累计",
    "合计",
    "总计",
    "达到",
    "总数",
    "数量",
    "全年",
    "本年",
    "今年",
    "年内",
    "共",
    "为",
    "达",
    "数",
    "已",
    "有",
    "的",
    "了",
    "是",
    "两年",
    "与",
    "和",
    "由",
    "从",
    "较",
    "比",
    "而",
    "同",
    "我局",
    "本局",
    "我委",
    "本委",
    "我办",
    "本机关",
    "本单位",
];
/// What was done with what is named; where that is all there is, it is the name.
const DEEDS: &[&str] = &[
    "发布", "公开", "举办", "召开", "开展", "组织", "推送", "更新", "收到", "完成", "新增", "收取", "刊发", "发",
    "信息", "办了",
];
/// What tells a change, a part or an average.
const NARROWS: &str = "增减升降多少超涨跌净翻每均拟将余若";
/// What a change or a multiple of the year before is told with, and nothing else.
const OF_CHANGE: &[&str] = &[
    "同比",
    "相比",
    "上年",
    "去年",
    "上一年",
    "同期",
    "增长",
    "增加",
    "上升",
    "提高",
    "下降",
    "减少",
    "增",
    "升",
    "降",
    "减",
    "多",
    "少",
    "比",
    "较",
    "与",
    "是",
    "为",
    "达",
    "的",
    "了",
    "约",
    ",",
    "(",
    "度",
    "末",
    "底",
    "净",
];
const FALLS: &str = "降减少";
const LAST: &[&str] = &["上年", "去年", "上一年"];

/// A report's numbers, sentence by sentence.
struct Page {
    prose: Prose,
    folded: Folded,
    /// Where it begins in the text.
    start: usize,
    sentences: Vec<Vec<Figure>>,
}

/// A number with what it is of.
#[derive(Clone, Copy)]
struct Thing<'a> {
    figure: &'a Figure,
    page: &'a Page,
    name: &'a [char],
}

impl<'a> Thing<'a> {
    fn text(&self) -> String {
        self.figure.text(&self.page.prose)
    }

    fn span(&self) -> Span {
        let Span { start, end } = self.page.folded.span(self.page.prose.folded(self.figure.range.clone()));
        Span { start: self.page.start + start, end: self.page.start + end }
    }
}

/// What is said otherwise of last year than last year's prose has it, and changes that do not follow from it.
pub(super) fn check(this: Year<'_>, last: Year<'_>, corrections: &Corrections) -> Vec<Finding> {
    let (here, there) = (pages(this), pages(last));
    let before = Before::of(&there, last.text);
    let year = this.report.year.or_else(|| Some(last.report.year? + 1));
    let mut found = Vec::new();
    for page in &here {
        for figures in &page.sentences {
            let sentence = Sentence { page, figures, year, this, last, corrections };
            found.extend((0..figures.len()).filter_map(|at| sentence.check(&before, at)));
        }
    }
    found
}

/// The paragraphs of a report, read for numbers.
fn pages(Year { report, text }: Year<'_>) -> Vec<Page> {
    let paragraphs = report.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let mut left = MOST;
    let mut found = Vec::new();
    for block in paragraphs {
        let folded = Folded::new(&text[block.span.start..block.span.end]);
        let prose = Prose::new(&folded, &[]);
        let sentences: Vec<Vec<Figure>> = prose
            .sentences()
            .into_iter()
            .map(|sentence| figures(&prose, sentence))
            .filter(|all| !all.is_empty())
            .collect();
        let count = sentences.iter().map(Vec::len).sum::<usize>();
        if count > left {
            break;
        }
        left -= count;
        found.push(Page { prose, folded, start: block.span.start, sentences });
    }
    found
}

/// The last of some words, up to a mark; without what names nothing. (公开信息 alone is what was published.)
fn name(words: &[char]) -> &[char] {
    let own = words.iter().rposition(|c| !is_cjk(*c) && *c != '"').map_or(words, |at| {
        // 2023年公开信息: behind the year.
        let own = &words[at + 1..];
        if words[at].is_ascii_digit() { own.strip_prefix(&['年']).unwrap_or(own) } else { own }
    });
    let named = stripped(own, &[SAYS_NOTHING, DEEDS]);
    if named.len() >= SHORTEST { named } else { stripped(own, &[SAYS_NOTHING]) }
}

/// Some words without those of some lists at both of their ends.
fn stripped<'c>(mut own: &'c [char], lists: &[&[&str]]) -> &'c [char] {
    loop {
        let length = own.len();
        for words in lists {
            own = without_ends(own, words);
            while let Some(word) = words.iter().find(|word| starts(own, word)) {
                own = &own[word.chars().count()..];
            }
        }
        if own.len() == length {
            return own;
        }
    }
}

/// Whether words make another thing of what they name. (新增泊位 are told from others by that.)
fn is_narrowed(words: &[char]) -> bool {
    (0..words.len()).any(|at| is_in(words[at], NARROWS) && !words[..=at].ends_with(&['新', '增']))
}

/// Where words name a year, in order: where that begins and ends, and how many years before the report's it is.
fn dates(words: &[char], year: Option<u16>) -> Vec<(Range<usize>, i32)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let named = LAST.iter().find(|word| starts(&words[at..], word));
        let own = ["今年", "本年", "全年", "当年"].iter().find(|word| starts(&words[at..], word));
        let dated = year_at(&words[at..]);
        let length = match (named, own, dated) {
            (Some(word), ..) => Some((word.chars().count(), 1)),
            (_, Some(word), _) => Some((word.chars().count(), 0)),
            (_, _, Some(of)) => year.map(|year| (YEAR, i32::from(year) - i32::from(of))),
            _ => None,
        };
        // (2022年全年: all of that year.)
        let goes_on = |dated: &(Range<usize>, i32)| dated.0.end == at && starts(&words[at..], "全年");
        if let (Some((length, _)), true) = (length, found.last().is_some_and(goes_on)) {
            at += length;
            continue;
        }
        found.extend(length.map(|(length, apart)| (at..at + length, apart)));
        at += length.map_or(1, |(length, _)| length);
    }
    found
}

/// The numbers of last year's report.
struct Before<'a> {
    things: Vec<Thing<'a>>,
    /// By the last two characters of their names.
    by_end: Vec<Keyed>,
    by_value: Vec<Keyed>,
    /// Every run of digits of its text.
    printed: Vec<Keyed>,
}

/// What things are looked up by, and which they are: those alike stand together.
type Keyed = (u64, usize);

/// The key of the end of a name.
fn end_of(name: &[char]) -> Option<u64> {
    name.last_chunk::<SHORTEST>().map(|[one, other]| u64::from(u32::from(*one)) << 32 | u64::from(u32::from(*other)))
}

/// The key of some digits as they are printed. (Two that are another's are the same once in ages, and then nothing is said.)
fn key_of(printed: &str) -> u64 {
    printed.bytes().fold(0xcbf2_9ce4_8422_2325, |key, byte| (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Whether two names are of one thing: the same, or one the end of the other, when it was counted aside (视频号年末粉丝, 视频号粉丝).
fn is_same(one: &[char], other: &[char]) -> bool {
    const WHEN: &[&str] = &["年末", "年底", "全年", "累计"];
    if one.ends_with(other) || other.ends_with(one) {
        return true;
    }
    let common = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let [one, other] = [one, other].map(|name| without_ends(&name[..name.len() - common], WHEN));
    let shorter = one.len().min(other.len());
    common >= SHORTEST && shorter >= SHORTEST && (one.ends_with(other) || other.ends_with(one))
}

/// Those of a key.
fn of_key(keyed: &[Keyed], key: u64) -> impl Iterator<Item = usize> + '_ {
    let from = keyed.partition_point(|(other, _)| *other < key);
    keyed[from..].iter().take_while(move |(other, _)| *other == key).map(|(_, at)| *at)
}

impl<'a> Before<'a> {
    fn of(pages: &'a [Page], text: &'a str) -> Before<'a> {
        let mut things = Vec::new();
        for page in pages {
            for figures in &page.sentences {
                for (at, figure) in figures.iter().enumerate() {
                    let words = words_ahead(&page.prose, figures, at);
                    let narrowed = is_narrowed(words);
                    let dated = dates(words, None).last().is_some_and(|(_, apart)| *apart != 0);
                    if figure.is_counted() && !figure.about && !narrowed && !dated {
                        things.push(Thing { figure, page, name: name(words) });
                    }
                }
            }
        }
        // (1,536 is 1536.)
        let text: String = text.chars().filter(|c| !matches!(c, ',' | '，')).collect();
        let runs = text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|run| !run.is_empty());
        let all = things.iter().enumerate();
        let mut before = Before {
            by_end: all.clone().filter_map(|(at, thing)| Some((end_of(thing.name)?, at))).collect(),
            by_value: all.map(|(at, thing)| (thing.figure.value as u64, at)).collect(),
            printed: runs.map(|run| (key_of(run.trim_matches('.')), 0)).collect(),
            things,
        };
        [&mut before.by_end, &mut before.by_value, &mut before.printed].into_iter().for_each(sort);
        before
    }

    /// Whether it counts so many of something in a unit.
    fn has(&self, value: i128, alike: &Figure) -> bool {
        let mut all = of_key(&self.by_value, value as u64).take(MOST_ALIKE).map(|at| self.things[at].figure);
        all.any(|figure| figure.value == value && figure.is_alike(alike))
    }

    /// The number that a name has, where it is one.
    fn named(&self, name: &[char], alike: &Figure) -> Option<Thing<'a>> {
        let all: Vec<Thing<'a>> = of_key(&self.by_end, end_of(name)?)
            .take(MOST_ALIKE + 1)
            .map(|at| self.things[at])
            .filter(|thing| thing.figure.is_alike(alike) && is_same(thing.name, name))
            .collect();
        if all.len() > MOST_ALIKE {
            return None;
        }
        // 微信 rather than 其他单位微信.
        let own = |thing: &&Thing<'_>| thing.name == name;
        let first = *all.iter().find(own).or(all.first())?;
        let exact = first.name == name;
        let mut of_name = all.iter().filter(|thing| !exact || thing.name == name);
        of_name.all(|thing| thing.figure.value == first.figure.value).then_some(first)
    }

    /// Whether the number that stands beside a thing there, before or behind it, is as much as another.
    fn stands_beside(&self, thing: &Thing<'_>, other: &Figure) -> bool {
        let sentences = &thing.page.sentences;
        let own = sentences.partition_point(|figures| figures[0].range.start <= thing.figure.range.start);
        let Some(figures) = own.checked_sub(1).map(|own| &sentences[own]) else { return false };
        let at = figures.partition_point(|figure| figure.range.start < thing.figure.range.start);
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| figures.get(at));
        beside.into_iter().any(|figure| figure.value == other.value && figure.of == other.of)
    }

    /// Whether last year's report gives a number anywhere.
    fn says(&self, figure: &Figure) -> bool {
        self.has(figure.value, figure) || of_key(&self.printed, key_of(&figure.printed.to_string())).next().is_some()
    }
}

/// A sentence of this year's.
#[derive(Clone, Copy)]
struct Sentence<'a> {
    page: &'a Page,
    figures: &'a [Figure],
    year: Option<u16>,
    this: Year<'a>,
    last: Year<'a>,
    corrections: &'a Corrections,
}

impl<'a> Sentence<'a> {
    fn thing(&self, at: usize, name: &'a [char]) -> Thing<'a> {
        Thing { figure: &self.figures[at], page: self.page, name }
    }

    fn words(&self, at: usize) -> &'a [char] {
        words_ahead(&self.page.prose, self.figures, at)
    }

    fn check(&self, before: &Before<'_>, at: usize) -> Option<Finding> {
        let figure = &self.figures[at];
        if figure.about {
            return None;
        }
        let told = self.change(before, at).or_else(|| self.together(before, at));
        told.or_else(|| self.number(before, at))
    }

    /// Whether a number is said to be last year's; and where the date stands in the words before it.
    fn dated(&self, at: usize) -> Option<Range<usize>> {
        let words = self.words(at);
        let (date, apart) = dates(words, self.year).pop()?;
        let rest = &words[date.end..];
        let plain = !is_narrowed(rest) && !rest.iter().any(|c| is_in(*c, ",;"));
        (apart == 1 && plain && self.figures[at].is_counted()).then_some(date)
    }

    /// The name of a number of this year.
    fn own_name(&self, at: usize) -> Option<&'a [char]> {
        let words = self.words(at);
        let of_year = dates(words, self.year).last().is_none_or(|(_, apart)| *apart == 0);
        let narrowed = is_narrowed(words);
        let figure = &self.figures[at];
        (of_year && !narrowed && figure.is_counted() && !figure.about).then(|| name(words))
    }

    /// 发布预警82条,上年发布46条; 较上年的1846件; 短视频95个(上年62个).
    fn number(&self, before: &Before<'_>, at: usize) -> Option<Finding> {
        let figure = &self.figures[at];
        let words = self.words(at);
        // 而上年培训6期、参训578人次: goes on.
        let goes_on = || {
            let previous = at.checked_sub(1).filter(|_| words.starts_with(&['、']))?;
            let plain = !is_narrowed(words) && !words.iter().any(|c| is_in(*c, ",;"));
            self.dated(previous).filter(|_| plain).map(|_| 0..0)
        };
        let date = self.dated(at).or_else(goes_on)?;
        let beside = at.checked_sub(1).filter(|before| self.figures[*before].is_alike(figure));
        let of_other = || beside.and_then(|before| self.own_name(before)).unwrap_or_default();
        let ahead = name(&words[..date.start]);
        // (Nothing between them but marks: the same thing's.)
        let other = if ahead.is_empty() { of_other() } else { &[] };
        let names = [ahead, name(&words[date.end..]), other];
        let is_name = |name: &&[char]| name.len() >= SHORTEST;
        let right = names.iter().copied().filter(is_name).find_map(|name| before.named(name, figure))?;
        let own = self.thing(at, right.name);
        // (What the form counts is held against last year's tables.)
        let has_place = |claim: &Claim| {
            claim.counts.iter().any(|counted| by_id(counted.id).is_some_and(|measure| !measure.cells.is_empty()))
        };
        let is_counted = |year: Year<'_>, thing: &Thing<'_>| {
            let claims = &year.report.claims;
            let at = claims.binary_search_by_key(&thing.span().start, |claim| claim.span.start);
            at.is_ok_and(|at| has_place(&claims[at]))
        };
        if is_counted(self.this, &own) || is_counted(self.last, &right) {
            return None;
        }
        let in_units = own.text().contains('万') == right.text().contains('万');
        // 发布386篇,比上年的341篇增加45篇, as last year's report has it: taken over, its last year's number too.
        let taken_over = beside.is_some_and(|own| self.figures[own].value == right.figure.value)
            && before.stands_beside(&right, figure);
        let differs = right.figure.value != figure.value && in_units && (taken_over || !before.says(figure));
        let is_of = |number: i64| [figure, right.figure].iter().any(|one| one.printed.as_whole() == Some(number));
        if !differs || self.corrections.tell(own.span(), is_of) {
            return None;
        }
        let likeness = if taken_over { Likeness::Slip } else { Likeness::of(figure.printed, right.figure.printed) };
        let cause = Cause::PriorNamed { what: right.name.iter().collect(), said: own.text(), last: right.text() };
        (likeness > Likeness::Far).then(|| {
            Finding::new("years.prior-figures", "", likeness.severity(Likeness::Slip), cause, vec![own.span()])
        })
    }

    /// 微信326条,是上年的1.8倍; 发布588条,同比增长18.2%; 开工81个,比上年增加5个.
    fn change(&self, before: &Before<'_>, at: usize) -> Option<Finding> {
        let (by, words) = (&self.figures[at], self.words(at));
        let to = &self.figures[at.checked_sub(1)?];
        let of_last = says_any(words, LAST) || says_any(words, &["同比"]) || dates(words, self.year).last()?.1 == 1;
        let plain = || {
            let mut rest = words;
            let of_change = |rest: &[char]| {
                let word = OF_CHANGE.iter().find(|word| starts(rest, word));
                word.map(|word| word.chars().count()).or_else(|| year_at(rest).map(|_| YEAR))
            };
            while let Some(length) = of_change(rest) {
                rest = &rest[length..];
            }
            rest.is_empty()
        };
        let times = by.of == Of::Times && ends(words, "的");
        let falls = words.iter().any(|c| is_in(*c, FALLS));
        let changes = falls || words.iter().any(|c| is_in(*c, "增升高多"));
        let is_change = times || changes && (by.of == Of::Percent || by.is_alike(to));
        if !of_last || !is_change || !plain() || !to.is_counted() || to.about {
            return None;
        }
        let name = self.own_name(at - 1).filter(|name| name.len() >= SHORTEST)?;
        let from = before.named(name, to)?;
        let [own, count] = [at, at - 1].map(|at| self.thing(at, name));
        let follows = |from: &Figure| follows(by, to, from, falls, times);
        // (Of whatever else last year's report counts in that unit; what has the very name in both is of nothing else.)
        let exact = from.name == name && name.len() >= LONG;
        let other = || !exact && before.things.iter().any(|other| other.figure.is_alike(to) && follows(other.figure));
        // 关注用户18620人,比上年末增加1260人, as last year's report has it: taken over, although nothing has changed.
        let taken_over = to.value == from.figure.value && by.value != 0 && before.stands_beside(&from, by);
        if follows(from.figure) || (other() && !taken_over) || from.figure.value <= 0 {
            return None;
        }
        let corrected = |number: i64| to.printed.as_whole() != Some(number);
        if self.corrections.tell(own.span(), corrected) {
            return None;
        }
        let (apart, last) = (to.value - from.figure.value, from.figure.value);
        let right = match by.of {
            Of::Times => to.value.checked_mul(ONE)? / last,
            Of::Percent => apart.checked_mul(100 * ONE)? / last,
            _ => apart,
        };
        let printed = by.in_print(right.abs())?;
        let of = if by.of == Of::Percent { Likeness::of_rate } else { Likeness::of };
        let likeness = if taken_over { Likeness::Slip } else { of(by.printed, printed) };
        let enough = match () {
            () if exact => Likeness::Far,
            () if times => Likeness::Near,
            () => Likeness::Slip,
        };
        let sign = match right < 0 {
            _ if times => "",
            true => "-",
            false => "+",
        };
        let cause = Cause::Change {
            to: count.text(),
            said: own.text(),
            up: !falls,
            from: Some(from.text()),
            last_report: true,
            should: Some(format!("{sign}{}", by.likewise(right.abs(), &self.page.prose)?)),
        };
        let spans = vec![own.span(), count.span()];
        Some(Finding::new("years.change", "", likeness.severity(enough), cause, spans))
    }

    /// 预警信号1692次,…两年累计发布预警信号3586次: of what it was in each.
    fn together(&self, before: &Before<'_>, at: usize) -> Option<Finding> {
        let (figure, words) = (&self.figures[at], self.words(at));
        if !says_any(words, &["两年"]) || !says_any(words, &["合计", "累计", "共"]) || !figure.is_counted() {
            return None;
        }
        let said = name(words);
        // Of its paragraph, the nearest first.
        let sentences = &self.page.sentences;
        let own = sentences.partition_point(|other| other[0].range.start < figure.range.start);
        let earlier = sentences[..own].iter().rev().flat_map(|figures| {
            let of = Sentence { figures, ..*self };
            (0..figures.len()).rev().map(move |at| (of, at))
        });
        let earlier = earlier.skip_while(|(of, at)| of.figures[*at].range.start >= figure.range.start);
        let alike: Vec<(Sentence<'_>, usize)> =
            earlier.take(4 * NEAR).filter(|(of, at)| of.figures[*at].is_alike(figure)).take(NEAR).collect();
        let pair = |(of, own): &(Sentence<'a>, usize)| {
            let name = of.own_name(*own).filter(|name| name.len() >= SHORTEST)?;
            let of_it = said.len() < SHORTEST || name.ends_with(said) || said.ends_with(name);
            let last = before.named(name, figure).filter(|_| of_it)?;
            Some((of.thing(*own, name), last))
        };
        let (this, last) = alike.iter().find_map(pair)?;
        let sum = |this: &Figure, last: &Figure| this.value.saturating_add(last.value);
        let told = || alike.iter().map(|(of, at)| &of.figures[*at]);
        let fits = |own: &Figure| {
            before.has(figure.value - own.value, figure) || told().any(|last| sum(own, last) == figure.value)
        };
        if told().any(fits) {
            return None;
        }
        let right = figure.in_print(sum(this.figure, last.figure))?;
        let own = self.thing(at, last.name);
        let cause = Cause::BothYearsNamed {
            what: last.name.iter().collect(),
            said: own.text(),
            this: this.text(),
            last: last.text(),
            sum: figure.likewise(sum(this.figure, last.figure), &self.page.prose)?,
        };
        let likeness = Likeness::of(figure.printed, right);
        (likeness == Likeness::Slip)
            .then(|| Finding::new("years.prior-figures", "", Severity::Warning, cause, vec![own.span()]))
    }
}

/// Whether a change or a multiple is that of one number to another, rounded or cut off.
fn follows(by: &Figure, to: &Figure, from: &Figure, falls: bool, times: bool) -> bool {
    let apart = if falls { from.value - to.value } else { to.value - from.value };
    if by.is_counted() {
        return apart == by.value || (to.step + from.step > 0 && (apart - by.value).abs() <= to.step + from.step);
    }
    let half = (to.step + from.step) / 2;
    let rate = |part: i128| part.saturating_mul(if times { ONE } else { 100 * ONE }) / from.value.max(1);
    let part = if times { to.value } else { apart };
    let step = by.last_digit();
    (rate(part - half) - step + 1..=rate(part + half) + step / 2 + 1).contains(&by.value)
}
