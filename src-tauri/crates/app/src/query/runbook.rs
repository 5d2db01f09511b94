//! Runbooks: in the workspace and as files.

use std::path::{Path, PathBuf};

use decklog_domain::event::BlobHash;
use decklog_domain::runbook_text::{Class, Diagnostic, Document, SectionKind, Step};
use decklog_domain::time::instant;
use decklog_store::RunbookRow;
use serde::Serialize;
use ts_rs::TS;

use crate::execute::import::collect;
use crate::execute::{blob, document};
use crate::file::{self, LIMIT, Unread};
use crate::{App, AppError, Machine, names};

/// One runbook in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RunbookSummary {
    /// Identity.
    pub id: String,
    /// Short name.
    pub slug: String,
    /// Title.
    pub title: String,
    /// `runbook`, `playbook` or `template`.
    pub kind: String,
    /// What the file is.
    pub class: String,
    /// `native` or `foreign`.
    pub format: String,
    /// Who keeps it right.
    pub owner: Option<String>,
    /// Latest revision number.
    pub revision: u32,
    /// How many steps it has.
    pub steps: u32,
    /// How many errors its text has.
    pub errors: u32,
    /// How many warnings.
    pub warnings: u32,
    /// Where it came from.
    pub path: String,
    /// When the latest revision was recorded.
    pub changed: String,
}

/// A runbook with its text.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RunbookView {
    /// As in the list.
    pub summary: RunbookSummary,
    /// SHA-256 of the bytes.
    pub hash: String,
    /// The text; bytes that are no UTF-8 are shown as replacement characters.
    pub text: String,
    /// The text below its front matter as safe HTML.
    pub html: String,
    /// How it is read.
    pub document: Document,
}

/// How a file is read: the shape of `runbook steps --json`.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FileView {
    /// What the file is.
    pub class: Class,
    /// Its title.
    pub title: String,
    /// Its steps in file order.
    pub steps: Vec<StepOutline>,
    /// What its reader wants to tell.
    pub diagnostics: Vec<Diagnostic>,
}

/// One step of a file.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct StepOutline {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// First line, from 1.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// Title of its section.
    pub phase: String,
    /// What it asks for, a set.
    pub kinds: Vec<String>,
    /// The fields that were read.
    #[ts(type = "Record<string, unknown>")]
    pub fields: serde_json::Value,
}

impl From<RunbookRow> for RunbookSummary {
    fn from(row: RunbookRow) -> RunbookSummary {
        RunbookSummary {
            id: row.id,
            slug: row.slug,
            title: row.title,
            kind: row.kind,
            class: row.class,
            format: row.format,
            owner: row.owner,
            revision: row.revision,
            steps: row.steps,
            errors: row.errors,
            warnings: row.warnings,
            path: row.path,
            changed: row.changed,
        }
    }
}

impl App {
    /// All runbooks by title.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn runbooks(&self) -> Result<Vec<RunbookSummary>, AppError> {
        self.workspace.read(|snapshot| Ok(snapshot.runbooks()?.into_iter().map(Into::into).collect()))
    }

    /// The exact bytes of the latest revision of a runbook.
    ///
    /// # Errors
    /// When there is none of this name, or the workspace cannot be read.
    pub fn runbook_bytes(&self, name: &str) -> Result<Vec<u8>, AppError> {
        self.workspace.read(|snapshot| {
            let row = names::runbook(snapshot, name)?;
            let revision = snapshot.revision(&row.id, row.revision)?;
            blob(snapshot, &BlobHash(revision.map(|revision| revision.source).unwrap_or_default()))
        })
    }

    /// The latest revision of a runbook as sanitised HTML, without a page around it.
    ///
    /// # Errors
    /// When there is none of this name, or the workspace cannot be read.
    pub fn runbook_html(&self, name: &str) -> Result<String, AppError> {
        Ok(decklog_runbook::html::file_html(&self.runbook_bytes(name)?))
    }

    /// One runbook, named by short name, title or id.
    ///
    /// # Errors
    /// When there is none of this name, or the workspace cannot be read.
    pub fn runbook(&self, name: &str) -> Result<RunbookView, AppError> {
        self.workspace.read(|snapshot| {
            let row = names::runbook(snapshot, name)?;
            let missing = || decklog_store::StoreError::Damaged(format!("{} has no revision", row.slug));
            let revision = snapshot.revision(&row.id, row.revision)?.ok_or_else(missing)?;
            let bytes = blob(snapshot, &BlobHash(revision.source.clone()))?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Ok(RunbookView {
                hash: revision.source,
                html: decklog_runbook::html::safe_page(&text),
                text,
                document: document(snapshot, &BlobHash(revision.document))?,
                summary: row.into(),
            })
        })
    }
}

/// The files that an import of this path would take: the file itself, or all Markdown below a folder.
///
/// # Errors
/// When it does not exist or a folder cannot be read.
pub fn runbook_files(path: &Path) -> Result<Vec<PathBuf>, AppError> {
    let mut files = Vec::new();
    collect(path, &mut files).map_err(|error| AppError::file(path, error))?;
    Ok(files)
}

/// How a file is read; no workspace is needed.
///
/// # Errors
/// When the file cannot be read.
pub fn read_file(path: &Path) -> Result<FileView, AppError> {
    let document = read(path)?;
    let outline = |step: &Step| StepOutline {
        id: step.id.clone(),
        title: step.title.clone(),
        line: step.line,
        end_line: step.end_line,
        phase: document.section_of(step).map(|section| section.title.clone()).unwrap_or_default(),
        kinds: step.kinds().into_iter().map(String::from).collect(),
        fields: fields(step),
    };
    let followed = |step: &&Step| document.section_of(step).is_none_or(|s| s.kind != SectionKind::Training);
    Ok(FileView {
        class: document.class,
        title: document.title.clone(),
        steps: document.steps.iter().filter(followed).map(outline).collect(),
        diagnostics: document.diagnostics.clone(),
    })
}

/// What the linter finds in a file; `review overdue` is counted from today.
///
/// # Errors
/// When the file cannot be read.
pub fn lint_file(path: &Path, machine: &Machine) -> Result<Vec<Diagnostic>, AppError> {
    let bytes = bytes_of(path)?;
    let today = instant(machine.now()).chars().take(10).collect::<String>();
    Ok(decklog_runbook::lint(&bytes, &name(path), Some(&today)))
}

fn read(path: &Path) -> Result<Document, AppError> {
    let bytes = bytes_of(path)?;
    Ok(decklog_runbook::read(&bytes, &name(path)))
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, AppError> {
    file::read(path).map_err(|unread| match unread {
        Unread::Failed(error) => AppError::file(path, error),
        Unread::TooLarge => AppError::file(path, format!("files are read up to {LIMIT} bytes")),
    })
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Everything of a step that is a field and is set.
fn fields(step: &Step) -> serde_json::Value {
    let own = ["id", "title", "section", "line", "end_line", "start", "end", "body"];
    let mut value = serde_json::to_value(step).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        let empty = |value: &serde_json::Value| match value {
            serde_json::Value::Null | serde_json::Value::Bool(false) => true,
            serde_json::Value::Array(items) => items.is_empty(),
            _ => false,
        };
        map.retain(|key, value| !own.contains(&key.as_str()) && !empty(value));
    }
    value
}
