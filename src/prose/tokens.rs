//! Sentences as words, numbers and what stands between them.

use super::quantity::{self, Quantity, Unit};
use super::words::{self, Word};
use crate::stream::Prose;
use crate::text::{is_cjk, is_in, says_any, starts};
use std::ops::Range;

/// A sentence.
#[derive(Debug)]
pub(crate) struct Sentence {
    /// In prose.
    pub(crate) range: Range<usize>,
    pub(crate) tokens: Vec<Token>,
    /// It begins a paragraph.
    pub(crate) opens: bool,
    /// The sentence that begins its paragraph.
    pub(crate) opening: usize,
}

/// A piece of a sentence.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// In prose.
    pub(crate) range: Range<usize>,
    /// How deep in brackets of the sentence it stands.
    pub(crate) depth: usize,
}

/// What a piece is.
#[derive(Debug)]
pub(crate) enum Kind {
    Word(Word),
    /// (Boxed: of a sentence's tokens few are numbers, and each would take as much room.)
    Number(Box<Quantity>),
    /// 2024年: of which year others are.
    Year(u16),
    /// One of `,;:、()`.
    Mark(char),
    /// Characters that are no word of ours.
    Gap,
}

impl Token {
    pub(crate) fn is(&self, word: Word) -> bool {
        matches!(&self.kind, Kind::Word(own) if *own == word)
    }

    pub(crate) fn is_mark(&self, marks: &str) -> bool {
        matches!(self.kind, Kind::Mark(mark) if is_in(mark, marks))
    }

    /// Whether it names a year: 2023年, 上年.
    pub(crate) fn is_of_year(&self) -> bool {
        self.is(Word::LastYear) || matches!(self.kind, Kind::Year(_))
    }

    /// Whether it holds a number whose unit is no word of ours: 300亩.
    pub(crate) fn is_unread_number(&self, chars: &[char]) -> bool {
        matches!(self.kind, Kind::Gap) && chars[self.range.clone()].iter().any(char::is_ascii_digit)
    }

    pub(crate) fn number(&self) -> Option<&Quantity> {
        match &self.kind {
            Kind::Number(quantity) => Some(quantity),
            _ => None,
        }
    }
}

/// More numbers than this are no report's prose.
const MOST_NUMBERS: usize = 4_000;

/// The sentences of the prose, in order.
pub(crate) fn sentences(prose: &Prose) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (mut numbers, mut opening) = (0, 0);
    for range in prose.sentences() {
        let tokens = tokens(&prose.chars, range.clone());
        numbers += tokens.iter().filter(|token| token.number().is_some()).count();
        if numbers > MOST_NUMBERS {
            break;
        }
        let opens = range.start == 0 || prose.chars[range.start - 1] == '\n';
        if opens {
            opening = sentences.len();
        }
        sentences.push(Sentence { range, tokens, opens, opening });
    }
    sentences
}

