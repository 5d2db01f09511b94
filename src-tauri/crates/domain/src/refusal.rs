//! Refusals: ordinary outcomes of a decision, as data.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a command was not carried out. A code exists only where somebody acts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RefusalCode {
    /// The command was decided on a state that has changed since: look again.
    Stale,
    /// What was named does not exist.
    Unknown,
    /// What was named fits several.
    Ambiguous,
    /// The state machine has no such transition from here.
    NotNow,
    /// Something is missing: a reason, a value, evidence, an answer.
    Missing,
    /// A value does not fit its type.
    BadValue,
    /// The name is taken.
    Taken,
    /// There is nothing to undo, or something rests on it.
    CannotUndo,
}

/// A refused command: nothing was written, nothing was lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What to act on.
    pub code: RefusalCode,
    /// What happened and what was kept.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Refusal {
    /// A refusal without a hint.
    pub fn new(code: RefusalCode, message: impl Into<String>) -> Refusal {
        Refusal { code, message: message.into(), hint: None }
    }

    /// The same with what to do.
    pub fn hint(self, hint: impl Into<String>) -> Refusal {
        Refusal { hint: Some(hint.into()), ..self }
    }

    /// A reason is required and was empty.
    pub fn why_missing(what: &str) -> Refusal {
        Refusal::new(RefusalCode::Missing, format!("{what} needs a reason; nothing was recorded"))
            .hint("say why in a few words (--why)")
    }
}
