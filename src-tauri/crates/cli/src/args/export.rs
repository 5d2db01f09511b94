//! `decklog export`.

use std::path::PathBuf;

use clap::Args;
use decklog_app::ExportFormat;

use super::values;

/// Write an incident, its runs and its postmortem into one new file.
///
/// A bundle is a ZIP with the records, the evidence and the report, which a stranger can check offline with
/// `decklog verify`.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Number or id of the incident.
    pub(crate) incident: String,
    /// The new file; one that exists is never overwritten.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// What it looks like; without it as the file's name ends: a bundle for `.zip` and for no ending.
    #[arg(long, ignore_case = true, value_parser = values::format())]
    pub(crate) format: Option<ExportFormat>,
    /// Why it is made; this goes into the record.
    #[arg(long)]
    pub(crate) why: Option<String>,
}
