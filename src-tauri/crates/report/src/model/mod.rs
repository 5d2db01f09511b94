//! What an incident report says: plain data, filled by the caller, read by every renderer.
//!
//! What is absent or empty is either left out or shown as "none recorded", never guessed. Names of people are display
//! names; nothing here is an id to look up, except the `record` fields that citations point at.

mod entry;
mod incident;
mod moment;
mod postmortem;
mod run;

use serde::{Deserialize, Serialize};

pub use entry::Entry;
pub use incident::{Decision, Incident, Milestone, Person, Resolution, Span};
pub use moment::{Moment, Occurred};
pub use postmortem::{Postmortem, Section};
pub use run::{Approval, ApprovalDecision, Deviation, Reading, Run, Value, Visit};

/// A report on one incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Identity of this report: the export's UUID. Stands in every footer and fixes the PDF's identifier.
    pub id: String,
    /// When it was made.
    pub generated: Moment,
    /// Version of Decklog that made it, e.g. `0.1.0`.
    pub app_version: String,
    /// Name of the clock that local times are shown in, e.g. `UTC+01:00` or `Europe/Berlin`.
    pub zone: String,
    /// The workspace it was made from.
    pub workspace: Workspace,
    /// The journals it rests on, the open one first.
    pub journals: Vec<Journal>,
    /// What it is about.
    pub incident: Incident,
    /// Milestones that hold, in the order of their codes, each with the values it replaced.
    pub milestones: Vec<Milestone>,
    /// Lengths of time between milestones.
    pub spans: Vec<Span>,
    /// People who appear in it.
    pub people: Vec<Person>,
    /// Every entry, in the order things happened.
    pub timeline: Vec<Entry>,
    /// Choices made, with their options where they were recorded.
    pub decisions: Vec<Decision>,
    /// Runbooks followed.
    pub runs: Vec<Run>,
    /// The postmortem, once drafted.
    pub postmortem: Option<Postmortem>,
    /// Files attached, each once.
    pub evidence: Vec<Evidence>,
    /// Earlier and present exports of this incident, oldest first.
    pub history: Vec<Change>,
}

/// Where the records come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workspace {
    /// Its name.
    pub name: String,
    /// Whether its clock was real.
    pub mode: Mode,
}

/// Whether the times of a workspace are real.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Times come from the device's clock.
    Live,
    /// Times were given: a demo or a test. Every rendering carries a banner that says so.
    Replay,
}

/// A journal as far as the report covers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// Origin, `decklog/<uuid>`.
    pub origin: String,
    /// How many records.
    pub size: u64,
    /// Merkle root over them (RFC 6962), 64 hex digits.
    pub root: String,
}

/// A file kept with the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Original name.
    pub name: String,
    /// Media type (RFC 6838).
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the bytes, 64 hex digits.
    pub hash: String,
    /// Who attached it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// What it is attached to, e.g. `RUN-2026-001, Read why the container died`.
    pub attached_to: String,
    /// The record that names it.
    pub record: String,
}

/// One export of this incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// What was done, e.g. `exported as bundle`.
    pub what: String,
    /// Why, when it was said.
    pub why: Option<String>,
}
