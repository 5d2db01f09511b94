//! Comparing a payload with the commitments of its record.

use std::borrow::Cow;

use super::{BlobSource, Content, Payload, PayloadFault, Text, commit};
use crate::record::{Record, TextCommitment};
use crate::{Hash, Salt, canonical};

/// A text, borrowed from a payload or from its line.
pub(super) struct TextView<'a> {
    pub(super) k: Cow<'a, str>,
    pub(super) salt: Salt,
    pub(super) content: ContentView<'a>,
}

pub(super) enum ContentView<'a> {
    Words(Cow<'a, str>),
    Blob(Hash),
}

impl<'a> From<&'a Text> for TextView<'a> {
    fn from(text: &'a Text) -> TextView<'a> {
        let content = match &text.content {
            Content::Words(words) => ContentView::Words(words.into()),
            Content::Blob(hash) => ContentView::Blob(*hash),
        };
        TextView { k: (&text.k).into(), salt: text.salt, content }
    }
}

impl Payload {
    /// Compares with the commitments of `record`: the facts, then each text in order, with the bytes of blobs.
    pub fn check<T: AsRef<str>>(
        &self,
        record: &Record<T>,
        blob: &mut BlobSource<'_>,
    ) -> Result<(), PayloadFault> {
        facts(&canonical::to_bytes(&self.facts)?, &self.facts_salt, record)?;
        texts(self.texts.iter().map(TextView::from), &record.texts, blob)
    }
}

/// Compares the canonical bytes of the facts.
pub(super) fn facts<T>(bytes: &[u8], salt: &Salt, record: &Record<T>) -> Result<(), PayloadFault> {
    if commit(salt, bytes) == record.facts { Ok(()) } else { Err(PayloadFault::Facts) }
}

/// Compares the texts: the same keys in the same order, and the commitment to each.
pub(super) fn texts<'a, T: AsRef<str>>(
    mut found: impl Iterator<Item = TextView<'a>>,
    committed: &[TextCommitment<T>],
    blob: &mut BlobSource<'_>,
) -> Result<(), PayloadFault> {
    for commitment in committed {
        let k = commitment.k.as_ref();
        let text = found.next().filter(|text| text.k == k);
        let text = text.ok_or_else(|| PayloadFault::TextMissing { k: k.to_owned() })?;
        if text_commitment(&text, blob)? != commitment.h {
            return Err(PayloadFault::Text { k: k.to_owned() });
        }
    }
    match found.next() {
        Some(text) => Err(PayloadFault::TextUnknown { k: text.k.into_owned() }),
        None => Ok(()),
    }
}

/// The commitment to one text, over the bytes of its blob if it is one.
pub(super) fn text_commitment(text: &TextView<'_>, blob: &mut BlobSource<'_>) -> Result<Hash, PayloadFault> {
    let hash = match &text.content {
        ContentView::Words(words) => return Ok(commit(&text.salt, words.as_bytes())),
        ContentView::Blob(hash) => *hash,
    };
    let bytes = blob(&hash).ok_or_else(|| PayloadFault::BlobMissing { k: text.k.to_string(), hash })?;
    if Hash::of(&bytes) != hash {
        return Err(PayloadFault::BlobChanged { k: text.k.to_string(), hash });
    }
    Ok(commit(&text.salt, &bytes))
}
