//! Runs: one following of a runbook by people, with its frozen text.

mod approval;
#[cfg(test)]
mod approval_tests;
mod decide;
#[cfg(test)]
mod decide_tests;
mod fold;
mod inputs;
mod path;
#[cfg(test)]
mod path_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod testing;
mod view;
#[cfg(test)]
mod view_tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use approval::{ApprovalDecision, ApprovalRequest, ApprovalState, Verdict};
pub use decide::{decide, start};
pub use fold::{Current, End, ReadingTaken, Return, Run, RunNote, Visit, Waiver};
#[cfg(test)]
pub(crate) use testing::Tale;
pub use view::{Count, Deviation, InForce, Progress, StepState, StepStatus};

use crate::Id;

/// How a visit of a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "StepOutcome")]
pub enum Outcome {
    /// Done as written.
    Done,
    /// Does not apply here.
    NotApplicable,
    /// Done without the approval or the evidence that it asks for, with a reason.
    Overridden,
    /// Left out, with a reason.
    Skipped,
    /// Put off; to be settled or waived before completion.
    Deferred,
    /// Tried, without the expected result.
    Failed,
}

impl Outcome {
    /// What the step is for has been done.
    pub fn is_done(self) -> bool {
        matches!(self, Outcome::Done | Outcome::Overridden)
    }

    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::NotApplicable => "not applicable",
            Outcome::Overridden => "overridden",
            Outcome::Skipped => "skipped",
            Outcome::Deferred => "deferred",
            Outcome::Failed => "failed",
        }
    }
}

/// Why a run went to another step than the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Back to an earlier step; the path goes on from there.
    Back,
    /// To a deferred step; afterwards the run returns to where it was.
    Settle,
    /// To the Rollback section; afterwards the person says where to resume.
    Rollback,
    /// To the Escalate section; afterwards the person says where to resume.
    Escalate,
}

/// What a command on a run was decided on: its current step and which visit of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct At {
    /// The step.
    pub step: String,
    /// Which visit, from 1.
    pub visit: u32,
}

/// What a command on a run rests on, besides the run.
#[derive(Clone, Copy)]
pub struct Grounds<'a> {
    /// The step and visit that the person saw.
    pub basis: Option<&'a At>,
    /// The actor's last act in the run that still holds: what `Undo` would take back.
    pub last: Option<&'a crate::event::Recorded>,
    /// Puts the values of the run into a text, as the person saw it.
    pub fill: &'a dyn Fn(&str) -> String,
    /// Hash of what an approval of the current step would be about now, when the step asks for one.
    pub content: Option<&'a crate::event::BlobHash>,
    /// Number of a run that the current visit called for and that still goes on.
    pub child: Option<&'a str>,
}

/// The step of another run that called for this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ParentStep")]
pub struct Parent {
    /// The run.
    pub run: Id,
    /// Step and visit.
    #[serde(flatten)]
    pub at: At,
}

/// What a person gives when a step is done.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Done {
    /// What was seen.
    pub saw: Option<String>,
    /// The answer of a decision: its words, its beginning, or its number from 1.
    pub choose: Option<String>,
    /// Values to write down, by name.
    pub set: BTreeMap<String, String>,
    /// What a dangerous step asks to type.
    pub confirm: Option<String>,
    /// A note made with it.
    pub note: Option<String>,
    /// Confirms all sub-items that are still open.
    pub all: bool,
}

/// What a person may do in a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum RunCommand {
    /// The current step is done.
    Done(Done),
    /// It is done without the approval or the evidence that it asks for.
    Override {
        /// Why.
        why: String,
        /// What is given all the same.
        done: Done,
    },
    /// Ask for the approval that the current step needs.
    RequestApproval,
    /// Decide on the approval that was asked for; whoever carries this out is the approver.
    DecideApproval {
        /// What is decided.
        decision: Verdict,
        /// Why; needed unless it is approved.
        why: Option<String>,
        /// How it is known, when somebody types it for the approver.
        known: Option<String>,
    },
    /// No approval came in time: go where the text says.
    ApprovalTimeout,
    /// Write down what was read during an observation.
    TakeReading {
        /// Values by name.
        values: BTreeMap<String, String>,
        /// A note made with it.
        note: Option<String>,
    },
    /// What the step gives as a reason to abort has come: go where the text says.
    Abort {
        /// What was seen.
        why: String,
    },
    /// It does not apply here.
    NotApplicable {
        /// Why.
        why: String,
    },
    /// Leave it out.
    Skip {
        /// Why.
        why: String,
    },
    /// Put it off.
    Defer {
        /// Why.
        why: String,
    },
    /// It did not give the expected result.
    Fail {
        /// What happened.
        why: String,
    },
    /// Confirm sub-items.
    Tick {
        /// Their numbers, from 1.
        tasks: Vec<u32>,
    },
    /// Give values of inputs, or others than before.
    SetValues {
        /// Values by name of input.
        values: BTreeMap<String, String>,
    },
    /// Make a note.
    Note {
        /// The words.
        text: String,
    },
    /// Go to an earlier or deferred step, or resume at one.
    Back {
        /// Its id or title; the step before when absent.
        to: Option<String>,
    },
    /// Go to the Rollback section.
    Rollback,
    /// Go to the Escalate section.
    Escalate,
    /// Take back one's last act.
    Undo,
    /// A deferred step need not be done.
    Waive {
        /// Its id or title.
        step: String,
        /// Why.
        why: String,
    },
    /// Call the run complete.
    Complete,
    /// End it early.
    Stop {
        /// Why.
        why: String,
    },
}

/// A runbook as it is when a run of it starts.
#[derive(Debug, Clone, PartialEq)]
pub struct Frozen {
    /// The runbook.
    pub runbook: Id,
    /// Its revision number.
    pub revision: u32,
    /// Hash of its bytes.
    pub source: crate::event::BlobHash,
    /// Hash of its step list.
    pub document_hash: crate::event::BlobHash,
}
