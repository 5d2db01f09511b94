//! Exports: one incident as a bundle, a PDF, a page, Markdown or JSON.
//!
//! Order: `export.started` is recorded, so that the file covers it; the file is written beside its place, opened again
//! and verified; `export.finished` with its hash, or `export.failed`, follows.

mod closure;
mod collect;
mod file;
mod preview;

use std::io::{Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use chrono::Datelike as _;
use decklog_domain::Event;
use decklog_domain::event::{ExportFailed, ExportFinished, ExportStarted};
use decklog_domain::time::instant;
use decklog_report as model;
use decklog_report::bundle::{self, BundleInput, Entries, Entry, EvidenceFile, Export, JournalSource};
use decklog_report::verify::{self, Verdict};
use decklog_store::{IncidentRow, Snapshot};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use self::closure::Closure;
use crate::execute::Who;
use crate::{App, AppError, VERSION, names, query};

/// What an export looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A ZIP that a stranger can verify.
    Bundle,
    /// PDF/A-3a and PDF/UA-1 with the records attached.
    Pdf,
    /// One page without script.
    Html,
    /// Markdown.
    Md,
    /// The report as data.
    Json,
}

impl ExportFormat {
    /// Its name, which is also the ending of its files; a bundle is a ZIP.
    pub fn name(self) -> &'static str {
        match self {
            ExportFormat::Bundle => "bundle",
            ExportFormat::Pdf => "pdf",
            ExportFormat::Html => "html",
            ExportFormat::Md => "md",
            ExportFormat::Json => "json",
        }
    }
}

/// What to export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportRequest {
    /// The incident, by number or id.
    pub incident: String,
    /// What it looks like.
    pub format: ExportFormat,
    /// The new file.
    #[ts(type = "string")]
    pub out: PathBuf,
    /// Why it is made.
    pub why: Option<String>,
    /// Handle of the person, when it is not the one bound to the operating-system user.
    pub actor: Option<String>,
}

/// A finished export.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Exported {
    /// The file.
    #[ts(type = "string")]
    pub path: PathBuf,
    /// SHA-256 of it, hex.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Whether the journal says that it was made; not in a workspace that takes no writes.
    pub recorded: bool,
    /// For a bundle: what verifying it found.
    #[ts(type = "Record<string, unknown> | null")]
    pub verdict: Option<Verdict>,
    /// Characters that no font has, printed by their code.
    pub unmapped: usize,
}

/// Where an export stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportStage {
    /// The record is read.
    Collecting,
    /// The report is made.
    Typesetting,
    /// The file is written.
    Writing,
    /// The file is opened again and checked.
    Verifying,
}

/// Told at the begin of each stage; says whether to go on.
type Watch<'w> = &'w mut dyn FnMut(ExportStage) -> bool;

/// Verifies a bundle, packed or unpacked; no workspace is needed.
///
/// # Errors
/// When the file cannot be opened; everything else is in the verdict.
pub fn verify_bundle(path: &Path) -> Result<Verdict, AppError> {
    if path.is_dir() {
        return Ok(verify::verify_folder(path));
    }
    let file = std::fs::File::open(path).map_err(|error| AppError::file(path, error))?;
    Ok(verify::verify(std::io::BufReader::new(file)))
}

impl App {
    /// Writes an export.
    ///
    /// # Errors
    /// When the incident is unknown, a file is in the way, or the file cannot be written; no half-written file stays,
    /// and the journal says that it failed.
    pub fn export(&self, request: &ExportRequest) -> Result<Exported, AppError> {
        self.export_with(request, &mut |_| true)
    }

