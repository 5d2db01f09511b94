//! Milestones of an incident.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Id;
use crate::time::When;

/// The moments that the metrics are counted between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneCode {
    /// E0: users began to be harmed.
    ImpactStarted,
    /// E1: first alert or report.
    Detected,
    /// E2: first page or message to a person.
    Notified,
    /// E3: first acknowledgement by a person.
    Acknowledged,
    /// E4: declared.
    Declared,
    /// E7: users no longer harmed.
    Mitigated,
    /// E8: normal operation confirmed.
    Resolved,
}

impl MilestoneCode {
    /// All, in the order of an undisturbed incident.
    pub const ALL: [MilestoneCode; 7] = [
        MilestoneCode::ImpactStarted,
        MilestoneCode::Detected,
        MilestoneCode::Notified,
        MilestoneCode::Acknowledged,
        MilestoneCode::Declared,
        MilestoneCode::Mitigated,
        MilestoneCode::Resolved,
    ];

    /// Short code, `E0` to `E8`.
    pub fn code(self) -> &'static str {
        match self {
            MilestoneCode::ImpactStarted => "E0",
            MilestoneCode::Detected => "E1",
            MilestoneCode::Notified => "E2",
            MilestoneCode::Acknowledged => "E3",
            MilestoneCode::Declared => "E4",
            MilestoneCode::Mitigated => "E7",
            MilestoneCode::Resolved => "E8",
        }
    }

    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            MilestoneCode::ImpactStarted => "impact started",
            MilestoneCode::Detected => "detected",
            MilestoneCode::Notified => "notified",
            MilestoneCode::Acknowledged => "acknowledged",
            MilestoneCode::Declared => "declared",
            MilestoneCode::Mitigated => "mitigated",
            MilestoneCode::Resolved => "resolved",
        }
    }

    /// Reads a code or a name, in any case, words parted by space, dash or underscore.
    pub fn parse(text: &str) -> Option<MilestoneCode> {
        let wanted = text.trim().to_ascii_lowercase().replace(['-', '_'], " ");
        MilestoneCode::ALL.into_iter().find(|m| m.name() == wanted || m.code().eq_ignore_ascii_case(&wanted))
    }
}

/// A value of a milestone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Milestone {
    /// Which occurrence it belongs to.
    pub occurrence: u32,
    /// Which milestone.
    pub code: MilestoneCode,
    /// When.
    pub when: When,
    /// The time as typed.
    pub words: Option<String>,
    /// Who set it.
    pub by: Id,
    /// When it was recorded.
    pub recorded: String,
    /// The record that set it.
    pub record: Id,
    /// The record whose value it corrects.
    pub supersedes: Option<Id>,
}
