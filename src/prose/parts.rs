//! Parts and their whole: 共5件,其中网上4件,邮寄2件.

use super::claims::{Claim, Said};
use super::measures as m;
use super::near::{NEAR, NEAR_OF_SOME, is_slip, unopened};
use super::quantity::{Quantity, Unit};
use super::slips::{self, Likeness};
use super::tokens::{Kind, Sentence, Token};
use super::words::Word;
use super::{View, finding, fits};
use crate::findings::{Cause, Finding};
use crate::report::Relation;
use crate::text::{holds, says_any};

pub(crate) fn check(view: &View<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sentence in 0..view.sentences.len() {
        lists(view, sentence, &mut findings);
        findings.extend(unopened(view, sentence));
    }
    findings
}

/// How a list of parts begins.
struct Opening {
    /// Where the words begin that open it, the last of them, and the first of the list.
    start: usize,
    at: usize,
    from: usize,
    /// In a bracket of its own.
    bracket: bool,
    /// It claims that the list is complete.
    complete: bool,
    /// It names what the list goes by: 按渠道分.
    divides: bool,
}

impl Opening {
    fn new(at: usize, bracket: bool, complete: bool) -> Opening {
        Opening { start: at, at, from: at + 1, bracket, complete, divides: false }
    }
}

/// What all requests can be told apart by: 从提交方式看, 按渠道分.
const DIVIDES: &[&str] = &["渠道", "方式", "途径", "形式", "来源"];

/// Where a clause begins that names what the list behind it goes by, and ends at a mark: 按渠道分,网络…; 按提交方式:网络….
fn by_what(tokens: &[Token], at: usize, chars: &[char]) -> Option<usize> {
    const LONGEST: usize = 10;
    let start = tokens[..at].iter().rposition(|token| matches!(token.kind, Kind::Mark(_))).map_or(0, |mark| mark + 1);
    let clause = chars.get(tokens.get(start)?.range.start..tokens[at].range.start)?;
    let opens = clause.first().is_some_and(|c| matches!(c, '按' | '从'));
    let plain = clause.len() <= LONGEST && !tokens[start..at].iter().any(|token| token.number().is_some());
    (opens && plain && says_any(clause, DIVIDES)).then_some(start)
}

/// What was aimed at, or stood before: 超过年初定的8场. (规划计划21条 is a part like any other.)
const GOALS: &[&str] = &["年初", "任务", "目标", "计划", "预算"];

/// What says before a colon that all parts follow.
const COMPLETE: &[&str] = &["具体是", "具体为", "分别是", "分别为", "如下", "即"];

fn opening(tokens: &[Token], at: usize, chars: &[char]) -> Option<Opening> {
    let bracket = at > 0 && tokens[at - 1].is_mark("(");
    if tokens[at].is_mark(",:")
        && let Some(start) = by_what(tokens, at, chars)
    {
        return Some(Opening { start, divides: true, ..Opening::new(at, false, false) });
    }
    match &tokens[at].kind {
        // 已包括在新制发2件之内: the whole stands behind it.
        Kind::Word(Word::Among) if chars[tokens[at].range.end - 1..].starts_with(&['括', '在']) => None,
        Kind::Word(Word::Divided) => {
            let named = tokens.get(at + 1).and_then(|_| by_what(tokens, at + 1, chars));
            let own = Opening::new(at, bracket, false);
            Some(Opening { start: named.unwrap_or(at), divides: named.is_some(), ..own })
        }
        Kind::Word(Word::Among) => Some(Opening::new(at, bracket, false)),
        // 不予公开的14件中,属于国家秘密1件,….
        Kind::Word(Word::Within) if at > 0 && of_number(&tokens[..at]) => Some(Opening::new(at, bracket, false)),
        Kind::Word(Word::Respectively) => Some(Opening::new(at, bracket, true)),
        // 33件(网上20件、邮寄13件).
        Kind::Mark('(') if at > 0 && tokens[at - 1].number().is_some() => Some(Opening::new(at, true, true)),
        // 公开信息共90条:网站50条、微信40条.
        Kind::Mark(':') if at > 0 && tokens[at - 1].number().is_some() => {
            let all = tokens[..at - 1].last().is_some_and(|token| token.is(Word::Total));
            Some(Opening::new(at, false, all))
        }
        // 不予公开的8件具体是:第三方权益3件,…
        Kind::Mark(':') => {
            let number = tokens[..at].iter().rposition(|token| token.number().is_some())?;
            let between = &chars[tokens[number].range.end..tokens[at].range.start];
            let ends = |word: &&str| between.ends_with(&word.chars().collect::<Vec<_>>());
            let is_complete = between.len() <= 4 && COMPLETE.iter().any(ends);
            is_complete.then_some(Opening::new(at, false, true))
        }
        _ => None,
    }
}

