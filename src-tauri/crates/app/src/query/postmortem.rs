//! Postmortems.

use chrono::Datelike as _;
use decklog_domain::event::BlobHash;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::execute::blob;
use crate::{App, AppError, names};
use decklog_store::{PostmortemRow, Snapshot, StoreError};

/// A postmortem with its sections.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PostmortemView {
    /// Number of its incident.
    pub incident: String,
    /// Title.
    pub title: String,
    /// Name and version of the template.
    pub template: String,
    /// Draft number, from 1.
    pub draft: u32,
    /// When it was drafted.
    pub drafted: String,
    /// Its sections in order.
    pub sections: Vec<Section>,
}

/// One section: facts of the record first, then the words of people. Both are Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Section {
    /// Stable key.
    pub key: String,
    /// Title.
    pub title: String,
    /// Made from the record, and made anew with each draft.
    pub generated: String,
    /// Written by people; never touched.
    pub human: String,
}

impl PostmortemView {
    /// The whole as one Markdown document.
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n", self.title);
        for section in &self.sections {
            text.push_str(&format!("\n## {}\n", section.title));
            for part in [&section.generated, &section.human] {
                if !part.trim().is_empty() {
                    text.push_str(&format!("\n{}\n", part.trim()));
                }
            }
        }
        text
    }
}

impl App {
    /// The postmortem of an incident.
    ///
    /// # Errors
    /// When none was drafted, or the workspace cannot be read.
    pub fn postmortem(&self, incident: &str) -> Result<PostmortemView, AppError> {
        let year = self.machine.now().year();
        self.workspace.read(|snapshot| {
            let row = names::incident(snapshot, incident, year)?;
            let drafted = snapshot.postmortem_of(&row.id)?.ok_or_else(|| {
                let message = format!("no postmortem of {} was drafted yet", row.number);
                AppError::unknown(message, format!("decklog postmortem draft {}", row.number))
            })?;
            Ok(PostmortemView {
                incident: row.number,
                sections: sections(snapshot, &drafted)?,
                title: drafted.title,
                template: drafted.template,
                draft: drafted.draft,
                drafted: drafted.drafted,
            })
        })
    }
}

/// The sections of a draft.
pub(crate) fn sections(snapshot: &Snapshot<'_>, row: &PostmortemRow) -> Result<Vec<Section>, AppError> {
    let bytes = blob(snapshot, &BlobHash(row.sections.clone()))?;
    let read = serde_json::from_slice(&bytes);
    Ok(read.map_err(|error| StoreError::Damaged(format!("a postmortem cannot be read: {error}")))?)
}
