//! The first pass over the journals: what they add up to, and which content their payloads name.

use std::collections::BTreeSet;

use decklog_journal::Hash;
use decklog_journal::payload::{Content, PayloadLine};
use decklog_journal::record::Record;
use decklog_journal::verify::ChainVerifier;

use super::error::BundleError;
use super::export::JournalSummary;
use super::input::{Entry, JournalSource};

/// What the first pass found.
pub(super) struct Survey {
    pub(super) journals: Vec<JournalSummary>,
    pub(super) blobs: BTreeSet<Hash>,
}

impl Survey {
    pub(super) fn of(journals: &[JournalSource<'_>]) -> Result<Survey, BundleError> {
        if journals.is_empty() {
            return Err(BundleError::NoJournal);
        }
        let mut blobs = BTreeSet::new();
        let journals =
            journals.iter().map(|journal| survey(journal, &mut blobs)).collect::<Result<_, _>>()?;
        Ok(Survey { journals, blobs })
    }

    pub(super) fn records(&self) -> u64 {
        self.journals.iter().map(|journal| journal.size).sum()
    }

    pub(super) fn payloads(&self) -> u64 {
        self.journals.iter().map(|journal| journal.payloads).sum()
    }
}

fn survey(journal: &JournalSource<'_>, blobs: &mut BTreeSet<Hash>) -> Result<JournalSummary, BundleError> {
    let mut chain = ChainVerifier::new();
    let mut payloads = 0;
    each(journal, &mut |entry| {
        let record = chain
            .push(&entry.body)
            .map_err(|fault| BundleError::Record { journal: journal.origin.clone(), fault })?;
        if record.log != journal.origin {
            return Err(BundleError::Origin { journal: journal.origin.clone(), found: record.log });
        }
        if let Some(line) = &entry.payload {
            payloads += 1;
            blobs.extend(named_blobs(line, &record)?);
        }
        Ok(())
    })?;
    let chain = chain.finish();
    Ok(JournalSummary { origin: journal.origin.clone(), size: chain.size, root: chain.root, payloads })
}

fn named_blobs(line: &[u8], record: &Record) -> Result<Vec<Hash>, BundleError> {
    let unreadable = |error| BundleError::Payload { journal: record.log.clone(), seq: record.seq, error };
    let payload = PayloadLine::read(line).and_then(PayloadLine::into_payload).map_err(unreadable)?;
    let hash = |content| match content {
        Content::Blob(hash) => Some(hash),
        Content::Words(_) => None,
    };
    Ok(payload.texts.into_iter().filter_map(|text| hash(text.content)).collect())
}

/// Goes through the records of one journal.
pub(super) fn each(
    journal: &JournalSource<'_>,
    visit: &mut dyn FnMut(&Entry) -> Result<(), BundleError>,
) -> Result<(), BundleError> {
    for entry in (journal.read)() {
        let entry = entry.map_err(|error| BundleError::Source { journal: journal.origin.clone(), error })?;
        visit(&entry)?;
    }
    Ok(())
}
