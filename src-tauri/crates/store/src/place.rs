//! Where a record stands: its journal's row and its number in it, as the one integer that keys both tables.

use std::ops::Range;

/// Bits of `seq` in the key: room for a trillion records a journal and eight million journals.
const SEQ_BITS: u32 = 40;

/// A record's journal (row id) and sequence number from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Row id of the journal in this workspace; it has no meaning elsewhere.
    pub journal: i64,
    /// Dense number from 0.
    pub seq: u64,
}

impl Place {
    /// The value of the column `place`.
    pub(crate) fn key(self) -> i64 {
        (self.journal << SEQ_BITS) | (self.seq as i64)
    }

    /// The inverse of [`Place::key`].
    pub(crate) fn of_key(key: i64) -> Self {
        Self { journal: key >> SEQ_BITS, seq: (key & ((1 << SEQ_BITS) - 1)) as u64 }
    }

    /// Every key that a journal's records can have.
    pub(crate) fn keys_of(journal: i64) -> Range<i64> {
        (journal << SEQ_BITS)..((journal + 1) << SEQ_BITS)
    }
}
