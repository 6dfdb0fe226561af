//! Shares of what they are said to be shares of: 33件,其中自然人20件,占60.6%.

use super::claims::Said;
use super::compare;
use super::label::Label;
use super::measures as m;
use super::parts::{Kin, depth, is_at_beginning, kin_of, whole_before};
use super::quantity::Unit;
use super::slips::Likeness;
use super::tokens::Token;
use super::words::Word;
use super::{View, finding, fits};
use crate::findings::{Cause, Counted, Finding, Severity};
use crate::number::Number;
use crate::report::{Relation, Scope};
use crate::text::{ends, holds, says_any};

/// What a rate is of, in a bracket before it, is told in so many words.
const LONGEST_BASIS: usize = 16;

pub(crate) fn check(view: &View<'_>) -> Vec<Finding> {
    let wrong = |number: usize| share(view, number).filter(|_| !fits::is_between_others(view, number, &[]));
    (0..view.numbers().len()).filter_map(wrong).collect()
}

/// 33件,其中自然人20件,占33.9%: a share of no whole that is spoken of.
fn share(view: &View<'_>, index: usize) -> Option<Finding> {
    let said = &view.numbers()[index];
    // 维持率50.5%;若剔除尚未审结的88件,维持率为55.3%: of what is left then.
    let tokens = &view.sentences[said.sentence].tokens;
    let except = tokens[..said.token].iter().rposition(|token| token.is(Word::Except));
    let taken =
        except.is_some_and(|at| tokens[at..said.token].iter().filter(|token| token.number().is_some()).count() == 1);
    // 维持率(按审结计)43.4%: of what is said.
    let before = &view.prose.chars[..said.quantity.range.start];
    let bracket = before.iter().rev().take(LONGEST_BASIS).position(|c| *c == '(').filter(|_| before.ends_with(&[')']));
    let based = bracket.is_some_and(|open| before[before.len() - open..].starts_with(&['按']));
    if taken || based {
        return None;
    }
    if let Some(finding) = by_names(view, index) {
        return Some(finding);
    }
    if let Some(of) = said_whole(view, index) {
        return of;
    }
    // 公开率分别为90%和80%: each of something named before.
    let each = view.words_before(said).has(Word::Respectively);
    if said.relation != Some(Relation::Share) || said.quantity.approximate || each {
        return None;
    }
    let Some(of) = said.of else { return share_of_table(view, said, None) };
    let part = view.numbers().get(of).filter(|part| part.is_count() && !part.quantity.approximate)?;
    let count = part.quantity.value.as_whole()?;
    // 公文51件,其中区政府18件、办公室33件,主动公开率71%: of what the rate names.
    let label = view.words_before(said);
    if !label.has(Word::Share) && rate_of(&label).is_some_and(|stem| !holds(view.words_before(part).text(), &stem)) {
        return None;
    }
    let Some(whole) = whole_of(view, of) else {
        return share_of_table(view, said, Some(count)).or_else(|| odd_share(view, index));
    };
    let total = whole.quantity.value.as_whole().filter(|total| *total >= count && !whole.quantity.approximate)?;
    // It may be meant of anything that was counted before, of all that are listed, or of what a table counts.
    let mut wholes: Vec<i64> = vec![total];
    wholes.extend(view.earlier_in_paragraph(of).filter_map(|number| number.quantity.value.as_whole()));
    let of_sentence = view.numbers()[view.numbers_of(part.sentence)].iter();
    let listed = of_sentence.filter(|share| share.relation == Some(Relation::Share)).filter_map(|share| share.of);
    let values = listed.filter_map(|number| view.numbers()[number].quantity.value.as_whole());
    wholes.push(values.fold(0, i64::saturating_add));
    wholes.extend(view.totals());
    // 予以公开40件,部分公开6件,两项占44.66%.
    let together = view.words_before(said).has(Word::Total);
    let mut parts = vec![count];
    if together {
        let mut sum = 0i64;
        let counts = std::iter::once(part).chain(view.earlier_in_paragraph(of)).filter(|part| part.is_count());
        parts.extend(counts.map(|part| {
            sum = sum.saturating_add(part.quantity.value.as_whole().unwrap_or(0));
            sum
        }));
    }
    let follows = |part: i64| wholes.iter().any(|whole| said.quantity.value.is_per_cent(part, *whole));
    if parts.into_iter().any(follows) {
        return None;
    }
    let (part_text, whole_text) = (part.quantity.text(), whole.quantity.text());
    let finding = wrong(view, said, None, (count, &part_text), (total, &whole_text), &[part, whole])?;
    // 新收150件,自然人139件,占81.3%: both are the table's, and so nothing else is meant.
    let is_tables = view.measure_of(part).is_some_and(|measure| compare::numbers(view, measure).contains(&count));
    // 240件,其中征地类96件,占46%: and no other number stands there.
    let beside = |earlier: usize, later: usize| later.checked_sub(1) == Some(earlier);
    let opened = tokens[whole.token.min(part.token)..part.token].iter().any(|token| token.is(Word::Among));
    let whole_at = view.numbers().partition_point(|other| other.quantity.range.start < whole.quantity.range.start);
    let alone = beside(of, index) && beside(whole_at, of) && opened && whole.sentence == part.sentence;
    let sure = (is_tables && view.totals().contains(&total)) || alone;
    Some(if sure { Finding { severity: Severity::Warning, ..finding } } else { finding })
}

