//! Fills the report model from the record.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Offset as _, TimeZone as _, Utc};
use chrono_tz::Tz;
use decklog_domain::event::{Event, Evidence, Recorded};
use decklog_domain::incident::{Incident, MilestoneCode};
use decklog_domain::run::{ApprovalDecision, At, Run, StepStatus};
use decklog_domain::runbook_text::Document;
use decklog_domain::time::{Precision, When, read_instant, spell_seconds};
use decklog_report as model;
use decklog_report::{Moment, Occurred};
use decklog_store::{IncidentRow, Mode, Snapshot};

use crate::execute::fold;
use crate::query::{self, Names, entry_kind};
use crate::{AppError, VERSION};

/// Identity and moment of a report.
pub(crate) struct Stamped {
    pub(crate) id: String,
    pub(crate) now: DateTime<Utc>,
    pub(crate) zone: Tz,
    pub(crate) mode: Mode,
    /// Journals as far as the report covers them.
    pub(crate) journals: Vec<model::Journal>,
}

/// Builds the report on an incident.
pub(crate) fn build(
    snapshot: &Snapshot<'_>,
    row: &IncidentRow,
    stamped: Stamped,
) -> Result<model::Report, AppError> {
    let acts = snapshot.acts(&row.id)?;
    let unknown =
        || AppError::unknown(format!("there is no incident `{}`", row.number), "see `decklog incident list`");
    let incident = Incident::fold(&acts).ok_or_else(unknown)?;
    let build = Build { people: Names::read(snapshot)?, zone: stamped.zone };
    let mut runs = Vec::new();
    for run in snapshot.runs_of(&row.id)? {
        let acts = snapshot.acts(&run.id)?;
        let (run, document) = fold(snapshot, &acts, &run.number)?;
        runs.push((run, document, acts));
    }
    let view = query::incident_view(snapshot, row)?;
    let postmortem = match snapshot.postmortem_of(&row.id)? {
        Some(drafted) => Some(build.postmortem(query::sections(snapshot, &drafted)?, drafted)),
        None => None,
    };
    let workspace = snapshot.workspace()?.map(|row| row.name).unwrap_or_default();
    Ok(model::Report {
        id: stamped.id,
        generated: build.moment(stamped.now),
        app_version: VERSION.into(),
        zone: stamped.zone.name().into(),
        workspace: model::Workspace {
            name: workspace,
            mode: match stamped.mode {
                Mode::Live => model::Mode::Live,
                Mode::Replay => model::Mode::Replay,
            },
        },
        journals: stamped.journals,
        incident: build.header(&incident),
        milestones: build.milestones(&incident),
        spans: spans(&incident, stamped.now),
        people: build.persons(snapshot, &view.entries, &runs)?,
        timeline: view.entries.iter().map(|entry| build.entry(entry)).collect(),
        decisions: runs.iter().flat_map(|(run, document, _)| build.decisions(run, document)).collect(),
        evidence: build.evidence(&incident, &runs),
        runs: runs.iter().map(|(run, document, _)| build.run(run, document)).collect(),
        postmortem,
        history: Vec::new(),
    })
}

struct Build {
    people: Names,
    zone: Tz,
}

type FoldedRun = (Run, Document, Vec<Recorded>);

impl Build {
    fn moment(&self, at: DateTime<Utc>) -> Moment {
        Moment::new(at, self.zone.offset_from_utc_datetime(&at.naive_utc()).fix())
    }

    /// A recorded instant; one that cannot be read is shown as it stands.
    fn moment_of(&self, at: &str) -> Moment {
        match read_instant(at) {
            Some(at) => self.moment(at),
            None => Moment { at: at.into(), local: at.into() },
        }
    }

    fn occurred(&self, when: &When, words: Option<&String>) -> Occurred {
        Occurred {
            from: when.from.as_deref().map(|at| self.moment_of(at)),
            until: when.until.as_deref().map(|at| self.moment_of(at)),
            precision: when.precision,
            words: words.cloned(),
        }
    }

