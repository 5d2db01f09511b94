//! Incidents.

use chrono::Datelike as _;
use decklog_domain::entry::EntryKind;
use decklog_domain::incident::{Incident, Milestone};
use decklog_domain::time::{read_instant, spell_seconds};
use decklog_store::{EntryRow, IncidentRow, Snapshot};
use serde::Serialize;
use ts_rs::TS;

use super::{Names, RunSummary};
use crate::{App, AppError, names};

/// One incident in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IncidentSummary {
    /// Identity.
    pub id: String,
    /// Human number.
    pub number: String,
    /// One line that names it.
    pub title: String,
    /// Whether it counts.
    pub kind: String,
    /// How bad it is.
    pub severity: String,
    /// Where it stands.
    pub state: String,
    /// Which occurrence, from 1.
    pub occurrence: u32,
    /// When it was declared: UTC.
    pub declared: String,
}

/// An incident with everything on its screen.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct IncidentView {
    /// The incident itself.
    pub incident: Incident,
    /// Name of the person who declared it.
    pub declared_by: String,
    /// Milestones that hold, with what each corrects.
    pub milestones: Vec<MilestoneView>,
    /// The timeline in the order things happened.
    pub entries: Vec<EntryView>,
    /// Runs of it, the first started first.
    pub runs: Vec<RunSummary>,
    /// A postmortem was drafted.
    pub postmortem: bool,
}

/// A milestone as shown.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct MilestoneView {
    /// `E0` to `E8`.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Which occurrence.
    pub occurrence: u32,
    /// When: UTC; absent when unknown.
    pub at: Option<String>,
    /// How exactly that is known.
    pub precision: String,
    /// The time as typed.
    pub words: Option<String>,
    /// Who set it.
    pub by: String,
    /// When it was recorded.
    pub recorded: String,
    /// The instant it corrects.
    pub corrects: Option<String>,
    /// It holds: no later value replaced it.
    pub holds: bool,
}

/// One line of a timeline as shown.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct EntryView {
    /// Its record: the entry's identity.
    pub id: String,
    /// Sequence number of its record.
    pub seq: u64,
    /// When it happened: UTC; absent when unknown.
    pub at: Option<String>,
    /// End of a range.
    pub until: Option<String>,
    /// How exactly that is known.
    pub precision: String,
    /// The time as typed.
    pub words: Option<String>,
    /// When it was recorded: UTC.
    pub recorded: String,
    /// What it tells.
    pub kind: String,
    /// The line.
    pub text: String,
    /// Who acted.
    pub actor: String,
    /// It was taken back.
    pub undone: bool,
    /// When it was first said to have happened; absent unless its time was corrected, or when it was unknown then.
    pub first_at: Option<String>,
    /// How exactly that was known; absent unless its time was corrected.
    pub first_precision: Option<String>,
    /// What it said first; absent unless its words were corrected.
    pub first_text: Option<String>,
    /// Why it was corrected last.
    pub why: Option<String>,
    /// Why it is hidden; absent when it is not.
    pub hidden: Option<String>,
    /// It is pinned.
    pub pinned: bool,
    /// `recorded 47 min later`, when that is worth knowing.
    pub late: Option<String>,
    /// Seconds since the incident began, for T+.
    pub t_plus: Option<i64>,
}

impl From<IncidentRow> for IncidentSummary {
    fn from(row: IncidentRow) -> IncidentSummary {
        IncidentSummary {
            id: row.id,
            number: row.number,
            title: row.title,
            kind: row.kind,
            severity: row.severity,
            state: row.state,
            occurrence: row.occurrence,
            declared: row.declared,
        }
    }
}

