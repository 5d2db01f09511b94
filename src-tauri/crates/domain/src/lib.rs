//! Types, state machines and decisions of Decklog: pure, no clock, no I/O, no randomness.

pub mod runbook_text;
