//! Runs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use decklog_domain::run::{Progress, Run};
use decklog_domain::runbook_text::{Document, Input, SectionKind, Wait};
use decklog_runbook::fill::words;
use decklog_runbook::html::safe_html;
use decklog_store::{RunRow, Snapshot};
use serde::Serialize;
use ts_rs::TS;

use super::Names;
use super::step::{StepView, current_step};
use crate::execute::{fold, frozen};
use crate::{App, AppError, names};

/// One run in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RunSummary {
    /// Identity.
    pub id: String,
    /// Human number.
    pub number: String,
    /// Title of the runbook.
    pub title: String,
    /// Number of the incident it belongs to.
    pub incident: Option<String>,
    /// Practice; never counted.
    pub drill: bool,
    /// Who follows it.
    pub operator: String,
    /// When it started: UTC.
    pub started: String,
    /// When it ended: UTC; none while it goes on.
    pub ended: Option<String>,
    /// `COMPLETE`, `COMPLETE, 2 WAIVED`, `STOPPED`, or `RUNNING`.
    pub footer: String,
}

/// A run with everything on its screen.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RunView {
    /// The run itself.
    pub run: Run,
    /// Number of its incident.
    pub incident: Option<String>,
    /// Name of the operator.
    pub operator: String,
    /// The run seen as a whole.
    pub progress: Progress,
    /// Number of the run whose step called for it.
    pub parent: Option<String>,
    /// The current step; none at the end of the path.
    pub step: Option<StepView>,
    /// All steps in file order.
    pub outline: Vec<OutlineStep>,
    /// Declared inputs that have no value yet.
    pub missing_inputs: Vec<Input>,
    /// When it started: what the elapsed time is counted from.
    pub elapsed_from: String,
}

/// One step in the outline of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OutlineStep {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Title of its section.
    pub section: String,
    /// What that section is for.
    pub kind: SectionKind,
    /// How long it is to be watched.
    pub wait: Option<Wait>,
    /// It asks for a choice.
    pub decision: bool,
}

impl RunSummary {
    pub(crate) fn of(row: RunRow, people: &Names, incident: Option<&str>) -> RunSummary {
        RunSummary {
            operator: people.of(&row.operator),
            id: row.id,
            number: row.number,
            title: row.title,
            incident: incident.map(Into::into),
            drill: row.drill,
            started: row.started,
            ended: row.ended,
            footer: row.footer.unwrap_or_else(|| "RUNNING".into()),
        }
    }
}

impl App {
    /// All runs, the latest first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn runs(&self) -> Result<Vec<RunSummary>, AppError> {
        self.workspace.read(|snapshot| {
            let people = Names::read(snapshot)?;
            snapshot.runs()?.into_iter().map(|row| summary(snapshot, row, &people)).collect()
        })
    }

    /// One run, named by number or id.
    ///
    /// # Errors
    /// When there is none of this name, or the workspace cannot be read.
    pub fn run(&self, name: &str) -> Result<RunView, AppError> {
        let year = self.machine.now().year();
        self.workspace.read(|snapshot| view(snapshot, name, year))
    }

    /// The text of any step of a run, as the run froze it: safe HTML, no values filled in.
    ///
    /// # Errors
    /// When there is no run or no step of this name, or the workspace cannot be read.
    pub fn run_step_html(&self, name: &str, step: &str) -> Result<String, AppError> {
        let year = self.machine.now().year();
        self.workspace.read(|snapshot| {
            let row = names::run(snapshot, name, year)?;
            let document = frozen(snapshot, &snapshot.acts(&row.id)?, name)?;
            let unknown = || {
                AppError::unknown(
                    format!("{} has no step `{step}`", row.number),
                    "see `decklog run show RUN --steps`",
                )
            };
            Ok(safe_html(&document.step(step).ok_or_else(unknown)?.body))
        })
    }
}

/// A run with the number of its incident.
pub(super) fn summary(snapshot: &Snapshot<'_>, row: RunRow, people: &Names) -> Result<RunSummary, AppError> {
    let incident = match &row.incident {
        Some(id) => snapshot.label("incident", id)?,
        None => None,
    };
    Ok(RunSummary::of(row, people, incident.as_deref()))
}

fn view(snapshot: &Snapshot<'_>, name: &str, year: i32) -> Result<RunView, AppError> {
    let row = names::run(snapshot, name, year)?;
    let (run, document) = fold(snapshot, &snapshot.acts(&row.id)?, name)?;
    let people = Names::read(snapshot)?;
    let incident = match &row.incident {
        Some(id) => snapshot.label("incident", id)?,
        None => None,
    };
    let values = values(&run, incident.as_deref(), &people);
    let mut progress = run.progress(&document);
    for note in &mut progress.in_force {
        note.note.text = words(&note.note.text, &values);
    }
    let outline = document.steps.iter().map(|step| {
        let section = document.section_of(step);
        OutlineStep {
            id: step.id.clone(),
            title: words(&step.title, &values),
            section: section.map(|section| section.title.clone()).unwrap_or_default(),
            kind: section.map_or(SectionKind::Phase, |section| section.kind),
            wait: step.wait,
            decision: step.decision.is_some(),
        }
    });
    let missing = document.inputs.iter().filter(|input| !run.values.contains_key(&input.name));
    Ok(RunView {
        incident,
        operator: people.of_id(&run.operator),
        progress,
        outline: outline.collect(),
        missing_inputs: missing.cloned().collect(),
        elapsed_from: run.started.clone(),
        parent: match &run.parent {
            Some(parent) => snapshot.label("run", parent.run.as_str())?,
            None => None,
        },
        step: current_step(snapshot, &run, &document, &values, &people)?,
        run,
    })
}

/// What the `{{name}}` of a run's texts stand for.
pub(crate) fn run_values(snapshot: &Snapshot<'_>, run: &Run) -> Result<BTreeMap<String, String>, AppError> {
    let incident =
        run.incident.as_ref().map(|id| snapshot.label("incident", &id.to_string())).transpose()?.flatten();
    Ok(values(run, incident.as_deref(), &Names::read(snapshot)?))
}

/// Values of inputs and records, and those that every run knows.
pub(super) fn values(run: &Run, incident: Option<&str>, people: &Names) -> BTreeMap<String, String> {
    let mut values = run.values.clone();
    values.insert("run.id".into(), run.number.clone());
    values.insert("run.started".into(), run.started.clone());
    values.insert("operator".into(), people.of_id(&run.operator));
    values.extend(incident.map(|number| ("incident.id".into(), number.into())));
    values
}

/// Names that are variables in a runbook.
pub(crate) fn known_variables(document: &Document) -> BTreeSet<String> {
    let built_in = ["run.id", "run.started", "incident.id", "operator"].map(String::from);
    let inputs = document.inputs.iter().map(|input| input.name.clone());
    let records =
        document.steps.iter().flat_map(|step| step.records.iter().map(|record| record.name.clone()));
    built_in.into_iter().chain(inputs).chain(records).collect()
}