    /// The same, with a caller who is told at the begin of each stage and may call it off by `false`.
    ///
    /// # Errors
    /// As [`App::export`]; [`AppError::Cancelled`] when it was called off: no file stays then, and the journal says so.
    pub fn export_with(
        &self,
        request: &ExportRequest,
        watch: &mut dyn FnMut(ExportStage) -> bool,
    ) -> Result<Exported, AppError> {
        let request = &ExportRequest { out: query::from_home(&request.out), ..request.clone() };
        if request.out.exists() {
            let message = "there is a file already; it was left as it is. Choose another name.";
            return Err(AppError::file(&request.out, message));
        }
        let (row, who) = self.workspace.read(|snapshot| {
            let row = names::incident(snapshot, &request.incident, self.machine.now().year())?;
            let who = Who::find(snapshot, request.actor.as_deref())?;
            Ok::<_, AppError>((row, who))
        })?;
        let id = self.started(request, &row)?;
        match self.write_export(request, &row, &who, &id, watch) {
            Ok(mut exported) => {
                exported.recorded = self.workspace.read_only().is_none();
                self.ended(
                    request,
                    |export| {
                        let (sha256, size) = (exported.sha256.clone(), exported.size);
                        Event::ExportFinished(ExportFinished { export, sha256, size })
                    },
                    &id,
                )?;
                Ok(exported)
            }
            Err(error) => {
                let message = error.to_string();
                self.ended(request, |export| Event::ExportFailed(ExportFailed { export, message }), &id)?;
                Err(error)
            }
        }
    }

    /// Records that an export begins; in a workspace that takes no writes it only gets an identity.
    fn started(&self, request: &ExportRequest, row: &IncidentRow) -> Result<decklog_domain::Id, AppError> {
        let lam = self.workspace.read(|snapshot| snapshot.last_lam())?;
        let id = self.machine.chance(lam).new_id();
        if self.workspace.read_only().is_some() {
            return Ok(id);
        }
        self.write(request.actor.as_deref(), |writing| {
            writing.corr = Some(row.id.clone());
            writing.record(&Event::ExportStarted(ExportStarted {
                export: id.clone(),
                format: request.format.name().into(),
                incident: Some(names::id(&row.id)?),
                why: request.why.clone(),
            }))
        })?;
        Ok(id)
    }

    fn ended(
        &self,
        request: &ExportRequest,
        event: impl FnOnce(decklog_domain::Id) -> Event,
        id: &decklog_domain::Id,
    ) -> Result<(), AppError> {
        if self.workspace.read_only().is_some() {
            return Ok(());
        }
        self.write(request.actor.as_deref(), |writing| writing.record(&event(id.clone())))?;
        Ok(())
    }

    fn write_export(
        &self,
        request: &ExportRequest,
        row: &IncidentRow,
        who: &Who,
        id: &decklog_domain::Id,
        watch: Watch<'_>,
    ) -> Result<Exported, AppError> {
        let mut out = file::Beside::new(&request.out)?;
        let unmapped = self.workspace.read(|snapshot| {
            let why = request.why.as_deref();
            let made = Made { app: self, snapshot, row, who, id: id.as_str(), why };
            made.write(request, out.file(), watch)
        })?;
        go_on(watch, ExportStage::Verifying)?;
        let verdict = match request.format {
            ExportFormat::Bundle => {
                let file = out.file();
                file.seek(SeekFrom::Start(0)).map_err(|error| AppError::file(&request.out, error))?;
                let verdict = verify::verify(std::io::BufReader::new(&mut *file));
                if verdict.outcome != verify::Outcome::Pass {
                    let finding = verdict.findings().next().map(|f| format!("{}: {}", f.place, f.what));
                    return Err(AppError::Report(format!(
                        "the bundle does not verify: {}",
                        finding.unwrap_or_default()
                    )));
                }
                Some(verdict)
            }
            _ => None,
        };
        let (sha256, size) = out.put_in_place()?;
        Ok(Exported { path: request.out.clone(), sha256, size, recorded: false, verdict, unmapped })
    }
}

fn go_on(watch: Watch<'_>, stage: ExportStage) -> Result<(), AppError> {
    if watch(stage) { Ok(()) } else { Err(AppError::Cancelled) }
}