    fn header(&self, incident: &Incident) -> model::Incident {
        model::Incident {
            number: incident.number.clone(),
            title: incident.title.clone(),
            kind: incident.kind,
            severity: incident.severity,
            severity_criteria: None,
            state: incident.state,
            occurrences: incident.occurrence,
            impact: None,
            summary: None,
            declared: self.moment_of(&incident.declared_at),
            declared_by: self.people.of_id(&incident.declared_by),
            resolution: incident.resolution.as_ref().map(|resolution| model::Resolution {
                at: self.occurred(&resolution.when, None),
                by: self.people.of_id(&resolution.by),
                criteria: resolution.criteria.clone(),
                override_why: resolution.override_why.clone(),
                evidence: resolution.evidence.iter().map(|evidence| evidence.name.clone()).collect(),
            }),
        }
    }

    fn milestones(&self, incident: &Incident) -> Vec<model::Milestone> {
        let mut milestones = Vec::new();
        for occurrence in 1..=incident.occurrence {
            for code in MilestoneCode::ALL {
                let Some(holding) = incident.milestone(code, occurrence) else { continue };
                let all = incident.milestones.iter().filter(|m| m.code == code && m.occurrence == occurrence);
                let earlier = all.filter(|m| m.record != holding.record);
                milestones.push(model::Milestone {
                    code,
                    occurrence,
                    at: self.occurred(&holding.when, holding.words.as_ref()),
                    source: format!("set by {}", self.people.of_id(&holding.by)),
                    corrected_from: earlier.map(|m| self.occurred(&m.when, m.words.as_ref())).collect(),
                    record: holding.record.to_string(),
                });
            }
        }
        milestones
    }

    fn entry(&self, entry: &query::EntryView) -> model::Entry {
        let precision = |word: &str| {
            serde_json::from_value(serde_json::Value::String(word.into())).unwrap_or(Precision::Unknown)
        };
        model::Entry {
            record: entry.id.clone(),
            occurred: Occurred {
                from: entry.at.as_deref().map(|at| self.moment_of(at)),
                until: entry.until.as_deref().map(|at| self.moment_of(at)),
                precision: precision(&entry.precision),
                words: entry.words.clone(),
            },
            known: None,
            recorded: self.moment_of(&entry.recorded),
            imported: None,
            kind: entry_kind(&entry.kind),
            actor: entry.actor.clone(),
            text: entry.text.clone(),
            badges: entry.late.iter().cloned().collect(),
            undone: entry.undone,
            first_occurred: entry.first_precision.as_deref().map(|word| Occurred {
                from: entry.first_at.as_deref().map(|at| self.moment_of(at)),
                until: None,
                precision: precision(word),
                words: None,
            }),
            first_text: entry.first_text.clone(),
            corrected_why: entry.why.clone(),
            hidden: entry.hidden.clone(),
            pinned: entry.pinned,
        }
    }

    fn persons(
        &self,
        snapshot: &Snapshot<'_>,
        entries: &[query::EntryView],
        runs: &[FoldedRun],
    ) -> Result<Vec<model::Person>, AppError> {
        let mut roles: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (run, _, _) in runs {
            let operator = self.people.of_id(&run.operator);
            roles.entry(operator).or_default().push(format!("operator of {}", run.number));
        }
        let acted = |name: &str| entries.iter().any(|entry| entry.actor == name);
        let rows =
            snapshot.persons()?.into_iter().filter(|row| acted(&row.name) || roles.contains_key(&row.name));
        Ok(rows
            .map(|row| model::Person {
                roles: roles.get(&row.name).cloned().unwrap_or_default(),
                name: row.name,
                handle: row.handle,
                known_by: "as stated, or by the operating-system user".into(),
                authenticated: false,
            })
            .collect())
    }

    fn decisions(&self, run: &Run, document: &Document) -> Vec<model::Decision> {
        let chosen = run.visits.iter().filter_map(|visit| Some((visit, visit.answer_words.as_ref()?)));
        chosen
            .map(|(visit, answer)| {
                let decision = document.step(&visit.at.step).and_then(|step| step.decision.as_ref());
                let others = decision.into_iter().flat_map(|decision| &decision.answers);
                model::Decision {
                    at: self.moment_of(&visit.ended),
                    by: self.people.of_id(&visit.by),
                    question: decision
                        .map_or_else(|| visit.title.clone(), |decision| decision.question.clone()),
                    chosen: answer.clone(),
                    rejected: others
                        .map(|other| other.label.clone())
                        .filter(|label| label != answer)
                        .collect(),
                    reason: visit.note.clone().or_else(|| visit.saw.clone()),
                    place: Some(run.number.clone()),
                    record: visit.record.to_string(),
                }
            })
            .collect()
    }