/// 不予公开的21件中有6件: whether the words before a number say that it is of the number before them.
pub(super) fn is_within(words: &[Token]) -> bool {
    words.first().is_some_and(|first| first.is(Word::Within))
}

/// Whether what ends here is a number and what it counts: 33件申请.
fn of_number(tokens: &[Token]) -> bool {
    let word = |token: &&Token| matches!(token.kind, Kind::Word(Word::Request { .. } | Word::OnRequest));
    let last = tokens.iter().rev().find(|token| !word(token));
    last.is_some_and(|token| token.number().is_some())
}

/// 共5件,其中网上4件,邮寄2件: parts that exceed the whole, or fall short of it.
fn lists(view: &View<'_>, index: usize, findings: &mut Vec<Finding>) {
    let sentence = &view.sentences[index];
    let tokens = &sentence.tokens;
    let of_sentence = view.numbers_of(index);
    let numbers = &view.numbers()[of_sentence.clone()];
    let mut from = 0;
    let mut at = 0;
    while at < tokens.len() {
        let Some(opening) = opening(tokens, at, &view.prose.chars) else {
            at += 1;
            continue;
        };
        let end = list_end(tokens, &opening);
        let outside = |said: &&Said<'_>| tokens[said.token].depth <= tokens[opening.at].depth;
        let mut before: Vec<&Said<'_>> =
            numbers.iter().filter(|said| (from..opening.at).contains(&said.token) && outside(said)).collect();
        if before.is_empty() && from == 0 && !sentence.opens && is_at_beginning(tokens, opening.start) {
            // 共收到33件。其中,…: the whole is what the sentence before counts, if that is one thing.
            before = whole_before(view, index);
        }
        let within = |deep: usize| -> Vec<&Said<'_>> {
            let own = numbers.iter().filter(|said| (opening.from..end).contains(&said.token));
            own.filter(|said| depth(tokens, opening.from, said.token) == deep).collect()
        };
        // 分别来自商业企业(4件)、公益组织(1件): each in its bracket.
        let each = tokens[at].is(Word::Respectively) && within(0).is_empty();
        let listed = within(usize::from(each));
        if let Some(finding) = judge(view, sentence, &before, &listed, &opening, end) {
            findings.push(finding);
        }
        if tokens[at].is(Word::Within) {
            // Its parts may have parts of their own.
            at = opening.from;
            continue;
        }
        // What stands in a bracket goes on after it.
        from = if opening.bracket { from } else { end };
        at = end.max(opening.from);
    }
}

