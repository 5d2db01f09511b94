//! Training questions.

use std::collections::BTreeSet;

use decklog_domain::event::BlobHash;
use decklog_domain::training;
use decklog_store::StoreError;

use super::{Writing, document};
use crate::{AppError, names};

pub(super) fn take(
    writing: &mut Writing<'_, '_>,
    name: &str,
    answers: &[BTreeSet<u32>],
) -> Result<(), AppError> {
    let runbook = names::runbook(writing.tx, name)?;
    let revision = writing.tx.revision(&runbook.id, runbook.revision)?;
    let revision = revision.ok_or_else(|| StoreError::Damaged(format!("no revision of {}", runbook.slug)))?;
    let document = document(writing.tx, &BlobHash(revision.document))?;
    let event = training::take(&names::id(&runbook.id)?, runbook.revision, &document, answers)?;
    writing.record(&event)
}
