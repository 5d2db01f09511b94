//! The append-only journal: record, canonical form, Merkle tree, verification over a reader.
//!
//! Built from published formats: SHA-256 (FIPS 180-4), canonical JSON (RFC 8785, restricted) and the Merkle tree of
//! RFC 6962. `docs/journal-format.md` describes the same for somebody who verifies by hand. Pure: no database, no
//! clock, no randomness; salts, ids and times are passed in.

pub mod canonical;
mod format;
mod hash;
mod hex;
pub mod lines;
pub mod payload;
pub mod record;
mod salt;
pub mod tree;
pub mod verify;

pub use hash::Hash;
pub use hex::HexError;
pub use salt::Salt;
