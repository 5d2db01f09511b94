//! What a window keeps beside the record: settings and drafts of this copy, and what it has seen already.

use std::collections::{BTreeMap, BTreeSet};

use decklog_journal::record::Record;
use decklog_store::StoreError;
use serde::Serialize;
use ts_rs::TS;

use crate::{App, AppError};

/// Keys of the window in the table `local`.
const PREFIX: &str = "window:";

/// What was recorded since a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Changes {
    /// `lam` of the last record: what to ask with next.
    pub lam: u64,
    /// What changed: `run:<id>`, `incident:<id>`, `runbook:<id>`, `postmortem:<id>`, each kind alone (`run`),
    /// `person`, `journal`. Empty when nothing was recorded.
    pub tags: Vec<String>,
}

impl App {
    /// Keeps a setting or draft of this copy, or drops it with `None`. Durable when it returns; never in the journal.
    ///
    /// # Errors
    /// When nothing can be written; soon when another program is writing.
    pub fn remember(&self, key: &str, value: Option<&str>) -> Result<(), AppError> {
        let mut chance = self.machine.chance(0);
        self.workspace.write_or_later(&mut chance, |tx| tx.set_local(&local(key), value))?;
        Ok(())
    }

    /// Everything kept by [`App::remember`], by key.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn memory(&self) -> Result<BTreeMap<String, String>, AppError> {
        let kept = self.workspace.read(|snapshot| snapshot.locals(PREFIX))?;
        let key = |key: String| key.strip_prefix(PREFIX).map(String::from).unwrap_or(key);
        Ok(kept.into_iter().map(|(name, value)| (key(name), value)).collect())
    }

    /// What was recorded after `lam`, by any process.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn changes_since(&self, lam: u64) -> Result<Changes, AppError> {
        self.workspace.read(|snapshot| {
            let last = snapshot.last_lam()?;
            let mut tags = BTreeSet::new();
            if last <= lam {
                return Ok(Changes { lam: last, tags: Vec::new() });
            }
            for raw in snapshot.newest(None)? {
                let raw = raw?;
                if raw.lam <= lam {
                    break;
                }
                let record =
                    Record::read(&raw.body).map_err(|error| StoreError::Damaged(error.to_string()))?;
                tags.insert("journal".to_string());
                match record.subj.kind.as_ref() {
                    "person" => {
                        tags.insert("person".into());
                    }
                    kind @ ("run" | "incident" | "runbook" | "postmortem") => {
                        tag(&mut tags, kind, &record.subj.id);
                    }
                    _ => {}
                }
                // Runs and postmortems belong to an incident.
                if let Some(incident) = record.corr.as_deref().filter(|_| record.subj.kind != "export") {
                    tag(&mut tags, "incident", incident);
                }
            }
            Ok(Changes { lam: last, tags: tags.into_iter().collect() })
        })
    }
}

/// The key in the table of a key of the window.
pub(crate) fn local(key: &str) -> String {
    format!("{PREFIX}{key}")
}

fn tag(tags: &mut BTreeSet<String>, kind: &str, id: &str) {
    tags.insert(kind.into());
    tags.insert(format!("{kind}:{id}"));
}
