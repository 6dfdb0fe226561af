//! What words only hint at, and the tables bear out: 已答82件, 罚了35件, 新发19件、废止27件,有效188件.
//!
//! The words of the lexicon say by themselves what a number counts. Others say it of many things: 剩 is what is left, of requests or of
//! anything. A number that is exactly what the tables have for one of those is a fact, and told; of one that is not, nothing is said.

use super::claims::{Claim, Said};
use super::evidence;
use super::fits::SMALL;
use super::kinds::Topic;
use super::label::{self, Label};
use super::measures::{self as m, Measure};
use super::quantity::Unit;
use super::slips::Likeness;
use super::tokens::Kind;
use super::words::{Thing, Word};
use super::{View, compare, everyday};
use crate::findings::Finding;
use crate::number::Number;
use crate::report::{Held, Scope};
use crate::text::Seen;
use std::cell::RefCell;

/// So many others of its sentence that are the table's bear out a small number, or one that differs.
const COMPANY: usize = 2;

/// So many numbers to either side are its company.
const BESIDE: usize = 12;

/// Words that hint at what is counted. What says more stands before what says less: the first that the tables bear out is meant.
type Hints = &'static [(&'static Measure, &'static [&'static str])];

static OF_REQUESTS: Hints = &[
    (
        &m::CARRIED_OUT,
        &[
            "下年",
            "明年",
            "次年",
            "来年",
            "下一年",
            "年末",
            "年底",
            "期末",
            "跨年",
            "未",
            "没",
            "剩",
            "余",
            "留",
            "存",
            "转出",
            "带出",
            "结转",
        ],
    ),
    (
        &m::CARRIED_IN,
        &[
            "上年",
            "去年",
            "上一年",
            "年初",
            "期初",
            "旧",
            "往年",
            "转入",
            "转来",
            "转过来",
            "带入",
            "承接",
            "跨年",
            "结转",
            "上期",
            "移交",
        ],
    ),
    (&m::IN_HAND, &["应", "须", "需", "要", "共", "计"]),
    (&m::UNAVAILABLE, &["提供不了", "给不出", "不能提供", "没法提供", "未能提供"]),
    (&m::PARTIALLY_GRANTED, &["部分", "区分", "遮", "隐去"]),
    (&m::DENIED, &["不公开", "不给", "拒绝", "没公开", "未公开", "不予"]),
    (&m::REJECTED, &["不处理", "不再处理"]),
    (&m::OTHERWISE, &["其他", "其它", "别的"]),
    (&m::GRANTED, &["公开", "全文", "全部", "提供", "给"]),
    (&m::HANDLED, &["办", "答", "完成", "销号", "共", "计"]),
    (&m::RECEIVED, &["收", "新", "接", "申请", "登记"]),
];

const REPEALED: &[&str] = &["废", "失效", "退出", "宣布"];
const IN_FORCE: &[&str] = &[
    "有效", "现行", "现有", "存", "剩", "留", "总数", "变为", "降", "减", "增", "升", "执行", "在用", "目前", "还有",
    "余", "总量", "共", "年末", "年底", "期末",
];
const MADE: &[&str] = &["新", "制", "发", "立", "出", "印", "定", "公布"];

static OF_DOCUMENTS: Hints = &[
    (&m::DOCUMENTS_REPEALED, REPEALED),
    (&m::DOCUMENTS_IN_FORCE, IN_FORCE),
    (&m::DOCUMENTS, MADE),
    (&m::DOCUMENTS_IN_FORCE, &["规范性文件"]),
];

static OF_REGULATIONS: Hints =
    &[(&m::REGULATIONS_REPEALED, REPEALED), (&m::REGULATIONS_IN_FORCE, IN_FORCE), (&m::REGULATIONS, MADE)];

static OF_DECISIONS: Hints = &[(&m::LICENSING, &["许可"]), (&m::PENALTIES, &["罚"]), (&m::COERCION, &["强制"])];

/// What a number counts that is not read by its words alone.
pub(super) struct Hinted {
    pub(super) claim: Claim,
    pub(super) held: Held,
    /// It is not the table's, and like it.
    pub(super) slip: Option<Finding>,
}

