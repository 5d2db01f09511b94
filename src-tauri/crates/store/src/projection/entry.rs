//! The timeline: the table `entry`.

use decklog_domain::entry::Entry;
use decklog_domain::event::Recorded;
use decklog_domain::incident::Revision;
use decklog_domain::{Event, Id};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{run, word};
use crate::{Place, Snapshot, StoreError, StoredEvent, search};

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
    /// When it was first said to have happened, once its time was corrected.
    pub first_occurred: Option<String>,
    /// How exactly that was known; set exactly when its time was corrected.
    pub first_precision: Option<String>,
    /// What it said first, once its words were corrected.
    pub first_text: Option<String>,
    /// Why it was corrected last.
    pub why: Option<String>,
    /// Why it is hidden.
    pub hidden: Option<String>,
    /// It is pinned.
    pub pinned: bool,
}

const COLUMNS: &str =
    "record, place & 1099511627775, incident, occurred, until, precision, words, recorded, kind, text,
    actor, undone_by, first_occurred, first_precision, first_text, why, hidden, pinned";

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
            first_occurred: row.get(12)?,
            first_precision: row.get(13)?,
            first_text: row.get(14)?,
            why: row.get(15)?,
            hidden: row.get(16)?,
            pinned: row.get(17)?,
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
    let document = search::add_entry(conn, &incident, &entry.text)?;
    conn.prepare_cached(
        "INSERT INTO entry (place, record, incident, lam, occurred, until, precision, words, recorded, kind, text, actor,
         document) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
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
        stored.record.actor.id,
        document
    ])?;
    Ok(())
}

/// Marks the entry of a record that was taken back; the entry stays.
pub(super) fn undone(conn: &Connection, incident: &str, of: &Id, by: &StoredEvent) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE entry SET undone_by = ?3 WHERE incident = ?1 AND record = ?2")?
        .execute(params![incident, of.as_str(), by.record.id])?;
    Ok(())
}

/// Makes an entry what the acts of its incident, in fold order, say of it; what it was first stays beside it.
pub(super) fn revised(
    conn: &Connection,
    incident: &str,
    acts: &[Recorded],
    record: &Id,
) -> Result<(), StoreError> {
    let found = conn
        .prepare_cached("SELECT lam, place, document FROM entry WHERE incident = ?1 AND record = ?2")?
        .query_row(params![incident, record.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((lam, place, document)): Option<(i64, i64, i64)> = found else { return Ok(()) };
    let snapshot = Snapshot { conn };
    let Some(stored) = snapshot.event(Place::of_key(place))? else { return Ok(()) };
    let Some(first) = Entry::of(&stored.recorded(&snapshot)?.event, &stored.record.at) else { return Ok(()) };
    let Revision { when, text, why, hidden, pinned } = Revision::of(acts, record);
    let corrected_time = when.is_some();
    let (when, words) = when.unwrap_or_else(|| (first.when.clone(), first.words));
    let found_by = match &text {
        Some(text) => format!("{text}\n{}", first.text),
        None => first.text.clone(),
    };
    let document = search::revise_entry(conn, document, incident, &found_by)?;
    conn.prepare_cached(
        "UPDATE entry SET occurred = ?4, until = ?5, precision = ?6, words = ?7, text = ?8, first_occurred = ?9,
         first_precision = ?10, first_text = ?11, why = ?12, hidden = ?13, pinned = ?14, document = ?15
         WHERE incident = ?1 AND lam = ?2 AND place = ?3",
    )?
    .execute(params![
        incident,
        lam,
        place,
        when.from,
        when.until,
        word(&when.precision)?,
        words,
        text.as_ref().unwrap_or(&first.text),
        first.when.from.filter(|_| corrected_time),
        corrected_time.then(|| word(&first.when.precision)).transpose()?,
        text.as_ref().map(|_| &first.text),
        why,
        hidden,
        pinned,
        document
    ])?;
    Ok(())
}

impl Snapshot<'_> {
    /// The timeline of an incident in the order things happened; what has no time stands where it was recorded.
    pub fn entries(&self, incident: &str) -> Result<Vec<EntryRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM entry WHERE incident = ?1 ORDER BY coalesce(occurred, recorded), lam, place"
        ))?;
        Ok(statement.query_map(params![incident], EntryRow::of_row)?.collect::<Result<_, _>>()?)
    }

    /// The entry of an incident that a record is, if it is one. Walks the incident's timeline.
    pub fn entry(&self, incident: &str, record: &str) -> Result<Option<EntryRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM entry WHERE incident = ?1 AND record = ?2");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_row(params![incident, record], EntryRow::of_row).optional()?)
    }
}
