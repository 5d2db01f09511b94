//! Records as they are stored and events as projections see them.

use std::collections::BTreeMap;

use decklog_domain::Id;
use decklog_domain::event::{Content as Text, Event, Recorded};
use decklog_journal::Hash;
use decklog_journal::payload::{Content, Payload, PayloadLine};
use decklog_journal::record::Record;
use rusqlite::Row;
use serde_json::Value;

use crate::{Place, Snapshot, StoreError};

/// The stored bytes of one record. `lam` and `leaf` are indexes derived from `body` and prove nothing.
#[derive(Debug, Clone)]
pub struct RawRecord {
    /// Where it stands.
    pub place: Place,
    /// The fold order's first key.
    pub lam: u64,
    /// Stored leaf hash.
    pub leaf: Hash,
    /// The exact bytes that are hashed.
    pub body: Vec<u8>,
    /// Facts, texts and salts in the form of a bundle's payload line; empty when the row is missing.
    pub line: Vec<u8>,
}

/// One recorded event with what its payload says.
#[derive(Debug, Clone)]
pub struct StoredEvent {
    /// Row id of its journal in this workspace.
    pub journal: i64,
    /// The record.
    pub record: Record,
    /// What a fold needs.
    pub facts: Value,
    /// Words and content by key.
    pub texts: BTreeMap<String, Content>,
}

impl RawRecord {
    /// Reads the columns `place, lam, leaf, body, line`.
    pub(crate) fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let leaf: [u8; 32] = row.get(2)?;
        Ok(Self {
            place: Place::of_key(row.get(0)?),
            lam: row.get::<_, i64>(1)? as u64,
            leaf: Hash::from_bytes(leaf),
            body: row.get(3)?,
            line: row.get::<_, Option<Vec<u8>>>(4)?.unwrap_or_default(),
        })
    }

    /// Parses body and payload line.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when either is not in its form.
    pub fn event(&self) -> Result<StoredEvent, StoreError> {
        let damaged = |what: &dyn std::fmt::Display| {
            StoreError::Damaged(format!(
                "record {} of journal {}: {what}",
                self.place.seq, self.place.journal
            ))
        };
        let record = Record::from_body(&self.body).map_err(|error| damaged(&error))?;
        let payload = PayloadLine::read(&self.line)
            .and_then(PayloadLine::into_payload)
            .map_err(|error| damaged(&error))?;
        Ok(StoredEvent::new(self.place.journal, record, payload))
    }
}

impl StoredEvent {
    /// Joins a record with its payload.
    pub(crate) fn new(journal: i64, record: Record, payload: Payload) -> Self {
        let texts = payload.texts.into_iter().map(|text| (text.k, text.content)).collect();
        Self { journal, record, facts: payload.facts, texts }
    }

    /// The event in the words of the domain; words that were too long for the payload are read from their blob.
    ///
    /// # Errors
    /// [`StoreError::Fold`] when facts and texts are not what its type promises, [`StoreError::Damaged`] when a blob is
    /// missing.
    pub fn recorded(&self, snapshot: &Snapshot<'_>) -> Result<Recorded, StoreError> {
        let fold = |what: String| StoreError::Fold(format!("record {}: {what}", self.record.id));
        let id = |text: &str| Id::parse(text).ok_or_else(|| fold(format!("{text} is no id")));
        let texts = self.texts.iter().map(|(k, content)| {
            let text = match content {
                Content::Words(words) => Text::Words(words.clone()),
                Content::Blob(hash) if Event::is_content(&self.record.kind, k) => {
                    Text::Blob(hash.to_string())
                }
                Content::Blob(hash) => Text::Words(self.long_words(k, hash, snapshot)?),
            };
            Ok((k.clone(), text))
        });
        let texts = texts.collect::<Result<_, StoreError>>()?;
        let event =
            Event::decode(&self.record.kind, &self.facts, &texts).map_err(|error| fold(error.to_string()))?;
        Ok(Recorded {
            id: id(&self.record.id)?,
            lam: self.record.lam,
            at: self.record.at.clone(),
            actor: id(&self.record.actor.id)?,
            event,
        })
    }

    fn long_words(&self, k: &str, hash: &Hash, snapshot: &Snapshot<'_>) -> Result<String, StoreError> {
        let missing = || {
            StoreError::Damaged(format!("record {}: the words of `{k}` ({hash}) are missing", self.record.id))
        };
        // They were words when they were kept; whether the bytes are still those is for a verification to say.
        Ok(String::from_utf8_lossy(&snapshot.blob(hash)?.ok_or_else(missing)?).into_owned())
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        Place { journal: self.journal, seq: self.record.seq }
    }
}
