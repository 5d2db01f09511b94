//! Postmortems at their latest draft: the table `postmortem`.

use decklog_domain::event::PostmortemDrafted;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Snapshot, StoreError, StoredEvent, search};

/// One postmortem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostmortemRow {
    /// Identity.
    pub id: String,
    /// The incident.
    pub incident: String,
    /// Draft number, from 1.
    pub draft: u32,
    /// Title.
    pub title: String,
    /// Name and version of the template.
    pub template: String,
    /// SHA-256 of a JSON list of sections, hex.
    pub sections: String,
    /// When it was drafted.
    pub drafted: String,
}

pub(super) fn drafted(
    conn: &Connection,
    drafted: &PostmortemDrafted,
    stored: &StoredEvent,
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO postmortem (id, incident, draft, title, template, sections, drafted)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        drafted.postmortem.as_str(),
        drafted.incident.as_str(),
        drafted.draft,
        drafted.title,
        drafted.template,
        drafted.sections.0,
        stored.record.at
    ])?;
    search::replace(conn, "postmortem", drafted.postmortem.as_str(), &drafted.title, "")
}

impl Snapshot<'_> {
    /// The postmortem of an incident, if one was drafted.
    pub fn postmortem_of(&self, incident: &str) -> Result<Option<PostmortemRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, incident, draft, title, template, sections, drafted FROM postmortem WHERE incident = ?1",
        )?;
        let row = statement.query_row(params![incident], |row| {
            Ok(PostmortemRow {
                id: row.get(0)?,
                incident: row.get(1)?,
                draft: row.get(2)?,
                title: row.get(3)?,
                template: row.get(4)?,
                sections: row.get(5)?,
                drafted: row.get(6)?,
            })
        });
        Ok(row.optional()?)
    }

    /// The incident of a postmortem.
    pub fn incident_of_postmortem(&self, id: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT incident FROM postmortem WHERE id = ?1")?;
        Ok(statement.query_row(params![id], |row| row.get(0)).optional()?)
    }
}
