//! The incident itself: header, milestones, people, decisions.

use decklog_domain::incident::{IncidentKind, IncidentState, MilestoneCode, Severity};
use serde::{Deserialize, Serialize};

use super::{Moment, Occurred};

/// The header of an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Human number, e.g. `INC-2026-014`.
    pub number: String,
    /// One line that names it.
    pub title: String,
    /// Whether it counts.
    pub kind: IncidentKind,
    /// How bad it is.
    pub severity: Severity,
    /// The criteria that severity was given by, when they are known.
    pub severity_criteria: Option<String>,
    /// Where it stands.
    pub state: IncidentState,
    /// How often it began, from 1.
    pub occurrences: u32,
    /// Who was harmed and how, as plain words.
    pub impact: Option<String>,
    /// What happened in short, as plain words.
    pub summary: Option<String>,
    /// When it was declared.
    pub declared: Moment,
    /// Who declared it.
    pub declared_by: String,
    /// How it was resolved, while it is.
    pub resolution: Option<Resolution>,
}

/// How normal operation was confirmed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Resolution {
    /// When operation was normal.
    pub at: Occurred,
    /// Who confirmed it.
    pub by: String,
    /// The criteria that were met.
    pub criteria: Option<String>,
    /// Why it was resolved without criteria or evidence.
    pub override_why: Option<String>,
    /// Names of what shows it.
    pub evidence: Vec<String>,
}

/// A value of a milestone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// Which.
    pub code: MilestoneCode,
    /// Which occurrence, from 1.
    pub occurrence: u32,
    /// When.
    pub at: Occurred,
    /// Where the time comes from, e.g. `declared by A. Meier`.
    pub source: String,
    /// The values it corrects, oldest first.
    pub corrected_from: Vec<Occurred>,
    /// The record that set it.
    pub record: String,
}

/// A length of time between two milestones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// What it measures, e.g. `Time to acknowledge`.
    pub name: String,
    /// From which milestone to which, e.g. `E1 to E3`.
    pub between: String,
    /// The length, or why there is none: `12 min`, `at least 12 min`, `pending`, `not applicable`, `invalid`.
    pub value: String,
}

/// Somebody who appears in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name in the record.
    pub name: String,
    /// Short name.
    pub handle: String,
    /// Roles taken, e.g. `operator of RUN-2026-001`.
    pub roles: Vec<String>,
    /// How it is known who acted, e.g. `as stated`. Everything but a key is shown as "not authenticated".
    pub known_by: String,
    /// Whether a key proves the person's acts.
    pub authenticated: bool,
}

/// A choice that was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// The question.
    pub question: String,
    /// The answer chosen.
    pub chosen: String,
    /// The other answers there were.
    pub rejected: Vec<String>,
    /// What was seen, or why this one.
    pub reason: Option<String>,
    /// Where it was made, e.g. `RUN-2026-001`.
    pub place: Option<String>,
    /// The record.
    pub record: String,
}
