//! What a bundle is made from.

use std::error::Error;

use decklog_journal::Hash;

use super::export::Export;

/// Everything that goes into a bundle. The same input gives the same bytes.
pub struct BundleInput<'a> {
    /// Name of the one folder in the ZIP: `a-z 0-9 . _ -`, at most 64.
    pub folder: &'a str,
    /// What the export says of itself.
    pub export: &'a Export,
    /// Rendered documents by name: `report.pdf`, its bytes.
    pub documents: &'a [(String, Vec<u8>)],
    /// The journals of the workspace, in the order they are to be written.
    pub journals: Vec<JournalSource<'a>>,
    /// Files that people attached, each once; those that no included payload names are left out.
    pub evidence: &'a [EvidenceFile],
    /// Bytes by their SHA-256, for whatever the included payloads name; asked for one at a time.
    pub blob: &'a dyn Fn(&Hash) -> Option<Vec<u8>>,
}

/// A journal that can be read from its first record as often as needed, each time with the same content: several
/// files are made from it, and none of them is held in memory.
pub struct JournalSource<'a> {
    /// Origin: `decklog/<uuid>`.
    pub origin: String,
    /// Starts reading.
    pub read: Box<dyn Fn() -> Entries<'a> + 'a>,
}

/// The records of one journal, in order; an error ends the export.
pub type Entries<'a> = Box<dyn Iterator<Item = Result<Entry, Box<dyn Error + Send + Sync>>> + 'a>;

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its body: the exact bytes that are hashed.
    pub body: Vec<u8>,
    /// The line of its payload without line end ([`decklog_journal::payload::Payload::to_line`]); `None` when it is
    /// not part of what is exported.
    pub payload: Option<Vec<u8>>,
}

/// A blob that people attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceFile {
    /// SHA-256 of its bytes.
    pub hash: Hash,
    /// The name it had; only its ending is used.
    pub file_name: String,
}
