//! Runs from their acts.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::path::{Next, Path};
use super::{ApprovalDecision, ApprovalRequest, At, Move, Outcome, Parent};
use crate::Id;
use crate::event::{BlobHash, Event, Evidence, Recorded, RunStarted, RunStepClosed, in_force};
use crate::runbook_text::Document;

/// A run, folded from its acts over its frozen step list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Run {
    /// Identity.
    pub id: Id,
    /// Human number.
    pub number: String,
    /// The runbook.
    pub runbook: Id,
    /// Title of the runbook.
    pub title: String,
    /// Its revision number.
    pub revision: u32,
    /// Hash of its bytes.
    pub source: BlobHash,
    /// Hash of its step list.
    pub document: BlobHash,
    /// The incident it belongs to.
    pub incident: Option<Id>,
    /// Practice; never counted.
    pub drill: bool,
    /// Who follows it.
    pub operator: Id,
    /// The step that called for it.
    pub parent: Option<Parent>,
    /// When it started.
    pub started: String,
    /// Values of inputs and records, by name: the last one given.
    pub values: BTreeMap<String, String>,
    /// Every ended visit in order.
    pub visits: Vec<Visit>,
    /// Where it stands; none at the end of the path and after the end of the run.
    pub current: Option<Current>,
    /// The steps entered so far, in order, each once.
    pub entered: Vec<String>,
    /// Where the path was left: the step that Rollback or Escalate was entered from, until the run resumes, or the one
    /// at which the run was stopped.
    pub left_at: Option<String>,
    /// Ids of the steps and sections whose notes are in force: entered, and not cleared since.
    pub in_force: Vec<String>,
    /// Approvals that were asked for, in order.
    pub approvals: Vec<ApprovalRequest>,
    /// Deferred steps waived by name.
    pub waivers: Vec<Waiver>,
    /// Notes made.
    pub notes: Vec<RunNote>,
    /// How it ended.
    pub end: Option<End>,
    /// `lam` of its last act, undone acts and undos included: it changes with everything that happens to the run.
    pub lam: u64,
    /// Its last act in force.
    pub last_act: Id,
}

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Current {
    /// Step and visit.
    #[serde(flatten)]
    pub at: At,
    /// Since when: UTC.
    pub since: String,
    /// Indexes of the sub-items confirmed in this visit.
    pub ticked: Vec<u32>,
    /// Evidence attached in this visit by notes.
    pub evidence: u32,
    /// What was read in this visit, in order.
    pub readings: Vec<ReadingTaken>,
    /// Where to return after settling a deferral.
    pub then: Option<Return>,
}

/// Values read at one moment of an observation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReadingTaken {
    /// Who read them.
    pub by: Id,
    /// When: UTC.
    pub when: String,
    /// What was read, by name.
    pub values: BTreeMap<String, String>,
    /// A note made with it.
    pub note: Option<String>,
    /// Its record.
    pub record: Id,
}

/// Where a run returns after a deferred step was settled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "to", content = "step", rename_all = "snake_case")]
pub enum Return {
    /// To this step.
    Step(String),
    /// To the end of the path.
    End,
}

/// One ended visit of a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Visit {
    /// Step and visit.
    #[serde(flatten)]
    pub at: At,
    /// Title of the step.
    pub title: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Who ended it.
    pub by: Id,
    /// When it began.
    pub since: String,
    /// When it ended.
    pub ended: String,
    /// Index of the chosen answer.
    pub answer: Option<u32>,
    /// Its words.
    pub answer_words: Option<String>,
    /// What was seen.
    pub saw: Option<String>,
    /// The reason given.
    pub why: Option<String>,
    /// A note made with it.
    pub note: Option<String>,
    /// What was typed to confirm something dangerous.
    pub typed: Option<String>,
    /// Values written down.
    pub values: BTreeMap<String, String>,
    /// What was attached.
    pub evidence: Vec<Evidence>,
    /// What was read, in order.
    pub readings: Vec<ReadingTaken>,
    /// Its record.
    pub record: Id,
}

/// A deferred step that need not be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Waiver {
    /// The step.
    pub step: String,
    /// The visit that was deferred.
    pub visit: u32,
    /// Who waived it.
    pub by: Id,
    /// When.
    pub at: String,
    /// Why.
    pub why: String,
}

/// A note made during a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RunNote {
    /// The step that was current.
    pub step: Option<String>,
    /// Who made it.
    pub by: Id,
    /// When.
    pub at: String,
    /// The words.
    pub text: String,
    /// What was attached.
    pub evidence: Vec<Evidence>,
    /// Its record.
    pub record: Id,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct End {
    /// `COMPLETE`, `COMPLETE, 2 WAIVED` or `STOPPED`.
    pub footer: String,
    /// When.
    pub at: String,
    /// Who ended it.
    pub by: Id,
    /// Why it was stopped.
    pub why: Option<String>,
}

