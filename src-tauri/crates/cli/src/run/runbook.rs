//! `decklog runbook`.

use std::path::{Path, PathBuf};

use decklog_app::query::{RunbookSummary, lint_file, read_file, runbook_files};
use decklog_app::{Command, ImportResult, ImportedFile};
use decklog_domain::runbook_text::{Class, Diagnostic, Level};
use serde::Serialize;

use super::quiz;
use crate::args::runbook::Runbook;
use crate::failure::Failure;
use crate::session::Session;
use crate::show::prose;

pub(super) fn runbook(session: &mut Session, runbook: Runbook) -> Result<(), Failure> {
    match runbook {
        Runbook::Import { paths } => import(session, paths),
        Runbook::List => {
            let rows = session.read()?.runbooks()?;
            Ok(session.out.list(
                &rows,
                "No runbooks yet. Bring some in: `decklog runbook import PATH…`.",
                row,
            )?)
        }
        Runbook::Show { name, html } => {
            let app = session.read()?;
            if session.out.json() {
                return Ok(session.out.value(&app.runbook(&name)?)?);
            }
            let bytes = if html { app.runbook_html(&name)?.into_bytes() } else { app.runbook_bytes(&name)? };
            Ok(session.out.bytes(&bytes)?)
        }
        Runbook::Quiz { name, answers } => quiz::quiz(session, name, &answers),
        Runbook::Lint { paths } => lint(session, &paths),
        Runbook::Steps { path } => steps(session, &path),
    }
}

fn import(session: &mut Session, paths: Vec<PathBuf>) -> Result<(), Failure> {
    let app = session.write()?;
    let request = session.request(Command::ImportRunbooks { paths });
    let files = session.execute(&app, request)?.files;
    session.out.list(&files, "No Markdown files are there; nothing was imported.", imported)?;
    let count = |result: ImportResult| files.iter().filter(|file| file.result == result).count();
    let failed = count(ImportResult::Failed);
    session.out.message(format!(
        "{} files: {} imported, {} new revisions, {} unchanged, {failed} failed.",
        files.len(),
        count(ImportResult::Imported),
        count(ImportResult::NewRevision),
        count(ImportResult::Unchanged),
    ))?;
    if failed > 0 { Err(Failure::Findings) } else { Ok(()) }
}

fn imported(file: &ImportedFile) -> String {
    let result = match file.result {
        ImportResult::Imported => "imported",
        ImportResult::Unchanged => "unchanged",
        ImportResult::NewRevision => "new revision",
        ImportResult::Failed => "failed",
    };
    let mut facts = Vec::new();
    if let Some(class) = file.class {
        facts.push(class_word(class).to_string());
    }
    let counts = [(file.steps, "step"), (file.errors, "error"), (file.warnings, "warning")];
    facts.extend(counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| prose::count(n as usize, word)));
    facts.extend(file.message.clone());
    let slug = file.slug.as_deref().unwrap_or("-");
    format!("{result:<12}  {slug:<32}  {}\n              {}", facts.join(", "), file.path)
}

fn row(runbook: &RunbookSummary) -> String {
    let mut facts = vec![runbook.class.clone(), prose::count(runbook.steps as usize, "step")];
    facts.push(format!("revision {}", runbook.revision));
    if runbook.errors > 0 {
        facts.push(prose::count(runbook.errors as usize, "error"));
    }
    format!("{:<32}  {}\n{:34}{}", runbook.slug, runbook.title, "", facts.join(", "))
}

fn lint(session: &mut Session, paths: &[PathBuf]) -> Result<(), Failure> {
    let mut files = Vec::new();
    for path in paths {
        files.extend(runbook_files(path)?);
    }
    let mut findings = Vec::new();
    for path in &files {
        findings.extend(lint_file(path, &session.machine())?.into_iter().map(|finding| (path, finding)));
    }
    for (path, finding) in &findings {
        if session.out.json() {
            session.out.value(&Found { path, finding })?;
        } else {
            session.out.line(found(path, finding))?;
        }
    }
    let errors = findings.iter().filter(|(_, finding)| finding.level == Level::Error).count();
    let summary = match findings.len() {
        0 => "Nothing to mend".into(),
        n => format!("{}, {}", prose::count(n, "finding"), prose::count(errors, "error")),
    };
    session.out.message(format!("{} read. {summary}.", prose::count(files.len(), "file")))?;
    if errors > 0 { Err(Failure::Findings) } else { Ok(()) }
}

/// A finding with its file.
#[derive(Serialize)]
struct Found<'a> {
    path: &'a Path,
    #[serde(flatten)]
    finding: &'a Diagnostic,
}

fn found(path: &Path, finding: &Diagnostic) -> String {
    let mut text = format!(
        "{}:{}: {} [{}] {}",
        path.display(),
        finding.line,
        level_word(finding.level),
        finding.code,
        finding.message
    );
    if !finding.fix.is_empty() {
        text.push_str(&format!("\n  to mend: {}", finding.fix));
    }
    text
}

fn steps(session: &mut Session, path: &Path) -> Result<(), Failure> {
    let file = read_file(path)?;
    if session.out.json() {
        return Ok(session.out.value(&file)?);
    }
    session.out.line(format!(
        "{}  ({}, {})",
        file.title,
        class_word(file.class),
        prose::count(file.steps.len(), "step")
    ))?;
    let mut phase = None;
    for step in &file.steps {
        if phase != Some(&step.phase) {
            session.out.line(format!("\n{}", step.phase))?;
            phase = Some(&step.phase);
        }
        let kinds =
            if step.kinds.is_empty() { String::new() } else { format!("  [{}]", step.kinds.join(", ")) };
        session.out.line(format!("  {:>4}-{:<4} {}{kinds}", step.line, step.end_line, step.title))?;
    }
    for finding in &file.diagnostics {
        session.out.line(found(path, finding))?;
    }
    Ok(())
}

fn class_word(class: Class) -> &'static str {
    match class {
        Class::Runbook => "runbook",
        Class::Index => "index",
        Class::Postmortem => "postmortem",
        Class::Document => "document",
        Class::Empty => "empty",
    }
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "hint",
    }
}
