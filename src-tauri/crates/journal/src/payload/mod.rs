//! The payload of a record: facts and texts, kept apart from the body so that a text can be erased later.
//!
//! The body holds a commitment to the facts and one to each text: SHA-256(salt ‖ bytes). Whoever is shown a payload
//! can check it; whoever is not cannot guess it from the body.

mod check;
mod error;
mod line;

use serde_json::Value;

use crate::record::TextCommitment;
use crate::{Hash, Salt, canonical};

pub use error::{PayloadError, PayloadFault};
pub use line::PayloadLine;

/// The longest line of a payload, in bytes, without a line end. A text that would not fit is kept as a blob.
pub const MAX_LINE: usize = 256 * 1024;

/// Finds the bytes of a blob by their plain SHA-256; `None` when they are not at hand.
pub type BlobSource<'a> = dyn FnMut(&Hash) -> Option<Vec<u8>> + 'a;

/// What a record says, outside its body.
#[derive(Debug, Clone, PartialEq)]
pub struct Payload {
    /// Ids, codes, instants, numbers: an object with a canonical form, nested at most seven deep (the line that
    /// holds it is one level more).
    pub facts: Value,
    /// Salt of the commitment to the facts.
    pub facts_salt: Salt,
    /// Words people typed, and content kept as blobs, in the order of the record.
    pub texts: Vec<Text>,
}

/// One text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its key in the record.
    pub k: String,
    /// Salt of its commitment.
    pub salt: Salt,
    /// What it says.
    pub content: Content,
}

/// Where the bytes of a text are. The commitment is over these bytes either way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Here, as UTF-8.
    Words(String),
    /// Kept elsewhere under their plain SHA-256.
    Blob(Hash),
}

/// The commitment to `bytes`: SHA-256(salt ‖ bytes).
pub fn commit(salt: &Salt, bytes: &[u8]) -> Hash {
    Hash::of_parts(&[salt.as_bytes(), bytes])
}

impl Payload {
    /// What a record's `facts` and `texts` must be for this payload. Fails when the facts have no canonical form, or
    /// a blob is not found or is not what its hash says.
    pub fn commitments(
        &self,
        blob: &mut BlobSource<'_>,
    ) -> Result<(Hash, Vec<TextCommitment>), PayloadFault> {
        let facts = commit(&self.facts_salt, &canonical::to_bytes(&self.facts)?);
        let commitment = |text: &Text| {
            Ok(TextCommitment { k: text.k.clone(), h: check::text_commitment(&text.into(), blob)? })
        };
        let texts = self.texts.iter().map(commitment).collect::<Result<_, PayloadFault>>()?;
        Ok((facts, texts))
    }
}

#[cfg(test)]
mod tests;