/// 完全公开的占办结件的44.2%; 自然人所占比例为84.0%: of what the clause names, and the tables count. (None of its numbers is said.)
fn by_names(view: &View<'_>, index: usize) -> Option<Finding> {
    const LONGEST_GAP: usize = 2;
    let said = &view.numbers()[index];
    let tokens = &view.sentences[said.sentence].tokens;
    let label_from = |marks: &str| {
        let clause = tokens[..said.token].iter().rposition(|token| token.is_mark(marks)).map_or(0, |at| at + 1);
        view.label(said.sentence, clause..said.token)
    };
    // 予以公开、部分公开合计占办结的48.8%: of all that are listed.
    let last = label_from(",;:、()");
    let label = if last.has(Word::Total) { label_from(",;:()") } else { last };
    let is_share = label.has(Word::Share) || says_any(label.text(), &["比例", "占比"]);
    let alone = said.quantity.unit == Unit::Percent && !said.quantity.approximate && view.is_this_year(said.year);
    let no_number = !label.tokens.iter().any(|token| token.number().is_some());
    if !(is_share && alone && no_number) || label.gap() > LONGEST_GAP || label.is_last_year() || label.is_aside() {
        return None;
    }
    // (占自然人申请的52.5%: of those.)
    let share = label.position(|word| word == Word::Share).unwrap_or(label.tokens.len());
    let named = label.of(&label.tokens[..share]).counted();
    let measure = *named.first()?;
    let kin = kin_of(measure).filter(|kin| matches!(kin, Kin::Applicants | Kin::Outcomes))?;
    let closed = label.has_any(&[Word::Handled, Word::Closed]);
    let whole = match (closed, label.has_any(&[Word::New, Word::Received])) {
        (true, false) => &m::HANDLED,
        (false, true) => &m::NEW,
        (false, false) if kin == Kin::Applicants => &m::NEW,
        _ => return None,
    };
    let wholes = compare::numbers(view, whole);
    // (Of both every word is understood: nothing else is meant, however far it is off.)
    let is_named = closed || label.has_any(&[Word::New, Word::Received]);
    let is_sure = is_named && label.gap() == 0 && !label.has(Word::Respectively);
    let told = |finding: Finding| if is_sure { Finding { severity: Severity::Warning, ..finding } } else { finding };
    if let [measure] = named[..] {
        return wrong_of_tables(view, said, Some(measure), &compare::numbers(view, measure), &wholes).map(told);
    }
    // 予以公开与部分公开合计占办结总数的48.8%: of both.
    let first = |measure: &&'static m::Measure| compare::numbers(view, measure).first().copied();
    let parts: Vec<i64> = named.iter().map(first).collect::<Option<_>>()?;
    let alike = named.iter().all(|other| kin_of(other) == Some(kin));
    let sum =
        parts.iter().try_fold(0i64, |sum, part| sum.checked_add(*part)).filter(|_| alike && label.has(Word::Total))?;
    wrong_of_tables(view, said, None, &[sum], &wholes).map(told)
}

/// A share that is none of what the tables count: neither of any of these wholes, nor of what they count in all.
fn wrong_of_tables(
    view: &View<'_>,
    said: &Said<'_>,
    measure: Option<&'static m::Measure>,
    parts: &[i64],
    wholes: &[i64],
) -> Option<Finding> {
    let all = wholes.iter().chain(view.totals());
    let follows = |part: &i64| all.clone().any(|whole| said.quantity.value.is_per_cent(*part, *whole));
    if parts.iter().any(follows) {
        return None;
    }
    let (part, whole) = (*parts.first()?, *wholes.first()?);
    wrong(view, said, measure.map(m::Measure::counted), (part, &part.to_string()), (whole, &whole.to_string()), &[])
}

