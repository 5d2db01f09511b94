//! Every read of a window, as data: a [`Query`] in, the [`Answer`] of the same name out.

use decklog_domain::time::Clock;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CapturedLine, Found, IncidentSummary, IncidentView, JournalPage, NowView, PageRequest, PersonView,
    PostmortemView, RecordView, RunSummary, RunView, RunbookSummary, RunbookView, TrainingView,
    WorkspaceView, paths,
};
use crate::{App, AppError};

/// What a window asks. Things are named as in a [`crate::Command`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "query", rename_all = "snake_case")]
pub enum Query {
    /// What this workspace is.
    Workspace,
    /// Everybody in the record.
    People,
    /// What is running, open or still to be written.
    Now,
    /// All incidents, the latest first.
    Incidents,
    /// All runs, the latest first.
    Runs,
    /// All runbooks by title.
    Runbooks,
    /// One incident.
    Incident {
        /// Which.
        incident: String,
    },
    /// One run.
    Run {
        /// Which.
        run: String,
    },
    /// The text of one step of a run.
    RunStep {
        /// Which run.
        run: String,
        /// Id of the step.
        step: String,
    },
    /// One runbook.
    Runbook {
        /// Which.
        runbook: String,
    },
    /// The training questions of a runbook.
    Training {
        /// Which runbook.
        runbook: String,
    },
    /// The postmortem of an incident.
    Postmortem {
        /// Which incident.
        incident: String,
    },
    /// A page of the journal.
    Journal(PageRequest),
    /// One record.
    Record {
        /// Its number in the open journal, or `origin#number`.
        record: String,
    },
    /// What holds all the words, best first.
    Search {
        /// The words.
        words: String,
        /// At most so many.
        limit: u32,
    },
    /// Markdown as safe HTML.
    Html {
        /// The Markdown.
        markdown: String,
    },
    /// How lines that somebody types would be recorded.
    Capture {
        /// The lines.
        text: String,
        /// The clock of bare times.
        clock: Clock,
    },
    /// Completions of a path.
    Paths {
        /// Its begin.
        prefix: String,
    },
}

/// What a [`Query`] came to.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "answer", content = "value", rename_all = "snake_case")]
pub enum Answer {
    /// To [`Query::Workspace`].
    Workspace(WorkspaceView),
    /// To [`Query::People`].
    People(Vec<PersonView>),
    /// To [`Query::Now`].
    Now(NowView),
    /// To [`Query::Incidents`].
    Incidents(Vec<IncidentSummary>),
    /// To [`Query::Runs`].
    Runs(Vec<RunSummary>),
    /// To [`Query::Runbooks`].
    Runbooks(Vec<RunbookSummary>),
    /// To [`Query::Incident`].
    Incident(Box<IncidentView>),
    /// To [`Query::Run`].
    Run(Box<RunView>),
    /// To [`Query::RunStep`]: safe HTML.
    RunStep(String),
    /// To [`Query::Runbook`].
    Runbook(Box<RunbookView>),
    /// To [`Query::Training`].
    Training(TrainingView),
    /// To [`Query::Postmortem`]; nothing when none was drafted.
    Postmortem(Option<PostmortemView>),
    /// To [`Query::Journal`].
    Journal(JournalPage),
    /// To [`Query::Record`].
    Record(RecordView),
    /// To [`Query::Search`].
    Search(Vec<Found>),
    /// To [`Query::Html`].
    Html(String),
    /// To [`Query::Capture`]: one for each line that is not empty.
    Capture(Vec<CapturedLine>),
    /// To [`Query::Paths`].
    Paths(Vec<String>),
}

impl App {
    /// Answers a query by the answer of its name.
    ///
    /// # Errors
    /// When what is named does not exist, or the workspace cannot be read.
    pub fn answer(&self, query: Query) -> Result<Answer, AppError> {
        Ok(match query {
            Query::Workspace => Answer::Workspace(self.about()?),
            Query::People => Answer::People(self.people()?),
            Query::Now => Answer::Now(self.now_view()?),
            Query::Incidents => Answer::Incidents(self.incidents()?),
            Query::Runs => Answer::Runs(self.runs()?),
            Query::Runbooks => Answer::Runbooks(self.runbooks()?),
            Query::Incident { incident } => Answer::Incident(Box::new(self.incident(&incident)?)),
            Query::Run { run } => Answer::Run(Box::new(self.run(&run)?)),
            Query::RunStep { run, step } => Answer::RunStep(self.run_step_html(&run, &step)?),
            Query::Runbook { runbook } => Answer::Runbook(Box::new(self.runbook(&runbook)?)),
            Query::Training { runbook } => Answer::Training(self.training(&runbook)?),
            Query::Postmortem { incident } => Answer::Postmortem(self.postmortem_if_drafted(&incident)?),
            Query::Journal(request) => Answer::Journal(self.journal_page(&request)?),
            Query::Record { record } => Answer::Record(self.record(&record)?),
            Query::Search { words, limit } => Answer::Search(self.search(&words, limit)?),
            Query::Html { markdown } => Answer::Html(decklog_runbook::html::safe_html(&markdown)),
            Query::Capture { text, clock } => Answer::Capture(self.captured(&text, clock)),
            Query::Paths { prefix } => Answer::Paths(paths(&prefix)),
        })
    }
}