impl Run {
    /// The start of a run among its acts: what names the frozen step list that [`Run::fold`] needs.
    pub fn started(acts: &[Recorded]) -> Option<&RunStarted> {
        acts.iter().find_map(|act| match &act.event {
            Event::RunStarted(started) => Some(started),
            _ => None,
        })
    }

    /// Folds the acts of one run, in fold order, over its frozen step list. `None` when it was never started.
    pub fn fold(acts: &[Recorded], document: &Document) -> Option<Run> {
        let path = Path::new(document);
        let mut fold: Option<Fold<'_>> = None;
        for act in in_force(acts) {
            match (&act.event, &mut fold) {
                (Event::RunStarted(started), none @ None) => {
                    *none = Some(Fold::start(&path, started, act, document))
                }
                (_, Some(fold)) => fold.apply(act),
                _ => {}
            }
        }
        let mut run = fold?.run;
        run.lam = acts.iter().map(|act| act.lam).fold(run.lam, u64::max);
        Some(run)
    }
}

struct Fold<'a> {
    path: &'a Path<'a>,
    document: &'a Document,
    entries: HashMap<usize, u32>,
    /// Section of the step entered last.
    section: Option<u32>,
    run: Run,
}

impl<'a> Fold<'a> {
    fn start(path: &'a Path<'a>, started: &RunStarted, act: &Recorded, document: &'a Document) -> Fold<'a> {
        let defaults = document.inputs.iter().filter_map(|i| Some((i.name.clone(), i.default.clone()?)));
        let run = Run {
            id: started.run.clone(),
            number: started.number.clone(),
            runbook: started.runbook.clone(),
            title: started.title.clone(),
            revision: started.revision,
            source: started.source.clone(),
            document: started.document.clone(),
            incident: started.incident.clone(),
            drill: started.drill.is_yes(),
            operator: started.operator.clone(),
            parent: started
                .parent
                .clone()
                .zip(started.parent_step.clone())
                .map(|(run, step)| Parent { run, at: At { step, visit: started.parent_visit.unwrap_or(1) } }),
            started: act.at.clone(),
            values: defaults.chain(started.input.clone()).collect(),
            visits: Vec::new(),
            current: None,
            entered: Vec::new(),
            left_at: None,
            in_force: Vec::new(),
            approvals: Vec::new(),
            waivers: Vec::new(),
            notes: Vec::new(),
            end: None,
            lam: act.lam,
            last_act: act.id.clone(),
        };
        let mut fold = Fold { path, document, entries: HashMap::new(), section: None, run };
        fold.go(path.first(), act, None);
        fold
    }

    fn apply(&mut self, act: &Recorded) {
        match &act.event {
            Event::RunStepClosed(closed) => self.close(closed, act),
            Event::RunTasksTicked(ticked) => {
                if let Some(current) = &mut self.run.current {
                    current.ticked.extend(&ticked.tasks);
                }
            }
            Event::RunValuesSet(set) => self.run.values.extend(set.input.clone()),
            Event::RunNoteAdded(note) => {
                if let Some(current) = &mut self.run.current {
                    current.evidence += note.evidence.len() as u32;
                }
                self.run.notes.push(RunNote {
                    step: note.step.clone(),
                    by: act.actor.clone(),
                    at: act.at.clone(),
                    text: note.text.clone(),
                    evidence: note.evidence.clone(),
                    record: act.id.clone(),
                });
                // Nothing rests on a note, so it is no act that an undo would have to go through.
                return;
            }
            Event::RunMoved(moved) => {
                let Some(to) = self.path.index(&moved.to) else { return };
                let here = self.run.current.as_ref().map(|current| current.at.step.clone());
                let then = (moved.how == Move::Settle).then(|| self.place_to_return_to());
                match moved.how {
                    Move::Rollback | Move::Escalate if self.run.left_at.is_none() => self.run.left_at = here,
                    Move::Back => self.run.left_at = None,
                    _ => {}
                }
                self.go(Next::Step(to), act, then);
            }
            Event::RunApprovalRequested(asked) => self.run.approvals.push(ApprovalRequest {
                id: asked.approval.clone(),
                at: At { step: asked.step.clone(), visit: asked.visit },
                title: asked.title.clone(),
                role: asked.role.clone(),
                count: asked.count,
                not_operator: asked.not_operator.is_yes(),
                timeout_s: asked.timeout_s,
                content: asked.content.clone(),
                by: act.actor.clone(),
                asked: act.at.clone(),
                decisions: Vec::new(),
            }),
            Event::RunApprovalDecided(decided) => {
                let request = self.run.approvals.iter_mut().find(|request| request.id == decided.approval);
                if let Some(request) = request {
                    request.decisions.push(ApprovalDecision {
                        by: act.actor.clone(),
                        when: act.at.clone(),
                        decision: decided.decision,
                        why: decided.why.clone(),
                        known: decided.known.clone(),
                        record: act.id.clone(),
                    });
                }
            }
            Event::RunReadingTaken(taken) => {
                if let Some(current) = &mut self.run.current {
                    current.readings.push(ReadingTaken {
                        by: act.actor.clone(),
                        when: act.at.clone(),
                        values: taken.value.clone(),
                        note: taken.note.clone(),
                        record: act.id.clone(),
                    });
                }
            }
            Event::RunStepWaived(waived) => self.run.waivers.push(Waiver {
                step: waived.step.clone(),
                visit: self.run.last_visit(&waived.step).map_or(0, |visit| visit.at.visit),
                by: act.actor.clone(),
                at: act.at.clone(),
                why: waived.why.clone(),
            }),
            Event::RunCompleted(completed) => {
                let footer = match completed.waived {
                    0 => "COMPLETE".into(),
                    n => format!("COMPLETE, {n} WAIVED"),
                };
                self.end(footer, None, act);
            }
            Event::RunStopped(stopped) => {
                let here = self.run.current.as_ref().map(|current| current.at.step.clone());
                self.run.left_at = self.run.left_at.take().or(here);
                self.end("STOPPED".into(), Some(stopped.why.clone()), act);
            }
            _ => return,
        }
        self.run.last_act = act.id.clone();
    }

    fn close(&mut self, closed: &RunStepClosed, act: &Recorded) {
        let Some(index) = self.path.index(&closed.step) else { return };
        let current = self.run.current.take();
        let then = current.as_ref().and_then(|current| current.then.clone());
        let readings = current.as_ref().map(|current| current.readings.clone()).unwrap_or_default();
        self.run.visits.push(Visit {
            at: At { step: closed.step.clone(), visit: closed.visit },
            title: closed.title.clone(),
            outcome: closed.outcome,
            by: act.actor.clone(),
            since: current.map_or_else(|| act.at.clone(), |current| current.since),
            ended: act.at.clone(),
            answer: closed.answer,
            answer_words: closed.answer_words.clone(),
            saw: closed.saw.clone(),
            why: closed.why.clone(),
            note: closed.note.clone(),
            typed: closed.typed.clone(),
            values: closed.value.clone(),
            evidence: closed.evidence.clone(),
            readings,
            record: act.id.clone(),
        });
        self.run.values.extend(closed.value.clone());
        if closed.outcome.is_done() {
            let cleared = &self.path.step(index).clears;
            self.run.in_force.retain(|of| !cleared.iter().any(|to| to.target.as_deref() == Some(of)));
        }
        if let Some(to) = closed.to.as_deref().and_then(|to| self.path.index(to)) {
            self.go(Next::Step(to), act, then);
            return;
        }
        let on = self.path.after(index, closed.outcome, closed.answer);
        match then {
            Some(then) if closed.outcome == Outcome::Failed => self.go(on, act, Some(then)),
            Some(Return::Step(step)) => self.go(self.path.index(&step).map_or(on, Next::Step), act, None),
            Some(Return::End) => self.go(Next::End, act, None),
            None => self.go(on, act, None),
        }
    }

    /// Settling one deferral from within another still returns to where the path was left.
    fn place_to_return_to(&self) -> Return {
        match &self.run.current {
            Some(current) => current.then.clone().unwrap_or_else(|| Return::Step(current.at.step.clone())),
            None => Return::End,
        }
    }

    fn go(&mut self, next: Next, act: &Recorded, then: Option<Return>) {
        let Next::Step(index) = next else {
            self.run.current = None;
            return;
        };
        let visit = self.entries.entry(index).or_insert(0);
        *visit += 1;
        let step = self.path.step(index).id.clone();
        if !self.path.is_exit(index) {
            self.run.left_at = None;
        } else if self.run.left_at.is_none() {
            // An answer led here: the decision is where one may want to resume.
            self.run.left_at = self.run.visits.last().map(|visit| visit.at.step.clone());
        }
        if !self.run.entered.contains(&step) {
            self.run.entered.push(step.clone());
        }
        let at = At { step, visit: *visit };
        self.note(index);
        self.run.current = Some(Current {
            at,
            since: act.at.clone(),
            ticked: Vec::new(),
            evidence: 0,
            readings: Vec::new(),
            then,
        });
    }

    /// Notes of a step, and of its section when that is entered, are in force from now on.
    fn note(&mut self, index: usize) {
        let step = self.path.step(index);
        let entered = (self.section.replace(step.section) != Some(step.section))
            .then(|| self.document.section_of(step))
            .flatten();
        let section = entered.filter(|section| !section.notes.is_empty()).map(|section| &section.id);
        for of in section.into_iter().chain((!step.notes.is_empty()).then_some(&step.id)) {
            if !self.run.in_force.contains(of) {
                self.run.in_force.push(of.clone());
            }
        }
    }

    fn end(&mut self, footer: String, why: Option<String>, act: &Recorded) {
        self.run.end = Some(End { footer, at: act.at.clone(), by: act.actor.clone(), why });
        self.run.current = None;
    }
}
