//! What people call a thing, by its id.

use rusqlite::{OptionalExtension, params};

use crate::{Snapshot, StoreError};

impl Snapshot<'_> {
    /// The number of an incident, a run or the incident of a postmortem, the short name of a runbook, the handle of a
    /// person. `kind` is that of a record's subject; `None` when a thing of this kind has no such name, or is not there.
    pub fn label(&self, kind: &str, id: &str) -> Result<Option<String>, StoreError> {
        let sql = match kind {
            "incident" => "SELECT number FROM incident WHERE id = ?1",
            "run" => "SELECT number FROM run WHERE id = ?1",
            "runbook" => "SELECT slug FROM runbook WHERE id = ?1",
            "person" => "SELECT handle FROM person WHERE id = ?1",
            "postmortem" => {
                "SELECT i.number FROM postmortem p JOIN incident i ON i.id = p.incident WHERE p.id = ?1"
            }
            _ => return Ok(None),
        };
        Ok(self.conn.prepare_cached(sql)?.query_row(params![id], |row| row.get(0)).optional()?)
    }
}
