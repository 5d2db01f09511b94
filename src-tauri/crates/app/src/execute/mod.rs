//! Commands: load, decide, record, in one transaction.

pub(crate) mod approval;
mod child;
pub(crate) mod import;
mod incident;
mod person;
mod postmortem;
mod run;
mod training;

pub(crate) use child::linked;
pub(crate) use run::{blob, document, fold, frozen};

use std::collections::HashMap;

use chrono::Datelike as _;
use decklog_domain::event::{Content, Evidence, Recorded as Act, in_force};
use decklog_domain::{Context, Event, Id, Refusal, RefusalCode};
use decklog_journal::record::{ActorRef, Subject};
use decklog_store::{Draft, Snapshot, Stamp, TextDraft, Tx};

use crate::attach::{self, Attached};
use crate::command::{Command, Outcome, RecordRef, Recorded, Request};
use crate::machine::Machine;
use crate::query::Names;
use crate::workspace::{actor_key, stamp};
use crate::{App, AppError, memory, names};

impl App {
    /// Carries out a command. What comes back as recorded is durable.
    ///
    /// # Errors
    /// [`AppError::Refused`] when the state, the words or the names do not allow it; nothing was written then, as with
    /// every other error.
    pub fn execute(&self, request: Request) -> Result<Recorded, AppError> {
        let attached = attach::read(&request.attach)?;
        let wanted = Wanted {
            cmd: request.cmd.clone(),
            draft: request.draft.as_deref(),
            ..Wanted::by(request.actor.as_deref())
        };
        self.write_wanted(wanted, attached, |writing| match &request.command {
            Command::AddPerson { handle, name } => person::add(writing, handle.as_deref(), name),
            Command::ImportRunbooks { paths } => import::import(writing, paths),
            Command::DeclareIncident { title, severity, kind, started } => {
                incident::declare(writing, title, *severity, *kind, started.as_deref())
            }
            Command::Incident { incident, act } => {
                incident::act(writing, incident, act, request.basis.as_ref())
            }
            Command::Capture { incident, text, clock } => incident::capture(writing, incident, text, *clock),
            Command::StartRun { runbook, incident, drill, inputs } => {
                run::start(writing, runbook, incident.as_deref(), *drill, inputs)
            }
            Command::TakeTraining { runbook, answers } => training::take(writing, runbook, answers),
            Command::StartChild { run } => child::start(writing, run, request.basis.as_ref()),
            Command::Run { run, act } => run::act(writing, run, act, request.basis.as_ref()),
            Command::DraftPostmortem { incident } => postmortem::draft(writing, incident),
            Command::EditPostmortem { incident, section, text, draft, was } => {
                postmortem::edit(writing, incident, section, text, *draft, was.as_deref())
            }
        })
    }

    /// The same with refusals as data, the way they cross to a window.
    ///
    /// # Errors
    /// Everything but refusals.
    pub fn outcome(&self, request: Request) -> Result<Outcome, AppError> {
        match self.execute(request) {
            Ok(recorded) => Ok(Outcome::Recorded(recorded)),
            Err(AppError::Refused(refusal)) => Ok(Outcome::Refused(refusal)),
            Err(other) => Err(other),
        }
    }

    /// Adds the person who makes a workspace: the only act by somebody not yet in the record.
    pub(crate) fn add_first_person(&self, person: Id, request: Request) -> Result<Recorded, AppError> {
        let Command::AddPerson { handle, name } = &request.command else { return Ok(Recorded::default()) };
        let wanted = Wanted { first: Some(person.clone()), ..Wanted::by(None) };
        let recorded = self.write_wanted(wanted, Vec::new(), |writing| {
            writing.context.new_id = person.clone();
            person::add(writing, handle.as_deref(), name)
        })?;
        self.bind_person(person.as_str())?;
        Ok(recorded)
    }

