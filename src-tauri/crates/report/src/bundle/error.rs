//! Why a bundle was not written.

use std::error::Error;
use std::io;

use decklog_journal::Hash;
use decklog_journal::payload::PayloadError;
use decklog_journal::verify::Fault;

/// A bundle that was not written, or not to its end: what was written so far is no bundle.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// The folder of the bundle has a name that not every system takes.
    #[error("`{0}` cannot name the folder of a bundle: use a-z, 0-9, dot, dash and underscore, at most 64")]
    Folder(String),
    /// A document has such a name, or that of another file of the bundle.
    #[error(
        "`{0}` cannot name a document of a bundle: use a-z, 0-9, dot, dash and underscore, each name once"
    )]
    Document(String),
    /// Nothing to export.
    #[error("there is no journal to export")]
    NoJournal,
    /// The records could not be read.
    #[error("journal {journal} could not be read: {error}")]
    Source {
        /// Origin of the journal.
        journal: String,
        /// What its source says.
        error: Box<dyn Error + Send + Sync>,
    },
    /// A record does not hold: the journal is damaged, and a bundle of it would not verify.
    #[error("journal {journal} does not verify: {fault}")]
    Record {
        /// Origin of the journal.
        journal: String,
        /// The first record that does not hold.
        fault: Fault,
    },
    /// The records are those of another journal.
    #[error("the records given for journal {journal} belong to {found}")]
    Origin {
        /// Origin of the journal.
        journal: String,
        /// The journal its records name.
        found: String,
    },
    /// A payload cannot be read.
    #[error("the payload of record {seq} of journal {journal} cannot be read: {error}")]
    Payload {
        /// Origin of the journal.
        journal: String,
        /// Position of the record.
        seq: u64,
        /// What is wrong with it.
        error: PayloadError,
    },
    /// A payload names content that is not at hand.
    #[error("content that the records name is missing: {0}")]
    BlobMissing(Hash),
    /// Content differs from its hash.
    #[error("content that the records name was changed: it no longer has the hash {0}")]
    BlobChanged(Hash),
    /// More than a bundle holds.
    #[error("{path} would make the bundle larger than it may be: {limit}")]
    TooLarge {
        /// The file that was too much.
        path: String,
        /// The limit, in words.
        limit: &'static str,
    },
    /// The bundle could not be written.
    #[error("the bundle could not be written: {0}")]
    Write(#[from] io::Error),
}
