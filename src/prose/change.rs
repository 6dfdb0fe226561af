//! A change to the year before, and whether the numbers bear it out: 较上年增加6件, 增长42.9%.

use super::claims::Said;
use super::compare;
use super::figures;
use super::label::{Label, is_subject};
use super::measures::{self as m, Measure};
use super::moved::{self, Told};
use super::quantity::Unit;
use super::slips::Likeness;
use super::tokens::Kind;
use super::words::Word;
use super::{View, finding, fits};
use crate::findings::{Cause, Finding};
use crate::number::Number;
use crate::report::Relation;
use crate::text::holds;

/// A change as it is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Change<'a> {
    pub(crate) up: bool,
    pub(crate) said: Number,
    /// Of the change: `%`, or that of the count.
    pub(crate) unit: &'a str,
    /// This year's count.
    pub(crate) to: i64,
}

impl Change<'_> {
    /// Whether what is told of a number is a rise; `None` where it is no change.
    pub(crate) fn is_up(relation: Relation) -> Option<bool> {
        match relation {
            Relation::More => Some(true),
            Relation::Less => Some(false),
            Relation::Count | Relation::Share | Relation::BothYears => None,
        }
    }

    /// Whether it follows from last year's count.
    pub(crate) fn follows(self, from: i64) -> bool {
        let change = if self.up { self.to - from } else { from - self.to };
        if self.unit == "%" { self.said.is_per_cent(change, from) } else { self.said.as_whole() == Some(change) }
    }

    /// What it should be, below zero where it is a fall.
    pub(crate) fn should_be(self, from: i64) -> Option<Number> {
        let change = (self.to - from).abs();
        let amount = if self.unit == "%" {
            Number::per_cent(change, from, self.said.decimals())?
        } else {
            Number::whole(change)
        };
        Some(if self.to >= from { amount } else { amount.negated() })
    }

    /// What it should be, in its unit, and how like that what is said is.
    fn weighed(self, from: i64) -> Option<(String, Likeness)> {
        let right = self.should_be(from)?;
        let said = if self.up { self.said } else { self.said.negated() };
        // 20 for 25 from 1000 to 1250: of the wrong one of the two.
        let other = if self.unit == "%" { Change { to: from, ..self }.should_be(self.to) } else { None };
        let of = if self.unit == "%" { Likeness::of_rate } else { Likeness::of };
        let is_other = other.is_some_and(|other| other.negated() == said);
        Some((self.text(right), if is_other { Likeness::Slip } else { of(said, right) }))
    }

    /// A change in its unit: `+6件`, `-3.1%`.
    pub(crate) fn text(self, change: Number) -> String {
        let sign = if change.is_negative() { "" } else { "+" };
        format!("{sign}{change}{}", self.unit)
    }

    /// Whether some count of last year makes it so. Of few requests many percentages are impossible.
    pub(crate) fn is_possible(self) -> bool {
        const HUNDRED: i128 = 100_000_000;
        if self.unit != "%" {
            return true;
        }
        let Some(said) = self.said.scaled(6) else { return true };
        let rate = if self.up { HUNDRED + said } else { HUNDRED - said };
        if rate <= 0 {
            // Down by all there was, and still some left.
            return self.to == 0;
        }
        let near = i128::from(self.to) * HUNDRED / rate;
        // The printed digits stand for a range of rates: one unit of the last either way, and so of counts.
        let step = 10i128.pow(6 - u32::from(self.said.decimals()));
        let reach = near * step / rate + 2;
        // So many counts that one of them fits.
        if reach > 4 {
            return true;
        }
        (near - reach..=near + reach).filter_map(|from| i64::try_from(from).ok()).any(|from| self.follows(from))
    }
}

pub(super) fn check(view: &View<'_>) -> Vec<Finding> {
    let told: Vec<Told> = view.by_sentence(moved::check).collect();
    let is_told = |number: &Said<'_>| {
        let start = number.quantity.range.start;
        told.binary_search_by_key(&start, |told| told.by.start).is_ok()
    };
    let others = (0..view.numbers().len()).filter(|number| !is_told(&view.numbers()[*number]));
    let mut findings: Vec<Finding> = others.filter_map(|number| change(view, number)).collect();
    findings.extend(told.into_iter().filter_map(|told| told.finding));
    findings
}

