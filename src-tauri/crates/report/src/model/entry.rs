//! A line of the timeline.

use decklog_domain::entry::EntryKind;
use serde::{Deserialize, Serialize};

use super::{Moment, Occurred};

/// One thing that happened, with its clocks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The record that it is: what a citation points at.
    pub record: String,
    /// When it happened.
    pub occurred: Occurred,
    /// When it was learned of, when that differs.
    pub known: Option<Moment>,
    /// When it was recorded.
    pub recorded: Moment,
    /// When it was imported, if it was.
    pub imported: Option<Moment>,
    /// What it tells.
    pub kind: EntryKind,
    /// Who recorded it.
    pub actor: String,
    /// The words.
    pub text: String,
    /// Short remarks about it, e.g. `recorded 47 min later`, `corrected`.
    pub badges: Vec<String>,
    /// Taken back later; it stays, struck through.
    pub undone: bool,
    /// When it was first said to have happened, once its time was corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_occurred: Option<Occurred>,
    /// What it said first, once its words were corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_text: Option<String>,
    /// Why it was corrected last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_why: Option<String>,
    /// Why it is hidden from the team's timeline, while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<String>,
    /// Somebody pinned it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
}
