//! Why a body is not the next record of its journal.

use crate::Hash;
use crate::record::RecordError;

/// The first record that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("record {seq}: {what}")]
pub struct Fault {
    /// Position at which it was read, from 0.
    pub seq: u64,
    /// What is wrong.
    pub what: FaultKind,
}

/// What can be wrong with a body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultKind {
    /// It is no record.
    #[error("{0}")]
    Unreadable(RecordError),
    /// It belongs to another journal.
    #[error("it belongs to journal {found}, the records before to {expected}")]
    Origin {
        /// Journal of the records before.
        expected: String,
        /// Journal it names.
        found: String,
    },
    /// It has another position: one was removed, added or moved.
    #[error("it says it is record {found}: a record was removed, added or moved")]
    Gap {
        /// Position it names.
        found: u64,
    },
    /// It is linked to another body than the one before it.
    #[error("it is linked to {found}, but the record before is {expected}: one of them was changed")]
    Link {
        /// Leaf hash of the record before.
        expected: Hash,
        /// What it names.
        found: Hash,
    },
    /// Its Lamport number does not rise.
    #[error("its number of order is {found}, but that of the record before is {before}")]
    Lamport {
        /// That of the record before.
        before: u64,
        /// Its own.
        found: u64,
    },
}
