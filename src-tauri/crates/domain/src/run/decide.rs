//! What may be done in a run, and what becomes of it.

mod approval;
mod close;
mod observe;

use std::collections::BTreeMap;

use super::fold::{Current, Run};
use super::path::Path;
use super::{At, Frozen, Grounds, Move, Outcome, Parent, RunCommand, inputs};
use crate::event::{
    BlobHash, Event, Flag, Recorded, RunCompleted, RunMoved, RunNoteAdded, RunStarted, RunStepWaived,
    RunStopped, RunTasksTicked, RunUndone, RunValuesSet,
};
use crate::runbook_text::{Document, Pointer, SectionKind, Step};
use crate::{Context, Id, Refusal, RefusalCode};

/// Decides to start a run.
///
/// `inputs` by name, checked against the declared types; a required one may still be missing: it is asked for when a
/// command needs it. `incident` links the run; `drill` marks practice; `parent` is the step that called for it.
pub fn start(
    frozen: &Frozen,
    document: &Document,
    inputs: &BTreeMap<String, String>,
    incident: Option<Id>,
    drill: bool,
    parent: Option<&Parent>,
    context: &Context,
) -> Result<Event, Refusal> {
    if document.steps.is_empty() {
        let message = format!("`{}` has no steps to follow; no run was started", document.title);
        return Err(
            Refusal::new(RefusalCode::NotNow, message).hint("see how it is read: decklog runbook steps FILE")
        );
    }
    let input = inputs::checked(document, inputs, "no run was started")?;
    Ok(Event::RunStarted(RunStarted {
        run: context.new_id.clone(),
        number: context.number("RUN"),
        runbook: frozen.runbook.clone(),
        revision: frozen.revision,
        incident,
        drill: Flag::from(drill),
        operator: context.actor.clone(),
        parent: parent.map(|parent| parent.run.clone()),
        parent_step: parent.map(|parent| parent.at.step.clone()),
        parent_visit: parent.map(|parent| parent.at.visit),
        title: document.title.clone(),
        input,
        source: frozen.source.clone(),
        document: frozen.document_hash.clone(),
    }))
}

/// Decides a command on a run.
pub fn decide(
    run: &Run,
    document: &Document,
    command: &RunCommand,
    grounds: Grounds<'_>,
    context: &Context,
) -> Result<Event, Refusal> {
    let deciding = Deciding {
        run,
        document,
        fill: grounds.fill,
        content: grounds.content,
        child: grounds.child,
        context,
    };
    if let (Some(end), false) = (&run.end, matches!(command, RunCommand::Note { .. } | RunCommand::Undo)) {
        let message = format!("{} has ended: {}; nothing was recorded", run.number, end.footer);
        return Err(Refusal::new(RefusalCode::NotNow, message));
    }
    deciding.not_stale(command, grounds.basis)?;
    match command {
        RunCommand::Done(done) => deciding.done(done),
        RunCommand::Override { why, done } => deciding.overridden(done, why),
        RunCommand::RequestApproval => deciding.request_approval(),
        RunCommand::DecideApproval { decision, why, known } => {
            deciding.decide_approval(*decision, why.as_deref(), known.as_deref())
        }
        RunCommand::ApprovalTimeout => deciding.approval_timeout(),
        RunCommand::TakeReading { values, note } => deciding.take_reading(values, note.as_deref()),
        RunCommand::Abort { why } => deciding.abort(why),
        RunCommand::NotApplicable { why } => deciding.close_with_reason(Outcome::NotApplicable, why),
        RunCommand::Skip { why } => deciding.close_with_reason(Outcome::Skipped, why),
        RunCommand::Defer { why } => deciding.defer(why),
        RunCommand::Fail { why } => deciding.close_with_reason(Outcome::Failed, why),
        RunCommand::Tick { tasks } => deciding.tick(tasks),
        RunCommand::SetValues { values } => deciding.set(values),
        RunCommand::Note { text } => deciding.note(text),
        RunCommand::Back { to } => deciding.back(to.as_deref()),
        RunCommand::Rollback => deciding.exit(SectionKind::Rollback, Move::Rollback),
        RunCommand::Escalate => deciding.exit(SectionKind::Escalate, Move::Escalate),
        RunCommand::Undo => deciding.undo(grounds.last),
        RunCommand::Waive { step, why } => deciding.waive(step, why),
        RunCommand::Complete => deciding.complete(),
        RunCommand::Stop { why } if why.trim().is_empty() => Err(Refusal::why_missing("stopping a run")),
        RunCommand::Stop { why } => {
            Ok(Event::RunStopped(RunStopped { run: run.id.clone(), why: why.clone() }))
        }
    }
}

struct Deciding<'a> {
    run: &'a Run,
    document: &'a Document,
    fill: &'a dyn Fn(&str) -> String,
    content: Option<&'a BlobHash>,
    child: Option<&'a str>,
    context: &'a Context,
}

