//! Opening an existing workspace file, with a clear answer when it is none.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Mutex;

use rusqlite::{Connection, OptionalExtension};

use crate::connection::{self, Purpose};
use crate::error::ReadOnlyReason;
use crate::held::Held;
use crate::workspace::{Access, Host, Mode, Workspace};
use crate::{Snapshot, StoreError, backup, file_system, projection, rebuild, schema};

/// Length of SQLite's file header (SQLite file format, section 1.3).
const HEADER_BYTES: usize = 100;

impl Workspace {
    /// Opens the workspace at `path`. With [`Access::ReadWrite`] an older schema is brought up to date, after a
    /// verified backup beside the file; if nothing can be recorded, the workspace is opened for reading and
    /// [`Workspace::read_only`] says why: a full disk, too, is read. Opening appends nothing, not even when the device is
    /// another one.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::NotADatabase`], [`StoreError::OtherApplication`],
    /// [`StoreError::Damaged`], [`StoreError::NotReadableHere`], [`StoreError::Locked`].
    pub fn open(path: &Path, access: Access, host: Host) -> Result<Self, StoreError> {
        match Self::open_to(path, access, host.clone()) {
            Err(StoreError::DiskFull) if access == Access::ReadWrite => {
                let mut workspace = Self::open_to(path, Access::ReadOnly, host)?;
                workspace.read_only = Some(ReadOnlyReason::DiskFull);
                Ok(workspace)
            }
            other => other,
        }
    }

    fn open_to(path: &Path, access: Access, host: Host) -> Result<Self, StoreError> {
        let held = Held::after(path, || check_header(path))?;
        let immovable = file_system::refuses_writes(path);
        let frozen = immovable.is_some() && file_system::wal_bytes(path) == 0;
        let mut reading = if frozen { Purpose::ReadFrozen } else { Purpose::Read };
        let mut read_only = match access {
            Access::ReadOnly => Some(ReadOnlyReason::Asked),
            Access::ReadWrite => immovable.clone(),
        };
        let mut conn = match (&read_only, &immovable) {
            (None, _) => connection::open_writer(path)?,
            (Some(_), None) => {
                let (conn, purpose) = open_to_look(path)?;
                reading = purpose;
                conn
            }
            (Some(_), Some(reason)) => open_immovable(path, reading, reason)?,
        };
        let newer = newer_than_this_program(&conn, host.known)?;
        if newer.is_none() {
            bring_up_to_date(path, &mut conn, read_only.is_none())?;
        }
        let mode = mode(&conn)?;
        if newer.is_some() && read_only.is_none() {
            read_only = newer;
            conn = connection::open(path, reading)?;
        }
        let (writer, reader) = match read_only {
            None => (Some(Mutex::new(conn)), None),
            Some(_) => (None, Some(conn)),
        };
        Ok(Self {
            path: path.to_owned(),
            host,
            mode,
            reading,
            read_only,
            writer,
            reader: Mutex::new(reader),
            held,
        })
    }
}

/// Tells from the file itself what SQLite would report less clearly.
fn check_header(path: &Path) -> Result<(), StoreError> {
    let not_ours =
        |detail: &str| StoreError::NotADatabase { path: path.to_owned(), detail: detail.to_owned() };
    let io = |source: std::io::Error| StoreError::io(path, source);
    let meta = match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::Missing(path.to_owned()));
        }
        other => other.map_err(io)?,
    };
    if meta.is_dir() {
        return Err(not_ours("it is a folder"));
    }
    let mut header = Vec::with_capacity(HEADER_BYTES);
    File::open(path).map_err(io)?.take(HEADER_BYTES as u64).read_to_end(&mut header).map_err(io)?;
    if header.is_empty() {
        return Err(not_ours("it is empty (0 bytes)"));
    }
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(not_ours("it is not a database"));
    }
    let number = |at: usize| {
        header.get(at..at + 4).map(|bytes| bytes.iter().fold(0_u64, |n, b| n << 8 | u64::from(*b)))
    };
    let (Some(pages), Some(application)) = (number(28), number(68)) else {
        return Err(StoreError::Damaged("the file ends inside its header".to_owned()));
    };
    if application != u64::from(schema::APPLICATION_ID) {
        return Err(StoreError::OtherApplication { path: path.to_owned(), found: application as u32 });
    }
    // Bytes 16 and 17 hold the page size, 1 standing for 65,536.
    let page_size = match u64::from(header[16]) << 8 | u64::from(header[17]) {
        1 => 65_536,
        size => size,
    };
    // A log beside the file may hold the pages that are missing here.
    let expected = pages * page_size;
    if meta.len() < expected && file_system::wal_bytes(path) == 0 {
        return Err(StoreError::Damaged(format!(
            "the file is cut short: it has {} of {expected} bytes",
            meta.len()
        )));
    }
    Ok(())
}