/// One export in the making, over one state of the workspace.
struct Made<'a> {
    app: &'a App,
    snapshot: &'a Snapshot<'a>,
    row: &'a IncidentRow,
    who: &'a Who,
    id: &'a str,
    why: Option<&'a str>,
}

impl Made<'_> {
    /// Writes the export into an empty file; returns how many characters no font has.
    fn write(
        &self,
        request: &ExportRequest,
        file: &mut std::fs::File,
        watch: Watch<'_>,
    ) -> Result<usize, AppError> {
        go_on(watch, ExportStage::Collecting)?;
        let (report, closure) =
            collect::report(self.app, self.snapshot, self.row, &self.who.actor.id, self.id)?;
        go_on(watch, ExportStage::Typesetting)?;
        let (bytes, unmapped) = match request.format {
            ExportFormat::Bundle | ExportFormat::Pdf => {
                let pdf = self.pdf(&report)?;
                (pdf.bytes, pdf.unmapped)
            }
            ExportFormat::Html => (model::html(&report).into_bytes(), 0),
            ExportFormat::Md => (model::markdown(&report).into_bytes(), 0),
            ExportFormat::Json => (model::json(&report).into_bytes(), 0),
        };
        go_on(watch, ExportStage::Writing)?;
        match request.format {
            ExportFormat::Bundle => self.bundle(file, &report, &closure, bytes)?,
            _ => file.write_all(&bytes).map_err(|error| AppError::file(&request.out, error))?,
        }
        Ok(unmapped)
    }

    fn pdf(&self, report: &model::Report) -> Result<model::Pdf, AppError> {
        let attachment = collect::records(self.snapshot)?;
        model::pdf(report, Some(&attachment)).map_err(|error| AppError::Report(error.to_string()))
    }

    fn bundle(
        &self,
        file: &mut std::fs::File,
        report: &model::Report,
        closure: &Closure,
        pdf: Vec<u8>,
    ) -> Result<(), AppError> {
        let documents = [
            ("report.pdf".to_string(), pdf),
            ("report.html".to_string(), model::html(report).into_bytes()),
            ("report.md".to_string(), model::markdown(report).into_bytes()),
            ("report.json".to_string(), model::json(report).into_bytes()),
        ];
        let evidence: Vec<EvidenceFile> = report
            .evidence
            .iter()
            .filter_map(|file| {
                Some(EvidenceFile { hash: file.hash.parse().ok()?, file_name: file.name.clone() })
            })
            .collect();
        let export = Export {
            what: format!("Incident {}", self.row.number),
            why: self.why.unwrap_or_default().into(),
            who: format!("{} ({}, not authenticated)", self.who.name, self.who.actor.known),
            made_at: instant(self.app.machine.now()),
            app_version: VERSION.into(),
            mode: report.workspace.mode,
        };
        let folder = self.row.number.to_lowercase();
        let input = BundleInput {
            folder: &folder,
            export: &export,
            documents: &documents,
            journals: self.sources(closure)?,
            evidence: &evidence,
            blob: &|hash| self.snapshot.blob(hash).ok().flatten(),
        };
        bundle::write(&input, &mut *file).map_err(|error| AppError::Report(error.to_string()))?;
        Ok(())
    }

    fn sources<'e>(&'e self, closure: &'e Closure) -> Result<Vec<JournalSource<'e>>, AppError> {
        let source = |journal: decklog_store::JournalInfo| JournalSource {
            origin: journal.origin,
            read: Box::new(move || self.entries(journal.id, closure)),
        };
        Ok(self.snapshot.journals()?.into_iter().map(source).collect())
    }

    fn entries<'e>(&'e self, journal: i64, closure: &'e Closure) -> Entries<'e> {
        Box::new(self.snapshot.records(journal, 0).map(move |raw| {
            let raw = raw?;
            let payload = closure.includes(raw.place).then_some(raw.line);
            Ok(Entry { body: raw.body, payload })
        }))
    }
}
