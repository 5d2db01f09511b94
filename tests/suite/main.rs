//! Whole journeys, over the app crate and the command line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

mod attachments;
mod bad_input;
mod bundles;
mod chance;
mod corpora;
mod crash;
mod damage;
mod desk;
mod event_docs;
mod events;
mod inputs;
mod long_words;
mod processes;
mod properties;
mod session;
mod shipped;
mod skipped;
mod story;
mod told;
mod tour;
mod walk;
mod window;
mod world;
