//! Runs as lists show them: the table `run`.

use decklog_domain::Event;
use decklog_domain::event::RunStarted;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{act, entry, word, year_and_number};
use crate::{Snapshot, StoreError, StoredEvent};

/// One run in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// Identity.
    pub id: String,
    /// Human number.
    pub number: String,
    /// The runbook.
    pub runbook: String,
    /// Its revision number.
    pub revision: u32,
    /// Title of the runbook.
    pub title: String,
    /// The incident it belongs to.
    pub incident: Option<String>,
    /// Practice; never counted.
    pub drill: bool,
    /// Who follows it.
    pub operator: String,
    /// When it started.
    pub started: String,
    /// When it ended; none while it goes on.
    pub ended: Option<String>,
    /// How it ended; none while it goes on.
    pub footer: Option<String>,
    /// The run whose step called for it.
    pub parent: Option<String>,
}

const COLUMNS: &str =
    "id, number, runbook, revision, title, incident, drill, operator, started, ended, footer, parent";

impl RunRow {
    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            number: row.get(1)?,
            runbook: row.get(2)?,
            revision: row.get(3)?,
            title: row.get(4)?,
            incident: row.get(5)?,
            drill: row.get::<_, String>(6)? == "yes",
            operator: row.get(7)?,
            started: row.get(8)?,
            ended: row.get(9)?,
            footer: row.get(10)?,
            parent: row.get(11)?,
        })
    }
}

pub(super) fn acted(conn: &Connection, event: &Event, stored: &StoredEvent) -> Result<(), StoreError> {
    act::add(conn, stored)?;
    let run = stored.record.subj.id.as_str();
    let at = stored.record.at.as_str();
    match event {
        Event::RunStarted(started) => self::started(conn, started, stored),
        Event::RunCompleted(completed) if completed.waived == 0 => {
            end(conn, run, Some((at, "COMPLETE".into())))
        }
        Event::RunCompleted(completed) => {
            end(conn, run, Some((at, format!("COMPLETE, {} WAIVED", completed.waived))))
        }
        Event::RunStopped(_) => end(conn, run, Some((at, "STOPPED".into()))),
        Event::RunUndone(undone) => {
            if let Some(incident) = incident_of(conn, run)? {
                entry::undone(conn, &incident, &undone.of, stored)?;
            }
            let acts = act::of(conn, run)?;
            let taken_back = acts.iter().find(|act| act.id == undone.of).map(|act| &act.event);
            match taken_back {
                Some(Event::RunCompleted(_) | Event::RunStopped(_)) => end(conn, run, None),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn started(conn: &Connection, started: &RunStarted, stored: &StoredEvent) -> Result<(), StoreError> {
    let (year, n) = year_and_number(&started.number)?;
    conn.prepare_cached(
        "INSERT INTO run (id, number, year, n, runbook, revision, title, incident, drill, operator, started,
         parent, parent_step, parent_visit) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        started.run.as_str(),
        started.number,
        year,
        n,
        started.runbook.as_str(),
        started.revision,
        started.title,
        started.incident.as_ref().map(|id| id.as_str()),
        word(&started.drill)?,
        started.operator.as_str(),
        stored.record.at,
        started.parent.as_ref().map(|id| id.as_str()),
        started.parent_step,
        started.parent_visit
    ])?;
    Ok(())
}

/// Sets when and how a run ended; `None` when its end was taken back.
fn end(conn: &Connection, run: &str, end: Option<(&str, String)>) -> Result<(), StoreError> {
    let (ended, footer) = end.unzip();
    conn.prepare_cached("UPDATE run SET ended = ?2, footer = ?3 WHERE id = ?1")?
        .execute(params![run, ended, footer])?;
    Ok(())
}

/// The incident that a run belongs to.
pub(super) fn incident_of(conn: &Connection, run: &str) -> Result<Option<String>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT incident FROM run WHERE id = ?1")?;
    Ok(statement.query_row(params![run], |row| row.get(0)).optional()?.flatten())
}

impl Snapshot<'_> {
    /// All runs, the latest first.
    pub fn runs(&self) -> Result<Vec<RunRow>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached(&format!("SELECT {COLUMNS} FROM run ORDER BY year DESC, n DESC, id DESC"))?;
        Ok(statement.query_map([], RunRow::of_row)?.collect::<Result<_, _>>()?)
    }

    /// The runs of an incident, the first started first.
    pub fn runs_of(&self, incident: &str) -> Result<Vec<RunRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM run WHERE incident = ?1 ORDER BY year, n, id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map(params![incident], RunRow::of_row)?.collect::<Result<_, _>>()?)
    }

    /// The runs that a visit of a step called for, the first started first.
    pub fn runs_below(&self, run: &str, step: &str, visit: u32) -> Result<Vec<RunRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM run WHERE parent = ?1 AND parent_step = ?2 AND parent_visit = ?3 ORDER BY year, n, id"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map(params![run, step, visit], RunRow::of_row)?.collect::<Result<_, _>>()?)
    }

    /// Runs that go on, the latest first.
    pub fn runs_active(&self) -> Result<Vec<RunRow>, StoreError> {
        let sql =
            format!("SELECT {COLUMNS} FROM run WHERE footer IS NULL ORDER BY year DESC, n DESC, id DESC");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map([], RunRow::of_row)?.collect::<Result<_, _>>()?)
    }

    /// Runs that have ended, the last started first, at most `limit`.
    pub fn runs_ended(&self, limit: u32) -> Result<Vec<RunRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM run WHERE footer IS NOT NULL ORDER BY started DESC, id DESC LIMIT ?1"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map(params![limit], RunRow::of_row)?.collect::<Result<_, _>>()?)
    }

    /// Those with this id or human number, in any case.
    pub fn runs_named(&self, name: &str) -> Result<Vec<RunRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM run WHERE id = ?1 OR number = ?1 COLLATE NOCASE");
        let mut statement = self.conn.prepare_cached(&sql)?;
        Ok(statement.query_map(params![name], RunRow::of_row)?.collect::<Result<_, _>>()?)
    }

    /// The next free number of runs in a year.
    pub fn next_run(&self, year: i32) -> Result<u32, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT coalesce(max(n), 0) + 1 FROM run WHERE year = ?1")?;
        Ok(statement.query_row(params![year], |row| row.get(0))?)
    }
}
