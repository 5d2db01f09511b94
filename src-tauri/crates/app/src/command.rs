//! Commands: everything that changes the record, as data.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use decklog_domain::incident::{IncidentCommand, IncidentKind, Severity};
use decklog_domain::run::{At, RunCommand};
use decklog_domain::time::Clock;
use decklog_domain::{Id, Refusal};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One change somebody asks for. Incidents, runs and runbooks are named by number, short name or id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// A person joins the record.
    AddPerson {
        /// Short name; made from the name when absent.
        handle: Option<String>,
        /// Name in the record.
        name: String,
    },
    /// Files or folders of Markdown become runbooks, in one transaction.
    ImportRunbooks {
        /// Files or folders.
        #[ts(type = "Array<string>")]
        paths: Vec<PathBuf>,
    },
    /// An incident begins.
    DeclareIncident {
        /// One line that names it.
        title: String,
        /// How bad it is.
        severity: Severity,
        /// Whether it counts.
        kind: IncidentKind,
        /// When impact began, in words.
        started: Option<String>,
    },
    /// Something is done to an incident.
    Incident {
        /// Which.
        incident: String,
        /// What.
        act: IncidentCommand,
    },
    /// Lines of a text become notes of an incident, each with its own time, all or none.
    Capture {
        /// Which incident.
        incident: String,
        /// The lines; one may begin with its time, see [`decklog_domain::time::capture`].
        text: String,
        /// The clock of bare times.
        clock: Clock,
    },
    /// Somebody begins to follow a runbook.
    StartRun {
        /// Which.
        runbook: String,
        /// The incident it belongs to.
        incident: Option<String>,
        /// Practice; never counted.
        drill: bool,
        /// Values of inputs by name.
        inputs: BTreeMap<String, String>,
    },
    /// Somebody answers the training questions of a runbook.
    TakeTraining {
        /// Which.
        runbook: String,
        /// Indexes of the options chosen, for each question in order.
        answers: Vec<BTreeSet<u32>>,
    },
    /// Somebody begins to follow the runbook that the current step of a run calls.
    StartChild {
        /// The run that calls.
        run: String,
    },
    /// Something is done in a run.
    Run {
        /// Which.
        run: String,
        /// What.
        act: RunCommand,
    },
    /// The postmortem is drafted anew from what was recorded; words of people in it stay.
    DraftPostmortem {
        /// Of which incident.
        incident: String,
    },
    /// Somebody writes a section of a postmortem; a later draft keeps the words.
    EditPostmortem {
        /// Of which incident.
        incident: String,
        /// Key of the section.
        section: String,
        /// All words of people in it, as Markdown.
        text: String,
        /// The draft that was written on: another one is refused.
        draft: u32,
        /// The words that stood there when the person began: when somebody else has changed them since, it is refused.
        was: Option<String>,
    },
}

/// What a command was decided on. A command whose basis is no longer the present state is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The current step of a run.
    Step(At),
    /// The `lam` of an incident.
    Lam(u64),
}

/// A command on its way in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Request {
    /// Identity of the command, made by the caller: the same one again changes nothing.
    pub cmd: Option<Id>,
    /// What it was decided on.
    pub basis: Option<Basis>,
    /// Handle of the person, when it is not the one bound to the operating-system user.
    pub actor: Option<String>,
    /// Evidence to hand over with it; a command that keeps none is refused then.
    #[ts(type = "Array<string>")]
    pub attach: Vec<PathBuf>,
    /// A local draft to drop with it: its key as given to [`crate::App::remember`]. It stays when the command is refused.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub draft: Option<String>,
    /// What to do.
    pub command: Command,
}

impl From<Command> for Request {
    fn from(command: Command) -> Request {
        Request { cmd: None, basis: None, actor: None, attach: Vec::new(), draft: None, command }
    }
}

/// What a command came to.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It is durable.
    Recorded(Recorded),
    /// Nothing was written.
    Refused(Refusal),
}

/// Durable records of one command.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
pub struct Recorded {
    /// Identity of the command.
    pub cmd: String,
    /// It had been carried out before; nothing was appended now.
    pub repeated: bool,
    /// What was recorded, in order.
    pub records: Vec<RecordRef>,
    /// For an import: what became of each file.
    pub files: Vec<ImportedFile>,
}

/// Names one record.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordRef {
    /// Its journal.
    pub log: String,
    /// Its number there.
    pub seq: u64,
    /// Its id.
    pub id: String,
    /// Its event type.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// When it was recorded.
    pub at: String,
}

/// What became of one file of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportedFile {
    /// The file.
    pub path: String,
    /// What became of it.
    pub result: ImportResult,
    /// Short name of the runbook.
    pub slug: Option<String>,
    /// What the file is.
    pub class: Option<decklog_domain::runbook_text::Class>,
    /// How many steps were read.
    pub steps: u32,
    /// How many errors its text has.
    pub errors: u32,
    /// How many warnings.
    pub warnings: u32,
    /// Why it failed, or what should be known about it.
    pub message: Option<String>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportResult {
    /// It is a new runbook.
    Imported,
    /// Its bytes are those of the latest revision.
    Unchanged,
    /// Its bytes changed.
    NewRevision,
    /// It could not be read.
    Failed,
}
