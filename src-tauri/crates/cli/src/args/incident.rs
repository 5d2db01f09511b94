//! `decklog incident`.

use std::path::PathBuf;

use clap::Subcommand;
use clap::builder::NonEmptyStringValueParser;
use decklog_domain::incident::{IncidentKind, MilestoneCode, Severity};

use super::values;

/// Incidents: declare, note, resolve.
#[derive(Debug, Subcommand)]
pub(crate) enum Incident {
    /// Declare an incident by its title alone; prints its number.
    Declare {
        /// One line that says what is wrong.
        title: String,
        /// How bad it is.
        #[arg(long, value_name = "SEV", default_value = "unrated", ignore_case = true, value_parser = values::severity())]
        severity: Severity,
        /// When users began to be harmed.
        #[arg(long, value_name = "WHEN", allow_hyphen_values = true, value_parser = NonEmptyStringValueParser::new())]
        started: Option<String>,
        /// Whether it counts: practice and tries never do.
        #[arg(long, default_value = "real", ignore_case = true, value_parser = values::kind())]
        kind: IncidentKind,
    },
    /// All incidents, the latest first.
    List,
    /// Header, milestones, runs and timeline of an incident.
    Show {
        /// Number or id.
        incident: String,
    },
    /// Add a note to the timeline.
    Note {
        /// Number or id.
        incident: String,
        /// What happened, in your words; `-` reads them from the standard input.
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// When it happened; now when absent.
        #[arg(long, value_name = "WHEN", allow_hyphen_values = true, value_parser = NonEmptyStringValueParser::new())]
        at: Option<String>,
    },
    /// Record several lines as notes, each with the time it begins with, such as `14:05 rolled back` or `-7m errors gone`.
    Capture {
        /// Number or id.
        incident: String,
        /// The lines; read from the standard input when absent.
        #[arg(allow_hyphen_values = true)]
        text: Option<String>,
        /// Bare times are UTC instead of local.
        #[arg(long)]
        utc: bool,
    },
    /// Correct the time or the words of an entry; what it said first stays visible.
    Correct {
        /// Number or id.
        incident: String,
        /// The entry: number or id of its record, as `incident show` prints it.
        entry: String,
        /// When it happened.
        #[arg(long, value_name = "WHEN", allow_hyphen_values = true, value_parser = NonEmptyStringValueParser::new())]
        at: Option<String>,
        /// The words of a note.
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        text: Option<String>,
        /// Why.
        #[arg(long)]
        why: Option<String>,
    },
    /// Hide an entry; it stays in the journal and in every bundle.
    Hide {
        /// Number or id.
        incident: String,
        /// The entry: number or id of its record.
        entry: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Show a hidden entry again.
    Unhide {
        /// Number or id.
        incident: String,
        /// The entry: number or id of its record.
        entry: String,
    },
    /// Pin an entry.
    Pin {
        /// Number or id.
        incident: String,
        /// The entry: number or id of its record.
        entry: String,
        /// Pin it no longer.
        #[arg(long)]
        off: bool,
    },
    /// Set or correct the time of a milestone; the first value stays visible.
    Milestone {
        /// Number or id.
        incident: String,
        /// impact-started, detected, notified, acknowledged, declared, mitigated or resolved; or E0 to E8.
        #[arg(value_name = "NAME", value_parser = values::milestone)]
        code: MilestoneCode,
        /// When.
        #[arg(value_name = "WHEN", allow_hyphen_values = true)]
        at: String,
    },
    /// Confirm that operation is normal again.
    Resolve {
        /// Number or id.
        incident: String,
        /// By which criteria: what was measured, against which limit, for how long.
        #[arg(long, value_name = "TEXT")]
        criteria: Option<String>,
        /// Why it is resolved without criteria.
        #[arg(long = "override", value_name = "WHY")]
        override_why: Option<String>,
        /// A file that shows it; may be repeated.
        #[arg(long, value_name = "FILE")]
        evidence: Vec<PathBuf>,
        /// When; now when absent.
        #[arg(long, value_name = "WHEN", allow_hyphen_values = true, value_parser = NonEmptyStringValueParser::new())]
        at: Option<String>,
    },
    /// It began again: a further occurrence of the same incident.
    Reopen {
        /// Number or id.
        incident: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Take back your last act on it; both stay in the journal.
    Undo {
        /// Number or id.
        incident: String,
    },
}
