//! `decklog postmortem`.

use std::path::PathBuf;

use clap::Subcommand;

/// Postmortems, drafted from the record.
#[derive(Debug, Subcommand)]
pub(crate) enum Postmortem {
    /// Draft it anew from what was recorded; words written by people stay.
    Draft {
        /// Number or id of the incident.
        incident: String,
    },
    /// Write the words of people in one section: all of them, not only what changes. A later draft keeps them.
    Edit {
        /// Number or id of the incident.
        incident: String,
        /// Key of the section; `postmortem show --json` lists them.
        section: String,
        /// The words, as Markdown.
        #[arg(long, conflicts_with = "file", required_unless_present = "file", allow_hyphen_values = true)]
        text: Option<String>,
        /// A file that holds them; `-` is the standard input.
        #[arg(long)]
        file: Option<PathBuf>,
        /// The draft that was written on; the present one when absent.
        #[arg(long)]
        draft: Option<u32>,
    },
    /// Print it as Markdown.
    Show {
        /// Number or id of the incident.
        incident: String,
    },
}
