//! Checking the journals of a workspace from their bytes, in constant memory.

use decklog_journal::Hash;
use decklog_journal::payload::PayloadLine;
use decklog_journal::record::RecordView;
use decklog_journal::verify::{Chain, ChainVerifier};

use crate::event::RawRecord;
use crate::snapshot::JournalInfo;
use crate::{Snapshot, StoreError, Workspace, derived};

/// Faults listed in full; further ones are counted, so that memory stays bounded.
const MAX_LISTED_FAULTS: usize = 1000;

/// What a verification found.
#[derive(Debug)]
pub struct Verification {
    /// Each journal as far as its chain holds.
    pub journals: Vec<VerifiedJournal>,
    /// The first 1,000 faults.
    pub faults: Vec<JournalFault>,
    /// How many faults there are.
    pub fault_count: u64,
}

/// One journal and what its bodies add up to.
#[derive(Debug)]
pub struct VerifiedJournal {
    /// Its row.
    pub info: JournalInfo,
    /// Size, root, clock jumps and actors, up to the first record whose chain does not hold.
    pub chain: Chain,
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalFault {
    /// Origin of the journal.
    pub origin: String,
    /// Record concerned; `None` when it is the journal as a whole.
    pub seq: Option<u64>,
    /// What does not hold.
    pub message: String,
}

impl Verification {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.fault_count == 0
    }

    /// Number of records whose chain holds.
    pub fn records(&self) -> u64 {
        self.journals.iter().map(|journal| journal.chain.size).sum()
    }

    fn fault(&mut self, origin: &str, seq: Option<u64>, message: impl ToString) {
        self.fault_count += 1;
        if self.faults.len() < MAX_LISTED_FAULTS {
            self.faults.push(JournalFault { origin: origin.to_owned(), seq, message: message.to_string() });
        }
    }
}

impl Workspace {
    /// Checks every journal: canonical bodies, dense and linked, stored leaves and indexes equal to what the bodies
    /// say, payloads and blobs equal to their commitments, sealed journals equal to what their successors cite.
    ///
    /// # Errors
    /// Only what keeps the file from being read; what does not hold is in the answer.
    pub fn verify(&self) -> Result<Verification, StoreError> {
        self.read(verify)
    }
}

/// As [`Workspace::verify`], for one state.
pub(crate) fn verify(snapshot: &Snapshot<'_>) -> Result<Verification, StoreError> {
    let mut found = Verification { journals: Vec::new(), faults: Vec::new(), fault_count: 0 };
    for info in snapshot.journals()? {
        let chain = verify_journal(snapshot, &info, &mut found)?;
        found.journals.push(VerifiedJournal { info, chain });
    }
    check_seals(snapshot, &mut found);
    Ok(found)
}

fn verify_journal(
    snapshot: &Snapshot<'_>,
    info: &JournalInfo,
    found: &mut Verification,
) -> Result<Chain, StoreError> {
    let mut verifier = ChainVerifier::new();
    let kept = match derived::stored_frontier(snapshot.conn, info.id) {
        Ok(kept) => kept,
        Err(error) => {
            found.fault(&info.origin, None, format!("the stored tree cannot be read: {error}"));
            None
        }
    };
    for raw in snapshot.records(info.id, 0) {
        let raw = raw?;
        let record = match verifier.push_view(&raw.body) {
            Ok(record) => record,
            Err(fault) => {
                found.fault(&info.origin, Some(fault.seq), fault.what);
                break;
            }
        };
        check_indexes(info, &raw, &record, verifier.last_leaf(), found);
        check_payload(snapshot, info, &raw, &record, found)?;
        if let Some(kept) = &kept
            && kept.size() == verifier.size()
            && kept.root() != verifier.frontier().root()
        {
            found.fault(&info.origin, Some(raw.place.seq), "the stored tree differs from the records");
        }
    }
    if verifier.size() == 0 {
        found.fault(&info.origin, None, "it has no record that holds");
    }
    Ok(verifier.finish())
}

fn check_indexes(
    info: &JournalInfo,
    raw: &RawRecord,
    record: &RecordView<'_>,
    leaf: Hash,
    found: &mut Verification,
) {
    let seq = Some(raw.place.seq);
    if record.log != info.origin {
        found.fault(&info.origin, seq, format!("it belongs to journal {}", record.log));
    }
    if record.dev.id != info.device {
        found.fault(
            &info.origin,
            seq,
            format!("it names device {}, its journal {}", record.dev.id, info.device),
        );
    }
    if record.seq != raw.place.seq || record.lam != raw.lam {
        found.fault(&info.origin, seq, "its stored position differs from its body");
    }
    if raw.leaf != leaf {
        found.fault(&info.origin, seq, "its stored leaf hash differs from its body");
    }
}

fn check_payload(
    snapshot: &Snapshot<'_>,
    info: &JournalInfo,
    raw: &RawRecord,
    record: &RecordView<'_>,
    found: &mut Verification,
) -> Result<(), StoreError> {
    let mut unreadable = None;
    let mut blob = |hash: &Hash| {
        snapshot.blob(hash).unwrap_or_else(|error| {
            unreadable = Some(error);
            None
        })
    };
    let outcome = if raw.line.is_empty() {
        Err("its payload is missing".to_owned())
    } else {
        PayloadLine::read(&raw.line)
            .map_err(|error| error.to_string())
            .and_then(|line| line.check(record, &mut blob).map_err(|fault| fault.to_string()))
    };
    if let Err(message) = outcome {
        found.fault(&info.origin, Some(raw.place.seq), message);
    }
    unreadable.map_or(Ok(()), Err)
}

/// A journal that continues another cites its origin, size and root.
fn check_seals(snapshot: &Snapshot<'_>, found: &mut Verification) {
    let chains: Vec<(i64, Chain, Option<String>)> = found
        .journals
        .iter()
        .map(|journal| (journal.info.id, journal.chain.clone(), journal.info.continues.clone()))
        .collect();
    for (id, chain, continues) in &chains {
        let origin = chain.origin.clone().unwrap_or_default();
        let Ok(opened) = snapshot.opened(*id) else {
            found.fault(&origin, Some(0), "it is no opening record");
            continue;
        };
        let cited = opened.continues.as_ref();
        if cited.map(|sealed| &sealed.origin) != continues.as_ref() {
            found.fault(&origin, Some(0), "what it continues differs from its row");
        }
        if let Some(sealed) = cited {
            let holds = chains.iter().any(|(_, chain, _)| {
                chain.origin.as_ref() == Some(&sealed.origin)
                    && chain.size == sealed.size
                    && chain.root.to_string() == sealed.root
            });
            if !holds {
                found.fault(
                    &origin,
                    Some(0),
                    format!("the journal {} is not as it was when sealed", sealed.origin),
                );
            }
        }
    }
}
