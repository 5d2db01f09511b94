//! What the store itself derives from each record: commands, record types, tree frontiers.

use std::collections::HashSet;

use decklog_journal::Hash;
use decklog_journal::record::Record;
use decklog_journal::tree::{self, Frontier};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Place, StoreError};

/// Frontiers are stored at multiples of this size only, so that a single event need not write one and a rebuild
/// stores the same.
const FRONTIER_STEP: u64 = 1024;

/// Rows about the records of one transaction that are not written yet. Writing them once, not per record, keeps
/// large batches quick.
#[derive(Default)]
pub(crate) struct Pending {
    command: Option<(String, Place, u64)>,
    types: HashSet<String>,
}

impl Pending {
    /// Takes note of a record that has just been inserted, or met in a rebuild.
    pub(crate) fn note(
        &mut self,
        conn: &Connection,
        place: Place,
        record: &Record,
    ) -> Result<(), StoreError> {
        if !self.types.contains(&record.kind) {
            conn.prepare_cached("INSERT INTO record_type (type) VALUES (?1) ON CONFLICT DO NOTHING")?
                .execute(params![record.kind])?;
            self.types.insert(record.kind.clone());
        }
        match &mut self.command {
            Some((cmd, first, count)) if *cmd == record.cmd && first.key() + *count as i64 == place.key() => {
                *count += 1;
            }
            _ => {
                self.flush(conn)?;
                self.command = Some((record.cmd.clone(), place, 1));
            }
        }
        Ok(())
    }

    /// Writes what is not written yet.
    ///
    /// # Errors
    /// [`StoreError::BadRecord`] when a command's records do not stand side by side: they would then not be found
    /// as one outcome when the command is repeated.
    pub(crate) fn flush(&mut self, conn: &Connection) -> Result<(), StoreError> {
        let Some((cmd, first, count)) = self.command.take() else {
            return Ok(());
        };
        let inserted = conn
            .prepare_cached(
                "INSERT INTO command (cmd, place, count) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET count = count + excluded.count WHERE place + count = excluded.place",
            )?
            .execute(params![cmd, first.key(), count as i64])?;
        if inserted == 0 {
            return Err(StoreError::BadRecord(format!("the command {cmd} has recorded something before")));
        }
        Ok(())
    }

    /// As [`crate::Snapshot::records_of_cmd`], for the command whose row is not written yet.
    pub(crate) fn records_of_cmd(&self, cmd: &str) -> Option<Vec<Place>> {
        let (_, first, count) = self.command.as_ref().filter(|(pending, _, _)| pending == cmd)?;
        Some((first.seq..first.seq + count).map(|seq| Place { journal: first.journal, seq }).collect())
    }
}

/// The tree frontier over the first `size` records of a journal, from the stored one and the leaves after it.
pub(crate) fn frontier(conn: &Connection, journal: i64, size: u64) -> Result<Frontier, StoreError> {
    let mut frontier = stored_frontier(conn, journal)?.filter(|kept| kept.size() <= size).unwrap_or_default();
    let from = Place { journal, seq: frontier.size() };
    let to = Place { journal, seq: size };
    let mut statement =
        conn.prepare_cached("SELECT leaf FROM record WHERE place >= ?1 AND place < ?2 ORDER BY place")?;
    let mut rows = statement.query(params![from.key(), to.key()])?;
    while let Some(row) = rows.next()? {
        frontier.push(Hash::from_bytes(row.get(0)?));
    }
    Ok(frontier)
}

/// The frontier as stored; `None` for a journal shorter than [`FRONTIER_STEP`].
pub(crate) fn stored_frontier(conn: &Connection, journal: i64) -> Result<Option<Frontier>, StoreError> {
    let stored: Option<Vec<u8>> = conn
        .prepare_cached("SELECT nodes FROM frontier WHERE journal = ?1")?
        .query_row(params![journal], |row| row.get(0))
        .optional()?;
    let damaged = |error: tree::FrontierError| StoreError::Damaged(error.to_string());
    stored.map(|bytes| Frontier::from_bytes(&bytes).map_err(damaged)).transpose()
}

/// Stores the frontier of a journal that has just come to `size` records, if that is a multiple of
/// [`FRONTIER_STEP`]: the leaves since the one before are still at hand then.
pub(crate) fn keep_frontier_at(conn: &Connection, journal: i64, size: u64) -> Result<(), StoreError> {
    if size.is_multiple_of(FRONTIER_STEP) { keep_frontier(conn, journal, size) } else { Ok(()) }
}

/// Stores the frontier of a journal of `size` records at the last multiple of [`FRONTIER_STEP`].
pub(crate) fn keep_frontier(conn: &Connection, journal: i64, size: u64) -> Result<(), StoreError> {
    let passed = size - size % FRONTIER_STEP;
    if passed == 0 {
        return Ok(());
    }
    let nodes = frontier(conn, journal, passed)?.to_bytes();
    conn.execute(
        "INSERT INTO frontier (journal, nodes) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET nodes = excluded.nodes",
        params![journal, nodes],
    )?;
    Ok(())
}
