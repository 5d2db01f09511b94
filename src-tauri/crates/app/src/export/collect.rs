//! What every export begins with: the report on an incident, and the records that a PDF carries.

use decklog_journal::tree::{Frontier, leaf_hash};
use decklog_report::{self as model, Attachment};
use decklog_store::{IncidentRow, Snapshot, StoreError};

use super::closure::Closure;
use crate::query::Names;
use crate::report::{self, Stamped};
use crate::{App, AppError};

/// The report, and which payloads belong to it. `id` is the identity of the export, `exporter` the person's.
pub(super) fn report(
    app: &App,
    snapshot: &Snapshot<'_>,
    row: &IncidentRow,
    exporter: &str,
    id: &str,
) -> Result<(model::Report, Closure), AppError> {
    let closure = Closure::of(snapshot, row, exporter)?;
    let stamped = Stamped {
        id: id.into(),
        now: app.machine.now(),
        zone: app.machine.zone(),
        mode: app.mode(),
        journals: journals(snapshot)?,
    };
    let mut report = report::build(snapshot, row, stamped)?;
    report.history = closure.history(&Names::read(snapshot)?, app.machine.zone());
    Ok((report, closure))
}

/// The bodies of all records, one on a line.
pub(super) fn records(snapshot: &Snapshot<'_>) -> Result<Attachment, AppError> {
    let mut bytes = Vec::new();
    for journal in snapshot.journals()? {
        for raw in snapshot.records(journal.id, 0) {
            bytes.extend_from_slice(&raw?.body);
            bytes.push(b'\n');
        }
    }
    Ok(Attachment { name: "records.jsonl".into(), media_type: "application/jsonl".into(), bytes })
}

/// Size and root of every journal, the open one first.
fn journals(snapshot: &Snapshot<'_>) -> Result<Vec<model::Journal>, AppError> {
    let mut journals = Vec::new();
    for info in snapshot.journals()? {
        let mut tree = Frontier::new();
        for raw in snapshot.records(info.id, 0) {
            tree.push(leaf_hash(&raw.map_err(|error: StoreError| error)?.body));
        }
        journals.push((
            info.sealed,
            model::Journal { origin: info.origin, size: tree.size(), root: tree.root().to_string() },
        ));
    }
    journals.sort_by_key(|(sealed, _)| *sealed);
    Ok(journals.into_iter().map(|(_, journal)| journal).collect())
}
