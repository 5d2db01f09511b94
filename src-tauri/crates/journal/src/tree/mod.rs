//! The Merkle tree of RFC 6962 section 2.1 over the bodies of a journal.

mod frontier;

pub use frontier::{Frontier, FrontierError};

use crate::Hash;

/// The hash of one record: SHA-256(0x00 ‖ body).
pub fn leaf_hash(body: &[u8]) -> Hash {
    Hash::of_parts(&[&[0], body])
}

/// The hash of two subtrees: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut node = [1; 65];
    node[1..33].copy_from_slice(left.as_bytes());
    node[33..].copy_from_slice(right.as_bytes());
    Hash::of(&node)
}

#[cfg(test)]
mod tests;
