//! What each number in the prose says: of what, of which year, of which bodies.

use super::kinds::Topic;
use super::measures::{self as m, Measure};
use super::quantity::{Quantity, Unit};
use crate::number::Number;
use crate::report::{Relation, Scope};
use std::ops::Range;

/// What was understood of the prose.
#[derive(Debug, Default)]
pub(crate) struct Reading<'a> {
    /// All numbers but years, in order.
    pub(crate) numbers: Vec<Said<'a>>,
    pub(crate) claims: Vec<Claim>,
}

/// A number, understood or not.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    pub(crate) quantity: &'a Quantity,
    /// Its sentence, and its place in it.
    pub(crate) sentence: usize,
    pub(crate) token: usize,
    /// `None`: an average, a plan, a part of the year.
    pub(crate) relation: Option<Relation>,
    /// The number that this is a share of, or a change to: an index.
    pub(crate) of: Option<usize>,
    /// What is claimed by it: indices.
    pub(crate) claims: Range<usize>,
    /// The year it is of, understood or not.
    pub(crate) year: Option<u16>,
    /// How many there were, but of another time: 上半年12件.
    pub(crate) of_part: bool,
    /// Nothing but its year is said of it: 上年为30件.
    pub(crate) only_dated: bool,
    /// What was spoken of, if that goes on, and whose number it is.
    pub(crate) topic: Option<Topic>,
    pub(crate) scope: Scope,
}

impl Reading<'_> {
    /// What is claimed by a number.
    pub(crate) fn claims_of(&self, said: &Said<'_>) -> &[Claim] {
        &self.claims[said.claims.clone()]
    }
}

impl Said<'_> {
    /// How many of something there were, not a share or a change.
    pub(crate) fn is_count(&self) -> bool {
        self.relation == Some(Relation::Count) && !matches!(self.quantity.unit, Unit::Percent | Unit::Year)
    }

    /// Of whatever time.
    pub(crate) fn is_number(&self) -> bool {
        self.is_count() || self.of_part
    }
}

/// A fact.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// What is counted; several where they are counted together.
    pub(crate) measures: Vec<&'static Measure>,
    /// Of these applicants alone.
    pub(crate) within: Option<&'static Measure>,
    /// How many of its neighbours must bear it out.
    pub(crate) needs: usize,
    /// Of some that the form counts, not of all.
    pub(crate) at_most: bool,
    /// Perhaps of a set that was just counted.
    pub(crate) of_some: bool,
    pub(crate) relation: Relation,
    pub(crate) value: Number,
    pub(crate) approximate: bool,
    /// As printed; empty for 未收到 and 均已办结.
    pub(crate) unit: String,
    /// The year it is of, where the sentence names one.
    pub(crate) year: Option<u16>,
    pub(crate) scope: Scope,
    pub(crate) sentence: usize,
    /// The number and its unit, in prose; for 未收到 those words.
    pub(crate) range: Range<usize>,
}

impl Claim {
    /// So many of one thing; nothing else is said of it.
    pub(crate) fn of(measure: &'static Measure, value: Number, sentence: usize, range: Range<usize>) -> Claim {
        Claim {
            measures: vec![measure],
            within: None,
            needs: 0,
            at_most: false,
            of_some: false,
            relation: Relation::Count,
            value,
            approximate: false,
            unit: String::new(),
            year: None,
            scope: Scope::Unsaid,
            sentence,
            range,
        }
    }

    /// Of one thing that sentences go on to speak of, not of a part of it.
    pub(crate) fn is_of_a_whole(&self) -> bool {
        matches!(self.measures.as_slice(), [measure] if WHOLES.contains(measure))
    }

    /// Of one thing and all of it, whatever its neighbours say.
    pub(crate) fn is_plain(&self) -> bool {
        self.measures.len() == 1 && self.needs == 0 && !self.of_some && !self.at_most
    }

    /// Said in words, not as a number.
    pub(crate) fn is_implied(&self) -> bool {
        self.unit.is_empty()
    }
}

/// Whose report of which year is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub(crate) agency: Option<&'a str>,
    pub(crate) year: Option<u16>,
}

impl Frame<'_> {
    pub(crate) fn last_year(&self) -> Option<u16> {
        self.year.map(|year| year - 1)
    }
}

/// What a sentence may go on to speak of without naming it again; parts of these are named.
const WHOLES: &[&Measure] =
    &[&m::RECEIVED, &m::NEW, &m::HANDLED, &m::PROCESSED, &m::RECONSIDERED, &m::SUED, &m::GAZETTE, &m::PROCESSING_FEES];
