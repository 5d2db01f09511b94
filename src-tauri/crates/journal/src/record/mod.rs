//! A record: what the journal is a list of.

mod check;
mod error;
mod read;
mod write;

use crate::Hash;

pub use error::RecordError;

/// The format version written and read.
pub const VERSION: u32 = 1;

/// The longest body, in bytes.
pub const MAX_BODY: usize = 64 * 1024;

/// One entry of a journal. Its body, the canonical JSON of these fields, is what is hashed; what people typed stands
/// in the payload and is only committed to here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Format version, [`VERSION`].
    pub v: u32,
    /// Origin of the journal: `decklog/<uuid>`.
    pub log: String,
    /// Position in the journal, dense from 0.
    pub seq: u64,
    /// Leaf hash of the record before, [`Hash::ZERO`] for the first.
    pub prev: Hash,
    /// Lamport number: one more than the largest of the workspace at that moment. From 1.
    pub lam: u64,
    /// UUIDv7 of this record.
    pub id: String,
    /// UUIDv7 of the command it belongs to.
    pub cmd: String,
    /// When it was recorded: UTC, RFC 3339 with milliseconds and `Z`.
    pub at: String,
    /// Offset from UTC of the actor: `+02:00`.
    pub tz: String,
    /// What the machine's clock said of itself.
    pub clk: ClockReading,
    /// Who acted.
    pub actor: ActorRef,
    /// On which device.
    pub dev: DeviceRef,
    /// Event type, in the body `type`: `incident.declared`.
    pub kind: String,
    /// What it is about.
    pub subj: Subject,
    /// A hint of the incident it belongs to (UUID); left out of the body when `None`.
    pub corr: Option<String>,
    /// Commitment to the facts.
    pub facts: Hash,
    /// Commitments to the texts, in the order of the payload.
    pub texts: Vec<TextCommitment>,
}

/// The clock that no one sets: it shows jumps of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockReading {
    /// Identifier of this start of the machine.
    pub boot: String,
    /// Milliseconds since that start, sleep included.
    pub ms: u64,
    /// How the wall clock is set: `ntp`, `manual` or `unknown`.
    pub sync: String,
}

/// Who acted, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorRef {
    /// Person (UUID).
    pub id: String,
    /// Code of the role acted in; left out of the body when `None`.
    pub role: Option<String>,
    /// `os`, `stated`, `key` or `import`. All but `key` are "not authenticated".
    pub known: String,
}

/// The device and the application that wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRef {
    /// Device (UUID).
    pub id: String,
    /// Application version.
    pub app: String,
}

/// What a record is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Kind of thing: `incident`, `run`, `runbook`.
    pub kind: String,
    /// Its identifier.
    pub id: String,
}

/// A commitment to one text of the payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextCommitment {
    /// Key of the text, once in a record.
    pub k: String,
    /// SHA-256(salt ‖ bytes).
    pub h: Hash,
}

impl ActorRef {
    /// Whether a key proved who acted.
    pub fn is_authenticated(&self) -> bool {
        self.known == "key"
    }
}

#[cfg(test)]
pub(crate) mod tests;
