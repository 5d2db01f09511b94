//! What a caller hands over to be recorded.

use decklog_journal::record::{ActorRef, ClockReading, Subject};
use decklog_journal::{Hash, Salt};
use serde_json::Value;

/// Ids and salts for what the store itself has to make. The caller decides whether they are random or, in a replay
/// workspace, derived from a seed.
pub trait Fresh {
    /// A new UUIDv7 in its hyphenated lower-case form.
    fn id(&mut self) -> String;
    /// A new salt of 16 bytes.
    fn salt(&mut self) -> Salt;
}

/// What all records of one command share.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// UUIDv7 of the command.
    pub cmd: String,
    /// UTC instant, RFC 3339 with milliseconds.
    pub at: String,
    /// The actor's offset at that instant, `+02:00` or `Z`.
    pub tz: String,
    /// Reading of the machine's monotonic clock.
    pub clk: ClockReading,
    /// Who acts.
    pub actor: ActorRef,
}

/// One event before it is recorded.
#[derive(Debug, Clone)]
pub struct Draft {
    /// UUIDv7 that the record will have.
    pub id: String,
    /// Command, time and actor.
    pub stamp: Stamp,
    /// Event type, as listed in `docs/events.md`.
    pub kind: String,
    /// What it is about.
    pub subj: Subject,
    /// Incident it probably belongs to.
    pub corr: Option<String>,
    /// What a fold needs; a JSON object in the restricted canonical form.
    pub facts: Value,
    /// Words, names and content, each with its key.
    pub texts: Vec<(String, TextDraft)>,
}

impl TextDraft {
    /// A text as the vocabulary gives it; `None` for one that was redacted, or whose content hash is none.
    pub fn of(content: decklog_domain::event::Content) -> Option<Self> {
        match content {
            decklog_domain::event::Content::Words(words) => Some(Self::Words(words)),
            decklog_domain::event::Content::Blob(hash) => hash.parse().ok().map(Self::Stored),
            decklog_domain::event::Content::Gone => None,
        }
    }
}

/// One text before it is recorded.
#[derive(Debug, Clone)]
pub enum TextDraft {
    /// Words kept in the payload.
    Words(String),
    /// Content to keep as a blob.
    Blob(Vec<u8>),
    /// Content that the workspace holds already.
    Stored(Hash),
}
