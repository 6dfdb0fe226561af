//! All integration tests, one binary.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::print_stdout, clippy::needless_range_loop)]
// Layouts and tolerances of the tests are no counts.
#![allow(clippy::disallowed_types)]

mod architecture;
mod before2007;
mod cases;
mod command;
mod corpus;
mod files;
mod generate;
mod invariants;
mod office;
mod ole;
mod paper;
mod programs;
mod properties;
mod prose;
mod seeds;
mod surroundings;
mod truth;
mod written;
mod years;
