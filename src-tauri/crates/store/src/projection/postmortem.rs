//! Postmortems at their latest draft: the tables `postmortem` and `postmortem_section`.

use std::collections::BTreeMap;

use decklog_domain::event::{PostmortemDrafted, PostmortemSectionEdited};
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
    // The new draft holds what people had written.
    conn.prepare_cached("DELETE FROM postmortem_section WHERE postmortem = ?1")?
        .execute(params![drafted.postmortem.as_str()])?;
    searchable(conn, drafted.postmortem.as_str(), &drafted.title, &drafted.sections.0)
}

pub(super) fn edited(conn: &Connection, edited: &PostmortemSectionEdited) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO postmortem_section (postmortem, section, human) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![edited.postmortem.as_str(), edited.section, edited.text])?;
    let found = conn
        .prepare_cached("SELECT title, sections FROM postmortem WHERE id = ?1")?
        .query_row(params![edited.postmortem.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((title, sections)): Option<(String, String)> = found else { return Ok(()) };
    searchable(conn, edited.postmortem.as_str(), &title, &sections)
}

/// A postmortem is found by its title and by what people wrote in it; the facts in it are found where they come from.
fn searchable(conn: &Connection, id: &str, title: &str, sections: &str) -> Result<(), StoreError> {
    let snapshot = Snapshot { conn };
    let bytes = sections.parse().ok().map(|hash| snapshot.blob(&hash)).transpose()?.flatten();
    let sections: Vec<serde_json::Value> =
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let edited = snapshot.edited_sections(id)?;
    let text = |section: &serde_json::Value, key: &str| {
        section.get(key).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    };
    let human = sections.iter().map(|section| {
        let key = text(section, "key");
        edited.get(&key).cloned().unwrap_or_else(|| text(section, "human"))
    });
    search::replace(conn, "postmortem", id, title, &human.collect::<Vec<_>>().join("\n"))
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

    /// What people wrote since the latest draft of a postmortem, by the key of the section.
    pub fn edited_sections(&self, postmortem: &str) -> Result<BTreeMap<String, String>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT section, human FROM postmortem_section WHERE postmortem = ?1")?;
        let rows = statement.query_map(params![postmortem], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