impl Deciding<'_> {
    /// A step that somebody else has closed meanwhile must not close the next one.
    fn not_stale(&self, command: &RunCommand, basis: Option<&At>) -> Result<(), Refusal> {
        let Some(basis) = basis else { return Ok(()) };
        let here = self.run.current.as_ref().map(|current| &current.at);
        // Neither is about the current step.
        let elsewhere = matches!(command, RunCommand::Note { .. } | RunCommand::SetValues { .. });
        if elsewhere || here == Some(basis) {
            return Ok(());
        }
        let now = match here {
            Some(at) => format!("the run is at `{}` now", self.title(&at.step)),
            None => "the run is at the end of its path now".into(),
        };
        let message =
            format!("`{}` was settled meanwhile; {now}; nothing was recorded", self.title(&basis.step));
        Err(Refusal::new(RefusalCode::Stale, message).hint("look at the current step and decide again"))
    }

    fn current(&self) -> Result<(&Current, &Step), Refusal> {
        let found = self.run.current.as_ref().and_then(|c| Some((c, self.document.step(&c.at.step)?)));
        found.ok_or_else(|| {
            let hint = match self.run.left_at {
                Some(_) => "resume with `run back RUN STEP`, or `run stop`",
                None => "`run complete`, or go back to a step",
            };
            let message = format!("{} has no current step: its path is at an end", self.run.number);
            Refusal::new(RefusalCode::NotNow, message).hint(hint)
        })
    }

    fn tick(&self, tasks: &[u32]) -> Result<Event, Refusal> {
        let (current, step) = self.current()?;
        let count = step.tasks.len() as u32;
        if let Some(bad) = tasks.iter().find(|number| **number == 0 || **number > count) {
            let message = format!("`{}` has {count} sub-items; there is no number {bad}", step.title);
            return Err(Refusal::new(RefusalCode::BadValue, message));
        }
        let fresh: Vec<u32> =
            tasks.iter().map(|number| number - 1).filter(|i| !current.ticked.contains(i)).collect();
        if fresh.is_empty() {
            return Err(Refusal::new(RefusalCode::NotNow, "these sub-items are confirmed already"));
        }
        Ok(Event::RunTasksTicked(RunTasksTicked {
            run: self.run.id.clone(),
            step: step.id.clone(),
            visit: current.at.visit,
            tasks: fresh,
            title: step.title.clone(),
        }))
    }

    fn set(&self, values: &BTreeMap<String, String>) -> Result<Event, Refusal> {
        if values.is_empty() {
            let refusal = Refusal::new(RefusalCode::Missing, "no value was given; nothing was recorded");
            return Err(refusal.hint(inputs::names(self.document)));
        }
        let input = inputs::checked(self.document, values, "nothing was recorded")?;
        Ok(Event::RunValuesSet(RunValuesSet { run: self.run.id.clone(), input }))
    }

    fn note(&self, text: &str) -> Result<Event, Refusal> {
        if text.trim().is_empty() && self.context.evidence.is_empty() {
            return Err(Refusal::new(RefusalCode::Missing, "an empty note was not recorded"));
        }
        let at = self.run.current.as_ref().map(|current| current.at.clone());
        Ok(Event::RunNoteAdded(RunNoteAdded {
            run: self.run.id.clone(),
            step: at.as_ref().map(|at| at.step.clone()),
            visit: at.map(|at| at.visit),
            text: text.into(),
            evidence: self.context.evidence.clone(),
        }))
    }

    fn back(&self, to: Option<&str>) -> Result<Event, Refusal> {
        let target = match to {
            Some(name) => self.find(name)?,
            None => {
                let here = self.run.current.as_ref().map(|current| current.at.step.as_str());
                let before = self.run.visits.iter().rfind(|visit| Some(visit.at.step.as_str()) != here);
                let step = before.and_then(|visit| self.document.step(&visit.at.step));
                step.ok_or_else(|| {
                    Refusal::new(RefusalCode::NotNow, "there is no earlier step to go back to")
                })?
            }
        };
        if !self.run.entered.contains(&target.id) {
            let message = format!("the run has not been at `{}` yet", target.title);
            return Err(
                Refusal::new(RefusalCode::NotNow, message).hint("skip the steps before it, saying why")
            );
        }
        let settles = self.run.deferred().contains(&target.id);
        Ok(self.moved(target, if settles { Move::Settle } else { Move::Back }))
    }

    fn exit(&self, kind: SectionKind, how: Move) -> Result<Event, Refusal> {
        match Path::new(self.document).first_of(kind) {
            Some(index) => Ok(self.moved(&self.document.steps[index], how)),
            None => {
                let name = if kind == SectionKind::Rollback { "Rollback" } else { "Escalate" };
                let message = format!("this runbook has no {name} section");
                Err(Refusal::new(RefusalCode::NotNow, message).hint("note what you do with `run note`"))
            }
        }
    }

    fn moved(&self, to: &Step, how: Move) -> Event {
        let (run, title) = (self.run.id.clone(), to.title.clone());
        Event::RunMoved(RunMoved { run, to: to.id.clone(), how, title })
    }

    fn undo(&self, last: Option<&Recorded>) -> Result<Event, Refusal> {
        let refuse = |message: String| Err(Refusal::new(RefusalCode::CannotUndo, message));
        let Some(last) = last else {
            return refuse(format!("you have nothing to undo in {}", self.run.number));
        };
        match last.event {
            Event::RunApprovalRequested(_) | Event::RunApprovalDecided(_) => {
                return refuse("an approval has no undo: others have relied on it".into());
            }
            Event::RunStarted(_) => return refuse("a start has no undo; stop the run, saying why".into()),
            Event::RunNoteAdded(ref note) if self.rests_on(note) => {
                return refuse("a step that was closed since rests on the evidence of your note".into());
            }
            Event::RunNoteAdded(_) => {}
            _ if last.id != self.run.last_act => {
                return refuse("a later record rests on your last act".into());
            }
            _ => {}
        }
        Ok(Event::RunUndone(RunUndone { run: self.run.id.clone(), of: last.id.clone() }))
    }

    /// The visit in which a note handed over evidence has ended.
    fn rests_on(&self, note: &RunNoteAdded) -> bool {
        let ended = |at: &At| Some(&at.step) == note.step.as_ref() && Some(at.visit) == note.visit;
        !note.evidence.is_empty() && self.run.visits.iter().any(|visit| ended(&visit.at))
    }

    fn waive(&self, step: &str, why: &str) -> Result<Event, Refusal> {
        let step = self.find(step)?;
        if why.trim().is_empty() {
            return Err(Refusal::why_missing("a waiver"));
        }
        if !self.run.deferred().contains(&step.id) {
            let message = format!("`{}` is not deferred; there is nothing to waive", step.title);
            return Err(Refusal::new(RefusalCode::NotNow, message));
        }
        let (run, title) = (self.run.id.clone(), step.title.clone());
        Ok(Event::RunStepWaived(RunStepWaived { run, step: step.id.clone(), title, why: why.into() }))
    }

    fn complete(&self) -> Result<Event, Refusal> {
        if let Some(current) = &self.run.current {
            let message = format!(
                "`{}` and what follows are still open; nothing was recorded",
                self.title(&current.at.step)
            );
            return Err(Refusal::new(RefusalCode::NotNow, message)
                .hint("finish or skip them, or `run stop RUN --why …`"));
        }
        let open = self.run.deferred();
        if !open.is_empty() {
            let titles: Vec<String> = open.iter().map(|step| format!("`{}`", self.title(step))).collect();
            let message = format!("deferred and neither settled nor waived: {}", titles.join(", "));
            return Err(Refusal::new(RefusalCode::NotNow, message)
                .hint("settle with `run back RUN STEP`, or `run waive RUN STEP --why …`"));
        }
        if let Some(left) = &self.run.left_at {
            let message = format!("the run left its path at `{}`", self.title(left));
            return Err(Refusal::new(RefusalCode::NotNow, message)
                .hint("resume with `run back RUN STEP`, or `run stop RUN --why …`"));
        }
        let is_waived = |step: &&Step| {
            let last = self.run.last_visit(&step.id).filter(|visit| visit.outcome == Outcome::Deferred);
            last.is_some_and(|visit| self.run.waiver(&visit.at).is_some())
        };
        let waived = self.document.steps.iter().filter(is_waived).count() as u32;
        let deviations = self.run.progress(self.document).deviations.len() as u32;
        Ok(Event::RunCompleted(RunCompleted { run: self.run.id.clone(), waived, deviations }))
    }

    /// The step that a link leads to.
    fn target(&self, pointer: &Pointer) -> Option<String> {
        self.step_at(pointer.target.as_deref()?)
    }

    /// The step of this id, or the first one of the section.
    fn step_at(&self, id: &str) -> Option<String> {
        let path = Path::new(self.document);
        let pointer = Pointer { text: String::new(), target: Some(id.to_owned()) };
        path.target(&pointer).map(|index| path.step(index).id.clone())
    }

    /// A step by its id, its title, or an unambiguous beginning of the title.
    fn find(&self, name: &str) -> Result<&Step, Refusal> {
        let steps = &self.document.steps;
        if let Some(step) = steps.iter().find(|step| step.id == name || step.title.eq_ignore_ascii_case(name))
        {
            return Ok(step);
        }
        let wanted = name.to_lowercase();
        let begins = |step: &&Step| !wanted.is_empty() && step.title.to_lowercase().starts_with(&wanted);
        let found: Vec<&Step> = steps.iter().filter(begins).collect();
        match found.as_slice() {
            [step] => Ok(step),
            [] => Err(Refusal::new(RefusalCode::Unknown, format!("this runbook has no step `{name}`"))
                .hint("the ids of its steps: `run show RUN --steps`")),
            _ => Err(Refusal::new(RefusalCode::Ambiguous, format!("`{name}` fits {} steps", found.len()))),
        }
    }

    fn title(&self, step: &str) -> String {
        self.document.step(step).map_or_else(|| step.to_string(), |step| step.title.clone())
    }
}