/// 20件,较上年增加6件,增长42.9%: a change that does not follow from the numbers beside it.
fn change(view: &View<'_>, index: usize) -> Option<Finding> {
    let said = &view.numbers()[index];
    if said.quantity.unit == Unit::Piece('倍') {
        return times(view, index);
    }
    let up = Change::is_up(said.relation?)?;
    if said.quantity.approximate {
        return None;
    }
    // 两项合计增加164条: of several together.
    if view.words_before(said).has(Word::Total) {
        return None;
    }
    let unit = said.quantity.unit.text();
    let of = |to: i64| Change { up, said: said.quantity.value, unit: &unit, to };
    if let Some(finding) = to_the_tables(view, index, &of) {
        return finding;
    }
    if let Some(Pair { to, from }) = pair(view, index) {
        let base = from.quantity.value.as_whole()?;
        let follows = |to: &Said<'_>| to.quantity.value.as_whole().is_some_and(|to| of(to).follows(base));
        if base <= 0 || counts_of_this_year(view, index, from).any(follows) {
            return None;
        }
        let should = of(to.quantity.value.as_whole()?).weighed(base);
        return wrong(view, index, up, to, Some(from.quantity.text()), should, Some(from));
    }
    // 若剔除这一因素,同比下降0.8%: of numbers that are not said.
    let tokens = &view.sentences[said.sentence].tokens;
    let to = &view.numbers()[said.of?];
    if to.sentence == said.sentence && tokens[to.token..said.token].iter().any(|token| token.is(Word::Except)) {
        return None;
    }
    let value = to.quantity.value.as_whole()?;
    let percent = said.quantity.unit == Unit::Percent;
    // 若不计转入,则比2018年的400件增长10%: of what stands beside it, if of anything.
    if to.sentence != said.sentence && view.earlier_in_sentence(index).any(|before| before.is_number()) {
        return None;
    }
    // Money comes in fractions.
    let countable = !to.quantity.approximate && !matches!(to.quantity.unit, Unit::Money(_));
    if !percent || !countable || !view.is_this_year(to.year) {
        return None;
    }
    // The number of the year before, by the difference that stands beside the percentage.
    let numbers = view.numbers();
    let mut beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(|i| numbers.get(i));
    let difference = beside.find(|d| {
        d.of == said.of && d.relation == said.relation && d.quantity.unit == to.quantity.unit && !d.quantity.approximate
    });
    let Some(difference) = difference else {
        let bracketed = numbers.get(index + 1).is_some_and(|next| next.only_dated && next.sentence == said.sentence);
        let possible = bracketed || of(value).is_possible();
        return if possible { None } else { wrong(view, index, up, to, None, None, None) };
    };
    let by = difference.quantity.value.as_whole()?;
    let base = if up { value - by } else { value + by };
    if base <= 0 || of(value).follows(base) {
        return None;
    }
    let from = format!("{base}{}", to.quantity.unit.text());
    wrong(view, index, up, to, Some(from), of(value).weighed(base), Some(difference))
}

/// 去年新收申请58件,今年增加21件: this year's is not said, and the table has it. Outer `None`: it is told otherwise.
fn to_the_tables<'c>(view: &View<'_>, index: usize, of: &impl Fn(i64) -> Change<'c>) -> Option<Option<Finding>> {
    let numbers = view.numbers();
    let said = &numbers[index];
    let from = &numbers[index.checked_sub(1)?];
    let is_earlier = from.year.zip(view.input.year).is_some_and(|(year, own)| year < own);
    let exact = from.sentence == said.sentence && from.is_count() && !from.quantity.approximate;
    let measure = view.measure_of(from).filter(|_| exact && is_earlier)?;
    let came = |measure: &'static Measure| [&m::NEW, &m::RECEIVED].contains(&measure);
    let same = came(measure) && view.measure_of(said).is_none_or(came);
    // 去年58件,今年79件,增加21件; 79件,比去年的58件增加21件: this year's stands there.
    let is_this = |number: &Said<'_>| {
        number.is_count() && number.quantity.unit == from.quantity.unit && view.is_this_year(number.year)
    };
    if !same || view.earlier_in_sentence(index).take(figures::NEAR).any(is_this) || view.claims_of(from).len() != 1 {
        return None;
    }
    let base = from.quantity.value.as_whole().filter(|base| *base > 0)?;
    let this = compare::numbers(view, measure);
    let to = *this.first()?;
    if this.iter().any(|to| of(*to).follows(base))
        || counts_of_this_year(view, index, from)
            .any(|to| to.quantity.value.as_whole().is_some_and(|to| of(to).follows(base)))
    {
        return Some(None);
    }
    let (should, likeness) = of(to).weighed(base).filter(|(_, likeness)| *likeness >= Likeness::Near)?;
    let cause = Cause::Change {
        to: format!("{to}{}", from.quantity.unit.text()),
        said: said.quantity.text(),
        up: of(to).up,
        from: Some(from.quantity.text()),
        last_report: false,
        should: Some(should),
    };
    let spans = [said, from].map(|number| view.span(number.quantity.range.clone())).to_vec();
    Some(Some(finding("prose.change", likeness.severity(Likeness::Near), cause, spans)))
}