/// 22件,占新收申请(96件)的22.9%; 全年受理200件,按时办结190件,按时办结率95%: of a whole that is said. Outer `None`: none
/// is; inner: the share follows.
fn said_whole(view: &View<'_>, index: usize) -> Option<Option<Finding>> {
    let numbers = view.numbers();
    let said = &numbers[index];
    // 回复率约九成,比要求的95%低5个百分点: what it is held against.
    let held_against = view.words_before(said).has_any(&[Word::Compared, Word::Against]);
    if said.quantity.unit != Unit::Percent || said.quantity.approximate || held_against {
        return None;
    }
    let tokens = &view.sentences[said.sentence].tokens;
    let exact = |number: &&Said<'_>| number.is_count() && !number.quantity.approximate;
    let mut before = view.earlier_in_sentence(index);
    let first = before.next().filter(exact)?;
    let share = tokens[..said.token].iter().rposition(|token| token.is(Word::Share));
    let (part, whole) = match share {
        // The whole stands between 占 and the share, the part before. (占办结25%,上年为7件、46.7%: that share is told.)
        Some(share)
            if first.token > share && tokens[share..first.token].iter().all(|token| token.number().is_none()) =>
        {
            let part = before.find(|number| number.token < share && exact(number))?;
            // 被纠正1件,纠错率10%;申请复议数占办结数117件的8.5%: of what is named anew.
            let divides = |token: &Token| token.is_mark(",;");
            let clause = tokens[..share].iter().rposition(divides).map_or(0, |at| at + 1);
            let anew = view.label(said.sentence, clause..share);
            if part.token < clause && (anew.has_topic() || !anew.counted().is_empty()) {
                return None;
            }
            (part, first)
        }
        Some(_) => return None,
        None => {
            let label = view.label(said.sentence, first.token + 1..said.token);
            // 采纳率由64.6%升至70.2%: it was, and is no longer.
            if label.has(Word::From) && !label.has(Word::Reached) {
                return None;
            }
            let stem = rate_of(&label)?;
            let of = |number: &&Said<'_>| {
                let own = view.words_before(number).text();
                holds(own, &stem)
            };
            let part = std::iter::once(first).chain(before.filter(exact)).find(of)?;
            let mut wholes = view.earlier_in_paragraph(index);
            let may = |whole: &&Said<'_>| {
                exact(whole) && whole.quantity.unit == part.quantity.unit && whole.token != part.token
            };
            (
                part,
                wholes.find(|whole| may(whole) && whole.quantity.value.as_whole() >= part.quantity.value.as_whole())?,
            )
        }
    };
    let (count, total) = (part.quantity.value.as_whole()?, whole.quantity.value.as_whole()?);
    let value = said.quantity.value;
    let near: Vec<i64> = view
        .earlier_in_paragraph(index)
        .filter(exact)
        .filter_map(|number| number.quantity.value.as_whole())
        .take(12)
        .collect();
    // A rate may be of anything counted before; a share of a whole that stands beside it is of that.
    let mut wholes = vec![total];
    if share.is_none() {
        wholes.extend(&near);
        wholes.extend(near.windows(2).map(|two| two[0].saturating_add(two[1])));
        wholes.extend(view.totals());
    }
    let mut sum = 0i64;
    let mut parts = vec![count];
    if share.is_none() {
        parts.extend(&near);
        // 予以公开1280件、部分公开542件,公开率47.1%: of both.
        parts.extend(near.windows(2).map(|two| two[0].saturating_add(two[1])));
    } else {
        let listed = near.iter().skip_while(|value| **value != count);
        parts.extend(listed.map(|value| {
            sum = sum.saturating_add(*value);
            sum
        }));
    }
    let follows = parts.iter().any(|part| wholes.iter().any(|whole| value.is_per_cent(*part, *whole)));
    if follows || count > total {
        return Some(None);
    }
    let (part_text, whole_text) = (part.quantity.text(), whole.quantity.text());
    Some(wrong(view, said, None, (count, &part_text), (total, &whole_text), &[part, whole]))
}

/// What a rate is of: 按时办结率 of 按时办结.
fn rate_of(label: &Label<'_>) -> Option<Vec<char>> {
    let text = label.text();
    // (年度, 程度 are no rates.)
    let is_degree = |at: usize| text[at] == '度' && ["满意", "知晓", "认可"].iter().any(|of| ends(&text[..at], of));
    let end = (0..text.len()).rev().find(|at| text[*at] == '率' || is_degree(*at))?;
    let start = text[..end].iter().rposition(|c| !crate::text::is_cjk(*c)).map_or(0, |at| at + 1);
    // 审结案件纠错率 is of what was 纠正.
    let stem: String = text[start..end].iter().collect();
    let stem = if stem.ends_with("纠错") { "纠正".to_owned() } else { stem };
    let stem: Vec<char> = stem.chars().collect();
    (stem.len() >= 2).then_some(stem)
}

