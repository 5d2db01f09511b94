//! What this workspace is: the table `workspace`.

use decklog_domain::event::JournalOpened;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Snapshot, StoreError};

/// Name and mode of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceRow {
    /// Its name.
    pub name: String,
    /// `live` or `replay`, for life.
    pub mode: String,
}

/// The first journal says what the workspace is; those that go on from it repeat it.
pub(super) fn opened(conn: &Connection, opened: &JournalOpened) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO workspace (n, name, mode) VALUES (1, ?1, ?2) ON CONFLICT (n) DO NOTHING",
    )?
    .execute(params![opened.name, opened.mode])?;
    Ok(())
}

impl Snapshot<'_> {
    /// What this workspace is; `None` only while it is being made.
    pub fn workspace(&self) -> Result<Option<WorkspaceRow>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT name, mode FROM workspace")?;
        let row = statement.query_row([], |row| Ok(WorkspaceRow { name: row.get(0)?, mode: row.get(1)? }));
        Ok(row.optional()?)
    }
}
