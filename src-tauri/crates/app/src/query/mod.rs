//! Reads: what the screens and the command line show. A read never writes.

mod answer;
mod capture;
mod incident;
mod journal;
mod now;
mod page;
mod paths;
mod postmortem;
mod run;
mod runbook;
mod step;
mod summary;
mod told;
mod training;

use std::collections::HashMap;

use decklog_domain::Id;
use decklog_store::Snapshot;
use serde::Serialize;
use ts_rs::TS;

pub use answer::{Answer, Query};
pub use capture::CapturedLine;
pub use incident::{EntryView, IncidentSummary, IncidentView, MilestoneView};
pub(crate) use incident::{entry_kind, of_row as incident_view, word};
pub use journal::{Found, RecordView, WorkspaceView};
pub use now::{ActiveRun, NowView};
pub use page::{JournalPage, JournalPlace, PageRequest, RecordRow};
pub use paths::{from_home, paths};
pub use postmortem::{PostmortemSection, PostmortemView, Section};
pub(crate) use postmortem::{none as none_drafted, sections};
pub use run::{OutlineStep, RunSummary, RunView};
pub(crate) use run::{known_variables, run_values};
pub use runbook::{FileView, RunbookSummary, RunbookView, StepOutline, lint_file, read_file, runbook_files};
pub use step::{
    AnswerView, ApprovalView, ChildView, CommandView, DecisionView, ReadingView, StepPart, StepView, TaskView,
};

pub use training::{AttemptView, QuestionView, TrainingView};

use crate::workspace::actor_key;
use crate::{App, AppError};

/// A person in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PersonView {
    /// Identity.
    pub id: String,
    /// Short name for the command line.
    pub handle: String,
    /// Name in the record.
    pub name: String,
    /// Bound to the operating-system user of this copy.
    pub me: bool,
}

impl App {
    /// Everybody in the record, in the order they joined.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn people(&self) -> Result<Vec<PersonView>, AppError> {
        self.workspace.read(|snapshot| {
            let me = snapshot.local(&actor_key())?;
            let view = |row: decklog_store::PersonRow| PersonView {
                me: me.as_deref() == Some(row.id.as_str()),
                id: row.id,
                handle: row.handle,
                name: row.name,
            };
            Ok(snapshot.persons()?.into_iter().map(view).collect())
        })
    }
}

/// Names of people by id; whoever is not known by name is shown by the beginning of the id.
pub(crate) struct Names(HashMap<String, String>);

impl Names {
    pub(crate) fn read(snapshot: &Snapshot<'_>) -> Result<Names, AppError> {
        Ok(Names(snapshot.persons()?.into_iter().map(|row| (row.id, row.name)).collect()))
    }

    pub(crate) fn of(&self, id: &str) -> String {
        self.0.get(id).cloned().unwrap_or_else(|| format!("person {}", id.get(..8).unwrap_or(id)))
    }

    pub(crate) fn of_id(&self, id: &Id) -> String {
        self.of(id.as_str())
    }
}
