//! Whether the numbers of a sentence fit together in another way than they were read.
//!
//! A sentence is true if one reading of it is. A list may end sooner than it was read (26件:公开8件、部分公开18件;不公开的8件里…), go
//! on for longer, or make another number (一场26人,两场58人、61人,共145人); a change may be between other numbers (从143条到187条,今年226条,
//! 两年增长58.04%). Sums and rates that come out exactly are seldom chance: where there is one, nothing is said.

use super::View;
use super::claims::Said;
use super::figures::{self, Figure};
use super::parts::alike;
use super::quantity::{Quantity, Unit};
use super::tokens::Token;
use super::words::Word;
use crate::number::Number;
use crate::report::Relation;
use crate::text::{Span, says, says_any};

/// So many numbers to either side are looked at.
const REACH: usize = 24;

/// Numbers below this are alike by chance.
pub(super) const SMALL: i64 = 10;

/// A list of so many numbers does not make another number by chance.
const LIST: usize = 3;

/// So many numbers in a row are tried for a balance of them, and so many of them that were not added up: more are in one by chance.
const BALANCED: usize = 6;
const BESIDE: usize = 1;

/// Whether the parts are exactly something else than the whole they were held against: their list as it stands makes it, or
/// a list of three and more that one of them stands in makes another number of its paragraph.
pub(super) fn is_list_of_another(view: &View<'_>, whole: &Quantity, parts: &[&Quantity]) -> bool {
    let numbers = view.numbers();
    let at = |quantity: &Quantity| numbers.partition_point(|said| said.quantity.range.start < quantity.range.start);
    let value = |i: usize| numbers[i].quantity.value.as_whole();
    let places: Vec<usize> = parts.iter().map(|part| at(part)).collect();
    let (Some(&first), Some(&last)) = (places.iter().min(), places.iter().max()) else { return false };
    let whole = at(whole);
    let near = first.saturating_sub(REACH)..numbers.len().min(last + REACH);
    let sum = |listed: &[usize]| listed.iter().try_fold(0i64, |sum, i| sum.checked_add(value(*i)?));
    // Beyond a semicolon, too: 819条;监督类301条;服务类226条;其余474条.
    let is_of_whole = || {
        let listed: Vec<usize> = list(view, first, near.end).collect();
        let goes_on = |i: &usize| numbers[*i].sentence == numbers[first].sentence;
        let beyond = (first..near.end)
            .take_while(goes_on)
            .filter(|i| numbers[*i].is_count() && is_alike(&numbers[*i], &numbers[first]));
        let total = value(whole);
        let mut count = 0;
        let mut sums = beyond.scan(0i64, |sum, i| {
            (*sum, count) = (sum.checked_add(value(i)?)?, count + 1);
            Some((*sum, count))
        });
        let whole_first = whole < first && total.is_some();
        whole_first
            && ((listed.len() > 1 && sum(&listed) == total)
                || sums.any(|(sum, count)| count >= LIST && Some(sum) == total))
    };
    // 诉讼36件,上年33件,其中直接起诉22件、复议后起诉14件: the number that was meant stands beside it.
    let made = sum(&places).filter(|made| *made >= SMALL);
    let is_of_one_beside = || {
        let beside = near.clone().filter(|i| *i != whole && !(first..=last).contains(i) && numbers[*i].is_number());
        let of_sentence =
            |i: &usize| numbers[*i].sentence == numbers[whole].sentence && is_alike(&numbers[*i], &numbers[whole]);
        made.is_some() && beside.filter(of_sentence).any(|i| value(i) == made)
    };
    let is_of_another = |start: usize| {
        let listed: Vec<usize> = list(view, start, near.end).collect();
        let other = |i: &usize| {
            let (own, of) = (&numbers[*i], &numbers[start]);
            *i != whole
                && !listed.contains(i)
                && !places.contains(i)
                && view.opening(own.sentence) == view.opening(of.sentence)
                && is_alike(own, of)
        };
        let of_parts = listed.len() >= LIST && listed.iter().any(|i| places.contains(i));
        of_parts && near.clone().filter(other).any(|i| value(i) == sum(&listed))
    };
    // 一场26人,两场58人、61人,共145人: what was taken for the whole may be the first of the list.
    is_of_whole() || is_of_one_beside() || (first.min(whole)..=last).any(is_of_another)
}