/// What the sentence before counts, where it counts one thing of this year outside brackets; else nothing.
pub(crate) fn whole_before<'v>(view: &'v View<'_>, sentence: usize) -> Vec<&'v Said<'v>> {
    let Some(before) = sentence.checked_sub(1) else { return Vec::new() };
    let tokens = &view.sentences[before].tokens;
    let counts = view.numbers()[view.numbers_of(before)].iter();
    let counts: Vec<&Said<'_>> = counts
        .filter(|said| said.is_count() && view.is_this_year(said.year) && depth(tokens, 0, said.token) == 0)
        .collect();
    // 3件结转下年。其中,… speaks of another whole.
    let whole = |said: &&Said<'_>| view.claims_of(said).iter().all(Claim::is_of_a_whole);
    // 收到211件,含自然人192件、企业19件。其中…: those are all of it.
    let value = |said: &&Said<'_>| said.quantity.value.as_whole();
    let parts = counts.iter().skip(1).try_fold(0i64, |sum, said| sum.checked_add(value(said)?));
    let divided = counts.len() > 2 && counts.first().and_then(value) == parts;
    let first: Vec<&Said<'_>> = counts.into_iter().take(if divided { 1 } else { 2 }).collect();
    if first.len() == 1 && first.iter().all(whole) { first } else { Vec::new() }
}

pub(crate) fn is_at_beginning(tokens: &[Token], at: usize) -> bool {
    tokens[..at].iter().all(|token| matches!(token.kind, Kind::Word(Word::Plain)))
}

/// How deep in brackets of the list a token stands.
pub(crate) fn depth(tokens: &[Token], from: usize, at: usize) -> usize {
    tokens[at].depth.saturating_sub(tokens[from].depth)
}

/// Where a list ends: with the bracket it stands in, at the next list, or where a new whole is counted.
fn list_end(tokens: &[Token], opening: &Opening) -> usize {
    let mut depth = 0;
    let mut parts = 0;
    for (i, token) in tokens.iter().enumerate().skip(opening.from) {
        match token.kind {
            // 动态300条、公告112条;公众号890条: what is beyond divides nothing of that.
            Kind::Mark(';') if depth == 0 && parts >= 2 => return i,
            Kind::Mark(';') => parts = 0,
            Kind::Number(ref quantity) if depth == 0 && quantity.unit != Unit::Percent => parts += 1,
            Kind::Mark('(') => depth += 1,
            Kind::Mark(')') if depth > 0 => depth -= 1,
            Kind::Mark(')') if opening.bracket => return i,
            Kind::Word(Word::Among | Word::Divided | Word::Total | Word::InAll | Word::Anew | Word::Respectively)
                if depth == 0 =>
            {
                return i;
            }
            _ => {}
        }
    }
    tokens.len()
}

/// 件 and 份 count the same.
pub(super) fn alike(a: Unit, b: Unit) -> bool {
    a == b || matches!((a, b), (Unit::Case(_), Unit::Case(_)))
}

/// How parts divide their whole: those that divide it differently are not added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kin {
    Applicants,
    Channels,
    Outcomes,
    Endings,
    Courses,
    Unknown,
}

/// What a number is a part by; `None`: it is no part, but a whole of its own.
fn kin(said: &Said<'_>, view: &View<'_>, label: &[Token]) -> Option<Kin> {
    let Some(measure) = view.measure_of(said) else {
        let channel = label.iter().any(|token| token.is(Word::Channel));
        let says =
            |token: &&Token| !(token.is(Word::Among) || token.is(Word::Plain) || matches!(token.kind, Kind::Mark(_)));
        let mut words = label.iter().filter(says);
        // 公开13件,部分公开5件: outcomes.
        if words.next().is_some_and(|token| token.is(Word::Published)) && words.next().is_none() {
            return Some(Kin::Outcomes);
        }
        // 保留有效136件: no part of what was made.
        if label.iter().any(|token| token.is(Word::InForce) || token.is(Word::Repealed)) {
            return None;
        }
        return Some(if channel { Kin::Channels } else { Kin::Unknown });
    };
    kin_of(measure)
}

