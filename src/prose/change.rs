//! A change to the year before, and whether the numbers bear it out: 较上年增加6件, 增长42.9%.

use crate::number::Number;

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
