//! Why bytes are no record, or a record has no body.

use crate::canonical::CanonicalError;

/// A record that cannot be written or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// The body is not canonical JSON.
    #[error("the record is {0}")]
    NotCanonical(#[from] CanonicalError),
    /// The body is longer than [`super::MAX_BODY`].
    #[error("the record is {bytes} bytes long; 65536 are allowed")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Another format version.
    #[error("the record has format version {0}: it was written by a newer version")]
    Version(u64),
    /// The fields of a record do not stand there: one is missing, unknown or of another type.
    #[error("the fields of a record are not complete: unexpected content at byte {at}")]
    Fields {
        /// Offset of the first byte that differs from what must stand there.
        at: usize,
    },
    /// A field does not have its format.
    #[error("field `{field}` of the record is not {expected}")]
    Field {
        /// The field, by its path.
        field: &'static str,
        /// What it must be.
        expected: &'static str,
    },
}