fn is_alike(a: &Said<'_>, b: &Said<'_>) -> bool {
    alike(a.quantity.unit, b.quantity.unit)
}

/// The numbers of a list that begins with one: those that count the same, as deep in brackets, to a ； or a word for a sum.
fn list<'v>(view: &'v View<'_>, start: usize, end: usize) -> impl Iterator<Item = usize> + 'v {
    let numbers = view.numbers();
    let first = &numbers[start];
    let tokens = &view.sentences[first.sentence].tokens;
    let depth = tokens[first.token].depth;
    let ends = move |token: &Token| token.depth <= depth && (token.is_mark(";") || token.is(Word::Total));
    let goes_on = move |i: &usize| {
        let said = &numbers[*i];
        said.sentence == first.sentence
            && tokens[said.token].depth >= depth
            && !tokens[first.token..said.token].iter().any(ends)
    };
    let counts = move |i: &usize| tokens[numbers[*i].token].depth == depth && is_alike(&numbers[*i], first);
    (start..end).take_while(goes_on).filter(counts)
}

/// Whether the numbers of a sum that does not come out, together with those beside them, are in balance all the same: 65件里废止8件,再加
/// 新制发5件,正好62件; 79场,省领导14场、厅局52场(6场既有省领导又有厅局)、其他19场; 直接起诉11件、复议后起诉8件,已判14件、未判5件.
pub(super) fn is_in_balance(view: &View<'_>, spans: &[Span]) -> bool {
    let Some(start) = spans.iter().map(|span| span.start).min().filter(|_| spans.len() <= BALANCED) else {
        return false;
    };
    let is_own = |figure: &Figure| spans.contains(&view.span(figure.range.clone()));
    let begun = view.sentences.partition_point(|sentence| view.span(sentence.range.clone()).start <= start);
    let figures = view.figures(begun.saturating_sub(1));
    let Some(unit) = figures.iter().find(|figure| is_own(figure)) else { return false };
    // (两类诉讼: how many kinds there are is none of them.)
    let alike: Vec<usize> = (0..figures.len()).filter(|at| figures[*at].is_alike(unit)).collect();
    let own = |at: &usize| is_own(&figures[*at]);
    let (Some(first), Some(last)) = (alike.iter().position(own), alike.iter().rposition(own)) else { return false };
    if last - first >= BALANCED || alike.iter().filter(|at| own(at)).count() != spans.len() {
        return false;
    }
    // 调整后1214项,其中新增36项,取消22项,原为1200项: what is taken away is.
    const TAKEN: &[&str] = &["取消", "撤", "减", "退", "废", "注销", "拆", "关停", "转出", "剔除", "核销"];
    let signed = |at: &usize| {
        let taken = says_any(figures::words_before(view, figures, *at), TAKEN);
        if taken { -figures[*at].value } else { figures[*at].value }
    };
    let parts: Vec<i128> = alike[first + 1..=last].iter().map(signed).collect();
    if parts.iter().any(|part| *part < 0) && parts.iter().sum::<i128>() == figures[alike[first]].value {
        return true;
    }
    // 满分100分,得92分,扣8分:更新扣5分,错字扣3分: the last of those that make it is divided again.
    let value = |of: usize| figures[alike[of]].value;
    let sum = |from: usize, to: usize| (from..=to).map(value).sum::<i128>();
    if (first + 2..last).any(|end| sum(first + 1, end) == value(first) && sum(end + 1, last) == value(end)) {
        return true;
    }
    // (Those that were added up alone are not; so many others stand among them, or beside them.)
    let among = last - first + 1 - spans.len();
    let goes_on = |of: &usize| {
        let figure = &figures[alike[*of]];
        figure.step == 0 && !figure.about && !says(figures::words_before(view, figures, alike[*of]), ";")
    };
    let starts = (1..=first).rev().take_while(goes_on).map(|after| after - 1);
    std::iter::once(first).chain(starts).take(BALANCED).any(|start| {
        let ends = (last + 1..alike.len().min(start + BALANCED)).take_while(goes_on);
        std::iter::once(last).chain(ends).any(|end| {
            let values: Vec<i128> = (start..=end).map(value).collect();
            let others = values.len() - spans.len();
            (1..=among.max(BESIDE)).contains(&others) && values.len() >= LIST && is_zero(values[0], &values[1..])
        })
    })
}

