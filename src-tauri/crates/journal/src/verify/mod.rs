//! Verifying a journal from its bodies, in one pass and constant memory.
//!
//! What is checked of each body: canonical form, fields and formats, position, link to the body before, the same
//! journal throughout, rising Lamport numbers. What it adds up to is in [`Chain`]. Payloads are checked beside it,
//! with [`crate::payload::PayloadLine::check`].

mod clock;
mod fault;

use crate::Hash;
use crate::record::{Record, RecordView};
use crate::tree::{self, Frontier};

pub use clock::{ClockJump, Jump, MAX_LISTED_JUMPS};
pub use fault::{Fault, FaultKind};

/// Reads the bodies of one journal, from the first on.
#[derive(Debug, Default)]
pub struct ChainVerifier {
    origin: Option<String>,
    frontier: Frontier,
    last_leaf: Hash,
    last_lam: u64,
    clock: clock::Watch,
    unauthenticated: u64,
}

/// What a journal turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Origin; `None` when there was no record.
    pub origin: Option<String>,
    /// Number of records.
    pub size: u64,
    /// Root of the Merkle tree (RFC 6962).
    pub root: Hash,
    /// Leaf hash of the last record, [`Hash::ZERO`] when there is none.
    pub last_leaf: Hash,
    /// Largest Lamport number, 0 when there is no record.
    pub last_lam: u64,
    /// The first [`MAX_LISTED_JUMPS`] times a clock went backwards.
    pub jumps: Vec<ClockJump>,
    /// How many times a clock went backwards.
    pub jump_count: u64,
    /// Number of records whose actor no key proved.
    pub unauthenticated: u64,
}

impl ChainVerifier {
    /// Before the first record.
    pub fn new() -> ChainVerifier {
        ChainVerifier::default()
    }

    /// Checks the next body and gives its record. After a fault nothing of that body is taken over; what follows a
    /// broken link proves nothing, so callers stop there.
    pub fn push(&mut self, body: &[u8]) -> Result<Record, Fault> {
        self.push_view(body).map(RecordView::into_owned)
    }

    /// [`ChainVerifier::push`], without copying the strings of the record.
    pub fn push_view<'a>(&mut self, body: &'a [u8]) -> Result<RecordView<'a>, Fault> {
        let seq = self.frontier.size();
        let fault = |what| Fault { seq, what };
        let record = RecordView::read(body).map_err(|error| fault(FaultKind::Unreadable(error)))?;
        match &self.origin {
            Some(origin) if *origin != record.log => {
                return Err(fault(FaultKind::Origin {
                    expected: origin.clone(),
                    found: record.log.into_owned(),
                }));
            }
            _ => {}
        }
        if record.seq != seq {
            return Err(fault(FaultKind::Gap { found: record.seq }));
        }
        if record.prev != self.last_leaf {
            return Err(fault(FaultKind::Link { expected: self.last_leaf, found: record.prev }));
        }
        if record.lam <= self.last_lam {
            return Err(fault(FaultKind::Lamport { before: self.last_lam, found: record.lam }));
        }
        self.origin.get_or_insert_with(|| record.log.to_string());
        self.last_leaf = tree::leaf_hash(body);
        self.frontier.push(self.last_leaf);
        self.last_lam = record.lam;
        self.clock.observe(&record);
        self.unauthenticated += u64::from(!record.actor.is_authenticated());
        Ok(record)
    }

    /// Number of records accepted so far.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Leaf hash of the record last accepted, [`Hash::ZERO`] before the first.
    pub fn last_leaf(&self) -> Hash {
        self.last_leaf
    }

    /// The tree so far.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// What was read.
    pub fn finish(self) -> Chain {
        let (jumps, jump_count) = self.clock.finish();
        Chain {
            origin: self.origin,
            size: self.frontier.size(),
            root: self.frontier.root(),
            last_leaf: self.last_leaf,
            last_lam: self.last_lam,
            jumps,
            jump_count,
            unauthenticated: self.unauthenticated,
        }
    }
}

#[cfg(test)]
mod tests;
