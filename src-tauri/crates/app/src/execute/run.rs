//! Runs.

use std::collections::BTreeMap;

use decklog_domain::event::BlobHash;
use decklog_domain::run::{self, Frozen, Grounds, Parent, Run, RunCommand};
use decklog_domain::runbook_text::Document;
use decklog_runbook::fill::words;
use decklog_store::{RunbookRow, Snapshot, StoreError};

use super::{Writing, approval};
use crate::command::Basis;
use crate::query::run_values;
use crate::{AppError, names};

pub(super) fn start(
    writing: &mut Writing<'_, '_>,
    name: &str,
    incident: Option<&str>,
    drill: bool,
    inputs: &BTreeMap<String, String>,
) -> Result<(), AppError> {
    let year = writing.year();
    let runbook = names::runbook(writing.tx, name)?;
    let incident = incident.map(|name| names::incident(writing.tx, name, year)).transpose()?;
    begin(writing, &runbook, incident.map(|row| row.id), drill, inputs, None)
}

/// Starts a run of the latest revision of a runbook.
pub(super) fn begin(
    writing: &mut Writing<'_, '_>,
    runbook: &RunbookRow,
    incident: Option<String>,
    drill: bool,
    inputs: &BTreeMap<String, String>,
    parent: Option<&Parent>,
) -> Result<(), AppError> {
    let year = writing.year();
    let revision = writing.tx.revision(&runbook.id, runbook.revision)?.ok_or_else(|| {
        StoreError::Damaged(format!("revision {} of {} is missing", runbook.revision, runbook.slug))
    })?;
    let document = document(writing.tx, &BlobHash(revision.document.clone()))?;
    let frozen = Frozen {
        runbook: names::id(&runbook.id)?,
        revision: runbook.revision,
        source: BlobHash(revision.source),
        document_hash: BlobHash(revision.document),
    };
    let incident_id = incident.as_deref().map(names::id).transpose()?;
    writing.context.next_number = writing.tx.next_run(year)?;
    let event = run::start(&frozen, &document, inputs, incident_id, drill, parent, &writing.context)?;
    writing.corr = incident;
    writing.record(&event)
}

pub(super) fn act(
    writing: &mut Writing<'_, '_>,
    name: &str,
    command: &RunCommand,
    basis: Option<&Basis>,
) -> Result<(), AppError> {
    let row = names::run(writing.tx, name, writing.year())?;
    let acts = writing.tx.acts(&row.id)?;
    let (run, document) = fold(writing.tx, &acts, name)?;
    let at = match basis {
        Some(Basis::Step(at)) => Some(at),
        _ => None,
    };
    let values = run_values(writing.tx, &run)?;
    let content = approval::content(&run, &document, &values)?;
    let hash = content.map(|bytes| writing.keep(bytes));
    let child = open_child(writing.tx, &run)?;
    let last = writing.own_last(&acts);
    let grounds = Grounds {
        basis: at,
        last,
        fill: &|text| words(text, &values),
        content: hash.as_ref(),
        child: child.as_deref(),
    };
    let event = run::decide(&run, &document, command, grounds, &writing.context)?;
    writing.corr = row.incident;
    writing.record(&event)
}

/// Number of a run that the current visit called for and that still goes on.
fn open_child(snapshot: &Snapshot<'_>, run: &Run) -> Result<Option<String>, AppError> {
    let Some(current) = &run.current else { return Ok(None) };
    let below = snapshot.runs_below(run.id.as_str(), &current.at.step, current.at.visit)?;
    Ok(below.into_iter().find(|row| row.footer.is_none()).map(|row| row.number))
}

/// Folds a run over its frozen step list.
pub(crate) fn fold(
    snapshot: &Snapshot<'_>,
    acts: &[decklog_domain::event::Recorded],
    name: &str,
) -> Result<(Run, Document), AppError> {
    let document = frozen(snapshot, acts, name)?;
    let run = Run::fold(acts, &document).ok_or_else(|| unknown(name))?;
    Ok((run, document))
}

/// The step list that a run froze when it started.
pub(crate) fn frozen(
    snapshot: &Snapshot<'_>,
    acts: &[decklog_domain::event::Recorded],
    name: &str,
) -> Result<Document, AppError> {
    document(snapshot, &Run::started(acts).ok_or_else(|| unknown(name))?.document)
}

fn unknown(name: &str) -> AppError {
    AppError::unknown(format!("there is no run `{name}`"), "see `decklog run list`")
}

/// A frozen step list.
pub(crate) fn document(snapshot: &Snapshot<'_>, hash: &BlobHash) -> Result<Document, AppError> {
    let bytes = blob(snapshot, hash)?;
    let read = serde_json::from_slice(&bytes);
    Ok(read.map_err(|error| StoreError::Damaged(format!("a step list cannot be read: {error}")))?)
}

/// Content by its hash.
pub(crate) fn blob(snapshot: &Snapshot<'_>, hash: &BlobHash) -> Result<Vec<u8>, AppError> {
    let parsed = hash.0.parse().ok();
    let bytes = parsed.map(|hash| snapshot.blob(&hash)).transpose()?.flatten();
    Ok(bytes.ok_or_else(|| StoreError::Damaged(format!("content {} is missing or was redacted", hash.0)))?)
}