    /// One write transaction in the name of a person. A repeated `cmd` gives back what it came to the first time.
    pub(crate) fn write(
        &self,
        actor: Option<&str>,
        change: impl FnOnce(&mut Writing<'_, '_>) -> Result<(), AppError>,
    ) -> Result<Recorded, AppError> {
        self.write_wanted(Wanted::by(actor), Vec::new(), change)
    }

    fn write_wanted(
        &self,
        wanted: Wanted<'_>,
        attached: Vec<Attached>,
        change: impl FnOnce(&mut Writing<'_, '_>) -> Result<(), AppError>,
    ) -> Result<Recorded, AppError> {
        let Wanted { cmd, actor, first, draft } = wanted;
        let lam = match &self.machine {
            Machine::Live => 0,
            Machine::Replay(_) => self.workspace.read(|snapshot| snapshot.last_lam())?,
        };
        let cmd = cmd.unwrap_or_else(|| self.new_cmd(lam));
        let mut chance = self.machine.chance(lam);
        let new_id = chance.new_id();
        let outcome = self.workspace.write(&mut chance, |tx| {
            if let Some(draft) = draft {
                tx.set_local(&memory::local(draft), None)?;
            }
            let before = tx.records_of_cmd(cmd.as_str())?;
            if !before.is_empty() {
                let mut recorded = Recorded { cmd: cmd.to_string(), repeated: true, ..Recorded::default() };
                for place in before {
                    recorded.records.extend(tx.event(place)?.as_ref().map(record_ref));
                }
                return Ok(recorded);
            }
            let actor = match first {
                Some(person) => ActorRef { id: person.to_string(), role: None, known: "os".into() },
                None => Who::find(tx, actor)?.actor,
            };
            let mut blobs = HashMap::new();
            let mut evidence: Vec<Evidence> = Vec::new();
            for attached in attached {
                blobs.insert(attached.evidence.hash.0.clone(), attached.bytes);
                evidence.push(attached.evidence);
            }
            let context = Context {
                now: self.machine.now(),
                zone: self.machine.zone(),
                actor: names::id(&actor.id)?,
                new_id,
                next_number: 0,
                evidence,
            };
            let stamp = stamp(&self.machine, cmd.as_str(), actor);
            let recorded = Recorded { cmd: cmd.to_string(), ..Recorded::default() };
            let mode = self.workspace.mode();
            let mut writing = Writing { tx, stamp, context, blobs, mode, corr: None, recorded };
            change(&mut writing)?;
            writing.took_all_evidence()?;
            Ok(writing.recorded)
        });
        outcome.map_err(nothing_recorded)
    }
}

/// Reads look names up as well: only here is it known that something was to be recorded.
fn nothing_recorded(error: AppError) -> AppError {
    match error {
        AppError::Refused(refusal)
            if matches!(refusal.code, RefusalCode::Unknown | RefusalCode::Ambiguous)
                && !refusal.message.contains("; no") =>
        {
            let message = format!("{}; nothing was recorded", refusal.message);
            Refusal { message, ..refusal }.into()
        }
        other => other,
    }
}

/// In whose name a transaction is, and what goes with it.
struct Wanted<'a> {
    cmd: Option<Id>,
    actor: Option<&'a str>,
    /// The person who makes the workspace and is not in it yet.
    first: Option<Id>,
    /// A local draft that is dropped with it.
    draft: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    fn by(actor: Option<&'a str>) -> Wanted<'a> {
        Wanted { cmd: None, actor, first: None, draft: None }
    }
}

/// The person in whose name something is done.
pub(crate) struct Who {
    pub(crate) actor: ActorRef,
    pub(crate) name: String,
}

impl Who {
    /// The named person, else the one bound to the operating-system user.
    pub(crate) fn find(snapshot: &Snapshot<'_>, handle: Option<&str>) -> Result<Who, AppError> {
        if let Some(handle) = handle {
            let person = names::person(snapshot, handle)?;
            let actor = ActorRef { id: person.id, role: None, known: "stated".into() };
            return Ok(Who { actor, name: person.name });
        }
        let Some(id) = snapshot.local(&actor_key())? else {
            let message = "nobody in this workspace is bound to you yet; nothing was recorded";
            let hint =
                "say who you are: `decklog person use HANDLE`, or `decklog person add NAME` and then use it";
            return Err(Refusal::new(RefusalCode::Missing, message).hint(hint).into());
        };
        let name = Names::read(snapshot)?.of(&id);
        Ok(Who { actor: ActorRef { id, role: None, known: "os".into() }, name })
    }
}

