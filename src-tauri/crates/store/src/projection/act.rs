//! The acts of incidents and runs: the table `act`. Their state is folded from these records, never stored.

use decklog_domain::event::Recorded;
use rusqlite::{Connection, OptionalExtension, params};

use crate::event::{RawRecord, StoredEvent};
use crate::{Snapshot, StoreError};

pub(super) fn add(conn: &Connection, stored: &StoredEvent) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT INTO act (subject, lam, place, record) VALUES (?1, ?2, ?3, ?4)")?.execute(
        params![stored.record.subj.id, stored.record.lam as i64, stored.place().key(), stored.record.id],
    )?;
    Ok(())
}

/// All acts of a subject in fold order.
pub(super) fn of(conn: &Connection, subject: &str) -> Result<Vec<Recorded>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT r.place, r.lam, r.leaf, r.body, p.line
         FROM act a JOIN record r ON r.place = a.place LEFT JOIN payload p ON p.place = a.place
         WHERE a.subject = ?1 ORDER BY a.lam, a.place",
    )?;
    let rows = statement.query_map(params![subject], RawRecord::of_row)?;
    rows.map(|row| row?.event()?.recorded(&Snapshot { conn })).collect()
}

impl Snapshot<'_> {
    /// The acts that an incident or a run is folded from, in fold order; without an incident's notes.
    pub fn acts(&self, subject: &str) -> Result<Vec<Recorded>, StoreError> {
        of(self.conn, subject)
    }

    /// The last note of a person on an incident that was not taken back.
    pub fn last_note(&self, incident: &str, actor: &str) -> Result<Option<Recorded>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT r.place, r.lam, r.leaf, r.body, p.line
             FROM entry e JOIN record r ON r.place = e.place LEFT JOIN payload p ON p.place = e.place
             WHERE e.incident = ?1 AND e.actor = ?2 AND e.kind = 'note' AND e.undone_by IS NULL
               AND e.place NOT IN (SELECT place FROM act WHERE record = e.record)
             ORDER BY e.lam DESC LIMIT 1",
        )?;
        let row = statement.query_row(params![incident, actor], RawRecord::of_row).optional()?;
        row.map(|row| row.event()?.recorded(self)).transpose()
    }
}
