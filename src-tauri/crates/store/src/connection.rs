//! Connections with the settings that every use of a workspace file shares.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::StoreError;

/// How long to wait for another writer before giving up.
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How a connection is to use the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Appends; the one writer of this process.
    Write,
    /// Reads beside a writer.
    Read,
    /// Reads a file whose medium takes no writes and which has no changes waiting in a log beside it.
    ReadFrozen,
}

/// Opens the existing file at `path` with every setting in force.
///
/// # Errors
/// What SQLite reports when the file cannot be opened or its header cannot be read.
pub(crate) fn open(path: &Path, purpose: Purpose) -> Result<Connection, StoreError> {
    let base =
        OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let conn = match purpose {
        Purpose::Write => Connection::open_with_flags(path, base | OpenFlags::SQLITE_OPEN_READ_WRITE)?,
        Purpose::Read => Connection::open_with_flags(path, base | OpenFlags::SQLITE_OPEN_READ_ONLY)?,
        Purpose::ReadFrozen => {
            Connection::open_with_flags(frozen_uri(path), base | OpenFlags::SQLITE_OPEN_READ_ONLY)?
        }
    };
    configure(&conn, purpose)?;
    Ok(conn)
}

/// Opens the existing workspace at `path` for recording: readers then never wait for a writer.
pub(crate) fn open_writer(path: &Path) -> Result<Connection, StoreError> {
    let conn = open(path, Purpose::Write)?;
    // Stored in the file already, unless another program changed it.
    conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0))?;
    Ok(conn)
}

/// Settings of a connection; none of them is stored in the file except the journal mode, which creation sets.
pub(crate) fn configure(conn: &Connection, purpose: Purpose) -> Result<(), StoreError> {
    conn.set_prepared_statement_cache_capacity(256);
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.execute_batch(
        "PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA foreign_keys = ON;",
    )?;
    if purpose == Purpose::Write {
        // 16 MiB of cache keep a large import from writing the same pages again and again.
        // FULL makes each commit durable. A checkpoint each 1,000 pages, about 150 events, keeps flushes near one an event;
        // a longer log would take longer to reach its full size, and until then each flush costs half as much again.
        conn.execute_batch(
            "PRAGMA synchronous = FULL;
             PRAGMA secure_delete = ON;
             PRAGMA cache_size = -16384;
             PRAGMA wal_autocheckpoint = 1000;
             PRAGMA journal_size_limit = 67108864;",
        )?;
    } else {
        conn.execute_batch("PRAGMA query_only = ON;")?;
    }
    Ok(())
}

/// `file:` URI with `immutable=1`: SQLite then neither locks nor looks for a log.
fn frozen_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(*byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}
