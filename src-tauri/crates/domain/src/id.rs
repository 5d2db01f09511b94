//! Identities.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The identity of a person, runbook, incident, run, record or command: a UUID in lower-case text (RFC 9562; version 7
/// when made by Decklog). Kept as text because that is what stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// Reads a UUID in any of its usual spellings; `None` when it is none.
    pub fn parse(text: &str) -> Option<Id> {
        uuid::Uuid::try_parse(text).ok().map(|id| Id(id.to_string()))
    }

    /// An identity made from 16 bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Id {
        Id(uuid::Uuid::from_bytes(bytes).to_string())
    }

    /// A UUIDv7 (RFC 9562 section 5.7) from milliseconds since 1970 and ten bytes of randomness, both passed in.
    pub fn v7(unix_ms: u64, random: [u8; 10]) -> Id {
        Id(uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid().to_string())
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
