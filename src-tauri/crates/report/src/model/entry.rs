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
}
