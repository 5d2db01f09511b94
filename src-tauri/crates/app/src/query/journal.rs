//! The journal, search and the state of the workspace file.

use std::path::Path;

use decklog_domain::Event;
use decklog_domain::event::JournalVerified;
use decklog_store::{Mode, Place, RawRecord};
use serde::Serialize;
use ts_rs::TS;

use super::Names;
use crate::{App, AppError};

/// One record as shown.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordView {
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
    /// How the actor is known: `os`, `stated`, `key`, `import`.
    pub known: String,
    /// Its leaf hash (RFC 6962), hex.
    pub leaf: String,
    /// The exact bytes that are hashed.
    pub body: String,
    /// Facts, texts and salts as one line of JSON.
    pub payload: String,
}

/// What a workspace is.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct WorkspaceView {
    /// Name of the workspace.
    pub name: String,
    /// `live` or `replay`.
    pub mode: String,
    /// The file.
    pub path: String,
    /// Why nothing can be recorded.
    pub read_only: Option<String>,
    /// How many records its journals hold.
    pub records: u64,
    /// It replays a story instead of keeping a record of real work.
    pub sample: bool,
    /// Zone of the person: its IANA name.
    pub zone: String,
    /// `lam` of the last record: what [`App::changes_since`] counts from.
    pub lam: u64,
}

/// One thing that search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Found {
    /// `runbook`, `incident`, `entry` or `postmortem`.
    pub kind: String,
    /// What to call it: a short name or a number.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The words around the best match.
    pub snippet: String,
}

impl App {
    /// What this workspace is.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn about(&self) -> Result<WorkspaceView, AppError> {
        let (name, records, lam) = self.workspace.read(|snapshot| {
            let row = snapshot.workspace()?;
            let records = snapshot.journals()?.iter().map(|journal| journal.size).sum();
            Ok::<_, AppError>((row.map(|row| row.name).unwrap_or_default(), records, snapshot.last_lam()?))
        })?;
        Ok(WorkspaceView {
            name,
            mode: self.mode().as_str().into(),
            path: self.path().to_string_lossy().into_owned(),
            read_only: self.read_only(),
            records,
            sample: self.mode() == Mode::Replay,
            zone: self.machine.zone().name().into(),
            lam,
        })
    }

    /// Every record of every journal, oldest first, handed over one by one.
    ///
    /// # Errors
    /// When the workspace cannot be read, and those of `each`.
    pub fn records(&self, mut each: impl FnMut(RecordView) -> Result<(), AppError>) -> Result<(), AppError> {
        self.workspace.read(|snapshot| {
            let people = Names::read(snapshot)?;
            for journal in snapshot.journals()? {
                for raw in snapshot.records(journal.id, 0) {
                    each(view(&raw?, &people)?)?;
                }
            }
            Ok(())
        })
    }

    /// One record by its number in the open journal, or by `origin#number`.
    ///
    /// # Errors
    /// When there is none, or the workspace cannot be read.
    pub fn record(&self, name: &str) -> Result<RecordView, AppError> {
        let unknown =
            || AppError::unknown(format!("there is no record `{name}`"), "see `decklog journal list`");
        let (origin, number) = match name.rsplit_once('#') {
            Some((origin, number)) => (Some(origin), number),
            None => (None, name),
        };
        let seq: u64 = number.parse().map_err(|_| unknown())?;
        self.workspace.read(|snapshot| {
            let journals = snapshot.journals()?;
            let journal = match origin {
                Some(origin) => journals.iter().find(|journal| journal.origin == origin),
                None => journals.iter().rfind(|journal| !journal.sealed),
            };
            let journal = journal.ok_or_else(unknown)?;
            let raw = snapshot.record(Place { journal: journal.id, seq })?.ok_or_else(unknown)?;
            view(&raw, &Names::read(snapshot)?)
        })
    }

    /// Checks every journal, and records that somebody asked for it where that is possible.
    ///
    /// # Errors
    /// Only what keeps the file from being read; what does not hold is in the answer.
    pub fn verify_journal(&self) -> Result<decklog_store::Verification, AppError> {
        let found = self.workspace.verify()?;
        if self.workspace.read_only().is_none() {
            let (records, faults) = (found.records(), found.fault_count);
            self.write(None, |writing| {
                let check = writing.context.new_id.clone();
                writing.record(&Event::JournalVerified(JournalVerified { check, records, faults }))
            })?;
        }
        Ok(found)
    }

    /// Folds all projections anew on a copy and compares.
    ///
    /// # Errors
    /// When the journal cannot be folded, or no copy can be made.
    pub fn check_projections(&self) -> Result<decklog_store::Rebuild, AppError> {
        Ok(self.workspace.check_projections()?)
    }

    /// Folds all projections anew.
    ///
    /// # Errors
    /// When nothing can be written or the journal cannot be folded; everything stays as it was.
    pub fn rebuild(&self) -> Result<decklog_store::Rebuild, AppError> {
        Ok(self.workspace.rebuild()?)
    }

    /// What is wrong with this workspace and how to mend it; empty when there is nothing to say.
    ///
    /// # Errors
    /// Only what keeps the file from being read at all.
    pub fn doctor(&self) -> Result<Vec<decklog_store::Finding>, AppError> {
        Ok(self.workspace.doctor()?)
    }

    /// Copies the workspace into a new file and checks the copy.
    ///
    /// # Errors
    /// When a file is in the way, or nothing can be written there; no half copy stays.
    pub fn backup(&self, to: &Path) -> Result<(), AppError> {
        Ok(self.workspace.backup(to)?)
    }

    /// Runbooks, incidents, entries and postmortems that hold all the words, best first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<Found>, AppError> {
        self.workspace.read(|snapshot| {
            let mut found = Vec::new();
            for hit in snapshot.search(words, limit)? {
                let kind = match hit.kind.as_str() {
                    "entry" => "incident",
                    kind => kind,
                };
                let name = snapshot.label(kind, &hit.id)?.unwrap_or(hit.id);
                found.push(Found { kind: hit.kind, name, title: hit.title, snippet: hit.snippet });
            }
            Ok(found)
        })
    }
}

fn view(raw: &RawRecord, people: &Names) -> Result<RecordView, AppError> {
    let event = raw.event()?;
    Ok(RecordView {
        log: event.record.log,
        seq: event.record.seq,
        id: event.record.id,
        kind: event.record.kind,
        at: event.record.at,
        actor: people.of(&event.record.actor.id),
        known: event.record.actor.known,
        leaf: raw.leaf.to_string(),
        body: String::from_utf8_lossy(&raw.body).into_owned(),
        payload: String::from_utf8_lossy(&raw.line).into_owned(),
    })
}
