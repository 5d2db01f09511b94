//! Attempts at the training questions of runbooks: the table `training`.

use decklog_domain::event::RunbookTrainingTaken;
use rusqlite::{Connection, Row, params};

use super::word;
use crate::{Snapshot, StoreError, StoredEvent};

/// One attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainingRow {
    /// Its record.
    pub record: String,
    /// Which revision of the runbook.
    pub revision: u32,
    /// Who.
    pub person: String,
    /// When: UTC.
    pub at: String,
    /// How many were answered right.
    pub right: u32,
    /// How many there were.
    pub of: u32,
    /// Percent that was needed.
    pub pass_mark: u32,
    /// It was reached.
    pub passed: bool,
}

impl TrainingRow {
    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            record: row.get(0)?,
            revision: row.get(1)?,
            person: row.get(2)?,
            at: row.get(3)?,
            right: row.get(4)?,
            of: row.get(5)?,
            pass_mark: row.get(6)?,
            passed: row.get::<_, String>(7)? == "yes",
        })
    }
}

pub(super) fn taken(
    conn: &Connection,
    taken: &RunbookTrainingTaken,
    stored: &StoredEvent,
) -> Result<(), StoreError> {
    let record = &stored.record;
    conn.prepare_cached("INSERT INTO training VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?.execute(
        params![
            record.id,
            taken.runbook.as_str(),
            taken.revision,
            record.actor.id,
            record.at,
            taken.right,
            taken.of,
            taken.pass_mark,
            word(&taken.passed)?
        ],
    )?;
    Ok(())
}

impl Snapshot<'_> {
    /// All attempts at a runbook's questions, the latest first.
    pub fn trainings(&self, runbook: &str) -> Result<Vec<TrainingRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT record, revision, person, at, score, questions, pass_mark, passed FROM training
             WHERE runbook = ?1 ORDER BY at DESC, record DESC",
        )?;
        Ok(statement.query_map(params![runbook], TrainingRow::of_row)?.collect::<Result<_, _>>()?)
    }
}
