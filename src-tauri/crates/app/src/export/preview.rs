//! What is looked at without being exported: the pages of a report, and evidence.

use chrono::Datelike as _;
use decklog_report as model;

use super::collect;
use crate::{App, AppError, attach, names};

/// Pixels of a page's image to a point of 1/72 inch.
const SCALE: f64 = 1.5;

impl App {
    /// The pages that a PDF of an incident would hold now, as PNG images of 1.5 pixels a point. Nothing is recorded.
    ///
    /// # Errors
    /// When the incident is unknown, or the report cannot be set; [`AppError::Cancelled`] when `go_on`, asked before the
    /// report is made and before each page is drawn, said no.
    pub fn preview_pages(&self, incident: &str, go_on: &dyn Fn() -> bool) -> Result<Vec<Vec<u8>>, AppError> {
        self.workspace.read(|snapshot| {
            let row = names::incident(snapshot, incident, self.machine.now().year())?;
            let id = self.machine.chance(snapshot.last_lam()?).new_id();
            // Whoever exports adds nothing to the pages that the export itself does not record.
            let (report, _) = collect::report(self, snapshot, &row, "", id.as_str())?;
            if !go_on() {
                return Err(AppError::Cancelled);
            }
            model::pages(&report, Some(&collect::records(snapshot)?), SCALE, go_on)
                .map_err(|error| AppError::Report(error.to_string()))?
                .ok_or(AppError::Cancelled)
        })
    }

    /// Evidence by its SHA-256 (hex): its media type, told from its first bytes, and its bytes.
    ///
    /// # Errors
    /// When the workspace holds no such content, or cannot be read.
    pub fn evidence(&self, hash: &str) -> Result<(&'static str, Vec<u8>), AppError> {
        let unknown =
            || AppError::unknown(format!("there is no evidence `{hash}`"), "it may have been redacted");
        let parsed = hash.parse().map_err(|_| unknown())?;
        let bytes = self.workspace.read(|snapshot| Ok::<_, AppError>(snapshot.blob(&parsed)?))?;
        bytes.map(|bytes| (attach::sniffed(&bytes), bytes)).ok_or_else(unknown)
    }
}
