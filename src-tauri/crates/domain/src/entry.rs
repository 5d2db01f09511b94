//! Timeline entries: each record linked to an incident is at most one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::event::{Event, RunStepClosed};
use crate::run::{Move, Outcome};
use crate::time::{When, read_instant};

/// What an entry tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Somebody did something.
    Action,
    /// Somebody chose.
    Decision,
    /// A moment the metrics count from or to.
    Milestone,
    /// The incident or a run began, ended, began again.
    Status,
    /// Words.
    Note,
    /// Something was attached.
    Evidence,
    /// Somebody asked for an approval, or decided on it.
    Approval,
    /// Somebody read values.
    Observation,
}

impl EntryKind {
    /// Name for people and for the database.
    pub fn name(self) -> &'static str {
        match self {
            EntryKind::Action => "action",
            EntryKind::Decision => "decision",
            EntryKind::Milestone => "milestone",
            EntryKind::Status => "status",
            EntryKind::Note => "note",
            EntryKind::Evidence => "evidence",
            EntryKind::Approval => "approval",
            EntryKind::Observation => "observation",
        }
    }
}

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it tells.
    pub kind: EntryKind,
    /// The line.
    pub text: String,
    /// When it happened.
    pub when: When,
    /// The time as typed.
    pub words: Option<String>,
}

impl Entry {
    /// The entry that an event makes; `recorded` is the instant of its record. `None` for events that tell nothing of
    /// their own, such as an undo.
    pub fn of(event: &Event, recorded: &str) -> Option<Entry> {
        use EntryKind::{Action, Approval, Decision, Evidence, Milestone, Note, Observation, Status};
        let line = |kind, text: String| Some((kind, text, None, None));
        let (kind, text, when, words) = match event {
            Event::IncidentDeclared(e) => line(Status, format!("Declared: {}", e.title))?,
            Event::IncidentNoteAdded(e) => (Note, e.text.clone(), Some(e.when.clone()), e.when_words.clone()),
            Event::IncidentMilestoneSet(e) => {
                let what = if e.supersedes.is_some() { "Corrected" } else { "Set" };
                let text = format!("{what}: {} ({})", e.code.name(), e.code.code());
                (Milestone, text, Some(e.when.clone()), e.when_words.clone())
            }
            Event::IncidentResolved(e) => {
                let text = match (&e.criteria, &e.override_why) {
                    (Some(criteria), _) => format!("Resolved: {criteria}"),
                    (None, Some(why)) => format!("Resolved without criteria: {why}"),
                    (None, None) => "Resolved".into(),
                };
                (Status, text, Some(e.when.clone()), e.when_words.clone())
            }
            Event::IncidentReopened(e) => line(Status, format!("Reopened: {}", e.why))?,
            Event::RunStarted(e) => line(Status, format!("Started {}: {}", e.number, e.title))?,
            Event::RunStepClosed(e) => {
                line(if e.answer.is_some() { Decision } else { Action }, step_closed(e))?
            }
            Event::RunApprovalRequested(e) => {
                line(Approval, format!("{}: approval of {} asked for", e.title, e.role))?
            }
            Event::RunApprovalDecided(e) => {
                let why = e.why.as_ref().map(|why| format!("; {why}")).unwrap_or_default();
                let known = e.known.as_ref().map(|known| format!(" ({known})")).unwrap_or_default();
                line(Approval, format!("{}: {}{known}{why}", e.title, e.decision.name()))?
            }
            Event::RunReadingTaken(e) => {
                let note = e.note.as_ref().map(|note| format!("; {note}")).unwrap_or_default();
                line(Observation, format!("{}: {}{note}", e.title, named(&e.value)))?
            }
            Event::RunValuesSet(e) => line(Action, format!("Inputs: {}", named(&e.input)))?,
            Event::RunNoteAdded(e) if e.text.trim().is_empty() => {
                let names: Vec<&str> = e.evidence.iter().map(|evidence| evidence.name.as_str()).collect();
                line(Evidence, format!("Attached: {}", names.join(", ")))?
            }
            Event::RunNoteAdded(e) => line(Note, e.text.clone())?,
            Event::RunMoved(e) => {
                let how = match e.how {
                    Move::Back => "Went back to",
                    Move::Settle => "Came back to settle",
                    Move::Rollback => "Began the rollback",
                    Move::Escalate => "Escalated",
                };
                line(Action, format!("{how}: {}", e.title))?
            }
            Event::RunStepWaived(e) => line(Decision, format!("Waived: {}: {}", e.title, e.why))?,
            Event::RunCompleted(e) => {
                let waived = if e.waived == 0 { String::new() } else { format!(", {} waived", e.waived) };
                line(Status, format!("Run complete{waived}; deviations: {}", e.deviations))?
            }
            Event::RunStopped(e) => line(Status, format!("Run stopped: {}", e.why))?,
            Event::PostmortemDrafted(e) => line(Status, format!("Postmortem drafted ({})", e.template))?,
            _ => return None,
        };
        let when = when.or_else(|| read_instant(recorded).map(When::now))?;
        Some(Entry { kind, text, when, words })
    }
}

fn named(values: &BTreeMap<String, String>) -> String {
    values.iter().map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>().join(", ")
}

fn step_closed(e: &RunStepClosed) -> String {
    let mut text = match (&e.answer_words, e.outcome) {
        (Some(answer), _) => format!("{}: chose \u{201c}{answer}\u{201d}", e.title),
        (None, Outcome::Done) => format!("{}: done", e.title),
        (None, other) => format!("{}: {}", e.title, other.name()),
    };
    let saw = e.saw.as_ref().filter(|saw| !saw.trim().is_empty());
    let saw = saw.map(|saw| format!("saw \u{201c}{saw}\u{201d}"));
    let values = named(&e.value);
    for detail in [saw.as_deref(), Some(values.as_str()), e.why.as_deref(), e.note.as_deref()] {
        if let Some(detail) = detail.filter(|detail| !detail.trim().is_empty()) {
            text.push_str(&format!("; {detail}"));
        }
    }
    if !e.evidence.is_empty() {
        let names: Vec<&str> = e.evidence.iter().map(|evidence| evidence.name.as_str()).collect();
        text.push_str(&format!("; attached {}", names.join(", ")));
    }
    text
}
