//! How like a number is to the one that should stand there, and so how much is said of it.
//!
//! Who copies or adds up a number wrongly writes one that resembles it: a digit is another, two digits change places, one is left out; or it
//! is a little more or less, of a draft. Who is misread (another body's number, a part, another year's) may have written anything:
//! 收到64件 beside the table's 46 is a slip, beside its 312 it rather counts something else. The first is a warning, the second a note. Small
//! numbers are all alike: there the sentence's other numbers must be the table's.

use crate::findings::Severity;
use crate::number::Number;

/// How like two numbers are that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// They are apart by more, or one of them is nothing.
    Far,
    /// Small ones, or apart by no more than a fifth.
    Near,
    /// One digit, or a tenth.
    Slip,
}

impl Likeness {
    pub(crate) fn of(said: Number, right: Number) -> Likeness {
        let (a, b) = digits(said, right);
        let nothing = Number::whole(0);
        if said == nothing || right == nothing || said.is_negative() != right.is_negative() {
            // 增加12件 for 减少12件.
            return if a == b { Likeness::Slip } else { Likeness::Far };
        }
        let (a, b) = (a.as_slice(), b.as_slice());
        // 18.46万元 is 184600元: 1846000元 for it has its point elsewhere, 186400元 two digits that changed places.
        let (significant, own) = (without_zeros(a), without_zeros(b));
        let alike = significant.len().min(own.len()) > 3 && is_digit_apart(significant, own);
        if said.decimals() + right.decimals() > 0 && (significant == own || alike) {
            return Likeness::Slip;
        }
        // (26 for 21: of two digits one is the same by chance.)
        let few = a.len().max(b.len()) <= 2 && !is_swapped(a, b);
        if a == b || (is_digit_apart(a, b) && !few) {
            return Likeness::Slip;
        }
        let small = a.len() == 1 && b.len() == 1 && said.decimals() == 0 && right.decimals() == 0;
        let (said, right) = (millionths(said).abs(), millionths(right).abs());
        let within = |parts: i128| (said - right).abs() * parts <= said.max(right);
        match () {
            () if !small && within(10) => Likeness::Slip,
            () if small || is_digit_apart(a, b) || within(5) => Likeness::Near,
            () => Likeness::Far,
        }
    }

    /// Of a rate in per cent: near are five points.
    pub(crate) fn of_rate(said: Number, right: Number) -> Likeness {
        match Likeness::of(said, right) {
            Likeness::Slip => Likeness::Slip,
            _ if (millionths(said) - millionths(right)).abs() <= 5_000_000 => Likeness::Near,
            _ => Likeness::Far,
        }
    }

    /// What a number is that differs: a warning from so much likeness on.
    pub(crate) fn severity(self, enough: Likeness) -> Severity {
        if self >= enough { Severity::Warning } else { Severity::Info }
    }
}

/// A sum that is not what it should be: of its parts one may be the slip.
pub(super) fn of_sum(whole: i64, parts: &[i64]) -> Likeness {
    let Some(sum) = parts.iter().try_fold(0i64, |sum, part| sum.checked_add(*part)) else { return Likeness::Far };
    // 2 and 4 for 5: of small numbers, one too many.
    let off_by_one = whole.abs_diff(sum) == 1;
    let own = Likeness::of(Number::whole(whole), Number::whole(sum));
    if off_by_one || is_slip_in_sum(whole, parts) { Likeness::Slip } else { own }
}

/// Whether one digit of a whole or of one of its parts, or two neighbouring digits, written otherwise make the sum; of a number of several.
pub(super) fn is_slip_in_sum(whole: i64, parts: &[i64]) -> bool {
    let Some(sum) = parts.iter().try_fold(0i64, |sum, part| sum.checked_add(*part)) else { return false };
    let missing = whole.saturating_sub(sum);
    let same_length = |one: i64, other: i64| one.max(other) >= 10 && is_digit_of(one, other);
    same_length(whole, sum)
        || parts.iter().any(|part| part.checked_add(missing).is_some_and(|right| same_length(*part, right)))
}