/// A change that is none between the numbers it was held against; `None` where it is between others ([`fits`]).
fn wrong(
    view: &View<'_>,
    index: usize,
    up: bool,
    to: &Said<'_>,
    from: Option<String>,
    should: Option<(String, Likeness)>,
    beside: Option<&Said<'_>>,
) -> Option<Finding> {
    let said = &view.numbers()[index];
    let tried: Vec<&Said<'_>> = [Some(to), beside].into_iter().flatten().collect();
    if fits::is_between_others(view, index, &tried) {
        return None;
    }
    let (should, likeness) = should.map_or((None, Likeness::Far), |(should, likeness)| (Some(should), likeness));
    // 99件,较上年80件增长30%; 154件,同比增加26件(2023年139件): the base stands right before it, or in a bracket behind it.
    let between = |a: &Said<'_>, b: &Said<'_>| view.prose.chars.get(a.quantity.range.end..b.quantity.range.start);
    let of_base = |base: &Said<'_>| {
        let before = between(base, said).is_some_and(|between| !between.contains(&','));
        base.only_dated && (before || between(said, base).is_some_and(|between| between.starts_with(&['('])))
    };
    let likeness = if beside.is_some_and(of_base) { Likeness::Slip } else { likeness };
    let cause =
        Cause::Change { to: to.quantity.text(), said: said.quantity.text(), up, from, last_report: false, should };
    let numbers = [said].into_iter().chain(tried);
    let spans = numbers.map(|number| view.span(number.quantity.range.clone())).collect();
    Some(finding("prose.change", likeness.severity(Likeness::Near), cause, spans))
}

/// Two numbers that a change is between.
struct Pair<'v> {
    to: &'v Said<'v>,
    from: &'v Said<'v>,
}

