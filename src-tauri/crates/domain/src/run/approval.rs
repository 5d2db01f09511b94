//! Approvals of a step: one request, one decision by each person, and what follows from them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{At, Run};
use crate::Id;
use crate::event::BlobHash;

/// What a person decides on a request for approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It may be done.
    Approved,
    /// It must not be done.
    Denied,
    /// Not like this.
    ChangesRequested,
}

impl Verdict {
    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Approved => "approved",
            Verdict::Denied => "denied",
            Verdict::ChangesRequested => "changes requested",
        }
    }
}

/// Where a request stands; computed from its decisions, never recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalState {
    /// Too few have decided.
    Open,
    /// Enough people approved.
    Approved,
    /// Somebody denied it.
    Denied,
    /// Somebody wants it changed.
    ChangesRequested,
    /// What was asked for has changed since: it must be asked for again.
    Superseded,
}

/// A request for the approval of a step in one of its visits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ApprovalRequest {
    /// Identity.
    pub id: Id,
    /// Step and visit.
    #[serde(flatten)]
    pub at: At,
    /// Title of the step.
    pub title: String,
    /// Who may approve, as written.
    pub role: String,
    /// How many distinct people must.
    pub count: u32,
    /// The operator of the run may not.
    pub not_operator: bool,
    /// Seconds after which the text offers another way.
    pub timeout_s: Option<u32>,
    /// Hash of what is to be approved.
    pub content: BlobHash,
    /// Who asked.
    pub by: Id,
    /// When: UTC.
    pub asked: String,
    /// What was decided, in order.
    pub decisions: Vec<ApprovalDecision>,
}

/// What one person decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ApprovalDecision {
    /// Who.
    pub by: Id,
    /// When: UTC.
    pub when: String,
    /// What.
    pub decision: Verdict,
    /// Why.
    pub why: Option<String>,
    /// How it is known, when the person did not type it.
    pub known: Option<String>,
    /// Its record.
    pub record: Id,
}

impl ApprovalRequest {
    /// Where the request stands while an approval would be about `content`. One denial denies, whoever approved.
    pub fn state(&self, content: Option<&BlobHash>) -> ApprovalState {
        let decided = |verdict| self.decisions.iter().any(|decision| decision.decision == verdict);
        let approved = self.decisions.iter().filter(|decision| decision.decision == Verdict::Approved);
        let people: BTreeSet<&str> = approved.map(|decision| decision.by.as_str()).collect();
        if decided(Verdict::Denied) {
            ApprovalState::Denied
        } else if decided(Verdict::ChangesRequested) {
            ApprovalState::ChangesRequested
        } else if content.is_some_and(|content| *content != self.content) {
            ApprovalState::Superseded
        } else if people.len() >= self.count as usize {
            ApprovalState::Approved
        } else {
            ApprovalState::Open
        }
    }
}

impl Run {
    /// The last request for approval in the current visit.
    pub fn approval(&self) -> Option<&ApprovalRequest> {
        let here = &self.current.as_ref()?.at;
        self.approvals.iter().rfind(|request| request.at == *here)
    }
}