    fn approvals(&self, run: &Run, at: &At) -> Vec<model::Approval> {
        let asked = run.approvals.iter().filter(|request| request.at == *at);
        let decision = |made: &ApprovalDecision| model::ApprovalDecision {
            by: self.people.of_id(&made.by),
            at: self.moment_of(&made.when),
            decision: made.decision,
            why: made.why.clone(),
            known: made.known.clone(),
        };
        asked
            .map(|request| model::Approval {
                role: request.role.clone(),
                by: self.people.of_id(&request.by),
                asked: self.moment_of(&request.asked),
                content: request.content.0.clone(),
                decisions: request.decisions.iter().map(decision).collect(),
            })
            .collect()
    }

    fn run(&self, run: &Run, document: &Document) -> model::Run {
        let progress = run.progress(document);
        let titles = |status: StepStatus| {
            let steps = progress.steps.iter().filter(move |state| state.status == status);
            steps.filter_map(|state| Some(document.step(&state.step)?.title.clone())).collect::<Vec<_>>()
        };
        let values = |values: &BTreeMap<String, String>| {
            let value =
                |(name, value): (&String, &String)| model::Value { name: name.clone(), value: value.clone() };
            values.iter().map(value).collect::<Vec<_>>()
        };
        let visits = run.visits.iter().map(|visit| {
            let during = run.notes.iter().filter(|note| {
                note.step.as_ref() == Some(&visit.at.step) && note.at >= visit.since && note.at <= visit.ended
            });
            let section = document.step(&visit.at.step).and_then(|step| document.section_of(step));
            let attached = during.clone().flat_map(|note| &note.evidence).chain(&visit.evidence);
            model::Visit {
                phase: section.map(|section| section.title.clone()).unwrap_or_default(),
                title: visit.title.clone(),
                visit: visit.at.visit,
                outcome: visit.outcome,
                by: self.people.of_id(&visit.by),
                since: self.moment_of(&visit.since),
                ended: self.moment_of(&visit.ended),
                chosen: visit.answer_words.clone(),
                saw: visit.saw.clone(),
                typed: visit.typed.clone(),
                approvals: self.approvals(run, &visit.at),
                readings: visit
                    .readings
                    .iter()
                    .map(|taken| model::Reading {
                        at: self.moment_of(&taken.when),
                        by: self.people.of_id(&taken.by),
                        values: values(&taken.values),
                        note: taken.note.clone(),
                    })
                    .collect(),
                values: values(&visit.values),
                why: visit.why.clone(),
                evidence: attached.map(|evidence| evidence.name.clone()).collect(),
                notes: during
                    .map(|note| note.text.clone())
                    .chain(visit.note.clone())
                    .filter(|t| !t.is_empty())
                    .collect(),
                record: visit.record.to_string(),
            }
        });
        let deviations = progress.deviations.iter().map(|deviation| model::Deviation {
            title: deviation.title.clone(),
            visit: deviation.at.visit,
            what: deviation.what.clone(),
            by: self.people.of_id(&deviation.by),
            at: self.moment_of(&deviation.when),
            why: deviation.why.clone(),
            settled: deviation.settled.clone(),
            record: deviation.record.to_string(),
        });
        model::Run {
            number: run.number.clone(),
            title: run.title.clone(),
            revision: run.revision,
            source: run.source.0.clone(),
            drill: run.drill,
            operator: self.people.of_id(&run.operator),
            started: self.moment_of(&run.started),
            ended: run.end.as_ref().map(|end| self.moment_of(&end.at)),
            footer: run.end.as_ref().map(|end| end.footer.clone()),
            stopped_why: run.end.as_ref().and_then(|end| end.why.clone()),
            values: values(&run.values),
            visits: visits.collect(),
            not_taken: titles(StepStatus::BranchNotTaken),
            not_reached: titles(StepStatus::Open),
            deviations: deviations.collect(),
        }
    }

