//! Postmortems.

use chrono::Datelike as _;
use decklog_domain::event::BlobHash;
use decklog_runbook::html::safe_html;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::execute::blob;
use crate::{App, AppError, names};
use decklog_store::{IncidentRow, PostmortemRow, Snapshot, StoreError};

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
    pub sections: Vec<PostmortemSection>,
}

/// One section as shown: facts of the record first, then the words of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PostmortemSection {
    /// Stable key.
    pub key: String,
    /// Title.
    pub title: String,
    /// Made from the record, and made anew with each draft: Markdown.
    pub generated: String,
    /// The same as safe HTML.
    pub generated_html: String,
    /// Written by people: Markdown.
    pub human: String,
    /// The same as safe HTML.
    pub human_html: String,
    /// Somebody wrote them; until then they are the questions of the template.
    pub written: bool,
}

/// One section as kept: facts of the record first, then the words of people. Both are Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Stable key.
    pub key: String,
    /// Title.
    pub title: String,
    /// Made from the record, and made anew with each draft.
    pub generated: String,
    /// Written by people; never touched.
    pub human: String,
    /// Somebody wrote them; until then they are the questions of the template.
    #[serde(default)]
    pub written: bool,
}

impl From<Section> for PostmortemSection {
    fn from(section: Section) -> PostmortemSection {
        PostmortemSection {
            generated_html: safe_html(&section.generated),
            human_html: safe_html(&section.human),
            key: section.key,
            title: section.title,
            generated: section.generated,
            human: section.human,
            written: section.written,
        }
    }
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
            view(snapshot, &row)?.ok_or_else(|| none(&row.number))
        })
    }

    /// The postmortem of an incident; `None` when none was drafted.
    ///
    /// # Errors
    /// When the incident is unknown, or the workspace cannot be read.
    pub fn postmortem_if_drafted(&self, incident: &str) -> Result<Option<PostmortemView>, AppError> {
        let year = self.machine.now().year();
        self.workspace.read(|snapshot| view(snapshot, &names::incident(snapshot, incident, year)?))
    }
}

/// No postmortem of this incident was drafted.
pub(crate) fn none(number: &str) -> AppError {
    let message = format!("no postmortem of {number} was drafted yet");
    AppError::unknown(message, format!("decklog postmortem draft {number}"))
}

fn view(snapshot: &Snapshot<'_>, row: &IncidentRow) -> Result<Option<PostmortemView>, AppError> {
    let Some(drafted) = snapshot.postmortem_of(&row.id)? else { return Ok(None) };
    Ok(Some(PostmortemView {
        incident: row.number.clone(),
        sections: sections(snapshot, &drafted)?.into_iter().map(PostmortemSection::from).collect(),
        title: drafted.title,
        template: drafted.template,
        draft: drafted.draft,
        drafted: drafted.drafted,
    }))
}

/// The sections of a draft, with what people wrote since.
pub(crate) fn sections(snapshot: &Snapshot<'_>, row: &PostmortemRow) -> Result<Vec<Section>, AppError> {
    let bytes = blob(snapshot, &BlobHash(row.sections.clone()))?;
    let read = serde_json::from_slice(&bytes);
    let mut sections: Vec<Section> =
        read.map_err(|error| StoreError::Damaged(format!("a postmortem cannot be read: {error}")))?;
    let mut edited = snapshot.edited_sections(&row.id)?;
    for section in &mut sections {
        if let Some(human) = edited.remove(&section.key) {
            // An edit that was taken back leaves the questions of the template, which nobody wrote.
            section.written = !human.trim().is_empty() && (section.written || human != section.human);
            section.human = human;
        }
    }
    Ok(sections)
}
