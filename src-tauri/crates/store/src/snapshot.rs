//! Reading: one consistent state of the workspace, unaffected by writers for as long as it lives.

use decklog_domain::event::{Event, JournalOpened, Recorded};
use decklog_journal::Hash;
use rusqlite::{Connection, OptionalExtension, params};

use crate::event::{RawRecord, StoredEvent};
use crate::fold_order::{FoldOrder, JournalCursor};
use crate::{Place, StoreError};

/// What can be read inside [`crate::Workspace::read`], and inside a write before it is committed.
pub struct Snapshot<'c> {
    pub(crate) conn: &'c Connection,
}

/// One list of records in the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalInfo {
    /// Row id in this workspace.
    pub id: i64,
    /// `decklog/<uuid>`.
    pub origin: String,
    /// Origin of the journal that this one sealed and goes on from.
    pub continues: Option<String>,
    /// Whether another journal of the workspace goes on from this one: nothing is appended any more.
    pub sealed: bool,
    /// Device that writes it.
    pub device: String,
    /// Number of records.
    pub size: u64,
}

impl<'c> Snapshot<'c> {
    /// All journals of the workspace, oldest row first.
    pub fn journals(&self) -> Result<Vec<JournalInfo>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT j.id, j.origin, j.continues, j.device,
                    EXISTS (SELECT 1 FROM journal k WHERE k.continues = j.origin),
                    (SELECT max(place) FROM record WHERE place >= j.id << 40 AND place < (j.id + 1) << 40)
             FROM journal j ORDER BY j.id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(JournalInfo {
                id: row.get(0)?,
                origin: row.get(1)?,
                continues: row.get(2)?,
                device: row.get(3)?,
                sealed: row.get(4)?,
                size: row.get::<_, Option<i64>>(5)?.map_or(0, |key| Place::of_key(key).seq + 1),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Records of one journal from sequence number `from` on, in their order, as the stored bytes.
    pub fn records(&self, journal: i64, from: u64) -> JournalCursor<'c> {
        JournalCursor::new(self.conn, journal, from)
    }

    /// Every event of every journal in the fold order (lam, origin, seq).
    pub fn events(&self) -> Result<FoldOrder<'c>, StoreError> {
        FoldOrder::new(self.conn, &self.journals()?)
    }

    /// The stored bytes of one record; `None` when there is none at this place.
    pub fn record(&self, place: Place) -> Result<Option<RawRecord>, StoreError> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT r.place, r.lam, r.leaf, r.body, p.line
                 FROM record r LEFT JOIN payload p ON p.place = r.place WHERE r.place = ?1",
            )?
            .query_row(params![place.key()], RawRecord::of_row)
            .optional()?)
    }

    /// One event; `None` when there is none at this place.
    pub fn event(&self, place: Place) -> Result<Option<StoredEvent>, StoreError> {
        self.record(place)?.map(|record| record.event()).transpose()
    }

    /// What the first record of a journal says.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not there or is of another type.
    pub fn opened(&self, journal: i64) -> Result<JournalOpened, StoreError> {
        match self.event(Place { journal, seq: 0 })?.map(|event| event.recorded(self)).transpose()? {
            Some(Recorded { event: Event::JournalOpened(opened), .. }) => Ok(opened),
            _ => Err(StoreError::Damaged(format!("journal {journal} has no opening record"))),
        }
    }

    /// Where the records of a command stand, in order; empty when the command recorded nothing.
    pub fn records_of_cmd(&self, cmd: &str) -> Result<Vec<Place>, StoreError> {
        let found = self
            .conn
            .prepare_cached("SELECT place, count FROM command WHERE cmd = ?1")?
            .query_row(params![cmd], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (first, count): (i64, i64) = found.unwrap_or((0, 0));
        Ok((first..first + count).map(Place::of_key).collect())
    }

    /// The largest `lam` of the workspace; 0 when there is no record.
    pub fn last_lam(&self) -> Result<u64, StoreError> {
        let lam: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT max((SELECT lam FROM record WHERE place >= j.id << 40 AND place < (j.id + 1) << 40
                             ORDER BY place DESC LIMIT 1))
                 FROM journal j",
            )?
            .query_row([], |row| row.get(0))?;
        Ok(lam.and_then(|lam| u64::try_from(lam).ok()).unwrap_or(0))
    }

    /// Content by its plain SHA-256; `None` when the workspace does not hold it.
    pub fn blob(&self, hash: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self
            .conn
            .prepare_cached("SELECT bytes FROM blob WHERE hash = ?1")?
            .query_row(params![hash.as_bytes()], |row| row.get(0))
            .optional()?)
    }

    /// A setting or draft of this copy; `None` when it is not set.
    pub fn local(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self
            .conn
            .prepare_cached("SELECT value FROM local WHERE key = ?1")?
            .query_row(params![key], |row| row.get(0))
            .optional()?)
    }

    /// Settings and drafts whose key begins with `prefix`, by key.
    pub fn locals(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT key, value FROM local WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
        )?;
        let rows = statement.query_map(params![prefix], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
