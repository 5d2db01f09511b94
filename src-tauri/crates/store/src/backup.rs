//! Verified copies of a workspace.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::connection::{self, Purpose};
use crate::{Snapshot, StoreError, Workspace, file_system, verify};

/// Pages copied between two looks at whether a writer waits.
const PAGES_AT_A_TIME: i32 = 1024;

impl Workspace {
    /// Writes a copy of the workspace to `to`, which must not exist. It appears under its name only after it was
    /// verified and flushed. Works for a workspace that is open for reading, too.
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::DiskFull`], [`StoreError::Damaged`] when the copy does not verify, and
    /// what the system reports; no file is left then.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            return Err(StoreError::Exists(to.to_owned()));
        }
        self.with_reader(|conn| verified_copy(conn, to))
    }
}

/// Keeps a verified copy beside a file whose schema is about to change.
pub(crate) fn before_migration(conn: &Connection, path: &Path, version: i64) -> Result<PathBuf, StoreError> {
    let mut name = OsString::from(path.as_os_str());
    name.push(format!(".before-schema-{}", version + 1));
    let to = PathBuf::from(name);
    // A copy of an earlier attempt that was interrupted holds the same and is kept.
    if !to.exists() {
        verified_copy(conn, &to)?;
    }
    Ok(to)
}

fn verified_copy(conn: &Connection, to: &Path) -> Result<(), StoreError> {
    let scratch = file_system::scratch_file(to)?;
    copy(conn, &scratch)?;
    check(&scratch)?;
    file_system::put_in_place(scratch, to)
}

/// Copies the committed state behind `conn` into the empty file `to`.
pub(crate) fn copy(conn: &Connection, to: &Path) -> Result<(), StoreError> {
    let mut target = Connection::open(to)?;
    target.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;")?;
    Backup::new(conn, &mut target)?.run_to_completion(PAGES_AT_A_TIME, Duration::ZERO, None)?;
    target.close().map_err(|(_, error)| error.into())
}

/// Whether the file is sound as a database and as a journal.
fn check(copy: &Path) -> Result<(), StoreError> {
    let conn = connection::open(copy, Purpose::ReadFrozen)?;
    let outcome: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if outcome != "ok" {
        return Err(StoreError::Damaged(format!("the copy is not sound: {outcome}")));
    }
    let found = verify::verify(&Snapshot { conn: &conn })?;
    match found.faults.first() {
        None => Ok(()),
        Some(fault) => Err(StoreError::Damaged(format!(
            "the copy does not verify: journal {}, {}",
            fault.origin, fault.message
        ))),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{before_migration, check};
    use crate::schema;
    use rusqlite::Connection;

    #[test]
    fn a_copy_is_kept_before_the_schema_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.decklog");
        let mut conn = Connection::open(&path).unwrap();
        schema::migrate(&mut conn).unwrap();
        conn.execute_batch("INSERT INTO local (key, value) VALUES ('a', 'before')").unwrap();
        let kept = before_migration(&conn, &path, 1).unwrap();
        assert_eq!(kept, folder.path().join("w.decklog.before-schema-2"));
        check(&kept).unwrap();
        conn.execute_batch("UPDATE local SET value = 'half-way'").unwrap();
        // An interrupted migration is tried again: the copy from before it stays.
        before_migration(&conn, &path, 1).unwrap();
        let copy = Connection::open(&kept).unwrap();
        let value: String = copy.query_row("SELECT value FROM local", [], |row| row.get(0)).unwrap();
        assert_eq!(value, "before");
    }
}
