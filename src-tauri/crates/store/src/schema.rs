//! The tables of a workspace file and how an older file becomes a current one.
//!
//! Migrations change journal, blob and local tables only, and copy bodies, payloads and notes byte for byte.
//! Projections have no migrations: they are dropped and refolded when [`crate::projection::VERSION`] changes.

use rusqlite::{Connection, params};
use rusqlite_migration::{M, Migrations};

use crate::{StoreError, projection};

/// "DkLg": marks the file as ours in SQLite's header (bytes 68 to 71, big endian).
pub(crate) const APPLICATION_ID: u32 = u32::from_be_bytes(*b"DkLg");

/// Bytes of a page. Every table and index that an event touches costs a page in the log and a share of the flush.
pub(crate) const PAGE_SIZE: u32 = 4096;

/// Tables that a rebuild keeps: everything else is projection.
pub(crate) const KEPT: [&str; 6] = ["journal", "record", "payload", "checkpoint", "blob", "local"];

/// How many triggers keep journal rows from being changed.
pub(crate) const GUARDS: i64 = 8;

/// One entry per released schema, oldest first.
const STEPS: &[M<'static>] = &[M::up(concat!(
    include_str!("schema/journal.sql"),
    include_str!("schema/blob.sql"),
    include_str!("schema/local.sql"),
))];

/// The latest `user_version`.
pub(crate) const LATEST: i64 = STEPS.len() as i64;

/// The file's `user_version`: how many migrations made it; 0 when none did.
pub(crate) fn version(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Applies the migrations that the file has not seen.
pub(crate) fn migrate(conn: &mut Connection) -> Result<(), StoreError> {
    Migrations::from_slice(STEPS).to_latest(conn).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => StoreError::Damaged(other.to_string()),
    })
}

/// Creates every projection table, empty, and notes which code will fold them.
pub(crate) fn create_projections(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch(include_str!("schema/derived.sql"))?;
    conn.execute_batch(include_str!("schema/search.sql"))?;
    conn.execute_batch(include_str!("schema/projection.sql"))?;
    conn.execute("INSERT INTO projection_version (version) VALUES (?1)", params![projection::VERSION])?;
    Ok(())
}

/// Drops every table and view that is not in [`KEPT`], whichever version made it; virtual tables first, since
/// dropping one takes its shadow tables with it.
pub(crate) fn drop_projections(conn: &Connection) -> Result<(), StoreError> {
    for kind in ["virtual", "view", "table"] {
        let object = if kind == "view" { "VIEW" } else { "TABLE" };
        for name in projections(conn, kind)? {
            conn.execute_batch(&format!("DROP {object} \"{name}\""))?;
        }
    }
    Ok(())
}

/// Names of the projections of one kind, by name: `table`, `virtual` (full-text tables) or `view`.
pub(crate) fn projections(conn: &Connection, kind: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT name FROM pragma_table_list
         WHERE schema = 'main' AND type = ?1 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let names: Vec<String> =
        statement.query_map(params![kind], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(names.into_iter().filter(|name| !KEPT.contains(&name.as_str())).collect())
}

/// The version of the code that folded the projections of this file; `None` when there are none.
pub(crate) fn projection_version(conn: &Connection) -> Result<Option<i64>, StoreError> {
    let exists: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'projection_version')",
        [],
        |row| row.get(0),
    )?;
    if !exists {
        return Ok(None);
    }
    Ok(conn.query_row("SELECT max(version) FROM projection_version", [], |row| row.get(0))?)
}
