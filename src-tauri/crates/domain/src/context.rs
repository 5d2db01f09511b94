//! What a decision may know besides state and command.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::Id;
use crate::event::Evidence;

/// Facts of the moment, gathered by the caller: a decision reads no clock and draws no randomness.
#[derive(Debug, Clone)]
pub struct Context {
    /// When the command is carried out.
    pub now: DateTime<Utc>,
    /// Zone in which bare times are read.
    pub zone: Tz,
    /// Who acts.
    pub actor: Id,
    /// Identity for what the command creates.
    pub new_id: Id,
    /// Next free number of the kind the command creates, in the year of `now`.
    pub next_number: u32,
    /// Evidence handed over with the command, already hashed.
    pub evidence: Vec<Evidence>,
}

impl Context {
    /// A human number such as `INC-2026-014`: at least three digits.
    pub fn number(&self, prefix: &str) -> String {
        format!("{prefix}-{}-{:03}", self.now.format("%Y"), self.next_number)
    }
}