fn tokens(chars: &[char], range: Range<usize>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut i = range.start;
    let mut named = 0;
    while i < range.end {
        let (mut kind, length) = next(chars, i, range.end);
        let end = i + length;
        match chars[i] {
            '《' => named += 1,
            '》' => named = 0,
            _ => {}
        }
        // The year in a document's name is not what the numbers around it are of.
        if named > 0 && matches!(kind, Some(Kind::Year(_) | Kind::Mark(_))) {
            kind = Some(Kind::Gap);
        }
        match (kind, tokens.last_mut()) {
            (None, _) => {}
            // A gap goes on.
            (Some(Kind::Gap), Some(Token { kind: Kind::Gap, range, .. })) if range.end == i => range.end = end,
            (Some(kind), _) => tokens.push(Token { kind, range: i..end, depth: 0 }),
        }
        i = end;
    }
    counted_together(chars, &mut tokens);
    thresholds(chars, &mut tokens);
    sayings(chars, &mut tokens);
    let mut tokens = without_asides(tokens);
    let mut depth = 0usize;
    for token in &mut tokens {
        token.depth = depth;
        match token.kind {
            Kind::Mark('(') => depth += 1,
            Kind::Mark(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    // Of a long text these are a third of what a check holds.
    tokens.shrink_to_fit();
    tokens
}

/// 其他处理(含申请人撤回)469件: a bracket after a word that has no number explains the word, and is passed over.
fn without_asides(tokens: Vec<Token>) -> Vec<Token> {
    if !tokens.iter().any(|token| token.is_mark("(")) {
        return tokens;
    }
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut open: Option<usize> = None;
    for token in tokens {
        if token.is_mark("(") {
            let explains = kept.last().is_some_and(|last| matches!(last.kind, Kind::Word(_) | Kind::Gap));
            open = explains.then_some(kept.len());
        } else if token.number().is_some() {
            open = None;
        }
        let closed = token.is_mark(")");
        kept.push(token);
        if let (true, Some(from)) = (closed, open.take_if(|_| closed)) {
            // 不予公开(过程性信息)2件: a narrower kind, which counts.
            let counts = |token: &Token| matches!(token.kind, Kind::Word(Word::Counts(_) | Word::Ends(_)));
            let narrows = kept[from..].iter().any(counts);
            // 其他处理(含逾期不补正): what it contains is named, not counted.
            let contains = kept.get(from + 1).is_some_and(|token| token.is(Word::Including) || token.is(Word::Among));
            let narrower = from.checked_sub(1).map(|at| &kept[at]).is_some_and(|before| match before.kind {
                Kind::Word(Word::Counts(wide)) => kept[from..].iter().any(
                    |token| matches!(token.kind, Kind::Word(Word::Counts(narrow)) if narrow.is_narrower_than(wide)),
                ),
                _ => false,
            });
            // 纠错案件(含败诉)3件: it counts more than the word before it says.
            let aside = || kept[from..].iter().position(|token| token.is(Word::Aside)).map(|at| from + at);
            if narrows && !(contains && narrower) {
                kept.pop();
                kept.remove(from);
            } else if let Some(aside) = aside().filter(|_| contains) {
                kept.truncate(aside + 1);
                kept.drain(from..aside);
            } else {
                kept.truncate(from);
            }
        }
    }
    kept
}

/// 三地共362件, 两项合计41件: how many are added up is a word for the sum, and counts nothing.
fn counted_together(chars: &[char], tokens: &mut [Token]) {
    const LONGEST: usize = 5;
    for i in 1..tokens.len() {
        let own = &tokens[i - 1];
        let adds = tokens[i].is(Word::Total) && own.range.end == tokens[i].range.start;
        let several = is_in(chars[own.range.start], "两二三四五六七八九") && own.range.len() <= LONGEST;
        if adds && several && matches!(own.kind, Kind::Number(_) | Kind::Gap) {
            tokens[i - 1].kind = Kind::Word(Word::Total);
        }
    }
}

/// 案值5万元以上9件: what stands with 以上 before another number says of which kind that counts.
fn thresholds(chars: &[char], tokens: &mut [Token]) {
    for i in 0..tokens.len() {
        let Some(quantity) = tokens[i].number() else { continue };
        let rest = &chars[quantity.range.end..];
        let bounds = ["以上", "以下", "以内"].iter().any(|word| starts(rest, word));
        let mut next = tokens[i + 1..].iter().take_while(|token| !matches!(token.kind, Kind::Mark(_)));
        if bounds && next.any(|token| token.number().is_some()) {
            tokens[i].kind = Kind::Gap;
        }
    }
}

/// 办结一件申请、解决一个问题: a saying counts nothing.
fn sayings(chars: &[char], tokens: &mut [Token]) {
    let one = |(i, token): (usize, &Token)| {
        let quantity = token.number().filter(|quantity| quantity.range.len() == 2)?;
        (chars[quantity.range.start] == '一').then_some((i, quantity.unit))
    };
    let ones: Vec<(usize, Unit)> = tokens.iter().enumerate().filter_map(one).collect();
    if ones.iter().any(|(_, unit)| *unit != ones[0].1) {
        ones.iter().for_each(|(i, _)| tokens[*i].kind = Kind::Gap);
    }
}

/// What stands at a place, and how long it is; nothing for quotation marks, which divide nothing.
fn next(chars: &[char], i: usize, end: usize) -> (Option<Kind>, usize) {
    match chars[i] {
        mark @ (',' | ';' | ':' | '、' | '(' | ')') => return (Some(Kind::Mark(mark)), 1),
        '"' | '\'' | '《' | '》' | ' ' => return (None, 1),
        _ => {}
    }
    if let Some((word, length)) = words::at(&chars[i..end]) {
        return (Some(Kind::Word(word)), length);
    }
    if let Some(length) = left_out(&chars[i..end]) {
        return (Some(Kind::Word(Word::Outside)), length);
    }
    if let Some(length) = years_together(&chars[i..end]) {
        return (Some(Kind::Word(Word::OtherTime)), length);
    }
    match quantity::at(chars, i, end) {
        Ok(Quantity { unit: Unit::Year, value, range, .. }) => {
            let year = value.as_whole().and_then(|year| u16::try_from(year).ok());
            (Some(year.map_or(Kind::Gap, Kind::Year)), range.len())
        }
        Ok(quantity) => {
            let length = quantity.range.len();
            (Some(Kind::Number(Box::new(quantity))), length)
        }
        Err(past) => (Some(Kind::Gap), past),
    }
}

/// How long the words are that leave something out of the report: 不在本年报之内, 不属于本表统计口径.
fn left_out(text: &[char]) -> Option<usize> {
    const LONGEST: usize = 10;
    let denies = matches!(text, ['不', '在' | '属', ..] | ['未', '在', ..]);
    if !denies {
        return None;
    }
    let clause = &text[..text.iter().take(LONGEST).take_while(|c| is_cjk(**c)).count()];
    let of_report = says_any(clause, &["年报", "报告", "本表", "上表", "统计"]);
    of_report.then_some(clause.len())
}

/// How long the words for several years together are that some text begins with: 五年累计, 三年新收合计, 3年间.
fn years_together(text: &[char]) -> Option<usize> {
    const LONGEST: usize = 6;
    let ['两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '2'..='9', '年', rest @ ..] = text
    else {
        return None;
    };
    let rest = &rest[..rest.len().min(LONGEST)];
    let clause = &rest[..rest.iter().position(|c| !is_cjk(*c)).unwrap_or(rest.len())];
    let begins = ["间", "内", "来", "共"].iter().any(|word| starts(clause, word));
    // 五年复议3件: what was done in them.
    let counted = |(word, _): (Word, usize)| {
        matches!(word, Word::Reconsideration | Word::Suit | Word::Received | Word::New | Word::Closed)
    };
    let begins = begins || words::at(clause).is_some_and(counted);
    (begins || says_any(clause, &["累计", "合计", "总计", "共计"])).then_some(2)
}
