//! The sample incident: replayed command by command into a new workspace with a told clock and a fixed seed, so that it
//! gives the same bytes each time. The words stand in `runbooks/sample/checkout-errors.md`.

mod script;
mod story;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use decklog_store::{Access, Mode};
use serde::Serialize;

use self::script::Act;
use crate::{
    App, AppError, Command, ExportFormat, ExportRequest, Exported, Machine, NewWorkspace, Replay, Request,
};

/// What a demo left behind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Demo {
    /// The workspace.
    pub workspace: PathBuf,
    /// Number of the incident.
    pub incident: String,
    /// How many records the story made.
    pub records: u64,
    /// The bundle, verified.
    pub bundle: Exported,
    /// The report as PDF.
    pub pdf: Exported,
    /// The report as one page.
    pub html: Exported,
}

/// Seed of every id, salt and key of the sample.
const SEED: &str = "decklog sample";

/// Replays the sample incident into `folder`, exports and verifies it.
///
/// An earlier demo in the folder is replaced; any other file there is left alone.
///
/// # Errors
/// When the folder holds a workspace that is no demo, or cannot be written.
pub fn demo(folder: &Path) -> Result<Demo, AppError> {
    let workspace = folder.join("workspace.decklog");
    std::fs::create_dir_all(folder).map_err(|error| AppError::file(folder, error))?;
    clear(folder, &workspace)?;
    let machine =
        Machine::Replay(Replay { seed: SEED.into(), now: at("02:30:00")?, zone: chrono_tz::Europe::Berlin });
    let new = NewWorkspace { name: "Sample".into(), person: "A. Meier".into(), handle: Some("meier".into()) };
    let mut app = App::create(&workspace, &new, machine)?;
    let evidence = folder.join("evidence");
    for file in story::EVIDENCE {
        let path = evidence.join(file.name);
        std::fs::create_dir_all(&evidence).map_err(|error| AppError::file(&evidence, error))?;
        std::fs::write(&path, file.bytes).map_err(|error| AppError::file(&path, error))?;
    }
    for act in story::acts() {
        play(&mut app, &act, &evidence)?;
    }
    app.set_now(at("04:40:00")?);
    let incident = app.incidents()?.first().map(|incident| incident.number.clone()).unwrap_or_default();
    let export = |format: ExportFormat, ending: &str| {
        app.export(&ExportRequest {
            incident: incident.clone(),
            format,
            out: folder.join(format!("{}.{ending}", incident.to_lowercase())),
            why: Some("sample".into()),
            actor: Some("roth".into()),
        })
    };
    let bundle = export(ExportFormat::Bundle, "zip")?;
    let pdf = export(ExportFormat::Pdf, "pdf")?;
    let html = export(ExportFormat::Html, "html")?;
    let records = app.about()?.records;
    Ok(Demo { workspace, incident, records, bundle, pdf, html })
}

fn play(app: &mut App, act: &Act, evidence: &Path) -> Result<(), AppError> {
    app.set_now(at(act.at)?);
    let attach = act.attach.iter().map(|name| evidence.join(name)).collect();
    let actor = Some(act.who.to_string());
    let request = Request { actor, attach, ..Request::from(act.command.clone()) };
    app.execute(request)
        .map(|_| ())
        .map_err(|error| AppError::Report(format!("the sample at {}: {error}", act.at)))
}

/// An instant of the sample's night.
fn at(time: &str) -> Result<DateTime<Utc>, AppError> {
    let text = format!("{}T{time}Z", story::DAY);
    text.parse().map_err(|error| AppError::Report(format!("the sample's time {text}: {error}")))
}

/// Removes what an earlier demo left in the folder; a workspace that is no demo is never touched.
fn clear(folder: &Path, workspace: &Path) -> Result<(), AppError> {
    if !workspace.exists() {
        return Ok(());
    }
    let app = App::open(workspace, Access::ReadOnly, Machine::Live)?;
    let is_demo = app.mode() == Mode::Replay && app.about()?.name == "Sample";
    drop(app);
    if !is_demo {
        return Err(AppError::file(
            workspace,
            "it is a workspace that is no demo; it was left as it is. Name another folder.",
        ));
    }
    let entries = std::fs::read_dir(folder).map_err(|error| AppError::file(folder, error))?;
    for entry in entries {
        let path = entry.map_err(|error| AppError::file(folder, error))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with("workspace.decklog") || name.starts_with("inc-") {
            std::fs::remove_file(&path).map_err(|error| AppError::file(&path, error))?;
        }
    }
    Ok(())
}

/// A command without attachments.
pub(super) fn add_person(handle: &str, name: &str) -> Command {
    Command::AddPerson { handle: Some(handle.into()), name: name.into() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    #[test]
    fn the_sample_gives_the_same_bytes_each_time() {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let [first, second] = folders.each_ref().map(|folder| super::demo(folder.path()).unwrap());
        assert_eq!(first.bundle.sha256, second.bundle.sha256);
        assert_eq!(first.pdf.sha256, second.pdf.sha256);
        // Once more into a folder that holds one already.
        let again = super::demo(folders[0].path()).unwrap();
        assert_eq!(again.bundle.sha256, first.bundle.sha256);
    }
}
