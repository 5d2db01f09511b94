//! Runs: how a runbook was followed.

use decklog_domain::run::{Outcome, Verdict};
use serde::{Deserialize, Serialize};

use super::Moment;

/// One following of a runbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Human number, e.g. `RUN-2026-003`.
    pub number: String,
    /// Title of the runbook.
    pub title: String,
    /// Revision number of its text.
    pub revision: u32,
    /// SHA-256 of the frozen text, 64 hex digits.
    pub source: String,
    /// Practice; never counted.
    pub drill: bool,
    /// Who followed it.
    pub operator: String,
    /// When it started.
    pub started: Moment,
    /// When it ended.
    pub ended: Option<Moment>,
    /// `COMPLETE`, `COMPLETE, 2 WAIVED` or `STOPPED`; absent while it is open.
    pub footer: Option<String>,
    /// Why it was stopped.
    pub stopped_why: Option<String>,
    /// Values of inputs and records, by name.
    pub values: Vec<Value>,
    /// Ended visits of steps, in the order they were made.
    pub visits: Vec<Visit>,
    /// Titles of steps on branches not taken.
    pub not_taken: Vec<String>,
    /// Titles of steps of the path that nobody came to.
    pub not_reached: Vec<String>,
    /// Departures from the text.
    pub deviations: Vec<Deviation>,
}

/// A value with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// Variable name.
    pub name: String,
    /// The value as given.
    pub value: String,
}

/// One ended visit of a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Title of the section it stands in.
    pub phase: String,
    /// Title of the step.
    pub title: String,
    /// Which visit of it, from 1.
    pub visit: u32,
    /// How it ended.
    pub outcome: Outcome,
    /// Who ended it.
    pub by: String,
    /// When it began.
    pub since: Moment,
    /// When it ended.
    pub ended: Moment,
    /// The answer chosen, for a decision.
    pub chosen: Option<String>,
    /// What was seen.
    pub saw: Option<String>,
    /// What was typed to confirm something dangerous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
    /// Approvals that were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<Approval>,
    /// What was read during it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
    /// Values written down.
    pub values: Vec<Value>,
    /// The reason given.
    pub why: Option<String>,
    /// Notes made with it or during it.
    pub notes: Vec<String>,
    /// Names of what was attached.
    pub evidence: Vec<String>,
    /// Its record.
    pub record: String,
}

/// An approval that a step needed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Approval {
    /// Who may approve, as the runbook says.
    pub role: String,
    /// Who asked.
    pub by: String,
    /// When.
    pub asked: Moment,
    /// SHA-256 of what was to be approved, hex.
    pub content: String,
    /// What was decided, in order.
    pub decisions: Vec<ApprovalDecision>,
}

/// What one person decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApprovalDecision {
    /// Who.
    pub by: String,
    /// When.
    pub at: Moment,
    /// What.
    pub decision: Verdict,
    /// Why.
    pub why: Option<String>,
    /// How it is known, when the person did not type it.
    pub known: Option<String>,
}

/// Values read at one moment of an observation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// When.
    pub at: Moment,
    /// Who read them.
    pub by: String,
    /// What was read.
    pub values: Vec<Value>,
    /// A note made with it.
    pub note: Option<String>,
}

/// A departure from the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deviation {
    /// Title of the step.
    pub title: String,
    /// Which visit of it, from 1.
    pub visit: u32,
    /// What happened, e.g. `skipped`, `left before the minimum`.
    pub what: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Moment,
    /// The reason given.
    pub why: Option<String>,
    /// For a deferral: `settled` or `waived: reason`; absent while it is open and for the others.
    pub settled: Option<String>,
    /// The record of the visit.
    pub record: String,
}
