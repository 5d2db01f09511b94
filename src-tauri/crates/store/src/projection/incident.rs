//! Incidents as lists show them: the table `incident`.

use decklog_domain::Event;
use decklog_domain::incident::{Incident, concerns};
use rusqlite::{Connection, Row, params};

use super::{act, entry, word, year_and_number};
use crate::{Snapshot, StoreError, StoredEvent, search};

/// One incident in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentRow {
    /// Identity.
    pub id: String,
    /// Human number.
    pub number: String,
    /// One line that names it.
    pub title: String,
    /// `real`, `drill`, `test` or `backfilled`.
    pub kind: String,
    /// `sev1` to `sev4` or `unrated`.
    pub severity: String,
    /// Where it stands.
    pub state: String,
    /// Which occurrence, from 1.
    pub occurrence: u32,
    /// When it was declared.
    pub declared: String,
}

const COLUMNS: &str = "id, number, title, kind, severity, state, occurrence, declared";

impl IncidentRow {
    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            kind: row.get(3)?,
            severity: row.get(4)?,
            state: row.get(5)?,
            occurrence: row.get(6)?,
            declared: row.get(7)?,
        })
    }
}

pub(super) fn acted(conn: &Connection, event: &Event, stored: &StoredEvent) -> Result<(), StoreError> {
    act::add(conn, stored)?;
    let acts = act::of(conn, &stored.record.subj.id)?;
    let mut revised = concerns(event);
    if let Event::IncidentUndone(undone) = event {
        entry::undone(conn, undone.incident.as_str(), &undone.of, stored)?;
        revised = acts.iter().find(|act| act.id == undone.of).and_then(|act| concerns(&act.event));
    }
    if let Some(record) = revised {
        entry::revised(conn, &stored.record.subj.id, &acts, record)?;
    }
    let Some(incident) = Incident::fold(&acts) else { return Ok(()) };
    let (year, n) = year_and_number(&incident.number)?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO incident (id, number, year, n, title, kind, severity, state, occurrence, declared)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        incident.id.as_str(),
        incident.number,
        year,
        n,
        incident.title,
        word(&incident.kind)?,
        word(&incident.severity)?,
        word(&incident.state)?,
        incident.occurrence,
        incident.declared_at
    ])?;
    if matches!(event, Event::IncidentDeclared(_)) {
        search::replace(conn, "incident", incident.id.as_str(), &incident.title, &incident.number)?;
    }
    Ok(())
}

impl Snapshot<'_> {
    /// All incidents, the latest first.
    pub fn incidents(&self) -> Result<Vec<IncidentRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM incident ORDER BY year DESC, n DESC, id DESC");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map([], IncidentRow::of_row)?.collect::<Result<_, _>>()?)
    }

    /// Incidents that are not resolved, the latest first.
    pub fn incidents_unresolved(&self) -> Result<Vec<IncidentRow>, StoreError> {
        self.incidents_where("state <> 'resolved'")
    }

    /// Resolved incidents that no postmortem was drafted of, the latest first.
    pub fn incidents_without_postmortem(&self) -> Result<Vec<IncidentRow>, StoreError> {
        self.incidents_where(
            "state = 'resolved' AND NOT EXISTS (SELECT 1 FROM postmortem p WHERE p.incident = incident.id)",
        )
    }

    fn incidents_where(&self, condition: &str) -> Result<Vec<IncidentRow>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM incident WHERE {condition} ORDER BY year DESC, n DESC, id DESC");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map([], IncidentRow::of_row)?.collect::<Result<_, _>>()?)
    }

    /// Those with this id or human number, in any case.
    pub fn incidents_named(&self, name: &str) -> Result<Vec<IncidentRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM incident WHERE id = ?1 OR number = ?1 COLLATE NOCASE");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map(params![name], IncidentRow::of_row)?.collect::<Result<_, _>>()?)
    }

    /// The next free number of incidents in a year.
    pub fn next_incident(&self, year: i32) -> Result<u32, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT coalesce(max(n), 0) + 1 FROM incident WHERE year = ?1")?;
        Ok(statement.query_row(params![year], |row| row.get(0))?)
    }
}