pub(crate) fn kin_of(measure: &m::Measure) -> Option<Kin> {
    let is = |list: &[&m::Measure]| list.contains(&measure);
    if is(&[&m::RECEIVED, &m::HANDLED, &m::PROCESSED, &m::RECONSIDERED, &m::SUED]) {
        None
    } else if measure.is_applicant() {
        Some(Kin::Applicants)
    } else if is(&[&m::NEW, &m::CARRIED_IN, &m::DIRECT_SUIT, &m::LATER_SUIT]) {
        Some(Kin::Courses)
    } else if measure.table() == Some("disclosure") {
        // 制发43件,其中市本级13件,废止20件: another deed.
        None
    } else if measure.id.starts_with("disputes.") {
        Some(Kin::Endings)
    } else {
        Some(Kin::Outcomes)
    }
}

fn judge(
    view: &View<'_>,
    sentence: &Sentence,
    before: &[&Said<'_>],
    listed: &[&Said<'_>],
    opening: &Opening,
    end: usize,
) -> Option<Finding> {
    let tokens = &sentence.tokens;
    let words = &tokens[opening.from..end];
    let unit = listed.iter().find(|said| said.is_number())?.quantity.unit;
    // 163次,比上年187次减少24次,其中…: of this year's.
    let held_against = |said: &Said<'_>| view.words_before(said).has_any(&[Word::Compared, Word::Against]);
    let may = |said: &&&Said<'_>| said.is_count() && alike(said.quantity.unit, unit) && !held_against(said);
    // 收到97件,上年80件;其中,网上41件: behind a semicolon it is of this year's one number, whatever stands between.
    let begins = opening.start > 0 && tokens[opening.start - 1].is_mark(";");
    let own_years = || before.iter().filter(|said| may(said) && view.is_this_year(said.year));
    let alone = || own_years().next().filter(|_| own_years().nth(1).is_none());
    let whole = if begins { alone()? } else { before.iter().rev().find(may)? };
    let total = whole.quantity.value.as_whole()?;
    // 去年33个,净增5个(新认证9个,到期退出4个): a bracket divides the number before it.
    let of_number =
        opening.at.checked_sub(1).filter(|at| tokens[opening.at].is_mark("(") && tokens[*at].number().is_some());
    if of_number.is_some_and(|number| (whole.sentence, whole.token) != (listed[0].sentence, number)) {
        return None;
    }
    // 不掌握14件、需另行制作2件;对不掌握的,其中5件电话引导: of the first.
    let opened = |token: &Token| token.is_mark(";");
    let is_apart = || tokens[whole.token..opening.at.max(whole.token)].iter().any(opened);
    if !begins && whole.sentence == listed.first()?.sentence && is_apart() {
        return None;
    }
    let by_kind = tokens[opening.at].is(Word::Divided);
    let has = |word: Word| words.iter().any(|token| token.is(word));
    // 各10件: each of several; 含10件: not beside the others.
    let overlap = tokens.iter().any(|token| token.is(Word::Overlaps));
    // 原有14件、划入8件,加新制发1件,减去废止2件: no list.
    let range = words.first()?.range.start..words.last()?.range.end;
    if [['减', '去'], ['扣', '除'], ['扣', '减']].iter().any(|less| holds(&view.prose.chars[range.clone()], less))
    {
        return None;
    }
    if overlap || whole.quantity.approximate || has(Word::Each) || has(Word::Including) || has(Word::Except) {
        return None;
    }
    // 341件、17件,均比2022年(分别为318件、12件)有所增加: of that year.
    let bracket = tokens[..=opening.at].iter().rposition(|token| token.is_mark("(")).filter(|_| opening.bracket);
    let dated = bracket.and_then(|bracket| tokens[..bracket].last());
    if dated.is_some_and(Token::is_of_year) {
        return None;
    }
    if opening.complete && !opening.bracket {
        // 诉讼2件,上年分别为25件、3件: of another year, of each alone.
        if tokens[whole.token.min(opening.at)..opening.at].iter().any(Token::is_of_year) {
            return None;
        }
        // 分别为 speaks of the whole just before it.
        let between: usize = tokens[..opening.at].iter().skip(whole.token + 1).map(|token| token.range.len()).sum();
        if whole.sentence != listed.first()?.sentence || between > 4 {
            return None;
        }
    }
    let closes = |part: &&Said<'_>| {
        let label = view.words_before(part).text();
        label.windows(2).any(|two| two == ['其', '他'] || two == ['其', '它'])
    };
    // One group for each way in which the whole is divided.
    let mut groups: Vec<(Kin, Vec<&Quantity>)> = Vec::new();
    // 327条,其中监管84条、名单12批、其余174条: some are told in other units.
    let mut mixed = false;
    // 公开93件;不予公开的21件中有6件属于…;无法提供60件: the six are a part of a part.
    let mut nested = false;
    let mut from = opening.from;
    for part in listed {
        let label = &tokens[from..part.token];
        nested = is_within(label) && from > opening.from || (nested && !label.iter().any(|token| token.is_mark(";")));
        from = part.token + 1;
        if nested {
            continue;
        }
        // 发出3份,其中2份不同意公开,对应表中2件;另1份同意: of those that are counted as the whole is.
        let own_unit = listed.iter().any(|other| other.quantity.unit == whole.quantity.unit);
        let same_unit =
            part.quantity.unit == whole.quantity.unit || (!own_unit && alike(part.quantity.unit, whole.quantity.unit));
        mixed |= !same_unit && part.is_count() && depth(tokens, opening.from, part.token) == 0;
        mixed |= label
            .iter()
            .any(|token| token.depth == tokens[opening.from].depth && token.is_unread_number(&view.prose.chars));
        // 网上5件,当面2件,寄来1件,合8件: all of them.
        if view.prose.chars[..part.quantity.range.start].ends_with(&[',', '合']) {
            break;
        }
        // 补正3件、延期5件 divide nothing; 上年为30件 is no part, nor is 上年维持16件 of this year's; 已审结53件 divides otherwise.
        let other_year = !view.is_this_year(part.year) && view.is_this_year(whole.year);
        let closed = label.iter().any(|token| token.is(Word::Decided));
        // 宣讲16场,其中下村9场,超过年初定的8场: what was aimed at.
        let own = view.words_before(part).text();
        let is_goal = own.ends_with(&['的']) && says_any(own, GOALS);
        if is_goal || part.only_dated || other_year || closed || label.iter().any(|token| token.is(Word::Step)) {
            continue;
        }
        if !part.is_count() || !same_unit || part.quantity.approximate {
            // A share beside its part takes nothing from the list.
            if opening.complete && part.relation.is_none_or(|relation| relation == Relation::Count) {
                return None;
            }
            continue;
        }
        let other = closes(part) && matches!(part.relation, Some(Relation::Count)) && view.claims_of(part).is_empty();
        let own = kin(part, view, label);
        // 不予处理2件,其他4件: one more of the same.
        let own = if other { own.map(|own| groups.last().map_or(own, |(last, _)| *last)) } else { own };
        let Some(kin) = own else {
            // 其中2件已办结,1件结转: the first may be one.
            if groups.is_empty() && label.iter().all(|token| !token.is(Word::Total)) {
                groups.push((Kin::Outcomes, vec![part.quantity]));
                continue;
            }
            break;
        };
        // 不予处理31件,其中…,其他处理28件: the next outcome.
        let group = |said: &Said<'_>| view.measure_of(said).and_then(m::outcome);
        if let (Some(of), Some(own)) = (group(whole), group(part))
            && of != own
            && !opening.bracket
        {
            break;
        }
        let sum = |group: &[&Quantity]| group.iter().filter_map(|q| q.value.as_whole()).fold(0, i64::saturating_add);
        let value = part.quantity.value.as_whole()?;
        let divided = label.iter().any(|token| token.is_mark(";"));
        if divided && !opening.complete && value > total {
            break;
        }
        // 门户网站2806条、微信1329条、政务微博387条: one list.
        let goes_on = label.first().is_some_and(|token| token.is_mark("、"));
        // A list in a bracket divides the whole once.
        let joins = groups.last().is_some_and(|(last, group)| {
            opening.complete
                || (opening.divides && *last == kin)
                || ((*last == kin || goes_on)
                    && sum(group) < total
                    && !(divided && sum(group).saturating_add(value) > total))
        });
        match groups.last_mut().filter(|_| joins) {
            Some((_, group)) => group.push(part.quantity),
            None => groups.push((kin, vec![part.quantity])),
        }
    }
    // 上年结转4件,其中…: of all that was counted before.
    let understood = view.claims_of(whole).first();
    let limit = match understood {
        Some(claim) if claim.measures != [&m::CARRIED_IN] => total,
        // 下辖23个社区共有新媒体18个,其中…: of the last alone; 网站5个、微信3个,其中…: of both.
        _ => before
            .iter()
            .filter(|said| {
                std::ptr::eq(**said, *whole)
                    || tokens[said.token..whole.token.max(said.token)]
                        .iter()
                        .any(|token| matches!(token.kind, Kind::Mark(_)))
            })
            .filter(|said| said.is_count() && said.quantity.unit == whole.quantity.unit)
            .filter_map(|said| said.quantity.value.as_whole())
            .fold(0, i64::saturating_add),
    };
    // 复议29件、诉讼12件,合计41件,其中…: of both together.
    let last = before.last().filter(|last| alike(last.quantity.unit, unit) && last.relation != Some(Relation::Share));
    let limit = last.and_then(|last| last.quantity.value.as_whole()).map_or(limit, |last| limit.max(last));
    let sum = |group: &[&Quantity]| group.iter().try_fold(0i64, |sum, q| sum.checked_add(q.value.as_whole()?));
    // 网站353条,新媒体260条,其他方式111条: the last says that there are no more.
    let closed = listed.len() >= 3 && listed.last().is_some_and(closes) && !opening.bracket;
    let closed = closed && groups.iter().all(|(kin, _)| matches!(kin, Kin::Channels | Kin::Unknown));
    // (公报、公开栏等其他渠道518条: what the last of them is.)
    let last_of = listed
        .last()
        .map_or(end, |last| tokens[..last.token].iter().rposition(|token| token.is_mark(",")).unwrap_or(0));
    let more = |token: &Token| token.is(Word::AndSoOn) && !(closed && token.range.start > tokens[last_of].range.start);
    // (从提交方式看,网络提交82件,邮寄87件,当面提交16件: all of them are told apart by that.)
    let by_ways = opening.divides && listed.len() >= 3 && groups.iter().all(|(kin, _)| *kin == Kin::Channels);
    let complete = (opening.complete || closed || by_ways)
        && !mixed
        && groups.len() == 1
        && !words.iter().any(more)
        && ![Word::Among, Word::None, Word::Compared, Word::Rest].iter().any(|word| has(*word));
    // What came in is divided by what came of all that was in hand: the table says how many that were.
    let totals: &[i64] = if understood.is_some() { view.totals() } else { &[] };
    // A part alone may be larger only where it is a whole of its own.
    let beside = !opening.complete && listed.first().is_some_and(|first| first.sentence == whole.sentence);
    // (Of what nobody knows the kind only where it is said to be a part: 问题有两个:一是12个乡镇中…; 1家县医院、9家卫生院.)
    let is_said = tokens[opening.at].is(Word::Among);
    let part =
        |kin: Kin| beside && (matches!(kin, Kin::Applicants | Kin::Channels) || (kin == Kin::Unknown && is_said));
    // 发布稿件4286条:要闻3120条、政务742条、互动414条: all that is missing is one digit. A list that leaves something out is seldom so
    // near its whole; of few digits it may be, where nothing says that the list is of all.
    let beyond = words.iter().any(more) || [Word::None, Word::Compared, Word::Rest].iter().any(|word| has(*word));
    // 年内了结的155件中,公开62件,部分公开13件;不公开10件: it goes on beyond its semicolon.
    let goes_on = tokens.get(end).is_some_and(|token| token.is_mark(";"))
        && tokens[end..].iter().filter_map(Token::number).any(|next| alike(next.unit, unit));
    let beyond = beyond || (goes_on && tokens[opening.at].is(Word::Within));
    let said_some = tokens[opening.at].is(Word::Among) || has(Word::Among);
    let enough = if said_some { NEAR_OF_SOME } else { NEAR };
    // 建议提案213件,其中人大代表建议86件、政协委员提案117件: the whole is called by both of its parts; 网上22件、邮寄13件、当面4件: there are
    // hardly other ways.
    let names_both = || {
        let tail = |said: &Said<'_>| view.words_before(said).text().last_chunk::<2>();
        let own = view.words_before(whole).text();
        let named = |part: &&Said<'_>| tail(part).is_some_and(|tail| holds(own, tail));
        listed.len() >= 2 && listed.iter().all(named) && tail(listed[0]) != tail(listed[1])
    };
    let of_all = |kin: Kin, group: &[&Quantity]| (kin == Kin::Channels && group.len() >= 3) || names_both();
    let near = |kin: Kin, group: &[&Quantity]| {
        let enough = if of_all(kin, group) { 0 } else { enough };
        !mixed && !beyond && groups.len() == 1 && group.len() >= 2 && total >= enough && is_slip(total, group)
    };
    // 网站1420条,公众号968条,电子屏493条: one list, though nobody knows that the last is a channel, too.
    let all: Vec<&Quantity> = groups.iter().flat_map(|(_, group)| group.iter().copied()).collect();
    let is_one = groups.len() > 1 && groups.iter().all(|(kin, _)| matches!(kin, Kin::Channels | Kin::Unknown));
    if is_one && !mixed && !beyond && all.len() >= 3 && total >= enough && is_slip(total, &all) {
        return differ(view, whole.quantity, &all, sum(&all)?);
    }
    // 调整34项,其中新增21项、取消13项,总数由256项变为264项: what stands behind the list is none of it.
    let is_first = |group: &[&Quantity]| listed.first().is_some_and(|first| std::ptr::eq(first.quantity, group[0]));
    let (group, sum) = groups
        .iter()
        .filter(|(kin, group)| group.len() >= 2 || (part(*kin) && is_first(group)))
        .find_map(|(kin, group)| {
            let sum = sum(group)?;
            // From 收到 outcomes are not to be told where it is not said what was carried in.
            if by_kind && *kin == Kin::Outcomes {
                return None;
            }
            let exceeds = sum > limit && !(*kin == Kin::Outcomes && totals.contains(&sum));
            let falls_short = complete && group.len() >= 2 && sum < total && !(closed && group.len() < listed.len());
            (exceeds || falls_short || (sum < total && near(*kin, group))).then_some((group, sum))
        })?;
    differ(view, whole.quantity, group, sum)
}

/// A whole that its parts do not make; `None` where they are exactly something else ([`fits`]).
pub(super) fn differ(view: &View<'_>, whole: &Quantity, parts: &[&Quantity], sum: i64) -> Option<Finding> {
    if fits::is_list_of_another(view, whole, parts) {
        return None;
    }
    let of_parts: Vec<i64> = parts.iter().map(|part| part.value.as_whole()).collect::<Option<_>>()?;
    let values: Vec<String> = parts.iter().map(|part| part.value.to_string()).collect();
    let cause = Cause::PartsTotal { whole: whole.text(), parts: values, sum: sum.to_string() };
    let spans = [whole].into_iter().chain(parts.iter().copied()).map(|quantity| view.span(quantity.range.clone()));
    let severity = slips::of_sum(whole.value.as_whole()?, &of_parts).severity(Likeness::Slip);
    Some(finding("prose.parts-total", severity, cause, spans.collect()))
}
