//! `decklog journal`.

use clap::Subcommand;

/// The journal itself: every record, and whether it still holds.
#[derive(Debug, Subcommand)]
pub(crate) enum Journal {
    /// Every record, oldest first.
    List,
    /// One record: its exact bytes and its payload.
    Show {
        /// Its number in the open journal, or ORIGIN#NUMBER.
        record: String,
    },
    /// Check every record, its chain and its contents; exit 1 when something does not hold.
    Verify,
    /// Make all lists anew from the journal.
    Rebuild {
        /// Only compare, on a copy; exit 1 when they differ.
        #[arg(long)]
        check: bool,
    },
}