/// A write transaction in the name of a person.
pub(crate) struct Writing<'t, 'w> {
    pub(crate) tx: &'t mut Tx<'w>,
    pub(crate) context: Context,
    stamp: Stamp,
    /// Contents that events of this command name by hash and that may not be stored yet.
    blobs: HashMap<String, Vec<u8>>,
    /// Live or replay.
    pub(crate) mode: decklog_store::Mode,
    /// The incident that the next events probably belong to.
    pub(crate) corr: Option<String>,
    pub(crate) recorded: Recorded,
}

impl Writing<'_, '_> {
    /// Keeps content that an event is about to name; returns its hash.
    pub(crate) fn keep(&mut self, bytes: Vec<u8>) -> decklog_domain::event::BlobHash {
        let hash = decklog_journal::Hash::of(&bytes).to_string();
        self.blobs.insert(hash.clone(), bytes);
        decklog_domain::event::BlobHash(hash)
    }

    /// The present year, in which numbers are given.
    pub(crate) fn year(&self) -> i32 {
        self.context.now.year()
    }

    /// A further identity, for commands that create several things.
    pub(crate) fn new_id(&mut self) -> Result<Id, AppError> {
        names::id(&self.tx.fresh().id())
    }

    /// Appends an event to the journal and folds it.
    pub(crate) fn record(&mut self, event: &Event) -> Result<(), AppError> {
        let encoded = event.encode();
        let mut texts = Vec::with_capacity(encoded.texts.len());
        for (key, content) in encoded.texts {
            let text =
                match content {
                    Content::Words(words) => TextDraft::Words(words),
                    Content::Gone => continue,
                    Content::Blob(hash) => match self.blobs.remove(&hash) {
                        Some(bytes) => TextDraft::Blob(bytes),
                        None => TextDraft::Stored(hash.parse().map_err(|_| {
                            decklog_store::StoreError::BadRecord(format!("`{hash}` is no hash"))
                        })?),
                    },
                };
            texts.push((key, text));
        }
        let (kind, id) = event.subject();
        let draft = Draft {
            id: self.tx.fresh().id(),
            stamp: self.stamp.clone(),
            kind: event.kind().into(),
            subj: Subject { kind: kind.into(), id },
            corr: self.corr.clone(),
            facts: encoded.facts,
            texts,
        };
        let stored = self.tx.append(draft)?;
        self.recorded.records.push(record_ref(&stored));
        Ok(())
    }

    /// Refuses a command none of whose events named a piece of the evidence handed over: it would be lost unseen.
    fn took_all_evidence(&self) -> Result<(), Refusal> {
        let left = self.context.evidence.iter().find(|evidence| self.blobs.contains_key(&evidence.hash.0));
        let Some(left) = left else { return Ok(()) };
        let message = format!("`{}` was attached to what takes no evidence; nothing was recorded", left.name);
        Err(Refusal::new(RefusalCode::BadValue, message)
            .hint("attach it to a step, to a note on a run, or to the resolution of the incident"))
    }

    /// The actor's last act among these that still holds.
    pub(crate) fn own_last<'a>(&self, acts: &'a [Act]) -> Option<&'a Act> {
        in_force(acts).filter(|act| act.actor == self.context.actor).last()
    }
}

pub(crate) fn record_ref(stored: &decklog_store::StoredEvent) -> RecordRef {
    let record = &stored.record;
    RecordRef {
        log: record.log.clone(),
        seq: record.seq,
        id: record.id.clone(),
        kind: record.kind.clone(),
        subject: record.subj.id.clone(),
        at: record.at.clone(),
    }
}
