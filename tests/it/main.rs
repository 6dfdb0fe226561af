//! All integration tests, one binary.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::print_stderr, clippy::print_stdout)]

mod generate;
mod properties;
