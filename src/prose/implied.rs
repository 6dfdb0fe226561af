//! What a clause without a number says of numbers: 未收到申请, 均已办结, 均获维持.

use super::claims::{Claim, Said};
use super::kinds::Topic;
use super::label::{Label, is_request};
use super::measures::{self as m, Ending, Measure};
use super::tokens::{Kind, Token};
use super::words::{Thing, Word};
use crate::text::says_any;

/// What words like 未收到 deny: of what follows them in their clause.
pub(crate) fn denied(clause: &Label<'_>) -> Vec<&'static Measure> {
    let Some(none) = clause.position(|word| word == Word::None) else { return Vec::new() };
    let said = clause.of(&clause.tokens[none + 1..]);
    // 其他类型主体没有提出申请: of those that are left.
    if says_any(clause.of(&clause.tokens[..none]).text(), &["其他", "其它", "其余"]) {
        return Vec::new();
    }
    let object = said
        .tokens
        .iter()
        .position(|token| !matches!(token.kind, Kind::Word(Word::Plain | Word::Made | Word::And | Word::Because)));
    // 无逾期答复的申请: nothing is said of the others.
    if object.is_none_or(|at| matches!(said.tokens[at].kind, Kind::Gap)) || said.is_aside() {
        return Vec::new();
    }
    if said.has(Word::Reconsideration) || said.has(Word::Suit) {
        // 无新增诉讼: there may be earlier ones.
        return if said.has_any(&[Word::Added, Word::New]) { Vec::new() } else { disputes(&said) };
    }
    if said.has(Word::Foreign) {
        return Vec::new();
    }
    match said.thing() {
        Some(Thing::ProcessingFees) => return vec![&m::PROCESSING_FEES],
        Some(Thing::Document) if said.has(Word::Repealed) => return vec![&m::DOCUMENTS_REPEALED],
        Some(Thing::Document) => return vec![&m::DOCUMENTS],
        Some(Thing::Regulation) => return vec![&m::REGULATIONS],
        Some(Thing::Coercion) => return vec![&m::COERCION],
        Some(_) => return Vec::new(),
        None => {}
    }
    if said.has(Word::Carried) || said.has(Word::CarriedOn) {
        // 期初没有结转: at the year's beginning.
        let came = clause.is_last_year() || says_any(clause.text(), &["期初", "年初"]);
        return match (said.is_next_year(), came) {
            (false, true) => vec![&m::CARRIED_IN],
            // 无结转.
            _ => vec![&m::CARRIED_OUT],
        };
    }
    // 未收到有关政府信息公开的申请; of one about something else the gap tells.
    let only = |word: Word| {
        is_request(word)
            || matches!(
                word,
                Word::Received
                    | Word::Plain
                    | Word::And
                    | Word::Because
                    | Word::About
                    | Word::Disclosure
                    | Word::Anyone
                    | Word::Counts(_)
            )
    };
    let all = said.tokens.iter().all(|token| match &token.kind {
        Kind::Word(word) => only(*word),
        Kind::Mark(_) => true,
        _ => false,
    });
    // 科研机构没有提出申请: of that kind.
    let by = clause.of(&clause.tokens[..none]).counted();
    match said.counted().as_slice() {
        _ if !all || !said.has_request() => Vec::new(),
        [] if !by.is_empty() => by.into_iter().filter(|kind| kind.is_applicant()).take(1).collect(),
        [] => vec![&m::RECEIVED],
        // 未收到科研机构的申请: of that kind.
        [kind] if !said.has(Word::About) => vec![kind],
        _ => Vec::new(),
    }
}

/// 无行政复议、行政诉讼; 无行政复议被撤销的情况 says less.
fn disputes(said: &Label<'_>) -> Vec<&'static Measure> {
    let both = [(Word::Reconsideration, true), (Word::Suit, false)];
    let named = both.iter().filter(|(word, _)| said.has(*word)).map(|(_, reconsideration)| *reconsideration);
    // What stands after them qualifies them.
    let last = said.tokens.iter().rposition(|token| token.is(Word::Reconsideration) || token.is(Word::Suit));
    let rest = said.of(last.map_or(&[], |last| &said.tokens[last + 1..]));
    let of = |reconsideration: bool| if reconsideration { &m::RECONSIDERED } else { &m::SUED };
    match rest.endings().as_slice() {
        // 无新发生的复议: one of last year's may be there.
        _ if said.has(Word::New) || rest.gap() > 0 || rest.has_any(&[Word::Handled, Word::Closed, Word::Carried]) => {
            Vec::new()
        }
        [] => named.map(of).collect(),
        [ending] => named.map(|reconsideration| ending.measure(reconsideration)).collect(),
        _ => Vec::new(),
    }
}

/// 均已办结: nothing is carried over. 均获维持: as many as there were. `last` is the last count before the clause in
/// the sentence, and what it counts.
pub(crate) fn of_all(
    clause: &Label<'_>,
    topic: Option<Topic>,
    last: Option<(&Said<'_>, &Claim)>,
) -> Option<(&'static Measure, i64)> {
    let every = clause.has(Word::Every);
    let measure = last.and_then(|(_, claim)| claim.measures.first().copied());
    match topic? {
        Topic::Requests if every && clause.has(Word::Closed) => {
            // 均按时办结 speaks of how, of those that were.
            let hedged = clause.has_any(&[Word::Duly, Word::Open, Word::Unclosed, Word::Carried, Word::Intended]);
            let whole = match measure {
                Some(measure) => [&m::RECEIVED, &m::NEW, &m::PROCESSED].contains(&measure) && !clause.has_request(),
                None => clause.has_request() && clause.counted().is_empty() && !clause.has(Word::LastYear),
            };
            (whole && !hedged && !clause.is_aside() && clause.gap() == 0).then_some((&m::CARRIED_OUT, 0))
        }
        topic @ (Topic::Reconsideration | Topic::Suits) => {
            let reconsideration = topic == Topic::Reconsideration;
            let whole = if reconsideration { &m::RECONSIDERED } else { &m::SUED };
            // 上年末未审结的诉讼4件,至本年末均已审结: of those alone.
            let of_year = |claim: &Claim| claim.year.is_none() || claim.year == clause.frame.year;
            let (_, claim) =
                last.filter(|(_, claim)| measure == Some(whole) && !claim.approximate && of_year(claim))?;
            let value = claim.value.as_whole().filter(|value| *value > 0)?;
            // 均已审结; 已审结的均未败诉 is of those alone.
            let place = |named: Word| clause.position(|word| word == named);
            match (place(Word::Decided), place(Word::Every)) {
                (Some(decided), Some(every)) if decided < every => return None,
                (Some(_), Some(_)) => return Some((Ending::Pending.measure(reconsideration), 0)),
                _ => {}
            }
            match clause.endings().as_slice() {
                [ending] if every || value == 1 => Some((ending.measure(reconsideration), value)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether nothing was counted between a number and a clause.
pub(crate) fn is_next(tokens: &[Token], number: usize, clause: usize) -> bool {
    tokens[number + 1..clause].iter().all(|token| token.number().is_none())
}
