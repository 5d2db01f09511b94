//! Import: files and folders of Markdown become runbooks, one file at a time, in one transaction.

use std::path::{Path, PathBuf};

use decklog_domain::Event;
use decklog_domain::event::RunbookRevisionAdded;
use decklog_domain::runbook_text::{Class, Document, Level};
use decklog_store::RunbookRow;

use super::Writing;
use crate::command::{ImportResult, ImportedFile};
use crate::file::{self, LIMIT, Unread, said};
use crate::query::from_home;
use crate::{AppError, names, shipped};

/// Endings of files that a folder import takes; a file named by itself is always taken.
const ENDINGS: [&str; 4] = [".md", ".markdown", ".md.erb", ".mdx"];

pub(super) fn import(writing: &mut Writing<'_, '_>, paths: &[PathBuf]) -> Result<(), AppError> {
    for path in paths {
        if path == Path::new(shipped::NAME) {
            for file in shipped::FILES {
                let imported = import_bytes(writing, file.path, file.text.as_bytes().to_vec())?;
                writing.recorded.files.push(imported);
            }
            continue;
        }
        let path = from_home(path);
        let mut files = Vec::new();
        if let Err(error) = collect(&path, &mut files) {
            writing.recorded.files.push(failed(&shown(&path), &said(&error)));
        }
        for file in files {
            let imported = import_file(writing, &file)?;
            writing.recorded.files.push(imported);
        }
    }
    Ok(())
}

/// All files below a folder that may be runbooks, in the order of their names; links to folders are not followed.
pub(crate) fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !std::fs::metadata(path)?.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    let mut entries = std::fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn import_file(writing: &mut Writing<'_, '_>, file: &Path) -> Result<ImportedFile, AppError> {
    let path = shown(file);
    if decklog_store::is_open_workspace(file) {
        return Ok(failed(&path, "it belongs to an open workspace, which is no runbook"));
    }
    match std::fs::metadata(file) {
        // A pipe would be waited for within the transaction, which holds up every other program.
        Ok(meta) if !meta.is_file() => {
            return Ok(failed(&path, "it is a pipe or a device, which is no runbook"));
        }
        Ok(_) => {}
        Err(error) => return Ok(failed(&path, &said(&error))),
    }
    match file::read(file) {
        Ok(bytes) => import_bytes(writing, &path, bytes),
        Err(Unread::TooLarge) => Ok(failed(&path, &format!("files are kept up to {LIMIT} bytes"))),
        Err(Unread::Failed(error)) => Ok(failed(&path, &said(&error))),
    }
}

fn import_bytes(writing: &mut Writing<'_, '_>, path: &str, bytes: Vec<u8>) -> Result<ImportedFile, AppError> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let hash = decklog_journal::Hash::of(&bytes).to_string();
    // A file that has not changed need not be read again.
    let at_path = writing.tx.runbook_at_path(path)?;
    if let Some(row) = at_path.as_ref() {
        let latest = writing.tx.revision(&row.id, row.revision)?;
        if latest.is_some_and(|revision| revision.source == hash) {
            return Ok(unchanged(path, row));
        }
    }
    let document = decklog_runbook::read(&bytes, name);
    let known = match &document.meta.id {
        Some(key) => writing.tx.runbook_with_key(key)?,
        None => at_path,
    };
    if let Some(row) = &known {
        let latest = writing.tx.revision(&row.id, row.revision)?;
        if latest.is_some_and(|revision| revision.source == hash) {
            return Ok(unchanged(path, row));
        }
    }
    let added = revision(writing, path, &document, bytes, known.as_ref())?;
    let file = ImportedFile {
        path: path.into(),
        result: if known.is_some() { ImportResult::NewRevision } else { ImportResult::Imported },
        slug: Some(added.slug.clone()),
        class: Some(added.class),
        steps: added.steps,
        errors: added.errors,
        warnings: added.warnings,
        message: (added.class == Class::Empty)
            .then(|| document.diagnostics.first().map_or("it holds no text", |d| d.message.as_str()).into()),
    };
    writing.record(&Event::RunbookRevisionAdded(added))?;
    Ok(file)
}

fn revision(
    writing: &mut Writing<'_, '_>,
    path: &str,
    document: &Document,
    bytes: Vec<u8>,
    known: Option<&RunbookRow>,
) -> Result<RunbookRevisionAdded, AppError> {
    let (runbook, revision, slug) = match known {
        Some(row) => (names::id(&row.id)?, row.revision + 1, row.slug.clone()),
        None => (writing.new_id()?, 1, free_slug(writing, path)?),
    };
    let count = |level: Level| document.diagnostics.iter().filter(|d| d.level == level).count() as u32;
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    let json = serde_json::to_vec(document).map_err(|error| AppError::file(Path::new(path), error))?;
    let meta = &document.meta;
    Ok(RunbookRevisionAdded {
        runbook,
        revision,
        class: document.class,
        format: document.format,
        parser: document.parser,
        steps: document.steps.len() as u32,
        errors,
        warnings,
        title: document.title.clone(),
        slug,
        path: path.into(),
        key: meta.id.clone(),
        kind: meta.kind.clone().unwrap_or_else(|| "runbook".into()),
        owner: meta.owner.clone(),
        services: meta.services.clone(),
        alerts: meta.alerts.clone(),
        tags: meta.tags.clone(),
        source: writing.keep(bytes),
        document: writing.keep(json),
    })
}

/// The file's stem, with parent folders in front until nobody else has it.
fn free_slug(writing: &Writing<'_, '_>, path: &str) -> Result<String, AppError> {
    let mut parts = path.rsplit('/').map(slug_part).filter(|part| !part.is_empty());
    let mut slug = parts.next().unwrap_or_else(|| "runbook".into());
    for part in parts {
        if !writing.tx.slug_taken(&slug)? {
            return Ok(slug);
        }
        slug = format!("{part}-{slug}");
    }
    let base = slug.clone();
    let mut number = 2;
    while writing.tx.slug_taken(&slug)? {
        slug = format!("{base}-{number}");
        number += 1;
    }
    Ok(slug)
}

/// Lower-case letters, digits and dashes of a file or folder name, without its endings.
fn slug_part(name: &str) -> String {
    let lower = name.to_lowercase();
    let stem =
        lower.split(".md").next().unwrap_or(&lower).trim_end_matches(".html").trim_end_matches(".markdown");
    let mut slug = String::new();
    for c in stem.chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_string()
}

/// The path as it is remembered: absolute, with the home folder as `~`, and `/` between its parts.
fn shown(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let absolute = absolute.canonicalize().unwrap_or(absolute);
    let home = std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.parent().is_some());
    match home.and_then(|home| absolute.strip_prefix(home).ok().map(Path::to_path_buf)) {
        Some(below) => format!("~/{}", below.to_string_lossy().replace('\\', "/")),
        None => absolute.to_string_lossy().replace('\\', "/"),
    }
}

fn unchanged(path: &str, row: &RunbookRow) -> ImportedFile {
    ImportedFile {
        path: path.into(),
        result: ImportResult::Unchanged,
        slug: Some(row.slug.clone()),
        class: serde_json::from_value(serde_json::Value::String(row.class.clone())).ok(),
        steps: row.steps,
        errors: row.errors,
        warnings: row.warnings,
        message: None,
    }
}

fn failed(path: &str, message: &str) -> ImportedFile {
    ImportedFile {
        path: path.into(),
        result: ImportResult::Failed,
        slug: None,
        class: None,
        steps: 0,
        errors: 0,
        warnings: 0,
        message: Some(message.into()),
    }
}