/// Whether some numbers, added or taken away, are nothing.
fn is_zero(sum: i128, rest: &[i128]) -> bool {
    match rest {
        [] => sum == 0,
        [next, rest @ ..] => is_zero(sum + next, rest) || is_zero(sum - next, rest),
    }
}

/// Whether a change or a share is exactly that between other numbers of its sentence than those it was held against.
pub(super) fn is_between_others(view: &View<'_>, index: usize, tried: &[&Said<'_>]) -> bool {
    let numbers = view.numbers();
    let said = &numbers[index];
    let near = index.saturating_sub(REACH)..numbers.len().min(index + REACH);
    let counts = |other: &&Said<'_>| {
        // Before it, or behind it in a bracket or with a year: 减少17件(2021年180件).
        let at = |said: &Said<'_>| (said.token, view.sentences[said.sentence].tokens[said.token].depth);
        let behind = other.only_dated || at(other).1 > at(said).1;
        let of_sentence = other.sentence == said.sentence && (other.token < said.token || behind);
        of_sentence
            && !std::ptr::eq(*other, said)
            && !matches!(other.relation, Some(Relation::More | Relation::Less | Relation::Share))
    };
    let beside: Vec<&Said<'_>> = numbers[near].iter().filter(counts).collect();
    let rate = matches!(said.quantity.unit, Unit::Percent | Unit::Piece('倍'));
    // A rate in whole per cent comes out often; of numbers beside each other seldom.
    let far = !rate || said.quantity.value.decimals() > 0;
    let is_tried = |a: &Said<'_>, b: &Said<'_>| [a, b].iter().all(|one| tried.iter().any(|of| std::ptr::eq(*one, *of)));
    let value = |of: &Said<'_>| of.quantity.value.as_whole();
    let alone = beside.iter().enumerate().flat_map(|(i, a)| {
        let others = beside.iter().enumerate().filter(move |(j, _)| i != *j && (far || i.abs_diff(*j) == 1));
        others.filter_map(move |(_, b)| (is_alike(a, b) && !is_tried(a, b)).then_some((value(a)?, *b)))
    });
    // 予以公开171件、部分公开59件,公开类增加34件: of two together.
    let together = beside.windows(2).filter(|_| !rate).flat_map(|two| {
        let sum = value(two[0]).zip(value(two[1])).and_then(|(a, b)| a.checked_add(b));
        let others = beside.iter().filter(|other| is_alike(two[0], other) && is_alike(two[1], other));
        others.filter_map(move |other| Some((sum?, *other)))
    });
    // 整改问题318条,未整改9条,整改率97.17%: a rate of what is left.
    let start = said.quantity.range.start;
    let of_rest = view.prose.chars[start.saturating_sub(2)..start].contains(&'率');
    let fits = |(a, b): (i64, &Said<'_>)| {
        (rate || is_alike(b, said))
            && value(b).is_some_and(|b| is_between(said, a, b) || (of_rest && is_between(said, b - a, b)))
    };
    alone.chain(together).any(fits)
}

/// Whether a number is by how much one differs from another, or what it is of it.
fn is_between(said: &Said<'_>, a: i64, b: i64) -> bool {
    let number = said.quantity.value;
    let apart = |up: bool| if up { a.saturating_sub(b) } else { b.saturating_sub(a) };
    match (said.quantity.unit, said.relation) {
        (Unit::Percent, Some(Relation::More)) => number.is_per_cent(apart(true), b),
        (Unit::Percent, Some(Relation::Less)) => number.is_per_cent(apart(false), b),
        (Unit::Percent, _) => number.is_per_cent(a, b),
        (Unit::Piece('倍'), _) => [a, apart(true)].iter().any(|part| number.is_per_cent(*part, b.saturating_mul(100))),
        (_, Some(Relation::More)) => number == Number::whole(apart(true)),
        _ => number == Number::whole(apart(false)),
    }
}
