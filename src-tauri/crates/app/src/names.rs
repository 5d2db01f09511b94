//! What people call things: numbers, short names, ids.

use decklog_domain::{Id, Refusal, RefusalCode};
use decklog_store::{IncidentRow, PersonRow, RunRow, RunbookRow, Snapshot};

use crate::AppError;

/// The one person with this handle.
pub(crate) fn person(snapshot: &Snapshot<'_>, handle: &str) -> Result<PersonRow, AppError> {
    let hint = "see `decklog person list`; add one with `decklog person add`";
    one(snapshot.persons_by_handle(handle)?, "person", handle, hint)
}

/// An incident by `INC-2026-014`, `14` (of this year) or id.
pub(crate) fn incident(snapshot: &Snapshot<'_>, name: &str, year: i32) -> Result<IncidentRow, AppError> {
    let found = snapshot.incidents_named(&number("INC", name, year))?;
    one(found, "incident", name, "see `decklog incident list`")
}

/// A run by `RUN-2026-003`, `3` (of this year) or id.
pub(crate) fn run(snapshot: &Snapshot<'_>, name: &str, year: i32) -> Result<RunRow, AppError> {
    one(snapshot.runs_named(&number("RUN", name, year))?, "run", name, "see `decklog run list`")
}

/// A runbook by short name, title or id.
pub(crate) fn runbook(snapshot: &Snapshot<'_>, name: &str) -> Result<RunbookRow, AppError> {
    let mut found = snapshot.runbooks_named(name)?;
    // Short names and ids are unique; somebody else's title may read the same.
    if found.iter().any(|row| row.slug == name || row.id == name) {
        found.retain(|row| row.slug == name || row.id == name);
    }
    one(found, "runbook", name, "see `decklog runbook list`, or find it with `decklog search`")
}

/// An id that the store gave back.
pub(crate) fn id(text: &str) -> Result<Id, AppError> {
    Id::parse(text).ok_or_else(|| decklog_store::StoreError::Damaged(format!("`{text}` is no id")).into())
}

fn number(prefix: &str, name: &str, year: i32) -> String {
    match name.parse::<u32>() {
        Ok(n) => format!("{prefix}-{year}-{n:03}"),
        Err(_) => name.to_string(),
    }
}

fn one<T>(mut found: Vec<T>, what: &str, name: &str, hint: &str) -> Result<T, AppError> {
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(AppError::unknown(format!("there is no {what} `{name}`"), hint)),
        n => {
            let message = format!("`{name}` names {n} of them");
            Err(Refusal::new(RefusalCode::Ambiguous, message).hint("use the id").into())
        }
    }
}
