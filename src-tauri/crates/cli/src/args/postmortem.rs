//! `decklog postmortem`.

use clap::Subcommand;

/// Postmortems, drafted from the record.
#[derive(Debug, Subcommand)]
pub(crate) enum Postmortem {
    /// Draft it anew from what was recorded; words written by people stay.
    Draft {
        /// Number or id of the incident.
        incident: String,
    },
    /// Print it as Markdown.
    Show {
        /// Number or id of the incident.
        incident: String,
    },
}
