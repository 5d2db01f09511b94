//! A record: what the journal is a list of.

mod check;
mod error;
mod read;
mod write;

use std::borrow::Cow;

use crate::Hash;

pub use error::RecordError;

/// The format version written and read.
pub const VERSION: u32 = 1;

/// The longest body, in bytes.
pub const MAX_BODY: usize = 64 * 1024;

/// One entry of a journal. Its body, the canonical JSON of these fields, is what is hashed; what people typed stands
/// in the payload and is only committed to here. `T` is the type of its strings: see [`RecordView`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<T = String> {
    /// Format version, [`VERSION`].
    pub v: u32,
    /// Origin of the journal: `decklog/<uuid>`.
    pub log: T,
    /// Position in the journal, dense from 0.
    pub seq: u64,
    /// Leaf hash of the record before, [`Hash::ZERO`] for the first.
    pub prev: Hash,
    /// Lamport number: one more than the largest of the workspace at that moment. From 1.
    pub lam: u64,
    /// UUIDv7 of this record.
    pub id: T,
    /// UUIDv7 of the command it belongs to.
    pub cmd: T,
    /// When it was recorded: UTC, RFC 3339 with milliseconds and `Z`.
    pub at: T,
    /// Offset from UTC of the actor: `+02:00`.
    pub tz: T,
    /// What the machine's clock said of itself.
    pub clk: ClockReading<T>,
    /// Who acted.
    pub actor: ActorRef<T>,
    /// On which device.
    pub dev: DeviceRef<T>,
    /// Event type, in the body `type`: `incident.declared`.
    pub kind: T,
    /// What it is about.
    pub subj: Subject<T>,
    /// A hint of the incident it belongs to (UUID); left out of the body when `None`.
    pub corr: Option<T>,
    /// Commitment to the facts.
    pub facts: Hash,
    /// Commitments to the texts, in the order of the payload.
    pub texts: Vec<TextCommitment<T>>,
}

/// A record that borrows its strings from the body it was read from: what passes over many records uses it.
pub type RecordView<'a> = Record<Cow<'a, str>>;

/// The clock that no one sets: it shows jumps of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockReading<T = String> {
    /// Identifier of this start of the machine.
    pub boot: T,
    /// Milliseconds since that start, sleep included.
    pub ms: u64,
    /// How the wall clock is set: `ntp`, `manual` or `unknown`.
    pub sync: T,
}

/// Who acted, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorRef<T = String> {
    /// Person (UUID).
    pub id: T,
    /// Code of the role acted in; left out of the body when `None`.
    pub role: Option<T>,
    /// `os`, `stated`, `key` or `import`. All but `key` are "not authenticated".
    pub known: T,
}

/// The device and the application that wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRef<T = String> {
    /// Device (UUID).
    pub id: T,
    /// Application version.
    pub app: T,
}

/// What a record is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject<T = String> {
    /// Kind of thing: `incident`, `run`, `runbook`.
    pub kind: T,
    /// Its identifier.
    pub id: T,
}

/// A commitment to one text of the payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextCommitment<T = String> {
    /// Key of the text, once in a record.
    pub k: T,
    /// SHA-256(salt ‖ bytes).
    pub h: Hash,
}

impl<T: AsRef<str>> ActorRef<T> {
    /// Whether a key proved who acted.
    pub fn is_authenticated(&self) -> bool {
        self.known.as_ref() == "key"
    }
}

#[cfg(test)]
pub(crate) mod tests;
