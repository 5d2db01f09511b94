//! Current state, folded from the journal one event at a time. A file for each table holds its SQL, its row type and its
//! queries.

mod act;
mod entry;
mod incident;
mod label;
mod person;
mod postmortem;
mod run;
mod runbook;
mod training;
mod workspace;

use decklog_domain::Event;
use rusqlite::Connection;

pub use entry::EntryRow;
pub use incident::IncidentRow;
pub use person::PersonRow;
pub use postmortem::PostmortemRow;
pub use run::RunRow;
pub use runbook::{RevisionRow, RunbookRow};
pub use training::TrainingRow;
pub use workspace::WorkspaceRow;

use crate::{Snapshot, StoreError, StoredEvent};

/// Raised with every change to what `apply` writes or to `schema/projection.sql`; workspaces folded by another
/// version are refolded when they are opened.
pub(crate) const VERSION: u32 = 5;

/// Folds one event into the projection tables. Called in the order (lam, origin, seq), inside the transaction that
/// appends or rebuilds; it reads nothing but projections, records, blobs and the event.
pub(crate) fn apply(conn: &Connection, stored: &StoredEvent) -> Result<(), StoreError> {
    let event = stored.recorded(&Snapshot { conn })?.event;
    match &event {
        Event::JournalOpened(opened) => workspace::opened(conn, opened)?,
        Event::PersonAdded(added) => person::added(conn, added)?,
        Event::RunbookRevisionAdded(added) => runbook::revision_added(conn, added, stored)?,
        Event::RunbookTrainingTaken(taken) => training::taken(conn, taken, stored)?,
        Event::IncidentDeclared(_)
        | Event::IncidentMilestoneSet(_)
        | Event::IncidentResolved(_)
        | Event::IncidentReopened(_)
        | Event::IncidentEntryCorrected(_)
        | Event::IncidentEntryHidden(_)
        | Event::IncidentEntryUnhidden(_)
        | Event::IncidentEntryPinned(_)
        | Event::IncidentUndone(_) => incident::acted(conn, &event, stored)?,
        Event::RunStarted(_)
        | Event::RunStepClosed(_)
        | Event::RunApprovalRequested(_)
        | Event::RunApprovalDecided(_)
        | Event::RunReadingTaken(_)
        | Event::RunTasksTicked(_)
        | Event::RunValuesSet(_)
        | Event::RunNoteAdded(_)
        | Event::RunMoved(_)
        | Event::RunStepWaived(_)
        | Event::RunUndone(_)
        | Event::RunCompleted(_)
        | Event::RunStopped(_) => run::acted(conn, &event, stored)?,
        Event::PostmortemDrafted(drafted) => postmortem::drafted(conn, drafted, stored)?,
        Event::PostmortemSectionEdited(edited) => postmortem::edited(conn, edited)?,
        Event::IncidentNoteAdded(_)
        | Event::JournalVerified(_)
        | Event::ExportStarted(_)
        | Event::ExportFinished(_)
        | Event::ExportFailed(_) => {}
    }
    entry::applied(conn, &event, stored)
}

/// The word that stands for an enumeration in a column: its name in JSON.
fn word<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        other => Err(StoreError::Fold(format!("no word for a column: {other:?}"))),
    }
}

/// Year and number of a human number such as `INC-2026-014`.
fn year_and_number(number: &str) -> Result<(u32, u32), StoreError> {
    let mut parts = number.split('-').skip(1).map(str::parse);
    match (parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(n))) => Ok((year, n)),
        _ => Err(StoreError::Fold(format!("`{number}` is no number"))),
    }
}
