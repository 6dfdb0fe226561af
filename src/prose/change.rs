//! A change to the year before, and whether the numbers bear it out: 较上年增加6件, 增长42.9%.

use super::claims::Said;
use super::quantity::Unit;
use super::{View, finding};
use crate::findings::{Cause, Finding, Severity};
use crate::number::Number;
use crate::report::Relation;

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
            Relation::Count | Relation::Share => None,
        }
    }

    /// Whether it follows from last year's count.
    pub(crate) fn follows(self, from: i64) -> bool {
        let change = if self.up { self.to - from } else { from - self.to };
        if self.unit == "%" { self.said.is_per_cent(change, from) } else { self.said.as_whole() == Some(change) }
    }

    /// What it should be: `+6件`, `-3.1%`.
    pub(crate) fn should_be(self, from: i64) -> Option<String> {
        let change = (self.to - from).abs();
        let sign = if self.to >= from { "+" } else { "-" };
        let amount = if self.unit == "%" {
            Number::per_cent(change, from, self.said.decimals())?
        } else {
            Number::whole(change)
        };
        Some(format!("{sign}{amount}{}", self.unit))
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
    (0..view.numbers().len()).filter_map(|number| change(view, number)).collect()
}

/// 20件,较上年增加6件,增长42.9%: a change that does not follow from the numbers beside it.
fn change(view: &View<'_>, index: usize) -> Option<Finding> {
    let numbers = view.numbers();
    let said = &numbers[index];
    let up = Change::is_up(said.relation?)?;
    let of = said.of?;
    let to = &numbers[of];
    if said.quantity.approximate || to.quantity.approximate || !view.is_this_year(to.year) {
        return None;
    }
    let value = to.quantity.value.as_whole()?;
    // Money comes in fractions.
    if matches!(to.quantity.unit, Unit::Money(_)) {
        return None;
    }
    let percent = said.quantity.unit == Unit::Percent;
    if !percent && said.quantity.unit != to.quantity.unit {
        return None;
    }
    // The number of the year before: printed, or by the difference that stands beside the percentage.
    let printed = printed_before(view, of, index);
    let mut beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(|i| numbers.get(i));
    let difference = beside
        .find(|d| percent && d.of == said.of && d.relation == said.relation && d.quantity.unit == to.quantity.unit);
    let from = match (printed, difference) {
        (Some(printed), _) => Some(printed.quantity.value.as_whole()?),
        (None, Some(difference)) if !difference.quantity.approximate => {
            let difference = difference.quantity.value.as_whole()?;
            Some(if up { value - difference } else { value + difference })
        }
        _ => None,
    };
    let unit = said.quantity.unit.text();
    let change = Change { up, said: said.quantity.value, unit: &unit, to: value };
    match from {
        Some(from) if from <= 0 || change.follows(from) => return None,
        None if change.is_possible() => return None,
        Some(_) | None => {}
    }
    let should = from.and_then(|from| change.should_be(from));
    let from = from.map(|from| format!("{from}{}", to.quantity.unit.text()));
    let (count, rate) = (to.quantity.text(), said.quantity.text());
    let cause = Cause::Change { to: count, said: rate, up, from, last_report: false, should };
    let mut spans = vec![view.span(said.quantity.range.clone()), view.span(to.quantity.range.clone())];
    spans.extend(printed.or(difference).map(|other| view.span(other.quantity.range.clone())));
    Some(finding("prose.change", Severity::Warning, cause, spans))
}

/// The number of the year before, where the same sentence or the one before gives it: of the same thing, or
/// nothing but last year's (上年为30件) beside it.
fn printed_before<'v>(view: &'v View<'_>, of: usize, index: usize) -> Option<&'v Said<'v>> {
    let last_year = view.input.year? - 1;
    let numbers = view.numbers();
    let to = &numbers[of];
    let sentence = numbers[index].sentence;
    let beside = numbers[of.saturating_sub(1)..].iter().take(index + 3 - of).find(|said| {
        let dated = said.only_dated && said.year == Some(last_year) && said.relation == Some(Relation::Count);
        dated && said.sentence == to.sentence && said.quantity.unit == to.quantity.unit && !said.quantity.approximate
    });
    let claim = view.claims_of(to).first();
    let told = |said: &&Said<'_>| {
        view.claims_of(said).iter().any(|other| {
            let same = claim.is_some_and(|claim| other.measures == claim.measures && other.scope == claim.scope);
            same && other.relation == Relation::Count && other.year == Some(last_year) && !other.approximate
        })
    };
    let mut before = numbers[..index].iter().rev().take_while(|said| said.sentence + 1 >= sentence);
    beside.or_else(|| before.find(told))
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
        assert_eq!(change.should_be(3607).as_deref(), Some("+1.08%"));
        let change = Change { up: false, said: Number::whole(3), unit: "件", to: 20 };
        assert!(change.follows(23));
        assert_eq!(change.should_be(14).as_deref(), Some("+6件"));
    }
}
