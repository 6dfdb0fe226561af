//! The form's own sums, over the numbers of the prose: 新收14件,上年结转1件,办结12件,结转下年4件.
//!
//! They hold between the numbers of one paragraph that are of this year and of the same bodies, each said once there.

use super::claims::Claim;
use super::measures::{self as m, Measure};
use super::slips::{self, Likeness};
use super::{View, finding};
use crate::findings::{Cause, Finding};
use crate::report::{Relation, Scope};

/// A sum: what is on the left is as much as what is on the right.
struct Law {
    left: &'static [&'static Measure],
    right: &'static [&'static Measure],
}

/// What the rows and columns of the form add up to, as far as prose names them.
static LAWS: &[Law] = &[
    Law { left: &[&m::NEW, &m::CARRIED_IN], right: &[&m::IN_HAND] },
    Law { left: &[&m::RECEIVED, &m::CARRIED_IN], right: &[&m::IN_HAND] },
    Law { left: &[&m::IN_HAND], right: &[&m::HANDLED, &m::CARRIED_OUT] },
    Law { left: &[&m::IN_HAND], right: &[&m::PROCESSED, &m::CARRIED_OUT] },
    Law { left: &[&m::NEW, &m::CARRIED_IN], right: &[&m::HANDLED, &m::CARRIED_OUT] },
    Law { left: &[&m::RECEIVED, &m::CARRIED_IN], right: &[&m::HANDLED, &m::CARRIED_OUT] },
    Law { left: &[&m::HANDLED], right: &[&m::HANDLED_NEW, &m::CARRIED_IN] },
    Law { left: &[&m::SUED], right: &[&m::DIRECT_SUIT, &m::LATER_SUIT] },
    Law {
        left: &[&m::RECONSIDERED],
        right: &[&m::RECONSIDERED_UPHELD, &m::RECONSIDERED_CORRECTED, &m::RECONSIDERED_OTHER, &m::RECONSIDERED_PENDING],
    },
    Law { left: &[&m::SUED], right: &[&m::SUED_UPHELD, &m::SUED_CORRECTED, &m::SUED_OTHER, &m::SUED_PENDING] },
    Law { left: &[&m::NEW], right: &[&m::NATURAL_PERSON, &m::ORGANISATION] },
    Law { left: &[&m::RECEIVED], right: &[&m::NATURAL_PERSON, &m::ORGANISATION] },
    Law { left: &[&m::UNAVAILABLE], right: &[&m::NOT_HELD, &m::NEEDS_CREATION, &m::UNCLEAR] },
    Law {
        left: &[&m::REJECTED],
        right: &[&m::PETITION, &m::REPEATED, &m::PUBLICATION, &m::EXCESSIVE, &m::CONFIRMATION],
    },
    Law { left: &[&m::HANDLED], right: &m::OUTCOMES },
];

/// `settled`: which claims the tables have spoken of, or count something else.
pub(crate) fn check(view: &View<'_>, settled: &[bool]) -> Vec<Finding> {
    let mut found = Vec::new();
    let claims = view.claims();
    let mut start = 0;
    while start < claims.len() {
        let opening = view.opening(claims[start].sentence);
        let end = start + claims[start..].iter().take_while(|claim| view.opening(claim.sentence) == opening).count();
        found.extend(LAWS.iter().filter_map(|law| broken(view, law, start..end, settled)));
        start = end;
    }
    found
}

