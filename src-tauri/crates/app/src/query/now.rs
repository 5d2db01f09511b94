//! What goes on now.

use decklog_domain::run::{ApprovalRequest, ApprovalState, Count, Run};
use decklog_domain::time::{instant, read_instant};
use decklog_runbook::fill::words;
use decklog_store::{RunRow, Snapshot};
use serde::Serialize;
use ts_rs::TS;

use super::run::{summary, values};
use super::step::reading_due;
use super::{IncidentSummary, Names, RunSummary};
use crate::execute::fold;
use crate::{App, AppError};

/// How many ended runs are listed.
const RECENT: u32 = 5;

/// What is running, open or still to be written.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct NowView {
    /// Runs that go on, the latest first.
    pub runs: Vec<ActiveRun>,
    /// Incidents that are not resolved, the latest first.
    pub incidents: Vec<IncidentSummary>,
    /// Resolved incidents of which no postmortem was drafted, the latest first.
    pub without_postmortem: Vec<IncidentSummary>,
    /// The last five runs that ended.
    pub recent: Vec<RunSummary>,
}

/// A run that goes on, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ActiveRun {
    /// As in the list.
    pub run: RunSummary,
    /// Title of the current step, with the values that are known; absent at the end of the path.
    pub step: Option<String>,
    /// Since when it is current: UTC.
    pub since: Option<String>,
    /// Not before: UTC, for a step that waits.
    pub earliest: Option<String>,
    /// Not after: UTC.
    pub latest: Option<String>,
    /// When the next reading of an observation is due: UTC.
    pub reading_due: Option<String>,
    /// Whose approval it waits for.
    pub waits_for: Option<String>,
    /// How far it is.
    pub count: Count,
    /// How many steps are deferred and neither settled nor waived.
    pub deferred: u32,
}

impl App {
    /// What is running, open or still to be written.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn now_view(&self) -> Result<NowView, AppError> {
        self.workspace.read(|snapshot| {
            let people = Names::read(snapshot)?;
            let runs = snapshot.runs_active()?.into_iter().map(|row| active(snapshot, row, &people));
            let recent = snapshot.runs_ended(RECENT)?.into_iter();
            Ok(NowView {
                runs: runs.collect::<Result<_, _>>()?,
                incidents: snapshot.incidents_unresolved()?.into_iter().map(Into::into).collect(),
                without_postmortem: snapshot
                    .incidents_without_postmortem()?
                    .into_iter()
                    .map(Into::into)
                    .collect(),
                recent: recent.map(|row| summary(snapshot, row, &people)).collect::<Result<_, _>>()?,
            })
        })
    }
}

/// An approval that too few people have decided on.
fn waiting(run: &Run) -> Option<&ApprovalRequest> {
    run.approval().filter(|request| request.state(None) == ApprovalState::Open)
}

fn active(snapshot: &Snapshot<'_>, row: RunRow, people: &Names) -> Result<ActiveRun, AppError> {
    let (run, document) = fold(snapshot, &snapshot.acts(&row.id)?, &row.number)?;
    let progress = run.progress(&document);
    let current = run.current.as_ref();
    let step = current.and_then(|current| document.step(&current.at.step));
    let after = |seconds: u32| {
        let since = read_instant(&current?.since)?;
        Some(instant(since + chrono::Duration::seconds(i64::from(seconds))))
    };
    let wait = step.and_then(|step| step.wait);
    let summary = summary(snapshot, row, people)?;
    let values = values(&run, summary.incident.as_deref(), people);
    Ok(ActiveRun {
        step: step.map(|step| words(&step.title, &values)),
        since: current.map(|current| current.since.clone()),
        earliest: wait.and_then(|wait| after(wait.min_s)),
        latest: wait.and_then(|wait| wait.max_s).and_then(after),
        reading_due: step.zip(current).and_then(|(step, current)| reading_due(step, current)),
        waits_for: waiting(&run).map(|request| request.role.clone()),
        count: progress.count,
        deferred: progress.deferred.len() as u32,
        run: summary,
    })
}