impl App {
    /// All incidents, the latest first.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn incidents(&self) -> Result<Vec<IncidentSummary>, AppError> {
        self.workspace.read(|snapshot| Ok(snapshot.incidents()?.into_iter().map(Into::into).collect()))
    }

    /// One incident, named by number or id.
    ///
    /// # Errors
    /// When there is none of this name, or the workspace cannot be read.
    pub fn incident(&self, name: &str) -> Result<IncidentView, AppError> {
        let year = self.machine.now().year();
        self.workspace.read(|snapshot| of_row(snapshot, &names::incident(snapshot, name, year)?))
    }
}

/// An incident with everything on its screen.
pub(crate) fn of_row(snapshot: &Snapshot<'_>, row: &IncidentRow) -> Result<IncidentView, AppError> {
    let unknown =
        || AppError::unknown(format!("there is no incident `{}`", row.number), "see `decklog incident list`");
    let incident = Incident::fold(&snapshot.acts(&row.id)?).ok_or_else(unknown)?;
    let people = Names::read(snapshot)?;
    let begin = incident.begin().and_then(|when| when.instant());
    let entries = snapshot.entries(&row.id)?.into_iter().map(|row| entry(row, &people, begin)).collect();
    let runs = snapshot
        .runs_of(&row.id)?
        .into_iter()
        .map(|row| RunSummary::of(row, &people, Some(&incident.number)));
    Ok(IncidentView {
        declared_by: people.of_id(&incident.declared_by),
        milestones: incident.milestones.iter().map(|m| milestone(&incident, m, &people)).collect(),
        entries,
        runs: runs.collect(),
        postmortem: snapshot.postmortem_of(&row.id)?.is_some(),
        incident,
    })
}

fn milestone(incident: &Incident, milestone: &Milestone, people: &Names) -> MilestoneView {
    let old =
        milestone.supersedes.as_ref().and_then(|id| incident.milestones.iter().find(|m| m.record == *id));
    let holding = incident.milestone(milestone.code, milestone.occurrence);
    MilestoneView {
        code: milestone.code.code().into(),
        name: milestone.code.name().into(),
        occurrence: milestone.occurrence,
        at: milestone.when.from.clone(),
        precision: word(&milestone.when.precision),
        words: milestone.words.clone(),
        by: people.of_id(&milestone.by),
        recorded: milestone.recorded.clone(),
        corrects: old.and_then(|old| old.when.from.clone()),
        holds: holding.is_some_and(|holding| holding.record == milestone.record),
    }
}

fn entry(row: EntryRow, people: &Names, begin: Option<chrono::DateTime<chrono::Utc>>) -> EntryView {
    let occurred = row.occurred.as_deref().and_then(read_instant);
    let recorded = read_instant(&row.recorded);
    let delay = recorded.zip(occurred).map(|(recorded, occurred)| (recorded - occurred).num_seconds());
    EntryView {
        late: delay.filter(|s| *s >= 120).map(|s| format!("recorded {} later", spell_seconds(s))),
        t_plus: occurred.zip(begin).map(|(occurred, begin)| (occurred - begin).num_seconds()),
        actor: people.of(&row.actor),
        id: row.record,
        seq: row.seq,
        at: row.occurred,
        until: row.until,
        precision: row.precision,
        words: row.words,
        recorded: row.recorded,
        kind: row.kind,
        text: row.text,
        undone: row.undone_by.is_some(),
        first_at: row.first_occurred,
        first_precision: row.first_precision,
        first_text: row.first_text,
        why: row.why,
        hidden: row.hidden,
        pinned: row.pinned,
    }
}

/// The word that stands for an enumeration on the wire.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(String::from)).unwrap_or_default()
}

/// The kind of an entry from its name.
pub(crate) fn entry_kind(name: &str) -> EntryKind {
    let kinds = [
        EntryKind::Action,
        EntryKind::Decision,
        EntryKind::Milestone,
        EntryKind::Status,
        EntryKind::Evidence,
        EntryKind::Approval,
        EntryKind::Observation,
    ];
    kinds.into_iter().find(|kind| kind.name() == name).unwrap_or(EntryKind::Note)
}