/// The facts among the numbers that nothing is claimed by. `held` is what the claims of the others were held against.
pub(super) fn facts(view: &View<'_>, tables: &Tables, held: &[Option<Held>]) -> Vec<Hinted> {
    let is_small = |said: &Said<'_>| said.quantity.value < Number::whole(SMALL);
    let unclaimed = |said: &Said<'_>| said.claims.is_empty();
    // (Those that are borne out by themselves bear out the small ones.)
    let large = numbers(view, |said| unclaimed(said) && !is_small(said));
    let mut facts: Vec<Hinted> =
        large.filter_map(|said| fact(&Known { view, held, facts: &[], tables }, said)).collect();
    let known = Known { view, held, facts: &facts, tables };
    let small = numbers(view, |said| unclaimed(said) && is_small(said));
    let small: Vec<Hinted> = small.filter_map(|said| fact(&known, said)).collect();
    facts.extend(small);
    crate::sort::sort_by_key(&mut facts, |fact| fact.claim.range.start);
    facts
}

/// What numbers count that are not read by the words, and are no fact so far. `stands`: which claims are believed.
pub(super) fn rest(
    view: &View<'_>,
    tables: &Tables,
    held: &[Option<Held>],
    stands: &[bool],
    facts: &[Hinted],
) -> Vec<Hinted> {
    let unread = |said: &Said<'_>| {
        let of = |fact: &Hinted| fact.claim.range.start.cmp(&said.quantity.range.start);
        !stands[said.claims.clone()].iter().any(|stands| *stands) && facts.binary_search_by(of).is_err()
    };
    let known = Known { view, held, facts, tables };
    numbers(view, unread).filter_map(|said| fact(&known, said).or_else(|| slip(&known, said))).collect()
}

/// What bears a number out: what the claims of the others were held against, and the facts so far, in order.
struct Known<'k> {
    view: &'k View<'k>,
    held: &'k [Option<Held>],
    facts: &'k [Hinted],
    tables: &'k Tables,
}

/// What the tables have for what was asked so far.
#[derive(Default)]
pub(super) struct Tables(RefCell<Vec<(&'static Measure, Vec<i64>)>>);

impl Tables {
    fn have(&self, view: &View<'_>, measure: &'static Measure, value: Number) -> bool {
        let mut known = self.0.borrow_mut();
        let at = known.iter().position(|(own, _)| *own == measure).unwrap_or_else(|| {
            known.push((measure, compare::known_numbers(view, measure)));
            known.len() - 1
        });
        known[at].1.iter().any(|number| Number::whole(*number) == value)
    }
}

/// The numbers that may be of this year's table.
fn numbers<'v>(view: &'v View<'_>, is: impl Fn(&Said<'_>) -> bool) -> impl Iterator<Item = &'v Said<'v>> {
    let counts = move |said: &&Said<'_>| {
        is(said)
            && said.is_count()
            && matches!(said.quantity.unit, Unit::Case(_))
            && !said.quantity.approximate
            && said.quantity.value > Number::whole(0)
            && said.scope != Scope::Other
            && view.is_this_year(said.year)
    };
    view.numbers().iter().filter(counts)
}

fn fact(known: &Known<'_>, said: &Said<'_>) -> Option<Hinted> {
    let view = known.view;
    // (Where nobody has said what is spoken of, its sentence must be the table's.)
    let enough = match (said.quantity.value >= Number::whole(SMALL), said.topic) {
        (true, Some(_)) => 0,
        (true, None) => 1,
        (false, _) => COMPANY,
    };
    let borne_out = |measure: &'static Measure| {
        if !known.tables.have(view, measure, said.quantity.value) {
            return None;
        }
        let claim = claim(measure, said);
        let held = compare::against_table(view, &claim).0.filter(|held| held.agrees)?;
        Some(Hinted { claim, held, slip: None })
    };
    let beside = [view.words_before(said), words_after(view, said)];
    let found = beside.iter().find_map(|words| hinted(view, said, words).into_iter().find_map(borne_out))?;
    (company(known, said, &found.claim) >= enough).then_some(found)
}

