//! Making a new workspace file.

use std::path::Path;

use tempfile::TempPath;

use crate::connection::{self, Purpose};
use crate::draft::{Fresh, Stamp};
use crate::error::ReadOnlyReason;
use crate::head::Opening;
use crate::workspace::{Access, Host, Mode, Workspace};
use crate::{StoreError, Tx, file_system, schema};

/// What a new workspace begins with.
#[derive(Debug, Clone)]
pub struct Creation {
    /// Live or replay, for life.
    pub mode: Mode,
    /// The workspace's name.
    pub name: String,
    /// Command, time and actor of its first record.
    pub stamp: Stamp,
}

impl Workspace {
    /// Makes a workspace at `path` whose journal holds its opening record, and opens it. The file appears under its
    /// name only when it is complete and durable.
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::ReadOnly`] on a medium or network file system that takes no writes,
    /// [`StoreError::DiskFull`], or what the system reports; no file is left then.
    pub fn create(
        path: &Path,
        creation: Creation,
        host: Host,
        fresh: &mut dyn Fresh,
    ) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        let folder = file_system::folder(path);
        if !folder.is_dir() {
            return Err(StoreError::io(folder, std::io::ErrorKind::NotFound.into()));
        }
        if let Some(reason) = file_system::refuses_writes(path) {
            return Err(StoreError::ReadOnly(reason));
        }
        let scratch = file_system::scratch_file(path)?;
        fill(&scratch, creation, &host, fresh)?;
        file_system::put_in_place(scratch, path)?;
        Self::open(path, Access::ReadWrite, host)
    }
}

/// Writes schema and first record into the empty file; closing it leaves everything in that one file.
fn fill(
    scratch: &TempPath,
    creation: Creation,
    host: &Host,
    fresh: &mut dyn Fresh,
) -> Result<(), StoreError> {
    let mut conn = connection::open(scratch, Purpose::Write)?;
    // The file is flushed once, when it is complete.
    conn.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;")?;
    conn.pragma_update(None, "page_size", schema::PAGE_SIZE)?;
    conn.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
    schema::migrate(&mut conn)?;
    let transaction = conn.transaction()?;
    schema::create_projections(&transaction)?;
    let opening = Opening { uuid: fresh.id(), id: fresh.id(), stamp: creation.stamp, mode: creation.mode };
    let mut tx = Tx::new(&transaction, host, creation.mode, fresh);
    tx.append_first(opening, creation.name)?;
    tx.finish()?;
    transaction.commit()?;
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::ReadOnly(ReadOnlyReason::Media));
    }
    conn.close().map_err(|(_, error)| error.into())
}