/// Whether two whole numbers of as many digits are but for one of them the same, or for two that changed places.
pub(super) fn is_digit_of(one: i64, other: i64) -> bool {
    let (one, other) = (one.to_string().into_bytes(), other.to_string().into_bytes());
    one.len() == other.len() && is_digit_apart(&one, &other)
}

/// Whether one digit is another, two neighbours changed places, or one is left out.
fn is_digit_apart(one: &[u8], other: &[u8]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same = same(short, long);
    match long.len() - short.len() {
        0 if same == long.len() => false,
        0 => short[same + 1..] == long[same + 1..] || is_swapped(short, long),
        // (2 for 24: of few digits that says nothing.)
        1 => short.len() > 1 && short[same..] == long[same + 1..],
        _ => false,
    }
}

/// Whether two neighbouring digits changed places.
fn is_swapped(one: &[u8], other: &[u8]) -> bool {
    let same = same(one, other);
    match (&one[same..], &other[same..]) {
        ([a, b, rest @ ..], [c, d, others @ ..]) => (a, b, rest) == (d, c, others),
        _ => false,
    }
}

/// Digits without the noughts at their end.
fn without_zeros(digits: &[u8]) -> &[u8] {
    &digits[..digits.len() - digits.iter().rev().take_while(|digit| **digit == b'0').count()]
}

/// How many digits two numbers begin with alike.
fn same(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

/// The digits of two numbers, as many of them behind the point (300 and 400 of 30.0 and 40), without signs and points: a point in the
/// wrong place changes none of them.
fn digits(one: Number, other: Number) -> (Vec<u8>, Vec<u8>) {
    let decimals = one.decimals().max(other.decimals());
    let text = |number: Number| number.scaled(decimals).map_or(i128::MAX, i128::abs).to_string().into_bytes();
    (text(one), text(other))
}

fn millionths(number: Number) -> i128 {
    number.scaled(6).unwrap_or(i128::from(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::Likeness::{Far, Near, Slip};
    use super::{Likeness, is_slip_in_sum};

    fn number(text: &str) -> crate::number::Number {
        text.parse().expect("a number")
    }

    #[test]
    fn a_slip_is_like_what_it_replaced() {
        for (said, right, is) in [
            ("64", "46", Slip),
            ("12840", "12480", Slip),
            ("31", "37", Near),
            ("34", "33", Slip),
            ("310", "370", Slip),
            ("1283.6", "128.36", Slip),
            ("1846000", "18.46", Slip),
            ("186400", "18.46", Slip),
            ("3841", "18.46", Far),
            ("100", "10", Slip),
            ("10", "1", Far),
            ("569", "3671", Far),
            ("347", "15", Far),
            ("84", "91", Slip),
            ("184", "191", Slip),
            ("33", "28", Near),
            ("9", "8", Near),
            ("2", "24", Far),
            ("5", "0", Far),
            ("0", "3", Far),
            ("12", "-12", Slip),
            ("30", "40", Near),
            ("30.0", "40", Slip),
            ("3", "-42", Far),
            ("38", "57", Far),
        ] {
            assert_eq!(Likeness::of(number(said), number(right)), is, "{said} {right}");
        }
        assert_eq!(Likeness::of_rate(number("15.0"), number("10.0")), Slip);
        assert_eq!(Likeness::of_rate(number("18.0"), number("13.1")), Near);
        assert_eq!(Likeness::of_rate(number("90"), number("75")), Far);
        assert_eq!(Likeness::of_rate(number("97.17"), number("2.83")), Far);
    }

    #[test]
    fn a_digit_of_a_part_may_be_wrong() {
        for (whole, parts, is) in [
            (4286, &[3120, 742, 414][..], true),
            (9214, &[4820, 3106, 1388], true),
            (477, &[210, 117], false),
            (33, &[11, 22], false),
        ] {
            assert_eq!(is_slip_in_sum(whole, parts), is, "{whole} {parts:?}");
        }
    }
}
