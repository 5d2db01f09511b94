//! Runs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use chrono::Duration;
use decklog_domain::run::{Progress, Run};
use decklog_domain::runbook_text::{Answer, CommandClass, Document, EvidenceField, RecordField, Step};
use decklog_domain::time::{instant, read_instant};
use decklog_runbook::fill::words;
use decklog_store::{RunRow, Snapshot};
use serde::Serialize;
use ts_rs::TS;

use super::Names;
use crate::execute::fold;
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
    /// The current step; none at the end of the path.
    pub step: Option<StepView>,
    /// Titles of all steps, in file order, with the title of their section.
    pub outline: Vec<(String, String, String)>,
}

/// The current step as shown.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct StepView {
    /// Its id.
    pub id: String,
    /// Which visit of it.
    pub visit: u32,
    /// Its title.
    pub title: String,
    /// Title of its section.
    pub phase: String,
    /// Who does it.
    pub role: Option<String>,
    /// Its text as Markdown.
    pub body: String,
    /// Its commands, filled with the values that are known.
    pub commands: Vec<CommandView>,
    /// Its sub-items.
    pub tasks: Vec<TaskView>,
    /// The question of a decision.
    pub question: Option<String>,
    /// The answers of a decision.
    pub answers: Vec<Answer>,
    /// What one should see.
    pub expect: Vec<String>,
    /// What to do, or where to go, when it is not so.
    pub if_not: Option<String>,
    /// Values to write down.
    pub records: Vec<RecordField>,
    /// What to attach.
    pub evidence: Vec<EvidenceField>,
    /// Since when the step is current: UTC.
    pub since: String,
    /// Not before: UTC, for a step that waits.
    pub earliest: Option<String>,
    /// Not after: UTC.
    pub latest: Option<String>,
    /// Labels whose text is shown and confirmed plainly: label and words.
    pub shown: Vec<(String, String)>,
    /// Variables that have no value yet.
    pub missing: Vec<String>,
}

/// A command as shown and copied.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct CommandView {
    /// Language of the fence.
    pub lang: String,
    /// What it does.
    pub class: Option<CommandClass>,
    /// At most so many seconds.
    pub timeout_s: Option<u32>,
    /// The text, filled; as written while a value is missing.
    pub text: String,
    /// Variables that have no value yet.
    pub missing: Vec<String>,
    /// Variables whose value cannot stand in this command, with the reason.
    pub refused: Vec<(String, String)>,
}

/// A sub-item as shown.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TaskView {
    /// Its text as Markdown.
    pub text: String,
    /// It may be left open.
    pub optional: bool,
    /// It was confirmed.
    pub ticked: bool,
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
            let incidents = snapshot.incidents()?;
            let number = |row: &RunRow| incidents.iter().find(|i| Some(&i.id) == row.incident.as_ref());
            let rows = snapshot.runs()?.into_iter();
            Ok(rows
                .map(|row| {
                    let incident = number(&row).map(|incident| incident.number.clone());
                    RunSummary::of(row, &people, incident.as_deref())
                })
                .collect())
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
}

fn view(snapshot: &Snapshot<'_>, name: &str, year: i32) -> Result<RunView, AppError> {
    let row = names::run(snapshot, name, year)?;
    let (run, document) = fold(snapshot, &snapshot.acts(&row.id)?, name)?;
    let people = Names::read(snapshot)?;
    let incident = match &row.incident {
        Some(id) => snapshot.incidents_named(id)?.pop().map(|incident| incident.number),
        None => None,
    };
    let values = values(&run, incident.as_deref(), &people);
    let mut progress = run.progress(&document);
    for note in &mut progress.in_force {
        note.note.text = words(&note.note.text, &values);
    }
    let outline = document.steps.iter().map(|step| {
        let section = document.section_of(step).map(|section| section.title.clone()).unwrap_or_default();
        (step.id.clone(), step.title.clone(), section)
    });
    Ok(RunView {
        incident,
        operator: people.of_id(&run.operator),
        progress,
        outline: outline.collect(),
        step: current_step(&run, &document, &values),
        run,
    })
}

/// Values of inputs and records, and those that every run knows.
fn values(run: &Run, incident: Option<&str>, people: &Names) -> BTreeMap<String, String> {
    let mut values = run.values.clone();
    values.insert("run.id".into(), run.number.clone());
    values.insert("run.started".into(), run.started.clone());
    values.insert("operator".into(), people.of_id(&run.operator));
    values.extend(incident.map(|number| ("incident.id".into(), number.into())));
    values
}