/// The numbers before a change that it is between, where one of them is last year's and nothing stands between them
/// and the change: 33件,上年30件,增长10%; 2023年30件,2024年33件,增长10%; or last year's in a bracket after it.
fn pair<'v>(view: &'v View<'_>, index: usize) -> Option<Pair<'v>> {
    let last_year = view.input.year? - 1;
    let numbers = view.numbers();
    let said = &numbers[index];
    let exact = |number: &&Said<'_>| number.is_count() && !number.quantity.approximate;
    let is_last = |number: &Said<'_>| number.year == Some(last_year);
    let alike = |a: &Said<'_>, b: &Said<'_>| a.quantity.unit == b.quantity.unit;
    let counts =
        |number: &Said<'_>| matches!(said.quantity.unit, Unit::Percent | Unit::Piece('倍')) || alike(number, said);
    // 较上年少5件;未实施行政强制,上年为2件: of what is named between.
    let between = |next: &Said<'_>| view.label(said.sentence, said.token + 1..next.token);
    let after = numbers.get(index + 1).filter(|next| {
        // 比上年多办5件(上年办结11件): in a bracket of its own.
        let tokens = &view.sentences[said.sentence].tokens;
        let bracketed = tokens.get(said.token + 1).is_some_and(|token| token.is_mark("("));
        let dated = |next: &Said<'_>| next.only_dated && !between(next).names_a_subject();
        is_last(next) && next.sentence == said.sentence && (dated(next) || bracketed)
    });
    let mut before = view.earlier_in_sentence(index).filter(exact);
    if let Some(from) = after.filter(exact) {
        let to = before.find(|number| view.is_this_year(number.year) && alike(number, from))?;
        return Some(Pair { to, from }).filter(|_| counts(from));
    }
    // 行政许可事项由212项增加到223项,行政处罚事项增加58项: of something of its own.
    let before_it = &numbers[index.saturating_sub(2)..index];
    if before_it.iter().all(|of| of.sentence == said.sentence && names_another(view, of, said)) {
        return None;
    }
    // 从6166人增至6500人,净增407人.
    if let [.., from, to] = &numbers[..index]
        && from.of_part
        && exact(&to)
        && from.sentence == said.sentence
        && alike(to, from)
        && counts(to)
        && said_from(view, from, to)
        && !has_another_name(view, to, said)
    {
        return Some(Pair { to, from });
    }
    let (second, first) = (before.next()?, before.next()?);
    let (to, from) = match (is_last(first), is_last(second)) {
        (false, true) => (first, second),
        (true, false) => (second, first),
        _ => return None,
    };
    // 903条,为2021年412条的2.2倍;全部4518条,比2021年多548条: what one change was from is not what another is from.
    let is_told = |number: &Said<'_>| -> bool {
        number.relation.is_some_and(|relation| relation != Relation::Count) || number.quantity.unit == Unit::Piece('倍')
    };
    let mut between =
        view.earlier_in_sentence(index).filter(|number| (first.token..second.token).contains(&number.token));
    if std::ptr::eq(from, first) && between.any(is_told) {
        return None;
    }
    let same = view.is_this_year(to.year) && alike(to, from) && counts(to);
    // 收到173件,比上年的183件减少10件,自然人申请减少15件: a change that says of what it is.
    let measures = |said: &Said<'_>| view.claims_of(said).first().map(|claim| claim.measures.clone());
    if measures(said).is_some_and(|own| measures(to).is_some_and(|of| of != own)) {
        return None;
    }
    if view.is_gross(&said.quantity.range) {
        return None;
    }
    // 361条,比2021年(158条、163条)多40条: what stands in a bracket divides, and is no change.
    let depth = |said: &Said<'_>| view.sentences[said.sentence].tokens[said.token].depth;
    if depth(to).min(depth(from)) > depth(said) {
        return None;
    }
    if has_another_name(view, to, said) {
        return None;
    }
    // 复议25件(上年21件),诉讼18件,下降10%: another thing's.
    let own = match (measures(to), measures(from)) {
        _ if from.only_dated && std::ptr::eq(from, second) => true,
        // 是2019年1340条的2.2倍;微博发布3457条: of something of its own.
        (Some(to), Some(from)) => to == from,
        _ => same_words(view, first, second),
    };
    (same && own).then_some(Pair { to, from })
}

/// 质量类249条;上年1121条,总量下降而改造类反升87条: whether a change is of something that the number is not said to be of.
fn has_another_name(view: &View<'_>, to: &Said<'_>, said: &Said<'_>) -> bool {
    const NAME: usize = 4;
    let (label, of_to) = (view.words_before(said), view.words_before(to));
    if moved::is_of_some(label.text(), of_to.text()) {
        return true;
    }
    let mut gaps = label.tokens.iter().filter(|token| matches!(token.kind, Kind::Gap));
    label.gap() >= NAME && gaps.any(|gap| !holds(of_to.text(), &label.chars[gap.range.clone()]))
}

/// Whether the second of two numbers is not said to be of something that the first is not of: its own words are none, or
/// all of them the first one's.
fn same_words(view: &View<'_>, first: &Said<'_>, second: &Said<'_>) -> bool {
    let (first, second) = (view.words_before(first), view.words_before(second));
    // 全区227件;其中本级47件: of some of them.
    if second.has_any(&[Word::Among, Word::OneBody, Word::AllBodies, Word::Own]) {
        return false;
    }
    // 网络申请112件,比上年的78件增加34件,信函申请46件,减少3件: of another part.
    if names_other(&first, &second) {
        return false;
    }
    let gaps = second.tokens.iter().filter(|token| matches!(token.kind, Kind::Gap));
    let stands = |words: &[char]| holds(first.text(), words);
    gaps.map(|gap| &second.chars[gap.range.clone()]).all(stands)
}