/// 年内新到的申请127件,来自个人的126件,律所4件,企业6件: others of its sentence are the table's, none of them differs, and it is one digit
/// from what the table has.
fn slip(known: &Known<'_>, said: &Said<'_>) -> Option<Hinted> {
    let Known { view, held, .. } = *known;
    let before = view.words_before(said);
    let words = if before.is_plain() { words_after(view, said) } else { before };
    // (共46件 may be the sum of anything; 办结114件(旧7件,新107件): a bracket divides what stands before it.)
    let is_part = view.sentences[said.sentence].tokens[said.token].depth > 0;
    // (重复、信访及反复申请合起来11件: of reasons, and not of all that came in.)
    let is_of_reasons = everyday::reason(words.text()).is_some();
    let may = |measure: &&&Measure| **measure != &m::IN_HAND && !is_part && !is_of_reasons;
    let measure = *hinted(view, said, &words).first().filter(may)?;
    let claim = claim(measure, said);
    let (own, finding) = compare::against_table(view, &claim);
    let own = own.filter(|own| Likeness::of(claim.value, own.value) == Likeness::Slip)?;
    let numbers = &view.numbers()[view.numbers_of(said.sentence)];
    let differs = |held: &Option<Held>| held.as_ref().is_some_and(|held| !held.agrees);
    let others_differ = || numbers.iter().any(|other| held[other.claims.clone()].iter().any(differs));
    let opening = view.opening(said.sentence);
    let is_told = || {
        let from = view.claims().partition_point(|other| other.sentence < opening);
        let mut told = (from..held.len()).take_while(|i| view.opening(view.claims()[*i].sentence) == opening);
        told.any(|i| view.claims()[i].measures == claim.measures && held[i].as_ref().is_some_and(|held| held.agrees))
    };
    let enough = if evidence::is_surely_a_slip(&claim, Some(&own)) { 0 } else { COMPANY };
    // (Only what is said outright tells that one is off.)
    let outright = Known { facts: &[], ..*known };
    let is_slip = company(&outright, said, &claim) >= enough && !others_differ() && !is_told();
    is_slip.then_some(Hinted { claim, held: own, slip: finding })
}

fn words_after<'v>(view: &'v View<'_>, said: &Said<'_>) -> Label<'v> {
    view.label(said.sentence, label::after(&view.sentences[said.sentence].tokens, said.token))
}

/// What some words beside a number may mean, by what is spoken of.
fn hinted(view: &View<'_>, said: &Said<'_>, words: &Label<'_>) -> Vec<&'static Measure> {
    let text = words.text();
    let seen = Seen::of(text);
    let of = |hints: Hints| -> Vec<&'static Measure> {
        hints.iter().filter(|(_, words)| seen.says_any(text, words)).map(|(measure, _)| *measure).collect()
    };
    let disputes = |reconsideration: bool| {
        let whole = if reconsideration { &m::RECONSIDERED } else { &m::SUED };
        let goes_on = words.has_any(&[Word::Reached, Word::Total]) || words.is_plain();
        let named = everyday::of_dispute(text, reconsideration);
        named.into_iter().chain(goes_on.then_some(whole)).collect()
    };
    match (said.topic, thing(view, said)) {
        (Some(Topic::Requests), _) | (None, None) => {
            everyday::named(text).chain(of(OF_REQUESTS)).chain(of(OF_DECISIONS)).collect()
        }
        (Some(Topic::Reconsideration), _) => disputes(true),
        (Some(Topic::Suits), _) => disputes(false),
        (Some(Topic::Disputes), _) => Vec::new(),
        (_, Some(Thing::Document)) => of(OF_DOCUMENTS),
        (_, Some(Thing::Regulation)) => of(OF_REGULATIONS),
        _ => of(OF_DECISIONS),
    }
}

/// What of 第二十条 its sentence named last before a number.
fn thing(view: &View<'_>, said: &Said<'_>) -> Option<Thing> {
    view.sentences[said.sentence].tokens[..said.token].iter().rev().find_map(|token| match token.kind {
        Kind::Word(Word::Thing(thing)) => Some(thing),
        _ => None,
    })
}

/// How many others of its sentence, and of the same table, are the table's.
fn company(known: &Known<'_>, said: &Said<'_>, claim: &Claim) -> usize {
    let Known { view, held, facts, .. } = *known;
    let table = |claim: &Claim| claim.measures[0].table();
    let numbers = &view.numbers()[view.numbers_of(said.sentence)];
    let own = numbers.partition_point(|other| other.token < said.token);
    let near = &numbers[own.saturating_sub(BESIDE)..numbers.len().min(own + BESIDE)];
    let of_table = |other: &&Said<'_>| {
        let mut claims = view.claims_of(other).iter().zip(&held[other.claims.clone()]);
        claims.any(|(own, held)| table(own) == table(claim) && held.as_ref().is_some_and(|held| held.agrees))
    };
    let claimed = near.iter().filter(|other| other.token != said.token).filter(of_table).count();
    let from = facts.partition_point(|fact| fact.claim.sentence < said.sentence);
    let hinted = facts[from..].iter().take_while(|fact| fact.claim.sentence == said.sentence).take(BESIDE);
    claimed + hinted.filter(|fact| table(&fact.claim) == table(claim)).count()
}

fn claim(measure: &'static Measure, said: &Said<'_>) -> Claim {
    let quantity = said.quantity;
    let claim = Claim::of(measure, quantity.value, said.sentence, quantity.range.clone());
    Claim { unit: quantity.unit.text(), year: said.year, scope: said.scope, ..claim }
}
