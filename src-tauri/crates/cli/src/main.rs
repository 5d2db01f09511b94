//! The decklog command.
fn main() {}
