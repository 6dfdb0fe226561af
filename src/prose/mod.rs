//! What the prose says in numbers, and whether it agrees with the tables and with itself.
//!
//! Sentences are read clause by clause as a careful clerk reads them: a number, what it counts, of which
//! year and which bodies. What is not understood is left alone.

mod claims;
mod compare;
mod measures;
mod quantity;
mod sentences;

use crate::messages::Lang;
use crate::report::{self, Finding};
use crate::resolve::Resolved;
use crate::sort::sort_by_key;
use crate::text::Folded;
use compare::View;
use sentences::Prose;
use std::ops::Range;

/// What the prose is read and held against.
pub(crate) struct Input<'a> {
    pub(crate) folded: &'a Folded,
    pub(crate) tables: &'a [Resolved],
    /// The body reported on, and the year.
    pub(crate) agency: Option<&'a str>,
    pub(crate) year: Option<u16>,
    /// What was found in the tables: a cell that is to be changed is not held against the prose.
    pub(crate) found: &'a [Finding],
    pub(crate) lang: Lang,
}

/// What the prose says, and what of it cannot be right.
pub(crate) fn check(input: &Input<'_>) -> (Vec<report::Claim>, Vec<Finding>) {
    let mut tables: Vec<Range<usize>> = input.tables.iter().map(|table| table.range.clone()).collect();
    sort_by_key(&mut tables, |range| range.start);
    let prose = Prose::new(input.folded, &tables);
    let sentences = quantity::sentences(&prose);
    let claims = claims::claims(&prose, &sentences, input.year);
    let findings = compare::check(&View { input, prose: &prose, sentences: &sentences, claims: &claims });
    let told = claims.into_iter().map(|claim| report::Claim {
        kinds: claim.measures.iter().map(|measure| measure.id).collect(),
        value: claim.value,
        approximate: claim.approximate,
        unit: claim.unit,
        year: claim.year,
        scope: claim.scope,
        span: input.folded.span(prose.folded(claim.range)),
    });
    (told.collect(), findings)
}
