//! Comparing projections row by row.

use decklog_journal::Hash;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::{StoreError, schema};

/// A projection table and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDigest {
    /// Table name.
    pub table: String,
    /// Number of rows.
    pub rows: u64,
    /// SHA-256 over the rows in the order of their primary key: each value with its type and length.
    pub hash: Hash,
}

/// Digests of all ordinary projection tables, by name. Full-text tables have [`check_words`].
pub(crate) fn projections(conn: &Connection) -> Result<Vec<TableDigest>, StoreError> {
    schema::projections(conn, "table")?.into_iter().map(|table| digest(conn, table)).collect()
}

fn digest(conn: &Connection, table: String) -> Result<TableDigest, StoreError> {
    let order = primary_key(conn, &table)?;
    let mut statement = conn.prepare(&format!("SELECT * FROM \"{table}\" ORDER BY {order}"))?;
    let columns = statement.column_count();
    let mut hash = Sha256::new();
    let mut count = 0;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        count += 1;
        for column in 0..columns {
            add(&mut hash, row.get_ref(column)?);
        }
    }
    Ok(TableDigest { table, rows: count, hash: Hash::from_bytes(hash.finalize().into()) })
}

/// The primary key's columns for ORDER BY; `rowid` for a table without one.
fn primary_key(conn: &Connection, table: &str) -> Result<String, StoreError> {
    let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?;
    let names = statement.query_map(params![table], |row| row.get::<_, String>(0))?;
    let names: Vec<String> =
        names.map(|name| Ok(format!("\"{}\"", name?))).collect::<rusqlite::Result<_>>()?;
    Ok(if names.is_empty() { "rowid".to_owned() } else { names.join(", ") })
}

fn add(hash: &mut Sha256, value: ValueRef<'_>) {
    let (kind, bytes): (u8, &[u8]) = match value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(number) => (1, &number.to_be_bytes()),
        ValueRef::Real(number) => (2, &number.to_be_bytes()),
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(blob) => (4, blob),
    };
    hash.update([kind]);
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

/// Runs FTS5's own comparison of each full-text table with the rows it indexes.
///
/// # Errors
/// [`StoreError::Damaged`] when one differs.
pub(crate) fn check_words(conn: &Connection) -> Result<(), StoreError> {
    for table in schema::projections(conn, "virtual")? {
        let check = format!("INSERT INTO \"{table}\" (\"{table}\", rank) VALUES ('integrity-check', 1)");
        conn.execute(&check, [])?;
    }
    Ok(())
}
