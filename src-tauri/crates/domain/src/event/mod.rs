//! The journal's vocabulary: what can be recorded.
//!
//! An event is split into *facts* (ids, enumerations, instants, numbers: what a fold needs) and *texts* (words people
//! typed, names, and contents kept as blobs), each text committed with a salt of its own so that it can be redacted
//! alone. A shipped type never changes its meaning: add an optional field or a new type. `docs/events.md` lists them.

mod codec;
mod list;
mod recorded;

pub use codec::{BlobHash, Content, DecodeError, Encoded, Evidence, Flag, TextField};
pub use list::*;
pub use recorded::{Recorded, in_force, undoes};

/// One line of `docs/events.md`.
#[derive(Debug, Clone, Copy)]
pub struct EventDoc {
    /// Type as it stands in a record.
    pub kind: &'static str,
    /// What it means.
    pub about: &'static str,
    /// Facts: name, Rust type, meaning.
    pub facts: &'static [(&'static str, &'static str, &'static str)],
    /// Texts: name, Rust type, meaning.
    pub texts: &'static [(&'static str, &'static str, &'static str)],
}

/// Whether this version knows the event type.
pub fn is_known(kind: &str) -> bool {
    Event::DOCS.iter().any(|doc| doc.kind == kind)
}
