//! What the prose says in numbers, and whether it agrees with the tables and with itself.
//!
//! Sentences are read clause by clause as a careful clerk reads them: a number, what it counts, of which
//! year and which bodies. What is not understood is left alone.

mod claims;
mod compare;
mod measures;
mod quantity;
mod sentences;

pub(crate) use claims::claims;
pub(crate) use compare::{View, check};
pub(crate) use sentences::Prose;
