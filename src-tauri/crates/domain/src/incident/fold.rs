//! Incidents from their acts.

use super::{Incident, IncidentState, Milestone, MilestoneCode, Resolution};
use crate::Id;
use crate::event::{Event, IncidentDeclared, Recorded, in_force};
use crate::time::{When, read_instant};

impl Incident {
    /// Folds the acts of one incident, in fold order; notes may be left out. `None` when it was never declared.
    pub fn fold(acts: &[Recorded]) -> Option<Incident> {
        let mut incident: Option<Incident> = None;
        for act in in_force(acts) {
            match (&act.event, &mut incident) {
                (Event::IncidentDeclared(declared), none @ None) => {
                    *none = Some(Incident::declared(declared, act))
                }
                (event, Some(incident)) => incident.apply(event, act),
                _ => {}
            }
        }
        incident
    }

    fn declared(declared: &IncidentDeclared, act: &Recorded) -> Incident {
        let mut incident = Incident {
            id: declared.incident.clone(),
            number: declared.number.clone(),
            title: declared.title.clone(),
            kind: declared.kind,
            severity: declared.severity,
            state: IncidentState::Declared,
            occurrence: 1,
            milestones: Vec::new(),
            resolution: None,
            declared_at: act.at.clone(),
            declared_by: act.actor.clone(),
            lam: act.lam,
            last_act: act.id.clone(),
        };
        if let Some(when) = &declared.started {
            incident.set(MilestoneCode::ImpactStarted, when, &declared.started_words, None, act);
        }
        let when = read_instant(&act.at).map(When::now);
        if let Some(when) = when {
            incident.set(MilestoneCode::Declared, &when, &None, None, act);
        }
        incident
    }

    fn apply(&mut self, event: &Event, act: &Recorded) {
        match event {
            Event::IncidentMilestoneSet(set) => {
                self.set(set.code, &set.when, &set.when_words, set.supersedes.clone(), act);
                if set.code == MilestoneCode::Mitigated && self.state == IncidentState::Declared {
                    self.state = IncidentState::Monitoring;
                }
            }
            Event::IncidentResolved(resolved) => {
                self.set(MilestoneCode::Resolved, &resolved.when, &resolved.when_words, None, act);
                self.state = IncidentState::Resolved;
                self.resolution = Some(Resolution {
                    when: resolved.when.clone(),
                    by: act.actor.clone(),
                    criteria: resolved.criteria.clone(),
                    override_why: resolved.override_why.clone(),
                    evidence: resolved.evidence.clone(),
                });
            }
            Event::IncidentReopened(reopened) => {
                self.state = IncidentState::Declared;
                self.occurrence = reopened.occurrence;
                self.resolution = None;
            }
            Event::IncidentEntryCorrected(corrected) => {
                let Some(when) = &corrected.when else { return };
                if !self.correct(&corrected.entry, when, &corrected.when_words, act) {
                    return;
                }
            }
            _ => return,
        }
        self.lam = act.lam;
        self.last_act = act.id.clone();
    }

    fn set(
        &mut self,
        code: MilestoneCode,
        when: &When,
        words: &Option<String>,
        old: Option<Id>,
        act: &Recorded,
    ) {
        self.milestones.push(Milestone {
            occurrence: self.occurrence,
            code,
            when: when.clone(),
            words: words.clone(),
            by: act.actor.clone(),
            recorded: act.at.clone(),
            record: act.id.clone(),
            supersedes: old,
        });
    }

    /// A milestone that holds and was set by this entry gets the entry's corrected time; says whether there was one.
    fn correct(&mut self, entry: &Id, when: &When, words: &Option<String>, act: &Recorded) -> bool {
        let of_entry = |m: &&Milestone| m.record == *entry || m.supersedes.as_ref() == Some(entry);
        let Some(found) = self.milestones.iter().rfind(of_entry) else { return false };
        let (code, occurrence) = (found.code, found.occurrence);
        if self.milestone(code, occurrence).is_none_or(|holding| holding.record != found.record) {
            return false;
        }
        self.milestones.push(Milestone {
            occurrence,
            code,
            when: when.clone(),
            words: words.clone(),
            by: act.actor.clone(),
            recorded: act.at.clone(),
            record: act.id.clone(),
            supersedes: Some(entry.clone()),
        });
        if let Some(resolution) = self.resolution.as_mut().filter(|_| code == MilestoneCode::Resolved) {
            resolution.when = when.clone();
        }
        true
    }

    /// The value of a milestone that holds in an occurrence, if somebody set it: the last one set.
    pub fn milestone(&self, code: MilestoneCode, occurrence: u32) -> Option<&Milestone> {
        self.milestones.iter().rfind(|m| m.code == code && m.occurrence == occurrence)
    }

    /// Where T+ counts from: E0, else E1, else E4, of the first occurrence.
    pub fn begin(&self) -> Option<&When> {
        let codes = [MilestoneCode::ImpactStarted, MilestoneCode::Detected, MilestoneCode::Declared];
        codes.into_iter().find_map(|code| self.milestone(code, 1)).map(|m| &m.when)
    }
}
