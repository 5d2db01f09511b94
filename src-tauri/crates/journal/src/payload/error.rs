//! Why a payload cannot be read, and why it is not that of its record.

use crate::Hash;
use crate::canonical::CanonicalError;

/// A payload that has no line, or a line that is no payload.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PayloadError {
    /// Not canonical JSON, or fields other than those of a payload.
    #[error("the payload is {0}")]
    NotCanonical(#[from] CanonicalError),
    /// The line is longer than [`super::MAX_LINE`].
    #[error("the payload is {bytes} bytes long; 262144 are allowed, longer texts are kept as blobs")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// The facts are no object.
    #[error("the facts of the payload are no object")]
    Facts,
    /// Journal or position do not have their format.
    #[error("the payload does not name its journal and position")]
    Place,
}

/// A payload that does not match its record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PayloadFault {
    /// It names another journal or position.
    #[error("the payload belongs to another record")]
    Place,
    /// The facts have no canonical form.
    #[error("the facts are {0}")]
    FactsForm(#[from] CanonicalError),
    /// The facts differ from what the record commits to.
    #[error("the facts are not those the record commits to")]
    Facts,
    /// The record commits to a text that the payload does not hold at that place.
    #[error("text `{k}` is missing")]
    TextMissing {
        /// Key of the text.
        k: String,
    },
    /// The payload holds a text that the record does not commit to.
    #[error("text `{k}` is not in the record")]
    TextUnknown {
        /// Key of the text.
        k: String,
    },
    /// A text differs from what the record commits to.
    #[error("text `{k}` is not the one the record commits to")]
    Text {
        /// Key of the text.
        k: String,
    },
    /// The bytes of a blob are not at hand.
    #[error("the content of `{k}` ({hash}) is missing")]
    BlobMissing {
        /// Key of the text.
        k: String,
        /// Plain SHA-256 it is kept under.
        hash: Hash,
    },
    /// The bytes of a blob are not those of its hash.
    #[error("the content of `{k}` is not what its hash {hash} says")]
    BlobChanged {
        /// Key of the text.
        k: String,
        /// Plain SHA-256 it is kept under.
        hash: Hash,
    },
}
