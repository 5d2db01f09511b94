//! People in the record: the table `person`.

use decklog_domain::event::PersonAdded;
use rusqlite::{Connection, Row, params};

use crate::{Snapshot, StoreError};

/// One person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Identity.
    pub id: String,
    /// Short name for the command line.
    pub handle: String,
    /// Name in the record.
    pub name: String,
}

impl PersonRow {
    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { id: row.get(0)?, handle: row.get(1)?, name: row.get(2)? })
    }
}

pub(super) fn added(conn: &Connection, added: &PersonAdded) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT INTO person (id, handle, name) VALUES (?1, ?2, ?3)")?.execute(params![
        added.person.as_str(),
        added.handle,
        added.name
    ])?;
    Ok(())
}

impl Snapshot<'_> {
    /// Everybody, in the order they joined.
    pub fn persons(&self) -> Result<Vec<PersonRow>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT id, handle, name FROM person ORDER BY id")?;
        Ok(statement.query_map([], PersonRow::of_row)?.collect::<Result<_, _>>()?)
    }

    /// Those with this handle: one, unless journals of several places were joined.
    pub fn persons_by_handle(&self, handle: &str) -> Result<Vec<PersonRow>, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT id, handle, name FROM person WHERE handle = ?1")?;
        Ok(statement.query_map(params![handle], PersonRow::of_row)?.collect::<Result<_, _>>()?)
    }
}
