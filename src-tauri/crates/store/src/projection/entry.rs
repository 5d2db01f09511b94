//! The timeline: the table `entry`.

use decklog_domain::entry::Entry;
use decklog_domain::{Event, Id};
use rusqlite::{Connection, Row, params};

use super::{run, word};
use crate::{Snapshot, StoreError, StoredEvent, search};

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Its record: the entry's identity.
    pub record: String,
    /// Sequence number of the record in its journal.
    pub seq: u64,
    /// The incident.
    pub incident: String,
    /// When it happened: UTC; absent when nobody knows.
    pub occurred: Option<String>,
    /// End of a range.
    pub until: Option<String>,
    /// How exactly that is known.
    pub precision: String,
    /// The time as typed.
    pub words: Option<String>,
    /// When it was recorded.
    pub recorded: String,
    /// What it tells.
    pub kind: String,
    /// The line.
    pub text: String,
    /// Who acted.
    pub actor: String,
    /// The record that took it back.
    pub undone_by: Option<String>,
}

impl EntryRow {
    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            record: row.get(0)?,
            seq: row.get::<_, i64>(1)? as u64,
            incident: row.get(2)?,
            occurred: row.get(3)?,
            until: row.get(4)?,
            precision: row.get(5)?,
            words: row.get(6)?,
            recorded: row.get(7)?,
            kind: row.get(8)?,
            text: row.get(9)?,
            actor: row.get(10)?,
            undone_by: row.get(11)?,
        })
    }
}

/// Adds the entry that an event makes, if it makes one and belongs to an incident.
pub(super) fn applied(conn: &Connection, event: &Event, stored: &StoredEvent) -> Result<(), StoreError> {
    let Some(entry) = Entry::of(event, &stored.record.at) else { return Ok(()) };
    let incident = match event {
        Event::PostmortemDrafted(drafted) => Some(drafted.incident.to_string()),
        _ if stored.record.subj.kind == "incident" => Some(stored.record.subj.id.clone()),
        _ => run::incident_of(conn, &stored.record.subj.id)?,
    };
    let Some(incident) = incident else { return Ok(()) };
    conn.prepare_cached(
        "INSERT INTO entry (place, record, incident, lam, occurred, until, precision, words, recorded, kind, text, actor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        stored.place().key(),
        stored.record.id,
        incident,
        stored.record.lam as i64,
        entry.when.from,
        entry.when.until,
        word(&entry.when.precision)?,
        entry.words,
        stored.record.at,
        entry.kind.name(),
        entry.text,
        stored.record.actor.id
    ])?;
    search::add_entry(conn, &incident, &entry.text)
}

/// Marks the entry of a record that was taken back; the entry stays.
pub(super) fn undone(conn: &Connection, incident: &str, of: &Id, by: &StoredEvent) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE entry SET undone_by = ?3 WHERE incident = ?1 AND record = ?2")?
        .execute(params![incident, of.as_str(), by.record.id])?;
    Ok(())
}

impl Snapshot<'_> {
    /// The timeline of an incident in the order things happened; what has no time stands where it was recorded.
    pub fn entries(&self, incident: &str) -> Result<Vec<EntryRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT record, place & 1099511627775, incident, occurred, until, precision, words, recorded, kind, text, actor,
                    undone_by
             FROM entry WHERE incident = ?1 ORDER BY coalesce(occurred, recorded), lam, place",
        )?;
        Ok(statement.query_map(params![incident], EntryRow::of_row)?.collect::<Result<_, _>>()?)
    }
}