fn broken(view: &View<'_>, law: &Law, paragraph: std::ops::Range<usize>, settled: &[bool]) -> Option<Finding> {
    let of = |measure: &&'static Measure| -> Option<(&Claim, i64)> {
        let mut said = paragraph.clone().filter(|&i| {
            let claim = &view.claims()[i];
            claim.measures == [*measure] && claim.relation == Relation::Count && view.is_this_year(claim.year)
        });
        let first = said.next()?;
        let claim = &view.claims()[first];
        let plain = !claim.at_most
            && !claim.of_some
            && !claim.approximate
            && !claim.is_implied()
            && claim.within.is_none()
            && claim.scope != Scope::Other
            && !settled[first];
        let again = said.any(|i| view.claims()[i].value != claim.value);
        let value = claim.value.as_whole().filter(|_| plain && !again)?;
        Some((claim, value))
    };
    let left: Vec<(&Claim, i64)> = law.left.iter().map(of).collect::<Option<_>>()?;
    let said: Vec<(&Claim, i64)> = law.right.iter().filter_map(of).collect();
    let complete = said.len() == law.right.len();
    let right = said;
    if !complete && (law.left.len() > 1 || right.len() < 2) {
        return None;
    }
    let scope = left[0].0.scope;
    // 予以公开14件(部分公开2件): what is in a bracket is a part of what is before it.
    let depth = |claim: &Claim| {
        let tokens = &view.sentences[claim.sentence].tokens;
        tokens.iter().find(|token| token.range.start == claim.range.start).map(|token| token.depth)
    };
    let alike = |claim: &Claim| claim.scope == scope && depth(claim) == depth(left[0].0);
    if !left.iter().chain(&right).all(|(claim, _)| alike(claim)) {
        return None;
    }
    let sum = |side: &[(&Claim, i64)]| side.iter().try_fold(0i64, |sum, (_, value)| sum.checked_add(*value));
    let (left_sum, right_sum) = (sum(&left)?, sum(&right)?);
    // 收到 may be with what was carried in.
    let with = law.left == [&m::RECEIVED, &m::CARRIED_IN] && left[0].1 == right_sum;
    // 其他处理1件、逾期不补正1件: what is told apart is one more part.
    let apart = |claim: &Claim| {
        let part = law.right.iter().any(|part| claim.measures.iter().any(|measure| measure.is_narrower_than(part)));
        part && claim.value.as_whole() == Some(left_sum.abs_diff(right_sum) as i64)
    };
    // 自然人27件、商业企业16件、其他组织1件: one of the five kinds, and not all organisations.
    let kinds = |claim: &Claim| {
        let [measure] = claim.measures[..] else { return false };
        measure.is_applicant() && !law.right.contains(&measure) && depth(claim) == depth(left[0].0)
    };
    let listed = law.right.contains(&&m::ORGANISATION) && view.claims()[paragraph.clone()].iter().any(kinds);
    // Some of the parts may only be too many.
    if listed
        || left_sum == right_sum
        || with
        || (!complete && right_sum < left_sum)
        || view.claims()[paragraph.clone()].iter().any(apart)
    {
        return None;
    }
    let text = |(claim, value): &(&Claim, i64)| format!("{value}{}", claim.unit);
    let bare = |(_, value): &(&Claim, i64)| value.to_string();
    let cause = match (left.as_slice(), right.as_slice()) {
        ([whole], parts) => Cause::PartsTotal {
            whole: text(whole),
            parts: parts.iter().map(bare).collect(),
            sum: right_sum.to_string(),
        },
        (parts, [whole]) => {
            Cause::PartsTotal { whole: text(whole), parts: parts.iter().map(bare).collect(), sum: left_sum.to_string() }
        }
        (left, right) => Cause::PartsTotal {
            whole: right.iter().map(bare).collect::<Vec<_>>().join("+"),
            parts: left.iter().map(bare).collect(),
            sum: left_sum.to_string(),
        },
    };
    let spans = left.iter().chain(&right).map(|(claim, _)| view.span(claim.range.clone())).collect();
    // The more there is of a side the likelier one of its numbers is the slip.
    let values = |side: &[(&Claim, i64)]| side.iter().map(|(_, value)| *value).collect::<Vec<i64>>();
    let likeness = slips::of_sum(left_sum, &values(&right)).max(slips::of_sum(right_sum, &values(&left)));
    Some(finding("prose.parts-total", likeness.severity(Likeness::Near), cause, spans))
}
