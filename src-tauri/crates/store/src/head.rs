//! The end of this device's journal: where the next record goes.

use decklog_domain::event::{Continues, Event, JournalOpened};
use decklog_journal::record::Subject;
use decklog_journal::{Hash, tree};
use rusqlite::{Connection, OptionalExtension, params};

use crate::draft::{Draft, Stamp, TextDraft};
use crate::workspace::Mode;
use crate::{Place, Snapshot, StoreError, derived};

/// What the next record of a journal is built on.
pub(crate) struct Head {
    pub(crate) journal: i64,
    pub(crate) origin: String,
    pub(crate) size: u64,
    pub(crate) prev: Hash,
    /// Largest `lam` of the whole workspace.
    pub(crate) lam: u64,
}

/// What a new journal is made of.
pub(crate) struct Opening {
    /// The UUID in its origin.
    pub(crate) uuid: String,
    /// Id of its first record.
    pub(crate) id: String,
    /// Command, time and actor of its first record.
    pub(crate) stamp: Stamp,
    /// Live or replay, as every journal of the workspace.
    pub(crate) mode: Mode,
}

/// The open journal of `device`; `None` when it has none. A journal is open until another one continues it.
pub(crate) fn load(snapshot: &Snapshot<'_>, device: &str) -> Result<Option<Head>, StoreError> {
    let found = snapshot
        .conn
        .prepare_cached(
            "SELECT j.id, j.origin, r.place, r.body FROM journal j
             JOIN record r ON r.place =
               (SELECT max(place) FROM record WHERE place >= j.id << 40 AND place < (j.id + 1) << 40)
             WHERE j.device = ?1 AND NOT EXISTS (SELECT 1 FROM journal k WHERE k.continues = j.origin)
             ORDER BY j.id DESC LIMIT 1",
        )?
        .query_row(params![device], |row| {
            // The link is taken from the bytes, not from the stored leaf: an index is never trusted.
            let prev = tree::leaf_hash(row.get_ref(3)?.as_blob()?);
            Ok((row.get(0)?, row.get(1)?, Place::of_key(row.get(2)?).seq + 1, prev))
        })
        .optional()?;
    let Some((journal, origin, size, prev)) = found else {
        return Ok(None);
    };
    Ok(Some(Head { journal, origin, size, prev, lam: snapshot.last_lam()? }))
}

/// Begins a journal for `device` that seals the newest open one by citing its origin, size and root.
pub(crate) fn begin_after(
    snapshot: &Snapshot<'_>,
    device: &str,
    opening: Opening,
) -> Result<(Head, Draft), StoreError> {
    let sealed = snapshot.journals()?.into_iter().rev().find(|journal| !journal.sealed);
    let sealed = sealed.ok_or_else(|| StoreError::Damaged("no journal is open".to_owned()))?;
    let root = derived::frontier(snapshot.conn, sealed.id, sealed.size)?.root().to_string();
    let name = snapshot.opened(sealed.id)?.name;
    let continues = Continues { origin: sealed.origin, size: sealed.size, root };
    let (mut head, draft) = begin(snapshot.conn, device, opening, name, Some(continues))?;
    head.lam = snapshot.last_lam()?;
    Ok((head, draft))
}

/// Adds a journal row and returns its empty head with the draft of its first record.
pub(crate) fn begin(
    conn: &Connection,
    device: &str,
    opening: Opening,
    name: String,
    continues: Option<Continues>,
) -> Result<(Head, Draft), StoreError> {
    let origin = format!("decklog/{}", opening.uuid);
    conn.execute(
        "INSERT INTO journal (origin, continues, device) VALUES (?1, ?2, ?3)",
        params![origin, continues.as_ref().map(|sealed| &sealed.origin), device],
    )?;
    let journal = conn.last_insert_rowid();
    let event = Event::JournalOpened(JournalOpened {
        journal: origin.clone(),
        mode: opening.mode.as_str().to_owned(),
        continues,
        name,
    });
    let encoded = event.encode();
    let subject = event.subject();
    let draft = Draft {
        id: opening.id,
        stamp: opening.stamp,
        kind: event.kind().to_owned(),
        subj: Subject { kind: subject.0.to_owned(), id: subject.1 },
        corr: None,
        facts: encoded.facts,
        texts: encoded
            .texts
            .into_iter()
            .filter_map(|(k, content)| Some((k, TextDraft::of(content)?)))
            .collect(),
    };
    Ok((Head { journal, origin, size: 0, prev: Hash::ZERO, lam: 0 }, draft))
}
