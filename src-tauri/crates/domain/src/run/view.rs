//! What a run looks like at a moment: the state of each step, what is still in force, what deviated.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fold::{Return, Run, Visit, Waiver};
use super::path::Path;
use super::{At, Outcome};
use crate::Id;
use crate::runbook_text::{Document, Note, readings_wanted};
use crate::time::read_instant;

/// Where a step stands in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    /// It is the current one.
    Current,
    /// Its last visit ended; how is in `outcome`.
    Closed,
    /// It may still come.
    Open,
    /// Not applicable: the branch was not taken.
    BranchNotTaken,
}

/// One step in the overview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StepState {
    /// The step.
    pub step: String,
    /// Where it stands.
    pub status: StepStatus,
    /// How its last visit ended.
    pub outcome: Option<Outcome>,
    /// How often it was entered and left with an outcome.
    pub visits: u32,
}

/// `5 of 12`: steps of the path taken and of the default path ahead, without those not applicable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Count {
    /// Steps behind.
    pub closed: u32,
    /// Steps in all.
    pub of: u32,
}

/// A note that has not been cleared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct InForce {
    /// Id of the step or section that it stands in.
    pub of: String,
    /// The note.
    #[serde(flatten)]
    pub note: Note,
}

/// A departure from the text, for the completion call and every report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Deviation {
    /// Step and visit.
    #[serde(flatten)]
    pub at: At,
    /// Title of the step.
    pub title: String,
    /// What happened: an outcome, or `left before the minimum`, `left after the maximum`.
    pub what: String,
    /// Who.
    pub by: Id,
    /// When.
    pub when: String,
    /// The reason given; of an observation left outside its window, the note that went with it.
    pub why: Option<String>,
    /// For a deferral: `settled`, `waived: reason`, or absent while it is open.
    pub settled: Option<String>,
    /// The record of the visit.
    pub record: Id,
}

/// A run seen as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// All steps in file order.
    pub steps: Vec<StepState>,
    /// How far it is.
    pub count: Count,
    /// Notes still in force.
    pub in_force: Vec<InForce>,
    /// Departures from the text.
    pub deviations: Vec<Deviation>,
    /// Steps deferred and neither settled nor waived.
    pub deferred: Vec<String>,
}

impl Run {
    /// Sees the run as a whole over its frozen step list.
    pub fn progress(&self, document: &Document) -> Progress {
        let path = Path::new(document);
        Progress {
            steps: self.step_states(document, &path),
            count: self.count(&path),
            in_force: self.notes_in_force(document),
            deviations: self.deviations(document),
            deferred: self.deferred(),
        }
    }

    /// Steps whose last visit ended deferred and that nobody waived since.
    pub fn deferred(&self) -> Vec<String> {
        let mut steps: Vec<String> = Vec::new();
        for visit in &self.visits {
            steps.retain(|step| *step != visit.at.step);
            if visit.outcome == Outcome::Deferred {
                steps.push(visit.at.step.clone());
            }
        }
        steps.retain(|step| self.last_visit(step).is_none_or(|visit| self.waiver(&visit.at).is_none()));
        steps
    }

    /// The waiver of a deferral.
    pub(crate) fn waiver(&self, deferred: &At) -> Option<&Waiver> {
        self.waivers.iter().find(|waiver| waiver.step == deferred.step && waiver.visit == deferred.visit)
    }

    /// The last ended visit of a step.
    pub fn last_visit(&self, step: &str) -> Option<&Visit> {
        self.visits.iter().rfind(|visit| visit.at.step == step)
    }

    fn step_states(&self, document: &Document, path: &Path<'_>) -> Vec<StepState> {
        let not_taken = self.branches_not_taken(path);
        let state = |(index, step): (usize, &crate::runbook_text::Step)| {
            let last = self.last_visit(&step.id);
            let is_current = self.current.as_ref().is_some_and(|current| current.at.step == step.id);
            let status = match last {
                _ if is_current => StepStatus::Current,
                Some(_) => StepStatus::Closed,
                None if not_taken.contains(&index) => StepStatus::BranchNotTaken,
                None => StepStatus::Open,
            };
            let visits = self.visits.iter().filter(|visit| visit.at.step == step.id).count() as u32;
            StepState { step: step.id.clone(), status, outcome: last.map(|visit| visit.outcome), visits }
        };
        document.steps.iter().enumerate().map(state).collect()
    }

    /// Where the path goes on: the current step, or the one to return to from a deferral, from Rollback or Escalate.
    fn goes_on_at(&self, path: &Path<'_>) -> Option<usize> {
        let current = self.current.as_ref();
        if let Some(then) = current.and_then(|current| current.then.as_ref()) {
            return match then {
                Return::Step(step) => path.index(step),
                Return::End => None,
            };
        }
        let here = current.and_then(|current| path.index(&current.at.step));
        here.filter(|index| !path.is_exit(*index)).or_else(|| path.index(self.left_at.as_ref()?))
    }

