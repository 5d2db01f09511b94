//! The append-only journal: record, canonical form, Merkle tree, verification over a reader.