    /// Everything attached, each content once, by its first mention.
    fn evidence(&self, incident: &Incident, runs: &[FoldedRun]) -> Vec<model::Evidence> {
        let mut list: Vec<model::Evidence> = Vec::new();
        let mut seen: HashMap<String, ()> = HashMap::new();
        let mut add = |evidence: &Evidence, act: (&str, &str, &str), attached_to: String| {
            if seen.insert(evidence.hash.0.clone(), ()).is_some() {
                return;
            }
            let (by, at, record) = act;
            list.push(model::Evidence {
                name: evidence.name.clone(),
                media_type: evidence.media_type.clone(),
                size: evidence.size.parse().unwrap_or(0),
                hash: evidence.hash.0.clone(),
                by: self.people.of(by),
                at: self.moment_of(at),
                attached_to,
                record: record.into(),
            });
        };
        for (run, document, acts) in runs {
            for act in acts {
                let who = (act.actor.as_str(), act.at.as_str(), act.id.as_str());
                match &act.event {
                    Event::RunStepClosed(closed) => {
                        let place = format!("{}, {}", run.number, closed.title);
                        closed.evidence.iter().for_each(|evidence| add(evidence, who, place.clone()));
                    }
                    Event::RunNoteAdded(note) => {
                        let step = note.step.as_ref().and_then(|step| document.step(step));
                        let place = step.map_or_else(
                            || run.number.clone(),
                            |step| format!("{}, {}", run.number, step.title),
                        );
                        note.evidence.iter().for_each(|evidence| add(evidence, who, place.clone()));
                    }
                    _ => {}
                }
            }
        }
        if let Some(resolution) = &incident.resolution {
            let by = (resolution.by.as_str(), resolution.when.from.as_deref().unwrap_or_default(), "");
            resolution.evidence.iter().for_each(|evidence| add(evidence, by, "the resolution".into()));
        }
        list
    }

    fn postmortem(
        &self,
        sections: Vec<query::Section>,
        row: decklog_store::PostmortemRow,
    ) -> model::Postmortem {
        let section = |section: query::Section| model::Section {
            key: section.key,
            title: section.title,
            generated: section.generated,
            human: section.human,
        };
        model::Postmortem {
            title: row.title,
            template: row.template,
            draft: row.draft,
            state: "draft".into(),
            sections: sections.into_iter().map(section).collect(),
        }
    }
}

/// Lengths of time between milestones of the last occurrence.
fn spans(incident: &Incident, now: DateTime<Utc>) -> Vec<model::Span> {
    use MilestoneCode::{Acknowledged, Detected, ImpactStarted, Mitigated, Resolved};
    let pairs = [
        ("Time to detect", ImpactStarted, Detected),
        ("Time to acknowledge", Detected, Acknowledged),
        ("Time to mitigate", ImpactStarted, Mitigated),
        ("Time to restore", ImpactStarted, Resolved),
    ];
    let span = |(name, from, to): (&str, MilestoneCode, MilestoneCode)| {
        let at = |code| incident.milestone(code, incident.occurrence);
        let (begin, end) = (at(from), at(to));
        let length =
            |end: DateTime<Utc>| begin.and_then(|b| b.when.instant()).map(|b| (end - b).num_seconds());
        let value = match (begin, end.map(|end| end.when.instant())) {
            (None, _) => format!("not known: {} is not set", from.name()),
            (Some(_), None) => match length(now) {
                Some(seconds) => format!("pending, {} so far", spell_seconds(seconds)),
                None => "pending".into(),
            },
            (Some(begin), Some(end)) => match end.and_then(length) {
                Some(seconds) if seconds < 0 => format!("invalid: {} lies before {}", to.name(), from.name()),
                Some(seconds) if begin.when.precision == Precision::Before => {
                    format!("at least {}", spell_seconds(seconds))
                }
                Some(seconds) => spell_seconds(seconds),
                None => "not known".into(),
            },
        };
        model::Span { name: name.into(), between: format!("{} to {}", from.code(), to.code()), value }
    };
    pairs.into_iter().map(span).collect()
}