/// Opens a file for reading alone. SQLite makes a small file beside it for that, for which a full disk has no room; with
/// no log to be read either, the file itself is all there is, and nobody can change it while the disk is full.
fn open_to_look(path: &Path) -> Result<(Connection, Purpose), StoreError> {
    let conn = connection::open(path, Purpose::Read)?;
    let seen = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    match seen.map_err(StoreError::from) {
        Err(StoreError::DiskFull) if file_system::wal_bytes(path) == 0 => {
            Ok((connection::open(path, Purpose::ReadFrozen)?, Purpose::ReadFrozen))
        }
        Err(error) => Err(error),
        Ok(_) => Ok((conn, Purpose::Read)),
    }
}

/// Opens a file whose medium takes no writes.
fn open_immovable(path: &Path, reading: Purpose, reason: &ReadOnlyReason) -> Result<Connection, StoreError> {
    let waiting = || {
        StoreError::NotReadableHere(format!(
            "the newest records stand in {}, which cannot be read where it lies ({reason}). Nothing was changed. \
             Copy both files to a writable folder of this machine and open them there.",
            file_system::wal_path(path).display()
        ))
    };
    if reading == Purpose::ReadFrozen {
        return connection::open(path, reading);
    }
    if matches!(reason, ReadOnlyReason::NetworkFileSystem(_)) {
        return Err(waiting());
    }
    let conn = connection::open(path, reading)?;
    // SQLite notices that it cannot make its shared-memory file only at the first read.
    match conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)) {
        Ok(_) => Ok(conn),
        Err(_) => Err(waiting()),
    }
}

/// Whether schema, projections or record types come from a later version of this program.
fn newer_than_this_program(
    conn: &Connection,
    known: fn(&str) -> bool,
) -> Result<Option<ReadOnlyReason>, StoreError> {
    let found = schema::version(conn)?;
    if found > schema::LATEST {
        return Ok(Some(ReadOnlyReason::NewerVersion { found, known: schema::LATEST }));
    }
    let Some(folded_by) = schema::projection_version(conn)? else {
        return Ok(None);
    };
    let ours = i64::from(projection::VERSION);
    if folded_by > ours {
        return Ok(Some(ReadOnlyReason::NewerVersion { found: folded_by, known: ours }));
    }
    let mut statement = conn.prepare("SELECT type FROM record_type ORDER BY type")?;
    let types = statement.query_map([], |row| row.get::<_, String>(0))?;
    for kind in types {
        let kind = kind?;
        if !known(&kind) {
            return Ok(Some(ReadOnlyReason::UnknownType(kind)));
        }
    }
    Ok(None)
}

/// Migrates the schema and refolds the projections where an older version left them.
fn bring_up_to_date(path: &Path, conn: &mut Connection, writable: bool) -> Result<(), StoreError> {
    let found = schema::version(conn)?;
    if found == 0 {
        return Err(StoreError::Damaged("its tables were never made".to_owned()));
    }
    let old_schema = found < schema::LATEST;
    let old_fold = schema::projection_version(conn)? != Some(i64::from(projection::VERSION));
    if (old_schema || old_fold) && !writable {
        return Err(StoreError::NotReadableHere(
            "the workspace was written by an older version and has to be brought up to date, which needs to write. \
             Nothing was changed. Open it for recording once, or copy it to a writable folder first."
                .to_owned(),
        ));
    }
    if old_schema {
        backup::before_migration(conn, path, found)?;
        schema::migrate(conn)?;
    }
    if old_fold {
        rebuild::refold(conn)?;
    }
    Ok(())
}

/// Live or replay, from the opening record of the oldest journal.
fn mode(conn: &Connection) -> Result<Mode, StoreError> {
    let first: Option<i64> =
        conn.query_row("SELECT id FROM journal ORDER BY id LIMIT 1", [], |row| row.get(0)).optional()?;
    let first = first.ok_or_else(|| StoreError::Damaged("it holds no journal".to_owned()))?;
    let opened = Snapshot { conn }.opened(first)?;
    Mode::parse(&opened.mode)
        .ok_or_else(|| StoreError::Damaged(format!("its mode is {}, neither live nor replay", opened.mode)))
}