    /// Steps that only answers not chosen lead to.
    fn branches_not_taken(&self, path: &Path<'_>) -> BTreeSet<usize> {
        let mut others = BTreeSet::new();
        for id in &self.entered {
            let Some(index) = path.index(id) else { continue };
            let Some(decision) = &path.step(index).decision else { continue };
            let Some(answer) = self.last_visit(id).and_then(|visit| visit.answer) else { continue };
            let target = |n: usize| path.target(&decision.answers.get(n)?.to).filter(|to| !path.is_exit(*to));
            // Whoever calls for help has chosen no branch yet.
            let Some(chosen) = target(answer as usize) else { continue };
            let taken = path.reachable(chosen, Some(index));
            for other in (0..decision.answers.len()).filter_map(target) {
                others.extend(path.reachable(other, Some(index)).difference(&taken));
            }
        }
        if let Some(here) = self.goes_on_at(path) {
            let ahead = path.reachable(here, None);
            others.retain(|index| !ahead.contains(index));
        }
        others
    }

    fn count(&self, path: &Path<'_>) -> Count {
        let mut closed: Vec<usize> = Vec::new();
        for visit in &self.visits {
            let Some(index) = path.index(&visit.at.step) else { continue };
            closed.retain(|other| *other != index);
            if visit.outcome != Outcome::NotApplicable {
                closed.push(index);
            }
        }
        let here = self.current.as_ref().and_then(|current| path.index(&current.at.step));
        closed.retain(|index| Some(*index) != here);
        let mut ahead: BTreeSet<usize> = here.into_iter().collect();
        ahead.extend(
            here.filter(|index| path.is_exit(*index)).map(|index| path.ahead(index)).unwrap_or_default(),
        );
        ahead.extend(self.goes_on_at(path).map(|index| path.ahead(index)).unwrap_or_default());
        let still = ahead.iter().filter(|index| !closed.contains(index)).count();
        Count { closed: closed.len() as u32, of: (closed.len() + still) as u32 }
    }

    fn notes_in_force(&self, document: &Document) -> Vec<InForce> {
        let mut notes = Vec::new();
        for of in &self.in_force {
            // A heading that is a section and its only step has one id for both.
            let steps = document.steps.iter().filter(|step| step.id == *of).flat_map(|step| &step.notes);
            let sections = document.sections.iter().filter(|s| s.id == *of).flat_map(|s| &s.notes);
            notes.extend(sections.chain(steps).map(|note| InForce { of: of.clone(), note: note.clone() }));
        }
        notes
    }

    fn deviations(&self, document: &Document) -> Vec<Deviation> {
        let deferred = self.deferred();
        let mut deviations = Vec::new();
        for visit in &self.visits {
            let mut add = |what: &str, settled: Option<String>| {
                deviations.push(Deviation {
                    at: visit.at.clone(),
                    title: visit.title.clone(),
                    what: what.into(),
                    by: visit.by.clone(),
                    when: visit.ended.clone(),
                    // The way out of an observation asks for no reason: the note that went with it is one.
                    why: visit.why.clone().or_else(|| visit.note.clone()),
                    settled,
                    record: visit.record.clone(),
                });
            };
            match visit.outcome {
                Outcome::Done => {
                    if let Some(what) = off_window(visit, document) {
                        add(what, None);
                    }
                    if let Some(what) = too_few_readings(visit, document) {
                        add(&what, None);
                    }
                }
                Outcome::Deferred => {
                    let is_last = self.last_visit(&visit.at.step).is_some_and(|last| last.at == visit.at);
                    let open = is_last && deferred.contains(&visit.at.step);
                    let settled = match self.waiver(&visit.at) {
                        Some(waiver) => Some(format!("waived: {}", waiver.why)),
                        None => (!open).then(|| "settled".into()),
                    };
                    add("deferred", settled);
                }
                other => add(other.name(), None),
            }
        }
        deviations
    }
}

/// Whether an observation ended with fewer readings than its rule to proceed asks for.
fn too_few_readings(visit: &Visit, document: &Document) -> Option<String> {
    let step = document.step(&visit.at.step)?;
    step.reading.as_ref()?;
    let (taken, wanted) = (visit.readings.len(), readings_wanted(step.proceed_when.as_deref()?)?);
    (taken < wanted as usize).then(|| format!("left after {taken} of {wanted} readings"))
}

/// Whether an observation ended outside its window.
fn off_window(visit: &Visit, document: &Document) -> Option<&'static str> {
    let wait = document.step(&visit.at.step)?.wait?;
    let watched = (read_instant(&visit.ended)? - read_instant(&visit.since)?).num_seconds();
    if watched < i64::from(wait.min_s) {
        Some("left before the minimum")
    } else if wait.max_s.is_some_and(|max| watched > i64::from(max)) {
        Some("left after the maximum")
    } else {
        None
    }
}
