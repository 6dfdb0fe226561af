//! Numbers as the form holds them: exact decimals, never floating point.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A decimal number of at most [`Number::MAX_DIGITS`] digits: `mantissa` / 10^`scale`.
///
/// Counts have scale 0. Sums of a whole table of counts stay far from overflow.
///
/// Equal and ordered by value: 27.0 is 27.
///
/// ```
/// use gouji::Number;
///
/// let [a, b]: [Number; 2] = ["27.0".parse()?, "-0.5".parse()?];
/// assert!(a == Number::whole(27) && b < a);
/// assert_eq!(b.to_string(), "-0.5");
/// assert!("1,234".parse::<Number>().is_err());
/// # Ok::<(), gouji::ParseNumberError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Number {
    mantissa: i64,
    scale: u8,
}

/// What is no decimal of at most [`Number::MAX_DIGITS`] digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseNumberError;

impl fmt::Display for ParseNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a decimal of at most {} digits", Number::MAX_DIGITS)
    }
}

impl std::error::Error for ParseNumberError {}

impl FromStr for Number {
    type Err = ParseNumberError;

    fn from_str(text: &str) -> Result<Number, ParseNumberError> {
        let digits = text.strip_prefix('-');
        Number::parse(digits.is_some(), digits.unwrap_or(text).chars()).ok_or(ParseNumberError)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        if self.scale == other.scale {
            return self.mantissa.cmp(&other.mantissa);
        }
        let scaled = |number: &Number, by: u8| i128::from(number.mantissa) * 10i128.pow(u32::from(by));
        scaled(self, other.scale).cmp(&scaled(other, self.scale))
    }
}

impl Number {
    /// More digits than this are no number of the form: the cell is unreadable.
    pub const MAX_DIGITS: usize = 15;

    /// A whole number.
    pub const fn whole(value: i64) -> Number {
        Number { mantissa: value, scale: 0 }
    }

    /// Reads ASCII digits with at most one point. `None` where there are no digits or too many.
    pub fn parse(negative: bool, digits: impl Iterator<Item = char>) -> Option<Number> {
        let (mut mantissa, mut scale, mut count, mut point) = (0i64, 0u8, 0usize, false);
        for c in digits {
            if c == '.' {
                if point {
                    return None;
                }
                point = true;
                continue;
            }
            let digit = c.to_digit(10)?;
            count += 1;
            if count > Self::MAX_DIGITS {
                return None;
            }
            mantissa = mantissa * 10 + i64::from(digit);
            scale += u8::from(point);
        }
        (count > 0).then_some(Number { mantissa: if negative { -mantissa } else { mantissa }, scale })
    }

    /// The value if it is a whole number.
    pub fn as_whole(self) -> Option<i64> {
        (self.scale == 0).then_some(self.mantissa)
    }

    /// The same number without decimals, if those are all 0.
    pub fn integral(self) -> Option<Number> {
        let unit = 10i64.pow(u32::from(self.scale));
        (self.mantissa % unit == 0).then(|| Number::whole(self.mantissa / unit))
    }

    /// So many times the number, whole if it comes out so. `None` where it has too many digits.
    pub fn times(self, factor: i64) -> Option<Number> {
        let product = Number { mantissa: self.mantissa.checked_mul(factor)?, scale: self.scale };
        Some(product.integral().unwrap_or(product))
    }

    /// So many times the number, in units of 10^-`digits`; the number has no more digits than that.
    pub(crate) fn scaled(self, digits: u8) -> Option<i128> {
        let digits = digits.checked_sub(self.scale)?;
        Some(i128::from(self.mantissa) * 10i128.pow(u32::from(digits)))
    }

    /// So many units of 10^-`digits`, whole if it comes out so.
    pub(crate) fn scaled_down(units: i64, digits: u8) -> Number {
        let number = Number { mantissa: units, scale: digits };
        number.integral().unwrap_or(number)
    }

    /// How many digits stand after the point.
    pub(crate) fn decimals(self) -> u8 {
        self.scale
    }

    /// Whether the number is `part` in `whole` in per cent, rounded or cut off to the digits it is printed with.
    /// Both are counts.
    pub(crate) fn is_per_cent(self, part: i64, whole: i64) -> bool {
        if whole <= 0 || part < 0 || self.scale > 6 {
            return false;
        }
        let (printed, whole) = (i128::from(self.mantissa), i128::from(whole));
        let exact = i128::from(part) * 100 * 10i128.pow(u32::from(self.scale));
        printed == exact / whole || printed == (2 * exact + whole) / (2 * whole)
    }

    /// `part` in `whole` in per cent, rounded. `None` where there is no whole.
    pub(crate) fn per_cent(part: i64, whole: i64, digits: u8) -> Option<Number> {
        let whole = i128::from(whole);
        let exact = i128::from(part) * 100 * 10i128.pow(u32::from(digits));
        let rounded = (2 * exact + whole).checked_div(2 * whole)?;
        Some(Number { mantissa: i64::try_from(rounded).ok()?, scale: digits })
    }

    /// The same with the other sign.
    pub(crate) const fn negated(self) -> Number {
        Number { mantissa: -self.mantissa, ..self }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let unit = 10u64.pow(u32::from(self.scale));
        let digits = self.mantissa.unsigned_abs();
        write!(f, "{sign}{}.{:0width$}", digits / unit, digits % unit, width = usize::from(self.scale))
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn decimals_print_as_they_were_read() {
        for text in ["0", "1234", "22979.87", "4068.208", "0.05", "999999999999999"] {
            let number = Number::parse(false, text.chars()).expect("a number");
            assert_eq!(number.to_string(), text);
        }
        assert_eq!(Number::parse(true, "688".chars()).map(|n| n.to_string()).as_deref(), Some("-688"));
        assert_eq!(Number::parse(true, "0.5".chars()).map(|n| n.to_string()).as_deref(), Some("-0.5"));
    }

    #[test]
    fn a_share_is_printed_rounded_or_cut_off() {
        let shares: [(&str, i64, i64, bool); 8] = [
            ("33.9", 20, 59, true),
            ("33.8", 20, 59, true),
            ("33", 20, 59, true),
            ("34", 20, 59, true),
            ("33.7", 20, 59, false),
            ("35", 20, 59, false),
            ("100", 7, 7, true),
            ("50", 1, 0, false),
        ];
        for (printed, part, whole, is) in shares {
            let number = Number::parse(false, printed.chars()).expect("a number");
            assert_eq!(number.is_per_cent(part, whole), is, "{part}/{whole} = {printed}%");
        }
    }

    #[test]
    fn too_many_digits_are_no_number() {
        assert_eq!(Number::parse(false, "1000000000000000".chars()), None);
        assert_eq!(Number::parse(false, "1.2.3".chars()), None);
        assert_eq!(Number::parse(false, "".chars()), None);
    }
}
