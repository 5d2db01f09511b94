//! What a run looks like at a moment: the state of each step, what is still in force, what deviated.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fold::{Run, Visit};
use super::path::Path;
use super::{At, Outcome};
use crate::Id;
use crate::runbook_text::{Document, Note, Pointer};
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
    /// The reason given.
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
            in_force: self.in_force(document),
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
        steps.retain(|step| !self.waivers.iter().any(|waiver| waiver.step == *step));
        steps
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

    /// Steps that only answers not chosen lead to.
    fn branches_not_taken(&self, path: &Path<'_>) -> BTreeSet<usize> {
        let here = self.current.as_ref().and_then(|current| path.index(&current.at.step));
        let ahead = here.map(|index| path.reachable(index)).unwrap_or_default();
        let mut others = BTreeSet::new();
        for visit in self.visits.iter().filter(|visit| visit.answer.is_some()) {
            let Some(decision) =
                path.index(&visit.at.step).and_then(|index| path.step(index).decision.as_ref())
            else {
                continue;
            };
            let not_chosen =
                decision.answers.iter().enumerate().filter(|(i, _)| Some(*i as u32) != visit.answer);
            let targets = not_chosen.filter_map(|(_, answer)| path.target(&answer.to));
            others.extend(
                targets.filter(|target| !path.is_exit(*target)).flat_map(|target| path.reachable(target)),
            );
        }
        others.retain(|index| !ahead.contains(index) && !path.is_exit(*index));
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
        let ahead = here.map(|index| path.ahead(index)).unwrap_or_default();
        let still = ahead.iter().filter(|index| !closed.contains(index)).count();
        Count { closed: closed.len() as u32, of: (closed.len() + still) as u32 }
    }

    fn in_force(&self, document: &Document) -> Vec<InForce> {
        let mut notes: Vec<InForce> = Vec::new();
        let mut sections: Vec<u32> = Vec::new();
        for id in &self.entered {
            let Some(step) = document.step(id) else { continue };
            if let Some(section) = document.section_of(step).filter(|_| !sections.contains(&step.section)) {
                sections.push(step.section);
                notes.extend(
                    section.notes.iter().map(|n| InForce { of: section.id.clone(), note: n.clone() }),
                );
            }
            notes.extend(step.notes.iter().map(|n| InForce { of: id.clone(), note: n.clone() }));
        }
        let done = |id: &str| self.last_visit(id).is_some_and(|visit| visit.outcome == Outcome::Done);
        let cleared: Vec<&Pointer> =
            document.steps.iter().filter(|step| done(&step.id)).flat_map(|step| &step.clears).collect();
        notes.retain(|note| !cleared.iter().any(|pointer| pointer.target.as_deref() == Some(&note.of)));
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
                    why: visit.why.clone(),
                    settled,
                    record: visit.record.clone(),
                });
            };
            match visit.outcome {
                Outcome::Done => {
                    if let Some(what) = off_window(visit, document) {
                        add(what, None);
                    }
                }
                Outcome::Deferred => {
                    let waiver = self.waivers.iter().find(|waiver| waiver.step == visit.at.step);
                    let settled = match waiver {
                        Some(waiver) => Some(format!("waived: {}", waiver.why)),
                        None => (!deferred.contains(&visit.at.step)).then(|| "settled".into()),
                    };
                    add("deferred", settled);
                }
                other => add(other.name(), None),
            }
        }
        deviations
    }
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
