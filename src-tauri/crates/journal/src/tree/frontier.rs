//! The part of the tree that still grows: enough to append and to know the root, in 32 bytes per level.

use super::node_hash;
use crate::Hash;
use crate::canonical::MAX_INTEGER;

/// The roots of the complete subtrees of a list, largest first: one for each bit set in its size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

/// Bytes that are no frontier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored tree frontier cannot be read")]
pub struct FrontierError;

impl Frontier {
    /// The empty tree.
    pub fn new() -> Frontier {
        Frontier::default()
    }

    /// Appends a leaf, as given by [`super::leaf_hash`].
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// How many leaves were appended.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root: SHA-256 of nothing for the empty tree.
    pub fn root(&self) -> Hash {
        let fold = |right: Hash, left: &Hash| node_hash(left, &right);
        match self.peaks.split_last() {
            None => Hash::of(b""),
            Some((last, larger)) => larger.iter().rev().fold(*last, fold),
        }
    }

    /// The size as eight bytes, most significant first, then the subtree roots, largest first.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        self.peaks.iter().for_each(|peak| bytes.extend_from_slice(peak.as_bytes()));
        bytes
    }

    /// Reads what [`Frontier::to_bytes`] wrote. Fails on another length; wrong hashes show only as a wrong root.
    pub fn from_bytes(bytes: &[u8]) -> Result<Frontier, FrontierError> {
        let (size, peaks) = bytes.split_first_chunk().ok_or(FrontierError)?;
        let size = u64::from_be_bytes(*size);
        let (peaks, rest) = peaks.as_chunks();
        if size > MAX_INTEGER || peaks.len() != size.count_ones() as usize || !rest.is_empty() {
            return Err(FrontierError);
        }
        Ok(Frontier { size, peaks: peaks.iter().map(|peak| Hash::from_bytes(*peak)).collect() })
    }
}
