//! Every event type, in one list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::EventDoc;
use super::codec::{self, BlobHash, Content, DecodeError, Encoded, Evidence, Flag, TextField};
use crate::Id;
use crate::incident::{IncidentKind, MilestoneCode, Severity};
use crate::run::{Move, Outcome, Verdict};
use crate::runbook_text::{Class, Format};
use crate::time::When;

macro_rules! first {
    ($first:ident $(, $rest:ident)*) => {
        $first
    };
}

/// Declares the event types: a struct each, the [`Event`] union, its codec and its documentation. The first fact is the
/// id of what the event is about.
macro_rules! events {
    ($(
        $(#[doc = $about:literal])+
        $name:ident = $kind:literal {
            facts { $( #[doc = $fact_doc:literal] $fact:ident: $fact_type:ty, )+ }
            texts { $( #[doc = $text_doc:literal] $text:ident: $text_type:ty, )* }
        }
    )+) => {
        $(
            $(#[doc = $about])+
            #[derive(Debug, Clone, PartialEq)]
            pub struct $name {
                $( #[doc = $fact_doc] pub $fact: $fact_type, )+
                $( #[doc = $text_doc] pub $text: $text_type, )*
            }
        )+

        /// Anything that can be recorded.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Event { $( $(#[doc = $about])+ $name($name), )+ }

        impl Event {
            /// Every type with its fields, in the order of `docs/events.md`.
            pub const DOCS: &'static [EventDoc] = &[$(
                EventDoc {
                    kind: $kind,
                    about: concat!($($about),+),
                    facts: &[$( (stringify!($fact), stringify!($fact_type), $fact_doc) ),+],
                    texts: &[$( (stringify!($text), stringify!($text_type), $text_doc) ),*],
                },
            )+];

            /// The type as it stands in a record, e.g. `incident.declared`.
            pub fn kind(&self) -> &'static str {
                match self { $( Event::$name(_) => $kind, )+ }
            }

            /// What the event is about: the kind is the first word of its type, the id its first fact.
            pub fn subject(&self) -> (&'static str, String) {
                let kind = self.kind().split('.').next().unwrap_or_default();
                let id = match self { $( Event::$name(event) => {
                    #[allow(unused_variables, reason = "only the first fact is the subject")]
                    let $name { $( $fact, )+ .. } = event;
                    first!($( $fact ),+).to_string()
                } )+ };
                (kind, id)
            }

            /// Splits the event into facts and texts.
            pub fn encode(&self) -> Encoded {
                match self { $( Event::$name(event) => {
                    #[derive(Serialize)]
                    struct Facts<'a> { $( $fact: &'a $fact_type, )+ }
                    #[allow(unused_mut, reason = "some types have no texts")]
                    let mut texts = Vec::new();
                    $( event.$text.put(stringify!($text), &mut texts); )*
                    Encoded { facts: codec::facts(&Facts { $( $fact: &event.$fact, )+ }), texts }
                } )+ }
            }

            /// Whether the text with this key is content; words otherwise, also when they were too long to be kept
            /// with the record and are a blob.
            pub fn is_content(kind: &str, key: &str) -> bool {
                let (field, below) = key.split_once('.').unwrap_or((key, ""));
                let _ = (field, below);
                match kind {
                    $( $kind => {
                        $( if field == stringify!($text) {
                            return <$text_type as TextField>::is_content(below);
                        } )*
                        false
                    } )+
                    _ => false,
                }
            }

            /// Reads an event back from its record's type, facts and texts; long words that were kept as a blob are
            /// put back as words before.
            pub fn decode(kind: &str, facts: &Value, texts: &BTreeMap<String, Content>) -> Result<Event, DecodeError> {
                match kind {
                    $( $kind => {
                        #[derive(Deserialize)]
                        struct Facts { $( $fact: $fact_type, )+ }
                        let facts: Facts = codec::read_facts($kind, facts)?;
                        let _ = texts;
                        Ok(Event::$name($name {
                            $( $fact: facts.$fact, )+
                            $( $text: TextField::find(stringify!($text), texts)?, )*
                        }))
                    } )+
                    other => Err(DecodeError::UnknownType(other.into())),
                }
            }
        }
    };
}

/// The journal that a new one goes on from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Continues {
    /// Origin of the sealed journal.
    pub origin: String,
    /// How many records it had.
    pub size: u64,
    /// Its Merkle root (RFC 6962), hex.
    pub root: String,
}

events! {
    /// A journal begins: the first record of each.
    JournalOpened = "journal.opened" {
        facts {
            /// Origin of this journal, `decklog/<uuid>`.
            journal: String,
            /// `live` or `replay`, for life.
            mode: String,
            /// The sealed journal of the same workspace that it goes on from.
            continues: Option<Continues>,
        }
        texts {
            /// Name of the workspace.
            name: String,
        }
    }

    /// Somebody asked for a check of the journals of this workspace.
    JournalVerified = "journal.verified" {
        facts {
            /// This check.
            check: Id,
            /// How many records were checked.
            records: u64,
            /// How many faults were found.
            faults: u64,
        }
        texts {}
    }

    /// A person joined the record.
    PersonAdded = "person.added" {
        facts {
            /// The person.
            person: Id,
        }
        texts {
            /// Short name for the command line.
            handle: String,
            /// Name in the record.
            name: String,
        }
    }

    /// A runbook was imported, or its bytes changed.
    RunbookRevisionAdded = "runbook.revision_added" {
        facts {
            /// The runbook.
            runbook: Id,
            /// Revision number, from 1.
            revision: u32,
            /// What the file is.
            class: Class,
            /// Whether it is written in the runbook language.
            format: Format,
            /// Version of the reading rules.
            parser: u32,
            /// How many steps were read.
            steps: u32,
            /// How many findings are errors.
            errors: u32,
            /// How many findings are warnings.
            warnings: u32,
        }
        texts {
            /// Title.
            title: String,
            /// Short name, unique in the workspace.
            slug: String,
            /// Where it came from: a path.
            path: String,
            /// Identity given by the author in the front matter.
            key: Option<String>,
            /// `runbook`, `playbook` or `template`.
            kind: String,
            /// Who keeps it right.
            owner: Option<String>,
            /// Services it is about.
            services: Vec<String>,
            /// Alerts that lead to it.
            alerts: Vec<String>,
            /// Free tags.
            tags: Vec<String>,
            /// The bytes as imported.
            source: BlobHash,
            /// How they were read: a JSON `Document`.
            document: BlobHash,
        }
    }

    /// Somebody answered the questions of a runbook's training section.
    RunbookTrainingTaken = "runbook.training_taken" {
        facts {
            /// The runbook.
            runbook: Id,
            /// The revision whose questions they were.
            revision: u32,
            /// How many were answered right.
            right: u32,
            /// How many there were.
            of: u32,
            /// Percent of right answers that were needed.
            pass_mark: u32,
            /// They were reached.
            passed: Flag,
        }
        texts {
            /// Title of the runbook.
            title: String,
            /// What was chosen, by question.
            answer: BTreeMap<String, String>,
        }
    }

    /// An incident was declared.
    IncidentDeclared = "incident.declared" {
        facts {
            /// The incident.
            incident: Id,
            /// Human number, e.g. `INC-2026-014`.
            number: String,
            /// Real, drill, test or backfilled.
            kind: IncidentKind,
            /// Severity at declaration.
            severity: Severity,
            /// When impact began (E0), if it was said.
            started: Option<When>,
        }
        texts {
            /// One line that names it.
            title: String,
            /// The words of the start time as typed.
            started_words: Option<String>,
        }
    }

    /// A note joined the timeline.
    IncidentNoteAdded = "incident.note_added" {
        facts {
            /// The incident.
            incident: Id,
            /// When it happened.
            when: When,
        }
        texts {
            /// The words.
            text: String,
            /// The time as typed.
            when_words: Option<String>,
        }
    }

    /// The time of a milestone was set or corrected.
    IncidentMilestoneSet = "incident.milestone_set" {
        facts {
            /// The incident.
            incident: Id,
            /// Which occurrence, from 1.
            occurrence: u32,
            /// Which milestone.
            code: MilestoneCode,
            /// When it happened.
            when: When,
            /// The record whose value this one corrects.
            supersedes: Option<Id>,
        }
        texts {
            /// The time as typed.
            when_words: Option<String>,
        }
    }

    /// Normal operation was confirmed (E8).
    IncidentResolved = "incident.resolved" {
        facts {
            /// The incident.
            incident: Id,
            /// Which occurrence.
            occurrence: u32,
            /// When operation was normal again.
            when: When,
        }
        texts {
            /// The criteria that were met.
            criteria: Option<String>,
            /// Why it was resolved without criteria or evidence.
            override_why: Option<String>,
            /// The time as typed.
            when_words: Option<String>,
            /// What shows it.
            evidence: Vec<Evidence>,
        }
    }

    /// A resolved incident began again: a further occurrence.
    IncidentReopened = "incident.reopened" {
        facts {
            /// The incident.
            incident: Id,
            /// The new occurrence.
            occurrence: u32,
        }
        texts {
            /// Why.
            why: String,
        }
    }

    /// An entry of the timeline was corrected; what it said first stays with it.
    IncidentEntryCorrected = "incident.entry_corrected" {
        facts {
            /// The incident.
            incident: Id,
            /// The record that the entry is.
            entry: Id,
            /// When it happened; absent when its time stays.
            when: Option<When>,
        }
        texts {
            /// Its words; absent when they stay.
            text: Option<String>,
            /// The time as typed.
            when_words: Option<String>,
            /// Why it is corrected.
            why: Option<String>,
        }
    }

    /// An entry of the timeline was hidden; it stays in the journal and in every bundle.
    IncidentEntryHidden = "incident.entry_hidden" {
        facts {
            /// The incident.
            incident: Id,
            /// The record that the entry is.
            entry: Id,
        }
        texts {
            /// Why.
            why: String,
        }
    }

    /// A hidden entry is shown again.
    IncidentEntryUnhidden = "incident.entry_unhidden" {
        facts {
            /// The incident.
            incident: Id,
            /// The record that the entry is.
            entry: Id,
        }
        texts {}
    }

    /// An entry of the timeline was pinned, or is pinned no longer.
    IncidentEntryPinned = "incident.entry_pinned" {
        facts {
            /// The incident.
            incident: Id,
            /// The record that the entry is.
            entry: Id,
            /// Whether it is pinned now.
            pinned: Flag,
        }
        texts {}
    }

    /// An earlier act on the incident was taken back; both stay.
    IncidentUndone = "incident.undone" {
        facts {
            /// The incident.
            incident: Id,
            /// The record taken back.
            of: Id,
        }
        texts {}
    }

    /// Somebody began to follow a runbook; its text is frozen into the run.
    RunStarted = "run.started" {
        facts {
            /// The run.
            run: Id,
            /// Human number, e.g. `RUN-2026-003`.
            number: String,
            /// The runbook.
            runbook: Id,
            /// Its revision number.
            revision: u32,
            /// The incident it belongs to.
            incident: Option<Id>,
            /// Practice; never counted.
            drill: Flag,
            /// Who follows it.
            operator: Id,
            /// The run whose step called for it.
            parent: Option<Id>,
            /// That step.
            parent_step: Option<String>,
            /// Which visit of it, from 1.
            parent_visit: Option<u32>,
        }
        texts {
            /// Title of the runbook.
            title: String,
            /// Values given for its inputs, by name.
            input: BTreeMap<String, String>,
            /// The frozen bytes.
            source: BlobHash,
            /// The frozen step list: a JSON `Document`.
            document: BlobHash,
        }
    }

    /// A visit of a step ended.
    RunStepClosed = "run.step_closed" {
        facts {
            /// The run.
            run: Id,
            /// The step.
            step: String,
            /// Which visit of it, from 1.
            visit: u32,
            /// How it ended.
            outcome: Outcome,
            /// Index of the chosen answer of a decision, from 0.
            answer: Option<u32>,
            /// The step that the text offers for this case: after an abort, or when no approval came in time.
            to: Option<String>,
        }
        texts {
            /// Title of the step.
            title: String,
            /// The chosen answer's words.
            answer_words: Option<String>,
            /// What was seen.
            saw: Option<String>,
            /// Why it was skipped, overridden, deferred, failed or not applicable.
            why: Option<String>,
            /// A note made with it.
            note: Option<String>,
            /// What was typed to confirm something dangerous.
            typed: Option<String>,
            /// Values written down, by name.
            value: BTreeMap<String, String>,
            /// What was attached.
            evidence: Vec<Evidence>,
        }
    }

    /// Somebody asked for the approval that the current step needs.
    RunApprovalRequested = "run.approval_requested" {
        facts {
            /// The run.
            run: Id,
            /// The step.
            step: String,
            /// Which visit of it, from 1.
            visit: u32,
            /// The request.
            approval: Id,
            /// How many distinct people must approve.
            count: u32,
            /// The operator of the run may not.
            not_operator: Flag,
            /// Seconds after which the text offers another way.
            timeout_s: Option<u32>,
        }
        texts {
            /// Title of the step.
            title: String,
            /// Who may approve, as written.
            role: String,
            /// What is to be approved: canonical JSON `run-step/1` of the step as it stood, its commands filled.
            content: BlobHash,
        }
    }

    /// A person decided on a request for approval.
    RunApprovalDecided = "run.approval_decided" {
        facts {
            /// The run.
            run: Id,
            /// The request.
            approval: Id,
            /// What was decided.
            decision: Verdict,
        }
        texts {
            /// Title of the step.
            title: String,
            /// Why.
            why: Option<String>,
            /// How the decision is known, when it was not typed by the person.
            known: Option<String>,
        }
    }

    /// Values were read during an observation.
    RunReadingTaken = "run.reading_taken" {
        facts {
            /// The run.
            run: Id,
            /// The step.
            step: String,
            /// Which visit of it, from 1.
            visit: u32,
        }
        texts {
            /// Title of the step.
            title: String,
            /// What was read, by name.
            value: BTreeMap<String, String>,
            /// A note made with it.
            note: Option<String>,
        }
    }

    /// Sub-items of the current step were confirmed.
    RunTasksTicked = "run.tasks_ticked" {
        facts {
            /// The run.
            run: Id,
            /// The step.
            step: String,
            /// Which visit of it.
            visit: u32,
            /// Indexes of the sub-items, from 0.
            tasks: Vec<u32>,
        }
        texts {
            /// Title of the step.
            title: String,
        }
    }

    /// Values of inputs were given after the start of a run, or others than before.
    RunValuesSet = "run.values_set" {
        facts {
            /// The run.
            run: Id,
        }
        texts {
            /// The values, by name of input.
            input: BTreeMap<String, String>,
        }
    }

    /// A note was made during a run.
    RunNoteAdded = "run.note_added" {
        facts {
            /// The run.
            run: Id,
            /// The step that was current.
            step: Option<String>,
            /// Which visit of it.
            visit: Option<u32>,
        }
        texts {
            /// The words.
            text: String,
            /// What was attached.
            evidence: Vec<Evidence>,
        }
    }

    /// The run went to another step than the next one.
    RunMoved = "run.moved" {
        facts {
            /// The run.
            run: Id,
            /// The step it went to.
            to: String,
            /// Why.
            how: Move,
        }
        texts {
            /// Title of that step.
            title: String,
        }
    }

    /// A deferred step was waived by name.
    RunStepWaived = "run.step_waived" {
        facts {
            /// The run.
            run: Id,
            /// The step.
            step: String,
        }
        texts {
            /// Title of the step.
            title: String,
            /// Why it need not be done.
            why: String,
        }
    }

    /// An earlier act of the run was taken back; both stay.
    RunUndone = "run.undone" {
        facts {
            /// The run.
            run: Id,
            /// The record taken back.
            of: Id,
        }
        texts {}
    }

    /// The run was called complete.
    RunCompleted = "run.completed" {
        facts {
            /// The run.
            run: Id,
            /// How many deferred steps were waived.
            waived: u32,
            /// How many deviations the completion listed.
            deviations: u32,
        }
        texts {}
    }

    /// The run was stopped before its end.
    RunStopped = "run.stopped" {
        facts {
            /// The run.
            run: Id,
        }
        texts {
            /// Why.
            why: String,
        }
    }

    /// A postmortem was drafted from what was recorded.
    PostmortemDrafted = "postmortem.drafted" {
        facts {
            /// The postmortem: one for each incident.
            postmortem: Id,
            /// The incident.
            incident: Id,
            /// Draft number, from 1; a later draft replaces only the generated parts.
            draft: u32,
        }
        texts {
            /// Title.
            title: String,
            /// Name and version of the template.
            template: String,
            /// The sections: a JSON list of key, title, generated, human.
            sections: BlobHash,
        }
    }

    /// Somebody wrote a section of a postmortem; a later draft keeps the words.
    PostmortemSectionEdited = "postmortem.section_edited" {
        facts {
            /// The postmortem.
            postmortem: Id,
            /// The incident.
            incident: Id,
            /// The draft that was written on.
            draft: u32,
        }
        texts {
            /// Key of the section.
            section: String,
            /// The words of people in it, as Markdown: all of them, not only what changed.
            text: String,
        }
    }

    /// An export begins; it covers the journal up to and including this record.
    ExportStarted = "export.started" {
        facts {
            /// The export.
            export: Id,
            /// `bundle`, `pdf`, `html`, `md` or `json`.
            format: String,
            /// The incident it is about.
            incident: Option<Id>,
        }
        texts {
            /// Why it was made.
            why: Option<String>,
        }
    }

    /// An export was written, opened again and verified.
    ExportFinished = "export.finished" {
        facts {
            /// The export.
            export: Id,
            /// SHA-256 of the file.
            sha256: String,
            /// Size in bytes.
            size: u64,
        }
        texts {}
    }

    /// An export could not be written.
    ExportFailed = "export.failed" {
        facts {
            /// The export.
            export: Id,
        }
        texts {
            /// What went wrong.
            message: String,
        }
    }
}
