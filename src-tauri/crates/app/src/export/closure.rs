//! Which records' payloads belong to an incident: its own, those of its runs and its postmortem, the revisions that were
//! followed, the exports made of it, and the people who acted in any of them.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{Offset as _, TimeZone as _};
use chrono_tz::Tz;
use decklog_domain::event::{Event, Recorded};
use decklog_domain::time::read_instant;
use decklog_report::{Change, Moment};
use decklog_store::{IncidentRow, Place, Snapshot};

use crate::AppError;
use crate::query::Names;

/// The records of an export whose payloads are included.
pub(super) struct Closure {
    places: HashSet<Place>,
    exports: Vec<Recorded>,
}

impl Closure {
    /// Computes it by two passes over the journals; `exporter` is the person who exports.
    pub(super) fn of(
        snapshot: &Snapshot<'_>,
        row: &IncidentRow,
        exporter: &str,
    ) -> Result<Closure, AppError> {
        let mut subjects: HashSet<String> = HashSet::from([row.id.clone()]);
        let mut followed: HashSet<(String, u32)> = HashSet::new();
        for run in snapshot.runs_of(&row.id)? {
            followed.insert((run.runbook, run.revision));
            subjects.insert(run.id);
        }
        subjects.extend(snapshot.postmortem_of(&row.id)?.map(|postmortem| postmortem.id));
        let mut closure = Closure { places: HashSet::new(), exports: Vec::new() };
        let mut people: BTreeSet<String> = BTreeSet::from([exporter.to_string()]);
        let mut added: HashMap<String, Place> = HashMap::new();
        for event in snapshot.events()? {
            let event = event?;
            let record = &event.record;
            let belongs = match record.kind.as_str() {
                "journal.opened" => true,
                "person.added" => {
                    added.insert(record.subj.id.clone(), event.place());
                    false
                }
                "runbook.revision_added" => {
                    let revision =
                        event.facts.get("revision").and_then(serde_json::Value::as_u64).unwrap_or(0);
                    followed.contains(&(record.subj.id.clone(), revision as u32))
                }
                "export.started" => {
                    let of = event.facts.get("incident").and_then(serde_json::Value::as_str);
                    let belongs = of == Some(row.id.as_str());
                    if belongs {
                        subjects.insert(record.subj.id.clone());
                        closure.exports.push(event.recorded(snapshot)?);
                    }
                    belongs
                }
                _ => subjects.contains(&record.subj.id),
            };
            if belongs {
                people.insert(record.actor.id.clone());
                closure.places.insert(event.place());
            }
        }
        closure.places.extend(people.iter().filter_map(|person| added.get(person)));
        Ok(closure)
    }

    /// Whether a record's payload is included.
    pub(super) fn includes(&self, place: Place) -> bool {
        self.places.contains(&place)
    }

    /// The exports made of the incident so far, the present one last.
    pub(super) fn history(&self, people: &Names, zone: Tz) -> Vec<Change> {
        let change = |act: &Recorded| {
            let Event::ExportStarted(started) = &act.event else { return None };
            let at = read_instant(&act.at)?;
            Some(Change {
                at: Moment::new(at, zone.offset_from_utc_datetime(&at.naive_utc()).fix()),
                by: people.of_id(&act.actor),
                what: format!("exported as {}", started.format),
                why: started.why.clone(),
            })
        };
        self.exports.iter().filter_map(change).collect()
    }
}
