//! The journal, a page at a time from the newest record back.

use std::collections::HashMap;

use decklog_journal::record::Record;
use decklog_store::{Place, RawRecord, Snapshot, StoreError, StoredEvent};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Names;
use super::summary::summary;
use crate::{App, AppError};

/// The most records that one page holds.
const MAX_ROWS: usize = 1000;

/// Names one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalPlace {
    /// Origin of its journal.
    pub log: String,
    /// Its number there.
    pub seq: u64,
}

/// Which records a page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageRequest {
    /// All of these words, in any case, in its type, its actor's name, the name of its subject or its texts.
    pub words: Option<String>,
    /// Beginnings of types, such as `run.`; every type when empty.
    pub kinds: Vec<String>,
    /// Only records older than this one.
    pub before: Option<JournalPlace>,
    /// At most so many, and never more than 1,000.
    pub limit: u32,
}

/// Some records, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct JournalPage {
    /// The records.
    pub records: Vec<RecordRow>,
    /// There are older ones.
    pub more: bool,
    /// How many records the journals hold, whatever the page shows.
    pub total: u64,
}

/// One record in a list.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordRow {
    /// Origin of its journal.
    pub log: String,
    /// Its number there.
    pub seq: u64,
    /// Its id.
    pub id: String,
    /// Its event type.
    pub kind: String,
    /// When it was recorded: UTC.
    pub at: String,
    /// Who acted.
    pub actor: String,
    /// How the actor is known.
    pub known: String,
    /// What its subject is called: a number, a short name or a handle.
    pub subject: Option<String>,
    /// What it holds, in one line; its type when that says all.
    pub line: String,
}

impl App {
    /// A page of the journal. Without words and types only as many records are read as are shown.
    ///
    /// # Errors
    /// When `before` names no journal, or the workspace cannot be read.
    pub fn journal_page(&self, request: &PageRequest) -> Result<JournalPage, AppError> {
        let limit = (request.limit as usize).min(MAX_ROWS);
        self.workspace.read(|snapshot| {
            let journals = snapshot.journals()?;
            let before = match &request.before {
                Some(JournalPlace { log, seq }) => {
                    let journal =
                        journals.iter().find(|journal| journal.origin == *log).ok_or_else(|| {
                            AppError::unknown(
                                format!("there is no journal `{log}`"),
                                "see `decklog journal list`",
                            )
                        })?;
                    Some(Place { journal: journal.id, seq: *seq })
                }
                None => None,
            };
            let mut filter = Filter::of(request, Labels::read(snapshot)?);
            let (mut records, mut more) = (Vec::new(), false);
            for raw in snapshot.newest(before)? {
                let Some(row) = filter.row(&raw?)? else { continue };
                more = records.len() == limit;
                if more {
                    break;
                }
                records.push(row);
            }
            Ok(JournalPage { records, more, total: journals.iter().map(|journal| journal.size).sum() })
        })
    }
}

/// What people and things are called, looked up once each.
struct Labels<'s, 'c> {
    snapshot: &'s Snapshot<'c>,
    people: Names,
    subjects: HashMap<String, Option<String>>,
}

impl<'s, 'c> Labels<'s, 'c> {
    fn read(snapshot: &'s Snapshot<'c>) -> Result<Labels<'s, 'c>, AppError> {
        Ok(Labels { snapshot, people: Names::read(snapshot)?, subjects: HashMap::new() })
    }

    fn subject(&mut self, kind: &str, id: &str) -> Result<Option<String>, StoreError> {
        if let Some(known) = self.subjects.get(id) {
            return Ok(known.clone());
        }
        let label = self.snapshot.label(kind, id)?;
        self.subjects.insert(id.into(), label.clone());
        Ok(label)
    }
}

struct Filter<'r, 's, 'c> {
    kinds: &'r [String],
    /// In lower case.
    words: Vec<String>,
    labels: Labels<'s, 'c>,
}

impl<'r, 's, 'c> Filter<'r, 's, 'c> {
    fn of(request: &'r PageRequest, labels: Labels<'s, 'c>) -> Filter<'r, 's, 'c> {
        let words = request.words.as_deref().unwrap_or_default().to_lowercase();
        Filter { kinds: &request.kinds, words: words.split_whitespace().map(String::from).collect(), labels }
    }

    /// The row of a record that passes.
    fn row(&mut self, raw: &RawRecord) -> Result<Option<RecordRow>, AppError> {
        if !self.passes(raw)? {
            return Ok(None);
        }
        let event = raw.event()?;
        let subject = self.labels.subject(&event.record.subj.kind, &event.record.subj.id)?;
        let line = line(self.labels.snapshot, &event)?;
        let record = event.record;
        Ok(Some(RecordRow {
            actor: self.labels.people.of(&record.actor.id),
            known: record.actor.known,
            log: record.log,
            seq: record.seq,
            id: record.id,
            kind: record.kind,
            at: record.at,
            subject,
            line,
        }))
    }

    /// Cheap for most records: only the body is read, and the payload searched as it stands, until one may pass.
    fn passes(&mut self, raw: &RawRecord) -> Result<bool, AppError> {
        if self.kinds.is_empty() && self.words.is_empty() {
            return Ok(true);
        }
        let record = Record::read(&raw.body).map_err(|error| StoreError::Damaged(error.to_string()))?;
        if !self.kinds.is_empty() && !self.kinds.iter().any(|kind| record.kind.starts_with(kind.as_str())) {
            return Ok(false);
        }
        if self.words.is_empty() {
            return Ok(true);
        }
        let subject = self.labels.subject(&record.subj.kind, &record.subj.id)?.unwrap_or_default();
        let names = format!("{}\n{}\n{subject}", record.kind, self.labels.people.of(&record.actor.id));
        let names = names.to_lowercase();
        let open: Vec<&String> = self.words.iter().filter(|word| !names.contains(word.as_str())).collect();
        if open.is_empty() {
            return Ok(true);
        }
        // A quote or backslash stands otherwise in the stored line than in the text; such words are looked for below.
        let plain = |word: &str| !word.contains(['"', '\\']);
        let line = String::from_utf8_lossy(&raw.line).to_lowercase();
        if open.iter().any(|word| plain(word) && !line.contains(word.as_str())) {
            return Ok(false);
        }
        let texts = texts(&raw.event()?);
        Ok(open.iter().all(|word| texts.contains(word.as_str())))
    }
}

/// The words of a record's texts, in lower case.
fn texts(event: &StoredEvent) -> String {
    let words = event.texts.values().filter_map(|content| match content {
        decklog_journal::payload::Content::Words(words) => Some(words.to_lowercase()),
        decklog_journal::payload::Content::Blob(_) => None,
    });
    words.collect::<Vec<_>>().join("\n")
}

fn line(snapshot: &Snapshot<'_>, event: &StoredEvent) -> Result<String, AppError> {
    let recorded = event.recorded(snapshot)?;
    Ok(summary(&recorded.event, &recorded.at).unwrap_or_else(|| event.record.kind.clone()))
}
