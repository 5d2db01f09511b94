//! Incidents: their states, milestones and what may be done to them.

mod decide;
mod entry;
mod fold;
mod milestone;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use decide::{capture, decide, declare};
pub use entry::{EntryState, Revision, concerns};
pub use milestone::{Milestone, MilestoneCode};

use crate::Id;
use crate::event::Evidence;
use crate::time::When;

/// Whether an incident counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncidentKind {
    /// It happened, and counts.
    #[default]
    Real,
    /// Practice; outside every population.
    Drill,
    /// A try of the tool; outside every population.
    Test,
    /// Entered long after; counts only where times of response do not matter.
    Backfilled,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Critical.
    Sev1,
    /// Severe.
    Sev2,
    /// Limited.
    Sev3,
    /// Minor.
    Sev4,
    /// Nobody has said yet.
    #[default]
    Unrated,
}

/// Where an incident stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncidentState {
    /// Declared and not resolved.
    Declared,
    /// Users are no longer harmed; not yet normal.
    Monitoring,
    /// Normal operation was confirmed.
    Resolved,
}

/// An incident, folded from its acts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Incident {
    /// Identity.
    pub id: Id,
    /// Human number.
    pub number: String,
    /// One line that names it.
    pub title: String,
    /// Whether it counts.
    pub kind: IncidentKind,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub state: IncidentState,
    /// Which occurrence, from 1.
    pub occurrence: u32,
    /// All values of all milestones that hold, with what each corrects, in the order set.
    pub milestones: Vec<Milestone>,
    /// How it was resolved, while it is.
    pub resolution: Option<Resolution>,
    /// When it was declared: UTC.
    pub declared_at: String,
    /// Who declared it.
    pub declared_by: Id,
    /// `lam` of the last act that changed it: what a command was decided on.
    pub lam: u64,
    /// The last act in force that changed it.
    pub last_act: Id,
}

/// How an incident was resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Resolution {
    /// When operation was normal.
    pub when: When,
    /// Who confirmed it.
    pub by: Id,
    /// Criteria that were met.
    pub criteria: Option<String>,
    /// Why it was resolved without.
    pub override_why: Option<String>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// What a person may do to an incident. Times are words as typed; see [`crate::time::parse`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum IncidentCommand {
    /// Add a note to the timeline.
    Note {
        /// The words.
        text: String,
        /// When it happened; now when absent.
        at: Option<String>,
    },
    /// Set or correct the time of a milestone.
    Milestone {
        /// Which.
        code: MilestoneCode,
        /// When.
        at: String,
    },
    /// Confirm normal operation.
    Resolve {
        /// Criteria that were met.
        criteria: Option<String>,
        /// Why it is resolved without criteria or evidence.
        override_why: Option<String>,
        /// When; now when absent.
        at: Option<String>,
    },
    /// It began again.
    Reopen {
        /// Why.
        why: String,
    },
    /// Correct the time or the words of an entry; what it said first stays visible.
    Correct {
        /// Its record: id, or number in the open journal.
        entry: String,
        /// When it happened; its time stays when absent.
        at: Option<String>,
        /// The words of a note; they stay when absent.
        text: Option<String>,
        /// Why.
        why: Option<String>,
    },
    /// Hide an entry; it stays in the journal and in every bundle.
    Hide {
        /// Its record: id, or number in the open journal.
        entry: String,
        /// Why.
        why: String,
    },
    /// Show a hidden entry again.
    Unhide {
        /// Its record: id, or number in the open journal.
        entry: String,
    },
    /// Pin an entry, or no longer.
    Pin {
        /// Its record: id, or number in the open journal.
        entry: String,
        /// Whether it is to be pinned.
        pinned: bool,
    },
    /// Take back one's last act.
    Undo,
}

impl IncidentCommand {
    /// The entry that the command is about, as it was named.
    pub fn entry(&self) -> Option<&str> {
        match self {
            IncidentCommand::Correct { entry, .. }
            | IncidentCommand::Hide { entry, .. }
            | IncidentCommand::Unhide { entry }
            | IncidentCommand::Pin { entry, .. } => Some(entry),
            _ => None,
        }
    }
}
