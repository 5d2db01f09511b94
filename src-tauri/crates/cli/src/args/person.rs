//! `decklog person`.

use clap::Subcommand;

/// The people in the record, and which of them you are.
#[derive(Debug, Subcommand)]
pub(crate) enum Person {
    /// Add a person to the record.
    Add {
        /// Name in the record, such as "J. Roth".
        name: String,
        /// Short name for the command line; made from the name when absent.
        #[arg(long)]
        handle: Option<String>,
    },
    /// Everybody in the record; `*` marks you.
    List,
    /// Say which person you are in this copy of the workspace.
    Use {
        /// The person's handle.
        handle: String,
    },
}
