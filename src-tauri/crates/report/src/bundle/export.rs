//! `export.json`: what an export says of itself.

use decklog_journal::Hash;
use serde::{Deserialize, Serialize};

use crate::Mode;

/// The version of the layout that is written and read.
pub const BUNDLE_VERSION: u32 = 1;

/// What was exported, why, by whom and when. Given by the caller; printed as it is, never verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// What, in words: `Incident INC-2026-014`.
    pub what: String,
    /// Why, as typed; empty when nothing was said.
    pub why: String,
    /// Who, in words, with how that is known: `Mara Oyelaran (stated, not authenticated)`.
    pub who: String,
    /// When: RFC 3339, UTC.
    pub made_at: String,
    /// Version of the application.
    pub app_version: String,
    /// Whether the workspace runs on real time.
    pub mode: Mode,
}

/// One journal as exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalSummary {
    /// Origin: `decklog/<uuid>`.
    pub origin: String,
    /// Number of records.
    pub size: u64,
    /// Root of the Merkle tree over them (RFC 6962).
    pub root: Hash,
    /// How many of their payloads are included.
    pub payloads: u64,
}

/// The content of `export.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ExportFile {
    /// [`BUNDLE_VERSION`].
    pub(crate) version: u32,
    #[serde(flatten)]
    pub(crate) export: Export,
    /// In the order of `records.jsonl`.
    pub(crate) journals: Vec<JournalSummary>,
    /// Records of all journals.
    pub(crate) records: u64,
    /// Included payloads of all journals.
    pub(crate) payloads: u64,
}