fn current_step(run: &Run, document: &Document, values: &BTreeMap<String, String>) -> Option<StepView> {
    let current = run.current.as_ref()?;
    let step = document.step(&current.at.step)?;
    let known = known_variables(document);
    let mut missing = BTreeSet::new();
    let commands: Vec<CommandView> = step
        .commands
        .iter()
        .map(|command| {
            let filled = decklog_runbook::fill::fill(&command.text, &command.lang, values, &known);
            missing.extend(filled.missing.iter().cloned());
            CommandView {
                lang: command.lang.clone(),
                class: command.class,
                timeout_s: command.timeout_s,
                text: filled.text,
                missing: filled.missing,
                refused: filled.refused,
            }
        })
        .collect();
    let words = |text: &str| words(text, values);
    let since = read_instant(&current.since)?;
    let after = |seconds: u32| instant(since + Duration::seconds(i64::from(seconds)));
    let task = |(i, task): (usize, &decklog_domain::runbook_text::Task)| TaskView {
        text: words(&task.text),
        optional: task.optional,
        ticked: current.ticked.contains(&(i as u32)),
    };
    Some(StepView {
        id: step.id.clone(),
        visit: current.at.visit,
        title: words(&step.title),
        phase: document.section_of(step).map(|section| section.title.clone()).unwrap_or_default(),
        role: step.role.clone(),
        body: words(&step.body),
        commands,
        tasks: step.tasks.iter().enumerate().map(task).collect(),
        question: step.decision.as_ref().map(|decision| words(&decision.question)),
        answers: step.decision.as_ref().map(|decision| decision.answers.clone()).unwrap_or_default(),
        expect: step.expect.iter().map(|text| words(text)).collect(),
        if_not: step.if_not.as_ref().map(|pointer| words(&pointer.text)),
        records: step.records.clone(),
        evidence: step.evidence.clone(),
        since: current.since.clone(),
        earliest: step.wait.map(|wait| after(wait.min_s)),
        latest: step.wait.and_then(|wait| wait.max_s).map(after),
        shown: shown(step).into_iter().map(|(label, text)| (label.into(), words(&text))).collect(),
        missing: missing.into_iter().collect(),
    })
}

fn known_variables(document: &Document) -> BTreeSet<String> {
    let built_in = ["run.id", "run.started", "incident.id", "operator"].map(String::from);
    let inputs = document.inputs.iter().map(|input| input.name.clone());
    let records =
        document.steps.iter().flat_map(|step| step.records.iter().map(|record| record.name.clone()));
    built_in.into_iter().chain(inputs).chain(records).collect()
}

/// Labels that are shown as text.
fn shown(step: &Step) -> Vec<(&'static str, String)> {
    let mut shown = Vec::new();
    if let Some(approval) = &step.approval {
        let not = if approval.not_operator { ", not the operator" } else { "" };
        let count = if approval.count > 1 { format!(" × {}", approval.count) } else { String::new() };
        shown.push(("Approval", format!("{}{not}{count}", approval.role)));
    }
    if let Some(danger) = &step.danger {
        shown.push(("Danger", danger.consequence.clone()));
    }
    if step.strict {
        shown.push(("Gate", "strict".into()));
    }
    if let Some(reading) = &step.reading {
        let names: Vec<&str> = reading.values.iter().map(|value| value.name.as_str()).collect();
        shown.push(("Reading", format!("every {} min: {}", reading.every_s / 60, names.join(", "))));
    }
    if let Some(run) = &step.run {
        shown.push(("Run", format!("{} ({})", run.title, run.path)));
    }
    let texts = [("Proceed when", &step.proceed_when), ("Abort when", &step.abort_when)];
    shown.extend(texts.into_iter().filter_map(|(label, text)| Some((label, text.clone()?))));
    shown.extend(step.tell.iter().map(|whom| ("Tell", whom.clone())));
    shown.extend(step.defer_to.iter().map(|pointer| ("Defer to", pointer.text.clone())));
    shown.extend(step.then.iter().map(|pointer| ("Then", pointer.text.clone())));
    shown.extend(step.unread.iter().map(|text| ("", text.clone())));
    shown
}
