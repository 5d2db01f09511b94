//! Runbooks and their revisions: the tables `runbook` and `runbook_revision`.

use decklog_domain::event::RunbookRevisionAdded;
use decklog_journal::Hash;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::word;
use crate::{Snapshot, StoreError, StoredEvent, search};

/// A runbook at its latest revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunbookRow {
    /// Identity.
    pub id: String,
    /// Short name, unique in the workspace.
    pub slug: String,
    /// Where it came from.
    pub path: String,
    /// Identity given in the front matter.
    pub key: Option<String>,
    /// `runbook`, `playbook` or `template`.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Who keeps it right.
    pub owner: Option<String>,
    /// What the file is.
    pub class: String,
    /// `native` or `foreign`.
    pub format: String,
    /// Latest revision number.
    pub revision: u32,
    /// How many steps it has.
    pub steps: u32,
    /// How many errors its text has.
    pub errors: u32,
    /// How many warnings.
    pub warnings: u32,
    /// When the latest revision was recorded.
    pub changed: String,
}

/// One revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionRow {
    /// Number, from 1.
    pub revision: u32,
    /// SHA-256 of its bytes, hex; empty after a redaction.
    pub source: String,
    /// SHA-256 of the JSON `Document`, hex.
    pub document: String,
    /// When it was recorded.
    pub recorded: String,
}

const COLUMNS: &str =
    "id, slug, path, key, kind, title, owner, class, format, revision, steps, errors, warnings, changed";

impl RunbookRow {
    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            slug: row.get(1)?,
            path: row.get(2)?,
            key: row.get(3)?,
            kind: row.get(4)?,
            title: row.get(5)?,
            owner: row.get(6)?,
            class: row.get(7)?,
            format: row.get(8)?,
            revision: row.get(9)?,
            steps: row.get(10)?,
            errors: row.get(11)?,
            warnings: row.get(12)?,
            changed: row.get(13)?,
        })
    }
}

pub(super) fn revision_added(
    conn: &Connection,
    added: &RunbookRevisionAdded,
    stored: &StoredEvent,
) -> Result<(), StoreError> {
    let id = added.runbook.as_str();
    conn.prepare_cached(
        "INSERT OR REPLACE INTO runbook (id, slug, path, key, kind, title, owner, class, format, revision, steps, errors,
         warnings, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        id,
        added.slug,
        added.path,
        added.key,
        added.kind,
        added.title,
        added.owner,
        word(&added.class)?,
        word(&added.format)?,
        added.revision,
        added.steps,
        added.errors,
        added.warnings,
        stored.record.at
    ])?;
    conn.prepare_cached(
        "INSERT INTO runbook_revision (runbook, revision, source, document, recorded) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id, added.revision, added.source.0, added.document.0, stored.record.at])?;
    let words = searchable(conn, added)?;
    search::replace(conn, "runbook", id, &added.title, &words)
}

/// The text of the latest revision, with what else a person may look for.
fn searchable(conn: &Connection, added: &RunbookRevisionAdded) -> Result<String, StoreError> {
    let bytes: Option<Vec<u8>> = match added.source.0.parse::<Hash>() {
        Ok(hash) => conn
            .prepare_cached("SELECT bytes FROM blob WHERE hash = ?1")?
            .query_row(params![hash.as_bytes()], |row| row.get(0))
            .optional()?,
        Err(_) => None,
    };
    let text = bytes.unwrap_or_default();
    let mut words = String::from_utf8_lossy(&text).into_owned();
    for more in [&added.services, &added.alerts, &added.tags] {
        words.push('\n');
        words.push_str(&more.join(" "));
    }
    Ok(words)
}

impl Snapshot<'_> {
    /// All runbooks by title.
    pub fn runbooks(&self) -> Result<Vec<RunbookRow>, StoreError> {
        self.runbooks_where("?1 = 'all' ORDER BY title, slug", "all")
    }

    /// Those with this short name, id or title.
    pub fn runbooks_named(&self, name: &str) -> Result<Vec<RunbookRow>, StoreError> {
        self.runbooks_where("slug = ?1 OR id = ?1 OR title = ?1 COLLATE NOCASE", name)
    }

    /// The one with this identity in its front matter.
    pub fn runbook_with_key(&self, key: &str) -> Result<Option<RunbookRow>, StoreError> {
        Ok(self.runbooks_where("key = ?1 LIMIT 1", key)?.pop())
    }

    /// The one that came from this path and names no identity of its own.
    pub fn runbook_at_path(&self, path: &str) -> Result<Option<RunbookRow>, StoreError> {
        Ok(self.runbooks_where("path = ?1 AND key IS NULL LIMIT 1", path)?.pop())
    }

    /// Whether a short name is taken.
    pub fn slug_taken(&self, slug: &str) -> Result<bool, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM runbook WHERE slug = ?1)")?;
        Ok(statement.query_row(params![slug], |row| row.get(0))?)
    }

    /// The revisions of a runbook, oldest first.
    pub fn revisions(&self, runbook: &str) -> Result<Vec<RevisionRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT revision, source, document, recorded FROM runbook_revision WHERE runbook = ?1 ORDER BY revision",
        )?;
        let rows = statement.query_map(params![runbook], |row| {
            Ok(RevisionRow {
                revision: row.get(0)?,
                source: row.get(1)?,
                document: row.get(2)?,
                recorded: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One revision of a runbook.
    pub fn revision(&self, runbook: &str, revision: u32) -> Result<Option<RevisionRow>, StoreError> {
        Ok(self.revisions(runbook)?.into_iter().find(|row| row.revision == revision))
    }

    fn runbooks_where(&self, condition: &str, value: &str) -> Result<Vec<RunbookRow>, StoreError> {
        let mut statement =
            self.conn.prepare_cached(&format!("SELECT {COLUMNS} FROM runbook WHERE {condition}"))?;
        Ok(statement.query_map(params![value], RunbookRow::of_row)?.collect::<Result<_, _>>()?)
    }
}