/// A share that is not `part` in `whole`, each with its words; `beside` are the numbers that show it.
fn wrong(
    view: &View<'_>,
    said: &Said<'_>,
    of: Option<Counted>,
    part: (i64, &str),
    whole: (i64, &str),
    beside: &[&Said<'_>],
) -> Option<Finding> {
    let value = said.quantity.value;
    let right = Number::per_cent(part.0, whole.0, value.decimals())?;
    let cause = Cause::Share {
        of,
        part: part.1.to_owned(),
        said: value.to_string(),
        whole: whole.1.to_owned(),
        should: right.to_string(),
    };
    let numbers = [said].into_iter().chain(beside.iter().copied());
    let spans = numbers.map(|number| view.span(number.quantity.range.clone())).collect();
    let severity = Likeness::of_rate(value, right).severity(Likeness::Near);
    Some(finding("prose.share", severity, cause, spans))
}

/// 自然人申请占78.8%, what of is not said: the table tells, and how many they are, if that is not said either.
fn share_of_table(view: &View<'_>, said: &Said<'_>, count: Option<i64>) -> Option<Finding> {
    let claim = view.claims_of(said).first()?;
    let [measure] = claim.measures.as_slice() else { return None };
    let comparable = claim.scope == Scope::Unsaid && view.is_this_year(claim.year);
    let kin = kin_of(measure).filter(|kin| matches!(kin, Kin::Applicants | Kin::Outcomes))?;
    if !comparable {
        return None;
    }
    let parts = compare::numbers(view, measure);
    // A count that is itself wrong was spoken of.
    let parts = match count {
        Some(count) if parts.contains(&count) => vec![count],
        Some(_) => return None,
        None => parts,
    };
    let wholes = compare::numbers(view, &m::PROCESSED);
    let whole = *if kin == Kin::Applicants { wholes.first()? } else { wholes.last()? };
    wrong_of_tables(view, said, Some(measure), &parts, &[whole])
}

/// 网络20件,占70.6%,邮寄10件,占30.3%,现场3件,占9.1%: all but one are shares of their sum.
fn odd_share(view: &View<'_>, index: usize) -> Option<Finding> {
    let numbers = view.numbers();
    let said = &numbers[index];
    let shares: Vec<(&Said<'_>, &Said<'_>)> = numbers[view.numbers_of(said.sentence)]
        .iter()
        .filter(|share| share.relation == Some(Relation::Share) && !share.quantity.approximate)
        .filter_map(|share| Some((share, &numbers[share.of?])))
        .collect();
    let sum: i64 = shares.iter().try_fold(0i64, |sum, (_, part)| sum.checked_add(part.quantity.value.as_whole()?))?;
    let follows = |(share, part): &&(&Said<'_>, &Said<'_>)| {
        part.quantity.value.as_whole().is_some_and(|part| share.quantity.value.is_per_cent(part, sum))
    };
    let odd = !shares.iter().filter(|(share, _)| std::ptr::eq(*share, said)).any(|share| follows(&share));
    let named = || numbers.iter().any(|number| number.is_count() && number.quantity.value.as_whole() == Some(sum));
    if shares.len() < 2
        || (shares.len() == 2 && !named())
        || !odd
        || shares.iter().filter(follows).count() + 1 != shares.len()
    {
        return None;
    }
    let part = &numbers[said.of?];
    let whole = format!("{sum}{}", part.quantity.unit.text());
    wrong(view, said, None, (part.quantity.value.as_whole()?, &part.quantity.text()), (sum, &whole), &[part])
}

/// The whole that a part is said to be of: what 其中 stands after; or what such parts are always parts of.
fn whole_of<'v>(view: &'v View<'_>, part: usize) -> Option<&'v Said<'v>> {
    let numbers = view.numbers();
    let own = &numbers[part];
    let tokens = &view.sentences[own.sentence].tokens;
    let among = tokens[..own.token].iter().rposition(|token| token.is(Word::Among));
    let same_unit = |said: &&Said<'_>| {
        let outside = depth(&view.sentences[said.sentence].tokens, 0, said.token) == 0;
        said.is_count() && said.quantity.unit == own.quantity.unit && view.is_this_year(said.year) && outside
    };
    let mut before = view.earlier_in_sentence(part).filter(same_unit);
    if let Some(among) = among {
        let whole = before.find(|said| said.token < among);
        let goes_on = !view.sentences[own.sentence].opens && is_at_beginning(tokens, among);
        return whole.or_else(|| whole_before(view, own.sentence).pop().filter(|_| goes_on));
    }
    let wholes: &[&m::Measure] = match kin_of(view.measure_of(own)?)? {
        Kin::Applicants => &[&m::RECEIVED, &m::NEW],
        Kin::Outcomes => &[&m::HANDLED],
        _ => return None,
    };
    before.find(|said| view.measure_of(said).is_some_and(|measure| wholes.contains(&measure)))
}