/// Whether the second of two numbers is said to be of something that the first is not said to be of.
fn names_another(view: &View<'_>, first: &Said<'_>, second: &Said<'_>) -> bool {
    names_other(&view.words_before(first), &view.words_before(second))
}

fn names_other(first: &Label<'_>, second: &Label<'_>) -> bool {
    let names = |word: Word| is_subject(word) || matches!(word, Word::Channel | Word::Aside);
    second.any(|word| names(word) && !first.has(word))
}

/// Whether one number is said to have become another.
fn said_from(view: &View<'_>, from: &Said<'_>, to: &Said<'_>) -> bool {
    from.sentence == to.sentence && view.words_before(from).has(Word::From) && view.words_before(to).has(Word::Reached)
}

/// What a change may be to: any count of this year before it in its paragraph.
fn counts_of_this_year<'v>(view: &'v View<'_>, index: usize, from: &Said<'_>) -> impl Iterator<Item = &'v Said<'v>> {
    let unit = from.quantity.unit;
    view.earlier_in_paragraph(index)
        .filter(move |number| number.is_count() && number.quantity.unit == unit && view.is_this_year(number.year))
}

/// 2023年5件,2024年10件,是上年的2.5倍: a multiple that is none.
fn times(view: &View<'_>, index: usize) -> Option<Finding> {
    let said = &view.numbers()[index];
    let Pair { to, from } = pair(view, index)?;
    let base = from.quantity.value.as_whole().filter(|base| *base > 0)?;
    let value = said.quantity.value;
    // 增长1.5倍 is by so much more, 是1.5倍 that much; either will do.
    let is = |to: i64| [to, to - base].iter().any(|part| value.is_per_cent(*part, base.saturating_mul(100)));
    if said.quantity.approximate
        || counts_of_this_year(view, index, from).any(|to| to.quantity.value.as_whole().is_some_and(is))
    {
        return None;
    }
    let count = to.quantity.value.as_whole()?;
    let likeness = |part: i64| {
        let times = value.times(100).zip(Number::per_cent(part, base, 0));
        times.map_or(Likeness::Far, |(said, right)| Likeness::of_rate(said, right))
    };
    let should = Number::per_cent(count, base, 0).map(|rate| format!("{rate}%"));
    let should = should.map(|should| (should, likeness(count).max(likeness(count - base))));
    let up = count >= base;
    wrong(view, index, up, to, Some(from.quantity.text()), should, Some(from))
}

#[cfg(test)]
mod tests {
    use super::Change;
    use crate::number::Number;

    #[test]
    fn a_change_needs_a_count_it_can_come_from() {
        // 20 from 14 is up by 42.86%.
        for (up, said, to, possible) in [
            (true, "42.9", 20, true),
            (true, "42.8", 20, true),
            (true, "42", 20, true),
            (true, "42.5", 20, false),
            (true, "41", 20, false),
            (false, "10", 45, true),
            (false, "11", 45, true),
            (false, "9", 45, false),
            (false, "100", 3, false),
            (false, "100", 0, true),
            (true, "100", 2, true),
            (true, "1.05", 3646, true),
            (true, "70.3", 3607, true),
        ] {
            let said = Number::parse(false, said.chars()).expect("a number");
            assert_eq!(Change { up, said, unit: "%", to }.is_possible(), possible, "{up} {said} {to}");
        }
    }

    #[test]
    fn what_it_should_be_is_printed_as_precisely() {
        let said = Number::parse(false, "1.05".chars()).expect("a number");
        let change = Change { up: true, said, unit: "%", to: 3646 };
        assert!(!change.follows(3607));
        assert_eq!(change.should_be(3607).map(|right| change.text(right)).as_deref(), Some("+1.08%"));
        let change = Change { up: false, said: Number::whole(3), unit: "件", to: 20 };
        assert!(change.follows(23));
        assert_eq!(change.should_be(14).map(|right| change.text(right)).as_deref(), Some("+6件"));
    }
}
